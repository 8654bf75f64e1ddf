/*
 * Figures: a printed number as the set of numbers that it can mean.
 *
 * Everything is exact. A count is a whole number of households (or persons). A rate, in percent,
 * and a difference of rates, in percentage points, are whole multiples of 10^-12 percent, called
 * ticks. No floating point takes part. A quotient, which has no finite decimals, is carried as two
 * bounds, rounded outward.
 */
#ifndef POVCALC_FIGURE_FIGURE_H
#define POVCALC_FIGURE_FIGURE_H

#include "base/error.h"
#include "base/memory.h"
#include "base/translate.h"
#include "figure/interval.h"

#include <stdint.h>

#define POV_PERCENT INT64_C(1000000000000) /* one percent, or one percentage point, in ticks */
#define POV_HUNDRED_PERCENT (100 * POV_PERCENT)
#define POV_DIGITS_MAX 11                    /* decimals of a rate that are held exactly */
#define POV_COUNT_MAX INT64_C(1000000000000) /* largest count: 10^12 */

typedef enum pov_kind {
    POV_KIND_COUNT,  /* households or persons */
    POV_KIND_RATE,   /* percent, 0 to 100 */
    POV_KIND_POINTS, /* a difference of rates, in percentage points */
    POV_KIND_CHANGE  /* a relative change in percent, any size */
} pov_kind;

/* ---- what a cell states ---- */

typedef enum pov_qualifier {
    POV_EXACTLY,
    POV_AT_LEAST, /* >= */
    POV_ABOVE,    /* >  includes the printed number, as documents use it */
    POV_AT_MOST,  /* <= */
    POV_BELOW,    /* <  includes the printed number */
    POV_ABOUT,    /* ~  */
    POV_RANGE     /* a-b */
} pov_qualifier;

/* What is printed is the lowest, or the highest, that is meant. */
static inline bool pov_is_at_least(unsigned qualifier)
{
    return qualifier == POV_AT_LEAST || qualifier == POV_ABOVE;
}

static inline bool pov_is_at_most(unsigned qualifier)
{
    return qualifier == POV_AT_MOST || qualifier == POV_BELOW;
}

typedef struct pov_stated {
    int64_t face;      /* the printed number; the low one of a range */
    int64_t face_high; /* the high one of a range, else equal to face */
    uint8_t digits;    /* decimals as printed, of a rate or points; at most POV_DIGITS_MAX */
    uint8_t qualifier; /* pov_qualifier */
    bool rounded;      /* a range that rounding makes of one number: 12,5 thousand */
    uint8_t years;     /* above 0: printed per year; the numbers are those of so many years */
    uint16_t column;   /* of the file in which it is printed, from 1; 0: that is not known */
} pov_stated;

typedef enum pov_reading { POV_VALUE, POV_MISSING, POV_INVALID } pov_reading;

/*
 * Reads a whole cell, or refuses it (docs/formats.md, "Cells").
 *
 * kind      decides what `.` and `,` mean: in a count marks between groups of three digits,
 *           else the decimal mark
 * negative  whether a number below zero is allowed, and one per year ("1-1.5%/year"), as of a
 *           reduction: such a one has `years` 1 until pov_stated_times says how many there are
 * out       untouched unless POV_VALUE
 * err       with POV_INVALID: what was expected, what was found, and a hint where there is one
 */
pov_reading pov_stated_read(const char *text, size_t length, pov_kind kind, bool negative,
                            pov_stated *out, pov_error *err);

/* Whether a cell states a part of the poor, "50% of poor", "1/2": in percent of them. */
bool pov_stated_read_part(const char *text, size_t length, pov_stated *out);

/* A yearly figure ("1-1.5%/year") as that of so many years; false where that is no number. */
bool pov_stated_times(pov_stated *stated, unsigned years, pov_kind kind);

int64_t pov_digit_unit(unsigned digits); /* 10^-digits percent in ticks */

/* The rate of a count in a whole above zero, as it is printed: rounded once, to so many decimals. A
 * rate past 2^63 ticks saturates. */
int64_t pov_printed_rate(int64_t count, int64_t whole, unsigned digits);

/*
 * The numbers that a printed figure can mean when it was rounded half up, both ends included:
 *     7.97    7.965 to 7.975    180     180
 *     >=3     3 and more        ~180    175 to 185        6.5-7.2    6.45 to 7.25
 *                               ~1000   950 to 1,050
 * A rate stays within 0 and 100, a count that may not be negative at 0 or above.
 * Source: docs/methods.md 1
 */
pov_interval pov_stated_bounds(const pov_stated *stated, pov_kind kind, bool negative);

/* ---- figures: what is known of a quantity ---- */

typedef enum pov_basis {
    POV_BASIS_UNKNOWN,
    POV_BASIS_STATED,  /* printed in the document */
    POV_BASIS_DERIVED, /* follows from what is printed */
    POV_BASIS_ASSUMED  /* follows only with an assumption about growth */
} pov_basis;

typedef struct pov_figure {
    int64_t value;       /* the number that is shown: as stated, else the best estimate */
    int64_t value_high;  /* of a stated range: its high end; else equal to value */
    pov_interval bounds; /* where the true number lies */
    uint8_t kind;        /* pov_kind */
    uint8_t basis;       /* pov_basis; with POV_BASIS_UNKNOWN the value means nothing */
    uint8_t qualifier;   /* pov_qualifier, of a stated figure */
    uint8_t digits;      /* decimals to show */
    uint8_t years;       /* above 0: stated per year, and shown so */
    bool plain; /* computed as documents do it, from two printed rates: shown without a sign */
    bool aimed; /* of a target that leaves it open: as if that were reached, and no more */
    bool open;  /* a range in which no number is better than another: data has no value of it */
} pov_figure;

const char *pov_basis_name(pov_basis basis); /* "stated", … as JSON prints it */
pov_figure pov_figure_unknown(pov_kind kind);

/* What a printed figure says; unknown for NULL. Arguments as of pov_stated_bounds. */
pov_figure pov_figure_stated(const pov_stated *stated, pov_kind kind, bool negative);
static inline bool pov_figure_known(const pov_figure *figure)
{
    return figure->basis != POV_BASIS_UNKNOWN;
}
static inline bool pov_figure_is_stated(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED;
}
/* One number that the document prints, without "about" or "at least". */
static inline bool pov_figure_is_printed(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED && figure->qualifier == POV_EXACTLY;
}
/* Computed, and not one number: shown with `≈`. A quotient is one number within a tick; a range, a
 * number that has a sign already, and a difference of two printed rates need none. */
bool pov_figure_approximate(const pov_figure *figure);
/* Whether the bounds are one number: a quotient without finite decimals lies between two ticks. */
bool pov_figure_is_one(const pov_figure *figure);
/* The one number to compute with: as stated, of a range the middle, and always within the bounds.
 * An aim is taken at its face value instead, which is `value`. */
int64_t pov_figure_best(const pov_figure *figure);

/* ---- writing ---- */

/* How numbers look: machine formats 13342 and 7.97; English 13,342 and 7.97; Vietnamese 13.342 and
 * 7,97. */
typedef struct pov_numerals {
    char decimal;
    char group;           /* 0 = none */
    const char *to;       /* in a range that begins below zero: "-5 to 3", "-5 đến 3", "-5-3" */
    const char *per_year; /* "/year", "/năm" */
    bool typographic;     /* ≥, ≤ and – for >=, <= and - */
    const char *minus;    /* NULL: "-" */
} pov_numerals;

extern const pov_numerals pov_numerals_plain, pov_numerals_en, pov_numerals_vi;
pov_numerals pov_numerals_of(pov_language language);
/* The same for tables, where ≥ and – are written for >= and -. */
pov_numerals pov_numerals_of_tables(pov_language language);

/* The same with the minus sign of print. */
pov_numerals pov_numerals_in_print(pov_numerals numerals);

/* "at least {1}": the qualifier in words, to be translated. */
const char *pov_qualifier_text(pov_qualifier qualifier);
/* Appends a count, or a rate in ticks rounded half up to `digits` decimals. Never "-0". */
void pov_write_count(pov_buffer *out, int64_t count, pov_numerals numerals);
/* For messages: the count in the language that is set, in a value of its own. */
typedef struct pov_count_shown {
    char text[32];
} pov_count_shown;
pov_count_shown pov_show_count(int64_t count);
void pov_write_ticks(pov_buffer *out, int64_t ticks, unsigned digits, pov_numerals numerals);
/* Decimals that it takes to write the ticks exactly. */
unsigned pov_digits_needed(int64_t ticks);
/* Appends one end of an interval of rates, rounded outward to `digits` decimals. */
void pov_write_ticks_outward(pov_buffer *out, int64_t ticks, bool is_low, unsigned digits,
                             pov_numerals numerals);

/* Appends a figure's value with its qualifier: ">=3", "~180", "6.5-7.2", "13,342"; nothing when
 * unknown. digits < 0: as the figure has it. */
void pov_write_figure(pov_buffer *out, const pov_figure *figure, int digits, pov_numerals numerals);
/* Appends the bounds: "17,696-17,702"; one number when exact; ">=3" or "<=5" when one end is
 * open. */
void pov_write_bounds(pov_buffer *out, const pov_figure *figure, int digits, pov_numerals numerals);

#endif
