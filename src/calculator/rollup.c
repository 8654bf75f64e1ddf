/*
 * Rolling up. A node is one unit, group, year, standard and target year: its rows, of any file, and
 * its parts. Nodes are added to their parents from the last to the first of a walk that visits
 * parents before their parts, so that no recursion is as deep as a file may be.
 */
#include "povcalc/rollup.h"

#include "calculator/solve.h"
#include "povcalc/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- sums ---- */

pov_status pov_sum_add(pov_sum *sum, pov_interval count)
{
    sum->bounds = pov_interval_add(sum->bounds, count);
    pov_interval b = sum->bounds;
    bool fits = (b.low == POV_NO_LOW || (b.low <= POV_COUNT_MAX && b.low >= -POV_COUNT_MAX)) &&
                (b.high == POV_NO_HIGH || (b.high <= POV_COUNT_MAX && b.high >= -POV_COUNT_MAX));
    return fits ? POV_OK : POV_ERR_RANGE;
}

static pov_figure unknown_within(pov_kind kind, pov_interval bounds)
{
    pov_figure figure = pov_figure_unknown(kind);

    figure.bounds = bounds;
    return figure;
}

pov_figure pov_sum_figure(const pov_sum *sum)
{
    pov_interval b = sum->bounds;
    pov_figure figure = unknown_within(POV_KIND_COUNT, b);
    bool low = b.low != POV_NO_LOW, high = b.high != POV_NO_HIGH;

    if (!low || (!high && b.low <= 0)) {
        return figure;
    }
    figure.basis = POV_BASIS_DERIVED;
    figure.value = b.low;
    figure.value_high = high ? b.high : b.low;
    figure.qualifier = (uint8_t)(!high                   ? POV_AT_LEAST
                                 : pov_interval_exact(b) ? POV_EXACTLY
                                                         : POV_RANGE);
    return figure;
}

/* 100 part / whole as it is printed with two decimals */
static int64_t printed_rate(int64_t part, int64_t whole, pov_rounding rounding)
{
    return POV_PERCENT / 100 *
           (rounding == POV_TRUNCATE ? pov_muldiv_floor(part, 10000, whole)
                                     : pov_muldiv_round(part, 10000, whole));
}

pov_figure pov_sum_rate(const pov_sum *part, const pov_sum *whole, pov_rounding rounding)
{
    pov_interval p = part->bounds, w = whole->bounds;
    pov_figure rate = unknown_within(POV_KIND_RATE, (pov_interval){0, POV_HUNDRED_PERCENT});

    if (p.low < 0 || p.high == POV_NO_HIGH || w.low <= 0 || w.high == POV_NO_HIGH) {
        return rate;
    }
    int64_t low = printed_rate(p.low, w.high, rounding);
    int64_t high = printed_rate(p.high, w.low, rounding);
    if (high > POV_HUNDRED_PERCENT) {
        return rate;
    }
    rate.bounds = (pov_interval){pov_muldiv_floor(p.low, POV_HUNDRED_PERCENT, w.high),
                                 pov_muldiv_ceil(p.high, POV_HUNDRED_PERCENT, w.low)};
    rate.basis = POV_BASIS_DERIVED;
    rate.value = low;
    rate.value_high = high;
    rate.digits = 2;
    rate.qualifier = (uint8_t)(low == high ? POV_EXACTLY : POV_RANGE);
    return rate;
}

/* ---- nodes ---- */

/* What makes a node. All members are of one size, so that it has no padding. */
typedef struct node_id {
    size_t unit;
    const char *group, *standard;
    int16_t year[4];
} node_id;

typedef struct node {
    size_t unit;                       /* of the plan, or behind them an unlisted parent */
    size_t like;                       /* the row that it was first needed for */
    size_t parent, first, last, next;  /* nodes: parent, parts, the next part of the parent */
    size_t first_row, last_row, parts; /* own rows; parts that are added up */
    const char *part_level;            /* of those parts; "" as long as none is stated */
    pov_sum sum[POV_QUANTITY_COUNT];
    bool filled, kept;
} node;

typedef struct roller {
    const pov_plan *plan;
    const pov_rollup_options *options;
    pov_problems *notes;
    size_t *up;        /* by unit of the plan: its parent, or POV_NONE */
    size_t unlisted;   /* parents that have no row: units from unit_count on */
    const char **name; /* of those */
    node *node;
    size_t count, capacity;
    pov_map index;
    bool *has_units;  /* by unit of the plan: it is the parent of others */
    size_t *next_row; /* rows of one node */
    bool *has_part;   /* by row: a row of its own file is a part of it */
    size_t *order;    /* nodes, each followed by its parts */
    pov_arena arena;
} roller;

static const pov_row *row_at(const roller *r, size_t row)
{
    return &r->plan->row[row];
}

static const char *unit_name(const roller *r, size_t unit)
{
    size_t listed = r->plan->unit_count;

    return unit < listed ? r->plan->unit[unit].name : r->name[unit - listed];
}

static const char *unit_level(const roller *r, size_t unit)
{
    return unit < r->plan->unit_count ? r->plan->unit[unit].level : "";
}

static size_t unit_up(const roller *r, size_t unit)
{
    return unit < r->plan->unit_count ? r->up[unit] : POV_NONE;
}

static pov_status place(const roller *r, size_t row, pov_error *err)
{
    const pov_row *at = row_at(r, row);

    pov_error_place(err, r->plan->file[at->file], at->line, 0, NULL);
    return POV_ERR_DATA;
}

/* Parents that no file has a row for become units of their own, one for each name. */
static pov_status find_unlisted(roller *r)
{
    const pov_plan *plan = r->plan;
    pov_map names = {0};
    pov_buffer key = {0};
    pov_status status = POV_OK;

    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        const char *name = plan->unit[u].parent_name;
        r->up[u] = plan->unit[u].parent;
        if (r->up[u] != POV_NONE || name[0] == '\0') {
            continue;
        }
        pov_buffer_clear(&key);
        pov_text_fold(name, strlen(name), &key);
        size_t found = pov_map_get(&names, pov_buffer_get(&key), key.length);
        if (found == POV_NONE) {
            const char *kept = pov_arena_text(&r->arena, pov_buffer_get(&key), key.length);
            found = plan->unit_count + r->unlisted;
            r->name[r->unlisted++] = name;
            status = kept == NULL || key.failed ? POV_ERR_NOMEM
                                                : pov_map_put(&names, kept, key.length, found);
        }
        r->up[u] = found;
    }
    pov_buffer_fini(&key);
    pov_map_fini(&names);
    return status;
}

static void append_part(roller *r, size_t parent, size_t part)
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
static pov_status find_node(roller *r, size_t unit, size_t like, size_t *found)
{
    size_t part = POV_NONE;

    for (size_t u = unit; u != POV_NONE; u = unit_up(r, u)) {
        const pov_row *row = row_at(r, like);
        node_id id = {
            u,
            row->group,
            row->standard,
            {row->year.year, row->year.month, row->target_year.year, row->target_year.month}};
        size_t at = pov_map_get(&r->index, &id, sizeof id);
        bool is_new = at == POV_NONE;
        if (is_new) {
            node_id *key = pov_arena_alloc(&r->arena, sizeof *key);
            if (key == NULL ||
                pov_grow(&r->node, &r->capacity, r->count + 1, sizeof *r->node) != POV_OK) {
                return POV_ERR_NOMEM;
            }
            *key = id;
            at = r->count++;
            r->node[at] = (node){.unit = u,
                                 .like = like,
                                 .parent = POV_NONE,
                                 .first = POV_NONE,
                                 .last = POV_NONE,
                                 .next = POV_NONE,
                                 .first_row = POV_NONE,
                                 .last_row = POV_NONE,
                                 .part_level = ""};
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

static bool is_used(const roller *r, size_t row)
{
    return r->options->use == NULL || r->options->use[row];
}

/* A parent's row without figures only says where the parent stands; of a unit without parts it says
 * that its figures are left out. */
static bool makes_node(const roller *r, size_t row)
{
    return is_used(r, row) &&
           (row_at(r, row)->stated_mask != 0 || !r->has_units[row_at(r, row)->unit]);
}

static pov_status find_nodes(roller *r)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < r->plan->row_count; i++) {
        size_t up = r->up[row_at(r, i)->unit];
        if (is_used(r, i) && up != POV_NONE && up < r->plan->unit_count) {
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
static void find_order(roller *r)
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

/* What is known of a count that is not printed: its bounds, if it has two. A poor household is a
 * household too, but a sum of such bounds would say nothing that one does not see. */
static pov_interval count_of(const pov_figure *figure, bool negative)
{
    bool closed = figure->bounds.low != POV_NO_LOW && figure->bounds.high != POV_NO_HIGH;

    if (figure->basis == POV_BASIS_STATED || closed) {
        return figure->bounds;
    }
    return negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH};
}

/* What a row by itself says of a count. */
static pov_interval count_in(const pov_row *row, const pov_solved *solved, pov_quantity quantity,
                             pov_rounding rounding)
{
    static const pov_aspect aspects[] = {POV_COUNT, POV_REDUCTION, POV_REMAINING};

    if (quantity == POV_HOUSEHOLDS) {
        return count_of(&solved->households, false);
    }
    if (quantity == POV_TARGET_HOUSEHOLDS) {
        return count_of(&solved->target_households, false);
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < sizeof aspects / sizeof aspects[0]; a++) {
            if (pov_quantity_of((pov_measure)m, aspects[a]) == quantity) {
                return count_of(&solved->of[m][aspects[a]], aspects[a] == POV_REDUCTION);
            }
        }
    }
    const pov_stated *stated = pov_row_stated(row, quantity);
    if (stated == NULL) {
        return (pov_interval){0, POV_NO_HIGH};
    }
    return pov_stated_bounds(stated, POV_KIND_COUNT, false, rounding);
}

static bool is_count(size_t quantity)
{
    return pov_quantity_get((pov_quantity)quantity)->kind == POV_KIND_COUNT;
}

static pov_status refuse_large(const roller *r, const node *n, size_t quantity, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_RANGE, "%s: the sum of %s is beyond 10^12", unit_name(r, n->unit),
                   pov_quantity_get((pov_quantity)quantity)->name);
    return POV_ERR_RANGE;
}

static pov_status add_row(const roller *r, node *n, size_t row, pov_error *err)
{
    pov_solved solved;

    pov_solve_row_alone(row_at(r, row), r->options->rounding, 0, &solved);
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (is_count(q) &&
            pov_sum_add(&n->sum[q], count_in(row_at(r, row), &solved, (pov_quantity)q,
                                             r->options->rounding)) != POV_OK) {
            return refuse_large(r, n, q, err);
        }
    }
    return POV_OK;
}

static pov_status add_rows(const roller *r, node *n, pov_error *err)
{
    pov_status status = POV_OK;

    if (n->first_row != n->last_row && !r->options->merge) {
        size_t again = r->next_row[n->first_row];
        const pov_row *first = row_at(r, n->first_row);
        (void)pov_fail(err, POV_ERR_DATA, "%s stands twice: it is in line %zu of %s too",
                       row_at(r, again)->name, first->line, r->plan->file[first->file]);
        pov_error_hint(err, "--merge adds rows of the same unit, as partial files have them");
        return place(r, again, err);
    }
    for (size_t row = n->first_row; row != POV_NONE && status == POV_OK; row = r->next_row[row]) {
        status = add_row(r, n, row, err);
    }
    return status;
}

/* A unit that has no row here, though it has one in another year: nothing is known of it. */
static pov_status add_absent(const roller *r, node *n, size_t expected, pov_error *err)
{
    const pov_row *like = row_at(r, n->like);
    pov_buffer when = {0};
    pov_error note = POV_ERROR_INIT;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        bool negative = pov_quantity_get((pov_quantity)q)->negative;
        if (is_count(q) &&
            pov_sum_add(&n->sum[q], negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH}) !=
                POV_OK) {
            return refuse_large(r, n, q, err);
        }
    }
    pov_year_write(&when, like->year);
    (void)pov_fail(&note, POV_ERR_DATA,
                   "%s%s%s: %zu of its %zu units have no row here: sums are lower bounds",
                   unit_name(r, n->unit), when.length > 0 ? ", " : "", pov_buffer_get(&when),
                   expected - n->parts, expected);
    pov_buffer_fini(&when);
    note.code = POV_OK;
    return pov_problems_add(r->notes, &note) == POV_OK ? POV_OK : pov_no_memory(err);
}

/* ---- parts against what their own parent states ---- */

static bool states_counts(const pov_row *row)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (is_count(q) && pov_row_stated(row, (pov_quantity)q) != NULL) {
            return true;
        }
    }
    return false;
}

static pov_status compare_count(const roller *r, const node *n, size_t row, pov_quantity quantity,
                                pov_error *err)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    const pov_stated *stated = pov_row_stated(row_at(r, row), quantity);
    pov_interval parts = n->sum[quantity].bounds;

    if (stated == NULL) {
        return POV_OK;
    }
    pov_interval own = pov_stated_bounds(stated, info->kind, info->negative, r->options->rounding);
    if (own.low != POV_NO_LOW && own.low > parts.high) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s states %s %s, but its %zu units have %s together: units are missing",
                       row_at(r, row)->name, pov_show_count(stated->face).text, info->name,
                       n->parts, pov_show_count(parts.high).text);
        pov_error_hint(err, "add the units, or leave this row out");
        return place(r, row, err);
    }
    if (own.high != POV_NO_HIGH && own.high < parts.low && !r->options->merge) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s states %s %s, but its %zu units have %s together, which is taken",
                       row_at(r, row)->name, pov_show_count(stated->face).text, info->name,
                       n->parts, pov_show_count(parts.low).text);
        (void)place(r, row, &note);
        note.code = POV_OK;
        if (pov_problems_add(r->notes, &note) != POV_OK) {
            return pov_no_memory(err);
        }
    }
    return POV_OK;
}

static pov_status compare_rows(const roller *r, const node *n, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t row = n->first_row; row != POV_NONE && status == POV_OK; row = r->next_row[row]) {
        if (r->options->merge && !r->has_part[row] && states_counts(row_at(r, row))) {
            (void)pov_fail(err, POV_ERR_DATA,
                           "%s has figures here without its units, which another file has",
                           row_at(r, row)->name);
            pov_error_hint(err, "partial files can be merged that count by the same units");
            return place(r, row, err);
        }
        for (size_t q = 0; q < POV_QUANTITY_COUNT && status == POV_OK; q++) {
            if (is_count(q)) {
                status = compare_count(r, n, row, (pov_quantity)q, err);
            }
        }
    }
    return status;
}

/* ---- the walk ---- */

/* Units that may overlap (of a level off the ladder) are not added up, and neither is a unit of
 * which nothing is there. */
static bool is_added(const roller *r, const node *n)
{
    return n->parent != POV_NONE && (n->first_row != POV_NONE || n->parts > 0) &&
           pov_level_rank(unit_level(r, n->unit)) > 0;
}

static pov_status count_part(roller *r, const node *n, pov_error *err)
{
    node *parent = &r->node[n->parent];
    const char *level = unit_level(r, n->unit);

    parent->parts++;
    if (parent->part_level[0] == '\0') {
        parent->part_level = level;
    } else if (level[0] != '\0' && strcmp(level, parent->part_level) != 0) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s has units of two levels, %s and %s, which may overlap",
                       unit_name(r, parent->unit), parent->part_level, level);
        pov_error_hint(err, "--level takes the rows of one level");
        return place(r, n->like, err);
    }
    return POV_OK;
}

/* How many units a parent has of a group in any year. All members are of one size. */
typedef struct family {
    size_t parent;
    const char *group;
    size_t unit; /* of a member; POV_NONE of the family itself */
} family;

static pov_status count_families(roller *r, pov_map *families)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < r->count && status == POV_OK; i++) {
        const node *n = &r->node[i];
        if (!is_added(r, n)) {
            continue;
        }
        family id = {r->node[n->parent].unit, row_at(r, n->like)->group, n->unit};
        if (pov_map_get(families, &id, sizeof id) != POV_NONE) {
            continue;
        }
        family *keys = pov_arena_alloc(&r->arena, 2 * sizeof *keys);
        if (keys == NULL) {
            return POV_ERR_NOMEM;
        }
        keys[0] = id;
        keys[1] = (family){id.parent, id.group, POV_NONE};
        size_t known = pov_map_get(families, &keys[1], sizeof keys[1]);
        status = pov_map_put(families, &keys[0], sizeof keys[0], 1);
        if (status == POV_OK) {
            status =
                pov_map_put(families, &keys[1], sizeof keys[1], known == POV_NONE ? 1 : known + 1);
        }
    }
    return status;
}

static pov_status fill_node(roller *r, node *n, const pov_map *families, pov_error *err)
{
    if (n->parts == 0) {
        n->filled = n->first_row != POV_NONE;
        return add_rows(r, n, err);
    }
    family id = {n->unit, row_at(r, n->like)->group, POV_NONE};
    size_t expected = pov_map_get(families, &id, sizeof id);
    pov_status status =
        expected > n->parts && expected != POV_NONE ? add_absent(r, n, expected, err) : POV_OK;

    n->filled = true;
    return status == POV_OK ? compare_rows(r, n, err) : status;
}

static pov_status add_to_parent(roller *r, const node *n, pov_error *err)
{
    node *parent = &r->node[n->parent];

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (is_count(q) && pov_sum_add(&parent->sum[q], n->sum[q].bounds) != POV_OK) {
            return refuse_large(r, parent, q, err);
        }
    }
    return POV_OK;
}

static pov_status add_up(roller *r, pov_error *err)
{
    pov_map families = {0};
    pov_status status = POV_OK;

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
    pov_map_fini(&families);
    return status;
}

/* ---- what is kept ---- */

/* A parent whose level is not stated has the one that is asked for, if what it is made of is below
 * that and what it is a part of above. */
static const char *level_of(const roller *r, const node *n)
{
    const char *level = unit_level(r, n->unit), *to = r->options->to;

    if (to == NULL || level[0] != '\0' || n->part_level[0] == '\0' ||
        pov_level_rank(n->part_level) <= pov_level_rank(to)) {
        return level;
    }
    if (n->parent == POV_NONE) {
        return to;
    }
    const char *above = unit_level(r, r->node[n->parent].unit);
    return pov_level_rank(above) < pov_level_rank(to) ? to : level;
}

static bool reaches(const roller *r, const node *n)
{
    const char *level = level_of(r, n), *to = r->options->to;

    if (to == NULL) {
        return true;
    }
    /* what a parent of no stated level is made of says that it is above */
    int rank = pov_level_rank(level[0] != '\0' ? level : n->part_level);
    return rank > 0 && rank <= pov_level_rank(to);
}

/* Nothing that is left out may be missing in the sums: a unit above must be kept. */
static pov_status keep_levels(roller *r, pov_error *err)
{
    const char *to = r->options->to;
    bool any = to == NULL;

    for (size_t i = 0; i < r->count; i++) {
        node *n = &r->node[r->order[i]];
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
            return place(r, n->like, err);
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

static void state_row(const roller *r, size_t row, pov_figure *figure)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        const pov_stated *stated = pov_row_stated(row_at(r, row), (pov_quantity)q);
        figure[q] = pov_figure_unknown(info->kind);
        if (stated != NULL) {
            figure[q] = (pov_figure){
                .value = stated->face,
                .value_high = stated->face_high,
                .bounds =
                    pov_stated_bounds(stated, info->kind, info->negative, r->options->rounding),
                .kind = (uint8_t)info->kind,
                .basis = POV_BASIS_STATED,
                .qualifier = stated->qualifier,
                .digits = stated->digits,
            };
        }
    }
}

static void state_sums(const roller *r, const node *n, pov_figure *figure)
{
    static const struct {
        pov_quantity rate, part, whole;
    } rates[] = {
        {POV_POOR_RATE, POV_POOR, POV_HOUSEHOLDS},
        {POV_NEAR_POOR_RATE, POV_NEAR_POOR, POV_HOUSEHOLDS},
        {POV_MULTI_POOR_RATE, POV_MULTI_POOR, POV_HOUSEHOLDS},
        {POV_REMAINING_RATE, POV_REMAINING_POOR, POV_TARGET_HOUSEHOLDS},
        {POV_REMAINING_NEAR_POOR_RATE, POV_REMAINING_NEAR_POOR, POV_TARGET_HOUSEHOLDS},
    };

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        figure[q] = is_count(q) ? pov_sum_figure(&n->sum[q])
                                : pov_figure_unknown(pov_quantity_get((pov_quantity)q)->kind);
    }
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        figure[rates[i].rate] =
            pov_sum_rate(&n->sum[rates[i].part], &n->sum[rates[i].whole], r->options->rounding);
    }
}

static pov_status write_down(const roller *r, pov_rollup *rollup)
{
    unsigned *kept_depth = malloc((r->count + 1) * sizeof *kept_depth);

    rollup->row = malloc((r->count + 1) * sizeof *rollup->row);
    if (rollup->row == NULL || kept_depth == NULL) {
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
        bool single = n->parts == 0 && n->first_row == n->last_row;
        size_t up = unit_up(r, n->unit);
        pov_figure *figure = pov_arena_alloc(&rollup->arena, POV_QUANTITY_COUNT * sizeof *figure);
        if (figure == NULL) {
            free(kept_depth);
            return POV_ERR_NOMEM;
        }
        if (single) {
            state_row(r, n->first_row, figure);
        } else {
            state_sums(r, n, figure);
        }
        rollup->row[rollup->count++] = (pov_rolled){
            .row = single ? n->first_row : POV_NONE,
            .like = n->like,
            .name = unit_name(r, n->unit),
            .level = level_of(r, n),
            .parent = up != POV_NONE ? unit_name(r, up) : "",
            .depth = above,
            .figure = figure,
        };
    }
    free(kept_depth);
    return POV_OK;
}

static pov_status start(roller *r)
{
    const pov_plan *plan = r->plan;

    r->up = malloc((plan->unit_count + 1) * sizeof *r->up);
    r->name = malloc((plan->unit_count + 1) * sizeof *r->name);
    r->next_row = malloc((plan->row_count + 1) * sizeof *r->next_row);
    r->has_part = calloc(plan->row_count + 1, sizeof *r->has_part);
    r->has_units = calloc(plan->unit_count + 1, sizeof *r->has_units);
    if (r->up == NULL || r->name == NULL || r->next_row == NULL || r->has_part == NULL ||
        r->has_units == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < plan->row_count; i++) {
        r->next_row[i] = POV_NONE;
    }
    pov_status status = find_unlisted(r);
    if (status == POV_OK) {
        status = find_nodes(r);
    }
    r->order = malloc((r->count + 1) * sizeof *r->order);
    return r->order == NULL ? POV_ERR_NOMEM : status;
}

static void roller_fini(roller *r)
{
    free(r->up);
    free(r->name);
    free(r->next_row);
    free(r->has_part);
    free(r->has_units);
    free(r->node);
    free(r->order);
    pov_map_fini(&r->index);
    pov_arena_fini(&r->arena);
}

pov_status pov_roll_up(const pov_plan *plan, const pov_rollup_options *options, pov_rollup *rollup,
                       pov_problems *notes, pov_error *err)
{
    roller r = {.plan = plan, .options = options, .notes = notes};
    pov_status status = start(&r) == POV_OK ? POV_OK : pov_no_memory(err);

    *rollup = (pov_rollup)POV_ROLLUP_INIT;
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
    roller_fini(&r);
    return status;
}

void pov_rollup_fini(pov_rollup *rollup)
{
    free(rollup->row);
    pov_arena_fini(&rollup->arena);
    *rollup = (pov_rollup)POV_ROLLUP_INIT;
}
