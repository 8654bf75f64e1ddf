/*
 * summary: what is promised, whether it fits, whether it was kept. `povcalc FILE` means it.
 */
#include "commands/plan_sentences.h"
#include "session/assumptions.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/run.h"

static size_t fill(pov_report *report, const pov_plan_and_result *in, const pov_options *options)
{
    const pov_job *job = &in->plan.job[0];

    report->command = "summary";
    report->language = options->render.language;
    report->typographic = pov_wants_print(options);
    if (options->renderer != NULL && options->renderer != pov_renderer_by_name("table")) {
        report->title = pov_plan_title(report, job); /* on a terminal the sentences are all */
    }
    pov_report_add_documents(report, in);
    pov_say_plan(report, in, options);
    if (!options->quiet && (options->renderer == NULL || options->renderer->each_file)) {
        pov_report_add_remark(
            report, pov_translate(in->has_result
                                      ? POV_TEXT("More: povcalc progress or report, with the same "
                                                 "files; targets or check, with the plan.")
                                      : POV_TEXT("More: povcalc targets, check or why, with the "
                                                 "same file.")));
    }
    pov_report_add_findings(report, &job->solution, &job->findings, job->picked, report->language);
    pov_report_assumptions(report, options);
    return 1;
}

/* What is no plan is answered by the command that reads it. */
static int run_other(pov_file_kind kind, const pov_options *options, const pov_io *io)
{
    const bool deprivation = kind == POV_FILE_DEPRIVATION;

    if (!options->quiet) {
        pov_note(io, options->operands.text[0], 0, NULL, "%s",
                 pov_translate(deprivation ? POV_TEXT("targets of access to basic social services, "
                                                      "as \"povcalc deprivation\" shows them")
                                           : POV_TEXT("households, as \"povcalc survey\" counts "
                                                      "them")));
    }
    return pov_command_find(deprivation ? "deprivation" : "survey")->run(options, io);
}

static int run(const pov_options *options, const pov_io *io)
{
    static const pov_result_command command = {
        .fill = fill, .answer_other = run_other, .says_findings = true};

    return pov_result_command_run(&command, options, io);
}

const pov_command pov_command_summary = {
    .name = "summary",
    .arguments = "[PLAN [RESULT...]]",
    .summary = POV_TEXT("three sentences: what is promised, does it fit, was it kept"),
    .description = POV_TEXT(
        "Says in three sentences what the plan promises, whether its figures fit together, and, "
        "with a result, whether it was kept. The name of this command may be left out: povcalc "
        "FILE. The exit status is 0 when the sentences are printed, whatever they say: check and "
        "progress answer with theirs."),
    .operands = pov_result_operands,
    .files = POV_FILES_TABLE,
    .formats = "table, json, markdown, html, lines, xlsx",
    .examples = POV_TEXTS(
        "povcalc data/daknong_2023.csv",
        POV_TEXT("what the plan promises, and whether its figures fit"),
        "povcalc data/daknong_2023.csv data/daknong_2024.csv",
        POV_TEXT("and whether it was kept: next year's plan prints what came of this year's"),
        "povcalc summary --format json data/daknong_2023.csv | jq -r '.summary[]'",
        POV_TEXT("the same sentences for a program")),
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPTS_ROWS | POV_OPTS_SOLVE | POV_OPT(STRICT) |
               POV_OPT(RULE) | POV_OPT(MAP) | POV_OPT(JUDGE),
    .run = run,
};
