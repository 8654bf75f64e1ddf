/*
 * What fuzz targets share: bytes as an input that arrives in pieces, and promises that end the run
 * when they do not hold.
 */
#ifndef POVCALC_TESTS_FUZZ_H
#define POVCALC_TESTS_FUZZ_H

#include "base/text.h"
#include "loader/plan_file.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A promise: what was read, printed or refused is as it must be. */
#define FUZZ_MUST(holds)                                                                           \
    do {                                                                                           \
        if (!(holds)) {                                                                            \
            (void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #holds);       \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

typedef struct fuzz_bytes {
    const uint8_t *data;
    size_t size, piece; /* no read gives more than a piece; 0: as much as is asked for */
    size_t at;
} fuzz_bytes;

static inline long fuzz_read(void *context, char *buffer, size_t size)
{
    fuzz_bytes *from = (fuzz_bytes *)context;
    size_t part = from->size - from->at;

    part = part < size ? part : size;
    part = from->piece > 0 && part > from->piece ? from->piece : part;
    if (part > 0) {
        memcpy(buffer, from->data + from->at, part);
    }
    from->at += part;
    return (long)part;
}

static inline pov_input fuzz_input(fuzz_bytes *from)
{
    return (pov_input){"fuzz", fuzz_read, from};
}

/* A refusal has a reason, and a place that is in the file: lines end with CR, LF or both. */
static inline void fuzz_check_refusal(const pov_error *err, const uint8_t *data, size_t size)
{
    size_t lines = 1;

    for (size_t i = 0; i < size; i++) {
        lines += data[i] == '\n' || data[i] == '\r';
    }
    FUZZ_MUST(err->code != POV_OK);
    FUZZ_MUST(err->message[0] != '\0');
    FUZZ_MUST(err->line <= lines);
    FUZZ_MUST(pov_text_is_utf8(err->message, strlen(err->message), NULL)); /* cut between letters */
    FUZZ_MUST(pov_text_is_utf8(err->hint, strlen(err->hint), NULL));
    FUZZ_MUST(pov_text_is_utf8(err->field, strlen(err->field), NULL));
}

/* FNV-1a, to compare what two ways of reading came to. */
static inline uint64_t fuzz_hash(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = (const unsigned char *)bytes;

    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

#define FUZZ_HASH_START UINT64_C(14695981039346656037)

#endif
