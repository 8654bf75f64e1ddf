/*
 * What the manual says beyond the help: paragraphs on commands and options.
 */
#ifndef POVCALC_CLI_MANUAL_TEXTS_H
#define POVCALC_CLI_MANUAL_TEXTS_H

#include "session/options.h"

extern const char *const pov_manual_program_texts[]; /* ends with NULL */
extern const char *const pov_manual_columns_texts[];

/* Paragraphs on a command, ending with NULL; NULL: none. */
const char *const *pov_manual_command_texts(const char *name);

/* The commands that there are paragraphs on; NULL behind the last. */
const char *pov_manual_command_name(size_t index);

#endif
