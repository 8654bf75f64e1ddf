/*
 * Pages for man(1), made from the tables that help is made from, so that the two cannot drift.
 */
#ifndef POVCALC_CLI_MANUAL_H
#define POVCALC_CLI_MANUAL_H

#include "session/command.h"

/*
 * povcalc(1), povcalc-COMMAND(1), povcalc-columns(5) and povcalc-rules(7), in mdoc(7).
 * Errors  POV_ERR_NOMEM, POV_ERR_IO
 */
pov_status pov_manual_program(FILE *to, pov_error *err) POV_CHECK;
pov_status pov_manual_command(const pov_command *command, FILE *to, pov_error *err) POV_CHECK;
pov_status pov_manual_columns(FILE *to, pov_error *err) POV_CHECK;
pov_status pov_manual_rules(FILE *to, pov_error *err) POV_CHECK;

#endif
