/*
 * A plan against its result: which rows of the result speak of a unit of the plan. progress_state.c
 * says what they know of it, progress_unit.c judges what is found.
 */
#include "calculator/progress.h"

#include "base/text.h"
#include "calculator/match.h"
#include "calculator/progress_parts.h"
#include "calculator/solve/solved.h"
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

/* ---- flows ---- */

/* What the change from the start of the year leaves, once the printed flows are taken off. */
static void explain(const pov_row *result, const pov_figure *start, pov_progress_row *row)
{
    pov_figure rest = pov_figure_difference(&row->actual_poor, start, POV_KIND_COUNT);
    bool printed = false;

    row->escaped = pov_row_figure(result, POV_ESCAPED);
    row->relapsed = pov_row_figure(result, POV_RELAPSED);
    row->newly_poor = pov_row_figure(result, POV_NEWLY_POOR);
    for (size_t i = 1; i < POV_FLOW_COUNT; i++) { /* the first is the start */
        pov_figure flow = pov_row_figure(result, pov_flows[POV_MEASURE_POOR][i].quantity);
        if (!pov_figure_known(&flow)) {
            continue;
        }
        printed = true;
        rest.value -= pov_flows[POV_MEASURE_POOR][i].sign * pov_figure_best(&flow);
        rest.bounds = pov_flows[POV_MEASURE_POOR][i].sign < 0
                          ? pov_interval_add(rest.bounds, flow.bounds)
                          : pov_interval_subtract(rest.bounds, flow.bounds);
    }
    rest.value = rest.value_high = pov_clamp(rest.value, rest.bounds);
    row->unexplained =
        printed && pov_figure_known(&rest) ? rest : pov_figure_unknown(POV_KIND_COUNT);
}

/* Poor at the start of the result's year: printed there, or those that the plan starts from. */
static pov_figure start_of_year(const pov_row *result, pov_year from, const pov_unit_state *start)
{
    pov_figure printed = pov_row_figure(result, POV_START_POOR);

    if (!pov_figure_known(&printed) && from.month == 0 && from.year + 1 == result->year.year) {
        printed = start->count[POV_MEASURE_POOR];
    }
    return printed;
}

/* ---- one unit ---- */

typedef struct judging {
    const pov_solution *plan, *result;
    pov_matcher plan_rows, result_rows;
    pov_judge_by by;
    const char *standard; /* of the result, where a row of the plan names none; "": any */
    pov_progress *progress;
    pov_map result_keys; /* of the result's units, under any group */
    bool *used;          /* by row of the result */
    size_t *spare;       /* units that only the result holds */
    size_t spare_count, hints;
    bool failed;
} judging;

#define HINTS 200 /* names looked for; each takes a look at all spare ones */

/* The nearest of the names that only the result holds: up to two edits away, of short names one; or
 * the same name after another word. */
static void look_for_name(judging *j, const pov_unit *unit, pov_progress_row *out)
{
    size_t width = pov_text_width(unit->name), limit = width <= 2 ? 0 : width == 3 ? 1 : 2;

    if (j->hints >= HINTS || j->spare_count > 20000) {
        return;
    }
    j->hints++;
    for (size_t i = 0; i < j->spare_count && (limit > 0 || out->nearest == NULL); i++) {
        const pov_unit *other = &j->result->plan->unit[j->spare[i]];
        bool same_end = pov_text_same_end(unit->key, other->key); /* "Huyện Krông Nô", "Krông Nô" */
        size_t distance = same_end ? 1 : pov_text_distance(unit->key, other->key, limit);
        if (same_end || distance <= limit) {
            out->nearest = other->name;
            limit = distance - 1; /* keys differ, so that it is 1 or more */
        }
    }
}

/* ---- rows that speak of a unit ---- */

/* The standard by which the result of a row is taken. */
static const char *standard_of(const judging *j, const pov_row *row)
{
    return row->standard[0] != '\0' ? row->standard : j->standard;
}

/* Whether several units have the row's name and group, and which is meant is not said: the plan, or
 * the result, names no parent. */
static bool is_one_of_two(judging *j, const pov_row *row)
{
    const pov_plan *plan = j->plan->plan, *result = j->result->plan;
    size_t mine = pov_matcher_find(&j->plan_rows, plan, row, POV_MATCH_NAME, &j->failed);
    size_t there = pov_matcher_find(&j->result_rows, plan, row, POV_MATCH_NAME, &j->failed);

    if (mine == POV_NONE || there == POV_NONE) {
        return false;
    }
    return (j->plan_rows.ambiguous[mine] &&
            result->unit[result->row[there].unit].parent_name[0] == '\0') ||
           (j->result_rows.ambiguous[there] && plan->unit[row->unit].parent_name[0] == '\0');
}

static pov_chain chain_of(judging *j, size_t plan_row, bool in_plan)
{
    const pov_plan *plan = j->plan->plan;
    const pov_row *row = &plan->row[plan_row];
    pov_matcher *matcher = in_plan ? &j->plan_rows : &j->result_rows;
    size_t mine = pov_matcher_find(&j->plan_rows, plan, row, POV_MATCH_NAME, &j->failed);
    size_t first = pov_matcher_find(matcher, plan, row, POV_MATCH_NAME, &j->failed);
    int way = POV_MATCH_NAME;

    if (first != POV_NONE && mine != POV_NONE &&
        (j->plan_rows.ambiguous[mine] || matcher->ambiguous[first])) {
        way = POV_MATCH_PARENT;
        first = pov_matcher_find(matcher, plan, row, way, &j->failed);
    }
    return (pov_chain){in_plan ? j->plan : j->result, matcher->next[way],
                       mine == POV_NONE ? POV_NONE : first};
}

/* The rates of the parent at the year's end, as the result has them. */
static void find_parent_rates(judging *j, size_t plan_row, size_t result_row, pov_year year,
                              pov_figure rate[POV_MEASURE_COUNT])
{
    const pov_plan *result = j->result->plan;
    const pov_row *plan = &j->plan->plan->row[plan_row], *own = &result->row[result_row];
    pov_chain parent = {.solution = j->result, .first = POV_NONE};
    bool asked = false;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        rate[m] = pov_figure_unknown(POV_KIND_RATE);
        asked = asked || plan->against_parent[m] != POV_EXACTLY;
    }
    if (asked && plan->parent_row != POV_NONE) {
        parent = chain_of(j, plan->parent_row, false);
    }
    if (asked && parent.first == POV_NONE && own->parent_row != POV_NONE) {
        size_t name = pov_matcher_find(&j->result_rows, result, &result->row[own->parent_row],
                                       POV_MATCH_PARENT, &j->failed);
        parent = (pov_chain){j->result, j->result_rows.next[POV_MATCH_PARENT], name};
    }
    if (parent.first != POV_NONE) {
        pov_unit_state state =
            pov_state_at(&parent, standard_of(j, plan), year, pov_start_year(plan), POV_NONE);
        for (size_t m = 0; m < POV_MEASURE_COUNT && state.other == POV_NONE; m++) {
            rate[m] = state.rate[m];
        }
    }
}

/* ---- which year of the result ---- */

static bool speaks_of(const pov_chain *c, const char *standard, pov_year year, bool same_standard)
{
    pov_standards_seen s = pov_standards_at(c, standard, year);

    return s.same || s.blank || (s.other && (!same_standard || standard[0] == '\0'));
}

/* The target year, else the last one after the plan's own; one under the plan's standard before
 * one under another. {0, 0}: none. */
static pov_year pick_year(const pov_chain *c, const pov_row *row, const char *standard,
                          bool same_standard)
{
    pov_year best = {0, 0};

    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        const pov_year years[] = {one->year,
                                  one->kind != POV_END_PLAN ? one->target_year : one->year};
        for (size_t i = 0; i < 2; i++) {
            bool due = pov_year_compare(years[i], row->target_year) == 0;
            bool on_the_way = row->year.year != 0 && pov_year_compare(years[i], row->year) > 0 &&
                              pov_year_compare(years[i], row->target_year) < 0;
            if (years[i].year != 0 && (due || on_the_way) && pov_year_compare(years[i], best) > 0 &&
                speaks_of(c, standard, years[i], same_standard)) {
                best = years[i];
            }
        }
    }
    return best;
}

static void mark_used(const judging *j, const pov_chain *c, const pov_row *row)
{
    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        pov_year year = c->solution->plan->row[r].year;
        j->used[r] =
            j->used[r] || (year.year != 0 && pov_year_compare(year, row->target_year) <= 0);
    }
}

static void note_years(const pov_chain *c, pov_progress_row *row)
{
    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        pov_year year = c->solution->plan->row[r].year;
        if (year.year == 0) {
            continue;
        }
        if (row->first_year.year == 0 || pov_year_compare(year, row->first_year) < 0) {
            row->first_year = year;
        }
        if (pov_year_compare(year, row->last_year) > 0) {
            row->last_year = year;
        }
    }
}

static void clear(pov_progress_row *row)
{
    const pov_figure count = pov_figure_unknown(POV_KIND_COUNT);
    const pov_figure rate = pov_figure_unknown(POV_KIND_RATE);
    const pov_figure change = pov_figure_unknown(POV_KIND_CHANGE);

    *row = (pov_progress_row){
        .plan_row = POV_NONE,
        .result_row = POV_NONE,
        .other_row = POV_NONE,
        .unsaid_row = POV_NONE,
        .certain = true,
        .planned_poor = count,
        .baseline_rate = rate,
        .plan_start = count,
        .result_start = count,
        .planned_rate = rate,
        .line_poor = count,
        .line_rate = rate,
        .actual_poor = count,
        .actual_rate = rate,
        .achieved_households = count,
        .achieved_pp = pov_figure_unknown(POV_KIND_POINTS),
        .share_households = change,
        .share_pp = change,
        .share_of_parent = change,
        .start_households = count,
        .actual_all = count,
        .gap_households = count,
        .gap_rate = pov_figure_unknown(POV_KIND_POINTS),
        .planned_growth = change,
        .actual_growth = change,
        .escaped = count,
        .relapsed = count,
        .newly_poor = count,
        .unexplained = count,
    };
}

static void take_actual(const pov_unit_state *state, pov_progress_row *row)
{
    row->result_row = state->row;
    row->actual_poor = state->count[POV_MEASURE_POOR];
    row->actual_rate = state->rate[POV_MEASURE_POOR];
}

/* Names the row of the result, and the one that differs from it (POV_NONE: there is none). */
static void refuse(pov_progress_row *row, pov_reason reason, size_t one, size_t other)
{
    row->verdict = POV_VERDICT_NOT_COMPARABLE;
    row->reason = reason;
    row->result_row = one < other ? one : other; /* POV_NONE is above any */
    row->other_row = one < other ? other : one;
}

/* Another unit reached nothing of it, and missed nothing. */
static void forget_verdicts(pov_targets *targets)
{
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t k = 0; k < POV_TARGET_KINDS; k++) {
            pov_target *t = &targets->of[m][k];
            t->verdict = POV_VERDICT_NONE;
            t->decides = false;
            t->reason = POV_REASON_UNIT;
            t->gap.basis = t->share.basis = POV_BASIS_UNKNOWN;
        }
    }
}

/* Keeps the targets that are stated; they get their place when all rows have theirs. */
static pov_status keep_targets(pov_progress *progress, const pov_targets *targets,
                               pov_progress_row *row)
{
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t k = 0; k < POV_TARGET_KINDS; k++) {
            if (!targets->stated[m][k]) {
                continue;
            }
            if (pov_grow(&progress->target, &progress->target_capacity, progress->target_count + 1,
                         sizeof *progress->target) != POV_OK) {
                return POV_ERR_NOMEM;
            }
            progress->target[progress->target_count++] = targets->of[m][k];
            row->target_count++;
        }
    }
    return POV_OK;
}

/* All households as the row itself says: what only follows from other rows proves nothing. */
static pov_figure own_households(const pov_solution *solution, size_t row, pov_aspect aspect)
{
    const pov_solved *solved = &solution->row[row];
    pov_figure own = aspect == POV_COUNT ? solved->households : solved->target_households;

    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        if (pov_summable[i].subject == POV_SUBJECT_ALL && pov_summable[i].aspect == aspect) {
            own.bounds = *pov_alone(solution, row, i);
        }
    }
    return own;
}

/* Whether the result can be of the unit that the plan speaks of. */
static bool is_same_unit(const judging *j, const pov_progress_row *row, const pov_unit_state *start,
                         pov_year year, int64_t months)
{
    const pov_row *result = &j->result->plan->row[row->result_row];
    bool baseline = pov_year_compare(result->year, year) == 0;
    pov_figure before = own_households(j->plan, row->plan_row, POV_COUNT);
    pov_figure planned = own_households(j->plan, row->plan_row, POV_REMAINING);
    pov_figure now =
        own_households(j->result, row->result_row, baseline ? POV_COUNT : POV_REMAINING);
    bool known = pov_figure_is_firm(&before) && !pov_is_open(before.bounds.high);

    return pov_same_unit(known ? &before : &start->households, &now, months) ||
           (pov_figure_is_firm(&planned) && pov_same_unit(&planned, &now, 0));
}

static void judge_result(judging *j, const pov_chain *result, pov_year year, pov_targets *targets,
                         pov_progress_row *row)
{
    const pov_row *plan = &j->plan->plan->row[row->plan_row];
    const char *standard = standard_of(j, plan);
    pov_year from = pov_start_year(plan);
    pov_standards_seen s = pov_standards_at(result, standard, year);
    pov_unit_state actual = pov_state_at(result, standard, year, from, POV_NONE);
    pov_way way = {.between = pov_year_compare(year, plan->target_year) < 0};
    pov_figure parent_rate[POV_MEASURE_COUNT];

    if (standard[0] == '\0' && s.second != POV_NONE) {
        refuse(row, POV_REASON_STANDARDS, s.first, s.second);
        return;
    }
    if (actual.row == POV_NONE) { /* all rows are under another standard */
        refuse(row, POV_REASON_STANDARD, s.first, POV_NONE);
        const pov_figure *of = j->result->row[s.first].of[POV_MEASURE_POOR];
        row->actual_poor = pov_figure_is_firm(&of[POV_COUNT]) ? of[POV_COUNT] : row->actual_poor;
        row->actual_rate = pov_figure_is_firm(&of[POV_RATE]) ? of[POV_RATE] : row->actual_rate;
        return;
    }
    if (actual.other != POV_NONE) {
        refuse(row, POV_REASON_TWICE, actual.row, actual.other);
        return;
    }
    take_actual(&actual, row);
    row->contradicts = j->result->row[actual.row].conflicts != 0;
    if (from.year != 0) {
        int64_t start = pov_year_months(from);
        way.part = pov_year_months(year) - start;
        way.whole = pov_year_months(plan->target_year) - start;
    }
    pov_chain own = chain_of(j, row->plan_row, true);
    pov_unit_state start = pov_state_at_start(&own, result, row->plan_row, standard);
    pov_unit_state before = pov_state_before(result, standard, from);
    if (pov_figure_is_firm(&start.rate[POV_MEASURE_POOR])) {
        row->baseline_rate = start.rate[POV_MEASURE_POOR];
    }
    find_parent_rates(j, row->plan_row, actual.row, year, parent_rate);
    pov_progress_judge_unit(j->plan, &start, &before, &actual, parent_rate, way, j->by, targets,
                            row);
    bool left = targets->of[POV_MEASURE_POOR][POV_TARGET_REMAINING].verdict == POV_VERDICT_MET;
    if (!is_same_unit(j, row, &start, year, way.part) &&
        !(left && row->verdict == POV_VERDICT_MET)) { /* as few poor, of however many */
        forget_verdicts(targets);
        row->gap_households.basis = row->gap_rate.basis = POV_BASIS_UNKNOWN;
        row->share_households.basis = row->share_pp.basis = POV_BASIS_UNKNOWN;
        refuse(row, POV_REASON_UNIT, actual.row, POV_NONE);
        return;
    }
    const pov_row *stated = &j->result->plan->row[actual.row];
    pov_figure at_start = start_of_year(stated, from, &start);
    explain(stated, &at_start, row);
}

/* A row that states an end without saying whose: a plan's, unless `kind` says otherwise. */
static size_t find_unsaid(const pov_chain *c, const char *file, const pov_row *plan)
{
    pov_targets ignored;

    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        const bool itself = strcmp(c->solution->plan->file[one->file], file) == 0;
        if (one->kind == POV_END_PLAN && one->target_year.year != 0 && !itself &&
            pov_year_compare(one->target_year, plan->target_year) == 0 &&
            pov_targets_take(one, &ignored)) {
            return r;
        }
    }
    return POV_NONE;
}

static pov_status judge_row(judging *j, size_t r, pov_progress_row *row)
{
    const pov_solved *plan = &j->plan->row[r];
    const pov_row *stated = &j->plan->plan->row[r];
    const pov_unit *unit = &j->plan->plan->unit[stated->unit];
    pov_targets targets;

    row->plan_row = r;
    row->baseline_rate = plan->of[POV_MEASURE_POOR][POV_RATE];
    row->planned_poor = plan->of[POV_MEASURE_POOR][POV_REMAINING];
    row->planned_rate = plan->of[POV_MEASURE_POOR][POV_REMAINING_SHARE];
    row->verdict = POV_VERDICT_UNKNOWN;
    bool any = pov_targets_take(stated, &targets);
    pov_chain result = chain_of(j, r, false);
    size_t named =
        pov_matcher_find(&j->plan_rows, j->plan->plan, stated, POV_MATCH_NAME, &j->failed);
    row->shares_name = named != POV_NONE && j->plan_rows.ambiguous[named];
    mark_used(j, &result, stated);
    pov_year year = pick_year(&result, stated, standard_of(j, stated), true);
    if (year.year == 0) {
        year = pick_year(&result, stated, standard_of(j, stated), false);
    }
    if (year.year != 0) {
        judge_result(j, &result, year, &targets, row);
        if (row->reason == POV_REASON_NO_FIGURES || row->reason == POV_REASON_NO_BASELINE) {
            row->unsaid_row = find_unsaid(&result, j->plan->plan->file[stated->file], stated);
        }
        return keep_targets(j->progress, &targets, row);
    }
    row->unsaid_row = find_unsaid(&result, j->plan->plan->file[stated->file], stated);
    note_years(&result, row);
    bool known = pov_map_get(&j->result_keys, unit->key, strlen(unit->key)) != POV_NONE;
    row->reason = !any                       ? POV_REASON_NO_TARGET
                  : result.first != POV_NONE ? POV_REASON_NO_YEAR
                  : is_one_of_two(j, stated) ? POV_REASON_TWO_UNITS
                  : known                    ? POV_REASON_NO_GROUP
                                             : POV_REASON_NO_UNIT;
    if (!known) {
        look_for_name(j, unit, row);
    }
    return keep_targets(j->progress, &targets, row);
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
    for (size_t u = 0; u < result->unit_count && status == POV_OK; u++) {
        status = pov_map_put(&j->result_keys, result->unit[u].key, strlen(result->unit[u].key), u);
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

static bool states_something(const pov_solution *solution, size_t row)
{
    const pov_figure *of = solution->row[row].of[POV_MEASURE_POOR];

    return pov_figure_is_firm(&of[POV_COUNT]) || pov_figure_is_firm(&of[POV_RATE]);
}

static const pov_figure *result_of(const judging *j, size_t row)
{
    return j->result->row[row].of[POV_MEASURE_POOR];
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
            const pov_unit_state state = {.count = {result_of(j, r)[POV_COUNT]},
                                          .rate = {result_of(j, r)[POV_RATE]},
                                          .row = r};
            take_actual(&state, row);
            row->reason = POV_REASON_NOT_IN_PLAN;
        }
    }
    return status;
}

/* What a unit achieved of what its parent did. */
static void find_share(const judging *j, const size_t *at, pov_progress_row *row)
{
    const pov_row *plan = &j->plan->plan->row[row->plan_row];
    size_t parent = plan->parent_row != POV_NONE ? at[plan->parent_row] : POV_NONE;

    if (parent == POV_NONE) {
        return;
    }
    row->share_of_parent = pov_figure_part(&row->achieved_households,
                                           &j->progress->row[parent].achieved_households, 1);
}

/* What only all rows together tell. */
static pov_status finish(judging *j)
{
    pov_progress *progress = j->progress;
    size_t *at = malloc((j->plan->plan->row_count + 1) * sizeof *at);
    size_t first = 0;

    if (at == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < j->plan->plan->row_count; r++) {
        at[r] = POV_NONE;
    }
    for (size_t i = 0; i < progress->count; i++) {
        progress->row[i].target = progress->target != NULL ? progress->target + first : NULL;
        first += progress->row[i].target_count;
        if (progress->row[i].plan_row != POV_NONE) {
            at[progress->row[i].plan_row] = i;
        }
    }
    for (size_t i = 0; i < progress->count; i++) {
        if (progress->row[i].plan_row != POV_NONE) {
            find_share(j, at, &progress->row[i]);
        }
    }
    free(at);
    return POV_OK;
}

static pov_status judge_all(judging *j, const bool *picked)
{
    const pov_plan *plan = j->plan->plan;
    pov_progress *progress = j->progress;
    pov_status status = find_spare_names(j);

    progress->row =
        calloc(plan->row_count + 1, sizeof *progress->row); /* nearly all have a target */
    progress->capacity = progress->row != NULL ? plan->row_count + 1 : 0;
    status = progress->row == NULL ? POV_ERR_NOMEM : status;
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        pov_progress_row *row = NULL;
        pov_targets targets;
        /* a row that only looks back, or says what came of a plan, plans nothing */
        if ((picked != NULL && !picked[r]) || plan->row[r].kind != POV_END_PLAN ||
            (plan->row[r].target_year.year == 0 && !pov_targets_take(&plan->row[r], &targets))) {
            continue;
        }
        status = new_row(progress, &row);
        if (status == POV_OK && row != NULL) {
            status = judge_row(j, r, row);
            progress->of[row->verdict]++;
        }
    }
    if (status == POV_OK && picked == NULL) {
        status = add_spare_rows(j);
    }
    if (status == POV_OK) {
        status = finish(j);
    }
    return j->failed ? POV_ERR_NOMEM : status;
}

pov_status pov_progress_judge(const pov_solution *plan, const pov_solution *result,
                              const bool *picked, pov_judge_by by, const char *standard,
                              pov_progress *progress, pov_error *err)
{
    judging j = {
        .plan = plan, .result = result, .by = by, .standard = standard, .progress = progress};
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
    pov_map_fini(&j.result_keys);
    free(j.used);
    free(j.spare);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

size_t pov_progress_unsaid(const pov_progress *progress)
{
    size_t row = POV_NONE;

    for (size_t i = 0; i < progress->count && row == POV_NONE; i++) {
        row = progress->row[i].unsaid_row;
    }
    return row;
}

void pov_progress_fini(pov_progress *progress)
{
    free(progress->row);
    free(progress->target);
    *progress = (pov_progress)POV_PROGRESS_INIT;
}
