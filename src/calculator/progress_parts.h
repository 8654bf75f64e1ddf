/*
 * Private to progress: what the files know of a unit at a date, and the judging of one unit.
 */
#ifndef POVCALC_CALCULATOR_PROGRESS_PARTS_H
#define POVCALC_CALCULATOR_PROGRESS_PARTS_H

#include "calculator/match.h"
#include "calculator/progress.h"

/* ---- the state of a unit at a date ---- */

/* A unit and group at the end of a year, from all rows that speak of it. */
typedef struct pov_unit_state {
    pov_figure count[POV_MEASURE_COUNT], rate[POV_MEASURE_COUNT];
    pov_figure cut[POV_MEASURE_COUNT], points[POV_MEASURE_COUNT]; /* the drop until then, as an
                                                                     outcome states it */
    pov_figure households;
    size_t row;   /* the one that states most, or POV_NONE */
    size_t other; /* one that contradicts it, or POV_NONE */
} pov_unit_state;

/* The rows of one file that speak of a unit and group. */
typedef struct pov_chain {
    const pov_solution *solution;
    const size_t *next;
    size_t first; /* POV_NONE: it holds none */
} pov_chain;

/* Which standards a date's rows are under, seen from the one that is wanted. */
typedef struct pov_standards_seen {
    bool same, blank, other; /* some row has the wanted one, none, another */
    size_t first, second;    /* rows of two that differ, where none is wanted */
} pov_standards_seen;

pov_standards_seen pov_standards_at(const pov_chain *chain, const char *standard, pov_year year);
/*
 * What the rows of the chain say of a date.
 * standard  that they are to be under; "": any
 * from      where a drop must start for it to be the plan's
 * without   a row that is left out, or POV_NONE
 */
pov_unit_state pov_state_at(const pov_chain *chain, const char *standard, pov_year year,
                            pov_year from, size_t without);
/* Where the result itself starts from: its state of that year, or the poor at the start of the year
 * after, as the yearly review prints them. */
pov_unit_state pov_state_before(const pov_chain *result, const char *standard, pov_year from);
/*
 * Where a row of a plan starts from: its own figures, then what other rows print.
 * plan      the chain of the plan that the row is in
 * standard  see above, of the result
 */
pov_unit_state pov_state_at_start(const pov_chain *plan, const pov_chain *result, size_t row,
                                  const char *standard);
/* The year that a row starts from. A plan that states only the year of its target is that year's
 * plan. */
pov_year pov_start_year(const pov_row *row);

/* ---- judging ---- */

/* Where the result is between the plan's year and its target: after `part` of `whole` months;
 * part = whole at the target, whole = 0 where the plan states no year to start from. */
typedef struct pov_way {
    int64_t part, whole;
    bool between;
} pov_way;

/* All that can be stated of one row; `stated` says which of them are. */
typedef struct pov_targets {
    pov_target of[POV_MEASURE_COUNT][POV_TARGET_KINDS];
    bool stated[POV_MEASURE_COUNT][POV_TARGET_KINDS];
} pov_targets;

/* Those of a row, not judged yet. False where it states none. */
bool pov_targets_take(const pov_row *row, pov_targets *targets);

/*
 * Figures and verdicts of one unit.
 * before       where the result itself starts from
 * parent_rate  of the result, by measure; basis unknown where it is not known
 */
void pov_progress_judge_unit(const pov_solution *plan, const pov_unit_state *start,
                             const pov_unit_state *before, const pov_unit_state *actual,
                             const pov_figure *parent_rate, pov_way way, pov_judge_by by,
                             pov_targets *targets, pov_progress_row *row);

#endif
