/*
 * Which rows belong together: the lists along which counts are added up or bounded, and rows that
 * speak of one state.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SIBLINGS_H
#define POVCALC_CALCULATOR_SOLVE_SIBLINGS_H

#include "calculator/solve/solution.h"

/* Fills the solution's joins. Errors: POV_ERR_NOMEM. */
pov_status pov_joins_find(pov_solution *solution) POV_CHECK;
/* What two joined rows both state, one pair after the other: the earlier row's figure and the later
 * row's. False after the last pair. */
bool pov_join_pair(const pov_join *join, size_t at, pov_item pair[2]);
/* Fills the solution's lists. `complete` is set only where it does not depend on figures. */
pov_status pov_lists_find(pov_solution *solution) POV_CHECK;

#endif
