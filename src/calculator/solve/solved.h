/*
 * A solved row: where the figure of a quantity is.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SOLVED_H
#define POVCALC_CALCULATOR_SOLVE_SOLVED_H

#include "calculator/solve/solution.h"

/* The figure of a quantity, as pov_solved_figure has it; of a term of a relation. */
pov_figure *pov_solved_at(pov_solved *solved, pov_quantity quantity);
static inline pov_figure *pov_solved_term(pov_solved *solved, pov_item term)
{
    return term.subject != POV_SUBJECT_ALL ? &solved->of[term.subject][term.aspect]
           : term.aspect == POV_COUNT      ? &solved->households
                                           : &solved->target_households;
}

static inline const pov_figure *pov_solved_item(const pov_solved *solved, pov_item term)
{
    return term.subject != POV_SUBJECT_ALL ? &solved->of[term.subject][term.aspect]
           : term.aspect == POV_COUNT      ? &solved->households
                                           : &solved->target_households;
}

/* Whether anything can be known of it: of a measure that no row of the plan states nothing is. */
static inline bool pov_solved_has(const pov_solved *solved, pov_item term)
{
    return term.subject == POV_SUBJECT_ALL || term.subject < solved->measures;
}

static inline const pov_interval *pov_solved_bounds(const pov_solved *solved, pov_item term)
{
    return &pov_solved_item(solved, term)->bounds;
}

/* What a row said by itself of pov_summable[i]: room for it; NULL where no row of the plan states
 * anything of the measure. The households of the target year are the last of them. */
static inline pov_interval *pov_alone(const pov_solution *solution, size_t row, size_t i)
{
    const size_t kept = 2 + 3 * solution->measures;

    if (i == POV_SUMMABLE_COUNT - 1) {
        i = kept - 1;
    } else if (i >= kept - 1) {
        return NULL;
    }
    return &solution->alone[row * kept + i];
}

/* Digits of a computed rate in this row: two, or more where the row prints more. */
uint8_t pov_row_digits(const pov_solved *solved);

/* Whether the row states anything of the near-poor, alone or with the poor. */
bool pov_states_beyond_poor(const pov_row *row);

#endif
