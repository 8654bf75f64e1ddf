/*
 * A grid: the rows of a table, all of them, in memory.
 */
#ifndef POVCALC_LOADER_TABLE_GRID_H
#define POVCALC_LOADER_TABLE_GRID_H

#include "base/memory.h"
#include "loader/source/source.h"

typedef struct pov_grid {
    pov_source_row *row;
    size_t count, capacity;
    size_t width;               /* cells of the longest row */
    const char *name;           /* of the sheet; NULL: none */
    bool explained;             /* a line below says what povcalc's signs ≈ and † are */
    size_t marked, marked_line; /* cells that have such a sign, and the first one's line */
    pov_arena arena;
} pov_grid;

/* Copies a row in. Errors: POV_ERR_NOMEM. */
pov_status pov_grid_add(pov_grid *grid, const pov_source_row *row, pov_error *err) POV_CHECK;
/* Adds rows of a source until there are `most`, or no more: then *ended. Errors: those of the
 * source, with the rows before it in the grid. */
pov_status pov_grid_fill(pov_grid *grid, pov_source *source, size_t most, bool *ended,
                         pov_error *err) POV_CHECK;
/* Empties the cells that a line of the grid explains as computed by povcalc. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_grid_pass_over_computed(pov_grid *grid, pov_error *err) POV_CHECK;
/* Gives the text of each merged cell of a column to all rows that it covers. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_grid_spread(pov_grid *grid, size_t column, pov_error *err) POV_CHECK;
/* Takes all rows out. */
void pov_grid_clear(pov_grid *grid);
void pov_grid_fini(pov_grid *grid);

/* The text of a cell; "" outside the row. */
static inline pov_source_cell pov_grid_cell(const pov_grid *grid, size_t row, size_t column)
{
    static const pov_source_cell none = {.text = "", .across = 1, .down = 1};

    return column < grid->row[row].count ? grid->row[row].cell[column] : none;
}

#endif
