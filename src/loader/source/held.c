#include "loader/source/held.h"

#include "base/place.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_MAX ((size_t)20000000) /* of all rows together, also those that are repeated */

pov_held_level *pov_held_at(pov_held *held)
{
    return held->depth > 0 && held->skipped == 0 ? &held->level[held->depth - 1] : NULL;
}

void pov_held_begin(pov_held *held, const char *name, bool hidden, pov_error *err)
{
    pov_source *s = held->source;

    if (held->depth == POV_HELD_DEPTH_MAX || held->skipped > 0 ||
        s->table_count >= POV_SOURCE_TABLES_MAX) {
        held->skipped++;
        return;
    }
    pov_held_level *level = &held->level[held->depth];
    name = pov_arena_text(&s->arena, name, strlen(name));
    if (name == NULL ||
        pov_grow(&s->table, &s->table_capacity, s->table_count + 1, sizeof *s->table) != POV_OK ||
        pov_grow(&held->table, &held->capacity, s->table_count + 1, sizeof *held->table) !=
            POV_OK ||
        (level->row.cell == NULL && pov_row_builder_init(&level->row, err) != POV_OK)) {
        (void)pov_no_memory(err);
        return;
    }
    pov_row_builder_reset(&level->row);
    level->table = s->table_count;
    level->line = level->column = level->cell_column = level->aside = 0;
    level->in_cell = false;
    pov_buffer_clear(&level->text);
    s->table[s->table_count++] = (pov_source_table){name, hidden};
    held->depth++;
}

void pov_held_end(pov_held *held)
{
    pov_held_level *level = pov_held_at(held);

    if (level == NULL) {
        held->skipped -= held->skipped > 0;
        return;
    }
    held->table[level->table].width = level->row.width;
    held->depth--;
}

/* Copies the cells of a row with their texts, which lie one after the other. */
static pov_source_cell *keep_cells(pov_held *held, const pov_held_level *level,
                                   const pov_source_row *row)
{
    pov_source_cell *cell = pov_arena_alloc(&held->arena, row->count * sizeof *cell);
    const char *from = pov_buffer_get(&level->row.text);
    const char *text = pov_arena_text(&held->arena, from, level->row.text.length);

    if (cell == NULL || text == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < row->count; i++) {
        cell[i] = row->cell[i];
        cell[i].text = text + (row->cell[i].text - from);
    }
    return cell;
}

pov_held_row *pov_held_end_row(pov_held *held, size_t repeat, pov_error *err)
{
    pov_held_level *level = pov_held_at(held);

    if (level == NULL) {
        return NULL;
    }
    pov_held_table *table = &held->table[level->table];
    pov_held_row kept = {.line = level->line,
                         .repeat = repeat,
                         .unknown = level->unknown,
                         .hidden = level->row.hidden};
    pov_source_row row = {0};

    level->in_cell = false;
    if (pov_row_builder_get(&level->row, level->line, &row, err) != POV_OK) {
        return NULL;
    }
    if (row.count == 0) {
        return NULL;
    }
    held->cells += row.count * (repeat + 1);
    if (held->cells > CELLS_MAX) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "the tables have more than %zu cells", CELLS_MAX);
        return NULL;
    }
    kept.count = row.count;
    kept.cell = keep_cells(held, level, &row);
    if (kept.cell == NULL ||
        pov_grow(&table->row, &table->capacity, table->count + 1, sizeof *table->row) != POV_OK) {
        (void)pov_no_memory(err);
        return NULL;
    }
    table->row[table->count] = kept;
    return &table->row[table->count++];
}

void pov_held_fini(pov_held *held)
{
    for (size_t i = 0; held->source != NULL && i < held->source->table_count && i < held->capacity;
         i++) {
        free(held->table[i].row);
    }
    for (size_t i = 0; i < POV_HELD_DEPTH_MAX; i++) {
        pov_row_builder_fini(&held->level[i].row);
        pov_buffer_fini(&held->level[i].text);
    }
    free(held->table);
    free(held->padded);
    pov_arena_fini(&held->arena);
}

/* ---- giving out ---- */

static pov_status check_tables(pov_source *source, pov_error *err)
{
    pov_held *held = source->state;

    if (source->table_count == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "the document has no table");
        pov_error_hint(err, "figures in running text are not read");
        return POV_ERR_DATA;
    }
    held->padded = calloc(POV_SOURCE_CELLS_MAX, sizeof *held->padded);
    return held->padded != NULL ? POV_OK : pov_no_memory(err);
}

pov_status pov_held_open(pov_source *source, size_t size, const pov_xml_handler *handler,
                         pov_error *err)
{
    pov_held *held = source->state = calloc(1, size);

    if (held == NULL) {
        return pov_no_memory(err);
    }
    held->source = source;
    pov_status status = pov_xml_read(&source->zip, source->main, handler, held, err);
    return status == POV_OK ? check_tables(source, err) : status;
}

void pov_held_rewind(pov_held *held)
{
    held->next_row = held->repeated = 0;
    held->told.hidden_rows = 0;
}

void pov_held_place(pov_source *source)
{
    pov_buffer_text(&source->place, source->input.input.name);
    pov_buffer_format(&source->place, pov_translate(": table %zu"), source->begun + 1);
    pov_buffer_text(&source->place, POV_PLACE_ROWS);
}

pov_status pov_held_next(pov_source *source, pov_source_row *row, pov_error *err)
{
    pov_held *held = source->state;
    const pov_held_table *table = &held->table[source->begun];

    *row = (pov_source_row){.line = 0};
    while (held->next_row < table->count) {
        const pov_held_row *kept = &table->row[held->next_row];
        const size_t line = kept->line + held->repeated;
        if (held->repeated++ == kept->repeat) {
            held->next_row++;
            held->repeated = 0;
        }
        if (line < source->options->header_line) {
            continue;
        }
        if (kept->unknown > 0) {
            pov_error_place(err, NULL, line, kept->unknown, NULL);
            return pov_refuse_formula(err);
        }
        memcpy(held->padded, kept->cell, kept->count * sizeof *kept->cell);
        for (size_t i = kept->count; i < table->width; i++) {
            held->padded[i] = (pov_source_cell){"", 0, 1, 1};
        }
        if (kept->hidden && held->told.hidden_rows++ == 0) {
            held->told.first_hidden = line;
        }
        *row = (pov_source_row){held->padded,
                                kept->count > table->width ? kept->count : table->width, line};
        return POV_OK;
    }
    return POV_OK;
}

pov_status pov_held_notes(pov_source *source, pov_problems *problems, pov_error *err)
{
    const pov_held *held = source->state;

    return pov_row_builder_note_hidden(&held->told, pov_buffer_get(&source->place), problems, err);
}
