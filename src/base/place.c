#include "base/place.h"

#include <stdlib.h>
#include <string.h>

/* "A", "Z", "AA" */
static void write_letters(pov_buffer *out, size_t column)
{
    char letters[16];
    size_t at = sizeof letters;

    for (; column > 0; column = (column - 1) / 26) {
        letters[--at] = (char)('A' + (column - 1) % 26);
    }
    pov_buffer_add(out, letters + at, sizeof letters - at);
}

bool pov_place_is_text(const char *file)
{
    const size_t length = strlen(file);

    return length == 0 || strchr(POV_PLACE_CELLS POV_PLACE_ROWS, file[length - 1]) == NULL;
}

size_t pov_place_path_length(const char *file)
{
    const char *end = strchr(file, *POV_PLACE_ROWS);

    if (end == NULL && !pov_place_is_text(file)) {
        end = strrchr(file, ':');
    }
    return end != NULL ? (size_t)(end - file) : strlen(file);
}

/* The table of a document that a row is of. */
typedef struct spot {
    size_t name;        /* bytes of the document's; 0: no table is named */
    size_t table, line; /* line: in this table */
    bool goes_on;       /* the place has several tables */
} spot;

static spot find_table(const char *file, size_t line)
{
    const size_t length = strlen(file);
    size_t from = length - 1;
    spot found = {0, 0, line, false};

    while (from > 0 && file[from - 1] != *POV_PLACE_ROWS) {
        from--;
    }
    found.name = from > 0 ? from - 1 : 0;
    for (const char *at = file + from; found.name > 0 && *at != *POV_PLACE_ROWS;) {
        char *end = NULL;
        const size_t first = strtoul(at, &end, 10), table = strtoul(end, &end, 10);
        if (end == at) {
            return (spot){0, 0, line, false};
        }
        at = end;
        found.goes_on = found.table > 0;
        if (found.table == 0 || line >= first) {
            found.table = table;
            found.line = line >= first ? line - first + 1 : line;
        }
    }
    return found;
}

size_t pov_place_table(const char *file, size_t *line)
{
    if (pov_place_is_text(file)) {
        return 0;
    }
    const spot at = find_table(file, *line);
    *line = at.line;
    return at.table;
}

void pov_place_write_line(pov_buffer *out, const char *file, size_t line)
{
    spot at = {.line = line};

    if (!pov_place_is_text(file)) {
        at = find_table(file, line);
    }
    pov_buffer_format(out, at.goes_on ? pov_translate("%zu of table %zu") : "%zu", at.line,
                      at.table);
}

void pov_place_write(pov_buffer *out, const char *file, size_t line, size_t column)
{
    const size_t length = strlen(file);
    const char sign = length > 0 ? file[length - 1] : '\0';
    const bool cells = sign == *POV_PLACE_CELLS, rows = sign == *POV_PLACE_ROWS;
    const spot at = rows ? find_table(file, line) : (spot){.line = line};

    pov_buffer_add(out, file, at.name > 0 ? at.name : length - (cells || rows));
    if (at.name > 0) {
        pov_buffer_format(out, pov_translate(": table %zu"), at.table);
    }
    if (line == 0) {
        return;
    }
    line = at.line;
    if (cells) {
        pov_buffer_char(out, '!');
        write_letters(out, column);
        pov_buffer_format(out, "%zu", line);
    } else if (rows) {
        pov_buffer_format(
            out,
            pov_translate(column > 0 ? POV_TEXT(", row %zu, column %zu") : POV_TEXT(", row %zu")),
            line, column);
    } else {
        pov_buffer_format(out, column > 0 ? ":%zu:%zu" : ":%zu", line, column);
    }
}
