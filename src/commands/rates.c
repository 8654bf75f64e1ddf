/*
 * rates: how many are poor, at what rate, and what share of the parent's poor a unit has.
 */
#include "commands/plan_report.h"

static const pov_plan_report rates = {
    .command = "rates",
    .title = "title.rates",
    .column = pov_plan_columns,
    .column_count = POV_STATE_COLUMNS,
};

static void fill(pov_report *report, const pov_job *jobs, size_t count, const pov_options *options)
{
    pov_plan_report_fill(&rates, report, jobs, count, options);
}

static bool nothing(const pov_job *job, pov_error *note)
{
    return pov_plan_report_nothing(&rates, job, note);
}

static int run(const pov_options *options, const pov_io *io)
{
    static const pov_job_command command = {.fill = fill, .format = "table", .nothing = nothing};

    return pov_jobs_run(&command, options, io);
}

const pov_command pov_command_rates = {
    .name = "rates",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("how many are poor, at what rate, and what share of the parent's poor"),
    .description = POV_TEXT(
        "Shows poor, near-poor and multidimensionally poor households per unit with their rates, "
        "and each unit's share of its parent's poor and households. What a document does not "
        "print is computed from what it does: households from a count and its rate, for example."),
    .more = POV_TEXTS(
        POV_TEXT("The rate of a group is in percent of the group's own households, that of "
                 "no_labour_capacity in percent of all households of the unit. In tables ≈ is "
                 "before what was computed, and * after a unit in which something does not fit; "
                 "`povcalc check` says what.")),
    .operands = pov_plan_operands,
    .files = POV_FILES_TABLE,
    .examples = POV_TEXTS(
        "povcalc rates data/daknong_2023.csv",
        POV_TEXT("poor households, rates and shares, per district"),
        "povcalc rates --bounds --unit 'Đắk Glong' data/daknong_2023.csv",
        POV_TEXT("how many households 4,545 poor and 25.68% allow"),
        "povcalc rates --format json data/daknong_2023.csv | jq '.rows[] | {unit, poor_rate}'",
        POV_TEXT("the same for a program")),
    .options = POV_OPTS_OUTPUT | POV_OPT(WIDE) | POV_OPTS_INPUT | POV_OPTS_ROWS | POV_OPT(SORT) |
               POV_OPTS_SOLVE,
    .run = run,
};
