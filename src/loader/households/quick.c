/*
 * The quick way goes through the bytes of a row once and accepts only what is beyond doubt: cells
 * without quotes, or text in quotes without quotes in it, plain digits. libcsv would have split
 * such a row in the same way. As soon as it is in doubt it declines.
 */
#include "loader/households/parts.h"

#include "base/text.h"
#include "figure/figure.h"

#include <string.h>

static bool ends_cell(const pov_household_reader *r, char c)
{
    return c == r->delimiter || c == '\n' || c == '\r';
}

/* Behind a cell of text, or NULL when in doubt. *high: it has bytes beyond ASCII. */
static const char *pass_text(const pov_household_reader *r, const char *p, bool *high)
{
    unsigned char all = 0;

    if (*p == '"') {
        for (p++; *p != '"'; p++) {
            all |= (unsigned char)*p;
            if (*p == '\n' || *p == '\r' || *p == '\0') {
                return NULL;
            }
        }
        p++;
    } else {
        while (r->stops[(unsigned char)*p] == 0) {
            all |= (unsigned char)*p;
            p++;
        }
    }
    *high = all >= 0x80;
    return ends_cell(r, *p) ? p : NULL;
}

/* Behind plain digits; NULL when there are none or too many. */
static const char *pass_digits(const char *p, int64_t *out)
{
    const char *start = p;
    int64_t value = 0;

    while ((unsigned)(*p - '0') <= 9 && p - start < 16) {
        value = value * 10 + (*p - '0');
        p++;
    }
    *out = value;
    return p > start && value <= POV_COUNT_MAX ? p : NULL;
}

static const char *pass_word(worker *w, words *list, pov_household_cell cell, const char *p,
                             uint8_t *value)
{
    const pov_household_reader *r = w->reader;
    bool high = false;

    for (size_t i = 0; i < list->count; i++) {
        const word *known = &list->known[i];
        if (memcmp(p, known->raw, known->length) == 0 && ends_cell(r, p[known->length])) {
            *value = known->value;
            return p + known->length;
        }
    }
    const char *end = pass_text(r, p, &high);
    if (end == NULL) {
        return NULL;
    }
    span raw = {p, (size_t)(end - p)}, text = pov_household_content_of(raw);
    int says = pov_household_word(cell, text.text, text.length);
    if (says < 0) {
        return NULL;
    }
    if (list->count < WORDS && raw.length < WORD_MAX) {
        word *known = &list->known[list->count++];
        memcpy(known->raw, p, raw.length);
        known->length = (uint8_t)raw.length;
        known->value = (uint8_t)says;
    }
    *value = (uint8_t)says;
    return end;
}

/*
 * A run of cells 0 or 1, four at a time: in eight bytes only the lowest bits of the digits may
 * differ from "0,0,0,0,", and the last byte is looked at as the end of a cell.
 */
static const char *pass_indicators(const pov_household_reader *r, const char *p, unsigned count,
                                   uint32_t *bits)
{
    uint32_t found = 0;
    unsigned at = 0;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    const uint64_t digits = UINT64_C(0x0001000100010001);
    for (; count - at >= 4; at += 4) {
        uint64_t eight;
        memcpy(&eight, p, sizeof eight);
        eight ^= r->pattern;
        if ((eight & ~(digits | UINT64_C(0xFF) << 56)) != 0) {
            return NULL;
        }
        /* gathers bits 0, 16, 32 and 48 at 48 to 51 */
        uint64_t four = (eight & digits) * UINT64_C(0x0001000200040008) >> 48 & 15;
        found |= (uint32_t)four << at;
        p += 7;
        if (at + 4 < count) {
            if (*p++ != r->delimiter) {
                return NULL;
            }
        }
    }
#endif
    for (; at < count; at++) {
        unsigned digit = (unsigned)(*p - '0');
        if (digit > 1) {
            return NULL;
        }
        found |= digit << at;
        p++;
        if (at + 1 < count && *p++ != r->delimiter) {
            return NULL;
        }
    }
    *bits = found;
    return p;
}

static const char *pass_unit(worker *w, const char *p, unsigned level, span *now, bool *same)
{
    const span *seen = &w->seen[level];
    bool high = false;

    if (seen->length > 0 && memcmp(p, seen->text, seen->length) == 0 &&
        ends_cell(w->reader, p[seen->length])) {
        now[level] = *seen;
        return p + seen->length;
    }
    const char *end = pass_text(w->reader, p, &high);
    now[level] = (span){p, end != NULL ? (size_t)(end - p) : 0};
    *same = false;
    return now[level].length <= CELL_MAX ? end : NULL;
}

static const char *pass_b2(const pov_standard *standard, const char *p, uint8_t *deprived)
{
    int64_t points = 0;

    p = pass_digits(p, &points);
    if (p == NULL || points % standard->deprivation_points != 0 ||
        points / standard->deprivation_points > (int64_t)standard->indicator_count) {
        return NULL;
    }
    *deprived = (uint8_t)(points / standard->deprivation_points);
    return p;
}

/* A cell that is of no use but must be UTF-8. Names come many times in a row: the last one that was
 * looked at is remembered. */
static const char *pass_plain_text(const pov_household_reader *r, word *seen, const char *p)
{
    bool high = false;

    if (seen->length > 0 && memcmp(p, seen->raw, seen->length) == 0 &&
        ends_cell(r, p[seen->length])) {
        return p + seen->length;
    }
    const char *end = pass_text(r, p, &high);
    if (end == NULL || !high) {
        return end;
    }
    size_t length = (size_t)(end - p);
    if (!pov_text_is_utf8(p, length, NULL)) {
        return NULL;
    }
    if (length < WORD_MAX) {
        memcpy(seen->raw, p, length);
        seen->length = (uint8_t)length;
    }
    return end;
}

/* Reads the row at `p`. Returns where the next one starts, or NULL when in doubt. */
static const char *quick_row(worker *w, const char *p, pov_household *h)
{
    const pov_household_reader *r = w->reader;
    const char *start = p;
    span now[POV_BY_COUNT] = {{NULL, 0}};
    bool same = true;
    int64_t number = 0;
    uint32_t bits = 0;

    *h = (pov_household){0};
    for (size_t i = 0; i < r->step_count; i++) {
        const step *s = &r->step[i];
        if (i > 0 && *p++ != r->delimiter) {
            return NULL;
        }
        switch (s->cell) {
        case POV_CELL_TEXT:
            p = pass_plain_text(r, &w->seen_text[i], p);
            break;
        case POV_CELL_UNIT:
            p = pass_unit(w, p, s->index, now, &same);
            break;
        case POV_CELL_AREA:
            p = pass_word(w, &w->area, POV_CELL_AREA, p, &h->area);
            break;
        case POV_CELL_MINORITY:
            p = pass_word(w, &w->minority, POV_CELL_MINORITY, p, &h->minority);
            break;
        case POV_CELL_MEMBERS:
            p = pass_digits(p, &number);
            if (number < 1 || number > MEMBERS_MAX) {
                return NULL;
            }
            h->members = (uint16_t)number;
            break;
        case POV_CELL_INCOME:
        case POV_CELL_B1:
            p = pass_digits(p, &h->income);
            break;
        case POV_CELL_B2:
            p = pass_b2(r->standard, p, &h->deprived);
            break;
        case POV_CELL_INDICATOR:
            p = pass_indicators(r, p, s->count, &bits);
            h->lacks |= bits << s->index;
            break;
        }
        if (p == NULL) {
            return NULL;
        }
    }
    if (*p != '\n' && *p != '\r') {
        return NULL;
    }
    p += p[0] == '\r' && p[1] == '\n' ? 2 : 1;
    if (r->facts.indicators) {
        h->deprived = (uint8_t)pov_household_count_bits(h->lacks);
    }
    h->unit = w->last_unit;
    if ((!same || h->unit == POV_NO_UNIT) &&
        pov_household_find_unit(w, now, true, w->number << 32 | (uint64_t)(start - w->block),
                                &h->unit) != POV_OK) {
        return NULL;
    }
    return p;
}

const char *pov_household_quick_rows(worker *w, const char *p)
{
    const char *end = w->block + w->length;

    while (p < end && w->batched < BATCH) {
        const char *next = quick_row(w, p, &w->batch[w->batched]);
        if (next == NULL) {
            break;
        }
        p = next;
        w->lines++;
        w->batched++;
    }
    return p;
}
