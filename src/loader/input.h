/*
 * A file, or standard input, as a source of bytes.
 */
#ifndef POVCALC_LOADER_INPUT_H
#define POVCALC_LOADER_INPUT_H

#include "povcalc/loader.h"

typedef struct pov_file_input {
    pov_input input; /* hand this to a loader; points into the struct, so do not move it */
    int descriptor;
} pov_file_input;

/* Opens `path`; "-" is standard input. Errors: POV_ERR_IO with the path as its place. */
pov_status pov_file_input_open(pov_file_input *file, const char *path, pov_error *err) POV_CHECK;
/* Leaves standard input open. */
void pov_file_input_close(pov_file_input *file);

#endif
