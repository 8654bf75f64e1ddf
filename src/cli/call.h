/*
 * One call of povcalc: a command line in words. The program makes it with its own arguments, the
 * library with those of its host.
 */
#ifndef POVCALC_CLI_CALL_H
#define POVCALC_CLI_CALL_H

#include "session/command.h"

/*
 * Does what the words say, argv[0] being the program's name, and returns the exit status. Output
 * that stays in the buffer of io->out is for the caller to flush.
 */
int pov_call(int argc, char **argv, const pov_io *io);

#endif
