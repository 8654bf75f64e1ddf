/*
 * Sixteen bytes at a time, for the quick way: where SSE2 is (every x86-64), 32 where AVX2 is, and
 * byte by byte elsewhere. All give the same. Cells are read from their end. What is asked
 * about has PAD readable bytes before and after it.
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_LANES_H
#define POVCALC_LOADER_HOUSEHOLDS_LANES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__x86_64__) && !defined(POV_BYTE_BY_BYTE)
#define POV_LANES_SSE2
#include <immintrin.h>
#ifdef __has_include
#if __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#endif
#endif
#endif

#define POV_LANES_BITS 16 /* indicators that are read at once */

/* Cells of 0 and 1 one after the other, each after its separator, at the end of 32 bytes. */
typedef struct pov_lanes_run {
    char zeros[2 * POV_LANES_BITS]; /* ",0,0,0": what is there where none is lacked */
    char used[2 * POV_LANES_BITS];  /* all bits of these bytes */
} pov_lanes_run;

/* lead  what is before the first of them */
static inline void pov_lanes_run_init(pov_lanes_run *run, unsigned count, char lead, char separator)
{
    const size_t from = 2 * (size_t)(POV_LANES_BITS - count);

    memset(run, 0, sizeof *run);
    memset(run->used + from, 0xFF, 2 * (size_t)count);
    for (size_t i = from; i < sizeof run->zeros; i += 2) {
        run->zeros[i] = i == from ? lead : separator;
        run->zeros[i + 1] = '0';
    }
}

#ifdef POV_LANES_SSE2
/* Whether the processor has what the wide way takes. libc knows; libgcc would find out anew at each
 * start of the program, which within a virtual machine takes as long as reading a small plan. */
static inline bool pov_lanes_has_wide(void)
{
#ifdef CPU_FEATURE_ACTIVE
    return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(BMI2) &&
           CPU_FEATURE_ACTIVE(POPCNT);
#else
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#endif
}

static inline __m128i pov_lanes_at(const char *p)
{
    return _mm_loadu_si128((const __m128i *)(const void *)p);
}
#endif
#ifdef POV_LANES_AVX2
static inline __m256i pov_lanes_wide_at(const char *p)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)p);
}
#endif

/* How often a byte is there, as odd or even: first for each place of four vectors, then over all
 * places. Returns up to where; the rest is shorter than those. */
#ifdef POV_LANES_SSE2
__attribute__((target("avx2"))) static inline size_t
pov_lanes_odd_wide(const char *text, size_t length, char byte, bool *odd)
{
    const __m256i one = _mm256_set1_epi8(byte);
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    size_t at = 0;

    for (; at + 4 * sizeof one <= length; at += 4 * sizeof one) {
        const __m256i *p = (const __m256i *)(const void *)(text + at);
        a = _mm256_xor_si256(a, _mm256_cmpeq_epi8(one, _mm256_loadu_si256(p)));
        b = _mm256_xor_si256(b, _mm256_cmpeq_epi8(one, _mm256_loadu_si256(p + 1)));
        c = _mm256_xor_si256(c, _mm256_cmpeq_epi8(one, _mm256_loadu_si256(p + 2)));
        d = _mm256_xor_si256(d, _mm256_cmpeq_epi8(one, _mm256_loadu_si256(p + 3)));
    }
    a = _mm256_xor_si256(_mm256_xor_si256(a, b), _mm256_xor_si256(c, d));
    *odd ^= __builtin_parity((unsigned)_mm256_movemask_epi8(a)) != 0;
    return at;
}

static inline size_t pov_lanes_odd_narrow(const char *text, size_t length, char byte, bool *odd)
{
    const __m128i one = _mm_set1_epi8(byte);
    __m128i a = _mm_setzero_si128(), b = a, c = a, d = a;
    size_t at = 0;

    for (; at + 4 * sizeof one <= length; at += 4 * sizeof one) {
        a = _mm_xor_si128(a, _mm_cmpeq_epi8(one, pov_lanes_at(text + at)));
        b = _mm_xor_si128(b, _mm_cmpeq_epi8(one, pov_lanes_at(text + at + 16)));
        c = _mm_xor_si128(c, _mm_cmpeq_epi8(one, pov_lanes_at(text + at + 32)));
        d = _mm_xor_si128(d, _mm_cmpeq_epi8(one, pov_lanes_at(text + at + 48)));
    }
    a = _mm_xor_si128(_mm_xor_si128(a, b), _mm_xor_si128(c, d));
    *odd ^= __builtin_parity((unsigned)_mm_movemask_epi8(a)) != 0;
    return at;
}

static inline size_t pov_lanes_odd(const char *text, size_t length, char byte, bool *odd)
{
    return pov_lanes_has_wide() ? pov_lanes_odd_wide(text, length, byte, odd)
                                : pov_lanes_odd_narrow(text, length, byte, odd);
}
#else
static inline size_t pov_lanes_odd(const char *text, size_t length, char byte, bool *odd)
{
    (void)text, (void)length, (void)byte, (void)odd;
    return 0;
}
#endif

/* Whether `length` bytes are the same; both have 32 to read in any case. */
static inline bool pov_lanes_equal(const char *a, const char *b, size_t length)
{
#ifdef POV_LANES_SSE2
    unsigned differ;
    for (;; a += 32, b += 32, length -= 32) {
#ifdef POV_LANES_AVX2
        differ = ~(unsigned)_mm256_movemask_epi8(
            _mm256_cmpeq_epi8(pov_lanes_wide_at(a), pov_lanes_wide_at(b)));
        if (length <= 32) {
            return differ << (32 - length) == 0; /* length > 0 */
        }
        if (differ != 0) {
            return false;
        }
#else
        const __m128i low = _mm_cmpeq_epi8(pov_lanes_at(a), pov_lanes_at(b));
        const __m128i high = _mm_cmpeq_epi8(pov_lanes_at(a + 16), pov_lanes_at(b + 16));
        if (length <= 32) {
            differ = ~((unsigned)_mm_movemask_epi8(low) | (unsigned)_mm_movemask_epi8(high) << 16);
            return differ << (32 - length) == 0; /* length > 0 */
        }
        if (_mm_movemask_epi8(_mm_and_si128(low, high)) != 0xFFFF) {
            return false;
        }
#endif
    }
#else
    return memcmp(a, b, length) == 0;
#endif
}

/* The first LF from `p` on. */
static inline const char *pov_lanes_line_end(const char *p)
{
#if defined(POV_LANES_AVX2)
    unsigned ends;
    for (;; p += 32) {
        ends = (unsigned)_mm256_movemask_epi8(
            _mm256_cmpeq_epi8(pov_lanes_wide_at(p), _mm256_set1_epi8('\n')));
        if (ends != 0) {
            return p + __builtin_ctz(ends);
        }
    }
#elif defined(POV_LANES_SSE2)
    unsigned ends;
    for (;; p += 16) {
        ends = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(pov_lanes_at(p), _mm_set1_epi8('\n')));
        if (ends != 0) {
            return p + __builtin_ctz(ends);
        }
    }
#else
    while (*p != '\n') {
        p++;
    }
    return p;
#endif
}

/* The last byte before `p` that is `stop`, a quote or a control character. *high: a byte beyond
 * ASCII comes after it. */
static inline const char *pov_lanes_stop_before(const char *p, char stop, bool *high)
{
#ifdef POV_LANES_SSE2
    unsigned beyond = 0;
    for (;;) {
        p -= 16;
        const __m128i bytes = pov_lanes_at(p);
        const __m128i control = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(0x1F)), bytes);
        const __m128i stops = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(stop)),
                                           _mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')));
        const unsigned at = (unsigned)_mm_movemask_epi8(_mm_or_si128(control, stops));
        const unsigned now = (unsigned)_mm_movemask_epi8(bytes);
        if (at != 0) {
            const unsigned last = 31U - (unsigned)__builtin_clz(at);
            *high = (beyond | now >> last) != 0;
            return p + last;
        }
        beyond |= now;
    }
#else
    unsigned char all = 0;
    for (p--; *p != stop && *p != '"' && (unsigned char)*p > 0x1F; p--) {
        all |= (unsigned char)*p;
    }
    *high = all >= 0x80;
    return p;
#endif
}

/* Where the plain digits before `p` start, at most 16; NULL where there are none or more. */
static inline const char *pov_lanes_digits_before(const char *p, int64_t *out)
{
    const char *end = p;
    int64_t value = 0;

#ifdef POV_LANES_SSE2
    /* Eight digits as one number: a byte that is none gets its high bit; the last such and those
     * before it become zeros; then pairs, fours and eights are put together. */
    uint64_t eight, others;
    memcpy(&eight, p - sizeof eight, sizeof eight);
    eight ^= UINT64_C(0x3030303030303030);
    others = ((eight + UINT64_C(0x7676767676767676)) | eight) & UINT64_C(0x8080808080808080);
    if (others != 0) {
        const unsigned digits = (unsigned)__builtin_clzll(others) / 8;
        const unsigned rest = (64 - 8 * digits) & 63U; /* without digits the number is not used */
        eight = eight >> rest << rest;
        eight = eight * 10 + (eight >> 8);
        *out = (int64_t)(((eight & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
                          (eight >> 16 & UINT64_C(0x000000FF000000FF)) *
                              UINT64_C(0x0000271000000001)) >>
                         32);
        return digits > 0 ? p - digits : NULL;
    }
#endif
    for (int64_t place = 1; (unsigned)(p[-1] - '0') <= 9 && end - p < 17; p--, place *= 10) {
        value += (p[-1] - '0') * place;
    }
    *out = value;
    return p < end && end - p <= 16 ? p : NULL;
}

/* The run of `count` cells before `p`: one bit for each 1, and how many there are; false where one
 * is neither 0 nor 1. */
static inline bool pov_lanes_bits_before(const char *p, const pov_lanes_run *run, unsigned count,
                                         uint32_t *bits, uint8_t *ones)
{
#if defined(POV_LANES_AVX2)
    const __m256i cells =
        _mm256_and_si256(_mm256_xor_si256(pov_lanes_wide_at(p - 32), pov_lanes_wide_at(run->zeros)),
                         pov_lanes_wide_at(run->used));
    if (!_mm256_testc_si256(_mm256_set1_epi16(0x0100), cells)) {
        return false;
    }
    const __m256i shifted = _mm256_srli_epi16(cells, 1); /* ones as the high bits of low bytes */
    const __m128i each =
        _mm_packus_epi16(_mm256_castsi256_si128(shifted), _mm256_extracti128_si256(shifted, 1));
    *bits = (uint32_t)_mm_movemask_epi8(each) >> (POV_LANES_BITS - count);
    *ones = (uint8_t)__builtin_popcount(*bits);
#elif defined(POV_LANES_SSE2)
    const __m128i digit = _mm_set1_epi16(0x0100), zero = _mm_setzero_si128();
    __m128i a = _mm_xor_si128(pov_lanes_at(p - 32), pov_lanes_at(run->zeros));
    __m128i b = _mm_xor_si128(pov_lanes_at(p - 16), pov_lanes_at(run->zeros + 16));
    a = _mm_and_si128(a, pov_lanes_at(run->used));
    b = _mm_and_si128(b, pov_lanes_at(run->used + 16));
    const __m128i wrong = _mm_andnot_si128(digit, _mm_or_si128(a, b));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(wrong, zero)) != 0xFFFF) {
        return false;
    }
    const __m128i all = _mm_packus_epi16(_mm_srli_epi16(a, 8), _mm_srli_epi16(b, 8));
    const __m128i sums = _mm_sad_epu8(all, zero);
    *bits = (uint32_t)_mm_movemask_epi8(_mm_slli_epi16(all, 7)) >> (POV_LANES_BITS - count);
    *ones = (uint8_t)(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4));
#else
    const size_t from = 2 * (size_t)(POV_LANES_BITS - count);
    *bits = 0;
    *ones = 0;
    p -= sizeof run->zeros;
    for (size_t i = from; i < sizeof run->zeros; i += 2) {
        if (p[i] != run->zeros[i] || ((p[i + 1] ^ '0') & ~1) != 0) {
            return false;
        }
        *bits |= (uint32_t)(p[i + 1] & 1) << (i - from) / 2;
        *ones += p[i + 1] & 1;
    }
#endif
    return true;
}

#endif
