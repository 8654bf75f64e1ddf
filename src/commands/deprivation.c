/*
 * deprivation: access to basic social services against its targets, and H, A and M0 from counts.
 */
#include "calculator/deprivation.h"
#include "commands/print_report.h"
#include "loader/deprivation_file.h"
#include "loader/standard_file.h"
#include "session/input.h"
#include "session/notes.h"

#include <stdlib.h>
#include <string.h>

#define BOTH (POV_IN_TABLE | POV_IN_DATA)
#define STANDARDS_MAX 16

typedef struct run_state {
    const pov_options *options;
    const pov_io *io;
    pov_access_table table;
    pov_access_result *result; /* by row */
    pov_access_set *set;
    size_t set_count;
    pov_standard standard[STANDARDS_MAX];
    size_t standard_count;
    pov_input_files files;
    bool targets; /* a row has one */
} run_state;

/* ---- work ---- */

static pov_status read_file(void *context, const char *path, pov_problems *problems, pov_error *err)
{
    run_state *s = context;
    size_t before = s->table.count;
    pov_status status =
        pov_load_deprivation_file(&s->table, path, &s->options->load, problems, err);

    if (status != POV_OK) {
        s->table.count = before; /* of a file that is refused no row is used */
    }
    return status;
}

/* Those that are built in, and the one of --standard. */
static pov_status load_standards(run_state *s, pov_error *err)
{
    pov_status status = POV_OK;

    if (s->options->survey.standard != NULL) {
        status = pov_standard_load(s->options->survey.standard, &s->standard[0], err);
        s->standard_count = status == POV_OK;
    }
    for (const pov_builtin_standard *b = pov_builtin_standards;
         status == POV_OK && b->id != NULL && s->standard_count < STANDARDS_MAX; b++) {
        status = pov_standard_load(b->id, &s->standard[s->standard_count], err);
        s->standard_count += status == POV_OK;
    }
    return status;
}

static pov_status solve(run_state *s, pov_error *err)
{
    s->result = calloc(s->table.count + 1, sizeof *s->result);
    s->set = calloc(s->table.count + 1, sizeof *s->set);
    if (s->result == NULL || s->set == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < s->table.count; i++) {
        const char **named = &s->table.row[i].text[POV_ACCESS_STANDARD];
        if (s->options->survey.standard != NULL && (*named)[0] == '\0') {
            *named = s->standard[0].id; /* for rows that name none */
        }
        pov_access_solve(&s->table.row[i], &s->result[i]);
        s->targets = s->targets || s->table.row[i].has[POV_ACCESS_TARGET];
    }
    return pov_access_find_sets(&s->table, s->result, s->standard, s->standard_count, s->set,
                                &s->set_count, err);
}

/* ---- the report ---- */

/* In the order of the columns below. */
enum {
    UNIT,
    LEVEL,
    PARENT,
    GROUP,
    YEAR,
    STANDARD,
    DIMENSION,
    INDICATOR,
    INDICATOR_SHOWN, /* its name, for people */
    POPULATION,
    POPULATION_SHOWN,
    HOUSEHOLDS,
    ALL_HOUSEHOLDS,
    DEPRIVED,
    DEPRIVED_RATE,
    ACCESS_RATE,
    TARGET_YEAR,
    TARGET,
    STILL,
    VERDICT,
    VERDICT_SHOWN,
    REASON,
    REASON_SHOWN,
    CENSORED,
    CONTRIBUTION,
    H, /* tables have them in totals, programs in each row */
    A,
    M0,
    H_SHOWN,
    A_SHOWN,
    M0_SHOWN,
    SOURCE,
    NOTE,
    FILE_NAME,
    LINE,
    COLUMN_COUNT
};

static pov_status add_columns(pov_report *report)
{
    static const pov_report_column columns[COLUMN_COUNT] = {
        [UNIT] = {.name = "unit", .kind = POV_COLUMN_TEXT, .where = BOTH, .tree = true},
        [LEVEL] = {.name = "level", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [PARENT] = {.name = "parent", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [GROUP] = {.name = "group", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [YEAR] = {.name = "year", .kind = POV_COLUMN_YEAR, .where = BOTH},
        [STANDARD] = {.name = "standard", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [DIMENSION] = {.name = "dimension", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [INDICATOR] = {.name = "indicator", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [INDICATOR_SHOWN] = {.name = "indicator", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        [POPULATION] = {.name = "population", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [POPULATION_SHOWN] = {.name = "population", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        [HOUSEHOLDS] = {.name = "households", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [ALL_HOUSEHOLDS] = {.name = "all_households",
                            .kind = POV_COLUMN_FIGURE,
                            .where = POV_IN_DATA},
        [DEPRIVED] = {.name = "deprived", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [DEPRIVED_RATE] = {.name = "deprived_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [ACCESS_RATE] = {.name = "access_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [TARGET_YEAR] = {.name = "target_year", .kind = POV_COLUMN_YEAR, .where = BOTH},
        [TARGET] = {.name = "target_access_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [STILL] = {.name = "still_to_reach", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [VERDICT] = {.name = "verdict", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [VERDICT_SHOWN] = {.name = "verdict", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        [REASON] = {.name = "reason", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [REASON_SHOWN] = {.name = "reason", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        [CENSORED] = {.name = "censored_headcount", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [CONTRIBUTION] = {.name = "contribution", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        [H] = {.name = "headcount_ratio", .kind = POV_COLUMN_FIGURE, .where = POV_IN_DATA},
        [A] = {.name = "intensity", .kind = POV_COLUMN_FIGURE, .where = POV_IN_DATA},
        [M0] = {.name = "adjusted_headcount", .kind = POV_COLUMN_FIGURE, .where = POV_IN_DATA},
        [H_SHOWN] = {.name = "headcount_ratio", .kind = POV_COLUMN_FIGURE, .where = POV_IN_TABLE},
        [A_SHOWN] = {.name = "intensity", .kind = POV_COLUMN_FIGURE, .where = POV_IN_TABLE},
        [M0_SHOWN] = {.name = "adjusted_headcount",
                      .kind = POV_COLUMN_FIGURE,
                      .where = POV_IN_TABLE},
        [SOURCE] = {.name = "source", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [NOTE] = {.name = "note", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [FILE_NAME] = {.name = "file", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        [LINE] = {.name = "line", .kind = POV_COLUMN_LINE, .where = POV_IN_DATA},
    };

    return pov_report_add_columns(report, columns, COLUMN_COUNT);
}

static const char *keep_year(pov_report *report, pov_year year)
{
    pov_buffer text = {0};

    pov_year_write(&text, year);
    const char *kept = text.length > 0 ? pov_report_keep_text(report, pov_buffer_get(&text)) : NULL;
    pov_buffer_fini(&text);
    return kept;
}

static const char *keep_line(pov_report *report, size_t line)
{
    char text[24];

    (void)snprintf(text, sizeof text, "%zu", line);
    return pov_report_keep_text(report, text);
}

static const char *shown_indicator(const run_state *s, const pov_access_row *row)
{
    const pov_standard *standard = pov_access_standard(row, s->standard, s->standard_count);
    size_t found = standard != NULL
                       ? pov_standard_indicator(standard, row->text[POV_ACCESS_INDICATOR])
                       : POV_NONE;

    if (found != POV_NONE) {
        return standard->indicator[found].name.text[s->options->render.language];
    }
    return row->text[POV_ACCESS_INDICATOR];
}

static pov_status set_identity(const run_state *s, pov_report *report, const pov_access_row *row,
                               pov_kept_cell *cell)
{
    cell[UNIT].text = row->text[POV_ACCESS_UNIT];
    cell[LEVEL].text = row->text[POV_ACCESS_LEVEL];
    cell[PARENT].text = row->text[POV_ACCESS_PARENT];
    cell[GROUP].text = row->text[POV_ACCESS_GROUP];
    cell[YEAR].text = keep_year(report, row->year);
    cell[STANDARD].text = row->text[POV_ACCESS_STANDARD];
    cell[POPULATION].text = row->text[POV_ACCESS_POPULATION];
    cell[POPULATION_SHOWN].text =
        pov_label(row->text[POV_ACCESS_POPULATION], s->options->render.language);
    for (size_t i = UNIT; i <= POPULATION_SHOWN; i++) {
        cell[i].text = cell[i].text != NULL && cell[i].text[0] == '\0' ? NULL : cell[i].text;
    }
    return row->year.year != 0 && cell[YEAR].text == NULL ? POV_ERR_NOMEM : POV_OK;
}

static void set_verdict(const run_state *s, const pov_access_result *result, pov_kept_cell *cell)
{
    static const char *const verdicts[] = {"unknown", "met", "missed"};
    static const char *const reasons[] = {NULL,      "no_target", "no_figures",
                                          "not_due", "too_wide",  "contradiction"};
    static const char *const words[] = {"word.unknown_verdict", "word.met", "word.missed"};
    static const char *const sentences[] = {NULL,
                                            "access.no_target",
                                            "access.no_figures",
                                            "access.not_due",
                                            "access.too_wide",
                                            "access.contradiction"};
    pov_language language = s->options->render.language;

    cell[VERDICT].text = verdicts[result->verdict];
    cell[REASON].text = reasons[result->reason];
    if (s->targets) { /* else there is nothing to judge, and a table need not say so in each row */
        cell[VERDICT_SHOWN].text = pov_label(words[result->verdict], language);
    }
    if (s->targets && sentences[result->reason] != NULL) {
        cell[REASON_SHOWN].text = pov_label(sentences[result->reason], language);
    }
}

static int by_row(const void *key, const void *set)
{
    const size_t row = *(const size_t *)key, other = ((const pov_access_set *)set)->row;

    return (row > other) - (row < other);
}

/* H, A and M0 of the set that the row belongs to: CSV has no totals. */
static void set_measures(const run_state *s, const pov_access_result *r, pov_kept_cell *cell)
{
    const pov_access_set *set = bsearch(&r->set_row, s->set, s->set_count, sizeof *s->set, by_row);

    if (set != NULL) {
        cell[H].figure = &set->headcount_ratio;
        cell[A].figure = &set->intensity;
        cell[M0].figure = &set->adjusted_headcount;
    }
}

static pov_status add_row(const run_state *s, pov_report *report, size_t index)
{
    const pov_access_row *row = &s->table.row[index];
    const pov_access_result *r = &s->result[index];
    pov_kept_row *out = NULL;
    pov_status status = pov_report_add_row(report, 0, &out);

    if (status == POV_OK) {
        status = set_identity(s, report, row, out->cell);
    }
    if (status != POV_OK) {
        return status;
    }
    set_verdict(s, r, out->cell);
    set_measures(s, r, out->cell);
    const struct {
        size_t column;
        const char *text;
    } texts[] = {
        {DIMENSION, row->text[POV_ACCESS_DIMENSION]}, {INDICATOR, row->text[POV_ACCESS_INDICATOR]},
        {INDICATOR_SHOWN, shown_indicator(s, row)},   {SOURCE, row->text[POV_ACCESS_SOURCE]},
        {NOTE, row->text[POV_ACCESS_NOTE]},           {FILE_NAME, row->file},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        out->cell[texts[i].column].text = texts[i].text[0] != '\0' ? texts[i].text : NULL;
    }
    out->cell[TARGET_YEAR].text = keep_year(report, row->target_year);
    out->cell[LINE].text = keep_line(report, row->line);
    if (out->cell[LINE].text == NULL ||
        (row->target_year.year != 0 && out->cell[TARGET_YEAR].text == NULL)) {
        return POV_ERR_NOMEM;
    }
    const struct {
        size_t column;
        const pov_figure *figure;
    } figures[] = {
        {HOUSEHOLDS, &r->households},     {ALL_HOUSEHOLDS, &r->all_households},
        {DEPRIVED, &r->deprived},         {DEPRIVED_RATE, &r->deprived_rate},
        {ACCESS_RATE, &r->access_rate},   {TARGET, &r->target},
        {STILL, &r->still_to_reach},      {CENSORED, &r->censored_headcount},
        {CONTRIBUTION, &r->contribution},
    };
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        out->cell[figures[i].column].figure = figures[i].figure;
    }
    return POV_OK;
}

/* The measures of a full set stand in a row of totals. */
static pov_status add_set(const run_state *s, pov_report *report, const pov_access_set *set)
{
    pov_kept_row *out = NULL;
    pov_status status = pov_report_add_total(report, &out);

    if (status == POV_OK) {
        status = set_identity(s, report, &s->table.row[set->row], out->cell);
    }
    if (status == POV_OK) {
        out->cell[HOUSEHOLDS].figure = &s->result[set->row].households;
        out->cell[ALL_HOUSEHOLDS].figure = &s->result[set->row].all_households;
        out->cell[H].figure = out->cell[H_SHOWN].figure = &set->headcount_ratio;
        out->cell[A].figure = out->cell[A_SHOWN].figure = &set->intensity;
        out->cell[M0].figure = out->cell[M0_SHOWN].figure = &set->adjusted_headcount;
    }
    return status;
}

static pov_status fill(const run_state *s, pov_report *report, pov_error *err)
{
    pov_language language = s->options->render.language;
    pov_status status = POV_OK;

    report->command = "deprivation";
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
    for (size_t i = 0; i < s->files.used_count && status == POV_OK; i++) {
        status = pov_report_add_file(report, s->files.used[i]);
    }
    if (status == POV_OK) {
        status = add_columns(report);
    }
    for (size_t i = 0; i < s->table.count && status == POV_OK; i++) {
        status = add_row(s, report, i);
    }
    for (size_t i = 0; i < s->set_count && status == POV_OK; i++) {
        status = add_set(s, report, &s->set[i]);
    }
    if (status == POV_OK && s->set_count > 0) {
        status = pov_report_add_remark(report, pov_label("text.official_poor", language));
    }
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

static bool any_missed(const run_state *s)
{
    for (size_t i = 0; i < s->table.count; i++) {
        if (s->result[i].verdict == POV_ACCESS_MISSED) {
            return true;
        }
    }
    return false;
}

/* All but reading. */
static int answer(run_state *s)
{
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_status status = solve(s, &err);

    if (status == POV_OK) {
        status = fill(s, &report, &err);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, s->options->output, s->options->renderer, s->options,
                                  s->io, &err);
    }
    pov_report_fini(&report);
    if (status != POV_OK) {
        return pov_failed(&err, s->io);
    }
    return any_missed(s) ? POV_EXIT_NO : POV_EXIT_YES;
}

static int run(const pov_options *options, const pov_io *io)
{
    run_state s = {.options = options, .io = io, .table = POV_ACCESS_TABLE_INIT};
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_FAILED;

    if (load_standards(&s, &err) != POV_OK) {
        result = pov_failed(&err, io);
    } else if (pov_input_read(&s.files, &options->operands, false, read_file, &s, options->quiet,
                              io) == POV_OK) { /* else it was said */
        result = pov_input_end(&s.files, answer(&s), io);
    }
    for (size_t i = 0; i < s.standard_count; i++) {
        pov_standard_fini(&s.standard[i]);
    }
    pov_access_table_fini(&s.table);
    pov_input_files_fini(&s.files);
    free(s.result);
    free(s.set);
    return result;
}

static const char *const examples[] = {
    "povcalc deprivation data/haihau_2022_deprivation.csv",
    POV_TEXT("the targets for access to basic social services, and what is known of them"),
    "povcalc survey --measure deprivation --format csv households.csv | povcalc deprivation -",
    POV_TEXT("access per indicator, and H, A and M0 of each unit"),
    NULL,
};

static const char *const operands[] = {
    "FILE",
    POV_TEXT("deprivation files (CSV); none or - reads standard input"),
    NULL,
};

const pov_command pov_command_deprivation = {
    .name = "deprivation",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("access to basic social services against its targets; H, A and M0"),
    .description = POV_TEXT(
        "Shows per unit and indicator how many households are deprived, the share with access, "
        "the target, and how many households are still to be reached. Where the counts of poor "
        "households are there for every indicator of the standard, also the headcount ratio H, "
        "the intensity A and the adjusted headcount M0 on the official poor."),
    .operands = operands,
    .files = POV_FILES_TABLE,
    .no = POV_TEXT("a target was missed"),
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPT(STANDARD),
    .run = run,
};
