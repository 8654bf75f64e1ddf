/*
 * What rollup prints of deprivation files: a deprivation file.
 */
#ifndef POVCALC_COMMANDS_ROLLUP_ACCESS_REPORT_H
#define POVCALC_COMMANDS_ROLLUP_ACCESS_REPORT_H

#include "calculator/rollup/access.h"
#include "output/report.h"

/* What was added up. */
typedef struct pov_rollup_access_view {
    const pov_access_table *table;
    const pov_access_rollup *rollup;
} pov_rollup_access_view;

/* Columns and rows of what outlives the report. */
void pov_rollup_access_fill(pov_report *report, const pov_rollup_access_view *view);

#endif
