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
#include "session/fields.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/same_files.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct run_state {
    const pov_options *options;
    const pov_io *io;
    pov_standard standard;
    const char *standard_name; /* as the column `standard` has it */
    pov_buffer changed;        /* keeps that name when the standard was changed */
    pov_household_reader *reader;
    pov_buffer header;  /* that the files lack */
    pov_problems notes; /* on the files */
    pov_survey survey;
    pov_survey_counter *counter; /* by thread */
    size_t counters;
    const pov_household_unit *unit; /* in `reader` */
    size_t units;
    bool planned; /* survey.plan is set */
    bool wants_counts, wants_deprivation;
} run_state;

/* ---- options ---- */

/* What --income-line changed, by line and area. */
typedef bool changed_lines[POV_LINES_MAX][POV_AREA_COUNT];

static const char *const area_names[POV_AREA_COUNT] = {"rural", "urban"};

/* The line of "LINE:rural=VND", the lowest where none is named; *value goes past the colon. */
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

enum { LEAST_LINE = 10000 }; /* VND a month: a line below it is in thousands or millions */

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
            return pov_option_refuse("income-line", "[LINE:]rural=VND,urban=VND", value, err);
        }
        if (changed[line][area]) {
            return pov_fail(err, POV_ERR_USAGE,
                            "--income-line: %s is given twice for the line \"%s\"",
                            area_names[area], standard->line[line].id);
        }
        if (amount.face < LEAST_LINE && standard->line[line].income[area] >= LEAST_LINE) {
            pov_status low = pov_option_refuse(
                "income-line", pov_translate("a line in VND per month"), value, err);
            pov_error_hint(err, "incomes that a file has in thousands or millions: --income-unit "
                                "thousand or million, and the line in VND");
            return low;
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

static const char *const level_names[POV_BY_COUNT] = {"province", "district", "commune", "village"};

static pov_status find_level(const char *by, int *level, pov_error *err)
{
    *level = POV_BY_LOWEST;
    if (by == NULL) {
        return POV_OK;
    }
    bool failed = false;
    const char *known = pov_level_known(by, &failed);
    if (failed) {
        return pov_no_memory(err);
    }
    for (int i = 0; i < POV_BY_COUNT; i++) {
        if (strcmp(known != NULL ? known : by, level_names[i]) == 0) {
            *level = i;
            return POV_OK;
        }
    }
    return pov_option_refuse("by", pov_translate("province, district, commune or village"), by,
                             err);
}

/* The level of a unit that --unit names: by the first words of its name, else a commune. */
static int level_of(const char *unit, bool *failed)
{
    char words[64];
    const char *blank = unit;

    for (size_t n = 1; n <= 3 && blank != NULL; n++) {
        blank = strchr(blank + (n > 1), ' ');
        (void)snprintf(words, sizeof words, "%.*s",
                       (int)(blank != NULL ? (size_t)(blank - unit) : strlen(unit)), unit);
        const char *known = pov_level_known(words, failed);
        for (int i = 0; known != NULL && i < POV_BY_COUNT; i++) {
            if (strcmp(known, level_names[i]) == 0) {
                return i;
            }
        }
    }
    return POV_BY_COMMUNE;
}

/* Whether the year is one of the standard's; hints at a standard that is built in. */
static pov_status check_year(const run_state *s, int year, pov_error *err)
{
    const pov_standard *own = &s->standard;

    if (year == 0 || (year >= own->from && (own->to == 0 || year <= own->to))) {
        return POV_OK;
    }
    pov_status status =
        own->to == 0
            ? pov_fail(err, POV_ERR_USAGE, "the standard %s is for %d and later, not for %d",
                       own->id, own->from, year)
            : pov_fail(err, POV_ERR_USAGE, "the standard %s is for %d to %d, not for %d", own->id,
                       own->from, own->to, year);
    for (size_t i = 0; pov_builtin_standards[i].id != NULL; i++) {
        pov_standard other = {0};
        if (pov_standard_load(pov_builtin_standards[i].id, &other, NULL) == POV_OK &&
            year >= other.from && (other.to == 0 || year <= other.to)) {
            pov_error_hint(err, "--standard %s", other.id);
        }
        pov_standard_fini(&other);
    }
    return status;
}

static unsigned jobs_of(const pov_survey_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    return options->jobs > 0 ? options->jobs
           : processors < 1  ? 1
           : processors > 64 ? 64
                             : (unsigned)processors;
}

/* By the ending of its file, else as the other result is written. */
static const pov_renderer *deprivation_renderer(const pov_options *options)
{
    const pov_renderer *by_path = pov_renderer_by_path(options->survey.deprivation);

    return by_path != NULL ? by_path : options->renderer;
}

static pov_status check_options(run_state *s, pov_error *err)
{
    const pov_survey_options *o = &s->options->survey;
    bool deprivation = o->measure != NULL && strcmp(o->measure, "deprivation") == 0;

    if (o->measure != NULL && !deprivation && strcmp(o->measure, "counts") != 0) {
        return pov_option_refuse("measure", pov_translate("counts or deprivation"), o->measure,
                                 err);
    }
    if (o->deprivation != NULL && deprivation_renderer(s->options) == NULL) {
        return pov_renderer_refuse("deprivation", o->deprivation, err);
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
    pov_classifier_init(&s->survey.plan.classifier[0], &s->standard, false);
    pov_classifier_init(&s->survey.plan.classifier[1], &s->standard, true);
    s->survey.plan.persons = facts->members && s->wants_counts;
    s->survey.plan.deprived = s->wants_deprivation;
    s->survey.plan.indicators = s->standard.indicator_count;
    s->planned = true;
    return POV_OK;
}

/* A file after the header of another one. */
typedef struct headed_input {
    pov_input input;
    const pov_input *from;
    const pov_buffer *header;
    size_t at;
} headed_input;

static long read_headed(void *context, char *to, size_t size)
{
    headed_input *headed = context;
    const size_t left = headed->header->length - headed->at;

    if (left == 0) {
        return headed->from->read(headed->from->context, to, size);
    }
    size = left < size ? left : size;
    memcpy(to, headed->header->data + headed->at, size);
    headed->at += size;
    return (long)size;
}

/* The first line of the file, with its end. */
static pov_status read_header_file(run_state *s, const char *path, pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);
    char byte = '\0';
    long got = 0;

    if (status != POV_OK) {
        return status;
    }
    while ((got = file.input.read(file.input.context, &byte, 1)) == 1 && byte != '\n' &&
           byte != '\r') {
        pov_buffer_char(&s->header, byte);
    }
    pov_buffer_char(&s->header, '\n');
    pov_file_input_close(&file);
    if (s->header.failed) {
        return pov_no_memory(err);
    }
    if (s->header.length == 1 || got < 0) {
        (void)pov_fail(err, POV_ERR_DATA, "expected a header in the first line");
        pov_error_place(err, path, 0, 0, NULL);
        return POV_ERR_DATA;
    }
    return POV_OK;
}

static pov_status read_file(run_state *s, const char *path, pov_survey_progress *progress,
                            pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        headed_input headed = {.from = &file.input, .header = &s->header};
        headed.input = (pov_input){file.input.name, read_headed, &headed};
        status =
            pov_household_read(s->reader, s->header.length > 0 ? &headed.input : &file.input, err);
        pov_file_input_close(&file);
    }
    pov_survey_progress_end(progress);
    return status;
}

/* A plan, say, among many files is passed over with a note, as by other commands. */
static pov_status read_all(run_state *s, const char *const *path, size_t count,
                           pov_survey_progress *progress, pov_error *err)
{
    pov_error passed = POV_ERROR_INIT;
    pov_status status = POV_OK;
    size_t used = 0;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = read_file(s, path[i], progress, err);
        used += status == POV_OK;
        if (status != POV_ERR_KIND || count == 1) {
            continue;
        }
        passed = *err;
        *err = (pov_error)POV_ERROR_INIT;
        status = POV_OK;
        if (!s->options->quiet) {
            pov_note(s->io, path[i], 0, NULL, "passed over: %s", passed.message);
        }
    }
    if (status == POV_OK && used == 0 && count > 1) {
        *err = passed;
        status = passed.code;
    }
    return status;
}

/* How the files are read: as the command line says. */
static pov_household_options options_of(run_state *s, pov_survey_progress *progress, bool *failed)
{
    static const int64_t income_units[] = {0, 1, 1000, 1000000};
    const char *unit = s->options->survey.unit;

    return (pov_household_options){
        .load = &s->options->load,
        .jobs = jobs_of(&s->options->survey),
        .skip_invalid = s->options->survey.skip_invalid,
        .unit = unit,
        .unit_level = unit != NULL ? level_of(unit, failed) : 0,
        .area = s->options->survey.area,
        .year = s->options->survey.year.year,
        .income_unit = income_units[s->options->survey.income_unit],
        .copies = s->options->survey.copies,
        .header_apart = s->options->survey.header_file != NULL,
        .start = plan_counts,
        .progress = progress->shown ? pov_survey_progress_show : NULL,
        .progress_context = progress,
        .notes = &s->notes,
    };
}

static pov_status read_files(run_state *s, pov_error *err)
{
    static const char *const standard_input[] = {"-"};
    const pov_texts *files = &s->options->operands;
    const char *const *path = files->count > 0 ? files->text : standard_input;
    size_t count = files->count > 0 ? files->count : 1;
    bool failed = false;
    pov_survey_progress progress;
    pov_survey_progress_start(&progress, path, count, s->options->quiet, s->io->err);
    pov_household_options options = options_of(s, &progress, &failed);
    pov_status status =
        failed ? pov_no_memory(err)
               : pov_same_files_refuse(path, count, options.copies > 0, &options.bytes, err);

    if (status == POV_OK && options.header_apart && s->options->load.header_line > 1) {
        status = pov_fail(err, POV_ERR_USAGE, "--header-file and --header-line exclude each other");
    }
    if (status == POV_OK && options.header_apart) {
        status = read_header_file(s, s->options->survey.header_file, err);
    }
    if (status == POV_OK) {
        status = check_year(s, options.year, err);
    }
    if (status == POV_OK) {
        status = find_level(s->options->survey.by, &options.by, err);
    }
    if (status == POV_OK) {
        s->counters = options.jobs;
        s->counter = calloc(options.jobs, sizeof *s->counter);
        status = s->counter != NULL
                     ? pov_household_reader_new(&s->reader, &s->standard, &options, take, s, err)
                     : pov_no_memory(err);
    }
    if (status == POV_OK) {
        status = read_all(s, path, count, &progress, err);
    }
    for (size_t t = 0; status == POV_OK && t < pov_household_threads(s->reader); t++) {
        status = pov_survey_add(&s->survey, &s->counter[t]);
    }
    if (status == POV_OK) {
        status = check_year(s, pov_household_found(s->reader).year, err);
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
        [POV_REASON_YEAR] = "year",
        [POV_REASON_UNIT] = "unit",
        [POV_REASON_AREA] = "area",
        [POV_REASON_MINORITY] = "ethnic_minority",
        [POV_REASON_MEMBERS] = "members",
        [POV_REASON_INCOME] = "income_per_capita_vnd",
        [POV_REASON_B1] = "b1",
        [POV_REASON_B2] = "b2",
        [POV_REASON_CLASS] = "class",
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

static void report_skipped(const run_state *s, pov_report *report)
{
    pov_buffer text = {0}, json = {0}, remark = {0};
    int64_t rows = word_skipped(s, &text, &json);
    const char *raw = pov_report_keep(report, &json);

    if (rows > 0) {
        pov_buffer_format(&remark, "%s %s (%s)",
                          pov_label("text.skipped_rows", s->options->render.language),
                          pov_show_count(rows).text, pov_buffer_get(&text));
        pov_report_add_assumption(
            report, (pov_assumption){"skipped_rows", raw, pov_report_keep(report, &remark)});
    }
    pov_buffer_end(&text, &report->failed);
}

/* ---- notes on what was read ---- */

static void note_skipped(const run_state *s)
{
    pov_buffer text = {0}, json = {0};
    const int64_t rows = word_skipped(s, &text, &json),
                  unplaced = pov_household_found(s->reader).unplaced;

    if (rows > 0) {
        pov_note(s->io, NULL, 0,
                 rows > unplaced
                     ? POV_TEXT("their households are of unknown class, and bounds allow for them")
                     : NULL,
                 "rows that cannot be read in full: %s (%s)", pov_show_count(rows).text,
                 pov_buffer_get(&text));
    }
    if (unplaced > 0) {
        pov_note(s->io, NULL, 0, NULL, "rows passed over, as not even their unit can be read: %s",
                 pov_show_count(unplaced).text);
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&json);
}

/* Households far above the line that lack most services: 1 may mean "has" in this file. */
static void note_reversed(const run_state *s)
{
    enum { FEWEST = 3 };
    const int64_t indicators = (int64_t)s->standard.indicator_count;
    int64_t above = 0, lacks = 0;

    for (size_t i = 0; i < s->counters; i++) {
        above += s->counter[i].above;
        lacks += s->counter[i].above_lacks;
    }
    if (!pov_household_facts_get(s->reader)->indicators || above < FEWEST ||
        2 * lacks <= above * indicators) {
        return;
    }
    pov_note(s->io, NULL, 0,
             POV_TEXT("1 means that the household lacks the service: does it mean in this file "
                      "that the household has it?"),
             "the %s households above all income lines lack %s of %s services on average",
             pov_show_count(above).text, pov_show_count((lacks + above / 2) / above).text,
             pov_show_count(indicators).text);
}

/* Where nobody has even a fifth of the line, the incomes are probably not in VND a month. */
static void note_low_incomes(const run_state *s)
{
    const int64_t line = s->standard.line_count > 0 ? s->standard.line[0].income[POV_RURAL] : 0;
    int64_t most = 0;

    for (size_t i = 0; i < s->counters; i++) {
        most = s->counter[i].most > most ? s->counter[i].most : most;
    }
    if (s->options->survey.income_unit != 0 || most == 0 || most >= line / 5) {
        return;
    }
    pov_note(s->io, NULL, 0,
             POV_TEXT("are the incomes in thousand or million VND? --income-unit thousand or "
                      "million; VND all the same: --income-unit dong"),
             "no household has more than %s VND per person and month", pov_show_count(most).text);
}

static void note_copies(const run_state *s, const pov_household_findings *found)
{
    if (found->copies > 0) {
        pov_note(s->io, NULL, 0, NULL, "copies of rows: %s; each household is counted once",
                 pov_show_count(found->copies).text);
    }
    if (found->copies_ended) {
        pov_note(s->io, NULL, 0,
                 POV_TEXT("--copies N looks in up to N rows, and takes 24 bytes for each"),
                 "there are more than %s rows: copies of rows are not looked for in so many",
                 pov_show_count((int64_t)s->options->survey.copies).text);
    }
}

static void note_findings(const run_state *s)
{
    const pov_household_findings found = pov_household_found(s->reader);
    int64_t otherwise = 0;

    if (s->units == 0 && found.other_years == 0 && found.unplaced == 0) {
        pov_note(s->io, NULL, 0, NULL, "there are no households: no row is below a header");
    }
    note_skipped(s);
    note_copies(s, &found);
    note_reversed(s);
    note_low_incomes(s);
    if (found.passed != NULL) {
        pov_note(s->io, NULL, 0, NULL, "columns passed over: %s (%zu)", found.passed,
                 found.passed_count);
    }
    if (found.other_years > 0) {
        pov_note(s->io, NULL, 0, NULL, "rows of other years passed over: %s",
                 pov_show_count(found.other_years).text);
    }
    if (found.income != NULL) {
        pov_note(s->io, NULL, 0, NULL,
                 "the column \"%s\" is taken for the income per person and month, not of the "
                 "household",
                 found.income);
    }
    if (found.people != NULL) {
        pov_note(s->io, NULL, 0,
                 POV_TEXT("1 means that the household is of an ethnic minority: is it the code of "
                          "Kinh in this file?"),
                 "the column \"%s\" has 1 and never 0", found.people);
    }
    if (found.unmarked) {
        pov_note(s->io, NULL, 0, NULL,
                 "households without a mark in the columns of poor and near-poor are counted as "
                 "not poor");
    }
    for (size_t i = 0; i < s->counters; i++) {
        otherwise += s->counter[i].otherwise;
    }
    if (otherwise > 0) {
        pov_note(s->io, NULL, 0, NULL,
                 "households that the file states another class of: %s; the class that is "
                 "counted follows from income or score",
                 pov_show_count(otherwise).text);
    }
}

/* ---- the report ---- */

/* Some rows for each unit, in the order of the units: its groups, or the indicators of its
 * populations. */
typedef struct view {
    const run_state *state;
    bool deprivation;
    size_t rows; /* of a unit */
    bool areas;  /* urban and rural are told apart */
    struct address *last;
} view;

/* The address of a parent: units of one parent often follow each other. */
typedef struct address {
    uint32_t parent;
    const char *text;
} address;

static const struct {
    const char *group;
    unsigned groups;
} parts[] = {
    {"all", POV_GROUPS_ALL},
    {"urban", POV_GROUPS_URBAN},
    {"rural", POV_GROUPS_RURAL},
    {"ethnic_minority", POV_GROUPS_MINORITY},
};

enum { AREAS = 2 }; /* parts that are areas */

static const struct {
    const char *name;
    unsigned classes;
} populations[] = {{"poor", 1U << POV_CLASS_POOR},
                   {"near_poor", 1U << POV_CLASS_NEAR_POOR},
                   {"poor_and_near_poor", 1U << POV_CLASS_POOR | 1U << POV_CLASS_NEAR_POOR}};

static uint32_t unit_at(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return v->state->survey.order[row / v->rows];
}

/* Of counts; deprivation is of all households. */
static size_t part_at(const view *v, size_t row)
{
    const size_t part = v->deprivation ? 0 : row % v->rows;

    return part > 0 && !v->areas ? part + AREAS : part;
}

/* Groups are set in below their unit. */
static pov_report_row row_at(const pov_report *report, size_t row)
{
    return (pov_report_row){.depth = part_at(report->of, row) > 0};
}

static void get_unit(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->text = ((const view *)report->of)->state->unit[unit_at(report, row)].name;
}

static void get_level(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->text = level_names[((const view *)report->of)->state->unit[unit_at(report, row)].level];
}

/* As in an address, "Châu Thành, Bến Tre": districts of one name are in many provinces. */
static void get_parent(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_household_unit *unit = v->state->unit;
    uint32_t parent = unit[unit_at(report, row)].parent;

    (void)which;
    if (parent == POV_NO_UNIT) {
        return;
    }
    if (v->last->text == NULL || v->last->parent != parent) {
        pov_buffer *text = pov_report_write(report);
        for (uint32_t u = parent; u != POV_NO_UNIT; u = unit[u].parent) {
            pov_buffer_format(text, "%s%s", u == parent ? "" : ", ", unit[u].name);
        }
        *v->last = (address){parent, pov_report_written(report)};
    }
    cell->text = v->last->text;
}

static void get_group(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    pov_cell_set_word(cell, report, "group", parts[part_at(report->of, row)].group);
}

static void get_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const run_state *s = ((const view *)report->of)->state;
    const pov_year read = {(int16_t)pov_household_found(s->reader).year, 0};

    (void)row;
    (void)which;
    pov_cell_set_year(cell, report,
                      s->options->survey.year.year != 0 ? s->options->survey.year : read);
}

static void get_standard(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)row;
    (void)which;
    cell->text = ((const view *)report->of)->state->standard_name;
}

enum {
    HOUSEHOLDS,
    POOR,
    NEAR_POOR,
    AVERAGE,
    UNKNOWN,
    PERSONS,
    POOR_PERSONS,
    ALL_HOUSEHOLDS,
    DEPRIVED
};

static int64_t deprived(const view *v, uint32_t unit, unsigned classes, size_t indicator)
{
    int64_t count = 0;

    for (unsigned c = POV_CLASS_POOR; c <= POV_CLASS_NEAR_POOR; c++) {
        if ((classes >> c & 1U) != 0) {
            count += pov_survey_deprived(&v->state->survey, unit, (pov_class)c, indicator);
        }
    }
    return count;
}

/* What is counted of a row, without households of unknown class. */
static int64_t count_of(const view *v, uint32_t unit, size_t row, size_t which)
{
    const pov_survey *s = &v->state->survey;
    const size_t indicators = v->state->standard.indicator_count;
    const unsigned groups = parts[part_at(v, row)].groups;
    const unsigned classes =
        v->deprivation ? populations[row % v->rows / indicators].classes : POV_CLASSES_ALL;

    switch (which) {
    case HOUSEHOLDS:
        return pov_survey_households(s, unit, classes, groups);
    case POOR:
        return pov_survey_households(s, unit, 1U << POV_CLASS_POOR, groups);
    case NEAR_POOR:
        return pov_survey_households(s, unit, 1U << POV_CLASS_NEAR_POOR, groups);
    case AVERAGE:
        return pov_survey_households(s, unit, 1U << POV_CLASS_AVERAGE, groups);
    case PERSONS:
        return pov_survey_persons(s, unit, POV_CLASSES_ALL, groups);
    case POOR_PERSONS:
        return pov_survey_persons(s, unit, 1U << POV_CLASS_POOR, groups);
    case ALL_HOUSEHOLDS:
        return pov_survey_households(s, unit, POV_CLASSES_ALL, groups);
    case UNKNOWN:
        return 0;
    default:
        return deprived(v, unit, classes, row % v->rows % indicators);
    }
}

/* The same with those of unknown class: at least and at most. False where it is not known even
 * which households are of the row's group. */
static bool find_range(const pov_report *report, size_t row, size_t which, pov_interval *range)
{
    const view *v = report->of;
    const pov_survey *s = &v->state->survey;
    const uint32_t unit = unit_at(report, row);
    const unsigned groups = parts[part_at(v, row)].groups;
    const int64_t known = count_of(v, unit, row, which);
    const int64_t more = pov_survey_unknown(s, unit, groups, false);

    if (more != pov_survey_unknown(s, unit, groups, true)) {
        return false;
    }
    if (which == PERSONS || which == POOR_PERSONS) {
        const int64_t persons = pov_survey_unknown_persons(s, unit, groups);
        const bool members = more == 0 || !pov_survey_lacks_members(s, unit);
        *range = (pov_interval){known + (which == PERSONS ? persons : 0),
                                members ? known + persons : POV_NO_HIGH};
        return true;
    }
    const bool all =
        which == UNKNOWN || which == ALL_HOUSEHOLDS || (which == HOUSEHOLDS && !v->deprivation);
    *range = (pov_interval){known + (all ? more : 0), known + more};
    return true;
}

/* A count, or a range where households are of unknown class. */
static void get_count(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    pov_interval range;

    if (!find_range(report, row, which, &range)) {
        return;
    }
    pov_cell_set_count(cell, range.low);
    if (range.high != range.low) {
        cell->figure.bounds = range;
        cell->figure.open = true;
        cell->figure.qualifier = range.high == POV_NO_HIGH ? POV_AT_LEAST : POV_RANGE;
        cell->figure.value_high = range.high == POV_NO_HIGH ? range.low : range.high;
    }
}

/* Of the row's households. Two decimals, as the documents print rates; its bounds hold the exact
 * quotient. The survey is itself the document, so the rate is stated. */
static void get_rate(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const int64_t digit = pov_digit_unit(2);
    pov_interval part, whole;

    if (!find_range(report, row, which, &part) || !find_range(report, row, HOUSEHOLDS, &whole) ||
        whole.high <= 0) {
        return;
    }
    /* a household of unknown class that is in the part is in the whole too */
    const pov_interval of = pov_interval_point(whole.high),
                       low = pov_interval_ratio(pov_interval_point(part.low), POV_HUNDRED_PERCENT,
                                                of),
                       high = pov_interval_ratio(pov_interval_point(part.high), POV_HUNDRED_PERCENT,
                                                 of);
    cell->figure = (pov_figure){.value = low.low,
                                .value_high = low.low,
                                .bounds = {low.low, high.high},
                                .kind = POV_KIND_RATE,
                                .basis = POV_BASIS_STATED,
                                .digits = 2};
    if (part.high != part.low) { /* as it is printed it has the bounds within it */
        cell->figure.open = true;
        cell->figure.qualifier = POV_RANGE;
        cell->figure.value = low.low / digit * digit;
        cell->figure.value_high = (high.high + digit - 1) / digit * digit;
    }
}

static const pov_indicator *indicator_at(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return &v->state->standard.indicator[row % v->rows % v->state->standard.indicator_count];
}

static void get_dimension(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->text = indicator_at(report, row)->dimension;
}

/* Tables in English have its name for programs, which is English and short. */
static void get_indicator(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_indicator *indicator = indicator_at(report, row);

    (void)which;
    cell->text = indicator->id;
    if (report->language != POV_ENGLISH) {
        cell->shown = indicator->name.text[report->language];
    }
}

static void get_population(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    size_t population = row % v->rows / v->state->standard.indicator_count;

    (void)which;
    pov_cell_set_word(cell, report, "population", populations[population].name);
}

/* Whether the middle class is told apart: a score alone does not. */
static bool has_average(const run_state *s)
{
    const pov_household_facts *facts = pov_household_facts_get(s->reader);
    bool ruled = facts->classes;

    for (size_t i = 0; i < s->standard.rule_count; i++) {
        ruled = ruled || s->standard.rule[i].class == POV_CLASS_AVERAGE;
    }
    return ruled && (facts->incomes || facts->classes);
}

static void add_columns(pov_report *report, const run_state *s, bool deprivation)
{
    const pov_household_facts *facts = pov_household_facts_get(s->reader);
    bool parents = false;
    for (int level = 0; level < facts->by; level++) {
        parents = parents || facts->level[level];
    }
    const unsigned members = s->survey.plan.persons && !deprivation ? POV_IN_BOTH : 0;
    const unsigned counts = deprivation ? 0 : POV_IN_BOTH, lacks = deprivation ? POV_IN_BOTH : 0;
    const unsigned average = has_average(s) ? counts & POV_IN_DATA : 0;
    const unsigned unknown = s->options->survey.skip_invalid ? POV_IN_BOTH : 0;
    const unsigned data = POV_IN_DATA;
    const pov_report_column columns[] = {
        POV_TREE_COLUMN("unit", POV_IN_BOTH, get_unit, 0),
        POV_COLUMN("level", TEXT, data, get_level, 0),
        POV_COLUMN("parent", TEXT, parents ? POV_IN_BOTH : data, get_parent, 0),
        POV_COLUMN("group", TEXT, deprivation ? data : POV_IN_BOTH, get_group, 0),
        POV_COLUMN("year", YEAR, data, get_year, 0),
        POV_COLUMN("standard", TEXT, data, get_standard, 0),
        POV_COLUMN("dimension", TEXT, lacks & data, get_dimension, 0),
        POV_COLUMN("indicator", TEXT, lacks, get_indicator, 0),
        POV_COLUMN("population", TEXT, lacks, get_population, 0),
        POV_COLUMN("households", FIGURE, POV_IN_BOTH, get_count, HOUSEHOLDS),
        POV_COLUMN("poor", FIGURE, counts, get_count, POOR),
        POV_COLUMN("poor_rate", FIGURE, counts, get_rate, POOR),
        POV_COLUMN("near_poor", FIGURE, counts, get_count, NEAR_POOR),
        POV_COLUMN("near_poor_rate", FIGURE, counts, get_rate, NEAR_POOR),
        POV_COLUMN("average", FIGURE, average, get_count, AVERAGE),
        POV_COLUMN("unknown", FIGURE, unknown, get_count, UNKNOWN),
        POV_COLUMN("persons", FIGURE, members, get_count, PERSONS),
        POV_COLUMN("poor_persons", FIGURE, members, get_count, POOR_PERSONS),
        POV_COLUMN("all_households", FIGURE, lacks, get_count, ALL_HOUSEHOLDS),
        POV_COLUMN("deprived", FIGURE, lacks, get_count, DEPRIVED),
        POV_COLUMN("deprived_rate", FIGURE, lacks, get_rate, DEPRIVED),
    };

    for (size_t i = 0; i < POV_LENGTH(columns); i++) {
        if (columns[i].where != 0) {
            pov_report_add_column(report, columns[i]);
        }
    }
}

/* A group that has no household in a unit is stated as 0: to rollup, no row means not known. */
static size_t rows_of_unit(const run_state *s, bool deprivation)
{
    const pov_household_facts *facts = pov_household_facts_get(s->reader);

    return deprivation ? POV_LENGTH(populations) * s->standard.indicator_count
                       : POV_LENGTH(parts) - (facts->minority ? 0 : 1) - (facts->areas ? 0 : AREAS);
}

static void fill(pov_report *report, const view *v)
{
    const run_state *s = v->state;

    report->command = "survey";
    report->language = s->options->render.language;
    report->row_at = row_at;
    pov_report_view(report, v, s->survey.order_count * v->rows, 0);
    if (report->failed) {
        return;
    }
    report->title = pov_report_format(
        report, "%s, %s",
        pov_label(v->deprivation ? "title.survey_deprivation" : "title.survey", report->language),
        s->standard_name);
    pov_report_add_files(report, s->options->operands.text, s->options->operands.count);
    if (s->options->operands.count == 0) {
        pov_report_add_file(report, "-");
    }
    add_columns(report, s, v->deprivation);
    report_skipped(s, report);
}

static pov_status print(run_state *s, bool deprivation, const char *path,
                        const pov_renderer *renderer, pov_output *output, pov_error *err)
{
    address last = {POV_NO_UNIT, NULL};
    const view v = {s, deprivation, rows_of_unit(s, deprivation),
                    pov_household_facts_get(s->reader)->areas, &last};
    pov_report report = POV_REPORT_INIT;
    pov_status status = POV_OK;

    fill(&report, &v);
    if (s->options->sort != NULL && path == s->options->output) {
        status = pov_report_sort(&report, s->options->sort, s->options->sort_down, err);
    }
    if (status == POV_OK) {
        status = pov_output_open(output, path, s->io, err);
    }
    if (status == POV_OK) {
        status = pov_render_reports(renderer != NULL ? renderer : pov_renderer_by_name("table"),
                                    &report, 1, &s->options->render, output->to, err);
    }
    pov_report_fini(&report);
    return pov_output_store(output, status, err);
}

/* Both results, or neither. */
static pov_status print_all(run_state *s, pov_error *err)
{
    const pov_options *options = s->options;
    const pov_survey_options *o = &options->survey;
    pov_output result = {0}, deprivation = {0};
    pov_status status = print(s, o->measure != NULL && strcmp(o->measure, "deprivation") == 0,
                              options->output, options->renderer, &result, err);

    if (status == POV_OK && o->deprivation != NULL) {
        status = print(s, true, o->deprivation, deprivation_renderer(options), &deprivation, err);
    }
    status = pov_output_close(&deprivation, status, err);
    return pov_output_close(&result, status, err);
}

static int run(const pov_options *options, const pov_io *io)
{
    run_state s = {
        .options = options, .io = io, .survey = POV_SURVEY_INIT, .notes = POV_PROBLEMS_INIT};
    pov_error err = POV_ERROR_INIT;
    pov_status status = check_options(&s, &err);

    if (status == POV_OK) {
        status = load_standard(&s, &err);
    }
    if (status == POV_OK) {
        status = read_files(&s, &err);
    }
    if (status == POV_OK) {
        pov_print_problems(&s.notes, options->quiet, io->err);
        if (!options->quiet) {
            note_findings(&s);
        }
        status = print_all(&s, &err);
    }
    free(s.counter);
    pov_problems_fini(&s.notes);
    pov_survey_fini(&s.survey);
    pov_household_reader_free(s.reader);
    pov_standard_fini(&s.standard);
    pov_buffer_fini(&s.changed);
    pov_buffer_fini(&s.header);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

const pov_command pov_command_survey = {
    .name = "survey",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("classifies the households of a yearly review and counts them per unit"),
    .description = POV_TEXT(
        "Reads one row per household: household_id, province, district, commune, village, area, "
        "ethnic_minority, members, income_per_capita_vnd (or the score b1, or the class), and a "
        "column for each indicator of the standard (or the score b2): 1 where the household lacks "
        "the service, 0 where it has it. Classifies each household by the standard (default: "
        "vn-2022) and counts. Files are UTF-8 and may be of any size; all files are counted "
        "together. \"povcalc help columns households\" says more of the columns."),
    .more = POV_TEXTS(POV_TEXT(
        "A household whose row cannot be read stops the run, with its place; --skip-invalid "
        "counts it as of unknown class, so that numbers and rates of the poor become ranges. "
        "A row that is there twice, with the same household_id and unit, is counted once. The "
        "output of --format csv is a plan file, or with --measure deprivation a deprivation "
        "file, for the other commands.")),
    .operands = POV_TEXTS(
        "FILE",
        POV_TEXT("household files (CSV), counted together; none or - reads standard input")),
    .files = POV_FILES_TABLE,
    .formats = "table, json, csv, csv-excel, markdown, html, xlsx",
    .examples =
        POV_TEXTS("povcalc survey --by district --year 2024 --format csv households.csv > plan.csv",
                  POV_TEXT("poor and near-poor households per district, as a plan file"),
                  "zstdcat households.csv.zst | povcalc survey --measure deprivation -",
                  POV_TEXT("which basic social services poor and near-poor households lack"),
                  "povcalc survey --income-line rural=1800000,urban=2400000 households.csv",
                  POV_TEXT("what if the income line were another one")),
    .options = (POV_OPTS_OUTPUT & ~POV_OPT(BOUNDS)) | POV_OPT(SORT) | POV_OPT(TABLE) |
               POV_OPT(COLUMN) | POV_OPT(HEADER_LINE) | POV_OPT(HEADER_FILE) | POV_OPT(SEPARATOR) |
               POV_OPT(IGNORE_UNKNOWN) | POV_OPT(STANDARD) | POV_OPT(OF_UNIT) | POV_OPT(OF_AREA) |
               POV_OPT(INCOME_UNIT) | POV_OPT(COPIES) | POV_OPT(SURVEY_BY) | POV_OPT(MEASURE) |
               POV_OPT(DEPRIVATION) | POV_OPT(REVIEW_YEAR) | POV_OPT(INCOME_LINE) |
               POV_OPT(CUTOFF) | POV_OPT(SKIP_INVALID) | POV_OPT(JOBS),
    .run = run,
};
