#include "loader/table/cells.h"

#include "base/text.h"

#include <string.h>

/* Bytes of the white space at the text's start: blanks, line breaks, no-break spaces. */
static size_t blank_length(const char *text, size_t length)
{
    static const char *const wide[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    unsigned char first = (unsigned char)*text;

    if (first < 0x80U) {
        return first == ' ' || (first >= '\t' && first <= '\r');
    }
    if (first != 0xC2U && first != 0xE2U && first != 0xEFU) {
        return 0; /* most letters */
    }
    for (size_t i = 0; i < POV_LENGTH(wide); i++) {
        size_t size = strlen(wide[i]);
        if (length >= size && memcmp(text, wide[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

/* Of the blanks without a width, which web pages leave in words. */
static size_t zero_width_length(const char *text, size_t length)
{
    return length >= 3 && ((unsigned char)*text == 0xE2U || (unsigned char)*text == 0xEFU) &&
                   (memcmp(text, "\xE2\x80\x8B", 3) == 0 || memcmp(text, "\xEF\xBB\xBF", 3) == 0)
               ? 3
               : 0;
}

/* Letters of Vietnamese begin with neither byte of a wide blank. */
bool pov_cell_is_tidy(const char *text, size_t length)
{
    bool blank = true; /* the byte before */

    for (size_t at = 0; at < length; at++) {
        const unsigned char c = (unsigned char)text[at];
        if (c < ' ' || (c == ' ' && blank) || c == 0xC2U || c == 0xE2U || c == 0xEFU) {
            return false;
        }
        blank = c == ' ';
    }
    return length == 0 || !blank;
}

void pov_cell_text(const char *text, size_t length, pov_buffer *out)
{
    bool started = false, pending = false;

    for (size_t at = 0; at < length;) {
        size_t blank = blank_length(text + at, length - at);
        if (blank > 0) {
            pending = started;
            at += blank;
            continue;
        }
        const size_t nothing = zero_width_length(text + at, length - at);
        if (nothing > 0) {
            at += nothing;
            continue;
        }
        if (pending) {
            pov_buffer_char(out, ' ');
            pending = false;
        }
        started = true;
        size_t end = at + 1;
        while (end < length && blank_length(text + end, length - end) == 0 &&
               zero_width_length(text + end, length - end) == 0) {
            end++;
        }
        pov_buffer_add(out, text + at, end - at);
        at = end;
    }
}

bool pov_cell_empty(const char *text)
{
    /* of programs as they write them, since "Na" is a village; "x" and "." may be names */
    static const char *const signs[] = {
        "",    "-",   "--",   "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA6",
        "...", "..",  "NA",   "N/A",          "n/a",          "#N/A",
        "NaN", "nan", "NULL", "None",         "<NA>",         "\\N"};

    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        if (text[0] == signs[i][0] && strcmp(text, signs[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool pov_cell_is_cut(const char *text)
{
    (void)(pov_text_skip(&text, "Phấn đấu ") || pov_text_skip(&text, "phấn đấu "));
    return pov_text_begins(text, "Giảm ") || pov_text_begins(text, "giảm ");
}

/* ---- years ---- */

#define YEAR_FIRST 1900
#define YEAR_LAST 2199

static bool is_year(int year)
{
    return year >= YEAR_FIRST && year <= YEAR_LAST;
}

/* A number of exactly `least` to `most` digits. */
static bool take_number(const char **at, size_t least, size_t most, int *number)
{
    size_t count = 0;
    int value = 0;

    while (pov_is_digit((*at)[count]) && count < most) {
        value = value * 10 + ((*at)[count++] - '0');
    }
    if (count < least || pov_is_digit((*at)[count])) {
        return false;
    }
    *at += count;
    *number = value;
    return true;
}

/* "6/2022", "06-2022", "6 năm 2022" */
static bool take_month_year(const char *at, int *month, int *year)
{
    return take_number(&at, 1, 2, month) && *month >= 1 &&
           (pov_text_skip(&at, "/") || pov_text_skip(&at, "-") || pov_text_skip(&at, " năm ")) &&
           take_number(&at, 4, 4, year) && *at == '\0';
}

/* "2022", "2022-06", "2022.0" */
static bool take_year_month(const char *at, int *month, int *year)
{
    if (!take_number(&at, 4, 4, year)) {
        return false;
    }
    if (pov_text_skip(&at, "-") || pov_text_skip(&at, "/")) {
        return take_number(&at, 1, 2, month) && *month >= 1 && *at == '\0';
    }
    if (*at == '.' || *at == ',') {
        at++;
        return strcmp(at, "0") == 0 || strcmp(at, "00") == 0;
    }
    return *at == '\0';
}

/* "31/12/2022", "01/7/2025", "2022-12-31": a day of a month. The last of December is the year's
 * end; 1 January may be the end of the year before, or what a spreadsheet makes of a year. */
static bool take_day(const char *at, int *day, int *month, int *year)
{
    static const int last[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const char *start = at;
    bool taken = take_number(&at, 1, 2, day) && pov_text_skip(&at, "/") &&
                 take_number(&at, 1, 2, month) && pov_text_skip(&at, "/") &&
                 take_number(&at, 4, 4, year);

    if (!taken) {
        at = start;
        taken = take_number(&at, 4, 4, year) && pov_text_skip(&at, "-") &&
                take_number(&at, 2, 2, month) && pov_text_skip(&at, "-") &&
                take_number(&at, 2, 2, day);
    }
    if (!taken || *at != '\0' || *month < 1 || *month > 12 || *day < 1 || *day > last[*month - 1] ||
        (*day == 1 && *month == 1)) {
        return false;
    }
    *month = *month == 12 && *day == 31 ? 0 : *month;
    return true;
}

static pov_reading refuse_year(const char *text, pov_error *err)
{
    pov_buffer shown = {0};

    pov_text_printable(text, strlen(text), &shown);
    (void)pov_fail(err, POV_ERR_DATA,
                   "expected a year such as 2022, or a month such as 2022-06, found \"%.60s\"",
                   pov_buffer_get(&shown));
    if (pov_text_begins(text, "01/01/") || pov_text_begins(text, "1/1/") ||
        strstr(text, "-01-01") != NULL) {
        pov_error_hint(err, "1 January is the end of the year before, or a year that a spreadsheet "
                            "made a date: write the year at whose end it was");
    }
    pov_buffer_fini(&shown);
    return POV_INVALID;
}

static pov_reading read_folded_year(const char *text, pov_year *out)
{
    const char *at = text;
    int year = 0, month = 0, day = 0;

    if (pov_cell_empty(text)) {
        return POV_MISSING;
    }
    static const char *const marks[] = {"sơ bộ ",   "ước ",   "- prel. ", "- prel ",
                                        "/ prel. ", "prel. ", "prel ",    "ước tính "};
    for (size_t i = 0; i < POV_LENGTH(marks); i++) {
        (void)pov_text_skip(&at, marks[i]); /* "Sơ bộ - Prel. 2022" */
    }
    (void)pov_text_skip(&at, "cuối ");
    (void)(pov_text_skip(&at, "năm ") || pov_text_skip(&at, "tháng "));
    if (!take_year_month(at, &month, &year)) {
        month = 0;
        if (!take_month_year(at, &month, &year) && !take_day(at, &day, &month, &year)) {
            return POV_INVALID;
        }
    }
    if (!is_year(year) || month > 12) {
        return POV_INVALID;
    }
    *out = (pov_year){(int16_t)year, (int16_t)month};
    return POV_VALUE;
}

pov_reading pov_year_read(const char *text, size_t length, pov_year *out, pov_error *err)
{
    pov_buffer folded = {0};
    pov_reading reading = POV_INVALID;
    int year = 0, month = 0;

    if (take_year_month(text, &month, &year) && month == 0 && is_year(year)) {
        *out = (pov_year){(int16_t)year, 0}; /* nearly all are: they need no folding */
        return POV_VALUE;
    }
    if (pov_cell_empty(text) || strcmp(text, "x") == 0 || strcmp(text, ".") == 0) {
        return POV_MISSING;
    }
    pov_text_fold(text, length, &folded);
    if (folded.failed) {
        (void)pov_fail(err, POV_ERR_NOMEM, "out of memory");
    } else {
        reading = read_folded_year(pov_buffer_get(&folded), out);
        if (reading == POV_INVALID) {
            reading = refuse_year(text, err);
        }
    }
    pov_buffer_fini(&folded);
    return reading;
}

/* ---- fractions ---- */

static bool rate_fits(const pov_stated *rate, pov_interval percent)
{
    pov_interval printed = pov_stated_bounds(rate, POV_KIND_RATE, false);

    return !pov_interval_empty(pov_interval_meet(printed, percent));
}

bool pov_rate_is_fraction(const pov_stated *rate, const pov_stated *count,
                          const pov_stated *households)
{
    if (rate->qualifier != POV_EXACTLY || count->qualifier != POV_EXACTLY ||
        households->qualifier != POV_EXACTLY || households->face <= 0 || rate->face > POV_PERCENT ||
        rate->face <= 0) { /* 0 times 100 is 0: a wrong rate perhaps, but no fraction */
        return false;
    }
    pov_interval percent = {
        pov_muldiv_floor(count->face, POV_HUNDRED_PERCENT, households->face),
        pov_muldiv_ceil(count->face, POV_HUNDRED_PERCENT, households->face),
    };
    pov_stated times_100 = *rate; /* 0.0797 with its four decimals is 7.97 with two */
    times_100.face = times_100.face_high = pov_multiply(100, rate->face);
    times_100.digits = (uint8_t)(rate->digits > 2 ? rate->digits - 2 : 0);
    return !rate_fits(rate, percent) && rate_fits(&times_100, percent);
}

/* ---- "hộ nghèo đa chiều" ---- */

static bool is_earlier(const pov_row_draft *draft)
{
    static const char *const standards[] = {"vn-2016", "vn-2011", "vn-2006"};

    if (draft->standard == NULL || draft->standard[0] == '\0') {
        return draft->year.year != 0 && draft->year.year <= 2020;
    }
    for (size_t i = 0; i < POV_LENGTH(standards); i++) {
        if (strcmp(draft->standard, standards[i]) == 0) {
            return true;
        }
    }
    return false;
}

pov_status pov_multi_read(pov_row_draft *draft, const char *count, const char *rate, bool *taken,
                          pov_error *note)
{
    const struct {
        pov_quantity multi, poor;
        const char *heading;
    } pairs[] = {{POV_MULTI_POOR, POV_POOR, count}, {POV_MULTI_POOR_RATE, POV_POOR_RATE, rate}};
    bool failed = false;

    *taken = false;
    for (size_t i = 0; i < 2 && is_earlier(draft); i++) {
        const pov_quantity multi = pairs[i].multi, poor = pairs[i].poor;
        bool both = pov_set_has(draft->stated_set, poor);
        if (pairs[i].heading == NULL || !pov_set_has(draft->stated_set, multi) ||
            (both && draft->stated[multi].face != draft->stated[poor].face)) {
            continue;
        }
        pov_buffer folded = {0}; /* not of a heading like "poor and near-poor" */
        pov_text_fold(pairs[i].heading, strlen(pairs[i].heading), &folded);
        bool said = strstr(pov_buffer_get(&folded), "đa chiều") != NULL;
        pov_buffer_end(&folded, &failed);
        if (said) {
            *taken = *taken || !both;
            draft->stated[poor] = both ? draft->stated[poor] : draft->stated[multi];
            draft->stated_set = (draft->stated_set | pov_set_of(poor)) & ~pov_set_of(multi);
        }
    }
    if (*taken) {
        (void)pov_fail(note, POV_ERR_DATA,
                       "the multidimensionally poor are taken as the poor, without the near-poor, "
                       "as until 2020");
        note->code = POV_OK;
    }
    return failed ? POV_ERR_NOMEM : POV_OK;
}
