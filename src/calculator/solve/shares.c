/*
 * Shares: what part of its parent's poor, and of its households, a unit has.
 */
#include "calculator/solve/solution.h"

#include "figure/arith.h"

/* A part has at most all of its whole; empty where the two contradict. */
static pov_interval bounds_of_share(pov_interval part, pov_interval whole)
{
    return pov_interval_meet(pov_interval_ratio(part, POV_HUNDRED_PERCENT, whole),
                             (pov_interval){0, POV_HUNDRED_PERCENT});
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
    int64_t count = pov_figure_best(part), total = pov_figure_best(sum);
    share.bounds = bounds_of_share(part->bounds, sum->bounds);
    if (total <= 0 || pov_interval_empty(share.bounds)) {
        return pov_figure_unknown(POV_KIND_RATE);
    }
    int64_t value = pov_muldiv_round(count, POV_HUNDRED_PERCENT, total);
    share = pov_figure_computed(POV_KIND_RATE, value, share.bounds, pov_basis_from(part, sum), 2);
    return share;
}
