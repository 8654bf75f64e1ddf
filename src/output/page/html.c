/*
 * A page for a browser: one file that needs no network and no script, to be mailed or printed.
 *
 * Nothing of a report gets into the page but as text: every word goes through add_text, no address
 * and no attribute is made from data, and the page's own policy forbids whatever would load or run.
 */
#include "base/place.h"
#include "base/text.h"
#include "base/version.h"
#include "output/chart/chart.h"
#include "output/page/style.h"
#include "output/render.h"
#include "output/table/table.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 5 /* deeper units are indented as those of this depth */
#define BROAD 13    /* with so many columns a table is printed across A4 */

typedef struct page {
    const pov_report *report;
    size_t count;
    const pov_render_options *options;
    pov_buffer out;
    FILE *to;
    pov_error *err;
} page;

/* Whether it begins with sentences alone, as `report` does: the files are named there, once. */
static bool sentences_first(const page *p)
{
    const pov_report *first = &p->report[0];

    return first->column_count == 0 && first->finding_count == 0 && first->sentence_count > 0;
}

/* ---- text ---- */

/* Any text, from data or not: nothing in it is markup, or turns the direction of what follows. */
static void add_text(page *p, const char *text)
{
    pov_text_markup(text, strlen(text), &p->out);
}

static void add(page *p, const char *markup)
{
    pov_buffer_text(&p->out, markup);
}

/* A name, or a sentence with names, which may run in the other direction. */
static void add_apart(page *p, const char *text)
{
    add(p, "<bdi>");
    add_text(p, text);
    add(p, "</bdi>");
}

static const char *word(const page *p, const char *label)
{
    return pov_label(label, p->options->language);
}

static pov_status flush(page *p)
{
    return pov_render_flush(p->to, &p->out, p->err);
}

static const char *title_of(const pov_report *report)
{
    return report->title != NULL ? report->title : "";
}

static void add_heading(page *p, unsigned level, const char *text)
{
    pov_buffer_format(&p->out, "<h%u>", level);
    add_text(p, text);
    pov_buffer_format(&p->out, "</h%u>\n", level);
}

static void add_paragraph(page *p, const char *text)
{
    add(p, "<p class=\"quiet\">");
    add_text(p, text);
    add(p, "</p>\n");
}

/* ---- the table ---- */

static void add_files(page *p, const pov_report *report)
{
    for (size_t i = 0; i < report->file_count; i++) {
        add(p, i > 0 ? ", " : "");
        add_apart(p, report->file[i]);
    }
}

static void add_files_line(page *p, const pov_report *report)
{
    if (report->file_count > 0) {
        add(p, "<p class=\"quiet\">");
        add_files(p, report);
        add(p, "</p>\n");
    }
}

static bool has_rows(const pov_report *report)
{
    return report->row_count > 0 || report->total_count > 0;
}

/* Whether units are under others, so that those at the top are told apart. */
static bool is_tree(const pov_report *report)
{
    for (size_t row = 0; row < report->row_count; row++) {
        if (pov_report_row_at(report, row).depth > 0) {
            return true;
        }
    }
    return false;
}

static void add_headings(page *p, const pov_table *t)
{
    add(p, "<thead><tr>");
    for (size_t i = 0; i < t->count; i++) {
        const pov_table_column *c = &t->column[i];
        const char *class = c->number ? " class=\"n\"" : c->name && i == 0 ? " class=\"name\"" : "";
        pov_buffer_format(&p->out, "<th scope=\"col\"%s>", class);
        add_text(p, pov_buffer_get(&c->heading));
        add(p, "</th>");
    }
    add(p, "</tr></thead>\n");
    add(p, is_tree(t->report) ? "<tbody class=\"tree\">\n" : "<tbody>\n");
}

/* The indent shows which unit a row belongs to; a screen reader is told its name. */
static void add_parent(page *p, const pov_table *t, const pov_table_column *c, size_t parent)
{
    pov_cell name = {0};

    if (parent != POV_NONE) {
        pov_report_get(t->report, parent, c->index, &name);
    }
    if (name.text != NULL) { /* a name is the same for all */
        add(p, "<span class=\"heard\"> (");
        add_text(p, word(p, "parent"));
        add(p, " ");
        add_text(p, name.text);
        add(p, ")</span>");
    }
}

/* The mark of a finding after a name is not left alone on a line of its own. */
static void add_cell(page *p, const char *text)
{
    size_t length = strlen(text);

    if (length < 2 || strcmp(text + length - 2, " *") != 0) {
        add_text(p, text);
        return;
    }
    pov_buffer name = {0};
    pov_buffer_add(&name, text, length - 2);
    add_text(p, pov_buffer_get(&name));
    add(p, "&#160;*");
    pov_buffer_end(&name, &p->out.failed);
}

static pov_status add_row(page *p, pov_table *t, size_t row, size_t parent, unsigned depth)
{
    pov_table_set_row(t, row);
    if (pov_report_is_total(t->report, row)) {
        add(p, "<tr>");
    } else {
        pov_buffer_format(&p->out, "<tr class=\"d%u\">", depth < DEPTH_MAX ? depth : DEPTH_MAX);
    }
    for (size_t i = 0; i < t->count; i++) {
        const pov_table_column *c = &t->column[i];
        bool heads = c->name && i == 0;
        add(p, heads ? "<th scope=\"row\">" : c->number ? "<td class=\"n\">" : "<td>");
        add_cell(p, pov_buffer_get(&c->text));
        if (heads) {
            add_parent(p, t, c, parent);
        }
        add(p, heads ? "</th>" : "</td>");
    }
    add(p, "</tr>\n");
    return t->failed ? pov_no_memory(p->err) : flush(p);
}

/* The rows above the one at hand, from the top down. */
typedef struct ancestors {
    size_t *row;
    size_t count, capacity;
} ancestors;

static size_t parent_of(const pov_report *report, ancestors *above, size_t row)
{
    unsigned depth = pov_report_row_at(report, row).depth;

    while (above->count > 0 &&
           pov_report_row_at(report, above->row[above->count - 1]).depth >= depth) {
        above->count--;
    }
    return above->count > 0 ? above->row[above->count - 1] : POV_NONE;
}

static pov_status add_rows(page *p, pov_table *t)
{
    const pov_report *report = t->report;
    ancestors above = {.count = 0};
    pov_status status = POV_OK;

    for (size_t row = 0; row < report->row_count && status == POV_OK; row++) {
        size_t parent = parent_of(report, &above, row);
        status = add_row(p, t, row, parent, (unsigned)above.count);
        if (status == POV_OK &&
            pov_grow(&above.row, &above.capacity, above.count + 1, sizeof *above.row) != POV_OK) {
            status = pov_no_memory(p->err);
        }
        if (status == POV_OK) {
            above.row[above.count++] = row;
        }
    }
    free(above.row);
    add(p, "</tbody>\n");
    if (report->total_count > 0) {
        add(p, "<tfoot>\n");
    }
    for (size_t i = 0; i < report->total_count && status == POV_OK; i++) {
        status = add_row(p, t, report->row_count + i, POV_NONE, 0);
    }
    if (report->total_count > 0) {
        add(p, "</tfoot>\n");
    }
    return status;
}

static pov_status add_table(page *p, pov_table *t, size_t number)
{
    const pov_report *report = t->report;

    pov_buffer_format(&p->out,
                      "<figure class=\"wide\" tabindex=\"0\" "
                      "aria-labelledby=\"table-%zu\">\n<table>\n<caption%s id=\"table-%zu\">",
                      number, sentences_first(p) ? " class=\"heard\"" : "", number);
    add_text(p, title_of(report));
    if (!sentences_first(p)) { /* else the head of the page names the files, once */
        add(p, report->file_count > 0 ? ": " : "");
        add_files(p, report);
    }
    add(p, "</caption>\n");
    add_headings(p, t);
    pov_table_rewind(t);
    pov_status status = add_rows(p, t);
    add(p, "</table>\n</figure>\n");
    if (t->has_computed) {
        add_paragraph(p, word(p, "text.computed"));
    }
    if (t->has_assumed) {
        add_paragraph(p, pov_report_assumed(t->report, "text.assumed", p->options->language));
    }
    return status;
}

/* ---- the chart ---- */

/* Twice: laid out for a wide screen and paper, and for a phone. The style sheet shows one. */
static pov_status add_chart(page *p, const pov_report *report)
{
    pov_chart_data data = POV_CHART_DATA_INIT;

    if (report->chart.kind == POV_CHART_NONE) {
        return POV_OK;
    }
    pov_status status = pov_chart_pick(report, p->options, &data, p->err);
    for (int slim = 0; slim <= 1 && status == POV_OK && data.point_count > 0; slim++) {
        pov_chart_place place = {.heading = title_of(report), .slim = slim == 1};
        pov_buffer_format(&p->out, "<figure class=\"chart %s\">\n", slim == 1 ? "slim" : "full");
        pov_chart_draw(&data, p->options, place, &p->out);
        add(p, "</figure>\n");
    }
    pov_chart_data_fini(&data);
    return status;
}

/* ---- remarks, findings ---- */

static void add_terms(page *p, const pov_report *report, const char *class)
{
    pov_buffer_format(&p->out, "<dl class=\"%s\">\n", class);
    for (size_t i = 0; i < report->term_count; i++) {
        add(p, "<dt>");
        add_text(p, report->term[i].name);
        add(p, "</dt><dd>");
        add_text(p, report->term[i].text);
        add(p, "</dd>\n");
    }
    add(p, "</dl>\n");
}

static void add_remarks(page *p, const pov_report *report)
{
    for (size_t i = 0; i < report->remark_count; i++) {
        add_paragraph(p, report->remark[i]);
    }
}

static void add_finding(page *p, const pov_finding *f)
{
    add(p, "<li><strong>");
    pov_buffer row = {0};
    pov_write_finding_row(&row, f, p->options->language);
    add_apart(p, pov_buffer_get(&row));
    pov_buffer_end(&row, &p->out.failed);
    add(p, "</strong>: ");
    if (f->column[0] != '\0') {
        add_text(p, word(p, f->column));
        add(p, ": ");
    }
    add_apart(p, f->message);
    add(p, " <span class=\"place\">");
    pov_buffer place = {0};
    if (sentences_first(p)) { /* findings are of the plan, which the head names */
        pov_buffer_format(&place, "%s %zu", word(p, "word.line"), f->line);
    } else {
        pov_place_write(&place, f->place, f->line, f->cell);
    }
    add_apart(p, pov_buffer_get(&place));
    pov_buffer_end(&place, &p->out.failed);
    pov_buffer_format(&p->out, " [%s]</span></li>\n", f->rule);
}

static pov_status add_severity(page *p, const pov_report *report, pov_severity severity,
                               unsigned level)
{
    const char *name = pov_severity_name(severity);
    char label[48];
    size_t count = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < report->finding_count; i++) {
        count += report->finding[i].severity == severity;
    }
    if (count == 0) {
        return POV_OK;
    }
    (void)snprintf(label, sizeof label, "page.%ss", name);
    pov_buffer_format(&p->out, "<h%u class=\"%s\">", level, name);
    add_text(p, word(p, label));
    pov_buffer_format(&p->out, ": %zu</h%u>\n<p class=\"quiet\">", count, level);
    (void)snprintf(label, sizeof label, "page.%s_means", name);
    add_text(p, word(p, label));
    pov_buffer_format(&p->out, "</p>\n<ul class=\"findings %s\">\n", name);
    for (size_t i = 0; i < report->finding_count && status == POV_OK; i++) {
        if (report->finding[i].severity == severity) {
            add_finding(p, &report->finding[i]);
            status = flush(p);
        }
    }
    add(p, "</ul>\n");
    return status;
}

static pov_status add_findings(page *p, const pov_report *report, unsigned level)
{
    static const pov_severity order[] = {POV_ERROR, POV_WARNING, POV_NOTE};
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_LENGTH(order) && status == POV_OK; i++) {
        status = add_severity(p, report, order[i], level);
    }
    if (status == POV_OK && report->finding_count > 0 && report->term_count > 0) {
        add_heading(p, level, word(p, "page.rules"));
        add_terms(p, report, "rules");
    }
    return status;
}

/* ---- sections ---- */

/* Whether the page's own heading is the report's. */
static bool is_headed(const page *p, size_t number)
{
    return p->count == 1 || (number == 0 && sentences_first(p));
}

static void begin_section(page *p, const pov_table *t, size_t number)
{
    const char *class = t->count >= BROAD ? " class=\"broad\"" : "";

    if (is_headed(p, number)) {
        pov_buffer_format(&p->out, "<div%s>\n", class);
    } else {
        pov_buffer_format(&p->out, "<section%s>\n", class);
        add_heading(p, 2, title_of(t->report));
        if (!has_rows(t->report) && !sentences_first(p)) { /* else they are above the table */
            add_files_line(p, t->report);
        }
    }
}

static void end_section(page *p, size_t number)
{
    add(p, is_headed(p, number) ? "</div>\n" : "</section>\n");
}

/* Sentences, chart, table, remarks, findings. */
static pov_status add_section(page *p, const pov_report *report, size_t number)
{
    pov_table t = {.report = report,
                   .options = p->options,
                   .numerals = pov_numerals_in_print(pov_numerals_of_tables(p->options->language))};
    pov_status status = pov_table_choose(&t, p->err);

    if (status != POV_OK) {
        goto done;
    }
    begin_section(p, &t, number);
    for (size_t i = 0; i < report->sentence_count; i++) {
        add(p, "<p class=\"lead\">");
        add_apart(p, report->sentence[i]);
        add(p, "</p>\n");
    }
    if (has_rows(report)) {
        status = add_chart(p, report);
        status = status == POV_OK ? add_table(p, &t, number + 1) : status;
    } else if (report->finding_count + report->remark_count + report->sentence_count == 0) {
        add_paragraph(p, word(p, "word.nothing"));
    }
    if (status == POV_OK) {
        add_remarks(p, report);
        status = add_findings(p, report, is_headed(p, number) ? 2 : 3);
    }
    end_section(p, number);

done:
    pov_table_fini(&t);
    return status;
}

/* ---- what a page says once ---- */

/* A list that begins, under its heading, with its first item. */
typedef struct list {
    const char *heading;
    size_t count;
    pov_map seen; /* of items without a name, each of which is said once */
} list;

static pov_status add_item(page *p, list *l, const char *name, const char *text)
{
    if (name == NULL && pov_map_get(&l->seen, text, strlen(text)) != POV_NONE) {
        return POV_OK;
    }
    if (l->count++ == 0) {
        add_heading(p, 2, word(p, l->heading));
        add(p, "<ul>\n");
    }
    add(p, "<li>");
    if (name != NULL) {
        add_apart(p, name);
        add(p, ": ");
    } else if (pov_map_put(&l->seen, text, strlen(text), 0) != POV_OK) {
        return pov_no_memory(p->err);
    }
    add_apart(p, text);
    add(p, "</li>\n");
    return flush(p);
}

static void end_list(page *p, list *l)
{
    if (l->count > 0) {
        add(p, "</ul>\n");
    }
    pov_map_fini(&l->seen);
}

static pov_status add_assumptions(page *p)
{
    list l = {.heading = "page.assumptions"};
    pov_status status = POV_OK;

    for (size_t r = 0; r < p->count; r++) {
        const pov_report *report = &p->report[r];
        for (size_t i = 0; i < report->assumption_count && status == POV_OK; i++) {
            const char *text = report->assumption[i].text;
            status = text != NULL ? add_item(p, &l, NULL, text) : POV_OK;
        }
    }
    end_list(p, &l);
    return status;
}

/* "Đắk Nông (local ethnic minorities)" */
static void name_row(const pov_report *report, size_t row, pov_buffer *out)
{
    size_t unit = pov_report_column_index(report, "unit");
    size_t group = pov_report_column_index(report, "group");
    pov_cell cell = {0};

    if (unit != POV_NONE) {
        pov_report_get(report, row, unit, &cell);
        pov_buffer_text(out, cell.text != NULL ? cell.text : "");
    }
    if (group != POV_NONE) {
        pov_report_get(report, row, group, &cell);
        pov_write_group(out, cell.text != NULL ? cell.text : "all", report->language);
    }
}

/* What the cells of a column say: of each row, or each text once. */
static pov_status add_said(page *p, const char *heading, const char *column, bool of_rows)
{
    list l = {.heading = heading};
    pov_buffer name = {0};
    pov_status status = POV_OK;

    for (size_t r = 0; r < p->count; r++) {
        const pov_report *report = &p->report[r];
        size_t at = pov_report_column_index(report, column);
        for (size_t i = 0; i < report->row_count && at != POV_NONE && status == POV_OK; i++) {
            pov_cell said;
            pov_report_get(report, i, at, &said);
            if (said.text != NULL) {
                pov_buffer_clear(&name);
                name_row(report, i, &name);
                status = add_item(p, &l, of_rows ? pov_buffer_get(&name) : NULL, said.text);
            }
        }
    }
    end_list(p, &l);
    pov_buffer_end(&name, &p->out.failed);
    return status;
}

static bool same_titles(const page *p)
{
    for (size_t i = 1; i < p->count; i++) {
        if (strcmp(title_of(&p->report[0]), title_of(&p->report[i])) != 0) {
            return false;
        }
    }
    return true;
}

static void begin_page(page *p)
{
    const pov_report *first = &p->report[0];
    bool headed = sentences_first(p) || p->count == 1;
    const char *title = headed || same_titles(p) ? title_of(first) : word(p, "page.title");

    add(p, "<!DOCTYPE html>\n");
    pov_buffer_format(&p->out, "<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                      p->options->language == POV_VIETNAMESE ? "vi" : "en");
    add(p, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'unsafe-inline'; img-src data:\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n"
           "<meta name=\"generator\" content=\"povcalc " POV_VERSION "\">\n<title>");
    add_text(p, title);
    add(p, "</title>\n<style>\n");
    for (size_t i = 0; pov_html_style[i] != NULL; i++) {
        add(p, pov_html_style[i]);
        add(p, "\n");
    }
    pov_chart_rules(&p->out);
    add(p, "</style>\n</head>\n<body>\n<header>\n");
    add_heading(p, 1, title);
    if (headed) {
        add_files_line(p, first);
    }
    add(p, "</header>\n<main>\n");
}

static void end_page(page *p)
{
    add(p, "</main>\n<footer class=\"quiet\"><p>");
    add_text(p, word(p, "page.made_by"));
    add(p, " povcalc " POV_VERSION ".</p></footer>\n</body>\n</html>\n");
}

static pov_status render_all(const pov_report *report, size_t count,
                             const pov_render_options *options, FILE *to, pov_error *err)
{
    page p = {.report = report, .count = count, .options = options, .to = to, .err = err};
    pov_status status = POV_OK;

    begin_page(&p);
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = add_section(&p, &report[i], i);
    }
    if (status == POV_OK) {
        status = add_said(&p, "page.remarks", "note", true);
    }
    if (status == POV_OK) {
        status = add_assumptions(&p);
    }
    if (status == POV_OK) {
        status = add_said(&p, "page.sources", "source", false);
    }
    if (status == POV_OK) {
        end_page(&p);
        status = flush(&p);
    }
    pov_buffer_fini(&p.out);
    return status;
}

const pov_renderer pov_renderer_html = {
    .name = "html",
    .extension = ".html",
    .each_file = true,
    .findings = true,
    .spelled_out = true,
    .render_all = render_all,
};
