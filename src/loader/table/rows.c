#include "loader/table/rows.h"

#include "base/text.h"
#include "loader/table/cells.h"
#include "model/totals.h"

#include <string.h>
#include <strings.h>

static const char *keep_cell(pov_reader *l, pov_source_cell cell, bool *failed)
{
    pov_buffer *text = &l->text[POV_LABEL_NONE];

    if (pov_cell_is_tidy(cell.text, cell.length)) {
        return cell.text;
    }
    pov_buffer_clear(text);
    pov_cell_text(cell.text, cell.length, text);
    const char *kept = pov_arena_text(&l->t->arena, pov_buffer_get(text), text->length);
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

/* Words where the figures are: "chưa rà soát". */
static bool row_has_words(const pov_reading_table *t, size_t row)
{
    const pov_source_row *record = &t->grid->row[row];
    bool words = false;

    for (size_t c = 0; c < record->count && !words; c++) {
        words = is_figure_column(t, c) && !t->headings.column[c].words &&
                pov_cell_looks(&record->cell[c]) == POV_LOOKS_WORDS;
    }
    return words;
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
    pov_buffer_end(&folded, failed);
    return found;
}

/* Every member counts: what one of two rows says and the other does not, tells them apart. */
static bool same_meaning(const pov_meaning *a, const pov_meaning *b)
{
    const bool same_words = a->label == b->label && a->subject == b->subject &&
                            a->context == b->context && a->counted == b->counted &&
                            a->said == b->said && a->change == b->change &&
                            a->within == b->within && a->moment == b->moment &&
                            a->role == b->role && a->scale == b->scale && a->bound == b->bound;
    const bool same_time = pov_year_compare(a->year, b->year) == 0 && a->from == b->from &&
                           a->last == b->last && a->since == b->since && a->exact == b->exact &&
                           a->span == b->span && a->full == b->full && a->moved == b->moved &&
                           a->compared == b->compared && a->year_ago == b->year_ago &&
                           a->yearly == b->yearly && a->until == b->until;
    const bool same_of = pov_same_text(a->group, b->group) &&
                         pov_same_text(a->indicator, b->indicator) && a->standard == b->standard &&
                         a->less == b->less && a->part == b->part && a->of_poor == b->of_poor &&
                         a->gross == b->gross && a->other == b->other;

    return same_words && same_time && same_of && a->programme == b->programme &&
           a->total == b->total && a->pair == b->pair && a->both == b->both &&
           a->lacks == b->lacks && a->unknown == b->unknown && a->empty == b->empty;
}

static size_t add_row_kind(pov_reading_table *t, const pov_meaning *of, bool *failed)
{
    pov_meaning kind = *of, *m = &kind;

    pov_meaning_date(m, t->headings.title.year.year);
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

    if (!is_bare_meaning(m) || last->empty || is_bare_meaning(last)) {
        return whole;
    }
    if (pov_meaning_is_bare_rate(m)) {
        whole = *last;
        whole.said = POV_SAID_RATE;
        whole.scale = m->scale != POV_SCALE_NONE ? m->scale : POV_SCALE_PERCENT;
        return whole;
    }
    pov_meaning over = *last;
    if (m->counted != POV_COUNTED_NONE && !pov_meaning_is_rate(m) && pov_meaning_is_rate(last)) {
        over.said = POV_SAID_NONE; /* "Số hộ thoát nghèo (hộ)" below "Tỷ lệ hộ nghèo (%)" */
        over.scale = POV_SCALE_NONE;
    }
    if (m->of_poor && last->subject == POV_OF_NEAR_POOR) {
        over.subject = POV_OF_POOR; /* "Thoát nghèo" below "Tỷ lệ hộ cận nghèo" */
    }
    return pov_meaning_under(&over, m);
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
    pov_reader *l;
    pov_scan scan;
    pov_meaning last;          /* of indicator rows */
    const char *name, *number; /* of the last unit */
    size_t outer;              /* column of the units above, or POV_NONE */
    const char *above, *area;
    size_t area_column; /* that says "Thành thị"; POV_NONE: none so far */
    const char *unit;   /* a head over years: "Xã A", then 2021, 2022, … */
    bool peoples;       /* some row is of "Kinh": others may be of other peoples */
    bool group_block;   /* below "Phân theo dân tộc": its rows are groups */
    pov_meaning block;  /* below "Số hộ nghèo (hộ)": what the figures of its rows are */
    pov_meaning when;   /* below "Năm 2023": when the figures of its rows are of */
    bool dated_units;   /* units have rows of times below them */
    int standard;       /* below "Theo chuẩn giai đoạn 2022-2025": its first year; 0: none */
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
            (token->value != 2 || !pov_text_begins(word, "khu vực"))) {
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

/* Whether a label says what is counted, and names nothing: "Số hộ nghèo", "Tỷ lệ hộ cận nghèo". */
static bool says_what(line_reader *reader, const char *label, pov_meaning *m)
{
    *m = pov_meaning_of(&reader->scan, label, strlen(label));
    return !m->empty && m->label == POV_LABEL_NONE && !m->unknown && m->group == NULL &&
           m->indicator == NULL && m->subject != POV_OF_NONE && m->subject != POV_OF_OTHERS &&
           (m->counted != POV_COUNTED_NONE || m->said != POV_SAID_NONE ||
            pov_scan_has(&reader->scan, POV_PHRASE_SUBJECT, POV_OF_ALL_WEAK)) &&
           !pov_scan_has(&reader->scan, POV_PHRASE_UNIT, 0);
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
        pov_buffer_end(&text, &reader->failed);
    }
    reader->failed = reader->failed || reader->scan.failed;
    bool whole = m.counted == POV_COUNTED_HOUSEHOLDS ||
                 (m.counted == POV_COUNTED_NONE && m.said == POV_SAID_COUNT && !m.unknown);
    if (m.empty || (whole && is_bare_meaning(&m) && m.moment == POV_AT_NONE &&
                    m.change == POV_CHANGE_NONE && m.role == POV_ROLE_NONE && m.group == NULL &&
                    m.said != POV_SAID_RATE && m.scale == POV_SCALE_NONE && m.year.year == 0)) {
        return 0;
    }
    return add_row_kind(t, &m, &reader->failed);
}

/* "Theo chuẩn giai đoạn 2022-2025": the first year of the standard that a label names; 0: it is the
 * label of something else. */
static int standard_of_label(line_reader *reader, const char *label)
{
    const char *at =
        label + (strncasecmp(label, "theo ", strlen("theo ")) == 0 ? strlen("theo ") : 0);

    if (strncasecmp(at, "chu", strlen("chu")) != 0) {
        return 0; /* as most labels: units have many rows */
    }
    pov_meaning m = pov_meaning_of(&reader->scan, label, strlen(label));
    const bool first = reader->scan.count > 0 && reader->scan.token[0].class == POV_PHRASE_STANDARD;

    return first && !m.unknown && m.change == POV_CHANGE_NONE && m.group == NULL &&
                   m.label == POV_LABEL_NONE
               ? m.standard
               : 0;
}

/* "Tỷ lệ hộ nghèo (%)" over units: what the figures of the rows below it are. */
static bool begins_block(line_reader *reader, const char *label)
{
    const pov_meaning m = pov_meaning_of(&reader->scan, label, strlen(label));
    const bool some = pov_subject_is_poor(m.subject);
    const bool all = (m.subject == POV_OF_ALL || m.subject == POV_OF_ALL_WEAK) && !m.part;

    if (m.empty || m.label != POV_LABEL_NONE || m.unknown || m.group != NULL || m.part ||
        m.indicator != NULL || pov_meaning_is_flow(&m) || !(some || all) ||
        (m.said == POV_SAID_NONE && m.scale == POV_SCALE_NONE && m.counted == POV_COUNTED_NONE)) {
        return false;
    }
    reader->block = m;
    return true;
}

/* Whether the label that was scanned says only of when its figures are, or that they are planned:
 * "Năm 2023", "Kế hoạch". */
static bool is_only_when(const line_reader *reader, const pov_meaning *m)
{
    bool only = !m->unknown && m->label == POV_LABEL_NONE && pov_meaning_has_when(m);

    for (size_t i = 0; i < reader->scan.count && only; i++) {
        const uint8_t class = reader->scan.token[i].class;
        only = class == POV_PHRASE_YEAR || class == POV_PHRASE_MOMENT || class == POV_PHRASE_ROLE ||
               class == POV_PHRASE_FILLER;
    }
    return only;
}

static bool says_only_when(line_reader *reader, const char *label, pov_meaning *m)
{
    *m = pov_meaning_of(&reader->scan, label, strlen(label));
    return is_only_when(reader, m);
}

/* Whether a row that says only when its figures are of is one of several of the unit above: "Xã A",
 * then "Năm 2023", "Năm 2024". Else it is a head, of the units below it. */
static bool is_of_unit_above(line_reader *reader, size_t row)
{
    const pov_reading_table *t = reader->l->t;
    const pov_line *last = t->tree.count > 0 ? &t->tree.line[t->tree.count - 1] : NULL;
    pov_meaning next;

    if (reader->name == NULL || last == NULL || reader->dated_units) {
        return reader->name != NULL && last != NULL;
    }
    if (last->kind == POV_LINE_UNIT && row_has_figures(t, row)) {
        return !last->figures || !pov_meaning_has_when(&reader->when);
    }
    return !last->figures && row + 1 < t->shape->body_end &&
           says_only_when(reader, pov_grid_cell(t->grid, row + 1, t->headings.main).text, &next);
}

/* "Trong đó: hộ nghèo DTTS": where all the row's figures are of what the label says, its group is
 * of the unit. */
static void find_group(line_reader *reader, pov_line *line, size_t row)
{
    const pov_reading_table *t = reader->l->t;
    const pov_source_row *record = &t->grid->row[row];
    const pov_meaning m = pov_meaning_of(&reader->scan, line->group, strlen(line->group));
    bool same = m.group != NULL && !m.unknown && pov_subject_is_poor(m.subject) &&
                m.change == POV_CHANGE_NONE && m.said != POV_SAID_RATE;

    for (size_t c = 0; c < record->count && same; c++) {
        const pov_meaning *of = &t->headings.column[c].meaning;
        const bool share = of->said == POV_SAID_SHARE || of->said == POV_SAID_RELATIVE;
        same = !is_figure_column(t, c) || strpbrk(record->cell[c].text, "0123456789") == NULL ||
               of->subject == m.subject || (share && of->change == POV_CHANGE_NONE);
    }
    line->group = same ? m.group : line->group;
}

static int rank_of_level(const char *text, bool *failed)
{
    const char *level = pov_level_known(text, failed);

    return level != NULL ? pov_level_rank(level) : 0;
}

/* Whether a text begins with a kind of unit: "Xã Tân Tiến". */
static bool is_place(const char *text, size_t length, pov_marks marks, bool *failed)
{
    return pov_label_rank(text, length, marks, failed) > 2;
}

/* Whether the row has another standard than the one above it, in a column of its own. */
static bool names_another_standard(const pov_reading_table *t, size_t row)
{
    const size_t column = t->headings.at[POV_LABEL_STANDARD];

    if (column == POV_NONE || row == 0) {
        return false;
    }
    const pov_source_cell here = pov_grid_cell(t->grid, row, column);
    const pov_source_cell above = pov_grid_cell(t->grid, row - 1, column);
    return here.length > 0 && above.length > 0 && strcmp(here.text, above.text) != 0;
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

/* "As above" */
static bool is_ditto(const char *text)
{
    static const char *const signs[] = {"\"", "''",           "nt",           "-nt-",        "n/t",
                                        "-",  "\xE2\x80\x9D", "\xE2\x80\xB3", "\xE3\x80\x83"};

    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        if (strcmp(text, signs[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "Cộng", "Tổng cộng" beside an empty name: of what is above it, and no unit itself. */
static bool is_bare_total(line_reader *reader, const char *text)
{
    pov_buffer folded = {0};

    pov_text_fold(text, strlen(text), &folded);
    const char *rest = pov_buffer_get(&folded);
    const bool total = pov_total_skip(&rest) && *rest == '\0';
    pov_buffer_end(&folded, &reader->failed);
    return total;
}

/* What the columns left of the names say: the unit above, and "Thành thị". Returns the text that is
 * next to the name, of a row that may have no other. */
static const char *take_outer_units(line_reader *reader, size_t row)
{
    const pov_reading_table *t = reader->l->t;
    const bool named = pov_grid_cell(t->grid, row, t->headings.main).length > 0;
    const char *next = "";

    for (size_t c = 0; c <= reader->outer; c++) {
        const char *text =
            t->headings.column[c].meaning.label == POV_LABEL_UNIT && c != t->headings.main
                ? keep_cell(reader->l, pov_grid_cell(t->grid, row, c), &reader->failed)
                : "";
        if (text[0] == '\0' || is_ditto(text)) {
            continue;
        }
        const pov_meaning m = pov_meaning_of(&reader->scan, text, strlen(text));
        const bool area = m.group != NULL && !m.unknown && pov_is_group_of_place(m.group);
        if (area || c == reader->area_column) {
            reader->area = area ? m.group : NULL;
            reader->area_column = c;
        }
        reader->above = area || (!named && is_bare_total(reader, text)) ? reader->above : text;
        next = text;
    }
    return next;
}

/* What a row says beside its figures. */
typedef struct row_text {
    const char *label, *serial;
    pov_source_cell cell; /* that the label is from, mostly */
    bool by_serial;       /* the label was in the number's column */
    bool merged;          /* the cell of its name is merged over its years */
    bool of_unit;         /* it names a standard, and its figures are of the unit above */
    pov_meaning when;     /* that it names alone, with figures of the unit above */
    int standard, before; /* that it names, 0: none; of the rows above */
} row_text;

/* Whether rows are named by years, indicators or standards, not by units. */
static bool is_of_rows(const pov_headings *h)
{
    return h->main == h->at[POV_LABEL_YEAR] || h->main == h->at[POV_LABEL_INDICATOR] ||
           h->main == h->at[POV_LABEL_STANDARD];
}

static const char *serial_of(line_reader *reader, size_t row)
{
    const pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    const char *serial = "";

    if (h->serial != POV_NONE) {
        serial = keep_cell(reader->l, pov_grid_cell(t->grid, row, h->serial), &reader->failed);
    }
    for (size_t c = 0; c < h->main && c < h->count && serial[0] == '\0'; c++) {
        if (h->column[c].meaning.label == POV_LABEL_SERIAL && c != h->serial) {
            serial = keep_cell(reader->l, pov_grid_cell(t->grid, row, c), &reader->failed);
        }
    }
    return serial;
}

static row_text text_of(line_reader *reader, size_t row)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    row_text text = {.cell = pov_grid_cell(t->grid, row, h->main)};

    text.label = keep_cell(reader->l, text.cell, &reader->failed);
    text.label = h->own ? text.label : without_marks(t, text.label, &reader->failed);
    text.serial = serial_of(reader, row);
    if (pov_cell_empty(text.label) && h->main != h->at[POV_LABEL_YEAR]) {
        text.label = "";
    }
    if (text.label[0] == '\0' && is_words_for_serial(text.serial)) {
        text.label = text.serial; /* of merged cells: "Tổng cộng" in the number's column */
        text.by_serial = true;
        text.serial = "";
    }
    if (reader->outer != POV_NONE) {
        const char *outer = take_outer_units(reader, row);
        text.label = text.label[0] == '\0' ? outer : text.label;
    }
    if (text.label[0] == '\0' && reader->name != NULL && !h->own &&
        (h->main == h->at[POV_LABEL_UNIT] || reader->outer != POV_NONE) &&
        (names_another_year(t, row) || names_another_standard(t, row))) {
        text.label = reader->name;
        text.serial = text.serial[0] == '\0' ? reader->number : text.serial;
        text.merged = true;
    }
    return text;
}

/* Whether a label is worth the look: most name units. "Kế hoạch" below a unit with figures of its
 * own is found where names are read. */
static bool may_be_time(const line_reader *reader, const char *label, const pov_line *line)
{
    const pov_tree *tree = &reader->l->t->tree;

    return !line->figures || reader->dated_units || pov_meaning_has_when(&reader->when) ||
           tree->count == 0 || !tree->line[tree->count - 1].figures || strstr(label, "20") != NULL;
}

/* Takes the time of a row that says nothing else. Whether it has nothing else. */
static bool takes_time(line_reader *reader, row_text *text, const pov_line *line)
{
    pov_reading_table *t = reader->l->t;
    pov_meaning when;

    if (!may_be_time(reader, text->label, line) || !says_only_when(reader, text->label, &when)) {
        return false;
    }
    if (is_of_unit_above(reader, line->row)) {
        reader->dated_units = true;
        text->when = when;
        text->label = "";
        return !line->figures;
    }
    reader->when = when;
    reader->name = NULL;
    t->dated++;
    text->label = t->unit; /* "Năm 2023" with the figures of all the units below */
    return !line->figures;
}

/* The text of a row without a name that has just one cell, in the middle: "Tỷ lệ (%)". */
static const char *text_aside(line_reader *reader, size_t row)
{
    const pov_source_row *record = &reader->l->t->grid->row[row];
    const pov_source_cell *only = NULL;

    for (size_t c = 0; c < record->count; c++) {
        if (record->cell[c].length > 0 && only != NULL) {
            return "";
        }
        only = record->cell[c].length > 0 ? &record->cell[c] : only;
    }
    return only != NULL ? keep_cell(reader->l, *only, &reader->failed) : "";
}

/* Whether the row only says what the rows below it are of: a standard, "Phân theo …", a year. A
 * standard beside figures is of these. */
static bool is_head(line_reader *reader, row_text *text, const pov_line *line)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;

    if (!h->own && text->label[0] == '\0' && !line->figures && h->main == h->at[POV_LABEL_UNIT]) {
        text->label = text_aside(reader, line->row);
        const bool block = begins_block(reader, text->label);
        const bool head = block || takes_time(reader, text, line);
        t->blocks = t->blocks || block;
        text->label = head ? text->label : "";
        return head;
    }
    if (h->own || text->label[0] == '\0') {
        return false;
    }
    text->standard = standard_of_label(reader, text->label);
    if (text->standard != 0) {
        text->of_unit = line->figures && reader->name != NULL && reader->standard == 0 &&
                        line->serial[0] == '\0';
        reader->standard = text->standard;
        text->label = text->of_unit || is_of_rows(h) ? "" : t->unit;
        return !line->figures;
    }
    const bool units = h->main == h->at[POV_LABEL_UNIT];
    if (units && !line->figures && begins_block(reader, text->label)) {
        t->blocks = true;
        return true;
    }
    return (units || (!line->figures && h->main == h->at[POV_LABEL_INDICATOR])) &&
           takes_time(reader, text, line);
}

/* What the figures of a row are, by its own words and by those above it. */
static size_t kind_of_line(line_reader *reader, row_text *text, const pov_line *line)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    size_t measure = 0;

    if (h->main == h->at[POV_LABEL_UNIT] && reader->name != NULL && line->serial[0] == '\0' &&
        line->figures && !h->own && says_only_how(reader, text->label, &measure)) {
        text->label = "";
    }
    size_t kind = text->label[0] == '\0' && measure > 0
                      ? measure
                      : kind_of_row(reader, text->label, line->row);
    if (!reader->block.empty && !is_of_rows(h)) {
        const pov_meaning m = under_rows(&reader->block, &t->row_kind[kind]);
        kind = add_row_kind(t, &m, &reader->failed);
    }
    if (reader->standard != 0 || pov_meaning_has_when(&reader->when) ||
        pov_meaning_has_when(&text->when)) {
        pov_meaning m = pov_meaning_at(&t->row_kind[kind], &text->when);
        m = pov_meaning_at(&m, &reader->when);
        m.standard = reader->standard;
        kind = add_row_kind(t, &m, &reader->failed);
    }
    reader->standard = text->of_unit ? text->before : reader->standard;
    return kind;
}

/* Whether it is once more the unit above, with figures of another kind. */
static bool is_again(const line_reader *reader, const row_text *text, size_t kind)
{
    return kind != 0 && text->standard == 0 && reader->standard == 0 &&
           !pov_meaning_has_when(&reader->when) && reader->block.empty && !text->merged &&
           reader->name != NULL && strcmp(reader->name, text->label) == 0;
}

/* A row of a year, an indicator or a standard. */
static void read_kind(line_reader *reader, const row_text *text, size_t kind, pov_line *line)
{
    const pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    const pov_meaning *m = &t->row_kind[kind];

    if (!line->figures && h->main == h->at[POV_LABEL_YEAR] &&
        is_place(text->label, strlen(text->label), h->marks, &reader->failed)) {
        reader->unit = text->label;
    }
    line->kind = line->figures || (kind > 0 && !m->unknown && m->subject != POV_OF_NONE &&
                                   row_has_words(t, line->row))
                     ? POV_LINE_MORE
                     : POV_LINE_SKIP;
    line->name = t->unit;
    line->head = reader->unit;
}

/* More of the unit above. */
static void read_more(line_reader *reader, size_t *kind, bool again, pov_line *line)
{
    static const pov_meaning rates = {.said = POV_SAID_RATE, .scale = POV_SCALE_PERCENT};
    pov_reading_table *t = reader->l->t;

    line->kind = POV_LINE_MORE;
    line->name = "";
    const size_t groups = t->headings.at[POV_LABEL_GROUP];
    const bool of_group = groups != POV_NONE && !t->headings.own && t->tree.count > 0 &&
                          pov_grid_cell(t->grid, line->row, groups).length > 0;
    if (*kind != 0 || again || of_group || t->headings.at[POV_LABEL_BREAKDOWN] != POV_NONE) {
        return;
    }
    if (t->headings.own || t->tree.count == 0 || !looks_like_rates(t, line->row)) {
        line->nameless = true;
    } else {
        *kind = add_row_kind(t, &rates, &reader->failed);
    }
}

/* Of the rows of a column of groups, "Tổng số hộ nghèo" is what is above them. */
static void read_group(line_reader *reader, const char *label, size_t *kind, pov_line *line)
{
    pov_reading_table *t = reader->l->t;
    pov_meaning what;

    if (says_what(reader, label, &what)) {
        line->kind = POV_LINE_MORE;
        line->name = "";
        *kind = add_row_kind(t, &what, &reader->failed);
        return;
    }
    if (line->kind == POV_LINE_TOTAL && t->headings.title.group == NULL) {
        return;
    }
    if (line->kind == POV_LINE_TOTAL) { /* below "Hộ nghèo DTTS theo dân tộc" */
        line->group = t->headings.title.group;
    } else if (line->group == NULL) {
        const char *name = line->name;
        (void)pov_text_skip(&name, "Hộ ");
        line->group = name;
    }
    line->kind = POV_LINE_GROUP;
    line->part = true;
}

/* Whether the row's name is that of a unit or of a group. */
static void settle_group(line_reader *reader, const char *label, size_t *kind, pov_line *line)
{
    const pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;

    if (h->main == h->at[POV_LABEL_GROUP]) {
        read_group(reader, label, kind, line);
    } else if (line->kind == POV_LINE_GROUP &&
               (h->at[POV_LABEL_PARENT] != POV_NONE || h->at[POV_LABEL_GROUP] != POV_NONE)) {
        line->kind = POV_LINE_UNIT;
        line->group = NULL;
    }
    if (line->kind == POV_LINE_GROUP && line->part && !h->own) {
        find_group(reader, line, line->row);
    }
    if (line->kind == POV_LINE_BLOCK) {
        reader->group_block = names_groups(reader, label);
    } else if (line->kind == POV_LINE_TOTAL) {
        reader->group_block = false;
    } else if (line->kind == POV_LINE_UNIT && reader->group_block && !t->lone) {
        line->kind = POV_LINE_GROUP;
        line->group = line->name;
        line->part = true;
    }
}

/* The end of a name before "(1)", where a line below the table begins so. */
static size_t before_mark(const pov_reading_table *t, const char *name, size_t row)
{
    const char *mark = strrchr(name, '(');
    const size_t digits = mark != NULL ? strspn(mark + 1, "0123456789*") : 0;

    if (digits == 0 || digits > 2 || strcmp(mark + 1 + digits, ")") != 0 || mark == name) {
        return strlen(name);
    }
    for (size_t r = row + 1; r < t->grid->count; r++) {
        const pov_source_cell *only = pov_row_only_text(&t->grid->row[r]);
        if (only != NULL && strncmp(only->text, mark, digits + 2) == 0) {
            return (size_t)(mark - name);
        }
    }
    return strlen(name);
}

static pov_status read_name(line_reader *reader, const row_text *text, size_t *kind, pov_line *line,
                            pov_error *err)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    const pov_source_cell *cell = &text->cell;
    /* blanks before the name are a sign, so the text goes in with them */
    const bool indented = cell->text[0] != '\0' && strchr(" \t\xC2", cell->text[0]) != NULL;
    const char *numbered = line->serial;
    pov_meaning what;

    if (h->at[POV_LABEL_LEVEL] != POV_NONE) {
        const pov_source_cell level = pov_grid_cell(t->grid, line->row, h->at[POV_LABEL_LEVEL]);
        line->rank = rank_of_level(level.text, &reader->failed);
    }
    line->indent = cell->indent;
    const pov_status status =
        pov_line_read(line, &reader->scan, indented ? cell->text : text->label, &t->arena, err);
    if (status != POV_OK) {
        return status;
    }
    if (!h->own && line->kind == POV_LINE_UNIT && line->figures && reader->name != NULL &&
        !t->lone && !line->of_kind &&
        (says_what(reader, text->label, &what) || is_only_when(reader, &what))) {
        line->kind = POV_LINE_MORE; /* of the unit above: "Xã A", then "- Số hộ nghèo" */
        line->name = "";
        *kind = add_row_kind(t, &what, &reader->failed);
    }
    if (indented) {
        const pov_source_cell name = {.text = line->name, .length = strlen(line->name)};
        line->name = keep_cell(reader->l, name, &reader->failed);
    }
    if (h->own) { /* names are as they are written */
        const bool remark = text->by_serial && !line->figures && line->kind == POV_LINE_UNIT;
        line->name = text->label;
        line->serial = numbered;
        line->kind = remark ? POV_LINE_SKIP : line->kind;
    }
    const size_t length = h->own ? strlen(line->name) : before_mark(t, line->name, line->row);
    if (line->name[length] != '\0') {
        const pov_source_cell name = {.text = line->name, .length = length};
        line->name = keep_cell(reader->l, name, &reader->failed);
    }
    settle_group(reader, text->label, kind, line);
    if (line->kind == POV_LINE_UNIT || line->kind == POV_LINE_TOTAL) {
        reader->name = text->label;
        reader->number = line->serial;
    }
    return POV_OK;
}

static pov_status add_line(pov_reading_table *t, pov_line line, size_t kind, pov_error *err)
{
    line.parent = POV_NONE;
    if (pov_grow(&t->tree.line, &t->tree.capacity, t->tree.count + 1, sizeof *t->tree.line) !=
        POV_OK) {
        return pov_no_memory(err);
    }
    t->line_kind[t->tree.count] = (uint16_t)kind;
    t->tree.line[t->tree.count++] = line;
    return POV_OK;
}

static pov_status read_line(line_reader *reader, size_t row, bool figures, pov_error *err)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    row_text text = text_of(reader, row);
    pov_line line = {.serial = pov_is_serial(text.serial) ? text.serial : "",
                     .row = row,
                     .owner = POV_NONE,
                     .figures = figures,
                     .peoples = reader->peoples,
                     .above = reader->above,
                     .area = reader->area};
    pov_status status = POV_OK;

    text.before = reader->standard;
    if (is_head(reader, &text, &line)) {
        return POV_OK;
    }
    if (text.label[0] == '\0' && !figures && (!h->own || row_says_nothing(t, &t->grid->row[row]))) {
        return POV_OK;
    }
    size_t kind = kind_of_line(reader, &text, &line);
    const bool again = is_again(reader, &text, kind);
    if (is_of_rows(h)) {
        read_kind(reader, &text, kind, &line);
    } else if (text.label[0] == '\0' || again) {
        read_more(reader, &kind, again, &line);
    } else if (h->own && h->at[POV_LABEL_PARENT] != POV_NONE) {
        line.kind = POV_LINE_UNIT; /* nothing is left to its name to say */
        line.name = text.label;
    } else {
        status = read_name(reader, &text, &kind, &line, err);
    }
    if (status == POV_OK && line.kind != POV_LINE_SKIP) {
        status = add_line(t, line, kind, err);
    } else if (status == POV_OK && figures) {
        status = pov_reader_note_passed(reader->l, text.label, row, err);
    }
    return status;
}

/* Whether most cells of a column name several units, "Xã A, xã B", each beside one that another
 * column names. */
static bool lists_units_of(const pov_reading_table *t, size_t column, size_t names)
{
    size_t filled = 0, several = 0;

    for (size_t r = t->shape->body; r < t->shape->body_end; r++) {
        const pov_source_cell cell = pov_grid_cell(t->grid, r, column);
        if (cell.length > 0 && pov_grid_cell(t->grid, r, names).length == 0) {
            return false;
        }
        filled += cell.length > 0;
        several += strpbrk(cell.text, ",;+") != NULL || strstr(cell.text, " và ") != NULL;
    }
    return several * 2 > filled;
}

/* Where two columns name units, "Huyện" and "Xã", the units of the second are within those of the
 * first; so are those of a third, "Thôn". */
static size_t outer_column(pov_reading_table *t)
{
    pov_headings *h = &t->headings;
    size_t first = h->at[POV_LABEL_UNIT], outer = POV_NONE;

    if (first == POV_NONE || h->main != first || h->at[POV_LABEL_PARENT] != POV_NONE || h->own) {
        return POV_NONE;
    }
    for (size_t c = first + 1; c < h->count; c++) {
        if (h->column[c].meaning.label == POV_LABEL_UNIT && h->column[c].filled) {
            int rank = h->column[h->main].rank, other = h->column[c].rank;
            bool recent = rank == other && h->column[c].recent && !h->column[h->main].recent;
            if (rank == other && lists_units_of(t, c, h->main)) {
                h->column[c].meaning = (pov_meaning){.label = POV_LABEL_NOTE};
                continue; /* "Tỉnh mới", then "Tỉnh cũ": "Tuyên Quang, Hà Giang" */
            }
            if (rank == other && outer == POV_NONE && lists_units_of(t, h->main, c)) {
                h->column[h->main].meaning = (pov_meaning){.label = POV_LABEL_NOTE};
                h->main = h->at[POV_LABEL_UNIT] = c;
                continue;
            }
            if (h->main != first && other <= rank) {
                break;
            }
            if (rank > 0 && other > 0 && (other < rank || recent)) {
                return c; /* "Province", then "Region"; "Xã cũ", then "Xã mới" */
            }
            outer = h->main;
            h->main = c;
        }
    }
    return outer;
}

/* Two tables side by side, or one that is continued to the right: a second column of names that has
 * figures on both sides. */
static pov_status refuse_beside(pov_reader *l, pov_error *err)
{
    pov_headings *h = &l->t->headings;
    const size_t first = h->at[POV_LABEL_UNIT];
    size_t second = first != POV_NONE ? first + 1 : h->count, figures[2] = {0};
    pov_error problem = POV_ERROR_INIT;

    while (second < h->count &&
           (h->column[second].meaning.label != POV_LABEL_UNIT || !h->column[second].words ||
            h->column[second].rank != h->column[first].rank)) {
        second++;
    }
    for (size_t c = first + 1; second < h->count && c < h->count; c++) {
        figures[c > second] += h->column[c].filled && is_figure_column(l->t, c);
    }
    if (figures[0] == 0 || figures[1] == 0 || h->own) {
        return POV_OK;
    }
    for (size_t c = second; c < h->count; c++) {
        h->column[c].why = ""; /* one problem is enough */
    }
    (void)pov_fail(&problem, POV_ERR_DATA,
                   "two tables side by side: \"%.80s\" is in column %zu and in column %zu",
                   h->column[first].heading, first + 1, second + 1);
    pov_error_hint(&problem, "put the right one below the left one, with its headings");
    return pov_reader_add_problem(l, &problem, h->line, POV_NONE, err);
}

/* Whether the first column names what is counted, not units: "Tổng số hộ", "Hộ nghèo". */
static bool rows_are_indicators(line_reader *reader, size_t column)
{
    pov_reading_table *t = reader->l->t;
    const pov_headings *h = &t->headings;
    size_t known = 0, rows = 0, units = 0, named = 0, heads = 0;

    for (size_t r = t->shape->body; r < t->shape->body_end && rows < 60; r++) {
        pov_source_cell cell = pov_grid_cell(t->grid, r, column);
        if (pov_cell_looks(&cell) != POV_LOOKS_WORDS) {
            continue;
        }
        pov_meaning m = pov_meaning_of(&reader->scan, cell.text, cell.length);
        const bool place = is_place(cell.text, cell.length, h->marks, &reader->failed);
        named += place;
        heads += place && !row_has_figures(t, r);
        rows++;
        known += !m.unknown && m.label == POV_LABEL_NONE &&
                 (m.subject > POV_OF_NONE || m.indicator != NULL || pov_meaning_is_bare_rate(&m) ||
                  m.change != POV_CHANGE_NONE || m.moment != POV_AT_NONE);
        units += m.unknown;
    }
    if (column == h->at[POV_LABEL_INDICATOR] && h->at[POV_LABEL_MEASURE] != POV_NONE) {
        return known > 0 && named * 2 <= rows; /* among indicators of other fields, too */
    }
    if (column == h->at[POV_LABEL_UNIT] && heads > 0) {
        return false; /* "Huyện A", then "- Số hộ nghèo": lines of units */
    }
    return rows > 0 && known > units && known * 2 > rows;
}

/* A line that begins with # although the column holds names: a remark, or a row left out? */
static pov_status refuse_remark(pov_reader *l, size_t row, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    if (!row_has_figures(l->t, row)) {
        return POV_OK;
    }
    (void)pov_fail(&problem, POV_ERR_DATA, "a row that begins with #: a remark?");
    pov_error_hint(&problem, "take the line out, or the # where it is a row like the others");
    return pov_reader_add_problem(l, &problem, l->grid->row[row].line, POV_NONE, err);
}

/* Where each row says what it is of, none is of the kind that says nothing: without years of their
 * own its figures would get those of the title. */
static void drop_plain_kind(pov_reading_table *t)
{
    for (size_t i = 0; i < t->tree.count; i++) {
        if (t->line_kind[i] == 0) {
            return;
        }
    }
    if (t->tree.count == 0) {
        return;
    }
    memmove(t->row_kind, t->row_kind + 1, --t->row_kinds * sizeof *t->row_kind);
    for (size_t i = 0; i < t->tree.count; i++) {
        t->line_kind[i]--;
    }
}

/* Whether a page ends right below a row: the table does, or its headings come once more, perhaps
 * below a sum that is carried forward. */
static bool page_ends(const pov_reading_table *t, size_t row, bool *failed)
{
    size_t next = row + 1;
    pov_buffer folded = {0};

    if (next < t->shape->body_end && !pov_shape_repeats(t->shape, t->grid, next)) {
        const pov_source_cell cell = pov_grid_cell(t->grid, next, t->headings.main);
        pov_text_fold(cell.text, cell.length, &folded);
        next += strstr(pov_buffer_get(&folded), "sang") != NULL ||
                strstr(pov_buffer_get(&folded), "trang") != NULL;
    }
    pov_buffer_end(&folded, failed);
    return next == t->shape->body_end || pov_shape_repeats(t->shape, t->grid, next);
}

pov_status pov_rows_read(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_headings *h = &t->headings;
    line_reader reader = {.l = l,
                          .scan = {.marks = h->marks},
                          .number = "",
                          .outer = POV_NONE,
                          .area_column = POV_NONE,
                          .last = {.empty = true},
                          .block = {.empty = true}};
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
        t->blocks = true;
    }
    if (t->lone && h->at[POV_LABEL_CODE] != POV_NONE && !h->own) { /* "Mã số" of indicators */
        h->column[h->at[POV_LABEL_CODE]].meaning.label = POV_LABEL_SERIAL;
        h->at[POV_LABEL_CODE] = POV_NONE;
    }
    status = t->lone ? POV_OK : refuse_beside(l, err);
    for (size_t i = POV_LABEL_LEVEL; i < POV_LABEL_COMPUTED && status == POV_OK; i++) {
        if (h->at[i] != POV_NONE && h->at[i] != h->main) {
            status = pov_grid_spread(l->grid, h->at[i], err);
        }
    }
    reader.outer = outer_column(t);
    for (size_t r = t->shape->body; r < t->shape->body_end && !h->own && !reader.peoples; r++) {
        const pov_source_cell cell = pov_grid_cell(t->grid, r, h->main);
        reader.peoples = cell.length < 16 && (cell.text[0] == 'K' || cell.text[0] == 'k') &&
                         pov_people_of(cell.text, cell.length) == 0;
    }
    pov_meaning nothing = {.empty = true};
    (void)add_row_kind(t, &nothing, &reader.failed);
    if (t->shape->led && status == POV_OK) {
        status = read_line(&reader, t->shape->header - 1, false, err);
    }
    for (size_t r = t->shape->body; r < t->shape->body_end && status == POV_OK; r++) {
        const pov_source_row *record = &t->grid->row[r];
        if (row_is_blank(record) || pov_shape_repeats(t->shape, t->grid, r) ||
            (!h->own && pov_is_page(record) && page_ends(t, r, &reader.failed))) {
            continue;
        }
        const bool figures = row_has_figures(t, r);
        if (!figures && row_signs(h, record, &reader.failed)) {
            l->signature = record->line;
            continue;
        }
        if (h->own && record->cell[0].text[0] == '#' && h->serial != 0) {
            status = refuse_remark(l, r, err);
            continue;
        }
        if (l->signature > 0 && !figures) {
            continue; /* the signers' names */
        }
        if (l->signature > 0) {
            pov_error problem = POV_ERROR_INIT;
            (void)pov_fail(&problem, POV_ERR_DATA, "figures below the signature on line %zu",
                           l->signature);
            pov_error_hint(&problem, "put each table in a file of its own");
            status = pov_reader_add_problem(l, &problem, record->line, POV_NONE, err);
            break;
        }
        status = read_line(&reader, r, figures, err);
    }
    if (t->lone && !h->own) {
        drop_plain_kind(t);
    }
    bool failed = reader.failed || reader.scan.failed;
    pov_scan_fini(&reader.scan);
    return failed ? pov_no_memory(err) : status;
}
