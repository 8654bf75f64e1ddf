/*
 * deprivation: access to basic social services against its targets, and H, A and M0 from counts.
 */
#include "calculator/deprivation.h"
#include "loader/standard_file.h"
#include "session/fields.h"
#include "session/input.h"
#include "session/notes.h"
#include "session/print_report.h"
#include "session/row_filter.h"

#include <stdlib.h>
#include <string.h>

#define STANDARDS_MAX 16

typedef struct run_state {
    const pov_options *options;
    pov_plan plan;
    size_t *row; /* those that the options choose, in the order of the files */
    size_t count;
    pov_access_result *result; /* of each */
    pov_access_set *set;
    size_t set_count;
    pov_standard standard[STANDARDS_MAX];
    size_t standard_count;
    pov_input_files files;
} run_state;

/* ---- work ---- */

/* Those that are built in, and the one of --standard. */
static pov_status load_standards(run_state *s, pov_error *err)
{
    pov_status status = POV_OK;

    if (s->options->survey.standard != NULL) {
        status = pov_standard_load(s->options->survey.standard, &s->standard[0], err);
        s->standard_count = status == POV_OK;
    }
    return status == POV_OK
               ? pov_standards_add_builtin(s->standard, STANDARDS_MAX, &s->standard_count, err)
               : status;
}

static pov_status choose_rows(run_state *s, pov_error *err)
{
    bool *picked = calloc(s->plan.row_count + 1, sizeof *picked);
    pov_status status =
        picked != NULL ? pov_row_filter_choose(s->options, &s->plan, false, picked, &s->count, err)
                       : pov_no_memory(err);

    for (size_t r = 0, to = 0; r < s->plan.row_count && status == POV_OK; r++) {
        if (picked[r]) {
            s->row[to++] = r;
        }
    }
    free(picked);
    return status;
}

static pov_status solve(run_state *s, pov_error *err)
{
    pov_problems unsaid = POV_PROBLEMS_INIT; /* a parent without a row is no problem here */
    const size_t rows = s->plan.row_count;
    pov_status status = POV_OK;

    s->row = calloc(rows + 1, sizeof *s->row);
    s->result = calloc(rows + 1, sizeof *s->result);
    s->set = calloc(rows + 1, sizeof *s->set);
    if (s->row == NULL || s->result == NULL || s->set == NULL) {
        return pov_no_memory(err);
    }
    for (size_t r = 0; r < rows && s->options->survey.standard != NULL; r++) {
        if (s->plan.row[r].standard[0] == '\0') {
            s->plan.row[r].standard = s->standard[0].id; /* for rows that name none */
        }
    }
    status = pov_plan_finish(&s->plan, &unsaid, err);
    pov_problems_fini(&unsaid);
    if (status == POV_OK) {
        status = choose_rows(s, err);
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        pov_access_judge(&s->plan.row[s->row[i]], &s->result[i]);
    }
    if (status == POV_OK) {
        status = pov_access_compare(&s->plan, s->row, s->result, s->count, err);
    }
    return status == POV_OK
               ? pov_access_find_sets(&s->plan, s->row, s->result, s->count, s->standard,
                                      s->standard_count, s->set, &s->set_count, err)
               : status;
}

/* ---- the report ---- */

static int by_row(const void *key, const void *set)
{
    return pov_compare_sizes(*(const size_t *)key, ((const pov_access_set *)set)->first);
}

/* The set that a row belongs to: CSV has no totals. NULL: to none. A total is a set. */
static const pov_access_set *set_at(const pov_report *report, size_t row)
{
    const run_state *s = report->of;

    return pov_report_is_total(report, row)
               ? &s->set[row - s->count]
               : bsearch(&s->result[row].set, s->set, s->set_count, sizeof *s->set, by_row);
}

/* A total is a row of the table for what its rows have in common. */
static size_t index_at(const pov_report *report, size_t row)
{
    return pov_report_is_total(report, row) ? set_at(report, row)->first : row;
}

static const pov_row *plan_row(const pov_report *report, size_t row)
{
    const run_state *s = report->of;

    return &s->plan.row[s->row[index_at(report, row)]];
}

static const pov_access_result *result_at(const pov_report *report, size_t row)
{
    return &((const run_state *)report->of)->result[index_at(report, row)];
}

static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const run_state *s = report->of;

    pov_cell_set_row(cell, report, &s->plan, plan_row(report, row), (pov_row_field)field);
}

static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        get_name(report, row, field, cell);
    }
}

/* By its name in the standard. */
static void get_indicator(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const run_state *s = report->of;

    get_own(report, row, field, cell);
    if (cell->text == NULL) {
        return;
    }
    const pov_standard *standard =
        pov_access_standard(plan_row(report, row), s->standard, s->standard_count);
    size_t found = standard != NULL ? pov_standard_indicator(standard, cell->text) : POV_NONE;
    cell->shown = found != POV_NONE ? standard->indicator[found].name.text[report->language]
                                    : pov_word_shown("indicator", cell->text, report->language);
}

static void get_population(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    get_name(report, row, field, cell);
    if (cell->text != NULL) {
        cell->shown = pov_label(cell->text, report->language); /* as a heading writes it */
    }
}

enum {
    HOUSEHOLDS,
    ALL_HOUSEHOLDS,
    DEPRIVED,
    DEPRIVED_RATE,
    ACCESS_RATE,
    TARGET,
    STILL,
    CENSORED,
    CONTRIBUTION
};

static void get_figure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_access_result *r = result_at(report, row);
    const pov_figure *figures[] = {
        [HOUSEHOLDS] = &r->is.households,   [ALL_HOUSEHOLDS] = &r->all_households,
        [DEPRIVED] = &r->is.deprived,       [DEPRIVED_RATE] = &r->is.deprived_rate,
        [ACCESS_RATE] = &r->is.access_rate, [TARGET] = &r->target,
        [STILL] = &r->still_to_reach,       [CENSORED] = &r->censored_headcount,
        [CONTRIBUTION] = &r->contribution,
    };

    if (!pov_report_is_total(report, row) || which <= ALL_HOUSEHOLDS) {
        cell->figure = *figures[which];
    }
}

/* A table need not say of a row that judges the target of another one that it has none. */
static bool only_judges(const pov_access_result *result)
{
    return result->judges && result->reason == POV_ACCESS_NO_TARGET;
}

static void get_verdict(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_access_result *result = result_at(report, row);
    const char *verdict = pov_verdict_name(result->verdict);

    (void)which;
    if (!pov_report_is_total(report, row)) {
        cell->text = verdict;
        cell->shown = only_judges(result) ? "" : pov_report_word(report, "verdict", verdict);
    }
}

/* In tables the usual ones are named beside others. */
static void get_counts(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    get_own(report, row, POV_ROW_COUNTS, cell);
    if (cell->text == NULL && !pov_report_is_total(report, row)) {
        cell->text = pov_label("counts.households", report->language);
    }
}

/* Of the row that the target is judged by, where that is another one. */
static void get_judged_by(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const run_state *s = report->of;
    const pov_access_result *result = result_at(report, row);

    if (!pov_report_is_total(report, row) && result->by != POV_NONE) {
        const pov_row *by = &s->plan.row[s->row[result->by]];
        pov_cell_set_row(cell, report, &s->plan, by, (pov_row_field)field);
    }
}

static void get_result_rate(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const run_state *s = report->of;
    const pov_access_result *result = result_at(report, row);

    (void)which;
    if (!pov_report_is_total(report, row) && result->by != POV_NONE &&
        result->reason != POV_ACCESS_TWICE) {
        cell->figure = s->result[result->by].is.access_rate;
    }
}

static void get_certain(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_access_result *result = result_at(report, row);

    (void)which;
    if (!pov_report_is_total(report, row) && result->verdict != POV_VERDICT_UNKNOWN &&
        result->verdict != POV_VERDICT_NOT_COMPARABLE) {
        cell->text = result->certain ? "true" : "false";
    }
}

static void get_reason(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    static const char *const labels[] = {
        [POV_ACCESS_NO_TARGET] = "access.no_target",
        [POV_ACCESS_NO_FIGURES] = "access.no_figures",
        [POV_ACCESS_NOT_DUE] = "access.not_due",
        [POV_ACCESS_TOO_WIDE] = "access.too_wide",
        [POV_ACCESS_TWICE] = "access.stated_twice",
        [POV_ACCESS_STANDARD] = "access.standard",
        [POV_ACCESS_COUNTS] = "access.counts",
        [POV_ACCESS_CONTRADICTION] = "access.contradiction",
    };
    size_t reason = result_at(report, row)->reason;

    (void)which;
    if (!pov_report_is_total(report, row) && labels[reason] != NULL) {
        cell->text = strchr(labels[reason], '.') + 1;
        cell->shown =
            only_judges(result_at(report, row)) ? "" : pov_label(labels[reason], report->language);
    }
}

enum { H, A, M0 };

static void get_measure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_access_set *set = set_at(report, row);

    if (set != NULL) {
        cell->figure = which == H   ? set->headcount_ratio
                       : which == A ? set->intensity
                                    : set->adjusted_headcount;
    }
}

/* Tables have them in totals, programs in each row. */
static void get_measure_of_set(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    if (pov_report_is_total(report, row)) {
        get_measure(report, row, which, cell);
    }
}

/* Columns that the table shows only where a row has something for them. */
typedef struct shown {
    unsigned targets, codes, counts,
        results; /* counts and results: programs have them at the end */
} shown;

static shown look_at_rows(const run_state *s)
{
    shown show = {POV_IN_DATA, 0, 0, 0};

    for (size_t i = 0; i < s->count; i++) {
        show.targets = pov_figure_known(&s->result[i].target) ? POV_IN_BOTH : show.targets;
        show.codes = s->plan.row[s->row[i]].code[0] != '\0' ? POV_IN_DATA : show.codes;
        show.counts =
            s->plan.row[s->row[i]].counts[0] != '\0' ? POV_IN_TABLE | POV_IN_WIDE : show.counts;
        show.results = s->result[i].by != POV_NONE ? POV_IN_TABLE : show.results;
    }
    return show;
}

static void add_columns(pov_report *report, const run_state *s)
{
    const unsigned data = POV_IN_DATA, seldom = POV_IN_DATA | POV_IF_KNOWN;
    const shown show = look_at_rows(s);
    const pov_report_column columns[] = {
        POV_UNIT_COLUMNS(get_name, data, data),
        POV_COLUMN("code", TEXT, show.codes, get_name, POV_ROW_CODE),
        POV_COLUMN("year", YEAR, POV_IN_BOTH, get_name, POV_ROW_YEAR),
        POV_COLUMN("standard", TEXT, data, get_name, POV_ROW_STANDARD),
        POV_COLUMN("dimension", TEXT, data, get_own, POV_ROW_DIMENSION),
        POV_COLUMN("indicator", TEXT, POV_IN_BOTH, get_indicator, POV_ROW_INDICATOR),
        POV_COLUMN("population", TEXT, POV_IN_BOTH, get_population, POV_ROW_POPULATION),
        POV_COLUMN("counts", TEXT, show.counts, get_counts, 0),
        POV_COLUMN("households", FIGURE, POV_IN_BOTH, get_figure, HOUSEHOLDS),
        POV_COLUMN("all_households", FIGURE, data, get_figure, ALL_HOUSEHOLDS),
        POV_COLUMN("deprived", FIGURE, POV_IN_BOTH, get_figure, DEPRIVED),
        POV_COLUMN("deprived_rate", FIGURE, POV_IN_BOTH, get_figure, DEPRIVED_RATE),
        POV_COLUMN("access_rate", FIGURE, POV_IN_BOTH, get_figure, ACCESS_RATE),
        POV_COLUMN("target_year", YEAR, POV_IN_BOTH | POV_IN_WIDE, get_own, POV_ROW_TARGET_YEAR),
        POV_COLUMN("target_access_rate", FIGURE, POV_IN_BOTH, get_figure, TARGET),
        POV_COLUMN("still_to_reach", FIGURE, POV_IN_BOTH, get_figure, STILL),
        POV_COLUMN("result_access_rate", FIGURE, show.results, get_result_rate, 0),
        POV_COLUMN("verdict", TEXT, show.targets, get_verdict, 0),
        POV_COLUMN("reason", TEXT, show.targets, get_reason, 0),
        POV_COLUMN("censored_headcount", FIGURE, POV_IN_BOTH, get_figure, CENSORED),
        POV_COLUMN("contribution", FIGURE, POV_IN_BOTH, get_figure, CONTRIBUTION),
        POV_COLUMN("headcount_ratio", FIGURE, data, get_measure, H),
        POV_COLUMN("intensity", FIGURE, data, get_measure, A),
        POV_COLUMN("adjusted_headcount", FIGURE, data, get_measure, M0),
        POV_COLUMN("headcount_ratio", FIGURE, POV_IN_TABLE, get_measure_of_set, H),
        POV_COLUMN("intensity", FIGURE, POV_IN_TABLE, get_measure_of_set, A),
        POV_COLUMN("adjusted_headcount", FIGURE, POV_IN_TABLE, get_measure_of_set, M0),
        POV_COLUMN("source", TEXT, data, get_own, POV_ROW_SOURCE),
        POV_COLUMN("note", TEXT, data, get_own, POV_ROW_NOTE),
        POV_PLACE_COLUMNS(get_own),
        POV_COLUMN("verdict_certain", FLAG, data, get_certain, 0),
        POV_COLUMN("counts", TEXT, seldom, get_name, POV_ROW_COUNTS),
        POV_COLUMN("result_year", YEAR, seldom, get_judged_by, POV_ROW_YEAR),
        POV_COLUMN("result_access_rate", FIGURE, seldom, get_result_rate, 0),
        POV_COLUMN("result_file", TEXT, seldom, get_judged_by, POV_ROW_FILE),
        POV_COLUMN("result_line", LINE, seldom, get_judged_by, POV_ROW_LINE),
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
}

static void fill(const run_state *s, pov_report *report)
{
    pov_language language = s->options->render.language;

    report->command = "deprivation";
    report->language = language;
    report->title = pov_label("title.deprivation", language);
    report->chart = (pov_chart){
        .kind = POV_CHART_BARS,
        .title = report->title,
        .axis = pov_label("access_rate", language),
        .label = "indicator",
        .detail = {"unit", "group", "population", "target_year"},
        .apart = "parent",
        .series = {{"access_rate", pov_label("chart.access", language), POV_CHART_NOW},
                   {"target_access_rate", pov_label("chart.target", language), POV_CHART_PLANNED}},
        .latest = "year",
    };
    pov_report_add_files(report, s->files.used, s->files.used_count);
    add_columns(report, s);
    pov_report_view(report, s, s->count, s->set_count);
    if (s->set_count > 0) {
        pov_report_add_remark(report, pov_label("text.official_poor", language));
    }
}

static int answer(const run_state *s)
{
    const pov_progress_fail fail = s->options->yearly.fail_on;
    bool no = false;

    for (size_t i = 0; i < s->count && fail != POV_FAIL_NEVER; i++) {
        const pov_access_result *r = &s->result[i];
        bool met = r->verdict == POV_VERDICT_MET || r->verdict == POV_VERDICT_ON_PACE;
        no = no || r->verdict == POV_VERDICT_MISSED ||
             (fail == POV_FAIL_UNKNOWN && !met && pov_figure_known(&r->target));
    }
    return no ? POV_EXIT_NO : POV_EXIT_YES;
}

/* H, A and M0 take all indicators of a standard: of one that is not known they are left out. */
static void note_standard(const run_state *s, const pov_io *io)
{
    for (size_t i = 0; i < s->count && !s->options->quiet; i++) {
        const pov_row *row = &s->plan.row[s->row[i]];
        if (row->standard[0] != '\0' &&
            pov_access_standard(row, s->standard, s->standard_count) == NULL) {
            pov_note(io, NULL, 0, POV_TEXT("--standard FILE names its file"),
                     "the standard \"%s\" is not known, so that H, A and M0 are left out",
                     row->standard);
            return;
        }
    }
}

/* By a rule of three or more indicators 20 poor households lack 60 at least. */
static void note_too_few(const run_state *s, const pov_io *io)
{
    for (size_t i = 0; i < s->set_count && !s->options->quiet; i++) {
        const pov_access_set *set = &s->set[i];
        const pov_row *row = &s->plan.row[s->row[set->first]];
        if (set->lacked >= set->least) {
            continue;
        }
        pov_note(io, s->plan.place[row->file], row->line, NULL,
                 "%s: the poor households lack %s indicators in all, but by %s they lack at "
                 "least %s",
                 row->name, pov_show_count(set->lacked).text, row->standard,
                 pov_show_count(set->least).text);
    }
}

/* All but reading. */
static int report_on(run_state *s, const pov_io *io)
{
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_status status = solve(s, &err);

    if (status == POV_OK) {
        note_standard(s, io);
        note_too_few(s, io);
        fill(s, &report);
        status = pov_print_report(&report, s->options, io, &err);
    }
    pov_report_fini(&report);
    return status == POV_OK ? answer(s) : pov_failed(&err, io);
}

static int run(const pov_options *options, const pov_io *io)
{
    run_state s = {.options = options, .plan = POV_PLAN_INIT};
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_FAILED;

    if (load_standards(&s, &err) != POV_OK) {
        result = pov_failed(&err, io);
    } else if (pov_input_join(&s.plan, &s.files, &options->operands, POV_FILE_DEPRIVATION, false,
                              options, io) == POV_OK) { /* else it was said */
        result = pov_input_end(&s.files, report_on(&s, io), io);
    }
    for (size_t i = 0; i < s.standard_count; i++) {
        pov_standard_fini(&s.standard[i]);
    }
    pov_plan_fini(&s.plan);
    pov_input_files_fini(&s.files);
    free(s.row);
    free(s.result);
    free(s.set);
    return result;
}

const pov_command pov_command_deprivation = {
    .name = "deprivation",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("access to basic social services against its targets; H, A and M0"),
    .description = POV_TEXT(
        "Shows per unit and indicator how many households are deprived, the share with access, "
        "the target, and how many households are still to be reached. Where the counts of poor "
        "households are there for every indicator of the standard, also the headcount ratio H, "
        "the intensity A and the adjusted headcount ratio M0, of households poor by the national "
        "standard."),
    .operands = POV_TEXTS(
        "FILE", POV_TEXT("deprivation files (CSV, Excel, Word); none or - reads standard input")),
    .files = POV_FILES_TABLE,
    .formats = "table, json, csv, csv-excel, markdown, html, svg, png, xlsx",
    .no = POV_TEXT("a target was missed, or what --fail-on says"),
    .examples = POV_TEXTS(
        "povcalc deprivation data/haihau_2022_deprivation.csv",
        POV_TEXT("the targets for access to basic social services, and what is known of them"),
        "povcalc survey --measure deprivation --format csv households.csv | povcalc deprivation -",
        POV_TEXT("access per indicator, and H, A and M0 of each unit")),
    .options = POV_OPTS_OUTPUT | POV_OPT(SORT) | POV_OPTS_INPUT | POV_OPT(STANDARD) |
               POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) | POV_OPT(YEAR) |
               POV_OPT(FAIL_ON_VERDICT),
    .run = run,
};
