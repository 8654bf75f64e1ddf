/*
 * The units that the threads have met, found by the raw cells that name them.
 *
 * The way to a unit is short where the row before has it too (quick.c); longer through
 * what this thread met before; and longest through what all have met, behind a lock.
 */
#include "loader/households/parts.h"
#include "loader/source/garbled.h"
#include "loader/table/cells.h"

#include "base/name.h"
#include "base/text.h"
#include "model/totals.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

span pov_household_trim(span raw)
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
span pov_household_content_of(span raw)
{
    raw = pov_household_trim(raw);
    if (raw.length > 1 && raw.text[0] == '"') {
        raw.text++;
        raw.length -= 2;
    }
    return raw;
}

bool pov_household_is_name(span cell)
{
    char text[8]; /* longer than any sign that stands for nothing */
    span content = pov_household_trim(cell);

    if (content.length >= sizeof text) {
        return true;
    }
    memcpy(text, content.text, content.length);
    text[content.length] = '\0';
    return !pov_cell_empty(text);
}

bool pov_household_is_total(span cell, bool *failed)
{
    pov_buffer folded = {0};
    bool bare;

    pov_text_fold(cell.text, cell.length, &folded);
    const char *rest = pov_buffer_get(&folded);
    const bool total =
        pov_is_total(rest) || (pov_total_skip(&rest) && pov_total_of(rest, &bare) != POV_TOTAL_NOT);
    pov_buffer_end(&folded, failed);
    return total;
}

bool pov_household_is_unit(span cell, bool *failed)
{
    return pov_household_is_name(cell) && cell.length <= CELL_MAX &&
           pov_text_is_utf8(cell.text, cell.length, NULL) &&
           pov_garbled_find_in_cell(cell.text, cell.length) == POV_GARBLED_NOT &&
           !pov_household_is_total(cell, failed);
}

pov_household_id pov_household_id_of(span cell)
{
    static const char *const none[] = {"na", "n/a", "nan", "null", "none", "x", ".", "?", "--"};
    const span code = pov_household_content_of(cell);
    size_t tail = 0;

    if (!pov_household_is_name(code)) {
        return POV_ID_NONE;
    }
    for (size_t i = 0; i < POV_LENGTH(none); i++) {
        if (code.length == strlen(none[i]) && strncasecmp(code.text, none[i], code.length) == 0) {
            return POV_ID_NONE;
        }
    }
    while (tail < code.length && (unsigned)(code.text[code.length - tail - 1] - '0') <= 9) {
        tail++;
    }
    const char *end = code.text + code.length - tail;
    const size_t before = code.length - tail;
    return tail > 0 && before > 2 && end[-1] == '+' && (end[-2] == 'E' || end[-2] == 'e') &&
                   (unsigned)(*code.text - '0') <= 9
               ? POV_ID_ROUNDED
               : POV_ID_GOOD;
}

/* ---- all that were met, behind a lock ---- */

/* The text of a name: a raw cell, quotes included; the cell as libcsv gives it; or folded. */
enum { RAW = 'r', PLAIN = 'p', FOLDED = 'f' };

static uint32_t hash_of(const names *n, uint32_t parent, char kind, span text)
{
    pov_hash_seed seed = n->seed;

    seed.half[0] ^= (uint64_t)parent << 8 ^ (unsigned char)kind;
    return (uint32_t)pov_hash(seed, text.text, text.length);
}

/* Where the name is, or where it would go. */
static name **find(const names *n, uint32_t hash, uint32_t parent, char kind, span text)
{
    size_t at = hash & (n->capacity - 1);

    for (; n->slot[at] != NULL; at = (at + 1) & (n->capacity - 1)) {
        const name *known = n->slot[at];
        if (known->hash == hash && known->parent == parent && known->kind == kind &&
            known->length == text.length && memcmp(known->text, text.text, text.length) == 0) {
            break;
        }
    }
    return &n->slot[at];
}

/* Room for two more names. */
static pov_status grow(names *n)
{
    if (n->capacity > 0 && n->count + 2 <= n->capacity / 4 * 3) {
        return POV_OK;
    }
    size_t capacity = n->capacity == 0 ? 64 : n->capacity * 2;
    name **slot = calloc(capacity, sizeof(name *));
    if (slot == NULL) {
        return POV_ERR_NOMEM;
    }
    if (n->capacity == 0) {
        n->seed = pov_hash_seed_new(slot);
    }
    for (size_t i = 0; i < n->capacity; i++) {
        if (n->slot[i] != NULL) {
            size_t at = n->slot[i]->hash & (capacity - 1);
            while (slot[at] != NULL) {
                at = (at + 1) & (capacity - 1);
            }
            slot[at] = n->slot[i];
        }
    }
    free(n->slot);
    n->slot = slot;
    n->capacity = capacity;
    return POV_OK;
}

static pov_status add(names *n, name **slot, const name *head, span text)
{
    name *added = pov_arena_alloc(&n->arena, sizeof *added + text.length + 1);

    if (added == NULL) {
        return POV_ERR_NOMEM;
    }
    *added = *head; /* what lies between its members comes along, into the first of the text */
    added->length = (uint32_t)text.length;
    memcpy(added->text, text.text, text.length);
    added->text[text.length] = '\0';
    *slot = added;
    n->count++;
    return POV_OK;
}

/* The unit of that name, which may be written in other ways too; a new one if there is none. */
static pov_status find_folded(names *n, uint32_t parent, int level, span content, uint32_t *unit)
{
    pov_buffer_clear(&n->folded);
    pov_name_fold(content.text, content.length, &n->folded);
    if (n->folded.failed) {
        return POV_ERR_NOMEM;
    }
    const span text = {pov_buffer_get(&n->folded), n->folded.length};
    const uint32_t hash = hash_of(n, parent, FOLDED, text), next = (uint32_t)n->unit_count;
    name **slot = find(n, hash, parent, FOLDED, text);
    if (*slot == NULL) {
        const name head = {.hash = hash, .parent = parent, .unit = next, .kind = FOLDED};
        if (n->unit_count >= POV_NO_UNIT ||
            pov_grow(&n->unit, &n->unit_capacity, n->unit_count + 1, sizeof *n->unit) != POV_OK ||
            add(n, slot, &head, text) != POV_OK) {
            return POV_ERR_NOMEM;
        }
        n->unit[n->unit_count++] = (pov_household_unit){NULL, parent, level, UINT64_MAX};
    }
    *unit = (*slot)->unit;
    return POV_OK;
}

/* It was met at `first`: the unit is spelt as it came first. */
static pov_status meet(names *n, const name *met, uint64_t first)
{
    pov_household_unit *unit = &n->unit[met->unit];

    if (first < unit->first) {
        span raw = {met->text, met->length};
        span content = pov_household_trim(met->kind == RAW ? pov_household_content_of(raw) : raw);
        bool to_end = content.text + content.length == raw.text + raw.length;
        unit->name =
            to_end ? content.text : pov_arena_text(&n->arena, content.text, content.length);
        if (unit->name == NULL) {
            return POV_ERR_NOMEM;
        }
        unit->first = first;
    }
    return POV_OK;
}

static pov_status find_or_add(names *n, uint32_t parent, int level, char kind, span raw,
                              uint64_t first, const name **out)
{
    if (grow(n) != POV_OK) {
        return POV_ERR_NOMEM;
    }
    const uint32_t hash = hash_of(n, parent, kind, raw);
    name **slot = find(n, hash, parent, kind, raw);
    if (*slot == NULL) {
        name head = {.hash = hash, .parent = parent, .kind = kind};
        span content = pov_household_trim(kind == RAW ? pov_household_content_of(raw) : raw);
        bool failed = false;
        if (!pov_household_is_unit(content, &failed)) {
            return POV_ERR_DATA;
        }
        if (failed || find_folded(n, parent, level, content, &head.unit) != POV_OK) {
            return POV_ERR_NOMEM;
        }
        slot = find(n, hash, parent, kind, raw); /* what was folded may have taken the other */
        if (add(n, slot, &head, raw) != POV_OK) {
            return POV_ERR_NOMEM;
        }
    }
    *out = *slot;
    return meet(n, *out, first);
}

/* Errors: POV_ERR_DATA for a name that is none. */
static pov_status intern(worker *w, uint32_t parent, int level, char kind, span raw, uint64_t first,
                         const name **out)
{
    names *n = &w->reader->names;

    (void)pthread_mutex_lock(&n->lock);
    pov_status status = find_or_add(n, parent, level, kind, raw, first, out);
    (void)pthread_mutex_unlock(&n->lock);
    return status;
}

void pov_household_names_fini(names *n)
{
    if (n->lock_ready) {
        (void)pthread_mutex_destroy(&n->lock);
    }
    free(n->slot);
    free(n->unit);
    pov_arena_fini(&n->arena);
    pov_buffer_fini(&n->folded);
}

/* ---- those that a thread met ---- */

/* A place for each raw cell below its parent: in the table of those met before. */
static const name **recent_of(worker *w, uint32_t parent, span raw)
{
    uint64_t head = 0, tail = 0;

    if (raw.length >= sizeof head) {
        memcpy(&head, raw.text, sizeof head);
        memcpy(&tail, raw.text + raw.length - sizeof tail, sizeof tail);
    } else {
        memcpy(&head, raw.text, raw.length);
    }
    uint64_t mixed = (head ^ ((uint64_t)parent << 32 | raw.length)) *
                     UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
    mixed = (mixed ^ mixed >> 29 ^ tail) * UINT64_C(0xBF58476D1CE4E5B9);
    return &w->recent[mixed >> (64 - RECENT_BITS)];
}

/* The same as intern for a cell of the quick way, faster where this thread met it before: with an
 * earlier place then, since its blocks come in order. */
static pov_status intern_quick(worker *w, uint32_t parent, int level, span raw, uint64_t first,
                               const name **out)
{
    const name **recent = recent_of(w, parent, raw), *known = *recent;

    if (known != NULL && known->parent == parent && known->length == raw.length &&
        memcmp(known->text, raw.text, raw.length) == 0) {
        *out = known;
        return POV_OK;
    }
    pov_status status = intern(w, parent, level, RAW, raw, first, out);
    if (status == POV_OK) {
        *recent = *out;
    }
    return status;
}

/* The unit of a row from its cells by level. */
pov_status pov_household_find_unit(worker *w, const span *now, bool quoted, uint64_t first,
                                   uint32_t *unit)
{
    uint32_t parent = POV_NO_UNIT;

    for (int level = 0; level < POV_BY_COUNT; level++) {
        const name *met = NULL;
        if (!w->reader->facts.level[level]) {
            continue;
        }
        const bool empty =
            !pov_household_is_name(quoted ? pov_household_content_of(now[level]) : now[level]);
        uint64_t *seen = empty ? &w->empty[level] : &w->filled[level];
        if (empty && level == w->reader->facts.by) {
            return POV_ERR_DATA;
        }
        *seen = *seen == 0 || pov_household_place(w) < *seen ? pov_household_place(w) : *seen;
        if (empty) {
            continue; /* as districts where there are none */
        }
        pov_status status = quoted ? intern_quick(w, parent, level, now[level], first, &met)
                                   : intern(w, parent, level, PLAIN, now[level], first, &met);
        if (status != POV_OK) {
            return status;
        }
        parent = met->unit;
    }
    *unit = parent;
    return POV_OK;
}
