#include "loader/source/row_builder.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_row_builder_init(pov_row_builder *row, pov_error *err)
{
    row->cell = calloc(POV_SOURCE_CELLS_MAX, sizeof *row->cell);
    row->at = calloc(POV_SOURCE_CELLS_MAX, sizeof *row->at);
    row->until = calloc(POV_SOURCE_CELLS_MAX, sizeof *row->until);
    row->top = calloc(POV_SOURCE_CELLS_MAX, sizeof *row->top);
    row->unseen = calloc(POV_SOURCE_CELLS_MAX, sizeof *row->unseen);
    return row->cell != NULL && row->at != NULL && row->until != NULL && row->top != NULL &&
                   row->unseen != NULL
               ? POV_OK
               : pov_no_memory(err);
}

void pov_row_builder_fini(pov_row_builder *row)
{
    pov_buffer_fini(&row->text);
    free(row->cell);
    free(row->at);
    free(row->until);
    free(row->top);
    free(row->unseen);
    *row = (pov_row_builder){0};
}

void pov_row_builder_reset(pov_row_builder *row)
{
    memset(row->until, 0, POV_SOURCE_CELLS_MAX * sizeof *row->until);
    memset(row->top, 0, POV_SOURCE_CELLS_MAX * sizeof *row->top);
    memset(row->unseen, 0, POV_SOURCE_CELLS_MAX * sizeof *row->unseen);
    row->told = (pov_hidden){0};
    row->width = 0;
    pov_row_builder_clear(row);
}

void pov_row_builder_hide(pov_row_builder *row, size_t from, size_t columns)
{
    for (size_t i = from; i < POV_SOURCE_CELLS_MAX && i - from < columns; i++) {
        row->unseen[i] = true;
    }
}

void pov_row_builder_clear(pov_row_builder *row)
{
    pov_buffer_clear(&row->text);
    pov_buffer_add(&row->text, "", 1); /* the text of empty cells */
    row->filled = 0;
}

/* Bytes of the blank at the start of a text; a control character is one too. */
static size_t blank_at(const char *text, size_t length)
{
    if ((unsigned char)*text <= ' ') {
        return 1;
    }
    return length >= 2 && memcmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Takes blanks off both ends; returns how many were at the start. */
static unsigned trim(const char **text, size_t *length)
{
    size_t blank = 0;
    unsigned blanks = 0;

    for (; *length > 0 && (blank = blank_at(*text, *length)) > 0; blanks++) {
        *text += blank;
        *length -= blank;
    }
    while (*length > 0) {
        if (blank_at(*text + *length - 1, 1) == 1) {
            *length -= 1;
        } else if (*length >= 2 && blank_at(*text + *length - 2, 2) == 2) {
            *length -= 2;
        } else {
            break;
        }
    }
    return blanks;
}

static void extend(pov_row_builder *row, size_t count)
{
    for (; row->filled < count; row->filled++) {
        row->cell[row->filled] = (pov_source_cell){NULL, 0, 1, 1, 0};
        row->at[row->filled] = 0;
    }
}

/* A line break between digits is kept: "851" above "180" is not 851,180. */
static bool is_between_digits(const char *text, size_t length, size_t at)
{
    size_t left = at, right = at;

    while (left > 0 && (unsigned char)text[left] <= ' ') {
        left--;
    }
    while (right + 1 < length && (unsigned char)text[right] <= ' ') {
        right++;
    }
    return pov_is_digit(text[left]) && pov_is_digit(text[right]);
}

bool pov_row_builder_put(pov_row_builder *row, size_t column, const char *text, size_t length)
{
    const unsigned blanks = trim(&text, &length);
    if (length == 0) {
        return true;
    }
    if (column >= POV_SOURCE_CELLS_MAX) {
        return false;
    }
    extend(row, column + 1);
    row->at[column] = row->text.length;
    row->cell[column].length = length;
    row->cell[column].indent = blanks;
    pov_buffer_add(&row->text, text, length);
    pov_buffer_add(&row->text, "", 1);
    for (size_t i = 0; i < length && !row->text.failed; i++) {
        char *c = row->text.data + row->at[column] + i;
        *c = (unsigned char)*c >= ' ' ? *c : is_between_digits(text, length, i) ? '\n' : ' ';
    }
    return true;
}

void pov_row_builder_indent(pov_row_builder *row, size_t column, unsigned by)
{
    if (column < row->filled) {
        row->cell[column].indent += by;
    }
}

void pov_row_builder_merge(pov_row_builder *row, size_t line, size_t column, size_t across,
                           size_t down)
{
    if (column >= POV_SOURCE_CELLS_MAX) {
        return;
    }
    across = across < POV_SOURCE_CELLS_MAX - column ? across : POV_SOURCE_CELLS_MAX - column;
    extend(row, column + 1);
    row->cell[column].across = (unsigned)across;
    row->cell[column].down = (unsigned)down;
    for (size_t i = column; i < column + across; i++) {
        row->until[i] = line + down - 1;
        row->top[i] = i == column ? line : 0; /* only the first cell of the first row is seen */
    }
    row->width = column + across > row->width ? column + across : row->width;
}

void pov_row_builder_cover(pov_row_builder *row, size_t line, size_t column, size_t across)
{
    for (size_t i = column; i < column + across && i < POV_SOURCE_CELLS_MAX; i++) {
        row->until[i] = line;
        row->top[i] = 0;
        row->width = i + 1 > row->width ? i + 1 : row->width;
    }
}

pov_status pov_refuse_wide(pov_error *err)
{
    return pov_fail(err, POV_ERR_SYNTAX, "a row of more than %zu cells", POV_SOURCE_CELLS_MAX);
}

pov_status pov_refuse_formula(pov_error *err)
{
    (void)pov_fail(err, POV_ERR_DATA,
                   "the formula has no result: the program that wrote the file did not compute "
                   "it");
    pov_error_hint(err, "open the file in Excel or LibreOffice, save it, and try again");
    return POV_ERR_DATA;
}

pov_status pov_row_builder_get(pov_row_builder *row, size_t line, pov_source_row *out,
                               pov_error *err)
{
    const char *text = pov_buffer_get(&row->text);
    bool any = false;

    if (row->text.failed) {
        return pov_no_memory(err);
    }
    *out = (pov_source_row){.line = line};
    row->width = row->filled > row->width ? row->filled : row->width;
    extend(row, row->width);
    for (size_t i = 0; i < row->width; i++) {
        const bool covered = row->until[i] >= line && row->top[i] != line;
        if (covered) {
            row->cell[i] = (pov_source_cell){.length = 0};
            row->at[i] = 0;
        }
        if (row->unseen[i] && row->cell[i].length > 0) {
            row->unseen[i] = false;
            if (row->told.columns == 0 || i < row->told.first_column) {
                row->told.first_column = i;
            }
            row->told.columns++;
        }
        row->cell[i].text = text + row->at[i];
        any = any || row->cell[i].length > 0;
    }
    if (any) {
        out->cell = row->cell;
        out->count = row->width;
        row->told.first_row = row->hidden && row->told.rows == 0 ? line : row->told.first_row;
        row->told.rows += row->hidden;
    }
    return POV_OK;
}

static pov_status add_note(pov_error *note, const char *place, size_t line, size_t column,
                           pov_problems *problems, pov_error *err)
{
    pov_error_place(note, NULL, 0, column, NULL);
    return pov_problems_note(problems, note, place, line) == POV_OK ? POV_OK : pov_no_memory(err);
}

pov_status pov_note_hidden(const pov_hidden *hidden, const char *place, pov_problems *problems,
                           pov_error *err)
{
    pov_status status = POV_OK;

    if (hidden->columns > 0) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       hidden->columns == 1
                           ? POV_TEXT("a hidden column is read like the others")
                           : POV_TEXT("%zu hidden columns are read like the others, from this one "
                                      "on"),
                       hidden->columns);
        status = add_note(&note, place, 1, hidden->first_column + 1, problems, err);
    }
    if (hidden->blanks > 0 && status == POV_OK) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       hidden->blanks == 1
                           ? POV_TEXT("a number that its format does not show is not read")
                           : POV_TEXT("%zu numbers that their formats do not show are not read, "
                                      "this one and others"),
                       hidden->blanks);
        status =
            add_note(&note, place, hidden->first_blank, hidden->blank_column + 1, problems, err);
    }
    if (hidden->rows > 0 && status == POV_OK) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       hidden->rows == 1
                           ? POV_TEXT("a hidden or filtered row is read like the others")
                           : POV_TEXT("%zu hidden or filtered rows are read like the others, "
                                      "from this one on"),
                       hidden->rows);
        status = add_note(&note, place, hidden->first_row, 0, problems, err);
    }
    return status;
}
