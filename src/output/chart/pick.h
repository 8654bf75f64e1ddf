/*
 * Picking rows: what all kinds of charts share.
 */
#ifndef POVCALC_OUTPUT_CHART_PICK_H
#define POVCALC_OUTPUT_CHART_PICK_H

#include "output/chart/chart.h"

#include <stdint.h>

typedef struct pov_picker {
    const pov_report *report;
    const pov_chart *chart;
    const pov_render_options *options;
    pov_chart_data *data;
    size_t label, apart, detail[POV_CHART_DETAILS], series[POV_CHART_SERIES]; /* columns */
    size_t series_count;
    size_t *row; /* of the report: those that are drawn */
    size_t count;
    bool said[POV_CHART_DETAILS]; /* the rows differ in this detail */
    bool failed;                  /* memory ran out: asked once, when all is picked */
} pov_picker;

/* A row or a line and what it is sorted by. */
typedef struct pov_ranked {
    size_t of;
    int64_t value;
} pov_ranked;

/* For qsort: the highest first, what is equal in the order in which it was. */
int pov_ranked_compare(const void *left, const void *right);

/* Finds the chart's columns, and the rows with a figure to draw. */
void pov_pick_columns(pov_picker *p);
/* The column of this name, of those for people if there is one; else POV_NONE. */
size_t pov_pick_column(const pov_report *report, const char *name);
/* The cell's text; "" when there is none. */
const char *pov_pick_text(const pov_picker *p, size_t row, size_t column);
/* The figure to draw; false where there is none. */
bool pov_pick_figure(const pov_picker *p, size_t row, size_t column, pov_figure *figure);

bool pov_pick_is_year(const char *text);
/* Months since year 0: "2022" is at its end, "2022-06" at the end of June. */
int32_t pov_pick_month(const char *year);

/* Zeroed room in the data; NULL when memory failed. */
void *pov_pick_room(pov_picker *p, size_t count, size_t size);
/* Moves the text into the data; "" when memory failed. */
const char *pov_pick_keep(pov_picker *p, pov_buffer *text);
/* "Krông Nô (rural, 2023)", with the column that tells equal names apart or without. */
const char *pov_pick_name(pov_picker *p, size_t row, bool apart);

/* Where a name occurs more than once its long name takes its place. */
void pov_pick_apart(pov_picker *p, const char **name, const char *const *long_name, size_t count);

/* Looks in which details the rows differ: before names are made. */
void pov_pick_details(pov_picker *p);

void pov_pick_title(pov_picker *p);
void pov_pick_note(pov_picker *p, const char *label, size_t shown, size_t all);
void pov_pick_points(pov_picker *p, size_t count); /* after the series */
/* Bars and dumbbells: a point for each unit, with all that is drawn of it. */
void pov_pick_units(pov_picker *p);

#endif
