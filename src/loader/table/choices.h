/*
 * --column NAME=HEADING: which heading of a file is meant by which column.
 *
 * The kinds of files have columns of their own, which they number as they like.
 */
#ifndef POVCALC_LOADER_TABLE_CHOICES_H
#define POVCALC_LOADER_TABLE_CHOICES_H

#include "loader/plan_file.h"

/* The columns that a kind of file has. */
typedef struct pov_choosable {
    size_t (*find)(const void *columns, const char *name);         /* number, or POV_NONE */
    const char *(*nearest)(const void *columns, const char *name); /* or NULL */
    const void *columns;
} pov_choosable;

typedef struct pov_choice {
    const char *name, *heading;
    size_t column; /* number of NAME */
} pov_choice;

/* Start from POV_CHOICES_INIT. */
typedef struct pov_choices {
    pov_choice *choice;
    size_t count;
    pov_arena arena;
} pov_choices;

#define POV_CHOICES_INIT                                                                           \
    {                                                                                              \
        0                                                                                          \
    }

/* Errors: POV_ERR_USAGE for what is not NAME=HEADING with the NAME of a column, POV_ERR_NOMEM. */
pov_status pov_choices_read(pov_choices *choices, const pov_load_options *options,
                            const pov_choosable *of, pov_error *err) POV_CHECK;

/* The column that the heading was chosen for, or POV_NONE. `failed`, unless NULL, is set when
 * memory runs out. */
size_t pov_choices_column(const pov_choices *choices, const char *heading, bool *failed);

/* The same for the heading of a field, which "#3" names too, since a heading can be empty. */
size_t pov_choices_column_at(const pov_choices *choices, const char *heading, size_t field,
                             bool *failed);

/* Whether a heading was chosen for the column: another one that would mean it is passed over. */
bool pov_choices_has(const pov_choices *choices, size_t column);

/* Errors: POV_ERR_USAGE for a HEADING that is not among those of the file, or there twice, and for
 * a second choice of one column or heading. */
pov_status pov_choices_check(const pov_choices *choices, const char *const *heading, size_t count,
                             pov_error *err) POV_CHECK;

/* Refuses a heading that means nothing; `near` is the name that may have been meant, or NULL. */
pov_status pov_choices_refuse(const char *heading, const char *near, pov_error *err);

void pov_choices_fini(pov_choices *choices);

#endif
