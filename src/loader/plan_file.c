/*
 * A plan, result or deprivation file: records in, rows of a plan out. What is wrong with one cell
 * does not end the reading: the file's other errors are worth knowing too. What is wrong with the
 * CSV itself does.
 */
#include "loader/plan_file.h"

#include "base/text.h"
#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/cells.h"
#include "loader/table/cut.h"
#include "loader/table/header.h"
#include "loader/table/kinds.h"
#include "loader/table/official.h"
#include "loader/table/reading.h"
#include "loader/table/structure.h"
#include "model/relation.h"

#include <string.h>

/* The text cells of a row, each in a buffer that the next row uses again. */
typedef enum row_text {
    TEXT_UNIT,
    TEXT_LEVEL,
    TEXT_PARENT,
    TEXT_GROUP,
    TEXT_STANDARD,
    TEXT_DIMENSION,
    TEXT_INDICATOR,
    TEXT_POPULATION,
    TEXT_COUNT
} row_text;

typedef struct loader {
    pov_plan *plan;
    const char *file;
    const pov_load_options *options;
    pov_problems *problems;
    pov_source *reader;
    pov_grid grid;  /* the rows of a table that is no plain plan */
    size_t grid_at; /* the next of them */
    pov_header header;
    pov_structure structure;
    pov_cut_field *cut_field; /* of each heading, for the next */
    pov_cuts cuts;
    pov_buffer text[TEXT_COUNT];
    size_t signature_line; /* of the table; 0 before it */
    size_t rows;           /* that were looked at */
    size_t long_line;      /* of the first row, when it has one cell more than the header */
    bool short_header;     /* said: all rows have */
    bool told_multi;       /* said: that of the multidimensionally poor is taken as the poor */
    pov_error first;       /* the first error of the file */
} loader;

/* The next row, of the grid if the file was read into one. */
static pov_status next_record(loader *l, pov_source_row *record, pov_error *err)
{
    if (l->grid.count == 0) {
        return pov_source_next(l->reader, record, err);
    }
    *record = l->grid_at < l->grid.count ? l->grid.row[l->grid_at++] : (pov_source_row){0};
    return POV_OK;
}

/* Adds an error of the file. */
static pov_status add_problem(loader *l, pov_error *problem, pov_error *err)
{
    pov_error_place(problem, l->file, 0, 0, NULL);
    if (l->first.code == POV_OK) {
        l->first = *problem;
    }
    return pov_problems_add(l->problems, problem) == POV_OK ? POV_OK : pov_no_memory(err);
}

/* The same for a cell of a record. */
static pov_status add_cell_problem(loader *l, size_t line, size_t field, pov_error *problem,
                                   pov_error *err)
{
    const char *heading = field < l->header.count ? l->header.heading[field].text : NULL;

    if (problem->code == POV_ERR_NOMEM) {
        return pov_no_memory(err);
    }
    pov_error_place(problem, l->file, line, field + 1, heading);
    return add_problem(l, problem, err);
}

/* ---- the shape of a record ---- */

static bool is_column(const loader *l, size_t field)
{
    return l->header.heading[field].column < pov_column_count();
}

static pov_status refuse_count(loader *l, size_t line, size_t count, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "expected %zu cells, as the header has, found %zu",
                   l->header.count, count);
    pov_error_hint(
        &problem,
        pov_source_separator(l->reader) == '\0' ? POV_TEXT("give the column a heading")
        : pov_source_separator(l->reader) == ','
            ? POV_TEXT("a number with a comma stands in quotes, or the cells are separated by ;")
            : POV_TEXT("a cell that holds the separator stands in quotes"));
    pov_error_place(&problem, l->file, line, l->header.count + 1, NULL);
    return add_problem(l, &problem, err);
}

/* The first row with one cell more than the header, once the next row shows that not all have. */
static pov_status refuse_first_long(loader *l, pov_error *err)
{
    size_t line = l->long_line;

    l->long_line = 0;
    return line > 0 ? refuse_count(l, line, l->header.count + 1, err) : POV_OK;
}

/* R writes names of rows without a heading over them: the first two rows show it. */
static pov_status refuse_short_header(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    l->short_header = true;
    (void)pov_fail(&problem, POV_ERR_DATA, "the header has %zu cells, the rows below it have %zu",
                   l->header.count, record->count);
    pov_error_hint(&problem,
                   "is the first column without a heading? Begin line %zu with one, for example "
                   "unit%c",
                   l->header.line, pov_source_separator(l->reader));
    pov_error_place(&problem, l->file, l->header.line, 0, NULL);
    return add_problem(l, &problem, err);
}

static pov_status refuse_long(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    pov_cut cut;
    if (pov_cuts_in_long(&l->cuts, record, &cut)) {
        pov_cut_refuse(&l->cuts, &cut, &problem);
        return add_cell_problem(l, record->line, cut.field, &problem, err);
    }
    if (l->short_header) {
        return POV_OK;
    }
    bool one_more = record->count == l->header.count + 1 && record->cell[0].length > 0;
    if (l->rows == 1 && one_more) {
        l->long_line = record->line;
        return POV_OK;
    }
    if (l->rows == 2 && one_more && l->long_line > 0) {
        l->long_line = 0;
        return refuse_short_header(l, record, err);
    }
    pov_status status = refuse_first_long(l, err);
    return status == POV_OK ? refuse_count(l, record->line, record->count, err) : status;
}

static pov_status refuse_short(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "expected %zu cells, as the header has, found %zu",
                   l->header.count, record->count);
    pov_error_hint(&problem,
                   "an empty cell keeps its separator, else the cells behind it stand in the "
                   "wrong columns");
    pov_error_place(&problem, l->file, record->line, record->count + 1, NULL);
    return add_problem(l, &problem, err);
}

static bool is_long(const loader *l, const pov_source_row *record)
{
    for (size_t i = l->header.count; i < record->count; i++) {
        if (record->cell[i].length > 0) {
            return true;
        }
    }
    return false;
}

/*
 * A row that ends early may have lost a separator, and then its figures stand in the wrong columns.
 * It passes where that cannot be: when it states no figure, or when only text is missing.
 */
static bool is_short(const loader *l, const pov_source_row *record)
{
    bool figures = false, missing = false;

    for (size_t i = 0; i < l->header.count; i++) {
        size_t column = l->header.heading[i].column;
        pov_part part = is_column(l, i) ? pov_column_get(column)->part : POV_PART_NOTE;
        if (i < record->count) {
            figures = figures || (part == POV_PART_FIGURE && record->cell[i].length > 0);
        } else {
            missing = missing || (part != POV_PART_NOTE && part != POV_PART_SOURCE);
        }
    }
    return figures && missing;
}

/* Where cells are merged, "Tổng cộng" may stand in the serial number's column. */
static bool has_words_for_serial(const loader *l, const pov_source_row *record)
{
    size_t field = l->header.serial;
    const pov_source_cell *cell = field < record->count ? &record->cell[field] : NULL;

    return cell != NULL && cell->length > 2 && !pov_is_roman(cell->text) &&
           !pov_is_arabic(cell->text);
}

static bool is_blank(const loader *l, const pov_source_row *record)
{
    if (has_words_for_serial(l, record)) {
        return false;
    }
    for (size_t i = 0; i < l->header.count && i < record->count; i++) {
        size_t column = l->header.heading[i].column;
        if (record->cell[i].length > 0 &&
            (column < pov_column_count() || column == POV_HEADING_EMPTY)) {
            return false;
        }
    }
    return true;
}

/* Whether a figure's column holds what begins like a number: "5", ">= 3", "~180". */
static bool has_figure(const loader *l, const pov_source_row *record)
{
    for (size_t i = 0; i < l->header.count && i < record->count; i++) {
        if (is_column(l, i) &&
            pov_column_get(l->header.heading[i].column)->part == POV_PART_FIGURE &&
            strcspn(record->cell[i].text, "0123456789") < record->cell[i].length &&
            strcspn(record->cell[i].text, "0123456789") < 5) {
            return true;
        }
    }
    return false;
}

/* A second table below the first one may have other columns. */
static pov_status refuse_below_signature(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "figures below the signature on line %zu",
                   l->signature_line);
    pov_error_hint(&problem, "put each table in a file of its own");
    pov_error_place(&problem, l->file, record->line, 0, NULL);
    return add_problem(l, &problem, err);
}

/* Whether the record signs the table, or stands below one that does: the signers' names. */
static pov_status is_signature(loader *l, const pov_source_row *record, bool *signature,
                               pov_error *err)
{
    size_t unit = l->header.field[pov_column_index("unit")];
    bool named = unit < record->count && record->cell[unit].length > 0;
    pov_buffer folded = {0};
    bool failed = false;

    *signature = l->signature_line > 0;
    if (has_figure(l, record)) {
        return *signature ? refuse_below_signature(l, record, err) : POV_OK;
    }
    for (size_t i = 0; i < record->count && !*signature; i++) {
        if (named && i != unit && i != l->header.serial) {
            continue; /* a unit's source may well hold a date */
        }
        pov_buffer_clear(&folded);
        pov_text_fold(record->cell[i].text, record->cell[i].length, &folded);
        failed = failed || folded.failed;
        *signature = pov_is_signature(pov_buffer_get(&folded));
    }
    if (*signature && l->signature_line == 0) {
        l->signature_line = record->line;
    }
    pov_buffer_fini(&folded);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* ---- cells ---- */

/* The columns that the record's cell in `computed` names, as bits; other names mean nothing. */
static uint64_t computed_columns(const loader *l, const pov_source_row *record)
{
    static const char between[] = "; \t\r\n";
    uint64_t columns = 0;

    if (l->header.computed >= record->count) {
        return 0;
    }
    const char *at = record->cell[l->header.computed].text;
    while (*(at += strspn(at, between)) != '\0') {
        size_t length = strcspn(at, between);
        for (size_t c = 0; c < pov_column_count(); c++) {
            const char *name = pov_column_get(c)->info.name;
            if (strncmp(name, at, length) == 0 && name[length] == '\0') {
                columns |= (uint64_t)1 << c;
            }
        }
        at += length;
    }
    return columns;
}

/* Data below an empty heading: said once a column. */
static pov_status refuse_nameless(loader *l, const pov_source_row *record, size_t field,
                                  pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    l->header.heading[field].column = POV_HEADING_IGNORED;
    (void)pov_fail(&problem, POV_ERR_DATA, "a cell below an empty heading");
    pov_error_hint(&problem,
                   "give the column a heading in line %zu; --column NAME=#%zu says what it is, "
                   "--ignore-unknown passes over it",
                   l->header.line, field + 1);
    return add_cell_problem(l, record->line, field, &problem, err);
}

static const char *read_text(loader *l, row_text which, const pov_source_cell *cell)
{
    pov_buffer *text = &l->text[which];

    pov_buffer_clear(text);
    pov_cell_text(cell->text, cell->length, text);
    return pov_cell_empty(pov_buffer_get(text)) ? NULL : pov_buffer_get(text);
}

static const char *verbatim(const pov_source_cell *cell)
{
    return cell->length > 0 ? cell->text : NULL;
}

/* "<parent", "thấp hơn cấp trên": POV_BELOW or POV_AT_MOST; POV_EXACTLY for any other cell. */
static uint8_t read_against_parent(const pov_source_cell *cell)
{
    static const struct {
        const char *word;
        uint8_t meaning;
    } signs[] = {{"<=", POV_AT_MOST},
                 {"≤", POV_AT_MOST},
                 {"không quá ", POV_AT_MOST},
                 {"không cao hơn ", POV_AT_MOST},
                 {"<", POV_BELOW},
                 {"thấp hơn ", POV_BELOW},
                 {"dưới ", POV_BELOW}};
    static const char *const parents[] = {"parent", "the parent", "cấp trên", "mức chung"};
    uint8_t found = POV_EXACTLY;

    if (strpbrk(cell->text, "prPR") == NULL && pov_text_is_ascii(cell->text, cell->length)) {
        return POV_EXACTLY; /* a number, nearly always */
    }
    pov_buffer folded = {0};
    pov_text_fold(cell->text, cell->length, &folded);
    for (size_t i = 0; i < sizeof signs / sizeof *signs && found == POV_EXACTLY; i++) {
        size_t length = strlen(signs[i].word);
        if (strncmp(pov_buffer_get(&folded), signs[i].word, length) == 0) {
            const char *rest = pov_buffer_get(&folded) + length;
            rest += strspn(rest, " ");
            for (size_t k = 0; k < sizeof parents / sizeof *parents; k++) {
                found = strcmp(rest, parents[k]) == 0 ? signs[i].meaning : found;
            }
        }
    }
    pov_buffer_fini(&folded);
    return found;
}

static bool read_figure(const pov_column *column, const pov_source_cell *cell, pov_row_draft *draft,
                        pov_error *problem)
{
    const pov_quantity_info *info = pov_quantity_get(column->quantity);
    bool cut =
        info->aspect == POV_PP || info->aspect == POV_REDUCTION || info->aspect == POV_RELATIVE;
    pov_quantity part = cut ? pov_quantity_of(info->subject, POV_RELATIVE) : POV_QUANTITY_COUNT;
    uint8_t against = info->aspect == POV_REMAINING_SHARE ? read_against_parent(cell) : POV_EXACTLY;

    if (against != POV_EXACTLY) {
        draft->against_parent[info->subject] = against;
        return true;
    }
    if (cut && pov_stated_read_part(cell->text, cell->length, &draft->stated[part])) {
        draft->stated_set |= pov_set_of(part);
        return true;
    }
    pov_reading reading = pov_stated_read(cell->text, cell->length, info->kind, info->negative,
                                          &draft->stated[column->quantity], problem);

    if (reading == POV_VALUE) {
        draft->stated_set |= pov_set_of(column->quantity);
    }
    return reading != POV_INVALID;
}

static bool read_kind(const pov_source_cell *cell, pov_end *kind, pov_error *problem)
{
    pov_end known = POV_END_PLAN;

    if (!pov_cell_empty(cell->text) && pov_end_read(cell->text, &known) != POV_OK) {
        (void)pov_no_memory(problem);
        return false;
    }
    if (known == POV_END_COUNT) {
        (void)pov_fail(problem, POV_ERR_DATA, "expected plan, outcome or estimate, found \"%s\"",
                       cell->text);
        return false;
    }
    *kind = known;
    return true;
}

/* Reads one cell into the draft; false with the reason in *problem. */
static bool read_cell(loader *l, const pov_column *column, const pov_source_cell *cell,
                      pov_row_draft *draft, pov_error *problem)
{
    switch (column->part) {
    case POV_PART_UNIT:
        draft->unit = read_text(l, TEXT_UNIT, cell);
        return true;
    case POV_PART_LEVEL:
        draft->level = read_text(l, TEXT_LEVEL, cell);
        return true;
    case POV_PART_PARENT:
        draft->parent = read_text(l, TEXT_PARENT, cell);
        return true;
    case POV_PART_GROUP:
        draft->group = read_text(l, TEXT_GROUP, cell);
        return true;
    case POV_PART_STANDARD:
        draft->standard = read_text(l, TEXT_STANDARD, cell);
        return true;
    case POV_PART_DIMENSION:
        draft->dimension = read_text(l, TEXT_DIMENSION, cell);
        return true;
    case POV_PART_INDICATOR:
        draft->indicator = read_text(l, TEXT_INDICATOR, cell);
        return true;
    case POV_PART_POPULATION:
        draft->population = read_text(l, TEXT_POPULATION, cell);
        return true;
    case POV_PART_KIND:
        return read_kind(cell, &draft->kind, problem);
    case POV_PART_YEAR:
        return pov_year_read(cell->text, cell->length, &draft->year, problem) != POV_INVALID;
    case POV_PART_TARGET_YEAR:
        return pov_year_read(cell->text, cell->length, &draft->target_year, problem) != POV_INVALID;
    case POV_PART_SOURCE:
        draft->source = verbatim(cell);
        return true;
    case POV_PART_NOTE:
        draft->note = verbatim(cell);
        return true;
    case POV_PART_FIGURE:
        break;
    }
    return read_figure(column, cell, draft, problem);
}

static bool states(const pov_row_draft *draft, pov_quantity quantity)
{
    return pov_set_has(draft->stated_set, quantity);
}

/* Rates beside their counts: 0.0797 for 7.97%. */
static pov_status refuse_fractions(loader *l, const pov_source_row *record,
                                   const pov_row_draft *draft, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_RATIO_COUNT && status == POV_OK; i++) {
        pov_quantity rate = pov_ratios[i].rate;
        if (!states(draft, rate) || !states(draft, pov_ratios[i].count) ||
            !states(draft, pov_ratios[i].households) ||
            !pov_rate_is_fraction(&draft->stated[rate], &draft->stated[pov_ratios[i].count],
                                  &draft->stated[pov_ratios[i].households])) {
            continue;
        }
        size_t field = l->header.field[pov_column_index(pov_quantity_get(rate)->name)];
        const pov_source_cell *cell = &record->cell[field];
        if (strchr(cell->text, '%') != NULL) {
            continue; /* "0,08%" is no fraction, only wrong */
        }
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "expected a rate in percent, found \"%s\"",
                       cell->text);
        pov_error_hint(&problem, "a fraction? 100 times it fits the row's counts");
        status = add_cell_problem(l, record->line, field, &problem, err);
    }
    return status;
}

/* "1-1.5%/year": of how many years? */
static pov_status count_years(loader *l, const pov_source_row *record, pov_row_draft *draft,
                              pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    if (pov_draft_count_years(draft, &problem) == POV_OK) {
        return POV_OK;
    }
    size_t field = l->header.field[pov_column_index(problem.field)];
    return add_cell_problem(l, record->line, field, &problem, err);
}

/* Reads all cells; what is refused goes to the problems. */
static pov_status read_cells(loader *l, const pov_source_row *record, pov_row_draft *draft,
                             pov_error *err)
{
    uint64_t computed = computed_columns(l, record);
    pov_status status = POV_OK;

    for (size_t i = 0; i < l->header.count && i < record->count && status == POV_OK; i++) {
        size_t column = l->header.heading[i].column;
        pov_error problem = POV_ERROR_INIT;
        if (column == POV_HEADING_EMPTY && record->cell[i].length > 0) {
            status = refuse_nameless(l, record, i, err);
        } else if (is_column(l, i) && (computed >> column & 1U) == 0 &&
                   !read_cell(l, pov_column_get(column), &record->cell[i], draft, &problem)) {
            status = add_cell_problem(l, record->line, i, &problem, err);
        }
        if (is_column(l, i) && pov_column_get(column)->part == POV_PART_FIGURE) {
            draft->stated[pov_column_get(column)->quantity].column = (uint16_t)(i + 1);
        }
    }
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        if (l->text[i].failed) {
            return pov_no_memory(err);
        }
    }
    return status;
}

/* ---- rows ---- */

static pov_status refuse_nameless_row(loader *l, const pov_source_row *record, const char *column,
                                      const char *message, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "%s", pov_translate(message));
    return add_cell_problem(l, record->line, l->header.field[pov_column_index(column)], &problem,
                            err);
}

/* A row needs a unit, and in a deprivation file an indicator. */
static pov_status refuse_nameless_rows(loader *l, const pov_source_row *record,
                                       const pov_row_draft *draft, pov_error *err)
{
    pov_status status = POV_OK;

    if (draft->unit == NULL) {
        status = refuse_nameless_row(
            l, record, "unit", POV_TEXT("expected the name of a unit, found an empty cell"), err);
    }
    if (status == POV_OK && draft->indicator == NULL && l->header.kind == POV_FILE_DEPRIVATION) {
        status = refuse_nameless_row(l, record, "indicator",
                                     POV_TEXT("expected an indicator, found an empty cell"), err);
    }
    return status;
}

static const char *heading_of(const loader *l, pov_quantity quantity)
{
    size_t field = l->header.field[pov_column_index(pov_quantity_get(quantity)->name)];

    return field != POV_NONE ? l->header.heading[field].text : NULL;
}

static pov_status read_multi(loader *l, const pov_source_row *record, pov_row_draft *draft,
                             pov_error *err)
{
    bool taken;
    pov_error note = POV_ERROR_INIT;

    if (pov_multi_read(draft, heading_of(l, POV_MULTI_POOR), heading_of(l, POV_MULTI_POOR_RATE),
                       &taken, &note) != POV_OK) {
        return pov_no_memory(err);
    }
    if (!taken || l->told_multi) {
        return POV_OK;
    }
    l->told_multi = true;
    pov_error_place(&note, l->file, record->line, 0, NULL);
    return pov_problems_add(l->problems, &note) == POV_OK ? POV_OK : pov_no_memory(err);
}

static pov_status add_row(loader *l, const pov_source_row *record, pov_row_draft *draft,
                          pov_error *err)
{
    size_t serial = l->header.serial;
    bool skip = false;
    pov_status status = pov_structure_row(&l->structure, l->plan,
                                          serial < record->count ? record->cell[serial].text : "",
                                          draft, &skip, err);

    if (status == POV_OK && !skip) {
        status = read_multi(l, record, draft, err);
    }
    if (status == POV_OK && !skip) {
        status = pov_plan_add_row(l->plan, draft, err);
    }
    return status;
}

/*
 * Takes the words in the serial number's cell for the unit's name, when the row has no other.
 * *remark is true when they are only a line of text in the table: no figures, and no section.
 */
static pov_status name_by_serial(loader *l, const pov_source_row *record, pov_row_draft *draft,
                                 bool *remark, pov_error *err)
{
    pov_buffer folded = {0};

    *remark = false;
    if (draft->unit != NULL || !has_words_for_serial(l, record)) {
        return POV_OK;
    }
    draft->unit = read_text(l, TEXT_UNIT, &record->cell[l->header.serial]);
    if (draft->unit != NULL) {
        pov_text_fold(draft->unit, strlen(draft->unit), &folded);
        *remark = draft->stated_set == 0 && pov_section_group(pov_buffer_get(&folded)) == NULL;
    }
    bool failed = folded.failed || l->text[TEXT_UNIT].failed;
    pov_buffer_fini(&folded);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* A line that begins with # although the column holds names: a remark, or a row left out? */
static pov_status take_remark(loader *l, const pov_source_row *record, bool *remark, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    *remark = record->cell[0].text[0] == '#' && l->header.serial != 0;
    if (!*remark || !has_figure(l, record)) {
        return POV_OK;
    }
    (void)pov_fail(&problem, POV_ERR_DATA, "a row that begins with #: a remark?");
    pov_error_hint(&problem, "take the line out, or the # where it is a row like the others");
    pov_error_place(&problem, l->file, record->line, 0, NULL);
    return add_problem(l, &problem, err);
}

static pov_status load_record(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_row_draft draft = {
        .line = record->line,
        .year = l->header.year,
        .target_year = l->header.target_year,
    };
    size_t before = l->problems->errors;
    bool remark = false, signature = false;
    pov_status status = is_signature(l, record, &signature, err);

    if (status == POV_OK && !signature) {
        status = take_remark(l, record, &remark, err);
    }
    if (status != POV_OK || signature || remark) {
        return status;
    }
    l->rows++;
    if (is_long(l, record)) {
        return refuse_long(l, record, err);
    }
    if (is_blank(l, record)) {
        return POV_OK;
    }
    status = refuse_first_long(l, err);
    if (status != POV_OK) {
        return status;
    }
    if (is_short(l, record)) {
        return refuse_short(l, record, err);
    }
    status = pov_cuts_row(&l->cuts, record, err);
    if (status != POV_OK) {
        return status;
    }
    status = read_cells(l, record, &draft, err);
    if (status == POV_OK) {
        status = name_by_serial(l, record, &draft, &remark, err);
    }
    if (status == POV_OK) {
        status = refuse_nameless_rows(l, record, &draft, err);
    }
    if (status == POV_OK) {
        status = refuse_fractions(l, record, &draft, err);
    }
    if (status == POV_OK) {
        status = count_years(l, record, &draft, err);
    }
    /* after an error the plan is not used, so that its rows need not be kept */
    if (status == POV_OK && !remark && l->problems->errors == before && l->first.code == POV_OK) {
        status = add_row(l, record, &draft, err);
    }
    return status;
}

/* ---- the table ---- */

#define LOOK_AHEAD 30 /* rows in which a header is looked for that is not where it should be */

/* The line that looks most like a header among those that follow, from `record` on; 0 when none
 * does. */
static size_t find_header_line(loader *l, pov_source_row record)
{
    size_t best = 1, line = 0, score = 0;

    for (size_t i = 0; i < LOOK_AHEAD && record.count > 0; i++) {
        if (pov_header_score(&l->header, &record, &score, NULL) != POV_OK) {
            break;
        }
        if (score > best) {
            best = score;
            line = record.line;
        }
        if (next_record(l, &record, NULL) != POV_OK) {
            break;
        }
    }
    return line;
}

/* Whether a header is in povcalc's own words: then nothing else has to be made out. */
static bool is_own_header(const pov_source_row *record)
{
    size_t own = 0;

    for (size_t i = 0; i < record->count; i++) {
        const char *text = record->cell[i].text;
        pov_file_kind kind = pov_kind_of_heading(text);
        if (strcmp(text, "unit") == 0 || (kind != POV_FILE_UNKNOWN && kind != POV_FILE_PLAN)) {
            return true;
        }
        own += pov_column_index(text) != POV_NONE;
    }
    return own == record->count && own > 1;
}

/* The first row that is a header in povcalc's own words; past the last where there is none. */
static size_t own_header(const pov_grid *grid)
{
    size_t row = 0;

    while (row < grid->count && row < LOOK_AHEAD && !is_own_header(&grid->row[row])) {
        row++;
    }
    return row < LOOK_AHEAD ? row : grid->count;
}

#define TABLE_START 80 /* rows by which a table is told from others */

/* Whether a table of the file is one that can be read. */
static bool fits(void *context, pov_source *source)
{
    const loader *l = context;
    pov_grid grid = {0};
    pov_source_row row = {0};
    bool readable = false;

    while (grid.count < TABLE_START && pov_source_next(source, &row, NULL) == POV_OK &&
           row.count > 0 && pov_grid_add(&grid, &row, NULL) == POV_OK) {
    }
    readable = grid.count > 1 &&
               (own_header(&grid) < grid.count || pov_reading_fits(&grid, l->file, l->options));
    pov_grid_fini(&grid);
    return readable;
}

/* Goes to the table that is meant. */
static pov_status find_table(loader *l, pov_source_row *record, pov_error *err)
{
    pov_status status = pov_source_choose(l->reader, fits, l, err);

    if (status == POV_OK) {
        status = pov_source_next(l->reader, record, err);
    }
    if (status == POV_OK) {
        l->file = pov_source_place(l->reader);
        status = pov_plan_set_place(l->plan, l->file, err);
    }
    return status;
}

/* ---- the header ---- */

/* The first error among the header's problems is the file's first error. */
static void keep_first(loader *l, size_t from)
{
    for (size_t i = from; i < l->problems->count && l->first.code == POV_OK; i++) {
        if (l->problems->item[i].code != POV_OK) {
            l->first = l->problems->item[i];
        }
    }
}

/* What other kind of file a header is of that lacks what it needs, as far as its headings tell. */
static pov_file_kind other_kind(const loader *l)
{
    const bool plans = l->options->wanted == POV_FILE_DEPRIVATION;
    const pov_header *header = &l->header;
    bool old_names = false, new_names = false;

    for (size_t i = 0; i < header->count; i++) {
        const pov_file_kind kind = pov_kind_of_heading(header->heading[i].text);
        if (kind == POV_FILE_HOUSEHOLDS || (kind == POV_FILE_PLAN && plans)) {
            return kind;
        }
        old_names = old_names || pov_heading_same(header->heading[i].text, "old", NULL);
        new_names = new_names || pov_heading_same(header->heading[i].text, "new", NULL);
    }
    return old_names && new_names ? POV_FILE_MAP : POV_FILE_UNKNOWN;
}

/* A header of one cell: the cells are kept apart by what is not known, or not at all. */
static bool refuse_one_cell(const loader *l, pov_error *problem)
{
    const char *text = l->header.heading[0].text;
    const char *sign = strpbrk(text, ",;\t|");

    if (l->header.count > 1) {
        return false;
    }
    if (sign != NULL) { /* else they would not be in one cell */
        (void)pov_fail(problem, POV_ERR_DATA, "the whole line is one cell in quotes: \"%.120s\"",
                       text);
        pov_error_hint(problem,
                       "in a spreadsheet, split the column at %c (Data, Text to Columns), "
                       "and save it as CSV UTF-8",
                       *sign);
        return true;
    }
    sign = strpbrk(text, ":^~!#/");
    if (sign != NULL) {
        (void)pov_fail(problem, POV_ERR_DATA,
                       "the whole line is one cell, without a known separator: \"%.120s\"", text);
        pov_error_hint(problem, "--separator '%c' says what separates the cells", *sign);
    }
    return sign != NULL;
}

/* `lacks` says what the header must have. */
static pov_status refuse_header(loader *l, const char *lacks, const pov_source_row *next,
                                pov_error *err)
{
    const bool deprivation = l->options->wanted == POV_FILE_DEPRIVATION;
    pov_error problem = POV_ERROR_INIT;
    size_t line = find_header_line(l, *next);
    pov_file_kind kind = other_kind(l);

    if (kind != POV_FILE_UNKNOWN) {
        (void)pov_refuse_kind(kind, deprivation ? POV_FILE_DEPRIVATION : POV_FILE_PLAN, &problem);
    } else if (line == 0 && next->count == l->header.count + 1) {
        return refuse_short_header(l, next, err);
    } else if (line > 0 || !refuse_one_cell(l, &problem)) {
        (void)pov_fail(&problem, POV_ERR_DATA, "%s", pov_translate(lacks));
    }
    if (line == 0 && l->header.count > 0 && l->header.heading[0].text[0] == '\0') {
        pov_error_hint(&problem,
                       "the first column has no heading: if the names of the units are below "
                       "it, --column unit=#1");
    }
    if (line > 0) { /* of another kind of file the hint is given already */
        pov_error_hint(&problem, "the header seems to be on line %zu: --header-line %zu", line,
                       line);
    } else if (deprivation) {
        pov_error_hint(&problem,
                       "\"povcalc help columns deprivation\" lists the columns; --header-line N "
                       "says on which line the header is, --column NAME=HEADING what is meant");
    } else {
        pov_error_hint(&problem,
                       "--header-line N says on which line the header is, --column unit=HEADING "
                       "which heading stands over the names of the units");
    }
    pov_error_place(&problem, l->file, l->header.line, 0, NULL);
    return add_problem(l, &problem, err);
}

/* Whether any heading was recognised. */
static bool knows_a_heading(const pov_header *header)
{
    for (size_t i = 0; i < pov_column_count(); i++) {
        if (header->field[i] != POV_NONE) {
            return true;
        }
    }
    return false;
}

/* That the file does not have a column that it needs; NULL: it has them. */
static const char *lacking(const loader *l)
{
    if (!pov_header_has(&l->header, "unit")) {
        return POV_TEXT("the header has no column \"unit\"");
    }
    return l->options->wanted == POV_FILE_DEPRIVATION && l->header.kind != POV_FILE_DEPRIVATION
               ? POV_TEXT("the header has no column \"indicator\"")
               : NULL;
}

/* Plans and deprivation files are not mixed: the first file says what it is. */
static pov_status agree_on_kind(loader *l, pov_error *err)
{
    pov_plan *plan = l->plan;
    pov_error problem = POV_ERROR_INIT;

    if (plan->file_count == 1) {
        plan->holds = l->header.kind;
    }
    if (plan->holds == l->header.kind) {
        return POV_OK;
    }
    const bool deprivation = l->header.kind == POV_FILE_DEPRIVATION;
    (void)pov_fail(&problem, POV_ERR_DATA,
                   "a plan file and a deprivation file cannot be added up: %s and %s",
                   deprivation ? plan->file[0] : l->file, deprivation ? l->file : plan->file[0]);
    return add_problem(l, &problem, err);
}

/* Finds all columns; `next` is the record after the header. Of a line that is no header only that
 * is said. */
static pov_status resolve_header(loader *l, const pov_source_row *next, pov_error *err)
{
    pov_problems found = POV_PROBLEMS_INIT;
    size_t before = l->problems->count;
    pov_status status = pov_header_resolve(&l->header, l->options, l->file, &found, err);
    const char *lacks = lacking(l);
    bool strange =
        !knows_a_heading(&l->header) || (lacks != NULL && other_kind(l) != POV_FILE_UNKNOWN);

    for (size_t i = 0; i < found.count && status == POV_OK && !strange; i++) {
        status = pov_problems_add(l->problems, &found.item[i]);
    }
    if (status == POV_OK && !strange && found.errors > POV_PROBLEMS_KEPT) {
        l->problems->errors += found.errors - POV_PROBLEMS_KEPT;
    }
    pov_problems_fini(&found);
    keep_first(l, before);
    if (status == POV_OK && lacks != NULL) {
        status = refuse_header(l, lacks, next, err);
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        status = agree_on_kind(l, err);
    }
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

static pov_status refuse_empty(loader *l, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    if (l->options->header_line > 1) {
        (void)pov_fail(&problem, POV_ERR_DATA, "the file ends before the header on line %zu",
                       l->options->header_line);
    } else {
        (void)pov_fail(&problem, POV_ERR_DATA, "the file is empty: expected a header");
        pov_error_hint(&problem, l->options->wanted == POV_FILE_DEPRIVATION
                                     ? POV_TEXT("\"povcalc template deprivation\" prints one")
                                     : POV_TEXT("\"povcalc template plan\" prints one"));
    }
    return add_problem(l, &problem, err);
}

/* Reads the header, and the first record after it. */
static pov_status read_header(loader *l, pov_source_row *record, pov_error *err)
{
    bool second = false;

    if (record->count == 0) {
        return refuse_empty(l, err);
    }
    pov_status status = pov_header_take(&l->header, l->options, record, err);
    if (status == POV_OK) {
        status = next_record(l, record, err);
    }
    if (status == POV_OK) {
        status = pov_header_has_second_line(&l->header, record, &second, err);
    }
    if (status == POV_OK && second) {
        status = pov_header_take_second_line(&l->header, record, err);
        if (status == POV_OK) {
            status = next_record(l, record, err);
        }
    }
    return status == POV_OK ? resolve_header(l, record, err) : status;
}

/* ---- numbers that their own comma cuts ---- */

static size_t field_of(const loader *l, pov_quantity quantity)
{
    return l->header.field[pov_column_index(pov_quantity_get(quantity)->name)];
}

static pov_status start_cuts(loader *l, pov_error *err)
{
    if (pov_source_separator(l->reader) != ',') {
        return POV_OK;
    }
    l->cut_field = pov_arena_alloc(&l->header.arena, l->header.count * sizeof *l->cut_field);
    if (l->cut_field == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < l->header.count; i++) {
        const pov_column *column =
            is_column(l, i) ? pov_column_get(l->header.heading[i].column) : NULL;
        pov_cut_field *field = &l->cut_field[i];
        *field = (pov_cut_field){
            .part = POV_NONE, .whole = POV_NONE, .own = pov_cut_is_own(l->header.heading[i].text)};
        /* our own output ends with numbers of lines: nothing was moved there */
        field->figure = (column != NULL && column->part == POV_PART_FIGURE) ||
                        strcmp(l->header.heading[i].text, "line") == 0;
        if (column == NULL || !field->figure) {
            continue;
        }
        field->kind = pov_quantity_get(column->quantity)->kind;
        for (size_t r = 0; r < POV_RATIO_COUNT; r++) {
            if (pov_ratios[r].count == column->quantity) {
                field->whole = field_of(l, pov_ratios[r].households);
            }
            if (pov_ratios[r].rate == column->quantity) {
                field->part = field_of(l, pov_ratios[r].count);
                field->whole = field_of(l, pov_ratios[r].households);
            }
        }
    }
    return pov_cuts_start(&l->cuts, l->cut_field, l->header.count, err);
}

static pov_status refuse_cuts(loader *l, pov_error *err)
{
    size_t count = pov_cuts_judge(&l->cuts);
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        pov_error problem = POV_ERROR_INIT;
        const pov_cut *cut = &l->cuts.suspect[i];
        pov_cut_refuse(&l->cuts, cut, &problem);
        if (pov_cut_is_note(cut)) {
            pov_error_place(&problem, l->file, cut->line, 0, NULL);
            problem.code = POV_OK;
            status =
                pov_problems_add(l->problems, &problem) == POV_OK ? POV_OK : pov_no_memory(err);
            continue;
        }
        status = add_cell_problem(l, cut->line, cut->field, &problem, err);
    }
    return status;
}

/* ---- the file ---- */

/* Reads a table as it is. *known is false where it cannot be made out; its rows are kept. */
static pov_status load_table(loader *l, pov_source_row record, bool *known, pov_error *err)
{
    pov_status status = POV_OK;

    while (status == POV_OK && record.count > 0) {
        status = pov_grid_add(&l->grid, &record, err);
        if (status == POV_OK) {
            status = pov_source_next(l->reader, &record, err);
        }
    }
    if (status != POV_OK) {
        return status;
    }
    l->grid_at = own_header(&l->grid);
    if (l->grid_at < l->grid.count) {
        return POV_OK; /* below a title */
    }
    l->grid_at = 0;
    pov_error first = POV_ERROR_INIT;
    status = pov_reading_load(l->plan, &l->grid, l->file, l->options,
                              pov_source_separator(l->reader), l->problems, known, &first);
    if (status == POV_ERR_NOMEM || status == POV_ERR_USAGE) {
        *err = first;
        return status;
    }
    l->first = first;
    return POV_OK;
}

static pov_status load_records(loader *l, pov_error *err)
{
    pov_source_row record = {0};
    bool known = false;
    pov_status status = find_table(l, &record, err);

    if (status == POV_OK && record.count > 0 && !is_own_header(&record)) {
        status = load_table(l, record, &known, err);
        if (status != POV_OK || known) {
            return status;
        }
        status = next_record(l, &record, err);
    }
    if (status == POV_OK) {
        status = read_header(l, &record, err);
    }

    if (status != POV_OK || l->first.code != POV_OK) {
        return status; /* with a wrong header every row would be wrong too */
    }
    l->structure.parents = !pov_header_has(&l->header, "parent");
    l->structure.groups = l->structure.parents && !pov_header_has(&l->header, "group");
    l->structure.first_row = l->plan->row_count;
    status = start_cuts(l, err);
    if (status == POV_OK && record.count > 0 && pov_is_number_row(&record, 3)) {
        status = next_record(l, &record, err);
    }
    while (status == POV_OK && record.count > 0) {
        status = load_record(l, &record, err);
        if (status == POV_OK) {
            status = next_record(l, &record, err);
        }
    }
    if (status == POV_OK) {
        status = refuse_first_long(l, err);
    }
    if (status == POV_OK) {
        status = refuse_cuts(l, err);
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        status = pov_structure_finish(&l->structure, l->plan, l->problems, err);
    }
    return status;
}

static void loader_fini(loader *l)
{
    pov_source_close(l->reader);
    pov_grid_fini(&l->grid);
    pov_cuts_fini(&l->cuts);
    pov_header_fini(&l->header);
    pov_structure_fini(&l->structure);
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        pov_buffer_fini(&l->text[i]);
    }
}

/*
 * The answer: what ended the reading, or the first error that was found on the way. What ended it
 * is an error of the file like the others, and comes after them.
 */
static pov_status conclude(loader *l, pov_error *ending, pov_error *err)
{
    const pov_error *answer = &l->first;

    if (ending->code != POV_OK && ending->code != POV_ERR_NOMEM) {
        (void)add_problem(l, ending, NULL);
    }
    if (ending->code == POV_ERR_NOMEM || ending->code == POV_ERR_IO) {
        answer = ending;
    }
    if (err != NULL && err->code == POV_OK) {
        *err = *answer;
    }
    return answer->code;
}

pov_status pov_load_plan(pov_plan *plan, const pov_input *input, const pov_load_options *options,
                         pov_problems *problems, pov_error *err)
{
    pov_error ending = POV_ERROR_INIT;
    loader l = {
        .plan = plan,
        .file = input->name,
        .options = options,
        .problems = problems,
        .header = POV_HEADER_INIT,
        .structure = POV_STRUCTURE_INIT,
        .cuts = POV_CUTS_INIT,
    };
    pov_status status = pov_plan_add_file(plan, input->name, &ending);

    if (status == POV_OK) {
        status = pov_source_open(&l.reader, input, options, &ending);
    }
    if (status == POV_OK) {
        status = load_records(&l, &ending);
    }
    if (status != POV_OK && ending.code == POV_OK) {
        ending.code = status;
    }
    status = conclude(&l, &ending, err);
    if (status == POV_OK && l.reader != NULL) {
        status = pov_source_notes(l.reader, problems, err);
    }
    loader_fini(&l);
    return status;
}

pov_status pov_load_plan_file(pov_plan *plan, const char *path, const pov_load_options *options,
                              pov_problems *problems, pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        status = pov_load_plan(plan, &file.input, options, problems, err);
        pov_file_input_close(&file);
    }
    return status;
}
