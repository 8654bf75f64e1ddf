/*
 * An empty workbook for someone to fill in: headings, what each column means as a comment, and what
 * its cells may hold.
 */
#ifndef POVCALC_OUTPUT_TEMPLATE_H
#define POVCALC_OUTPUT_TEMPLATE_H

#include "base/error.h"

#include <stdio.h>

typedef enum pov_template_kind {
    POV_TEMPLATE_TEXT,
    POV_TEMPLATE_COUNT,
    POV_TEMPLATE_RATE,   /* 0 to 100 */
    POV_TEMPLATE_POINTS, /* -100 to 100 */
    POV_TEMPLATE_YEAR
} pov_template_kind;

typedef struct pov_template_column {
    const char *name, *heading, *meaning;
    pov_template_kind kind;
} pov_template_column;

/* Errors: POV_ERR_IO, POV_ERR_NOMEM, POV_ERR_USAGE where the module that writes workbooks is not
 * there. */
pov_status pov_xlsx_write_template(const pov_template_column *columns, size_t count,
                                   pov_language language, FILE *to, pov_error *err) POV_CHECK;

#endif
