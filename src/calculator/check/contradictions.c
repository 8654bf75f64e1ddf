/*
 * What no other rule explains: the solver found no numbers that fit, and this names stated cells
 * that cannot all be true. None of them can be left out of the set without making the rest
 * possible.
 */
#include "calculator/check/fix.h"
#include "calculator/check/parent_target.h"
#include "calculator/check/rules.h"
#include "calculator/check/trial.h"

#include <stdlib.h>

enum { CELLS, TOO_MANY_ROWS };

#define ROWS_MAX 64 /* in a list that is searched; a longer one is named without its cells */

/* The rows that may be to blame, and which of their cells are taken as not stated. */
typedef struct suspects {
    size_t row[ROWS_MAX + 1];
    pov_quantity_set without[ROWS_MAX + 1];
    size_t count;
    bool complete; /* every list of them is */
    bool around;   /* also rows that bear on the first one from further away */
} suspects;

/* Whether the suspects' remaining cells still contradict; -1 when memory fails. */
static int contradict(const pov_checker *c, const suspects *s)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_assumptions assumptions = c->solution->assumptions;
    int result = -1;

    assumptions.complete = s->complete;
    assumptions.rough = true;
    if (pov_plan_add_file(&plan, "", NULL) != POV_OK) {
        goto done;
    }
    for (size_t i = 0; i < s->count; i++) {
        pov_row_draft draft;
        pov_draft_of(c, s->row[i], s->without[i], &draft);
        if (pov_plan_add_row(&plan, &draft, NULL) != POV_OK) {
            goto done;
        }
    }
    if (pov_plan_finish(&plan, &problems, NULL) != POV_OK ||
        pov_solve(&plan, &assumptions, &solution, NULL) != POV_OK) {
        goto done;
    }
    result = 0;
    for (size_t i = 0; i < (s->around ? 1 : s->count); i++) {
        result = (solution.row[i].conflicts & ~POV_CONFLICT_JOIN) != 0 ? 1 : result;
    }

done:
    pov_problems_fini(&problems);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
    return result;
}

/* The row; where its units are to blame, they too. */
static bool gather(const pov_checker *c, size_t r, suspects *s)
{
    *s = (suspects){.row = {r}, .count = 1};
    if ((c->solution->row[r].conflicts & POV_CONFLICT_SUM) == 0) {
        return true;
    }
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole != r) {
            continue;
        }
        if (s->count + list->count > ROWS_MAX) {
            return false;
        }
        for (size_t k = 0; k < list->count; k++) {
            s->row[s->count++] = c->solution->list_member[list->first + k];
        }
        s->complete = s->complete || list->complete;
    }
    /* groups that are bounded by this row */
    for (size_t other = 0; other < c->plan->row_count; other++) {
        if (c->plan->row[other].all_row == r && s->count < ROWS_MAX) {
            s->row[s->count++] = other;
        }
    }
    return true;
}

static void gather_row(suspects *s, size_t r)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->row[i] == r) {
            return;
        }
    }
    if (s->count <= ROWS_MAX) {
        s->row[s->count++] = r;
    }
}

/* The rows that hang together with the row, the nearest first, as many as are searched. */
static void gather_around(const pov_checker *c, size_t r, suspects *s)
{
    const pov_solution *solution = c->solution;

    *s = (suspects){
        .row = {r}, .count = 1, .complete = solution->assumptions.complete, .around = true};
    for (size_t at = 0; at < s->count && s->count <= ROWS_MAX; at++) {
        const size_t near = s->row[at];
        for (size_t i = 0; i < solution->list_count; i++) {
            const pov_list *list = &solution->list[i];
            const bool in = list->whole != POV_NONE && pov_list_has(solution, list, near);
            for (size_t k = 0; k <= list->count && in; k++) {
                gather_row(s, pov_list_row(solution, list, k));
            }
        }
        for (size_t i = 0; i < solution->join_count; i++) {
            const pov_join *join = &solution->join[i];
            if (join->earlier == near || join->later == near) {
                gather_row(s, join->earlier == near ? join->later : join->earlier);
            }
        }
        if (c->plan->row[near].all_row != POV_NONE) {
            gather_row(s, c->plan->row[near].all_row);
        }
    }
}

/* Points that a plan aims at. */
static bool is_aim(const pov_checker *c, size_t row, pov_quantity quantity)
{
    return c->plan->row[row].kind == POV_END_PLAN && pov_quantity_get(quantity)->aspect == POV_PP;
}

/* Leaves out one aim, or one other cell, at a time, for good if the rest still contradicts. */
static bool reduce(const pov_checker *c, suspects *s, bool aims)
{
    for (size_t i = 0; i < s->count; i++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            pov_quantity_set bit = pov_set_of((pov_quantity)q);
            if (!pov_is_stated(c, s->row[i], (pov_quantity)q) ||
                is_aim(c, s->row[i], (pov_quantity)q) != aims) {
                continue;
            }
            s->without[i] |= bit;
            int still = contradict(c, s);
            if (still < 0) {
                return false;
            }
            if (still == 0) {
                s->without[i] &= ~bit;
            }
        }
    }
    return true;
}

static void name_cells(pov_checker *c, const suspects *s, pov_check_finding *f)
{
    pov_cell_place cell[(ROWS_MAX + 1) * POV_QUANTITY_COUNT];
    size_t count = 0;

    for (size_t i = 0; i < s->count; i++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (pov_is_stated(c, s->row[i], (pov_quantity)q) &&
                !pov_set_has(s->without[i], (pov_quantity)q)) {
                cell[count++] = (pov_cell_place){s->row[i], (pov_quantity)q};
            }
        }
    }
    pov_finding_cells(c, f, cell, count);
}

/* Whether aims are among them. */
static bool rests_on_aims(const pov_checker *c, const pov_check_finding *f, bool of_poor)
{
    bool aims = false;

    for (size_t i = 0; i < f->cell_count && !aims; i++) {
        aims = is_aim(c, f->cell[i].row, f->cell[i].quantity) &&
               (!of_poor || f->cell[i].quantity == POV_REDUCTION_PP);
    }
    return aims;
}

/* Whether it is said already that the units promise less than the row, or more. */
static bool is_said(const pov_checker *c, size_t r)
{
    bool said = false;

    for (size_t i = 0; i < c->findings->count && !said; i++) {
        const pov_check_finding *f = &c->findings->finding[i];
        said =
            f->row == r && (f->rule == &pov_rule_parent_target ||
                            f->message == pov_rule_reduction_exceeds.message[POV_EXCEEDS_BY_UNITS]);
    }
    return said;
}

static void explain(pov_checker *c, size_t r)
{
    suspects s;
    pov_check_finding f =
        pov_finding_start(&pov_rule_contradiction, CELLS, POV_ERROR, r, POV_QUANTITY_COUNT);

    if (c->options->trial) { /* that there is one is enough */
        pov_finding_report(c, &f);
        return;
    }
    bool found = gather(c, r, &s) && contradict(c, &s) == 1;
    if (!found) {
        gather_around(c, r, &s);
        found = contradict(c, &s) == 1;
    }
    if (!found) {
        f.message = pov_rule_contradiction.message[TOO_MANY_ROWS];
        pov_finding_report(c, &f);
        return;
    }
    if (!reduce(c, &s, true) || !reduce(c, &s, false)) { /* without aims it is a proof */
        c->failed = true;
        return;
    }
    name_cells(c, &s, &f);
    if (rests_on_aims(c, &f, true) && is_said(c, r)) {
        return;
    }
    f.severity = rests_on_aims(c, &f, false) ? POV_WARNING : POV_ERROR;
    pov_fix_suggest(c, &f, UINT64_MAX);
    pov_finding_report(c, &f);
}

static void look(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count && !c->failed; r++) {
        unsigned conflicts = c->solution->row[r].conflicts & ~POV_CONFLICT_JOIN; /* see series */
        if (conflicts != 0 && !c->row_explained[r]) {
            explain(c, r);
        }
    }
}

const pov_rule pov_rule_contradiction = {
    .name = "contradiction",
    .relation = POV_TALLY_TOGETHER,
    .severity = POV_TEXT("error or warning"),
    .about =
        POV_TEXT("The stated figures cannot all be true, and no other rule says why. Without "
                 "any one of the cells that are named, nothing is found wrong with the "
                 "rest. Where points that a plan aims at are among them it is a warning, since "
                 "an aim can be missed."),
    .message =
        {
            [CELLS] = POV_TEXT("these figures cannot all be true: {cells}"),
            [TOO_MANY_ROWS] = POV_TEXT("the figures of this row and its units cannot all be true"),
        },
    .plan = {[POV_LEFT] = look},
};
