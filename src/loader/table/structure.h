/*
 * The structure that an official table has without saying it in columns: total rows, sections,
 * numbered lists. Used for files without a `parent` column.
 */
#ifndef POVCALC_LOADER_TABLE_STRUCTURE_H
#define POVCALC_LOADER_TABLE_STRUCTURE_H

#include "loader/plan_file.h"

typedef struct pov_row_mark pov_row_mark;

typedef struct pov_structure {
    bool parents, groups; /* whether to look for them: no such column is there */
    const char *group;    /* of the section that is open, or NULL */
    size_t section_row;   /* of the plan: the section's own figures, or POV_NONE */
    size_t section_start; /* index of its first mark */
    bool headed;          /* its figures stand above its units */
    bool bare;            /* a section before it had no figures of its own */
    size_t head_row;      /* likewise the list, which rows numbered 1, 2, … are in */
    pov_row_mark *mark;   /* one per row of the file */
    size_t count, capacity;
    size_t first_row; /* of the file in the plan */
    pov_map words;    /* names that were looked at -> what they say of their row */
    pov_arena arena;
} pov_structure;

#define POV_STRUCTURE_INIT                                                                         \
    {                                                                                              \
        .section_row = POV_NONE, .head_row = POV_NONE                                              \
    }

/*
 * Looks at a row before it is added to the plan and fills in its group. *skip is true when the row
 * is none: it only opens a section, without figures, or is a remark under the table.
 * serial  what its STT cell says, "" when there is none
 * Errors  POV_ERR_NOMEM
 */
pov_status pov_structure_row(pov_structure *structure, const pov_plan *plan, const char *serial,
                             pov_row_draft *draft, bool *skip, pov_error *err) POV_CHECK;

/* After the last row: gives the rows their parents and says so by notes. Errors: POV_ERR_NOMEM. */
pov_status pov_structure_finish(pov_structure *structure, pov_plan *plan, pov_problems *problems,
                                pov_error *err) POV_CHECK;

void pov_structure_fini(pov_structure *structure);

#endif
