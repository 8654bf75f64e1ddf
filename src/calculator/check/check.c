/*
 * The check: the list of rules; runs them and puts what they find in order.
 */
#include "calculator/check/row.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"
#include "calculator/check/trial.h"

#include <stdlib.h>
#include <string.h>

const pov_rule *const pov_rules[] = {
    &pov_rule_rate,
    &pov_rule_households,
    &pov_rule_remaining,
    &pov_rule_sum,
    &pov_rule_parent_rate,
    &pov_rule_multi,
    &pov_rule_flow,
    &pov_rule_range,
    &pov_rule_target,
    &pov_rule_duplicate,
    &pov_rule_contradiction,
    &pov_rule_growth,
    &pov_rule_parent_target,
    &pov_rule_below_parent,
    &pov_rule_fraction,
    &pov_rule_reduction,
    &pov_rule_points,
    &pov_rule_relative,
    &pov_rule_series,
    &pov_rule_reduction_rounded,
    &pov_rule_reduction_exceeds,
    &pov_rule_rounded_sum,
    &pov_rule_wrong_line,
    &pov_rule_partial,
    &pov_rule_orphan,
    &pov_rule_no_figures,
    &pov_rule_standard_break,
    NULL,
};
_Static_assert(POV_LENGTH(pov_rules) <= POV_RULES_MAX + 1, "a bit for each rule");

const char *const pov_rules_introduction = POV_TEXT(
    "The rules of \"povcalc check\". An error cannot be true under any assumption. A warning holds "
    "only under an assumption that was not made, or is a target that its own figures miss. A note "
    "is worth knowing.");

size_t pov_rule_find(const char *name)
{
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        if (strcmp(pov_rules[i]->name, name) == 0) {
            return i;
        }
    }
    return POV_NONE;
}

size_t pov_rule_index(const pov_rule *rule)
{
    size_t i = 0;

    while (pov_rules[i] != rule) {
        i++;
    }
    return i;
}

const char *pov_severity_name(pov_severity severity)
{
    static const char *const names[] = {
        [POV_NOTE] = "note", [POV_WARNING] = "warning", [POV_ERROR] = "error"};
    return names[severity];
}

/* ---- running ---- */

static int compare_findings(const void *left, const void *right)
{
    const pov_check_finding *a = left, *b = right;

    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    if (a->severity != b->severity) {
        return a->severity > b->severity ? -1 : 1;
    }
    if (a->quantity != b->quantity) {
        return a->quantity < b->quantity ? -1 : 1;
    }
    size_t left_rule = pov_rule_index(a->rule), right_rule = pov_rule_index(b->rule);
    return left_rule < right_rule ? -1 : left_rule > right_rule;
}

static void run_rules(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        pov_row_view view;
        if (!pov_row_states_any(&c->plan->row[r])) {
            continue;
        }
        pov_view_init(&view, c, r);
        for (size_t i = 0; pov_rules[i] != NULL; i++) {
            if (pov_rules[i]->row != NULL) {
                pov_rules[i]->row(&view);
            }
        }
        if (!c->options->trial) {
            pov_relations_of_row(&view);
        }
    }
    for (pov_phase phase = 0; phase < POV_PHASES; phase++) {
        for (size_t i = 0; pov_rules[i] != NULL; i++) {
            if (pov_rules[i]->plan[phase] != NULL) {
                pov_rules[i]->plan[phase](c);
            }
        }
    }
    if (!c->options->trial) {
        pov_relations_between_rows(c);
    }
}

/* Rules that the options leave out look too: what they explain, no other rule need explain. */
static void keep_wanted(const pov_checker *c)
{
    pov_findings *found = c->findings;
    size_t kept = 0;

    for (size_t i = 0; i < found->count; i++) {
        if ((c->options->rules >> pov_rule_index(found->finding[i].rule) & 1U) != 0) {
            found->by_severity[found->finding[i].severity]++;
            found->finding[kept++] = found->finding[i];
        }
    }
    found->count = kept;
}

static pov_status prepare(pov_checker *c)
{
    c->row_explained = calloc(c->plan->row_count + 1, sizeof *c->row_explained);
    c->row_misplaced = calloc(c->plan->row_count + 1, sizeof *c->row_misplaced);
    return c->row_explained != NULL && c->row_misplaced != NULL ? pov_sums_init(c) : POV_ERR_NOMEM;
}

pov_status pov_check(const pov_solution *solution, const pov_check_options *options,
                     pov_findings *findings, pov_error *err)
{
    pov_checker c = {
        .solution = solution,
        .plan = solution->plan,
        .options = options,
        .findings = findings,
    };
    pov_status status = prepare(&c);

    if (status == POV_OK) {
        run_rules(&c);
        keep_wanted(&c);
        if (!options->trial) {
            pov_fixes_try(&c, pov_check);
        }
        status = c.failed ? POV_ERR_NOMEM : POV_OK;
    }
    if (status == POV_OK && findings->count > 1) {
        qsort(findings->finding, findings->count, sizeof *findings->finding, compare_findings);
    }
    free(c.row_explained);
    free(c.row_misplaced);
    pov_sums_fini(&c);
    return status == POV_OK ? POV_OK : pov_fail(err, status, "out of memory");
}
