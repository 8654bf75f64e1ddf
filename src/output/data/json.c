/*
 * JSON, as docs/report.schema.json describes it: one row a line, one row in memory at a time.
 *
 * It is written as text, since a number is the text that the figures module writes. --decimals and
 * --lang change nothing here.
 */
#include "base/text.h"
#include "base/version.h"
#include "calculator/solve/persons.h"
#include "output/because.h"
#include "output/render.h"

#include <stdlib.h>
#include <string.h>

/* ---- objects ---- */

/* What JSON escapes. */
static bool is_escaped(unsigned char c)
{
    return c < ' ' || c == '"' || c == '\\';
}

static void write_escaped(pov_buffer *out, unsigned char c)
{
    static const char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
    const char *control = c != '\0' ? strchr(controls, c) : NULL;

    if (control != NULL) {
        pov_buffer_format(out, "\\%c", letters[control - controls]);
    } else {
        pov_buffer_format(out, c < ' ' ? "\\u%04x" : "\\%c", c);
    }
}

/* Characters that would act on a terminal: how many bytes it takes, 0 where there is none. */
static size_t write_unsafe(pov_buffer *out, const unsigned char *at, size_t length)
{
    if (at[0] == 0x7F) {
        pov_buffer_text(out, "\\u007f");
        return 1;
    }
    if (length >= 2 && at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) { /* C1 */
        pov_buffer_format(out, "\\u%04x", at[1]);
        return 2;
    }
    if (length >= 2 && at[0] == 0xD8 && at[1] == 0x9C) { /* Arabic letter mark */
        pov_buffer_text(out, "\\u061c");
        return 2;
    }
    if (length >= 3 && at[0] == 0xE2 && (at[1] & 0xFE) == 0x80 && (at[2] & 0xC0) == 0x80) {
        unsigned point = 0x2000U + (at[1] - 0x80U) * 64 + (at[2] - 0x80U);
        bool directs = point == 0x200E || point == 0x200F || (point >= 0x2028 && point <= 0x202E) ||
                       (point >= 0x2066 && point <= 0x2069);
        if (directs) {
            pov_buffer_format(out, "\\u%04x", point);
            return 3;
        }
    }
    return 0;
}

/* Appends text within quotes, so that it is valid and harmless: with U+FFFD for a byte that is not
 * UTF-8. */
static void write_text(pov_buffer *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t left = strlen(text);

    while (left > 0) {
        size_t plain = 0;
        while (plain < left && at[plain] < 0x7F && !is_escaped(at[plain])) {
            plain++;
        }
        pov_buffer_add(out, (const char *)at, plain);
        at += plain;
        left -= plain;
        if (left == 0) {
            return;
        }
        size_t step = 1;
        if (is_escaped(*at)) {
            write_escaped(out, *at);
        } else if ((step = write_unsafe(out, at, left)) == 0) {
            step = 1;
            while (step < left && step < 4 && (at[step] & 0xC0) == 0x80) {
                step++;
            }
            if (pov_text_is_utf8((const char *)at, step, NULL)) {
                pov_buffer_add(out, (const char *)at, step);
            } else {
                step = 1;
                pov_buffer_text(out, "\xEF\xBF\xBD");
            }
        }
        at += step;
        left -= step;
    }
}

/* The comma between two members of an object, or two items of an array. */
static void separate(pov_buffer *out)
{
    const char last = out->length > 0 ? out->data[out->length - 1] : '{';

    pov_buffer_text(out, last == '{' || last == '[' ? "" : ",");
}

/* An object in an array. */
static void begin_item(pov_buffer *out)
{
    separate(out);
    pov_buffer_char(out, '{');
}

static void add_key(pov_buffer *out, const char *key)
{
    separate(out);
    pov_buffer_char(out, '"');
    write_text(out, key);
    pov_buffer_text(out, "\":");
}

static void add_raw(pov_buffer *out, const char *key, const char *json)
{
    add_key(out, key);
    pov_buffer_text(out, json);
}

static void add_string(pov_buffer *out, const char *text)
{
    pov_buffer_char(out, '"');
    write_text(out, text);
    pov_buffer_char(out, '"');
}

static void add_text(pov_buffer *out, const char *key, const char *text)
{
    if (text == NULL || text[0] == '\0') {
        add_raw(out, key, "null");
    } else {
        add_key(out, key);
        add_string(out, text);
    }
}

/* An object of the members that were collected apart. */
static void add_members(pov_buffer *out, const char *key, const pov_buffer *members)
{
    add_key(out, key);
    pov_buffer_format(out, "{%s}", pov_buffer_get(members));
    out->failed |= members->failed;
}

/* ---- figures ---- */

/* Drops the zeros at the end of a decimal, and a mark that nothing follows: 7.9650 is 7.965. */
static void trim_zeros(pov_buffer *number, size_t start)
{
    if (memchr(number->data + start, '.', number->length - start) == NULL) {
        return;
    }
    while (number->data[number->length - 1] == '0') {
        number->length--;
    }
    if (number->data[number->length - 1] == '.') {
        number->length--;
    }
    number->data[number->length] = '\0';
}

/* One end of the bounds. A rate has the decimals that its printed half unit needs, and at least
 * six. */
static void write_end(pov_buffer *out, const pov_figure *figure, bool is_low)
{
    int64_t end = is_low ? figure->bounds.low : figure->bounds.high;
    size_t start = out->length;

    if (end == (is_low ? POV_NO_LOW : POV_NO_HIGH)) {
        pov_buffer_text(out, "null");
    } else if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, end, pov_numerals_plain);
    } else {
        unsigned digits = figure->digits < 6 ? 6 : figure->digits + 1U;
        pov_write_ticks_outward(out, end, is_low, digits, pov_numerals_plain);
        if (!out->failed) {
            trim_zeros(out, start);
        }
    }
}

/* The one number: a plain one as it is printed; of a range the middle, and what is printed with a
 * sign within the bounds. */
static int64_t value_of(const pov_figure *figure)
{
    return figure->qualifier == POV_EXACTLY ? figure->value : pov_figure_best(figure);
}

static void write_value(pov_buffer *out, const pov_figure *figure)
{
    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, value_of(figure), pov_numerals_plain);
    } else {
        pov_write_ticks(out, value_of(figure), figure->digits, pov_numerals_plain);
    }
}

/* Whether the bounds say no more than the value as it is printed. */
static bool is_exact(const pov_figure *figure)
{
    int64_t printed = value_of(figure);

    if (figure->kind != POV_KIND_COUNT) {
        printed = pov_round_to(printed, pov_digit_unit(figure->digits));
    }
    return pov_interval_exact(figure->bounds) && figure->bounds.low == printed;
}

/* ---- rows ---- */

static bool is_whole_number(const char *text)
{
    return text[0] >= '1' && text[0] <= '9' && strspn(text, "0123456789") == strlen(text);
}

/* A plain year is a number, "2022-06" is a string. */
static void add_cell_text(pov_buffer *row, const pov_report_column *column, const char *text)
{
    if (text != NULL && (column->kind == POV_COLUMN_FLAG ||
                         (column->kind == POV_COLUMN_YEAR && is_whole_number(text)))) {
        add_raw(row, column->name, text);
    } else {
        add_text(row, column->name, text);
    }
}

/* Whether anything is known of a figure that has no value: more than that a count is 0 or more and
 * a rate at most 100 percent. */
static bool is_bounded(const pov_figure *figure)
{
    pov_interval b = figure->bounds;
    bool low = figure->kind == POV_KIND_COUNT || figure->kind == POV_KIND_RATE ? b.low > 0
                                                                               : !pov_is_far(b.low);
    return low ||
           (figure->kind == POV_KIND_RATE ? b.high < POV_HUNDRED_PERCENT : !pov_is_far(b.high));
}

/* The members of the three objects that say more of a row's figures. */
typedef struct asides {
    pov_buffer basis, bounds, printed;
} asides;

static void add_bounds(pov_buffer *bounds, const char *name, const pov_figure *figure)
{
    add_key(bounds, name);
    pov_buffer_char(bounds, '[');
    write_end(bounds, figure, true);
    pov_buffer_char(bounds, ',');
    write_end(bounds, figure, false);
    pov_buffer_char(bounds, ']');
}

/* ">=3", "6.5-7.2" */
static bool is_printed_with_sign(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED &&
           (figure->qualifier != POV_EXACTLY || figure->years > 0);
}

static void add_printed(pov_buffer *to, const char *name, const pov_figure *figure)
{
    add_key(to, name);
    pov_buffer_char(to, '"');
    pov_write_figure(to, figure, -1, pov_numerals_plain);
    pov_buffer_char(to, '"');
}

static void add_value(pov_buffer *to, const char *name, const pov_figure *figure)
{
    if (pov_figure_known(figure)) {
        add_key(to, name);
        write_value(to, figure);
    } else {
        add_raw(to, name, "null");
    }
}

static void add_cell_figure(pov_buffer *row, asides *more, const char *name, const pov_cell *cell)
{
    const pov_figure *figure = &cell->figure;
    bool known = pov_figure_known(figure);

    if (figure->open) {
        add_raw(row, name, "null");
    } else {
        add_value(row, name, figure);
    }
    if (known && figure->basis != POV_BASIS_STATED) {
        add_text(&more->basis, name, pov_basis_name((pov_basis)figure->basis));
    }
    if (known ? !is_exact(figure) : is_bounded(figure)) {
        add_bounds(&more->bounds, name, figure);
    }
    if (known && is_printed_with_sign(figure)) {
        add_printed(&more->printed, name, figure);
    } else if (cell->text != NULL) { /* "<parent" */
        add_text(&more->printed, name, cell->text);
    }
}

/* A year that is computed has bounds; an open end is never. */
static void add_cell_year(pov_buffer *row, asides *more, const pov_report_column *column,
                          const pov_cell *cell)
{
    const pov_figure *year = &cell->figure;

    add_cell_text(row, column, cell->text);
    if (pov_figure_known(year) ? !is_exact(year) : is_bounded(year)) {
        add_bounds(&more->bounds, column->name, year);
    }
}

static void add_number(pov_buffer *to, const char *name, size_t number)
{
    add_key(to, name);
    pov_buffer_format(to, "%zu", number);
}

/* A place that is not known has none. */
static void add_line(pov_buffer *to, const char *name, size_t line)
{
    if (line > 0) {
        add_number(to, name, line);
    } else {
        add_raw(to, name, "null");
    }
}

/* ---- because ---- */

/* The kind of numbers in an interval of a place: counts, or ticks of percent. */
static void add_interval(pov_buffer *to, const char *key, const pov_place *place, pov_interval is)
{
    bool count =
        place != NULL && (place->item.aspect == POV_COUNT || place->item.aspect == POV_REDUCTION ||
                          place->item.aspect == POV_REMAINING || place->item.aspect == POV_FLOW);
    pov_figure figure = {
        .bounds = is, .kind = count ? POV_KIND_COUNT : POV_KIND_CHANGE, .basis = POV_BASIS_DERIVED};

    add_bounds(to, key, &figure);
}

/* Where a figure is: its file, line and column; one that no column states by subject and aspect. */
static void add_place(pov_buffer *to, const pov_plan *plan, const pov_place *place)
{
    static const char *const others[] = {
        [POV_COUNT] = "multi_poor",
        [POV_RATE] = "multi_poor_rate",
        [POV_PP] = "fall_pp",
        [POV_REDUCTION] = "multi_poor_reduction_households",
        [POV_REMAINING] = "remaining_multi_poor",
        [POV_REMAINING_SHARE] = "remaining_multi_poor_rate",
        [POV_RELATIVE] = "growth",
    };
    const pov_row *row = &plan->row[place->row];

    add_text(to, "file", plan->file[row->file]);
    add_line(to, "line", row->line);
    const pov_quantity quantity =
        plan->of_persons ? pov_persons_quantity(place->quantity) : place->quantity;
    add_text(to, "column",
             quantity < POV_QUANTITY_COUNT ? pov_quantity_get(quantity)->name
                                           : others[place->item.aspect]);
}

static void add_term(pov_buffer *to, const pov_because *because, const pov_step *step, size_t i)
{
    const pov_step_term *term = &step->term[i];
    bool reached = because->reached != NULL && i + 1 == step->count;
    const pov_plan *plan = (reached ? because->reached : because->solution)->plan;

    begin_item(to);
    add_place(to, plan, &term->place);
    if (term->printed) {
        pov_figure figure = pov_row_figure(&plan->row[term->place.row], term->place.quantity);
        add_printed(to, "printed", &figure);
    }
    add_interval(to, "is", &term->place, term->is);
    if (step->minus > 0 && i >= step->count - step->minus) {
        add_raw(to, "taken_off", "true");
    }
    pov_buffer_char(to, '}');
}

/* contradicts  what it gives is none of the numbers that are left */
static void add_step(pov_buffer *to, const pov_because *because, const pov_step *step,
                     bool contradicts)
{
    const pov_place *place = step->result < step->count ? &step->term[step->result].place : NULL;

    begin_item(to);
    add_text(to, "relation", pov_step_name(step->kind));
    add_raw(to, "terms", "[");
    for (size_t i = 0; i < step->count; i++) {
        add_term(to, because, step, i);
    }
    pov_buffer_char(to, ']');
    if (step->kind == POV_STEP_SUM && !step->complete) {
        add_raw(to, "complete", "false");
    }
    if (step->kind == POV_STEP_EXCESS || step->kind == POV_STEP_GROWN) {
        add_interval(to, "at_percent", NULL, step->rate);
    }
    if (step->result < step->count) {
        add_number(to, "narrows", step->result);
    }
    if (!pov_interval_empty(step->gives)) {
        add_interval(to, "gives", step->kind == POV_STEP_VERDICT ? &step->term[0].place : place,
                     step->gives);
    }
    if (contradicts) {
        add_raw(to, "contradicts", "true");
    }
    pov_buffer_char(to, '}');
}

static void add_because(pov_buffer *to, const char *key, const pov_because *because)
{
    const pov_trace *trace = &because->trace;
    const pov_plan *plan = because->solution->plan;
    bool with_printed = trace->contradicts && pov_place_is_stated(plan, trace->about);

    add_raw(to, key, "[");
    for (size_t i = 0; i < trace->count; i++) {
        const pov_step *step = &trace->step[i];
        bool last = trace->contradicts && i + 1 == trace->count;
        with_printed = with_printed && !(last && pov_interval_empty(step->gives));
        add_step(to, because, step, last && !with_printed);
    }
    if (with_printed && trace->count > 0) {
        pov_figure figure = pov_row_figure(&plan->row[trace->about.row], trace->about.quantity);
        begin_item(to);
        add_place(to, plan, &trace->about);
        add_printed(to, "printed", &figure);
        add_interval(to, "is", &trace->about, trace->printed);
        add_raw(to, "contradicts", "true");
        pov_buffer_char(to, '}');
    }
    pov_buffer_char(to, ']');
}

/* What was asked of a row's figures. */
static void add_reasons(pov_buffer *to, const pov_report *report, size_t row)
{
    size_t low = 0, high = report->because_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->because[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    add_raw(to, "because", "{");
    for (size_t i = low; i < report->because_count && report->because[i].row == row; i++) {
        add_because(to, report->because[i].name, &report->because[i]);
    }
    pov_buffer_char(to, '}');
}

typedef struct writer {
    const pov_report *report;
    FILE *to;
    bool *never; /* by column: of figures of which no row knows anything */
    pov_buffer out;
    asides more; /* of the row that is written */
} writer;

static void print_row(writer *w, size_t row)
{
    const pov_report *report = w->report;
    pov_buffer *out = &w->out;
    asides *more = &w->more;

    pov_buffer_clear(&more->basis);
    pov_buffer_clear(&more->bounds);
    pov_buffer_clear(&more->printed);
    pov_buffer_char(out, '{');
    for (size_t i = 0; i < report->column_count; i++) {
        const pov_report_column *column = &report->column[i];
        if ((column->where & POV_IN_DATA) == 0 || w->never[i]) {
            continue;
        }
        pov_cell cell;
        pov_report_get(report, row, i, &cell);
        if (column->kind == POV_COLUMN_FIGURE) {
            add_cell_figure(out, more, column->name, &cell);
        } else if (column->kind == POV_COLUMN_LINE) {
            add_line(out, column->name, cell.number);
        } else {
            add_cell_year(out, more, column, &cell);
        }
    }
    add_members(out, "basis", &more->basis);
    add_members(out, "bounds", &more->bounds);
    if (more->printed.length > 0 || more->printed.failed) {
        add_members(out, "printed", &more->printed);
    }
    if (report->because_count > 0) {
        add_reasons(out, report, pov_report_row_of(report, row));
    }
    pov_buffer_char(out, '}');
}

/* ---- findings ---- */

static void add_end(pov_buffer *to, const char *key, const pov_figure *figure, bool is_low)
{
    if (!pov_figure_known(figure)) {
        add_raw(to, key, "null");
        return;
    }
    add_key(to, key);
    write_end(to, figure, is_low);
}

static void add_fix(pov_buffer *to, const pov_finding *finding)
{
    if (finding->fix_column == NULL || !pov_figure_known(&finding->fix)) {
        add_raw(to, "fix", "null");
        return;
    }
    add_raw(to, "fix", "{");
    add_text(to, "unit", finding->fix_unit);
    add_text(to, "column", finding->fix_column);
    add_number(to, "line", finding->fix_line);
    if (is_exact(&finding->fix)) {
        add_value(to, "value", &finding->fix);
    } else {
        add_end(to, "low", &finding->fix, true);
        add_end(to, "high", &finding->fix, false);
    }
    if (finding->fix_with != NULL) {
        add_text(to, "swapped_with", finding->fix_with);
    }
    pov_buffer_char(to, '}');
    if (finding->fixed_by_line != 0) {
        add_raw(to, "fixed_by", "{");
        add_line(to, "line", finding->fixed_by_line);
        add_text(to, "column", finding->fixed_by_column);
        pov_buffer_char(to, '}');
    }
}

static void add_year(pov_buffer *to, pov_year year)
{
    const char *quote = year.month != 0 ? "\"" : "";

    add_raw(to, "year", year.year == 0 ? "null" : quote);
    if (year.year != 0) {
        pov_year_write(to, year);
        pov_buffer_text(to, quote);
    }
}

static void print_finding(writer *w, size_t index)
{
    const pov_finding *finding = &w->report->finding[index];
    pov_buffer *out = &w->out;

    pov_buffer_char(out, '{');
    add_text(out, "rule", finding->rule);
    add_text(out, "severity", pov_severity_name(finding->severity));
    add_text(out, "file", finding->file);
    add_line(out, "line", finding->line);
    add_text(out, "unit", finding->unit);
    add_text(out, "level", finding->level);
    add_text(out, "parent", finding->parent);
    add_text(out, "group", finding->group);
    add_year(out, finding->year);
    add_text(out, "column", finding->column);
    add_value(out, "stated", &finding->stated);
    if (is_printed_with_sign(&finding->stated)) {
        add_printed(out, "printed", &finding->stated);
    }
    add_end(out, "low", &finding->expected, true);
    add_end(out, "high", &finding->expected, false);
    add_text(out, "message", finding->message);
    add_fix(out, finding);
    if (finding->because != NULL) {
        add_because(out, "because", finding->because);
    }
    pov_buffer_char(out, '}');
}

/* ---- the whole ---- */

/* A member with a line of its own, up to its value. */
static void begin_member(writer *w, const char *key)
{
    pov_buffer_format(&w->out, "  \"%s\": ", key);
}

static void print_texts(writer *w, const char *key, const char *const *text, size_t count)
{
    begin_member(w, key);
    pov_buffer_char(&w->out, '[');
    for (size_t i = 0; i < count; i++) {
        separate(&w->out);
        add_string(&w->out, text[i]);
    }
    pov_buffer_text(&w->out, "],\n");
}

static void print_text(writer *w, const char *key, const char *text)
{
    begin_member(w, key);
    add_string(&w->out, text);
    pov_buffer_text(&w->out, ",\n");
}

static void print_head(writer *w)
{
    const pov_report *report = w->report;

    pov_buffer_text(&w->out, "{\n");
    print_text(w, "povcalc", POV_VERSION);
    print_text(w, "command", report->command);
    print_texts(w, "files", report->file, report->file_count);
    begin_member(w, "assumptions");
    pov_buffer_char(&w->out, '{');
    for (size_t i = 0; i < report->assumption_count; i++) {
        add_raw(&w->out, report->assumption[i].name, report->assumption[i].json);
    }
    pov_buffer_text(&w->out, "},\n");
    if (report->sentence_count > 0) {
        print_texts(w, "summary", report->sentence, report->sentence_count);
    }
}

static void print_relations(writer *w, const pov_tally *relations)
{
    pov_buffer *out = &w->out;
    size_t looked_at, hold;

    pov_tally_total(relations, &looked_at, &hold);
    begin_member(w, "relations");
    pov_buffer_char(out, '{');
    add_number(out, "looked_at", looked_at);
    add_number(out, "hold", hold);
    add_raw(out, "by_kind", "{");
    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        if (relations->of[kind].looked_at > 0) {
            add_raw(out, pov_tally_name((pov_tally_kind)kind), "{");
            add_number(out, "looked_at", relations->of[kind].looked_at);
            add_number(out, "hold", relations->of[kind].hold);
            pov_buffer_char(out, '}');
        }
    }
    pov_buffer_char(out, '}');
    add_raw(out, "not_looked_at", "[");
    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (relations->gap[kind][q].count > 0) {
                begin_item(out);
                add_text(out, "kind", pov_tally_name((pov_tally_kind)kind));
                add_text(out, "for_want_of", pov_quantity_get((pov_quantity)q)->name);
                add_number(out, "count", relations->gap[kind][q].count);
                pov_buffer_char(out, '}');
            }
        }
    }
    pov_buffer_text(out, "]},\n");
}

/* What files seldom state, such as the near-poor, has no key where no row knows of it. */
static void find_never(writer *w)
{
    const pov_report *report = w->report;
    size_t end = pov_report_end(report);

    w->never = calloc(report->column_count + 1, sizeof *w->never);
    for (size_t i = 0; i < report->column_count && w->never != NULL; i++) {
        pov_cell cell;
        w->never[i] = end > 0 && (report->column[i].where & POV_IF_KNOWN) != 0;
        for (size_t row = 0; row < end && w->never[i]; row++) {
            pov_report_get(report, row, i, &cell);
            w->never[i] = !pov_figure_known(&cell.figure) && !is_bounded(&cell.figure) &&
                          cell.text == NULL && cell.number == 0;
        }
    }
}

/* An array with one item a line, written as it goes. */
static pov_status print_list(writer *w, const char *key, size_t first, size_t end,
                             void (*print)(writer *w, size_t index), pov_error *err)
{
    pov_status status = POV_OK;

    begin_member(w, key);
    pov_buffer_char(&w->out, '[');
    for (size_t i = first; i < end && status == POV_OK; i++) {
        pov_buffer_text(&w->out, i == first ? "\n    " : ",\n    ");
        print(w, i);
        status = pov_render_flush(w->to, &w->out, err);
    }
    pov_buffer_text(&w->out, end > first ? "\n  ]" : "]");
    return status;
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    writer w = {.report = report, .to = to};

    (void)options;
    find_never(&w);
    if (w.never == NULL) {
        return pov_no_memory(err);
    }
    print_head(&w);
    pov_status status = print_list(&w, "rows", 0, report->row_count, print_row, err);
    if (status == POV_OK) {
        pov_buffer_text(&w.out, ",\n");
        status =
            print_list(&w, "totals", report->row_count, pov_report_end(report), print_row, err);
    }
    if (status == POV_OK) {
        pov_buffer_text(&w.out, ",\n");
        if (report->relations != NULL) {
            print_relations(&w, report->relations);
        }
        status = print_list(&w, "findings", 0, report->finding_count, print_finding, err);
    }
    if (status == POV_OK) {
        pov_buffer_text(&w.out, "\n}\n");
        status = pov_render_flush(to, &w.out, err);
    }
    free(w.never);
    pov_buffer_fini(&w.out);
    pov_buffer_fini(&w.more.basis);
    pov_buffer_fini(&w.more.bounds);
    pov_buffer_fini(&w.more.printed);
    return status;
}

const pov_renderer pov_renderer_json = {
    .name = "json", .extension = ".json", .for_programs = true, .findings = true, .render = render};
