/*
 * Reports to where the options want them, for commands that know all of theirs at once.
 */
#ifndef POVCALC_COMMANDS_PRINT_REPORT_H
#define POVCALC_COMMANDS_PRINT_REPORT_H

#include "session/command.h"

/*
 * The rows are put in the order that --sort asks for. Of several reports the format makes one
 * document, or one after the other.
 * Errors    those of pov_report_sort; POV_ERR_IO, POV_ERR_NOMEM
 */
pov_status pov_print_reports(pov_report *reports, size_t count, const pov_options *options,
                             const pov_io *io, pov_error *err) POV_CHECK;
/* The same for one. */
pov_status pov_print_report(pov_report *report, const pov_options *options, const pov_io *io,
                            pov_error *err) POV_CHECK;

#endif
