/*
 * The rows of one table of a source as they are, as CSV, however many there are.
 */
#ifndef POVCALC_LOADER_TABLE_EXTRACT_H
#define POVCALC_LOADER_TABLE_EXTRACT_H

#include "loader/source/source.h"

/* Takes pieces of the text, in their order. */
typedef void pov_extract_take(void *context, const char *text, size_t length);

/*
 * Gives out the table `wanted` of those that the source's table holds, from its title on; none
 * where that is 0. `number` counts the tables, over all sheets of a file, and stops at that one.
 * Errors: POV_ERR_NOMEM, and those of the source, after the rows before it.
 */
pov_status pov_table_extract(pov_source *source, const pov_load_options *options, size_t wanted,
                             size_t *number, pov_extract_take *take, void *context,
                             pov_error *err) POV_CHECK;

#endif
