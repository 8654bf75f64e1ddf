/*
 * The flows of a year: those at its start, less those who left, plus those who came, are those at
 * its end; for the poor and for the near-poor.
 */
#include "calculator/check/flows.h"

#include "calculator/check/fix.h"
#include "calculator/check/rules.h"

#include <stdlib.h>

enum { NO_WAY, MISSING_FLOW, TO_NEAR_POOR, REVISED, TOO_MANY_LEFT };

/* Of the ways out, and of the ways in, the first one listed that is not printed explains a gap. */
static const pov_flow explanations[POV_MEASURE_MULTI][POV_FLOW_COUNT] = {
    {{POV_OTHER_DECREASE, -1},
     {POV_ESCAPED, -1},
     {POV_OTHER_INCREASE, 1},
     {POV_NEWLY_POOR, 1},
     {POV_RELAPSED, 1},
     {POV_FROM_NEAR_POOR, 1}},
    {{POV_NEAR_POOR_OTHER_DECREASE, -1},
     {POV_NEAR_POOR_ESCAPED, -1},
     {POV_FROM_NEAR_POOR, -1},
     {POV_NEAR_POOR_OTHER_INCREASE, 1},
     {POV_NEWLY_NEAR_POOR, 1},
     {POV_NEAR_POOR_RELAPSED, 1},
     {POV_ESCAPED_TO_NEAR_POOR, 1}},
};

static bool has_flow(const pov_flow_view *v, const pov_flow *flow)
{
    return flow->sign != 0 && pov_is_stated(v->c, v->row, flow->quantity);
}

static pov_interval flow_bounds(const pov_flow_view *v, pov_quantity flow)
{
    return pov_stated_figure(v->c, v->row, flow).bounds;
}

static void add_up(pov_flow_view *v)
{
    const pov_row *row = &v->c->plan->row[v->row];

    for (size_t i = 1; i < POV_FLOW_COUNT; i++) {
        const pov_flow *flow = &pov_flows[v->measure][i];
        /* one between poor and near-poor is printed for the poor: it says nothing of the others */
        if (has_flow(v, flow) && pov_quantity_get(flow->quantity)->subject == v->measure) {
            v->ways_out += flow->sign < 0;
            v->ways_in += flow->sign > 0;
        }
    }
    for (unsigned reading = POV_FLOW_READINGS; reading-- > 0;) { /* the first one is kept */
        pov_interval possible, printed;
        if (pov_flows_end(row, v->measure, reading, 0, POV_NO_HIGH, v->from, &possible) &&
            pov_flows_end(row, v->measure, reading, 0, 0, v->from, &printed)) {
            v->possible = possible;
            v->printed = printed;
            v->fits = v->fits || !pov_interval_empty(pov_interval_meet(v->count, possible));
            v->adds_up = v->adds_up || !pov_interval_empty(pov_interval_meet(v->count, printed));
        }
    }
}

/* The cells of the equation, kept with the findings: the start, and the flows of this sign; 0: all
 * of them. */
static void add_cells(const pov_flow_view *v, int sign, pov_check_finding *f)
{
    pov_cell_place cell[POV_FLOW_COUNT];
    size_t count = 0;

    cell[count++] = v->start;
    for (size_t i = 1; i < POV_FLOW_COUNT; i++) {
        const pov_flow *flow = &pov_flows[v->measure][i];
        if (has_flow(v, flow) && (sign == 0 || flow->sign == sign)) {
            cell[count++] = (pov_cell_place){v->row, flow->quantity};
        }
    }
    pov_finding_cells(v->c, f, cell, count);
}

static int sign_of(const pov_flow_view *v, pov_quantity quantity)
{
    for (size_t i = 0; i < POV_FLOW_COUNT; i++) {
        if (pov_flows[v->measure][i].quantity == quantity) {
            return pov_flows[v->measure][i].sign;
        }
    }
    return 1; /* the count of the year before, as the start */
}

/* Each printed cell in turn: what it would have to be if all others are right. */
static void suggest_fix(const pov_flow_view *v, pov_check_finding *f)
{
    pov_interval off = pov_interval_subtract(v->count, v->possible); /* to be added */
    int64_t best = POV_NO_HIGH;

    for (size_t i = 0; i < f->cell_count; i++) {
        pov_cell_place cell = f->cell[i];
        pov_figure stated = pov_stated_figure(v->c, cell.row, cell.quantity);
        pov_interval more = sign_of(v, cell.quantity) > 0 ? off : pov_interval_negate(off);
        pov_interval allowed = pov_interval_meet(pov_interval_add(stated.bounds, more),
                                                 (pov_interval){0, POV_NO_HIGH});
        int64_t change = pov_relative_change(stated.value, allowed);
        if (!pov_interval_empty(allowed) && change < best) {
            best = change;
            pov_fix_set(v->c, f, cell, allowed);
        }
    }
    /* the count at the end is a candidate too, if the rest of its row allows it */
    pov_check_finding end = *f;
    pov_fix_suggest(v->c, &end, pov_set_of(v->end));
    if (end.has_fix && end.fix_cell.quantity == v->end) {
        pov_interval allowed = pov_interval_meet(end.fix.bounds, v->possible);
        if (!pov_interval_empty(allowed) && pov_relative_change(v->count.low, allowed) < best) {
            pov_fix_set(v->c, f, (pov_cell_place){v->row, v->end}, allowed);
        }
    }
}

static void report_error(const pov_flow_view *v)
{
    pov_check_finding f = pov_finding_start(&pov_rule_flow, NO_WAY, POV_ERROR, v->row, v->end);

    pov_finding_bounds(&f, pov_count_figure(v->count));
    f.expected = pov_count_figure(pov_interval_meet(v->possible, (pov_interval){0, POV_NO_HIGH}));
    pov_finding_bounds(&f, f.expected);
    add_cells(v, 0, &f);
    suggest_fix(v, &f);
    pov_finding_report(v->c, &f);
}

/* The printed flows alone do not add up: names the flow that would explain it, if it is not
 * printed. */
static void report_gap(const pov_flow_view *v)
{
    int64_t gap = v->count.low - v->printed.low;
    int sign = gap > 0 ? 1 : -1;
    const pov_flow *missing = explanations[v->measure];

    while (missing->sign != 0 && (missing->sign != sign || has_flow(v, missing))) {
        missing++;
    }
    if (missing->sign == 0) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_flow, MISSING_FLOW, POV_WARNING, v->row, v->end);
    f.expected = pov_count_figure(v->printed);
    pov_finding_bounds(&f, pov_count_figure(v->count));
    pov_finding_bounds(&f, f.expected);
    pov_finding_text(&f, pov_quantity_get(missing->quantity)->name);
    pov_finding_bounds(&f, pov_count_figure(pov_interval_point(gap * sign)));
    add_cells(v, 0, &f);
    f.has_fix = gap * sign <= POV_COUNT_MAX; /* a file can hold it */
    f.fix_cell = (pov_cell_place){v->row, missing->quantity};
    f.fix = pov_count_figure(pov_interval_point(gap * sign));
    f.fix_in_message = true;
    pov_finding_report(v->c, &f);
}

/*
 * More left than there were at the start. Those who became poor within the year are not among them,
 * since the review compares its list with that of the year before. Of the near-poor, those who fell
 * may be counted among those who left.
 */
static bool check_left(const pov_flow_view *v)
{
    pov_wide left = 0;
    pov_quantity largest = POV_QUANTITY_COUNT;
    int64_t most = 0;

    for (size_t i = 1; i < POV_FLOW_COUNT; i++) {
        const pov_flow *flow = &pov_flows[v->measure][i];
        if (flow->sign >= 0 || !has_flow(v, flow)) {
            continue;
        }
        int64_t low = flow_bounds(v, flow->quantity).low;
        if (low > most) {
            most = low;
            largest = flow->quantity;
        }
        bool among = v->measure == POV_MEASURE_NEAR_POOR && flow->quantity == POV_FROM_NEAR_POOR &&
                     has_flow(v, &pov_flows[v->measure][1]) &&
                     low <= flow_bounds(v, pov_flows[v->measure][1].quantity).high;
        left += among ? 0 : low;
    }
    if (!v->starts || largest == POV_QUANTITY_COUNT || left <= v->from.high) {
        return true;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_flow, TOO_MANY_LEFT, POV_ERROR, v->row, largest);
    f.expected = pov_count_figure((pov_interval){0, v->from.high});
    pov_finding_bounds(&f, pov_count_figure(pov_interval_point(pov_saturate(left))));
    pov_finding_bounds(&f, pov_count_figure(v->from));
    add_cells(v, -1, &f);
    pov_finding_report(v->c, &f);
    return false;
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
        if (row->year.year != 0 && row->year.month == 0 &&
            (row->stated_set & (pov_set_of(POV_POOR) | pov_set_of(POV_NEAR_POOR))) != 0) {
            ids[r] = id_of(row, 0);
            status = pov_map_put(map, &ids[r], sizeof ids[r], r);
        }
    }
    return status;
}

/* The start that the row prints against the end of the year before; both are one number unless it
 * was revised. */
static void check_start(const pov_flow_view *v)
{
    pov_quantity start = pov_flows[v->measure][0].quantity;

    if (v->before == POV_NONE || !pov_is_stated(v->c, v->row, start)) {
        return;
    }
    pov_figure printed = pov_stated_figure(v->c, v->row, start);
    pov_figure end = pov_stated_figure(v->c, v->before, v->end);
    if (pov_interval_empty(pov_interval_meet(printed.bounds, end.bounds))) {
        pov_check_finding f =
            pov_finding_start(&pov_rule_flow, REVISED, POV_WARNING, v->row, start);
        pov_finding_figure(&f, printed);
        pov_finding_figure(&f, end);
        pov_finding_line(&f, v->before);
        f.expected = end;
        pov_fix_set(v->c, &f, (pov_cell_place){v->row, start}, end.bounds);
        pov_finding_report(v->c, &f);
    }
}

/* ---- walking ---- */

static pov_flow_view view_of(pov_checker *c, size_t r, size_t before, pov_measure measure)
{
    pov_flow_view v = {.c = c, .row = r, .measure = measure};
    pov_solved_room room;

    v.end = pov_quantity_of(measure, POV_COUNT);
    v.before = before != POV_NONE && pov_is_stated(c, before, v.end) ? before : POV_NONE;
    v.start = (pov_cell_place){r, pov_flows[measure][0].quantity};
    if (!pov_is_stated(c, r, v.start.quantity)) {
        v.start = (pov_cell_place){v.before, v.end};
    }
    v.starts = v.start.row != POV_NONE;
    if (v.starts) {
        v.from = pov_stated_figure(c, v.start.row, v.start.quantity).bounds;
    }
    /* the count as printed, or as poor and near-poor together give it */
    const pov_solved *counts = pov_solve_row_counts(&c->plan->row[r], &room);
    v.count = counts->of[measure][POV_COUNT].bounds;
    add_up(&v);
    v.closed = v.starts && v.ways_out + v.ways_in > 0 && v.count.high != POV_NO_HIGH;
    return v;
}

static bool states_flows(const pov_row *row, pov_measure measure)
{
    pov_quantity_set wanted = 0;

    for (size_t i = 0; i < POV_FLOW_COUNT; i++) {
        wanted |= pov_set_of(pov_flows[measure][i].quantity);
    }
    return (row->stated_set & wanted) != 0;
}

static bool any_flow(const pov_plan *plan)
{
    for (size_t r = 0; r < plan->row_count; r++) {
        if (states_flows(&plan->row[r], POV_MEASURE_POOR) ||
            states_flows(&plan->row[r], POV_MEASURE_NEAR_POOR)) {
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
        for (int measure = 0; measure < POV_MEASURE_MULTI; measure++) {
            if (states_flows(row, (pov_measure)measure)) {
                pov_flow_view v = view_of(c, r, before, (pov_measure)measure);
                visit(&v, context);
            }
        }
    }
    pov_map_fini(&years);
    free(ids);
}

/* ---- the rule ---- */

static void look_at(const pov_flow_view *v, void *context)
{
    (void)context;
    if (v->measure == POV_MEASURE_POOR) {
        check_escaped(v->c, v->row);
    }
    check_start(v);
    if (!check_left(v) || !v->closed) {
        return;
    }
    if (!v->fits) {
        report_error(v);
    } else if (v->ways_out > 0 && v->ways_in > 0 && pov_interval_exact(v->count) &&
               pov_interval_exact(v->printed) && !v->adds_up) {
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
                      "is named), or where the start is not the end of the year before. \"Newly "
                      "poor\" may be all who came, and is read so where that fits. It is an error, "
                      "too, where more left than there were at the start; the same for the "
                      "near-poor."),
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
            [TOO_MANY_LEFT] = POV_TEXT("{0} are stated to have left, but at the start of the year "
                                       "there were only {1} ({cells})"),
        },
    .plan = {[POV_ALL] = look},
};
