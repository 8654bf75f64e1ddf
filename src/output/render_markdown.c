/*
 * Markdown: a pipe table for documents, which pandoc turns into Word.
 */
#include "output/render.h"
#include "output/table.h"

#include <string.h>

/* Text that means nothing but itself, and stays on its line. */
static void add_text(pov_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n') {
            pov_buffer_char(out, ' ');
            continue;
        }
        if (strchr("\\`*_{}[]<>|#~&$^", *text) != NULL) {
            pov_buffer_char(out, '\\');
        }
        pov_buffer_char(out, *text);
    }
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

static void add_facts(pov_buffer *out, const pov_report *report)
{
    for (size_t i = 0; i < report->term_count; i++) {
        pov_buffer_text(out, i == 0 ? "\n- " : "- ");
        add_text(out, report->term[i].name);
        pov_buffer_text(out, ": ");
        add_text(out, report->term[i].text);
        pov_buffer_char(out, '\n');
    }
}

/* A heading alone is no table, where there is something else to say. */
static bool has_table(const pov_report *report)
{
    return report->row_count > 0 || report->total_count > 0 ||
           (report->term_count == 0 && report->remark_count == 0);
}

static void add_headings(pov_buffer *out, const pov_table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        pov_buffer_text(out, i == 0 ? "\n| " : " | ");
        add_text(out, pov_buffer_get(&t->column[i].heading));
    }
    pov_buffer_text(out, " |\n");
    for (size_t i = 0; i < t->count; i++) {
        pov_buffer_text(out, t->column[i].number ? "| ---: " : "| --- ");
    }
    pov_buffer_text(out, "|\n");
}

static pov_status add_row(pov_buffer *out, pov_table *t, const pov_report_row *row, bool is_total,
                          FILE *to, pov_error *err)
{
    pov_table_set_row(t, row, is_total);
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
    pov_table t = {
        .report = report, .options = options, .numerals = pov_numerals_of(options->language)};
    pov_status status = pov_table_layout(&t, err);

    if (status == POV_OK) {
        add_title(&out, report);
        add_facts(&out, report);
        if (has_table(report)) {
            add_headings(&out, &t);
        }
        pov_table_rewind(&t);
    }
    for (size_t i = 0; i < report->row_count && status == POV_OK; i++) {
        status = add_row(&out, &t, &report->row[i], false, to, err);
    }
    for (size_t i = 0; i < report->total_count && status == POV_OK; i++) {
        status = add_row(&out, &t, &report->total[i], true, to, err);
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
