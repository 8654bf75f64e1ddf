#include "base/place.h"

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

void pov_place_write(pov_buffer *out, const char *file, size_t line, size_t column)
{
    const size_t length = strlen(file);
    const char sign = length > 0 ? file[length - 1] : '\0';
    const bool cells = sign == *POV_PLACE_CELLS, rows = sign == *POV_PLACE_ROWS;

    pov_buffer_add(out, file, length - (cells || rows));
    if (line == 0) {
        return;
    }
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
