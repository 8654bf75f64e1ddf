/*
 * The result that a plan is judged by, which `progress` and `report` share.
 */
#ifndef POVCALC_COMMANDS_PROGRESS_INPUT_H
#define POVCALC_COMMANDS_PROGRESS_INPUT_H

#include "calculator/progress.h"
#include "session/input.h"

/*
 * Loads the files that follow the plan among the operands, joined, and judges the plan by them.
 * Says on io->err what is wrong, and of which rows of the plan there is no result.
 * Errors  those of pov_jobs_load; POV_ERR_DATA when the plan states no targets, or no row of it has
 *         a result
 */
pov_status pov_progress_load(const pov_job *plan, const pov_unit_map *map,
                             const pov_options *options, const pov_io *io, pov_jobs *result,
                             pov_progress *progress) POV_CHECK;

#endif
