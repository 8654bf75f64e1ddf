#include "loader/table/grid.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_grid_add(pov_grid *grid, const pov_source_row *row, pov_error *err)
{
    size_t size = row->count;

    for (size_t i = 0; i < row->count; i++) {
        size += row->cell[i].length;
    }
    pov_source_cell *cell = pov_arena_alloc(&grid->arena, row->count * sizeof *cell);
    char *text = pov_arena_alloc(&grid->arena, size);
    if (cell == NULL || text == NULL ||
        pov_grow(&grid->row, &grid->capacity, grid->count + 1, sizeof *grid->row) != POV_OK) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < row->count; i++) {
        cell[i] = row->cell[i];
        cell[i].text = text;
        memcpy(text, row->cell[i].text, row->cell[i].length + 1);
        text += row->cell[i].length + 1;
    }
    grid->row[grid->count++] = (pov_source_row){cell, row->count, row->line};
    if (row->count > grid->width) {
        grid->width = row->count;
    }
    return POV_OK;
}

void pov_grid_fini(pov_grid *grid)
{
    free(grid->row);
    pov_arena_fini(&grid->arena);
    *grid = (pov_grid){0};
}
