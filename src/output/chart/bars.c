/*
 * Bars: one for each figure of a unit, with the figure at its end.
 */
#include "output/chart/frame.h"
#include "output/chart/pick.h"

enum { BAR = 130, ONE_BAR = 170, AIR = 15, TICKS = 180 };

static pov_ink ink_of(const pov_frame *f, size_t series)
{
    static const pov_ink inks[] = {[POV_CHART_NOW] = POV_SERIES,
                                   [POV_CHART_BEFORE] = POV_GREY,
                                   [POV_CHART_PLANNED] = POV_SERIES + 1};

    return inks[f->data->series[series].role];
}

static void sample(pov_frame *f, size_t series, int x, int y)
{
    pov_svg_rect(&f->svg, x - 60, y - 60, 120, 120, ink_of(f, series), NULL);
}

static void draw(pov_frame *f)
{
    const pov_chart_data *data = f->data;
    int bar = data->series_count == 1 ? ONE_BAR : BAR;
    pov_rows rows = pov_frame_rows(f, (int)data->series_count * (bar + AIR) - AIR);
    pov_scale scale = pov_frame_scale(f, f->place.slim ? 4 : 6, false);
    pov_buffer title = {0};

    if (data->series_count > 1 || data->series[0].name != data->axis) {
        pov_frame_key(f, sample);
    }
    scale.from = rows.left;
    scale.to = f->right - pov_frame_value_width(f, POV_NONE) - 50;
    f->y += TICKS;
    int top = f->y;
    f->y += 60;
    for (size_t i = 0; i < data->point_count; i++) {
        int y = pov_frame_row(f, &rows, i);
        for (size_t s = 0; s < data->series_count; s++, y += bar + AIR) {
            const pov_figure *figure = data->point[i].figure[s];
            if (figure == NULL) {
                continue;
            }
            int end = pov_scale_at(&scale, figure->value);
            int length = end - scale.from < 10 ? 10 : end - scale.from; /* zero is seen too */
            pov_svg_rect(
                &f->svg, scale.from, y, length, bar, ink_of(f, s),
                pov_frame_title(f, data->point[i].label, data->series[s].name, figure, &title));
            pov_frame_put_value(f, figure, scale.from + length + 50, y + bar / 2 + 45, 's');
        }
    }
    pov_frame_columns(f, &scale, top, f->y);
    f->y += 80;
    pov_buffer_fini(&title);
}

const pov_chart_type pov_chart_bars = {.pick = pov_pick_units, .draw = draw};
