#include "loader/table/heading.h"

#include "base/text.h"
#include "loader/table/cells.h"
#include "loader/table/item.h"
#include "loader/table/kinds.h"
#include "loader/table/tree.h"

#include <stdlib.h>
#include <string.h>

/* ---- texts ---- */

typedef struct builder {
    pov_headings *h;
    const pov_grid *grid;
    const pov_shape *shape;
    size_t row[8]; /* of the grid, that hold headings */
    size_t rows;
    pov_scan scan;
    bool known; /* all headings are povcalc's own, and no --column says otherwise */
    bool failed;
} builder;

#define MOST_ROWS 8

static const char *trimmed(builder *b, pov_source_cell cell)
{
    pov_buffer text = {0};

    pov_cell_text(cell.text, cell.length, &text);
    const char *kept =
        text.failed ? NULL : pov_arena_text(&b->h->arena, pov_buffer_get(&text), text.length);
    pov_buffer_fini(&text);
    b->failed = b->failed || kept == NULL;
    return kept != NULL ? kept : "";
}

static bool has_text(const builder *b, size_t row, size_t column)
{
    pov_source_cell cell = pov_grid_cell(b->grid, row, column);

    return cell.text[strspn(cell.text, " \t\r\n")] != '\0';
}

/* Whether a merged heading does not reach a column: a workbook says how far it goes. */
static bool ends_before(const builder *b, size_t row, size_t from, size_t column)
{
    pov_source_cell cell = pov_grid_cell(b->grid, row, from);

    return cell.across > 1 && from + cell.across <= column;
}

/*
 * The heading that covers a column in a line: its own; none where a heading above it is its own,
 * which then goes down; else that of the column to the left, as far as the line above goes.
 */
static void spread(builder *b, const char **text, size_t *span, size_t line)
{
    const size_t count = b->h->count;

    for (size_t c = 0; c < count; c++) {
        size_t at = line * count + c;
        bool own_above = false;
        text[at] = "";
        span[at] = c;
        for (size_t l = 0; l < line; l++) {
            own_above = own_above || has_text(b, b->row[l], c);
        }
        if (has_text(b, b->row[line], c)) {
            text[at] = trimmed(b, pov_grid_cell(b->grid, b->row[line], c));
            if (c > 0 && line + 1 < b->rows && strcmp(text[at], text[at - 1]) == 0 &&
                (line == 0 || span[at - count] == span[at - count - 1])) {
                span[at] = span[at - 1]; /* a merged heading, repeated in each of its cells */
            }
        } else if (own_above) {
            span[at] = c;
        } else if (c > 0 && !b->h->own && (line == 0 || span[at - count] == span[at - count - 1]) &&
                   !ends_before(b, b->row[line], span[at - 1], c)) {
            text[at] = text[at - 1];
            span[at] = span[at - 1];
        }
    }
}

static bool is_measure_only(const pov_meaning *m)
{
    return m->subject == POV_OF_NONE && m->change == POV_CHANGE_NONE && m->group == NULL &&
           m->moment == POV_AT_NONE && m->year.year == 0 && m->role == POV_ROLE_NONE;
}

/* The rank of the kind that a name begins with: "Xã Tân Tiến", "Toàn huyện"; 0: none. */
static int rank_of(builder *b, const char *text)
{
    return pov_label_rank(text, strlen(text), b->h->marks, &b->failed);
}

static bool begins_with_kind(builder *b, const char *text)
{
    return rank_of(b, text) > 2;
}

/* "Tỉnh Đắk Lắk (%)", "Cả nước": a heading that names a unit, and may say how its figures are. */
static bool take_place(builder *b, pov_table_column *column, const char *part, const pov_meaning *m)
{
    const int rank = m->unknown || is_measure_only(m) ? rank_of(b, part) : 0;
    const char *bracket = strstr(part, " (");

    if (rank == 0 || (m->unknown ? rank < 2 : rank > 1)) {
        return false;
    }
    column->place = part;
    if (bracket != NULL) {
        const pov_meaning how = pov_meaning_of(&b->scan, bracket, strlen(bracket));
        if (!how.unknown && is_measure_only(&how)) {
            column->place = pov_arena_text(&b->h->arena, part, (size_t)(bracket - part));
            column->rest = column->rest.empty ? how : pov_meaning_under(&column->rest, &how);
            b->failed = b->failed || column->place == NULL;
        }
    }
    return true;
}

/* "DTTS" beside "Toàn xã" and "Thôn 1" is of the whole, beside one unit of that, and "Trong đó:
 * DTTS" right of each unit of that unit. */
static void place_group(pov_headings *h, size_t c)
{
    const pov_meaning *m = &h->column[c].meaning;
    const char *only = NULL, *left = NULL;
    size_t places = 0;
    bool again = false;

    for (size_t i = 0; i < h->count; i++) {
        const pov_table_column *other = &h->column[i];
        const bool place = other->place != NULL && other->meaning.group == NULL;
        again = again || (i != c && other->filled && other->meaning.group != NULL &&
                          pov_same_text(other->meaning.group, m->group));
        only = place ? other->place : only;
        left = place && i < c && other->span != h->column[c].span ? other->place : left;
        places += place;
    }
    h->column[c].place = again ? left : h->whole != NULL ? h->whole : places == 1 ? only : NULL;
    if (h->column[c].place == NULL && h->title.place == NULL) {
        h->column[c].why = POV_TEXT("of which of the units beside it?");
    }
}

/* Where rows are years or indicators, columns may be units; one of their sum is the unit above. */
static void place_units(pov_headings *h)
{
    bool units = false;

    if (h->main == POV_NONE || h->main == h->at[POV_LABEL_UNIT]) {
        return;
    }
    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *column = &h->column[c];
        if (column->place != NULL && column->chosen == POV_NONE && column->filled) {
            column->meaning = column->rest;
            column->meaning.empty = false;
            units = true;
        } else {
            column->place = NULL;
        }
    }
    for (size_t c = 0; c < h->count && units; c++) {
        pov_table_column *column = &h->column[c];
        const pov_meaning *m = &column->meaning;
        if (column->place == NULL && column->filled && m->label == POV_LABEL_NONE && !m->empty &&
            column->chosen == POV_NONE && !m->unknown && is_measure_only(m) &&
            m->counted == POV_COUNTED_NONE && m->scale == POV_SCALE_NONE &&
            (m->said == POV_SAID_NONE || m->said == POV_SAID_COUNT)) {
            column->place = h->whole = column->heading;
        }
    }
    for (size_t c = 0; c < h->count && units; c++) {
        const pov_table_column *column = &h->column[c];
        if (column->place == NULL && column->filled && column->chosen == POV_NONE &&
            column->meaning.label == POV_LABEL_NONE && column->meaning.group != NULL) {
            place_group(h, c);
        }
    }
}

/* Whether each heading is one of povcalc's own for such a file: then no words are understood. */
static bool are_all_own(const char *const *heading, size_t count)
{
    pov_file_kind kind = POV_FILE_PLAN;
    pov_column_info info;

    for (size_t c = 0; c < count; c++) {
        kind = pov_heading_is(heading[c], "indicator") ? POV_FILE_DEPRIVATION : kind;
    }
    for (size_t c = 0; c < count; c++) {
        const size_t own = pov_column_own(heading[c]);
        if (own == POV_HEADING_UNKNOWN ||
            (own < pov_column_count() && !pov_column_info_get(own, kind, &info))) {
            return false;
        }
    }
    return true;
}

/* Whether a heading starts with one of the words. */
static bool begins(builder *b, const char *text, const char *const *starts, size_t count)
{
    pov_buffer folded = {0};

    pov_text_fold(text, strlen(text), &folded);
    const bool found = pov_text_starts_any(pov_buffer_get(&folded), starts, count);
    pov_buffer_end(&folded, &b->failed);
    return found;
}
#define BEGINS(b, text, starts) begins(b, text, starts, POV_LENGTH(starts))

/* "Hộ có trẻ em" below "Trong đó": households that the words above say the rest of. */
static bool names_some(builder *b, const char *text)
{
    static const char *const starts[] = {"hộ ", "số hộ ", "có ", "thuộc "};

    return BEGINS(b, text, starts);
}

/* "Nguyên nhân nghèo": its rows are parts of the poor, no units. */
static bool is_of_causes(builder *b, const char *text)
{
    static const char *const starts[] = {"nguyên nhân", "các nguyên nhân", "lý do", "lí do"};

    return BEGINS(b, text, starts);
}

/* "Y tế" over "Dinh dưỡng": the dimension of an indicator, which says nothing by itself. */
static bool names_a_dimension(builder *b, const char *text, const char *under)
{
    static const char *const dimensions[] = {"y tế",
                                             "giáo dục",
                                             "nhà ở",
                                             "thông tin",
                                             "nước sinh hoạt và vệ sinh",
                                             "nước sinh hoạt vệ sinh",
                                             "nước sạch và vệ sinh",
                                             "nước sạch vệ sinh",
                                             "vệ sinh"};
    bool found = false;

    if (under[0] == '\0' || strcmp(text, under) == 0) {
        return false;
    }
    pov_scan_text(&b->scan, text, strlen(text));
    for (size_t i = 0; i < POV_LENGTH(dimensions); i++) {
        found = found || strcmp(pov_buffer_get(&b->scan.text), dimensions[i]) == 0;
    }
    /* "Nhà ở" over "Hộ nghèo": those who get one */
    return found && pov_meaning_of(&b->scan, under, strlen(under)).indicator != NULL;
}

static void join_column(builder *b, const char **text, const size_t *span, size_t c)
{
    pov_table_column *column = &b->h->column[c];
    const size_t count = b->h->count;
    pov_buffer heading = {0};
    pov_meaning whole = {.empty = true};

    column->span = c;
    if (b->known) {
        column->heading = text[c];
        return;
    }
    column->rest = whole;
    for (size_t l = 0; l < b->rows; l++) {
        const char *part = text[l * count + c];
        if (part[0] == '\0' || (l > 0 && strcmp(part, text[(l - 1) * count + c]) == 0)) {
            continue;
        }
        if (l + 1 < b->rows && names_a_dimension(b, part, text[(l + 1) * count + c])) {
            pov_buffer_format(&heading, "%s%s", heading.length > 0 ? ": " : "", part);
            continue;
        }
        pov_meaning m = pov_meaning_of(&b->scan, part, strlen(part));
        if (m.label == POV_LABEL_MEASURE && !whole.empty && whole.label != POV_LABEL_NONE) {
            continue; /* "ĐVT" below "Tên đơn vị", beside "hộ" and "%" */
        }
        if (!take_place(b, column, part, &m)) {
            column->rest = column->rest.empty ? m : pov_meaning_under(&column->rest, &m);
        }
        pov_buffer_format(&heading, "%s%s", heading.length > 0 ? ": " : "", part);
        for (size_t i = 0; m.label == POV_LABEL_UNIT && i < b->scan.count; i++) {
            const pov_token *token = &b->scan.token[i];
            column->rank = token->class == POV_PHRASE_UNIT ? token->value : column->rank;
            column->recent = column->recent || token->class == POV_PHRASE_CHANGE ||
                             pov_text_begins(pov_buffer_get(&b->scan.text) + token->start, "sau ");
        }
        if (!m.empty && (m.label == POV_LABEL_UNIT || m.label == POV_LABEL_GROUP) && !whole.empty &&
            whole.label == POV_LABEL_NONE) {
            m.label = POV_LABEL_NONE;
            m.unknown = true; /* "Xã" below "Hộ nghèo" */
        }
        /* "Tổng số" below "Hộ nghèo", "(hộ)" below "Hộ nghèo" say how, the line above says what */
        column->leaf = !whole.empty && is_measure_only(&m) && m.said != POV_SAID_RATE &&
                               m.scale == POV_SCALE_NONE && !m.part
                           ? column->leaf
                           : m;
        if (m.unknown && whole.part && !whole.unknown && names_some(b, part)) {
            const size_t count_word = strlen("Số ");
            const bool number = strncmp(part, "Số ", count_word) == 0;
            column->named = true;
            whole.counted = POV_COUNTED_HOUSEHOLDS;
            whole.group = number ? part + count_word : part;
            column->leaf = whole;
            column->span = l > 0 ? span[(l - 1) * count + c] : c;
            continue;
        }
        if (whole.empty || whole.label != POV_LABEL_NONE) {
            whole = m;
        } else {
            whole = pov_meaning_under(&whole, &m);
        }
        column->span = l > 0 ? span[(l - 1) * count + c] : c;
    }
    if (b->rows > 1) {
        column->span = span[c];
    }
    column->meaning = whole;
    column->heading = pov_arena_text(&b->h->arena, pov_buffer_get(&heading), heading.length);
    b->failed = b->failed || heading.failed || column->heading == NULL || b->scan.failed;
    pov_buffer_fini(&heading);
}

/* Whether the headings are written without marks: "Tong so ho". */
static bool lack_marks(builder *b, const char *const *text, size_t count)
{
    bool restored = false;

    for (size_t i = 0; i < count; i++) {
        if (!pov_text_is_ascii(text[i], strlen(text[i]))) {
            return false;
        }
    }
    for (size_t i = 0; i < count && !restored; i++) {
        pov_scan_text(&b->scan, text[i], strlen(text[i]));
        restored = b->scan.restored;
    }
    return restored;
}

static void read_texts(builder *b)
{
    const size_t count = b->h->count;
    const char **text = pov_arena_alloc(&b->h->arena, (b->rows + 1) * count * sizeof *text);
    size_t *span = pov_arena_alloc(&b->h->arena, (b->rows + 1) * count * sizeof *span);

    if (text == NULL || span == NULL) {
        b->failed = true;
        return;
    }
    for (size_t l = 0; l < b->rows; l++) {
        spread(b, text, span, l);
    }
    b->known = b->known && b->rows == 1 && are_all_own(text, count);
    b->scan.marks = POV_MARKS_PERHAPS;
    if (!b->known && lack_marks(b, text, b->rows * count)) {
        b->h->marks = b->scan.marks = POV_MARKS_NONE;
    }
    for (size_t c = 0; c < count; c++) {
        join_column(b, text, span, c);
    }
}

/* ---- what is below ---- */

#define SAMPLE 300 /* rows that are looked at */

static bool is_year_cell(const pov_source_cell *cell)
{
    pov_year year;

    return pov_year_read(cell->text, cell->length, &year, NULL) == POV_VALUE;
}

/* "5,98", "5.9" or "5%", but not the thousands of "1.234" */
static bool has_decimals(const pov_source_cell *cell)
{
    if (cell->text[0] != '\0' && strchr(cell->text, '%') != NULL) {
        return true;
    }
    const char *mark = strpbrk(cell->text, ",.");
    size_t digits = mark != NULL ? strspn(mark + 1, "0123456789") : 0;

    return mark != NULL && mark > cell->text && digits > 0 && digits != 3;
}

static bool is_above_100(const pov_source_cell *cell)
{
    pov_stated stated;

    return pov_stated_read(cell->text, cell->length, POV_KIND_COUNT, false, &stated, NULL) ==
               POV_VALUE &&
           stated.face > 100;
}

/* "05 hộ", "giảm 5 hộ trở lên" */
static bool is_in_households(const pov_source_cell *cell)
{
    static const char word[] = " hộ";
    const char *at = strstr(cell->text, word);

    return at != NULL && (pov_is_digit(cell->text[0]) || pov_cell_is_cut(cell->text)) &&
           (at[strlen(word)] == '\0' || strcmp(at + strlen(word), " trở lên") == 0);
}

#define NO_BREAK "\xC2\xA0" /* the bytes of a blank */

/* "112 (5,98%)", "112 hộ (5,98%)", "5,98% (112 hộ)", "93/3.904", "112/5,98%"; "2/3" is a day that a
 * spreadsheet made of a figure */
static bool has_two(const pov_source_cell *cell)
{
    const char *text = cell->text;
    size_t first = strspn(text, "0123456789. \r\n" NO_BREAK);
    first += first > 0 && pov_text_begins(text + first, "hộ (") ? strlen("hộ ") : 0;
    size_t second = strcspn(text + first, "0123456789");
    const size_t rate = strspn(text, "0123456789.,");

    if (rate > 0 && pov_text_begins(text + rate, "% (") && pov_is_digit(text[rate + 3])) {
        return true; /* "5,98% (112 hộ)" */
    }
    if (first == 0 || text[first + second] == '\0' || (text[first] != '(' && text[first] != '/')) {
        return false;
    }
    return text[first] == '('
               ? strchr(text + first, '%') != NULL
               : strspn(text + first + 1, "0123456789.,% ") == strlen(text + first + 1) &&
                     (strtol(text, NULL, 10) > 31 || strtol(text + first + 1, NULL, 10) > 12);
}

/* "%", "hộ", "%/năm": a cell of a column of units of measure */
static bool is_measure(builder *b, const pov_source_cell *cell)
{
    pov_meaning m = pov_meaning_of(&b->scan, cell->text, cell->length);

    return !m.empty && m.label == POV_LABEL_NONE && !m.unknown && m.subject == POV_OF_NONE &&
           m.change == POV_CHANGE_NONE && m.group == NULL && m.year.year == 0 && !m.total &&
           (m.scale != POV_SCALE_NONE || m.counted != POV_COUNTED_NONE);
}

/* "I", "KV II", "Khu vực III", "1": the kind of area that a mountain commune is of */
static bool is_area(builder *b, const pov_source_cell *cell)
{
    static const char *const names[] = {"kv", "khu vực", "vùng"};

    if (cell->length > 24) {
        return false;
    }
    pov_scan_text(&b->scan, cell->text, cell->length);
    const char *text = pov_buffer_get(&b->scan.text);
    for (size_t i = 0, found = 0; i < POV_LENGTH(names) && !found; i++) {
        found = pov_text_skip(&text, names[i]);
    }
    text += strspn(text, " ");
    const size_t count = strspn(text, "i");
    return text[count] == '\0' ? count >= 1 && count <= 3
                               : *text >= '1' && *text <= '3' && text[1] == '\0';
}

/* "Thành thị", "Nông thôn", "Cộng" */
static bool is_place_or_total(const pov_meaning *m)
{
    return !m->unknown && m->label == POV_LABEL_NONE && m->subject <= POV_OF_ALL_WEAK &&
           m->change == POV_CHANGE_NONE && m->year.year == 0 &&
           (m->group != NULL ? pov_is_group_of_place(m->group) : m->said == POV_SAID_COUNT);
}

static void look_below(builder *b)
{
    pov_headings *h = b->h;
    size_t end = b->shape->body_end;

    if (end - b->shape->body > SAMPLE) {
        end = b->shape->body + SAMPLE;
    }
    for (size_t c = 0; c < h->count; c++) {
        size_t words = 0, numbers = 0, years = 0, two = 0, measures = 0, kinds = 0, areas = 0,
               households = 0, cuts = 0, places = 0;
        for (size_t r = b->shape->body; r < end && b->known && !h->column[c].filled; r++) {
            h->column[c].filled = has_text(b, r, c);
        }
        for (size_t r = b->shape->body; r < end && !b->known; r++) {
            pov_source_cell cell = pov_grid_cell(b->grid, r, c);
            pov_cell_look look = pov_cell_looks(&cell);
            if (look == POV_LOOKS_EMPTY) {
                continue;
            }
            if (years == words + numbers) { /* all so far: else it does not matter */
                years += is_year_cell(&cell);
            }
            words += look == POV_LOOKS_WORDS;
            numbers += look == POV_LOOKS_NUMBER;
            if (!h->own && look == POV_LOOKS_WORDS) {
                measures += is_measure(b, &cell);
                kinds += begins_with_kind(b, cell.text);
                const pov_meaning m = pov_meaning_of(&b->scan, cell.text, cell.length);
                h->column[c].ends = h->column[c].ends || m.role != POV_ROLE_NONE;
                h->column[c].groups = h->column[c].groups || (m.group != NULL && !m.unknown);
                places += is_place_or_total(&m);
            }
            two += has_two(&cell);
            households += is_in_households(&cell);
            cuts += pov_cell_is_cut(cell.text);
            if (areas + 1 == words + numbers) { /* all so far, as above */
                areas += is_area(b, &cell);
            }
            h->column[c].decimals = h->column[c].decimals || has_decimals(&cell);
            h->column[c].large = h->column[c].large || (!h->own && is_above_100(&cell));
        }
        h->column[c].filled = h->column[c].filled || words + numbers > 0;
        h->column[c].measures = measures > 0 && measures * 2 > words + numbers;
        h->column[c].words = words > numbers;
        h->column[c].names = words > numbers && kinds * 2 > words;
        h->column[c].years = years > 0 && years == words + numbers;
        h->column[c].areas = areas > 0 && areas == words + numbers;
        h->column[c].places = places > 0 && places == words + numbers && h->column[c].groups;
        h->column[c].cuts = cuts > 0 && cuts == words + numbers;
        h->column[c].households = households > 0 && households == numbers;
        h->column[c].two = two > 0 && two * 3 >= numbers; /* some are alone: "0" */
    }
}

/* ---- which columns hold words ---- */

static bool speaks_of_any(const pov_headings *h)
{
    for (size_t c = 0; c < h->count; c++) {
        const pov_meaning *m = &h->column[c].meaning;
        if (h->column[c].filled && m->label == POV_LABEL_NONE && pov_subject_is_poor(m->subject)) {
            return true;
        }
    }
    return false;
}

/* "Chỉ tiêu/Đơn vị", "Tên TDP": below any heading that is not known, the only column of words, left
 * of all figures, names the units; unless it names persons. */
static size_t words_before_figures(builder *b)
{
    static const char *const persons[] = {"họ và tên", "họ tên", "chủ hộ"};
    const pov_headings *h = b->h;
    size_t found = POV_NONE;
    bool figures = false;

    for (size_t c = 0; c < h->count && !figures; c++) {
        const pov_table_column *column = &h->column[c];
        if (!column->filled || c == h->serial) {
            continue;
        }
        if (column->words && column->heading[0] != '#' && column->meaning.label == POV_LABEL_NONE &&
            column->meaning.unknown && column->chosen == POV_NONE && found == POV_NONE) {
            found = c;
        } else if (found == POV_NONE || column->words) {
            return POV_NONE;
        } else {
            figures = true;
        }
    }
    found = figures ? found : POV_NONE;
    pov_buffer folded = {0};
    if (found != POV_NONE) {
        pov_text_fold(h->column[found].heading, strlen(h->column[found].heading), &folded);
    }
    found = POV_HOLDS_ANY(pov_buffer_get(&folded), persons) ? POV_NONE : found;
    pov_buffer_end(&folded, &b->failed);
    return found;
}

/* Whether another column than "Khu vực" names the units: "Tên xã". */
static bool names_units(const pov_headings *h, size_t area)
{
    for (size_t c = 0; c < h->count; c++) {
        const pov_table_column *column = &h->column[c];
        if (c != area && column->meaning.label == POV_LABEL_UNIT && column->words &&
            !column->areas && h->column[area].rank == 2 && h->column[area].chosen == POV_NONE) {
            return true;
        }
    }
    return false;
}

/* Whether a column below "Thôn", right of the names of units, counts them: numbers alone, one for
 * each unit. */
static bool counts_units(builder *b, size_t names, size_t c)
{
    const char *last = "";

    if (names == POV_NONE || !b->h->column[names].words || b->h->column[c].chosen != POV_NONE) {
        return false;
    }
    for (size_t r = b->shape->body; r < b->shape->body_end; r++) {
        const pov_source_cell cell = pov_grid_cell(b->grid, r, c);
        const char *name = pov_grid_cell(b->grid, r, names).text;
        if (cell.length > 0 && (cell.text[strspn(cell.text, "0123456789.,")] != '\0' ||
                                name[0] == '\0' || strcmp(name, last) == 0)) {
            return false;
        }
        last = name[0] != '\0' ? name : last;
    }
    return true;
}

/* Whether "Năm" stands over names, left of years: it is of the headings beside it. */
static bool is_of_years_beside(const pov_headings *h, size_t c)
{
    bool years = false;

    for (size_t i = c + 1; i < h->count; i++) {
        years = years || h->column[i].meaning.year.year != 0;
    }
    return years && h->column[c].words && !h->column[c].years && h->column[c].chosen == POV_NONE;
}

/* Whether the first column has no heading, and the numbers of the rows: 1, 2, 3. */
static bool counts_up(builder *b)
{
    size_t rows = 0;

    for (size_t r = b->shape->body; r < b->shape->body_end && b->h->column[0].meaning.empty; r++) {
        const char *text = pov_grid_cell(b->grid, r, 0).text;
        if (text[0] != '\0' && strtoul(text, NULL, 10) != ++rows) {
            return false;
        }
    }
    return rows > 0 && b->h->column[0].chosen == POV_NONE;
}

/* Whether the words of a column are over several of the next one each: below them it is empty, or
 * says the same again. */
static bool is_divided_by(const builder *b, size_t over, size_t under)
{
    size_t rows = 0, named = 0;

    for (size_t r = b->shape->body; r < b->shape->body_end; r++) {
        const char *text = pov_grid_cell(b->grid, r, over).text;
        const bool again = rows > 0 && strcmp(text, pov_grid_cell(b->grid, r - 1, over).text) == 0;
        const bool row = pov_grid_cell(b->grid, r, under).length > 0;
        rows += row;
        named += row && text[0] != '\0' && !again;
    }
    return named > 0 && named < rows;
}

/* Whether some cells of a column say what is counted: "Tỷ lệ hộ nghèo". */
static bool names_figures(builder *b, size_t c)
{
    bool found = false;

    for (size_t r = b->shape->body; r < b->shape->body_end && !found && !b->h->column[c].names;
         r++) {
        const pov_source_cell cell = pov_grid_cell(b->grid, r, c);
        const pov_meaning m = pov_meaning_of(&b->scan, cell.text, cell.length);
        found = !m.unknown && m.label == POV_LABEL_NONE && pov_subject_is_poor(m.subject);
    }
    return found;
}

static bool is_headless(const builder *b, size_t c)
{
    size_t line = 0;

    while (line < b->rows && !has_text(b, b->row[line], c)) {
        line++;
    }
    return line == b->rows && b->h->column[c].chosen == POV_NONE;
}

/* Whether a heading that one column is enough for, a year, a level or the number of the row, only
 * seems to cover another: that one holds something else. */
static bool is_beside_its_own(const builder *b, size_t c)
{
    const pov_label label = b->h->column[c].meaning.label;

    const bool one = (label >= POV_LABEL_LEVEL && label <= POV_LABEL_TARGET_YEAR) ||
                     (label == POV_LABEL_SERIAL && b->h->column[c].words);

    return c > 0 && one && b->h->column[c - 1].meaning.label == label && is_headless(b, c);
}

static void place_labels(builder *b)
{
    pov_headings *h = b->h;
    static const pov_label mains[] = {POV_LABEL_UNIT, POV_LABEL_INDICATOR, POV_LABEL_GROUP,
                                      POV_LABEL_YEAR, POV_LABEL_STANDARD};

    for (size_t l = 0; l < POV_LABEL_COUNT; l++) {
        h->at[l] = POV_NONE;
    }
    for (size_t c = 0; c < h->count; c++) {
        pov_meaning *m = &h->column[c].meaning;
        if (m->label == POV_LABEL_NONE && h->column[c].measures && h->column[c].words && !h->own &&
            h->column[c].chosen == POV_NONE && m->subject == POV_OF_NONE &&
            (m->part || m->unknown || m->empty)) {
            *m = (pov_meaning){.label = POV_LABEL_MEASURE}; /* "Chia ra": "Hộ", "Khẩu" */
        }
        pov_label label = m->label;
        if (label == POV_LABEL_NONE) {
            continue;
        }
        if (is_beside_its_own(b, c)) {
            h->column[c].meaning = (pov_meaning){.empty = true};
            continue;
        }
        if (label == POV_LABEL_UNIT && h->column[c].measures && h->column[c].chosen == POV_NONE) {
            h->column[c].meaning.label = label = POV_LABEL_MEASURE; /* "Đơn vị": "%", "hộ" */
        }
        if (label == POV_LABEL_UNIT && !h->own && counts_units(b, h->at[POV_LABEL_UNIT], c)) {
            const bool headless = is_headless(b, c);
            h->column[c].meaning = (pov_meaning){.unknown = !headless, .empty = headless};
            continue;
        }
        if (label == POV_LABEL_YEAR && !h->own && is_of_years_beside(h, c)) {
            h->column[c].meaning = (pov_meaning){.empty = true};
            continue;
        }
        if (label == POV_LABEL_UNIT && h->column[c].areas && !h->own && names_units(h, c)) {
            h->column[c].meaning.label = label = POV_LABEL_NOTE; /* "Khu vực": "III" */
        }
        if (label == POV_LABEL_UNIT && h->column[c].places && !h->own && names_units(h, c) &&
            h->at[POV_LABEL_UNIT] < c) { /* "Khu vực": "Thành thị", right of the names */
            h->column[c].meaning.label = label = POV_LABEL_GROUP;
        }
        if (label == POV_LABEL_KIND && !h->own && !h->column[c].ends &&
            h->column[c].chosen == POV_NONE) {
            h->column[c].meaning.label = label = POV_LABEL_NOTE; /* "Loại": "Thôn khu vực III" */
        }
        if (label == POV_LABEL_INDICATOR && c > 0 && h->at[label] == c - 1 && !h->own &&
            h->column[c - 1].chosen == POV_NONE && is_divided_by(b, c - 1, c)) {
            h->column[c - 1].meaning.label = POV_LABEL_NOTE; /* "Chiều", then "Chỉ số" */
            h->at[label] = POV_NONE;
        }
        if (h->at[label] == POV_NONE) {
            h->at[label] = c;
        }
    }
    if (!h->own && h->at[POV_LABEL_UNIT] == POV_NONE && h->at[POV_LABEL_INDICATOR] == POV_NONE &&
        h->at[POV_LABEL_BREAKDOWN] != POV_NONE && h->title.place != NULL) {
        h->at[POV_LABEL_INDICATOR] = h->at[POV_LABEL_BREAKDOWN]; /* "Loại hộ": "Hộ nghèo" */
        h->at[POV_LABEL_BREAKDOWN] = POV_NONE;
        h->column[h->at[POV_LABEL_INDICATOR]].meaning.label = POV_LABEL_INDICATOR;
    }
    if (h->at[POV_LABEL_UNIT] != POV_NONE && h->at[POV_LABEL_BREAKDOWN] == POV_NONE) {
        h->at[POV_LABEL_BREAKDOWN] = h->at[POV_LABEL_MEASURE]; /* "Hộ", "Khẩu" */
    }
    if (h->own) {
        h->serial = h->at[POV_LABEL_SERIAL];
        h->main = h->at[POV_LABEL_UNIT];
        return;
    }
    if (h->at[POV_LABEL_SERIAL] == POV_NONE && h->at[POV_LABEL_UNIT] == 1 && counts_up(b)) {
        h->column[0].meaning = (pov_meaning){.label = POV_LABEL_SERIAL};
        h->at[POV_LABEL_SERIAL] = 0;
    }
    h->serial = h->at[POV_LABEL_SERIAL];
    /* names below an empty heading, before all others */
    size_t first = 0;
    while (first < h->count && (!h->column[first].filled || first == h->serial)) {
        first++;
    }
    if (first < h->count && h->at[POV_LABEL_UNIT] == POV_NONE && h->column[first].meaning.empty &&
        h->column[first].chosen == POV_NONE && h->column[first].words) {
        const bool figures = h->at[POV_LABEL_MEASURE] != POV_NONE &&
                             h->at[POV_LABEL_INDICATOR] == POV_NONE && names_figures(b, first);
        const pov_label label = figures ? POV_LABEL_INDICATOR : POV_LABEL_UNIT;
        h->column[first].meaning = (pov_meaning){.label = label};
        h->at[label] = first;
    }
    /* "Đơn vị thực hiện", "Nội dung" over names that say their kinds: "Xã Tân Tiến" */
    for (size_t c = 0; c < h->count && h->at[POV_LABEL_UNIT] == POV_NONE && speaks_of_any(h); c++) {
        pov_table_column *column = &h->column[c];
        const pov_label label = column->meaning.label;
        if (column->names && column->chosen == POV_NONE && c != h->serial &&
            (label == POV_LABEL_INDICATOR ||
             (label == POV_LABEL_NONE && (column->meaning.unknown || column->meaning.empty)))) {
            h->at[label] = label == POV_LABEL_INDICATOR ? POV_NONE : h->at[label];
            column->meaning = (pov_meaning){.label = POV_LABEL_UNIT};
            h->at[POV_LABEL_UNIT] = c;
        }
    }
    for (size_t i = 0; i < POV_LENGTH(mains) && h->main == POV_NONE; i++) {
        h->main = h->at[mains[i]];
    }
    /* without one: the first column of words, or of years, below a heading that says nothing */
    for (size_t c = 0; c < h->count && h->at[POV_LABEL_UNIT] == POV_NONE && h->main == POV_NONE;
         c++) {
        pov_table_column *column = &h->column[c];
        if (column->meaning.empty && column->filled && (column->words || column->years)) {
            pov_label label = column->years ? POV_LABEL_YEAR : POV_LABEL_UNIT;
            column->meaning = (pov_meaning){.label = label};
            h->at[label] = h->main = c;
        }
    }
    if (h->main == POV_NONE && h->at[POV_LABEL_UNIT] == POV_NONE &&
        (speaks_of_any(h) || h->title.meaning.subject != POV_OF_NONE)) {
        h->main = words_before_figures(b);
        if (h->main != POV_NONE) {
            const char *heading = h->column[h->main].heading;
            const pov_label label = is_of_causes(b, heading) ? POV_LABEL_GROUP : POV_LABEL_UNIT;
            h->column[h->main].meaning = (pov_meaning){.label = label};
            h->at[label] = h->main;
        }
    }
}

/* ---- what is missing comes from the left, or from the title ---- */

static bool is_figure(const pov_table_column *column)
{
    return column->chosen == POV_NONE && column->meaning.label == POV_LABEL_NONE &&
           !column->meaning.empty && column->filled;
}

/* What a rate to its right can be of; also "poor", where the table has povcalc's own headings. */
static bool is_left_figure(const pov_table_column *column)
{
    return is_figure(column) ||
           (column->chosen != POV_NONE && column->filled && column->meaning.subject > POV_OF_NONE);
}

static bool is_bare_cut(const pov_meaning *m)
{
    return m->label == POV_LABEL_NONE && !m->unknown && m->change == POV_CHANGE_CUT &&
           m->said == POV_SAID_NONE && m->scale == POV_SCALE_NONE && m->counted == POV_COUNTED_NONE;
}

/* "Tỷ lệ (%)" right of "Số hộ DTTS" is of the same households; right of households and persons it
 * is of the households, unless these have one or the figures say otherwise. */
static void take_rate(pov_table_column *column, const pov_table_column *left)
{
    const pov_table_column *persons = left;

    while (left->meaning.counted == POV_COUNTED_PERSONS && left->column > 0 &&
           is_figure(left - 1) && !pov_meaning_is_rate(&(left - 1)->meaning) &&
           ((left->span == column->span && (left - 1)->span == column->span) ||
            (left->leaf.subject == POV_OF_NONE && !left->leaf.total))) {
        left--;
    }
    left = left->meaning.counted == POV_COUNTED_PERSONS ? persons : left;
    const pov_meaning *leaf = &column->leaf;
    pov_meaning m = left->meaning;

    m.said = POV_SAID_RATE;
    m.scale = leaf->scale != POV_SCALE_NONE ? leaf->scale : POV_SCALE_PERCENT;
    m.year = leaf->year.year != 0 ? leaf->year : m.year;
    m.moment = leaf->moment != POV_AT_NONE ? leaf->moment : m.moment;
    m.role = leaf->role != POV_ROLE_NONE ? leaf->role : m.role;
    column->meaning = column->plain = m;
    column->plain.subject = left->plain.subject; /* a row may say another one than the title */
}

/* "Trong đó: DTTS" right of "Tổng số hộ nghèo" is a part of these. */
static void take_from_whole(pov_table_column *column, const pov_table_column *whole)
{
    pov_meaning *m = &column->meaning;
    const pov_meaning *from = &whole->meaning;
    bool said =
        m->said != POV_SAID_NONE || m->scale != POV_SCALE_NONE || m->counted != POV_COUNTED_NONE;
    const bool all = from->subject == POV_OF_ALL_WEAK ||
                     (from->subject == POV_OF_NONE && from->counted == POV_COUNTED_PERSONS);

    m->subject = all ? POV_OF_ALL : from->subject; /* "Số khẩu" alone is of all */
    m->context = from->context;
    if (m->change == POV_CHANGE_NONE) {
        m->change = from->change;
    }
    if (!said) {
        m->said = from->said;
        m->scale = from->scale;
        m->counted = from->counted;
    } else if (m->counted == POV_COUNTED_NONE) {
        m->counted = from->counted;
    }
    m->moment = m->moment != POV_AT_NONE ? m->moment : from->moment;
    m->role = m->role != POV_ROLE_NONE ? m->role : from->role;
    m->year = m->year.year != 0 ? m->year : from->year;
    m->standard = m->standard != 0 ? m->standard : from->standard;
    m->unknown = m->unknown || from->unknown;
}

/* The column to the left that a part is of: a count for a count, a rate for a rate. */
static const pov_table_column *whole_of(const pov_headings *h, size_t c)
{
    const pov_table_column *column = &h->column[c];
    const pov_meaning *m = &column->meaning;
    bool rate = pov_meaning_is_rate(m),
         count = m->said == POV_SAID_COUNT || m->counted != POV_COUNTED_NONE;

    if (!rate && !count) {
        rate = column->decimals;
    }
    for (size_t i = c; i-- > 0;) {
        const pov_table_column *left = &h->column[i];
        if (!is_figure(left) && left->chosen == POV_NONE) {
            continue;
        }
        if (left->meaning.group == NULL && !left->meaning.part &&
            pov_meaning_is_rate(&left->meaning) == rate) {
            return left;
        }
    }
    return NULL;
}

/* "Chỉ tiêu năm 2025" above "Giảm 7 hộ": the cells say that it is a cut. */
static void take_cut_of_cells(pov_table_column *column)
{
    pov_meaning *m = &column->meaning;

    if (column->cuts && m->label == POV_LABEL_NONE && !m->unknown && !m->empty &&
        m->change == POV_CHANGE_NONE && column->chosen == POV_NONE) {
        m->change = column->leaf.change = POV_CHANGE_CUT;
    }
}

/* "Kế hoạch giảm", without saying of what: of households where a number is too large for points. */
static void settle_cuts(builder *b)
{
    pov_headings *h = b->h;
    bool large = false;

    for (size_t c = 0; c < h->count; c++) {
        const pov_meaning *m = &h->column[c].meaning;
        for (size_t r = b->shape->body; r < b->shape->body_end && is_bare_cut(m); r++) {
            pov_source_cell cell = pov_grid_cell(b->grid, r, c);
            pov_stated stated;
            large = large || (pov_stated_read(cell.text, cell.length, POV_KIND_COUNT, true, &stated,
                                              NULL) == POV_VALUE &&
                              stated.face > 25);
        }
    }
    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *column = &h->column[c];
        const pov_meaning *m = &column->meaning;
        if (m->label == POV_LABEL_NONE && !m->unknown && m->change == POV_CHANGE_LEFT &&
            m->said == POV_SAID_NONE && m->scale == POV_SCALE_NONE &&
            m->counted == POV_COUNTED_NONE && column->decimals && !column->large && !column->two) {
            column->meaning.said = POV_SAID_RATE; /* "Giảm xuống còn": "28,5%" */
        } else if (is_bare_cut(&column->meaning) && column->filled && column->decimals) {
            column->meaning.said = POV_SAID_POINTS;
        } else if (is_bare_cut(&column->meaning) && column->filled &&
                   (large || column->households)) {
            column->meaning.counted = POV_COUNTED_HOUSEHOLDS;
        }
    }
}

/* "Giảm" beside "Tăng" is all that left, not what the number went down by; so it is beside
 * "Phát sinh", where no column says who escaped. */
static void settle_gross(pov_headings *h)
{
    bool escaped = false;

    for (size_t c = 0; c < h->count; c++) {
        const pov_change change = h->column[c].meaning.change;
        escaped = escaped || change == POV_FLOW_ESCAPED || change == POV_FLOW_TO_NEAR ||
                  change == POV_FLOW_OVER || change == POV_FLOW_BECAME;
    }
    for (size_t c = 0; c < h->count; c++) {
        const pov_table_column *rise = &h->column[c];
        const pov_change change = rise->leaf.change;
        const bool came = !escaped && (change == POV_FLOW_NEW || change == POV_FLOW_RELAPSED);
        if (!(rise->leaf.gross || came) || !rise->filled) {
            continue;
        }
        for (size_t i = c > 2 ? c - 2 : 0; i < h->count && i <= c + 2; i++) {
            pov_table_column *cut = &h->column[i];
            if (cut->leaf.change == POV_CHANGE_CUT && cut->meaning.change == POV_CHANGE_CUT &&
                (cut->leaf.subject == POV_OF_NONE ||
                 (cut->leaf.subject == rise->leaf.subject && cut->leaf.group == NULL)) &&
                cut->meaning.role != POV_ROLE_PLAN && cut->chosen == POV_NONE && cut->why == NULL) {
                cut->why = POV_TEXT("all that left, as those that came are beside it");
            }
        }
    }
}

/* "Tổng số" below "Phát sinh", beside "Tái nghèo" or "Phát sinh mới", is all of them. */
static void add_up_flows(pov_headings *h)
{
    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *sum = &h->column[c];
        const bool whole = sum->meaning.total && sum->meaning.change == POV_FLOW_NEW;
        for (size_t i = 0; i < h->count && whole; i++) {
            const pov_change part = h->column[i].leaf.change;
            if (i != c && h->column[i].span == sum->span &&
                (part == POV_FLOW_RELAPSED || part == POV_FLOW_NEW || part == POV_FLOW_CAME)) {
                sum->meaning.change = POV_FLOW_ADDED;
            }
        }
    }
}

/* "Đầu giai đoạn", "cuối giai đoạn" are of the period that the title names; "đầu kỳ" and "cuối
 * kỳ" below "Giai đoạn 2016-2020" of that one. */
static void date_by_period(pov_meaning *m, const pov_title *title)
{
    const bool own = m->last != 0 && m->role == POV_ROLE_NONE && m->change == POV_CHANGE_NONE;
    const bool start = m->moment == POV_AT_PERIOD_START || (own && m->moment == POV_AT_START);
    const bool end = m->moment == POV_AT_PERIOD_END || (own && m->moment == POV_AT_END);
    const int from = m->last != 0 ? m->from : title->from;
    const int last = m->last != 0 ? m->last : title->last;

    if (m->moment == POV_AT_START && m->year.year != 0 && title->from == m->year.year + 1) {
        m->moment = POV_AT_END; /* "Đầu kỳ 2021" below "2022-2025" */
    }
    if (!start && !end) {
        return;
    }
    m->moment = start ? POV_AT_BASE : POV_AT_END;
    if (from != 0 && m->year.year == 0) {
        m->year = (pov_year){(int16_t)(start ? from - 1 : last), 0};
        m->moment = POV_AT_END;
    }
}

/* "Đầu kỳ" below "Quý III/2025" is the end of June. In the year's first quarter flows begin with
 * it. */
static void date_by_quarter(pov_headings *h, pov_table_column *column)
{
    const int months = h->title.months;
    const pov_year end = h->title.year;
    const int month = end.month == 0 ? 12 : end.month;
    pov_meaning *m = &column->meaning;

    if (months == 0 || m->moment != POV_AT_START || m->year.year != 0 ||
        (strstr(column->heading, "kỳ") == NULL && strstr(column->heading, "KỲ") == NULL)) {
        return;
    }
    for (size_t c = 0; c < h->count && month <= months; c++) {
        if (pov_meaning_is_flow(&h->column[c].meaning)) {
            return;
        }
    }
    m->moment = POV_AT_END;
    m->year = month > months ? (pov_year){end.year, (uint8_t)(month - months)}
                             : (pov_year){(int16_t)(end.year - 1), 0};
}

static bool is_of_some(const pov_table_column *column)
{
    return is_figure(column) && !column->meaning.unknown &&
           pov_subject_is_poor(column->meaning.subject);
}

/* "Kế hoạch giảm", "Còn lại" without saying of whom: of those who remain in the next column; else
 * of those that the column to the left speaks of. Right of others than the poor this is open where
 * the table speaks of the poor too, and the figures are asked. */
static void take_subject_of_left(pov_headings *h, size_t c)
{
    pov_table_column *column = &h->column[c];
    pov_meaning *m = &column->meaning;
    const pov_table_column *left = NULL;
    bool poor = false;

    if (m->subject != POV_OF_NONE || m->programme || m->counted == POV_COUNTED_PERSONS ||
        (m->change != POV_CHANGE_CUT && m->change != POV_CHANGE_LEFT)) {
        return;
    }
    for (size_t i = 0; i < c; i++) {
        left = is_of_some(&h->column[i]) ? &h->column[i] : left;
        poor = poor || (is_of_some(&h->column[i]) && h->column[i].meaning.subject == POV_OF_POOR);
    }
    const pov_table_column *next = c + 1 < h->count ? column + 1 : NULL;
    if (next != NULL && is_of_some(next) && next->meaning.change == POV_CHANGE_LEFT) {
        m->subject = next->meaning.subject;
        return;
    }
    if (left == NULL || left->meaning.subject == POV_OF_POOR) {
        return;
    }
    if (poor && m->change == POV_CHANGE_LEFT) {
        /* "Hộ còn lại" may be all others, which the figures say; and where what is left of others
         * says so, the rest is of the poor */
        bool others = m->counted == POV_COUNTED_HOUSEHOLDS;
        for (size_t i = 0; i < h->count; i++) {
            others = others ||
                     (is_of_some(&h->column[i]) && h->column[i].meaning.change == POV_CHANGE_LEFT &&
                      h->column[i].meaning.subject != POV_OF_POOR);
        }
        if (others) {
            return;
        }
    }
    if (poor) {
        column->whose = true;
        column->why = POV_TEXT("of the poor, or of those in the column to the left?");
    } else {
        m->subject = left->meaning.subject;
    }
}

/* "Số hộ giảm" beside "Hộ nghèo DTTS đầu năm" is of that group, where all that is stated is. */
static void take_group_of_all(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    const char *group = NULL;

    if (m->subject != POV_OF_NONE || m->group != NULL ||
        (m->change != POV_CHANGE_CUT && m->change != POV_CHANGE_LEFT)) {
        return;
    }
    for (size_t i = 0; i < h->count; i++) {
        const pov_meaning *of = &h->column[i].meaning;
        if (is_of_some(&h->column[i]) && of->change == POV_CHANGE_NONE) {
            if (of->group == NULL || (group != NULL && strcmp(group, of->group) != 0)) {
                return;
            }
            group = of->group;
        }
    }
    m->group = group;
}

/* "Hộ DTTS" beside "Hộ nghèo DTTS", without "Tổng số hộ" before it, is all of the group. */
static void take_all_of_group(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    bool poor = false;

    for (size_t i = 0; i < h->count; i++) {
        const pov_meaning *of = &h->column[i].meaning;
        poor = poor || (is_of_some(&h->column[i]) && of->change == POV_CHANGE_NONE &&
                        (of->subject == POV_OF_POOR || of->subject == POV_OF_MULTI_POOR) &&
                        of->counted != POV_COUNTED_PERSONS && pov_same_text(of->group, m->group));
    }
    if (poor && m->subject == POV_OF_NONE && m->group != NULL && m->change == POV_CHANGE_NONE &&
        m->counted == POV_COUNTED_HOUSEHOLDS && !pov_meaning_is_rate(m) && !m->lacks &&
        m->indicator == NULL) {
        m->subject = POV_OF_ALL;
    }
}

/* "Tỷ lệ 31/12/2024" after "Hộ nghèo 31/12/2024". */
static bool is_same_day(const pov_meaning *a, const pov_meaning *b)
{
    return a->year.year != 0 && pov_year_compare(a->year, b->year) == 0 && a->role == b->role;
}

/* "Ước cuối năm 2024" right of "Hộ nghèo cuối năm 2023" is of the poor, too, where no column speaks
 * of others; so is "Mục tiêu đến năm 2025 (%)" right of their rate, and "Hiện trạng (%)" left of it
 * where the title speaks of them. */
static void take_subject_of_all(pov_headings *h, size_t c)
{
    pov_table_column *column = &h->column[c];
    pov_meaning *m = &column->meaning;
    const pov_table_column *left = NULL;
    const bool rate = pov_meaning_is_bare_rate(m);
    /* "Cuối năm: Số hộ", "Tỷ lệ (%)" right of "Hộ nghèo đầu năm"; "Cuối năm: Số hộ" right of "Hộ
     * nghèo đầu năm: Số hộ" */
    const bool with_rate = c + 1 < h->count && column[1].span == column->span &&
                           pov_meaning_is_bare_rate(&column[1].leaf) &&
                           m->counted == POV_COUNTED_HOUSEHOLDS && m->said < POV_SAID_RATE;
    const bool paired =
        (m->moment == POV_AT_START || m->moment == POV_AT_END) &&
        (with_rate || (column->leaf.counted == POV_COUNTED_HOUSEHOLDS &&
                       column->leaf.subject == POV_OF_NONE && column->leaf.moment == POV_AT_NONE));

    if (m->subject != POV_OF_NONE || m->change != POV_CHANGE_NONE || m->group != NULL || m->part ||
        m->indicator != NULL ||
        (!rate && ((m->said != POV_SAID_NONE && !paired) || m->scale != POV_SCALE_NONE)) ||
        (m->counted != POV_COUNTED_NONE && !paired) || m->lacks ||
        (m->year.year == 0 && m->moment != POV_AT_START && m->moment != POV_AT_END &&
         m->moment != POV_AT_BASE)) {
        return;
    }
    for (size_t i = 0; i < h->count; i++) {
        const pov_table_column *other = &h->column[i];
        const pov_meaning *of = &other->meaning;
        if (!is_figure(other) || i == c) {
            continue;
        }
        if (is_of_some(other) && of->change == POV_CHANGE_NONE && of->group == NULL &&
            of->counted != POV_COUNTED_PERSONS &&
            (i < c ? other->plain.subject == of->subject
                   : rate && of->subject == h->title.meaning.subject) &&
            (!paired || with_rate ||
             (other->leaf.counted == POV_COUNTED_HOUSEHOLDS &&
              other->leaf.subject == POV_OF_NONE)) &&
            (rate ? pov_meaning_is_rate(of) || is_same_day(of, m)
                  : other->decimals == column->decimals)) {
            left = other;
        }
        if (is_of_some(other) && left != NULL && of->subject != left->meaning.subject) {
            return;
        }
    }
    if (left != NULL) {
        m->subject = left->meaning.subject;
        m->counted = left->meaning.counted;
        if (rate && !pov_meaning_is_rate(&left->meaning)) {
            m->said = POV_SAID_RATE;
            m->scale = m->scale != POV_SCALE_NONE ? m->scale : POV_SCALE_PERCENT;
        } else {
            m->said = left->meaning.said;
            m->scale = left->meaning.scale;
        }
    }
}

/* "Tổng số hộ" below "Kết quả rà soát hộ nghèo, hộ cận nghèo", over columns of each, is of all. */
static void take_whole_of_both(pov_headings *h, size_t c)
{
    pov_table_column *column = &h->column[c];
    const size_t top = strcspn(column->heading, ":");
    bool poor = false, near = false;

    for (size_t i = 0; i < h->count && column->meaning.subject == POV_OF_MULTI_POOR &&
                       column->leaf.subject == POV_OF_ALL_WEAK;
         i++) {
        const pov_table_column *other = &h->column[i];
        if (is_of_some(other) && strncmp(other->heading, column->heading, top + 1) == 0) {
            poor = poor || other->meaning.subject == POV_OF_POOR;
            near = near || other->meaning.subject == POV_OF_NEAR_POOR;
        }
    }
    column->meaning.subject = poor && near ? POV_OF_ALL : column->meaning.subject;
}

/* "Chỉ tiêu giao (hộ)" and "Thực hiện (hộ)" beside what there was, below a title that speaks of a
 * reduction, are of it. */
static void take_cut_of_title(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    bool state = false;

    for (size_t i = 0; i < h->count; i++) {
        const pov_meaning *of = &h->column[i].meaning;
        state = state || (is_of_some(&h->column[i]) && of->role == POV_ROLE_NONE &&
                          of->change == POV_CHANGE_NONE && of->counted == POV_COUNTED_HOUSEHOLDS);
    }
    if (state && h->title.cuts && m->role != POV_ROLE_NONE && m->subject == POV_OF_NONE &&
        m->change == POV_CHANGE_NONE && m->group == NULL && m->year.year == 0 &&
        m->counted == POV_COUNTED_HOUSEHOLDS && m->said < POV_SAID_RATE &&
        m->scale == POV_SCALE_NONE) {
        m->change = POV_CHANGE_CUT;
        m->subject = h->title.meaning.subject;
    }
}

/* "Đầu năm", "Hiện trạng", "Ước cuối năm": a state, unlike "thực hiện đến cuối năm". */
static bool is_of_a_moment(const pov_meaning *m)
{
    return m->moment == POV_AT_START || m->moment == POV_AT_BASE ||
           (m->moment == POV_AT_END && m->role != POV_ROLE_DONE);
}

/* "Ước TH cả năm (hộ)" right of "Kế hoạch giảm (hộ)" is what came of that plan. */
static void take_from_plan(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    const pov_meaning *plan = NULL, *leaf = &h->column[c].leaf;

    if (leaf->moment == POV_AT_END && leaf->role == POV_ROLE_NONE && leaf->said == POV_SAID_RATE) {
        return; /* "Kết quả thực hiện", then "Tỷ lệ cuối năm" */
    }
    if ((m->role != POV_ROLE_DONE && m->role != POV_ROLE_ESTIMATE) || m->subject != POV_OF_NONE ||
        m->change != POV_CHANGE_NONE || m->group != NULL || m->indicator != NULL || m->lacks ||
        m->said >= POV_SAID_SHARE || is_of_a_moment(m)) {
        return;
    }
    for (size_t i = c; i-- > 0 && plan == NULL;) {
        const pov_table_column *left = &h->column[i];
        if (is_figure(left) && left->meaning.role == POV_ROLE_PLAN) {
            plan = &left->meaning;
        } else if (!is_figure(left) || left->meaning.role == POV_ROLE_NONE) {
            return;
        }
    }
    if (plan == NULL || plan->unknown || plan->change != POV_CHANGE_CUT ||
        (m->counted != POV_COUNTED_NONE && m->counted != plan->counted) ||
        (pov_meaning_is_rate(m) && !pov_meaning_is_rate(plan))) {
        return;
    }
    m->change = plan->change;
    m->subject = plan->subject;
    m->counted = plan->counted;
    m->said = plan->said;
    m->scale = plan->scale;
    m->year.year = m->year.year != 0 ? m->year.year : plan->year.year;
}

/* "Đầu năm" and "Cuối năm" around the flows of a year are of those that the title speaks of, or the
 * flows. */
static void take_subject_of_flows(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    const pov_subject title = h->title.meaning.subject;
    bool poor = false, near = false, gross = false;

    if (m->subject != POV_OF_NONE || m->change != POV_CHANGE_NONE || m->group != NULL ||
        m->indicator != NULL || (m->moment != POV_AT_START && m->moment != POV_AT_END)) {
        return;
    }
    for (size_t i = 0; i < h->count; i++) {
        const pov_meaning *flow = &h->column[i].meaning;
        if (is_figure(&h->column[i]) && !flow->unknown && pov_meaning_is_flow(flow)) {
            near = near || flow->subject == POV_OF_NEAR_POOR;
            poor = poor || flow->of_poor || flow->subject == POV_OF_POOR;
        }
        gross = gross || (flow->gross && flow->subject == POV_OF_NONE);
    }
    for (size_t i = 0; i < h->count && gross; i++) { /* "Tăng", "Giảm" say nothing beside others */
        gross = !is_of_some(&h->column[i]) || h->column[i].meaning.subject == title;
    }
    const bool flows = poor || near || (gross && !pov_meaning_is_rate(m));
    if (flows && (title == POV_OF_POOR || title == POV_OF_NEAR_POOR)) {
        m->subject = title;
    } else if (poor != near) {
        m->subject = poor ? POV_OF_POOR : POV_OF_NEAR_POOR;
    }
}

/* Whether the numbers of the poor are of persons. */
static bool counts_only_persons(const pov_headings *h)
{
    bool persons = false, households = false;

    for (size_t c = 0; c < h->count; c++) {
        const pov_meaning *m = &h->column[c].meaning;
        const bool count = is_figure(&h->column[c]) && !m->unknown && !pov_meaning_is_rate(m);
        persons =
            persons || (count && m->subject == POV_OF_POOR && m->counted == POV_COUNTED_PERSONS);
        households =
            households || (count && m->subject != POV_OF_NONE && m->counted != POV_COUNTED_PERSONS);
    }
    return persons && !households;
}

/* "Khẩu" right of "Hộ nghèo" is of the poor; below "Đơn vị tính: người" all counts are of
 * persons. */
static void take_persons(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    size_t left = c;

    if (m->subject == POV_OF_POOR && m->said == POV_SAID_RATE && m->counted == POV_COUNTED_NONE &&
        m->change == POV_CHANGE_NONE && counts_only_persons(h)) {
        m->counted = POV_COUNTED_PERSONS; /* "Tỷ lệ nghèo" beside "Số người nghèo" */
        return;
    }

    if (h->title.counted == POV_COUNTED_PERSONS && m->counted == POV_COUNTED_NONE &&
        !pov_meaning_is_rate(m)) {
        m->counted = POV_COUNTED_PERSONS;
        return;
    }
    if (m->counted != POV_COUNTED_PERSONS || m->subject != POV_OF_NONE || m->total ||
        m->change != POV_CHANGE_NONE) {
        return;
    }
    while (left > 0 && is_figure(&h->column[left - 1]) &&
           pov_meaning_is_rate(&h->column[left - 1].meaning)) {
        left--;
    }
    const pov_table_column *of = left > 0 ? &h->column[left - 1] : NULL;
    bool other = of == NULL || !is_of_some(of) || of->meaning.counted == POV_COUNTED_PERSONS;
    for (size_t i = 0; i < h->count && !other; i++) {
        const pov_meaning *own = &h->column[i].leaf;
        other = is_figure(&h->column[i]) && own->counted == POV_COUNTED_PERSONS &&
                own->subject == of->meaning.subject; /* "Số khẩu nghèo" */
    }
    if (of != NULL && is_figure(of) && of->meaning.subject == POV_OF_OTHERS) {
        m->subject = POV_OF_OTHERS;
    } else if (!other) {
        m->subject = of->meaning.subject;
        m->group = m->group != NULL ? m->group : of->meaning.group;
        h->column[c].whose = true;
    }
}

/* Where no column and no row names a group, all are of the one in the title; whether "Tổng số hộ"
 * is, nothing says. */
static void take_group_of_title(pov_headings *h)
{
    bool groups = h->title.group == NULL || h->at[POV_LABEL_GROUP] != POV_NONE;

    for (size_t c = 0; c < h->count; c++) {
        groups = groups || h->column[c].meaning.group != NULL || h->column[c].groups;
    }
    h->title.of_group = !groups;
    for (size_t c = 0; c < h->count && !groups; c++) {
        pov_table_column *column = &h->column[c];
        const pov_subject subject = column->meaning.subject;
        if (!is_figure(column) || column->meaning.unknown) {
            continue;
        }
        column->meaning.group = h->title.group;
        if (!pov_is_group_of_place(h->title.group) &&
            (subject == POV_OF_ALL || subject == POV_OF_ALL_WEAK)) {
            column->why = POV_TEXT("of all households, or of the group in the title?");
        }
    }
}

/* Below "Hộ nghèo giảm năm 2024", "Hộ nghèo được vay vốn" plain columns of the poor may be of those
 * alone, where no column says when, what became of them, or of how many households. */
static void doubt_whole_of_title(pov_headings *h)
{
    const bool cut = h->title.meaning.change == POV_CHANGE_CUT;
    bool parts = false, all = false; /* of all poor households */

    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *column = &h->column[c];
        all = all || (is_of_some(column) &&
                      (column->meaning.total || pov_meaning_is_rate(&column->meaning)));
        if (is_of_some(column) && (column->meaning.less || h->title.meaning.less) &&
            column->why == NULL) {
            column->why = POV_TEXT("of all, or without some, as the words in brackets say?");
        }
    }
    if ((!h->title.some || h->title.group != NULL) && !cut &&
        h->title.meaning.change != POV_CHANGE_RISE) {
        return;
    }
    for (size_t c = 0; c < h->count; c++) {
        const pov_meaning *m = &h->column[c].meaning;
        if (!is_left_figure(&h->column[c])) {
            continue;
        }
        parts = parts || m->unknown || m->part || m->group != NULL;
        if (m->indicator != NULL || m->subject == POV_OF_ALL ||
            (m->subject == POV_OF_ALL_WEAK && (all || !h->title.some)) ||
            (!m->unknown && (m->change != POV_CHANGE_NONE || m->moment != POV_AT_NONE ||
                             m->role != POV_ROLE_NONE || h->column[c].plain.year.year != 0))) {
            return;
        }
    }
    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *column = &h->column[c];
        const pov_meaning *m = &column->meaning;
        if (is_figure(column) && !m->unknown && column->why == NULL && m->group == NULL &&
            (m->subject == POV_OF_ALL_WEAK || !(m->total && parts)) &&
            (is_of_some(column) || m->subject == POV_OF_ALL_WEAK ||
             (m->counted == POV_COUNTED_PERSONS && !m->total))) {
            column->why = cut ? POV_TEXT("the title speaks of a reduction: is it one, or a state?")
                              : POV_TEXT("of all, or of those that the title speaks of?");
        }
    }
}

/* "Hộ nghèo" below "Đơn vị tính: triệu đồng", or below "Kinh phí …" where no column says that its
 * figures are money: how many they are, or what they get? */
static void doubt_money(pov_headings *h)
{
    static const char *const numbers[] = {"số hộ", "số khẩu", "số người", "dân số", "nhân khẩu",
                                          "(hộ",   "(khẩu",   "(người",   "tỷ lệ",  "%"};
    static const char *const amounts[] = {
        "kinh phí",  "vốn",   "tiền",   "triệu đồng", "tỷ đồng", "tỉ đồng", "nghìn đồng",
        "ngàn đồng", "(đồng", "0 đồng", "dư nợ",      "trđ",     "tr.đ"}; /* not "đồng bào" */
    const bool rows = h->title.money && h->main != POV_NONE &&
                      h->main == h->at[POV_LABEL_INDICATOR] &&
                      h->at[POV_LABEL_MEASURE] == POV_NONE; /* they say what their figures are */
    bool told = false;

    if (!h->title.money && !h->title.funds) {
        return;
    }
    for (int pass = 0; pass < 2 && !(told && !h->title.money); pass++) {
        for (size_t c = 0; c < h->count; c++) {
            pov_table_column *column = &h->column[c];
            pov_buffer folded = {0};
            pov_text_fold(column->heading, strlen(column->heading), &folded);
            const char *text = pov_buffer_get(&folded);
            told = told || POV_HOLDS_ANY(text, amounts);
            if (pass == 1 && is_figure(column) && column->why == NULL && !column->meaning.unknown &&
                (rows || column->meaning.subject != POV_OF_NONE) &&
                !pov_meaning_is_rate(&column->meaning) && !POV_HOLDS_ANY(text, numbers)) {
                column->why = POV_TEXT("households, or money, of which the title speaks?");
                column->way_out = POV_TEXT("\"Số hộ nghèo\" as its heading says it");
            }
            pov_buffer_fini(&folded);
        }
    }
}

/* "Hiện nay" right of "Đầu năm" is the other end, where nothing is planned. */
static void take_end_of_start(pov_headings *h, size_t c)
{
    pov_meaning *m = &h->column[c].meaning;
    bool plan = h->title.meaning.role == POV_ROLE_PLAN || h->title.of_plan || h->title.aims;

    for (size_t k = 0; k < h->count && m->moment == POV_AT_BASE && !plan; k++) {
        plan = h->column[k].meaning.role == POV_ROLE_PLAN;
    }
    if (plan) {
        return;
    }

    for (size_t k = 0; k < c && m->moment == POV_AT_BASE && m->year.year == 0; k++) {
        const pov_meaning *start = &h->column[k].meaning;
        if (is_figure(&h->column[k]) && !start->unknown && start->moment == POV_AT_START &&
            start->year.year == 0 && start->subject == m->subject && start->change == m->change) {
            m->moment = POV_AT_END;
        }
    }
}

/* "Trong đó: Hộ nghèo" right of "Số nhà cần hỗ trợ" are the poor among these. */
static void doubt_part_of_unknown(pov_headings *h, size_t c)
{
    pov_table_column *column = &h->column[c];
    size_t whole = column->span;

    while (whole > 0 && !h->column[whole - 1].filled) {
        whole--;
    }
    if (whole > 0 && column->meaning.part && column->meaning.subject >= POV_OF_POOR &&
        is_figure(column) && is_figure(&h->column[whole - 1]) &&
        h->column[whole - 1].meaning.unknown) {
        column->why = POV_TEXT("a part of the column before it, whose heading is not known");
    }
}

/* "Giảm năm 2024: Hộ nghèo" below "Đơn vị tính: %", where the figures have decimals. */
static void take_percent_of_title(pov_headings *h, size_t c)
{
    const pov_table_column *column = &h->column[c];
    pov_meaning *m = &h->column[c].meaning;
    const bool decimals = column->decimals && !column->two && !column->large;

    if (decimals && h->title.scale == POV_SCALE_PERCENT && m->scale == POV_SCALE_NONE &&
        m->said == POV_SAID_NONE && m->subject >= POV_OF_POOR && m->change <= POV_CHANGE_LEFT) {
        m->said = m->change == POV_CHANGE_CUT ? POV_SAID_NONE : POV_SAID_RATE;
        m->scale = POV_SCALE_PERCENT;
    }
}

static void complete(pov_headings *h)
{
    const pov_title *title = &h->title;
    const bool others = speaks_of_any(h) || h->at[POV_LABEL_INDICATOR] != POV_NONE;
    bool pairs = false; /* "Tổng số (hộ/khẩu)": the others are, too */

    for (size_t c = 0; c < h->count; c++) {
        pairs = pairs || (h->column[c].two && h->column[c].meaning.pair);
    }

    for (size_t c = 0; c < h->count; c++) {
        pov_table_column *column = &h->column[c];
        if (column->two && (column->meaning.pair || pairs)) {
            column->meaning.pair = true;
            column->meaning.counted = POV_COUNTED_HOUSEHOLDS;
        }
        take_end_of_start(h, c);
        date_by_period(&column->meaning, title);
        date_by_quarter(h, column);
        pov_meaning_date(&column->meaning, title->year.year);
        column->plain = column->meaning;
        const pov_table_column *left = c > 0 ? &h->column[c - 1] : NULL;
        if (!is_figure(column) || column->meaning.unknown) {
            continue;
        }
        if (column->two && column->meaning.subject != POV_OF_NONE &&
            column->meaning.said == POV_SAID_RATE) { /* "Hộ nghèo (tỷ lệ %)": a count comes first */
            column->meaning.said = POV_SAID_COUNT;
            column->meaning.scale = POV_SCALE_NONE;
        }
        const bool alone = left != NULL && left->span == c - 1 && column->span == c;
        while (left > h->column && (left->span == column->span || alone) &&
               (column->leaf.moment != POV_AT_NONE || column->leaf.year.year != 0) &&
               left->meaning.change != POV_CHANGE_NONE && pov_meaning_is_bare_rate(&column->leaf)) {
            left--; /* "Tỷ lệ cuối năm" right of "Tăng, giảm" is of a state */
        }
        if (left != NULL && is_left_figure(left) && left->span == column->span &&
            pov_meaning_is_bare_rate(&column->leaf) && !pov_meaning_is_rate(&left->meaning)) {
            take_rate(column, left);
            continue;
        }
        /* "Tỷ lệ: Chung" beside "Tỷ lệ: DTTS", or "Tỷ lệ" right of several groups: of the whole */
        const bool of_whole =
            left > h->column && left->meaning.group != NULL &&
            ((c + 1 < h->count && column[1].span == column->span && column[1].leaf.group != NULL) ||
             (left->span != column->span && left->span == (left - 1)->span &&
              (left - 1)->meaning.group != NULL && column->meaning.said == POV_SAID_RATE));
        while (of_whole && left > h->column && left->meaning.group != NULL) {
            left--;
        }
        if (left != NULL && is_left_figure(left) && pov_meaning_is_bare_rate(&column->meaning) &&
            !pov_meaning_is_rate(&left->meaning)) {
            take_rate(column, left);
            continue;
        }
        if (column->meaning.subject == POV_OF_NONE &&
            (column->meaning.part || column->meaning.group != NULL)) {
            const pov_table_column *whole = whole_of(h, c);
            if (whole != NULL) {
                take_from_whole(column, whole);
            }
        }
        pov_meaning *m = &column->meaning;
        if (m->subject == POV_OF_NONE && m->counted == POV_COUNTED_HOUSEHOLDS && !others &&
            title->programme && title->meaning.subject == POV_OF_NONE &&
            m->change == POV_CHANGE_NONE && c + 1 < h->count && is_figure(column + 1) &&
            column[1].span == column->span && pov_meaning_is_bare_rate(&column[1].leaf)) {
            m->subject = POV_OF_POOR; /* "Số hộ", "Tỷ lệ" below "Kết quả giảm nghèo" */
        }
        take_whole_of_both(h, c);
        take_cut_of_title(h, c);
        take_from_plan(h, c);
        take_group_of_all(h, c);
        take_all_of_group(h, c);
        take_subject_of_left(h, c);
        take_subject_of_flows(h, c);
        take_subject_of_all(h, c);
        take_persons(h, c);
        column->plain = *m;
        if (m->subject == POV_OF_NONE && !others && !column->words &&
            m->counted != POV_COUNTED_PERSONS && pov_subject_is_poor(title->meaning.subject) &&
            m->change < POV_FLOW_ESCAPED && m->indicator == NULL) {
            m->subject = title->meaning.subject;
            m->counted =
                title->meaning.counted == POV_COUNTED_PERSONS && m->counted == POV_COUNTED_NONE
                    ? POV_COUNTED_PERSONS
                    : m->counted;
            const bool bare_year = title->meaning.change == POV_CHANGE_CUT &&
                                   m->change == POV_CHANGE_NONE && !is_of_a_moment(m);
            if (bare_year && title->fell && m->year.year != 0 && !pov_meaning_is_rate(m)) {
                m->change = POV_CHANGE_CUT;
                m->role = POV_ROLE_DONE;
            } else if (bare_year) {
                column->why = POV_TEXT("the title speaks of a reduction: is it one, or a state?");
                column->way_out =
                    POV_TEXT("\"Giảm năm 2023\" or \"Hộ nghèo năm 2023\" as its heading says it");
            }
            const bool decimals = column->decimals && !column->two && !column->large;
            const bool bare =
                m->said == POV_SAID_NONE || (m->said == POV_SAID_COUNT && m->total && decimals);
            if (bare && m->scale == POV_SCALE_NONE && m->counted == POV_COUNTED_NONE) {
                m->said = title->meaning.said == POV_SAID_RATE &&
                                  (title->scale != POV_SCALE_NONE || decimals)
                              ? POV_SAID_RATE
                          : decimals ? POV_SAID_RATE
                                     : POV_SAID_COUNT;
                m->scale = title->scale;
            }
        }
        take_percent_of_title(h, c);
        doubt_part_of_unknown(h, c);
        if (m->scale == POV_SCALE_NONE && title->scale == POV_SCALE_THOUSAND &&
            !pov_meaning_is_rate(m)) {
            m->scale = column->plain.scale = POV_SCALE_THOUSAND;
        }
    }
    doubt_whole_of_title(h);
    doubt_money(h);
}

/* ---- the title ---- */

/* Whether a line says where the table comes from: its years are those of other documents. */
static bool is_reference(const char *folded)
{
    static const char *const starts[] = {"(kèm",  "kèm theo", "(ban hành", "ban hành",
                                         "(theo", "số:",      "căn cứ",    "(tại"};

    /* "(đến ngày 30 tháng 11 năm 2023)" is when */
    return POV_STARTS_ANY(folded, starts) ||
           (strstr(folded, "ngày ") != NULL && strstr(folded, " tháng ") != NULL &&
            strstr(folded, "đến ngày ") == NULL && strstr(folded, "thời điểm ") == NULL);
}

/* How far a title goes before "(theo Quyết định số …)", whose date is not the table's. */
static size_t before_reference(const char *folded, size_t length)
{
    static const char *const starts[] = {"(kèm theo ",      "(ban hành ",     "(theo quyết định ",
                                         "(theo công văn ", "(theo báo cáo ", "(theo tờ trình "};

    for (size_t i = 0; i < POV_LENGTH(starts); i++) {
        const char *at = strstr(folded, starts[i]);
        length = at != NULL && (size_t)(at - folded) < length ? (size_t)(at - folded) : length;
    }
    return length;
}

/* "Kinh tế - xã hội", "dịch vụ xã hội cơ bản": no commune, unlike "xã Hội An". */
static bool is_society(const char *at)
{
    static const char *const after[] = {"cơ bản", "năm", "giai đoạn", "của",  "chủ",
                                        "huyện",  "xã",  "tỉnh",      "thành"};

    if (!pov_text_begins(at, "xã hội")) {
        return false;
    }
    at += strlen("xã hội");
    at += strspn(at, " ");
    bool found = *at == '\0' || strchr(",.;:()-/", *at) != NULL;

    return found || POV_STARTS_ANY(at, after);
}

/* The words of a place in a title: "… của hộ nghèo XÃ AN BÌNH năm 2024". */
static void find_place(builder *b, const char *text)
{
    static const char *const ends[] = {"năm",   "giai", "theo", "đầu", "cuối", "tính", "đến",
                                       "chia",  "tại",  "của",  "và",  "so",   "các",  "qua",
                                       "trong", "từ",   "có",   "sau", "trước"};
    const char *at = text;

    while (*at != '\0' && b->h->title.place == NULL) {
        pov_buffer folded = {0};
        size_t kind = 0;
        pov_label_fold(at, strlen(at), b->h->marks, &folded);
        int rank = pov_unit_rank(pov_buffer_get(&folded), &kind);
        const char *rest = pov_buffer_get(&folded) + kind;
        size_t words = 1, name = 0;
        for (const char *c = pov_buffer_get(&folded); c < rest; c++) {
            words += *c == ' ';
        }
        size_t length = 0;
        const char *end = at;
        for (size_t i = 0; i < words; i++) {
            end += strcspn(end, " ");
            end += strspn(end, " ");
        }
        length = (size_t)(end - at);
        rest += strspn(rest, " ");
        const int next = pov_unit_rank(rest, NULL); /* "cơ bản huyện Tân Lập" */
        rank = is_society(pov_buffer_get(&folded)) || (next >= 3 && next < rank) ? 0 : rank;
        while (rank >= 3 && *rest != '\0' && name < 4) {
            size_t word = strcspn(rest, " ,.;:()-/0123456789");
            bool stop = word == 0;
            for (size_t i = 0; i < POV_LENGTH(ends); i++) {
                stop = stop || (strlen(ends[i]) == word && strncmp(rest, ends[i], word) == 0);
            }
            if (stop) {
                break;
            }
            name++;
            size_t taken = strcspn(end, " ,.;:()-/0123456789");
            length = (size_t)(end - at) + taken;
            end += taken;
            bool last = rest[word] != ' ';
            rest += word + strspn(rest + word, " ");
            end += strspn(end, " ");
            if (last) {
                break;
            }
        }
        if (name > 0) {
            b->h->title.place = pov_arena_text(&b->h->arena, at, length);
            b->failed = b->failed || b->h->title.place == NULL;
        }
        pov_buffer_end(&folded, &b->failed);
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
}

/* "Đơn vị tính: %", "ĐVT: hộ": where it begins; the length of the line where it says none. */
static size_t take_measure(builder *b, const char *folded)
{
    static const char *const words[] = {"đơn vị tính", "đơn vị:", "đvt", "unit:"};
    const char *at = NULL;
    size_t length = 0;

    for (size_t i = 0; i < POV_LENGTH(words) && at == NULL; i++) {
        at = strstr(folded, words[i]);
        length = strlen(words[i]);
    }
    if (at == NULL) {
        return strlen(folded);
    }
    pov_meaning m = pov_meaning_of(&b->scan, at + length, strlen(at + length));
    m.scale =
        pov_scan_has(&b->scan, POV_PHRASE_SCALE, POV_SCALE_THOUSAND) ? POV_SCALE_THOUSAND : m.scale;
    const bool several = m.scale != POV_SCALE_NONE && m.scale != POV_SCALE_THOUSAND &&
                         m.counted != POV_COUNTED_NONE; /* "hộ, %" */
    if (!several) {
        b->h->title.scale = m.scale != POV_SCALE_NONE ? m.scale : b->h->title.scale;
        b->h->title.counted = m.counted != POV_COUNTED_NONE ? m.counted : b->h->title.counted;
    }
    return (size_t)(at - folded);
}

/* "Tổng số hộ nghèo: 211 hộ" */
static void take_poor(builder *b, const char *text)
{
    const char *colon = strchr(text, ':');

    if (colon == NULL) {
        return;
    }
    pov_meaning m = pov_meaning_of(&b->scan, text, (size_t)(colon - text));
    const char *digits = colon + 1 + strspn(colon + 1, " ");
    size_t length = strspn(digits, "0123456789.");
    pov_stated stated;
    if (m.subject == POV_OF_POOR && !m.unknown && m.year.year == 0 && m.change == POV_CHANGE_NONE &&
        pov_stated_read(digits, length, POV_KIND_COUNT, false, &stated, NULL) == POV_VALUE) {
        b->h->title.poor = stated.face;
    }
}

static bool is_well_known_group(const char *name)
{
    return pov_is_group_of_place(name) || strcmp(name, "ethnic_minority") == 0;
}

/* Unlike "xã nghèo", "trẻ em nghèo". */
static bool is_of_households(const pov_scan *scan)
{
    static const char *const others[] = {"trẻ em",   "phụ nữ",   "học sinh",  "sinh viên",
                                         "cao tuổi", "lao động", "thanh niên"};
    const char *text = pov_buffer_get(&scan->text);
    bool some = false;

    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        bool other = i > 0 && token[-1].class == POV_PHRASE_UNIT && token[-1].value > 0;
        for (size_t k = 0; k < POV_LENGTH(others); k++) {
            const size_t length = strlen(others[k]);
            other = other || (token->start > length &&
                              strncmp(text + token->start - length - 1, others[k], length) == 0);
        }
        some = some ||
               (token->class == POV_PHRASE_SUBJECT && pov_subject_is_poor(token->value) && !other);
    }
    return some;
}

/* "Hộ nghèo phát sinh", "hộ nghèo có trẻ em", "hộ nghèo được hỗ trợ nhà ở", "quà cho hộ nghèo":
 * only some of the poor. */
static bool is_of_some_poor(const pov_scan *scan)
{
    static const char *const given[] = {"cho ", "cho các ", "đối với ", "đối với các "};
    static const char *const gifts[] = {"hỗ trợ ", "giúp đỡ ", "cho vay ", "trợ cấp ", "tặng quà "};
    static const char *const whom[] = {"hộ nghèo", "người nghèo", "hộ gia đình nghèo",
                                       "hộ cận nghèo"};
    const char *text = pov_buffer_get(&scan->text), *rest = NULL;

    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        const bool poor = token->class == POV_PHRASE_SUBJECT && pov_subject_is_poor(token->value);
        const bool flow = token->class == POV_PHRASE_CHANGE &&
                          (token->value == POV_FLOW_ESCAPED || token->value == POV_FLOW_RELAPSED ||
                           token->value == POV_FLOW_NEW) &&
                          token->length > strlen("mới"); /* "chuẩn mới" */
        if (flow && (rest == NULL || scan->token[i - 1].class != POV_PHRASE_MEASURE)) {
            return true; /* unlike "hộ nghèo, hộ thoát nghèo" */
        }
        if (poor || (rest == text + token->start && token->class == POV_PHRASE_YEAR)) {
            rest = text + token->start + token->length;
            rest += *rest == ' ';
        }
    }
    for (size_t g = 0; g < POV_LENGTH(given); g++) {
        for (const char *at = strstr(text, given[g]); at != NULL; at = strstr(at + 1, given[g])) {
            if (POV_STARTS_ANY(at + strlen(given[g]), whom)) {
                return true;
            }
        }
    }
    for (size_t g = 0; g < POV_LENGTH(gifts) && rest != NULL; g++) {
        const char *at = strstr(text, gifts[g]); /* "hỗ trợ tiền điện hộ nghèo" */
        const char *and = at != NULL ? strstr(at, " và ") : NULL;
        if (at != NULL && at < rest && (and == NULL || and > rest)) {
            return true;
        }
    }
    return rest != NULL && pov_words_narrow(rest);
}

/* "Hộ nghèo khu vực nông thôn", "hộ nghèo là người DTTS": the one group of a title, right after its
 * subject; not that of "vùng đồng bào dân tộc thiểu số". */
static const char *group_of_title(const pov_scan *scan)
{
    const char *group = NULL;
    size_t groups = 0, poor = 0;

    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        poor += token->class == POV_PHRASE_SUBJECT && token->value == POV_OF_POOR;
        groups += token->class == POV_PHRASE_GROUP;
        const bool after = i > 0 && scan->token[i - 1].class == POV_PHRASE_SUBJECT;
        if (after && token->class == POV_PHRASE_GROUP &&
            (is_well_known_group(token->name) ||
             memchr(pov_buffer_get(&scan->text) + token->start, ' ', token->length) != NULL)) {
            group = token->name; /* "Nam Định" is none */
        }
    }
    return groups == 1 && poor == 1 ? group : NULL;
}

/* "UBND HUYỆN AN SƠN": who wrote the table, which may be of another unit. */
static bool is_issuer(const char *line)
{
    static const char *const starts[] = {"ubnd",        "ủy ban", "uỷ ban", "hđnd",   "hội đồng",
                                         "ban chỉ đạo", "phòng ", "sở ",    "chi cục"};

    return POV_STARTS_ANY(line, starts);
}

/* Whether a date is that of "từ ngày 01/7/2025". */
static bool is_since(const pov_scan *scan, size_t i)
{
    const char *words = pov_buffer_get(&scan->text);

    if (memchr(words + scan->token[i].start, '/', scan->token[i].length) == NULL) {
        return false;
    }
    while (i > 0 && pov_token_is(words, &scan->token[i - 1], "ngày")) {
        i--;
    }
    return i > 0 && pov_token_is(words, &scan->token[i - 1], "từ");
}

/* "Cuối năm 2024 (từ 01/7/2025)": since when units are merged dates nothing. "Từ 01/01/2024 đến
 * 31/12/2024" is up to the end. */
static void take_since(const pov_scan *scan, pov_meaning *m)
{
    const pov_token *other = NULL;
    bool since = false;

    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        if (token->class == POV_PHRASE_YEAR && is_since(scan, i)) {
            since = true;
        } else if (token->class == POV_PHRASE_YEAR && token->year != 0) {
            other = token;
        }
    }
    if (since) {
        m->year = other != NULL ? (pov_year){other->year, other->month} : (pov_year){0, 0};
        m->exact = other != NULL &&
                   memchr(pov_buffer_get(&scan->text) + other->start, '/', other->length) != NULL;
    }
}

/* "Năm 2024" */
static bool says_only_year(const pov_scan *scan)
{
    bool only = true, year = false;

    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        year = year || (token->class == POV_PHRASE_YEAR && token->month == 0);
        only = only && (token->class == POV_PHRASE_FILLER || token->class == POV_PHRASE_YEAR);
    }
    return only && year;
}

/* What a title's words say beside their meaning. */
typedef struct title_words {
    bool start, end; /* of a year */
    bool two;        /* years */
    uint8_t month;   /* that the first of them is up to: "6 tháng đầu năm 2023 và 2024" */
} title_words;

/* The tokens of a title one by one: a role or a year counts by where it stands. */
static title_words read_title_words(const builder *b, pov_title *title, pov_meaning *m)
{
    const char *words = pov_buffer_get(&b->scan.text);
    title_words said = {.two = false};
    bool standard = false, compared = false;
    uint8_t first_role = POV_ROLE_NONE, first_half = 0;
    size_t roles = 0;

    for (size_t i = 0; i < b->scan.count; i++) {
        const pov_token *token = &b->scan.token[i];
        const bool year = token->class == POV_PHRASE_YEAR;
        roles += token->class == POV_PHRASE_ROLE;
        first_role = roles == 1 && token->class == POV_PHRASE_ROLE ? token->value : first_role;
        if (roles == 1 && i > 0 && token[-1].class == POV_PHRASE_ASPECT &&
            token[-1].value == POV_SAID_SHARE) {
            m->role = POV_ROLE_DONE; /* "hoàn thành mục tiêu" */
        }
        if (roles == 2 && token->class == POV_PHRASE_ROLE && token->value == POV_ROLE_ESTIMATE &&
            i + 1 < b->scan.count && token[1].class == POV_PHRASE_STANDARD) {
            m->role = (pov_role)first_role; /* "kết quả … và ước theo chuẩn mới" */
        }
        said.start =
            said.start || (token->class == POV_PHRASE_MOMENT && token->value == POV_AT_START);
        said.end = said.end || (token->class == POV_PHRASE_MOMENT && token->value == POV_AT_END);
        if (compared && year) {
            continue; /* "so với năm 2023" */
        }
        compared = pov_token_compares(token);
        const char *word = words + token->start;
        const bool rest = token->class == POV_PHRASE_UNKNOWN &&
                          pov_text_begins(word + strspn(word, "0123456789"), " tháng cuối năm");
        if (rest && strstr(words, " tháng đầu năm") == NULL) {
            title->months = (uint8_t)strtol(word, NULL, 10);
        }
        first_half = rest ? (uint8_t)m->year.month : first_half;
        if (token->class == POV_PHRASE_PERIOD && !standard) {
            title->from = token->year;
            title->last = token->last;
        }
        standard =
            token->class == POV_PHRASE_STANDARD || (standard && token->class == POV_PHRASE_FILLER);
        if (!year || is_since(&b->scan, i)) {
            continue;
        }
        /* "đầu năm 2025 (đến 31/12/2024)" is one moment */
        const bool next_day = m->exact && said.start && token->year == m->year.year + 1;
        said.two = said.two || (token->year != 0 && !next_day && token->year != m->year.year);
        title->months = pov_text_begins(word, "quý ") ? 3 : title->months;
        const bool months = pov_is_digit(word[0]) && memchr(word, ' ', token->length) != NULL;
        if (months && said.month == 0) {
            said.month = token->month;
        }
        if (token->year != 0) {
            /* "6 tháng và cả năm 2023" is of the year; "kết quả 6 tháng đầu năm, nhiệm vụ 6 tháng
             * cuối năm 2023" of the first half */
            m->year.month = token->month != 0 ? token->month : first_half;
        }
    }
    return said;
}

/* What a line says of its figures, beside what the lines above it say. `own`: it is the table's
 * own name, "Bảng 1: Kết quả rà soát hộ nghèo năm 2024", below that of a plan. */
static void join_title(pov_title *title, const pov_meaning *m, bool subject, bool own)
{
    pov_meaning *all = &title->meaning;

    if (all->subject == POV_OF_NONE && subject) {
        all->subject = m->subject;
        all->said = m->said;
        all->counted = m->counted;
    }
    if (all->role == POV_ROLE_NONE || (own && m->role != POV_ROLE_NONE)) {
        all->role = m->role;
    }
    /* "giảm nghèo" is the programme's name */
    all->change = all->change == POV_CHANGE_NONE && !m->programme ? m->change : all->change;
    all->moment = all->moment == POV_AT_NONE ? m->moment : all->moment;
    all->lacks = all->lacks || m->lacks;
    all->less = all->less || m->less;
    if (m->scale == POV_SCALE_THOUSAND) { /* "Số người nghèo (nghìn người)" */
        title->scale = m->scale;
    }
    title->programme = title->programme || m->programme;
    title->cuts = title->cuts || (m->change == POV_CHANGE_CUT && subject);
}

/* "Xã: Tân Hợp" above a form, as "Xã Tân Hợp"; NULL: it is another line. */
static const char *named_in_form(builder *b, const char *text)
{
    const size_t before = strcspn(text, ":");
    pov_buffer folded = {0}, name = {0};
    size_t kind = 0;

    pov_label_fold(text, before, b->h->marks, &folded);
    const bool form = text[before] == ':' && pov_unit_rank(pov_buffer_get(&folded), &kind) >= 3 &&
                      kind == folded.length;
    if (form) {
        pov_buffer_add(&name, text, before);
        pov_buffer_text(&name, text + before + 1);
    }
    const char *kept =
        form ? pov_arena_text(&b->h->arena, pov_buffer_get(&name), name.length) : NULL;
    b->failed = b->failed || name.failed || (form && kept == NULL);
    pov_buffer_end(&folded, &b->failed);
    pov_buffer_fini(&name);
    return kept;
}

/* Whose table it is: who issued it goes after whom it is about, and so do the units that a form
 * names one below the other. */
static void take_whose(builder *b, const char *line, const char *text)
{
    pov_title *title = &b->h->title;
    const char *issuer = title->issued ? title->place : NULL;

    if (title->place == NULL || issuer != NULL) {
        const char *form = named_in_form(b, text);
        title->place = NULL;
        find_place(b, form != NULL ? form : text);
        title->issued = title->place == NULL ? issuer != NULL : form != NULL || is_issuer(line);
        if (form == NULL) { /* "Xã: ……" is not of the district above it */
            title->place = title->place == NULL ? issuer : title->place;
        }
    }
}

static void take_title(builder *b, size_t row, const char *text, const char *line, size_t length)
{
    pov_title *title = &b->h->title;
    pov_meaning m = pov_meaning_of(&b->scan, line, length);
    const bool subject = pov_subject_is_poor(m.subject) && is_of_households(&b->scan);

    m.subject = subject || m.subject < POV_OF_POOR ? m.subject : POV_OF_OTHERS;
    take_since(&b->scan, &m);
    const title_words said = read_title_words(b, title, &m);
    if ((said.start || said.end) && !m.exact) { /* both: from one to the other */
        m.moment = said.start && said.end ? POV_AT_NONE : said.start ? POV_AT_START : POV_AT_END;
    }
    if (said.two) {
        m.role = POV_ROLE_NONE; /* "kết quả năm 2023, kế hoạch năm 2024" */
    }
    join_title(title, &m, subject,
               subject && m.year.year != 0 && !said.two && pov_is_table_name(line));
    if (title->text == NULL && (m.subject > POV_OF_NONE || m.programme || m.lacks)) {
        title->text = text;
    }
    title->group = title->group != NULL ? title->group : group_of_title(&b->scan);
    title->some = title->some || is_of_some_poor(&b->scan);
    title->until = title->until || (m.role == POV_ROLE_PLAN && m.year.month == 0 && !m.exact &&
                                    strstr(line, " đến năm 20") != NULL);
    title->aims = title->aims || pov_text_begins(line, "mục tiêu");
    title->fell = title->fell || strstr(line, "số hộ nghèo giảm qua các năm") != NULL;
    const int within = pov_months_within_year(&b->scan);
    title->months = within > 0 ? (uint8_t)within : title->months;
    m.year.month = pov_spans_review_year(&b->scan) ? 0 : m.year.month;
    if (said.two && said.month != 0) {
        title->month = said.month;
    } else if (m.year.year == 0 && m.year.month != 0 && m.role != POV_ROLE_PLAN) {
        title->month = (uint8_t)m.year.month;
    } else if (title->month != 0 && says_only_year(&b->scan)) {
        m.year.month = title->month; /* "… 6 tháng đầu năm", and "năm 2024" below it */
    }
    if (m.year.year != 0 && !said.two && (title->year.year == 0 || subject)) {
        title->year = m.year;
        title->year_line = b->grid->row[row].line;
    }
}

/* "(triệu đồng)", "Đơn vị tính: đồng", unlike "từ 1,5 triệu đồng/người", "hộ, triệu đồng". */
static bool is_in_money(const char *line)
{
    static const char *const units[] = {"đồng",      "triệu đồng", "nghìn đồng",
                                        "ngàn đồng", "tỷ đồng",    "1.000 đồng",
                                        "1000 đồng", "tr.đ",       "trđ"};
    bool found = false;

    for (const char *at = strpbrk(line, "(:"); at != NULL && !found; at = strpbrk(at, "(:")) {
        at += 1 + strspn(at + 1, " ");
        for (size_t i = 0; i < POV_LENGTH(units); i++) {
            const char *end = at + strlen(units[i]);
            found = found || (pov_text_begins(at, units[i]) && strchr(").", *end) != NULL);
        }
    }
    return found;
}

static void take_title_line(builder *b, size_t row, const char *text)
{
    static const char *const funds[] = {"kinh phí",    "dự toán", "dư nợ",  "giải ngân",
                                        "phân bổ vốn", "vốn vay", "cho vay"};
    pov_title *title = &b->h->title;
    pov_buffer folded = {0};

    pov_label_fold(text, strlen(text), b->h->marks, &folded);
    const char *line = pov_buffer_get(&folded);
    b->failed = b->failed || folded.failed;
    title->of_plan = title->of_plan || (is_reference(line) && strstr(line, "kế hoạch") != NULL &&
                                        strstr(line, "báo cáo") == NULL);
    title->money = title->money || is_in_money(line);
    const size_t measure = take_measure(b, line); /* a title goes up to its unit of measure */
    const size_t length = before_reference(line, measure);
    if (length > 1 && !is_reference(line) && !pov_is_remark(line)) {
        take_poor(b, text);
        title->funds = title->funds || POV_HOLDS_ANY(line, funds);
        take_title(b, row, text, line, length);
        take_whose(b, line, text);
    }
    pov_buffer_fini(&folded);
}

/* "2024", "Năm 2024": a sheet for each year; that of a plan may hold what it starts from. */
static void take_year_of_sheet(builder *b)
{
    const pov_meaning m = pov_meaning_of(&b->scan, b->grid->name, strlen(b->grid->name));
    size_t years = 0;

    for (size_t i = 0; i < b->scan.count; i++) {
        const uint8_t class = b->scan.token[i].class;
        years += class == POV_PHRASE_YEAR || class == POV_PHRASE_PERIOD;
    }
    if (years == 1 && m.year.year != 0 && m.role == POV_ROLE_NONE) {
        b->h->title.year = m.year;
        b->h->title.of_sheet = true;
    }
}

/* "Xã:" with what is in the next cell. */
static const char *with_next(builder *b, size_t row, size_t *column, const char *text)
{
    const pov_source_row *record = &b->grid->row[row];
    const size_t length = strlen(text);
    size_t next = *column + 1;
    pov_buffer joined = {0};

    while (next < record->count && !has_text(b, row, next)) {
        next++;
    }
    if (length == 0 || text[length - 1] != ':' || next >= record->count) {
        return text;
    }
    pov_buffer_format(&joined, "%s %s", text, trimmed(b, record->cell[next]));
    const char *kept = pov_arena_text(&b->h->arena, pov_buffer_get(&joined), joined.length);
    b->failed = b->failed || joined.failed || kept == NULL;
    pov_buffer_fini(&joined);
    *column = next;
    return kept != NULL ? kept : text;
}

static void read_title(builder *b)
{
    b->h->title.poor = -1;
    for (size_t r = b->shape->title; r < b->shape->title_end && !b->failed; r++) {
        const pov_source_row *record = &b->grid->row[r];
        for (size_t c = 0; c < record->count; c++) {
            if (has_text(b, r, c)) {
                take_title_line(b, r, with_next(b, r, &c, trimmed(b, record->cell[c])));
            }
        }
    }
    if (b->h->title.year.year == 0 && b->grid->name != NULL) {
        take_year_of_sheet(b);
    }
}

/* ---- --column ---- */

static size_t find_name(const void *columns, const char *name)
{
    (void)columns;
    return pov_column_index(name);
}

static const char *nearest_name(const void *columns, const char *name)
{
    const pov_file_kind wanted = *(const pov_file_kind *)columns;

    return pov_column_nearest(name, wanted == POV_FILE_DEPRIVATION ? POV_FILE_DEPRIVATION
                                                                   : POV_FILE_PLAN);
}

/* Some headings of public data are povcalc's own names. */
static size_t own_column(const char *heading)
{
    size_t column = pov_column_index(heading);
    bool plan = column != POV_NONE && (pov_column_get(column)->label != POV_LABEL_NONE ||
                                       pov_column_get(column)->quantity < POV_PLAN_QUANTITY_COUNT);

    return plan ? column : POV_NONE;
}

/* A choice must be of a column that such a file has. */
static pov_status check_kind(const pov_choices *choices, pov_file_kind kind, pov_error *err)
{
    pov_column_info info;

    for (size_t i = 0; i < choices->count; i++) {
        if (!pov_column_info_get(choices->choice[i].column, kind, &info)) {
            return pov_fail(err, POV_ERR_USAGE, "--column: there is no column \"%.80s\"",
                            choices->choice[i].name);
        }
    }
    return POV_OK;
}

/* What a heading says in a table whose header is in povcalc's own words. */
static void take_own(pov_table_column *column, pov_file_kind kind)
{
    pov_column_info info;
    size_t own = pov_column_own(column->heading);

    column->class =
        pov_heading_is(column->heading, "average") || pov_heading_is(column->heading, "unknown");
    if (own == POV_HEADING_IGNORED || own == POV_HEADING_COMPUTED) {
        column->meaning = (pov_meaning){.label = own == POV_HEADING_COMPUTED ? POV_LABEL_COMPUTED
                                                                             : POV_LABEL_IGNORED};
    } else if (own != POV_HEADING_UNKNOWN && pov_column_info_get(own, kind, &info)) {
        column->chosen = own;
    } else if (kind == POV_FILE_DEPRIVATION && column->meaning.label == POV_LABEL_NONE &&
               !column->meaning.empty) {
        column->meaning.unknown = true; /* "Tổng số hộ" may be anything there */
    }
}

/* The kind of a table with povcalc's own headings: only deprivation has indicators. */
static pov_file_kind own_kind(const pov_headings *h, const pov_choices *choices)
{
    bool indicator = pov_choices_has(choices, pov_column_index("indicator"));

    for (size_t c = 0; c < h->count; c++) {
        indicator =
            indicator || pov_column_own(h->column[c].heading) == pov_column_index("indicator");
    }
    return indicator ? POV_FILE_DEPRIVATION : POV_FILE_PLAN;
}

/* "Chỉ số" in a table with headings of its own says what the figures are. */
static pov_label label_of(const pov_headings *h, size_t column)
{
    const pov_label label = pov_column_get(column)->label;

    return !h->own && label == POV_LABEL_INDICATOR_ID ? POV_LABEL_INDICATOR : label;
}

static pov_status take_choices(pov_headings *h, const pov_load_options *options,
                               pov_choices *choices, pov_error *err)
{
    const pov_choosable columns_of_plans = {find_name, nearest_name, &options->wanted};
    const char **headings = pov_arena_alloc(&h->arena, (h->count + 1) * sizeof *headings);
    bool failed = headings == NULL;
    pov_status status = pov_choices_read(choices, options, &columns_of_plans, err);

    for (size_t c = 0; c < h->count && !failed; c++) {
        headings[c] = h->column[c].heading;
    }
    if (status == POV_OK && !failed) {
        status = pov_choices_check(choices, headings, h->count, err);
    }
    const pov_file_kind kind = own_kind(h, choices);
    if (status == POV_OK && h->own) {
        status = check_kind(choices, kind, err);
    }
    for (size_t c = 0; c < h->count && status == POV_OK && !failed; c++) {
        pov_table_column *column = &h->column[c];
        column->chosen = pov_choices_column_at(choices, column->heading, c, &failed);
        column->own = column->chosen == POV_NONE;
        if (column->own && h->own) {
            take_own(column, kind);
            h->classes = h->classes || column->class;
        } else if (column->own) {
            column->chosen = own_column(column->heading);
        }
        if (column->chosen != POV_NONE) {
            column->meaning.unknown = false;
            column->meaning.label = label_of(h, column->chosen);
        }
        pov_label label = column->own ? column->meaning.label : POV_LABEL_NONE;
        for (size_t i = 0; i < choices->count && label != POV_LABEL_NONE; i++) {
            if (label_of(h, choices->choice[i].column) == label) {
                column->meaning = (pov_meaning){.unknown = true}; /* another one was chosen */
                column->chosen = POV_NONE;
                column->why = "";
            }
        }
    }
    return failed ? pov_no_memory(err) : status;
}

bool pov_column_is_choice(const pov_table_column *column)
{
    return column->chosen != POV_NONE && !column->own;
}

pov_status pov_headings_read(pov_headings *headings, const pov_grid *grid, const pov_shape *shape,
                             const pov_load_options *options, pov_choices *choices, pov_error *err)
{
    builder b = {.h = headings, .grid = grid, .shape = shape};
    pov_status status = POV_OK;

    headings->serial = headings->main = POV_NONE;
    headings->own =
        shape->header < shape->header_end && pov_is_own_header(&grid->row[shape->header]);
    b.known = headings->own && options->column_count == 0;
    for (size_t r = shape->header; r < shape->header_end; r++) {
        if (!pov_is_number_row(&grid->row[r], 2) && b.rows < MOST_ROWS) {
            b.row[b.rows++] = r;
        }
        if (headings->line == 0) {
            headings->line = grid->row[r].line;
        }
        headings->count =
            grid->row[r].count > headings->count ? grid->row[r].count : headings->count;
    }
    headings->lines = b.rows;
    if (headings->count == 0) {
        headings->count = grid->width;
    }
    headings->column =
        pov_arena_alloc(&headings->arena, (headings->count + 1) * sizeof *headings->column);
    if (headings->column == NULL) {
        return pov_no_memory(err);
    }
    for (size_t c = 0; c < headings->count; c++) {
        headings->column[c].chosen = POV_NONE;
        headings->column[c].column = c;
        headings->column[c].heading = "";
    }
    read_texts(&b);
    read_title(&b);
    look_below(&b);
    if (!b.failed && !b.scan.failed) {
        status = take_choices(headings, options, choices, err);
    }
    if (status == POV_OK && !b.failed) {
        place_labels(&b);
        place_units(headings);
        for (size_t c = 0; c < headings->count; c++) {
            take_cut_of_cells(&headings->column[c]);
        }
        complete(headings);
        if (!headings->own) {
            take_group_of_title(headings);
        }
        settle_cuts(&b);
        settle_gross(headings);
        add_up_flows(headings);
    }
    bool failed = b.failed || b.scan.failed; /* asked before the scan's memory goes */
    pov_scan_fini(&b.scan);
    return failed ? pov_no_memory(err) : status;
}

void pov_headings_fini(pov_headings *headings)
{
    pov_arena_fini(&headings->arena);
    *headings = (pov_headings){0};
}
