/*
 * A report for tests of renderers: rows that are filled cell by cell.
 */
#ifndef POVCALC_TESTS_KEPT_REPORT_H
#define POVCALC_TESTS_KEPT_REPORT_H

#include "output/report.h"

typedef struct kept_cell {
    const char *text;         /* NULL: empty */
    const pov_figure *figure; /* NULL: empty */
} kept_cell;

typedef struct kept_row {
    kept_cell *cell; /* one per column */
    unsigned depth;
    bool marked;
} kept_row;

/* A row, or a total, of empty cells; the row is valid until the next is added, its cells as long as
 * the report. Add all columns first. */
kept_row *kept_add_row(pov_report *report, unsigned depth);
kept_row *kept_add_total(pov_report *report);
kept_row *kept_rows(const pov_report *report);
/* A copy that lives as long as the report. */
const pov_figure *kept_figure(pov_report *report, const pov_figure *figure);

#endif
