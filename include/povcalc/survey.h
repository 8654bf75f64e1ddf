/*
 * Counting the households of a yearly review by unit, class and group.
 *
 * Counts are exact integers, so that counters of several threads, or of several machines, add up to
 * the same figures in any order.
 */
#ifndef POVCALC_SURVEY_H
#define POVCALC_SURVEY_H

#include "povcalc/standard.h"

#define POV_SURVEY_GROUPS 4 /* area + 2 * minority */

/* What is counted of a unit: households by class and group; persons likewise, where `persons`;
 * where `deprived`, households of the poor and of the near-poor that lack each indicator. */
typedef struct pov_survey_plan {
    pov_classifier classifier;
    bool persons, deprived;
    size_t indicators;
} pov_survey_plan;

/* The counts of one thread. */
typedef struct pov_survey_counter {
    int64_t *count; /* by unit */
    size_t units, capacity;
} pov_survey_counter;

/* Counts households. Errors: POV_ERR_NOMEM. */
pov_status pov_survey_count(const pov_survey_plan *plan, pov_survey_counter *counter,
                            const pov_household *household, size_t count) POV_CHECK;
void pov_survey_counter_fini(pov_survey_counter *counter);

/* A unit with its counts. */
typedef struct pov_survey_unit {
    const char *name;
    size_t parent; /* index, or POV_NONE */
    int level;
    uint64_t first;
    int64_t *count; /* in the counter that had it first; NULL of a unit that only has parts */
} pov_survey_unit;

typedef struct pov_survey {
    pov_survey_plan plan;
    pov_survey_unit *unit;
    size_t unit_count, unit_capacity;
    size_t *order; /* units of the level that is counted by, as they came first in the files */
    size_t order_count;
    pov_map index;
    pov_arena arena;
} pov_survey;

#define POV_SURVEY_INIT                                                                            \
    {                                                                                              \
        .unit = NULL                                                                               \
    }

/* Adds one thread's counts. Units are the same when parents and folded names are. The sums are kept
 * in the counters, which must outlive the survey. Errors: POV_ERR_NOMEM. */
pov_status pov_survey_add(pov_survey *survey, const pov_survey_counter *counter,
                          const pov_household_unit *units, size_t count, pov_error *err) POV_CHECK;
/* After the last: puts the units of a level in order. Errors: POV_ERR_NOMEM. */
pov_status pov_survey_finish(pov_survey *survey, int level, pov_error *err) POV_CHECK;
void pov_survey_fini(pov_survey *survey);

/* Sets of classes and of groups, as bits. */
#define POV_CLASSES_ALL ((1U << POV_CLASS_COUNT) - 1)
#define POV_GROUPS_ALL 15U
#define POV_GROUPS_RURAL 5U
#define POV_GROUPS_URBAN 10U
#define POV_GROUPS_MINORITY 12U

/* The households of a unit, or its persons, in some classes and groups. */
int64_t pov_survey_households(const pov_survey_unit *unit, unsigned classes, unsigned groups);
int64_t pov_survey_persons(const pov_survey_unit *unit, unsigned classes, unsigned groups);
/* Those of a class, poor or near-poor, that lack an indicator. */
int64_t pov_survey_deprived(const pov_survey *survey, const pov_survey_unit *unit, pov_class class,
                            size_t indicator);

#endif
