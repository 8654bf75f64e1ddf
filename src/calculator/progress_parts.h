/*
 * Private to progress: what the files know of a unit at a date, and the judging of one unit.
 */
#ifndef POVCALC_CALCULATOR_PROGRESS_PARTS_H
#define POVCALC_CALCULATOR_PROGRESS_PARTS_H

#include "calculator/progress.h"

/* A unit and group at the end of a year, from all rows that speak of it. */
typedef struct pov_unit_state {
    pov_figure count[POV_TARGET_MEASURES], rate[POV_TARGET_MEASURES];
    pov_figure cut[POV_TARGET_MEASURES], points[POV_TARGET_MEASURES]; /* the drop until then, as an
                                                                         outcome states it */
    pov_figure households;
    size_t row;   /* the one that states most, or POV_NONE */
    size_t other; /* one that contradicts it, or POV_NONE */
} pov_unit_state;

/* Where the result is between the plan's year and its target: after `part` of `whole` months;
 * part = whole at the target, whole = 0 where the plan states no year to start from. */
typedef struct pov_way {
    int64_t part, whole;
    bool between;
} pov_way;

/* Figures and verdicts of one unit. */
void pov_progress_judge_unit(const pov_solution *plan, const pov_unit_state *start,
                             const pov_unit_state *actual, pov_way way, pov_judge_by by,
                             pov_progress_row *row);

#endif
