/*
 * Rules on units and their parent, and on groups and their unit: sums, bounds, rates.
 */
#include "calculator/check/rules.h"

/* ---- what would mend a sum ---- */

/* The cells that could mend a sum; those with better reasons come first, and of two with the same
 * reason neither is named. */
typedef enum reason { NO_REASON, LOOKS_LIKE_A_SLIP, REFUTED_BY_ITS_ROW } reason;

typedef struct candidates {
    checker *c;
    pov_check_finding *f;
    pov_quantity quantity;
    reason best;
    size_t count; /* with the best reason */
    int64_t change;
} candidates;

/* Two neighbouring digits swapped: 4545 and 4554. */
static bool is_swapped(int64_t a, int64_t b)
{
    for (int64_t unit = 1; unit <= POV_COUNT_MAX; unit *= 10) {
        int64_t low = a / unit % 10, high = a / unit / 10 % 10;
        if (low != high && a - high * unit * 10 - low * unit + low * unit * 10 + high * unit == b) {
            return true;
        }
    }
    return false;
}

/* Printed what stands in the row above, or with two digits swapped. */
static bool is_slip(const checker *c, size_t row, size_t above, pov_quantity quantity,
                    pov_interval allowed)
{
    int64_t printed = pov_row_stated(&c->plan->row[row], quantity)->face;

    if (!pov_interval_exact(allowed)) {
        return false;
    }
    if (above != POV_NONE && pov_is_stated(c, above, quantity) &&
        pov_row_stated(&c->plan->row[above], quantity)->face == printed) {
        return true;
    }
    return is_swapped(printed, allowed.low);
}

/*
 * One cell of the sum: the range that the sum leaves for it, as far as the rest of its row allows.
 * A row whose other figures ask for just that, and do not allow what is printed, is where the slip
 * is.
 */
static void try_cell(candidates *x, size_t row, size_t above, pov_interval room)
{
    checker *c = x->c;
    pov_solved without;

    if (!pov_is_stated(c, row, x->quantity)) {
        return;
    }
    pov_solve_row_alone(&c->plan->row[row], pov_set_of(x->quantity), &without);
    const pov_figure *free = pov_solved_figure(&without, x->quantity);
    pov_interval fits = free != NULL ? free->bounds : (pov_interval){0, POV_NO_HIGH};
    pov_interval allowed = pov_interval_meet(fits, room);
    if (pov_interval_empty(allowed) || without.conflicts != 0) {
        return;
    }
    int64_t printed = pov_row_stated(&c->plan->row[row], x->quantity)->face;
    reason why = printed < fits.low || printed > fits.high      ? REFUTED_BY_ITS_ROW
                 : is_slip(c, row, above, x->quantity, allowed) ? LOOKS_LIKE_A_SLIP
                                                                : NO_REASON;
    if (why < x->best) {
        return;
    }
    int64_t change = pov_relative_change(printed, allowed);
    bool better =
        why > x->best || x->count == 0 || (why == REFUTED_BY_ITS_ROW && change < x->change);
    x->count = why > x->best ? 1 : x->count + 1;
    x->best = why;
    if (better) {
        x->change = change;
        pov_mend_with(c, x->f, (pov_cell_place){row, x->quantity}, allowed);
    }
}

#define NAMED_MAX 12 /* units whose cells a finding lists */

/* The parent's cell and its units': they cannot all be true. */
static void name_cells(checker *c, pov_check_finding *f, const pov_list *list,
                       pov_quantity quantity)
{
    if (list->count > NAMED_MAX) {
        return;
    }
    pov_cell_place *cell = pov_arena_alloc(&c->findings->arena, (list->count + 1) * sizeof *cell);
    if (cell == NULL) {
        c->failed = true;
        return;
    }
    cell[f->cell_count++] = (pov_cell_place){list->whole, quantity};
    for (size_t i = 0; i < list->count; i++) {
        cell[f->cell_count++] =
            (pov_cell_place){c->solution->list_member[list->first + i], quantity};
    }
    f->cell = cell;
}

static void mend_sum(checker *c, pov_check_finding *f, const pov_list *list, pov_quantity quantity,
                     const pov_list_sum *s)
{
    candidates x = {.c = c, .f = f, .quantity = quantity};
    size_t above = POV_NONE;

    try_cell(&x, list->whole, POV_NONE, s->parts);
    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        pov_interval own = pov_alone(c, member, quantity), others = POV_ANY;
        if (s->parts.low != POV_NO_LOW) {
            others.low = s->parts.low - own.low;
        }
        if (s->parts.high != POV_NO_HIGH) {
            others.high = s->parts.high - own.high;
        }
        try_cell(&x, member, above, pov_interval_subtract(s->whole, others));
        above = member;
    }
    if (x.best != REFUTED_BY_ITS_ROW && x.count > 1) {
        f->has_fix = false; /* several would do, and nothing speaks for one of them */
        name_cells(c, f, list, quantity);
    }
}

/* ---- sums ---- */

static pov_check_finding start_sum(const checker *c, const pov_list *list, pov_quantity quantity,
                                   const pov_list_sum *s, pov_rule rule, pov_severity severity,
                                   const char *message)
{
    bool more = s->parts.low > s->whole.high;
    pov_interval gap = more ? pov_interval_subtract(s->parts, s->whole)
                            : pov_interval_subtract(s->whole, s->parts);
    pov_check_finding f = pov_finding_start(rule, severity, message, list->whole, quantity);
    pov_figure stated = pov_stated_figure(c, list->whole, quantity);

    if (pov_figure_known(&stated) &&
        pov_interval_empty(pov_interval_meet(stated.bounds, s->parts))) {
        pov_finding_figure(&f, stated);
    } else { /* not printed, or what is printed allows it and the rest of the row does not */
        f.message = "sum.derived";
        pov_finding_bounds(&f, pov_count_figure(s->whole));
    }
    pov_finding_bounds(&f, pov_count_figure(s->parts));
    pov_finding_number(&f, list->count);
    pov_finding_bounds(&f, pov_count_figure(gap));
    f.expected = pov_count_figure(s->parts);
    return f;
}

static void report_sum(checker *c, const pov_list *list, pov_quantity quantity,
                       const pov_list_sum *s, pov_severity severity, const char *message)
{
    pov_check_finding f = start_sum(c, list, quantity, s, POV_RULE_SUM, severity, message);

    mend_sum(c, &f, list, quantity, s);
    pov_found(c, &f);
}

/* Returns true when the list was found to be partial. */
static bool check_sum(checker *c, const pov_list *list, pov_quantity quantity,
                      const pov_list_sum *s, bool other_exact)
{
    if (s->parts.low > s->whole.high) {
        bool error = !pov_quantity_get(quantity)->negative || list->complete;
        if (error || !s->negative) {
            report_sum(c, list, quantity, s, error ? POV_ERROR : POV_WARNING, "sum.exceeds");
        }
        return false;
    }
    if (!s->full || s->parts.high >= s->whole.low) {
        return false;
    }
    int64_t shortfall = s->whole.low - s->parts.high;
    if (list->complete) {
        report_sum(c, list, quantity, s, POV_ERROR, "sum.short");
    } else if (other_exact || (s->smallest > 0 && shortfall < s->smallest)) {
        report_sum(c, list, quantity, s, POV_WARNING, "sum.short-maybe");
    } else {
        return true;
    }
    return false;
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

static void check_ranges(checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_stated *whole = pov_row_stated(&c->plan->row[list->whole], quantity);
    pov_interval printed = {whole->face, whole->face_high}, parts = {0, 0};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        const pov_stated *part = pov_row_stated(&c->plan->row[member], quantity);
        parts = pov_interval_add(parts, (pov_interval){part->face, part->face_high});
    }
    bool exceeds = parts.low > printed.low || parts.high > printed.high;
    bool differs = parts.low != printed.low || parts.high != printed.high;
    if ((list->complete && differs) || exceeds) {
        pov_check_finding f =
            pov_finding_start(POV_RULE_SUM, POV_ERROR, "sum.ranges", list->whole, quantity);
        pov_finding_figure(&f, pov_stated_figure(c, list->whole, quantity));
        f.expected = pov_count_figure(parts);
        pov_finding_bounds(&f, f.expected);
        pov_finding_number(&f, list->count);
        pov_mend_with(c, &f, (pov_cell_place){list->whole, quantity}, parts);
        pov_found(c, &f);
    }
}

static void check_sums(checker *c, size_t index)
{
    const pov_list *list = &c->solution->list[index];
    const pov_list_sums *sums = pov_sums_of(c, index);
    bool partial = false;

    for (size_t q = 0; sums != NULL && q < POV_QUANTITY_COUNT; q++) {
        pov_quantity quantity = (pov_quantity)q;
        const pov_list_sum *s = &sums->of[q];
        if (!s->compared) {
            continue;
        }
        if (all_ranges(c, list, quantity)) {
            check_ranges(c, list, quantity);
        } else if (check_sum(c, list, quantity, s, sums->any_exact) && !partial) {
            partial = true;
            pov_check_finding f =
                start_sum(c, list, quantity, s, POV_RULE_PARTIAL, POV_NOTE, "partial");
            pov_found(c, &f);
        }
    }
}

/* ---- the parent's rate ---- */

static pov_interval rate_of_sums(const pov_list_sums *sums, pov_measure m)
{
    const pov_list_sum *part = &sums->of[pov_quantity_of(m, POV_COUNT)];
    pov_interval whole = sums->of[POV_HOUSEHOLDS].parts;
    pov_interval rate = {0, POV_HUNDRED_PERCENT};

    if (whole.high != POV_NO_HIGH && whole.high > 0) {
        rate.low = pov_muldiv_floor(part->parts.low, POV_HUNDRED_PERCENT, whole.high);
    }
    if (whole.low > 0 && part->full) {
        rate.high = pov_muldiv_ceil(part->parts.high, POV_HUNDRED_PERCENT, whole.low);
    }
    return rate;
}

/* A whole's rate lies between the lowest and the highest of its parts; what is only assumed of a
 * part proves nothing. */
static pov_interval span_of_rates(const checker *c, const pov_list *list, size_t m)
{
    pov_interval span = {POV_NO_HIGH, POV_NO_LOW};

    for (size_t i = 0; i < list->count; i++) {
        size_t member = c->solution->list_member[list->first + i];
        const pov_figure *figure = &c->solution->row[member].of[m][POV_RATE];
        pov_interval rate = figure->basis == POV_BASIS_ASSUMED
                                ? (pov_interval){0, POV_HUNDRED_PERCENT}
                                : figure->bounds;
        span.low = rate.low < span.low ? rate.low : span.low;
        span.high = rate.high > span.high ? rate.high : span.high;
    }
    return span;
}

static void check_parent_rate(checker *c, size_t index)
{
    const pov_list *list = &c->solution->list[index];
    const pov_list_sums *sums = pov_sums_of(c, index);

    for (size_t m = 0; sums != NULL && m < POV_MEASURE_COUNT; m++) {
        pov_quantity quantity = pov_quantity_of((pov_measure)m, POV_RATE);
        if (!pov_is_stated(c, list->whole, quantity) || c->row_explained[list->whole]) {
            continue;
        }
        pov_figure stated = pov_stated_figure(c, list->whole, quantity);
        pov_solved counts; /* whose rate of poor and near-poor allows for a sum of printed rates */
        pov_solve_row_counts(&c->plan->row[list->whole], &counts);
        pov_interval allowed =
            pov_interval_meet(rate_of_sums(sums, (pov_measure)m), span_of_rates(c, list, m));
        if (pov_interval_empty(allowed) ||
            !pov_interval_empty(pov_interval_meet(counts.of[m][POV_RATE].bounds, allowed))) {
            continue;
        }
        pov_check_finding f = pov_finding_start(POV_RULE_PARENT_RATE, POV_ERROR, "parent-rate",
                                                list->whole, quantity);
        unsigned digits = pov_telling_digits(&stated, allowed);
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
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_quantity quantity = (pov_quantity)q;
        const pov_quantity_info *info = pov_quantity_get(quantity);
        if (info->kind != POV_KIND_COUNT || info->negative || !pov_is_stated(c, part, quantity) ||
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
        f.expected = pov_count_figure((pov_interval){0, large.bounds.high});
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
        check_sums(c, i);
        if (list->complete) {
            check_parent_rate(c, i);
        }
    }
    for (size_t r = 0; r < c->plan->row_count; r++) {
        if (c->plan->row[r].all_row != POV_NONE) {
            check_part(c, r, c->plan->row[r].all_row, "range.group");
        }
    }
}
