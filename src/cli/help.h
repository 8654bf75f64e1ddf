/*
 * Pages of help, made from the tables of commands, options, columns and rules, so that help and
 * manual cannot drift.
 */
#ifndef POVCALC_CLI_HELP_H
#define POVCALC_CLI_HELP_H

#include "session/command.h"

/*
 * On the program, a command, the columns of a kind of files, the rules of the check: povcalc(1),
 * povcalc-COMMAND(1), povcalc-columns(5) and povcalc-rules(7) with `manual`. Lines for a terminal
 * are as wide as it, 80 columns where there is none, 100 at most.
 * Errors  POV_ERR_NOMEM, POV_ERR_IO
 */
pov_status pov_help_program(bool manual, FILE *to, pov_error *err) POV_CHECK;
pov_status pov_help_command(const pov_command *command, bool manual, FILE *to,
                            pov_error *err) POV_CHECK;
/* kind  plan, households or deprivation; else, and with `manual` but for plan, POV_ERR_USAGE */
pov_status pov_help_columns(const char *kind, bool manual, FILE *to, pov_error *err) POV_CHECK;
pov_status pov_help_rules(bool manual, FILE *to, pov_error *err) POV_CHECK;

/* Whether "povcalc help WORD" speaks of something that is no command. */
bool pov_help_has_topic(const char *word);

/* The command `help`. Returns the exit status. It is no `run` of the command's, since it walks the
 * list in which the command is. */
int pov_help_answer(const pov_options *options, const pov_io *io);

#endif
