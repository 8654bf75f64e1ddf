#include "loader/table/tree.h"

#include "base/text.h"
#include "loader/table/lexicon.h"
#include "loader/table/shape.h"
#include "model/totals.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- serial numbers ---- */

typedef enum style {
    STYLE_NONE,
    STYLE_ROMAN,
    STYLE_UPPER,
    STYLE_ARABIC,
    STYLE_LOWER,
    STYLE_DASH,
    STYLE_PLUS,
    STYLE_DOTTED /* and more: one for each number of parts */
} style;

typedef struct serial {
    int style, value;
} serial;

static int roman_value(const char *text, size_t length)
{
    static const char digits[] = "ivxlc";
    static const int values[] = {1, 5, 10, 50, 100};
    int sum = 0, last = 0;

    for (size_t i = length; i-- > 0;) {
        const char *digit = strchr(digits, text[i] | 0x20);
        if (digit == NULL || *digit == '\0') {
            return 0;
        }
        int value = values[digit - digits];
        sum += value < last ? -value : value;
        last = value > last ? value : last;
    }
    return sum;
}

/* `before`: the value of the letters before it, 0 for none: C after B is a letter. */
static serial read_serial(const char *text, int upper_before, int lower_before)
{
    size_t length = strlen(text);

    while (length > 0 && strchr(".): ", text[length - 1]) != NULL) {
        length--;
    }
    if (length == 0) {
        return (serial){STYLE_NONE, 0};
    }
    if (strspn(text, "0123456789.") == length || strspn(text, "0123456789.") == strlen(text)) {
        int parts = 1, value = 0;
        for (size_t i = 0; i < length; i++) {
            parts += text[i] == '.';
            value = text[i] == '.' ? 0 : value < 100000 ? value * 10 + (text[i] - '0') : value;
        }
        return (serial){parts == 1 ? STYLE_ARABIC : STYLE_DOTTED + parts, value};
    }
    if (length == 1 && isalpha((unsigned char)text[0])) {
        bool upper = text[0] >= 'A' && text[0] <= 'Z';
        int value = (text[0] | 0x20) - 'a' + 1, before = upper ? upper_before : lower_before;
        if (before > 0 && value == before + 1) {
            return (serial){upper ? STYLE_UPPER : STYLE_LOWER, value};
        }
        if (strchr("IVXivx", text[0]) != NULL) {
            return (serial){STYLE_ROMAN, roman_value(text, 1)};
        }
        return (serial){upper ? STYLE_UPPER : STYLE_LOWER, value};
    }
    int roman = roman_value(text, length);
    if (roman > 0) {
        return (serial){STYLE_ROMAN, roman};
    }
    if (text[0] == '-' || pov_text_begins(text, "\xE2\x80\x93")) {
        return (serial){STYLE_DASH, 0};
    }
    return text[0] == '+' || text[0] == '*' ? (serial){STYLE_PLUS, 0} : (serial){STYLE_NONE, 0};
}

bool pov_is_serial(const char *text)
{
    return text[0] != '\0' && strlen(text) <= 12 && read_serial(text, 1, 1).style != STYLE_NONE;
}

/* ---- labels ---- */

/* What follows "tổng", "cộng". */
static pov_line_kind total_kind(const char *rest, bool *bare)
{
    switch (pov_total_of(rest, bare)) {
    case POV_TOTAL_ALL:
        return POV_LINE_TOTAL;
    case POV_TOTAL_PART:
        return POV_LINE_SUBTOTAL;
    case POV_TOTAL_NOT:
        break;
    }
    return roman_value(rest, strcspn(rest, " ()")) > 0 ? POV_LINE_SUBTOTAL : POV_LINE_UNIT;
}

/* Sums that a printed page hands on to the next one, and what a table says of another year. */
static bool is_no_unit(const char *folded)
{
    static const char *const starts[] = {
        "mang sang",    "cộng mang sang", "số mang sang",    "cộng trang",      "cộng chuyển",
        "chuyển trang", "chuyển sang",    "cộng sang trang", "tổng cộng trang", "so với ",
        "so sánh ",     "chênh lệch",     "tăng so với",     "giảm so với",     "tăng/giảm",
        "tăng, giảm",   "tăng (+)"};
    static const char *const pages[] = {"trang trước", "trang sau"};
    const bool page = pov_text_begins(folded, "trang ") && strstr(folded, " sang") != NULL;

    return page || POV_STARTS_ANY(folded, starts) || POV_HOLDS_ANY(folded, pages);
}

/* "Khác" below "Kinh", "Mường" */
static bool is_other_people(const char *folded)
{
    static const char *const others[] = {"khác", "dân tộc khác", "các dân tộc khác", "dt khác"};
    bool found = false;

    for (size_t i = 0; i < POV_LENGTH(others); i++) {
        found = found || strcmp(folded, others[i]) == 0;
    }
    return found;
}

bool pov_is_group_of_place(const char *group)
{
    return strcmp(group, "urban") == 0 || strcmp(group, "rural") == 0;
}

/* The group that a label is only about: "hộ nghèo DTTS", "khu vực thành thị"; or NULL. */
static const char *group_of(pov_scan *scan, const char *text)
{
    const char *group = NULL;

    pov_scan_text(scan, text, strlen(text));
    for (size_t i = 0; i < scan->count; i++) {
        const pov_token *token = &scan->token[i];
        switch ((pov_phrase_class)token->class) {
        case POV_PHRASE_GROUP:
            if (group != NULL && strcmp(group, token->name) != 0) {
                return NULL;
            }
            group = token->name;
            break;
        case POV_PHRASE_MEASURE:
        case POV_PHRASE_FILLER:
        case POV_PHRASE_ASPECT:
        case POV_PHRASE_PART:
            break;
        case POV_PHRASE_UNIT:
            if (token->value != 2 && token->value != 0) {
                return NULL;
            }
            break;
        default:
            return NULL;
        }
    }
    return group;
}

static bool is_well_known(const char *group)
{
    static const char *const known[] = {"urban",
                                        "rural",
                                        "ethnic_minority",
                                        "local_ethnic_minority",
                                        "no_labour_capacity",
                                        "chủ hộ là nữ",
                                        "chủ hộ là nam",
                                        "bảo trợ xã hội",
                                        "người có công với cách mạng"};

    for (size_t i = 0; i < POV_LENGTH(known); i++) {
        if (strcmp(known[i], group) == 0) {
            return true;
        }
    }
    return false;
}

/* A part of a unit that is no unit: "các xã khu vực III", "hộ có trẻ em". */
static bool is_many(const char *at)
{
    return pov_text_begins(at, "các ") || pov_text_begins(at, "hộ ") ||
           pov_text_begins(at, "số hộ ");
}

/* "- Phường", "- Đặc khu": all units of a kind */
static bool is_kind_alone(const char *at)
{
    size_t length = 0;

    return pov_unit_rank(at, &length) > 0 && at[length] == '\0';
}

/* "Huyện nghèo", "Các xã đặc biệt khó khăn": units of a kind, some of those that are listed */
static bool is_class(const char *at)
{
    static const char *const classes[] = {" nghèo",    " không nghèo", " đặc biệt khó khăn",
                                          " đbkk",     " bãi ngang",   " bãi ngang ven biển",
                                          " biên giới"};
    size_t length = 0;
    bool found = false;

    at += is_many(at) ? strcspn(at, " ") + 1 : 0;
    const bool kind = pov_unit_rank(at, &length) > 0;
    for (size_t i = 0; i < POV_LENGTH(classes) && kind && !found; i++) {
        found = strcmp(at + length, classes[i]) == 0;
    }
    return found;
}

/* "Các xã", "Các xã khu vực III", unlike "Các xã thuộc huyện A". */
static bool is_head_of_kinds(const char *at)
{
    static const char *const rest[] = {",",           "/",      " khu vực",  " vùng",
                                       " đặc biệt",   " miền",  " đồng",     " còn lại",
                                       " thành lập",  " đbkk",  " không",    " nghèo",
                                       " giữ nguyên", " trọng", " sắp xếp ", " mới"};
    size_t length = 0;

    if (!pov_text_begins(at, "các ") || pov_unit_rank(at + strlen("các "), &length) < 3) {
        return false;
    }
    at += strlen("các ") + length;
    return *at == '\0' || POV_STARTS_ANY(at, rest);
}

/* Takes "- ", "+ ", "* " and the like off the start. */
static const char *skip_bullets(const char *text, bool *bullet)
{
    static const char *const signs[] = {
        "-", "+", "*", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA2", "\xC2\xB7"};

    for (size_t i = 0; i < POV_LENGTH(signs);) {
        size_t length = strlen(signs[i]);
        if (strncmp(text, signs[i], length) == 0) {
            *bullet = true;
            text += length + strspn(text + length, " ");
            i = 0;
        } else {
            i++;
        }
    }
    return text;
}

/* "H. Phụng Hiệp", "P. 5": the kind of the unit, and no letter of a list. */
static bool is_kind_letter(const char *text)
{
    return strchr("HPQTX", text[0]) != NULL && text[1] == '.' && text[2] == ' ' &&
           pov_label_rank(text + 3, strlen(text + 3), POV_MARKS_THERE, &(bool){false}) == 0;
}

/* Takes a number off the start of a name, "1. Xã A", "II) Xã B", "A - Xã C", where there is no
 * other. */
static const char *skip_number(pov_line *line, const char *text, pov_arena *arena)
{
    size_t length = strcspn(text, " ");
    char mark = length > 0 ? text[length - 1] : '\0';
    bool dash = false;
    const char *rest = skip_bullets(text + length + strspn(text + length, " "), &dash);

    if (line->serial[0] != '\0' || length > 8 || text[length] != ' ' || is_kind_letter(text) ||
        (mark != '.' && mark != ')' && mark != ':' && !(dash && *rest != '\0'))) {
        return text;
    }
    char *number = pov_arena_text(arena, text, length);
    if (number == NULL || !pov_is_serial(number)) {
        return text;
    }
    line->serial = number;
    return rest;
}

/* Where `text` goes on after as many words as its folded form has before `at`. */
static const char *after_words(const char *text, const char *folded, const char *at)
{
    for (; folded < at && *text != '\0'; folded += strcspn(folded, " "), folded += *folded == ' ') {
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    return text;
}

pov_status pov_line_read(pov_line *line, pov_scan *scan, const char *text, pov_arena *arena,
                         pov_error *err)
{
    static const char *const parts[] = {"trong đó", "chia ra", "bao gồm", "gồm", "of which",
                                        "tđ",       "tr.đó",   "tr. đó",  "trđó"};
    static const char *const blocks[] = {"phân theo", "chia theo", "phân chia theo",
                                         "phân ra",   "theo",      "chia ra theo"};
    static const char *const averages[] = {"bình quân", "trung bình"};
    static const char no_break[] = "\xC2\xA0"; /* web pages and Word indent with them */
    pov_buffer folded = {0};
    bool bullet = false;

    while (*text == ' ' || *text == '\t' || pov_text_begins(text, no_break)) {
        text += *text == no_break[0] ? strlen(no_break) : 1;
        line->indent++;
    }
    text = skip_bullets(text, &bullet);
    if (bullet && line->serial[0] == '\0') {
        line->serial = "-";
    }
    text = skip_number(line, text, arena);
    line->name = text;
    pov_label_fold(text, strlen(text), scan->marks, &folded);
    const char *at = pov_buffer_get(&folded);
    const char *whole = at;
    bool part = POV_BEGINS_ANY(&at, parts);
    at = part ? skip_bullets(at, &bullet) : at; /* "Trong đó: - Phường" */
    const char *rest = at;
    bool total = pov_total_skip(&rest);
    const char *block = whole;

    line->kind = POV_LINE_UNIT;
    if (pov_is_remark(whole) || is_no_unit(whole) ||
        (!line->figures && (pov_is_table_name(whole) || whole[0] == '('))) {
        line->kind = POV_LINE_SKIP;
    } else if (!line->figures && POV_BEGINS_ANY(&block, blocks)) {
        line->kind = POV_LINE_BLOCK;
    } else {
        /* most names begin with their kind, and are no group */
        bool unit = !total && !part && pov_unit_rank(at, NULL) > 2;
        line->of_kind = unit && strstr(at, " giao") == NULL;
        const char *group = unit ? NULL : group_of(scan, total ? rest : at);
        const bool people = line->peoples && !total && pov_people_of(text, strlen(text)) >= 0;
        if (line->peoples && is_other_people(whole)) {
            line->kind = POV_LINE_SKIP;
        } else if (group != NULL &&
                   (part || bullet || people || is_well_known(group) || (is_many(at) && !total))) {
            line->kind = POV_LINE_GROUP;
            line->group = group;
            line->part = part || bullet || people || is_many(at);
            line->closes = total;
        } else if (total && !part) {
            line->kind = total_kind(rest, &line->bare);
            line->average = line->kind == POV_LINE_TOTAL && POV_STARTS_ANY(whole, averages);
        } else if (pov_names_whole(whole)) {
            line->kind = POV_LINE_TOTAL;
        } else if ((part || bullet) && line->figures &&
                   (is_many(at) || is_kind_alone(at) || is_class(at))) {
            line->kind = POV_LINE_GROUP;
            line->group = after_words(text, whole, at);
            line->part = true;
        } else if (part) {
            line->part = line->figures;
            line->name = after_words(text, whole, at);
            line->kind = line->figures   ? POV_LINE_UNIT
                         : at[0] == '\0' ? POV_LINE_SKIP
                                         : POV_LINE_BLOCK;
        }
    }
    if (line->rank == 0 && line->kind == POV_LINE_UNIT) {
        line->rank = pov_unit_rank(whole, NULL);
    }
    line->of_class = line->kind == POV_LINE_UNIT && line->figures && is_class(whole);
    line->of_kinds = line->kind == POV_LINE_UNIT && !line->figures && is_head_of_kinds(whole);
    bool failed = folded.failed || scan->failed;
    pov_buffer_fini(&folded);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* ---- sums ---- */

/* Whether lines add up to `whole`: 1 they do, -1 they do not, 0 it cannot be said. */
typedef struct adding {
    int64_t sum[POV_TREE_SUMS];
    bool all[POV_TREE_SUMS];
    size_t lines;
} adding;

static const adding nothing_added = {{0}, {true, true, true}, 0};

static void add_line(adding *a, const pov_line *line)
{
    a->lines++;
    for (int k = 0; k < POV_TREE_SUMS; k++) {
        a->all[k] = a->all[k] && line->has[k];
        a->sum[k] += line->has[k] ? line->sum[k] : 0;
    }
}

static int adds_up(const adding *a, const pov_line *whole)
{
    int fits = 0, fails = 0;

    for (int k = 0; k < POV_TREE_SUMS; k++) {
        if (whole->has[k] && a->all[k] && a->lines > 0) {
            fits += a->sum[k] == whole->sum[k];
            fails += a->sum[k] != whole->sum[k];
        }
    }
    return fails > 0 ? -1 : fits > 0;
}

/* The same of one of the counts: chance does not make a sum of several lines. */
static bool some_add_up(const adding *a, const pov_line *whole)
{
    bool some = false;

    for (int k = 0; k < POV_TREE_SUMS; k++) {
        some = some || (whole->has[k] && a->all[k] && a->lines > 1 && a->sum[k] > 0 &&
                        a->sum[k] == whole->sum[k]);
    }
    return some;
}

static bool equal_figures(const pov_line *a, const pov_line *b)
{
    bool same = false;

    for (int k = 0; k < POV_TREE_SUMS; k++) {
        if (a->has[k] && b->has[k]) {
            if (a->sum[k] != b->sum[k]) {
                return false;
            }
            same = true;
        }
    }
    return same;
}

/* ---- sections and groups ---- */

static bool is_node(const pov_line *line)
{
    return line->kind == POV_LINE_UNIT || line->kind == POV_LINE_SUBTOTAL;
}

/* The end of the lines that a group line would be over, if it is a section. */
static size_t section_end(const pov_tree *t, size_t line)
{
    size_t i = line + 1;

    while (i < t->count && t->line[i].kind != POV_LINE_TOTAL && t->line[i].kind != POV_LINE_BLOCK &&
           !(t->line[i].kind == POV_LINE_GROUP && pov_is_group_of_place(t->line[i].group))) {
        i++;
    }
    return i;
}

/* Whether the units of the list add up: of all of them, or of those at the top as far as it can be
 * seen from their numbers. */
static int list_adds_up(const pov_tree *t, size_t from, size_t to, const pov_line *whole)
{
    adding all = nothing_added, top = nothing_added;
    int first = -1;

    for (size_t i = from; i < to; i++) {
        const pov_line *line = &t->line[i];
        if (line->kind != POV_LINE_UNIT || !line->figures) {
            continue;
        }
        add_line(&all, line);
        serial s = read_serial(line->serial, 0, 0);
        first = first < 0 ? s.style : first;
        if (s.style == first) {
            add_line(&top, line);
        }
    }
    int found = adds_up(&all, whole);
    return found != 1 && top.lines != all.lines && adds_up(&top, whole) == 1 ? 1 : found;
}

static bool is_group_row(const pov_tree *t, size_t i)
{
    return i < t->count && t->line[i].kind == POV_LINE_GROUP;
}

/* "Thành thị" over the units that are urban; else it is only a row of the unit's urban part. */
static bool is_section(const pov_tree *t, size_t i)
{
    const pov_line *line = &t->line[i];
    bool units = false;

    if (line->part || !pov_is_group_of_place(line->group)) {
        return false;
    }
    const size_t end = section_end(t, i);
    for (size_t k = i + 1; k < end && !units; k++) {
        units = is_node(&t->line[k]);
    }
    if (!units) {
        return false;
    }
    if (!line->figures) {
        return true;
    }
    int sum = list_adds_up(t, i + 1, end, line);
    if (sum != 0) {
        /* a slip in the sums of a numbered section does not make it less of one */
        return sum > 0 || (line->serial[0] != '\0' && !is_group_row(t, i + 1) &&
                           (i == 0 || !is_group_row(t, i - 1)));
    }
    return !is_group_row(t, i + 1) && (i == 0 || !is_group_row(t, i - 1));
}

/* Whether it follows a list "Trong đó: thành thị" that was no section: then it is none either. */
static bool continues_part(const pov_tree *t, size_t i)
{
    return i > 0 && is_group_row(t, i - 1) && t->line[i - 1].part && t->line[i].serial[0] == '\0';
}

/* A total row of a section below its units: "Cộng khu vực thành thị", or a bare "Cộng" there. */
static bool closes(const pov_tree *t, size_t i, size_t section, bool headed)
{
    const pov_line *line = &t->line[i];

    if (line->kind != POV_LINE_TOTAL || !line->bare || section == POV_NONE || headed) {
        return false;
    }
    /* if more totals follow, this one is of the section */
    size_t after = 0;
    for (size_t k = i + 1; k < t->count; k++) {
        after += t->line[k].kind == POV_LINE_TOTAL;
    }
    int sum = list_adds_up(t, section + 1, i, line);
    return sum != 0 ? sum > 0 && after + section > 0 : after > 0;
}

/* "Cộng I" below the units of section I. */
static bool closes_by_number(const pov_tree *t, size_t i, size_t section)
{
    const pov_line *line = &t->line[i];

    if (line->kind != POV_LINE_SUBTOTAL || section == POV_NONE) {
        return false;
    }
    const char *mark = t->line[section].serial, *word = strrchr(line->name, ' ');
    size_t length = strcspn(mark, ".) ");
    return length > 0 && word != NULL && strncmp(word + 1, mark, length) == 0 &&
           word[1 + length + strspn(word + 1 + length, ".:) ")] == '\0';
}

static size_t unit_before(const pov_tree *t, size_t i)
{
    while (i > 0) {
        i--;
        if (t->line[i].kind == POV_LINE_UNIT || t->line[i].kind == POV_LINE_TOTAL ||
            t->line[i].kind == POV_LINE_SUBTOTAL) {
            return i;
        }
        if (t->line[i].kind == POV_LINE_BLOCK) {
            break;
        }
    }
    return POV_NONE;
}

/* The unit of a group row: the one above it, or that of the total, where the figures or the place
 * say so. */
static size_t owner_of(const pov_tree *t, size_t i)
{
    size_t before = unit_before(t, i), total = t->total, runs = 0, first = i, last = i;

    if (before == POV_NONE) {
        return total;
    }
    if (total == POV_NONE || before == total) {
        return before;
    }
    while (first > 0 && is_group_row(t, first - 1)) {
        first--;
    }
    while (is_group_row(t, last + 1)) {
        last++;
    }
    adding run = nothing_added;
    for (size_t k = first; k <= last; k++) {
        add_line(&run, &t->line[k]);
    }
    if (adds_up(&run, &t->line[before]) > 0) {
        return before;
    }
    if (adds_up(&run, &t->line[total]) > 0) {
        return total;
    }
    for (size_t k = 0; k < t->count && runs < 2; k++) {
        /* of a class, "Thôn đặc biệt khó khăn", only that class counts */
        runs += is_group_row(t, k) && (k == 0 || !is_group_row(t, k - 1)) &&
                (!t->line[i].of_class || strcmp(t->line[k].group, t->line[i].group) == 0);
    }
    for (int k = 0; k < POV_TREE_SUMS; k++) {
        if (t->line[i].has[k] && t->line[before].has[k] &&
            t->line[i].sum[k] > t->line[before].sum[k]) {
            return total;
        }
    }
    return runs > 1 || t->line[i].part ? before : total;
}

static void find_sections(pov_tree *t)
{
    const char *open = NULL;
    size_t section = POV_NONE;
    bool headed = false;

    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        if (line->kind == POV_LINE_GROUP) {
            bool total_of = line->figures && pov_is_group_of_place(line->group) && i > 0 &&
                            open != NULL && strcmp(open, line->group) == 0 && !line->part;
            if (total_of || line->closes) { /* "Cộng khu vực thành thị" */
                line->owner = t->total;
                open = NULL;
                section = POV_NONE;
            } else if (!continues_part(t, i) && is_section(t, i)) {
                open = line->group;
                section = i;
                headed = line->figures;
                line->owner = t->total;
                line->kind = line->figures ? POV_LINE_GROUP : POV_LINE_BLOCK;
                line->section = line->group; /* marks the section */
            } else {
                line->part = line->part || continues_part(t, i);
                line->owner = owner_of(t, i);
            }
            continue;
        }
        if (closes_by_number(t, i, section) && headed) {
            line->kind = POV_LINE_BLOCK; /* its head says the same */
            continue;
        }
        if (closes(t, i, section, headed) || closes_by_number(t, i, section)) {
            line->kind = POV_LINE_GROUP;
            line->group = open;
            line->owner = t->total == i ? POV_NONE : t->total;
            open = NULL;
            section = POV_NONE;
            continue;
        }
        if (line->kind == POV_LINE_TOTAL || line->kind == POV_LINE_BLOCK) {
            open = NULL;
            section = POV_NONE;
        }
        line->section = open;
    }
}

/* ---- trees by one sign alone ---- */

typedef struct open_level {
    int style;
    size_t line;
} open_level;

#define LEVELS 12

/* The last unit, where it alone has no number: it need not be a part of the one above it. */
static size_t lone_without_number(const pov_tree *t)
{
    size_t found = POV_NONE;
    bool units = false;

    for (size_t i = t->count; i-- > 0;) {
        const pov_line *line = &t->line[i];
        if (line->kind != POV_LINE_UNIT) {
            continue;
        }
        if (line->serial[0] == '\0') {
            if (units) {
                return POV_NONE;
            }
            found = i;
        }
        units = true;
    }
    return found;
}

/* By the numbers: a style that is new is a level deeper. Returns how many styles there are. */
static size_t by_numbers(const pov_tree *t, size_t *parent)
{
    open_level stack[LEVELS];
    size_t depth = 0, styles = 0;
    uint32_t seen = 0;
    size_t level[32] = {0}; /* of each style, where it was last */
    const size_t lone = lone_without_number(t);
    const char *section = NULL;
    int upper = 0, lower = 0;

    for (size_t i = 0; i < t->count; i++) {
        const pov_line *line = &t->line[i];
        parent[i] = POV_NONE;
        if (line->kind == POV_LINE_TOTAL || line->kind == POV_LINE_BLOCK ||
            (line->kind == POV_LINE_GROUP && line->section != NULL) || line->section != section) {
            depth = line->kind == POV_LINE_TOTAL || line->section != section ? 0 : depth;
            section = line->section;
        }
        if (line->kind != POV_LINE_UNIT || i == lone) {
            continue;
        }
        serial s = read_serial(line->serial, upper, lower);
        upper = s.style == STYLE_UPPER ? s.value : upper;
        lower = s.style == STYLE_LOWER ? s.value : lower;
        if (s.style < 32 && (seen >> s.style & 1U) == 0) {
            seen |= 1U << s.style;
            styles++;
            level[s.style] = 0;
        }
        size_t at = depth;
        while (at > 0 && stack[at - 1].style != s.style) {
            at--;
        }
        bool first = s.value <= 1;
        if (at > 0) {
            depth = at - 1; /* one more of an open list */
        } else if (!first && depth > 0 && !(s.style < 32 && level[s.style] >= depth)) {
            depth--; /* a list that does not begin here goes on with the last one */
        }
        if (s.style < 32) {
            level[s.style] = depth;
        }
        if (depth < LEVELS) {
            stack[depth++] = (open_level){s.style, i};
        }
        parent[i] = depth > 1 ? stack[depth - 2].line : POV_NONE;
    }
    return styles;
}

/* By the kinds in the names: a commune is a part of the district above it. */
static size_t by_kinds(const pov_tree *t, size_t *parent)
{
    size_t last[8];
    bool seen[8] = {false};
    size_t ranks = 0;

    for (int r = 0; r < 8; r++) {
        last[r] = POV_NONE;
    }
    for (size_t i = 0; i < t->count; i++) {
        const pov_line *line = &t->line[i];
        parent[i] = POV_NONE;
        if (line->kind == POV_LINE_TOTAL) {
            for (int r = 0; r < 8; r++) {
                last[r] = POV_NONE;
            }
        }
        if (line->kind != POV_LINE_UNIT || line->rank == 0) {
            continue;
        }
        ranks += !seen[line->rank];
        seen[line->rank] = true;
        for (int r = line->rank - 1; r > 0 && parent[i] == POV_NONE; r--) {
            parent[i] = last[r];
        }
        last[line->rank] = i;
        for (int r = line->rank + 1; r < 8; r++) {
            last[r] = POV_NONE;
        }
    }
    return ranks;
}

static size_t by_indents(const pov_tree *t, size_t *parent)
{
    open_level stack[LEVELS];
    size_t depth = 0, deepest = 0;

    for (size_t i = 0; i < t->count; i++) {
        const pov_line *line = &t->line[i];
        parent[i] = POV_NONE;
        if (line->kind == POV_LINE_TOTAL) {
            depth = 0;
        }
        if (line->kind != POV_LINE_UNIT) {
            continue;
        }
        while (depth > 0 && (size_t)stack[depth - 1].style >= line->indent) {
            depth--;
        }
        parent[i] = depth > 0 ? stack[depth - 1].line : POV_NONE;
        if (depth > 0 && strcmp(t->line[parent[i]].name, line->name) == 0) {
            parent[i] = parent[parent[i]]; /* its own group below it */
            continue;
        }
        if (depth < LEVELS) {
            stack[depth++] = (open_level){(int)line->indent, i};
        }
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest;
}

/* By the figures: each line is the sum of those that follow it, up to the next such line. */
static size_t by_sums(const pov_tree *t, size_t *parent)
{
    size_t heads = 0;

    for (size_t i = 0; i < t->count; i++) {
        parent[i] = POV_NONE;
    }
    for (size_t i = 0; i < t->count;) {
        const pov_line *line = &t->line[i];
        if (line->kind != POV_LINE_UNIT) {
            i++;
            continue;
        }
        adding sum = nothing_added;
        size_t end = i + 1;
        bool found = false;
        for (; end < t->count && !found && t->line[end].kind != POV_LINE_TOTAL; end++) {
            if (t->line[end].kind == POV_LINE_UNIT) {
                add_line(&sum, &t->line[end]);
                found = sum.lines > 1 && adds_up(&sum, line) > 0;
            }
        }
        if (!found) {
            return 0;
        }
        for (size_t k = i + 1; k < end; k++) {
            parent[k] = t->line[k].kind == POV_LINE_UNIT ? i : POV_NONE;
        }
        heads++;
        i = end;
    }
    return heads;
}

/* ---- the choice among them ---- */

typedef struct trial {
    size_t *parent;
    size_t fits, fails;
    bool applies;
} trial;

static pov_status count_sums(const pov_tree *t, trial *of)
{
    adding *sum = malloc((t->count + 1) * sizeof *sum);

    if (sum == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i <= t->count; i++) {
        sum[i] = nothing_added;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].kind == POV_LINE_UNIT && i != t->total) {
            size_t parent = of->parent[i];
            while (parent != POV_NONE && !t->line[parent].figures) {
                parent = of->parent[parent]; /* a head without figures passes them on */
            }
            parent = parent != POV_NONE ? parent : t->total;
            if (t->line[i].figures) {
                add_line(&sum[parent != POV_NONE ? parent : t->count], &t->line[i]);
            }
        }
    }
    of->fits = of->fails = 0;
    for (size_t i = 0; i < t->count; i++) {
        int found = t->line[i].figures ? adds_up(&sum[i], &t->line[i]) : 0;
        of->fits += found > 0;
        of->fails += found < 0;
    }
    free(sum);
    return POV_OK;
}

enum { BY_NUMBER, BY_KIND, BY_INDENT, BY_SUMS, FLAT, TRIALS };

/* The first that the sums confirm and do not contradict; else the first that there are signs for,
 * unless another one is contradicted less. */
static int choose(const pov_tree *t, const trial *trials)
{
    int best = -1;

    for (int i = 0; i < TRIALS; i++) {
        if (trials[i].applies && trials[i].fits > 0 && trials[i].fails == 0) {
            return i;
        }
    }
    for (int i = 0; i < TRIALS; i++) {
        /* where a column states the levels, the order of the rows may say nothing */
        if (!trials[i].applies || i == BY_SUMS || (t->levels && i == BY_KIND)) {
            continue;
        }
        if (best < 0 ||
            (trials[i].fits > trials[best].fits && trials[i].fails < trials[best].fails)) {
            best = i;
        }
    }
    return best;
}

static pov_status try_all(pov_tree *t, bool sums, size_t *memory, int *chosen)
{
    trial trials[TRIALS] = {0};
    pov_status status = POV_OK;

    for (int i = 0; i < TRIALS; i++) {
        trials[i].parent = memory + (size_t)i * (t->count + 1);
    }
    trials[BY_NUMBER].applies = by_numbers(t, trials[BY_NUMBER].parent) > 1;
    trials[BY_KIND].applies = by_kinds(t, trials[BY_KIND].parent) > 1;
    trials[BY_INDENT].applies = by_indents(t, trials[BY_INDENT].parent) > 1;
    trials[BY_SUMS].applies = sums && by_sums(t, trials[BY_SUMS].parent) > 0;
    trials[FLAT].applies = true;
    for (size_t i = 0; i < t->count; i++) {
        trials[FLAT].parent[i] = POV_NONE;
    }
    for (int i = 0; i < TRIALS && status == POV_OK; i++) {
        if (trials[i].applies && sums) {
            status = count_sums(t, &trials[i]);
        }
        /* blanks are often there by chance */
        trials[i].applies =
            trials[i].applies && (i != BY_INDENT || trials[i].fits >= trials[i].fails);
    }
    if (status == POV_OK) {
        *chosen = choose(t, trials);
        t->confirmed = trials[*chosen].fits;
        t->contradicted = trials[*chosen].fails;
        for (size_t i = 0; i < t->count; i++) {
            t->line[i].parent = trials[*chosen].parent[i];
        }
    }
    return status;
}

/* ---- totals ---- */

/* Whether a line is the sum of others that each are the sum of those after them. */
static bool is_sum_of_heads(pov_tree *t, size_t at, size_t *parent)
{
    adding heads = nothing_added;

    t->line[at].kind = POV_LINE_TOTAL;
    const bool found = by_sums(t, parent) > 1;
    t->line[at].kind = POV_LINE_UNIT;
    for (size_t i = 0; i < t->count && found; i++) {
        if (t->line[i].kind == POV_LINE_UNIT && i != at && parent[i] == POV_NONE) {
            add_line(&heads, &t->line[i]);
        }
    }
    return found && adds_up(&heads, &t->line[at]) > 0;
}

/* Without a total row: the first or the last unit, where it is the sum of all others, or alone of a
 * higher kind. */
static size_t hidden_total(pov_tree *t, size_t *parent)
{
    size_t first = POV_NONE, last = POV_NONE, units = 0;
    adding all = nothing_added;

    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].kind == POV_LINE_UNIT && t->line[i].figures) {
            first = first == POV_NONE ? i : first;
            last = i;
            units++;
            add_line(&all, &t->line[i]);
        }
    }
    if (units < 3) {
        return POV_NONE;
    }
    for (int end = 0; end < 2; end++) {
        size_t at = end == 0 ? first : last;
        adding others = all;
        bool above = t->line[at].rank > 0;
        others.lines--;
        for (int k = 0; k < POV_TREE_SUMS; k++) {
            others.sum[k] -= t->line[at].has[k] ? t->line[at].sum[k] : 0;
        }
        if (adds_up(&others, &t->line[at]) > 0 || is_sum_of_heads(t, at, parent)) {
            return at;
        }
        for (size_t i = 0; i < t->count && above; i++) {
            above =
                i == at || t->line[i].kind != POV_LINE_UNIT || t->line[i].rank > t->line[at].rank;
        }
        if (above && end == 1) {
            return at;
        }
    }
    return POV_NONE;
}

static bool same_name(pov_tree *t, size_t a, size_t b)
{
    pov_buffer left = {0}, right = {0};

    pov_text_fold(t->line[a].name, strlen(t->line[a].name), &left);
    pov_text_fold(t->line[b].name, strlen(t->line[b].name), &right);
    bool same = strcmp(pov_buffer_get(&left), pov_buffer_get(&right)) == 0;
    t->failed = t->failed || left.failed || right.failed;
    pov_buffer_fini(&left);
    pov_buffer_fini(&right);
    return same;
}

/* The only unit of the highest level that is stated, where there are lower ones; or POV_NONE. */
static size_t only_highest(pov_tree *t)
{
    size_t highest = POV_NONE;
    bool lower = false, only = true;

    for (size_t i = 0; i < t->count; i++) {
        const pov_line *line = &t->line[i];
        if (line->kind == POV_LINE_UNIT && line->rank > 0 &&
            (highest == POV_NONE || line->rank < t->line[highest].rank)) {
            highest = i;
        }
    }
    for (size_t i = 0; i < t->count && highest != POV_NONE && only; i++) {
        const pov_line *line = &t->line[i];
        if (line->kind == POV_LINE_UNIT && line->rank != t->line[highest].rank) {
            lower = true;
        } else if (line->kind == POV_LINE_UNIT) {
            only = same_name(t, i, highest);
        }
    }
    return only && lower ? highest : POV_NONE;
}

static bool is_below(const pov_line *line, const char *above)
{
    return line->kind == POV_LINE_UNIT && line->figures && line->above != NULL &&
           strcmp(line->above, above) == 0;
}

/* "Cộng xã Hoa Thám" is the sum of "Xã Hoa Thám". */
static bool is_sum_of(pov_tree *t, const pov_line *line, const char *name)
{
    pov_buffer sum = {0}, of = {0};

    pov_text_fold(line->name, strlen(line->name), &sum);
    pov_text_fold(name, strlen(name), &of);
    const char *rest = pov_buffer_get(&sum);
    const bool same = pov_total_skip(&rest) && strcmp(rest, pov_buffer_get(&of)) == 0;
    t->failed = t->failed || sum.failed || of.failed;
    pov_buffer_fini(&sum);
    pov_buffer_fini(&of);
    return same;
}

/* Whether a line with this unit above it is there, and another one with another unit. */
static bool is_next_to(const pov_tree *t, size_t mine, size_t other, const char *above)
{
    return mine < t->count && is_below(&t->line[mine], above) &&
           (other >= t->count ||
            (t->line[other].kind == POV_LINE_UNIT && t->line[other].above != NULL &&
             !is_below(&t->line[other], above)));
}

/* "Cộng", or the district's own name, among the communes that another column puts into a district
 * is the district: where they add up to it in some count, where its name is of a higher kind, and
 * for "Cộng" at the start of its communes or at their end before others, whatever it says. */
static void name_totals_of_above(pov_tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        const char *above = line->above;
        const bool again = above != NULL && is_below(line, above) && strcmp(line->name, above) == 0;
        if ((line->kind != POV_LINE_TOTAL && line->kind != POV_LINE_SUBTOTAL && !again) ||
            above == NULL) {
            continue;
        }
        if (i > 0 && t->line[i - 1].above != NULL && is_sum_of(t, line, t->line[i - 1].above)) {
            above = t->line[i - 1].above;
        }
        adding all = nothing_added;
        bool higher = again && line->rank > 0;
        for (size_t k = i; k-- > 0 && is_below(&t->line[k], above);) {
            add_line(&all, &t->line[k]);
            higher = higher && t->line[k].rank > line->rank;
        }
        for (size_t k = i + 1; k < t->count && is_below(&t->line[k], above); k++) {
            add_line(&all, &t->line[k]);
            higher = higher && t->line[k].rank > line->rank;
        }
        const bool ends =
            line->bare && ((i > 0 && i + 1 < t->count && is_next_to(t, i - 1, i + 1, above)) ||
                           is_next_to(t, i + 1, i - 1, above));
        if (ends || (higher && all.lines > 0) || some_add_up(&all, line) ||
            adds_up(&all, line) > 0) {
            line->kind = POV_LINE_UNIT;
            line->name = above;
            line->whole = true;
        }
        const bool apart = line->bare || line->kind == POV_LINE_TOTAL;
        line->above = ends || apart || line->whole ? NULL : line->above;
    }
}

/* "Cộng" below each section, and none of all: each adds up its own units, or has a head without
 * figures above them. */
static bool are_of_sections(const pov_tree *t)
{
    size_t totals = 0, from = 0;

    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].kind == POV_LINE_GROUP) {
            return false; /* a section may be one of a group: "A. Thành thị" */
        }
        if (t->line[i].kind != POV_LINE_TOTAL) {
            continue;
        }
        bool own = t->line[i].bare && list_adds_up(t, from, i, &t->line[i]) > 0;
        bool units = false;
        for (size_t k = from; k < i; k++) {
            own =
                own || (t->line[i].bare && t->line[k].kind == POV_LINE_UNIT && !t->line[k].figures);
            units = units || (t->line[k].kind == POV_LINE_UNIT && t->line[k].figures);
        }
        if (!own || !units) {
            return false;
        }
        totals++;
        from = i + 1;
    }
    return totals > 1 && list_adds_up(t, 0, t->count, &t->line[from - 1]) <= 0;
}

/* A row without a name that is the sum of those above it says nothing new. */
static void pass_over_nameless_sums(pov_tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].nameless && i > 1 && list_adds_up(t, 0, i, &t->line[i]) > 0) {
            t->line[i].kind = POV_LINE_BLOCK;
        }
    }
}

/* "Bình quân" is the rate of all, where no other row is; beside a total, or where units that add up
 * to something else are counted, it is no unit's. */
static void pass_over_averages(pov_tree *t)
{
    bool total = false;

    for (size_t i = 0; i < t->count; i++) {
        total = total || (t->line[i].kind == POV_LINE_TOTAL && !t->line[i].average);
    }
    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        bool counts = false;
        for (int k = 0; k < POV_TREE_SUMS; k++) {
            counts = counts || line->has[k];
        }
        if (line->average && (total || (counts && list_adds_up(t, 0, i, line) <= 0))) {
            line->kind = POV_LINE_BLOCK;
            line->passed = true;
        }
    }
}

/* Of several totals: those of parts, below their units, become units; equal ones are one. */
static void find_total(pov_tree *t, bool sums, size_t *memory)
{
    size_t totals = 0, whole = POV_NONE;

    t->total = POV_NONE;
    pass_over_averages(t);
    const bool of_sections = sums && are_of_sections(t);
    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].kind == POV_LINE_TOTAL && of_sections) {
            t->line[i].kind = POV_LINE_SUBTOTAL;
        } else if (t->line[i].kind == POV_LINE_TOTAL) {
            totals++;
            whole = whole == POV_NONE && !t->line[i].bare ? i : whole;
            t->total = t->total == POV_NONE ? i : t->total;
        }
    }
    if (totals > 1) {
        t->total = whole != POV_NONE ? whole : t->total;
        for (size_t i = 0; i < t->count && sums; i++) {
            const pov_line *other = &t->line[i];
            if (other->kind == POV_LINE_TOTAL && other->has[0] && t->line[t->total].has[0] &&
                other->sum[0] > t->line[t->total].sum[0]) {
                t->total = i; /* "Cộng xã" … "Tổng số": the larger one is of all */
            }
        }
    }
    if (t->total == POV_NONE && t->levels) {
        t->total = only_highest(t);
        for (size_t i = 0; i < t->count && t->total != POV_NONE; i++) {
            if (t->line[i].kind == POV_LINE_UNIT && t->line[i].rank == t->line[t->total].rank &&
                i != t->total) {
                t->line[i].kind = POV_LINE_TOTAL; /* of another year */
            }
        }
        if (t->total != POV_NONE) {
            t->line[t->total].kind = POV_LINE_TOTAL;
        }
    }
    if (t->total == POV_NONE && sums) {
        t->total = hidden_total(t, memory);
        if (t->total != POV_NONE) {
            t->line[t->total].kind = POV_LINE_TOTAL;
            t->by_sums = true;
        }
    }
}

/* "Trong đó: Miền núi" below the total, where "Miền núi" is a unit above: the same once more. */
static void drop_repeated_parts(pov_tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        for (size_t k = 0; k < i && line->part && line->kind == POV_LINE_UNIT; k++) {
            if (t->line[k].kind == POV_LINE_UNIT && same_name(t, k, i) &&
                equal_figures(&t->line[k], line)) {
                line->kind = POV_LINE_BLOCK;
            }
        }
    }
}

/* Totals besides the one of all: of the same unit, or of the units above them. */
static void settle_totals(pov_tree *t)
{
    size_t from = 0;

    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        if (line->kind == POV_LINE_TOTAL && i != t->total) {
            if (same_name(t, i, t->total)) {
                continue; /* of another year */
            }
            if (equal_figures(line, &t->line[t->total])) {
                line->kind = POV_LINE_BLOCK; /* the same once more */
            } else if (list_adds_up(t, from, i, line) > 0) {
                line->kind = POV_LINE_SUBTOTAL;
            } else {
                t->doubt = t->doubt == POV_NONE ? i : t->doubt;
            }
        }
        if (line->kind == POV_LINE_TOTAL || line->kind == POV_LINE_SUBTOTAL) {
            from = i + 1;
        }
    }
}

/* Whether a unit between the lines has parts and the same figures: "A. Khối xã", then "Cộng A". */
static bool is_head_again(const pov_tree *t, size_t from, size_t i)
{
    for (size_t k = from; k < i; k++) {
        bool parts = false;
        for (size_t j = k + 1; j < i && !parts; j++) {
            parts = t->line[j].parent == k;
        }
        if (parts && t->line[k].kind == POV_LINE_UNIT && equal_figures(&t->line[k], &t->line[i])) {
            return true;
        }
    }
    return false;
}

/* Whether another sum is called the same: "Cộng", and no head says of what. */
static bool has_namesake(pov_tree *t, size_t i)
{
    bool found = false;

    for (size_t k = 0; k < t->count && !found; k++) {
        found = k != i && t->line[k].bare && t->line[k].owner == k && same_name(t, k, i);
    }
    return found;
}

/* The units of a subtotal are below it, up to the next one: where these add up, and those above it
 * do not. */
static bool is_above_its_units(const pov_tree *t, size_t from, size_t i)
{
    size_t end = i + 1;

    while (end < t->count && t->line[end].kind != POV_LINE_SUBTOTAL &&
           t->line[end].kind != POV_LINE_TOTAL) {
        end++;
    }
    return list_adds_up(t, i + 1, end, &t->line[i]) > 0 &&
           list_adds_up(t, from, i, &t->line[i]) <= 0;
}

/* "Cộng cụm 1" is the parent of the units above it; a head without figures gets its figures. */
static void find_subtotals(pov_tree *t)
{
    size_t from = 0;

    for (size_t i = 0; i < t->count; i++) {
        pov_line *line = &t->line[i];
        if (line->kind == POV_LINE_SUBTOTAL && is_head_again(t, from, i)) {
            line->kind = POV_LINE_BLOCK;
            from = i + 1;
        } else if (line->kind == POV_LINE_SUBTOTAL && is_above_its_units(t, from, i)) {
            for (from = i + 1; from < t->count && t->line[from].kind == POV_LINE_UNIT; from++) {
                t->line[from].parent = t->line[from].parent == POV_NONE ? i : t->line[from].parent;
            }
        } else if (line->kind == POV_LINE_SUBTOTAL) {
            size_t head = POV_NONE;
            for (size_t k = from; k < i; k++) {
                if (t->line[k].kind == POV_LINE_UNIT && !t->line[k].figures) {
                    head = k;
                }
            }
            if (head != POV_NONE) {
                line->owner = head;
            } else if (line->bare && has_namesake(t, i)) {
                line->kind = POV_LINE_BLOCK; /* sums without a name of their own */
                from = i + 1;
                continue;
            }
            for (size_t k = head != POV_NONE ? head + 1 : from; k < i; k++) {
                if (t->line[k].kind == POV_LINE_UNIT && t->line[k].parent == POV_NONE) {
                    t->line[k].parent = head != POV_NONE ? head : i;
                }
            }
            line->parent = POV_NONE;
            from = i + 1;
        } else if (line->kind == POV_LINE_TOTAL) {
            from = i + 1;
        }
    }
}

/* "Cộng" below the one unit that all others are parts of, with the same figures: that unit once
 * more. */
static void join_total_to_top(pov_tree *t)
{
    size_t top = POV_NONE, tops = 0;
    bool parts = false;

    for (size_t i = 0; i < t->count; i++) {
        if (is_node(&t->line[i])) {
            tops += t->line[i].parent == POV_NONE;
            top = t->line[i].parent == POV_NONE ? i : top;
            parts = parts || t->line[i].parent != POV_NONE;
        }
    }
    if (t->total == POV_NONE || tops != 1 || !parts ||
        !equal_figures(&t->line[top], &t->line[t->total])) {
        return;
    }
    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].owner == t->total) {
            t->line[i].owner = top;
        }
    }
    t->line[t->total].kind = POV_LINE_BLOCK;
    t->total = POV_NONE;
}

/* The row of the section that a unit is in, above or below it; POV_NONE where it has no figures. */
static size_t section_line(const pov_tree *t, size_t i)
{
    const char *group = t->line[i].section;

    for (size_t k = i; group != NULL && k-- > 0 && t->line[k].section == group;) {
        if (t->line[k].kind == POV_LINE_GROUP && t->line[k].owner == POV_NONE) {
            return k;
        }
    }
    for (size_t k = i + 1; group != NULL && k < t->count; k++) {
        if (t->line[k].kind == POV_LINE_GROUP && t->line[k].owner == POV_NONE) {
            return strcmp(t->line[k].group, group) == 0 ? k : POV_NONE;
        }
    }
    return POV_NONE;
}

/* "Huyện nghèo" beside the units is a group, but over all those that add up to it a head. */
static void find_classes(pov_tree *t)
{
    bool units = false;

    for (size_t i = 0; i < t->count && !units; i++) {
        units = (is_node(&t->line[i]) && !t->line[i].of_class) || t->line[i].kind == POV_LINE_TOTAL;
    }
    for (size_t i = 0; i < t->count && units; i++) {
        size_t end = i + 1;
        if (!t->line[i].of_class) {
            continue;
        }
        while (end < t->count && t->line[end].kind == POV_LINE_UNIT && !t->line[end].of_class) {
            end++;
        }
        if (list_adds_up(t, i + 1, end, &t->line[i]) <= 0) {
            t->line[i].kind = POV_LINE_GROUP;
            t->line[i].group = t->line[i].name;
        }
    }
}

/* "Các xã" over communes, without a sum of theirs, is no unit: they are of what is above it. */
static void drop_heads_of_kinds(pov_tree *t)
{
    for (size_t i = 0; i < t->count; i++) {
        bool sum = !t->line[i].of_kinds || t->line[i].kind != POV_LINE_UNIT;
        for (size_t k = i + 1; k < t->count && !sum; k++) {
            sum = t->line[k].owner == i;
        }
        for (size_t k = 0; k < t->count && !sum; k++) {
            t->line[k].parent = t->line[k].parent == i ? t->line[i].parent : t->line[k].parent;
        }
        t->line[i].kind = sum ? t->line[i].kind : POV_LINE_BLOCK;
    }
}

pov_status pov_tree_find(pov_tree *tree, bool sums, pov_error *err)
{
    pov_tree *t = tree;
    size_t *memory = malloc((t->count + 1) * TRIALS * sizeof *memory);
    int chosen = FLAT;

    if (memory == NULL) {
        return pov_no_memory(err);
    }
    t->doubt = POV_NONE;
    for (size_t i = 0; i < t->count; i++) {
        t->line[i].parent = POV_NONE;
        t->line[i].owner = i;
        t->line[i].section = NULL;
    }
    if (sums) {
        name_totals_of_above(t);
        drop_repeated_parts(t);
        pass_over_nameless_sums(t);
    }
    find_classes(t);
    find_total(t, sums, memory);
    find_sections(t);
    if (t->total != POV_NONE && t->line[t->total].kind != POV_LINE_TOTAL) {
        size_t section = t->total; /* it was that of a section */
        find_total(t, sums, memory);
        for (size_t i = 0; i < t->count; i++) {
            t->line[i].owner = t->line[i].owner == section ? t->total : t->line[i].owner;
        }
    }
    if (t->total != POV_NONE) {
        settle_totals(t);
    }
    pov_status status = try_all(t, sums, memory, &chosen);
    free(memory);
    if (status != POV_OK || t->failed) {
        return pov_no_memory(err);
    }
    find_subtotals(t);
    join_total_to_top(t);
    t->by_number = chosen == BY_NUMBER;
    t->by_kind = chosen == BY_KIND;
    t->by_indent = chosen == BY_INDENT;
    t->by_sums = t->by_sums || chosen == BY_SUMS;
    for (size_t i = 0; i < t->count; i++) {
        if (t->line[i].whole) {
            t->line[i].parent = POV_NONE;
        }
        if (is_node(&t->line[i]) && t->line[i].parent == POV_NONE && i != t->total) {
            t->line[i].parent = t->doubt != POV_NONE   ? POV_NONE
                                : t->total != POV_NONE ? t->total
                                                       : section_line(t, i);
        }
    }
    drop_heads_of_kinds(t);
    return POV_OK;
}

void pov_tree_fini(pov_tree *tree)
{
    free(tree->line);
    *tree = (pov_tree){0};
}
