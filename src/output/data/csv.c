/*
 * CSV for programs and pipes: what it prints is loaded again to the same values. And CSV as a
 * spreadsheet opens it where the decimal mark is a comma, as in Vietnam: with a byte-order mark,
 * without which Excel takes UTF-8 for the code page of the system, and with semicolons.
 *
 * Text is written exactly as it is. For programs a name that begins with `=` or `@` gets neither an
 * apostrophe nor a blank before it: it would no longer be the same name when it is read back, and
 * quotes, which keep the name, do not keep a spreadsheet from computing. For spreadsheets what they
 * would take for a formula, a day or another number is written as ="…", which povcalc reads as the
 * text between the quotes. Totals are left out, since a total that was computed would be loaded as
 * one unit more. Only on a terminal, which takes control characters for orders, they are shown as
 * escapes.
 */
#include "base/text.h"
#include "output/render.h"

#include <string.h>

typedef struct dialect {
    char separator;
    const char *start, *end; /* of the file; of a line */
    const pov_numerals *numerals;
    bool of_spreadsheets;
} dialect;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* libcsv trims the blanks around a cell that is not quoted. */
static bool needs_quotes(const char *text, size_t length, char separator)
{
    const char special[] = {separator, '"', '\r', '\n', '\0'};

    return length > 0 &&
           (is_blank(text[0]) || is_blank(text[length - 1]) || strpbrk(text, special) != NULL);
}

static void write_cell(pov_buffer *out, const char *text, char separator)
{
    size_t length = strlen(text);

    if (!needs_quotes(text, length, separator)) {
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

/* "25,679", "-30": a number to a spreadsheet, too. */
static bool is_plain_number(const char *text)
{
    text += *text == '-';
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;

    if (whole == 0 || (whole > 1 && *text == '0')) {
        return false;
    }
    return *rest == '\0' ||
           (*rest == ',' && rest[1] != '\0' && rest[1 + strspn(rest + 1, "0123456789")] == '\0');
}

/* Whether a spreadsheet would take it for a formula, a day, or another number: "=1+1", "2-3",
 * "00127"; or round it, as codes of many digits. */
static bool is_mistaken(const char *text, bool number)
{
    enum { SHOWN = 11, FORMULA_TEXT = 255 };
    const size_t length = strlen(text);

    if (length == 0 || length > FORMULA_TEXT || (number && is_plain_number(text))) {
        return false;
    }
    if (strchr("=+-@", text[0]) != NULL) {
        return !is_plain_number(text);
    }
    return strspn(text, "0123456789-/.,: %eE") == length && strpbrk(text, "0123456789") != NULL &&
           (!is_plain_number(text) || length > SHOWN);
}

static void write_as_text(pov_buffer *out, const char *text, char separator)
{
    pov_buffer formula = {0};

    pov_buffer_text(&formula, "=\"");
    for (; *text != '\0'; text++) {
        pov_buffer_text(&formula, *text == '"' ? "\"" : "");
        pov_buffer_char(&formula, *text);
    }
    pov_buffer_char(&formula, '"');
    write_cell(out, pov_buffer_get(&formula), separator);
    pov_buffer_end(&formula, &out->failed);
}

/* The name of a file may be any bytes: one that is not UTF-8 would make none of all. */
static void write_text(pov_buffer *out, const char *text, const dialect *d,
                       const pov_render_options *options)
{
    const char separator = d->separator;
    const size_t length = strlen(text);
    pov_buffer shown = {0};

    if (options->terminal) {
        pov_text_printable(text, length, &shown);
    } else if (!pov_text_is_utf8(text, length, NULL)) {
        pov_text_valid(text, length, &shown);
    } else if (d->of_spreadsheets && is_mistaken(text, false)) {
        write_as_text(out, text, separator);
        return;
    } else {
        write_cell(out, text, separator);
        return;
    }
    write_cell(out, pov_buffer_get(&shown), separator);
    pov_buffer_end(&shown, &out->failed);
}

/* Ends a line. One that is empty, as a file of a single column can have, would be skipped by
 * readers. */
static pov_status end_line(FILE *to, pov_buffer *line, const dialect *d, pov_error *err)
{
    if (line->length == 0) {
        pov_buffer_text(line, "\"\"");
    }
    pov_buffer_text(line, d->end);
    return pov_render_flush(to, line, err);
}

static bool is_shown(const pov_report_column *column)
{
    return (column->where & (POV_IN_DATA | POV_IN_CSV)) != 0;
}

/* Of its bounds each end has a column, so that nobody has to take a range apart. */
static bool has_ends(const pov_report_column *column, const pov_render_options *options)
{
    return options->bounds && column->kind == POV_COLUMN_FIGURE;
}

/* One end of the bounds; nothing where it is open or nothing is known. */
static void write_end(pov_buffer *line, const pov_figure *figure, bool is_low,
                      const pov_numerals numerals)
{
    const int64_t end = is_low ? figure->bounds.low : figure->bounds.high;

    if (!pov_figure_known(figure) || end == (is_low ? POV_NO_LOW : POV_NO_HIGH)) {
        return;
    }
    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(line, end, numerals);
    } else {
        const bool exact = pov_digits_needed(end) <= figure->digits;
        pov_write_ticks_outward(line, end, is_low, figure->digits + !exact, numerals);
    }
}

/* Numbers need no quotes; a range can be a day to a spreadsheet. */
static void write_number(pov_buffer *line, const pov_report_column *column, const pov_cell *cell,
                         const dialect *d, const pov_render_options *options)
{
    pov_render_options one = *options;
    const size_t from = line->length;

    one.bounds = false;
    pov_cell_write(line, column, cell, &one, *d->numerals);
    if (d->of_spreadsheets && !line->failed && is_mistaken(pov_buffer_get(line) + from, true)) {
        pov_buffer text = {0};
        pov_buffer_text(&text, pov_buffer_get(line) + from);
        line->length = from;
        write_as_text(line, pov_buffer_get(&text), d->separator);
        pov_buffer_end(&text, &line->failed);
    }
}

/* The text that a column showed last, where it goes in as it is: rows have it one after another. */
typedef struct shown {
    const char *text;
    size_t length;
} shown;

enum { COLUMNS_KNOWN = 64 };

static void write_again(pov_buffer *out, const char *text, const dialect *d,
                        const pov_render_options *options, shown *before)
{
    if (before != NULL && before->text == text) {
        pov_buffer_add(out, text, before->length);
        return;
    }
    const size_t from = out->length;
    write_text(out, text, d, options);
    const size_t length = out->length - from;
    const bool plain = !out->failed && before != NULL &&
                       strncmp(text, pov_buffer_get(out) + from, length) == 0 &&
                       text[length] == '\0';
    if (plain) {
        *before = (shown){text, length};
    }
}

static void write_row(pov_buffer *line, const pov_report *report, size_t row, const dialect *d,
                      const pov_render_options *options, shown *before)
{
    bool first = true;

    for (size_t i = 0; i < report->column_count; i++) {
        const pov_report_column *column = &report->column[i];
        if (!is_shown(column)) {
            continue;
        }
        if (!first) {
            pov_buffer_char(line, d->separator);
        }
        first = false;
        pov_cell cell;
        pov_report_get(report, row, i, &cell);
        if (cell.text == NULL && pov_column_is_number(column) && pov_cell_shown(column, &cell)) {
            write_number(line, column, &cell, d, options);
        } else if (cell.text != NULL) {
            write_again(line, cell.text, d, options, i < COLUMNS_KNOWN ? &before[i] : NULL);
        }
        for (int high = 0; high < 2 && has_ends(column, options); high++) {
            pov_buffer_char(line, d->separator);
            write_end(line, &cell.figure, high == 0, *d->numerals);
        }
    }
}

static void write_header(pov_buffer *line, const pov_report *report, const dialect *d,
                         const pov_render_options *options)
{
    bool first = true;

    for (size_t i = 0; i < report->column_count; i++) {
        if (is_shown(&report->column[i])) {
            if (!first) {
                pov_buffer_char(line, d->separator);
            }
            first = false;
            write_cell(line, report->column[i].name, d->separator);
            if (has_ends(&report->column[i], options)) {
                pov_buffer_format(line, "%c%s_low%c%s_high", d->separator, report->column[i].name,
                                  d->separator, report->column[i].name);
            }
        }
    }
}

static pov_status write_all(const pov_report *report, const dialect *d,
                            const pov_render_options *options, FILE *to, pov_error *err)
{
    pov_buffer line = {0};
    shown before[COLUMNS_KNOWN] = {{NULL, 0}};
    pov_status status = POV_OK;

    if (!options->no_header) {
        pov_buffer_text(&line, d->start);
        write_header(&line, report, d, options);
        status = end_line(to, &line, d, err);
    }
    for (size_t i = 0; i < report->row_count && status == POV_OK; i++) {
        write_row(&line, report, i, d, options, before);
        status = end_line(to, &line, d, err);
    }
    pov_buffer_fini(&line);
    return status;
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    static const dialect plain = {',', "", "\n", &pov_numerals_plain, false};

    return write_all(report, &plain, options, to, err);
}

static pov_status render_excel(const pov_report *report, const pov_render_options *options,
                               FILE *to, pov_error *err)
{
    static const pov_numerals numerals = {',', '\0', "-", "/year", false, NULL};
    static const dialect excel = {';', "\xEF\xBB\xBF", "\r\n", &numerals, true};

    return write_all(report, &excel, options, to, err);
}

const pov_renderer pov_renderer_csv = {
    .name = "csv", .extension = ".csv", .for_programs = true, .render = render};
const pov_renderer pov_renderer_csv_excel = {
    .name = "csv-excel", .for_programs = true, .render = render_excel};
