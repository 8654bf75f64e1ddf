/*
 * Pages of help, made from the tables of commands, options, columns and rules, so that help and
 * manual cannot drift.
 */
#ifndef POVCALC_CLI_HELP_H
#define POVCALC_CLI_HELP_H

#include "session/command.h"

/*
 * On the program, or a command; with `manual` povcalc(1) and povcalc-COMMAND(1). Lines for a
 * terminal are as wide as it, 80 columns where there is none, 100 at most.
 * Errors  POV_ERR_NOMEM, POV_ERR_IO
 */
pov_status pov_help_program(bool manual, FILE *to, pov_error *err) POV_CHECK;
pov_status pov_help_command(const pov_command *command, bool manual, FILE *to,
                            pov_error *err) POV_CHECK;

/* Whether "povcalc help WORD" speaks of something that is no command. */
bool pov_help_has_topic(const char *word);

/* The command `help`. Returns the exit status. It is no `run` of the command's, since it walks the
 * list in which the command is. */
int pov_help_answer(const pov_options *options, const pov_io *io);

#endif
