/*
 * Sums of counts, and what is printed of them.
 */
#include "calculator/rollup/rollup.h"

#include "figure/arith.h"

pov_status pov_sum_add(pov_sum *sum, pov_interval count)
{
    sum->bounds = pov_interval_add(sum->bounds, count);
    pov_interval b = sum->bounds;
    bool fits = (b.low == POV_NO_LOW || (b.low <= POV_COUNT_MAX && b.low >= -POV_COUNT_MAX)) &&
                (b.high == POV_NO_HIGH || (b.high <= POV_COUNT_MAX && b.high >= -POV_COUNT_MAX));
    return fits ? POV_OK : POV_ERR_RANGE;
}

static pov_figure unknown_within(pov_kind kind, pov_interval bounds)
{
    pov_figure figure = pov_figure_unknown(kind);

    figure.bounds = bounds;
    return figure;
}

pov_figure pov_sum_figure(const pov_sum *sum)
{
    pov_interval b = sum->bounds;
    pov_figure figure = unknown_within(POV_KIND_COUNT, b);
    bool low = b.low != POV_NO_LOW, high = b.high != POV_NO_HIGH;

    if (!low || (!high && b.low <= 0)) {
        return figure;
    }
    figure.basis = POV_BASIS_DERIVED;
    figure.value = b.low;
    figure.value_high = high ? b.high : b.low;
    figure.qualifier = (uint8_t)(!high                   ? POV_AT_LEAST
                                 : pov_interval_exact(b) ? POV_EXACTLY
                                                         : POV_RANGE);
    return figure;
}

pov_figure pov_sum_rate(const pov_sum *part, const pov_sum *whole)
{
    pov_interval p = part->bounds, w = whole->bounds;
    pov_figure rate = unknown_within(POV_KIND_RATE, (pov_interval){0, POV_HUNDRED_PERCENT});

    if (p.low < 0 || p.high == POV_NO_HIGH || w.low <= 0 || w.high == POV_NO_HIGH) {
        return rate;
    }
    int64_t low = pov_printed_rate(p.low, w.high, 2);
    int64_t high = pov_printed_rate(p.high, w.low, 2);
    if (high > POV_HUNDRED_PERCENT) {
        return rate;
    }
    rate.bounds = pov_interval_ratio(p, POV_HUNDRED_PERCENT, w);
    rate.basis = POV_BASIS_DERIVED;
    rate.value = low;
    rate.value_high = high;
    rate.digits = 2;
    rate.qualifier = (uint8_t)(low == high ? POV_EXACTLY : POV_RANGE);
    return rate;
}
