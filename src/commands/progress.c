/*
 * progress: was the target of a plan met? The answer is no where a unit missed it.
 */
#include "commands/print_report.h"
#include "commands/progress_input.h"
#include "commands/progress_report.h"
#include "session/notes.h"

static int answer(const pov_progress *progress, pov_progress_fail fail)
{
    bool missed = progress->of[POV_VERDICT_MISSED] > 0;
    bool unknown = progress->of[POV_VERDICT_UNKNOWN] > 0 ||
                   progress->of[POV_VERDICT_NOT_COMPARABLE] > 0 ||
                   progress->of[POV_VERDICT_BEHIND] > 0;
    bool no = fail == POV_FAIL_UNKNOWN ? missed || unknown : fail == POV_FAIL_MISSED && missed;

    return no ? POV_EXIT_NO : POV_EXIT_YES;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_unit_map map = POV_UNIT_MAP_INIT;
    const pov_texts *files = &options->operands;
    const pov_input_request first = {.paths = {.text = files->text, .count = 1}, .map = &map};
    pov_jobs plan = {0}, result = {0};
    pov_progress progress = POV_PROGRESS_INIT;
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    int exit_status = POV_EXIT_FAILED;

    if (files->count < 2) {
        (void)pov_fail(&err, POV_ERR_USAGE, "progress needs a plan and a result");
        pov_error_hint(&err, "povcalc progress PLAN RESULT");
        return pov_failed(&err, io);
    }
    if (pov_input_map(&map, options, io) != POV_OK ||
        pov_jobs_load(&plan, &first, options, io) != POV_OK ||
        pov_progress_load(&plan.job[0], &map, options, io, &result, &progress) != POV_OK) {
        goto done; /* said already */
    }
    pov_status status = POV_OK;
    if (pov_progress_report_fill(&report, &plan.job[0].plan, &result.job[0].plan, &progress,
                                 options) != POV_OK) {
        status = pov_no_memory(&err);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, options->output, options->renderer, options, io, &err);
    }
    exit_status =
        status == POV_OK ? answer(&progress, options->yearly.fail_on) : pov_failed(&err, io);
    exit_status = pov_input_end(&result.files, exit_status, io);

done:
    pov_report_fini(&report);
    pov_progress_fini(&progress);
    pov_jobs_fini(&plan);
    pov_jobs_fini(&result);
    pov_unit_map_fini(&map);
    return exit_status;
}

static const char *const examples[] = {
    "povcalc progress data/daknong_2023.csv data/daknong_2024.csv",
    POV_TEXT("next year's plan prints what came of this year's"),
    "povcalc progress --fail-on unknown plan.csv results/*.csv",
    POV_TEXT("exit with 1 unless every unit of the plan has met its target for certain"),
    "povcalc progress --map names.csv --format json -o progress.json plan.csv result.csv",
    POV_TEXT("units that were renamed or merged; names.csv has the columns old and new"),
    NULL,
};

static const char *const operands[] = {
    "PLAN",
    POV_TEXT("the plan file whose targets are judged"),
    "RESULT",
    POV_TEXT("files that state what came of it, joined: a file of results, or the plans of the "
             "years after; "
             "one of all may be - for standard input"),
    NULL,
};

/* Of the manual. */
static const char *const more[] = {
    POV_TEXT("Units are matched by name and group, and by parent where a name stands for two. A "
             "unit of PLAN that RESULT does not hold is unknown, and one that only RESULT holds "
             "is listed."),
    NULL,
};

const pov_command pov_command_progress = {
    .name = "progress",
    .arguments = "PLAN RESULT...",
    .summary = POV_TEXT("was the target met, by how much missed, per unit"),
    .description = POV_TEXT(
        "Sets each unit of PLAN against its state at the end of the target year in RESULT: poor "
        "households and rate as planned and as they are, the share of the reduction that was "
        "achieved, households over (or under) the plan, and the verdict met, missed or unknown, "
        "or not_comparable where the poverty standard changed. A target is exact as printed. "
        "Each has its own verdict; that of the unit is by the households and the rate that are to "
        "remain, where the plan states them, else by the reduction. Where RESULT ends before the "
        "target year, the straight line to the target is the measure: on_pace or behind. RESULT "
        "may be next year's plan."),
    .more = more,
    .operands = operands,
    .files = POV_FILES_TABLE,
    .no = POV_TEXT("a unit missed its target, or what --fail-on says"),
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) |
               POV_OPTS_SOLVE | POV_OPT(MAP) | POV_OPT(JUDGE) | POV_OPT(FAIL_ON_VERDICT),
    .run = run,
};
