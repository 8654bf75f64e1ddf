/*
 * The check: runs the rules and puts what they find in order.
 */
#include "calculator/check/rules.h"

#include <stdlib.h>
#include <string.h>

const char *pov_rule_name(pov_rule rule)
{
    static const char *const names[POV_RULE_COUNT] = {
#define POV_RULE_NAME(id, name) [id] = (name),
        POV_RULE_LIST(POV_RULE_NAME)
#undef POV_RULE_NAME
    };
    return names[rule];
}

pov_rule pov_rule_find(const char *name)
{
    size_t rule = 0;

    while (rule < POV_RULE_COUNT && strcmp(pov_rule_name((pov_rule)rule), name) != 0) {
        rule++;
    }
    return (pov_rule)rule;
}

const char *pov_severity_name(pov_severity severity)
{
    static const char *const names[] = {
        [POV_NOTE] = "note", [POV_WARNING] = "warning", [POV_ERROR] = "error"};
    return names[severity];
}

/* ---- findings ---- */

pov_check_finding pov_finding_start(pov_rule rule, pov_severity severity, const char *message,
                                    size_t row, pov_quantity quantity)
{
    return (pov_check_finding){
        .rule = rule,
        .severity = severity,
        .message = message,
        .row = row,
        .quantity = quantity,
        .stated = pov_figure_unknown(POV_KIND_COUNT),
        .expected = pov_figure_unknown(POV_KIND_COUNT),
    };
}

static void add_argument(pov_check_finding *finding, pov_argument argument)
{
    if (finding->argument_count < POV_ARGUMENTS_MAX) {
        finding->argument[finding->argument_count++] = argument;
    }
}

void pov_finding_figure(pov_check_finding *finding, pov_figure figure)
{
    add_argument(finding, (pov_argument){.kind = POV_ARGUMENT_FIGURE, .figure = figure});
}

void pov_finding_bounds(pov_check_finding *finding, pov_figure figure)
{
    add_argument(finding, (pov_argument){.kind = POV_ARGUMENT_BOUNDS, .figure = figure});
}

void pov_finding_text(pov_check_finding *finding, const char *text)
{
    add_argument(finding, (pov_argument){.kind = POV_ARGUMENT_TEXT, .text = text});
}

void pov_finding_number(pov_check_finding *finding, size_t number)
{
    add_argument(finding, (pov_argument){.kind = POV_ARGUMENT_NUMBER, .number = number});
}

void pov_found(checker *c, pov_check_finding *finding)
{
    pov_findings *to = c->findings;

    if (finding->severity == POV_ERROR) {
        c->row_explained[finding->row] = true;
        if (finding->has_fix) {
            c->row_explained[finding->fix_cell.row] = true;
        }
    }
    if ((c->options->rules >> finding->rule & 1U) == 0) {
        return;
    }
    if (pov_grow(&to->finding, &to->capacity, to->count + 1, sizeof *to->finding) != POV_OK) {
        c->failed = true;
        return;
    }
    if (finding->quantity != POV_QUANTITY_COUNT) {
        finding->stated = pov_stated_figure(c, finding->row, finding->quantity);
    }
    to->finding[to->count++] = *finding;
    to->by_severity[finding->severity]++;
}

pov_figure pov_stated_figure(const checker *c, size_t row, pov_quantity quantity)
{
    return pov_row_figure(&c->plan->row[row], quantity);
}

pov_figure pov_bounds_figure(pov_kind kind, unsigned digits, pov_interval bounds)
{
    return (pov_figure){
        .value = bounds.low,
        .value_high = bounds.low,
        .bounds = bounds,
        .kind = (uint8_t)kind,
        .basis = POV_BASIS_DERIVED,
        .digits = (uint8_t)digits,
    };
}

pov_figure pov_count_figure(pov_interval bounds)
{
    return pov_bounds_figure(POV_KIND_COUNT, 0, bounds);
}

unsigned pov_telling_digits(const pov_figure *stated, pov_interval expected)
{
    unsigned digits = stated->digits > 2 ? stated->digits : 2;

    for (; digits < 8; digits++) {
        int64_t unit = pov_digit_unit(digits);
        pov_interval printed = expected;
        if (!pov_is_open(expected.low)) {
            printed.low = pov_muldiv_floor(expected.low, 1, unit) * unit;
        }
        if (!pov_is_open(expected.high)) {
            printed.high = pov_muldiv_ceil(expected.high, 1, unit) * unit;
        }
        if (stated->value < printed.low || stated->value > printed.high) {
            break;
        }
    }
    return digits;
}

bool pov_is_stated(const checker *c, size_t row, pov_quantity quantity)
{
    return quantity != POV_QUANTITY_COUNT && pov_row_stated(&c->plan->row[row], quantity) != NULL;
}

/* ---- mending ---- */

int64_t pov_relative_change(int64_t value, pov_interval allowed)
{
    int64_t near = pov_clamp(value, allowed);
    int64_t away = near > value ? near - value : value - near;
    int64_t size = value < 0 ? -value : value;

    return pov_muldiv_ceil(away, 1000000, size > 0 ? size : 1);
}

void pov_mend_with(checker *c, pov_check_finding *finding, pov_cell_place cell,
                   pov_interval allowed)
{
    static const pov_interval counts = {-POV_COUNT_MAX, POV_COUNT_MAX};
    pov_figure stated = pov_stated_figure(c, cell.row, cell.quantity);

    if (stated.kind != POV_KIND_COUNT) { /* what would have to be printed, in the digits that are */
        int64_t unit = pov_digit_unit(stated.digits);
        if (allowed.low != POV_NO_LOW) {
            allowed.low = pov_muldiv_round(allowed.low, 1, unit) * unit;
        }
        if (allowed.high != POV_NO_HIGH) {
            allowed.high = pov_muldiv_round(allowed.high, 1, unit) * unit;
        }
    } else {
        if (allowed.low > POV_COUNT_MAX || allowed.high < -POV_COUNT_MAX) {
            return; /* no file can hold it */
        }
        if (!pov_is_open(allowed.low)) {
            allowed.low = pov_clamp(allowed.low, counts);
        }
        if (!pov_is_open(allowed.high)) {
            allowed.high = pov_clamp(allowed.high, counts);
        }
    }
    finding->has_fix = true;
    finding->fix_cell = cell;
    finding->fix = pov_bounds_figure((pov_kind)stated.kind, stated.digits, allowed);
}

pov_interval pov_grown(pov_interval households, pov_interval growth)
{
    if (growth.low == POV_NO_LOW) {
        return (pov_interval){0, POV_NO_HIGH};
    }
    return (pov_interval){
        pov_muldiv_floor(households.low, POV_HUNDRED_PERCENT + growth.low, POV_HUNDRED_PERCENT),
        households.high == POV_NO_HIGH
            ? POV_NO_HIGH
            : pov_muldiv_ceil(households.high, POV_HUNDRED_PERCENT + growth.high,
                              POV_HUNDRED_PERCENT),
    };
}

/* Whether the remaining counts of a row fit its remaining rates, at the growth that is assumed. */
static bool fits_target(const checker *c, const pov_solved *s)
{
    for (size_t m = 0; m < POV_MEASURE_MULTI; m++) {
        pov_interval left = s->of[m][POV_REMAINING].bounds;
        pov_interval share = s->of[m][POV_REMAINING_SHARE].bounds;
        pov_interval then = s->target_households.basis == POV_BASIS_STATED
                                ? s->target_households.bounds
                                : pov_grown(s->households.bounds, c->solution->assumptions.growth);
        if (s->of[m][POV_REMAINING_SHARE].basis == POV_BASIS_STATED &&
            !pov_narrow_ratio(&left, &then, &share)) {
            return false;
        }
    }
    return true;
}

void pov_mend_row(checker *c, pov_check_finding *finding, pov_quantity_set among)
{
    const pov_row *row = &c->plan->row[finding->row];
    int64_t best = POV_NO_HIGH;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        pov_solved without;
        if (stated == NULL || !pov_set_has(among, (pov_quantity)q)) {
            continue;
        }
        pov_solve_row_alone(row, pov_set_of((pov_quantity)q), &without);
        const pov_figure *free = pov_solved_figure(&without, (pov_quantity)q);
        if (without.conflicts != 0 || free == NULL) {
            continue;
        }
        pov_interval allowed = free->bounds;
        allowed = pov_interval_meet(allowed, pov_room_in_lists(c, finding->row, (pov_quantity)q));
        int64_t change = pov_relative_change(stated->face, allowed);
        if (pov_interval_empty(allowed) || change == 0) {
            continue; /* of a range that holds the printed number nothing can be learnt */
        }
        if (free->kind == POV_KIND_COUNT && allowed.low > POV_COUNT_MAX) {
            continue; /* no file can hold it */
        }
        if (!fits_target(c, &without)) { /* after any cell that the target's figures agree with */
            change = pov_saturate((pov_wide)change + POV_COUNT_MAX);
        }
        if (change < best) {
            best = change;
            pov_mend_with(c, finding, (pov_cell_place){finding->row, (pov_quantity)q}, allowed);
        }
    }
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
    return a->rule < b->rule ? -1 : a->rule > b->rule;
}

static pov_status prepare(checker *c)
{
    c->row_explained = calloc(c->plan->row_count + 1, sizeof *c->row_explained);
    return c->row_explained != NULL ? pov_sums_init(c) : POV_ERR_NOMEM;
}

pov_status pov_check(const pov_solution *solution, const pov_check_options *options,
                     pov_findings *findings, pov_error *err)
{
    checker c = {
        .solution = solution,
        .plan = solution->plan,
        .options = options,
        .findings = findings,
    };
    pov_status status = prepare(&c);

    if (status == POV_OK) {
        for (size_t r = 0; r < c.plan->row_count; r++) {
            pov_check_row(&c, r);
        }
        pov_check_flows(&c);
        pov_check_series(&c);
        pov_check_lists(&c);
        pov_check_contradictions(&c);
        status = c.failed ? POV_ERR_NOMEM : POV_OK;
    }
    if (status == POV_OK && findings->count > 1) {
        qsort(findings->finding, findings->count, sizeof *findings->finding, compare_findings);
    }
    free(c.row_explained);
    pov_sums_fini(&c);
    return status == POV_OK ? POV_OK : pov_fail(err, status, "out of memory");
}

void pov_findings_fini(pov_findings *findings)
{
    free(findings->finding);
    pov_arena_fini(&findings->arena);
    *findings = (pov_findings)POV_FINDINGS_INIT;
}
