/*
 * JSON, as docs/report.schema.json describes it: one row a line, one row in memory at a time.
 *
 * cJSON makes the objects and the escapes. Numbers go in as the text that the figures module
 * writes, since cJSON itself would carry them through a double. --decimals and --lang change
 * nothing here.
 */
#include "base/text.h"
#include "base/version.h"
#include "calculator/solve/persons.h"
#include "output/because.h"
#include "output/render.h"

#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

/* An object that is being filled. A failed allocation is kept and checked once, at the end. */
typedef struct object {
    cJSON *json;
    bool failed;
} object;

static object object_new(void)
{
    cJSON *json = cJSON_CreateObject();

    return (object){json, json == NULL};
}

/* Takes the item. Keys are borrowed: they live in the report or are constants. */
static void take(object *to, const char *key, cJSON *item)
{
    if (item == NULL || !cJSON_AddItemToObjectCS(to->json, key, item)) {
        cJSON_Delete(item);
        to->failed = true;
    }
}

static void add_null(object *to, const char *key)
{
    take(to, key, cJSON_CreateNull());
}

static void add_raw(object *to, const char *key, const char *json)
{
    take(to, key, cJSON_CreateRaw(json));
}

static void add_buffer(object *to, const char *key, pov_buffer *json)
{
    to->failed |= json->failed;
    add_raw(to, key, pov_buffer_get(json));
    pov_buffer_clear(json);
}

static void add_text(object *to, const char *key, const char *text)
{
    if (text == NULL || text[0] == '\0') {
        add_null(to, key);
    } else {
        take(to, key, cJSON_CreateStringReference(text));
    }
}

/* Moves `part` into `to`, also when it is broken. */
static void take_object(object *to, const char *key, object *part)
{
    to->failed |= part->failed;
    take(to, key, part->json);
    *part = (object){0};
}

/* ---- writing ---- */

/* Characters that would act on a terminal, and bytes that are no UTF-8. Both are only within
 * strings. */
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

/*
 * Appends printed JSON so that it is valid and harmless: it says the same with the escapes that
 * cJSON does not write, and with U+FFFD for a byte that is not UTF-8.
 */
static void write_json(pov_buffer *out, const char *json)
{
    const unsigned char *at = (const unsigned char *)json;
    size_t left = strlen(json);

    while (left > 0) {
        size_t plain = 0;
        while (plain < left && at[plain] < 0x7F) {
            plain++;
        }
        pov_buffer_add(out, (const char *)at, plain);
        at += plain;
        left -= plain;
        if (left == 0) {
            return;
        }
        size_t step = write_unsafe(out, at, left);
        if (step == 0) {
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

/* Appends the object on one line and frees it. */
static void print_object(pov_buffer *out, object *from)
{
    char *json = from->failed ? NULL : cJSON_PrintBuffered(from->json, 2048, false);

    if (json != NULL) {
        write_json(out, json);
    } else {
        out->failed = true;
    }
    cJSON_free(json);
    cJSON_Delete(from->json);
    *from = (object){0};
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
static void add_cell_text(object *row, const pov_report_column *column, const char *text)
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

/* The three objects that say more of a row's figures. */
typedef struct asides {
    object basis, bounds, printed;
    bool any_printed;
} asides;

static void add_bounds(object *bounds, const char *name, const pov_figure *figure,
                       pov_buffer *scratch)
{
    pov_buffer_char(scratch, '[');
    write_end(scratch, figure, true);
    pov_buffer_char(scratch, ',');
    write_end(scratch, figure, false);
    pov_buffer_char(scratch, ']');
    add_buffer(bounds, name, scratch);
}

/* ">=3", "6.5-7.2" */
static bool is_printed_with_sign(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED &&
           (figure->qualifier != POV_EXACTLY || figure->years > 0);
}

static void add_printed(object *to, const char *name, const pov_figure *figure, pov_buffer *scratch)
{
    pov_write_figure(scratch, figure, -1, pov_numerals_plain);
    to->failed |= scratch->failed;
    take(to, name, cJSON_CreateString(pov_buffer_get(scratch)));
    pov_buffer_clear(scratch);
}

static void add_cell_figure(object *row, asides *more, const char *name, const pov_cell *cell,
                            pov_buffer *scratch)
{
    const pov_figure *figure = &cell->figure;
    bool known = pov_figure_known(figure);

    if (known && !figure->open) {
        write_value(scratch, figure);
        add_buffer(row, name, scratch);
    } else {
        add_null(row, name);
    }
    if (known && figure->basis != POV_BASIS_STATED) {
        add_text(&more->basis, name, pov_basis_name((pov_basis)figure->basis));
    }
    if (known ? !is_exact(figure) : is_bounded(figure)) {
        add_bounds(&more->bounds, name, figure, scratch);
    }
    if (known && is_printed_with_sign(figure)) {
        add_printed(&more->printed, name, figure, scratch);
        more->any_printed = true;
    } else if (cell->text != NULL) { /* "<parent" */
        add_text(&more->printed, name, cell->text);
        more->any_printed = true;
    }
}

/* A year that is computed has bounds; an open end is never. */
static void add_cell_year(object *row, asides *more, const pov_report_column *column,
                          const pov_cell *cell, pov_buffer *scratch)
{
    const pov_figure *year = &cell->figure;

    add_cell_text(row, column, cell->text);
    if (pov_figure_known(year) ? !is_exact(year) : is_bounded(year)) {
        add_bounds(&more->bounds, column->name, year, scratch);
    }
}

static void add_line(object *row, const char *name, size_t line, pov_buffer *scratch)
{
    if (line > 0) {
        pov_buffer_format(scratch, "%zu", line);
        add_buffer(row, name, scratch);
    } else {
        add_null(row, name);
    }
}

/* ---- because ---- */

static void take_item(object *list, object *item)
{
    list->failed |= item->failed;
    if (item->json == NULL || !cJSON_AddItemToArray(list->json, item->json)) {
        cJSON_Delete(item->json);
        list->failed = true;
    }
    *item = (object){0};
}

static object array_new(void)
{
    cJSON *json = cJSON_CreateArray();

    return (object){json, json == NULL};
}

/* The kind of numbers in an interval of a place: counts, or ticks of percent. */
static void add_interval(object *to, const char *key, const pov_place *place, pov_interval is,
                         pov_buffer *scratch)
{
    bool count =
        place != NULL && (place->item.aspect == POV_COUNT || place->item.aspect == POV_REDUCTION ||
                          place->item.aspect == POV_REMAINING || place->item.aspect == POV_FLOW);
    pov_figure figure = {
        .bounds = is, .kind = count ? POV_KIND_COUNT : POV_KIND_CHANGE, .basis = POV_BASIS_DERIVED};

    pov_buffer_char(scratch, '[');
    write_end(scratch, &figure, true);
    pov_buffer_char(scratch, ',');
    write_end(scratch, &figure, false);
    pov_buffer_char(scratch, ']');
    add_buffer(to, key, scratch);
}

/* Where a figure is: its file, line and column; one that no column states by subject and aspect. */
static void add_place(object *to, const pov_plan *plan, const pov_place *place, pov_buffer *scratch)
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
    add_line(to, "line", row->line, scratch);
    const pov_quantity quantity =
        plan->of_persons ? pov_persons_quantity(place->quantity) : place->quantity;
    add_text(to, "column",
             quantity < POV_QUANTITY_COUNT ? pov_quantity_get(quantity)->name
                                           : others[place->item.aspect]);
}

/* contradicts  what it gives is none of the numbers that are left */
static void add_step(object *list, const pov_because *because, const pov_step *step,
                     bool contradicts, pov_buffer *scratch)
{
    object json = object_new(), terms = array_new();
    const pov_place *place = step->result < step->count ? &step->term[step->result].place : NULL;

    add_text(&json, "relation", pov_step_name(step->kind));
    for (size_t i = 0; i < step->count; i++) {
        const pov_step_term *term = &step->term[i];
        bool reached = because->reached != NULL && i + 1 == step->count;
        const pov_plan *plan = (reached ? because->reached : because->solution)->plan;
        object item = object_new();
        add_place(&item, plan, &term->place, scratch);
        if (term->printed) {
            pov_figure figure = pov_row_figure(&plan->row[term->place.row], term->place.quantity);
            add_printed(&item, "printed", &figure, scratch);
        }
        add_interval(&item, "is", &term->place, term->is, scratch);
        if (step->minus > 0 && i >= step->count - step->minus) {
            take(&item, "taken_off", cJSON_CreateTrue());
        }
        take_item(&terms, &item);
    }
    take_object(&json, "terms", &terms);
    if (step->kind == POV_STEP_SUM && !step->complete) {
        take(&json, "complete", cJSON_CreateFalse());
    }
    if (step->kind == POV_STEP_EXCESS || step->kind == POV_STEP_GROWN) {
        add_interval(&json, "at_percent", NULL, step->rate, scratch);
    }
    if (step->result < step->count) {
        pov_buffer_format(scratch, "%zu", step->result);
        add_buffer(&json, "narrows", scratch);
    }
    if (!pov_interval_empty(step->gives)) {
        add_interval(&json, "gives", step->kind == POV_STEP_VERDICT ? &step->term[0].place : place,
                     step->gives, scratch);
    }
    if (contradicts) {
        take(&json, "contradicts", cJSON_CreateTrue());
    }
    take_item(list, &json);
}

static void add_because(object *to, const char *key, const pov_because *because,
                        pov_buffer *scratch)
{
    const pov_trace *trace = &because->trace;
    const pov_plan *plan = because->solution->plan;
    object steps = array_new();

    bool with_printed = trace->contradicts && trace->about.quantity < POV_QUANTITY_COUNT &&
                        pov_row_stated(&plan->row[trace->about.row], trace->about.quantity) != NULL;
    for (size_t i = 0; i < trace->count; i++) {
        const pov_step *step = &trace->step[i];
        bool last = trace->contradicts && i + 1 == trace->count;
        with_printed = with_printed && !(last && pov_interval_empty(step->gives));
        add_step(&steps, because, step, last && !with_printed, scratch);
    }
    if (with_printed && trace->count > 0) {
        pov_figure figure = pov_row_figure(&plan->row[trace->about.row], trace->about.quantity);
        object last = object_new();
        add_place(&last, plan, &trace->about, scratch);
        add_printed(&last, "printed", &figure, scratch);
        add_interval(&last, "is", &trace->about, trace->printed, scratch);
        take(&last, "contradicts", cJSON_CreateTrue());
        take_item(&steps, &last);
    }
    take_object(to, key, &steps);
}

/* What was asked of a row's figures. */
static void add_reasons(object *row_json, const pov_report *report, size_t row, pov_buffer *scratch)
{
    object reasons = object_new();
    size_t low = 0, high = report->because_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (report->because[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; i < report->because_count && report->because[i].row == row; i++) {
        add_because(&reasons, report->because[i].name, &report->because[i], scratch);
    }
    take_object(row_json, "because", &reasons);
}

static void print_row(pov_buffer *out, const pov_report *report, size_t row, const bool *never,
                      pov_buffer *scratch)
{
    object json = object_new();
    asides more = {object_new(), object_new(), object_new(), false};

    for (size_t i = 0; i < report->column_count; i++) {
        const pov_report_column *column = &report->column[i];
        if ((column->where & POV_IN_DATA) == 0 || (never != NULL && never[i])) {
            continue;
        }
        pov_cell cell;
        pov_report_get(report, row, i, &cell);
        if (column->kind == POV_COLUMN_FIGURE) {
            add_cell_figure(&json, &more, column->name, &cell, scratch);
        } else if (column->kind == POV_COLUMN_LINE) {
            add_line(&json, column->name, cell.number, scratch);
        } else {
            add_cell_year(&json, &more, column, &cell, scratch);
        }
    }
    take_object(&json, "basis", &more.basis);
    take_object(&json, "bounds", &more.bounds);
    if (more.any_printed) {
        take_object(&json, "printed", &more.printed);
    } else {
        json.failed |= more.printed.failed;
        cJSON_Delete(more.printed.json);
    }
    if (report->because_count > 0) {
        add_reasons(&json, report, pov_report_row_of(report, row), scratch);
    }
    print_object(out, &json);
}

/* ---- findings ---- */

static void add_end(object *to, const char *key, const pov_figure *figure, bool is_low,
                    pov_buffer *scratch)
{
    if (!pov_figure_known(figure)) {
        add_null(to, key);
        return;
    }
    write_end(scratch, figure, is_low);
    add_buffer(to, key, scratch);
}

static void add_fix(object *to, const pov_finding *finding, pov_buffer *scratch)
{
    if (finding->fix_column == NULL || !pov_figure_known(&finding->fix)) {
        add_null(to, "fix");
        return;
    }
    object fix = object_new();
    add_text(&fix, "unit", finding->fix_unit);
    add_text(&fix, "column", finding->fix_column);
    pov_buffer_format(scratch, "%zu", finding->fix_line);
    add_buffer(&fix, "line", scratch);
    if (is_exact(&finding->fix)) {
        write_value(scratch, &finding->fix);
        add_buffer(&fix, "value", scratch);
    } else {
        add_end(&fix, "low", &finding->fix, true, scratch);
        add_end(&fix, "high", &finding->fix, false, scratch);
    }
    if (finding->fix_with != NULL) {
        add_text(&fix, "swapped_with", finding->fix_with);
    }
    take_object(to, "fix", &fix);
    if (finding->fixed_by_line != 0) {
        object by = object_new();
        add_line(&by, "line", finding->fixed_by_line, scratch);
        add_text(&by, "column", finding->fixed_by_column);
        take_object(to, "fixed_by", &by);
    }
}

static void add_year(object *to, pov_year year, pov_buffer *scratch)
{
    const char *quote = year.month != 0 ? "\"" : "";

    if (year.year == 0) {
        add_null(to, "year");
        return;
    }
    pov_buffer_text(scratch, quote);
    pov_year_write(scratch, year);
    pov_buffer_text(scratch, quote);
    add_buffer(to, "year", scratch);
}

static void print_finding(pov_buffer *out, const pov_finding *finding, pov_buffer *scratch)
{
    object json = object_new();

    add_text(&json, "rule", finding->rule);
    add_text(&json, "severity", pov_severity_name(finding->severity));
    add_text(&json, "file", finding->file);
    add_line(&json, "line", finding->line, scratch);
    add_text(&json, "unit", finding->unit);
    add_text(&json, "level", finding->level);
    add_text(&json, "parent", finding->parent);
    add_text(&json, "group", finding->group);
    add_year(&json, finding->year, scratch);
    add_text(&json, "column", finding->column);
    if (pov_figure_known(&finding->stated)) {
        write_value(scratch, &finding->stated);
        add_buffer(&json, "stated", scratch);
    } else {
        add_null(&json, "stated");
    }
    if (is_printed_with_sign(&finding->stated)) {
        add_printed(&json, "printed", &finding->stated, scratch);
    }
    add_end(&json, "low", &finding->expected, true, scratch);
    add_end(&json, "high", &finding->expected, false, scratch);
    add_text(&json, "message", finding->message);
    add_fix(&json, finding, scratch);
    if (finding->because != NULL) {
        add_because(&json, "because", finding->because, scratch);
    }
    print_object(out, &json);
}

/* ---- the whole ---- */

typedef struct writer {
    const pov_report *report;
    FILE *to;
    bool *never; /* by column: of figures of which no row knows anything. NULL: it is not known */
    pov_buffer out, scratch;
} writer;

/* Appends `"key": value,` for what has a line of its own. Takes the value. */
static void print_member(writer *w, const char *key, cJSON *value)
{
    char *json = value != NULL ? cJSON_PrintUnformatted(value) : NULL;

    pov_buffer_format(&w->out, "  \"%s\": ", key);
    if (json != NULL) {
        write_json(&w->out, json);
    } else {
        w->out.failed = true;
    }
    pov_buffer_text(&w->out, ",\n");
    cJSON_free(json);
    cJSON_Delete(value);
}

static cJSON *texts_of(const char *const *text, size_t count)
{
    cJSON *texts = cJSON_CreateArray();

    for (size_t i = 0; i < count && texts != NULL; i++) {
        cJSON *item = cJSON_CreateStringReference(text[i]);
        if (item == NULL || !cJSON_AddItemToArray(texts, item)) {
            cJSON_Delete(item);
            cJSON_Delete(texts);
            texts = NULL;
        }
    }
    return texts;
}

static cJSON *assumptions_of(const pov_report *report)
{
    object assumptions = object_new();

    for (size_t i = 0; i < report->assumption_count; i++) {
        add_raw(&assumptions, report->assumption[i].name, report->assumption[i].json);
    }
    if (assumptions.failed) {
        cJSON_Delete(assumptions.json);
        return NULL;
    }
    return assumptions.json;
}

static void print_head(writer *w)
{
    pov_buffer_text(&w->out, "{\n");
    print_member(w, "povcalc", cJSON_CreateStringReference(POV_VERSION));
    print_member(w, "command", cJSON_CreateStringReference(w->report->command));
    print_member(w, "files", texts_of(w->report->file, w->report->file_count));
    print_member(w, "assumptions", assumptions_of(w->report));
    if (w->report->sentence_count > 0) {
        print_member(w, "summary", texts_of(w->report->sentence, w->report->sentence_count));
    }
}

static void print_relations(writer *w, const pov_tally *relations)
{
    size_t looked_at, hold;
    const char *separator = "";

    pov_tally_total(relations, &looked_at, &hold);
    pov_buffer_format(&w->out, "  \"relations\": {\"looked_at\":%zu,\"hold\":%zu,\"by_kind\":{",
                      looked_at, hold);
    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        if (relations->of[kind].looked_at > 0) {
            pov_buffer_format(&w->out, "%s\"%s\":{\"looked_at\":%zu,\"hold\":%zu}", separator,
                              pov_tally_name((pov_tally_kind)kind), relations->of[kind].looked_at,
                              relations->of[kind].hold);
            separator = ",";
        }
    }
    pov_buffer_text(&w->out, "},\"not_looked_at\":[");
    separator = "";
    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (relations->gap[kind][q].count > 0) {
                pov_buffer_format(
                    &w->out, "%s{\"kind\":\"%s\",\"for_want_of\":\"%s\",\"count\":%zu}", separator,
                    pov_tally_name((pov_tally_kind)kind), pov_quantity_get((pov_quantity)q)->name,
                    relations->gap[kind][q].count);
                separator = ",";
            }
        }
    }
    pov_buffer_text(&w->out, "]},\n");
}

typedef void print_item(writer *w, size_t index);

static void print_row_at(writer *w, size_t index)
{
    print_row(&w->out, w->report, index, w->never, &w->scratch);
}

static void print_total_at(writer *w, size_t index)
{
    print_row(&w->out, w->report, w->report->row_count + index, w->never, &w->scratch);
}

static void print_finding_at(writer *w, size_t index)
{
    print_finding(&w->out, &w->report->finding[index], &w->scratch);
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
static pov_status print_list(writer *w, const char *key, size_t count, print_item *print,
                             const char *after, pov_error *err)
{
    pov_status status = POV_OK;

    pov_buffer_format(&w->out, "  \"%s\": [", key);
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        pov_buffer_text(&w->out, i == 0 ? "\n    " : ",\n    ");
        print(w, i);
        status = pov_render_flush(w->to, &w->out, err);
    }
    pov_buffer_text(&w->out, count > 0 ? "\n  ]" : "]");
    pov_buffer_text(&w->out, after);
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
    pov_status status = print_list(&w, "rows", report->row_count, print_row_at, ",\n", err);
    if (status == POV_OK) {
        status = print_list(&w, "totals", report->total_count, print_total_at, ",\n", err);
    }
    if (status == POV_OK && report->relations != NULL) {
        print_relations(&w, report->relations);
    }
    if (status == POV_OK) {
        status = print_list(&w, "findings", report->finding_count, print_finding_at, "\n}\n", err);
    }
    if (status == POV_OK) {
        status = pov_render_flush(to, &w.out, err);
    }
    free(w.never);
    pov_buffer_fini(&w.out);
    pov_buffer_fini(&w.scratch);
    return status;
}

const pov_renderer pov_renderer_json = {
    .name = "json", .extension = ".json", .for_programs = true, .findings = true, .render = render};
