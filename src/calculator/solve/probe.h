/*
 * Probing: what narrowing leaves loose.
 *
 * The outer part of a cell's interval is assumed; where that leads to a contradiction, it is cut
 * off. Everything else is undone. Each probe has a fixed number of steps, and all of them together
 * have a budget, so that bounds are sound and nearly always the best, and the time is bounded.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_PROBE_H
#define POVCALC_CALCULATOR_SOLVE_PROBE_H

#include "calculator/solve/component.h"

/*
 * Probes the counts of a component that was narrowed.
 * work    steps that may still be taken; what is taken is subtracted
 * Returns false when the work was used up before nothing moved any more.
 */
bool pov_probe(pov_component *c, size_t first, size_t *work);

#endif
