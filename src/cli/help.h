/*
 * Help for a terminal, made from the tables of commands, options, columns and rules.
 */
#ifndef POVCALC_CLI_HELP_H
#define POVCALC_CLI_HELP_H

#include "session/command.h"

#define POV_HELP_COLUMNS_TEXT                                                                      \
    POV_TEXT("The columns of a plan file. Only `unit` must be there; columns stand in any order. " \
             "Each answers to its name and to the headings below it.")

/*
 * On the program, a command, the columns of a kind of files, the rules of the check. Lines are as
 * wide as the terminal, 80 columns where there is none, 100 at most.
 * Errors  POV_ERR_NOMEM, POV_ERR_IO
 */
pov_status pov_help_program(FILE *to, pov_error *err) POV_CHECK;
pov_status pov_help_command(const pov_command *command, FILE *to, pov_error *err) POV_CHECK;
/* kind  plan, households or deprivation; else POV_ERR_USAGE */
pov_status pov_help_columns(const char *kind, FILE *to, pov_error *err) POV_CHECK;
pov_status pov_help_rules(FILE *to, pov_error *err) POV_CHECK;

#endif
