/*
 * The quick way goes through the bytes of a row once and accepts only what is beyond doubt: cells
 * without quotes, or text in quotes without quotes in it, plain digits. libcsv would have split
 * such a row in the same way. As soon as it is in doubt it declines.
 */
#include "loader/households/lanes.h"
#include "loader/households/parts.h"

#include "base/text.h"
#include "figure/figure.h"

#include <string.h>

static void remember(phrase *known, const char *p, const char *end, uint8_t value)
{
    const size_t length = (size_t)(end - p) + 1; /* with the byte that ends it */

    known->length = length <= PHRASE_MAX ? (uint16_t)length : 0;
    known->value = value;
    memcpy(known->raw, p, known->length);
}

static inline bool repeats(const phrase *known, const char *p)
{
    return known->length > 0 && pov_lanes_equal(p, known->raw, known->length);
}

/* After a cell of text; *high: it has bytes beyond ASCII. The caller looks at what is there. */
static inline const char *pass_text(const pov_household_reader *r, const char *p, bool *high)
{
    if (*p != '"') {
        return pov_lanes_stop(p, r->delimiter, high);
    }
    p = pov_lanes_stop(p + 1, '"', high);
    return *p == '"' ? p + 1 : NULL;
}

/* A cell that is of no use but must be UTF-8. */
static const char *pass_new_text(const pov_household_reader *r, phrase *known, const char *p)
{
    bool high = false;
    const char *end = pass_text(r, p, &high);

    if (end != NULL && high) {
        if (!pov_text_is_utf8(p, (size_t)(end - p), NULL)) {
            return NULL;
        }
        remember(known, p, end, 0);
    }
    return end;
}

/* The hash of a raw cell. */
static uint64_t hash_cell(const char *p, const char *end)
{
    const span raw = {p, (size_t)(end - p)};
    const bool plain = end > p && (unsigned char)*p > '"' && (unsigned char)end[-1] > '"';

    return pov_household_hash(0, plain ? raw : pov_household_content_of(raw), true);
}

/* Whether a household's code is beyond doubt: long enough not to stand for nothing, or a
 * number, and none that was rounded. */
static bool is_plain_code(const char *p, const char *end)
{
    const size_t length = (size_t)(end - p);

    return (length > 6 && end[-2] != '+' && end[-3] != '+' && end[-4] != '+') ||
           (length <= 6 && length > 0 && (unsigned)(*p - '0') <= 9);
}

/* The cells of a step of names or words: `take` gets each. */
typedef bool take_text(worker *w, const pov_household_column *column, span raw, void *to);

static const char *pass_cells(worker *w, const step *s, const char *p, take_text *take, void *to)
{
    const pov_household_reader *r = w->reader;

    for (unsigned i = 0; i < s->count; i++) {
        bool high = false;
        const char *end = i > 0 && *p++ != r->delimiter ? NULL : pass_text(r, p, &high);
        if (end == NULL ||
            !take(w, &r->layout.column[s->column + i], (span){p, (size_t)(end - p)}, to)) {
            return NULL;
        }
        p = end;
    }
    return p;
}

static bool take_name(worker *w, const pov_household_column *column, span raw, void *to)
{
    span *now = to;

    if (column->cell == POV_CELL_PLACE) { /* of a level that is not asked for */
        w->places += w->looks ? hash_cell(raw.text, raw.text + raw.length) : 0;
        return pov_text_is_utf8(raw.text, raw.length, NULL);
    }
    now[column->index] = raw;
    return raw.length <= CELL_MAX;
}

static bool take_word(worker *w, const pov_household_column *column, span raw, void *to)
{
    unsigned *bits = to;
    span text = pov_household_content_of(raw);
    int says = pov_household_word(column->cell, text.text, text.length);

    (void)w;
    if (says >= 0) {
        *bits |= column->cell == POV_CELL_AREA       ? (unsigned)says
                 : column->cell == POV_CELL_MINORITY ? (unsigned)says << 1
                                                     : (unsigned)(says + 1) << 2;
    }
    return says >= 0;
}

/* Names of units: those of a row that differ from the ones before. */
static const char *pass_new_names(worker *w, const step *s, phrase *known, const char *p, span *now)
{
    const char *end = pass_cells(w, s, p, take_name, now);

    if (end != NULL) {
        remember(known, p, end, 0);
    }
    return end;
}

static const char *pass_words(worker *w, const step *s, recall *seen, const char *p, unsigned *bits)
{
    for (size_t i = 0; i < seen->count; i++) {
        if (repeats(&seen->known[i], p)) {
            *bits |= seen->known[i].value;
            return p + seen->known[i].length - 1;
        }
    }
    unsigned says = 0;
    const char *end = pass_cells(w, s, p, take_word, &says);
    if (end != NULL && seen->count < PHRASES) {
        remember(&seen->known[seen->count++], p, end, (uint8_t)says);
    }
    *bits |= says;
    return end;
}

static const char *pass_b2(const pov_standard *standard, const char *p, uint8_t *deprived)
{
    int64_t points = 0;

    p = pov_lanes_digits(p, &points);
    if (p == NULL || points % standard->deprivation_points != 0 ||
        points / standard->deprivation_points > (int64_t)standard->indicator_count) {
        return NULL;
    }
    *deprived = (uint8_t)(points / standard->deprivation_points);
    return p;
}

/* An income in VND that is beyond doubt: neither so low that it must be of another unit nor high
 * enough to be a code. */
static const char *pass_income(const pov_household_reader *r, const char *p, int64_t *income)
{
    p = pov_lanes_digits(p, income);
    return r->options.income_unit <= 1 && (*income == 0 || *income >= r->least_income) &&
                   *income < LEAST_CODE
               ? p
               : NULL;
}

/* The year of the row: the one that is asked for, or any. */
static const char *pass_year(worker *w, const char *p)
{
    const int asked = w->reader->options.year;
    int64_t year = 0;

    p = pov_lanes_digits(p, &year);
    if (p == NULL || year < YEAR_MIN || year > YEAR_MAX || (asked != 0 && year != asked)) {
        return NULL;
    }
    if (asked == 0 && year != w->year[0].what) {
        pov_household_see_year(w, (int)year);
    }
    return p;
}

/* Reads the row at `p`. Returns where the next one starts; NULL when in doubt; `p` where the unit
 * is another than before, so that all its names are to be read. */
static const char *quick_row(worker *w, const char *p, pov_household *h, identity *is)
{
    const pov_household_reader *r = w->reader;
    const pov_household_facts *facts = &r->facts;
    const char *start = p, *cell = p;
    span now[POV_BY_COUNT];
    unsigned words = r->area;
    int64_t number = 0;
    uint64_t id = 0, text = 0, places = 0;
    uint32_t bits = 0;
    uint8_t points = 0;

    if (w->last_unit == POV_NO_UNIT) {
        memcpy(now, r->given, sizeof now);
        w->places = 0;
    }
    *h = (pov_household){0};
    recall *seen = w->seen;
    for (const step *s = r->step, *last = s + r->step_count; s < last; s++, seen++) {
        cell = p;
        switch (s->cell) {
        case POV_CELL_TEXT:
        case POV_CELL_ID:
        case POV_CELL_PLACE:
            p = repeats(seen->known, p) ? p + seen->known->length - 1
                                        : pass_new_text(r, seen->known, p);
            if (w->looks && p != NULL) {
                const uint64_t hash = hash_cell(cell, p);
                if (s->cell == POV_CELL_ID && !is_plain_code(cell, p)) {
                    return NULL;
                }
                id = s->cell == POV_CELL_ID ? hash : id;
                text = s->cell == POV_CELL_TEXT ? pov_household_mix(text, hash) : text;
                places += s->cell == POV_CELL_PLACE ? hash : 0;
            }
            break;
        case POV_CELL_YEAR:
            p = pass_year(w, p);
            break;
        case POV_CELL_UNIT:
            if (w->last_unit == POV_NO_UNIT) {
                p = pass_new_names(w, s, seen->known, p, now);
            } else if (repeats(seen->known, p)) {
                p += seen->known->length - 1;
            } else {
                w->last_unit = POV_NO_UNIT;
                return start;
            }
            break;
        case POV_CELL_AREA:
        case POV_CELL_MINORITY:
        case POV_CELL_CLASS:
            p = pass_words(w, s, seen, p, &words);
            break;
        case POV_CELL_MEMBERS:
            number = *p - '0';
            p = number > 0 && number <= 9 && p[1] == r->delimiter ? p + 1
                                                                  : pov_lanes_digits(p, &number);
            if (number < 1 || number > MEMBERS_MAX) {
                return NULL;
            }
            h->members = (uint16_t)number;
            break;
        case POV_CELL_INCOME:
            p = pass_income(r, p, &h->income);
            break;
        case POV_CELL_B1:
            h->scored = 1;
            p = pov_lanes_digits(p, &h->income);
            if (h->income > POV_COUNT_MAX) {
                return NULL;
            }
            break;
        case POV_CELL_B2:
            p = pass_b2(r->standard, p, &points);
            break;
        case POV_CELL_INDICATOR:
            p = pov_lanes_bits(p, &s->run, s->count, &bits);
            h->lacks |= bits << s->index;
            break;
        }
        if (p == NULL || (*p != r->delimiter && s + 1 < last)) {
            return NULL;
        }
        p++;
    }
    if (p[-1] != '\n' && p[-1] != '\r') {
        return NULL;
    }
    p += p[-1] == '\r' && p[0] == '\n';
    h->area = (uint8_t)(words & 1U);
    h->minority = (uint8_t)(words >> 1 & 1U);
    *(facts->incomes || facts->scores ? &h->stated : &h->given) = (uint8_t)(words >> 2);
    h->deprived = facts->indicators ? (uint8_t)pov_household_count_bits(h->lacks) : points;
    if (facts->b2 && points != h->deprived) {
        return NULL;
    }
    if (w->last_unit == POV_NO_UNIT &&
        pov_household_find_unit(w, now, true, w->number << 32 | (uint64_t)(start - w->block),
                                &w->last_unit) != POV_OK) {
        return NULL;
    }
    h->unit = w->last_unit;
    if (w->looks) {
        *is = (identity){id == 0 ? 0 : pov_household_mix(id, w->places + places), text};
    }
    return p;
}

const char *pov_household_quick_rows(worker *w, const char *p)
{
    const char *end = w->block + w->length;

    while (p < end && w->batched < BATCH) {
        const char *next = p;
        w->line_now = w->lines + 1;
        do {
            next = quick_row(w, p, &w->batch[w->batched], &w->identity[w->batched]);
        } while (next == p);
        if (next == NULL) {
            break;
        }
        p = next;
        w->line[w->batched] = (uint32_t)w->line_now;
        w->lines++;
        w->batched++;
    }
    return p;
}
