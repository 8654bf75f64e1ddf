#include "calculator/rollup/access.h"

#include "base/text.h"
#include "calculator/rollup/aggregate.h"

#include <stdlib.h>
#include <string.h>

/* ---- units ---- */

/* The plan tells rows apart by their standard: here that is the standard, the indicator and the
 * population. So a unit without a row for an indicator that others have is noticed, as a unit
 * without a row for a year is. */
static void write_kind(const pov_access_row *row, pov_buffer *out)
{
    static const pov_access_text parts[] = {POV_ACCESS_STANDARD, POV_ACCESS_INDICATOR,
                                            POV_ACCESS_POPULATION};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *text = row->text[parts[i]];
        pov_text_fold(text, strlen(text), out);
        pov_buffer_char(out, '\n');
    }
}

pov_status pov_access_units(const pov_access_table *table, pov_plan *plan, pov_error *err)
{
    pov_buffer kind = {0};
    pov_status status = POV_OK;

    for (size_t r = 0; r < table->count && status == POV_OK; r++) {
        const pov_access_row *row = &table->row[r];
        pov_row_draft draft = {
            .unit = row->text[POV_ACCESS_UNIT],
            .level = row->text[POV_ACCESS_LEVEL],
            .parent = row->text[POV_ACCESS_PARENT],
            .group = row->text[POV_ACCESS_GROUP],
            .year = row->year,
            .line = row->line,
        };
        pov_buffer_clear(&kind);
        write_kind(row, &kind);
        draft.standard = pov_buffer_get(&kind);
        if (r == 0 || row->file != row[-1].file) {
            status = pov_plan_add_file(plan, row->file, err);
        }
        if (status == POV_OK) {
            status = kind.failed ? pov_no_memory(err) : pov_plan_add_row(plan, &draft, err);
        }
    }
    pov_buffer_fini(&kind);
    return status;
}

/* ---- what is added ---- */

enum { COUNTS = 3 };

static const pov_access_figure figures[COUNTS] = {POV_ACCESS_HOUSEHOLDS, POV_ACCESS_ALL_HOUSEHOLDS,
                                                  POV_ACCESS_DEPRIVED};

static const char *name_of(size_t which)
{
    static const char *const names[COUNTS] = {"households", "all_households", "deprived"};

    return names[which];
}

static bool is_negative(size_t which)
{
    (void)which;
    return false;
}

static pov_interval bounds_of(const pov_access_row *row, pov_access_figure figure, pov_kind kind)
{
    return row->has[figure] ? pov_stated_bounds(&row->stated[figure], kind, false)
                            : (pov_interval){0, POV_NO_HIGH};
}

/* Deprived households that are not printed follow from the households and the rate. */
static void counts_of(const void *context, size_t index, pov_interval *counts)
{
    const pov_access_table *table = context;
    const pov_access_row *row = &table->row[index];

    for (size_t i = 0; i < COUNTS; i++) {
        counts[i] = bounds_of(row, figures[i], POV_KIND_COUNT);
    }
    if (!row->has[POV_ACCESS_DEPRIVED] && row->has[POV_ACCESS_DEPRIVED_RATE] &&
        row->has[POV_ACCESS_HOUSEHOLDS] && counts[0].high != POV_NO_HIGH) {
        pov_interval rate = bounds_of(row, POV_ACCESS_DEPRIVED_RATE, POV_KIND_RATE);
        pov_interval deprived = {
            pov_muldiv_ceil(counts[0].low, rate.low, POV_HUNDRED_PERCENT),
            pov_muldiv_floor(counts[0].high, rate.high, POV_HUNDRED_PERCENT),
        };
        if (!pov_interval_empty(deprived)) {
            counts[2] = deprived;
        }
    }
}

static const pov_stated *stated_count(const void *context, size_t row, size_t which)
{
    const pov_access_table *table = context;
    const pov_access_row *r = &table->row[row];

    return r->has[figures[which]] ? &r->stated[figures[which]] : NULL;
}

static bool has_figures(const void *context, size_t row)
{
    const pov_access_table *table = context;

    for (size_t i = 0; i < POV_ACCESS_FIGURE_COUNT; i++) {
        if (table->row[row].has[i]) {
            return true;
        }
    }
    return false;
}

/* ---- what is printed ---- */

static pov_figure state(const pov_access_row *row, pov_access_figure which)
{
    bool rate = which == POV_ACCESS_DEPRIVED_RATE || which == POV_ACCESS_TARGET;

    return pov_figure_stated(row->has[which] ? &row->stated[which] : NULL,
                             rate ? POV_KIND_RATE : POV_KIND_COUNT, false);
}

static void fill(const pov_access_table *table, const pov_aggregate_row *added,
                 pov_access_rollup_row *out)
{
    *out = (pov_access_rollup_row){
        .row = added->row,
        .sample_row = added->sample_row,
        .own = added->own,
        .name = added->name,
        .level = added->level,
        .parent = added->parent,
    };
    if (added->row != POV_NONE) {
        for (size_t i = 0; i < POV_ACCESS_FIGURE_COUNT; i++) {
            out->figure[i] = state(&table->row[added->row], (pov_access_figure)i);
        }
        return;
    }
    for (size_t i = 0; i < COUNTS; i++) {
        out->figure[figures[i]] = pov_sum_figure(&added->sum[i]);
    }
    out->figure[POV_ACCESS_DEPRIVED_RATE] = pov_sum_rate(&added->sum[2], &added->sum[0]);
    out->figure[POV_ACCESS_TARGET] = added->own != POV_NONE
                                         ? state(&table->row[added->own], POV_ACCESS_TARGET)
                                         : pov_figure_unknown(POV_KIND_RATE);
}

typedef struct place {
    size_t unit_rank, sample_row;
    const pov_aggregate_row *added;
} place;

static int by_place(const void *left, const void *right)
{
    const place *a = left, *b = right;

    if (a->unit_rank != b->unit_rank) {
        return a->unit_rank < b->unit_rank ? -1 : 1;
    }
    return a->sample_row < b->sample_row ? -1 : a->sample_row > b->sample_row;
}

/* The rows of a unit together, in the order of the table; units as they come first. */
static place *find_places(const pov_aggregation *sums)
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
        return NULL;
    }
    for (size_t i = 0; i < sums->count; i++) {
        const pov_aggregate_row *added = &sums->item[i];
        if (rank[added->unit] == 0) {
            rank[added->unit] = i + 1;
        }
        places[i] = (place){rank[added->unit], added->sample_row, added};
    }
    free(rank);
    qsort(places, sums->count, sizeof *places, by_place);
    return places;
}

pov_status pov_access_roll_up(const pov_access_table *table, const pov_plan *units,
                              const pov_rollup_options *options, pov_access_rollup *rollup,
                              pov_problems *notes, pov_error *err)
{
    const pov_counts counts = {
        .count = COUNTS,
        .context = table,
        .name = name_of,
        .negative = is_negative,
        .of = counts_of,
        .stated = stated_count,
        .has_figures = has_figures,
    };
    pov_aggregation sums = POV_AGGREGATION_INIT;
    place *places = NULL;
    pov_status status = pov_aggregate(units, &counts, options, &sums, notes, err);

    *rollup = (pov_access_rollup)POV_ACCESS_ROLLUP_INIT;
    if (status != POV_OK) {
        goto done;
    }
    places = find_places(&sums);
    rollup->row = malloc((sums.count + 1) * sizeof *rollup->row);
    if (places == NULL || rollup->row == NULL) {
        status = pov_no_memory(err);
        goto done;
    }
    for (size_t i = 0; i < sums.count; i++) {
        fill(table, places[i].added, &rollup->row[rollup->count++]);
    }

done:
    free(places);
    rollup->arena = sums.arena; /* names live there */
    sums.arena = (pov_arena){0};
    pov_aggregation_fini(&sums);
    return status;
}

void pov_access_rollup_fini(pov_access_rollup *rollup)
{
    free(rollup->row);
    pov_arena_fini(&rollup->arena);
    *rollup = (pov_access_rollup)POV_ACCESS_ROLLUP_INIT;
}
