/*
 * Between the two halves of solving: solve.c narrows bounds, estimate.c finds the values that are
 * shown.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SOLVE_H
#define POVCALC_CALCULATOR_SOLVE_SOLVE_H

#include "povcalc/solve.h"

/* What a list adds up: households, and count, reduction and remaining households of each
 * measure. */
#define POV_ADDED_COUNT 11
pov_figure *pov_added(pov_solved *solved, size_t index);
bool pov_added_can_be_negative(size_t index);

/* Digits of a computed rate in this row: two, or more where the row prints more. */
uint8_t pov_row_digits(const pov_solved *solved);

/* The unit of a rate's last digit, in ticks; of a rate that is not printed, the coarsest that its
 * row prints. */
int64_t pov_rate_unit(const pov_row *row, pov_quantity rate);

/* A row of figures of which nothing is known. */
void pov_solved_clear(pov_solved *solved);

/*
 * What a row says by itself, without its units and its parent: facts and identities. `without` is a
 * set of 1 << pov_quantity that are taken as not stated.
 */
void pov_solve_row_alone(const pov_row *row, pov_quantity_set without, pov_solved *solved);

/* What is stated, and the counts that identities give; no rate has narrowed anything. */
void pov_solve_row_counts(const pov_row *row, pov_solved *solved);

/* Values of all rows, first those that need no assumption. */
void pov_estimate(pov_solution *solution);

/* Fills what follows from the known figures of one row. `row` is NULL for a computed total. */
void pov_estimate_row(const pov_assumptions *assumptions, const pov_row *row, pov_solved *solved,
                      bool assume);

#endif
