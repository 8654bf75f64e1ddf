#include "loader/tables_file.h"

#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/reading.h"

#include <string.h>

/* The tables of one sheet, or of a text. */
static pov_status describe_source(pov_source *source, const pov_load_options *options,
                                  size_t wanted, bool cells, size_t *number, pov_buffer *out,
                                  pov_error *err)
{
    pov_grid grid = {0};
    bool ended = false;
    pov_status status = pov_grid_fill(&grid, source, SIZE_MAX, &ended, err);

    if (status == POV_OK) {
        const char *place = pov_source_place(source);
        const char *sheet = strrchr(place, ':');
        if (pov_source_table_count(source) > 1 && wanted == 0) {
            pov_buffer_format(out, "%s\n", sheet != NULL ? sheet + 1 : place);
        }
        status = pov_reading_describe(&grid, place, options, wanted, cells, number, out, err);
    }
    pov_grid_fini(&grid);
    return status;
}

pov_status pov_describe_tables(const char *path, const pov_load_options *options, size_t wanted,
                               bool cells, pov_buffer *out, pov_error *err)
{
    pov_file_input file;
    pov_source *source = NULL;
    size_t number = 0;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status != POV_OK) {
        return status;
    }
    status = pov_source_open(&source, &file.input, options, err);
    size_t tables = status == POV_OK ? pov_source_table_count(source) : 0;
    for (size_t i = 0; i < tables && status == POV_OK; i++) {
        if (tables > 1) {
            status = pov_source_begin(source, i, err);
        }
        if (status == POV_OK) {
            status = describe_source(source, options, wanted, cells, &number, out, err);
        }
    }
    if (status == POV_OK && wanted > number) {
        (void)pov_fail(err, POV_ERR_USAGE, "there is no table %zu: the file has %zu", wanted,
                       number);
        status = POV_ERR_USAGE;
    }
    pov_error_place(err, path, 0, 0, NULL);
    pov_source_close(source);
    pov_file_input_close(&file);
    return status;
}
