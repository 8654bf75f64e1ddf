/*
 * Rows that do not fit the headings: too long, too short, or with a number that its own comma cut.
 */
#ifndef POVCALC_LOADER_TABLE_FIT_H
#define POVCALC_LOADER_TABLE_FIT_H

#include "loader/table/reader.h"

/* Before the first row of a file whose cells commas separate. Errors: POV_ERR_NOMEM. */
pov_status pov_fit_start(pov_reader *l, pov_error *err) POV_CHECK;
/* Looks at the rows of the grid, and refuses those that do not fit. */
pov_status pov_fit_check(pov_reader *l, pov_error *err) POV_CHECK;
/* After the last row: what all of them say of numbers that may be cut. */
pov_status pov_fit_judge(pov_reader *l, pov_error *err) POV_CHECK;

/* R writes names of rows without a heading over them: the rows have a cell more than the header. */
void pov_fit_refuse_short_header(size_t count, size_t line, char separator, bool has_unit,
                                 pov_error *problem);

#endif
