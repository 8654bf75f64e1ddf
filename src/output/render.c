/*
 * What renderers share: when a cell shows anything, its text, and writing that notices a full disk.
 */
#include "output/render.h"

#include <errno.h>

bool pov_column_is_number(const pov_report_column *column)
{
    return column->kind == POV_COLUMN_FIGURE || column->kind == POV_COLUMN_LINE;
}

bool pov_cell_shown(const pov_report_column *column, const pov_cell *cell)
{
    switch (column->kind) {
    case POV_COLUMN_FIGURE:
        return pov_figure_known(&cell->figure) || cell->text != NULL || cell->bounded;
    case POV_COLUMN_LINE:
        return cell->number > 0;
    default:
        return cell->text != NULL && cell->text[0] != '\0';
    }
}

const char *pov_cell_words(const pov_report_column *column, const pov_cell *cell)
{
    bool shown = cell->shown != NULL && (column->where & POV_IN_TABLE) != 0;

    return shown ? cell->shown : cell->text;
}

void pov_cell_write(pov_buffer *out, const pov_report_column *column, const pov_cell *cell,
                    const pov_render_options *options, pov_numerals numerals)
{
    if (!pov_cell_shown(column, cell)) {
        return;
    }
    if (column->kind == POV_COLUMN_LINE) {
        pov_write_count(out, (int64_t)cell->number, pov_numerals_plain);
    } else if (cell->bounded && cell->text == NULL) {
        pov_figure bounds = cell->figure;
        bounds.basis = POV_BASIS_DERIVED;
        bounds.digits = 2;
        pov_write_bounds(out, &bounds, options->decimals, numerals);
    } else if (column->kind != POV_COLUMN_FIGURE || !pov_figure_known(&cell->figure)) {
        pov_buffer_text(out, pov_cell_words(column, cell)); /* of a figure: "<parent" */
    } else if (options->bounds && !pov_interval_exact(cell->figure.bounds)) {
        pov_write_bounds(out, &cell->figure, options->decimals, numerals);
    } else {
        pov_write_figure(out, &cell->figure, options->decimals, numerals);
    }
}

pov_status pov_render_flush(FILE *to, pov_buffer *buffer, pov_error *err)
{
    if (buffer->failed) {
        return pov_no_memory(err);
    }
    errno = 0;
    if (fwrite(pov_buffer_get(buffer), 1, buffer->length, to) != buffer->length) {
        return pov_fail(err, POV_ERR_IO, "cannot write the output: %s", pov_system_reason(errno));
    }
    pov_buffer_clear(buffer);
    return POV_OK;
}
