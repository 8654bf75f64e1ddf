/*
 * Renaming units before a plan is finished, and adding up those that became one.
 */
#include "model/unit_map.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_unit_map_add(pov_unit_map *map, const char *old_name, const char *new_name,
                            pov_error *err)
{
    pov_buffer folded = {0};
    pov_status status = POV_OK;

    pov_text_fold(old_name, strlen(old_name), &folded);
    const char *key =
        folded.failed ? NULL : pov_arena_text(&map->arena, folded.data, folded.length);
    const char *old = pov_arena_text(&map->arena, old_name, strlen(old_name));
    const char *now = pov_arena_text(&map->arena, new_name, strlen(new_name));
    if (key == NULL || old == NULL || now == NULL) {
        status = pov_no_memory(err);
    } else if (pov_map_get(&map->index, key, folded.length) != POV_NONE) {
        status = pov_fail(err, POV_ERR_DATA, "\"%s\" is listed before", old_name);
        pov_error_hint(err, "an old unit becomes one new unit; one that was divided cannot be "
                            "compared");
    } else if (pov_grow(&map->name, &map->capacity, map->count + 1, sizeof *map->name) != POV_OK ||
               pov_map_put(&map->index, key, folded.length, map->count) != POV_OK) {
        status = pov_no_memory(err);
    } else {
        map->name[map->count++] = (pov_renaming){old, now, false};
    }
    pov_buffer_fini(&folded);
    return status;
}

void pov_unit_map_fini(pov_unit_map *map)
{
    pov_map_fini(&map->index);
    free(map->name);
    pov_arena_fini(&map->arena);
    *map = (pov_unit_map)POV_UNIT_MAP_INIT;
}

/* ---- renaming ---- */

/* What the renaming needs to know of each row. */
typedef struct renamed {
    size_t old_key; /* of the name that was there */
    size_t next;    /* another row that was added to this one, or POV_NONE */
    size_t into;    /* the row that it was added to, or POV_NONE */
    bool changed;
} renamed;

static const char *new_name(pov_unit_map *map, const char *name, pov_buffer *folded)
{
    pov_buffer_clear(folded);
    pov_text_fold(name, strlen(name), folded);
    size_t found = folded->failed
                       ? POV_NONE
                       : pov_map_get(&map->index, pov_buffer_get(folded), folded->length);
    if (found == POV_NONE) {
        return NULL;
    }
    map->name[found].used = true;
    return map->name[found].now;
}

static pov_status rename_rows(pov_unit_map *map, pov_plan *plan, renamed *rows, pov_error *err)
{
    pov_buffer folded = {0};
    pov_status status = POV_OK;

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const char *unit = new_name(map, plan->row[r].name, &folded);
        const char *parent = new_name(map, plan->row[r].parent_name, &folded);
        rows[r] = (renamed){plan->row[r].name_key, POV_NONE, POV_NONE, unit != NULL};
        if (unit != NULL || parent != NULL) {
            status = pov_plan_amend_row(plan, r, unit, parent, err);
        }
    }
    if (folded.failed) {
        status = pov_no_memory(err);
    }
    pov_buffer_fini(&folded);
    return status;
}

/* ---- adding up ---- */

static bool is_low(uint8_t qualifier)
{
    return qualifier == POV_EXACTLY || qualifier == POV_AT_LEAST || qualifier == POV_ABOVE;
}

static bool is_high(uint8_t qualifier)
{
    return qualifier == POV_EXACTLY || qualifier == POV_AT_MOST || qualifier == POV_BELOW;
}

static bool is_closed(uint8_t qualifier)
{
    return qualifier == POV_EXACTLY || qualifier == POV_ABOUT || qualifier == POV_RANGE;
}

/* The sum of two stated counts; false where it could not be stated so. */
static bool add_counts(pov_stated *to, const pov_stated *with, bool negative)
{
    pov_stated sum = {.face = to->face + with->face, .face_high = to->face_high + with->face_high};

    if (is_low(to->qualifier) && is_low(with->qualifier)) {
        bool exact = to->qualifier == POV_EXACTLY && with->qualifier == POV_EXACTLY;
        sum.qualifier = exact ? POV_EXACTLY : POV_AT_LEAST;
    } else if (is_high(to->qualifier) && is_high(with->qualifier)) {
        sum.qualifier = POV_AT_MOST;
    } else if (is_closed(to->qualifier) && is_closed(with->qualifier)) {
        pov_interval a = pov_stated_bounds(to, POV_KIND_COUNT, negative);
        pov_interval b = pov_stated_bounds(with, POV_KIND_COUNT, negative);
        sum.face = a.low + b.low;
        sum.face_high = a.high + b.high;
        sum.qualifier = POV_RANGE;
    } else {
        return false;
    }
    *to = sum;
    return sum.face_high <= POV_COUNT_MAX && sum.face >= -POV_COUNT_MAX;
}

static pov_status add_row(pov_plan *plan, pov_row *to, const pov_row *with, pov_error *err)
{
    pov_stated *sum = pov_arena_alloc(&plan->arena, POV_QUANTITY_COUNT * sizeof *sum);
    pov_quantity_set mask = 0;
    size_t count = 0;

    if (sum == NULL) {
        return pov_no_memory(err);
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        const pov_stated *a = pov_row_stated(to, (pov_quantity)q);
        const pov_stated *b = pov_row_stated(with, (pov_quantity)q);
        if (a == NULL || b == NULL || info->kind != POV_KIND_COUNT) {
            continue;
        }
        sum[count] = *a;
        if (add_counts(&sum[count], b, info->negative)) {
            mask |= pov_set_of((pov_quantity)q);
            count++;
        }
    }
    to->stated = sum;
    to->stated_set = mask;
    return POV_OK;
}

/* What makes rows one, without padding. */
typedef struct row_id {
    size_t file, name, parent;
    pov_row_key key;
} row_id;

/* Whether a row of the same old unit was added already: then it is a duplicate, not a part. */
static bool is_duplicate(const renamed *rows, size_t first, size_t r)
{
    for (size_t i = first; i != POV_NONE; i = rows[i].next) {
        if (rows[i].old_key == rows[r].old_key) {
            return true;
        }
    }
    return false;
}

static pov_status note_sum(const pov_plan *plan, size_t r, size_t count, pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;
    const pov_row *row = &plan->row[r];

    (void)pov_fail(&note, POV_ERR_DATA,
                   "%s: %zu units became this one; their counts are added up, their rates left out",
                   row->name, count);
    pov_error_place(&note, plan->place[row->file], row->line, 0, NULL);
    note.code = POV_OK;
    return pov_problems_add(problems, &note);
}

static pov_status add_up(pov_plan *plan, renamed *rows, pov_error *err)
{
    pov_map index = {0};
    row_id *ids = malloc((plan->row_count + 1) * sizeof *ids);
    pov_status status = ids != NULL ? POV_OK : pov_no_memory(err);

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const pov_row *row = &plan->row[r];
        ids[r] = (row_id){row->file, row->name_key, row->parent_key, pov_row_key_of(row)};
        size_t first = pov_map_get(&index, &ids[r], sizeof ids[r]);
        if (first == POV_NONE) {
            status = pov_map_put(&index, &ids[r], sizeof ids[r], r);
            status = status == POV_OK ? POV_OK : pov_no_memory(err);
        } else if (!is_duplicate(rows, first, r) && (rows[first].changed || rows[r].changed)) {
            status = add_row(plan, &plan->row[first], &plan->row[r], err);
            rows[first].changed = true;
            rows[r].next = rows[first].next;
            rows[r].into = first;
            rows[first].next = r;
        }
    }
    pov_map_fini(&index);
    free(ids);
    return status;
}

/* Takes out the rows that were added to others. */
static pov_status close_gaps(pov_plan *plan, const renamed *rows, pov_problems *problems,
                             pov_error *err)
{
    size_t kept = 0;

    for (size_t r = 0; r < plan->row_count; r++) {
        if (rows[r].into != POV_NONE) {
            continue;
        }
        size_t count = 0;
        for (size_t i = r; i != POV_NONE; i = rows[i].next) {
            count++;
        }
        if (count > 1 && note_sum(plan, r, count, problems) != POV_OK) {
            return pov_no_memory(err);
        }
        plan->row[kept++] = plan->row[r];
    }
    plan->row_count = kept;
    return POV_OK;
}

pov_status pov_unit_map_apply(pov_unit_map *map, pov_plan *plan, pov_problems *problems,
                              pov_error *err)
{
    if (map->count == 0) {
        return POV_OK;
    }
    renamed *rows = calloc(plan->row_count + 1, sizeof *rows);
    if (rows == NULL) {
        return pov_no_memory(err);
    }
    pov_status status = rename_rows(map, plan, rows, err);
    if (status == POV_OK) {
        status = add_up(plan, rows, err);
    }
    if (status == POV_OK) {
        status = close_gaps(plan, rows, problems, err);
    }
    free(rows);
    return status;
}
