/*
 * What the cells of a report hold.
 */
#ifndef POVCALC_SESSION_FIELDS_H
#define POVCALC_SESSION_FIELDS_H

#include "output/report.h"

/* What a row of a plan says besides its figures. */
typedef enum pov_row_field {
    POV_ROW_UNIT,
    POV_ROW_CODE,
    POV_ROW_LEVEL, /* level and parent as they are known of the unit */
    POV_ROW_PARENT,
    POV_ROW_GROUP,
    POV_ROW_YEAR,
    POV_ROW_STANDARD,
    POV_ROW_DIMENSION,
    POV_ROW_INDICATOR,
    POV_ROW_POPULATION,
    POV_ROW_COUNTS,
    POV_ROW_TARGET_YEAR,
    POV_ROW_END,
    POV_ROW_SOURCE,
    POV_ROW_NOTE,
    POV_ROW_FILE,
    POV_ROW_LINE
} pov_row_field;

/* The columns that name the unit of a row, and those that say where it is printed; `get` fetches
 * them all, with a pov_row_field. */
#define POV_UNIT_COLUMNS(get, parents, groups)                                                     \
    POV_TREE_COLUMN("unit", POV_IN_TABLE | POV_IN_DATA, get, POV_ROW_UNIT),                        \
        POV_COLUMN("level", TEXT, POV_IN_DATA, get, POV_ROW_LEVEL),                                \
        POV_COLUMN("parent", TEXT, parents, get, POV_ROW_PARENT),                                  \
        POV_COLUMN("group", TEXT, groups, get, POV_ROW_GROUP)
#define POV_PLACE_COLUMNS(get)                                                                     \
    POV_COLUMN("file", TEXT, POV_IN_DATA, get, POV_ROW_FILE),                                      \
        POV_COLUMN("line", LINE, POV_IN_DATA, get, POV_ROW_LINE)

void pov_cell_set_row(pov_cell *cell, const pov_report *report, const pov_plan *plan,
                      const pov_row *row, pov_row_field field);
/* Text of the data, where NULL and "" mean that there is none. */
void pov_cell_set_text(pov_cell *cell, const char *text);
/* A word of programs that tables have in the language; `kind` as of pov_word_shown. */
void pov_cell_set_word(pov_cell *cell, const pov_report *report, const char *kind,
                       const char *word);
/* A count that is itself the document. */
void pov_cell_set_count(pov_cell *cell, int64_t count);
/* Nothing, where the figure is not known. */
void pov_cell_set_known(pov_cell *cell, const pov_figure *figure);
/* "<parent": the remaining rate is to be below that of the parent. */
void pov_cell_set_against_parent(pov_cell *cell, const pov_report *report, uint8_t qualifier);
void pov_cell_set_year(pov_cell *cell, const pov_report *report, pov_year year);

#endif
