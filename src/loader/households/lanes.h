/*
 * Sixteen bytes at a time, for the quick way: where SSE2 is (every x86-64), and byte by byte
 * elsewhere. Both give the same. All may read PAD bytes beyond what they are asked about.
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_LANES_H
#define POVCALC_LOADER_HOUSEHOLDS_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(POV_BYTE_BY_BYTE)
#define POV_LANES_SSE2
#include <emmintrin.h>
#endif

#define POV_LANES_BITS 16 /* indicators that are read at once */

/* Cells of 0 and 1 one after the other, as they are for a file's separator. */
typedef struct pov_lanes_run {
    char zeros[2 * POV_LANES_BITS]; /* "0,0,0,…": what is there where none is lacked */
    char free[2 * POV_LANES_BITS];  /* bits in which a byte may differ from it */
} pov_lanes_run;

static inline void pov_lanes_run_init(pov_lanes_run *run, unsigned count, char separator)
{
    memset(run->free, 0xFF, sizeof run->free);
    for (size_t i = 0; i < count; i++) {
        run->zeros[2 * i] = '0';
        run->zeros[2 * i + 1] = separator;
        run->free[2 * i] = 1;
        run->free[2 * i + 1] = 0;
    }
    run->free[2 * (size_t)count - 1] =
        (char)0xFF; /* what ends the last cell is for the caller to look at */
}

/* Whether `length` bytes are the same; both have 16 to read in any case. */
static inline bool pov_lanes_equal(const char *a, const char *b, unsigned length)
{
#ifdef POV_LANES_SSE2
    for (;; a += 16, b += 16, length -= 16) {
        const __m128i same = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)a),
                                            _mm_loadu_si128((const __m128i *)(const void *)b));
        const unsigned differ = (unsigned)_mm_movemask_epi8(same) ^ 0xFFFFU;
        if (length <= 16) {
            return differ << (32 - length) == 0;
        }
        if (differ != 0) {
            return false;
        }
    }
#else
    return memcmp(a, b, length) == 0;
#endif
}

/* The first byte from `p` on that is `stop`, a quote or a control character. *high: a byte beyond
 * ASCII comes before it. */
static inline const char *pov_lanes_stop(const char *p, char stop, bool *high)
{
#ifdef POV_LANES_SSE2
    unsigned beyond = 0, at = 0;
    for (;; p += 16) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        const __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(stop)),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
        at = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, stops));
        beyond |= (unsigned)_mm_movemask_epi8(bytes) & ~at & (at - 1);
        if (at != 0) {
            *high = beyond != 0;
            return p + __builtin_ctz(at);
        }
    }
#else
    unsigned char all = 0;
    for (; *p != stop && *p != '"' && (unsigned char)*p > 0x1F; p++) {
        all |= (unsigned char)*p;
    }
    *high = all >= 0x80;
    return p;
#endif
}

/* After plain digits, at most 16; NULL where there are none or more. */
static inline const char *pov_lanes_digits(const char *p, int64_t *out)
{
    const char *start = p;
    int64_t value = 0;

#ifdef POV_LANES_SSE2
    /* Eight digits as one number: a byte that is none gets its high bit; those before the first
     * such go to the top, after zeros; then pairs, fours and eights are put together. */
    uint64_t eight, others;
    memcpy(&eight, p, sizeof eight);
    eight ^= UINT64_C(0x3030303030303030);
    others = ((eight + UINT64_C(0x7676767676767676)) | eight) & UINT64_C(0x8080808080808080);
    if (others != 0) {
        const unsigned bits = (unsigned)__builtin_ctzll(others) & 56U;
        eight = bits > 0 ? eight << (64 - bits) : 0;
        eight = eight * 10 + (eight >> 8);
        *out = (int64_t)(((eight & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
                          (eight >> 16 & UINT64_C(0x000000FF000000FF)) *
                              UINT64_C(0x0000271000000001)) >>
                         32);
        return bits > 0 ? p + bits / 8 : NULL;
    }
#endif
    while ((unsigned)(*p - '0') <= 9 && p - start < 17) {
        value = value * 10 + (*p - '0');
        p++;
    }
    *out = value;
    return p > start && p - start <= 16 ? p : NULL;
}

/* After the run of `count` cells; NULL where one is neither 0 nor 1. *bits: one for each 1. */
static inline const char *pov_lanes_bits(const char *p, const pov_lanes_run *run, unsigned count,
                                         uint32_t *bits)
{
#ifdef POV_LANES_SSE2
    __m128i half[2];
    for (size_t i = 0; i < 2; i++) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));
        const __m128i zeros = _mm_loadu_si128((const __m128i *)(const void *)(run->zeros + 16 * i));
        const __m128i free = _mm_loadu_si128((const __m128i *)(const void *)(run->free + 16 * i));
        half[i] = _mm_xor_si128(bytes, zeros);
        const __m128i wrong = _mm_cmpeq_epi8(_mm_andnot_si128(free, half[i]), _mm_setzero_si128());
        if (_mm_movemask_epi8(wrong) != 0xFFFF) {
            return NULL;
        }
        half[i] = _mm_and_si128(half[i], _mm_set1_epi16(1));
    }
    *bits = (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(_mm_packs_epi16(half[0], half[1]), 7)) &
            ((1U << count) - 1);
#else
    *bits = 0;
    for (size_t i = 0; i < count; i++) {
        if (((p[2 * i] ^ run->zeros[2 * i]) & ~1) != 0 ||
            (i + 1 < count && p[2 * i + 1] != run->zeros[2 * i + 1])) {
            return NULL;
        }
        *bits |= (uint32_t)(p[2 * i] & 1) << i;
    }
#endif
    return p + 2 * (size_t)count - 1;
}

#endif
