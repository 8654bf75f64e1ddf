/*
 * The one door for what the program says on standard error.
 */
#ifndef POVCALC_SESSION_NOTES_H
#define POVCALC_SESSION_NOTES_H

#include "session/command.h"

/* "povcalc: plan.csv:17:4: poor: expected …", and its hint on a line of its own. */
void pov_print_error(const pov_error *error, FILE *to);
/* The same for a note: "povcalc: plan.csv:17: note: …" */
void pov_print_note(const pov_error *note, FILE *to);
/* The same in one call. The file, of which line 0 is the whole, and the hint may be NULL. */
void pov_note(const pov_io *io, const char *file, size_t line, const char *hint, const char *format,
              ...) POV_PRINTF(5, 6);
/* All errors and, unless quiet, notes of a file; says how many errors were not shown. */
void pov_print_problems(const pov_problems *problems, bool quiet, FILE *to);
/* Says what failed, and gives the exit status for it. */
int pov_failed(const pov_error *err, const pov_io *io);

#endif
