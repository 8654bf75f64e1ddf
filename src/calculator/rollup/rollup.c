/*
 * Rolling up: what is printed of the sums.
 */
#include "calculator/rollup/aggregate.h"

#include "model/relation.h"

#include <stdlib.h>

/* As printed; of a count that is not printed the bounds that go into the sum. */
static void state_row(const pov_row *row, const pov_counts *counts, const pov_sum *sum,
                      pov_figure *figure)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        figure[q] = pov_row_figure(row, (pov_quantity)q);
    }
    for (size_t c = 0; c < counts->count; c++) {
        pov_figure *count = &figure[counts->quantity[c]];
        if (!pov_figure_known(count) && pov_interval_exact(sum[c].bounds)) {
            *count = pov_sum_figure(&sum[c]);
        } else if (!pov_figure_known(count) && sum[c].bounds.high != POV_NO_HIGH) {
            count->bounds = sum[c].bounds;
        }
    }
}

/* `own` is the unit's only row, or NULL: a target for access to a service is no sum. */
static void state_sums(const pov_counts *counts, const pov_sum *sum, const pov_row *own,
                       pov_figure *figure)
{
    const pov_sum *of[POV_QUANTITY_COUNT] = {NULL};

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        figure[q] = pov_figure_unknown(pov_quantity_get((pov_quantity)q)->kind);
    }
    for (size_t c = 0; c < counts->count; c++) {
        of[counts->quantity[c]] = &sum[c];
        figure[counts->quantity[c]] = pov_sum_figure(&sum[c]);
    }
    for (size_t i = 0; i < POV_RATIO_COUNT; i++) {
        const pov_ratio *ratio = &pov_ratios[i];
        if (of[ratio->count] != NULL) {
            figure[ratio->rate] = pov_sum_rate(of[ratio->count], of[ratio->households]);
        }
    }
    if (own != NULL) {
        figure[POV_TARGET_ACCESS_RATE] = pov_row_figure(own, POV_TARGET_ACCESS_RATE);
    }
}

/* ---- the order of deprivation rows ---- */

typedef struct place {
    size_t unit_rank, sample_row;
    pov_aggregate_row row;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;

    if (a->unit_rank != b->unit_rank) {
        return a->unit_rank < b->unit_rank ? -1 : 1;
    }
    return a->sample_row < b->sample_row ? -1 : a->sample_row > b->sample_row;
}

/* The rows of a unit together, in the order of the file; units as they come first. */
static pov_status sort_by_unit(pov_aggregation *sums)
{
    place *places = malloc((sums->count + 1) * sizeof *places);
    size_t units = 0;

    for (size_t i = 0; i < sums->count; i++) {
        units = sums->item[i].unit >= units ? sums->item[i].unit + 1 : units;
    }
    size_t *rank = calloc(units + 1, sizeof *rank); /* + 1; 0: not met yet */
    if (places == NULL || rank == NULL) {
        free(places);
        free(rank);
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < sums->count; i++) {
        const pov_aggregate_row *row = &sums->item[i];
        if (rank[row->unit] == 0) {
            rank[row->unit] = i + 1;
        }
        places[i] = (place){rank[row->unit], row->sample_row, *row};
    }
    qsort(places, sums->count, sizeof *places, by_place);
    for (size_t i = 0; i < sums->count; i++) {
        sums->item[i] = places[i].row;
    }
    free(rank);
    free(places);
    return POV_OK;
}

/* ---- the rows ---- */

static pov_status write_down(const pov_plan *plan, const pov_counts *counts,
                             const pov_aggregation *sums, pov_rollup *rollup)
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
            state_row(&plan->row[added->row], counts, added->sum, figure);
        } else {
            state_sums(counts, added->sum, added->own != POV_NONE ? &plan->row[added->own] : NULL,
                       figure);
        }
        rollup->row[rollup->count++] = (pov_rollup_row){
            .row = added->row,
            .own = added->own,
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
    const pov_counts counts = pov_counts_of(plan);
    pov_aggregation sums = POV_AGGREGATION_INIT;
    pov_status status = pov_aggregate(plan, &counts, options, &sums, notes, err);

    *rollup = (pov_rollup)POV_ROLLUP_INIT;
    rollup->arena = sums.arena; /* names live there */
    sums.arena = (pov_arena){0};
    if (status == POV_OK &&
        ((plan->holds == POV_FILE_DEPRIVATION && sort_by_unit(&sums) != POV_OK) ||
         write_down(plan, &counts, &sums, rollup) != POV_OK)) {
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
