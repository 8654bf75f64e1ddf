/*
 * The writer of SVG. Only features that browsers, librsvg, Word and LibreOffice all have.
 */
#include "output/chart/svg.h"
#include "base/text.h"
#include "output/wrap.h"

#include <string.h>

/* Series are told apart by people who do not see all colours (after Okabe and Ito); on their ground
 * shapes have a contrast of 3 or more, text of 4.5 or more. */
static const struct {
    const char *name, *light, *dark;
} colours[POV_SERIES + POV_SERIES_COLOURS] = {
    [POV_INK] = {"i", "#1b1d21", "#e7e9ed"},        [POV_QUIET] = {"q", "#565b64", "#a9b0bb"},
    [POV_AXIS] = {"a", "#8a919c", "#6d7580"},       [POV_GRID] = {"g", "#e1e5ea", "#2c323a"},
    [POV_GROUND] = {"w", "#ffffff", "#14161a"},     [POV_GREY] = {"b", "#838c98", "#8d97a5"},
    [POV_SERIES] = {"0", "#0b66b0", "#5cabec"},     [POV_SERIES + 1] = {"1", "#cf5a00", "#f19a4b"},
    [POV_SERIES + 2] = {"2", "#00805f", "#3cc4a0"}, [POV_SERIES + 3] = {"3", "#b04a8a", "#e394c6"},
    [POV_SERIES + 4] = {"4", "#8a6a00", "#d9c04a"}, [POV_SERIES + 5] = {"5", "#2b8abf", "#9bd3f5"},
    [POV_SERIES + 6] = {"6", "#333333", "#f2f2f2"}, [POV_SERIES + 7] = {"7", "#7a7a7a", "#9c9c9c"},
};

/* Widths in tenths of the size: no common font for screens is wider on average. */
enum { COLUMN = 6, BOLD_COLUMN = 7 };

static int column_of(pov_svg_text_style style)
{
    return style.size * (style.bold ? BOLD_COLUMN : COLUMN);
}

int pov_svg_text_width(const char *text, size_t length, pov_svg_text_style style)
{
    return (int)pov_wrap_columns(text, length) * column_of(style);
}

size_t pov_svg_columns(int width, pov_svg_text_style style)
{
    return width > column_of(style) ? (size_t)(width / column_of(style)) : 1;
}

/* ---- attributes ---- */

/* Tenths as pixels: 12.3 */
static void add_number(pov_buffer *out, int tenths)
{
    unsigned size = tenths < 0 ? 0U - (unsigned)tenths : (unsigned)tenths;

    pov_buffer_format(out, "%s%u", tenths < 0 ? "-" : "", size / 10);
    if (size % 10 != 0) {
        pov_buffer_format(out, ".%u", size % 10);
    }
}

static void add_attribute(pov_buffer *out, const char *name, int tenths)
{
    pov_buffer_format(out, " %s=\"", name);
    add_number(out, tenths);
    pov_buffer_char(out, '"');
}

static void add_fill(pov_buffer *out, pov_ink ink)
{
    pov_buffer_format(out, " class=\"f%s\" fill=\"%s\"", colours[ink].name, colours[ink].light);
}

/* Ends an element that may have a title. */
static void end_element(pov_buffer *out, const char *element, const char *title)
{
    if (title == NULL) {
        pov_buffer_text(out, "/>\n");
        return;
    }
    pov_buffer_text(out, "><title>");
    pov_text_markup(title, strlen(title), out);
    pov_buffer_format(out, "</title></%s>\n", element);
}

/* ---- elements ---- */

void pov_svg_text(pov_svg *svg, int x, int y, pov_svg_text_style style, const char *text,
                  size_t length, const char *title)
{
    pov_buffer *out = &svg->front;

    pov_buffer_text(out, "<text");
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_fill(out, style.ink);
    pov_buffer_format(out, " font-size=\"%d\"", style.size);
    if (style.anchor != 's') {
        pov_buffer_format(out, " text-anchor=\"%s\"", style.anchor == 'm' ? "middle" : "end");
    }
    pov_buffer_text(out, style.bold ? " font-weight=\"bold\">" : ">");
    if (title != NULL) {
        pov_buffer_text(out, "<title>");
        pov_text_markup(title, strlen(title), out);
        pov_buffer_text(out, "</title>");
    }
    pov_text_markup(text, length, out);
    pov_buffer_text(out, "</text>\n");
}

void pov_svg_rect(pov_svg *svg, int x, int y, int width, int height, pov_ink ink, const char *title)
{
    pov_buffer *out = &svg->front;

    pov_buffer_text(out, "<rect");
    add_attribute(out, "x", x);
    add_attribute(out, "y", y);
    add_attribute(out, "width", width);
    add_attribute(out, "height", height);
    add_fill(out, ink);
    end_element(out, "rect", title);
}

void pov_svg_line(pov_buffer *to, int x1, int y1, int x2, int y2, int width, pov_ink ink,
                  bool dashed)
{
    pov_buffer_text(to, "<line");
    add_attribute(to, "x1", x1);
    add_attribute(to, "y1", y1);
    add_attribute(to, "x2", x2);
    add_attribute(to, "y2", y2);
    add_attribute(to, "stroke-width", width);
    pov_buffer_format(to, " class=\"s%s\" stroke=\"%s\"%s/>\n", colours[ink].name,
                      colours[ink].light, dashed ? " stroke-dasharray=\"4 3\"" : "");
}

/* The corners of a shape, in tenths of its radius. */
static const struct {
    int count, x[4], y[4];
} corners[POV_MARK_SHAPES] = {
    [POV_MARK_SQUARE] = {4, {-9, 9, 9, -9}, {-9, -9, 9, 9}},
    [POV_MARK_TRIANGLE] = {3, {0, 11, -11}, {-12, 8, 8}},
    [POV_MARK_DIAMOND] = {4, {0, 13, 0, -13}, {-13, 0, 13, 0}},
};

void pov_svg_mark(pov_svg *svg, int x, int y, pov_svg_mark_style style, const char *title)
{
    pov_buffer *out = &svg->front;
    const char *element = style.shape == POV_MARK_CIRCLE ? "circle" : "path";

    pov_buffer_format(out, "<%s", element);
    if (style.shape == POV_MARK_CIRCLE) {
        add_attribute(out, "cx", x);
        add_attribute(out, "cy", y);
        add_attribute(out, "r", style.radius);
    } else {
        pov_buffer_text(out, " d=\"");
        for (int i = 0; i < corners[style.shape].count; i++) {
            pov_buffer_char(out, i == 0 ? 'M' : 'L');
            add_number(out, x + corners[style.shape].x[i] * style.radius / 10);
            pov_buffer_char(out, ' ');
            add_number(out, y + corners[style.shape].y[i] * style.radius / 10);
        }
        pov_buffer_text(out, "Z\"");
    }
    pov_ink fill = style.hollow ? POV_GROUND : style.ink;
    pov_ink edge = style.hollow ? style.ink : POV_GROUND;
    pov_buffer_format(out, " class=\"f%s s%s\" fill=\"%s\" stroke=\"%s\" stroke-width=\"%s\"",
                      colours[fill].name, colours[edge].name, colours[fill].light,
                      colours[edge].light, style.hollow ? "2" : "1");
    end_element(out, element, title);
}

/* ---- the whole ---- */

void pov_svg_rules(pov_buffer *out)
{
    pov_buffer_text(out, "@media screen and (prefers-color-scheme:dark){");
    for (size_t i = 0; i < POV_LENGTH(colours); i++) {
        pov_buffer_format(out, ".povcalc .f%s{fill:%s}.povcalc .s%s{stroke:%s}", colours[i].name,
                          colours[i].dark, colours[i].name, colours[i].dark);
    }
    pov_buffer_text(out, "}\n");
}

/* A group, not an image: what is within an image is not read out, and titles are the figures. */
static void add_root(pov_buffer *out, pov_svg_page page, const char *title)
{
    int from = page.inlined ? page.margin / 10 : 0;
    int width = page.width / 10 - 2 * from, height = (page.height + 9) / 10 - 2 * from;

    pov_buffer_format(out,
                      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"povcalc\" "
                      "viewBox=\"%d %d %d %d\" width=\"%d\" height=\"%d\" role=\"group\" "
                      "aria-label=\"",
                      from, from, width, height, width, height);
    pov_text_markup(title, strlen(title), out);
    pov_buffer_text(out, "\">\n<title>");
    pov_text_markup(title, strlen(title), out);
    pov_buffer_text(out, "</title>\n");
    if (!page.inlined) {
        pov_buffer_text(out, "<style>.povcalc{max-width:100%;height:auto}\n");
        pov_svg_rules(out);
        pov_buffer_text(out, "</style>\n");
    }
}

void pov_svg_finish(pov_svg *svg, pov_svg_page page, const char *title, pov_buffer *out)
{
    add_root(out, page, title);
    pov_buffer_text(out, "<g font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, "
                         "'Noto Sans', 'DejaVu Sans', Arial, sans-serif\">\n<rect");
    add_attribute(out, "width", page.width);
    add_attribute(out, "height", page.height + 10);
    add_fill(out, POV_GROUND);
    pov_buffer_text(out, "/>\n");
    pov_buffer_add(out, pov_buffer_get(&svg->back), svg->back.length);
    pov_buffer_add(out, pov_buffer_get(&svg->front), svg->front.length);
    pov_buffer_text(out, "</g>\n</svg>\n");
    out->failed = out->failed || svg->back.failed || svg->front.failed;
    pov_buffer_fini(&svg->back);
    pov_buffer_fini(&svg->front);
}
