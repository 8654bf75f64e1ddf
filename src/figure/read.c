/*
 * Reading a printed number. The column's kind decides what a dot or a comma means, so that no file
 * is read wrongly by a factor of a thousand; whatever does not fit the kind is refused with a
 * reason.
 */
#include "figure/figure.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

/* What is left of the cell. */
typedef struct cursor {
    const char *at, *end;
} cursor;

static bool take(cursor *c, const char *text)
{
    size_t length = strlen(text);

    if ((size_t)(c->end - c->at) < length || memcmp(c->at, text, length) != 0) {
        return false;
    }
    c->at += length;
    return true;
}

static bool is_digit(const cursor *c)
{
    return c->at < c->end && pov_is_digit(*c->at);
}

/* Blanks of any width between digits or around a number: no-break, of typesetting, ideographic. */
static const char *const blanks[] = {" ",
                                     "\t",
                                     "\xC2\xA0",
                                     "\xE2\x80\xAF",
                                     "\xE2\x80\x89",
                                     "\xE2\x80\x87",
                                     "\xE2\x80\x82",
                                     "\xE2\x80\x83",
                                     "\xE2\x80\x84",
                                     "\xE2\x80\x85",
                                     "\xE2\x80\x86",
                                     "\xE2\x80\x88",
                                     "\xE2\x80\x8A",
                                     "\xE2\x81\x9F",
                                     "\xE3\x80\x80"};
#define BLANKS POV_LENGTH(blanks)

/* Digits, letters and ASCII signs: nearly every byte. */
static bool is_printed(char c)
{
    return c > ' ' && c <= '~';
}

static bool take_blank(cursor *c)
{
    if (c->at == c->end || is_printed(*c->at)) {
        return false;
    }
    for (size_t i = 0; i < BLANKS; i++) {
        if (take(c, blanks[i])) {
            return true;
        }
    }
    return false;
}

static void skip_blanks(cursor *c)
{
    while (take_blank(c)) {
    }
}

static void trim_end(cursor *c)
{
    for (size_t i = 0; i < BLANKS && c->at < c->end && !is_printed(c->end[-1]); i++) {
        const size_t length = strlen(blanks[i]);
        if ((size_t)(c->end - c->at) >= length && memcmp(c->end - length, blanks[i], length) == 0) {
            c->end -= length;
            i = SIZE_MAX; /* from the first one again */
        }
    }
}

static bool take_minus(cursor *c)
{
    return take(c, "-") || take(c, "\xE2\x88\x92");
}

static bool is_missing(cursor c)
{
    /* also of the statistics office (..), and what programs write: R (NA), Stata (.), pandas (nan,
     * None, <NA>), databases (NULL, \\N) */
    static const char *const signs[] = {
        "-",  "--",  "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA6", "...",  "x",    "..", ".",
        "na", "n/a", "n.a.",         "nan",          "null",         "none", "<na>", "\\n"};

    if (c.at == c.end) {
        return true;
    }
    if (is_digit(&c)) { /* nearly all */
        return false;
    }
    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        const size_t length = strlen(signs[i]);
        if ((size_t)(c.end - c.at) == length && strncasecmp(c.at, signs[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static pov_qualifier take_qualifier(cursor *c)
{
    pov_qualifier found = POV_EXACTLY;

    /* the last of each: as Word keeps the font Symbol's */
    if (take(c, ">=") || take(c, "\xE2\x89\xA5") || take(c, "\xE2\x89\xA7") ||
        take(c, "\xE2\xA9\xBE") || take(c, "\xEF\x82\xB3")) {
        found = POV_AT_LEAST;
    } else if (take(c, ">")) {
        found = POV_ABOVE;
    } else if (take(c, "<=") || take(c, "\xE2\x89\xA4") || take(c, "\xE2\x89\xA6") ||
               take(c, "\xE2\xA9\xBD") || take(c, "\xEF\x82\xA3")) {
        found = POV_AT_MOST;
    } else if (take(c, "<")) {
        found = POV_BELOW;
    } else if (take(c, "~") || take(c, "\xE2\x89\x88") || take(c, "\xEF\x82\xBB")) {
        found = POV_ABOUT;
    }
    skip_blanks(c);
    return found;
}

/* Why a cell was refused. */
typedef struct refusal {
    const char *expected; /* NULL: what the kind expects */
    const char *hint;
} refusal;

#define HINT_THOUSANDS                                                                             \
    POV_TEXT(                                                                                      \
        "in a count a dot, comma or blank belongs only between groups of three digits, never "     \
        "before "                                                                                  \
        "decimals")

/* Takes a run of digits; returns how many there were. Once too large, a value stays so. */
static size_t take_digits(cursor *c, int64_t *value)
{
    size_t count = 0;

    for (; is_digit(c); c->at++, count++) {
        if (*value <= POV_COUNT_MAX) {
            *value = *value * 10 + (*c->at - '0');
        }
    }
    return count;
}

#define DOUBLE_DIGITS 15 /* that a binary fraction of 64 bits holds; what follows is noise */
#define NOISE_TAIL 3
#define NOISE_RUN 6
#define SINGLE_DIGITS                                                                              \
    14 /* so many at least are there where one of 32 bits is written as if it had 64 */
#define SINGLE_BITS 24
#define MEANT_MOST 3 /* decimals that a document prints */

/*
 * The same for a binary fraction of 32 bits, written whole: 7.97 is 7.96999979019165. It is as near
 * to a number of a few decimals as such a fraction is to any number.
 */
static size_t meant_by_single(int64_t whole, const char *digits, size_t places, size_t whole_digits,
                              bool *up)
{
    int64_t value = whole, unit = 1000000000;

    if (places <= MEANT_MOST + 1 || places + whole_digits < SINGLE_DIGITS || whole > 100000) {
        return places;
    }
    for (size_t i = 0; i < 9; i++) {
        value = value * 10 + (i < places ? digits[i] - '0' : 0);
    }
    for (size_t kept = 0; kept <= MEANT_MOST; kept++, unit /= 10) {
        const int64_t rest = value % unit, most = value >> SINGLE_BITS;
        if (rest <= most || unit - rest <= most) {
            *up = rest > most;
            return kept;
        }
    }
    return places;
}

/*
 * How many of the decimals are meant. A program that computed in binary writes 7.97 as
 * 7.969999999999999 or 7.970000000000001: 15 digits or more, nearly all of them nines or zeros from
 * some place on. *up: the last decimal that is meant is one more. No document prints such a number.
 */
static size_t meant_places(const char *digits, size_t places, size_t whole_digits, bool *up)
{
    size_t zeros = 0; /* before the first digit that counts */

    *up = false;
    while (whole_digits == 0 && zeros < places && digits[zeros] == '0') {
        zeros++;
    }
    if (places + whole_digits < zeros + DOUBLE_DIGITS) {
        return places;
    }
    for (size_t tail = 0; tail <= NOISE_TAIL && tail < places; tail++) {
        const char run = digits[places - tail - 1];
        size_t start = places - tail;
        while (start > 0 && digits[start - 1] == run) {
            start--;
        }
        if ((run == '0' || run == '9') && places - tail - start >= NOISE_RUN) {
            *up = run == '9';
            return start;
        }
    }
    return places;
}

/* The mark between groups of three: '.', ',' or ' ' for a blank; 0 when there is none. */
static char take_mark(cursor *c)
{
    if (take(c, ".")) {
        return '.';
    }
    if (take(c, ",")) {
        return ',';
    }
    return take_blank(c) ? ' ' : '\0';
}

/* "13342", "13.342", "13,342", "13 342", "412204.00", "13342,0" */
static bool take_count(cursor *c, int64_t *value, refusal *why)
{
    const char *start = c->at;
    size_t first = take_digits(c, value);
    char group = '\0';

    if (first == 0) {
        return false;
    }
    for (;;) {
        cursor next = *c;
        char mark = take_mark(&next);
        const char *digits = next.at;
        int64_t with_group = *value;
        size_t count = take_digits(&next, &with_group);
        if (mark == '\0' || count == 0) {
            break; /* the number's end, or something that the caller refuses */
        }
        if (count == 3 && first <= 3 && *start != '0' && (group == '\0' || group == mark)) {
            group = mark;
            *value = with_group;
            *c = next;
            continue;
        }
        bool up = false;
        if ((mark == '.' || mark == ',') && mark != group &&
            meant_places(digits, count, (size_t)(c->at - start), &up) == 0) {
            *value += up;
            *c = next; /* 850.9999999999999 */
            break;
        }
        bool zeros = count <= 2 && digits[0] == '0' && digits[count - 1] == '0';
        if (mark == ' ' || mark == group || !zeros) {
            why->hint = HINT_THOUSANDS;
            return false;
        }
        *c = next; /* the zero decimals that a spreadsheet adds */
        break;
    }
    if (*value > POV_COUNT_MAX) {
        why->expected = POV_TEXT("a number of at most 1,000,000,000,000");
        return false;
    }
    return true;
}

/* Whether a decimal mark is followed by a digit: ".32", as Stata and SPSS write 0.32. */
static bool is_below_one(const cursor *c)
{
    return c->end - c->at > 1 && (*c->at == '.' || *c->at == ',') && pov_is_digit(c->at[1]);
}

/* "7", "7.97", "7,97", ".97"; ticks and decimals out */
static bool take_decimal(cursor *c, int64_t *ticks, uint8_t *digits, refusal *why)
{
    int64_t whole = 0, part = 0;
    size_t places = 0, kept = 0;
    bool up = false;
    size_t whole_digits = take_digits(c, &whole);

    if (whole_digits == 0 && !is_below_one(c)) {
        return false;
    }
    if (c->at < c->end && (*c->at == '.' || *c->at == ',')) {
        char mark = *c->at++;
        const char *decimals = c->at;
        for (; is_digit(c); c->at++) {
            places++;
        }
        if (places == 0) {
            why->hint = POV_TEXT("a decimal mark has digits on both sides");
            return false;
        }
        const size_t meant = meant_places(decimals, places, whole == 0 ? 0 : whole_digits, &up);
        places = meant < places
                     ? meant
                     : meant_by_single(whole, decimals, places, whole == 0 ? 0 : whole_digits, &up);
        for (; kept < places && kept < POV_DIGITS_MAX; kept++) {
            part = part * 10 + (decimals[kept] - '0');
        }
        if (c->at < c->end && (*c->at == '.' || *c->at == ',')) {
            why->hint =
                *c->at == mark
                    ? POV_TEXT("a rate has one decimal mark and no thousands marks")
                    : POV_TEXT("a rate has one decimal mark, either a dot or a comma, and no "
                               "thousands marks");
            return false;
        }
    }
    *ticks = pov_saturate((pov_wide)whole * POV_PERCENT +
                          (pov_wide)(part + up) * pov_digit_unit((unsigned)kept));
    /* more decimals than are held: the last one held is given up too, so that the bounds stay
     * sound */
    *digits = (uint8_t)(places > POV_DIGITS_MAX ? POV_DIGITS_MAX - 1 : places);
    return true;
}

/* The days of 2000 to 2059, as spreadsheets number them: 45049 is 3 May 2023. */
static bool is_date(int64_t ticks, unsigned digits)
{
    return digits == 0 && ticks >= pov_multiply(36526, POV_PERCENT) &&
           ticks < pov_multiply(58441, POV_PERCENT);
}

/* One number with its sign. `digits` is left alone by a count. */
static bool take_number(cursor *c, pov_kind kind, bool negative, int64_t *value, uint8_t *digits,
                        refusal *why)
{
    bool minus = take_minus(c);
    bool read = false;

    *value = 0;
    if (kind == POV_KIND_COUNT) {
        read = take_count(c, value, why);
    } else {
        read = take_decimal(c, value, digits, why);
    }
    if (!read) {
        return false;
    }
    if (kind != POV_KIND_COUNT && *value > POV_HUNDRED_PERCENT) {
        why->expected = kind == POV_KIND_RATE ? POV_TEXT("a rate from 0 to 100 percent")
                                              : POV_TEXT("points from -100 to 100");
        why->hint =
            is_date(*value, *digits)
                ? POV_TEXT("a spreadsheet's number of a day: did it take a range such as 3-5 for a "
                           "date? Enter the range as text")
                : POV_TEXT("rates are in percent: 7.97, not 0.0797 or 797");
        return false;
    }
    if (minus && !negative && *value != 0) {
        why->expected = kind == POV_KIND_COUNT ? POV_TEXT("a whole number, 0 or more")
                                               : POV_TEXT("a rate from 0 to 100 percent");
        return false;
    }
    if (minus) {
        *value = -*value;
    }
    return true;
}

/* What a number counts may come after it: "7,97%", "851 hộ". */
static void take_unit(cursor *c, pov_kind kind)
{
    static const char *const units[] = {"h\xE1\xBB\x99", "ho\xCC\xA3\xCC\x82", "households"};
    cursor next = *c;

    skip_blanks(&next);
    if (kind != POV_KIND_COUNT) {
        *c = take(&next, "%") ? next : *c;
        return;
    }
    for (size_t i = 0; i < POV_LENGTH(units); i++) {
        if (take(&next, units[i])) {
            *c = next;
            return;
        }
    }
}

/* "/year", "/năm", "a year" */
static bool take_per_year(cursor *c)
{
    static const char *const words[] = {"/year",  "/n\xC4\x83m", "/na\xCC\x86m", "per year",
                                        "a year", "/ year",      "/ n\xC4\x83m"};
    cursor next = *c;

    skip_blanks(&next);
    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        if (take(&next, words[i])) {
            *c = next;
            return true;
        }
    }
    return false;
}

static bool take_range_sign(cursor *c)
{
    cursor next = *c;

    skip_blanks(&next);
    if (!take(&next, "-") && !take(&next, "\xE2\x80\x93") && !take(&next, "\xE2\x80\x94") &&
        !take(&next, "\xE2\x80\x91")) {
        return false;
    }
    skip_blanks(&next);
    *c = next;
    return true;
}

#define HINT_DATE                                                                                  \
    POV_TEXT("a day, which a spreadsheet may have made of 3-5 or 3.5? Enter the figure as "        \
             "text")

/* "1.3342E+04" */
static bool has_exponent(cursor c)
{
    int64_t ignored = 0;

    if (take_digits(&c, &ignored) == 0) {
        return false;
    }
    if (take(&c, ".") || take(&c, ",")) {
        (void)take_digits(&c, &ignored);
    }
    return (take(&c, "e") || take(&c, "E")) && (take(&c, "+") || take(&c, "-") || true) &&
           take_digits(&c, &ignored) > 0 && c.at == c.end;
}

static bool take_month(cursor *c)
{
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
                                         "aug", "sep", "oct", "nov", "dec", "thg", "t1"};

    for (size_t i = 0; i < POV_LENGTH(months); i++) {
        const size_t length = strlen(months[i]);
        if ((size_t)(c->end - c->at) >= length && strncasecmp(c->at, months[i], length) == 0) {
            c->at += length;
            return true;
        }
    }
    return false;
}

/* "2-Mar", "Mar-24", "03-Thg2", "2023-05-01", "1/2/2023", "02/03" */
static bool has_day(cursor c)
{
    if (take_month(&c)) {
        return take(&c, "-") && is_digit(&c);
    }
    int64_t ignored = 0;
    size_t first = take_digits(&c, &ignored), second;

    if (first == 0 || first > 4 || (!take(&c, "-") && !take(&c, "/"))) {
        return false;
    }
    const char mark = c.at[-1];
    second = take_digits(&c, &ignored);
    if (second == 0) {
        return take_month(&c);
    }
    return c.at == c.end ? mark == '/' && first <= 2 && (second <= 2 || second == 4)
                         : second <= 2 && *c.at == mark;
}

static bool has_digit(cursor c)
{
    while (c.at < c.end && !is_digit(&c)) {
        c.at++;
    }
    return c.at < c.end;
}

static const char *hint_for(cursor c, pov_kind kind)
{
    size_t length = (size_t)(c.end - c.at);

    if (length > 2 && memcmp(c.at, "###", 3) == 0) { /* an empty cell is missing, never refused */
        return POV_TEXT("its column was too narrow: widen it and save the file again");
    }
    if (*c.at == '#') {
        return POV_TEXT("a spreadsheet's error value: fix the formula or empty the cell");
    }
    if (kind == POV_KIND_COUNT && c.end[-1] == '%') {
        return POV_TEXT("a share belongs in a rate's column");
    }
    if (length > 1 && *c.at == '=') {
        return c.at[1] == '>' || c.at[1] == '<'
                   ? POV_TEXT("at least and at most are written >= and <=")
                   : POV_TEXT("a formula: save the file with its result");
    }
    if (!has_digit(c)) {
        return POV_TEXT("write figures in the digits 0 to 9; where the document states nothing, "
                        "leave the cell empty");
    }
    if (length > 3 && memcmp(c.end - 3, "\xE2\x80\xB0", 3) == 0) {
        return POV_TEXT("per thousand: a tenth of it is percent");
    }
    if (*c.at == '(' || *c.at == '+' || c.end[-1] == '-') {
        return POV_TEXT("a sign is a - before the number, and only where it is below 0");
    }
    return NULL;
}

static pov_reading refuse(cursor cell, pov_kind kind, refusal why, pov_error *err)
{
    pov_buffer shown = {0};
    const char *expected = why.expected;

    if (expected == NULL) {
        expected = kind == POV_KIND_COUNT    ? POV_TEXT("a whole number")
                   : kind == POV_KIND_POINTS ? POV_TEXT("percentage points")
                                             : POV_TEXT("a rate in percent");
    }
    size_t length = (size_t)(cell.end - cell.at);
    bool cut = length > 40;
    if (cut) { /* before a character, not within one */
        length = 40;
        while (length > 36 && ((unsigned char)cell.at[length] & 0xC0U) == 0x80U) {
            length--;
        }
    }
    pov_text_printable(cell.at, length, &shown);
    (void)pov_fail(err, POV_ERR_DATA, "expected %s, found \"%s%s\"", pov_translate(expected),
                   pov_buffer_get(&shown), cut ? "..." : "");
    pov_buffer_fini(&shown);
    const char *hint = has_exponent(cell) ? POV_TEXT("write the number out, without an exponent")
                       : has_day(cell)    ? HINT_DATE
                       : why.hint != NULL ? why.hint
                                          : hint_for(cell, kind);
    if (hint == NULL && why.expected == NULL) {
        hint =
            POV_TEXT("a figure has only digits, a dot or a comma: a letter (O, l), an apostrophe "
                     "or a second figure does not belong in its cell");
    }
    if (hint != NULL) {
        pov_error_hint(err, "%s", pov_translate(hint));
    }
    return POV_INVALID;
}

/* Most cells: a count of digits alone, or a rate of at most two digits before and after its mark,
 * without zeros in front. */
static bool read_plain(const char *text, size_t length, pov_kind kind, pov_stated *out)
{
    const bool count = kind == POV_KIND_COUNT;
    int64_t number = 0;
    size_t mark = length;

    for (size_t i = 0; i < length; i++) {
        if (pov_is_digit(text[i])) {
            number = number * 10 + (text[i] - '0');
        } else if (mark == length && (text[i] == '.' || text[i] == ',')) {
            mark = i;
        } else {
            return false;
        }
        if (i > 11) {
            return false;
        }
    }
    const size_t places = mark < length ? length - mark - 1 : 0;
    if (mark == 0 || (text[0] == '0' && mark > 1) ||
        (count ? mark < length : mark > 2 || places > 2 || (mark < length && places == 0))) {
        return false;
    }
    *out = (pov_stated){.digits = (uint8_t)places};
    out->face = out->face_high = count ? number : number * pov_digit_unit((unsigned)places);
    return true;
}

static pov_reading read_visible(const char *text, size_t length, pov_kind kind, bool negative,
                                pov_stated *out, pov_error *err)
{
    cursor cell = {text, text + length};
    skip_blanks(&cell);
    trim_end(&cell);
    if (is_missing(cell)) {
        return POV_MISSING;
    }

    cursor c = cell;
    refusal why = {0};
    pov_stated read = {0};
    uint8_t digits_high = 0;
    read.qualifier = (uint8_t)take_qualifier(&c);
    if (!take_number(&c, kind, negative, &read.face, &read.digits, &why)) {
        return refuse(cell, kind, why, err);
    }
    take_unit(&c, kind);
    read.face_high = read.face;
    if (read.qualifier != POV_ABOUT && take_range_sign(&c)) {
        read.qualifier = read.qualifier == POV_EXACTLY ? POV_RANGE : read.qualifier;
        if (!take_number(&c, kind, negative, &read.face_high, &digits_high, &why)) {
            return refuse(cell, kind, why, err);
        }
        take_unit(&c, kind);
        if (digits_high > read.digits) {
            read.digits = digits_high;
        }
        if (read.face_high < read.face) {
            why.hint = POV_TEXT("a range goes from its low end to its high end");
            return refuse(cell, kind, why, err);
        }
    }
    if (take_per_year(&c)) {
        read.years = 1;
        if (!negative || kind == POV_KIND_CHANGE) {
            why.hint = POV_TEXT("only a reduction in points or households is stated per year");
            return refuse(cell, kind, why, err);
        }
    }
    if (c.at != c.end) {
        if (negative && kind == POV_KIND_COUNT && *c.at == '%') {
            why.hint = POV_TEXT("a part of the poor is written \"50% of poor\" or \"1/2\"");
        }
        return refuse(cell, kind, why, err);
    }
    *out = read;
    return POV_VALUE;
}

/* "1/2", "một nửa": a half, in percent; of 1/3 what is held of it */
static bool take_fraction(cursor *c, pov_stated *out)
{
    int64_t part = 0, whole = 0;

    if (take(c, "\xC2\xBD") || take(c, "một nửa")) { /* ½ */
        part = 1;
        whole = 2;
    } else if (take(c, "0") || take_digits(c, &part) == 0 || !take(c, "/") || take(c, "0") ||
               take_digits(c, &whole) == 0 || part == 0 || part > whole || whole > 1000) {
        /* also 02/03, a day that was 2-3 */
        return false;
    }
    out->face = pov_muldiv_floor(POV_HUNDRED_PERCENT, part, whole);
    out->digits = (uint8_t)pov_digits_needed(out->face);
    if (out->digits > POV_DIGITS_MAX) {
        out->digits = POV_DIGITS_MAX;
        out->face = pov_floor_to(out->face, pov_digit_unit(POV_DIGITS_MAX));
    }
    out->face_high = out->face;
    return true;
}

/* Bytes of a character that cannot be seen at the text's start, as web pages leave them: soft
 * hyphen, zero-width blanks and joiners, marks of direction, byte-order mark, fillers. */
static size_t invisible_length(const char *text, size_t length)
{
    static const char *const signs[] = {
        "\xC2\xAD",     "\xE2\x80\x8B", "\xE2\x80\x8C", "\xE2\x80\x8D", "\xE2\x80\x8E",
        "\xE2\x80\x8F", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xE2\x80\xAA", "\xE2\x80\xAB",
        "\xE2\x80\xAC", "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7",
        "\xE2\x81\xA8", "\xE2\x81\xA9", "\xD8\x9C",     "\xEF\xB8\x8F", "\xE1\xA0\x8E",
        "\xE2\xA0\x80", "\xE3\x85\xA4", "\xEF\xBE\xA0", "\xE1\x85\x9F", "\xE1\x85\xA0",
        "\xCD\x8F"};

    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        size_t size = strlen(signs[i]);
        if (length >= size && memcmp(text, signs[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

/* ---- words, as documents print them ---- */

/* The sign that the words before a number mean: "khoảng " is ~.
 * yearly  set where they say that the number is of each year */
static const char *sign_of_words(const char **at, bool reduction, bool *yearly)
{
    static const char *const each_year[] = {
        "mỗi năm ",          "hằng năm ",           "hàng năm ",
        "bình quân năm ",    "bình quân hằng năm ", "bình quân hàng năm ",
        "bình quân mỗi năm "};

    static const struct {
        const char *word, *sign;
    } words[] = {
        {"khoảng ", "~"},   {"ước ", "~"},        {"xấp xỉ ", "~"},      {"gần ", "~"},
        {"ít nhất ", ">="}, {"tối thiểu ", ">="}, {"không dưới ", ">="}, {"trên ", ">"},
        {"hơn ", ">"},      {"tối đa ", "<="},    {"không quá ", "<="},  {"nhiều nhất ", "<="},
        {"dưới ", "<"},     {"từ ", ""},          {"đạt ", ""},          {"bình quân ", ""},
    };
    static const char *const left[] = {"giảm xuống còn ", "giảm còn ", "giảm xuống ", "xuống còn ",
                                       "xuống ",          "còn lại ",  "còn "};
    bool skipped = reduction; /* of what is left: "giảm còn dưới 4,5%", unlike "giảm 4,5%" */
    const char *sign = "";

    if (reduction || pov_text_begins(*at, "phấn đấu còn ") ||
        pov_text_begins(*at, "phấn đấu giảm ")) { /* unlike "phấn đấu 80" of what there is */
        (void)pov_text_skip(at, "phấn đấu ");
    }
    for (size_t i = 0; i < POV_LENGTH(left) && !skipped; i++) {
        skipped = pov_text_skip(at, left[i]);
    }
    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        for (size_t k = 0; reduction && k < POV_LENGTH(each_year); k++) {
            *yearly = pov_text_skip(at, each_year[k]) || *yearly;
        }
        if (pov_text_skip(at, words[i].word)) {
            sign = words[i].sign[0] != '\0' ? words[i].sign : sign;
            i = SIZE_MAX; /* "giảm từ khoảng" */
        } else if (reduction && pov_text_skip(at, "giảm ")) {
            i = SIZE_MAX;
        }
    }
    return sign;
}

/* Puts signs in the place of words: "từ 1 - 1,5% trở lên" is ">=1 - 1,5%". */
static void sign_words(const char *folded, pov_kind kind, bool negative, pov_buffer *out)
{
    static const struct {
        const char *word, *instead;
        bool of_count;
    } inner[] = {{" đến ", "-", false},     {" tới ", "-", false},
                 {"\xC3\xB7", "-", false},  {" điểm phần trăm", "", false},
                 {" phần trăm", "", false}, {" điểm %", "%", false},
                 {" nhân khẩu", "", true},  {" người", "", true},
                 {" khẩu", "", true},       {" hộ", "", true}};
    bool yearly = false;
    const char *sign = sign_of_words(&folded, negative, &yearly);
    pov_buffer rest = {0};

    if (kind == POV_KIND_COUNT &&
        (strcmp(folded, "không có") == 0 || strcmp(folded, "không") == 0)) {
        pov_buffer_char(out, '0');
        return;
    }
    while (*folded != '\0') {
        size_t i = 0;
        if (strcmp(folded, " trở lên") == 0 || strcmp(folded, " trở xuống") == 0) {
            sign = folded[strlen(" trở ")] == 'l' ? ">=" : "<=";
            break;
        }
        while (i < POV_LENGTH(inner) && ((inner[i].of_count && kind != POV_KIND_COUNT) ||
                                         !pov_text_begins(folded, inner[i].word))) {
            i++;
        }
        if (i < POV_LENGTH(inner)) {
            pov_buffer_text(&rest, inner[i].instead);
            folded += strlen(inner[i].word);
        } else {
            pov_buffer_char(&rest, *folded++);
        }
    }
    /* about a range is the range */
    bool range = rest.length > 1 && strchr(rest.data + 1, '-') != NULL;
    pov_buffer_format(out, "%s%s%s", range && sign[0] == '~' ? "" : sign, pov_buffer_get(&rest),
                      yearly ? "/year" : "");
    pov_buffer_end(&rest, &out->failed);
}

/* What a part is a part of, also as documents print it, folded. */
static bool is_of_the_poor(cursor c)
{
    static const char *const wholes[] = {"of poor",          "of near_poor", "of near-poor",
                                         "of multi_poor",    "số hộ nghèo",  "số hộ cận nghèo",
                                         "hộ nghèo",         "hộ cận nghèo", "số hộ nghèo đa chiều",
                                         "hộ nghèo đa chiều"};

    for (size_t i = 0; i < POV_LENGTH(wholes); i++) {
        cursor rest = c;
        if (take(&rest, wholes[i]) && rest.at == rest.end) {
            return true;
        }
    }
    return false;
}

static bool read_part(const char *text, size_t length, pov_stated *out)
{
    cursor c = {text, text + length};
    pov_stated read = {0};

    skip_blanks(&c);
    trim_end(&c);
    read.qualifier = (uint8_t)take_qualifier(&c);
    cursor number = c;
    bool fraction = take_fraction(&c, &read);
    if (!fraction) {
        refusal why = {0};
        c = number;
        if (!take_number(&c, POV_KIND_CHANGE, false, &read.face, &read.digits, &why)) {
            return false;
        }
        read.face_high = read.face;
    }
    take_unit(&c, POV_KIND_CHANGE);
    skip_blanks(&c);
    if (!(fraction && c.at == c.end) && !is_of_the_poor(c)) {
        return false;
    }
    *out = read;
    return true;
}

bool pov_stated_read_part(const char *text, size_t length, pov_stated *out)
{
    pov_buffer folded = {0}, signs = {0};
    pov_stated plain;
    bool is_part = !read_plain(text, length, POV_KIND_COUNT, &plain) &&
                   !read_plain(text, length, POV_KIND_RATE, &plain) && read_part(text, length, out);

    if (!is_part && !pov_text_is_ascii(text, length)) {
        pov_text_fold(text, length, &folded);
        sign_words(pov_buffer_get(&folded), POV_KIND_CHANGE, true, &signs);
        is_part =
            !folded.failed && !signs.failed && read_part(pov_buffer_get(&signs), signs.length, out);
    }
    pov_buffer_fini(&folded);
    pov_buffer_fini(&signs);
    return is_part;
}

/* A cell with words around its number; POV_INVALID where it has none, or others. */
static pov_reading read_words(const char *text, size_t length, pov_kind kind, bool negative,
                              pov_stated *out)
{
    pov_buffer folded = {0}, signs = {0};
    pov_reading reading = POV_INVALID;

    pov_text_fold(text, length, &folded);
    sign_words(pov_buffer_get(&folded), kind, negative, &signs);
    if (!folded.failed && !signs.failed && memchr(text, '\0', length) == NULL &&
        strcmp(pov_buffer_get(&folded), pov_buffer_get(&signs)) != 0) {
        reading = read_visible(pov_buffer_get(&signs), signs.length, kind, negative, out, NULL);
    }
    pov_buffer_fini(&folded);
    pov_buffer_fini(&signs);
    return reading;
}

pov_reading pov_stated_read(const char *text, size_t length, pov_kind kind, bool negative,
                            pov_stated *out, pov_error *err)
{
    pov_buffer visible = {0};
    pov_reading reading = POV_INVALID;

    /* ="851" is a spreadsheet's way to keep a number as text */
    if (length > 3 && memcmp(text, "=\"", 2) == 0 && text[length - 1] == '"') {
        text += 2;
        length -= 3;
    }
    if (read_plain(text, length, kind, out)) {
        return POV_VALUE;
    }
    if (pov_text_is_ascii(text, length)) {
        return read_visible(text, length, kind, negative, out, err);
    }
    for (size_t at = 0; at < length;) {
        size_t size = invisible_length(text + at, length - at);
        if (size == 0) {
            pov_buffer_char(&visible, text[at]);
        }
        at += size == 0 ? 1 : size;
    }
    if (visible.failed) {
        (void)pov_no_memory(err);
    } else {
        const char *shown = pov_buffer_get(&visible);
        reading = read_words(shown, visible.length, kind, negative, out);
        if (reading == POV_INVALID) {
            reading = read_visible(shown, visible.length, kind, negative, out, err);
        }
    }
    pov_buffer_fini(&visible);
    return reading;
}
