/*
 * The relations between rows: sums over lists of units, parts of a whole.
 *
 * Rows that hang together are narrowed as one system (system.h), to which each row brings its own
 * relations. A list that contradicts is left out and noted as a conflict of its whole. What is left
 * out does not depend on the order of rows: first each list that contradicts by itself, and only
 * where several contradict together, those that come later in the order of their names.
 */
#include "calculator/solve/solve.h"
#include "calculator/solve/system.h"

#include <stdlib.h>
#include <string.h>

/* Beyond so many parts the rates of single parts cost more than they tell. */
#define PARTS_WITH_RATES 64
/* Rates are compared in units of the finest that is printed; finer ones would pass 128 bits. */
#define UNIT_MAX INT64_C(1000000000)
#define NO_CELL UINT32_MAX

/* The equations of one relation between rows: switched on or off together. */
typedef struct block {
    uint32_t first, count;
    size_t whole; /* the row that is in conflict when they contradict */
    bool stuck;
} block;

typedef struct builder {
    pov_solution *solution;
    pov_system system;
    uint32_t *base;  /* by row: its first cell */
    size_t *of;      /* by row: the component, numbered by its first row */
    size_t *next;    /* by row: the next row of its component, or POV_NONE */
    size_t *list_of; /* by row: the first list whose whole it is, or POV_NONE */
    size_t *list_next;
    size_t *join_of; /* by row: the join whose later row it is, or POV_NONE */
    bool beyond_poor;
    block *block;
    size_t block_count, block_capacity;
    size_t list_blocks; /* the first blocks; those of joins follow */
    uint32_t *member;
    size_t member_capacity;
    bool failed;
} builder;

/* ---- cells ---- */

static const pov_aspect aspects[] = {POV_COUNT, POV_RATE, POV_REDUCTION, POV_REMAINING,
                                     POV_REMAINING_SHARE};
#define ASPECTS (sizeof aspects / sizeof *aspects)

static size_t terms(const builder *b)
{
    return 2 + ASPECTS * (b->beyond_poor ? POV_MEASURE_COUNT : 1);
}

static pov_item term_of(size_t slot)
{
    if (slot < 2) {
        return (pov_item){POV_SUBJECT_ALL, slot == 0 ? POV_COUNT : POV_REMAINING};
    }
    return (pov_item){(pov_measure)((slot - 2) / ASPECTS), aspects[(slot - 2) % ASPECTS]};
}

static uint32_t cell_of(const builder *b, size_t row, pov_item term)
{
    static const uint8_t place[POV_ASPECT_COUNT] = {[POV_COUNT] = 0,
                                                    [POV_RATE] = 1,
                                                    [POV_REDUCTION] = 2,
                                                    [POV_REMAINING] = 3,
                                                    [POV_REMAINING_SHARE] = 4};

    if (term.subject == POV_SUBJECT_ALL) {
        return b->base[row] + (term.aspect != POV_COUNT);
    }
    if (term.subject != POV_MEASURE_POOR && !b->beyond_poor) {
        return NO_CELL;
    }
    return b->base[row] + 2 + (uint32_t)(ASPECTS * term.subject) + place[term.aspect];
}

static void add_row(builder *b, size_t r)
{
    pov_solved *solved = &b->solution->row[r];
    unsigned layers = pov_layers_that_hold(solved, POV_LAYER_COUNT - 1);

    b->base[r] = (uint32_t)b->system.cell_count;
    for (size_t slot = 0; slot < terms(b); slot++) {
        (void)pov_system_cell(&b->system, pov_solved_term(solved, term_of(slot))->bounds);
    }
    size_t relations = b->beyond_poor ? POV_RELATION_COUNT : POV_RELATION_POOR_COUNT;
    for (size_t i = 0; i < relations; i++) {
        const pov_relation *relation = &pov_relations[i];
        pov_interval drop;
        if ((layers >> relation->layer & 1U) == 0 ||
            (relation->kind == POV_RELATION_DROP && !pov_drop_is_fact(solved, relation, &drop))) {
            continue;
        }
        uint32_t cell[3] = {0};
        for (size_t t = 0; t < 3; t++) {
            cell[t] = t == 1 && relation->kind == POV_RELATION_DROP
                          ? pov_system_cell(&b->system, drop)
                          : cell_of(b, r, relation->term[t]);
        }
        if (relation->kind == POV_RELATION_RATIO) {
            (void)pov_system_ratio(&b->system, cell[0], cell[1], cell[2]);
        } else {
            (void)pov_system_difference(&b->system, cell[0], cell[1], cell[2]);
        }
    }
}

static void keep_bounds(builder *b, size_t r)
{
    for (size_t slot = 0; slot < terms(b); slot++) {
        pov_solved_term(&b->solution->row[r], term_of(slot))->bounds =
            b->system.cell[b->base[r] + slot];
    }
}

/* ---- lists ---- */

static bool may_fall(pov_item term)
{
    return term.aspect == POV_REDUCTION; /* can be negative */
}

/* The row of a list: its whole, then its members. */
static size_t row_of(const pov_solution *solution, const pov_list *list, size_t i)
{
    return i == 0 ? list->whole : solution->list_member[list->first + i - 1];
}

static void add_sum(builder *b, const pov_list *list, pov_item term)
{
    if (pov_grow(&b->member, &b->member_capacity, list->count + 1, sizeof *b->member) != POV_OK) {
        b->failed = true;
        return;
    }
    for (size_t i = 0; i <= list->count; i++) {
        b->member[i] = cell_of(b, row_of(b->solution, list, i), term);
    }
    (void)pov_system_sum(&b->system, b->member, list->count + 1, list->complete);
}

/* The rate as it is printed; 0 to 100 percent where none is. */
static pov_interval printed_rate(const builder *b, size_t row, pov_item rate)
{
    pov_quantity quantity = pov_quantity_of(rate.subject, rate.aspect);

    /* that of poor and near-poor together may be a sum of printed rates: wider than its digits */
    if (rate.subject == POV_MEASURE_MULTI || quantity == POV_QUANTITY_COUNT ||
        pov_row_stated(&b->solution->plan->row[row], quantity) == NULL) {
        return (pov_interval){0, POV_HUNDRED_PERCENT};
    }
    return pov_row_figure(&b->solution->plan->row[row], quantity).bounds;
}

static int64_t common_divisor(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/* Where all households are one number, or nothing is printed that ties counts to them, the excess
 * says no more than the sums. */
static bool sums_suffice(const builder *b, const pov_list *list, pov_item total, pov_item rate)
{
    const pov_interval *cell = b->system.cell;
    bool exact = true, open = false, printed = false;

    for (size_t i = 0; i <= list->count; i++) {
        size_t row = row_of(b->solution, list, i);
        pov_interval households = cell[cell_of(b, row, total)];
        exact = exact && pov_interval_exact(households);
        open = open || (i == 0 && households.high == POV_NO_HIGH);
        printed = printed || printed_rate(b, row, rate).high < POV_HUNDRED_PERCENT ||
                  printed_rate(b, row, rate).low > 0;
    }
    return exact || (open && !printed);
}

static void add_excess(builder *b, const pov_list *list, pov_measure measure, bool target)
{
    const pov_item count = {measure, target ? POV_REMAINING : POV_COUNT};
    const pov_item total = {POV_SUBJECT_ALL, count.aspect};
    const pov_item rate = {measure, target ? POV_REMAINING_SHARE : POV_RATE};
    size_t first = b->system.pair_count;
    int64_t divisor = POV_HUNDRED_PERCENT;

    if (sums_suffice(b, list, total, rate)) {
        return;
    }
    for (size_t i = 0; i <= list->count; i++) {
        size_t row = row_of(b->solution, list, i);
        pov_interval printed = printed_rate(b, row, rate);
        divisor = common_divisor(common_divisor(divisor, printed.low), printed.high);
        pov_system_pair(&b->system, (pov_pair){cell_of(b, row, count), cell_of(b, row, total),
                                               printed.low, printed.high});
    }
    if (b->system.failed) {
        return;
    }
    int64_t unit = POV_HUNDRED_PERCENT / divisor;
    bool coarse = unit <= UNIT_MAX;
    unit = coarse ? unit : 1;
    pov_pair *pair = &b->system.pair[first];
    for (size_t i = 0; i <= list->count; i++) {
        pair[i].rate_low = coarse ? pair[i].rate_low / divisor : 0;
        pair[i].rate_high = coarse ? pair[i].rate_high / divisor : 1;
    }
    /* those who are not poor add up, too: the excess over 100 percent */
    (void)pov_system_excess(&b->system, first, list->count + 1, unit, unit, false);
    for (size_t i = 0; i <= list->count && (i == 0 || list->count <= PARTS_WITH_RATES); i++) {
        int64_t ends[] = {pair[i].rate_low, pair[i].rate_high};
        for (size_t e = 0; e < 2; e++) {
            bool seen = ends[e] == 0 || ends[e] == unit;
            for (size_t k = 0; k < i && !seen; k++) {
                seen = pair[k].rate_low == ends[e] || pair[k].rate_high == ends[e];
            }
            if (!seen) {
                (void)pov_system_excess(&b->system, first, list->count + 1, ends[e], unit, i > 0);
            }
        }
    }
}

/* A part that may overlap with others has at most what the whole has. */
static void add_part(builder *b, size_t part, size_t whole)
{
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        uint32_t mine = cell_of(b, part, pov_summable[i]);
        if (mine != NO_CELL && !may_fall(pov_summable[i])) {
            (void)pov_system_at_most(&b->system, mine, cell_of(b, whole, pov_summable[i]));
        }
    }
}

static void open_block(builder *b, size_t whole)
{
    if (pov_grow(&b->block, &b->block_capacity, b->block_count + 1, sizeof *b->block) != POV_OK) {
        b->failed = true;
        return;
    }
    b->block[b->block_count++] =
        (block){.first = (uint32_t)b->system.equation_count, .whole = whole};
}

static void close_block(builder *b)
{
    if (!b->failed) {
        block *last = &b->block[b->block_count - 1];
        last->count = (uint32_t)b->system.equation_count - last->first;
    }
}

static void add_list(builder *b, const pov_list *list)
{
    open_block(b, list->whole);
    if (!list->addable) {
        for (size_t i = 1; i <= list->count; i++) {
            add_part(b, row_of(b->solution, list, i), list->whole);
        }
        close_block(b);
        return;
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        if (cell_of(b, list->whole, pov_summable[i]) != NO_CELL &&
            (list->complete || !may_fall(pov_summable[i]))) {
            add_sum(b, list, pov_summable[i]);
        }
    }
    for (int m = 0; m < (b->beyond_poor ? POV_MEASURE_COUNT : 1) && list->complete; m++) {
        add_excess(b, list, (pov_measure)m, false);
        add_excess(b, list, (pov_measure)m, true);
    }
    close_block(b);
}

/* A row of a group within the unit's row for all; those without labour capacity are counted among
 * all households of the unit. */
static void add_group(builder *b, size_t r)
{
    const pov_row *row = &b->solution->plan->row[r];

    open_block(b, row->all_row);
    if (strcmp(row->group, "no_labour_capacity") == 0) {
        const pov_item households = {POV_SUBJECT_ALL, POV_COUNT};
        uint32_t pair[] = {cell_of(b, row->all_row, households), cell_of(b, r, households)};
        (void)pov_system_sum(&b->system, pair, 2, true);
    }
    add_part(b, r, row->all_row);
    close_block(b);
}

/* ---- joins ---- */

/* Two rows that speak of one state: the same households, counts and rates. */
static void add_join(builder *b, const pov_join *join)
{
    open_block(b, join->later);
    for (int m = 0; m <= POV_MEASURE_COUNT; m++) {
        const pov_aspect now[] = {POV_COUNT, POV_RATE};
        const pov_aspect then[] = {POV_REMAINING, POV_REMAINING_SHARE};
        for (size_t a = 0; a < (m == POV_SUBJECT_ALL ? 1 : 2); a++) {
            const pov_item early = {(pov_measure)m, join->end ? then[a] : now[a]};
            const pov_item late = {(pov_measure)m, now[a]};
            uint32_t pair[] = {cell_of(b, join->earlier, early), cell_of(b, join->later, late)};
            if (pair[0] != NO_CELL) {
                (void)pov_system_sum(&b->system, pair, 2, true);
            }
        }
    }
    close_block(b);
}

/* ---- contradictions ---- */

static bool holds_with(builder *b, const block *it)
{
    pov_system_switch(&b->system, it->first, it->count, true);
    return pov_system_narrow(&b->system);
}

static void leave_out(builder *b, block *it)
{
    it->stuck = true;
    pov_system_switch(&b->system, it->first, it->count, false);
    b->solution->row[it->whole].conflicts |=
        it < b->block + b->list_blocks ? POV_CONFLICT_SUM : POV_CONFLICT_JOIN;
}

static bool holds_with_all(builder *b)
{
    for (size_t i = 0; i < b->list_blocks; i++) {
        if (!b->block[i].stuck) {
            pov_system_switch(&b->system, b->block[i].first, b->block[i].count, true);
        }
    }
    return pov_system_narrow(&b->system);
}

static void switch_all_off(builder *b)
{
    for (size_t i = 0; i < b->list_blocks; i++) {
        pov_system_switch(&b->system, b->block[i].first, b->block[i].count, false);
    }
}

static int by_name(const pov_plan *plan, const block *a, const block *b)
{
    const pov_row *x = &plan->row[a->whole], *y = &plan->row[b->whole];
    int order = strcmp(plan->unit[x->unit].key, plan->unit[y->unit].key);

    order = order != 0 ? order : strcmp(x->group, y->group);
    order = order != 0 ? order : pov_year_compare(x->year, y->year);
    return order != 0 ? order : pov_year_compare(x->target_year, y->target_year);
}

static void narrow_blocks(builder *b)
{
    size_t start = pov_system_mark(&b->system);

    if (holds_with_all(b)) {
        return;
    }
    pov_system_undo(&b->system, start);
    switch_all_off(b);
    for (size_t i = 0; i < b->list_blocks && !b->system.failed; i++) {
        bool holds = holds_with(b, &b->block[i]);
        pov_system_undo(&b->system, start);
        if (holds) {
            pov_system_switch(&b->system, b->block[i].first, b->block[i].count, false);
        } else {
            leave_out(b, &b->block[i]);
        }
    }
    if (holds_with_all(b)) {
        return;
    }
    pov_system_undo(&b->system, start);
    switch_all_off(b);
    for (size_t done = 0; done < b->list_blocks && !b->system.failed; done++) {
        size_t first = done; /* selected one by one: hardly ever more than a few */
        for (size_t i = done + 1; i < b->list_blocks; i++) {
            if (by_name(b->solution->plan, &b->block[i], &b->block[first]) < 0) {
                first = i;
            }
        }
        block it = b->block[first];
        b->block[first] = b->block[done];
        b->block[done] = it;
        size_t mark = pov_system_mark(&b->system);
        if (!it.stuck && !holds_with(b, &it)) {
            pov_system_undo(&b->system, mark);
            leave_out(b, &b->block[done]);
        }
    }
}

/* A join is made after everything else: two documents that differ prove nothing, so one that
 * contradicts is not made. */
static void narrow_joins(builder *b)
{
    for (size_t i = b->list_blocks; i < b->block_count && !b->system.failed; i++) {
        size_t mark = pov_system_mark(&b->system);
        if (!holds_with(b, &b->block[i])) {
            pov_system_undo(&b->system, mark);
            leave_out(b, &b->block[i]);
        }
    }
}

/* ---- components ---- */

static size_t root(size_t *of, size_t row)
{
    while (of[row] != row) {
        of[row] = of[of[row]];
        row = of[row];
    }
    return row;
}

/* The lower row is the root, so that a component is numbered by its first row. */
static void unite(size_t *of, size_t a, size_t b)
{
    size_t x = root(of, a), y = root(of, b);

    of[x > y ? x : y] = x > y ? y : x;
}

static void find_components(builder *b)
{
    const pov_solution *solution = b->solution;
    const pov_plan *plan = solution->plan;

    for (size_t r = 0; r < plan->row_count; r++) {
        b->of[r] = r;
        b->next[r] = POV_NONE;
        b->list_of[r] = POV_NONE;
        b->join_of[r] = POV_NONE;
    }
    for (size_t i = 0; i < solution->join_count; i++) {
        unite(b->of, solution->join[i].earlier, solution->join[i].later);
        b->join_of[solution->join[i].later] = i;
    }
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        for (size_t k = 1; k <= list->count && list->whole != POV_NONE; k++) {
            unite(b->of, list->whole, row_of(solution, list, k));
        }
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (plan->row[r].all_row != POV_NONE) {
            unite(b->of, r, plan->row[r].all_row);
        }
    }
    /* chained from the last row to the first, so that each chain goes down the file */
    for (size_t r = plan->row_count; r-- > 0;) {
        size_t first = root(b->of, r);
        b->of[r] = first;
        if (first != r) {
            b->next[r] = b->next[first];
            b->next[first] = r;
        }
    }
    for (size_t i = solution->list_count; i-- > 0;) {
        size_t whole = solution->list[i].whole;
        if (whole != POV_NONE) {
            b->list_next[i] = b->list_of[whole];
            b->list_of[whole] = i;
        }
    }
}

static void narrow_component(builder *b, size_t first)
{
    pov_solution *solution = b->solution;

    pov_system_clear(&b->system);
    b->block_count = 0;
    b->beyond_poor = false;
    for (size_t r = first; r != POV_NONE; r = b->next[r]) {
        b->beyond_poor = b->beyond_poor || solution->row[r].beyond_poor;
    }
    for (size_t r = first; r != POV_NONE; r = b->next[r]) {
        add_row(b, r);
    }
    for (size_t r = first; r != POV_NONE && !b->system.failed; r = b->next[r]) {
        for (size_t i = b->list_of[r]; i != POV_NONE; i = b->list_next[i]) {
            add_list(b, &solution->list[i]);
        }
        if (solution->plan->row[r].all_row != POV_NONE) {
            add_group(b, r);
        }
    }
    b->list_blocks = b->block_count;
    for (size_t r = first; r != POV_NONE && !b->system.failed; r = b->next[r]) {
        if (b->join_of[r] != POV_NONE) {
            add_join(b, &solution->join[b->join_of[r]]);
        }
    }
    for (size_t i = b->list_blocks; i < b->block_count; i++) {
        pov_system_switch(&b->system, b->block[i].first, b->block[i].count, false);
    }
    pov_system_connect(&b->system);
    b->failed = b->failed || b->system.failed;
    if (!b->failed) {
        narrow_blocks(b);
        narrow_joins(b);
        b->failed = b->system.failed;
    }
    for (size_t r = first; r != POV_NONE && !b->failed; r = b->next[r]) {
        keep_bounds(b, r);
    }
}

static bool households_add_up(const pov_solution *solution, const pov_list *list)
{
    pov_interval whole = solution->row[list->whole].households.bounds;
    pov_interval sum = pov_interval_point(0);

    for (size_t i = 1; i <= list->count; i++) {
        sum = pov_interval_add(sum, solution->row[row_of(solution, list, i)].households.bounds);
    }
    return list->count > 1 && pov_interval_exact(sum) && pov_interval_exact(whole) &&
           sum.low == whole.low && sum.low > 0;
}

pov_status pov_narrow_between_rows(pov_solution *solution)
{
    size_t rows = solution->plan->row_count;
    builder b = {.solution = solution, .system = POV_SYSTEM_INIT};

    b.base = malloc((rows + 1) * sizeof *b.base);
    b.of = malloc((rows + 1) * sizeof *b.of);
    b.next = malloc((rows + 1) * sizeof *b.next);
    b.list_of = malloc((rows + 1) * sizeof *b.list_of);
    b.join_of = malloc((rows + 1) * sizeof *b.join_of);
    b.list_next = malloc((solution->list_count + 1) * sizeof *b.list_next);
    b.failed = b.base == NULL || b.of == NULL || b.next == NULL || b.list_of == NULL ||
               b.join_of == NULL || b.list_next == NULL;
    if (!b.failed) {
        for (size_t i = 0; i < solution->list_count; i++) {
            pov_list *list = &solution->list[i];
            if (list->whole != POV_NONE && list->addable && households_add_up(solution, list)) {
                list->complete = true;
            }
        }
        find_components(&b);
    }
    for (size_t r = 0; r < rows && !b.failed; r++) {
        if (b.of[r] == r && b.next[r] != POV_NONE) {
            narrow_component(&b, r);
        }
    }
    pov_system_fini(&b.system);
    free(b.base);
    free(b.of);
    free(b.next);
    free(b.list_of);
    free(b.join_of);
    free(b.list_next);
    free(b.block);
    free(b.member);
    return b.failed ? POV_ERR_NOMEM : POV_OK;
}
