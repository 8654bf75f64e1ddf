/*
 * Tries what is named as a fix: the rows around it are checked again with the cell changed, or two
 * columns swapped. What does not end the finding, or makes a new error, is no fix. What a fix ends
 * beside its own finding follows from it.
 */
#include "calculator/check/trial.h"

#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

#include <stdlib.h>
#include <string.h>

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
        .from_aim = (row->flags & POV_ROW_FROM_AIM) != 0,
    };
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        if (stated != NULL && !pov_set_has(without, (pov_quantity)q)) {
            draft->stated[q] = *stated;
            draft->stated_set |= pov_set_of((pov_quantity)q);
        }
    }
}

/* What a finding's fix ends beside it. */
typedef struct fix {
    size_t finding, count, *ended;
    const pov_row *row; /* that the finding is about */
    bool all_rows;      /* two columns are swapped, not two cells */
} fix;

/* The rows that are checked again, in the order of the plan. */
typedef struct trial {
    pov_checker *c;
    pov_check_again *again;
    bool *near;    /* by row of the plan */
    size_t *index; /* by row of the plan: its row in the trial */
    size_t count;
    pov_findings before, after, at_low; /* at_low: where a range is tried, with its low end */
    size_t budget;
    size_t *first, *next; /* by row, by finding: the findings of a row */
    size_t *scratch;
    fix *fix; /* by finding */
} trial;

/* What is changed: a cell, or two columns of a row, or of all rows of the trial. */
typedef struct change {
    pov_cell_place cell;
    pov_quantity with;   /* POV_QUANTITY_COUNT: the cell alone */
    bool all_rows, sign; /* sign: numbers below 0 lose it */
    int64_t value;
} change;

/* The row, the lists that it is in, and the lists of its parts. */
static void take_around(const trial *t, size_t row)
{
    const pov_solution *solution = t->c->solution;

    t->near[row] = true;
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        const bool in = pov_list_has(solution, list, row);
        for (size_t k = list->whole == POV_NONE; k <= list->count && in; k++) {
            t->near[pov_list_row(solution, list, k)] = true;
        }
    }
    for (size_t i = t->c->list_under[row]; i != POV_NONE; i = t->c->next_list[i]) {
        const pov_parts parts = pov_parts_of(t->c, &solution->list[i]);
        for (size_t k = 0; k < parts.count; k++) {
            t->near[parts.row[k]] = true;
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

/* What a cell of one column says in another; false where that cannot hold it. */
static bool move(pov_stated *cell, pov_quantity from, pov_quantity to)
{
    const pov_quantity_info *column = pov_quantity_get(to);
    bool was_count = pov_quantity_get(from)->kind == POV_KIND_COUNT;
    bool is_count = column->kind == POV_KIND_COUNT;

    if (was_count != is_count) { /* a count has no decimals, and 0 says nothing of which it is */
        if (cell->qualifier != POV_EXACTLY || cell->digits > 0 || (was_count && cell->face == 0)) {
            return false;
        }
        cell->face = was_count ? pov_multiply(cell->face, POV_PERCENT) : cell->face / POV_PERCENT;
        cell->face_high = cell->face;
    }
    return (column->negative || cell->face >= 0) &&
           (column->kind != POV_KIND_RATE || cell->face_high <= POV_HUNDRED_PERCENT);
}

/* What two cells would say if they were swapped. */
static bool swap(pov_stated *a, pov_quantity x, pov_stated *b, pov_quantity y)
{
    pov_stated kept = *a;

    *a = *b;
    *b = kept;
    return move(a, y, x) && move(b, x, y);
}

/* Two columns of a row, of which one or both may be empty. */
static bool swap_columns(pov_row_draft *draft, pov_quantity x, pov_quantity y)
{
    bool has_x = pov_set_has(draft->stated_set, x), has_y = pov_set_has(draft->stated_set, y);

    if (has_x && has_y) {
        return swap(&draft->stated[x], x, &draft->stated[y], y);
    }
    if (has_x || has_y) {
        pov_quantity from = has_x ? x : y, to = has_x ? y : x;
        draft->stated[to] = draft->stated[from];
        draft->stated_set ^= pov_set_of(x) | pov_set_of(y);
        return move(&draft->stated[to], from, to);
    }
    return true;
}

/* False where a cell cannot hold what it would have to. */
static bool apply(const change *to, pov_row_draft *draft)
{
    pov_stated *cell = &draft->stated[to->cell.quantity];

    if (to->with != POV_QUANTITY_COUNT) {
        return swap_columns(draft, to->cell.quantity, to->with);
    }
    if (to->sign) {
        bool falls = cell->face < 0 && cell->qualifier == POV_EXACTLY;
        cell->face = cell->face_high = falls ? -cell->face : cell->face;
        return falls || to->all_rows;
    }
    cell->face = cell->face_high = to->value;
    cell->qualifier = POV_EXACTLY;
    return true;
}

/* Checks the rows, something changed (NULL: nothing). Findings speak of the rows of the trial. */
static pov_status check_again(const trial *t, const change *to, pov_findings *found)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    const pov_check_options options = {
        .strict = t->c->options->strict, .rules = UINT32_MAX, .trial = true};
    pov_assumptions assumptions = t->c->solution->assumptions;
    pov_status status = pov_plan_add_file(&plan, "", NULL);

    for (size_t r = 0; r < t->c->plan->row_count && status == POV_OK; r++) {
        pov_row_draft draft;
        if (t->near[r]) {
            pov_draft_of(t->c, r, 0, &draft);
            bool changes = to != NULL && (to->all_rows || to->cell.row == r);
            status = changes && !apply(to, &draft) ? POV_ERR_RANGE
                                                   : pov_plan_add_row(&plan, &draft, NULL);
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

/* Whether two findings say the same of a row. A trial does not ask whether a contradiction rests on
 * aims. */
static bool is_same(const pov_check_finding *a, const pov_check_finding *b)
{
    return a->rule == b->rule && a->quantity == b->quantity &&
           (a->severity == b->severity || a->rule->relation == POV_TALLY_TOGETHER);
}

static bool has(const pov_findings *findings, const pov_check_finding *f, size_t row)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->finding[i].row == row && is_same(&findings->finding[i], f)) {
            return true;
        }
    }
    return false;
}

/* Whether the finding ends, and no error is new. */
static bool works(trial *t, const pov_check_finding *f, const change *to)
{
    if (t->count > t->budget) {
        return false;
    }
    t->budget -= t->count;
    pov_findings_fini(&t->after);
    pov_status status = check_again(t, to, &t->after);
    bool good = status == POV_OK && !has(&t->after, f, t->index[f->row]);
    for (size_t i = 0; i < t->after.count && good; i++) {
        const pov_check_finding *one = &t->after.finding[i];
        good = one->severity < POV_ERROR || has(&t->before, one, one->row);
    }
    t->c->failed = t->c->failed || status == POV_ERR_NOMEM;
    return good;
}

static bool works_with(trial *t, const pov_check_finding *f, int64_t value)
{
    return works(t, f, &(change){f->fix_cell, POV_QUANTITY_COUNT, false, false, value});
}

/* ---- two columns swapped ---- */

static const pov_quantity pairs[][2] = {
    {POV_HOUSEHOLDS, POV_POOR},
    {POV_HOUSEHOLDS, POV_NEAR_POOR},
    {POV_HOUSEHOLDS, POV_MULTI_POOR},
    {POV_HOUSEHOLDS, POV_PERSONS},
    {POV_POOR, POV_NEAR_POOR},
    {POV_POOR, POV_MULTI_POOR},
    {POV_NEAR_POOR, POV_MULTI_POOR},
    {POV_POOR, POV_REMAINING_POOR},
    {POV_POOR, POV_START_POOR},
    {POV_POOR, POV_POOR_RATE},
    {POV_NEAR_POOR, POV_NEAR_POOR_RATE},
    {POV_POOR, POV_POOR_PERSONS},
    {POV_PERSONS, POV_POOR_PERSONS},
    {POV_POOR_RATE, POV_NEAR_POOR_RATE},
    {POV_POOR_RATE, POV_REMAINING_RATE},
    {POV_REDUCTION_HOUSEHOLDS, POV_REMAINING_POOR},
    {POV_REDUCTION_PP, POV_REMAINING_RATE},
    {POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, POV_REMAINING_NEAR_POOR},
    {POV_NEAR_POOR_REDUCTION_PP, POV_REMAINING_NEAR_POOR_RATE},
};

/* What is wrong within a row shows that its columns were swapped. */
static bool is_of_row(const pov_check_finding *f)
{
    return f->severity > POV_NOTE &&
           (f->rule->row != NULL || f->rule->relation == POV_TALLY_TOGETHER ||
            f->rule == &pov_rule_growth);
}

/* A sign that opens an end would make anything fit. Of all households and a count only a rate says
 * which is which, and no households have fewer than two persons each on average. */
static bool is_plausible(const pov_row *row, const pov_quantity pair[2], pov_stated *const cell[2])
{
    const pov_quantity_info *second = pov_quantity_get(pair[1]);
    bool persons = pair[1] == POV_PERSONS || pair[1] == POV_POOR_PERSONS;

    for (int i = 0; i < 2; i++) {
        if (cell[i]->qualifier != POV_EXACTLY && cell[i]->qualifier != POV_ABOUT) {
            return false;
        }
    }
    if (persons && pair[0] != POV_PERSONS) {
        return cell[1]->face >= 2 * cell[0]->face;
    }
    return pair[0] != POV_HOUSEHOLDS ||
           pov_row_stated(row, pov_quantity_of((pov_measure)second->subject, POV_RATE)) != NULL;
}

/* Whether the row by itself would be possible with the two swapped. */
static bool may_be_swapped(const trial *t, size_t row, const pov_quantity pair[2])
{
    pov_row copy = t->c->plan->row[row];
    pov_stated stated[POV_QUANTITY_COUNT];
    pov_stated *cell[2] = {NULL, NULL};
    size_t count = 0;
    pov_solved_room room;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *one = pov_row_stated(&copy, (pov_quantity)q);
        if (one != NULL) {
            for (int i = 0; i < 2; i++) {
                cell[i] = pair[i] == (pov_quantity)q ? &stated[count] : cell[i];
            }
            stated[count++] = *one;
        }
    }
    if (cell[0] == NULL || cell[1] == NULL || !swap(cell[0], pair[0], cell[1], pair[1])) {
        return false;
    }
    copy.stated = stated;
    return is_plausible(&copy, pair, cell) && pov_solve_row_alone(&copy, 0, &room)->conflicts == 0;
}

static bool any_may_be_swapped(const trial *t, const pov_check_finding *f)
{
    bool any = false;

    for (size_t i = 0; i < POV_LENGTH(pairs) && !any && is_of_row(f); i++) {
        any = may_be_swapped(t, f->row, pairs[i]);
    }
    return any;
}

/* Whether all that is wrong within the row ends, too, and nothing new is. */
static bool swap_works(trial *t, const pov_check_finding *f, const change *to)
{
    bool good = works(t, f, to);

    for (size_t i = 0; i < t->after.count && good; i++) {
        const pov_check_finding *one = &t->after.finding[i];
        /* more than twice the points is no better than less than half of them */
        bool exceeds = f->rule == &pov_rule_reduction && one->rule == &pov_rule_reduction_exceeds &&
                       one->row == t->index[f->row];
        good =
            (one->severity < POV_WARNING && !exceeds) ||
            (has(&t->before, one, one->row) && (one->row != t->index[f->row] || !is_of_row(one)));
    }
    return good;
}

static void name_swap(const pov_checker *c, pov_check_finding *f, pov_cell_place cell,
                      pov_quantity with)
{
    const pov_stated *other = pov_row_stated(&c->plan->row[cell.row], with);
    pov_kind kind = pov_quantity_get(cell.quantity)->kind;
    pov_interval to = {other->face, other->face_high};

    if (kind == POV_KIND_COUNT && pov_quantity_get(with)->kind != POV_KIND_COUNT) {
        to = pov_interval_point(other->face / POV_PERCENT);
    }
    f->has_fix = true;
    f->fix_cell = cell;
    f->fix_with = with;
    f->fix = pov_bounds_figure(kind, other->digits, to);
}

static bool is_swapped(trial *t, pov_check_finding *f, bool *all_rows)
{
    if (!is_of_row(f)) {
        return false;
    }
    for (size_t i = 0; i < POV_LENGTH(pairs); i++) {
        change to = {{f->row, pairs[i][0]}, pairs[i][1], false, false, 0};
        /* the growth of households is no sign of where the year began */
        bool foreign = f->rule == &pov_rule_growth && pairs[i][1] == POV_START_POOR;
        if (foreign || !may_be_swapped(t, f->row, pairs[i])) {
            continue;
        }
        bool here = swap_works(t, f, &to);
        to.all_rows = true; /* two headings may be */
        if (here || swap_works(t, f, &to)) {
            *all_rows = !here;
            name_swap(t->c, f, to.cell, to.with);
            return true;
        }
    }
    return false;
}

/* ---- a minus sign ---- */

/* The cell of a reduction that is printed below 0: an increase, unless what is meant is that the
 * poor are fewer by so many. */
static pov_quantity falling(const trial *t, const pov_check_finding *f)
{
    static const pov_quantity cuts[] = {POV_REDUCTION_HOUSEHOLDS,
                                        POV_NEAR_POOR_REDUCTION_HOUSEHOLDS};

    for (size_t i = 0; i < POV_LENGTH(cuts) && is_of_row(f); i++) {
        const pov_stated *cut = pov_row_stated(&t->c->plan->row[f->row], cuts[i]);
        if (cut != NULL && cut->face < 0 && cut->qualifier == POV_EXACTLY) {
            return cuts[i];
        }
    }
    return POV_QUANTITY_COUNT;
}

/* Whether all rows that print the quantity have it below 0. */
static bool all_fall(const pov_plan *plan, pov_quantity quantity)
{
    bool all = true;

    for (size_t i = 0; i < plan->row_count && all; i++) {
        const pov_stated *cut = pov_row_stated(&plan->row[i], quantity);
        all = cut == NULL || cut->face < 0;
    }
    return all;
}

/* Whether what cannot be true is right without it, in all rows and not in this one alone. */
static bool has_wrong_sign(trial *t, pov_check_finding *f)
{
    change to = {{f->row, falling(t, f)}, POV_QUANTITY_COUNT, false, true, 0};

    if (f->severity < POV_ERROR || to.cell.quantity == POV_QUANTITY_COUNT ||
        !all_fall(t->c->plan, to.cell.quantity) || swap_works(t, f, &to)) {
        return false; /* of one row it is a change of one cell */
    }
    to.all_rows = true;
    if (swap_works(t, f, &to)) {
        f->fix_cell = to.cell;
        f->fix_with = POV_QUANTITY_COUNT;
        f->fix = pov_count_figure(
            pov_interval_point(-pov_row_stated(&t->c->plan->row[f->row], to.cell.quantity)->face));
        return true;
    }
    return false;
}

/* ---- one cell ---- */

/* The fix as it is, or else the one number in it that is nearest to what is printed. */
static bool holds(trial *t, pov_check_finding *f)
{
    pov_interval to = f->fix.bounds;
    bool low = pov_is_open(to.low), high = pov_is_open(to.high);

    pov_findings_fini(&t->at_low);
    if (low || works_with(t, f, to.low)) {
        if (high || pov_interval_exact(to)) {
            return !(low && high);
        }
        if (!low) {
            t->at_low = t->after;
            t->after = (pov_findings)POV_FINDINGS_INIT;
        }
        if (works_with(t, f, to.high)) {
            return true;
        }
        pov_findings_fini(&t->at_low);
    }
    if (low || high || pov_interval_exact(to)) {
        return false;
    }
    const pov_stated *stated =
        pov_row_stated(&t->c->plan->row[f->fix_cell.row], f->fix_cell.quantity);
    int64_t near = pov_clamp(stated->face, to);
    bool good = works_with(t, f, near);
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
                                  : pov_compare_sizes(a->quantity, b->quantity);
}

/* ---- what follows from what ---- */

/* The finding of the check that is this one of the trial. */
static size_t finding_of(const trial *t, const pov_check_finding *one, size_t row)
{
    size_t i = t->first[row];

    while (i != POV_NONE && !is_same(&t->c->findings->finding[i], one)) {
        i = t->next[i];
    }
    return i;
}

/* What the last trial, which was good, has ended beside the finding, at both ends of a range: so
 * many, in `scratch`. */
static size_t list_ended(const trial *t, size_t finding)
{
    size_t count = 0, row = 0;

    for (size_t i = 0; i < t->before.count; i++) { /* in the order of rows */
        const pov_check_finding *one = &t->before.finding[i];
        while (!t->near[row] || t->index[row] < one->row) {
            row++;
        }
        size_t other = finding_of(t, one, row);
        if (other != POV_NONE && other != finding && one->severity > POV_NOTE &&
            !has(&t->after, one, one->row) && !has(&t->at_low, one, one->row)) {
            t->scratch[count++] = other;
        }
    }
    return count;
}

static void keep_ended(trial *t, size_t finding)
{
    size_t count = list_ended(t, finding);
    size_t *ended = pov_arena_alloc(&t->c->findings->arena, (count + 1) * sizeof *ended);

    if (ended == NULL) {
        t->c->failed = true;
        return;
    }
    memcpy(ended, t->scratch, count * sizeof *ended);
    t->fix[finding].ended = ended;
    t->fix[finding].count = count;
}

/* The other cells of the finding's row, each with what the rest leaves for it. */
static size_t list_candidates(const trial *t, const pov_check_finding *f, candidate *other)
{
    size_t count = 0;
    pov_cell_place tried = f->fix_cell;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_cell_place cell = {f->row, (pov_quantity)q};
        candidate one = {.quantity = cell.quantity};
        bool same = tried.row == cell.row && tried.quantity == cell.quantity;
        if (!same && pov_fix_allowed(t->c, cell, &one.allowed, &one.change)) {
            other[count++] = one;
        }
    }
    qsort(other, count, sizeof *other, by_change);
    return count < CANDIDATES ? count : CANDIDATES;
}

/* Whether there is more to be ended than the finding and what its fix ends. */
static bool is_more(const trial *t, size_t ended)
{
    size_t count = 0;

    for (size_t i = 0; i < t->before.count; i++) {
        count += t->before.finding[i].severity > POV_NOTE;
    }
    return count > ended + 1;
}

/* The cell that is named, or another one of its row where that ends more: a wrong rate makes
 * the points wrong, too. */
static bool choose_cell(trial *t, size_t finding)
{
    pov_check_finding *f = &t->c->findings->finding[finding], best = *f;
    candidate other[POV_QUANTITY_COUNT] = {{.change = 0}};
    bool found = holds(t, &best);

    if (found) {
        keep_ended(t, finding);
    }
    if (!found || is_more(t, t->fix[finding].count)) {
        size_t count = list_candidates(t, f, other);
        for (size_t i = 0; i < count; i++) {
            pov_check_finding copy = *f;
            copy.has_fix = false;
            pov_fix_set(t->c, &copy, (pov_cell_place){f->row, other[i].quantity}, other[i].allowed);
            if (copy.has_fix && holds(t, &copy) &&
                (!found || list_ended(t, finding) > t->fix[finding].count)) {
                found = true;
                best = copy;
                keep_ended(t, finding);
            }
        }
    }
    *f = best;
    return found;
}

static int compare_places(const pov_row *a, const pov_row *b)
{
    int order = strcmp(a->name, b->name);

    order = order != 0 ? order : strcmp(a->group, b->group);
    return order != 0 ? order : a->year.year - b->year.year;
}

static int by_count(const void *left, const void *right)
{
    const fix *a = left, *b = right;

    if (a->count != b->count) {
        return a->count > b->count ? -1 : 1;
    }
    int order = compare_places(a->row, b->row); /* whatever the order of rows */
    return order != 0 ? order : pov_compare_sizes(a->finding, b->finding);
}

/* The fix that ends most goes first. What it ends has no other fix. */
static void follow(const trial *t)
{
    pov_check_finding *finding = t->c->findings->finding;

    qsort(t->fix, t->c->findings->count, sizeof *t->fix, by_count);
    for (size_t i = 0; i < t->c->findings->count && t->fix[i].count > 0; i++) {
        const pov_check_finding *f = &finding[t->fix[i].finding];
        for (size_t k = 0; k < t->fix[i].count && !f->follows && f->severity > POV_NOTE; k++) {
            pov_check_finding *other = &finding[t->fix[i].ended[k]];
            if (!other->follows && !other->leads && !other->fix_in_message) {
                other->follows = other->has_fix = true;
                other->fix_cell = f->fix_cell;
                other->fix_with = f->fix_with;
                other->fix = f->fix;
                if (t->fix[i].all_rows && is_of_row(other) &&
                    pov_is_stated(t->c, other->row, f->fix_with)) {
                    name_swap(t->c, other, (pov_cell_place){other->row, f->fix_cell.quantity},
                              f->fix_with);
                }
                other->followed = (pov_cell_place){f->row, f->quantity};
                finding[t->fix[i].finding].leads = true;
            }
        }
    }
}

static void try_fix(trial *t, size_t finding)
{
    pov_check_finding *f = &t->c->findings->finding[finding];
    bool has_fix = f->has_fix;

    f->has_fix = has_fix && f->fix_in_message;
    if (f->fix_in_message || t->c->row_misplaced[f->row] ||
        (!has_fix && !any_may_be_swapped(t, f) && falling(t, f) == POV_QUANTITY_COUNT)) {
        return;
    }
    take_rows(t, f, has_fix ? f->fix_cell.row : f->row);
    pov_status status = t->count <= t->budget ? check_again(t, NULL, &t->before) : POV_ERR_RANGE;
    t->c->failed = t->c->failed || status == POV_ERR_NOMEM;
    if (status == POV_OK) {
        bool sign = has_wrong_sign(t, f); /* sooner than that a plan lets the poor rise */
        bool swapped = !sign && is_swapped(t, f, &t->fix[finding].all_rows);
        if (swapped) {
            keep_ended(t, finding);
        }
        f->has_fix = sign || swapped || (has_fix && choose_cell(t, finding));
    }
    pov_findings_fini(&t->before);
    pov_findings_fini(&t->after);
    pov_findings_fini(&t->at_low);
}

void pov_fixes_try(pov_checker *c, pov_check_again *again)
{
    size_t rows = c->plan->row_count + 1, count = c->findings->count;
    trial t = {.c = c, .again = again, .budget = BUDGET_ROWS};

    t.near = malloc(rows * sizeof *t.near);
    t.index = malloc(rows * sizeof *t.index);
    t.first = malloc(rows * sizeof *t.first);
    t.next = malloc((count + 1) * sizeof *t.next);
    t.scratch = malloc((count + 1) * sizeof *t.scratch);
    t.fix = calloc(count + 1, sizeof *t.fix);
    c->failed = c->failed || t.near == NULL || t.index == NULL || t.first == NULL ||
                t.next == NULL || t.scratch == NULL || t.fix == NULL;
    for (size_t r = 0; r < rows && !c->failed; r++) {
        t.first[r] = POV_NONE;
    }
    for (size_t i = 0; i < count && !c->failed; i++) {
        size_t row = c->findings->finding[i].row;
        t.next[i] = t.first[row];
        t.first[row] = i;
        t.fix[i].finding = i;
        t.fix[i].row = &c->plan->row[row];
    }
    for (size_t i = 0; i < count && !c->failed; i++) {
        try_fix(&t, i);
    }
    if (!c->failed) {
        follow(&t);
    }
    free(t.near);
    free(t.index);
    free(t.first);
    free(t.next);
    free(t.scratch);
    free(t.fix);
}
