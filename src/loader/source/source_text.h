/*
 * The rows of a workbook as CSV, for what reads text in blocks: memory does not grow with them.
 */
#ifndef POVCALC_LOADER_SOURCE_SOURCE_TEXT_H
#define POVCALC_LOADER_SOURCE_SOURCE_TEXT_H

#include "loader/source/bytes.h"
#include "loader/source/source.h"

typedef struct pov_source_text {
    pov_input input; /* its name begins the places; points into the struct, so do not move it */
    pov_source *source;
    pov_source_row row; /* that is written next */
    pov_buffer text;
    size_t at, line;
    pov_error failed; /* why a read failed */
} pov_source_text;

/* Begins at the header of the table that is meant, as pov_source_find does; what is above it are
 * blank lines. Errors: those of pov_source_find. */
pov_status pov_source_text_open(pov_source_text *text, pov_source *source, pov_source_score *score,
                                void *context, pov_error *err) POV_CHECK;
void pov_source_text_fini(pov_source_text *text);

#endif
