/*
 * Rolling up deprivation files: households that lack a service, added up from units to their
 * parents, for each indicator and population by itself.
 */
#ifndef POVCALC_CALCULATOR_ROLLUP_ACCESS_H
#define POVCALC_CALCULATOR_ROLLUP_ACCESS_H

#include "calculator/rollup/rollup.h"
#include "model/access.h"

/* One row of the result. Text is the table's, or the plan's of its units. */
typedef struct pov_access_rollup_row {
    size_t row;        /* the table's only row for it, taken as it stands; POV_NONE: added up */
    size_t sample_row; /* a row of the same group, year, standard, indicator and population */
    size_t own;        /* the unit's only row of its own, which may state a target; else POV_NONE */
    const char *name, *level, *parent; /* level and parent "" where there is none */
    pov_figure figure[POV_ACCESS_FIGURE_COUNT];
} pov_access_rollup_row;

typedef struct pov_access_rollup {
    pov_access_rollup_row *row; /* all of a unit together, each unit followed by its parts */
    size_t count;
    pov_arena arena; /* private: names */
} pov_access_rollup;

#define POV_ACCESS_ROLLUP_INIT                                                                     \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * The units of a table as a plan, with a row for each of the table's rows, at the same index and
 * without figures. Finish it, then roll up.
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_access_units(const pov_access_table *table, pov_plan *plan,
                            pov_error *err) POV_CHECK;

/* As pov_roll_up, of which the options, the notes and the errors are. Targets are a unit's own and
 * have no sum. */
pov_status pov_access_roll_up(const pov_access_table *table, const pov_plan *units,
                              const pov_rollup_options *options, pov_access_rollup *rollup,
                              pov_problems *notes, pov_error *err) POV_CHECK;
void pov_access_rollup_fini(pov_access_rollup *rollup);

#endif
