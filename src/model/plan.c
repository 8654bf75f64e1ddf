/*
 * Building a plan: rows are kept as they come, and their tree is found when all are there.
 */
#include "model/plan.h"

#include "base/name.h"
#include "base/place.h"
#include "base/text.h"
#include "model/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Units of one name, or of one name and within the same place, in the order of the file: the list k
 * is unit[start[k]] to unit[start[k + 1] - 1]. */
typedef struct unit_lists {
    size_t *unit, *start;
    size_t count; /* of lists */
} unit_lists;

typedef struct list_entry {
    size_t list, unit;
} list_entry;

/* Lists of units whose parent is written with an address: "Châu Thành, Bến Tre". */
typedef struct addresses {
    pov_hash_seed seed;
    pov_map index; /* struct place_id -> list */
    unit_lists lists;
    list_entry *entry; /* while they are made */
    size_t entry_count;
} addresses;

/* Words that a row has more of than its names, and the row after it too. */
typedef enum word_of { WORD_LEVEL, WORD_GROUP, WORD_GROUP_NAME, WORD_OTHER, WORDS_OF } word_of;

/* The first row of each kind: one more than its index, 0 where none is. */
typedef struct row_index {
    uint32_t *slot;
    size_t capacity; /* a power of two; 0: there is no index yet */
    pov_hash_seed seed;
} row_index;

/* What a file's rows are all parts of; nothing where that is not said. */
typedef struct plan_whole {
    const char *name;
    size_t key, file;
} plan_whole;

struct pov_plan_index {
    pov_words words;
    size_t last[WORDS_OF]; /* by word_of: that of the last row, and 1; 0: there is none yet */
    pov_map units;         /* struct unit_id -> unit */
    row_index rows;        /* by struct row_id */
    const char *all;       /* the group `all`, as rows point at it */
    plan_whole *whole;     /* in the order of their files, one of a file at most */
    size_t whole_count, whole_capacity;
    unit_lists names; /* by the name's key */
    addresses within; /* empty where no parent has an address */
};

int64_t pov_year_months(pov_year year)
{
    return (int64_t)year.year * 12 + (year.month != 0 ? year.month : 12);
}

int pov_year_compare(pov_year a, pov_year b)
{
    if (a.year != b.year) {
        return a.year < b.year ? -1 : 1;
    }
    int left = a.month == 0 ? 13 : a.month;
    int right = b.month == 0 ? 13 : b.month;
    return left < right ? -1 : left > right;
}

void pov_year_write(pov_buffer *out, pov_year year)
{
    const int number = year.year;
    const char text[] = {(char)('0' + number / 1000),
                         (char)('0' + number / 100 % 10),
                         (char)('0' + number / 10 % 10),
                         (char)('0' + number % 10),
                         '-',
                         (char)('0' + year.month / 10),
                         (char)('0' + year.month % 10)};

    if (number != 0) {
        pov_buffer_add(out, text, year.month != 0 ? 7 : 4);
    }
}

void pov_year_say(pov_buffer *out, pov_year year, pov_language language)
{
    static const char *const months[] = {"",        "January",  "February", "March",  "April",
                                         "May",     "June",     "July",     "August", "September",
                                         "October", "November", "December"};

    if (year.month == 0) {
        pov_year_write(out, year);
    } else if (language == POV_VIETNAMESE) {
        pov_buffer_format(out, "tháng %d/%d", year.month, year.year);
    } else {
        pov_buffer_format(out, "%s %d", months[year.month], year.year);
    }
}

const char *pov_parent_above(const char *parent)
{
    size_t name = strcspn(parent, ",");

    /* a comma at either end is a part of the name */
    return name > 0 && parent[name] == ',' ? parent + name + 1 + strspn(parent + name + 1, " ")
                                           : "";
}

size_t pov_parent_name_length(const char *parent)
{
    size_t length = pov_parent_above(parent)[0] != '\0' ? strcspn(parent, ",") : strlen(parent);

    while (length > 0 && parent[length - 1] == ' ') {
        length--;
    }
    return length;
}

bool pov_row_is_all(const pov_row *row)
{
    return strcmp(row->group, "all") == 0;
}

bool pov_row_states_any(const pov_row *row)
{
    bool any = row->stated_set != 0;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        any = any || row->against_parent[m] != POV_EXACTLY;
    }
    return any;
}

pov_figure pov_row_figure(const pov_row *row, pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);

    return pov_figure_stated(pov_row_stated(row, quantity), info->kind, info->negative);
}

pov_row_key pov_row_key_of(const pov_row *row)
{
    const pov_year target = row->indicator[0] != '\0' ? (pov_year){0, 0} : row->target_year;

    return (pov_row_key){
        row->group,     row->standard,
        row->indicator, row->population,
        row->counts,    {row->year.year, row->year.month, target.year, target.month},
        row->kind,
    };
}

static pov_status ready(pov_plan *plan, pov_error *err)
{
    if (plan->index == NULL) {
        plan->index = calloc(1, sizeof *plan->index);
        if (plan->index == NULL) {
            return pov_no_memory(err);
        }
        plan->index->words.arena = &plan->arena;
    }
    return POV_OK;
}

pov_status pov_plan_add_file(pov_plan *plan, const char *name, pov_error *err)
{
    pov_status status = ready(plan, err);
    char *copy = pov_arena_text(&plan->arena, name, strlen(name));

    if (status == POV_OK && (copy == NULL ||
                             pov_grow(&plan->file, &plan->file_capacity, plan->file_count + 1,
                                      sizeof *plan->file) != POV_OK ||
                             pov_grow(&plan->place, &plan->place_capacity, plan->file_count + 1,
                                      sizeof *plan->place) != POV_OK)) {
        status = pov_no_memory(err);
    }
    if (status == POV_OK) {
        plan->place[plan->file_count] = copy;
        plan->file[plan->file_count++] = copy;
    }
    return status;
}

void pov_plan_write_place(const pov_plan *plan, size_t row, pov_buffer *out)
{
    pov_place_write(out, plan->place[plan->row[row].file], plan->row[row].line, 0);
}

pov_status pov_plan_set_place(pov_plan *plan, const char *place, pov_error *err)
{
    char *copy = pov_arena_text(&plan->arena, place, strlen(place));

    if (copy == NULL) {
        return pov_no_memory(err);
    }
    plan->place[plan->file_count - 1] = copy;
    return POV_OK;
}

void pov_plan_cut(pov_plan *plan, size_t file_count)
{
    struct pov_plan_index *index = plan->index;

    while (index != NULL && index->whole_count > 0 &&
           index->whole[index->whole_count - 1].file >= file_count) {
        index->whole_count--;
    }
    while (plan->row_count > 0 && plan->row[plan->row_count - 1].file >= file_count) {
        plan->row_count--;
    }
    plan->file_count = file_count < plan->file_count ? file_count : plan->file_count;
}

static bool keep(pov_plan *plan, word_of of, const char *text, const pov_word **word)
{
    pov_words *words = &plan->index->words;
    size_t *last = &plan->index->last[of];

    if (*last == 0 || strcmp(words->word[*last - 1].text, text != NULL ? text : "") != 0) {
        const size_t at = pov_words_keep(words, text);
        if (at == POV_NONE) {
            return false;
        }
        *last = at + 1;
    }
    *word = &words->word[*last - 1];
    return true;
}

static bool keep_text(pov_plan *plan, word_of of, const char *text, const char **kept)
{
    const pov_word *word = NULL;
    bool done = keep(plan, of, text, &word);

    if (done) {
        *kept = word->text;
    }
    return done;
}

/* The same for what most rows leave out. */
static bool keep_stated(pov_plan *plan, const char *text, const char **kept)
{
    static const char none[] = "";

    *kept = none;
    return text == NULL || text[0] == '\0' || keep_text(plan, WORD_OTHER, text, kept);
}

/* A name, and what it is compared by: mostly those of the row before, which has them in `kept`
 * and `key`. */
static bool keep_name(pov_plan *plan, const char *text, const char **kept, size_t *key)
{
    const pov_word *word = NULL;

    if (*kept != NULL && text != NULL && strcmp(*kept, text) == 0) {
        return true;
    }
    bool done = keep(plan, WORD_OTHER, text, &word);

    if (done) {
        *kept = word->text;
        *key = pov_words_name(&plan->index->words, (size_t)(word - plan->index->words.word));
    }
    return done && *key != POV_NONE;
}

pov_status pov_plan_set_whole(pov_plan *plan, const char *name, pov_error *err)
{
    struct pov_plan_index *index = plan->index;
    plan_whole whole = {.file = plan->file_count - 1};

    if (index->whole_count > 0 && index->whole[index->whole_count - 1].file == whole.file) {
        return POV_OK; /* of the file's first table */
    }
    if (!keep_name(plan, name, &whole.name, &whole.key) ||
        pov_grow(&index->whole, &index->whole_capacity, index->whole_count + 1,
                 sizeof *index->whole) != POV_OK) {
        return pov_no_memory(err);
    }
    index->whole[index->whole_count++] = whole;
    return POV_OK;
}

pov_quantity_set pov_plan_stated(const pov_plan *plan)
{
    pov_quantity_set stated = 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        stated |= plan->row[r].stated_set;
    }
    return stated;
}

const char *pov_plan_key_text(const pov_plan *plan, size_t key)
{
    return plan->index->words.word[key].text;
}

static bool keep_texts(pov_plan *plan, const pov_row_draft *draft, pov_row *row)
{
    const pov_word *level = NULL, *group = NULL;

    if (!keep(plan, WORD_LEVEL, draft->level, &level)) {
        return false;
    }
    row->level = level->level;
    if (!keep(plan, WORD_GROUP, draft->group, &group)) {
        return false;
    }
    /* words of one group ("DTTS", "dân tộc thiểu số") share the English word's text */
    const char *name = group->group;
    return keep_text(plan, WORD_GROUP_NAME, name, &row->group) &&
           keep_stated(plan, draft->indicator, &row->indicator) &&
           keep_stated(plan, draft->population, &row->population) &&
           keep_stated(plan, draft->dimension, &row->dimension) &&
           keep_stated(plan, draft->counts, &row->counts) &&
           keep_name(plan, draft->unit, &row->name, &row->name_key) &&
           keep_name(plan, draft->parent, &row->parent_name, &row->parent_key) &&
           keep_stated(plan, draft->standard, &row->standard) &&
           keep_stated(plan, draft->code, &row->code) &&
           keep_stated(plan, draft->source, &row->source) &&
           keep_stated(plan, draft->note, &row->note);
}

static bool keep_figures(pov_plan *plan, const pov_row_draft *draft, pov_row *row)
{
    pov_stated *stated =
        pov_arena_alloc(&plan->arena, pov_set_count(draft->stated_set) * sizeof *stated);
    if (stated == NULL) {
        return false;
    }
    size_t at = 0;
    for (size_t q = 0; draft->stated_set >> q != 0; q++) {
        if (pov_set_has(draft->stated_set, (pov_quantity)q)) {
            stated[at++] = draft->stated[q];
        }
    }
    row->stated = stated;
    row->stated_set = draft->stated_set;
    return true;
}

static bool has_end(const pov_row_draft *draft)
{
    bool end = draft->target_year.year != 0;

    for (size_t q = 0; q < POV_QUANTITY_COUNT && !end; q++) {
        pov_aspect aspect = pov_quantity_get((pov_quantity)q)->aspect;
        end = pov_set_has(draft->stated_set, (pov_quantity)q) && aspect >= POV_PP &&
              aspect < POV_ASPECT_COUNT;
    }
    return end;
}

pov_status pov_draft_count_years(pov_row_draft *draft, pov_error *err)
{
    int64_t months = pov_year_months(draft->target_year) - pov_year_months(draft->year);

    for (size_t q = 0; draft->stated_set >> q != 0; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        pov_stated *stated = &draft->stated[q];
        if (!pov_set_has(draft->stated_set, (pov_quantity)q) || stated->years == 0) {
            continue;
        }
        if (draft->year.year == 0 || draft->target_year.year == 0 || months <= 0 ||
            months % 12 != 0) {
            (void)pov_fail(err, POV_ERR_DATA, "a figure per year, but not of how many years");
            pov_error_hint(err, "it is per year from year to target_year: both are stated, and "
                                "whole years lie between");
        } else if (!pov_stated_times(stated, (unsigned)(months / 12), info->kind)) {
            (void)pov_fail(err, POV_ERR_DATA, "%d years of it are more than there can be",
                           (int)(months / 12));
        } else {
            continue;
        }
        pov_error_place(err, NULL, draft->line, 0, info->name);
        return POV_ERR_DATA;
    }
    return POV_OK;
}

static bool append(pov_plan *plan, const pov_row *row)
{
    const bool done =
        pov_grow(&plan->row, &plan->row_capacity, plan->row_count + 1, sizeof *plan->row) == POV_OK;

    if (done) {
        plan->row[plan->row_count++] = *row;
    }
    return done;
}

pov_status pov_plan_add_row(pov_plan *plan, const pov_row_draft *draft, pov_error *err)
{
    const bool ends = has_end(draft);
    pov_row row = {
        .unit = POV_NONE,
        .year = draft->year,
        .target_year = draft->target_year,
        .kind = ends ? draft->kind : POV_END_PLAN,
        .against_parent = {draft->against_parent[0], draft->against_parent[1],
                           draft->against_parent[2]},
        .flags = (draft->parent_inferred ? POV_ROW_INFERRED : 0) | (ends ? POV_ROW_ENDS : 0) |
                 (draft->from_aim ? POV_ROW_FROM_AIM : 0),
        .file = plan->file_count - 1,
        .line = draft->line,
        .parent_row = POV_NONE,
        .same_row = POV_NONE,
        .all_row = POV_NONE,
    };

    if (plan->row_count > 0) {
        const pov_row *before = &plan->row[plan->row_count - 1];
        row.name = before->name;
        row.name_key = before->name_key;
        row.parent_name = before->parent_name;
        row.parent_key = before->parent_key;
    }
    if (!keep_texts(plan, draft, &row) || !keep_figures(plan, draft, &row)) {
        return pov_no_memory(err);
    }
    row.of_unit = pov_group_is_of_unit(row.group);
    return append(plan, &row) ? POV_OK : pov_no_memory(err);
}

pov_status pov_plan_amend_row(pov_plan *plan, size_t row, const char *unit, const char *parent,
                              pov_error *err)
{
    pov_row *amended = &plan->row[row];

    if (parent != NULL && amended->parent_name[0] == '\0') {
        amended->flags |= POV_ROW_INFERRED;
    }
    if ((unit != NULL && !keep_name(plan, unit, &amended->name, &amended->name_key)) ||
        (parent != NULL && !keep_name(plan, parent, &amended->parent_name, &amended->parent_key))) {
        return pov_no_memory(err);
    }
    return POV_OK;
}

/* ---- finishing: units, their tree, rows that belong together ---- */

/* A row like this one, but without figures. */
static pov_status add_row_between(pov_plan *plan, pov_row row)
{
    static const char none[] = "";

    row.source = row.note = none;
    row.stated = NULL;
    row.stated_set = 0;
    memset(row.against_parent, POV_EXACTLY, sizeof row.against_parent);
    row.flags = POV_ROW_ADDED | (row.flags & (POV_ROW_INFERRED | POV_ROW_ENDS | POV_ROW_FROM_AIM));
    return append(plan, &row) ? POV_OK : POV_ERR_NOMEM;
}

typedef enum names_rows { NO_ROWS, AT_THE_TOP, BELOW_OTHERS } names_rows;

/* A parent that has no row is a part of what all rows of its file are parts of, where that is at
 * the top. */
static pov_status add_parents_below_whole(pov_plan *plan)
{
    const struct pov_plan_index *index = plan->index;
    const size_t count = plan->row_count;
    names_rows *names = calloc(index->words.count + 1, sizeof *names); /* by name_key */
    const pov_word *level = NULL;
    const bool kept = names != NULL && keep(plan, WORD_LEVEL, NULL, &level);
    pov_status status = kept ? POV_OK : POV_ERR_NOMEM;

    for (size_t r = 0; r < count && status == POV_OK; r++) {
        const pov_row *row = &plan->row[r];
        if (row->parent_name[0] != '\0') {
            names[row->name_key] = BELOW_OTHERS;
        } else if (names[row->name_key] == NO_ROWS) {
            names[row->name_key] = AT_THE_TOP;
        }
    }
    for (size_t r = 0, w = 0; r < count && w < index->whole_count && status == POV_OK; r++) {
        pov_row row = plan->row[r];
        while (w < index->whole_count && index->whole[w].file < row.file) {
            w++;
        }
        if (w == index->whole_count || index->whole[w].file != row.file ||
            names[index->whole[w].key] != AT_THE_TOP || row.parent_name[0] == '\0' ||
            names[row.parent_key] != NO_ROWS || pov_parent_above(row.parent_name)[0] != '\0') {
            continue;
        }
        names[row.parent_key] = BELOW_OTHERS;
        row.name = row.parent_name;
        row.name_key = row.parent_key;
        row.parent_name = index->whole[w].name;
        row.parent_key = index->whole[w].key;
        row.code = "";
        row.level = level->level;
        row.flags |= POV_ROW_INFERRED;
        status = add_row_between(plan, row);
    }
    free(names);
    return status;
}

typedef struct unit_id {
    size_t name, parent;
} unit_id;

static pov_status find_units(pov_plan *plan)
{
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_row *row = &plan->row[r];
        unit_id id = {row->name_key, row->parent_key};
        row->unit = pov_map_get(&plan->index->units, &id, sizeof id);
        if (row->unit == POV_NONE) {
            unit_id *key = pov_arena_alloc(&plan->arena, sizeof *key);
            if (key == NULL || pov_grow(&plan->unit, &plan->unit_capacity, plan->unit_count + 1,
                                        sizeof *plan->unit) != POV_OK) {
                return POV_ERR_NOMEM;
            }
            *key = id;
            row->unit = plan->unit_count++;
            plan->unit[row->unit] = (pov_unit){
                .name = row->name,
                .key = plan->index->words.word[id.name].text,
                .level = "",
                .parent_name = row->parent_name,
                .parent_key = plan->index->words.word[id.parent].text,
                .parent = POV_NONE,
                .first_row = r,
            };
            if (pov_map_put(&plan->index->units, key, sizeof *key, row->unit) != POV_OK) {
                return POV_ERR_NOMEM;
            }
        }
        pov_unit *unit = &plan->unit[row->unit];
        if (unit->level[0] == '\0') {
            unit->level = row->level;
        }
    }
    return POV_OK;
}

/* Sorts entries, which come in the order of their units, into lists. */
static pov_status fill_lists(unit_lists *out, size_t lists, const list_entry *entry, size_t count)
{
    out->count = lists;
    out->start = calloc(lists + 2, sizeof *out->start);
    out->unit = malloc((count + 1) * sizeof *out->unit);
    if (out->start == NULL || out->unit == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        out->start[entry[i].list + 2]++;
    }
    for (size_t k = 2; k < lists + 2; k++) {
        out->start[k] += out->start[k - 1];
    }
    for (size_t i = 0; i < count; i++) { /* start[k + 1] moves from the list's start to its end */
        out->unit[out->start[entry[i].list + 1]++] = entry[i].unit;
    }
    return POV_OK;
}

static pov_status find_namesakes(pov_plan *plan)
{
    list_entry *entry = calloc(plan->unit_count + 1, sizeof *entry);

    if (entry == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t u = 0; u < plan->unit_count; u++) {
        entry[u] = (list_entry){plan->row[plan->unit[u].first_row].name_key, u};
    }
    pov_status status =
        fill_lists(&plan->index->names, plan->index->words.count, entry, plan->unit_count);
    free(entry);
    return status;
}

/* The key of a folded name that a unit has; POV_NONE where none has it. */
static size_t name_key(const pov_plan *plan, const char *folded, size_t length)
{
    size_t key = pov_map_get(&plan->index->words.index, folded, length);

    const unit_lists *names = &plan->index->names;
    return key < names->count && names->start[key] < names->start[key + 1] ? key : POV_NONE;
}

bool pov_plan_has_namesake(const pov_plan *plan, size_t unit)
{
    const unit_lists *names = &plan->index->names;
    const size_t key = plan->row[plan->unit[unit].first_row].name_key;

    return names->start[key + 1] - names->start[key] > 1;
}

/* The last comma before `end` that parts a name from what comes after it; 0 where there is none.
 */
static size_t comma_before(const char *address, size_t end)
{
    while (end > 0 && (address[--end] != ',' || address[end + 1] == '\0')) {
    }
    return end;
}

static size_t without_blanks(const char *text, size_t length)
{
    while (length > 0 && text[length - 1] == ' ') {
        length--;
    }
    return length;
}

static const char *rest_after(const char *address, size_t comma)
{
    return address + comma + 1 + strspn(address + comma + 1, " ");
}

const char *pov_plan_parent_above(const pov_plan *plan, const char *address, size_t *name,
                                  pov_buffer *folded)
{
    size_t whole = strlen(address);

    for (size_t end = whole; end > 0; end = comma_before(address, end)) {
        *name = without_blanks(address, end);
        pov_buffer_clear(folded);
        pov_name_fold(address, *name, folded);
        if (name_key(plan, pov_buffer_get(folded), folded->length) != POV_NONE) {
            return end == whole ? address + whole : rest_after(address, end);
        }
    }
    *name = pov_parent_name_length(address);
    return pov_parent_above(address);
}

static const char *folded_parent(const pov_plan *plan, size_t unit)
{
    size_t key = plan->row[plan->unit[unit].first_row].parent_key;

    return plan->index->words.word[key].text;
}

/* How much of `text`, with the comma after it, `name` takes; 0 where it does not begin so. */
static size_t begins_with(const char *text, const char *name, size_t length)
{
    if (strncmp(text, name, length) != 0) {
        return 0;
    }
    size_t end = length + strspn(text + length, " ");
    if (text[end] == ',') {
        return end + 1 + strspn(text + end + 1, " ");
    }
    return text[end] == '\0' ? end : 0;
}

bool pov_plan_is_in(const pov_plan *plan, size_t unit, const char *above)
{
    const char *stated = folded_parent(plan, unit);

    while (above[0] != '\0' && stated[0] != '\0') {
        size_t up = unit != POV_NONE ? plan->unit[unit].parent : POV_NONE;
        const char *name = up != POV_NONE ? plan->unit[up].key : stated;
        size_t length = up != POV_NONE ? strlen(name) : pov_parent_name_length(stated);
        size_t taken = begins_with(above, stated, strlen(stated)); /* a name with a comma, or all */
        if (taken > 0 && above[taken] == '\0') {
            return true;
        }
        taken = begins_with(above, name, length);
        if (taken == 0) {
            return false;
        }
        above += taken;
        unit = up;
        stated = up != POV_NONE && plan->unit[up].parent_name[0] != '\0' ? folded_parent(plan, up)
                                                                         : pov_parent_above(stated);
    }
    return above[0] == '\0';
}

/* ---- units by what they are within ---- */

/*
 * A unit's name, and the first names of what is above it, hashed one after the other. Places of
 * one hash share a list, which costs time only: pov_plan_is_in says whether a unit is within one.
 */
typedef struct place_id {
    size_t name;
    uint64_t within;
    uint64_t whole; /* 1: nothing more is stated above it */
} place_id;

/* Adds the first name of *address and moves past it; false at the end. */
static bool next_place(const pov_plan *plan, const char **address, place_id *id)
{
    pov_hash_seed seed = plan->index->within.seed;

    if ((*address)[0] == '\0') {
        return false;
    }
    seed.half[0] ^= id->within;
    id->within = pov_hash(seed, *address, pov_parent_name_length(*address));
    *address = pov_parent_above(*address);
    return true;
}

static pov_status add_place(pov_plan *plan, const place_id *id, size_t unit, size_t *capacity)
{
    addresses *within = &plan->index->within;
    size_t list = pov_map_get(&within->index, id, sizeof *id);

    if (list == POV_NONE) {
        place_id *key = pov_arena_alloc(&plan->arena, sizeof *key);
        list = within->index.count;
        if (key == NULL) {
            return POV_ERR_NOMEM;
        }
        *key = *id;
        if (pov_map_put(&within->index, key, sizeof *key, list) != POV_OK) {
            return POV_ERR_NOMEM;
        }
    }
    if (pov_grow(&within->entry, capacity, within->entry_count + 1, sizeof *within->entry) !=
        POV_OK) {
        return POV_ERR_NOMEM;
    }
    within->entry[within->entry_count++] = (list_entry){list, unit};
    return POV_OK;
}

/* A unit is in the list of each place that its stated parent begins with, and of the whole. */
static pov_status find_places(pov_plan *plan)
{
    addresses *within = &plan->index->within;
    size_t capacity = 0;
    pov_status status = POV_OK;

    within->seed = pov_hash_seed_new(plan);
    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        const char *rest = folded_parent(plan, u);
        place_id id = {.name = plan->row[plan->unit[u].first_row].name_key};
        while (status == POV_OK && next_place(plan, &rest, &id)) {
            status = add_place(plan, &id, u, &capacity);
        }
        id.whole = 1;
        if (status == POV_OK) {
            status = add_place(plan, &id, u, &capacity);
        }
    }
    if (status == POV_OK) {
        status =
            fill_lists(&within->lists, within->index.count, within->entry, within->entry_count);
    }
    free(within->entry);
    within->entry = NULL;
    return status;
}

/* Which unit is looked for. */
typedef struct sought {
    size_t unit;       /* the one that names it as its parent */
    const char *above; /* what it is within, or "" */
    int rank;          /* 0, or it is of this rank or higher */
} sought;

/* "Xã Tân Lập" within "Xã Tân Lập", as what communes are merged into keeps the name of one: the
 * whole is meant where others name it. */
static bool is_namesake_of_whole(const pov_plan *plan, size_t unit)
{
    const pov_row *row = &plan->row[plan->unit[unit].first_row];

    return row->parent_key == row->name_key && row->parent_name[0] != '\0';
}

static bool is_sought(const pov_plan *plan, const sought *s, size_t unit)
{
    int rank = pov_level_rank(plan->unit[unit].level);

    return unit != s->unit && !is_namesake_of_whole(plan, unit) &&
           (s->rank == 0 || (rank > 0 && rank <= s->rank)) &&
           (s->above[0] == '\0' || pov_plan_is_in(plan, unit, s->above));
}

/* Units have the order of their first rows. */
static size_t nearest_in(const pov_plan *plan, const sought *s, const unit_lists *lists,
                         size_t list)
{
    size_t low = lists->start[list], end = lists->start[list + 1], high = end;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (lists->unit[middle] < s->unit) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (size_t i = low; i > lists->start[list]; i--) {
        if (is_sought(plan, s, lists->unit[i - 1])) {
            return lists->unit[i - 1];
        }
    }
    for (size_t i = low; i < end; i++) {
        if (is_sought(plan, s, lists->unit[i])) {
            return lists->unit[i];
        }
    }
    return POV_NONE;
}

/* The later of those before the unit, else the first after it. */
static size_t nearer(const sought *s, size_t a, size_t b)
{
    if (a == POV_NONE || b == POV_NONE) {
        return a == POV_NONE ? b : a;
    }
    size_t first = a < b ? a : b, second = a < b ? b : a;
    return second < s->unit ? second : first;
}

/* Of several units of a name (and within what is above it, unless that is "") the nearest
 * before the unit is meant, as lists put a district before its communes; else the first after. */
static size_t find_named(const pov_plan *plan, size_t name, const sought *s)
{
    const addresses *within = &plan->index->within;
    const char *rest = s->above;
    place_id id = {.name = name};
    size_t found = POV_NONE;

    if (rest[0] == '\0') {
        return nearest_in(plan, s, &plan->index->names, name);
    }
    while (next_place(plan, &rest, &id)) { /* whose parent is stated so, or begins so at the end */
        id.whole = rest[0] != '\0';
        size_t list = pov_map_get(&within->index, &id, sizeof id);
        if (list != POV_NONE) {
            found = nearer(s, found, nearest_in(plan, s, &within->lists, list));
        }
    }
    return found;
}

size_t pov_plan_find_above(const pov_plan *plan, size_t unit, const char *folded, int rank)
{
    size_t found = POV_NONE, whole = strlen(folded);

    for (size_t end = whole; end > 0 && found == POV_NONE; end = comma_before(folded, end)) {
        size_t name = name_key(plan, folded, without_blanks(folded, end));
        if (name != POV_NONE) {
            const sought s = {unit, end == whole ? "" : rest_after(folded, end), rank};
            found = find_named(plan, name, &s);
        }
    }
    return found;
}

static pov_status refuse_cycle(const pov_plan *plan, size_t unit, pov_error *err)
{
    const pov_row *row = &plan->row[plan->unit[unit].first_row];
    pov_buffer path = {0};
    size_t u = unit;

    do {
        pov_buffer_format(&path, pov_translate("%s is a part of "), plan->unit[u].name);
        u = plan->unit[u].parent;
    } while (u != unit && u != POV_NONE);
    (void)pov_fail(err, POV_ERR_DATA, "a unit cannot be a part of itself: %s%s",
                   pov_buffer_get(&path), plan->unit[unit].name);
    pov_buffer_fini(&path);
    pov_error_place(err, plan->place[row->file], row->line, 0, "parent");
    return POV_ERR_DATA;
}

/* Follows every unit upwards once. */
static pov_status refuse_cycles(const pov_plan *plan, pov_error *err)
{
    size_t *seen = calloc(plan->unit_count + 1, sizeof *seen); /* start of the walk + 1 */
    pov_status status = POV_OK;

    if (seen == NULL) {
        return pov_no_memory(err);
    }
    for (size_t start = 0; start < plan->unit_count && status == POV_OK; start++) {
        for (size_t u = start; u != POV_NONE && seen[u] == 0; u = plan->unit[u].parent) {
            seen[u] = start + 1;
            size_t up = plan->unit[u].parent;
            if (up != POV_NONE && seen[up] == start + 1) {
                status = refuse_cycle(plan, up, err);
                break;
            }
        }
    }
    free(seen);
    return status;
}

static bool only_itself(const pov_plan *plan, size_t unit)
{
    const pov_row *row = &plan->row[plan->unit[unit].first_row];

    return plan->unit[unit].parent == POV_NONE && is_namesake_of_whole(plan, unit) &&
           (row->flags & POV_ROW_INFERRED) == 0;
}

static bool has_addresses(const pov_plan *plan)
{
    bool has = false;

    for (size_t u = 0; u < plan->unit_count && !has; u++) {
        has = pov_parent_above(plan->unit[u].parent_name)[0] != '\0';
    }
    return has;
}

/* A parent is named by its name, or as in an address by its name and what it is a part of: "Châu
 * Thành, Bến Tre". Names go first, whole: addresses are looked for in the tree that they make. */
static void find_parent_units(pov_plan *plan)
{
    for (size_t u = 0; u < plan->unit_count; u++) {
        const char *stated = folded_parent(plan, u);
        size_t name = name_key(plan, stated, strlen(stated));
        if (stated[0] != '\0' && name != POV_NONE) {
            const sought s = {u, "", 0};
            plan->unit[u].parent = find_named(plan, name, &s);
        }
    }
    for (size_t u = 0; u < plan->unit_count; u++) {
        if (plan->unit[u].parent == POV_NONE) {
            plan->unit[u].parent = pov_plan_find_above(plan, u, folded_parent(plan, u), 0);
        }
    }
}

static pov_status find_parents(pov_plan *plan, pov_problems *problems, pov_error *err)
{
    pov_map told = {0}; /* parents that are not there, each named once a file */
    pov_status status = find_namesakes(plan);

    if (status == POV_OK && has_addresses(plan)) {
        status = find_places(plan);
    }
    if (status == POV_OK) {
        find_parent_units(plan);
    }
    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        if (only_itself(plan, u)) {
            status = refuse_cycle(plan, u, err);
        }
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        pov_row *row = &plan->row[r];
        const pov_unit *unit = &plan->unit[row->unit];
        if (unit->parent != POV_NONE || unit->parent_name[0] == '\0') {
            continue;
        }
        row->flags |= POV_ROW_ORPHAN;
        const char *kept = plan->index->words.word[row->parent_key].text;
        if (pov_map_get(&told, kept, strlen(kept)) == row->file) {
            continue;
        }
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA, "%s: the file holds no row for its parent \"%s\"",
                       row->name, row->parent_name);
        status = pov_problems_note(problems, &note, plan->place[row->file], row->line);
        if (status == POV_OK) {
            status = pov_map_put(&told, kept, strlen(kept), row->file);
        }
    }
    if (status == POV_OK) {
        status = refuse_cycles(plan, err);
    }
    pov_map_fini(&told);
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

/* What makes a row one of its kind, without padding. */
typedef struct row_id {
    size_t file, unit;
    pov_row_key key;
} row_id;

static row_id id_of(const pov_row *row, size_t unit, const char *group)
{
    row_id id = {row->file, unit, pov_row_key_of(row)};

    id.key.group = group;
    return id;
}

/* For all rows of the plan, at most three quarters full. */
static pov_status make_row_index(pov_plan *plan)
{
    row_index *index = &plan->index->rows;
    size_t capacity = 64;

    while (capacity / 4 * 3 < plan->row_count) {
        capacity *= 2;
    }
    if (plan->row_count >= UINT32_MAX) {
        return POV_ERR_NOMEM;
    }
    free(index->slot);
    *index = (row_index){.slot = calloc(capacity, sizeof *index->slot), .capacity = capacity};
    index->seed = pov_hash_seed_new(index->slot);
    return index->slot != NULL ? POV_OK : POV_ERR_NOMEM;
}

/* Where the first row with the key is, or would be. */
static uint32_t *slot_of(const pov_plan *plan, const row_id *id)
{
    const row_index *index = &plan->index->rows;
    size_t at = (size_t)pov_hash(index->seed, id, sizeof *id) & (index->capacity - 1);

    for (; index->slot[at] != 0; at = (at + 1) & (index->capacity - 1)) {
        const pov_row *row = &plan->row[index->slot[at] - 1];
        const row_id other = id_of(row, row->unit, row->group);
        if (memcmp(&other, id, sizeof other) == 0) {
            break;
        }
    }
    return &index->slot[at];
}

static uint32_t *slot_of_row(const pov_plan *plan, size_t r)
{
    const row_id id = id_of(&plan->row[r], plan->row[r].unit, plan->row[r].group);

    return slot_of(plan, &id);
}

static bool same_figures(const pov_row *a, const pov_row *b)
{
    if (a->stated_set != b->stated_set) {
        return false;
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *left = pov_row_stated(a, (pov_quantity)q);
        const pov_stated *right = pov_row_stated(b, (pov_quantity)q);
        if (left != NULL &&
            (left->face != right->face || left->face_high != right->face_high ||
             left->digits != right->digits || left->qualifier != right->qualifier)) {
            return false;
        }
    }
    return true;
}

static pov_status find_duplicates(pov_plan *plan, pov_problems *problems)
{
    pov_status status = make_row_index(plan);

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        pov_row *row = &plan->row[r];
        uint32_t *slot = slot_of_row(plan, r);
        if (*slot == 0) {
            *slot = (uint32_t)r + 1;
            continue;
        }
        const size_t first = *slot - 1;
        plan->row[first].flags |= POV_ROW_DUPLICATE;
        row->flags |= POV_ROW_DUPLICATE;
        if (same_figures(&plan->row[first], row)) {
            row->flags |= POV_ROW_REPEATED;
        }
        row->same_row = first;
        pov_error note = POV_ERROR_INIT;
        pov_buffer line = {0};
        pov_place_write_line(&line, plan->place[plan->row[first].file], plan->row[first].line);
        (void)pov_fail(&note, POV_ERR_DATA,
                       "duplicate row: %s is already on line %s (same unit, parent, group, year, "
                       "standard, target year and kind)",
                       row->name, pov_buffer_get(&line));
        status = pov_problems_note(problems, &note, plan->place[row->file], row->line);
        pov_buffer_fini(&line);
    }
    return status;
}

static size_t find_row(const pov_plan *plan, const pov_row *like, size_t unit, const char *group)
{
    if (unit == POV_NONE) {
        return POV_NONE;
    }
    const row_id id = id_of(like, unit, group);
    const uint32_t found = *slot_of(plan, &id);
    return found != 0 ? found - 1 : POV_NONE;
}

size_t pov_plan_year_before(const pov_plan *plan, size_t row)
{
    pov_row before = plan->row[row];

    before.year.year--;
    if (before.target_year.year != 0) {
        before.target_year.year--;
    }
    return find_row(plan, &before, before.unit, before.group);
}

/* Puts the last row into the index. */
static pov_status index_row(pov_plan *plan)
{
    const bool full = plan->row_count > plan->index->rows.capacity / 4 * 3;
    const pov_status status = full ? make_row_index(plan) : POV_OK;

    for (size_t r = full ? 0 : plan->row_count - 1; r < plan->row_count && status == POV_OK; r++) {
        uint32_t *slot = slot_of_row(plan, r);
        *slot = *slot != 0 ? *slot : (uint32_t)r + 1;
    }
    return status;
}

#define LEVELS_MAX 8 /* that are looked up: more than there are levels */

/* Whether a unit further up than a row's parent has a row of its year and group. */
static bool is_within_one_above(const pov_plan *plan, const pov_row *row)
{
    size_t above = plan->unit[row->unit].parent;

    for (int up = 0; up < LEVELS_MAX && above != POV_NONE; up++) {
        above = plan->unit[above].parent;
        if (find_row(plan, row, above, row->group) != POV_NONE) {
            return true;
        }
    }
    return false;
}

/* The parent of a row gets a row too. */
static pov_status add_parent_row(pov_plan *plan, pov_row row)
{
    row.unit = plan->unit[row.unit].parent;
    const pov_row *first = &plan->row[plan->unit[row.unit].first_row];
    row.name = first->name;
    row.name_key = first->name_key;
    row.parent_name = first->parent_name;
    row.parent_key = first->parent_key;
    row.code = first->code;
    row.level = first->level;
    const pov_status status = add_row_between(plan, row);
    return status == POV_OK ? index_row(plan) : status;
}

static pov_status link_rows(pov_plan *plan)
{
    pov_status status = POV_OK;

    if (!keep_text(plan, WORD_GROUP_NAME, "all", &plan->index->all)) {
        return POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) { /* rows are added */
        pov_row *row = &plan->row[r];
        row->parent_row = find_row(plan, row, plan->unit[row->unit].parent, row->group);
        if (row->parent_row == POV_NONE && plan->holds == POV_FILE_PLAN &&
            is_within_one_above(plan, row)) {
            row->parent_row = plan->row_count;
            status = add_parent_row(plan, *row);
        }
    }
    const char *all = plan->index->all;
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_row *row = &plan->row[r];
        row->all_row = row->group != all ? find_row(plan, row, row->unit, all) : POV_NONE;
    }
    return status;
}

/* Whether the unit below shows that one above it is no district: it is one itself, or a commune
 * since July 2025, when districts ended. */
static bool shows_province(const pov_plan *plan, const pov_unit *below)
{
    const pov_year year = plan->row[below->first_row].year;

    return strcmp(below->level, "district") == 0 ||
           (strcmp(below->level, "commune") == 0 &&
            (year.year > 2025 || (year.year == 2025 && (year.month == 0 || year.month > 6))));
}

/* "Thành phố" is a district, or a province: what is below it says which. */
static pov_status find_provinces(pov_plan *plan)
{
    static const char *const province = "province";
    bool *is_province = calloc(plan->unit_count + 1, sizeof *is_province);

    if (is_province == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t u = 0; u < plan->unit_count; u++) {
        size_t parent = plan->unit[u].parent;
        if (parent != POV_NONE && strcmp(plan->unit[parent].level, "district") == 0 &&
            shows_province(plan, &plan->unit[u])) {
            is_province[parent] = true;
        }
    }
    for (size_t u = 0; u < plan->unit_count; u++) {
        plan->unit[u].level = is_province[u] ? province : plan->unit[u].level;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (is_province[plan->row[r].unit]) {
            plan->row[r].level = province;
        }
    }
    free(is_province);
    return POV_OK;
}

pov_status pov_plan_finish(pov_plan *plan, pov_problems *problems, pov_error *err)
{
    pov_status status = ready(plan, err);

    if (status == POV_OK && plan->index->whole_count > 0) {
        status = add_parents_below_whole(plan);
    }
    if (status == POV_OK) {
        status = find_units(plan);
    }
    if (status == POV_OK) {
        status = find_parents(plan, problems, err);
    }
    if (status == POV_OK) {
        status = find_provinces(plan);
    }
    if (status == POV_OK) {
        status = find_duplicates(plan, problems);
    }
    if (status == POV_OK) {
        status = link_rows(plan);
    }
    if (status == POV_OK && plan->row_count > 0) { /* no more rows are added */
        pov_row *rows = realloc(plan->row, plan->row_count * sizeof *rows);
        if (rows != NULL) {
            plan->row = rows;
            plan->row_capacity = plan->row_count;
        }
    }
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

static void fini_lists(unit_lists *lists)
{
    free(lists->unit);
    free(lists->start);
}

void pov_plan_fini(pov_plan *plan)
{
    if (plan->index != NULL) {
        pov_words_fini(&plan->index->words);
        pov_map_fini(&plan->index->units);
        free(plan->index->rows.slot);
        free(plan->index->whole);
        pov_map_fini(&plan->index->within.index);
        fini_lists(&plan->index->within.lists);
        fini_lists(&plan->index->names);
        free(plan->index);
    }
    free(plan->unit);
    free(plan->row);
    free(plan->file);
    free(plan->place);
    pov_arena_fini(&plan->arena);
    *plan = (pov_plan)POV_PLAN_INIT;
}

/* ---- the order of printing ---- */

/* The row under which a row is printed. */
static size_t printed_under(const pov_plan *plan, size_t r)
{
    const pov_row *row = &plan->row[r];

    if (row->parent_row != POV_NONE) {
        return row->parent_row;
    }
    if (row->all_row != POV_NONE) {
        return row->all_row;
    }
    return find_row(plan, row, plan->unit[row->unit].parent, plan->index->all);
}

static bool is_kept(const bool *keep, size_t row)
{
    return keep == NULL || keep[row];
}

pov_status pov_plan_order_get(const pov_plan *plan, const bool *keep, pov_plan_order *order,
                              pov_error *err)
{
    size_t count = plan->row_count;
    size_t *child = malloc((count + 1) * sizeof *child);
    size_t *next = malloc((count + 1) * sizeof *next);
    size_t *stack = malloc((count + 1) * sizeof *stack);
    pov_plan_order result = {
        .row = malloc((count + 1) * sizeof *result.row),
        .depth = malloc((count + 1) * sizeof *result.depth),
    };
    pov_status status = POV_OK;

    if (child == NULL || next == NULL || stack == NULL || result.row == NULL ||
        result.depth == NULL) {
        pov_plan_order_fini(&result);
        status = pov_no_memory(err);
        goto done;
    }
    /* child[count] is the first row at the top; pushing from the last row keeps the order */
    for (size_t r = 0; r <= count; r++) {
        child[r] = POV_NONE;
    }
    for (size_t r = count; r-- > 0;) {
        size_t under = printed_under(plan, r);
        size_t *list = &child[under == POV_NONE ? count : under];
        next[r] = *list;
        *list = r;
    }
    size_t open = 0;
    unsigned depth = 0;
    for (size_t r = child[count]; r != POV_NONE;) {
        if (is_kept(keep, r)) {
            result.row[result.count] = r;
            result.depth[result.count++] = depth;
        }
        if (child[r] != POV_NONE) {
            stack[open++] = r;
            depth += is_kept(keep, r);
            r = child[r];
            continue;
        }
        r = next[r];
        while (r == POV_NONE && open > 0) {
            const size_t above = stack[--open];
            depth -= is_kept(keep, above);
            r = next[above];
        }
    }
    *order = result;

done:
    free(child);
    free(next);
    free(stack);
    return status;
}

void pov_plan_order_fini(pov_plan_order *order)
{
    free(order->row);
    free(order->depth);
    *order = (pov_plan_order){0};
}
