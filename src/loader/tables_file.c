#include "loader/tables_file.h"

#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/reading.h"

#include <string.h>

/* The tables of one sheet, or of a text. */
static pov_status describe_source(pov_source *source, const pov_load_options *options,
                                  size_t wanted, size_t *number, const pov_tables_to *to,
                                  pov_error *err)
{
    pov_grid grid = {0};
    pov_buffer *out = to->words;
    bool ended = false;

    if (to->rows != NULL) {
        return pov_table_extract(source, options, wanted, number, to->rows, to->context, err);
    }
    pov_status status = pov_grid_fill(&grid, source, SIZE_MAX, &ended, err);
    if (status == POV_OK) {
        const char *place = pov_source_place(source);
        const size_t before = *number, table = pov_source_begun(source) + 1;
        const char *sheet = pov_source_table_get(source, table - 1)->name;
        pov_buffer list = {0};
        grid.name = sheet;
        status = pov_reading_describe(&grid, place, options, wanted, number, &list, err);
        /* a document's table has the number that its only line begins with */
        const bool said = sheet[0] == '\0' && *number == table && before + 1 == table;
        if (pov_source_table_count(source) > 1 && wanted == 0 && !said) {
            pov_buffer_format(out, "%s%s--table %zu%s\n", sheet, sheet[0] != '\0' ? " (" : "",
                              table, sheet[0] != '\0' ? ")" : "");
        }
        pov_buffer_add(out, pov_buffer_get(&list), list.length);
        status = status == POV_OK && list.failed ? pov_no_memory(err) : status;
        pov_buffer_fini(&list);
    }
    pov_grid_fini(&grid);
    return status;
}

/* The sheet that options->table names: its only table, or the list of its tables. */
static pov_status describe_named(pov_source *source, const pov_load_options *options, size_t wanted,
                                 size_t *number, const pov_tables_to *to, pov_error *err)
{
    pov_buffer list = {0};
    pov_tables_to listed = *to;
    pov_status status = pov_source_choose(source, NULL, NULL, err);

    listed.words = &list;
    if (status == POV_OK) {
        status = describe_source(source, options, 0, number, &listed, err);
    }
    if (status == POV_OK && *number != 1 && wanted == 0) {
        pov_buffer_add(to->words, pov_buffer_get(&list), list.length);
        status = to->rows == NULL ? POV_OK
                                  : pov_fail(err, POV_ERR_USAGE,
                                             "the sheet has %zu tables: --table "
                                             "names it, N is for the table",
                                             *number);
    } else if (status == POV_OK) {
        status = pov_source_begin(source, pov_source_begun(source), err);
        *number = 0;
        if (status == POV_OK) {
            status = describe_source(source, options, wanted > 0 ? wanted : 1, number, to, err);
        }
    }
    status = status == POV_OK && list.failed ? pov_no_memory(err) : status;
    pov_buffer_fini(&list);
    return status;
}

pov_status pov_describe_tables(const char *path, const pov_load_options *options, size_t wanted,
                               const pov_tables_to *to, pov_error *err)
{
    pov_file_input file;
    pov_source *source = NULL;
    size_t number = 0;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status != POV_OK) {
        return status;
    }
    status = pov_source_open(&source, &file.input, options, err);
    const bool named = status == POV_OK && options->table != NULL;
    size_t tables = status == POV_OK && !named ? pov_source_table_count(source) : 0;
    if (named) {
        status = describe_named(source, options, wanted, &number, to, err);
    }
    for (size_t i = 0; i < tables && status == POV_OK && (wanted == 0 || number < wanted); i++) {
        if (tables > 1) {
            status = pov_source_begin(source, i, err);
        }
        if (status == POV_OK) {
            status = describe_source(source, options, wanted, &number, to, err);
        }
    }
    if (status == POV_OK && wanted > number) {
        (void)pov_fail(err, POV_ERR_USAGE, "there is no table %zu: the file has %zu", wanted,
                       number);
        status = POV_ERR_USAGE;
    }
    pov_error_place(status == POV_OK ? NULL : err, path, 0, 0, NULL);
    pov_source_close(source);
    pov_file_input_close(&file);
    return status;
}
