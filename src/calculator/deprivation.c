#include "calculator/deprivation.h"

#include "base/text.h"
#include "calculator/target.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

/* ---- one row ---- */

static pov_figure whole_count(int64_t count)
{
    return pov_figure_computed(POV_KIND_COUNT, count, pov_interval_point(count), POV_BASIS_DERIVED,
                               0);
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

/* By the figures that the target is judged by. */
static void solve_still(pov_access_result *r, const pov_access *is)
{
    const pov_figure *deprived = &is->deprived, *households = &is->households;

    if (!pov_access_bounded(deprived) || !pov_access_bounded(households)) {
        return;
    }
    int64_t target = r->target.value;
    pov_interval bounds = {
        at_least_zero(deprived->bounds.low - allowed(households->bounds.high, target)),
        at_least_zero(deprived->bounds.high - allowed(households->bounds.low, target))};
    int64_t value = at_least_zero(deprived->value - allowed(households->value, target));
    r->still_to_reach = pov_figure_computed(POV_KIND_COUNT, value, bounds, POV_BASIS_DERIVED, 0);
}

/* The rate of access as it is printed: 100 less the printed rate of those without. */
static pov_actual access_of(const pov_access_result *r)
{
    pov_actual deprived = pov_target_read(&r->is.deprived_rate);
    const pov_actual all = {.known = true,
                            .printed = true,
                            .digits = deprived.digits,
                            .shown = pov_interval_point(POV_HUNDRED_PERCENT),
                            .bounds = pov_interval_point(POV_HUNDRED_PERCENT)};

    return pov_target_drop(all, deprived);
}

/* A target is exact as it is printed; only the access that it is judged by is rounded.
 * by    the result with the access, of `year`
 * from  the access that the target starts from, at `start`; NULL where no later one is judged */
static void judge(const pov_row *row, pov_access_result *r, const pov_access_result *by,
                  pov_year year, const pov_access_result *from, pov_year start)
{
    pov_actual access = access_of(by);
    int64_t end = pov_target_end(&r->target, false);
    bool early = year.year != 0 && row->target_year.year != 0 &&
                 pov_year_compare(year, row->target_year) < 0;

    r->verdict = POV_VERDICT_UNKNOWN;
    r->reason = POV_ACCESS_DECIDED;
    if (!pov_figure_known(&r->target)) {
        r->reason = POV_ACCESS_NO_TARGET;
        return;
    }
    if (!pov_figure_known(&by->is.access_rate) || !access.known) {
        r->reason = POV_ACCESS_NO_FIGURES;
        return;
    }
    pov_reach reached = pov_target_reach(&access, end, r->target.digits, false, &r->certain);
    if (reached == POV_REACH_YES) {
        r->verdict = POV_VERDICT_MET;
    } else if (early && from == NULL) {
        r->reason = POV_ACCESS_NOT_DUE;
    } else if (early) {
        pov_actual before = access_of(from);
        int64_t first = pov_year_months(start);
        reached = pov_target_on_line(&access, &before, end, pov_year_months(year) - first,
                                     pov_year_months(row->target_year) - first, false);
        r->verdict = reached == POV_REACH_YES  ? POV_VERDICT_ON_PACE
                     : reached == POV_REACH_NO ? POV_VERDICT_BEHIND
                                               : POV_VERDICT_UNKNOWN;
        r->reason = reached == POV_REACH_MAYBE ? POV_ACCESS_TOO_WIDE : POV_ACCESS_DECIDED;
    } else if (reached == POV_REACH_NO && !pov_target_is_open(&r->target, false)) {
        r->verdict = POV_VERDICT_MISSED;
    } else {
        r->reason = POV_ACCESS_TOO_WIDE;
    }
}

void pov_access_judge(const pov_row *row, pov_access_result *r)
{
    *r = (pov_access_result){
        .all_households = pov_row_figure(row, POV_ALL_HOUSEHOLDS),
        .target = pov_row_figure(row, POV_TARGET_ACCESS_RATE),
        .still_to_reach = pov_figure_unknown(POV_KIND_COUNT),
        .censored_headcount = pov_figure_unknown(POV_KIND_RATE),
        .contribution = pov_figure_unknown(POV_KIND_RATE),
        .set = POV_NONE,
        .by = POV_NONE,
        .verdict = POV_VERDICT_UNKNOWN,
    };
    pov_access_solve(row, &r->is);
    if (r->is.contradicts) {
        r->reason = POV_ACCESS_CONTRADICTION;
        return;
    }
    if (pov_figure_known(&r->target)) {
        solve_still(r, &r->is);
    }
    judge(row, r, r, row->year, NULL, row->year);
}

/* ---- rows of other dates ---- */

typedef struct member {
    const pov_row *row;
    size_t at; /* of its result */
} member;

/* Members that a target of one of them may be judged by. */
static int by_what(const member *a, const member *b)
{
    int order = pov_compare_sizes(a->row->unit, b->row->unit);

    order = order != 0 ? order : strcmp(a->row->group, b->row->group);
    order = order != 0 ? order : strcmp(a->row->indicator, b->row->indicator);
    return order != 0 ? order : strcmp(a->row->population, b->row->population);
}

static int by_what_and_date(const void *left, const void *right)
{
    const member *a = left, *b = right;
    int order = by_what(a, b);

    order = order != 0 ? order : pov_year_compare(a->row->year, b->row->year);
    return order != 0 ? order : pov_compare_sizes(a->at, b->at);
}

static bool same_standard(const pov_row *a, const pov_row *b)
{
    return a->standard[0] == '\0' || b->standard[0] == '\0' ||
           strcmp(a->standard, b->standard) == 0;
}

static bool differ(const pov_access_result *a, const pov_access_result *b)
{
    return pov_interval_empty(
        pov_interval_meet(a->is.access_rate.bounds, b->is.access_rate.bounds));
}

/* Judges a target by the last of the others that has figures, after its own and not after its date.
 */
static void compare(const member *own, const member *others, size_t count,
                    pov_access_result *results)
{
    const pov_row *row = own->row;
    pov_access_result *r = &results[own->at];
    const pov_access_result *from = pov_figure_known(&r->is.access_rate) ? r : NULL;
    const member *by = NULL;
    bool twice = false;
    pov_access_reason other = POV_ACCESS_DECIDED;

    for (size_t i = 0; i < count; i++) {
        const member *one = &others[i];
        pov_year year = one->row->year;
        const pov_access_result *found = &results[one->at];
        if (one == own || year.year == 0 || !pov_figure_known(&found->is.access_rate) ||
            pov_year_compare(year, row->target_year) > 0) {
            continue;
        }
        if (strcmp(row->counts, one->row->counts) != 0) {
            other = POV_ACCESS_COUNTS;
        } else if (!same_standard(row, one->row)) {
            other = POV_ACCESS_STANDARD;
        } else if (pov_year_compare(year, row->year) == 0) {
            from = from != NULL ? from : found; /* its own year, by another row */
        } else if (pov_year_compare(year, row->year) > 0) {
            twice = by != NULL && pov_year_compare(by->row->year, year) == 0 &&
                    (twice || differ(&results[by->at], found));
            by = one;
        }
    }
    if (by != NULL) {
        r->by = by->at;
        results[by->at].judges = true;
        solve_still(r, &results[by->at].is);
        judge(row, r, &results[by->at], by->row->year, row->year.year != 0 ? from : NULL,
              row->year);
    }
    if (twice ||
        (by == NULL && r->reason == POV_ACCESS_NO_FIGURES && other != POV_ACCESS_DECIDED)) {
        r->verdict = POV_VERDICT_NOT_COMPARABLE;
        r->reason = twice ? POV_ACCESS_TWICE : other;
        r->still_to_reach = pov_figure_unknown(POV_KIND_COUNT);
    }
}

pov_status pov_access_compare(const pov_plan *plan, const size_t *rows, pov_access_result *results,
                              size_t count, pov_error *err)
{
    member *members = malloc((count + 1) * sizeof *members);

    if (members == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        members[i] = (member){&plan->row[rows[i]], i};
    }
    qsort(members, count, sizeof *members, by_what_and_date);
    for (size_t from = 0, to = 0; from < count; from = to) {
        for (to = from + 1; to < count && by_what(&members[from], &members[to]) == 0; to++) {
        }
        for (size_t i = from; i < to && to - from > 1; i++) {
            const pov_access_result *r = &results[members[i].at];
            if (pov_figure_known(&r->target) && !r->is.contradicts &&
                members[i].row->target_year.year != 0) {
                compare(&members[i], &members[from], to - from, results);
            }
        }
    }
    free(members);
    return POV_OK;
}

/* ---- full sets ---- */

/* Members of one set are of one unit, year, group and standard. */
static int by_set(const member *a, const member *b)
{
    int order = pov_compare_sizes(a->row->unit, b->row->unit);

    order = order != 0 ? order : pov_year_compare(a->row->year, b->row->year);
    order = order != 0 ? order : strcmp(a->row->group, b->row->group);
    return order != 0 ? order : strcmp(a->row->standard, b->row->standard);
}

static int by_set_and_place(const void *left, const void *right)
{
    const member *a = left, *b = right;
    int order = by_set(a, b);

    return order != 0 ? order : pov_compare_sizes(a->at, b->at);
}

static int by_first(const void *left, const void *right)
{
    return pov_compare_sizes(((const pov_access_set *)left)->first,
                             ((const pov_access_set *)right)->first);
}

/* What survey writes under its what-if options, "vn-2022 with cutoff 4", has the indicators of the
 * standard that it starts from. */
static bool is_based_on(const char *text, const char *id)
{
    size_t length = strlen(id);

    return strncmp(text, id, length) == 0 &&
           (text[length] == '\0' || pov_text_begins(text + length, " with "));
}

const pov_standard *pov_access_standard(const pov_row *row, const pov_standard *standards,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (is_based_on(row->standard, standards[i].id)) {
            return &standards[i];
        }
    }
    return NULL;
}

static bool exact(const pov_figure *figure)
{
    return pov_figure_known(figure) && pov_interval_exact(figure->bounds);
}

/* How many indicators a poor household lacks at least, where the rows go by the standard itself. */
static unsigned least_lacked(const pov_standard *standard, const pov_row *row)
{
    bool always = strcmp(row->standard, standard->id) == 0;

    for (size_t i = 0; i < standard->rule_count; i++) {
        const pov_class_rule *rule = &standard->rule[i];
        always = always && (rule->class != POV_CLASS_POOR || rule->deprived == POV_CUTOFF_OR_MORE);
    }
    return always ? standard->cutoff : 0;
}

/*
 * H = q/N, A = sum of deprived / (d q), M0 = H A = sum / (d N) for the members of one set; without
 * a poor household A is the mean of nothing, and H and M0 are 0. False when they are not a full
 * set.
 */
static bool solve_set(const member *members, size_t count, const pov_standard *standard,
                      pov_access_result *results, pov_access_set *set)
{
    const pov_figure q = results[members[0].at].is.households;
    const pov_figure n = results[members[0].at].all_households;
    uint32_t seen = 0;
    int64_t sum = 0, d = (int64_t)standard->indicator_count;

    if (count != standard->indicator_count || !exact(&q) || !exact(&n) || n.value <= 0 ||
        n.value < q.value) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const pov_access_result *r = &results[members[i].at];
        size_t indicator = pov_standard_indicator(standard, members[i].row->indicator);
        if (indicator == POV_NONE || (seen >> indicator & 1U) != 0 || !exact(&r->is.deprived) ||
            !exact(&r->is.households) || !exact(&r->all_households) ||
            r->is.households.value != q.value || r->is.deprived.value > q.value ||
            r->all_households.value != n.value) {
            return false;
        }
        seen |= (uint32_t)1 << indicator;
        sum += r->is.deprived.value;
    }
    const pov_figure all = whole_count(sum);
    const pov_figure of_poor = whole_count(pov_multiply(d, q.value));
    const pov_figure of_all = whole_count(pov_multiply(d, n.value));
    *set = (pov_access_set){.first = members[0].at,
                            .headcount_ratio = pov_access_share(&q, &n),
                            .intensity = q.value > 0 ? pov_access_share(&all, &of_poor)
                                                     : pov_figure_unknown(POV_KIND_RATE),
                            .adjusted_headcount = pov_access_share(&all, &of_all),
                            .lacked = sum,
                            .least = pov_multiply(least_lacked(standard, members[0].row), q.value)};
    for (size_t i = 0; i < count; i++) {
        pov_access_result *r = &results[members[i].at];
        r->set = set->first;
        r->censored_headcount = pov_access_share(&r->is.deprived, &n);
        if (sum > 0) {
            r->contribution = pov_access_share(&r->is.deprived, &all);
        }
    }
    return true;
}

pov_status pov_access_find_sets(const pov_plan *plan, const size_t *rows,
                                pov_access_result *results, size_t count,
                                const pov_standard *standards, size_t standard_count,
                                pov_access_set *sets, size_t *set_count, pov_error *err)
{
    member *members = malloc((count + 1) * sizeof *members);
    size_t poor = 0;

    *set_count = 0;
    if (members == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        const pov_row *row = &plan->row[rows[i]];
        if (strcmp(row->population, "poor") == 0 && row->counts[0] == '\0') {
            members[poor++] = (member){row, i};
        }
    }
    qsort(members, poor, sizeof *members, by_set_and_place);
    for (size_t from = 0, to = 0; from < poor; from = to) {
        for (to = from + 1; to < poor && by_set(&members[from], &members[to]) == 0; to++) {
        }
        const pov_standard *standard =
            pov_access_standard(members[from].row, standards, standard_count);
        *set_count += standard != NULL &&
                      solve_set(&members[from], to - from, standard, results, &sets[*set_count]);
    }
    qsort(sets, *set_count, sizeof *sets, by_first);
    free(members);
    return POV_OK;
}
