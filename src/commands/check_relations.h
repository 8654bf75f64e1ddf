/*
 * What a check looked at and what of it holds, in one sentence.
 */
#ifndef POVCALC_COMMANDS_CHECK_RELATIONS_H
#define POVCALC_COMMANDS_CHECK_RELATIONS_H

#include "output/report.h"

/* Appends "All 44 relations hold: 18 rates, 9 remaining numbers, …." */
void pov_tally_say(pov_buffer *out, const pov_tally *relations, pov_language language);

#endif
