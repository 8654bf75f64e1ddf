/*
 * How many of the relations that were looked at hold: each, unless a finding contradicts it.
 */
#include "calculator/check/check.h"

#include <stdlib.h>

/* A relation that a finding contradicts. */
typedef struct failure {
    pov_tally_kind kind;
    pov_quantity quantity;
    size_t row;
    size_t findings; /* each of another relation, as of a group with its own rate and in its unit */
    size_t counted;
} failure;

typedef struct counter {
    const pov_plan *plan;
    const bool *picked; /* by row; NULL: all */
    uint32_t rules;
    pov_tally *to;
    failure *failure; /* in the order of rows */
    size_t failures;
    bool failed;
} counter;

static bool is_picked(const counter *k, size_t row)
{
    return k->picked == NULL || k->picked[row];
}

static bool is_counted(const counter *k, const pov_rule *rule, size_t row)
{
    return is_picked(k, row) && (k->rules >> pov_rule_index(rule) & 1U) != 0;
}

static failure *failure_of(counter *k, pov_tally_kind kind, size_t row, pov_quantity quantity)
{
    size_t low = 0, high = k->failures;

    while (low < high) { /* the first one of the row */
        size_t middle = low + (high - low) / 2;
        if (k->failure[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < k->failures && k->failure[low].row == row; low++) {
        if (k->failure[low].kind == kind && k->failure[low].quantity == quantity) {
            return &k->failure[low];
        }
    }
    return NULL;
}

static void add_broken(counter *k, const failure *at)
{
    pov_tally *to = k->to;

    if (pov_grow(&to->broken, &to->capacity, to->broken_count + 1, sizeof *to->broken) != POV_OK) {
        k->failed = true;
        return;
    }
    to->broken[to->broken_count++] =
        (pov_tally_place){at->kind, &k->plan->row[at->row], at->quantity};
}

static void add_gap(counter *k, pov_tally_gap *gap, size_t row)
{
    gap->row = gap->count == 0 ? &k->plan->row[row] : gap->row;
    gap->count++;
}

static void add_seen(counter *k, const pov_seen *seen)
{
    const pov_tally_kind kind = seen->rule->relation;
    const bool counted = is_counted(k, seen->rule, seen->row);

    if (seen->as == POV_SEEN_GAP) {
        if (counted) {
            add_gap(k, &k->to->gap[kind][seen->quantity], seen->row);
        }
        return;
    }
    failure *f = failure_of(k, kind, seen->row, (pov_quantity)seen->quantity);
    if (f == NULL && seen->as == POV_SEEN_IF_BROKEN) {
        return;
    }
    k->to->any = k->to->any || is_picked(k, seen->row);
    if (!counted) {
        return;
    }
    k->to->of[kind].looked_at++;
    if (f == NULL || f->counted == f->findings) {
        k->to->of[kind].hold++;
    } else {
        f->counted++;
        add_broken(k, f);
    }
}

/* What the findings contradict. Findings are in the order of rows, and so is this. */
static bool list_failures(counter *k, const pov_findings *findings)
{
    k->failure = calloc(findings->count + 1, sizeof *k->failure);
    for (size_t i = 0; i < findings->count && k->failure != NULL; i++) {
        const pov_check_finding *f = &findings->finding[i];
        if (f->severity <= POV_NOTE || !is_counted(k, f->rule, f->row)) {
            continue;
        }
        if (f->rule->relation == POV_TALLY_NONE) {
            k->to->beside = true;
            continue;
        }
        failure *same = failure_of(k, f->rule->relation, f->row, f->quantity);
        if (same != NULL) {
            same->findings++;
        } else {
            k->failure[k->failures++] = (failure){f->rule->relation, f->quantity, f->row, 1, 0};
        }
    }
    return k->failure != NULL;
}

/* A finding may contradict more than the tables name: then that was looked at, too. */
static void add_other_failures(counter *k)
{
    for (size_t i = 0; i < k->failures; i++) {
        if (k->failure[i].counted == 0) {
            k->to->any = true;
            k->to->of[k->failure[i].kind].looked_at++;
            add_broken(k, &k->failure[i]);
        }
    }
}

pov_status pov_tally_add(pov_tally *relations, const pov_plan *plan, const pov_findings *findings,
                         uint32_t rules, const bool *picked, pov_error *err)
{
    counter k = {.plan = plan, .picked = picked, .rules = rules, .to = relations};
    bool ready = list_failures(&k, findings);

    for (size_t i = 0; i < findings->seen_count && ready; i++) {
        add_seen(&k, &findings->seen[i]);
    }
    add_other_failures(&k);
    free(k.failure);
    return ready && !k.failed ? POV_OK : pov_fail(err, POV_ERR_NOMEM, "out of memory");
}

void pov_tally_total(const pov_tally *relations, size_t *looked_at, size_t *hold)
{
    *looked_at = *hold = 0;
    for (size_t kind = 0; kind < POV_TALLY_KINDS; kind++) {
        *looked_at += relations->of[kind].looked_at;
        *hold += relations->of[kind].hold;
    }
}

const char *pov_tally_name(pov_tally_kind kind)
{
    static const char *const names[] = {
        [POV_TALLY_NONE] = "",
        [POV_TALLY_RATE] = "rate",
        [POV_TALLY_REMAINING] = "remaining",
        [POV_TALLY_MULTI] = "multi",
        [POV_TALLY_POINTS] = "points",
        [POV_TALLY_RELATIVE] = "relative",
        [POV_TALLY_SUM] = "sum",
        [POV_TALLY_PARENT_RATE] = "parent-rate",
        [POV_TALLY_PARENT_TARGET] = "parent-target",
        [POV_TALLY_FLOW] = "flow",
        [POV_TALLY_RANGE] = "range",
        [POV_TALLY_TOGETHER] = "contradiction",
    };
    return names[kind];
}

void pov_tally_fini(pov_tally *relations)
{
    free(relations->broken);
    *relations = (pov_tally)POV_TALLY_INIT;
}
