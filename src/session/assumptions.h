/*
 * What a report says of its own assumptions.
 */
#ifndef POVCALC_SESSION_ASSUMPTIONS_H
#define POVCALC_SESSION_ASSUMPTIONS_H

#include "session/options.h"

/* Adds growth, rounding and completeness of lists, as the options have them. */
void pov_report_assumptions(pov_report *report, const pov_options *options);

#endif
