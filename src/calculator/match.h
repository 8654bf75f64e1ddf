/*
 * Rows of several files that speak of the same unit and group.
 */
#ifndef POVCALC_CALCULATOR_MATCH_H
#define POVCALC_CALCULATOR_MATCH_H

#include "model/plan.h"

/* What rows are matched by. Where rows of one name and group name different parents, the parent
 * tells units apart; else it does not matter, since not every file names it. */
enum { POV_MATCH_NAME, POV_MATCH_PARENT, POV_MATCH_WAYS };

typedef struct pov_matcher {
    const pov_plan *plan;          /* borrowed */
    pov_map index[POV_MATCH_WAYS]; /* text of the key → first row */
    size_t *next[POV_MATCH_WAYS];  /* by row: the next one that matches, or POV_NONE */
    size_t *last[POV_MATCH_WAYS];  /* by first row */
    bool *ambiguous;               /* by first row of a name: its rows name different parents */
    pov_arena arena;
} pov_matcher;

/* Errors: POV_ERR_NOMEM. */
pov_status pov_matcher_init(pov_matcher *matcher, const pov_plan *plan, pov_error *err) POV_CHECK;
void pov_matcher_fini(pov_matcher *matcher);

/* The first row that matches the row of a plan, this one or another, or POV_NONE. Sets *failed when
 * memory runs out. */
size_t pov_matcher_find(const pov_matcher *matcher, const pov_plan *plan, const pov_row *row,
                        int way, bool *failed);

/*
 * Whether so many households before and so many now can be those of one unit: they are not fewer by
 * a fifth, nor more by a fifth and by more than 5 percent a year, where that is above 50
 * households. After a reform the name of an old unit can be that of a new one.
 */
bool pov_same_unit(const pov_figure *before, const pov_figure *now, int64_t months);

#endif
