/*
 * What a cell of money means: VND per person and month.
 *
 * Files of surveys have it in thousands or millions too, with decimals, and with codes for "no
 * answer". A number that cannot be an income in VND is refused, so that no class hangs on it:
 * --income-unit says which unit is meant.
 */
#include "loader/households/parts.h"

#include "base/text.h"
#include "base/translate.h"
#include "figure/figure.h"

#include <string.h>

#define FINE 1000000 /* an income is read in millionths */
#define DIGITS 6
/* VND a month: in thousands or millions more is of another unit; a tenth where only a heading says
 * that they are */
#define MOST INT64_C(1000000000)

pov_status pov_household_expected(worker *w, const char *what, span found)
{
    char shown[64];
    int length = found.length < sizeof shown - 1 ? (int)found.length : (int)sizeof shown - 1;

    what = pov_translate(what);
    memcpy(shown, found.text, (size_t)length);
    /* not in the middle of a character */
    while (length > 0 && !pov_text_is_utf8(shown, (size_t)length, NULL)) {
        length--;
    }
    return length == 0 ? pov_fail(&w->error, POV_ERR_DATA, "expected %s, found nothing", what)
                       : pov_fail(&w->error, POV_ERR_DATA, "expected %s, found \"%.*s\"", what,
                                  length, shown);
}

/* A code for "no answer", as the file has it: 99999999, 888888888, 99998; in thousands 99999, 9999
 * and 99, but not 999, which many have. Just below a line is a number that somebody wrote on
 * purpose. */
static bool is_code(const pov_household_reader *r, int64_t face, int64_t unit)
{
    enum { FIRST_NINES = 99997 };
    const int64_t rest = face / 10;
    int64_t left = rest;

    for (size_t i = 0; i < r->standard->line_count; i++) {
        for (size_t area = 0; area < POV_AREA_COUNT; area++) {
            if (face * unit + 1 == r->standard->line[i].income[area]) {
                return false;
            }
        }
    }
    if (unit == 1000 && pov_household_is_code(face) && (face < 100 || face > 999)) {
        return true;
    }
    while (left > 0 && left % 10 == rest % 10) {
        left /= 10;
    }
    return left == 0 && rest % 10 >= 7 && face % 10 >= 7 &&
           (face >= LEAST_CODE / unit || (unit == 1 && rest % 10 == 9 && face >= FIRST_NINES));
}

/* "1499999.67" or "1,325" with a decimal mark, in millionths. Digits beyond are noise of binary
 * numbers. */
static bool read_decimal(span cell, int64_t *fine)
{
    int64_t value = 0, digit = FINE / 10;
    size_t at = 0, first;

    for (; at < cell.length && (unsigned)(cell.text[at] - '0') <= 9 && value <= POV_COUNT_MAX;
         at++) {
        value = value * 10 + (cell.text[at] - '0');
    }
    if (value > POV_COUNT_MAX || (at == 0 && (cell.length < 2 || !pov_is_digit(cell.text[1])))) {
        return false; /* ".985" is 0.985, as Stata and SPSS write it */
    }
    value *= FINE;
    if (at < cell.length && (cell.text[at] == '.' || cell.text[at] == ',')) {
        for (first = ++at; at < cell.length && (unsigned)(cell.text[at] - '0') <= 9; at++) {
            value += (cell.text[at] - '0') * digit;
            value += at - first == DIGITS && cell.text[at] >= '5' ? 1 : 0;
            digit /= 10;
        }
    }
    *fine = value;
    return at == cell.length;
}

/* Whether a mark is followed by just three digits: "985.417" is 985,417 or 985 and a fraction. */
static bool has_three_behind(span cell)
{
    return cell.length > 4 &&
           (cell.text[cell.length - 4] == '.' || cell.text[cell.length - 4] == ',');
}

/* "1,5 triệu", "'1500000": digits and something else. Not the exponent of 2e6. */
static bool has_more(span cell)
{
    size_t digits = 0, others = 0;

    for (size_t at = 0; at < cell.length; at++) {
        const bool digit = (unsigned)(cell.text[at] - '0') <= 9;
        digits += digit;
        others += !digit && strchr("., ", cell.text[at]) == NULL;
        if (digit && at + 2 < cell.length && (cell.text[at + 1] | 0x20) == 'e' &&
            strchr("+-0123456789", cell.text[at + 2]) != NULL) {
            return false;
        }
    }
    return digits > 0 && others > 0;
}

static pov_status refuse(worker *w, span found)
{
    const int64_t unit = w->reader->income_unit;
    const char *what = unit == 1000 ? POV_TEXT("an income in thousand VND per person and month")
                       : unit == 1000000 ? POV_TEXT("an income in million VND per person and month")
                                         : POV_TEXT("an income in VND per person and month");
    pov_status status = pov_household_expected(w, pov_translate(what), found);

    if (found.length == 0) {
        pov_error_hint(&w->error, "--skip-invalid counts such households as of unknown class");
    } else if (unit > 1) {
        pov_error_hint(&w->error, "write it as 1500 or 1500.5, with no mark between thousands; a "
                                  "code for \"no answer\" as an empty cell, with --skip-invalid");
    } else {
        pov_error_hint(&w->error, "all in thousand or million VND: --income-unit thousand or "
                                  "million; a code for \"no answer\": an empty cell, and "
                                  "--skip-invalid; VND all the same: --income-unit dong");
    }
    return status;
}

/* "1.200.000 đ", as a spreadsheet shows a number in this currency. */
static span drop_currency(span text)
{
    static const char *const signs[] = {"đồng", "VNĐ", "VND", "vnđ", "vnd", "₫", "đ"};

    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        const size_t length = strlen(signs[i]);
        if (text.length > length &&
            memcmp(text.text + text.length - length, signs[i], length) == 0) {
            return pov_household_trim((span){text.text, text.length - length});
        }
    }
    return text;
}

pov_status pov_household_read_income(worker *w, span cell, int64_t *income)
{
    const pov_household_reader *r = w->reader;
    const int64_t unit = r->income_unit > 0 ? r->income_unit : 1;
    const span found = pov_household_trim(cell);
    span text = found;
    pov_stated stated;
    pov_error reason = POV_ERROR_INIT;
    int64_t fine = 0;
    bool loss = false;

    if (text.length > 3 && memcmp(text.text, "\xE2\x88\x92", 3) == 0) { /* a minus, not a hyphen */
        loss = true;
        text = (span){text.text + 3, text.length - 3};
    } else if (text.length > 1 && text.text[0] == '-') {
        loss = true;
        text = (span){text.text + 1, text.length - 1};
    }
    text = unit == 1 ? drop_currency(text) : text;
    pov_reading reading =
        pov_stated_read(text.text, text.length, POV_KIND_COUNT, false, &stated, &reason);
    if (unit == 1 && reading == POV_VALUE && stated.qualifier == POV_EXACTLY) {
        /* where the lines are not in VND, thousands have no mark: 985.417 has a fraction */
        if (r->least_income == 0 && r->income_unit == 0 && has_three_behind(text)) {
            return refuse(w, found);
        }
        fine = stated.face * FINE;
    } else if (!read_decimal(text, &fine)) {
        pov_status status = refuse(w, found);
        if (has_more(text)) {
            w->error.hint[0] = '\0';
            pov_error_hint(&w->error, "write the number alone; --income-unit thousand or million "
                                      "says the unit for a whole file");
        } else if (reading == POV_INVALID && reason.hint[0] != '\0') {
            w->error.hint[0] = '\0';
            pov_error_hint(&w->error, "%s",
                           strspn(text.text, "0123456789., ") >= text.length
                               ? pov_translate(POV_TEXT("write it as 1499999.67, with no mark "
                                                        "between thousands"))
                               : reason.hint);
        }
        return status;
    }
    if (fine > INT64_MAX / FINE / unit * FINE) {
        return refuse(w, found);
    }
    const bool code = fine % FINE == 0 && is_code(r, fine / FINE, unit);
    fine *= unit;
    /* at most a line, which is whole, just when the next whole number is; a loss is below all */
    *income = loss ? -(fine / FINE) : fine / FINE + (fine % FINE > 0);
    if ((fine > 0 && fine < r->least_income * FINE) || (code && r->income_unit != 1)) {
        return refuse(w, found);
    }
    if (unit > 1 && fine >= (r->options.income_unit == unit ? MOST : MOST / 10) * FINE) {
        pov_status status = refuse(w, found);
        w->error.hint[0] = '\0';
        pov_error_hint(&w->error, "is it in another unit than the others? --income-unit dong, "
                                  "thousand or million says in which all are");
        return status;
    }
    /* "12.500" thousand: 12,500 VND, or 12.5 million with a mark between thousands? */
    if (unit == 1000 && has_three_behind(text) && *income < 200000) {
        return refuse(w, found);
    }
    return POV_OK;
}
