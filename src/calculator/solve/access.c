#include "calculator/solve/access.h"

#include "figure/arith.h"

pov_figure pov_access_share(const pov_figure *part, const pov_figure *whole)
{
    pov_interval bounds = pov_interval_ratio(part->bounds, POV_HUNDRED_PERCENT, whole->bounds);

    bounds.high = bounds.high < POV_HUNDRED_PERCENT ? bounds.high : POV_HUNDRED_PERCENT;
    return pov_figure_computed(POV_KIND_RATE,
                               pov_muldiv_floor(part->value, POV_HUNDRED_PERCENT, whole->value),
                               bounds, POV_BASIS_DERIVED, 2);
}

/* Deprived households from their rate, or the rate from them. Returns false on a contradiction. */
static bool solve_deprived(pov_access *a)
{
    const bool households = pov_access_bounded(&a->households);

    if (households && !pov_figure_known(&a->deprived) && pov_access_bounded(&a->deprived_rate)) {
        const pov_interval rate = a->deprived_rate.bounds, all = a->households.bounds;
        const pov_interval bounds = {pov_muldiv_ceil(all.low, rate.low, POV_HUNDRED_PERCENT),
                                     pov_muldiv_floor(all.high, rate.high, POV_HUNDRED_PERCENT)};
        if (bounds.low > bounds.high) {
            return false;
        }
        a->deprived = pov_figure_computed(
            POV_KIND_COUNT,
            pov_muldiv_round(a->households.value, a->deprived_rate.value, POV_HUNDRED_PERCENT),
            bounds, POV_BASIS_DERIVED, 0);
    }
    if (!households || a->households.bounds.low <= 0 || !pov_access_bounded(&a->deprived)) {
        return true;
    }
    if (a->deprived.bounds.low > a->households.bounds.high) {
        return false;
    }
    const pov_figure rate = pov_access_share(&a->deprived, &a->households);
    if (!pov_figure_known(&a->deprived_rate)) {
        a->deprived_rate = rate;
        return true;
    }
    const pov_interval met = pov_interval_meet(a->deprived_rate.bounds, rate.bounds);
    if (pov_interval_empty(met)) {
        return false;
    }
    a->deprived_rate.bounds = met;
    return true;
}

void pov_access_solve(const pov_row *row, pov_access *access)
{
    const pov_figure *lacking = &access->deprived_rate;

    *access = (pov_access){
        .households = pov_row_figure(row, POV_HOUSEHOLDS),
        .deprived = pov_row_figure(row, POV_DEPRIVED),
        .deprived_rate = pov_row_figure(row, POV_DEPRIVED_RATE),
        .access_rate = pov_figure_unknown(POV_KIND_RATE),
    };
    access->contradicts = !solve_deprived(access);
    if (!access->contradicts && pov_access_bounded(lacking)) {
        access->access_rate =
            pov_figure_computed(POV_KIND_RATE, POV_HUNDRED_PERCENT - lacking->value,
                                (pov_interval){POV_HUNDRED_PERCENT - lacking->bounds.high,
                                               POV_HUNDRED_PERCENT - lacking->bounds.low},
                                POV_BASIS_DERIVED, lacking->digits);
    }
}
