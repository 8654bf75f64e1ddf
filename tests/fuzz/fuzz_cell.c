/*
 * Any bytes as a cell: a count, a rate, points, a change, or a year. What is read is what is
 * written there, digit by digit, and writes and reads again to the same; the bounds hold it.
 * The first byte picks the kind.
 */
#include "fuzz.h"

#include "loader/table/cells.h"

static pov_figure figure_of(const pov_stated *stated, pov_kind kind, bool negative)
{
    return (pov_figure){.value = stated->face,
                        .value_high = stated->face_high,
                        .bounds = pov_stated_bounds(stated, kind, negative),
                        .kind = (uint8_t)kind,
                        .basis = POV_BASIS_STATED,
                        .qualifier = stated->qualifier,
                        .digits = stated->digits};
}

/* The digits of a text but for zeros, which grouping, decimals and a spreadsheet may add. */
static void keep_digits(const char *text, size_t length, pov_buffer *out)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '1' && text[i] <= '9') {
            pov_buffer_char(out, text[i]);
        }
    }
}

/* What a program that computes in binary writes is read as it is meant: other digits then. */
static bool may_be_noise(const char *text, size_t length)
{
    size_t digits = 0;

    for (size_t i = 0; i < length; i++) {
        digits += text[i] >= '0' && text[i] <= '9';
    }
    return digits >= 14;
}

/* More decimals than are held are cut: nothing to compare then. */
static bool held(const pov_stated *stated)
{
    return stated->digits < POV_DIGITS_MAX - 1;
}

static void check_same_digits(const char *text, size_t length, const pov_figure *figure)
{
    pov_buffer printed = {0}, written = {0}, digits = {0};

    keep_digits(text, length, &printed);
    pov_write_figure(&written, figure, -1, pov_numerals_plain);
    keep_digits(pov_buffer_get(&written), written.length, &digits);
    const char *once = pov_buffer_get(&digits), *all = pov_buffer_get(&printed);
    /* "<=1-1" is <=1 */
    const bool twice = printed.length == 2 * digits.length && digits.length > 0 &&
                       memcmp(all, once, digits.length) == 0;
    FUZZ_MUST(strcmp(twice ? all + digits.length : all, once) == 0);
    pov_buffer_fini(&printed);
    pov_buffer_fini(&written);
    pov_buffer_fini(&digits);
}

/* The size of a count without marks and of a rate in plain digits, worked out anew. */
static void check_size(const char *text, size_t length, pov_kind kind, const pov_stated *stated)
{
    int64_t value = 0;
    size_t decimals = 0;
    bool point = false;

    for (size_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            if (value > INT64_MAX / 100) {
                return;
            }
            value = value * 10 + (text[i] - '0');
            decimals += point;
        } else if (kind != POV_KIND_COUNT && !point && (text[i] == '.' || text[i] == ',')) {
            point = true;
        } else {
            return; /* a sign, a mark: another matter */
        }
    }
    if (decimals < POV_DIGITS_MAX) {
        int64_t unit = kind == POV_KIND_COUNT ? 1 : pov_digit_unit((unsigned)decimals);
        FUZZ_MUST(stated->face == value * unit);
        FUZZ_MUST(kind == POV_KIND_COUNT || stated->digits == decimals);
    }
}

static void check_again(const pov_stated *stated, pov_kind kind, bool negative,
                        pov_numerals numerals)
{
    pov_figure figure = figure_of(stated, kind, negative);
    pov_buffer written = {0};
    pov_stated again = {0};

    if (figure.value_high > figure.value && figure.value < 0 && numerals.group != 0) {
        return; /* "-7 to -4": for people alone */
    }
    pov_write_figure(&written, &figure, -1, numerals);
    FUZZ_MUST(pov_stated_read(pov_buffer_get(&written), written.length, kind, negative, &again,
                              NULL) == POV_VALUE);
    FUZZ_MUST(again.face == stated->face && again.face_high == stated->face_high);
    FUZZ_MUST(again.digits == stated->digits && again.qualifier == stated->qualifier);
    pov_buffer_fini(&written);
}

static void check_bounds(const pov_stated *stated, pov_kind kind, bool negative)
{
    pov_interval half = pov_stated_bounds(stated, kind, negative);

    FUZZ_MUST(!pov_interval_empty(half));
    FUZZ_MUST(half.low <= stated->face_high && stated->face <= half.high);
    if (kind == POV_KIND_COUNT && stated->qualifier == POV_EXACTLY) {
        FUZZ_MUST(half.low == stated->face && half.high == stated->face);
    }
    if (kind == POV_KIND_RATE && !negative) {
        FUZZ_MUST(half.low >= 0 && half.high <= POV_HUNDRED_PERCENT);
    }
}

static void check_number(const char *text, size_t length, pov_kind kind, bool negative)
{
    pov_stated stated = {0};
    pov_error err = POV_ERROR_INIT;
    pov_reading reading = pov_stated_read(text, length, kind, negative, &stated, &err);

    FUZZ_MUST((reading == POV_INVALID) == (err.message[0] != '\0'));
    if (reading != POV_VALUE) {
        return;
    }
    FUZZ_MUST(stated.face <= stated.face_high && (negative || stated.face >= 0));
    if (kind == POV_KIND_COUNT) {
        FUZZ_MUST(stated.face_high <= POV_COUNT_MAX && stated.face >= -POV_COUNT_MAX);
    } else {
        FUZZ_MUST(stated.face_high <= POV_HUNDRED_PERCENT);
        FUZZ_MUST(stated.face >= -POV_HUNDRED_PERCENT);
    }
    check_bounds(&stated, kind, negative);
    if (!may_be_noise(text, length)) {
        check_size(text, length, kind, &stated);
    }
    if (held(&stated)) {
        pov_figure figure = figure_of(&stated, kind, negative);
        if (!may_be_noise(text, length)) {
            check_same_digits(text, length, &figure);
        }
        check_again(&stated, kind, negative, pov_numerals_plain);
        check_again(&stated, kind, negative, pov_numerals_en);
        check_again(&stated, kind, negative, pov_numerals_vi);
    }
}

/* A year's text is terminated. */
static void check_year(const char *text)
{
    pov_year year = {0}, again = {0};
    pov_buffer written = {0};

    if (pov_year_read(text, strlen(text), &year, NULL) == POV_VALUE) {
        pov_year_write(&written, year);
        FUZZ_MUST(pov_year_read(pov_buffer_get(&written), written.length, &again, NULL) ==
                  POV_VALUE);
        FUZZ_MUST(pov_year_compare(year, again) == 0);
        FUZZ_MUST(year.month >= 0 && year.month <= 12);
    }
    pov_buffer_fini(&written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    size_t length = size - 1;
    char *text = malloc(length + 1), *cell = malloc(length + (length == 0));
    FUZZ_MUST(text != NULL && cell != NULL);
    memcpy(text, data + 1, length);
    text[length] = '\0';
    check_year(text);
    /* not terminated, so that a step past the end is seen */
    memcpy(cell, data + 1, length);
    unsigned pick = data[0] % 8U;
    check_number(cell, length, (pov_kind)(pick / 2), pick % 2 == 1);
    free(cell);
    free(text);
    return 0;
}
