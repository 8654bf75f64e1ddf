/*
 * The loader: text in, plan out. docs/formats.md says what it reads.
 */
#ifndef POVCALC_LOADER_PLAN_FILE_H
#define POVCALC_LOADER_PLAN_FILE_H

#include "loader/source/input.h"
#include "model/plan.h"

/*
 * Reads a plan, result or deprivation file to its end and adds its rows to `plan`; call
 * pov_plan_finish after the last file. On failure what it holds of this file may not be used:
 * pov_plan_cut takes it back. A file with a column `indicator` is a deprivation file.
 *
 * problems  all errors of the file (POV_PROBLEMS_KEPT are kept) and notes; caller frees
 * err       the first error, with its place
 * Errors    POV_ERR_SYNTAX or POV_ERR_DATA (the file is refused), POV_ERR_KIND (it is of another
 *           kind, which another command reads), POV_ERR_IO, POV_ERR_NOMEM,
 *           POV_ERR_USAGE (an encoding that iconv does not know, a NAME that is no column)
 */
pov_status pov_load_plan(pov_plan *plan, const pov_input *input, const pov_load_options *options,
                         pov_problems *problems, pov_error *err) POV_CHECK;

/* The same for a path; "-" is standard input. */
pov_status pov_load_plan_file(pov_plan *plan, const char *path, const pov_load_options *options,
                              pov_problems *problems, pov_error *err) POV_CHECK;

/* ---- the columns of such files, for help, templates and completion ---- */

typedef struct pov_column_info {
    const char *name;
    const char *const *aliases; /* usual headings, ends with NULL */
    const char *meaning;        /* one line */
} pov_column_info;

/* All columns, in the order of the templates. */
size_t pov_column_count(void);
/* What a column is in a plan or deprivation file; false where such a file has no such column. */
bool pov_column_info_get(size_t index, pov_file_kind kind, pov_column_info *info);

#endif
