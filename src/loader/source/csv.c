/*
 * libcsv pushes cells and knows no lines; a loader wants to pull records with their place. So the
 * parser is fed one physical line a call: a line after which it has not reported a row ended inside
 * quotes. With CSV_REPALL_NL it reports blank lines as rows without cells, which are dropped, as is
 * the LF of a CRLF. A callback cannot stop the parser: it keeps the first failure in the reader,
 * which stops feeding. A line without quotes needs no parser: it is split here, as libcsv would
 * split it. One in any doubt is left to libcsv, which also refuses it.
 */
#include "base/text.h"
#include "loader/source/encoding.h"
#include "loader/source/format.h"
#include "loader/source/garbled.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define CHUNK_SIZE ((size_t)64 * 1024)
#define RECORD_MAX ((size_t)1024 * 1024) /* bytes of a record, without its line end */
#define ROOM ((size_t)16)                /* that a decoder needs */
#define PADDING_MAX ((size_t)64 * 1024 * 1024)
#define INDENTS 8 /* cells of a record whose blanks are counted */
#define CONTROL_Z '\x1A'
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

typedef struct reader {
    pov_decoder decoder;
    struct csv_parser parser;
    bool parser_ready;
    char separator;

    char *chunk; /* decoded bytes; those from `at` on are not yet parsed */
    size_t at, length;
    bool ended;        /* no more bytes will come */
    bool endless;      /* more padding than a file has */
    pov_error pending; /* why, when it is not the end of the file */

    size_t line; /* of the byte at `at` */
    bool after_cr;
    bool lf_ends;  /* lines end with LF or CRLF: a CR alone is a break inside a cell */
    bool markdown; /* signs have a backslash before them */
    pov_garbled_text all;
    bool noted; /* note is to be given */
    pov_error note;
    pov_buffer repaired; /* a cell of it */

    /* the record that is being read */
    size_t record_line, cell_line, quote_line; /* where they start; the quote that is open */
    size_t record_bytes;
    bool in_record, in_quotes, row_ended, cell_ended; /* cell_ended: one did on this line */
    pov_buffer text; /* cells one after the other, each terminated */
    pov_source_cell *cell;
    size_t count, capacity;
    bool split;       /* without libcsv */
    pov_error failed; /* of a callback */

    unsigned indent[INDENTS];
    unsigned char kind[256]; /* byte_kind of each */
    /* the row before, whose cells were looked at; count 0: it was read by libcsv */
    pov_buffer seen_text;
    pov_source_cell *seen;
    size_t seen_count, seen_capacity;
} reader;

/* What bytes are in a line that is split. ODD ones make a cell that may be garbled. */
enum byte_kind { ORDINARY, ODD, ENDS_CELL, IN_DOUBT };

/* ---- bytes ---- */

/* One read; false at the end. A failure is kept until the bytes before it have been parsed, so that
 * it gets its line. */
static bool read_more(reader *r)
{
    size_t got = 0;

    if (pov_decoder_read(&r->decoder, r->chunk + r->length, CHUNK_SIZE - r->length, &got,
                         &r->pending) != POV_OK ||
        got == 0) {
        r->ended = true;
    }
    r->length += got;
    return !r->ended;
}

static bool is_padding(char c)
{
    return c == '\0' || c == CONTROL_Z;
}

/*
 * What follows the text of a file: the Ctrl-Z of old systems, or NUL bytes where a write or a copy
 * was interrupted. Reads on to know that nothing else does; NULs before more text, or without an
 * end (/dev/zero), are left to be refused.
 */
static void drop_padding(reader *r, size_t from)
{
    size_t start = r->length;

    while (start > from && (is_padding(r->chunk[start - 1]) || r->chunk[start - 1] == '\n')) {
        start--;
    }
    while (start < r->length && !is_padding(r->chunk[start])) {
        start++; /* line ends belong to the text */
    }
    if (start == r->length || CHUNK_SIZE - start < 2 * ROOM) {
        return;
    }
    const char first = r->chunk[start];
    bool more = true;
    size_t passed = 0;
    while (more) {
        const size_t seen = r->length;
        if (CHUNK_SIZE - r->length < ROOM) { /* more of it than text */
            passed += r->length - start;
            r->chunk[start] = '\0';
            r->length = start + 1;
            if (passed > PADDING_MAX) {
                r->endless = true;
                return;
            }
            continue;
        }
        more = read_more(r);
        for (size_t i = seen; i < r->length; i++) {
            if (!is_padding(r->chunk[i]) && r->chunk[i] != '\n') {
                return;
            }
        }
    }
    r->length = r->pending.code == POV_OK ? start : start + 1;
    if (first == '\0' && r->pending.code == POV_OK) {
        (void)pov_fail(&r->note, POV_ERR_SYNTAX,
                       "NUL bytes after the text are passed over: is the file whole?");
        r->noted = true;
    }
}

/* A CR that is within a cell is a blank, where lines end with LF. */
static void blank_lone_cr(reader *r, size_t from)
{
    char *at = r->chunk + from, *end = r->chunk + r->length;

    while (at < end && (at = memchr(at, '\r', (size_t)(end - at))) != NULL) {
        if (at + 1 < end && at[1] != '\n') {
            *at = ' ';
        }
        at++;
    }
}

/* Appends decoded bytes to the chunk, which must not be full. */
static void fill(reader *r)
{
    if (r->at > 0) {
        memmove(r->chunk, r->chunk + r->at, r->length - r->at);
        r->length -= r->at;
        r->at = 0;
    }
    size_t from = r->length;
    bool more = read_more(r);
    /* whether a CR is one of a CRLF, the next byte says */
    while (more && r->chunk[r->length - 1] == '\r' && CHUNK_SIZE - r->length >= ROOM) {
        more = read_more(r);
    }
    if (r->length > from && !r->endless) {
        drop_padding(r, from);
    }
    if (r->lf_ends) {
        blank_lone_cr(r, from);
    }
}

static pov_status fail_pending(reader *r, pov_error *err)
{
    if (r->pending.code == POV_ERR_SYNTAX &&
        r->decoder.open) { /* else the file as a whole is meant */
        pov_error_place(&r->pending, NULL, r->line, r->in_record ? r->count + 1 : 0, NULL);
    }
    if (err != NULL && err->code == POV_OK) {
        *err = r->pending;
    }
    return r->pending.code;
}

/* ---- from the start to the header ---- */

static void skip_line(reader *r)
{
    for (;;) {
        if (r->at == r->length) {
            if (r->ended) {
                return;
            }
            fill(r);
            continue;
        }
        char c = r->chunk[r->at];
        if (c == '\n' || c == '\r') {
            break;
        }
        r->at++;
    }
    bool cr = r->chunk[r->at++] == '\r';
    r->line++;
    while (cr && r->at == r->length && !r->ended) {
        fill(r);
    }
    if (cr && r->at < r->length && r->chunk[r->at] == '\n') {
        r->at++;
    }
}

/* Excel's first line "sep=;". */
static bool take_separator_line(reader *r)
{
    while (r->length - r->at < 6 && !r->ended) {
        fill(r);
    }
    const char *start = r->chunk + r->at;
    size_t size = r->length - r->at;
    if (size < 5 || memcmp(start, "sep=", 4) != 0 || memchr(",;\t|", start[4], 4) == NULL ||
        (size > 5 && start[5] != '\r' && start[5] != '\n')) {
        return false;
    }
    r->separator = start[4];
    skip_line(r);
    return true;
}

static const char candidates[] = {',', ';', '\t', '|'};

#define CANDIDATES (sizeof candidates)
#define COUNTS (CANDIDATES + 1)
#define PROSE CANDIDATES /* commas with a blank after them, as in titles and headings */
#define LINES_LOOKED_AT 200

/* The byte at a distance from `at`, or -1 after the file's end or the first half chunk. */
static int peek(reader *r, size_t distance)
{
    /* `at` stays, and so does the distance from it, when the chunk moves */
    while (r->at + distance >= r->length && !r->ended && r->length - r->at < CHUNK_SIZE / 2) {
        fill(r);
    }
    return r->at + distance < r->length ? (unsigned char)r->chunk[r->at + distance] : -1;
}

/* Counts what is outside quotes in the line that starts at *from, which moves past it; false
 * at the end, and for a line that the first half chunk does not hold whole. */
static bool count_line(reader *r, size_t *from, size_t count[COUNTS])
{
    bool quoted = false;
    int c = peek(r, *from);

    memset(count, 0, COUNTS * sizeof *count);
    if (c < 0) {
        return false;
    }
    for (; (c = peek(r, *from)) >= 0; (*from)++) {
        if (c > '|' || (c > ';' && c < '|') || (c > ',' && c < ';')) {
            continue; /* most bytes are nothing that is looked for */
        }
        if ((c == '\n' || c == '\r') && !quoted) {
            (*from)++;
            break;
        }
        quoted = quoted != (c == '"');
        if (!quoted && c == ',' && peek(r, *from + 1) == ' ') {
            count[PROSE]++;
            continue;
        }
        for (size_t i = 0; i < CANDIDATES && !quoted; i++) {
            count[i] += c == candidates[i];
        }
    }
    return c >= 0 || r->ended;
}

/*
 * The separator is what most lines hold equally often outside quotes: commas inside headings,
 * decimals and remarks differ from line to line. Of two such it is what they hold more of, or where
 * no title can be above the header, what the header holds more of.
 */
static char find_separator(reader *r, bool titles)
{
    enum { MOST = 32 }; /* so many different counts are told apart */
    size_t lines[COUNTS][MOST] = {{0}};
    size_t best = 0, best_lines = 0, best_count = 0;
    size_t count[COUNTS], first[COUNTS] = {0};
    size_t from = 0, commas = 0;

    for (size_t i = 0; i < LINES_LOOKED_AT && count_line(r, &from, count); i++) {
        commas += count[0];
        for (size_t c = 0; c < COUNTS; c++) {
            first[c] = i == 0 ? count[c] : first[c];
            lines[c][count[c] < MOST ? count[c] : MOST - 1]++;
        }
    }
    for (size_t c = 0; c < (commas == 0 ? COUNTS : CANDIDATES); c++) {
        for (size_t n = 1; n < MOST; n++) {
            size_t weight = titles ? n : first[c];
            if (lines[c][n] > best_lines || (lines[c][n] == best_lines && weight > best_count)) {
                best = c;
                best_lines = lines[c][n];
                best_count = weight;
            }
        }
    }
    return candidates[best == PROSE ? 0 : best];
}

/* Looks at the start of the file: how its lines end, and whether its text is Unicode. */
static void look_at_text(reader *r)
{
    size_t lf = 0, cr = 0;
    bool quoted = false;

    (void)peek(r, CHUNK_SIZE / 2 - 1);
    const char *text = r->chunk + r->at;
    const size_t length = r->length - r->at;
    for (size_t i = 0; i < length; i++) {
        quoted = quoted != (text[i] == '"');
        lf += !quoted && text[i] == '\n';
        cr += !quoted && text[i] == '\r' && (i + 1 == length || text[i + 1] != '\n');
    }
    r->lf_ends = cr < lf;
    if (r->lf_ends) {
        blank_lone_cr(r, r->at);
    }
    pov_garbled found = pov_garbled_find(text, length);
    if (pov_garbled_iconv(found) != NULL && !pov_garbled_has_unicode(text, length)) {
        r->all.is = found;
        r->all.has_unicode = false;
    }
    size_t words = 0;
    const bool sure = r->decoder.encoding != NULL && r->all.is == POV_GARBLED_NOT;
    if (sure && 4 * pov_garbled_syllables(text, length, &words) < 3 * words && words > 2) {
        (void)pov_fail(&r->failed, POV_ERR_SYNTAX, "in the encoding %s few words are Vietnamese",
                       r->decoder.encoding);
        pov_error_hint(&r->failed, "without --encoding povcalc finds the one that fits");
    }
}

static void know_bytes(reader *r)
{
    for (size_t byte = 0; byte < sizeof r->kind; byte++) {
        const char c = (char)byte;
        r->kind[byte] = pov_garbled_may_be(&c, 1) ? ODD : ORDINARY;
    }
    r->kind['"'] = IN_DOUBT;
    r->kind['\0'] = ENDS_CELL;
    r->kind[(unsigned char)r->separator] = ENDS_CELL;
}

static void close_text(pov_source *source)
{
    reader *r = source->state;

    if (r == NULL) {
        return;
    }
    pov_decoder_fini(&r->decoder);
    if (r->parser_ready) {
        csv_free(&r->parser);
    }
    free(r->chunk);
    free(r->cell);
    free(r->seen);
    pov_buffer_fini(&r->text);
    pov_buffer_fini(&r->seen_text);
    pov_buffer_fini(&r->repaired);
    free(r);
}

/*
 * Reads up to the header and finds the separator: a "sep=;" line before it says so, else the
 * option, else whichever of `,` `;` tab and `|` most lines of the file's start hold equally often
 * outside quotes.
 */
static pov_status open_text(pov_source *source, pov_error *err)
{
    const pov_load_options *options = source->options;
    reader *r = calloc(1, sizeof *r);

    source->state = r;
    if (r == NULL ||
        pov_grow(&source->table, &source->table_capacity, 1, sizeof *source->table) != POV_OK) {
        return pov_no_memory(err);
    }
    source->table[source->table_count++].name = "";
    pov_decoder_init(&r->decoder, &source->input.input, options->encoding);
    r->all.has_unicode = true; /* unless all of it turns out to be something else */
    r->all.named = options->encoding != NULL;
    r->line = 1;
    r->chunk = malloc(CHUNK_SIZE);
    if (r->chunk == NULL ||
        csv_init(&r->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        return pov_no_memory(err);
    }
    r->parser_ready = true;
    csv_set_realloc_func(&r->parser, realloc); /* this program's, so that tests can make it fail */
    csv_set_free_func(&r->parser, free);

    look_at_text(r);
    if (r->failed.code != POV_OK) {
        *err = r->failed;
        return r->failed.code;
    }
    bool said = take_separator_line(r);
    while (r->line < options->header_line && (r->at < r->length || !r->ended)) {
        skip_line(r);
    }
    if (!said) {
        r->separator = options->separator != 0 ? options->separator
                                               : find_separator(r, options->header_line <= 1);
    }
    csv_set_delim(&r->parser, (unsigned char)r->separator);
    know_bytes(r);
    source->separator = r->separator;
    return r->ended && r->at == r->length && r->pending.code != POV_OK ? fail_pending(r, err)
                                                                       : POV_OK;
}

/* The one table there is, which opening has begun. */
static pov_status begin_text(pov_source *source, pov_error *err)
{
    (void)err;
    pov_buffer_text(&source->place, source->input.input.name);
    return POV_OK;
}

static pov_status note_text(pov_source *source, pov_problems *problems, pov_error *err)
{
    reader *r = source->state;

    if (!r->noted) {
        return POV_OK;
    }
    return pov_problems_note(problems, &r->note, pov_buffer_get(&source->place), 0) == POV_OK
               ? POV_OK
               : pov_no_memory(err);
}

/* ---- what libcsv reports ---- */

static size_t count_line_ends(const char *text, size_t length)
{
    size_t ends = 0;

    for (size_t i = 0; i < length; i++) {
        ends += text[i] == '\n' ? i == 0 || text[i - 1] != '\r' : text[i] == '\r';
    }
    return ends;
}

/* "S? h? ngh\xe8o", "T?ng": a mark before a letter, where a program had none to write. No encoding
 * brings it back. A line with an address says nothing. */
static bool lost_letters(const char *text, size_t length)
{
    bool address = false, lost = false;

    for (size_t i = 0; i + 1 < length && !lost; i++) {
        address = text[i] != '\n' && (address || text[i] == '/' || text[i] == '=');
        lost = text[i] == '?' && isalpha((unsigned char)text[i + 1]) && !address;
    }
    return lost;
}

/* The file ends with these bytes, and they are the first ones of a letter. */
static bool is_cut_off(const reader *r, const char *text, size_t length)
{
    const unsigned char first = (unsigned char)*text;

    return first >= 0xC2U && first < 0xF5U &&
           length < (first < 0xE0U   ? 2U
                     : first < 0xF0U ? 3U
                                     : 4U) &&
           length <= r->length && memcmp(r->chunk + r->length - length, text, length) == 0;
}

static void refuse_text(reader *r, const char *text, size_t length, size_t bad)
{
    const char *encoding = NULL;

    if (text[bad] == '\0') {
        (void)pov_fail(&r->failed, POV_ERR_SYNTAX, "a NUL byte");
        pov_error_hint(&r->failed, "the file is damaged, or no text: save it again as CSV UTF-8");
    } else {
        (void)pov_fail(&r->failed, POV_ERR_SYNTAX, "bytes that are not UTF-8, from \\x%02x on",
                       (unsigned char)text[bad]);
        if (is_cut_off(r, text + bad, length - bad)) {
            pov_error_hint(&r->failed, "the file ends within a letter: was it cut off? Have it "
                                       "sent or copied once more");
        }
        if (lost_letters(r->chunk, r->length)) {
            pov_error_hint(&r->failed, "other letters were lost (?): save the file again from "
                                       "where it came from, as CSV UTF-8");
        }
        encoding = pov_garbled_encoding(r->chunk, r->length);
        if (encoding != NULL) {
            pov_error_hint(&r->failed, "save the file as CSV UTF-8, or use --encoding %s",
                           encoding);
        }
        pov_error_hint(&r->failed, "save the file as CSV UTF-8, or say its encoding: --encoding "
                                   "WINDOWS-1258, or TCVN5712-1 for the fonts .Vn");
    }
    pov_error_place(&r->failed, NULL, r->cell_line + count_line_ends(text, bad), r->count + 1,
                    NULL);
}

/* A unit below its parent, as in tables for people: their figures are not all stated ones. */
static bool is_tree(const char *text, size_t length)
{
    return length >= 3 && (memcmp(text, "├", 3) == 0 || memcmp(text, "└", 3) == 0);
}

static bool refuse_tree(reader *r, const char *text, size_t length)
{
    if (!is_tree(text, length)) {
        return false;
    }
    (void)pov_fail(&r->failed, POV_ERR_SYNTAX, "a table for people, with a tree of units: \"%.*s\"",
                   (int)(length < 60 ? length : 60), text);
    pov_error_hint(&r->failed, "--format csv writes what can be read again");
    pov_error_place(&r->failed, NULL, r->cell_line, r->count + 1, NULL);
    return true;
}

/* Makes Unicode of what is certainly not; false when it is refused. */
static bool repair_cell(reader *r, const char **text, size_t *length)
{
    pov_garbled as;

    pov_buffer_clear(&r->repaired);
    if (pov_garbled_cell(&r->all, *text, *length, &r->repaired, &as, &r->failed) != POV_OK) {
        pov_error_place(&r->failed, NULL, r->cell_line, r->count + 1, NULL);
        return false;
    }
    if (as == POV_GARBLED_NOT) {
        return true;
    }
    if (!r->noted) {
        (void)pov_fail(&r->note, POV_ERR_SYNTAX, "read as %s, not as Unicode",
                       pov_garbled_name(as));
        r->noted = true;
    }
    *text = pov_buffer_get(&r->repaired);
    *length = r->repaired.length;
    return true;
}

/* ="00127" is 00127, and ="A ""B""" is A "B": how a spreadsheet is told that a cell is text. */
static size_t take_text_of_formula(char *text, size_t length)
{
    size_t kept = 0;

    for (size_t i = 2; i + 1 < length; i++) {
        text[kept++] = text[i];
        i += text[i] == '"' && text[i + 1] == '"' && i + 2 < length;
    }
    return kept;
}

/* "Ea \-\- A" of Markdown is "Ea -- A". */
static size_t drop_backslashes(char *text, size_t length)
{
    size_t kept = 0;

    for (size_t i = 0; i < length; i++) {
        i += text[i] == '\\' && i + 1 < length && ispunct((unsigned char)text[i + 1]);
        text[kept++] = text[i];
    }
    return kept;
}

static void take_cell(void *bytes, size_t length, void *context)
{
    reader *r = context;
    char *start = bytes;
    const char *text = length > 0 ? start : "";
    size_t bad = 0;

    if (r->failed.code != POV_OK) {
        return;
    }
    if (!pov_text_is_utf8(text, length, &bad)) {
        refuse_text(r, text, length, bad);
        return;
    }
    if (length >= 3 && memcmp(text, BYTE_ORDER_MARK, 3) == 0) { /* of a file after another */
        text = start += 3;
        length -= 3;
    }
    if (length > 3 && memcmp(text, "=\"", 2) == 0 && text[length - 1] == '"') {
        length = take_text_of_formula(start, length);
    }
    if (r->markdown && memchr(text, '\\', length) != NULL) {
        length = drop_backslashes(start, length);
    }
    if (pov_garbled_may_be(text, length) &&
        (refuse_tree(r, text, length) || !repair_cell(r, &text, &length))) {
        return;
    }
    r->cell_ended = true;
    if (r->count == POV_SOURCE_CELLS_MAX && length == 0) {
        return; /* a format that covers a whole sheet gives each row 16,384 cells */
    }
    if (r->count == POV_SOURCE_CELLS_MAX) {
        (void)pov_fail(&r->failed, POV_ERR_SYNTAX, "a row of more than %zu cells",
                       POV_SOURCE_CELLS_MAX);
        pov_error_place(&r->failed, NULL, r->record_line, 0, NULL);
        return;
    }
    pov_buffer_add(&r->text, text, length);
    pov_buffer_add(&r->text, "", 1);
    if (r->text.failed ||
        pov_grow(&r->cell, &r->capacity, r->count + 1, sizeof *r->cell) != POV_OK) {
        (void)pov_fail(&r->failed, POV_ERR_NOMEM, "out of memory");
        return;
    }
    r->cell[r->count++] = (pov_source_cell){NULL, length, 1, 1, 0}; /* the text may still move */
    r->cell_line = r->line;
}

static void take_row(int end, void *context)
{
    reader *r = context;

    (void)end;
    r->row_ended = true;
}

/* ---- records ---- */

/* Cells in quotes with a blank between them, in the line that was parsed: as R writes tables. */
static bool has_blanks_between(const reader *r)
{
    const char *end = r->chunk + r->at, *at = end;

    for (at -= at > r->chunk; at > r->chunk && at[-1] != '\n'; at--) {
        if (end - at >= 3 && memcmp(at, "\" \"", 3) == 0) {
            return true;
        }
    }
    return false;
}

static pov_status refuse_quote(const reader *r, pov_error *err)
{
    if (!r->parser.quoted) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "a quote in a cell that does not begin with one");
        pov_error_hint(err, "put the whole cell in quotes and write each quote in it twice");
    } else {
        (void)pov_fail(err, POV_ERR_SYNTAX, "text after the quote that ends a cell");
        if (has_blanks_between(r)) {
            pov_error_hint(err, "cells that blanks keep apart: in a spreadsheet, open the file as "
                                "text with blanks between the cells, and save it as CSV UTF-8");
        } else if (r->in_quotes && !r->cell_ended) {
            pov_error_hint(
                err, "the cell begins with the quote on line %zu: is the closing one missing?",
                r->quote_line);
        } else {
            pov_error_hint(err, "a quote inside a quoted cell is written twice");
        }
    }
    pov_error_place(err, NULL, r->line, r->count + 1, NULL);
    return POV_ERR_SYNTAX;
}

static pov_status refuse_open_quote(const reader *r, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_SYNTAX, "a quote that is not closed until the end of the file");
    pov_error_place(err, NULL, r->quote_line, r->count + 1, NULL);
    return POV_ERR_SYNTAX;
}

static pov_status refuse_length(const reader *r, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_SYNTAX, "a row longer than 1 MiB");
    if (r->in_quotes) {
        pov_error_hint(err, "is the quote on line %zu closed?", r->quote_line);
    }
    pov_error_place(err, NULL, r->record_line, 0, NULL);
    return POV_ERR_SYNTAX;
}

static pov_status check_parser(reader *r, bool parsed, pov_error *err)
{
    if (r->failed.code != POV_OK) {
        if (err != NULL && err->code == POV_OK) {
            *err = r->failed;
        }
        return r->failed.code;
    }
    if (parsed) {
        return POV_OK;
    }
    return csv_error(&r->parser) == CSV_EPARSE ? refuse_quote(r, err)
                                               : pov_fail(err, POV_ERR_NOMEM, "out of memory");
}

static pov_status feed(reader *r, size_t size, pov_error *err)
{
    size_t done = csv_parse(&r->parser, r->chunk + r->at, size, take_cell, take_row, r);

    r->at += size;
    return check_parser(r, done == size, err);
}

/* Bytes up to the end of the line or of the chunk. */
static size_t line_length(const reader *r)
{
    const char *start = r->chunk + r->at;
    size_t size = r->length - r->at;
    const char *lf = memchr(start, '\n', size);

    size = lf != NULL ? (size_t)(lf - start) : size;
    const char *cr = memchr(start, '\r', size);
    return cr != NULL ? (size_t)(cr - start) : size;
}

static void begin_record(reader *r)
{
    pov_buffer_clear(&r->text);
    r->count = 0;
    r->record_bytes = 0;
    r->record_line = r->cell_line = r->line;
    r->in_quotes = r->row_ended = r->cell_ended = false;
    r->in_record = true;
}

/* A line, or a part of it, ended inside a cell that may be quoted. */
static void note_open_quote(reader *r)
{
    if (!r->in_quotes || r->cell_ended) {
        r->quote_line = r->line;
    }
}

/* A line that only rules off, as below the headings of Markdown: |---|---:| */
static bool is_rule(const pov_source_row *record)
{
    size_t longest = 0;

    for (size_t i = 0; i < record->count; i++) {
        const pov_source_cell *cell = &record->cell[i];
        if (strspn(cell->text, "-:=+ ") != cell->length) {
            return false;
        }
        longest = cell->length > longest ? cell->length : longest;
    }
    return longest > 2;
}

/* "(200 rows affected)", "200 rows in set", as programs end what a database gave them. */
static bool counts_rows(const char *text)
{
    const char *number = text + (text[0] == '(');
    const size_t digits = strspn(number, "0123456789");

    return digits > 0 && pov_text_begins(number + digits, " row");
}

/* A remark: # and no other cell. One with more cells is left to the loaders. */
static bool is_remark(const pov_source_row *record)
{
    const char *text = record->cell[0].text;

    if (record->cell[0].length < 2 || (text[0] != '#' && !counts_rows(text))) {
        return false;
    }
    for (size_t i = 1; i < record->count; i++) {
        if (record->cell[i].length > 0) {
            return false;
        }
    }
    return true;
}

/*
 * ="851", as Excel keeps a number as text: the sign is blanked where it begins a cell, since a
 * quote after it is an error to libcsv.
 */
static void blank_text_signs(reader *r, size_t size)
{
    char *start = r->chunk + r->at, *end = start + size, *at = start;
    bool quoted = r->in_record && r->in_quotes && !r->cell_ended;

    if (memchr(start, '=', size) == NULL) {
        return;
    }
    for (; at + 1 < end; at++) {
        const bool first = at == start ? !quoted : at[-1] == r->separator;
        if (*at == '=' && at[1] == '"' && first && !quoted) {
            *at = ' ';
        }
        quoted = quoted != (*at == '"');
    }
}

static bool is_blank(const reader *r, char c)
{
    return (c == ' ' || c == '\t') && c != r->separator;
}

/* Whether a cell is what it says: as the one above it, or certainly no garbled text. */
static bool is_sound(const reader *r, const char *text, size_t length)
{
    const pov_source_cell *above = r->count < r->seen_count ? &r->seen[r->count] : NULL;

    return (above != NULL && above->length == length && memcmp(above->text, text, length) == 0) ||
           (pov_text_is_utf8(text, length, NULL) && !is_tree(text, length) &&
            memcmp(text, BYTE_ORDER_MARK, length < 3 ? length : 3) != 0 &&
            pov_garbled_find_in_cell(text, length) == POV_GARBLED_NOT);
}

/* The record becomes the row before; its room is that of the next one. */
static void step_on(reader *r)
{
    const pov_buffer text = r->seen_text;
    pov_source_cell *cell = r->seen;
    const size_t capacity = r->seen_capacity;

    r->seen_text = r->text;
    r->seen = r->cell;
    r->seen_capacity = r->capacity;
    r->seen_count = r->split ? r->count : 0;
    r->text = text;
    r->cell = cell;
    r->capacity = capacity;
}

/* Splits a line into the cells that libcsv finds; false where it has to look itself. */
static bool split_line(reader *r, size_t size)
{
    if (r->markdown || r->all.is != POV_GARBLED_NOT || !r->all.has_unicode) {
        return false;
    }
    step_on(r);
    begin_record(r);
    pov_buffer_add(&r->text, r->chunk + r->at, size);
    char *at = r->text.data, *const end = r->text.failed ? NULL : at + size;
    for (; !r->text.failed; at++) {
        char *start = at, *stop;
        unsigned kinds = 0, kind;
        for (; (kind = r->kind[(unsigned char)*at]) < ENDS_CELL; at++) {
            kinds |= kind;
        }
        if (kind == IN_DOUBT || (*at == '\0' && at < end) || r->count == POV_SOURCE_CELLS_MAX) {
            return false;
        }
        const char *edge = start;
        for (; start < at && is_blank(r, *start); start++) {
        }
        for (stop = at; stop > start && is_blank(r, stop[-1]); stop--) {
        }
        const size_t length = (size_t)(stop - start);
        *stop = '\0';
        if (kinds != ORDINARY && !is_sound(r, start, length)) {
            return false;
        }
        if (pov_grow(&r->cell, &r->capacity, r->count + 1, sizeof *r->cell) != POV_OK) {
            r->text.failed = true;
            break;
        }
        if (at < end || r->count > 0 || length > 0) { /* else the line is blank */
            r->cell[r->count++] = (pov_source_cell){start, length, 1, 1, (unsigned)(start - edge)};
        }
        if (at == end) {
            break;
        }
    }
    if (r->text.failed) {
        (void)pov_fail(&r->failed, POV_ERR_NOMEM, "out of memory");
    }
    r->split = r->row_ended = true;
    return true;
}

/* The blanks at the start of the first cells of a line, which libcsv takes off. */
static void count_blanks(reader *r, size_t size)
{
    const char *at = r->chunk + r->at, *const end = at + size;

    memset(r->indent, 0, sizeof r->indent);
    for (size_t i = 0; i < INDENTS && at < end; i++, at++) {
        bool quoted = false;
        for (; at < end && is_blank(r, *at); at++) {
            r->indent[i]++;
        }
        for (; at < end && (quoted || *at != r->separator); at++) {
            quoted = quoted != (*at == '"');
        }
    }
}

/* Parses the rest of the line, as far as the chunk holds it. */
static pov_status parse_line(reader *r, pov_error *err)
{
    bool second = r->after_cr && r->chunk[r->at] == '\n'; /* of a CRLF, whose CR was counted */
    size_t size = second ? 0 : line_length(r);
    bool whole = r->at + size < r->length, starts = !r->in_record;

    if (second && starts) {
        r->at++;
        r->after_cr = false;
        return POV_OK;
    }
    if (starts && whole && split_line(r, size)) {
        r->after_cr = r->chunk[r->at + size] == '\r';
        r->at += size + 1;
        r->line++;
        return check_parser(r, true, err);
    }
    if (starts) {
        r->split = false;
        begin_record(r);
        count_blanks(r, size);
    }
    blank_text_signs(r, size);
    r->record_bytes += size;
    if (r->record_bytes > RECORD_MAX) {
        return refuse_length(r, err);
    }
    r->after_cr = whole && r->chunk[r->at + size] == '\r';
    pov_status status = feed(r, size + whole, err);
    if (status == POV_OK && whole && !r->row_ended) {
        note_open_quote(r);
        r->in_quotes = true;
        r->cell_ended = false;
        r->record_bytes++;
    }
    r->line += whole && !second;
    return status;
}

/* The record that a missing line end left unfinished. */
static pov_status finish(reader *r, pov_error *err)
{
    if (r->pending.code != POV_OK) {
        return fail_pending(r, err);
    }
    if (!r->in_record) {
        return POV_OK;
    }
    note_open_quote(r);
    if (csv_fini(&r->parser, take_cell, take_row, r) != 0 && csv_error(&r->parser) == CSV_EPARSE &&
        r->failed.code == POV_OK) {
        return refuse_open_quote(r, err);
    }
    return check_parser(r, csv_error(&r->parser) == CSV_SUCCESS, err);
}

static void deliver(reader *r, pov_source_row *record)
{
    const char *text = pov_buffer_get(&r->text);

    for (size_t i = 0; i < r->count && !r->split; i++) {
        r->cell[i].text = text;
        r->cell[i].indent = i < INDENTS ? r->indent[i] : 0;
        text += r->cell[i].length + 1;
    }
    *record = (pov_source_row){r->cell, r->count, r->record_line};
    r->in_record = false;
}

static pov_status next_record(pov_source *source, pov_source_row *record, pov_error *err)
{
    reader *r = source->state;

    for (;;) {
        pov_status status = POV_OK;
        if (r->at < r->length) {
            status = parse_line(r, err);
        } else if (!r->ended) {
            fill(r);
        } else {
            status = finish(r, err);
            r->row_ended = true;
            if (status == POV_OK && (!r->in_record || r->count == 0)) {
                r->in_record = false;
                *record = (pov_source_row){NULL, 0, r->line};
                return POV_OK;
            }
        }
        if (status != POV_OK) {
            return status;
        }
        if (r->in_record && r->row_ended) {
            if (r->count > 0) {
                deliver(r, record);
                const bool rule = is_rule(record);
                r->markdown = r->markdown || (rule && r->separator == '|');
                if (!rule && !is_remark(record)) {
                    return POV_OK;
                }
            }
            r->in_record = false;
        }
    }
}

const pov_source_format pov_source_csv = {NULL,        open_text, begin_text,
                                          next_record, note_text, close_text};
