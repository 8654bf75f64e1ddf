/*
 * The rule on what units promise together against what their parent promises.
 *
 * Taken as far as the printed figures can mean, and at every growth of the units between -3 and +5
 * percent a year: so a warning is given only where no such growth would do.
 */
#include "calculator/check/parent_target.h"

#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

/* What is believed: of how many percent of today's households a promise is kept, and whether points
 * are taken as rounded (0.98 printed as 1) or at their face value. */
typedef struct believed {
    int64_t least, most;
    bool rounded;
} believed;

/* What one unit promises: so many households that remain, or a rate of those that it has then. Of
 * what is not one number the end with which it keeps most. */
typedef struct promise {
    pov_interval households, poor;
    int64_t left, rate;
    bool counted; /* left, not rate */
} promise;

/*
 * What a unit promises in one column. Of "about" and of a range of households it is the end that
 * promises most. False where it is not printed, or printed so that it may be any better.
 */
static bool promised(const pov_checker *c, size_t row, pov_quantity quantity, bool rounded,
                     int64_t *most)
{
    pov_figure figure = pov_stated_figure(c, row, quantity);
    pov_aspect aspect = pov_quantity_get(quantity)->aspect;
    bool left = aspect == POV_REMAINING || aspect == POV_REMAINING_SHARE;

    if (!pov_figure_known(&figure)) {
        return false;
    }
    *most = left                           ? figure.bounds.low
            : aspect == POV_PP && !rounded ? figure.value_high
                                           : figure.bounds.high;
    return !pov_is_open(*most) && !pov_is_open(figure.bounds.high) &&
           !(left && pov_is_at_most(figure.qualifier));
}

/* A unit; false where it promises nothing, or nothing says of how many. */
static bool promise_of(const pov_checker *c, size_t row, bool rounded, promise *p)
{
    const pov_solved *s = &c->solution->row[row];
    pov_interval households = s->households.bounds;
    pov_interval poor = s->of[POV_MEASURE_POOR][POV_COUNT].bounds;
    int64_t most;

    if (households.low <= 0 || pov_is_far(households.high) || pov_is_far(poor.high)) {
        return false;
    }
    *p = (promise){.households = households, .poor = poor, .counted = true};
    if (promised(c, row, POV_REMAINING_POOR, rounded, &most)) {
        p->left = most;
    } else if (promised(c, row, POV_REDUCTION_HOUSEHOLDS, rounded, &most)) {
        p->left = poor.low - most;
    } else if (promised(c, row, POV_REMAINING_RATE, rounded, &most)) {
        p->rate = most;
        p->counted = false;
    } else if (promised(c, row, POV_REDUCTION_PP, rounded, &most)) {
        int64_t rate = pov_muldiv_floor(poor.low, POV_HUNDRED_PERCENT, households.high);
        p->rate = rate > most ? rate - most : 0;
        p->counted = false;
    } else {
        return false;
    }
    return true;
}

/* What all units leave together, at a growth of each within what is believed. */
typedef struct together {
    int64_t left, rate;
    bool counted; /* each of them promises a number: then the sums say it */
} together;

/*
 * Each unit grows so that the whole comes out lowest: of the rate those below `rate` and those who
 * promise a number by most, the others by least; of the households by least. False where a unit
 * promises nothing.
 */
static bool leave_least(const pov_checker *c, const pov_list *list, believed how, int64_t rate,
                        together *all)
{
    pov_wide left = 0, households = 0, fewest = 0;

    all->counted = true;
    for (size_t i = 0; i < list->count; i++) {
        promise p;
        if (!promise_of(c, c->solution->list_member[list->first + i], how.rounded, &p)) {
            return false;
        }
        bool more = p.counted || p.rate < rate;
        pov_wide then =
            more ? (pov_wide)p.households.high * how.most : (pov_wide)p.households.low * how.least;
        pov_wide counted = (pov_wide)p.left * (pov_wide)POV_HUNDRED_PERCENT * 100;
        households += then;
        left += p.counted ? counted : then * p.rate;
        fewest += p.counted ? counted : (pov_wide)p.households.low * how.least * p.rate;
        all->counted = all->counted && p.counted;
    }
    all->rate = pov_saturate(left / households);
    all->left = pov_saturate(fewest / ((pov_wide)POV_HUNDRED_PERCENT * 100));
    return true;
}

/* What the units come to if their households stay as many. False where one promises nothing. */
static bool promise_together(const pov_checker *c, const pov_list *list, together *all)
{
    return leave_least(c, list, (believed){100, 100, false}, 0, all);
}

/* Whether the whole is to fall by points, and says nothing of where to. */
static bool promises_points(const pov_checker *c, const pov_list *list)
{
    return pov_is_stated(c, list->whole, POV_REDUCTION_PP) &&
           !pov_is_stated(c, list->whole, POV_REMAINING_RATE);
}

static void sum_now(const pov_checker *c, const pov_list *list, int64_t *count, int64_t *rate)
{
    pov_wide poor = 0, households = 0;

    for (size_t i = 0; i < list->count; i++) {
        const pov_solved *s = &c->solution->row[c->solution->list_member[list->first + i]];
        poor += s->of[POV_MEASURE_POOR][POV_COUNT].bounds.high;
        households += s->households.bounds.low;
    }
    *count = pov_saturate(poor);
    *rate = households > 0 ? pov_saturate(poor * (pov_wide)POV_HUNDRED_PERCENT / households) : 0;
}

#define YEARS_MAX 10 /* in more of them any growth would do */
#define ROUNDS 16    /* each takes the rate at least as low as the one before; a few are enough */

/* The best that the units can come to. */
static together at_best(const pov_checker *c, const pov_list *list, believed how)
{
    together best = {.rate = -1};

    for (int64_t round = 0, before = 0; round < ROUNDS && best.rate != before; round++) {
        before = best.rate;
        (void)leave_least(c, list, how, before, &best);
    }
    return best;
}

enum { REDUCTION, REDUCTION_IN_HOUSEHOLDS, LEFT, RATE_LEFT, REDUCTION_AT_MOST, RATE_LEFT_AT_LEAST };

/* A unit of the last digit of the coarsest of the points that the parent and its units print. */
static int64_t coarsest_points(const pov_checker *c, const pov_list *list)
{
    unsigned digits = pov_stated_figure(c, list->whole, POV_REDUCTION_PP).digits;

    for (size_t i = 0; i < list->count; i++) {
        pov_figure points =
            pov_stated_figure(c, c->solution->list_member[list->first + i], POV_REDUCTION_PP);
        if (pov_figure_known(&points) && points.digits < digits) {
            digits = points.digits;
        }
    }
    return pov_digit_unit(digits);
}

/* Reports where even the best that the units can come to is not what the parent promises. */
static bool compare(pov_checker *c, const pov_list *list, pov_quantity quantity, size_t message,
                    int64_t now, int64_t best)
{
    pov_figure target = pov_stated_figure(c, list->whole, quantity);
    bool points = message == REDUCTION || message == REDUCTION_AT_MOST;
    bool reduction = points || message == REDUCTION_IN_HOUSEHOLDS;

    if (!pov_figure_known(&target) ||
        (reduction ? pov_is_at_most(target.qualifier) : pov_is_at_least(target.qualifier)) ||
        (points      ? best >= target.value - coarsest_points(c, list)
         : reduction ? best >= target.bounds.low
                     : best <= target.bounds.high)) {
        return false;
    }
    pov_kind kind = (pov_kind)target.kind;
    unsigned digits = target.digits > 2 ? target.digits : 2;
    pov_check_finding f =
        pov_finding_start(&pov_rule_parent_target, message, POV_WARNING, list->whole, quantity);
    pov_finding_figure(&f, target);
    pov_finding_number(&f, list->count);
    pov_finding_bounds(&f, pov_bounds_figure(kind, digits, pov_interval_point(now)));
    pov_finding_bounds(&f, pov_bounds_figure(kind, digits, pov_interval_point(best)));
    pov_finding_report(c, &f);
    return true;
}

/* Whether a finding was reported. */
static bool look_at_numbers(pov_checker *c, const pov_list *list, believed any)
{
    together then, best;
    bool found = false;
    int64_t count, rate;

    if (!promise_together(c, list, &then)) {
        return false;
    }
    sum_now(c, list, &count, &rate);
    if (promises_points(c, list)) {
        best = at_best(c, list, any);
        found = compare(c, list, POV_REDUCTION_PP, REDUCTION, pov_subtract(rate, then.rate),
                        pov_subtract(rate, best.rate));
    }
    if (then.counted || c->row_explained[list->whole]) {
        return found; /* the sums say it */
    }
    any.rounded = true; /* what the parent is to reach is no aim of units in points */
    best = at_best(c, list, any);
    found |= compare(c, list, POV_REDUCTION_HOUSEHOLDS, REDUCTION_IN_HOUSEHOLDS,
                     pov_subtract(count, then.left), pov_subtract(count, best.left));
    if (!pov_is_stated(c, list->whole, POV_REDUCTION_HOUSEHOLDS)) {
        found |= compare(c, list, POV_REMAINING_POOR, LEFT, then.left, best.left);
    }
    return compare(c, list, POV_REMAINING_RATE, RATE_LEFT, then.rate, best.rate) || found;
}

/* ---- where nothing says of how many ---- */

/* What the units promise by their rates and points alone: each at most so many points, and to keep
 * such rates. */
typedef struct span {
    int64_t points;
    pov_interval left;
    bool rates; /* all of them say which; else from 0 to 100 percent */
} span;

/* False where a unit promises a number: of how many, nothing says. */
static bool span_of(const pov_checker *c, const pov_list *list, bool rounded, span *all)
{
    *all = (span){POV_NO_LOW, {POV_NO_HIGH, 0}, true};
    for (size_t i = 0; i < list->count; i++) {
        const size_t row = c->solution->list_member[list->first + i];
        const pov_figure rate = pov_stated_figure(c, row, POV_POOR_RATE);
        const pov_figure end = pov_stated_figure(c, row, POV_REMAINING_RATE);
        pov_interval drop = pov_stated_figure(c, row, POV_REDUCTION_PP).bounds;
        pov_interval left = {0, POV_HUNDRED_PERCENT};

        if (pov_is_stated(c, row, POV_REMAINING_POOR) ||
            pov_is_stated(c, row, POV_REDUCTION_HOUSEHOLDS)) {
            return false;
        }
        if (!promised(c, row, POV_REDUCTION_PP, rounded, &drop.high)) {
            drop = POV_ANY;
        }
        if (pov_figure_known(&end)) {
            left = end.bounds;
        } else if (pov_figure_known(&rate) && !pov_is_open(drop.high)) {
            left = pov_interval_meet(left, pov_interval_subtract(rate.bounds, drop));
        } else {
            all->rates = false;
        }
        if (pov_figure_known(&rate) && pov_figure_known(&end)) {
            drop = pov_interval_subtract(rate.bounds, end.bounds);
        }
        all->points = drop.high > all->points ? drop.high : all->points;
        all->left = pov_interval_hull(all->left, left);
    }
    return true;
}

/*
 * The whole's rate falls by no more than the most of its units', and by what their shares of the
 * households change: with a and b the least and the most that a unit grows by, in all at most
 * (√b - √a) / (√b + √a) of the households change sides, which is below the quotient taken here, as
 * √(b/a) is at least 2b / (a + b). Those come from the highest rate that is left to the lowest;
 * where the rates are not known, the shares are believed to stay.
 */
static int64_t most_points(const span *all, believed any)
{
    const int64_t sum = any.least + any.most, other = any.least + 3 * any.most;
    const int64_t away = all->rates ? pov_subtract(all->left.high, all->left.low) : 0;

    return pov_is_open(all->points)
               ? POV_NO_HIGH
               : pov_saturate((pov_wide)all->points +
                              pov_muldiv_ceil(away, (any.most - any.least) * sum * sum,
                                              any.least * other * other));
}

/* A whole that is to fall by less than each of its units will is no miss. */
static void note_more(pov_checker *c, size_t whole, int64_t least)
{
    const pov_figure target = pov_stated_figure(c, whole, POV_REDUCTION_PP);

    if (target.qualifier != POV_EXACTLY || target.bounds.high >= least) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_reduction_exceeds, POV_EXCEEDS_BY_UNITS,
                                            POV_NOTE, whole, POV_REDUCTION_PP);
    pov_finding_figure(&f, target);
    f.expected = pov_bounds_figure(
        POV_KIND_POINTS,
        pov_digits_to_distinguish(&target, (pov_interval){least, POV_HUNDRED_PERCENT}),
        (pov_interval){least, POV_NO_HIGH});
    pov_finding_bounds(&f, f.expected);
    pov_finding_report(c, &f);
}

static void look_at_rates(pov_checker *c, const pov_list *list, believed any)
{
    const pov_figure rate = pov_stated_figure(c, list->whole, POV_POOR_RATE);
    const bool points = promises_points(c, list);
    pov_interval ignored;
    span all;

    any.rounded = !points;
    if (c->row_explained[list->whole] || !span_of(c, list, any.rounded, &all) ||
        (!points && pov_sums_rates_left(c, list, POV_MEASURE_POOR, &ignored))) {
        return; /* the rates of all units are held against the whole's by parent-rate */
    }
    int64_t most = most_points(&all, any);
    if (points) {
        if (pov_figure_known(&rate) && pov_subtract(rate.bounds.high, all.left.low) < most) {
            most = pov_subtract(rate.bounds.high, all.left.low);
        }
        if (!compare(c, list, POV_REDUCTION_PP, REDUCTION_AT_MOST, most, most) &&
            pov_figure_known(&rate)) {
            note_more(c, list->whole, pov_subtract(rate.bounds.low, all.left.high));
        }
    } else {
        int64_t least = all.left.low;
        if (pov_figure_known(&rate) && !pov_is_open(most) &&
            pov_subtract(rate.bounds.low, most) > least) {
            least = pov_subtract(rate.bounds.low, most);
        }
        (void)compare(c, list, POV_REMAINING_RATE, RATE_LEFT_AT_LEAST, least, least);
    }
}

static void look_at(pov_checker *c, const pov_list *list)
{
    const int64_t years = pov_row_years(&c->plan->row[list->whole]);
    const believed any = {100 - pov_multiply(POV_FALL_MAX, years) / POV_PERCENT,
                          100 + pov_multiply(POV_RISE_MAX, years) / POV_PERCENT, false};

    if (years <= YEARS_MAX && !look_at_numbers(c, list, any)) {
        look_at_rates(c, list, any);
    }
}

bool pov_units_promise(const pov_checker *c, const pov_list *list)
{
    together all;
    span rates;

    return pov_row_years(&c->plan->row[list->whole]) <= YEARS_MAX &&
           (promise_together(c, list, &all) ||
            (span_of(c, list, false, &rates) &&
             (!pov_is_open(rates.points) ||
              (pov_is_stated(c, list->whole, POV_POOR_RATE) && rates.left.low > 0))));
}

static void look(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole != POV_NONE && list->addable && list->count >= 2) {
            const pov_list_sums *sums = pov_sums_of(c, i);
            if (sums != NULL && pov_sums_ought_to_agree(list, sums)) {
                look_at(c, list);
            }
        }
    }
}

const pov_rule pov_rule_parent_target = {
    .name = "parent-target",
    .relation = POV_TALLY_PARENT_TARGET,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("What the units promise together is less than what their parent promises, "
                      "whatever the growth of their households between -3 and +5 percent a year."),
    .message =
        {
            [REDUCTION] = POV_TEXT("{0} is stated, but what its {1} units promise together is "
                                   "{2}, or at most {3} if households grow"),
            [REDUCTION_IN_HOUSEHOLDS] =
                POV_TEXT("{0} is stated, but what its {1} units promise together is {2}, at most "
                         "{3} with growth and rounding"),
            [LEFT] = POV_TEXT("{0} is stated, but what its {1} units promise leaves {2} together, "
                              "at least {3} with growth and rounding"),
            [RATE_LEFT] = POV_TEXT("{0} is stated, but what its {1} units promise leaves {2} "
                                   "together, at least {3} with growth and rounding"),
            [REDUCTION_AT_MOST] = POV_TEXT("{0} is stated, but its {1} units promise at most {2} "
                                           "together, whatever their shares of the households"),
            [RATE_LEFT_AT_LEAST] =
                POV_TEXT("{0} is stated, but what its {1} units promise leaves at least {2} "
                         "together, whatever their shares of the households"),
        },
    .plan = {[POV_UNEXPLAINED] = look},
};
