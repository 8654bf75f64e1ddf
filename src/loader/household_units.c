/*
 * The units that a thread has met, found by the raw cells that name them.
 */
#include "loader/household_parts.h"

#include "povcalc/text.h"

#include <string.h>

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
    span name = pov_household_trim(quoted ? pov_household_content_of(*raw) : *raw);
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
pov_status pov_household_find_unit(worker *w, const span *now, bool quoted, uint64_t first,
                                   uint32_t *unit)
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
