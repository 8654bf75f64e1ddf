#include "loader/households/columns.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/table/lexicon.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

typedef struct known_column {
    pov_household_cell cell;
    unsigned index;
    pov_column_info info; /* headings are in lower case */
} known_column;

#define ALIASES(...)                                                                               \
    (const char *const[])                                                                          \
    {                                                                                              \
        __VA_ARGS__, NULL                                                                          \
    }

/* In the order of the template. */
static const known_column known[] = {
    {POV_CELL_ID,
     0,
     {"household_id", ALIASES("mã hộ", "mã số hộ", "mã hộ gia đình", "hhid"),
      POV_TEXT("a code; a household whose row is there twice is counted once")}},
    {POV_CELL_UNIT,
     POV_BY_PROVINCE,
     {"province", ALIASES("tỉnh", "tên tỉnh", "tỉnh/thành phố", "tỉnh, thành phố"),
      POV_TEXT("name; one of province, district, commune and village must be there")}},
    {POV_CELL_UNIT,
     POV_BY_DISTRICT,
     {"district",
      ALIASES("huyện", "tên huyện", "quận/huyện", "quận, huyện", "huyện/thị xã", "huyện, thị xã",
              "huyện/thành phố", "huyện, thành phố", "huyện, thị xã, thành phố"),
      POV_TEXT("name; may be empty in all rows")}},
    {POV_CELL_UNIT,
     POV_BY_COMMUNE,
     {"commune",
      ALIASES("xã", "tên xã", "xã/phường", "xã, phường", "xã/thị trấn", "xã, thị trấn",
              "xã/phường/thị trấn", "xã, phường, thị trấn", "phường/xã"),
      POV_TEXT("name")}},
    {POV_CELL_UNIT,
     POV_BY_VILLAGE,
     {"village",
      ALIASES("thôn", "tên thôn", "thôn/bản", "thôn, bản", "thôn/tổ dân phố", "thôn, tổ dân phố",
              "thôn/bản/tổ dân phố", "thôn, bản, tổ dân phố", "tổ dân phố", "bản", "buôn", "ấp",
              "xóm", "khu phố", "khóm", "tổ"),
      POV_TEXT("name")}},
    {POV_CELL_AREA,
     0,
     {"area", ALIASES("khu vực", "thành thị/nông thôn"),
      POV_TEXT("urban or rural, thành thị or nông thôn; without it --area says which")}},
    {POV_CELL_MINORITY,
     0,
     {"ethnic_minority",
      ALIASES("dân tộc thiểu số", "hộ dân tộc thiểu số", "hộ dtts", "dtts", "dân tộc"),
      POV_TEXT("whether the household is of an ethnic minority: 1 or 0, có or không, or its "
               "people: Kinh, Tày, Ê Đê")}},
    {POV_CELL_MEMBERS,
     0,
     {"members", ALIASES("số nhân khẩu", "nhân khẩu", "số khẩu", "khẩu", "số thành viên"),
      POV_TEXT("persons, 1 to 999")}},
    {POV_CELL_INCOME,
     0,
     {"income_per_capita_vnd",
      ALIASES("income", "income per capita", "thu nhập bình quân đầu người",
              "thu nhập bình quân đầu người/tháng", "thu nhập bình quân"),
      POV_TEXT("VND per person and month; it, b1 or class must be there")}},
    {POV_CELL_B1,
     0,
     {"b1", ALIASES("điểm b1", "phiếu b1", "tổng điểm b1", "điểm phiếu b1", "b1point", "b1 point"),
      POV_TEXT("the review's score of income, for rows without an income")}},
    {POV_CELL_B2,
     0,
     {"b2", ALIASES("điểm b2", "phiếu b2", "tổng điểm b2", "điểm phiếu b2", "b2point", "b2 point"),
      POV_TEXT("the review's score of deprivations, instead of a column for each indicator")}},
    {POV_CELL_YEAR,
     0,
     {"year", ALIASES("năm", "năm rà soát"),
      POV_TEXT("of the review: one for all rows, or the one that --year picks")}},
    {POV_CELL_CLASS,
     0,
     {"class",
      ALIASES("kết quả rà soát", "kết quả", "kết quả phân loại", "phân loại", "phân loại hộ",
              "loại hộ", "diện hộ", "classify"),
      POV_TEXT("poor, near_poor, average or not_poor, as the village decided; it counts where "
               "there is no income or score, and is compared where there is")}},
    {POV_CELL_MARK,
     POV_CLASS_POOR,
     {"poor", ALIASES("hộ nghèo", "nghèo"),
      POV_TEXT("x or 1 where the household is poor: beside near_poor it stands for class")}},
    {POV_CELL_MARK,
     POV_CLASS_NEAR_POOR,
     {"near_poor", ALIASES("hộ cận nghèo", "cận nghèo"),
      POV_TEXT("x or 1 where it is near-poor; without a mark in both it is not poor")}},
    {POV_CELL_TEXT,
     0,
     {"name",
      ALIASES("stt", "tt", "số thứ tự", "chủ hộ", "tên chủ hộ", "họ tên chủ hộ", "họ và tên",
              "họ và tên chủ hộ", "địa chỉ", "giới tính", "nữ", "ngày sinh", "năm sinh",
              "ngày tháng năm sinh", "cccd", "số cccd", "cmnd", "số cmnd", "số cmnd/cccd",
              "số định danh", "số điện thoại", "ghi chú", "note", "name_vi", "name_en"),
      POV_TEXT("for people: not used")}},
};

enum { KNOWN = POV_LENGTH(known) };

/* ---- words in cells ---- */

static void fold(const char *text, size_t length, pov_buffer *out)
{
    pov_text_fold(text, length, out);
    for (size_t i = 0; i < out->length; i++) {
        out->data[i] = out->data[i] == ' ' ? '_' : out->data[i];
    }
}

/* Whether a folded text is the word, _ for blanks, or as a keyboard without marks writes it. */
static bool is_word(const char *folded, const char *word)
{
    const bool bare = pov_text_is_ascii(folded, strlen(folded));

    while (*word != '\0') {
        char letter;
        const size_t size = pov_text_letter(word, &letter);
        letter = letter == ' ' ? '_' : letter;
        if (bare || size == 1 ? *folded != letter : strncmp(folded, word, size) != 0) {
            return false;
        }
        folded += bare ? 1 : size;
        word += size;
    }
    return *folded == '\0';
}

/* "1.0", "1,00" */
static void drop_zero_decimals(pov_buffer *folded)
{
    const char *text = pov_buffer_get(folded);

    if (folded->length > 2 && (text[1] == '.' || text[1] == ',') && (unsigned)(*text - '0') <= 9 &&
        strspn(text + 2, "0") == folded->length - 2) {
        folded->length = 1;
        folded->data[1] = '\0';
    }
}

int pov_household_word(pov_household_cell cell, const char *text, size_t length)
{
    static const struct {
        pov_household_cell cell;
        int value;
        const char *word;
    } words[] = {
        {POV_CELL_AREA, 0, "rural"},
        {POV_CELL_AREA, 0, "nông_thôn"},
        {POV_CELL_AREA, 1, "urban"},
        {POV_CELL_AREA, 1, "thành_thị"},
        {POV_CELL_AREA, 1, "đô_thị"},
        {POV_CELL_MINORITY, 0, "0"}, /* and of an indicator */
        {POV_CELL_MINORITY, 0, "no"},
        {POV_CELL_MINORITY, 0, "không"},
        {POV_CELL_MINORITY, 0, "false"},
        {POV_CELL_MINORITY, 1, "1"},
        {POV_CELL_MINORITY, 1, "yes"},
        {POV_CELL_MINORITY, 1, "có"},
        {POV_CELL_MINORITY, 1, "true"},
        {POV_CELL_MARK, 0, "-"},
        {POV_CELL_MARK, 0, "0"},
        {POV_CELL_MARK, 0, "không"},
        {POV_CELL_MARK, 1, "x"},
        {POV_CELL_MARK, 1, "v"},
        {POV_CELL_MARK, 1, "+"},
        {POV_CELL_MARK, 1, "\xE2\x9C\x93"}, /* a tick, thin or thick */
        {POV_CELL_MARK, 1, "\xE2\x9C\x94"},
        {POV_CELL_MARK, 1, "1"},
        {POV_CELL_MARK, 1, "có"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "poor"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "hộ_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "hn"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "nghèo"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "tái_nghèo"}, /* anew, as they are in the review's forms */
        {POV_CELL_CLASS, POV_CLASS_POOR, "hộ_tái_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "hộ_nghèo_phát_sinh"},
        {POV_CELL_CLASS, POV_CLASS_POOR, "nghèo_phát_sinh"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "near_poor"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "near-poor"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "hộ_cận_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "hcn"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "cận_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "tái_cận_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "hộ_tái_cận_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "hộ_cận_nghèo_phát_sinh"},
        {POV_CELL_CLASS, POV_CLASS_NEAR_POOR, "cận_nghèo_phát_sinh"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "average"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "hộ_có_mức_sống_trung_bình"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "hộ_mức_sống_trung_bình"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "mức_sống_trung_bình"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "hộ_trung_bình"},
        {POV_CELL_CLASS, POV_CLASS_AVERAGE, "trung_bình"},
        {POV_CELL_CLASS, POV_CLASS_NOT_POOR, "not_poor"},
        {POV_CELL_CLASS, POV_CLASS_NOT_POOR, "hộ_không_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NOT_POOR, "không_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NOT_POOR, "thoát_cận_nghèo"},
        {POV_CELL_CLASS, POV_CLASS_NOT_POOR, "hộ_thoát_cận_nghèo"},
    };
    const pov_household_cell like = cell == POV_CELL_INDICATOR ? POV_CELL_MINORITY : cell;
    pov_buffer folded = {0};
    int value = -1;

    fold(text, length, &folded);
    drop_zero_decimals(&folded);
    for (size_t i = 0; i < POV_LENGTH(words) && value < 0; i++) {
        if (words[i].cell == like && is_word(pov_buffer_get(&folded), words[i].word)) {
            value = words[i].value;
        }
    }
    if (value < 0 && cell == POV_CELL_MINORITY) {
        value = pov_people_of(text, length);
    }
    if (folded.failed) {
        value = -2;
    }
    pov_buffer_fini(&folded);
    return value;
}

const char *pov_household_level(int by)
{
    static const char *const names[POV_BY_COUNT] = {"province", "district", "commune", "village"};

    return names[by];
}

/* ---- headings ---- */

static const char *const names_of_heads[] = {"chủ hộ", "tên chủ hộ", "họ tên chủ hộ",
                                             "họ và tên chủ hộ", NULL};
static const char *const names_of_persons[] = {"họ và tên", NULL};

static bool is_one_of(const char *folded, const char *const *names)
{
    while (*names != NULL && !is_word(folded, *names)) {
        names++;
    }
    return *names != NULL;
}

/* Whether the folded heading is one of those of the column. */
static bool is_known(const char *folded, const known_column *column)
{
    return is_word(folded, column->info.name) || is_one_of(folded, column->info.aliases);
}

bool pov_household_is_taken(const char *heading)
{
    pov_buffer folded = {0};
    bool taken = false;

    fold(heading, strlen(heading), &folded);
    for (size_t i = 0; i < KNOWN && !taken; i++) {
        taken = is_known(pov_buffer_get(&folded), &known[i]);
    }
    pov_buffer_fini(&folded);
    return taken;
}

/* One of the words, with a separator of words or an end on both sides. */
static bool has_word(const char *folded, const char *const *words)
{
    bool found = false;

    for (; *words != NULL && !found; words++) {
        const size_t length = strlen(*words);
        for (const char *at = folded; !found && (at = strstr(at, *words)) != NULL; at++) {
            found = (at == folded || strchr("_ (/", at[-1]) != NULL) &&
                    strchr("_ )/", at[length]) != NULL;
        }
    }
    return found;
}

bool pov_household_is_vague(const char *heading)
{
    static const char *const whole[] = {"hộ", "household", "hh", "tổng", "total", NULL};
    static const char *const person[] = {"người", "khẩu", "capita", "person", NULL};
    static const char *const year[] = {"năm", "year", "annual", "yearly", NULL};
    static const char *const month[] = {"tháng", "month", "monthly", NULL};
    pov_buffer buffer = {0};

    fold(heading, strlen(heading), &buffer);
    const char *folded = pov_buffer_get(&buffer);
    const bool vague = strcmp(folded, "income") == 0 ||
                       (has_word(folded, whole) && !has_word(folded, person)) ||
                       (has_word(folded, year) && !has_word(folded, month));
    pov_buffer_fini(&buffer);
    return vague;
}

/* The name of a column in a group of a form, as KoBo and ODK export it: "hh/water". */
static const char *name_in_group(const char *folded)
{
    const char *slash = strrchr(folded, '/');
    const size_t name = strspn(folded, "abcdefghijklmnopqrstuvwxyz0123456789_/");

    return slash != NULL && folded[name] == '\0' ? slash + 1 : NULL;
}

/* Where "(nghìn đồng/người/tháng)" or "(điểm)" begins at the end of a folded heading, and the VND
 * of that unit, else 1; NULL: nothing, or something else, is in brackets there. */
static const char *unit_at_end(const char *folded, int64_t *unit)
{
    static const struct {
        const char *word;
        int64_t unit;
    } words[] = {{"", 1},         {"đvt:", 1},     {"đơn", 1},       {"vị", 1},
                 {"tính:", 1},    {"đồng", 1},     {"đ", 1},         {"vnđ", 1},
                 {"vnd", 1},      {"người", 1},    {"khẩu", 1},      {"tháng", 1},
                 {"điểm", 1},     {"nghìn", 1000}, {"ngàn", 1000},   {"1000", 1000},
                 {"1.000", 1000}, {"1000đ", 1000}, {"1.000đ", 1000}, {"triệu", 1000000},
                 {"tr", 1000000}, {"trđ", 1000000}};
    const char *open = strrchr(folded, '('), *at = open;
    int64_t said = 1;
    char word[16];

    *unit = 1;
    while (at != NULL && *at != ')') {
        const size_t length = strcspn(++at, "_/)");
        size_t i = POV_LENGTH(words);
        if (length < sizeof word && at[length] != '\0') {
            memcpy(word, at, length);
            word[length] = '\0';
            for (i = 0; i < POV_LENGTH(words) && !is_word(word, words[i].word); i++) {
            }
        }
        if (i == POV_LENGTH(words)) {
            return NULL;
        }
        said = words[i].unit > said ? words[i].unit : said;
        at += length;
    }
    if (open == NULL || at[1] != '\0') {
        return NULL;
    }
    *unit = said;
    return open;
}

/* Where "năm 2024" begins at the end of a folded heading; NULL: something else is there. */
static const char *year_at_end(const char *folded)
{
    static const char word[] = "_năm_20";
    const size_t length = strlen(folded), size = strlen(word) + 2;
    const char *at = folded + length - (length > size ? size : length);

    return strncmp(at, word, strlen(word)) == 0 && strspn(at + strlen(word), "0123456789") == 2
               ? at
               : NULL;
}

/* The number of the column that a folded heading means, or POV_NONE. */
static size_t find(const char *folded, const pov_household_headings *headings)
{
    const pov_standard *standard = headings->standard;
    const char *indicator = pov_buffer_get(&headings->indicators);

    for (size_t i = 0; i < KNOWN; i++) {
        if (is_known(folded, &known[i])) {
            return i;
        }
    }
    for (size_t i = 0; i < standard->indicator_count; i++) {
        const char *other = indicator + strlen(indicator) + 1;
        if (strcmp(standard->indicator[i].id, folded) == 0 || is_word(folded, indicator) ||
            is_word(folded, other)) {
            return KNOWN + i;
        }
        indicator = other + strlen(other) + 1;
    }
    int64_t unit = 1;
    const char *name = name_in_group(folded), *year = year_at_end(folded);
    const char *bracket = year != NULL ? year : unit_at_end(folded, &unit);
    char counted[64]; /* longer than any heading of numbers */
    if (name != NULL) {
        return find(name, headings);
    }
    if (bracket == NULL || bracket == folded || (size_t)(bracket - folded) >= sizeof counted) {
        return POV_NONE;
    }
    memcpy(counted, folded, (size_t)(bracket - folded));
    counted[bracket - folded - (bracket[-1] == '_')] = '\0';
    const size_t number = find(counted, headings);
    const pov_household_cell cell = number < KNOWN ? known[number].cell : POV_CELL_TEXT;
    if (year != NULL) { /* a class is that of a year, and not an income of a year */
        return cell == POV_CELL_MARK || cell == POV_CELL_CLASS ? number : POV_NONE;
    }
    return cell == POV_CELL_INCOME || (unit == 1 && (cell == POV_CELL_MEMBERS ||
                                                     cell == POV_CELL_B1 || cell == POV_CELL_B2))
               ? number
               : POV_NONE;
}

/* ---- what headings mean ---- */

/* A column's number: first those that every file may have, then the standard's indicators.
 * `failed`, unless NULL, is set when memory runs out. */
static size_t find_heading(const pov_household_headings *headings, const char *name, bool *failed)
{
    pov_buffer folded = {0};

    fold(name, strlen(name), &folded);
    if (failed != NULL) {
        *failed |= folded.failed;
    }
    size_t number = find(pov_buffer_get(&folded), headings);
    pov_buffer_fini(&folded);
    return number;
}

static size_t number_of(const void *headings, const char *name)
{
    return find_heading(headings, name, NULL);
}

static const char *name_of(const pov_standard *standard, size_t number)
{
    return number < KNOWN ? known[number].info.name : standard->indicator[number - KNOWN].id;
}

static const char *nearest(const void *columns, const char *name)
{
    const pov_standard *standard = ((const pov_household_headings *)columns)->standard;
    const char *names[KNOWN + POV_INDICATORS_MAX];
    const size_t count = KNOWN + standard->indicator_count;

    for (size_t i = 0; i < count; i++) {
        names[i] = name_of(standard, i);
    }
    return pov_text_nearest(name, names, count);
}

pov_status pov_household_headings_init(pov_household_headings *headings,
                                       const pov_standard *standard,
                                       const pov_household_options *options, pov_error *err)
{
    const pov_choosable choosable = {number_of, nearest, headings};
    const pov_load_options *load = options->load;

    headings->standard = standard;
    for (size_t i = 0; i < 2 * standard->indicator_count; i++) {
        const char *name = standard->indicator[i / 2].name.text[i % 2];
        fold(name, strlen(name), &headings->indicators);
        pov_buffer_char(&headings->indicators, '\0');
    }
    if (headings->indicators.failed) {
        return pov_no_memory(err);
    }
    headings->choices = (pov_choices)POV_CHOICES_INIT;
    headings->ignore_unknown = load != NULL && load->ignore_unknown;
    headings->given_level = options->unit != NULL ? options->unit_level : -1;
    headings->given_area = options->area != NULL;
    return load != NULL ? pov_choices_read(&headings->choices, load, &choosable, err) : POV_OK;
}

void pov_household_headings_fini(pov_household_headings *headings)
{
    pov_choices_fini(&headings->choices);
    pov_buffer_fini(&headings->indicators);
}

/* As --column says, else by itself; or POV_NONE. */
static size_t meaning_of(const pov_household_headings *headings, const char *heading, bool *failed)
{
    size_t chosen = pov_choices_column(&headings->choices, heading, failed);

    return chosen != POV_NONE ? chosen : find_heading(headings, heading, failed);
}

bool pov_household_is_heading(const pov_household_headings *headings, const char *heading,
                              size_t length)
{
    pov_buffer text = {0};

    pov_buffer_add(&text, heading, length);
    bool is_heading = meaning_of(headings, pov_buffer_get(&text), NULL) != POV_NONE;
    pov_buffer_fini(&text);
    return is_heading;
}

static bool is_named(const char *heading, const char *const *names, bool *failed)
{
    pov_buffer folded = {0};

    fold(heading, strlen(heading), &folded);
    const bool is = is_one_of(pov_buffer_get(&folded), names);
    pov_buffer_end(&folded, failed);
    return is;
}

bool pov_household_names_people(const char *heading)
{
    static const char *const people[] = {"dân tộc", NULL};
    bool failed = false;

    return is_named(heading, people, &failed);
}

pov_source_merged pov_household_merged_below(const pov_household_headings *headings,
                                             const char *heading, bool *failed)
{
    static const char *const rows[] = {"stt", "tt", "số thứ tự", NULL};
    const size_t number = meaning_of(headings, heading, failed);
    const pov_household_cell cell = number < KNOWN ? known[number].cell : POV_CELL_INDICATOR;

    switch (cell) {
    case POV_CELL_UNIT:
    case POV_CELL_AREA:
    case POV_CELL_YEAR:
        return POV_MERGED_ALL;
    case POV_CELL_ID:
    case POV_CELL_MARK: /* of how many of them? */
        return POV_MERGED_REFUSED;
    case POV_CELL_TEXT:
        return is_named(heading, rows, failed) || is_named(heading, names_of_heads, failed) ||
                       is_named(heading, names_of_persons, failed)
                   ? POV_MERGED_REFUSED
                   : POV_MERGED_ONCE;
    default:
        return POV_MERGED_ONCE;
    }
}

/* ---- the columns of a file ---- */

static bool same_column(const pov_household_column *a, const pov_household_column *b)
{
    return a->cell == b->cell && a->index == b->index && a->cell != POV_CELL_TEXT;
}

/* The column of a number. A heading that another one was chosen over is passed over. */
static pov_household_column column_of(const pov_household_headings *headings, size_t number,
                                      const char *heading, bool *failed)
{
    const bool passed_over = pov_choices_has(&headings->choices, number) &&
                             pov_choices_column(&headings->choices, heading, failed) != number;

    if (number == POV_NONE || passed_over) {
        return (pov_household_column){POV_CELL_TEXT, 0, heading};
    }
    if (number >= KNOWN) {
        return (pov_household_column){POV_CELL_INDICATOR, (unsigned)(number - KNOWN), heading};
    }
    return (pov_household_column){known[number].cell, known[number].index, heading};
}

/* A fault of the header. One alone keeps its words and its hint; several are one message. */
static void add_fault(pov_household_layout *layout, const pov_error *fault)
{
    if (layout->fault_count++ == 0) {
        layout->fault = *fault;
    } else if (layout->fault.hint[0] == '\0') {
        memcpy(layout->fault.hint, fault->hint, sizeof layout->fault.hint);
    }
    pov_buffer_format(&layout->faults, "%s%s", layout->fault_count > 1 ? "; " : "", fault->message);
}

/* Whether a heading is likely to be that of a sample's weights: counted as one household each, the
 * rows of a sample give wrong figures without a sign of it. */
static bool is_weight(const char *folded)
{
    static const char *const words[] = {"weight",    "expansion", "quyền_số", "quyen_so", "quyenso",
                                        "trọng_số",  "trong_so",  "trongso",  "hệ_số",    "he_so",
                                        "gia_quyền", "suy_rộng",  "suy_rong", "pondera",  "wgt",
                                        "poids",     "fexp",      "factor",   "v005"};
    /* only as whole words, with a number or not: wt9, hh_wt, wt_final; or at the end: hhsizewt */
    static const char *const tokens[] = {"w", "pw", "fw", "wts", "popw"};

    if (POV_HOLDS_ANY(folded, words)) {
        return true;
    }
    for (const char *at = folded; *at != '\0';) {
        const size_t length = strcspn(at, "_"), letters = strcspn(at, "_0123456789");
        const bool number = strspn(at + letters, "0123456789") == length - letters;
        if (number && letters >= 2 && memcmp(at + letters - 2, "wt", 2) == 0) {
            return true;
        }
        for (size_t i = 0; i < POV_LENGTH(tokens) && number; i++) {
            if (letters == strlen(tokens[i]) && memcmp(at, tokens[i], letters) == 0) {
                return true;
            }
        }
        at += length + (at[length] != '\0');
    }
    return false;
}

static const char *const hint_persons = POV_TEXT(
    "leave each household one row, that of its head; where each row is a household, --column "
    "name=HEADING passes over it");

/* Whether a heading is likely to be that of a file with a row for each person. */
static bool is_of_persons(const char *folded)
{
    static const char *const words[] = {
        "quan_hệ",   "quan_he",  "quanhe",        "relation", "person_id",      "personid",
        "member_id", "memberid", "individual_id", "indiv_id", "tên_thành_viên", "ten_thanh_vien"};

    return POV_HOLDS_ANY(folded, words);
}

static bool has(const pov_household_layout *layout, pov_household_cell cell, unsigned index)
{
    const pov_household_column wanted = {cell, index, NULL};

    for (size_t i = 0; i < layout->count; i++) {
        if (same_column(&layout->column[i], &wanted)) {
            return true;
        }
    }
    return false;
}

/* A row for each person, with the names of both, counts a household once for each of them; where
 * households have codes, these tell. */
static void refuse_persons(pov_household_layout *layout, const pov_household_headings *headings)
{
    const char *head = NULL, *person = NULL;
    pov_error fault = POV_ERROR_INIT;

    for (size_t i = 0; i < layout->count; i++) {
        const pov_household_column *column = &layout->column[i];
        if (column->cell == POV_CELL_TEXT) {
            bool *failed = &layout->faults.failed;
            head = is_named(column->heading, names_of_heads, failed) ? column->heading : head;
            person = is_named(column->heading, names_of_persons, failed) ? column->heading : person;
        }
    }
    if (head != NULL && person != NULL && !has(layout, POV_CELL_ID, 0) &&
        !pov_choices_has(&headings->choices, find("name", headings))) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the column \"%s\" beside \"%s\" looks like one of persons, and survey "
                       "counts every row as a household",
                       person, head);
        pov_error_hint(&fault, "%s", pov_translate(hint_persons));
        add_fault(layout, &fault);
    }
}

/* A heading that means no column. */
static void add_unknown(pov_household_layout *layout, const pov_household_headings *headings,
                        const char *heading, pov_error *err)
{
    enum { NAMED = 6 };
    pov_error fault = POV_ERROR_INIT;
    pov_buffer folded = {0};

    fold(heading, strlen(heading), &folded);
    if (folded.failed) {
        (void)pov_no_memory(err);
    } else if (is_weight(pov_buffer_get(&folded))) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the column \"%s\" looks like the weights of a sample, and survey counts "
                       "every household once",
                       heading);
        pov_error_hint(&fault, "a sample takes a program that knows weights; if it is something "
                               "else, --column name=HEADING passes over it");
    } else if (is_of_persons(pov_buffer_get(&folded))) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the column \"%s\" looks like one of persons, and survey counts every row "
                       "as a household",
                       heading);
        pov_error_hint(&fault, "%s", pov_translate(hint_persons));
    } else if (heading[0] != '\0' || !headings->ignore_unknown) {
        const size_t at = layout->passed_count++;
        if (at < NAMED) {
            pov_buffer_format(&layout->passed, "%s\"%s\"", at == 0 ? "" : ", ", heading);
        } else if (at == NAMED) {
            pov_buffer_text(&layout->passed, ", …");
        }
        if (at == 0) {
            (void)pov_choices_refuse(heading, nearest(headings, heading), &layout->unknown);
            pov_error_place(&layout->unknown, NULL, 0, layout->count + 1, NULL);
        }
    }
    if (fault.code != POV_OK) {
        pov_error_place(&fault, NULL, 0, layout->count + 1, NULL);
        add_fault(layout, &fault);
    }
    pov_buffer_fini(&folded);
}

pov_status pov_household_layout_pass(pov_household_layout *layout, pov_error *err)
{
    if (pov_grow(&layout->column, &layout->capacity, layout->count + 1, sizeof *layout->column) !=
        POV_OK) {
        return pov_no_memory(err);
    }
    layout->column[layout->count++] = (pov_household_column){POV_CELL_TEXT, 0, ""};
    return POV_OK;
}

/* "Nam" left of "Nữ" is no "năm". */
static void take_men(pov_household_layout *layout, bool *failed)
{
    static const char *const men[] = {"nam", NULL}, *const women[] = {"nữ", NULL};
    pov_household_column *last = &layout->column[layout->count - 1];

    if (layout->count > 1 && last[-1].cell == POV_CELL_YEAR &&
        is_named(last[-1].heading, men, failed) && is_named(last->heading, women, failed)) {
        last[-1].cell = POV_CELL_TEXT;
    }
}

pov_status pov_household_layout_add(pov_household_layout *layout,
                                    const pov_household_headings *headings, const char *heading,
                                    size_t length, pov_error *err)
{
    const char *kept = pov_arena_text(&layout->arena, heading, length);

    if (kept == NULL || pov_grow(&layout->column, &layout->capacity, layout->count + 1,
                                 sizeof *layout->column) != POV_OK) {
        return pov_no_memory(err);
    }
    bool failed = false;
    size_t number = meaning_of(headings, kept, &failed);
    if (number == POV_NONE && !failed) {
        add_unknown(layout, headings, kept, err);
    }
    const pov_household_column column = column_of(headings, number, kept, &failed);
    if (column.cell == POV_CELL_INCOME) {
        pov_buffer folded = {0};
        fold(kept, strlen(kept), &folded);
        (void)unit_at_end(pov_buffer_get(&folded), &layout->income_unit);
        pov_buffer_end(&folded, &failed);
    }
    if (failed ||
        (err != NULL &&
         err->code != POV_OK)) { /* else a column would be lost as one that is not known */
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < layout->count; i++) {
        const char *first = layout->column[i].heading;
        if (same_column(&layout->column[i], &column)) {
            pov_error fault = POV_ERROR_INIT;
            (void)pov_fail(&fault, POV_ERR_DATA, "the columns \"%s\" and \"%s\" are the same one",
                           first, kept);
            if (strcmp(first, kept) != 0) {
                pov_error_hint(&fault, "--column %s=HEADING says which one is meant",
                               name_of(headings->standard, number));
            }
            pov_error_place(&fault, NULL, 0, layout->count + 1, NULL);
            add_fault(layout, &fault);
            break;
        }
    }
    layout->column[layout->count++] = column;
    take_men(layout, &layout->faults.failed);
    return POV_OK;
}

/* The columns of a kind are there but of no use: another one says more. */
static void pass_over(pov_household_layout *layout, pov_household_cell cell, unsigned from)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->column[i].cell == cell && layout->column[i].index >= from) {
            layout->column[i].cell = POV_CELL_TEXT;
        }
    }
}

static void add_unknown_fault(pov_household_layout *layout)
{
    if (layout->passed_count > 1) { /* the hint for the first is for all */
        layout->unknown.message[0] = '\0';
        layout->unknown.code = POV_OK;
        (void)pov_fail(&layout->unknown, POV_ERR_DATA, "columns that are not known: %s (%zu)",
                       pov_buffer_get(&layout->passed), layout->passed_count);
    }
    add_fault(layout, &layout->unknown);
}

/* "tinh" and "xa" are codes in a file of another survey: one that has no column of a household. */
static void pass_over_codes(pov_household_layout *layout)
{
    bool households = false;

    for (size_t i = 0; i < layout->count; i++) {
        const pov_household_cell cell = layout->column[i].cell;
        households = households || (cell >= POV_CELL_AREA && cell <= POV_CELL_CLASS);
    }
    for (size_t i = 0; i < layout->count && !households; i++) {
        pov_household_column *column = &layout->column[i];
        if (column->cell == POV_CELL_UNIT &&
            pov_text_is_ascii(column->heading, strlen(column->heading)) &&
            strcasecmp(column->heading, pov_household_level((int)column->index)) != 0) {
            column->cell = POV_CELL_TEXT;
        }
    }
}

static bool has_class(const pov_household_layout *layout)
{
    return has(layout, POV_CELL_CLASS, 0) || has(layout, POV_CELL_MARK, POV_CLASS_POOR);
}

static void find_levels(pov_household_layout *layout, const pov_household_headings *headings,
                        int by)
{
    pov_household_facts *facts = &layout->facts;
    pov_error fault = POV_ERROR_INIT;

    facts->by = by;
    pass_over_codes(layout);
    for (int level = POV_BY_PROVINCE; level < POV_BY_COUNT; level++) {
        bool there = has(layout, POV_CELL_UNIT, (unsigned)level);
        if (there && level == headings->given_level) {
            (void)pov_fail(&fault, POV_ERR_DATA,
                           "the file has a column \"%s\", so --unit cannot "
                           "say which one it is",
                           pov_household_level(level));
        }
        there = there || level == headings->given_level;
        facts->by = by == POV_BY_LOWEST && there ? level : facts->by;
        facts->level[level] = there;
    }
    if (facts->by == POV_BY_LOWEST) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the header needs a column of units: province, "
                       "district, commune or village");
        pov_error_hint(&fault, "--unit NAME says which unit all households are of");
    } else if (!facts->level[facts->by]) {
        (void)pov_fail(&fault, POV_ERR_DATA, "the header has no column \"%s\" to count by",
                       pov_household_level(facts->by));
    }
    if (fault.code != POV_OK) {
        add_fault(layout, &fault);
        return;
    }
    for (int level = facts->by + 1; level < POV_BY_COUNT; level++) {
        facts->level[level] = false;
    }
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->column[i].cell == POV_CELL_UNIT &&
            layout->column[i].index > (unsigned)facts->by) {
            layout->column[i].cell = POV_CELL_PLACE;
        }
    }
}

/* "Hộ nghèo" and "Hộ cận nghèo" with marks say what a column of classes does, which comes first;
 * one of them alone does not. */
static void take_marks(pov_household_layout *layout)
{
    const bool poor = has(layout, POV_CELL_MARK, POV_CLASS_POOR);
    const bool near = has(layout, POV_CELL_MARK, POV_CLASS_NEAR_POOR);
    pov_error fault = POV_ERROR_INIT;

    if (has(layout, POV_CELL_CLASS, 0)) {
        pass_over(layout, POV_CELL_MARK, 0);
    } else if (poor != near) {
        (void)pov_fail(&fault, POV_ERR_DATA, "the header has a column \"%s\" and none \"%s\"",
                       poor ? "poor" : "near_poor", poor ? "near_poor" : "poor");
        if (has(layout, POV_CELL_INCOME, 0) || has(layout, POV_CELL_B1, 0)) {
            pov_error_hint(&fault, "--column name=HEADING passes over the one that is there");
        } else {
            pov_error_hint(&fault, "a list of classes has both, or one column \"class\" with hộ "
                                   "nghèo or hộ cận nghèo in each row");
        }
        add_fault(layout, &fault);
    }
}

/* The columns that a class follows from: an income or a score, row by row, else the class. */
static void find_income(pov_household_layout *layout, const pov_standard *standard)
{
    pov_household_facts *facts = &layout->facts;
    pov_error fault = POV_ERROR_INIT;
    bool scored = false;

    for (size_t i = 0; i < standard->line_count; i++) {
        scored = scored || standard->line[i].scored;
    }
    facts->incomes = has(layout, POV_CELL_INCOME, 0);
    facts->scores = has(layout, POV_CELL_B1, 0) && scored;
    take_marks(layout);
    facts->classes = has_class(layout);
    facts->marks = has(layout, POV_CELL_MARK, POV_CLASS_POOR) && !facts->incomes && !facts->scores;
    facts->by_score = !facts->incomes && facts->scores;
    if (!facts->scores && (facts->incomes || facts->classes)) {
        pass_over(layout, POV_CELL_B1, 0);
    } else if (!facts->incomes && !facts->classes && !has(layout, POV_CELL_B1, 0)) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the header needs a column \"income_per_capita_vnd\" or \"b1\"");
        add_fault(layout, &fault);
    } else if (!facts->incomes && !facts->scores) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the standard %s has no scores for the column \"b1\": "
                       "\"income_per_capita_vnd\" is needed",
                       standard->id);
        add_fault(layout, &fault);
    }
}

static void refuse_indicators(pov_household_layout *layout, const pov_standard *standard,
                              size_t missing)
{
    pov_error fault = POV_ERROR_INIT;
    pov_buffer names = {0};
    size_t named = 0;

    for (size_t i = 0; i < standard->indicator_count && named < 4; i++) {
        if (!has(layout, POV_CELL_INDICATOR, (unsigned)i)) {
            pov_buffer_format(&names, "%s\"%s\"", named++ == 0 ? "" : ", ",
                              standard->indicator[i].id);
        }
    }
    if (missing == 1) {
        (void)pov_fail(&fault, POV_ERR_DATA, "the header lacks the indicator %s of %s",
                       pov_buffer_get(&names), standard->id);
    } else {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the header lacks %zu of the %zu indicators of %s: %s%s", missing,
                       standard->indicator_count, standard->id, pov_buffer_get(&names),
                       missing > named ? ", …" : "");
    }
    if (standard->deprivation_points > 0) {
        pov_error_hint(&fault, "all %zu indicators are needed, or the score b2",
                       standard->indicator_count);
    }
    add_fault(layout, &fault);
    pov_buffer_fini(&names);
}

static void find_indicators(pov_household_layout *layout, const pov_standard *standard)
{
    pov_household_facts *facts = &layout->facts;
    size_t missing = 0;

    for (size_t i = 0; i < standard->indicator_count; i++) {
        missing += !has(layout, POV_CELL_INDICATOR, (unsigned)i);
    }
    facts->indicators = missing == 0;
    facts->b2 = has(layout, POV_CELL_B2, 0) && standard->deprivation_points > 0;
    if (!facts->b2) {
        pass_over(layout, POV_CELL_B2, 0);
    }
    if (missing > 0 && !facts->b2 && (facts->incomes || facts->scores || !facts->classes)) {
        refuse_indicators(layout, standard, missing);
    } else if (missing > 0) {
        pass_over(layout, POV_CELL_INDICATOR, 0);
    }
}

static pov_status check_choices(pov_household_layout *layout, const pov_choices *choices,
                                pov_error *err)
{
    const char **heading = pov_arena_alloc(&layout->arena, layout->count * sizeof *heading);

    if (heading == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < layout->count; i++) {
        heading[i] = layout->column[i].heading;
    }
    return pov_choices_check(choices, heading, layout->count, err);
}

pov_status pov_household_layout_finish(pov_household_layout *layout,
                                       const pov_household_headings *headings, int by,
                                       pov_error *err)
{
    pov_status status = check_choices(layout, &headings->choices, err);
    pov_error fault = POV_ERROR_INIT;

    if (status != POV_OK) {
        return status;
    }
    if (layout->passed_count > 0 && !headings->ignore_unknown) {
        add_unknown_fault(layout);
    }
    find_levels(layout, headings, by);
    layout->facts.areas = has(layout, POV_CELL_AREA, 0) || headings->given_area;
    if (!layout->facts.areas &&
        (has(layout, POV_CELL_INCOME, 0) || has(layout, POV_CELL_B1, 0) || !has_class(layout))) {
        (void)pov_fail(&fault, POV_ERR_DATA,
                       "the header needs a column \"area\" (urban or rural): "
                       "the income lines differ");
        pov_error_hint(&fault, "--area rural or --area urban says it of all households");
        add_fault(layout, &fault);
    }
    find_income(layout, headings->standard);
    find_indicators(layout, headings->standard);
    refuse_persons(layout, headings);
    layout->facts.minority = has(layout, POV_CELL_MINORITY, 0);
    layout->facts.members = has(layout, POV_CELL_MEMBERS, 0);
    layout->facts.id = has(layout, POV_CELL_ID, 0);
    if (layout->faults.failed || layout->passed.failed) {
        return pov_no_memory(err);
    }
    if (layout->fault_count > 0) {
        (void)pov_fail(err, layout->fault.code, "%s", pov_buffer_get(&layout->faults));
        if (layout->fault.hint[0] != '\0') {
            pov_error_hint(err, "%s", layout->fault.hint);
        }
        pov_error_place(err, NULL, 0, layout->fault_count == 1 ? layout->fault.column : 0, NULL);
        return layout->fault.code;
    }
    return POV_OK;
}

void pov_household_layout_fini(pov_household_layout *layout)
{
    free(layout->column);
    pov_buffer_fini(&layout->faults);
    pov_buffer_fini(&layout->passed);
    pov_arena_fini(&layout->arena);
    *layout = (pov_household_layout){0};
}

size_t pov_household_column_count(void)
{
    return KNOWN;
}

const pov_column_info *pov_household_column_get(size_t index)
{
    return &known[index].info;
}

bool pov_household_column_in_template(size_t index)
{
    const pov_household_cell cell = known[index].cell;

    return cell <= POV_CELL_INCOME && cell != POV_CELL_TEXT && cell != POV_CELL_YEAR &&
           (cell != POV_CELL_UNIT || known[index].index != POV_BY_VILLAGE);
}
