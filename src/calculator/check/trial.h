/*
 * Tries what is named as a fix.
 */
#ifndef POVCALC_CALCULATOR_CHECK_TRIAL_H
#define POVCALC_CALCULATOR_CHECK_TRIAL_H

#include "calculator/check/finding.h"

/* What a row states but for some of its quantities; texts are the plan's. */
void pov_draft_of(const pov_checker *c, size_t row, pov_quantity_set without, pov_row_draft *draft);
/* Keeps of all findings only fixes that end their finding and make no new error; where the cell
 * that was named does not, another of its row may. `again` is pov_check. */
typedef pov_status pov_check_again(const pov_solution *solution, const pov_check_options *options,
                                   pov_findings *findings, pov_error *err);
void pov_fixes_try(pov_checker *c, pov_check_again *again);

#endif
