/*
 * Arithmetic on figures: the value by the best values, the bounds by the bounds. A result is
 * derived, or assumed where one of its figures is.
 */
#ifndef POVCALC_FIGURE_ARITH_H
#define POVCALC_FIGURE_ARITH_H

#include "figure/figure.h"

/* Printed, or follows from what is printed without an assumption. */
static inline bool pov_figure_is_firm(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED || figure->basis == POV_BASIS_DERIVED;
}

/* The value is moved into the bounds. */
pov_figure pov_figure_computed(pov_kind kind, int64_t value, pov_interval bounds, pov_basis basis,
                               unsigned digits);
/* The basis of what follows from two known figures. */
static inline pov_basis pov_basis_from(const pov_figure *a, const pov_figure *b)
{
    return a->basis == POV_BASIS_ASSUMED || b->basis == POV_BASIS_ASSUMED ? POV_BASIS_ASSUMED
                                                                          : POV_BASIS_DERIVED;
}

/* a - b, in the finer digits of the two; unknown unless both are known. */
pov_figure pov_figure_difference(const pov_figure *a, const pov_figure *b, pov_kind kind);

/* 100 part / whole; unknown where either is, where the whole is not above 0, or the part is beyond
 * all measure. */
pov_figure pov_figure_part(const pov_figure *part, const pov_figure *whole, unsigned digits);
/* 100 (now / before - 1), for firm figures and a number above 0 before; else likewise unknown. */
pov_figure pov_figure_relative_change(const pov_figure *before, const pov_figure *now);

/* The same with the other sign, as of what is 5 fewer in place of -5 more. */
void pov_figure_negate(pov_figure *figure);

/* part × by / whole, for by and whole above 0, rounded outward. An end is open where it depends on
 * one that is open, or on a whole that comes as near to 0 as one likes. */
pov_interval pov_interval_ratio(pov_interval part, int64_t by, pov_interval whole);
/* The whole numbers w at or above 0 with 100 part / w in a rate, for part and rate above 0. */
pov_interval pov_interval_whole(pov_interval part, pov_interval rate);
/* whole × factor / 100 percent, for both at or above 0, rounded outward. */
pov_interval pov_interval_grow(pov_interval whole, pov_interval factor);

#endif
