/*
 * The header of a household file: its separator, its columns, and the steps in which a row is read.
 */
#include "loader/households/parts.h"
#include "loader/source/bytes.h"
#include "loader/source/encoding.h"
#include "loader/table/kinds.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START_SIZE ((size_t)1024) /* bytes that say in which encoding a text is */

static pov_status refuse_kind(const worker *w, pov_error *err)
{
    const size_t length = w->length < START_SIZE ? w->length : START_SIZE;
    const char *encoding = pov_start_encoding(w->block, length);

    if (encoding != NULL && strcmp(encoding, "UTF-8") != 0) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "this is %s, and survey reads UTF-8", encoding);
        pov_error_hint(err, "iconv -f %s -t UTF-8 {FILE} | povcalc survey -", encoding);
        return POV_ERR_SYNTAX;
    }
    return pov_refuse_no_text(w->block, w->length, err);
}

static const char *after_line(const char *p, const char *end)
{
    p = pov_household_line_end(p, end);
    return p + (p + 1 < end && p[0] == '\r' && p[1] == '\n' ? 2 : p < end);
}

static void skip_line(worker *w)
{
    const char *p = after_line(w->block + w->from, w->block + w->length);

    w->from = (size_t)(p - w->block);
    w->lines++;
}

static void skip_blank_lines(worker *w)
{
    const char *end = w->block + w->length;

    while (w->from < w->length) {
        const char *p = w->block + w->from;
        while (p < end && (*p == ' ' || *p == '\t')) {
            p++;
        }
        if (p < end && *p != '\n' && *p != '\r') {
            return;
        }
        skip_line(w);
    }
}

/* "sep=;", which Excel writes and obeys */
static bool says_delimiter(const worker *w)
{
    const char *p = w->block + w->from, *end = w->block + w->length;

    return end - p > 5 && memcmp(p, "sep=", 4) == 0 && (p[5] == '\r' || p[5] == '\n');
}

pov_status pov_household_find_header(pov_household_reader *r, worker *w, bool *found,
                                     pov_error *err)
{
    bool first = r->lines_before == 0;
    size_t titles = r->options.load != NULL && r->options.load->header_line > 0
                        ? r->options.load->header_line - 1
                        : 0;
    pov_status status = first ? refuse_kind(w, err) : POV_OK;

    if (first && w->length >= 3 && memcmp(w->block, "\xEF\xBB\xBF", 3) == 0) {
        w->from = 3;
    }
    while (w->from < w->length && r->lines_before + w->lines < titles) {
        skip_line(w);
    }
    skip_blank_lines(w);
    if (says_delimiter(w)) {
        r->said_delimiter = w->block[w->from + 4];
        skip_line(w);
        skip_blank_lines(w);
    }
    *found = w->from < w->length;
    return status;
}

/* Whichever of , ; tab and | most of the first lines hold as often as the first one, outside
 * quotes: commas in headings and numbers differ from line to line. Else what that one has most. */
static char find_delimiter(const worker *w)
{
    static const char candidates[] = {',', ';', '\t', '|'};
    enum { LINES = 10 };
    const char *p = w->block + w->from, *end = w->block + w->length;
    size_t first[sizeof candidates] = {0}, agree[sizeof candidates] = {0}, best = 0;
    bool quoted = false;

    for (size_t line = 0; line < LINES && p < end; line++) {
        size_t count[sizeof candidates] = {0};
        for (; p < end && (quoted || (*p != '\n' && *p != '\r')); p++) {
            quoted = quoted != (*p == '"');
            for (size_t i = 0; i < sizeof candidates && !quoted; i++) {
                count[i] += *p == candidates[i];
            }
        }
        while (p < end && (*p == '\n' || *p == '\r')) {
            p++;
        }
        for (size_t i = 0; i < sizeof candidates; i++) {
            first[i] = line == 0 ? count[i] : first[i];
            agree[i] += first[i] > 0 && count[i] == first[i];
        }
    }
    for (size_t i = 1; i < sizeof candidates; i++) {
        const bool more = agree[i] == agree[best] && first[i] > first[best];
        best = agree[i] > agree[best] || more ? i : best;
    }
    return candidates[best];
}

static void set_delimiter(pov_household_reader *r, char delimiter)
{
    r->delimiter = delimiter;
    for (size_t i = 0; i < r->worker_count; i++) {
        worker *w = r->worker[i];
        csv_set_delim(&w->parser, (unsigned char)delimiter);
        w->last_unit = POV_NO_UNIT;
        w->shortest = SIZE_MAX;
    }
}

static bool is_word(pov_household_cell cell)
{
    return cell == POV_CELL_AREA || cell == POV_CELL_MINORITY || cell == POV_CELL_CLASS;
}

/* Whether the column is read with those of the step before it. */
static bool joins(const step *last, const pov_household_column *column)
{
    if (column->cell == POV_CELL_INDICATOR) {
        return last->cell == POV_CELL_INDICATOR && last->index + last->count == column->index &&
               last->count < POV_LANES_BITS;
    }
    bool level = column->cell == POV_CELL_UNIT || column->cell == POV_CELL_PLACE;
    return (level && last->cell == POV_CELL_UNIT) || (is_word(column->cell) && is_word(last->cell));
}

static pov_status make_steps(pov_household_reader *r, pov_error *err)
{
    free(r->step);
    r->step_count = 0;
    r->step = calloc(r->layout.count + 1, sizeof *r->step);
    if (r->step == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < r->worker_count; i++) {
        free(r->worker[i]->seen);
        r->worker[i]->seen = calloc(r->layout.count + 1, sizeof(recall));
        if (r->worker[i]->seen == NULL) {
            return pov_no_memory(err);
        }
    }
    for (size_t c = 0; c < r->layout.count; c++) {
        const pov_household_column *column = &r->layout.column[c];
        step *last = r->step_count > 0 ? &r->step[r->step_count - 1] : NULL;
        if (last != NULL && joins(last, column)) {
            last->count++;
        } else {
            /* beside an income a score is of no use */
            const bool text = column->cell == POV_CELL_B1 && r->layout.facts.incomes;
            r->step[r->step_count++] = (step){.cell = text ? POV_CELL_TEXT : column->cell,
                                              .column = (unsigned)c,
                                              .count = 1,
                                              .index = column->index};
        }
    }
    for (size_t i = 0; i < r->step_count; i++) {
        r->step[i].lead = i > 0 ? r->delimiter : '\n';
        if (r->step[i].cell == POV_CELL_INDICATOR) {
            pov_lanes_run_init(&r->step[i].run, r->step[i].count, r->step[i].lead, r->delimiter);
        }
    }
    return POV_OK;
}

/* All files of a run are counted alike: what the first one has must be in the others. */
static pov_status compare_facts(const pov_household_facts *first, const pov_household_facts *now,
                                pov_error *err)
{
    pov_status status = POV_OK;

    const struct {
        const char *column;
        bool first, now;
    } pairs[] = {
        {"province", first->level[POV_BY_PROVINCE], now->level[POV_BY_PROVINCE]},
        {"district", first->level[POV_BY_DISTRICT], now->level[POV_BY_DISTRICT]},
        {"commune", first->level[POV_BY_COMMUNE], now->level[POV_BY_COMMUNE]},
        {"village", first->level[POV_BY_VILLAGE], now->level[POV_BY_VILLAGE]},
        {"area", first->areas, now->areas},
        {"ethnic_minority", first->minority, now->minority},
        {"members", first->members, now->members},
        {"income_per_capita_vnd", first->incomes, now->incomes},
    };

    for (size_t i = 0; i < POV_LENGTH(pairs) && status == POV_OK; i++) {
        if (pairs[i].first != pairs[i].now) {
            status = pov_fail(err, POV_ERR_DATA,
                              pairs[i].first
                                  ? POV_TEXT("expected a column \"%s\", as the first file has it, "
                                             "found none")
                                  : POV_TEXT("expected no column \"%s\", as the first file has "
                                             "none, found one"),
                              pairs[i].column);
        }
    }
    if (status == POV_OK && first->indicators != now->indicators) {
        status = pov_fail(err, POV_ERR_DATA,
                          first->indicators
                              ? POV_TEXT("expected a column for each indicator, as the first file "
                                         "has them, found only \"b2\"")
                              : POV_TEXT("expected only \"b2\", as the first file has it, found "
                                         "a column for each indicator"));
    }
    if (status != POV_OK) {
        pov_error_hint(err, "files that are counted together have the same columns: else survey "
                            "each by itself, and add the results up with rollup --merge");
    }
    return status;
}

/* ---- a header that is none ---- */

/* The header was refused: perhaps the file is of another kind, whose headings say so. */
static bool is_other_kind(const worker *w, pov_error *err)
{
    pov_file_kind kind = POV_FILE_UNKNOWN;
    pov_buffer heading = {0};

    for (size_t c = 0; c < w->cells && kind != POV_FILE_HOUSEHOLDS; c++) {
        span cell = pov_household_cell_of(w, c);
        pov_buffer_clear(&heading);
        pov_buffer_add(&heading, cell.text, cell.length);
        pov_file_kind one = pov_kind_of_heading(pov_buffer_get(&heading));
        kind = one != POV_FILE_UNKNOWN ? one : kind;
    }
    pov_buffer_fini(&heading);
    if (kind == POV_FILE_UNKNOWN || kind == POV_FILE_HOUSEHOLDS) {
        return false;
    }
    *err = (pov_error)POV_ERROR_INIT; /* of a heading alone */
    (void)pov_refuse_kind(kind, POV_FILE_HOUSEHOLDS, err);
    return true;
}

#define LOOK_AHEAD 30 /* lines in which it is looked for */

/* How many cells of the record in hand are headings. *sure: it is the header. */
static size_t count_headings(const pov_household_reader *r, const worker *w, bool *sure)
{
    size_t count = 0, filled = 0;

    for (size_t c = 0; c < w->cells; c++) {
        span cell = pov_household_cell_of(w, c);
        count += pov_household_is_heading(&r->headings, cell.text, cell.length);
        filled += pov_household_trim(cell).length > 0;
    }
    *sure = pov_household_is_header(count, filled);
    return count;
}

/* The header was refused: perhaps it was a title. The later line that is the header, or 0. Where
 * the line in hand is a header, households are below it, also above another header. */
static size_t find_line_below(pov_household_reader *r, worker *w)
{
    bool sure = false;
    size_t line = 0, most = count_headings(r, w, &sure);

    most = most > 1 ? most : 1;
    for (size_t i = 0; i < LOOK_AHEAD && w->from < w->length && !sure; i++) {
        csv_set_delim(&w->parser, (unsigned char)(r->said_delimiter != 0 ? r->said_delimiter
                                                                         : find_delimiter(w)));
        const char *p = w->block + w->from;
        size_t number = r->lines_before + w->lines + 1;
        if (pov_household_split_record(w, &p) != POV_OK) {
            break;
        }
        w->from = (size_t)(p - w->block);
        size_t count = count_headings(r, w, &sure);
        if (count > most || sure) {
            most = count;
            line = number;
        }
    }
    w->error = (pov_error)POV_ERROR_INIT;
    return line;
}

/* ---- all of it ---- */

/* Columns before the first that no line fills: many a sheet begins at B2. */
static size_t blank_columns(const pov_household_reader *r, const worker *w)
{
    enum { LINES = 10 };
    const char *p = w->block + w->from, *end = w->block + w->length;
    size_t least = SIZE_MAX;

    for (size_t line = 0; line < LINES && p < end && least > 0; line++) {
        size_t count = 0;
        while (p + count < end && p[count] == r->delimiter) {
            count++;
        }
        least = count < least ? count : least;
        p = after_line(p, end);
    }
    return least < SIZE_MAX ? least : 0;
}

/* The cells of the record in hand, for as long as the reader lives; NULL: no memory. */
static span *keep_cells(pov_household_reader *r, const worker *w)
{
    span *kept = pov_arena_alloc(&r->arena, (w->cells + 1) * sizeof *kept);

    for (size_t c = 0; c < w->cells && kept != NULL; c++) {
        const span cell = pov_household_cell_of(w, c);
        const char *text = pov_arena_text(&r->arena, cell.text, cell.length);
        kept[c] = (span){text, cell.length};
        kept = text != NULL ? kept : NULL;
    }
    return kept;
}

/* Columns from the headings; the first `blank` ones have none and are empty. */
static pov_status take_headings(pov_household_reader *r, const span *cell, size_t count,
                                size_t blank, pov_error *err)
{
    pov_status status = POV_OK;

    while (count > 1 && pov_household_trim(cell[count - 1]).length == 0) {
        count--; /* empty ones at the end */
    }
    pov_household_layout_fini(&r->layout);
    for (size_t c = 0; c < count && status == POV_OK; c++) {
        if (c < blank) {
            status = pov_household_layout_pass(&r->layout, err);
        } else if (!pov_text_is_utf8(cell[c].text, cell[c].length, NULL)) {
            status = POV_ERR_SYNTAX;
            pov_household_refuse_bytes(r->worker[0], cell[c], status, err);
        } else {
            status = pov_household_layout_add(&r->layout, &r->headings, cell[c].text,
                                              cell[c].length, err);
        }
        if (status != POV_OK) {
            pov_error_place(err, NULL, 0, c + 1, NULL);
        }
    }
    if (status == POV_OK) {
        status = pov_household_layout_finish(&r->layout, &r->headings,
                                             r->any_file ? r->facts.by : r->options.by, err);
    }
    return status;
}

/* "Điểm B1" and "Điểm B2" in the line below "Phiếu B": all that the record in hand has are headings
 * of columns. They go before those of the line above.
 * whole  that line is a header by itself: then only what stands below a merged heading is taken */
static bool take_second_line(const pov_household_reader *r, const worker *w, bool whole,
                             span *heading, size_t count)
{
    size_t found = 0;

    for (size_t c = 0; c < w->cells; c++) {
        const span cell = pov_household_trim(pov_household_cell_of(w, c));
        const bool merged =
            c < count && (pov_household_trim(heading[c]).length == 0 ||
                          (c + 1 < count && pov_household_trim(heading[c + 1]).length == 0));
        if (cell.length > 0 && (c >= count || (whole && !merged) ||
                                !pov_household_is_heading(&r->headings, cell.text, cell.length))) {
            return false;
        }
        found += cell.length > 0;
    }
    for (size_t c = 0; c < w->cells; c++) {
        const span cell = pov_household_trim(pov_household_cell_of(w, c));
        heading[c] = cell.length > 0 ? cell : heading[c];
    }
    return found > 0;
}

/* The header at hand, of one line or two. */
static pov_status read_lines(pov_household_reader *r, worker *w, pov_error *err)
{
    set_delimiter(r, r->said_delimiter != 0 ? r->said_delimiter : find_delimiter(w));
    const size_t blank = blank_columns(r, w);
    const char *p = w->block + w->from;
    pov_status status = pov_household_split_record(w, &p);

    w->from = (size_t)(p - w->block);
    if (status != POV_OK) {
        *err = w->error;
        return status;
    }
    if (w->cells == 0) {
        return pov_fail(err, POV_ERR_DATA, "the file is empty");
    }
    const size_t count = w->cells;
    span *heading = keep_cells(r, w);
    bool sure = false;
    const bool any = count_headings(r, w, &sure) > 0;
    if (heading == NULL) {
        return pov_no_memory(err);
    }
    status = take_headings(r, heading, count, blank, err);
    if ((status != POV_OK && status != POV_ERR_DATA) || w->from >= w->length || !any) {
        return status;
    }
    const size_t lines = w->lines;
    pov_error second = POV_ERROR_INIT;
    if (pov_household_split_record(w, &p) == POV_OK &&
        take_second_line(r, w, status == POV_OK, heading, count) &&
        (take_headings(r, heading, count, blank, &second) == POV_OK || status == POV_OK)) {
        w->from = (size_t)(p - w->block);
        *err = second;
        return second.code;
    }
    w->error = (pov_error)POV_ERROR_INIT;
    w->lines = lines;
    return status;
}

/* The header is on a later line: what is above it is a title, which a note says. */
static pov_status read_below(pov_household_reader *r, worker *w, size_t line, pov_error *err)
{
    const pov_load_options *load = r->options.load;
    pov_error note = POV_ERROR_INIT;

    if (r->options.header_apart || (load != NULL && load->header_line > 0)) {
        return POV_ERR_DATA; /* where it is was said */
    }
    while (r->lines_before + w->lines + 1 < line && w->from < w->length) {
        skip_line(w);
    }
    pov_status status = read_lines(r, w, err);
    if (status == POV_OK && r->options.notes != NULL) {
        (void)pov_fail(&note, POV_ERR_DATA, "the headings are taken from here");
        const char *file = r->file[r->file_count - 1].name;
        status = pov_problems_note(r->options.notes, &note, file, line) == POV_OK
                     ? POV_OK
                     : pov_no_memory(err);
    }
    return status;
}

/* The numbers of columns below the headings, also those that could be read as a household. */
static void pass_over_numbers(worker *w)
{
    const char *p = w->block + w->from;
    const size_t lines = w->lines;

    if (w->from < w->length && pov_household_split_record(w, &p) == POV_OK &&
        pov_household_is_numbers(w)) {
        w->from = (size_t)(p - w->block);
    } else {
        w->error = (pov_error)POV_ERROR_INIT;
        w->lines = lines;
    }
}

pov_status pov_household_read_header(pov_household_reader *r, worker *w, pov_error *err)
{
    const size_t from = w->from, lines = w->lines;
    size_t line = lines + 1;
    char one[160] = "";
    pov_status status = read_lines(r, w, err);

    if (status == POV_ERR_DATA) { /* the first line once more */
        const char *p = w->block + from;
        w->lines = lines;
        if (pov_household_split_record(w, &p) == POV_OK) {
            w->from = (size_t)(p - w->block);
        }
    }
    if (status == POV_ERR_DATA && w->cells == 1) {
        const span cell = pov_household_cell_of(w, 0);
        (void)snprintf(one, sizeof one, "%.*s", (int)(cell.length < 120 ? cell.length : 120),
                       cell.text);
    }
    if (status == POV_ERR_DATA && w->cells > 0 && is_other_kind(w, err)) {
        status = POV_ERR_KIND;
    } else if (status == POV_ERR_DATA && w->cells > 0) {
        const size_t below = find_line_below(r, w);
        pov_error again = POV_ERROR_INIT, whole = POV_ERROR_INIT;
        w->from = from;
        w->lines = lines;
        if (below > 0 && read_below(r, w, below, &again) == POV_OK) {
            *err = (pov_error)POV_ERROR_INIT;
            status = POV_OK;
            line = below - r->lines_before;
        } else if (below > 0) {
            err->hint[0] = '\0'; /* of a heading that is none */
            pov_error_hint(err, "the header seems to be on line %zu: --header-line %zu", below,
                           below);
        } else if (strpbrk(one, ",;\t|:^~#") != NULL) {
            *err = pov_refuse_one_cell(one, false, &whole) ? whole : *err;
        }
    }
    if (status == POV_OK) {
        pass_over_numbers(w);
    }
    if (status == POV_OK && r->any_file) {
        status = compare_facts(&r->facts, &r->layout.facts, err);
    }
    if (status == POV_OK) {
        status = make_steps(r, err);
    }
    pov_error_place(err, NULL, line, 0, NULL); /* also for what refuses these columns next */
    return status;
}
