#include "loader/source/source_text.h"

#include <errno.h>
#include <string.h>

static void add_cell(pov_buffer *text, const pov_source_cell *cell)
{
    if (strpbrk(cell->text, ",\"") == NULL) {
        pov_buffer_add(text, cell->text, cell->length);
        return;
    }
    pov_buffer_char(text, '"');
    for (const char *c = cell->text; *c != '\0'; c++) {
        pov_buffer_text(text, *c == '"' ? "\"" : "");
        pov_buffer_char(text, *c);
    }
    pov_buffer_char(text, '"');
}

/* The row at hand, after as many line ends as it takes to be on the line of its number. */
static void add_row(pov_source_text *t)
{
    for (; t->line < t->row.line; t->line++) {
        pov_buffer_char(&t->text, '\n');
    }
    for (size_t i = 0; i < t->row.count; i++) {
        pov_buffer_text(&t->text, i > 0 ? "," : "");
        add_cell(&t->text, &t->row.cell[i]);
    }
}

static long read_rows(void *context, char *buffer, size_t size)
{
    pov_source_text *t = context;

    while (t->at == t->text.length && t->row.count > 0) {
        pov_buffer_clear(&t->text);
        t->at = 0;
        add_row(t);
        if (t->text.failed) {
            (void)pov_no_memory(&t->failed);
        } else {
            (void)(pov_source_next(t->source, &t->row, &t->failed) == POV_OK);
        }
        if (t->failed.code != POV_OK) {
            errno = EIO;
            return -1;
        }
    }
    const size_t left = t->text.length - t->at;
    size = size < left ? size : left;
    memcpy(buffer, pov_buffer_get(&t->text) + t->at, size);
    t->at += size;
    return (long)size;
}

pov_status pov_source_text_open(pov_source_text *text, pov_source *source, pov_source_score *score,
                                void *context, pov_error *err)
{
    *text = (pov_source_text){.source = source, .line = 1};
    pov_status status = pov_source_find(source, score, context, &text->row, err);
    text->input = (pov_input){pov_source_place(source), read_rows, text};
    return status;
}

void pov_source_text_fini(pov_source_text *text)
{
    pov_buffer_fini(&text->text);
}
