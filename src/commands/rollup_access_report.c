#include "commands/rollup_access_report.h"

#include "session/fields.h"

#include <string.h>

static const pov_access_rollup_row *rolled_at(const pov_report *report, size_t row)
{
    return &((const pov_rollup_access_view *)report->of)->rollup->row[row];
}

static const pov_access_row *table_row(const pov_report *report, size_t row)
{
    return &((const pov_rollup_access_view *)report->of)->table->row[row];
}

static void get_unit(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->text = rolled_at(report, row)->name;
}

static void get_level(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    pov_cell_set_text(cell, rolled_at(report, row)->level);
}

static void get_parent(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    pov_cell_set_text(cell, rolled_at(report, row)->parent);
}

/* What the rows have in common that were added up. */
static void get_text(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    pov_cell_set_text(cell, table_row(report, rolled_at(report, row)->sample_row)->text[which]);
}

static void get_population(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    get_text(report, row, which, cell);
    if (cell->text != NULL) {
        pov_cell_set_word(cell, report, "population", cell->text);
    }
}

static void get_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    pov_cell_set_year(cell, report, table_row(report, rolled_at(report, row)->sample_row)->year);
}

static void get_figure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    cell->figure = rolled_at(report, row)->figure[which];
}

static void get_target_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    size_t own = rolled_at(report, row)->own;

    (void)which;
    if (own != POV_NONE) {
        pov_cell_set_year(cell, report, table_row(report, own)->target_year);
    }
}

/* What a row says of itself: only of one that was not added up. */
static void get_own_text(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    size_t of = rolled_at(report, row)->row;

    if (of != POV_NONE) {
        pov_cell_set_text(cell, table_row(report, of)->text[which]);
    }
}

static void get_file(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    size_t of = rolled_at(report, row)->row;

    (void)which;
    cell->text = of != POV_NONE ? table_row(report, of)->file : NULL;
}

static void get_line(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    size_t of = rolled_at(report, row)->row;

    (void)which;
    cell->number = of != POV_NONE ? table_row(report, of)->line : 0;
}

/* Rows of one unit may differ in nothing else. */
static bool standards_differ(const pov_access_table *table, const pov_access_rollup *rollup)
{
    for (size_t i = 1; i < rollup->count; i++) {
        if (strcmp(table->row[rollup->row[i].sample_row].text[POV_ACCESS_STANDARD],
                   table->row[rollup->row[0].sample_row].text[POV_ACCESS_STANDARD]) != 0) {
            return true;
        }
    }
    return false;
}

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

void pov_rollup_access_fill(pov_report *report, const pov_rollup_access_view *view)
{
    const pov_column_kind figure = POV_COLUMN_FIGURE;
    const unsigned standard = standards_differ(view->table, view->rollup) ? BOTH : POV_IN_DATA;
    const pov_report_column columns[] = {
        {.name = "unit", .where = BOTH, .tree = true, .get = get_unit},
        {.name = "level", .where = POV_IN_DATA, .get = get_level},
        {.name = "parent", .where = BOTH, .get = get_parent},
        {.name = "group", .where = POV_IN_DATA, .get = get_text, .which = POV_ACCESS_GROUP},
        {.name = "year", .kind = POV_COLUMN_YEAR, .where = BOTH, .get = get_year},
        {.name = "standard", .where = standard, .get = get_text, .which = POV_ACCESS_STANDARD},
        {.name = "dimension", .where = POV_IN_DATA, .get = get_text, .which = POV_ACCESS_DIMENSION},
        {.name = "indicator", .where = BOTH, .get = get_text, .which = POV_ACCESS_INDICATOR},
        {.name = "population",
         .where = BOTH,
         .get = get_population,
         .which = POV_ACCESS_POPULATION},
        {.name = "households",
         .kind = figure,
         .where = BOTH,
         .get = get_figure,
         .which = POV_ACCESS_HOUSEHOLDS},
        {.name = "all_households",
         .kind = figure,
         .where = BOTH,
         .get = get_figure,
         .which = POV_ACCESS_ALL_HOUSEHOLDS},
        {.name = "deprived",
         .kind = figure,
         .where = BOTH,
         .get = get_figure,
         .which = POV_ACCESS_DEPRIVED},
        {.name = "deprived_rate",
         .kind = figure,
         .where = BOTH,
         .get = get_figure,
         .which = POV_ACCESS_DEPRIVED_RATE},
        {.name = "target_year", .kind = POV_COLUMN_YEAR, .where = BOTH, .get = get_target_year},
        {.name = "target_access_rate",
         .kind = figure,
         .where = BOTH,
         .get = get_figure,
         .which = POV_ACCESS_TARGET},
        {.name = "source", .where = POV_IN_DATA, .get = get_own_text, .which = POV_ACCESS_SOURCE},
        {.name = "note", .where = POV_IN_DATA, .get = get_own_text, .which = POV_ACCESS_NOTE},
        {.name = "file", .where = POV_IN_DATA, .get = get_file},
        {.name = "line", .kind = POV_COLUMN_LINE, .where = POV_IN_DATA, .get = get_line},
    };

    (void)pov_report_add_columns(report, columns, sizeof columns / sizeof *columns);
    pov_report_view(report, view, view->rollup->count, 0);
}
