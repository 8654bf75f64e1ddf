/*
 * The sheet of a chart: what it draws as a table of its own, and Excel's chart of it, which can be
 * changed there. Names are given to the chart as cells, never as texts: a text that begins with `=`
 * would be taken for a formula.
 */
#include "output/chart/chart.h"
#include "output/office/office.h"

#include <string.h>

#define HEADING 2
#define SERIES_MAX 200
#define YEARS_MAX 12 /* marks on the axis */

static const lxw_color_t colours[] = {0x1F5A99, 0xE07B1A, 0x3A8F5C, 0xB03A48,
                                      0x6F5AA8, 0x8C6239, 0x3FA7B5, 0x7F7F7F};

typedef struct sheet {
    pov_xlsx *x;
    const pov_chart_data *data;
    lxw_worksheet *sheet;
    const char *name;
    lxw_chart *chart;
    size_t gap;   /* empty rows after the first point: they set the unit of all others apart */
    size_t count; /* of rows below the headings */
    bool years;   /* points have their places by their years, as numbers */
} sheet;

/* ---- the table ---- */

static void put_point(const sheet *s, size_t index)
{
    const pov_chart_point *point = &s->data->point[index];
    size_t row = index + (index > 0 ? s->gap : 0);
    pov_xlsx_at at = {s->sheet, (lxw_row_t)(HEADING + 1 + row), 0};

    if (s->years) {
        int64_t year = point->month / 12;
        pov_xlsx_put_number(s->x, at, (double)year,
                            (pov_xlsx_style){.kind = POV_XLSX_WHOLE, .left = 1});
    } else {
        pov_xlsx_put_text(s->x, at, point->label, (pov_xlsx_style){.kind = POV_XLSX_TEXT});
    }
    for (size_t i = 0; i < s->data->series_count; i++) {
        const pov_figure *figure = point->figure[i];
        double number = 0;
        unsigned digits = 0;
        at.column++;
        if (figure != NULL && pov_xlsx_number(figure, POV_XLSX_VALUE, false,
                                              s->x->options->decimals, &number, &digits)) {
            pov_xlsx_put_number(s->x, at, number,
                                pov_xlsx_figure_style(figure, POV_XLSX_VALUE, false, digits));
        }
    }
}

/* The piece of a line after a break has the reason beside its name, which the legend leaves out. */
static void put_series_name(const sheet *s, pov_xlsx_at at, const pov_chart_series *series)
{
    bool after = !series->in_key && !series->mark && s->data->gap_name != NULL;
    pov_buffer name = {0};

    pov_buffer_text(&name, series->name);
    if (after) {
        pov_buffer_format(&name, " (%s)", s->data->gap_name);
    }
    pov_xlsx_put_heading(s->x, at, pov_buffer_get(&name), (pov_xlsx_style){.right = 1});
    pov_buffer_end(&name, &s->x->failed);
}

static void put_table(const sheet *s)
{
    pov_xlsx_at at = {s->sheet, HEADING, 0};

    pov_xlsx_put_text(s->x, (pov_xlsx_at){s->sheet, 0, 0}, s->data->title,
                      (pov_xlsx_style){.kind = POV_XLSX_TITLE, .bold = 1});
    pov_xlsx_put_text(s->x, (pov_xlsx_at){s->sheet, 1, 0}, s->data->axis,
                      (pov_xlsx_style){.kind = POV_XLSX_TEXT});
    pov_xlsx_put_heading(s->x, at, "", (pov_xlsx_style){0});
    pov_xlsx_set_column(s->x, s->sheet, 0, 22, false);
    for (size_t i = 0; i < s->data->series_count; i++) {
        at.column++;
        put_series_name(s, at, &s->data->series[i]);
        pov_xlsx_set_column(s->x, s->sheet, i + 1, 12, false);
    }
    pov_xlsx_set_height(s->x, s->sheet, HEADING, 3);
    for (size_t i = 0; i < s->data->point_count; i++) {
        put_point(s, i);
    }
    if (s->data->note != NULL) {
        pov_xlsx_put_text(s->x, (pov_xlsx_at){s->sheet, (lxw_row_t)(HEADING + 2 + s->count), 0},
                          s->data->note, (pov_xlsx_style){.kind = POV_XLSX_TEXT});
    }
}

/* ---- the chart ---- */

/* The pieces of a line look alike; a target is a mark without a line. */
static void set_look(const sheet *s, lxw_chart_series *series, const pov_chart_series *of)
{
    lxw_color_t colour = colours[of->colour % (POV_LENGTH(colours))];
    lxw_chart_line line = {.color = colour, .width = 2.25F, .none = of->mark};
    lxw_chart_line edge = {.color = colour};
    lxw_chart_fill fill = {.color = colour};

    if (s->data->kind != POV_CHART_LINES) {
        chart_series_set_fill(series, &fill);
        return;
    }
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series,
                                 of->mark ? LXW_CHART_MARKER_DIAMOND : LXW_CHART_MARKER_CIRCLE);
    chart_series_set_marker_size(series, of->mark ? 9 : 5);
    chart_series_set_marker_line(series, &edge);
    chart_series_set_marker_fill(series, &fill);
}

static void add_series(const sheet *s, size_t index)
{
    lxw_row_t first = HEADING + 1, last = (lxw_row_t)(HEADING + s->count);
    lxw_col_t column = (lxw_col_t)(index + 1);
    lxw_chart_series *series = chart_add_series(s->chart, NULL, NULL);

    if (series == NULL) {
        s->x->failed = true;
        return;
    }
    chart_series_set_categories(series, s->name, first, 0, last, 0);
    chart_series_set_values(series, s->name, first, column, last, column);
    chart_series_set_name_range(series, s->name, HEADING, column);
    set_look(s, series, &s->data->series[index]);
}

/* Pieces of a line are in the key once. */
static void set_key(const sheet *s)
{
    int16_t hidden[SERIES_MAX + 1];
    size_t count = 0;

    for (size_t i = 0; i < s->data->series_count; i++) {
        if (!s->data->series[i].in_key) {
            hidden[count++] = (int16_t)i;
        }
    }
    hidden[count] = -1;
    if (count > 0) {
        s->x->failed |= chart_legend_delete_series(s->chart, hidden) != LXW_NO_ERROR;
    }
    chart_legend_set_position(s->chart, LXW_CHART_LEGEND_BOTTOM);
}

/* From the first year to the last, with a mark at whole years. */
static void set_years(const sheet *s)
{
    int32_t first = s->data->point[0].month / 12;
    int32_t last = s->data->point[s->data->point_count - 1].month / 12;
    int32_t step = (last - first) / YEARS_MAX + 1;

    chart_axis_set_min(s->chart->x_axis, first - 1);
    chart_axis_set_max(s->chart->x_axis, last + step);
    chart_axis_set_major_unit(s->chart->x_axis, step);
    chart_axis_set_num_format(s->chart->x_axis, "0");
}

static void put_chart(const sheet *s)
{
    lxw_chart_line grid = {.color = 0xD9D9D9};
    lxw_chart_options place = {.x_scale = 1.9, .y_scale = 1.7};

    for (size_t i = 0; i < s->data->series_count; i++) {
        add_series(s, i);
    }
    chart_title_set_name_range(s->chart, s->name, 0, 0);
    chart_axis_set_name_range(s->chart->y_axis, s->name, 1, 0);
    chart_axis_major_gridlines_set_line(s->chart->y_axis, &grid);
    chart_axis_set_num_format(s->chart->y_axis, "General"); /* not that of its first cell */
    if (s->years) {
        set_years(s);
    }
    /* A line goes on over years that only others have; where it breaks, a series ends. */
    chart_show_blanks_as(s->chart, LXW_CHART_BLANKS_AS_CONNECTED);
    set_key(s);
    s->x->failed |=
        worksheet_insert_chart_opt(s->sheet, HEADING, (lxw_col_t)(s->data->series_count + 2),
                                   s->chart, &place) != LXW_NO_ERROR;
}

/* Years are places on an axis of numbers; where some are months of years, all are words. */
static bool are_years(const pov_chart_data *data)
{
    for (size_t i = 0; i < data->point_count; i++) {
        if (data->point[i].month % 12 != 0) {
            return false;
        }
    }
    return data->kind == POV_CHART_LINES;
}

static lxw_chart_type type_of(const sheet *s)
{
    if (s->data->kind != POV_CHART_LINES) {
        return LXW_CHART_COLUMN;
    }
    return s->years ? LXW_CHART_SCATTER_STRAIGHT_WITH_MARKERS : LXW_CHART_LINE;
}

static void add_sheet(pov_xlsx *x, const pov_chart_data *data, const char *name)
{
    bool apart = data->kind != POV_CHART_LINES && data->whole && data->point_count > 1;
    sheet s = {.x = x, .data = data, .gap = apart ? 1 : 0, .years = are_years(data)};

    s.count = data->point_count + s.gap;
    s.sheet = pov_xlsx_add_sheet(x, name);
    s.name = x->sheet_name[x->sheet_count - 1];
    s.chart = workbook_add_chart(x->workbook, (uint8_t)type_of(&s));
    if (s.sheet == NULL || s.chart == NULL) {
        x->failed = true;
        return;
    }
    put_table(&s);
    put_chart(&s);
    pov_xlsx_set_page(x, s.sheet, HEADING, false);
}

/* Bars of several plans side by side would be compared with each other. */
static bool is_of_several_files(const pov_report *report)
{
    size_t file = pov_report_column_index(report, "file");
    const char *first = NULL;

    for (size_t i = 0; i < report->row_count && file != POV_NONE; i++) {
        pov_cell name;
        pov_report_get(report, i, file, &name);
        if (first != NULL && name.text != NULL && strcmp(first, name.text) != 0) {
            return true;
        }
        first = first != NULL ? first : name.text;
    }
    return false;
}

/* Marks of one unit compare it with none: the series that comes last is the result's. */
static bool has_something_to_compare(const pov_chart_data *data)
{
    size_t count = 0;

    for (size_t i = 0; i < data->point_count; i++) {
        count += data->point[i].figure[data->series_count - 1] != NULL;
    }
    return data->kind != POV_CHART_DUMBBELLS || data->point_count < 2 || count > 1;
}

void pov_xlsx_add_chart(pov_xlsx *x, const pov_report *report, const char *name)
{
    pov_chart_data data = POV_CHART_DATA_INIT;

    if (report->chart.kind == POV_CHART_NONE ||
        (report->chart.kind != POV_CHART_LINES && is_of_several_files(report))) {
        return;
    }
    if (pov_chart_pick(report, x->options, &data, NULL) != POV_OK) {
        x->failed = true;
    } else if (data.point_count > 0 && data.series_count <= SERIES_MAX &&
               has_something_to_compare(&data)) {
        add_sheet(x, &data, name);
    }
    pov_chart_data_fini(&data);
}
