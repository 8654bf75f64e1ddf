#include "loader/source/garbled.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/source/encoding.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_ascii_letter(int32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_one_of(int32_t c, const unsigned char *set)
{
    return c > 0 && c <= 0xFF && strchr((const char *)set, (int)c) != NULL;
}

/*
 * The byte that a Western European code page (1252) has for a character; -1 for none. Programs read
 * the bytes that it leaves out as control characters.
 */
static int western_byte(int32_t point)
{
    static const int32_t specials[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

    if (point <= 0xFF) {
        return (int)point;
    }
    for (int i = 0; i < 32; i++) {
        if (specials[i] == point) {
            return 0x80 + i;
        }
    }
    return -1;
}

static bool to_western(const char *text, size_t length, pov_buffer *out)
{
    for (size_t at = 0; at < length;) {
        int32_t point;
        at += pov_text_point(text + at, length - at, &point);
        int byte = western_byte(point);
        if (byte < 0) {
            return false;
        }
        pov_buffer_char(out, (char)byte);
    }
    return true;
}

/* ---- finding ---- */

bool pov_garbled_may_be(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char c = text[i];
        if ((unsigned char)c >= 0x80U || c == '?' || c == '&' || c == '\\' || c == '%') {
            return true;
        }
    }
    return false;
}

bool pov_garbled_has_unicode(const char *text, size_t length)
{
    for (size_t at = 0; at < length;) {
        int32_t point;
        at += pov_text_point(text + at, length - at, &point);
        if ((point >= 0x100 && point < 0x370 && western_byte(point) < 0) ||
            (point >= 0x1E00 && point < 0x1F00)) {
            return true;
        }
    }
    return false;
}

static bool is_twice(const char *text, size_t length)
{
    pov_buffer bytes = {0};
    bool found = to_western(text, length, &bytes) &&
                 !pov_text_is_ascii(pov_buffer_get(&bytes), bytes.length) &&
                 pov_text_is_utf8(pov_buffer_get(&bytes), bytes.length, NULL);

    pov_buffer_fini(&bytes);
    return found;
}

/* The same where some bytes have got lost: "áº" and "á»" begin most Vietnamese letters, "Ã" those
 * of Latin-1; "Æ°" and "Æ¡" are ư and ơ. No Vietnamese word has them. */
static bool has_pair_of_twice(const char *text, size_t length)
{
    int32_t before = 0, point;

    for (size_t at = 0; at < length; before = point) {
        at += pov_text_point(text + at, length - at, &point);
        if ((before == 0xE1 && (point == 0xBA || point == 0xBB)) ||
            (before == 0xC3 && point > 0xA0 && point < 0xC0) ||
            (before == 0xC6 && (point == 0xB0 || point == 0xA1))) {
            return true;
        }
    }
    return false;
}

/* The sign for a letter that could not be read, and what is no character. */
static bool is_no_letter(int32_t point)
{
    return point == 0xFFFD || (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

/* "Kr?ng N?", "??k": a mark before a letter of the same word. Not an address, which has them. */
static bool has_lost_letter(const char *text, size_t length)
{
    if (memchr(text, '?', length) == NULL || memchr(text, '/', length) != NULL ||
        memchr(text, '=', length) != NULL) {
        return false;
    }
    for (size_t i = 0; i + 1 < length; i++) {
        if (text[i] == '?' &&
            (is_ascii_letter(text[i + 1]) || (unsigned char)text[i + 1] >= 0x80U)) {
            return true;
        }
    }
    return false;
}

static bool is_hex(char c)
{
    return pov_is_digit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* "&#272;", "&#x110;" or "&ocirc;", up to `end`; not "&amp;" and "&#60;", which are no letters. */
static bool is_letter_of_page(const char *at, const char *end)
{
    static const char *const marks[] = {"grave", "acute", "circ", "tilde", "uml"};
    const char *p = at + 1;
    size_t length = 0;

    if (*p == '#') {
        const bool hex = p + 1 < end && (p[1] == 'x' || p[1] == 'X');
        uint32_t point = 0;
        for (p += 1 + hex; p < end && is_hex(*p) && point < 0x110000; p++) {
            const uint32_t digit = *p <= '9' ? (uint32_t)(*p - '0') : ((uint32_t)*p & 0x7U) + 9;
            point = point * (hex ? 16 : 10) + digit;
        }
        return p < end && *p == ';' && point >= 0xC0;
    }
    while (p + length < end && is_ascii_letter(p[length])) {
        length++;
    }
    for (size_t i = 0; i < POV_LENGTH(marks) && p + length < end; i++) {
        const size_t size = strlen(marks[i]);
        if (p[length] == ';' && length == size + 1 && memcmp(p + 1, marks[i], size) == 0) {
            return true;
        }
    }
    return false;
}

/* Blanks and breaks of web pages; other signs may be meant ("A &amp; B"). */
static bool is_break_of_page(const char *at, size_t length)
{
    return (length >= 6 && memcmp(at, "&nbsp;", 6) == 0) ||
           (length >= 4 && strncasecmp(at, "<br", 3) == 0 && strchr(">/ ", at[3]) != NULL);
}

/* Letters of web pages; "\u0110" of JSON; "%C4%90" of addresses. */
static bool has_code(const char *text, size_t length)
{
    for (size_t i = 0; i + 3 < length; i++) {
        if ((text[i] == '&' || text[i] == '<') && is_break_of_page(text + i, length - i)) {
            return true;
        }
    }
    for (size_t i = 0; i + 5 < length; i++) {
        const char *at = text + i;
        const bool of_json = *at == '\\' && at[1] == 'u' && is_hex(at[2]) && is_hex(at[3]) &&
                             is_hex(at[4]) && is_hex(at[5]) &&
                             (memcmp(at + 2, "00", 2) != 0 || at[4] >= 'C');
        const bool of_address = *at == '%' && at[3] == '%' && at[1] >= 'C' && at[1] <= 'F' &&
                                is_hex(at[2]) && strchr("89ABab", at[4]) != NULL && is_hex(at[5]);
        if (of_json || of_address || (*at == '&' && is_letter_of_page(at, text + length))) {
            return true;
        }
    }
    return false;
}

/* Signs that no Vietnamese word has: of TCVN3 inside or at the end of a word, and at its start (Đ,
 * đ, Â, Ô, Ơ, Ư); of VNI after a vowel (hỏi, nặng and others). */
static const unsigned char tcvn3_inside[] = "\xA8\xA9\xAB\xAC\xB5\xB6\xB8\xBC\xBD\xBE";
static const unsigned char tcvn3_within[] = "\xAA\xB7\xB9\xBB"; /* also marks of footnotes */
static const unsigned char tcvn3_first[] = "\xA2\xA4\xA5\xA6\xA7\xAE";
static const unsigned char vni_after[] = "\xDB\xCF\xC5\xC4\xDC\xCB\xD8\xFB\xEF\xE5\xE4\xFC\xEB\xF8";
static const unsigned char vni_vowels[] = "aeouyAEOUY\xF4\xF6\xD4\xD6";
static const unsigned char vni_plain[] = "aeoAEO", vni_marks[] = "\xE2\xC2\xF9\xD9\xF5\xD5";

/* Of VISCII it is TCVN3 or VNI, with which it shares most signs. */
static pov_garbled find_by_signs(const char *text, size_t length)
{
    int32_t before = ' ', point, after;
    bool last = false, may_be_twice = false;
    pov_garbled found = POV_GARBLED_NOT;

    if (pov_text_is_ascii(text, length)) {
        return POV_GARBLED_NOT;
    }
    for (size_t at = pov_text_point(text, length, &point); !last; before = point, point = after) {
        for (; point < 0x80 && at < length && (unsigned char)text[at] < 0x80U; at++) {
            before = point; /* most of a file, and none of it is a sign */
            point = (unsigned char)text[at];
        }
        last = at == length;
        after = ' ';
        if (!last) {
            at += pov_text_point(text + at, length - at, &after);
        }
        if (is_no_letter(point)) {
            return POV_GARBLED_LOST;
        }
        /* "XÃ", a blank that is not broken at, "TÂN LẬP"; of "LÃ ng" the word goes on */
        const bool blank = before == 0xC3 && point == 0xA0 && !(after >= 'a' && after <= 'z');
        may_be_twice =
            may_be_twice || (before >= 0xC2 && before <= 0xF4 && point >= 0x80 && !blank);
        if (point < 0x80 || point > 0xFF) {
            continue;
        }
        const bool word_before = is_ascii_letter(before), word_after = is_ascii_letter(after);
        const bool commune = point == 0xB7 && (before == 'X' || before == 'x') && after == ' ';
        const bool first =
            !word_before && before < 0xC0 && (word_after || (after > 0xA0 && after < 0x100));
        if ((is_one_of(point, tcvn3_inside) && word_before) ||
            (is_one_of(point, tcvn3_within) && word_before && word_after) ||
            commune || /* "X·": Xã */
            (is_one_of(point, tcvn3_first) && first)) {
            found = POV_GARBLED_TCVN3;
        } else if (found == POV_GARBLED_NOT &&
                   (((point == 0xF1 || point == 0xD1) &&
                     (word_before || word_after || after > 0x7F)) ||
                    (is_one_of(before, vni_vowels) && is_one_of(point, vni_after)) ||
                    (is_one_of(before, vni_plain) && is_one_of(point, vni_marks)))) {
            found = POV_GARBLED_VNI;
        }
    }
    if (may_be_twice && (is_twice(text, length) || has_pair_of_twice(text, length))) {
        return POV_GARBLED_TWICE;
    }
    return found;
}

#define SIGN_MAX 12

/* The sign for letters that were lost: "U+FFFD", or "?". */
static void write_sign(const char *text, size_t length, char sign[SIGN_MAX])
{
    (void)snprintf(sign, SIGN_MAX, "?");
    for (size_t at = 0; at < length;) {
        int32_t point;
        at += pov_text_point(text + at, length - at, &point);
        if (is_no_letter(point)) {
            (void)snprintf(sign, SIGN_MAX, "U+%04X", (unsigned)point);
            return;
        }
    }
}

/* ---- what Vietnamese looks like ---- */

static const char *const toned[] = {"áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
                                    "ÁÀẢÃẠẮẰẲẴẶẤẦẨẪẬÉÈẺẼẸẾỀỂỄỆÍÌỈĨỊÓÒỎÕỌỐỒỔỖỘỚỜỞỠỢÚÙỦŨỤỨỪỬỮỰÝỲỶỸỴ"};
static const char *const plain_vowels[] = {"aeiouyăâêôơư", "AEIOUYĂÂÊÔƠƯ"};

static bool has_letter(const char *const sets[2], const char *letter, bool *upper)
{
    *upper = strstr(sets[1], letter) != NULL;
    return *upper || strstr(sets[0], letter) != NULL;
}

/* One tone at most, the vowels together, capitals only first or throughout. */
static bool is_syllable(const char *text, size_t length)
{
    size_t tones = 0, groups = 0, capitals = 0, letters = 0;
    bool in_vowels = false, capital_first = false;

    for (size_t at = 0; at < length; letters++) {
        char letter[8] = "";
        int32_t point;
        const size_t size = pov_text_point(text + at, length - at, &point);
        bool upper = point >= 'A' && point <= 'Z';
        if (size >= sizeof letter) {
            return false;
        }
        memcpy(letter, text + at, size);
        const bool tone = has_letter(toned, letter, &upper);
        const bool vowel = tone || has_letter(plain_vowels, letter, &upper);
        if (!vowel) {
            upper = (point >= 'A' && point <= 'Z') || point == 0x110;
        }
        if (!vowel && point >= 0x80 && ((point != 0x110 && point != 0x111) || letters > 0)) {
            return false;
        }
        tones += tone;
        groups += vowel && !in_vowels;
        in_vowels = vowel;
        capitals += upper;
        capital_first = letters == 0 ? upper : capital_first;
        at += size;
    }
    return tones <= 1 && groups == 1 &&
           (capitals == 0 || capitals == letters || (capitals == 1 && capital_first));
}

size_t pov_garbled_syllables(const char *text, size_t length, size_t *words)
{
    size_t found = 0;

    *words = 0;
    for (size_t at = 0; at < length;) {
        const size_t start = at;
        bool letters = false, foreign = false;
        while (at < length) {
            int32_t point;
            const size_t size = pov_text_point(text + at, length - at, &point);
            if (point >= 0x2000 || (point < 0x80 && !is_ascii_letter(point))) {
                break; /* dashes, quotes, blanks */
            }
            letters = letters || point < 0x80 || point >= 0xC0;
            foreign = foreign || point >= 0x80;
            at += size;
        }
        *words += letters && foreign;
        found += letters && foreign && is_syllable(text + start, at - start);
        if (at == start) {
            int32_t point;
            at += pov_text_point(text + at, length - at, &point);
        }
    }
    return found;
}

const char *pov_garbled_name(pov_garbled as)
{
    switch (as) {
    case POV_GARBLED_TCVN3:
        return pov_translate(POV_TEXT("TCVN3 (the fonts .Vn)"));
    case POV_GARBLED_VNI:
        return pov_translate(POV_TEXT("VNI (the fonts VNI-)"));
    case POV_GARBLED_VISCII:
        return "VISCII";
    case POV_GARBLED_TWICE:
        return pov_translate(POV_TEXT("UTF-8 that was encoded more than once"));
    case POV_GARBLED_LOST:
    case POV_GARBLED_CODES:
    case POV_GARBLED_NOT:
        break;
    }
    return "";
}

const char *pov_garbled_iconv(pov_garbled as)
{
    return as == POV_GARBLED_TCVN3    ? "TCVN5712-1"
           : as == POV_GARBLED_VISCII ? "VISCII"
           : as == POV_GARBLED_VNI    ? "ISO-8859-1" /* is recognised after that */
                                      : NULL;
}

/* ---- repairing ---- */

typedef struct vni_sign {
    unsigned char lower, upper;
    const char *meaning; /* one or two combining marks, or a letter of its own */
    const char *capital;
} vni_sign;

/* After a vowel. Source: the fonts VNI-Times and VNI-Helve. */
static const vni_sign tones[] = {
    {0xF9, 0xD9, "\u0301", NULL}, {0xF8, 0xD8, "\u0300", NULL}, {0xFB, 0xDB, "\u0309", NULL},
    {0xF5, 0xD5, "\u0303", NULL}, {0xEF, 0xCF, "\u0323", NULL},
};
static const vni_sign circumflexes[] = {
    {0xE2, 0xC2, "\u0302", NULL},       {0xE1, 0xC1, "\u0302\u0301", NULL},
    {0xE0, 0xC0, "\u0302\u0300", NULL}, {0xE5, 0xC5, "\u0302\u0309", NULL},
    {0xE3, 0xC3, "\u0302\u0303", NULL}, {0xE4, 0xC4, "\u0323\u0302", NULL},
};
static const vni_sign breves[] = {
    {0xEA, 0xCA, "\u0306", NULL},       {0xE9, 0xC9, "\u0306\u0301", NULL},
    {0xE8, 0xC8, "\u0306\u0300", NULL}, {0xFA, 0xDA, "\u0306\u0309", NULL},
    {0xFC, 0xDC, "\u0306\u0303", NULL}, {0xEB, 0xCB, "\u0323\u0306", NULL},
};
static const vni_sign letters[] = {
    {0xF1, 0xD1, "đ", "Đ"}, {0xF4, 0xD4, "ơ", "Ơ"}, {0xF6, 0xD6, "ư", "Ư"},
    {0xED, 0xCD, "í", "Í"}, {0xEC, 0xCC, "ì", "Ì"}, {0xE6, 0xC6, "ỉ", "Ỉ"},
    {0xF3, 0xD3, "ĩ", "Ĩ"}, {0xF2, 0xD2, "ị", "Ị"}, {0xEE, 0xCE, "ỵ", "Ỵ"},
};

static const vni_sign *find_sign(const vni_sign *signs, size_t count, unsigned char byte)
{
    for (size_t i = 0; i < count; i++) {
        if (signs[i].lower == byte || signs[i].upper == byte) {
            return &signs[i];
        }
    }
    return NULL;
}

#define FIND(signs, byte) find_sign(signs, sizeof(signs) / sizeof *(signs), byte)

/* The marks that a byte means after a vowel, or NULL. */
static const char *marks_behind(unsigned char vowel, unsigned char byte)
{
    const vni_sign *sign = FIND(tones, byte);
    const unsigned char lower = vowel < 0x80 ? vowel | 0x20U : vowel;

    if (sign == NULL && (lower == 'a' || lower == 'e' || lower == 'o')) {
        sign = FIND(circumflexes, byte);
    }
    if (sign == NULL && lower == 'a') {
        sign = FIND(breves, byte);
    }
    return sign != NULL ? sign->meaning : NULL;
}

static void add_vni(const pov_buffer *bytes, pov_buffer *out)
{
    pov_buffer marked = {0};

    for (size_t i = 0; i < bytes->length; i++) {
        const unsigned char byte = (unsigned char)bytes->data[i];
        const vni_sign *letter = byte >= 0x80 ? FIND(letters, byte) : NULL;
        if (byte < 0x80) {
            pov_buffer_char(&marked, (char)byte);
        } else if (letter != NULL) {
            pov_buffer_text(&marked, byte == letter->lower ? letter->meaning : letter->capital);
        } else { /* alone: as it is */
            pov_buffer_char(&marked, (char)(0xC0U | byte >> 6U));
            pov_buffer_char(&marked, (char)(0x80U | (byte & 0x3FU)));
        }
        const char *marks = NULL;
        if (is_one_of(byte, vni_vowels) && i + 1 < bytes->length) {
            marks = marks_behind(byte, (unsigned char)bytes->data[i + 1]);
        }
        if (marks != NULL) {
            pov_buffer_text(&marked, marks);
            i++;
        }
    }
    pov_text_compose(pov_buffer_get(&marked), marked.length, out);
    pov_buffer_end(&marked, &out->failed);
}

bool pov_garbled_repair(pov_garbled as, const char *text, size_t length, pov_buffer *out)
{
    pov_buffer bytes = {0};
    bool repaired = to_western(text, length, &bytes);

    if (repaired && as == POV_GARBLED_VNI) {
        add_vni(&bytes, out);
    } else if (repaired && as != POV_GARBLED_TWICE) { /* TCVN 5712:1993; RFC 1456 */
        repaired = pov_decode_bytes(pov_garbled_iconv(as), &bytes, out);
    } else if (repaired && is_twice(pov_buffer_get(&bytes), bytes.length)) {
        repaired = pov_garbled_repair(as, pov_buffer_get(&bytes), bytes.length, out);
    } else if (repaired) {
        repaired = pov_text_is_utf8(pov_buffer_get(&bytes), bytes.length, NULL);
        pov_buffer_add(out, pov_buffer_get(&bytes), bytes.length);
    }
    pov_buffer_end(&bytes, &out->failed);
    return repaired;
}

const char *pov_garbled_encoding(const char *text, size_t length)
{
    static const char *const tried[] = {"WINDOWS-1258", "TCVN5712-1", "VISCII", "ISO-8859-1"};
    const pov_buffer bytes = {.data = (char *)(uintptr_t)text, .length = length};
    const char *best = NULL;
    size_t best_found = 0, words = 0;

    for (size_t i = 0; i < POV_LENGTH(tried); i++) {
        pov_buffer decoded = {0}, composed = {0};
        (void)pov_decode_bytes(tried[i], &bytes, &decoded);
        if (strcmp(tried[i], "ISO-8859-1") == 0) { /* the fonts VNI: recognised after that */
            (void)pov_garbled_repair(POV_GARBLED_VNI, pov_buffer_get(&decoded), decoded.length,
                                     &composed);
        } else {
            pov_text_compose(pov_buffer_get(&decoded), decoded.length, &composed);
        }
        size_t found = pov_garbled_syllables(pov_buffer_get(&composed), composed.length, &words);
        if (2 * found > words && found > best_found) {
            best = tried[i];
            best_found = found;
        }
        pov_buffer_fini(&decoded);
        pov_buffer_fini(&composed);
    }
    return best;
}

/* ---- finding, by what comes of it ---- */

#define WORDS_LOOKED_AT 200

/* How many words of the text, as such text, are Vietnamese syllables. */
static size_t count_syllables_as(pov_garbled as, const char *text, size_t length)
{
    size_t found = 0, looked_at = 0;

    for (size_t at = 0, end; at < length && looked_at < WORDS_LOOKED_AT; at = end + 1) {
        pov_buffer word = {0};
        size_t words = 0;
        for (end = at; end < length && strchr(" \t\r\n,;|\"", text[end]) == NULL;) {
            end++;
        }
        if (!pov_text_is_ascii(text + at, end - at)) {
            looked_at++;
            if (pov_garbled_repair(as, text + at, end - at, &word)) {
                found += pov_garbled_syllables(pov_buffer_get(&word), word.length, &words);
            }
        }
        pov_buffer_fini(&word);
    }
    return found;
}

pov_garbled pov_garbled_find(const char *text, size_t length)
{
    const pov_garbled found = find_by_signs(text, length);

    return (found == POV_GARBLED_TCVN3 || found == POV_GARBLED_VNI) &&
                   count_syllables_as(POV_GARBLED_VISCII, text, length) >
                       count_syllables_as(found, text, length)
               ? POV_GARBLED_VISCII
               : found;
}

pov_garbled pov_garbled_find_in_cell(const char *text, size_t length)
{
    return has_lost_letter(text, length) ? POV_GARBLED_LOST
           : has_code(text, length)      ? POV_GARBLED_CODES
                                         : pov_garbled_find(text, length);
}

/* ---- a cell of a file ---- */

static pov_status refuse(pov_garbled found, const char *text, size_t length, bool named,
                         pov_error *err)
{
    pov_buffer shown = {0};
    char sign[SIGN_MAX];

    pov_text_printable(text, length < 80 ? length : 80, &shown);
    if (found == POV_GARBLED_LOST) {
        write_sign(text, length, sign);
        (void)pov_fail(err, POV_ERR_SYNTAX, "letters were lost (%s): \"%s\"", sign,
                       pov_buffer_get(&shown));
        pov_error_hint(err, "an earlier program could not write them: save the file again "
                            "from where it came from, as CSV UTF-8");
    } else if (found == POV_GARBLED_CODES) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "letters are written as codes: \"%s\"",
                       pov_buffer_get(&shown));
        pov_error_hint(err, "a web page or a program for programs wrote them so: open the "
                            "page in a browser and copy the table from there, or save the "
                            "file again as CSV UTF-8");
    } else {
        (void)pov_fail(err, POV_ERR_SYNTAX, "\"%s\" is no Unicode text, but %s",
                       pov_buffer_get(&shown), pov_garbled_name(found));
        if (found == POV_GARBLED_TWICE) {
            pov_error_hint(err, "some of its bytes are lost: save the file again from where it "
                                "came from, as CSV UTF-8");
        } else if (named) {
            pov_error_hint(err, "is the encoding right? --encoding %s reads such a file",
                           pov_garbled_iconv(found));
        }
        pov_error_hint(err, "other cells are Unicode: convert this one, with Unikey for example");
    }
    pov_buffer_fini(&shown);
    return POV_ERR_SYNTAX;
}

pov_status pov_garbled_cell(pov_garbled_text *all, const char *text, size_t length, pov_buffer *out,
                            pov_garbled *as, pov_error *err)
{
    const pov_garbled found = pov_garbled_find_in_cell(text, length);
    const bool sure = found == POV_GARBLED_TWICE;
    const size_t start = out->length;

    if (found == POV_GARBLED_LOST || found == POV_GARBLED_CODES) {
        return refuse(found, text, length, all->named, err);
    }
    all->has_unicode = all->has_unicode || (!sure && pov_garbled_has_unicode(text, length));
    *as = sure || all->is == POV_GARBLED_NOT ? found : all->is;
    if (*as == POV_GARBLED_NOT) {
        return POV_OK;
    }
    if (!sure && all->has_unicode) {
        return refuse(*as, text, length, all->named, err);
    }
    all->is = sure ? all->is : *as;
    if (pov_text_is_ascii(text, length)) {
        *as = POV_GARBLED_NOT;
        return POV_OK;
    }
    if (!pov_garbled_repair(*as, text, length, out)) {
        out->length = start;
        if (found != POV_GARBLED_NOT && !out->failed) {
            return refuse(found, text, length, all->named, err);
        }
        *as = POV_GARBLED_NOT; /* signs that no code page has: ≥ and the like */
    }
    return out->failed ? pov_no_memory(err) : POV_OK;
}
