/*
 * What would fix a finding: one stated cell, and the value or the bounds that it would need.
 */
#ifndef POVCALC_CALCULATOR_CHECK_FIX_H
#define POVCALC_CALCULATOR_CHECK_FIX_H

#include "calculator/check/finding.h"

/* Names the cell as the fix: it would have to lie within `allowed`; of a rate, what would have to
 * be printed. Nothing is named where no file can hold such a number. */
void pov_fix_set(pov_checker *c, pov_check_finding *finding, pov_cell_place cell,
                 pov_interval allowed);
/* Looks for the smallest change of one stated cell of the finding's row, of those in `among`, that
 * leaves the row without contradiction and its lists no worse than they are. */
void pov_fix_suggest(pov_checker *c, pov_check_finding *finding, pov_quantity_set among);
/* What the rest of its row and its lists leave for a stated cell, and how far that is from what is
 * printed; false where nothing is to be learnt of it. */
bool pov_fix_allowed(pov_checker *c, pov_cell_place cell, pov_interval *allowed, int64_t *change);
/* households × (1 + growth), rounded outward; any number where the growth is any */
pov_interval pov_grow_households(pov_interval households, pov_interval growth);
/* How far a number is from an interval, in millionths of its size: 0 inside. */
int64_t pov_relative_change(int64_t value, pov_interval allowed);

#endif
