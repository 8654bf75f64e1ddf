/*
 * Rows of one unit and group in the order of time, cut into stretches of one standard.
 */
#include "calculator/trend.h"

#include "calculator/match.h"
#include "calculator/target.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

/* ---- figures ---- */

static pov_figure difference(const pov_figure *a, const pov_figure *b, pov_kind kind)
{
    return pov_figure_is_firm(a) && pov_figure_is_firm(b) ? pov_figure_difference(a, b, kind)
                                                          : pov_figure_unknown(kind);
}

/* after ÷ before - 1 in percent; after ÷ before, so that `before` is counted once */
static pov_figure relative_change(const pov_figure *before, const pov_figure *after)
{
    pov_figure change = pov_figure_unknown(POV_KIND_CHANGE);
    int64_t then = pov_figure_best(before), now = pov_figure_best(after);

    if (pov_figure_is_firm(before) && pov_figure_is_firm(after) && then > 0) {
        pov_interval ratio = pov_interval_ratio(after->bounds, POV_HUNDRED_PERCENT, before->bounds);
        int64_t value = pov_muldiv_round(now - then, POV_HUNDRED_PERCENT, then);
        if (!pov_is_far(value)) {
            change = pov_figure_computed(
                POV_KIND_CHANGE, value,
                pov_interval_subtract(ratio, pov_interval_point(POV_HUNDRED_PERCENT)),
                POV_BASIS_DERIVED, 2);
        }
    }
    return change;
}

static pov_interval halved(pov_interval a)
{
    return (pov_interval){a.low == POV_NO_LOW ? a.low : pov_muldiv_floor(a.low, 1, 2),
                          a.high == POV_NO_HIGH ? a.high : pov_muldiv_ceil(a.high, 1, 2)};
}

/* 100 part (1/n0 + 1/n1) / 2, or with 1/n1 - 1/n0 */
static pov_interval by_both(pov_interval part, const pov_figure *n0, const pov_figure *n1,
                            bool minus)
{
    pov_interval before = pov_interval_ratio(part, POV_HUNDRED_PERCENT, n0->bounds);
    pov_interval after = pov_interval_ratio(part, POV_HUNDRED_PERCENT, n1->bounds);

    return halved(minus ? pov_interval_subtract(after, before) : pov_interval_add(before, after));
}

/*
 * The change in rate is exactly the sum of two parts, each the mean of both orders of change:
 *     count part       100 (c1 - c0) (1/n0 + 1/n1) / 2
 *     households part  100 (c1 + c0) (1/n1 - 1/n0) / 2, which is the rest
 */
static void split_change(const pov_solved *before, const pov_solved *after, pov_observation *out)
{
    const pov_figure *c0 = &before->of[POV_MEASURE_POOR][POV_COUNT];
    const pov_figure *c1 = &after->of[POV_MEASURE_POOR][POV_COUNT];
    const pov_figure *n0 = &before->households, *n1 = &after->households;
    pov_figure change = difference(c1, c0, POV_KIND_COUNT);
    int64_t all_before = pov_figure_best(n0), all_after = pov_figure_best(n1);

    if (!pov_figure_known(&change) || !pov_figure_known(&out->change_pp) ||
        !pov_figure_is_firm(n0) || !pov_figure_is_firm(n1) || all_before <= 0 || all_after <= 0) {
        return;
    }
    int64_t by_before = pov_muldiv_round(change.value, POV_HUNDRED_PERCENT, all_before);
    int64_t by_after = pov_muldiv_round(change.value, POV_HUNDRED_PERCENT, all_after);
    if (pov_is_far(by_before) || pov_is_far(by_after)) {
        return;
    }
    out->count_part_pp = pov_figure_computed(
        POV_KIND_POINTS, pov_muldiv_round(by_before + by_after, 1, 2),
        by_both(change.bounds, n0, n1, false), POV_BASIS_DERIVED, out->change_pp.digits);
    pov_figure rest = difference(&out->change_pp, &out->count_part_pp, POV_KIND_POINTS);
    pov_interval direct = by_both(pov_interval_add(c0->bounds, c1->bounds), n0, n1, true);
    pov_interval both = pov_interval_meet(rest.bounds, direct);
    out->households_part_pp = pov_figure_computed(POV_KIND_POINTS, rest.value,
                                                  pov_interval_empty(both) ? rest.bounds : both,
                                                  POV_BASIS_DERIVED, rest.digits);
    pov_figure *count = &out->count_part_pp; /* the two values add up */
    int64_t left = pov_subtract(out->change_pp.value, out->households_part_pp.value);
    count->value = count->value_high = pov_clamp(left, count->bounds);
}

/* ---- time ---- */

/* Decimals of an average: those of the change, but two at least, and one more below 0.1, since -0.5
 * points in nine years are -0.056 a year, not -0.1. */
static unsigned digits_per_year(const pov_figure *change, int64_t average, int64_t months)
{
    bool small = average > -POV_PERCENT / 10 && average < POV_PERCENT / 10 && average != 0;
    unsigned least = small ? 3 : 2;

    if (change->kind == POV_KIND_COUNT || months == 12) {
        return change->digits;
    }
    return change->digits > least ? change->digits : least;
}

/* A change per year. Households are shown whole. */
static pov_figure per_year(const pov_figure *change, int64_t months)
{
    if (!pov_figure_known(change) || months <= 0) {
        return pov_figure_unknown((pov_kind)change->kind);
    }
    int64_t average = pov_muldiv_round(pov_figure_best(change), 12, months);
    return pov_figure_computed((pov_kind)change->kind, average,
                               pov_interval_ratio(change->bounds, 12, pov_interval_point(months)),
                               POV_BASIS_DERIVED, digits_per_year(change, average, months));
}

/* ---- the rows of one unit and group ---- */

typedef struct series {
    const pov_solution *solution;
    pov_trend *trend;
    size_t *row; /* observations, sorted by standard and year */
    size_t count;
} series;

static const pov_row *row_of(const pov_solution *solution, size_t r)
{
    return &solution->plan->row[r];
}

static const pov_figure *poor_of(const pov_solution *solution, size_t r)
{
    return solution->row[r].of[POV_MEASURE_POOR];
}

static bool is_observation(const pov_solution *solution, size_t r)
{
    const pov_figure *of = poor_of(solution, r);

    return row_of(solution, r)->year.year != 0 &&
           (pov_figure_is_firm(&of[POV_COUNT]) || pov_figure_is_firm(&of[POV_RATE]));
}

/* How much a row tells of its year. */
static int fullness(const pov_solution *solution, size_t r)
{
    const pov_figure *of = poor_of(solution, r);

    return pov_figure_is_firm(&of[POV_COUNT]) + pov_figure_is_firm(&of[POV_RATE]) +
           pov_figure_is_firm(&solution->row[r].households);
}

/* Where both rows know a figure, it can be the same. */
static bool agree(const pov_solution *solution, size_t a, size_t b)
{
    static const pov_aspect aspects[] = {POV_COUNT, POV_RATE};

    for (size_t i = 0; i < sizeof aspects / sizeof *aspects; i++) {
        const pov_figure *left = &poor_of(solution, a)[aspects[i]];
        const pov_figure *right = &poor_of(solution, b)[aspects[i]];
        if (pov_figure_is_firm(left) && pov_figure_is_firm(right) &&
            pov_interval_empty(pov_interval_meet(left->bounds, right->bounds))) {
            return false;
        }
    }
    return true;
}

static pov_status keep_index(size_t **list, size_t *capacity, size_t *count, size_t value)
{
    pov_status status = pov_grow(list, capacity, *count + 1, sizeof **list);

    if (status == POV_OK) {
        (*list)[(*count)++] = value;
    }
    return status;
}

/* Adds an observation in the order of time; of two of one year and standard the fuller one stays,
 * else the first. */
static pov_status add_to_series(series *s, size_t r)
{
    const pov_row *row = row_of(s->solution, r);
    pov_trend *t = s->trend;
    size_t at = s->count;

    for (size_t i = 0; i < s->count; i++) {
        const pov_row *other = row_of(s->solution, s->row[i]);
        if (pov_year_compare(row->year, other->year) != 0 ||
            strcmp(row->standard, other->standard) != 0) {
            continue;
        }
        pov_status status = POV_OK;
        if (!agree(s->solution, s->row[i], r)) {
            status = keep_index(&t->conflict, &t->conflict_capacity, &t->conflict_count, r);
        } else if (fullness(s->solution, r) > fullness(s->solution, s->row[i])) {
            s->row[i] = r;
        }
        return status;
    }
    while (at > 0 && pov_year_compare(row->year, row_of(s->solution, s->row[at - 1])->year) < 0) {
        s->row[at] = s->row[at - 1];
        at--;
    }
    s->row[at] = r;
    s->count++;
    return POV_OK;
}

/* ---- stretches ---- */

static void compare(const pov_solution *solution, size_t before, size_t after, pov_observation *out)
{
    const pov_figure *then = poor_of(solution, before), *now = poor_of(solution, after);

    out->since = before;
    out->change_households = difference(&now[POV_COUNT], &then[POV_COUNT], POV_KIND_COUNT);
    out->change_pp = difference(&now[POV_RATE], &then[POV_RATE], POV_KIND_POINTS);
    out->relative_change = relative_change(&then[POV_COUNT], &now[POV_COUNT]);
    split_change(&solution->row[before], &solution->row[after], out);
}

static pov_status add_observation(series *s, size_t r, size_t before, bool breaks)
{
    pov_trend *t = s->trend;
    pov_observation one = {
        .row = r,
        .since = POV_NONE,
        .breaks = breaks,
        .change_households = pov_figure_unknown(POV_KIND_COUNT),
        .change_pp = pov_figure_unknown(POV_KIND_POINTS),
        .relative_change = pov_figure_unknown(POV_KIND_CHANGE),
        .count_part_pp = pov_figure_unknown(POV_KIND_POINTS),
        .households_part_pp = pov_figure_unknown(POV_KIND_POINTS),
    };
    pov_status status = pov_grow(&t->observation, &t->observation_capacity,
                                 t->observation_count + 1, sizeof *t->observation);

    if (status == POV_OK) {
        if (before != POV_NONE) {
            compare(s->solution, before, r, &one);
        }
        t->observation[t->observation_count++] = one;
    }
    return status;
}

static void close_stretch(const pov_solution *solution, const pov_trend *t, pov_stretch *stretch)
{
    size_t first = t->observation[stretch->first].row;
    size_t last = t->observation[stretch->first + stretch->count - 1].row;
    const pov_figure *from = poor_of(solution, first), *to = poor_of(solution, last);

    stretch->months = pov_year_months(row_of(solution, last)->year) -
                      pov_year_months(row_of(solution, first)->year);
    if (stretch->count > 1) {
        stretch->change_households = difference(&to[POV_COUNT], &from[POV_COUNT], POV_KIND_COUNT);
        stretch->change_pp = difference(&to[POV_RATE], &from[POV_RATE], POV_KIND_POINTS);
        stretch->relative_change = relative_change(&from[POV_COUNT], &to[POV_COUNT]);
    }
    stretch->average_households = per_year(&stretch->change_households, stretch->months);
    stretch->average_pp = per_year(&stretch->change_pp, stretch->months);
}

static pov_status add_stretch(series *s, const char *standard, bool *done)
{
    pov_trend *t = s->trend;
    pov_stretch stretch = {
        .first = t->observation_count,
        .change_households = pov_figure_unknown(POV_KIND_COUNT),
        .change_pp = pov_figure_unknown(POV_KIND_POINTS),
        .relative_change = pov_figure_unknown(POV_KIND_CHANGE),
        .target_row = POV_NONE,
        .target_rate = pov_figure_unknown(POV_KIND_RATE),
        .needed_pp = pov_figure_unknown(POV_KIND_POINTS),
        .arrival = pov_figure_unknown(POV_KIND_COUNT),
    };
    size_t before = POV_NONE;
    bool later = false;
    pov_status status = POV_OK;

    for (size_t i = 0; i < s->count; i++) {
        later = later || done[i];
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        if (strcmp(row_of(s->solution, s->row[i])->standard, standard) == 0) {
            done[i] = true;
            status = add_observation(s, s->row[i], before, later && before == POV_NONE);
            before = s->row[i];
            stretch.count++;
        }
    }
    if (status == POV_OK) {
        close_stretch(s->solution, t, &stretch);
        status =
            pov_grow(&t->stretch, &t->stretch_capacity, t->stretch_count + 1, sizeof *t->stretch);
    }
    if (status == POV_OK) {
        t->stretch[t->stretch_count++] = stretch;
    }
    return status;
}

/* ---- targets ---- */

static bool is_stated(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED;
}

/* The rate that a row aims at, where it states one, or states points and a rate to start from. */
static pov_figure aimed_rate(const pov_solution *solution, size_t r)
{
    const pov_figure *of = poor_of(solution, r);

    if (is_stated(&of[POV_REMAINING_SHARE])) {
        return of[POV_REMAINING_SHARE];
    }
    if (is_stated(&of[POV_PP]) && pov_figure_is_firm(&of[POV_RATE])) {
        pov_figure start = of[POV_RATE], cut = of[POV_PP];
        int64_t value = pov_figure_best(&start) - pov_target_end(&cut, false);
        if (value >= 0) { /* the aim at its face value */
            return pov_figure_computed(POV_KIND_RATE, value, pov_interval_point(value),
                                       POV_BASIS_DERIVED,
                                       start.digits > cut.digits ? start.digits : cut.digits);
        }
    }
    return pov_figure_unknown(POV_KIND_RATE);
}

/* A target is exact as printed; of "3.5-4.0" its easier end. */
static int64_t goal_of(const pov_row *row, const pov_figure *target)
{
    const pov_figure printed = pov_row_figure(row, POV_REMAINING_RATE);

    return pov_figure_known(&printed) ? pov_target_end(&printed, true) : target->value;
}

static bool is_target(const pov_solution *solution, size_t r)
{
    const pov_figure *of = poor_of(solution, r);

    return row_of(solution, r)->target_year.year != 0 &&
           (is_stated(&of[POV_REMAINING_SHARE]) || is_stated(&of[POV_PP]) ||
            is_stated(&of[POV_REDUCTION]) || is_stated(&of[POV_REMAINING]));
}

/* The year in which a rate that is `left` points above the target is there, falling so much a year;
 * POV_NO_HIGH: never. */
static int64_t arrival_year(int64_t left, int64_t fall, pov_year last)
{
    if (left <= 0) {
        return last.year;
    }
    int64_t months = fall > 0 ? pov_muldiv_ceil(left, 12, fall) : POV_NO_HIGH;
    return pov_is_far(months) ? POV_NO_HIGH : (pov_year_months(last) + months - 1) / 12;
}

/* The earliest by the least that can be left and the fastest fall. */
static void find_arrival(const pov_figure *rate, int64_t target, pov_year last,
                         pov_stretch *stretch)
{
    pov_interval left = pov_interval_subtract(rate->bounds, pov_interval_point(target));
    pov_interval change = stretch->average_pp.bounds;
    int64_t value = pov_figure_best(rate) - target;

    if (!pov_figure_known(&stretch->average_pp) && value > 0) {
        return;
    }
    if (!pov_figure_known(&stretch->average_pp)) {
        change = pov_interval_point(0);
    }
    value = arrival_year(value, pov_negate_end(stretch->average_pp.value), last);
    stretch->never = value == POV_NO_HIGH;
    stretch->arrival = pov_figure_computed(
        POV_KIND_COUNT, value,
        (pov_interval){arrival_year(left.low, pov_is_open(change.low) ? 0 : -change.low, last),
                       arrival_year(left.high, pov_is_open(change.high) ? 0 : -change.high, last)},
        POV_BASIS_DERIVED, 0);
    if (stretch->never) {
        stretch->arrival.basis = POV_BASIS_UNKNOWN;
    }
}

static void set_target(const pov_solution *solution, const pov_trend *trend, size_t r,
                       pov_stretch *stretch)
{
    size_t last = trend->observation[stretch->first + stretch->count - 1].row;
    const pov_row *observed = row_of(solution, last), *row = row_of(solution, r);
    const pov_figure *rate = &poor_of(solution, last)[POV_RATE];
    pov_figure target = aimed_rate(solution, r);

    if (!pov_figure_known(&target) || !pov_figure_is_firm(rate) ||
        pov_year_compare(row->target_year, observed->year) <= 0 ||
        (row->standard[0] != '\0' && observed->standard[0] != '\0' &&
         strcmp(row->standard, observed->standard) != 0)) {
        return;
    }
    if (stretch->target_row != POV_NONE &&
        pov_year_compare(row->year, row_of(solution, stretch->target_row)->year) < 0) {
        return; /* an older plan */
    }
    stretch->target_row = r;
    stretch->target_rate = target;
    int64_t goal = goal_of(row, &target);
    pov_figure left = difference(&target, rate, POV_KIND_POINTS);
    left.bounds = pov_interval_subtract(pov_interval_point(goal), rate->bounds);
    left.value = left.value_high = goal - pov_figure_best(rate);
    stretch->needed_pp =
        per_year(&left, pov_year_months(row->target_year) - pov_year_months(observed->year));
    stretch->never = false;
    stretch->arrival = pov_figure_unknown(POV_KIND_COUNT);
    find_arrival(rate, goal, observed->year, stretch);
}

/* ---- all series ---- */

static pov_status add_series(series *s, const size_t *next, size_t start, const bool *picked,
                             bool *seen)
{
    pov_trend *t = s->trend;
    size_t stretches = t->stretch_count;
    pov_status status = POV_OK;

    s->count = 0;
    for (size_t r = start; r != POV_NONE && status == POV_OK; r = next[r]) {
        seen[r] = true;
        if (is_observation(s->solution, r) && (picked == NULL || picked[r])) {
            status = add_to_series(s, r);
        }
    }
    bool *done = calloc(s->count + 1, sizeof *done);
    status = done == NULL ? POV_ERR_NOMEM : status;
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        if (!done[i]) {
            status = add_stretch(s, row_of(s->solution, s->row[i])->standard, done);
        }
    }
    free(done);
    if (status == POV_OK && t->stretch_count > stretches) {
        for (size_t r = start; r != POV_NONE; r = next[r]) {
            if (is_target(s->solution, r)) {
                set_target(s->solution, t, r, &t->stretch[t->stretch_count - 1]);
            }
        }
    }
    return status;
}

/* The unit's observed group has no target, but another group of it has. */
static pov_status find_other_targets(const pov_solution *solution, pov_trend *t)
{
    const pov_plan *plan = solution->plan;
    bool *has = calloc(plan->unit_count + 1, sizeof *has);
    bool *observed = calloc(plan->unit_count + 1, sizeof *observed);
    pov_status status = has != NULL && observed != NULL ? POV_OK : POV_ERR_NOMEM;

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        if (strcmp(plan->row[r].group, "all") == 0) {
            has[plan->row[r].unit] = has[plan->row[r].unit] || is_target(solution, r);
        }
    }
    for (size_t i = 0; i < t->observation_count && status == POV_OK; i++) {
        const pov_row *row = &plan->row[t->observation[i].row];
        observed[row->unit] = observed[row->unit] || strcmp(row->group, "all") == 0;
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        size_t unit = plan->row[r].unit;
        if (observed[unit] && !has[unit] && is_target(solution, r)) {
            status = keep_index(&t->other_target, &t->other_capacity, &t->other_count, r);
        }
    }
    free(has);
    free(observed);
    return status;
}

pov_status pov_trend_find(const pov_solution *solution, const bool *picked, pov_trend *trend,
                          pov_error *err)
{
    const pov_plan *plan = solution->plan;
    pov_matcher matcher = {.plan = NULL};
    series s = {.solution = solution, .trend = trend};
    bool *seen = calloc(plan->row_count + 1, sizeof *seen);
    bool failed = false;
    pov_status status = pov_matcher_init(&matcher, plan, err);

    s.row = malloc((plan->row_count + 1) * sizeof *s.row);
    if (seen == NULL || s.row == NULL) {
        status = POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        if (seen[r]) {
            continue;
        }
        size_t name = pov_matcher_find(&matcher, plan, &plan->row[r], POV_MATCH_NAME, &failed);
        if (failed || name == POV_NONE) {
            status = POV_ERR_NOMEM;
        } else {
            int way = matcher.ambiguous[name] ? POV_MATCH_PARENT : POV_MATCH_NAME;
            status = add_series(&s, matcher.next[way], r, picked, seen);
        }
    }
    if (status == POV_OK) {
        status = find_other_targets(solution, trend);
    }
    pov_matcher_fini(&matcher);
    free(seen);
    free(s.row);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

void pov_trend_fini(pov_trend *trend)
{
    free(trend->observation);
    free(trend->stretch);
    free(trend->other_target);
    free(trend->conflict);
    *trend = (pov_trend)POV_TREND_INIT;
}
