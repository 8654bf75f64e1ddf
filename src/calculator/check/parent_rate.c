/*
 * The rule on a parent's rate: it lies between those of its units.
 */
#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

static void report(pov_checker *c, const pov_list *list, pov_quantity quantity, pov_figure stated,
                   pov_interval allowed)
{
    pov_check_finding f = pov_finding_start(
        &pov_rule_parent_rate, 0, list->complete ? POV_ERROR : POV_WARNING, list->whole, quantity);

    pov_finding_figure(&f, stated);
    f.expected =
        pov_bounds_figure(POV_KIND_RATE, pov_digits_to_distinguish(&stated, allowed), allowed);
    pov_finding_bounds(&f, f.expected);
    pov_finding_number(&f, list->count);
    pov_fix_set(c, &f, (pov_cell_place){list->whole, quantity}, allowed);
    pov_finding_soften(c, &f, list);
    pov_finding_report(c, &f);
}

static void look_at(pov_checker *c, size_t index)
{
    const pov_list *list = &c->solution->list[index];
    const pov_list_sums *sums = pov_sums_of(c, index);

    for (size_t m = 0; sums != NULL && m < POV_MEASURE_COUNT; m++) {
        pov_quantity quantity = pov_quantity_of((pov_measure)m, POV_RATE);
        const pov_list_sum *households = pov_list_sum_of(sums, POV_HOUSEHOLDS);
        if (!pov_is_stated(c, list->whole, quantity) || c->row_explained[list->whole] ||
            (households->compared &&
             pov_interval_empty(pov_interval_meet(households->whole, households->parts)))) {
            continue; /* that the households do not add up says it */
        }
        pov_figure stated = pov_stated_figure(c, list->whole, quantity);
        pov_solved_room
            room; /* whose rate of poor and near-poor allows for a sum of printed rates */
        const pov_solved *counts = pov_solve_row_counts(&c->plan->row[list->whole], &room);
        pov_interval allowed = pov_sums_rate(c, list, sums, (pov_measure)m);
        if (pov_interval_empty(allowed) ||
            !pov_interval_empty(pov_interval_meet(counts->of[m][POV_RATE].bounds, allowed))) {
            continue;
        }
        report(c, list, quantity, stated, allowed);
    }
}

/* The same at the end of the target year, where all units print their rate: the whole's lies
 * between the lowest and the highest. */
static void look_at_target(pov_checker *c, const pov_list *list, pov_measure measure)
{
    pov_quantity quantity = pov_quantity_of(measure, POV_REMAINING_SHARE);
    pov_interval allowed;

    if (quantity == POV_QUANTITY_COUNT || !pov_is_stated(c, list->whole, quantity) ||
        c->row_explained[list->whole] || !pov_sums_rates_left(c, list, measure, &allowed)) {
        return;
    }
    pov_figure stated = pov_stated_figure(c, list->whole, quantity);
    if (pov_interval_empty(pov_interval_meet(stated.bounds, allowed))) {
        report(c, list, quantity, stated, allowed);
    }
}

static void look(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        const pov_list_sums *sums = list->addable && list->count >= 2 ? pov_sums_of(c, i) : NULL;
        if (sums != NULL && pov_sums_ought_to_agree(list, sums)) {
            look_at(c, i);
            for (int m = 0; m < POV_MEASURE_MULTI; m++) {
                look_at_target(c, list, (pov_measure)m);
            }
        }
    }
}

const pov_rule pov_rule_parent_rate = {
    .name = "parent-rate",
    .relation = POV_TALLY_PARENT_RATE,
    .severity = POV_TEXT("error or warning"),
    .about = POV_TEXT("The parent's rate lies outside what a complete list of its units allows. It "
                      "is a warning where only another count, which adds up exactly, says that the "
                      "list is complete."),
    .message = {POV_TEXT("{0} is stated, but its {2} units together have {1}")},
    .plan = {[POV_UNEXPLAINED] = look},
};
