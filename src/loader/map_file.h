/*
 * A file of unit names that changed: columns old, new.
 */
#ifndef POVCALC_LOADER_MAP_FILE_H
#define POVCALC_LOADER_MAP_FILE_H

#include "loader/plan_file.h"
#include "model/unit_map.h"

/* Notes on what was concluded of the file go to the problems. Errors, with their place:
 * POV_ERR_DATA (a column or a name is missing, an old name twice), those of the CSV reader. */
pov_status pov_load_unit_map(pov_unit_map *map, const pov_input *input, const char *encoding,
                             pov_problems *problems, pov_error *err) POV_CHECK;

/* The same for a path; "-" is standard input. */
pov_status pov_load_unit_map_file(pov_unit_map *map, const char *path, const char *encoding,
                                  pov_problems *problems, pov_error *err) POV_CHECK;

#endif
