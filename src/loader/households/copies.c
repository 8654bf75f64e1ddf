/*
 * What the rows of files say together: households that are there twice, years, and levels that are
 * empty in some rows.
 *
 * A household is known by its code and its unit. Copies of its row are counted once; rows that
 * differ contradict each other, as in a file of persons. A hash of 64 bits stands for code and
 * unit: among a million households two different ones share one once in some 40 million files. One
 * of 20 stands for the row: of a million rows that contradict each other one passes for a copy.
 */
#define _DEFAULT_SOURCE /* MADV_HUGEPAGE, where there is such a thing */

#include "loader/households/parts.h"

#include "base/name.h"
#include "base/place.h"
#include "base/translate.h"
#include "figure/figure.h"

#include <sched.h>
#include <stdlib.h>
#include <sys/mman.h>

#define PLACES ((UINT64_C(1) << PLACE_BITS) - 1)

/* Large pages: the places of households are all over the table, and each small page would be a
 * fault of its own. */
static met_household *new_slots(size_t capacity)
{
    const size_t page = (size_t)2 << 20, size = capacity * sizeof(met_household);
    void *memory = NULL;

    if (size < page) {
        return calloc(capacity, sizeof(met_household));
    }
    if (posix_memalign(&memory, page, size) != 0) {
        return NULL;
    }
#ifdef MADV_HUGEPAGE
    (void)madvise(memory, size, MADV_HUGEPAGE);
#endif
    memset(memory, 0, size);
    return memory;
}

/* Where a key belongs; the next ones follow it. */
static size_t home_of(const copies *met, uint64_t key)
{
    return (size_t)((key >> 32) * met->capacity >> 32);
}

static size_t next_of(const copies *met, size_t at)
{
    return at + 1 < met->capacity ? at + 1 : 0;
}

pov_status pov_household_copies_grow(copies *met, size_t households)
{
    /* two places of three are taken at most */
    copies more = {.capacity = households + households / 2 + 1024,
                   .count = atomic_load(&met->count)};

    if (households > UINT32_MAX / 2) {
        return POV_ERR_NOMEM;
    }
    if (more.capacity <= met->capacity) {
        return POV_OK;
    }
    more.slot = new_slots(more.capacity);
    if (more.slot == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < met->capacity; i++) {
        const uint64_t key = atomic_load(&met->slot[i].key);
        size_t at = home_of(&more, key);
        while (key != 0 && atomic_load(&more.slot[at].key) != 0) {
            at = next_of(&more, at);
        }
        if (key != 0) {
            atomic_store(&more.slot[at].key, key);
            atomic_store(&more.slot[at].row, atomic_load(&met->slot[i].row));
        }
    }
    free(met->slot);
    met->slot = more.slot;
    met->capacity = more.capacity;
    return POV_OK;
}

/* 12.0, which pandas writes, is 12, too. */
static span number_of(span code)
{
    code = pov_household_without_zeros(code);
    if (code.length > 2 && memcmp(code.text + code.length - 2, ".0", 2) == 0 &&
        strspn(code.text, "0123456789") == code.length - 2) {
        code.length -= 2;
    }
    return code;
}

bool pov_household_hash_code(worker *w, span content, uint64_t *hash)
{
    span code = content;

    if (pov_text_code_is_odd(content.text, content.length)) {
        pov_buffer_clear(&w->folded);
        pov_text_code(content.text, content.length, &w->folded);
        code = (span){pov_buffer_get(&w->folded), w->folded.length};
    }
    *hash = pov_household_hash(0, number_of(code), false);
    return !w->folded.failed;
}

bool pov_household_hash_place(worker *w, span content, uint64_t *hash)
{
    const uint64_t written = pov_household_hash(0, content, false);
    const size_t at = written % PLACES_KEPT;

    if (w->place[at].written != written || written == 0) {
        pov_buffer_clear(&w->folded);
        pov_name_fold(content.text, content.length, &w->folded);
        w->place[at].written = written;
        w->place[at].folded =
            pov_household_hash(0, (span){pov_buffer_get(&w->folded), w->folded.length}, false);
    }
    *hash = w->place[at].folded;
    return !w->folded.failed;
}

/* Where the household of a key is met, or is now put. *row: what is known of the row that was there
 * first. */
static bool is_met(copies *met, identity is, uint64_t *row)
{
    for (size_t at = home_of(met, is.key);; at = next_of(met, at)) {
        met_household *slot = &met->slot[at];
        uint64_t key = atomic_load_explicit(&slot->key, memory_order_acquire);
        if (key == 0 && atomic_compare_exchange_strong(&slot->key, &key, is.key)) {
            atomic_store_explicit(&slot->row, is.row, memory_order_release);
            return false;
        }
        if (key == is.key) {
            /* another thread may be about to write it */
            while ((*row = atomic_load_explicit(&slot->row, memory_order_acquire)) == 0) {
                (void)sched_yield();
            }
            return true;
        }
    }
}

/* Two rows of one household that differ: of all such pairs the one that ends first is kept. */
static void note_conflict(conflict *kept, uint64_t a, uint64_t b)
{
    const conflict now = {a < b ? a : b, a < b ? b : a};

    if (kept->second == 0 || now.second < kept->second ||
        (now.second == kept->second && now.first < kept->first)) {
        *kept = now;
    }
}

void pov_household_drop_copies(worker *w)
{
    copies *met = &w->reader->copies;
    size_t left = 0;
    identity is[BATCH];

    for (size_t i = 0; i < w->batched; i++) {
        const uint64_t key = w->identity[i].key;
        is[i].row = (pov_household_row_hash(w->identity[i].row, &w->batch[i]) & ~PLACES) |
                    ((w->number << PLACE_LINES | w->line[i]) & PLACES);
        is[i].key = key == 0 ? 0 : pov_household_mix(key, w->batch[i].unit) | 1;
#if defined(__GNUC__) || defined(__clang__)
        __builtin_prefetch(&met->slot[home_of(met, is[i].key)], 1);
#endif
    }
    if (!atomic_load_explicit(&met->ended, memory_order_relaxed) &&
        atomic_fetch_add(&met->count, w->batched) + w->batched > w->reader->options.copies) {
        atomic_store(&met->ended, true);
    }
    w->looks = !atomic_load_explicit(&met->ended, memory_order_relaxed);
    for (size_t i = 0; i < w->batched; i++) {
        uint64_t row = 0;
        if (w->looks && is[i].key != 0 && is_met(met, is[i], &row)) {
            if (row >> PLACE_BITS == is[i].row >> PLACE_BITS) {
                w->copied++;
                continue;
            }
            note_conflict(&w->differ, row & PLACES, is[i].row & PLACES);
        }
        w->batch[left++] = w->batch[i];
    }
    w->batched = left;
}

void pov_household_see_year(worker *w, int year)
{
    for (size_t i = 0; i < YEARS_KEPT; i++) {
        if (w->year[i].what == year) {
            return;
        }
        if (w->year[i].what == 0) {
            w->year[i] = (sighting){year, pov_household_place(w)};
            return;
        }
    }
}

/* ---- what contradicts ---- */

static size_t line_of(const pov_household_reader *r, uint64_t place)
{
    return r->line_of[place >> PLACE_LINES] + (size_t)(place & ((UINT64_C(1) << PLACE_LINES) - 1));
}

static const char *file_of(const pov_household_reader *r, uint64_t place)
{
    size_t file = r->file_count - 1;

    while (file > 0 && r->file[file].block > place >> PLACE_LINES) {
        file--;
    }
    return r->file[file].name;
}

/* "line 3", or "line 3 of a.csv" where that is another file than the one of `beside`. */
static void write_place(const pov_household_reader *r, uint64_t place, uint64_t beside, char *out,
                        size_t size)
{
    const char *file = file_of(r, place);
    pov_buffer line = {0}, called = {0};

    pov_place_write_line(&line, file, line_of(r, place));
    pov_place_write(&called, file, 0, 0);
    if (file == file_of(r, beside)) {
        (void)snprintf(out, size, pov_translate("line %s"), pov_buffer_get(&line));
    } else {
        (void)snprintf(out, size, pov_translate("line %s of %s"), pov_buffer_get(&line),
                       pov_buffer_get(&called));
    }
    pov_buffer_fini(&line);
    pov_buffer_fini(&called);
}

static pov_status place_error(const pov_household_reader *r, uint64_t place, pov_error *err)
{
    pov_error_place(err, file_of(r, place), line_of(r, place), 0, NULL);
    return err != NULL ? err->code : POV_ERR_DATA;
}

static pov_status check_copies(const pov_household_reader *r, pov_error *err)
{
    conflict differ = {0, 0};
    char where[300];

    for (size_t i = 0; i < r->worker_count; i++) {
        if (r->worker[i]->differ.second != 0) {
            note_conflict(&differ, r->worker[i]->differ.first, r->worker[i]->differ.second);
        }
    }
    if (differ.second == 0) {
        return POV_OK;
    }
    write_place(r, differ.first, differ.second, where, sizeof where);
    (void)pov_fail(err, POV_ERR_DATA, "the same household_id and unit as on %s, and another row",
                   where);
    pov_error_hint(err, "a file of persons, or of several years, holds households more than once; "
                        "where codes start anew in each village, --column village=HEADING tells "
                        "the villages apart; --copies 0 counts each row as a household");
    return place_error(r, differ.second, err);
}

static pov_status check_years(const pov_household_reader *r, pov_error *err)
{
    sighting first = {0, 0}, other = {0, 0};
    char where[300];

    for (size_t i = 0; i < r->worker_count; i++) {
        const sighting *year = &r->worker[i]->year[0];
        if (year->what != 0 && (first.what == 0 || year->place < first.place)) {
            first = *year;
        }
    }
    for (size_t i = 0; i < r->worker_count * YEARS_KEPT; i++) {
        const sighting *year = &r->worker[i / YEARS_KEPT]->year[i % YEARS_KEPT];
        if (year->what != 0 && year->what != first.what &&
            (other.what == 0 || year->place < other.place)) {
            other = *year;
        }
    }
    if (other.what == 0) {
        return POV_OK;
    }
    write_place(r, first.place, other.place, where, sizeof where);
    (void)pov_fail(err, POV_ERR_DATA, "households of %d, and of %d on %s", other.what, first.what,
                   where);
    pov_error_hint(err, "--year %d counts those of that year", first.what);
    return place_error(r, other.place, err);
}

static uint64_t first_of(const pov_household_reader *r, int level, bool empty)
{
    uint64_t first = 0;

    for (size_t i = 0; i < r->worker_count; i++) {
        const uint64_t place = empty ? r->worker[i]->empty[level] : r->worker[i]->filled[level];
        first = place != 0 && (first == 0 || place < first) ? place : first;
    }
    return first;
}

static pov_status check_levels(const pov_household_reader *r, pov_error *err)
{
    for (int level = 0; level < r->facts.by; level++) {
        const uint64_t empty = first_of(r, level, true), filled = first_of(r, level, false);
        char where[300];
        if (empty == 0 || filled == 0) {
            continue;
        }
        write_place(r, filled, empty, where, sizeof where);
        (void)pov_fail(err, POV_ERR_DATA,
                       "no name in the column \"%s\", which has one on %s: it is empty in all rows "
                       "or in none",
                       pov_household_level(level), where);
        pov_error_hint(err, "fill in the names that are missing");
        return place_error(r, empty, err);
    }
    return POV_OK;
}

pov_status pov_household_check_rows(pov_household_reader *r, pov_error *err)
{
    pov_status status = check_years(r, err);

    status = status == POV_OK ? check_copies(r, err) : status;
    return status == POV_OK ? check_levels(r, err) : status;
}
