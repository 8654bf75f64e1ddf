/*
 * Where results go: standard output, or a file that is there whole or not at all.
 */
#ifndef POVCALC_SESSION_OUTPUT_H
#define POVCALC_SESSION_OUTPUT_H

#include "session/command.h"

#include <signal.h>

typedef struct pov_output {
    FILE *to;
    const char *path; /* as it was given; NULL: standard output */
    char *beside;     /* the file that is written, or NULL: `path` itself is */
    char *target;     /* what it is renamed to when all is there: `path`, its links followed */
    sigset_t signals; /* that were held back before; `held`: more are now */
    bool held;
} pov_output;

/*
 * Refuses to write into what is read, or twice into one file; whatever its names are. Called before
 * anything is done.
 * Errors  POV_ERR_USAGE
 */
pov_status pov_output_check(const pov_command *command, const pov_options *options,
                            const pov_io *io, pov_error *err) POV_CHECK;
/* Errors: POV_ERR_IO, POV_ERR_NOMEM. */
pov_status pov_output_open(pov_output *output, const char *path, const pov_io *io,
                           pov_error *err) POV_CHECK;
/* Writes all of it to the disk, but under its temporary name: of two outputs both are stored before
 * one is renamed. The one that was opened last is closed first. */
pov_status pov_output_store(pov_output *output, pov_status status, pov_error *err) POV_CHECK;
/* Stores, and renames when `status` is POV_OK, else removes. Returns `status`, or what failed
 * here. */
pov_status pov_output_close(pov_output *output, pov_status status, pov_error *err) POV_CHECK;

/* Whether findings have the signs of print: not where programs read their lines. */
bool pov_wants_print(const pov_options *options);
/* Whether a command over plans says three sentences beside its own report: on a terminal, a page,
 * in a workbook and in JSON; not where a table or lines go into a pipe or a file. */
bool pov_wants_sentences(const pov_options *options);

#endif
