/*
 * What the tables of a file are and how each is read, in words.
 */
#ifndef POVCALC_LOADER_TABLES_FILE_H
#define POVCALC_LOADER_TABLES_FILE_H

#include "base/memory.h"
#include "loader/source/input.h"

/*
 * Appends a line for each table of a file, or the whole reading of the one with the number
 * `wanted`, from 1, or with `cells` its rows as they are, as CSV. Where
 * options->table names a sheet, only its tables count, and the only one is described.
 * Errors  those of pov_load_plan; POV_ERR_USAGE where there is no such table
 */
pov_status pov_describe_tables(const char *path, const pov_load_options *options, size_t wanted,
                               bool cells, pov_buffer *out, pov_error *err) POV_CHECK;

#endif
