/*
 * Adding up the counts of a plan's rows over its tree of units.
 */
#ifndef POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H
#define POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H

#include "calculator/rollup/rollup.h"

pov_counts pov_counts_of(const pov_plan *plan);
/* What a row by itself says of each. */
void pov_counts_in(const pov_counts *counts, const pov_row *row, pov_interval *out);

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
