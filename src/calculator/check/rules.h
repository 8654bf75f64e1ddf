/*
 * Inside the check: what the files of rules share. check.c runs them; each file holds the rules of
 * one kind of relation.
 */
#ifndef POVCALC_CALCULATOR_CHECK_RULES_H
#define POVCALC_CALCULATOR_CHECK_RULES_H

#include "calculator/solve/solve.h"
#include "povcalc/check.h"

/* One count over one list. */
typedef struct pov_list_sum {
    bool compared; /* the parent states it, or its households follow from what it states */
    bool full;     /* every unit has it */
    bool exact;    /* it adds up to the last household */
    bool negative; /* a unit's figure may be below zero */
    pov_interval whole, parts;
    int64_t smallest; /* unit */
} pov_list_sum;

typedef struct pov_list_sums {
    pov_list_sum of[POV_QUANTITY_COUNT]; /* of counts; the others are blank */
    bool any_exact;
} pov_list_sums;

/* A check under way. */
typedef struct checker {
    const pov_solution *solution;
    const pov_plan *plan;
    const pov_check_options *options;
    pov_findings *findings;
    bool failed;          /* memory ran out */
    bool *row_explained;  /* by row: an error speaks of it, or of a cell in it */
    size_t *list_of;      /* by row: the list of siblings that it is in */
    size_t *list_under;   /* by row: the first list whose whole it is, or POV_NONE */
    size_t *next_list;    /* by list: the next one of the same whole */
    pov_list_sums **sums; /* by list: found when first wanted */
} checker;

/* ---- sums ---- */

pov_status pov_sums_init(checker *c) POV_CHECK;
void pov_sums_fini(checker *c);
/* The sums of a list; NULL where it has no whole, or memory fails. */
const pov_list_sums *pov_sums_of(checker *c, size_t list);
/* What a row says by itself about a count. */
pov_interval pov_alone(const checker *c, size_t row, pov_quantity quantity);
/* What its lists leave for a row's count, if all other rows are right: as a member, and as the
 * whole. */
pov_interval pov_room_in_lists(checker *c, size_t row, pov_quantity quantity);

bool pov_is_stated(const checker *c, size_t row, pov_quantity quantity);

/* ---- findings ---- */

/* Starts a finding; arguments and the rest are filled in before pov_found. */
pov_check_finding pov_finding_start(pov_rule rule, pov_severity severity, const char *message,
                                    size_t row, pov_quantity quantity);
void pov_finding_figure(pov_check_finding *finding, pov_figure figure);
void pov_finding_bounds(pov_check_finding *finding, pov_figure figure);
void pov_finding_text(pov_check_finding *finding, const char *text);
void pov_finding_number(pov_check_finding *finding, size_t number);
/* Keeps it, unless the options leave its rule out. */
void pov_found(checker *c, pov_check_finding *finding);

/* The stated figure of a row's quantity, as it is printed; basis unknown where it is not. */
pov_figure pov_stated_figure(const checker *c, size_t row, pov_quantity quantity);
/* A figure that is known by its bounds alone, for texts. */
pov_figure pov_bounds_figure(pov_kind kind, unsigned digits, pov_interval bounds);
pov_figure pov_count_figure(pov_interval bounds);

/* Decimals in which an interval of rates, rounded outward, still lies beside the stated figure: or
 * "0.41% is stated, but it is 0.41-0.43%" would be said. At least two, and at least the figure's
 * own. */
unsigned pov_telling_digits(const pov_figure *stated, pov_interval expected);

/* ---- mending ---- */

/* Says that the cell would have to lie within `allowed`; of a rate, what would have to be
 * printed. */
void pov_mend_with(checker *c, pov_check_finding *finding, pov_cell_place cell,
                   pov_interval allowed);
/* Looks for the smallest change of one stated cell of the finding's row, of those in `among` (a set
 * of 1 << pov_quantity), that leaves the row without contradiction and its lists no worse than they
 * are. */
void pov_mend_row(checker *c, pov_check_finding *finding, pov_quantity_set among);
/* households × (1 + growth), rounded outward; any number where the growth is any */
pov_interval pov_grown(pov_interval households, pov_interval growth);
/* How far a number is from an interval, in millionths of its size: 0 inside. */
int64_t pov_relative_change(int64_t value, pov_interval allowed);

/* ---- the rules, a file each ---- */

void pov_check_row(checker *c, size_t row);
void pov_check_flows(checker *c);
void pov_check_series(checker *c);
void pov_check_lists(checker *c);
void pov_check_contradictions(checker *c);

#endif
