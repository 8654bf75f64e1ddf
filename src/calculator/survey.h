/*
 * Counting the households of a yearly review by unit, class and group.
 *
 * Counts are exact integers, so that counters of several threads, or of several machines, add up to
 * the same figures in any order.
 */
#ifndef POVCALC_CALCULATOR_SURVEY_H
#define POVCALC_CALCULATOR_SURVEY_H

#include "model/standard.h"

#include <pthread.h>
#include <stdatomic.h>

#define POV_SURVEY_GROUPS 4   /* area + 2 * minority */
#define POV_SURVEY_UNKNOWN 10 /* of unknown class, by area + 3 * minority, and without members */

/* What is counted of a unit: households by class and group, and those of unknown class; persons
 * likewise, where `persons`; where `deprived`, households of the poor and of the near-poor that
 * lack each indicator. */
typedef struct pov_survey_plan {
    pov_classifier classifier[2]; /* by income, by score */
    bool persons, deprived;
    size_t indicators;
} pov_survey_plan;

#define POV_SURVEY_PARTS 25 /* 256 units, 512, and so on, to 2^32 */
#define POV_SURVEY_CELLS_MAX                                                                       \
    ((size_t)2 * (POV_CLASS_COUNT * POV_SURVEY_GROUPS + POV_SURVEY_UNKNOWN) +                      \
     (size_t)2 * POV_INDICATORS_MAX)

/* A number of 32 bits for each that is counted of each unit. Threads add to the same ones. */
typedef _Atomic uint32_t pov_survey_cell;
typedef struct pov_survey_table {
    pov_survey_cell *_Atomic part[POV_SURVEY_PARTS];
} pov_survey_table;

typedef struct pov_survey {
    pov_survey_plan plan;
    pov_survey_table low, high; /* halves of the counts; the high ones are there where needed */
    pthread_mutex_t lock;       /* while a part is made */
    uint32_t *order; /* units of the level that is counted by, as they came first in the files */
    size_t order_count;
} pov_survey;

#define POV_SURVEY_INIT                                                                            \
    {                                                                                              \
        .lock = PTHREAD_MUTEX_INITIALIZER                                                          \
    }

/* What a thread has counted of one unit and not yet added to the survey. Starts as zeros. */
typedef struct pov_survey_counter {
    uint32_t unit;
    uint64_t count[POV_SURVEY_CELLS_MAX];  /* of households with their persons; of lacks */
    uint8_t counted[POV_SURVEY_CELLS_MAX]; /* cells that are not 0, as they became so */
    size_t counted_count;
    uint64_t pending;           /* households, at most */
    int64_t most;               /* the highest income */
    int64_t above, above_lacks; /* households above all lines, and the indicators that they lack */
    int64_t otherwise;          /* households that their file states another class of */
    char apart[128];            /* from the cache lines of the next thread's */
} pov_survey_counter;

/* Counts households. Threads may do so at the same time, each with a counter of its own.
 * Errors: POV_ERR_NOMEM. */
pov_status pov_survey_count(pov_survey *survey, pov_survey_counter *counter,
                            const pov_household *household, size_t count) POV_CHECK;
/* Adds what a thread has counted last. Errors: POV_ERR_NOMEM. */
pov_status pov_survey_add(pov_survey *survey, pov_survey_counter *counter) POV_CHECK;
/* After all threads: puts the units of a level that have households in order.
 * Errors: POV_ERR_NOMEM. */
pov_status pov_survey_finish(pov_survey *survey, const pov_household_unit *unit, size_t count,
                             int level, pov_error *err) POV_CHECK;
void pov_survey_fini(pov_survey *survey);

/* Sets of classes and of groups, as bits. */
#define POV_CLASSES_ALL ((1U << POV_CLASS_COUNT) - 1)
#define POV_GROUPS_ALL 15U
#define POV_GROUPS_RURAL 5U
#define POV_GROUPS_URBAN 10U
#define POV_GROUPS_MINORITY 12U

/* The households of a unit, or its persons, in some classes and groups. */
int64_t pov_survey_households(const pov_survey *survey, uint32_t unit, unsigned classes,
                              unsigned groups);
int64_t pov_survey_persons(const pov_survey *survey, uint32_t unit, unsigned classes,
                           unsigned groups);
/* The households of unknown class that are or may be in the groups; `surely`: that are. */
int64_t pov_survey_unknown(const pov_survey *survey, uint32_t unit, unsigned groups, bool surely);
/* Whether the members of a household of the unit are unknown. */
bool pov_survey_lacks_members(const pov_survey *survey, uint32_t unit);
/* The persons of households that pov_survey_unknown counts. */
int64_t pov_survey_unknown_persons(const pov_survey *survey, uint32_t unit, unsigned groups);
/* Those of a class, poor or near-poor, that lack an indicator. */
int64_t pov_survey_deprived(const pov_survey *survey, uint32_t unit, pov_class class,
                            size_t indicator);

#endif
