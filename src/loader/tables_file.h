/*
 * What the tables of a file are and how each is read, in words.
 */
#ifndef POVCALC_LOADER_TABLES_FILE_H
#define POVCALC_LOADER_TABLES_FILE_H

#include "base/memory.h"
#include "loader/source/input.h"
#include "loader/table/extract.h"

/* Where it goes: what the tables are, in words, or where `rows` is given, the rows of one. */
typedef struct pov_tables_to {
    pov_buffer *words;
    pov_extract_take *rows;
    void *context;
} pov_tables_to;

/*
 * Gives a line for each table of a file, or the whole reading of the one with the number `wanted`,
 * from 1, or its rows as they are, as CSV. Where options->table names a sheet, only its tables
 * count, and the only one is described.
 * Errors  those of pov_load_plan; POV_ERR_USAGE where there is no such table
 */
pov_status pov_describe_tables(const char *path, const pov_load_options *options, size_t wanted,
                               const pov_tables_to *to, pov_error *err) POV_CHECK;

#endif
