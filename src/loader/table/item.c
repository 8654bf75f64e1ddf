#include "loader/table/item.h"

#include "base/text.h"

#include <string.h>

bool pov_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static size_t trimmed_end(const char *text, size_t length)
{
    while (length > 0 && strchr(" \r\n\xC2\xA0", text[length - 1]) != NULL) {
        length--; /* also the bytes of a blank that is not broken at */
    }
    return length;
}

/* Takes footnote marks and units of measure off the end of a number: "600*", "600 (1)", "12 hộ". */
static size_t bare_length(const char *text, size_t length)
{
    static const char *const ends[] = {"*",   "(*)", "hộ",  "người", "khẩu", "nhân khẩu",
                                       "(1)", "(2)", "(3)", "(4)",   "Hộ",   "Người"};

    if (length > 0 && pov_is_digit(text[length - 1])) {
        return length;
    }
    const size_t at = pov_text_unmarked(text, length);
    length = at > 0 ? at : length;
    for (size_t i = 0; i < POV_LENGTH(ends);) {
        size_t size = strlen(ends[i]);
        length = trimmed_end(text, length);
        if (length > size && memcmp(text + length - size, ends[i], size) == 0 &&
            strcspn(text, "0123456789") < length - size) {
            length -= size;
            i = 0;
        } else {
            i++;
        }
    }
    return length;
}

/* "12,5", "219.3": a decimal number of any size, with one mark; false for anything else. */
static bool read_decimal(const char *text, size_t length, pov_stated *out)
{
    int64_t value = 0;
    size_t digits = 0, places = 0;
    bool mark = false;

    /* "26.909,5": a mark between groups of three digits, before another one */
    const char other = memchr(text, '.', length) == NULL         ? '\0'
                       : memchr(text, ',', length) == NULL       ? '\0'
                       : strcspn(text, ".") < strcspn(text, ",") ? '.'
                                                                 : ',';
    for (size_t i = 0; i < length; i++) {
        if (other != '\0' && text[i] == other && digits > 0 && !mark &&
            strspn(text + i + 1, "0123456789") == 3) {
            continue;
        }
        if ((text[i] == ',' || text[i] == '.') && text[i] != other && !mark && digits > 0) {
            mark = true;
        } else if (pov_is_digit(text[i]) && digits < (mark ? 15 : 9) && places < POV_DIGITS_MAX) {
            value = value * 10 + (text[i] - '0');
            digits++;
            places += mark;
        } else {
            return false;
        }
    }
    *out = (pov_stated){.digits = (uint8_t)places};
    out->face = pov_multiply(value, pov_digit_unit((unsigned)places));
    out->face_high = out->face;
    return digits > 0 && (!mark || places > 0);
}

/* A decimal number of thousands: "12,5" is 12,450 to 12,550. With three decimals it would be
 * "12.345", which may be twelve thousand thousands. */
static bool of_thousands(pov_stated *out)
{
    const int64_t thousandth = POV_PERCENT / 1000;
    const int64_t half = pov_digit_unit(out->digits) / thousandth / 2;
    const int64_t count = out->face / thousandth;

    *out = (pov_stated){.face = count > half ? count - half : 0,
                        .face_high = count + half,
                        .qualifier = POV_RANGE,
                        .rounded = true};
    return true;
}

/* Thousands of households, per mille, and fractions of 1. */
static bool read_scaled(const pov_table_item *item, const char *text, size_t length,
                        const pov_quantity_info *info, pov_stated *out, bool *missing,
                        pov_error *problem)
{
    const bool thousands = item->scale == POV_SCALE_THOUSAND;

    while (length > 2 && memcmp(text + length - 3, "\xE2\x80\xB0", 3) == 0) {
        length -= 3;
    }
    bool percent = length > 0 && text[length - 1] == '%';
    if (percent || !read_decimal(text, length, out) || (thousands && out->digits > 2)) {
        /* signs for nothing, and what is in percent all the same */
        pov_reading reading = pov_stated_read(text, length, info->kind, info->negative, out, NULL);
        *missing = reading == POV_MISSING;
        if (*missing || (percent && reading == POV_VALUE)) {
            return true;
        }
        (void)pov_fail(problem, POV_ERR_DATA, "expected a decimal number, found \"%.60s\"", text);
        return false;
    }
    if (thousands) {
        return of_thousands(out);
    }
    if (item->scale == POV_SCALE_PERMILLE) {
        out->face /= 10;
        out->digits = (uint8_t)(out->digits < POV_DIGITS_MAX ? out->digits + 1 : out->digits);
    } else {
        out->face = pov_multiply(100, out->face);
        out->digits = (uint8_t)(out->digits > 2 ? out->digits - 2 : 0);
    }
    out->face_high = out->face;
    if (out->face > POV_HUNDRED_PERCENT) {
        (void)pov_fail(problem, POV_ERR_DATA,
                       "expected a rate from 0 to 100 percent, found \"%.60s\"", text);
        return false;
    }
    return true;
}

bool pov_table_item_read(const pov_table_item *item, pov_quantity quantity,
                         const pov_source_cell *cell, pov_stated *out, bool *missing,
                         pov_error *problem)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    const char *text = cell->text;
    size_t length = cell->length;
    const bool count = info->kind == POV_KIND_COUNT;

    *missing = false;
    const char *second = item->second < POV_QUANTITY_COUNT ? strpbrk(text, "(/") : NULL;
    if (second != NULL) {
        /* "5,98% (112 hộ)": the rate first */
        const bool swapped = *second == '(' && second > text && strchr(second, '%') == NULL &&
                             strcspn(text, "%") < (size_t)(second - text);
        if ((quantity == (pov_quantity)item->second) != swapped) {
            length = strcspn(second + 1, ")");
            text = second + 1;
        } else {
            length = (size_t)(second - text);
            length = trimmed_end(text, length); /* "112", and below it "(5,98%)" */
        }
    } else if (quantity == (pov_quantity)item->second) {
        *missing = true; /* "6" among "112 (5,98%)" */
        return true;
    }
    text += strspn(text, " ");
    length -= (size_t)(text - cell->text) <= cell->length && text >= cell->text &&
                      item->second >= POV_QUANTITY_COUNT
                  ? (size_t)(text - cell->text)
                  : 0;
    if (count || item->scale != POV_SCALE_NONE) {
        length = bare_length(text, length);
    }
    if ((count && item->scale == POV_SCALE_THOUSAND) || item->scale == POV_SCALE_PERMILLE ||
        item->scale == POV_SCALE_FRACTION) {
        return read_scaled(item, text, length, info, out, missing, problem);
    }
    pov_reading reading = pov_stated_read(text, length, info->kind, info->negative, out, problem);
    *missing = reading == POV_MISSING;
    if (reading == POV_VALUE && item->meaning.yearly && out->years == 0 &&
        (info->aspect == POV_PP || info->aspect == POV_REDUCTION)) {
        out->years = 1;
    }
    if (reading == POV_VALUE && out->qualifier == POV_EXACTLY) {
        out->qualifier = item->meaning.bound;
    }
    if (reading == POV_VALUE && item->reversed) {
        const int64_t low = out->face;
        out->face = -out->face_high;
        out->face_high = -low;
    }
    return reading != POV_INVALID;
}

const pov_table_item *pov_table_item_of(const pov_reading_table *t, size_t kind, size_t column)
{
    return &t->item[kind * t->headings.count + column];
}

const char *pov_table_item_standard(const pov_table_item *item)
{
    static const struct {
        int from, to;
        const char *name;
    } standards[] = {{2011, 2015, "vn-2011"},
                     {2016, 2020, "vn-2016"},
                     {2021, 2025, "vn-2022"},
                     {2026, 2030, "vn-2027"}};

    static const char *const owners[] = {[POV_STANDARD_CENTRAL] = "Trung ương",
                                         [POV_STANDARD_CITY] = "Thành phố",
                                         [POV_STANDARD_PROVINCE] = "Tỉnh",
                                         [POV_STANDARD_OLD] = "cũ",
                                         [POV_STANDARD_NEW] = "mới"};

    if (item->meaning.standard > 0 && item->meaning.standard <= POV_STANDARD_LAST) {
        return owners[item->meaning.standard];
    }
    for (size_t i = 0; i < POV_LENGTH(standards); i++) {
        if (item->meaning.standard >= standards[i].from &&
            item->meaning.standard <= standards[i].to) {
            return standards[i].name;
        }
    }
    return NULL;
}
