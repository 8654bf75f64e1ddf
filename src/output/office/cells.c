/*
 * Cells of a workbook: styles, text that stays text, and numbers that stay numbers.
 */
#include "base/text.h"
#include "output/office/office.h"
#include "output/office/package.h"
#include "output/render.h"
#include "output/wrap.h"

#include <ctype.h>
#include <string.h>

#define TEXT_MAX 32000   /* bytes; a cell of Excel holds 32,767 characters */
#define COMMENT_WIDTH 46 /* characters of one line */
#define NAME_MAX_CHARACTERS 31

static const lxw_color_t severity_colour[] = {0xDDEBF7, 0xFFEB9C, 0xFFC7CE}; /* by pov_severity */

/* ---- styles ---- */

/* What is before the number: the sign of what is computed, and the document's own. */
static void add_prefix(pov_buffer *out, const pov_xlsx_style *style)
{
    static const char *const sign[] = {
        [POV_EXACTLY] = "", [POV_AT_LEAST] = "≥", [POV_ABOVE] = ">", [POV_AT_MOST] = "≤",
        [POV_BELOW] = "<",  [POV_ABOUT] = "~",    [POV_RANGE] = "",
    };

    pov_buffer_text(out, style->computed ? "≈" : "");
    pov_buffer_text(out, sign[style->qualifier]);
}

/* As `"≈"#,##0` or `">="0.00`: the cell holds the number alone. */
static void add_number_format(pov_buffer *out, const pov_xlsx_style *style)
{
    pov_buffer prefix = {0}, number = {0};

    add_prefix(&prefix, style);
    pov_buffer_text(&number, style->kind == POV_XLSX_COUNT ? "#,##0" : "0");
    if (style->kind == POV_XLSX_RATE && style->digits > 0) {
        pov_buffer_format(&number, ".%0*d", (int)style->digits, 0);
    }
    const char *before = pov_buffer_get(&prefix), *digits = pov_buffer_get(&number);
    if (prefix.length > 0) { /* the part after `;` is for numbers below zero */
        pov_buffer_format(out, "\"%s\"%s;\"%s\"\\-%s", before, digits, before, digits);
    } else {
        pov_buffer_text(out, digits);
    }
    pov_buffer_end(&prefix, &out->failed);
    pov_buffer_end(&number, &out->failed);
}

static void set_heading(lxw_format *format)
{
    format_set_bold(format);
    format_set_text_wrap(format);
    format_set_bg_color(format, 0xD9E1F2);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
}

static void set_look(lxw_format *format, const pov_xlsx_style *style)
{
    if (style->kind == POV_XLSX_HEADING) {
        set_heading(format);
    } else if (style->kind == POV_XLSX_TITLE) {
        format_set_font_size(format, 14);
    } else {
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    if (style->bold) {
        format_set_bold(format);
    }
    if (style->computed) {
        format_set_italic(format);
    }
    if (style->total) {
        format_set_top(format, LXW_BORDER_THIN);
    }
    if (style->wrapped) {
        format_set_text_wrap(format);
    }
    if (style->right) {
        format_set_align(format, LXW_ALIGN_RIGHT);
    }
    if (style->left) {
        format_set_align(format, LXW_ALIGN_LEFT);
    }
    if (style->indent > 0) {
        format_set_indent(format, style->indent);
    }
    if (style->marked > 0) {
        format_set_bg_color(format, severity_colour[style->marked - 1]);
    }
}

static lxw_format *make_format(pov_xlsx *x, const pov_xlsx_style *style)
{
    pov_buffer number = {0};
    lxw_format *format = workbook_add_format(x->workbook);

    if (format == NULL) {
        return NULL;
    }
    if (style->kind == POV_XLSX_TEXT && style->formula_like) {
        pov_buffer_char(&number, '@');
    } else if (style->kind == POV_XLSX_WHOLE || style->kind == POV_XLSX_COUNT ||
               style->kind == POV_XLSX_RATE) {
        add_number_format(&number, style);
    }
    if (number.length > 0) {
        format_set_num_format(format, pov_buffer_get(&number));
    }
    set_look(format, style);
    pov_buffer_end(&number, &x->failed);
    return format;
}

/* A workbook has a few dozen styles at most, so they are looked for one by one. */
static lxw_format *format_of(pov_xlsx *x, const pov_xlsx_style *style)
{
    for (size_t i = 0; i < x->format_count; i++) {
        if (memcmp(&x->format[i].style, style, sizeof *style) == 0) {
            return x->format[i].format;
        }
    }
    lxw_format *format = make_format(x, style);
    if (format == NULL || pov_grow(&x->format, &x->format_capacity, x->format_count + 1,
                                   sizeof x->format[0]) != POV_OK) {
        x->failed = true;
        return format;
    }
    x->format[x->format_count++] = (pov_xlsx_format){*style, format};
    return format;
}

/* ---- text ---- */

static bool is_code(const char *text)
{
    return text[0] == '_' && text[1] == 'x' && isxdigit((unsigned char)text[2]) &&
           isxdigit((unsigned char)text[3]) && isxdigit((unsigned char)text[4]) &&
           isxdigit((unsigned char)text[5]) && text[6] == '_';
}

/* Excel reads _x0041_ in a text as the character of that number: its `_` becomes one itself. */
static void add_escaped(pov_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (is_code(text)) {
            pov_buffer_text(out, "_x005F");
        }
        pov_buffer_char(out, *text);
    }
}

/* Cuts off, with `…`, what no cell can hold. */
static void shorten(pov_buffer *text)
{
    size_t length = TEXT_MAX;

    if (text->length <= length) {
        return;
    }
    while (((unsigned char)text->data[length] & 0xC0) == 0x80) { /* not within a character */
        length--;
    }
    text->length = length;
    text->data[length] = '\0';
    pov_buffer_text(text, "…");
}

/* Control characters as \x1b, but for line breaks. */
static const char *clean(pov_xlsx *x, const char *text)
{
    pov_buffer plain = {0};

    while (*text != '\0') {
        size_t line = strcspn(text, "\n");
        pov_text_printable(text, line, &plain);
        text += line;
        if (*text == '\n') {
            pov_buffer_char(&plain, *text++);
        }
    }
    pov_buffer_clear(&x->text);
    add_escaped(&x->text, pov_buffer_get(&plain));
    x->failed |= plain.failed || x->text.failed;
    pov_buffer_fini(&plain);
    shorten(&x->text);
    return pov_buffer_get(&x->text);
}

/* Into the sum that the finished file must have. */
static void count_cell(pov_xlsx *x, pov_xlsx_at at, uint64_t content)
{
    char place[LXW_MAX_CELL_NAME_LENGTH];

    lxw_rowcol_to_cell(place, at.row, at.column);
    x->sum += pov_xlsx_cell_sum(place, strlen(place), content);
}

void pov_xlsx_put_text(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_xlsx_style style)
{
    const char *cleaned = clean(x, text != NULL ? text : "");

    style.formula_like = cleaned[0] != '\0' && strchr("=+-@", cleaned[0]) != NULL;
    lxw_format *format = format_of(x, &style);
    lxw_error error = cleaned[0] == '\0'
                          ? worksheet_write_blank(at.sheet, at.row, at.column, format)
                          : worksheet_write_string(at.sheet, at.row, at.column, cleaned, format);
    x->failed |= error != LXW_NO_ERROR;
    count_cell(x, at, pov_xlsx_text_sum(cleaned));
}

void pov_xlsx_put_number(pov_xlsx *x, pov_xlsx_at at, double number, pov_xlsx_style style)
{
    lxw_format *format = format_of(x, &style);

    x->failed |=
        worksheet_write_number(at.sheet, at.row, at.column, number, format) != LXW_NO_ERROR;
    count_cell(x, at, pov_xlsx_number_sum(number));
}

/* The title in the first line, the files in the second. */
void pov_xlsx_put_title(pov_xlsx *x, lxw_worksheet *sheet, const pov_report *report)
{
    pov_buffer files = {0};

    for (size_t i = 0; i < report->file_count; i++) {
        pov_buffer_text(&files, i == 0 ? "" : ", ");
        pov_buffer_text(&files, report->file[i]);
    }
    pov_xlsx_put_text(x, (pov_xlsx_at){sheet, 0, 0}, report->title,
                      (pov_xlsx_style){.kind = POV_XLSX_TITLE, .bold = 1});
    pov_xlsx_put_text(x, (pov_xlsx_at){sheet, 1, 0}, pov_buffer_get(&files),
                      (pov_xlsx_style){.kind = POV_XLSX_TEXT});
    pov_buffer_end(&files, &x->failed);
}

void pov_xlsx_put_heading(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_xlsx_style style)
{
    style.kind = POV_XLSX_HEADING;
    pov_xlsx_put_text(x, at, text, style);
}

void pov_xlsx_put_comment(pov_xlsx *x, pov_xlsx_at at, const char *text, pov_severity severity)
{
    const char *cleaned = clean(x, text);
    size_t lines = 1;

    for (const char *line = cleaned; *line != '\0';) {
        size_t length = strcspn(line, "\n");
        lines += pov_wrap_columns(line, length) / COMMENT_WIDTH + 1;
        line += length + (line[length] == '\n');
    }
    lxw_comment_options look = {
        .width = 320,
        .height = (uint16_t)(lines < 40 ? 18 * lines : 720),
        .color = severity_colour[severity],
        .font_size = 9,
    };
    x->failed |=
        worksheet_write_comment_opt(at.sheet, at.row, at.column, cleaned, &look) != LXW_NO_ERROR;
    x->sum += pov_xlsx_text_sum(cleaned);
}

void pov_xlsx_name_cell(pov_xlsx *x, pov_xlsx_at at, const char *name, const char *part)
{
    char place[LXW_MAX_CELL_NAME_LENGTH];
    pov_buffer quoted = {0}, whole = {0}, formula = {0};

    lxw_rowcol_to_cell_abs(place, at.row, at.column, true, true);
    for (const char *c = x->sheet_name[x->sheet_count - 1]; *c != '\0'; c++) {
        pov_buffer_text(&quoted, *c == '\'' ? "'" : "");
        pov_buffer_char(&quoted, *c);
    }
    pov_buffer_format(&whole, "'%s'!povcalc.%s%s", pov_buffer_get(&quoted), name, part);
    pov_buffer_format(&formula, "='%s'!%s", pov_buffer_get(&quoted), place);
    x->failed |= quoted.failed || whole.failed || formula.failed ||
                 workbook_define_name(x->workbook, pov_buffer_get(&whole),
                                      pov_buffer_get(&formula)) != LXW_NO_ERROR;
    pov_buffer_fini(&quoted);
    pov_buffer_fini(&whole);
    pov_buffer_fini(&formula);
}

/* ---- sheets ---- */

/* A title up to its comma, after which the years come; room is left for " 12" after it. */
static void write_name(char *out, const char *name, size_t number)
{
    char plain[POV_XLSX_NAME_SIZE];
    size_t length = pov_wrap_cut(name, NAME_MAX_CHARACTERS - 3), comma = strcspn(name, ",");

    length = comma < length ? comma : length;

    if (length > sizeof plain - 8) {
        length = 0;
    }
    for (size_t i = 0; i < length; i++) { /* not allowed: []:*?/\ and, at the ends, ' */
        plain[i] = strchr("[]:*?/\\'", name[i]) != NULL ? ' ' : name[i];
    }
    while (length > 0 && plain[length - 1] == ' ') {
        length--;
    }
    plain[length] = '\0';
    if (number == 1 && length > 0) {
        (void)snprintf(out, POV_XLSX_NAME_SIZE, "%s", plain);
    } else {
        (void)snprintf(out, POV_XLSX_NAME_SIZE, "%.*s %zu", (int)length, plain, number);
    }
}

static bool is_taken(const pov_xlsx *x, const char *name)
{
    for (size_t i = 0; i < x->sheet_count; i++) {
        if (strcmp(x->sheet_name[i], name) == 0) {
            return true;
        }
    }
    return false;
}

lxw_worksheet *pov_xlsx_add_sheet(pov_xlsx *x, const char *name)
{
    if (x->sheet_count == POV_XLSX_SHEETS_MAX) {
        x->failed = true;
        return NULL;
    }
    char *own = x->sheet_name[x->sheet_count];
    for (size_t number = 1; number == 1 || is_taken(x, own); number++) {
        write_name(own, name, number);
    }
    x->sheet_count++;
    lxw_worksheet *sheet = workbook_add_worksheet(x->workbook, own);
    x->failed |= sheet == NULL;
    return sheet;
}

void pov_xlsx_set_column(pov_xlsx *x, lxw_worksheet *sheet, size_t column, size_t width,
                         bool folded)
{
    lxw_col_t at = (lxw_col_t)column;
    double characters = (double)(width < POV_XLSX_WIDTH_MAX ? width : POV_XLSX_WIDTH_MAX) + 2;
    lxw_row_col_options fold = {.hidden = folded, .level = folded};

    x->failed |= worksheet_set_column_opt(sheet, at, at, characters, NULL, &fold) != LXW_NO_ERROR;
}

void pov_xlsx_set_height(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t row, size_t lines)
{
    double height =
        POV_XLSX_LINE * (double)(lines < POV_XLSX_LINES_MAX ? lines : POV_XLSX_LINES_MAX);

    x->failed |= worksheet_set_row(sheet, row, height, NULL) != LXW_NO_ERROR;
}

void pov_xlsx_set_paper(lxw_worksheet *sheet)
{
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
}

void pov_xlsx_set_page(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t heading, bool first_column)
{
    pov_xlsx_set_paper(sheet);
    worksheet_set_landscape(sheet);
    x->failed |= worksheet_repeat_rows(sheet, heading, heading) != LXW_NO_ERROR;
    worksheet_freeze_panes(sheet, heading + 1, first_column);
}

void pov_xlsx_set_filter(pov_xlsx *x, lxw_worksheet *sheet, lxw_row_t heading, size_t rows,
                         size_t columns)
{
    x->failed |= worksheet_autofilter(sheet, heading, 0, heading + (lxw_row_t)rows,
                                      (lxw_col_t)(columns - 1)) != LXW_NO_ERROR;
}

/* ---- numbers ---- */

/* Whole units of the last digit: half up, or outward where it is one end of bounds. */
static int64_t in_units(int64_t ticks, int64_t unit, pov_xlsx_part part, bool outward)
{
    int64_t whole = ticks / unit, rest = ticks % unit;

    if (!outward) {
        return pov_muldiv_round(ticks, 1, unit);
    }
    if (part == POV_XLSX_LOW) {
        return whole - (rest < 0);
    }
    return whole + (rest > 0);
}

/* One end of what a document prints: ">=3" has no high one, "6.5-7.2" has two. */
static int64_t printed_end(const pov_figure *figure, pov_xlsx_part part)
{
    bool least = pov_is_at_least(figure->qualifier);
    bool most = pov_is_at_most(figure->qualifier);

    if (figure->basis != POV_BASIS_STATED) {
        least = most = false;
    }
    if (part == POV_XLSX_LOW) {
        return most ? POV_NO_LOW : figure->value;
    }
    return least ? POV_NO_HIGH : figure->value_high;
}

static bool is_range(const pov_figure *figure)
{
    return figure->qualifier == POV_RANGE && figure->value_high > figure->value;
}

bool pov_xlsx_needs_two(const pov_figure *figure, bool bounds)
{
    return is_range(figure) || (bounds && !pov_interval_exact(figure->bounds));
}

bool pov_xlsx_number(const pov_figure *figure, pov_xlsx_part part, bool bounds, int decimals,
                     double *number, unsigned *digits)
{
    static const double power[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11};
    bool outward = part != POV_XLSX_VALUE && bounds && !pov_interval_exact(figure->bounds);
    int64_t at = figure->value;

    if (outward) {
        at = part == POV_XLSX_LOW ? figure->bounds.low : figure->bounds.high;
    } else if (part != POV_XLSX_VALUE) {
        at = printed_end(figure, part);
    }
    if (pov_is_open(at)) {
        return false;
    }
    *digits = 0;
    if (figure->kind == POV_KIND_COUNT) {
        *number = (double)at; /* exact: counts end at 10^12 */
        return true;
    }
    *digits = decimals < 0 ? figure->digits : (unsigned)decimals;
    /* the half unit of a printed rate takes one decimal more */
    if (outward && decimals < 0 && figure->basis == POV_BASIS_STATED && *digits < POV_DIGITS_MAX &&
        pov_digits_needed(at) > *digits) {
        (*digits)++;
    }
    /* one division of two exact numbers: the nearest double, which Excel reads as these digits */
    *number = (double)in_units(at, pov_digit_unit(*digits), part, outward) / power[*digits];
    return true;
}

pov_xlsx_style pov_xlsx_figure_style(const pov_figure *figure, pov_xlsx_part part, bool bounds,
                                     unsigned digits)
{
    bool end = part != POV_XLSX_VALUE && pov_xlsx_needs_two(figure, bounds);
    bool about = figure->qualifier == POV_ABOUT;

    return (pov_xlsx_style){
        .kind = figure->kind == POV_KIND_COUNT ? POV_XLSX_COUNT : POV_XLSX_RATE,
        .digits = (uint8_t)digits,
        /* beside the other end a sign would say it twice */
        .qualifier = figure->basis == POV_BASIS_STATED && !end && (part == POV_XLSX_VALUE || about)
                         ? figure->qualifier
                         : POV_EXACTLY,
        .computed = pov_figure_approximate(figure),
    };
}
