/*
 * The report of a plan beside its result, which `progress` and `report` share.
 */
#ifndef POVCALC_COMMANDS_PROGRESS_REPORT_H
#define POVCALC_COMMANDS_PROGRESS_REPORT_H

#include "calculator/progress.h"
#include "commands/phrases.h"
#include "session/options.h"

/* Names are those of the two plans, which must outlive the report. */
void pov_progress_report_fill(pov_report *report, const pov_plan *plan, const pov_plan *result,
                              const pov_progress *progress, const pov_options *options);

/* What a row of the report speaks of; of one unit row 0. NULL: there is no such row. */
const pov_progress_row *pov_progress_row_at(const pov_report *report, size_t row);

/* The rows of the plan, the worst verdict first, then what is most over it, then in its order. The
 * caller frees them. NULL: no memory. */
const pov_progress_row **pov_progress_worst_first(const pov_progress *progress, size_t *count);

/* What was missed, where that is not a number or rate of the poor, which are beside the verdict:
 * "Near-poor rate (%): planned 4.0, actual 4.2". NULL: it is one. */
const char *pov_progress_decided_by(const pov_phrases *p, const pov_progress_row *row);

#endif
