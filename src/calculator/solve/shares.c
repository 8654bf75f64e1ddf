/*
 * Shares: what part of its parent's poor, and of its households, a unit has.
 */
#include "povcalc/solve.h"

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
    if (!pov_figure_known(part) || !pov_figure_known(sum) || sum->value <= 0) {
        return share;
    }
    bool assumed = part->basis == POV_BASIS_ASSUMED || sum->basis == POV_BASIS_ASSUMED;
    share.value = pov_muldiv_round(part->value, POV_HUNDRED_PERCENT, sum->value);
    share.value_high = share.value;
    share.basis = (uint8_t)(assumed ? POV_BASIS_ASSUMED : POV_BASIS_DERIVED);
    share.inferred = part->inferred || sum->inferred;
    share.digits = 2;
    if (sum->bounds.high != POV_NO_HIGH) {
        share.bounds.low =
            pov_muldiv_floor(part->bounds.low, POV_HUNDRED_PERCENT, sum->bounds.high);
    }
    if (sum->bounds.low > 0 && part->bounds.high != POV_NO_HIGH) {
        share.bounds.high =
            pov_muldiv_ceil(part->bounds.high, POV_HUNDRED_PERCENT, sum->bounds.low);
    }
    return share;
}
