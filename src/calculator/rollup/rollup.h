/*
 * Rolling up: units added up to their parents, over any number of levels, and rows of the same unit
 * to one.
 */
#ifndef POVCALC_CALCULATOR_ROLLUP_ROLLUP_H
#define POVCALC_CALCULATOR_ROLLUP_ROLLUP_H

#include "model/plan.h"

/* ---- sums ---- */

/*
 * The sum of a count over units, as the interval that it lies in. A unit that leaves the count out
 * adds 0 or more (or anything, where the count can be negative): the sum is then a bound or
 * unknown, never smaller without a word.
 */
typedef struct pov_sum {
    pov_interval bounds;
} pov_sum;

#define POV_SUM_INIT                                                                               \
    {                                                                                              \
        {                                                                                          \
            0, 0                                                                                   \
        }                                                                                          \
    }

/* Errors: POV_ERR_RANGE beyond 10^12, without a message. */
pov_status pov_sum_add(pov_sum *sum, pov_interval count) POV_CHECK;
/* As it is printed: one number, a range, ">=" a number, or unknown. */
pov_figure pov_sum_figure(const pov_sum *sum);
/* 100 part / whole: one printed rate, or a range of them; unknown where either is open. */
pov_figure pov_sum_rate(const pov_sum *part, const pov_sum *whole);

/* The counts that are added up, in their order: those of a plan that a row of it states or can
 * have, or those of a deprivation file. */
typedef struct pov_counts {
    pov_quantity quantity[POV_QUANTITY_COUNT];
    size_t count;
    uint8_t
        at[POV_QUANTITY_COUNT]; /* by quantity: one more than its place; 0: it is none of them */
} pov_counts;

/* ---- plans and deprivation files ---- */

typedef struct pov_rollup_options {
    const char *to;  /* lowest level to keep, in its English form; NULL: all */
    bool merge;      /* rows of the same unit are parts of it: add them */
    const bool *use; /* by row of the plan: rows to be added up; NULL: all */
    /* by row: rows that say which units there are, though they may be of a group that is not added
     * up; NULL: those in use */
    const bool *known;
} pov_rollup_options;

/* One row of the result. Text is the plan's. */
typedef struct pov_rollup_row {
    size_t row;        /* the plan's only row for it, taken as it is; POV_NONE: added up */
    size_t own;        /* the plan's only row for it, also of one that has parts; else POV_NONE */
    size_t sample_row; /* a row with its group, years and standard */
    size_t unit;       /* equal numbers are equal units */
    const char *name, *level, *parent; /* level and parent "" where there is none */
    unsigned depth;
    const pov_sum *sum; /* private: one for each count */
} pov_rollup_row;

typedef struct pov_rollup {
    pov_rollup_row *row; /* each unit followed by its parts; of deprivation by its own rows */
    size_t count;
    const pov_plan *plan; /* borrowed */
    pov_counts counts;    /* private, like the arena of names and sums */
    pov_arena arena;
} pov_rollup;

#define POV_ROLLUP_INIT                                                                            \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * Adds up a finished plan of one file or many. A unit that has parts is the sum of them, whatever
 * its own row states; a unit without is its row. Counts are added (of a unit that does not print
 * one, what follows from its row alone), rates are computed from the sums; points and targets that
 * are rates have no sum.
 *
 * notes   what is worth a word: a unit that has no row for a year, parts that exceed their whole
 * Errors  POV_ERR_DATA with the place: the same unit twice without `merge`; parts that are fewer
 *         than their own parent states; parts of two levels under one parent; with `to` a unit that
 *         is in no unit of that level. POV_ERR_RANGE, POV_ERR_NOMEM
 * Source  docs/methods.md, "Adding up"
 */
pov_status pov_roll_up(const pov_plan *plan, const pov_rollup_options *options, pov_rollup *rollup,
                       pov_problems *notes, pov_error *err) POV_CHECK;
/* What is printed of a quantity: as the row states it, or from the sums. */
pov_figure pov_rollup_figure(const pov_rollup *rollup, const pov_rollup_row *row,
                             pov_quantity quantity);
void pov_rollup_fini(pov_rollup *rollup);

#endif
