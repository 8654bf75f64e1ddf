/*
 * What all kinds of charts have: see frame.h. All lengths are tenths of a pixel.
 */
#include "output/chart/frame.h"

#include "base/text.h"
#include "output/render.h"
#include "output/wrap.h"

#include <string.h>

enum {
    FULL = 6400, /* width for a screen, or for A4, where 14 pixels become 10 points */
    SLIM = 3600, /* … for a phone */
    MARGIN = 140,
    TITLE_LINE = 220,
    LINE = 180, /* of text */
    NAME_LINE = 165,
    SAMPLE = 110, /* from the middle of a sample to its name */
    NAME_COLUMNS = 24,
    ROW_GAP = 110,
    WHOLE_GAP = 110 /* more below the unit that all others belong to */
};

static const pov_svg_text_style title_style = {
    .size = 17, .ink = POV_INK, .anchor = 's', .bold = true};
static const pov_svg_text_style frame_text = {.size = 14, .ink = POV_INK, .anchor = 's'};
const pov_svg_text_style pov_frame_small = {.size = 13, .ink = POV_QUIET, .anchor = 's'};
const pov_svg_text_style pov_frame_figure = {.size = 13, .ink = POV_INK, .anchor = 's'};

/* ---- texts ---- */

static void add_lines(pov_frame *f, const char *text, pov_svg_text_style style, int line)
{
    while (*text != '\0') {
        const char *start = text;
        size_t length = pov_wrap_next(&text, pov_svg_columns(f->right - f->left, style));
        pov_svg_text(&f->svg, f->left, f->y + style.size * 10, style, start, length, NULL);
        f->y += line;
    }
}

void pov_frame_sentence(pov_frame *f, const char *text, pov_ink ink)
{
    pov_svg_text_style style = pov_frame_small;

    style.ink = ink;
    add_lines(f, text, style, LINE);
}

/* Whether the heading above says what the title does, but for the year. */
static bool is_said(const pov_frame *f)
{
    const char *heading = f->place.heading;
    size_t length = heading != NULL ? strlen(heading) : 0;

    return heading != NULL && strncmp(heading, f->data->title, length) == 0 &&
           (f->data->title[length] == '\0' || f->data->title[length] == ',');
}

void pov_frame_begin(pov_frame *f)
{
    f->left = MARGIN;
    f->right = (f->place.slim ? SLIM : FULL) - MARGIN;
    f->y = MARGIN;
    if (!is_said(f)) {
        add_lines(f, f->data->title, title_style, TITLE_LINE);
        f->y += 40;
    }
    if (f->data->point_count > 0) {
        pov_frame_sentence(f, f->data->axis, POV_QUIET);
        f->y += 60;
    }
}

void pov_frame_end(pov_frame *f, pov_buffer *out)
{
    if (f->data->note != NULL) {
        pov_frame_sentence(f, f->data->note, POV_QUIET);
    }
    if (f->computed) {
        pov_frame_sentence(f, pov_label("text.computed", f->options->language), POV_QUIET);
    }
    pov_svg_page page = {.width = f->right + MARGIN,
                         .height = f->y + MARGIN,
                         .margin = MARGIN,
                         .inlined = f->place.heading != NULL};
    pov_svg_finish(&f->svg, page, f->data->title, out);
    out->failed = out->failed || f->failed;
}

pov_name_lines pov_frame_break(const char *name, size_t columns)
{
    pov_name_lines lines = {.count = 0};

    while (*name != '\0' && lines.count < POV_NAME_LINES) {
        lines.start[lines.count] = name;
        lines.length[lines.count++] = pov_wrap_next(&name, columns);
    }
    if (*name != '\0') { /* the end of the last line makes room for `…` */
        const size_t last = POV_NAME_LINES - 1;
        lines.length[last] = pov_wrap_cut(lines.start[last], columns > 1 ? columns - 1 : 1);
        lines.cut = true;
    }
    return lines;
}

void pov_frame_name(pov_frame *f, const char *name, size_t columns, int x, int middle,
                    pov_svg_text_style style)
{
    pov_name_lines lines = pov_frame_break(name, columns);
    int y = middle - ((int)lines.count - 1) * NAME_LINE / 2 + style.size * 10 * 35 / 100;

    for (size_t i = 0; i < lines.count; i++) {
        pov_buffer line = {0};
        pov_buffer_add(&line, lines.start[i], lines.length[i]);
        if (lines.cut && i + 1 == lines.count) {
            pov_buffer_text(&line, "…");
        }
        pov_svg_text(&f->svg, x, y, style, pov_buffer_get(&line), line.length,
                     lines.cut ? name : NULL);
        pov_buffer_end(&line, &f->failed);
        y += NAME_LINE;
    }
}

/* ---- the key ---- */

void pov_frame_key(pov_frame *f, pov_frame_sample *sample)
{
    size_t columns = pov_svg_columns(f->right - f->left - 2 * SAMPLE, pov_frame_figure);
    int x = f->left;
    bool any = false;

    for (size_t s = 0; s < f->data->series_count; s++) {
        const char *name = f->data->series[s].name;
        if (!f->data->series[s].in_key) {
            continue;
        }
        size_t shown = pov_text_width(name);
        int width = 2 * SAMPLE + (int)(shown < columns ? shown : columns) * 10 * 8 + 100;
        if (any && x + width > f->right + 100) {
            x = f->left;
            f->y += LINE;
        }
        sample(f, s, x + 60, f->y + LINE / 2);
        pov_frame_name(f, name, columns, x + 60 + SAMPLE, f->y + LINE / 2, pov_frame_figure);
        x += width;
        any = true;
    }
    f->y += any ? LINE + 60 : 0;
}

/* ---- the scale ---- */

static const pov_figure *highest(const pov_chart_data *data)
{
    const pov_figure *found = NULL;

    for (size_t i = 0; i < data->point_count; i++) {
        for (size_t s = 0; s < data->series_count; s++) {
            const pov_figure *figure = data->point[i].figure[s];
            if (figure != NULL && (found == NULL || figure->value > found->value)) {
                found = figure;
            }
        }
    }
    return found;
}

#define HIGHEST (INT64_MAX / 8) /* no sum of ticks overflows */

/* 1, 2, 5, 10, 20, 50 … times the smallest step */
static int64_t next_step(int64_t step)
{
    int64_t leading = step;

    while (leading >= 10) {
        leading /= 10;
    }
    return leading == 2 ? step / 2 * 5 : step * 2;
}

pov_scale pov_frame_scale(const pov_frame *f, int ticks, bool round)
{
    const pov_figure *top = highest(f->data);
    bool count = top != NULL && top->kind == POV_KIND_COUNT;
    pov_scale scale = {.step = count ? 1 : POV_PERCENT / 1000000};

    scale.top = top != NULL && top->value > 0 ? top->value : count ? 1 : POV_PERCENT;
    scale.top = scale.top < HIGHEST ? scale.top : HIGHEST;
    while (scale.top / scale.step > ticks || (round && scale.top > scale.step * ticks)) {
        scale.step = next_step(scale.step);
    }
    if (round) {
        scale.top = (scale.top + scale.step - 1) / scale.step * scale.step;
    }
    return scale;
}

int pov_scale_at(const pov_scale *scale, int64_t value)
{
    int64_t within = value < 0 ? 0 : value > scale->top ? scale->top : value;

    return scale->from + (int)pov_muldiv_floor(within, scale->to - scale->from, scale->top);
}

void pov_frame_tick(const pov_frame *f, const pov_scale *scale, int64_t value, pov_buffer *out)
{
    const pov_figure *figure = highest(f->data);

    if (figure != NULL && figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, value, f->numerals);
    } else {
        pov_write_ticks(out, value, pov_digits_needed(scale->step), f->numerals);
    }
}

void pov_frame_columns(pov_frame *f, const pov_scale *scale, int top, int bottom)
{
    pov_svg_text_style style = pov_frame_small;

    style.anchor = 'm';
    style.size = 12;
    for (int64_t value = 0; value <= scale->top; value += scale->step) {
        pov_buffer text = {0};
        int x = pov_scale_at(scale, value);
        pov_frame_tick(f, scale, value, &text);
        pov_svg_text(&f->svg, x, top - 60, style, pov_buffer_get(&text), text.length, NULL);
        pov_svg_line(&f->svg.back, x, top, x, bottom, 10, value == 0 ? POV_AXIS : POV_GRID, false);
        pov_buffer_end(&text, &f->failed);
    }
}

/* ---- figures ---- */

void pov_frame_value(pov_frame *f, const pov_figure *figure, pov_buffer *out)
{
    if (pov_figure_approximate(figure)) {
        pov_buffer_text(out, "≈");
        f->computed = true;
    }
    if (f->options->bounds && !pov_interval_exact(figure->bounds)) {
        pov_write_bounds(out, figure, f->options->decimals, f->numerals);
    } else {
        pov_write_figure(out, figure, f->options->decimals, f->numerals);
    }
}

int pov_frame_value_width(pov_frame *f, size_t series)
{
    size_t widest = 0;
    pov_buffer text = {0};

    for (size_t i = 0; i < f->data->point_count; i++) {
        for (size_t s = 0; s < f->data->series_count; s++) {
            const pov_figure *figure = f->data->point[i].figure[s];
            if (figure != NULL && (series == POV_NONE || series == s)) {
                pov_buffer_clear(&text);
                pov_frame_value(f, figure, &text);
                size_t columns = pov_wrap_columns(pov_buffer_get(&text), text.length);
                widest = columns > widest ? columns : widest;
            }
        }
    }
    pov_buffer_end(&text, &f->failed);
    return (int)widest * pov_frame_figure.size * 6;
}

void pov_frame_put_value(pov_frame *f, const pov_figure *figure, int x, int y, char anchor)
{
    pov_svg_text_style style = pov_frame_figure;
    pov_buffer text = {0};

    style.anchor = anchor;
    pov_frame_value(f, figure, &text);
    pov_svg_text(&f->svg, x, y, style, pov_buffer_get(&text), text.length, NULL);
    pov_buffer_end(&text, &f->failed);
}

const char *pov_frame_title(pov_frame *f, const char *name, const char *of,
                            const pov_figure *figure, pov_buffer *out)
{
    pov_buffer_clear(out);
    pov_buffer_text(out, name);
    if (of != f->data->axis) { /* which has a name of its own */
        pov_buffer_format(out, ", %s", of);
    }
    pov_buffer_text(out, ": ");
    pov_frame_value(f, figure, out);
    if (figure->kind != POV_KIND_COUNT) {
        pov_buffer_char(out, '%');
    }
    f->failed = f->failed || out->failed;
    return pov_buffer_get(out);
}

/* ---- units, one below the other ---- */

pov_rows pov_frame_rows(const pov_frame *f, int mark)
{
    pov_rows rows = {.name = frame_text, .mark = mark, .left = f->left};
    size_t widest = 0;

    if (f->place.slim) {
        rows.above = true;
        rows.left += 40; /* the 0 above the plot is not cut */
        rows.columns = pov_svg_columns(f->right - f->left, rows.name);
        return rows;
    }
    for (size_t i = 0; i < f->data->point_count; i++) {
        size_t columns = pov_text_width(f->data->point[i].label);
        widest = columns > widest ? columns : widest;
    }
    rows.columns = NAME_COLUMNS;
    widest = widest < NAME_COLUMNS ? widest : NAME_COLUMNS;
    rows.name.anchor = 'e';
    rows.left += (int)widest * rows.name.size * 6 + 100;
    return rows;
}

int pov_frame_row(pov_frame *f, const pov_rows *rows, size_t point)
{
    const char *name = f->data->point[point].label;
    bool whole = point == 0 && f->data->whole;
    pov_name_lines lines = pov_frame_break(name, rows->columns);
    int height = (int)(lines.count > 0 ? lines.count : 1) * NAME_LINE;
    int top = f->y;

    if (rows->above) {
        pov_frame_name(f, name, rows->columns, rows->left, top + height / 2, rows->name);
        top += height + 20;
        f->y = top + rows->mark;
    } else {
        int slot = height > rows->mark ? height : rows->mark;
        pov_frame_name(f, name, rows->columns, rows->left - 80, top + slot / 2, rows->name);
        top += (slot - rows->mark) / 2;
        f->y += slot;
    }
    f->y += ROW_GAP + (whole ? WHOLE_GAP : 0);
    return top;
}
