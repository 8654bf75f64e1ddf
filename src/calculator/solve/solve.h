/*
 * Between the two halves of solving: solve.c narrows bounds, estimate.c finds the values that are
 * shown.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SOLVE_H
#define POVCALC_CALCULATOR_SOLVE_SOLVE_H

#include "calculator/solve/solved.h"

/* The unit of a rate's last digit, in ticks; of a rate that is not printed, the coarsest that its
 * row prints. */
int64_t pov_rate_unit(const pov_row *row, pov_quantity rate);

/* A row of figures of which nothing is known. */
void pov_solved_clear(pov_solved *solved);

/*
 * What a row says by itself, without its units and its parent: facts and identities. `without` is a
 * set of 1 << pov_quantity that are taken as not stated.
 */
void pov_solve_row(const pov_row *row, pov_quantity_set without, pov_solved *solved);
const pov_solved *pov_solve_row_alone(const pov_row *row, pov_quantity_set without,
                                      pov_solved_room *room);

/* pov_solve() of a plan with the units and rows of another one, `like` (may be NULL), which is
 * solved: a list that is complete there is so here. */
pov_status pov_solve_like(const pov_plan *plan, const pov_assumptions *assumptions,
                          const pov_solution *like, pov_solution *solution,
                          pov_error *err) POV_CHECK;

/* Whether a printed drop narrows the two rates of a POV_RELATION_DROP, and the numbers that it can
 * be. */
bool pov_drop_is_fact(const pov_solved *solved, const pov_relation *relation, pov_interval *drop);
/* Which term of it is the only rate that is printed, as one number, and its face; POV_NONE where
 * there is no such. The other rate is the drop away from this face: 1.22 more than 0.58 are 1.79 to
 * 1.81, half a unit of the drop and half a unit of the rate. */
size_t pov_drop_printed_rate(const pov_solved *solved, const pov_relation *relation, int64_t *face);

/* Printed flows can be read in so many ways; the first takes each for what its name says. */
#define POV_FLOW_READINGS 6U
/* What the year's flows lead to from its start by one reading, a flow that is not printed being 0
 * to `most`; false where the row does not print what makes it a reading of its own. */
bool pov_flows_end(const pov_row *row, pov_measure measure, unsigned reading,
                   pov_quantity_set without, int64_t most, pov_interval start, pov_interval *end);
/* Narrows a count to what the first reading that fits it leads to from the printed start; the flows
 * that are included in others by it. False, and none, where no reading fits. */
bool pov_flows_read(const pov_row *row, pov_measure measure, pov_quantity_set without,
                    pov_interval *count, pov_quantity_set *included);

/* The layers up to `last` that do not contradict, as a set of 1 << pov_layer. */
unsigned pov_layers_that_hold(const pov_solved *solved, unsigned last);

/* Narrows all rows by the relations between them: sums over units, parts of a whole. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_narrow_between_rows(pov_solution *solution) POV_CHECK;

/* What is stated; nothing has narrowed anything. */
const pov_solved *pov_solve_row_printed(const pov_row *row, pov_solved_room *room);

/* What is stated, and the counts that identities give; no rate has narrowed anything. */
const pov_solved *pov_solve_row_counts(const pov_row *row, pov_solved_room *room);

/*
 * Finds the rows that leave their target year open, and what the assumption about growth leaves of
 * the terms of all rows that it can narrow (solution->assumed, NULL where formulas say the same).
 * It narrows nothing itself. Errors: POV_ERR_NOMEM.
 */
pov_status pov_assume(pov_solution *solution) POV_CHECK;

/* Values of all rows, first those that need no assumption. Errors: POV_ERR_NOMEM. */
pov_status pov_estimate(pov_solution *solution) POV_CHECK;

#endif
