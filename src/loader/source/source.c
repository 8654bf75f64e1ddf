/*
 * What a file is, which of its tables is read, and its rows through the format that it has.
 */
#include "loader/source/format.h"

#include <stdlib.h>

static pov_status begin_first(pov_source *s, pov_error *err)
{
    size_t first = 0;

    while (first + 1 < s->table_count && s->table[first].hidden) {
        first++;
    }
    return pov_source_begin(s, first, err);
}

pov_status pov_source_open(pov_source **out, const pov_input *input,
                           const pov_load_options *options, pov_error *err)
{
    pov_source *s = calloc(1, sizeof *s);

    if (s == NULL) {
        return pov_no_memory(err);
    }
    s->options = options;
    s->format = &pov_source_csv;
    pov_peek(&s->input, input);
    pov_status status = s->format->open(s, err);
    if (status == POV_OK) {
        status = begin_first(s, err);
    }
    if (status == POV_OK) {
        *out = s;
    } else {
        pov_source_close(s);
    }
    return status;
}

void pov_source_close(pov_source *source)
{
    if (source == NULL) {
        return;
    }
    source->format->close(source);
    pov_buffer_fini(&source->place);
    pov_arena_fini(&source->arena);
    free(source->table);
    free(source);
}

size_t pov_source_table_count(const pov_source *source)
{
    return source->table_count;
}

const pov_source_table *pov_source_table_get(const pov_source *source, size_t table)
{
    return &source->table[table];
}

size_t pov_source_begun(const pov_source *source)
{
    return source->begun;
}

pov_status pov_source_begin(pov_source *source, size_t table, pov_error *err)
{
    source->begun = table;
    pov_buffer_clear(&source->place);
    pov_status status = source->format->begin(source, err);
    return status == POV_OK && source->place.failed ? pov_no_memory(err) : status;
}

pov_status pov_source_choose(pov_source *source, pov_source_fits *fits, void *context,
                             pov_error *err)
{
    (void)fits;
    (void)context;
    return source->table_count > 0 ? POV_OK : pov_no_memory(err);
}

pov_status pov_source_next(pov_source *source, pov_source_row *row, pov_error *err)
{
    return source->format->next(source, row, err);
}

const char *pov_source_place(const pov_source *source)
{
    return pov_buffer_get(&source->place);
}

char pov_source_separator(const pov_source *source)
{
    return source->separator;
}

pov_status pov_source_notes(pov_source *source, pov_problems *problems, pov_error *err)
{
    return source->format->notes(source, problems, err);
}
