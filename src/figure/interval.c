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

bool pov_interval_empty(pov_interval a)
{
    return a.low > a.high;
}

bool pov_interval_exact(pov_interval a)
{
    return a.low == a.high;
}

pov_interval pov_interval_point(int64_t value)
{
    return (pov_interval){value, value};
}

pov_interval pov_interval_meet(pov_interval a, pov_interval b)
{
    return (pov_interval){a.low > b.low ? a.low : b.low, a.high < b.high ? a.high : b.high};
}

static bool unbounded(int64_t end)
{
    return end == POV_NO_LOW || end == POV_NO_HIGH;
}

pov_interval pov_interval_add(pov_interval a, pov_interval b)
{
    return (pov_interval){
        unbounded(a.low) || unbounded(b.low) ? POV_NO_LOW : narrow((wide)a.low + b.low),
        unbounded(a.high) || unbounded(b.high) ? POV_NO_HIGH : narrow((wide)a.high + b.high),
    };
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
    wide quotient = product / c;
    return narrow(quotient - (product % c < 0));
}

int64_t pov_muldiv_ceil(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    wide product = (wide)a * b;
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
