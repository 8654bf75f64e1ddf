/*
 * Where a table ends, the rows after it say. So the rows are looked at some hundred at a time: of a
 * table that may go on, the title, the headings and the first rows stay in the grid, since they say
 * which columns have figures, and so do the rows that are not known to be its own.
 */
#include "loader/table/extract.h"

#include "loader/table/reading.h"

#include <string.h>

#define AT_ONCE ((size_t)300)
#define KEPT ((size_t)40) /* first rows of a table */

typedef struct extractor {
    pov_grid grid;
    size_t given; /* the first rows of the grid, which were given out, if need be, before */
    bool open;    /* they are of a table that goes on */
    pov_buffer text;
    pov_extract_take *take;
    void *context;
} extractor;

static void give_cell(pov_buffer *out, const char *text)
{
    const size_t length = strlen(text);
    const bool quoted = strpbrk(text, ",\"\r\n") != NULL || text[0] == ' ' ||
                        (length > 0 && text[length - 1] == ' ');

    if (!quoted) {
        pov_buffer_add(out, text, length);
        return;
    }
    pov_buffer_char(out, '"');
    for (size_t i = 0; i < length; i++) {
        pov_buffer_text(out, text[i] == '"' ? "\"" : "");
        pov_buffer_char(out, text[i]);
    }
    pov_buffer_char(out, '"');
}

static pov_status give_rows(extractor *e, size_t from, size_t to, pov_error *err)
{
    pov_buffer_clear(&e->text);
    for (size_t r = from; r < to; r++) {
        for (size_t c = 0; c < e->grid.width; c++) {
            pov_buffer_text(&e->text, c > 0 ? "," : "");
            give_cell(&e->text, pov_grid_cell(&e->grid, r, c).text);
        }
        pov_buffer_char(&e->text, '\n');
    }
    if (e->text.failed) {
        return pov_no_memory(err);
    }
    e->take(e->context, pov_buffer_get(&e->text), e->text.length);
    return POV_OK;
}

/* Of the last table of the grid, which may go on, keeps what is needed. */
static pov_status go_on(extractor *e, const pov_shape *last, pov_error *err)
{
    pov_grid left = {.width = e->grid.width};
    const size_t body = last->body_end - last->body, first = body < KEPT ? body : KEPT;
    pov_status status = POV_OK;

    for (size_t r = last->title; r < e->grid.count && status == POV_OK; r++) {
        if (r < last->body + first || r >= last->body_end) {
            status = pov_grid_add(&left, &e->grid.row[r], err);
        }
    }
    pov_grid_fini(&e->grid);
    e->grid = left;
    e->given = last->body + first - last->title;
    e->open = true;
    return status;
}

pov_status pov_table_extract(pov_source *source, const pov_load_options *options, size_t wanted,
                             size_t *number, pov_extract_take *take, void *context, pov_error *err)
{
    extractor e = {.take = take, .context = context};
    bool ended = false;
    pov_status status = POV_OK;

    while (status == POV_OK && !ended && (wanted == 0 || *number < wanted || e.open)) {
        pov_shapes shapes = {0};
        status = pov_grid_fill(&e.grid, source, e.grid.count + AT_ONCE, &ended, err);
        if (status == POV_OK) {
            status = pov_reading_shapes(&e.grid, options, ended && !e.open, &shapes, err);
        }
        for (size_t i = 0; i < shapes.count && status == POV_OK; i++) {
            const pov_shape *t = &shapes.table[i];
            const bool begun = i == 0 && e.open;
            *number += !begun;
            if (*number == wanted) {
                status = give_rows(&e, begun ? e.given : t->title, t->body_end, err);
            }
            if (*number == wanted && i + 1 < shapes.count) {
                ended = true;
                break;
            }
        }
        if (status == POV_OK && !ended && shapes.count > 0) {
            status = go_on(&e, &shapes.table[shapes.count - 1], err);
        }
        pov_shapes_fini(&shapes);
    }
    pov_grid_fini(&e.grid);
    pov_buffer_fini(&e.text);
    return status;
}
