/*
 * The rule on the remaining rate: the households of the target year that it needs.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

enum { AT_STATED_HOUSEHOLDS, IF_GROWN, IF_SHRUNK };

static pov_check_finding start(const pov_row_view *v, const pov_row_ratio *x, size_t message,
                               pov_severity severity)
{
    pov_check_finding f =
        pov_finding_start(&pov_rule_remaining_rate, message, severity, v->row, x->rate);

    pov_finding_figure(&f, pov_view_printed(v, x->rate));
    pov_view_mention(v, &f, x->count, x->counts);
    return f;
}

/* What would have to be printed for the remaining rate at the households that are allowed. */
static void expect(const pov_row_view *v, pov_check_finding *f, const pov_row_ratio *x,
                   pov_interval households)
{
    f->expected = pov_view_rate(v, x, households);
    pov_finding_bounds(f, f->expected);
    pov_fix_set(v->c, f, (pov_cell_place){v->row, x->rate}, f->expected.bounds);
}

static void look_at_stated(const pov_row_view *v, const pov_row_ratio *x)
{
    pov_figure target = pov_view_printed(v, POV_TARGET_HOUSEHOLDS);
    pov_interval count = x->counts, of = target.bounds, rate = x->rates;

    if (pov_narrow_ratio(&count, &of, &rate)) {
        return;
    }
    pov_check_finding f = start(v, x, AT_STATED_HOUSEHOLDS, POV_ERROR);
    pov_finding_figure(&f, target);
    expect(v, &f, x, target.bounds);
    pov_finding_report(v->c, &f);
}

static void look_at_growth(const pov_row_view *v, const pov_row_ratio *x)
{
    pov_interval now = pov_row_bounds(v->c, v->row, POV_HOUSEHOLDS);
    pov_interval then = pov_grow_households(now, v->c->solution->assumptions.growth);
    pov_interval count = x->counts, need = {0, POV_NO_HIGH}, rate = x->rates;

    if ((v->c->solution->row[v->row].conflicts & POV_CONFLICT_FACTS) != 0 || now.low <= 0 ||
        now.high == POV_NO_HIGH || !pov_narrow_ratio(&count, &need, &rate)) {
        return; /* nothing to compare, or another rule reports it */
    }
    count = x->counts;
    rate = x->rates;
    pov_interval fit = then;
    if (pov_narrow_ratio(&count, &fit, &rate)) {
        return;
    }
    bool shrink = need.high < now.low;
    pov_check_finding f = start(v, x, shrink ? IF_SHRUNK : IF_GROWN, POV_WARNING);
    pov_finding_bounds(&f, pov_count_figure(then));
    expect(v, &f, x, then);
    pov_interval growth = {
        pov_muldiv_floor(need.low, POV_HUNDRED_PERCENT, now.high) - POV_HUNDRED_PERCENT,
        need.high == POV_NO_HIGH
            ? POV_NO_HIGH
            : pov_muldiv_ceil(need.high, POV_HUNDRED_PERCENT, now.low) - POV_HUNDRED_PERCENT,
    };
    if (shrink) {
        growth = (pov_interval){-growth.high, -growth.low};
    }
    pov_finding_bounds(&f, pov_bounds_figure(POV_KIND_CHANGE, 2, growth));
    pov_finding_bounds(&f, pov_count_figure(need));
    pov_finding_report(v->c, &f);
}

static void look(const pov_row_view *v)
{
    bool stated = pov_view_states(v, POV_TARGET_HOUSEHOLDS);

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_row_ratio x;
        if (pov_view_ratio(v, (pov_measure)m, true, &x)) {
            (stated ? look_at_stated : look_at_growth)(v, &x);
        }
    }
}

const pov_rule pov_rule_remaining_rate = {
    .name = "remaining-rate",
    .relation = POV_TALLY_RATE,
    .severity = POV_TEXT("warning or error"),
    .about = POV_TEXT("The remaining rate needs a number of households that --growth does not "
                      "allow; the finding names the growth that it needs. It is an error where "
                      "target_households is stated."),
    .message =
        {
            [AT_STATED_HOUSEHOLDS] = POV_TEXT("{0} is stated, but {1} of the {2} households of the "
                                              "target year is {3}"),
            [IF_GROWN] = POV_TEXT("{0} is stated, but {1} of {2} households is {3}; it holds if "
                                  "households grow by {4}, to {5}"),
            [IF_SHRUNK] = POV_TEXT("{0} is stated, but {1} of {2} households is {3}; it holds if "
                                   "households fall by {4}, to {5}"),
        },
    .row = look,
};
