/*
 * The report of findings, which `check` and `report` share.
 */
#ifndef POVCALC_COMMANDS_CHECK_REPORT_H
#define POVCALC_COMMANDS_CHECK_REPORT_H

#include "session/run.h"

/* as_rows  for formats that do not lay out findings: a row for each */
pov_status pov_check_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                                 const pov_options *options, bool as_rows,
                                 pov_error *err) POV_CHECK;

/* Explains each rule by which the report has a finding. Errors: POV_ERR_NOMEM. */
pov_status pov_report_add_rules(pov_report *report) POV_CHECK;

#endif
