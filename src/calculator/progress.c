/*
 * A plan against its result: which rows of the result speak of a unit of the plan, and where the
 * plan starts from. progress_unit.c judges what is found.
 *
 * Nothing hangs on the order of rows: of several that speak of one state each figure is taken from
 * the row that states it most exactly, and rows that differ are named, not chosen from.
 */
#include "calculator/progress.h"

#include "base/text.h"
#include "calculator/match.h"
#include "calculator/progress_parts.h"
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

/* Poor at the start of the result's year: printed there, or those that the plan starts from. */
static pov_figure start_of_year(const pov_row *result, pov_year from, const pov_unit_state *start)
{
    pov_figure printed = flow_figure(result, POV_START_POOR);

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

/* ---- the state of a unit at a date ---- */

static bool reports_end(const pov_row *row)
{
    return row->kind != POV_END_PLAN;
}

static bool is_of(const pov_row *row, pov_year year)
{
    return year.year != 0 && (pov_year_compare(row->year, year) == 0 ||
                              (reports_end(row) && pov_year_compare(row->target_year, year) == 0));
}

/* How many figures a row states, or gives without an assumption, of a date. */
static int fullness(const pov_solution *solution, size_t r, pov_year year)
{
    bool baseline = pov_year_compare(solution->plan->row[r].year, year) == 0;
    int count = 0;

    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        const pov_figure *of = solution->row[r].of[m];
        count += pov_figure_is_firm(&of[baseline ? POV_COUNT : POV_REMAINING]) +
                 pov_figure_is_firm(&of[baseline ? POV_RATE : POV_REMAINING_SHARE]) +
                 (!baseline && of[POV_PP].basis == POV_BASIS_STATED) +
                 (!baseline && of[POV_REDUCTION].basis == POV_BASIS_STATED);
    }
    return count;
}

static bool is_printed(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED;
}

static int64_t width(const pov_figure *f)
{
    return pov_is_open(f->bounds.low) || pov_is_open(f->bounds.high)
               ? POV_NO_HIGH
               : pov_subtract(f->bounds.high, f->bounds.low);
}

/* Takes over what is known better; false where the two cannot both be true. */
static bool merge(pov_figure *to, const pov_figure *from)
{
    bool stated = from->basis == POV_BASIS_STATED;

    if (!pov_figure_is_firm(from)) {
        return true;
    }
    if (!pov_figure_is_firm(to)) {
        *to = *from;
        return true;
    }
    bool both = stated && to->basis == POV_BASIS_STATED;
    if (pov_interval_empty(pov_interval_meet(to->bounds, from->bounds)) ||
        (both && to->qualifier == POV_EXACTLY && from->qualifier == POV_EXACTLY &&
         to->digits == from->digits && to->value != from->value)) {
        return false;
    }
    if (stated != (to->basis == POV_BASIS_STATED) ? stated
        : both && to->digits != from->digits      ? from->digits > to->digits
                                                  : width(from) < width(to)) {
        *to = *from;
    }
    return true;
}

static pov_unit_state no_state(void)
{
    pov_unit_state s = {
        .households = pov_figure_unknown(POV_KIND_COUNT), .row = POV_NONE, .other = POV_NONE};

    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        s.count[m] = s.cut[m] = pov_figure_unknown(POV_KIND_COUNT);
        s.rate[m] = pov_figure_unknown(POV_KIND_RATE);
        s.points[m] = pov_figure_unknown(POV_KIND_POINTS);
    }
    return s;
}

static void keep_stated(pov_figure *to, const pov_figure *from, bool *fits)
{
    if (from->basis == POV_BASIS_STATED) {
        *fits = merge(to, from) && *fits;
    }
}

/* Adds what one row says of a date; `from` is where a drop must start for it to be the plan's. */
static void add_state(pov_unit_state *s, const pov_solution *solution, size_t r, pov_year year,
                      pov_year from)
{
    const pov_solved *solved = &solution->row[r];
    const pov_row *row = &solution->plan->row[r];
    bool baseline = pov_year_compare(row->year, year) == 0, fits = true;

    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        const pov_figure *of = solved->of[m];
        fits = merge(&s->count[m], &of[baseline ? POV_COUNT : POV_REMAINING]) && fits;
        fits = merge(&s->rate[m], &of[baseline ? POV_RATE : POV_REMAINING_SHARE]) && fits;
        if (!baseline && (row->year.year == 0 || pov_year_compare(row->year, from) == 0)) {
            keep_stated(&s->cut[m], &of[POV_REDUCTION], &fits);
            keep_stated(&s->points[m], &of[POV_PP], &fits);
        }
    }
    fits =
        merge(&s->households, baseline ? &solved->households : &solved->target_households) && fits;
    if (!fits) {
        s->other = r;
    }
    if (s->row == POV_NONE || fullness(solution, r, year) > fullness(solution, s->row, year)) {
        if (s->other == r) {
            s->other = s->row;
        }
        s->row = r;
    }
}

/* The rows of one file that speak of a unit and group. */
typedef struct chain {
    const pov_solution *solution;
    const size_t *next;
    size_t first; /* POV_NONE: it holds none */
} chain;

static chain chain_of(judging *j, size_t plan_row, bool in_plan)
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
    return (chain){in_plan ? j->plan : j->result, matcher->next[way],
                   mine == POV_NONE ? POV_NONE : first};
}

/* Which standards a date's rows are under, seen from the plan's row. */
typedef struct standards {
    bool same, blank, other; /* some row has the plan's, none, another */
    size_t first, second;    /* rows of two that differ, where the plan names none */
} standards;

static standards look_at_standards(const chain *c, const pov_row *row, pov_year year)
{
    standards s = {.first = POV_NONE, .second = POV_NONE};

    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        if (!is_of(one, year)) {
            continue;
        }
        bool blank = one->standard[0] == '\0', free = row->standard[0] == '\0';
        s.same = s.same || (!blank && !free && strcmp(one->standard, row->standard) == 0);
        s.blank = s.blank || blank;
        s.other = s.other || (!blank && (free || strcmp(one->standard, row->standard) != 0));
        if (!blank && s.first == POV_NONE) {
            s.first = r;
        } else if (!blank && s.second == POV_NONE &&
                   strcmp(one->standard, c->solution->plan->row[s.first].standard) != 0) {
            s.second = r;
        }
    }
    return s;
}

/* Whether a row's standard is the one to take, given what the date's rows have. */
static bool fits_standard(const pov_row *one, const pov_row *row, const standards *s)
{
    if (row->standard[0] == '\0') {
        return true;
    }
    return s->same ? strcmp(one->standard, row->standard) == 0 : one->standard[0] == '\0';
}

static pov_unit_state state_at(const chain *c, const pov_row *row, pov_year year, pov_year from,
                               size_t without)
{
    standards s = look_at_standards(c, row, year);
    pov_unit_state state = no_state();

    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        if (r != without && is_of(one, year) && fits_standard(one, row, &s)) {
            add_state(&state, c->solution, r, year, from);
        }
    }
    return state;
}

/* ---- where the plan starts from ---- */

/* A plan that states only the year of its target is that year's plan. */
static pov_year start_year(const pov_row *row)
{
    pov_year year = row->year;

    if (year.year == 0 && row->target_year.year != 0 && row->target_year.month == 0) {
        year = (pov_year){(int16_t)(row->target_year.year - 1), 0};
    }
    return year;
}

static void fill_figure(pov_figure *to, const pov_figure *from, bool before_derived)
{
    if (pov_figure_is_firm(from) && !is_printed(to) &&
        (before_derived || !pov_figure_is_firm(to))) {
        *to = *from;
    }
}

/* What other rows print goes before what follows from the plan's own aims; where they contradict
 * each other they say nothing. */
static void fill(pov_unit_state *start, const pov_unit_state *more)
{
    bool own = is_printed(&start->households);

    if (more->row == POV_NONE || more->other != POV_NONE) {
        return;
    }
    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        own = own || is_printed(&start->count[m]) || is_printed(&start->rate[m]);
        fill_figure(&start->count[m], &more->count[m], is_printed(&more->count[m]));
        fill_figure(&start->rate[m], &more->rate[m], is_printed(&more->rate[m]));
    }
    fill_figure(&start->households, &more->households, !own);
}

/* The poor at the start of the year after the plan's, as the yearly review prints them. */
static void fill_from_review(pov_unit_state *start, const chain *c, const pov_row *row,
                             pov_year from)
{
    pov_figure *count = &start->count[POV_MEASURE_POOR], found = *count;
    bool one = true;

    for (size_t r = c->first; r != POV_NONE && !pov_figure_is_firm(count); r = c->next[r]) {
        const pov_row *of = &c->solution->plan->row[r];
        if (from.month == 0 && of->year.month == 0 && of->year.year == from.year + 1 &&
            (row->standard[0] == '\0' || of->standard[0] == '\0' ||
             strcmp(row->standard, of->standard) == 0)) {
            pov_figure stated = flow_figure(of, POV_START_POOR);
            one = merge(&found, &stated) && one;
        }
    }
    if (one) {
        *count = found;
    }
}

static pov_unit_state find_start(judging *j, size_t plan_row, const chain *result)
{
    const pov_row *row = &j->plan->plan->row[plan_row];
    const pov_solved *solved = &j->plan->row[plan_row];
    pov_year from = start_year(row);
    pov_unit_state start = no_state();
    chain plan = chain_of(j, plan_row, true);

    start.households = solved->households;
    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        start.count[m] = solved->of[m][POV_COUNT];
        start.rate[m] = solved->of[m][POV_RATE];
    }
    pov_unit_state more = state_at(&plan, row, from, from, plan_row);
    fill(&start, &more);
    if (look_at_standards(result, row, from).second == POV_NONE || row->standard[0] != '\0') {
        more = state_at(result, row, from, from, POV_NONE);
        fill(&start, &more);
    }
    fill_from_review(&start, result, row, from);
    return start;
}

/* ---- which year of the result ---- */

static bool speaks_of(const chain *c, const pov_row *row, pov_year year, bool same_standard)
{
    standards s = look_at_standards(c, row, year);

    return s.same || s.blank || (s.other && (!same_standard || row->standard[0] == '\0'));
}

/* The target year, else the last one after the plan's own; one under the plan's standard before
 * one under another. {0, 0}: none. */
static pov_year pick_year(const chain *c, const pov_row *row, bool same_standard)
{
    pov_year best = {0, 0};

    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        const pov_year years[] = {one->year, reports_end(one) ? one->target_year : one->year};
        for (size_t i = 0; i < 2; i++) {
            bool due = pov_year_compare(years[i], row->target_year) == 0;
            bool on_the_way = row->year.year != 0 && pov_year_compare(years[i], row->year) > 0 &&
                              pov_year_compare(years[i], row->target_year) < 0;
            if (years[i].year != 0 && (due || on_the_way) && pov_year_compare(years[i], best) > 0 &&
                speaks_of(c, row, years[i], same_standard)) {
                best = years[i];
            }
        }
    }
    return best;
}

static void mark_used(const judging *j, const chain *c, const pov_row *row)
{
    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        pov_year year = c->solution->plan->row[r].year;
        j->used[r] =
            j->used[r] || (year.year != 0 && pov_year_compare(year, row->target_year) <= 0);
    }
}

static void note_years(const chain *c, pov_progress_row *row)
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
        .gap_rate = pov_figure_unknown(POV_KIND_POINTS),
        .planned_growth = change,
        .actual_growth = change,
        .escaped = count,
        .relapsed = count,
        .newly_poor = count,
        .unexplained = count,
    };
    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        for (size_t k = 0; k < POV_TARGET_KINDS; k++) {
            row->target[m][k].planned = count;
        }
    }
}

static void take_actual(const pov_unit_state *state, pov_progress_row *row)
{
    row->result_row = state->row;
    row->actual_poor = state->count[POV_MEASURE_POOR];
    row->actual_rate = state->rate[POV_MEASURE_POOR];
}

static void refuse(pov_progress_row *row, pov_reason reason, size_t one, size_t other)
{
    row->verdict = POV_VERDICT_NOT_COMPARABLE;
    row->reason = reason;
    row->result_row = one < other ? one : other;
    row->other_row = one < other ? other : one;
}

static void judge_result(judging *j, const chain *result, pov_year year, pov_progress_row *row)
{
    const pov_row *plan = &j->plan->plan->row[row->plan_row];
    pov_year from = start_year(plan);
    standards s = look_at_standards(result, plan, year);
    pov_unit_state actual = state_at(result, plan, year, from, POV_NONE);
    pov_way way = {.between = pov_year_compare(year, plan->target_year) < 0};

    if (plan->standard[0] == '\0' && s.second != POV_NONE) {
        refuse(row, POV_REASON_STANDARDS, s.first, s.second);
        return;
    }
    if (actual.row == POV_NONE) { /* all rows are under another standard */
        row->verdict = POV_VERDICT_NOT_COMPARABLE;
        row->reason = POV_REASON_STANDARD;
        row->result_row = s.first;
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
    if (from.year != 0) {
        int64_t start = pov_year_months(from);
        way.part = pov_year_months(year) - start;
        way.whole = pov_year_months(plan->target_year) - start;
    }
    pov_unit_state start = find_start(j, row->plan_row, result);
    row->baseline_rate = pov_figure_is_firm(&start.rate[POV_MEASURE_POOR])
                             ? start.rate[POV_MEASURE_POOR]
                             : row->baseline_rate;
    pov_progress_judge_unit(j->plan, &start, &actual, way, j->by, row);
    const pov_row *stated = &j->result->plan->row[actual.row];
    pov_figure at_start = start_of_year(stated, from, &start);
    explain(stated, &at_start, row);
}

/* A row that states an end without saying whose: a plan's, unless `kind` says otherwise. */
static size_t find_unsaid(const chain *c, const pov_row *plan)
{
    for (size_t r = c->first; r != POV_NONE; r = c->next[r]) {
        const pov_row *one = &c->solution->plan->row[r];
        bool ends = one->kind == POV_END_PLAN && one->target_year.year != 0 &&
                    pov_year_compare(one->target_year, plan->target_year) == 0;
        for (int k = 0; k < POV_TARGET_KINDS && ends; k++) {
            if (pov_row_stated(one, pov_target_quantity(POV_MEASURE_POOR, (pov_target_kind)k)) !=
                NULL) {
                return r;
            }
        }
    }
    return POV_NONE;
}

static bool has_target(const pov_progress_row *row)
{
    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        for (size_t k = 0; k < POV_TARGET_KINDS; k++) {
            if (pov_figure_known(&row->target[m][k].planned)) {
                return true;
            }
        }
    }
    return false;
}

static void take_targets(const pov_solution *plan, pov_progress_row *row)
{
    for (int m = 0; m < POV_TARGET_MEASURES; m++) {
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            /* as printed: what the solver knows of "~180" beyond it is no part of the target */
            row->target[m][k].planned =
                pov_row_figure(&plan->plan->row[row->plan_row],
                               pov_target_quantity((pov_measure)m, (pov_target_kind)k));
        }
    }
}

static void judge_row(judging *j, size_t r, pov_progress_row *row)
{
    const pov_solved *plan = &j->plan->row[r];
    const pov_row *stated = &j->plan->plan->row[r];
    const pov_unit *unit = &j->plan->plan->unit[stated->unit];

    clear(row);
    row->plan_row = r;
    row->baseline_rate = plan->of[POV_MEASURE_POOR][POV_RATE];
    row->planned_poor = plan->of[POV_MEASURE_POOR][POV_REMAINING];
    row->planned_rate = plan->of[POV_MEASURE_POOR][POV_REMAINING_SHARE];
    take_targets(j->plan, row);
    row->verdict = POV_VERDICT_UNKNOWN;
    chain result = chain_of(j, r, false);
    mark_used(j, &result, stated);
    pov_year year = pick_year(&result, stated, true);
    if (year.year == 0) {
        year = pick_year(&result, stated, false);
    }
    if (year.year != 0) {
        judge_result(j, &result, year, row);
        if (row->reason == POV_REASON_NO_FIGURES || row->reason == POV_REASON_NO_BASELINE) {
            row->unsaid_row = find_unsaid(&result, stated);
        }
        return;
    }
    row->unsaid_row = find_unsaid(&result, stated);
    note_years(&result, row);
    bool known = pov_map_get(&j->result_keys, unit->key, strlen(unit->key)) != POV_NONE;
    row->reason = !has_target(row)           ? POV_REASON_NO_TARGET
                  : result.first != POV_NONE ? POV_REASON_NO_YEAR
                  : known                    ? POV_REASON_NO_GROUP
                                             : POV_REASON_NO_UNIT;
    if (!known) {
        look_for_name(j, unit, row);
    }
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

static bool states_target(const pov_solution *plan, size_t row)
{
    pov_progress_row one;

    clear(&one);
    one.plan_row = row;
    take_targets(plan, &one);
    return has_target(&one);
}

static pov_status judge_all(judging *j, const bool *picked)
{
    const pov_plan *plan = j->plan->plan;
    pov_status status = find_spare_names(j);

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        pov_progress_row *row = NULL;
        /* a row that only looks back, or says what came of a plan, plans nothing */
        if ((picked != NULL && !picked[r]) || plan->row[r].kind != POV_END_PLAN ||
            (plan->row[r].target_year.year == 0 && !states_target(j->plan, r))) {
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
                              const bool *picked, pov_judge_by by, pov_progress *progress,
                              pov_error *err)
{
    judging j = {.plan = plan, .result = result, .by = by, .progress = progress};
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

void pov_progress_fini(pov_progress *progress)
{
    free(progress->row);
    *progress = (pov_progress)POV_PROGRESS_INIT;
}
