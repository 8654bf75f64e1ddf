/*
 * One row by itself: what it states, narrowed by the relations within the row.
 *
 * Layer after layer (relation.h): a layer that would leave nothing is taken back and noted as a
 * conflict; the bounds from before remain.
 */
#include "calculator/solve/solve.h"

#include <string.h>

#define ROUNDS 64

/* ---- what is stated ---- */

#define NOTHING_OF(KIND, LOW, HIGH)                                                                \
    {                                                                                              \
        .bounds = {LOW, HIGH}, .kind = (KIND)                                                      \
    }

static const pov_figure nothing_of[POV_ASPECT_COUNT] = {
    [POV_COUNT] = NOTHING_OF(POV_KIND_COUNT, 0, POV_NO_HIGH),
    [POV_RATE] = NOTHING_OF(POV_KIND_RATE, 0, POV_HUNDRED_PERCENT),
    [POV_PP] = NOTHING_OF(POV_KIND_POINTS, POV_NO_LOW, POV_NO_HIGH),
    [POV_REDUCTION] = NOTHING_OF(POV_KIND_COUNT, POV_NO_LOW, POV_NO_HIGH),
    [POV_REMAINING] = NOTHING_OF(POV_KIND_COUNT, 0, POV_NO_HIGH),
    [POV_REMAINING_SHARE] = NOTHING_OF(POV_KIND_RATE, 0, POV_HUNDRED_PERCENT),
    [POV_RELATIVE] = NOTHING_OF(POV_KIND_CHANGE, POV_NO_LOW, POV_NO_HIGH),
};

void pov_solved_clear(pov_solved *solved)
{
    solved->households = solved->target_households = nothing_of[POV_COUNT];
    solved->growth = nothing_of[POV_RELATIVE];
    solved->conflicts = 0;
    solved->reports = solved->grown = solved->beyond_poor = false;
    solved->open = solved->open_alone = false;
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        memcpy(solved->of[m], nothing_of, sizeof nothing_of);
    }
}

/* Coarsest printed digits among the row's rates; rates that are not printed count as printed so. */
static unsigned coarsest_digits(const pov_row *row)
{
    unsigned coarsest = POV_DIGITS_MAX + 1;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        if (stated != NULL && pov_quantity_get((pov_quantity)q)->kind == POV_KIND_RATE &&
            stated->digits < coarsest) {
            coarsest = stated->digits;
        }
    }
    return coarsest > POV_DIGITS_MAX ? 2 : coarsest;
}

int64_t pov_rate_unit(const pov_row *row, pov_quantity rate)
{
    const pov_stated *stated = pov_row_stated(row, rate);

    return pov_digit_unit(stated != NULL ? stated->digits : coarsest_digits(row));
}

/* The rate of poor and near-poor together is often the sum of two printed rates. */
static void allow_sum_of_rates(const pov_row *row, pov_figure *multi)
{
    if (multi->basis != POV_BASIS_STATED) {
        return;
    }
    int64_t units = pov_rate_unit(row, POV_POOR_RATE) + pov_rate_unit(row, POV_NEAR_POOR_RATE);
    multi->bounds.low -= units / 2;
    multi->bounds.high += units / 2;
    multi->bounds = pov_interval_meet(multi->bounds, (pov_interval){0, POV_HUNDRED_PERCENT});
}

static const pov_stated *stated_but(const pov_row *row, pov_quantity quantity,
                                    pov_quantity_set without)
{
    return pov_set_has(without, quantity) ? NULL : pov_row_stated(row, quantity);
}

/* A unit whose rate is printed has a household, also where the rate is 0; a group may have none. */
static void someone_lives_there(const pov_row *row, pov_solved *solved)
{
    if (strcmp(row->group, "all") != 0) {
        return;
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_figure *of = solved->of[m];
        if (of[POV_RATE].basis == POV_BASIS_STATED &&
            solved->households.basis == POV_BASIS_UNKNOWN) {
            solved->households.bounds.low = 1;
        }
        if (of[POV_REMAINING_SHARE].basis == POV_BASIS_STATED &&
            solved->target_households.basis == POV_BASIS_UNKNOWN) {
            solved->target_households.bounds.low = 1;
        }
    }
}

static void state_row(const pov_row *row, pov_quantity_set without, pov_solved *solved)
{
    pov_solved_clear(solved);
    const pov_stated *stated = row->stated;
    for (size_t q = 0; row->stated_set >> q != 0; q++) {
        if (!pov_set_has(row->stated_set, (pov_quantity)q)) {
            continue;
        }
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        pov_figure *figure = pov_solved_at(solved, (pov_quantity)q);
        if (figure != NULL && !pov_set_has(without, (pov_quantity)q)) {
            *figure = pov_figure_stated(stated, info->kind, info->negative);
        }
        stated++;
    }
    allow_sum_of_rates(row, &solved->of[POV_MEASURE_MULTI][POV_RATE]);
    someone_lives_there(row, solved);
    solved->beyond_poor = pov_states_beyond_poor(row);
    solved->reports = row->kind != POV_END_PLAN;
}

/*
 * A drop in points that is reported is a fact. In a plan it is an aim: it narrows only where it has
 * no sign, one of the two rates is not printed, and no count says how many remain of that one.
 * Documents compute it from printed rates, so each printed rate adds half a unit of its last digit
 * to the drop's own rounding.
 */
bool pov_drop_is_fact(const pov_solved *solved, const pov_relation *relation, pov_interval *drop)
{
    const pov_measure measure = relation->term[0].subject;
    const pov_figure *points = &solved->of[measure][POV_PP];
    const pov_figure *rate[] = {&solved->of[measure][POV_RATE],
                                &solved->of[measure][POV_REMAINING_SHARE]};
    size_t printed = 0;

    if (points->basis != POV_BASIS_STATED) {
        return false;
    }
    *drop = points->bounds;
    for (size_t i = 0; i < 2; i++) {
        if (rate[i]->basis == POV_BASIS_STATED) {
            int64_t half = pov_digit_unit(rate[i]->digits) / 2;
            *drop = pov_interval_add(*drop, (pov_interval){-half, half});
            printed++;
        }
    }
    /* a plan that prints how many remain, and no rate of them, may well miss its points */
    const bool ends = solved->of[measure][POV_REDUCTION].basis == POV_BASIS_STATED ||
                      solved->of[measure][POV_REMAINING].basis == POV_BASIS_STATED;
    return solved->reports || (points->qualifier == POV_EXACTLY && printed == 1 &&
                               (rate[1]->basis == POV_BASIS_STATED || !ends));
}

size_t pov_drop_printed_rate(const pov_solved *solved, const pov_relation *relation, int64_t *face)
{
    const pov_figure *rate = &solved->of[relation->term[0].subject][POV_RATE];
    const pov_figure *left = &solved->of[relation->term[0].subject][POV_REMAINING_SHARE];
    const bool of_left = left->basis == POV_BASIS_STATED;
    const pov_figure *one = of_left ? left : rate;

    if ((rate->basis == POV_BASIS_STATED) == of_left || one->qualifier != POV_EXACTLY) {
        return POV_NONE;
    }
    *face = one->value;
    return of_left ? 2 : 0;
}

/* ---- narrowing ---- */

/* One row being narrowed. Each step returns false when nothing is left, and notes what it
 * changed. */
typedef struct narrowing {
    pov_solved *s;
    bool changed;
    pov_interval done[POV_RELATION_COUNT][3]; /* terms that each relation was last applied to */
} narrowing;

static bool meet(narrowing *n, pov_interval *bounds, pov_interval with)
{
    pov_interval cut = pov_interval_meet(*bounds, with);

    n->changed = n->changed || cut.low != bounds->low || cut.high != bounds->high;
    *bounds = cut;
    return !pov_interval_empty(cut);
}

static bool narrow_difference(narrowing *n, pov_interval *whole, pov_interval *a, pov_interval *b)
{
    return meet(n, whole, pov_interval_add(*a, *b)) &&
           meet(n, a, pov_interval_subtract(*whole, *b)) &&
           meet(n, b, pov_interval_subtract(*whole, *a));
}

static bool narrow_ratio(narrowing *n, pov_interval *count, pov_interval *total, pov_interval *rate)
{
    pov_interval c = *count, t = *total, r = *rate;

    if (c.low == 0 && r.low == 0 && r.high == POV_HUNDRED_PERCENT && c.high == t.high) {
        return true; /* nothing is known, or only how many households there are at most */
    }
    return pov_narrow_ratio(&c, &t, &r) && meet(n, count, c) && meet(n, total, t) &&
           meet(n, rate, r);
}

/* The drop from the one rate that is printed, or to it, as printed: its rounding is in the drop. */
static bool narrow_by_face(narrowing *n, const pov_relation *relation, pov_interval drop,
                           pov_interval *const term[3])
{
    int64_t face = 0;
    const size_t printed = pov_drop_printed_rate(n->s, relation, &face);
    const pov_interval at = pov_interval_point(face);

    return printed == POV_NONE ||
           (printed == 2 ? meet(n, term[0], pov_interval_add(at, drop))
                         : meet(n, term[2], pov_interval_subtract(at, drop)));
}

static bool narrow_layer(narrowing *n, pov_layer layer)
{
    size_t count = n->s->beyond_poor ? POV_RELATION_COUNT : POV_RELATION_POOR_COUNT;

    for (size_t i = 0; i < count; i++) {
        const pov_relation *relation = &pov_relations[i];
        pov_interval drop, *term[3];
        if (relation->layer != layer ||
            (relation->kind == POV_RELATION_DROP && !pov_drop_is_fact(n->s, relation, &drop))) {
            continue;
        }
        for (size_t t = 0; t < 3; t++) {
            term[t] = &pov_solved_term(n->s, relation->term[t])->bounds;
        }
        if (relation->kind == POV_RELATION_DROP) {
            term[1] = &drop;
        }
        pov_interval before[3] = {*term[0], *term[1], *term[2]};
        if (memcmp(before, n->done[i], sizeof before) == 0) {
            continue;
        }
        memcpy(n->done[i], before, sizeof before);
        if (relation->kind == POV_RELATION_DROP && !narrow_by_face(n, relation, drop, term)) {
            return false;
        }
        if (!(relation->kind == POV_RELATION_RATIO
                  ? narrow_ratio(n, term[0], term[1], term[2])
                  : narrow_difference(n, term[0], term[1], term[2]))) {
            return false;
        }
    }
    return true;
}

/* Narrows by the layers of a set of 1 << pov_layer until nothing changes; false when they
 * contradict. */
static bool narrow_row(narrowing *n, unsigned layers)
{
    n->changed = true;
    for (int round = 0; round < ROUNDS && n->changed; round++) {
        n->changed = false;
        for (int layer = 0; layer < POV_LAYER_COUNT; layer++) {
            if ((layers >> layer & 1U) != 0 && !narrow_layer(n, (pov_layer)layer)) {
                return false;
            }
        }
    }
    return true;
}

/* ---- flows ---- */

/* "Phát sinh" is those who are new; or they and those who fell back; or all who came. "Thoát cận
 * nghèo" may be all who left. What another flow includes is not counted again. */
static pov_quantity_set included_by(pov_measure measure, unsigned reading)
{
    bool poor = measure == POV_MEASURE_POOR;
    pov_quantity_set relapsed = pov_set_of(poor ? POV_RELAPSED : POV_NEAR_POOR_RELAPSED);
    pov_quantity_set others =
        poor ? pov_set_of(POV_FROM_NEAR_POOR) | pov_set_of(POV_OTHER_INCREASE)
             : pov_set_of(POV_ESCAPED_TO_NEAR_POOR) | pov_set_of(POV_NEAR_POOR_OTHER_INCREASE);
    const pov_quantity_set in[] = {0, relapsed, relapsed | others};

    return in[reading % 3] | (reading >= 3 ? pov_set_of(POV_FROM_NEAR_POOR) : 0);
}

static pov_interval flow_of(const pov_row *row, pov_quantity flow, pov_quantity_set without,
                            int64_t most)
{
    const pov_stated *stated = stated_but(row, flow, without);

    return stated != NULL ? pov_stated_bounds(stated, POV_KIND_COUNT, false)
                          : (pov_interval){0, most};
}

bool pov_flows_end(const pov_row *row, pov_measure measure, unsigned reading,
                   pov_quantity_set without, int64_t most, pov_interval start, pov_interval *end)
{
    const pov_flow *flows = pov_flows[measure];
    pov_quantity_set included = included_by(measure, reading);
    pov_interval in = {0, 0}, out = {0, 0};
    bool any = reading == 0;

    if (measure == POV_MEASURE_POOR && reading >= 3) {
        return false;
    }
    *end = start;
    for (size_t i = 1; i < POV_FLOW_COUNT; i++) {
        pov_interval flow = flow_of(row, flows[i].quantity, without, most);
        if (pov_set_has(included, flows[i].quantity)) {
            pov_interval *of = flows[i].sign > 0 ? &in : &out;
            *of = pov_interval_add(*of, flow);
            any = any || stated_but(row, flows[i].quantity, without) != NULL;
        } else if (flows[i].sign > 0) {
            *end = pov_interval_add(*end, flow);
        } else if (flows[i].sign < 0) {
            *end = pov_interval_subtract(*end, flow);
        }
    }
    return any && in.low <= flow_of(row, flows[POV_FLOW_COUNT - 1].quantity, without, most).high &&
           out.low <= flow_of(row, flows[1].quantity, without, most).high;
}

bool pov_flows_read(const pov_row *row, pov_measure measure, pov_quantity_set without,
                    pov_interval *count, pov_quantity_set *included)
{
    pov_interval from = flow_of(row, pov_flows[measure][0].quantity, without, POV_NO_HIGH), end;

    for (unsigned reading = 0; reading < POV_FLOW_READINGS; reading++) {
        if (pov_flows_end(row, measure, reading, without, POV_NO_HIGH, from, &end) &&
            !pov_interval_empty(pov_interval_meet(*count, end))) {
            *count = pov_interval_meet(*count, end);
            *included = included_by(measure, reading);
            return true;
        }
    }
    *included = 0;
    return false;
}

/* The flows of the year give the count at its end, where its start is printed; a flow that is not
 * printed is 0 or more. */
static bool narrow_by_flows(const pov_row *row, pov_quantity_set without, pov_solved *solved)
{
    pov_quantity_set included;
    bool holds = true;

    for (pov_measure m = POV_MEASURE_POOR; m <= POV_MEASURE_NEAR_POOR && holds; m++) {
        holds = stated_but(row, pov_flows[m][0].quantity, without) == NULL ||
                pov_flows_read(row, m, without, &solved->of[m][POV_COUNT].bounds, &included);
    }
    return holds;
}

/* What narrowing can change of a row. */
static void copy_figures(const pov_solved *from, pov_solved *to)
{
    for (size_t m = 0; m < (from->beyond_poor ? POV_MEASURE_COUNT : 1U); m++) {
        memcpy(to->of[m], from->of[m], POV_ASPECT_COUNT * sizeof *to->of[m]);
    }
    to->households = from->households;
    to->target_households = from->target_households;
}

static void keep(const pov_solved *solved, pov_solved_room *kept)
{
    pov_solved_in(kept)->beyond_poor = solved->beyond_poor;
    copy_figures(solved, &kept->row);
}

void pov_solve_row(const pov_row *row, pov_quantity_set without, pov_solved *solved)
{
    pov_solved_room kept;
    narrowing n = {.s = solved};

    state_row(row, without, solved);
    keep(solved, &kept);
    /* Where nothing contradicts, all layers at once come to the same bounds as one by one. */
    if (narrow_by_flows(row, without, solved) &&
        narrow_row(&n, pov_layers_that_hold(solved, POV_LAYER_COUNT - 1)) && !n.changed) {
        return;
    }
    copy_figures(&kept.row, solved);
    n = (narrowing){.s = solved};
    for (unsigned layer = 0; layer < POV_LAYER_COUNT; layer++) {
        keep(solved, &kept);
        bool holds = layer != POV_LAYER_YEAR || narrow_by_flows(row, without, solved);
        if (!holds || !narrow_row(&n, pov_layers_that_hold(solved, layer))) {
            copy_figures(&kept.row, solved);
            n = (narrowing){.s = solved};
            solved->conflicts |= 1U << layer;
        }
    }
}

const pov_solved *pov_solve_row_alone(const pov_row *row, pov_quantity_set without,
                                      pov_solved_room *room)
{
    pov_solve_row(row, without, pov_solved_in(room));
    return &room->row;
}

unsigned pov_layers_that_hold(const pov_solved *solved, unsigned last)
{
    return ((2U << last) - 1) & ~solved->conflicts;
}

const pov_solved *pov_solve_row_printed(const pov_row *row, pov_solved_room *room)
{
    state_row(row, 0, pov_solved_in(room));
    return &room->row;
}

const pov_solved *pov_solve_row_counts(const pov_row *row, pov_solved_room *room)
{
    pov_solved *solved = pov_solved_in(room);
    pov_solved_room kept;
    narrowing n = {.s = solved};

    state_row(row, 0, solved);
    keep(solved, &kept);
    if (!narrow_row(&n, 1U << POV_LAYER_IDENTITY)) {
        copy_figures(&kept.row, solved);
    }
    return solved;
}
