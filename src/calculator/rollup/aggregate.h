/*
 * Adding up over a tree of units, whatever is added: units and rows are those of a plan, the counts
 * of a row come from elsewhere.
 */
#ifndef POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H
#define POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H

#include "calculator/rollup/rollup.h"

/* The counts of rows. Functions get `context` and a row of the plan. */
typedef struct pov_counts {
    size_t count; /* how many a row has */
    const void *context;
    const char *(*name)(size_t which);
    bool (*negative)(size_t which); /* may it be below zero? */
    /* All of them, as far as the row by itself tells. */
    void (*of)(const void *context, size_t row, pov_interval *counts);
    /* What the row states of one; NULL where it states nothing. */
    const pov_stated *(*stated)(const void *context, size_t row, size_t which);
    bool (*has_figures)(const void *context, size_t row);
} pov_counts;

/* A unit, group, year, standard and target year, with its sums. */
typedef struct pov_aggregate_row {
    size_t row;                        /* its only row, if it has no parts; else POV_NONE */
    size_t own;                        /* its only row, also if it has parts; else POV_NONE */
    size_t sample_row;                 /* a row with its group, years and standard */
    size_t unit;                       /* equal numbers are equal units */
    const char *name, *level, *parent; /* level and parent "" where there is none */
    unsigned depth;
    const pov_sum *sum; /* one for each count */
} pov_aggregate_row;

typedef struct pov_aggregation {
    pov_aggregate_row *item; /* each unit followed by its parts */
    size_t count;
    pov_arena arena; /* private: sums */
} pov_aggregation;

#define POV_AGGREGATION_INIT                                                                       \
    {                                                                                              \
        0                                                                                          \
    }

/* As pov_roll_up says. */
pov_status pov_aggregate(const pov_plan *plan, const pov_counts *counts,
                         const pov_rollup_options *options, pov_aggregation *out,
                         pov_problems *notes, pov_error *err) POV_CHECK;
void pov_aggregation_fini(pov_aggregation *aggregation);

#endif
