/*
 * The order that --sort asks for.
 */
#ifndef POVCALC_SESSION_ROWS_H
#define POVCALC_SESSION_ROWS_H

#include "calculator/solve/solution.h"

/*
 * Ranks the rows of a solved plan by a column: "unit" (by the Vietnamese alphabet), "year" or a
 * figure. What is unknown comes last in either direction; equal ones stay in the file's order.
 *
 * rank    out: the row's place by its number; the caller frees
 * Errors  POV_ERR_USAGE for a column that has no order, POV_ERR_NOMEM
 */
pov_status pov_rows_rank(const pov_plan *plan, const pov_solution *solution, const char *column,
                         bool down, size_t **rank, pov_error *err) POV_CHECK;

#endif
