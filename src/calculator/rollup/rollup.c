/*
 * Rolling up: what is printed of the sums.
 */
#include "calculator/rollup/aggregate.h"

#include "model/relation.h"

#include <stdlib.h>

/* NULL: it is not added up. */
static const pov_sum *sum_of(const pov_rollup *rollup, const pov_rollup_row *row,
                             pov_quantity quantity)
{
    const size_t at = rollup->counts.at[quantity];

    return at > 0 ? &row->sum[at - 1] : NULL;
}

/* As printed; of a count that is not printed the bounds that go into the sum. */
static pov_figure stated_figure(const pov_row *row, pov_quantity quantity, const pov_sum *sum)
{
    pov_figure figure = pov_row_figure(row, quantity);

    if (sum == NULL || pov_figure_known(&figure)) {
        return figure;
    }
    if (pov_interval_exact(sum->bounds)) {
        return pov_sum_figure(sum);
    }
    figure.bounds = sum->bounds.high != POV_NO_HIGH ? sum->bounds : figure.bounds;
    return figure;
}

pov_figure pov_rollup_figure(const pov_rollup *rollup, const pov_rollup_row *row,
                             pov_quantity quantity)
{
    const pov_sum *sum = sum_of(rollup, row, quantity);

    if (row->row != POV_NONE) {
        return stated_figure(&rollup->plan->row[row->row], quantity, sum);
    }
    if (sum != NULL) {
        return pov_sum_figure(sum);
    }
    for (size_t i = 0; i < POV_RATIO_COUNT; i++) {
        const pov_sum *part = sum_of(rollup, row, pov_ratios[i].count);
        const pov_sum *whole = sum_of(rollup, row, pov_ratios[i].households);
        if (pov_ratios[i].rate == quantity && part != NULL && whole != NULL) {
            return pov_sum_rate(part, whole);
        }
    }
    /* a target for access to a service is no sum */
    return quantity == POV_TARGET_ACCESS_RATE && row->own != POV_NONE
               ? pov_row_figure(&rollup->plan->row[row->own], quantity)
               : pov_figure_unknown(pov_quantity_get(quantity)->kind);
}

/* ---- the order of deprivation rows ---- */

typedef struct place {
    size_t unit_rank;
    pov_rollup_row row;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;

    return a->unit_rank != b->unit_rank ? pov_compare_sizes(a->unit_rank, b->unit_rank)
                                        : pov_compare_sizes(a->row.sample_row, b->row.sample_row);
}

/* The rows of a unit together, in the order of the file; units as they come first. */
static pov_status sort_by_unit(pov_rollup *sums)
{
    place *places = malloc((sums->count + 1) * sizeof *places);
    size_t units = 0;

    for (size_t i = 0; i < sums->count; i++) {
        units = sums->row[i].unit >= units ? sums->row[i].unit + 1 : units;
    }
    size_t *rank = calloc(units + 1, sizeof *rank); /* + 1; 0: not met yet */
    if (places == NULL || rank == NULL) {
        free(places);
        free(rank);
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < sums->count; i++) {
        const pov_rollup_row *row = &sums->row[i];
        if (rank[row->unit] == 0) {
            rank[row->unit] = i + 1;
        }
        places[i] = (place){rank[row->unit], *row};
    }
    qsort(places, sums->count, sizeof *places, by_place);
    for (size_t i = 0; i < sums->count; i++) {
        sums->row[i] = places[i].row;
    }
    free(rank);
    free(places);
    return POV_OK;
}

/* ---- the whole ---- */

pov_status pov_roll_up(const pov_plan *plan, const pov_rollup_options *options, pov_rollup *rollup,
                       pov_problems *notes, pov_error *err)
{
    *rollup = (pov_rollup){.plan = plan, .counts = pov_counts_of(plan)};
    pov_status status = pov_aggregate(options, rollup, notes, err);
    if (status == POV_OK && plan->holds == POV_FILE_DEPRIVATION && sort_by_unit(rollup) != POV_OK) {
        status = pov_no_memory(err);
    }
    return status;
}

void pov_rollup_fini(pov_rollup *rollup)
{
    free(rollup->row);
    pov_arena_fini(&rollup->arena);
    *rollup = (pov_rollup)POV_ROLLUP_INIT;
}
