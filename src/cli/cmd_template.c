/*
 * template: an empty input file, for someone to fill in.
 */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/plan_job.h"
#include "povcalc/text.h"

#include <string.h>

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_output output = {0};
    const char *kind = options->operands.count > 0 ? options->operands.text[0] : "plan";

    if (options->operands.count > 1 || strcmp(kind, "plan") != 0) {
        (void)pov_fail(&err, POV_ERR_USAGE, "template: there is no template \"%s\"",
                       options->operands.count > 1 ? options->operands.text[1] : kind);
        pov_error_hint(&err, "templates are: plan");
        return pov_failed(&err, io);
    }
    pov_status status = pov_output_open(&output, options->output, io, &err);
    if (status == POV_OK) {
        for (size_t i = 0; i < pov_plan_column_count(); i++) {
            (void)fprintf(output.to, "%s%s", i == 0 ? "" : ",", pov_plan_column_get(i)->name);
        }
        (void)fputc('\n', output.to);
    }
    status = pov_output_close(&output, status, &err);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "povcalc template plan > plan.csv",
    POV_TEXT("an empty plan file with all columns"),
    NULL,
};

static const char *const operands[] = {
    "plan",
    POV_TEXT("the template of a plan file, which is also what is printed without an argument"),
    NULL,
};

const pov_command cmd_template = {
    .name = "template",
    .arguments = "[plan]",
    .summary = POV_TEXT("an empty input file with its header"),
    .description = POV_TEXT(
        "Prints the header line of a plan file. Columns that are not needed can be deleted; only "
        "`unit` must be there. \"povcalc help columns\" says what each one means."),
    .operands = operands,
    .examples = examples,
    .options = POV_OPT(OUTPUT) | POV_OPT(LANG) | POV_OPT(HELP),
    .run = run,
};
