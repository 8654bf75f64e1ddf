/*
 * Reads deprivation files; docs/formats.md says what they hold.
 */
#ifndef POVCALC_LOADER_DEPRIVATION_FILE_H
#define POVCALC_LOADER_DEPRIVATION_FILE_H

#include "loader/plan_file.h"
#include "loader/source/bytes.h"
#include "model/access.h"

/*
 * Adds the rows of a file to the table.
 * input     its name is kept, not copied
 * problems  all errors of the file
 * err       the first, with its place; errors are those of pov_load_plan
 */
pov_status pov_load_deprivation(pov_access_table *table, const pov_input *input,
                                const pov_load_options *options, pov_problems *problems,
                                pov_error *err) POV_CHECK;

/* The same for a path; "-" is standard input. */
pov_status pov_load_deprivation_file(pov_access_table *table, const char *path,
                                     const pov_load_options *options, pov_problems *problems,
                                     pov_error *err) POV_CHECK;

/* Whether what the input starts with is a deprivation file: its header has an indicator. */
bool pov_is_deprivation(const pov_peeked_input *input, const pov_load_options *options);

/* The columns of a deprivation file, for templates and help, in the order of the file. */
size_t pov_access_column_count(void);
pov_column_info pov_access_column_get(size_t index);

void pov_access_table_fini(pov_access_table *table);

#endif
