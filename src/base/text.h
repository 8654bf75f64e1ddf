/*
 * Text: UTF-8, the names of units, and what is near a misspelt word.
 */
#ifndef POVCALC_BASE_TEXT_H
#define POVCALC_BASE_TEXT_H

#include "base/memory.h"

#include <stdint.h>
#include <string.h>

/* True when all bytes are well-formed UTF-8 without NUL; else *bad (may be NULL) is the offset of
 * the first byte that is not. */
bool pov_text_is_utf8(const char *text, size_t length, size_t *bad);

bool pov_text_is_ascii(const char *text, size_t length);

static inline bool pov_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/*
 * Appends the form in which names are compared: NFC, without case, the apostrophes ’ ‘ ʼ ` as ',
 * every run of white space (also no-break) as one space, none at the ends, and without what cannot
 * be seen, as soft hyphens. Two names are the same when these are. Text that is not UTF-8 is
 * appended as it is. A failed allocation marks `out`.
 */
void pov_text_fold(const char *text, size_t length, pov_buffer *out);
/* Whether two names are the same; false where memory runs out. */
bool pov_text_same(const char *a, const char *b);
/* Whether one of two folded names is the last words of the other: "huyện krông nô", "krông nô". */
bool pov_text_same_end(const char *a, const char *b);

/* Appends bytes whose order (strcmp) is the alphabetical one of Vietnamese, without regard to
 * case: đ after d, tones last, numbers by their value. A failed allocation marks `out`. */
void pov_text_sort_key(const char *text, size_t length, pov_buffer *out);

/* The code point at the text's start, and its bytes; a byte that is not UTF-8 counts as a character
 * of its own, below 0. `length` is 1 or more. */
size_t pov_text_point(const char *text, size_t length, int32_t *point);
/* Appends UTF-8 text in NFC. A failed allocation marks `out`. */
void pov_text_compose(const char *text, size_t length, pov_buffer *out);
/* Appends a code as pov_text_fold does, with its letters as they are. */
void pov_text_code(const char *text, size_t length, pov_buffer *out);
/* Whether a code has letters, blanks or marks that have other forms. */
bool pov_text_code_is_odd(const char *text, size_t length);

/* Appends the text with U+FFFD for each byte that is not UTF-8. A failed allocation marks `out`. */
void pov_text_valid(const char *text, size_t length, pov_buffer *out);

/* Bytes of a raised digit, "¹", at the start of a text: the mark of a footnote; 0 where there is
 * none. pov_text_raise appends a text with its digits raised. */
size_t pov_text_raised(const char *text);
size_t pov_text_unmarked(const char *text, size_t length); /* its length without those at its end */
void pov_text_raise(const char *text, size_t length, pov_buffer *out);

/* Columns that the text takes on a terminal. */
size_t pov_text_width(const char *text);

/* Appends the text with control characters (also C1 and bidirectional overrides) as \x1b, \u202e …,
 * so that data cannot act on a terminal. */
void pov_text_printable(const char *text, size_t length, pov_buffer *out);

/* Appends the text for XML and HTML, as content or as a quoted attribute: printable as above, a
 * line break as a blank, and nothing in it is markup or a reference. */
void pov_text_markup(const char *text, size_t length, pov_buffer *out);

/* Appends the item of a list that is at `at`, from 0: "a, b, ..." where it names two. */
void pov_text_list(pov_buffer *out, size_t at, size_t most, const char *item);

/* Whether a text begins with a word; pov_text_skip also moves the text past it. */
static inline bool pov_text_begins(const char *text, const char *word)
{
    return strncmp(text, word, strlen(word)) == 0;
}
static inline bool pov_text_skip(const char **text, const char *word)
{
    const bool begins = pov_text_begins(*text, word);

    *text += begins ? strlen(word) : 0;
    return begins;
}
/* Whether a text starts with one of the others. */
bool pov_text_starts_any(const char *text, const char *const *starts, size_t count);
#define POV_STARTS_ANY(text, starts) pov_text_starts_any(text, starts, POV_LENGTH(starts))

/* Whether one of the others is in a text. */
bool pov_text_holds_any(const char *text, const char *const *others, size_t count);
#define POV_HOLDS_ANY(text, others) pov_text_holds_any(text, others, POV_LENGTH(others))

/* Whether a text has a small letter. */
bool pov_text_has_small(const char *text, size_t length);

/* The bytes of the first character of a folded text, not its end; *letter is what a keyboard
 * without marks has for it, or 0. */
size_t pov_text_letter(const char *text, char *letter);

/* Whether `bare` begins with the folded text as a keyboard without marks writes it, "ho ngheo" for
 * "hộ nghèo": the bytes that it takes there, else 0. */
size_t pov_text_bare_prefix(const char *text, const char *bare);

/* Edits (insert, delete, replace, swap neighbours) between two words, counted in code points;
 * anything above `limit` gives limit + 1. */
size_t pov_text_distance(const char *a, const char *b, size_t limit);

/* The candidate nearest to `word`, when it is near enough to be what was meant, if need be without
 * its marks; else NULL. */
const char *pov_text_nearest(const char *word, const char *const *candidates, size_t count);

#endif
