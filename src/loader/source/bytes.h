/*
 * A file, standard input, or a file in memory as a source of bytes.
 */
#ifndef POVCALC_LOADER_SOURCE_BYTES_H
#define POVCALC_LOADER_SOURCE_BYTES_H

#include "loader/source/input.h"

#include <sys/types.h>

typedef struct pov_memory_file {
    char *name, *bytes;
    size_t length;
} pov_memory_file;

typedef struct pov_memory_files {
    pov_memory_file *file;
    size_t count, capacity;
} pov_memory_files;

typedef struct pov_file_input {
    pov_input input; /* hand this to a loader; points into the struct, so do not move it */
    const pov_memory_file *memory; /* NULL: it is read from `descriptor` */
    size_t at;                     /* in memory */
    int descriptor;
    bool sized;   /* a file that was opened here and has a size */
    off_t length; /* that was read */
} pov_file_input;

/* An input whose start was looked at; what is read from it begins with that start all the same. */
typedef struct pov_peeked_input {
    pov_input input; /* hand this to a loader; points into the struct, so do not move it */
    const pov_input *from;
    size_t length, at;
    int error;             /* errno of a read that failed; 0 */
    char start[16 * 1024]; /* last */
} pov_peeked_input;

void pov_peek(pov_peeked_input *peeked, const pov_input *from);

/* Whether it is no text, but an archive that may be a workbook or a document. */
bool pov_is_archive(const pov_peeked_input *input);

/* Files that this thread opens by their names from now on, before it looks on the disk; the
 * process's own standard input is then not read. NULL: the disk alone. Borrowed. */
void pov_bytes_offer(const pov_memory_files *files);
bool pov_bytes_offered(const char *name);

/* Opens `path`; "-" is standard input. Errors: POV_ERR_IO with the path as its place. */
pov_status pov_file_input_open(pov_file_input *file, const char *path, pov_error *err) POV_CHECK;
/* Leaves standard input open. */
void pov_file_input_close(pov_file_input *file);

/* A header of one cell: the cells are kept apart by what is not known, or not at all. False when
 * nothing seems to separate them. `option`: --separator can say it. */
bool pov_refuse_one_cell(const char *text, bool option, pov_error *err);

#endif
