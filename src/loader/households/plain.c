/*
 * The plain way: libcsv and the readers of cells that all of povcalc uses. They alone refuse rows,
 * so that messages and places are theirs.
 */
#include "loader/households/parts.h"

#include "base/text.h"
#include "base/translate.h"
#include "figure/figure.h"

#include <stdio.h>
#include <string.h>

const char *pov_household_line_end(const char *p, const char *end)
{
    while (p < end && *p != '\n' && *p != '\r') {
        p++;
    }
    return p;
}

static void take_cell(void *text, size_t length, void *context)
{
    worker *w = context;

    pov_buffer_add(&w->text, length > 0 ? text : "", length);
    if (w->text.failed || pov_grow(&w->end, &w->capacity, w->cells + 1, sizeof *w->end) != POV_OK) {
        w->cells_failed = true;
        return;
    }
    w->end[w->cells++] = w->text.length;
}

static void take_row(int end, void *context)
{
    worker *w = context;

    (void)end;
    w->row_ended = true;
}

static pov_status refuse_quote(worker *w, bool open)
{
    (void)pov_fail(&w->error, POV_ERR_SYNTAX,
                   open
                       ? POV_TEXT("a quote that is not closed until the end of the file")
                       : POV_TEXT("a quote that is neither around a whole cell nor written twice"));
    pov_error_place(&w->error, NULL, w->lines + 1, w->cells + 1, NULL);
    return POV_ERR_SYNTAX;
}

/* Splits the record at *at, and moves *at and w->lines behind it. No cells: a blank line. */
pov_status pov_household_split_record(worker *w, const char **at)
{
    const char *p = *at, *end = w->block + w->length;
    size_t lines = 0;

    pov_buffer_clear(&w->text);
    w->cells = 0;
    w->row_ended = w->cells_failed = false;
    while (!w->row_ended && p < end) {
        const char *stop = pov_household_line_end(p, end);
        size_t size = (size_t)(stop - p) + (stop < end);
        if (csv_parse(&w->parser, p, size, take_cell, take_row, w) != size) {
            if (csv_error(&w->parser) == CSV_ENOMEM) {
                return pov_no_memory(&w->error);
            }
            w->lines += lines;
            return refuse_quote(w, false);
        }
        p += size;
        lines += stop < end;
        if (stop < end && *stop == '\r' && p < end && *p == '\n') {
            if (!w->row_ended && csv_parse(&w->parser, p, 1, take_cell, take_row, w) != 1) {
                return refuse_quote(w, false);
            }
            p++;
        }
    }
    if (!w->row_ended && csv_fini(&w->parser, take_cell, take_row, w) != 0) {
        return csv_error(&w->parser) == CSV_ENOMEM ? pov_no_memory(&w->error)
                                                   : refuse_quote(w, true);
    }
    if (w->cells_failed) {
        return pov_no_memory(&w->error);
    }
    w->lines += lines;
    *at = p;
    return POV_OK;
}

span pov_household_cell_of(const worker *w, size_t index)
{
    size_t from = index > 0 ? w->end[index - 1] : 0;

    return (span){pov_buffer_get(&w->text) + from, w->end[index] - from};
}

static pov_status expected(worker *w, const char *what, span found)
{
    char shown[64];
    int length = found.length < sizeof shown - 1 ? (int)found.length : (int)sizeof shown - 1;

    memcpy(shown, found.text, (size_t)length);
    /* not in the middle of a character */
    while (length > 0 && !pov_text_is_utf8(shown, (size_t)length, NULL)) {
        length--;
    }
    return length == 0 ? pov_fail(&w->error, POV_ERR_DATA, "expected %s, found nothing", what)
                       : pov_fail(&w->error, POV_ERR_DATA, "expected %s, found \"%.*s\"", what,
                                  length, shown);
}

/* A whole number of at most `most`; grouped in threes, or with .0 behind it, as plan files too. */
static pov_status read_count(worker *w, span cell, int64_t least, int64_t most, const char *what,
                             int64_t *out)
{
    pov_stated stated;
    pov_error reason = POV_ERROR_INIT;
    pov_reading reading =
        pov_stated_read(cell.text, cell.length, POV_KIND_COUNT, false, &stated, &reason);

    if (reading != POV_VALUE || stated.qualifier != POV_EXACTLY || stated.face < least ||
        stated.face > most) {
        pov_status status = expected(w, what, cell);
        if (reading == POV_INVALID && reason.hint[0] != '\0') {
            pov_error_hint(&w->error, "%s", reason.hint);
        }
        return status;
    }
    *out = stated.face;
    return POV_OK;
}

static pov_status read_b2(worker *w, span cell, uint8_t *deprived)
{
    const pov_standard *s = w->reader->standard;
    int64_t most = (int64_t)s->indicator_count * s->deprivation_points, points = 0;
    char what[80];

    (void)snprintf(what, sizeof what, pov_translate("a multiple of %u from 0 to %d"),
                   s->deprivation_points, (int)most);
    pov_status status = read_count(w, cell, 0, most, what, &points);
    if (status == POV_OK && points % s->deprivation_points != 0) {
        status = expected(w, what, cell);
    }
    *deprived = (uint8_t)(points / s->deprivation_points);
    return status;
}

static pov_status read_word(worker *w, pov_household_cell kind, span cell, uint8_t *value)
{
    int says = pov_household_word(kind, cell.text, cell.length);

    if (says == -2) {
        return pov_no_memory(&w->error);
    }
    if (says < 0) {
        return expected(w, kind == POV_CELL_AREA ? POV_TEXT("rural or urban") : POV_TEXT("0 or 1"),
                        cell);
    }
    *value = (uint8_t)says;
    return POV_OK;
}

static pov_status read_cell(worker *w, const pov_household_column *column, span cell,
                            pov_household *h, span *now)
{
    int64_t number = 0;
    pov_status status = POV_OK;

    if (!pov_text_is_utf8(cell.text, cell.length, NULL)) {
        status = pov_fail(&w->error, POV_ERR_DATA, "bytes that are not UTF-8");
        pov_error_hint(&w->error, "survey reads UTF-8: iconv converts other encodings");
        return status;
    }
    switch (column->cell) {
    case POV_CELL_TEXT:
        break;
    case POV_CELL_UNIT:
        if (!pov_household_is_name(cell) || cell.length > CELL_MAX) {
            return expected(w, POV_TEXT("the name of a unit"), cell);
        }
        now[column->index] = cell;
        break;
    case POV_CELL_AREA:
        return read_word(w, POV_CELL_AREA, cell, &h->area);
    case POV_CELL_MINORITY:
        return read_word(w, POV_CELL_MINORITY, cell, &h->minority);
    case POV_CELL_MEMBERS:
        status = read_count(w, cell, 1, MEMBERS_MAX, POV_TEXT("the number of members, 1 to 999"),
                            &number);
        h->members = (uint16_t)number;
        break;
    case POV_CELL_INCOME:
        return read_count(w, cell, 0, POV_COUNT_MAX,
                          POV_TEXT("an income in VND per person and month"), &h->income);
    case POV_CELL_B1:
        return read_count(w, cell, 0, POV_COUNT_MAX, POV_TEXT("a score in points"), &h->income);
    case POV_CELL_B2:
        return read_b2(w, cell, &h->deprived);
    case POV_CELL_INDICATOR:
        if (cell.length != 1 || (unsigned)(cell.text[0] - '0') > 1) {
            return expected(w, POV_TEXT("0 or 1"), cell);
        }
        h->lacks |= (uint32_t)(cell.text[0] - '0') << column->index;
        break;
    }
    return status;
}

static size_t reason_of(const pov_household_column *column)
{
    static const size_t reasons[] = {
        [POV_CELL_TEXT] = POV_REASON_TEXT,
        [POV_CELL_UNIT] = POV_REASON_UNIT,
        [POV_CELL_AREA] = POV_REASON_AREA,
        [POV_CELL_MINORITY] = POV_REASON_MINORITY,
        [POV_CELL_MEMBERS] = POV_REASON_MEMBERS,
        [POV_CELL_INCOME] = POV_REASON_INCOME,
        [POV_CELL_B1] = POV_REASON_B1,
        [POV_CELL_B2] = POV_REASON_B2,
        [POV_CELL_INDICATOR] = POV_REASON_INDICATOR,
    };

    return reasons[column->cell] + (column->cell == POV_CELL_INDICATOR ? column->index : 0);
}

/* The row that was split into cells. On POV_ERR_DATA *reason says why. */
static pov_status read_row(worker *w, size_t line, const char *start, pov_household *h,
                           size_t *reason)
{
    const pov_household_layout *layout = &w->reader->layout;
    span now[POV_BY_COUNT] = {{NULL, 0}};

    *h = (pov_household){0};
    *reason = POV_REASON_CELLS;
    if (w->cells != layout->count) {
        (void)pov_fail(&w->error, POV_ERR_DATA, "the row has %zu cells, the header %zu", w->cells,
                       layout->count);
        pov_error_place(&w->error, NULL, line, 0, NULL);
        return POV_ERR_DATA;
    }
    for (size_t c = 0; c < layout->count; c++) {
        const pov_household_column *column = &layout->column[c];
        pov_status status = read_cell(w, column, pov_household_cell_of(w, c), h, now);
        if (status != POV_OK) {
            *reason = reason_of(column);
            pov_error_place(&w->error, NULL, line, c + 1, column->heading);
            return status;
        }
    }
    if (w->reader->facts.indicators) {
        h->deprived = (uint8_t)pov_household_count_bits(h->lacks);
    }
    pov_status status = pov_household_find_unit(
        w, now, false, w->number << 32 | (uint64_t)(start - w->block), &h->unit);
    return status == POV_OK ? POV_OK : pov_no_memory(&w->error);
}

/* Spreadsheets write such rows behind the last one: to people they are blank lines. */
static bool is_blank(const worker *w)
{
    for (size_t c = 0; c < w->cells; c++) {
        if (pov_household_trim(pov_household_cell_of(w, c)).length > 0) {
            return false;
        }
    }
    return true;
}

pov_status pov_household_plain_row(worker *w, const char **at)
{
    const char *start = *at;
    size_t line = w->lines + 1, reason = 0;
    pov_status status = pov_household_split_record(w, at);

    if (status != POV_OK || w->cells == 0) {
        return status;
    }
    status = read_row(w, line, start, &w->batch[w->batched], &reason);
    if (status == POV_OK) {
        w->batched++;
    } else if (status == POV_ERR_DATA && is_blank(w)) {
        w->error = (pov_error)POV_ERROR_INIT;
        status = POV_OK;
    } else if (status == POV_ERR_DATA && w->reader->options.skip_invalid) {
        w->skipped[reason]++;
        w->error = (pov_error)POV_ERROR_INIT;
        status = POV_OK;
    }
    return status;
}
