/*
 * why: where a figure comes from: the printed cells, the relations, the arithmetic, step by step.
 */
#include "base/text.h"
#include "calculator/solve/persons.h"
#include "commands/explain.h"
#include "session/notes.h"

#include <string.h>

/* ---- what is asked ---- */

/* Whether the word names the column: by its name, or by its heading in either language. */
static bool names(const char *word, const char *column)
{
    bool same = strcmp(word, column) == 0;

    for (int language = POV_ENGLISH; language <= POV_VIETNAMESE && !same; language++) {
        const char *heading = pov_label(column, (pov_language)language);
        const char *percent = strstr(heading, " (%)");
        pov_buffer a = {0}, b = {0};
        pov_text_fold(word, strlen(word), &a);
        pov_text_fold(heading, percent != NULL ? (size_t)(percent - heading) : strlen(heading), &b);
        same = !a.failed && !b.failed && strcmp(pov_buffer_get(&a), pov_buffer_get(&b)) == 0;
        pov_buffer_fini(&a);
        pov_buffer_fini(&b);
    }
    return same;
}

/* The figure's column; NULL in *name when none is asked for. */
static pov_status find_figure(const pov_options *options, const char **name, pov_error *err)
{
    const pov_plan_report *kind = &pov_targets_report;
    const char *columns[64];
    size_t count = 0;

    *name = NULL;
    if (options->operands.count < 3) {
        return POV_OK;
    }
    if (names(options->operands.text[2], "delivered_pp")) {
        *name = "reduction_pp"; /* the aim is explained by what the rates deliver */
    }
    for (size_t i = 0; i < kind->column_count; i++) {
        columns[count++] = kind->column[i].name;
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (pov_persons_solved_as((pov_quantity)q) != POV_QUANTITY_COUNT) {
            columns[count++] = pov_quantity_get((pov_quantity)q)->name;
        }
    }
    for (size_t i = 0; i < count && *name == NULL; i++) {
        if (names(options->operands.text[2], columns[i])) {
            *name = columns[i];
        }
    }
    if (*name == NULL) {
        (void)pov_fail(err, POV_ERR_USAGE, "no figure is called \"%s\"", options->operands.text[2]);
        if (!pov_error_suggest(err, pov_text_nearest(options->operands.text[2], columns, count))) {
            pov_error_hint(err, "\"povcalc help columns\" lists them; growth is one, too");
        }
        return POV_ERR_USAGE;
    }
    return POV_OK;
}

/* ---- the answer ---- */

/* A figure of the rows that nothing leads to, and that others would follow from. */
static const char *first_blank(const pov_job *jobs, size_t count)
{
    static const pov_quantity main[] = {POV_POOR, POV_HOUSEHOLDS, POV_REMAINING_POOR};

    for (size_t q = 0; q < POV_LENGTH(main); q++) {
        for (size_t j = 0; j < count; j++) {
            for (size_t i = 0; i < jobs[j].row_count; i++) {
                const size_t row = jobs[j].row[i];
                const pov_figure *figure = pov_solved_figure(&jobs[j].solution.row[row], main[q]);
                if (!pov_figure_known(figure) && (main[q] != POV_REMAINING_POOR ||
                                                  jobs[j].plan.row[row].target_year.year != 0)) {
                    return pov_quantity_get(main[q])->name;
                }
            }
        }
    }
    return NULL;
}

static void fill(pov_report *report, const pov_job *jobs, size_t count, const pov_options *options)
{
    pov_plan_report kind = pov_targets_report;
    bool for_programs = options->renderer != NULL && options->renderer->for_programs;

    kind.command = "why";
    kind.with_findings = true;
    pov_plan_report_fill(&kind, report, jobs, count, options);
    report->in_words = !for_programs;
    report->remark_count = 0; /* those of a table */
    pov_explain_rows(report, &kind, jobs, count, options->figure);
    const char *none = POV_TEXT("There is no such figure: no target is stated.");
    if (report->because_count == 0 && options->figure == NULL) {
        const char *blank = first_blank(jobs, count);
        none = POV_TEXT("All figures of the row are as printed.");
        if (blank != NULL) {
            pov_explain_rows(report, &kind, jobs, count, blank);
        }
    }
    if (report->because_count == 0) {
        pov_report_add_remark(report, pov_translate_to(none, report->language));
    }
    for (size_t i = 0; i < report->assumption_count; i++) {
        report->assumption[i].text = NULL; /* a step says it where it matters */
    }
}

static const pov_job_command command = {.fill = fill, .format = "table"};

static int run(const pov_options *options, const pov_io *io)
{
    pov_options asked = *options;
    pov_error err = POV_ERROR_INIT;

    if (options->operands.count < 2 || options->operands.count > 3) {
        (void)pov_fail(&err, POV_ERR_USAGE, "a file and a unit are needed, and at most one figure");
        pov_error_hint(&err, "povcalc why data/daknong_2023.csv \"Đắk Glong\" households");
        return pov_failed(&err, io);
    }
    if (find_figure(options, &asked.figure, &err) != POV_OK) {
        return pov_failed(&err, io);
    }
    asked.units = (pov_texts){.text = &options->operands.text[1], .count = 1};
    asked.operands.count = 1;
    return pov_jobs_run(&command, &asked, io);
}

const pov_command pov_command_why = {
    .name = "why",
    .arguments = "FILE UNIT [FIGURE]",
    .summary = POV_TEXT("where a figure comes from: the printed cells and the arithmetic"),
    .description = POV_TEXT(
        "Names the printed cells, with file and line, and the arithmetic that leads from them to "
        "a figure, to its bounds, or to as much as is known of it, step by step, as one would "
        "write it on paper."),
    .more = POV_TEXTS(POV_TEXT(
        "The plan is solved once more from what is printed alone, and the steps that lead to "
        "the figure are kept: no step can be spared. Where a longer chain gains next to "
        "nothing, the short one is shown. \"check --why\" says the same of findings.")),
    .operands = POV_TEXTS(
        "FILE", POV_TEXT("a plan file (CSV, Excel, Word); - reads standard input"), "UNIT",
        POV_TEXT("the unit's name; --group and --year choose among its rows"), "FIGURE",
        POV_TEXT(
            "a column of \"povcalc targets\", as households or growth, or its heading; without "
            "it all that are not printed")),
    .files = POV_FILES_TABLE,
    .formats = "table, json",
    .examples = POV_TEXTS(
        "povcalc why data/daknong_2023.csv \"Đắk Glong\" households",
        POV_TEXT("how many households there are, and why"),
        "povcalc why data/daknong_2023.csv \"Tuy Đức\" growth",
        POV_TEXT("what the plan counts on, though no cell prints it"),
        "povcalc why --format json data/daknong_2023.csv \"Đắk Nông\" | jq '.rows[].because'",
        POV_TEXT("every computed figure of a unit, for a program")),
    .options = (POV_OPTS_OUTPUT & ~(POV_OPT(BOUNDS) | POV_OPT(DECIMALS) | POV_OPT(NO_HEADER))) |
               POV_OPTS_INPUT | POV_OPT(LEVEL) | POV_OPT(GROUP) | POV_OPT(YEAR) | POV_OPTS_SOLVE,
    .run = run,
};
