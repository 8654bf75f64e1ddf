/*
 * Any bytes as a household file: the quick way, in blocks so small that cuts happen everywhere and
 * on two threads too, must count what the plain way through libcsv counts, or refuse the same with
 * the same words and place.
 */
#include "fuzz.h"

#include "base/text.h"
#include "loader/households/reader.h"
#include "loader/standard_file.h"

enum { THREADS = 2, UNITS_MAX = 4096, COPIES = 2048, WHOLE = 16384 };

typedef struct thread_sums {
    uint64_t households, cells;
    uint64_t unit[UNITS_MAX]; /* households by unit */
} thread_sums;

/* What a run came to; sums, so that the order of households does not matter. */
typedef struct outcome {
    uint64_t households, cells, units, skipped;
    pov_status status;
    pov_error err;
} outcome;

typedef struct way {
    bool plain, skip;
    unsigned jobs;
    size_t block, piece;
    size_t copies; /* with threads, which of two rows is the copy is anybody's guess */
} way;

static pov_status take(void *context, size_t thread, const pov_household *h, size_t count)
{
    thread_sums *sums = (thread_sums *)context + thread;

    sums->households += count;
    for (size_t i = 0; i < count; i++) {
        FUZZ_MUST(h[i].area < POV_AREA_COUNT || h[i].given == 1 + POV_CLASS_UNKNOWN);
        FUZZ_MUST(h[i].deprived <= POV_INDICATORS_MAX);
        sums->cells += (uint64_t)h[i].income * 31 + h[i].lacks * 17U + h[i].members * 13U +
                       h[i].area * 7U + h[i].minority * 5U + h[i].deprived + h[i].scored * 3U +
                       h[i].given * 101U + h[i].stated * 1009U;
        sums->unit[h[i].unit % UNITS_MAX]++;
    }
    return POV_OK;
}

/* Names with those of the parents, folded, since a unit may come first under another spelling. */
static uint64_t unit_name(const pov_household_unit *unit, uint32_t at)
{
    uint64_t hash = FUZZ_HASH_START;

    for (; at != POV_NO_UNIT; at = unit[at].parent) {
        pov_buffer folded = {0};
        pov_text_fold(unit[at].name, strlen(unit[at].name), &folded);
        hash = fuzz_hash(hash, pov_buffer_get(&folded), folded.length + 1);
        pov_buffer_fini(&folded);
    }
    return hash;
}

static void add_thread(outcome *out, const pov_household_reader *reader, const thread_sums *sums)
{
    size_t count = 0;
    const pov_household_unit *unit = pov_household_units(reader, &count);

    out->households += sums->households;
    out->cells += sums->cells;
    for (size_t u = 0; u < count && count <= UNITS_MAX; u++) {
        out->units += unit_name(unit, (uint32_t)u) * sums->unit[u];
    }
}

static outcome survey(const uint8_t *data, size_t size, const pov_standard *standard, way w)
{
    static thread_sums sums[THREADS];
    fuzz_bytes from = {data, size, w.piece, 0};
    const pov_input input = fuzz_input(&from);
    const pov_household_options options = {.by = POV_BY_LOWEST,
                                           .jobs = w.jobs,
                                           .plain = w.plain,
                                           .narrow = w.piece == 0,
                                           .skip_invalid = w.skip,
                                           .copies = w.copies,
                                           .block_size = w.block};
    pov_household_reader *reader = NULL;
    outcome out = {.err = POV_ERROR_INIT};

    memset(sums, 0, sizeof sums);
    FUZZ_MUST(pov_household_reader_new(&reader, standard, &options, take, sums, &out.err) ==
              POV_OK);
    out.status = pov_household_read(reader, &input, &out.err);
    if (out.status == POV_OK) {
        for (size_t t = 0; t < pov_household_threads(reader); t++) {
            add_thread(&out, reader, &sums[t]);
        }
        for (size_t reason = 0; reason < POV_REASON_COUNT; reason++) {
            out.skipped += (uint64_t)pov_household_skipped(reader, reason) * (reason + 1);
        }
    }
    pov_household_reader_free(reader);
    return out;
}

/* A block holds the longest line at least, so that most records fit. */
static size_t longest_line(const uint8_t *data, size_t size)
{
    size_t longest = 0, start = 0;

    for (size_t i = 0; i < size; i++) {
        if (data[i] == '\n' || data[i] == '\r') {
            start = i + 1;
        }
        longest = i + 1 - start > longest ? i + 1 - start : longest;
    }
    return longest + 2;
}

/* Where the line ends, with its end. */
static size_t line_end(const uint8_t *data, size_t size, size_t at)
{
    while (at < size && data[at] != '\n' && data[at] != '\r') {
        at++;
    }
    at += at + 1 < size && data[at] == '\r' && data[at + 1] == '\n';
    return at < size ? at + 1 : size;
}

/* The first bytes say what separates the cells and in which encoding they are, the first lines
 * which of them is the header: where that is open, all blocks have to hold them. A header that the
 * first line holds has at most a row of numbers below it. */
static size_t open_start(const uint8_t *data, size_t size, const pov_standard *standard)
{
    enum { LOOKED_AT = 1024, LINES = 32 };
    const size_t header = line_end(data, size, 0);
    size_t at = 0, lines = 0;
    bool open = survey(data, header, standard, (way){true, false, 1, WHOLE, 0, 0}).status != POV_OK;

    for (size_t i = 0; i < size; i++) {
        open = open || memchr(";\t|", data[i], 4) != NULL; /* NUL is among them */
    }
    for (; open && at < size && (at < LOOKED_AT || lines < LINES); lines++) {
        at = line_end(data, size, at);
    }
    if (open && memchr(data, '"', size) != NULL) {
        return size + 1; /* a quote may stay open to the end, and hide separators until there */
    }
    /* all of it: with a byte more, else a last line without an end waits for the next block */
    return open ? at + (at == size) : line_end(data, size, header);
}

/* A record that is longer than a whole block, which only tiny blocks meet in such files. */
static bool too_long(const outcome *o)
{
    return strncmp(o->err.message, "a row longer than", 17) == 0;
}

static void compare(const outcome *a, const outcome *b)
{
    FUZZ_MUST(a->status == b->status); /* one refuses what the other accepts */
    FUZZ_MUST(a->err.line == b->err.line && a->err.column == b->err.column);
    FUZZ_MUST(strcmp(a->err.message, b->err.message) == 0);
    FUZZ_MUST(a->households == b->households && a->cells == b->cells);
    FUZZ_MUST(a->units == b->units && a->skipped == b->skipped);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static pov_standard standard;

    if (standard.id == NULL) { /* one for all runs */
        FUZZ_MUST(pov_standard_load("vn-2022", &standard, NULL) == POV_OK);
    }
    const size_t open = open_start(data, size, &standard), longest = longest_line(data, size);
    const size_t line = longest > open ? longest : open;
    const size_t whole = size > WHOLE ? size : WHOLE; /* all of it, in little memory: quick */

    for (int skip = 0; skip < 2; skip++) {
        outcome all = survey(data, size, &standard, (way){true, skip != 0, 1, whole, 0, 0});
        outcome plain = survey(data, size, &standard, (way){true, skip != 0, 1, whole, 0, COPIES});
        outcome quick = survey(data, size, &standard, (way){false, skip != 0, 1, whole, 0, COPIES});
        outcome small = survey(data, size, &standard,
                               (way){false, skip != 0, 1, line + size % 97, 1 + size % 11, COPIES});
        outcome threads =
            survey(data, size, &standard, (way){false, skip != 0, THREADS, line + size % 61, 0, 0});
        compare(&plain, &quick);
        if (!too_long(&small)) {
            compare(&plain, &small);
        }
        if (!too_long(&threads)) {
            compare(&all, &threads);
        }
        if (plain.status != POV_OK) {
            fuzz_check_refusal(&plain.err, data, size);
        }
    }
    return 0;
}
