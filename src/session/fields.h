/*
 * What the cells of a report hold.
 */
#ifndef POVCALC_SESSION_FIELDS_H
#define POVCALC_SESSION_FIELDS_H

#include "output/report.h"

/* Text for a report's cell: NULL where there is none. `failed` is set when memory runs out. */
const char *pov_keep_year(pov_report *report, pov_year year, bool *failed);
const char *pov_keep_number(pov_report *report, size_t number, bool *failed);
/* The figure for a cell; NULL where it is not known. */
const pov_figure *pov_keep_known(pov_report *report, const pov_figure *figure, bool *failed);
const char *pov_text_or_null(const char *text);

#endif
