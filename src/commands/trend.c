/*
 * trend: units over the years, with the pace that a target needs.
 */
#include "calculator/trend.h"
#include "commands/print_report.h"
#include "session/assumptions.h"
#include "session/fields.h"
#include "session/input.h"
#include "session/notes.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

typedef struct view {
    const pov_solution *solution;
    const pov_trend *trend;
    size_t *stretch; /* those that are summed up */
    bool bounds;     /* asked for */
} view;

/* What the table has room for only when it is there. */
typedef struct shown {
    bool groups, breaks, parts, averages, targets, gaps;
} shown;

static shown look_at_trend(const pov_trend *trend, const pov_solution *solution)
{
    shown s = {.groups = false};
    const pov_row *rows = solution->plan->row;

    for (size_t i = 0; i < trend->observation_count; i++) {
        const pov_observation *one = &trend->observation[i];
        s.groups = s.groups || strcmp(rows[one->row].group, "all") != 0;
        s.breaks = s.breaks || one->breaks;
        s.parts = s.parts || pov_figure_known(&one->count_part_pp);
        s.gaps = s.gaps || (one->since != POV_NONE &&
                            rows[one->since].year.year + 1 != rows[one->row].year.year);
    }
    for (size_t i = 0; i < trend->stretch_count; i++) {
        s.averages = s.averages || trend->stretch[i].count > 1;
        s.targets = s.targets || trend->stretch[i].target_row != POV_NONE;
    }
    return s;
}

/* ---- cells ---- */

/* An observation, or, of a total, a stretch; the other is NULL. */
static const pov_observation *observation_of(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return pov_report_is_total(report, row) ? NULL : &v->trend->observation[row];
}

static const pov_stretch *stretch_of(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return pov_report_is_total(report, row)
               ? &v->trend->stretch[v->stretch[row - report->row_count]]
               : NULL;
}

/* The row of the plan that an observation is of, of a stretch the last one. */
static size_t plan_row(const pov_report *report, size_t row)
{
    const view *v = report->of;
    const pov_stretch *stretch = stretch_of(report, row);
    size_t at = stretch != NULL ? stretch->first + stretch->count - 1 : row;

    return v->trend->observation[at].row;
}

static const pov_row *row_of(const pov_report *report, size_t row)
{
    return &((const view *)report->of)->solution->plan->row[plan_row(report, row)];
}

static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const view *v = report->of;

    pov_cell_set_row(cell, report, v->solution->plan, row_of(report, row), (pov_row_field)field);
}

static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        get_name(report, row, field, cell);
    }
}

/* Where the change began that a row shows; false where it shows none. */
static bool find_from(const pov_report *report, size_t row, pov_year *from)
{
    const view *v = report->of;
    const pov_observation *one = observation_of(report, row);
    size_t at = POV_NONE;

    const pov_stretch *stretch = stretch_of(report, row);
    if (one != NULL) {
        at = one->since;
    } else if (stretch != NULL && stretch->count > 1 && v->trend->observation != NULL) {
        at = v->trend->observation[stretch->first].row;
    }
    if (at != POV_NONE) {
        *from = v->solution->plan->row[at].year;
    }
    return at != POV_NONE;
}

/* "2016-2020" in a table, of a stretch */
static void get_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    pov_year last = row_of(report, row)->year, first;

    (void)which;
    pov_cell_set_year(cell, report, last);
    if (pov_report_is_total(report, row) && find_from(report, row, &first) &&
        pov_year_compare(first, last) != 0) {
        pov_buffer *text = pov_report_write(report);
        pov_year_write(text, first);
        pov_buffer_text(text, "\xE2\x80\x93");
        pov_year_write(text, last);
        cell->shown = pov_report_written(report);
    }
}

static void get_from_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    pov_year from;

    (void)which;
    if (find_from(report, row, &from)) {
        pov_cell_set_year(cell, report, from);
    }
}

/* Years between two times, as a figure: whole ones, or with two decimals where months count. */
static pov_figure years_of(int64_t months)
{
    bool whole = months % 12 == 0;
    int64_t value = whole ? months / 12 : pov_muldiv_round(months, POV_PERCENT, 12);

    return (pov_figure){
        .value = value,
        .value_high = value,
        .bounds = whole ? pov_interval_point(value)
                        : (pov_interval){pov_muldiv_floor(months, POV_PERCENT, 12),
                                         pov_muldiv_ceil(months, POV_PERCENT, 12)},
        .kind = whole ? POV_KIND_COUNT : POV_KIND_POINTS,
        .basis = POV_BASIS_STATED,
        .digits = whole ? 0 : 2,
    };
}

static void get_years(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_stretch *stretch = stretch_of(report, row);
    pov_year from;

    (void)which;
    if (find_from(report, row, &from)) {
        cell->figure = years_of(stretch != NULL ? stretch->months
                                                : pov_year_months(row_of(report, row)->year) -
                                                      pov_year_months(from));
    }
}

static void get_break(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_observation *one = observation_of(report, row);

    (void)which;
    if (one != NULL && one->breaks) {
        cell->text = "yes";
        cell->shown = pov_label("word.standard_break", report->language);
    }
}

enum { HOUSEHOLDS, POOR, RATE };

static void get_level(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_solved *solved = &v->solution->row[plan_row(report, row)];

    if (!pov_report_is_total(report, row)) {
        pov_cell_set_known(cell, which == HOUSEHOLDS ? &solved->households
                                 : which == POOR     ? &solved->of[POV_MEASURE_POOR][POV_COUNT]
                                                     : &solved->of[POV_MEASURE_POOR][POV_RATE]);
    }
}

enum { CHANGE, RELATIVE, POINTS, COUNT_PART, HOUSEHOLDS_PART, AVERAGE, AVERAGE_POINTS };

static void get_change(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    static const size_t of_one[] = {
        [CHANGE] = offsetof(pov_observation, change_households),
        [RELATIVE] = offsetof(pov_observation, relative_change),
        [POINTS] = offsetof(pov_observation, change_pp),
        [COUNT_PART] = offsetof(pov_observation, count_part_pp),
        [HOUSEHOLDS_PART] = offsetof(pov_observation, households_part_pp),
        [AVERAGE] = POV_NONE,
        [AVERAGE_POINTS] = POV_NONE,
    };
    static const size_t of_stretch[] = {
        [CHANGE] = offsetof(pov_stretch, change_households),
        [RELATIVE] = offsetof(pov_stretch, relative_change),
        [POINTS] = offsetof(pov_stretch, change_pp),
        [COUNT_PART] = POV_NONE,
        [HOUSEHOLDS_PART] = POV_NONE,
        [AVERAGE] = offsetof(pov_stretch, average_households),
        [AVERAGE_POINTS] = offsetof(pov_stretch, average_pp),
    };
    const pov_observation *one = observation_of(report, row);
    const void *of = one != NULL ? (const void *)one : stretch_of(report, row);
    size_t offset = one != NULL ? of_one[which] : of_stretch[which];

    if (offset != POV_NONE) {
        const void *figure = (const char *)of + offset;
        pov_cell_set_known(cell, figure);
    }
}

/* The stretch with a target that a total is of, or NULL. */
static const pov_stretch *aimed(const pov_report *report, size_t row)
{
    const pov_stretch *stretch = stretch_of(report, row);

    return stretch != NULL && stretch->target_row != POV_NONE ? stretch : NULL;
}

static void get_target_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_stretch *stretch = aimed(report, row);

    (void)which;
    if (stretch != NULL) {
        pov_cell_set_year(cell, report, v->solution->plan->row[stretch->target_row].target_year);
    }
}

enum { TARGET_RATE, NEEDED_POINTS };

static void get_target(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_stretch *stretch = aimed(report, row);

    if (stretch != NULL) {
        pov_cell_set_known(cell,
                           which == TARGET_RATE ? &stretch->target_rate : &stretch->needed_pp);
    }
}

static void write_arrival(const pov_report *report, int64_t year, pov_buffer *out)
{
    if (year == POV_NO_HIGH) {
        pov_buffer_text(out, pov_label("word.never", report->language));
    } else {
        pov_buffer_format(out, "%" PRId64, year);
    }
}

/* "2026", "never"; with bounds "2026 to never" */
static const char *arrival_text(const pov_report *report, const pov_stretch *stretch)
{
    const view *v = report->of;
    pov_buffer *text = pov_report_write(report);
    pov_interval when = stretch->arrival.bounds;

    if (!v->bounds) {
        when = pov_interval_point(stretch->never ? POV_NO_HIGH : stretch->arrival.value);
    }
    write_arrival(report, when.low, text);
    if (when.low != when.high) {
        pov_buffer_text(text, pov_numerals_of(report->language).to);
        write_arrival(report, when.high, text);
    }
    return pov_report_written(report);
}

enum { FOR_PROGRAMS, FOR_PEOPLE };

static void get_arrival(const pov_report *report, size_t row, size_t for_people, pov_cell *cell)
{
    const pov_stretch *stretch = aimed(report, row);

    if (stretch == NULL || !(stretch->never || pov_figure_known(&stretch->arrival))) {
        return;
    }
    if (for_people == FOR_PEOPLE) {
        cell->text = arrival_text(report, stretch);
        return;
    }
    cell->figure = stretch->arrival;
    if (stretch->never) {
        cell->text = "never";
    } else {
        pov_buffer_format(pov_report_write(report), "%" PRId64, stretch->arrival.value);
        cell->text = pov_report_written(report);
    }
}

/* ---- columns ---- */

static void add_columns(pov_report *report, const shown *s)
{
    const unsigned both = POV_IN_TABLE | POV_IN_DATA, data = POV_IN_DATA, table = POV_IN_TABLE;
    const unsigned target = s->targets ? both : data, average = s->averages ? both : data;
    const unsigned parts = s->parts ? both : data;
    const pov_column_kind year = POV_COLUMN_YEAR, figure = POV_COLUMN_FIGURE;
    const pov_report_column columns[] = {
        {.name = "unit", .where = both, .tree = true, .get = get_name, .which = POV_ROW_UNIT},
        {.name = "level", .where = data, .get = get_name, .which = POV_ROW_LEVEL},
        {.name = "parent", .where = data, .get = get_name, .which = POV_ROW_PARENT},
        {.name = "group",
         .where = s->groups ? both : data,
         .get = get_name,
         .which = POV_ROW_GROUP},
        {.name = "year", .kind = year, .where = both, .get = get_year},
        {.name = "from_year", .kind = year, .where = s->gaps ? both : data, .get = get_from_year},
        {.name = "years", .kind = figure, .where = average, .get = get_years},
        {.name = "standard",
         .where = s->breaks ? both : data,
         .get = get_name,
         .which = POV_ROW_STANDARD},
        {.name = "standard_break", .where = s->breaks ? both : data, .get = get_break},
        {.name = "households",
         .kind = figure,
         .where = data,
         .get = get_level,
         .which = HOUSEHOLDS},
        {.name = "poor", .kind = figure, .where = both, .get = get_level, .which = POOR},
        {.name = "poor_rate", .kind = figure, .where = both, .get = get_level, .which = RATE},
        {.name = "change_households",
         .kind = figure,
         .where = both,
         .get = get_change,
         .which = CHANGE},
        {.name = "relative_change",
         .kind = figure,
         .where = both,
         .get = get_change,
         .which = RELATIVE},
        {.name = "change_pp", .kind = figure, .where = both, .get = get_change, .which = POINTS},
        {.name = "count_part_pp",
         .kind = figure,
         .where = parts,
         .get = get_change,
         .which = COUNT_PART},
        {.name = "households_part_pp",
         .kind = figure,
         .where = parts,
         .get = get_change,
         .which = HOUSEHOLDS_PART},
        {.name = "average_change_households",
         .kind = figure,
         .where = average,
         .get = get_change,
         .which = AVERAGE},
        {.name = "average_change_pp",
         .kind = figure,
         .where = average,
         .get = get_change,
         .which = AVERAGE_POINTS},
        {.name = "target_year", .kind = year, .where = target, .get = get_target_year},
        {.name = "target_rate",
         .kind = figure,
         .where = target,
         .get = get_target,
         .which = TARGET_RATE},
        {.name = "needed_change_pp",
         .kind = figure,
         .where = target,
         .get = get_target,
         .which = NEEDED_POINTS},
        {.name = "arrival_year",
         .kind = year,
         .where = data,
         .get = get_arrival,
         .which = FOR_PROGRAMS},
        {.name = "arrival_year",
         .where = s->targets ? table : 0,
         .get = get_arrival,
         .which = FOR_PEOPLE},
        {.name = "source", .where = data, .get = get_own, .which = POV_ROW_SOURCE},
        {.name = "file", .where = data, .get = get_own, .which = POV_ROW_FILE},
        {.name = "line",
         .kind = POV_COLUMN_LINE,
         .where = data,
         .get = get_own,
         .which = POV_ROW_LINE},
    };

    (void)pov_report_add_columns(report, columns, sizeof columns / sizeof *columns);
}

/* ---- the report ---- */

static void add_remarks(pov_report *report, const shown *s)
{
    const struct {
        bool wanted;
        const char *label;
    } remarks[] = {
        {s->breaks, "text.trend_break"},
        {s->averages, "text.trend_average"},
        {s->parts, "text.trend_split"},
    };

    for (size_t i = 0; i < sizeof remarks / sizeof *remarks; i++) {
        if (remarks[i].wanted) {
            (void)pov_report_add_remark(report, pov_label(remarks[i].label, report->language));
        }
    }
}

/* A stretch is summed up where it has a change or a target. */
static void set_view(pov_report *report, const pov_solution *solution, const pov_trend *trend,
                     bool bounds)
{
    view *v = pov_report_alloc(report, sizeof *v);
    size_t *stretches = pov_report_alloc(report, (trend->stretch_count + 1) * sizeof *stretches);
    size_t count = 0;

    for (size_t i = 0; i < trend->stretch_count && stretches != NULL; i++) {
        if (trend->stretch[i].count > 1 || trend->stretch[i].target_row != POV_NONE) {
            stretches[count++] = i;
        }
    }
    if (!report->failed) {
        *v = (view){solution, trend, stretches, bounds};
        pov_report_view(report, v, trend->observation_count, count);
    }
}

static pov_status fill(pov_report *report, const pov_solution *solution, const pov_trend *trend,
                       const pov_options *options, pov_error *err)
{
    const pov_plan *plan = solution->plan;
    shown s = look_at_trend(trend, solution);

    report->command = "trend";
    report->language = options->render.language;
    report->title = pov_label("title.trend", report->language);
    report->chart = (pov_chart){
        .kind = POV_CHART_LINES,
        .title = report->title,
        .axis = pov_label("poor_rate", report->language),
        .label = "unit",
        .detail = {"group"},
        .apart = "parent",
        .series = {{"poor_rate", NULL, POV_CHART_NOW}},
        .x = "year",
        .gap = "standard_break",
        .gap_name = pov_label("word.standard_break", report->language),
        .target_x = "target_year",
        .target = "target_rate",
        .target_name = pov_label("chart.target", report->language),
    };
    add_columns(report, &s);
    for (size_t i = 0; i < plan->file_count; i++) {
        (void)pov_report_add_file(report, plan->file[i]);
    }
    set_view(report, solution, trend, options->render.bounds);
    add_remarks(report, &s);
    return pov_report_assumptions(report, options) == POV_OK ? pov_report_check(report, err)
                                                             : pov_no_memory(err);
}

/* ---- notes ---- */

static void say_note(const pov_plan *plan, size_t r, pov_error *note, const pov_io *io)
{
    pov_error_place(note, plan->file[plan->row[r].file], plan->row[r].line, 0, NULL);
    pov_print_note(note, io->err);
}

/* Whether a picked row states its year, or whether one states a figure that a series shows. */
static bool any_states(const pov_job *job, bool year)
{
    bool found = false;

    for (size_t r = 0; r < job->plan.row_count && !found; r++) {
        const pov_figure *of = job->solution.row[r].of[POV_MEASURE_POOR];
        found = job->picked[r] &&
                (year ? job->plan.row[r].year.year != 0
                      : pov_figure_known(&of[POV_COUNT]) || pov_figure_known(&of[POV_RATE]));
    }
    return found;
}

static void say_nothing(const pov_job *job, const pov_io *io)
{
    const bool years = any_states(job, true), figures = any_states(job, false);
    pov_error note = POV_ERROR_INIT;

    if (job->plan.row_count == 0) {
        (void)pov_fail(&note, POV_ERR_DATA, "nothing to show: there are no rows");
    } else if (!figures) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "nothing to show: no poor households or rate of any year are stated");
        pov_error_hint(&note, "a series needs the column poor or poor_rate, and year");
    } else if (!years) {
        (void)pov_fail(&note, POV_ERR_DATA, "nothing to show: no row states its year");
        pov_error_hint(&note, "a series needs the column year, or the year in a heading");
    } else {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "nothing to show: no row states both its year and its poor");
    }
    pov_error_place(&note, job->plan.file_count == 1 ? job->plan.file[0] : NULL, 0, 0, NULL);
    pov_print_note(&note, io->err);
}

static void say_notes(const pov_trend *trend, const pov_job *job, const pov_io *io)
{
    const pov_plan *plan = &job->plan;

    for (size_t i = 0; i < trend->other_count; i++) {
        const pov_row *row = &plan->row[trend->other_target[i]];
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA, "%s: no target for \"all\" is stated, only for \"%s\"",
                       row->name, row->group);
        say_note(plan, trend->other_target[i], &note, io);
    }
    for (size_t i = 0; i < trend->conflict_count; i++) {
        const pov_row *row = &plan->row[trend->conflict[i]];
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA, "%s: left out: an earlier row of %d has other figures",
                       row->name, row->year.year);
        say_note(plan, trend->conflict[i], &note, io);
    }
    if (trend->observation_count == 0) {
        say_nothing(job, io);
    }
}

/* ---- the command ---- */

static int run(const pov_options *options, const pov_io *io)
{
    pov_unit_map map = POV_UNIT_MAP_INIT;
    pov_input_request request = {.paths = options->operands, .map = &map, .joined = true};
    pov_jobs input = {0};
    pov_trend trend = POV_TREND_INIT;
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    int exit_status = POV_EXIT_FAILED;

    if (pov_input_map(&map, options, io) != POV_OK ||
        pov_jobs_load(&input, &request, options, io) != POV_OK) {
        goto done; /* said already */
    }
    const pov_job *job = &input.job[0];
    pov_status status = pov_trend_find(&job->solution, job->picked, &trend, &err);
    if (status == POV_OK) {
        status = fill(&report, &job->solution, &trend, options, &err);
    }
    if (status == POV_OK && !options->quiet) {
        say_notes(&trend, job, io);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, options->output, options->renderer, options, io, &err);
    }
    exit_status = status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
    exit_status = pov_input_end(&input.files, exit_status, io);

done:
    pov_report_fini(&report);
    pov_trend_fini(&trend);
    pov_jobs_fini(&input);
    pov_unit_map_fini(&map);
    return exit_status;
}

static const char *const examples[] = {
    "povcalc trend data/huongxuan_2025.csv",
    POV_TEXT("a series, with a break where the poverty standard changed"),
    "povcalc trend data/daknong_2023.csv data/daknong_2024.csv",
    POV_TEXT("plans of successive years: what was, and the pace that the target needs"),
    "povcalc trend --map names.csv --level district results/*.csv",
    POV_TEXT("units that were renamed or merged; names.csv has the columns old and new"),
    NULL,
};

static const char *const operands[] = {
    "FILE",
    POV_TEXT("plan files and files of results, joined; none or - reads standard input"),
    NULL,
};

const pov_command pov_command_trend = {
    .name = "trend",
    .arguments = "[FILE...]",
    .summary =
        POV_TEXT("a series over years: changes, averages, breaks, the pace that a target needs"),
    .description = POV_TEXT(
        "Joins the rows of all files by unit and group, in the order of years: the change since "
        "the observation before in households, percent and points, and the parts of the change in "
        "rate that come from the number of poor and from the number of all households. Below, per "
        "unit and poverty standard, the average per year, and with a target: the points per year "
        "that it needs and the year in which the present pace arrives. Nothing is compared across "
        "a change of the standard. What a row aims at is no observation."),
    .operands = operands,
    .files = POV_FILES_TABLE,
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) |
               POV_OPT(COMPLETE) | POV_OPT(MAP),
    .run = run,
};
