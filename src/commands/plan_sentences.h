/*
 * The facts at the head of a page, made from the figures of the plan's uppermost unit.
 */
#ifndef POVCALC_COMMANDS_PLAN_SENTENCES_H
#define POVCALC_COMMANDS_PLAN_SENTENCES_H

#include "calculator/progress.h"
#include "session/run.h"

/*
 * A report of terms alone: how many units, the state, the plan, what came of it, what the check
 * found. A fact whose figures are not known is left out.
 *
 * result, progress  NULL: there is no result
 * Errors            POV_ERR_NOMEM
 */
pov_status pov_summary_fill(pov_report *report, const pov_job *job, const pov_plan *result,
                            const pov_progress *progress, const pov_options *options) POV_CHECK;

#endif
