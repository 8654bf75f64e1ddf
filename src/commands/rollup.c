/*
 * rollup: adds units up to their parents, and partial files to one. What comes out is what goes in:
 * a plan file, or a deprivation file.
 */
#include "calculator/rollup/rollup.h"

#include "session/fields.h"
#include "session/input.h"
#include "session/notes.h"
#include "session/print_report.h"
#include "session/row_filter.h"
#include "session/same_files.h"

#include <stdlib.h>
#include <string.h>

/* ---- picking ---- */

/* Rows of other groups than the picked one still say which units there are. */
static pov_status pick(const pov_plan *plan, const pov_options *options, bool *use, bool *known,
                       pov_error *err)
{
    pov_options any_group = *options;
    size_t count = 0;
    pov_status status = pov_row_filter_choose(options, plan, false, use, &count, err);

    any_group.group = NULL;
    return status == POV_OK ? pov_row_filter_choose(&any_group, plan, true, known, &count, err)
                            : status;
}

static pov_status read_options(const pov_options *options, pov_rollup_options *out, pov_error *err)
{
    const char *to = options->spread.to;

    out->merge = options->spread.merge;
    if (to == NULL) {
        return POV_OK;
    }
    bool failed = false;
    out->to = pov_level_known(to, &failed);
    if (failed) {
        return pov_no_memory(err);
    }
    if (out->to == NULL || pov_level_rank(out->to) == 0) {
        return pov_fail(err, POV_ERR_USAGE,
                        "--to: expected country, region, province, district, commune or village, "
                        "found \"%s\"",
                        to);
    }
    return POV_OK;
}

/* ---- the report ---- */

typedef struct view {
    const pov_plan *plan;
    const pov_rollup *rollup;
} view;

static const pov_rollup_row *rolled_at(const pov_report *report, size_t row)
{
    return &((const view *)report->of)->rollup->row[row];
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    return (pov_report_row){.depth = rolled_at(report, row)->depth};
}

static void set_row(const pov_report *report, size_t of, size_t field, pov_cell *cell)
{
    const view *v = report->of;

    if (of != POV_NONE) {
        pov_cell_set_row(cell, report, v->plan, &v->plan->row[of], (pov_row_field)field);
    }
}

/* What the rows that were added up have in common. */
static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const pov_rollup_row *rolled = rolled_at(report, row);

    switch (field) {
    case POV_ROW_UNIT:
        cell->text = rolled->name;
        break;
    case POV_ROW_LEVEL:
        pov_cell_set_text(cell, rolled->level);
        break;
    case POV_ROW_PARENT:
        pov_cell_set_text(cell, rolled->parent);
        break;
    default:
        set_row(report, rolled->sample_row, field, cell);
    }
}

static void get_figure(const pov_report *report, size_t row, size_t quantity, pov_cell *cell)
{
    const view *v = report->of;

    cell->figure = pov_rollup_figure(v->rollup, rolled_at(report, row), (pov_quantity)quantity);
}

/* What a row says of itself: only of one that was not added up. */
static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    set_row(report, rolled_at(report, row)->row, field, cell);
}

/* Of the target for access to a service, which is the unit's own. */
static void get_target_year(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    set_row(report, rolled_at(report, row)->own, field, cell);
}

/* What tells rows of one unit apart is shown in the table where they differ in it. */
typedef struct shown {
    unsigned groups, years, standards, targets, counts, codes;
} shown;

static shown look_at_rows(const view *v)
{
    const unsigned both = POV_IN_BOTH;
    shown show = {POV_IN_DATA, POV_IN_DATA, POV_IN_DATA, POV_IN_DATA, 0, 0};

    for (size_t i = 0; i < v->rollup->count; i++) {
        const pov_row *one = &v->plan->row[v->rollup->row[i].sample_row];
        const pov_row *first = &v->plan->row[v->rollup->row[0].sample_row];
        show.years = pov_year_compare(one->year, first->year) != 0 ? both : show.years;
        show.targets =
            pov_year_compare(one->target_year, first->target_year) != 0 ? both : show.targets;
        show.codes = one->code[0] != '\0' ? POV_IN_DATA : show.codes;
        show.counts = one->counts[0] != '\0' ? both : show.counts;
        show.groups = !pov_row_is_all(one) ? both : show.groups;
        show.standards = strcmp(one->standard, first->standard) != 0 ? both : show.standards;
    }
    return show;
}

/* Rows of deprivation come unit after unit, each with its parent; those of a plan as a tree. */
static void fill(pov_report *report, const view *v)
{
    const bool deprivation = v->plan->holds == POV_FILE_DEPRIVATION;
    const unsigned data = POV_IN_DATA, both = POV_IN_BOTH;
    const unsigned of_deprivation = deprivation ? both : 0;
    const shown show = look_at_rows(v);
    const pov_report_column before[] = {
        POV_UNIT_COLUMNS(get_name, deprivation ? both : data, deprivation ? data : show.groups),
        POV_COLUMN("code", TEXT, show.codes, get_own, POV_ROW_CODE),
        POV_COLUMN("year", YEAR, deprivation ? both : show.years, get_name, POV_ROW_YEAR),
        POV_COLUMN("standard", TEXT, show.standards, get_name, POV_ROW_STANDARD),
        POV_COLUMN("target_year", YEAR, deprivation ? 0 : show.targets, get_name,
                   POV_ROW_TARGET_YEAR),
        POV_COLUMN("dimension", TEXT, deprivation ? data : 0, get_name, POV_ROW_DIMENSION),
        POV_COLUMN("indicator", TEXT, of_deprivation, get_name, POV_ROW_INDICATOR),
        POV_COLUMN("population", TEXT, of_deprivation, get_name, POV_ROW_POPULATION),
        POV_COLUMN("counts", TEXT, deprivation ? show.counts : 0, get_name, POV_ROW_COUNTS),
    };
    const pov_report_column target =
        POV_COLUMN("target_year", YEAR, both, get_target_year, POV_ROW_TARGET_YEAR);
    static const pov_report_column after[] = {
        POV_COLUMN("source", TEXT, POV_IN_DATA, get_own, POV_ROW_SOURCE),
        POV_COLUMN("note", TEXT, POV_IN_DATA, get_own, POV_ROW_NOTE),
        POV_PLACE_COLUMNS(get_own),
    };

    pov_report_add_columns(report, before, POV_LENGTH(before));
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        unsigned where = both | (q == POV_TARGET_HOUSEHOLDS ? POV_IN_WIDE : 0);
        pov_report_column column =
            POV_COLUMN(pov_quantity_get((pov_quantity)q)->name, FIGURE, where, get_figure, q);
        if (q == POV_TARGET_ACCESS_RATE && deprivation) {
            pov_report_add_column(report, target);
        }
        if (q == POV_HOUSEHOLDS || (q >= POV_PLAN_QUANTITY_COUNT) == deprivation) {
            pov_report_add_column(report, column);
        }
    }
    pov_report_add_columns(report, after, POV_LENGTH(after));
    report->row_at = deprivation ? report->row_at : row_at;
    pov_report_view(report, v, v->rollup->count, 0);
}

static pov_status print(const view *added, const pov_input_files *files, const pov_options *options,
                        const pov_io *io, pov_error *err)
{
    pov_report report = POV_REPORT_INIT;

    report.command = "rollup";
    report.language = options->render.language;
    report.title = pov_label("title.rollup", report.language);
    pov_report_add_files(&report, files->used, files->used_count);
    fill(&report, added);
    pov_status status = pov_print_report(&report, options, io, err);
    pov_report_fini(&report);
    return status;
}

/* ---- notes ---- */

static bool is_empty(const pov_rollup *rollup, const pov_rollup_row *rolled)
{
    bool empty = true;

    for (size_t q = 0; q < POV_QUANTITY_COUNT && empty; q++) {
        const pov_figure figure = pov_rollup_figure(rollup, rolled, (pov_quantity)q);
        empty = !pov_figure_known(&figure);
    }
    return empty;
}

static void say_empty_sums(const pov_rollup *rollup, const pov_io *io)
{
    const pov_rollup_row *first = NULL;
    pov_error note = POV_ERROR_INIT;
    size_t count = 0;

    for (size_t i = 0; i < rollup->count; i++) {
        if (rollup->row[i].row == POV_NONE && is_empty(rollup, &rollup->row[i])) {
            first = first == NULL ? &rollup->row[i] : first;
            count++;
        }
    }
    if (count == 0) {
        return;
    }
    if (count == 1) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: the sum is empty: no numbers of households are stated of its parts",
                       first->name);
    } else {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s, and %zu more: the sums are empty: no numbers of households are stated "
                       "of their parts",
                       first->name, count - 1);
    }
    pov_error_hint(&note, "rates add up only with the number of households, or of poor households, "
                          "beside them");
    pov_print_note(&note, io->err);
}

static void say_nothing(const view *added, const pov_io *io)
{
    if (added->plan->row_count == 0) {
        pov_note(io, NULL, 0, NULL, "there are no rows to add up");
    }
    if (added->plan->has_classes) {
        pov_note(io, NULL, 0,
                 POV_TEXT("povcalc survey counts several household files together, with all "
                          "classes"),
                 "the columns \"average\" and \"unknown\" are not added up: a plan file does "
                 "not hold them");
    }
    say_empty_sums(added->rollup, io);
}

/* Names, tree and choice of the rows, and their sums. */
static pov_status add_up(pov_plan *plan, const pov_options *options, pov_rollup_options *how,
                         pov_rollup *rollup, pov_problems *notes, pov_error *err)
{
    /* parents without a row are no problem here, and rows that are there twice are looked at when
     * they are added: the notes about them are not shown */
    pov_problems unsaid = POV_PROBLEMS_INIT;
    bool *use = calloc(plan->row_count + 1, sizeof *use);
    bool *known = calloc(plan->row_count + 1, sizeof *known);
    pov_status status = use != NULL && known != NULL ? POV_OK : pov_no_memory(err);

    if (status == POV_OK) {
        status = pov_plan_join_names(plan, notes, err);
    }
    if (status == POV_OK) {
        status = pov_plan_finish(plan, &unsaid, err);
    }
    if (status == POV_OK) {
        status = pick(plan, options, use, known, err);
    }
    if (status == POV_OK) {
        how->use = use;
        how->known = known;
        status = pov_roll_up(plan, how, rollup, notes, err);
    }
    pov_problems_fini(&unsaid);
    free(use);
    free(known);
    return status;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_rollup_options how = {0};
    pov_plan plan = POV_PLAN_INIT;
    pov_rollup rollup = POV_ROLLUP_INIT;
    const view added = {&plan, &rollup};
    pov_problems notes = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_input_files files = {0};
    uint64_t bytes = 0;
    int result = POV_EXIT_FAILED;

    if (read_options(options, &how, &err) != POV_OK ||
        pov_same_files_refuse(options->operands.text, options->operands.count, false, &bytes,
                              &err) != POV_OK) {
        return pov_failed(&err, io);
    }
    if (pov_input_join(&plan, &files, &options->operands, POV_FILE_UNKNOWN, true, options, io) ==
        POV_OK) { /* else it was said */
        pov_status status = add_up(&plan, options, &how, &rollup, &notes, &err);
        pov_print_problems(&notes, options->quiet, io->err);
        if (status == POV_OK && !options->quiet) {
            say_nothing(&added, io);
        }
        if (status == POV_OK) {
            status = print(&added, &files, options, io, &err);
        }
        result = status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
    }
    pov_problems_fini(&notes);
    pov_rollup_fini(&rollup);
    pov_plan_fini(&plan);
    pov_input_files_fini(&files);
    return result;
}

const pov_command pov_command_rollup = {
    .name = "rollup",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("add units up to their parents; merge partial files"),
    .description = POV_TEXT(
        "Adds the counts of all files up, from units to their parents, over any number of levels. "
        "A unit that has parts is the sum of them; its own row may not state more. Rates are "
        "those of the sums. Where a unit leaves a figure out the sum is a lower bound (>=), where "
        "it is not exact a range. The same unit is never added twice: --merge is for files that "
        "each hold a part of it. A parent needs no row of its own. Files of plans give a plan "
        "file, "
        "deprivation files a deprivation file; targets are a unit's own and are not added."),
    .more = POV_TEXTS(
        POV_TEXT("Counts that `povcalc survey` made of parts of a country are whole numbers, so "
                 "that their sum is the count of the whole: one run for each file, and one rollup "
                 "at the end.")),
    .operands = POV_TEXTS(
        "FILE",
        POV_TEXT(
            "plan files, or deprivation files, added up together; none or - reads standard input")),
    .files = POV_FILES_TABLE,
    .formats = "table, json, csv, csv-excel, markdown, html, xlsx",
    .examples = POV_TEXTS(
        "povcalc rollup --to district communes.csv",
        POV_TEXT("districts, and what is above them, as the sums of their communes"),
        "povcalc rollup --merge -o all.csv part1.csv part2.csv",
        POV_TEXT("partial counts of the same communes as one file, with sums of their parents"),
        "povcalc survey --measure deprivation --format csv x.csv | povcalc rollup --to district -",
        POV_TEXT("which services households lack, added up from communes to districts"),
        "povcalc rollup communes.csv --format csv | povcalc targets -",
        POV_TEXT("reductions and rates of the sums")),
    .options = POV_OPTS_OUTPUT | POV_OPT(SORT) | POV_OPTS_INPUT | POV_OPT(TO) | POV_OPT(MERGE) |
               POV_OPT(LEVEL) | POV_OPT(GROUP) | POV_OPT(YEAR),
    .run = run,
};
