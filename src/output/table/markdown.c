/*
 * Markdown: a pipe table for documents, which pandoc turns into Word.
 */
#include "base/text.h"
#include "output/render.h"
#include "output/table/table.h"
#include "output/wrap.h"

#include <string.h>

#define PAGE_WIDTH 80 /* characters in a line of A4 */
#define CELL_PADDING 3
#define HEADING_LINES_MAX 4
#define TEXT_WIDTH_MIN 12

/* Text that means nothing but itself, and stays on its line. pandoc makes a dash of two hyphens, an
 * ellipsis of three dots and curly quotes of straight ones, so those are escaped too. What is not
 * UTF-8, such as the name of a file, is shown as U+FFFD: pandoc stops at it. */
static void add_text(pov_buffer *out, const char *text)
{
    pov_buffer valid = {0}, shown = {0};
    char before = '\0';

    pov_text_valid(text, strlen(text), &valid);
    for (const char *p = pov_buffer_get(&valid); *p != '\0'; p += *p == '\n') {
        size_t line = strcspn(p, "\n");
        pov_text_printable(p, line, &shown);
        p += line;
        if (*p == '\n') {
            pov_buffer_char(&shown, ' ');
        }
    }
    for (const char *p = pov_buffer_get(&shown); *p != '\0'; before = *p++) {
        const bool smart = (*p == '-' || *p == '.') && (before == *p || p[1] == *p);
        if (smart || strchr("\\`*_{}[]<>|#~&$^\"'", *p) != NULL) {
            pov_buffer_char(out, '\\');
        }
        pov_buffer_char(out, *p);
    }
    pov_buffer_end(&valid, &out->failed);
    pov_buffer_end(&shown, &out->failed);
}

static void add_title(pov_buffer *out, const pov_report *report)
{
    pov_buffer_text(out, "## ");
    add_text(out, report->title != NULL ? report->title : "");
    for (size_t i = 0; i < report->file_count; i++) {
        pov_buffer_text(out, i == 0 ? ": " : ", ");
        add_text(out, report->file[i]);
    }
    pov_buffer_char(out, '\n');
}

static void add_sentences(pov_buffer *out, const pov_report *report)
{
    for (size_t i = 0; i < report->sentence_count; i++) {
        pov_buffer_char(out, '\n');
        add_text(out, report->sentence[i]);
        pov_buffer_char(out, '\n');
    }
}

/* A heading alone is no table, where there is something else to say. */
static bool has_table(const pov_report *report)
{
    return report->row_count > 0 || report->total_count > 0 ||
           (report->remark_count + report->sentence_count == 0);
}

/* What a column needs: numbers are never broken, long text is. */
static size_t least_width(const pov_table_column *c)
{
    size_t heading = pov_wrap_width(pov_buffer_get(&c->heading), HEADING_LINES_MAX);
    size_t cell = c->number || c->data_width < TEXT_WIDTH_MIN ? c->data_width : TEXT_WIDTH_MIN;
    return cell > heading ? cell : heading;
}

/* Numbers get what they need, and text gets the rest of the page by its length. */
static void set_widths(pov_table *t)
{
    size_t used = 0, text = 0;

    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        c->width = least_width(c);
        used += CELL_PADDING + (c->number ? c->width : 0);
        text += c->number ? 0 : c->data_width;
    }
    size_t room = used < PAGE_WIDTH ? PAGE_WIDTH - used : 0;
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        if (!c->number && c->data_width > 0) {
            size_t part = text <= room ? c->data_width : c->data_width * room / text;
            c->width = part > c->width ? part : c->width;
        }
    }
}

/* pandoc shares the page out by the lengths of these lines: if all had the same, names and numbers
 * would be broken in the middle, and sentences squeezed. */
static void add_line(pov_buffer *out, const pov_table_column *c)
{
    for (size_t left = c->width + CELL_PADDING; left > 0; left--) {
        pov_buffer_char(out, left == 1 && c->number ? ':' : '-');
    }
}

static void add_headings(pov_buffer *out, pov_table *t)
{
    set_widths(t);
    for (size_t i = 0; i < t->count; i++) {
        pov_buffer_text(out, i == 0 ? "\n| " : " | ");
        add_text(out, pov_buffer_get(&t->column[i].heading));
    }
    pov_buffer_text(out, " |\n");
    for (size_t i = 0; i < t->count; i++) {
        pov_buffer_text(out, i == 0 ? "| " : " | ");
        add_line(out, &t->column[i]);
    }
    pov_buffer_text(out, " |\n");
}

static pov_status add_row(pov_buffer *out, pov_table *t, size_t row, FILE *to, pov_error *err)
{
    pov_table_set_row(t, row);
    for (size_t i = 0; i < t->count; i++) {
        pov_buffer_text(out, i == 0 ? "| " : " | ");
        add_text(out, pov_buffer_get(&t->column[i].text));
    }
    pov_buffer_text(out, " |\n");
    return t->failed ? pov_no_memory(err) : pov_render_flush(to, out, err);
}

static void add_remarks(pov_buffer *out, const pov_table *t)
{
    const pov_report *report = t->report;

    if (t->has_computed) {
        pov_buffer_char(out, '\n');
        add_text(out, pov_label("text.computed", t->options->language));
        pov_buffer_char(out, '\n');
    }
    if (t->has_assumed) {
        pov_buffer_char(out, '\n');
        add_text(out, pov_report_assumed(report, "text.assumed", t->options->language));
        pov_buffer_char(out, '\n');
    }
    for (size_t i = 0; i < report->remark_count; i++) {
        pov_buffer_char(out, '\n');
        add_text(out, report->remark[i]);
        pov_buffer_char(out, '\n');
    }
    for (size_t i = 0; i < report->assumption_count; i++) {
        if (report->assumption[i].text != NULL) {
            pov_buffer_char(out, '\n');
            add_text(out, report->assumption[i].text);
            pov_buffer_char(out, '\n');
        }
    }
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_buffer out = {0};
    pov_table t = {.report = report,
                   .options = options,
                   .numerals = pov_numerals_of_tables(options->language)};
    pov_status status = pov_table_layout(&t, err);

    if (status == POV_OK) {
        add_title(&out, report);
        add_sentences(&out, report);
        if (has_table(report)) {
            add_headings(&out, &t);
        }
        pov_table_rewind(&t);
    }
    for (size_t row = 0; row < pov_report_end(report) && status == POV_OK; row++) {
        status = add_row(&out, &t, row, to, err);
    }
    if (status == POV_OK) {
        add_remarks(&out, &t);
        status = pov_render_flush(to, &out, err);
    }
    pov_table_fini(&t);
    pov_buffer_fini(&out);
    return status;
}

const pov_renderer pov_renderer_markdown = {
    .name = "markdown", .extension = ".md", .each_file = true, .render = render};
