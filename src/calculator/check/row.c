/*
 * One row, as the rules on rows look at it.
 */
#include "calculator/check/row.h"

#include "figure/arith.h"

void pov_view_init(pov_row_view *view, pov_checker *c, size_t row)
{
    view->c = c;
    view->row = row;
    view->of = &c->plan->row[row];
    view->counts = pov_solve_row_counts(view->of, &view->room);
    view->digits = pov_row_digits(view->counts);
}

pov_figure pov_view_printed(const pov_row_view *view, pov_quantity quantity)
{
    return pov_row_figure(view->of, quantity);
}

bool pov_view_exceeds(const pov_row_view *view, pov_quantity part, pov_quantity whole)
{
    return pov_view_states(view, part) && pov_view_states(view, whole) &&
           pov_stated_bounds(pov_row_stated(view->of, part), POV_KIND_COUNT, false).low >
               pov_stated_bounds(pov_row_stated(view->of, whole), POV_KIND_COUNT, false).high;
}

void pov_view_mention(const pov_row_view *view, pov_check_finding *finding, pov_quantity count,
                      pov_interval bounds)
{
    if (pov_view_states(view, count)) {
        pov_finding_figure(finding, pov_view_printed(view, count));
    } else {
        pov_finding_bounds(finding, pov_count_figure(bounds));
    }
}

bool pov_view_relative(const pov_row_view *view, pov_measure measure, pov_figure *count,
                       pov_figure *cut)
{
    const pov_quantity of = pov_quantity_of(measure, POV_COUNT);
    const pov_quantity left = pov_quantity_of(measure, POV_REMAINING);
    const pov_quantity less = pov_quantity_of(measure, POV_REDUCTION);

    if (!pov_view_states(view, pov_quantity_of(measure, POV_RELATIVE)) ||
        !pov_view_states(view, of) ||
        (!pov_view_states(view, less) && !pov_view_states(view, left))) {
        return false;
    }
    *count = pov_view_printed(view, of);
    *cut = pov_view_states(view, less) ? pov_view_printed(view, less)
                                       : pov_count_figure(pov_interval_subtract(
                                             count->bounds, pov_view_printed(view, left).bounds));
    return count->bounds.low > 0;
}

/* A rate that no number of the stated households has is wrong without a count. */
static bool is_of_none(const pov_row_view *view, pov_quantity whole, pov_row_ratio *out)
{
    pov_interval households = pov_view_printed(view, whole).bounds, rate = out->rates;

    out->counts = (pov_interval){0, households.high};
    pov_interval count = out->counts;
    return pov_view_states(view, whole) && pov_interval_exact(households) && households.high > 0 &&
           !pov_narrow_ratio(&count, &households, &rate);
}

bool pov_view_ratio(const pov_row_view *view, pov_measure measure, bool target, pov_row_ratio *out)
{
    pov_aspect count = target ? POV_REMAINING : POV_COUNT;
    pov_aspect rate = target ? POV_REMAINING_SHARE : POV_RATE;

    out->count = pov_quantity_of(measure, count);
    out->rate = pov_quantity_of(measure, rate);
    if (out->rate == POV_QUANTITY_COUNT || !pov_view_states(view, out->rate)) {
        return false;
    }
    out->counts = view->counts->of[measure][count].bounds;
    out->rates = view->counts->of[measure][rate].bounds;
    return pov_interval_bounded(out->counts) ||
           is_of_none(view, target ? POV_TARGET_HOUSEHOLDS : POV_HOUSEHOLDS, out);
}

bool pov_view_persons(const pov_row_view *view, pov_row_ratio *out)
{
    if (!pov_view_states(view, POV_PERSONS) || !pov_view_states(view, POV_POOR_PERSONS) ||
        !pov_view_states(view, POV_POOR_PERSONS_RATE) ||
        pov_view_exceeds(view, POV_POOR_PERSONS, POV_PERSONS)) {
        return false;
    }
    *out = (pov_row_ratio){.count = POV_POOR_PERSONS,
                           .rate = POV_POOR_PERSONS_RATE,
                           .counts = pov_view_printed(view, POV_POOR_PERSONS).bounds,
                           .rates = pov_view_printed(view, POV_POOR_PERSONS_RATE).bounds};
    return true;
}

pov_figure pov_view_rate(const pov_row_view *view, const pov_row_ratio *ratio,
                         pov_interval households)
{
    pov_figure stated = pov_view_printed(view, ratio->rate);
    pov_interval rate =
        pov_interval_meet(pov_interval_ratio(ratio->counts, POV_HUNDRED_PERCENT, households),
                          (pov_interval){0, POV_NO_HIGH});

    return pov_bounds_figure(POV_KIND_RATE, pov_digits_to_distinguish(&stated, rate), rate);
}

int64_t pov_own_rounding(const pov_figure *figure)
{
    return pov_digit_unit(figure->digits) / 2;
}

pov_interval pov_target_bounds(const pov_figure *target)
{
    pov_interval bounds = target->bounds;

    if (pov_is_at_least(target->qualifier)) {
        bounds.low -= pov_own_rounding(target);
    } else if (pov_is_at_most(target->qualifier)) {
        bounds.high += pov_own_rounding(target);
    }
    return bounds;
}
