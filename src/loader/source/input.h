/*
 * Where a loader's bytes come from, and how the user says they are to be read.
 */
#ifndef POVCALC_LOADER_SOURCE_INPUT_H
#define POVCALC_LOADER_SOURCE_INPUT_H

#include "model/plan.h"

/* Where bytes come from. A file, standard input, or a test that hands them out piece by piece. */
typedef struct pov_input {
    const char *name; /* for messages and for the plan's file list */
    /* Fills `buffer` with up to `size` bytes. Returns how many, 0 at the end, -1 with errno set. */
    long (*read)(void *context, char *buffer, size_t size);
    void *context;
} pov_input;

typedef struct pov_load_options {
    const char *encoding;       /* iconv's name; NULL: UTF-8, or UTF-16 by its mark */
    size_t header_line;         /* line of the header, from 1; 0 or 1: the first */
    char separator;             /* between the cells; 0: what the file shows */
    const char *table;          /* number or name of a sheet or table; NULL: the one that fits */
    bool table_of_others;       /* of other files than a text, which is one table */
    bool ignore_unknown;        /* pass over columns that are not known */
    const char *const *columns; /* "NAME=HEADING": which heading of the file is meant by NAME */
    size_t column_count;
    pov_file_kind wanted; /* a plan, a deprivation file, or unknown: either, all files alike */
} pov_load_options;

#define POV_LOAD_OPTIONS_INIT                                                                      \
    {                                                                                              \
        0                                                                                          \
    }

#endif
