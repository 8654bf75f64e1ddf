#include "loader/households/columns.h"

#include "base/text.h"
#include "base/translate.h"

#include <stdlib.h>
#include <string.h>

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
    {POV_CELL_TEXT,
     0,
     {"household_id", ALIASES("mã hộ", "stt"),
      POV_TEXT("tells households apart for people; it is not used")}},
    {POV_CELL_UNIT,
     POV_BY_PROVINCE,
     {"province", ALIASES("tỉnh", "tỉnh/thành phố"),
      POV_TEXT("name; one of province, district and commune must be there")}},
    {POV_CELL_UNIT,
     POV_BY_DISTRICT,
     {"district", ALIASES("huyện", "quận/huyện"), POV_TEXT("name")}},
    {POV_CELL_UNIT, POV_BY_COMMUNE, {"commune", ALIASES("xã", "xã/phường"), POV_TEXT("name")}},
    {POV_CELL_AREA,
     0,
     {"area", ALIASES("khu vực"),
      POV_TEXT("urban or rural, thành thị or nông thôn; must be there")}},
    {POV_CELL_MINORITY,
     0,
     {"ethnic_minority", ALIASES("dân tộc thiểu số"),
      POV_TEXT("whether the household is of an ethnic minority: 1 or 0, có or không")}},
    {POV_CELL_MEMBERS,
     0,
     {"members", ALIASES("số nhân khẩu", "nhân khẩu"), POV_TEXT("persons, 1 to 999")}},
    {POV_CELL_INCOME,
     0,
     {"income_per_capita_vnd", ALIASES("income", "thu nhập bình quân đầu người"),
      POV_TEXT("VND per person and month; it or b1 must be there")}},
    {POV_CELL_B1,
     0,
     {"b1", ALIASES("điểm b1"), POV_TEXT("the review's score of income, instead of the income")}},
    {POV_CELL_B2,
     0,
     {"b2", ALIASES("điểm b2"),
      POV_TEXT("the review's score of deprivations, instead of a column for each indicator")}},
};

enum { KNOWN = sizeof known / sizeof *known };

/* ---- words in cells ---- */

static void fold(const char *text, size_t length, pov_buffer *out)
{
    pov_text_fold(text, length, out);
    for (size_t i = 0; i < out->length; i++) {
        out->data[i] = out->data[i] == ' ' ? '_' : out->data[i];
    }
}

int pov_household_word(pov_household_cell cell, const char *text, size_t length)
{
    static const struct {
        pov_household_cell cell;
        int value;
        const char *word;
    } words[] = {
        {POV_CELL_AREA, 0, "rural"},  {POV_CELL_AREA, 0, "nông_thôn"},
        {POV_CELL_AREA, 1, "urban"},  {POV_CELL_AREA, 1, "thành_thị"},
        {POV_CELL_AREA, 1, "đô_thị"}, {POV_CELL_MINORITY, 0, "0"},
        {POV_CELL_MINORITY, 0, "no"}, {POV_CELL_MINORITY, 0, "không"},
        {POV_CELL_MINORITY, 1, "1"},  {POV_CELL_MINORITY, 1, "yes"},
        {POV_CELL_MINORITY, 1, "có"},
    };
    pov_buffer folded = {0};
    int value = -1;

    fold(text, length, &folded);
    for (size_t i = 0; i < sizeof words / sizeof *words && value < 0; i++) {
        if (words[i].cell == cell && strcmp(words[i].word, pov_buffer_get(&folded)) == 0) {
            value = words[i].value;
        }
    }
    if (folded.failed) {
        value = -2;
    }
    pov_buffer_fini(&folded);
    return value;
}

const char *pov_household_level(int by)
{
    static const char *const names[POV_BY_COUNT] = {"province", "district", "commune"};

    return names[by];
}

/* ---- headings ---- */

static bool is_name(const char *folded, const char *name)
{
    pov_buffer other = {0};

    fold(name, strlen(name), &other);
    bool same = strcmp(folded, pov_buffer_get(&other)) == 0;
    pov_buffer_fini(&other);
    return same;
}

/* Whether the folded heading is one of those of the column. */
static bool is_known(const char *folded, const known_column *column)
{
    const char *heading = column->info.name;

    for (size_t a = 0; heading != NULL; heading = column->info.aliases[a++]) {
        size_t i = 0;
        while (folded[i] != '\0' && folded[i] == (heading[i] == ' ' ? '_' : heading[i])) {
            i++;
        }
        if (folded[i] == '\0' && heading[i] == '\0') {
            return true;
        }
    }
    return false;
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

/* The number of the column that a folded heading means, or POV_NONE. */
static size_t find(const char *folded, const pov_standard *standard)
{
    for (size_t i = 0; i < KNOWN; i++) {
        if (is_known(folded, &known[i])) {
            return i;
        }
    }
    for (size_t i = 0; i < standard->indicator_count; i++) {
        const pov_indicator *indicator = &standard->indicator[i];
        if (strcmp(indicator->id, folded) == 0 || is_name(folded, indicator->name.text[0]) ||
            is_name(folded, indicator->name.text[1])) {
            return KNOWN + i;
        }
    }
    return POV_NONE;
}

/* ---- what headings mean ---- */

/* A column's number: first those that every file may have, then the standard's indicators.
 * `failed`, unless NULL, is set when memory runs out. */
static size_t find_heading(const pov_standard *standard, const char *name, bool *failed)
{
    pov_buffer folded = {0};

    fold(name, strlen(name), &folded);
    if (failed != NULL) {
        *failed |= folded.failed;
    }
    size_t number = find(pov_buffer_get(&folded), standard);
    pov_buffer_fini(&folded);
    return number;
}

static size_t number_of(const void *standard, const char *name)
{
    return find_heading(standard, name, NULL);
}

static const char *name_of(const pov_standard *standard, size_t number)
{
    return number < KNOWN ? known[number].info.name : standard->indicator[number - KNOWN].id;
}

static const char *nearest(const void *columns, const char *name)
{
    const pov_standard *standard = columns;
    const char *names[KNOWN + POV_INDICATORS_MAX];
    const size_t count = KNOWN + standard->indicator_count;

    for (size_t i = 0; i < count; i++) {
        names[i] = name_of(standard, i);
    }
    return pov_text_nearest(name, names, count);
}

pov_status pov_household_headings_init(pov_household_headings *headings,
                                       const pov_standard *standard, const pov_load_options *load,
                                       pov_error *err)
{
    const pov_choosable choosable = {number_of, nearest, standard};

    headings->standard = standard;
    headings->choices = (pov_choices)POV_CHOICES_INIT;
    headings->ignore_unknown = load != NULL && load->ignore_unknown;
    return load != NULL ? pov_choices_read(&headings->choices, load, &choosable, err) : POV_OK;
}

void pov_household_headings_fini(pov_household_headings *headings)
{
    pov_choices_fini(&headings->choices);
}

/* As --column says, else by itself; or POV_NONE. */
static size_t meaning_of(const pov_household_headings *headings, const char *heading, bool *failed)
{
    size_t chosen = pov_choices_column(&headings->choices, heading, failed);

    return chosen != POV_NONE ? chosen : find_heading(headings->standard, heading, failed);
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
    if (number == POV_NONE && !failed && !headings->ignore_unknown) {
        return pov_choices_refuse(kept, nearest(headings->standard, kept), err);
    }
    const pov_household_column column = column_of(headings, number, kept, &failed);
    if (failed) { /* else a column would be lost as one that is not known */
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < layout->count; i++) {
        const char *first = layout->column[i].heading;
        if (same_column(&layout->column[i], &column)) {
            (void)pov_fail(err, POV_ERR_DATA, "the columns \"%s\" and \"%s\" are the same one",
                           first, kept);
            if (strcmp(first, kept) != 0) {
                pov_error_hint(err, "--column %s=HEADING says which one is meant",
                               name_of(headings->standard, number));
            }
            return POV_ERR_DATA;
        }
    }
    layout->column[layout->count++] = column;
    return POV_OK;
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

/* The columns of a kind are there but of no use: another one says more. */
static void pass_over(pov_household_layout *layout, pov_household_cell cell, unsigned from)
{
    for (size_t i = 0; i < layout->count; i++) {
        if (layout->column[i].cell == cell && layout->column[i].index >= from) {
            layout->column[i].cell = POV_CELL_TEXT;
        }
    }
}

static pov_status find_levels(pov_household_layout *layout, int by, pov_error *err)
{
    pov_household_facts *facts = &layout->facts;

    facts->by = by;
    for (int level = POV_BY_PROVINCE; level < POV_BY_COUNT; level++) {
        bool there = has(layout, POV_CELL_UNIT, (unsigned)level);
        facts->by = by == POV_BY_LOWEST && there ? level : facts->by;
        facts->level[level] = there;
    }
    if (facts->by == POV_BY_LOWEST) {
        return pov_fail(err, POV_ERR_DATA,
                        "the header needs a column of units: province, district or commune");
    }
    if (!facts->level[facts->by]) {
        return pov_fail(err, POV_ERR_DATA, "the header has no column \"%s\" to count by",
                        pov_household_level(facts->by));
    }
    for (int level = facts->by + 1; level < POV_BY_COUNT; level++) {
        facts->level[level] = false;
    }
    pass_over(layout, POV_CELL_UNIT, (unsigned)facts->by + 1);
    return POV_OK;
}

static pov_status find_income(pov_household_layout *layout, const pov_standard *standard,
                              pov_error *err)
{
    bool scored = false;

    for (size_t i = 0; i < standard->line_count; i++) {
        scored = scored || standard->line[i].scored;
    }
    layout->facts.by_score = !has(layout, POV_CELL_INCOME, 0);
    if (!layout->facts.by_score) {
        pass_over(layout, POV_CELL_B1, 0);
        return POV_OK;
    }
    if (!has(layout, POV_CELL_B1, 0)) {
        return pov_fail(err, POV_ERR_DATA,
                        "the header needs a column \"income_per_capita_vnd\" or \"b1\"");
    }
    if (!scored) {
        return pov_fail(err, POV_ERR_DATA,
                        "the standard %s has no scores for the column \"b1\": "
                        "\"income_per_capita_vnd\" is needed",
                        standard->id);
    }
    return POV_OK;
}

static pov_status find_indicators(pov_household_layout *layout, const pov_standard *standard,
                                  pov_error *err)
{
    const char *missing = NULL;

    for (size_t i = 0; i < standard->indicator_count && missing == NULL; i++) {
        if (!has(layout, POV_CELL_INDICATOR, (unsigned)i)) {
            missing = standard->indicator[i].id;
        }
    }
    layout->facts.indicators = missing == NULL;
    if (missing == NULL) {
        pass_over(layout, POV_CELL_B2, 0);
        return POV_OK;
    }
    if (!has(layout, POV_CELL_B2, 0) || standard->deprivation_points == 0) {
        pov_status status =
            pov_fail(err, POV_ERR_DATA, "the header lacks the indicator \"%s\" of %s", missing,
                     standard->id);
        if (standard->deprivation_points > 0) {
            pov_error_hint(err, "all %zu indicators are needed, or the score b2",
                           standard->indicator_count);
        }
        return status;
    }
    pass_over(layout, POV_CELL_INDICATOR, 0);
    return POV_OK;
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

    if (status == POV_OK) {
        status = find_levels(layout, by, err);
    }
    if (status == POV_OK && !has(layout, POV_CELL_AREA, 0)) {
        status = pov_fail(err, POV_ERR_DATA,
                          "the header needs a column \"area\" (urban or rural): "
                          "the income lines differ");
    }
    if (status == POV_OK) {
        status = find_income(layout, headings->standard, err);
    }
    if (status == POV_OK) {
        status = find_indicators(layout, headings->standard, err);
    }
    layout->facts.minority = has(layout, POV_CELL_MINORITY, 0);
    layout->facts.members = has(layout, POV_CELL_MEMBERS, 0);
    return status;
}

void pov_household_layout_fini(pov_household_layout *layout)
{
    free(layout->column);
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

bool pov_household_column_is_score(size_t index)
{
    return known[index].cell == POV_CELL_B1 || known[index].cell == POV_CELL_B2;
}
