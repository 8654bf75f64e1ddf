/*
 * What rollup prints of deprivation files: a deprivation file.
 */
#ifndef POVCALC_COMMANDS_ROLLUP_ACCESS_REPORT_H
#define POVCALC_COMMANDS_ROLLUP_ACCESS_REPORT_H

#include "calculator/rollup/access.h"
#include "output/report.h"

/* Columns and rows; the report borrows text of the table and of the rollup. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_rollup_access_fill(pov_report *report, const pov_access_table *table,
                                  const pov_access_rollup *rollup, pov_language language) POV_CHECK;

#endif
