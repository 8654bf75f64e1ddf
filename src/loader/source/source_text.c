#include "loader/source/source_text.h"

#include <errno.h>
#include <string.h>

/* A line break between digits is kept by the source, so that two numbers do not become one. */
static void add_text(pov_buffer *to, const char *text)
{
    const bool quoted = strpbrk(text, ",\"") != NULL;

    if (!quoted && strchr(text, '\n') == NULL) {
        pov_buffer_text(to, text);
        return;
    }
    pov_buffer_text(to, quoted ? "\"" : "");
    for (const char *c = text; *c != '\0'; c++) {
        pov_buffer_text(to, *c == '"' ? "\"" : *c == '\n' ? ";" : "");
        pov_buffer_char(to, *c == '\n' ? ' ' : *c);
    }
    pov_buffer_text(to, quoted ? "\"" : "");
}

static pov_source_watched *find_watched(pov_source_text *t, size_t column)
{
    for (size_t i = 0; i < t->watched_count; i++) {
        if (t->watched[i].column == column) {
            return &t->watched[i];
        }
    }
    return NULL;
}

/* What a cell of the row at hand says. `beside`: one to its left covers it, and not one above. */
static const char *text_of(pov_source_text *t, size_t column, bool beside)
{
    const pov_source_cell *cell = &t->row.cell[column];
    /* headings are in one line or in two */
    const pov_source_merged below = t->row.line <= t->header + 1 && cell->length > 0
                                        ? t->merged_below(t->context, cell->text, &t->text.failed)
                                        : POV_MERGED_ONCE;
    pov_source_watched *watched = find_watched(t, column);

    if (watched == NULL && below != POV_MERGED_ONCE && t->watched_count < POV_LENGTH(t->watched)) {
        watched = &t->watched[t->watched_count++];
        *watched = (pov_source_watched){.column = column, .merged = below};
    }
    if (watched == NULL) {
        return cell->text;
    }
    if (cell->across > 0 || beside) {
        pov_buffer_clear(&watched->text);
        pov_buffer_text(&watched->text, below == POV_MERGED_ONCE ? cell->text : "");
        t->text.failed = t->text.failed || watched->text.failed;
    } else if (watched->text.length > 0 && watched->merged == POV_MERGED_ALL) {
        return pov_buffer_get(&watched->text);
    } else if (watched->text.length > 0) {
        (void)pov_fail(&t->failed, POV_ERR_DATA,
                       "\"%s\" is merged over rows, and each row is counted as a household",
                       pov_buffer_get(&watched->text));
        pov_error_hint(&t->failed, "undo the merging, and leave each household one row, that of "
                                   "its head");
        pov_error_place(&t->failed, pov_source_place(t->source), t->row.line, column + 1, NULL);
    }
    return cell->text;
}

/* The row at hand, after as many line ends as it takes to be on the line of its number. */
static void add_row(pov_source_text *t)
{
    size_t reach = 0;

    for (; t->line < t->row.line; t->line++) {
        pov_buffer_char(&t->text, '\n');
    }
    for (size_t i = 0; i < t->row.count; i++) {
        pov_buffer_text(&t->text, i > 0 ? "," : "");
        add_text(&t->text, text_of(t, i, i < reach));
        reach = t->row.cell[i].across > 0 ? i + t->row.cell[i].across : reach;
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
        } else if (t->failed.code == POV_OK) {
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
                                pov_source_merged_below *merged_below, void *context,
                                pov_error *err)
{
    *text = (pov_source_text){
        .source = source, .line = 1, .merged_below = merged_below, .context = context};
    pov_status status = pov_source_find(source, score, context, &text->row, err);
    text->header = text->row.line;
    text->input = (pov_input){pov_source_place(source), read_rows, text};
    return status;
}

void pov_source_text_fini(pov_source_text *text)
{
    for (size_t i = 0; i < text->watched_count; i++) {
        pov_buffer_fini(&text->watched[i].text);
    }
    pov_buffer_fini(&text->text);
}
