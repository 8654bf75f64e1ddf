/*
 * CSV for spreadsheets and pipes: what it prints is loaded again to the same values.
 *
 * Text is written exactly as it is. A name that begins with `=` or `@` gets neither an apostrophe
 * nor a blank before it: it would no longer be the same name when it is read back, and quotes,
 * which keep the name, do not keep a spreadsheet from computing. Totals are left out, since a total
 * that was computed would be loaded as one unit more. Only on a terminal, which takes control
 * characters for orders, they are shown as escapes.
 */
#include "base/text.h"
#include "output/render.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* libcsv trims the blanks around a cell that is not quoted. */
static bool needs_quotes(const char *text, size_t length)
{
    return length > 0 &&
           (is_blank(text[0]) || is_blank(text[length - 1]) || strpbrk(text, ",\"\r\n") != NULL);
}

static void write_cell(pov_buffer *out, const char *text)
{
    size_t length = strlen(text);

    if (!needs_quotes(text, length)) {
        pov_buffer_add(out, text, length);
        return;
    }
    pov_buffer_char(out, '"');
    for (const char *quote; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
        pov_buffer_add(out, text, (size_t)(quote - text) + 1);
        pov_buffer_char(out, '"');
    }
    pov_buffer_text(out, text);
    pov_buffer_char(out, '"');
}

static void write_text(pov_buffer *out, const char *text, const pov_render_options *options)
{
    if (!options->terminal) {
        write_cell(out, text);
        return;
    }
    pov_buffer printable = {0};
    pov_text_printable(text, strlen(text), &printable);
    write_cell(out, pov_buffer_get(&printable));
    out->failed = out->failed || printable.failed;
    pov_buffer_fini(&printable);
}

/* Ends a line. One that is empty, as a file of a single column can have, would be skipped by
 * readers. */
static pov_status end_line(FILE *to, pov_buffer *line, pov_error *err)
{
    if (line->length == 0) {
        pov_buffer_text(line, "\"\"");
    }
    pov_buffer_char(line, '\n');
    return pov_render_flush(to, line, err);
}

static bool is_shown(const pov_report_column *column)
{
    return (column->where & (POV_IN_DATA | POV_IN_CSV)) != 0;
}

static void write_row(pov_buffer *line, const pov_report *report, size_t row,
                      const pov_render_options *options)
{
    bool first = true;

    for (size_t i = 0; i < report->column_count; i++) {
        const pov_report_column *column = &report->column[i];
        if (!is_shown(column)) {
            continue;
        }
        if (!first) {
            pov_buffer_char(line, ',');
        }
        first = false;
        pov_cell cell;
        pov_report_get(report, row, i, &cell);
        if (pov_column_is_number(column) && cell.text == NULL) { /* it needs no quotes */
            pov_cell_write(line, column, &cell, options, pov_numerals_plain);
        } else if (cell.text != NULL) {
            write_text(line, cell.text, options);
        }
    }
}

static void write_header(pov_buffer *line, const pov_report *report)
{
    bool first = true;

    for (size_t i = 0; i < report->column_count; i++) {
        if (is_shown(&report->column[i])) {
            if (!first) {
                pov_buffer_char(line, ',');
            }
            first = false;
            write_cell(line, report->column[i].name);
        }
    }
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_buffer line = {0};

    write_header(&line, report);
    pov_status status = end_line(to, &line, err);
    for (size_t i = 0; i < report->row_count && status == POV_OK; i++) {
        write_row(&line, report, i, options);
        status = end_line(to, &line, err);
    }
    pov_buffer_fini(&line);
    return status;
}

const pov_renderer pov_renderer_csv = {
    .name = "csv", .extension = ".csv", .for_programs = true, .render = render};
