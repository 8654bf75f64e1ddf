/*
 * A check under way, and how a rule reports what it finds.
 */
#ifndef POVCALC_CALCULATOR_CHECK_FINDING_H
#define POVCALC_CALCULATOR_CHECK_FINDING_H

#include "calculator/check/check.h"
#include "calculator/solve/solve.h"

/* By how much all households can be believed to change in a year. */
#define POV_FALL_MAX pov_multiply(3, POV_PERCENT)
#define POV_RISE_MAX pov_multiply(5, POV_PERCENT)

/* From the year to the target year; 1 where that is not said. */
static inline int64_t pov_row_years(const pov_row *row)
{
    int64_t years = row->target_year.year - row->year.year;

    return row->year.year != 0 && years > 1 ? years : 1;
}

struct pov_checker {
    const pov_solution *solution;
    const pov_plan *plan;
    const pov_check_options *options;
    pov_findings *findings;
    bool failed;                 /* memory ran out */
    bool *row_explained;         /* by row: an error is about it, or about a cell in it */
    bool *row_misplaced;         /* by row: it would be right with a number of its neighbour's */
    size_t *list_of;             /* by row: the list of siblings that it is in, or POV_NONE */
    size_t *list_under;          /* by row: the first list whose whole it is, or POV_NONE */
    size_t *next_list;           /* by list: the next one of the same whole */
    size_t *next_alike;          /* by list: the next one of the same units, at another time */
    struct pov_list_sums **sums; /* by list: computed when first needed (sums.h) */
    size_t **parts;              /* private: by list; NULL: its members (sums.h) */
};

/* Starts a finding; arguments and the rest are filled in before pov_finding_report.
 * message  index into the rule's messages */
pov_check_finding pov_finding_start(const pov_rule *rule, size_t message, pov_severity severity,
                                    size_t row, pov_quantity quantity);
void pov_finding_figure(pov_check_finding *finding, pov_figure figure);
void pov_finding_bounds(pov_check_finding *finding, pov_figure figure);
void pov_finding_text(pov_check_finding *finding, const char *text);
void pov_finding_number(pov_check_finding *finding, size_t number);
void pov_finding_line(pov_check_finding *finding, size_t row);
/* The cells that it speaks of, copied. */
void pov_finding_cells(pov_checker *c, pov_check_finding *finding, const pov_cell_place *cell,
                       size_t count);
void pov_finding_report(pov_checker *c, pov_check_finding *finding);

/* For a finding on a list or one of its rows: what rests on an inferred parent proves nothing. */
void pov_finding_soften(pov_checker *c, pov_check_finding *finding, const pov_list *list);

static inline bool pov_is_stated(const pov_checker *c, size_t row, pov_quantity quantity)
{
    return quantity != POV_QUANTITY_COUNT && pov_set_has(c->plan->row[row].stated_set, quantity);
}
/* Whether it is a count, never below 0, that a part and its whole both state. */
static inline bool pov_is_of_both(const pov_checker *c, size_t part, size_t whole,
                                  pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);

    return info->kind == POV_KIND_COUNT && !info->negative && pov_is_stated(c, part, quantity) &&
           pov_is_stated(c, whole, quantity);
}
/* The stated figure of a row's quantity, as it is printed; basis unknown where it is not. */
pov_figure pov_stated_figure(const pov_checker *c, size_t row, pov_quantity quantity);
/* A figure that is known by its bounds alone, for messages. */
pov_figure pov_bounds_figure(pov_kind kind, unsigned digits, pov_interval bounds);
pov_figure pov_count_figure(pov_interval bounds);

/* Decimals at which an interval of rates, rounded outward, no longer holds the stated figure;
 * otherwise the message could say "0.41% is stated, but it is 0.41-0.43%". At least two, and at
 * least the figure's own. */
unsigned pov_digits_to_distinguish(const pov_figure *stated, pov_interval expected);

#endif
