/*
 * Apportioning: a whole number of households shared out in proportion to weights, in whole numbers,
 * so that the shares add up exactly.
 */
#ifndef POVCALC_CALCULATOR_APPORTION_H
#define POVCALC_CALCULATOR_APPORTION_H

#include "figure/figure.h"

/* What one unit asks for: a part in proportion to its weight, within limits. */
typedef struct pov_claim {
    int64_t weight;      /* 0 to POV_WEIGHT_MAX; of weight 0 a unit gets its least */
    int64_t least, most; /* 0 <= least <= most <= POV_COUNT_MAX */
} pov_claim;

#define POV_WEIGHT_MAX POV_HUNDRED_PERCENT

/* Units whose claims to the last households were equal, so that the order of the list decided. */
typedef struct pov_ties {
    size_t equal; /* units; 0: nothing had to be decided */
    size_t given; /* households that they shared: the first ones in the list have them */
} pov_ties;

/* The totals that can be shared out: from all that is owed at least to all that may be taken. */
pov_interval pov_apportion_range(const pov_claim *claim, size_t count);

/*
 * Shares out `total` by the divisor method of Sainte-Laguë (Webster):
 *     share = weight / divisor, rounded to the nearest whole number, within least and most
 * with the divisor for which the shares add up. Where claims are equal, the first in the list goes
 * first.
 *
 * total   within pov_apportion_range
 * share   out: one per claim
 * ties    out; may be NULL
 * Errors  POV_ERR_NOMEM; POV_ERR_RANGE when the total is out of range
 * Cost    time n log n for n claims, whatever the total
 * Source  docs/methods.md, "Allocation"
 */
pov_status pov_apportion(int64_t total, const pov_claim *claim, size_t count, int64_t *share,
                         pov_ties *ties, pov_error *err) POV_CHECK;

#endif
