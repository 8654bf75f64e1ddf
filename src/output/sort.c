/*
 * The rows of a report in the order that --sort asks for: those of one parent among themselves.
 */
#include "base/text.h"
#include "output/render.h"

#include <stdlib.h>
#include <string.h>

#define DEEPEST 64 /* levels of units; what is below is sorted as one list */

typedef struct sort_row {
    size_t row, end; /* it and what is below it: row … end - 1 */
    bool known;
    int64_t number;
    const char *text; /* NULL: a number */
} sort_row;

/* What is unknown comes last in either direction; equal ones stay in their order. */
static int compare(const sort_row *a, const sort_row *b, int direction)
{
    if (a->known != b->known) {
        return a->known ? -1 : 1;
    }
    int order = a->text != NULL && b->text != NULL
                    ? strcmp(a->text, b->text)
                    : (a->number > b->number) - (a->number < b->number);
    return order != 0 ? order * direction : pov_compare_sizes(a->row, b->row);
}

static int compare_up(const void *a, const void *b)
{
    return compare(a, b, 1);
}

static int compare_down(const void *a, const void *b)
{
    return compare(a, b, -1);
}

/* A word of programs that has a number is sorted by it, as verdicts are, and a text in a column of
 * figures by the figure that it has, as "+486" does. */
static void fill_key(const pov_report *report, size_t column, pov_arena *keep, sort_row *to)
{
    const pov_report_column *of = &report->column[column];
    pov_cell cell;
    pov_buffer key = {0};

    pov_report_get(report, to->row, column, &cell);
    if (of->kind == POV_COLUMN_FIGURE) {
        to->known = pov_figure_known(&cell.figure) ||
                    (cell.text != NULL && cell.figure.bounds.low != POV_NO_LOW);
        to->number = cell.figure.value;
    } else if (cell.number > 0 || of->kind == POV_COLUMN_LINE) {
        to->known = cell.number > 0;
        to->number = (int64_t)cell.number;
    } else {
        to->known = cell.text != NULL && cell.text[0] != '\0';
        pov_text_sort_key(to->known ? cell.text : "", to->known ? strlen(cell.text) : 0, &key);
        to->text = key.failed ? NULL : pov_arena_text(keep, pov_buffer_get(&key), key.length);
        pov_buffer_fini(&key);
    }
}

/* Sorts the rows first … end - 1, which have one parent, and below each its own. */
static pov_status sort_rows(pov_report *report, size_t column, bool down, size_t first, size_t end,
                            size_t *order, size_t *at, unsigned level)
{
    pov_arena keep = {0};
    sort_row *rows = calloc(end - first + 1, sizeof *rows);
    size_t count = 0;
    bool deep = level > DEEPEST;
    pov_status status = rows != NULL ? POV_OK : POV_ERR_NOMEM;

    for (size_t row = first; row < end && status == POV_OK;) {
        unsigned depth = pov_report_row_at(report, row).depth;
        size_t next = row + 1;
        while (next < end && !deep && pov_report_row_at(report, next).depth > depth) {
            next++;
        }
        rows[count] = (sort_row){.row = row, .end = next};
        fill_key(report, column, &keep, &rows[count++]);
        row = next;
    }
    if (status == POV_OK) {
        qsort(rows, count, sizeof *rows, down ? compare_down : compare_up);
    }
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        order[(*at)++] = rows[i].row;
        if (rows[i].end > rows[i].row + 1) {
            status =
                sort_rows(report, column, down, rows[i].row + 1, rows[i].end, order, at, level + 1);
        }
    }
    pov_arena_fini(&keep);
    free(rows);
    return status;
}

/* The hint has the name that was meant, or the first ones that there are. */
static pov_status refuse(const pov_report *report, const char *name, pov_error *err)
{
    enum { NAMES_MAX = 128, SHOWN = 12 };
    const char *names[NAMES_MAX];
    pov_buffer shown = {0};
    size_t count = 0;

    for (size_t i = 0; i < report->column_count && count < NAMES_MAX; i++) {
        names[count] = report->column[i].name;
        count += report->column[i].where != 0;
    }
    (void)pov_fail(err, POV_ERR_USAGE, "--sort: \"%s\" is not a column to sort by", name);
    if (!pov_error_suggest(err, pov_text_nearest(name, names, count))) {
        size_t alike = 0; /* "rate": poor_rate, remaining_rate */
        for (size_t i = 0; i < count; i++) {
            if (strstr(names[i], name) != NULL) {
                const char *first = names[alike];
                names[alike++] = names[i];
                names[i] = first;
            }
        }
        count = alike > 0 ? alike : count;
        for (size_t i = 0; i < count; i++) {
            pov_text_list(&shown, i, SHOWN, names[i]);
        }
        pov_error_hint(err, "it has %s", pov_buffer_get(&shown));
        pov_buffer_fini(&shown);
    }
    return POV_ERR_USAGE;
}

static bool has_heading(const pov_report *report, const pov_report_column *column, const char *name)
{
    return (column->heading != NULL && pov_text_same(column->heading, name)) ||
           (column->brief != NULL && pov_text_same(column->brief, name)) ||
           pov_text_same(pov_label(column->name, report->language), name);
}

/* Names that readers see, in this order: of a column that is shown, of one that another format
 * shows, and headings. */
static size_t find_column(const pov_report *report, const char *name)
{
    size_t hidden = POV_NONE, headed = POV_NONE;

    for (size_t i = 0; i < report->column_count; i++) {
        const pov_report_column *column = &report->column[i];
        const bool named = strcmp(column->name, name) == 0;
        if (named && column->where != 0) {
            return i;
        }
        if (named && hidden == POV_NONE) {
            hidden = i;
        }
        if (headed == POV_NONE && has_heading(report, column, name)) {
            headed = i;
        }
    }
    return hidden != POV_NONE ? hidden : headed;
}

pov_status pov_report_sort(pov_report *report, const char *name, bool down, pov_error *err)
{
    if (pov_report_check(report, err) != POV_OK) { /* a column may lack its name */
        return POV_ERR_NOMEM;
    }
    size_t column = find_column(report, name), at = 0;

    if (column == POV_NONE) {
        return refuse(report, name, err);
    }
    size_t *order = pov_report_alloc(report, (report->row_count + 1) * sizeof *order);
    if (order == NULL ||
        sort_rows(report, column, down, 0, report->row_count, order, &at, 0) != POV_OK) {
        return pov_no_memory(err);
    }
    report->order = order;
    return POV_OK;
}
