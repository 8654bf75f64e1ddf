/*
 * The kinds of charts, and the renderer of SVG.
 */
#include "output/chart/frame.h"
#include "output/chart/pick.h"
#include "output/render.h"

static const pov_chart_type *const types[] = {
    [POV_CHART_BARS] = &pov_chart_bars,
    [POV_CHART_LINES] = &pov_chart_lines,
    [POV_CHART_DUMBBELLS] = &pov_chart_dumbbells,
};

pov_status pov_chart_pick(const pov_report *report, const pov_render_options *options,
                          pov_chart_data *data, pov_error *err)
{
    pov_picker p = {.report = report, .chart = &report->chart, .options = options, .data = data};

    *data = (pov_chart_data){.kind = report->chart.kind, .axis = report->chart.axis};
    if (report->chart.kind == POV_CHART_NONE) {
        return pov_fail(err, POV_ERR_USAGE, "there is no chart of what %s shows", report->command);
    }
    pov_pick_columns(&p);
    if (!p.failed) {
        types[report->chart.kind]->pick(&p);
    }
    if (p.failed) {
        pov_chart_data_fini(data);
        return pov_no_memory(err);
    }
    return POV_OK;
}

void pov_chart_data_fini(pov_chart_data *data)
{
    pov_arena_fini(&data->arena);
    *data = (pov_chart_data)POV_CHART_DATA_INIT;
}

void pov_chart_draw(const pov_chart_data *data, const pov_render_options *options,
                    pov_chart_place place, pov_buffer *out)
{
    pov_frame f = {
        .data = data,
        .options = options,
        .place = place,
        .numerals = pov_numerals_in_print(pov_numerals_of_tables(options->language)),
    };

    pov_frame_begin(&f);
    if (data->point_count == 0) {
        pov_frame_sentence(&f, pov_label("word.nothing", options->language), POV_INK);
    } else {
        types[data->kind]->draw(&f);
    }
    pov_frame_end(&f, out);
}

void pov_chart_rules(pov_buffer *out)
{
    pov_svg_rules(out);
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_chart_data data = POV_CHART_DATA_INIT;
    pov_buffer out = {0};
    pov_status status = pov_chart_pick(report, options, &data, err);

    if (status == POV_OK) {
        pov_chart_draw(&data, options, (pov_chart_place){0}, &out);
        status = pov_render_flush(to, &out, err);
    }
    pov_buffer_fini(&out);
    pov_chart_data_fini(&data);
    return status;
}

const pov_renderer pov_renderer_svg = {
    .name = "svg",
    .extension = ".svg",
    .one_file = true,
    .render = render,
};
