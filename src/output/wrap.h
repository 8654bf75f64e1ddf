/*
 * Breaking text into lines of a terminal. Text is well-formed UTF-8 without control characters, as
 * pov_text_printable leaves it.
 */
#ifndef POVCALC_OUTPUT_WRAP_H
#define POVCALC_OUTPUT_WRAP_H

#include "base/memory.h"

/* Columns that the first `length` bytes take. */
size_t pov_wrap_columns(const char *text, size_t length);

/* Bytes of the longest beginning of the text that takes at most `width` columns. */
size_t pov_wrap_cut(const char *text, size_t width);

/*
 * The next line: as many whole words as fit into `width` columns, or a part of a word that is
 * wider. Returns its length in bytes and moves *rest past it and the blanks that follow. `width`
 * is at least 1.
 */
size_t pov_wrap_next(const char **rest, size_t width);

/* How many lines the text takes. */
size_t pov_wrap_lines(const char *text, size_t width);

/* The least width in which the text takes at most `lines` lines and no word is cut. */
size_t pov_wrap_width(const char *text, size_t lines);

/* Appends the text in lines of at most `width` columns (0: one line), each ended. */
void pov_wrap_paragraph(pov_buffer *out, const char *text, size_t width);

#endif
