/*
 * The rows of a table: which of them name a unit, a group, a year or an indicator, and which are
 * remarks, signatures or headings that are repeated.
 */
#ifndef POVCALC_LOADER_TABLE_ROWS_H
#define POVCALC_LOADER_TABLE_ROWS_H

#include "loader/table/reader.h"

/* Adds the rows that the grid holds to the tree as lines, with the kind of each. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_rows_read(pov_reader *l, pov_error *err) POV_CHECK;

#endif
