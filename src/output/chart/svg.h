/*
 * A small writer of SVG: text, rectangles, lines and marks, each in a light and a dark colour.
 *
 * Coordinates are tenths of a pixel. Every shape has its light colour as an attribute, which Word,
 * LibreOffice and librsvg read, and a class, by which a browser gives it the dark one.
 */
#ifndef POVCALC_OUTPUT_CHART_SVG_H
#define POVCALC_OUTPUT_CHART_SVG_H

#include "base/memory.h"

/* The colours of series come last: POV_SERIES + 0 to POV_SERIES + POV_SERIES_COLOURS - 1. */
typedef enum pov_ink {
    POV_INK,
    POV_QUIET,
    POV_AXIS,
    POV_GRID,
    POV_GROUND,
    POV_GREY, /* what was before, and targets in a key */
    POV_SERIES
} pov_ink;

#define POV_SERIES_COLOURS 8

typedef struct pov_svg {
    pov_buffer back, front; /* `front` covers `back`: a grid is known when all else is drawn */
} pov_svg;

typedef struct pov_svg_text_style {
    int size; /* in pixels */
    pov_ink ink;
    char anchor; /* 's' start, 'm' middle, 'e' end */
    bool bold;
} pov_svg_text_style;

/* The most that text takes, in tenths of a pixel: the viewer's font is not known. */
int pov_svg_text_width(const char *text, size_t length, pov_svg_text_style style);
/* How many columns of text fit into the width; at least 1. */
size_t pov_svg_columns(int width, pov_svg_text_style style);

/* Text is that of any name: it is made printable and escaped here. y is its base line. `title` (may
 * be NULL) is what a pointer gets. */
void pov_svg_text(pov_svg *svg, int x, int y, pov_svg_text_style style, const char *text,
                  size_t length, const char *title);
void pov_svg_rect(pov_svg *svg, int x, int y, int width, int height, pov_ink ink,
                  const char *title);
/* Lines are drawn in `to`, a buffer of the svg. */
void pov_svg_line(pov_buffer *to, int x1, int y1, int x2, int y2, int width, pov_ink ink,
                  bool dashed);

/* A mark around a point. Shapes 0 to 3: circle, square, triangle, diamond; hollow or filled. */
enum { POV_MARK_CIRCLE, POV_MARK_SQUARE, POV_MARK_TRIANGLE, POV_MARK_DIAMOND, POV_MARK_SHAPES };
typedef struct pov_svg_mark_style {
    int shape, radius; /* radius in tenths */
    bool hollow;
    pov_ink ink;
} pov_svg_mark_style;
void pov_svg_mark(pov_svg *svg, int x, int y, pov_svg_mark_style style, const char *title);

typedef struct pov_svg_page {
    int width, height, margin;
    bool inlined; /* a part of a page, which has margins and the rules of its own */
} pov_svg_page;

/* Appends the whole picture and frees what was drawn. */
void pov_svg_finish(pov_svg *svg, pov_svg_page page, const char *title, pov_buffer *out);
/* Appends the rules for the dark scheme; they reach nothing else of a page. */
void pov_svg_rules(pov_buffer *out);

#endif
