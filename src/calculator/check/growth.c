/*
 * The rule on growth: how many more households a plan's figures count on.
 *
 * Nobody prints it, but the households of both years follow from counts and rates. That they change
 * is no fault: one note says by how much. A warning says that a unit's growth is out of line, in
 * three cases, each on all that its figures can mean (docs/rules.md): beyond belief; fewer
 * households in a plan while the parent's need not fall; alone out of line with the parent and all
 * other units.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

#include "figure/arith.h"

#include <stdlib.h>

#define APART (POV_PERCENT / 2)
#define FEW_APART 5 /* households that a village gains or loses, whatever the others do */
#define NAMED_MAX 5 /* units in the note */

enum {
    MORE,
    FEWER,
    FEWER_IN_PLAN,
    FEWER_AMONG_MORE,
    ALONE,
    NOT_AS_STATED,
    PLAN_GROWS,
    PLAN_FALLS,
    UNITS_COUNT
};

/* ---- the growth of one row ---- */

/* A change of households, rounded outward; POV_ANY where it is not bounded. */
static pov_interval change(pov_interval now, pov_interval then)
{
    pov_interval ratio = pov_interval_ratio(then, POV_HUNDRED_PERCENT, now);

    if (now.low <= 0 || then.low <= 0 || pov_is_far(now.high) || pov_is_far(then.high)) {
        return POV_ANY;
    }
    return pov_interval_subtract(ratio, pov_interval_point(POV_HUNDRED_PERCENT));
}

/*
 * What the row's figures can mean: POV_ANY where they do not say it, or contradict each other.
 * LOOSE  one household more or less of the target year, since nobody is half a household
 * WIDE   and with the allowance of a remaining rate that may be the rate less the points: one and a
 *        half units of its last digit, in place of a half
 */
typedef enum meaning { PRINTED, LOOSE, WIDE } meaning;

static pov_interval meant(const pov_checker *c, size_t row, const pov_solved *s, meaning as)
{
    pov_figure rate = {0};
    pov_interval then = s->target_households.bounds;

    if (as == WIDE && !pov_is_stated(c, row, POV_TARGET_HOUSEHOLDS)) {
        rate = pov_stated_figure(c, row, POV_REMAINING_RATE);
    }
    if (pov_figure_known(&rate)) {
        int64_t unit = pov_digit_unit(rate.digits);
        pov_interval count = s->of[POV_MEASURE_POOR][POV_REMAINING].bounds;
        pov_interval rates = {rate.bounds.low - unit, rate.bounds.high + unit};
        then = (pov_interval){0, POV_NO_HIGH};
        if (!pov_narrow_ratio(&count, &then, &rates)) {
            return POV_ANY;
        }
    }
    if (as != PRINTED && then.low > 0 && !pov_is_far(then.high)) {
        then = (pov_interval){then.low > 1 ? then.low - 1 : 1, then.high + 1};
    }
    return change(s->households.bounds, then);
}

static bool is_believable(pov_interval growth, int64_t years)
{
    return growth.low <= POV_RISE_MAX * years && growth.high >= -POV_FALL_MAX * years;
}

static int64_t distance(pov_interval growth)
{
    return growth.low > 0 ? growth.low : growth.high < 0 ? -growth.high : 0;
}

/*
 * One of a row's figures is wrong, and nobody knows which: what is left when any one of them that
 * would end the contradiction is left out. All of that is meant that can be believed; else the
 * nearest to it. A flow that does not fit hides nothing, and neither does it accuse the rate.
 * s  out: the households of both years that go with it
 */
static pov_interval meant_without_one(const pov_checker *c, size_t row, meaning as, pov_solved *s)
{
    const pov_row *of = &c->plan->row[row];
    const int64_t years = pov_row_years(of);
    pov_interval all = POV_ANY;
    bool any = false;

    for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
        pov_solved_room room;
        if (!pov_is_stated(c, row, (pov_quantity)q)) {
            continue;
        }
        const pov_solved *without = pov_solve_row_alone(of, pov_set_of((pov_quantity)q), &room);
        if (without->conflicts != 0) {
            continue;
        }
        const pov_interval one = meant(c, row, without, as);
        if (!pov_interval_bounded(one)) {
            continue;
        }
        const bool wide = any && is_believable(all, years) && is_believable(one, years);
        if (wide) {
            all = pov_interval_hull(all, one);
            s->households.bounds =
                pov_interval_hull(s->households.bounds, without->households.bounds);
            s->target_households.bounds =
                pov_interval_hull(s->target_households.bounds, without->target_households.bounds);
        } else if (!any || distance(one) < distance(all)) {
            all = one;
            s->households = without->households;
            s->target_households = without->target_households;
        }
        any = true;
    }
    return all;
}

static bool contradicts(const pov_solved *s)
{
    return (s->conflicts & ~(POV_CONFLICT_SUM | POV_CONFLICT_JOIN)) != 0;
}

/* Of a row that contradicts nothing. */
static pov_interval growth_of(const pov_checker *c, size_t row, meaning as)
{
    const pov_solved *s = &c->solution->row[row];

    return !contradicts(s) && pov_figure_is_firm(&s->households) &&
                   pov_figure_is_firm(&s->target_households)
               ? meant(c, row, s, as)
               : POV_ANY;
}

/* Of any row, with the households of both years. */
static pov_interval suspected(const pov_checker *c, size_t row, meaning as, pov_solved *households)
{
    const pov_solved *s = &c->solution->row[row];

    households->households = s->households;
    households->target_households = s->target_households;
    return contradicts(s) ? meant_without_one(c, row, as, households) : growth_of(c, row, as);
}

static pov_interval suspected_growth(const pov_checker *c, size_t row, meaning as)
{
    pov_solved households;

    return suspected(c, row, as, &households);
}

/* ---- the fix: two digits of the remaining rate swapped ---- */

static bool fits_parent(const pov_checker *c, size_t row, pov_interval growth)
{
    size_t parent = c->plan->row[row].parent_row;
    int64_t years = pov_row_years(&c->plan->row[row]);
    pov_interval around = {-POV_FALL_MAX * years, POV_RISE_MAX * years};

    const pov_interval of_parent = parent != POV_NONE ? growth_of(c, parent, PRINTED) : POV_ANY;
    if (pov_interval_bounded(of_parent)) {
        around = of_parent;
        around.low -= APART / 10 * years;
        around.high += APART / 10 * years;
    }
    return !pov_interval_empty(pov_interval_meet(growth, around));
}

/* The printed rate with two neighbouring digits swapped, if just one such rate fits. */
static void suggest_swap(pov_checker *c, pov_check_finding *f, size_t row)
{
    const pov_stated *stated = pov_row_stated(&c->plan->row[row], POV_REMAINING_RATE);
    const pov_solved *s = &c->solution->row[row];
    pov_solved of_years;
    int64_t found = -1;

    if (stated == NULL || stated->qualifier != POV_EXACTLY) {
        return;
    }
    (void)suspected(c, row, PRINTED, &of_years);
    int64_t unit = pov_digit_unit(stated->digits);
    int64_t number = stated->face / unit;
    for (int64_t place = 1; place * 10 <= number; place *= 10) {
        int64_t low = number / place % 10, high = number / place / 10 % 10;
        int64_t swapped = number + (high - low) * place - (high - low) * place * 10;
        pov_interval count = s->of[POV_MEASURE_POOR][POV_REMAINING].bounds;
        pov_interval then = {0, POV_NO_HIGH}, rate = {pov_multiply(swapped, unit) - unit / 2,
                                                      pov_multiply(swapped, unit) + unit / 2};
        if (low == high || !pov_narrow_ratio(&count, &then, &rate)) {
            continue;
        }
        pov_interval growth = change(of_years.households.bounds, then);
        if (pov_interval_bounded(growth) && fits_parent(c, row, growth)) {
            if (found >= 0) {
                return; /* two would fit: neither is named */
            }
            found = swapped;
        }
    }
    if (found >= 0) {
        pov_fix_set(c, f, (pov_cell_place){row, POV_REMAINING_RATE},
                    pov_interval_point(pov_multiply(found, unit)));
        f->fix.digits = stated->digits;
        /* 80.0 with a digit too many is 8.0, not 08.0 */
        f->fix_swaps_digits = f->has_fix && found > number / 10;
    }
}

/* ---- warnings ---- */

static pov_figure percent(pov_interval growth)
{
    return pov_bounds_figure(POV_KIND_CHANGE, 2, growth);
}

static pov_check_finding start(pov_checker *c, size_t row, size_t message)
{
    pov_solved of_years;
    const pov_interval growth = suspected(c, row, PRINTED, &of_years);
    bool rate = pov_is_stated(c, row, POV_REMAINING_RATE);
    pov_check_finding f = pov_finding_start(&pov_rule_growth, message, POV_WARNING, row,
                                            rate ? POV_REMAINING_RATE : POV_TARGET_HOUSEHOLDS);
    bool falls = growth.high < 0 &&
                 (message == FEWER || message == FEWER_IN_PLAN || message == FEWER_AMONG_MORE);

    pov_finding_bounds(&f, pov_count_figure(of_years.target_households.bounds));
    pov_finding_bounds(&f, percent(falls ? pov_interval_negate(growth) : growth));
    pov_finding_bounds(&f, pov_count_figure(of_years.households.bounds));
    return f;
}

/* Case 1: beyond belief, or not what the user said. */
static bool look_at_row(pov_checker *c, size_t row, pov_interval growth)
{
    const pov_assumptions *a = &c->solution->assumptions;
    pov_interval loose = suspected_growth(c, row, LOOSE);
    int64_t years = pov_row_years(&c->plan->row[row]);

    if (a->growth_stated && pov_interval_bounded(a->growth)) {
        if (!pov_interval_empty(pov_interval_meet(loose, a->growth))) {
            return false;
        }
        pov_check_finding f = start(c, row, NOT_AS_STATED);
        pov_finding_bounds(&f, percent(a->growth));
        pov_finding_report(c, &f);
        return true;
    }
    if (!is_believable(loose, years)) {
        pov_check_finding f = start(c, row, growth.low > 0 ? MORE : FEWER);
        suggest_swap(c, &f, row);
        pov_finding_report(c, &f);
        return true;
    }
    return false;
}

/* Case 2: a plan that counts on fewer households, while the parent's need not fall. */
static bool look_at_fall(pov_checker *c, size_t row)
{
    const pov_row *of = &c->plan->row[row];

    if (of->kind != POV_END_PLAN || of->parent_row == POV_NONE ||
        suspected_growth(c, row, LOOSE).high >= -APART * pov_row_years(of)) {
        return false;
    }
    pov_interval parent = growth_of(c, of->parent_row, PRINTED);
    if (!pov_interval_bounded(parent) || parent.high < 0) {
        return false;
    }
    pov_check_finding f = start(c, row, parent.low < 0 ? FEWER_IN_PLAN : FEWER_AMONG_MORE);
    pov_finding_text(&f, c->plan->row[of->parent_row].name);
    pov_finding_bounds(&f, percent(parent));
    suggest_swap(c, &f, row);
    pov_finding_report(c, &f);
    return true;
}

/*
 * Case 3: the parent and all other units fit one common growth, at least three of them more closely
 * than the gap, and exactly this unit is more than half a point a year, and more than a few
 * households, away from it. Of the ends the two that bind most are enough: without the unit itself
 * the other of them binds.
 */
typedef struct common {
    pov_interval all, without; /* of the rows at the ends: what the others leave */
    size_t low_row, high_row;
} common;

static void add_to_common(common *x, size_t row, pov_interval growth)
{
    if (growth.low > x->all.low || x->low_row == POV_NONE) {
        x->without.low = x->all.low;
        x->all.low = growth.low;
        x->low_row = row;
    } else if (growth.low > x->without.low) {
        x->without.low = growth.low;
    }
    if (growth.high < x->all.high || x->high_row == POV_NONE) {
        x->without.high = x->all.high;
        x->all.high = growth.high;
        x->high_row = row;
    } else if (growth.high < x->without.high) {
        x->without.high = growth.high;
    }
}

static pov_interval common_without(const common *x, size_t row)
{
    return (pov_interval){row == x->low_row ? x->without.low : x->all.low,
                          row == x->high_row ? x->without.high : x->all.high};
}

static bool is_more_than_a_few(const pov_checker *c, size_t row, int64_t gap)
{
    pov_solved of_years;

    (void)suspected(c, row, PRINTED, &of_years);
    const int64_t most = of_years.households.bounds.high;
    return pov_muldiv_floor(gap, most, POV_HUNDRED_PERCENT) > FEW_APART;
}

static size_t narrower_than(const pov_checker *c, const pov_list *list, size_t but, int64_t gap)
{
    size_t count = 0;

    for (size_t i = 0; i <= list->count; i++) {
        size_t row = pov_list_row(c->solution, list, i);
        pov_interval growth = row != but ? growth_of(c, row, WIDE) : POV_ANY;
        count += pov_interval_bounded(growth) && growth.high - growth.low < gap;
    }
    return count;
}

static void look_for_one_apart(pov_checker *c, const pov_list *list, bool *warned)
{
    common x = {POV_ANY, POV_ANY, POV_NONE, POV_NONE};
    size_t apart = POV_NONE;
    int64_t years = pov_row_years(&c->plan->row[list->whole]);

    for (size_t i = 0; i <= list->count; i++) {
        pov_interval growth = growth_of(c, pov_list_row(c->solution, list, i), WIDE);
        if (pov_interval_bounded(growth)) {
            add_to_common(&x, pov_list_row(c->solution, list, i), growth);
        }
    }
    for (size_t i = 1; i <= list->count; i++) {
        size_t row = pov_list_row(c->solution, list, i);
        pov_interval growth = suspected_growth(c, row, WIDE), others = common_without(&x, row);
        if (!pov_interval_bounded(growth) || !pov_interval_bounded(others) ||
            pov_interval_empty(others)) {
            continue;
        }
        int64_t gap = growth.low > others.high   ? growth.low - others.high
                      : growth.high < others.low ? others.low - growth.high
                                                 : 0;
        if (gap > APART * years && is_more_than_a_few(c, row, gap) &&
            narrower_than(c, list, row, gap) >= 3) {
            if (apart != POV_NONE) {
                return;
            }
            apart = row;
        }
    }
    if (apart != POV_NONE && !warned[apart]) {
        pov_check_finding f = start(c, apart, ALONE);
        pov_finding_text(&f, c->plan->row[list->whole].name);
        pov_finding_bounds(&f, percent(common_without(&x, apart)));
        suggest_swap(c, &f, apart);
        pov_finding_report(c, &f);
        warned[apart] = true;
    }
}

/* ---- the note ---- */

/* Households that cannot stay as many as they are. */
static bool is_required(pov_interval growth)
{
    return pov_interval_bounded(growth) && (growth.low > 0 || growth.high < 0);
}

/* The unit whose growth is furthest from none, of those that come after `last`, or POV_NONE. */
static size_t next_required(const pov_checker *c, const pov_list *list, const bool *warned,
                            size_t last)
{
    size_t best = POV_NONE;
    int64_t farthest = 0, limit = INT64_MAX;

    if (last != POV_NONE) {
        limit = distance(growth_of(c, last, PRINTED));
    }
    for (size_t i = 1; i <= list->count; i++) {
        size_t row = pov_list_row(c->solution, list, i);
        pov_interval growth = growth_of(c, row, PRINTED);
        int64_t far = distance(growth);
        bool after = far < limit || (far == limit && last != POV_NONE && row > last);
        if (is_required(growth) && after && !warned[row] && far > farthest) {
            best = row;
            farthest = far;
        }
    }
    return best;
}

static void say_growth(pov_checker *c, const pov_list *list, size_t whole, const bool *warned)
{
    pov_interval growth = growth_of(c, whole, PRINTED);
    pov_cell_place named[NAMED_MAX];
    size_t count = 0, bounded = 0, required = 0, staying = 0;

    for (size_t i = 1; list != NULL && i <= list->count; i++) {
        const size_t row = pov_list_row(c->solution, list, i);
        const pov_interval of_unit = growth_of(c, row, PRINTED);
        bounded += pov_interval_bounded(of_unit);
        required += is_required(of_unit) && !warned[row];
        staying += pov_interval_bounded(of_unit) && !is_required(of_unit) && !warned[row];
    }
    for (size_t row = POV_NONE; list != NULL && count < NAMED_MAX; count++) {
        row = next_required(c, list, warned, row);
        if (row == POV_NONE) {
            break;
        }
        named[count] = (pov_cell_place){row, POV_TARGET_HOUSEHOLDS};
    }
    if (!is_required(growth) && count == 0) {
        return;
    }
    const bool falls = is_required(growth) && growth.high < 0;
    pov_check_finding f = pov_finding_start(&pov_rule_growth,
                                            falls                 ? PLAN_FALLS
                                            : is_required(growth) ? PLAN_GROWS
                                                                  : UNITS_COUNT,
                                            POV_NOTE, whole, POV_QUANTITY_COUNT);
    pov_finding_bounds(&f, percent(falls ? pov_interval_negate(growth) : growth));
    pov_finding_number(&f, bounded);
    pov_finding_number(&f, required);
    pov_finding_number(&f, staying);
    pov_finding_cells(c, &f, named, count);
    pov_finding_report(c, &f);
}

static void look(pov_checker *c)
{
    const pov_plan *plan = c->plan;
    bool *warned = calloc(plan->row_count + 1, sizeof *warned);

    if (warned == NULL) {
        c->failed = true;
        return;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        pov_interval growth = suspected_growth(c, r, PRINTED);
        warned[r] =
            pov_interval_bounded(growth) && (look_at_row(c, r, growth) || look_at_fall(c, r));
    }
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole != POV_NONE && list->addable && list->count > 2) {
            look_for_one_apart(c, list, warned);
        }
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (plan->row[r].kind != POV_END_PLAN || plan->row[r].same_row != POV_NONE || warned[r]) {
            continue;
        }
        size_t under = c->list_under[r];
        if (under != POV_NONE && c->solution->list[under].addable) {
            say_growth(c, &c->solution->list[under], r, warned);
        } else if (plan->row[r].parent_row == POV_NONE && plan->row[r].all_row == POV_NONE) {
            say_growth(c, NULL, r, warned);
        }
    }
    free(warned);
}

const pov_rule pov_rule_growth = {
    .name = "growth",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("warning or note"),
    .about = POV_TEXT(
        "How many more households the figures count on. A note says it for a plan. It is a warning "
        "where the households of a unit change by less than -3 or more than +5 percent a year, or "
        "by other than was assumed; where a plan lets them fall by more than half a percent a "
        "year while those of its parent need not fall; and where one unit alone is more than half "
        "a point a year away from a growth that fits its parent and all other units."),
    .message =
        {
            [MORE] = POV_TEXT("the figures mean {0} households in the target year, {1} more than "
                              "before ({2}{from})"),
            [FEWER] = POV_TEXT("the figures mean {0} households in the target year, {1} fewer "
                               "than before ({2}{from})"),
            [FEWER_IN_PLAN] =
                POV_TEXT("the figures mean {0} households in the target year, {1} "
                         "fewer than before ({2}{from}), while {3} counts on a change of "
                         "{4}"),
            [ALONE] =
                POV_TEXT("the figures mean {0} households in the target year, a change of "
                         "{1} (before: {2}{from}), while {3} and all its other units fit {4}"),
            [NOT_AS_STATED] = POV_TEXT("the figures mean {0} households in the target year, a "
                                       "change of {1} (before: {2}{from}), but --growth is {3}"),
            [FEWER_AMONG_MORE] =
                POV_TEXT("the figures mean {0} households in the target year, {1} "
                         "fewer than before ({2}{from}), while {3} counts on {4} more"),
            [PLAN_GROWS] = POV_TEXT("the plan counts on {0} more households{growths}"),
            [PLAN_FALLS] = POV_TEXT("the plan counts on {0} fewer households{growths}"),
            [UNITS_COUNT] = POV_TEXT("the plan counts on a change in the number of "
                                     "households{growths}"),
        },
    .plan = {[POV_ALL] = look},
};
