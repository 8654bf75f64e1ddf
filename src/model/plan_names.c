/*
 * Names that are written in two ways: with and without the kind of the unit, or without marks.
 */
#include "model/plan.h"

#include "base/name.h"
#include "model/totals.h"

#include <stdlib.h>
#include <string.h>

#define NAMED_MAX 3 /* names that a note lists */

/* A name in the rows: of units, or of parents only. */
typedef struct used_name {
    pov_name name;
    const char *printed;
    size_t row, last_row; /* the first and the last of its units, or POV_NONE: parents only */
    int highest;          /* rank of those that name it as their parent; 0: not known */
} used_name;

typedef struct names {
    pov_plan *plan;
    used_name *used;
    pov_name *name; /* the same names, side by side */
    size_t count;
    size_t *of;       /* by key: its place in `used`, or POV_NONE */
    size_t *next_row; /* by row: the next one of its name */
    bool *failed;     /* memory ran out while rows were compared */
    pov_arena arena;
} names;

/* The place on the ladder of levels; 0 where nothing says it. */
static int rank_of(const char *level, const pov_name *name)
{
    /* by kind; a city may be any */
    static const int ranks[] = {0, 3, 0, 4, 4, 4, 5, 5, 5, 5, 6, 6};
    int rank = level[0] != '\0' ? pov_level_rank(level) : 0;

    return rank > 0 ? rank : ranks[name->kind];
}

/* ---- collecting ---- */

static pov_status use(names *n, size_t key, const char *printed)
{
    if (n->of[key] != POV_NONE || printed[0] == '\0' || strchr(printed, ',') != NULL) {
        return POV_OK;
    }
    used_name *used = &n->used[n->count];
    *used = (used_name){.printed = printed, .row = POV_NONE, .last_row = POV_NONE};
    pov_status status = pov_name_read(pov_plan_key_text(n->plan, key), &n->arena, &used->name);
    n->name[n->count] = used->name;
    n->of[key] = n->count++;
    return status;
}

static pov_status collect(names *n)
{
    const pov_plan *plan = n->plan;
    size_t keys = 0;
    pov_status status = POV_OK;

    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        keys = row->name_key >= keys ? row->name_key + 1 : keys;
        keys = row->parent_key >= keys ? row->parent_key + 1 : keys;
    }
    n->of = malloc((keys + 1) * sizeof *n->of);
    n->used = calloc(keys + 1, sizeof *n->used);
    n->name = malloc((keys + 1) * sizeof *n->name);
    n->next_row = malloc((plan->row_count + 1) * sizeof *n->next_row);
    if (n->of == NULL || n->used == NULL || n->name == NULL || n->next_row == NULL) {
        return POV_ERR_NOMEM;
    }
    memset(n->of, 0xFF, (keys + 1) * sizeof *n->of);                   /* POV_NONE each */
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) { /* units' spelling first */
        status = use(n, plan->row[r].name_key, plan->row[r].name);
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        status = use(n, plan->row[r].parent_key, plan->row[r].parent_name);
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        size_t of = n->of[plan->row[r].name_key];
        n->next_row[r] = POV_NONE;
        if (of != POV_NONE) {
            used_name *used = &n->used[of];
            *(used->row == POV_NONE ? &used->row : &n->next_row[used->last_row]) = r;
            used->last_row = r;
            int rank = rank_of(plan->row[r].level, &used->name);
            size_t parent = n->of[plan->row[r].parent_key];
            int *highest = parent != POV_NONE ? &n->used[parent].highest : NULL;
            if (highest != NULL && rank > 0 && (*highest == 0 || rank < *highest)) {
                *highest = rank;
            }
        }
    }
    return status;
}

/* ---- units that are not the same ---- */

static bool are_levels_apart(const names *n, size_t a, size_t b)
{
    int first = 0, second = 0;

    for (size_t r = n->used[a].row; r != POV_NONE && first == 0; r = n->next_row[r]) {
        first = rank_of(n->plan->row[r].level, &n->name[a]);
    }
    for (size_t r = n->used[b].row; r != POV_NONE && second == 0; r = n->next_row[r]) {
        second = rank_of(n->plan->row[r].level, &n->name[b]);
    }
    first = first == 0 ? rank_of("", &n->name[a]) : first;
    second = second == 0 ? rank_of("", &n->name[b]) : second;
    return first != 0 && second != 0 && first != second;
}

/* What rows of one list share but for the name and the parent. */
typedef struct place_of {
    size_t file;
    pov_row_key key;
} place_of;

static place_of place_of_row(const names *n, size_t r)
{
    const pov_row *row = &n->plan->row[r];

    return (place_of){row->file, pov_row_key_of(row)};
}

/* Whether both parents may be one unit, too. */
static bool are_parents_one(const names *n, size_t a, size_t b)
{
    size_t one = n->of[a], other = n->of[b];

    return a == b ||
           (one != POV_NONE && other != POV_NONE && pov_names_fit(&n->name[one], &n->name[other]));
}

/* Both are listed side by side, or one is a part of the other, or they are parts of different
 * units. A parent that only some rows name is no difference. */
static bool are_rows_apart(const names *n, size_t a, size_t b)
{
    pov_map rows = {0};
    bool apart = false, shared = false, unnamed = false;
    place_of *kept;
    size_t count = 0;

    for (size_t r = n->used[a].row; r != POV_NONE; r = n->next_row[r]) {
        count++;
    }
    kept = malloc((count + 1) * sizeof *kept);
    for (size_t r = n->used[a].row, i = 0; r != POV_NONE && kept != NULL; r = n->next_row[r], i++) {
        size_t parent = n->plan->row[r].parent_key;
        kept[i] = place_of_row(n, r);
        unnamed = unnamed || n->plan->row[r].parent_name[0] == '\0';
        apart = apart || n->of[parent] == b;
        *n->failed |= pov_map_put(&rows, &kept[i], sizeof kept[i], parent) != POV_OK;
    }
    for (size_t r = n->used[b].row; r != POV_NONE && !apart; r = n->next_row[r]) {
        size_t parent = n->plan->row[r].parent_key;
        place_of place = place_of_row(n, r);
        size_t other = pov_map_get(&rows, &place, sizeof place);
        apart = n->of[parent] == a || other != POV_NONE;
        unnamed = unnamed || n->plan->row[r].parent_name[0] == '\0';
        for (size_t k = n->used[a].row; k != POV_NONE && !shared && !unnamed; k = n->next_row[k]) {
            shared = are_parents_one(n, n->plan->row[k].parent_key, parent);
        }
    }
    *n->failed |= kept == NULL;
    pov_map_fini(&rows);
    free(kept);
    bool both = n->used[a].row != POV_NONE && n->used[b].row != POV_NONE;
    return apart || (both && !shared && !unnamed);
}

/* Units that name one of the two as their parent, and would be a part of their like. */
static bool is_parent_of_its_like(const names *n, size_t parent, size_t as)
{
    const used_name *used = &n->used[as];
    const char *level = used->row != POV_NONE ? n->plan->row[used->row].level : "";
    int rank = rank_of(level, &used->name);

    return rank > 0 && n->used[parent].highest > 0 && n->used[parent].highest <= rank;
}

static bool are_apart(const void *context, size_t a, size_t b)
{
    const names *n = context;

    return are_levels_apart(n, a, b) || are_rows_apart(n, a, b) || is_parent_of_its_like(n, a, b) ||
           is_parent_of_its_like(n, b, a);
}

/* Names of two kinds are one unit only where no year has both. */
static bool are_kinds_apart(const void *context, size_t a, size_t b)
{
    const names *n = context;
    bool apart = n->used[a].row == POV_NONE || n->used[b].row == POV_NONE;

    for (size_t r = n->used[a].row; r != POV_NONE && !apart; r = n->next_row[r]) {
        for (size_t k = n->used[b].row; k != POV_NONE && !apart; k = n->next_row[k]) {
            apart = n->plan->row[r].year.year == n->plan->row[k].year.year;
        }
    }
    return apart || are_apart(context, a, b);
}

/* ---- saying so ---- */

/* "Krông Nô" is taken for "Huyện Krông Nô"; of many the first. */
static void add_pair(pov_buffer *text, size_t *said, const char *from, const char *to)
{
    if (*said < NAMED_MAX) {
        pov_buffer_format(text, pov_translate("%s\"%s\" for \"%s\""), *said > 0 ? ", " : "", from,
                          to);
    }
    ++*said;
}

static pov_status say(pov_buffer *text, size_t said, const char *place, size_t line,
                      pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;

    if (said == 0 || text->failed) {
        return text->failed ? POV_ERR_NOMEM : POV_OK;
    }
    if (said > NAMED_MAX) {
        pov_buffer_format(text, pov_translate(" and %zu more"), said - NAMED_MAX);
    }
    (void)pov_fail(&note, POV_ERR_DATA, "a unit's name that is written in another way is taken: %s",
                   pov_buffer_get(text));
    return text->failed ? POV_ERR_NOMEM : pov_problems_note(problems, &note, place, line);
}

/* A name that may be that of two units is taken for neither. */
static pov_status say_doubt(const char *printed, const char *one, const char *two,
                            const char *place, pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_DATA, "\"%s\" may be \"%s\" or \"%s\": it is taken for neither",
                   printed, one, two);
    return pov_problems_note(problems, &note, place, 0);
}

/* ---- within one plan ---- */

/* Parents that no unit has the name of, but two might; units that may be two of another kind. */
static pov_status say_doubtful(const names *n, const size_t *as, pov_problems *problems)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < n->count && status == POV_OK; i++) {
        size_t two[2] = {POV_NONE, POV_NONE};
        bool parent = n->used[i].row == POV_NONE;
        if (as[i] == POV_NONE) { /* units come first */
            (void)pov_names_fitting(n->name, parent ? i : n->count, &n->name[i],
                                    parent ? pov_names_fit : pov_names_change_kind, two);
        }
        if (two[1] != POV_NONE && n->used[two[0]].row != POV_NONE &&
            n->used[two[1]].row != POV_NONE) {
            const pov_row *row = &n->plan->row[n->used[two[0]].row];
            status = say_doubt(n->used[i].printed, n->used[two[0]].printed, n->used[two[1]].printed,
                               n->plan->place[row->file], problems);
        }
    }
    return status;
}

static pov_status rename_rows(names *n, const size_t *as, pov_problems *problems, pov_error *err)
{
    pov_plan *plan = n->plan;
    pov_buffer text = {0};
    size_t said = 0, first = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < n->count; i++) {
        if (as[i] != i && as[i] != POV_NONE) {
            add_pair(&text, &said, n->used[i].printed, n->used[as[i]].printed);
        }
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK && said > 0; r++) {
        const pov_row *row = &plan->row[r];
        size_t unit = n->of[row->name_key], parent = n->of[row->parent_key];
        bool renames = unit != POV_NONE && as[unit] != unit && as[unit] != POV_NONE;
        bool moves = parent != POV_NONE && as[parent] != parent && as[parent] != POV_NONE;
        first = first == 0 && (renames || moves) ? r + 1 : first;
        if (renames || moves) {
            status = pov_plan_amend_row(plan, r, renames ? n->used[as[unit]].printed : NULL,
                                        moves ? n->used[as[parent]].printed : NULL, err);
        }
    }
    if (status == POV_OK && first > 0) {
        const pov_row *row = &plan->row[first - 1];
        status = say(&text, said, plan->place[row->file], row->line, problems);
    }
    pov_buffer_fini(&text);
    return status;
}

pov_status pov_plan_join_names(pov_plan *plan, pov_problems *problems, pov_error *err)
{
    bool failed = false;
    names n = {.plan = plan, .failed = &failed};
    pov_status status = collect(&n);
    size_t *as = malloc((n.count + 1) * sizeof *as);

    status = as == NULL ? POV_ERR_NOMEM : status;
    if (status == POV_OK) {
        status = pov_names_join(n.name, n.count, are_apart, are_kinds_apart, &n, as);
        status = failed ? POV_ERR_NOMEM : status;
    }
    if (status == POV_OK) {
        status = rename_rows(&n, as, problems, err);
    }
    if (status == POV_OK) {
        status = say_doubtful(&n, as, problems);
    }
    free(as);
    free(n.used);
    free(n.name);
    free(n.of);
    free(n.next_row);
    pov_arena_fini(&n.arena);
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : status;
}

/* ---- between two plans ---- */

/* The names of the units of two plans, each once: first those of the one, then of the other. */
typedef struct two_plans {
    const pov_unit **unit;   /* the first one of the name */
    pov_name *name, *parent; /* its own, and its parent's */
    size_t *as;
    size_t first, count; /* of the one plan; of both */
    pov_map keys;        /* of the other: → place in the lists */
    pov_arena arena;
} two_plans;

static pov_status add_units(two_plans *of, const pov_plan *plan)
{
    pov_status status = POV_OK;

    pov_map_fini(&of->keys);
    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        const char *key = plan->unit[u].key;
        if (pov_map_get(&of->keys, key, strlen(key)) == POV_NONE) {
            of->unit[of->count] = &plan->unit[u];
            status = pov_name_read(key, &of->arena, &of->name[of->count]);
            if (status == POV_OK) {
                status =
                    pov_name_read(plan->unit[u].parent_key, &of->arena, &of->parent[of->count]);
            }
            if (status == POV_OK) {
                status = pov_map_put(&of->keys, key, strlen(key), of->count);
            }
            of->count++;
        }
    }
    return status;
}

static bool are_units_apart(const void *context, size_t a, size_t b)
{
    const two_plans *of = context;
    int rank = rank_of(of->unit[a]->level, &of->name[a]);
    int other = rank_of(of->unit[b]->level, &of->name[b]);

    if (strcmp(of->name[a].key, of->name[b].key) == 0) {
        return false;
    }
    return (a < of->first) == (b < of->first) || (rank != 0 && other != 0 && rank != other);
}

/* Units of two kinds, of which both parents are named, and are not one either. */
static bool are_changed_units_apart(const void *context, size_t a, size_t b)
{
    const two_plans *of = context;
    const pov_name *one = &of->parent[a], *other = &of->parent[b];

    return are_units_apart(context, a, b) ||
           (one->key[0] != '\0' && other->key[0] != '\0' && strcmp(one->bare, other->bare) != 0);
}

/* The only unit at the top that has parts, and how many; POV_NONE: there is none, or several. */
static size_t whole_of(const pov_plan *plan, size_t *parts)
{
    size_t whole = POV_NONE;

    *parts = 0;
    for (size_t u = 0; u < plan->unit_count; u++) {
        size_t parent = plan->unit[u].parent;
        if (parent == POV_NONE || plan->unit[parent].parent != POV_NONE) {
            continue;
        }
        if (whole != POV_NONE && whole != parent) {
            return POV_NONE;
        }
        whole = parent;
        ++*parts;
    }
    return whole;
}

/* Where one of the two wholes has no name of its own and most of their parts are the same, they are
 * the same: "Toàn huyện" of the plan, "Tổng cộng" of the result. */
static void pair_wholes(two_plans *of, const pov_plan *plan, const pov_plan *other,
                        pov_buffer *text, size_t *said)
{
    size_t parts, others, same = 0, mine = whole_of(plan, &parts), its = whole_of(other, &others);

    if (mine == POV_NONE || its == POV_NONE ||
        (!pov_is_total(plan->unit[mine].key) && !pov_is_total(other->unit[its].key))) {
        return;
    }
    size_t at = pov_map_get(&of->keys, other->unit[its].key, strlen(other->unit[its].key)), to = 0;
    while (to < of->first && strcmp(of->unit[to]->key, plan->unit[mine].key) != 0) {
        to++;
    }
    for (size_t u = 0; u < other->unit_count; u++) {
        const char *key = other->unit[u].key;
        same += other->unit[u].parent == its &&
                of->as[pov_map_get(&of->keys, key, strlen(key))] != POV_NONE;
    }
    if (of->as[at] == POV_NONE && to < of->first && 2 * same >= parts && 2 * same >= others) {
        of->as[at] = to;
        add_pair(text, said, of->unit[at]->name, of->unit[to]->name);
    }
}

/* A name of one plan that may be two of the other's. */
static pov_status say_which_of_two(const two_plans *of, size_t i, const char *place,
                                   pov_problems *problems)
{
    static pov_names_fit_how *const hows[] = {pov_names_fit, pov_names_change_kind};
    size_t from = i < of->first ? of->first : 0, to = i < of->first ? of->count : of->first;

    for (size_t k = 0; k < 2; k++) {
        size_t two[2];
        if (pov_names_fitting(of->name + from, to - from, &of->name[i], hows[k], two) &&
            two[1] != POV_NONE) {
            return say_doubt(of->unit[i]->name, of->unit[from + two[0]]->name,
                             of->unit[from + two[1]]->name, place, problems);
        }
    }
    return POV_OK;
}

/* Of names that are one the plan's goes for the other's, whichever says more. */
static pov_status take_names(two_plans *of, const pov_plan *plan, pov_plan *other,
                             pov_problems *problems)
{
    const char *place = other->file_count > 0 ? other->place[0] : NULL;
    pov_buffer text = {0};
    size_t said = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < of->first; i++) {
        if (of->as[i] != POV_NONE && of->as[of->as[i]] >= of->first) {
            of->as[of->as[i]] = i;
        }
    }
    for (size_t i = 0; i < of->count && status == POV_OK; i++) {
        status = of->as[i] == POV_NONE ? say_which_of_two(of, i, place, problems) : POV_OK;
    }
    for (size_t i = of->first; i < of->count && status == POV_OK; i++) {
        size_t to = of->as[i];
        to = to != POV_NONE && to >= of->first ? of->as[to] : to;
        of->as[i] = to != POV_NONE && to < of->first ? to : POV_NONE;
        if (of->as[i] != POV_NONE && strcmp(of->name[to].key, of->name[i].key) != 0) {
            add_pair(&text, &said, of->unit[i]->name, of->unit[to]->name);
        }
    }
    if (status == POV_OK) {
        pair_wholes(of, plan, other, &text, &said);
    }
    for (size_t u = 0; u < other->unit_count && status == POV_OK; u++) {
        const char *key = other->unit[u].key;
        size_t as = of->as[pov_map_get(&of->keys, key, strlen(key))];
        other->unit[u].key = as != POV_NONE ? of->name[as].key : key;
    }
    status = status == POV_OK ? say(&text, said, place, 0, problems) : status;
    pov_buffer_fini(&text);
    return status;
}

pov_status pov_plans_join_names(const pov_plan *plan, pov_plan *other, pov_problems *problems,
                                pov_error *err)
{
    size_t most = plan->unit_count + other->unit_count + 1;
    two_plans of = {.unit = calloc(most, sizeof(const pov_unit *)),
                    .name = calloc(most, sizeof *of.name),
                    .parent = calloc(most, sizeof *of.parent),
                    .as = calloc(most, sizeof *of.as)};
    pov_status status = of.unit != NULL && of.name != NULL && of.parent != NULL && of.as != NULL
                            ? POV_OK
                            : POV_ERR_NOMEM;

    if (status == POV_OK) {
        status = add_units(&of, plan);
        of.first = of.count;
    }
    if (status == POV_OK) {
        status = add_units(&of, other);
    }
    if (status == POV_OK) {
        status =
            pov_names_join(of.name, of.count, are_units_apart, are_changed_units_apart, &of, of.as);
    }
    if (status == POV_OK) {
        status = take_names(&of, plan, other, problems);
    }
    pov_map_fini(&of.keys);
    pov_arena_fini(&of.arena);
    free(of.unit);
    free(of.name);
    free(of.parent);
    free(of.as);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}
