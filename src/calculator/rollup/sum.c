/*
 * What is added up: the counts of rows; their sums, and what is printed of them.
 */
#include "calculator/rollup/aggregate.h"

#include "calculator/solve/access.h"
#include "calculator/solve/solve.h"
#include "figure/arith.h"

pov_counts pov_counts_of(const pov_plan *plan)
{
    const bool deprivation = plan->holds == POV_FILE_DEPRIVATION;
    pov_counts counts = {.count = 0};
    const pov_quantity_set stated = pov_plan_stated(plan);
    bool beyond_poor = false;

    for (size_t r = 0; r < plan->row_count; r++) {
        beyond_poor = beyond_poor || pov_states_beyond_poor(&plan->row[r]);
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        const bool solved = info->subject == POV_MEASURE_POOR || info->subject == POV_SUBJECT_ALL ||
                            (beyond_poor && info->subject < POV_MEASURE_COUNT);
        if (info->kind == POV_KIND_COUNT &&
            (q == POV_HOUSEHOLDS || (q >= POV_PLAN_QUANTITY_COUNT) == deprivation) &&
            (deprivation || pov_set_has(stated, (pov_quantity)q) ||
             (solved && info->aspect < POV_ASPECT_COUNT))) {
            counts.quantity[counts.count++] = (pov_quantity)q;
            counts.at[q] = (uint8_t)counts.count;
        }
    }
    return counts;
}

/* What is known of a count that is not printed: its bounds, if it has two. A poor household is a
 * household too, but a sum of such bounds would say nothing that one does not see. */
static pov_interval bounds_of(const pov_figure *figure, bool negative)
{
    bool closed = pov_interval_bounded(figure->bounds);

    if (figure->basis == POV_BASIS_STATED || closed) {
        return figure->bounds;
    }
    return negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH};
}

void pov_counts_in(const pov_counts *counts, const pov_row *row, pov_interval *out)
{
    const bool deprivation = row->indicator[0] != '\0';
    pov_solved_room room;
    const pov_solved *solved = NULL;
    pov_access access;

    if (deprivation) {
        pov_access_solve(row, &access);
    } else {
        solved = pov_solve_row_alone(row, 0, &room);
    }
    for (size_t i = 0; i < counts->count; i++) {
        const pov_quantity quantity = counts->quantity[i];
        const pov_figure stated = pov_row_figure(row, quantity);
        const pov_figure *figure = solved != NULL ? pov_solved_figure(solved, quantity) : NULL;
        if (quantity == POV_DEPRIVED && deprivation && !access.contradicts) {
            figure = &access.deprived;
        }
        out[i] = bounds_of(figure != NULL ? figure : &stated, pov_quantity_get(quantity)->negative);
    }
}

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
