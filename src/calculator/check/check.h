/*
 * Checking: does a plan add up? Every rule looks at one kind of relation and says what was stated,
 * what follows from what, and what would fix it. docs/rules.md describes each.
 */
#ifndef POVCALC_CALCULATOR_CHECK_CHECK_H
#define POVCALC_CALCULATOR_CHECK_CHECK_H

#include "calculator/solve/solution.h"

/* Severity follows truth: an error cannot be true under any assumption; a warning only under one
 * that was not made, or it is a target that its own figures miss; a note is worth knowing. */
typedef enum pov_severity { POV_NOTE, POV_WARNING, POV_ERROR } pov_severity;
const char *pov_severity_name(pov_severity severity); /* the same in every language */

typedef struct pov_checker pov_checker;
typedef struct pov_row_view pov_row_view;

#define POV_RULE_MESSAGES 12

/* The kinds of relations between figures; a rule says which kind its findings contradict. */
typedef enum pov_tally_kind {
    POV_TALLY_NONE,
    POV_TALLY_RATE,          /* count and households give the rate, at the end of either year */
    POV_TALLY_REMAINING,     /* count less reduction */
    POV_TALLY_MULTI,         /* poor and near-poor together */
    POV_TALLY_POINTS,        /* points against rates, or against what the households deliver */
    POV_TALLY_RELATIVE,      /* a part of the count against the numbers */
    POV_TALLY_SUM,           /* units against their parent */
    POV_TALLY_PARENT_RATE,   /* the parent's rate between those of its units */
    POV_TALLY_PARENT_TARGET, /* the parent's aim against those of its units */
    POV_TALLY_FLOW,          /* the flows of a year */
    POV_TALLY_RANGE,         /* a part against its whole */
    POV_TALLY_TOGETHER,      /* all figures of a row, where no single relation fails */
    POV_TALLY_KINDS
} pov_tally_kind;

/* When a rule looks at a plan: at any time, at what no other rule has explained, or at what is left
 * then. */
typedef enum pov_phase { POV_ALL, POV_UNEXPLAINED, POV_LEFT, POV_PHASES } pov_phase;

/* A rule is one constant, in the file of src/calculator/check that looks for it. */
typedef struct pov_rule {
    const char *name;     /* the same in every language */
    const char *severity; /* for help: "error or warning" */
    const char *about;    /* a paragraph, for help, the manual and pages */
    /* Templates of what its findings say: {0}, {1} … are a finding's arguments, {cells} its cells.
     * In English; vi.po translates them. */
    const char *message[POV_RULE_MESSAGES];
    pov_tally_kind relation;
    /* private: what looks for it, in this order. None: another rule of its file reports it. */
    void (*row)(const pov_row_view *view); /* at each row that states figures */
    void (*plan[POV_PHASES])(pov_checker *c);
} pov_rule;

extern const pov_rule *const pov_rules[]; /* in the order of the help; ends with NULL */
extern const char *const pov_rules_introduction;
#define POV_RULES_MAX 32 /* a set of rules has as many bits */

/* The place of a rule in pov_rules; POV_NONE where there is none of that name. */
size_t pov_rule_find(const char *name);
size_t pov_rule_index(const pov_rule *rule);

/* One thing that a finding's text mentions; the text itself is made from the message's template, in
 * the reader's language (output/findings.c). */
typedef enum pov_argument_kind {
    POV_ARGUMENT_FIGURE, /* the value, with its qualifier and sign */
    POV_ARGUMENT_BOUNDS, /* from low to high */
    POV_ARGUMENT_TEXT,   /* a name, or a column's name */
    POV_ARGUMENT_NUMBER, /* how many */
    POV_ARGUMENT_LINE,   /* that of a row, whose index is the number */
    POV_ARGUMENT_CELLS   /* a list of cells: the finding's own */
} pov_argument_kind;

typedef struct pov_argument {
    pov_argument_kind kind;
    union {
        pov_figure figure;
        const char *text;
        size_t number;
    };
} pov_argument;

/* A stated cell: a row and one of its quantities. */
typedef struct pov_cell_place {
    size_t row;
    pov_quantity quantity;
} pov_cell_place;

#define POV_ARGUMENTS_MAX 8

typedef struct pov_check_finding {
    const pov_rule *rule;
    pov_severity severity;
    size_t row;
    pov_quantity quantity; /* POV_QUANTITY_COUNT: the row as a whole */
    const char *message;   /* a template of its rule */
    pov_argument argument[POV_ARGUMENTS_MAX];
    size_t argument_count;
    pov_figure stated;   /* basis unknown: none */
    pov_figure expected; /* its bounds say what would be true; basis unknown: none */
    bool has_fix;
    bool inferred;           /* it rests on a parent that the file does not name */
    bool fix_in_message;     /* the message names the fix itself */
    bool fix_swaps_digits;   /* the fix is the printed rate with two digits swapped */
    pov_cell_place fix_cell; /* the one cell whose change fixes it */
    pov_figure fix;          /* to which value, or into which bounds */
    pov_quantity fix_with;   /* its row has the two swapped; POV_QUANTITY_COUNT: the cell alone */
    bool leads, follows;     /* its fix ends others, too; the fix is that of another one */
    pov_cell_place followed; /* what that one is about */
    const pov_cell_place *cell; /* stated cells that cannot all be true */
    size_t cell_count;
} pov_check_finding;

typedef struct pov_check_options {
    bool strict;    /* what is delivered only as rounded is a warning */
    uint32_t rules; /* set of 1 << pov_rule_index: only these */
    bool trial;     /* private: what is found is compared, and not shown */
} pov_check_options;

#define POV_CHECK_OPTIONS_INIT                                                                     \
    {                                                                                              \
        false, UINT32_MAX, false                                                                   \
    }

/* A relation that was looked at, or could not be for want of a figure. Private: a tally is made of
 * them. */
typedef enum pov_seen_as {
    POV_SEEN,
    POV_SEEN_IF_BROKEN, /* of an incomplete list: unless a finding says so, nothing to look at */
    POV_SEEN_GAP        /* the quantity is what is missing */
} pov_seen_as;

typedef struct pov_seen {
    const pov_rule *rule;
    uint32_t row;
    uint8_t quantity, as;
} pov_seen;

typedef struct pov_findings {
    pov_check_finding *finding; /* in the order of rows, errors first on each */
    size_t count, capacity;
    size_t by_severity[3];
    pov_seen *seen; /* private */
    size_t seen_count, seen_capacity;
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

/* ---- what holds ---- */

typedef struct pov_tally_place {
    pov_tally_kind kind;
    const pov_row *row;
    pov_quantity quantity; /* POV_QUANTITY_COUNT: the row as a whole */
} pov_tally_place;

/* Relations of one kind that could not be looked at for want of one figure. */
typedef struct pov_tally_gap {
    size_t count;
    const pov_row *row; /* of the first one */
} pov_tally_gap;

typedef struct pov_tally {
    struct {
        size_t looked_at, hold;
    } of[POV_TALLY_KINDS];
    pov_tally_gap gap[POV_TALLY_KINDS][POV_QUANTITY_COUNT];
    pov_tally_place *broken; /* those that do not hold */
    size_t broken_count, capacity;
    bool any;    /* the picked rows have one, perhaps of a rule that is left out */
    bool beside; /* an error or a warning is of none of them, as one on growth */
} pov_tally;

#define POV_TALLY_INIT                                                                             \
    {                                                                                              \
        0                                                                                          \
    }

/*
 * Adds the relations of a plan that was checked: those that the rules (as of pov_check_options) and
 * the picked rows (NULL: all) leave. A finding that is no note contradicts one. Names are those of
 * the plan. Errors: POV_ERR_NOMEM.
 */
pov_status pov_tally_add(pov_tally *relations, const pov_plan *plan, const pov_findings *findings,
                         uint32_t rules, const bool *picked, pov_error *err) POV_CHECK;
void pov_tally_total(const pov_tally *relations, size_t *looked_at, size_t *hold);
const char *pov_tally_name(pov_tally_kind kind); /* "rate": the same in every language */
void pov_tally_fini(pov_tally *relations);

#endif
