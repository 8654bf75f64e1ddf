/*
 * The table of quantities: what a row can state, and what follows from it.
 *
 * A quantity is a subject (all households, the poor, …) and an aspect of it (how many, what share,
 * how many fewer, …). The plan, the solver, the check and the readers walk this table.
 */
#ifndef POVCALC_MODEL_QUANTITY_H
#define POVCALC_MODEL_QUANTITY_H

#include "figure/figure.h"

/* Whose number it is. The three measures come first. */
typedef enum pov_measure {
    POV_MEASURE_POOR,
    POV_MEASURE_NEAR_POOR,
    POV_MEASURE_MULTI, /* poor and near-poor together */
    POV_MEASURE_COUNT,
    POV_SUBJECT_ALL = POV_MEASURE_COUNT, /* all households */
    POV_SUBJECT_PERSONS,
    POV_SUBJECT_POOR_PERSONS,
    POV_SUBJECT_SERVED /* of one population, by a basic service: deprivation rows */
} pov_measure;

typedef enum pov_aspect {
    POV_COUNT,           /* at the end of the year */
    POV_RATE,            /* the same, in percent of all households */
    POV_PP,              /* reduction in percentage points */
    POV_REDUCTION,       /* reduction in households */
    POV_REMAINING,       /* at the end of the target year */
    POV_REMAINING_SHARE, /* the same, in percent of the households of the target year */
    POV_RELATIVE,        /* reduction in percent of the count */
    POV_ASPECT_COUNT,
    POV_FLOW = POV_ASPECT_COUNT /* of the year */
} pov_aspect;

/*
 * The figures of a plan file in the order of its columns, then those that only a deprivation file
 * has, whose households are those of the row's population: enum, column name, subject, aspect,
 * kind, may be negative.
 */
#define POV_QUANTITY_LIST(X)                                                                       \
    X(POV_HOUSEHOLDS, "households", POV_SUBJECT_ALL, POV_COUNT, POV_KIND_COUNT, false)             \
    X(POV_POOR, "poor", POV_MEASURE_POOR, POV_COUNT, POV_KIND_COUNT, false)                        \
    X(POV_POOR_RATE, "poor_rate", POV_MEASURE_POOR, POV_RATE, POV_KIND_RATE, false)                \
    X(POV_NEAR_POOR, "near_poor", POV_MEASURE_NEAR_POOR, POV_COUNT, POV_KIND_COUNT, false)         \
    X(POV_NEAR_POOR_RATE, "near_poor_rate", POV_MEASURE_NEAR_POOR, POV_RATE, POV_KIND_RATE, false) \
    X(POV_MULTI_POOR, "multi_poor", POV_MEASURE_MULTI, POV_COUNT, POV_KIND_COUNT, false)           \
    X(POV_MULTI_POOR_RATE, "multi_poor_rate", POV_MEASURE_MULTI, POV_RATE, POV_KIND_RATE, false)   \
    X(POV_PERSONS, "persons", POV_SUBJECT_PERSONS, POV_COUNT, POV_KIND_COUNT, false)               \
    X(POV_POOR_PERSONS, "poor_persons", POV_SUBJECT_POOR_PERSONS, POV_COUNT, POV_KIND_COUNT,       \
      false)                                                                                       \
    X(POV_POOR_PERSONS_RATE, "poor_persons_rate", POV_SUBJECT_POOR_PERSONS, POV_RATE,              \
      POV_KIND_RATE, false)                                                                        \
    X(POV_TARGET_HOUSEHOLDS, "target_households", POV_SUBJECT_ALL, POV_REMAINING, POV_KIND_COUNT,  \
      false)                                                                                       \
    X(POV_REDUCTION_PP, "reduction_pp", POV_MEASURE_POOR, POV_PP, POV_KIND_POINTS, true)           \
    X(POV_REDUCTION_HOUSEHOLDS, "reduction_households", POV_MEASURE_POOR, POV_REDUCTION,           \
      POV_KIND_COUNT, true)                                                                        \
    X(POV_REMAINING_POOR, "remaining_poor", POV_MEASURE_POOR, POV_REMAINING, POV_KIND_COUNT,       \
      false)                                                                                       \
    X(POV_REMAINING_RATE, "remaining_rate", POV_MEASURE_POOR, POV_REMAINING_SHARE, POV_KIND_RATE,  \
      false)                                                                                       \
    X(POV_RELATIVE_REDUCTION, "relative_reduction", POV_MEASURE_POOR, POV_RELATIVE,                \
      POV_KIND_CHANGE, true)                                                                       \
    X(POV_NEAR_POOR_REDUCTION_PP, "near_poor_reduction_pp", POV_MEASURE_NEAR_POOR, POV_PP,         \
      POV_KIND_POINTS, true)                                                                       \
    X(POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, "near_poor_reduction_households", POV_MEASURE_NEAR_POOR, \
      POV_REDUCTION, POV_KIND_COUNT, true)                                                         \
    X(POV_REMAINING_NEAR_POOR, "remaining_near_poor", POV_MEASURE_NEAR_POOR, POV_REMAINING,        \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_REMAINING_NEAR_POOR_RATE, "remaining_near_poor_rate", POV_MEASURE_NEAR_POOR,             \
      POV_REMAINING_SHARE, POV_KIND_RATE, false)                                                   \
    X(POV_NEAR_POOR_RELATIVE_REDUCTION, "near_poor_relative_reduction", POV_MEASURE_NEAR_POOR,     \
      POV_RELATIVE, POV_KIND_CHANGE, true)                                                         \
    X(POV_MULTI_POOR_REDUCTION_PP, "multi_poor_reduction_pp", POV_MEASURE_MULTI, POV_PP,           \
      POV_KIND_POINTS, true)                                                                       \
    X(POV_MULTI_POOR_REDUCTION_HOUSEHOLDS, "multi_poor_reduction_households", POV_MEASURE_MULTI,   \
      POV_REDUCTION, POV_KIND_COUNT, true)                                                         \
    X(POV_REMAINING_MULTI_POOR, "remaining_multi_poor", POV_MEASURE_MULTI, POV_REMAINING,          \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_REMAINING_MULTI_POOR_RATE, "remaining_multi_poor_rate", POV_MEASURE_MULTI,               \
      POV_REMAINING_SHARE, POV_KIND_RATE, false)                                                   \
    X(POV_MULTI_POOR_RELATIVE_REDUCTION, "multi_poor_relative_reduction", POV_MEASURE_MULTI,       \
      POV_RELATIVE, POV_KIND_CHANGE, true)                                                         \
    X(POV_START_POOR, "start_poor", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)             \
    X(POV_ESCAPED, "escaped", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)                   \
    X(POV_ESCAPED_TO_NEAR_POOR, "escaped_to_near_poor", POV_MEASURE_POOR, POV_FLOW,                \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_OTHER_DECREASE, "other_decrease", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)     \
    X(POV_FROM_NEAR_POOR, "from_near_poor", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)     \
    X(POV_RELAPSED, "relapsed", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)                 \
    X(POV_NEWLY_POOR, "newly_poor", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)             \
    X(POV_OTHER_INCREASE, "other_increase", POV_MEASURE_POOR, POV_FLOW, POV_KIND_COUNT, false)     \
    X(POV_START_NEAR_POOR, "start_near_poor", POV_MEASURE_NEAR_POOR, POV_FLOW, POV_KIND_COUNT,     \
      false)                                                                                       \
    X(POV_NEAR_POOR_ESCAPED, "near_poor_escaped", POV_MEASURE_NEAR_POOR, POV_FLOW, POV_KIND_COUNT, \
      false)                                                                                       \
    X(POV_NEAR_POOR_OTHER_DECREASE, "near_poor_other_decrease", POV_MEASURE_NEAR_POOR, POV_FLOW,   \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_NEAR_POOR_RELAPSED, "near_poor_relapsed", POV_MEASURE_NEAR_POOR, POV_FLOW,               \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_NEWLY_NEAR_POOR, "newly_near_poor", POV_MEASURE_NEAR_POOR, POV_FLOW, POV_KIND_COUNT,     \
      false)                                                                                       \
    X(POV_NEAR_POOR_OTHER_INCREASE, "near_poor_other_increase", POV_MEASURE_NEAR_POOR, POV_FLOW,   \
      POV_KIND_COUNT, false)                                                                       \
    X(POV_ALL_HOUSEHOLDS, "all_households", POV_SUBJECT_SERVED, POV_COUNT, POV_KIND_COUNT, false)  \
    X(POV_DEPRIVED, "deprived", POV_SUBJECT_SERVED, POV_COUNT, POV_KIND_COUNT, false)              \
    X(POV_DEPRIVED_RATE, "deprived_rate", POV_SUBJECT_SERVED, POV_RATE, POV_KIND_RATE, false)      \
    X(POV_TARGET_ACCESS_RATE, "target_access_rate", POV_SUBJECT_SERVED, POV_REMAINING_SHARE,       \
      POV_KIND_RATE, false)

typedef enum pov_quantity {
#define POV_QUANTITY_ENUM(id, name, subject, aspect, kind, negative) id,
    POV_QUANTITY_LIST(POV_QUANTITY_ENUM)
#undef POV_QUANTITY_ENUM
        POV_QUANTITY_COUNT,
    POV_PLAN_QUANTITY_COUNT = POV_ALL_HOUSEHOLDS /* those before it are a plan's */
} pov_quantity;

typedef struct pov_quantity_info {
    const char *name;
    pov_measure subject;
    pov_aspect aspect;
    pov_kind kind;
    bool negative;
} pov_quantity_info;

extern const pov_quantity_info pov_quantity_infos[POV_QUANTITY_COUNT];
static inline const pov_quantity_info *pov_quantity_get(pov_quantity quantity)
{
    return &pov_quantity_infos[quantity];
}
pov_kind pov_aspect_kind(pov_aspect aspect);
/* The quantity of a column's name, or POV_QUANTITY_COUNT. */
pov_quantity pov_quantity_find(const char *name);
/* The column that states an aspect of a measure, or POV_QUANTITY_COUNT where there is none. */
extern const uint8_t pov_quantities_of[POV_MEASURE_COUNT][POV_ASPECT_COUNT];
static inline pov_quantity pov_quantity_of(pov_measure measure, pov_aspect aspect)
{
    return (pov_quantity)pov_quantities_of[measure][aspect];
}

/* A set of quantities. */
typedef uint64_t pov_quantity_set;

static inline pov_quantity_set pov_set_of(pov_quantity quantity)
{
    return (pov_quantity_set)1 << quantity;
}

static inline bool pov_set_has(pov_quantity_set set, pov_quantity quantity)
{
    return (set >> quantity & 1U) != 0;
}

static inline size_t pov_set_count(pov_quantity_set set)
{
    size_t count = 0;

    for (; set != 0; set &= set - 1) {
        count++;
    }
    return count;
}

/* ---- the flows of a year ---- */

/* The count at the end of the year = the sum of sign × flow. escaped_to_near_poor is a part of
 * escaped, and a way in for the near-poor; from_near_poor is a way out for them. */
typedef struct pov_flow {
    pov_quantity quantity;
    int sign;
} pov_flow;

#define POV_FLOW_COUNT 8
/* Of the poor and of the near-poor: the start first, the flow of those who are new last. */
extern const pov_flow pov_flows[POV_MEASURE_MULTI][POV_FLOW_COUNT];

#endif
