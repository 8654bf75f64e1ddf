/*
 * Checking: does a plan add up? Every rule looks at one kind of relation and says what was stated,
 * what follows from what, and what would mend it. docs/rules.md describes each.
 */
#ifndef POVCALC_CHECK_H
#define POVCALC_CHECK_H

#include "povcalc/solve.h"

/* Severity follows truth: an error cannot be true under any assumption; a warning only under one
 * that was not made, or it is an aim that its own figures miss; a note is worth knowing. */
typedef enum pov_severity { POV_NOTE, POV_WARNING, POV_ERROR } pov_severity;
const char *pov_severity_name(pov_severity severity); /* the same in every language */

#define POV_RULE_LIST(X)                                                                           \
    X(POV_RULE_RATE, "rate")                                                                       \
    X(POV_RULE_HOUSEHOLDS, "households")                                                           \
    X(POV_RULE_REMAINING, "remaining")                                                             \
    X(POV_RULE_SUM, "sum")                                                                         \
    X(POV_RULE_PARENT_RATE, "parent-rate")                                                         \
    X(POV_RULE_MULTI, "multi")                                                                     \
    X(POV_RULE_FLOW, "flow")                                                                       \
    X(POV_RULE_RANGE, "range")                                                                     \
    X(POV_RULE_DUPLICATE, "duplicate")                                                             \
    X(POV_RULE_CONTRADICTION, "contradiction")                                                     \
    X(POV_RULE_REMAINING_RATE, "remaining-rate")                                                   \
    X(POV_RULE_REDUCTION, "reduction")                                                             \
    X(POV_RULE_POINTS, "points")                                                                   \
    X(POV_RULE_REDUCTION_ROUNDED, "reduction-rounded")                                             \
    X(POV_RULE_REDUCTION_EXCEEDS, "reduction-exceeds")                                             \
    X(POV_RULE_ROUNDED_SUM, "rounded-sum")                                                         \
    X(POV_RULE_PARTIAL, "partial")                                                                 \
    X(POV_RULE_ORPHAN, "orphan")                                                                   \
    X(POV_RULE_NO_FIGURES, "no-figures")                                                           \
    X(POV_RULE_STANDARD_BREAK, "standard-break")

typedef enum pov_rule {
#define POV_RULE_ENUM(id, name) id,
    POV_RULE_LIST(POV_RULE_ENUM)
#undef POV_RULE_ENUM
        POV_RULE_COUNT
} pov_rule;

const char *pov_rule_name(pov_rule rule);
/* The rule of that name, or POV_RULE_COUNT. */
pov_rule pov_rule_find(const char *name);

/* One thing that a finding's text mentions; the text itself is made from the message's template, in
 * the reader's language (output/findings.c). */
typedef enum pov_argument_kind {
    POV_ARGUMENT_FIGURE, /* the value, with its qualifier and sign */
    POV_ARGUMENT_BOUNDS, /* from low to high */
    POV_ARGUMENT_TEXT,   /* a name, or a column's name */
    POV_ARGUMENT_NUMBER, /* a line, or how many */
    POV_ARGUMENT_CELLS   /* a list of cells: the finding's own */
} pov_argument_kind;

typedef struct pov_argument {
    pov_argument_kind kind;
    pov_figure figure;
    const char *text;
    size_t number;
} pov_argument;

/* A stated cell: a row and one of its quantities. */
typedef struct pov_cell_place {
    size_t row;
    pov_quantity quantity;
} pov_cell_place;

#define POV_ARGUMENTS_MAX 8

typedef struct pov_check_finding {
    pov_rule rule;
    pov_severity severity;
    size_t row;
    pov_quantity quantity; /* POV_QUANTITY_COUNT: the row as a whole */
    const char *message;   /* the template's name: "rate", "sum.exceeds", … */
    pov_argument argument[POV_ARGUMENTS_MAX];
    size_t argument_count;
    pov_figure stated;   /* basis unknown: none */
    pov_figure expected; /* its bounds say what would be true; basis unknown: none */
    bool has_fix;
    pov_cell_place fix_cell;    /* the one cell whose change mends it */
    pov_figure fix;             /* to which value, or into which bounds */
    const pov_cell_place *cell; /* of a contradiction: stated cells that cannot all be true */
    size_t cell_count;
} pov_check_finding;

typedef struct pov_check_options {
    bool strict;    /* what is delivered only as rounded is a warning */
    uint32_t rules; /* set of 1 << pov_rule: only these */
} pov_check_options;

#define POV_CHECK_OPTIONS_INIT                                                                     \
    {                                                                                              \
        false, UINT32_MAX                                                                          \
    }

typedef struct pov_findings {
    pov_check_finding *finding; /* in the order of rows, errors first on each */
    size_t count, capacity;
    size_t by_severity[3];
    pov_arena arena; /* private: cells of contradictions */
} pov_findings;

#define POV_FINDINGS_INIT                                                                          \
    {                                                                                              \
        0                                                                                          \
    }

/* Looks at everything in a solved plan. Errors: POV_ERR_NOMEM. */
pov_status pov_check(const pov_solution *solution, const pov_check_options *options,
                     pov_findings *findings, pov_error *err) POV_CHECK;
void pov_findings_fini(pov_findings *findings);

#endif
