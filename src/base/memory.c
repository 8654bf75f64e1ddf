/*
 * Growing arrays, arena, text buffer, map. See base/memory.h for what each promises.
 */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

pov_status pov_grow_to(void *array, size_t *capacity, size_t need, size_t size)
{
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < need) {
        if (wanted > SIZE_MAX / 2) {
            return POV_ERR_NOMEM;
        }
        wanted *= 2;
    }
    if (wanted > SIZE_MAX / size) {
        return POV_ERR_NOMEM;
    }
    /* `array` is the address of a T *; copying its bytes avoids reading it as a void * */
    void *old;
    memcpy(&old, array, sizeof old);
    char *grown = realloc(old, wanted * size);
    if (grown == NULL) {
        return POV_ERR_NOMEM;
    }
    memset(grown + *capacity * size, 0, (wanted - *capacity) * size);
    void *result = grown;
    memcpy(array, &result, sizeof result);
    *capacity = wanted;
    return POV_OK;
}

/* ---- arena ---- */

struct pov_arena_block {
    struct pov_arena_block *before;
    size_t used, size;
    _Alignas(max_align_t) char data[];
};

#define ARENA_BLOCK_MIN ((size_t)1024)
#define ARENA_BLOCK_MAX ((size_t)1 << 20)

/* Room that is not zeroed: no page of a block is touched before it is used. */
static void *arena_room(pov_arena *arena, size_t size)
{
    const size_t align = _Alignof(max_align_t);

    if (size > SIZE_MAX / 2) {
        return NULL;
    }
    size = (size + align - 1) / align * align;
    struct pov_arena_block *block = arena->last;
    if (block == NULL || block->size - block->used < size) {
        size_t room = block == NULL ? ARENA_BLOCK_MIN : block->size * 2;
        if (room > ARENA_BLOCK_MAX) {
            room = ARENA_BLOCK_MAX;
        }
        if (room < size) {
            room = size;
        }
        struct pov_arena_block *fresh = malloc(sizeof *fresh + room);
        if (fresh == NULL) {
            return NULL;
        }
        *fresh = (struct pov_arena_block){.before = block, .size = room};
        arena->last = fresh;
        block = fresh;
    }
    void *piece = block->data + block->used;
    block->used += size;
    return piece;
}

void *pov_arena_alloc(pov_arena *arena, size_t size)
{
    void *piece = arena_room(arena, size);

    return piece != NULL ? memset(piece, 0, size) : NULL;
}

char *pov_arena_text(pov_arena *arena, const char *text, size_t length)
{
    char *copy = length < SIZE_MAX ? arena_room(arena, length + 1) : NULL;

    if (copy == NULL) {
        return NULL;
    }
    if (length > 0) {
        memcpy(copy, text, length);
    }
    copy[length] = '\0';
    return copy;
}

void pov_arena_fini(pov_arena *arena)
{
    struct pov_arena_block *block = arena->last;

    while (block != NULL) {
        struct pov_arena_block *before = block->before;
        free(block);
        block = before;
    }
    arena->last = NULL;
}

/* ---- text buffer ---- */

#define BUFFER_LEAST ((size_t)64) /* holds most names and cells: they need not grow by steps */

static bool buffer_room(pov_buffer *buffer, size_t more)
{
    if (!buffer->failed && more < buffer->capacity - buffer->length) {
        return true;
    }
    const size_t need = buffer->length + more + 1;
    if (buffer->failed || more >= SIZE_MAX - buffer->length ||
        pov_grow(&buffer->data, &buffer->capacity, need < BUFFER_LEAST ? BUFFER_LEAST : need, 1) !=
            POV_OK) {
        buffer->failed = true;
        return false;
    }
    return true;
}

void pov_buffer_add(pov_buffer *buffer, const char *bytes, size_t length)
{
    if (!buffer_room(buffer, length)) {
        return;
    }
    if (length > 0) {
        memcpy(buffer->data + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void pov_buffer_text(pov_buffer *buffer, const char *text)
{
    pov_buffer_add(buffer, text, strlen(text));
}

void pov_buffer_char(pov_buffer *buffer, char c)
{
    if (buffer_room(buffer, 1)) {
        buffer->data[buffer->length++] = c;
        buffer->data[buffer->length] = '\0';
    }
}

void pov_buffer_format(pov_buffer *buffer, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    pov_buffer_vformat(buffer, format, arguments);
    va_end(arguments);
}

void pov_buffer_vformat(pov_buffer *buffer, const char *format, va_list arguments)
{
    va_list again;

    va_copy(again, arguments);
    const size_t room = buffer->failed ? 0 : buffer->capacity - buffer->length;
    int length =
        vsnprintf(room > 0 ? buffer->data + buffer->length : NULL, room, format, arguments);
    if (length < 0) {
        buffer->failed = true;
    } else if ((size_t)length < room) {
        buffer->length += (size_t)length;
    } else if (buffer_room(buffer, (size_t)length)) {
        (void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    if (buffer->failed && buffer->data != NULL) { /* perhaps cut by the first try */
        buffer->data[buffer->length] = '\0';
    }
    va_end(again);
}

void pov_buffer_clear(pov_buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data != NULL) {
        buffer->data[0] = '\0';
    }
}

const char *pov_buffer_get(const pov_buffer *buffer)
{
    return buffer->data != NULL ? buffer->data : "";
}

void pov_buffer_fini(pov_buffer *buffer)
{
    free(buffer->data);
    *buffer = (pov_buffer){0};
}

void pov_buffer_end(pov_buffer *buffer, bool *failed)
{
    *failed = *failed || buffer->failed;
    pov_buffer_fini(buffer);
}

/* ---- hashes ---- */

typedef struct sip_state {
    uint64_t v[4];
} sip_state;

static uint64_t rotate(uint64_t x, unsigned by)
{
    return x << by | x >> (64 - by);
}

static inline void sip_round(sip_state *s)
{
    uint64_t *v = s->v;

    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32) + v[3];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static inline void sip_word(sip_state *s, uint64_t word)
{
    s->v[3] ^= word;
    sip_round(s);
    s->v[0] ^= word;
}

/* The first byte is the lowest. */
static uint64_t word_at(const unsigned char *at, size_t bytes)
{
    uint64_t word = 0;

    memcpy(&word, at, bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

uint64_t pov_hash(pov_hash_seed seed, const void *bytes, size_t length)
{
    const unsigned char *at = bytes;
    size_t rest = length % 8;
    sip_state s = {{
        seed.half[0] ^ UINT64_C(0x736f6d6570736575),
        seed.half[1] ^ UINT64_C(0x646f72616e646f6d),
        seed.half[0] ^ UINT64_C(0x6c7967656e657261),
        seed.half[1] ^ UINT64_C(0x7465646279746573),
    }};

    for (const unsigned char *end = at + (length - rest); at < end; at += 8) {
        sip_word(&s, word_at(at, 8));
    }
    sip_word(&s, word_at(at, rest) | (uint64_t)length << 56);
    s.v[2] ^= 0xff;
    sip_round(&s);
    sip_round(&s);
    sip_round(&s);
    return s.v[0] ^ s.v[1] ^ s.v[2] ^ s.v[3];
}

/* What a file cannot know: where memory lies in this process, and the nanosecond. */
pov_hash_seed pov_hash_seed_new(const void *place)
{
    struct timespec now = {0, 0};

    (void)timespec_get(&now, TIME_UTC);
    const pov_hash_seed known = {{(uint64_t)(uintptr_t)place + (uint64_t)now.tv_sec,
                                  (uint64_t)(uintptr_t)&now + (uint64_t)now.tv_nsec}};
    return (pov_hash_seed){{pov_hash(known, "a", 1), pov_hash(known, "b", 1)}};
}

/* ---- map: open addressing, linear probing, at most three quarters full ---- */

struct pov_map_slot {
    const void *key; /* NULL: free */
    size_t length, value;
    uint64_t hash;
};

static struct pov_map_slot *map_find(struct pov_map_slot *slot, size_t capacity, const void *key,
                                     size_t length, uint64_t hash)
{
    size_t at = (size_t)hash & (capacity - 1);

    while (slot[at].key != NULL && (slot[at].hash != hash || slot[at].length != length ||
                                    memcmp(slot[at].key, key, length) != 0)) {
        at = (at + 1) & (capacity - 1);
    }
    return &slot[at];
}

size_t pov_map_get(const pov_map *map, const void *key, size_t length)
{
    if (map->count == 0) {
        return POV_NONE;
    }
    const struct pov_map_slot *slot =
        map_find(map->slot, map->capacity, key, length, pov_hash(map->seed, key, length));
    return slot->key != NULL ? slot->value : POV_NONE;
}

static pov_status map_grow(pov_map *map)
{
    size_t capacity = map->capacity == 0 ? 16 : map->capacity * 2;
    struct pov_map_slot *slot = calloc(capacity, sizeof *slot);

    if (slot == NULL) {
        return POV_ERR_NOMEM;
    }
    if (map->capacity == 0) {
        map->seed = pov_hash_seed_new(slot);
    }
    for (size_t i = 0; i < map->capacity; i++) {
        if (map->slot[i].key != NULL) {
            *map_find(slot, capacity, map->slot[i].key, map->slot[i].length, map->slot[i].hash) =
                map->slot[i];
        }
    }
    free(map->slot);
    map->slot = slot;
    map->capacity = capacity;
    return POV_OK;
}

pov_status pov_map_put(pov_map *map, const void *key, size_t length, size_t value)
{
    if ((map->count + 1) * 4 > map->capacity * 3) {
        pov_status status = map_grow(map);
        if (status != POV_OK) {
            return status;
        }
    }
    uint64_t hash = pov_hash(map->seed, key, length);
    struct pov_map_slot *slot = map_find(map->slot, map->capacity, key, length, hash);
    if (slot->key == NULL) {
        map->count++;
    }
    *slot = (struct pov_map_slot){key, length, value, hash};
    return POV_OK;
}

void pov_map_fini(pov_map *map)
{
    free(map->slot);
    *map = (pov_map){0};
}
