/*
 * A source: the tables of a file as rows of cells, one row after the other, whatever the format of
 * the file. What the file is, its content says, not its name.
 *
 * A text of CSV holds one table without a name; a workbook one a sheet, a document one a table.
 * A row comes with all its cells from the first column on. A merged cell has its text once, at its
 * upper left, with how far it goes; the cells that it covers are there too, without text.
 */
#ifndef POVCALC_LOADER_SOURCE_SOURCE_H
#define POVCALC_LOADER_SOURCE_SOURCE_H

#include "base/memory.h"
#include "loader/source/input.h"

#define POV_SOURCE_CELLS_MAX ((size_t)1000) /* of a row */

typedef struct pov_source_cell {
    const char *text; /* terminated; well-formed UTF-8 without NUL, as a reader sees the cell */
    size_t length;
    unsigned across, down; /* columns and rows that it takes, 1 unless it is merged; both 0: it is
                              covered by a merged cell to the left or above */
    unsigned indent;       /* how far the text is from the left edge of its cell, in blanks or so */
} pov_source_cell;

typedef struct pov_source_row {
    const pov_source_cell *cell; /* valid until the next row is asked for */
    size_t count;                /* 1 or more: blank rows are passed over; 0: the table has ended */
    size_t line; /* of the text, where it starts, or row of the table as its program numbers it;
                    from 1, and it grows from row to row; 0: a paragraph above a document's table */
} pov_source_row;

typedef struct pov_source_table {
    const char *name; /* of a sheet; "" where tables have none */
    bool hidden;      /* a sheet that nobody sees: passed over unless it is asked for */
} pov_source_table;

typedef struct pov_source pov_source;

/*
 * Opens a file and begins its first table that is not hidden. `input` and `options` are borrowed
 * until pov_source_close.
 * Errors  POV_ERR_SYNTAX for a file that is none of those that are read, with what to do; those of
 *         the input and its encoding. The place lacks only the file.
 */
pov_status pov_source_open(pov_source **out, const pov_input *input,
                           const pov_load_options *options, pov_error *err) POV_CHECK;

size_t pov_source_table_count(const pov_source *source);
const pov_source_table *pov_source_table_get(const pov_source *source, size_t table);

/* Begins a table, from 0, again if need be. CSV that has no way back can only go on. */
pov_status pov_source_begin(pov_source *source, size_t table, pov_error *err) POV_CHECK;
size_t pov_source_begun(const pov_source *source); /* which one */

/*
 * Begins the table that is meant: the one that options->table names or numbers; else, among those
 * that are not hidden, the only one that `fits` (it reads rows of the table that has begun, and
 * tells). Where none fits, the one that holds most: what is wrong with it is the caller's to say.
 * Errors  POV_ERR_USAGE: there is no such table. POV_ERR_DATA: several fit; the hint names them.
 */
typedef bool pov_source_fits(void *context, pov_source *source);
pov_status pov_source_choose(pov_source *source, pov_source_fits *fits, void *context,
                             pov_error *err) POV_CHECK;

/*
 * The same, and in a document whose header line no option says: goes to the row that is most like a
 * header, of those of its start. `record` is the first row.
 * score  how much a row is like a header: 0 or 1 is not enough
 */
typedef size_t pov_source_score(void *context, const pov_source_row *row);
pov_status pov_source_find(pov_source *source, pov_source_score *score, void *context,
                           pov_source_row *record, pov_error *err) POV_CHECK;

/*
 * The next row of the table that has begun, from options->header_line on; its count is 0 at the
 * end. After an error only begin a table or close the source.
 * Errors  POV_ERR_SYNTAX or POV_ERR_DATA with line, and column where it is known; POV_ERR_IO,
 *         POV_ERR_NOMEM
 */
pov_status pov_source_next(pov_source *source, pov_source_row *row, pov_error *err) POV_CHECK;

/* How places in the table that has begun begin: what pov_error_place and pov_plan_set_place
 * take (base/place.h says more). Of CSV it is the file's name. Until the source is closed. */
const char *pov_source_place(const pov_source *source);

/* What separates the cells of a text, for messages and what a separator can do; 0: nothing. */
char pov_source_separator(const pov_source *source);

/* Adds what was concluded about the table and the user should know, with the place; complete after
 * the last row. Errors: POV_ERR_NOMEM. */
pov_status pov_source_notes(pov_source *source, pov_problems *problems, pov_error *err) POV_CHECK;

void pov_source_close(pov_source *source);

#endif
