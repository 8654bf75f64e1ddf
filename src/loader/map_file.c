#include "loader/map_file.h"

#include "base/text.h"
#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/cells.h"

#include <string.h>

/* The index of the heading, or POV_NONE. */
static size_t find_column(const pov_source_row *record, const char *name)
{
    pov_buffer folded = {0};
    size_t found = POV_NONE;

    for (size_t i = 0; i < record->count && found == POV_NONE; i++) {
        pov_buffer_clear(&folded);
        pov_text_fold(record->cell[i].text, record->cell[i].length, &folded);
        if (strcmp(pov_buffer_get(&folded), name) == 0) {
            found = i;
        }
    }
    pov_buffer_fini(&folded);
    return found;
}

static size_t score(void *none, const pov_source_row *record)
{
    (void)none;
    return find_column(record, "old") != POV_NONE && find_column(record, "new") != POV_NONE ? 2 : 0;
}

/* Names as in a plan: a line break or a run of blanks is one blank, none are at the ends. */
static void take_name(const pov_source_row *record, size_t column, pov_buffer *name)
{
    pov_buffer_clear(name);
    if (column < record->count) {
        pov_cell_text(record->cell[column].text, record->cell[column].length, name);
    }
}

static pov_status add_names(pov_unit_map *map, const pov_buffer *old_name,
                            const pov_buffer *new_name, pov_error *err)
{
    if (old_name->failed || new_name->failed) {
        return pov_no_memory(err);
    }
    if (old_name->length == 0 || new_name->length == 0) {
        return pov_fail(err, POV_ERR_DATA, "expected an old and a new name");
    }
    return pov_unit_map_add(map, pov_buffer_get(old_name), pov_buffer_get(new_name), err);
}

static pov_status read_rows(pov_unit_map *map, pov_source *reader, pov_error *err)
{
    pov_buffer old_name = {0}, new_name = {0};
    pov_source_row record = {0};
    pov_status status = pov_source_find(reader, score, NULL, &record, err);

    if (status != POV_OK) {
        return status;
    }
    size_t old_column = find_column(&record, "old"), new_column = find_column(&record, "new");
    if (old_column == POV_NONE || new_column == POV_NONE) {
        pov_error_place(err, NULL, record.line, 0, NULL);
        status = pov_fail(err, POV_ERR_DATA, "expected the columns \"old\" and \"new\"");
    }
    while (status == POV_OK) {
        status = pov_source_next(reader, &record, err);
        if (status != POV_OK || record.count == 0) {
            break;
        }
        take_name(&record, old_column, &old_name);
        take_name(&record, new_column, &new_name);
        status = add_names(map, &old_name, &new_name, err);
        if (status != POV_OK) {
            pov_error_place(err, NULL, record.line, 0, NULL);
        }
    }
    pov_buffer_fini(&old_name);
    pov_buffer_fini(&new_name);
    return status;
}

pov_status pov_load_unit_map(pov_unit_map *map, const pov_input *input, const char *encoding,
                             pov_problems *problems, pov_error *err)
{
    const pov_load_options options = {.encoding = encoding};
    pov_source *reader = NULL;
    pov_status status = pov_source_open(&reader, input, &options, err);

    if (status == POV_OK) {
        status = read_rows(map, reader, err);
    }
    if (status == POV_OK) {
        status = pov_source_notes(reader, problems, err);
    }
    pov_source_close(reader);
    if (status != POV_OK) {
        pov_error_place(err, input->name, 0, 0, NULL);
    }
    return status;
}

pov_status pov_load_unit_map_file(pov_unit_map *map, const char *path, const char *encoding,
                                  pov_problems *problems, pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        status = pov_load_unit_map(map, &file.input, encoding, problems, err);
        pov_file_input_close(&file);
    }
    return status;
}
