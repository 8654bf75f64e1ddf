/*
 * Solving a plan: each row by itself (row.c), then the relations between rows (narrow.c), then the
 * values that are shown (estimate.c).
 */
#include "calculator/solve/solve.h"

#include "calculator/solve/siblings.h"

#include <stdlib.h>

pov_status pov_solve(const pov_plan *plan, const pov_assumptions *assumptions,
                     pov_solution *solution, pov_error *err)
{
    pov_solution result = {.plan = plan, .assumptions = *assumptions};

    result.row = malloc((plan->row_count + 1) * sizeof *result.row);
    result.alone = malloc((plan->row_count * POV_SUMMABLE_COUNT + 1) * sizeof *result.alone);
    if (result.row == NULL || result.alone == NULL || pov_lists_find(&result) != POV_OK ||
        pov_joins_find(&result) != POV_OK) {
        goto no_memory;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_solve_row_alone(&plan->row[r], 0, &result.row[r]);
        for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
            result.alone[r * POV_SUMMABLE_COUNT + i] =
                pov_solved_term(&result.row[r], pov_summable[i])->bounds;
        }
    }
    if (pov_narrow_between_rows(&result) != POV_OK) {
        goto no_memory;
    }
    pov_estimate(&result);
    *solution = result;
    return POV_OK;

no_memory:
    pov_solution_fini(&result);
    return pov_no_memory(err);
}

void pov_solution_fini(pov_solution *solution)
{
    free(solution->row);
    free(solution->alone);
    free(solution->list);
    free(solution->list_member);
    free(solution->join);
    *solution = (pov_solution)POV_SOLUTION_INIT;
}
