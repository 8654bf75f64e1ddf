/*
 * The layout of a table: which columns are shown, what their cells say, how wide they are, and
 * where they are.
 *
 * Every row is laid out once to measure the columns and once more to print it. Nothing is kept of
 * it in between, so that a long table needs little memory.
 */
#include "base/text.h"
#include "output/render.h"
#include "output/table/table.h"
#include "output/table/tree.h"
#include "output/wrap.h"

#include <stdlib.h>
#include <string.h>

#define NAME_WIDTH_MIN 12   /* names are cut no further, */
#define FOLDED_WIDTH_MIN 12 /* and long text is folded no narrower */
#define HEADING_LINES_MAX 3
#define SHORT_HEADING 10 /* one word, or two of Vietnamese */

/* ---- columns ---- */

static void fini_column(pov_table_column *c)
{
    pov_buffer_fini(&c->heading);
    pov_buffer_fini(&c->above);
    pov_buffer_fini(&c->text);
}

static bool column_has_content(const pov_table *t, size_t index)
{
    size_t end = pov_report_end(t->report);
    pov_cell cell;

    for (size_t row = 0; row < end; row++) {
        pov_report_get(t->report, row, index, &cell);
        if (pov_cell_shown(&t->report->column[index], &cell)) {
            return true;
        }
    }
    return false;
}

static pov_status add_column(pov_table *t, size_t index)
{
    if (pov_grow(&t->column, &t->capacity, t->count + 1, sizeof t->column[0]) != POV_OK) {
        return POV_ERR_NOMEM;
    }
    pov_table_column *c = &t->column[t->count++];
    c->of = &t->report->column[index];
    c->index = index;
    c->number = pov_column_is_number(c->of);
    c->name = c->of->tree;
    const char *heading =
        c->of->heading != NULL ? c->of->heading : pov_label(c->of->name, t->options->language);
    if (t->two_lines && c->of->brief != NULL) {
        heading = c->of->brief;
        if (c->of->above != NULL) {
            pov_text_printable(c->of->above, strlen(c->of->above), &c->above);
        }
    }
    pov_text_printable(heading, strlen(heading), &c->heading);
    return c->heading.failed || c->above.failed ? POV_ERR_NOMEM : POV_OK;
}

/* Without a tree the first column of text bears the `*`. */
static void choose_name_column(pov_table *t)
{
    pov_table_column *first_text = NULL;

    for (size_t i = 0; i < t->count; i++) {
        if (t->column[i].name) {
            return;
        }
        if (first_text == NULL && t->column[i].of->kind == POV_COLUMN_TEXT) {
            first_text = &t->column[i];
        }
    }
    if (first_text != NULL) {
        first_text->name = true;
    }
}

static pov_status add_columns(pov_table *t)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < t->report->column_count && status == POV_OK; i++) {
        const pov_report_column *of = &t->report->column[i];
        bool wanted =
            (of->where & POV_IN_TABLE) != 0 || (t->wide && (of->where & POV_IN_WIDE) != 0);
        bool kept = of->tree || (of->where & POV_KEPT) != 0;
        if (wanted && (kept || column_has_content(t, i))) {
            status = add_column(t, i);
        }
    }
    choose_name_column(t);
    return status;
}

/* ---- cells ---- */

/* Writes the branches of the next row of the drawn tree. */
static void take_branch(pov_table *t, pov_buffer *text)
{
    size_t length = strcspn(t->next_branch, "\n");
    const char *next = t->next_branch + length;

    pov_buffer_add(text, t->next_branch, length);
    t->next_branch = *next == '\n' ? next + 1 : next;
}

static void set_text(pov_table_column *c, const char *text)
{
    if (text != NULL) {
        pov_text_printable(text, strlen(text), &c->text);
    }
}

static void set_figure(pov_table *t, pov_table_column *c, const pov_cell *cell)
{
    if (pov_cell_shown(c->of, cell)) {
        bool approximate = !t->options->bounds && pov_figure_approximate(&cell->figure);
        bool assumed = cell->figure.basis == POV_BASIS_ASSUMED;
        pov_buffer_text(&c->text, approximate ? "≈" : "");
        pov_cell_write(&c->text, c->of, cell, t->options, t->numerals);
        pov_buffer_text(&c->text, assumed ? "†" : "");
        t->has_computed = t->has_computed || approximate;
        t->has_assumed = t->has_assumed || assumed;
    }
}

void pov_table_rewind(pov_table *t)
{
    t->next_branch = t->tree != NULL ? t->tree : "";
}

void pov_table_set_row(pov_table *t, size_t row)
{
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        pov_cell cell;
        pov_report_get(t->report, row, c->index, &cell);
        pov_buffer_clear(&c->text);
        if (c->of->kind == POV_COLUMN_FIGURE) {
            set_figure(t, c, &cell);
        } else if (c->of->kind == POV_COLUMN_LINE) {
            pov_cell_write(&c->text, c->of, &cell, t->options, t->numerals);
        } else if (c->name) {
            if (c->of->tree && !pov_report_is_total(t->report, row)) {
                take_branch(t, &c->text);
            }
            set_text(c, pov_cell_words(c->of, &cell));
            pov_buffer_text(&c->text, pov_report_row_at(t->report, row).marked ? " *" : "");
        } else {
            set_text(c, pov_cell_words(c->of, &cell));
        }
        t->failed |= c->text.failed;
    }
}

static void measure_row(pov_table *t, size_t row)
{
    bool runs_over = pov_report_row_at(t->report, row).runs_over;

    pov_table_set_row(t, row);
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        size_t width = pov_wrap_columns(pov_buffer_get(&c->text), c->text.length);
        bool over = c->name && runs_over, stopped = i + 1 < t->count && c[1].text.length > 0;
        size_t *widest = over ? &c->over_width : &c->data_width;
        if (!over || stopped) {
            *widest = width > *widest ? width : *widest;
        }
    }
}

static void measure_rows(pov_table *t)
{
    size_t end = pov_report_end(t->report);

    pov_table_rewind(t);
    for (size_t row = 0; row < end; row++) {
        measure_row(t, row);
    }
}

/* ---- widths ---- */

bool pov_table_hides_columns(const pov_table *t)
{
    for (size_t i = 0; i < t->report->column_count && !t->wide; i++) {
        if ((t->report->column[i].where & (POV_IN_WIDE | POV_IN_TABLE)) == POV_IN_WIDE &&
            column_has_content(t, i)) {
            return true;
        }
    }
    return t->narrowed;
}

size_t pov_table_span(const pov_table *t, size_t first)
{
    const char *above = pov_buffer_get(&t->column[first].above);
    size_t count = 1;

    while (above[0] != '\0' && first + count < t->count &&
           t->column[first + count].block == t->column[first].block &&
           strcmp(pov_buffer_get(&t->column[first + count].above), above) == 0) {
        count++;
    }
    return count;
}

/* Makes room for the headings above: the last column of each takes what is missing. */
static size_t widen_spans(pov_table *t, size_t gap)
{
    size_t more = 0;

    for (size_t i = 0; i < t->count; i += pov_table_span(t, i)) {
        size_t count = pov_table_span(t, i), width = (count - 1) * gap;
        size_t needed = pov_text_width(pov_buffer_get(&t->column[i].above));
        for (size_t k = i; k < i + count; k++) {
            width += t->column[k].width;
        }
        if (width < needed) {
            t->column[i + count - 1].width += needed - width;
            more += needed - width;
        }
    }
    return more;
}

/* How many lines a heading may take; where there is room, a short one and that of the names take
 * one. */
static size_t lines_of(const pov_table *t, const pov_table_column *c, size_t heading_lines)
{
    bool brief = t->two_lines && c->of->brief != NULL;
    bool is_short = pov_text_width(pov_buffer_get(&c->heading)) <= SHORT_HEADING;

    if (brief || (heading_lines == 1 && (c->name || is_short))) {
        return 1;
    }
    return heading_lines == 1 ? 2 : heading_lines;
}

/* Sets every column's width, with headings of at most so many lines. Returns the width of all. */
static size_t set_widths(pov_table *t, size_t heading_lines, size_t gap)
{
    size_t total = 0;

    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        size_t heading = pov_wrap_width(pov_buffer_get(&c->heading), lines_of(t, c, heading_lines));
        c->width = c->data_width > heading ? c->data_width : heading;
        total += c->width + (i > 0 ? gap : 0);
    }
    t->gap = gap;
    return total + widen_spans(t, gap);
}

/* What is left of a column of text in a narrow terminal. */
static size_t least_width(const pov_table_column *c)
{
    return c->name ? NAME_WIDTH_MIN : FOLDED_WIDTH_MIN;
}

/* The column of text that can give most; NULL when there is none. */
static pov_table_column *widest_text(pov_table *t, bool with_names)
{
    pov_table_column *widest = NULL;

    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        bool can_give = !c->number && (with_names || !c->name) && c->width > least_width(c);
        if (can_give && (widest == NULL || c->width > widest->width)) {
            widest = c;
        }
    }
    return widest;
}

/* Takes `excess` from the columns of text, the widest first. False when they cannot give as
 * much. */
static bool shrink_text(pov_table *t, size_t excess, bool with_names)
{
    while (excess > 0) {
        pov_table_column *c = widest_text(t, with_names);
        if (c == NULL) {
            return false;
        }
        size_t room = c->width - least_width(c);
        size_t less = excess < room ? excess : room;
        c->width -= less;
        excess -= less;
    }
    return true;
}

/* With names uncut: long text is folded, headings take up to three lines. */
static bool fit_with_names(pov_table *t, size_t limit)
{
    for (size_t lines = 1; lines <= HEADING_LINES_MAX; lines++) {
        size_t total = set_widths(t, lines, 2);
        if (limit == 0 || total <= limit || shrink_text(t, total - limit, false)) {
            return true;
        }
    }
    return false;
}

/* Leaves out the last column that only a table with room for it needs. False when there is none. */
static bool leave_out_column(pov_table *t)
{
    const unsigned spare = POV_IN_TABLE | POV_IN_WIDE;

    for (size_t i = t->count; i-- > 0 && !t->options->wide;) {
        if ((t->column[i].of->where & spare) == spare) {
            fini_column(&t->column[i]);
            t->count--;
            memmove(&t->column[i], &t->column[i + 1], (t->count - i) * sizeof t->column[i]);
            t->narrowed = true;
            return true;
        }
    }
    return false;
}

/*
 * Finds the widest layout that the terminal has room for: columns are left out that are less
 * important, then gaps become narrow, then names are cut. False when nothing helps.
 */
static bool fit_in_one(pov_table *t, size_t limit)
{
    do {
        if (fit_with_names(t, limit)) {
            return true;
        }
    } while (leave_out_column(t));
    size_t total = set_widths(t, HEADING_LINES_MAX, 1);
    return total <= limit || shrink_text(t, total - limit, true);
}

/* Gives every column its block and its place in it; each block begins with the names. */
static void place_columns(pov_table *t, size_t limit)
{
    const pov_table_column *name = NULL;
    size_t at = 0, in_block = 0;

    t->block_count = 1;
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        if (limit > 0 && in_block > 0 && at + c->width > limit) {
            bool repeats = name != NULL && name->start == 0;
            t->block_count++;
            at = repeats ? name->width + t->gap : 0;
            in_block = 0;
        }
        c->block = t->block_count - 1;
        c->start = at;
        at += c->width + t->gap;
        if (c->name) {
            name = c;
        } else {
            in_block++;
        }
    }
}

/* Names that cannot run over the cells beside them take the room that is left. */
static void widen_names(pov_table *t, size_t limit)
{
    size_t total = 0;

    for (size_t i = 0; i < t->count; i++) {
        total += t->column[i].width + (i > 0 ? t->gap : 0);
    }
    for (size_t i = 0; i < t->count; i++) {
        pov_table_column *c = &t->column[i];
        if (c->over_width > c->width && (limit == 0 || total < limit)) {
            size_t more = c->over_width - c->width;
            more = limit > 0 && more > limit - total ? limit - total : more;
            c->width += more;
            total += more;
        }
    }
}

/* Numbers stay whole: what is too wide for the terminal is printed in blocks, one below the
 * other. */
static void fit(pov_table *t)
{
    size_t limit = t->options->width;
    bool in_one = fit_in_one(t, limit);

    if (!in_one) {
        (void)set_widths(t, 2, 2);
        for (size_t i = 0; i < t->count; i++) {
            pov_table_column *c = &t->column[i];
            size_t most = limit / 2 > least_width(c) ? limit / 2 : least_width(c);
            if (!c->number && c->width > most) {
                c->width = most;
            }
        }
    }
    widen_names(t, limit);
    place_columns(t, in_one ? 0 : limit);
}

/* ---- the whole ---- */

static pov_status draw_tree(pov_table *t, pov_error *err)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->column[i].of->tree) {
            return pov_tree_draw(t->report, &t->tree, err);
        }
    }
    return POV_OK;
}

pov_status pov_table_choose(pov_table *t, pov_error *err)
{
    t->wide = t->wide || t->options->wide;
    return add_columns(t) == POV_OK ? POV_OK : pov_no_memory(err);
}

static void drop_columns(pov_table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        fini_column(&t->column[i]);
    }
    free(t->column);
    t->column = NULL;
    t->count = t->capacity = 0;
}

static pov_status choose_and_measure(pov_table *t, pov_error *err)
{
    pov_status status = pov_table_choose(t, err);

    if (status == POV_OK && t->tree == NULL) {
        status = draw_tree(t, err);
    }
    if (status == POV_OK) {
        measure_rows(t);
        status = t->failed ? pov_no_memory(err) : POV_OK;
    }
    return status;
}

/* A wide table is for a terminal that has room for it, and for who asks for it. */
pov_status pov_table_layout(pov_table *t, pov_error *err)
{
    size_t limit = t->options->width;

    t->wide = limit > 0;
    pov_status status = choose_and_measure(t, err);
    if (status == POV_OK && t->wide && !t->options->wide && set_widths(t, 2, 2) > limit) {
        drop_columns(t);
        t->wide = false;
        status = choose_and_measure(t, err);
    }
    if (status == POV_OK) {
        fit(t);
    }
    return status;
}

void pov_table_fini(pov_table *t)
{
    drop_columns(t);
    free(t->tree);
    *t = (pov_table){0};
}
