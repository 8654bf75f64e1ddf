/*
 * standards: the poverty standards that are built in, or all that one of them says.
 */
#include "loader/standard_file.h"
#include "session/fields.h"
#include "session/notes.h"
#include "session/print_report.h"

#define STANDARDS_MAX 16

static bool all_confirmed(const pov_standard *standard)
{
    bool confirmed = standard->source_count > 0;

    for (size_t i = 0; i < standard->source_count; i++) {
        confirmed = confirmed && standard->source[i].confirmed;
    }
    return confirmed;
}

static void set_year(pov_cell *cell, const pov_report *report, int year)
{
    if (year != 0) {
        cell->text = pov_report_format(report, "%d", year);
    }
}

/* ---- the list ---- */

enum { ID, TITLE, TITLE_EN, TITLE_VI, FROM, TO, RURAL, URBAN, INDICATORS, CUTOFF, CONFIRMED };

static void get_of_list(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_standard *s = &((const pov_standard *)report->of)[row];

    switch (which) {
    case ID:
        pov_cell_set_text(cell, s->id);
        break;
    case TITLE:
        pov_cell_set_text(cell, s->title.text[report->language]);
        break;
    case TITLE_EN:
        pov_cell_set_text(cell, s->title.text[POV_ENGLISH]);
        break;
    case TITLE_VI:
        pov_cell_set_text(cell, s->title.text[POV_VIETNAMESE]);
        break;
    case FROM:
        set_year(cell, report, s->from);
        break;
    case TO:
        set_year(cell, report, s->to);
        break;
    case RURAL:
        pov_cell_set_count(cell, s->line[0].income[POV_RURAL]);
        break;
    case URBAN:
        pov_cell_set_count(cell, s->line[0].income[POV_URBAN]);
        break;
    case INDICATORS:
        pov_cell_set_count(cell, (int64_t)s->indicator_count);
        break;
    case CUTOFF:
        pov_cell_set_count(cell, s->cutoff);
        break;
    default:
        pov_cell_set_word(cell, report, "confirmed", all_confirmed(s) ? "yes" : "in part");
    }
}

static void list_standards(pov_report *report, const pov_standard *standards, size_t count)
{
    static const pov_report_column columns[] = {
        POV_COLUMN("standard", TEXT, POV_IN_BOTH, get_of_list, ID),
        POV_COLUMN("title", TEXT, POV_IN_TABLE, get_of_list, TITLE),
        POV_COLUMN("title_en", TEXT, POV_IN_DATA, get_of_list, TITLE_EN),
        POV_COLUMN("title_vi", TEXT, POV_IN_DATA, get_of_list, TITLE_VI),
        POV_COLUMN("from", YEAR, POV_IN_BOTH, get_of_list, FROM),
        POV_COLUMN("to", YEAR, POV_IN_BOTH, get_of_list, TO),
        POV_COLUMN("income_rural", FIGURE, POV_IN_BOTH, get_of_list, RURAL),
        POV_COLUMN("income_urban", FIGURE, POV_IN_BOTH, get_of_list, URBAN),
        POV_COLUMN("indicators", FIGURE, POV_IN_BOTH, get_of_list, INDICATORS),
        POV_COLUMN("cutoff", FIGURE, POV_IN_BOTH, get_of_list, CUTOFF),
        POV_COLUMN("confirmed", TEXT, POV_IN_BOTH, get_of_list, CONFIRMED),
    };

    report->title = pov_label("title.standards", report->language);
    pov_report_add_columns(report, columns, POV_LENGTH(columns));
    pov_report_view(report, standards, count, 0);
}

/* ---- one of them ---- */

/* A row is a line, an indicator, a rule or a source, in this order; the others are NULL. */
typedef struct part {
    const pov_income_line *line;
    const pov_indicator *indicator;
    const pov_class_rule *rule;
    const pov_standard_source *source;
} part;

static part part_at(const pov_report *report, size_t row)
{
    const pov_standard *s = report->of;

    if (row < s->line_count) {
        return (part){.line = &s->line[row]};
    }
    row -= s->line_count;
    if (row < s->indicator_count) {
        return (part){.indicator = &s->indicator[row]};
    }
    row -= s->indicator_count;
    if (row < s->rule_count) {
        return (part){.rule = &s->rule[row]};
    }
    return (part){.source = &s->source[row - s->rule_count]};
}

static void get_part(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    part p = part_at(report, row);

    (void)which;
    pov_cell_set_word(cell, report, "part",
                      p.line != NULL        ? "income_line"
                      : p.indicator != NULL ? "indicator"
                      : p.rule != NULL      ? "rule"
                                            : "source");
}

static void get_id(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    part p = part_at(report, row);

    (void)which;
    if (p.line != NULL) {
        pov_cell_set_text(cell, p.line->id);
    } else if (p.indicator != NULL) {
        pov_cell_set_text(cell, p.indicator->id);
    } else if (p.rule != NULL) {
        pov_cell_set_text(cell, pov_class_name(p.rule->class));
    }
}

static void get_dimension(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    part p = part_at(report, row);

    (void)which;
    if (p.indicator != NULL) {
        pov_cell_set_text(cell, p.indicator->dimension);
    }
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

static void set_name(const pov_report *report, size_t row, pov_language language, pov_cell *cell)
{
    part p = part_at(report, row);

    if (p.indicator != NULL) {
        pov_cell_set_text(cell, p.indicator->name.text[language]);
    } else if (p.rule != NULL) {
        word_rule(report->of, p.rule, language, pov_report_write(report));
        cell->text = pov_report_written(report);
    } else if (p.source != NULL) {
        pov_cell_set_text(cell, p.source->act);
    }
}

static void get_name(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    set_name(report, row, report->language, cell);
}

static void get_name_in(const pov_report *report, size_t row, size_t language, pov_cell *cell)
{
    set_name(report, row, (pov_language)language, cell);
}

static void get_income(const pov_report *report, size_t row, size_t area, pov_cell *cell)
{
    part p = part_at(report, row);

    if (p.line != NULL) {
        pov_cell_set_count(cell, p.line->income[area]);
    }
}

static void get_score(const pov_report *report, size_t row, size_t area, pov_cell *cell)
{
    part p = part_at(report, row);

    if (p.line != NULL && p.line->scored) {
        pov_cell_set_count(cell, p.line->score[area]);
    }
}

enum { NOTE, NOTE_VI, URL };

static void get_source(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    part p = part_at(report, row);

    if (p.indicator != NULL && which != CONFIRMED && which != URL) {
        const pov_wording *says = &p.indicator->lacked_if;
        pov_cell_set_text(cell, says->text[which == NOTE_VI ? POV_VIETNAMESE : report->language]);
        return;
    }
    if (p.source == NULL) {
        return;
    }
    switch (which) {
    case CONFIRMED:
        pov_cell_set_word(cell, report, "confirmed", p.source->confirmed ? "yes" : "no");
        break;
    case NOTE:
        pov_cell_set_text(cell, p.source->note.text[report->language]);
        break;
    case NOTE_VI:
        pov_cell_set_text(cell, p.source->note.text[POV_VIETNAMESE]);
        break;
    default:
        pov_cell_set_text(cell, p.source->url);
    }
}

static void show_standard(pov_report *report, const pov_standard *s)
{
    static const pov_report_column columns[] = {
        POV_COLUMN("part", TEXT, POV_IN_BOTH, get_part, 0),
        POV_COLUMN("id", TEXT, POV_IN_BOTH, get_id, 0),
        POV_COLUMN("dimension", TEXT, POV_IN_DATA, get_dimension, 0),
        POV_COLUMN("name", TEXT, POV_IN_TABLE, get_name, 0),
        POV_COLUMN("name_en", TEXT, POV_IN_DATA, get_name_in, POV_ENGLISH),
        POV_COLUMN("name_vi", TEXT, POV_IN_DATA, get_name_in, POV_VIETNAMESE),
        POV_COLUMN("income_rural", FIGURE, POV_IN_BOTH, get_income, POV_RURAL),
        POV_COLUMN("income_urban", FIGURE, POV_IN_BOTH, get_income, POV_URBAN),
        POV_COLUMN("score_rural", FIGURE, POV_IN_BOTH, get_score, POV_RURAL),
        POV_COLUMN("score_urban", FIGURE, POV_IN_BOTH, get_score, POV_URBAN),
        POV_COLUMN("confirmed", TEXT, POV_IN_BOTH, get_source, CONFIRMED),
        POV_COLUMN("note", TEXT, POV_IN_BOTH, get_source, NOTE),
        POV_COLUMN("note_vi", TEXT, POV_IN_DATA, get_source, NOTE_VI),
        POV_COLUMN("url", TEXT, POV_IN_DATA, get_source, URL),
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
    pov_report_view(report, s, s->line_count + s->indicator_count + s->rule_count + s->source_count,
                    0);
    if (!report->failed) {
        report->title = pov_report_format(report, "%s: %s", s->id, s->title.text[report->language]);
    }
    if (s->source_count > 0 && !all_confirmed(s)) {
        pov_report_add_remark(report, pov_label("text.unconfirmed", report->language));
    }
}

/* Loads the standard that is named, or all that are built in. */
static pov_status load(const pov_texts *names, pov_standard *standards, size_t *count,
                       pov_error *err)
{
    if (names->count > 1) {
        return pov_fail(err, POV_ERR_USAGE, "standards: one standard at a time");
    }
    if (names->count == 1) {
        pov_status status = pov_standard_load(names->text[0], &standards[0], err);
        *count = status == POV_OK;
        return status;
    }
    return pov_standards_add_builtin(standards, STANDARDS_MAX, count, err);
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_report report = POV_REPORT_INIT;
    pov_standard standards[STANDARDS_MAX];
    size_t count = 0;
    pov_error err = POV_ERROR_INIT;
    pov_status status = load(&options->operands, standards, &count, &err);

    report.command = "standards";
    report.language = options->render.language;
    if (status == POV_OK && options->operands.count == 0) {
        list_standards(&report, standards, count);
    } else if (status == POV_OK && count > 0) {
        show_standard(&report, &standards[0]);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, options, io, &err);
    }
    pov_report_fini(&report);
    for (size_t i = 0; i < count; i++) {
        pov_standard_fini(&standards[i]);
    }
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

const pov_command pov_command_standards = {
    .name = "standards",
    .arguments = "[ID | FILE.json]",
    .summary = POV_TEXT("the poverty standards known, their lines, rules and sources"),
    .description = POV_TEXT(
        "Lists the poverty standards that are built in, or shows one: income lines in VND per "
        "person and month, the same lines as scores of the yearly review, the indicators of "
        "deprivation and when a household lacks one, the rules in the order in which they are "
        "tried, and the sources with what "
        "they confirm. A file of your own is checked; docs/standard.schema.json says what it "
        "holds."),
    .operands = POV_TEXTS("ID", POV_TEXT("a standard that is built in"), "FILE.json",
                          POV_TEXT("a file of your own")),
    .files = POV_FILES_JSON,
    .formats = "table, json, csv, csv-excel, markdown, html, xlsx",
    .examples = POV_TEXTS(
        "povcalc standards", POV_TEXT("the poverty standards that survey knows by name"),
        "povcalc standards vn-2022", POV_TEXT("its income lines, indicators, rules and sources"),
        "povcalc standards my.json", POV_TEXT("a standard of your own, checked")),
    .options = POV_OPTS_OUTPUT & ~(POV_OPT(BOUNDS) | POV_OPT(DECIMALS)),
    .run = run,
};
