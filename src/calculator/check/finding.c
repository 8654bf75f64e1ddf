/*
 * Makes findings, and the figures that their messages mention.
 */
#include "calculator/check/finding.h"

#include <stdlib.h>

pov_check_finding pov_finding_start(const pov_rule *rule, size_t message, pov_severity severity,
                                    size_t row, pov_quantity quantity)
{
    return (pov_check_finding){
        .rule = rule,
        .severity = severity,
        .message = rule->message[message],
        .row = row,
        .quantity = quantity,
        .fix_with = POV_QUANTITY_COUNT,
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

void pov_finding_line(pov_check_finding *finding, size_t row)
{
    add_argument(finding, (pov_argument){.kind = POV_ARGUMENT_LINE, .number = row});
}

void pov_finding_cells(pov_checker *c, pov_check_finding *finding, const pov_cell_place *cell,
                       size_t count)
{
    pov_cell_place *kept = pov_arena_alloc(&c->findings->arena, (count + 1) * sizeof *kept);

    if (kept == NULL) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        kept[i] = cell[i];
    }
    finding->cell = kept;
    finding->cell_count = count;
}

void pov_finding_report(pov_checker *c, pov_check_finding *finding)
{
    pov_findings *to = c->findings;

    if (finding->severity == POV_ERROR) {
        c->row_explained[finding->row] = true;
        if (finding->has_fix) {
            c->row_explained[finding->fix_cell.row] = true;
        }
    }
    if (pov_grow(&to->finding, &to->capacity, to->count + 1, sizeof *to->finding) != POV_OK) {
        c->failed = true;
        return;
    }
    if (finding->quantity != POV_QUANTITY_COUNT) {
        finding->stated = pov_stated_figure(c, finding->row, finding->quantity);
    }
    to->finding[to->count++] = *finding;
}

void pov_finding_soften(pov_checker *c, pov_check_finding *finding, const pov_list *list)
{
    for (size_t i = 0; i < list->count && finding->severity == POV_ERROR; i++) {
        size_t member = c->solution->list_member[list->first + i];
        if ((c->plan->row[member].flags & POV_ROW_INFERRED) != 0) {
            finding->severity = POV_WARNING;
            finding->inferred = true;
            c->row_explained[list->whole] = c->row_explained[finding->row] = true;
        }
    }
}

pov_figure pov_stated_figure(const pov_checker *c, size_t row, pov_quantity quantity)
{
    return pov_row_figure(&c->plan->row[row], quantity);
}

/* An end that a product may have cut at 2^63 is no number to show. Rounds outward: the low end of
 * numbers beyond becomes a number that is certainly below, or unbounded. */
static pov_interval shown_bounds(pov_interval a)
{
    return (pov_interval){
        a.low < POV_NO_LOW / 4    ? POV_NO_LOW
        : a.low > POV_NO_HIGH / 4 ? POV_NO_HIGH / 4
                                  : a.low,
        a.high > POV_NO_HIGH / 4  ? POV_NO_HIGH
        : a.high < POV_NO_LOW / 4 ? POV_NO_LOW / 4
                                  : a.high,
    };
}

pov_figure pov_bounds_figure(pov_kind kind, unsigned digits, pov_interval bounds)
{
    bounds = shown_bounds(bounds);
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

unsigned pov_digits_to_distinguish(const pov_figure *stated, pov_interval expected)
{
    unsigned digits = stated->digits > 2 ? stated->digits : 2;

    for (; digits < 8; digits++) {
        int64_t unit = pov_digit_unit(digits);
        pov_interval printed = expected;
        bool one = !pov_is_open(expected.low) && expected.high - 1 <= expected.low;
        if (!pov_is_open(expected.low)) {
            printed.low = one ? pov_round_to(expected.low, unit) : pov_floor_to(expected.low, unit);
        }
        if (one) {
            printed.high = printed.low;
        } else if (!pov_is_open(expected.high)) {
            printed.high = pov_ceil_to(expected.high, unit);
        }
        if (stated->value < printed.low || stated->value > printed.high) {
            break;
        }
    }
    return digits;
}

void pov_findings_fini(pov_findings *findings)
{
    free(findings->finding);
    free(findings->seen);
    pov_arena_fini(&findings->arena);
    *findings = (pov_findings)POV_FINDINGS_INIT;
}
