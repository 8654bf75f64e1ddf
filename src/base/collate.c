/*
 * The alphabetical order of Vietnamese: a ă â b c d đ e ê …, tones only where the letters are the
 * same: ngang, huyền, hỏi, ngã, sắc, nặng (the order of CLDR for "vi"). A run of digits counts as
 * a number, so that "Phường 2" comes before "Phường 10".
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Two bytes a letter: the letter, and which of its forms. */
enum { END_OF_LETTERS = 1, PLAIN = 2, BARRED = 3, BREVE = 3, CIRCUMFLEX = 4, HORN = 5 };

#define LEVEL_TONE '1' /* no tone; any other is above it */

static char form_of(utf8proc_int32_t mark)
{
    switch (mark) {
    case 0x0306:
        return BREVE;
    case 0x0302:
        return CIRCUMFLEX;
    case 0x031B:
        return HORN;
    default:
        return 0;
    }
}

static char tone_of(utf8proc_int32_t mark)
{
    static const utf8proc_int32_t tones[] = {0x0300, 0x0309, 0x0303, 0x0301, 0x0323};

    for (size_t i = 0; i < POV_LENGTH(tones); i++) {
        if (mark == tones[i]) {
            return (char)(LEVEL_TONE + 1 + (int)i);
        }
    }
    return 0;
}

/* Appends a number so that the longer is the greater, and returns its length in the text. */
static size_t add_number(const char *digits, pov_buffer *out)
{
    size_t zeros = strspn(digits, "0");
    size_t length = strspn(digits + zeros, "0123456789");

    pov_buffer_char(out, '0');
    pov_buffer_char(out, (char)(PLAIN + (length < 100 ? length : 100)));
    pov_buffer_add(out, digits + zeros, length);
    return zeros + length;
}

static void add_letters(const char *text, size_t length, pov_buffer *out, pov_buffer *tones)
{
    for (size_t at = 0; at < length;) {
        utf8proc_int32_t point;
        utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                                 (utf8proc_ssize_t)(length - at), &point);
        if (step <= 0) {
            pov_buffer_add(out, text + at, length - at);
            return;
        }
        char form = form_of(point), tone = tone_of(point);
        if (form != 0 && out->length > 0 && !out->failed) {
            out->data[out->length - 1] = form;
        } else if (tone != 0 && tones->length > 0 && !tones->failed) {
            tones->data[tones->length - 1] = tone;
        } else if (point >= '0' && point <= '9') {
            at += add_number(text + at, out);
            pov_buffer_char(tones, LEVEL_TONE);
            continue;
        } else if (point == 0x0111) {
            pov_buffer_char(out, 'd');
            pov_buffer_char(out, BARRED);
            pov_buffer_char(tones, LEVEL_TONE);
        } else {
            pov_buffer_add(out, text + at, (size_t)step);
            pov_buffer_char(out, PLAIN);
            pov_buffer_char(tones, LEVEL_TONE);
        }
        at += (size_t)step;
    }
}

void pov_text_sort_key(const char *text, size_t length, pov_buffer *out)
{
    utf8proc_uint8_t *apart = NULL;
    utf8proc_ssize_t size =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &apart,
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
    pov_buffer tones = {0}, letters = {0};

    if (size == UTF8PROC_ERROR_NOMEM) {
        out->failed = true;
        return;
    }
    if (size < 0) { /* not UTF-8 */
        pov_buffer_add(out, text, length);
        return;
    }
    add_letters((const char *)apart, (size_t)size, &letters, &tones);
    pov_buffer_add(out, pov_buffer_get(&letters), letters.length);
    pov_buffer_char(out, END_OF_LETTERS);
    pov_buffer_add(out, pov_buffer_get(&tones), tones.length);
    pov_buffer_end(&letters, &out->failed);
    pov_buffer_end(&tones, &out->failed);
    free(apart);
}
