/*
 * Text through libutf8proc: well-formedness, the folded form of names, widths, distances between
 * words.
 */
#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

bool pov_text_is_ascii(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] >= 0x80U) {
            return false;
        }
    }
    return true;
}

bool pov_text_is_utf8(const char *text, size_t length, size_t *bad)
{
    const utf8proc_uint8_t *byte = (const utf8proc_uint8_t *)text;
    size_t at = 0;

    while (at < length) {
        if (byte[at] < 0x80) {
            if (byte[at] == 0) {
                break;
            }
            at++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t step =
            utf8proc_iterate(byte + at, (utf8proc_ssize_t)(length - at), &point);
        if (step <= 0) {
            break;
        }
        at += (size_t)step;
    }
    if (bad != NULL) {
        *bad = at;
    }
    return at == length;
}

static bool is_apostrophe(utf8proc_int32_t point)
{
    return point == 0x2019 || point == 0x2018 || point == 0x02BC || point == 0x0060 ||
           point == 0x00B4;
}

static bool is_space(utf8proc_int32_t point)
{
    return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x200B || point == 0xFEFF ||
           (point >= 0x80 && utf8proc_category(point) == UTF8PROC_CATEGORY_ZS);
}

/* The same as below for what most headings and words are, without utf8proc's many steps. */
static void fold_ascii(const char *text, size_t length, pov_buffer *out)
{
    bool started = false, pending_space = false;

    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (is_space(c)) {
            pending_space = started;
            continue;
        }
        if (pending_space) {
            pov_buffer_char(out, ' ');
            pending_space = false;
        }
        started = true;
        pov_buffer_char(out, is_apostrophe(c) ? '\'' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c);
    }
}

static bool is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;

    for (size_t i = 0; i < length; i++) {
        all |= (unsigned char)text[i];
    }
    return all < 0x80;
}

static bool is_letter(utf8proc_int32_t point)
{
    const utf8proc_category_t category = utf8proc_category(point);

    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

/* Both ways to write a tone are one name: "Hoà Bình" and "Hòa Bình", "uỷ" and "ủy", not "quý". The
 * vowel before it takes the tone; false where there is none to move. */
static bool move_tone(const utf8proc_int32_t before[2], utf8proc_int32_t point,
                      utf8proc_int32_t after, pov_buffer *out)
{
    static const struct {
        char vowel, bare;
        utf8proc_int32_t toned[5];
    } pairs[] = {
        {'o', 'a', {0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1}},
        {'o', 'e', {0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9}},
        {'u', 'y', {0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5}},
    };
    static const char *const moved[2][5] = {{"ò", "ó", "ỏ", "õ", "ọ"}, {"ù", "ú", "ủ", "ũ", "ụ"}};

    for (size_t i = 0; i < POV_LENGTH(pairs); i++) {
        for (size_t tone = 0; tone < 5 && before[1] == pairs[i].vowel; tone++) {
            if (point == pairs[i].toned[tone] && before[0] != 'q' && !is_letter(after)) {
                out->length--;
                pov_buffer_text(out, moved[pairs[i].vowel == 'u'][tone]);
                pov_buffer_char(out, pairs[i].bare);
                return true;
            }
        }
    }
    return false;
}

static bool is_dash(utf8proc_int32_t point)
{
    return (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
}

/* A letter that folds to one of as many bytes, whatever is beside it: those of Vietnamese are. */
static bool folds_alone(utf8proc_int32_t point)
{
    return (point > 0 && point < 0x80) ||
           (point >= 0xC0 && point < 0x17F && point != 0xDF && point != 0x130 && point != 0x149) ||
           point == 0x1A0 || point == 0x1A1 || point == 0x1AF || point == 0x1B0 ||
           (point >= 0x1EA0 && point <= 0x1EF9);
}

/* What utf8proc_map gives below, where all letters fold alone: its many steps cost twenty times as
 * much. Bytes written, 0: they do not. */
static utf8proc_ssize_t fold_letters(const utf8proc_uint8_t *text, utf8proc_ssize_t length,
                                     utf8proc_uint8_t *folded)
{
    utf8proc_int32_t point;
    utf8proc_ssize_t step;

    for (utf8proc_ssize_t at = 0; at < length; at += step) {
        step = utf8proc_iterate(text + at, length - at, &point);
        if (step <= 0 || !folds_alone(point)) {
            return 0;
        }
        (void)utf8proc_encode_char(utf8proc_tolower(point), folded + at);
    }
    return length;
}

void pov_text_fold(const char *text, size_t length, pov_buffer *out)
{
    enum { NAME = 128 };
    utf8proc_uint8_t name[NAME + 4], *mapped = NULL;

    if (is_ascii(text, length)) {
        fold_ascii(text, length, out);
        return;
    }
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
    utf8proc_ssize_t size =
        length <= NAME ? fold_letters(bytes, (utf8proc_ssize_t)length, name) : 0;
    if (size == 0) {
        /* COMPAT is left out on purpose: "m²" and "m2" may be different names */
        size =
            utf8proc_map(bytes, (utf8proc_ssize_t)length, &mapped,
                         UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
    }
    const utf8proc_uint8_t *folded = mapped != NULL ? mapped : name;

    if (size == UTF8PROC_ERROR_NOMEM) {
        out->failed = true;
        return;
    }
    if (size < 0) {
        pov_buffer_add(out, text, length);
        return;
    }
    bool started = false;
    bool pending_space = false;
    utf8proc_int32_t before[2] = {' ', ' '}, point, after = ' ';
    for (utf8proc_ssize_t at = 0; at < size; before[0] = before[1], before[1] = point) {
        utf8proc_ssize_t step = utf8proc_iterate(folded + at, size - at, &point);
        if (step <= 0) {
            break;
        }
        if (is_space(point)) {
            pending_space = started;
        } else {
            if (pending_space) {
                pov_buffer_char(out, ' ');
                pending_space = false;
            }
            started = true;
            after = ' ';
            if (before[1] == 'o' || before[1] == 'u') {
                (void)utf8proc_iterate(folded + at + step, size - at - step, &after);
            }
            if (is_apostrophe(point)) {
                pov_buffer_char(out, '\'');
            } else if (is_dash(point)) {
                pov_buffer_char(out, '-');
            } else if (move_tone(before, point, after, out)) {
                /* done */
            } else if (point == 0xF0 ||
                       point == 0x256) { /* Ð and Ɖ look like Đ, and are typed for it */
                pov_buffer_text(out, "đ");
            } else {
                pov_buffer_add(out, (const char *)folded + at, (size_t)step);
            }
        }
        at += step;
    }
    free(mapped);
}

/* The next code point; a byte that is not UTF-8 counts as one character of its own value. */
static size_t next_point(const char *text, size_t length, utf8proc_int32_t *point)
{
    utf8proc_ssize_t step =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, point);

    if (step <= 0) {
        *point = -1;
        return 1;
    }
    return (size_t)step;
}

size_t pov_text_width(const char *text)
{
    size_t length = strlen(text);
    size_t width = 0;

    for (size_t at = 0; at < length;) {
        utf8proc_int32_t point;
        at += next_point(text + at, length - at, &point);
        int columns = point < 0 ? 1 : utf8proc_charwidth(point);
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

static bool acts_on_a_terminal(utf8proc_int32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) ||
           (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069) ||
           point == 0x061C || point == 0x200E || point == 0x200F || point == 0x2028 ||
           point == 0x2029 || (point & 0xFFFE) == 0xFFFE || /* no characters, even in XML */
           (point >= 0xFDD0 && point <= 0xFDEF);
}

/* One character that need not be escaped, or the form in which it can be shown. */
static size_t add_printable(const char *text, size_t length, pov_buffer *out)
{
    utf8proc_int32_t point;
    size_t step = next_point(text, length, &point);

    if (point < 0) {
        pov_buffer_format(out, "\\x%02x", (unsigned char)text[0]);
    } else if (acts_on_a_terminal(point)) {
        pov_buffer_format(out, point < 0x100 ? "\\x%02x" : "\\u%04x", (unsigned)point);
    } else {
        pov_buffer_add(out, text, step);
    }
    return step;
}

void pov_text_printable(const char *text, size_t length, pov_buffer *out)
{
    for (size_t at = 0; at < length;) {
        size_t plain = at;
        while (plain < length && text[plain] >= ' ' && text[plain] <= '~') {
            plain++;
        }
        pov_buffer_add(out, text + at, plain - at);
        at = plain < length ? plain + add_printable(text + plain, length - plain, out) : plain;
    }
}

/* How markup writes the character; NULL: itself, as far as it is printable. */
static const char *markup_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
        return " ";
    default:
        return NULL;
    }
}

void pov_text_markup(const char *text, size_t length, pov_buffer *out)
{
    for (size_t at = 0; at < length;) {
        const char *marked = markup_of(text[at]);
        if (marked != NULL) {
            pov_buffer_text(out, marked);
            at++;
        } else if (text[at] >= ' ' && text[at] <= '~') { /* most of a table */
            pov_buffer_char(out, text[at++]);
        } else {
            at += add_printable(text + at, length - at, out);
        }
    }
}

#define WORD_MAX 64 /* longer words are compared by their first 64 code points */

static size_t points_of(const char *word, utf8proc_int32_t points[WORD_MAX])
{
    size_t length = strlen(word);
    size_t count = 0;

    for (size_t at = 0; at < length && count < WORD_MAX; count++) {
        at += next_point(word + at, length - at, &points[count]);
    }
    return count;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau-Levenshtein distance (optimal string alignment) over three rolling rows. */
size_t pov_text_distance(const char *a, const char *b, size_t limit)
{
    utf8proc_int32_t left[WORD_MAX], right[WORD_MAX];
    size_t rows = points_of(a, left), columns = points_of(b, right);
    size_t table[3][WORD_MAX + 1];

    if (rows > columns + limit || columns > rows + limit) {
        return limit + 1;
    }
    for (size_t j = 0; j <= columns; j++) {
        table[0][j] = j;
    }
    for (size_t i = 1; i <= rows; i++) {
        size_t *now = table[i % 3];
        const size_t *before = table[(i + 2) % 3], *before_that = table[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            size_t replace = before[j - 1] + (left[i - 1] != right[j - 1]);
            size_t best = smaller(smaller(before[j] + 1, now[j - 1] + 1), replace);
            if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
                best = smaller(best, before_that[j - 2] + 1);
            }
            now[j] = best;
        }
    }
    return smaller(table[rows % 3][columns], limit + 1);
}

/* Appends the folded form without marks: "dak nong" for "Đắk Nông". */
static void fold_bare(const char *text, pov_buffer *out)
{
    pov_buffer folded = {0};
    utf8proc_uint8_t *bare = NULL;

    pov_text_fold(text, strlen(text), &folded);
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)pov_buffer_get(&folded),
                                         (utf8proc_ssize_t)folded.length, &bare,
                                         UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_STRIPMARK);
    for (utf8proc_ssize_t at = 0; at < size; at++) {
        bool barred = at + 1 < size && bare[at] == 0xC4 && bare[at + 1] == 0x91; /* đ */
        pov_buffer_char(out, barred ? 'd' : (char)bare[at]);
        at += barred;
    }
    out->failed = out->failed || folded.failed || size == UTF8PROC_ERROR_NOMEM;
    free(bare);
    pov_buffer_fini(&folded);
}

/* The letter that one of Vietnamese is without its marks. */
static char letter_of(utf8proc_int32_t point)
{
    utf8proc_int32_t apart[4] = {0};
    int ignored = UTF8PROC_BOUNDCLASS_START;

    if (point == 0x111) { /* đ */
        return 'd';
    }
    return utf8proc_decompose_char(point, apart, 4, UTF8PROC_DECOMPOSE, &ignored) > 0 &&
                   apart[0] < 0x80
               ? (char)apart[0]
               : '\0';
}

void pov_text_list(pov_buffer *out, size_t at, size_t most, const char *item)
{
    if (at <= most) {
        pov_buffer_format(out, "%s%s", at > 0 ? ", " : "", at < most ? item : "...");
    }
}

bool pov_text_starts_any(const char *text, const char *const *starts, size_t count)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++) {
        found = pov_text_begins(text, starts[i]);
    }
    return found;
}

bool pov_text_holds_any(const char *text, const char *const *others, size_t count)
{
    bool found = false;

    for (size_t i = 0; i < count && !found; i++) {
        found = strstr(text, others[i]) != NULL;
    }
    return found;
}

bool pov_text_has_small(const char *text, size_t length)
{
    bool small = false;

    for (size_t at = 0; at < length && !small;) {
        utf8proc_int32_t point = 0;
        at += next_point(text + at, length - at, &point);
        small = utf8proc_category(point) == UTF8PROC_CATEGORY_LL;
    }
    return small;
}

size_t pov_text_letter(const char *text, char *letter)
{
    utf8proc_int32_t point = 0;
    const bool plain = (unsigned char)*text < 0x80;
    const size_t size = plain ? 1 : next_point(text, strnlen(text, 4), &point);

    *letter = plain ? *text : letter_of(point);
    return size;
}

size_t pov_text_bare_prefix(const char *text, const char *bare)
{
    size_t taken = 0;

    while (*text != '\0') {
        char letter;
        text += pov_text_letter(text, &letter);
        if (bare[taken] != letter || letter == '\0') {
            return 0;
        }
        taken++;
    }
    return taken;
}

static bool ends_with_words(const char *text, const char *words)
{
    size_t length = strlen(text), tail = strlen(words);

    return tail > 0 && length > tail + 1 && text[length - tail - 1] == ' ' &&
           strcmp(text + length - tail, words) == 0;
}

bool pov_text_same(const char *a, const char *b)
{
    pov_buffer left = {0}, right = {0};

    pov_text_fold(a, strlen(a), &left);
    pov_text_fold(b, strlen(b), &right);
    bool same =
        !left.failed && !right.failed && strcmp(pov_buffer_get(&left), pov_buffer_get(&right)) == 0;
    pov_buffer_fini(&left);
    pov_buffer_fini(&right);
    return same;
}

bool pov_text_same_end(const char *a, const char *b)
{
    return ends_with_words(a, b) || ends_with_words(b, a);
}

static void fold_for_search(const char *text, bool bare, pov_buffer *out)
{
    pov_buffer_clear(out);
    if (bare) {
        fold_bare(text, out);
    } else {
        pov_text_fold(text, strlen(text), out);
    }
}

static const char *nearest(const char *word, const char *const *candidates, size_t count, bool bare)
{
    pov_buffer folded = {0}, other = {0};
    const char *best = NULL;
    /* one edit for short words, more for long ones: "note" is not meant by "rate" */
    size_t length = pov_text_width(word);
    size_t limit = length <= 4 ? 1 : length <= 8 ? 2 : 3;

    fold_for_search(word, bare, &folded);
    for (size_t i = 0; i < count; i++) {
        fold_for_search(candidates[i], bare, &other);
        size_t distance = pov_text_distance(pov_buffer_get(&folded), pov_buffer_get(&other), limit);
        if (distance <= limit) {
            best = candidates[i];
            if (distance == 0) {
                break;
            }
            limit = distance - 1;
        }
    }
    pov_buffer_fini(&folded);
    pov_buffer_fini(&other);
    return best;
}

/* Many a keyboard has no Vietnamese: what nothing is near to is looked for without marks. */
const char *pov_text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const char *best = nearest(word, candidates, count, false);

    return best != NULL ? best : nearest(word, candidates, count, true);
}

size_t pov_text_point(const char *text, size_t length, int32_t *point)
{
    return next_point(text, length, point);
}

void pov_text_valid(const char *text, size_t length, pov_buffer *out)
{
    while (length > 0) {
        int32_t point = 0;
        size_t size = pov_text_point(text, length, &point);
        if (point < 0) {
            pov_buffer_text(out, "\xEF\xBF\xBD");
        } else {
            pov_buffer_add(out, text, size);
        }
        text += size;
        length -= size;
    }
}

void pov_text_compose(const char *text, size_t length, pov_buffer *out)
{
    utf8proc_uint8_t *composed = NULL;
    utf8proc_ssize_t size = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length,
                                         &composed, UTF8PROC_STABLE | UTF8PROC_COMPOSE);

    if (size >= 0) {
        pov_buffer_add(out, (const char *)composed, (size_t)size);
    }
    out->failed = out->failed || size < 0;
    free(composed);
}

bool pov_text_code_is_odd(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        /* first bytes of blanks, of marks apart from their letter, and of what is not seen */
        const unsigned char c = (unsigned char)text[i];
        const unsigned char next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
        if (c == 0xC2 || c == 0xCC || c == 0xCD || c == 0xE2 || c == 0xE3 || c >= 0xEF ||
            (c == 0xE1 && next < 0xBA)) {
            return true;
        }
    }
    return false;
}

void pov_text_code(const char *text, size_t length, pov_buffer *out)
{
    utf8proc_uint8_t *plain = NULL;
    utf8proc_ssize_t step,
        size = utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &plain,
                            UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
    utf8proc_int32_t point;
    const size_t start = out->length;
    bool pending = false;

    for (utf8proc_ssize_t at = 0; at < size; at += step) {
        step = utf8proc_iterate(plain + at, size - at, &point);
        if (step <= 0) {
            break;
        }
        if (is_space(point)) {
            pending = out->length > start;
            continue;
        }
        pov_buffer_text(out, pending ? " " : "");
        pov_buffer_add(out, (const char *)plain + at, (size_t)step);
        pending = false;
    }
    if (size < 0 && size != UTF8PROC_ERROR_NOMEM) {
        pov_buffer_add(out, text, length);
    }
    out->failed = out->failed || size == UTF8PROC_ERROR_NOMEM;
    free(plain);
}

static const char *const raised[] = {"\xE2\x81\xB0", "\xC2\xB9",     "\xC2\xB2",     "\xC2\xB3",
                                     "\xE2\x81\xB4", "\xE2\x81\xB5", "\xE2\x81\xB6", "\xE2\x81\xB7",
                                     "\xE2\x81\xB8", "\xE2\x81\xB9", "\xE2\x81\xBD",
                                     "\xE2\x81\xBE"};

size_t pov_text_raised(const char *text)
{
    const bool may_be = *text == '\xC2' || *text == '\xE2'; /* as they all begin */

    for (size_t i = 0; may_be && i < POV_LENGTH(raised); i++) {
        const size_t length = strlen(raised[i]);
        if (strncmp(text, raised[i], length) == 0) {
            return length;
        }
    }
    return 0;
}

/* Bytes of a footnote's mark at the end: * † ‡, or a raised digit. */
static size_t mark_size(const char *text, size_t length)
{
    const char *end = text + length;

    if (length > 1 && end[-1] == '*') {
        return 1;
    }
    if (length > 3 && (memcmp(end - 3, "†", 3) == 0 || memcmp(end - 3, "‡", 3) == 0)) {
        return 3;
    }
    for (size_t size = 1; size <= 3 && size < length; size++) {
        if (pov_text_raised(end - size) == size) {
            return size;
        }
    }
    return 0;
}

size_t pov_text_unmarked(const char *text, size_t length)
{
    const size_t all = length;

    for (size_t size = mark_size(text, length); size > 0; size = mark_size(text, length)) {
        length -= size;
    }
    return text[0] == '*' ? all : length; /* a mark of nothing */
}

void pov_text_raise(const char *text, size_t length, pov_buffer *out)
{
    static const char signs[] = "0123456789()"; /* as in `raised` */

    for (size_t i = 0; i < length; i++) {
        const char *at = memchr(signs, text[i], sizeof signs - 1);
        if (at != NULL) {
            pov_buffer_text(out, raised[at - signs]);
        } else {
            pov_buffer_char(out, text[i]);
        }
    }
}
