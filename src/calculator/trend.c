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
static void split_change(const pov_figure *c0, const pov_figure *c1, const pov_figure *n0,
                         const pov_figure *n1, pov_change *out)
{
    pov_figure change = difference(c1, c0, POV_KIND_COUNT);
    int64_t all_before = pov_figure_best(n0), all_after = pov_figure_best(n1);

    if (!pov_figure_known(&change) || !pov_figure_known(&out->pp) || !pov_figure_is_firm(n0) ||
        !pov_figure_is_firm(n1) || all_before <= 0 || all_after <= 0) {
        return;
    }
    int64_t by_before = pov_muldiv_round(change.value, POV_HUNDRED_PERCENT, all_before);
    int64_t by_after = pov_muldiv_round(change.value, POV_HUNDRED_PERCENT, all_after);
    if (pov_is_far(by_before) || pov_is_far(by_after)) {
        return;
    }
    out->count_part_pp = pov_figure_computed(
        POV_KIND_POINTS, pov_muldiv_round(by_before + by_after, 1, 2),
        by_both(change.bounds, n0, n1, false), POV_BASIS_DERIVED, out->pp.digits);
    pov_figure rest = difference(&out->pp, &out->count_part_pp, POV_KIND_POINTS);
    pov_interval direct = by_both(pov_interval_add(c0->bounds, c1->bounds), n0, n1, true);
    pov_interval both = pov_interval_meet(rest.bounds, direct);
    out->households_part_pp = pov_figure_computed(POV_KIND_POINTS, rest.value,
                                                  pov_interval_empty(both) ? rest.bounds : both,
                                                  POV_BASIS_DERIVED, rest.digits);
    pov_figure *count = &out->count_part_pp; /* the two values add up */
    int64_t left = pov_subtract(out->pp.value, out->households_part_pp.value);
    count->value = count->value_high = pov_clamp(left, count->bounds);
}

/* A part of a fall is a part above zero. */
static pov_figure part_of_change(pov_figure part, pov_figure whole)
{
    if (pov_figure_known(&part) && pov_figure_known(&whole) && whole.value < 0) {
        pov_figure_negate(&part);
        pov_figure_negate(&whole);
    }
    return pov_figure_part(&part, &whole, 1);
}

/* ---- time ---- */

/* Decimals of an average: those of the change, but two at least, and one more below 0.1, since -0.5
 * points in nine years are -0.056 a year, not -0.1. */
static unsigned digits_per_year(const pov_figure *change, int64_t average)
{
    bool small = average > -POV_PERCENT / 10 && average < POV_PERCENT / 10 && average != 0;
    unsigned least = small ? 3 : 2;

    if (change->kind == POV_KIND_COUNT) {
        return change->digits;
    }
    return change->digits > least ? change->digits : least;
}

/* A change per year. Households are shown whole. */
pov_figure pov_trend_per_year(const pov_figure *change, int64_t months)
{
    if (!pov_figure_known(change) || months <= 0) {
        return pov_figure_unknown((pov_kind)change->kind);
    }
    if (months == 12) {
        return *change;
    }
    int64_t average = pov_muldiv_round(pov_figure_best(change), 12, months);
    return pov_figure_computed((pov_kind)change->kind, average,
                               pov_interval_ratio(change->bounds, 12, pov_interval_point(months)),
                               POV_BASIS_DERIVED, digits_per_year(change, average));
}

/* ---- observations ---- */

static const pov_row *row_of(const pov_solution *solution, size_t r)
{
    return &solution->plan->row[r];
}

const pov_figure *pov_observed(const pov_solution *solution, const pov_observation *observation,
                               pov_measure measure, pov_aspect aspect)
{
    const pov_solved *solved = &solution->row[observation->row];
    bool end = observation->end;

    if (measure == POV_SUBJECT_ALL) {
        return end ? &solved->target_households : &solved->households;
    }
    aspect = !end ? aspect : aspect == POV_RATE ? POV_REMAINING_SHARE : POV_REMAINING;
    return &solved->of[measure][aspect];
}

pov_year pov_observed_year(const pov_solution *solution, const pov_observation *observation)
{
    const pov_row *row = row_of(solution, observation->row);

    return observation->end ? row->target_year : row->year;
}

static bool is_firm(const pov_solution *solution, const pov_observation *o, pov_measure measure,
                    pov_aspect aspect)
{
    return pov_figure_is_firm(pov_observed(solution, o, measure, aspect));
}

bool pov_is_observed(const pov_solution *solution, const pov_observation *observation,
                     pov_measure measure)
{
    return is_firm(solution, observation, measure, POV_COUNT) ||
           is_firm(solution, observation, measure, POV_RATE);
}

/* How much is told of a date. */
static int fullness(const pov_solution *solution, const pov_observation *o)
{
    int known = is_firm(solution, o, POV_SUBJECT_ALL, POV_COUNT);

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        known += is_firm(solution, o, (pov_measure)m, POV_COUNT) +
                 is_firm(solution, o, (pov_measure)m, POV_RATE);
    }
    return known;
}

/* Where both know a figure, it can be the same. */
static bool agree(const pov_solution *solution, const pov_observation *a, const pov_observation *b)
{
    static const pov_aspect aspects[] = {POV_COUNT, POV_RATE};

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t i = 0; i < POV_LENGTH(aspects); i++) {
            const pov_figure *left = pov_observed(solution, a, (pov_measure)m, aspects[i]);
            const pov_figure *right = pov_observed(solution, b, (pov_measure)m, aspects[i]);
            if (pov_figure_is_firm(left) && pov_figure_is_firm(right) &&
                pov_interval_empty(pov_interval_meet(left->bounds, right->bounds))) {
                return false;
            }
        }
    }
    return true;
}

pov_change pov_trend_change(const pov_solution *solution, const pov_observation *before,
                            const pov_observation *after, pov_measure measure)
{
    pov_change change = {
        .households = pov_figure_unknown(POV_KIND_COUNT),
        .pp = pov_figure_unknown(POV_KIND_POINTS),
        .relative = pov_figure_unknown(POV_KIND_CHANGE),
        .count_part_pp = pov_figure_unknown(POV_KIND_POINTS),
        .households_part_pp = pov_figure_unknown(POV_KIND_POINTS),
    };

    if (before != NULL) {
        const pov_figure *then = pov_observed(solution, before, measure, POV_COUNT);
        const pov_figure *now = pov_observed(solution, after, measure, POV_COUNT);
        change.households = difference(now, then, POV_KIND_COUNT);
        const pov_figure *from = pov_observed(solution, before, measure, POV_RATE);
        const pov_figure *to = pov_observed(solution, after, measure, POV_RATE);
        change.pp = difference(to, from, POV_KIND_POINTS);
        change.pp.plain = pov_figure_is_printed(to) && pov_figure_is_printed(from);
        change.relative = pov_figure_relative_change(then, now);
        split_change(then, now, pov_observed(solution, before, POV_SUBJECT_ALL, POV_COUNT),
                     pov_observed(solution, after, POV_SUBJECT_ALL, POV_COUNT), &change);
    }
    return change;
}

/* ---- the observations of one unit and group ---- */

typedef struct seen {
    pov_observation of;
    int64_t months;
    const char *standard; /* in force: of a row that names none, that of its time */
} seen;

typedef struct series {
    const pov_solution *solution;
    pov_trend *trend;
    seen *seen;
    size_t count, capacity;
    const size_t *next; /* rows of the series, from `start` on */
    size_t start;
} series;

static pov_status add_untold(pov_trend *t, size_t row, size_t other, pov_untold why)
{
    pov_status status =
        pov_grow(&t->untold, &t->untold_capacity, t->untold_count + 1, sizeof *t->untold);

    if (status == POV_OK) {
        t->untold[t->untold_count++] = (pov_untold_row){row, other, why};
    }
    return status;
}

static pov_status look_at(series *s, size_t r, bool end)
{
    const pov_row *row = row_of(s->solution, r);
    pov_observation o = {.row = r, .end = end, .since = POV_NONE};
    pov_year year = pov_observed_year(s->solution, &o);
    bool observed = year.year != 0 && pov_row_says_what_was(row, end);
    bool known = false;

    for (int m = 0; m < POV_MEASURE_COUNT && observed; m++) {
        known = known || pov_is_observed(s->solution, &o, (pov_measure)m);
    }
    if (!known) {
        return POV_OK;
    }
    pov_status status = pov_grow(&s->seen, &s->capacity, s->count + 1, sizeof *s->seen);
    if (status == POV_OK) {
        s->seen[s->count++] = (seen){o, pov_year_months(year), row->standard};
    }
    return status;
}

static int compare_seen(const void *left, const void *right)
{
    const seen *a = left, *b = right;

    if (a->months != b->months) {
        return a->months < b->months ? -1 : 1;
    }
    /* the first row that states a year before the end of an outcome */
    return a->of.end != b->of.end ? a->of.end - b->of.end : a->of.row < b->of.row ? -1 : 1;
}

/* A row that names no standard goes by the one of the time before; at the start by the first. */
static void name_standards(series *s)
{
    const char *standard = "";

    for (size_t i = 0; i < s->count && standard[0] == '\0'; i++) {
        standard = s->seen[i].standard;
    }
    for (size_t i = 0; i < s->count; i++) {
        seen *one = &s->seen[i];
        if (one->standard[0] == '\0') {
            one->standard = standard;
        } else if (i + 1 == s->count || s->seen[i + 1].months > one->months) {
            standard = one->standard;
        }
    }
}

/* Of several rows of one date and standard the fullest stays; those that say otherwise are noted.
 */
static pov_status drop_repeated(series *s)
{
    size_t kept = 0, date = 0; /* the first kept one of this date */
    pov_status status = POV_OK;

    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        seen one = s->seen[i];
        size_t same = kept;
        date = kept > 0 && s->seen[kept - 1].months == one.months ? date : kept;
        for (size_t k = date; k < kept && same == kept; k++) {
            same = strcmp(s->seen[k].standard, one.standard) == 0 ? k : same;
        }
        if (same == kept) {
            s->seen[kept++] = one;
        } else if (!agree(s->solution, &s->seen[same].of, &one.of)) {
            status = add_untold(s->trend, one.of.row, s->seen[same].of.row, POV_UNTOLD_CONFLICT);
        } else if (fullness(s->solution, &one.of) > fullness(s->solution, &s->seen[same].of)) {
            s->seen[same] = one;
        }
    }
    s->count = kept;
    return status;
}

/* ---- stretches ---- */

/* Whether another standard came to its end when this one began. Two that go side by side replace
 * one another no more than one that comes later. */
static bool replaces(const series *s, const char *standard, int64_t first)
{
    for (size_t i = 0; i < s->count; i++) {
        const char *other = s->seen[i].standard;
        if (s->seen[i].months >= first || strcmp(other, standard) == 0) {
            continue;
        }
        size_t last = i;
        for (size_t k = i; k < s->count; k++) {
            last = strcmp(s->seen[k].standard, other) == 0 ? k : last;
        }
        if (s->seen[last].months <= first) {
            return true;
        }
    }
    return false;
}

static pov_status start_stretch(pov_trend *t)
{
    pov_stretch stretch = {.first = t->observation_count};
    pov_status status =
        pov_grow(&t->stretch, &t->stretch_capacity, t->stretch_count + 1, sizeof *t->stretch);

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        stretch.pace[m] = (pov_pace){
            .measure = (pov_measure)m,
            .row = POV_NONE,
            .target_rate = pov_figure_unknown(POV_KIND_RATE),
            .target_count = pov_figure_unknown(POV_KIND_COUNT),
            .needed_pp = pov_figure_unknown(POV_KIND_POINTS),
            .needed_households = pov_figure_unknown(POV_KIND_COUNT),
        };
    }
    if (status == POV_OK) {
        t->stretch[t->stretch_count++] = stretch;
    }
    return status;
}

static pov_status add_observation(series *s, pov_observation one)
{
    pov_trend *t = s->trend;
    pov_stretch *stretch = &t->stretch[t->stretch_count - 1];
    pov_status status = pov_grow(&t->observation, &t->observation_capacity,
                                 t->observation_count + 1, sizeof *t->observation);

    if (status == POV_OK) {
        one.since = stretch->count > 0 ? t->observation_count - 1 : POV_NONE;
        t->observation[t->observation_count++] = one;
        stretch->count++;
        stretch->months =
            pov_year_months(pov_observed_year(s->solution, &one)) -
            pov_year_months(pov_observed_year(s->solution, &t->observation[stretch->first]));
    }
    return status;
}

/* The observations of one standard, from the one at `first` on. */
static pov_status add_standard(series *s, size_t first)
{
    pov_trend *t = s->trend;
    const char *standard = s->seen[first].standard;
    const seen *before = NULL;
    pov_status status = POV_OK;

    for (size_t i = first; i < s->count && status == POV_OK; i++) {
        seen *one = &s->seen[i];
        if (strcmp(one->standard, standard) != 0) {
            continue;
        }
        pov_observation o = one->of;
        if (before == NULL) {
            o.breaks = replaces(s, standard, one->months) ? POV_BREAK_STANDARD : POV_BREAK_NONE;
        } else if (!pov_same_unit(
                       pov_observed(s->solution, &before->of, POV_SUBJECT_ALL, POV_COUNT),
                       pov_observed(s->solution, &o, POV_SUBJECT_ALL, POV_COUNT),
                       one->months - before->months)) {
            o.breaks = POV_BREAK_UNIT;
        }
        if (before == NULL || o.breaks == POV_BREAK_UNIT) {
            status = start_stretch(t);
        }
        if (status == POV_OK) {
            status = add_observation(s, o);
        }
        before = one;
    }
    return status;
}

/* Whether the standard began before. */
static bool is_later(const series *s, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (strcmp(s->seen[i].standard, s->seen[at].standard) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- targets ---- */

/* What is left of `start` after a cut at its face value; unknown below zero. */
static pov_figure left_of(const pov_figure *start, int64_t cut, unsigned digits)
{
    int64_t value = pov_subtract(pov_figure_best(start), cut);

    return !pov_figure_is_firm(start) || value < 0
               ? pov_figure_unknown((pov_kind)start->kind)
               : pov_figure_computed((pov_kind)start->kind, value, pov_interval_point(value),
                                     POV_BASIS_DERIVED,
                                     start->digits > digits ? start->digits : digits);
}

/* The rate that a row aims at, where it states one, or points and a rate to start from. */
static pov_figure aimed_rate(const pov_figure of[POV_ASPECT_COUNT])
{
    if (pov_figure_is_stated(&of[POV_REMAINING_SHARE])) {
        return of[POV_REMAINING_SHARE];
    }
    return pov_figure_is_stated(&of[POV_PP])
               ? left_of(&of[POV_RATE], pov_target_end(&of[POV_PP], false), of[POV_PP].digits)
               : pov_figure_unknown(POV_KIND_RATE);
}

/* The same of households, also by a part of them. */
static pov_figure aimed_count(const pov_figure of[POV_ASPECT_COUNT])
{
    if (pov_figure_is_stated(&of[POV_REMAINING])) {
        return of[POV_REMAINING];
    }
    if (pov_figure_is_stated(&of[POV_REDUCTION])) {
        return left_of(&of[POV_COUNT], pov_target_end(&of[POV_REDUCTION], false), 0);
    }
    if (pov_figure_is_stated(&of[POV_RELATIVE]) && pov_figure_is_firm(&of[POV_COUNT])) {
        return left_of(&of[POV_COUNT],
                       pov_muldiv_ceil(pov_figure_best(&of[POV_COUNT]),
                                       pov_target_end(&of[POV_RELATIVE], false),
                                       POV_HUNDRED_PERCENT),
                       0);
    }
    return pov_figure_unknown(POV_KIND_COUNT);
}

/* A target is exact as printed; of "3.5-4.0" its easier end. */
static int64_t goal_of(const pov_figure *target)
{
    return pov_figure_is_stated(target) ? pov_target_end(target, true) : target->value;
}

static bool is_target(const pov_solution *solution, size_t r, pov_measure measure)
{
    const pov_figure *of = solution->row[r].of[measure];
    const pov_row *row = row_of(solution, r);

    return row->target_year.year != 0 && row->kind == POV_END_PLAN &&
           (pov_figure_is_stated(&of[POV_REMAINING_SHARE]) || pov_figure_is_stated(&of[POV_PP]) ||
            pov_figure_is_stated(&of[POV_REDUCTION]) || pov_figure_is_stated(&of[POV_REMAINING]) ||
            pov_figure_is_stated(&of[POV_RELATIVE]) || row->against_parent[measure] != POV_EXACTLY);
}

/* What a target leaves to do per year; nothing where it is reached. */
static pov_figure needed(const pov_figure *target, const pov_figure *now, pov_kind kind,
                         int64_t months)
{
    pov_figure left = difference(target, now, kind);
    int64_t goal = goal_of(target);

    if (!pov_figure_known(&left)) {
        return left;
    }
    left.bounds = pov_interval_subtract(pov_interval_point(goal), now->bounds);
    left.value = left.value_high = pov_subtract(goal, pov_figure_best(now));
    left.plain = pov_figure_is_printed(target) && pov_figure_is_printed(now);
    if (left.value >= 0) {
        return pov_figure_computed(kind, 0, pov_interval_point(0), POV_BASIS_DERIVED, left.digits);
    }
    return pov_trend_per_year(&left, months);
}

/* Months until what is `left` is gone, so much a year; POV_NO_HIGH: never. */
static int64_t months_left(int64_t left, int64_t fall)
{
    if (left <= 0) {
        return 0;
    }
    int64_t months = fall > 0 && !pov_is_far(left) ? pov_muldiv_ceil(left, 12, fall) : POV_NO_HIGH;
    return pov_is_far(months) ? POV_NO_HIGH : months;
}

static int64_t after(int64_t last, int64_t months)
{
    return months == POV_NO_HIGH ? months : last + months;
}

/* The earliest by the least that can be left and the fastest fall. */
static void find_arrival(const pov_figure *now, int64_t goal, const pov_figure *average,
                         int64_t last, pov_pace *pace)
{
    pov_interval left = pov_interval_subtract(now->bounds, pov_interval_point(goal));
    pov_interval change = pov_figure_known(average) ? average->bounds : pov_interval_point(0);
    int64_t value = pov_subtract(pov_figure_best(now), goal);

    pace->reached = value <= 0;
    pace->arrives = pace->reached || pov_figure_known(average);
    if (!pace->arrives) {
        return;
    }
    pace->arrival = after(last, months_left(value, pov_negate_end(average->value)));
    pace->bounds = (pov_interval){
        pov_is_open(change.low) ? last : after(last, months_left(left.low, -change.low)),
        after(last, months_left(left.high, pov_is_open(change.high) ? 0 : -change.high))};
}

/* The target's pace after a stretch; false where the row has not the figures for one. */
static bool set_pace(const pov_solution *solution, const pov_trend *trend,
                     const pov_stretch *stretch, pov_pace *pace)
{
    const pov_observation *first = &trend->observation[stretch->first];
    const pov_observation *last = &first[stretch->count - 1];
    const pov_figure *of = solution->row[pace->row].of[pace->measure];
    const pov_figure *rate = pov_observed(solution, last, pace->measure, POV_RATE);
    const pov_figure *count = pov_observed(solution, last, pace->measure, POV_COUNT);
    pov_change whole =
        pov_trend_change(solution, stretch->count > 1 ? first : NULL, last, pace->measure);
    int64_t from = pov_year_months(pov_observed_year(solution, last));
    int64_t due = pov_year_months(row_of(solution, pace->row)->target_year);

    pace->target_rate = aimed_rate(of);
    pace->target_count = aimed_count(of);
    pace->needed_pp = needed(&pace->target_rate, rate, POV_KIND_POINTS, due - from);
    pace->needed_households = needed(&pace->target_count, count, POV_KIND_COUNT, due - from);
    if (pov_figure_known(&pace->needed_pp)) {
        pov_figure average = pov_trend_per_year(&whole.pp, stretch->months);
        find_arrival(rate, goal_of(&pace->target_rate), &average, from, pace);
    } else if (pov_figure_known(&pace->needed_households)) {
        pov_figure average = pov_trend_per_year(&whole.households, stretch->months);
        find_arrival(count, goal_of(&pace->target_count), &average, from, pace);
    } else {
        return false;
    }
    pace->late = pace->arrives && pace->arrival > due;
    pace->monthly = from % 12 != 0 || due % 12 != 0;
    return true;
}

/* The stretch that a target goes on from; POV_NONE: by its standard none, or one of two. */
static size_t stretch_for(const series *s, size_t first, const pov_row *row)
{
    const pov_trend *t = s->trend;
    size_t found = POV_NONE;
    int64_t latest = 0;
    bool two = false;

    for (size_t i = first; i < t->stretch_count; i++) {
        const pov_observation *last =
            &t->observation[t->stretch[i].first + t->stretch[i].count - 1];
        const char *standard = row_of(s->solution, last->row)->standard;
        int64_t months = pov_year_months(pov_observed_year(s->solution, last));
        if (row->standard[0] != '\0' && standard[0] != '\0' &&
            strcmp(row->standard, standard) != 0) {
            continue;
        }
        two = found != POV_NONE && (months == latest ? true : two);
        if (found == POV_NONE || months >= latest) {
            found = i;
            latest = months;
        }
    }
    return two && row->standard[0] == '\0' ? POV_NONE : found;
}

/* A later plan goes before an older one, then the target that is due first. */
static bool is_rather(const pov_solution *solution, size_t a, size_t b)
{
    int order = pov_year_compare(row_of(solution, a)->year, row_of(solution, b)->year);

    return order != 0 ? order > 0
                      : pov_year_compare(row_of(solution, a)->target_year,
                                         row_of(solution, b)->target_year) < 0;
}

/* The row's target of one measure, where one is due after the last observation. */
static pov_status follow(series *s, size_t first, size_t r, pov_measure measure)
{
    pov_trend *t = s->trend;
    const pov_row *row = row_of(s->solution, r);
    pov_pace pace = {.measure = measure, .row = r};
    size_t at = stretch_for(s, first, row);

    if (at == POV_NONE) {
        return add_untold(t, r, POV_NONE, POV_UNTOLD_STANDARD);
    }
    pov_stretch *stretch = &t->stretch[at];
    const pov_observation *last = &t->observation[stretch->first + stretch->count - 1];
    if (pov_year_compare(row->target_year, pov_observed_year(s->solution, last)) <= 0) {
        return POV_OK; /* its date is past: see progress */
    }
    if (!set_pace(s->solution, t, stretch, &pace)) {
        bool below = row->against_parent[measure] != POV_EXACTLY;
        return add_untold(t, r, POV_NONE, below ? POV_UNTOLD_PARENT : POV_UNTOLD_FIGURES);
    }
    size_t other = stretch->pace[measure].row;
    if (other == POV_NONE || is_rather(s->solution, r, other)) {
        stretch->pace[measure] = pace;
        r = other;
    }
    bool same = r == POV_NONE || row_of(s->solution, r)->same_row != POV_NONE;
    return same ? POV_OK : add_untold(t, r, stretch->pace[measure].row, POV_UNTOLD_OTHER);
}

/* ---- all series ---- */

static pov_status add_series(series *s, const bool *picked, bool *done)
{
    pov_trend *t = s->trend;
    size_t first = t->stretch_count;
    pov_status status = POV_OK;

    s->count = 0;
    for (size_t r = s->start; r != POV_NONE && status == POV_OK; r = s->next[r]) {
        done[r] = true;
        if (picked == NULL || picked[r]) {
            status = look_at(s, r, false);
            status = status == POV_OK ? look_at(s, r, true) : status;
        }
    }
    if (s->count > 1) {
        qsort(s->seen, s->count, sizeof *s->seen, compare_seen);
    }
    name_standards(s);
    if (status == POV_OK) {
        status = drop_repeated(s);
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        status = is_later(s, i) ? POV_OK : add_standard(s, i);
    }
    for (size_t r = s->start; r != POV_NONE && status == POV_OK; r = s->next[r]) {
        bool observed = t->stretch_count > first;
        t->series[r] = observed ? first : POV_NONE;
        for (int m = 0; m < POV_MEASURE_COUNT && status == POV_OK; m++) {
            if ((picked == NULL || picked[r]) && is_target(s->solution, r, (pov_measure)m)) {
                status = observed ? follow(s, first, r, (pov_measure)m)
                                  : add_untold(t, r, POV_NONE, POV_UNTOLD_SERIES);
            }
        }
    }
    return status;
}

pov_status pov_trend_find(const pov_solution *solution, const bool *picked, pov_trend *trend,
                          pov_error *err)
{
    const pov_plan *plan = solution->plan;
    pov_matcher matcher = {.plan = NULL};
    series s = {.solution = solution, .trend = trend};
    bool *done = calloc(plan->row_count + 1, sizeof *done);
    bool failed = false;
    pov_status status = pov_matcher_init(&matcher, plan, err);

    trend->series = malloc((plan->row_count + 1) * sizeof *trend->series);
    if (done == NULL || trend->series == NULL) {
        status = POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        if (done[r]) {
            continue;
        }
        size_t name = pov_matcher_find(&matcher, plan, &plan->row[r], POV_MATCH_NAME, &failed);
        if (failed || name == POV_NONE) {
            status = POV_ERR_NOMEM;
        } else {
            s.next = matcher.next[matcher.ambiguous[name] ? POV_MATCH_PARENT : POV_MATCH_NAME];
            s.start = r;
            status = add_series(&s, picked, done);
        }
    }
    pov_matcher_fini(&matcher);
    free(done);
    free(s.seen);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

void pov_trend_fini(pov_trend *trend)
{
    free(trend->observation);
    free(trend->stretch);
    free(trend->series);
    free(trend->untold);
    *trend = (pov_trend)POV_TREND_INIT;
}

/* ---- a unit's part of what its parent did ---- */

static const pov_observation *at_date(const pov_solution *solution, const pov_trend *trend,
                                      const pov_stretch *stretch, const pov_observation *like)
{
    pov_year year = pov_observed_year(solution, like);

    for (size_t i = stretch->first; i < stretch->first + stretch->count; i++) {
        if (pov_year_compare(pov_observed_year(solution, &trend->observation[i]), year) == 0) {
            return &trend->observation[i];
        }
    }
    return NULL;
}

pov_figure pov_trend_share(const pov_solution *solution, const pov_trend *trend,
                           const pov_observation *before, const pov_observation *after,
                           pov_measure measure)
{
    pov_figure share = pov_figure_unknown(POV_KIND_CHANGE);
    size_t parent = row_of(solution, after->row)->parent_row;

    if (before == NULL || parent == POV_NONE || trend->series[parent] == POV_NONE) {
        return share;
    }
    pov_change mine = pov_trend_change(solution, before, after, measure);
    size_t start = trend->series[parent];
    for (size_t i = start; i < trend->stretch_count; i++) {
        const pov_stretch *stretch = &trend->stretch[i];
        const pov_observation *from = at_date(solution, trend, stretch, before);
        const pov_observation *to = at_date(solution, trend, stretch, after);
        if (trend->series[trend->observation[stretch->first].row] != start) {
            break;
        }
        if (from != NULL && to != NULL) {
            pov_change whole = pov_trend_change(solution, from, to, measure);
            return part_of_change(mine.households, whole.households);
        }
    }
    return share;
}
