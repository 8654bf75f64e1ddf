/*
 * Where the figures of a report come from: what `why`, and --why of other commands, add to it.
 */
#ifndef POVCALC_COMMANDS_EXPLAIN_H
#define POVCALC_COMMANDS_EXPLAIN_H

#include "calculator/progress.h"
#include "commands/plan_report.h"

/*
 * Explains figures of the picked rows, a row of the report for each of them.
 * name   the figure's column; NULL: all that are not printed but known or bounded
 */
void pov_explain_rows(pov_report *report, const pov_plan_report *kind, const pov_job *jobs,
                      size_t count, const char *name);

/* Explains the findings of a report from pov_report_add_findings, which are those of a job's picked
 * rows from `first` on. */
void pov_explain_findings(pov_report *report, const pov_job *job, size_t first);

/* Says of a report of verdicts which figures each goes by, with their places. */
void pov_explain_verdicts(pov_report *report, const pov_solution *plan, const pov_solution *result);

#endif
