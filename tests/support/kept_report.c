#include "kept_report.h"

#include "check.h"

typedef struct kept {
    kept_row *row, *total;
    size_t rows, totals; /* for which there is room */
} kept;

static const kept_row *row_of(const pov_report *report, size_t row)
{
    const kept *k = report->of;

    return pov_report_is_total(report, row) ? &k->total[row - report->row_count] : &k->row[row];
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    return (pov_report_row){.depth = row_of(report, row)->depth,
                            .marked = row_of(report, row)->marked};
}

static void get(const pov_report *report, size_t row, size_t column, pov_cell *cell)
{
    const kept_cell *from = &row_of(report, row)->cell[column];

    cell->text = from->text;
    if (from->figure != NULL) {
        cell->figure = *from->figure;
    }
    if (report->column[column].kind == POV_COLUMN_LINE && from->text != NULL) {
        cell->number = strtoul(from->text, NULL, 10);
    }
}

static void *room(pov_report *report, size_t size)
{
    void *found = pov_arena_alloc(&report->arena, size);

    assert_non_null(found);
    return found;
}

static kept *kept_of(pov_report *report)
{
    if (report->of == NULL) {
        report->of = room(report, sizeof(kept));
        report->row_at = row_at;
    }
    for (size_t i = 0; i < report->column_count; i++) {
        report->column[i].get = get;
        report->column[i].which = i;
    }
    return (kept *)(uintptr_t)report->of;
}

static kept_row *add(pov_report *report, kept_row **rows, size_t *size, size_t *count)
{
    if (*count == *size) {
        size_t more = *size > 0 ? 2 * *size : 8;
        kept_row *moved = room(report, more * sizeof *moved);
        if (*size > 0) {
            memcpy(moved, *rows, *size * sizeof *moved);
        }
        *rows = moved;
        *size = more;
    }
    kept_row *row = &(*rows)[(*count)++];
    row->cell = room(report, report->column_count * sizeof *row->cell);
    return row;
}

kept_row *kept_add_row(pov_report *report, unsigned depth)
{
    kept *k = kept_of(report);
    kept_row *row = add(report, &k->row, &k->rows, &report->row_count);

    row->depth = depth;
    return row;
}

kept_row *kept_add_total(pov_report *report)
{
    kept *k = kept_of(report);

    return add(report, &k->total, &k->totals, &report->total_count);
}

kept_row *kept_rows(const pov_report *report)
{
    return ((const kept *)report->of)->row;
}

const pov_figure *kept_figure(pov_report *report, const pov_figure *figure)
{
    pov_figure *copy = room(report, sizeof *copy);

    *copy = *figure;
    return copy;
}
