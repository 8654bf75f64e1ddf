/*
 * Aims: what the stated households deliver of the stated points.
 */
#include "calculator/solve/solve.h"

/* The points that the counts deliver: rate of the year less remaining rate, each from its count. */
static bool delivered_points(const pov_solved *s, pov_measure measure, bool constant,
                             pov_interval *points)
{
    pov_interval now = s->households.bounds, then = s->target_households.bounds;
    pov_interval cut = s->of[measure][POV_REDUCTION].bounds;
    pov_interval count = s->of[measure][POV_COUNT].bounds;
    pov_interval left = s->of[measure][POV_REMAINING].bounds;

    if (now.low <= 0 || now.high == POV_NO_HIGH) {
        return false;
    }
    if (constant) { /* the same households on both sides: one quotient, so tighter */
        if (cut.low == POV_NO_LOW || cut.high == POV_NO_HIGH) {
            return false;
        }
        points->low =
            pov_muldiv_floor(cut.low, POV_HUNDRED_PERCENT, cut.low >= 0 ? now.high : now.low);
        points->high =
            pov_muldiv_ceil(cut.high, POV_HUNDRED_PERCENT, cut.high >= 0 ? now.low : now.high);
        return true;
    }
    if (then.low <= 0 || then.high == POV_NO_HIGH || count.high == POV_NO_HIGH ||
        left.high == POV_NO_HIGH) {
        return false;
    }
    pov_interval rate = {pov_muldiv_floor(count.low, POV_HUNDRED_PERCENT, now.high),
                         pov_muldiv_ceil(count.high, POV_HUNDRED_PERCENT, now.low)};
    pov_interval rest = {pov_muldiv_floor(left.low, POV_HUNDRED_PERCENT, then.high),
                         pov_muldiv_ceil(left.high, POV_HUNDRED_PERCENT, then.low)};
    if (pov_is_far(rate.high) || pov_is_far(rest.high)) {
        return false; /* perhaps cut */
    }
    *points = pov_interval_subtract(rate, rest);
    return true;
}

pov_delivery pov_delivery_of(const pov_solution *solution, size_t row, pov_measure measure,
                             pov_interval *points)
{
    const pov_solved *s = &solution->row[row];
    const pov_row *stated_row = &solution->plan->row[row];
    const pov_figure *aim = &s->of[measure][POV_PP];
    pov_interval growth = solution->assumptions.growth;
    bool constant =
        s->target_households.basis == POV_BASIS_ASSUMED && growth.low == 0 && growth.high == 0;
    const pov_figure *rate = &s->of[measure][POV_RATE];
    const pov_figure *left = &s->of[measure][POV_REMAINING_SHARE];
    pov_interval delivered = POV_ANY;

    if (!pov_figure_is_stated(aim)) {
        return POV_DELIVERY_UNKNOWN;
    }
    bool printed = pov_figure_is_printed(rate) && pov_figure_is_printed(left);
    bool counted = (pov_figure_is_stated(&s->of[measure][POV_REDUCTION]) ||
                    pov_figure_is_stated(&s->of[measure][POV_REMAINING])) &&
                   delivered_points(s, measure, constant, &delivered);
    pov_interval by_counts = counted ? delivered : POV_ANY;
    if (printed) { /* as documents print it */
        delivered = pov_interval_point(pov_subtract(rate->value, left->value));
    } else if (!counted) {
        return POV_DELIVERY_UNKNOWN;
    }
    if (points != NULL) {
        *points = delivered;
    }
    int64_t own = pov_digit_unit(aim->digits) / 2;
    int64_t rates = (pov_rate_unit(stated_row, pov_quantity_of(measure, POV_RATE)) +
                     pov_rate_unit(stated_row, pov_quantity_of(measure, POV_REMAINING_SHARE))) /
                    2;
    int64_t least = aim->value, most = aim->value_high;
    bool at_most = pov_is_at_most(aim->qualifier);
    if (!at_most && delivered.high < least - own - rates) {
        return POV_DELIVERED_LESS;
    }
    if (printed && !at_most && delivered.high < least &&
        (delivered.high < least - own || (counted && by_counts.high >= least))) {
        return POV_DELIVERED; /* of rates that were rounded themselves */
    }
    /* "0.80 or more" may be cut off from anything below 0.81 */
    bool at_least = pov_is_at_least(aim->qualifier);
    int64_t above = at_least ? pov_digit_unit(aim->digits) : own;
    if (delivered.low > most + above + rates) {
        return POV_DELIVERED_MORE;
    }
    return at_most || delivered.high >= least ? POV_DELIVERED : POV_DELIVERED_ROUNDED;
}
