/*
 * What all kinds of charts have: a title, a key, a scale with round ticks, names, figures, notes. A
 * kind of chart is one pov_chart_type in one file, and a line in chart.c.
 */
#ifndef POVCALC_OUTPUT_CHART_FRAME_H
#define POVCALC_OUTPUT_CHART_FRAME_H

#include "output/chart/chart.h"
#include "output/chart/svg.h"

struct pov_picker;

/* A picture that is being drawn, from the top down. */
typedef struct pov_frame {
    const pov_chart_data *data;
    const pov_render_options *options;
    pov_chart_place place;
    pov_numerals numerals;
    pov_svg svg;
    int left, right; /* between the margins */
    int y;           /* where what comes next begins */
    bool computed;   /* a figure bears a `≈` */
    bool failed;
} pov_frame;

typedef struct pov_chart_type {
    void (*pick)(struct pov_picker *p);
    void (*draw)(pov_frame *f);
} pov_chart_type;

extern const pov_chart_type pov_chart_bars, pov_chart_lines, pov_chart_dumbbells;

extern const pov_svg_text_style pov_frame_small, pov_frame_figure;

/* The title; the place for the rest. */
void pov_frame_begin(pov_frame *f);
/* Notes; then the whole picture goes to `out`. */
void pov_frame_end(pov_frame *f, pov_buffer *out);
void pov_frame_sentence(pov_frame *f, const char *text, pov_ink ink);

/* ---- the key ---- */

/* A mark of the series around a point; `title` NULL: a sample. */
typedef void pov_frame_sample(pov_frame *f, size_t series, int x, int y);
/* The names of the series that have one of their own, each with its sample. */
void pov_frame_key(pov_frame *f, pov_frame_sample *sample);

/* ---- the scale ---- */

/* From zero, at `from`, to `top`, at `to`. */
typedef struct pov_scale {
    int64_t top, step;
    int from, to;
} pov_scale;

/* A scale for all figures: up to the highest, or with `round` to the tick above it. At most `ticks`
 * steps. */
pov_scale pov_frame_scale(const pov_frame *f, int ticks, bool round);
int pov_scale_at(const pov_scale *scale, int64_t value);
/* Appends what the tick at the value is called. */
void pov_frame_tick(const pov_frame *f, const pov_scale *scale, int64_t value, pov_buffer *out);
/* Ticks from left to right above f->y, and a grid from there to `bottom`. */
void pov_frame_columns(pov_frame *f, const pov_scale *scale, int top, int bottom);

/* ---- names and figures ---- */

/* What a unit's name takes, where names have at most `columns` columns. */
#define POV_NAME_LINES 3
typedef struct pov_name_lines {
    const char *start[POV_NAME_LINES];
    size_t length[POV_NAME_LINES], count;
    bool cut;
} pov_name_lines;
/* Breaks the name into three lines at most, and cuts off what does not fit. */
pov_name_lines pov_frame_break(const char *name, size_t columns);
/* Writes the lines around the height `middle`. */
void pov_frame_name(pov_frame *f, const char *name, size_t columns, int x, int middle,
                    pov_svg_text_style style);

/* Appends the figure as people read it, with the sign of what is computed. */
void pov_frame_value(pov_frame *f, const pov_figure *figure, pov_buffer *out);
/* The width of the widest figure of the series; POV_NONE: of all. */
int pov_frame_value_width(pov_frame *f, size_t series);
void pov_frame_put_value(pov_frame *f, const pov_figure *figure, int x, int y, char anchor);
/* "Krông Nô, Planned: 3.41%", what a pointer and a screen reader get. */
const char *pov_frame_title(pov_frame *f, const char *name, const char *of,
                            const pov_figure *figure, pov_buffer *out);

/* ---- units, one below the other ---- */

typedef struct pov_rows {
    pov_svg_text_style name;
    size_t columns; /* of a name */
    int mark;       /* height of what is drawn of a unit */
    int left;       /* where the plot begins */
    bool above;     /* names are above, not beside, what is drawn */
} pov_rows;
/* Where names go, when the plot of a unit is so high. */
pov_rows pov_frame_rows(const pov_frame *f, int mark);
/* Writes the name of the point; returns where its plot begins, and moves f->y below it. */
int pov_frame_row(pov_frame *f, const pov_rows *rows, size_t point);

#endif
