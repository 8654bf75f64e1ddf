/*
 * A workbook in the making. Private to the module: see module.h.
 */
#ifndef POVCALC_OUTPUT_OFFICE_OFFICE_H
#define POVCALC_OUTPUT_OFFICE_OFFICE_H

#include "output/report.h"
#include "output/template.h"

#include <stdint.h>
#include <xlsxwriter.h>

#define POV_XLSX_SHEETS_MAX 16
#define POV_XLSX_NAME_SIZE 128 /* bytes: a sheet's name has at most 31 characters */
#define POV_XLSX_LINE 15.0     /* height of a line */
#define POV_XLSX_LINES_MAX 27  /* no row is higher than 409 points */
#define POV_XLSX_WIDTH_MAX 60  /* of a column, in characters */

/* What kind of cell a style is for. */
typedef enum pov_xlsx_kind {
    POV_XLSX_TEXT,
    POV_XLSX_WHOLE, /* a year, a line: never grouped */
    POV_XLSX_COUNT,
    POV_XLSX_RATE, /* with so many digits */
    POV_XLSX_TITLE,
    POV_XLSX_HEADING /* over a column */
} pov_xlsx_kind;

/* How a cell looks. Bytes only, so that two can be compared as such. */
typedef struct pov_xlsx_style {
    uint8_t kind; /* pov_xlsx_kind */
    uint8_t digits;
    uint8_t qualifier; /* pov_qualifier */
    uint8_t computed;  /* not printed in a document */
    uint8_t marked;    /* 0, else pov_severity + 1: a finding speaks of it */
    uint8_t bold;
    uint8_t total; /* a line above */
    uint8_t indent;
    uint8_t wrapped;
    uint8_t formula_like; /* text that would become a formula when someone edits the cell */
    uint8_t left, right;
} pov_xlsx_style;

typedef struct pov_xlsx_format {
    pov_xlsx_style style;
    lxw_format *format;
} pov_xlsx_format;

typedef struct pov_xlsx {
    const pov_render_options *options;
    pov_numerals numerals;
    lxw_workbook *workbook;
    pov_xlsx_format *format;
    size_t format_count, format_capacity;
    pov_buffer text; /* of the cell at hand */
    char sheet_name[POV_XLSX_SHEETS_MAX][POV_XLSX_NAME_SIZE];
    size_t sheet_count;
    uint64_t sum; /* of all cells and comments: what is read back must have the same */
    bool failed;  /* something could not be written: checked once, at the end */
} pov_xlsx;

/* A place to write to. */
typedef struct pov_xlsx_at {
    lxw_worksheet *sheet;
    lxw_row_t row;
    lxw_col_t column;
} pov_xlsx_at;

/* A new sheet; its name is made to fit Excel's rules and to be the only one of its kind. NULL when
 * that fails. */
lxw_worksheet *pov_xlsx_add_sheet(pov_xlsx *x, const char *name);

/* Text stays text, whatever it begins with. NULL or "" leaves an empty cell with the style. */
void pov_xlsx_put_text(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_xlsx_style style);
void pov_xlsx_put_number(pov_xlsx *x, pov_xlsx_at at, double number, pov_xlsx_style style);
void pov_xlsx_put_title(pov_xlsx *x, lxw_worksheet *sheet, const pov_report *report);
void pov_xlsx_put_heading(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_xlsx_style style);
/* A comment on the cell, coloured as the cell is. */
void pov_xlsx_put_comment(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_severity severity);
/* A cell by a name that programs know it by, whatever the language of the sheet and whatever is
 * inserted above it: "povcalc.poor_rate" is the heading of that column. */
void pov_xlsx_name_cell(pov_xlsx *x, pov_xlsx_at at, const char *name, const char *part);
/* Folded columns are hidden until someone opens them by their `+`. */
void pov_xlsx_set_column(pov_xlsx *x, lxw_worksheet *sheet, size_t column, size_t width,
                         bool folded);
/* Room for wrapped text, which not every program makes by itself. */
void pov_xlsx_set_height(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, size_t lines);
/* A4, as wide as a page. */
void pov_xlsx_set_paper(lxw_worksheet *sheet);
/* The same, landscape; the heading stays in sight and is on each page. */
void pov_xlsx_set_page(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t heading, bool first_column);
void pov_xlsx_set_filter(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t heading, size_t rows,
                         size_t columns);

/* Which of a figure's numbers a cell holds. */
typedef enum pov_xlsx_part { POV_XLSX_VALUE, POV_XLSX_LOW, POV_XLSX_HIGH } pov_xlsx_part;

/* The number and its digits, exactly as the other formats print it; false: there is none, as at an
 * open end. */
bool pov_xlsx_number(const pov_figure *figure, pov_xlsx_part part, bool bounds, int decimals,
                     double *number, unsigned *digits);
/* Whether one number does not say it: a printed range, or bounds that are asked for. */
bool pov_xlsx_needs_two(const pov_figure *figure, bool bounds);
/* The style of a figure's cell. */
pov_xlsx_style pov_xlsx_figure_style(const pov_figure *figure, pov_xlsx_part part, bool bounds,
                                     unsigned digits);

/* The sheets: of one of the reports, of all. */
void pov_xlsx_add_data(pov_xlsx *x, const pov_report *reports, size_t count, size_t index,
                       const char *name);
/* None where the report has nothing to draw. */
void pov_xlsx_add_chart(pov_xlsx *x, const pov_report *report, const char *name);
/* The sentences of all reports, on the first sheet; no sheet where there are none. */
void pov_xlsx_add_summary(pov_xlsx *x, const pov_report *reports, size_t count);
void pov_xlsx_add_findings(pov_xlsx *x, const pov_report *reports, size_t count);
void pov_xlsx_add_assumptions(pov_xlsx *x, const pov_report *reports, size_t count);
/* The only sheet of a template. */
void pov_xlsx_add_template(pov_xlsx *x, const pov_template_column *columns, size_t count);

#endif
