/*
 * Rules on identities of one row: what remains, and the poor and near-poor together.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

/* result = a ± b for three stated figures */
static void look_at(const pov_row_view *v, const pov_rule *rule, pov_quantity result,
                    pov_quantity a, pov_quantity b, bool minus)
{
    if (!pov_view_states(v, result) || !pov_view_states(v, a) || !pov_view_states(v, b)) {
        return;
    }
    pov_figure whole = pov_view_printed(v, result);
    pov_figure first = pov_view_printed(v, a), second = pov_view_printed(v, b);
    pov_interval expected = minus ? pov_interval_subtract(first.bounds, second.bounds)
                                  : pov_interval_add(first.bounds, second.bounds);
    if (!pov_interval_empty(pov_interval_meet(whole.bounds, expected))) {
        return;
    }
    /* until 2020, and in some reports today, those who are poor by the multidimensional standard */
    bool alone = !minus && !pov_interval_empty(pov_interval_meet(whole.bounds, first.bounds));
    v->c->row_explained[v->row] = v->c->row_explained[v->row] || alone;
    pov_check_finding f =
        pov_finding_start(rule, alone ? 1 : 0, alone ? POV_WARNING : POV_ERROR, v->row, result);
    pov_finding_figure(&f, whole);
    pov_finding_figure(&f, first);
    pov_finding_figure(&f, second);
    f.expected = pov_bounds_figure((pov_kind)whole.kind, v->digits, expected);
    pov_finding_bounds(&f, f.expected);
    if (!alone) {
        pov_fix_suggest(v->c, &f, pov_set_of(result) | pov_set_of(a) | pov_set_of(b));
    }
    pov_finding_report(v->c, &f);
}

static void look_at_remaining(const pov_row_view *v)
{
    look_at(v, &pov_rule_remaining, POV_REMAINING_POOR, POV_POOR, POV_REDUCTION_HOUSEHOLDS, true);
    look_at(v, &pov_rule_remaining, POV_REMAINING_NEAR_POOR, POV_NEAR_POOR,
            POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, true);
}

static void look_at_multi(const pov_row_view *v)
{
    look_at(v, &pov_rule_multi, POV_MULTI_POOR, POV_POOR, POV_NEAR_POOR, false);
    look_at(v, &pov_rule_multi, POV_MULTI_POOR_RATE, POV_POOR_RATE, POV_NEAR_POOR_RATE, false);
}

const pov_rule pov_rule_remaining = {
    .name = "remaining",
    .relation = POV_TALLY_REMAINING,
    .severity = POV_TEXT("error"),
    .about = POV_TEXT("Poor less reduction is not the remaining number."),
    .message = {POV_TEXT("{0} is stated, but {1} less {2} is {3}")},
    .row = look_at_remaining,
};

const pov_rule pov_rule_multi = {
    .name = "multi",
    .relation = POV_TALLY_MULTI,
    .severity = POV_TEXT("error"),
    .about = POV_TEXT("Poor and near-poor together are not the multidimensionally poor."),
    .message = {POV_TEXT("{0} is stated, but {1} and {2} together are {3}"),
                POV_TEXT("{0} is stated, but {1} and {2} together are {3}; it holds if the poor "
                         "are meant without the near-poor")},
    .row = look_at_multi,
};
