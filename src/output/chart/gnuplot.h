/*
 * gnuplot, run as a program.
 */
#ifndef POVCALC_OUTPUT_CHART_GNUPLOT_H
#define POVCALC_OUTPUT_CHART_GNUPLOT_H

#include "povcalc/memory.h"

/*
 * Runs gnuplot on the script, without a shell and without the user's settings, and appends what it
 * prints on its standard output. Nothing is written to any file.
 *
 * Errors: POV_ERR_IO (it is missing, fails, or does not end), POV_ERR_NOMEM
 */
pov_status pov_gnuplot_run(const pov_buffer *script, pov_buffer *out, pov_error *err) POV_CHECK;

#endif
