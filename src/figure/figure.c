/*
 * What a printed figure can mean, and how figures are written.
 */
#include "figure/figure.h"

#include <assert.h>
#include <string.h>

int64_t pov_digit_unit(unsigned digits)
{
    static const int64_t units[] = {POV_PERCENT,
                                    POV_PERCENT / 10,
                                    POV_PERCENT / 100,
                                    POV_PERCENT / 1000,
                                    POV_PERCENT / 10000,
                                    POV_PERCENT / 100000,
                                    POV_PERCENT / 1000000,
                                    POV_PERCENT / 10000000,
                                    POV_PERCENT / 100000000,
                                    POV_PERCENT / 1000000000,
                                    POV_PERCENT / 10000000000,
                                    POV_PERCENT / 100000000000,
                                    POV_PERCENT / 1000000000000};

    assert(digits < POV_LENGTH(units)); /* POV_PERCENT is 10^12 */
    return units[digits];
}

int64_t pov_printed_rate(int64_t count, int64_t whole, unsigned digits)
{
    int64_t unit = pov_digit_unit(digits);
    int64_t scale = POV_HUNDRED_PERCENT / unit;

    return pov_multiply(pov_muldiv_round(count, scale, whole), unit);
}

/* Half of the unit of the last digit that is not zero, of a number that is not, but at most 5% of
 * the number: of 180 it is 5, of 1000 it is 50, of 0.5 points 0.025. */
static int64_t about_half_unit(int64_t face)
{
    int64_t unit = 1, most = (face < 0 ? -face : face) / 20;

    while (face % (unit * 10) == 0) {
        unit *= 10;
    }
    /* of a count that ends in 1 to 9, a half, which no whole number reaches */
    return unit / 2 < most ? unit / 2 : most;
}

/* How far below and above the printed number the true one can lie. */
typedef struct slack {
    int64_t below, above;
} slack;

static slack slack_of(const pov_stated *stated, pov_kind kind)
{
    if (stated->qualifier == POV_ABOUT && stated->face != 0) {
        int64_t half = about_half_unit(stated->face);
        return (slack){half, half};
    }
    if (kind == POV_KIND_COUNT) {
        return (slack){0, 0};
    }
    int64_t unit = pov_digit_unit(stated->digits);
    return (slack){unit / 2, unit / 2};
}

/* The bounds of so many years' figures, each of which was rounded. The ends of a range were chosen:
 * no average is printed as one. */
static pov_interval yearly_bounds(const pov_stated *stated, pov_kind kind, bool negative)
{
    pov_stated one = *stated;

    if (stated->qualifier == POV_RANGE) {
        return (pov_interval){stated->face, stated->face_high};
    }
    one.years = 0;
    one.face /= stated->years;
    one.face_high /= stated->years;
    pov_interval bounds = pov_stated_bounds(&one, kind, negative);
    return (pov_interval){
        bounds.low == POV_NO_LOW ? bounds.low : pov_multiply(bounds.low, stated->years),
        bounds.high == POV_NO_HIGH ? bounds.high : pov_multiply(bounds.high, stated->years)};
}

bool pov_stated_times(pov_stated *stated, unsigned years, pov_kind kind)
{
    int64_t most = kind == POV_KIND_COUNT ? POV_COUNT_MAX : POV_HUNDRED_PERCENT;
    int64_t low = pov_multiply(stated->face, years), high = pov_multiply(stated->face_high, years);

    if (years == 0 || years > UINT8_MAX || low < -most || high > most) {
        return false;
    }
    stated->face = low;
    stated->face_high = high;
    stated->years = (uint8_t)years;
    return true;
}

pov_interval pov_stated_bounds(const pov_stated *stated, pov_kind kind, bool negative)
{
    if (stated->years > 1) {
        return yearly_bounds(stated, kind, negative);
    }
    if (kind == POV_KIND_COUNT && stated->qualifier == POV_EXACTLY) { /* as nearly all are */
        return (pov_interval){stated->face < 0 && !negative ? 0 : stated->face, stated->face_high};
    }
    pov_interval domain = negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH};
    pov_interval bounds = POV_ANY;
    slack room = slack_of(stated, kind);

    if (kind == POV_KIND_RATE) {
        domain.high = POV_HUNDRED_PERCENT;
    }
    switch ((pov_qualifier)stated->qualifier) {
    case POV_AT_LEAST:
    case POV_ABOVE:
        bounds.low = stated->face;
        break;
    case POV_AT_MOST:
    case POV_BELOW:
        bounds.high = stated->face_high;
        break;
    case POV_EXACTLY:
    case POV_ABOUT:
    case POV_RANGE:
        bounds = (pov_interval){stated->face - room.below, stated->face_high + room.above};
        if (kind == POV_KIND_POINTS) { /* -100.00 is no less than -100 */
            bounds = pov_interval_meet(bounds,
                                       (pov_interval){-POV_HUNDRED_PERCENT, POV_HUNDRED_PERCENT});
        }
        break;
    }
    return pov_interval_meet(bounds, domain);
}

const char *pov_basis_name(pov_basis basis)
{
    static const char *const names[] = {
        [POV_BASIS_UNKNOWN] = "unknown",
        [POV_BASIS_STATED] = "stated",
        [POV_BASIS_DERIVED] = "derived",
        [POV_BASIS_ASSUMED] = "assumed",
    };
    return names[basis];
}

pov_figure pov_figure_unknown(pov_kind kind)
{
    return (pov_figure){.bounds = POV_ANY, .kind = (uint8_t)kind};
}

pov_figure pov_figure_stated(const pov_stated *stated, pov_kind kind, bool negative)
{
    if (stated == NULL) {
        return pov_figure_unknown(kind);
    }
    return (pov_figure){
        .value = stated->face,
        .value_high = stated->face_high,
        .bounds = pov_stated_bounds(stated, kind, negative),
        .kind = (uint8_t)kind,
        .basis = POV_BASIS_STATED,
        .qualifier = stated->qualifier,
        .digits = stated->digits,
        .years = stated->years,
    };
}

#define QUOTIENTS 2 /* ticks that a difference of two of them is rounded outward by */

bool pov_figure_is_one(const pov_figure *figure)
{
    pov_interval b = figure->bounds;

    return pov_interval_exact(b) || (figure->kind != POV_KIND_COUNT && !pov_is_open(b.low) &&
                                     !pov_is_open(b.high) && b.high - b.low <= QUOTIENTS);
}

bool pov_figure_approximate(const pov_figure *figure)
{
    return (figure->basis == POV_BASIS_DERIVED || figure->basis == POV_BASIS_ASSUMED) &&
           figure->qualifier == POV_EXACTLY && !figure->plain && !pov_figure_is_one(figure);
}

/* A range, also of "1-1.5 or more". */
static bool has_two(const pov_figure *figure)
{
    return figure->qualifier == POV_RANGE ||
           (figure->basis == POV_BASIS_STATED && figure->qualifier != POV_EXACTLY &&
            figure->value_high > figure->value);
}

int64_t pov_figure_best(const pov_figure *figure)
{
    int64_t value = figure->value;

    if (figure->qualifier == POV_RANGE) {
        value += (figure->value_high - figure->value) / 2;
    }
    return pov_clamp(value, figure->bounds);
}

/* ---- writing ---- */

const pov_numerals pov_numerals_plain = {'.', '\0', "-", "/year", false, NULL};
const pov_numerals pov_numerals_en = {'.', ',', " to ", "/year", false, NULL};
const pov_numerals pov_numerals_vi = {',', '.', " đến ", "/năm", false, NULL};

/* Room for a number with marks between its digits, a sign, decimals and a terminator. */
enum { NUMBER_MAX = 64 };

/* Decimal digits of a number without its sign, before `end`; where they begin. `group` is put
 * between three and three, unless it is NUL. */
static char *put_whole(char *end, uint64_t number, char group)
{
    for (unsigned count = 0; count == 0 || number > 0; count++) {
        if (count > 0 && count % 3 == 0 && group != '\0') {
            *--end = group;
        }
        *--end = (char)('0' + number % 10);
        number /= 10;
    }
    return end;
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

static void add_number(pov_buffer *out, const char *from, const char *end, bool below,
                       pov_numerals numerals)
{
    if (below) {
        pov_buffer_text(out, numerals.minus != NULL ? numerals.minus : "-");
    }
    pov_buffer_add(out, from, (size_t)(end - from));
}

void pov_write_count(pov_buffer *out, int64_t count, pov_numerals numerals)
{
    char text[NUMBER_MAX], *const end = text + sizeof text;

    add_number(out, put_whole(end, magnitude(count), numerals.group), end, count < 0, numerals);
}

pov_numerals pov_numerals_of(pov_language language)
{
    return language == POV_VIETNAMESE ? pov_numerals_vi : pov_numerals_en;
}

pov_numerals pov_numerals_of_tables(pov_language language)
{
    pov_numerals numerals = pov_numerals_of(language);

    numerals.typographic = true;
    return numerals;
}

pov_numerals pov_numerals_in_print(pov_numerals numerals)
{
    numerals.minus = "−";
    return numerals;
}

const char *pov_qualifier_text(pov_qualifier qualifier)
{
    static const char *const texts[] = {
        [POV_EXACTLY] = "{1}",
        [POV_AT_LEAST] = POV_TEXT("at least {1}"),
        [POV_ABOVE] = POV_TEXT("over {1}"),
        [POV_AT_MOST] = POV_TEXT("at most {1}"),
        [POV_BELOW] = POV_TEXT("under {1}"),
        [POV_ABOUT] = POV_TEXT("about {1}"),
        [POV_RANGE] = "{1}",
    };
    return texts[qualifier];
}

pov_count_shown pov_show_count(int64_t count)
{
    pov_count_shown shown = {""};
    char text[NUMBER_MAX] = "", *const end = text + sizeof text - 1;
    char *from = put_whole(end, magnitude(count), pov_numerals_of(pov_language_now()).group);

    if (count < 0) {
        *--from = '-';
    }
    memcpy(shown.text, from, (size_t)(end - from) + 1);
    return shown;
}

/* `units` is a number of 10^-digits percent. */
static void write_units(pov_buffer *out, int64_t units, unsigned digits, pov_numerals numerals)
{
    char text[NUMBER_MAX], *const end = text + sizeof text, *from = end;
    uint64_t size = magnitude(units);

    for (unsigned i = 0; i < digits; i++) {
        *--from = (char)('0' + size % 10);
        size /= 10;
    }
    if (digits > 0) {
        *--from = numerals.decimal;
    }
    add_number(out, put_whole(from, size, numerals.group), end, units < 0, numerals);
}

void pov_write_ticks(pov_buffer *out, int64_t ticks, unsigned digits, pov_numerals numerals)
{
    write_units(out, pov_muldiv_round(ticks, 1, pov_digit_unit(digits)), digits, numerals);
}

void pov_write_ticks_outward(pov_buffer *out, int64_t ticks, bool is_low, unsigned digits,
                             pov_numerals numerals)
{
    int64_t unit = pov_digit_unit(digits);

    write_units(out, is_low ? pov_muldiv_floor(ticks, 1, unit) : pov_muldiv_ceil(ticks, 1, unit),
                digits, numerals);
}

static void write_value(pov_buffer *out, const pov_figure *figure, int64_t value, unsigned digits,
                        pov_numerals numerals)
{
    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, value, numerals);
    } else {
        pov_write_ticks(out, value, digits, numerals);
    }
}

/* Between the ends of a range. After a number below zero a dash would be read as a second minus. */
static void write_to(pov_buffer *out, int64_t low, pov_numerals numerals)
{
    pov_buffer_text(out, low < 0 ? numerals.to : numerals.typographic ? "–" : "-");
}

static void write_sign(pov_buffer *out, pov_qualifier qualifier, pov_numerals numerals)
{
    static const char *const signs[] = {
        [POV_EXACTLY] = "", [POV_AT_LEAST] = ">=", [POV_ABOVE] = ">", [POV_AT_MOST] = "<=",
        [POV_BELOW] = "<",  [POV_ABOUT] = "~",     [POV_RANGE] = "",
    };
    bool least = qualifier == POV_AT_LEAST, most = qualifier == POV_AT_MOST;

    pov_buffer_text(out, numerals.typographic && least  ? "≥"
                         : numerals.typographic && most ? "≤"
                                                        : signs[qualifier]);
}

void pov_write_figure(pov_buffer *out, const pov_figure *figure, int digits, pov_numerals numerals)
{
    unsigned places = digits < 0 ? figure->digits : (unsigned)digits;
    int64_t years = figure->years > 0 ? figure->years : 1;

    if (!pov_figure_known(figure)) {
        return;
    }
    if (figure->qualifier != POV_EXACTLY) {
        write_sign(out, (pov_qualifier)figure->qualifier, numerals);
    }
    write_value(out, figure, figure->value / years, places, numerals);
    if (has_two(figure)) {
        write_to(out, figure->value, numerals);
        write_value(out, figure, figure->value_high / years, places, numerals);
    }
    if (figure->years > 0) {
        pov_buffer_text(out, numerals.per_year);
    }
}

unsigned pov_digits_needed(int64_t ticks)
{
    unsigned digits = 0;

    while (ticks % pov_digit_unit(digits) != 0) {
        digits++;
    }
    return digits;
}

static void write_end(pov_buffer *out, const pov_figure *figure, bool is_low, int digits,
                      pov_numerals numerals)
{
    int64_t end = is_low ? figure->bounds.low : figure->bounds.high;

    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, end, numerals);
        return;
    }
    unsigned places = digits < 0 ? figure->digits : (unsigned)digits;
    /* the half unit of a printed rate needs one decimal more than the rate; an open end is the
     * number itself */
    if (digits < 0 && figure->basis == POV_BASIS_STATED &&
        (pov_interval_bounded(figure->bounds) || pov_digits_needed(end) > places)) {
        places++;
    }
    pov_write_ticks_outward(out, end, is_low, places, numerals);
}

void pov_write_bounds(pov_buffer *out, const pov_figure *figure, int digits, pov_numerals numerals)
{
    bool count = figure->kind == POV_KIND_COUNT; /* beyond what is read it is as good as open */
    bool open_low =
        figure->bounds.low == POV_NO_LOW || (count && figure->bounds.low < -POV_COUNT_MAX);
    bool open_high =
        figure->bounds.high == POV_NO_HIGH || (count && figure->bounds.high > POV_COUNT_MAX);

    if (!pov_figure_known(figure)) {
        return;
    }
    if (pov_figure_is_one(figure)) {
        pov_figure exact = *figure;
        exact.value = pov_clamp(figure->value, figure->bounds);
        exact.qualifier = POV_EXACTLY;
        exact.value_high = exact.value;
        exact.years = 0;
        pov_write_figure(out, &exact, digits, numerals);
    } else if (open_low && open_high) {
        pov_write_figure(out, figure, digits, numerals);
    } else if (open_low) {
        write_sign(out, POV_AT_MOST, numerals);
        write_end(out, figure, false, digits, numerals);
    } else if (open_high) {
        write_sign(out, POV_AT_LEAST, numerals);
        write_end(out, figure, true, digits, numerals);
    } else {
        write_end(out, figure, true, digits, numerals);
        write_to(out, figure->bounds.low, numerals);
        write_end(out, figure, false, digits, numerals);
    }
}
