/*
 * Options: one table for all commands, one struct of values. A command names the options that it
 * takes.
 */
#ifndef POVCALC_SESSION_OPTIONS_H
#define POVCALC_SESSION_OPTIONS_H

#include "calculator/check/check.h"
#include "calculator/solve/solution.h"
#include "loader/plan_file.h"
#include "output/report.h"

/* id, long name, short name or 0, argument or NULL, help */
#define POV_OPTION_LIST(X)                                                                         \
    X(FORMAT, "format", 'f', "FORMAT",                                                             \
      POV_TEXT("table, json, csv, markdown, html, lines, svg, png, xlsx"))                         \
    X(OUTPUT, "output", 'o', "FILE", POV_TEXT("write to FILE; its ending sets the format"))        \
    X(BOUNDS, "bounds", 'b', NULL, POV_TEXT("show low and high of what is not exact"))             \
    X(DECIMALS, "decimals", 0, "N", POV_TEXT("decimals of rates in tables and CSV (0 to 6)"))      \
    X(LANG, "lang", 0, "LANGUAGE", POV_TEXT("en or vi (default: from the locale)"))                \
    X(SORT, "sort", 0, "COLUMN", POV_TEXT("sort units of one parent; -COLUMN sorts downwards"))    \
    X(UNIT, "unit", 'u', "NAME", POV_TEXT("only rows of this unit (may be repeated)"))             \
    X(LEVEL, "level", 'l', "LEVEL",                                                                \
      POV_TEXT("only rows of this level: province, district, commune, ..."))                       \
    X(GROUP, "group", 'g', "GROUP", POV_TEXT("only rows of this group: all, urban, rural, ..."))   \
    X(YEAR, "year", 'y', "YEAR", POV_TEXT("only rows of this year"))                               \
    X(GROWTH, "growth", 0, "PERCENT",                                                              \
      POV_TEXT("growth of households from year to target year: 0.5%, 0..2% or any (default 0)"))   \
    X(COMPLETE, "complete", 0, NULL,                                                               \
      POV_TEXT("every list of units holds all units of its parent"))                               \
    X(FAIL_ON, "fail-on", 0, "SEVERITY",                                                           \
      POV_TEXT("exit with 1 from this severity on: error, warning (default), note or never"))      \
    X(STRICT, "strict", 0, NULL,                                                                   \
      POV_TEXT("a target that is reached only after rounding is a warning"))                       \
    X(RULE, "rule", 0, "NAME", POV_TEXT("only this rule (may be repeated)"))                       \
    X(NO_RULE, "no-rule", 0, "NAME", POV_TEXT("not this rule (may be repeated)"))                  \
    X(COLUMN, "column", 'c', "NAME=HEADING",                                                       \
      POV_TEXT("which heading of the file is meant by a column"))                                  \
    X(HEADER_LINE, "header-line", 0, "N",                                                          \
      POV_TEXT("the header is line N of the file (title lines above)"))                            \
    X(ENCODING, "encoding", 0, "NAME",                                                             \
      POV_TEXT("the file's encoding, as iconv names it (default UTF-8)"))                          \
    X(IGNORE_UNKNOWN, "ignore-unknown", 0, NULL, POV_TEXT("pass over columns that are not known")) \
    X(STANDARD, "standard", 0, "ID",                                                               \
      POV_TEXT("the poverty standard: an id (povcalc standards) or a .json file"))                 \
    X(SURVEY_BY, "by", 0, "LEVEL",                                                                 \
      POV_TEXT("count by province, district or commune (default: the lowest there is)"))           \
    X(MEASURE, "measure", 0, "WHAT",                                                               \
      POV_TEXT("counts (default: a plan file) or deprivation (a deprivation file)"))               \
    X(DEPRIVATION, "deprivation", 0, "FILE",                                                       \
      POV_TEXT("write the deprivation file to FILE beside the counts"))                            \
    X(REVIEW_YEAR, "year", 0, "YEAR", POV_TEXT("the year of the review, for the column year"))     \
    X(INCOME_LINE, "income-line", 0, "[LINE:]AREA=VND,...",                                        \
      POV_TEXT("count under another income line: rural=1800000,urban=2400000; repeatable"))        \
    X(CUTOFF, "cutoff", 0, "N", POV_TEXT("count under another cutoff: N indicators or more"))      \
    X(SKIP_INVALID, "skip-invalid", 0, NULL,                                                       \
      POV_TEXT("pass over rows that cannot be read, and report how many"))                         \
    X(JOBS, "jobs", 0, "N", POV_TEXT("threads (default: the processors)"))                         \
    X(REDUCTION_PP, "reduction-pp", 0, "POINTS",                                                   \
      POV_TEXT("take so many points off the parent's rate"))                                       \
    X(REDUCTION_HOUSEHOLDS, "reduction-households", 0, "N",                                        \
      POV_TEXT("take so many households off its poor"))                                            \
    X(REMAINING_RATE, "remaining-rate", 0, "PERCENT", POV_TEXT("leave the parent such a rate"))    \
    X(ALLOCATE_BY, "by", 0, "HOW",                                                                 \
      POV_TEXT("poor: same relative cut (default); households: same points; excess: highest "      \
               "rates first"))                                                                     \
    X(WEIGHT, "weight", 0, "COLUMN", POV_TEXT("in proportion to a column of the file"))            \
    X(MAX_CUT, "max-cut", 0, "N|N%",                                                               \
      POV_TEXT("take at most so many households, or % of its poor, off a unit"))                   \
    X(EXACT, "exact", 0, NULL, POV_TEXT("refuse counts that are computed, not printed"))           \
    X(TARGET_YEAR, "target-year", 0, "YEAR",                                                       \
      POV_TEXT("the plan's target year (default: that of the rows)"))                              \
    X(TO, "to", 0, "LEVEL",                                                                        \
      POV_TEXT("only rows of this level and above: commune, district, province, ..."))             \
    X(MERGE, "merge", 0, NULL, POV_TEXT("add rows of the same unit, as partial files have them"))  \
    X(MAP, "map", 0, "FILE", POV_TEXT("names of units that changed: columns old, new"))            \
    X(FAIL_ON_VERDICT, "fail-on", 0, "VERDICT",                                                    \
      POV_TEXT("exit with 1 if a unit missed (default), is unknown, or never"))                    \
    X(MAN, "man", 0, NULL, POV_TEXT("as a page for man(1)"))                                       \
    X(QUIET, "quiet", 'q', NULL, POV_TEXT("no notes on standard error"))                           \
    X(HELP, "help", 'h', NULL, POV_TEXT("show this help"))

typedef enum pov_option_id {
#define POV_OPTION_ENUM(id, name, letter, argument, help) POV_OPTION_##id,
    POV_OPTION_LIST(POV_OPTION_ENUM)
#undef POV_OPTION_ENUM
        POV_OPTION_COUNT
} pov_option_id;

#define POV_OPT(id) (UINT64_C(1) << POV_OPTION_##id)
#define POV_OPTS_INPUT                                                                             \
    (POV_OPT(COLUMN) | POV_OPT(HEADER_LINE) | POV_OPT(ENCODING) | POV_OPT(IGNORE_UNKNOWN))
#define POV_OPTS_ROWS (POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) | POV_OPT(YEAR))
#define POV_OPTS_SOLVE (POV_OPT(GROWTH) | POV_OPT(COMPLETE))
#define POV_OPTS_OUTPUT                                                                            \
    (POV_OPT(FORMAT) | POV_OPT(OUTPUT) | POV_OPT(BOUNDS) | POV_OPT(DECIMALS) | POV_OPT(LANG) |     \
     POV_OPT(QUIET) | POV_OPT(HELP))

typedef struct pov_option_info {
    const char *name;
    char letter; /* 0: none */
    const char *argument, *help;
} pov_option_info;

const pov_option_info *pov_option_get(pov_option_id id);

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
} pov_survey_options;

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
    const char *level, *group, *sort;
    bool sort_down;
    pov_year year; /* {0, 0}: all */
    pov_survey_options survey;
    pov_spread_options spread;
    pov_yearly_options yearly;
    bool quiet, help, man;
    pov_texts operands; /* what is not an option: files, or what the command takes */
} pov_options;

struct pov_command;

/*
 * Reads the arguments that follow a command's name. Order is free, "--" ends options.
 * Errors: POV_ERR_USAGE with a message and, for a misspelt option, the nearest as a hint;
 * POV_ERR_NOMEM.
 */
pov_status pov_options_read(pov_options *options, const struct pov_command *command, int argc,
                            char **argv, pov_error *err) POV_CHECK;
/* The language that people are spoken to in: of the last --lang that can be understood, wherever it
 * stands, else of the locale. So errors in other arguments have it too. */
pov_language pov_options_language(int argc, char **argv);
void pov_options_fini(pov_options *options);

#endif
