/*
 * Solving a plan: each row by itself (row.c), then the relations between rows (narrow.c), then the
 * values that are shown (estimate.c).
 */
#include "calculator/solve/solve.h"

#include "calculator/solve/siblings.h"

#include <stdlib.h>

/* Rows with their figures. Most plans state nothing of the near-poor: theirs take half the room. */
static bool make_room(pov_solution *solution, bool near_poor)
{
    const size_t rows = solution->plan->row_count;
    const size_t own = near_poor ? POV_MEASURE_COUNT : 1, shared = POV_MEASURE_COUNT - own;

    solution->measures = own;
    solution->row = malloc((rows + 1) * sizeof *solution->row);
    solution->figure =
        malloc((rows * own + shared + 1) * POV_ASPECT_COUNT * sizeof *solution->figure);
    solution->alone = malloc((rows + 1) * (2 + 3 * own) * sizeof *solution->alone);
    if (solution->row == NULL || solution->figure == NULL || solution->alone == NULL) {
        return false;
    }
    for (size_t r = 0; r < rows; r++) {
        solution->row[r].measures = own;
        for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
            solution->row[r].of[m] =
                &solution
                     ->figure[(m < own ? r * own + m : rows * own + m - own) * POV_ASPECT_COUNT];
        }
    }
    return true;
}

pov_status pov_solve(const pov_plan *plan, const pov_assumptions *assumptions,
                     pov_solution *solution, pov_error *err)
{
    return pov_solve_like(plan, assumptions, NULL, solution, err);
}

pov_status pov_solve_like(const pov_plan *plan, const pov_assumptions *assumptions,
                          const pov_solution *like, pov_solution *solution, pov_error *err)
{
    pov_solution result = {.plan = plan, .assumptions = *assumptions};
    bool near_poor = false;

    for (size_t r = 0; r < plan->row_count && !near_poor; r++) {
        near_poor = pov_states_beyond_poor(&plan->row[r]);
    }
    if (!make_room(&result, near_poor) || pov_lists_find(&result) != POV_OK ||
        pov_joins_find(&result) != POV_OK) {
        goto no_memory;
    }
    for (size_t i = 0; like != NULL && i < result.list_count; i++) {
        result.list[i].complete = result.list[i].complete || like->list[i].complete;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_solve_row(&plan->row[r], 0, &result.row[r]);
        for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
            pov_interval *alone = pov_alone(&result, r, i);
            if (alone != NULL) {
                *alone = pov_solved_term(&result.row[r], pov_summable[i])->bounds;
            }
        }
    }
    if (pov_narrow_between_rows(&result) != POV_OK || pov_estimate(&result) != POV_OK) {
        goto no_memory;
    }
    free(result.assumed);
    result.assumed = NULL;
    *solution = result;
    return POV_OK;

no_memory:
    pov_solution_fini(&result);
    return pov_no_memory(err);
}

void pov_solution_fini(pov_solution *solution)
{
    free(solution->row);
    free(solution->figure);
    free(solution->alone);
    free(solution->assumed);
    free(solution->list);
    free(solution->list_member);
    free(solution->list_up);
    free(solution->join);
    *solution = (pov_solution)POV_SOLUTION_INIT;
}
