/*
 * Tries what is named as a fix: the rows around it are checked again with the cell changed. What
 * does not end the finding, or makes a new error, is no fix.
 */
#include "calculator/check/trial.h"

#include "calculator/check/fix.h"

#include <stdlib.h>

#define WHOLE_ROWS 64      /* a plan of at most so many rows is tried as a whole */
#define BUDGET_ROWS 100000 /* that all trials of a check solve; after that no fix is named */
#define CANDIDATES 6       /* other cells that are tried, those nearest to what is printed first */

void pov_draft_of(const pov_checker *c, size_t r, pov_quantity_set without, pov_row_draft *draft)
{
    const pov_row *row = &c->plan->row[r];

    *draft = (pov_row_draft){
        .unit = row->name,
        .level = row->level,
        .parent = row->parent_name,
        .group = row->group,
        .standard = row->standard,
        .year = row->year,
        .target_year = row->target_year,
        .kind = row->kind,
        .line = row->line,
        .parent_inferred = (row->flags & POV_ROW_INFERRED) != 0,
    };
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        if (stated != NULL && !pov_set_has(without, (pov_quantity)q)) {
            draft->stated[q] = *stated;
            draft->stated_set |= pov_set_of((pov_quantity)q);
        }
    }
}

/* The rows that are checked again, in the order of the plan. */
typedef struct trial {
    pov_checker *c;
    pov_check_again *again;
    bool *near;    /* by row of the plan */
    size_t *index; /* by row of the plan: its row in the trial */
    size_t count;
    pov_findings before;
    size_t *budget;
} trial;

static void take_list(const trial *t, size_t list)
{
    const pov_list *of = &t->c->solution->list[list];

    if (of->whole != POV_NONE) {
        t->near[of->whole] = true;
    }
    for (size_t i = 0; i < of->count; i++) {
        t->near[t->c->solution->list_member[of->first + i]] = true;
    }
}

/* The row, the lists that it is in, and the lists of its parts. */
static void take_around(const trial *t, size_t row)
{
    const pov_solution *solution = t->c->solution;

    t->near[row] = true;
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        bool in = list->whole == row;
        for (size_t k = 0; k < list->count && !in; k++) {
            in = solution->list_member[list->first + k] == row;
        }
        if (in) {
            take_list(t, i);
        }
    }
    if (t->c->plan->row[row].all_row != POV_NONE) {
        t->near[t->c->plan->row[row].all_row] = true;
    }
}

static void take_rows(trial *t, const pov_check_finding *f, size_t changed)
{
    const pov_plan *plan = t->c->plan;
    bool whole = plan->row_count <= WHOLE_ROWS;

    t->count = 0;
    for (size_t r = 0; r < plan->row_count; r++) {
        t->near[r] = whole;
    }
    if (!whole) {
        take_around(t, f->row);
        take_around(t, changed);
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        t->index[r] = t->count;
        t->count += t->near[r];
    }
}

/* Checks the rows, one cell changed (NULL: none). Findings speak of the rows of the trial. */
static pov_status check_again(const trial *t, const pov_cell_place *cell, const pov_stated *to,
                              pov_findings *found)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    const pov_check_options options = {
        .strict = t->c->options->strict, .rules = UINT32_MAX, .trial = true};
    pov_assumptions assumptions = t->c->solution->assumptions;
    pov_status status = pov_plan_add_file(&plan, "", NULL);

    assumptions.rough = true;
    for (size_t r = 0; r < t->c->plan->row_count && status == POV_OK; r++) {
        pov_row_draft draft;
        if (t->near[r]) {
            pov_draft_of(t->c, r, 0, &draft);
            if (cell != NULL && cell->row == r) {
                draft.stated[cell->quantity] = *to;
            }
            status = pov_plan_add_row(&plan, &draft, NULL);
        }
    }
    if (status == POV_OK) {
        status = pov_plan_finish(&plan, &problems, NULL);
    }
    if (status == POV_OK) {
        status = pov_solve(&plan, &assumptions, &solution, NULL);
    }
    if (status == POV_OK) {
        status = t->again(&solution, &options, found, NULL);
    }
    pov_problems_fini(&problems);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
    return status;
}

static bool has(const pov_findings *findings, const pov_check_finding *f, size_t row)
{
    for (size_t i = 0; i < findings->count; i++) {
        const pov_check_finding *one = &findings->finding[i];
        if (one->rule == f->rule && one->severity == f->severity && one->row == row &&
            one->quantity == f->quantity) {
            return true;
        }
    }
    return false;
}

/* Whether the finding ends, and no error is new, when the cell holds the value. */
static bool works(trial *t, const pov_check_finding *f, pov_cell_place cell, int64_t value)
{
    pov_findings after = POV_FINDINGS_INIT;
    pov_stated to = *pov_row_stated(&t->c->plan->row[cell.row], cell.quantity);

    if (t->count > *t->budget) {
        return false;
    }
    *t->budget -= t->count;
    to.face = to.face_high = value;
    to.qualifier = POV_EXACTLY;
    pov_status status = check_again(t, &cell, &to, &after);
    bool good = status == POV_OK && !has(&after, f, t->index[f->row]);
    for (size_t i = 0; i < after.count && good; i++) {
        const pov_check_finding *one = &after.finding[i];
        good = one->severity < POV_ERROR || has(&t->before, one, one->row);
    }
    t->c->failed = t->c->failed || status == POV_ERR_NOMEM;
    pov_findings_fini(&after);
    return good;
}

/* The fix as it is, or else the one number in it that is nearest to what is printed. */
static bool holds(trial *t, pov_check_finding *f)
{
    pov_interval to = f->fix.bounds;
    bool low = pov_is_open(to.low), high = pov_is_open(to.high);

    if ((low || works(t, f, f->fix_cell, to.low)) &&
        (high || pov_interval_exact(to) || works(t, f, f->fix_cell, to.high))) {
        return !(low && high);
    }
    if (low || high || pov_interval_exact(to)) {
        return false;
    }
    const pov_stated *stated =
        pov_row_stated(&t->c->plan->row[f->fix_cell.row], f->fix_cell.quantity);
    int64_t near = pov_clamp(stated->face, to);
    bool good = works(t, f, f->fix_cell, near);
    if (good) {
        f->fix.value = f->fix.value_high = near;
        f->fix.bounds = pov_interval_point(near);
    }
    return good;
}

typedef struct candidate {
    pov_quantity quantity;
    int64_t change;
    pov_interval allowed;
} candidate;

static int by_change(const void *left, const void *right)
{
    const candidate *a = left, *b = right;

    return a->change != b->change ? (a->change < b->change ? -1 : 1)
                                  : (a->quantity > b->quantity) - (a->quantity < b->quantity);
}

/* The other cells of the finding's row, each with what the rest leaves for it. */
static bool another_holds(trial *t, pov_check_finding *f)
{
    candidate other[POV_QUANTITY_COUNT] = {{.change = 0}};
    size_t count = 0;
    pov_cell_place tried = f->fix_cell;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_cell_place cell = {f->row, (pov_quantity)q};
        candidate one = {cell.quantity, 0, POV_ANY};
        bool same = tried.row == cell.row && tried.quantity == cell.quantity;
        if (!same && pov_fix_allowed(t->c, cell, &one.allowed, &one.change)) {
            other[count++] = one;
        }
    }
    qsort(other, count, sizeof *other, by_change);
    for (size_t i = 0; i < count && i < CANDIDATES; i++) {
        pov_check_finding copy = *f;
        copy.has_fix = false;
        pov_fix_set(t->c, &copy, (pov_cell_place){f->row, other[i].quantity}, other[i].allowed);
        if (copy.has_fix && holds(t, &copy)) {
            *f = copy;
            return true;
        }
    }
    return false;
}

void pov_fixes_try(pov_checker *c, pov_check_again *again)
{
    size_t budget = BUDGET_ROWS;
    trial t = {.c = c, .again = again, .budget = &budget};

    t.near = malloc((c->plan->row_count + 1) * sizeof *t.near);
    t.index = malloc((c->plan->row_count + 1) * sizeof *t.index);
    c->failed = c->failed || t.near == NULL || t.index == NULL;
    for (size_t i = 0; i < c->findings->count && !c->failed; i++) {
        pov_check_finding *f = &c->findings->finding[i];
        if (!f->has_fix || f->fix_in_message) {
            continue;
        }
        t.before = (pov_findings)POV_FINDINGS_INIT;
        take_rows(&t, f, f->fix_cell.row);
        if (t.count > budget || check_again(&t, NULL, NULL, &t.before) != POV_OK) {
            f->has_fix = false;
        } else {
            f->has_fix = holds(&t, f) || another_holds(&t, f);
        }
        pov_findings_fini(&t.before);
    }
    free(t.near);
    free(t.index);
}
