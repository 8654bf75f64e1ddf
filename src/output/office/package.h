/*
 * The finished workbook as bytes: that it is whole, and holds what was put into it.
 */
#ifndef POVCALC_OUTPUT_OFFICE_PACKAGE_H
#define POVCALC_OUTPUT_OFFICE_PACKAGE_H

#include "base/memory.h"

/* What a cell holds as a number to be summed up, so that neither their order nor their number
 * matters: its content (an empty cell holds the text ""), then its place, as "B12". */
uint64_t pov_xlsx_text_sum(const char *text);
uint64_t pov_xlsx_number_sum(double number);
uint64_t pov_xlsx_cell_sum(const char *place, size_t length, uint64_t content);

/* Whether the file is a whole ZIP archive of whole XML parts, whose cells and comments (their texts
 * alone) have this sum. False also when memory fails. */
bool pov_xlsx_package_holds(const char *file, size_t length, uint64_t sum);

#endif
