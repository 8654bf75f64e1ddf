#include "session/run.h"

#include "session/notes.h"
#include "session/output.h"
#include "session/print_report.h"

#include <stdlib.h>
#include <string.h>

const pov_renderer *pov_job_renderer(const pov_job_command *command, const pov_options *options)
{
    return options->renderer != NULL ? options->renderer : pov_renderer_by_name(command->format);
}

/* Notes why there is nothing to show of a plan. */
static void leave_out_nothing(const pov_job_command *command, pov_jobs *jobs,
                              const pov_options *options, const pov_io *io)
{
    for (size_t i = 0; i < jobs->count; i++) {
        pov_job *job = &jobs->job[i];
        pov_error note = POV_ERROR_INIT;
        if (!command->nothing(job, &note)) {
            continue;
        }
        if (!options->quiet && !pov_job_renderer(command, options)->each_file &&
            note.message[0] != '\0') {
            pov_print_note(&note, io->err);
        }
        job->nothing = true;
    }
}

static pov_status print_jobs(const pov_job_command *command, const pov_jobs *jobs,
                             const pov_options *options, const pov_io *io, pov_error *err)
{
    const pov_renderer *renderer = pov_job_renderer(command, options);
    const bool each = renderer->each_file;
    const size_t count = each ? jobs->count : 1;
    pov_report *reports = calloc(count + 1, sizeof *reports);
    pov_output output = {0};
    pov_status status =
        reports != NULL ? pov_output_open(&output, options->output, io, err) : pov_no_memory(err);

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        command->fill(&reports[i], &jobs->job[i], each ? 1 : jobs->count, options);
    }
    if (status == POV_OK) {
        status = pov_write_reports(reports, count, renderer, options, output.to, err);
    }
    for (size_t i = 0; i < count && reports != NULL; i++) {
        pov_report_fini(&reports[i]);
    }
    free(reports);
    return pov_output_close(&output, status, err);
}

int pov_jobs_run(const pov_job_command *command, const pov_options *options, const pov_io *io)
{
    const pov_renderer *renderer = pov_job_renderer(command, options);
    const pov_input_request request = {
        .paths = options->operands,
        .check = true,
        .says_findings = command->says_findings,
    };
    pov_jobs jobs = {0};
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_FAILED;

    if (renderer->one_file && options->operands.count > 1) {
        (void)pov_fail(&err, POV_ERR_USAGE, "%s holds one file, but %zu are given", renderer->name,
                       options->operands.count);
        pov_error_hint(&err, "run povcalc once for each file");
        return pov_failed(&err, io);
    }
    if (pov_jobs_load(&jobs, &request, options, io) == POV_OK) { /* else it was said */
        if (command->nothing != NULL) {
            leave_out_nothing(command, &jobs, options, io);
        }
        if (print_jobs(command, &jobs, options, io, &err) != POV_OK) {
            result = pov_failed(&err, io);
        } else {
            result = command->answer != NULL ? command->answer(&jobs, options, io) : POV_EXIT_YES;
        }
        result = pov_input_end(&jobs.files, result, io);
    }
    pov_jobs_fini(&jobs);
    return result;
}

const char *const pov_plan_operands[] = {
    "FILE",
    POV_TEXT("plan files (CSV, Excel, Word), each by itself; none or - reads standard input"),
    NULL,
};

const char *const pov_result_operands[] = {
    "PLAN",
    POV_TEXT("a plan file (CSV, Excel, Word); none or - reads standard input"),
    "RESULT",
    POV_TEXT("files that state what came of it, joined: a file of results, or the plans of the "
             "years after; "
             "one of all may be - for standard input"),
    NULL,
};
