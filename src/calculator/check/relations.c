/*
 * Which relations of a plan can be looked at; tally.c counts them.
 *
 * A relation counts where every figure in it is printed, or bounded on both sides by other figures.
 * They are noted while the rules look, whose views and sums they share.
 */
#include "calculator/check/flows.h"
#include "calculator/check/parent_target.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

#include "model/relation.h"

/* ---- the relations of one row ---- */

/* Besides the ratios of model/relation.h: a rate, or that its count is a part of the households. */
typedef enum form {
    PRINTED, /* result and of[0], of[1] are all printed */
    POINTS,  /* the same, or what the stated households deliver (solve.h) */
    PART     /* of[0] is a part of of[1] */
} form;

typedef struct row_relation {
    const pov_rule *rule; /* that looks at it first */
    form form;
    pov_quantity of[2], result;
} row_relation;

static const row_relation row_relations[] = {
    {&pov_rule_remaining, PRINTED, {POV_POOR, POV_REDUCTION_HOUSEHOLDS}, POV_REMAINING_POOR},
    {&pov_rule_remaining,
     PRINTED,
     {POV_NEAR_POOR, POV_NEAR_POOR_REDUCTION_HOUSEHOLDS},
     POV_REMAINING_NEAR_POOR},
    {&pov_rule_multi, PRINTED, {POV_POOR, POV_NEAR_POOR}, POV_MULTI_POOR},
    {&pov_rule_multi, PRINTED, {POV_POOR_RATE, POV_NEAR_POOR_RATE}, POV_MULTI_POOR_RATE},
    {&pov_rule_points, POINTS, {POV_POOR_RATE, POV_REMAINING_RATE}, POV_REDUCTION_PP},
    {&pov_rule_points,
     POINTS,
     {POV_NEAR_POOR_RATE, POV_REMAINING_NEAR_POOR_RATE},
     POV_NEAR_POOR_REDUCTION_PP},
    {&pov_rule_points,
     PRINTED,
     {POV_MULTI_POOR_RATE, POV_REMAINING_MULTI_POOR_RATE},
     POV_MULTI_POOR_REDUCTION_PP},
    {&pov_rule_range, PART, {POV_PERSONS, POV_HOUSEHOLDS}, POV_QUANTITY_COUNT},
    {&pov_rule_flow, PART, {POV_ESCAPED_TO_NEAR_POOR, POV_ESCAPED}, POV_QUANTITY_COUNT},
};

/* ---- noting ---- */

static void note(pov_checker *c, const pov_rule *rule, size_t row, pov_quantity quantity,
                 pov_seen_as as)
{
    pov_findings *to = c->findings;

    if (pov_grow(&to->seen, &to->seen_capacity, to->seen_count + 1, sizeof *to->seen) != POV_OK) {
        c->failed = true;
        return;
    }
    to->seen[to->seen_count++] = (pov_seen){rule, (uint32_t)row, (uint8_t)quantity, (uint8_t)as};
}

static void looked_at(pov_checker *c, const pov_rule *rule, size_t row, pov_quantity quantity)
{
    note(c, rule, row, quantity, POV_SEEN);
}

static void missing(pov_checker *c, const pov_rule *rule, size_t row, pov_quantity quantity)
{
    note(c, rule, row, quantity, POV_SEEN_GAP);
}

/* ---- rows ---- */

static bool is_ratio(const pov_row_view *v, const pov_ratio *x)
{
    const pov_quantity_info *info = pov_quantity_get(x->rate);
    pov_row_ratio ratio;

    if (info->subject >= POV_MEASURE_COUNT) { /* no rule looks at the rate of a service */
        return x->rate == POV_POOR_PERSONS_RATE && pov_view_persons(v, &ratio);
    }
    return pov_view_ratio(v, info->subject, info->aspect == POV_REMAINING_SHARE, &ratio) &&
           !pov_view_exceeds(v, x->count, x->households) &&
           (pov_view_states(v, x->households) || ratio.rates.low > 0);
}

/* The households need not be printed. Without a rate the count is still a part of them. */
static void count_ratio(const pov_row_view *v, const pov_ratio *x)
{
    bool count = pov_view_states(v, x->count);

    if (!pov_view_states(v, x->rate)) {
        if (count && pov_view_states(v, x->households)) {
            looked_at(v->c, &pov_rule_range, v->row, x->count);
        }
    } else if (is_ratio(v, x)) {
        looked_at(v->c, &pov_rule_rate, v->row, x->rate);
    } else if (!count) {
        missing(v->c, &pov_rule_rate, v->row, x->count);
    }
}

static void count_in_row(const pov_row_view *v, const row_relation *x)
{
    bool first = pov_view_states(v, x->of[0]), second = pov_view_states(v, x->of[1]);

    if (x->form == PART) {
        if (first && second) {
            looked_at(v->c, x->rule, v->row, x->of[0]);
        }
    } else if (!pov_view_states(v, x->result)) {
        return;
    } else if ((first && second) ||
               (x->form == POINTS &&
                pov_delivery_of(v->c->solution, v->row, pov_quantity_get(x->result)->subject,
                                NULL) != POV_DELIVERY_UNKNOWN)) {
        looked_at(v->c, x->rule, v->row, x->result);
    } else {
        missing(v->c, x->rule, v->row, x->of[first ? 1 : 0]);
    }
}

static void count_relative(const pov_row_view *v)
{
    pov_figure count, cut;

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        if (pov_view_relative(v, (pov_measure)m, &count, &cut)) {
            looked_at(v->c, &pov_rule_relative, v->row,
                      pov_quantity_of((pov_measure)m, POV_RELATIVE));
        }
    }
}

/* ---- lists ---- */

static void count_sums(pov_checker *c, const pov_list *list, const pov_list_sums *sums)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_list_sum *s = pov_list_sum_of(sums, (pov_quantity)q);
        if (!s->compared) {
            continue;
        }
        bool bounded = s->full && pov_interval_bounded(s->whole);
        bool short_of = s->parts.high < s->whole.low; /* an incomplete list, if no error */
        if (bounded) {
            note(c, &pov_rule_sum, list->whole, (pov_quantity)q,
                 short_of ? POV_SEEN_IF_BROKEN : POV_SEEN);
        } else if (!s->full) {
            missing(c, &pov_rule_sum, list->whole, (pov_quantity)q);
        }
    }
    for (int m = 0; m < POV_MEASURE_COUNT && pov_sums_ought_to_agree(list, sums); m++) {
        pov_quantity rate = pov_quantity_of((pov_measure)m, POV_RATE);
        pov_quantity left = pov_quantity_of((pov_measure)m, POV_REMAINING_SHARE);
        pov_interval allowed = pov_sums_rate(c, list, sums, (pov_measure)m);
        if (pov_is_stated(c, list->whole, rate) &&
            (allowed.low > 0 || allowed.high < POV_HUNDRED_PERCENT)) {
            looked_at(c, &pov_rule_parent_rate, list->whole, rate);
        }
        if (m < POV_MEASURE_MULTI && pov_is_stated(c, list->whole, left) &&
            pov_sums_rates_left(c, list, (pov_measure)m, &allowed)) {
            looked_at(c, &pov_rule_parent_rate, list->whole, left);
        }
    }
    if (pov_is_stated(c, list->whole, POV_REDUCTION_PP) && pov_units_promise(c, list)) {
        looked_at(c, &pov_rule_parent_target, list->whole, POV_REDUCTION_PP);
    }
}

static void count_parts(pov_checker *c, size_t part, size_t whole)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (pov_is_of_both(c, part, whole, (pov_quantity)q)) {
            looked_at(c, &pov_rule_range, part, (pov_quantity)q);
        }
    }
}

static void count_lists(pov_checker *c)
{
    const pov_solution *solution = c->solution;

    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        if (list->whole == POV_NONE) {
            continue;
        }
        if (list->addable && list->count >= 2) {
            const pov_list_sums *sums = pov_sums_of(c, i);
            if (sums != NULL) {
                count_sums(c, list, sums);
            }
            continue;
        }
        for (size_t j = 0; j < list->count; j++) {
            count_parts(c, solution->list_member[list->first + j], list->whole);
        }
    }
    for (size_t r = 0; r < c->plan->row_count; r++) {
        if (c->plan->row[r].all_row != POV_NONE) {
            count_parts(c, r, c->plan->row[r].all_row);
        }
    }
}

/* ---- flows ---- */

static void count_balance(const pov_flow_view *v, void *context)
{
    pov_checker *c = context;
    const pov_flow *flows = pov_flows[v->measure];

    if (v->before != POV_NONE && pov_is_stated(v->c, v->row, flows[0].quantity)) {
        looked_at(c, &pov_rule_flow, v->row, flows[0].quantity);
    }
    if (!v->closed) {
        return;
    }
    if (v->ways_out > 0 && v->ways_in > 0) {
        looked_at(c, &pov_rule_flow, v->row, v->end);
    } else {
        missing(c, &pov_rule_flow, v->row,
                flows[v->ways_out > 0 ? POV_FLOW_COUNT - 1 : 1].quantity);
    }
}

/* ---- the whole ---- */

void pov_relations_of_row(const pov_row_view *view)
{
    for (size_t i = 0; i < POV_RATIO_COUNT; i++) {
        count_ratio(view, &pov_ratios[i]);
    }
    for (size_t i = 0; i < POV_LENGTH(row_relations); i++) {
        count_in_row(view, &row_relations[i]);
    }
    count_relative(view);
}

void pov_relations_between_rows(pov_checker *c)
{
    count_lists(c);
    pov_flows_walk(c, count_balance, c);
}
