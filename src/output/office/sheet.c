/*
 * The sheet of a report's rows: columns for people first, then, folded, those for programs.
 */
#include "output/office/office.h"
#include "output/render.h"
#include "output/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEADING 3 /* lines above it: title, files, a blank one */
#define HEADING_LINES 3
#define INDENT_MAX 15
#define COMMENTS_MAX 2000 /* more make a workbook slow; the sheet of findings has them all */

/* A column of the sheet. A figure that one number does not say takes two. */
typedef struct column {
    const pov_report_column *of;
    size_t index; /* in the report */
    pov_xlsx_part part;
    bool folded; /* for programs */
    bool plain;  /* its words are those of programs */
    bool apart;  /* text after a number: a blank keeps them apart */
    size_t width;
} column;

/* A finding on a cell of the sheet. */
typedef struct mark {
    size_t row, column, order;
    const pov_finding *finding;
} mark;

/* A row by the place that it came from. */
typedef struct place {
    const char *file;
    unsigned long line;
    size_t row;
} place;

typedef struct data {
    pov_xlsx *x;
    const pov_report *report;
    const pov_report *reports; /* all of the workbook, among them this one */
    size_t report_count;
    lxw_worksheet *sheet;
    column *column;
    size_t count, capacity;
    mark *mark;
    size_t mark_count, mark_capacity, next_mark;
    size_t comments;
    pov_buffer scratch, comment;
} data;

/* ---- columns ---- */

/* What a column of the report holds. */
typedef struct content {
    bool some, two, low, high;
    size_t width;
} content;

/* Which ends there are, in case the column needs two. */
static void look_at_ends(const data *d, const pov_cell *cell, content *found)
{
    const pov_figure *figure = &cell->figure;
    bool bounds = d->x->options->bounds || cell->bounded;
    double number;
    unsigned digits;

    found->two |= pov_xlsx_needs_two(figure, bounds);
    found->low |= pov_xlsx_number(figure, POV_XLSX_LOW, bounds, 0, &number, &digits);
    found->high |= pov_xlsx_number(figure, POV_XLSX_HIGH, bounds, 0, &number, &digits);
}

static void look_at_cell(data *d, size_t index, size_t row, content *found)
{
    const pov_report_column *of = &d->report->column[index];
    pov_buffer *text = &d->scratch;
    pov_cell cell;

    pov_report_get(d->report, row, index, &cell);
    if (!pov_cell_shown(of, &cell)) {
        return;
    }
    found->some = true;
    if (of->kind == POV_COLUMN_FIGURE) {
        look_at_ends(d, &cell, found);
    }
    pov_buffer_clear(text);
    pov_cell_write(text, of, &cell, d->x->options, d->x->numerals);
    size_t width = pov_wrap_columns(pov_buffer_get(text), text->length);
    width += of->tree ? 2 * (size_t)pov_report_row_at(d->report, row).depth
                      : of->kind == POV_COLUMN_FIGURE;
    /* a text of a total runs on over the empty cells after it */
    bool runs_on = of->kind == POV_COLUMN_TEXT && pov_report_is_total(d->report, row);
    found->width = width > found->width && !runs_on ? width : found->width;
    d->x->failed |= text->failed;
}

static content look_at(data *d, size_t index)
{
    content found = {0};

    for (size_t row = 0; row < pov_report_end(d->report); row++) {
        look_at_cell(d, index, row, &found);
    }
    return found;
}

static void add_column(data *d, size_t index, pov_xlsx_part part, bool folded, size_t width)
{
    if (pov_grow(&d->column, &d->capacity, d->count + 1, sizeof d->column[0]) != POV_OK) {
        d->x->failed = true;
        return;
    }
    const pov_report_column *of = &d->report->column[index];
    bool text =
        of->kind == POV_COLUMN_TEXT || of->kind == POV_COLUMN_YEAR || of->kind == POV_COLUMN_FLAG;
    bool after_number = d->count > 0 && d->column[d->count - 1].of->kind == POV_COLUMN_FIGURE;
    d->column[d->count++] = (column){
        .of = of,
        .index = index,
        .part = part,
        .folded = folded,
        .apart = text && after_number,
        .width = (width > 6 ? width : 6) + (text && after_number),
    };
}

static void add_figure_columns(data *d, size_t index, bool folded, const content *found)
{
    size_t half = found->width / 2 + 2;

    if (found->two && found->low) {
        add_column(d, index, POV_XLSX_LOW, folded, half);
    }
    if (found->two && found->high) {
        add_column(d, index, POV_XLSX_HIGH, folded, half);
    }
    if (!found->two) {
        add_column(d, index, POV_XLSX_VALUE, folded, found->width);
    }
}

static const char *heading_of(const data *d, const pov_report_column *of)
{
    return of->heading != NULL ? of->heading : pov_label(of->name, d->x->options->language);
}

/* Those by which a row is found again when the workbook is read. */
static bool is_key(const pov_report_column *of)
{
    return of->kind == POV_COLUMN_TEXT &&
           (strcmp(of->name, "unit") == 0 || strcmp(of->name, "indicator") == 0 ||
            strcmp(of->name, "population") == 0);
}

/* What CSV has, so that a workbook is read back to the same figures. */
static bool is_for_programs(const pov_report_column *of)
{
    return (of->where & (POV_IN_DATA | POV_IN_CSV)) != 0;
}

/* Whether people are shown another word in it than programs. */
static bool has_other_words(const data *d, size_t index)
{
    pov_cell cell;

    for (size_t row = 0; row < d->report->row_count; row++) {
        pov_report_get(d->report, row, index, &cell);
        if (cell.shown != NULL && cell.text != NULL && strcmp(cell.shown, cell.text) != 0) {
            return true;
        }
    }
    return false;
}

/* A column for people may have a double for programs: "rural" beside "nông thôn". */
static bool is_double(const data *d, const pov_report_column *of)
{
    for (size_t i = 0; i < d->count; i++) {
        if (strcmp(heading_of(d, d->column[i].of), heading_of(d, of)) == 0) {
            return true;
        }
    }
    return false;
}

/* Whether the rows are of several files. */
static bool differs(const data *d, size_t index)
{
    pov_cell first = {0}, cell;

    for (size_t row = 0; row < d->report->row_count; row++) {
        pov_report_get(d->report, row, index, &cell);
        first = row == 0 ? cell : first;
        if (first.text != NULL && cell.text != NULL && strcmp(first.text, cell.text) != 0) {
            return true;
        }
    }
    return false;
}

/* Of groups nothing is shown where all rows are of all households. */
static bool is_only_all(const data *d, size_t index)
{
    pov_cell cell = {0};

    if (strcmp(d->report->column[index].name, "group") != 0 || differs(d, index)) {
        return false;
    }
    for (size_t row = 0; row < d->report->row_count && cell.text == NULL; row++) {
        pov_report_get(d->report, row, index, &cell);
    }
    return cell.text != NULL && strcmp(cell.text, "all") == 0;
}

static void choose_columns(data *d, bool folded)
{
    for (size_t i = 0; i < d->report->column_count; i++) {
        const pov_report_column *of = &d->report->column[i];
        bool shown = (of->where & POV_IN_TABLE) != 0 && !is_only_all(d, i);
        bool kept = shown && (of->tree || (of->where & POV_KEPT) != 0);
        /* with several files a row says which one it is of */
        shown =
            shown || (d->report->file_count > 1 && strcmp(of->name, "file") == 0 && differs(d, i));
        if (folded && shown && is_key(of) && has_other_words(d, i)) {
            add_column(d, i, POV_XLSX_VALUE, true, 20);
            d->column[d->count - 1].plain = true;
        }
        if (shown == folded || (!shown && (!is_for_programs(of) || is_double(d, of)))) {
            continue;
        }
        content found = look_at(d, i);
        if (found.some || kept) {
            add_figure_columns(d, i, folded, &found);
        }
    }
}

/* What is only for people, and what has a double for programs, goes by its number. */
static void name_heading(data *d, size_t index)
{
    const column *c = &d->column[index];
    bool own = is_for_programs(c->of);
    char number[32];

    for (size_t i = index + 1; i < d->count; i++) {
        own = own && !(d->column[i].plain && d->column[i].of == c->of);
    }
    (void)snprintf(number, sizeof number, "shown%zu", index);
    pov_xlsx_name_cell(d->x, (pov_xlsx_at){d->sheet, HEADING, (lxw_col_t)index},
                       own ? c->of->name : number,
                       !own || c->part == POV_XLSX_VALUE ? ""
                       : c->part == POV_XLSX_LOW         ? ".low"
                                                         : ".high");
}

static void put_heading(data *d, size_t index, size_t *lines)
{
    const column *c = &d->column[index];
    pov_language language = d->x->options->language;
    pov_buffer text = {0};

    pov_buffer_text(&text, heading_of(d, c->of));
    if (c->part != POV_XLSX_VALUE) {
        pov_buffer_text(&text, ", ");
        pov_buffer_text(&text,
                        pov_label(c->part == POV_XLSX_LOW ? "word.low" : "word.high", language));
    }
    pov_xlsx_put_heading(
        d->x, (pov_xlsx_at){d->sheet, HEADING, (lxw_col_t)index}, pov_buffer_get(&text),
        (pov_xlsx_style){.right = c->of->kind == POV_COLUMN_FIGURE, .indent = c->apart});
    name_heading(d, index);
    size_t least = pov_wrap_width(pov_buffer_get(&text), HEADING_LINES) + 1;
    size_t width = c->width > least ? c->width : least;
    size_t needed = pov_wrap_lines(pov_buffer_get(&text), width);
    *lines = needed > *lines ? needed : *lines;
    pov_xlsx_set_column(d->x, d->sheet, index, width, c->folded);
    pov_buffer_end(&text, &d->x->failed);
}

static void put_headings(data *d)
{
    size_t lines = 1;

    for (size_t i = 0; i < d->count; i++) {
        put_heading(d, i, &lines);
    }
    pov_xlsx_set_height(d->x, d->sheet, HEADING, lines);
}

/* ---- findings ---- */

static int compare_places(const void *left, const void *right)
{
    const place *a = left, *b = right;
    int files = strcmp(a->file, b->file);

    return files != 0 ? files : a->line < b->line ? -1 : a->line > b->line;
}

static int compare_marks(const void *left, const void *right)
{
    const mark *a = left, *b = right;

    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    if (a->column != b->column) {
        return a->column < b->column ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

/* The rows by file and line, sorted; NULL when the report does not tell or memory failed. */
static place *places_of(data *d)
{
    size_t file = pov_report_column_index(d->report, "file");
    size_t line = pov_report_column_index(d->report, "line");

    if (file == POV_NONE || line == POV_NONE) {
        return NULL;
    }
    place *places = malloc((d->report->row_count + 1) * sizeof *places);
    if (places == NULL) {
        d->x->failed = true;
        return NULL;
    }
    for (size_t i = 0; i < d->report->row_count; i++) {
        pov_cell in, at;
        pov_report_get(d->report, i, file, &in);
        pov_report_get(d->report, i, line, &at);
        places[i] = (place){
            .file = in.text != NULL ? in.text : "",
            .line = at.number,
            .row = i,
        };
    }
    qsort(places, d->report->row_count, sizeof *places, compare_places);
    return places;
}

/* The sheet's column of the figure, else the first, the row's name, if the finding is of this
 * report; POV_NONE: it is not shown here. */
static size_t column_of(const data *d, const char *name, bool own)
{
    for (size_t i = 0; i < d->count && name[0] != '\0'; i++) {
        if (strcmp(d->column[i].of->name, name) == 0) {
            return i;
        }
    }
    return own ? 0 : POV_NONE;
}

static void mark_cell(data *d, const place *places, const pov_finding *f, bool own)
{
    place wanted = {.file = f->file, .line = f->line};
    const place *found =
        bsearch(&wanted, places, d->report->row_count, sizeof *places, compare_places);
    size_t index = column_of(d, f->column, own);

    if (found == NULL || index == POV_NONE) {
        return;
    }
    if (pov_grow(&d->mark, &d->mark_capacity, d->mark_count + 1, sizeof d->mark[0]) != POV_OK) {
        d->x->failed = true;
        return;
    }
    d->mark[d->mark_count] = (mark){found->row, index, d->mark_count, f};
    d->mark_count++;
}

/* Of several reports one has the findings, on the rows of others. */
static void mark_cells(data *d)
{
    place *places = places_of(d);

    for (size_t r = 0; r < d->report_count && places != NULL; r++) {
        const pov_report *from = &d->reports[r];
        for (size_t i = 0; i < from->finding_count; i++) {
            mark_cell(d, places, &from->finding[i], from == d->report);
        }
    }
    free(places);
    if (d->mark_count > 0) {
        qsort(d->mark, d->mark_count, sizeof d->mark[0], compare_marks);
    }
}

/* Takes the findings on a cell: gives their highest severity + 1 and fills the comment. */
static uint8_t take_marks(data *d, size_t row, size_t index)
{
    uint8_t marked = 0;

    pov_buffer_clear(&d->comment);
    for (; d->next_mark < d->mark_count; d->next_mark++) {
        const mark *m = &d->mark[d->next_mark];
        if (m->row != row || m->column != index) {
            break;
        }
        const pov_finding *f = m->finding;
        pov_buffer_format(
            &d->comment, "%s%s: ", marked > 0 ? "\n" : "",
            pov_word_shown("severity", pov_severity_name(f->severity), d->x->options->language));
        pov_buffer_text(&d->comment, f->message);
        pov_buffer_format(&d->comment, " [%s]", f->rule);
        uint8_t severity = (uint8_t)(f->severity + 1);
        marked = severity > marked ? severity : marked;
    }
    d->x->failed |= d->comment.failed;
    return marked;
}

/* ---- cells ---- */

static void put_figure(data *d, pov_xlsx_at at, const column *c, const pov_cell *cell,
                       pov_xlsx_style base)
{
    const pov_render_options *options = d->x->options;
    const pov_figure *figure = &cell->figure;
    bool bounds = options->bounds || cell->bounded;
    double number = 0;
    unsigned digits = 0;

    if (!pov_xlsx_number(figure, c->part, bounds, options->decimals, &number, &digits)) {
        pov_xlsx_put_text(d->x, at, NULL, base);
        return;
    }
    pov_xlsx_style style = pov_xlsx_figure_style(figure, c->part, bounds, digits);
    style.bold = base.bold;
    style.total = base.total;
    style.marked = base.marked;
    pov_xlsx_put_number(d->x, at, number, style);
}

/* A plain year is a number; "2022-06" is text, and so is a span of years. */
static bool is_whole(const column *c, const char *text)
{
    return c->of->kind == POV_COLUMN_YEAR && strspn(text, "0123456789") == strlen(text) &&
           strlen(text) < 10;
}

static void put_words(data *d, pov_xlsx_at at, const column *c, const char *text,
                      pov_xlsx_style style)
{
    if (is_whole(c, text)) {
        style.kind = POV_XLSX_WHOLE;
        style.left = true;
        pov_xlsx_put_number(d->x, at, (double)strtoul(text, NULL, 10), style);
    } else {
        style.wrapped = c->width > POV_XLSX_WIDTH_MAX;
        pov_xlsx_put_text(d->x, at, text, style);
    }
}

static void put_cell(data *d, pov_xlsx_at at, size_t row, pov_xlsx_style style)
{
    const column *c = &d->column[at.column];
    unsigned depth = pov_report_row_at(d->report, row).depth;
    pov_cell cell;

    pov_report_get(d->report, row, c->index, &cell);
    style.indent = c->apart;
    if (c->of->tree && !c->plain) {
        style.indent = (uint8_t)(depth < INDENT_MAX ? depth : INDENT_MAX);
    }
    if (!pov_cell_shown(c->of, &cell)) {
        if (style.total || style.marked > 0) {
            pov_xlsx_put_text(d->x, at, NULL, style);
        }
    } else if (c->of->kind == POV_COLUMN_FIGURE) {
        put_figure(d, at, c, &cell, style);
    } else if (c->of->kind == POV_COLUMN_LINE) {
        style.kind = POV_XLSX_WHOLE;
        pov_xlsx_put_number(d->x, at, (double)cell.number, style);
    } else {
        put_words(d, at, c, c->plain ? cell.text : pov_cell_words(c->of, &cell), style);
    }
}

static void put_row(data *d, size_t index)
{
    bool parent =
        index + 1 < d->report->row_count &&
        pov_report_row_at(d->report, index + 1).depth > pov_report_row_at(d->report, index).depth;

    for (size_t i = 0; i < d->count; i++) {
        pov_xlsx_at at = {d->sheet, (lxw_row_t)(HEADING + 1 + index), (lxw_col_t)i};
        uint8_t marked = take_marks(d, index, i);
        put_cell(d, at, index, (pov_xlsx_style){.marked = marked, .bold = parent});
        if (marked > 0 && d->comments++ < COMMENTS_MAX) {
            pov_xlsx_put_comment(d->x, at, pov_buffer_get(&d->comment), (pov_severity)(marked - 1));
        }
    }
}

static void put_total(data *d, size_t index)
{
    for (size_t i = 0; i < d->count; i++) {
        pov_xlsx_at at = {d->sheet, (lxw_row_t)(HEADING + 1 + d->report->row_count + index),
                          (lxw_col_t)i};
        put_cell(d, at, d->report->row_count + index,
                 (pov_xlsx_style){.bold = 1, .total = index == 0});
    }
}

/* ---- the whole ---- */

static void put_rows(data *d)
{
    const pov_report *report = d->report;

    for (size_t i = 0; i < report->row_count && !d->x->failed; i++) {
        put_row(d, i);
    }
    pov_xlsx_name_cell(
        d->x, (pov_xlsx_at){d->sheet, (lxw_row_t)(HEADING + 1 + report->row_count), 0}, "end", "");
    for (size_t i = 0; i < report->total_count && !d->x->failed; i++) {
        put_total(d, i);
    }
    if (report->row_count == 0 && report->total_count == 0) {
        pov_xlsx_put_text(d->x, (pov_xlsx_at){d->sheet, HEADING + 1, 0},
                          pov_label("word.nothing", d->x->options->language),
                          (pov_xlsx_style){.kind = POV_XLSX_TEXT});
    }
}

void pov_xlsx_add_data(pov_xlsx *x, const pov_report *reports, size_t count, size_t index,
                       const char *name)
{
    const pov_report *report = &reports[index];
    data d = {
        .x = x,
        .report = report,
        .reports = reports,
        .report_count = count,
        .sheet = pov_xlsx_add_sheet(x, name),
    };

    if (d.sheet != NULL) {
        choose_columns(&d, false);
        choose_columns(&d, true);
    }
    if (d.count > 0 && !x->failed) {
        pov_xlsx_put_title(x, d.sheet, report);
        put_headings(&d);
        mark_cells(&d);
        put_rows(&d);
        pov_xlsx_set_page(x, d.sheet, HEADING, d.column[0].of->tree);
        pov_xlsx_set_filter(x, d.sheet, HEADING, report->row_count, d.count);
    }
    free(d.column);
    free(d.mark);
    pov_buffer_fini(&d.scratch);
    pov_buffer_fini(&d.comment);
}
