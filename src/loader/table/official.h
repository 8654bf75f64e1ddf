/*
 * What official tables write between their figures: total rows, section rows, numbers of columns
 * and rows.
 */
#ifndef POVCALC_LOADER_TABLE_OFFICIAL_H
#define POVCALC_LOADER_TABLE_OFFICIAL_H

#include "loader/table/shape.h"

/* Whether a unit's name says that its row is the total of the table: "Toàn tỉnh", "Tổng cộng". */
bool pov_is_total(const char *folded);

/* The group that a unit's name stands for when it heads a section: "urban", "rural", or NULL. */
const char *pov_section_group(const char *folded);

/* The group whose total a name says: "Cộng khu vực thành thị"; or NULL. */
const char *pov_section_total(const char *folded);

/* Whether a total row may be that of its section alone: "Cộng", but not "Tổng cộng". */
bool pov_is_subtotal(const char *folded);

/* "I", "IV", "XII"; "1", "12", "1.1" */
bool pov_is_roman(const char *serial);
bool pov_is_arabic(const char *serial);

#endif
