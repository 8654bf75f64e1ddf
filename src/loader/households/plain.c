/*
 * The plain way: libcsv and the readers of cells that all of povcalc uses. They alone refuse rows,
 * so that messages and places are theirs.
 */
#include "loader/households/parts.h"
#include "loader/source/garbled.h"
#include "loader/table/cells.h"
#include "loader/table/shape.h"

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

/* ="00127", how a spreadsheet is told that a cell is text, somewhere in the block. */
static bool has_text_of_formula(const worker *w)
{
    bool found = false;

    for (size_t i = 0; i + 2 < w->length && !found; i++) {
        found = memcmp(w->block + i, ",=\"", 3) == 0 || memcmp(w->block + i, ";=\"", 3) == 0 ||
                memcmp(w->block + i, "\n=\"", 3) == 0;
    }
    return found;
}

bool pov_household_start_parser(worker *w)
{
    if (w->parser_ready) {
        csv_free(&w->parser);
    }
    w->parser_ready = csv_init(&w->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) == 0;
    return w->parser_ready;
}

/* The parser forgets the quote: a header may be tried in another way. */
static pov_status refuse_quote(worker *w, bool open)
{
    const unsigned char delimiter = csv_get_delim(&w->parser);

    if (!pov_household_start_parser(w)) {
        return pov_no_memory(&w->error);
    }
    csv_set_delim(&w->parser, delimiter);
    (void)pov_fail(&w->error, POV_ERR_SYNTAX,
                   open
                       ? POV_TEXT("a quote that is not closed until the end of the file")
                       : POV_TEXT("a quote that is neither around a whole cell nor written twice"));
    if (!open && has_text_of_formula(w)) {
        pov_error_hint(&w->error,
                       "a spreadsheet's =\"…\": sed 's/=\"/\"/g' {FILE} | povcalc survey -");
    }
    pov_error_place(&w->error, NULL, w->lines + 1, w->cells + 1, NULL);
    return POV_ERR_SYNTAX;
}

/* Splits the record at *at, and moves *at and w->lines past it. No cells: a blank line. */
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

/* A whole number of at most `most`; grouped in threes, or with .0 after it, as in plan files. */
static pov_status read_count(worker *w, span cell, int64_t least, int64_t most, const char *what,
                             int64_t *out)
{
    pov_stated stated;
    pov_error reason = POV_ERROR_INIT;
    pov_reading reading =
        pov_stated_read(cell.text, cell.length, POV_KIND_COUNT, false, &stated, &reason);

    if (reading != POV_VALUE || stated.qualifier != POV_EXACTLY || stated.face < least ||
        stated.face > most) {
        pov_status status = pov_household_expected(w, what, cell);
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
        status = pov_household_expected(w, what, cell);
    }
    *deprived = (uint8_t)(points / s->deprivation_points);
    return status;
}

/* The header once more, as where files were put one behind the other. */
static bool is_header(const worker *w)
{
    const pov_household_layout *layout = &w->reader->layout;

    for (size_t c = 0; c < layout->count; c++) {
        const char *heading = layout->column[c].heading;
        span cell = pov_household_cell_of(w, c);
        if (c == 0 && cell.length >= 3 && memcmp(cell.text, "\xEF\xBB\xBF", 3) == 0) {
            cell = (span){cell.text + 3, cell.length - 3};
        }
        if (cell.length != strlen(heading) || memcmp(cell.text, heading, cell.length) != 0) {
            return false;
        }
    }
    return true;
}

/* Without brackets they could be a household's figures, unless they go through many columns. */
bool pov_household_is_numbers(const worker *w)
{
    enum { MANY = 6, MOST = 64 };
    pov_source_cell cell[MOST] = {{.text = ""}};
    pov_buffer text = {0};

    if (w->cells > MOST) {
        return false;
    }
    for (size_t i = 0; i < w->cells; i++) {
        const span one = pov_household_trim(pov_household_cell_of(w, i));
        pov_buffer_add(&text, one.text, one.length);
        pov_buffer_add(&text, "", 1);
    }
    const char *at = pov_buffer_get(&text);
    for (size_t i = 0; i < w->cells && !text.failed; at += cell[i++].length + 1) {
        cell[i].text = at;
        cell[i].length = strlen(at);
    }
    const pov_source_row row = {.cell = cell, .count = w->cells};
    const size_t least = cell[0].text[0] == '(' ? 3 : MANY;
    const bool numbers = !text.failed && w->cells >= least && pov_is_number_row(&row, w->cells);
    pov_buffer_fini(&text);
    return numbers;
}

/* Spreadsheets write such rows after the last one: to people they are blank lines. So are remarks
 * with #, the Ctrl-Z of old systems, further headers and the numbers below them. */
static bool is_blank(const worker *w)
{
    const span first = pov_household_trim(pov_household_cell_of(w, 0));

    if (w->cells == 1 && ((first.length > 1 && *first.text == '#') ||
                          (first.length == 1 && *first.text == '\x1A'))) {
        return true;
    }
    for (size_t c = 0; c < w->cells; c++) {
        if (pov_household_trim(pov_household_cell_of(w, c)).length > 0) {
            return w->cells == w->reader->layout.count &&
                   (is_header(w) || pov_household_is_numbers(w));
        }
    }
    return true;
}

/* What a row says of its household. */
typedef struct row {
    pov_household *household;
    span unit[POV_BY_COUNT];
    bool has_income, has_b2;
    bool total;     /* it is no household's */
    uint8_t class;  /* 1 + the class; 0: none */
    uint8_t points; /* indicators by B2 */
    size_t missing; /* the first empty cell that the class would follow from; POV_NONE: none */
    size_t b1, b2;  /* where they are; B1 is POV_NONE where it is empty */
    size_t unread;  /* where a class is that says nothing; POV_NONE */
} row;

static pov_status read_word(worker *w, pov_household_cell kind, span cell, uint8_t *value)
{
    int says = pov_household_word(kind, cell.text, cell.length);

    if (says == -2) {
        return pov_no_memory(&w->error);
    }
    if (says < 0) {
        return pov_household_expected(w,
                                      kind == POV_CELL_AREA   ? POV_TEXT("rural or urban")
                                      : kind == POV_CELL_MARK ? POV_TEXT("x or an empty cell")
                                      : kind == POV_CELL_CLASS
                                          ? POV_TEXT("poor, near_poor, average or "
                                                     "not_poor")
                                          : POV_TEXT("0 or 1"),
                                      cell);
    }
    if (kind == POV_CELL_MINORITY) {
        pov_household_see_minority(w, pov_household_trim(cell));
    }
    *value = (uint8_t)says;
    return POV_OK;
}

static pov_status read_score(worker *w, span cell, int64_t *score)
{
    pov_status status = read_count(w, cell, 0, POV_COUNT_MAX, POV_TEXT("a score in points"), score);

    if (status == POV_OK && pov_household_is_code(*score)) {
        status = pov_household_expected(w, POV_TEXT("a score in points, and no code"), cell);
        pov_error_hint(&w->error, "a code for \"no answer\": an empty cell, and --skip-invalid");
    }
    return status;
}

static pov_status read_mark(worker *w, const pov_household_column *column, span cell, row *of)
{
    uint8_t marked = 0;
    const pov_status status = read_word(w, POV_CELL_MARK, cell, &marked);

    if (status != POV_OK || marked == 0) {
        return status;
    }
    if (of->class > 0) {
        (void)pov_fail(&w->error, POV_ERR_DATA, "marked as poor and as near-poor");
        pov_error_hint(&w->error, "a household is of one class: take the other mark away");
        return POV_ERR_DATA;
    }
    of->class = (uint8_t)(1 + column->index);
    return POV_OK;
}

/* "Tổng cộng" where a household's name would be. */
static pov_status refuse_total(worker *w, span cell, row *of)
{
    bool failed = false;

    of->total = pov_household_is_total(cell, &failed);
    if (failed) {
        return pov_no_memory(&w->error);
    }
    if (!of->total) {
        return POV_OK;
    }
    pov_status status = pov_household_expected(w, POV_TEXT("a household, and no total"), cell);
    pov_error_hint(&w->error, "take the row out of the file");
    return status;
}

static pov_status read_indicator(worker *w, const pov_household_column *column, span cell,
                                 pov_household *h)
{
    uint8_t lacked = 0;
    pov_status status = read_word(w, POV_CELL_INDICATOR, cell, &lacked);

    h->lacks |= (uint32_t)lacked << column->index;
    return status;
}

/* POV_ERR_KIND, without a message: the row is of another year than the one that is asked for. */
static pov_status read_year(worker *w, span cell)
{
    const int asked = w->reader->options.year;
    pov_year named; /* "năm 2024" */
    int64_t year = 0;
    pov_status status = read_count(w, cell, YEAR_MIN, YEAR_MAX, POV_TEXT("a year, as 2024"), &year);

    char text[32] = "";
    memcpy(text, cell.text, cell.length < sizeof text ? cell.length : 0);
    if (status == POV_ERR_DATA && text[0] != '\0' &&
        pov_year_read(text, strlen(text), &named, NULL) == POV_VALUE && named.month == 0) {
        w->error = (pov_error)POV_ERROR_INIT;
        year = named.year;
        status = POV_OK;
    }

    if (status == POV_OK && asked != 0 && year != asked) {
        return POV_ERR_KIND;
    }
    if (status == POV_OK && asked == 0) {
        pov_household_see_year(w, (int)year);
    }
    return status;
}

static const char *const hint_nul = POV_TEXT(
    "NUL bytes: is the file whole? tr -d '\\000' <{FILE} | povcalc survey - reads it without them");

void pov_household_refuse_bytes(const worker *w, span cell, pov_status code, pov_error *err)
{
    const char *encoding = pov_garbled_encoding(w->block, w->length);

    if (cell.length > 0 && memchr(cell.text, '\0', cell.length) != NULL) {
        (void)pov_fail(err, code, "a NUL byte");
        pov_error_hint(err, "%s", pov_translate(hint_nul));
        return;
    }
    (void)pov_fail(err, code, "bytes that are not UTF-8");
    if (encoding != NULL && strcmp(encoding, "ISO-8859-1") == 0) {
        pov_error_hint(err, "convert the file to Unicode, with Unikey for example");
    } else if (encoding != NULL) {
        pov_error_hint(err, "iconv -f %s -t UTF-8 {FILE} | povcalc survey -", encoding);
    }
    pov_error_hint(err, "survey reads UTF-8: iconv converts other encodings");
}

/* A name whose letters are not those of the place. */
static pov_status refuse_garbled(worker *w, span cell)
{
    const pov_garbled found = pov_garbled_find_in_cell(cell.text, cell.length);
    pov_buffer shown = {0};

    if (found == POV_GARBLED_NOT) {
        return POV_OK;
    }
    pov_text_printable(cell.text, cell.length, &shown);
    if (found == POV_GARBLED_LOST || found == POV_GARBLED_CODES) {
        (void)pov_fail(&w->error, POV_ERR_DATA, "expected the letters of a name, found \"%s\"",
                       pov_buffer_get(&shown));
        pov_error_hint(&w->error, "an earlier program could not write them: save the file again "
                                  "from where it came from, as CSV UTF-8");
    } else {
        (void)pov_fail(&w->error, POV_ERR_DATA, "\"%s\" is no Unicode text, but %s",
                       pov_buffer_get(&shown), pov_garbled_name(found));
        if (found == POV_GARBLED_TCVN3 || found == POV_GARBLED_VISCII) {
            pov_error_hint(&w->error,
                           "iconv -f UTF-8 -t WINDOWS-1252 {FILE} | iconv -f %s -t UTF-8 | povcalc "
                           "survey -",
                           pov_garbled_iconv(found));
        }
        pov_error_hint(
            &w->error, "%s",
            pov_translate(found == POV_GARBLED_VNI
                              ? POV_TEXT("convert the file to Unicode, with Unikey for example")
                              : POV_TEXT("save the file again from where it came from, as CSV "
                                         "UTF-8")));
    }
    pov_buffer_fini(&shown);
    return POV_ERR_DATA;
}

static pov_status read_cell(worker *w, size_t at, span cell, row *of)
{
    const pov_household_facts *facts = &w->reader->facts;
    const pov_household_column *column = &w->reader->layout.column[at];
    const bool empty = pov_household_trim(cell).length == 0;
    pov_household *h = of->household;
    int64_t number = 0;
    pov_status status = POV_OK;

    if (!pov_text_is_utf8(cell.text, cell.length, NULL)) {
        pov_household_refuse_bytes(w, cell, POV_ERR_DATA, &w->error);
        return POV_ERR_DATA;
    }
    /* where the class may follow from another cell, an empty one is no fault yet */
    const bool spared = (column->cell == POV_CELL_INCOME && (facts->scores || facts->classes)) ||
                        (column->cell == POV_CELL_B1 && (facts->incomes || facts->classes)) ||
                        (column->cell == POV_CELL_B2 && (facts->indicators || facts->classes)) ||
                        (column->cell == POV_CELL_INDICATOR && facts->classes);
    if (empty && spared) {
        const bool counts = column->cell != POV_CELL_B2 || !facts->indicators;
        of->missing = of->missing == POV_NONE && counts ? at : of->missing;
        return POV_OK;
    }
    switch (column->cell) {
    case POV_CELL_ID:
        if (w->looks && pov_household_id_of(cell) == POV_ID_ROUNDED) {
            status = pov_household_expected(w, POV_TEXT("a household's code"), cell);
            pov_error_hint(&w->error, "a spreadsheet has rounded it: keep the codes as text, or "
                                      "--copies 0 counts each row as a household");
            break;
        }
        /* fall through */
    case POV_CELL_TEXT:
    case POV_CELL_PLACE:
        cell = pov_household_trim(cell);
        status = cell.length > 4 && pov_household_may_be_total(cell.text)
                     ? refuse_total(w, cell, of)
                     : POV_OK;
        break;
    case POV_CELL_YEAR:
        return read_year(w, cell);
    case POV_CELL_UNIT:
        of->unit[column->index] = cell;
        if (cell.length > CELL_MAX ||
            (!pov_household_is_name(cell) && (int)column->index == facts->by)) {
            return pov_household_expected(w, POV_TEXT("the name of a unit"), cell);
        }
        status = refuse_garbled(w, cell);
        return status == POV_OK ? refuse_total(w, cell, of) : status;
    case POV_CELL_AREA:
        h->area = POV_AREA_COUNT;
        return read_word(w, POV_CELL_AREA, cell, &h->area);
    case POV_CELL_MINORITY:
        h->minority = 2;
        return read_word(w, POV_CELL_MINORITY, cell, &h->minority);
    case POV_CELL_MEMBERS:
        status = read_count(w, cell, 1, MEMBERS_MAX, POV_TEXT("the number of members, 1 to 999"),
                            &number);
        h->members = (uint16_t)number;
        if (status == POV_OK && pov_household_is_code(number)) {
            status =
                pov_household_expected(w, POV_TEXT("the number of members, and no code"), cell);
        }
        break;
    case POV_CELL_INCOME:
        of->has_income = true;
        return pov_household_read_income(w, cell, &h->income);
    case POV_CELL_B1:
        of->b1 = at; /* beside an income it is of no use, and not read */
        return facts->incomes ? POV_OK : read_score(w, cell, &h->income);
    case POV_CELL_B2:
        of->has_b2 = true;
        of->b2 = at;
        return read_b2(w, cell, &of->points);
    case POV_CELL_MARK:
        return empty ? POV_OK : read_mark(w, column, cell, of);
    case POV_CELL_CLASS: {
        uint8_t class = 0;
        if (empty) {
            break;
        }
        status = read_word(w, POV_CELL_CLASS, cell, &class);
        of->class = status == POV_OK ? (uint8_t)(class + 1) : 0;
        if (status == POV_ERR_DATA && (facts->incomes || facts->scores)) {
            w->error = (pov_error)POV_ERROR_INIT; /* perhaps it is compared only */
            of->unread = at;
            status = POV_OK;
        }
        break;
    }
    case POV_CELL_INDICATOR:
        return read_indicator(w, column, cell, h);
    }
    return status;
}

static size_t reason_of(const pov_household_column *column)
{
    static const size_t reasons[] = {
        [POV_CELL_TEXT] = POV_REASON_TEXT,
        [POV_CELL_ID] = POV_REASON_TEXT,
        [POV_CELL_PLACE] = POV_REASON_TEXT,
        [POV_CELL_YEAR] = POV_REASON_YEAR,
        [POV_CELL_UNIT] = POV_REASON_UNIT,
        [POV_CELL_AREA] = POV_REASON_AREA,
        [POV_CELL_MINORITY] = POV_REASON_MINORITY,
        [POV_CELL_MEMBERS] = POV_REASON_MEMBERS,
        [POV_CELL_INCOME] = POV_REASON_INCOME,
        [POV_CELL_B1] = POV_REASON_B1,
        [POV_CELL_B2] = POV_REASON_B2,
        [POV_CELL_MARK] = POV_REASON_CLASS,
        [POV_CELL_CLASS] = POV_REASON_CLASS,
        [POV_CELL_INDICATOR] = POV_REASON_INDICATOR,
    };

    return reasons[column->cell] + (column->cell == POV_CELL_INDICATOR ? column->index : 0);
}

/* What the household's class follows from: an income or a score with the indicators that it lacks,
 * else the class that the row states. *at: the column of what is wrong. */
static pov_status conclude(worker *w, const row *of, size_t *at)
{
    const pov_household_facts *facts = &w->reader->facts;
    pov_household *h = of->household;
    const bool complete =
        of->missing == POV_NONE || w->reader->layout.column[of->missing].cell < POV_CELL_B2;
    const bool money = of->has_income || of->b1 != POV_NONE;

    if (!of->has_income && of->b1 != POV_NONE) {
        *at = of->b1;
        pov_status status =
            facts->incomes ? read_score(w, pov_household_cell_of(w, of->b1), &h->income) : POV_OK;
        if (status != POV_OK) {
            return status;
        }
        h->scored = 1;
    }
    h->deprived = facts->indicators ? (uint8_t)pov_household_count_bits(h->lacks) : of->points;
    if (facts->indicators && of->has_b2 && complete && of->points != h->deprived) {
        const unsigned each = w->reader->standard->deprivation_points;
        *at = of->b2;
        return pov_fail(&w->error, POV_ERR_DATA,
                        "%u points of b2 are %u indicators, and the row marks %u of them as lacked",
                        of->points * each, of->points, h->deprived);
    }
    if (money && complete && (facts->indicators || of->has_b2)) {
        h->stated = of->class;
        return POV_OK;
    }
    if (of->class == 0 && facts->marks) {
        w->unmarked = true;
        h->given = 1 + POV_CLASS_NOT_POOR;
        return POV_OK;
    }
    /* which services the poor lack is not known from their class */
    if (of->class > 0 && (!facts->indicators || complete || of->class > 1 + POV_CLASS_NEAR_POOR)) {
        h->given = of->class;
        return POV_OK;
    }
    if (of->unread != POV_NONE) {
        uint8_t none = 0;
        *at = of->unread;
        return read_word(w, POV_CELL_CLASS, pov_household_cell_of(w, *at), &none);
    }
    *at = of->missing != POV_NONE ? of->missing : 0;
    for (size_t c = 0; of->missing == POV_NONE && c < w->reader->layout.count; c++) {
        *at = w->reader->layout.column[c].cell == POV_CELL_CLASS ? c : *at;
    }
    return pov_household_expected(w,
                                  w->reader->layout.column[*at].cell == POV_CELL_INDICATOR
                                      ? POV_TEXT("0 or 1")
                                      : POV_TEXT("what the household's class follows from"),
                                  (span){"", 0});
}

/* The hashes of the quick way, from the cells as libcsv has them, the last one first. All cells
 * count of a household of unknown class, which the quick way does not read. */
static pov_status identify(worker *w, const pov_household *h, identity *is)
{
    const pov_household_facts *facts = &w->reader->facts;
    uint64_t id = 0, text = 0, places = 0;
    bool done = true;

    for (size_t c = w->looks ? w->reader->layout.count : 0; c-- > 0;) {
        const pov_household_cell cell = w->reader->layout.column[c].cell;
        const span content = pov_household_trim(pov_household_cell_of(w, c));
        uint64_t hash = pov_household_hash(0, content, false);
        if (cell == POV_CELL_ID) {
            done = done && pov_household_hash_code(w, content, &hash);
            id = pov_household_id_of(content) == POV_ID_NONE ? 0 : hash;
        } else if (cell == POV_CELL_PLACE) {
            done = done && pov_household_hash_place(w, content, &hash);
            places += hash;
        } else if (cell == POV_CELL_TEXT || (cell == POV_CELL_B1 && facts->incomes) ||
                   h->given == 1 + POV_CLASS_UNKNOWN) {
            text = pov_household_mix(text, hash);
        }
    }
    *is = (identity){id == 0 ? 0 : pov_household_mix(id, places), text};
    return done ? POV_OK : pov_no_memory(&w->error);
}

/* Whether most cells are empty, as in the row of a total, or with signatures, below a list. */
static bool is_half_empty(const worker *w)
{
    size_t filled = 0;

    for (size_t c = 0; c < w->cells; c++) {
        filled += pov_household_trim(pov_household_cell_of(w, c)).length > 0;
    }
    return 2 * filled <= w->cells;
}

/* What to do about a cell that cannot be read, where reading it has said nothing better. */
static void add_hint(worker *w, const pov_household_column *column, bool empty)
{
    static const char *const hints[POV_CELL_INDICATOR + 1] = {
        [POV_CELL_UNIT] = POV_TEXT("fill in the name in each row; without the column --unit NAME "
                                   "says it for a whole file"),
        [POV_CELL_AREA] =
            POV_TEXT("write urban or thành thị, rural or nông thôn; of codes look up "
                     "which is which; --area urban or rural says it for a whole file"),
        [POV_CELL_MINORITY] = POV_TEXT("1 or có: of an ethnic minority, 0 or không: not (Kinh)"),
        [POV_CELL_MEMBERS] = POV_TEXT("what is not known leaves the household of unknown class, "
                                      "with --skip-invalid"),
        [POV_CELL_B1] = POV_TEXT("a household without a score is counted as of unknown class, "
                                 "with --skip-invalid"),
        [POV_CELL_B2] = POV_TEXT("a household without a score is counted as of unknown class, "
                                 "with --skip-invalid"),
        [POV_CELL_MARK] = POV_TEXT("x where the household is of that class; numbers of households "
                                   "are read by \"povcalc targets\" and \"povcalc check\""),
        [POV_CELL_CLASS] =
            POV_TEXT("write hộ nghèo, hộ cận nghèo, hộ trung bình or không nghèo, as "
                     "it is now: who escaped poverty may be near-poor"),
        [POV_CELL_INDICATOR] =
            POV_TEXT("1 or có: the household lacks it, 0 or không: it does not; what is not known "
                     "leaves its class unknown, with --skip-invalid"),
    };

    const pov_household_facts *facts = &w->reader->layout.facts;
    const bool only_classes = facts->classes && !facts->incomes && !facts->scores;
    const bool of_empty = column->cell == POV_CELL_B1 || column->cell == POV_CELL_B2;
    int above = column->cell == POV_CELL_UNIT ? (int)column->index - 1 : -1;

    while (above >= 0 && !facts->level[above]) {
        above--;
    }

    if (empty && column->cell <= POV_CELL_AREA && is_half_empty(w)) {
        w->error.hint[0] = '\0';
        pov_error_hint(&w->error, "most cells of the row are empty: a total, or signatures below a "
                                  "list, are taken out of the file");
    } else if (empty && column->cell == POV_CELL_AREA && only_classes) {
        pov_error_hint(&w->error, "fill it in, or take the column out: classes are counted without "
                                  "the area; --area urban or rural says it for a whole file");
    } else if (above >= 0) {
        pov_error_hint(&w->error, "fill in the name in each row; --by %s counts by the units above",
                       pov_household_level(above));
    } else if (hints[column->cell] != NULL && (empty || !of_empty)) {
        pov_error_hint(&w->error, "%s", pov_translate(hints[column->cell]));
    }
}

/* Whether the row ends with a CR where other lines end with LF. */
static bool is_broken(const worker *w, const char *start)
{
    const char *end = pov_household_line_end(start, w->block + w->length);

    return end + 1 < w->block + w->length && end[0] == '\r' && end[1] != '\n' &&
           memchr(w->block, '\n', w->length) != NULL;
}

/* The row that was split into cells. On POV_ERR_DATA *reason says why, and POV_NONE that not even
 * its unit is known. */
static pov_status read_row(worker *w, size_t line, const char *start, pov_household *h,
                           size_t *reason)
{
    const pov_household_layout *layout = &w->reader->layout;
    row of = {.household = h, .missing = POV_NONE, .unread = POV_NONE, .b1 = POV_NONE};
    pov_error first = POV_ERROR_INIT;
    bool placed = true;
    size_t at = 0;

    memcpy(of.unit, w->reader->given, sizeof of.unit);
    *h = (pov_household){.area = w->reader->area};
    *reason = POV_REASON_CELLS;
    while (w->cells > layout->count &&
           pov_household_trim(pov_household_cell_of(w, w->cells - 1)).length == 0) {
        w->cells--; /* empty, as spreadsheets have them after the last column */
    }
    if (w->cells != layout->count) {
        (void)pov_fail(&w->error, POV_ERR_DATA, "the row has %zu cells, the header %zu", w->cells,
                       layout->count);
        if (w->text.length > 0 && w->text.data[0] == '\0') {
            pov_error_hint(&w->error, "%s", pov_translate(hint_nul));
        } else if (w->cells == layout->count + 1) {
            pov_error_hint(&w->error,
                           "a number with a comma needs quotes; or is the first column without a "
                           "heading? Begin the header with one, for example name%c",
                           w->reader->delimiter);
        } else if (w->cells > layout->count) {
            pov_error_hint(&w->error,
                           "a number with a comma needs quotes, or the cells are separated by ;");
        } else if (w->cells == 1 || is_broken(w, start)) {
            pov_error_hint(&w->error, "a line break inside a cell needs quotes around the cell");
        } else {
            pov_error_hint(&w->error, "an empty cell keeps its separator, else the cells after it "
                                      "are in the wrong columns");
        }
        pov_error_place(&w->error, NULL, line, 0, NULL);
        w->unplaced += w->reader->options.skip_invalid && !is_blank(w);
        return POV_ERR_DATA;
    }
    for (size_t c = 0; c <= layout->count; c++) {
        at = c;
        pov_status status = c < layout->count ? read_cell(w, c, pov_household_cell_of(w, c), &of)
                            : first.code == POV_OK ? conclude(w, &of, &at)
                                                   : POV_OK;
        if (status == POV_ERR_KIND) { /* of another year */
            w->error = (pov_error)POV_ERROR_INIT;
            return status;
        }
        if (status != POV_OK) {
            const span cell = pov_household_trim(pov_household_cell_of(w, at));
            add_hint(w, &layout->column[at], cell.length == 0);
            pov_error_place(&w->error, NULL, line, at + 1, layout->column[at].heading);
            if (status != POV_ERR_DATA || !w->reader->options.skip_invalid || of.total) {
                *reason = of.total ? POV_REASON_UNIT : reason_of(&layout->column[at]);
                w->unplaced += of.total && w->reader->options.skip_invalid;
                return status;
            }
            if (first.code == POV_OK) {
                *reason = reason_of(&layout->column[at]);
                first = w->error;
            }
            placed = placed && layout->column[at].cell != POV_CELL_UNIT;
            w->error = (pov_error)POV_ERROR_INIT;
        }
    }
    if (first.code != POV_OK) {
        h->given = 1 + POV_CLASS_UNKNOWN;
        w->error = first;
        const bool blank = is_blank(w);
        if (blank || !placed) {
            w->unplaced += !blank;
            return POV_ERR_DATA;
        }
        w->skipped[*reason]++;
        w->error = (pov_error)POV_ERROR_INIT;
    }
    pov_status status = pov_household_find_unit(
        w, of.unit, false, w->number << 32 | (uint64_t)(start - w->block), &h->unit);
    return status == POV_OK ? identify(w, h, &w->identity[w->batched]) : pov_no_memory(&w->error);
}

pov_status pov_household_plain_row(worker *w, const char **at)
{
    const char *start = *at;
    size_t line = w->line_now = w->lines + 1, reason = 0;
    pov_status status = pov_household_split_record(w, at);

    if (status != POV_OK || w->cells == 0) {
        return status;
    }
    status = read_row(w, line, start, &w->batch[w->batched], &reason);
    if (status == POV_OK) {
        w->line[w->batched++] = (uint32_t)line;
    } else if (status == POV_ERR_KIND) {
        w->other_years++;
        status = POV_OK;
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
