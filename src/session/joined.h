/*
 * Several files as one plan, for commands that look across files: loading, renaming, solving,
 * picking.
 */
#ifndef POVCALC_SESSION_JOINED_H
#define POVCALC_SESSION_JOINED_H

#include "povcalc/unit_map.h"
#include "session/command.h"

typedef struct pov_joined {
    pov_plan plan;
    pov_solution solution;
    bool *picked; /* by row; NULL: all */
} pov_joined;

/* Reads the file that --map names, if one is named. Says on io->err what is wrong. */
pov_status pov_joined_map(pov_unit_map *map, const pov_options *options, const pov_io *io);

/*
 * Loads the files into one plan, renames its units, solves it, and picks rows by --unit, --level
 * and --group. All that is wrong, and notes, are said on io->err.
 */
pov_status pov_joined_load(pov_joined *joined, const char *const *path, size_t count,
                           const pov_unit_map *map, const pov_options *options, const pov_io *io);
void pov_joined_fini(pov_joined *joined);

/* Text for a report's cell: NULL where there is none. `failed` is set when memory runs out. */
const char *pov_keep_year(pov_report *report, pov_year year, bool *failed);
const char *pov_keep_number(pov_report *report, size_t number, bool *failed);
/* The figure for a cell; NULL where it is not known. */
const pov_figure *pov_keep_known(pov_report *report, const pov_figure *figure, bool *failed);
const char *pov_text_or_null(const char *text);

#endif
