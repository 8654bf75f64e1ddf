/*
 * The rule on stated points against the difference of the stated rates.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

static void look_at(const pov_row_view *v, pov_measure m)
{
    pov_quantity points = pov_quantity_of(m, POV_PP);
    pov_quantity rate = pov_quantity_of(m, POV_RATE);
    pov_quantity left = pov_quantity_of(m, POV_REMAINING_SHARE);

    if (!pov_view_states(v, points) || !pov_view_states(v, rate) || !pov_view_states(v, left)) {
        return;
    }
    pov_figure target = pov_view_printed(v, points);
    pov_figure from = pov_view_printed(v, rate), to = pov_view_printed(v, left);
    const pov_interval allowed = pov_target_bounds(&target);
    pov_interval difference = pov_interval_subtract(from.bounds, to.bounds);
    if (m == POV_MEASURE_MULTI) { /* each may be the sum of two rounded rates */
        const int64_t more = pov_own_rounding(&from) + pov_own_rounding(&to);
        difference.low -= more;
        difference.high += more;
    }
    if (!pov_interval_empty(pov_interval_meet(allowed, difference))) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_points, 0, POV_WARNING, v->row, points);
    unsigned digits = from.digits > to.digits ? from.digits : to.digits;
    pov_figure exact =
        pov_bounds_figure(POV_KIND_POINTS, digits, pov_interval_point(from.value - to.value));
    pov_finding_figure(&f, target);
    pov_finding_figure(&f, from);
    pov_finding_figure(&f, to);
    pov_finding_figure(&f, exact);
    f.expected = pov_bounds_figure(POV_KIND_POINTS, digits, difference);
    pov_fix_set(v->c, &f, (pov_cell_place){v->row, points}, exact.bounds);
    pov_finding_report(v->c, &f);
}

static void look(const pov_row_view *v)
{
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        look_at(v, (pov_measure)m);
    }
}

const pov_rule pov_rule_points = {
    .name = "points",
    .relation = POV_TALLY_POINTS,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("The stated percentage points are not the difference of the stated rates, "
                      "beyond their rounding."),
    .message = {POV_TEXT("{0} is stated, but {1} less {2} is {3}")},
    .row = look,
};
