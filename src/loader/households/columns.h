/*
 * The columns of a household file: which heading is which, and whether they suffice.
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_COLUMNS_H
#define POVCALC_LOADER_HOUSEHOLDS_COLUMNS_H

#include "loader/households/reader.h"
#include "loader/table/choices.h"

typedef enum pov_household_cell {
    POV_CELL_TEXT, /* of no use here: the household's id, or a column that is passed over */
    POV_CELL_UNIT,
    POV_CELL_AREA,
    POV_CELL_MINORITY,
    POV_CELL_MEMBERS,
    POV_CELL_INCOME,
    POV_CELL_B1,
    POV_CELL_B2,
    POV_CELL_INDICATOR
} pov_household_cell;

typedef struct pov_household_column {
    pov_household_cell cell;
    unsigned index; /* the level of a unit; the indicator */
    const char *heading;
} pov_household_column;

typedef struct pov_household_layout {
    pov_household_column *column;
    size_t count, capacity;
    pov_household_facts facts;
    pov_arena arena;
} pov_household_layout;

/* What headings can mean. The standard is borrowed, so are the texts of the choices. */
typedef struct pov_household_headings {
    const pov_standard *standard;
    pov_choices choices;
    bool ignore_unknown;
} pov_household_headings;

/* load    may be NULL
 * Errors  POV_ERR_USAGE for a --column that is not NAME=HEADING with the NAME of a column */
pov_status pov_household_headings_init(pov_household_headings *headings,
                                       const pov_standard *standard, const pov_load_options *load,
                                       pov_error *err) POV_CHECK;
void pov_household_headings_fini(pov_household_headings *headings);

/* Whether it is the heading of a column, by itself or by --column. */
bool pov_household_is_heading(const pov_household_headings *headings, const char *heading,
                              size_t length);

/*
 * Adds the next heading of the file.
 * Errors  POV_ERR_DATA with the column (not known, there twice), POV_ERR_NOMEM
 */
pov_status pov_household_layout_add(pov_household_layout *layout,
                                    const pov_household_headings *headings, const char *heading,
                                    size_t length, pov_error *err) POV_CHECK;

/*
 * After the last heading: decides which columns are used.
 * by      POV_BY_…
 * Errors  POV_ERR_DATA when something is missing; POV_ERR_USAGE for a HEADING of --column that is
 *         not there, or has two NAMEs
 */
pov_status pov_household_layout_finish(pov_household_layout *layout,
                                       const pov_household_headings *headings, int by,
                                       pov_error *err) POV_CHECK;

/* Whether a heading is that of a column that every household file may have. */
bool pov_household_is_taken(const char *heading);

/* The English name of a unit column's level. */
const char *pov_household_level(int by);

/* The columns of a household file but for the indicators, which are the standard's, in the order of
 * the template. Scores stand in the place of others. */
size_t pov_household_column_count(void);
const pov_column_info *pov_household_column_get(size_t index);
bool pov_household_column_is_score(size_t index);

void pov_household_layout_fini(pov_household_layout *layout);

/* 0 or 1 for what the words of a cell say of area (0 rural) or minority; -1: nothing; -2: memory
 * ran out. */
int pov_household_word(pov_household_cell cell, const char *text, size_t length);

#endif
