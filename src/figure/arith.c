#include "figure/arith.h"

pov_figure pov_figure_computed(pov_kind kind, int64_t value, pov_interval bounds, pov_basis basis,
                               unsigned digits)
{
    value = pov_interval_empty(bounds) ? value : pov_clamp(value, bounds);
    return (pov_figure){
        .value = value,
        .value_high = value,
        .bounds = bounds,
        .kind = (uint8_t)kind,
        .basis = (uint8_t)basis,
        .digits = (uint8_t)digits,
    };
}

pov_figure pov_figure_difference(const pov_figure *a, const pov_figure *b, pov_kind kind)
{
    if (!pov_figure_known(a) || !pov_figure_known(b)) {
        return pov_figure_unknown(kind);
    }
    return pov_figure_computed(kind, pov_subtract(pov_figure_best(a), pov_figure_best(b)),
                               pov_interval_subtract(a->bounds, b->bounds), pov_basis_from(a, b),
                               a->digits > b->digits ? a->digits : b->digits);
}

pov_figure pov_figure_part(const pov_figure *part, const pov_figure *whole, unsigned digits)
{
    if (!pov_figure_known(part) || !pov_figure_known(whole) || whole->value <= 0 ||
        whole->bounds.low <= 0) {
        return pov_figure_unknown(POV_KIND_CHANGE);
    }
    int64_t value = pov_muldiv_round(part->value, POV_HUNDRED_PERCENT, whole->value);
    return pov_is_far(value)
               ? pov_figure_unknown(POV_KIND_CHANGE)
               : pov_figure_computed(
                     POV_KIND_CHANGE, value,
                     pov_interval_ratio(part->bounds, POV_HUNDRED_PERCENT, whole->bounds),
                     pov_basis_from(part, whole), digits);
}

/* now / before - 1, not (now - before) / before, so that `before` is counted once */
pov_figure pov_figure_relative_change(const pov_figure *before, const pov_figure *now)
{
    int64_t from = pov_figure_best(before), to = pov_figure_best(now);

    if (!pov_figure_is_firm(before) || !pov_figure_is_firm(now) || from <= 0) {
        return pov_figure_unknown(POV_KIND_CHANGE);
    }
    int64_t value = pov_muldiv_round(to - from, POV_HUNDRED_PERCENT, from);
    pov_interval ratio = pov_interval_ratio(now->bounds, POV_HUNDRED_PERCENT, before->bounds);
    return pov_is_far(value)
               ? pov_figure_unknown(POV_KIND_CHANGE)
               : pov_figure_computed(
                     POV_KIND_CHANGE, value,
                     pov_interval_subtract(ratio, pov_interval_point(POV_HUNDRED_PERCENT)),
                     POV_BASIS_DERIVED, 2);
}

void pov_figure_negate(pov_figure *figure)
{
    figure->value = figure->value_high = -figure->value;
    figure->bounds = pov_interval_negate(figure->bounds);
}

/* Of a part below 0 the smaller whole gives the lower end. */
pov_interval pov_interval_ratio(pov_interval part, int64_t by, pov_interval whole)
{
    bool has_most = whole.high > 0 && whole.high != POV_NO_HIGH;
    pov_interval ratio = POV_ANY;

    if (part.low >= 0 && has_most) {
        ratio.low = pov_muldiv_floor(part.low, by, whole.high);
    } else if (part.low < 0 && part.low != POV_NO_LOW && whole.low > 0) {
        ratio.low = pov_muldiv_floor(part.low, by, whole.low);
    }
    if (part.high < 0 && has_most) {
        ratio.high = pov_muldiv_ceil(part.high, by, whole.high);
    } else if (part.high >= 0 && part.high != POV_NO_HIGH && whole.low > 0) {
        ratio.high = pov_muldiv_ceil(part.high, by, whole.low);
    }
    return ratio;
}

pov_interval pov_interval_whole(pov_interval part, pov_interval rate)
{
    pov_interval whole = {0, POV_NO_HIGH};

    if (part.low > 0 && rate.high > 0 && rate.high != POV_NO_HIGH) {
        whole.low = pov_muldiv_ceil(part.low, POV_HUNDRED_PERCENT, rate.high);
    }
    if (part.high != POV_NO_HIGH && rate.low > 0) {
        whole.high = pov_muldiv_floor(part.high, POV_HUNDRED_PERCENT, rate.low);
    }
    return whole;
}

pov_interval pov_interval_grow(pov_interval whole, pov_interval factor)
{
    return (pov_interval){
        pov_muldiv_floor(whole.low, factor.low, POV_HUNDRED_PERCENT),
        whole.high == POV_NO_HIGH ? POV_NO_HIGH
                                  : pov_muldiv_ceil(whole.high, factor.high, POV_HUNDRED_PERCENT),
    };
}
