/*
 * The kinds of files that a command may be given instead of the one it reads.
 */
#ifndef POVCALC_LOADER_TABLE_KINDS_H
#define POVCALC_LOADER_TABLE_KINDS_H

#include "loader/source/source.h"

/* The kind that alone has such a heading, or POV_FILE_UNKNOWN. */
pov_file_kind pov_kind_of_heading(const char *heading);

/* Whether a header is in povcalc's own words: then nothing else has to be made out. */
bool pov_is_own_header(const pov_source_row *record);

/* Refuses a file of the one kind where the other is wanted, and names the command that reads it.
 * Errors: POV_ERR_KIND. */
pov_status pov_refuse_kind(pov_file_kind is, pov_file_kind wanted, pov_error *err);

/* Whether a column of that heading is of a list of households, one a row: "Họ và tên chủ hộ",
 * "Phiếu B1". `failed` is set where memory runs out. */
bool pov_lists_households(const char *heading, bool *failed);

#endif
