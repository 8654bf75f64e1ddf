/*
 * The relations between rows: sums over lists of units, parts of a whole.
 *
 * Rows that hang together are narrowed as one system (system.h), to which each row brings its own
 * relations. A list that contradicts is left out and noted as a conflict of its whole. What is left
 * out does not depend on the order of rows: first each list that contradicts by itself, and only
 * where several contradict together, those that come later in the order of their names.
 */
#include "calculator/solve/component.h"
#include "calculator/solve/probe.h"

#include <stdlib.h>
#include <string.h>

/* Steps of probing for a whole plan: a fifth of a second. */
#define PROBING_WORK 1000000

/* ---- contradictions ---- */

static bool holds_with(pov_component *c, size_t block)
{
    pov_component_switch(c, block, block + 1, true);
    return pov_system_narrow(&c->system);
}

static void leave_out(pov_component *c, pov_solution *solution, size_t block)
{
    pov_component_switch(c, block, block + 1, false);
    c->block[block].stuck = true;
    solution->row[c->block[block].whole].conflicts |=
        block < c->sum_blocks ? POV_CONFLICT_SUM : POV_CONFLICT_JOIN;
}

/* Whether all lists hold that are not left out; else all are off, and everything is as before. */
static bool all_hold(pov_component *c)
{
    size_t start = pov_system_mark(&c->system);

    for (size_t i = 0; i < c->list_blocks; i++) {
        pov_component_switch(c, i, i + 1, !c->block[i].stuck);
    }
    if (pov_system_narrow(&c->system)) {
        return true;
    }
    pov_system_undo(&c->system, start);
    pov_component_switch(c, 0, c->list_blocks, false);
    return false;
}

static int by_name(const pov_plan *plan, const pov_block *a, const pov_block *b)
{
    const pov_row *x = &plan->row[a->whole], *y = &plan->row[b->whole];
    int order = strcmp(plan->unit[x->unit].key, plan->unit[y->unit].key);

    order = order != 0 ? order : strcmp(x->group, y->group);
    order = order != 0 ? order : pov_year_compare(x->year, y->year);
    return order != 0 ? order : pov_year_compare(x->target_year, y->target_year);
}

static void narrow_blocks(pov_component *c, pov_solution *solution)
{
    size_t start = pov_system_mark(&c->system);

    if (all_hold(c)) {
        return;
    }
    for (size_t i = 0; i < c->list_blocks && !c->system.failed; i++) {
        bool holds = holds_with(c, i);
        pov_system_undo(&c->system, start);
        if (holds) {
            pov_component_switch(c, i, i + 1, false);
        } else {
            leave_out(c, solution, i);
        }
    }
    if (all_hold(c)) {
        return;
    }
    for (size_t done = 0; done < c->list_blocks && !c->system.failed; done++) {
        size_t first = done; /* selected one by one: hardly ever more than a few */
        for (size_t i = done + 1; i < c->list_blocks; i++) {
            if (by_name(c->solution->plan, &c->block[i], &c->block[first]) < 0) {
                first = i;
            }
        }
        pov_block it = c->block[first];
        c->block[first] = c->block[done];
        c->block[done] = it;
        size_t mark = pov_system_mark(&c->system);
        if (!it.stuck && !holds_with(c, done)) {
            pov_system_undo(&c->system, mark);
            leave_out(c, solution, done);
        }
    }
}

/*
 * What takes several lists together follows when all of them hold. A join is made after everything
 * else: two documents that differ prove nothing, so one that contradicts is not made.
 */
static void narrow_further(pov_component *c, pov_solution *solution)
{
    bool hold = true;

    for (size_t i = 0; i < c->list_blocks; i++) {
        hold = hold && !c->block[i].stuck;
    }
    for (size_t i = hold ? c->list_blocks : c->sum_blocks; i < c->block_count && !c->system.failed;
         i++) {
        size_t mark = pov_system_mark(&c->system);
        if (!holds_with(c, i)) {
            pov_system_undo(&c->system, mark);
            leave_out(c, solution, i);
        }
    }
}

/* At the end of the year, or of the target year. */
static bool households_add_up(const pov_solution *solution, const pov_list *list, bool target)
{
    const pov_item all = {POV_SUBJECT_ALL, target ? POV_REMAINING : POV_COUNT};
    pov_interval whole = *pov_solved_bounds(&solution->row[list->whole], all);
    pov_interval sum = pov_interval_point(0);

    for (size_t i = 1; i <= list->count; i++) {
        sum = pov_interval_add(
            sum, *pov_solved_bounds(&solution->row[pov_list_row(solution, list, i)], all));
    }
    return list->count > 1 && pov_interval_exact(sum) && pov_interval_exact(whole) &&
           sum.low == whole.low && sum.low > 0;
}

/* Whether there is a count that the rows by themselves leave open. */
static bool is_loose(const pov_component *c, const pov_solution *solution, size_t first)
{
    bool loose = false;

    for (size_t r = first; r != POV_NONE && !loose; r = c->next[r]) {
        for (size_t i = 0; i < (solution->row[r].beyond_poor ? POV_SUMMABLE_COUNT : 4) && !loose;
             i++) {
            loose = !pov_interval_exact(*pov_solved_bounds(&solution->row[r], pov_summable[i]));
        }
    }
    return loose;
}

static void narrow_component(pov_component *c, pov_solution *solution, size_t first, size_t *work)
{
    bool loose = is_loose(c, solution, first), probed = loose && !solution->assumptions.rough;

    c->sorted = false;
    if (probed) {
        first = pov_component_sort(c, first);
    }
    pov_component_build(c, first, loose);
    if (!c->failed) {
        narrow_blocks(c, solution);
        narrow_further(c, solution);
        if (probed && !pov_probe(c, first, work)) {
            solution->bounds_limited = true;
        }
        c->failed = c->system.failed;
    }
    for (size_t r = first; r != POV_NONE && !c->failed; r = c->next[r]) {
        pov_component_keep(c, r, &solution->row[r]);
    }
}

/* The work is shared by all components: where it may run out, the small ones go first, which need
 * least, and none is better off for its place in the file. */
static void narrow_components(pov_component *c, pov_solution *solution, size_t *first)
{
    const size_t count = pov_components_smallest_first(c, first);
    size_t work = PROBING_WORK;

    for (size_t i = 0; i < count && !c->failed; i++) {
        narrow_component(c, solution, first[i], &work);
    }
}

pov_status pov_narrow_between_rows(pov_solution *solution)
{
    pov_component c;
    size_t *first = malloc((solution->plan->row_count + 1) * sizeof *first);

    for (size_t i = 0; i < solution->list_count; i++) {
        pov_list *list = &solution->list[i];
        if (list->whole != POV_NONE && list->addable &&
            (households_add_up(solution, list, false) || households_add_up(solution, list, true))) {
            list->complete = true;
        }
    }
    pov_component_init(&c, solution, (pov_component_view){0});
    c.failed = c.failed || first == NULL;
    if (!c.failed) {
        narrow_components(&c, solution, first);
    }
    bool failed = c.failed;
    pov_component_fini(&c);
    free(first);
    return failed ? POV_ERR_NOMEM : POV_OK;
}
