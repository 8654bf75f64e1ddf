#include "calculator/deprivation.h"

#include "base/text.h"
#include "calculator/target.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

/* ---- one row ---- */

static pov_figure stated(const pov_access_row *row, pov_access_figure which, pov_kind kind)
{
    return pov_figure_stated(row->has[which] ? &row->stated[which] : NULL, kind, false);
}

static pov_figure derived(pov_kind kind, int64_t value, pov_interval bounds)
{
    return pov_figure_computed(kind, value, bounds, POV_BASIS_DERIVED,
                               kind == POV_KIND_COUNT ? 0 : 2);
}

static pov_figure whole_count(int64_t count)
{
    return derived(POV_KIND_COUNT, count, pov_interval_point(count));
}

static bool bounded(const pov_figure *figure)
{
    return pov_figure_known(figure) && figure->bounds.low != POV_NO_LOW &&
           figure->bounds.high != POV_NO_HIGH;
}

/* part / whole in percent, both bounded, whole above 0 */
static pov_figure share(const pov_figure *part, const pov_figure *whole)
{
    pov_interval bounds = pov_interval_ratio(part->bounds, POV_HUNDRED_PERCENT, whole->bounds);

    bounds.high = bounds.high < POV_HUNDRED_PERCENT ? bounds.high : POV_HUNDRED_PERCENT;
    return derived(
        POV_KIND_RATE,
        pov_clamp(pov_muldiv_floor(part->value, POV_HUNDRED_PERCENT, whole->value), bounds),
        bounds);
}

/* Deprived households from their rate, or the rate from them. Returns false on a contradiction. */
static bool solve_deprived(pov_access_result *r)
{
    bool households = bounded(&r->households) && r->households.bounds.low > 0;

    if (households && !pov_figure_known(&r->deprived) && bounded(&r->deprived_rate)) {
        const pov_interval rate = r->deprived_rate.bounds, all = r->households.bounds;
        pov_interval bounds = {pov_muldiv_ceil(all.low, rate.low, POV_HUNDRED_PERCENT),
                               pov_muldiv_floor(all.high, rate.high, POV_HUNDRED_PERCENT)};
        if (bounds.low > bounds.high) {
            return false;
        }
        int64_t value =
            pov_muldiv_round(r->households.value, r->deprived_rate.value, POV_HUNDRED_PERCENT);
        r->deprived = derived(POV_KIND_COUNT, pov_clamp(value, bounds), bounds);
    }
    if (!households || !bounded(&r->deprived)) {
        return true;
    }
    if (r->deprived.bounds.low > r->households.bounds.high) {
        return false;
    }
    pov_figure rate = share(&r->deprived, &r->households);
    if (!pov_figure_known(&r->deprived_rate)) {
        r->deprived_rate = rate;
        return true;
    }
    pov_interval met = pov_interval_meet(r->deprived_rate.bounds, rate.bounds);
    if (pov_interval_empty(met)) {
        return false;
    }
    r->deprived_rate.bounds = met;
    return true;
}

static void solve_access(pov_access_result *r)
{
    if (!bounded(&r->deprived_rate)) {
        return;
    }
    pov_interval bounds = {POV_HUNDRED_PERCENT - r->deprived_rate.bounds.high,
                           POV_HUNDRED_PERCENT - r->deprived_rate.bounds.low};
    r->access_rate = derived(
        POV_KIND_RATE, pov_clamp(POV_HUNDRED_PERCENT - r->deprived_rate.value, bounds), bounds);
    r->access_rate.digits = r->deprived_rate.digits;
}

/* The most households of `all` that may lack access when `target` of them have it. */
static int64_t allowed(int64_t all, int64_t target)
{
    return pov_muldiv_floor(all, POV_HUNDRED_PERCENT - target, POV_HUNDRED_PERCENT);
}

static int64_t at_least_zero(int64_t value)
{
    return value > 0 ? value : 0;
}

static void solve_still(pov_access_result *r)
{
    if (!bounded(&r->deprived) || !bounded(&r->households)) {
        return;
    }
    int64_t target = r->target.value;
    pov_interval bounds = {
        at_least_zero(r->deprived.bounds.low - allowed(r->households.bounds.high, target)),
        at_least_zero(r->deprived.bounds.high - allowed(r->households.bounds.low, target))};
    int64_t value = at_least_zero(r->deprived.value - allowed(r->households.value, target));
    r->still_to_reach = derived(POV_KIND_COUNT, pov_clamp(value, bounds), bounds);
}

static bool is_early(const pov_access_row *row)
{
    return row->year.year != 0 && row->target_year.year != 0 &&
           pov_year_compare(row->year, row->target_year) < 0;
}

/* The rate of access as it is printed: 100 less the printed rate of those without. */
static pov_actual access_of(const pov_access_result *r)
{
    pov_actual deprived = pov_target_read(&r->deprived_rate);
    const pov_actual all = {.known = true,
                            .printed = true,
                            .digits = deprived.digits,
                            .shown = pov_interval_point(POV_HUNDRED_PERCENT),
                            .bounds = pov_interval_point(POV_HUNDRED_PERCENT)};

    return pov_target_drop(all, deprived);
}

/* A target is exact as it is printed; only the access that it is judged by is rounded. */
static void judge(const pov_access_row *row, pov_access_result *r)
{
    pov_actual access = access_of(r);

    if (!pov_figure_known(&r->target)) {
        r->reason = POV_ACCESS_NO_TARGET;
    } else if (!pov_figure_known(&r->access_rate) || !access.known) {
        r->reason = POV_ACCESS_NO_FIGURES;
    } else if (is_early(row)) {
        r->reason = POV_ACCESS_NOT_DUE;
    } else {
        pov_reach reached = pov_target_reach(&access, pov_target_end(&r->target, false),
                                             r->target.digits, false, &r->certain);
        r->reason = POV_ACCESS_DECIDED;
        if (reached == POV_REACH_YES) {
            r->verdict = POV_ACCESS_MET;
        } else if (reached == POV_REACH_NO && !pov_target_is_open(&r->target, false)) {
            r->verdict = POV_ACCESS_MISSED;
        } else {
            r->reason = POV_ACCESS_TOO_WIDE;
        }
    }
}

void pov_access_solve(const pov_access_row *row, pov_access_result *r)
{
    *r = (pov_access_result){
        .households = stated(row, POV_ACCESS_HOUSEHOLDS, POV_KIND_COUNT),
        .all_households = stated(row, POV_ACCESS_ALL_HOUSEHOLDS, POV_KIND_COUNT),
        .deprived = stated(row, POV_ACCESS_DEPRIVED, POV_KIND_COUNT),
        .deprived_rate = stated(row, POV_ACCESS_DEPRIVED_RATE, POV_KIND_RATE),
        .access_rate = pov_figure_unknown(POV_KIND_RATE),
        .target = stated(row, POV_ACCESS_TARGET, POV_KIND_RATE),
        .still_to_reach = pov_figure_unknown(POV_KIND_COUNT),
        .censored_headcount = pov_figure_unknown(POV_KIND_RATE),
        .contribution = pov_figure_unknown(POV_KIND_RATE),
        .set_row = POV_NONE,
    };
    if (!solve_deprived(r)) {
        r->reason = POV_ACCESS_CONTRADICTION;
        return;
    }
    solve_access(r);
    if (pov_figure_known(&r->target)) {
        solve_still(r);
    }
    judge(row, r);
}

/* ---- full sets ---- */

typedef struct set_key {
    const char *key; /* unit, parent, group, standard and year, folded */
    size_t row;
} set_key;

static int by_key(const void *left, const void *right)
{
    const set_key *a = left, *b = right;
    int order = strcmp(a->key, b->key);

    return order != 0 ? order : (a->row > b->row) - (a->row < b->row);
}

static int by_row(const void *left, const void *right)
{
    const pov_access_set *a = left, *b = right;

    return (a->row > b->row) - (a->row < b->row);
}

static const char *key_of(const pov_access_row *row, pov_arena *arena)
{
    static const pov_access_text parts[] = {POV_ACCESS_UNIT, POV_ACCESS_PARENT, POV_ACCESS_GROUP,
                                            POV_ACCESS_STANDARD};
    pov_buffer key = {0};
    const char *kept = NULL;

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        pov_text_fold(row->text[parts[i]], strlen(row->text[parts[i]]), &key);
        pov_buffer_char(&key, '\n');
    }
    pov_year_write(&key, row->year);
    if (!key.failed) {
        kept = pov_arena_text(arena, pov_buffer_get(&key), key.length);
    }
    pov_buffer_fini(&key);
    return kept;
}

/* What survey writes under its what-if options, "vn-2022 with cutoff 4", has the indicators of the
 * standard that it starts from. */
static bool is_based_on(const char *text, const char *id)
{
    size_t length = strlen(id);

    return strncmp(text, id, length) == 0 &&
           (text[length] == '\0' || strncmp(text + length, " with ", 6) == 0);
}

const pov_standard *pov_access_standard(const pov_access_row *row, const pov_standard *standards,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_based_on(row->text[POV_ACCESS_STANDARD], standards[i].id)) {
            return &standards[i];
        }
    }
    return NULL;
}

static bool exact(const pov_figure *figure)
{
    return pov_figure_known(figure) && pov_interval_exact(figure->bounds);
}

/*
 * H = q/N, A = sum of deprived / (d q), M0 = H A = sum / (d N) for the rows of one key; without a
 * poor household A is the mean of nothing, and H and M0 are 0. False when they are not a full set.
 */
static bool solve_set(const pov_access_table *table, pov_access_result *results,
                      const set_key *keys, size_t count, const pov_standard *standard,
                      pov_access_set *set)
{
    const pov_access_result *first = &results[keys[0].row];
    uint32_t seen = 0;
    int64_t sum = 0, d = (int64_t)standard->indicator_count;

    if (count != standard->indicator_count || !exact(&first->households) ||
        !exact(&first->all_households) || first->all_households.value <= 0 ||
        first->all_households.value < first->households.value) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const pov_access_result *r = &results[keys[i].row];
        size_t indicator =
            pov_standard_indicator(standard, table->row[keys[i].row].text[POV_ACCESS_INDICATOR]);
        if (indicator == POV_NONE || (seen >> indicator & 1U) != 0 || !exact(&r->deprived) ||
            !exact(&r->households) || !exact(&r->all_households) ||
            r->households.value != first->households.value ||
            r->deprived.value > r->households.value ||
            r->all_households.value != first->all_households.value) {
            return false;
        }
        seen |= (uint32_t)1 << indicator;
        sum += r->deprived.value;
    }
    const pov_figure q = first->households, n = first->all_households;
    const pov_figure all = whole_count(sum);
    const pov_figure of_poor = whole_count(pov_multiply(d, q.value));
    const pov_figure of_all = whole_count(pov_multiply(d, n.value));
    *set = (pov_access_set){.row = keys[0].row,
                            .headcount_ratio = share(&q, &n),
                            .intensity = q.value > 0 ? share(&all, &of_poor)
                                                     : pov_figure_unknown(POV_KIND_RATE),
                            .adjusted_headcount = share(&all, &of_all)};
    for (size_t i = 0; i < count; i++) {
        pov_access_result *r = &results[keys[i].row];
        r->set_row = keys[0].row;
        r->censored_headcount = share(&r->deprived, &n);
        if (sum > 0) {
            r->contribution = share(&r->deprived, &all);
        }
    }
    return true;
}

pov_status pov_access_find_sets(const pov_access_table *table, pov_access_result *results,
                                const pov_standard *standards, size_t standard_count,
                                pov_access_set *sets, size_t *set_count, pov_error *err)
{
    set_key *keys = malloc((table->count + 1) * sizeof *keys);
    pov_arena arena = {0};
    size_t count = 0, found = 0;
    pov_status status = keys != NULL ? POV_OK : POV_ERR_NOMEM;

    for (size_t i = 0; i < table->count && status == POV_OK; i++) {
        if (strcmp(table->row[i].text[POV_ACCESS_POPULATION], "poor") == 0) {
            keys[count] = (set_key){key_of(&table->row[i], &arena), i};
            status = keys[count++].key != NULL ? POV_OK : POV_ERR_NOMEM;
        }
    }
    if (status == POV_OK) {
        qsort(keys, count, sizeof *keys, by_key);
    }
    for (size_t from = 0, to = 0; status == POV_OK && from < count; from = to) {
        for (to = from + 1; to < count && strcmp(keys[from].key, keys[to].key) == 0; to++) {
        }
        const pov_standard *standard =
            pov_access_standard(&table->row[keys[from].row], standards, standard_count);
        if (standard != NULL &&
            solve_set(table, results, keys + from, to - from, standard, &sets[found])) {
            found++;
        }
    }
    qsort(sets, found, sizeof *sets, by_row);
    *set_count = found;
    pov_arena_fini(&arena);
    free(keys);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}
