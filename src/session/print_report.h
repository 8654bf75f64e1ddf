/*
 * Reports to where the options want them.
 */
#ifndef POVCALC_SESSION_PRINT_REPORT_H
#define POVCALC_SESSION_PRINT_REPORT_H

#include "session/command.h"

/*
 * Writes reports by one renderer. The rows are put in the order that --sort asks for. Of several
 * reports the format makes one document, or one after the other.
 * Errors    those of pov_report_sort; POV_ERR_IO, POV_ERR_NOMEM
 */
pov_status pov_write_reports(pov_report *reports, size_t count, const pov_renderer *renderer,
                             const pov_options *options, FILE *to, pov_error *err) POV_CHECK;
/* The same by the renderer of the options, to where they want it. */
pov_status pov_print_reports(pov_report *reports, size_t count, const pov_options *options,
                             const pov_io *io, pov_error *err) POV_CHECK;
/* The same for one report. */
pov_status pov_print_report(pov_report *report, const pov_options *options, const pov_io *io,
                            pov_error *err) POV_CHECK;

#endif
