/*
 * The header of one file: which field is which column.
 */
#ifndef POVCALC_LOADER_TABLE_HEADER_H
#define POVCALC_LOADER_TABLE_HEADER_H

#include "loader/source/source.h"
#include "loader/table/choices.h"
#include "loader/table/columns.h"

#define POV_HEADING_EMPTY (POV_NONE - 3) /* tolerated while the cells below it are empty */

typedef struct pov_heading {
    const char *text;  /* as in the file, with a line break as a blank */
    const char *over;  /* of a heading of two lines: the upper part, else NULL */
    const char *under; /* and the lower part */
    size_t column;     /* index of a column, or POV_HEADING_… */
} pov_heading;

typedef struct pov_header {
    pov_heading *heading; /* one per field */
    size_t count, line;
    pov_file_kind kind;         /* of the file: a plan or deprivation */
    size_t *field;              /* of each column: its field, or POV_NONE */
    size_t serial;              /* field of the row numbers, or POV_NONE */
    size_t computed;            /* field of the names of computed columns, or POV_NONE */
    pov_year year, target_year; /* that headings name, where no column does */
    pov_column_names names;
    pov_choices choices;
    pov_arena arena;
} pov_header;

#define POV_HEADER_INIT                                                                            \
    {                                                                                              \
        .serial = POV_NONE, .computed = POV_NONE, .choices = POV_CHOICES_INIT                      \
    }

/* Takes the texts of the header's record, and what --column says of them. Errors: POV_ERR_USAGE for
 * a --column that names no column, POV_ERR_NOMEM. */
pov_status pov_header_take(pov_header *header, const pov_load_options *options,
                           const pov_source_row *record, pov_error *err) POV_CHECK;

/*
 * Whether the record is a second line of headings: below empty headings of the first, nothing but
 * words, and none in the unit's column, which the first line must have.
 */
pov_status pov_header_has_second_line(pov_header *header, const pov_source_row *record,
                                      bool *second, pov_error *err) POV_CHECK;
pov_status pov_header_take_second_line(pov_header *header, const pov_source_row *record,
                                       pov_error *err) POV_CHECK;

/*
 * Finds the column of every heading. What is wrong goes to `problems`, with `file` and line.
 * Errors  POV_ERR_USAGE (a --column whose heading is not there), POV_ERR_NOMEM. Headings
 *         that are refused are no error here: see problems->errors.
 */
pov_status pov_header_resolve(pov_header *header, const pov_load_options *options, const char *file,
                              pov_problems *problems, pov_error *err) POV_CHECK;

/* How many headings of a record are columns, provided that one of them is the unit; else 0. */
pov_status pov_header_score(pov_header *header, const pov_source_row *record, size_t *score,
                            pov_error *err) POV_CHECK;

bool pov_header_has(const pov_header *header, const char *column);

void pov_header_fini(pov_header *header);

#endif
