/*
 * The rows of a workbook as CSV, for what reads text in blocks: memory does not grow with them.
 */
#ifndef POVCALC_LOADER_SOURCE_SOURCE_TEXT_H
#define POVCALC_LOADER_SOURCE_SOURCE_TEXT_H

#include "loader/source/bytes.h"
#include "loader/source/source.h"

/* What a cell says that is merged over rows below the headings: its text in the first of them, or
 * in all; or it makes one thing of them, which is refused. */
typedef enum pov_source_merged {
    POV_MERGED_ONCE,
    POV_MERGED_ALL,
    POV_MERGED_REFUSED
} pov_source_merged;

/* Of the cells below a heading; `failed` is set where memory runs out. */
typedef pov_source_merged pov_source_merged_below(void *context, const char *heading, bool *failed);

/* A column whose merged cells matter, and the text of its last cell. */
typedef struct pov_source_watched {
    size_t column;
    pov_source_merged merged;
    pov_buffer text;
} pov_source_watched;

typedef struct pov_source_text {
    pov_input input; /* its name begins the places; points into the struct, so do not move it */
    pov_source *source;
    pov_source_row row; /* that is written next */
    pov_buffer text;
    size_t at, line;
    size_t header; /* the line of the first headings */
    pov_source_merged_below *merged_below;
    void *context;
    pov_source_watched watched[16];
    size_t watched_count;
    pov_error failed; /* why a read failed */
} pov_source_text;

/* Begins at the header of the table that is meant, as pov_source_find does; what is above it are
 * blank lines. Errors: those of pov_source_find. */
pov_status pov_source_text_open(pov_source_text *text, pov_source *source, pov_source_score *score,
                                pov_source_merged_below *merged_below, void *context,
                                pov_error *err) POV_CHECK;
void pov_source_text_fini(pov_source_text *text);

#endif
