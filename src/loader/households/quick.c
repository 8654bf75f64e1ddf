/*
 * The quick way reads many rows at once, from their ends, column after column. It accepts only what
 * is beyond doubt: cells without quotes, or text in quotes without quotes in it, plain digits.
 * Where such cells fill a row from its end to its start, libcsv splits it in the same way. A row in
 * doubt ends the rows that are read.
 */
#include "loader/households/lanes.h"
#include "loader/households/parts.h"

#include "figure/figure.h"

#include <string.h>

/* The rows that are read, and what is not for the batch. */
typedef struct rows {
    const char *start[QUICK_ROWS + 1];
    const char *end[QUICK_ROWS];                 /* of what is still to be read */
    const char *names[POV_BY_COUNT][QUICK_ROWS]; /* ends of the names, by step */
    size_t name_steps;
    bool renamed[QUICK_ROWS]; /* other names than in the row before */
    uint8_t points[QUICK_ROWS];
    uint64_t places[QUICK_ROWS];
} rows;

/* ---- cells ---- */

/* `p`: the byte before the first cell. */
static void remember(phrase *known, const char *p, const char *end)
{
    const size_t length = (size_t)(end - p);

    known->length = length <= PHRASE_MAX ? (uint16_t)length : 0;
    memcpy(known->raw, p, known->length);

    const size_t last = length < sizeof known->mask ? length : sizeof known->mask;
    memset(known->mask, 0, sizeof known->mask);
    memset((char *)known->mask + sizeof known->mask - last, 0xFF, last);
    memcpy(known->last, end - sizeof known->last, sizeof known->last);
    known->brief = length > 0 && length <= sizeof known->mask;
}

static inline bool repeats(const phrase *known, const char *end)
{
    return known->length > 0 && pov_lanes_equal(end - known->length, known->raw, known->length);
}

/* Where the cell of text before `end` starts, if what is before it is `lead`; else NULL. */
static inline const char *text_before(const char *end, char delimiter, char lead, bool *high)
{
    const bool quoted = end[-1] == '"';
    const char *stop = pov_lanes_stop_before(end - quoted, quoted ? '"' : delimiter, high);
    const char *start = quoted ? stop : stop + 1;

    return start[-1] == lead && (!quoted || *stop == '"') ? start : NULL;
}

/* The hash of a raw cell. */
static uint64_t hash_cell(const char *p, const char *end)
{
    const span raw = {p, (size_t)(end - p)};
    const bool plain = end > p && (unsigned char)*p > '"' && (unsigned char)end[-1] > '"';

    return pov_household_hash(0, plain ? raw : pov_household_content_of(raw), true);
}

/* The same of a code, without the zeros before a number. */
static uint64_t hash_code(const char *p, const char *end)
{
    span code = {p, (size_t)(end - p)};

    if ((unsigned char)*p <= '"' || (unsigned char)end[-1] <= '"') {
        code = pov_household_content_of(code);
    }
    return pov_household_hash(0, pov_household_without_zeros(code), true);
}

/* Whether a household's code is beyond doubt: long enough not to stand for nothing, or a
 * number, and none that was rounded, nor one that may end with ".0". */
static bool is_plain_code(const char *p, const char *end)
{
    const size_t length = (size_t)(end - p);

    if (length > 2 && (end[-2] == '.' || end[-3] == '.')) {
        return false;
    }
    return (length > 6 && end[-2] != '+' && end[-3] != '+' && end[-4] != '+') ||
           (length <= 6 && length > 0 && (unsigned)(*p - '0') <= 9);
}

/* The cells of a step of names or words from its end: `take` gets each. Returns the byte before
 * the first one. */
typedef bool take_cell(worker *w, const pov_household_column *column, span raw, void *to);

static const char *each_cell(worker *w, const step *s, const char *end, take_cell *take, void *to)
{
    const pov_household_reader *r = w->reader;

    for (unsigned i = s->count; i-- > 0;) {
        bool high = false;
        const char *start = text_before(end, r->delimiter, i > 0 ? r->delimiter : s->lead, &high);
        if (start == NULL ||
            !take(w, &r->layout.column[s->column + i], (span){start, (size_t)(end - start)}, to)) {
            return NULL;
        }
        end = start - 1;
    }
    return end;
}

static bool take_name(worker *w, const pov_household_column *column, span raw, void *to)
{
    span *now = to;

    if (column->cell == POV_CELL_PLACE) { /* of a level that is not asked for */
        uint64_t hash = 0;
        const bool done =
            pov_text_is_utf8(raw.text, raw.length, NULL) &&
            (!w->looks || pov_household_hash_place(w, pov_household_content_of(raw), &hash));
        w->places += hash;
        return done;
    }
    now[column->index] = raw;
    return raw.length <= CELL_MAX;
}

static bool pass_name(worker *w, const pov_household_column *column, span raw, void *to)
{
    (void)w, (void)column, (void)raw, (void)to;
    return true;
}

static bool take_word(worker *w, const pov_household_column *column, span raw, void *to)
{
    const pov_household_facts *facts = &w->reader->facts;
    pov_household *h = to;
    span text = pov_household_content_of(raw);
    const int says = pov_household_word(column->cell, text.text, text.length);

    switch (column->cell) {
    case POV_CELL_AREA:
        h->area = (uint8_t)says;
        break;
    case POV_CELL_MINORITY:
        pov_household_see_minority(w, text);
        h->minority = (uint8_t)says;
        break;
    default:
        *(facts->incomes || facts->scores ? &h->stated : &h->given) = (uint8_t)(says + 1);
    }
    return says >= 0;
}

/* ---- a column of many rows: how many of them are beyond doubt ---- */

static size_t read_text(worker *w, const step *s, phrase *known, rows *of, size_t count)
{
    identity *is = w->identity + w->batched;

    for (size_t i = 0; i < count; i++) {
        bool high = false;
        const char *end = of->end[i];
        const char *start = text_before(end, w->reader->delimiter, s->lead, &high);
        if (start == NULL) {
            return i;
        }
        if ((high || (s->cell == POV_CELL_PLACE && w->looks)) && !repeats(known, end)) {
            const span raw = {start, (size_t)(end - start)};
            if (!pov_text_is_utf8(raw.text, raw.length, NULL) ||
                pov_household_may_be_total(pov_household_content_of(raw).text) ||
                (s->cell == POV_CELL_PLACE && w->looks &&
                 !pov_household_hash_place(w, pov_household_content_of(raw), &known->hash))) {
                return i;
            }
            remember(known, start - 1, end);
        }
        of->end[i] = start - 1;
        if (!w->looks) {
            continue;
        }
        if (s->cell == POV_CELL_PLACE) {
            of->places[i] += known->hash;
        } else if (s->cell == POV_CELL_TEXT) {
            is[i].row = pov_household_mix(is[i].row, hash_cell(start, end));
        } else if (is_plain_code(start, end) &&
                   !(high && pov_text_code_is_odd(start, (size_t)(end - start)))) {
            is[i].key = hash_code(start, end);
        } else {
            return i;
        }
    }
    return count;
}

static size_t pass_names(worker *w, const step *s, phrase *known, rows *of, size_t count)
{
    const char **at = of->names[of->name_steps++];

    for (size_t i = 0; i < count; i++) {
        const char *end = at[i] = of->end[i];
        if (repeats(known, end)) {
            of->end[i] = end - known->length;
            continue;
        }
        of->end[i] = each_cell(w, s, end, pass_name, NULL);
        if (of->end[i] == NULL) {
            return i;
        }
        remember(known, of->end[i], end);
        of->renamed[i] = true;
    }
    return count;
}

/* Words are few, and most are told apart by sixteen bytes. */
static inline bool has_words(const phrase *known, const uint64_t last[2], const char *end)
{
    return ((last[1] ^ known->last[1]) & known->mask[1]) == 0 &&
           ((last[0] ^ known->last[0]) & known->mask[0]) == 0 &&
           (known->brief || repeats(known, end));
}

/* Sets what the words say; no other step sets the same. */
static inline void set_words(pov_household *h, const pov_household *says)
{
    enum { WORDS = offsetof(pov_household, area) };
    uint32_t before, more;

    memcpy(&before, (char *)h + WORDS, sizeof before);
    memcpy(&more, (const char *)says + WORDS, sizeof more);
    before |= more;
    memcpy((char *)h + WORDS, &before, sizeof before);
}

static size_t read_words(worker *w, const step *s, recall *seen, rows *of, size_t count)
{
    pov_household *h = w->batch + w->batched;
    const phrase *known = seen->known; /* most rows have those of the row before */

    for (size_t i = 0; i < count; i++) {
        uint64_t last[2];
        memcpy(last, of->end[i] - sizeof last, sizeof last);
        for (size_t k = 0; k < PHRASES && !has_words(known, last, of->end[i]); k++) {
            known = &seen->known[k];
        }
        if (!has_words(known, last, of->end[i])) {
            pov_household says = {0};
            phrase *next = &seen->known[seen->count++ % PHRASES];
            const char *start = each_cell(w, s, of->end[i], take_word, &says);
            if (start == NULL) {
                return i;
            }
            remember(next, start, of->end[i]);
            next->says = says;
            known = next;
            if (next->length == 0) {
                return i;
            }
        }
        of->end[i] -= known->length;
        set_words(&h[i], &known->says);
    }
    return count;
}

static inline bool take_number(const worker *w, pov_household_cell cell, int64_t number,
                               pov_household *h, uint8_t *points)
{
    const pov_household_reader *r = w->reader;

    switch (cell) {
    case POV_CELL_YEAR: /* another one than before is in doubt */
        return number >= YEAR_MIN &&
               number == (r->options.year != 0 ? r->options.year : w->year[0].what);
    case POV_CELL_B1:
        h->income = number;
        h->scored = 1;
        return number <= POV_COUNT_MAX && !pov_household_is_code(number);
    default:
        *points = (uint8_t)(number / r->standard->deprivation_points);
        return number % r->standard->deprivation_points == 0 &&
               number / r->standard->deprivation_points <= (int64_t)r->standard->indicator_count;
    }
}

static size_t read_numbers(const worker *w, const step *s, rows *of, pov_household *h, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t number = 0;
        const char *start = pov_lanes_digits_before(of->end[i], &number);
        if (start == NULL || start[-1] != s->lead ||
            !take_number(w, s->cell, number, &h[i], &of->points[i])) {
            return i;
        }
        of->end[i] = start - 1;
    }
    return count;
}

/* Most households have less than ten. */
static size_t read_members(const step *s, rows *of, pov_household *h, size_t count)
{
    const char lead = s->lead;

    for (size_t i = 0; i < count; i++) {
        const char *start = of->end[i] - 1;
        int64_t number = *start - '0';
        if (start[-1] != lead || number > 9) {
            start = pov_lanes_digits_before(of->end[i], &number);
            if (start == NULL || start[-1] != lead) {
                return i;
            }
        }
        if (number < 1 || (number > 9 && pov_household_is_code(number))) {
            return i;
        }
        h[i].members = (uint16_t)number;
        of->end[i] = start - 1;
    }
    return count;
}

/* Neither so low that it must be of another unit nor high enough to be a code, nor four nines and a
 * digit, which may be one. */
static size_t read_incomes(const worker *w, const step *s, rows *of, pov_household *h, size_t count)
{
    static const char nines[] = "9999";
    const int64_t least = w->reader->least_income;
    const char lead = s->lead;
    uint32_t code, last;

    memcpy(&code, nines, sizeof code);
    for (size_t i = 0; i < count && w->reader->income_unit <= 1; i++) {
        const char *end = of->end[i], *start = pov_lanes_digits_before(end, &h[i].income);
        memcpy(&last, end - 1 - sizeof last, sizeof last);
        if (start == NULL || start[-1] != lead || last == code || h[i].income >= LEAST_CODE ||
            (h[i].income < least && h[i].income != 0)) {
            return i;
        }
        of->end[i] = start - 1;
    }
    return w->reader->income_unit <= 1 ? count : 0;
}

static size_t read_indicators(const step *s, rows *of, pov_household *h, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits = 0;
        uint8_t ones = 0;
        if (!pov_lanes_bits_before(of->end[i], &s->run, s->count, &bits, &ones)) {
            return i;
        }
        of->end[i] -= 2 * (size_t)s->count;
        h[i].lacks |= bits << s->index;
        h[i].deprived += ones;
    }
    return count;
}

static size_t read_step(worker *w, const step *s, recall *seen, rows *of, size_t count)
{
    switch (s->cell) {
    case POV_CELL_TEXT:
    case POV_CELL_ID:
    case POV_CELL_PLACE:
        return read_text(w, s, seen->known, of, count);
    case POV_CELL_UNIT:
        return pass_names(w, s, seen->known, of, count);
    case POV_CELL_AREA:
    case POV_CELL_MINORITY:
    case POV_CELL_CLASS:
        return read_words(w, s, seen, of, count);
    case POV_CELL_MEMBERS:
        return read_members(s, of, w->batch + w->batched, count);
    case POV_CELL_MARK:
        return 0; /* such lists are short */
    case POV_CELL_INCOME:
        return read_incomes(w, s, of, w->batch + w->batched, count);
    case POV_CELL_INDICATOR:
        return read_indicators(s, of, w->batch + w->batched, count);
    default:
        return read_numbers(w, s, of, w->batch + w->batched, count);
    }
}

/* ---- rows ---- */

/* Where rows from `p` on end, if none is shorter than those before. Where one is, what is taken for
 * its end is that of a later row, whose cells do not reach back to its start: so it is in doubt.
 * Returns how many there are, at most `most`. */
static size_t split(const worker *w, const char *p, rows *of, size_t most)
{
    const char *stop = w->block + w->length; /* where there is one too */
    size_t count = 0;

    for (of->start[0] = p; count < most && (size_t)(stop - p) >= w->shortest; count++) {
        p = pov_lanes_line_end(p + w->shortest);
        of->end[count] = p - (p[-1] == '\r');
        of->start[count + 1] = ++p;
        if (p > stop) {
            return count + 1;
        }
    }
    return count;
}

/* The unit of a row whose names are others than before. */
static bool find_unit(worker *w, const rows *of, size_t i)
{
    const pov_household_reader *r = w->reader;
    span now[POV_BY_COUNT];
    size_t nth = 0;

    memcpy(now, r->given, sizeof now);
    w->places = 0;
    for (size_t s = r->step_count; s-- > 0;) {
        if (r->step[s].cell == POV_CELL_UNIT &&
            each_cell(w, &r->step[s], of->names[nth++][i], take_name, now) == NULL) {
            return false;
        }
    }
    return pov_household_find_unit(w, now, true,
                                   w->number << 32 | (uint64_t)(of->start[i] - w->block),
                                   &w->last_unit) == POV_OK;
}

static size_t finish(worker *w, const rows *of, size_t count)
{
    const pov_household_facts *facts = &w->reader->facts;
    pov_household *h = &w->batch[w->batched];
    size_t i = 0;

    for (; i < count; i++, h++) {
        if (of->end[i] != of->start[i] - 1) {
            break;
        }
        if (facts->b2) {
            if (facts->indicators && of->points[i] != h->deprived) {
                break;
            }
            h->deprived = of->points[i];
        }
        if (of->renamed[i] || w->last_unit == POV_NO_UNIT) {
            w->line_now = w->lines + i + 1;
            if (!find_unit(w, of, i)) {
                break;
            }
        }
        h->unit = w->last_unit;
        if (w->looks) {
            identity *is = &w->identity[w->batched + i];
            is->key = is->key != 0 ? pov_household_mix(is->key, w->places + of->places[i]) : 0;
            w->line[w->batched + i] = (uint32_t)(w->lines + i + 1);
        }
    }
    w->batched += i;
    w->lines += i;
    return i;
}

const char *pov_household_quick_rows(worker *w, const char *p)
{
    const pov_household_reader *r = w->reader;
    const size_t room = BATCH - w->batched;
    rows of;
    const size_t tried = split(w, p, &of, w->ahead < room ? w->ahead : room);
    size_t count = tried;

    of.name_steps = 0;
    memset(of.renamed, 0, sizeof of.renamed);
    memset(of.points, 0, sizeof of.points);
    memset(of.places, 0, sizeof of.places);
    for (size_t i = 0; i < tried; i++) {
        w->batch[w->batched + i] = (pov_household){.area = r->area};
    }
    if (w->looks) {
        memset(w->identity + w->batched, 0, tried * sizeof *w->identity);
    }
    for (size_t s = r->step_count; s-- > 0;) {
        count = read_step(w, &r->step[s], &w->seen[s], &of, count);
    }
    count = finish(w, &of, count);
    if (count < tried) { /* the names in w->seen may be of a row after it */
        w->last_unit = POV_NO_UNIT;
    }
    w->ahead = count < tried ? count + 2 : 2 * w->ahead;
    w->ahead = w->ahead < QUICK_ROWS ? w->ahead : QUICK_ROWS;
    return of.start[count];
}
