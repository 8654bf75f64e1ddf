/*
 * The sheets beside the figures: what was found, and what the figures rest on.
 */
#include "base/version.h"
#include "output/office/office.h"
#include "output/render.h"
#include "output/wrap.h"

#include <string.h>

#define MESSAGE_WIDTH 58
#define SOURCES_MAX 100 /* documents; each row's own is in its column anyway */

/* ---- findings ---- */

typedef enum field {
    SEVERITY,
    UNIT,
    GROUP,
    COLUMN,
    MESSAGE,
    STATED,
    LOW,
    HIGH,
    RULE,
    PLACE_FILE,
    PLACE_LINE,
    PARENT, /* from here on folded: the message says it in words */
    LEVEL,
    YEAR,
    FIX_UNIT,
    FIX_COLUMN,
    FIX_LOW,
    FIX_HIGH,
    FIX_LINE,
    FIELDS
} field;

static const struct {
    const char *label;
    size_t width;
    bool number;
} fields[FIELDS] = {
    [SEVERITY] = {"severity", 9, false},
    [UNIT] = {"unit", 16, false},
    [GROUP] = {"group", 8, false},
    [COLUMN] = {"column", 20, false},
    [MESSAGE] = {"message", MESSAGE_WIDTH, false},
    [STATED] = {"stated", 8, true},
    [LOW] = {"expected_low", 10, true},
    [HIGH] = {"expected_high", 10, true},
    [RULE] = {"rule", 18, false},
    [PLACE_FILE] = {"file", 24, false},
    [PLACE_LINE] = {"line", 6, true},
    [PARENT] = {"parent", 16, false},
    [LEVEL] = {"level", 10, false},
    [YEAR] = {"year", 8, false},
    [FIX_UNIT] = {"fix_unit", 16, false},
    [FIX_COLUMN] = {"fix_column", 20, false},
    [FIX_LOW] = {"fix_low", 10, true},
    [FIX_HIGH] = {"fix_high", 10, true},
    [FIX_LINE] = {"fix_line", 9, true},
};

typedef struct findings {
    pov_xlsx *x;
    lxw_worksheet *sheet;
    lxw_row_t row;
} findings;

static pov_xlsx_at at_field(const findings *s, field f)
{
    return (pov_xlsx_at){s->sheet, s->row, (lxw_col_t)f};
}

/* Text after a number: a blank keeps them apart. */
static bool is_apart(field f)
{
    return !fields[f].number && f > 0 && fields[f - 1].number;
}

static void put_words(const findings *s, field f, const char *text)
{
    if (text != NULL && text[0] != '\0') {
        pov_xlsx_put_text(s->x, at_field(s, f), text,
                          (pov_xlsx_style){.kind = POV_XLSX_TEXT,
                                           .indent = is_apart(f),
                                           .wrapped = f == MESSAGE});
    }
}

static void put_line(const findings *s, field f, size_t line)
{
    if (line > 0) {
        pov_xlsx_put_number(s->x, at_field(s, f), (double)line,
                            (pov_xlsx_style){.kind = POV_XLSX_WHOLE});
    }
}

/* One number of a figure: as printed, or an end of its bounds. */
static void put_part(const findings *s, field f, const pov_figure *figure, pov_xlsx_part part)
{
    double number = 0;
    unsigned digits = 0;
    bool bounds = part != POV_XLSX_VALUE;

    if (!pov_figure_known(figure) || !pov_xlsx_number(figure, part, bounds, -1, &number, &digits)) {
        return;
    }
    pov_xlsx_style style = pov_xlsx_figure_style(figure, part, bounds, digits);
    style.computed = 0;
    pov_xlsx_put_number(s->x, at_field(s, f), number, style);
}

static void put_finding(findings *s, const pov_finding *f)
{
    pov_language language = s->x->options->language;
    uint8_t marked = (uint8_t)(f->severity + 1);

    pov_xlsx_put_text(s->x, at_field(s, SEVERITY),
                      pov_word_shown("severity", pov_severity_name(f->severity), language),
                      (pov_xlsx_style){.kind = POV_XLSX_TEXT, .marked = marked});
    put_words(s, RULE, f->rule);
    put_words(s, UNIT, f->unit);
    put_words(s, GROUP, f->group != NULL ? pov_word_shown("group", f->group, language) : NULL);
    put_words(s, COLUMN, pov_label(f->column, language));
    put_words(s, MESSAGE, f->message);
    put_part(s, STATED, &f->stated, POV_XLSX_VALUE);
    put_part(s, LOW, &f->expected, POV_XLSX_LOW);
    put_part(s, HIGH, &f->expected, POV_XLSX_HIGH);
    if (f->fix_column != NULL) {
        put_words(s, FIX_UNIT, f->fix_unit);
        put_words(s, FIX_COLUMN, pov_label(f->fix_column, language));
        put_part(s, FIX_LOW, &f->fix, POV_XLSX_LOW);
        put_part(s, FIX_HIGH, &f->fix, POV_XLSX_HIGH);
        put_line(s, FIX_LINE, f->fix_line);
    }
    put_words(s, PARENT, f->parent);
    put_words(s, LEVEL, pov_word_shown("level", f->level, language));
    if (f->year.year != 0) {
        pov_buffer year = {0};
        pov_year_write(&year, f->year);
        put_words(s, YEAR, pov_buffer_get(&year));
        pov_buffer_end(&year, &s->x->failed);
    }
    put_words(s, PLACE_FILE, f->file);
    put_line(s, PLACE_LINE, f->line);
    pov_xlsx_set_height(s->x, s->sheet, s->row, pov_wrap_lines(f->message, MESSAGE_WIDTH));
}

static void put_headings(findings *s, bool groups)
{
    pov_language language = s->x->options->language;
    size_t lines = 1;

    for (size_t i = 0; i < FIELDS; i++) {
        const char *heading = pov_label(fields[i].label, language);
        size_t least = pov_wrap_width(heading, 3) + 2;
        size_t width = fields[i].width > least ? fields[i].width : least;
        size_t needed = pov_wrap_lines(heading, width);
        lines = needed > lines ? needed : lines;
        pov_xlsx_put_heading(
            s->x, at_field(s, (field)i), heading,
            (pov_xlsx_style){.right = fields[i].number, .indent = is_apart((field)i)});
        pov_xlsx_set_column(s->x, s->sheet, i, width, i >= PARENT || (i == GROUP && !groups));
    }
    s->x->failed |= worksheet_set_row(s->sheet, 0, 15.0 * (double)lines, NULL) != LXW_NO_ERROR;
}

/* Whether one speaks of a part of the households. */
static bool has_groups(const pov_report *reports, size_t count)
{
    for (size_t r = 0; r < count; r++) {
        for (size_t i = 0; i < reports[r].finding_count; i++) {
            const char *group = reports[r].finding[i].group;
            if (group != NULL && strcmp(group, "all") != 0) {
                return true;
            }
        }
    }
    return false;
}

static void put_severity(findings *s, const pov_report *report, pov_severity severity)
{
    for (size_t i = 0; i < report->finding_count && !s->x->failed; i++) {
        if (report->finding[i].severity == severity) {
            s->row++;
            put_finding(s, &report->finding[i]);
        }
    }
}

/* The worst first, as on a page. */
void pov_xlsx_add_findings(pov_xlsx *x, const pov_report *reports, size_t count)
{
    static const pov_severity order[] = {POV_ERROR, POV_WARNING, POV_NOTE};
    pov_language language = x->options->language;
    findings s = {.x = x};

    s.sheet = pov_xlsx_add_sheet(x, pov_label("sheet.findings", language));
    if (s.sheet == NULL) {
        return;
    }
    put_headings(&s, has_groups(reports, count));
    for (size_t i = 0; i < POV_LENGTH(order); i++) {
        for (size_t r = 0; r < count; r++) {
            put_severity(&s, &reports[r], order[i]);
        }
    }
    pov_xlsx_set_filter(x, s.sheet, 0, s.row, FIELDS);
    if (s.row == 0) {
        s.row++;
        put_words(&s, SEVERITY, pov_label("word.nothing", language));
    }
    pov_xlsx_set_page(x, s.sheet, 0, false);
}

/* ---- the sentences ---- */

/* In one cell, a blank line between two: in cells of their own the room that no font needs in full
 * would be now here, now there. */
static void put_sentences(pov_xlsx *x, lxw_worksheet *sheet, const pov_report *report,
                          lxw_row_t row)
{
    pov_buffer all = {0};
    size_t lines = 0;

    for (size_t i = 0; i < report->sentence_count; i++) {
        pov_buffer_text(&all, i > 0 ? "\n\n" : "");
        pov_buffer_text(&all, report->sentence[i]);
        lines += pov_wrap_lines(report->sentence[i], POV_XLSX_WIDTH_MAX - 4) + (i > 0);
    }
    pov_xlsx_put_text(x, (pov_xlsx_at){sheet, row, 0}, pov_buffer_get(&all),
                      (pov_xlsx_style){.kind = POV_XLSX_TEXT, .wrapped = 1});
    pov_xlsx_set_height(x, sheet, row, lines);
    pov_buffer_end(&all, &x->failed);
}

void pov_xlsx_add_summary(pov_xlsx *x, const pov_report *reports, size_t count)
{
    lxw_worksheet *sheet = NULL;
    lxw_row_t row = 0;

    for (size_t r = 0; r < count && !x->failed; r++) {
        if (reports[r].sentence_count == 0) {
            continue;
        }
        if (sheet == NULL) {
            sheet = pov_xlsx_add_sheet(x, pov_label("sheet.summary", x->options->language));
            if (sheet == NULL) {
                return;
            }
            pov_xlsx_set_column(x, sheet, 0, POV_XLSX_WIDTH_MAX, false);
            pov_xlsx_set_paper(sheet);
        }
        pov_xlsx_put_text(x, (pov_xlsx_at){sheet, row, 0}, reports[r].title,
                          (pov_xlsx_style){.kind = POV_XLSX_TITLE, .bold = 1});
        put_sentences(x, sheet, &reports[r], row + 2);
        row += 4;
    }
}

/* ---- assumptions ---- */

typedef struct notes {
    pov_xlsx *x;
    lxw_worksheet *sheet;
    lxw_row_t row;
    pov_map said; /* to the texts in `kept` */
    pov_arena kept;
} notes;

/* A line, once in the sheet; what it is about is before the first of its kind. */
static void put_note(notes *n, const char **about, const char *text)
{
    size_t length = strlen(text);

    if (pov_map_get(&n->said, text, length) != POV_NONE) {
        return;
    }
    const char *kept = pov_arena_text(&n->kept, text, length);
    if (kept == NULL || pov_map_put(&n->said, kept, length, n->row) != POV_OK) {
        n->x->failed = true;
        return;
    }
    if (*about != NULL) {
        pov_xlsx_put_text(n->x, (pov_xlsx_at){n->sheet, n->row, 0}, *about,
                          (pov_xlsx_style){.kind = POV_XLSX_TEXT, .bold = 1});
        *about = NULL;
    }
    pov_xlsx_put_text(n->x, (pov_xlsx_at){n->sheet, n->row, 1}, text,
                      (pov_xlsx_style){.kind = POV_XLSX_TEXT, .wrapped = 1});
    pov_xlsx_set_height(n->x, n->sheet, n->row,
                        pov_wrap_lines(pov_buffer_get(&n->x->text), POV_XLSX_WIDTH_MAX));
    n->row++;
}

/* The documents that the rows name. */
static void put_sources(notes *n, const pov_report *report)
{
    const char *about = pov_label("source", n->x->options->language);
    size_t source = pov_report_column_index(report, "source");
    lxw_row_t first = n->row;

    for (size_t i = 0; i < report->row_count && source != POV_NONE; i++) {
        pov_cell cell;
        pov_report_get(report, i, source, &cell);
        if (n->row - first == SOURCES_MAX) {
            put_note(n, &about, "…");
            break;
        }
        if (pov_cell_shown(&report->column[source], &cell)) {
            put_note(n, &about, cell.text);
        }
    }
}

/* What the signs and colours of the sheets mean. */
static void put_signs(notes *n, const pov_report *report)
{
    pov_language language = n->x->options->language;
    const char *about = pov_label("sheet.signs", language);

    if (report->row_count + report->total_count > 0) {
        put_note(n, &about, pov_label("text.computed", language));
    }
    if (report->finding_count > 0) {
        put_note(n, &about, pov_label("text.coloured", language));
    }
    for (size_t i = 0; i < report->remark_count; i++) {
        if (report->remark[i][0] != '*') { /* the mark of a table, here a colour */
            put_note(n, &about, report->remark[i]);
        }
    }
}

static void put_report(notes *n, const pov_report *report)
{
    pov_language language = n->x->options->language;
    const char *about = pov_label("sheet.report", language);

    put_note(n, &about, report->title != NULL ? report->title : report->command);
    about = pov_label("file", language);
    for (size_t i = 0; i < report->file_count; i++) {
        put_note(n, &about, report->file[i]);
    }
    put_sources(n, report);
    about = pov_label("sheet.assumptions", language);
    for (size_t i = 0; i < report->assumption_count; i++) {
        if (report->assumption[i].text != NULL) {
            put_note(n, &about, report->assumption[i].text);
        }
    }
    put_signs(n, report);
    for (size_t i = 0; i < report->term_count; i++) {
        about = report->term[i].name;
        put_note(n, &about, report->term[i].text);
    }
    n->row++;
}

void pov_xlsx_add_assumptions(pov_xlsx *x, const pov_report *reports, size_t count)
{
    pov_language language = x->options->language;
    notes n = {.x = x};
    const char *about = "povcalc";

    n.sheet = pov_xlsx_add_sheet(x, pov_label("sheet.assumptions", language));
    if (n.sheet == NULL) {
        return;
    }
    pov_xlsx_set_column(x, n.sheet, 0, 18, false);
    pov_xlsx_set_column(x, n.sheet, 1, POV_XLSX_WIDTH_MAX, false);
    pov_xlsx_set_paper(n.sheet);
    for (size_t r = 0; r < count && !x->failed; r++) {
        put_report(&n, &reports[r]);
    }
    put_note(&n, &about, POV_VERSION);
    pov_map_fini(&n.said);
    pov_arena_fini(&n.kept);
}
