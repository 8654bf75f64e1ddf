/*
 * What the parts of the household reader share; none of it is for others.
 *
 *     reader.c   threads, files, and what others call
 *     blocks.c   the file in blocks, cut at record ends
 *     header.c   the first record: which cell is which column
 *     lanes.h    sixteen bytes at a time
 *     quick.c    rows that are beyond doubt, many at once
 *     plain.c    all other rows: libcsv splits, and cells are read with all care
 *     income.c   what a cell of money means
 *     units.c    the units that the threads have met
 *     copies.c   households that are there twice, and what must be the same in all rows
 */
#ifndef POVCALC_LOADER_HOUSEHOLDS_PARTS_H
#define POVCALC_LOADER_HOUSEHOLDS_PARTS_H

#include "base/text.h"
#include "loader/households/columns.h"
#include "loader/households/lanes.h"
#include "loader/households/reader.h"

#include <csv.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define PAD ((size_t)512) /* readable bytes around a block; more than any cell that is compared */
#define BATCH 256
#define QUICK_ROWS 64
#define RING 1024      /* blocks that may be under way at once */
#define PHRASES 8      /* ways to write the words of a step that a thread remembers */
#define PHRASE_MAX 224 /* a multiple of 32: they are compared in such steps */
#define RECENT_BITS 14
#define PLACES_KEPT 4096
#define CELL_MAX 255
#define MEMBERS_MAX 999
#define YEAR_MIN 1900
#define YEAR_MAX 2199
#define LEAST_CODE 70000000 /* incomes from here on may be codes, such as 99999999 */
#define PLACE_LINES 20      /* bits of a place for the line within a block, which has fewer bytes */
#define PLACE_BITS 44 /* of a place; blocks beyond them have far more rows than are looked at */

/* Columns that are read at once: names of units, or words, that follow each other in the file;
 * indicators that do so in file and standard; or a single column. */
typedef struct step {
    pov_household_cell cell;
    unsigned column, count;
    unsigned index; /* the first indicator */
    char lead;      /* what is before it: the separator, or the end of the row before */
    pov_lanes_run run;
} step;

typedef struct span {
    const char *text;
    size_t length;
} span;

/* Raw cells, with the byte before the first. */
typedef struct phrase {
    char raw[PHRASE_MAX];
    uint64_t last[2], mask[2]; /* its last sixteen bytes, at most, and the bits of them */
    uint64_t hash;             /* of a place */
    bool brief;                /* all of it is in these */
    uint16_t length;           /* 0: not known, or too long to be kept */
    pov_household says;        /* of words: what is set in the household */
} phrase;

/* What was seen of a step before. */
typedef struct recall {
    phrase known[PHRASES]; /* of words; of names and text only the first is used: the row before */
    size_t count;
} recall;

/* A way to write a unit below its parent. */
typedef struct name {
    uint32_t hash, parent, unit, length;
    char kind; /* units.c */
    char text[];
} name;

/* The units of all threads. What has been handed out stays in its place, and only `first` and the
 * name of a unit change, which nobody reads before the threads have ended. */
typedef struct names {
    pthread_mutex_t lock;
    bool lock_ready;
    name **slot; /* open addressing, at most three quarters full */
    size_t count, capacity;
    pov_hash_seed seed;
    pov_household_unit *unit;
    size_t unit_count, unit_capacity;
    pov_arena arena;
    pov_buffer folded;
} names;

/* What tells a household apart, and what its row says, as hashes; no key: no copy is looked for. */
typedef struct identity {
    uint64_t key, row;
} identity;

/* Two rows that contradict each other: places in the files. 0: none. */
typedef struct conflict {
    uint64_t first, second;
} conflict;

/* Households that were met, in a table of a fixed size that all threads add to without a lock. The
 * row comes after the key: its place, and above that as much of its hash as there is room for. */
typedef struct met_household {
    _Atomic uint64_t key, row;
} met_household;

typedef struct copies {
    met_household *slot;
    size_t capacity;
    _Atomic size_t count;
    _Atomic bool ended; /* as many as the limit allows were met */
} copies;

/* A year, or a level that is empty in some rows, and where it came first. */
typedef struct sighting {
    int what;
    uint64_t place; /* 0: nowhere */
} sighting;
enum { YEARS_KEPT = 2 };

typedef struct worker {
    pov_household_reader *reader;
    size_t index;
    pthread_t thread;
    bool started;
    pov_language language; /* of the thread that started this one */

    char *memory; /* PAD bytes, the block, and PAD bytes */
    char *block;  /* block_size bytes; ends of lines are before it */
    size_t from, length;
    uint64_t number; /* of the block; all files of a run are numbered on */
    size_t lines;    /* of the block, so far */

    pov_household batch[BATCH];
    identity identity[BATCH];
    uint32_t line[BATCH]; /* of the block, from 1 */
    size_t batched;
    size_t ahead;    /* rows that the quick way tries at once: fewer where many are in doubt */
    size_t shortest; /* of the rows of the file so far, going by those read the plain way */
    size_t line_now;
    bool looks; /* for copies, in this file, until as many were met as are looked at */

    struct csv_parser parser;
    bool parser_ready;
    pov_buffer folded;
    pov_buffer text; /* cells of the row that libcsv reads, one after the other */
    size_t *end;     /* of each, in `text` */
    size_t cells, capacity;
    bool row_ended, cells_failed;

    recall *seen;        /* by step */
    uint32_t last_unit;  /* of the cells in `seen`; POV_NO_UNIT where one has changed */
    uint64_t places;     /* hashes of the units below those, added up */
    const name **recent; /* 2^RECENT_BITS that this thread met */
    struct {
        uint64_t written, folded;
    } place[PLACES_KEPT]; /* hashes of names of places as written and as compared, by the first */

    int64_t skipped[POV_REASON_COUNT];
    int64_t unplaced, other_years, copied;
    conflict differ;
    bool ones, zeros; /* whether a cell of minority was 1, and 0 */
    bool unmarked;    /* whether a household has no mark, where there are marks of classes */
    sighting year[YEARS_KEPT];
    uint64_t empty[POV_BY_COUNT], filled[POV_BY_COUNT]; /* where a level first was so */
    pov_status status;
    pov_error error; /* in block `number` */
} worker;

typedef struct file_start {
    const char *name;
    uint64_t block;
} file_start;

struct pov_household_reader {
    const pov_standard *standard;
    pov_household_options options;
    pov_household_take *take;
    void *context;
    pov_household_facts facts;
    bool any_file;

    pov_household_headings headings;
    pov_household_layout layout; /* of this file */
    step *step;
    size_t step_count;
    const char *(*quick)(worker *w, const char *p); /* pov_household_quick_rows, or the wide */
    char delimiter, said_delimiter;                 /* the second: by a line "sep=;", else 0 */

    worker **worker;
    size_t worker_count;
    names names;
    span given[POV_BY_COUNT]; /* units that all households are of, without a column */
    uint8_t area;             /* of all households, where no column says it */
    int64_t income_unit;      /* of this file, as in the options */
    int64_t least_income;     /* VND: one below it, and not 0, is of another unit, or a code */

    copies copies;
    size_t *line_of; /* lines of its file before each block: known when that is done */
    size_t line_capacity;
    file_start *file;
    size_t file_count, file_capacity;
    pov_arena arena;

    pthread_mutex_t lock;
    pthread_cond_t moved;
    bool lock_ready, moved_ready;
    const pov_input *input;
    char *carry; /* the part of a record that the last block left over */
    size_t carried;
    bool ended;
    uint64_t bytes;
    uint64_t next_block, stop_at; /* stop_at: the first block with an error */
    uint64_t committed;           /* all blocks before it are done */
    size_t lines_before;          /* in them, of this file */
    size_t done_lines[RING];
    bool done[RING];
    pov_error input_error;
};

/* ---- blocks ---- */

/* The next block, or false when there is none for this thread. */
bool pov_household_take_block(pov_household_reader *r, worker *w);
/* The block is done, or holds an error (w->status). */
void pov_household_commit_block(pov_household_reader *r, const worker *w);

/* ---- the header ---- */

/* Goes to it, past title lines and blank lines; false where it is not in the block in hand. */
pov_status pov_household_find_header(pov_household_reader *r, worker *w, bool *found,
                                     pov_error *err) POV_CHECK;

/* Reads it, and sets up all threads for the file. */
pov_status pov_household_read_header(pov_household_reader *r, worker *w, pov_error *err) POV_CHECK;

/* ---- rows ---- */

/* Reads rows from `p` on into the batch, until a row is in doubt, or as many as it reads at once.
 * Returns where. */
const char *pov_household_quick_rows(worker *w, const char *p);
/* The same where the processor has AVX2. */
const char *pov_household_quick_rows_wide(worker *w, const char *p);

/* Reads the row at *at into the batch, and moves *at past it; w->error says what is wrong. */
pov_status pov_household_plain_row(worker *w, const char **at) POV_CHECK;
/* Starts the parser, also anew after an error; false where memory is short. */
bool pov_household_start_parser(worker *w);
/* Splits the record at *at, and moves *at and w->lines past it. No cells: a blank line. */
pov_status pov_household_split_record(worker *w, const char **at) POV_CHECK;
span pov_household_cell_of(const worker *w, size_t index);
const char *pov_household_line_end(const char *p, const char *end);

/* Members or scores that are codes for "no answer": 98, 999, 9999. */
static inline bool pov_household_is_code(int64_t number)
{
    return (number >= 97 && number <= 99) || (number >= 997 && number <= 999) ||
           (number >= 9997 && number <= 9999);
}

/* Whether a text begins with the letters of "Tổng" or "Cộng", whatever their case. Four bytes of it
 * can be read. */
static inline bool pov_household_may_be_total(const char *text)
{
    const unsigned char first = (unsigned char)text[0] | 0x20U, last = (unsigned char)text[3] | 1U;

    return text[1] == '\xE1' && text[2] == '\xBB' &&
           ((first == 't' && last == 0x95) || (first == 'c' && last == 0x99));
}

static inline unsigned pov_household_count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555U;
    bits = (bits & 0x33333333U) + (bits >> 2 & 0x33333333U);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0FU;
    return bits * 0x01010101U >> 24;
}

/* The record in hand has the numbers of columns, "(1)", "(2)", "(3)=(1)+(2)", as below headings. */
bool pov_household_is_numbers(const worker *w);

/* A cell with bytes that are not UTF-8, and how to convert them. */
void pov_household_refuse_bytes(const worker *w, span cell, pov_status code, pov_error *err);

/* ---- what rows say together ---- */

/* Mixes a number into a hash. */
static inline uint64_t pov_household_mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * UINT64_C(0x9E3779B97F4A7C15); /* 2^64 by the golden ratio */
    return hash ^ hash >> 29;
}

/* A text, eight bytes at a time. `padded`: eight bytes can be read also at its end. */
static inline uint64_t pov_household_hash(uint64_t hash, span text, bool padded)
{
    const char *p = text.text;
    size_t left = text.length;
    uint64_t eight = 0;

    for (; left >= sizeof eight; p += sizeof eight, left -= sizeof eight) {
        memcpy(&eight, p, sizeof eight);
        hash = pov_household_mix(hash, eight);
    }
    if (padded && left > 0) {
        unsigned char last[sizeof eight] = {0};
        memcpy(last, p, sizeof last);
        memset(last + left, 0, sizeof last - left);
        memcpy(&eight, last, sizeof eight);
    } else {
        eight = 0;
        memcpy(&eight, p, left);
    }
    return pov_household_mix(hash ^ text.length, eight);
}

/* "0012" is 12, from which a spreadsheet took the zeros. */
static inline span pov_household_without_zeros(span code)
{
    while (code.length > 1 && code.text[0] == '0' && pov_is_digit(code.text[1])) {
        code.text++;
        code.length--;
    }
    return code;
}

/* Whatever is not seen in a code is not in its hash, nor what programs add to a number or take from
 * it, nor how the name of a place is written. False where memory runs out. */
bool pov_household_hash_code(worker *w, span content, uint64_t *hash);
bool pov_household_hash_place(worker *w, span content, uint64_t *hash);

/* What the household was read to be, mixed into the hash of its row. */
static inline uint64_t pov_household_row_hash(uint64_t hash, const pov_household *h)
{
    hash = pov_household_mix(hash, (uint64_t)h->income);
    hash = pov_household_mix(hash, (uint64_t)h->lacks << 32 | (uint64_t)h->members << 16 |
                                       (uint64_t)h->deprived << 8 | h->area);
    return pov_household_mix(hash, (uint64_t)h->minority << 24 | (uint64_t)h->scored << 16 |
                                       (uint64_t)h->given << 8 | h->stated);
}

/* Room for so many households, while no thread looks. Errors: POV_ERR_NOMEM. */
pov_status pov_household_copies_grow(copies *met, size_t households) POV_CHECK;
/* Takes copies of rows that were met out of the batch, and remembers rows that differ. */
void pov_household_drop_copies(worker *w);
/* A cell of minority. */
static inline void pov_household_see_minority(worker *w, span cell)
{
    w->ones = w->ones || (cell.length > 0 && *cell.text == '1');
    w->zeros = w->zeros || (cell.length > 0 && *cell.text == '0');
}
/* A year that a row has. */
void pov_household_see_year(worker *w, int year);
/* The place of the row in hand. */
static inline uint64_t pov_household_place(const worker *w)
{
    return w->number << PLACE_LINES | (w->line_now & ((UINT64_C(1) << PLACE_LINES) - 1));
}
/* After the last row of a file. Errors: POV_ERR_DATA for rows that contradict each other. */
pov_status pov_household_check_rows(pov_household_reader *r, pov_error *err) POV_CHECK;

/* ---- money ---- */

/*
 * Reads an income in VND per person and month, rounded up: lines are whole numbers, so it is at
 * most one just when the exact income is.
 * Errors  POV_ERR_DATA with a message and a hint
 */
pov_status pov_household_read_income(worker *w, span cell, int64_t *income) POV_CHECK;
pov_status pov_household_expected(worker *w, const char *what, span found) POV_CHECK;

/* ---- units ---- */

/* Without the blanks at its ends; and without one pair of quotes around it. */
span pov_household_trim(span raw);
span pov_household_content_of(span raw);
/* Whether a cell names a unit: not a sign for "nothing stated" ("-", "…"), as in plans. */
bool pov_household_is_name(span cell);
/* Whether it is that of a total, "Tổng cộng", "Cộng thôn A"; and whether it can be that of a unit:
 * one that is neither too long, nor a total, nor garbled. `failed` is set where memory runs out. */
bool pov_household_is_total(span cell, bool *failed);
bool pov_household_is_unit(span cell, bool *failed);

/* What a household's code is: NONE is what stands for nothing ("-", "NA"), ROUNDED what a
 * spreadsheet made of a long one (1.23457E+11), so that several households have it. */
typedef enum pov_household_id { POV_ID_GOOD, POV_ID_NONE, POV_ID_ROUNDED } pov_household_id;
pov_household_id pov_household_id_of(span cell);

/*
 * The unit of a row from its cells by level.
 * quoted  they are raw, as the quick way has them: quotes may be around them
 * Errors  POV_ERR_DATA for a name that is none, POV_ERR_NOMEM; neither with a message
 */
pov_status pov_household_find_unit(worker *w, const span *now, bool quoted, uint64_t first,
                                   uint32_t *unit) POV_CHECK;
void pov_household_names_fini(names *n);

#endif
