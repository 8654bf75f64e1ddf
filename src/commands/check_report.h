/*
 * The report of findings, which `check` and `report` share.
 */
#ifndef POVCALC_COMMANDS_CHECK_REPORT_H
#define POVCALC_COMMANDS_CHECK_REPORT_H

#include "session/run.h"

/* renderer  which will print it; where it does not lay out findings, each becomes a row */
void pov_check_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                           const pov_options *options, const pov_renderer *renderer);

/* Adds the relations of the job's picked rows, by the rules of the options. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_count_relations(pov_tally *relations, const pov_job *job, const pov_options *options,
                               pov_error *err) POV_CHECK;

/* Explains each rule by which the report has a finding. */
void pov_report_add_rules(pov_report *report);

#endif
