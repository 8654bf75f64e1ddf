/*
 * Blocks of the file go to threads from one reader behind a lock.
 *
 * They are cut where the number of quotes before is even. In a file that libcsv accepts that is a
 * record end; in any other, the first row that is wrong lies in a block that was cut rightly, and
 * of all errors only the one in the first block counts.
 */
#include "loader/households/parts.h"

#include <errno.h>
#include <string.h>

/* ---- the end of blocks ---- */

/* Whether the quotes are odd in number. */
static bool odd_quotes(const char *text, size_t length)
{
    bool odd = false;
    size_t at = pov_lanes_odd(text, length, '"', &odd);

    for (; at < length; at++) {
        odd ^= text[at] == '"';
    }
    return odd;
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

/* Room for the line at which the block starts, which is known when all before it are done. */
static bool keep_line(pov_household_reader *r, uint64_t block)
{
    return pov_grow(&r->line_of, &r->line_capacity, (size_t)block + 1, sizeof *r->line_of) ==
               POV_OK ||
           pov_no_memory(&r->input_error) == POV_OK;
}

/* The next block, or false when there is none for this thread. */
bool pov_household_take_block(pov_household_reader *r, worker *w)
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
        took = fill_block(r, w) == POV_OK && keep_line(r, w->number);
        if (!took) {
            stop_at(r, w->number);
        } else if (r->options.progress != NULL) {
            r->options.progress(r->options.progress_context, r->bytes);
        }
    }
    (void)pthread_mutex_unlock(&r->lock);
    return took;
}

void pov_household_commit_block(pov_household_reader *r, const worker *w)
{
    (void)pthread_mutex_lock(&r->lock);
    if (w->status != POV_OK) {
        stop_at(r, w->number);
    } else {
        r->done[w->number % RING] = true;
        r->done_lines[w->number % RING] = w->lines;
        while (r->done[r->committed % RING]) {
            r->done[r->committed % RING] = false;
            r->line_of[r->committed] = r->lines_before;
            r->lines_before += r->done_lines[r->committed % RING];
            r->committed++;
        }
    }
    (void)pthread_cond_broadcast(&r->moved);
    (void)pthread_mutex_unlock(&r->lock);
}
