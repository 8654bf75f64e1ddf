/*
 * The rows that --unit, --level, --group, --year and --standard choose.
 */
#ifndef POVCALC_SESSION_ROW_FILTER_H
#define POVCALC_SESSION_ROW_FILTER_H

#include "session/options.h"

/* The options' words in the form in which a plan holds them. */
typedef struct pov_row_filter {
    const pov_options *options; /* borrowed */
    pov_buffer *unit;           /* by --unit */
    pov_buffer level, group, standard;
} pov_row_filter;

/* Errors: POV_ERR_NOMEM. */
pov_status pov_row_filter_init(pov_row_filter *filter, const pov_options *options,
                               pov_error *err) POV_CHECK;
void pov_row_filter_fini(pov_row_filter *filter);

/* Which unit of a plan a name means: the one of that name, else the only one that it may mean. An
 * address, "Tân An, Châu Thành", means one of several namesakes. */
typedef struct pov_unit_meant {
    size_t unit, other; /* POV_NONE: none; with `other` it may be either */
    bool exact;
    const char *above; /* of an address, what comes after the name; else "" */
} pov_unit_meant;

/* What the i-th --unit means. Errors: POV_ERR_NOMEM. */
pov_status pov_row_filter_find(const pov_row_filter *filter, size_t i, const pov_plan *plan,
                               pov_unit_meant *meant) POV_CHECK;

/*
 * Looks at the rows of a finished plan.
 * picked  out, by row
 * count   out: how many are picked
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_row_filter_pick(const pov_row_filter *filter, const pov_plan *plan, bool *picked,
                               size_t *count, pov_error *err) POV_CHECK;

/*
 * Refuses a unit that none of the plans holds, and options that pick none of their rows.
 * count   of the plans
 * picked  how many rows of all the plans are picked
 * Errors  POV_ERR_USAGE; the hint has the nearest name, or what there is
 */
pov_status pov_row_filter_check(const pov_row_filter *filter, const pov_plan *const *plan,
                                size_t count, size_t picked, pov_error *err) POV_CHECK;

/* All of this for one plan; with `any`, none need be picked. */
pov_status pov_row_filter_choose(const pov_options *options, const pov_plan *plan, bool any,
                                 bool *picked, size_t *count, pov_error *err) POV_CHECK;

#endif
