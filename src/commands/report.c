/*
 * report: one page on a plan, and on what came of it.
 */
#include "commands/check_report.h"
#include "commands/plan_report.h"
#include "commands/plan_sentences.h"
#include "commands/progress_input.h"
#include "commands/progress_report.h"
#include "session/notes.h"
#include "session/output.h"

/* All that is read for the page. */
typedef struct inputs {
    pov_unit_map map;
    pov_jobs plan, result; /* one each */
    pov_progress progress;
    bool has_result;
} inputs;

static void inputs_fini(inputs *in)
{
    pov_progress_fini(&in->progress);
    pov_jobs_fini(&in->result);
    pov_jobs_fini(&in->plan);
    pov_unit_map_fini(&in->map);
}

/* Says on io->err what is wrong. */
static pov_status load(inputs *in, const pov_options *options, const pov_io *io)
{
    const pov_texts *files = &options->operands;
    pov_input_request plan = {.paths = {.text = files->text, .count = files->count > 0},
                              .map = &in->map,
                              .check = true,
                              .says_findings = true};
    pov_status status = pov_input_map(&in->map, options, io);

    in->has_result = files->count > 1;
    if (status == POV_OK) {
        status = pov_jobs_load(&in->plan, &plan, options, io);
    }
    return status == POV_OK && in->has_result
               ? pov_progress_load(&in->plan.job[0], &in->map, options, io, &in->result,
                                   &in->progress)
               : status;
}

enum { SUMMARY, TARGETS, CHECK, PROGRESS, REPORTS };

static pov_status fill(pov_report reports[REPORTS], const inputs *in, const pov_options *options,
                       pov_error *err)
{
    const pov_job *job = &in->plan.job[0];
    const pov_progress *progress = in->has_result ? &in->progress : NULL;
    const pov_plan *result = in->has_result ? &in->result.job[0].plan : NULL;
    pov_plan_report targets = pov_targets_report;

    targets.with_findings = true;
    if (pov_summary_fill(&reports[SUMMARY], job, result, progress, options) != POV_OK) {
        return pov_no_memory(err);
    }
    pov_status status = pov_plan_report_fill(&targets, &reports[TARGETS], job, 1, options, err);
    if (status == POV_OK) {
        status = pov_check_report_fill(&reports[CHECK], job, 1, options, options->renderer, err);
    }
    if (status == POV_OK && in->has_result) {
        status =
            pov_progress_report_fill(&reports[PROGRESS], &job->plan, result, progress, options);
        status = status == POV_OK ? POV_OK : pov_no_memory(err);
    }
    return status;
}

static pov_status print(const inputs *in, const pov_options *options, const pov_io *io,
                        pov_error *err)
{
    pov_report reports[REPORTS] = {POV_REPORT_INIT};
    pov_output output = {0};
    pov_status status = fill(reports, in, options, err);

    if (status == POV_OK) {
        status = pov_output_open(&output, options->output, io, err);
    }
    if (status == POV_OK) {
        status = pov_render_reports(options->renderer, reports, in->has_result ? REPORTS : PROGRESS,
                                    &options->render, output.to, err);
    }
    status = pov_output_close(&output, status, err);
    for (size_t i = 0; i < REPORTS; i++) {
        pov_report_fini(&reports[i]);
    }
    return status;
}

static int run(const pov_options *given, const pov_io *io)
{
    pov_options options = *given;
    inputs in = {.map = POV_UNIT_MAP_INIT, .progress = POV_PROGRESS_INIT};
    pov_error err = POV_ERROR_INIT;
    int exit_status = POV_EXIT_FAILED;

    if (options.renderer == NULL) {
        options.renderer = pov_renderer_by_name("html");
    }
    if (!options.renderer->each_file && options.renderer->render_all == NULL) {
        (void)pov_fail(&err, POV_ERR_USAGE, "report is a page: it does not write %s",
                       options.renderer->name);
        pov_error_hint(&err, "targets, check and progress write it, each by itself");
        return pov_failed(&err, io);
    }
    if (load(&in, &options, io) == POV_OK) { /* else it was said */
        exit_status =
            print(&in, &options, io, &err) == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
        exit_status = pov_input_end(&in.result.files, exit_status, io);
    }
    inputs_fini(&in);
    return exit_status;
}

static const char *const examples[] = {
    "povcalc report -o report.html data/daknong_2023.csv",
    POV_TEXT("what a plan says and where it does not add up, on one page"),
    "povcalc report -o report.html data/daknong_2023.csv data/daknong_2024.csv",
    POV_TEXT("and what came of it: next year's plan prints that"),
    "povcalc report -f markdown plan.csv | pandoc -o plan.docx",
    POV_TEXT("the same for Word"),
    NULL,
};

static const char *const operands[] = {
    "PLAN",
    POV_TEXT("a plan file (CSV); none or - reads standard input"),
    "RESULT",
    POV_TEXT("files that state what came of it, joined: a file of results, or the plans of the "
             "years after; "
             "one of all may be - for standard input"),
    NULL,
};

const pov_command pov_command_report = {
    .name = "report",
    .arguments = "[PLAN [RESULT...]]",
    .summary = POV_TEXT("one page: targets, findings and, with a result, progress"),
    .description =
        POV_TEXT("Puts what targets, check and progress print on one page for a browser, with a "
                 "summary, charts, the rules that the findings go by, assumptions and sources. The "
                 "page is one file, needs no network, runs no script, and prints on A4. --format "
                 "table and markdown print the same parts one after the other. The exit status is "
                 "0 when the page is written, whatever it says: check and progress answer with "
                 "theirs."),
    .operands = operands,
    .files = POV_FILES_TABLE,
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPTS_ROWS | POV_OPTS_SOLVE | POV_OPT(STRICT) |
               POV_OPT(RULE) | POV_OPT(NO_RULE) | POV_OPT(MAP) | POV_OPT(JUDGE),
    .run = run,
};
