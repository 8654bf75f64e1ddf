#include "loader/table/reading.h"

#include "base/text.h"
#include "loader/table/cells.h"
#include "loader/table/confirm.h"
#include "loader/table/cut.h"
#include "loader/table/describe.h"
#include "loader/table/frames.h"
#include "loader/table/kinds.h"
#include "model/relation.h"

#include <stdlib.h>
#include <string.h>

/* ---- what all steps share ---- */

typedef struct row_key {
    const char *group, *standard, *indicator, *population;
    const char *place; /* that the column is of */
} row_key;

typedef struct draft_at {
    size_t frame;
    row_key key;
    pov_row_draft draft;
} draft_at;

typedef struct loader {
    pov_plan *plan;
    pov_source *source;
    pov_grid *grid;
    pov_error ending; /* what ended the source early */
    const char *file;
    const pov_load_options *options;
    char separator;
    pov_problems *problems;
    pov_error first; /* the first error of the file */
    pov_reading_table *t;
    draft_at *draft; /* of the unit at hand */
    size_t drafts, draft_capacity;
    draft_at *kept; /* of all tables, where there are several */
    size_t kept_count, kept_capacity;
    bool several;
    bool told_multi; /* said: that of the multidimensionally poor is taken as the poor */
    pov_buffer text[POV_LABEL_COUNT]; /* of the row at hand */
    pov_year year, target;
    pov_end kind;
    bool has_kind;
    pov_stated people[POV_MEASURE_COUNT]; /* households of a population, for deprivation */
    bool has_people[POV_MEASURE_COUNT];
    size_t unit_line; /* of the tree: the unit at hand; POV_NONE before the first */
    size_t signature; /* line of the file; 0 before it */
    pov_cuts cuts;
    bool short_header; /* said */
} loader;

static pov_status add_problem(loader *l, pov_error *problem, size_t line, size_t column,
                              pov_error *err)
{
    const char *heading =
        column < l->t->headings.count ? l->t->headings.column[column].heading : NULL;

    if (problem->code == POV_ERR_NOMEM) {
        return pov_no_memory(err);
    }
    pov_error_place(problem, l->file, line, column != POV_NONE ? column + 1 : 0, heading);
    if (l->first.code == POV_OK) {
        l->first = *problem;
    }
    return pov_problems_add(l->problems, problem) == POV_OK ? POV_OK : pov_no_memory(err);
}

static pov_status add_note(loader *l, pov_error *note, size_t line, pov_error *err)
{
    pov_error_place(note, l->file, line, 0, NULL);
    note->code = POV_OK;
    return pov_problems_add(l->problems, note) == POV_OK ? POV_OK : pov_no_memory(err);
}

/* Why a column is passed over that would mean what another one was chosen for. */
static const char *const chosen_over = POV_TEXT("another heading was chosen for it");

/* ---- lines ---- */

static const char *keep_cell(loader *l, pov_source_cell cell, bool *failed)
{
    pov_buffer *text = &l->text[POV_LABEL_NONE];

    pov_buffer_clear(text);
    pov_cell_text(cell.text, cell.length, text);
    const char *kept = strcmp(pov_buffer_get(text), cell.text) == 0
                           ? cell.text
                           : pov_arena_text(&l->t->arena, pov_buffer_get(text), text->length);
    *failed = *failed || text->failed || kept == NULL;
    return kept != NULL ? kept : "";
}

/* Without the marks of footnotes: "Xã A¹", "Xã A*". */
static const char *without_marks(pov_reading_table *t, const char *name, bool *failed)
{
    const size_t all = strlen(name), length = pov_text_unmarked(name, all);

    if (length == all) {
        return name;
    }
    const char *kept = pov_arena_text(&t->arena, name, length);
    *failed = *failed || kept == NULL;
    return kept != NULL ? kept : "";
}

static bool is_figure_column(const pov_reading_table *t, size_t c)
{
    return c < t->headings.count && t->headings.column[c].meaning.label == POV_LABEL_NONE;
}

static bool row_has_figures(const pov_reading_table *t, size_t row)
{
    const pov_source_row *record = &t->grid->row[row];

    for (size_t c = 0; c < record->count; c++) {
        if (is_figure_column(t, c) && pov_cell_looks(&record->cell[c]) == POV_LOOKS_NUMBER &&
            strpbrk(record->cell[c].text, "0123456789") != NULL) {
            return true;
        }
    }
    return false;
}

/* The number of a page, alone in its row: "2", "- 3 -". */
static bool row_is_page(const pov_source_row *record)
{
    const char *only = NULL;

    for (size_t c = 0; c < record->count; c++) {
        const char *text = record->cell[c].text;
        if (text[strspn(text, " ")] != '\0') {
            if (only != NULL) {
                return false;
            }
            only = text + strspn(text, " -");
        }
    }
    size_t digits = only != NULL ? strspn(only, "0123456789") : 0;
    return digits > 0 && digits <= 3 && only[digits + strspn(only + digits, " -")] == '\0';
}

static bool row_is_blank(const pov_source_row *record)
{
    for (size_t c = 0; c < record->count; c++) {
        const char *text = record->cell[c].text;
        if (text[strspn(text, " \t")] != '\0') {
            return false;
        }
    }
    return true;
}

/* Whether a row has nothing below the headings that are known. */
static bool row_says_nothing(const pov_reading_table *t, const pov_source_row *record)
{
    for (size_t c = 0; c < t->headings.count && c < record->count; c++) {
        const pov_table_column *column = &t->headings.column[c];
        if (record->cell[c].length > 0 && column->meaning.label != POV_LABEL_IGNORED &&
            column->meaning.label != POV_LABEL_SERIAL &&
            (column->meaning.label != POV_LABEL_NONE || column->chosen != POV_NONE ||
             column->meaning.empty)) {
            return false;
        }
    }
    return true;
}

static bool row_signs(const pov_headings *h, const pov_source_row *record, bool *failed)
{
    const bool named = h->main < record->count && record->cell[h->main].length > 0;
    pov_buffer folded = {0};
    bool found = false;

    for (size_t c = 0; c < record->count && !found; c++) {
        if (named && c != h->main && c != h->serial) {
            continue; /* a unit's source may well hold a date */
        }
        pov_buffer_clear(&folded);
        pov_text_fold(record->cell[c].text, record->cell[c].length, &folded);
        found = pov_is_signature(pov_buffer_get(&folded));
    }
    *failed = *failed || folded.failed;
    pov_buffer_fini(&folded);
    return found;
}

static bool row_is_repeated(const pov_reading_table *t, size_t row)
{
    for (size_t r = t->shape->header; r < t->shape->header_end; r++) {
        const pov_source_row *a = &t->grid->row[r], *b = &t->grid->row[row];
        bool same = a->count == b->count;
        for (size_t c = 0; c < a->count && same; c++) {
            same = strcmp(a->cell[c].text, b->cell[c].text) == 0;
        }
        if (same) {
            return true;
        }
    }
    return false;
}

static bool same_meaning(const pov_meaning *a, const pov_meaning *b)
{
    return a->label == b->label && a->subject == b->subject && a->context == b->context &&
           a->counted == b->counted && a->said == b->said && a->change == b->change &&
           a->within == b->within && a->moment == b->moment && a->role == b->role &&
           a->scale == b->scale && a->standard == b->standard && a->part == b->part &&
           a->last == b->last && a->yearly == b->yearly &&
           pov_year_compare(a->year, b->year) == 0 && pov_same_text(a->group, b->group) &&
           pov_same_text(a->indicator, b->indicator) && a->programme == b->programme &&
           a->total == b->total && a->lacks == b->lacks && a->unknown == b->unknown &&
           a->empty == b->empty;
}

static size_t add_row_kind(pov_reading_table *t, const pov_meaning *m, bool *failed)
{
    for (size_t k = 0; k < t->row_kinds; k++) {
        if (same_meaning(&t->row_kind[k], m)) {
            return k;
        }
    }
    if (pov_grow(&t->row_kind, &t->row_kind_capacity, t->row_kinds + 1, sizeof *t->row_kind) !=
        POV_OK) {
        *failed = true;
        return 0;
    }
    t->row_kind[t->row_kinds] = *m;
    return t->row_kinds++;
}

static bool is_bare_meaning(const pov_meaning *m)
{
    return m->subject == POV_OF_NONE && m->indicator == NULL;
}

/* What an indicator's row says, with what rows above it say that it leaves out. */
static pov_meaning under_rows(const pov_meaning *last, const pov_meaning *m)
{
    pov_meaning whole = *m;

    if (!is_bare_meaning(m) || last->empty) {
        return whole;
    }
    if (pov_meaning_is_bare_rate(m)) {
        whole = *last;
        whole.said = POV_SAID_RATE;
        whole.scale = m->scale != POV_SCALE_NONE ? m->scale : POV_SCALE_PERCENT;
        return whole;
    }
    return pov_meaning_under(last, m);
}

/* Whether the cells of a second line of a unit are rates: decimals, none above 100. */
static bool looks_like_rates(const pov_reading_table *t, size_t row)
{
    const pov_source_row *record = &t->grid->row[row];
    bool decimals = false;

    for (size_t c = 0; c < record->count; c++) {
        const pov_source_cell *cell = &record->cell[c];
        if (!is_figure_column(t, c) || strpbrk(cell->text, "0123456789") == NULL) {
            continue;
        }
        const pov_meaning *m = &t->headings.column[c].meaning;
        if (m->said == POV_SAID_RATE || m->scale != POV_SCALE_NONE) {
            return false; /* the table has columns for rates */
        }
        const char *text = cell->text + strspn(cell->text, "( ");
        pov_stated stated;
        size_t length = strcspn(text, ")");
        if (pov_stated_read(text, length, POV_KIND_RATE, false, &stated, NULL) != POV_VALUE) {
            return false;
        }
        decimals = decimals || stated.digits > 0 || strchr(text, '%') != NULL;
    }
    return decimals;
}

static bool is_words_for_serial(const char *text)
{
    return text[0] != '\0' && !pov_is_serial(text);
}

typedef struct line_reader {
    loader *l;
    pov_scan scan;
    pov_meaning last; /* of indicator rows */
    const char *name; /* of the last unit */
    size_t outer;     /* column of the units above, or POV_NONE */
    const char *above;
    const char *unit; /* a head over years: "Xã A", then 2021, 2022, … */
    bool group_block; /* below "Phân theo dân tộc": its rows are groups */
    bool failed;
} line_reader;

/* Whether a block is one of groups: it names no kind of unit. */
static bool names_groups(line_reader *reader, const char *label)
{
    pov_scan_text(&reader->scan, label, strlen(label));
    for (size_t i = 0; i < reader->scan.count; i++) {
        const pov_token *token = &reader->scan.token[i];
        const char *word = pov_buffer_get(&reader->scan.text) + token->start;
        if (token->class == POV_PHRASE_UNIT &&
            (token->value != 2 || strncmp(word, "khu vực", strlen("khu vực")) != 0)) {
            return false; /* "Phân theo vùng", unlike "Phân theo khu vực" */
        }
    }
    return true;
}

/* The kind of row that a breakdown, a year or an indicator makes. */
/* Whether the label of a row names no unit but says how its figures are meant: "Tỷ lệ (%)", "Số
 * khẩu". *kind is that of its row. */
static bool says_only_how(line_reader *reader, const char *label, size_t *kind)
{
    pov_meaning m = pov_meaning_of(&reader->scan, label, strlen(label));
    const bool persons = m.counted == POV_COUNTED_PERSONS && m.subject == POV_OF_NONE &&
                         m.change == POV_CHANGE_NONE && m.group == NULL && m.indicator == NULL;

    if (m.empty || m.label != POV_LABEL_NONE || m.unknown || m.year.year != 0 || m.part ||
        !(persons || pov_meaning_is_bare_rate(&m))) {
        return false;
    }
    *kind = add_row_kind(reader->l->t, &m, &reader->failed);
    return true;
}

static size_t kind_of_row(line_reader *reader, const char *label, size_t row)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    pov_meaning m = {.empty = true};

    if (h->own) {
        return 0;
    }
    if (h->at[POV_LABEL_BREAKDOWN] != POV_NONE) {
        const char *text = keep_cell(
            reader->l, pov_grid_cell(t->grid, row, h->at[POV_LABEL_BREAKDOWN]), &reader->failed);
        m = pov_meaning_of(&reader->scan, text, strlen(text));
        m.label = POV_LABEL_NONE;
        if (h->at[POV_LABEL_BREAKDOWN] == h->at[POV_LABEL_INDICATOR]) {
            m = under_rows(&reader->last, &m);
            reader->last = m;
        }
    }
    if (h->main == h->at[POV_LABEL_YEAR] && h->main != POV_NONE) {
        pov_meaning year = pov_meaning_of(&reader->scan, label, strlen(label));
        m = m.empty ? year : m;
        m.year = year.year;
        m.label = POV_LABEL_NONE;
    } else if (h->main == h->at[POV_LABEL_INDICATOR] && h->main != POV_NONE) {
        pov_buffer text = {0};
        size_t measure = h->at[POV_LABEL_MEASURE];
        pov_buffer_text(&text, label);
        if (measure != POV_NONE) {
            pov_buffer_format(&text, " (%s)", pov_grid_cell(t->grid, row, measure).text);
        }
        m = pov_meaning_of(&reader->scan, pov_buffer_get(&text), text.length);
        m.label = POV_LABEL_NONE;
        m = under_rows(&reader->last, &m);
        reader->last = m;
        reader->failed = reader->failed || text.failed;
        pov_buffer_fini(&text);
    }
    reader->failed = reader->failed || reader->scan.failed;
    bool whole = m.counted == POV_COUNTED_HOUSEHOLDS ||
                 (m.counted == POV_COUNTED_NONE && m.said == POV_SAID_COUNT && !m.unknown);
    if (m.empty || (whole && is_bare_meaning(&m) && m.group == NULL && m.said != POV_SAID_RATE &&
                    m.scale == POV_SCALE_NONE && m.year.year == 0)) {
        return 0;
    }
    return add_row_kind(t, &m, &reader->failed);
}

static int rank_of_level(const char *text, bool *failed)
{
    const char *level = pov_level_known(text, failed);

    return level != NULL ? pov_level_rank(level) : 0;
}

/* Whether a text begins with a kind of unit: "Xã Tân Tiến". */
static bool is_place(const char *text, bool *failed)
{
    pov_buffer folded = {0};

    pov_text_fold(text, strlen(text), &folded);
    bool place = pov_unit_rank(pov_buffer_get(&folded), NULL) > 2;
    *failed = *failed || folded.failed;
    pov_buffer_fini(&folded);
    return place;
}

/* Whether the row has another year than the one above it, in a column of its own. */
static bool names_another_year(const pov_reading_table *t, size_t row)
{
    const size_t column = t->headings.at[POV_LABEL_YEAR];
    pov_year year[2];

    for (size_t i = 0; i < 2 && column != POV_NONE; i++) {
        pov_source_cell cell = pov_grid_cell(t->grid, row - i, column);
        if (row == 0 || pov_year_read(cell.text, cell.length, &year[i], NULL) != POV_VALUE) {
            return false;
        }
    }
    return column != POV_NONE && pov_year_compare(year[0], year[1]) != 0;
}

static pov_status read_line(line_reader *reader, size_t row, pov_error *err)
{
    loader *l = reader->l;
    pov_reading_table *t = l->t;
    const pov_headings *h = &t->headings;
    pov_line line = {.serial = "", .row = row, .owner = POV_NONE};
    pov_source_cell main = pov_grid_cell(t->grid, row, h->main);
    const char *label = keep_cell(l, main, &reader->failed);
    label = h->own ? label : without_marks(t, label, &reader->failed);
    const char *serial = h->serial != POV_NONE
                             ? keep_cell(l, pov_grid_cell(t->grid, row, h->serial), &reader->failed)
                             : "";
    for (size_t c = 0; c < h->main && c < h->count && serial[0] == '\0'; c++) {
        if (h->column[c].meaning.label == POV_LABEL_SERIAL && c != h->serial) {
            serial = keep_cell(l, pov_grid_cell(t->grid, row, c), &reader->failed);
        }
    }
    bool of_rows = h->main == h->at[POV_LABEL_YEAR] || h->main == h->at[POV_LABEL_INDICATOR];
    bool again = false, merged = false, by_serial = false;

    line.figures = row_has_figures(t, row);
    if (pov_cell_empty(label) && h->main != h->at[POV_LABEL_YEAR]) {
        label = "";
    }
    if (label[0] == '\0' && is_words_for_serial(serial)) {
        label = serial; /* where cells are merged, "Tổng cộng" may be in the number's column */
        by_serial = true;
        serial = "";
    }
    if (reader->outer != POV_NONE) {
        const char *outer =
            keep_cell(l, pov_grid_cell(t->grid, row, reader->outer), &reader->failed);
        if (outer[0] != '\0') {
            reader->above = outer;
        }
        if (label[0] == '\0') {
            label = outer;
        }
    }
    if (label[0] == '\0' && reader->name != NULL && !h->own && h->main == h->at[POV_LABEL_UNIT] &&
        names_another_year(t, row)) {
        label = reader->name; /* merged over its years */
        merged = true;
    }
    line.above = reader->above;
    line.serial = pov_is_serial(serial) ? serial : "";
    if (label[0] == '\0' && !line.figures && (!h->own || row_says_nothing(t, &t->grid->row[row]))) {
        return POV_OK;
    }
    size_t measure = 0;
    if (h->main == h->at[POV_LABEL_UNIT] && reader->name != NULL && line.serial[0] == '\0' &&
        line.figures && !h->own && says_only_how(reader, label, &measure)) {
        label = "";
    }
    size_t kind = label[0] == '\0' && measure > 0 ? measure : kind_of_row(reader, label, row);
    again = kind != 0 && !of_rows && !merged && reader->name != NULL &&
            strcmp(reader->name, label) == 0;
    if (of_rows) {
        if (!line.figures && h->main == h->at[POV_LABEL_YEAR] && is_place(label, &reader->failed)) {
            reader->unit = label;
        }
        line.kind = line.figures ? POV_LINE_MORE : POV_LINE_SKIP;
        line.name = t->unit;
        line.head = reader->unit;
    } else if (label[0] == '\0' || again) {
        line.kind = POV_LINE_MORE;
        line.name = "";
        if (kind == 0 && !again && h->at[POV_LABEL_BREAKDOWN] == POV_NONE) {
            pov_meaning rates = {.said = POV_SAID_RATE, .scale = POV_SCALE_PERCENT};
            if (h->own || t->tree.count == 0 || !looks_like_rates(t, row)) {
                line.nameless = true;
            } else {
                kind = add_row_kind(t, &rates, &reader->failed);
            }
        }
    } else if (h->own && h->at[POV_LABEL_PARENT] != POV_NONE) {
        line.kind = POV_LINE_UNIT; /* nothing is left to its name to say */
        line.name = label;
    } else {
        if (h->at[POV_LABEL_LEVEL] != POV_NONE) {
            line.rank = rank_of_level(pov_grid_cell(t->grid, row, h->at[POV_LABEL_LEVEL]).text,
                                      &reader->failed);
        }
        /* blanks before the name are a sign, so the text goes in with them */
        const char *raw = main.text[0] == ' ' || main.text[0] == '\t' ? main.text : label;
        const char *numbered = line.serial;
        pov_status status = pov_line_read(&line, raw == main.text ? raw : label, &t->arena, err);
        if (status != POV_OK) {
            return status;
        }
        if (raw == main.text) {
            line.name =
                keep_cell(l, (pov_source_cell){.text = line.name, .length = strlen(line.name)},
                          &reader->failed);
        }
        if (h->own) { /* names are as they are written */
            line.name = label;
            line.serial = numbered;
            const bool remark = by_serial && !line.figures && line.kind == POV_LINE_UNIT;
            line.kind = remark ? POV_LINE_SKIP : line.kind;
        }
        if (h->main == h->at[POV_LABEL_GROUP] && line.kind != POV_LINE_TOTAL) {
            if (line.group == NULL) {
                const char *name = line.name;
                name += strncmp(name, "Hộ ", strlen("Hộ ")) == 0 ? strlen("Hộ ") : 0;
                line.group = name;
            }
            line.kind = POV_LINE_GROUP;
            line.part = true;
        } else if (line.kind == POV_LINE_GROUP &&
                   (h->at[POV_LABEL_PARENT] != POV_NONE || h->at[POV_LABEL_GROUP] != POV_NONE)) {
            line.kind = POV_LINE_UNIT;
            line.group = NULL;
        }
        if (line.kind == POV_LINE_BLOCK) {
            reader->group_block = names_groups(reader, label);
        } else if (line.kind == POV_LINE_TOTAL) {
            reader->group_block = false;
        } else if (line.kind == POV_LINE_UNIT && reader->group_block && !t->lone) {
            line.kind = POV_LINE_GROUP;
            line.group = line.name;
            line.part = true;
        }
        if (line.kind == POV_LINE_UNIT || line.kind == POV_LINE_TOTAL) {
            reader->name = label;
        }
    }
    if (line.kind == POV_LINE_SKIP) {
        return POV_OK;
    }
    line.parent = POV_NONE;
    if (pov_grow(&t->tree.line, &t->tree.capacity, t->tree.count + 1, sizeof *t->tree.line) !=
        POV_OK) {
        return pov_no_memory(err);
    }
    t->line_kind[t->tree.count] = (uint16_t)kind;
    t->tree.line[t->tree.count++] = line;
    return POV_OK;
}

/* Where two columns name units, "Huyện" and "Xã", the units of the second are within those of the
 * first. */
static size_t outer_column(pov_headings *h)
{
    size_t first = h->at[POV_LABEL_UNIT];

    if (first == POV_NONE || h->main != first || h->at[POV_LABEL_PARENT] != POV_NONE || h->own) {
        return POV_NONE;
    }
    for (size_t c = first + 1; c < h->count; c++) {
        if (h->column[c].meaning.label == POV_LABEL_UNIT && h->column[c].filled) {
            int rank = h->column[first].rank, other = h->column[c].rank;
            bool recent = rank == other && h->column[c].recent && !h->column[first].recent;
            if (rank > 0 && other > 0 && (other < rank || recent)) {
                return c; /* "Province", then "Region"; "Xã cũ", then "Xã mới" */
            }
            h->main = c;
            return first;
        }
    }
    return POV_NONE;
}

/* Whether the first column names what is counted, not units: "Tổng số hộ", "Hộ nghèo". */
static bool rows_are_indicators(line_reader *reader, size_t column)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    size_t known = 0, rows = 0, units = 0, named = 0;

    for (size_t r = t->shape->body; r < t->shape->body_end && rows < 60; r++) {
        pov_source_cell cell = pov_grid_cell(t->grid, r, column);
        if (pov_cell_looks(&cell) != POV_LOOKS_WORDS) {
            continue;
        }
        pov_meaning m = pov_meaning_of(&reader->scan, cell.text, cell.length);
        pov_buffer folded = {0};
        pov_text_fold(cell.text, cell.length, &folded);
        named += pov_unit_rank(pov_buffer_get(&folded), NULL) > 2;
        reader->failed = reader->failed || folded.failed;
        pov_buffer_fini(&folded);
        rows++;
        known += !m.unknown && m.label == POV_LABEL_NONE &&
                 (m.subject > POV_OF_NONE || m.indicator != NULL || pov_meaning_is_bare_rate(&m) ||
                  m.change != POV_CHANGE_NONE);
        units += m.unknown;
    }
    if (column == h->at[POV_LABEL_INDICATOR] && h->at[POV_LABEL_MEASURE] != POV_NONE) {
        return known > 0 && named * 2 <= rows; /* among indicators of other fields, too */
    }
    return rows > 0 && known > units && known * 2 > rows;
}

/* A line that begins with # although the column holds names: a remark, or a row left out? */
static pov_status refuse_remark(loader *l, size_t row, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    if (!row_has_figures(l->t, row)) {
        return POV_OK;
    }
    (void)pov_fail(&problem, POV_ERR_DATA, "a row that begins with #: a remark?");
    pov_error_hint(&problem, "take the line out, or the # where it is a row like the others");
    return add_problem(l, &problem, l->grid->row[row].line, POV_NONE, err);
}

static pov_status read_lines(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_headings *h = &t->headings;
    line_reader reader = {.l = l, .outer = POV_NONE, .last = {.empty = true}};
    size_t rows = t->shape->body_end - t->shape->body;
    pov_status status = POV_OK;

    if (t->line_kind == NULL) {
        rows = rows > POV_READING_ROWS ? rows : POV_READING_ROWS;
        t->line_kind = pov_arena_alloc(&t->arena, (rows + 1) * sizeof *t->line_kind);
    }
    if (t->line_kind == NULL) {
        return pov_no_memory(err);
    }
    if (h->main != POV_NONE && !h->own) {
        bool indicators = rows_are_indicators(&reader, h->main);
        if (indicators && h->main == h->at[POV_LABEL_UNIT]) {
            h->at[POV_LABEL_UNIT] = POV_NONE;
            h->at[POV_LABEL_INDICATOR] = h->main;
        } else if (!indicators && h->main == h->at[POV_LABEL_INDICATOR]) {
            h->at[POV_LABEL_INDICATOR] = POV_NONE;
            h->at[POV_LABEL_UNIT] = h->main;
        }
    }
    t->lone = h->main != h->at[POV_LABEL_UNIT];
    if (!t->lone && !h->own && h->at[POV_LABEL_BREAKDOWN] == POV_NONE &&
        h->at[POV_LABEL_INDICATOR] != POV_NONE &&
        rows_are_indicators(&reader, h->at[POV_LABEL_INDICATOR])) {
        h->at[POV_LABEL_BREAKDOWN] = h->at[POV_LABEL_INDICATOR]; /* several lines a unit */
    }
    reader.outer = outer_column(h);
    pov_meaning nothing = {.empty = true};
    (void)add_row_kind(t, &nothing, &reader.failed);
    for (size_t r = t->shape->body; r < t->shape->body_end && status == POV_OK; r++) {
        const pov_source_row *record = &t->grid->row[r];
        if (row_is_blank(record) || row_is_repeated(t, r) ||
            (!h->own && row_is_page(record) &&
             (r + 1 == t->shape->body_end || row_is_repeated(t, r + 1)))) {
            continue;
        }
        if (!row_has_figures(t, r) && row_signs(h, record, &reader.failed)) {
            l->signature = record->line;
            continue;
        }
        if (h->own && record->cell[0].text[0] == '#' && h->serial != 0) {
            status = refuse_remark(l, r, err);
            continue;
        }
        if (l->signature > 0 && !row_has_figures(t, r)) {
            continue; /* the signers' names */
        }
        if (l->signature > 0) {
            pov_error problem = POV_ERROR_INIT;
            (void)pov_fail(&problem, POV_ERR_DATA, "figures below the signature on line %zu",
                           l->signature);
            pov_error_hint(&problem, "put each table in a file of its own");
            status = add_problem(l, &problem, record->line, POV_NONE, err);
            break;
        }
        status = read_line(&reader, r, err);
    }
    bool failed = reader.failed || reader.scan.failed;
    pov_scan_fini(&reader.scan);
    return failed ? pov_no_memory(err) : status;
}

/* ---- items ---- */

/* The meaning of a quantity, for columns that --column chose. */
static pov_meaning meaning_of_quantity(pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    pov_meaning m = {.counted = POV_COUNTED_HOUSEHOLDS, .said = POV_SAID_COUNT};

    m.subject = info->subject == POV_MEASURE_NEAR_POOR ? POV_OF_NEAR_POOR
                : info->subject == POV_MEASURE_MULTI   ? POV_OF_MULTI_POOR
                : info->subject == POV_MEASURE_POOR || info->subject == POV_SUBJECT_POOR_PERSONS
                    ? POV_OF_POOR
                    : POV_OF_ALL;
    if (info->subject == POV_SUBJECT_PERSONS || info->subject == POV_SUBJECT_POOR_PERSONS) {
        m.counted = POV_COUNTED_PERSONS;
    }
    switch (info->aspect) {
    case POV_RATE:
        m.said = POV_SAID_RATE;
        break;
    case POV_PP:
        m.said = POV_SAID_POINTS;
        m.change = POV_CHANGE_CUT;
        break;
    case POV_REDUCTION:
        m.change = POV_CHANGE_CUT;
        break;
    case POV_RELATIVE:
        m.change = POV_CHANGE_CUT;
        m.said = POV_SAID_RELATIVE;
        break;
    case POV_REMAINING:
        m.change = POV_CHANGE_LEFT;
        break;
    case POV_REMAINING_SHARE:
        m.change = POV_CHANGE_LEFT;
        m.said = POV_SAID_RATE;
        break;
    case POV_FLOW:
        m.subject = quantity == POV_FROM_NEAR_POOR ? POV_OF_NEAR_POOR : m.subject;
        do {
            m.change = m.change == POV_CHANGE_NONE ? POV_FLOW_ESCAPED : m.change + 1;
        } while (m.change <= POV_FLOW_UP &&
                 pov_meaning_quantity(&m, info->subject == POV_MEASURE_NEAR_POOR, false) !=
                     quantity);
        if (m.change > POV_FLOW_UP) { /* the count at the start */
            m.change = POV_CHANGE_NONE;
            m.moment = POV_AT_START;
        }
        break;
    default:
        break;
    }
    return m;
}

/* A column's meaning in rows of a kind. */
static pov_meaning meaning_in_row(const pov_meaning *column, const pov_meaning *row)
{
    pov_meaning m = *column;

    if (row->empty && row->year.year == 0 && row->said == POV_SAID_NONE) {
        return m;
    }
    if (row->subject != POV_OF_NONE || row->indicator != NULL || row->change != POV_CHANGE_NONE) {
        return pov_meaning_under(row, column);
    }
    if (row->year.year != 0 && m.year.year == 0) {
        m.year = row->year;
    }
    if (row->counted == POV_COUNTED_PERSONS) {
        m.counted = POV_COUNTED_PERSONS;
        m.scale = POV_SCALE_NONE;
        m.subject = m.subject == POV_OF_ALL_WEAK ? POV_OF_ALL : m.subject;
    }
    if (row->said == POV_SAID_RATE || row->scale == POV_SCALE_PERCENT) {
        m.said = POV_SAID_RATE;
        m.scale = POV_SCALE_PERCENT;
    }
    if (row->group != NULL) {
        m.unknown = m.unknown || (m.group != NULL && !pov_same_text(m.group, row->group));
        m.group = row->group;
    }
    m.unknown = m.unknown || row->unknown;
    return m;
}

/* Of whom a flow is that does not say it: of the start to its left, or of the title. */
static bool is_near(const pov_reading_table *t, const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;
    bool moves = m->change == POV_FLOW_BECAME || m->change == POV_FLOW_TO_POOR ||
                 m->change == POV_FLOW_TO_NEAR;

    if (m->context == POV_OF_POOR || m->context == POV_OF_NEAR_POOR) {
        return m->context == POV_OF_NEAR_POOR;
    }
    if (!moves && (m->subject == POV_OF_POOR || m->subject == POV_OF_NEAR_POOR)) {
        return m->subject == POV_OF_NEAR_POOR;
    }
    for (size_t c = item->column; c-- > 0;) {
        const pov_meaning *left = &t->headings.column[c].meaning;
        if (left->label == POV_LABEL_NONE && !left->unknown && !pov_meaning_is_flow(left) &&
            (left->subject == POV_OF_POOR || left->subject == POV_OF_NEAR_POOR)) {
            return left->subject == POV_OF_NEAR_POOR;
        }
    }
    return t->headings.title.meaning.subject == POV_OF_NEAR_POOR;
}

static bool is_held(const pov_table_item *item)
{
    const pov_meaning *m = &item->meaning;

    return pov_meaning_quantity(m, item->near, false) < POV_QUANTITY_COUNT ||
           pov_meaning_quantity(m, item->near, true) < POV_QUANTITY_COUNT ||
           (m->change == POV_FLOW_OVER && !item->near);
}

/* Whether no figure's column needs its heading understood, but those that are refused. */
static bool is_direct(const pov_headings *h)
{
    for (size_t c = 0; c < h->count; c++) {
        const pov_table_column *column = &h->column[c];
        if (column->meaning.label == POV_LABEL_NONE && column->chosen == POV_NONE &&
            !column->meaning.unknown && !column->meaning.empty) {
            return false;
        }
    }
    return h->own;
}

/* All that a row states is of the years that it names. */
static void make_direct(const pov_reading_table *t, pov_table_item *item)
{
    const pov_table_column *column = &t->headings.column[item->column];

    if (column->meaning.label != POV_LABEL_NONE || column->meaning.empty) {
        item->why = "";
    } else if (column->chosen == POV_NONE) {
        item->why = column->why != NULL ? column->why : POV_TEXT("its heading is not known");
    } else {
        item->slot[item->slots++] =
            (pov_slot){0, (uint8_t)pov_column_get(column->chosen)->quantity};
    }
}

static pov_status make_items(pov_reading_table *t, pov_error *err)
{
    const pov_headings *h = &t->headings;

    const size_t years = h->at[POV_LABEL_YEAR];
    const bool rows_have_years = years != POV_NONE && years != h->main;

    t->item = pov_arena_alloc(&t->arena, (t->row_kinds * h->count + 1) * sizeof *t->item);
    if (t->item == NULL) {
        return pov_no_memory(err);
    }
    for (size_t k = 0; k < t->row_kinds; k++) {
        for (size_t c = 0; c < h->count; c++) {
            const pov_table_column *column = &h->column[c];
            pov_table_item *item = &t->item[t->items++];
            *item = (pov_table_item){.column = c, .kind = k, .second = POV_QUANTITY_COUNT};
            item->meaning = column->meaning;
            if (t->direct) {
                make_direct(t, item);
                continue;
            }
            if (column->meaning.label != POV_LABEL_NONE || !column->filled) {
                item->why = "";
                continue;
            }
            if (column->chosen != POV_NONE) {
                item->meaning = meaning_of_quantity(pov_column_get(column->chosen)->quantity);
                item->meaning.year = column->meaning.year;
            }
            if (rows_have_years) { /* each row names its own */
                item->meaning.year = (pov_year){0, 0};
            }
            item->meaning = meaning_in_row(&item->meaning, &t->row_kind[k]);
            if (item->meaning.indicator != NULL && t->headings.title.meaning.lacks) {
                item->meaning.lacks = true;
            }
            item->near = pov_meaning_is_flow(&item->meaning) && is_near(t, item);
            item->scale = (uint8_t)item->meaning.scale;
            if (column->why != NULL) {
                item->why = column->why;
            } else if (item->meaning.unknown || item->meaning.empty) {
                item->why = POV_TEXT("its heading is not known");
            } else if (!is_held(item)) {
                item->why = POV_TEXT("povcalc holds no such figure");
            }
        }
    }
    return POV_OK;
}

/* A table of indicators is of deprivation; its other counts are those of its populations. */
static void find_kind(pov_reading_table *t)
{
    t->holds =
        t->headings.at[POV_LABEL_INDICATOR_ID] != POV_NONE ? POV_FILE_DEPRIVATION : POV_FILE_PLAN;
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL && t->item[i].meaning.indicator != NULL) {
            t->holds = POV_FILE_DEPRIVATION;
        }
    }
}

/* "Trở thành cận nghèo" and "vượt chuẩn cận nghèo" are all that escaped, where no column has them
 * together. */
static void join_escapes(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *over = &t->item[i];
        bool together = false;
        if (over->why != NULL || over->meaning.change != POV_FLOW_OVER) {
            continue;
        }
        for (size_t k = 0; k < t->items; k++) {
            together = together || (t->item[k].why == NULL && t->item[k].kind == over->kind &&
                                    t->item[k].near == over->near &&
                                    t->item[k].meaning.change == POV_FLOW_ESCAPED);
        }
        for (size_t k = 0; k < t->items && over->near && together; k++) {
            pov_table_item *all = &t->item[k]; /* with those who became poor: not held as one */
            if (all->kind == over->kind && all->near && all->meaning.change == POV_FLOW_ESCAPED &&
                all->why == NULL) {
                all->why = POV_TEXT("its parts are in other columns");
            }
        }
        for (size_t k = 0; k < t->items && !together && !over->near; k++) {
            pov_table_item *other = &t->item[k];
            if (other->why == NULL && other->kind == over->kind && other->slots > 0 &&
                other->meaning.change == POV_FLOW_TO_NEAR && other->slots + 1 < POV_SLOTS_MAX) {
                pov_slot slot = {other->slot[0].frame, POV_ESCAPED};
                other->slot[other->slots++] = slot;
                over->slot[over->slots++] = slot;
                break;
            }
        }
        if (over->slots == 0) {
            over->why = POV_TEXT("povcalc holds no such figure");
        }
    }
}

/* ---- two columns for one figure ---- */

static bool share_slot(const pov_reading_table *t, const pov_table_item *a, const pov_table_item *b,
                       pov_quantity *quantity)
{
    if (!pov_same_text(a->meaning.group, b->meaning.group) ||
        a->meaning.standard != b->meaning.standard || a->kind != b->kind ||
        !pov_same_text(t->headings.column[a->column].place, t->headings.column[b->column].place) ||
        !pov_same_text(a->meaning.indicator, b->meaning.indicator) ||
        (a->meaning.indicator != NULL && a->meaning.subject != b->meaning.subject)) {
        return false;
    }
    for (size_t i = 0; i < a->slots; i++) {
        for (size_t k = 0; k < b->slots; k++) {
            if (a->slot[i].frame == b->slot[k].frame &&
                a->slot[i].quantity == b->slot[k].quantity &&
                !(a->slot[i].quantity == POV_ESCAPED &&
                  (a->meaning.change == POV_FLOW_OVER || b->meaning.change == POV_FLOW_OVER))) {
                *quantity = (pov_quantity)a->slot[i].quantity;
                return true;
            }
        }
    }
    return false;
}

static bool same_cells(const pov_reading_table *t, size_t a, size_t b)
{
    for (size_t r = t->shape->body; r < t->shape->body_end; r++) {
        if (strcmp(pov_grid_cell(t->grid, r, a).text, pov_grid_cell(t->grid, r, b).text) != 0) {
            return false;
        }
    }
    return true;
}

/* Whether --column chose it. */
static bool is_choice(const pov_table_column *column)
{
    return column->chosen != POV_NONE && !column->own;
}

static pov_status refuse_second(loader *l, size_t first, size_t second, const char *name,
                                pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "means the column %s, as \"%s\" in column %zu does",
                   name, h->column[first].heading, first + 1);
    if (h->column[second].meaning.label == POV_LABEL_UNIT) {
        pov_error_hint(&problem, "of a list of units under others, say which is which: --column "
                                 "unit=HEADING --column parent=HEADING");
    } else {
        pov_error_hint(&problem, "--column %s=HEADING says which one is meant", name);
    }
    return add_problem(l, &problem, h->line, second, err);
}

/* Below povcalc's own headings no two columns name the row. */
static pov_status refuse_second_labels(loader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK && h->own; c++) {
        const pov_label label = h->column[c].meaning.label;
        const size_t first = label != POV_LABEL_NONE ? h->at[label] : c;
        if (first != c && label != POV_LABEL_IGNORED && label != POV_LABEL_SERIAL &&
            label != POV_LABEL_COMPUTED) {
            const size_t column = h->column[h->column[c].chosen != POV_NONE ? c : first].chosen;
            status = refuse_second(l, first, c,
                                   column != POV_NONE ? pov_column_get(column)->info.name
                                                      : h->column[first].heading,
                                   err);
        }
    }
    return status;
}

static pov_status settle_doubles(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status = refuse_second_labels(l, err);

    for (size_t i = 0; i < t->items && status == POV_OK; i++) {
        for (size_t k = 0; k < i && status == POV_OK; k++) {
            pov_table_item *first = &t->item[k], *second = &t->item[i];
            pov_quantity quantity = POV_QUANTITY_COUNT;
            if (first->why != NULL || second->why != NULL ||
                !share_slot(t, first, second, &quantity)) {
                continue;
            }
            bool chosen = is_choice(&t->headings.column[first->column]);
            bool other = is_choice(&t->headings.column[second->column]);
            if (chosen != other) {
                (chosen ? second : first)->why = chosen_over;
            } else if (!t->headings.own && same_cells(t, first->column, second->column)) {
                second->why = POV_TEXT("the same figures are in another column");
            } else {
                second->why = "";
                status = refuse_second(l, first->column, second->column,
                                       pov_quantity_get(quantity)->name, err);
            }
        }
    }
    return status;
}

/* What an item's figures are, as far as its heading says it alone. */
static pov_quantity quantity_of(const pov_reading_table *t, const pov_table_item *item)
{
    const size_t chosen = t->headings.column[item->column].chosen;

    return chosen != POV_NONE ? pov_column_get(chosen)->quantity
                              : pov_meaning_quantity(&item->meaning, item->near, false);
}

/* A column that --column chose takes the place of all that mean the same. */
static void prefer_chosen(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *chosen = &t->item[i];
        if (!is_choice(&t->headings.column[chosen->column]) || chosen->why != NULL) {
            continue;
        }
        pov_quantity quantity = pov_column_get(t->headings.column[chosen->column].chosen)->quantity;
        for (size_t k = 0; k < t->items; k++) {
            pov_table_item *other = &t->item[k];
            if (other->why == NULL && !is_choice(&t->headings.column[other->column]) &&
                other->meaning.group == NULL && other->meaning.standard == 0 &&
                quantity_of(t, other) == quantity) {
                other->why = chosen_over;
            }
        }
    }
}

/* ---- cells with two figures ---- */

static void find_seconds(pov_reading_table *t)
{
    for (size_t i = 0; i < t->items; i++) {
        pov_table_item *item = &t->item[i];
        if (item->why != NULL || !t->headings.column[item->column].two || item->slots == 0) {
            continue;
        }
        size_t r = t->shape->body;
        pov_source_cell sample = pov_grid_cell(t->grid, r, item->column);
        while (r + 1 < t->shape->body_end && pov_cell_looks(&sample) != POV_LOOKS_NUMBER) {
            sample = pov_grid_cell(t->grid, ++r, item->column);
        }
        const char *cell = sample.text;
        pov_quantity first = (pov_quantity)item->slot[0].quantity;
        const pov_quantity_info *info = pov_quantity_get(first);
        pov_quantity second = POV_QUANTITY_COUNT;
        if (info->subject < POV_MEASURE_COUNT && info->kind == POV_KIND_COUNT) {
            bool left = info->aspect == POV_REMAINING;
            if (strchr(cell, '(') != NULL) {
                second = pov_quantity_of(info->subject, left ? POV_REMAINING_SHARE : POV_RATE);
                second = info->aspect == POV_REDUCTION ? POV_QUANTITY_COUNT : second;
            } else {
                second = left ? POV_TARGET_HOUSEHOLDS : POV_HOUSEHOLDS;
            }
        }
        if (second == POV_QUANTITY_COUNT) {
            item->why = POV_TEXT("two figures in a cell");
            continue;
        }
        item->second = (uint8_t)second;
        size_t slots = item->slots;
        for (size_t s = 0; s < slots && item->slots < POV_SLOTS_MAX; s++) {
            item->slot[item->slots++] = (pov_slot){item->slot[s].frame, (uint8_t)second};
        }
    }
}

/* ---- the tree ---- */

static const pov_table_item *item_of(const pov_reading_table *t, size_t kind, size_t column)
{
    return &t->item[kind * t->headings.count + column];
}

/* The counts that parts add up to: of all rows, of the whole unit. */
static size_t choose_sums(const pov_reading_table *t, const pov_table_item **sum)
{
    size_t count = 0;

    for (size_t c = 0; c < t->headings.count && count < POV_TREE_SUMS; c++) {
        const pov_table_item *item = item_of(t, 0, c);
        if (item->why != NULL || item->slots == 0 || item->meaning.group != NULL) {
            continue;
        }
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)item->slot[0].quantity);
        if (info->kind == POV_KIND_COUNT && info->subject != POV_SUBJECT_PERSONS &&
            info->subject != POV_SUBJECT_POOR_PERSONS) {
            sum[count++] = item;
        }
    }
    return count;
}

static void read_sums(pov_reading_table *t)
{
    const pov_table_item *sum[POV_TREE_SUMS];
    size_t sums = choose_sums(t, sum);

    for (size_t i = 0; i < t->tree.count; i++) {
        pov_line *line = &t->tree.line[i];
        if (t->line_kind[i] != 0) {
            continue;
        }
        for (size_t k = 0; k < sums; k++) {
            pov_source_cell cell = pov_grid_cell(t->grid, line->row, sum[k]->column);
            pov_stated stated;
            bool missing = false;
            line->has[k] = pov_table_item_read(sum[k], (pov_quantity)sum[k]->slot[0].quantity,
                                               &cell, &stated, &missing, NULL) &&
                           !missing && stated.qualifier == POV_EXACTLY;
            line->sum[k] = line->has[k] ? stated.face : 0;
        }
    }
}

/* ---- rows that do not fit the headings ---- */

static pov_status refuse_count(loader *l, const pov_source_row *row, pov_error *err)
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
    return add_problem(l, &problem, row->line, POV_NONE, err);
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
 * A row that ends early may have lost a separator, and then its figures stand in the wrong columns.
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
        const pov_table_item *item = item_of(t, 0, c);
        if (item->why == NULL && item->slots > 0 && item->slot[0].quantity == (uint8_t)count &&
            item->slot[0].frame == rate->slot[0].frame &&
            pov_same_text(item->meaning.group, rate->meaning.group)) {
            return c;
        }
    }
    return POV_NONE;
}

static pov_status start_cuts(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_cut_field *field = pov_arena_alloc(&t->arena, (t->headings.count + 1) * sizeof *field);

    if (field == NULL) {
        return pov_no_memory(err);
    }
    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_item *item = item_of(t, 0, c);
        field[c] = (pov_cut_field){.part = POV_NONE,
                                   .whole = POV_NONE,
                                   .own = pov_cut_is_own(t->headings.column[c].heading)};
        /* our own output ends with numbers of lines: nothing was moved there */
        field[c].figure = strcmp(t->headings.column[c].heading, "line") == 0;
        if (item->why != NULL || item->slots == 0) {
            continue;
        }
        pov_quantity quantity = (pov_quantity)item->slot[0].quantity;
        field[c].figure = true;
        field[c].kind = pov_quantity_get(quantity)->kind;
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

static pov_status refuse_cut(loader *l, const pov_cut *cut, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    pov_cut_refuse(&l->cuts, cut, &problem);
    return pov_cut_is_note(cut) ? add_note(l, &problem, cut->line, err)
                                : add_problem(l, &problem, cut->line, cut->field, err);
}

/* Whether a row has one cell more than the headings, and something in the first. */
static bool has_one_more(const pov_reading_table *t, size_t line)
{
    const pov_source_row *row = &t->grid->row[t->tree.line[line].row];

    return row->count == t->headings.count + 1 && row->cell[0].length > 0 && is_long(t, row);
}

void pov_reading_refuse_short_header(size_t count, size_t line, char separator, bool has_unit,
                                     pov_error *problem)
{
    (void)pov_fail(problem, POV_ERR_DATA, "the header has %zu cells, the rows below it have %zu",
                   count, count + 1);
    pov_error_hint(problem,
                   "is the first column without a heading? Begin line %zu with one, for example "
                   "%s%c",
                   line, has_unit ? "STT" : "unit", separator);
}

static pov_status refuse_short_header(loader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error problem = POV_ERROR_INIT;

    pov_reading_refuse_short_header(h->count, h->line, l->separator, h->main != POV_NONE, &problem);
    return add_problem(l, &problem, h->line, POV_NONE, err);
}

static bool seeks_cuts(const loader *l)
{
    return l->cuts.field != NULL;
}

static pov_status check_rows(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status = POV_OK;

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

static pov_status judge_cuts(loader *l, pov_error *err)
{
    size_t found = seeks_cuts(l) ? pov_cuts_judge(&l->cuts) : 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < found && status == POV_OK; i++) {
        status = refuse_cut(l, &l->cuts.suspect[i], err);
    }
    pov_cuts_fini(&l->cuts);
    return status;
}

/* ---- drafts ---- */

/* Where it is printed makes no difference. */
static bool same_number(const pov_stated *a, const pov_stated *b)
{
    return a->face == b->face && a->face_high == b->face_high && a->digits == b->digits &&
           a->qualifier == b->qualifier && a->years == b->years;
}

static pov_status keep_draft(loader *l, const draft_at *at, pov_error *err)
{
    for (size_t i = 0; i < l->kept_count; i++) {
        draft_at *kept = &l->kept[i];
        pov_row_draft *a = &kept->draft;
        const pov_row_draft *b = &at->draft;
        if (!pov_same_text(a->unit, b->unit) || !pov_same_text(a->parent, b->parent) ||
            !pov_same_text(a->group, b->group) || !pov_same_text(a->standard, b->standard) ||
            !pov_same_text(a->indicator, b->indicator) ||
            !pov_same_text(a->population, b->population) || !pov_same_text(a->counts, b->counts) ||
            pov_year_compare(a->year, b->year) != 0 ||
            pov_year_compare(a->target_year, b->target_year) != 0 || a->kind != b->kind) {
            continue;
        }
        bool equal = true;
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            equal = equal && (!pov_set_has(a->stated_set & b->stated_set, (pov_quantity)q) ||
                              same_number(&a->stated[q], &b->stated[q]));
        }
        if (!equal) {
            continue;
        }
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (pov_set_has(b->stated_set, (pov_quantity)q)) {
                a->stated[q] = b->stated[q];
            }
        }
        a->stated_set |= b->stated_set;
        return POV_OK;
    }
    if (pov_grow(&l->kept, &l->kept_capacity, l->kept_count + 1, sizeof *l->kept) != POV_OK) {
        return pov_no_memory(err);
    }
    l->kept[l->kept_count++] = *at;
    return POV_OK;
}

static const char *copy(loader *l, const char *text, bool *failed)
{
    if (text == NULL) {
        return NULL;
    }
    const char *kept = pov_arena_text(&l->plan->arena, text, strlen(text));
    *failed = *failed || kept == NULL;
    return kept;
}

/* The population of a deprivation figure: NULL for a figure of a plan. */
static const char *population_of(const pov_reading_table *t, const pov_table_item *item)
{
    pov_subject subject = item->meaning.subject;

    if (item->meaning.indicator == NULL) {
        return NULL;
    }
    subject = subject >= POV_OF_POOR ? subject : t->headings.title.meaning.subject;
    return subject == POV_OF_NEAR_POOR    ? "near_poor"
           : subject == POV_OF_MULTI_POOR ? "poor_and_near_poor"
                                          : "poor";
}

/* How many households a population has: deprivation rows of the unit state it too. */
static void keep_people(loader *l, const char *group, pov_quantity quantity,
                        const pov_stated *stated)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);

    if (group == NULL && info->aspect == POV_COUNT && info->kind == POV_KIND_COUNT &&
        info->subject < POV_MEASURE_COUNT) {
        l->people[info->subject] = *stated;
        l->has_people[info->subject] = true;
    }
}

static void name_people(loader *l)
{
    static const char *const names[] = {"poor", "near_poor", "poor_and_near_poor"};

    for (size_t i = 0; i < l->drafts; i++) {
        pov_row_draft *d = &l->draft[i].draft;
        for (int m = 0; m < POV_MEASURE_COUNT && d->indicator != NULL; m++) {
            if (l->has_people[m] && pov_same_text(d->population, names[m]) &&
                l->draft[i].key.group == NULL) {
                d->stated[POV_HOUSEHOLDS] = l->people[m];
                d->stated_set |= pov_set_of(POV_HOUSEHOLDS);
            }
        }
    }
    memset(l->has_people, 0, sizeof l->has_people);
    if (l->t->lone && l->t->headings.title.poor >= 0) {
        int64_t poor = l->t->headings.title.poor;
        l->people[POV_MEASURE_POOR] = (pov_stated){.face = poor, .face_high = poor};
        l->has_people[POV_MEASURE_POOR] = true;
    }
}

/* The column that a draft's figure is from. */
static size_t column_of_figure(const loader *l, const draft_at *at, pov_quantity quantity)
{
    const pov_reading_table *t = l->t;

    for (size_t i = 0; i < t->items; i++) {
        for (size_t s = 0; t->item[i].why == NULL && s < t->item[i].slots; s++) {
            if (t->item[i].slot[s].quantity == (uint8_t)quantity &&
                t->item[i].slot[s].frame == at->frame) {
                return t->item[i].column;
            }
        }
    }
    return POV_NONE;
}

/* Rates beside their counts, 0.0797 for 7.97%; and figures per year, of how many years? */
static pov_status check_draft(loader *l, draft_at *at, pov_error *err)
{
    const pov_row_draft *d = &at->draft;
    pov_status status = POV_OK;
    pov_error years = POV_ERROR_INIT;

    for (size_t i = 0; i < POV_RATIO_COUNT && status == POV_OK; i++) {
        pov_quantity rate = pov_ratios[i].rate;
        if (!pov_set_has(d->stated_set, rate) || !pov_set_has(d->stated_set, pov_ratios[i].count) ||
            !pov_set_has(d->stated_set, pov_ratios[i].households) ||
            !pov_rate_is_fraction(&d->stated[rate], &d->stated[pov_ratios[i].count],
                                  &d->stated[pov_ratios[i].households])) {
            continue;
        }
        size_t column = column_of_figure(l, at, rate);
        const char *cell = "";
        for (size_t k = 0; k < l->t->tree.count; k++) {
            if (l->grid->row[l->t->tree.line[k].row].line == d->line) {
                cell = pov_grid_cell(l->grid, l->t->tree.line[k].row, column).text;
            }
        }
        if (column == POV_NONE || strchr(cell, '%') != NULL || strchr(cell, '(') != NULL) {
            continue; /* "0,08%" is no fraction, only wrong */
        }
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "expected a rate in percent, found \"%s\"", cell);
        pov_error_hint(&problem, "a fraction? 100 times it fits the row's counts");
        status = add_problem(l, &problem, d->line, column, err);
    }
    if (status == POV_OK && pov_draft_count_years(&at->draft, &years) != POV_OK) {
        pov_quantity quantity = pov_quantity_find(years.field);
        years.field[0] = '\0';
        status = add_problem(l, &years, d->line, column_of_figure(l, at, quantity), err);
    }
    return status;
}

static const char *heading_of(const loader *l, const draft_at *at, pov_quantity quantity)
{
    size_t c = column_of_figure(l, at, quantity);

    return c < l->t->headings.count ? l->t->headings.column[c].heading : NULL;
}

static pov_status read_multi(loader *l, draft_at *at, pov_error *err)
{
    const pov_quantity_set multi = pov_set_of(POV_MULTI_POOR) | pov_set_of(POV_MULTI_POOR_RATE);
    pov_error note = POV_ERROR_INIT;
    bool taken;

    if ((at->draft.stated_set & multi) == 0) {
        return POV_OK;
    }
    if (pov_multi_read(&at->draft, heading_of(l, at, POV_MULTI_POOR),
                       heading_of(l, at, POV_MULTI_POOR_RATE), &taken, &note) != POV_OK) {
        return pov_no_memory(err);
    }
    if (!taken || l->told_multi) {
        return POV_OK;
    }
    l->told_multi = true;
    return add_note(l, &note, at->draft.line, err);
}

static pov_status flush(loader *l, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_LABEL_COUNT; i++) {
        if (l->text[i].failed) {
            return pov_no_memory(err);
        }
    }

    if (l->t->holds == POV_FILE_DEPRIVATION) {
        name_people(l);
    }

    for (size_t i = 0; i < l->drafts && status == POV_OK; i++) {
        status = check_draft(l, &l->draft[i], err);
        if (status == POV_OK) {
            status = read_multi(l, &l->draft[i], err);
        }
    }
    for (size_t i = 0; i < l->drafts && status == POV_OK && l->first.code == POV_OK; i++) {
        draft_at *at = &l->draft[i];
        if (l->several) {
            pov_row_draft *d = &at->draft;
            bool failed = false;
            d->unit = copy(l, d->unit, &failed);
            d->parent = copy(l, d->parent, &failed);
            d->level = copy(l, d->level, &failed);
            d->group = copy(l, d->group, &failed);
            d->standard = copy(l, d->standard, &failed);
            d->source = copy(l, d->source, &failed);
            d->note = copy(l, d->note, &failed);
            status = failed ? pov_no_memory(err) : keep_draft(l, at, err);
        } else {
            status = pov_plan_add_row(l->plan, &at->draft, err);
        }
    }
    l->drafts = 0;
    return status;
}

static draft_at *draft_of(loader *l, size_t frame, const row_key *key)
{
    for (size_t i = 0; i < l->drafts; i++) {
        draft_at *at = &l->draft[i];
        if (at->frame == frame && pov_same_text(at->key.place, key->place) &&
            pov_same_text(at->key.group, key->group) &&
            pov_same_text(at->key.standard, key->standard) &&
            pov_same_text(at->key.indicator, key->indicator) &&
            pov_same_text(at->key.population, key->population)) {
            return at;
        }
    }
    if (pov_grow(&l->draft, &l->draft_capacity, l->drafts + 1, sizeof *l->draft) != POV_OK) {
        return NULL;
    }
    draft_at *at = &l->draft[l->drafts++];
    const pov_frame *f = frame < l->t->frames ? &l->t->frame[frame] : &(pov_frame){0};
    memset(at, 0, sizeof *at);
    at->frame = frame;
    at->key = *key;
    at->draft.indicator = key->indicator;
    at->draft.population = key->population;
    at->draft.year = f->year.year != 0 ? f->year : l->year;
    at->draft.target_year = f->target.year != 0 ? f->target : l->target;
    at->draft.kind = l->has_kind ? l->kind : f->kind;
    return at;
}

static const char *text_at(loader *l, pov_label label, size_t row)
{
    size_t column = l->t->headings.at[label];
    pov_buffer *text = &l->text[label];

    if (column == POV_NONE || column == l->t->headings.main) {
        return NULL;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    pov_buffer_clear(text);
    pov_cell_text(cell.text, cell.length, text);
    return pov_cell_empty(pov_buffer_get(text)) ? NULL : pov_buffer_get(text);
}

static pov_status read_year(loader *l, pov_label label, size_t row, pov_year *year, pov_error *err)
{
    size_t column = l->t->headings.at[label];
    pov_error problem = POV_ERROR_INIT;

    *year = (pov_year){0, 0};
    if (column == POV_NONE || column == l->t->headings.main) {
        return POV_OK;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    return pov_year_read(cell.text, cell.length, year, &problem) == POV_INVALID
               ? add_problem(l, &problem, l->grid->row[row].line, column, err)
               : POV_OK;
}

static pov_status read_row_kind(loader *l, size_t row, pov_error *err)
{
    size_t column = l->t->headings.at[POV_LABEL_KIND];
    pov_end kind = POV_END_PLAN;

    l->has_kind = false;
    if (column == POV_NONE) {
        return POV_OK;
    }
    pov_source_cell cell = pov_grid_cell(l->grid, row, column);
    if (pov_cell_empty(cell.text)) {
        return POV_OK;
    }
    if (pov_end_read(cell.text, &kind) != POV_OK) {
        return pov_no_memory(err);
    }
    if (kind == POV_END_COUNT) {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "expected plan, outcome or estimate, found \"%s\"",
                       cell.text);
        return add_problem(l, &problem, l->grid->row[row].line, column, err);
    }
    l->kind = kind;
    l->has_kind = true;
    return POV_OK;
}

/* Adds a second figure to the first: of both who escaped. */
static void add_stated(pov_row_draft *d, pov_quantity quantity, const pov_stated *stated)
{
    pov_stated *sum = &d->stated[quantity];

    if (pov_set_has(d->stated_set, quantity) && sum->qualifier == POV_EXACTLY &&
        stated->qualifier == POV_EXACTLY) {
        sum->face += stated->face;
        sum->face_high = sum->face;
        return;
    }
    *sum = *stated;
    d->stated_set |= pov_set_of(quantity);
}

static const char *standard_of(const pov_table_item *item, const char *stated)
{
    static const struct {
        int from, to;
        const char *name;
    } standards[] = {{2011, 2015, "vn-2011"},
                     {2016, 2020, "vn-2016"},
                     {2021, 2025, "vn-2022"},
                     {2026, 2030, "vn-2027"}};

    for (size_t i = 0; i < sizeof standards / sizeof *standards; i++) {
        if (item->meaning.standard >= standards[i].from &&
            item->meaning.standard <= standards[i].to) {
            return standards[i].name;
        }
    }
    return stated;
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

/* A reduction by "1/2" is a relative one, whatever the column is. */
static bool read_part(const pov_table_item *item, const pov_source_cell *cell,
                      pov_quantity *quantity, pov_stated *stated)
{
    const pov_quantity_info *info = pov_quantity_get(*quantity);
    const bool cut =
        info->aspect == POV_PP || info->aspect == POV_REDUCTION || info->aspect == POV_RELATIVE;

    if (!cut || item->second < POV_QUANTITY_COUNT ||
        !pov_stated_read_part(cell->text, cell->length, stated)) {
        return false;
    }
    *quantity = pov_quantity_of(info->subject, POV_RELATIVE);
    return true;
}

static pov_status read_slot(loader *l, const pov_table_item *item, const pov_slot *slot,
                            const pov_source_cell *cell, const row_key *key, size_t line,
                            pov_error *err)
{
    pov_quantity quantity = (pov_quantity)slot->quantity;
    const pov_quantity_info *info = pov_quantity_get(quantity);
    const uint8_t against =
        info->aspect == POV_REMAINING_SHARE ? read_against_parent(cell) : POV_EXACTLY;
    pov_error problem = POV_ERROR_INIT;
    pov_stated stated;
    bool missing = false;

    if (against == POV_EXACTLY && !read_part(item, cell, &quantity, &stated) &&
        !pov_table_item_read(item, quantity, cell, &stated, &missing, &problem)) {
        return add_problem(l, &problem, line, item->column, err);
    }
    if (missing) {
        return POV_OK;
    }
    if (l->t->holds == POV_FILE_DEPRIVATION && key->indicator == NULL) {
        keep_people(l, key->group, quantity, &stated);
        return POV_OK;
    }
    draft_at *at = draft_of(l, slot->frame, key);
    if (at == NULL) {
        return pov_no_memory(err);
    }
    if (at->draft.line == 0) {
        at->draft.line = line;
    }
    if (against != POV_EXACTLY) {
        at->draft.against_parent[info->subject] = against;
    } else if (quantity == POV_ESCAPED && !l->t->direct &&
               item->meaning.change != POV_FLOW_ESCAPED) {
        add_stated(&at->draft, quantity, &stated);
    } else if (pov_set_has(at->draft.stated_set, quantity) &&
               at->draft.stated[quantity].column == (uint16_t)(item->column + 1) &&
               !same_number(&at->draft.stated[quantity], &stated)) {
        (void)pov_fail(&problem, POV_ERR_DATA,
                       "\"%.60s\": another figure for %s than a row above says", cell->text,
                       info->name);
        pov_error_hint(&problem, "a column \"unit\" says whose figures a row has, and a column "
                                 "\"year\" when");
        return add_problem(l, &problem, line, item->column, err);
    } else {
        at->draft.stated[quantity] = stated;
        at->draft.stated[quantity].column = (uint16_t)(item->column + 1);
        at->draft.stated_set |= pov_set_of(quantity);
    }
    return POV_OK;
}

static pov_status read_cell(loader *l, const pov_table_item *item, size_t row, const row_key *of,
                            pov_error *err)
{
    pov_source_cell cell = pov_grid_cell(l->grid, row, item->column);
    const char *group = item->meaning.group;
    row_key key = *of;
    pov_status status = POV_OK;

    if (cell.length == 0 ||
        (group != NULL && key.group != NULL && !pov_same_text(group, key.group))) {
        return POV_OK; /* the urban part of an ethnic minority has no name */
    }
    if (!l->t->direct) {
        key.group = group != NULL ? group : key.group;
        key.standard = standard_of(item, key.standard);
        key.indicator = item->meaning.indicator;
        key.population = population_of(l->t, item);
        key.place = l->t->headings.column[item->column].place;
    }
    for (size_t s = 0; s < item->slots && status == POV_OK; s++) {
        status = read_slot(l, item, &item->slot[s], &cell, &key, l->grid->row[row].line, err);
    }
    return status;
}

static const char *name_of(const pov_reading_table *t, size_t line)
{
    const pov_line *at = &t->tree.line[line];

    return !t->lone ? at->name : at->head != NULL ? at->head : t->unit;
}

/* Names unit, parent and the rest in the drafts of a line that are new. */
static void name_drafts(loader *l, size_t unit, const char *parent, size_t row)
{
    const char *level = text_at(l, POV_LABEL_LEVEL, row);
    const char *source = text_at(l, POV_LABEL_SOURCE, row);
    const char *note = text_at(l, POV_LABEL_NOTE, row);

    for (size_t i = 0; i < l->drafts; i++) {
        pov_row_draft *d = &l->draft[i].draft;
        if (d->unit != NULL) {
            continue;
        }
        const char *place = l->draft[i].key.place, *whole = l->t->headings.whole;
        d->unit = place != NULL ? place : name_of(l->t, unit);
        d->parent = place != NULL && whole != NULL && !pov_same_text(place, whole) ? whole : parent;
        d->parent_inferred = parent != NULL && l->t->headings.at[POV_LABEL_PARENT] == POV_NONE;
        d->level = level;
        d->group = l->draft[i].key.group;
        d->standard = l->draft[i].key.standard;
        d->dimension = text_at(l, POV_LABEL_DIMENSION, row);
        d->counts = text_at(l, POV_LABEL_COUNTS, row);
        if (d->counts != NULL && strcmp(d->counts, "households") == 0) {
            d->counts = NULL; /* those with access, as where nothing is said */
        }
        d->source = source;
        d->note = note;
        d->line = d->line != 0 ? d->line : l->grid->row[row].line;
    }
}

static const char *parent_name(loader *l, size_t line, size_t row)
{
    const pov_reading_table *t = l->t;
    const pov_line *unit = &t->tree.line[line];

    if (t->headings.at[POV_LABEL_PARENT] != POV_NONE) {
        return text_at(l, POV_LABEL_PARENT, row);
    }
    if (unit->above != NULL && strcmp(unit->above, unit->name) != 0) {
        return unit->above;
    }
    size_t parent = unit->parent;
    if (parent != POV_NONE && t->tree.line[parent].owner != POV_NONE) {
        parent = t->tree.line[parent].owner;
    }
    if (t->lone || parent == POV_NONE || parent == line ||
        strcmp(t->tree.line[parent].name, unit->name) == 0) {
        return NULL;
    }
    return t->tree.line[parent].name;
}

/* A column that nobody knows; `line` is of the heading, or of the cell that has none. */
static pov_status refuse_unknown(loader *l, size_t line, size_t c, pov_error *err)
{
    const pov_table_column *column = &l->t->headings.column[c];
    pov_error problem = POV_ERROR_INIT;

    if (column->meaning.empty) {
        (void)pov_fail(&problem, POV_ERR_DATA, "a cell below an empty heading");
        pov_error_hint(&problem,
                       "give the column a heading in line %zu; --column NAME=#%zu says what it is, "
                       "--ignore-unknown passes over it",
                       l->t->headings.line, c + 1);
    } else {
        (void)pov_fail(&problem, POV_ERR_DATA, "unknown column");
        if (!pov_error_suggest(&problem, pov_column_nearest(column->heading, l->t->holds))) {
            pov_error_hint(
                &problem,
                l->t->holds == POV_FILE_PLAN
                    ? POV_TEXT("\"povcalc help columns\" lists the columns; --column NAME=HEADING "
                               "says which one is meant, --ignore-unknown passes over the others")
                    : POV_TEXT("\"povcalc help columns deprivation\" lists the columns; --column "
                               "NAME=HEADING says which one is meant, --ignore-unknown passes over "
                               "the others"));
        }
    }
    return add_problem(l, &problem, line, c, err);
}

/* A row needs a unit, and in a deprivation file an indicator. */
static pov_status refuse_nameless(loader *l, size_t row, pov_label label, const char *message,
                                  pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA, "%s", pov_translate(message));
    return add_problem(l, &problem, l->grid->row[row].line, l->t->headings.at[label], err);
}

/* Data below an empty heading: said once a column. */
static pov_status refuse_headless(loader *l, size_t row, pov_error *err)
{
    pov_headings *h = &l->t->headings;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK && !l->options->ignore_unknown; c++) {
        pov_table_column *column = &h->column[c];
        if (column->meaning.empty && column->meaning.label == POV_LABEL_NONE &&
            column->chosen == POV_NONE && column->why == NULL &&
            pov_grid_cell(l->grid, row, c).length > 0) {
            column->why = "";
            status = refuse_unknown(l, l->grid->row[row].line, c, err);
        }
    }
    return status;
}

/* The columns that the row's cell of computed ones names; other names mean nothing. */
static bool is_computed(const pov_reading_table *t, size_t row, size_t c)
{
    static const char between[] = "; \t\r\n";
    const size_t computed = t->headings.at[POV_LABEL_COMPUTED];
    const char *at = computed != POV_NONE ? pov_grid_cell(t->grid, row, computed).text : "";

    while (*(at += strspn(at, between)) != '\0') {
        size_t length = strcspn(at, between);
        const char *name = pov_column_get(t->headings.column[c].chosen)->info.name;
        if (strncmp(name, at, length) == 0 && name[length] == '\0') {
            return true;
        }
        at += length;
    }
    return false;
}

static pov_status emit_line(loader *l, size_t i, pov_error *err)
{
    static const char *const no_unit = POV_TEXT("expected the name of a unit, found an empty cell");
    static const char *const no_indicator = POV_TEXT("expected an indicator, found an empty cell");
    pov_reading_table *t = l->t;
    const pov_line *line = &t->tree.line[i];
    const pov_headings *h = &t->headings;
    size_t row = line->row;
    pov_status status = POV_OK;

    if (line->kind == POV_LINE_BLOCK || line->refused) {
        return POV_OK;
    }
    if (line->nameless) {
        status = flush(l, err);
        return status == POV_OK ? refuse_nameless(l, row, POV_LABEL_UNIT, no_unit, err) : status;
    }
    bool more_of_it = line->kind == POV_LINE_MORE && !t->lone && l->unit_line != POV_NONE;
    size_t unit = more_of_it ? l->unit_line : line->owner != POV_NONE ? line->owner : i;
    if (unit != l->unit_line) {
        status = flush(l, err);
        l->unit_line = unit;
    }
    if (status == POV_OK && line->kind != POV_LINE_MORE) {
        status = read_year(l, POV_LABEL_YEAR, row, &l->year, err);
        if (status == POV_OK) {
            status = read_year(l, POV_LABEL_TARGET_YEAR, row, &l->target, err);
        }
        if (status == POV_OK) {
            status = read_row_kind(l, row, err);
        }
    }
    const char *group = line->kind == POV_LINE_GROUP ? line->group : line->section;
    const char *column_group = text_at(l, POV_LABEL_GROUP, row);
    if (column_group != NULL && h->main != h->at[POV_LABEL_GROUP]) {
        group = column_group;
    }
    const row_key key = {group, text_at(l, POV_LABEL_STANDARD, row),
                         text_at(l, POV_LABEL_INDICATOR_ID, row),
                         text_at(l, POV_LABEL_POPULATION, row), NULL};
    size_t before = l->drafts;
    for (size_t c = 0; c < h->count && status == POV_OK; c++) {
        const pov_table_item *item = item_of(t, t->line_kind[i], c);
        if (item->why == NULL && !(h->own && is_computed(t, row, c))) {
            status = read_cell(l, item, row, &key, err);
        }
    }
    if (status == POV_OK && h->own) {
        status = refuse_headless(l, row, err);
    }
    if (status == POV_OK && h->at[POV_LABEL_INDICATOR_ID] != POV_NONE && key.indicator == NULL) {
        status = refuse_nameless(l, row, POV_LABEL_INDICATOR_ID, no_indicator, err);
    }
    /* the head of a list whose figures stand below it */
    bool elsewhere = false;
    for (size_t k = i + 1; k < t->tree.count && !line->figures && !elsewhere; k++) {
        elsewhere = t->tree.line[k].owner == i && t->tree.line[k].kind == POV_LINE_SUBTOTAL;
    }
    /* a unit without figures is still a part of the tree, or has some below it */
    bool alone =
        t->direct || (line->kind == POV_LINE_UNIT && !elsewhere && t->holds == POV_FILE_PLAN);
    if (status == POV_OK && l->drafts == before && alone && draft_of(l, 0, &key) == NULL) {
        return pov_no_memory(err);
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        const pov_line *owner = &t->tree.line[unit];
        name_drafts(l, unit, parent_name(l, unit, line->kind == POV_LINE_MORE ? owner->row : row),
                    row);
    }
    bool texts = t->direct || column_group != NULL || key.standard != NULL ||
                 h->at[POV_LABEL_PARENT] != POV_NONE || h->at[POV_LABEL_LEVEL] != POV_NONE ||
                 h->at[POV_LABEL_SOURCE] != POV_NONE || h->at[POV_LABEL_NOTE] != POV_NONE;
    bool more = !t->direct && i + 1 < t->tree.count &&
                (t->tree.line[i + 1].kind == POV_LINE_MORE || t->tree.line[i + 1].owner == unit);
    if (status == POV_OK && texts && !more) {
        status = flush(l, err); /* before the buffers are used again */
    } else if (status == POV_OK && texts) {
        bool failed = false;
        for (size_t d = before; d < l->drafts; d++) {
            pov_row_draft *draft = &l->draft[d].draft;
            draft->level = copy(l, draft->level, &failed);
            draft->source = copy(l, draft->source, &failed);
            draft->note = copy(l, draft->note, &failed);
            draft->group = l->draft[d].key.group = copy(l, draft->group, &failed);
            draft->standard = l->draft[d].key.standard = copy(l, draft->standard, &failed);
            draft->parent = copy(l, draft->parent, &failed);
        }
        status = failed ? pov_no_memory(err) : POV_OK;
    }
    return status;
}

/* ---- what is refused, and what is only noted ---- */

/* A heading that would mean a column for which another one was chosen. */
static pov_status note_chosen(loader *l, size_t c, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    const pov_quantity quantity = quantity_of(l->t, item_of(l->t, 0, c));
    pov_error note = POV_ERROR_INIT;

    for (size_t i = 0; i < h->count; i++) {
        if (is_choice(&h->column[i]) && pov_column_get(h->column[i].chosen)->quantity == quantity &&
            pov_column_get(h->column[i].chosen)->label == POV_LABEL_NONE) {
            (void)pov_fail(&note, POV_ERR_DATA, "is passed over, as --column chose \"%s\" for %s",
                           h->column[i].heading, pov_column_get(h->column[i].chosen)->info.name);
            pov_error_place(&note, l->file, h->line, c + 1, h->column[c].heading);
            return add_note(l, &note, h->line, err);
        }
    }
    return POV_OK;
}

/* Columns that are passed over: an error in a plain table, a note in an official one. */
static pov_status judge_columns(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    const pov_headings *h = &t->headings;
    pov_error note = POV_ERROR_INIT;
    pov_buffer names = {0};
    size_t passed = 0;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK; c++) {
        const pov_table_column *column = &h->column[c];
        bool used = column->meaning.label != POV_LABEL_NONE ||
                    (h->own ? column->meaning.empty : !column->filled);
        for (size_t k = 0; k < t->row_kinds && !used; k++) {
            const pov_table_item *item = item_of(t, k, c);
            used = item->why == NULL || item->why[0] == '\0';
        }
        if (used) {
            continue;
        }
        const pov_table_item *first = item_of(t, 0, c);
        if (first->why == chosen_over) {
            status = note_chosen(l, c, err);
            continue;
        }
        bool unknown = column->meaning.unknown || column->meaning.empty;
        if (unknown && column->why == NULL && !l->options->ignore_unknown &&
            (!t->official || column->meaning.empty)) {
            status = refuse_unknown(l, h->line, c, err);
            continue;
        }
        passed++;
        if (passed <= 6) {
            pov_buffer_format(&names, "%s\"%s\"", passed > 1 ? ", " : "", column->heading);
        }
    }
    if (status == POV_OK && passed > 0 && !l->options->ignore_unknown && !names.failed) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "columns that are passed over: %zu, %s%s (\"povcalc tables\" says why)",
                       passed, pov_buffer_get(&names), passed > 6 ? ", ..." : "");
        status = add_note(l, &note, h->line, err);
    }
    bool failed = names.failed;
    pov_buffer_fini(&names);
    return failed ? pov_no_memory(err) : status;
}

static pov_status refuse_doubt(loader *l, const pov_table_item *item, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_fail(&problem, POV_ERR_DATA,
                   "is this what was, or what is aimed at? The title speaks of a plan");
    if (l->t->lone) {
        pov_error_hint(&problem, "\"Thực hiện\" or \"Kế hoạch\" in the column's heading says it");
    } else {
        pov_error_hint(&problem,
                       "--column poor=HEADING for the state, --column remaining_poor=HEADING for "
                       "the aim, and so for the other columns");
    }
    return add_problem(l, &problem, l->t->headings.line, item->column, err);
}

static pov_status note_tree(loader *l, pov_error *err)
{
    const pov_tree *tree = &l->t->tree;
    pov_error note = POV_ERROR_INIT;
    pov_status status = POV_OK;
    bool parents = false;

    if (l->t->headings.at[POV_LABEL_PARENT] != POV_NONE || l->t->lone) {
        return POV_OK;
    }
    if (tree->doubt != POV_NONE) {
        bool before = tree->doubt < tree->total;
        const pov_line *one = &tree->line[before ? tree->total : tree->doubt];
        const pov_line *other = &tree->line[before ? tree->doubt : tree->total];
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "\"%.60s\" and \"%.60s\" on line %zu are both total rows: no unit gets a parent",
            one->name, other->name, l->grid->row[other->row].line);
        pov_error_hint(&note, "a column \"parent\" says what each unit is a part of");
        return add_note(l, &note, l->grid->row[one->row].line, err);
    }
    for (size_t i = 0; i < tree->count; i++) {
        parents = parents || (tree->total != POV_NONE && tree->line[i].parent == tree->total);
    }
    if (parents) {
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "\"%.80s\" is taken as the parent of the other units, as there is no column \"parent\"",
            tree->line[tree->total].name);
        status = add_note(l, &note, l->grid->row[tree->line[tree->total].row].line, err);
    }
    for (size_t i = 0; i < tree->count && status == POV_OK; i++) {
        size_t parent = tree->line[i].parent;
        if (parent == POV_NONE || parent == tree->total ||
            tree->line[parent].kind == POV_LINE_GROUP) {
            continue;
        }
        pov_error list = POV_ERROR_INIT;
        (void)pov_fail(&list, POV_ERR_DATA,
                       "units are taken as parts of others by %s, as there is no column "
                       "\"parent\": \"%.60s\" is a part of \"%.60s\"",
                       tree->by_number   ? pov_translate(POV_TEXT("their numbers"))
                       : tree->by_kind   ? pov_translate(POV_TEXT("the kinds in their names"))
                       : tree->by_indent ? pov_translate(POV_TEXT("the blanks before their names"))
                                         : pov_translate(POV_TEXT("their sums")),
                       tree->line[i].name, tree->line[parent].name);
        return add_note(l, &list, l->grid->row[tree->line[parent].row].line, err);
    }
    return status;
}

static pov_status note_header(loader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error note = POV_ERROR_INIT;

    if (l->t->shape->title == l->t->shape->title_end || h->line == 0 || h->own) {
        return POV_OK;
    }
    if (h->title.year.year != 0 && h->title.year_line == 0) {
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "the headings are taken from here, the year %d from the text above the table",
            h->title.year.year);
    } else if (h->title.year.year != 0) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "the headings are taken from here, the year %d from the title on line %zu",
                       h->title.year.year, h->title.year_line);
    } else {
        (void)pov_fail(&note, POV_ERR_DATA, "the headings are taken from here");
    }
    return add_note(l, &note, h->line, err);
}

/* ---- tables ---- */

static const char *stem_of(pov_reading_table *t, const char *file)
{
    const char *name = strrchr(file, '/');

    name = name != NULL ? name + 1 : file;
    const char *dot = strrchr(name, '.');
    return pov_arena_text(&t->arena, name,
                          dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

static void table_fini(pov_reading_table *t)
{
    pov_headings_fini(&t->headings);
    pov_choices_fini(&t->choices);
    free(t->row_kind);
    pov_tree_fini(&t->tree);
    pov_arena_fini(&t->arena);
}

/* Whether the table has units, or one of its own, and figures that are held. */
static bool is_readable(const pov_reading_table *t)
{
    if (t->headings.main == POV_NONE || (t->tree.count == 0 && !t->headings.own)) {
        return false;
    }
    if (t->headings.own) { /* else its own command has to read it */
        bool households = false;
        for (size_t c = 0; c < t->headings.count; c++) {
            households = households ||
                         pov_kind_of_heading(t->headings.column[c].heading) == POV_FILE_HOUSEHOLDS;
        }
        return !households;
    }
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a plain table names units, and its other headings are not known: then that is said. */
static bool is_misspelt(const pov_reading_table *t, const pov_load_options *options)
{
    bool unknown = false;

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_column *column = &t->headings.column[c];
        unknown = unknown || (column->meaning.unknown && column->filled);
    }
    return unknown && options->wanted != POV_FILE_DEPRIVATION && !t->official && !t->headings.own &&
           t->headings.main != POV_NONE && t->tree.count > 0 &&
           t->headings.main == t->headings.at[POV_LABEL_UNIT] &&
           t->headings.column[t->headings.main].heading[0] != '\0';
}

/* Reads the headings and the lines; items are made and placed. */
static pov_status understand(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status =
        pov_headings_read(&t->headings, t->grid, t->shape, l->options, &t->choices, err);

    if (status != POV_OK) {
        if (status == POV_ERR_USAGE && t->choices.count == l->options->column_count) {
            pov_error_place(err, l->file, t->headings.line, 0, NULL); /* not of a wrong NAME */
        }
        return status;
    }
    t->official = !t->headings.own && (t->shape->header > 0 || t->headings.lines > 1 ||
                                       l->options->header_line > 1 || t->headings.line == 0);
    t->direct = is_direct(&t->headings);
    t->unit = t->headings.title.place != NULL ? t->headings.title.place : stem_of(t, l->file);
    if (t->unit == NULL) {
        return pov_no_memory(err);
    }
    if (t->headings.main == POV_NONE) {
        return POV_OK;
    }
    status = read_lines(l, err);
    if (status == POV_OK && t->lone && t->headings.title.place == NULL) {
        for (size_t i = 0; i < t->tree.count; i++) {
            if (t->tree.line[i].kind == POV_LINE_TOTAL) {
                t->unit = t->tree.line[i].name;
            }
        }
    }
    if (status == POV_OK) {
        status = make_items(t, err);
    }
    if (status == POV_OK) {
        find_kind(t);
        prefer_chosen(t);
        status = t->direct ? POV_OK : pov_reading_confirm(t, err);
    }
    return status;
}

/* Plans and deprivation files are not mixed: the first file says what it is. */
static pov_status agree_on_kind(loader *l, pov_error *err)
{
    pov_plan *plan = l->plan;
    pov_file_kind wanted = l->options->wanted, holds = l->t->holds;
    pov_error problem = POV_ERROR_INIT;

    if ((wanted == POV_FILE_PLAN || wanted == POV_FILE_DEPRIVATION) && wanted != holds) {
        (void)pov_refuse_kind(holds, wanted, &problem);
        return add_problem(l, &problem, l->t->headings.line,
                           l->t->headings.at[POV_LABEL_INDICATOR_ID], err);
    }
    if (plan->file_count == 1 && plan->row_count == 0) {
        plan->holds = holds;
    }
    if (plan->holds == holds) {
        return POV_OK;
    }
    const bool deprivation = holds == POV_FILE_DEPRIVATION;
    (void)pov_fail(&problem, POV_ERR_DATA,
                   "a plan file and a deprivation file cannot be added up: %s and %s",
                   deprivation ? plan->file[0] : l->file, deprivation ? l->file : plan->file[0]);
    return add_problem(l, &problem, l->t->headings.line, POV_NONE, err);
}

/* Places the figures in time, and finds the tree. `doubt` is a figure that could be two things. */
static pov_status place(loader *l, const pov_table_item **doubt, pov_error *err)
{
    pov_reading_table *t = l->t;

    if (t->direct) {
        t->frame[0] = (pov_frame){.kind = POV_END_PLAN};
        t->frames = 1;
    } else {
        *doubt = pov_frames_plan(t);
        join_escapes(t);
        find_seconds(t);
    }
    bool years = t->headings.at[POV_LABEL_YEAR] != POV_NONE &&
                 t->headings.at[POV_LABEL_YEAR] != t->headings.main;
    if (!t->lone && t->headings.at[POV_LABEL_PARENT] == POV_NONE) {
        t->tree.levels = t->headings.at[POV_LABEL_LEVEL] != POV_NONE;
        read_sums(t);
        return pov_tree_find(&t->tree, !years, err);
    }
    t->tree.total = POV_NONE;
    for (size_t i = 0; i < t->tree.count; i++) {
        bool same = i > 0 && t->tree.line[i].head == t->tree.line[i - 1].head;
        t->tree.line[i].owner = !t->lone || (i > 0 && !same) ? i
                                : same                       ? t->tree.line[i - 1].owner
                                                             : 0;
    }
    return POV_OK;
}

/* Reads more rows. What ends the source early is said after what is wrong with the rows. */
static pov_status fill(loader *l, size_t most, bool *ended, pov_error *err)
{
    pov_status status = pov_grid_fill(l->grid, l->source, most, ended, &l->ending);

    *ended = *ended || status != POV_OK;
    if (status != POV_OK && l->ending.code == POV_OK) {
        l->ending.code = status;
    }
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : POV_OK;
}

static pov_status emit_rows(loader *l, pov_error *err)
{
    pov_status status = check_rows(l, err);

    l->unit_line = POV_NONE;
    for (size_t i = 0; i < l->t->tree.count && status == POV_OK; i++) {
        status = emit_line(l, i, err);
    }
    return status == POV_OK ? flush(l, err) : status;
}

/* The rows that the grid does not hold yet, some at a time. */
static pov_status emit_rest(loader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    const pov_shape *whole = t->shape;
    pov_shape rest = {0};
    const pov_table_item *doubt = NULL;
    bool ended = false;
    pov_status status = POV_OK;

    t->shape = &rest;
    while (status == POV_OK && !ended && l->ending.code == POV_OK) {
        pov_grid_clear(l->grid);
        t->tree.count = 0;
        status = fill(l, POV_READING_ROWS, &ended, err);
        rest.body_end = l->grid->count;
        if (status == POV_OK) {
            status = read_lines(l, err);
        }
        if (status == POV_OK) {
            status = place(l, &doubt, err);
        }
        if (status == POV_OK) {
            status = emit_rows(l, err);
        }
    }
    t->shape = whole;
    return status;
}

/* `ended`: the grid has all rows of the table. */
static pov_status emit(loader *l, bool ended, pov_error *err)
{
    const pov_table_item *doubt = NULL;
    const pov_status before = l->first.code;
    pov_status status = place(l, &doubt, err);

    if (status == POV_OK && doubt != NULL) {
        status = refuse_doubt(l, doubt, err);
    }
    if (status == POV_OK) {
        status = settle_doubles(l, err);
    }
    if (status == POV_OK) {
        status = judge_columns(l, err);
    }
    if (status == POV_OK && l->first.code == before) {
        status = agree_on_kind(l, err);
    }
    if (status != POV_OK || l->first.code != before) {
        return status; /* with a wrong header every row would be wrong too */
    }
    status = l->separator == ',' ? start_cuts(l, err) : POV_OK;
    l->year = l->target = (pov_year){0, 0};
    if (status == POV_OK) {
        status = emit_rows(l, err);
    }
    if (status == POV_OK && !ended) {
        status = emit_rest(l, err);
    }
    if (status == POV_OK) {
        status = judge_cuts(l, err);
    }
    for (size_t i = 0; i < POV_LABEL_COUNT && status == POV_OK; i++) {
        status = l->text[i].failed ? pov_no_memory(err) : POV_OK;
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        status = note_header(l, err);
        if (status == POV_OK) {
            status = note_tree(l, err);
        }
    }
    return status;
}

static void loader_fini(loader *l)
{
    free(l->draft);
    free(l->kept);
    for (size_t i = 0; i < POV_LABEL_COUNT; i++) {
        pov_buffer_fini(&l->text[i]);
    }
}

static int compare_places(const void *left, const void *right)
{
    const pov_error *a = left, *b = right;

    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return a->column < b->column ? -1 : a->column > b->column;
}

/* What is wrong, in the order of the file. */
static void sort_problems(loader *l, size_t from)
{
    pov_error *item = l->problems->item;

    for (size_t i = from + 1; i < l->problems->count && l->first.code != POV_OK; i++) {
        pov_error moved = item[i];
        size_t k = i;
        for (; k > from && compare_places(&item[k - 1], &moved) > 0; k--) {
            item[k] = item[k - 1];
        }
        item[k] = moved;
    }
    for (size_t i = from; i < l->problems->count && l->first.code != POV_OK; i++) {
        if (item[i].code != POV_OK) {
            l->first = item[i];
            break;
        }
    }
}

#define LOOK_AHEAD 30 /* rows in which a header in povcalc's own words is looked for */

/* The row of that header; past the last where there is none. */
static size_t own_header(const pov_grid *grid)
{
    size_t row = 0;

    while (row < grid->count && row < LOOK_AHEAD && !pov_is_own_header(&grid->row[row])) {
        row++;
    }
    return row < LOOK_AHEAD ? row : grid->count;
}

/* The tables of a grid: one where a header is in povcalc's own words, up to the end. Where no row
 * has a figure, what is below the first row may be wrong throughout. */
static pov_status find_shapes(const pov_grid *grid, const pov_load_options *options,
                              pov_shapes *shapes, pov_error *err)
{
    const bool own = own_header(grid) < grid->count;
    const size_t row = own ? own_header(grid) : 0;
    pov_status status = own ? POV_OK : pov_shapes_find(grid, options->header_line > 1, shapes, err);

    if (status != POV_OK || shapes->count > 0 || grid->count < 1U + !own) {
        return status;
    }
    if (pov_grow(&shapes->table, &shapes->capacity, 1, sizeof *shapes->table) != POV_OK) {
        return pov_no_memory(err);
    }
    bool numbered = row + 1 < grid->count && pov_is_number_row(&grid->row[row + 1], 3);
    shapes->table[shapes->count++] = (pov_shape){.title_end = row,
                                                 .header = row,
                                                 .header_end = row + 1 + numbered,
                                                 .body = row + 1 + numbered,
                                                 .body_end = grid->count};
    return POV_OK;
}

/* Whether the table says of each row what it is, so that it can be read as it comes. */
static bool goes_row_by_row(const pov_reading_table *t)
{
    return t->direct && t->headings.at[POV_LABEL_PARENT] != POV_NONE && is_readable(t);
}

typedef struct tables {
    pov_shapes shapes;
    pov_reading_table *table; /* of each shape */
    size_t readable;
} tables;

static void tables_fini(tables *all)
{
    for (size_t i = 0; all->table != NULL && i < all->shapes.count; i++) {
        table_fini(&all->table[i]);
    }
    free(all->table);
    pov_shapes_fini(&all->shapes);
    *all = (tables){0};
}

static pov_status understand_all(loader *l, tables *all, pov_error *err)
{
    pov_status status = find_shapes(l->grid, l->options, &all->shapes, err);

    if (status == POV_OK) {
        all->table = calloc(all->shapes.count + 1, sizeof *all->table);
        status = all->table != NULL ? POV_OK : pov_no_memory(err);
    }
    for (size_t i = 0; i < all->shapes.count && status == POV_OK; i++) {
        l->t = &all->table[i];
        l->t->grid = l->grid;
        l->t->shape = &all->shapes.table[i];
        status = understand(l, err);
        all->readable += status == POV_OK && is_readable(l->t);
    }
    return status;
}

/* The grid gets all rows, unless each says by itself what it is. */
static pov_status read_all(loader *l, tables *all, bool *ended, pov_error *err)
{
    const size_t noted = l->problems->count, errors = l->problems->errors;
    pov_status status = fill(l, POV_READING_ROWS, ended, err);

    if (status == POV_OK && !*ended && own_header(l->grid) == l->grid->count) {
        status = fill(l, SIZE_MAX, ended, err);
    }
    if (status == POV_OK && l->ending.code != POV_OK && own_header(l->grid) == l->grid->count) {
        return POV_OK; /* of such a table nothing can be said without its end */
    }
    if (status == POV_OK) {
        status = understand_all(l, all, err);
    }
    if (status == POV_OK && !*ended && !goes_row_by_row(all->table)) {
        tables_fini(all);
        l->problems->count = noted;
        l->problems->errors = errors;
        l->first = (pov_error)POV_ERROR_INIT;
        status = fill(l, SIZE_MAX, ended, err);
        if (status == POV_OK) {
            status = understand_all(l, all, err);
        }
    }
    return status;
}

pov_status pov_reading_load(pov_plan *plan, pov_source *source, pov_grid *grid,
                            const pov_load_options *options, pov_problems *problems, bool *known,
                            pov_error *first, pov_error *err)
{
    loader l = {.plan = plan,
                .source = source,
                .grid = grid,
                .file = pov_source_place(source),
                .options = options,
                .separator = pov_source_separator(source),
                .problems = problems,
                .ending = POV_ERROR_INIT};
    tables all = {0};
    const size_t noted = problems->count;
    bool ended = false;
    pov_status status = read_all(&l, &all, &ended, err);

    l.several = all.readable > 1;
    for (size_t i = 0; i < all.shapes.count && status == POV_OK; i++) {
        l.t = &all.table[i];
        if (is_readable(l.t) || (all.readable == 0 && is_misspelt(l.t, options))) {
            status = emit(&l, ended, err);
        }
    }
    for (size_t i = 0; i < l.kept_count && status == POV_OK && l.first.code == POV_OK; i++) {
        status = pov_plan_add_row(plan, &l.kept[i].draft, err);
    }
    sort_problems(&l, noted);
    *known = all.readable > 0 || l.ending.code != POV_OK || l.first.code != POV_OK;
    *first = l.first;
    if (status == POV_OK && l.ending.code != POV_OK) {
        *err = l.ending;
        status = l.ending.code;
    }
    tables_fini(&all);
    loader_fini(&l);
    return status;
}

static bool names_units(const pov_reading_table *t)
{
    return t->headings.main != POV_NONE && t->tree.count > 0;
}

bool pov_reading_fits(pov_grid *grid, const char *file, const pov_load_options *options, bool units)
{
    pov_load_options plain = *options;
    pov_problems problems = POV_PROBLEMS_INIT;
    loader l = {.grid = grid, .file = file, .options = &plain, .problems = &problems};
    tables all = {0};

    plain.columns = NULL; /* whose headings another table may lack */
    plain.column_count = 0;
    bool fits = understand_all(&l, &all, NULL) == POV_OK && all.readable > 0;
    for (size_t i = 0; i < all.shapes.count && units && !fits; i++) {
        fits = names_units(&all.table[i]) && !all.table[i].lone;
    }
    tables_fini(&all);
    pov_problems_fini(&problems);
    loader_fini(&l);
    return fits;
}

/* The rows of a table as CSV, from its title on. */
static void copy_cells(const pov_grid *grid, const pov_shape *shape, pov_buffer *out)
{
    for (size_t r = shape->title; r < shape->body_end; r++) {
        const pov_source_row *row = &grid->row[r];
        for (size_t c = 0; c < grid->width; c++) {
            const char *text = c < row->count ? row->cell[c].text : "";
            const size_t length = strlen(text);
            const bool quoted = strpbrk(text, ",\"\r\n") != NULL || text[0] == ' ' ||
                                (length > 0 && text[length - 1] == ' ');
            pov_buffer_text(out, c > 0 ? "," : "");
            pov_buffer_text(out, quoted ? "\"" : "");
            for (size_t i = 0; i < length; i++) {
                pov_buffer_text(out, text[i] == '"' ? "\"" : "");
                pov_buffer_char(out, text[i]);
            }
            pov_buffer_text(out, quoted ? "\"" : "");
        }
        pov_buffer_char(out, '\n');
    }
}

pov_status pov_reading_describe(pov_grid *grid, const char *file, const pov_load_options *options,
                                size_t wanted, bool cells, size_t *number, pov_buffer *out,
                                pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    loader l = {.grid = grid, .file = file, .options = options, .problems = &problems};
    tables all = {0};
    pov_status status = understand_all(&l, &all, err);

    for (size_t i = 0; i < all.shapes.count && status == POV_OK; i++) {
        const pov_table_item *doubt = NULL;
        l.t = &all.table[i];
        if (names_units(l.t)) {
            status = place(&l, &doubt, err);
        }
        ++*number;
        if (status == POV_OK && wanted == *number && cells) {
            copy_cells(grid, l.t->shape, out);
        } else if (status == POV_OK && wanted == *number && names_units(l.t)) {
            pov_table_describe(l.t, out);
        } else if (status == POV_OK && (wanted == 0 || wanted == *number)) {
            pov_table_list(l.t, *number, is_readable(l.t), out);
        }
    }
    tables_fini(&all);
    pov_problems_fini(&problems);
    loader_fini(&l);
    return status == POV_OK && out->failed ? pov_no_memory(err) : status;
}
