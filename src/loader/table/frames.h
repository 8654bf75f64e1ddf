/*
 * The moments that the figures of a table are of.
 */
#ifndef POVCALC_LOADER_TABLE_FRAMES_H
#define POVCALC_LOADER_TABLE_FRAMES_H

#include "loader/table/item.h"

/* Plans the frames of all items. Returns the item that could mean two things, or NULL. */
const pov_table_item *pov_frames_plan(pov_reading_table *table);

#endif
