/*
 * The reading of the tables of a grid: row drafts come out.
 */
#ifndef POVCALC_LOADER_TABLE_READING_H
#define POVCALC_LOADER_TABLE_READING_H

#include "loader/table/shape.h"
#include "model/plan.h"

/*
 * Reads the table that the source has begun, or the tables of its sheet, and adds their rows to the
 * plan. A table whose rows say their parents, below povcalc's own headings, is read row by row and
 * never held as a whole.
 * grid     empty; out: its rows where the table is not known
 * known    out: false where no table can be made out; nothing is said then
 * problems what is wrong with the table, and notes; *first is the first error of them
 * Errors   POV_ERR_USAGE, POV_ERR_NOMEM, and those of the source: what ended the reading
 */
pov_status pov_reading_load(pov_plan *plan, pov_source *source, pov_grid *grid,
                            const pov_load_options *options, pov_problems *problems, bool *known,
                            pov_error *first, pov_error *err) POV_CHECK;

/* Whether a grid, or the start of one, has a table that can be read; `units`: or one with units,
 * and no figure that is known;
 * then the first reason why, if there is one, is in `why`. */
bool pov_reading_fits(pov_grid *grid, const char *file, const pov_load_options *options, bool units,
                      pov_error *why);

/*
 * The tables of a grid: one where a header is in povcalc's own words, up to the end. Where no row
 * of the `whole` grid has a figure, what is below the first row may be wrong throughout.
 * Errors: POV_ERR_NOMEM.
 */
pov_status pov_reading_shapes(const pov_grid *grid, const pov_load_options *options, bool whole,
                              pov_shapes *shapes, pov_error *err) POV_CHECK;

/*
 * Appends what the tables of a grid are: a line each, or the whole reading of the one with the
 * number `wanted`. `number` counts them, over the grids of a file.
 * Errors: as above.
 */
pov_status pov_reading_describe(pov_grid *grid, const char *file, const pov_load_options *options,
                                size_t wanted, size_t *number, pov_buffer *out,
                                pov_error *err) POV_CHECK;

#endif
