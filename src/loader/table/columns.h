/*
 * The columns of a plan file and of a deprivation file, and how a heading finds its column.
 */
#ifndef POVCALC_LOADER_TABLE_COLUMNS_H
#define POVCALC_LOADER_TABLE_COLUMNS_H

#include "loader/plan_file.h"

/* What a column says of its row. */
typedef enum pov_part {
    POV_PART_UNIT,
    POV_PART_LEVEL,
    POV_PART_PARENT,
    POV_PART_GROUP,
    POV_PART_YEAR,
    POV_PART_STANDARD,
    POV_PART_KIND,
    POV_PART_DIMENSION,
    POV_PART_INDICATOR,
    POV_PART_POPULATION,
    POV_PART_TARGET_YEAR,
    POV_PART_SOURCE,
    POV_PART_NOTE,
    POV_PART_FIGURE
} pov_part;

typedef struct pov_column {
    pov_column_info info;
    pov_part part;
    pov_quantity quantity;      /* of a figure */
    const char *in_percent;     /* the column that the same heading with "(%)" means, or NULL */
    const char *in_persons;     /* likewise with "(người)" */
    const char *of_deprivation; /* its meaning in a deprivation file, where that is another */
} pov_column;

/* What a heading can mean besides a column's index. */
#define POV_HEADING_UNKNOWN POV_NONE
#define POV_HEADING_IGNORED (POV_NONE - 1)  /* a column that povcalc itself prints */
#define POV_HEADING_SERIAL (POV_NONE - 2)   /* STT: the number of the row in its list */
#define POV_HEADING_COMPUTED (POV_NONE - 4) /* names the row's cells that no document states */

const pov_column *pov_column_get(size_t index);
size_t pov_column_index(const char *name); /* or POV_NONE */

/* What a heading in povcalc's own words means: a column's index or POV_HEADING_…. Case does not
 * matter, nor whether words are joined by "_". */
size_t pov_column_own(const char *heading);

/* All headings that are known, ready to be looked up. Start from POV_COLUMN_NAMES_INIT. */
typedef struct pov_column_names {
    pov_map map;
    pov_arena arena;
    bool ready;
} pov_column_names;

#define POV_COLUMN_NAMES_INIT                                                                      \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * Which column a heading means: its name, or one of its aliases, without regard to case, normal
 * form, spacing, punctuation and the unit behind it. "(%)" behind a count's heading means its rate,
 * a year behind a figure's heading ("Hộ nghèo năm 2023") changes nothing.
 * found   out: a column's index or POV_HEADING_…
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_column_find(pov_column_names *names, const char *heading, size_t *found,
                           pov_error *err) POV_CHECK;

/*
 * The same for a heading of two lines: "Hộ nghèo" over "Số hộ" is `poor`, over "Tỷ lệ (%)"
 * `poor_rate`.
 */
pov_status pov_column_find_under(pov_column_names *names, const char *over, const char *under,
                                 size_t *found, pov_error *err) POV_CHECK;

void pov_column_names_fini(pov_column_names *names);

/* The year behind a heading, 0 when there is none, -1 when memory runs out. */
int pov_heading_year(const char *heading);

/* Whether a heading says no more than that a rate stands below it: "Tỷ lệ (%)". */
bool pov_heading_is_rate(const char *heading);

/* Whether two headings are the same heading. `failed`, unless NULL, is set when memory runs out. */
bool pov_heading_same(const char *a, const char *b, bool *failed);

/* The name or alias that is nearest to a heading of a plan or deprivation file, or NULL. */
const char *pov_column_nearest(const char *heading, pov_file_kind kind);

#endif
