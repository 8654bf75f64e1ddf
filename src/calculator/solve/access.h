/*
 * A deprivation row by itself: households of a population, those that lack a basic service, their
 * rate and the rate of access.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_ACCESS_H
#define POVCALC_CALCULATOR_SOLVE_ACCESS_H

#include "model/plan.h"

typedef struct pov_access {
    pov_figure households, deprived, deprived_rate, access_rate;
    bool contradicts; /* no number of households fits what is stated: nothing was worked out */
} pov_access;

/* What the row states, and what follows from it. */
void pov_access_solve(const pov_row *row, pov_access *access);

/* part / whole in percent, in two digits; both bounded, whole above 0. */
pov_figure pov_access_share(const pov_figure *part, const pov_figure *whole);

/* Whether a figure has two ends. */
static inline bool pov_access_bounded(const pov_figure *figure)
{
    return pov_figure_known(figure) && figure->bounds.low != POV_NO_LOW &&
           figure->bounds.high != POV_NO_HIGH;
}

#endif
