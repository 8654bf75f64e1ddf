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
#include <string.h>

/* ---- columns ---- */

typedef enum column {
    UNIT,
    LEVEL,
    PARENT,
    GROUP,
    GROUP_TEXT,
    YEAR,
    YEAR_TEXT,
    FROM_YEAR,
    YEARS,
    STANDARD,
    BREAK,
    BREAK_TEXT,
    HOUSEHOLDS,
    POOR,
    RATE,
    CHANGE_HOUSEHOLDS,
    RELATIVE,
    CHANGE_PP,
    COUNT_PART,
    HOUSEHOLDS_PART,
    AVERAGE_HOUSEHOLDS,
    AVERAGE_PP,
    TARGET_YEAR,
    TARGET_RATE,
    NEEDED_PP,
    ARRIVAL,
    ARRIVAL_TEXT,
    SOURCE,
    FILE_NAME,
    LINE,
    COLUMNS
} column;

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

static pov_status add_columns(pov_report *report, const shown *s, pov_language language)
{
    const unsigned both = POV_IN_TABLE | POV_IN_DATA, data = POV_IN_DATA, table = POV_IN_TABLE;
    const unsigned target = s->targets ? both : data, average = s->averages ? both : data;
    const pov_column_kind text = POV_COLUMN_TEXT, figure = POV_COLUMN_FIGURE;
    const pov_report_column columns[COLUMNS] = {
        [UNIT] = {.name = "unit", .kind = text, .where = both, .tree = true},
        [LEVEL] = {.name = "level", .kind = text, .where = data},
        [PARENT] = {.name = "parent", .kind = text, .where = data},
        [GROUP] = {.name = "group", .kind = text, .where = data},
        [GROUP_TEXT] = {.name = "group_text",
                        .heading = pov_label("group", language),
                        .kind = text,
                        .where = s->groups ? table : 0},
        [YEAR] = {.name = "year", .kind = POV_COLUMN_YEAR, .where = data},
        [YEAR_TEXT] = {.name = "year_text",
                       .heading = pov_label("year", language),
                       .kind = POV_COLUMN_YEAR,
                       .where = table},
        [FROM_YEAR] = {.name = "from_year",
                       .kind = POV_COLUMN_YEAR,
                       .where = s->gaps ? both : data},
        [YEARS] = {.name = "years", .kind = figure, .where = average},
        [STANDARD] = {.name = "standard", .kind = text, .where = s->breaks ? both : data},
        [BREAK] = {.name = "standard_break", .kind = text, .where = data},
        [BREAK_TEXT] = {.name = "break_text",
                        .heading = pov_label("standard_break", language),
                        .kind = text,
                        .where = s->breaks ? table : 0},
        [HOUSEHOLDS] = {.name = "households", .kind = figure, .where = data},
        [POOR] = {.name = "poor", .kind = figure, .where = both},
        [RATE] = {.name = "poor_rate", .kind = figure, .where = both},
        [CHANGE_HOUSEHOLDS] = {.name = "change_households", .kind = figure, .where = both},
        [RELATIVE] = {.name = "relative_change", .kind = figure, .where = both},
        [CHANGE_PP] = {.name = "change_pp", .kind = figure, .where = both},
        [COUNT_PART] = {.name = "count_part_pp", .kind = figure, .where = s->parts ? both : data},
        [HOUSEHOLDS_PART] = {.name = "households_part_pp",
                             .kind = figure,
                             .where = s->parts ? both : data},
        [AVERAGE_HOUSEHOLDS] = {.name = "average_change_households",
                                .kind = figure,
                                .where = average},
        [AVERAGE_PP] = {.name = "average_change_pp", .kind = figure, .where = average},
        [TARGET_YEAR] = {.name = "target_year", .kind = POV_COLUMN_YEAR, .where = target},
        [TARGET_RATE] = {.name = "target_rate", .kind = figure, .where = target},
        [NEEDED_PP] = {.name = "needed_change_pp", .kind = figure, .where = target},
        [ARRIVAL] = {.name = "arrival_year", .kind = POV_COLUMN_YEAR, .where = data},
        [ARRIVAL_TEXT] = {.name = "arrival_text",
                          .heading = pov_label("arrival_year", language),
                          .kind = text,
                          .where = s->targets ? table : 0},
        [SOURCE] = {.name = "source", .kind = text, .where = data},
        [FILE_NAME] = {.name = "file", .kind = text, .where = data},
        [LINE] = {.name = "line", .kind = POV_COLUMN_LINE, .where = data},
    };

    return pov_report_add_columns(report, columns, COLUMNS);
}

/* ---- rows ---- */

typedef struct filler {
    pov_report *report;
    const pov_solution *solution;
    pov_language language;
    bool bounds; /* asked for */
    bool failed;
} filler;

static const pov_figure *keep(filler *f, const pov_figure *figure)
{
    return pov_keep_known(f->report, figure, &f->failed);
}

static const char *keep_year(filler *f, pov_year year)
{
    return pov_keep_year(f->report, year, &f->failed);
}

static void fill_names(filler *f, size_t r, pov_kept_cell *cell)
{
    const pov_plan *plan = f->solution->plan;
    const pov_row *row = &plan->row[r];

    cell[UNIT].text = row->name;
    cell[LEVEL].text = pov_text_or_null(plan->unit[row->unit].level);
    cell[PARENT].text = pov_text_or_null(plan->unit[row->unit].parent_name);
    cell[GROUP].text = row->group;
    cell[GROUP_TEXT].text = pov_word_shown("group", row->group, f->language);
    cell[STANDARD].text = pov_text_or_null(row->standard);
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

static pov_status add_observation(filler *f, const pov_observation *one)
{
    const pov_row *rows = f->solution->plan->row, *row = &rows[one->row];
    const pov_solved *solved = &f->solution->row[one->row];
    pov_kept_row *to = NULL;
    pov_status status = pov_report_add_row(f->report, 0, &to);

    if (status != POV_OK) {
        return status;
    }
    pov_kept_cell *cell = to->cell;
    fill_names(f, one->row, cell);
    cell[YEAR].text = cell[YEAR_TEXT].text = keep_year(f, row->year);
    if (one->since != POV_NONE) {
        pov_figure years =
            years_of(pov_year_months(row->year) - pov_year_months(rows[one->since].year));
        cell[FROM_YEAR].text = keep_year(f, rows[one->since].year);
        cell[YEARS].figure = keep(f, &years);
    }
    if (one->breaks) {
        cell[BREAK].text = "yes";
        cell[BREAK_TEXT].text = pov_label("word.standard_break", f->language);
    }
    cell[HOUSEHOLDS].figure = keep(f, &solved->households);
    cell[POOR].figure = keep(f, &solved->of[POV_MEASURE_POOR][POV_COUNT]);
    cell[RATE].figure = keep(f, &solved->of[POV_MEASURE_POOR][POV_RATE]);
    cell[CHANGE_HOUSEHOLDS].figure = keep(f, &one->change_households);
    cell[RELATIVE].figure = keep(f, &one->relative_change);
    cell[CHANGE_PP].figure = keep(f, &one->change_pp);
    cell[COUNT_PART].figure = keep(f, &one->count_part_pp);
    cell[HOUSEHOLDS_PART].figure = keep(f, &one->households_part_pp);
    cell[SOURCE].text = pov_text_or_null(row->source);
    cell[FILE_NAME].text = f->solution->plan->file[row->file];
    cell[LINE].text = pov_keep_number(f->report, row->line, &f->failed);
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

/* ---- stretches ---- */

static void write_arrival(const filler *f, int64_t year, pov_buffer *out)
{
    if (year == POV_NO_HIGH) {
        pov_buffer_text(out, pov_label("word.never", f->language));
    } else {
        pov_buffer_format(out, "%" PRId64, year);
    }
}

/* "2026", "never"; with bounds "2026 to never" */
static const char *arrival_text(filler *f, const pov_stretch *stretch)
{
    pov_buffer text = {0};
    pov_interval when = stretch->arrival.bounds;

    if (!f->bounds) {
        when = pov_interval_point(stretch->never ? POV_NO_HIGH : stretch->arrival.value);
    }
    write_arrival(f, when.low, &text);
    if (when.low != when.high) {
        pov_buffer_text(&text, pov_numerals_of(f->language).to);
        write_arrival(f, when.high, &text);
    }
    const char *kept = text.failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    f->failed = f->failed || kept == NULL;
    return kept;
}

static void fill_target(filler *f, const pov_stretch *stretch, pov_kept_cell *cell)
{
    const pov_row *target = &f->solution->plan->row[stretch->target_row];

    cell[TARGET_YEAR].text = keep_year(f, target->target_year);
    cell[TARGET_RATE].figure = keep(f, &stretch->target_rate);
    cell[NEEDED_PP].figure = keep(f, &stretch->needed_pp);
    if (stretch->never) {
        cell[ARRIVAL].text = "never";
    } else if (pov_figure_known(&stretch->arrival)) {
        cell[ARRIVAL].text = pov_keep_number(f->report, (size_t)stretch->arrival.value, &f->failed);
    }
    if (cell[ARRIVAL].text != NULL) {
        cell[ARRIVAL].figure = pov_report_keep_figure(f->report, &stretch->arrival);
        f->failed = f->failed || cell[ARRIVAL].figure == NULL;
        cell[ARRIVAL_TEXT].text = arrival_text(f, stretch);
    }
}

/* "2016-2020" */
static const char *span_text(filler *f, pov_year first, pov_year last)
{
    pov_buffer text = {0};

    pov_year_write(&text, first);
    if (pov_year_compare(first, last) != 0) {
        pov_buffer_text(&text, "\xE2\x80\x93");
        pov_year_write(&text, last);
    }
    const char *kept = text.failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    f->failed = f->failed || kept == NULL;
    return kept;
}

/* A stretch is summed up where it has a change or a target. */
static pov_status add_stretch(filler *f, const pov_trend *trend, const pov_stretch *stretch)
{
    const pov_row *rows = f->solution->plan->row;
    size_t first = trend->observation[stretch->first].row;
    size_t last = trend->observation[stretch->first + stretch->count - 1].row;
    pov_kept_row *to = NULL;

    if (stretch->count < 2 && stretch->target_row == POV_NONE) {
        return POV_OK;
    }
    pov_status status = pov_report_add_total(f->report, &to);
    if (status != POV_OK) {
        return status;
    }
    pov_kept_cell *cell = to->cell;
    fill_names(f, last, cell);
    cell[YEAR].text = keep_year(f, rows[last].year);
    cell[YEAR_TEXT].text = span_text(f, rows[first].year, rows[last].year);
    if (stretch->count > 1) {
        cell[FROM_YEAR].text = keep_year(f, rows[first].year);
        pov_figure years = years_of(stretch->months);
        cell[YEARS].figure = keep(f, &years);
    }
    cell[CHANGE_HOUSEHOLDS].figure = keep(f, &stretch->change_households);
    cell[RELATIVE].figure = keep(f, &stretch->relative_change);
    cell[CHANGE_PP].figure = keep(f, &stretch->change_pp);
    cell[AVERAGE_HOUSEHOLDS].figure = keep(f, &stretch->average_households);
    cell[AVERAGE_PP].figure = keep(f, &stretch->average_pp);
    if (stretch->target_row != POV_NONE) {
        fill_target(f, stretch, cell);
    }
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

static pov_status add_remarks(filler *f, const shown *s)
{
    const struct {
        bool wanted;
        const char *label;
    } remarks[] = {
        {s->breaks, "text.trend_break"},
        {s->averages, "text.trend_average"},
        {s->parts, "text.trend_split"},
    };
    pov_status status = POV_OK;

    for (size_t i = 0; i < sizeof remarks / sizeof *remarks && status == POV_OK; i++) {
        if (remarks[i].wanted) {
            status = pov_report_add_remark(f->report, pov_label(remarks[i].label, f->language));
        }
    }
    return status;
}

static pov_status fill(filler *f, const pov_trend *trend, const pov_options *options)
{
    const pov_plan *plan = f->solution->plan;
    shown s = look_at_trend(trend, f->solution);

    f->report->command = "trend";
    f->report->title = pov_label("title.trend", f->language);
    f->report->chart = (pov_chart){
        .kind = POV_CHART_LINES,
        .title = f->report->title,
        .axis = pov_label("poor_rate", f->language),
        .label = "unit",
        .detail = {"group_text"},
        .apart = "parent",
        .series = {{"poor_rate", NULL}},
        .x = "year",
        .gap = "standard_break",
        .gap_name = pov_label("word.standard_break", f->language),
        .target_x = "target_year",
        .target = "target_rate",
        .target_name = pov_label("chart.target", f->language),
    };
    pov_status status = add_columns(f->report, &s, f->language);
    for (size_t i = 0; i < plan->file_count && status == POV_OK; i++) {
        status = pov_report_add_file(f->report, plan->file[i]);
    }
    for (size_t i = 0; i < trend->observation_count && status == POV_OK; i++) {
        status = add_observation(f, &trend->observation[i]);
    }
    for (size_t i = 0; i < trend->stretch_count && status == POV_OK; i++) {
        status = add_stretch(f, trend, &trend->stretch[i]);
    }
    if (status == POV_OK) {
        status = add_remarks(f, &s);
    }
    return status == POV_OK ? pov_report_assumptions(f->report, options) : status;
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
    filler f = {&report, &job->solution, options->render.language, options->render.bounds, false};
    pov_status status = pov_trend_find(&job->solution, job->picked, &trend, &err);
    if (status == POV_OK && fill(&f, &trend, options) != POV_OK) {
        status = pov_no_memory(&err);
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
