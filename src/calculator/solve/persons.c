#include "calculator/solve/persons.h"

#include "calculator/solve/solve.h"

#include <stdlib.h>
#include <string.h>

/* In the order of pov_quantity, on both sides. */
static const struct {
    pov_quantity persons, households;
} pairs[] = {
    {POV_PERSONS, POV_HOUSEHOLDS},
    {POV_POOR_PERSONS, POV_POOR},
    {POV_POOR_PERSONS_RATE, POV_POOR_RATE},
};
#define PAIRS POV_LENGTH(pairs)

static bool states_persons(const pov_plan *plan)
{
    const pov_quantity_set stated = pov_plan_stated(plan);

    for (size_t i = 0; i < PAIRS; i++) {
        if (pov_set_has(stated, pairs[i].persons)) {
            return plan->holds == POV_FILE_PLAN;
        }
    }
    return false;
}

/* A row that states of households what the other one states of persons. */
static void read_as_households(pov_row *row, pov_stated *stated)
{
    const pov_row of = *row;
    size_t count = 0;

    row->stated = stated;
    row->stated_set = 0;
    memset(row->against_parent, 0, sizeof row->against_parent);
    for (size_t i = 0; i < PAIRS; i++) {
        const pov_stated *one = pov_row_stated(&of, pairs[i].persons);
        if (one != NULL) {
            stated[count++] = *one;
            row->stated_set |= pov_set_of(pairs[i].households);
        }
    }
}

pov_status pov_solve_persons(const pov_solution *households, pov_persons *persons, pov_error *err)
{
    const pov_plan *plan = households->plan;
    pov_assumptions assumptions = households->assumptions;

    *persons = (pov_persons){.plan = *plan};
    persons->plan.row = NULL;
    persons->plan.of_persons = true;
    if (!states_persons(plan)) {
        return POV_OK;
    }
    persons->plan.row = malloc((plan->row_count + 1) * sizeof *persons->plan.row);
    persons->stated = calloc(PAIRS * plan->row_count + 1, sizeof *persons->stated);
    if (persons->plan.row == NULL || persons->stated == NULL) {
        return pov_no_memory(err);
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        persons->plan.row[r] = plan->row[r];
        read_as_households(&persons->plan.row[r], &persons->stated[PAIRS * r]);
    }
    assumptions.growth = POV_ANY; /* nobody aims at a number of persons */
    return pov_solve_like(&persons->plan, &assumptions, households, &persons->solution, err);
}

void pov_persons_fini(pov_persons *persons)
{
    pov_solution_fini(&persons->solution);
    free(persons->plan.row);
    free(persons->stated);
    *persons = (pov_persons){.stated = NULL};
}

pov_quantity pov_persons_solved_as(pov_quantity persons)
{
    size_t i = 0;

    while (i < PAIRS && pairs[i].persons != persons) {
        i++;
    }
    return i < PAIRS ? pairs[i].households : POV_QUANTITY_COUNT;
}

pov_quantity pov_persons_quantity(pov_quantity households)
{
    size_t i = 0;

    while (i < PAIRS && pairs[i].households != households) {
        i++;
    }
    return i < PAIRS ? pairs[i].persons : POV_QUANTITY_COUNT;
}

const pov_figure *pov_persons_figure(const pov_persons *persons, size_t row, pov_quantity quantity)
{
    const pov_quantity as = pov_persons_solved_as(quantity);

    return persons->solution.row != NULL && as < POV_QUANTITY_COUNT
               ? pov_solved_figure(&persons->solution.row[row], as)
               : NULL;
}
