/*
 * Shares: what part of its parent's poor, and of its households, a unit has.
 */
#include "povcalc/solve.h"

/* A part has at most all of its whole; empty where the two contradict. The whole can be known to be
 * 0 although its printed face ("<=1") is not. */
static pov_interval bounds_of_share(pov_interval part, pov_interval whole)
{
    pov_interval share = {0, POV_HUNDRED_PERCENT};

    if (whole.high > 0 && whole.high != POV_NO_HIGH) {
        share.low = pov_muldiv_floor(part.low, POV_HUNDRED_PERCENT, whole.high);
    }
    if (whole.low > 0 && part.high != POV_NO_HIGH) {
        share.high = pov_muldiv_ceil(part.high, POV_HUNDRED_PERCENT, whole.low);
    }
    return pov_interval_meet(share, (pov_interval){0, POV_HUNDRED_PERCENT});
}

pov_figure pov_share_of_parent(const pov_solution *solution, size_t row, bool households)
{
    const pov_row *stated = &solution->plan->row[row];
    size_t whole = stated->parent_row != POV_NONE ? stated->parent_row : stated->all_row;
    pov_figure share = pov_figure_unknown(POV_KIND_RATE);

    if (whole == POV_NONE) {
        return share;
    }
    const pov_solved *mine = &solution->row[row], *all = &solution->row[whole];
    const pov_figure *part =
        households ? &mine->households : &mine->of[POV_MEASURE_POOR][POV_COUNT];
    const pov_figure *sum = households ? &all->households : &all->of[POV_MEASURE_POOR][POV_COUNT];
    if (!pov_figure_known(part) || !pov_figure_known(sum)) {
        return share;
    }
    /* What is shown of a count (a sign's face, a range's low end) may lie outside its bounds. */
    int64_t count = pov_clamp(part->value, part->bounds);
    int64_t total = pov_clamp(sum->value, sum->bounds);
    share.bounds = bounds_of_share(part->bounds, sum->bounds);
    if (total <= 0 || pov_interval_empty(share.bounds)) {
        return pov_figure_unknown(POV_KIND_RATE);
    }
    bool assumed = part->basis == POV_BASIS_ASSUMED || sum->basis == POV_BASIS_ASSUMED;
    share.value = pov_clamp(pov_muldiv_round(count, POV_HUNDRED_PERCENT, total), share.bounds);
    share.value_high = share.value;
    share.basis = (uint8_t)(assumed ? POV_BASIS_ASSUMED : POV_BASIS_DERIVED);
    share.inferred = part->inferred || sum->inferred;
    share.digits = 2;
    return share;
}
