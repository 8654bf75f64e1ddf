/*
 * What a cell says, apart from figures, which figure.h reads.
 */
#ifndef POVCALC_LOADER_TABLE_CELLS_H
#define POVCALC_LOADER_TABLE_CELLS_H

#include "model/plan.h"

/* Appends a name or a heading: a line break or a run of blanks inside it is one blank, none are at
 * the ends. */
void pov_cell_text(const char *text, size_t length, pov_buffer *out);
/* Whether the text is surely as pov_cell_text gives it. */
bool pov_cell_is_tidy(const char *text, size_t length);

/* True when nothing is stated: empty, or a sign that stands for it (`-`, `–`, `…`, `..`, `NA`). */
bool pov_cell_empty(const char *text);

/* Whether a cell says by how much less: "Giảm 7 hộ", "Phấn đấu giảm từ 1-1,5%/năm". */
bool pov_cell_is_cut(const char *text);

/*
 * Reads a year: "2022", "2022-06", "06/2022", "năm 2022", "cuối năm 2022", "tháng 6 năm 2022", also
 * "2022.0" as spreadsheets export it.
 * text  terminated, without NUL before its end
 * out  untouched unless POV_VALUE
 * err  with POV_INVALID: expected, found, hint
 */
pov_reading pov_year_read(const char *text, size_t length, pov_year *out, pov_error *err);

/*
 * Whether a rate was given as a fraction: 0.0797 beside counts that make it 7.97 percent. True when
 * both counts are exact, 100 times the rate fits them, and the rate itself does not.
 */
bool pov_rate_is_fraction(const pov_stated *rate, const pov_stated *count,
                          const pov_stated *households);

/*
 * "Hộ nghèo đa chiều" were the poor, without the near-poor, until 2020: under an earlier standard
 * the row's number is taken as that of the poor, where it states no other or the same.
 * count, rate  headings of the two columns; NULL: there is none
 * taken        out: a number is read so, and `note` says it
 * Errors       POV_ERR_NOMEM
 */
pov_status pov_multi_read(pov_row_draft *draft, const char *count, const char *rate, bool *taken,
                          pov_error *note) POV_CHECK;

#endif
