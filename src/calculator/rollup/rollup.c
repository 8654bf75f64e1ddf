/*
 * Rolling up plans: the counts of their rows, and what is printed of the sums.
 */
#include "calculator/rollup/aggregate.h"

#include "calculator/solve/solve.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is added ---- */

/* The quantities that are counts, in their order. */
static const pov_quantity quantities[] = {
    POV_HOUSEHOLDS,
    POV_POOR,
    POV_NEAR_POOR,
    POV_MULTI_POOR,
    POV_PERSONS,
    POV_POOR_PERSONS,
    POV_TARGET_HOUSEHOLDS,
    POV_REDUCTION_HOUSEHOLDS,
    POV_REMAINING_POOR,
    POV_NEAR_POOR_REDUCTION_HOUSEHOLDS,
    POV_REMAINING_NEAR_POOR,
    POV_START_POOR,
    POV_ESCAPED,
    POV_ESCAPED_TO_NEAR_POOR,
    POV_OTHER_DECREASE,
    POV_FROM_NEAR_POOR,
    POV_RELAPSED,
    POV_NEWLY_POOR,
    POV_OTHER_INCREASE,
};

enum { COUNTS = sizeof quantities / sizeof *quantities };

static const char *name_of(size_t which)
{
    return pov_quantity_get(quantities[which])->name;
}

static bool is_negative(size_t which)
{
    return pov_quantity_get(quantities[which])->negative;
}

/* What is known of a count that is not printed: its bounds, if it has two. A poor household is a
 * household too, but a sum of such bounds would say nothing that one does not see. */
static pov_interval count_of(const pov_figure *figure, bool negative)
{
    bool closed = figure->bounds.low != POV_NO_LOW && figure->bounds.high != POV_NO_HIGH;

    if (figure->basis == POV_BASIS_STATED || closed) {
        return figure->bounds;
    }
    return negative ? POV_ANY : (pov_interval){0, POV_NO_HIGH};
}

/* What a row by itself says of a count. */
static pov_interval count_in(const pov_row *row, const pov_solved *solved, pov_quantity quantity)
{
    static const pov_aspect aspects[] = {POV_COUNT, POV_REDUCTION, POV_REMAINING};

    if (quantity == POV_HOUSEHOLDS) {
        return count_of(&solved->households, false);
    }
    if (quantity == POV_TARGET_HOUSEHOLDS) {
        return count_of(&solved->target_households, false);
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < sizeof aspects / sizeof aspects[0]; a++) {
            if (pov_quantity_of((pov_measure)m, aspects[a]) == quantity) {
                return count_of(&solved->of[m][aspects[a]], aspects[a] == POV_REDUCTION);
            }
        }
    }
    const pov_stated *stated = pov_row_stated(row, quantity);
    if (stated == NULL) {
        return (pov_interval){0, POV_NO_HIGH};
    }
    return pov_stated_bounds(stated, POV_KIND_COUNT, false);
}

static void counts_of(const void *context, size_t row, pov_interval *counts)
{
    const pov_plan *plan = context;
    pov_solved solved;

    pov_solve_row_alone(&plan->row[row], 0, &solved);
    for (size_t i = 0; i < COUNTS; i++) {
        counts[i] = count_in(&plan->row[row], &solved, quantities[i]);
    }
}

static const pov_stated *stated_count(const void *context, size_t row, size_t which)
{
    const pov_plan *plan = context;

    return pov_row_stated(&plan->row[row], quantities[which]);
}

static bool has_figures(const void *context, size_t row)
{
    const pov_plan *plan = context;

    return plan->row[row].stated_set != 0;
}

/* ---- what is printed ---- */

static void state_row(const pov_row *row, pov_figure *figure)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        figure[q] = pov_row_figure(row, (pov_quantity)q);
    }
}

static void state_sums(const pov_sum *sum, pov_figure *figure)
{
    static const struct {
        pov_quantity rate, part, whole;
    } rates[] = {
        {POV_POOR_RATE, POV_POOR, POV_HOUSEHOLDS},
        {POV_NEAR_POOR_RATE, POV_NEAR_POOR, POV_HOUSEHOLDS},
        {POV_MULTI_POOR_RATE, POV_MULTI_POOR, POV_HOUSEHOLDS},
        {POV_REMAINING_RATE, POV_REMAINING_POOR, POV_TARGET_HOUSEHOLDS},
        {POV_REMAINING_NEAR_POOR_RATE, POV_REMAINING_NEAR_POOR, POV_TARGET_HOUSEHOLDS},
    };
    const pov_sum *of[POV_QUANTITY_COUNT] = {NULL};

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        figure[q] = pov_figure_unknown(pov_quantity_get((pov_quantity)q)->kind);
    }
    for (size_t c = 0; c < COUNTS; c++) {
        of[quantities[c]] = &sum[c];
        figure[quantities[c]] = pov_sum_figure(&sum[c]);
    }
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        figure[rates[i].rate] = pov_sum_rate(of[rates[i].part], of[rates[i].whole]);
    }
}

static pov_status write_down(const pov_plan *plan, const pov_aggregation *sums, pov_rollup *rollup)
{
    rollup->row = malloc((sums->count + 1) * sizeof *rollup->row);
    if (rollup->row == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < sums->count; i++) {
        const pov_aggregate_row *added = &sums->item[i];
        pov_figure *figure = pov_arena_alloc(&rollup->arena, POV_QUANTITY_COUNT * sizeof *figure);
        if (figure == NULL) {
            return POV_ERR_NOMEM;
        }
        if (added->row != POV_NONE) {
            state_row(&plan->row[added->row], figure);
        } else {
            state_sums(added->sum, figure);
        }
        rollup->row[rollup->count++] = (pov_rollup_row){
            .row = added->row,
            .sample_row = added->sample_row,
            .name = added->name,
            .level = added->level,
            .parent = added->parent,
            .depth = added->depth,
            .figure = figure,
        };
    }
    return POV_OK;
}

pov_status pov_roll_up(const pov_plan *plan, const pov_rollup_options *options, pov_rollup *rollup,
                       pov_problems *notes, pov_error *err)
{
    const pov_counts counts = {
        .count = COUNTS,
        .context = plan,
        .name = name_of,
        .negative = is_negative,
        .of = counts_of,
        .stated = stated_count,
        .has_figures = has_figures,
    };
    pov_aggregation sums = POV_AGGREGATION_INIT;
    pov_status status = pov_aggregate(plan, &counts, options, &sums, notes, err);

    *rollup = (pov_rollup)POV_ROLLUP_INIT;
    rollup->arena = sums.arena; /* names live there */
    sums.arena = (pov_arena){0};
    if (status == POV_OK && write_down(plan, &sums, rollup) != POV_OK) {
        status = pov_no_memory(err);
    }
    pov_aggregation_fini(&sums);
    return status;
}

void pov_rollup_fini(pov_rollup *rollup)
{
    free(rollup->row);
    pov_arena_fini(&rollup->arena);
    *rollup = (pov_rollup)POV_ROLLUP_INIT;
}
