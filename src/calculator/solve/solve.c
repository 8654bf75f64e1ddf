/*
 * Narrowing: facts and identities of each row, then sums over units, until nothing changes.
 *
 * Every step only cuts away what cannot be true, so bounds are sound whenever it stops. A step that
 * would leave nothing is taken back and noted as a conflict; the bounds from before stand.
 */
#include "calculator/solve/solve.h"

#include "calculator/solve/siblings.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 64

const pov_figure *pov_solved_figure(const pov_solved *solved, pov_quantity quantity)
{
    if (quantity == POV_HOUSEHOLDS) {
        return &solved->households;
    }
    if (quantity == POV_TARGET_HOUSEHOLDS) {
        return &solved->target_households;
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < POV_ASPECT_COUNT; a++) {
            if (quantity != POV_QUANTITY_COUNT &&
                pov_quantity_of((pov_measure)m, (pov_aspect)a) == quantity) {
                return &solved->of[m][a];
            }
        }
    }
    return NULL;
}

pov_figure *pov_added(pov_solved *solved, size_t index)
{
    static const pov_aspect aspects[] = {POV_COUNT, POV_REDUCTION, POV_REMAINING};

    if (index == 0) {
        return &solved->households;
    }
    if (index == POV_ADDED_COUNT - 1) {
        return &solved->target_households;
    }
    return &solved->of[(index - 1) / 3][aspects[(index - 1) % 3]];
}

bool pov_added_can_be_negative(size_t index)
{
    return index % 3 == 2; /* a reduction */
}

uint8_t pov_row_digits(const pov_solved *solved)
{
    uint8_t digits = 2;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < POV_ASPECT_COUNT; a++) {
            const pov_figure *figure = &solved->of[m][a];
            if (figure->basis == POV_BASIS_STATED && figure->digits > digits) {
                digits = figure->digits;
            }
        }
    }
    return digits;
}

/* ---- the start: what is stated ---- */

static pov_kind kind_of(pov_aspect aspect)
{
    switch (aspect) {
    case POV_RATE:
    case POV_REMAINING_SHARE:
        return POV_KIND_RATE;
    case POV_PP:
        return POV_KIND_POINTS;
    case POV_RELATIVE:
        return POV_KIND_CHANGE;
    case POV_COUNT:
    case POV_REDUCTION:
    case POV_REMAINING:
    case POV_ASPECT_COUNT:
        break;
    }
    return POV_KIND_COUNT;
}

static pov_figure blank(pov_kind kind, bool negative)
{
    pov_figure figure = pov_figure_unknown(kind);

    if (kind == POV_KIND_RATE) {
        figure.bounds = (pov_interval){0, POV_HUNDRED_PERCENT};
    } else if (!negative) {
        figure.bounds.low = 0;
    }
    return figure;
}

void pov_solved_clear(pov_solved *solved)
{
    *solved = (pov_solved){
        .households = blank(POV_KIND_COUNT, false),
        .target_households = blank(POV_KIND_COUNT, false),
    };
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < POV_ASPECT_COUNT; a++) {
            solved->of[m][a] = blank(kind_of((pov_aspect)a),
                                     a == POV_REDUCTION || a == POV_PP || a == POV_RELATIVE);
        }
    }
}

static void state(const pov_row *row, pov_quantity quantity, pov_figure *figure)
{
    if (pov_row_stated(row, quantity) != NULL) {
        *figure = pov_row_figure(row, quantity);
    }
}

/* Coarsest printed digits among the row's rates; rates that are not printed count as printed so. */
static unsigned coarsest_digits(const pov_row *row)
{
    unsigned coarsest = POV_DIGITS_MAX + 1;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        if (stated != NULL && pov_quantity_get((pov_quantity)q)->kind == POV_KIND_RATE &&
            stated->digits < coarsest) {
            coarsest = stated->digits;
        }
    }
    return coarsest > POV_DIGITS_MAX ? 2 : coarsest;
}

int64_t pov_rate_unit(const pov_row *row, pov_quantity rate)
{
    const pov_stated *stated = pov_row_stated(row, rate);

    return pov_digit_unit(stated != NULL ? stated->digits : coarsest_digits(row));
}

/* The rate of poor and near-poor together is often the sum of two printed rates. */
static void allow_sum_of_rates(const pov_row *row, pov_figure *multi)
{
    if (multi->basis != POV_BASIS_STATED) {
        return;
    }
    int64_t units = pov_rate_unit(row, POV_POOR_RATE) + pov_rate_unit(row, POV_NEAR_POOR_RATE);
    multi->bounds.low -= units / 2;
    multi->bounds.high += units / 2;
    multi->bounds = pov_interval_meet(multi->bounds, (pov_interval){0, POV_HUNDRED_PERCENT});
}

static void state_row(const pov_row *whole, pov_quantity_set without, pov_solved *solved)
{
    pov_row part = *whole, *row = &part;
    pov_stated kept[POV_QUANTITY_COUNT];

    if ((whole->stated_set & without) != 0) {
        size_t count = 0;
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            const pov_stated *stated = pov_row_stated(whole, (pov_quantity)q);
            if (stated != NULL && !pov_set_has(without, (pov_quantity)q)) {
                kept[count++] = *stated;
            }
        }
        part.stated = kept;
        part.stated_set &= ~without;
    }

    pov_solved_clear(solved);
    state(row, POV_HOUSEHOLDS, &solved->households);
    state(row, POV_TARGET_HOUSEHOLDS, &solved->target_households);
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < POV_ASPECT_COUNT; a++) {
            pov_quantity quantity = pov_quantity_of((pov_measure)m, (pov_aspect)a);
            if (quantity != POV_QUANTITY_COUNT) {
                state(row, quantity, &solved->of[m][a]);
            }
        }
    }
    allow_sum_of_rates(row, &solved->of[POV_MEASURE_MULTI][POV_RATE]);
}

/* ---- one row ---- */

/* One row being narrowed. Each step returns false when nothing is left, and notes what it
 * changed. */
typedef struct narrowing {
    pov_solved *s;
    bool changed;
} narrowing;

static bool meet(narrowing *n, pov_interval *bounds, pov_interval with)
{
    pov_interval cut = pov_interval_meet(*bounds, with);

    n->changed = n->changed || cut.low != bounds->low || cut.high != bounds->high;
    *bounds = cut;
    return !pov_interval_empty(cut);
}

/* whole = a + b, narrowed in all three directions */
static bool narrow_sum(narrowing *n, pov_figure *whole, pov_figure *a, pov_figure *b)
{
    return meet(n, &whole->bounds, pov_interval_add(a->bounds, b->bounds)) &&
           meet(n, &a->bounds, pov_interval_subtract(whole->bounds, b->bounds)) &&
           meet(n, &b->bounds, pov_interval_subtract(whole->bounds, a->bounds));
}

/* Whether the row prints anything of the measure. */
static bool is_stated(const pov_figure of[POV_ASPECT_COUNT])
{
    for (size_t a = 0; a < POV_ASPECT_COUNT; a++) {
        if (of[a].basis == POV_BASIS_STATED) {
            return true;
        }
    }
    return false;
}

/* A measure of which nothing is known says nothing of the households. */
static bool says_nothing(const pov_figure of[POV_ASPECT_COUNT])
{
    return !is_stated(of) && of[POV_COUNT].bounds.low == 0 &&
           of[POV_COUNT].bounds.high == POV_NO_HIGH && of[POV_RATE].bounds.low == 0 &&
           of[POV_RATE].bounds.high == POV_HUNDRED_PERCENT;
}

static bool narrow_facts(narrowing *n)
{
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_figure *of = n->s->of[m];
        pov_interval count = of[POV_COUNT].bounds, rate = of[POV_RATE].bounds;
        pov_interval households = n->s->households.bounds;
        if (says_nothing(of)) {
            continue;
        }
        if (!pov_narrow_ratio(&count, &households, &rate) ||
            !meet(n, &of[POV_COUNT].bounds, count) || !meet(n, &of[POV_RATE].bounds, rate) ||
            !meet(n, &n->s->households.bounds, households)) {
            return false;
        }
    }
    return true;
}

static bool narrow_identities(narrowing *n)
{
    static const pov_aspect together[] = {POV_COUNT, POV_RATE, POV_REDUCTION, POV_REMAINING};
    pov_figure(*of)[POV_ASPECT_COUNT] = n->s->of;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        if (!narrow_sum(n, &of[m][POV_COUNT], &of[m][POV_REDUCTION], &of[m][POV_REMAINING])) {
            return false;
        }
    }
    if (!is_stated(of[POV_MEASURE_NEAR_POOR]) && !is_stated(of[POV_MEASURE_MULTI])) {
        return true; /* most files know only the poor */
    }
    for (size_t i = 0; i < sizeof together / sizeof *together; i++) {
        pov_aspect a = together[i];
        if (!narrow_sum(n, &of[POV_MEASURE_MULTI][a], &of[POV_MEASURE_POOR][a],
                        &of[POV_MEASURE_NEAR_POOR][a])) {
            return false;
        }
    }
    return true;
}

/* What remains is at most the households of the target year. */
static bool narrow_target(narrowing *n)
{
    pov_interval *whole = &n->s->target_households.bounds;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_interval *left = &n->s->of[m][POV_REMAINING].bounds;
        if (!meet(n, left, (pov_interval){POV_NO_LOW, whole->high}) ||
            !meet(n, whole, (pov_interval){left->low, POV_NO_HIGH})) {
            return false;
        }
    }
    return true;
}

/* Narrows a row by its own relations until nothing changes; false when they contradict. */
static bool narrow_row(pov_solved *s, bool facts, bool identities)
{
    narrowing n = {s, true};

    for (int round = 0; round < ROUNDS && n.changed; round++) {
        n.changed = false;
        if ((facts && !narrow_facts(&n)) || (identities && !narrow_identities(&n)) ||
            (facts && identities && !narrow_target(&n))) {
            return false;
        }
    }
    return true;
}

/* A flow's interval; one that is not printed is 0 or more. */
static pov_interval flow_of(const pov_row *row, pov_quantity flow, pov_quantity_set without)
{
    const pov_stated *stated = pov_row_stated(row, flow);

    if (stated == NULL || pov_set_has(without, flow)) {
        return (pov_interval){0, POV_NO_HIGH};
    }
    return pov_stated_bounds(stated, POV_KIND_COUNT, false);
}

/* The flows of the year give the count at its end, where its start is printed. */
static bool narrow_flows(const pov_row *row, pov_quantity_set without, pov_figure *poor)
{
    if (pov_row_stated(row, POV_START_POOR) == NULL) {
        return true;
    }
    pov_interval end = pov_interval_point(0);
    for (size_t i = 0; i < POV_FLOW_COUNT; i++) {
        pov_interval flow = flow_of(row, pov_flows[i].quantity, without);
        end =
            pov_flows[i].sign > 0 ? pov_interval_add(end, flow) : pov_interval_subtract(end, flow);
    }
    poor->bounds = pov_interval_meet(poor->bounds, end);
    return !pov_interval_empty(poor->bounds);
}

static void solve_row(const pov_row *row, pov_quantity_set without, pov_solved *s)
{
    pov_solved kept = *s;

    if (!narrow_flows(row, without, &s->of[POV_MEASURE_POOR][POV_COUNT]) ||
        !narrow_row(s, true, false)) {
        *s = kept;
        s->conflicts |= POV_CONFLICT_FACTS;
    }
    kept = *s;
    if (!narrow_row(s, (s->conflicts & POV_CONFLICT_FACTS) == 0, true)) {
        *s = kept;
        s->conflicts |= POV_CONFLICT_IDENTITIES;
    }
}

/* ---- relations between rows ---- */

typedef enum outcome { UNCHANGED, CHANGED, CONTRADICTED } outcome;

/* Cuts one figure of a row down and lets the row follow; takes all back when nothing would be
 * left. */
static outcome narrow_figure(pov_solved *s, pov_figure *figure, pov_interval with)
{
    pov_interval cut = pov_interval_meet(figure->bounds, with);

    if (cut.low == figure->bounds.low && cut.high == figure->bounds.high) {
        return UNCHANGED;
    }
    pov_solved kept = *s;
    figure->bounds = cut;
    if (pov_interval_empty(cut) || !narrow_row(s, (s->conflicts & POV_CONFLICT_FACTS) == 0,
                                               (s->conflicts & POV_CONFLICT_IDENTITIES) == 0)) {
        *s = kept;
        return CONTRADICTED;
    }
    return CHANGED;
}

/* The sum of a list's intervals: finite ends added up, open ones counted. */
typedef struct tally {
    pov_interval finite;
    size_t open_low, open_high;
} tally;

static tally tally_of(const pov_solution *solution, const pov_list *list, size_t added)
{
    tally sum = {0};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = solution->list_member[list->first + i];
        pov_interval bounds = pov_added(&solution->row[member], added)->bounds;
        if (pov_is_open(bounds.low)) {
            sum.open_low++;
        } else {
            sum.finite.low = pov_saturate((pov_wide)sum.finite.low + bounds.low);
        }
        if (pov_is_open(bounds.high)) {
            sum.open_high++;
        } else {
            sum.finite.high = pov_saturate((pov_wide)sum.finite.high + bounds.high);
        }
    }
    return sum;
}

static pov_interval tally_interval(tally sum)
{
    return (pov_interval){sum.open_low > 0 ? POV_NO_LOW : sum.finite.low,
                          sum.open_high > 0 ? POV_NO_HIGH : sum.finite.high};
}

/* What is left of the tally without one member. */
static tally tally_without(tally sum, pov_interval member)
{
    if (pov_is_open(member.low)) {
        sum.open_low--;
    } else {
        sum.finite.low -= member.low;
    }
    if (pov_is_open(member.high)) {
        sum.open_high--;
    } else {
        sum.finite.high -= member.high;
    }
    return sum;
}

static outcome narrow_list_figure(pov_solution *solution, const pov_list *list, size_t added)
{
    pov_solved *whole = &solution->row[list->whole];
    tally sum = tally_of(solution, list, added);
    pov_interval parts = tally_interval(sum);

    if (!list->complete) {
        parts.high = POV_NO_HIGH; /* others may be missing, none of them below zero */
    }
    outcome result = narrow_figure(whole, pov_added(whole, added), parts);
    pov_interval have = pov_added(whole, added)->bounds;
    for (size_t i = 0; i < list->count && result != CONTRADICTED; i++) {
        size_t member = solution->list_member[list->first + i];
        pov_figure *figure = pov_added(&solution->row[member], added);
        if (pov_interval_exact(figure->bounds)) {
            continue;
        }
        /* the tally is that of the start: wider than now, so still sound */
        pov_interval left =
            pov_interval_subtract(have, tally_interval(tally_without(sum, figure->bounds)));
        if (!list->complete) {
            left.low = POV_NO_LOW;
        }
        outcome one = narrow_figure(&solution->row[member], figure, left);
        result = one > result ? one : result;
    }
    return result;
}

static outcome narrow_list(pov_solution *solution, const pov_list *list)
{
    outcome result = UNCHANGED;

    for (size_t added = 0; added < POV_ADDED_COUNT; added++) {
        if (pov_added_can_be_negative(added) && !list->complete) {
            continue;
        }
        outcome one = narrow_list_figure(solution, list, added);
        result = one > result ? one : result;
        if (result == CONTRADICTED) {
            break;
        }
    }
    return result;
}

/* A part that may overlap with others has at most what the whole has. */
static outcome narrow_part(pov_solution *solution, size_t part, size_t whole)
{
    pov_solved *p = &solution->row[part], *w = &solution->row[whole];
    outcome result = UNCHANGED;

    for (size_t added = 0; added < POV_ADDED_COUNT; added++) {
        if (pov_added_can_be_negative(added)) {
            continue;
        }
        pov_figure *mine = pov_added(p, added), *all = pov_added(w, added);
        outcome down = narrow_figure(p, mine, (pov_interval){POV_NO_LOW, all->bounds.high});
        outcome up = narrow_figure(w, all, (pov_interval){mine->bounds.low, POV_NO_HIGH});
        if (down == CONTRADICTED || up == CONTRADICTED) {
            w->conflicts |= POV_CONFLICT_SUM;
            return CONTRADICTED;
        }
        result = down == CHANGED || up == CHANGED ? CHANGED : result;
    }
    return result;
}

/* Rows of a group within the unit's row for all; those without labour capacity are counted among
 * all households of the unit. */
static outcome narrow_group(pov_solution *solution, size_t r)
{
    const pov_row *row = &solution->plan->row[r];
    outcome result = UNCHANGED;

    if (row->all_row == POV_NONE) {
        return UNCHANGED;
    }
    if (strcmp(row->group, "no_labour_capacity") == 0) {
        pov_solved *s = &solution->row[r];
        result = narrow_figure(s, &s->households, solution->row[row->all_row].households.bounds);
    }
    outcome part = narrow_part(solution, r, row->all_row);
    return part > result ? part : result;
}

static bool households_add_up(const pov_solution *solution, const pov_list *list)
{
    pov_interval sum = tally_interval(tally_of(solution, list, 0));
    pov_interval whole = solution->row[list->whole].households.bounds;

    return list->count > 1 && pov_interval_exact(sum) && pov_interval_exact(whole) &&
           sum.low == whole.low && sum.low > 0;
}

/* One pass over all relations between rows. `stuck` remembers what contradicted: it is not tried
 * again. */
static bool narrow_all(pov_solution *solution, bool *list_stuck, bool *group_stuck)
{
    bool changed = false;

    for (size_t i = 0; i < solution->list_count; i++) {
        pov_list *list = &solution->list[i];
        if (list->whole == POV_NONE || list_stuck[i]) {
            continue;
        }
        outcome result = UNCHANGED;
        if (list->addable) {
            result = narrow_list(solution, list);
        } else {
            for (size_t k = 0; k < list->count && result != CONTRADICTED; k++) {
                outcome one =
                    narrow_part(solution, solution->list_member[list->first + k], list->whole);
                result = one > result ? one : result;
            }
        }
        if (result == CONTRADICTED) {
            list_stuck[i] = true;
            solution->row[list->whole].conflicts |= POV_CONFLICT_SUM;
        }
        changed = changed || result == CHANGED;
    }
    for (size_t r = 0; r < solution->plan->row_count; r++) {
        if (!group_stuck[r]) {
            outcome result = narrow_group(solution, r);
            group_stuck[r] = result == CONTRADICTED;
            changed = changed || result == CHANGED;
        }
    }
    return changed;
}

static pov_status narrow_between_rows(pov_solution *solution)
{
    bool *list_stuck = calloc(solution->list_count + 1, sizeof *list_stuck);
    bool *group_stuck = calloc(solution->plan->row_count + 1, sizeof *group_stuck);
    pov_status status = POV_ERR_NOMEM;

    if (list_stuck != NULL && group_stuck != NULL) {
        for (size_t i = 0; i < solution->list_count; i++) {
            pov_list *list = &solution->list[i];
            if (list->whole != POV_NONE && list->addable && households_add_up(solution, list)) {
                list->complete = true;
            }
        }
        for (int round = 0; round < ROUNDS && narrow_all(solution, list_stuck, group_stuck);
             round++) {
        }
        status = POV_OK;
    }
    free(list_stuck);
    free(group_stuck);
    return status;
}

void pov_solve_row_alone(const pov_row *row, pov_quantity_set without, pov_solved *solved)
{
    state_row(row, without, solved);
    solve_row(row, without, solved);
}

void pov_solve_row_counts(const pov_row *row, pov_solved *solved)
{
    state_row(row, 0, solved);
    pov_solved kept = *solved;
    if (!narrow_row(solved, false, true)) {
        *solved = kept;
    }
}

pov_status pov_solve(const pov_plan *plan, const pov_assumptions *assumptions,
                     pov_solution *solution, pov_error *err)
{
    pov_solution result = {.plan = plan, .assumptions = *assumptions};

    result.row = malloc((plan->row_count + 1) * sizeof *result.row);
    result.alone = malloc((plan->row_count * POV_ADDED_COUNT + 1) * sizeof *result.alone);
    if (result.row == NULL || result.alone == NULL || pov_lists_find(&result) != POV_OK) {
        goto no_memory;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_solve_row_alone(&plan->row[r], 0, &result.row[r]);
        for (size_t i = 0; i < POV_ADDED_COUNT; i++) {
            result.alone[r * POV_ADDED_COUNT + i] = pov_added(&result.row[r], i)->bounds;
        }
    }
    if (narrow_between_rows(&result) != POV_OK) {
        goto no_memory;
    }
    pov_estimate(&result);
    *solution = result;
    return POV_OK;

no_memory:
    pov_solution_fini(&result);
    return pov_no_memory(err);
}

void pov_solution_fini(pov_solution *solution)
{
    free(solution->row);
    free(solution->alone);
    free(solution->list);
    free(solution->list_member);
    *solution = (pov_solution)POV_SOLUTION_INIT;
}
