/*
 * A report to where the options want it, for commands that make exactly one.
 */
#ifndef POVCALC_COMMANDS_PRINT_REPORT_H
#define POVCALC_COMMANDS_PRINT_REPORT_H

#include "session/command.h"

/*
 * The rows are put in the order that --sort asks for.
 * path      as pov_output_open takes it
 * renderer  NULL: a table
 * Errors    POV_ERR_IO, POV_ERR_NOMEM
 */
pov_status pov_print_report(pov_report *report, const char *path, const pov_renderer *renderer,
                            const pov_options *options, const pov_io *io, pov_error *err) POV_CHECK;

#endif
