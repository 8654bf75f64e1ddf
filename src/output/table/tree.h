/*
 * The tree of units in a table's first column.
 */
#ifndef POVCALC_OUTPUT_TABLE_TREE_H
#define POVCALC_OUTPUT_TABLE_TREE_H

#include "output/report.h"

/*
 * Draws the branches before the names of the report's rows, one a line, as their depths
 * have them: nothing at the top, "├─" or "└─" below. Rows deeper than 32 are drawn as if they were
 * at 32.
 *
 * lines   out: each ended by a newline; the caller frees. NULL without rows
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_tree_draw(const pov_report *report, char **lines, pov_error *err) POV_CHECK;

#endif
