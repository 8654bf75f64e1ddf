/*
 * One count, one rate and the households: exactly the whole numbers that fit together.
 *
 * For a count c the households that fit are a run of whole numbers, from ⌈100 c / rate.high⌉ to
 * ⌊100 c / rate.low⌋. Both ends grow with c, so the smallest count that fits gives the fewest
 * households and the largest count the most. What is left is to find these two counts; between them
 * some may not fit.
 */
#include "povcalc/solve.h"

/* Counts that are tried one by one before the bound is left a little loose. Two decimals need at
 * most 2,500. */
#define TRIES 20000

/* No bound is held above twice the largest count: an end beyond is left open, or stops here, which
 * is sound, and sums of millions of rows stay far from overflow. */
#define BOUND_MAX (2 * POV_COUNT_MAX)

/* Households that give a count its rate. */
static pov_interval households_for(int64_t count, pov_interval rate)
{
    if (count == 0) {
        /* any number if a rate of zero is allowed, else not even none: there is no rate of none */
        return (pov_interval){0, rate.low <= 0 ? POV_NO_HIGH : -1};
    }
    pov_interval fit = {POV_NO_HIGH, POV_NO_HIGH};
    if (rate.high > 0) {
        fit.low = pov_muldiv_ceil(count, POV_HUNDRED_PERCENT, rate.high);
    } else {
        fit.high = POV_NO_LOW; /* a count above zero has no rate of zero */
    }
    if (rate.low > 0) {
        fit.high = pov_muldiv_floor(count, POV_HUNDRED_PERCENT, rate.low);
    }
    fit.low = fit.low > BOUND_MAX && fit.low != POV_NO_HIGH ? BOUND_MAX : fit.low;
    fit.high = fit.high > BOUND_MAX ? POV_NO_HIGH : fit.high;
    return fit;
}

static bool fits(int64_t count, pov_interval households, pov_interval rate)
{
    return !pov_interval_empty(pov_interval_meet(households_for(count, rate), households));
}

/* The counts that the ends of households and rate allow at all. */
static pov_interval reachable(pov_interval count, pov_interval households, pov_interval rate)
{
    pov_interval reach = {0, POV_NO_HIGH};

    if (rate.low > 0) {
        reach.low = pov_muldiv_ceil(rate.low, households.low, POV_HUNDRED_PERCENT);
    }
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
    c = reachable(c, h, r);
    for (int tries = 0; tries < TRIES && c.low <= c.high && !fits(c.low, h, r); tries++) {
        c.low++;
    }
    if (c.high != POV_NO_HIGH) {
        for (int tries = 0; tries < TRIES && c.low <= c.high && !fits(c.high, h, r); tries++) {
            c.high--;
        }
    }
    if (pov_interval_empty(c)) {
        return false;
    }
    int64_t most = c.high == POV_NO_HIGH ? POV_NO_HIGH : households_for(c.high, r).high;
    h = pov_interval_meet(h, (pov_interval){households_for(c.low, r).low, most});
    if (pov_interval_empty(h)) { /* only when the tries ran out: nothing was proved */
        return true;
    }
    if (h.high != POV_NO_HIGH && h.high > 0) {
        int64_t least = pov_muldiv_floor(c.low, POV_HUNDRED_PERCENT, h.high);
        r.low = least > r.low ? least : r.low;
    }
    if (h.low > 0 && c.high != POV_NO_HIGH) {
        int64_t largest = pov_muldiv_ceil(c.high, POV_HUNDRED_PERCENT, h.low);
        r.high = largest < r.high ? largest : r.high;
    }
    *count = c;
    *households = h;
    *rate = r;
    return true;
}
