/*
 * Puts what the check found into words: a message's template with the finding's numbers, in the
 * reader's language.
 */
#include "output/render.h"

#include "base/place.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

typedef struct speaker {
    const pov_solution *solution;
    const pov_plan *plan;
    pov_language language;
    pov_numerals numerals;
    bool in_words; /* for people, who know no names of columns */
} speaker;

/* "11.3 percentage points", "7.97%", "4,545"; after the number */
static void write_unit(const speaker *s, unsigned kind, pov_buffer *out)
{
    if (kind == POV_KIND_POINTS) {
        const char *text = pov_buffer_get(out), *unit = pov_label("word.points", s->language);
        size_t end = out->length;
        bool one = s->language == POV_ENGLISH && end > 0 && text[end - 1] == '1' &&
                   (end == 1 || strchr("0123456789.-", text[end - 2]) == NULL);
        pov_buffer_char(out, ' ');
        pov_buffer_add(out, unit, strlen(unit) - one); /* without its s */
    } else if (kind != POV_KIND_COUNT) {
        pov_buffer_char(out, '%');
    }
}

/* How findings name a column: files know it by its name, readers in another language by its heading
 * in tables, without the "(%)" of that. */
static void write_column_name(pov_buffer *out, pov_quantity quantity, pov_language language)
{
    const char *name = pov_quantity_get(quantity)->name;
    const char *shown = language == POV_ENGLISH ? name : pov_label(name, language);
    const char *percent = strstr(shown, " (%)");

    pov_buffer_add(out, shown, percent != NULL ? (size_t)(percent - shown) : strlen(shown));
}

void pov_write_column_words(pov_buffer *out, pov_quantity quantity, pov_language language)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    const char *label = pov_label(info->name, language);
    size_t length = strcspn(label, "(");
    bool cut = info->aspect == POV_REDUCTION || info->aspect == POV_PP;
    bool all = pov_text_begins(label, "Tổng số") ||
               pov_text_begins(label, "Số"); /* it says "number of" itself */

    if (quantity == POV_TARGET_HOUSEHOLDS) {
        pov_buffer_text(out, pov_translate_to(POV_TEXT("households of the target year"), language));
        return;
    }
    while (length > 0 && label[length - 1] == ' ') {
        length--;
    }
    if (cut && language != POV_ENGLISH) {
        pov_buffer_text(out, "mức ");
    } else if (info->kind == POV_KIND_COUNT && !cut && !all) {
        pov_buffer_text(out, pov_translate_to(POV_TEXT("number of "), language));
    }
    pov_buffer_char(out, label[0] >= 'A' && label[0] <= 'Z' ? (char)(label[0] | 0x20) : label[0]);
    pov_buffer_add(out, label + 1, length - 1);
    if (language == POV_ENGLISH && info->subject < POV_MEASURE_COUNT &&
        (info->aspect == POV_COUNT || info->aspect == POV_REMAINING)) {
        pov_buffer_text(out, " households");
    }
    if (cut) {
        pov_buffer_text(out,
                        pov_translate_to(info->aspect == POV_PP ? POV_TEXT(" in percentage points")
                                                                : POV_TEXT(" in households"),
                                         language));
    }
}

/* Another row, as it is told apart from the finding's own: by its name, its group, its year. */
static void write_row(const speaker *s, size_t own, size_t other, pov_buffer *out)
{
    const pov_row *row = &s->plan->row[other];

    pov_buffer_text(out, row->name);
    pov_write_group(out, row->group, s->language);
    if (pov_year_compare(row->year, s->plan->row[own].year) != 0) {
        pov_buffer_char(out, ' ');
        pov_year_say(out, row->year, s->language);
    }
}

static void write_stated(const speaker *s, const pov_row *row, pov_quantity quantity,
                         pov_buffer *out)
{
    const pov_stated *stated = pov_row_stated(row, quantity);
    if (stated == NULL) {
        return; /* an empty cell says nothing */
    }
    pov_figure figure = {
        .value = stated->face,
        .value_high = stated->face_high,
        .kind = (uint8_t)pov_quantity_get(quantity)->kind,
        .basis = POV_BASIS_STATED,
        .qualifier = stated->qualifier,
        .digits = stated->digits,
    };

    pov_write_figure(out, &figure, -1, s->numerals);
}

static void write_column(const speaker *s, pov_quantity quantity, pov_buffer *out)
{
    if (s->in_words) {
        pov_write_column_words(out, quantity, s->language);
    } else {
        write_column_name(out, quantity, s->language);
    }
}

static void write_cells(const speaker *s, const pov_check_finding *f, pov_buffer *out)
{
    for (size_t i = 0; i < f->cell_count; i++) {
        const pov_row *row = &s->plan->row[f->cell[i].row];
        const pov_quantity_info *info = pov_quantity_get(f->cell[i].quantity);
        const pov_stated *stated = pov_row_stated(row, f->cell[i].quantity);
        if (stated == NULL) {
            continue;
        }
        pov_buffer_text(out, i == 0 ? "" : ", ");
        if (f->cell[i].row != f->row) {
            write_row(s, f->row, f->cell[i].row, out);
            pov_buffer_char(out, ' ');
        }
        write_column(s, f->cell[i].quantity, out);
        pov_buffer_char(out, ' ');
        write_stated(s, row, f->cell[i].quantity, out);
        write_unit(s, info->kind, out);
    }
}

/* A name of the file's, or a column: then the text is the column's own name, not one like it. */
static void write_text(const speaker *s, const char *text, pov_buffer *out)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (text == pov_quantity_get((pov_quantity)q)->name) {
            write_column(s, (pov_quantity)q, out);
            return;
        }
    }
    pov_buffer_text(out, text);
}

static void write_line(const speaker *s, const pov_row *row, pov_buffer *out)
{
    pov_place_write_line(out, s->plan->place[row->file], row->line);
}

static void write_argument(const speaker *s, const pov_check_finding *f, const pov_argument *a,
                           pov_buffer *out)
{
    switch (a->kind) {
    case POV_ARGUMENT_FIGURE:
        pov_write_figure(out, &a->figure, -1, s->numerals);
        write_unit(s, a->figure.kind, out);
        break;
    case POV_ARGUMENT_BOUNDS:
        pov_write_bounds(out, &a->figure, -1, s->numerals);
        write_unit(s, a->figure.kind, out);
        break;
    case POV_ARGUMENT_TEXT:
        write_text(s, a->text, out);
        break;
    case POV_ARGUMENT_NUMBER:
        pov_buffer_format(out, "%zu", a->number);
        break;
    case POV_ARGUMENT_LINE:
        write_line(s, &s->plan->row[a->number], out);
        break;
    case POV_ARGUMENT_CELLS:
        write_cells(s, f, out);
        break;
    }
}

/* ": Tuy Đức 1.48-1.56%, Gia Nghĩa 0.63-4.83%; 6 other units may stay as they are" */
static void write_growths(const speaker *s, const pov_check_finding *f, pov_buffer *out)
{
    const size_t units = f->argument[1].number, change = f->argument[2].number;
    const size_t staying = f->argument[3].number;

    for (size_t i = 0; i < f->cell_count; i++) {
        pov_figure growth = s->solution->row[f->cell[i].row].growth;
        growth.digits = 2;
        pov_buffer_format(out, "%s%s ", i == 0 ? ": " : ", ", s->plan->row[f->cell[i].row].name);
        pov_write_bounds(out, &growth, -1, s->numerals);
        pov_buffer_char(out, '%');
    }
    if (change > f->cell_count) {
        pov_buffer_format(out,
                          pov_translate_to(POV_TEXT(", and %zu more units, of %zu"), s->language),
                          change - f->cell_count, units);
    } else if (f->cell_count > 0 && staying > 0) {
        pov_buffer_format(out,
                          pov_translate_to(staying == 1
                                               ? POV_TEXT("; %zu other unit may stay as it is")
                                               : POV_TEXT("; %zu other units may stay as they are"),
                                           s->language),
                          staying);
    }
}

/* "from 4,545 at 25.68%": where a number of households that no document prints comes from; nothing
 * where the row states it. */
static void write_source(const speaker *s, const pov_check_finding *f, const char *before,
                         const char *after, pov_buffer *out)
{
    const pov_row *row = &s->plan->row[f->row];
    pov_buffer poor = {0}, rate = {0};

    if (pov_row_stated(row, POV_POOR) == NULL || pov_row_stated(row, POV_POOR_RATE) == NULL ||
        pov_row_stated(row, POV_HOUSEHOLDS) != NULL ||
        pov_row_stated(row, POV_TARGET_HOUSEHOLDS) != NULL) {
        return;
    }
    write_stated(s, row, POV_POOR, &poor);
    write_stated(s, row, POV_POOR_RATE, &rate);
    pov_buffer_text(out, before);
    pov_buffer_format(out, pov_translate_to(POV_TEXT("from %s at %s%%"), s->language),
                      pov_buffer_get(&poor), pov_buffer_get(&rate));
    pov_buffer_text(out, after);
    pov_buffer_end(&poor, &out->failed);
    pov_buffer_end(&rate, &out->failed);
}

static void write_word(const speaker *s, const pov_check_finding *f, const char *word,
                       size_t length, pov_buffer *out)
{
    const pov_row *row = &s->plan->row[f->fix_cell.row];

    if (length == 1 && word[0] >= '0' && (size_t)(word[0] - '0') < f->argument_count) {
        write_argument(s, f, &f->argument[word[0] - '0'], out);
    } else if (strncmp(word, "cells", length) == 0) {
        write_cells(s, f, out);
    } else if (strncmp(word, "growths", length) == 0) {
        write_growths(s, f, out);
    } else if (strncmp(word, "from", length) == 0) {
        write_source(s, f, ", ", "", out);
    } else if (strncmp(word, "base", length) == 0) {
        write_source(s, f, " (", ")", out);
    } else if (strncmp(word, "unit", length) == 0) {
        write_row(s, f->row, f->fix_cell.row, out);
    } else if (strncmp(word, "line", length) == 0) {
        write_line(s, row, out);
    } else if (strncmp(word, "column", length) == 0) {
        write_column(s, f->fix_cell.quantity, out);
    } else if (strncmp(word, "with", length) == 0) {
        write_column(s, f->fix_with, out);
    } else if (strncmp(word, "fix", length) == 0) {
        pov_write_bounds(out, &f->fix, -1, s->numerals);
        write_unit(s, f->fix.kind, out);
    }
}

static void fill_template(const speaker *s, const pov_check_finding *f, const char *text,
                          pov_buffer *out)
{
    while (*text != '\0') {
        size_t plain = strcspn(text, "{");
        pov_buffer_add(out, text, plain);
        text += plain;
        if (*text == '{') {
            size_t length = strcspn(text + 1, "}");
            write_word(s, f, text + 1, length, out);
            text += length + 2;
        }
    }
}

/* What the finding's own cell would have to be is in the message already. */
static bool is_named(const pov_check_finding *f)
{
    return f->fix_in_message ||
           (f->fix_cell.row == f->row && f->fix_cell.quantity == f->quantity && !f->follows);
}

static const char *fix_text(const speaker *s, const pov_check_finding *f)
{
    if (s->in_words) { /* in English, not translated */
        return f->fix_cell.row == f->row ? f->follows ? "; {fix} as the {column} would fix this too"
                                                      : "; {fix} as the {column} would fix it"
               : f->follows ? "; {fix} as the {column} of {unit}, line {line}, would fix this too"
                            : "; {fix} as the {column} of {unit}, line {line}, would fix it";
    }
    if (f->fix_cell.row == f->row) {
        return f->follows ? POV_TEXT("; {column} {fix} would fix this too")
                          : POV_TEXT("; {column} {fix} would fix it");
    }
    return f->follows ? POV_TEXT("; {unit}, line {line}: {column} {fix} would fix this too")
                      : POV_TEXT("; {unit}, line {line}: {column} {fix} would fix it");
}

static const char *swap_text(const pov_check_finding *f)
{
    return f->fix_cell.row == f->row
               ? POV_TEXT("; {column} and {with} seem to be swapped")
               : POV_TEXT("; in line {line} ({unit}) {column} and {with} seem to be swapped");
}

const char *pov_finding_message(pov_report *report, const pov_solution *solution,
                                const pov_check_finding *f, pov_language language)
{
    const pov_numerals numerals =
        report->typographic ? pov_numerals_of_tables(language) : pov_numerals_of(language);
    const speaker of = {solution, solution->plan, language, numerals,
                        .in_words = report->typographic && language == POV_ENGLISH};
    const speaker *s = &of;
    pov_buffer text = {0};
    const char *message = pov_translate_to(f->message, s->language);

    fill_template(s, f, message, &text);
    if (f->has_fix && f->fix_with != POV_QUANTITY_COUNT) {
        fill_template(s, f, pov_translate_to(swap_text(f), s->language), &text);
    } else if (f->has_fix && !is_named(f) && !f->fix_swaps_digits) {
        fill_template(s, f, pov_translate_to(fix_text(s, f), s->language), &text);
    }
    if (f->fix_swaps_digits) {
        fill_template(s, f,
                      pov_translate_to(POV_TEXT("; with {fix}, two digits swapped, it would fit"),
                                       s->language),
                      &text);
    } else if (f->has_fix && is_named(f) && strcmp(f->rule->name, "growth") == 0) {
        fill_template(s, f, pov_translate_to(POV_TEXT("; with {fix} it would fit"), s->language),
                      &text);
    }
    if (f->cell_count > 0 && !f->has_fix && strstr(message, "{cells}") == NULL &&
        strstr(message, "{growths}") == NULL) {
        fill_template(s, f,
                      pov_translate_to(POV_TEXT("; one of these is wrong: {cells}"), s->language),
                      &text);
    }
    if (f->inferred) {
        fill_template(
            s, f,
            pov_translate_to(POV_TEXT("; that these are its units is inferred from the table"),
                             s->language),
            &text);
    }
    return pov_report_keep(report, &text);
}

/* By unit: whether it has rows of several years. NULL when memory fails. */
static bool *find_several_years(const pov_plan *plan)
{
    bool *several = calloc(plan->unit_count + 1, sizeof *several);

    for (size_t r = 0; r < plan->row_count && several != NULL; r++) {
        const pov_row *row = &plan->row[r];
        several[row->unit] |=
            pov_year_compare(row->year, plan->row[plan->unit[row->unit].first_row].year) != 0;
    }
    return several;
}

void pov_write_finding_row(pov_buffer *out, const pov_finding *finding, pov_language language)
{
    pov_buffer_text(out, finding->unit);
    if (finding->namesake && finding->parent[0] != '\0') {
        pov_buffer_format(out, ", %s", finding->parent);
    }
    pov_write_group(out, finding->group, language);
    if (finding->several_years && finding->year.year != 0) {
        pov_buffer_text(out, ", ");
        pov_year_say(out, finding->year, language);
    }
}

/* The column of a figure in a sheet or table; in text a line is enough. */
static size_t cell_of(const pov_plan *plan, const pov_row *row, pov_quantity quantity)
{
    const pov_stated *stated = pov_row_stated(row, quantity);

    return stated != NULL && !pov_place_is_text(plan->place[row->file]) ? stated->column : 0;
}

void pov_report_add_findings(pov_report *report, const pov_solution *solution,
                             const pov_findings *findings, const bool *picked,
                             pov_language language)
{
    const pov_plan *plan = solution->plan;
    bool *several_years = findings->count > 0 ? find_several_years(plan) : NULL;

    report->failed = report->failed || (findings->count > 0 && several_years == NULL);
    for (size_t i = 0; i < findings->count && !report->failed; i++) {
        const pov_check_finding *f = &findings->finding[i];
        const pov_row *row = &plan->row[f->row];
        if (picked != NULL && !picked[f->row]) {
            continue;
        }
        pov_finding finding = {
            .rule = f->rule->name,
            .severity = f->severity,
            .file = plan->file[row->file],
            .place = plan->place[row->file],
            .cell = cell_of(plan, row, f->quantity),
            .line = row->line,
            .unit = row->name,
            .parent = plan->unit[row->unit].parent_name,
            .level = plan->unit[row->unit].level,
            .year = row->year,
            .namesake = pov_plan_has_namesake(plan, row->unit),
            .several_years = several_years[row->unit],
            .group = row->group,
            .column = f->quantity == POV_QUANTITY_COUNT ? "" : pov_quantity_get(f->quantity)->name,
            .message = pov_finding_message(report, solution, f, language),
            .stated = f->stated,
            .expected = f->expected,
        };
        if (f->has_fix) {
            const pov_row *fix_row = &plan->row[f->fix_cell.row];
            finding.fix_column = pov_quantity_get(f->fix_cell.quantity)->name;
            finding.fix_unit = fix_row->name;
            finding.fix_line = fix_row->line;
            finding.fix = f->fix;
            if (f->fix_with != POV_QUANTITY_COUNT) {
                finding.fix_with = pov_quantity_get(f->fix_with)->name;
            }
        }
        if (f->follows) {
            finding.fixed_by_line = plan->row[f->followed.row].line;
            finding.fixed_by_column = f->followed.quantity == POV_QUANTITY_COUNT
                                          ? ""
                                          : pov_quantity_get(f->followed.quantity)->name;
        }
        pov_report_add_finding(report, finding);
    }
    free(several_years);
}
