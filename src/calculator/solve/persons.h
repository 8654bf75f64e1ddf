/*
 * Persons, solved as households are: the persons of a plan are a plan of their own, in which all
 * persons are what households are else, and the poor persons what the poor are.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_PERSONS_H
#define POVCALC_CALCULATOR_SOLVE_PERSONS_H

#include "calculator/solve/solution.h"

typedef struct pov_persons {
    pov_plan plan;         /* private: its units and texts are borrowed */
    pov_stated *stated;    /* private: of its rows */
    pov_solution solution; /* without rows where the plan states no persons */
} pov_persons;

/*
 * Solves the persons of a solved plan, which must outlive the result; a list of units that is known
 * to be complete is so here, too. Fini also after a failure; `persons` must not be moved.
 * Errors: POV_ERR_NOMEM.
 */
pov_status pov_solve_persons(const pov_solution *households, pov_persons *persons,
                             pov_error *err) POV_CHECK;
void pov_persons_fini(pov_persons *persons);

/* The solved figure of a quantity of persons; NULL for others, and where the plan states none. */
const pov_figure *pov_persons_figure(const pov_persons *persons, size_t row, pov_quantity quantity);

/* The quantity of households that is solved in place of one of persons; and the other way round.
 * POV_QUANTITY_COUNT where there is none. */
pov_quantity pov_persons_solved_as(pov_quantity persons);
pov_quantity pov_persons_quantity(pov_quantity households);

#endif
