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
#include "session/run.h"

enum { REPORTS = 4 };

/* The sentences, and the documents that the page is about. */
static pov_status fill_summary(pov_report *report, const pov_plan_and_result *in,
                               const pov_options *options, pov_error *err)
{
    report->command = "report";
    report->language = options->render.language;
    report->title = pov_plan_title(report, &in->plan.job[0]);
    for (size_t i = 0; i < in->plan.job[0].plan.file_count; i++) {
        (void)pov_report_add_file(report, in->plan.job[0].plan.file[i]);
    }
    for (size_t i = 0; in->has_result && i < in->result.job[0].plan.file_count; i++) {
        (void)pov_report_add_file(report, in->result.job[0].plan.file[i]);
    }
    return pov_say_plan(report, in, options, err);
}

/* Sentences, tables with their pictures, then findings. *count: how many reports there are. */
static pov_status fill(pov_report reports[REPORTS], size_t *count, const pov_plan_and_result *in,
                       const pov_options *options, pov_error *err)
{
    const pov_job *job = &in->plan.job[0];
    pov_plan_report targets = pov_targets_report;
    pov_status status = fill_summary(&reports[(*count)++], in, options, err);

    targets.with_findings = true;
    if (status == POV_OK) {
        status = pov_plan_report_fill(&targets, &reports[(*count)++], job, 1, options, err);
    }
    if (status == POV_OK && in->has_result) {
        status = pov_progress_report_fill(&reports[(*count)++], &job->plan, &in->result.job[0].plan,
                                          &in->progress, options);
        status = status == POV_OK ? POV_OK : pov_no_memory(err);
    }
    if (status == POV_OK) {
        status =
            pov_check_report_fill(&reports[(*count)++], job, 1, options, options->renderer, err);
    }
    return status;
}

static pov_status print(const pov_plan_and_result *in, const pov_options *options, const pov_io *io,
                        pov_error *err)
{
    pov_report reports[REPORTS] = {POV_REPORT_INIT};
    size_t count = 0;
    pov_output output = {0};
    pov_status status = fill(reports, &count, in, options, err);

    if (status == POV_OK) {
        status = pov_output_open(&output, options->output, io, err);
    }
    if (status == POV_OK) {
        status =
            pov_render_reports(options->renderer, reports, count, &options->render, output.to, err);
    }
    status = pov_output_close(&output, status, err);
    for (size_t i = 0; i < REPORTS; i++) {
        pov_report_fini(&reports[i]);
    }
    return status;
}

static int run(const pov_options *given, const pov_io *io)
{
    static const pov_result_command command = {.print = print};
    pov_options options = *given;
    pov_plan_and_result in = POV_PLAN_AND_RESULT_INIT;
    pov_error err = POV_ERROR_INIT;

    if (options.renderer == NULL) {
        options.renderer = pov_renderer_by_name("html");
    }
    if (!options.renderer->each_file && options.renderer->render_all == NULL) {
        (void)pov_fail(&err, POV_ERR_USAGE, "report is a page: it does not write %s",
                       options.renderer->name);
        pov_error_hint(&err, "targets, check and progress write it, each by itself");
        return pov_failed(&err, io);
    }
    in.says_findings = true;
    int exit_status = pov_result_command_run(&command, &in, &options, io);
    pov_plan_and_result_fini(&in);
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
    .operands = pov_result_operands,
    .files = POV_FILES_TABLE,
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPTS_ROWS | POV_OPTS_SOLVE | POV_OPT(STRICT) |
               POV_OPT(RULE) | POV_OPT(MAP) | POV_OPT(JUDGE),
    .run = run,
};
