/*
 * The rules, each in the file that looks for it. check.c lists them in the order of the help.
 */
#ifndef POVCALC_CALCULATOR_CHECK_RULES_H
#define POVCALC_CALCULATOR_CHECK_RULES_H

#include "calculator/check/check.h"

/* of one row: ratios.c, identities.c, range.c, growth.c, points.c, relative.c,
 * delivery.c */
extern const pov_rule pov_rule_rate, pov_rule_households;
extern const pov_rule pov_rule_remaining, pov_rule_multi;
extern const pov_rule pov_rule_range; /* of units and groups too */
extern const pov_rule pov_rule_growth;
extern const pov_rule pov_rule_fraction;   /* fraction.c; of a column */
extern const pov_rule pov_rule_wrong_line; /* wrong_line.c; likewise */
extern const pov_rule pov_rule_target;     /* target.c; of several rows too */
extern const pov_rule pov_rule_points, pov_rule_relative;
extern const pov_rule pov_rule_reduction, pov_rule_reduction_rounded, pov_rule_reduction_exceeds,
    pov_rule_rounded_sum;
/* of units and their parent: lists.c, parent_rate.c, parent_target.c, below_parent.c */
extern const pov_rule pov_rule_sum, pov_rule_partial;
extern const pov_rule pov_rule_parent_rate;
extern const pov_rule pov_rule_parent_target;
extern const pov_rule pov_rule_below_parent;
/* of years and rows: flows.c, series.c, contradictions.c */
extern const pov_rule pov_rule_flow;
extern const pov_rule pov_rule_duplicate, pov_rule_orphan, pov_rule_no_figures, pov_rule_series,
    pov_rule_standard_break;
extern const pov_rule pov_rule_contradiction;

#endif
