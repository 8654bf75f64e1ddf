/*
 * Intervals of whole numbers, and products and quotients that are exact in 128 bits.
 *
 * All of it is in the header: solving a plan does little else, and calls would take a quarter of
 * its time.
 */
#ifndef POVCALC_FIGURE_INTERVAL_H
#define POVCALC_FIGURE_INTERVAL_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#define POV_NO_LOW INT64_MIN
#define POV_NO_HIGH INT64_MAX

/* Both ends belong to it. Units are those of the kind: households or ticks. Empty when low >
 * high. */
typedef struct pov_interval {
    int64_t low, high;
} pov_interval;

#define POV_ANY ((pov_interval){POV_NO_LOW, POV_NO_HIGH})

#ifndef __SIZEOF_INT128__
#error "povcalc computes with __int128, which compilers have for 64-bit targets only"
#endif
__extension__ typedef __int128 pov_wide;

static inline bool pov_interval_empty(pov_interval a)
{
    return a.low > a.high;
}

/* Exactly one number. */
static inline bool pov_interval_exact(pov_interval a)
{
    return a.low == a.high;
}

static inline pov_interval pov_interval_point(int64_t value)
{
    return (pov_interval){value, value};
}

static inline pov_interval pov_interval_meet(pov_interval a, pov_interval b)
{
    return (pov_interval){a.low > b.low ? a.low : b.low, a.high < b.high ? a.high : b.high};
}

/* The least interval that holds both. */
static inline pov_interval pov_interval_hull(pov_interval a, pov_interval b)
{
    return (pov_interval){a.low < b.low ? a.low : b.low, a.high > b.high ? a.high : b.high};
}

static inline int64_t pov_saturate(pov_wide value)
{
    return value > POV_NO_HIGH ? POV_NO_HIGH : value < POV_NO_LOW ? POV_NO_LOW : (int64_t)value;
}

/* Near the end of the numbers: perhaps cut there by a product above, so never a number to be shown,
 * and two such can still be added. */
static inline bool pov_is_far(int64_t value)
{
    return value > POV_NO_HIGH / 4 || value < POV_NO_LOW / 4;
}

static inline bool pov_is_open(int64_t end)
{
    return end == POV_NO_LOW || end == POV_NO_HIGH;
}

/* Neither end is open. */
static inline bool pov_interval_bounded(pov_interval a)
{
    return !pov_is_open(a.low) && !pov_is_open(a.high);
}

/* The sum of two ends of the same side; `open` is that side's open end. */
static inline int64_t pov_add_ends(int64_t a, int64_t b, int64_t open)
{
    return pov_is_open(a) || pov_is_open(b) ? open : pov_saturate((pov_wide)a + b);
}

/* Sum and difference; an end that would pass 2^63 becomes unbounded, which is sound. */
static inline pov_interval pov_interval_add(pov_interval a, pov_interval b)
{
    return (pov_interval){pov_add_ends(a.low, b.low, POV_NO_LOW),
                          pov_add_ends(a.high, b.high, POV_NO_HIGH)};
}

/* An open end stays open; of which side, the sum says. */
static inline int64_t pov_negate_end(int64_t end)
{
    return pov_is_open(end) ? end : -end;
}

static inline pov_interval pov_interval_negate(pov_interval of)
{
    return (pov_interval){of.high == POV_NO_HIGH ? POV_NO_LOW : pov_negate_end(of.high),
                          of.low == POV_NO_LOW ? POV_NO_HIGH : pov_negate_end(of.low)};
}

static inline pov_interval pov_interval_subtract(pov_interval a, pov_interval b)
{
    return pov_interval_add(a, pov_interval_negate(b));
}

static inline int64_t pov_clamp(int64_t value, pov_interval to)
{
    return value < to.low ? to.low : value > to.high ? to.high : value;
}

/* floor and ceiling of a × b / c for c > 0, exact in 128 bits; a result past 2^63 saturates. */
static inline int64_t pov_muldiv_floor(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    pov_wide product = (pov_wide)a * b;
    if (product == (int64_t)product) { /* mostly so, and several times as fast */
        int64_t small = (int64_t)product;
        return small / c - (small % c < 0);
    }
    pov_wide quotient = product / c;
    return pov_saturate(quotient - (product % c < 0));
}

static inline int64_t pov_muldiv_ceil(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    pov_wide product = (pov_wide)a * b;
    if (product == (int64_t)product) {
        int64_t small = (int64_t)product;
        return small / c + (small % c > 0);
    }
    pov_wide quotient = product / c;
    return pov_saturate(quotient + (product % c > 0));
}

/* The nearest whole number, ties away from zero (half up). */
static inline int64_t pov_muldiv_round(int64_t a, int64_t b, int64_t c)
{
    assert(c > 0);
    pov_wide product = (pov_wide)a * b;
    if (product == (int64_t)product) {
        const int64_t small = (int64_t)product, left = small % c < 0 ? -(small % c) : small % c;
        return small / c + (left < c - left ? 0 : small < 0 ? -1 : 1);
    }
    pov_wide quotient = product / c;
    pov_wide rest = product % c;
    if (rest < 0) {
        rest = -rest;
    }
    if (rest >= c - rest) {
        quotient += product < 0 ? -1 : 1;
    }
    return pov_saturate(quotient);
}

/* a - b and a × b; past 2^63 they saturate. Figures are multiplied by these and the above, never by
 * `*`. */
static inline int64_t pov_subtract(int64_t a, int64_t b)
{
    return pov_saturate((pov_wide)a - b);
}

static inline int64_t pov_multiply(int64_t a, int64_t b)
{
    return pov_saturate((pov_wide)a * b);
}

/* The multiple of a unit above zero that is next below, next above, or nearest (half up); past 2^63
 * it saturates. */
static inline int64_t pov_floor_to(int64_t value, int64_t unit)
{
    return pov_multiply(pov_muldiv_floor(value, 1, unit), unit);
}

static inline int64_t pov_ceil_to(int64_t value, int64_t unit)
{
    return pov_multiply(pov_muldiv_ceil(value, 1, unit), unit);
}

static inline int64_t pov_round_to(int64_t value, int64_t unit)
{
    return pov_multiply(pov_muldiv_round(value, 1, unit), unit);
}

#endif
