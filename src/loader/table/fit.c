#include "loader/table/fit.h"

#include "base/text.h"
#include "model/relation.h"

#include <string.h>

static pov_status refuse_count(pov_reader *l, const pov_source_row *row, pov_error *err)
{
    const size_t width = l->t->headings.count;
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "expected %zu cells, as the header has, found %zu",
                   width, row->count);
    if (row->count < width) {
        pov_error_hint(&problem,
                       "an empty cell keeps its separator, else the cells after it are in the "
                       "wrong columns");
    } else {
        pov_error_hint(&problem,
                       l->separator == '\0' ? POV_TEXT("give the column a heading")
                       : l->separator == ','
                           ? POV_TEXT("a number with a comma needs quotes, or the cells are "
                                      "separated by ;")
                           : POV_TEXT("a cell that holds the separator needs quotes"));
    }
    pov_error_place(&problem, l->file, row->line, (row->count < width ? row->count : width) + 1,
                    NULL);
    return pov_reader_add_problem(l, &problem, row->line, POV_NONE, err);
}

static bool is_long(const pov_reading_table *t, const pov_source_row *row)
{
    for (size_t c = t->headings.count; c < row->count; c++) {
        if (row->cell[c].length > 0) {
            return true;
        }
    }
    return false;
}

/*
 * A row that ends early may have lost a separator, and then its figures are in the wrong columns.
 * It passes where that cannot be: when it states no figure, or when only text is missing.
 */
static bool is_short(const pov_reading_table *t, const pov_source_row *row)
{
    bool figures = false, missing = false;

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_column *column = &t->headings.column[c];
        pov_label label = column->meaning.label;
        if (c < row->count) {
            figures = figures || (label == POV_LABEL_NONE && row->cell[c].length > 0 &&
                                  strpbrk(row->cell[c].text, "0123456789") != NULL);
        } else {
            missing = missing || (label != POV_LABEL_NOTE && label != POV_LABEL_SOURCE &&
                                  label != POV_LABEL_IGNORED && label != POV_LABEL_COMPUTED &&
                                  (column->filled || !column->meaning.empty));
        }
    }
    return figures && missing;
}

/* The column of a count that a rate is of, in rows of the first kind; or POV_NONE. */
static size_t column_of(const pov_reading_table *t, const pov_table_item *rate, pov_quantity count)
{
    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_item *item = pov_table_item_of(t, 0, c);
        if (item->why == NULL && item->slots > 0 && item->slot[0].quantity == (uint8_t)count &&
            item->slot[0].frame == rate->slot[0].frame &&
            pov_same_text(item->meaning.group, rate->meaning.group)) {
            return c;
        }
    }
    return POV_NONE;
}

pov_status pov_fit_start(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_cut_field *field = pov_arena_alloc(&t->arena, (t->headings.count + 1) * sizeof *field);

    if (field == NULL) {
        return pov_no_memory(err);
    }
    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_item *item = pov_table_item_of(t, 0, c);
        field[c] = (pov_cut_field){.part = POV_NONE,
                                   .whole = POV_NONE,
                                   .own = pov_cut_is_own(t->headings.column[c].heading)};
        const pov_label label = t->headings.column[c].meaning.label;
        field[c].text = label == POV_LABEL_NOTE || label == POV_LABEL_SOURCE;
        /* our own output ends with numbers of lines: nothing was moved there */
        field[c].figure = strcmp(t->headings.column[c].heading, "line") == 0;
        if (item->why != NULL || item->slots == 0) {
            continue;
        }
        pov_quantity quantity = (pov_quantity)item->slot[0].quantity;
        field[c].figure = true;
        field[c].kind = pov_quantity_get(quantity)->kind;
        const pov_quantity_info *info = pov_quantity_get(quantity);
        field[c].outcome = info->subject < POV_MEASURE_COUNT && info->aspect != POV_REDUCTION &&
                           info->aspect < POV_RELATIVE;
        for (size_t r = 0; r < POV_RATIO_COUNT; r++) {
            if (pov_ratios[r].count == quantity) {
                field[c].whole = column_of(t, item, pov_ratios[r].households);
            }
            if (pov_ratios[r].rate == quantity) {
                field[c].part = column_of(t, item, pov_ratios[r].count);
                field[c].whole = column_of(t, item, pov_ratios[r].households);
            }
        }
    }
    return pov_cuts_start(&l->cuts, field, t->headings.count, err);
}

static pov_status refuse_cut(pov_reader *l, const pov_cut *cut, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    pov_cut_refuse(&l->cuts, cut, &problem);
    return pov_cut_is_note(cut) ? pov_reader_add_note(l, &problem, cut->line, err)
                                : pov_reader_add_problem(l, &problem, cut->line, cut->field, err);
}

/* Whether a row has one cell more than the headings, and something in the first. */
static bool has_one_more(const pov_reading_table *t, size_t line)
{
    const pov_source_row *row = &t->grid->row[t->tree.line[line].row];

    return row->count == t->headings.count + 1 && row->cell[0].length > 0 && is_long(t, row);
}

void pov_fit_refuse_short_header(size_t count, size_t line, char separator, bool has_unit,
                                 pov_error *problem)
{
    (void)pov_fail(problem, POV_ERR_DATA, "the header has %zu cells, the rows below it have %zu",
                   count, count + 1);
    pov_error_hint(problem,
                   "is the first column without a heading? Begin line %zu with one, for example "
                   "%s%c",
                   line, has_unit ? "STT" : "unit", separator);
}

static pov_status refuse_short_header(pov_reader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error problem = POV_ERROR_INIT;

    pov_fit_refuse_short_header(h->count, h->line, l->separator, h->main != POV_NONE, &problem);
    return pov_reader_add_problem(l, &problem, h->line, POV_NONE, err);
}

static bool seeks_cuts(const pov_reader *l)
{
    return l->cuts.field != NULL;
}

/*
 * A row of one cell that another separator cuts into as many as the headings are, with figures in
 * them: a line of another file, or all of it in quotes. A blank after the sign makes it a sentence.
 */
static bool is_unsplit(const pov_source_row *row, size_t width)
{
    bool found = false;

    for (size_t c = 1; c < row->count; c++) {
        if (row->cell[c].length > 0) {
            return false;
        }
    }
    for (const char *sign = ",;\t|"; *sign != '\0' && !found; sign++) {
        size_t pieces = 0, numbers = 0;
        for (const char *at = row->cell[0].text, *end; at != NULL;
             at = end != NULL ? end + 1 : NULL) {
            end = strchr(at, *sign);
            const size_t length = end != NULL ? (size_t)(end - at) : strlen(at);
            const size_t number = strspn(at, "0123456789.,%\"");
            numbers += pov_is_digit(at[*at == '"']) && number >= length;
            pieces += length == 0 || *at != ' ';
        }
        found = pieces >= 3 && pieces == width && numbers >= 2;
    }
    return found;
}

static pov_status refuse_unsplit(pov_reader *l, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t r = l->t->shape->body; r < l->grid->count && status == POV_OK; r++) {
        const pov_source_row *row = &l->grid->row[r];
        if (row->line > l->unsplit && is_unsplit(row, l->t->headings.count)) {
            pov_error problem = POV_ERROR_INIT;
            (void)pov_fail(&problem, POV_ERR_DATA, "the whole line is one cell: \"%.120s\"",
                           row->cell[0].text);
            pov_error_hint(&problem, "separate its cells as the lines above do, without quotes "
                                     "around all of them");
            l->unsplit = row->line; /* with several tables, each looks at what is below it */
            status = pov_reader_add_problem(l, &problem, row->line, POV_NONE, err);
        }
    }
    return status;
}

pov_status pov_fit_check(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status = l->separator != '\0' ? refuse_unsplit(l, err) : POV_OK;

    l->short_header = l->short_header || (t->headings.own && t->tree.count > 1 &&
                                          has_one_more(t, 0) && has_one_more(t, 1));
    for (size_t i = 0; i < t->tree.count && status == POV_OK; i++) {
        const pov_source_row *row = &t->grid->row[t->tree.line[i].row];
        const bool is_too_long = is_long(t, row);
        pov_cut cut = {.line = row->line};
        t->tree.line[i].refused = is_too_long || is_short(t, row);
        if (is_too_long && seeks_cuts(l) && pov_cuts_in_long(&l->cuts, row, &cut)) {
            status = refuse_cut(l, &cut, err);
        } else if (is_too_long && l->short_header) {
            status = i == 0 ? refuse_short_header(l, err) : POV_OK;
        } else if (t->tree.line[i].refused) {
            status = refuse_count(l, row, err);
        } else if (seeks_cuts(l)) {
            status = pov_cuts_row(&l->cuts, row, err);
        }
    }
    return status;
}

pov_status pov_fit_judge(pov_reader *l, pov_error *err)
{
    size_t found = seeks_cuts(l) ? pov_cuts_judge(&l->cuts) : 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < found && status == POV_OK; i++) {
        status = refuse_cut(l, &l->cuts.suspect[i], err);
    }
    pov_cuts_fini(&l->cuts);
    return status;
}
