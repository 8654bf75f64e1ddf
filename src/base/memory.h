/*
 * Memory: growing arrays, an arena for what lives as long as its owner, a text buffer, a map from
 * text to a number. All growth is checked for overflow here and nowhere else.
 */
#ifndef POVCALC_BASE_MEMORY_H
#define POVCALC_BASE_MEMORY_H

#include "base/error.h"

#include <stdint.h>

/* How many elements an array has, which is no pointer. */
#define POV_LENGTH(array) (sizeof(array) / sizeof(array)[0])

/* The order of two numbers, as qsort asks for it. */
static inline int pov_compare_sizes(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* Makes room for `need` elements of `size` bytes in *array, at least doubling *capacity; the new
 * part is zeroed. On failure nothing changes. */
pov_status pov_grow_to(void *array, size_t *capacity, size_t need, size_t size) POV_CHECK;
static inline pov_status POV_CHECK pov_grow(void *array, size_t *capacity, size_t need, size_t size)
{
    return need <= *capacity ? POV_OK : pov_grow_to(array, capacity, need, size);
}

/* ---- arena: many small pieces, freed together ---- */

typedef struct pov_arena {
    struct pov_arena_block *last;
} pov_arena;

/* Zeroed memory aligned for any type; NULL when there is none left. Lives until pov_arena_fini. */
void *pov_arena_alloc(pov_arena *arena, size_t size);
/* A terminated copy of `length` bytes. */
char *pov_arena_text(pov_arena *arena, const char *text, size_t length);
void pov_arena_fini(pov_arena *arena);

/* ---- text buffer ---- */

/* `data` is terminated whenever it is not NULL. A failed allocation sets `failed` and drops what
 * comes after, so that a chain of calls is checked once, at its end. */
typedef struct pov_buffer {
    char *data;
    size_t length, capacity;
    bool failed;
} pov_buffer;

void pov_buffer_add(pov_buffer *buffer, const char *bytes, size_t length);
void pov_buffer_text(pov_buffer *buffer, const char *text);
void pov_buffer_char(pov_buffer *buffer, char c);
void pov_buffer_format(pov_buffer *buffer, const char *format, ...) POV_PRINTF(2, 3);
void pov_buffer_vformat(pov_buffer *buffer, const char *format, va_list arguments) POV_PRINTF(2, 0);
void pov_buffer_clear(pov_buffer *buffer);            /* empties it and keeps the memory */
const char *pov_buffer_get(const pov_buffer *buffer); /* never NULL */
void pov_buffer_fini(pov_buffer *buffer);
/* Frees a buffer whose text was taken; that it had failed goes on to who took it. */
void pov_buffer_end(pov_buffer *buffer, bool *failed);

/* ---- hashes ---- */

/* Differs from process to process and from place to place, so that no file can hold names that
 * collide on purpose. Nothing that is printed may depend on a hash. */
typedef struct pov_hash_seed {
    uint64_t half[2];
} pov_hash_seed;

/* `place` is any address that belongs to the table. */
pov_hash_seed pov_hash_seed_new(const void *place);
/* SipHash-1-3. Source: Aumasson and Bernstein, SipHash: a fast short-input PRF, 2012 */
uint64_t pov_hash(pov_hash_seed seed, const void *bytes, size_t length);

/* ---- map: bytes to a number ---- */

/* Keys are borrowed: they must live as long as the map (usually in an arena). No removal. */
typedef struct pov_map {
    struct pov_map_slot *slot;
    size_t count, capacity;
    pov_hash_seed seed;
} pov_map;

#define POV_NONE SIZE_MAX

/* The number stored for the key, or POV_NONE. */
size_t pov_map_get(const pov_map *map, const void *key, size_t length);
/* Stores or replaces. Errors: POV_ERR_NOMEM. */
pov_status pov_map_put(pov_map *map, const void *key, size_t length, size_t value) POV_CHECK;
void pov_map_fini(pov_map *map);

#endif
