/*
 * Pictures: SVG and PNG, drawn by gnuplot.
 */
#include "output/render.h"
#include "output/chart/chart.h"
#include "output/chart/gnuplot.h"

#include <string.h>

static bool begins_with(const pov_buffer *text, const char *beginning)
{
    size_t length = strlen(beginning);

    return text->length >= length && memcmp(text->data, beginning, length) == 0;
}

/* Half a picture is none. */
static bool is_whole(const pov_buffer *picture, const char *terminal)
{
    static const char png_end[] = "IEND\xAE\x42\x60\x82", svg_end[] = "</svg>";
    bool png = strcmp(terminal, "png") == 0;
    const char *end = png ? png_end : svg_end;
    size_t length = strlen(end), rest = picture->length;

    while (!png && rest > 0 && strchr(" \n", picture->data[rest - 1]) != NULL) {
        rest--;
    }
    return begins_with(picture, png ? "\x89PNG" : "<") && rest >= length &&
           memcmp(picture->data + rest - length, end, length) == 0;
}

/* ---- what gnuplot writes into every SVG ---- */

static void add_escaped(pov_buffer *out, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '&') {
            pov_buffer_text(out, "&amp;");
        } else if (*text == '<') {
            pov_buffer_text(out, "&lt;");
        } else if (*text == '>') {
            pov_buffer_text(out, "&gt;");
        } else {
            pov_buffer_char(out, *text);
        }
    }
}

/*
 * Copies the SVG with the title of the chart in the place of gnuplot's first, and without those
 * that browsers show over a line ("gnuplot_plot_1") and gnuplot's description. With a prefix: only
 * the element, and every id and reference to one begins with it.
 * Texts hold no '<', so what stands between '<' and '>' is gnuplot's.
 */
static void copy_svg(const pov_buffer *svg, const char *title, const char *prefix, pov_buffer *out)
{
    static const struct {
        const char *start, *end;
    } own[] = {{"<title>", "</title>"}, {"<desc>Produced by", "</desc>\n"}};
    static const char *const ids[] = {"id=\"", "id='", "href=\"#", "href='#", "url(#"};
    const char *at = pov_buffer_get(svg);
    bool tag = false, titled = false;

    if (prefix != NULL && strstr(at, "<svg") != NULL) {
        at = strstr(at, "<svg");
    }
    while (*at != '\0') {
        const char *end = NULL, *last = NULL;
        for (size_t i = 0; i < sizeof own / sizeof *own && end == NULL; i++) {
            if (strncmp(at, own[i].start, strlen(own[i].start)) == 0) {
                end = strstr(at, own[i].end);
                last = own[i].end;
            }
        }
        if (end != NULL) {
            if (!titled) {
                pov_buffer_text(out, "<title>");
                add_escaped(out, title);
                pov_buffer_text(out, "</title>");
                titled = true;
            }
            at = end + strlen(last);
            continue;
        }
        tag = *at == '<' || (tag && *at != '>');
        size_t length = 1;
        for (size_t i = 0; tag && prefix != NULL && i < sizeof ids / sizeof *ids; i++) {
            if (strncmp(at, ids[i], strlen(ids[i])) == 0) {
                length = strlen(ids[i]);
            }
        }
        pov_buffer_add(out, at, length);
        if (length > 1) {
            pov_buffer_text(out, prefix);
        }
        at += length;
    }
}

/* ---- drawing ---- */

static pov_status draw(const pov_report *report, const pov_render_options *options,
                       const char *terminal, const char *prefix, pov_buffer *out, pov_error *err)
{
    pov_chart_data data = POV_CHART_DATA_INIT;
    pov_buffer script = {0}, picture = {0};
    pov_status status = pov_chart_pick(report, options, &data, err);

    if (status != POV_OK) {
        return status;
    }
    pov_chart_script(&data, options, terminal, &script);
    status = pov_gnuplot_run(&script, &picture, err);
    if (status == POV_OK && !is_whole(&picture, terminal)) {
        status = pov_fail(err, POV_ERR_IO, "gnuplot gave no whole picture");
    }
    if (status == POV_OK && strcmp(terminal, "png") == 0) {
        pov_buffer_add(out, picture.data, picture.length);
    } else if (status == POV_OK) {
        copy_svg(&picture, data.title, prefix, out);
    }
    if (status == POV_OK && out->failed) {
        status = pov_no_memory(err);
    }
    pov_buffer_fini(&script);
    pov_buffer_fini(&picture);
    pov_chart_data_fini(&data);
    return status;
}

pov_status pov_chart_draw(const pov_report *report, const pov_render_options *options,
                          const char *terminal, pov_buffer *out, pov_error *err)
{
    return draw(report, options, terminal, NULL, out, err);
}

pov_status pov_chart_draw_inline(const pov_report *report, const pov_render_options *options,
                                 const char *prefix, pov_buffer *out, pov_error *err)
{
    return draw(report, options, "svg", prefix, out, err);
}

/* ---- the renderers ---- */

static pov_status render(const pov_report *report, const pov_render_options *options,
                         const char *terminal, FILE *to, pov_error *err)
{
    pov_buffer out = {0};
    pov_status status = pov_chart_draw(report, options, terminal, &out, err);

    if (status == POV_OK) {
        status = pov_render_flush(to, &out, err);
    }
    pov_buffer_fini(&out);
    return status;
}

static pov_status render_svg(const pov_report *report, const pov_render_options *options, FILE *to,
                             pov_error *err)
{
    return render(report, options, "svg", to, err);
}

static pov_status render_png(const pov_report *report, const pov_render_options *options, FILE *to,
                             pov_error *err)
{
    return render(report, options, "png", to, err);
}

const pov_renderer pov_renderer_svg = {
    .name = "svg",
    .extension = ".svg",
    .one_file = true,
    .render = render_svg,
};

const pov_renderer pov_renderer_png = {
    .name = "png",
    .extension = ".png",
    .one_file = true,
    .render = render_png,
};
