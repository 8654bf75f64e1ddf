/*
 * A small seeded random generator: the same numbers everywhere for one seed. A fuzzer may give it
 * bytes to begin with, so that what it changes in them changes the numbers one by one.
 */
#ifndef POVCALC_TESTS_RANDOM_H
#define POVCALC_TESTS_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/* xorshift64*, after `left` numbers of two bytes each. */
typedef struct check_random {
    uint64_t state;
    const uint8_t *bytes;
    size_t left;
} check_random;

/* A generator for each of many plans, so that one of them can be made again by itself. */
static inline check_random check_random_seed(uint64_t seed, uint64_t number)
{
    uint64_t mixed = (seed * 2 + 1) ^ (number * UINT64_C(0x9E3779B97F4A7C15));

    mixed ^= mixed >> 29;
    return (check_random){.state = mixed * UINT64_C(0xBF58476D1CE4E5B9) | 1};
}

/* A number from low to high. */
static inline int64_t check_random_next(check_random *random, int64_t low, int64_t high)
{
    uint64_t value;

    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    value = (random->state * UINT64_C(2685821657736338717)) >> 11;
    if (random->left > 0) {
        value = (uint64_t)random->bytes[0] << 8 | random->bytes[1];
        value = high - low > UINT16_MAX ? value * UINT64_C(0x9E3779B97F4A7C15) >> 11 : value;
        random->bytes += 2;
        random->left--;
    }
    return low + (int64_t)(value % (uint64_t)(high - low + 1));
}

#endif
