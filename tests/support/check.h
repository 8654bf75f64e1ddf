/*
 * What the unit tests share: cmocka's includes, named cases, and a small seeded random generator.
 */
#ifndef POVCALC_TESTS_CHECK_H
#define POVCALC_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "random.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Fails with the case's name in front. */
#define CHECK(name, condition)                                                                     \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fail_msg("%s: %s", name, #condition);                                                  \
        }                                                                                          \
    } while (0)

#define CHECK_NUMBER(name, actual, expected)                                                       \
    do {                                                                                           \
        int64_t check_actual_ = (actual), check_expected_ = (expected);                            \
        if (check_actual_ != check_expected_) {                                                    \
            fail_msg("%s: %s is %" PRId64 ", expected %" PRId64, name, #actual, check_actual_,     \
                     check_expected_);                                                             \
        }                                                                                          \
    } while (0)

#define CHECK_TEXT(name, actual, expected)                                                         \
    do {                                                                                           \
        const char *check_actual_ = (actual), *check_expected_ = (expected);                       \
        if (strcmp(check_actual_, check_expected_) != 0) {                                         \
            fail_msg("%s: got \"%s\", expected \"%s\"", name, check_actual_, check_expected_);     \
        }                                                                                          \
    } while (0)

/* How many rounds of a test over random inputs: a tenth where POV_FEW is set, as under valgrind. */
static inline int check_rounds(int usual)
{
    return getenv("POV_FEW") != NULL ? (usual + 9) / 10 : usual;
}

/* The seed is POV_SEED, or a fixed one; it is printed, so that a failure can be repeated. */
static inline check_random check_random_start(const char *test)
{
    const char *text = getenv("POV_SEED");
    uint64_t seed = text != NULL ? strtoull(text, NULL, 10) : 20230315;

    print_message("%s: POV_SEED=%" PRIu64 "\n", test, seed);
    return (check_random){.state = seed * 2 + 1};
}

#endif
