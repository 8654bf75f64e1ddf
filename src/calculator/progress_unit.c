/*
 * The targets of one unit, each with its verdict, and which of them decide.
 */
#include "calculator/progress_parts.h"
#include "calculator/target.h"
#include "figure/arith.h"

static const pov_aspect aspects[POV_TARGET_KINDS] = {
    [POV_TARGET_REMAINING] = POV_REMAINING,
    [POV_TARGET_RATE] = POV_REMAINING_SHARE,
    [POV_TARGET_REDUCTION] = POV_REDUCTION,
    [POV_TARGET_POINTS] = POV_PP,
};

pov_quantity pov_target_quantity(pov_measure measure, pov_target_kind kind)
{
    return pov_quantity_of(measure, aspects[kind]);
}

static bool is_stated(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED;
}

/* ---- one target ---- */

/* What a measure starts from, what it came to, and the drop between. */
typedef struct course {
    pov_actual from, to, drop;
} course;

static course course_of(const pov_figure *from, const pov_figure *to, const pov_figure *drop)
{
    course c = {.from = pov_target_read(from), .to = pov_target_read(to)};

    c.drop = pov_target_drop(c.from, c.to);
    if (!c.drop.known) {
        c.drop = pov_target_read(drop);
    }
    return c;
}

static const pov_actual nothing = {.known = true, .printed = true};

static void judge(pov_target *t, const course *c, bool less, pov_way way)
{
    const pov_actual *actual = less ? &c->to : &c->drop;
    const pov_actual *from = less ? &c->from : &nothing;
    int64_t end = pov_target_end(&t->planned, less);

    t->certain = true;
    if (!actual->known) {
        t->reason = c->to.known ? POV_REASON_NO_BASELINE : POV_REASON_NO_FIGURES;
        return;
    }
    t->printed = actual->printed;
    pov_reach reached = pov_target_reach(actual, end, t->planned.digits, less, &t->certain);
    if (reached == POV_REACH_YES) { /* early, too */
        t->verdict = POV_VERDICT_MET;
    } else if (pov_target_is_open(&t->planned, less)) {
        t->verdict = POV_VERDICT_UNKNOWN;
        t->reason = POV_REASON_OPEN;
    } else if (way.between && (way.whole <= 0 || !from->known)) {
        t->reason = POV_REASON_NO_BASELINE;
    } else {
        if (way.between) {
            reached = pov_target_on_line(actual, from, end, way.part, way.whole, less);
        }
        t->verdict = reached == POV_REACH_MAYBE ? POV_VERDICT_UNKNOWN
                     : reached == POV_REACH_YES ? POV_VERDICT_ON_PACE
                     : way.between              ? POV_VERDICT_BEHIND
                                                : POV_VERDICT_MISSED;
        t->reason = reached == POV_REACH_MAYBE ? POV_REASON_BOUNDS : POV_REASON_NONE;
    }
}

/* Whether the plan's own end state misses a change that it announces: 4.32 to 3.41 is not 1. */
static bool misses_itself(const pov_target *t, const pov_figure *from, const pov_figure *to)
{
    pov_actual drop = pov_target_drop(pov_target_read(from), pov_target_read(to));

    return is_stated(&t->planned) && drop.known && !pov_target_is_open(&t->planned, false) &&
           pov_target_reach(&drop, pov_target_end(&t->planned, false), t->planned.digits, false,
                            NULL) == POV_REACH_NO;
}

static void judge_measure(pov_measure m, const pov_unit_state *start, const pov_unit_state *actual,
                          pov_way way, pov_target *target)
{
    const pov_figure *left = &target[POV_TARGET_REMAINING].planned;
    const pov_figure *share = &target[POV_TARGET_RATE].planned;
    course count = course_of(&start->count[m], &actual->count[m], &actual->cut[m]);
    course rate = course_of(&start->rate[m], &actual->rate[m], &actual->points[m]);

    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        bool less = k == POV_TARGET_REMAINING || k == POV_TARGET_RATE;
        bool counts = k == POV_TARGET_REMAINING || k == POV_TARGET_REDUCTION;
        if (is_stated(&target[k].planned)) {
            judge(&target[k], counts ? &count : &rate, less, way);
        }
    }
    target[POV_TARGET_REDUCTION].plan_misses =
        misses_itself(&target[POV_TARGET_REDUCTION], &start->count[m], left);
    target[POV_TARGET_POINTS].plan_misses =
        misses_itself(&target[POV_TARGET_POINTS], &start->rate[m], share);
}

/* ---- what decides ---- */

static bool has_verdict(const pov_target *t)
{
    return t->verdict != POV_VERDICT_NONE;
}

/* "1,650 households" are not "11.3 points" of 15,023, the fewest that there can be. */
static bool households_miss_points(const pov_solution *plan, const pov_progress_row *row,
                                   pov_measure m, const pov_unit_state *start)
{
    const pov_target *t = row->target[m];
    pov_interval cut = t[POV_TARGET_REDUCTION].planned.bounds, all = start->households.bounds;
    pov_interval delivered = POV_ANY;

    if (is_stated(&plan->row[row->plan_row].target_households)) {
        (void)pov_delivery_of(plan, row->plan_row, m, &delivered);
    } else if (pov_figure_is_firm(&start->households)) {
        delivered = pov_interval_ratio(cut, POV_HUNDRED_PERCENT, all);
    }
    return delivered.high < pov_target_end(&t[POV_TARGET_POINTS].planned, false);
}

/* Of two targets of one kind, end or change, what the result prints goes before what follows. */
static void pick_printed(pov_target *a, pov_target *b)
{
    bool printed = (has_verdict(a) && a->printed) || (has_verdict(b) && b->printed);

    a->decides = has_verdict(a) && (a->printed || !printed);
    b->decides = has_verdict(b) && (b->printed || !printed);
}

static void pick_as_stated(const pov_solution *plan, const pov_unit_state *start, pov_measure m,
                           pov_progress_row *row)
{
    pov_target *t = row->target[m];
    pov_target *cut = &t[POV_TARGET_REDUCTION], *points = &t[POV_TARGET_POINTS];

    pick_printed(&t[POV_TARGET_REMAINING], &t[POV_TARGET_RATE]);
    if (t[POV_TARGET_REMAINING].decides || t[POV_TARGET_RATE].decides) {
        return;
    }
    pick_printed(cut, points);
    cut->decides = cut->decides && !cut->plan_misses;
    points->decides = points->decides && !points->plan_misses &&
                      !(cut->decides && households_miss_points(plan, row, m, start));
}

static void pick(const pov_solution *plan, const pov_unit_state *start, pov_measure m,
                 pov_judge_by by, pov_progress_row *row)
{
    pov_target *t = row->target[m];
    pov_target_kind kind = by == POV_JUDGE_RATE                    ? POV_TARGET_RATE
                           : by == POV_JUDGE_POINTS                ? POV_TARGET_POINTS
                           : has_verdict(&t[POV_TARGET_REMAINING]) ? POV_TARGET_REMAINING
                                                                   : POV_TARGET_REDUCTION;

    if (by == POV_JUDGE_AS_STATED) {
        pick_as_stated(plan, start, m, row);
    } else {
        t[kind].decides = has_verdict(&t[kind]);
    }
}

/* A target for the near-poor counts like one for the poor where the result prints what it needs;
 * what only follows from other figures decides nothing beside a verdict on the poor. */
static void drop_unprinted(pov_target target[POV_TARGET_MEASURES][POV_TARGET_KINDS])
{
    bool poor = false;

    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        poor = poor || target[POV_MEASURE_POOR][k].decides;
    }
    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        pov_target *t = &target[POV_MEASURE_NEAR_POOR][k];
        t->decides = t->decides && (t->printed || !poor);
    }
}

/* Why nothing decides: the first of the targets that could have says so. */
static pov_reason why_none(const pov_progress_row *row, pov_judge_by by)
{
    static const bool asked[][POV_TARGET_KINDS] = {
        [POV_JUDGE_AS_STATED] = {true, true, true, true},
        [POV_JUDGE_HOUSEHOLDS] = {[POV_TARGET_REMAINING] = true, [POV_TARGET_REDUCTION] = true},
        [POV_JUDGE_RATE] = {[POV_TARGET_RATE] = true},
        [POV_JUDGE_POINTS] = {[POV_TARGET_POINTS] = true},
    };

    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            const pov_target *t = &row->target[m][k];
            if (asked[by][k] && is_stated(&t->planned)) {
                return t->reason != POV_REASON_NONE ? t->reason : POV_REASON_NO_FIGURES;
            }
        }
    }
    return POV_REASON_NO_TARGET;
}

/* The worst of what decides; unknown is worse than reached, and one miss is a miss. */
static void conclude(pov_judge_by by, pov_progress_row *row)
{
    row->verdict = POV_VERDICT_NONE;
    row->reason = POV_REASON_NONE;
    row->certain = true;
    for (size_t m = 0; m < POV_TARGET_MEASURES; m++) {
        pov_verdict first = POV_VERDICT_NONE;
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            const pov_target *t = &row->target[m][k];
            if (!t->decides) {
                continue;
            }
            row->certain =
                row->certain && t->certain && (first == POV_VERDICT_NONE || first == t->verdict);
            first = t->verdict;
            if (t->verdict > row->verdict) {
                row->verdict = t->verdict;
                row->reason = t->reason;
            }
        }
    }
    if (row->verdict == POV_VERDICT_NONE) {
        row->verdict = POV_VERDICT_UNKNOWN;
        row->reason = why_none(row, by);
    }
}

/* ---- figures to show ---- */

/* from + (to - from) × part / whole, for 0 <= part <= whole */
static pov_interval on_line(pov_interval from, pov_interval to, int64_t part, int64_t whole)
{
    pov_interval line = POV_ANY;

    if (from.low != POV_NO_LOW && to.low != POV_NO_LOW) {
        line.low = from.low + pov_muldiv_floor(to.low - from.low, part, whole);
    }
    if (from.high != POV_NO_HIGH && to.high != POV_NO_HIGH) {
        line.high = from.high + pov_muldiv_ceil(to.high - from.high, part, whole);
    }
    return line;
}

/* The number that a gap is shown against: of "about 20" that is 20. */
static int64_t face_of(const pov_figure *target, bool less)
{
    return target->qualifier == POV_ABOUT ? target->value : pov_target_end(target, less);
}

static pov_interval bounds_of(const pov_figure *target, int64_t face)
{
    return target->qualifier == POV_ABOUT ? target->bounds : pov_interval_point(face);
}

/* What is to remain: as the plan states it, else the start less the change. */
static pov_figure goal(const pov_target *end, const pov_target *change, const pov_figure *start)
{
    pov_figure none = pov_figure_unknown((pov_kind)start->kind);

    if (is_stated(&end->planned)) {
        int64_t to = face_of(&end->planned, true);
        return pov_figure_computed((pov_kind)start->kind, to, bounds_of(&end->planned, to),
                                   POV_BASIS_DERIVED, end->planned.digits);
    }
    if (!is_stated(&change->planned) || !pov_figure_is_firm(start)) {
        return none;
    }
    int64_t cut = face_of(&change->planned, false);
    unsigned digits =
        start->digits > change->planned.digits ? start->digits : change->planned.digits;
    return pov_figure_computed(
        (pov_kind)start->kind, pov_subtract(pov_figure_best(start), cut),
        pov_interval_subtract(start->bounds, bounds_of(&change->planned, cut)), POV_BASIS_DERIVED,
        digits);
}

/* The figure over what was planned, or over the line; the line is left in `line`. */
static pov_figure gap(pov_figure planned, const pov_figure *start, const pov_figure *actual,
                      pov_way way, pov_kind kind, pov_figure *line)
{
    if (way.between) {
        if (way.whole <= 0 || !pov_figure_known(&planned) || !pov_figure_is_firm(start)) {
            return pov_figure_unknown(kind);
        }
        int64_t from = pov_figure_best(start);
        planned.value = from + pov_muldiv_round(planned.value - from, way.part, way.whole);
        planned.bounds = on_line(start->bounds, planned.bounds, way.part, way.whole);
        planned = pov_figure_computed((pov_kind)start->kind, planned.value, planned.bounds,
                                      POV_BASIS_DERIVED, start->digits);
        *line = planned;
    }
    return pov_figure_difference(actual, &planned, kind);
}

/* 100 part / planned; unknown unless that is above zero. */
static pov_figure share_of(const pov_figure *part, const pov_figure *planned)
{
    pov_figure share = pov_figure_unknown(POV_KIND_CHANGE);
    pov_interval whole = planned->bounds;

    if (is_stated(planned) && planned->qualifier != POV_ABOUT && planned->qualifier != POV_RANGE) {
        whole = pov_interval_point(planned->value); /* a target is exact */
    }
    if (!pov_figure_known(part) || !pov_figure_known(planned) || planned->value <= 0 ||
        whole.low <= 0) {
        return share;
    }
    int64_t value = pov_muldiv_round(part->value, POV_HUNDRED_PERCENT, planned->value);
    if (pov_is_far(value)) {
        return share;
    }
    share = pov_figure_computed(POV_KIND_CHANGE, value,
                                pov_interval_ratio(part->bounds, POV_HUNDRED_PERCENT, whole),
                                pov_basis_from(part, planned), 1);
    while (share.value < POV_HUNDRED_PERCENT && share.digits < 6 &&
           pov_round_to(share.value, pov_digit_unit(share.digits)) == POV_HUNDRED_PERCENT) {
        share.digits++; /* 99.999% achieved is not all */
    }
    return share;
}

/* How many more households there are, in percent. */
static pov_figure growth_of(const pov_figure *before, const pov_figure *now)
{
    pov_figure more = pov_figure_difference(now, before, POV_KIND_COUNT);
    int64_t start = pov_figure_best(before);

    if (!pov_figure_is_firm(before) || !pov_figure_is_firm(now) || start <= 0 ||
        before->bounds.low <= 0) {
        return pov_figure_unknown(POV_KIND_CHANGE);
    }
    int64_t value = pov_muldiv_round(more.value, POV_HUNDRED_PERCENT, start);
    pov_interval bounds = {
        pov_interval_ratio(pov_interval_point(now->bounds.low), POV_HUNDRED_PERCENT, before->bounds)
            .low,
        pov_interval_ratio(pov_interval_point(now->bounds.high), POV_HUNDRED_PERCENT,
                           before->bounds)
            .high};
    if (pov_is_far(value) || pov_is_open(now->bounds.high) || pov_is_far(bounds.high)) {
        return pov_figure_unknown(POV_KIND_CHANGE);
    }
    bounds = pov_interval_subtract(bounds, pov_interval_point(POV_HUNDRED_PERCENT));
    return pov_figure_computed(POV_KIND_CHANGE, value, bounds, POV_BASIS_DERIVED, 2);
}

static void compare_figures(const pov_solved *plan, const pov_unit_state *start,
                            const pov_unit_state *actual, pov_way way, pov_progress_row *row)
{
    const pov_measure poor = POV_MEASURE_POOR;
    const pov_target *t = row->target[poor];
    const pov_figure *of = plan->of[poor];

    row->achieved_households =
        pov_figure_difference(&start->count[poor], &row->actual_poor, POV_KIND_COUNT);
    row->achieved_pp =
        pov_figure_difference(&start->rate[poor], &row->actual_rate, POV_KIND_POINTS);
    if (!pov_figure_known(&row->achieved_households)) {
        row->achieved_households = actual->cut[poor];
    }
    if (!pov_figure_known(&row->achieved_pp)) {
        row->achieved_pp = actual->points[poor];
    }
    row->achieved_pp.plain = is_stated(&start->rate[poor]) && is_stated(&row->actual_rate);
    row->share_households = share_of(&row->achieved_households, &of[POV_REDUCTION]);
    row->share_pp = share_of(&row->achieved_pp, &of[POV_PP]);
    row->gap_households =
        gap(goal(&t[POV_TARGET_REMAINING], &t[POV_TARGET_REDUCTION], &start->count[poor]),
            &start->count[poor], &row->actual_poor, way, POV_KIND_COUNT, &row->line_poor);
    row->gap_rate =
        gap(goal(&t[POV_TARGET_RATE], &t[POV_TARGET_POINTS], &start->rate[poor]),
            &start->rate[poor], &row->actual_rate, way, POV_KIND_POINTS, &row->line_rate);
    row->planned_growth = plan->growth;
    row->actual_growth = growth_of(&start->households, &actual->households);
}

void pov_progress_judge_unit(const pov_solution *plan, const pov_unit_state *start,
                             const pov_unit_state *actual, pov_way way, pov_judge_by by,
                             pov_progress_row *row)
{
    const pov_solved *solved = &plan->row[row->plan_row];

    for (int m = 0; m < POV_TARGET_MEASURES; m++) {
        judge_measure((pov_measure)m, start, actual, way, row->target[m]);
        pick(plan, start, (pov_measure)m, by, row);
    }
    drop_unprinted(row->target);
    compare_figures(solved, start, actual, way, row);
    conclude(by, row);
}
