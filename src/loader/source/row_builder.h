/*
 * A row of cells that a format fills in any order: as wide as its table, texts without blanks at
 * their ends, and merged cells with what they cover.
 */
#ifndef POVCALC_LOADER_SOURCE_ROW_BUILDER_H
#define POVCALC_LOADER_SOURCE_ROW_BUILDER_H

#include "loader/source/source.h"

/* What nobody sees and is read all the same. */
typedef struct pov_hidden {
    size_t rows, first_row;
    size_t columns, first_column; /* those with a text; from 0 */
    size_t blanks, first_blank, blank_column; /* numbers that their format does not show: these are
                                                 not read */
} pov_hidden;

typedef struct pov_row_builder {
    pov_buffer text;
    pov_source_cell *cell; /* POV_SOURCE_CELLS_MAX of them */
    size_t *at;            /* of each: its text */
    size_t *until, *top;   /* of each column: the rows that the last merged cell in it takes */
    size_t filled, width;  /* cells of this row; of the widest so far */
    bool hidden;           /* nobody sees this row */
    bool *unseen;          /* columns that nobody sees, and that have no text so far */
    pov_hidden told;
} pov_row_builder;

/* Errors: POV_ERR_NOMEM. */
pov_status pov_row_builder_init(pov_row_builder *row, pov_error *err) POV_CHECK;
void pov_row_builder_fini(pov_row_builder *row);

/* So many columns from one on, from 0, are not seen. */
void pov_row_builder_hide(pov_row_builder *row, size_t from, size_t columns);

/* Forgets all rows: a table begins. */
void pov_row_builder_reset(pov_row_builder *row);
void pov_row_builder_clear(pov_row_builder *row);

/* Puts a text into a cell, from 0. False for one that is too far to the right. */
bool pov_row_builder_put(pov_row_builder *row, size_t column, const char *text, size_t length);

/* The text of a cell that was put is so many blanks further to the right. */
void pov_row_builder_indent(pov_row_builder *row, size_t column, unsigned by);

/* A merged cell begins in row `line`. */
void pov_row_builder_merge(pov_row_builder *row, size_t line, size_t column, size_t across,
                           size_t down);

/* What was put, as row `line`; its count is 0 where nothing was. Errors: POV_ERR_NOMEM. */
pov_status pov_row_builder_get(pov_row_builder *row, size_t line, pov_source_row *out,
                               pov_error *err) POV_CHECK;

/* A merged cell of a row above goes on here. */
void pov_row_builder_cover(pov_row_builder *row, size_t line, size_t column, size_t across);

/* Refusals: more cells than a row can have; a formula that nobody has computed. */
pov_status pov_refuse_wide(pov_error *err);
pov_status pov_refuse_formula(pov_error *err);

/* Notes on rows and columns that were read although nobody sees them. Errors: POV_ERR_NOMEM. */
pov_status pov_note_hidden(const pov_hidden *hidden, const char *place, pov_problems *problems,
                           pov_error *err) POV_CHECK;

#endif
