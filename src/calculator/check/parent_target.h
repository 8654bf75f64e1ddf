/*
 * What units promise together.
 */
#ifndef POVCALC_CALCULATOR_CHECK_PARENT_TARGET_H
#define POVCALC_CALCULATOR_CHECK_PARENT_TARGET_H

#include "calculator/check/finding.h"

#define POV_EXCEEDS_BY_UNITS 2 /* the message of reduction-exceeds for it (delivery.c) */

/* Whether each unit of a list promises something that can be held against what its parent does. */
bool pov_units_promise(const pov_checker *c, const pov_list *list);

#endif
