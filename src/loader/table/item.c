#include "loader/table/item.h"

#include <string.h>

/* Takes footnote marks and units of measure off the end of a number: "600*", "600 (1)", "12 hộ". */
static size_t bare_length(const char *text, size_t length, bool *percent)
{
    static const char *const ends[] = {"*",         "(*)",   "hộ",       "người",    "khẩu",
                                       "nhân khẩu", "(1)",   "(2)",      "(3)",      "(4)",
                                       "Hộ",        "Người", "\xC2\xB9", "\xC2\xB2", "\xC2\xB3"};

    for (size_t i = 0; i < sizeof ends / sizeof *ends;) {
        size_t size = strlen(ends[i]);
        while (length > 0 && text[length - 1] == ' ') {
            length--;
        }
        if (length > size && memcmp(text + length - size, ends[i], size) == 0) {
            length -= size;
            i = 0;
        } else {
            i++;
        }
    }
    *percent = length > 0 && text[length - 1] == '%';
    return length;
}

/* A decimal number of thousands: "12,5" is 12,450 to 12,550. */
static bool of_thousands(pov_stated *out)
{
    int64_t unit = pov_digit_unit(out->digits), thousandth = POV_PERCENT / 1000;
    int64_t half = out->digits < 3 ? unit / thousandth / 2 : 0;
    int64_t count = out->face / thousandth;

    if (out->qualifier == POV_EXACTLY && half > 0) {
        *out = (pov_stated){.face = count > half ? count - half : 0,
                            .face_high = count + half,
                            .qualifier = POV_RANGE};
    } else {
        out->face = count;
        out->face_high = out->face_high / thousandth;
        out->digits = 0;
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
    bool percent = false, count = info->kind == POV_KIND_COUNT;
    pov_kind kind = info->kind;

    *missing = false;
    const char *second = strpbrk(text, "(/");
    if (item->second < POV_QUANTITY_COUNT && second != NULL) {
        if (quantity == (pov_quantity)item->second) {
            length = strcspn(second + 1, ")");
            text = second + 1;
        } else {
            length = (size_t)(second - text);
        }
    }
    text += strspn(text, " ");
    length -= (size_t)(text - cell->text) <= cell->length && text >= cell->text &&
                      item->second >= POV_QUANTITY_COUNT
                  ? (size_t)(text - cell->text)
                  : 0;
    if (count || item->scale != POV_SCALE_NONE) {
        length = bare_length(text, length, &percent);
    }
    if ((count && item->scale == POV_SCALE_THOUSAND) || item->scale == POV_SCALE_PERMILLE ||
        item->scale == POV_SCALE_FRACTION) {
        kind = POV_KIND_CHANGE;
        while (item->scale == POV_SCALE_PERMILLE && length > 2 &&
               memcmp(text + length - 3, "\xE2\x80\xB0", 3) == 0) {
            length -= 3;
        }
    }
    pov_reading reading = pov_stated_read(text, length, kind, info->negative, out, problem);
    *missing = reading == POV_MISSING;
    if (reading != POV_VALUE || kind == info->kind) {
        return reading != POV_INVALID;
    }
    if (item->scale == POV_SCALE_THOUSAND) {
        return of_thousands(out);
    }
    if (item->scale == POV_SCALE_PERMILLE) {
        out->face /= 10;
        out->face_high /= 10;
        out->digits = (uint8_t)(out->digits < POV_DIGITS_MAX ? out->digits + 1 : out->digits);
    } else if (!percent) {
        out->face = pov_multiply(100, out->face);
        out->face_high = pov_multiply(100, out->face_high);
        out->digits = (uint8_t)(out->digits > 2 ? out->digits - 2 : 0);
    }
    if (info->kind == POV_KIND_RATE && out->face_high > POV_HUNDRED_PERCENT) {
        (void)pov_fail(problem, POV_ERR_DATA,
                       "expected a rate from 0 to 100 percent, found \"%.60s\"", cell->text);
        return false;
    }
    return true;
}
