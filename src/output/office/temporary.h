/*
 * Temporary files, in TMPDIR or /tmp.
 */
#ifndef POVCALC_OUTPUT_OFFICE_TEMPORARY_H
#define POVCALC_OUTPUT_OFFICE_TEMPORARY_H

#include "povcalc/error.h"

/* Makes an empty file that only its owner can read. Returns its descriptor and gives its path,
 * which the caller frees; -1 with errno when that fails. */
int pov_temporary_open(char **path);

#endif
