#include "calculator/solve/solved.h"

/* Which figure of a solved row the quantity is; false for one that is not solved. */
static bool find_item(pov_quantity quantity, pov_item *item)
{
    if (quantity >= POV_QUANTITY_COUNT) {
        return false;
    }
    const pov_quantity_info *info = pov_quantity_get(quantity);
    *item = (pov_item){info->subject, info->aspect};
    return info->subject <= POV_SUBJECT_ALL && info->aspect < POV_ASPECT_COUNT;
}

pov_figure *pov_solved_at(pov_solved *solved, pov_quantity quantity)
{
    pov_item item;

    return find_item(quantity, &item) ? pov_solved_term(solved, item) : NULL;
}

const pov_figure *pov_solved_figure(const pov_solved *solved, pov_quantity quantity)
{
    pov_item item;

    return find_item(quantity, &item) ? pov_solved_item(solved, item) : NULL;
}

bool pov_states_beyond_poor(const pov_row *row)
{
    const pov_quantity_set near_poor =
        pov_set_of(POV_NEAR_POOR) | pov_set_of(POV_NEAR_POOR_RATE) | pov_set_of(POV_MULTI_POOR) |
        pov_set_of(POV_MULTI_POOR_RATE) |
        (pov_set_of(POV_START_POOR) - pov_set_of(POV_NEAR_POOR_REDUCTION_PP)) | /* all between */
        pov_set_of(POV_START_NEAR_POOR);

    return (row->stated_set & near_poor) != 0;
}

uint8_t pov_row_digits(const pov_solved *solved)
{
    uint8_t digits = 2;

    for (size_t m = 0; m < solved->measures; m++) {
        for (size_t a = 0; a < POV_RELATIVE; a++) { /* of "1/3" as many as can be held */
            const pov_figure *figure = &solved->of[m][a];
            if (figure->basis == POV_BASIS_STATED && figure->digits > digits) {
                digits = figure->digits;
            }
        }
    }
    return digits;
}
