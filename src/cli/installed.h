/*
 * The plans that are installed with the program.
 */
#ifndef POVCALC_CLI_INSTALLED_H
#define POVCALC_CLI_INSTALLED_H

#include "base/memory.h"

/* Appends `text` with every "data/" of a word's start as the folder of the installed plans, where
 * the working folder has no data/ and this program is installed; else as it is. Returns whether
 * something was replaced. */
bool pov_installed_data(const char *text, pov_buffer *out);

#endif
