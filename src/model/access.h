/*
 * Rows of a deprivation file: what is stated of one unit, group, year, indicator and population.
 */
#ifndef POVCALC_MODEL_ACCESS_H
#define POVCALC_MODEL_ACCESS_H

#include "model/plan.h"

/* Text columns, in the order of the file. */
#define POV_ACCESS_TEXT_LIST(X)                                                                    \
    X(UNIT, "unit")                                                                                \
    X(LEVEL, "level")                                                                              \
    X(PARENT, "parent")                                                                            \
    X(GROUP, "group")                                                                              \
    X(STANDARD, "standard")                                                                        \
    X(DIMENSION, "dimension")                                                                      \
    X(INDICATOR, "indicator")                                                                      \
    X(POPULATION, "population")                                                                    \
    X(SOURCE, "source")                                                                            \
    X(NOTE, "note")

typedef enum pov_access_text {
#define POV_ACCESS_TEXT_ENUM(id, name) POV_ACCESS_##id,
    POV_ACCESS_TEXT_LIST(POV_ACCESS_TEXT_ENUM)
#undef POV_ACCESS_TEXT_ENUM
        POV_ACCESS_TEXT_COUNT
} pov_access_text;

/* Figures: name, kind. */
#define POV_ACCESS_FIGURE_LIST(X)                                                                  \
    X(HOUSEHOLDS, "households", POV_KIND_COUNT)                                                    \
    X(ALL_HOUSEHOLDS, "all_households", POV_KIND_COUNT)                                            \
    X(DEPRIVED, "deprived", POV_KIND_COUNT)                                                        \
    X(DEPRIVED_RATE, "deprived_rate", POV_KIND_RATE)                                               \
    X(TARGET, "target_access_rate", POV_KIND_RATE)

typedef enum pov_access_figure {
#define POV_ACCESS_FIGURE_ENUM(id, name, kind) POV_ACCESS_##id,
    POV_ACCESS_FIGURE_LIST(POV_ACCESS_FIGURE_ENUM)
#undef POV_ACCESS_FIGURE_ENUM
        POV_ACCESS_FIGURE_COUNT
} pov_access_figure;

typedef struct pov_access_row {
    const char *text[POV_ACCESS_TEXT_COUNT]; /* "" when not stated; the group is then "all" */
    pov_stated stated[POV_ACCESS_FIGURE_COUNT];
    bool has[POV_ACCESS_FIGURE_COUNT];
    pov_year year, target_year;
    const char *file;
    size_t line;
} pov_access_row;

typedef struct pov_access_table {
    pov_access_row *row;
    size_t count, capacity;
    pov_arena arena;
} pov_access_table;

#define POV_ACCESS_TABLE_INIT                                                                      \
    {                                                                                              \
        .row = NULL                                                                                \
    }

#endif
