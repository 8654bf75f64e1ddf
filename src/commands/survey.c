/*
 * survey: households of a yearly review, classified by a poverty standard and counted by unit.
 */
#include "calculator/survey.h"
#include "base/text.h"
#include "commands/survey_progress.h"
#include "figure/arith.h"
#include "loader/households/reader.h"
#include "loader/source/bytes.h"
#include "loader/standard_file.h"
#include "session/notes.h"
#include "session/output.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BOTH (POV_IN_TABLE | POV_IN_DATA)
#define ROWS_AT_A_TIME 256

typedef struct run_state {
    const pov_options *options;
    const pov_io *io;
    pov_standard standard;
    const char *standard_name; /* as the column `standard` has it */
    pov_buffer changed;        /* keeps that name when the standard was changed */
    pov_household_reader *reader;
    pov_survey survey;
    pov_survey_counter *counter;    /* by thread */
    const pov_household_unit *unit; /* in `reader` */
    size_t units;
    bool planned; /* survey.plan is set */
    bool wants_counts, wants_deprivation;
} run_state;

/* ---- options ---- */

static pov_status refuse_value(const char *option, const char *expected, const char *found,
                               pov_error *err)
{
    return pov_fail(err, POV_ERR_USAGE, "--%s: expected %s, found \"%s\"", option, expected, found);
}

/* What --income-line changed, by line and area. */
typedef bool changed_lines[POV_LINES_MAX][POV_AREA_COUNT];

static const char *const area_names[POV_AREA_COUNT] = {"rural", "urban"};

/* The line of "LINE:rural=VND", the lowest where none is named; *value goes behind the colon. */
static pov_status find_line(const pov_standard *standard, const char **value, size_t *line,
                            pov_error *err)
{
    const char *colon = strchr(*value, ':');
    const char *ids[POV_LINES_MAX];
    char id[64];

    *line = 0;
    if (colon == NULL) {
        return POV_OK;
    }
    (void)snprintf(id, sizeof id, "%.*s", (int)(colon - *value), *value);
    *line = pov_standard_line(standard, id);
    *value = colon + 1;
    if (*line != POV_NONE) {
        return POV_OK;
    }
    for (size_t i = 0; i < standard->line_count; i++) {
        ids[i] = standard->line[i].id;
    }
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "--income-line: %s has no line \"%s\"", standard->id, id);
    pov_error_suggest(err, pov_text_nearest(id, ids, standard->line_count));
    return status;
}

/* "rural=1800000,urban=2400000", either or both, with "LINE:" before it */
static pov_status read_income_line(pov_standard *standard, const char *value, changed_lines changed,
                                   pov_error *err)
{
    const char *p = value;
    size_t line = 0;
    pov_status status = find_line(standard, &p, &line, err);

    while (status == POV_OK) {
        size_t area = 0, length = strcspn(p, ",");
        while (area < POV_AREA_COUNT && (strncmp(p, area_names[area], 5) != 0 || p[5] != '=')) {
            area++;
        }
        pov_stated amount;
        if (area == POV_AREA_COUNT ||
            pov_stated_read(p + 6, length - 6, POV_KIND_COUNT, false, &amount, NULL) != POV_VALUE ||
            amount.qualifier != POV_EXACTLY) {
            return refuse_value("income-line", "[LINE:]rural=VND,urban=VND", value, err);
        }
        if (changed[line][area]) {
            return pov_fail(err, POV_ERR_USAGE,
                            "--income-line: %s is given twice for the line \"%s\"",
                            area_names[area], standard->line[line].id);
        }
        standard->line[line].income[area] = amount.face;
        changed[line][area] = true;
        p += length;
        if (*p == '\0') {
            break;
        }
        p++;
    }
    return status;
}

/* " with income line rural=1800000,urban=2400000; average:rural=2700000": the same in whatever
 * order and pieces they were given. The lowest line needs no name. */
static void word_lines(const pov_standard *standard, changed_lines changed, pov_buffer *out)
{
    const char *before = " with income line ";

    for (size_t line = 0; line < standard->line_count; line++) {
        const char *comma = "";
        for (size_t area = 0; area < POV_AREA_COUNT; area++) {
            if (changed[line][area]) {
                bool named = line > 0 && comma[0] == '\0';
                pov_buffer_format(out, "%s%s%s%s=%lld", comma[0] == '\0' ? before : comma,
                                  named ? standard->line[line].id : "", named ? ":" : "",
                                  area_names[area], (long long)standard->line[line].income[area]);
                comma = ",";
                before = "; ";
            }
        }
    }
}

/* All were read: a line may be raised above the next one only if that is raised too. */
static pov_status check_changed(const run_state *s, pov_error *err)
{
    pov_status status = pov_standard_check(&s->standard, err);

    if (status != POV_OK && s->options->survey.income_lines.count > 0) {
        pov_error_hint(err, "--income-line LINE:rural=VND,urban=VND moves the other line too");
    }
    return status;
}

/* The standard of the options, changed as they say. */
static pov_status load_standard(run_state *s, pov_error *err)
{
    const pov_survey_options *o = &s->options->survey;
    changed_lines changed = {{false}};
    pov_status status =
        pov_standard_load(o->standard != NULL ? o->standard : "vn-2022", &s->standard, err);

    if (status != POV_OK) {
        return status;
    }
    s->standard_name = s->standard.id;
    if (o->income_lines.count == 0 && o->cutoff == 0) {
        return POV_OK;
    }
    for (size_t i = 0; i < o->income_lines.count && status == POV_OK; i++) {
        status = read_income_line(&s->standard, o->income_lines.text[i], changed, err);
    }
    if (status != POV_OK) {
        return status;
    }
    pov_buffer_text(&s->changed, s->standard.id);
    word_lines(&s->standard, changed, &s->changed);
    if (o->cutoff != 0) {
        s->standard.cutoff = o->cutoff;
        pov_buffer_format(&s->changed, " with cutoff %u", o->cutoff);
    }
    s->standard_name = pov_buffer_get(&s->changed);
    return s->changed.failed ? pov_no_memory(err) : check_changed(s, err);
}

static pov_status find_level(const char *by, int *level, pov_error *err)
{
    static const char *const names[POV_BY_COUNT] = {"province", "district", "commune"};

    *level = POV_BY_LOWEST;
    if (by == NULL) {
        return POV_OK;
    }
    const char *known = pov_level_known(by);
    for (int i = 0; i < POV_BY_COUNT; i++) {
        if (strcmp(known != NULL ? known : by, names[i]) == 0) {
            *level = i;
            return POV_OK;
        }
    }
    return refuse_value("by", pov_translate("province, district or commune"), by, err);
}

static unsigned jobs_of(const pov_survey_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return options->jobs > 0 ? options->jobs
           : processors < 1  ? 1
           : processors > 64 ? 64
                             : (unsigned)processors;
}

static pov_status check_options(run_state *s, pov_error *err)
{
    const pov_survey_options *o = &s->options->survey;
    bool deprivation = o->measure != NULL && strcmp(o->measure, "deprivation") == 0;

    if (o->measure != NULL && !deprivation && strcmp(o->measure, "counts") != 0) {
        return refuse_value("measure", pov_translate("counts or deprivation"), o->measure, err);
    }
    if (o->deprivation != NULL && pov_renderer_by_path(o->deprivation) == NULL) {
        return pov_fail(err, POV_ERR_USAGE, "--deprivation: the ending of \"%s\" names no format",
                        o->deprivation);
    }
    s->wants_deprivation = deprivation || o->deprivation != NULL;
    s->wants_counts = !deprivation;
    return POV_OK;
}

/* ---- counting ---- */

/* Called by each thread; what the files hold is known by the time of the first call. */
static pov_status take(void *context, size_t thread, const pov_household *household, size_t count)
{
    run_state *s = context;

    return pov_survey_count(&s->survey, &s->counter[thread], household, count);
}

static pov_status plan_counts(void *context, const pov_household_facts *facts, pov_error *err)
{
    run_state *s = context;

    if (s->planned) {
        return POV_OK;
    }
    if (s->wants_deprivation && !facts->indicators) {
        return pov_fail(err, POV_ERR_DATA,
                        "deprivation is counted by indicator, and the file has only b2");
    }
    if (facts->by_score && s->options->survey.income_lines.count > 0) {
        return pov_fail(err, POV_ERR_USAGE,
                        "--income-line needs incomes, and the file has only the score b1");
    }
    pov_classifier_init(&s->survey.plan.classifier, &s->standard, facts->by_score);
    s->survey.plan.persons = facts->members && s->wants_counts;
    s->survey.plan.deprived = s->wants_deprivation;
    s->survey.plan.indicators = s->standard.indicator_count;
    s->planned = true;
    return POV_OK;
}

static pov_status read_file(run_state *s, const char *path, pov_survey_progress *progress,
                            pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        status = pov_household_read(s->reader, &file.input, err);
        pov_file_input_close(&file);
    }
    pov_survey_progress_end(progress);
    return status;
}

static pov_status read_files(run_state *s, pov_error *err)
{
    static const char *const standard_input[] = {"-"};
    const pov_texts *files = &s->options->operands;
    const char *const *path = files->count > 0 ? files->text : standard_input;
    size_t count = files->count > 0 ? files->count : 1;
    pov_survey_progress progress;
    pov_survey_progress_start(&progress, path, count, s->options->quiet, s->io->err);
    pov_household_options options = {
        .load = &s->options->load,
        .jobs = jobs_of(&s->options->survey),
        .skip_invalid = s->options->survey.skip_invalid,
        .start = plan_counts,
        .progress = progress.shown ? pov_survey_progress_show : NULL,
        .progress_context = &progress,
    };
    pov_status status = find_level(s->options->survey.by, &options.by, err);

    if (status == POV_OK) {
        s->counter = calloc(options.jobs, sizeof *s->counter);
        status = s->counter != NULL
                     ? pov_household_reader_new(&s->reader, &s->standard, &options, take, s, err)
                     : pov_no_memory(err);
    }
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = read_file(s, path[i], &progress, err);
    }
    for (size_t t = 0; status == POV_OK && t < pov_household_threads(s->reader); t++) {
        status = pov_survey_add(&s->survey, &s->counter[t]);
    }
    if (status == POV_OK) {
        s->unit = pov_household_units(s->reader, &s->units);
        status = pov_survey_finish(&s->survey, s->unit, s->units,
                                   pov_household_facts_get(s->reader)->by, err);
    }
    return status;
}

/* ---- rows that were passed over ---- */

static const char *reason_name(const run_state *s, size_t reason)
{
    static const char *const names[] = {
        [POV_REASON_CELLS] = POV_TEXT("number of cells"),
        [POV_REASON_TEXT] = POV_TEXT("encoding"),
        [POV_REASON_UNIT] = "unit",
        [POV_REASON_AREA] = "area",
        [POV_REASON_MINORITY] = "ethnic_minority",
        [POV_REASON_MEMBERS] = "members",
        [POV_REASON_INCOME] = "income_per_capita_vnd",
        [POV_REASON_B1] = "b1",
        [POV_REASON_B2] = "b2",
    };

    return reason < POV_REASON_INDICATOR ? names[reason]
                                         : s->standard.indicator[reason - POV_REASON_INDICATOR].id;
}

/* "3 rows passed over: area 2, members 1"; nothing when there are none. */
static int64_t word_skipped(const run_state *s, pov_buffer *text, pov_buffer *json)
{
    int64_t all = 0;

    for (size_t i = 0; i < POV_REASON_COUNT; i++) {
        int64_t count = pov_household_skipped(s->reader, i);
        if (count > 0) {
            pov_buffer_format(text, "%s%s %lld", all == 0 ? "" : ", ",
                              pov_translate(reason_name(s, i)), (long long)count);
            pov_buffer_format(json, "%s\"%s\": %lld", all == 0 ? "{" : ", ", reason_name(s, i),
                              (long long)count);
            all += count;
        }
    }
    pov_buffer_text(json, all > 0 ? "}" : "");
    return all;
}

static pov_status report_skipped(run_state *s, pov_report *report, pov_error *err)
{
    pov_buffer text = {0}, json = {0}, remark = {0};
    int64_t rows = word_skipped(s, &text, &json);
    pov_status status = POV_OK;

    if (rows > 0) {
        pov_buffer_format(&remark, "%s %s (%s)",
                          pov_label("text.skipped_rows", s->options->render.language),
                          pov_show_count(rows).text, pov_buffer_get(&text));
        const char *raw = pov_report_keep_text(report, pov_buffer_get(&json));
        const char *kept = pov_report_keep_text(report, pov_buffer_get(&remark));
        if (text.failed || json.failed || remark.failed || raw == NULL || kept == NULL ||
            pov_report_add_assumption(
                report, (pov_assumption){.name = "skipped_rows", .json = raw, .text = kept}) !=
                POV_OK) {
            status = pov_no_memory(err);
        }
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&json);
    pov_buffer_fini(&remark);
    return status;
}

static void note_skipped(const run_state *s)
{
    pov_buffer text = {0}, json = {0};
    pov_error note = POV_ERROR_INIT;
    int64_t rows = word_skipped(s, &text, &json);

    if (rows > 0 && !s->options->quiet) {
        (void)pov_fail(&note, POV_ERR_DATA, "rows passed over: %s (%s)", pov_show_count(rows).text,
                       pov_buffer_get(&text));
        pov_print_note(&note, s->io->err);
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&json);
}

/* ---- the report ---- */

typedef struct filler {
    const run_state *state;
    pov_report *report;
    const char *year;
    size_t column;   /* that was set last */
    uint32_t parent; /* that `address` is of */
    const char *address;
    bool deprivation, failed;
} filler;

static pov_kept_cell *cell_of(filler *f, const pov_kept_row *row, const char *column)
{
    pov_kept_cell *cell = pov_report_cell(f->report, row, column, &f->column);

    assert(cell != NULL); /* a name of add_columns */
    return cell;
}

static void set_text(filler *f, pov_kept_row *row, const char *column, const char *text)
{
    cell_of(f, row, column)->text = text;
}

static void set_figure(filler *f, pov_kept_row *row, const char *column, const pov_figure *figure)
{
    const pov_figure *kept = pov_report_keep_figure(f->report, figure);

    f->failed = f->failed || kept == NULL;
    cell_of(f, row, column)->figure = kept;
}

static void set_count(filler *f, pov_kept_row *row, const char *column, int64_t count)
{
    const pov_figure figure = {.value = count,
                               .value_high = count,
                               .bounds = pov_interval_point(count),
                               .kind = POV_KIND_COUNT,
                               .basis = POV_BASIS_STATED};

    set_figure(f, row, column, &figure);
}

/* Two decimals, as the documents print rates; its bounds hold the exact quotient. The survey is
 * itself the document, so the rate is stated. */
static void set_rate(filler *f, pov_kept_row *row, const char *column, int64_t part, int64_t whole)
{
    if (whole > 0) {
        int64_t low = pov_muldiv_floor(part, POV_HUNDRED_PERCENT, whole);
        const pov_figure figure = {.value = low,
                                   .value_high = low,
                                   .bounds = pov_interval_ratio(pov_interval_point(part),
                                                                POV_HUNDRED_PERCENT,
                                                                pov_interval_point(whole)),
                                   .kind = POV_KIND_RATE,
                                   .basis = POV_BASIS_STATED,
                                   .digits = 2};
        set_figure(f, row, column, &figure);
    }
}

/* As in an address, "Châu Thành, Bến Tre": districts of one name are in many provinces. Units of
 * one parent often follow each other. */
static const char *address_of(filler *f, uint32_t parent)
{
    const pov_household_unit *unit = f->state->unit;
    pov_buffer text = {0};

    if (f->address == NULL || f->parent != parent) {
        for (uint32_t u = parent; u != POV_NO_UNIT; u = unit[u].parent) {
            pov_buffer_format(&text, "%s%s", u == parent ? "" : ", ", unit[u].name);
        }
        f->address = text.failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(&text));
        f->parent = parent;
        f->failed = f->failed || f->address == NULL;
        pov_buffer_fini(&text);
    }
    return f->address;
}

static pov_kept_row *add_row(filler *f, unsigned depth, uint32_t at, const char *group)
{
    const pov_household_unit *unit = &f->state->unit[at];
    static const char *const levels[POV_BY_COUNT] = {"province", "district", "commune"};
    pov_kept_row *row = NULL;

    f->failed = f->failed || pov_report_add_row(f->report, depth, &row) != POV_OK;
    if (f->failed) {
        return NULL;
    }
    set_text(f, row, "unit", unit->name);
    set_text(f, row, "level", levels[unit->level]);
    if (unit->parent != POV_NO_UNIT) {
        set_text(f, row, "parent", address_of(f, unit->parent));
    }
    set_text(f, row, "group", group);
    if (!f->deprivation) {
        set_text(f, row, "group_text",
                 pov_word_shown("group", group, f->state->options->render.language));
    }
    set_text(f, row, "year", f->year);
    set_text(f, row, "standard", f->state->standard_name);
    return row;
}

static void set_counts(filler *f, pov_kept_row *row, uint32_t unit, unsigned groups)
{
    const pov_survey *s = &f->state->survey;
    int64_t all = pov_survey_households(s, unit, POV_CLASSES_ALL, groups);
    int64_t poor = pov_survey_households(s, unit, 1U << POV_CLASS_POOR, groups);
    int64_t near = pov_survey_households(s, unit, 1U << POV_CLASS_NEAR_POOR, groups);

    set_count(f, row, "households", all);
    set_count(f, row, "poor", poor);
    set_rate(f, row, "poor_rate", poor, all);
    set_count(f, row, "near_poor", near);
    set_rate(f, row, "near_poor_rate", near, all);
    if (s->plan.persons) {
        set_count(f, row, "persons", pov_survey_persons(s, unit, POV_CLASSES_ALL, groups));
        set_count(f, row, "poor_persons",
                  pov_survey_persons(s, unit, 1U << POV_CLASS_POOR, groups));
    }
}

static void add_counts(filler *f, uint32_t unit)
{
    static const struct {
        const char *group;
        unsigned groups;
    } parts[] = {
        {"all", POV_GROUPS_ALL},
        {"urban", POV_GROUPS_URBAN},
        {"rural", POV_GROUPS_RURAL},
        {"ethnic_minority", POV_GROUPS_MINORITY},
    };

    /* a group that has no household here is stated as 0: to rollup no row is not known */
    const pov_household_facts *facts = pov_household_facts_get(f->state->reader);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].groups == POV_GROUPS_MINORITY && !facts->minority) {
            continue;
        }
        pov_kept_row *row = add_row(f, i > 0, unit, parts[i].group);
        if (row == NULL) {
            return;
        }
        set_counts(f, row, unit, parts[i].groups);
    }
}

static void add_deprivation(filler *f, uint32_t unit)
{
    static const struct {
        const char *name;
        unsigned classes;
    } populations[] = {{"poor", 1U << POV_CLASS_POOR},
                       {"near_poor", 1U << POV_CLASS_NEAR_POOR},
                       {"poor_and_near_poor", 1U << POV_CLASS_POOR | 1U << POV_CLASS_NEAR_POOR}};
    const pov_standard *standard = &f->state->standard;
    const pov_language language = f->state->options->render.language;
    const pov_survey *s = &f->state->survey;
    int64_t all = pov_survey_households(s, unit, POV_CLASSES_ALL, POV_GROUPS_ALL);

    for (size_t p = 0; p < sizeof populations / sizeof *populations; p++) {
        int64_t in = pov_survey_households(s, unit, populations[p].classes, POV_GROUPS_ALL);
        for (size_t i = 0; i < standard->indicator_count; i++) {
            int64_t deprived = 0;
            for (unsigned c = POV_CLASS_POOR; c <= POV_CLASS_NEAR_POOR; c++) {
                if ((populations[p].classes >> c & 1U) != 0) {
                    deprived += pov_survey_deprived(s, unit, (pov_class)c, i);
                }
            }
            pov_kept_row *row = add_row(f, 0, unit, "all");
            if (row == NULL) {
                return;
            }
            set_text(f, row, "dimension", standard->indicator[i].dimension);
            set_text(f, row, "indicator", standard->indicator[i].id);
            set_text(f, row, "indicator_text",
                     language == POV_ENGLISH ? standard->indicator[i].id
                                             : standard->indicator[i].name.text[language]);
            set_text(f, row, "population", populations[p].name);
            set_text(f, row, "population_text",
                     pov_word_shown("population", populations[p].name, language));
            set_count(f, row, "households", in);
            set_count(f, row, "all_households", all);
            set_count(f, row, "deprived", deprived);
            set_rate(f, row, "deprived_rate", deprived, in);
        }
    }
}

static pov_status add_columns(filler *f, bool deprivation)
{
    const pov_household_facts *facts = pov_household_facts_get(f->state->reader);
    const pov_language language = f->state->options->render.language;
    bool parents = false;
    for (int level = 0; level < facts->by; level++) {
        parents = parents || facts->level[level];
    }
    const unsigned members = f->state->survey.plan.persons && !deprivation ? BOTH : 0;
    const unsigned counts = deprivation ? 0 : BOTH, lacks = deprivation ? BOTH : 0;
    const unsigned shown = deprivation ? POV_IN_TABLE : 0;
    const pov_column_kind text = POV_COLUMN_TEXT, figure = POV_COLUMN_FIGURE;
    const pov_report_column columns[] = {
        {.name = "unit", .kind = text, .where = BOTH, .tree = true},
        {.name = "level", .kind = text, .where = POV_IN_DATA},
        {.name = "parent", .kind = text, .where = POV_IN_DATA | (parents ? POV_IN_TABLE : 0)},
        {.name = "group", .kind = text, .where = POV_IN_DATA},
        {.name = "group_text",
         .heading = pov_label("group", language),
         .kind = text,
         .where = deprivation ? 0 : POV_IN_TABLE},
        {.name = "year", .kind = POV_COLUMN_YEAR, .where = POV_IN_DATA},
        {.name = "standard", .kind = text, .where = POV_IN_DATA},
        {.name = "dimension", .kind = text, .where = deprivation ? POV_IN_DATA : 0},
        {.name = "indicator", .kind = text, .where = deprivation ? POV_IN_DATA : 0},
        {.name = "indicator_text", .heading = pov_label("indicator", language), .where = shown},
        {.name = "population", .kind = text, .where = deprivation ? POV_IN_DATA : 0},
        {.name = "population_text", .heading = pov_label("population", language), .where = shown},
        {.name = "households", .kind = figure, .where = BOTH},
        {.name = "poor", .kind = figure, .where = counts},
        {.name = "poor_rate", .kind = figure, .where = counts},
        {.name = "near_poor", .kind = figure, .where = counts},
        {.name = "near_poor_rate", .kind = figure, .where = counts},
        {.name = "persons", .kind = figure, .where = members},
        {.name = "poor_persons", .kind = figure, .where = members},
        {.name = "all_households", .kind = figure, .where = lacks},
        {.name = "deprived", .kind = figure, .where = lacks},
        {.name = "deprived_rate", .kind = figure, .where = lacks},
    };

    for (size_t i = 0; i < sizeof columns / sizeof *columns && !f->failed; i++) {
        if (columns[i].where != 0) {
            f->failed = pov_report_add_column(f->report, columns[i]) != POV_OK;
        }
    }
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

/* The report of some of the units, in their order. */
static pov_status fill(const run_state *s, pov_report *report, bool deprivation, size_t from,
                       size_t to, pov_error *err)
{
    filler f = {.state = s, .report = report, .deprivation = deprivation};
    pov_buffer text = {0};
    pov_language language = s->options->render.language;

    report->command = "survey";
    pov_year_write(&text, s->options->survey.year);
    f.year = text.length > 0 ? pov_report_keep_text(report, pov_buffer_get(&text)) : NULL;
    pov_buffer_clear(&text);
    pov_buffer_format(
        &text, "%s, %s",
        pov_label(deprivation ? "title.survey_deprivation" : "title.survey", language),
        s->standard_name);
    report->title = pov_report_keep_text(report, pov_buffer_get(&text));
    f.failed = text.failed || report->title == NULL ||
               (s->options->survey.year.year != 0 && f.year == NULL);
    pov_buffer_fini(&text);
    for (size_t i = 0; i < s->options->operands.count && !f.failed; i++) {
        f.failed = pov_report_add_file(report, s->options->operands.text[i]) != POV_OK;
    }
    if (!f.failed && s->options->operands.count == 0) {
        f.failed = pov_report_add_file(report, "-") != POV_OK;
    }
    f.failed = f.failed || add_columns(&f, deprivation) != POV_OK;
    for (size_t i = from; i < to && !f.failed; i++) {
        if (deprivation) {
            add_deprivation(&f, s->survey.order[i]);
        } else {
            add_counts(&f, s->survey.order[i]);
        }
    }
    return f.failed ? pov_no_memory(err) : POV_OK;
}

static pov_status print_units(run_state *s, bool deprivation, size_t from, size_t to,
                              const pov_renderer *renderer, FILE *out, pov_error *err)
{
    pov_report report = POV_REPORT_INIT;
    pov_status status = fill(s, &report, deprivation, from, to, err);

    report.continued = from > 0;
    if (status == POV_OK) {
        status = report_skipped(s, &report, err);
    }
    if (status == POV_OK) {
        status = pov_render(renderer, &report, &s->options->render, out, err);
    }
    pov_report_fini(&report);
    return status;
}

/* In a format that can be written in parts only a few units are held as a report at a time: in
 * 10,500 communes, a report of deprivation is 170 MB. */
static pov_status print(run_state *s, bool deprivation, const char *path,
                        const pov_renderer *renderer, pov_error *err)
{
    const pov_renderer *as = renderer != NULL ? renderer : pov_renderer_by_name("table");
    const size_t units = s->survey.order_count;
    const size_t rows = deprivation ? 3 * s->standard.indicator_count : 4; /* of a unit, at most */
    const size_t step = as->in_parts ? 1 + ROWS_AT_A_TIME / rows : units;
    pov_output output = {0};
    pov_status status = pov_output_open(&output, path, s->io, err);
    size_t from = 0;

    while (status == POV_OK && (from == 0 || from < units)) {
        size_t to = units - from < step ? units : from + step;
        status = print_units(s, deprivation, from, to, as, output.to, err);
        from = to > from ? to : from + 1;
    }
    return pov_output_close(&output, status, err);
}

static int run(const pov_options *options, const pov_io *io)
{
    run_state s = {.options = options, .io = io, .survey = POV_SURVEY_INIT};
    const pov_survey_options *o = &options->survey;
    pov_error err = POV_ERROR_INIT;
    pov_status status = check_options(&s, &err);

    if (status == POV_OK) {
        status = load_standard(&s, &err);
    }
    if (status == POV_OK) {
        status = read_files(&s, &err);
    }
    if (status == POV_OK) {
        note_skipped(&s);
        status = print(&s, o->measure != NULL && strcmp(o->measure, "deprivation") == 0,
                       options->output, options->renderer, &err);
    }
    if (status == POV_OK && o->deprivation != NULL) {
        status = print(&s, true, o->deprivation, pov_renderer_by_path(o->deprivation), &err);
    }
    free(s.counter);
    pov_survey_fini(&s.survey);
    pov_household_reader_free(s.reader);
    pov_standard_fini(&s.standard);
    pov_buffer_fini(&s.changed);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "povcalc survey --by district --year 2024 --format csv households.csv > plan.csv",
    POV_TEXT("poor and near-poor households per district, as a plan file"),
    "zstdcat households.csv.zst | povcalc survey --measure deprivation -",
    POV_TEXT("which basic social services poor and near-poor households lack"),
    "povcalc survey --income-line rural=1800000,urban=2400000 households.csv",
    POV_TEXT("what if the income line were another one"),
    NULL,
};

static const char *const operands[] = {
    "FILE",
    POV_TEXT("household files (CSV), counted together; none or - reads standard input"),
    NULL,
};

/* Of the manual. */
static const char *const more[] = {
    POV_TEXT("A household whose row cannot be read stops the run, with its place; --skip-invalid "
             "counts such rows and passes over them. The output of --format csv is a plan file, "
             "or with --measure deprivation a deprivation file, for the other commands."),
    NULL,
};

const pov_command pov_command_survey = {
    .name = "survey",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("classifies the households of a yearly review and counts them per unit"),
    .description = POV_TEXT(
        "Reads one row per household: household_id, province, district, commune, area, "
        "ethnic_minority, members, income_per_capita_vnd (or the score b1), and a column 0 or 1 "
        "for each indicator of the standard (or the score b2). Classifies each household by the "
        "standard (default: vn-2022) and counts. Files are UTF-8 and may be of any size; all "
        "files are counted together."),
    .more = more,
    .operands = operands,
    .files = POV_FILES_TABLE,
    .examples = examples,
    .options = (POV_OPTS_OUTPUT & ~POV_OPT(BOUNDS)) | POV_OPT(COLUMN) | POV_OPT(HEADER_LINE) |
               POV_OPT(IGNORE_UNKNOWN) | POV_OPT(STANDARD) | POV_OPT(SURVEY_BY) | POV_OPT(MEASURE) |
               POV_OPT(DEPRIVATION) | POV_OPT(REVIEW_YEAR) | POV_OPT(INCOME_LINE) |
               POV_OPT(CUTOFF) | POV_OPT(SKIP_INVALID) | POV_OPT(JOBS),
    .run = run,
};
