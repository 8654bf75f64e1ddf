/*
 * Which figure the cells of each column are in the rows of each kind: items, what two columns for
 * one figure mean, and which columns are passed over or refused.
 */
#ifndef POVCALC_LOADER_TABLE_FIGURES_H
#define POVCALC_LOADER_TABLE_FIGURES_H

#include "loader/table/reader.h"

/* Makes the items of all kinds of rows and columns. Errors: POV_ERR_NOMEM. */
pov_status pov_figures_make(pov_reading_table *t, pov_error *err) POV_CHECK;
/* Why nothing is read of a line of the tree that states figures; NULL: something is, or none are
 * there. */
const char *pov_figures_line_why(const pov_reading_table *t, size_t line);
/* What a line of the tree is called in its row, also where it is more of a unit. */
const char *pov_figures_line_label(const pov_reading_table *t, size_t line);
/* Whether no figure's column needs its heading understood, but those that are refused. */
bool pov_figures_are_direct(const pov_headings *h);
/* A table of indicators is of deprivation; its other counts are those of its populations. */
void pov_figures_find_kind(pov_reading_table *t);
/* A column that --column chose takes the place of all that mean the same. */
void pov_figures_prefer_chosen(pov_reading_table *t);

/* After the frames: */
void pov_figures_join_escapes(pov_reading_table *t);
/* what the second figure of a cell is */
void pov_figures_find_seconds(pov_reading_table *t);
/* the counts that confirm the tree */
void pov_figures_read_sums(pov_reading_table *t);

/* Refuse, or note, columns. Errors: POV_ERR_NOMEM. */
pov_status pov_figures_settle_doubles(pov_reader *l, pov_error *err) POV_CHECK;
pov_status pov_figures_judge(pov_reader *l, pov_error *err) POV_CHECK;
pov_status pov_figures_refuse_doubt(pov_reader *l, const pov_table_item *item,
                                    pov_error *err) POV_CHECK;
/* A column that nobody knows; `line` is of the heading, or of the cell that has none. */
pov_status pov_figures_refuse_unknown(pov_reader *l, size_t line, size_t c,
                                      pov_error *err) POV_CHECK;

#endif
