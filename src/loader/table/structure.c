#include "loader/table/structure.h"

#include "base/text.h"
#include "loader/table/official.h"

#include <stdlib.h>
#include <string.h>

/* What a row is in its table. */
typedef enum row_kind {
    ROW_UNIT,  /* a part of the total */
    ROW_TOTAL, /* "Toàn tỉnh" */
    ROW_SECTION, /* "Thành thị" with figures, "Cộng" below its units: the total's for that group */
    ROW_LISTED /* numbered 1, 2, … under a head that is numbered I, II, … */
} row_kind;

struct pov_row_mark {
    row_kind kind;
    size_t under; /* row of the section or head that it stands under, or POV_NONE */
};

/* What a unit's name says of its row. */
typedef enum row_word {
    WORD_NAME,
    WORD_TOTAL,
    WORD_SUBTOTAL, /* "Cộng": of its section, or of all */
    WORD_URBAN,
    WORD_RURAL,
    WORD_URBAN_TOTAL,
    WORD_RURAL_TOTAL,
    WORD_REMARK
} row_word;

static row_word word_of(const char *folded)
{
    const char *group = pov_section_group(folded);
    const char *total_of = pov_section_total(folded);

    if (group != NULL) {
        return strcmp(group, "urban") == 0 ? WORD_URBAN : WORD_RURAL;
    }
    if (total_of != NULL) {
        return strcmp(total_of, "urban") == 0 ? WORD_URBAN_TOTAL : WORD_RURAL_TOTAL;
    }
    if (pov_is_total(folded)) {
        return pov_is_subtotal(folded) ? WORD_SUBTOTAL : WORD_TOTAL;
    }
    return pov_is_remark(folded) ? WORD_REMARK : WORD_NAME;
}

/* Most names come back every year: each is looked at once. */
static pov_status find_word(pov_structure *s, const char *name, row_word *word)
{
    size_t length = strlen(name);
    size_t known = pov_map_get(&s->words, name, length);
    pov_buffer folded = {0};

    if (known != POV_NONE) {
        *word = (row_word)known;
        return POV_OK;
    }
    pov_text_fold(name, length, &folded);
    *word = word_of(pov_buffer_get(&folded));
    const char *kept = folded.failed ? NULL : pov_arena_text(&s->arena, name, length);
    pov_buffer_fini(&folded);
    return kept != NULL ? pov_map_put(&s->words, kept, length, (size_t)*word) : POV_ERR_NOMEM;
}

static void open_section(pov_structure *s, const pov_plan *plan, const pov_row_draft *draft,
                         row_word word, bool *skip)
{
    *skip = draft->stated_set == 0;
    s->bare = s->bare || (s->group != NULL && s->section_row == POV_NONE);
    s->group = word == WORD_URBAN ? "urban" : "rural";
    s->headed = !*skip;
    s->section_row = *skip ? POV_NONE : plan->row_count;
    s->section_start = s->count;
    s->head_row = POV_NONE;
}

/*
 * Whether "Cộng" is the total of the open section alone: where the sections have no other, one for
 * each year. Below sections of which one has no total it is that of all.
 */
static bool closes_section(const pov_structure *s, const pov_plan *plan, row_word word,
                           const pov_row_draft *draft)
{
    if (word == WORD_URBAN_TOTAL || word == WORD_RURAL_TOTAL) {
        return s->groups;
    }
    return word == WORD_SUBTOTAL && s->group != NULL && !s->headed && !s->bare &&
           (s->section_row == POV_NONE ||
            pov_year_compare(plan->row[s->section_row].year, draft->year) != 0);
}

/* The total below a section's units, which are a part of it. */
static pov_row_mark close_section(pov_structure *s, const pov_plan *plan, row_word word,
                                  pov_row_draft *draft)
{
    draft->group = word == WORD_SUBTOTAL ? s->group : word == WORD_URBAN_TOTAL ? "urban" : "rural";
    s->section_row = plan->row_count;
    for (size_t i = s->section_start; i < s->count; i++) {
        if (s->mark[i].kind == ROW_UNIT && s->mark[i].under == POV_NONE) {
            s->mark[i].under = plan->row_count;
        }
    }
    s->section_start = s->count;
    s->head_row = POV_NONE;
    return (pov_row_mark){ROW_SECTION, POV_NONE};
}

static pov_row_mark classify(pov_structure *s, const pov_plan *plan, const char *serial,
                             row_word word, pov_row_draft *draft, bool *skip)
{
    pov_row_mark mark = {ROW_UNIT, s->section_row};

    if (word == WORD_REMARK && draft->stated_set == 0) {
        *skip = true;
        return mark;
    }
    if ((word == WORD_URBAN || word == WORD_RURAL) && s->groups && draft->level == NULL) {
        open_section(s, plan, draft, word, skip);
        return (pov_row_mark){ROW_SECTION, POV_NONE};
    }
    if (closes_section(s, plan, word, draft)) {
        return close_section(s, plan, word, draft);
    }
    if (word == WORD_TOTAL || word == WORD_SUBTOTAL) {
        s->group = NULL; /* it speaks of all, whatever section was open */
        s->section_row = s->head_row = POV_NONE;
        s->section_start = s->count + 1;
        s->bare = false;
        return (pov_row_mark){ROW_TOTAL, POV_NONE};
    }
    if (pov_is_roman(serial)) {
        s->head_row = plan->row_count;
    } else if (s->head_row != POV_NONE && pov_is_arabic(serial)) {
        mark = (pov_row_mark){ROW_LISTED, s->head_row};
    }
    return mark;
}

pov_status pov_structure_row(pov_structure *structure, const pov_plan *plan, const char *serial,
                             pov_row_draft *draft, bool *skip, pov_error *err)
{
    pov_structure *s = structure;
    row_word word = WORD_NAME;

    *skip = false;
    if (!s->parents) {
        return POV_OK;
    }
    if (find_word(s, draft->unit, &word) != POV_OK ||
        pov_grow(&s->mark, &s->capacity, s->count + 1, sizeof *s->mark) != POV_OK) {
        return pov_no_memory(err);
    }
    pov_row_mark mark = classify(s, plan, serial, word, draft, skip);
    if (s->group != NULL && draft->group == NULL) {
        draft->group = s->group;
    }
    if (!*skip) {
        s->mark[s->count++] = mark;
    }
    return POV_OK;
}

/* ---- the parents ---- */

/* Rows of a plan keep equal texts once: names that are printed alike need no folding. */
static pov_status same_name(const char *a, const char *b, bool *same)
{
    pov_buffer left = {0}, right = {0};

    *same = a == b;
    if (*same) {
        return POV_OK;
    }
    pov_text_fold(a, strlen(a), &left);
    pov_text_fold(b, strlen(b), &right);
    *same = strcmp(pov_buffer_get(&left), pov_buffer_get(&right)) == 0;
    bool failed = left.failed || right.failed;
    pov_buffer_fini(&left);
    pov_buffer_fini(&right);
    return failed ? POV_ERR_NOMEM : POV_OK;
}

static pov_status add_note(const pov_plan *plan, size_t row, pov_error *note,
                           pov_problems *problems)
{
    pov_error_place(note, plan->place[plan->row[row].file], plan->row[row].line, 0, NULL);
    note->code = POV_OK;
    return pov_problems_add(problems, note);
}

/* The total row: the first of them, or POV_NONE when there is none or when two differ in name. */
static pov_status find_total(const pov_structure *s, const pov_plan *plan, pov_problems *problems,
                             size_t *total)
{
    *total = POV_NONE;
    for (size_t i = 0; i < s->count; i++) {
        size_t row = s->first_row + i;
        bool same = true;
        if (s->mark[i].kind != ROW_TOTAL) {
            continue;
        }
        if (*total == POV_NONE) {
            *total = row;
            continue;
        }
        if (same_name(plan->row[row].name, plan->row[*total].name, &same) != POV_OK) {
            return POV_ERR_NOMEM;
        }
        if (!same) {
            pov_error note = POV_ERROR_INIT;
            (void)pov_fail(
                &note, POV_ERR_DATA,
                "\"%.60s\" and \"%.60s\" on line %zu are both total rows: no unit gets a parent",
                plan->row[row].name, plan->row[*total].name, plan->row[*total].line);
            pov_error_hint(&note, "a column \"parent\" says what each unit is a part of");
            *total = POV_NONE;
            return add_note(plan, row, &note, problems);
        }
    }
    return POV_OK;
}

/* Without a total row: the only unit of the highest level, when there are lower ones. */
static pov_status find_highest(const pov_structure *s, const pov_plan *plan, size_t *total)
{
    int highest = 7; /* a level that is not stated */
    bool lower = false, only = true;

    *total = POV_NONE;
    for (size_t row = s->first_row; row < plan->row_count; row++) {
        int rank = pov_level_rank(plan->row[row].level);
        if (rank > 0 && rank < highest) {
            lower = lower || *total != POV_NONE;
            highest = rank;
            *total = row;
        }
    }
    if (*total == POV_NONE) {
        return POV_OK;
    }
    for (size_t row = s->first_row; row < plan->row_count && only; row++) {
        if (pov_level_rank(plan->row[row].level) != highest) {
            lower = true;
        } else if (same_name(plan->row[row].name, plan->row[*total].name, &only) != POV_OK) {
            return POV_ERR_NOMEM;
        }
    }
    if (!only || !lower) {
        *total = POV_NONE;
    }
    return POV_OK;
}

/* The names of a file against its total row's: each compared once. */
typedef struct total_names {
    size_t total; /* row, or POV_NONE */
    pov_map same; /* name -> whether it is the total's */
} total_names;

static pov_status is_total_name(total_names *names, const pov_plan *plan, const char *name,
                                bool *same)
{
    size_t known = pov_map_get(&names->same, name, strlen(name));

    *same = known == 1;
    if (known != POV_NONE) {
        return POV_OK;
    }
    pov_status status = same_name(name, plan->row[names->total].name, same);
    return status == POV_OK ? pov_map_put(&names->same, name, strlen(name), *same) : status;
}

/* Finds what a row is a part of: a row, or POV_NONE. */
static pov_status find_parent(const pov_structure *s, size_t i, const pov_plan *plan,
                              total_names *names, size_t *parent)
{
    const pov_row_mark *mark = &s->mark[i];
    const char *name = plan->row[s->first_row + i].name;
    bool listed = mark->kind == ROW_LISTED || (names->total == POV_NONE && mark->under != POV_NONE);
    bool same = false; /* another row of the same unit: a group, or another year */
    pov_status status = POV_OK;

    *parent = listed ? mark->under : names->total;
    if (*parent == POV_NONE) {
        return POV_OK;
    }
    status = listed ? same_name(name, plan->row[*parent].name, &same)
                    : is_total_name(names, plan, name, &same);
    if (same) {
        *parent = POV_NONE;
    }
    return status;
}

/* Names the parent of one row; *named is set when that is the total row. */
static pov_status name_parent(const pov_structure *s, size_t i, pov_plan *plan, total_names *names,
                              bool *named, pov_error *err)
{
    size_t row = s->first_row + i;
    size_t total = names->total;
    size_t parent = POV_NONE;

    if (s->mark[i].kind == ROW_TOTAL) {
        return POV_OK;
    }
    if (s->mark[i].kind == ROW_SECTION) {
        return total != POV_NONE ? pov_plan_amend_row(plan, row, plan->row[total].name, NULL, err)
                                 : POV_OK;
    }
    pov_status status = find_parent(s, i, plan, names, &parent);
    if (status == POV_OK && parent != POV_NONE) {
        *named = *named || parent == total;
        status = pov_plan_amend_row(plan, row, NULL, plan->row[parent].name, err);
    }
    return status;
}

static pov_status note_total(const pov_plan *plan, size_t total, pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(
        &note, POV_ERR_DATA,
        "\"%.80s\" is taken as the parent of the other units, as there is no column \"parent\"",
        plan->row[total].name);
    return add_note(plan, total, &note, problems);
}

static pov_status note_lists(const pov_structure *s, const pov_plan *plan, pov_problems *problems)
{
    for (size_t i = 0; i < s->count; i++) {
        if (s->mark[i].kind == ROW_LISTED) {
            pov_error note = POV_ERROR_INIT;
            (void)pov_fail(
                &note, POV_ERR_DATA,
                "units numbered I, II, ... are taken as the parents of those numbered 1, 2, ... "
                "under them, as there is no column \"parent\"");
            return add_note(plan, s->mark[i].under, &note, problems);
        }
    }
    return POV_OK;
}

pov_status pov_structure_finish(pov_structure *structure, pov_plan *plan, pov_problems *problems,
                                pov_error *err)
{
    const pov_structure *s = structure;
    total_names names = {.total = POV_NONE};
    size_t before = problems->count;
    bool named = false;

    if (!s->parents) {
        return POV_OK;
    }
    pov_status status = find_total(s, plan, problems, &names.total);
    if (status == POV_OK && names.total == POV_NONE && problems->count == before) {
        status = find_highest(s, plan, &names.total);
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        status = name_parent(s, i, plan, &names, &named, err);
    }
    if (status == POV_OK && named) {
        status = note_total(plan, names.total, problems);
    }
    if (status == POV_OK) {
        status = note_lists(s, plan, problems);
    }
    pov_map_fini(&names.same);
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

void pov_structure_fini(pov_structure *structure)
{
    free(structure->mark);
    pov_map_fini(&structure->words);
    pov_arena_fini(&structure->arena);
    *structure = (pov_structure)POV_STRUCTURE_INIT;
}
