/*
 * Options: one table for all commands, one struct of values. A command names the options that it
 * takes.
 */
#ifndef POVCALC_SESSION_OPTIONS_H
#define POVCALC_SESSION_OPTIONS_H

#include "calculator/check/check.h"
#include "calculator/solve/solution.h"
#include "calculator/target.h"
#include "loader/plan_file.h"
#include "output/report.h"

#include <stddef.h>

/* In the order in which help lists them. */
typedef enum pov_option_id {
    POV_OPTION_FORMAT,
    POV_OPTION_OUTPUT,
    POV_OPTION_BOUNDS,
    POV_OPTION_WIDE,
    POV_OPTION_NO_HEADER,
    POV_OPTION_DECIMALS,
    POV_OPTION_LANG,
    POV_OPTION_SORT,
    POV_OPTION_UNIT,
    POV_OPTION_LEVEL,
    POV_OPTION_GROUP,
    POV_OPTION_YEAR,
    POV_OPTION_ROW_STANDARD,
    POV_OPTION_GROWTH,
    POV_OPTION_COMPLETE,
    POV_OPTION_WHY,
    POV_OPTION_FAIL_ON,
    POV_OPTION_STRICT,
    POV_OPTION_RULE,
    POV_OPTION_TABLE,
    POV_OPTION_COLUMN,
    POV_OPTION_HEADER_LINE,
    POV_OPTION_HEADER_FILE,
    POV_OPTION_SEPARATOR,
    POV_OPTION_ENCODING,
    POV_OPTION_IGNORE_UNKNOWN,
    POV_OPTION_STANDARD,
    POV_OPTION_SURVEY_BY,
    POV_OPTION_MEASURE,
    POV_OPTION_DEPRIVATION,
    POV_OPTION_REVIEW_YEAR,
    POV_OPTION_INCOME_LINE,
    POV_OPTION_CUTOFF,
    POV_OPTION_OF_UNIT,
    POV_OPTION_OF_AREA,
    POV_OPTION_INCOME_UNIT,
    POV_OPTION_COPIES,
    POV_OPTION_SKIP_INVALID,
    POV_OPTION_JOBS,
    POV_OPTION_REDUCTION_PP,
    POV_OPTION_REDUCTION_HOUSEHOLDS,
    POV_OPTION_REMAINING_RATE,
    POV_OPTION_ALLOCATE_BY,
    POV_OPTION_WEIGHT,
    POV_OPTION_MAX_CUT,
    POV_OPTION_EXACT,
    POV_OPTION_TARGET_YEAR,
    POV_OPTION_TO,
    POV_OPTION_MERGE,
    POV_OPTION_MAP,
    POV_OPTION_FAIL_ON_VERDICT,
    POV_OPTION_JUDGE,
    POV_OPTION_MAN,
    POV_OPTION_QUIET,
    POV_OPTION_HELP,
    POV_OPTION_COUNT
} pov_option_id;

#define POV_OPT(id) (UINT64_C(1) << POV_OPTION_##id)
#define POV_OPTS_INPUT                                                                             \
    (POV_OPT(TABLE) | POV_OPT(COLUMN) | POV_OPT(HEADER_LINE) | POV_OPT(SEPARATOR) |                \
     POV_OPT(ENCODING) | POV_OPT(IGNORE_UNKNOWN))
#define POV_OPTS_ROWS                                                                              \
    (POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) | POV_OPT(YEAR) | POV_OPT(ROW_STANDARD))
#define POV_OPTS_SOLVE (POV_OPT(GROWTH) | POV_OPT(COMPLETE))
#define POV_OPTS_OUTPUT                                                                            \
    (POV_OPT(FORMAT) | POV_OPT(OUTPUT) | POV_OPT(BOUNDS) | POV_OPT(NO_HEADER) |                    \
     POV_OPT(DECIMALS) | POV_OPT(LANG) | POV_OPT(QUIET) | POV_OPT(HELP))

/* What an option puts into its place in pov_options. */
typedef enum pov_option_type {
    POV_TYPE_FLAG,  /* bool; without an argument */
    POV_TYPE_TEXT,  /* const char *, borrowed */
    POV_TYPE_TEXTS, /* pov_texts: one more each time */
    POV_TYPE_INT,   /* int or unsigned, from low to high */
    POV_TYPE_SIZE,  /* size_t, from low to high */
    POV_TYPE_YEAR,  /* pov_year */
    POV_TYPE_WORD   /* int or enum: the number of the word in `words`, from 0 */
} pov_option_type;

/* Lists of words that other modules hold. */
typedef enum pov_option_list {
    POV_LIST_NONE,
    POV_LIST_FORMATS,
    POV_LIST_RULES,
    POV_LIST_STANDARDS,
    POV_LIST_FIGURES, /* columns of figures */
    POV_LIST_COLUMNS, /* all columns of plan files, each followed by = */
    POV_LIST_UNITS    /* those of the files on the command line */
} pov_option_list;

typedef enum pov_files {
    POV_FILES_NONE,
    POV_FILES_ANY,
    POV_FILES_TABLE, /* .csv and the like */
    POV_FILES_JSON
} pov_files;

struct pov_options;

typedef struct pov_option {
    const char *name;
    char letter;          /* 0: none */
    const char *argument; /* its argument as help writes it; NULL: it takes none */
    const char *help;
    const char *more; /* a sentence or two for the manual; NULL: help says all */
    pov_option_type type;
    size_t place; /* offset in pov_options */
    long low, high;
    /* What its argument can be: words with a blank between them, and a list. Only POV_TYPE_WORD
     * takes no other; the rest is for completion. */
    const char *words;
    pov_option_list list;
    pov_files files;
    bool repeats; /* so does POV_TYPE_TEXTS */
    /* In place of `type` for the odd ones. */
    pov_status (*read)(struct pov_options *options, const struct pov_option *option,
                       const char *value, pov_error *err);
} pov_option;

const pov_option *pov_option_get(pov_option_id id);
/* "--by: expected poor, households or excess, found "x"" */
pov_status pov_option_refuse(const char *name, const char *expected, const char *found,
                             pov_error *err);

typedef struct pov_texts {
    const char **text; /* borrowed from argv */
    size_t count, capacity;
} pov_texts;

/* Of survey and standards; NULL or 0: not given. */
typedef struct pov_survey_options {
    const char *standard, *by, *measure, *deprivation;
    pov_texts income_lines;
    pov_year year;
    unsigned cutoff, jobs;
    bool skip_invalid;
    const char *unit, *area; /* of all households */
    const char *header_file; /* has the header that the files lack */
    int income_unit;         /* 0, or the number of the word: dong, thousand, million */
    size_t copies;           /* households among which copies are looked for */
} pov_survey_options;

#define POV_COPIES_LIMIT 500000

/* Of allocate and rollup; NULL: not given. */
typedef struct pov_spread_options {
    const char *reduction_pp, *reduction_households, *remaining_rate;
    const char *by, *weight, *max_cut, *to;
    pov_year target_year;
    bool exact, merge;
} pov_spread_options;

typedef enum pov_progress_fail {
    POV_FAIL_MISSED,
    POV_FAIL_UNKNOWN,
    POV_FAIL_NEVER
} pov_progress_fail;

/* Of progress and trend. */
typedef struct pov_yearly_options {
    const char *map; /* NULL: none */
    pov_progress_fail fail_on;
    pov_judge_by judge;
} pov_yearly_options;

typedef struct pov_options {
    pov_load_options load;
    pov_assumptions assumptions;
    pov_check_options check;
    int fail_on; /* lowest pov_severity for which the answer is no; above POV_ERROR: never */
    pov_render_options render;
    const pov_renderer *renderer; /* NULL: the command's default */
    const char *output;           /* NULL: standard output */
    pov_texts units, columns;
    const char *level, *group, *standard, *sort;
    bool sort_down;
    pov_year year; /* {0, 0}: all */
    pov_survey_options survey;
    pov_spread_options spread;
    pov_yearly_options yearly;
    bool quiet, help, man, why;
    const char *figure; /* of why: a column; NULL: all */
    pov_texts operands; /* what is not an option: files, or what the command takes */
} pov_options;

struct pov_command;

/* Whether the command takes the option. */
bool pov_option_of(const struct pov_command *command, size_t id);
/* Whether the command writes a format. */
bool pov_command_writes(const struct pov_command *command, const char *format);

/* The option of this name, or the only one whose name begins so; NULL: none. */
const pov_option *pov_option_by_name(const struct pov_command *command, const char *name,
                                     size_t length);

/* Takes the next word of a list with blanks between them; its length is 0 after the last. */
const char *pov_option_word(const char **list, size_t *length);

/* ---- a command line, word by word ---- */

typedef struct pov_words {
    char **next; /* words that are still to come */
    size_t count;
    const char *letters; /* the rest of -abc */
    bool operands;       /* -- was met: only operands follow */
} pov_words;

typedef enum pov_word_kind {
    POV_WORD_OPTION,
    POV_WORD_OPERAND,
    POV_WORD_MISSING, /* an option without the argument that it needs */
    POV_WORD_EXCESS,  /* an option with an argument that it does not take */
    POV_WORD_UNKNOWN, /* no option of the command */
    POV_WORD_END
} pov_word_kind;

typedef struct pov_word {
    const char *text;         /* as it was written; of -abc from the letter on */
    const pov_option *option; /* NULL: none */
    const char *value;        /* NULL: none */
} pov_word;

pov_word_kind pov_word_next(pov_words *words, const struct pov_command *command, pov_word *word);

/*
 * Reads the arguments that follow a command's name. Order is free, "--" ends options.
 * Errors: POV_ERR_USAGE with a message and, for a misspelt option, the nearest as a hint;
 * POV_ERR_NOMEM.
 */
pov_status pov_options_read(pov_options *options, const struct pov_command *command, int argc,
                            char **argv, pov_error *err) POV_CHECK;
/* The language that people are spoken to in: of the last --lang that can be understood, wherever it
 * is, else of the locale. So errors in other arguments have it too. */
pov_language pov_options_language(int argc, char **argv);
void pov_options_fini(pov_options *options);

#endif
