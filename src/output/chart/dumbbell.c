/*
 * Dumbbells: where a unit began, where it was to be and where it is, as marks on one line. The
 * figures are in columns beside the plot.
 */
#include "output/chart/frame.h"
#include "output/chart/pick.h"

enum { MARK = 180, RADIUS = 55, COLUMN_GAP = 140, TICKS = 200 };

static pov_svg_mark_style mark_of(const pov_frame *f, size_t series)
{
    static const pov_svg_mark_style marks[] = {
        [POV_CHART_NOW] = {POV_MARK_CIRCLE, RADIUS, false, POV_SERIES},
        [POV_CHART_BEFORE] = {POV_MARK_CIRCLE, RADIUS, false, POV_GREY},
        [POV_CHART_PLANNED] = {POV_MARK_DIAMOND, RADIUS, true, POV_SERIES + 1},
    };
    return marks[f->data->series[series].role];
}

static void sample(pov_frame *f, size_t series, int x, int y)
{
    pov_svg_mark(&f->svg, x, y, mark_of(f, series), NULL);
}

/* The line between the marks of a unit; thick as far as it came. */
static void add_way(pov_frame *f, const pov_scale *scale, const pov_figure *const *figure, int y)
{
    const pov_figure *of[3] = {NULL};
    int low = scale->to, high = scale->from;

    for (size_t s = 0; s < f->data->series_count; s++) {
        if (figure[s] != NULL) {
            int x = pov_scale_at(scale, figure[s]->value);
            of[f->data->series[s].role] = figure[s];
            low = x < low ? x : low;
            high = x > high ? x : high;
        }
    }
    if (low < high) {
        pov_svg_line(&f->svg.back, low, y, high, y, 10, POV_GREY, false);
    }
    if (of[POV_CHART_BEFORE] != NULL && of[POV_CHART_NOW] != NULL) {
        pov_svg_line(&f->svg.back, pov_scale_at(scale, of[POV_CHART_BEFORE]->value), y,
                     pov_scale_at(scale, of[POV_CHART_NOW]->value), y, 30, POV_GREY, false);
    }
}

static void draw(pov_frame *f)
{
    const pov_chart_data *data = f->data;
    pov_rows rows = pov_frame_rows(f, MARK);
    pov_scale scale = pov_frame_scale(f, f->place.slim ? 4 : 6, false);
    int end[POV_CHART_SERIES] = {0}; /* right ends of the columns of figures */
    pov_buffer title = {0};

    pov_frame_key(f, sample);
    scale.from = rows.left + (rows.above ? RADIUS : 0);
    scale.to = f->right;
    for (size_t s = data->series_count; s-- > 0;) {
        end[s] = scale.to;
        scale.to -= pov_frame_value_width(f, s) + COLUMN_GAP;
    }
    f->y += TICKS;
    int top = f->y;
    for (size_t s = 0; s < data->series_count; s++) {
        sample(f, s, end[s] - RADIUS, top - 100);
    }
    f->y += 60;
    for (size_t i = 0; i < data->point_count; i++) {
        int y = pov_frame_row(f, &rows, i) + MARK / 2;
        add_way(f, &scale, data->point[i].figure, y);
        for (size_t s = 0; s < data->series_count; s++) {
            const pov_figure *figure = data->point[i].figure[s];
            if (figure != NULL) {
                pov_svg_mark(
                    &f->svg, pov_scale_at(&scale, figure->value), y, mark_of(f, s),
                    pov_frame_title(f, data->point[i].label, data->series[s].name, figure, &title));
                pov_frame_put_value(f, figure, end[s], y + 45, 'e');
            }
        }
    }
    pov_frame_columns(f, &scale, top, f->y);
    f->y += 80;
    pov_buffer_fini(&title);
}

const pov_chart_type pov_chart_dumbbells = {.pick = pov_pick_units, .draw = draw};
