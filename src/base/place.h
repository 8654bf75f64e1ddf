/*
 * Places in files, as their readers name them: plan.csv:6:8, plan.xlsx:Sheet1!H6, ke-hoach.docx:
 * table 2, row 6, column 8.
 *
 * What names the file in an error (pov_error.file) and a plan is what its places begin with:
 * "plan.csv", or "plan.xlsx:Sheet1" and "ke-hoach.docx: table 2" with one of these signs at the
 * end.
 */
#ifndef POVCALC_BASE_PLACE_H
#define POVCALC_BASE_PLACE_H

#include "base/memory.h"

#define POV_PLACE_CELLS "\x1E" /* cells have letters and numbers */
#define POV_PLACE_ROWS "\x1F"  /* rows and columns have numbers */

/* Whether places are lines of a text. */
bool pov_place_is_text(const char *file);

/* Appends a place; a line or a column that is 0 is left out. */
void pov_place_write(pov_buffer *out, const char *file, size_t line, size_t column);

#endif
