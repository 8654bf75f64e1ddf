#include "commands/print_report.h"

#include "session/output.h"

pov_status pov_print_report(pov_report *report, const char *path, const pov_renderer *renderer,
                            const pov_options *options, const pov_io *io, pov_error *err)
{
    pov_output output = {0};
    pov_status status = options->sort != NULL
                            ? pov_report_sort(report, options->sort, options->sort_down, err)
                            : POV_OK;

    if (status == POV_OK) {
        status = pov_output_open(&output, path, io, err);
    }
    if (status == POV_OK) {
        renderer = renderer != NULL ? renderer : pov_renderer_by_name("table");
        status = pov_render(renderer, report, &options->render, output.to, err);
    }
    return pov_output_close(&output, status, err);
}
