/*
 * A ZIP archive in memory, and the bytes of its parts one piece after the other.
 *
 * What lies about itself is refused before a byte of it is used: parts that overlap, or are larger
 * than they say, checksums that differ, more than POV_ZIP_PART_MAX in a part.
 */
#ifndef POVCALC_LOADER_SOURCE_ZIP_H
#define POVCALC_LOADER_SOURCE_ZIP_H

#include "base/memory.h"

#define ZLIB_CONST
#include <zlib.h>

#define POV_ZIP_PART_MAX ((size_t)256 * 1024 * 1024)

typedef struct pov_zip_entry {
    const char *name; /* with / between folders, and none before the first */
    size_t from, packed, size;
    uint32_t checksum;
    unsigned method;
    bool encrypted;
} pov_zip_entry;

typedef struct pov_zip {
    const unsigned char *bytes; /* borrowed */
    size_t size;
    pov_zip_entry *entry;
    size_t count, capacity;
    pov_arena arena;
} pov_zip;

/* Start from zeroes; call pov_zip_fini whatever comes of it. Errors: POV_ERR_SYNTAX, POV_ERR_NOMEM.
 */
pov_status pov_zip_open(pov_zip *zip, const void *bytes, size_t size, pov_error *err) POV_CHECK;
void pov_zip_fini(pov_zip *zip);

/* The part of this name, in capitals or not; or NULL. */
const pov_zip_entry *pov_zip_find(const pov_zip *zip, const char *name);

/* A part that is being read. */
typedef struct pov_zip_part {
    const pov_zip *zip;
    const pov_zip_entry *entry;
    z_stream stream;
    size_t given; /* bytes */
    uLong checksum;
    bool inflating, ended;
} pov_zip_part;

/* Start from zeroes; pov_zip_part_close follows. Errors: POV_ERR_SYNTAX for a part that is
 * encrypted, too large or packed in an unknown way, POV_ERR_NOMEM. */
pov_status pov_zip_part_open(pov_zip_part *part, const pov_zip *zip, const pov_zip_entry *entry,
                             pov_error *err) POV_CHECK;
/* Fills `buffer` with up to `size` bytes; *length is 0 at the end. Errors: POV_ERR_SYNTAX. */
pov_status pov_zip_part_read(pov_zip_part *part, char *buffer, size_t size, size_t *length,
                             pov_error *err) POV_CHECK;
void pov_zip_part_close(pov_zip_part *part);

/* Refuses a file that is not as its format wants it: `what` says in a few words what is wrong. */
pov_status pov_refuse_damaged(pov_error *err, const char *what);
pov_status pov_refuse_encrypted(pov_error *err);

#endif
