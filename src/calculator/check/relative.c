/*
 * The rule on a stated part of the poor against how many they are fewer.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"
#include "figure/arith.h"

/* As many whole households as that part of the count, rounded down or up. */
static pov_interval part_of(pov_interval part, pov_interval count)
{
    const int64_t low = part.low < 0 ? count.high : count.low;
    const int64_t high = part.high < 0 ? count.low : count.high;

    return (pov_interval){
        pov_is_open(part.low) ? POV_NO_LOW : pov_muldiv_floor(part.low, low, POV_HUNDRED_PERCENT),
        pov_is_open(part.high) ? POV_NO_HIGH
                               : pov_muldiv_ceil(part.high, high, POV_HUNDRED_PERCENT)};
}

static void look_at(const pov_row_view *v, pov_measure m)
{
    const pov_quantity part = pov_quantity_of(m, POV_RELATIVE);
    pov_figure count, cut;

    if (!pov_view_relative(v, m, &count, &cut)) {
        return;
    }
    const pov_figure target = pov_view_printed(v, part);
    const pov_interval allowed = pov_target_bounds(&target);
    if (!pov_interval_empty(pov_interval_meet(part_of(allowed, count.bounds), cut.bounds))) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_relative, 0, POV_WARNING, v->row, part);
    pov_finding_figure(&f, target);
    pov_finding_bounds(&f, cut);
    pov_finding_figure(&f, count);
    f.expected = pov_bounds_figure(
        POV_KIND_CHANGE, 2, pov_interval_ratio(cut.bounds, POV_HUNDRED_PERCENT, count.bounds));
    pov_finding_bounds(&f, f.expected);
    pov_fix_set(v->c, &f, (pov_cell_place){v->row, part}, f.expected.bounds);
    pov_finding_report(v->c, &f);
}

static void look(const pov_row_view *v)
{
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        look_at(v, (pov_measure)m);
    }
}

const pov_rule pov_rule_relative = {
    .name = "relative",
    .relation = POV_TALLY_RELATIVE,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("The stated reduction in percent of the poor is not that of the stated "
                      "numbers, even where a household is rounded up or down."),
    .message = {POV_TEXT("{0} is stated, but {1} of {2} is {3}")},
    .row = look,
};
