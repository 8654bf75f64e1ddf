/*
 * The columns of a household file: which heading is which, and whether they suffice.
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_COLUMNS_H
#define POVCALC_LOADER_HOUSEHOLDS_COLUMNS_H

#include "loader/households/reader.h"
#include "loader/source/source_text.h"
#include "loader/table/choices.h"

typedef enum pov_household_cell {
    POV_CELL_TEXT,  /* of no use here, but a part of what the row says */
    POV_CELL_ID,    /* of the household: with its unit it tells copies of a row */
    POV_CELL_PLACE, /* a unit below those that are counted by: tells households of one id apart */
    POV_CELL_YEAR,
    POV_CELL_UNIT,
    POV_CELL_AREA,
    POV_CELL_MINORITY,
    POV_CELL_MEMBERS,
    POV_CELL_INCOME,
    POV_CELL_B1,
    POV_CELL_B2,
    POV_CELL_MARK,  /* whether it is of the class `index` */
    POV_CELL_CLASS, /* as the file has it */
    POV_CELL_INDICATOR
} pov_household_cell;

typedef struct pov_household_column {
    pov_household_cell cell;
    unsigned index; /* the level of a unit; the indicator; the class of a mark */
    const char *heading;
} pov_household_column;

typedef struct pov_household_layout {
    pov_household_column *column;
    size_t count, capacity;
    pov_household_facts facts;
    int64_t income_unit; /* VND that the heading of incomes names: 1, 1,000 or a million */
    pov_arena arena;
    /* What is wrong with the header: the first fault, and all in one message. */
    pov_error fault;
    pov_buffer faults;
    size_t fault_count;
    /* Columns that are not known, and the fault of the first one where they are not passed over. */
    pov_buffer passed;
    size_t passed_count;
    pov_error unknown;
} pov_household_layout;

/* What headings can mean. The standard is borrowed, so are the texts of the choices. */
typedef struct pov_household_headings {
    const pov_standard *standard;
    pov_buffer indicators; /* their names in both languages, folded, each with a NUL behind it */
    pov_choices choices;
    bool ignore_unknown;
    int given_level; /* of the unit that all households are of; -1: none was given */
    bool given_area;
} pov_household_headings;

/* Errors: POV_ERR_USAGE for a --column that is not NAME=HEADING with the NAME of a column. */
pov_status pov_household_headings_init(pov_household_headings *headings,
                                       const pov_standard *standard,
                                       const pov_household_options *options,
                                       pov_error *err) POV_CHECK;
void pov_household_headings_fini(pov_household_headings *headings);

/* Whether it is the heading of a column, by itself or by --column. */
bool pov_household_is_heading(const pov_household_headings *headings, const char *heading,
                              size_t length);

/* Whether a line with so many headings among its cells is the header for sure, right or wrong. */
static inline bool pov_household_is_header(size_t headings, size_t filled)
{
    return headings >= 3 && 2 * headings > filled;
}

/* What a cell below the heading says that is merged over rows: a place is that of all of them, a
 * household is not to be counted with each. */
pov_source_merged pov_household_merged_below(const pov_household_headings *headings,
                                             const char *heading, bool *failed);

/* Adds the next heading of the file. What is wrong with it is refused with all other faults at the
 * end. Errors: POV_ERR_NOMEM. */
pov_status pov_household_layout_add(pov_household_layout *layout,
                                    const pov_household_headings *headings, const char *heading,
                                    size_t length, pov_error *err) POV_CHECK;

/* Adds a column without a heading or cells. Errors: POV_ERR_NOMEM. */
pov_status pov_household_layout_pass(pov_household_layout *layout, pov_error *err) POV_CHECK;

/*
 * After the last heading: decides which columns are used.
 * by      POV_BY_…
 * Errors  POV_ERR_DATA for headings that are not known or there twice, and for what is missing, all
 *         in one message; POV_ERR_USAGE for a HEADING of --column that is not there, or has two
 *         NAMEs
 */
pov_status pov_household_layout_finish(pov_household_layout *layout,
                                       const pov_household_headings *headings, int by,
                                       pov_error *err) POV_CHECK;

/* Whether a heading is that of a column that every household file may have. */
bool pov_household_is_taken(const char *heading);

/* Whether the heading of a column of incomes could mean that of the whole household, or of a year:
 * "income", "tổng thu nhập năm". */
bool pov_household_is_vague(const char *heading);

/* Whether below a heading of minority there may be codes of peoples: 1 is then Kinh. */
bool pov_household_names_people(const char *heading);

/* The English name of a unit column's level. */
const char *pov_household_level(int by);

/* The columns of a household file but for the indicators, which are the standard's, in the order of
 * the template, which has those that few files need. */
size_t pov_household_column_count(void);
const pov_column_info *pov_household_column_get(size_t index);
bool pov_household_column_in_template(size_t index);

void pov_household_layout_fini(pov_household_layout *layout);

/* What the words of a cell say: of area 0 (rural) or 1, of minority and of an indicator 0 or 1, of
 * a class its pov_class, of a mark 0 or 1. -1: nothing; -2: memory ran out. */
int pov_household_word(pov_household_cell cell, const char *text, size_t length);

#endif
