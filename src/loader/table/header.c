#include "loader/table/header.h"

#include "loader/table/cells.h"
#include "loader/table/kinds.h"
#include "loader/table/official.h"

#include <string.h>

static char *keep(pov_header *header, const pov_buffer *text)
{
    return text->failed ? NULL : pov_arena_text(&header->arena, pov_buffer_get(text), text->length);
}

static const char *keep_cell(pov_header *header, pov_source_cell cell)
{
    pov_buffer text = {0};

    pov_cell_text(cell.text, cell.length, &text);
    const char *kept = keep(header, &text);
    pov_buffer_fini(&text);
    return kept;
}

static size_t find_name(const void *columns, const char *name)
{
    (void)columns;
    return pov_column_index(name);
}

static const char *nearest_name(const void *columns, const char *name)
{
    return pov_column_nearest(name, *(const pov_file_kind *)columns);
}

pov_status pov_header_take(pov_header *header, const pov_load_options *options,
                           const pov_source_row *record, pov_error *err)
{
    const pov_choosable choosable = {find_name, nearest_name, &options->wanted};
    size_t columns = pov_column_count();

    header->line = record->line;
    header->heading = pov_arena_alloc(&header->arena, record->count * sizeof *header->heading);
    header->field = pov_arena_alloc(&header->arena, columns * sizeof *header->field);
    if (header->heading == NULL || header->field == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < columns; i++) {
        header->field[i] = POV_NONE;
    }
    header->count = record->count;
    for (size_t i = 0; i < record->count; i++) {
        header->heading[i].text = keep_cell(header, record->cell[i]);
        if (header->heading[i].text == NULL) {
            return pov_no_memory(err);
        }
    }
    return pov_choices_read(&header->choices, options, &choosable, err);
}

/* ---- a second line ---- */

static bool is_wordy(const char *text)
{
    pov_stated ignored;

    return pov_stated_read(text, strlen(text), POV_KIND_POINTS, true, &ignored, NULL) !=
               POV_VALUE &&
           pov_stated_read(text, strlen(text), POV_KIND_COUNT, true, &ignored, NULL) != POV_VALUE;
}

/* The heading that spans a field: its own, or that of the nearest field to the left that has one.
 * */
static const char *spanning(const pov_header *header, size_t field)
{
    while (field > 0 && header->heading[field].text[0] == '\0') {
        field--;
    }
    return header->heading[field].text;
}

/* The field of the first line that holds the units' names, or POV_NONE. */
static pov_status find_unit(pov_header *header, size_t *field, pov_error *err)
{
    const size_t unit = pov_column_index("unit");
    pov_status status = POV_OK;

    *field = POV_NONE;
    for (size_t i = 0; i < header->count && *field == POV_NONE && status == POV_OK; i++) {
        size_t found = POV_HEADING_UNKNOWN;
        const char *heading = header->heading[i].text;
        status = pov_column_find(&header->names, heading, &found, err);
        if (found == unit || pov_choices_column_at(&header->choices, heading, i, NULL) == unit) {
            *field = i;
        }
    }
    return status;
}

pov_status pov_header_has_second_line(pov_header *header, const pov_source_row *record,
                                      bool *second, pov_error *err)
{
    bool below_empty = false;
    size_t unit = POV_NONE;

    *second = false;
    for (size_t i = 0; i < header->count && i < record->count; i++) {
        if (record->cell[i].length > 0 && !is_wordy(record->cell[i].text)) {
            return POV_OK;
        }
        below_empty =
            below_empty || (record->cell[i].length > 0 && i > 0 &&
                            header->heading[i].text[0] == '\0' && spanning(header, i)[0] != '\0');
    }
    if (!below_empty || pov_is_number_row(record, 3)) {
        return POV_OK;
    }
    pov_status status = find_unit(header, &unit, err);
    *second = unit != POV_NONE && (unit >= record->count || record->cell[unit].length == 0);
    return status;
}

pov_status pov_header_take_second_line(pov_header *header, const pov_source_row *record,
                                       pov_error *err)
{
    pov_buffer both = {0};
    bool kept = true;

    /* from the right, since a heading to the left still spans those that have none */
    for (size_t i = header->count; i-- > 0 && kept;) {
        pov_heading *heading = &header->heading[i];
        if (i >= record->count || record->cell[i].length == 0) {
            continue;
        }
        heading->over = spanning(header, i);
        heading->under = keep_cell(header, record->cell[i]);
        kept = heading->under != NULL;
        if (kept) {
            pov_buffer_clear(&both);
            pov_buffer_format(&both, "%s: %s", heading->over, heading->under);
            heading->text = keep(header, &both);
            kept = heading->text != NULL;
        }
    }
    pov_buffer_fini(&both);
    return kept ? POV_OK : pov_no_memory(err);
}

/* ---- which column ---- */

/* What all steps of resolving share. */
typedef struct resolver {
    pov_header *header;
    const pov_load_options *options;
    const char *file;
    pov_problems *problems;
} resolver;

/* Adds what was found wrong with a heading. */
static pov_status refuse(const resolver *r, size_t field, pov_error *problem)
{
    pov_error_place(problem, r->file, r->header->line, field + 1, r->header->heading[field].text);
    return pov_problems_add(r->problems, problem);
}

/* The field of the indicators, which only a deprivation file has, or POV_NONE. */
static size_t field_of_indicator(const pov_header *h, bool *failed)
{
    const size_t indicator = pov_column_index("indicator");

    if (h->field[indicator] != POV_NONE) {
        return h->field[indicator]; /* chosen by --column */
    }
    for (size_t i = 0; i < h->count; i++) {
        if (pov_heading_same(h->heading[i].text, "indicator", failed)) {
            return i;
        }
    }
    return POV_NONE;
}

static pov_status refuse_unknown(const resolver *r, size_t field)
{
    pov_error problem = POV_ERROR_INIT;
    const char *near = NULL;

    (void)pov_fail(&problem, POV_ERR_DATA, "unknown column");
    if (r->problems->errors < POV_PROBLEMS_KEPT) { /* the search is not worth what nobody sees */
        near = pov_column_nearest(r->header->heading[field].text, r->header->kind);
    }
    if (!pov_error_suggest(&problem, near)) {
        pov_error_hint(
            &problem,
            r->header->kind == POV_FILE_PLAN
                ? POV_TEXT("\"povcalc help columns\" lists the columns; --column NAME=HEADING says "
                           "which one is meant, --ignore-unknown passes over the others")
                : POV_TEXT("\"povcalc help columns deprivation\" lists the columns; --column "
                           "NAME=HEADING says which one is meant, --ignore-unknown passes over the "
                           "others"));
    }
    return refuse(r, field, &problem);
}

static pov_status refuse_second(const resolver *r, size_t field, size_t column)
{
    pov_error problem = POV_ERROR_INIT;
    const char *name = pov_column_get(column)->info.name;
    size_t first = r->header->field[column];

    (void)pov_fail(&problem, POV_ERR_DATA, "means the column %s, as \"%s\" in column %zu does",
                   name, r->header->heading[first].text, first + 1);
    if (pov_column_get(column)->part == POV_PART_UNIT) {
        pov_error_hint(&problem, "of a list of units under others, say which is which: --column "
                                 "unit=HEADING --column parent=HEADING");
    } else {
        pov_error_hint(&problem, "--column %s=HEADING says which one is meant", name);
    }
    return refuse(r, field, &problem);
}

static pov_status take_choices(resolver *r, pov_error *err)
{
    pov_header *h = r->header;
    const char **headings = pov_arena_alloc(&h->arena, h->count * sizeof *headings);

    if (headings == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < h->count; i++) {
        headings[i] = h->heading[i].text;
    }
    pov_status status = pov_choices_check(&h->choices, headings, h->count, err);
    if (status != POV_OK) {
        pov_error_place(err, r->file, h->line, 0, NULL);
        return status;
    }
    bool failed = false;
    for (size_t i = 0; i < h->count; i++) {
        size_t column = pov_choices_column_at(&h->choices, headings[i], i, &failed);
        h->heading[i].column = column != POV_NONE ? column : POV_HEADING_UNKNOWN;
        if (column != POV_NONE) {
            h->field[column] = i;
        }
    }
    return failed ? pov_no_memory(err) : POV_OK;
}

/* What kind of file it is, and whether that is wanted and has the columns that were chosen. One of
 * another kind is refused as such, once, rather than column by column. */
static pov_status find_kind(const resolver *r, pov_error *err)
{
    pov_header *h = r->header;
    bool failed = false;
    const size_t indicator = field_of_indicator(h, &failed);
    const bool deprivation = indicator != POV_NONE;
    pov_column_info info;

    if (failed) {
        return pov_no_memory(err);
    }
    h->kind = deprivation ? POV_FILE_DEPRIVATION : POV_FILE_PLAN;
    if (deprivation && r->options->wanted == POV_FILE_PLAN) {
        (void)pov_refuse_kind(POV_FILE_DEPRIVATION, POV_FILE_PLAN, err);
        pov_error_place(err, r->file, h->line, indicator + 1, h->heading[indicator].text);
        return POV_ERR_KIND;
    }
    for (size_t i = 0; i < h->choices.count; i++) {
        if (!pov_column_info_get(h->choices.choice[i].column, h->kind, &info)) {
            (void)pov_fail(err, POV_ERR_USAGE, "--column: there is no column \"%.80s\"",
                           h->choices.choice[i].name);
            pov_error_place(err, r->file, h->line, 0, NULL);
            return POV_ERR_USAGE;
        }
    }
    return POV_OK;
}

/* A heading that would mean a column for which another one was chosen. */
static pov_status note_passed_over(const resolver *r, size_t field, size_t column)
{
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_DATA, "is passed over, as --column chose \"%s\" for %s",
                   r->header->heading[r->header->field[column]].text,
                   pov_column_get(column)->info.name);
    note.code = POV_OK;
    return refuse(r, field, &note);
}

/* "Tỷ lệ" right of "Hộ nghèo" is the rate of the poor: the column, or POV_HEADING_UNKNOWN. */
static size_t rate_beside(const pov_header *h, size_t field)
{
    size_t left = field > 0 ? h->heading[field - 1].column : POV_HEADING_UNKNOWN;

    if (left >= pov_column_count() || h->heading[field].over != NULL ||
        pov_column_get(left)->in_percent == NULL || !pov_heading_is_rate(h->heading[field].text)) {
        return POV_HEADING_UNKNOWN;
    }
    size_t rate = pov_column_index(pov_column_get(left)->in_percent);
    /* a rate beside a reduction may be points, or a share of the poor */
    return pov_quantity_get(pov_column_get(rate)->quantity)->kind == POV_KIND_RATE
               ? rate
               : POV_HEADING_UNKNOWN;
}

/* Whether such a file has the column, under this heading. */
static bool is_column_of(const pov_header *h, size_t column, const char *heading, bool *failed)
{
    pov_column_info info;

    return pov_column_info_get(column, h->kind, &info) &&
           (info.aliases[0] != NULL || pov_heading_same(heading, info.name, failed));
}

static pov_status resolve_heading(resolver *r, size_t field, pov_error *err)
{
    pov_header *h = r->header;
    pov_heading *heading = &h->heading[field];
    size_t found = POV_HEADING_UNKNOWN;
    pov_status status = POV_OK;

    if (heading->column != POV_HEADING_UNKNOWN) {
        return POV_OK; /* chosen by --column */
    }
    if (heading->text[0] == '\0') {
        heading->column = r->options->ignore_unknown ? POV_HEADING_IGNORED : POV_HEADING_EMPTY;
        return POV_OK;
    }
    status = heading->over != NULL
                 ? pov_column_find_under(&h->names, heading->over, heading->under, &found, err)
                 : pov_column_find(&h->names, heading->text, &found, err);
    if (status != POV_OK) {
        return status;
    }
    bool failed = false;
    if (found < pov_column_count() && !is_column_of(h, found, heading->text, &failed)) {
        found = POV_HEADING_UNKNOWN;
    }
    if (failed) {
        return pov_no_memory(err);
    }
    if (found == POV_HEADING_UNKNOWN) {
        found = rate_beside(h, field);
    }
    heading->column = found;
    if (found == POV_HEADING_UNKNOWN) {
        heading->column = POV_HEADING_IGNORED;
        return r->options->ignore_unknown ? POV_OK : refuse_unknown(r, field);
    }
    if (found == POV_HEADING_SERIAL) {
        h->serial = field;
        return POV_OK;
    }
    if (found == POV_HEADING_COMPUTED) {
        h->computed = field;
        return POV_OK;
    }
    if (found == POV_HEADING_IGNORED) {
        return POV_OK;
    }
    if (h->field[found] == POV_NONE) {
        h->field[found] = field;
        return POV_OK;
    }
    heading->column = POV_HEADING_IGNORED;
    return pov_choices_has(&h->choices, found) ? note_passed_over(r, field, found)
                                               : refuse_second(r, field, found);
}

/* ---- years that headings name ---- */

static int heading_year(const pov_heading *heading)
{
    int year = pov_heading_year(heading->over != NULL ? heading->under : heading->text);

    return year == 0 && heading->over != NULL ? pov_heading_year(heading->over) : year;
}

/* Whether a column's figures hold at the end of the target year. */
static bool is_aim(const pov_column *column)
{
    return (column->quantity >= POV_TARGET_HOUSEHOLDS &&
            column->quantity <= POV_REMAINING_NEAR_POOR_RATE) ||
           column->quantity == POV_TARGET_ACCESS_RATE;
}

static pov_status refuse_year(const resolver *r, size_t field, size_t first)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "names another year than \"%s\" in column %zu",
                   r->header->heading[first].text, first + 1);
    pov_error_hint(&problem, "one row is of one year: --column NAME=HEADING chooses headings, "
                             "--ignore-unknown passes over those of no column");
    return refuse(r, field, &problem);
}

/* Finds the year of the figures that are aims, or of the others. */
static pov_status find_year(const resolver *r, bool aims, pov_year *found)
{
    pov_header *h = r->header;
    size_t first = POV_NONE;
    pov_status status = POV_OK;

    if (pov_header_has(h, aims ? "target_year" : "year")) {
        return POV_OK;
    }
    for (size_t i = 0; i < h->count && status == POV_OK; i++) {
        size_t index = h->heading[i].column;
        if (index >= pov_column_count() || h->field[index] != i ||
            pov_column_get(index)->part != POV_PART_FIGURE ||
            is_aim(pov_column_get(index)) != aims) {
            continue;
        }
        int year = heading_year(&h->heading[i]);
        if (year < 0) {
            return POV_ERR_NOMEM;
        }
        if (year != 0 && first == POV_NONE) {
            first = i;
            found->year = (int16_t)year;
        } else if (year != 0 && year != found->year) {
            status = refuse_year(r, i, first);
        }
    }
    return status;
}

pov_status pov_header_resolve(pov_header *header, const pov_load_options *options, const char *file,
                              pov_problems *problems, pov_error *err)
{
    resolver r = {header, options, file, problems};
    pov_status status = take_choices(&r, err);

    if (status == POV_OK) {
        status = find_kind(&r, err);
    }
    for (size_t i = 0; i < header->count && status == POV_OK; i++) {
        status = resolve_heading(&r, i, err);
    }
    if (status == POV_OK) {
        status = find_year(&r, false, &header->year);
    }
    if (status == POV_OK) {
        status = find_year(&r, true, &header->target_year);
    }
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

pov_status pov_header_score(pov_header *header, const pov_source_row *record, size_t *score,
                            pov_error *err)
{
    pov_buffer text = {0};
    pov_status status = POV_OK;
    size_t known = 0;
    bool unit = false;

    for (size_t i = 0; i < record->count && status == POV_OK; i++) {
        size_t found = POV_HEADING_UNKNOWN;
        pov_buffer_clear(&text);
        pov_cell_text(record->cell[i].text, record->cell[i].length, &text);
        status = text.failed ? pov_no_memory(err)
                             : pov_column_find(&header->names, pov_buffer_get(&text), &found, err);
        known += found < pov_column_count();
        unit = unit || found == pov_column_index("unit");
    }
    *score = unit ? known : 0;
    pov_buffer_fini(&text);
    return status;
}

bool pov_header_has(const pov_header *header, const char *column)
{
    return header->field[pov_column_index(column)] != POV_NONE;
}

void pov_header_fini(pov_header *header)
{
    pov_column_names_fini(&header->names);
    pov_choices_fini(&header->choices);
    pov_arena_fini(&header->arena);
    *header = (pov_header)POV_HEADER_INIT;
}
