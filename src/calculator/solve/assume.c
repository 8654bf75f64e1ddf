/*
 * The assumption about growth: one relation more for each row that leaves its target year open.
 *
 * It comes last. What it leaves of the terms is kept apart from their bounds, and counts only for
 * figures that nobody knows without it (estimate.c). Years come in their order, so that what rests
 * on it goes forward only. Where it contradicts when all rows of a year make it (a province prints
 * how its households grow, its districts do not), each row makes it for its own figures.
 */
#include "calculator/solve/component.h"
#include "calculator/solve/probe.h"
#include "calculator/solve/siblings.h"

#include <stdlib.h>

/* Steps of one row that makes the assumption by itself, and of a whole plan with its probing. */
#define ROW_WORK 20000
#define PLAN_WORK 1000000
#define ROUNDS_MAX 4

static bool leaves_open(const pov_solved *s)
{
    return (s->conflicts & POV_CONFLICT_ROW) == 0 &&
           !(pov_figure_known(&s->households) && pov_figure_known(&s->target_households));
}

static bool states_target(const pov_row *row)
{
    static const pov_aspect aspects[] = {POV_REDUCTION, POV_REMAINING, POV_REMAINING_SHARE};

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t i = 0; i < POV_LENGTH(aspects); i++) {
            if (pov_row_stated(row, pov_quantity_of((pov_measure)m, aspects[i])) != NULL) {
                return true;
            }
        }
    }
    return pov_row_stated(row, POV_TARGET_HOUSEHOLDS) != NULL;
}

/* Whether its numbers are exact, so that a formula says all that can be known. */
static bool is_settled(const pov_solved *s)
{
    const pov_figure *now = &s->households, *then = &s->target_households;
    const bool knows_now = pov_figure_known(now), knows_then = pov_figure_known(then);
    bool settled = (knows_now || knows_then) && (!knows_now || pov_interval_exact(now->bounds)) &&
                   (!knows_then || pov_interval_exact(then->bounds));

    for (size_t i = 0; i < POV_SUMMABLE_COUNT && settled; i++) {
        const pov_item term = pov_summable[i];
        settled = term.subject == POV_SUBJECT_ALL || (term.subject > 0 && !s->beyond_poor) ||
                  pov_interval_exact(*pov_solved_bounds(s, term));
    }
    return settled;
}

/* Whether the assumption says more of the rows that hang together than a formula for each. */
static bool needs_system(const pov_component *c, size_t first)
{
    const pov_solution *solution = c->solution;
    const pov_interval growth = solution->assumptions.growth;
    bool target = false, settled = growth.low == growth.high;

    for (size_t r = first; r != POV_NONE && !(target && !settled); r = c->next[r]) {
        const pov_solved *s = &solution->row[r];
        target = target || (s->open && states_target(&solution->plan->row[r]));
        settled = settled && is_settled(s);
    }
    return target && !settled;
}

/* ---- bounds under the assumption ---- */

static void keep(const pov_component *c, pov_solution *solution, size_t r)
{
    const size_t own = POV_COMPONENT_TERMS(solution->measures);

    for (size_t slot = 0; slot < own; slot++) {
        uint32_t cell = pov_component_cell(c, r, pov_component_term(slot));
        if (cell != POV_NO_CELL) {
            solution->assumed[r * own + slot] = c->system.cell[cell];
        }
    }
}

static bool make_room(pov_solution *solution)
{
    const size_t rows = solution->plan->row_count;
    const size_t own = POV_COMPONENT_TERMS(solution->measures);

    if (solution->assumed != NULL) {
        return true;
    }
    solution->assumed = malloc((rows + 1) * own * sizeof *solution->assumed);
    for (size_t r = 0; r < rows && solution->assumed != NULL; r++) {
        for (size_t slot = 0; slot < own; slot++) {
            solution->assumed[r * own + slot] =
                *pov_solved_bounds(&solution->row[r], pov_component_term(slot));
        }
    }
    return solution->assumed != NULL;
}

/* Numbers that push one another up without end never meet an empty cell: beyond what any country
 * has they contradict, too. */
static bool is_sane(const pov_component *c, size_t row)
{
    const pov_item now = {POV_SUBJECT_ALL, POV_COUNT}, then = {POV_SUBJECT_ALL, POV_REMAINING};

    return c->system.cell[pov_component_cell(c, row, now)].low <= POV_COUNT_MAX &&
           c->system.cell[pov_component_cell(c, row, then)].low <= POV_COUNT_MAX;
}

static bool is_of_year(const pov_component *c, size_t row, pov_year year)
{
    return pov_year_compare(c->solution->plan->row[row].year, year) == 0;
}

/* Makes the assumption for all rows up to a year, or for none. */
static bool holds_up_to(pov_component *c, pov_year year, bool on)
{
    for (size_t i = c->join_blocks; i < c->block_count; i++) {
        const size_t row = c->block[i].whole;
        bool of = pov_year_compare(c->solution->plan->row[row].year, year) <= 0 &&
                  c->solution->row[row].open && !c->solution->row[row].open_alone;
        pov_component_switch(c, i, i + 1, on && of);
    }
    return pov_system_narrow(&c->system);
}

/* Says whether there is one that does not even hold by itself: its households do not grow so. */
static bool each_by_itself(pov_component *c, pov_solution *solution, pov_year year, size_t *work)
{
    bool refuted = false;

    for (size_t i = c->join_blocks; i < c->block_count && !c->system.failed; i++) {
        const size_t r = c->block[i].whole;
        pov_solved *row = &solution->row[r];
        size_t mark = pov_system_mark(&c->system);
        size_t part = *work < ROW_WORK ? *work : ROW_WORK, left = part;
        if (!is_of_year(c, r, year)) {
            continue;
        }
        pov_component_switch(c, i, i + 1, true);
        row->open = pov_system_narrow_within(&c->system, &left) && is_sane(c, r);
        row->open_alone = row->open;
        if (row->open && left > 0) {
            keep(c, solution, r);
        }
        refuted = refuted || !row->open;
        solution->bounds_limited = solution->bounds_limited || left == 0;
        *work -= part - left;
        pov_system_undo(&c->system, mark);
        pov_component_switch(c, i, i + 1, false);
    }
    return refuted;
}

/* False where that has shown rows that make no assumption: all is to be done anew without them. */
static bool assume_year(pov_component *c, pov_solution *solution, size_t first, pov_year year,
                        size_t start, size_t *work)
{
    bool holds = holds_up_to(c, year, true);
    for (size_t r = first; r != POV_NONE && holds; r = c->next[r]) {
        holds = is_sane(c, r);
    }
    if (!holds) {
        pov_system_undo(&c->system, start);
        (void)holds_up_to(c, year, false);
        return !each_by_itself(c, solution, year, work);
    }
    solution->bounds_limited = !pov_probe(c, first, work) || solution->bounds_limited;
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        if (is_of_year(c, r, year)) {
            keep(c, solution, r);
        }
    }
    return true;
}

/* The first year after one; of all years where that is NULL. */
static bool next_year(const pov_component *c, size_t first, const pov_year *after, pov_year *year)
{
    bool found = false;

    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        pov_year of = c->solution->plan->row[r].year;
        if ((after == NULL || pov_year_compare(of, *after) > 0) &&
            (!found || pov_year_compare(of, *year) < 0)) {
            *year = of;
            found = true;
        }
    }
    return found;
}

/* Makes it for all rows that are open; says whether that was the last time. */
static bool assume_all(pov_component *c, pov_solution *solution, size_t first, bool deep,
                       size_t *work)
{
    pov_year year, before;
    bool holds = true;

    pov_component_build(c, first, deep);
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        solution->row[r].open_alone = false;
    }
    pov_component_switch(c, c->list_blocks, c->join_blocks, true);
    bool more = pov_system_narrow(&c->system) && next_year(c, first, NULL, &year);
    const size_t start = pov_system_mark(&c->system);
    while (more && holds && !c->failed && !c->system.failed) {
        holds = assume_year(c, solution, first, year, start, work);
        before = year;
        more = next_year(c, first, &before, &year);
    }
    c->failed = c->failed || c->system.failed;
    return holds || c->failed;
}

static void assume_component(pov_component *c, pov_solution *solution, size_t first, size_t *work)
{
    bool deep = true, done = false;

    if (!make_room(solution)) {
        c->failed = true;
        return;
    }
    first = pov_component_sort(c, first);
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        deep = deep && (solution->row[r].conflicts & POV_CONFLICT_SUM) == 0;
    }
    for (int round = 0; round < ROUNDS_MAX && !done; round++) {
        done = assume_all(c, solution, first, deep, work);
    }
}

pov_status pov_assume(pov_solution *solution)
{
    const pov_interval growth = solution->assumptions.growth;
    pov_component c;
    size_t work = PLAN_WORK;
    bool any = false;

    if (!pov_interval_bounded(growth)) {
        return POV_OK;
    }
    for (size_t r = 0; r < solution->plan->row_count; r++) {
        solution->row[r].open =
            pov_row_has(&solution->plan->row[r], POV_REMAINING) && leaves_open(&solution->row[r]);
        any = any || solution->row[r].open;
    }
    if (!any || solution->assumptions.rough) {
        return POV_OK;
    }
    pov_component_init(&c, solution, (pov_component_view){.growth = true, .about = POV_NONE});
    for (size_t r = 0; r < solution->plan->row_count && !c.failed; r++) {
        if (c.of[r] == r && needs_system(&c, r)) {
            assume_component(&c, solution, r, &work);
        }
    }
    bool failed = c.failed;
    pov_component_fini(&c);
    return failed ? POV_ERR_NOMEM : POV_OK;
}
