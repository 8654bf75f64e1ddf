/*
 * check: does a plan add up? Findings like a compiler's; the answer is no where a figure cannot
 * stand.
 */
#include "commands/check_report.h"

static const pov_job_command command;

static pov_status fill(pov_report *report, const pov_job *jobs, size_t count,
                       const pov_options *options, pov_error *err)
{
    return pov_check_report_fill(report, jobs, count, options,
                                 !pov_job_renderer(&command, options)->findings, err);
}

/* ---- the answer ---- */

static void print_summary(const size_t count[3], const pov_io *io)
{
    static const pov_severity order[] = {POV_ERROR, POV_WARNING, POV_NOTE};

    (void)fputs("povcalc: ", io->err);
    for (size_t i = 0; i < 3; i++) {
        size_t n = count[order[i]];
        (void)fprintf(io->err, "%s%zu %s%s", i == 0 ? "" : ", ", n, pov_severity_name(order[i]),
                      n == 1 ? "" : "s");
    }
    (void)fputc('\n', io->err);
}

static int answer(const pov_jobs *jobs, const pov_options *options, const pov_io *io)
{
    size_t count[3] = {0};
    int result = POV_EXIT_YES;

    for (size_t j = 0; j < jobs->count; j++) {
        const pov_findings *findings = &jobs->job[j].findings;
        for (size_t i = 0; i < findings->count; i++) {
            const pov_check_finding *f = &findings->finding[i];
            if (jobs->job[j].picked[f->row]) {
                count[f->severity]++;
                result = (int)f->severity >= options->fail_on ? POV_EXIT_NO : result;
            }
        }
    }
    if (!options->quiet) {
        print_summary(count, io);
    }
    return result;
}

static const pov_job_command command = {
    .fill = fill,
    .format = "lines",
    .answer = answer,
    .says_findings = true,
};

static int run(const pov_options *options, const pov_io *io)
{
    return pov_jobs_run(&command, options, io);
}

static const char *const examples[] = {
    "povcalc check data/daknong_2023.csv",
    POV_TEXT("what does not add up, a line each"),
    "povcalc check --growth 0..2% --fail-on error data/*.csv",
    POV_TEXT("only what cannot be true, if households grow by up to 2%"),
    "povcalc check --format json plan.csv | jq '.findings[] | select(.severity==\"error\")'",
    POV_TEXT("the same for a program"),
    NULL,
};

const pov_command pov_command_check = {
    .name = "check",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("does a plan add up? findings like a compiler's"),
    .description = POV_TEXT(
        "An error cannot be true under any assumption. A warning holds only under an assumption "
        "that was not made, which it names, or is an aim that its own figures miss. A note is "
        "worth knowing. \"povcalc help rules\" describes the rules."),
    .operands = pov_plan_operands,
    .no = POV_TEXT("there is a finding of the severity of --fail-on or above"),
    .examples = examples,
    .options = (POV_OPTS_OUTPUT & ~(POV_OPT(BOUNDS) | POV_OPT(DECIMALS))) | POV_OPTS_INPUT |
               POV_OPTS_ROWS | POV_OPTS_SOLVE | POV_OPT(FAIL_ON) | POV_OPT(STRICT) | POV_OPT(RULE) |
               POV_OPT(NO_RULE),
    .run = run,
};
