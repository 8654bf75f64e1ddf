/*
 * Households of a yearly review, from CSV of any size, on several threads.
 *
 * Every cell is read or refused. Memory is a block for each thread and the names of units, whatever
 * the size of the file. docs/performance.md says how it works and why.
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_READER_H
#define POVCALC_LOADER_HOUSEHOLDS_READER_H

#include "loader/plan_file.h"
#include "model/standard.h"

#define POV_BY_LOWEST (-1) /* the lowest level that the file has */

/* Why a row was passed over: its number of cells, or the column that cannot be read. */
enum {
    POV_REASON_CELLS,
    POV_REASON_TEXT, /* bytes that are not UTF-8, in a column that is not used */
    POV_REASON_YEAR,
    POV_REASON_UNIT,
    POV_REASON_AREA,
    POV_REASON_MINORITY,
    POV_REASON_MEMBERS,
    POV_REASON_INCOME,
    POV_REASON_B1,
    POV_REASON_B2,
    POV_REASON_CLASS,
    POV_REASON_INDICATOR, /* and one for each indicator */
    POV_REASON_COUNT = POV_REASON_INDICATOR + POV_INDICATORS_MAX
};

struct pov_household_facts;

typedef struct pov_household_options {
    const pov_load_options *load; /* header line, columns; the encoding is UTF-8 */
    int by;                       /* POV_BY_…: the level of the units */
    unsigned jobs;                /* threads, 1 or more */
    /* A row whose unit can be read is then a household of unknown class; any other is passed over.
     */
    bool skip_invalid;
    const char
        *unit; /* that all households are of, of the level `unit_level`; NULL: a column says */
    int unit_level;
    const char *area;    /* of all households, as a column would have it; NULL: a column says */
    int year;            /* rows of other years are passed over; 0: there must be one year only */
    int64_t income_unit; /* VND that an income is counted in; 0: VND, unless it cannot be that */
    /* Rows in which copies are looked for: not at all in files that seem to have more, and in
     * others until so many were met. 0: no looking. */
    size_t copies;
    bool header_apart; /* the first line of a file is not its own: it is not counted */
    uint64_t bytes;    /* of all files; 0: not known */
    bool plain;        /* every row through libcsv: slow, for tests to compare with */
    bool narrow;       /* without AVX2, for tests */
    size_t block_size; /* 0: as is best; small ones are for tests */
    /* Called with what a file holds, before its first household is taken; may refuse it. NULL: not
     * called. Its context is that of `take`. */
    pov_status (*start)(void *context, const struct pov_household_facts *facts, pov_error *err);
    /* Called now and then with the bytes read; NULL: never. */
    void (*progress)(void *context, uint64_t bytes);
    void *progress_context;
    pov_problems *notes; /* on workbooks and documents; NULL: none */
} pov_household_options;

/* Takes households of one thread. Threads call at the same time, each with a number of its own. */
typedef pov_status pov_household_take(void *context, size_t thread, const pov_household *household,
                                      size_t count);

typedef struct pov_household_reader pov_household_reader;

/* What the files hold; all files of a run hold the same. */
typedef struct pov_household_facts {
    int by;
    bool level[POV_BY_COUNT]; /* which unit columns are there, down to `by` */
    bool areas;               /* of each household; else only its class is known */
    bool minority, members;
    bool id;                       /* the household's */
    bool incomes, scores, classes; /* row by row one of them is enough */
    bool marks;                    /* classes by columns with marks, and nothing else */
    bool by_score;                 /* scores and no incomes */
    bool indicators;               /* not only their number */
    bool b2;                       /* their number, beside them or alone */
} pov_household_facts;

/* Copies the options; standard, take and its context are borrowed. Errors: POV_ERR_NOMEM, and
 * POV_ERR_USAGE for a --column that is not NAME=HEADING with the NAME of a column. */
pov_status pov_household_reader_new(pov_household_reader **out, const pov_standard *standard,
                                    const pov_household_options *options, pov_household_take *take,
                                    void *context, pov_error *err) POV_CHECK;

/*
 * Reads one file to its end.
 * Errors  those of a plan file (loader.h), with the place of the first row that cannot be read
 */
pov_status pov_household_read(pov_household_reader *reader, const pov_input *input,
                              pov_error *err) POV_CHECK;

const pov_household_facts *pov_household_facts_get(const pov_household_reader *reader);
size_t pov_household_threads(const pov_household_reader *reader);
/* The units, in any order but that a parent comes before its parts. Until the reader is freed. */
const pov_household_unit *pov_household_units(const pov_household_reader *reader, size_t *count);
/* What was read and concluded, over all files. */
typedef struct pov_household_findings {
    int64_t unplaced;    /* rows passed over: not even their unit can be read */
    int64_t other_years; /* rows passed over as not of the year that was asked for */
    int64_t copies;      /* rows that are there twice, and were counted once */
    bool copies_ended;   /* there are more rows than copies are looked for in */
    int year;            /* of the rows; 0: the files do not say */
    const char *income;  /* a heading that may mean the income of the whole household, or NULL */
    const char *people;  /* a heading below which 1 may be the code of Kinh, or NULL */
    bool unmarked;       /* some households have no mark in the columns of classes */
    const char *passed;  /* names of columns that were passed over; NULL: none */
    size_t passed_count;
} pov_household_findings;

pov_household_findings pov_household_found(const pov_household_reader *reader);
/* Rows that cannot be read in full, by reason. */
int64_t pov_household_skipped(const pov_household_reader *reader, size_t reason);
void pov_household_reader_free(pov_household_reader *reader);

#endif
