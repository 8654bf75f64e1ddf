/*
 * What a word of a command line can become, for the scripts of "povcalc completion".
 */
#ifndef POVCALC_CLI_COMPLETE_H
#define POVCALC_CLI_COMPLETE_H

#include "base/error.h"

#include <stdio.h>

/*
 * Words are those of a command line after "povcalc"; prints what the last one can become. A line
 * has one word, a tab and what it is for. A line that begins with ":files" asks for names of files,
 * with one of the endings that follow if there are any. After --option= only its value is
 * completed.
 * Errors  POV_ERR_NOMEM, POV_ERR_IO
 */
pov_status pov_complete(int count, char **words, FILE *to, pov_error *err) POV_CHECK;

#endif
