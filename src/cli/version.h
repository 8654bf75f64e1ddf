/*
 * What --version prints.
 */
#ifndef POVCALC_CLI_VERSION_H
#define POVCALC_CLI_VERSION_H

#include <stdio.h>

/* The program's version and its libraries', a line each. */
void pov_print_version(FILE *to);

#endif
