/*
 * The table for people: title, headings, rows, totals, and below what is to be said.
 */
#include "base/text.h"
#include "output/render.h"
#include "output/table/table.h"
#include "output/wrap.h"

#include <string.h>

#define BOLD "\033[1m"
#define YELLOW "\033[33m"
#define PLAIN "\033[0m"

typedef struct printer {
    pov_table table;
    pov_buffer line;
    size_t at; /* columns of the line that are taken */
    FILE *to;
    size_t width; /* of paragraphs; 0: a line each */
} printer;

enum { REMARKS_WIDTH = 80 };

/* ---- lines ---- */

static pov_status end_line(printer *p, pov_error *err)
{
    pov_buffer_char(&p->line, '\n');
    p->at = 0;
    return pov_render_flush(p->to, &p->line, err);
}

/* Puts text into its column. Nothing is padded after the last text of a line. */
static void put(printer *p, const pov_table_column *c, const char *text, size_t length)
{
    size_t width = pov_wrap_columns(text, length);

    if (width == 0) {
        return;
    }
    size_t start = c->start + (c->number && width < c->width ? c->width - width : 0);
    for (; p->at < start; p->at++) {
        pov_buffer_char(&p->line, ' ');
    }
    pov_buffer_text(&p->line, c->colour != NULL ? c->colour : "");
    pov_buffer_add(&p->line, text, length);
    pov_buffer_text(&p->line, c->colour != NULL ? PLAIN : "");
    p->at += width;
}

/* Every block begins with the names, where they come first. */
static bool in_block(const pov_table_column *c, size_t block)
{
    return c->block == block || (c->name && c->start == 0 && c->block < block);
}

/* What a name can take that may run over the empty cells beside it. */
static size_t room_for_name(const pov_table *t, size_t name, size_t block)
{
    size_t end = t->column[name].start + t->column[name].width;

    for (size_t i = name + 1; i < t->count && t->column[i].block == block; i++) {
        const pov_table_column *c = &t->column[i];
        size_t width = pov_wrap_columns(pov_buffer_get(&c->text), c->text.length);
        if (width > 0) {
            return c->start + (c->number ? c->width - width : 0) - 1 - t->column[name].start;
        }
        end = c->start + c->width;
    }
    return end - t->column[name].start;
}

/* A name that is too wide ends in `…`, and keeps its mark. */
static void shorten_name(pov_table_column *c, size_t room, bool marked)
{
    if (pov_wrap_columns(pov_buffer_get(&c->text), c->text.length) > room) {
        c->text.length = pov_wrap_cut(c->text.data, room - (marked ? 3 : 1));
        c->text.data[c->text.length] = '\0';
        pov_buffer_text(&c->text, marked ? "… *" : "…");
    }
}

/* Puts the next line of a cell; true while there is more of it. */
static bool put_next(printer *p, pov_table_column *c)
{
    const char *text = c->rest;

    if (c->number || c->name) {
        size_t length = strlen(text);
        put(p, c, text, length);
        c->rest = text + length;
        return false;
    }
    put(p, c, text, pov_wrap_next(&c->rest, c->width));
    return *c->rest != '\0';
}

static pov_status print_row(printer *p, size_t row, size_t block, pov_error *err)
{
    pov_table *t = &p->table;
    const pov_report_row about = pov_report_row_at(t->report, row);
    pov_status status = POV_OK;
    bool more = true;

    pov_table_set_row(t, row);
    if (t->failed) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        if (c->name) {
            shorten_name(c, about.runs_over ? room_for_name(t, i, block) : c->width, about.marked);
            c->colour = t->options->colour && about.marked ? YELLOW : NULL;
        }
        c->rest = pov_buffer_get(&c->text);
    }
    while (more && status == POV_OK) {
        more = false;
        for (size_t i = 0; i < t->count; i++) {
            if (in_block(&t->column[i], block)) {
                more |= put_next(p, &t->column[i]);
            }
        }
        status = end_line(p, err);
    }
    return status;
}

/* "───── End of 2022 ─────" over the columns that it is of; over one alone like its heading. */
static void put_above(printer *p, size_t first, size_t count)
{
    pov_table_column over = p->table.column[first];
    const pov_table_column *last = &p->table.column[first + count - 1];
    const char *text = pov_buffer_get(&over.above);
    size_t length = pov_text_width(text);
    pov_buffer line = {0};

    over.width = last->start + last->width - over.start;
    over.colour = p->table.options->colour ? BOLD : NULL;
    size_t dashes = count > 1 && over.width >= length + 4 ? over.width - length - 2 : 0;
    for (size_t i = 0; i < dashes / 2; i++) {
        pov_buffer_text(&line, "─");
    }
    pov_buffer_format(&line, dashes > 0 ? " %s " : "%s", text);
    for (size_t i = dashes / 2; i < dashes; i++) {
        pov_buffer_text(&line, "─");
    }
    over.number = over.number && count == 1;
    put(p, &over, pov_buffer_get(&line), line.length);
    pov_buffer_end(&line, &p->line.failed);
}

/* Headings are set down on the rows, so that the shorter ones leave room above. */
static pov_status print_headings(printer *p, size_t block, pov_error *err)
{
    pov_table *t = &p->table;
    pov_status status = POV_OK;
    size_t height = 0;

    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        c->rest = in_block(c, block) ? pov_buffer_get(&c->heading) : "";
        c->colour = t->options->colour ? BOLD : NULL;
        size_t lines =
            pov_wrap_lines(c->rest, c->width) + (in_block(c, block) && c->above.length > 0);
        height = lines > height ? lines : height;
    }
    for (; height > 0 && status == POV_OK; height--) {
        for (size_t i = 0; i < t->count; i++) {
            pov_table_column *c = &t->column[i];
            if (height == 2 && c->above.length > 0 && in_block(c, block)) {
                size_t count = pov_table_span(t, i);
                put_above(p, i, count);
                i += count - 1;
            } else if (pov_wrap_lines(c->rest, c->width) == height) {
                const char *text = c->rest;
                put(p, c, text, pov_wrap_next(&c->rest, c->width));
            }
        }
        status = end_line(p, err);
    }
    for (size_t i = 0; i < t->count; i++) {
        t->column[i].colour = NULL;
    }
    return status;
}

static pov_status print_rule(printer *p, size_t block, pov_error *err)
{
    const char *dash = "─";
    size_t width = 0;

    for (size_t i = 0; i < p->table.count; i++) {
        const pov_table_column *c = &p->table.column[i];
        if (in_block(c, block) && c->start + c->width > width) {
            width = c->start + c->width;
        }
    }
    while (width-- > 0) {
        pov_buffer_text(&p->line, dash);
    }
    return end_line(p, err);
}

static pov_status print_block(printer *p, size_t block, pov_error *err)
{
    const pov_report *report = p->table.report;
    pov_status status = print_headings(p, block, err);

    pov_table_rewind(&p->table);
    for (size_t row = 0; row < pov_report_end(report) && status == POV_OK; row++) {
        if (row == report->row_count) {
            status = print_rule(p, block, err);
        }
        if (status == POV_OK) {
            status = print_row(p, row, block, err);
        }
    }
    return status;
}

/* ---- what is above and below ---- */

/* Appends a paragraph in the width of the terminal. */
static void add_paragraph(printer *p, const char *text)
{
    pov_buffer printable = {0};

    pov_text_printable(text, strlen(text), &printable);
    pov_wrap_paragraph(&p->line, pov_buffer_get(&printable), p->width);
    pov_buffer_end(&printable, &p->line.failed);
}

/* What the table shows, and of which files. */
static void add_title(printer *p)
{
    const pov_report *report = p->table.report;
    bool colour = p->table.options->colour;
    pov_buffer title = {0};

    pov_buffer_text(&title, report->title != NULL ? report->title : "");
    for (size_t i = 0; i < report->file_count && !report->names_itself; i++) {
        pov_buffer_text(&title, i > 0 ? ", " : title.length > 0 ? ": " : "");
        pov_buffer_text(&title, report->file[i]);
    }
    p->line.failed |= title.failed;
    if (report->title != NULL && title.length > 0) {
        pov_buffer_text(&p->line, colour ? BOLD : "");
        add_paragraph(p, pov_buffer_get(&title));
        pov_buffer_text(&p->line, colour ? PLAIN "\n" : "\n");
    }
    pov_buffer_fini(&title);
}

/* A paragraph each, and an empty line before the table. */
static void add_sentences(printer *p)
{
    const pov_report *report = p->table.report;

    for (size_t i = 0; i < report->sentence_count; i++) {
        add_paragraph(p, report->sentence[i]);
    }
    if (report->sentence_count > 0 && pov_report_end(report) > 0) {
        pov_buffer_char(&p->line, '\n');
    }
}

/* Remarks and assumptions, a paragraph each, after an empty line. Below a table they are no wider
 * than that where no terminal says how wide; reasons stay a line each, as a program reads them. */
static void add_remarks(printer *p)
{
    const pov_report *report = p->table.report;
    size_t before = p->line.length;

    if (p->width == 0 && !report->in_words && report->because_count == 0) {
        p->width = REMARKS_WIDTH;
    }

    if (!report->in_words) {
        pov_buffer_char(&p->line, '\n');
    }
    if (p->table.has_computed) {
        add_paragraph(p, pov_label("text.computed_bounds", p->table.options->language));
    }
    if (p->table.has_assumed) {
        add_paragraph(
            p, pov_report_assumed(report, "text.assumed_growth", p->table.options->language));
    }
    for (size_t i = 0; i < report->remark_count; i++) {
        add_paragraph(p, report->remark[i]);
    }
    for (size_t i = 0; i < report->assumption_count; i++) {
        if (report->assumption[i].text != NULL) {
            add_paragraph(p, report->assumption[i].text);
        }
    }
    if (!report->in_words && pov_table_hides_columns(&p->table)) {
        add_paragraph(p, pov_label("text.wide", p->table.options->language));
    }
    if (p->line.length == before + !report->in_words) { /* there was nothing to say */
        pov_buffer_clear(&p->line);
    }
}

/* ---- the whole ---- */

static pov_status print_table(printer *p, pov_error *err)
{
    pov_status status = pov_table_layout(&p->table, err);

    if (status == POV_OK) {
        add_title(p);
        add_sentences(p);
    }
    for (size_t block = 0; block < p->table.block_count && status == POV_OK; block++) {
        pov_buffer_text(&p->line, block > 0 ? "\n" : "");
        status = print_block(p, block, err);
    }
    return status;
}

/* A report without rows is its sentences. */
static pov_status print_sentences(printer *p, pov_error *err)
{
    add_title(p);
    add_sentences(p);
    if (p->table.report->sentence_count > 0) {
        return pov_render_flush(p->to, &p->line, err);
    }
    pov_buffer_text(&p->line, pov_label("word.nothing", p->table.options->language));
    return end_line(p, err);
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    const pov_numerals numerals = pov_numerals_of_tables(options->language);
    printer p = {
        .table = {.report = report,
                  .two_lines = true,
                  .options = options,
                  .numerals = options->terminal ? pov_numerals_in_print(numerals) : numerals},
        .to = to,
        .width = options->width,
    };
    bool empty = report->row_count == 0 && report->total_count == 0;
    pov_status status = report->in_words ? POV_OK
                        : empty          ? print_sentences(&p, err)
                                         : print_table(&p, err);

    if (status == POV_OK) {
        add_remarks(&p);
        status = pov_render_flush(to, &p.line, err);
    }
    pov_table_fini(&p.table);
    pov_buffer_fini(&p.line);
    return status;
}

const pov_renderer pov_renderer_table = {
    .name = "table", .extension = ".txt", .each_file = true, .render = render};
