/*
 * Rules on units and their parent: sums.
 */
#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"
#include "figure/arith.h"

#include <string.h>

enum { /* messages of sum */
       EXCEEDS,
       SHORT,
       SHORT_UNLESS_INCOMPLETE,
       ONE_SHORT,
       DERIVED,
       RANGES,
       ONE_TOO_MANY,
       TWICE,
       OTHER_YEARS
};
enum { INCOMPLETE, ONLY_ONE, LATER }; /* of partial */

/* ---- what would fix a sum ---- */

/* The cells that could fix a sum; those with better reasons come first, of cells that their rows
 * refute the one with the smallest change, and of two that are alike neither is named. */
typedef enum reason { NO_REASON, LOOKS_LIKE_A_SLIP, REFUTED_BY_ITS_ROW } reason;

typedef struct candidates {
    pov_checker *c;
    pov_check_finding *f;
    pov_quantity quantity;
    reason best;
    int64_t change;
    size_t count; /* with the best reason and change */
} candidates;

/* Two neighbouring digits swapped: 4545 and 4554. */
static bool is_swapped(int64_t a, int64_t b)
{
    for (int64_t place = 1; place <= POV_COUNT_MAX; place *= 10) {
        int64_t low = a / place % 10, high = a / place / 10 % 10;
        if (low != high && a + (low - high) * 9 * place == b) {
            return true;
        }
    }
    return false;
}

/*
 * One cell of the sum: the range that the sum leaves for it, as far as the rest of its row allows.
 * A row whose other figures ask for just that, and do not allow what is printed, has the slip.
 */
static void try_cell(candidates *x, size_t row, pov_interval room)
{
    pov_checker *c = x->c;
    pov_solved_room rest;

    if (!pov_is_stated(c, row, x->quantity)) {
        return;
    }
    const pov_solved *without =
        pov_solve_row_alone(&c->plan->row[row], pov_set_of(x->quantity), &rest);
    const pov_figure *free = pov_solved_figure(without, x->quantity);
    pov_interval fits = free != NULL ? free->bounds : (pov_interval){0, POV_NO_HIGH};
    pov_interval allowed = pov_interval_meet(fits, room);
    if (pov_interval_empty(allowed) || without->conflicts != 0) {
        return;
    }
    int64_t printed = pov_row_stated(&c->plan->row[row], x->quantity)->face;
    bool swapped = pov_interval_exact(allowed) && is_swapped(printed, allowed.low);
    reason why = printed < fits.low || printed > fits.high ? REFUTED_BY_ITS_ROW
                 : swapped                                 ? LOOKS_LIKE_A_SLIP
                                                           : NO_REASON;
    int64_t change = why == REFUTED_BY_ITS_ROW ? pov_relative_change(printed, allowed) : 0;
    if (why < x->best || (why == x->best && change > x->change)) {
        return;
    }
    x->count = why > x->best || change < x->change ? 1 : x->count + 1;
    x->best = why;
    x->change = change;
    if (x->count == 1) {
        x->f->has_fix = false;
        pov_fix_set(c, x->f, (pov_cell_place){row, x->quantity}, allowed);
    }
}

/*
 * Households of the target year that follow from a remaining rate: the one row whose rate has to be
 * another one for them to add up, and whose households then grow as can be believed.
 */
static void try_rate(candidates *x, size_t row, pov_interval room)
{
    pov_checker *c = x->c;
    const int64_t years = pov_row_years(&c->plan->row[row]);
    const pov_interval growth = {-pov_multiply(POV_FALL_MAX, years),
                                 pov_multiply(POV_RISE_MAX, years)};
    const pov_interval now = pov_row_bounds(c, row, POV_HOUSEHOLDS);
    const pov_interval left = pov_row_bounds(c, row, POV_REMAINING_POOR);
    const pov_cell_place rate = {row, POV_REMAINING_RATE};

    if (!pov_is_stated(c, row, POV_REMAINING_RATE) || pov_is_open(now.high) ||
        pov_is_open(left.high)) {
        return;
    }
    room = pov_interval_meet(room, pov_grow_households(now, growth));
    if (pov_interval_empty(room) || room.low <= 0) {
        return;
    }
    x->count++;
    if (x->count == 1) {
        pov_fix_set(c, x->f, rate, pov_interval_ratio(left, POV_HUNDRED_PERCENT, room));
    }
}

#define NAMED_MAX 12 /* units whose cells a finding lists */

/* Whether other cells say what a row does not state: then any of these may be wrong. */
static bool is_derived(const pov_checker *c, size_t row, pov_quantity quantity)
{
    const pov_interval is = pov_row_bounds(c, row, quantity);

    return !pov_is_stated(c, row, quantity) && (is.low > 0 || !pov_is_open(is.high));
}

/* The parent's cell and its units': they cannot all be true. */
static void name_cells(pov_checker *c, pov_check_finding *f, const pov_list *list,
                       pov_quantity quantity)
{
    const pov_parts parts = pov_parts_of(c, list);
    bool derived = parts.count > NAMED_MAX || is_derived(c, list->whole, quantity);
    pov_cell_place cell[NAMED_MAX + 1] = {{list->whole, quantity}};

    for (size_t i = 0; i < parts.count && !derived; i++) {
        cell[i + 1] = (pov_cell_place){parts.row[i], quantity};
        derived = is_derived(c, cell[i + 1].row, quantity);
    }
    if (!derived) {
        pov_finding_cells(c, f, cell, parts.count + 1);
    }
}

static void suggest_fix(pov_checker *c, pov_check_finding *f, const pov_list *list,
                        pov_quantity quantity, const pov_list_sum *s)
{
    const pov_parts parts = pov_parts_of(c, list);
    candidates x = {.c = c, .f = f, .quantity = quantity, .change = POV_NO_HIGH};

    const bool derived =
        quantity == POV_TARGET_HOUSEHOLDS && !pov_is_stated(c, list->whole, POV_TARGET_HOUSEHOLDS);

    (derived ? try_rate : try_cell)(&x, list->whole, s->parts);
    for (size_t i = 0; i < parts.count; i++) {
        size_t part = parts.row[i];
        (derived ? try_rate : try_cell)(&x, part,
                                        pov_sum_leaves(s, pov_row_bounds(c, part, quantity)));
    }
    if (x.count > 1) {
        f->has_fix = false; /* several would do, and none is more likely than the others */
        if (!derived) {
            name_cells(c, f, list, quantity);
        }
    }
}

/* ---- one row that explains all of it ---- */

/* A row that has just what its list has too much of, in every count: left out of the total, or
 * there twice; or just what is missing, of other years or below another parent. */
typedef struct culprit {
    size_t row, twin; /* POV_NONE: none */
} culprit;

#define SEARCHED_MAX 20000 /* rows of a plan; in a larger one each list would look at too many */
#define COUNTS_MIN 3       /* that fit: fewer may by chance, but of two rows that are the same */

/* In how many counts the row has just the difference of whole and parts; 0 where one differs. */
static size_t count_fitting(const pov_checker *c, const pov_list_sums *sums, size_t row, int sign)
{
    size_t count = 0;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_list_sum *s = pov_list_sum_of(sums, (pov_quantity)q);
        if (!s->compared || !s->full || !pov_interval_exact(s->whole) ||
            !pov_interval_exact(s->parts)) {
            continue;
        }
        const pov_stated *own = pov_row_stated(&c->plan->row[row], (pov_quantity)q);
        int64_t more = pov_subtract(s->parts.low, s->whole.low);
        if (own == NULL || own->qualifier != POV_EXACTLY || own->face == 0 ||
            own->face != sign * more) {
            return 0;
        }
        count++;
    }
    return count;
}

/* A row of the same group and level, but either of other years or below another parent. */
static bool is_elsewhere(const pov_checker *c, const pov_list *list, size_t row)
{
    const pov_plan *plan = c->plan;
    const pov_row *member = &plan->row[c->solution->list_member[list->first]];
    const pov_row *other = &plan->row[row];
    const bool years = pov_year_compare(other->year, member->year) == 0 &&
                       pov_year_compare(other->target_year, member->target_year) == 0;
    const bool parent = plan->unit[other->unit].parent == plan->row[list->whole].unit;

    return !list->partition && years != parent && other->group == member->group &&
           strcmp(other->level, member->level) == 0;
}

static culprit find_culprit(const pov_checker *c, const pov_list *list, const pov_list_sums *sums)
{
    const pov_parts parts = pov_parts_of(c, list);
    culprit found = {POV_NONE, POV_NONE};
    bool more = false, fewer = false;
    size_t fitting = 0;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_list_sum *s = pov_list_sum_of(sums, (pov_quantity)q);
        more = more || (s->compared && s->parts.low > s->whole.high);
        fewer = fewer || (s->compared && s->full && s->parts.high < s->whole.low);
    }
    for (size_t i = 0; i < parts.count && more && !fewer; i++) {
        size_t count = count_fitting(c, sums, parts.row[i], 1);
        if (count >= COUNTS_MIN - 1) {
            *(found.row == POV_NONE ? &found.row : &found.twin) = parts.row[i];
            fitting = count;
        }
    }
    if (found.twin == POV_NONE && fitting < COUNTS_MIN) {
        found.row = POV_NONE;
    }
    const size_t rows = c->plan->row_count <= SEARCHED_MAX ? c->plan->row_count : 0;
    for (size_t r = 0; r < rows && fewer && !more && found.row == POV_NONE; r++) {
        if (is_elsewhere(c, list, r) && count_fitting(c, sums, r, -1) >= COUNTS_MIN) {
            found.row = r;
        }
    }
    return found;
}

/* Whether the row is of the list's year: only its target is due at another time, as it may be. */
static bool is_of_year(const pov_checker *c, const pov_list *list, size_t row)
{
    const pov_plan *plan = c->plan;

    return row != POV_NONE &&
           plan->unit[plan->row[row].unit].parent == plan->row[list->whole].unit &&
           pov_year_compare(plan->row[row].year, plan->row[list->whole].year) == 0;
}

static void name_row(const pov_checker *c, pov_check_finding *f, size_t row)
{
    if (row != POV_NONE) {
        pov_finding_text(f, c->plan->row[row].name);
        pov_finding_line(f, row);
    }
}

/* ---- sums ---- */

static pov_check_finding start_sum(const pov_checker *c, const pov_list *list,
                                   pov_quantity quantity, const pov_list_sum *s,
                                   const pov_rule *rule, size_t message, pov_severity severity)
{
    bool more = s->parts.low > s->whole.high;
    pov_interval gap = more ? pov_interval_subtract(s->parts, s->whole)
                            : pov_interval_subtract(s->whole, s->parts);
    pov_check_finding f = pov_finding_start(rule, message, severity, list->whole, quantity);
    pov_figure stated = pov_stated_figure(c, list->whole, quantity);

    if (pov_figure_known(&stated) &&
        pov_interval_empty(pov_interval_meet(stated.bounds, s->parts))) {
        pov_finding_figure(&f, stated);
    } else { /* not printed, or what is printed allows it and the rest of the row does not */
        f.message = pov_rule_sum.message[DERIVED];
        pov_finding_bounds(&f, pov_count_figure(s->whole));
    }
    pov_finding_bounds(&f, pov_count_figure(s->parts));
    pov_finding_number(&f, pov_parts_of(c, list).count);
    pov_finding_bounds(&f, pov_count_figure(gap));
    f.expected = pov_count_figure(s->parts);
    return f;
}

/* Households of the target year follow from targets: unless they are printed, or the list is known
 * to be complete, what they add up to is no error. */
static bool is_soft(const pov_checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_parts parts = pov_parts_of(c, list);
    bool printed = pov_is_stated(c, list->whole, quantity);

    for (size_t i = 0; i < parts.count && printed; i++) {
        printed = pov_is_stated(c, parts.row[i], quantity);
    }
    return quantity == POV_TARGET_HOUSEHOLDS && !printed && !list->complete;
}

static void report_sum(pov_checker *c, const pov_list *list, pov_quantity quantity,
                       const pov_list_sum *s, pov_severity severity, size_t message,
                       const culprit *by)
{
    bool soft = is_soft(c, list, quantity);
    if (by->row != POV_NONE) {
        message = message != EXCEEDS ? OTHER_YEARS : by->twin != POV_NONE ? TWICE : ONE_TOO_MANY;
    }
    pov_check_finding f =
        start_sum(c, list, quantity, s, &pov_rule_sum, message, soft ? POV_WARNING : severity);

    c->row_explained[list->whole] = c->row_explained[list->whole] || soft;
    if (by->row == POV_NONE) {
        suggest_fix(c, &f, list, quantity, s);
    } else {
        name_row(c, &f, by->row);
        name_row(c, &f, by->twin);
    }
    pov_finding_soften(c, &f, list);
    pov_finding_report(c, &f);
}

/* Returns true when the list was found to be partial. */
static bool check_sum(pov_checker *c, const pov_list *list, pov_quantity quantity,
                      const pov_list_sum *s, bool other_exact, const culprit *by)
{
    const size_t units = pov_parts_of(c, list).count;
    if (units < 2 && s->parts.low >= s->whole.low) {
        return false; /* a part of its whole: see range */
    }
    if (s->parts.low > s->whole.high) {
        bool error = !pov_quantity_get(quantity)->negative || list->complete;
        if (error || !s->negative) {
            report_sum(c, list, quantity, s, error ? POV_ERROR : POV_WARNING, EXCEEDS, by);
        }
        return false;
    }
    if (!s->full || s->parts.high >= s->whole.low) {
        return false;
    }
    const bool open = pov_is_open(s->whole.high) || pov_is_open(s->parts.low);
    const int64_t most = open ? POV_NO_HIGH : s->whole.high - s->parts.low; /* that is missing */
    if (list->complete) {
        report_sum(c, list, quantity, s, POV_ERROR, SHORT, by);
    } else if (!is_of_year(c, list, by->row) &&
               (other_exact || (units > 1 && s->smallest > 0 && most < s->smallest))) {
        report_sum(c, list, quantity, s, POV_WARNING,
                   units > 1 ? SHORT_UNLESS_INCOMPLETE : ONE_SHORT, by);
    } else {
        return true;
    }
    return false;
}

/* Of two ranges low ends and high ends are added separately: the printed numbers, not what they can
 * stand for. Those that rounding makes add up to wider ones by themselves. */
static bool all_ranges(const pov_checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_stated *whole = pov_row_stated(&c->plan->row[list->whole], quantity);
    const pov_parts parts = pov_parts_of(c, list);
    bool ranges = whole != NULL && whole->qualifier == POV_RANGE && !whole->rounded;

    for (size_t i = 0; i < parts.count && ranges; i++) {
        const pov_stated *part = pov_row_stated(&c->plan->row[parts.row[i]], quantity);
        ranges = part != NULL && part->qualifier == POV_RANGE && !part->rounded;
    }
    return ranges;
}

static void check_ranges(pov_checker *c, const pov_list *list, pov_quantity quantity)
{
    const pov_stated *whole = pov_row_stated(&c->plan->row[list->whole], quantity);
    const pov_parts parts = pov_parts_of(c, list);
    pov_interval printed = {whole->face, whole->face_high}, sum = {0, 0};

    for (size_t i = 0; i < parts.count; i++) {
        const pov_stated *part = pov_row_stated(&c->plan->row[parts.row[i]], quantity);
        sum = pov_interval_add(sum, (pov_interval){part->face, part->face_high});
    }
    bool exceeds = sum.low > printed.low || sum.high > printed.high;
    bool differs = sum.low != printed.low || sum.high != printed.high;
    if (((list->complete && differs) || exceeds) && sum.low <= printed.high &&
        (sum.high >= printed.low || !list->complete)) {
        pov_check_finding f =
            pov_finding_start(&pov_rule_sum, RANGES, POV_WARNING, list->whole, quantity);
        pov_finding_figure(&f, pov_stated_figure(c, list->whole, quantity));
        f.expected = pov_count_figure(sum);
        pov_finding_bounds(&f, f.expected);
        pov_finding_number(&f, parts.count);
        pov_fix_set(c, &f, (pov_cell_place){list->whole, quantity}, sum);
        pov_finding_report(c, &f);
    }
}

static void check_sums(pov_checker *c, size_t index)
{
    const pov_list *list = &c->solution->list[index];
    const pov_list_sums *sums = pov_sums_of(c, index);
    pov_quantity partial = POV_QUANTITY_COUNT; /* a printed one says it best */
    culprit by = sums != NULL ? find_culprit(c, list, sums) : (culprit){POV_NONE, POV_NONE};

    for (size_t q = 0; sums != NULL && q < POV_QUANTITY_COUNT; q++) {
        pov_quantity quantity = (pov_quantity)q;
        const pov_list_sum *s = pov_list_sum_of(sums, (pov_quantity)q);
        if (!s->compared) {
            continue;
        }
        if (all_ranges(c, list, quantity)) {
            check_ranges(c, list, quantity);
        }
        if (check_sum(c, list, quantity, s, sums->any_exact, &by) &&
            !pov_is_stated(c, list->whole, partial) &&
            (partial == POV_QUANTITY_COUNT || pov_is_stated(c, list->whole, quantity))) {
            partial = quantity;
        }
    }
    if (partial != POV_QUANTITY_COUNT) {
        pov_check_finding f =
            start_sum(c, list, partial, pov_list_sum_of(sums, partial), &pov_rule_partial,
                      by.row != POV_NONE                ? LATER
                      : pov_parts_of(c, list).count > 1 ? INCOMPLETE
                                                        : ONLY_ONE,
                      POV_NOTE);
        name_row(c, &f, by.row);
        pov_finding_report(c, &f);
    }
}

static void look(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole != POV_NONE && list->addable && list->count > 0) {
            check_sums(c, i);
        }
    }
}

const pov_rule pov_rule_sum = {
    .name = "sum",
    .relation = POV_TALLY_SUM,
    .severity = POV_TEXT("error or warning"),
    .about =
        POV_TEXT("The units have more together than their parent, or fewer although the list "
                 "is complete (their households add up to the parent's, they are urban and "
                 "rural, or it was said to be complete). It is a warning where another count "
                 "adds up exactly, or where less is missing than the smallest unit has, so that no "
                 "unit seems to be missing."),
    .message =
        {
            [EXCEEDS] = POV_TEXT("{0} is stated, but its {2} units have {1} together, {3} more"),
            [SHORT] = POV_TEXT("{0} is stated, but its {2} units have {1} together, {3} fewer"),
            [SHORT_UNLESS_INCOMPLETE] =
                POV_TEXT("{0} is stated, but the {2} units listed have {1} together, {3} fewer; it "
                         "holds only if a unit is missing from the list"),
            [ONE_SHORT] = POV_TEXT("{0} is stated, but the only unit listed has {1}, {3} fewer; it "
                                   "holds only if a unit is missing from the list"),
            [DERIVED] = POV_TEXT("its other figures give {0}, but its {2} units have {1} together"),
            [ONE_TOO_MANY] = POV_TEXT("{0} is stated, but its {2} units have {1} together, {3} "
                                      "more: just what {4} has (line {5})"),
            [TWICE] =
                POV_TEXT("{0} is stated, but its {2} units have {1} together, {3} more: "
                         "just what {4} (line {5}) and {6} (line {7}) have, which may be one unit"),
            [OTHER_YEARS] =
                POV_TEXT("{0} is stated, but the {2} units listed have {1} together, {3} fewer: "
                         "just what {4} has, whose years or parent differ (line {5})"),
            [RANGES] = POV_TEXT("{0} is stated, but the ranges of its {2} units add up to {1}; it "
                                "holds if the ends are not reached by all at once"),
        },
    .plan = {[POV_ALL] = look},
};

const pov_rule pov_rule_partial = {
    .name = "partial",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The list of units is incomplete: they have less together than their "
                      "parent."),
    .message =
        {
            [INCOMPLETE] = POV_TEXT("{0} is stated, and the {2} units listed have {1} of it: the "
                                    "list is incomplete"),
            [ONLY_ONE] = POV_TEXT("{0} is stated, and the only unit listed has {1} of it: the list "
                                  "is incomplete"),
            [LATER] = POV_TEXT("{0} is stated, and the {2} units listed have {1} of it: the rest "
                               "is just what {4} has, whose years or parent differ (line {5})"),
        },
};
