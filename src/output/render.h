/*
 * What renderers share: their list, how a cell becomes text, and writing that notices a full disk.
 *
 * A new format is one file that exports a constant, declared here, and one line in renderers.c.
 */
#ifndef POVCALC_OUTPUT_RENDER_H
#define POVCALC_OUTPUT_RENDER_H

#include "output/report.h"

extern const pov_renderer pov_renderer_table, pov_renderer_json, pov_renderer_csv,
    pov_renderer_csv_excel,
    pov_renderer_lines, pov_renderer_markdown, pov_renderer_html, pov_renderer_svg,
    pov_renderer_png, pov_renderer_xlsx;

/* Whether its cells are figures or line numbers: set to the right, never quoted or broken. */
bool pov_column_is_number(const pov_report_column *column);

/* Whether a format other than JSON shows anything in the cell. */
bool pov_cell_shown(const pov_report_column *column, const pov_cell *cell);

/* What people read in a cell of text, or NULL. */
const char *pov_cell_words(const pov_report_column *column, const pov_cell *cell);

/* Appends the cell's text, or nothing where it is not shown; `≈` is the renderer's own affair. */
void pov_cell_write(pov_buffer *out, const pov_report_column *column, const pov_cell *cell,
                    const pov_render_options *options, pov_numerals numerals);

/* Writes the buffer and empties it. Errors: POV_ERR_IO; POV_ERR_NOMEM when the buffer has
 * failed. */
pov_status pov_render_flush(FILE *to, pov_buffer *buffer, pov_error *err) POV_CHECK;

#endif
