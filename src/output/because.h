/*
 * Where a figure comes from, in words: the one renderer of the steps of a trace.
 */
#ifndef POVCALC_OUTPUT_BECAUSE_H
#define POVCALC_OUTPUT_BECAUSE_H

#include "base/translate.h"
#include "calculator/solve/trace.h"

/* "Đắk Glong, all households at the end of 2022: 17,696 to 17,702 (≈17,699)", then the steps. */
void pov_because_figure(pov_buffer *out, const pov_solution *solution, const pov_trace *trace,
                        pov_language language);
/* The steps, a line each, with a line break before each of them. */
void pov_because_steps(pov_buffer *out, const pov_solution *solution, const pov_trace *trace,
                       pov_language language);
/* "at least 3", "about 180", "1 to 2": a figure as it is printed, in words. */
void pov_because_printed(pov_buffer *out, const pov_figure *figure, pov_language language);
/* "remaining = poor - reduction": a step's relation, for programs. */
const char *pov_step_name(pov_step_kind kind);

#endif
