/*
 * Whether the output is a terminal, and what it can show.
 */
#ifndef POVCALC_SESSION_TERMINAL_H
#define POVCALC_SESSION_TERMINAL_H

#include "output/report.h"

/* Width and colour where the output is a terminal; neither where it is a file or a pipe. */
void pov_terminal_look(pov_render_options *render, FILE *to);

/* Its width, or 0. */
size_t pov_terminal_width(FILE *to);

#endif
