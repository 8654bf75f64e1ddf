/*
 * rollup: adds units up to their parents, and partial files to one. What comes out is what goes in:
 * a plan file, or a deprivation file.
 */
#include "calculator/rollup/rollup.h"

#include "base/text.h"
#include "calculator/rollup/access.h"
#include "commands/print_report.h"
#include "commands/rollup_access_report.h"
#include "loader/deprivation_file.h"
#include "loader/source/bytes.h"
#include "session/fields.h"
#include "session/input.h"
#include "session/notes.h"
#include "session/row_filter.h"

#include <stdlib.h>
#include <string.h>

/* What the files hold, which is one kind: rows of plans, or of deprivation files and the plan of
 * their units. */
typedef struct inputs {
    pov_plan plan;
    pov_access_table table;
    const char *path;
    bool any, deprivation;
} inputs;

/* ---- loading: all files into one plan ---- */

static pov_status load_input(inputs *all, const pov_peeked_input *input, const pov_options *options,
                             pov_problems *problems, pov_error *err)
{
    bool deprivation = pov_is_deprivation(input, &options->load);

    if (all->any && deprivation != all->deprivation) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "a plan file and a deprivation file cannot be added up: %s and %s",
                       deprivation ? all->path : input->input.name,
                       deprivation ? input->input.name : all->path);
        pov_error_place(err, input->input.name, 0, 0, NULL);
        return POV_ERR_DATA;
    }
    all->any = true;
    all->path = input->input.name;
    all->deprivation = deprivation;
    return deprivation
               ? pov_load_deprivation(&all->table, &input->input, &options->load, problems, err)
               : pov_load_plan(&all->plan, &input->input, &options->load, problems, err);
}

/* What reading a file needs. */
typedef struct reading {
    inputs *all;
    const pov_options *options;
} reading;

static pov_status read_file(void *context, const char *path, pov_problems *problems, pov_error *err)
{
    const reading *in = context;
    pov_file_input file;
    pov_peeked_input peeked;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        pov_peek(&peeked, &file.input);
        status = load_input(in->all, &peeked, in->options, problems, err);
        pov_file_input_close(&file);
    }
    return status;
}

/* Parents without a row are no problem here, and rows that stand twice are looked at by the adding
 * itself: the notes about them are not shown. */
static pov_status finish(inputs *all, pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_status status = all->deprivation ? pov_access_units(&all->table, &all->plan, err) : POV_OK;

    if (status == POV_OK) {
        status = pov_plan_finish(&all->plan, &problems, err);
    }
    pov_problems_fini(&problems);
    return status;
}

/* ---- picking ---- */

static pov_status pick_by(const pov_plan *plan, const pov_options *options, bool must, bool *picked,
                          pov_error *err)
{
    pov_row_filter filter;
    size_t count = 0;
    pov_status status = pov_row_filter_init(&filter, options, err);

    if (status == POV_OK) {
        status = pov_row_filter_pick(&filter, plan, picked, &count, err);
    }
    if (status == POV_OK && must) {
        status = pov_row_filter_check(&filter, &plan, 1, count, err);
    }
    pov_row_filter_fini(&filter);
    return status;
}

/* Rows of other groups than the picked one still say which units there are. */
static pov_status pick(const pov_plan *plan, const pov_options *options, bool *use, bool *known,
                       pov_error *err)
{
    pov_options any_group = *options;
    pov_status status = pick_by(plan, options, true, use, err);

    any_group.group = NULL;
    return status == POV_OK ? pick_by(plan, &any_group, false, known, err) : status;
}

static pov_status read_options(const pov_options *options, pov_rollup_options *out, pov_error *err)
{
    const char *to = options->spread.to;

    out->merge = options->spread.merge;
    if (to == NULL) {
        return POV_OK;
    }
    out->to = pov_level_known(to);
    if (out->to == NULL || pov_level_rank(out->to) == 0) {
        return pov_fail(err, POV_ERR_USAGE,
                        "--to: expected country, region, province, district, commune or village, "
                        "found \"%s\"",
                        to);
    }
    return POV_OK;
}

/* ---- the report ---- */

/* Rows of a plan, added up. */
typedef struct view {
    const pov_plan *plan;
    const pov_rollup *rollup;
} view;

/* What tells rows of one unit apart is shown in the table where they differ in it. */
typedef struct shown {
    bool groups, years, standards, targets;
} shown;

static const pov_rollup_row *rolled_at(const pov_report *report, size_t row)
{
    return &((const view *)report->of)->rollup->row[row];
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    return (pov_report_row){.depth = rolled_at(report, row)->depth};
}

/* Group, years and standard are those of the rows that were added up. */
static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const pov_rollup_row *rolled = rolled_at(report, row);
    const view *v = report->of;

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
        pov_cell_set_row(cell, report, v->plan, &v->plan->row[rolled->sample_row],
                         (pov_row_field)field);
    }
}

static void get_figure(const pov_report *report, size_t row, size_t quantity, pov_cell *cell)
{
    cell->figure = rolled_at(report, row)->figure[quantity];
}

/* What a row says of itself: only of one that was not added up. */
static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const view *v = report->of;
    size_t of = rolled_at(report, row)->row;

    if (of != POV_NONE) {
        pov_cell_set_row(cell, report, v->plan, &v->plan->row[of], (pov_row_field)field);
    }
}

static shown look_at_rows(const view *v)
{
    shown show = {false, false, false, false};

    for (size_t i = 0; i < v->rollup->count; i++) {
        const pov_row *one = &v->plan->row[v->rollup->row[i].sample_row];
        const pov_row *first = &v->plan->row[v->rollup->row[0].sample_row];
        show.years = show.years || pov_year_compare(one->year, first->year) != 0;
        show.targets = show.targets || pov_year_compare(one->target_year, first->target_year) != 0;
        show.groups = show.groups || strcmp(one->group, "all") != 0;
        show.standards = show.standards || strcmp(one->standard, first->standard) != 0;
    }
    return show;
}

static void fill_plan(pov_report *report, const view *v)
{
    const unsigned data = POV_IN_DATA, both = POV_IN_TABLE | POV_IN_DATA;
    const pov_column_kind year = POV_COLUMN_YEAR;
    const shown show = look_at_rows(v);
    const pov_report_column before[] = {
        {.name = "unit", .where = both, .tree = true, .get = get_name, .which = POV_ROW_UNIT},
        {.name = "level", .where = data, .get = get_name, .which = POV_ROW_LEVEL},
        {.name = "parent", .where = data, .get = get_name, .which = POV_ROW_PARENT},
        {.name = "group",
         .where = show.groups ? both : data,
         .get = get_name,
         .which = POV_ROW_GROUP},
        {.name = "year",
         .kind = year,
         .where = show.years ? both : data,
         .get = get_name,
         .which = POV_ROW_YEAR},
        {.name = "standard",
         .where = show.standards ? both : data,
         .get = get_name,
         .which = POV_ROW_STANDARD},
        {.name = "target_year",
         .kind = year,
         .where = show.targets ? both : data,
         .get = get_name,
         .which = POV_ROW_TARGET_YEAR},
    };
    const pov_report_column after[] = {
        {.name = "source", .where = data, .get = get_own, .which = POV_ROW_SOURCE},
        {.name = "note", .where = data, .get = get_own, .which = POV_ROW_NOTE},
        {.name = "file", .where = data, .get = get_own, .which = POV_ROW_FILE},
        {.name = "line",
         .kind = POV_COLUMN_LINE,
         .where = data,
         .get = get_own,
         .which = POV_ROW_LINE},
    };

    (void)pov_report_add_columns(report, before, sizeof before / sizeof *before);
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_report_column column = {.name = pov_quantity_get((pov_quantity)q)->name,
                                    .kind = POV_COLUMN_FIGURE,
                                    .where = both,
                                    .get = get_figure,
                                    .which = q};
        (void)pov_report_add_column(report, column);
    }
    (void)pov_report_add_columns(report, after, sizeof after / sizeof *after);
    report->row_at = row_at;
    pov_report_view(report, v, v->rollup->count, 0);
}

/* What was added up, of either kind. */
typedef struct sums {
    pov_rollup plan;
    pov_access_rollup access;
} sums;

static pov_status print(const inputs *all, const sums *added, const pov_input_files *files,
                        const pov_options *options, const pov_io *io, pov_error *err)
{
    const view plan = {&all->plan, &added->plan};
    const pov_rollup_access_view access = {&all->table, &added->access};
    pov_report report = POV_REPORT_INIT;

    report.command = "rollup";
    report.language = options->render.language;
    report.title = pov_label("title.rollup", report.language);
    for (size_t i = 0; i < files->used_count; i++) {
        (void)pov_report_add_file(&report, files->used[i]);
    }
    if (all->deprivation) {
        pov_rollup_access_fill(&report, &access);
    } else {
        fill_plan(&report, &plan);
    }
    pov_status status = pov_report_check(&report, err);
    if (status == POV_OK) {
        status = pov_print_report(&report, options->output, options->renderer, options, io, err);
    }
    pov_report_fini(&report);
    return status;
}

static pov_status add_up(const inputs *all, const pov_rollup_options *how, sums *added,
                         pov_problems *notes, pov_error *err)
{
    return all->deprivation
               ? pov_access_roll_up(&all->table, &all->plan, how, &added->access, notes, err)
               : pov_roll_up(&all->plan, how, &added->plan, notes, err);
}

/* ---- notes ---- */

static bool is_empty(const pov_rollup_row *rolled)
{
    bool empty = true;

    for (size_t q = 0; q < POV_QUANTITY_COUNT && empty; q++) {
        empty = !pov_figure_known(&rolled->figure[q]);
    }
    return empty;
}

static void say_empty_sums(const pov_rollup *rollup, const pov_io *io)
{
    const pov_rollup_row *first = NULL;
    pov_error note = POV_ERROR_INIT;
    size_t count = 0;

    for (size_t i = 0; i < rollup->count; i++) {
        if (rollup->row[i].row == POV_NONE && is_empty(&rollup->row[i])) {
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

static void say_nothing(const inputs *all, const sums *added, const pov_io *io)
{
    pov_error note = POV_ERROR_INIT;

    if (all->plan.row_count == 0) {
        (void)pov_fail(&note, POV_ERR_DATA, "there are no rows to add up");
        pov_print_note(&note, io->err);
    }
    say_empty_sums(&added->plan, io);
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_rollup_options how = {0};
    inputs all = {.plan = POV_PLAN_INIT, .table = POV_ACCESS_TABLE_INIT};
    sums added = {POV_ROLLUP_INIT, POV_ACCESS_ROLLUP_INIT};
    pov_problems notes = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_input_files files = {0};
    reading in = {&all, options};
    bool *use = NULL, *known = NULL;
    int result = POV_EXIT_FAILED;
    pov_status status = read_options(options, &how, &err);

    if (status != POV_OK) {
        return pov_failed(&err, io);
    }
    if (pov_input_read(&files, &options->operands, true, read_file, &in, options->quiet, io) !=
        POV_OK) {
        goto done; /* said already */
    }
    status = finish(&all, &err);
    use = malloc((all.plan.row_count + 1) * sizeof *use);
    known = malloc((all.plan.row_count + 1) * sizeof *known);
    if (status == POV_OK) {
        status = use != NULL && known != NULL ? pick(&all.plan, options, use, known, &err)
                                              : pov_no_memory(&err);
    }
    if (status == POV_OK) {
        how.use = use;
        how.known = known;
        status = add_up(&all, &how, &added, &notes, &err);
    }
    pov_print_problems(&notes, options->quiet, io->err);
    if (status == POV_OK && !options->quiet) {
        say_nothing(&all, &added, io);
    }
    if (status == POV_OK) {
        status = print(&all, &added, &files, options, io, &err);
    }
    result = status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);

done:
    free(use);
    free(known);
    pov_problems_fini(&notes);
    pov_rollup_fini(&added.plan);
    pov_access_rollup_fini(&added.access);
    pov_plan_fini(&all.plan);
    pov_access_table_fini(&all.table);
    pov_input_files_fini(&files);
    return result;
}

static const char *const examples[] = {
    "povcalc rollup --to district communes.csv",
    POV_TEXT("districts, and what is above them, as the sums of their communes"),
    "povcalc rollup --merge -o all.csv part1.csv part2.csv",
    POV_TEXT("partial counts of the same communes as one file, with sums of their parents"),
    "povcalc survey --measure deprivation --format csv x.csv | povcalc rollup --to district -",
    POV_TEXT("which services households lack, added up from communes to districts"),
    "povcalc rollup communes.csv --format csv | povcalc targets -",
    POV_TEXT("reductions and rates of the sums"),
    NULL,
};

static const char *const operands[] = {
    "FILE",
    POV_TEXT("plan files, or deprivation files, added up together; none or - reads standard input"),
    NULL,
};

/* Of the manual. */
static const char *const more[] = {
    POV_TEXT("Counts that `povcalc survey` made of parts of a country are whole numbers, so "
             "that their sum is the count of the whole: one run for each file, and one rollup "
             "at the end."),
    NULL,
};

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
    .more = more,
    .operands = operands,
    .files = POV_FILES_TABLE,
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPT(TO) | POV_OPT(MERGE) | POV_OPT(LEVEL) |
               POV_OPT(GROUP) | POV_OPT(YEAR),
    .run = run,
};
