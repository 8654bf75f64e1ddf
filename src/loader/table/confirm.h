/*
 * What the words leave open, and the figures decide.
 */
#ifndef POVCALC_LOADER_TABLE_CONFIRM_H
#define POVCALC_LOADER_TABLE_CONFIRM_H

#include "loader/table/item.h"

/* Asks the figures what the words leave open: shares, points, fractions. */
pov_status pov_reading_confirm(pov_reading_table *table, pov_error *err) POV_CHECK;

#endif
