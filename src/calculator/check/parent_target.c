/*
 * The rule on what units promise together against what their parent promises.
 *
 * Taken as far as the printed figures can mean, and at every growth of the units between -3 and +5
 * percent a year: so a warning is given only where no such growth would do.
 */
#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

/* What one unit promises: so many households that remain, or a rate of those that it has then. */
typedef struct promise {
    int64_t households, poor, left, rate;
    bool counted; /* left, not rate */
} promise;

/*
 * What a unit promises in one column. Of "about" and of a range of households it is the end that
 * promises most; a target in points is taken at its face value. False where it is not printed, or
 * printed so that it may be any better.
 */
static bool promised(const pov_checker *c, size_t row, pov_quantity quantity, int64_t *most)
{
    pov_figure figure = pov_stated_figure(c, row, quantity);
    pov_aspect aspect = pov_quantity_get(quantity)->aspect;
    bool left = aspect == POV_REMAINING || aspect == POV_REMAINING_SHARE;

    if (!pov_figure_known(&figure)) {
        return false;
    }
    *most = left ? figure.bounds.low : aspect == POV_PP ? figure.value_high : figure.bounds.high;
    return !pov_is_open(*most) && !pov_is_open(figure.bounds.high) &&
           !(left && (figure.qualifier == POV_AT_MOST || figure.qualifier == POV_BELOW));
}

/* A unit, whose households and poor must be one number; false where it promises nothing. */
static bool promise_of(const pov_checker *c, size_t row, promise *p)
{
    const pov_solved *s = &c->solution->row[row];
    pov_interval households = s->households.bounds;
    pov_interval poor = s->of[POV_MEASURE_POOR][POV_COUNT].bounds;
    int64_t most;

    if (!pov_interval_exact(households) || !pov_interval_exact(poor) || households.low <= 0) {
        return false;
    }
    *p = (promise){.households = households.low, .poor = poor.low, .counted = true};
    if (promised(c, row, POV_REMAINING_POOR, &most)) {
        p->left = most;
    } else if (promised(c, row, POV_REDUCTION_HOUSEHOLDS, &most)) {
        p->left = poor.low - most;
    } else if (promised(c, row, POV_REMAINING_RATE, &most)) {
        p->rate = most;
        p->counted = false;
    } else if (promised(c, row, POV_REDUCTION_PP, &most)) {
        int64_t rate = pov_muldiv_floor(poor.low, POV_HUNDRED_PERCENT, households.low);
        p->rate = rate > most ? rate - most : 0;
        p->counted = false;
    } else {
        return false;
    }
    return true;
}

/* Of how many percent of today's households a promise is kept. */
typedef struct believed {
    int64_t least, most;
} believed;

/*
 * The rate that all units leave together: each grows so that the whole comes out lowest, those
 * below `rate` and those who promise a number by most, the others by least. False where a unit
 * promises nothing.
 */
static bool rate_below(const pov_checker *c, const pov_list *list, believed growth, int64_t rate,
                       int64_t *together)
{
    pov_wide left = 0, households = 0;

    for (size_t i = 0; i < list->count; i++) {
        promise p;
        if (!promise_of(c, c->solution->list_member[list->first + i], &p)) {
            return false;
        }
        int64_t of = p.counted || p.rate < rate ? growth.most : growth.least;
        households += (pov_wide)p.households * of;
        left += p.counted ? (pov_wide)p.left * (pov_wide)POV_HUNDRED_PERCENT * 100
                          : (pov_wide)p.households * of * p.rate;
    }
    *together = pov_saturate(left / households);
    return true;
}

static int64_t rate_now(const pov_checker *c, const pov_list *list)
{
    pov_wide poor = 0, households = 0;

    for (size_t i = 0; i < list->count; i++) {
        const pov_solved *s = &c->solution->row[c->solution->list_member[list->first + i]];
        poor += s->of[POV_MEASURE_POOR][POV_COUNT].bounds.low;
        households += s->households.bounds.low;
    }
    return households > 0 ? pov_saturate(poor * (pov_wide)POV_HUNDRED_PERCENT / households) : 0;
}

#define ROUNDS 16 /* each takes the rate at least as low as the one before; a few are enough */

static void look_at(pov_checker *c, const pov_list *list)
{
    const pov_row *whole = &c->plan->row[list->whole];
    int64_t years = pov_row_years(whole);
    pov_figure target = pov_stated_figure(c, list->whole, POV_REDUCTION_PP);
    const believed same = {100, 100};
    const believed any = {100 - pov_multiply(POV_FALL_MAX, years) / POV_PERCENT,
                          100 + pov_multiply(POV_RISE_MAX, years) / POV_PERCENT};
    int64_t then, lowest;

    if (!pov_figure_known(&target) || target.qualifier == POV_AT_MOST ||
        target.qualifier == POV_BELOW || pov_is_stated(c, list->whole, POV_REMAINING_RATE) ||
        years > 10 || !rate_below(c, list, same, 0, &then)) {
        return; /* with an end state of its own the sums say it */
    }
    lowest = then;
    for (int round = 0; round < ROUNDS; round++) {
        (void)rate_below(c, list, any, lowest, &lowest);
    }
    int64_t rate = rate_now(c, list);
    int64_t now = pov_subtract(rate, then), most = pov_subtract(rate, lowest);
    if (most >= target.value - pov_digit_unit(target.digits)) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_parent_target, 0, POV_WARNING, list->whole, POV_REDUCTION_PP);
    pov_finding_figure(&f, target);
    pov_finding_number(&f, list->count);
    pov_finding_bounds(&f, pov_bounds_figure(POV_KIND_POINTS, 2, pov_interval_point(now)));
    pov_finding_bounds(&f, pov_bounds_figure(POV_KIND_POINTS, 2, pov_interval_point(most)));
    pov_finding_report(c, &f);
}

static void look(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole != POV_NONE && list->addable && list->count >= 2) {
            const pov_list_sums *sums = pov_sums_of(c, i);
            if (list->complete || (sums != NULL && sums->any_exact)) {
                look_at(c, list);
            }
        }
    }
}

const pov_rule pov_rule_parent_target = {
    .name = "parent-target",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("What the units promise together is less than what their parent promises, "
                      "whatever the growth of their households between -3 and +5 percent a year."),
    .message = {POV_TEXT("{0} is stated, but what its {1} units promise together is {2}, or at "
                         "most {3} if households grow")},
    .plan = look,
};
