/*
 * What a remark below a table says of its figures: by which poverty standard each year is.
 */
#ifndef POVCALC_LOADER_TABLE_STANDARDS_H
#define POVCALC_LOADER_TABLE_STANDARDS_H

#include "loader/table/item.h"

/* Gives figures that name no standard the one of their year. The row of the remark, or POV_NONE.
 * Where memory runs out, *failed. */
size_t pov_standards_of_remark(pov_reading_table *table, bool *failed);

#endif
