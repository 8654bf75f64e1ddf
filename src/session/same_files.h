/*
 * Files whose households are added up and that are one and the same.
 */
#ifndef POVCALC_SESSION_SAME_FILES_H
#define POVCALC_SESSION_SAME_FILES_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Refuses the same file under two names, or twice: by identity, since names differ. "-" is standard
 * input.
 *
 * content  also two files with the same rows
 * bytes    gets the size of all files; 0: not known
 * Errors   POV_ERR_USAGE, POV_ERR_NOMEM
 */
pov_status pov_same_files_refuse(const char *const *path, size_t count, bool content,
                                 uint64_t *bytes, pov_error *err) POV_CHECK;

#endif
