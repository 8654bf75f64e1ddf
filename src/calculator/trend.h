/*
 * Trend: units over the years. Nothing is computed across a change of the poverty standard.
 */
#ifndef POVCALC_CALCULATOR_TREND_H
#define POVCALC_CALCULATOR_TREND_H

#include "calculator/solve/solution.h"

/* One observation: the state of a unit and group in a year, with the change since the one before
 * in its stretch. Figures that are not known have the basis unknown. */
typedef struct pov_observation {
    size_t row;                   /* of the plan */
    size_t since;                 /* row of the observation before it, or POV_NONE: the first of
                                       its stretch */
    bool breaks;                  /* the first under another standard than the one before */
    pov_figure change_households; /* below zero: fewer */
    pov_figure change_pp;
    pov_figure relative_change;    /* of the households, in percent */
    pov_figure count_part_pp;      /* of the change in rate: that of the poor households */
    pov_figure households_part_pp; /* and that of all households */
} pov_observation;

/* Observations of one unit and group under one standard. */
typedef struct pov_stretch {
    size_t first, count; /* observation[first …] */
    int64_t months;      /* from the first to the last */
    pov_figure change_households, change_pp, relative_change;
    pov_figure average_households, average_pp; /* per year: change ÷ years between */
    size_t target_row; /* of the plan: a target after the last observation; POV_NONE */
    pov_figure target_rate;
    pov_figure needed_pp; /* per year from the last observation on; below zero: less */
    bool never;           /* the rate does not fall, so that the pace does not arrive */
    pov_figure arrival;   /* year in which the present pace arrives; an open end: perhaps never */
} pov_stretch;

typedef struct pov_trend {
    pov_observation *observation;
    size_t observation_count, observation_capacity;
    pov_stretch *stretch; /* those of one unit and group follow each other */
    size_t stretch_count, stretch_capacity;
    size_t *other_target; /* rows of targets of a unit that has none for what is observed */
    size_t other_count, other_capacity;
    size_t *conflict; /* rows left out: another row of that year and standard says otherwise */
    size_t conflict_count, conflict_capacity;
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

#endif
