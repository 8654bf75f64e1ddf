/*
 * Renaming units before a plan is finished, and adding up those that became one.
 */
#include "model/unit_map.h"

#include "base/name.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_unit_map_add(pov_unit_map *map, const char *old_name, const char *new_name,
                            pov_error *err)
{
    pov_buffer folded = {0};
    pov_status status = POV_OK;

    pov_name_fold(old_name, strlen(old_name), &folded);
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
               pov_grow(&map->read, &map->read_capacity, map->count + 1, sizeof *map->read) !=
                   POV_OK ||
               pov_name_read(key, &map->arena, &map->read[map->count]) != POV_OK ||
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
    free(map->read);
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

/* Old names by their bare forms, and what the plan has for each. */
typedef struct renaming {
    pov_unit_map *map;
    pov_plan *plan;
    pov_map bare;      /* → the last old name of that form */
    size_t *before;    /* by old name: the one before it of that form, or POV_NONE */
    size_t *meant;     /* by old name: the key of the one name that it may mean, or POV_NONE */
    const char **name; /* that name */
    bool *exact;       /* by old name: the plan has it */
    pov_buffer folded;
    pov_arena arena;
} renaming;

/* The entry of a name: with *fits the only one that may mean it, else the one of that name. */
static pov_status find_old(renaming *x, const char *name, bool *fits, size_t *found)
{
    pov_name read;

    pov_buffer_clear(&x->folded);
    pov_name_fold(name, strlen(name), &x->folded);
    *fits = false;
    if (x->folded.failed) {
        return POV_ERR_NOMEM;
    }
    const char *key = pov_buffer_get(&x->folded);
    *found = pov_map_get(&x->map->index, key, x->folded.length);
    if (*found != POV_NONE || name[0] == '\0') {
        return POV_OK;
    }
    pov_status status = pov_name_read(key, &x->arena, &read);
    for (size_t i = status == POV_OK ? pov_map_get(&x->bare, read.bare, strlen(read.bare))
                                     : POV_NONE;
         i != POV_NONE; i = x->before[i]) {
        if (pov_names_fit(&x->map->read[i], &read)) {
            *found = *fits ? POV_NONE : i;
            if (*fits) {
                break; /* two entries: neither */
            }
            *fits = true;
        }
    }
    return status;
}

static pov_status ready(renaming *x)
{
    size_t count = x->map->count;
    pov_status status = POV_OK;

    x->before = malloc((count + 1) * sizeof *x->before);
    x->meant = malloc((count + 1) * sizeof *x->meant);
    x->name = malloc((count + 1) * sizeof *x->name);
    x->exact = calloc(count + 1, sizeof *x->exact);
    if (x->before == NULL || x->meant == NULL || x->name == NULL || x->exact == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < count && status == POV_OK; i++) {
        const char *bare = x->map->read[i].bare;
        x->meant[i] = POV_NONE;
        x->before[i] = pov_map_get(&x->bare, bare, strlen(bare));
        status = pov_map_put(&x->bare, bare, strlen(bare), i);
    }
    return status;
}

/* An old name that is no unit's, and may be that of two, says nothing. */
static pov_status look_at_name(renaming *x, size_t key, const char *name, const char **other,
                               size_t *of)
{
    size_t old;
    bool fits;
    pov_status status = find_old(x, name, &fits, &old);

    if (status == POV_OK && old != POV_NONE) {
        x->exact[old] = x->exact[old] || !fits;
        if (fits && x->meant[old] == POV_NONE) {
            x->meant[old] = key;
            x->name[old] = name;
        } else if (fits && x->meant[old] != key) {
            *other = name;
            *of = old;
        }
    }
    return status;
}

static const char *new_name(renaming *x, const char *name, pov_status *status)
{
    size_t old;
    bool fits;

    *status = find_old(x, name, &fits, &old);
    if (*status != POV_OK || old == POV_NONE || (fits && x->exact[old])) {
        return NULL;
    }
    x->map->name[old].used = true;
    return x->map->name[old].now;
}

static pov_status say_meant(const renaming *x, pov_problems *problems)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < x->map->count && status == POV_OK; i++) {
        if (x->meant[i] != POV_NONE && !x->exact[i]) {
            pov_error note = POV_ERROR_INIT;
            (void)pov_fail(&note, POV_ERR_DATA, "--map: \"%s\" is taken for \"%s\"",
                           x->map->name[i].old, x->name[i]);
            status = pov_problems_note(problems, &note, NULL, 0);
        }
    }
    return status;
}

static pov_status rename_with(renaming *x, renamed *rows, pov_problems *problems, pov_error *err)
{
    pov_plan *plan = x->plan;
    const char *other = NULL;
    size_t of = POV_NONE;
    pov_status status = ready(x);

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const pov_row *row = &plan->row[r];
        status = look_at_name(x, row->name_key, row->name, &other, &of);
        if (status == POV_OK) {
            status = look_at_name(x, row->parent_key, row->parent_name, &other, &of);
        }
    }
    if (status == POV_OK && other != NULL && !x->exact[of]) {
        (void)pov_fail(err, POV_ERR_DATA, "--map: \"%s\" may be \"%s\" or \"%s\"",
                       x->map->name[of].old, x->name[of], other);
        pov_error_hint(err, "write the whole name, with what comes before it");
        return POV_ERR_DATA;
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const char *unit = new_name(x, plan->row[r].name, &status);
        const char *parent =
            status == POV_OK ? new_name(x, plan->row[r].parent_name, &status) : NULL;
        rows[r] = (renamed){plan->row[r].name_key, POV_NONE, POV_NONE, unit != NULL};
        if (status == POV_OK && (unit != NULL || parent != NULL)) {
            status = pov_plan_amend_row(plan, r, unit, parent, err);
        }
    }
    return status == POV_OK ? say_meant(x, problems) : status;
}

static pov_status rename_rows(pov_unit_map *map, pov_plan *plan, renamed *rows,
                              pov_problems *problems, pov_error *err)
{
    renaming x = {.map = map, .plan = plan};
    pov_status status = rename_with(&x, rows, problems, err);

    pov_map_fini(&x.bare);
    free(x.before);
    free(x.meant);
    free(x.name);
    free(x.exact);
    pov_buffer_fini(&x.folded);
    pov_arena_fini(&x.arena);
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

/* ---- adding up ---- */

static bool is_low(uint8_t qualifier)
{
    return qualifier == POV_EXACTLY || pov_is_at_least(qualifier);
}

static bool is_high(uint8_t qualifier)
{
    return qualifier == POV_EXACTLY || pov_is_at_most(qualifier);
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
    return pov_problems_note(problems, &note, plan->place[row->file], row->line);
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
    pov_status status = rename_rows(map, plan, rows, problems, err);
    if (status == POV_OK) {
        status = add_up(plan, rows, err);
    }
    if (status == POV_OK) {
        status = close_gaps(plan, rows, problems, err);
    }
    free(rows);
    return status;
}
