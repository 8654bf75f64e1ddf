/*
 * Adding up. A node is one unit, group, year, standard and target year: its rows, of any file, and
 * its parts. Nodes are added to their parents from the last to the first of a walk that visits
 * parents before their parts, so that no recursion is as deep as a file may be.
 */
#include "calculator/rollup/aggregate.h"

#include "base/name.h"
#include "base/place.h"
#include "calculator/solve/solve.h"
#include "model/relation.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- nodes ---- */

/* What makes a node, without padding. */
typedef struct node_id {
    size_t unit;
    pov_row_key key;
} node_id;

typedef struct node {
    size_t unit;                       /* of the plan, or after them an unlisted parent */
    size_t sample_row;                 /* the row that it was first needed for */
    size_t parent, first, last, next;  /* nodes: parent, parts, the next part of the parent */
    size_t first_row, last_row, parts; /* own rows; parts that are added up */
    const char *part_level;            /* of those parts; "" as long as none is stated */
    int rank;                          /* of the nearest level below that is stated, or 0 */
    int steps;                         /* that it is below */
    int above;                         /* the rank of the nearest level above, or 0 */
    pov_sum *sum;                      /* of each count */
    uint64_t open;                     /* counts that its rows leave out, and nothing gives */
    bool absent;                       /* some of its units have no row here */
    bool filled, kept;
} node;

/* A parent that no file has a row for. */
typedef struct unlisted {
    const char *name, *above; /* what it is a part of, as it is named; "" when that is not said */
    size_t parent;
} unlisted;

typedef struct aggregator {
    const pov_plan *plan;
    const pov_counts *counts;
    const pov_rollup_options *options;
    pov_problems *notes;
    size_t *parent_of; /* by unit of the plan: its parent, or POV_NONE */
    /* parents that have no row: units from unit_count on */
    struct unlisted *unlisted;
    size_t unlisted_count, unlisted_capacity;
    node *node;
    size_t count, capacity;
    pov_interval *count_of_row; /* of the row in hand */
    pov_map index, reported;    /* nodes; notes that were given */
    bool *has_units;            /* by unit of the plan: it is the parent of others */
    size_t *next_row;           /* rows of one node */
    bool *has_part;             /* by row: a row of its own file is a part of it */
    size_t *order;              /* nodes, each followed by its parts */
    pov_arena arena;
} aggregator;

static const pov_row *row_at(const aggregator *r, size_t row)
{
    return &r->plan->row[row];
}

static const pov_quantity_info *count_info(const aggregator *r, size_t which)
{
    return pov_quantity_get(r->counts->quantity[which]);
}

static bool is_listed(const aggregator *r, size_t unit)
{
    return unit < r->plan->unit_count;
}

static const unlisted *unlisted_at(const aggregator *r, size_t unit)
{
    return &r->unlisted[unit - r->plan->unit_count];
}

static const char *unit_name(const aggregator *r, size_t unit)
{
    return is_listed(r, unit) ? r->plan->unit[unit].name : unlisted_at(r, unit)->name;
}

static const char *unit_level(const aggregator *r, size_t unit)
{
    return is_listed(r, unit) ? r->plan->unit[unit].level : "";
}

static size_t unit_parent(const aggregator *r, size_t unit)
{
    return is_listed(r, unit) ? r->parent_of[unit] : unlisted_at(r, unit)->parent;
}

/* What it is a part of, as it is named. */
static const char *unit_parent_name(const aggregator *r, size_t unit)
{
    return is_listed(r, unit) ? r->plan->unit[unit].parent_name : unlisted_at(r, unit)->above;
}

static pov_status place(const aggregator *r, size_t row, pov_error *err)
{
    const pov_row *at = row_at(r, row);

    pov_error_place(err, r->plan->place[at->file], at->line, 0, NULL);
    return POV_ERR_DATA;
}

/* ---- parents that have no row ---- */

/* "Châu Thành,  Bến Tre" as addresses are compared: "châu thành, bến tre". */
static void fold_address(const char *address, pov_buffer *out)
{
    for (const char *rest = address; rest[0] != '\0'; rest = pov_parent_above(rest)) {
        pov_buffer_text(out, rest == address ? "" : ", ");
        pov_name_fold(rest, pov_parent_name_length(rest), out);
    }
}

static pov_status know_address(aggregator *r, pov_map *known, size_t unit,
                               const pov_buffer *address)
{
    const char *kept = pov_arena_text(&r->arena, pov_buffer_get(address), address->length);

    return kept != NULL && !address->failed ? pov_map_put(known, kept, address->length, unit)
                                            : POV_ERR_NOMEM;
}

/* A unit that a file has is known by its whole address. */
static pov_status know_listed(aggregator *r, pov_map *known, pov_buffer *address)
{
    pov_status status = POV_OK;

    for (size_t u = 0; u < r->plan->unit_count && status == POV_OK; u++) {
        const char *name = unit_name(r, u), *parent = unit_parent_name(r, u);
        pov_buffer_clear(address);
        pov_name_fold(name, strlen(name), address);
        pov_buffer_text(address, parent[0] != '\0' ? ", " : "");
        fold_address(parent, address);
        if (pov_map_get(known, pov_buffer_get(address), address->length) == POV_NONE) {
            status = know_address(r, known, u, address);
        }
    }
    return status;
}

static pov_status add_unlisted(aggregator *r, const char *address, size_t length, const char *above,
                               size_t *unit)
{
    const char *name = pov_arena_text(&r->arena, address, length);

    if (name == NULL || pov_grow(&r->unlisted, &r->unlisted_capacity, r->unlisted_count + 1,
                                 sizeof *r->unlisted) != POV_OK) {
        return POV_ERR_NOMEM;
    }
    *unit = r->plan->unit_count + r->unlisted_count;
    r->unlisted[r->unlisted_count++] = (unlisted){name, above, POV_NONE};
    return POV_OK;
}

/* The unit of an address, so many steps above another; POV_NONE where there is none. What comes
 * after the first name may be a name alone, "Hòa Bình": a province, if one has a row, but no
 * commune of that name. */
static size_t find_known(const aggregator *r, const pov_map *known, size_t unit, int steps,
                         const pov_buffer *key)
{
    size_t found = pov_map_get(known, pov_buffer_get(key), key->length);
    const char *level = r->plan->unit[unit].level;
    int rank = level[0] != '\0' ? pov_level_rank(level) - steps : 0;

    return found == POV_NONE && steps > 1 && rank > 0
               ? pov_plan_find_above(r->plan, unit, pov_buffer_get(key), rank)
               : found;
}

/* The unit of the address that a unit names; where there is none it is made, with all above it. */
static pov_status find_address(aggregator *r, pov_map *known, size_t unit, pov_buffer *key)
{
    const char *rest = r->plan->unit[unit].parent_name;
    size_t below = POV_NONE;

    for (int steps = 1; rest[0] != '\0'; steps++) {
        size_t length = 0;
        const char *above = pov_plan_parent_above(r->plan, rest, &length, key);
        pov_buffer_clear(key);
        fold_address(rest, key);
        size_t at = find_known(r, known, unit, steps, key);
        bool is_new = at == POV_NONE;
        if (key->failed || (is_new && (add_unlisted(r, rest, length, above, &at) != POV_OK ||
                                       know_address(r, known, at, key) != POV_OK))) {
            return POV_ERR_NOMEM;
        }
        if (below == POV_NONE) {
            r->parent_of[unit] = at;
        } else {
            r->unlisted[below - r->plan->unit_count].parent = at;
        }
        if (!is_new) {
            break;
        }
        below = at;
        rest = above;
    }
    return POV_OK;
}

/* Parents that no file has a row for become units of their own, one for each address. */
static pov_status find_unlisted(aggregator *r)
{
    const pov_plan *plan = r->plan;
    pov_map known = {0};
    pov_buffer key = {0};
    pov_status status = know_listed(r, &known, &key);

    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        r->parent_of[u] = plan->unit[u].parent;
        if (r->parent_of[u] == POV_NONE) {
            status = find_address(r, &known, u, &key);
        }
    }
    pov_buffer_fini(&key);
    pov_map_fini(&known);
    return status;
}

/* Units of a file are no part of themselves, but by way of those that no file has they may be. */
static pov_status refuse_cycles(const aggregator *r, pov_error *err)
{
    size_t units = r->plan->unit_count + r->unlisted_count;
    size_t *seen = calloc(units + 1, sizeof *seen); /* start of the walk + 1 */
    pov_status status = seen != NULL ? POV_OK : pov_no_memory(err);

    for (size_t start = 0; start < units && status == POV_OK; start++) {
        for (size_t u = start; u != POV_NONE && seen[u] == 0; u = unit_parent(r, u)) {
            seen[u] = start + 1;
            size_t up = unit_parent(r, u);
            if (up != POV_NONE && seen[up] == start + 1) {
                status = pov_fail(err, POV_ERR_DATA, "a unit cannot be a part of itself: %s",
                                  unit_name(r, up));
                break;
            }
        }
    }
    free(seen);
    return status;
}

/* ---- nodes of units ---- */

static void append_part(aggregator *r, size_t parent, size_t part)
{
    node *p = &r->node[parent];

    if (p->last == POV_NONE) {
        p->first = part;
    } else {
        r->node[p->last].next = part;
    }
    p->last = part;
}

/* The node of a unit, of the group and years of a row; new ones are made with all above them. */
static pov_status find_node(aggregator *r, size_t unit, size_t sample_row, size_t *found)
{
    size_t part = POV_NONE;

    for (size_t u = unit; u != POV_NONE; u = unit_parent(r, u)) {
        node_id id = {u, pov_row_key_of(row_at(r, sample_row))};
        size_t at = pov_map_get(&r->index, &id, sizeof id);
        bool is_new = at == POV_NONE;
        if (is_new) {
            node_id *key = pov_arena_alloc(&r->arena, sizeof *key);
            if (key == NULL ||
                pov_grow(&r->node, &r->capacity, r->count + 1, sizeof *r->node) != POV_OK) {
                return POV_ERR_NOMEM;
            }
            pov_sum *sum = pov_arena_alloc(&r->arena, r->counts->count * sizeof *sum);
            if (sum == NULL) {
                return POV_ERR_NOMEM;
            }
            *key = id;
            at = r->count++;
            r->node[at] = (node){.unit = u,
                                 .sample_row = sample_row,
                                 .parent = POV_NONE,
                                 .first = POV_NONE,
                                 .last = POV_NONE,
                                 .next = POV_NONE,
                                 .first_row = POV_NONE,
                                 .last_row = POV_NONE,
                                 .part_level = "",
                                 .sum = sum};
            if (pov_map_put(&r->index, key, sizeof *key, at) != POV_OK) {
                return POV_ERR_NOMEM;
            }
        }
        if (part == POV_NONE) {
            *found = at;
        } else {
            r->node[part].parent = at;
            append_part(r, at, part);
        }
        if (!is_new) {
            break;
        }
        part = at;
    }
    return POV_OK;
}

static bool is_used(const aggregator *r, size_t row)
{
    return r->options->use == NULL || r->options->use[row];
}

/* A parent's row without figures only says where the parent belongs; that of a unit without parts
 * says that its figures are left out. */
static bool makes_node(const aggregator *r, size_t row)
{
    return is_used(r, row) &&
           (row_at(r, row)->stated_set != 0 || !r->has_units[row_at(r, row)->unit]);
}

static pov_status find_nodes(aggregator *r)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < r->plan->row_count; i++) {
        size_t up = r->parent_of[row_at(r, i)->unit];
        if (is_used(r, i) && up != POV_NONE && is_listed(r, up)) {
            r->has_units[up] = true;
        }
    }
    for (size_t i = 0; i < r->plan->row_count && status == POV_OK; i++) {
        size_t at = POV_NONE;
        if (!makes_node(r, i)) {
            continue;
        }
        const pov_row *row = row_at(r, i);
        status = find_node(r, row->unit, i, &at);
        if (status == POV_OK) {
            assert(r->node != NULL && at != POV_NONE);
            node *n = &r->node[at];
            if (n->last_row == POV_NONE) {
                n->first_row = i;
            } else {
                r->next_row[n->last_row] = i;
            }
            n->last_row = i;
            if (row->parent_row != POV_NONE) {
                r->has_part[row->parent_row] = true;
            }
        }
    }
    return status;
}

/* A walk down and up again along the links. */
static void find_order(aggregator *r)
{
    size_t count = 0;

    for (size_t top = 0; top < r->count; top++) {
        if (r->node[top].parent != POV_NONE) {
            continue;
        }
        for (size_t at = top; at != POV_NONE;) {
            r->order[count++] = at;
            if (r->node[at].first != POV_NONE) {
                at = r->node[at].first;
                continue;
            }
            while (at != top && r->node[at].next == POV_NONE) {
                at = r->node[at].parent;
            }
            at = at == top ? POV_NONE : r->node[at].next;
        }
    }
}

/* ---- adding ---- */

static pov_status add_to(aggregator *r, node *n, size_t which, pov_interval count, pov_error *err)
{
    if (pov_sum_add(&n->sum[which], count) == POV_OK) {
        return POV_OK;
    }
    return pov_fail(err, POV_ERR_RANGE, "%s: the sum of %s is beyond 10^12", unit_name(r, n->unit),
                    count_info(r, which)->name);
}

static const pov_stated *stated_in(const aggregator *r, size_t row, size_t which)
{
    return pov_row_stated(row_at(r, row), r->counts->quantity[which]);
}

static pov_status add_row(aggregator *r, node *n, size_t row, pov_error *err)
{
    pov_status status = POV_OK;

    pov_counts_in(r->counts, row_at(r, row), r->count_of_row);
    for (size_t c = 0; c < r->counts->count && status == POV_OK; c++) {
        pov_interval count = r->count_of_row[c];
        bool open = count.low <= 0 || count.high == POV_NO_HIGH;
        if (open && !pov_interval_exact(count) && stated_in(r, row, c) == NULL) {
            n->open |= UINT64_C(1) << c;
        }
        status = add_to(r, n, c, count, err);
    }
    return status;
}

static pov_status add_rows(aggregator *r, node *n, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t row = n->first_row; row != POV_NONE && status == POV_OK; row = r->next_row[row]) {
        status = add_row(r, n, row, err);
    }
    return status;
}

/* The first row, in the order of the files, of a unit that has one already. */
static pov_status refuse_twice(const aggregator *r, pov_error *err)
{
    size_t again = POV_NONE, before = POV_NONE;

    for (size_t i = 0; i < r->count && !r->options->merge; i++) {
        size_t first = r->node[i].first_row;
        size_t next = first != POV_NONE ? r->next_row[first] : POV_NONE;
        if (next < again) { /* POV_NONE is above all rows */
            again = next;
            before = first;
        }
    }
    if (again == POV_NONE) {
        return POV_OK;
    }
    const pov_row *first = row_at(r, before);
    pov_buffer line = {0};
    pov_place_write_line(&line, r->plan->place[first->file], first->line);
    (void)pov_fail(err, POV_ERR_DATA, "%s is there twice: it is in line %s of %s too",
                   row_at(r, again)->name, pov_buffer_get(&line), r->plan->file[first->file]);
    pov_buffer_fini(&line);
    pov_error_hint(err, "--merge adds rows of the same unit, as partial files have them");
    return place(r, again, err);
}

/* A note that is the same for several groups or indicators is given once. */
static pov_status give_note(aggregator *r, pov_error *note, pov_error *err)
{
    size_t length = strlen(note->message);

    if (pov_map_get(&r->reported, note->message, length) != POV_NONE) {
        return POV_OK;
    }
    const char *kept = pov_arena_text(&r->arena, note->message, length);
    return kept != NULL && pov_map_put(&r->reported, kept, length, 1) == POV_OK &&
                   pov_problems_note(r->notes, note, NULL, 0) == POV_OK
               ? POV_OK
               : pov_no_memory(err);
}

/* ", ethnic_minority, 2024" */
static void write_when(const aggregator *r, const node *n, pov_buffer *when)
{
    const pov_row *sample = row_at(r, n->sample_row);

    if (strcmp(sample->group, "all") != 0) {
        pov_buffer_format(when, ", %s", sample->group);
    }
    pov_buffer_text(when, sample->year.year != 0 ? ", " : "");
    pov_year_write(when, sample->year);
}

/* A unit that has no row of this group or year, though it has one of another: nothing is known of
 * it. */
static pov_status add_absent(aggregator *r, node *n, size_t expected, pov_error *err)
{
    pov_buffer when = {0};
    pov_error note = POV_ERROR_INIT;
    pov_status status = POV_OK;

    for (size_t c = 0; c < r->counts->count && status == POV_OK; c++) {
        bool negative = count_info(r, c)->negative;
        status = add_to(r, n, c, negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH}, err);
    }
    write_when(r, n, &when);
    (void)pov_fail(&note, POV_ERR_DATA,
                   "%s%s: no row for %zu of its %zu units: sums are lower bounds",
                   unit_name(r, n->unit), pov_buffer_get(&when), expected - n->parts, expected);
    pov_buffer_fini(&when);
    return status == POV_OK ? give_note(r, &note, err) : status;
}

/* Units that may overlap (of a level off the ladder) are not added up, and neither is a unit of
 * which nothing is there. */
static bool is_added(const aggregator *r, const node *n)
{
    return n->parent != POV_NONE && (n->first_row != POV_NONE || n->parts > 0) &&
           pov_level_rank(unit_level(r, n->unit)) > 0;
}

/* Parts that leave out what others have: the first is named, with its counts. */
static pov_status name_open_parts(aggregator *r, const node *n, pov_error *err)
{
    const node *first = NULL;
    uint64_t has = 0, lacks = 0;
    size_t count = 0;
    pov_buffer names = {0}, when = {0};
    pov_error note = POV_ERROR_INIT;

    for (size_t at = n->first; at != POV_NONE; at = r->node[at].next) {
        const node *part = &r->node[at];
        has |= part->parts == 0 && part->filled ? ~part->open : 0;
    }
    for (size_t c = 0; c < r->counts->count; c++) {
        if (pov_interval_exact(n->sum[c].bounds)) { /* its parent states it */
            has &= ~(UINT64_C(1) << c);
        }
    }
    for (size_t at = n->first; at != POV_NONE; at = r->node[at].next) {
        const node *part = &r->node[at];
        if (part->parts == 0 && is_added(r, part) && (part->open & has) != 0) {
            first = first == NULL ? part : first;
            lacks |= first == part ? part->open & has : 0;
            count++;
        }
    }
    if (first == NULL) {
        return POV_OK;
    }
    for (size_t c = 0; c < r->counts->count; c++) {
        if ((lacks >> c & 1U) != 0) {
            pov_buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", count_info(r, c)->name);
        }
    }
    write_when(r, n, &when);
    if (count == 1) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s%s: %s states no %s: the sum is a range or a lower bound",
                       unit_name(r, n->unit), pov_buffer_get(&when), unit_name(r, first->unit),
                       pov_buffer_get(&names));
    } else {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s%s: %zu units leave counts empty (%s: %s): sums are ranges or lower "
                       "bounds",
                       unit_name(r, n->unit), pov_buffer_get(&when), count,
                       unit_name(r, first->unit), pov_buffer_get(&names));
    }
    pov_status status = names.failed || when.failed ? pov_no_memory(err) : give_note(r, &note, err);
    pov_buffer_fini(&names);
    pov_buffer_fini(&when);
    return status;
}

/* ---- parts against what their own parent states ---- */

static bool states_counts(const aggregator *r, size_t row)
{
    for (size_t c = 0; c < r->counts->count; c++) {
        if (stated_in(r, row, c) != NULL) {
            return true;
        }
    }
    return false;
}

static pov_status compare_count(aggregator *r, const node *n, size_t row, size_t which,
                                pov_error *err)
{
    const pov_stated *stated = stated_in(r, row, which);
    const char *unit = row_at(r, row)->name, *name = count_info(r, which)->name;
    pov_interval parts = n->sum[which].bounds;

    if (stated == NULL) {
        return POV_OK;
    }
    pov_interval own = pov_stated_bounds(stated, POV_KIND_COUNT, count_info(r, which)->negative);
    if (own.low != POV_NO_LOW && own.low > parts.high) {
        (void)pov_fail(err, POV_ERR_DATA,
                       n->parts == 1
                           ? POV_TEXT("%s states %s %s, but its %zu unit has %s: units are missing")
                           : POV_TEXT("%s states %s %s, but its %zu units have %s together: units "
                                      "are missing"),
                       unit, pov_show_count(stated->face).text, name, n->parts,
                       pov_show_count(parts.high).text);
        pov_error_hint(err, "add the units, or leave this row out");
        return place(r, row, err);
    }
    if (own.high != POV_NO_HIGH && own.high < parts.low && !r->options->merge) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       n->parts == 1
                           ? POV_TEXT("%s states %s %s, but its %zu unit has %s, which is taken")
                           : POV_TEXT("%s states %s %s, but its %zu units have %s together, which "
                                      "is taken"),
                       unit, pov_show_count(stated->face).text, name, n->parts,
                       pov_show_count(parts.low).text);
        (void)place(r, row, &note);
        return give_note(r, &note, err);
    }
    return POV_OK;
}

static pov_status compare_rows(aggregator *r, const node *n, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t row = n->first_row; row != POV_NONE && status == POV_OK; row = r->next_row[row]) {
        if (r->options->merge && !r->has_part[row] && states_counts(r, row)) {
            (void)pov_fail(err, POV_ERR_DATA,
                           "%s has figures here without its units, which another file has",
                           row_at(r, row)->name);
            pov_error_hint(err, "partial files can be merged that count by the same units");
            return place(r, row, err);
        }
        for (size_t c = 0; c < r->counts->count && status == POV_OK; c++) {
            status = compare_count(r, n, row, c, err);
        }
    }
    return status;
}

/* What rows of a unit with parts state of a count: of partial files each for its own parts. */
static pov_interval own_count(const aggregator *r, const node *n, size_t which)
{
    bool negative = count_info(r, which)->negative;
    pov_sum own = POV_SUM_INIT;

    for (size_t row = n->first_row; row != POV_NONE; row = r->next_row[row]) {
        const pov_stated *stated = stated_in(r, row, which);
        if (stated == NULL ||
            pov_sum_add(&own, pov_stated_bounds(stated, POV_KIND_COUNT, negative)) != POV_OK) {
            return POV_ANY;
        }
    }
    return n->first_row != POV_NONE ? own.bounds : POV_ANY;
}

/* What the parts have together of a count; ends that are open are counted. */
typedef struct together {
    pov_interval closed;
    size_t open_low, open_high;
} together;

static together add_parts(const aggregator *r, const node *n, size_t which)
{
    together t = {{0, 0}, n->absent, n->absent};

    for (size_t at = n->first; at != POV_NONE; at = r->node[at].next) {
        const node *part = &r->node[at];
        const pov_interval b = part->sum[which].bounds;
        if (is_added(r, part)) {
            t.open_low += b.low == POV_NO_LOW;
            t.open_high += b.high == POV_NO_HIGH;
            t.closed.low += b.low == POV_NO_LOW ? 0 : b.low;
            t.closed.high += b.high == POV_NO_HIGH ? 0 : b.high;
        }
    }
    return t;
}

/* Whether the parts have together just what their parent states of a count. */
static bool adds_up(const aggregator *r, const node *n, size_t which)
{
    const together t = add_parts(r, n, which);
    const pov_interval own = own_count(r, n, which);

    return t.open_low + t.open_high == 0 && t.closed.low == t.closed.high && own.low > 0 &&
           pov_interval_exact(own) && own.low == t.closed.low;
}

static pov_sum *sum_of(const aggregator *r, const node *n, pov_quantity quantity)
{
    const size_t at = r->counts->at[quantity];

    return at > 0 ? &n->sum[at - 1] : NULL;
}

/* The rates of a unit's only row are those of its sums, where a count shows that no part is
 * missing. */
static void narrow_by_rates(const aggregator *r, node *n)
{
    bool complete = false;

    for (size_t c = 0; c < r->counts->count && n->first_row == n->last_row && !complete; c++) {
        complete = adds_up(r, n, c);
    }
    for (size_t i = 0; i < POV_RATIO_COUNT && complete; i++) {
        const pov_ratio *ratio = &pov_ratios[i];
        pov_sum *count = sum_of(r, n, ratio->count), *whole = sum_of(r, n, ratio->households);
        const pov_figure rate = pov_row_figure(row_at(r, n->first_row), ratio->rate);
        pov_interval rates = rate.bounds;
        if (count != NULL && whole != NULL && pov_figure_known(&rate)) {
            (void)pov_narrow_ratio(&count->bounds, &whole->bounds, &rates);
        }
    }
}

/* What fits is kept; else the parts are taken, with a note. */
static void narrow_sum(pov_sum *sum, pov_interval to)
{
    const pov_interval both = pov_interval_meet(sum->bounds, to);

    sum->bounds = pov_interval_empty(both) ? sum->bounds : both;
}

/* Poor + near-poor = both together: each follows from the other two. */
static void narrow_by_differences(const aggregator *r, const node *n)
{
    for (size_t i = 0; i < POV_RELATION_COUNT; i++) {
        const pov_relation *relation = &pov_relations[i];
        pov_sum *term[3];
        bool all = relation->kind == POV_RELATION_DIFFERENCE &&
                   relation->term[0].subject != relation->term[1].subject;
        for (size_t t = 0; t < POV_LENGTH(term) && all; t++) {
            term[t] = sum_of(r, n, pov_item_quantity(relation->term[t]));
            all = term[t] != NULL;
        }
        if (all) {
            narrow_sum(term[0], pov_interval_add(term[1]->bounds, term[2]->bounds));
            narrow_sum(term[1], pov_interval_subtract(term[0]->bounds, term[2]->bounds));
            narrow_sum(term[2], pov_interval_subtract(term[0]->bounds, term[1]->bounds));
        }
    }
}

/* Where parts leave a count out, what their parent states of it itself is known still. */
static void narrow_to_own(const aggregator *r, node *n)
{
    for (size_t c = 0; c < r->counts->count; c++) {
        narrow_sum(&n->sum[c], own_count(r, n, c));
    }
    narrow_by_rates(r, n);
    narrow_by_differences(r, n);
}

/* ---- what a parent states of its parts ---- */

/* No part is more than what its parent has less the other parts; and where the households of the
 * parts are those that the parent states, so that none is missing, it is no less. */
static void narrow_part(const together *t, pov_interval whole, bool complete, pov_interval *part)
{
    const bool low = part->low != POV_NO_LOW, high = part->high != POV_NO_HIGH;
    pov_interval within = POV_ANY;

    if (whole.high != POV_NO_HIGH && t->open_low == !low) {
        within.high = whole.high - (t->closed.low - (low ? part->low : 0));
    }
    if (complete && whole.low != POV_NO_LOW && t->open_high == !high) {
        within.low = whole.low - (t->closed.high - (high ? part->high : 0));
    }
    within = pov_interval_meet(*part, within);
    *part = pov_interval_empty(within) ? *part : within;
}

static void narrow_parts(const aggregator *r, const node *n)
{
    const size_t households = r->counts->at[POV_HOUSEHOLDS];
    const bool complete = households > 0 && adds_up(r, n, households - 1);

    for (size_t c = 0; c < r->counts->count; c++) {
        const together t = add_parts(r, n, c);
        const bool all_known = t.open_low + t.open_high == 0 && t.closed.low == t.closed.high;
        for (size_t at = n->first; at != POV_NONE && !all_known; at = r->node[at].next) {
            node *part = &r->node[at];
            if (is_added(r, part)) {
                narrow_part(&t, n->sum[c].bounds, complete, &part->sum[c].bounds);
            }
        }
    }
}

/* ---- the walk ---- */

static pov_status count_part(aggregator *r, const node *n, pov_error *err)
{
    node *parent = &r->node[n->parent];
    const char *level = unit_level(r, n->unit);

    parent->parts++;
    /* a unit whose level is not stated is so many steps above one that has it */
    parent->rank = level[0] != '\0' ? pov_level_rank(level) : n->rank;
    parent->steps = level[0] != '\0' ? 1 : n->steps + 1;
    if (parent->part_level[0] == '\0') {
        parent->part_level = level;
    } else if (level[0] != '\0' && strcmp(level, parent->part_level) != 0) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s has units of two levels, %s and %s, which may overlap",
                       unit_name(r, parent->unit), parent->part_level, level);
        pov_error_hint(err, "--level takes the rows of one level");
        return place(r, n->sample_row, err);
    }
    return POV_OK;
}

/* How many units a parent has of any group, in any year. All members are of one size. */
typedef struct family {
    size_t parent;
    size_t unit; /* of a member; POV_NONE of the family itself */
} family;

static pov_status count_member(aggregator *r, pov_map *families, size_t parent, size_t unit)
{
    family id = {parent, unit};

    if (pov_map_get(families, &id, sizeof id) != POV_NONE) {
        return POV_OK;
    }
    family *keys = pov_arena_alloc(&r->arena, 2 * sizeof *keys);
    if (keys == NULL) {
        return POV_ERR_NOMEM;
    }
    keys[0] = id;
    keys[1] = (family){parent, POV_NONE};
    size_t known = pov_map_get(families, &keys[1], sizeof keys[1]);
    pov_status status = pov_map_put(families, &keys[0], sizeof keys[0], 1);
    return status == POV_OK
               ? pov_map_put(families, &keys[1], sizeof keys[1], known == POV_NONE ? 1 : known + 1)
               : status;
}

static pov_status count_families(aggregator *r, pov_map *families)
{
    const bool *known = r->options->known;
    pov_status status = POV_OK;

    for (size_t i = 0; i < r->count && status == POV_OK; i++) {
        const node *n = &r->node[i];
        if (is_added(r, n)) {
            status = count_member(r, families, r->node[n->parent].unit, n->unit);
        }
    }
    for (size_t i = 0; known != NULL && i < r->plan->row_count && status == POV_OK; i++) {
        size_t u = row_at(r, i)->unit;
        while (known[i] && !is_used(r, i) && unit_parent(r, u) != POV_NONE && status == POV_OK &&
               pov_level_rank(unit_level(r, u)) > 0) {
            status = count_member(r, families, unit_parent(r, u), u);
            u = unit_parent(r, u);
        }
    }
    return status;
}

static pov_status fill_node(aggregator *r, node *n, const pov_map *families, pov_error *err)
{
    if (n->parts == 0) {
        n->filled = n->first_row != POV_NONE;
        return add_rows(r, n, err);
    }
    family id = {n->unit, POV_NONE};
    size_t expected = pov_map_get(families, &id, sizeof id);
    pov_status status =
        expected > n->parts && expected != POV_NONE ? add_absent(r, n, expected, err) : POV_OK;

    n->absent = expected > n->parts && expected != POV_NONE;
    n->filled = true;
    if (status == POV_OK) {
        status = compare_rows(r, n, err);
    }
    if (status == POV_OK) {
        narrow_to_own(r, n);
        status = name_open_parts(r, n, err);
    }
    return status;
}

static pov_status add_to_parent(aggregator *r, const node *n, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t c = 0; c < r->counts->count && status == POV_OK; c++) {
        status = add_to(r, &r->node[n->parent], c, n->sum[c].bounds, err);
    }
    return status;
}

static pov_status add_up(aggregator *r, pov_error *err)
{
    pov_map families = {0};
    pov_status status = refuse_twice(r, err);

    for (size_t i = r->count; i-- > 0 && status == POV_OK;) {
        const node *n = &r->node[r->order[i]];
        if (is_added(r, n)) {
            status = count_part(r, n, err);
        }
    }
    if (status == POV_OK && count_families(r, &families) != POV_OK) {
        status = pov_no_memory(err);
    }
    for (size_t i = r->count; i-- > 0 && status == POV_OK;) {
        node *n = &r->node[r->order[i]];
        status = fill_node(r, n, &families, err);
        if (status == POV_OK && is_added(r, n)) {
            status = add_to_parent(r, n, err);
        }
    }
    for (size_t i = 0; i < r->count && status == POV_OK; i++) {
        narrow_parts(r, &r->node[r->order[i]]);
    }
    pov_map_fini(&families);
    return status;
}

/* ---- what is kept ---- */

/* Without --to a level that is not stated follows when the steps of the ladder from the parts up to
 * the next stated level, or to a province at the top, are as many as the units between: of communes
 * in "Châu Thành, Bến Tre" a district and a province. Else "". */
static const char *follows(const aggregator *r, const node *n)
{
    static const char *const between[] = {"province", "district", "commune"};
    const int province = 3, rank = n->rank - n->steps;
    int at = rank;
    const node *up = n;

    if (n->rank == 0 || rank < province || rank > province + 2) {
        return "";
    }
    while (up->parent != POV_NONE && at > province) {
        up = &r->node[up->parent];
        at--;
        const char *level = unit_level(r, up->unit);
        if (level[0] != '\0') {
            return pov_level_rank(level) == at ? between[rank - province] : "";
        }
    }
    if (at != province) {
        return "";
    }
    if (up->parent != POV_NONE) {
        const char *level = unit_level(r, r->node[up->parent].unit);
        if (level[0] == '\0' || pov_level_rank(level) >= province) {
            return "";
        }
    }
    return between[rank - province];
}

/* Units whose level is not stated are one above the other: the one that is as many steps above
 * the parts as the level asked for has that level, or the topmost of them. */
static const char *level_of(const aggregator *r, const node *n)
{
    const char *level = unit_level(r, n->unit), *to = r->options->to;

    if (level[0] != '\0') {
        return level;
    }
    if (to == NULL || n->rank <= pov_level_rank(to) || n->above >= pov_level_rank(to)) {
        return follows(r, n);
    }
    int asked = n->rank - pov_level_rank(to);
    bool topmost = n->parent == POV_NONE || unit_level(r, r->node[n->parent].unit)[0] != '\0';
    return n->steps == asked || (n->steps < asked && topmost) ? to : follows(r, n);
}

static bool reaches(const aggregator *r, const node *n)
{
    const char *level = level_of(r, n), *to = r->options->to;

    if (to == NULL) {
        return true;
    }
    if (level[0] != '\0') {
        return pov_level_rank(level) > 0 && pov_level_rank(level) <= pov_level_rank(to);
    }
    /* what a unit of no stated level is made of says that it is above */
    return n->rank > 0 && n->rank - n->steps < pov_level_rank(to);
}

/* Nothing that is left out may be missing in the sums: a unit above must be kept. */
static pov_status keep_levels(aggregator *r, pov_error *err)
{
    const char *to = r->options->to;
    bool any = to == NULL;

    for (size_t i = 0; i < r->count; i++) {
        node *n = &r->node[r->order[i]];
        if (n->parent != POV_NONE) {
            const node *parent = &r->node[n->parent];
            const char *level = unit_level(r, parent->unit);
            n->above = level[0] != '\0' ? pov_level_rank(level) : parent->above;
        }
        n->kept = n->filled && reaches(r, n);
        any = any || (n->kept && strcmp(level_of(r, n), to) == 0);
    }
    for (size_t i = 0; i < r->count; i++) {
        const node *n = &r->node[r->order[i]];
        bool inside = n->kept || !n->filled;
        for (size_t up = n->parent; up != POV_NONE && !inside; up = r->node[up].parent) {
            inside = r->node[up].kept;
        }
        if (!inside) {
            (void)pov_fail(err, POV_ERR_DATA, "%s is in no unit of the level %s",
                           unit_name(r, n->unit), to);
            pov_error_hint(err, "its parent, or the level of its parent, is not stated");
            return place(r, n->sample_row, err);
        }
    }
    if (!any) {
        (void)pov_fail(err, POV_ERR_DATA, "no unit is of the level %s", to);
        pov_error_hint(err, "levels are stated in the column level");
        return POV_ERR_DATA;
    }
    return POV_OK;
}

/* ---- the result ---- */

static pov_status write_down(const aggregator *r, pov_rollup *out)
{
    unsigned *kept_depth = malloc((r->count + 1) * sizeof *kept_depth);

    out->row = malloc((r->count + 1) * sizeof *out->row);
    if (out->row == NULL || kept_depth == NULL) {
        free(kept_depth);
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < r->count; i++) {
        size_t at = r->order[i];
        const node *n = &r->node[at];
        unsigned above = n->parent != POV_NONE ? kept_depth[n->parent] : 0;
        kept_depth[at] = above + n->kept;
        if (!n->kept) {
            continue;
        }
        size_t own = n->first_row == n->last_row ? n->first_row : POV_NONE;
        out->row[out->count++] = (pov_rollup_row){
            .row = n->parts == 0 ? own : POV_NONE,
            .own = own,
            .sample_row = n->sample_row,
            .unit = n->unit,
            .name = unit_name(r, n->unit),
            .level = level_of(r, n),
            .parent = unit_parent_name(r, n->unit),
            .depth = above,
            .sum = n->sum,
        };
    }
    free(kept_depth);
    return POV_OK;
}

static pov_status start(aggregator *r, pov_error *err)
{
    const pov_plan *plan = r->plan;

    r->parent_of = malloc((plan->unit_count + 1) * sizeof *r->parent_of);
    r->next_row = malloc((plan->row_count + 1) * sizeof *r->next_row);
    r->has_part = calloc(plan->row_count + 1, sizeof *r->has_part);
    r->has_units = calloc(plan->unit_count + 1, sizeof *r->has_units);
    r->count_of_row = calloc(r->counts->count + 1, sizeof *r->count_of_row);
    if (r->parent_of == NULL || r->next_row == NULL || r->has_part == NULL ||
        r->has_units == NULL || r->count_of_row == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < plan->row_count; i++) {
        r->next_row[i] = POV_NONE;
    }
    pov_status status = find_unlisted(r) == POV_OK ? refuse_cycles(r, err) : pov_no_memory(err);
    if (status == POV_OK && find_nodes(r) != POV_OK) {
        status = pov_no_memory(err);
    }
    r->order = malloc((r->count + 1) * sizeof *r->order);
    return r->order == NULL ? pov_no_memory(err) : status;
}

static void aggregator_fini(aggregator *r)
{
    free(r->parent_of);
    free(r->unlisted);
    free(r->next_row);
    free(r->has_part);
    free(r->has_units);
    free(r->count_of_row);
    free(r->node);
    free(r->order);
    pov_map_fini(&r->index);
    pov_map_fini(&r->reported);
}

pov_status pov_aggregate(const pov_rollup_options *options, pov_rollup *rollup, pov_problems *notes,
                         pov_error *err)
{
    aggregator r = {
        .plan = rollup->plan, .counts = &rollup->counts, .options = options, .notes = notes};
    pov_status status = start(&r, err);

    if (status == POV_OK) {
        find_order(&r);
        status = add_up(&r, err);
    }
    if (status == POV_OK) {
        status = keep_levels(&r, err);
    }
    if (status == POV_OK && write_down(&r, rollup) != POV_OK) {
        status = pov_no_memory(err);
    }
    rollup->arena = r.arena; /* names and sums */
    aggregator_fini(&r);
    return status;
}
