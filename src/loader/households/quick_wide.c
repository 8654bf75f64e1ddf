/*
 * The quick way once more, for processors with AVX2: the same text, compiled for them.
 */
#if defined(__x86_64__) && !defined(POV_BYTE_BY_BYTE)
#define POV_LANES_AVX2
#ifdef __clang__
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,popcnt"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,popcnt")
#endif
#define pov_household_quick_rows pov_household_quick_rows_wide
#include "loader/households/quick.c" /* NOLINT(bugprone-suspicious-include): compiled twice */
#ifdef __clang__
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif
#else
typedef int nothing; /* a file has to hold something */
#endif
