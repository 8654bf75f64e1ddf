/*
 * Reading households: files and threads. parts.h says where the rest is.
 */
#include "loader/households/parts.h"

#include "loader/source/source_text.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SIZE ((size_t)256 * 1024)
#define THREAD_SPACE ((size_t)128) /* each thread's state keeps away from the others' cache lines */

static pov_status flush(worker *w)
{
    pov_status status = POV_OK;

    if (w->batched > 0 && w->looks) {
        pov_household_drop_copies(w);
    }
    if (w->batched > 0) {
        status = w->reader->take(w->reader->context, w->index, w->batch, w->batched);
        w->batched = 0;
        if (status != POV_OK) {
            (void)pov_no_memory(&w->error);
        }
    }
    return status;
}

/* ---- a block, a thread ---- */

static pov_status read_block(worker *w)
{
    const char *p = w->block + w->from, *end = w->block + w->length;
    pov_status status = POV_OK;

    while (p < end && status == POV_OK) {
        if (*p == '\n' || *p == '\r') { /* a blank line */
            p += p[0] == '\r' && p[1] == '\n' ? 2 : 1;
            w->lines++;
            continue;
        }
        const char *next = w->reader->options.plain ? p : w->reader->quick(w, p);
        if (next == p) { /* in doubt */
            status = pov_household_plain_row(w, &next);
            const size_t length = next > p + 2 ? (size_t)(next - p) - 1 : 1;
            w->shortest = length < w->shortest ? length : w->shortest;
        }
        p = next;
        if (status == POV_OK && w->batched == BATCH) {
            status = flush(w);
        }
    }
    return status == POV_OK ? flush(w) : status;
}

/* With a block in hand, if `block`: the first one, whose header is read. */
static void work(worker *w, bool block)
{
    while (block || pov_household_take_block(w->reader, w)) {
        w->status = read_block(w);
        pov_household_commit_block(w->reader, w);
        if (w->status != POV_OK) {
            return;
        }
        block = false;
    }
}

static void *start_work(void *context)
{
    worker *w = context;

    pov_set_language(w->language);
    work(w, false);
    return NULL;
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
        r->worker[i]->language = pov_language_now();
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

static pov_status read_header(pov_household_reader *r, worker *w, pov_error *err)
{
    pov_status status = POV_OK;
    bool found = false;

    while (!found && status == POV_OK) {
        if (!pov_household_take_block(r, w)) {
            status = first_error(r, err);
            return status != POV_OK ? status : pov_fail(err, POV_ERR_DATA, "the file is empty");
        }
        status = pov_household_find_header(r, w, &found, err);
        if (status == POV_OK && !found) {
            pov_household_commit_block(r, w);
        }
    }
    if (status == POV_OK) {
        status = pov_household_read_header(r, w, err);
    }
    err->line += err->line > 0 ? r->lines_before : 0;
    return status;
}

/* Remembers which blocks are its own. */
static pov_status start_file(pov_household_reader *r, const pov_input *input, pov_error *err)
{
    const char *called = input->name != NULL ? input->name : "-";
    const char *kept = pov_arena_text(&r->arena, called, strlen(called));

    if (kept == NULL ||
        pov_grow(&r->file, &r->file_capacity, r->file_count + 1, sizeof *r->file) != POV_OK) {
        return pov_no_memory(err);
    }
    r->file[r->file_count++] = (file_start){kept, r->next_block};
    return POV_OK;
}

/* How many rows all files have, going by the lines of the first block; 0: that is not known. */
static uint64_t estimate_rows(const pov_household_reader *r)
{
    const worker *w = r->worker[0];
    const char *p = w->block, *end = w->block + w->length;
    uint64_t lines = 1;

    for (; (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++) {
        lines++;
    }
    return w->length > 0 ? r->options.bytes / w->length * lines : 0;
}

/* Copies are looked for where households have codes. Most files are one block, and few rows. */
static pov_status start_looking(pov_household_reader *r, pov_error *err)
{
    enum { SHORTEST_ROW = 16 };
    const size_t limit = r->options.copies, met = atomic_load(&r->copies.count);
    const bool one_block = r->ended && r->carried == 0;

    if (limit > 0 && met == 0 && estimate_rows(r) > limit) {
        atomic_store(&r->copies.ended, true);
    }
    const bool looks = limit > 0 && r->facts.id && !atomic_load(&r->copies.ended);
    for (size_t i = 0; i < r->worker_count; i++) {
        r->worker[i]->looks = looks;
    }
    if (!looks) {
        return POV_OK;
    }
    const size_t more = one_block ? r->worker[0]->length / SHORTEST_ROW : limit;
    return pov_household_copies_grow(&r->copies, met + more < limit ? met + more : limit) == POV_OK
               ? POV_OK
               : pov_no_memory(err);
}

static pov_status read_text(pov_household_reader *r, const pov_input *input, char separator,
                            pov_error *err)
{
    r->input = input;
    r->carried = 0;
    r->lines_before = r->options.header_apart ? SIZE_MAX : 0; /* one less than 0 */
    r->committed = r->next_block; /* also where the file before ended at its header */
    memset(r->done, 0, sizeof r->done);
    r->worker[0]->error = (pov_error)POV_ERROR_INIT;
    r->ended = false;
    r->said_delimiter = separator;
    r->stop_at = UINT64_MAX;
    r->input_error = (pov_error)POV_ERROR_INIT;

    pov_status status = start_file(r, input, err);
    if (status == POV_OK) {
        status = read_header(r, r->worker[0], err);
    }
    if (status == POV_OK) {
        r->facts = r->layout.facts;
        r->any_file = true;
        r->income_unit = r->options.income_unit;
        if (r->income_unit == 0 && r->least_income > 0 && r->layout.income_unit > 1) {
            r->income_unit = r->layout.income_unit;
        }
        status = start_looking(r, err);
        if (status == POV_OK && r->options.start != NULL) {
            status = r->options.start(r->context, &r->facts, err);
        }
    }
    if (status == POV_OK) {
        *err = (pov_error)POV_ERROR_INIT; /* the line of the header */
        run_workers(r);
        status = first_error(r, err);
        status = status == POV_OK ? pov_household_check_rows(r, err) : status;
    }
    if (status != POV_OK) {
        pov_error_place(err, input->name, 0, 0, NULL);
    }
    return status;
}

/* ---- a workbook ---- */

/* The first line that is a header for sure goes before those with more headings. */
static size_t score(void *context, const pov_source_row *row)
{
    const pov_household_reader *r = context;
    size_t known = 0, filled = 0;

    for (size_t i = 0; i < row->count; i++) {
        known += pov_household_is_heading(&r->headings, row->cell[i].text, row->cell[i].length);
        filled += row->cell[i].length > 0;
    }
    return pov_household_is_header(known, filled) ? POV_SOURCE_CELLS_MAX : known;
}

static pov_source_merged merged_below(void *context, const char *heading, bool *failed)
{
    const pov_household_reader *r = context;

    return pov_household_merged_below(&r->headings, heading, failed);
}

/* Its rows as text, one after the other: the blocks and threads are made for that. A row is on the
 * line of its number. */
static pov_status read_workbook(pov_household_reader *r, const pov_input *input, pov_error *err)
{
    static const pov_load_options none = POV_LOAD_OPTIONS_INIT;
    pov_source *source = NULL;
    pov_source_text text;
    pov_status status =
        pov_source_open(&source, input, r->options.load != NULL ? r->options.load : &none, err);

    if (status == POV_OK) {
        status = pov_source_text_open(&text, source, score, merged_below, r, err);
        if (status == POV_OK) {
            status = read_text(r, &text.input, ',', err);
        }
        if (status == POV_OK && r->options.notes != NULL) {
            status = pov_source_notes(source, r->options.notes, err);
        }
        if (text.failed.code != POV_OK) {
            *err = text.failed;
            status = err->code;
        }
        pov_source_text_fini(&text);
    }
    pov_source_close(source);
    pov_error_place(status == POV_OK ? NULL : err, input->name, 0, 0, NULL);
    return status;
}

pov_status pov_household_read(pov_household_reader *r, const pov_input *input, pov_error *err)
{
    const char separator = r->options.load != NULL ? r->options.load->separator : '\0';
    pov_peeked_input peeked;

    pov_peek(&peeked, input);
    return pov_is_archive(&peeked) ? read_workbook(r, &peeked.input, err)
                                   : read_text(r, &peeked.input, separator, err);
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
    w->ahead = QUICK_ROWS;
    w->memory = malloc(r->options.block_size + 2 * PAD);
    if (w->memory != NULL) {
        memset(w->memory, '\n', PAD);
        w->block = w->memory + PAD;
    }
    w->recent = calloc((size_t)1 << RECENT_BITS, sizeof(const name *));
    (void)pov_household_start_parser(w);
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
    free(w->memory);
    free(w->end);
    free(w->seen);
    free(w->recent);
    pov_buffer_fini(&w->text);
    pov_buffer_fini(&w->folded);
    free(w);
}

/* What the options say of all households. */
static pov_status take_given(pov_household_reader *r, const pov_standard *standard,
                             const pov_household_options *options, pov_error *err)
{
    enum { LEAST = 10000 }; /* VND a month on which nobody lives: ten thousand */

    bool failed = false;

    if (options->unit != NULL) {
        r->given[options->unit_level] = (span){options->unit, strlen(options->unit)};
        if (!pov_household_is_unit(r->given[options->unit_level], &failed)) {
            return pov_fail(err, POV_ERR_USAGE, "--unit: expected the name of a unit, found \"%s\"",
                            options->unit);
        }
    }
    if (options->area != NULL) {
        int area = pov_household_word(POV_CELL_AREA, options->area, strlen(options->area));
        if (area < 0) {
            return area == -2
                       ? pov_no_memory(err)
                       : pov_fail(err, POV_ERR_USAGE,
                                  "--area: expected rural or urban, found \"%s\"", options->area);
        }
        r->area = (uint8_t)area;
    }
    /* a standard whose line is lower still is not in VND */
    const bool in_dong = standard->line_count > 0 && standard->line[0].income[POV_RURAL] >= LEAST;
    r->least_income = in_dong && options->income_unit != 1 ? LEAST : 0;
    return failed ? pov_no_memory(err) : POV_OK;
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
    pov_status status = pov_household_headings_init(&r->headings, standard, options, err);
    if (status == POV_OK) {
        status = take_given(r, standard, options, err);
    }
    if (status != POV_OK) {
        pov_household_reader_free(r);
        return status;
    }
    r->standard = standard;
    r->options = *options;
    r->options.block_size = options->block_size > 0 ? options->block_size : BLOCK_SIZE;
    r->quick = pov_household_quick_rows;
#ifdef POV_LANES_SSE2
    if (pov_lanes_has_wide() && !options->narrow) {
        r->quick = pov_household_quick_rows_wide;
    }
#endif
    r->take = take;
    r->context = context;
    r->worker = calloc(options->jobs, sizeof(worker *));
    r->carry = malloc(r->options.block_size);
    r->lock_ready = pthread_mutex_init(&r->lock, NULL) == 0;
    r->moved_ready = pthread_cond_init(&r->moved, NULL) == 0;
    r->names.lock_ready = pthread_mutex_init(&r->names.lock, NULL) == 0;
    failed = r->worker == NULL || r->carry == NULL || !r->lock_ready || !r->moved_ready ||
             !r->names.lock_ready;
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
    pov_household_names_fini(&r->names);
    pov_arena_fini(&r->arena);
    free(r->copies.slot);
    free(r->line_of);
    free(r->file);
    free(r->worker);
    free(r->carry);
    free(r->step);
    pov_household_headings_fini(&r->headings);
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

const pov_household_unit *pov_household_units(const pov_household_reader *r, size_t *count)
{
    *count = r->names.unit_count;
    return r->names.unit;
}

int64_t pov_household_skipped(const pov_household_reader *r, size_t reason)
{
    int64_t count = 0;

    for (size_t i = 0; i < r->worker_count; i++) {
        count += r->worker[i]->skipped[reason];
    }
    return count;
}

pov_household_findings pov_household_found(const pov_household_reader *r)
{
    pov_household_findings found = {
        .copies_ended = r->facts.id && atomic_load(&r->copies.ended),
        .year = r->options.year,
        .passed = r->layout.passed_count > 0 ? pov_buffer_get(&r->layout.passed) : NULL,
        .passed_count = r->layout.passed_count,
    };

    bool ones = false, zeros = false;
    for (size_t i = 0; i < r->worker_count; i++) {
        const worker *w = r->worker[i];
        ones = ones || w->ones;
        zeros = zeros || w->zeros;
        found.unmarked = found.unmarked || w->unmarked;
        found.unplaced += w->unplaced;
        found.other_years += w->other_years;
        found.copies += w->copied;
        found.year = found.year == 0 ? w->year[0].what : found.year;
    }
    for (size_t c = 0; c < r->layout.count; c++) {
        const pov_household_column *column = &r->layout.column[c];
        if (column->cell == POV_CELL_INCOME && pov_household_is_vague(column->heading)) {
            found.income = column->heading;
        }
        if (column->cell == POV_CELL_MINORITY && ones && !zeros &&
            pov_household_names_people(column->heading)) {
            found.people = column->heading;
        }
    }
    return found;
}
