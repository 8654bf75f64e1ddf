/*
 * standards: the poverty standards that are built in, or all that one of them says.
 */
#include "commands/print_report.h"
#include "loader/standard_file.h"
#include "session/notes.h"

#include <assert.h>
#include <string.h>

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

typedef struct filler {
    pov_report *report;
    size_t column; /* that was set last */
    pov_language language;
    bool failed; /* memory ran out */
} filler;

static pov_kept_cell *cell_of(filler *f, const pov_kept_row *row, const char *column)
{
    pov_kept_cell *cell = pov_report_cell(f->report, row, column, &f->column);

    assert(cell != NULL); /* a name of add_columns */
    return cell;
}

static void set_text(filler *f, pov_kept_row *row, const char *column, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        const char *kept = pov_report_keep_text(f->report, text);
        f->failed = f->failed || kept == NULL;
        cell_of(f, row, column)->text = kept;
    }
}

/* A word of the data, and how tables show it. */
static void set_word(filler *f, pov_kept_row *row, const char *column, const char *shown,
                     const char *word)
{
    set_text(f, row, column, word);
    set_text(f, row, shown, pov_word_shown(column, word, f->language));
}

static void set_count(filler *f, pov_kept_row *row, const char *column, int64_t count)
{
    pov_figure figure = {.value = count,
                         .value_high = count,
                         .bounds = pov_interval_point(count),
                         .kind = POV_KIND_COUNT,
                         .basis = POV_BASIS_STATED};
    const pov_figure *kept = pov_report_keep_figure(f->report, &figure);

    f->failed = f->failed || kept == NULL;
    cell_of(f, row, column)->figure = kept;
}

static void set_year(filler *f, pov_kept_row *row, const char *column, int year)
{
    char text[16];

    if (year != 0) {
        (void)snprintf(text, sizeof text, "%d", year);
        set_text(f, row, column, text);
    }
}

static pov_kept_row *add_row(filler *f, unsigned depth)
{
    pov_kept_row *row = NULL;

    f->failed = f->failed || pov_report_add_row(f->report, depth, &row) != POV_OK;
    return f->failed ? NULL : row;
}

static void add_columns(filler *f, const pov_report_column *columns, size_t count)
{
    f->failed = f->failed || pov_report_add_columns(f->report, columns, count) != POV_OK;
}

static void set_title(filler *f, const char *title)
{
    f->report->title = pov_report_keep_text(f->report, title);
    f->failed = f->failed || f->report->title == NULL;
}

static void remark_unconfirmed(filler *f, const pov_standard *standard)
{
    for (size_t i = 0; i < standard->source_count; i++) {
        if (!standard->source[i].confirmed) {
            f->failed = f->failed ||
                        pov_report_add_remark(f->report,
                                              pov_label("text.unconfirmed", f->language)) != POV_OK;
            return;
        }
    }
}

static bool all_confirmed(const pov_standard *standard)
{
    bool confirmed = standard->source_count > 0;

    for (size_t i = 0; i < standard->source_count; i++) {
        confirmed = confirmed && standard->source[i].confirmed;
    }
    return confirmed;
}

/* ---- the list ---- */

static void add_standard(filler *f, const pov_standard *s)
{
    pov_kept_row *row = add_row(f, 0);

    if (row == NULL) {
        return;
    }
    set_text(f, row, "standard", s->id);
    set_text(f, row, "title", s->title.text[f->language]);
    set_text(f, row, "title_en", s->title.text[POV_ENGLISH]);
    set_text(f, row, "title_vi", s->title.text[POV_VIETNAMESE]);
    set_year(f, row, "from", s->from);
    set_year(f, row, "to", s->to);
    set_count(f, row, "income_rural", s->line[0].income[POV_RURAL]);
    set_count(f, row, "income_urban", s->line[0].income[POV_URBAN]);
    set_count(f, row, "indicators", (int64_t)s->indicator_count);
    set_count(f, row, "cutoff", s->cutoff);
    set_word(f, row, "confirmed", "confirmed_text", all_confirmed(s) ? "yes" : "in part");
}

static pov_status list_standards(filler *f, pov_error *err)
{
    const pov_report_column columns[] = {
        {.name = "standard", .kind = POV_COLUMN_TEXT, .where = BOTH},
        {.name = "title", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        {.name = "title_en", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "title_vi", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "from", .kind = POV_COLUMN_YEAR, .where = BOTH},
        {.name = "to", .kind = POV_COLUMN_YEAR, .where = BOTH},
        {.name = "income_rural", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "income_urban", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "indicators", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "cutoff", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "confirmed", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "confirmed_text",
         .heading = pov_label("confirmed", f->language),
         .kind = POV_COLUMN_TEXT,
         .where = POV_IN_TABLE},
    };
    pov_status status = POV_OK;

    set_title(f, pov_label("title.standards", f->language));
    add_columns(f, columns, sizeof columns / sizeof *columns);
    for (const pov_builtin_standard *b = pov_builtin_standards;
         b->id != NULL && status == POV_OK && !f->failed; b++) {
        pov_standard standard;
        status = pov_standard_load(b->id, &standard, err);
        if (status == POV_OK) {
            add_standard(f, &standard);
            pov_standard_fini(&standard);
        }
    }
    return status;
}

/* ---- one of them ---- */

static void add_line(filler *f, const pov_income_line *line)
{
    pov_kept_row *row = add_row(f, 0);

    if (row == NULL) {
        return;
    }
    set_word(f, row, "part", "part_text", "income_line");
    set_text(f, row, "id", line->id);
    set_count(f, row, "income_rural", line->income[POV_RURAL]);
    set_count(f, row, "income_urban", line->income[POV_URBAN]);
    if (line->scored) {
        set_count(f, row, "score_rural", line->score[POV_RURAL]);
        set_count(f, row, "score_urban", line->score[POV_URBAN]);
    }
}

static void add_indicator(filler *f, const pov_indicator *indicator)
{
    pov_kept_row *row = add_row(f, 0);

    if (row == NULL) {
        return;
    }
    set_word(f, row, "part", "part_text", "indicator");
    set_text(f, row, "id", indicator->id);
    set_text(f, row, "dimension", indicator->dimension);
    set_text(f, row, "name", indicator->name.text[f->language]);
    set_text(f, row, "name_en", indicator->name.text[POV_ENGLISH]);
    set_text(f, row, "name_vi", indicator->name.text[POV_VIETNAMESE]);
}

/* "income at most poor; 3 or more indicators lacked", from words of the label table */
static void word_rule(const pov_standard *s, const pov_class_rule *rule, pov_language language,
                      pov_buffer *out)
{
    pov_buffer_format(out, "%s: %s", pov_label("text.income_at_most", language),
                      s->line[rule->at_most].id);
    if (rule->deprived != POV_DEPRIVED_ANY) {
        pov_buffer_format(out, "; %s %s %u", pov_label("text.indicators_lacked", language),
                          rule->deprived == POV_CUTOFF_OR_MORE ? "\xE2\x89\xA5" : "<", s->cutoff);
    }
}

static void add_rule(filler *f, const pov_standard *s, const pov_class_rule *rule)
{
    static const char *const columns[] = {"name_en", "name_vi"};
    pov_kept_row *row = add_row(f, 0);

    if (row == NULL) {
        return;
    }
    set_word(f, row, "part", "part_text", "rule");
    set_text(f, row, "id", pov_class_name(rule->class));
    for (size_t i = 0; i < 2; i++) {
        pov_buffer words = {0};
        word_rule(s, rule, (pov_language)i, &words);
        f->failed = f->failed || words.failed;
        set_text(f, row, columns[i], pov_buffer_get(&words));
        if (i == (size_t)f->language) {
            set_text(f, row, "name", pov_buffer_get(&words));
        }
        pov_buffer_fini(&words);
    }
}

static void add_source(filler *f, const pov_standard_source *source)
{
    pov_kept_row *row = add_row(f, 0);

    if (row == NULL) {
        return;
    }
    set_word(f, row, "part", "part_text", "source");
    set_text(f, row, "name", source->act);
    set_text(f, row, "name_en", source->act);
    set_text(f, row, "name_vi", source->act);
    set_word(f, row, "confirmed", "confirmed_text", source->confirmed ? "yes" : "no");
    set_text(f, row, "note", source->note.text[f->language]);
    set_text(f, row, "note_vi", source->note.text[POV_VIETNAMESE]);
    set_text(f, row, "url", source->url);
}

static void show_standard(filler *f, const pov_standard *s)
{
    const pov_report_column columns[] = {
        {.name = "part", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "part_text",
         .heading = pov_label("part", f->language),
         .kind = POV_COLUMN_TEXT,
         .where = POV_IN_TABLE},
        {.name = "id", .kind = POV_COLUMN_TEXT, .where = BOTH},
        {.name = "dimension", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "name", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
        {.name = "name_en", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "name_vi", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "income_rural", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "income_urban", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "score_rural", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "score_urban", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "confirmed", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "confirmed_text",
         .heading = pov_label("confirmed", f->language),
         .kind = POV_COLUMN_TEXT,
         .where = POV_IN_TABLE},
        {.name = "note", .kind = POV_COLUMN_TEXT, .where = BOTH},
        {.name = "note_vi", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "url", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    };
    pov_buffer title = {0};

    pov_buffer_format(&title, "%s: %s", s->id, s->title.text[f->language]);
    f->failed = f->failed || title.failed;
    set_title(f, pov_buffer_get(&title));
    pov_buffer_fini(&title);
    add_columns(f, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < s->line_count; i++) {
        add_line(f, &s->line[i]);
    }
    for (size_t i = 0; i < s->indicator_count; i++) {
        add_indicator(f, &s->indicator[i]);
    }
    for (size_t i = 0; i < s->rule_count; i++) {
        add_rule(f, s, &s->rule[i]);
    }
    for (size_t i = 0; i < s->source_count; i++) {
        add_source(f, &s->source[i]);
    }
    remark_unconfirmed(f, s);
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_report report = POV_REPORT_INIT;
    pov_standard standard = {0};
    pov_error err = POV_ERROR_INIT;
    filler f = {.report = &report, .language = options->render.language};
    pov_status status = POV_OK;

    report.command = "standards";
    if (options->operands.count > 1) {
        status = pov_fail(&err, POV_ERR_USAGE, "standards: one standard at a time");
    } else if (options->operands.count == 0) {
        status = list_standards(&f, &err);
    } else {
        status = pov_standard_load(options->operands.text[0], &standard, &err);
        if (status == POV_OK) {
            show_standard(&f, &standard);
        }
    }
    if (status == POV_OK && f.failed) {
        status = pov_no_memory(&err);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, options->output, options->renderer, options, io, &err);
    }
    pov_report_fini(&report);
    pov_standard_fini(&standard);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "povcalc standards",
    POV_TEXT("the poverty standards that survey knows by name"),
    "povcalc standards vn-2022",
    POV_TEXT("its income lines, indicators, rules and sources"),
    "povcalc standards my.json",
    POV_TEXT("a standard of your own, checked"),
    NULL,
};

static const char *const operands[] = {
    "ID", "a standard that is built in", "FILE.json", "a file of your own", NULL,
};

const pov_command pov_command_standards = {
    .name = "standards",
    .arguments = "[ID | FILE.json]",
    .summary = POV_TEXT("the poverty standards known, their lines, rules and sources"),
    .description = POV_TEXT(
        "Lists the poverty standards that are built in, or shows one: income lines in VND per "
        "person and month, the same lines as scores of the yearly review, the indicators of "
        "deprivation, the rules in the order in which they are tried, and the sources with what "
        "they confirm. A file of your own is checked; docs/standard.schema.json says what it "
        "holds."),
    .operands = operands,
    .files = POV_FILES_JSON,
    .examples = examples,
    .options = POV_OPTS_OUTPUT & ~(POV_OPT(BOUNDS) | POV_OPT(DECIMALS)),
    .run = run,
};
