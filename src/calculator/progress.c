/*
 * A plan against its result, unit by unit.
 *
 * An aim is a threshold that the actual figure must not pass. It is an interval, as is the actual
 * figure: below it for certain is met, above it for certain is missed, and all else is unknown.
 */
#include "calculator/progress.h"

#include "base/text.h"
#include "calculator/match.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

const char *pov_verdict_name(pov_verdict verdict)
{
    static const char *const names[] = {
#define POV_VERDICT_NAME(id, name) [id] = (name),
        POV_VERDICT_LIST(POV_VERDICT_NAME)
#undef POV_VERDICT_NAME
    };
    return names[verdict];
}

const char *pov_reason_name(pov_reason reason)
{
    static const char *const names[] = {
#define POV_REASON_NAME(id, name) [id] = (name),
        POV_REASON_LIST(POV_REASON_NAME)
#undef POV_REASON_NAME
    };
    return names[reason];
}

/* ---- figures ---- */

static bool is_stated(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED;
}

/* ---- aims ---- */

/* A threshold: at or below `to.low` an aim is reached for certain, above `to.high` it is not. */
typedef struct aim {
    bool set, rounded; /* rounded: what lies at the threshold or above is printed as more */
    int64_t face;
    pov_interval to;
} aim;

static bool is_open(uint8_t qualifier)
{
    return qualifier == POV_AT_LEAST || qualifier == POV_ABOVE || qualifier == POV_AT_MOST ||
           qualifier == POV_BELOW;
}

/* Half a unit of a rate's last digit: what rounds to the aim reaches it. Of "<= 3", which has no
 * rounding of its own, at most the half unit of two decimals, with which results are printed. */
static int64_t slack_of(const pov_figure *figure)
{
    unsigned digits = is_open(figure->qualifier) && figure->digits < 2 ? 2 : figure->digits;

    return pov_digit_unit(digits) / 2;
}

/* What a stated reduction takes away at least: the printed number where more is welcome. */
static pov_interval wanted_reduction(const pov_figure *cut)
{
    if (is_stated(cut) && cut->qualifier != POV_ABOUT) {
        return pov_interval_point(cut->value);
    }
    return cut->bounds;
}

static aim households_aim(const pov_solved *plan, pov_reason *reason)
{
    const pov_figure *of = plan->of[POV_MEASURE_POOR];
    const pov_figure *left = &of[POV_REMAINING], *cut = &of[POV_REDUCTION];
    aim a = {.set = true};

    if (is_stated(left)) {
        a.face = left->value_high;
        a.to = left->qualifier == POV_ABOUT ? left->bounds : pov_interval_point(left->value_high);
    } else if (is_stated(cut) && pov_figure_is_firm(&of[POV_COUNT])) {
        a.face = of[POV_COUNT].value - cut->value;
        a.to = pov_interval_subtract(of[POV_COUNT].bounds, wanted_reduction(cut));
    } else {
        a.set = false;
        *reason = is_stated(cut) ? POV_REASON_NO_BASELINE : *reason;
    }
    return a;
}

static aim rate_aim(const pov_solved *plan, pov_reason *reason)
{
    const pov_figure *of = plan->of[POV_MEASURE_POOR];
    const pov_figure *left = &of[POV_REMAINING_SHARE], *cut = &of[POV_PP], *rate = &of[POV_RATE];
    aim a = {.set = true, .rounded = true};

    if (is_stated(left)) {
        a.face = left->value_high;
        a.to = pov_interval_point(a.face + slack_of(left));
    } else if (is_stated(cut) && pov_figure_is_firm(rate)) {
        a.face = rate->value - cut->value;
        a.to = pov_interval_point(a.face + slack_of(cut) + slack_of(rate));
    } else {
        a.set = false;
        *reason = is_stated(cut) ? POV_REASON_NO_BASELINE : *reason;
    }
    return a;
}

/* ---- the straight line ---- */

/* from + (to - from) × part / whole, for 0 <= part <= whole */
static pov_interval on_line(pov_interval from, pov_interval to, int64_t part, int64_t whole)
{
    pov_interval line = POV_ANY;

    if (from.low != POV_NO_LOW && to.low != POV_NO_LOW) {
        line.low = from.low + pov_muldiv_floor(to.low - from.low, part, whole);
    }
    if (from.high != POV_NO_HIGH && to.high != POV_NO_HIGH) {
        line.high = from.high + pov_muldiv_ceil(to.high - from.high, part, whole);
    }
    return line;
}

/* Moves an aim to where the line stands after `part` of `whole` months. */
static aim aim_on_line(aim a, const pov_figure *start, int64_t part, int64_t whole,
                       pov_figure *line)
{
    if (!a.set || !pov_figure_is_firm(start)) {
        return (aim){.set = false};
    }
    a.to = on_line(start->bounds, a.to, part, whole);
    a.face = start->value + pov_muldiv_round(a.face - start->value, part, whole);
    *line =
        pov_figure_computed((pov_kind)start->kind, a.face, a.to, POV_BASIS_DERIVED, start->digits);
    return a;
}

/* ---- judging ---- */

static pov_verdict judge(const aim *a, const pov_figure *actual, bool between)
{
    if (!a->set) {
        return POV_VERDICT_NONE;
    }
    if (!pov_figure_is_firm(actual)) {
        return POV_VERDICT_NONE;
    }
    if (actual->bounds.high <= a->to.low) {
        return between ? POV_VERDICT_ON_PACE : POV_VERDICT_MET;
    }
    if (actual->bounds.low > a->to.high || (a->rounded && actual->bounds.low == a->to.high)) {
        return between ? POV_VERDICT_BEHIND : POV_VERDICT_MISSED;
    }
    return POV_VERDICT_UNKNOWN;
}

/* 100 part / planned, which lies in `whole`; unknown unless that is above zero. */
static pov_figure share_of(const pov_figure *part, const pov_figure *planned, pov_interval whole)
{
    pov_figure share = pov_figure_unknown(POV_KIND_CHANGE);

    if (!pov_figure_known(part) || planned->value <= 0 || whole.low <= 0) {
        return share;
    }
    int64_t value = pov_muldiv_round(part->value, POV_HUNDRED_PERCENT, planned->value);
    if (pov_is_far(value)) {
        return share;
    }
    share = pov_figure_computed(POV_KIND_CHANGE, value,
                                pov_interval_ratio(part->bounds, POV_HUNDRED_PERCENT, whole),
                                pov_basis_from(part, planned), 1);
    while (share.value < POV_HUNDRED_PERCENT && share.digits < 6 &&
           pov_round_to(share.value, pov_digit_unit(share.digits)) == POV_HUNDRED_PERCENT) {
        share.digits++; /* 99.999% achieved is not all */
    }
    return share;
}

static void compare_figures(const pov_solved *plan, const aim *households, pov_progress_row *row)
{
    const pov_figure *of = plan->of[POV_MEASURE_POOR];

    row->achieved_households =
        pov_figure_difference(&of[POV_COUNT], &row->actual_poor, POV_KIND_COUNT);
    row->achieved_pp = pov_figure_difference(&of[POV_RATE], &row->actual_rate, POV_KIND_POINTS);
    if (pov_figure_known(&of[POV_REDUCTION])) {
        row->share_households = share_of(&row->achieved_households, &of[POV_REDUCTION],
                                         wanted_reduction(&of[POV_REDUCTION]));
    }
    if (pov_figure_known(&of[POV_PP])) {
        pov_interval wanted = is_open(of[POV_PP].qualifier) ? pov_interval_point(of[POV_PP].value)
                                                            : of[POV_PP].bounds;
        row->share_pp = share_of(&row->achieved_pp, &of[POV_PP], wanted);
    }
    if (households->set && pov_figure_known(&row->actual_poor)) {
        row->gap_households = pov_figure_computed(
            POV_KIND_COUNT, row->actual_poor.value - households->face,
            pov_interval_subtract(row->actual_poor.bounds, households->to), POV_BASIS_DERIVED, 0);
    }
}

/* The worse of two; unknown is worse than reached, and a miss by either is a miss. */
static pov_verdict worse(pov_verdict a, pov_verdict b)
{
    return a > b ? a : b;
}

static void conclude(const aim *households, const aim *rate, bool between, pov_reason no_target,
                     pov_progress_row *row)
{
    row->by_households = judge(households, &row->actual_poor, between);
    row->by_rate = judge(rate, &row->actual_rate, between);
    row->verdict = worse(row->by_households, row->by_rate);
    if (row->verdict == POV_VERDICT_NONE) {
        row->verdict = POV_VERDICT_UNKNOWN;
        row->reason = households->set || rate->set ? POV_REASON_NO_FIGURES : no_target;
    } else if (row->verdict == POV_VERDICT_UNKNOWN) {
        row->reason = POV_REASON_BOUNDS;
    }
}

/* ---- flows ---- */

static pov_figure flow_figure(const pov_row *row, pov_quantity flow)
{
    const pov_stated *stated = pov_row_stated(row, flow);
    pov_figure figure = pov_figure_unknown(POV_KIND_COUNT);

    if (stated != NULL) {
        figure = pov_figure_computed(POV_KIND_COUNT, stated->face,
                                     pov_stated_bounds(stated, POV_KIND_COUNT, false),
                                     POV_BASIS_STATED, 0);
        figure.value_high = stated->face_high;
        figure.qualifier = stated->qualifier;
    }
    return figure;
}

/* What the change from the start of the year leaves, once the printed flows are taken off. */
static void explain(const pov_row *result, const pov_figure *start, pov_progress_row *row)
{
    static const struct {
        pov_quantity quantity;
        bool out;
    } flows[] = {{POV_ESCAPED, true},   {POV_OTHER_DECREASE, true}, {POV_FROM_NEAR_POOR, false},
                 {POV_RELAPSED, false}, {POV_NEWLY_POOR, false},    {POV_OTHER_INCREASE, false}};
    pov_figure rest = pov_figure_difference(&row->actual_poor, start, POV_KIND_COUNT);
    bool printed = false;

    row->escaped = flow_figure(result, POV_ESCAPED);
    row->relapsed = flow_figure(result, POV_RELAPSED);
    row->newly_poor = flow_figure(result, POV_NEWLY_POOR);
    for (size_t i = 0; i < sizeof flows / sizeof *flows; i++) {
        pov_figure flow = flow_figure(result, flows[i].quantity);
        if (!pov_figure_known(&flow)) {
            continue;
        }
        printed = true;
        if (flows[i].out) {
            rest.value += pov_figure_best(&flow);
            rest.bounds = pov_interval_add(rest.bounds, flow.bounds);
        } else {
            rest.value -= pov_figure_best(&flow);
            rest.bounds = pov_interval_subtract(rest.bounds, flow.bounds);
        }
    }
    rest.value = rest.value_high = pov_clamp(rest.value, rest.bounds);
    row->unexplained =
        printed && pov_figure_known(&rest) ? rest : pov_figure_unknown(POV_KIND_COUNT);
}

/* Poor at the start of the result's year: printed there, or the plan's of the year before. */
static pov_figure start_of_year(const pov_row *plan_row, const pov_solved *plan,
                                const pov_row *result)
{
    pov_figure start = flow_figure(result, POV_START_POOR);

    if (!pov_figure_known(&start) && plan_row->year.month == 0 &&
        plan_row->year.year + 1 == result->year.year) {
        start = plan->of[POV_MEASURE_POOR][POV_COUNT];
    }
    return start;
}

/* ---- one unit ---- */

typedef struct judging {
    const pov_solution *plan, *result;
    pov_matcher plan_rows, result_rows;
    pov_progress *progress;
    bool *used;    /* by row of the result */
    size_t *spare; /* units that only the result holds */
    size_t spare_count, hints;
    bool failed;
} judging;

#define HINTS 200 /* names looked for; each takes a look at all spare ones */

/* The nearest of the names that only the result holds: up to two edits away, of short names one; or
 * the same name after another word. */
static void look_for_name(judging *j, const pov_unit *unit, pov_progress_row *out)
{
    size_t limit = pov_text_width(unit->name) <= 3 ? 1 : 2;

    if (j->hints >= HINTS || j->spare_count > 20000) {
        return;
    }
    j->hints++;
    for (size_t i = 0; i < j->spare_count && limit > 0; i++) {
        const pov_unit *other = &j->result->plan->unit[j->spare[i]];
        /* "Huyện Krông Nô" and "Krông Nô" */
        size_t distance = pov_text_same_end(unit->key, other->key)
                              ? 1
                              : pov_text_distance(unit->key, other->key, limit);
        if (distance <= limit) {
            out->nearest = other->name;
            limit = distance - 1; /* keys differ, so that it is 1 or more */
        }
    }
}

static bool same_standard(const pov_row *a, const pov_row *b)
{
    return a->standard[0] == '\0' || b->standard[0] == '\0' ||
           strcmp(a->standard, b->standard) == 0;
}

static bool states_something(const pov_solution *solution, size_t row)
{
    const pov_figure *of = solution->row[row].of[POV_MEASURE_POOR];

    return pov_figure_is_firm(&of[POV_COUNT]) || pov_figure_is_firm(&of[POV_RATE]);
}

/* Of the unit's rows in the result: that of the target year, else the last one after the plan's own
 * year; under the same standard where there is a choice. */
static size_t find_result(judging *j, size_t plan_row)
{
    const pov_plan *plan = j->plan->plan, *result = j->result->plan;
    const pov_row *row = &plan->row[plan_row], *found = NULL;
    size_t mine = pov_matcher_find(&j->plan_rows, plan, row, POV_MATCH_NAME, &j->failed);
    size_t first = pov_matcher_find(&j->result_rows, plan, row, POV_MATCH_NAME, &j->failed);
    size_t best = POV_NONE;
    int way = POV_MATCH_NAME;

    if (first == POV_NONE || mine == POV_NONE) {
        return POV_NONE;
    }
    if (j->plan_rows.ambiguous[mine] || j->result_rows.ambiguous[first]) {
        way = POV_MATCH_PARENT;
        first = pov_matcher_find(&j->result_rows, plan, row, way, &j->failed);
    }
    for (size_t r = first; r != POV_NONE; r = j->result_rows.next[way][r]) {
        const pov_row *one = &result->row[r];
        if (one->year.year == 0 || pov_year_compare(one->year, row->target_year) > 0) {
            continue;
        }
        j->used[r] = true;
        if (pov_year_compare(one->year, row->target_year) != 0 &&
            (row->year.year == 0 || pov_year_compare(one->year, row->year) <= 0)) {
            continue;
        }
        int later = found == NULL ? 1 : pov_year_compare(one->year, found->year);
        bool fuller =
            later == 0 && (!same_standard(row, found) || !states_something(j->result, best));
        if (later > 0 || (fuller && same_standard(row, one))) {
            found = one;
            best = r;
        }
    }
    return best;
}

static void clear(pov_progress_row *row)
{
    const pov_figure count = pov_figure_unknown(POV_KIND_COUNT);
    const pov_figure rate = pov_figure_unknown(POV_KIND_RATE);
    const pov_figure change = pov_figure_unknown(POV_KIND_CHANGE);

    *row = (pov_progress_row){
        .plan_row = POV_NONE,
        .result_row = POV_NONE,
        .planned_poor = count,
        .baseline_rate = rate,
        .planned_rate = rate,
        .line_poor = count,
        .line_rate = rate,
        .actual_poor = count,
        .actual_rate = rate,
        .achieved_households = count,
        .achieved_pp = pov_figure_unknown(POV_KIND_POINTS),
        .share_households = change,
        .share_pp = change,
        .gap_households = count,
        .escaped = count,
        .relapsed = count,
        .newly_poor = count,
        .unexplained = count,
    };
}

static void take_actual(const judging *j, size_t result_row, pov_progress_row *row)
{
    const pov_figure *of = j->result->row[result_row].of[POV_MEASURE_POOR];

    row->result_row = result_row;
    if (pov_figure_is_firm(&of[POV_COUNT])) {
        row->actual_poor = of[POV_COUNT];
    }
    if (pov_figure_is_firm(&of[POV_RATE])) {
        row->actual_rate = of[POV_RATE];
    }
}

static void judge_result(const judging *j, size_t result_row, pov_progress_row *row)
{
    const pov_solved *plan = &j->plan->row[row->plan_row];
    const pov_row *stated = &j->plan->plan->row[row->plan_row];
    const pov_row *result = &j->result->plan->row[result_row];
    pov_reason reason = POV_REASON_NO_TARGET;
    bool between = pov_year_compare(result->year, stated->target_year) < 0;

    take_actual(j, result_row, row);
    if (!same_standard(stated, result)) {
        row->verdict = POV_VERDICT_NOT_COMPARABLE;
        row->reason = POV_REASON_STANDARD;
        return;
    }
    aim households = households_aim(plan, &reason), rate = rate_aim(plan, &reason);
    if (between) {
        int64_t start = pov_year_months(stated->year), end = pov_year_months(stated->target_year);
        int64_t part = pov_year_months(result->year) - start;
        const pov_figure *of = plan->of[POV_MEASURE_POOR];
        bool wanted = households.set || rate.set;
        households = aim_on_line(households, &of[POV_COUNT], part, end - start, &row->line_poor);
        rate = aim_on_line(rate, &of[POV_RATE], part, end - start, &row->line_rate);
        reason = wanted ? POV_REASON_NO_BASELINE : reason;
    }
    compare_figures(plan, &households, row);
    conclude(&households, &rate, between, reason, row);
    pov_figure start = start_of_year(stated, plan, result);
    explain(result, &start, row);
}

static bool has_aim(const pov_solved *plan)
{
    const pov_figure *of = plan->of[POV_MEASURE_POOR];

    return is_stated(&of[POV_PP]) || is_stated(&of[POV_REDUCTION]) ||
           is_stated(&of[POV_REMAINING]) || is_stated(&of[POV_REMAINING_SHARE]);
}

static void judge_row(judging *j, size_t r, pov_progress_row *row)
{
    const pov_solved *plan = &j->plan->row[r];

    clear(row);
    row->plan_row = r;
    row->baseline_rate = plan->of[POV_MEASURE_POOR][POV_RATE];
    row->planned_poor = plan->of[POV_MEASURE_POOR][POV_REMAINING];
    row->planned_rate = plan->of[POV_MEASURE_POOR][POV_REMAINING_SHARE];
    size_t result_row = find_result(j, r);
    if (result_row != POV_NONE) {
        judge_result(j, result_row, row);
        return;
    }
    row->verdict = POV_VERDICT_UNKNOWN;
    row->reason = has_aim(plan) ? POV_REASON_NO_RESULT : POV_REASON_NO_TARGET;
    look_for_name(j, &j->plan->plan->unit[j->plan->plan->row[r].unit], row);
}

/* ---- all units ---- */

/* Names of the result that the plan does not hold under any group. */
static pov_status find_spare_names(judging *j)
{
    const pov_plan *plan = j->plan->plan, *result = j->result->plan;
    pov_map names = {0};
    pov_status status = POV_OK;

    j->spare = malloc((result->unit_count + 1) * sizeof *j->spare);
    if (j->spare == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        status = pov_map_put(&names, plan->unit[u].key, strlen(plan->unit[u].key), u);
    }
    for (size_t u = 0; u < result->unit_count && status == POV_OK; u++) {
        if (pov_map_get(&names, result->unit[u].key, strlen(result->unit[u].key)) == POV_NONE) {
            j->spare[j->spare_count++] = u;
        }
    }
    pov_map_fini(&names);
    return status;
}

static pov_status new_row(pov_progress *progress, pov_progress_row **row)
{
    pov_status status =
        pov_grow(&progress->row, &progress->capacity, progress->count + 1, sizeof *progress->row);

    if (status == POV_OK) {
        *row = &progress->row[progress->count++];
        clear(*row);
    }
    return status;
}

/* Rows of the result that no row of the plan asks for, in the years that it aims at. */
static pov_status add_spare_rows(judging *j)
{
    const pov_plan *plan = j->plan->plan, *result = j->result->plan;
    pov_year last = {0, 0};
    pov_status status = POV_OK;

    for (size_t r = 0; r < plan->row_count; r++) {
        last =
            pov_year_compare(plan->row[r].target_year, last) > 0 ? plan->row[r].target_year : last;
    }
    for (size_t r = 0; r < result->row_count && status == POV_OK; r++) {
        const pov_row *one = &result->row[r];
        size_t first = pov_matcher_find(&j->plan_rows, result, one, POV_MATCH_NAME, &j->failed);
        pov_progress_row *row = NULL;
        if (j->used[r] || pov_year_compare(one->year, last) != 0 ||
            !states_something(j->result, r) ||
            (first != POV_NONE && !j->plan_rows.ambiguous[first])) {
            continue;
        }
        status = new_row(j->progress, &row);
        if (status == POV_OK) {
            take_actual(j, r, row);
            row->reason = POV_REASON_NOT_IN_PLAN;
        }
    }
    return status;
}

static pov_status judge_all(judging *j, const bool *picked)
{
    const pov_plan *plan = j->plan->plan;
    pov_status status = find_spare_names(j);

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        pov_progress_row *row = NULL;
        /* a row that only looks back plans nothing */
        if ((picked != NULL && !picked[r]) ||
            (plan->row[r].target_year.year == 0 && !has_aim(&j->plan->row[r]))) {
            continue;
        }
        status = new_row(j->progress, &row);
        if (status == POV_OK) {
            judge_row(j, r, row);
            j->progress->of[row->verdict]++;
        }
    }
    if (status == POV_OK && picked == NULL) {
        status = add_spare_rows(j);
    }
    return j->failed ? POV_ERR_NOMEM : status;
}

pov_status pov_progress_judge(const pov_solution *plan, const pov_solution *result,
                              const bool *picked, pov_progress *progress, pov_error *err)
{
    judging j = {.plan = plan, .result = result, .progress = progress};
    pov_status status = pov_matcher_init(&j.plan_rows, plan->plan, err);

    if (status == POV_OK) {
        status = pov_matcher_init(&j.result_rows, result->plan, err);
    }
    j.used = calloc(result->plan->row_count + 1, sizeof *j.used);
    if (status == POV_OK) {
        status = j.used != NULL ? judge_all(&j, picked) : POV_ERR_NOMEM;
    }
    pov_matcher_fini(&j.plan_rows);
    pov_matcher_fini(&j.result_rows);
    free(j.used);
    free(j.spare);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

void pov_progress_fini(pov_progress *progress)
{
    free(progress->row);
    *progress = (pov_progress)POV_PROGRESS_INIT;
}
