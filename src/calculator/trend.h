/*
 * Trend: units over the years. Nothing is computed across a change of the poverty standard, nor
 * where one name means another unit than before.
 */
#ifndef POVCALC_CALCULATOR_TREND_H
#define POVCALC_CALCULATOR_TREND_H

#include "calculator/solve/solution.h"

/* Why nothing is compared with the observation before. */
typedef enum pov_break {
    POV_BREAK_NONE,
    POV_BREAK_STANDARD, /* another standard took the place of the one before */
    POV_BREAK_UNIT      /* so many more or fewer households that it is another unit */
} pov_break;

/* The state of a unit and group at the end of a year. */
typedef struct pov_observation {
    size_t row;   /* of the plan */
    bool end;     /* the end of an outcome, not the row's own year */
    size_t since; /* the observation before it in its stretch; POV_NONE: it is the first */
    pov_break breaks;
} pov_observation;

/* A change between two observations. Figures that are not known have the basis unknown. */
typedef struct pov_change {
    pov_figure households; /* below zero: fewer */
    pov_figure pp;
    pov_figure relative;           /* of the households, in percent */
    pov_figure count_part_pp;      /* of the change in rate: that of the number of poor */
    pov_figure households_part_pp; /* and that of the number of all households */
} pov_change;

/* The pace that a target needs after the last observation, and the present one. */
typedef struct pov_pace {
    pov_measure measure;
    size_t row; /* of the plan: the one that states it; POV_NONE: there is no target */
    pov_figure target_rate, target_count;
    pov_figure needed_pp, needed_households; /* per year; 0: it is reached */
    bool reached;
    bool arrives;        /* the present pace is known */
    int64_t arrival;     /* months since year 0; POV_NO_HIGH: never */
    pov_interval bounds; /* of the arrival */
    bool monthly;        /* years do not tell whether it is in time */
    bool late;           /* after the target's date */
} pov_pace;

/* Observations of one unit and group under one standard. */
typedef struct pov_stretch {
    size_t first, count; /* observation[first …] */
    int64_t months;      /* from the first to the last */
    pov_pace pace[POV_MEASURE_COUNT];
} pov_stretch;

/* A row of the plan, and why it is not part of what is shown. */
typedef enum pov_untold {
    POV_UNTOLD_SERIES,   /* a target, but nothing is observed of its unit and group */
    POV_UNTOLD_CONFLICT, /* another row of that year and standard says otherwise */
    POV_UNTOLD_STANDARD, /* a target by another standard, or of two standards by neither */
    POV_UNTOLD_PARENT,   /* a target below the parent's rate of then */
    POV_UNTOLD_OTHER,    /* the target of another row is followed: of a later plan, or due before */
    POV_UNTOLD_FIGURES   /* a target, but not the figures that a pace would need */
} pov_untold;

typedef struct pov_untold_row {
    size_t row, other; /* other: the row that is taken instead, or POV_NONE */
    pov_untold why;
} pov_untold_row;

typedef struct pov_trend {
    pov_observation *observation;
    size_t observation_count, observation_capacity;
    pov_stretch *stretch; /* those of one unit and group follow each other */
    size_t stretch_count, stretch_capacity;
    size_t *series; /* by row of the plan: the first stretch of its unit and group, or POV_NONE */
    pov_untold_row *untold;
    size_t untold_count, untold_capacity;
} pov_trend;

#define POV_TREND_INIT                                                                             \
    {                                                                                              \
        .observation = NULL                                                                        \
    }

/* Joins the picked rows (NULL: all) of all files. The solution must outlive what comes out.
 * Errors: POV_ERR_NOMEM. */
pov_status pov_trend_find(const pov_solution *solution, const bool *picked, pov_trend *trend,
                          pov_error *err) POV_CHECK;
void pov_trend_fini(pov_trend *trend);

/* Count or rate; of POV_SUBJECT_ALL all households. */
const pov_figure *pov_observed(const pov_solution *solution, const pov_observation *observation,
                               pov_measure measure, pov_aspect aspect);
pov_year pov_observed_year(const pov_solution *solution, const pov_observation *observation);
/* Whether the unit's count or rate of the measure is known then. */
bool pov_is_observed(const pov_solution *solution, const pov_observation *observation,
                     pov_measure measure);

/* before  NULL: no change is known */
pov_change pov_trend_change(const pov_solution *solution, const pov_observation *before,
                            const pov_observation *after, pov_measure measure);
/* A change per year: change ÷ years between. */
pov_figure pov_trend_per_year(const pov_figure *change, int64_t months);
/* What part of its parent's change in households between the same years a change is, in percent. */
pov_figure pov_trend_share(const pov_solution *solution, const pov_trend *trend,
                           const pov_observation *before, const pov_observation *after,
                           pov_measure measure);

#endif
