/*
 * Charts: what of a report is drawn, and the picture, as SVG.
 *
 * pov_chart_pick is the one place that reads a report's chart description, so that a picture and a
 * spreadsheet's own chart show the same rows and figures.
 */
#ifndef POVCALC_OUTPUT_CHART_CHART_H
#define POVCALC_OUTPUT_CHART_CHART_H

#include "output/report.h"

#define POV_CHART_UNITS_MAX 24 /* units whose bars one picture holds */
#define POV_CHART_LINES_MAX 8  /* units whose lines one picture holds */

/* The bars of one colour, or a piece of a line. */
typedef struct pov_chart_series {
    const char *name;    /* for the key */
    size_t colour;       /* from 0; the pieces of a line, and its marks, have the same */
    bool in_key;         /* false: an earlier one is there for it */
    pov_chart_role role; /* of bars and dumbbells */
    bool mark;           /* single marks, not a line: a target */
} pov_chart_series;

/* A group of bars, or a place on the line of years. */
typedef struct pov_chart_point {
    const char *label;         /* the bars' unit, or the year */
    int32_t month;             /* of a year: months since year 0, at its end */
    const pov_figure **figure; /* by series; NULL: nothing to draw */
} pov_chart_point;

typedef struct pov_chart_data {
    pov_chart_kind kind;
    const char *title, *axis;
    const char *note; /* "24 with the highest figures, of 63" when not all are drawn; else NULL */
    pov_chart_series *series;
    size_t series_count;
    pov_chart_point *point;
    size_t point_count;   /* 0: there is nothing to draw */
    bool whole;           /* of bars: the first are those of the unit that all others belong to */
    const char *gap_name; /* of lines that break: why; else NULL */
    pov_arena arena;
} pov_chart_data;

#define POV_CHART_DATA_INIT                                                                        \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * Picks what the report's chart shows. Most texts are those of the report, which must outlive
 * the data. Errors: POV_ERR_USAGE (the command has no chart), POV_ERR_NOMEM.
 */
pov_status pov_chart_pick(const pov_report *report, const pov_render_options *options,
                          pov_chart_data *data, pov_error *err) POV_CHECK;
void pov_chart_data_fini(pov_chart_data *data);

/* Where a picture goes. */
typedef struct pov_chart_place {
    const char *heading; /* on a page: what it says above it; NULL: a file of its own */
    bool slim;           /* for a screen as narrow as a phone's */
} pov_chart_place;

/* Appends the picture as an <svg> element; a page has the rules for its colours once. */
void pov_chart_draw(const pov_chart_data *data, const pov_render_options *options,
                    pov_chart_place place, pov_buffer *out);
void pov_chart_rules(pov_buffer *out);

#endif
