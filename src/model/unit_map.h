/*
 * Names of units that changed: old ones and what they became. Several old units that became one are
 * added up.
 */
#ifndef POVCALC_MODEL_UNIT_MAP_H
#define POVCALC_MODEL_UNIT_MAP_H

#include "model/plan.h"

typedef struct pov_renaming {
    const char *old, *now;
    bool used; /* some row had the old name */
} pov_renaming;

typedef struct pov_unit_map {
    pov_map index; /* folded old name → index into `name` */
    pov_renaming *name;
    struct pov_name *read; /* the old names, taken apart */
    size_t count, capacity, read_capacity;
    pov_arena arena;
} pov_unit_map;

#define POV_UNIT_MAP_INIT                                                                          \
    {                                                                                              \
        .name = NULL                                                                               \
    }

/* Names are compared folded, and copied. Errors: POV_ERR_DATA (the old name is listed already),
 * POV_ERR_NOMEM. */
pov_status pov_unit_map_add(pov_unit_map *map, const char *old_name, const char *new_name,
                            pov_error *err) POV_CHECK;
void pov_unit_map_fini(pov_unit_map *map);

/*
 * Renames the units and parents of a plan that is not finished yet. Rows of different old units
 * that become one row are added up: counts that all of them state; rates and points are left out,
 * since they do not add up. A note in `problems` says so, and what an old name was taken for.
 * Errors: POV_ERR_DATA (it may be either of two units), POV_ERR_NOMEM.
 */
pov_status pov_unit_map_apply(pov_unit_map *map, pov_plan *plan, pov_problems *problems,
                              pov_error *err) POV_CHECK;

#endif
