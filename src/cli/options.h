/*
 * Options: one table for all commands, one struct of values. A command names the options that it
 * takes.
 */
#ifndef POVCALC_CLI_OPTIONS_H
#define POVCALC_CLI_OPTIONS_H

#include "povcalc/check.h"
#include "povcalc/loader.h"
#include "povcalc/report.h"
#include "povcalc/solve.h"

/* id, long name, short name or 0, argument or NULL, help */
#define POV_OPTION_LIST(X)                                                                         \
    X(FORMAT, "format", 'f', "FORMAT", "table, json, csv or lines")                                \
    X(OUTPUT, "output", 'o', "FILE", "write to FILE; its ending sets the format")                  \
    X(BOUNDS, "bounds", 'b', NULL, "show low and high of what is not exact")                       \
    X(DECIMALS, "decimals", 0, "N", "decimals of rates in tables and CSV (0 to 6)")                \
    X(LANG, "lang", 0, "LANGUAGE", "en or vi (default: from the locale)")                          \
    X(SORT, "sort", 0, "COLUMN", "sort units of one parent; -COLUMN sorts downwards")              \
    X(UNIT, "unit", 'u', "NAME", "only rows of this unit (may be repeated)")                       \
    X(LEVEL, "level", 'l', "LEVEL", "only rows of this level: province, district, commune, ...")   \
    X(GROUP, "group", 'g', "GROUP", "only rows of this group: all, urban, rural, ...")             \
    X(YEAR, "year", 'y', "YEAR", "only rows of this year")                                         \
    X(GROWTH, "growth", 0, "PERCENT",                                                              \
      "growth of households from year to target year: 0.5%, 0..2% or any (default 0)")             \
    X(ROUNDING, "rounding", 0, "RULE",                                                             \
      "how printed rates are rounded: half-up (default) or truncate")                              \
    X(COMPLETE, "complete", 0, NULL, "every list of units holds all units of its parent")          \
    X(FAIL_ON, "fail-on", 0, "SEVERITY",                                                           \
      "exit with 1 from this severity on: error, warning (default), note or never")                \
    X(STRICT, "strict", 0, NULL, "what is delivered only as rounded is a warning")                 \
    X(RULE, "rule", 0, "NAME", "only this rule (may be repeated)")                                 \
    X(NO_RULE, "no-rule", 0, "NAME", "not this rule (may be repeated)")                            \
    X(COLUMN, "column", 'c', "NAME=HEADING", "which heading of the file is meant by a column")     \
    X(HEADER_LINE, "header-line", 0, "N", "the header is line N of the file (title lines above)")  \
    X(ENCODING, "encoding", 0, "NAME", "the file's encoding, as iconv names it (default UTF-8)")   \
    X(IGNORE_UNKNOWN, "ignore-unknown", 0, NULL, "pass over columns that are not known")           \
    X(QUIET, "quiet", 'q', NULL, "no notes on standard error")                                     \
    X(HELP, "help", 'h', NULL, "show this help")

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
#define POV_OPTS_SOLVE (POV_OPT(GROWTH) | POV_OPT(ROUNDING) | POV_OPT(COMPLETE))
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
    bool quiet, help;
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
void pov_options_fini(pov_options *options);

#endif
