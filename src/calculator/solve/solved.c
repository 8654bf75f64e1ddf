#include "calculator/solve/solved.h"

#include <stddef.h>

/* Where a quantity's figure is in pov_solved; POV_NONE for one that is not solved. */
static size_t offset_of(pov_quantity quantity)
{
    if (quantity >= POV_QUANTITY_COUNT) {
        return POV_NONE;
    }
    const pov_quantity_info *info = pov_quantity_get(quantity);
    if (info->subject > POV_SUBJECT_ALL || info->aspect >= POV_ASPECT_COUNT) {
        return POV_NONE;
    }
    if (info->subject == POV_SUBJECT_ALL) {
        return info->aspect == POV_COUNT ? offsetof(pov_solved, households)
                                         : offsetof(pov_solved, target_households);
    }
    return offsetof(pov_solved, of) +
           (info->subject * (size_t)POV_ASPECT_COUNT + info->aspect) * sizeof(pov_figure);
}

pov_figure *pov_solved_at(pov_solved *solved, pov_quantity quantity)
{
    size_t offset = offset_of(quantity);

    return offset != POV_NONE ? (pov_figure *)((unsigned char *)solved + offset) : NULL;
}

const pov_figure *pov_solved_figure(const pov_solved *solved, pov_quantity quantity)
{
    size_t offset = offset_of(quantity);

    return offset != POV_NONE ? (const pov_figure *)((const unsigned char *)solved + offset) : NULL;
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

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < POV_RELATIVE; a++) { /* of "1/3" as many as can be held */
            const pov_figure *figure = &solved->of[m][a];
            if (figure->basis == POV_BASIS_STATED && figure->digits > digits) {
                digits = figure->digits;
            }
        }
    }
    return digits;
}
