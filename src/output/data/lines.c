/*
 * Findings as compilers print them, a line each, so that editors find the place.
 */
#include "output/render.h"

#include "base/place.h"
#include "base/text.h"

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

static void add_line(pov_buffer *out, const pov_finding *f, const pov_render_options *options)
{
    pov_buffer row = {0};

    pov_place_write(&row, f->place, f->line, 0);
    add_text(out, pov_buffer_get(&row));
    pov_buffer_format(out, ": %s%s%s: ", options->colour ? colour_of(f->severity) : "",
                      pov_severity_name(f->severity), options->colour ? "\x1b[0m" : "");
    out->failed = out->failed || row.failed;
    pov_buffer_clear(&row);
    pov_write_finding_row(&row, f, options->language);
    add_text(out, pov_buffer_get(&row));
    out->failed = out->failed || row.failed;
    pov_buffer_fini(&row);
    pov_buffer_text(out, ": ");
    if (f->column[0] != '\0') {
        bool english = options->language == POV_ENGLISH;
        pov_buffer_format(out,
                          "%s: ", english ? f->column : pov_label(f->column, options->language));
    }
    add_text(out, f->message);
    pov_buffer_format(out, " [%s]\n", f->rule);
    for (const char *line = f->because_text; line != NULL && *line != '\0';) {
        size_t length = strcspn(line, "\n");
        pov_buffer_text(out, "  ");
        pov_text_printable(line, length, out);
        pov_buffer_char(out, '\n');
        line += length + (line[length] != '\0');
    }
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_buffer out = {0};
    pov_status status = POV_OK;

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
