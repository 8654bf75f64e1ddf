/*
 * What units promise together.
 */
#ifndef POVCALC_CALCULATOR_CHECK_PARENT_TARGET_H
#define POVCALC_CALCULATOR_CHECK_PARENT_TARGET_H

#include "calculator/check/finding.h"

/* Whether each unit of a list promises something that can be held against what its parent does. */
bool pov_units_promise(const pov_checker *c, const pov_list *list);

#endif
