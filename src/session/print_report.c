#include "session/print_report.h"

#include "session/output.h"

pov_status pov_write_reports(pov_report *reports, size_t count, const pov_renderer *renderer,
                             const pov_options *options, FILE *to, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && options->sort != NULL && status == POV_OK; i++) {
        status = pov_report_sort(&reports[i], options->sort, options->sort_down, err);
    }
    return status == POV_OK
               ? pov_render_reports(renderer, reports, count, &options->render, to, err)
               : status;
}

pov_status pov_print_reports(pov_report *reports, size_t count, const pov_options *options,
                             const pov_io *io, pov_error *err)
{
    const pov_renderer *renderer =
        options->renderer != NULL ? options->renderer : pov_renderer_by_name("table");
    pov_output output = {0};
    pov_status status = pov_output_open(&output, options->output, io, err);

    if (status == POV_OK) {
        status = pov_write_reports(reports, count, renderer, options, output.to, err);
    }
    return pov_output_close(&output, status, err);
}

pov_status pov_print_report(pov_report *report, const pov_options *options, const pov_io *io,
                            pov_error *err)
{
    return pov_print_reports(report, 1, options, io, err);
}
