/*
 * Allocating: a parent's reduction spread over its units, as a plan whose figures all agree.
 */
#ifndef POVCALC_CALCULATOR_ALLOCATE_H
#define POVCALC_CALCULATOR_ALLOCATE_H

#include "calculator/apportion.h"
#include "calculator/solve/solution.h"

typedef enum pov_allocate_by {
    POV_BY_POOR,       /* the same relative cut everywhere */
    POV_BY_HOUSEHOLDS, /* the same points everywhere */
    POV_BY_EXCESS,     /* the highest rates come down first, to a common ceiling */
    POV_BY_WEIGHT      /* in proportion to a column of the file */
} pov_allocate_by;

/* What is to be reached for the parent. */
typedef enum pov_allocate_target {
    POV_ALLOCATE_NONE,
    POV_ALLOCATE_POINTS,        /* ticks; the fewest households that reach them */
    POV_ALLOCATE_HOUSEHOLDS,    /* so many fewer */
    POV_ALLOCATE_REMAINING_RATE /* ticks; as many remain as it allows */
} pov_allocate_target;

typedef struct pov_allocate_options {
    pov_allocate_target target;
    int64_t amount;
    pov_allocate_by by;
    pov_quantity weight;               /* of POV_BY_WEIGHT */
    int64_t cut_households, cut_share; /* most of a unit: households; ticks of its poor */
    int64_t growth;                    /* of households to the target year, in ticks */
    bool exact;                        /* refuse counts that are not printed */
    pov_year target_year;              /* {0, 0}: that of the rows */
    unsigned digits;                   /* decimals of the rates and points that the plan states */
    bool digits_given;                 /* else as many as the baseline's rate, and two at least */
} pov_allocate_options;

#define POV_ALLOCATE_OPTIONS_INIT                                                                  \
    {                                                                                              \
        .target = POV_ALLOCATE_NONE, .cut_households = POV_COUNT_MAX,                              \
        .cut_share = POV_HUNDRED_PERCENT                                                           \
    }

/* What became of it, beside the plan. */
typedef struct pov_allocation {
    int64_t reduction; /* households, of the parent */
    pov_ties ties;     /* units that had equal claims */
    size_t computed;   /* units whose count of poor is not printed as one number */
    size_t *from;      /* by row of the new plan: the row that it was made from; may be POV_NONE */
    bool *households;  /* by row of the new plan: it states them */
} pov_allocation;

#define POV_ALLOCATION_INIT                                                                        \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * Spreads the target over the members of the list, and writes a plan of its parent (where it has
 * a name for one) and its units: households, poor, rate, reduction, what remains. The new plan is
 * not finished. Counts and households that are not printed as one number are chosen within their
 * bounds so that they add up.
 *
 * list        siblings that can be added up, with their parent or without
 * plan        empty; on failure it holds nothing that may be used
 * allocation  out; caller frees it with pov_allocation_fini, also on failure
 * Errors      POV_ERR_DATA (a unit without a count, units that do not add up to their parent, a
 *             target that the limits do not allow: by how much), POV_ERR_RANGE, POV_ERR_NOMEM
 * Source      docs/methods.md, "Allocation"
 */
pov_status pov_allocate(const pov_solution *solution, const pov_list *list,
                        const pov_allocate_options *options, pov_plan *plan,
                        pov_allocation *allocation, pov_error *err) POV_CHECK;
void pov_allocation_fini(pov_allocation *allocation);

/* Says in the solved new plan which counts and households the document does not print, with the
 * bounds that it leaves them. */
void pov_allocation_mark(const pov_allocation *allocation, const pov_solution *from,
                         pov_solution *solved);

#endif
