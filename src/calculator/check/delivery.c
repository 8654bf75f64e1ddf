/*
 * Rules on what the stated households deliver of the stated points, and on figures that are made of
 * rounded rates where the counts give others.
 */
#include "calculator/check/fix.h"
#include "calculator/check/parent_target.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

enum { SUM_OF_RATES, DIFFERENCE_OF_RATES }; /* messages of rounded-sum */
enum { BY_COUNTS, BY_RATES };               /* of the other rules */

/* Whether the row prints of how many households, or what share, remains. */
static bool states_end(const pov_row_view *v)
{
    return pov_view_states(v, POV_REMAINING_RATE) ||
           pov_view_states(v, POV_REMAINING_NEAR_POOR_RATE) ||
           pov_view_states(v, POV_TARGET_HOUSEHOLDS);
}

/* Whether both rates are printed: then their difference is what the plan delivers. */
static bool prints_rates(const pov_row_view *v, pov_measure m)
{
    const pov_solved *s = &v->c->solution->row[v->row];

    return pov_figure_is_printed(&s->of[m][POV_RATE]) &&
           pov_figure_is_printed(&s->of[m][POV_REMAINING_SHARE]);
}

/* Which rule, if any, and how it reports it. */
static const pov_rule *judge(const pov_row_view *v, pov_delivery delivery, const pov_figure *target,
                             pov_interval delivered, bool rates, size_t *message,
                             pov_severity *severity)
{
    bool at_least = pov_is_at_least(target->qualifier);

    *message = rates ? BY_RATES : BY_COUNTS;
    *severity = POV_NOTE;
    switch (delivery) {
    case POV_DELIVERED_LESS:
        if (states_end(v)) {
            return NULL; /* points looks at the rates, rate and growth at the households */
        }
        *severity = POV_WARNING;
        return &pov_rule_reduction;
    case POV_DELIVERED_MORE:
        return rates && !at_least ? NULL : &pov_rule_reduction_exceeds; /* see points */
    case POV_DELIVERED_ROUNDED:
        if (!rates && delivered.high < target->value - pov_own_rounding(target)) {
            *message = DIFFERENCE_OF_RATES;
            return &pov_rule_rounded_sum;
        }
        *severity = v->c->options->strict ? POV_WARNING : POV_NOTE;
        return &pov_rule_reduction_rounded;
    case POV_DELIVERY_UNKNOWN:
    case POV_DELIVERED:
        break;
    }
    return NULL;
}

static void look_at(const pov_row_view *v, pov_measure m)
{
    const pov_solved *s = &v->c->solution->row[v->row];
    pov_quantity points = pov_quantity_of(m, POV_PP);
    pov_figure target = pov_view_printed(v, points);
    pov_interval delivered = POV_ANY;
    size_t message;
    pov_severity severity;

    if ((s->conflicts & POV_CONFLICT_IDENTITIES) != 0) {
        return; /* counts that contradict each other deliver nothing certain */
    }
    bool rates = prints_rates(v, m);
    pov_delivery delivery = pov_delivery_of(v->c->solution, v->row, m, &delivered);
    const pov_rule *rule = judge(v, delivery, &target, delivered, rates, &message, &severity);
    if (rule == NULL) {
        return;
    }
    pov_check_finding f = pov_finding_start(rule, message, severity, v->row, points);
    pov_finding_figure(&f, target);
    if (rates) {
        pov_finding_figure(&f, pov_view_printed(v, pov_quantity_of(m, POV_RATE)));
        pov_finding_figure(&f, pov_view_printed(v, pov_quantity_of(m, POV_REMAINING_SHARE)));
    } else {
        pov_view_mention(v, &f, pov_quantity_of(m, POV_REDUCTION), s->of[m][POV_REDUCTION].bounds);
        pov_finding_bounds(&f, pov_count_figure(s->households.bounds));
    }
    unsigned digits = pov_digits_to_distinguish(&target, delivered);
    f.expected = pov_bounds_figure(POV_KIND_POINTS, digits, delivered);
    pov_finding_bounds(&f, f.expected);
    if (severity > POV_NOTE) {
        pov_fix_set(v->c, &f, (pov_cell_place){v->row, points}, delivered);
    }
    pov_finding_report(v->c, &f);
}

static void look(const pov_row_view *v)
{
    for (int m = 0; m < POV_MEASURE_MULTI; m++) {
        look_at(v, (pov_measure)m);
    }
}

const pov_rule pov_rule_reduction = {
    .name = "reduction",
    .relation = POV_TALLY_POINTS,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("The stated reduction in households falls short of the stated percentage "
                      "points, even with the allowance for rounded rates."),
    .message = {POV_TEXT("{0} is stated, but {1} of {2} households{base} is {3}")},
    .row = look,
};

const pov_rule pov_rule_reduction_rounded = {
    .name = "reduction-rounded",
    .relation = POV_TALLY_POINTS,
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The stated percentage points are reached only after rounding: 2.98 for \"3 "
                      "or more\"."),
    .message =
        {
            [BY_COUNTS] =
                POV_TEXT("{0} is reached only after rounding: {1} of {2} households{base} is "
                         "{3}"),
            [BY_RATES] = POV_TEXT("{0} is reached only after rounding: {1} less {2} is {3}"),
        },
};

const pov_rule pov_rule_reduction_exceeds = {
    .name = "reduction-exceeds",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The stated reduction in households, or what all units promise, is more than "
                      "the stated percentage points, at its lower bound and even with the "
                      "allowance."),
    .message =
        {
            [BY_COUNTS] = POV_TEXT("{0} is stated, but {1} of {2} households{base} is {3}"),
            [BY_RATES] = POV_TEXT("{0} is stated, but {1} less {2} is {3}"),
            [POV_EXCEEDS_BY_UNITS] = POV_TEXT("{0} is stated, but what its units promise is {1}"),
        },
};

/* A printed sum of two rounded rates that the counts themselves do not give. */
static void look_at_sum_of_rates(const pov_row_view *v)
{
    pov_row_ratio x;

    if (!pov_view_states(v, POV_HOUSEHOLDS) || !pov_view_ratio(v, POV_MEASURE_MULTI, false, &x)) {
        return;
    }
    pov_figure households = pov_view_printed(v, POV_HOUSEHOLDS);
    pov_figure stated = pov_view_printed(v, x.rate);
    pov_interval count = x.counts, of = households.bounds, rate = x.rates;
    if (!pov_narrow_ratio(&count, &of, &rate)) {
        return; /* not even with their rounding: see rate */
    }
    count = x.counts;
    of = households.bounds;
    rate = stated.bounds;
    if (pov_narrow_ratio(&count, &of, &rate)) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_rounded_sum, SUM_OF_RATES, POV_NOTE, v->row, x.rate);
    pov_finding_figure(&f, stated);
    f.expected = pov_view_rate(v, &x, households.bounds);
    pov_finding_bounds(&f, f.expected);
    pov_finding_report(v->c, &f);
}

const pov_rule pov_rule_rounded_sum = {
    .name = "rounded-sum",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The stated figure is the sum or the difference of rounded rates; the counts "
                      "themselves give another."),
    .message =
        {
            [SUM_OF_RATES] = POV_TEXT("{0} is the sum of rounded rates; the counts give {1}"),
            [DIFFERENCE_OF_RATES] = POV_TEXT("{0} is the difference of rounded rates, but {1} of "
                                             "{2} households is {3}"),
        },
    .row = look_at_sum_of_rates,
};
