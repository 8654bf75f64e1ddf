/*
 * Random plans that are right: first what is true of every unit at both moments, in whole numbers,
 * then the printing of it as documents print: rounded, with signs, with gaps. Free of cmocka, so
 * that the fuzzers use it too.
 *
 * What is printed is true of the truth by any rule for signs that documents follow: "~" is printed
 * only within half a unit of the last printed digit and within 5% of the number.
 */
#ifndef POVCALC_TESTS_RANDOM_PLAN_H
#define POVCALC_TESTS_RANDOM_PLAN_H

#include "model/plan.h"
#include "random.h"

/* What is true of one row. Of the target year: then (households), left, near_left. */
typedef struct random_truth {
    int64_t households, poor, near_poor, then, left, near_left;
    int64_t start, escaped, escaped_to_near, other_decrease, from_near, relapsed, newly;
    int64_t other_increase, persons, poor_persons;
    int64_t near_start, near_escaped, near_other_decrease, near_relapsed, near_newly;
    int64_t near_other_increase;
} random_truth;

/* The cells of one row; "" is not printed. */
typedef struct random_cells {
    char cell[POV_PLAN_QUANTITY_COUNT][48];
} random_cells;

/* How households grow from the year to the target year. */
typedef enum random_growth {
    RANDOM_CONSTANT,
    RANDOM_COMMON, /* by one rate of 0 to 2% everywhere */
    RANDOM_ANY,    /* by half or to double, each unit as it likes */
    RANDOM_STATED  /* as before, and target_households are printed */
} random_growth;

enum { RANDOM_ROWS_MAX = 40 };

typedef struct random_plan {
    random_truth truth[RANDOM_ROWS_MAX];
    random_cells row[RANDOM_ROWS_MAX];
    const char *group[RANDOM_ROWS_MAX], *level[RANDOM_ROWS_MAX];
    char name[RANDOM_ROWS_MAX][16];
    int parent[RANDOM_ROWS_MAX];  /* -1: none */
    bool hidden[RANDOM_ROWS_MAX]; /* the document leaves the row out */
    int count;
    int year;
    bool complete; /* no row is left out */
    bool ranges;   /* a unit that has units prints a range */
    bool levels;   /* levels are printed */
    random_growth growth;
    unsigned gaps, gaps_in_rows; /* how many of ten cells are left out */
    int64_t growth_share;        /* of RANDOM_COMMON: hundredths of a percent */
} random_plan;

void random_plan_make(random_plan *plan, check_random *random);
/* The year after: what `plan` leaves is what this one starts from. Without the groups. */
void random_plan_next(const random_plan *plan, random_plan *next, check_random *random);
/* Prints one row anew, whatever it printed before. */
void random_plan_print(random_plan *plan, int row, check_random *random);
/* Appends the plan as a CSV file. The order of rows: NULL for that of the plan. */
void random_plan_write(const random_plan *plan, const int *order, pov_buffer *out);

/* One cell each, as random_plan_print does it; "" where the row has a gap. */
void random_print_count(random_plan *plan, check_random *random, random_cells *row,
                        pov_quantity quantity, int64_t value);
int64_t random_print_rate(random_plan *plan, check_random *random, random_cells *row,
                          pov_quantity quantity, pov_wide above, pov_wide below);

/* Changes one digit of a cell; false when no digit is printed. */
bool random_change_digit(check_random *random, random_cells *rows, int count);

#endif
