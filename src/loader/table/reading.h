/*
 * The reading of the tables of a grid: row drafts come out.
 */
#ifndef POVCALC_LOADER_TABLE_READING_H
#define POVCALC_LOADER_TABLE_READING_H

#include "loader/table/grid.h"
#include "model/plan.h"

/*
 * Reads the tables of a grid and adds their rows to the plan.
 * known  out: false where the grid has no table that can be made out; nothing is said then
 * Errors  POV_ERR_USAGE, POV_ERR_NOMEM; what is wrong with figures goes to `problems`
 */
pov_status pov_reading_load(pov_plan *plan, const pov_grid *grid, const char *file,
                            const pov_load_options *options, char separator, pov_problems *problems,
                            bool *known, pov_error *err) POV_CHECK;

/* Whether a grid, or the start of one, has a table that can be read. */
bool pov_reading_fits(const pov_grid *grid, const char *file, const pov_load_options *options);

/*
 * Appends what the tables of a grid are: a line each, or the whole reading of the one with the
 * number `wanted`. `number` counts them, over the grids of a file.
 * Errors: as above.
 */
pov_status pov_reading_describe(const pov_grid *grid, const char *file,
                                const pov_load_options *options, size_t wanted, size_t *number,
                                pov_buffer *out, pov_error *err) POV_CHECK;

#endif
