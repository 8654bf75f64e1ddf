/*
 * The columns of a plan file and of a deprivation file, and how a heading finds its column.
 */
#ifndef POVCALC_LOADER_TABLE_COLUMNS_H
#define POVCALC_LOADER_TABLE_COLUMNS_H

#include "loader/plan_file.h"
#include "loader/table/lexicon.h"

typedef struct pov_column {
    pov_column_info info;
    pov_label label;            /* POV_LABEL_NONE: figures */
    pov_quantity quantity;      /* of figures */
    const char *of_deprivation; /* its meaning in a deprivation file, where that is another */
} pov_column;

/* What a heading can mean besides a column's index. */
#define POV_HEADING_UNKNOWN POV_NONE
#define POV_HEADING_IGNORED (POV_NONE - 1)  /* a column that povcalc itself prints */
#define POV_HEADING_COMPUTED (POV_NONE - 2) /* names the row's cells that no document states */

const pov_column *pov_column_get(size_t index);
size_t pov_column_index(const char *name); /* or POV_NONE */

/* Whether a heading is one of povcalc's own names: case does not matter, nor whether its words are
 * joined by "_". */
bool pov_heading_is(const char *heading, const char *name);
/* What a heading in povcalc's own words means: a column's index or POV_HEADING_…. */
size_t pov_column_own(const char *heading);

/* Whether two headings are the same, without regard to case, normal form, spelling and punctuation.
 * `failed`, unless NULL, is set when memory runs out. */
bool pov_heading_same(const char *a, const char *b, bool *failed);

/* The name or alias that is nearest to a heading of a plan or deprivation file, or NULL. */
const char *pov_column_nearest(const char *heading, pov_file_kind kind);

#endif
