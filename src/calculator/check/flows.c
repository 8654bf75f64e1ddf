/*
 * The flows of a year: poor at its start, less those who left, plus those who came, are the poor at
 * its end.
 */
#include "calculator/check/flows.h"

#include "calculator/check/fix.h"
#include "calculator/check/rules.h"

#include <stdlib.h>

enum { NO_WAY, MISSING_FLOW, TO_NEAR_POOR, REVISED };

typedef struct flow {
    pov_quantity quantity;
    int sign;
} flow;

/* Of the ways out, and of the ways in, the first one listed that is not printed explains a gap. */
static const flow flows[] = {
    {POV_OTHER_DECREASE, -1}, {POV_ESCAPED, -1}, {POV_OTHER_INCREASE, 1},
    {POV_NEWLY_POOR, 1},      {POV_RELAPSED, 1}, {POV_FROM_NEAR_POOR, 1},
};
#define FLOW_COUNT (sizeof flows / sizeof *flows)

static pov_interval signed_interval(pov_interval a, int sign)
{
    return sign > 0 ? a : pov_interval_subtract((pov_interval){0, 0}, a);
}

static void add_up(pov_flow_view *v)
{
    v->printed = v->from;
    v->possible = v->from;
    for (size_t i = 0; i < FLOW_COUNT; i++) {
        pov_interval part = {0, POV_NO_HIGH};
        if (pov_is_stated(v->c, v->row, flows[i].quantity)) {
            part = pov_stated_figure(v->c, v->row, flows[i].quantity).bounds;
            v->printed = pov_interval_add(v->printed, signed_interval(part, flows[i].sign));
            v->ways_out += flows[i].sign < 0;
            v->ways_in += flows[i].sign > 0;
        }
        v->possible = pov_interval_add(v->possible, signed_interval(part, flows[i].sign));
    }
}

/* The cells of the equation, kept with the findings. */
static void add_cells(const pov_flow_view *v, pov_check_finding *f)
{
    pov_cell_place *cell = pov_arena_alloc(&v->c->findings->arena, (FLOW_COUNT + 2) * sizeof *cell);
    size_t count = 0;

    if (cell == NULL) {
        v->c->failed = true;
        return;
    }
    cell[count++] = v->start;
    for (size_t i = 0; i < FLOW_COUNT; i++) {
        if (pov_is_stated(v->c, v->row, flows[i].quantity)) {
            cell[count++] = (pov_cell_place){v->row, flows[i].quantity};
        }
    }
    f->cell = cell;
    f->cell_count = count;
}

/* Each printed cell in turn: what it would have to be if all others are right. */
static void suggest_fix(const pov_flow_view *v, pov_check_finding *f)
{
    pov_interval off = pov_interval_subtract(v->poor, v->possible); /* to be added */
    int64_t best = POV_NO_HIGH;

    for (size_t i = 0; i < f->cell_count; i++) {
        pov_cell_place cell = f->cell[i];
        bool out = cell.quantity == POV_OTHER_DECREASE || cell.quantity == POV_ESCAPED;
        pov_figure stated = pov_stated_figure(v->c, cell.row, cell.quantity);
        pov_interval allowed =
            pov_interval_meet(pov_interval_add(stated.bounds, signed_interval(off, out ? -1 : 1)),
                              (pov_interval){0, POV_NO_HIGH});
        int64_t change = pov_relative_change(stated.value, allowed);
        if (!pov_interval_empty(allowed) && change < best) {
            best = change;
            pov_fix_set(v->c, f, cell, allowed);
        }
    }
    /* the count at the end is a candidate too, if the rest of its row allows it */
    pov_check_finding end = *f;
    pov_fix_suggest(v->c, &end, pov_set_of(POV_POOR));
    if (end.has_fix && end.fix_cell.quantity == POV_POOR) {
        pov_interval allowed = pov_interval_meet(end.fix.bounds, v->possible);
        if (!pov_interval_empty(allowed) && pov_relative_change(v->poor.low, allowed) < best) {
            pov_fix_set(v->c, f, (pov_cell_place){v->row, POV_POOR}, allowed);
        }
    }
}

static void report_error(const pov_flow_view *v)
{
    pov_check_finding f = pov_finding_start(&pov_rule_flow, NO_WAY, POV_ERROR, v->row, POV_POOR);

    pov_finding_bounds(&f, pov_count_figure(v->poor));
    f.expected = pov_count_figure(pov_interval_meet(v->possible, (pov_interval){0, POV_NO_HIGH}));
    pov_finding_bounds(&f, f.expected);
    add_cells(v, &f);
    suggest_fix(v, &f);
    pov_finding_report(v->c, &f);
}

/* The printed flows alone do not add up: names the flow that would explain it, if it is not
 * printed. */
static void report_gap(const pov_flow_view *v)
{
    int64_t gap = v->poor.low - v->printed.low;
    int sign = gap > 0 ? 1 : -1;
    size_t missing = 0;

    while (missing < FLOW_COUNT &&
           (flows[missing].sign != sign || pov_is_stated(v->c, v->row, flows[missing].quantity))) {
        missing++;
    }
    if (missing == FLOW_COUNT) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_flow, MISSING_FLOW, POV_WARNING, v->row, POV_POOR);
    f.expected = pov_count_figure(v->printed);
    pov_finding_bounds(&f, pov_count_figure(v->poor));
    pov_finding_bounds(&f, f.expected);
    pov_finding_text(&f, pov_quantity_get(flows[missing].quantity)->name);
    pov_finding_bounds(&f, pov_count_figure(pov_interval_point(gap * sign)));
    add_cells(v, &f);
    f.has_fix = gap * sign <= POV_COUNT_MAX; /* a file can hold it */
    f.fix_cell = (pov_cell_place){v->row, flows[missing].quantity};
    f.fix = pov_count_figure(pov_interval_point(gap * sign));
    f.fix_in_message = true;
    pov_finding_report(v->c, &f);
}

static void check_escaped(pov_checker *c, size_t r)
{
    if (!pov_is_stated(c, r, POV_ESCAPED) || !pov_is_stated(c, r, POV_ESCAPED_TO_NEAR_POOR)) {
        return;
    }
    pov_figure all = pov_stated_figure(c, r, POV_ESCAPED);
    pov_figure part = pov_stated_figure(c, r, POV_ESCAPED_TO_NEAR_POOR);
    if (part.bounds.low > all.bounds.high) {
        pov_check_finding f =
            pov_finding_start(&pov_rule_flow, TO_NEAR_POOR, POV_ERROR, r, POV_ESCAPED_TO_NEAR_POOR);
        pov_finding_figure(&f, part);
        pov_finding_figure(&f, all);
        f.expected = pov_count_figure((pov_interval){0, all.bounds.high});
        pov_fix_set(c, &f, (pov_cell_place){r, POV_ESCAPED_TO_NEAR_POOR}, f.expected.bounds);
        pov_finding_report(c, &f);
    }
}

/* The year before, of the same unit, group and standard. All members are of one size: no
 * padding. */
typedef struct year_id {
    size_t unit;
    const char *group, *standard;
    int64_t year;
} year_id;

static year_id id_of(const pov_row *row, int years)
{
    return (year_id){row->unit, row->group, row->standard, row->year.year + years};
}

static pov_status index_years(const pov_plan *plan, pov_map *map, year_id *ids)
{
    pov_status status = POV_OK;

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const pov_row *row = &plan->row[r];
        if (row->year.year != 0 && row->year.month == 0 && pov_row_stated(row, POV_POOR) != NULL) {
            ids[r] = id_of(row, 0);
            status = pov_map_put(map, &ids[r], sizeof ids[r], r);
        }
    }
    return status;
}

/* The start that the row prints against the end of the year before; both are one number unless it
 * was revised. */
static void check_start(pov_checker *c, size_t r, size_t before)
{
    pov_figure printed = pov_stated_figure(c, r, POV_START_POOR);
    pov_figure end = pov_stated_figure(c, before, POV_POOR);

    if (pov_interval_empty(pov_interval_meet(printed.bounds, end.bounds))) {
        pov_check_finding f =
            pov_finding_start(&pov_rule_flow, REVISED, POV_WARNING, r, POV_START_POOR);
        pov_finding_figure(&f, printed);
        pov_finding_figure(&f, end);
        pov_finding_number(&f, c->plan->row[before].line);
        f.expected = end;
        pov_fix_set(c, &f, (pov_cell_place){r, POV_START_POOR}, end.bounds);
        pov_finding_report(c, &f);
    }
}

/* ---- walking ---- */

static void find_start(pov_flow_view *v)
{
    pov_cell_place printed = {v->row, POV_START_POOR}, end = {v->before, POV_POOR};

    v->start = pov_is_stated(v->c, v->row, POV_START_POOR) ? printed : end;
    v->starts = v->start.row != POV_NONE;
    if (v->starts) {
        v->from = pov_stated_figure(v->c, v->start.row, v->start.quantity).bounds;
    }
}

static pov_flow_view view_of(pov_checker *c, size_t r, size_t before)
{
    pov_flow_view v = {.c = c, .row = r, .before = before};
    pov_solved counts;

    find_start(&v);
    add_up(&v);
    if (v.starts && v.ways_out + v.ways_in > 0) {
        /* the count as printed, or as poor and near-poor together give it */
        pov_solve_row_counts(&c->plan->row[r], &counts);
        v.poor = counts.of[POV_MEASURE_POOR][POV_COUNT].bounds;
        v.closed = v.poor.high != POV_NO_HIGH;
    }
    return v;
}

static bool any_flow(const pov_plan *plan)
{
    pov_quantity_set wanted = pov_set_of(POV_START_POOR) | pov_set_of(POV_ESCAPED_TO_NEAR_POOR);

    for (size_t i = 0; i < FLOW_COUNT; i++) {
        wanted |= pov_set_of(flows[i].quantity);
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if ((plan->row[r].stated_set & wanted) != 0) {
            return true;
        }
    }
    return false;
}

void pov_flows_walk(pov_checker *c, pov_flow_visit *visit, void *context)
{
    const pov_plan *plan = c->plan;
    pov_map years = {0};

    if (!any_flow(plan)) {
        return; /* as in most plans; finding the years takes time */
    }
    year_id *ids = malloc((plan->row_count + 1) * sizeof *ids);
    if (ids == NULL || index_years(plan, &years, ids) != POV_OK) {
        c->failed = true;
    }
    for (size_t r = 0; r < plan->row_count && !c->failed; r++) {
        const pov_row *row = &plan->row[r];
        size_t before = POV_NONE;
        if (row->year.year != 0 && row->year.month == 0) {
            year_id id = id_of(row, -1);
            before = pov_map_get(&years, &id, sizeof id);
        }
        pov_flow_view v = view_of(c, r, before);
        visit(&v, context);
    }
    pov_map_fini(&years);
    free(ids);
}

/* ---- the rule ---- */

static void look_at(const pov_flow_view *v, void *context)
{
    (void)context;
    check_escaped(v->c, v->row);
    if (v->before != POV_NONE && pov_is_stated(v->c, v->row, POV_START_POOR)) {
        check_start(v->c, v->row, v->before);
    }
    if (!v->closed) {
        return;
    }
    if (pov_interval_empty(pov_interval_meet(v->poor, v->possible))) {
        report_error(v);
    } else if (v->ways_out > 0 && v->ways_in > 0 && pov_interval_exact(v->poor) &&
               pov_interval_exact(v->printed) && v->poor.low != v->printed.low) {
        report_gap(v);
    }
}

static void look(pov_checker *c)
{
    pov_flows_walk(c, look_at, NULL);
}

const pov_rule pov_rule_flow = {
    .name = "flow",
    .relation = POV_TALLY_FLOW,
    .severity = POV_TEXT("error or warning"),
    .about = POV_TEXT("The flows of the year do not lead from the poor at its start to those at "
                      "its end. It is an error where no values of the flows that are not stated "
                      "help; a warning where the stated flows alone do not add up (the missing one "
                      "is named), or where the start is not the end of the year before."),
    .message =
        {
            [NO_WAY] = POV_TEXT("{0} are stated at the end of the year, but the flows leave {1} "
                                "({cells})"),
            [MISSING_FLOW] = POV_TEXT("{0} are stated at the end of the year, but the printed "
                                      "flows leave {1} ({cells}); it holds if {2} is {3}"),
            [TO_NEAR_POOR] =
                POV_TEXT("{0} escaped poverty to near-poor, but only {1} escaped poverty at all"),
            [REVISED] = POV_TEXT("{0} at the start of the year, but line {2} has {1} at the end of "
                                 "the year before; it holds if that was revised"),
        },
    .plan = look,
};
