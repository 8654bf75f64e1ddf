/*
 * Units listed beside their own parts: a table without parents, whose districts are followed by
 * their communes. A sum over all of them would count everything twice.
 */
#include "calculator/solve/solution.h"

/* Counts of which two at least have to add up, so that chance is no reason. */
#define COUNTS 2

static const pov_stated *count_of(const pov_solution *solution, const pov_list *list, size_t member,
                                  pov_quantity quantity)
{
    size_t row = solution->list_member[list->first + member];
    const pov_stated *stated = pov_row_stated(&solution->plan->row[row], quantity);

    return stated != NULL && stated->qualifier == POV_EXACTLY && stated->face > 0 ? stated : NULL;
}

/* How many of the members that follow have together just the count of this one; 0: none have. */
static size_t parts_of(const pov_solution *solution, const pov_list *list, size_t member,
                       pov_quantity quantity)
{
    const pov_stated *whole = count_of(solution, list, member, quantity);
    int64_t rest = whole != NULL ? whole->face : 0;

    for (size_t i = member + 1; i < list->count && rest > 0; i++) {
        const pov_stated *part = count_of(solution, list, i, quantity);
        if (part == NULL) {
            break;
        }
        rest -= part->face;
        if (rest == 0) {
            return i - member;
        }
    }
    return 0;
}

bool pov_list_overlaps(const pov_solution *solution, const pov_list *list, size_t *whole,
                       size_t *parts)
{
    for (size_t member = 0; member + 2 < list->count; member++) {
        size_t found = 0, agree = 0;
        for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
            size_t count = pov_quantity_get((pov_quantity)q)->kind == POV_KIND_COUNT
                               ? parts_of(solution, list, member, (pov_quantity)q)
                               : 0;
            if (count > 1 && (found == 0 || found == count)) {
                found = count;
                agree++;
            }
        }
        if (agree >= COUNTS) {
            *whole = solution->list_member[list->first + member];
            *parts = found;
            return true;
        }
    }
    return false;
}
