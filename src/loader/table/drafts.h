/*
 * The figures of each line become row drafts: one for each unit, moment, group and standard.
 */
#ifndef POVCALC_LOADER_TABLE_DRAFTS_H
#define POVCALC_LOADER_TABLE_DRAFTS_H

#include "loader/table/reader.h"

/* Reads the cells of a line of the tree; what is finished goes to the plan. */
pov_status pov_drafts_add_line(pov_reader *l, size_t i, pov_error *err) POV_CHECK;
/* The unit at hand is finished. */
pov_status pov_drafts_flush(pov_reader *l, pov_error *err) POV_CHECK;

#endif
