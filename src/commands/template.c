/*
 * template: an empty input file, for someone to fill in.
 */
#include "output/template.h"
#include "base/text.h"
#include "loader/households/columns.h"
#include "loader/standard_file.h"
#include "output/report.h"
#include "session/command.h"
#include "session/notes.h"
#include "session/output.h"

#include <string.h>

static pov_template_kind kind_of(const char *name)
{
    static const pov_template_kind kinds[] = {[POV_KIND_COUNT] = POV_TEMPLATE_COUNT,
                                              [POV_KIND_RATE] = POV_TEMPLATE_RATE,
                                              [POV_KIND_POINTS] = POV_TEMPLATE_POINTS,
                                              [POV_KIND_CHANGE] = POV_TEMPLATE_POINTS};

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        if (strcmp(info->name, name) == 0) {
            return kinds[info->kind];
        }
    }
    return strcmp(name, "year") == 0 || strcmp(name, "target_year") == 0 ? POV_TEMPLATE_YEAR
                                                                         : POV_TEMPLATE_TEXT;
}

/* What most plans print: the short template. */
static bool is_usual(const char *name)
{
    static const char *const usual[] = {"unit",         "year",           "households",
                                        "poor",         "poor_rate",      "target_year",
                                        "reduction_pp", "remaining_poor", "remaining_rate"};

    for (size_t i = 0; i < POV_LENGTH(usual); i++) {
        if (strcmp(usual[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The columns of a kind of file, in their order, with headings in a language; returns how many. */
static size_t list_columns(pov_file_kind kind, bool brief, pov_language language,
                           pov_template_column *columns)
{
    pov_column_info column;
    size_t count = 0;

    for (size_t i = 0; i < pov_column_count(); i++) {
        if (pov_column_info_get(i, kind, &column) && (!brief || is_usual(column.name))) {
            columns[count++] = (pov_template_column){
                .name = column.name,
                .heading = language == POV_ENGLISH ? column.name : pov_label(column.name, language),
                .meaning = pov_translate_to(column.meaning, language),
                .kind = kind_of(column.name),
            };
        }
    }
    return count;
}

static void print_columns(const pov_template_column *columns, size_t count, FILE *to)
{
    for (size_t i = 0; i < count; i++) {
        (void)fprintf(to, "%s%s", i > 0 ? "," : "", columns[i].name);
    }
}

/* Without the scores, which replace other columns. */
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

static bool is_workbook(const pov_options *options)
{
    return options->renderer != NULL && strcmp(options->renderer->name, "xlsx") == 0;
}

static pov_status check_operands(const pov_options *options, const char *kind, pov_error *err)
{
    if (options->operands.count > 1) {
        return pov_fail(err, POV_ERR_USAGE, "template: one template at a time");
    }
    if (strcmp(kind, "plan") != 0 && strcmp(kind, "short") != 0 &&
        strcmp(kind, "households") != 0 && strcmp(kind, "deprivation") != 0) {
        (void)pov_fail(err, POV_ERR_USAGE, "template: there is no template \"%s\"", kind);
        pov_error_hint(err, "templates are: short, plan, households, deprivation");
        return POV_ERR_USAGE;
    }
    if (options->survey.standard != NULL && strcmp(kind, "households") != 0) {
        return pov_fail(err, POV_ERR_USAGE, "--standard is for the template households");
    }
    if (options->renderer != NULL && !is_workbook(options) &&
        strcmp(options->renderer->name, "csv") != 0) {
        return pov_fail(err, POV_ERR_USAGE, "a template is .csv or .xlsx");
    }
    if (is_workbook(options) && strcmp(kind, "households") == 0) {
        return pov_fail(err, POV_ERR_USAGE, "template: that of households is CSV only");
    }
    return POV_OK;
}

static pov_status print(const pov_output *output, const pov_options *options, const char *kind,
                        const pov_standard *standard, pov_error *err)
{
    pov_template_column columns[128];
    const size_t count =
        list_columns(strcmp(kind, "deprivation") == 0 ? POV_FILE_DEPRIVATION : POV_FILE_PLAN,
                     strcmp(kind, "short") == 0, options->render.language, columns);

    if (is_workbook(options)) {
        return pov_xlsx_write_template(columns, count, options->render.language, output->to, err);
    }
    if (standard != NULL) {
        print_households(standard, output->to);
    } else {
        print_columns(columns, count, output->to);
    }
    (void)fputc('\n', output->to);
    return POV_OK;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_output output = {0};
    pov_standard standard = {0};
    const char *kind = options->operands.count > 0 ? options->operands.text[0] : "short";
    const char *id = options->survey.standard != NULL ? options->survey.standard : "vn-2022";
    bool households = strcmp(kind, "households") == 0;
    pov_status status = check_operands(options, kind, &err);

    if (status == POV_OK && households) {
        status = pov_standard_load(id, &standard, &err);
    }
    if (status == POV_OK) {
        status = pov_output_open(&output, options->output, io, &err);
        if (status == POV_OK) {
            status = print(&output, options, kind, households ? &standard : NULL, &err);
        }
        status = pov_output_close(&output, status, &err);
    }
    pov_standard_fini(&standard);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

const pov_command pov_command_template = {
    .name = "template",
    .arguments = "[short | plan | households | deprivation]",
    .summary = POV_TEXT("an empty input file with its header"),
    .description = POV_TEXT(
        "Prints the header line of an input file, or makes a workbook of it (-o NAME.xlsx) with "
        "the "
        "meaning of each column as a comment and checks of what is typed. Columns that are not "
        "needed can be deleted. "
        "\"povcalc help columns\" says what each one of a plan file means and which must be there, "
        "\"povcalc help columns households\" and \"povcalc help columns deprivation\" say it of "
        "the other kinds."),
    .operands = POV_TEXTS(
        "short",
        POV_TEXT(
            "the template of a plan file with the columns that most plans print; also without an "
            "argument"),
        "plan", POV_TEXT("that with all columns"), "households",
        POV_TEXT("that of a household file"), "deprivation",
        POV_TEXT("that of a deprivation file")),
    .examples = POV_TEXTS(
        "povcalc template --lang vi -o mau.xlsx",
        POV_TEXT("an empty workbook with the usual columns of a plan, with Vietnamese headings"),
        "povcalc template plan > plan.csv", POV_TEXT("an empty plan file with all columns"),
        "povcalc template households --standard vn-2016 > households.csv",
        POV_TEXT(
            "an empty household file, as `survey` reads it, with the indicators of a standard")),
    .options = POV_OPT(OUTPUT) | POV_OPT(STANDARD) | POV_OPT(LANG) | POV_OPT(HELP),
    .run = run,
};
