/*
 * progress: was the target of a plan met? The answer is no where a unit missed it.
 */
#include "commands/explain.h"
#include "commands/plan_sentences.h"
#include "commands/progress_report.h"
#include "session/notes.h"
#include "session/output.h"

static int answer(const pov_progress *progress, pov_progress_fail fail)
{
    bool missed = progress->of[POV_VERDICT_MISSED] > 0;
    bool unknown = progress->of[POV_VERDICT_UNKNOWN] > 0 ||
                   progress->of[POV_VERDICT_NOT_COMPARABLE] > 0 ||
                   progress->of[POV_VERDICT_BEHIND] > 0;
    bool no = fail == POV_FAIL_UNKNOWN ? missed || unknown : fail == POV_FAIL_MISSED && missed;

    return no ? POV_EXIT_NO : POV_EXIT_YES;
}

/* The sentences come first where people read them; in a pipe a table is a table. */
static size_t fill(pov_report *report, const pov_plan_and_result *in, const pov_options *options)
{
    const pov_job *plan = &in->plan.job[0], *result = &in->result.job[0];

    pov_progress_report_fill(report, &plan->plan, &result->plan, &in->progress, options);
    if (options->why && !report->failed) {
        pov_explain_verdicts(report, &plan->solution, &result->solution);
    }
    if (pov_wants_sentences(options)) {
        if (options->render.terminal && report->file_count == 0 && options->units.count == 0) {
            report->title = pov_label("title.progress", report->language); /* a sentence says it */
        }
        pov_say_plan(report, in, options);
    }
    return 1;
}

static int run(const pov_options *options, const pov_io *io)
{
    static const pov_result_command command = {.fill = fill, .answer = answer};
    pov_error err = POV_ERROR_INIT;

    if (options->operands.count < 2) {
        (void)pov_fail(&err, POV_ERR_USAGE, "progress needs a plan and a result");
        pov_error_hint(&err, "povcalc progress PLAN RESULT");
        return pov_failed(&err, io);
    }
    return pov_result_command_run(&command, options, io);
}

const pov_command pov_command_progress = {
    .name = "progress",
    .arguments = "PLAN RESULT...",
    .summary = POV_TEXT("was the target met, by how much missed, per unit"),
    .description = POV_TEXT(
        "Compares each unit of PLAN with its state at the end of the target year in RESULT: poor "
        "households and rate, planned and actual, the gap to the target, the share of the "
        "reduction that was achieved, and a verdict: met, missed, unknown, or not_comparable where "
        "the poverty standard changed. Targets are taken exactly as printed, and each has its own "
        "verdict; the unit's follows from the households and the rate that are to remain where the "
        "plan states them, else from the reduction. Where RESULT ends before the target year, the "
        "straight line to the target is the measure: on_pace or behind. RESULT may be next year's "
        "plan."),
    .more = POV_TEXTS(POV_TEXT(
        "Units are matched by name and group, and by parent where two units have a name. A "
        "unit of PLAN that RESULT does not hold is unknown, and one that only RESULT holds "
        "is listed.")),
    .operands = POV_TEXTS(
        "PLAN", POV_TEXT("the plan file whose targets are judged"), "RESULT",
        POV_TEXT("files that state what came of it, joined: a file of results, or the plans of the "
                 "years after; "
                 "one of all may be - for standard input")),
    .files = POV_FILES_TABLE,
    .no = POV_TEXT("a unit missed its target, or what --fail-on says"),
    .examples = POV_TEXTS(
        "povcalc progress data/daknong_2023.csv data/daknong_2024.csv",
        POV_TEXT("next year's plan prints what came of this year's"),
        "povcalc progress --fail-on unknown plan.csv results/*.csv",
        POV_TEXT("exit with 1 unless every unit of the plan has met its target for certain"),
        "povcalc progress --map names.csv --format json -o progress.json plan.csv result.csv",
        POV_TEXT("units that were renamed or merged; names.csv has the columns old and new")),
    .options = POV_OPTS_OUTPUT | POV_OPT(SORT) | POV_OPTS_INPUT | POV_OPT(UNIT) | POV_OPT(LEVEL) |
               POV_OPT(GROUP) | POV_OPT(ROW_STANDARD) | POV_OPTS_SOLVE | POV_OPT(MAP) |
               POV_OPT(JUDGE) | POV_OPT(FAIL_ON_VERDICT) | POV_OPT(WHY),
    .run = run,
};
