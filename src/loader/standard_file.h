/*
 * Poverty standards from JSON: those that are built in, and files of the user's own.
 * docs/standard.schema.json says what such a file holds.
 */
#ifndef POVCALC_LOADER_STANDARD_FILE_H
#define POVCALC_LOADER_STANDARD_FILE_H

#include "model/standard.h"

/* A file of data/standards, made part of the program by the Makefile. */
typedef struct pov_builtin_standard {
    const char *id;
    const unsigned char *text;
    size_t length;
} pov_builtin_standard;

extern const pov_builtin_standard pov_builtin_standards[]; /* ends with id NULL */

/*
 * Reads a standard from its text.
 * name    for messages: the file
 * Errors  POV_ERR_SYNTAX or POV_ERR_DATA with the file, the line where it is known, and as its
 *         field the path of what is wrong ("lines[0].income.rural"); POV_ERR_NOMEM
 */
pov_status pov_standard_parse(const char *text, size_t length, const char *name,
                              pov_standard *standard, pov_error *err) POV_CHECK;

/*
 * The standard that `word` names: the id of one that is built in, or else the path of a file.
 * Errors: those above, POV_ERR_IO, POV_ERR_USAGE (neither an id nor a path that ends in .json).
 */
pov_status pov_standard_load(const char *word, pov_standard *standard, pov_error *err) POV_CHECK;

/* Those that are built in, after the `count` that are there already, up to `most` in all. */
pov_status pov_standards_add_builtin(pov_standard *standards, size_t most, size_t *count,
                                     pov_error *err) POV_CHECK;

#endif
