/*
 * Progress: was the target of a plan met? Units of a plan against the state that a later file
 * prints.
 *
 * A verdict is given only where the bounds allow one. docs/methods.md, "Progress", has the rules.
 */
#ifndef POVCALC_CALCULATOR_PROGRESS_H
#define POVCALC_CALCULATOR_PROGRESS_H

#include "calculator/solve/solution.h"
#include "calculator/target.h"

/* enum, name in JSON and CSV */
#define POV_VERDICT_LIST(X)                                                                        \
    X(POV_VERDICT_NONE, "")                                                                        \
    X(POV_VERDICT_MET, "met")                                                                      \
    X(POV_VERDICT_ON_PACE, "on_pace") /* in a year between: at or below the straight line */       \
    X(POV_VERDICT_NOT_COMPARABLE, "not_comparable")                                                \
    X(POV_VERDICT_UNKNOWN, "unknown")                                                              \
    X(POV_VERDICT_BEHIND, "behind") /* above the straight line */                                  \
    X(POV_VERDICT_MISSED, "missed")

typedef enum pov_verdict {
#define POV_VERDICT_ENUM(id, name) id,
    POV_VERDICT_LIST(POV_VERDICT_ENUM)
#undef POV_VERDICT_ENUM
        POV_VERDICT_COUNT
} pov_verdict;

/* Why there is no verdict. */
#define POV_REASON_LIST(X)                                                                         \
    X(POV_REASON_NONE, "")                                                                         \
    X(POV_REASON_NO_UNIT, "no_unit")         /* the result holds no row of the unit */             \
    X(POV_REASON_NO_GROUP, "no_group")       /* it holds the unit, not the group */                \
    X(POV_REASON_NO_YEAR, "no_year")         /* it holds them for other years */                   \
    X(POV_REASON_NO_TARGET, "no_target")     /* the plan states none */                            \
    X(POV_REASON_NO_BASELINE, "no_baseline") /* nor does a file say where it starts from */        \
    X(POV_REASON_NO_FIGURES, "no_figures")   /* the result states none that could be compared */   \
    X(POV_REASON_BOUNDS, "bounds")           /* allow both answers */                              \
    X(POV_REASON_OPEN, "open")               /* "over 4%" remain: how many at most? */             \
    X(POV_REASON_NO_PARENT, "no_parent")     /* nor its parent's rate, below which it is to be */  \
    X(POV_REASON_UNIT, "another_unit")       /* so many more or fewer households under the name */ \
    X(POV_REASON_STANDARD, "standard")       /* the poverty standard changed */                    \
    X(POV_REASON_STANDARDS, "two_standards") /* the result has two, the plan names none */         \
    X(POV_REASON_TWICE, "stated_twice")      /* two rows of the result differ */                   \
    X(POV_REASON_TWO_UNITS, "two_units") /* have the name, and no parent says which is meant */    \
    X(POV_REASON_NOT_IN_PLAN, "not_in_plan") /* only the result holds it */

typedef enum pov_reason {
#define POV_REASON_ENUM(id, name) id,
    POV_REASON_LIST(POV_REASON_ENUM)
#undef POV_REASON_ENUM
        POV_REASON_COUNT
} pov_reason;

const char *pov_verdict_name(pov_verdict verdict);
const char *pov_reason_name(pov_reason reason);

/* What a plan can aim at, for the poor, the near-poor and both: an end state, or a change. */
typedef enum pov_target_kind {
    POV_TARGET_REMAINING,
    POV_TARGET_RATE,
    POV_TARGET_PARENT, /* a rate below the parent's */
    POV_TARGET_REDUCTION,
    POV_TARGET_POINTS,
    POV_TARGET_RELATIVE,
    POV_TARGET_KINDS
} pov_target_kind;

/* Its name, as JSON has it: "remaining_poor"; that of POV_TARGET_PARENT is its own. */
const char *pov_target_name(pov_measure measure, pov_target_kind kind);

/* A target that the plan states. Figures that are not known have the basis unknown. */
typedef struct pov_target {
    pov_measure measure;
    pov_target_kind kind;
    pov_figure planned; /* as stated; the parent's rate, once it is known */
    pov_figure due;     /* the same, or where a straight line to it would be in a year between */
    pov_figure actual;
    pov_figure gap;   /* actual less due */
    pov_figure share; /* of a change: what is achieved of it, in percent */
    pov_verdict verdict;
    pov_reason reason;
    bool certain;     /* see pov_progress_row */
    bool printed;     /* judged by figures that are printed, not by what follows from others */
    bool decides;     /* the unit's verdict */
    bool plan_misses; /* a headline that the plan's own end state misses */
} pov_target;

/* One unit and group. Figures that are not known have the basis unknown. */
typedef struct pov_progress_row {
    size_t plan_row, result_row; /* either may be POV_NONE */
    size_t other_row;            /* of the result: the one that differs from it, or POV_NONE */
    size_t unsaid_row; /* of the result: it ends in the target year, but does not say that it is an
                          outcome; POV_NONE where that would not help */
    pov_year first_year, last_year; /* that the result has, where the year is missing */
    bool shares_name;               /* with another unit of the plan, of another parent */
    bool contradicts;               /* the row of the result itself, or its parts */
    const char *nearest;            /* of a unit without result: one that the plan does not hold */
    pov_figure baseline_rate;       /* where the plan starts from */
    pov_figure plan_start, result_start;   /* households, else the rate, where the result prints
                                            another start than the plan */
    pov_figure planned_poor, planned_rate; /* at the end of the target year */
    pov_figure line_poor, line_rate;       /* in a year between: where a straight line would be */
    pov_figure actual_poor, actual_rate;
    pov_figure achieved_households, achieved_pp;
    pov_figure share_households, share_pp;    /* of the reduction that was planned, in percent */
    pov_figure share_of_parent;               /* of what the parent achieved in households */
    pov_figure gap_households, gap_rate;      /* above zero: over what was planned */
    pov_figure planned_growth, actual_growth; /* of all households, in percent */
    pov_figure start_households, actual_all;  /* all households, where they are known */
    pov_figure escaped, relapsed, newly_poor;
    pov_figure unexplained;   /* change in households beyond what the printed flows add up to */
    const pov_target *target; /* those that the plan states, in the order of their kinds */
    size_t target_count;
    pov_verdict verdict;
    pov_reason reason;
    bool certain; /* false: the result has fewer digits than the target and its rounding allows
                     both answers, or its count and its rate give different ones */
} pov_progress_row;

/* One target of a row, or NULL where the plan does not state it. */
const pov_target *pov_target_of(const pov_progress_row *row, pov_measure measure,
                                pov_target_kind kind);

typedef struct pov_progress {
    pov_progress_row *row; /* one for each row of the plan, then what only the result holds */
    size_t count, capacity;
    pov_target *target; /* of all rows */
    size_t target_count, target_capacity;
    size_t of[POV_VERDICT_COUNT]; /* units of the plan by verdict */
} pov_progress;

#define POV_PROGRESS_INIT                                                                          \
    {                                                                                              \
        .row = NULL                                                                                \
    }

/*
 * Judges every row of the plan for which `picked` (NULL: all) against the rows of the result with
 * the same unit and group: of the target year, else the last one between. Both solutions must
 * outlive what comes out.
 * standard  by which the result is taken where the plan's row names none; "": any
 * Errors    POV_ERR_NOMEM
 */
pov_status pov_progress_judge(const pov_solution *plan, const pov_solution *result,
                              const bool *picked, pov_judge_by by, const char *standard,
                              pov_progress *progress, pov_error *err) POV_CHECK;
void pov_progress_fini(pov_progress *progress);
/* The first `unsaid_row` that there is, or POV_NONE. */
size_t pov_progress_unsaid(const pov_progress *progress);

#endif
