/*
 * Tries what is named as a fix.
 */
#ifndef POVCALC_CALCULATOR_CHECK_TRIAL_H
#define POVCALC_CALCULATOR_CHECK_TRIAL_H

#include "calculator/check/finding.h"

/* What a row states but for some of its quantities; texts are the plan's. */
void pov_draft_of(const pov_checker *c, size_t row, pov_quantity_set without, pov_row_draft *draft);
/* Keeps of all findings only fixes that end their finding and make no new error; where the cell
 * that was named does not, another of its row may. */
void pov_fixes_try(pov_checker *c);

#endif
