/*
 * The report of findings, which `check` and `report` share.
 */
#ifndef POVCALC_COMMANDS_CHECK_REPORT_H
#define POVCALC_COMMANDS_CHECK_REPORT_H

#include "session/plan_job.h"

/* as_rows  for formats that do not lay out findings: a row for each */
pov_status pov_check_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                                 const pov_options *options, bool as_rows,
                                 pov_error *err) POV_CHECK;

#endif
