/*
 * report: one page on a plan, and on what came of it.
 */
#include "commands/check_report.h"
#include "commands/plan_report.h"
#include "commands/plan_sentences.h"
#include "commands/progress_input.h"
#include "commands/progress_report.h"
#include "session/notes.h"
#include "session/run.h"

/* The sentences, and the documents that the page is about. */
static void fill_summary(pov_report *report, const pov_plan_and_result *in,
                         const pov_options *options)
{
    report->command = "report";
    report->language = options->render.language;
    report->title = pov_plan_title(report, &in->plan.job[0]);
    pov_report_add_documents(report, in);
    pov_say_plan(report, in, options);
}

/* Sentences, tables with their pictures, then findings. */
static size_t fill(pov_report *reports, const pov_plan_and_result *in, const pov_options *options)
{
    const pov_job *job = &in->plan.job[0];
    pov_plan_report targets = pov_targets_report;
    size_t count = 0;

    targets.with_findings = true;
    fill_summary(&reports[count++], in, options);
    pov_plan_report_fill(&targets, &reports[count++], job, 1, options);
    if (in->has_result) {
        pov_progress_report_fill(&reports[count++], &job->plan, &in->result.job[0].plan,
                                 &in->progress, options);
    }
    pov_check_report_fill(&reports[count++], job, 1, options, options->renderer);
    return count;
}

static int run(const pov_options *given, const pov_io *io)
{
    static const pov_result_command command = {.fill = fill, .says_findings = true};
    pov_options options = *given;

    if (options.renderer == NULL) {
        options.renderer = pov_renderer_by_name("html");
    }
    return pov_result_command_run(&command, &options, io);
}

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
    .formats = "html, table, markdown, xlsx",
    .examples = POV_TEXTS(
        "povcalc report -o report.html data/daknong_2023.csv",
        POV_TEXT("what a plan says and where it does not add up, on one page"),
        "povcalc report -o report.html data/daknong_2023.csv data/daknong_2024.csv",
        POV_TEXT("and what came of it: next year's plan prints that"),
        "povcalc report -f markdown plan.csv | pandoc -o plan.docx", POV_TEXT("the same for Word")),
    .options = (POV_OPTS_OUTPUT & ~POV_OPT(NO_HEADER)) | POV_OPTS_INPUT | POV_OPTS_ROWS |
               POV_OPTS_SOLVE | POV_OPT(STRICT) | POV_OPT(RULE) | POV_OPT(MAP) | POV_OPT(JUDGE),
    .run = run,
};
