/*
 * What lists add up to, computed once for each list, and what a list leaves for one of its cells.
 */
#include "calculator/check/sums.h"

#include "figure/arith.h"

#include <assert.h>
#include <stdlib.h>

/* One more than a count's index in pov_summable; 0 for other quantities. */
static const unsigned char solved_as[POV_QUANTITY_COUNT] = {
    [POV_HOUSEHOLDS] = 1,
    [POV_POOR] = 2,
    [POV_REDUCTION_HOUSEHOLDS] = 3,
    [POV_REMAINING_POOR] = 4,
    [POV_NEAR_POOR] = 5,
    [POV_NEAR_POOR_REDUCTION_HOUSEHOLDS] = 6,
    [POV_REMAINING_NEAR_POOR] = 7,
    [POV_MULTI_POOR] = 8,
    [POV_MULTI_POOR_REDUCTION_HOUSEHOLDS] = 9,
    [POV_REMAINING_MULTI_POOR] = 10,
    [POV_TARGET_HOUSEHOLDS] = POV_SUMMABLE_COUNT,
};

pov_interval pov_row_bounds(const pov_checker *c, size_t row, pov_quantity quantity)
{
    assert(quantity < POV_QUANTITY_COUNT);
    size_t added = solved_as[quantity];

    if (added > 0) {
        const pov_interval *alone = pov_alone(c->solution, row, added - 1);
        return alone != NULL ? *alone
                             : *pov_solved_bounds(&c->solution->row[row], pov_summable[added - 1]);
    }
    pov_figure stated = pov_stated_figure(c, row, quantity);
    return pov_figure_known(&stated) ? stated.bounds : (pov_interval){0, POV_NO_HIGH};
}

/* Whether a row that does not state a count can have one by its other figures. */
static bool is_solved(const pov_checker *c, pov_quantity quantity)
{
    const pov_item item = {pov_quantity_get(quantity)->subject, POV_COUNT};

    return solved_as[quantity] > 0 && pov_solved_has(&c->solution->row[0], item);
}

/* Whether a row without any figures counts with those of its units, of one level. */
static bool has_units_instead(const pov_checker *c, size_t row)
{
    const size_t under = c->list_under[row];

    return under != POV_NONE && c->next_list[under] == POV_NONE &&
           c->solution->list[under].addable && !c->solution->list[under].partition &&
           !pov_row_states_any(&c->plan->row[row]);
}

pov_parts pov_parts_of(const pov_checker *c, const pov_list *list)
{
    const size_t *found = c->parts[list - c->solution->list];

    return found != NULL ? (pov_parts){found + 1, found[0]}
                         : (pov_parts){&c->solution->list_member[list->first], list->count};
}

static pov_list_sum find_sum(const pov_checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_parts parts = pov_parts_of(c, list);
    pov_list_sum s = {.full = true, .parts = {0, 0}, .smallest = POV_NO_HIGH};

    s.whole = pov_row_bounds(c, list->whole, quantity);
    s.compared = pov_is_stated(c, list->whole, quantity) ||
                 ((quantity == POV_HOUSEHOLDS || quantity == POV_TARGET_HOUSEHOLDS) &&
                  s.whole.low > 0 && s.whole.high != POV_NO_HIGH);
    for (size_t i = 0; i < parts.count; i++) {
        pov_interval part = pov_row_bounds(c, parts.row[i], quantity);
        s.parts = pov_interval_add(s.parts, part);
        s.full = s.full && part.high != POV_NO_HIGH;
        s.negative = s.negative || part.low < 0;
        s.smallest = part.low < s.smallest ? part.low : s.smallest;
    }
    s.exact = s.compared && pov_interval_exact(s.whole) && pov_interval_exact(s.parts) &&
              s.whole.low == s.parts.low && s.whole.low > 0;
    return s;
}

/* Whether there is something to compare. */
static bool is_compared(const pov_checker *c, const pov_list *list, pov_quantity quantity)
{
    return pov_quantity_get(quantity)->kind == POV_KIND_COUNT &&
           (pov_is_stated(c, list->whole, quantity) || is_solved(c, quantity));
}

static pov_list_sums *add_up(pov_checker *c, size_t list)
{
    const pov_list *of = &c->solution->list[list];

    if (c->sums[list] != NULL || of->whole == POV_NONE) {
        return c->sums[list];
    }
    size_t count = 1;
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        count += is_compared(c, of, (pov_quantity)q);
    }
    pov_list_sums *sums = calloc(1, sizeof *sums + count * sizeof sums->sum[0]);
    if (sums == NULL) {
        c->failed = true;
        return NULL;
    }
    sums->sum[0].parts.high = POV_NO_HIGH;
    for (size_t q = POV_QUANTITY_COUNT; q-- > 0;) {
        if (is_compared(c, of, (pov_quantity)q)) {
            sums->at[q] = (uint8_t)--count;
            sums->sum[count] = find_sum(c, of, (pov_quantity)q);
            sums->any_exact = sums->any_exact || sums->sum[count].exact;
        }
    }
    c->sums[list] = sums;
    return sums;
}

const pov_list_sums *pov_sums_of(pov_checker *c, size_t list)
{
    pov_list_sums *sums = add_up(c, list), *other;
    bool exact = false;

    if (sums == NULL || sums->any_exact || sums->others_asked) {
        return sums;
    }
    for (size_t i = c->next_alike[list]; i != list && !exact; i = c->next_alike[i]) {
        other = c->solution->list[i].addable ? add_up(c, i) : NULL;
        exact = other != NULL && other->any_exact;
    }
    for (size_t i = c->next_alike[list]; i != list && !exact; i = c->next_alike[i]) {
        if (c->sums[i] != NULL) {
            c->sums[i]->others_asked = true; /* so that none of them asks all others once more */
        }
    }
    sums->any_exact = exact;
    return sums;
}

bool pov_sums_ought_to_agree(const pov_list *list, const pov_list_sums *sums)
{
    return list->complete || sums->any_exact;
}

pov_interval pov_sum_leaves(const pov_list_sum *sum, pov_interval own)
{
    pov_interval others = POV_ANY;

    if (sum->parts.low != POV_NO_LOW) {
        others.low = sum->parts.low - own.low;
    }
    if (sum->parts.high != POV_NO_HIGH) {
        others.high = sum->parts.high - own.high;
    }
    return pov_interval_subtract(sum->whole, others);
}

static pov_interval as_member(pov_checker *c, size_t row, pov_quantity quantity)
{
    if (c->list_of[row] == POV_NONE || has_units_instead(c, row)) {
        return POV_ANY; /* a row that repeats another, or whose units stand for it */
    }
    const pov_list *list = &c->solution->list[c->list_of[row]];
    const pov_list_sums *sums = pov_sums_of(c, c->list_of[row]);

    if (sums == NULL || !list->addable || list->count < 2 ||
        !pov_list_sum_of(sums, quantity)->compared) {
        return POV_ANY;
    }
    pov_interval room =
        pov_sum_leaves(pov_list_sum_of(sums, quantity), pov_row_bounds(c, row, quantity));
    if (!pov_sums_ought_to_agree(list, sums)) {
        room.low = POV_NO_LOW;
    }
    return room;
}

static pov_interval as_whole(pov_checker *c, size_t list, pov_quantity quantity)
{
    const pov_list *of = &c->solution->list[list];
    const pov_list_sums *sums = pov_sums_of(c, list);

    if (sums == NULL || !of->addable || pov_parts_of(c, of).count < 2) {
        return POV_ANY;
    }
    pov_interval room = pov_list_sum_of(sums, quantity)->parts;
    if (!pov_sums_ought_to_agree(of, sums)) {
        room.high = POV_NO_HIGH;
    }
    return room;
}

pov_interval pov_sums_leave(pov_checker *c, size_t row, pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);

    if (info->kind != POV_KIND_COUNT || info->negative) {
        return POV_ANY;
    }
    pov_interval room = as_member(c, row, quantity);
    for (size_t list = c->list_under[row]; list != POV_NONE; list = c->next_list[list]) {
        room = pov_interval_meet(room, as_whole(c, list, quantity));
    }
    return room;
}

/* ---- the parent's rate ---- */

static pov_interval rate_of_sums(const pov_list_sums *sums, pov_measure m)
{
    const pov_list_sum *part = pov_list_sum_of(sums, pov_quantity_of(m, POV_COUNT));
    pov_interval count = {part->parts.low, part->full ? part->parts.high : POV_NO_HIGH};
    pov_interval rate = pov_interval_ratio(count, POV_HUNDRED_PERCENT,
                                           pov_list_sum_of(sums, POV_HOUSEHOLDS)->parts);

    return (pov_interval){rate.low > 0 ? rate.low : 0,
                          rate.high == POV_NO_HIGH ? POV_HUNDRED_PERCENT : rate.high};
}

/* A whole's rate lies between the lowest and the highest of its parts; what is only assumed of a
 * part proves nothing. */
static pov_interval span_of_rates(const pov_checker *c, const pov_list *list, size_t m)
{
    pov_interval span = {POV_NO_HIGH, POV_NO_LOW};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        const pov_figure *figure = &c->solution->row[member].of[m][POV_RATE];
        pov_interval rate = figure->basis == POV_BASIS_ASSUMED
                                ? (pov_interval){0, POV_HUNDRED_PERCENT}
                                : figure->bounds;
        span = pov_interval_hull(span, rate);
    }
    return span;
}

pov_interval pov_sums_rate(const pov_checker *c, const pov_list *list, const pov_list_sums *sums,
                           pov_measure measure)
{
    return pov_interval_meet(rate_of_sums(sums, measure), span_of_rates(c, list, measure));
}

bool pov_sums_rates_left(const pov_checker *c, const pov_list *list, pov_measure measure,
                         pov_interval *span)
{
    pov_quantity quantity = pov_quantity_of(measure, POV_REMAINING_SHARE);

    *span = (pov_interval){POV_HUNDRED_PERCENT, 0};
    for (size_t i = 0; i < list->count; i++) {
        pov_figure rate = pov_stated_figure(c, c->solution->list_member[list->first + i], quantity);
        if (!pov_figure_known(&rate)) {
            return false;
        }
        *span = pov_interval_hull(*span, rate.bounds);
    }
    return true;
}

/* ---- keeping them ---- */

#define DEPTH_MAX 8 /* of units without figures within one another */

/* Appends the rows that make a list's sum, after their number. */
static bool add_parts(const pov_checker *c, const pov_list *list, int depth, size_t **parts,
                      size_t *capacity)
{
    for (size_t i = 0; i < list->count; i++) {
        const size_t row = c->solution->list_member[list->first + i];
        if (depth < DEPTH_MAX && has_units_instead(c, row)) {
            if (!add_parts(c, &c->solution->list[c->list_under[row]], depth + 1, parts, capacity)) {
                return false;
            }
            continue;
        }
        const size_t count = *parts != NULL ? (*parts)[0] : 0;
        if (pov_grow(parts, capacity, count + 2, sizeof **parts) != POV_OK) {
            return false;
        }
        assert(*parts != NULL);
        (*parts)[0] = count + 1;
        (*parts)[count + 1] = row;
    }
    return true;
}

static bool find_parts(pov_checker *c, size_t index)
{
    const pov_list *list = &c->solution->list[index];
    size_t capacity = 0;
    bool some = false;

    for (size_t i = 0; i < list->count && list->whole != POV_NONE && !some; i++) {
        some = has_units_instead(c, c->solution->list_member[list->first + i]);
    }
    return !some || add_parts(c, list, 0, &c->parts[index], &capacity);
}

/* What lists of the same units below one whole have in common. All members are of one size, so that
 * it has no padding. */
typedef struct team {
    size_t whole, count, first, sum; /* units, and the sum of their numbers */
    const char *group;
} team;

static team team_of(const pov_checker *c, const pov_list *list)
{
    const pov_row *row = c->plan->row;
    const size_t *member = &c->solution->list_member[list->first];
    team t = {row[list->whole].unit, list->count, row[member[0]].unit, 0, row[member[0]].group};

    for (size_t i = 0; i < list->count; i++) {
        t.sum += row[member[i]].unit;
    }
    return t;
}

/* Lists of one team are a ring. */
static pov_status find_alike(pov_checker *c)
{
    pov_map first = {0};
    pov_status status = POV_OK;
    size_t lists = c->solution->list_count;
    team *teams = malloc((lists + 1) * sizeof *teams);

    for (size_t i = 0; i < lists && teams != NULL && status == POV_OK; i++) {
        c->next_alike[i] = i;
        if (c->solution->list[i].whole == POV_NONE || c->solution->list[i].count == 0) {
            continue;
        }
        teams[i] = team_of(c, &c->solution->list[i]);
        size_t other = pov_map_get(&first, &teams[i], sizeof teams[i]);
        if (other == POV_NONE) {
            status = pov_map_put(&first, &teams[i], sizeof teams[i], i);
        } else {
            c->next_alike[i] = c->next_alike[other];
            c->next_alike[other] = i;
        }
    }
    pov_map_fini(&first);
    free(teams);
    return teams != NULL ? status : POV_ERR_NOMEM;
}

pov_status pov_sums_init(pov_checker *c)
{
    size_t rows = c->plan->row_count, lists = c->solution->list_count;

    c->list_of = malloc((rows + 1) * sizeof *c->list_of);
    c->list_under = malloc((rows + 1) * sizeof *c->list_under);
    c->next_list = malloc((lists + 1) * sizeof *c->next_list);
    c->next_alike = malloc((lists + 1) * sizeof *c->next_alike);
    c->sums = calloc(lists + 1, sizeof(pov_list_sums *));
    c->parts = calloc(lists + 1, sizeof(size_t *));
    if (c->list_of == NULL || c->list_under == NULL || c->next_list == NULL ||
        c->next_alike == NULL || c->sums == NULL || c->parts == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < rows; r++) {
        c->list_of[r] = c->list_under[r] = POV_NONE;
    }
    for (size_t i = 0; i < lists; i++) {
        const pov_list *list = &c->solution->list[i];
        for (size_t k = 0; !list->partition && k < list->count; k++) {
            c->list_of[c->solution->list_member[list->first + k]] = i;
        }
        if (list->whole != POV_NONE) {
            c->next_list[i] = c->list_under[list->whole];
            c->list_under[list->whole] = i;
        }
    }
    bool done = true;
    for (size_t i = 0; i < lists && done; i++) {
        done = find_parts(c, i);
    }
    return done ? find_alike(c) : POV_ERR_NOMEM;
}

void pov_sums_fini(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        free(c->sums != NULL ? c->sums[i] : NULL);
        free(c->parts != NULL ? c->parts[i] : NULL);
    }
    free(c->sums);
    free(c->parts);
    free(c->list_of);
    free(c->list_under);
    free(c->next_list);
    free(c->next_alike);
}
