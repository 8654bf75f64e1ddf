/*
 * Access to basic social services against its targets, and the measures of Alkire and Foster on a
 * full set of indicators. Definitions: docs/methods.md, "Deprivation".
 */
#ifndef POVCALC_CALCULATOR_DEPRIVATION_H
#define POVCALC_CALCULATOR_DEPRIVATION_H

#include "calculator/progress.h"
#include "calculator/solve/access.h"
#include "model/standard.h"

/* Why there is no verdict. */
typedef enum pov_access_reason {
    POV_ACCESS_DECIDED,
    POV_ACCESS_NO_TARGET,
    POV_ACCESS_NO_FIGURES,
    POV_ACCESS_NOT_DUE,      /* not reached in a year before the target's */
    POV_ACCESS_TOO_WIDE,     /* the bounds hold both answers */
    POV_ACCESS_TWICE,        /* two rows of one date differ */
    POV_ACCESS_STANDARD,     /* the figures are under another poverty standard */
    POV_ACCESS_COUNTS,       /* they count something else */
    POV_ACCESS_CONTRADICTION /* no number of households fits what is stated */
} pov_access_reason;

typedef struct pov_access_result {
    pov_access is;
    pov_figure all_households, target, still_to_reach;
    pov_figure censored_headcount, contribution; /* of a full set, else unknown */
    size_t set;                                  /* the first result of its full set, or POV_NONE */
    size_t by;   /* another result, of a later date, that the target is judged by, or POV_NONE */
    bool judges; /* the target of another result is judged by it */
    pov_verdict verdict;
    pov_access_reason reason;
    bool certain; /* false: fewer digits than the target, and rounding allows both answers */
} pov_access_result;

/* One row by itself. */
void pov_access_judge(const pov_row *row, pov_access_result *result);

/*
 * Targets by the figures of other rows: of the same unit, group, indicator and population, that
 * count the same, at the target's date or the last one before it.
 * rows    of the plan, each with its result, judged by itself
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_access_compare(const pov_plan *plan, const size_t *rows, pov_access_result *results,
                              size_t count, pov_error *err) POV_CHECK;

/* The one that a row names, also under what-if lines ("vn-2022 with cutoff 4"); NULL: none. */
const pov_standard *pov_access_standard(const pov_row *row, const pov_standard *standards,
                                        size_t count);

/* A full set: every indicator of the standard for the poor of one unit, group and year. */
typedef struct pov_access_set {
    size_t first;                                              /* of its results */
    pov_figure headcount_ratio, intensity, adjusted_headcount; /* H, A, M0 in percent */
    int64_t lacked; /* indicators that the poor lack in all */
    int64_t least;  /* that they must lack to be poor by the standard, so many each; 0: any */
} pov_access_set;

/*
 * Looks for full sets among rows and works them out; their results get censored headcount and
 * contribution. A set counts only when all its counts are exact and agree.
 * rows       of the plan, each with its result
 * standards  those whose indicators are known, by id
 * sets       out: room for `count`; in the order of their first rows
 * Errors     POV_ERR_NOMEM
 */
pov_status pov_access_find_sets(const pov_plan *plan, const size_t *rows,
                                pov_access_result *results, size_t count,
                                const pov_standard *standards, size_t standard_count,
                                pov_access_set *sets, size_t *set_count, pov_error *err) POV_CHECK;

#endif
