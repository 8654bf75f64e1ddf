/*
 * template: an empty input file, for someone to fill in.
 */
#include "base/text.h"
#include "loader/households/columns.h"
#include "loader/standard_file.h"
#include "session/command.h"
#include "session/notes.h"
#include "session/output.h"

#include <string.h>

static void print_columns(pov_file_kind kind, FILE *to)
{
    const char *comma = "";
    pov_column_info column;

    for (size_t i = 0; i < pov_column_count(); i++) {
        if (pov_column_info_get(i, kind, &column)) {
            (void)fprintf(to, "%s%s", comma, column.name);
            comma = ",";
        }
    }
}

/* Without the scores, which stand in the place of other columns. */
static void print_households(const pov_standard *standard, FILE *to)
{
    const char *comma = "";

    for (size_t i = 0; i < pov_household_column_count(); i++) {
        if (pov_household_column_in_template(i)) {
            (void)fprintf(to, "%s%s", comma, pov_household_column_get(i)->name);
            comma = ",";
        }
    }
    for (size_t i = 0; i < standard->indicator_count; i++) {
        (void)fprintf(to, ",%s", standard->indicator[i].id);
    }
}

static pov_status check_operands(const pov_options *options, const char *kind, pov_error *err)
{
    if (options->operands.count > 1) {
        return pov_fail(err, POV_ERR_USAGE, "template: one template at a time");
    }
    if (strcmp(kind, "plan") != 0 && strcmp(kind, "households") != 0 &&
        strcmp(kind, "deprivation") != 0) {
        (void)pov_fail(err, POV_ERR_USAGE, "template: there is no template \"%s\"", kind);
        pov_error_hint(err, "templates are: plan, households, deprivation");
        return POV_ERR_USAGE;
    }
    if (options->survey.standard != NULL && strcmp(kind, "households") != 0) {
        return pov_fail(err, POV_ERR_USAGE, "--standard is for the template households");
    }
    return POV_OK;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_output output = {0};
    pov_standard standard = {0};
    const char *kind = options->operands.count > 0 ? options->operands.text[0] : "plan";
    const char *id = options->survey.standard != NULL ? options->survey.standard : "vn-2022";
    bool households = strcmp(kind, "households") == 0;
    pov_status status = check_operands(options, kind, &err);

    if (status == POV_OK && households) {
        status = pov_standard_load(id, &standard, &err);
    }
    if (status == POV_OK) {
        status = pov_output_open(&output, options->output, io, &err);
        if (status == POV_OK) {
            if (households) {
                print_households(&standard, output.to);
            } else {
                print_columns(strcmp(kind, "plan") == 0 ? POV_FILE_PLAN : POV_FILE_DEPRIVATION,
                              output.to);
            }
            (void)fputc('\n', output.to);
        }
        status = pov_output_close(&output, status, &err);
    }
    pov_standard_fini(&standard);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "povcalc template plan > plan.csv",
    POV_TEXT("an empty plan file with all columns"),
    "povcalc template households --standard vn-2016 > households.csv",
    POV_TEXT("an empty household file, as `survey` reads it, with the indicators of a standard"),
    NULL,
};

static const char *const operands[] = {
    "plan",
    POV_TEXT("the template of a plan file, which is also what is printed without an argument"),
    "households",
    POV_TEXT("that of a household file"),
    "deprivation",
    POV_TEXT("that of a deprivation file"),
    NULL,
};

const pov_command pov_command_template = {
    .name = "template",
    .arguments = "[plan | households | deprivation]",
    .summary = POV_TEXT("an empty input file with its header"),
    .description = POV_TEXT(
        "Prints the header line of an input file. Columns that are not needed can be deleted. "
        "\"povcalc help columns\" says what each one of a plan file means and which must be there, "
        "\"povcalc help columns households\" and \"povcalc help columns deprivation\" say it of "
        "the other kinds."),
    .operands = operands,
    .examples = examples,
    .options = POV_OPT(OUTPUT) | POV_OPT(STANDARD) | POV_OPT(HELP),
    .run = run,
};
