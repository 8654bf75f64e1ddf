/*
 * Rules on units and their parent, and on groups and their unit: sums, bounds, rates.
 */
#include "calculator/check_rules.h"

#include <string.h>

/* One added figure over one list. */
typedef struct sum {
    bool compared; /* the parent states it, or its households follow from what it states */
    bool full;     /* every unit has it */
    bool exact;    /* it adds up to the last household */
    bool negative; /* a unit's figure may be below zero */
    pov_interval whole, parts;
    int64_t smallest; /* unit */
} sum;

static pov_figure count_figure(pov_interval bounds)
{
    return pov_bounds_figure(POV_KIND_COUNT, 0, bounds);
}

/* Of two ranges low ends and high ends are added separately: the printed numbers, not what they can
 * stand for. */
static bool all_ranges(const checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_stated *whole = pov_row_stated(&c->plan->row[list->whole], quantity);
    bool ranges = whole != NULL && whole->qualifier == POV_RANGE;

    for (size_t i = 0; i < list->count && ranges; i++) {
        size_t member = c->solution->list_member[list->first + i];
        const pov_stated *part = pov_row_stated(&c->plan->row[member], quantity);
        ranges = part != NULL && part->qualifier == POV_RANGE;
    }
    return ranges;
}

static sum sum_of(const checker *c, const pov_list *list, size_t added)
{
    pov_quantity quantity = pov_added_quantity(added);
    sum s = {.full = true, .parts = {0, 0}, .smallest = POV_NO_HIGH};

    s.whole = pov_alone(c, list->whole, added);
    s.compared = pov_is_stated(c, list->whole, quantity) ||
                 (added == 0 && s.whole.low > 0 && s.whole.high != POV_NO_HIGH);
    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        pov_interval part = pov_alone(c, member, added);
        s.parts = pov_interval_add(s.parts, part);
        s.full = s.full && part.high != POV_NO_HIGH;
        s.negative = s.negative || part.low < 0;
        s.smallest = part.low < s.smallest ? part.low : s.smallest;
    }
    s.exact = s.compared && pov_interval_exact(s.whole) && pov_interval_exact(s.parts) &&
              s.whole.low == s.parts.low && s.whole.low > 0;
    return s;
}

/* ---- what would mend a sum ---- */

static const pov_figure *free_figure(const checker *c, size_t row, size_t added,
                                     pov_solved *without)
{
    pov_quantity quantity = pov_added_quantity(added);

    pov_solve_row_alone(&c->plan->row[row], c->rounding, (uint32_t)1 << quantity, without);
    return pov_added(without, added);
}

/*
 * One cell of the sum: the range that the sum leaves for it, as far as the rest of its row allows.
 * A row whose other figures ask for just that, and do not allow what is printed, is where the slip
 * is.
 */
static void try_cell(checker *c, pov_check_finding *f, size_t row, size_t added, pov_interval room,
                     int64_t *best)
{
    pov_quantity quantity = pov_added_quantity(added);
    pov_solved without;

    if (!pov_is_stated(c, row, quantity)) {
        return;
    }
    const pov_figure *free = free_figure(c, row, added, &without);
    pov_interval allowed = pov_interval_meet(free->bounds, room);
    if (pov_interval_empty(allowed) || without.conflicts != 0) {
        return;
    }
    int64_t printed = pov_row_stated(&c->plan->row[row], quantity)->face;
    bool refuted = printed < free->bounds.low || printed > free->bounds.high;
    int64_t change = pov_relative_change(printed, allowed);
    if (refuted) { /* rates above any cell whose own row is content with it */
        change -= POV_COUNT_MAX;
    }
    if (change < *best) {
        *best = change;
        pov_mend_with(c, f, (pov_cell_place){row, quantity}, allowed);
    }
}

static void mend_sum(checker *c, pov_check_finding *f, const pov_list *list, size_t added,
                     const sum *s)
{
    int64_t best = POV_NO_HIGH;

    try_cell(c, f, list->whole, added, s->parts, &best);
    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        pov_interval own = pov_alone(c, member, added);
        pov_interval others = s->parts;
        others.low = others.low == POV_NO_LOW ? POV_NO_LOW : others.low - own.low;
        others.high = others.high == POV_NO_HIGH ? POV_NO_HIGH : others.high - own.high;
        try_cell(c, f, member, added, pov_interval_subtract(s->whole, others), &best);
    }
}

/* ---- sums ---- */

static pov_check_finding start_sum(const checker *c, const pov_list *list, size_t added,
                                   const sum *s, pov_rule rule, pov_severity severity,
                                   const char *message)
{
    pov_quantity quantity = pov_added_quantity(added);
    bool more = s->parts.low > s->whole.high;
    pov_interval gap = more ? pov_interval_subtract(s->parts, s->whole)
                            : pov_interval_subtract(s->whole, s->parts);
    pov_check_finding f = pov_finding_start(rule, severity, message, list->whole, quantity);

    if (pov_is_stated(c, list->whole, quantity)) {
        pov_finding_figure(&f, pov_stated_figure(c, list->whole, quantity));
    } else {
        f.message = "sum.derived";
        pov_finding_bounds(&f, count_figure(s->whole));
    }
    pov_finding_bounds(&f, count_figure(s->parts));
    pov_finding_number(&f, list->count);
    pov_finding_bounds(&f, count_figure(gap));
    f.expected = count_figure(s->parts);
    return f;
}

static void report_sum(checker *c, const pov_list *list, size_t added, const sum *s,
                       pov_severity severity, const char *message)
{
    pov_check_finding f = start_sum(c, list, added, s, POV_RULE_SUM, severity, message);

    mend_sum(c, &f, list, added, s);
    pov_found(c, &f);
}

/* Returns true when the list was found to be partial. */
static bool check_sum(checker *c, const pov_list *list, size_t added, const sum *s,
                      bool other_exact)
{
    if (s->parts.low > s->whole.high) {
        bool error = !pov_added_can_be_negative(added) || list->complete;
        if (error || !s->negative) {
            report_sum(c, list, added, s, error ? POV_ERROR : POV_WARNING, "sum.exceeds");
        }
        return false;
    }
    if (!s->full || s->parts.high >= s->whole.low) {
        return false;
    }
    int64_t shortfall = s->whole.low - s->parts.high;
    if (list->complete) {
        report_sum(c, list, added, s, POV_ERROR, "sum.short");
    } else if (other_exact || (s->smallest > 0 && shortfall < s->smallest)) {
        report_sum(c, list, added, s, POV_WARNING, "sum.short-maybe");
    } else {
        return true;
    }
    return false;
}

static void check_ranges(checker *c, const pov_list *list, size_t added)
{
    pov_quantity quantity = pov_added_quantity(added);
    const pov_stated *whole = pov_row_stated(&c->plan->row[list->whole], quantity);
    sum s = {.compared = true, .full = true, .whole = {whole->face, whole->face_high}};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        const pov_stated *part = pov_row_stated(&c->plan->row[member], quantity);
        s.parts.low += part->face;
        s.parts.high += part->face_high;
    }
    bool exceeds = s.parts.low > s.whole.low || s.parts.high > s.whole.high;
    bool differs = s.parts.low != s.whole.low || s.parts.high != s.whole.high;
    if ((list->complete && differs) || exceeds) {
        pov_check_finding f = start_sum(c, list, added, &s, POV_RULE_SUM, POV_ERROR, "sum.ranges");
        pov_mend_with(c, &f, (pov_cell_place){list->whole, quantity}, s.parts);
        pov_found(c, &f);
    }
}

static void check_sums(checker *c, const pov_list *list)
{
    sum sums[POV_ADDED_COUNT];
    size_t exact = 0;
    bool partial = false;

    for (size_t i = 0; i < POV_ADDED_COUNT; i++) {
        sums[i] = sum_of(c, list, i);
        exact += sums[i].exact;
    }
    for (size_t i = 0; i < POV_ADDED_COUNT; i++) {
        if (!sums[i].compared) {
            continue;
        }
        if (pov_is_stated(c, list->whole, pov_added_quantity(i)) &&
            all_ranges(c, list, pov_added_quantity(i))) {
            check_ranges(c, list, i);
        } else if (check_sum(c, list, i, &sums[i], exact > 0) && !partial) {
            partial = true;
            pov_check_finding f =
                start_sum(c, list, i, &sums[i], POV_RULE_PARTIAL, POV_NOTE, "partial");
            pov_found(c, &f);
        }
    }
}

/* ---- the parent's rate ---- */

static pov_interval rate_of_sums(const checker *c, const pov_list *list, size_t m)
{
    sum part = sum_of(c, list, 1 + 3 * m), whole = sum_of(c, list, 0);
    pov_interval rate = {0, POV_HUNDRED_PERCENT};

    if (whole.parts.high != POV_NO_HIGH && whole.parts.high > 0) {
        rate.low = pov_muldiv_floor(part.parts.low, POV_HUNDRED_PERCENT, whole.parts.high);
    }
    if (whole.parts.low > 0 && part.full) {
        rate.high = pov_muldiv_ceil(part.parts.high, POV_HUNDRED_PERCENT, whole.parts.low);
    }
    return rate;
}

/* A whole's rate lies between the lowest and the highest of its parts. */
static pov_interval span_of_rates(const checker *c, const pov_list *list, size_t m)
{
    pov_interval span = {POV_NO_HIGH, POV_NO_LOW};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        pov_interval rate = c->solution->row[member].of[m][POV_RATE].bounds;
        span.low = rate.low < span.low ? rate.low : span.low;
        span.high = rate.high > span.high ? rate.high : span.high;
    }
    return span;
}

static void check_parent_rate(checker *c, const pov_list *list)
{
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_quantity quantity = pov_quantity_of((pov_measure)m, POV_RATE);
        if (!pov_is_stated(c, list->whole, quantity) || c->row_explained[list->whole]) {
            continue;
        }
        pov_figure stated = pov_stated_figure(c, list->whole, quantity);
        pov_solved counts; /* whose rate of poor and near-poor allows for a sum of printed rates */
        pov_solve_row_counts(&c->plan->row[list->whole], c->rounding, &counts);
        pov_interval allowed =
            pov_interval_meet(rate_of_sums(c, list, m), span_of_rates(c, list, m));
        if (pov_interval_empty(allowed) ||
            !pov_interval_empty(pov_interval_meet(counts.of[m][POV_RATE].bounds, allowed))) {
            continue;
        }
        pov_check_finding f = pov_finding_start(POV_RULE_PARENT_RATE, POV_ERROR, "parent-rate",
                                                list->whole, quantity);
        unsigned digits = stated.digits > 2 ? stated.digits : 2;
        pov_finding_figure(&f, stated);
        f.expected = pov_bounds_figure(POV_KIND_RATE, digits, allowed);
        pov_finding_bounds(&f, f.expected);
        pov_finding_number(&f, list->count);
        pov_mend_with(c, &f, (pov_cell_place){list->whole, quantity}, allowed);
        pov_found(c, &f);
    }
}

/* ---- parts that may overlap ---- */

static void check_part(checker *c, size_t part, size_t whole, const char *message)
{
    for (size_t added = 0; added < POV_ADDED_COUNT; added++) {
        pov_quantity quantity = pov_added_quantity(added);
        if (pov_added_can_be_negative(added) || !pov_is_stated(c, part, quantity) ||
            !pov_is_stated(c, whole, quantity)) {
            continue;
        }
        pov_figure small = pov_stated_figure(c, part, quantity);
        pov_figure large = pov_stated_figure(c, whole, quantity);
        if (small.bounds.low <= large.bounds.high) {
            continue;
        }
        pov_check_finding f = pov_finding_start(POV_RULE_RANGE, POV_ERROR, message, part, quantity);
        pov_finding_figure(&f, small);
        pov_finding_figure(&f, large);
        pov_finding_text(&f, c->plan->row[whole].name);
        f.expected = count_figure((pov_interval){0, large.bounds.high});
        pov_mend_with(c, &f, (pov_cell_place){part, quantity}, f.expected.bounds);
        c->row_explained[whole] = true;
        pov_found(c, &f);
    }
}

void pov_check_lists(checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole == POV_NONE) {
            continue;
        }
        if (!list->addable || list->count < 2) {
            for (size_t k = 0; k < list->count; k++) {
                check_part(c, c->solution->list_member[list->first + k], list->whole, "range.part");
            }
            continue;
        }
        check_sums(c, list);
        if (list->complete) {
            check_parent_rate(c, list);
        }
    }
    for (size_t r = 0; r < c->plan->row_count; r++) {
        if (c->plan->row[r].all_row != POV_NONE) {
            check_part(c, r, c->plan->row[r].all_row, "range.group");
        }
    }
}
