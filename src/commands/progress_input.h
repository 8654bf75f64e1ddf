/*
 * The result that a plan is judged by, which `progress` and `report` share.
 */
#ifndef POVCALC_COMMANDS_PROGRESS_INPUT_H
#define POVCALC_COMMANDS_PROGRESS_INPUT_H

#include "calculator/progress.h"
#include "session/input.h"

/* A plan and, where there is one, its result: what `report` and the summary are about. */
typedef struct pov_plan_and_result {
    pov_unit_map map;
    pov_jobs plan, result; /* one each */
    pov_progress progress;
    bool has_result;
    bool other_kind;    /* set by who loads: as in pov_input_files, of the plan */
    bool says_findings; /* the same: what findings say need not be a note as well */
} pov_plan_and_result;

#define POV_PLAN_AND_RESULT_INIT                                                                   \
    {                                                                                              \
        .map = POV_UNIT_MAP_INIT, .progress = POV_PROGRESS_INIT                                    \
    }

/* The plan is the first operand, checked; the others are its result. Says on io->err what is wrong.
 * Errors: as above. */
pov_status pov_plan_and_result_load(pov_plan_and_result *in, const pov_options *options,
                                    const pov_io *io) POV_CHECK;
void pov_plan_and_result_fini(pov_plan_and_result *in);

#endif
