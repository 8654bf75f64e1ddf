/*
 * Words that are given as a file and are none.
 */
#ifndef POVCALC_CLI_OPERANDS_H
#define POVCALC_CLI_OPERANDS_H

#include "session/command.h"

/*
 * Refuses a folder, and a command, rule or unit in the place of a file, and says where it belongs.
 * A file that is merely missing is left to the command, which can answer from the others.
 * Errors  POV_ERR_USAGE, POV_ERR_NOMEM
 */
pov_status pov_operands_check(const pov_command *command, const pov_options *options,
                              pov_error *err) POV_CHECK;

/* Suggests the file that a word without an ending is: "plan" where there is plan.xlsx. */
bool pov_operands_suggest(const char *word, pov_error *err);

#endif
