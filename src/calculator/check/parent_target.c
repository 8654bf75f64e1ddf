/*
 * The rule on what units promise together against what their parent promises.
 *
 * Taken as far as the printed figures can mean, and at every growth of the units between -3 and +5
 * percent a year: so a warning is given only where no such growth would do.
 */
#include "calculator/check/fix.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

/* Sums over units, in households and in households times ticks. */
typedef struct promise {
    pov_wide poor, left_at_least; /* at the end of the year; of the target year, at the best */
    pov_wide households, then_at_most;
    pov_wide left_as_now; /* were households to stay as they are */
} promise;

/*
 * What a unit promises in one column, taken as far as it can mean: of "about" and of a range the
 * end that promises most. False where it is not printed, or printed so that it may be any better.
 */
static bool promised(const pov_checker *c, size_t row, pov_quantity quantity, int64_t *most)
{
    pov_figure figure = pov_stated_figure(c, row, quantity);
    pov_aspect aspect = pov_quantity_get(quantity)->aspect;
    bool left = aspect == POV_REMAINING || aspect == POV_REMAINING_SHARE;

    if (!pov_figure_known(&figure)) {
        return false;
    }
    *most = left ? figure.bounds.low : figure.bounds.high;
    return !pov_is_open(*most) &&
           !(left && (figure.qualifier == POV_AT_MOST || figure.qualifier == POV_BELOW));
}

/* Adds one unit, whose households and poor must be one number; false where it promises nothing. */
static bool add_unit(const pov_checker *c, size_t row, int64_t years, promise *p)
{
    const pov_solved *s = &c->solution->row[row];
    pov_interval households = s->households.bounds;
    pov_interval poor = s->of[POV_MEASURE_POOR][POV_COUNT].bounds;
    pov_wide left, least;

    if (!pov_interval_exact(households) || !pov_interval_exact(poor) || households.low <= 0) {
        return false;
    }
    pov_wide fewest = (pov_wide)households.low *
                      (pov_wide)(POV_HUNDRED_PERCENT - pov_multiply(POV_FALL_MAX, years));
    int64_t most;
    if (promised(c, row, POV_REMAINING_POOR, &most)) {
        left = least = (pov_wide)most * (pov_wide)POV_HUNDRED_PERCENT;
    } else if (promised(c, row, POV_REDUCTION_HOUSEHOLDS, &most)) {
        left = least = (pov_wide)(poor.low - most) * (pov_wide)POV_HUNDRED_PERCENT;
    } else if (promised(c, row, POV_REMAINING_RATE, &most)) {
        left = (pov_wide)households.low * (pov_wide)most;
        least = fewest / (pov_wide)POV_HUNDRED_PERCENT * (pov_wide)most;
    } else if (promised(c, row, POV_REDUCTION_PP, &most)) {
        int64_t rate = pov_muldiv_floor(poor.low, POV_HUNDRED_PERCENT, households.low);
        left = (pov_wide)households.low * (pov_wide)pov_subtract(rate, most);
        least = fewest / (pov_wide)POV_HUNDRED_PERCENT * (pov_wide)pov_subtract(rate, most);
    } else {
        return false;
    }
    p->poor += poor.low;
    p->households += households.low;
    p->left_as_now += left;
    p->left_at_least += least;
    p->then_at_most += (pov_wide)households.low *
                       (pov_wide)(POV_HUNDRED_PERCENT + pov_multiply(POV_RISE_MAX, years));
    return true;
}

static void look_at(pov_checker *c, const pov_list *list)
{
    const pov_row *whole = &c->plan->row[list->whole];
    int64_t years = pov_row_years(whole);
    pov_figure target = pov_stated_figure(c, list->whole, POV_REDUCTION_PP);
    promise p = {0};

    if (!pov_figure_known(&target) || target.qualifier == POV_AT_MOST ||
        target.qualifier == POV_BELOW || pov_is_stated(c, list->whole, POV_REMAINING_RATE) ||
        years > 10) {
        return; /* with an end state of its own the sums say it */
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!add_unit(c, c->solution->list_member[list->first + i], years, &p)) {
            return;
        }
    }
    pov_wide rate = p.poor * (pov_wide)POV_HUNDRED_PERCENT / p.households;
    int64_t now = pov_saturate(rate - p.left_as_now / p.households);
    int64_t most =
        pov_saturate(rate - p.left_at_least / (p.then_at_most / (pov_wide)POV_HUNDRED_PERCENT));
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
