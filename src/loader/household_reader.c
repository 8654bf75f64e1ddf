/*
 * Blocks of the file go to threads, cut at record ends; each thread reads the rows of its blocks.
 *
 * A row is read in one of two ways. The quick one goes through its bytes once and accepts only what
 * is beyond doubt: cells without quotes, or text in quotes without quotes in it, plain digits. As
 * soon as it is in doubt it declines, and libcsv and the readers of cells decide: they alone refuse
 * rows. Where the quick one accepts, libcsv would have split the row in the same way.
 *
 * Blocks are cut where the number of quotes before is even. In a file that libcsv accepts that is a
 * record end; in any other, the first row that is wrong lies in a block that was cut rightly, and
 * of all errors only the one in the first block counts.
 */
#include "loader/household_reader.h"

#include "loader/encoding.h"
#include "loader/household_columns.h"
#include "povcalc/figure.h"
#include "povcalc/text.h"

#include <csv.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)256 * 1024)
#define PAD ((size_t)512) /* readable bytes behind a block; longer than any cell that is compared */
#define BATCH 256
#define RING 1024 /* blocks that may be under way at once */
#define WORDS 8   /* spellings of area or minority that a thread remembers */
#define WORD_MAX 48
#define RECENT_BITS 14
#define CELL_MAX 255
#define MEMBERS_MAX 999
#define THREAD_SPACE ((size_t)128) /* each thread's state keeps away from the others' cache lines */

typedef struct step {
    pov_household_cell cell;
    unsigned index; /* level; the first indicator */
    unsigned count; /* indicators that follow each other in file and standard, else 1 */
} step;

typedef struct span {
    const char *text;
    size_t length;
} span;

typedef struct word {
    char raw[WORD_MAX];
    uint8_t length, value;
} word;

typedef struct words {
    word known[WORDS];
    size_t count;
} words;

/* A raw cell of a unit that was met before. */
typedef struct recent {
    const char *raw;
    uint32_t length, parent, unit;
} recent;

typedef struct worker {
    pov_household_reader *reader;
    size_t index;
    pthread_t thread;
    bool started;

    char *block; /* block_size + PAD bytes */
    size_t from, length;
    uint64_t number; /* of the block; all files of a run are numbered on */
    size_t lines;    /* of the block, so far */

    pov_household batch[BATCH];
    size_t batched;

    struct csv_parser parser;
    bool parser_ready;
    pov_buffer text; /* cells of the row that libcsv reads, one after the other */
    size_t *end;     /* of each, in `text` */
    size_t cells, capacity;
    bool row_ended, cells_failed;

    pov_household_unit *unit;
    size_t unit_count, unit_capacity;
    pov_map units; /* parent and raw name -> index */
    pov_arena arena;
    pov_buffer key;
    span seen[POV_BY_COUNT]; /* raw cells of the last row, in memory of this thread */
    uint32_t last_unit;
    recent *recent; /* 2^RECENT_BITS */
    words area, minority;
    word *seen_text; /* by step */

    int64_t skipped[POV_REASON_COUNT];
    pov_status status;
    pov_error error; /* in block `number` */
} worker;

struct pov_household_reader {
    const pov_standard *standard;
    pov_household_options options;
    pov_household_take *take;
    void *context;
    pov_household_facts facts;
    bool any_file;

    pov_household_layout layout; /* of this file */
    step *step;
    size_t step_count;
    char delimiter;
    uint8_t stops[256]; /* bytes at which a cell of text may end */
    uint64_t pattern;   /* "0,0,0,0," with this file's delimiter */

    worker **worker;
    size_t worker_count;

    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool lock_ready, moved_ready;
    const pov_input *input;
    char *carry; /* the part of a record that the last block left over */
    size_t carried;
    bool ended;
    uint64_t bytes;
    uint64_t next_block, stop_at; /* stop_at: the first block with an error */
    uint64_t committed;           /* all blocks before it are done */
    size_t lines_before;          /* in them, of this file */
    size_t done_lines[RING];
    bool done[RING];
    pov_error input_error;
};

/* ---- the end of blocks ---- */

/* Few quotes are looked for one by one, many are counted eight bytes at a time. */
static bool odd_quotes(const char *text, size_t length)
{
    const uint64_t low = UINT64_C(0x7F7F7F7F7F7F7F7F);
    uint64_t odd = 0; /* in its high bits: a bit for each place in eight bytes */
    size_t at = 0;

    for (size_t quotes = 1; quotes * 128 < at + 4096; quotes++) {
        const char *quote = memchr(text + at, '"', length - at);
        if (quote == NULL) {
            return (quotes & 1) == 0;
        }
        at = (size_t)(quote - text) + 1;
        odd ^= 1;
    }
    for (; at + 8 <= length; at += 8) {
        uint64_t eight;
        memcpy(&eight, text + at, sizeof eight);
        eight ^= UINT64_C(0x2222222222222222); /* a quote is 0x22: now 0 */
        odd ^= ~(((eight & low) + low) | eight | low);
    }
    for (; at < length; at++) {
        odd ^= text[at] == '"';
    }
    for (unsigned shift = 32; shift > 0; shift /= 2) {
        odd ^= odd >> shift;
    }
    return (odd & 1) != 0;
}

/* Behind the last record end of a block that starts with a record; 0 when there is none. */
static size_t find_cut(const char *text, size_t length, bool inside, char line_end)
{
    for (size_t i = length; i > 0; i--) {
        if (text[i - 1] == '"') {
            inside = !inside;
        } else if (text[i - 1] == line_end && !inside) {
            return i;
        }
    }
    return 0;
}

static size_t cut_of(const char *text, size_t length)
{
    bool inside = odd_quotes(text, length);
    size_t cut = find_cut(text, length, inside, '\n');

    /* only CR ends lines; the last one may be the first half of a CRLF */
    if (cut == 0 && length > 1) {
        bool before = inside != (text[length - 1] == '"');
        cut = find_cut(text, length - 1, before, '\r');
    }
    return cut;
}

/* ---- taking blocks ---- */

static pov_status fill_block(pov_household_reader *r, worker *w)
{
    size_t size = r->options.block_size;

    memcpy(w->block, r->carry, r->carried);
    w->length = r->carried;
    r->carried = 0;
    while (w->length < size && !r->ended) {
        long got = r->input->read(r->input->context, w->block + w->length, size - w->length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return pov_fail(&r->input_error, POV_ERR_IO, "cannot be read: %s",
                            pov_system_reason(errno));
        }
        r->ended = got == 0;
        w->length += (size_t)got;
        r->bytes += (uint64_t)got;
    }
    if (!r->ended) {
        size_t cut = cut_of(w->block, w->length);
        if (cut == 0) {
            return pov_fail(&r->input_error, POV_ERR_SYNTAX, "a row longer than %zu KiB",
                            size / 1024);
        }
        r->carried = w->length - cut;
        memcpy(r->carry, w->block + cut, r->carried);
        w->length = cut;
    }
    memset(w->block + w->length, 0, PAD);
    w->block[w->length] = '\n'; /* ends the last row, also where the file does not */
    return POV_OK;
}

static void stop_at(pov_household_reader *r, uint64_t block)
{
    r->stop_at = block < r->stop_at ? block : r->stop_at;
}

/* The next block, or false when there is none for this thread. */
static bool take_block(pov_household_reader *r, worker *w)
{
    bool took = false;

    (void)pthread_mutex_lock(&r->lock);
    while (r->next_block - r->committed >= RING && r->next_block < r->stop_at) {
        (void)pthread_cond_wait(&r->moved, &r->lock);
    }
    if ((!r->ended || r->carried > 0) && r->next_block < r->stop_at) {
        w->number = r->next_block++;
        w->from = 0;
        w->lines = 0;
        took = fill_block(r, w) == POV_OK;
        if (!took) {
            stop_at(r, w->number);
        } else if (r->options.progress != NULL) {
            r->options.progress(r->options.progress_context, r->bytes);
        }
    }
    (void)pthread_mutex_unlock(&r->lock);
    return took;
}

static void commit_block(pov_household_reader *r, const worker *w)
{
    (void)pthread_mutex_lock(&r->lock);
    if (w->status != POV_OK) {
        stop_at(r, w->number);
    } else {
        r->done[w->number % RING] = true;
        r->done_lines[w->number % RING] = w->lines;
        while (r->done[r->committed % RING]) {
            r->done[r->committed % RING] = false;
            r->lines_before += r->done_lines[r->committed % RING];
            r->committed++;
        }
    }
    (void)pthread_cond_broadcast(&r->moved);
    (void)pthread_mutex_unlock(&r->lock);
}

/* ---- households and units of a thread ---- */

static pov_status flush(worker *w)
{
    pov_status status = POV_OK;

    if (w->batched > 0) {
        status = w->reader->take(w->reader->context, w->index, w->batch, w->batched);
        w->batched = 0;
        if (status != POV_OK) {
            (void)pov_no_memory(&w->error);
        }
    }
    return status;
}

static span trim(span raw)
{
    while (raw.length > 0 && (raw.text[0] == ' ' || raw.text[0] == '\t')) {
        raw.text++;
        raw.length--;
    }
    while (raw.length > 0 &&
           (raw.text[raw.length - 1] == ' ' || raw.text[raw.length - 1] == '\t')) {
        raw.length--;
    }
    return raw;
}

/* Without blanks and one pair of quotes around it. */
static span content_of(span raw)
{
    raw = trim(raw);
    if (raw.length > 1 && raw.text[0] == '"') {
        raw.text++;
        raw.length -= 2;
    }
    return raw;
}

/*
 * The number of the unit of this raw cell below `parent`. *raw becomes a lasting copy.
 * quoted  the cell may carry quotes
 * Returns POV_ERR_DATA for a name that is none.
 */
static pov_status intern(worker *w, uint32_t parent, int level, bool quoted, span *raw,
                         uint64_t first, uint32_t *unit)
{
    pov_buffer_clear(&w->key);
    pov_buffer_add(&w->key, (const char *)&parent, sizeof parent);
    pov_buffer_add(&w->key, quoted ? "q" : "p", 1);
    pov_buffer_add(&w->key, raw->text, raw->length);
    if (w->key.failed) {
        return POV_ERR_NOMEM;
    }
    size_t prefix = w->key.length - raw->length;
    size_t found = pov_map_get(&w->units, w->key.data, w->key.length);
    if (found != POV_NONE) {
        *unit = (uint32_t)found;
        raw->text = w->unit[found].name + strlen(w->unit[found].name) + 1; /* see below */
        return POV_OK;
    }
    span name = trim(quoted ? content_of(*raw) : *raw);
    if (name.length == 0 || name.length > CELL_MAX ||
        !pov_text_is_utf8(name.text, name.length, NULL)) {
        return POV_ERR_DATA;
    }
    /* in one piece: the name with its end, then the raw cell */
    char *kept = pov_arena_alloc(&w->arena, name.length + 1 + raw->length + 1);
    char *key = pov_arena_text(&w->arena, w->key.data, w->key.length);
    if (kept == NULL || key == NULL || w->unit_count >= POV_NO_UNIT ||
        pov_grow(&w->unit, &w->unit_capacity, w->unit_count + 1, sizeof *w->unit) != POV_OK ||
        pov_map_put(&w->units, key, prefix + raw->length, w->unit_count) != POV_OK) {
        return POV_ERR_NOMEM;
    }
    memcpy(kept, name.text, name.length);
    memcpy(kept + name.length + 1, raw->text, raw->length);
    w->unit[w->unit_count] = (pov_household_unit){kept, parent, level, first};
    raw->text = kept + name.length + 1;
    *unit = (uint32_t)w->unit_count++;
    return POV_OK;
}

/* A place for each raw cell below its parent: in the table of those met before. */
static recent *recent_of(worker *w, uint32_t parent, const span *raw)
{
    uint64_t head = 0, tail = 0;

    if (raw->length >= sizeof head) {
        memcpy(&head, raw->text, sizeof head);
        memcpy(&tail, raw->text + raw->length - sizeof tail, sizeof tail);
    } else {
        memcpy(&head, raw->text, raw->length);
    }
    uint64_t mixed = (head ^ ((uint64_t)parent << 32 | raw->length)) *
                     UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
    mixed = (mixed ^ mixed >> 29 ^ tail) * UINT64_C(0xBF58476D1CE4E5B9);
    return &w->recent[mixed >> (64 - RECENT_BITS)];
}

/* The same as intern for a cell of the quick way, faster where it was met before. */
static pov_status intern_quick(worker *w, uint32_t parent, int level, span *raw, uint64_t first,
                               uint32_t *unit)
{
    recent *known = recent_of(w, parent, raw);

    if (known->raw != NULL && known->parent == parent && known->length == raw->length &&
        memcmp(known->raw, raw->text, raw->length) == 0) {
        raw->text = known->raw;
        *unit = known->unit;
        return POV_OK;
    }
    pov_status status = intern(w, parent, level, true, raw, first, unit);
    if (status == POV_OK) {
        *known = (recent){raw->text, (uint32_t)raw->length, parent, *unit};
    }
    return status;
}

/* The unit of a row from its cells by level. */
static pov_status find_unit(worker *w, const span *now, bool quoted, uint64_t first, uint32_t *unit)
{
    span kept[POV_BY_COUNT] = {{NULL, 0}};
    uint32_t parent = POV_NO_UNIT;

    for (int level = 0; level < POV_BY_COUNT; level++) {
        if (w->reader->facts.level[level]) {
            kept[level] = now[level];
            pov_status status = quoted
                                    ? intern_quick(w, parent, level, &kept[level], first, &parent)
                                    : intern(w, parent, level, false, &kept[level], first, &parent);
            if (status != POV_OK) {
                return status;
            }
        }
    }
    *unit = parent;
    w->last_unit = parent;
    for (int level = 0; level < POV_BY_COUNT; level++) {
        /* only raw cells of the quick way may be compared with raw cells */
        w->seen[level] = quoted ? kept[level] : (span){NULL, 0};
    }
    return POV_OK;
}

static unsigned count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555U;
    bits = (bits & 0x33333333U) + (bits >> 2 & 0x33333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0FU;
    return bits * 0x01010101U >> 24;
}

/* ---- the quick way ---- */

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
    span raw = {p, (size_t)(end - p)}, text = content_of(raw);
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
        h->deprived = (uint8_t)count_bits(h->lacks);
    }
    h->unit = w->last_unit;
    if ((!same || h->unit == POV_NO_UNIT) &&
        find_unit(w, now, true, w->number << 32 | (uint64_t)(start - w->block), &h->unit) !=
            POV_OK) {
        return NULL;
    }
    return p;
}

/* ---- the plain way: libcsv splits, and cells are read with all care ---- */

static void take_cell(void *text, size_t length, void *context)
{
    worker *w = context;

    pov_buffer_add(&w->text, length > 0 ? text : "", length);
    if (w->text.failed || pov_grow(&w->end, &w->capacity, w->cells + 1, sizeof *w->end) != POV_OK) {
        w->cells_failed = true;
        return;
    }
    w->end[w->cells++] = w->text.length;
}

static void take_row(int end, void *context)
{
    worker *w = context;

    (void)end;
    w->row_ended = true;
}

static const char *line_end(const char *p, const char *end)
{
    while (p < end && *p != '\n' && *p != '\r') {
        p++;
    }
    return p;
}

static pov_status refuse_quote(worker *w, bool open)
{
    (void)pov_fail(&w->error, POV_ERR_SYNTAX,
                   open
                       ? POV_TEXT("a quote that is not closed until the end of the file")
                       : POV_TEXT("a quote that is neither around a whole cell nor written twice"));
    pov_error_place(&w->error, NULL, w->lines + 1, w->cells + 1, NULL);
    return POV_ERR_SYNTAX;
}

/* Splits the record at *at, and moves *at and w->lines behind it. No cells: a blank line. */
static pov_status split_record(worker *w, const char **at)
{
    const char *p = *at, *end = w->block + w->length;
    size_t lines = 0;

    pov_buffer_clear(&w->text);
    w->cells = 0;
    w->row_ended = w->cells_failed = false;
    while (!w->row_ended && p < end) {
        const char *stop = line_end(p, end);
        size_t size = (size_t)(stop - p) + (stop < end);
        if (csv_parse(&w->parser, p, size, take_cell, take_row, w) != size) {
            if (csv_error(&w->parser) == CSV_ENOMEM) {
                return pov_no_memory(&w->error);
            }
            w->lines += lines;
            return refuse_quote(w, false);
        }
        p += size;
        lines += stop < end;
        if (stop < end && *stop == '\r' && p < end && *p == '\n') {
            if (!w->row_ended && csv_parse(&w->parser, p, 1, take_cell, take_row, w) != 1) {
                return refuse_quote(w, false);
            }
            p++;
        }
    }
    if (!w->row_ended && csv_fini(&w->parser, take_cell, take_row, w) != 0) {
        return csv_error(&w->parser) == CSV_ENOMEM ? pov_no_memory(&w->error)
                                                   : refuse_quote(w, true);
    }
    if (w->cells_failed) {
        return pov_no_memory(&w->error);
    }
    w->lines += lines;
    *at = p;
    return POV_OK;
}

static span cell_of(const worker *w, size_t index)
{
    size_t from = index > 0 ? w->end[index - 1] : 0;

    return (span){pov_buffer_get(&w->text) + from, w->end[index] - from};
}

static pov_status expected(worker *w, const char *what, span found)
{
    char shown[64];
    int length = found.length < sizeof shown - 1 ? (int)found.length : (int)sizeof shown - 1;

    memcpy(shown, found.text, (size_t)length);
    /* not in the middle of a character */
    while (length > 0 && !pov_text_is_utf8(shown, (size_t)length, NULL)) {
        length--;
    }
    return length == 0 ? pov_fail(&w->error, POV_ERR_DATA, "expected %s, found nothing", what)
                       : pov_fail(&w->error, POV_ERR_DATA, "expected %s, found \"%.*s\"", what,
                                  length, shown);
}

/* A whole number of at most `most`; grouped in threes, or with .0 behind it, as plan files too. */
static pov_status read_count(worker *w, span cell, int64_t least, int64_t most, const char *what,
                             int64_t *out)
{
    pov_stated stated;
    pov_error reason = POV_ERROR_INIT;
    pov_reading reading =
        pov_stated_read(cell.text, cell.length, POV_KIND_COUNT, false, &stated, &reason);

    if (reading != POV_VALUE || stated.qualifier != POV_EXACTLY || stated.face < least ||
        stated.face > most) {
        pov_status status = expected(w, what, cell);
        if (reading == POV_INVALID && reason.hint[0] != '\0') {
            pov_error_hint(&w->error, "%s", reason.hint);
        }
        return status;
    }
    *out = stated.face;
    return POV_OK;
}

static pov_status read_b2(worker *w, span cell, uint8_t *deprived)
{
    const pov_standard *s = w->reader->standard;
    int64_t most = (int64_t)s->indicator_count * s->deprivation_points, points = 0;
    char what[80];

    (void)snprintf(what, sizeof what, pov_translate("a multiple of %u from 0 to %d"),
                   s->deprivation_points, (int)most);
    pov_status status = read_count(w, cell, 0, most, what, &points);
    if (status == POV_OK && points % s->deprivation_points != 0) {
        status = expected(w, what, cell);
    }
    *deprived = (uint8_t)(points / s->deprivation_points);
    return status;
}

static pov_status read_word(worker *w, pov_household_cell kind, span cell, uint8_t *value)
{
    int says = pov_household_word(kind, cell.text, cell.length);

    if (says == -2) {
        return pov_no_memory(&w->error);
    }
    if (says < 0) {
        return expected(w, kind == POV_CELL_AREA ? POV_TEXT("rural or urban") : POV_TEXT("0 or 1"),
                        cell);
    }
    *value = (uint8_t)says;
    return POV_OK;
}

static pov_status read_cell(worker *w, const pov_household_column *column, span cell,
                            pov_household *h, span *now)
{
    int64_t number = 0;
    pov_status status = POV_OK;

    if (!pov_text_is_utf8(cell.text, cell.length, NULL)) {
        status = pov_fail(&w->error, POV_ERR_DATA, "bytes that are not UTF-8");
        pov_error_hint(&w->error, "survey reads UTF-8: iconv converts other encodings");
        return status;
    }
    switch (column->cell) {
    case POV_CELL_TEXT:
        break;
    case POV_CELL_UNIT:
        if (trim(cell).length == 0 || cell.length > CELL_MAX) {
            return expected(w, POV_TEXT("the name of a unit"), cell);
        }
        now[column->index] = cell;
        break;
    case POV_CELL_AREA:
        return read_word(w, POV_CELL_AREA, cell, &h->area);
    case POV_CELL_MINORITY:
        return read_word(w, POV_CELL_MINORITY, cell, &h->minority);
    case POV_CELL_MEMBERS:
        status = read_count(w, cell, 1, MEMBERS_MAX, POV_TEXT("the number of members, 1 to 999"),
                            &number);
        h->members = (uint16_t)number;
        break;
    case POV_CELL_INCOME:
        return read_count(w, cell, 0, POV_COUNT_MAX,
                          POV_TEXT("an income in VND per person and month"), &h->income);
    case POV_CELL_B1:
        return read_count(w, cell, 0, POV_COUNT_MAX, POV_TEXT("a score in points"), &h->income);
    case POV_CELL_B2:
        return read_b2(w, cell, &h->deprived);
    case POV_CELL_INDICATOR:
        if (cell.length != 1 || (unsigned)(cell.text[0] - '0') > 1) {
            return expected(w, POV_TEXT("0 or 1"), cell);
        }
        h->lacks |= (uint32_t)(cell.text[0] - '0') << column->index;
        break;
    }
    return status;
}

static size_t reason_of(const pov_household_column *column)
{
    static const size_t reasons[] = {
        [POV_CELL_TEXT] = POV_REASON_TEXT,
        [POV_CELL_UNIT] = POV_REASON_UNIT,
        [POV_CELL_AREA] = POV_REASON_AREA,
        [POV_CELL_MINORITY] = POV_REASON_MINORITY,
        [POV_CELL_MEMBERS] = POV_REASON_MEMBERS,
        [POV_CELL_INCOME] = POV_REASON_INCOME,
        [POV_CELL_B1] = POV_REASON_B1,
        [POV_CELL_B2] = POV_REASON_B2,
        [POV_CELL_INDICATOR] = POV_REASON_INDICATOR,
    };

    return reasons[column->cell] + (column->cell == POV_CELL_INDICATOR ? column->index : 0);
}

/* The row that was split into cells. On POV_ERR_DATA *reason says why. */
static pov_status read_row(worker *w, size_t line, const char *start, pov_household *h,
                           size_t *reason)
{
    const pov_household_layout *layout = &w->reader->layout;
    span now[POV_BY_COUNT] = {{NULL, 0}};

    *h = (pov_household){0};
    *reason = POV_REASON_CELLS;
    if (w->cells != layout->count) {
        (void)pov_fail(&w->error, POV_ERR_DATA, "the row has %zu cells, the header %zu", w->cells,
                       layout->count);
        pov_error_place(&w->error, NULL, line, 0, NULL);
        return POV_ERR_DATA;
    }
    for (size_t c = 0; c < layout->count; c++) {
        const pov_household_column *column = &layout->column[c];
        pov_status status = read_cell(w, column, cell_of(w, c), h, now);
        if (status != POV_OK) {
            *reason = reason_of(column);
            pov_error_place(&w->error, NULL, line, c + 1, column->heading);
            return status;
        }
    }
    if (w->reader->facts.indicators) {
        h->deprived = (uint8_t)count_bits(h->lacks);
    }
    pov_status status =
        find_unit(w, now, false, w->number << 32 | (uint64_t)(start - w->block), &h->unit);
    return status == POV_OK ? POV_OK : pov_no_memory(&w->error);
}

static pov_status plain_row(worker *w, const char **at)
{
    const char *start = *at;
    size_t line = w->lines + 1, reason = 0;
    pov_status status = split_record(w, at);

    if (status != POV_OK || w->cells == 0) {
        return status;
    }
    status = read_row(w, line, start, &w->batch[w->batched], &reason);
    if (status == POV_OK) {
        w->batched++;
    } else if (status == POV_ERR_DATA && w->reader->options.skip_invalid) {
        w->skipped[reason]++;
        w->error = (pov_error)POV_ERROR_INIT;
        status = POV_OK;
    }
    return status;
}

/* ---- a block, a thread ---- */

static pov_status read_block(worker *w)
{
    const char *p = w->block + w->from, *end = w->block + w->length;
    bool plain = w->reader->options.plain;

    while (p < end) {
        if (*p == '\n' || *p == '\r') { /* a blank line */
            p += p[0] == '\r' && p[1] == '\n' ? 2 : 1;
            w->lines++;
            continue;
        }
        const char *next = plain ? NULL : quick_row(w, p, &w->batch[w->batched]);
        if (next != NULL) {
            p = next;
            w->lines++;
            w->batched++;
        } else {
            pov_status status = plain_row(w, &p);
            if (status != POV_OK) {
                return status;
            }
        }
        if (w->batched == BATCH) {
            pov_status status = flush(w);
            if (status != POV_OK) {
                return status;
            }
        }
    }
    return flush(w);
}

/* With a block in hand, if `block`: the first one, whose header is read. */
static void work(worker *w, bool block)
{
    while (block || take_block(w->reader, w)) {
        w->status = read_block(w);
        commit_block(w->reader, w);
        if (w->status != POV_OK) {
            return;
        }
        block = false;
    }
}

static void *start_work(void *context)
{
    work(context, false);
    return NULL;
}

/* ---- the header ---- */

static pov_status refuse_kind(const worker *w, pov_error *err)
{
    const char *start = w->block;

    if (w->length >= 2 &&
        (memcmp(start, "\xFF\xFE", 2) == 0 || memcmp(start, "\xFE\xFF", 2) == 0)) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "this is UTF-16, and survey reads UTF-8");
        pov_error_hint(err, "iconv -f UTF-16 -t UTF-8 FILE | povcalc survey -");
        return POV_ERR_SYNTAX;
    }
    return pov_refuse_no_text(start, w->length, err);
}

static void skip_line(worker *w)
{
    const char *end = w->block + w->length;
    const char *p = line_end(w->block + w->from, end);

    p += p < end && p[0] == '\r' && p[1] == '\n' ? 2 : p < end;
    w->from = (size_t)(p - w->block);
    w->lines++;
}

/* Whichever of , ; and tab stands most often in the header; Excel's line "sep=;" says it. */
static char find_delimiter(worker *w)
{
    static const char candidates[] = {',', ';', '\t'};
    const char *p = w->block + w->from, *end = w->block + w->length;
    size_t count[sizeof candidates] = {0}, best = 0;
    bool quoted = false;

    if (end - p > 5 && memcmp(p, "sep=", 4) == 0 && (p[5] == '\r' || p[5] == '\n')) {
        skip_line(w);
        return p[4];
    }
    for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
        quoted = quoted != (*p == '"');
        for (size_t i = 0; i < sizeof candidates && !quoted; i++) {
            count[i] += *p == candidates[i];
        }
    }
    for (size_t i = 1; i < sizeof candidates; i++) {
        best = count[i] > count[best] ? i : best;
    }
    return candidates[best];
}

static void set_delimiter(pov_household_reader *r, char delimiter)
{
    const char pattern[8] = {'0', delimiter, '0', delimiter, '0', delimiter, '0', delimiter};

    r->delimiter = delimiter;
    memcpy(&r->pattern, pattern, sizeof pattern);
    memset(r->stops, 0, sizeof r->stops);
    r->stops[(unsigned char)delimiter] = r->stops['"'] = r->stops['\n'] = r->stops['\r'] =
        r->stops[0] = 1;
    for (size_t i = 0; i < r->worker_count; i++) {
        worker *w = r->worker[i];
        csv_set_delim(&w->parser, (unsigned char)delimiter);
        for (int level = 0; level < POV_BY_COUNT; level++) {
            w->seen[level] = (span){NULL, 0};
        }
        w->area.count = w->minority.count = 0;
        w->last_unit = POV_NO_UNIT;
    }
}

/* Columns as steps: neighbours in the file that are neighbours in the standard are one step. */
static pov_status make_steps(pov_household_reader *r, pov_error *err)
{
    free(r->step);
    r->step_count = 0;
    r->step = calloc(r->layout.count + 1, sizeof *r->step);
    if (r->step == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < r->worker_count; i++) {
        free(r->worker[i]->seen_text);
        r->worker[i]->seen_text = calloc(r->layout.count + 1, sizeof(word));
        if (r->worker[i]->seen_text == NULL) {
            return pov_no_memory(err);
        }
    }
    for (size_t c = 0; c < r->layout.count; c++) {
        const pov_household_column *column = &r->layout.column[c];
        step *last = r->step_count > 0 ? &r->step[r->step_count - 1] : NULL;
        if (last != NULL && column->cell == POV_CELL_INDICATOR &&
            last->cell == POV_CELL_INDICATOR && last->index + last->count == column->index) {
            last->count++;
        } else {
            r->step[r->step_count++] = (step){column->cell, column->index, 1};
        }
    }
    return POV_OK;
}

static bool same_facts(const pov_household_facts *a, const pov_household_facts *b)
{
    return a->by == b->by && memcmp(a->level, b->level, sizeof a->level) == 0 &&
           a->minority == b->minority && a->members == b->members && a->by_score == b->by_score &&
           a->indicators == b->indicators;
}

static pov_status read_header(pov_household_reader *r, worker *w, pov_error *err)
{
    pov_status status = refuse_kind(w, err);

    if (status != POV_OK) {
        return status;
    }
    w->from = w->length >= 3 && memcmp(w->block, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (r->options.load != NULL && w->lines + 1 < r->options.load->header_line &&
           w->from < w->length) {
        skip_line(w);
    }
    set_delimiter(r, find_delimiter(w));
    const char *p = w->block + w->from;
    size_t line = w->lines + 1;
    do {
        status = split_record(w, &p);
    } while (status == POV_OK && w->cells == 0 && p < w->block + w->length);
    w->from = (size_t)(p - w->block);
    if (status != POV_OK) {
        *err = w->error;
        return status;
    }
    if (w->cells == 0) {
        return pov_fail(err, POV_ERR_DATA, "the file is empty");
    }
    pov_household_layout_fini(&r->layout);
    for (size_t c = 0; c < w->cells && status == POV_OK; c++) {
        span cell = cell_of(w, c);
        if (!pov_text_is_utf8(cell.text, cell.length, NULL)) {
            status = pov_fail(err, POV_ERR_SYNTAX, "bytes that are not UTF-8");
        } else {
            status = pov_household_layout_add(&r->layout, r->standard, r->options.load, cell.text,
                                              cell.length, err);
        }
        if (status != POV_OK) {
            pov_error_place(err, NULL, line, c + 1, NULL);
        }
    }
    if (status == POV_OK) {
        status = pov_household_layout_finish(&r->layout, r->standard, r->options.load,
                                             r->any_file ? r->facts.by : r->options.by, err);
        pov_error_place(err, NULL, line, 0, NULL);
    }
    if (status == POV_OK && r->any_file && !same_facts(&r->facts, &r->layout.facts)) {
        status = pov_fail(err, POV_ERR_DATA, "its columns say other things than the first file's");
    }
    return status == POV_OK ? make_steps(r, err) : status;
}

/* ---- a file ---- */

/* The first error of the file, with its line in the file. */
static pov_status first_error(pov_household_reader *r, pov_error *err)
{
    for (size_t i = 0; i < r->worker_count; i++) {
        worker *w = r->worker[i];
        if (w->status != POV_OK && w->number == r->stop_at) {
            *err = w->error;
            err->line += err->line > 0 ? r->lines_before : 0;
            return w->status;
        }
    }
    if (r->input_error.code != POV_OK) {
        *err = r->input_error;
        if (r->input_error.code == POV_ERR_SYNTAX) {
            err->line = r->lines_before + 1;
        }
        return r->input_error.code;
    }
    return POV_OK;
}

static void run_workers(pov_household_reader *r)
{
    bool more = !r->ended || r->carried > 0; /* than the block in hand */

    for (size_t i = 1; i < r->worker_count && more; i++) {
        /* without a thread the others do its work */
        r->worker[i]->started =
            pthread_create(&r->worker[i]->thread, NULL, start_work, r->worker[i]) == 0;
    }
    work(r->worker[0], true);
    for (size_t i = 1; i < r->worker_count; i++) {
        if (r->worker[i]->started) {
            (void)pthread_join(r->worker[i]->thread, NULL);
            r->worker[i]->started = false;
        }
    }
}

pov_status pov_household_read(pov_household_reader *r, const pov_input *input, pov_error *err)
{
    pov_status status = POV_OK;

    r->input = input;
    r->carried = r->lines_before = 0;
    r->ended = false;
    r->stop_at = UINT64_MAX;
    r->input_error = (pov_error)POV_ERROR_INIT;
    if (!take_block(r, r->worker[0])) {
        status = first_error(r, err);
    } else {
        status = read_header(r, r->worker[0], err);
    }
    if (status == POV_OK) {
        r->facts = r->layout.facts;
        r->any_file = true;
        if (r->options.start != NULL) {
            status = r->options.start(r->context, &r->facts, err);
        }
    }
    if (status == POV_OK) {
        run_workers(r);
        status = first_error(r, err);
    }
    if (status != POV_OK) {
        pov_error_place(err, input->name, 0, 0, NULL);
    }
    return status;
}

/* ---- the reader ---- */

static worker *new_worker(pov_household_reader *r, size_t index)
{
    size_t size = (sizeof(worker) + 2 * THREAD_SPACE - 1) / THREAD_SPACE * THREAD_SPACE;
    void *memory = NULL;

    if (posix_memalign(&memory, THREAD_SPACE, size) != 0) {
        return NULL;
    }
    worker *w = memory;
    memset(w, 0, size);
    w->reader = r;
    w->index = index;
    w->last_unit = POV_NO_UNIT;
    w->block = malloc(r->options.block_size + PAD);
    w->recent = calloc((size_t)1 << RECENT_BITS, sizeof *w->recent);
    w->parser_ready = csv_init(&w->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0;
    return w;
}

static void free_worker(worker *w)
{
    if (w == NULL) {
        return;
    }
    if (w->parser_ready) {
        csv_free(&w->parser);
    }
    free(w->block);
    free(w->end);
    free(w->seen_text);
    free(w->recent);
    free(w->unit);
    pov_buffer_fini(&w->text);
    pov_buffer_fini(&w->key);
    pov_map_fini(&w->units);
    pov_arena_fini(&w->arena);
    free(w);
}

pov_status pov_household_reader_new(pov_household_reader **out, const pov_standard *standard,
                                    const pov_household_options *options, pov_household_take *take,
                                    void *context, pov_error *err)
{
    pov_household_reader *r = calloc(1, sizeof *r);
    bool failed = false;

    if (r == NULL) {
        return pov_no_memory(err);
    }
    r->standard = standard;
    r->options = *options;
    r->options.block_size = options->block_size > 0 ? options->block_size : BLOCK_SIZE;
    r->take = take;
    r->context = context;
    r->worker = calloc(options->jobs, sizeof(worker *));
    r->carry = malloc(r->options.block_size);
    r->lock_ready = pthread_mutex_init(&r->lock, NULL) == 0;
    r->moved_ready = pthread_cond_init(&r->moved, NULL) == 0;
    failed = r->worker == NULL || r->carry == NULL || !r->lock_ready || !r->moved_ready;
    for (size_t i = 0; i < options->jobs && !failed; i++) {
        worker *w = r->worker[i] = new_worker(r, i);
        failed = w == NULL || w->block == NULL || w->recent == NULL || !w->parser_ready;
        r->worker_count = i + 1;
    }
    if (failed) {
        pov_household_reader_free(r);
        return pov_no_memory(err);
    }
    *out = r;
    return POV_OK;
}

void pov_household_reader_free(pov_household_reader *r)
{
    if (r == NULL) {
        return;
    }
    for (size_t i = 0; r->worker != NULL && i < r->worker_count; i++) {
        free_worker(r->worker[i]);
    }
    if (r->lock_ready) {
        (void)pthread_mutex_destroy(&r->lock);
    }
    if (r->moved_ready) {
        (void)pthread_cond_destroy(&r->moved);
    }
    free(r->worker);
    free(r->carry);
    free(r->step);
    pov_household_layout_fini(&r->layout);
    free(r);
}

const pov_household_facts *pov_household_facts_get(const pov_household_reader *r)
{
    return &r->facts;
}

size_t pov_household_threads(const pov_household_reader *r)
{
    return r->worker_count;
}

const pov_household_unit *pov_household_units(const pov_household_reader *r, size_t thread,
                                              size_t *count)
{
    *count = r->worker[thread]->unit_count;
    return r->worker[thread]->unit;
}

int64_t pov_household_skipped(const pov_household_reader *r, size_t reason)
{
    int64_t count = 0;

    for (size_t i = 0; i < r->worker_count; i++) {
        count += r->worker[i]->skipped[reason];
    }
    return count;
}
