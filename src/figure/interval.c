/*
 * Intervals of whole numbers, and products and quotients that are exact in 128 bits.
 */
#include "povcalc/figure.h"

#include <assert.h>

__extension__ typedef __int128 wide;

static int64_t narrow(wide value)
{
    return value > POV_NO_HIGH ? POV_NO_HIGH : value < POV_NO_LOW ? POV_NO_LOW : (int64_t)value;
}

static bool unbounded(int64_t end)
{
    return end == POV_NO_LOW || end == POV_NO_HIGH;
}

/* The sum of two ends of the same side; `open` is that side's open end. */
static int64_t add_ends(int64_t a, int64_t b, int64_t open)
{
    return unbounded(a) || unbounded(b) ? open : narrow((wide)a + b);
}

pov_interval pov_interval_add(pov_interval a, pov_interval b)
{
    return (pov_interval){add_ends(a.low, b.low, POV_NO_LOW),
                          add_ends(a.high, b.high, POV_NO_HIGH)};
}

static int64_t negated(int64_t end)
{
    return end == POV_NO_LOW ? POV_NO_HIGH : end == POV_NO_HIGH ? POV_NO_LOW : -end;
}

pov_interval pov_interval_subtract(pov_interval a, pov_interval b)
{
    return pov_interval_add(a, (pov_interval){negated(b.high), negated(b.low)});
}

int64_t pov_clamp(int64_t value, pov_interval to)
{
    return value < to.low ? to.low : value > to.high ? to.high : value;
}

int64_t pov_muldiv_floor(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    wide product = (wide)a * b;
    if (product == (int64_t)product) { /* mostly so, and several times as fast */
        int64_t small = (int64_t)product;
        return small / c - (small % c < 0);
    }
    wide quotient = product / c;
    return narrow(quotient - (product % c < 0));
}

int64_t pov_muldiv_ceil(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    wide product = (wide)a * b;
    if (product == (int64_t)product) {
        int64_t small = (int64_t)product;
        return small / c + (small % c > 0);
    }
    wide quotient = product / c;
    return narrow(quotient + (product % c > 0));
}

int64_t pov_muldiv_round(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    wide product = (wide)a * b;
    wide quotient = product / c;
    wide rest = product % c;
    if (rest < 0) {
        rest = -rest;
    }
    if (rest >= c - rest) {
        quotient += product < 0 ? -1 : 1;
    }
    return narrow(quotient);
}
