/*
 * targets: baseline, reduction and what remains, per unit; what the plan leaves out is computed.
 */
#include "commands/explain.h"

#define WIDE (POV_IN_WIDE | POV_IN_DATA)

const pov_figure_column pov_plan_columns[] = {
    {"households", POV_SUBJECT_ALL, POV_COUNT, POV_IN_BOTH, "brief.all"},
    {"poor", POV_MEASURE_POOR, POV_COUNT, POV_IN_BOTH, "brief.poor"},
    {"poor_rate", POV_MEASURE_POOR, POV_RATE, POV_IN_BOTH, "%"},
    {"near_poor", POV_MEASURE_NEAR_POOR, POV_COUNT, POV_IN_BOTH, "brief.number"},
    {"near_poor_rate", POV_MEASURE_NEAR_POOR, POV_RATE, POV_IN_BOTH, "%"},
    {"multi_poor", POV_MEASURE_MULTI, POV_COUNT, POV_IN_BOTH, "brief.number"},
    {"multi_poor_rate", POV_MEASURE_MULTI, POV_RATE, POV_IN_BOTH, "%"},
    {"reduction_pp", POV_MEASURE_POOR, POV_PP, POV_IN_BOTH, "brief.points"},
    {"reduction_households", POV_MEASURE_POOR, POV_REDUCTION, POV_IN_BOTH, "brief.fewer"},
    {"relative_reduction", POV_MEASURE_POOR, POV_RELATIVE, WIDE, "brief.part"},
    {"target_households", POV_SUBJECT_ALL, POV_REMAINING, WIDE, "brief.all"},
    {"remaining_poor", POV_MEASURE_POOR, POV_REMAINING, POV_IN_BOTH, "brief.poor"},
    {"remaining_rate", POV_MEASURE_POOR, POV_REMAINING_SHARE, POV_IN_BOTH, "%"},
    {"growth", POV_SUBJECT_ALL, POV_RELATIVE, POV_IN_DATA, NULL},
    {"near_poor_reduction_pp", POV_MEASURE_NEAR_POOR, POV_PP, POV_IN_BOTH, "brief.points"},
    {"near_poor_reduction_households", POV_MEASURE_NEAR_POOR, POV_REDUCTION, POV_IN_BOTH,
     "brief.fewer"},
    {"near_poor_relative_reduction", POV_MEASURE_NEAR_POOR, POV_RELATIVE, POV_IN_DATA, NULL},
    {"remaining_near_poor", POV_MEASURE_NEAR_POOR, POV_REMAINING, POV_IN_BOTH, "brief.number"},
    {"remaining_near_poor_rate", POV_MEASURE_NEAR_POOR, POV_REMAINING_SHARE, POV_IN_BOTH, "%"},
    {"multi_poor_reduction_pp", POV_MEASURE_MULTI, POV_PP, POV_IN_BOTH, "brief.points"},
    {"multi_poor_reduction_households", POV_MEASURE_MULTI, POV_REDUCTION, POV_IN_BOTH,
     "brief.fewer"},
    {"multi_poor_relative_reduction", POV_MEASURE_MULTI, POV_RELATIVE, POV_IN_DATA, NULL},
    {"remaining_multi_poor", POV_MEASURE_MULTI, POV_REMAINING, POV_IN_BOTH, "brief.number"},
    {"remaining_multi_poor_rate", POV_MEASURE_MULTI, POV_REMAINING_SHARE, POV_IN_BOTH, "%"},
};

const pov_plan_report pov_targets_report = {
    .command = "targets",
    .title = "title.targets",
    .targets = true,
    .column = pov_plan_columns,
    .column_count = POV_LENGTH(pov_plan_columns),
};

static void fill(pov_report *report, const pov_job *jobs, size_t count, const pov_options *options)
{
    pov_plan_report_fill(&pov_targets_report, report, jobs, count, options);
    if (options->why) {
        pov_explain_rows(report, &pov_targets_report, jobs, count, NULL);
    }
}

static bool nothing(const pov_job *job, pov_error *note)
{
    return pov_plan_report_nothing(&pov_targets_report, job, note);
}

static int run(const pov_options *options, const pov_io *io)
{
    static const pov_job_command command = {.fill = fill, .format = "table", .nothing = nothing};

    return pov_jobs_run(&command, options, io);
}

const pov_command pov_command_targets = {
    .name = "targets",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("baseline, reduction, and what remains, per unit and in total"),
    .description = POV_TEXT(
        "Shows, per unit, the baseline, the reduction and what is to remain. Figures that the plan "
        "does not print are computed: points from households, households from points (the fewest "
        "that reach the target), either from a target rate. In a table ≈ marks a computed figure "
        "that is not one number, and † one that rests on an assumption."),
    .more = POV_TEXTS(
        POV_TEXT("In tables ≈ is before what was computed, and * after a unit in which "
                 "something does not fit; `povcalc check` says what. What holds only under an "
                 "assumption on the growth of households is shown with --growth or --bounds; JSON "
                 "has it always, with the basis assumed.")),
    .operands = pov_plan_operands,
    .files = POV_FILES_TABLE,
    .examples = POV_TEXTS("povcalc targets data/daknong_2023.csv",
                          POV_TEXT("what each district is to reach, and from where"),
                          "povcalc targets --growth 0..2% data/langson_2024.csv",
                          POV_TEXT("counts from rates alone, if households grow by up to 2%"),
                          "povcalc targets -o targets.xlsx data/daknong_2023.csv",
                          POV_TEXT("the same as a file for a spreadsheet")),
    .options = POV_OPTS_OUTPUT | POV_OPT(WIDE) | POV_OPTS_INPUT | POV_OPTS_ROWS | POV_OPT(SORT) |
               POV_OPT(WHY) | POV_OPTS_SOLVE,
    .run = run,
};
