/*
 * Where results go: standard output, or a file that is there whole or not at all.
 */
#ifndef POVCALC_CLI_OUTPUT_H
#define POVCALC_CLI_OUTPUT_H

#include "cli/command.h"

typedef struct pov_output {
    FILE *to;
    char *beside; /* the file that is written; renamed when all is there. NULL: standard output */
    const char *path;
} pov_output;

/* Errors: POV_ERR_IO, POV_ERR_NOMEM. */
pov_status pov_output_open(pov_output *output, const char *path, const pov_io *io,
                           pov_error *err) POV_CHECK;
/* Flushes, and renames when `status` is POV_OK, else removes. Returns `status`, or what failed
 * here. */
pov_status pov_output_close(pov_output *output, pov_status status, pov_error *err) POV_CHECK;

#endif
