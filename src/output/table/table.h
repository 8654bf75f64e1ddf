/*
 * A table that is being laid out: its columns, and the row at hand. Shared by renderers
 * that show a table.
 */
#ifndef POVCALC_OUTPUT_TABLE_TABLE_H
#define POVCALC_OUTPUT_TABLE_TABLE_H

#include "output/report.h"

/* A column that is shown, and its cell in the row at hand. */
typedef struct pov_table_column {
    const pov_report_column *of;
    size_t index;       /* in the report */
    pov_buffer heading; /* of two lines: the second one */
    pov_buffer above;   /* what it has in common with its neighbours; empty: nothing */
    size_t data_width;  /* of the widest cell */
    size_t over_width;  /* of the widest name that might run over, but has a cell beside it */
    size_t width, start;
    size_t block; /* which block it is in */
    bool number;  /* set to the right, never broken */
    bool name;    /* the column of the tree, which has `*` */
    pov_buffer text;
    const char *rest;   /* what of the text is still to be printed */
    const char *colour; /* of the cell, or NULL */
} pov_table_column;

typedef struct pov_table {
    const pov_report *report;
    const pov_render_options *options;
    pov_numerals numerals;
    pov_table_column *column;
    size_t count, capacity;
    bool two_lines;          /* headings are those of two lines, where columns have such */
    bool wide;               /* with the columns that only a wide table has */
    bool narrowed;           /* without columns that it has no room for */
    size_t gap;              /* blanks between columns */
    size_t block_count;      /* what is too wide takes several, one below the other */
    char *tree;              /* the branches before the names, one row a line; NULL: no tree */
    const char *next_branch; /* of the row at hand */
    bool has_assumed;        /* some figure bears a `†` */
    bool has_computed;       /* some figure bears a `≈` */
    bool failed;             /* a text could not be written, for want of memory */
} pov_table;

/* Chooses the columns and their headings, for formats that lay them out themselves: no tree, no
 * widths. Errors: POV_ERR_NOMEM. */
pov_status pov_table_choose(pov_table *table, pov_error *err) POV_CHECK;
/* Chooses and measures the columns and gives them their places. Errors: POV_ERR_NOMEM. */
pov_status pov_table_layout(pov_table *table, pov_error *err) POV_CHECK;
void pov_table_fini(pov_table *table);
/* Whether a wide table would have more columns. */
bool pov_table_hides_columns(const pov_table *table);
/* How many columns from `first` on have the same heading above them. */
size_t pov_table_span(const pov_table *table, size_t first);

/* Begins with the first row again. */
void pov_table_rewind(pov_table *table);
/* Writes the texts of a row's cells into the columns: the rows in their order, then the totals. */
void pov_table_set_row(pov_table *table, size_t row);

#endif
