/*
 * The writer of Excel workbooks as the program sees it: the one symbol of povcalc-xlsx.so.
 *
 * The module is linked to libxlsxwriter, which brings libcrypto: loaded with the program they would
 * double the time of every start. It has its own copies of what it uses of povcalc, so that it
 * needs no symbol of the program.
 */
#ifndef POVCALC_OUTPUT_OFFICE_MODULE_H
#define POVCALC_OUTPUT_OFFICE_MODULE_H

#include "output/report.h"
#include "output/template.h"

#define POV_XLSX_ROWS_MAX 1048576 /* that a sheet of Excel holds */

typedef struct pov_xlsx_module {
    const char *version; /* POV_VERSION: reports of another version may be laid out differently */
    /* Writes one workbook, after it has been read back. Errors: POV_ERR_IO, POV_ERR_NOMEM. */
    pov_status (*write)(const pov_report *reports, size_t count, const pov_render_options *options,
                        FILE *to, pov_error *err);
    /* An empty one, to be filled in. */
    pov_status (*write_template)(const pov_template_column *columns, size_t count,
                                 pov_language language, FILE *to, pov_error *err);
} pov_xlsx_module;

extern __attribute__((visibility("default"))) const pov_xlsx_module pov_xlsx_writer;

#endif
