#include "loader/source/named.h"

#include "base/text.h"

#include <string.h>

#define COLUMNS_MAX 16384
#define ROWS_MAX 1048576
#define NAMES_MAX 1024

bool pov_read_reference(const char **at, size_t *row, size_t *column)
{
    size_t letters = 0, number = 0;

    for (; (**at >= 'A' && **at <= 'Z') || (**at >= 'a' && **at <= 'z') || **at == '$'; (*at)++) {
        if (**at != '$') {
            letters = letters * 26 + (size_t)(**at & 31);
        }
        if (letters > COLUMNS_MAX) {
            return false;
        }
    }
    for (; pov_is_digit(**at) || **at == '$'; (*at)++) {
        number = **at != '$' ? 10 * number + (size_t)(**at - '0') : number;
        if (number > ROWS_MAX) {
            return false;
        }
    }
    *row = number;
    *column = letters - 1;
    return letters > 0;
}

pov_status pov_named_add(pov_named *named, pov_source *source, const char *name,
                         const char *address, char mark, pov_error *err)
{
    const char *end = strrchr(address, mark);
    pov_named_cell cell = {.low = POV_NONE, .high = POV_NONE};
    pov_buffer sheet = {0};

    if (!pov_text_begins(name, "povcalc.") || end == NULL) {
        return POV_OK;
    }
    address += *address == '$';
    for (const char *c = address; c < end; c++) {
        c += *c == '\'' && c[1] == '\'';
        pov_buffer_text(&sheet,
                        *c == '\'' && (c == address || c + 1 == end) ? "" : (char[]){*c, 0});
    }
    while (cell.table < source->table_count &&
           strcmp(source->table[cell.table].name, pov_buffer_get(&sheet)) != 0) {
        cell.table++;
    }
    pov_buffer_fini(&sheet);
    end++;
    if (cell.table == source->table_count || named->count >= NAMES_MAX ||
        !pov_read_reference(&end, &cell.row, &cell.column)) {
        return POV_OK;
    }
    for (size_t i = 0; i < named->count; i++) {
        const pov_named_cell *before = &named->cell[i];
        if (before->table == cell.table && before->row == cell.row &&
            before->column == cell.column) {
            return POV_OK; /* a cell has one name */
        }
    }
    cell.name = pov_arena_text(&source->arena, name + 8, strlen(name + 8));
    if (cell.name == NULL ||
        pov_grow(&named->cell, &named->capacity, named->count + 1, sizeof *named->cell) != POV_OK) {
        return pov_no_memory(err);
    }
    named->cell[named->count++] = cell;
    return POV_OK;
}

/* Of a figure that takes two columns, for its low end and its high one, the first has the name. */
static void join_ends(pov_named *named, pov_named_cell *low)
{
    const size_t length = strcspn(low->name, ".") + 1;

    low->low = low->column;
    for (size_t i = 0; i < named->count; i++) {
        pov_named_cell *high = &named->cell[i];
        if (high->table == low->table && strncmp(high->name, low->name, length) == 0 &&
            strcmp(high->name + length, "high") == 0) {
            low->high = high->column;
            high->name = "shown";
        }
    }
}

/* Whether a name is that of such an end: "poor_rate.low". */
static bool is_end(const pov_named_cell *cell, const char *end)
{
    return strcmp(cell->name + strcspn(cell->name, "."), end) == 0;
}

void pov_named_settle(pov_named *named, pov_source *source)
{
    for (size_t t = 0; named->count > 0 && t < source->table_count; t++) {
        bool found = false;
        for (size_t i = 0; i < named->count; i++) {
            found = found || named->cell[i].table == t;
        }
        source->table[t].hidden = source->table[t].hidden || !found;
    }
    for (size_t i = 0; i < named->count; i++) {
        if (is_end(&named->cell[i], ".low")) {
            join_ends(named, &named->cell[i]);
        }
    }
    for (size_t i = 0; i < named->count; i++) { /* no row has a low end */
        if (is_end(&named->cell[i], ".high")) {
            named->cell[i].high = named->cell[i].column;
        }
    }
}

size_t pov_named_end(const pov_named *named, size_t table)
{
    for (size_t i = 0; i < named->count; i++) {
        if (named->cell[i].table == table && strcmp(named->cell[i].name, "end") == 0) {
            return named->cell[i].row;
        }
    }
    return 0;
}

bool pov_named_heading(const pov_named *named, size_t table, size_t row, size_t column,
                       pov_buffer *heading)
{
    for (size_t i = 0; i < named->count; i++) {
        const pov_named_cell *cell = &named->cell[i];
        if (cell->row == row && cell->column == column && cell->table == table &&
            strcmp(cell->name, "end") != 0) {
            pov_buffer_clear(heading);
            if (pov_text_begins(cell->name, "shown")) {
                pov_buffer_text(heading, "line"); /* a column that is passed over */
            } else {
                pov_buffer_add(heading, cell->name, strcspn(cell->name, "."));
            }
            return true;
        }
    }
    return false;
}

bool pov_named_has_ends(const pov_named_cell *cell, size_t table, size_t row)
{
    return cell->table == table && row > cell->row &&
           (cell->low != POV_NONE || cell->high != POV_NONE);
}

void pov_named_range(const char *from, const char *to, pov_buffer *range)
{
    const char *one = *from != '\0' ? from : to;

    pov_buffer_clear(range);
    if (*from != '\0' && *to != '\0') {
        pov_buffer_format(range, strcmp(from, to) == 0 ? "%s" : "%s-%s", from, to);
    } else if (*one != '\0') {
        const bool bare = pov_is_digit(*one) || *one == '-';
        pov_buffer_format(range, "%s%s", !bare ? "" : *from != '\0' ? ">=" : "<=", one);
    }
}
