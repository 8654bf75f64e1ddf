/*
 * Reads a workbook back before anyone gets it.
 *
 * libxlsxwriter does not notice every write and every allocation that fails: a part whose temporary
 * file was cut goes into the package with a checksum of what was left. So the package is checked as
 * a ZIP archive (the central directory, both headers of each part, sizes and CRC-32), each part as
 * XML whose tags all close, and the cells and comments against the sum of those that were put.
 */
#define ZLIB_CONST /* input is not written to */

#include "output/office/package.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define PIECE 16384

/* ---- the sum ---- */

/* FNV-1a. */
static uint64_t hash(uint64_t from, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;

    for (size_t i = 0; i < length; i++) {
        from = (from ^ byte[i]) * UINT64_C(0x100000001b3);
    }
    return from;
}

#define START UINT64_C(0xcbf29ce484222325)

uint64_t pov_xlsx_text_sum(const char *text)
{
    return hash(START, text, strlen(text));
}

uint64_t pov_xlsx_number_sum(double number)
{
    return hash(START, &number, sizeof number);
}

uint64_t pov_xlsx_cell_sum(const char *place, size_t length, uint64_t content)
{
    return hash(content, place, length);
}

/* ---- XML ---- */

typedef enum part { OTHER, STRINGS, SHEET, COMMENTS } part;

/* A part in the reading: as little of XML as the library writes. */
typedef struct reader {
    part part;
    bool in_tag, opened, failed;
    size_t depth;         /* elements that are open */
    pov_buffer tag, text; /* at hand */
    pov_buffer place;     /* of the cell at hand */
    bool shared;          /* it holds the number of a shared string */
    uint64_t content;
    uint64_t *string; /* sums of the shared strings */
    size_t count, capacity;
    uint64_t sum; /* of all cells and comments */
} reader;

static bool is_element(const char *tag, const char *name)
{
    size_t length = strlen(name);

    return strncmp(tag, name, length) == 0 &&
           strchr(" /", tag[length]) != NULL; /* and at its end */
}

/* The value of an attribute; NULL when there is none. */
static const char *attribute(const char *tag, const char *name, size_t *length)
{
    const char *found = strstr(tag, name);

    if (found == NULL) {
        return NULL;
    }
    found += strlen(name);
    *length = strcspn(found, "\"");
    return found;
}

/* The sum of the text at hand, which is decoded in its place. */
static uint64_t sum_text(pov_buffer *text)
{
    static const struct {
        const char *code;
        char character;
    } codes[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};
    char *to = text->data;

    for (const char *from = text->data; from != NULL && *from != '\0'; to++) {
        *to = *from;
        size_t length = 1;
        for (size_t i = 0; i < POV_LENGTH(codes) && *from == '&'; i++) {
            if (pov_text_begins(from, codes[i].code)) {
                *to = codes[i].character;
                length = strlen(codes[i].code);
                break;
            }
        }
        from += length;
    }
    return hash(START, text->data, text->data != NULL ? (size_t)(to - text->data) : 0);
}

static void keep_string(reader *r, uint64_t sum)
{
    if (pov_grow(&r->string, &r->capacity, r->count + 1, sizeof r->string[0]) != POV_OK) {
        r->failed = true;
        return;
    }
    r->string[r->count++] = sum;
}

static uint64_t value_of(reader *r)
{
    const char *text = pov_buffer_get(&r->text);

    if (!r->shared) {
        return pov_xlsx_number_sum(strtod(text, NULL));
    }
    unsigned long index = strtoul(text, NULL, 10);
    r->failed |= index >= r->count;
    return r->failed ? 0 : r->string[index];
}

static void end_cell(reader *r)
{
    r->sum += pov_xlsx_cell_sum(pov_buffer_get(&r->place), r->place.length, r->content);
}

static void start_cell(reader *r, const char *tag, bool empty)
{
    size_t length = 0;
    const char *place = attribute(tag, " r=\"", &length);

    pov_buffer_clear(&r->place);
    if (place != NULL) {
        pov_buffer_add(&r->place, place, length);
    }
    r->shared = strstr(tag, " t=\"s\"") != NULL;
    r->content = pov_xlsx_text_sum("");
    if (empty) {
        end_cell(r);
    }
}

static void end_element(reader *r, const char *name)
{
    if (r->part == SHEET && strcmp(name, "v") == 0) {
        r->content = value_of(r);
    } else if (r->part == SHEET && strcmp(name, "c") == 0) {
        end_cell(r);
    } else if (r->part == STRINGS && strcmp(name, "t") == 0) {
        keep_string(r, sum_text(&r->text));
    } else if (r->part == COMMENTS && strcmp(name, "t") == 0) {
        r->sum += sum_text(&r->text);
    }
    r->failed |= r->depth == 0;
    r->depth -= r->depth > 0;
}

static void end_tag(reader *r)
{
    const char *tag = pov_buffer_get(&r->tag);
    bool empty = r->tag.length > 0 && tag[r->tag.length - 1] == '/';

    if (tag[0] == '/') {
        end_element(r, tag + 1);
    } else if (tag[0] != '?') {
        if (r->part == SHEET && is_element(tag, "c")) {
            start_cell(r, tag, empty);
        }
        r->failed |= r->opened && r->depth == 0; /* a second root */
        r->opened = true;
        r->depth += !empty;
    }
    pov_buffer_clear(&r->tag);
    pov_buffer_clear(&r->text);
}

static void take(reader *r, const char *bytes, size_t length)
{
    while (length > 0) {
        const char *end = memchr(bytes, r->in_tag ? '>' : '<', length);
        size_t piece = end != NULL ? (size_t)(end - bytes) : length;
        pov_buffer_add(r->in_tag ? &r->tag : &r->text, bytes, piece);
        if (end != NULL) {
            if (r->in_tag) {
                end_tag(r);
            }
            r->in_tag = !r->in_tag;
            piece++;
        }
        bytes += piece;
        length -= piece;
    }
}

static void start_part(reader *r, const char *name, size_t length)
{
    static const struct {
        const char *start;
        part part;
    } parts[] = {{"xl/sharedStrings.xml", STRINGS},
                 {"xl/worksheets/sheet", SHEET},
                 {"xl/comments", COMMENTS}};

    r->part = OTHER;
    for (size_t i = 0; i < POV_LENGTH(parts); i++) {
        size_t start = strlen(parts[i].start);
        r->part =
            start <= length && memcmp(name, parts[i].start, start) == 0 ? parts[i].part : r->part;
    }
    r->opened = r->in_tag = false;
    r->depth = 0;
}

static bool is_whole(const reader *r)
{
    return r->opened && !r->in_tag && r->depth == 0 && !r->failed && !r->tag.failed &&
           !r->text.failed && !r->place.failed;
}

/* ---- ZIP ---- */

/* A part, as the central directory has it. */
typedef struct entry {
    const unsigned char *name, *data;
    size_t name_length, size, stored_size;
    uint32_t crc;
    bool deflated;
} entry;

static size_t two(const unsigned char *at)
{
    return at[0] | (size_t)at[1] << 8;
}

static size_t four(const unsigned char *at)
{
    return two(at) | two(at + 2) << 16;
}

static bool starts(const unsigned char *at, const char *mark)
{
    return memcmp(at, mark, 4) == 0;
}

/* Reads the header at *at within the directory and the part's own one, which must say the same;
 * parts follow one another without a gap. */
static bool read_entry(const unsigned char *file, size_t directory, size_t end, size_t *at,
                       size_t *next, entry *e)
{
    const unsigned char *header = file + *at, *own = file + *next;

    if (end - *at < 46 || !starts(header, "PK\1\2") || four(header + 42) != *next ||
        directory - *next < 30 || !starts(own, "PK\3\4")) {
        return false;
    }
    *e = (entry){.name = header + 46,
                 .name_length = two(header + 28),
                 .size = four(header + 24),
                 .stored_size = four(header + 20),
                 .crc = (uint32_t)four(header + 16),
                 .deflated = two(header + 10) == Z_DEFLATED};
    size_t length = 46 + e->name_length + two(header + 30) + two(header + 32);
    size_t before = 30 + two(own + 26) + two(own + 28);
    if (end - *at < length || directory - *next < before ||
        directory - *next - before < e->stored_size || two(own + 26) != e->name_length ||
        memcmp(own + 30, e->name, e->name_length) != 0 ||
        memcmp(own + 14, header + 16, 12) != 0) { /* checksum and sizes */
        return false;
    }
    e->data = own + before;
    *at += length;
    *next += before + e->stored_size;
    return true;
}

/* Unpacks a part to `r`: true when its size and its checksum are right. */
static bool unpack(const entry *e, reader *r)
{
    unsigned char piece[PIECE];
    z_stream z = {.next_in = e->data, .avail_in = (uInt)e->stored_size};
    uint32_t crc = 0;
    size_t size = 0;
    int result = inflateInit2(&z, -MAX_WBITS);

    if (result != Z_OK) {
        r->failed = true;
        return false;
    }
    while (result == Z_OK) {
        z.next_out = piece;
        z.avail_out = PIECE;
        result = inflate(&z, Z_NO_FLUSH);
        size_t length = PIECE - z.avail_out;
        crc = (uint32_t)crc32(crc, piece, (uInt)length);
        size += length;
        take(r, (const char *)piece, length);
    }
    bool all = result == Z_STREAM_END && z.avail_in == 0;
    (void)inflateEnd(&z);
    return all && size == e->size && crc == e->crc;
}

/* Reads the sheets, or all but them: their cells point into the shared strings, which come later
 * in the file. */
static bool read_parts(const unsigned char *file, size_t length, bool sheets, reader *r)
{
    const unsigned char *last = file + length - 22;
    size_t at = four(last + 16), directory = at, next = 0, end = length - 22;

    if (!starts(last, "PK\5\6") || directory > end || four(last + 12) != end - directory) {
        return false;
    }
    for (size_t i = 0; i < two(last + 10); i++) {
        entry e;
        if (!read_entry(file, directory, end, &at, &next, &e)) {
            return false;
        }
        start_part(r, (const char *)e.name, e.name_length);
        if ((r->part == SHEET) == sheets && (!e.deflated || !unpack(&e, r) || !is_whole(r))) {
            return false;
        }
    }
    return at == end && next == directory;
}

bool pov_xlsx_package_holds(const char *file, size_t length, uint64_t sum)
{
    const unsigned char *bytes = (const unsigned char *)file;
    reader r = {0};
    bool good = length >= 22 && read_parts(bytes, length, false, &r) &&
                read_parts(bytes, length, true, &r) && r.sum == sum;

    pov_buffer_fini(&r.tag);
    pov_buffer_fini(&r.text);
    pov_buffer_fini(&r.place);
    free(r.string);
    return good;
}
