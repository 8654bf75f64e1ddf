/*
 * Findings as compilers print them, a line each, so that editors find the place; on a terminal by
 * unit, as people read them.
 */
#include "output/render.h"

#include "base/place.h"
#include "base/text.h"
#include "output/wrap.h"

#include <string.h>

static void add_text(pov_buffer *out, const char *text)
{
    pov_text_printable(text, strlen(text), out);
}

/* Colours of severities, as terminals have them: bold red, bold magenta, bold cyan. */
static const char *colour_of(pov_severity severity)
{
    static const char *const codes[] = {
        [POV_NOTE] = "\x1b[1;36m", [POV_WARNING] = "\x1b[1;35m", [POV_ERROR] = "\x1b[1;31m"};
    return codes[severity];
}

/* The steps that lead to it, where they were asked for. */
static void add_because(pov_buffer *out, const pov_finding *f)
{
    for (const char *line = f->because_text; line != NULL && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        pov_buffer_text(out, "  ");
        pov_text_printable(line, length, out);
        pov_buffer_char(out, '\n');
        line += length + (line[length] != '\0');
    }
}

static void add_line(pov_buffer *out, const pov_finding *f, const pov_render_options *options)
{
    pov_buffer row = {0};

    pov_place_write(&row, f->place, f->line, f->cell);
    add_text(out, pov_buffer_get(&row));
    pov_buffer_format(out, ": %s%s%s: ", options->colour ? colour_of(f->severity) : "",
                      pov_severity_name(f->severity), options->colour ? "\x1b[0m" : "");
    out->failed = out->failed || row.failed;
    pov_buffer_clear(&row);
    pov_write_finding_row(&row, f, options->language);
    add_text(out, pov_buffer_get(&row));
    pov_buffer_end(&row, &out->failed);
    pov_buffer_text(out, ": ");
    if (f->column[0] != '\0') {
        bool english = options->language == POV_ENGLISH;
        pov_buffer_format(out,
                          "%s: ", english ? f->column : pov_label(f->column, options->language));
    }
    add_text(out, f->message);
    pov_buffer_format(out, " [%s]\n", f->rule);
    add_because(out, f);
}

/* ---- on a terminal ---- */

#define INDENT 2
#define SEVERITY_WIDTH 8

/* How many findings from `first` on are about one row of a file. */
static size_t count_of_row(const pov_report *report, size_t first)
{
    const pov_finding *f = &report->finding[first];
    size_t count = 1;

    while (first + count < report->finding_count && f[count].line == f->line &&
           strcmp(f[count].place, f->place) == 0) {
        count++;
    }
    return count;
}

/* "Krông Nô (line 3)"; where there are several files, "Krông Nô (plan.csv:3)" */
static void add_row_heading(pov_buffer *out, const pov_report *report, const pov_finding *f,
                            const pov_render_options *options)
{
    pov_buffer row = {0};

    pov_write_finding_row(&row, f, options->language);
    pov_buffer_text(&row, " (");
    if (report->file_count > 1 || !pov_place_is_text(f->place)) {
        pov_place_write(&row, f->place, f->line, f->cell);
    } else {
        pov_buffer_format(&row, "%s %zu", pov_label("word.line", options->language), f->line);
    }
    pov_buffer_char(&row, ')');
    pov_buffer_text(out, options->colour ? "\x1b[1m" : "");
    add_text(out, pov_buffer_get(&row));
    pov_buffer_text(out, options->colour ? "\x1b[0m\n" : "\n");
    pov_buffer_end(&row, &out->failed);
}

/* Text in the lines beside a severity; the first one is beside it. */
static void add_beside(pov_buffer *out, const char *text, const pov_render_options *options)
{
    const size_t indent = INDENT + SEVERITY_WIDTH + 1;
    size_t width = options->width > indent + 20 ? options->width - indent : 0;
    pov_buffer printable = {0};

    pov_text_printable(text, strlen(text), &printable);
    const char *rest = pov_buffer_get(&printable);
    for (bool first = true; *rest != '\0'; first = false) {
        const char *line = rest;
        size_t length = strlen(rest);
        if (width > 0) {
            length = pov_wrap_next(&rest, width);
        } else {
            rest += length;
        }
        for (size_t i = 0; i < indent && !first; i++) {
            pov_buffer_char(out, ' ');
        }
        pov_buffer_add(out, line, length);
        pov_buffer_char(out, '\n');
    }
    pov_buffer_end(&printable, &out->failed);
}

static void add_finding(pov_buffer *out, const pov_finding *f, const pov_render_options *options)
{
    const char *severity =
        pov_word_shown("severity", pov_severity_name(f->severity), options->language);
    pov_buffer text = {0};

    pov_buffer_format(out, "  %s%s%s", options->colour ? colour_of(f->severity) : "", severity,
                      options->colour ? "\x1b[0m" : "");
    for (size_t width = pov_text_width(severity); width < SEVERITY_WIDTH + 1; width++) {
        pov_buffer_char(out, ' ');
    }
    if (f->column[0] != '\0') {
        const char *column = pov_label(f->column, options->language);
        const char *percent = strstr(column, " (");
        pov_buffer_add(&text, column,
                       percent != NULL ? (size_t)(percent - column) : strlen(column));
        pov_buffer_text(&text, ": ");
    }
    pov_buffer_format(&text, "%s  [%s]", f->message, f->rule);
    add_beside(out, pov_buffer_get(&text), options);
    pov_buffer_end(&text, &out->failed);
    add_because(out, f);
}

/* Rows with an error first, then those with a warning; what is worst in a row comes first in it. */
static pov_status render_by_row(const pov_report *report, const pov_render_options *options,
                                FILE *to, pov_error *err)
{
    pov_buffer out = {0};
    pov_status status = POV_OK;

    for (int severity = POV_ERROR; severity >= POV_NOTE && status == POV_OK; severity--) {
        for (size_t i = 0; i < report->finding_count; i += count_of_row(report, i)) {
            if ((int)report->finding[i].severity == severity) {
                add_row_heading(&out, report, &report->finding[i], options);
                for (size_t k = 0; k < count_of_row(report, i); k++) {
                    add_finding(&out, &report->finding[i + k], options);
                }
            }
        }
        status = pov_render_flush(to, &out, err);
    }
    pov_buffer_fini(&out);
    return status;
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_buffer out = {0};
    pov_status status = POV_OK;

    if (options->terminal) {
        return render_by_row(report, options, to, err);
    }

    for (size_t i = 0; i < report->finding_count && status == POV_OK; i++) {
        add_line(&out, &report->finding[i], options);
        status = pov_render_flush(to, &out, err);
    }
    pov_buffer_fini(&out);
    return status;
}

const pov_renderer pov_renderer_lines = {
    .name = "lines",
    .findings = true,
    .render = render,
};
