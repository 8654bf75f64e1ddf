/*
 * The directory at the archive's end is what counts: it has the sizes also where the headers before
 * the parts leave them to a descriptor after them.
 */
#include "loader/source/zip.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define END_SIZE ((size_t)22)
#define ENTRY_SIZE ((size_t)46)
#define HEADER_SIZE ((size_t)30)

pov_status pov_refuse_damaged(pov_error *err, const char *what)
{
    (void)pov_fail(err, POV_ERR_SYNTAX, "the file is damaged: %s", pov_translate(what));
    pov_error_hint(err, "open it in the program that made it and save it again, or have it sent "
                        "once more");
    return POV_ERR_SYNTAX;
}

pov_status pov_refuse_encrypted(pov_error *err)
{
    (void)pov_fail(err, POV_ERR_SYNTAX, "is encrypted with a password");
    pov_error_hint(err,
                   "open it, remove the password and save it again (Excel and Word: File, Info, "
                   "Protect, Encrypt with Password; LibreOffice: File, Save As)");
    return POV_ERR_SYNTAX;
}

static size_t short_at(const unsigned char *at)
{
    return at[0] | (size_t)at[1] << 8U;
}

static size_t long_at(const unsigned char *at)
{
    return short_at(at) | short_at(at + 2) << 16U;
}

/* Some writers put \ between folders, or / before the first. */
static const char *keep_name(pov_zip *zip, const unsigned char *name, size_t length)
{
    char *kept = pov_arena_text(&zip->arena, (const char *)name, length);

    for (char *c = kept; c != NULL && *c != '\0'; c++) {
        *c = *c == '\\' ? '/' : *c;
    }
    return kept != NULL ? kept + strspn(kept, "/") : NULL;
}

/* What the directory says of a part, which must lie before the directory. */
static pov_status add_entry(pov_zip *zip, const unsigned char *at, size_t directory, pov_error *err)
{
    const size_t header = long_at(at + 42);
    pov_zip_entry entry = {
        .packed = long_at(at + 20),
        .size = long_at(at + 24),
        .checksum = (uint32_t)long_at(at + 16),
        .method = (unsigned)short_at(at + 10),
        .encrypted = (short_at(at + 8) & 1U) != 0,
    };

    if (header == UINT32_MAX || entry.packed == UINT32_MAX || entry.size == UINT32_MAX) {
        return pov_refuse_damaged(err, POV_TEXT("an archive of more than 4 GiB (ZIP64)"));
    }
    if (header > directory || directory - header < HEADER_SIZE ||
        memcmp(zip->bytes + header, "PK\3\4", 4) != 0) {
        return pov_refuse_damaged(err, POV_TEXT("a part is not where the archive says"));
    }
    entry.from = header + HEADER_SIZE + short_at(zip->bytes + header + 26) +
                 short_at(zip->bytes + header + 28);
    if (entry.from > directory || entry.packed > directory - entry.from) {
        return pov_refuse_damaged(err, POV_TEXT("a part is not where the archive says"));
    }
    entry.name = keep_name(zip, at + ENTRY_SIZE, short_at(at + 28));
    if (entry.name == NULL ||
        pov_grow(&zip->entry, &zip->capacity, zip->count + 1, sizeof *zip->entry) != POV_OK) {
        return pov_no_memory(err);
    }
    zip->entry[zip->count++] = entry;
    return POV_OK;
}

static int compare_places(const void *left, const void *right)
{
    const pov_zip_entry *a = left, *b = right;

    return a->from != b->from ? (a->from < b->from ? -1 : 1) : strcmp(a->name, b->name);
}

static int compare_names(const void *left, const void *right)
{
    const pov_zip_entry *a = left, *b = right;

    return strcasecmp(a->name, b->name);
}

/* Of two parts of one name each program takes another. */
static pov_status check_names(const pov_zip *zip, pov_error *err)
{
    qsort(zip->entry, zip->count, sizeof *zip->entry, compare_names);
    for (size_t i = 1; i < zip->count; i++) {
        if (compare_names(&zip->entry[i - 1], &zip->entry[i]) == 0) {
            return pov_refuse_damaged(err, POV_TEXT("two parts have the same name"));
        }
    }
    return POV_OK;
}

/* Parts that share bytes make a bomb of a small file. */
static pov_status check_overlaps(const pov_zip *zip, pov_error *err)
{
    if (zip->count > 0) { /* of nothing there is no array */
        const pov_status status = check_names(zip, err);
        if (status != POV_OK) {
            return status;
        }
        qsort(zip->entry, zip->count, sizeof *zip->entry, compare_places);
    }
    for (size_t i = 1; i < zip->count; i++) {
        const pov_zip_entry *before = &zip->entry[i - 1];
        if (before->packed > zip->entry[i].from - before->from ||
            (before->packed > 0 && before->from == zip->entry[i].from)) {
            return pov_refuse_damaged(err, POV_TEXT("its parts overlap"));
        }
    }
    return POV_OK;
}

static pov_status read_directory(pov_zip *zip, size_t end, pov_error *err)
{
    const unsigned char *tail = zip->bytes + end;
    size_t entries = short_at(tail + 10), length = long_at(tail + 12), at = long_at(tail + 16);
    pov_status status = POV_OK;

    if (entries == UINT16_MAX || at == UINT32_MAX) {
        return pov_refuse_damaged(err, POV_TEXT("an archive of more than 4 GiB (ZIP64)"));
    }
    if (at > end || length > end - at) {
        return pov_refuse_damaged(err, POV_TEXT("its directory is not where the archive says"));
    }
    const size_t directory = at;
    for (size_t i = 0; i < entries && status == POV_OK; i++) {
        const unsigned char *entry = zip->bytes + at;
        if (end - at < ENTRY_SIZE || memcmp(entry, "PK\1\2", 4) != 0) {
            return pov_refuse_damaged(err, POV_TEXT("its directory is cut off"));
        }
        size_t whole =
            ENTRY_SIZE + short_at(entry + 28) + short_at(entry + 30) + short_at(entry + 32);
        if (end - at < whole) {
            return pov_refuse_damaged(err, POV_TEXT("its directory is cut off"));
        }
        status = add_entry(zip, entry, directory, err);
        at += whole;
    }
    return status == POV_OK ? check_overlaps(zip, err) : status;
}

pov_status pov_zip_open(pov_zip *zip, const void *bytes, size_t size, pov_error *err)
{
    zip->bytes = bytes;
    zip->size = size;
    for (size_t back = END_SIZE; back <= size && back <= END_SIZE + UINT16_MAX; back++) {
        if (memcmp(zip->bytes + size - back, "PK\5\6", 4) == 0) {
            return read_directory(zip, size - back, err);
        }
    }
    return pov_refuse_damaged(err, POV_TEXT("its end is missing"));
}

void pov_zip_fini(pov_zip *zip)
{
    free(zip->entry);
    pov_arena_fini(&zip->arena);
    *zip = (pov_zip){0};
}

const pov_zip_entry *pov_zip_find(const pov_zip *zip, const char *name)
{
    for (size_t i = 0; i < zip->count; i++) {
        if (strcasecmp(zip->entry[i].name, name) == 0) {
            return &zip->entry[i];
        }
    }
    return NULL;
}

/* ---- one part ---- */

pov_status pov_zip_part_open(pov_zip_part *part, const pov_zip *zip, const pov_zip_entry *entry,
                             pov_error *err)
{
    part->zip = zip;
    part->entry = entry;
    part->checksum = crc32(0, NULL, 0);
    if (entry->encrypted) {
        return pov_refuse_encrypted(err);
    }
    if (entry->size > POV_ZIP_PART_MAX) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "a part of %zu MiB unpacked; up to %zu MiB are read",
                       entry->size >> 20U, POV_ZIP_PART_MAX >> 20U);
        pov_error_hint(err, "save the table as CSV UTF-8");
        return POV_ERR_SYNTAX;
    }
    if (entry->method != 0 && entry->method != Z_DEFLATED) {
        return pov_refuse_damaged(err, POV_TEXT("a part is packed in a way that is not known"));
    }
    if (entry->method == 0) {
        return entry->packed == entry->size
                   ? POV_OK
                   : pov_refuse_damaged(err, POV_TEXT("a part has another size than it says"));
    }
    if (inflateInit2(&part->stream, -MAX_WBITS) != Z_OK) {
        return pov_no_memory(err);
    }
    part->inflating = true;
    part->stream.next_in = zip->bytes + entry->from;
    part->stream.avail_in = (uInt)entry->packed;
    return POV_OK;
}

static pov_status inflate_some(pov_zip_part *part, char *buffer, size_t size, size_t *length,
                               pov_error *err)
{
    part->stream.next_out = (Bytef *)buffer;
    part->stream.avail_out = (uInt)size;
    int got = inflate(&part->stream, Z_NO_FLUSH);

    *length = size - part->stream.avail_out;
    part->ended = got == Z_STREAM_END;
    if (got == Z_MEM_ERROR) {
        return pov_no_memory(err);
    }
    return got == Z_OK || got == Z_STREAM_END
               ? POV_OK
               : pov_refuse_damaged(err, POV_TEXT("a part cannot be unpacked"));
}

static void copy_some(pov_zip_part *part, char *buffer, size_t size, size_t *length)
{
    const size_t left = part->entry->size - part->given;

    *length = size < left ? size : left;
    memcpy(buffer, part->zip->bytes + part->entry->from + part->given, *length);
    part->ended = *length == left;
}

pov_status pov_zip_part_read(pov_zip_part *part, char *buffer, size_t size, size_t *length,
                             pov_error *err)
{
    pov_status status = POV_OK;

    *length = 0;
    while (status == POV_OK && *length == 0 && !part->ended) {
        if (part->inflating) {
            status = inflate_some(part, buffer, size, length, err);
        } else {
            copy_some(part, buffer, size, length);
        }
    }
    part->given += *length;
    part->checksum = crc32(part->checksum, (const Bytef *)buffer, (uInt)*length);
    if (status == POV_OK &&
        (part->given > part->entry->size || (part->ended && part->given != part->entry->size))) {
        status = pov_refuse_damaged(err, POV_TEXT("a part has another size than it says"));
    }
    if (status == POV_OK && part->ended && part->checksum != part->entry->checksum) {
        status = pov_refuse_damaged(err, POV_TEXT("a part has another checksum than it says"));
    }
    return status;
}

void pov_zip_part_close(pov_zip_part *part)
{
    if (part->inflating) {
        (void)inflateEnd(&part->stream);
    }
    *part = (pov_zip_part){0};
}
