/*
 * Cells that have a name of povcalc's own ("povcalc.poor_rate" at the heading of a column,
 * "povcalc.end" where the rows end): a workbook that povcalc wrote is read by them.
 */
#ifndef POVCALC_LOADER_SOURCE_NAMED_H
#define POVCALC_LOADER_SOURCE_NAMED_H

#include "loader/source/format.h"

/* The heading of a column by the name that povcalc itself gives it, or where its rows end. */
typedef struct pov_named_cell {
    size_t table, row, column; /* row from 1 */
    const char *name;          /* without "povcalc." */
    size_t low, high;          /* columns of the ends of a figure; POV_NONE: it has no such end */
} pov_named_cell;

typedef struct pov_named {
    pov_named_cell *cell;
    size_t count, capacity;
} pov_named;

/* Reads "AB12", also with $; false for what is none. Rows from 1, columns from 0. */
bool pov_read_reference(const char **at, size_t *row, size_t *column);

/* Adds a name of povcalc's own with its address, "'Số liệu'!$F$4", or "$Data.$F$4" where the mark
 * is a dot; passes over other names, and sheets that are no longer there. Errors: POV_ERR_NOMEM. */
pov_status pov_named_add(pov_named *named, pov_source *source, const char *name,
                         const char *address, char mark, pov_error *err) POV_CHECK;
/* After the last name: joins the ends of figures, and hides the other sheets of such a workbook,
 * which hold no rows. */
void pov_named_settle(pov_named *named, pov_source *source);
/* The row at which those of a table end; 0: none says so. */
size_t pov_named_end(const pov_named *named, size_t table);
/* The heading at a cell in povcalc's words, for `heading`; false where it has no name. */
bool pov_named_heading(const pov_named *named, size_t table, size_t row, size_t column,
                       pov_buffer *heading);
/* Whether a cell of this row is one of two ends of a figure, or the only one that is not open. */
bool pov_named_has_ends(const pov_named_cell *cell, size_t table, size_t row);
/* Both ends of a figure as one cell has them: "6.5-7.2", ">=3". */
void pov_named_range(const char *from, const char *to, pov_buffer *range);

#endif
