/*
 * One row, as the rules on rows look at it.
 */
#ifndef POVCALC_CALCULATOR_CHECK_ROW_H
#define POVCALC_CALCULATOR_CHECK_ROW_H

#include "calculator/check/finding.h"

struct pov_row_view {
    pov_checker *c;
    size_t row;
    const pov_row *of;
    pov_solved_room room;
    const pov_solved *counts; /* as stated, and by identities; no rate has narrowed anything */
    unsigned digits;          /* for rates in messages */
};

void pov_view_init(pov_row_view *view, pov_checker *c, size_t row);
static inline bool pov_view_states(const pov_row_view *view, pov_quantity quantity)
{
    return quantity != POV_QUANTITY_COUNT && pov_set_has(view->of->stated_set, quantity);
}
pov_figure pov_view_printed(const pov_row_view *view, pov_quantity quantity);
/* Two stated counts of which the part is larger than the whole in all that they can stand for. */
bool pov_view_exceeds(const pov_row_view *view, pov_quantity part, pov_quantity whole);
/* The message mentions a count as printed, or else the bounds that identities give. */
void pov_view_mention(const pov_row_view *view, pov_check_finding *finding, pov_quantity count,
                      pov_interval bounds);

/* Where the row states a relative reduction of a measure: the count, which is above 0, and by how
 * much it falls, as stated or down to what is stated to remain. */
bool pov_view_relative(const pov_row_view *view, pov_measure measure, pov_figure *count,
                       pov_figure *cut);

/* count / whole = rate */
typedef struct pov_row_ratio {
    pov_quantity count, rate;
    pov_interval counts, rates;
} pov_row_ratio;

/* The ratio of one measure, where the row gives both count and rate, or households that no count
 * has the rate of; at the end of the year, or of the target year. */
bool pov_view_ratio(const pov_row_view *view, pov_measure measure, bool target, pov_row_ratio *out);
/* That of persons in poor households to all persons, where the row states all three, and not more
 * poor persons than persons. */
bool pov_view_persons(const pov_row_view *view, pov_row_ratio *out);
/* The rate that the counts give, in enough digits to tell it from the stated one. */
pov_figure pov_view_rate(const pov_row_view *view, const pov_row_ratio *ratio,
                         pov_interval households);

/* Note which relations of a row, and between rows, can be looked at (relations.c). */
void pov_relations_of_row(const pov_row_view *view);
void pov_relations_between_rows(pov_checker *c);

/* How far a printed figure may lie from the number that was rounded to it. */
int64_t pov_own_rounding(const pov_figure *figure);
/* The bounds of a stated target; "at least" and "at most" may be reached by rounding, too. */
pov_interval pov_target_bounds(const pov_figure *target);

#endif
