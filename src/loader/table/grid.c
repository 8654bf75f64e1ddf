#include "loader/table/grid.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const char about[] = "\xE2\x89\x88", assumed[] = "\xE2\x80\xA0"; /* ≈ † */
enum { SIGN = sizeof about - 1 };

/* povcalc's own lines below a table (output/labels.c). Elsewhere ≈ is "about", and † a footnote. */
static bool is_legend(const pov_source_cell *cell)
{
    static const char *const lines[] = {"≈ computed from what is printed", "≈ là số tính ra từ",
                                        "† assumes that the number", "† giả định tổng số hộ"};

    return cell->text[0] == about[0] && POV_STARTS_ANY(cell->text, lines);
}

/* "≈167,403", "6,120†": what povcalc computed for a table, and no document states. */
static bool is_marked(const pov_source_cell *cell)
{
    const char *text = cell->text;

    if (cell->length <= SIGN) {
        return false;
    }
    if (memcmp(text, about, SIGN) == 0) {
        return pov_is_digit(text[SIGN + strspn(text + SIGN, " ~<>=")]);
    }
    if (memcmp(text + cell->length - SIGN, assumed, SIGN) != 0 ||
        !pov_is_digit(text[cell->length - SIGN - 1])) {
        return false;
    }
    bool words = false; /* "Thôn 3†" has a footnote */
    for (size_t i = 0; i + SIGN < cell->length && !words; i++) {
        words = (text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z');
    }
    return !words;
}

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
        grid->explained = grid->explained || is_legend(&row->cell[i]);
        memcpy(text, row->cell[i].text, row->cell[i].length + 1);
        text += row->cell[i].length + 1;
    }
    grid->row[grid->count++] = (pov_source_row){cell, row->count, row->line};
    if (row->count > grid->width) {
        grid->width = row->count;
    }
    return POV_OK;
}

pov_status pov_grid_pass_over_computed(pov_grid *grid, pov_error *err)
{
    for (size_t r = 0; grid->explained && r < grid->count; r++) {
        const pov_source_row *row = &grid->row[r];
        pov_source_cell *cell = pov_arena_alloc(&grid->arena, row->count * sizeof *cell);
        if (cell == NULL) {
            return pov_no_memory(err);
        }
        for (size_t i = 0; i < row->count; i++) {
            cell[i] = row->cell[i];
            if (is_marked(&cell[i])) {
                grid->marked_line = grid->marked++ == 0 ? row->line : grid->marked_line;
                cell[i].text = "";
                cell[i].length = 0;
            }
        }
        grid->row[r].cell = cell;
    }
    return POV_OK;
}

pov_status pov_grid_spread(pov_grid *grid, size_t column, pov_error *err)
{
    for (size_t r = 0; r < grid->count; r++) {
        const pov_source_cell merged = pov_grid_cell(grid, r, column);
        for (size_t k = r + 1; merged.down > 1 && merged.length > 0 && k < grid->count; k++) {
            pov_source_row *row = &grid->row[k];
            if (row->line >= grid->row[r].line + merged.down || column >= row->count) {
                break;
            }
            pov_source_cell *cell = pov_arena_alloc(&grid->arena, row->count * sizeof *cell);
            if (cell == NULL) {
                return pov_no_memory(err);
            }
            memcpy(cell, row->cell, row->count * sizeof *cell);
            cell[column] = merged;
            cell[column].down = 1;
            row->cell = cell;
        }
    }
    return POV_OK;
}

pov_status pov_grid_fill(pov_grid *grid, pov_source *source, size_t most, bool *ended,
                         pov_error *err)
{
    pov_source_row row = {0};
    pov_status status = POV_OK;

    *ended = false;
    while (status == POV_OK && grid->count < most && !*ended) {
        status = pov_source_next(source, &row, err);
        *ended = status == POV_OK && row.count == 0;
        if (status == POV_OK && !*ended) {
            status = pov_grid_add(grid, &row, err);
        }
    }
    return status;
}

void pov_grid_clear(pov_grid *grid)
{
    pov_arena_fini(&grid->arena);
    grid->count = 0;
}

void pov_grid_fini(pov_grid *grid)
{
    free(grid->row);
    pov_arena_fini(&grid->arena);
    *grid = (pov_grid){0};
}
