/*
 * What the steps of reading a table share: its parts so far, and what is said of it.
 */
#ifndef POVCALC_LOADER_TABLE_READER_H
#define POVCALC_LOADER_TABLE_READER_H

#include "loader/table/cut.h"
#include "loader/table/item.h"

#define POV_READING_ROWS ((size_t)300) /* that are looked at before a table is understood */

/* Whose figures a draft has, besides its unit. */
typedef struct pov_draft_key {
    const char *group, *standard, *indicator, *population;
    const char *place; /* that the column is of */
} pov_draft_key;

/* A row that is being put together. */
typedef struct pov_draft_at {
    size_t frame;
    pov_draft_key key;
    pov_row_draft draft;
} pov_draft_at;

/* How many households a population has. */
typedef struct pov_people {
    pov_measure measure;
    size_t frame;      /* POV_NONE: the title says it */
    const char *place; /* of the unit that the column is of; NULL: the row's */
    pov_stated stated;
} pov_people;

/* The reading of the tables of a grid: what all its steps share. */
typedef struct pov_reader {
    pov_plan *plan;
    pov_source *source;
    pov_grid *grid;
    pov_error ending; /* what ended the source early */
    const char *file;
    const pov_load_options *options;
    char separator;
    pov_problems *problems;
    pov_error first; /* the first error of the file */
    pov_reading_table *t;
    pov_draft_at *draft; /* of the unit at hand */
    size_t drafts, draft_capacity;
    pov_draft_at *kept; /* of all tables, where there are several */
    size_t kept_count, kept_capacity;
    bool several;
    bool told_multi; /* said: that of the multidimensionally poor is taken as the poor */
    pov_buffer text[POV_LABEL_COUNT]; /* of the row at hand */
    pov_year year, target;
    pov_end kind;
    bool has_kind;
    pov_people *people; /* for deprivation */
    size_t people_count, people_capacity;
    size_t unit_line; /* of the tree: the unit at hand; POV_NONE before the first */
    bool undivided;   /* the row at hand is all of a unit, also in its section */
    bool told_within; /* said: a group within a group is passed over */
    bool earlier;     /* the row names a year before that of the title's months */
    bool told_earlier;
    size_t signature; /* line of the file; 0 before it */
    pov_cuts cuts;
    bool short_header; /* said */
    size_t unsplit;    /* the last line that is one cell */
} pov_reader;

/* What is wrong at a place, and what is only said. `column` may be POV_NONE. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_reader_add_problem(pov_reader *l, pov_error *problem, size_t line, size_t column,
                                  pov_error *err) POV_CHECK;
pov_status pov_reader_add_note(pov_reader *l, pov_error *note, size_t line,
                               pov_error *err) POV_CHECK;

/* The same of a row with figures that is no unit's: "So với năm 2023". */
pov_status pov_reader_note_passed(pov_reader *l, const char *name, size_t row,
                                  pov_error *err) POV_CHECK;

#endif
