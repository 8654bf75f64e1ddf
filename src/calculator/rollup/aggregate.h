/*
 * Adding up the counts of a plan's rows over its tree of units.
 */
#ifndef POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H
#define POVCALC_CALCULATOR_ROLLUP_AGGREGATE_H

#include "calculator/rollup/rollup.h"

pov_counts pov_counts_of(const pov_plan *plan);
/* What a row by itself says of each. */
void pov_counts_in(const pov_counts *counts, const pov_row *row, pov_interval *out);

/* Fills the rows of a rollup that has its plan and counts, each unit followed by its parts. As
 * pov_roll_up says. */
pov_status pov_aggregate(const pov_rollup_options *options, pov_rollup *rollup, pov_problems *notes,
                         pov_error *err) POV_CHECK;

#endif
