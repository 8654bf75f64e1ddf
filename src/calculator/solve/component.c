/*
 * Cells and equations of rows that hang together.
 */
#include "calculator/solve/component.h"
#include "calculator/solve/siblings.h"

#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

/* Beyond so many parts the rates of single parts cost more than they tell. */
#define PARTS_WITH_RATES 64
/* Rates are compared in units of the finest that is printed; finer ones would pass 128 bits. */
#define UNIT_MAX INT64_C(1000000000)

/* ---- cells ---- */

static const pov_aspect aspects[] = {POV_COUNT, POV_RATE, POV_REDUCTION, POV_REMAINING,
                                     POV_REMAINING_SHARE};
#define ASPECTS POV_LENGTH(aspects)

_Static_assert(POV_COMPONENT_TERMS(1) == 2 + ASPECTS, "all households, and each of the aspects");

static size_t terms(const pov_component *c)
{
    return POV_COMPONENT_TERMS(c->beyond_poor ? POV_MEASURE_COUNT : 1U);
}

pov_item pov_component_term(size_t slot)
{
    if (slot < 2) {
        return (pov_item){POV_SUBJECT_ALL, slot == 0 ? POV_COUNT : POV_REMAINING};
    }
    return (pov_item){(pov_measure)((slot - 2) / ASPECTS), aspects[(slot - 2) % ASPECTS]};
}

uint32_t pov_component_cell(const pov_component *c, size_t row, pov_item term)
{
    static const uint8_t place[POV_ASPECT_COUNT] = {[POV_COUNT] = 0,
                                                    [POV_RATE] = 1,
                                                    [POV_REDUCTION] = 2,
                                                    [POV_REMAINING] = 3,
                                                    [POV_REMAINING_SHARE] = 4};

    if (term.subject == POV_SUBJECT_ALL) {
        return c->base[row] + (term.aspect != POV_COUNT);
    }
    if (term.subject != POV_MEASURE_POOR && !c->beyond_poor) {
        return POV_NO_CELL;
    }
    return c->base[row] + 2 + (uint32_t)(ASPECTS * term.subject) + place[term.aspect];
}

static uint32_t add_place(pov_component *c, pov_place place, pov_interval bounds)
{
    uint32_t cell = pov_system_cell(&c->system, bounds);

    if (c->view.printed &&
        pov_grow(&c->place, &c->place_capacity, c->system.cell_count, sizeof *c->place) != POV_OK) {
        c->system.failed = true;
    } else if (c->view.printed && !c->system.failed) {
        c->place[cell] = place;
    }
    return cell;
}

static uint32_t add_cell(pov_component *c, size_t row, pov_item term, pov_interval bounds)
{
    return add_place(c, (pov_place){row, term, pov_item_quantity(term)}, bounds);
}

/* The flows of the year give the count at its end; one that is not printed is 0 or more. */
static void add_flows(pov_component *c, size_t r, pov_measure measure)
{
    const pov_row *row = &c->solution->plan->row[r];
    const pov_flow *flows = pov_flows[measure];
    const pov_item end = {measure, POV_COUNT};
    uint32_t member[POV_FLOW_COUNT + 1] = {pov_component_cell(c, r, end)};
    size_t count = 1, minus = 0;
    pov_interval bounds = pov_row_figure(row, pov_quantity_of(measure, POV_COUNT)).bounds;
    pov_quantity_set included;

    if (member[0] == POV_NO_CELL || pov_row_stated(row, flows[0].quantity) == NULL) {
        return;
    }
    (void)pov_flows_read(row, measure, 0, &bounds, &included);
    for (int sign = 1; sign >= -1; sign -= 2) {
        for (size_t i = 0; i < POV_FLOW_COUNT; i++) {
            const pov_stated *stated = pov_row_stated(row, flows[i].quantity);
            if (flows[i].sign == sign && !pov_set_has(included, flows[i].quantity)) {
                pov_place place = {r, {measure, POV_FLOW}, flows[i].quantity};
                pov_interval flow = {0, POV_NO_HIGH};
                member[count++] = add_place(
                    c, place,
                    stated != NULL ? pov_stated_bounds(stated, POV_KIND_COUNT, false) : flow);
                minus += sign < 0;
            }
        }
    }
    (void)pov_system_sum(&c->system, member, count, minus, true);
}

/* A remaining rate without its count is an aim, which as many as it allows reach: under the
 * assumption about growth no fact. */
static bool is_aim(const pov_component *c, size_t r, pov_item rate)
{
    const pov_solved *solved = &c->solution->row[r];
    const pov_figure *of = rate.subject != POV_SUBJECT_ALL ? solved->of[rate.subject] : NULL;

    return c->view.growth && solved->open && !solved->reports &&
           rate.aspect == POV_REMAINING_SHARE && !pov_figure_is_firm(&of[POV_REMAINING]) &&
           !pov_figure_is_firm(&of[POV_REDUCTION]);
}

static void add_row(pov_component *c, size_t r)
{
    pov_solved_room printed;
    const pov_solved *solved = &c->solution->row[r];
    unsigned layers = pov_layers_that_hold(solved, POV_LAYER_COUNT - 1);

    if (c->view.printed) {
        solved = pov_solve_row_printed(&c->solution->plan->row[r], &printed);
    }
    if (c->view.conflicts && c->view.about == r) {
        layers = (1U << POV_LAYER_COUNT) - 1;
    }
    const bool facts = c->view.facts && c->view.about == r;
    if (facts) {
        layers |= 1U << POV_LAYER_YEAR | 1U << POV_LAYER_TARGET;
    }
    c->base[r] = (uint32_t)c->system.cell_count;
    for (size_t slot = 0; slot < terms(c); slot++) {
        pov_item term = pov_component_term(slot);
        (void)add_cell(c, r, term, *pov_solved_bounds(solved, term));
    }
    size_t relations = c->beyond_poor ? POV_RELATION_COUNT : POV_RELATION_POOR_COUNT;
    for (size_t i = 0; i < relations; i++) {
        const pov_relation *relation = &pov_relations[i];
        pov_interval drop;
        if ((layers >> relation->layer & 1U) == 0 ||
            (relation->kind == POV_RELATION_DROP && !pov_drop_is_fact(solved, relation, &drop)) ||
            (relation->kind == POV_RELATION_RATIO && is_aim(c, r, relation->term[2]))) {
            continue;
        }
        uint32_t cell[3] = {0};
        for (size_t t = 0; t < 3; t++) {
            cell[t] = t == 1 && relation->kind == POV_RELATION_DROP
                          ? add_cell(c, r, relation->term[t], drop)
                          : pov_component_cell(c, r, relation->term[t]);
        }
        if (relation->kind == POV_RELATION_RATIO) {
            (void)pov_system_ratio(&c->system, cell[0], cell[1], cell[2]);
        } else {
            (void)pov_system_difference(&c->system, cell[0], cell[1], cell[2]);
        }
        int64_t face = 0;
        const size_t one = relation->kind == POV_RELATION_DROP
                               ? pov_drop_printed_rate(solved, relation, &face)
                               : POV_NONE;
        if (one != POV_NONE) { /* of what is printed, not of what it stands for */
            cell[1] = add_cell(c, r, relation->term[1], drop);
            cell[one] = add_cell(c, r, relation->term[one], pov_interval_point(face));
            (void)pov_system_difference(&c->system, cell[0], cell[1], cell[2]);
        }
    }
    if (c->view.printed && (layers >> POV_LAYER_YEAR & 1U) != 0 && !facts) {
        add_flows(c, r, POV_MEASURE_POOR);
        add_flows(c, r, POV_MEASURE_NEAR_POOR);
    }
}

void pov_component_keep(const pov_component *c, size_t r, pov_solved *solved)
{
    for (size_t slot = 0; slot < terms(c); slot++) {
        pov_solved_term(solved, pov_component_term(slot))->bounds =
            c->system.cell[c->base[r] + slot];
    }
}

/* ---- lists ---- */

static bool may_fall(pov_item term)
{
    return term.aspect == POV_REDUCTION; /* can be negative */
}

static bool is_complete(const pov_component *c, const pov_list *list)
{
    return list->complete || c->view.complete;
}

/* Whether what contradicts is known already, and to be left out. */
static bool is_later(const pov_component *c)
{
    return (c->view.printed || c->view.growth) && !c->view.conflicts;
}

/* Whether the lists of a whole are known to contradict it. */
static bool is_left_out(const pov_component *c, size_t whole)
{
    return is_later(c) && (c->solution->row[whole].conflicts & POV_CONFLICT_SUM) != 0;
}

static int by_cell(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;

    return (a > b) - (a < b);
}

static int by_count(const void *x, const void *y)
{
    return by_cell(&((const pov_pair *)x)->count, &((const pov_pair *)y)->count);
}

/* The cells of a term over the list, in c->member. */
static bool take_members(pov_component *c, const pov_list *list, pov_item term)
{
    if (pov_grow(&c->member, &c->member_capacity, list->count + 1, sizeof *c->member) != POV_OK) {
        c->failed = true;
        return false;
    }
    for (size_t i = 0; i <= list->count; i++) {
        c->member[i] = pov_component_cell(c, pov_list_row(c->solution, list, i), term);
    }
    if (c->sorted) {
        qsort(c->member + 1, list->count, sizeof *c->member, by_cell);
    }
    return true;
}

static void add_sum(pov_component *c, const pov_list *list, pov_item term)
{
    if (take_members(c, list, term)) {
        (void)pov_system_sum(&c->system, c->member, list->count + 1, 0, is_complete(c, list));
    }
}

/* The excess says so, too, but nobody would put it like that. */
static void add_mean(pov_component *c, const pov_list *list, pov_item rate)
{
    if (take_members(c, list, rate)) {
        (void)pov_system_mean(&c->system, c->member, list->count + 1);
    }
}

/* The rate as it is printed; 0 to 100 percent where none is. */
static pov_interval printed_rate(const pov_component *c, size_t row, pov_item rate)
{
    const pov_interval any = {0, POV_HUNDRED_PERCENT};
    pov_quantity quantity = pov_quantity_of(rate.subject, rate.aspect);

    /* that of poor and near-poor together may be a sum of printed rates: wider than its digits */
    if (rate.subject == POV_MEASURE_MULTI || quantity == POV_QUANTITY_COUNT ||
        is_aim(c, row, rate) || pov_row_stated(&c->solution->plan->row[row], quantity) == NULL) {
        return any;
    }
    /* a figure put here for a try may be no rate at all */
    pov_interval printed =
        pov_interval_meet(pov_row_figure(&c->solution->plan->row[row], quantity).bounds, any);
    return pov_interval_empty(printed) ? any : printed;
}

static bool is_any_rate(pov_interval rate)
{
    return rate.low <= 0 && rate.high >= POV_HUNDRED_PERCENT;
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
static bool sums_suffice(const pov_component *c, size_t first)
{
    const pov_pair *pair = &c->system.pair[first];
    bool exact = true, printed = false;

    for (size_t i = first; i < c->system.pair_count; i++, pair++) {
        exact = exact && pov_interval_exact(c->system.cell[pair->total]);
        printed = printed || !is_any_rate((pov_interval){pair->rate_low, pair->rate_high});
    }
    return exact || (!printed && c->system.cell[c->system.pair[first].total].high == POV_NO_HIGH);
}

/* What the excess of a list is about: the poor of the year, say. */
typedef struct measured {
    pov_item count, total, rate;
} measured;

static void add_pair(pov_component *c, size_t row, const measured *of)
{
    pov_interval printed = printed_rate(c, row, of->rate);

    pov_system_pair(&c->system,
                    (pov_pair){pov_component_cell(c, row, of->count),
                               pov_component_cell(c, row, of->total), printed.low, printed.high});
}

/* Adds a part, or in place of one that prints no rate its own parts, where all of them are known.
 * Says whether any was replaced. */
static bool add_deep(pov_component *c, size_t row, const measured *of)
{
    if (is_any_rate(printed_rate(c, row, of->rate))) {
        for (size_t i = c->list_of[row]; i != POV_NONE; i = c->list_next[i]) {
            const pov_list *list = &c->solution->list[i];
            if (list->addable && is_complete(c, list) && !is_left_out(c, row)) {
                for (size_t k = 1; k <= list->count; k++) {
                    (void)add_deep(c, pov_list_row(c->solution, list, k), of);
                }
                return true;
            }
        }
    }
    add_pair(c, row, of);
    return false;
}

/* Rates in the coarsest unit that holds all of them; returns what 100 percent are in it. */
static int64_t scale_pairs(pov_pair *pair, size_t count)
{
    int64_t divisor = POV_HUNDRED_PERCENT;

    for (size_t i = 0; i < count; i++) {
        divisor = common_divisor(common_divisor(divisor, pair[i].rate_low), pair[i].rate_high);
    }
    bool coarse = POV_HUNDRED_PERCENT / divisor <= UNIT_MAX;
    for (size_t i = 0; i < count; i++) {
        pair[i].rate_low = coarse ? pair[i].rate_low / divisor : 0;
        pair[i].rate_high = coarse ? pair[i].rate_high / divisor : 1;
    }
    return coarse ? POV_HUNDRED_PERCENT / divisor : 1;
}

/* deep  parts that print no rate are replaced by their own parts; without such a part, and where
 *       there are too many, nothing is added */
static void add_excess(pov_component *c, const pov_list *list, pov_measure measure, bool target,
                       bool deep)
{
    const measured of = {{measure, target ? POV_REMAINING : POV_COUNT},
                         {POV_SUBJECT_ALL, target ? POV_REMAINING : POV_COUNT},
                         {measure, target ? POV_REMAINING_SHARE : POV_RATE}};
    size_t first = c->system.pair_count;
    bool replaced = false;

    add_pair(c, list->whole, &of);
    for (size_t i = 1; i <= list->count; i++) {
        size_t row = pov_list_row(c->solution, list, i);
        if (deep) {
            replaced = add_deep(c, row, &of) || replaced;
        } else {
            add_pair(c, row, &of);
        }
    }
    size_t count = c->system.pair_count - first;
    if (c->system.failed || (deep && (!replaced || count > PARTS_WITH_RATES + 1)) ||
        sums_suffice(c, first)) {
        c->system.pair_count = first;
        return;
    }
    pov_pair *pair = &c->system.pair[first];
    if (c->sorted) {
        qsort(pair + 1, count - 1, sizeof *pair, by_count);
    }
    int64_t unit = scale_pairs(pair, count);
    /* those who are not poor add up, too: the excess over 100 percent */
    (void)pov_system_excess(&c->system, first, count, unit, unit, deep);
    for (size_t i = 0; i < count && (i == 0 || count <= PARTS_WITH_RATES + 1); i++) {
        int64_t ends[] = {pair[i].rate_low, pair[i].rate_high};
        for (size_t e = 0; e < 2; e++) {
            bool seen = ends[e] == 0 || ends[e] == unit;
            for (size_t k = 0; k < i && !seen; k++) {
                seen = pair[k].rate_low == ends[e] || pair[k].rate_high == ends[e];
            }
            if (!seen) {
                (void)pov_system_excess(&c->system, first, count, ends[e], unit, deep || i > 0);
            }
        }
    }
}

/* A part that may overlap with others has at most what the whole has. */
static void add_part(pov_component *c, size_t part, size_t whole)
{
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        uint32_t mine = pov_component_cell(c, part, pov_summable[i]);
        if (mine != POV_NO_CELL && !may_fall(pov_summable[i])) {
            (void)pov_system_at_most(&c->system, mine,
                                     pov_component_cell(c, whole, pov_summable[i]));
        }
    }
}

void pov_component_switch(pov_component *c, size_t first, size_t end, bool on)
{
    for (size_t i = first; i < end; i++) {
        pov_system_switch(&c->system, c->block[i].first, c->block[i].count, on);
    }
}

static void open_block(pov_component *c, size_t whole)
{
    if (pov_grow(&c->block, &c->block_capacity, c->block_count + 1, sizeof *c->block) != POV_OK) {
        c->failed = true;
        return;
    }
    c->block[c->block_count++] =
        (pov_block){.first = (uint32_t)c->system.equation_count, .whole = whole};
}

static void close_block(pov_component *c)
{
    if (!c->failed) {
        pov_block *last = &c->block[c->block_count - 1];
        last->count = (uint32_t)c->system.equation_count - last->first;
    }
}

static void add_list(pov_component *c, const pov_list *list)
{
    open_block(c, list->whole);
    if (!list->addable) {
        for (size_t i = 1; i <= list->count; i++) {
            add_part(c, pov_list_row(c->solution, list, i), list->whole);
        }
        close_block(c);
        return;
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        if (pov_component_cell(c, list->whole, pov_summable[i]) != POV_NO_CELL &&
            (is_complete(c, list) || !may_fall(pov_summable[i]))) {
            add_sum(c, list, pov_summable[i]);
        }
    }
    for (int m = 0; m < (c->beyond_poor ? POV_MEASURE_COUNT : 1) && is_complete(c, list); m++) {
        if (c->view.printed) {
            add_mean(c, list, (pov_item){(pov_measure)m, POV_RATE});
            add_mean(c, list, (pov_item){(pov_measure)m, POV_REMAINING_SHARE});
        }
        add_excess(c, list, (pov_measure)m, false, false);
        add_excess(c, list, (pov_measure)m, true, false);
    }
    close_block(c);
}

/* A rate of the whole tells of the parts of its parts, where no rate between them is printed; one
 * that is not printed is between those of its parts. */
static void add_deep_list(pov_component *c, const pov_list *list)
{
    size_t before = c->system.equation_count;

    open_block(c, list->whole);
    for (int m = 0; m < (c->beyond_poor ? POV_MEASURE_COUNT : 1); m++) {
        const pov_item rate[] = {{(pov_measure)m, POV_RATE}, {(pov_measure)m, POV_REMAINING_SHARE}};
        for (size_t i = 0; i < 2; i++) {
            if (!c->view.printed && is_any_rate(printed_rate(c, list->whole, rate[i]))) {
                add_mean(c, list, rate[i]);
            }
            add_excess(c, list, (pov_measure)m, i == 1, true);
        }
    }
    close_block(c);
    if (!c->failed && c->system.equation_count == before) {
        c->block_count--;
    }
}

/* A row of a group within the unit's row for all, which may have the same households. */
static void add_group(pov_component *c, size_t r)
{
    const pov_row *row = &c->solution->plan->row[r];

    open_block(c, row->all_row);
    if (row->of_unit) {
        const pov_item households = {POV_SUBJECT_ALL, POV_COUNT};
        uint32_t pair[] = {pov_component_cell(c, row->all_row, households),
                           pov_component_cell(c, r, households)};
        (void)pov_system_sum(&c->system, pair, 2, 0, true);
    }
    add_part(c, r, row->all_row);
    close_block(c);
}

/* ---- joins ---- */

/* Two rows that speak of one state: the same households, counts and rates. */
static void add_join(pov_component *c, const pov_join *join)
{
    pov_item item[2];

    open_block(c, join->later);
    for (size_t i = 0; pov_join_pair(join, i, item); i++) {
        uint32_t pair[] = {pov_component_cell(c, join->earlier, item[0]),
                           pov_component_cell(c, join->later, item[1])};
        if (pair[0] != POV_NO_CELL) {
            (void)pov_system_sum(&c->system, pair, 2, 0, true);
        }
    }
    close_block(c);
}

/* ---- the assumption about growth ---- */

/* What rests on it goes forward only: rows of later years are left out. */
static bool makes_assumption(const pov_component *c, size_t r)
{
    const pov_solution *solution = c->solution;
    const pov_row *row = solution->plan->row;
    const size_t about = c->view.about;

    if (about == POV_NONE || r == about) {
        return solution->row[r].open;
    }
    return solution->row[r].open && !solution->row[r].open_alone &&
           !solution->row[about].open_alone && pov_year_compare(row[r].year, row[about].year) <= 0;
}

/*
 * The households of the target year are those of the year times a factor, and a reduction in
 * households is what the rate falls by, in percent of them.
 */
static void add_growth(pov_component *c, size_t r)
{
    const pov_interval growth = c->solution->assumptions.growth;
    const pov_item now = {POV_SUBJECT_ALL, POV_COUNT}, then = {POV_SUBJECT_ALL, POV_REMAINING};
    const bool constant = growth.low == 0 && growth.high == 0;
    const pov_solved *printed = &c->solution->row[r];
    pov_solved_room room;

    if (c->view.printed) {
        printed = pov_solve_row_printed(&c->solution->plan->row[r], &room);
    }
    open_block(c, r);
    pov_interval factor = pov_interval_add(growth, pov_interval_point(POV_HUNDRED_PERCENT));
    uint32_t households = pov_component_cell(c, r, now);
    (void)pov_system_factor(&c->system, pov_component_cell(c, r, then), households, factor);
    for (int m = 0; m < (c->beyond_poor ? POV_MEASURE_COUNT : 1); m++) {
        const pov_figure *of = printed->of[m];
        const pov_item cut = {(pov_measure)m, POV_REDUCTION}, rate = {(pov_measure)m, POV_RATE};
        const pov_item left = {(pov_measure)m, POV_REMAINING_SHARE};
        pov_interval rest = pov_interval_grow(of[POV_REMAINING_SHARE].bounds, factor);
        if (of[POV_REDUCTION].basis != POV_BASIS_STATED || of[POV_REDUCTION].bounds.low <= 0 ||
            of[POV_RATE].bounds.low <= rest.high) {
            continue;
        }
        uint32_t share = pov_component_cell(c, r, left), leave = pov_component_cell(c, r, cut);
        if (!constant) { /* whole households have not just the growth: one more or less */
            share = add_cell(c, r, left, (pov_interval){0, POV_NO_HIGH});
            (void)pov_system_factor(&c->system, share, pov_component_cell(c, r, left), factor);
            leave = add_cell(c, r, cut,
                             pov_interval_add(of[POV_REDUCTION].bounds, (pov_interval){-1, 1}));
        }
        uint32_t fall = add_cell(c, r, (pov_item){(pov_measure)m, POV_PP},
                                 (pov_interval){0, POV_HUNDRED_PERCENT});
        (void)pov_system_difference(&c->system, pov_component_cell(c, r, rate), fall, share);
        (void)pov_system_ratio(&c->system, leave, households, fall);
    }
    close_block(c);
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

static void find_components(pov_component *c)
{
    const pov_solution *solution = c->solution;
    const pov_plan *plan = solution->plan;

    for (size_t r = 0; r < plan->row_count; r++) {
        c->of[r] = r;
        c->next[r] = POV_NONE;
        c->list_of[r] = POV_NONE;
        c->join_of[r] = POV_NONE;
    }
    for (size_t i = 0; i < solution->join_count; i++) {
        unite(c->of, solution->join[i].earlier, solution->join[i].later);
        c->join_of[solution->join[i].later] = i;
    }
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        for (size_t k = 1; k <= list->count && list->whole != POV_NONE; k++) {
            unite(c->of, list->whole, pov_list_row(solution, list, k));
        }
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (plan->row[r].all_row != POV_NONE) {
            unite(c->of, r, plan->row[r].all_row);
        }
    }
    /* chained from the last row to the first, so that each chain goes down the file */
    for (size_t r = plan->row_count; r-- > 0;) {
        size_t first = root(c->of, r);
        c->of[r] = first;
        if (first != r) {
            c->next[r] = c->next[first];
            c->next[first] = r;
        }
    }
    for (size_t k = 0; k < solution->lists_up_count; k++) {
        const size_t i = solution->list_up[k], whole = solution->list[i].whole;
        c->list_next[i] = c->list_of[whole];
        c->list_of[whole] = i;
    }
}

/* A row with what its place among others depends on: its key, not its line. */
typedef struct ranked {
    const char *unit;
    const pov_row *row;
    size_t index;
} ranked;

static int by_key(const void *x, const void *y)
{
    const ranked *a = x, *b = y;
    int order = strcmp(a->unit, b->unit);

    order = order != 0 ? order : strcmp(a->row->group, b->row->group);
    order = order != 0 ? order : pov_year_compare(a->row->year, b->row->year);
    order = order != 0 ? order : pov_year_compare(a->row->target_year, b->row->target_year);
    order = order != 0 ? order : (int)a->row->kind - (int)b->row->kind;
    order = order != 0 ? order : strcmp(a->row->standard, b->row->standard);
    return order != 0 ? order : pov_compare_sizes(a->index, b->index);
}

static ranked ranked_of(const pov_component *c, size_t r)
{
    const pov_row *row = &c->solution->plan->row[r];

    return (ranked){c->solution->plan->unit[row->unit].key, row, r};
}

typedef struct sized {
    size_t first, rows;
    ranked least; /* of its rows */
} sized;

static int by_size(const void *x, const void *y)
{
    const sized *a = x, *b = y;

    return a->rows != b->rows ? pov_compare_sizes(a->rows, b->rows) : by_key(&a->least, &b->least);
}

size_t pov_components_smallest_first(pov_component *c, size_t *first)
{
    const size_t rows = c->solution->plan->row_count;
    sized *of = malloc((rows + 1) * sizeof *of);
    size_t count = 0;

    for (size_t r = 0; r < rows && of != NULL; r++) {
        if (c->of[r] != r || c->next[r] == POV_NONE) {
            continue;
        }
        sized one = {r, 0, ranked_of(c, r)};
        for (size_t i = r; i != POV_NONE; i = c->next[i]) {
            const ranked other = ranked_of(c, i);
            one.least = by_key(&other, &one.least) < 0 ? other : one.least;
            one.rows++;
        }
        of[count++] = one;
    }
    if (of != NULL) {
        qsort(of, count, sizeof *of, by_size);
    }
    for (size_t i = 0; i < count; i++) {
        first[i] = of[i].first;
    }
    c->failed = c->failed || of == NULL;
    free(of);
    return count;
}

size_t pov_component_sort(pov_component *c, size_t first)
{
    size_t count = 0, at = 0;

    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        count++;
    }
    ranked *rows = malloc((count + 1) * sizeof *rows);
    if (rows == NULL) {
        c->failed = true;
        return first;
    }
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        rows[at++] = ranked_of(c, r);
    }
    qsort(rows, count, sizeof *rows, by_key);
    for (size_t i = 0; i < count; i++) {
        c->next[rows[i].index] = i + 1 < count ? rows[i + 1].index : POV_NONE;
    }
    first = rows[0].index;
    c->sorted = true;
    free(rows);
    return first;
}

void pov_component_init(pov_component *c, const pov_solution *solution, pov_component_view view)
{
    size_t rows = solution->plan->row_count;

    *c = (pov_component){.solution = solution, .view = view, .system = POV_SYSTEM_INIT};
    c->base = malloc((rows + 1) * sizeof *c->base);
    c->of = malloc((rows + 1) * sizeof *c->of);
    c->next = malloc((rows + 1) * sizeof *c->next);
    c->list_of = malloc((rows + 1) * sizeof *c->list_of);
    c->join_of = malloc((rows + 1) * sizeof *c->join_of);
    c->list_next = malloc((solution->list_count + 1) * sizeof *c->list_next);
    c->failed = c->base == NULL || c->of == NULL || c->next == NULL || c->list_of == NULL ||
                c->join_of == NULL || c->list_next == NULL;
    if (!c->failed) {
        find_components(c);
    }
}

void pov_component_fini(pov_component *c)
{
    pov_system_fini(&c->system);
    free(c->base);
    free(c->of);
    free(c->next);
    free(c->list_of);
    free(c->list_next);
    free(c->join_of);
    free(c->block);
    free(c->member);
    free(c->place);
    *c = (pov_component){0};
}

void pov_component_build(pov_component *c, size_t first, bool deep)
{
    const pov_solution *solution = c->solution;

    pov_system_clear(&c->system);
    c->block_count = 0;
    c->beyond_poor = false;
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        c->beyond_poor = c->beyond_poor || solution->row[r].beyond_poor;
    }
    for (size_t r = first; r != POV_NONE; r = c->next[r]) {
        add_row(c, r);
    }
    for (size_t r = first; r != POV_NONE && !c->system.failed; r = c->next[r]) {
        for (size_t i = c->list_of[r]; i != POV_NONE && !is_left_out(c, r); i = c->list_next[i]) {
            add_list(c, &solution->list[i]);
        }
        size_t all = solution->plan->row[r].all_row;
        if (all != POV_NONE && !is_left_out(c, all)) {
            add_group(c, r);
        }
    }
    c->list_blocks = c->block_count;
    for (size_t r = first; r != POV_NONE && !c->system.failed; r = c->next[r]) {
        for (size_t i = c->list_of[r]; i != POV_NONE && deep; i = c->list_next[i]) {
            const pov_list *list = &solution->list[i];
            if (list->addable && is_complete(c, list) && !is_left_out(c, r)) {
                add_deep_list(c, list);
            }
        }
    }
    c->sum_blocks = c->block_count;
    for (size_t r = first; r != POV_NONE && !c->system.failed; r = c->next[r]) {
        bool differs = (solution->row[r].conflicts & POV_CONFLICT_JOIN) != 0;
        if (c->join_of[r] != POV_NONE && !(is_later(c) && differs)) {
            add_join(c, &solution->join[c->join_of[r]]);
        }
    }
    c->join_blocks = c->block_count;
    for (size_t r = first; r != POV_NONE && c->view.growth && !c->system.failed; r = c->next[r]) {
        if (makes_assumption(c, r)) {
            add_growth(c, r);
        }
    }
    pov_component_switch(c, c->list_blocks, c->block_count, false); /* each after all lists */
    pov_system_connect(&c->system);
    c->failed = c->failed || c->system.failed;
}
