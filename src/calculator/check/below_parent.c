/*
 * The rule on rates that are to be below the parent's ("<parent").
 */
#include "calculator/check/finding.h"
#include "calculator/check/rules.h"
#include "figure/arith.h"

enum { NOT_BELOW, ALL_BELOW };

/* As it is printed; what is computed by its bounds. */
static pov_interval shown(const pov_figure *rate)
{
    return pov_figure_is_printed(rate) ? pov_interval_point(rate->value) : rate->bounds;
}

/* A row whose own figures leave a rate that is not below what they leave its parent. */
static void look_at_row(pov_checker *c, size_t r, pov_measure m)
{
    const pov_row *row = &c->plan->row[r];

    if (row->kind != POV_END_PLAN || row->parent_row == POV_NONE) {
        return;
    }
    const pov_figure *own = &c->solution->row[r].of[m][POV_REMAINING_SHARE];
    const pov_figure *parents = &c->solution->row[row->parent_row].of[m][POV_REMAINING_SHARE];
    int64_t most = shown(parents).high - (row->against_parent[m] == POV_BELOW);
    if (!pov_figure_is_firm(own) || !pov_figure_is_firm(parents) ||
        shown(parents).high == POV_NO_HIGH || shown(own).low <= most) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_below_parent, NOT_BELOW, POV_WARNING, r,
                                            pov_quantity_of(m, POV_REMAINING_SHARE));
    pov_finding_bounds(&f, *own);
    pov_finding_text(&f, c->plan->row[row->parent_row].name);
    pov_finding_figure(&f, *parents);
    pov_finding_report(c, &f);
}

/* A whole is as high as some part of it at most: not all of them can be below. */
static void look_at_list(pov_checker *c, const pov_list *list, pov_measure m)
{
    const size_t *member = &c->solution->list_member[list->first];

    for (size_t i = 0; i < list->count; i++) {
        const pov_row *row = &c->plan->row[member[i]];
        if (row->against_parent[m] != POV_BELOW || row->kind != POV_END_PLAN) {
            return;
        }
    }
    pov_check_finding f = pov_finding_start(&pov_rule_below_parent, ALL_BELOW, POV_ERROR, member[0],
                                            pov_quantity_of(m, POV_REMAINING_SHARE));
    pov_finding_number(&f, list->count);
    pov_finding_text(&f, c->plan->row[list->whole].name);
    pov_finding_soften(c, &f, list);
    pov_finding_report(c, &f);
}

static void look(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        for (int m = 0; m < POV_MEASURE_COUNT; m++) {
            if (c->plan->row[r].against_parent[m] != POV_EXACTLY) {
                look_at_row(c, r, (pov_measure)m);
            }
        }
    }
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole == POV_NONE || !list->complete || list->partition || list->count == 0) {
            continue;
        }
        for (int m = 0; m < POV_MEASURE_COUNT; m++) {
            look_at_list(c, list, (pov_measure)m);
        }
    }
}

const pov_rule pov_rule_below_parent = {
    .name = "below-parent",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("error or warning"),
    .about = POV_TEXT("A rate that is to be below the parent's (\"<parent\") is not, by what the "
                      "plan itself leaves both; or all units of a complete list are to be below "
                      "it, which cannot be."),
    .message = {[NOT_BELOW] = POV_TEXT("is to be below the rate of {1}, but the plan leaves {0}, "
                                       "and {1} {2}"),
                [ALL_BELOW] = POV_TEXT("all {0} units of {1} are to be below its rate, which lies "
                                       "between theirs")},
    .plan = {[POV_ALL] = look},
};
