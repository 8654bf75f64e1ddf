/*
 * One count, one rate and the households: exactly the whole numbers that fit together.
 *
 * For a count c the households that fit are a run of whole numbers, from ⌈100 c / rate.high⌉ to
 * ⌊100 c / rate.low⌋. Both ends grow with c, so the smallest count that fits gives the fewest
 * households and the largest count the most. What is left is to find these two counts; between them
 * some may not fit.
 *
 * A count c fits when a whole number lies between c × 100/rate.high and c × 100/rate.low. Trying
 * one count after another could go on for billions, so the two slopes are taken apart as in
 * Euclid's algorithm, which ends after some 70 steps: a whole part that both have changes nothing
 * and is taken off, and of slopes below 1 households and count change places.
 */
#include "calculator/solve/solution.h"

/* No bound is held above twice the largest count: an end beyond is left open, or stops here, which
 * is sound, and sums of millions of rows stay far from overflow. */
#define BOUND_MAX (2 * POV_COUNT_MAX)

/* Households that give a count its rate. The count is one of fitting_ends: of a rate above zero it
 * is not 0, of a rate of zero it is. */
static pov_interval households_for(int64_t count, pov_interval rate)
{
    pov_interval fit = {0, POV_NO_HIGH};

    if (count > 0) {
        fit.low = pov_muldiv_ceil(count, POV_HUNDRED_PERCENT, rate.high);
        fit.low = fit.low > BOUND_MAX ? BOUND_MAX : fit.low;
    }
    if (rate.low > 0) {
        fit.high = pov_muldiv_floor(count, POV_HUNDRED_PERCENT, rate.low);
        fit.high = fit.high > BOUND_MAX ? POV_NO_HIGH : fit.high;
    }
    return fit;
}

/* Households per count. */
typedef struct slope {
    int64_t over, under;
} slope;

static slope inverse(slope s)
{
    return (slope){s.under, s.over};
}

/* The first count from `count` on that has a whole number between its multiples of both slopes; or,
 * going down, the last one. 0 has one. */
static int64_t fitting(int64_t count, slope low, slope high, bool down)
{
    if (pov_muldiv_ceil(count, low.over, low.under) <=
        pov_muldiv_floor(count, high.over, high.under)) {
        return count;
    }
    int64_t whole = low.over / low.under;
    low.over -= whole * low.under;
    high.over -= whole * high.under;
    /* Both are now between 0 and 1, else the count would have fitted. More households have no
     * smaller counts, and the households of other counts begin beyond those of this one. */
    if (down) {
        int64_t most = pov_muldiv_floor(count, high.over, high.under);
        return pov_muldiv_floor(fitting(most, inverse(high), inverse(low), true), low.under,
                                low.over);
    }
    int64_t least = pov_muldiv_ceil(count, low.over, low.under);
    return pov_muldiv_ceil(fitting(least, inverse(high), inverse(low), false), high.under,
                           high.over);
}

/* Ends that fit, of counts that are all reachable: then households that fit are also allowed. */
static pov_interval fitting_ends(pov_interval count, pov_interval rate)
{
    if (rate.high <= 0) {
        return pov_interval_meet(count, (pov_interval){0, 0});
    }
    if (rate.low <= 0) {
        return count;
    }
    slope low = {POV_HUNDRED_PERCENT, rate.high}, high = {POV_HUNDRED_PERCENT, rate.low};
    count.low = count.low > 0 ? count.low : 1; /* none has a rate of zero, or no rate */
    if (count.low < BOUND_MAX) {
        int64_t first = fitting(count.low, low, high, false);
        count.low = first < BOUND_MAX ? first : BOUND_MAX;
    }
    if (count.low <= count.high) {
        count.high = fitting(count.high, low, high, true);
    }
    return count;
}

/* The counts that the ends of households and rate allow at all. */
static pov_interval reachable(pov_interval count, pov_interval households, pov_interval rate)
{
    pov_interval reach = {pov_muldiv_ceil(rate.low, households.low, POV_HUNDRED_PERCENT),
                          POV_NO_HIGH};

    if (households.high != POV_NO_HIGH) {
        reach.high = pov_muldiv_floor(rate.high, households.high, POV_HUNDRED_PERCENT);
    }
    return pov_interval_meet(count, reach);
}

bool pov_narrow_ratio(pov_interval *count, pov_interval *households, pov_interval *rate)
{
    pov_interval h = pov_interval_meet(*households, (pov_interval){0, POV_NO_HIGH});
    pov_interval r = pov_interval_meet(*rate, (pov_interval){0, POV_HUNDRED_PERCENT});
    pov_interval c = *count;

    if (pov_interval_empty(h) || pov_interval_empty(r)) {
        return false;
    }
    c = fitting_ends(reachable(c, h, r), r);
    if (pov_interval_empty(c)) {
        return false;
    }
    h = pov_interval_meet(
        h, (pov_interval){households_for(c.low, r).low, households_for(c.high, r).high});
    if (pov_interval_empty(h)) { /* only beyond the largest bound: nothing was proved */
        return true;
    }
    if (h.low > 0 && h.high != POV_NO_HIGH) {
        int64_t least = pov_muldiv_floor(c.low, POV_HUNDRED_PERCENT, h.high);
        r.low = least > r.low ? least : r.low;
    }
    if (h.low > 0) {
        int64_t largest = pov_muldiv_ceil(c.high, POV_HUNDRED_PERCENT, h.low);
        r.high = largest < r.high ? largest : r.high;
    }
    *count = c;
    *households = h;
    *rate = r;
    return true;
}
