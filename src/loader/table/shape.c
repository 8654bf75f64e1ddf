#include "loader/table/shape.h"

#include "base/text.h"
#include "loader/table/cells.h"
#include "loader/table/lexicon.h"
#include "model/totals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- how a cell looks ---- */

static bool is_missing_sign(const pov_source_cell *cell)
{
    static const char *const signs[] = {
        "-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA6", "...", "..", ".", "x", "X"};

    for (size_t i = 0; i < POV_LENGTH(signs); i++) {
        if (cell->text[0] == signs[i][0] && strcmp(cell->text, signs[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Words around a number in a cell. */
static size_t figure_word(const char *at)
{
    static const char *const words[] = {
        "tối thiểu",    "tối đa",       "không quá",    "ít nhất",      "không dưới",   "khoảng",
        "trở lên",      "trở xuống",    "trên",         "dưới",         "gần",          "hơn",
        "từ",           "đến",          "đạt",          "giảm",         "còn",          "nhân khẩu",
        "người",        "khẩu",         "hộ",           "năm",          "year",         "of poor",
        "điểm",         "Trên",         "Dưới",         "Khoảng",       "Từ",           "Gần",
        "Hơn",          "Ít nhất",      "Tối thiểu",    "Tối đa",       "Không quá",    "Giảm",
        "\xE2\x89\xA5", "\xE2\x89\xA4", "\xE2\x89\x88", "\xE2\x80\x93", "\xE2\x88\x92", "\xC3\xB7",
        "\xC2\xA0",     "\xE2\x80\xB0"};
    size_t best = 0;

    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        size_t length = words[i][0] == *at ? strlen(words[i]) : 0;
        if (length > best && strncmp(at, words[i], length) == 0) {
            best = length;
        }
    }
    return best;
}

/* "năm 2023": a heading, unlike "1-1,5%/năm" */
static bool names_year(const char *at, size_t word)
{
    if (strncmp(at, "năm", word) != 0) {
        return false;
    }
    at += word + strspn(at + word, " \r\n\xC2\xA0");
    return (pov_text_begins(at, "19") || pov_text_begins(at, "20")) &&
           strspn(at, "0123456789") == 4;
}

pov_cell_look pov_cell_looks(const pov_source_cell *cell)
{
    const char *at = cell->text;
    bool digits = false;

    while (pov_is_digit(*at)) {
        at++;
    }
    if (*at == '\0' && at > cell->text) { /* as most figures are */
        return POV_LOOKS_NUMBER;
    }
    at = cell->text + strspn(cell->text, " \t");
    if (*at == '\0') {
        return POV_LOOKS_EMPTY;
    }
    if (is_missing_sign(cell)) {
        return POV_LOOKS_NUMBER;
    }
    if (pov_text_begins(at, "=\"")) {
        at += 2;
    }
    const char *end = cell->text + pov_text_unmarked(cell->text, cell->length);
    for (; at < end; at++) {
        if (pov_is_digit(*at)) {
            digits = true;
            continue;
        }
        if (strchr(" .,%()+-*/<>=~\"\t\r\n", *at) != NULL) {
            continue;
        }
        size_t word = figure_word(at);
        if (word == 0 || names_year(at, word)) {
            return POV_LOOKS_WORDS;
        }
        at += word - 1;
    }
    return digits ? POV_LOOKS_NUMBER : POV_LOOKS_WORDS;
}

/* ---- numbers of columns ---- */

typedef struct label {
    int part[4]; /* 1.2.1 */
    size_t parts;
    char letter;
    bool marked; /* cannot be a figure */
} label;

/* "A", "3", "1.2.1", "(3)", "3=2/1", "(3)=(1)-(2)"; also -3, which Excel makes of a typed (3). */
static bool read_label(const char *text, label *out)
{
    bool bracket = *text == '(';

    *out = (label){0};
    text += bracket;
    if ((*text >= 'A' && *text <= 'Z') || (*text >= 'a' && *text <= 'z')) {
        out->letter = (char)(*text++ | 0x20);
        out->marked = true;
    } else {
        out->marked = bracket;
        text += *text == '-';
        do {
            int number = 0;
            size_t digits = strspn(text, "0123456789");
            if (digits == 0 || digits > 3) {
                return false;
            }
            for (size_t i = 0; i < digits; i++) {
                number = number * 10 + (*text++ - '0');
            }
            out->part[out->parts++] = number;
        } while (out->parts < 4 && *text == '.' && text++ != NULL);
    }
    bool open = bracket && *text != ')'; /* "(3=2/1)" */
    text += bracket && !open;
    text += strspn(text, " ");
    if (*text == '=') {
        out->marked = true;
        text += 1 + strspn(text + 1, "0123456789()+-*/:%x., ");
        open = open && text[-1] != ')';
    }
    return *text == '\0' && !open;
}

/* Whether a label can come right after another one: 2 or 1.1 after 1, 1.2 or 2 after 1.1. */
static bool follows(const label *before, const label *here)
{
    if (before->parts == 0) {
        return here->parts == 1 && here->part[0] == 1;
    }
    if (here->parts == before->parts + 1) {
        return memcmp(here->part, before->part, before->parts * sizeof *here->part) == 0 &&
               here->part[here->parts - 1] == 1;
    }
    size_t last = here->parts - 1;
    return here->parts <= before->parts &&
           memcmp(here->part, before->part, last * sizeof *here->part) == 0 &&
           here->part[last] == before->part[last] + 1;
}

bool pov_is_number_row(const pov_source_row *record, size_t least)
{
    label before = {0};
    size_t labels = 0;
    bool marked = true;

    for (size_t i = 0; i < record->count; i++) {
        label here;
        if (record->cell[i].length == 0) {
            continue;
        }
        if (!read_label(record->cell[i].text, &here)) {
            return false;
        }
        /* letters and numbers each go up by one: figures do not */
        bool next =
            here.letter != '\0'
                ? before.parts == 0 && (before.letter == '\0' ? here.letter == 'a'
                                                              : here.letter == before.letter + 1)
                : follows(&before, &here);
        if (!next) {
            return false;
        }
        marked = marked && (here.marked || here.parts > 2);
        before = here;
        labels++;
    }
    /* letters alone may be names: a unit A that is a part of B */
    return before.parts > 0 && (labels >= least || (labels == 2 && marked));
}

/* ---- words that end a table ---- */

bool pov_is_signature(const char *folded)
{
    static const char *const starts[] = {
        "người lập",   "lập biểu",     "thủ trưởng",      "tm. ubnd",       "tm.ubnd",
        "tm ubnd",     "t/m ubnd",     "nơi nhận",        "chủ tịch",       "kt. chủ tịch",
        "kt.chủ tịch", "phó chủ tịch", "kế toán",         "giám đốc",       "(ký",
        "tm. ủy ban",  "tm. uỷ ban",   "tm. ban chỉ đạo", "người tổng hợp", "cán bộ",
        "công chức",   "phó giám đốc", "trưởng phòng",    "kt. giám đốc",   "trưởng thôn",
        "trưởng bản",  "trưởng ban",   "tổ trưởng",       "bí thư",         "đại diện",
        "xác nhận",    "thư ký",       "phụ trách",
    };

    for (size_t i = 0; i < POV_LENGTH(starts); i++) {
        size_t size = strlen(starts[i]);
        if (strncmp(folded, starts[i], size) == 0 && strchr(" :,.()", folded[size]) != NULL) {
            return true; /* strchr finds the end of the text too */
        }
    }
    /* "Gia Nghĩa, ngày 15 tháng 3 năm 2023" */
    const char *day = strstr(folded, "ngày ");
    return day != NULL && (day == folded || day[-1] == ' ') && strstr(day, " tháng ") != NULL &&
           strstr(day, " năm ") != NULL;
}

bool pov_is_remark(const char *folded)
{
    static const char *const starts[] = {
        "ghi chú:", "nguồn:", "nguồn số liệu:", "ghi chú :", "chú thích:", "(*)", "nguồn :"};

    return POV_STARTS_ANY(folded, starts);
}

const pov_source_cell *pov_row_only_text(const pov_source_row *record)
{
    const pov_source_cell *only = NULL;

    for (size_t c = 0; c < record->count; c++) {
        const char *text = record->cell[c].text;
        if (text[strspn(text, " ")] != '\0') {
            if (only != NULL) {
                return NULL;
            }
            only = &record->cell[c];
        }
    }
    return only;
}

bool pov_is_page(const pov_source_row *record)
{
    const pov_source_cell *only = pov_row_only_text(record);
    pov_buffer folded = {0};

    if (only == NULL) {
        return false;
    }
    pov_text_fold(only->text, only->length, &folded);
    const char *text = pov_buffer_get(&folded);
    const char *at = text + strspn(text, " -");
    bool page = strstr(text, "(tiếp") != NULL || strcmp(text, "tiếp theo") == 0;
    (void)pov_text_skip(&at, "trang ");
    const size_t digits = strspn(at, "0123456789");
    page = page ||
           (digits > 0 && digits <= 3 && at[digits + strspn(at + digits, " -/0123456789")] == '\0');
    pov_buffer_fini(&folded);
    return page;
}

bool pov_is_table_name(const char *folded)
{
    static const char *const starts[] = {"biểu ", "bảng ", "phụ lục", "mẫu ", "(kèm theo"};

    return POV_STARTS_ANY(folded, starts);
}

/* ---- how a row looks ---- */

/* "2023", "2023*", "2023 (%)" */
static bool is_year_number(const char *text)
{
    const size_t digits = strspn(text, "0123456789");
    const char *rest = text + digits + strspn(text + digits, "* ");

    rest += *rest == '(' ? strcspn(rest, "0123456789") : 0;
    return digits == 4 && *rest == '\0' &&
           (pov_text_begins(text, "19") || pov_text_begins(text, "20"));
}

/* "2021-2023", "năm 2023", also after a word that looks like one of a figure: "Giảm 2021 - 2023" */
static bool is_period_text(const char *text)
{
    static const char *const words[] = {"ăm ", "iảm "}; /* "Năm", "năm", "Giảm", "giảm" */
    const size_t before = strcspn(text, "0123456789");
    char first[5] = "", last[5] = "", end;

    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        const size_t length = strlen(words[i]);
        if (before >= length && memcmp(text + before - length, words[i], length) == 0 &&
            is_year_number(text + before)) {
            return true;
        }
    }
    return strchr(text + before, '-') != NULL &&
           sscanf(text + before, "%4[0-9] - %4[0-9]%c", first, last, &end) == 2 &&
           is_year_number(first) && is_year_number(last);
}

/* "2023", "31/12/2023", "12/2023" */
static bool is_year_text(const pov_source_cell *cell)
{
    const char *text = cell->text;

    for (int part = 0; part < 2; part++) {
        const size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 2 || text[digits] != '/') {
            break;
        }
        text += digits + 1;
    }
    return is_year_number(text) || is_period_text(cell->text);
}

typedef struct row_look {
    size_t filled, words, numbers;
    size_t said;  /* numbers after a word: "giảm 2 hộ"; beside many words they are headings */
    size_t first; /* the first cell that is filled */
    bool years;   /* all its numbers are years, two or more of them, or one beside "KH 2026" */
    bool labels;  /* only numbers the columns */
    bool bounds;  /* all its numbers are headings: "<40", ">=40" */
    bool dates;   /* "Năm" and a year: a line of the title */
} row_look;

/* "Năm", "Năm:", "Năm báo cáo", "Kỳ báo cáo" */
static bool asks_for_year(const pov_source_cell *cell)
{
    static const char *const words[] = {"năm", "năm báo cáo", "kỳ báo cáo", "year"};
    pov_buffer folded = {0};
    bool found = false;

    pov_text_fold(cell->text, cell->length, &folded);
    const size_t length =
        folded.length - (folded.length > 0 && strchr(": ", folded.data[folded.length - 1]) != NULL);
    for (size_t i = 0; i < POV_LENGTH(words); i++) {
        found = found || (strlen(words[i]) == length &&
                          strncmp(pov_buffer_get(&folded), words[i], length) == 0);
    }
    pov_buffer_fini(&folded);
    return found;
}

/* "KH 2026" */
static bool ends_with_year(const pov_source_cell *cell)
{
    return cell->length > 5 && cell->text[cell->length - 5] == ' ' &&
           is_year_number(cell->text + cell->length - 4);
}

/* "<40", "≥ 40", "1.000 hộ" in a row without a name: headings */
static bool is_heading_number(const pov_source_cell *cell)
{
    static const char *const scales[] = {"1.000 hộ", "1000 hộ", "1.000 người", "1000 người"};
    static const char *const bounds[] = {"<", ">", "\xE2\x89\xA5", "\xE2\x89\xA4"};

    return POV_STARTS_ANY(cell->text, scales) || POV_STARTS_ANY(cell->text, bounds);
}

/* `left`: the first column of the tables. */
static row_look look_at(const pov_source_row *record, size_t left)
{
    row_look look = {.first = POV_NONE};
    size_t years = 0, dated = 0, headings = 0;

    for (size_t i = 0; i < record->count; i++) {
        pov_cell_look cell = pov_cell_looks(&record->cell[i]);
        if (cell == POV_LOOKS_EMPTY) {
            continue;
        }
        look.first = look.first == POV_NONE ? i : look.first;
        look.filled++;
        const bool named = cell == POV_LOOKS_NUMBER && !pov_is_digit(record->cell[i].text[0]) &&
                           is_year_text(&record->cell[i]); /* "Giảm năm 2025" */
        look.words += cell == POV_LOOKS_WORDS || named;
        dated += cell == POV_LOOKS_WORDS && ends_with_year(&record->cell[i]);
        if (cell == POV_LOOKS_NUMBER && !named && i > left) {
            look.numbers++;
            look.said += (unsigned char)record->cell[i].text[0] >= 0x41U;
            years += is_year_text(&record->cell[i]);
        }
    }
    for (size_t i = 0; i < record->count && look.first > left && look.numbers > 0; i++) {
        headings += is_heading_number(&record->cell[i]);
    }
    look.bounds = headings > 0 && headings == look.numbers && look.filled > 1;
    look.dates = look.filled == 2 && look.words == 1 && years == 1 && look.numbers == 1 &&
                 asks_for_year(&record->cell[look.first]);
    look.years =
        look.dates ||
        (years == look.numbers &&
         (years > 1 || (years == 1 && look.words == dated && (dated == 0 || look.first > left))));
    look.labels = look.filled > 1 && pov_is_number_row(record, 2);
    return look;
}

/* A row of the table itself: it has a figure. */
static bool is_figures(const row_look *look)
{
    return look->numbers > 0 && !look->labels && !look->years && !look->bounds &&
           (look->said < look->numbers || look->words <= look->said + 2);
}

/* Numbers and names of a letterhead are no headings; "Trưởng thôn" beside four others is one. */
static bool is_letterhead(const pov_source_row *record, bool few)
{
    static const char *const words[] = {"cộng hòa xã hội", "cộng hoà xã hội", "độc lập - tự do",
                                        "độc lập- tự do", "độc lập – tự do"};
    pov_buffer folded = {0};
    bool found = false;

    for (size_t i = 0; i < record->count && !found; i++) {
        pov_buffer_clear(&folded);
        pov_text_fold(record->cell[i].text, record->cell[i].length, &folded);
        const char *text = pov_buffer_get(&folded);
        for (size_t w = 0; w < POV_LENGTH(words); w++) {
            found = found || strstr(text, words[w]) != NULL;
        }
        found = found || (few && pov_is_signature(text)) ||
                (pov_is_table_name(text) && strpbrk(text, "0123456789") != NULL);
    }
    pov_buffer_fini(&folded);
    return found;
}

/* ---- tables ---- */

typedef struct finder {
    const pov_grid *grid;
    size_t left;    /* the first column that is filled: many a sheet begins at B2 */
    row_look *look; /* of each row */
    bool *figure;   /* columns with figures, of the table at hand */
    bool failed;    /* memory ran out */
} finder;

/* Marks the columns that hold figures in a few rows from `row` on. */
static void find_figures(finder *f, size_t row)
{
    memset(f->figure, 0, f->grid->width * sizeof *f->figure);
    for (size_t r = row, rows = 0; r < f->grid->count && rows < 12; r++) {
        if (!is_figures(&f->look[r])) {
            continue;
        }
        rows++;
        for (size_t c = f->left + 1; c < f->grid->row[r].count; c++) {
            const pov_source_cell *cell = &f->grid->row[r].cell[c];
            f->figure[c] =
                f->figure[c] || (pov_cell_looks(cell) == POV_LOOKS_NUMBER && !is_year_text(cell));
        }
    }
}

static size_t words_over_figures(const finder *f, size_t row)
{
    const pov_source_row *record = &f->grid->row[row];
    size_t count = 0;

    for (size_t c = 0; c < record->count; c++) {
        bool year =
            is_year_text(&record->cell[c]) || (f->look[row].bounds && record->cell[c].length > 0);
        count += f->figure[c] && (year || pov_cell_looks(&record->cell[c]) == POV_LOOKS_WORDS);
    }
    return count;
}

/* "Tỉnh: Sơn La", "Năm: 2024", also "Đơn vị tính: %" and "Unit: %" at its right end: what the table
 * is of, not headings. */
static bool says_of_what(const finder *f, size_t row)
{
    static const char *const measures[] = {"Đơn vị", "ĐVT", "Unit"};
    const pov_source_row *record = &f->grid->row[row];
    bool all = f->look[row].filled > 1 &&
               (f->look[row].first == f->left ||
                POV_STARTS_ANY(record->cell[f->look[row].first].text, measures));

    for (size_t c = 0; c < record->count && all; c++) {
        const char *text = record->cell[c].text;
        const char *colon = strchr(text, ':');
        all = text[strspn(text, " ")] == '\0' ||
              (colon != NULL && colon[1 + strspn(colon + 1, " ")] != '\0');
    }
    return all;
}

static bool is_heading_row(const finder *f, size_t row)
{
    const row_look *look = &f->look[row];
    const pov_source_cell *first =
        look->filled > 0 ? &f->grid->row[row].cell[look->first] : &(pov_source_cell){.text = ""};

    if (look->filled == 2 && first->length > 0 && first->text[first->length - 1] == ':') {
        return false; /* "Kỳ báo cáo:", "Năm 2024" */
    }
    if (says_of_what(f, row)) {
        return false;
    }
    return !is_figures(look) && !look->labels && !look->dates && words_over_figures(f, row) > 0 &&
           !is_letterhead(&f->grid->row[row], look->filled < 5);
}

/* Whether a row of one cell is a heading that spans others, "Năm 2023": every word of it is known.
 * Else it is a title, or says the unit of measure. */
static bool is_spanning(finder *f, size_t row)
{
    const size_t first = f->look[row].first;
    const pov_source_cell *cell = &f->grid->row[row].cell[first];
    pov_scan scan = {.marks = POV_MARKS_PERHAPS};

    if (first == f->left) {
        return false;
    }
    pov_scan_text(&scan, cell->text, cell->length);
    bool known = scan.count > 0 && !pov_scan_has(&scan, POV_PHRASE_UNKNOWN, 0) &&
                 !pov_scan_has(&scan, POV_PHRASE_UNIT, 0);
    f->failed = f->failed || scan.failed;
    pov_scan_fini(&scan);
    return known;
}

/* Whether the one cell of a row is a year that does not begin above the first column of figures. */
static bool is_year_aside(const finder *f, size_t row)
{
    const size_t first = f->look[row].first;
    size_t figures = f->left + 1;

    while (figures < f->grid->width && !f->figure[figures]) {
        figures++;
    }
    return first > figures && is_year_text(&f->grid->row[row].cell[first]);
}

/* "HỘ NGHÈO NĂM 2024" above headings that are in small letters: a title in the middle. */
static bool is_in_capitals(const finder *f, size_t row, size_t end)
{
    const pov_source_cell *title = &f->grid->row[row].cell[f->look[row].first];
    bool small = false;

    for (size_t r = row + 1; r < end; r++) {
        const pov_source_row *record = &f->grid->row[r];
        for (size_t c = 0; c < record->count && !small; c++) {
            small = pov_text_has_small(record->cell[c].text, record->cell[c].length);
        }
    }
    return small && title->text[strcspn(title->text, " \r\n\xC2")] != '\0' && /* C2: of U+00A0 */
           !pov_text_has_small(title->text, title->length);
}

/* Whether a row that may be one of years begins with a name or a total, not with a heading. */
static bool names_a_row(finder *f, size_t row)
{
    const pov_source_row *record = &f->grid->row[row];
    pov_scan scan = {.marks = POV_MARKS_PERHAPS};
    bool named = false, heading = false;

    for (size_t c = 0; c < record->count && !heading && !is_year_text(&record->cell[c]); c++) {
        if (pov_cell_looks(&record->cell[c]) == POV_LOOKS_WORDS) {
            pov_scan_text(&scan, record->cell[c].text, record->cell[c].length);
            const char *text = pov_buffer_get(&scan.text);
            heading = pov_label_of(&scan) != POV_LABEL_NONE;
            named = named || (pov_scan_has(&scan, POV_PHRASE_UNKNOWN, 0) || pov_total_skip(&text) ||
                              pov_text_begins(text, "toàn"));
        }
    }
    f->failed = f->failed || scan.failed;
    pov_scan_fini(&scan);
    return named && !heading;
}

/* Whether every cell of a row is the heading of a column of words: "Xã", "Thôn". */
static bool names_kinds(finder *f, size_t row)
{
    const pov_source_row *record = &f->grid->row[row];
    size_t named = 0, filled = 0;
    pov_scan scan = {.marks = POV_MARKS_PERHAPS};

    for (size_t c = 0; c < record->count && named == filled; c++) {
        if (pov_cell_looks(&record->cell[c]) != POV_LOOKS_EMPTY) {
            filled++;
            pov_scan_text(&scan, record->cell[c].text, record->cell[c].length);
            named += !scan.failed && pov_label_of(&scan) != POV_LABEL_NONE;
        }
    }
    f->failed = f->failed || scan.failed;
    pov_scan_fini(&scan);
    return filled > 1 && named == filled;
}

/* The rows of headings above the first row of figures; `least` is the first that they may take. */
static void find_header(finder *f, size_t least, size_t figures, pov_shape *shape)
{
    size_t end = figures, row = figures;

    while (end > least && f->look[end - 1].filled == 0 && figures - end < 3) {
        end--; /* an empty line below the headings */
    }
    figures =
        end > least && (f->look[end - 1].labels || is_heading_row(f, end - 1)) ? end : figures;
    end = figures;
    /* sections without figures may come before: "A. Khu vực thành thị" */
    while (end > least && !f->look[end - 1].labels && !is_heading_row(f, end - 1) &&
           f->look[end - 1].filled > 0 && figures - end < 4) {
        end--;
    }
    if (end == least || (!f->look[end - 1].labels && !is_heading_row(f, end - 1))) {
        end = figures;
    }
    /* "Xã", "Thôn" below "Tên đơn vị" */
    while (end < figures && end > least && f->look[end].filled > 0 && names_kinds(f, end)) {
        end++;
    }
    row = end;
    while (row > least && (f->look[row - 1].labels || is_heading_row(f, row - 1) ||
                           (row == end && names_kinds(f, row - 1)))) {
        row--;
    }
    /* a line of one cell above the others is a title, or "Đơn vị tính: hộ", not a heading; so is a
     * year that begins right of the first figures, and what is in capitals above what is not */
    while (row < end && end - row > 1 && f->look[row].filled == 1 &&
           (!is_spanning(f, row) || is_year_aside(f, row) || is_in_capitals(f, row, end))) {
        row++;
    }
    shape->header = row;
    shape->header_end = shape->body = end;
}

/* Whether words where a table has figures are headings: one of them says a figure, or the first
 * cell is the heading of names. Else they are in place of figures: "chưa rà soát". */
static bool are_headings(finder *f, size_t row)
{
    static const pov_phrase_class some[] = {
        POV_PHRASE_SUBJECT, POV_PHRASE_MEASURE, POV_PHRASE_ASPECT, POV_PHRASE_CHANGE,
        POV_PHRASE_ROLE,    POV_PHRASE_GROUP,   POV_PHRASE_SCALE,  POV_PHRASE_INDICATOR};
    const pov_source_row *record = &f->grid->row[row];
    bool found = f->look[row].years;
    pov_scan scan = {0};

    for (size_t c = 0; c < record->count && !found; c++) {
        if (pov_cell_looks(&record->cell[c]) != POV_LOOKS_WORDS) {
            continue;
        }
        pov_scan_text(&scan, record->cell[c].text, record->cell[c].length);
        found = !f->figure[c] && pov_label_of(&scan) != POV_LABEL_NONE;
        for (size_t i = 0; i < POV_LENGTH(some) && f->figure[c]; i++) {
            found = found || (pov_scan_has(&scan, some[i], 0) &&
                              !pov_scan_has(&scan, POV_PHRASE_UNKNOWN, 0));
        }
    }
    f->failed = f->failed || scan.failed;
    pov_scan_fini(&scan);
    return found;
}

/* Whether a row begins another table: it has headings where this one has figures. */
static bool begins_table(finder *f, size_t row)
{
    const row_look *look = &f->look[row];
    size_t over = is_heading_row(f, row) ? words_over_figures(f, row) : 0;

    if (over == 0 || look->filled < 2 || (over == 1 && look->filled != look->words) ||
        !are_headings(f, row)) {
        return false;
    }
    for (size_t r = row + 1; r < f->grid->count && r < row + 8; r++) {
        if (is_figures(&f->look[r])) {
            return over > 1 || f->look[row].first == f->left;
        }
    }
    return false;
}

/* The same but for blanks, line breaks and capitals. */
static bool has_same_words(const char *a, const char *b)
{
    pov_buffer left = {0}, right = {0};

    if ((*a | 0x20) != (*b | 0x20)) {
        return false; /* as nearly all */
    }

    pov_cell_text(a, strlen(a), &left);
    pov_cell_text(b, strlen(b), &right);
    const bool same = !left.failed && !right.failed &&
                      pov_text_same(pov_buffer_get(&left), pov_buffer_get(&right));
    pov_buffer_fini(&left);
    pov_buffer_fini(&right);
    return same;
}

static bool same_row(const pov_source_row *a, const pov_source_row *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++) {
        const char *left = a->cell[i].text, *right = b->cell[i].text;
        same = strcmp(left, right) == 0 || (left[0] != '\0' && has_same_words(left, right));
    }
    return same;
}

bool pov_shape_repeats(const pov_shape *shape, const pov_grid *grid, size_t row)
{
    for (size_t r = shape->header; r < shape->header_end; r++) {
        if (same_row(&grid->row[r], &grid->row[row])) {
            return true;
        }
    }
    return false;
}

/* "2. Xã Đồng Tiến", "B. Vùng cao", alone in its row: no title, which says what is counted, or
 * when */
static bool names_a_place(finder *f, size_t row)
{
    static const pov_phrase_class of_titles[] = {
        POV_PHRASE_SUBJECT, POV_PHRASE_YEAR, POV_PHRASE_PERIOD, POV_PHRASE_ROLE, POV_PHRASE_CHANGE};
    pov_buffer folded = {0};
    pov_scan scan = {0};

    if (f->look[row].filled != 1 || f->look[row].words != 1) {
        return false;
    }
    const pov_source_cell *cell = &f->grid->row[row].cell[f->look[row].first];
    pov_text_fold(cell->text, cell->length, &folded);
    const char *name = pov_buffer_get(&folded);
    const size_t number = strspn(name, "0123456789ivxabcde"), mark = strspn(name + number, ".):");
    name += mark > 0 ? number + mark + strspn(name + number + mark, " ") : 0;
    bool place = pov_unit_rank(name, NULL) > 1 || (number > 0 && mark > 0);
    pov_scan_text(&scan, name, strlen(name));
    for (size_t i = 0; i < POV_LENGTH(of_titles); i++) {
        place = place && !pov_scan_has(&scan, of_titles[i], 0);
    }
    f->failed = f->failed || folded.failed || scan.failed;
    pov_scan_fini(&scan);
    pov_buffer_fini(&folded);
    return place;
}

/* A header that is printed again: at the top of a page, right after the rows of the table, or for
 * each place. Below a title it is that of another table. */
static bool is_repeated(finder *f, pov_shape *shape, size_t row)
{
    bool place = false;

    for (size_t r = shape->body_end; r < row; r++) {
        if (f->look[r].filled > 0 && !pov_shape_repeats(shape, f->grid, r) &&
            !pov_is_page(&f->grid->row[r])) {
            if (place || !names_a_place(f, r)) {
                return false;
            }
            place = true;
        }
    }
    if (!pov_shape_repeats(shape, f->grid, row)) {
        return false;
    }
    if (place && shape->header > shape->title && names_a_place(f, shape->header - 1)) {
        shape->led = true;
    }
    return true;
}

/* "1O5", "x7": a figure that was misread or mistyped, so that its row is still one of the table. */
static bool has_damaged_figure(const finder *f, size_t row)
{
    const pov_source_row *record = &f->grid->row[row];
    bool damaged = false;

    for (size_t c = f->left + 1; c < record->count && !damaged; c++) {
        const pov_source_cell *cell = &record->cell[c];
        damaged = f->figure[c] && cell->length <= 12 && record->cell[f->left].length > 0 &&
                  strpbrk(cell->text, "0123456789") != NULL &&
                  strpbrk(cell->text, " /:=\xC2") == NULL;
    }
    return damaged;
}

/* Whether a row right below others has words in place of most figures: it is one of the table. */
static bool has_words_for_figures(const finder *f, const pov_shape *shape, size_t row)
{
    const pov_source_row *record = &f->grid->row[row];
    size_t figures = 0;

    for (size_t c = 0; c < f->grid->width; c++) {
        figures += f->figure[c];
    }
    return row == shape->body_end && record->line == record[-1].line + 1 &&
           record->count > f->left && record->cell[f->left].length > 0 &&
           words_over_figures(f, row) * 2 >= figures && !f->look[row].years &&
           !is_letterhead(record, true);
}

/* The end of the table whose first row of figures is `row`, and where the search goes on. */
static size_t find_end(finder *f, pov_shape *shape, size_t row)
{
    size_t r = row;

    shape->body_end = row + 1;
    for (; r < f->grid->count; r++) {
        if (is_figures(&f->look[r]) || (!f->look[r].labels && !f->look[r].years &&
                                        has_damaged_figure(f, r) && !is_repeated(f, shape, r))) {
            shape->body_end = r + 1;
        } else if (!is_repeated(f, shape, r) && begins_table(f, r)) {
            break;
        } else if (has_words_for_figures(f, shape, r) && !is_repeated(f, shape, r)) {
            shape->body_end = r + 1;
        }
    }
    return r;
}

/* "Số hộ nghèo (hộ)" in the middle of its row, as in a yearbook: no heading where the table has
 * another such row, "Tỷ lệ (%)". Each says what the rows below it are. */
static void leave_blocks(const finder *f, pov_shape *shape)
{
    const size_t first = shape->header_end - (shape->header_end > 0);
    bool block = false;

    if (shape->header_end < shape->header + 2 || f->look[first].filled != 1 ||
        f->look[first].words != 1 || f->look[first].first == f->left) {
        return;
    }
    for (size_t r = shape->body; r < shape->body_end && !block; r++) {
        block = f->look[r].filled == 1 && f->look[r].words == 1 &&
                f->look[r].first == f->look[first].first;
    }
    if (block) {
        shape->header_end = shape->body = first;
    }
}

static bool has_digit(const pov_source_row *record)
{
    bool found = false;

    for (size_t c = 0; c < record->count && !found; c++) {
        found = strpbrk(record->cell[c].text, "0123456789") != NULL;
    }
    return found;
}

static pov_status find_tables(finder *f, bool from_top, pov_shapes *shapes, pov_error *err)
{
    size_t least = 0;

    for (size_t row = 0; row < f->grid->count;) {
        if (!is_figures(&f->look[row])) {
            row++;
            continue;
        }
        pov_shape shape = {.title = least};
        find_figures(f, row);
        find_header(f, least, row, &shape);
        if (from_top && shapes->count == 0) {
            shape.header = 0;
        } else if (shape.header == shape.header_end && !has_digit(&f->grid->row[row])) {
            row++; /* "Đơn vị", "hộ", "x" above the headings */
            continue;
        }
        shape.title_end = shape.header;
        size_t next = find_end(f, &shape, row);
        leave_blocks(f, &shape);
        if (pov_grow(&shapes->table, &shapes->capacity, shapes->count + 1, sizeof *shapes->table) !=
            POV_OK) {
            return pov_no_memory(err);
        }
        shapes->table[shapes->count++] = shape;
        least = shape.body_end;
        row = next;
        while (row < f->grid->count && !is_figures(&f->look[row])) {
            row++;
        }
    }
    return POV_OK;
}

static size_t left_of(const pov_grid *grid)
{
    size_t left = grid->width;

    for (size_t r = 0; r < grid->count; r++) {
        const pov_source_row *record = &grid->row[r];
        for (size_t c = 0; c < left && c < record->count; c++) {
            if (record->cell[c].text[strspn(record->cell[c].text, " \t")] != '\0') {
                left = c;
            }
        }
    }
    return left < grid->width ? left : 0;
}

pov_status pov_shapes_find(const pov_grid *grid, bool from_top, pov_shapes *shapes, pov_error *err)
{
    finder f = {
        .grid = grid,
        .left = left_of(grid),
        .look = calloc(grid->count + 1, sizeof *f.look),
        .figure = calloc(grid->width + 1, sizeof *f.figure),
    };
    pov_status status = POV_OK;

    if (f.look == NULL || f.figure == NULL) {
        status = pov_no_memory(err);
    }
    for (size_t r = 0; r < grid->count && status == POV_OK; r++) {
        f.look[r] = look_at(&grid->row[r], f.left);
    }
    /* "Xã A;2013;2020", "Cộng;2082;1902": counts beside a name are no years */
    for (size_t r = 0; r < grid->count && status == POV_OK; r++) {
        f.look[r].years = f.look[r].years && (f.look[r].dates || !names_a_row(&f, r));
    }
    for (size_t r = 0; r < grid->count && status == POV_OK; r++) { /* below other headings */
        f.look[r].bounds =
            f.look[r].bounds && r > 0 && f.look[r - 1].words > 1 && !is_figures(&f.look[r - 1]);
    }
    /* "1;2" over "3;4": units that are called so */
    for (size_t r = 0; r < grid->count && status == POV_OK; r++) {
        if (f.look[r].labels && !pov_is_number_row(&grid->row[r], 3)) {
            f.look[r].labels = f.look[r + 1].words > 0;
        }
    }
    if (status == POV_OK) {
        status = find_tables(&f, from_top, shapes, err);
    }
    if (status == POV_OK && f.failed) {
        status = pov_no_memory(err);
    }
    free(f.look);
    free(f.figure);
    return status;
}

void pov_shapes_fini(pov_shapes *shapes)
{
    free(shapes->table);
    *shapes = (pov_shapes){0};
}
