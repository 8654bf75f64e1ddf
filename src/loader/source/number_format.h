/*
 * Numbers as a spreadsheet shows them. What is stored may be 0.0797 where everyone sees 7.97%.
 *
 * The number's 15 decimal digits are rounded half up, as Excel does it, without a binary fraction
 * in between. Two things are not as shown: groups of digits have no mark between them, and a
 * decimal point is a dot, so that nothing is ambiguous.
 */
#ifndef POVCALC_LOADER_SOURCE_NUMBER_FORMAT_H
#define POVCALC_LOADER_SOURCE_NUMBER_FORMAT_H

#include "base/memory.h"

#define POV_NUMBER_SECTIONS 4

typedef struct pov_decimal {
    char digit[16]; /* 0 to 9, without zeroes in front; the number is 0.ddd times 10^point */
    int count, point;
    bool negative;
} pov_decimal;

typedef enum pov_number_kind {
    POV_NUMBER_GENERAL,
    POV_NUMBER_FIXED,
    POV_NUMBER_DATE,
    POV_NUMBER_WORDS /* no digits: only what is written around them */
} pov_number_kind;

typedef struct pov_number_section {
    pov_number_kind kind;
    unsigned char least, most;    /* decimals */
    unsigned char whole;          /* digits before the point, at least */
    signed char shift;            /* of the point: percent, thousands */
    bool year, month, day, clock; /* of a date */
    bool text;                    /* it is for texts: what is around the sign @ */
    char operation;               /* of a condition: < > = { for <=, } for >=, ! for <>, 0: none */
    pov_decimal limit;
    char before[40], after[40];
} pov_number_section;

typedef struct pov_number_format {
    pov_number_section section[POV_NUMBER_SECTIONS];
    size_t count;
} pov_number_format;

void pov_number_format_parse(pov_number_format *format, const char *code);
/* The code of a format that files name by its number only. */
const char *pov_number_format_code(size_t number);

/* Appends the number as it is shown; a text that is no number, or none that can be shown, as it
 * is. `since_1904`: dates count from 1904. */
void pov_number_write(const pov_number_format *format, const char *number, bool since_1904,
                      pov_buffer *out);
/* Appends a text as it is shown. */
void pov_number_write_text(const pov_number_format *format, const char *text, pov_buffer *out);
/* Appends a date that is written as 2022-12-31, or 2022-12-31T00:00:00; false for what is none. */
bool pov_number_write_iso(const pov_number_format *format, const char *date, pov_buffer *out);

#endif
