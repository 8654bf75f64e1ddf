/*
 * Breaking text into lines: at blanks, greedily, by the columns that characters take.
 */
#include "output/wrap.h"
#include "base/text.h"

#include <string.h>
#include <utf8proc.h>

/* Bytes of the next character, and its columns. A byte that is not UTF-8 takes one. */
static size_t next_character(const char *text, size_t *columns)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);

    if (size <= 0) {
        *columns = 1;
        return 1;
    }
    int width = utf8proc_charwidth(point);
    *columns = width > 0 ? (size_t)width : 0;
    return (size_t)size;
}

size_t pov_wrap_columns(const char *text, size_t length)
{
    size_t used = 0;

    for (size_t at = 0; at < length;) {
        size_t columns = 1;
        /* most of a table is digits */
        at += text[at] >= ' ' && text[at] <= '~' ? 1 : next_character(text + at, &columns);
        used += columns;
    }
    return used;
}

size_t pov_wrap_cut(const char *text, size_t width)
{
    size_t length = 0, used = 0;

    while (text[length] != '\0') {
        size_t columns;
        size_t size = next_character(text + length, &columns);
        if (used + columns > width) {
            break;
        }
        used += columns;
        length += size;
    }
    return length;
}

size_t pov_wrap_next(const char **rest, size_t width)
{
    const char *text = *rest;
    size_t length = pov_wrap_cut(text, width);

    if (text[length] != '\0') {
        size_t end = length;
        while (end > 0 && text[end] != ' ') {
            end--;
        }
        if (end > 0) {
            length = end;
        }
        if (length == 0) { /* a character wider than the line */
            size_t columns;
            length = next_character(text, &columns);
        }
    }
    const char *next = text + length;
    while (*next == ' ') {
        next++;
    }
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    *rest = next;
    return length;
}

size_t pov_wrap_lines(const char *text, size_t width)
{
    size_t lines = 0;

    while (*text != '\0') {
        (void)pov_wrap_next(&text, width);
        lines++;
    }
    return lines;
}

static size_t longest_word(const char *text)
{
    size_t longest = 1, now = 0;

    while (*text != '\0') {
        size_t columns;
        size_t size = next_character(text, &columns);
        now = *text == ' ' ? 0 : now + columns;
        longest = now > longest ? now : longest;
        text += size;
    }
    return longest;
}

size_t pov_wrap_width(const char *text, size_t lines)
{
    size_t width = longest_word(text);

    while (pov_wrap_lines(text, width) > lines) {
        width++;
    }
    return width;
}

void pov_wrap_paragraph(pov_buffer *out, const char *text, size_t width)
{
    if (width == 0) {
        pov_buffer_text(out, text);
        pov_buffer_char(out, '\n');
        return;
    }
    while (*text != '\0') {
        const char *line = text;
        size_t length = pov_wrap_next(&text, width);
        pov_buffer_add(out, line, length);
        pov_buffer_char(out, '\n');
    }
}
