/*
 * What lists add up to, computed once for each list, and what a list leaves for one of its cells.
 */
#ifndef POVCALC_CALCULATOR_CHECK_SUMS_H
#define POVCALC_CALCULATOR_CHECK_SUMS_H

#include "calculator/check/finding.h"

/* One count over one list. */
typedef struct pov_list_sum {
    bool compared; /* the parent states it, or its households follow from what it states */
    bool full;     /* every unit has it */
    bool exact;    /* it adds up to the last household */
    bool negative; /* a unit's figure may be below zero */
    pov_interval whole, parts;
    int64_t smallest; /* unit */
} pov_list_sum;

typedef struct pov_list_sums {
    bool any_exact; /* of these units a count adds up exactly, here or in a list of another year */
    bool others_asked;              /* private: those lists were looked at in vain */
    uint8_t at[POV_QUANTITY_COUNT]; /* private: of counts that there is something to compare of */
    pov_list_sum sum[];             /* private: the first is blank, for all others */
} pov_list_sums;

static inline const pov_list_sum *pov_list_sum_of(const pov_list_sums *sums, pov_quantity quantity)
{
    return &sums->sum[sums->at[quantity]];
}

/* The rows that make a list's sum: its members, and in place of one without any figures the rows of
 * its own units. */
typedef struct pov_parts {
    const size_t *row;
    size_t count;
} pov_parts;

pov_parts pov_parts_of(const pov_checker *c, const pov_list *list);

pov_status pov_sums_init(pov_checker *c) POV_CHECK;
void pov_sums_fini(pov_checker *c);
/* The sums of a list; NULL where it has no whole, or memory fails. */
const pov_list_sums *pov_sums_of(pov_checker *c, size_t list);
/* The rate of all units together; empty where nothing fits. */
pov_interval pov_sums_rate(const pov_checker *c, const pov_list *list, const pov_list_sums *sums,
                           pov_measure measure);
/* The rates that all units print for what remains: from the lowest to the highest; false where one
 * prints none. */
bool pov_sums_rates_left(const pov_checker *c, const pov_list *list, pov_measure measure,
                         pov_interval *span);
/* What the whole leaves for the unit that has `own`, all others being right. */
pov_interval pov_sum_leaves(const pov_list_sum *sum, pov_interval own);
/* Whether units and parent ought to agree on a figure: the list is complete, or looks so. */
bool pov_sums_ought_to_agree(const pov_list *list, const pov_list_sums *sums);
/* The bounds of a row's count from the row alone. */
pov_interval pov_row_bounds(const pov_checker *c, size_t row, pov_quantity quantity);
/* The bounds that its lists leave for a row's count, if all other rows are right: as a member, and
 * as the whole. */
pov_interval pov_sums_leave(pov_checker *c, size_t row, pov_quantity quantity);

#endif
