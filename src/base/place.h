/*
 * Places in files, as their readers name them: plan.csv:6:8, plan.xlsx:Sheet1!H6, ke-hoach.docx:
 * table 2, row 6, column 8.
 *
 * What names the file in an error (pov_error.file) and a plan is what its places begin with:
 * "plan.csv", or "plan.xlsx:Sheet1" and "ke-hoach.docx" with one of these signs at the end. After
 * the document's name, between two signs, is which table begins with which row: "1 2 18 3" for
 * table 2 and, from row 18 on, table 3, which goes on with it.
 */
#ifndef POVCALC_BASE_PLACE_H
#define POVCALC_BASE_PLACE_H

#include "base/memory.h"

#define POV_PLACE_CELLS "\x1E" /* cells have letters and numbers */
#define POV_PLACE_ROWS "\x1F"  /* tables, rows and columns have numbers */

/* Whether places are lines of a text. */
bool pov_place_is_text(const char *file);

/* Bytes of the file's path, which its places begin with. */
size_t pov_place_path_length(const char *file);
/*
 * The number of the table of a document that a line of the file is in; 0: places of the file have
 * none.
 * line  in: of the file; out: of the table
 */
size_t pov_place_table(const char *file, size_t *line);
/* Appends a place; a line or a column that is 0 is left out. */
void pov_place_write(pov_buffer *out, const char *file, size_t line, size_t column);
/* Appends the number of a line of the file: "6", or "6 of table 3" where tables go on. */
void pov_place_write_line(pov_buffer *out, const char *file, size_t line);

#endif
