/*
 * The targets of one unit, each with its verdict, and which of them decide.
 */
#include "calculator/progress_parts.h"
#include "calculator/target.h"
#include "figure/arith.h"

/* ---- the kinds of targets ---- */

static const struct {
    pov_aspect aspect;
    bool end;    /* a state at the end; else a change */
    bool counts; /* judged by households; else by the rate */
} kinds[POV_TARGET_KINDS] = {
    [POV_TARGET_REMAINING] = {POV_REMAINING, true, true},
    [POV_TARGET_RATE] = {POV_REMAINING_SHARE, true, false},
    [POV_TARGET_PARENT] = {POV_REMAINING_SHARE, true, false},
    [POV_TARGET_REDUCTION] = {POV_REDUCTION, false, true},
    [POV_TARGET_POINTS] = {POV_PP, false, false},
    [POV_TARGET_RELATIVE] = {POV_RELATIVE, false, true},
};

/* The column that states a target; of POV_TARGET_PARENT that of the rate. */
static pov_quantity quantity_of(pov_measure measure, pov_target_kind kind)
{
    return pov_quantity_of(measure, kinds[kind].aspect);
}

const char *pov_target_name(pov_measure measure, pov_target_kind kind)
{
    static const char *const below_parent[] = {"below_parent", "near_poor_below_parent",
                                               "multi_poor_below_parent"};

    return kind == POV_TARGET_PARENT ? below_parent[measure]
                                     : pov_quantity_get(quantity_of(measure, kind))->name;
}

const pov_target *pov_target_of(const pov_progress_row *row, pov_measure measure,
                                pov_target_kind kind)
{
    for (size_t i = 0; i < row->target_count; i++) {
        if (row->target[i].measure == measure && row->target[i].kind == kind) {
            return &row->target[i];
        }
    }
    return NULL;
}

bool pov_targets_take(const pov_row *row, pov_targets *targets)
{
    bool any = false;

    *targets = (pov_targets){0};
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            pov_target *t = &targets->of[m][k];
            /* as printed: what the solver knows of "~180" beyond it is no part of the target */
            t->measure = (pov_measure)m;
            t->kind = (pov_target_kind)k;
            t->planned = pov_row_figure(row, quantity_of(t->measure, t->kind));
            t->certain = true;
            targets->stated[m][k] = pov_figure_known(&t->planned);
            if (k == POV_TARGET_PARENT) {
                t->planned = pov_figure_unknown(POV_KIND_RATE);
                targets->stated[m][k] = row->against_parent[m] != POV_EXACTLY;
                t->planned.qualifier = row->against_parent[m];
            }
            t->due = t->planned;
            t->actual = t->gap = pov_figure_unknown((pov_kind)t->planned.kind);
            t->share = pov_figure_unknown(POV_KIND_CHANGE);
            any = any || targets->stated[m][k];
        }
    }
    return any;
}

/* ---- what came of it ---- */

/* What a measure starts from, what it came to, and the drop between; as figures to show, too.
 * `again` is the drop from where the result says that it started. */
typedef struct course {
    pov_actual from, to, drop, again;
    const pov_figure *start, *end;
    pov_figure change;
} course;

static course course_of(const pov_figure *from, const pov_figure *to, const pov_figure *drop,
                        pov_kind kind)
{
    course c = {.from = pov_target_read(from), .to = pov_target_read(to), .start = from, .end = to};

    c.drop = pov_target_drop(c.from, c.to);
    c.change = pov_figure_difference(from, to, kind);
    c.change.plain = pov_figure_is_printed(from) && pov_figure_is_printed(to);
    if (!c.drop.known || (!c.drop.printed && pov_figure_is_printed(drop))) {
        c.drop = pov_target_read(drop);
        c.change = *drop;
    }
    return c;
}

/* Where a start, an end or a drop is not printed, documents add up the figures of poor and
 * near-poor, or take one off both together. */
static void fill_course(course *to, const course *a, const course *b,
                        pov_actual combine(pov_actual, pov_actual))
{
    pov_actual from = combine(a->from, b->from), end = combine(a->to, b->to);
    pov_actual drop = combine(a->drop, b->drop);

    to->from = !to->from.printed && from.printed ? from : to->from;
    to->to = !to->to.printed && end.printed ? end : to->to;
    if (!to->drop.printed) {
        pov_actual between = pov_target_drop(to->from, to->to);
        to->drop = between.known ? between : drop.printed ? drop : to->drop;
    }
}

static void fill_courses(course of[POV_MEASURE_COUNT])
{
    course *poor = &of[POV_MEASURE_POOR], *near_poor = &of[POV_MEASURE_NEAR_POOR];
    course *both = &of[POV_MEASURE_MULTI];

    fill_course(both, poor, near_poor, pov_target_sum);
    fill_course(near_poor, both, poor, pov_target_drop);
    fill_course(poor, both, near_poor, pov_target_drop);
}

/* The drop in percent of the start. */
static pov_actual part_of(const course *c)
{
    pov_actual part = {.known = c->drop.known && c->from.known && c->from.shown.low > 0,
                       .printed = c->drop.printed && c->from.printed,
                       .digits = POV_DIGITS_MAX};

    part.shown = pov_interval_ratio(c->drop.shown, POV_HUNDRED_PERCENT, c->from.shown);
    part.bounds = pov_interval_ratio(c->drop.bounds, POV_HUNDRED_PERCENT, c->from.bounds);
    return part;
}

/* ---- one target ---- */

static const pov_actual nothing = {.known = true, .printed = true};

/* Before the target's date it is at most on pace. */
static void set_verdict(pov_target *t, pov_reach reached, bool between)
{
    t->verdict = reached == POV_REACH_MAYBE ? POV_VERDICT_UNKNOWN
                 : reached == POV_REACH_YES ? between ? POV_VERDICT_ON_PACE : POV_VERDICT_MET
                 : between                  ? POV_VERDICT_BEHIND
                                            : POV_VERDICT_MISSED;
    t->reason = reached == POV_REACH_MAYBE ? POV_REASON_BOUNDS : POV_REASON_NONE;
}

static void judge(pov_target *t, const pov_actual *actual, const pov_actual *from, int64_t end,
                  bool less, pov_way way)
{
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
        set_verdict(t, reached, way.between);
    }
}

/* Below the parent's rate, or at most as high: what the parent has more is above zero, or not
 * below. In a year between no line leads to it, since the parent moves, too. */
static void judge_parent(pov_target *t, const course *rate, const pov_figure *parent, pov_way way)
{
    pov_actual above = pov_target_drop(pov_target_read(parent), rate->to);
    int64_t least = t->planned.qualifier == POV_BELOW;

    t->actual = *rate->end;
    if (!above.known) {
        t->reason = rate->to.known ? POV_REASON_NO_PARENT : POV_REASON_NO_FIGURES;
        return;
    }
    uint8_t qualifier = t->planned.qualifier;
    t->planned = *parent;
    t->planned.qualifier = qualifier;
    t->due = *parent;
    t->printed = above.printed;
    pov_reach reached = pov_target_reach(&above, least, parent->digits, false, &t->certain);
    set_verdict(t, reached, way.between);
    t->gap = pov_figure_difference(&t->actual, &t->due, POV_KIND_POINTS);
    t->gap.plain = pov_figure_is_printed(&t->actual) && pov_figure_is_printed(parent);
}

/* Whether the plan's own end state misses a change that it announces: 4.32 to 3.41 is not 1. */
static bool misses_itself(const pov_target *t, const pov_figure *from, const pov_figure *to)
{
    const course own = course_of(from, to, from, POV_KIND_POINTS);
    pov_actual drop = t->kind == POV_TARGET_RELATIVE ? part_of(&own) : own.drop;

    return own.to.known && drop.known && !pov_target_is_open(&t->planned, false) &&
           pov_target_reach(&drop, pov_target_end(&t->planned, false), t->planned.digits, false,
                            NULL) == POV_REACH_NO;
}

/* ---- figures to show ---- */

/* The number that a gap is shown against: of "about 20" that is 20. */
static pov_figure face_of(const pov_figure *target, bool less)
{
    bool about = target->qualifier == POV_ABOUT;
    int64_t face = about ? target->value : pov_target_end(target, less);

    return pov_figure_computed((pov_kind)target->kind, face,
                               about ? target->bounds : pov_interval_point(face), POV_BASIS_DERIVED,
                               target->digits);
}

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

/* What a target asks for by the result's date. */
static pov_figure due_of(const pov_target *t, const pov_figure *start, bool less, pov_way way)
{
    pov_figure due = face_of(&t->planned, less);
    pov_figure zero = pov_figure_computed((pov_kind)due.kind, 0, pov_interval_point(0),
                                          POV_BASIS_DERIVED, due.digits);
    const pov_figure *from = less ? start : &zero;

    if (!way.between) {
        return due;
    }
    if (way.whole <= 0 || !pov_figure_is_firm(from)) {
        return pov_figure_unknown((pov_kind)due.kind);
    }
    int64_t first = pov_figure_best(from);
    /* a rate on the way is hardly a round one */
    unsigned digits = from->digits > due.digits ? from->digits : due.digits;
    digits = due.kind != POV_KIND_COUNT && digits < 2 ? 2 : digits;
    return pov_figure_computed(
        (pov_kind)due.kind, first + pov_muldiv_round(due.value - first, way.part, way.whole),
        on_line(from->bounds, due.bounds, way.part, way.whole), POV_BASIS_DERIVED, digits);
}

/* 100 part / planned; unknown unless that is above zero. */
static pov_figure share_of(const pov_figure *part, const pov_figure *planned)
{
    pov_figure whole = *planned;

    if (pov_figure_is_stated(planned) && planned->qualifier != POV_ABOUT &&
        planned->qualifier != POV_RANGE) {
        whole.bounds = pov_interval_point(planned->value); /* a target is exact */
    }
    pov_figure share = pov_figure_part(part, &whole, 1);
    share.plain = pov_figure_known(&share) && pov_figure_is_stated(planned) &&
                  (part->plain || (pov_figure_is_one(part) && pov_interval_exact(whole.bounds)));
    while (pov_figure_known(&share) && share.value < POV_HUNDRED_PERCENT && share.digits < 6 &&
           pov_round_to(share.value, pov_digit_unit(share.digits)) == POV_HUNDRED_PERCENT) {
        share.digits++; /* 99.999% achieved is not all */
    }
    return share;
}

static void show(pov_target *t, const course *c, bool less, pov_way way)
{
    const pov_kind kind =
        t->planned.kind == POV_KIND_RATE ? POV_KIND_POINTS : (pov_kind)t->planned.kind;

    t->due = due_of(t, c->start, less, way);
    t->actual = less ? *c->end : c->change;
    if (t->kind == POV_TARGET_RELATIVE) {
        pov_actual part = part_of(c);
        t->actual = !part.known || pov_is_far(part.shown.low)
                        ? pov_figure_unknown(POV_KIND_CHANGE)
                        : pov_figure_computed(POV_KIND_CHANGE, part.shown.low, part.bounds,
                                              POV_BASIS_DERIVED, 2);
    }
    t->gap = pov_figure_difference(&t->actual, &t->due, kind);
    t->gap.plain = (pov_figure_is_printed(&t->actual) || t->actual.plain) && !way.between;
    t->share = less ? t->share : share_of(&t->actual, &t->planned);
}

/* ---- the targets of one measure ---- */

static void judge_measure(pov_measure m, const course *count, const course *rate,
                          const pov_figure *parent, pov_way way, pov_targets *targets)
{
    pov_target *target = targets->of[m];
    const pov_figure *left = &target[POV_TARGET_REMAINING].planned;
    const pov_figure *share = &target[POV_TARGET_RATE].planned;

    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        pov_target *t = &target[k];
        const course *c = kinds[k].counts ? count : rate;
        bool less = kinds[k].end;
        if (!targets->stated[m][k]) {
            continue;
        }
        if (k == POV_TARGET_PARENT) {
            judge_parent(t, rate, parent, way);
            continue;
        }
        pov_actual part = part_of(c);
        const pov_actual *actual = less ? &c->to : k == POV_TARGET_RELATIVE ? &part : &c->drop;
        show(t, c, less, way);
        t->plan_misses = !less && misses_itself(t, c->start, kinds[k].counts ? left : share);
        if (!actual->known) {
            t->reason = c->to.known ? POV_REASON_NO_BASELINE : POV_REASON_NO_FIGURES;
            continue;
        }
        int64_t end = pov_target_end(&t->planned, less);
        judge(t, actual, less ? &c->from : &nothing, end, less, way);
        if (!less && k != POV_TARGET_RELATIVE && c->again.known && !way.between) {
            /* by the start that the result prints it is another answer */
            t->certain =
                t->certain && pov_target_reach(&c->again, end, t->planned.digits, false, NULL) ==
                                  pov_target_reach(actual, end, t->planned.digits, false, NULL);
        }
    }
}

/* ---- what decides ---- */

static bool has_verdict(const pov_target *t)
{
    return t->verdict != POV_VERDICT_NONE;
}

/* "1,650 households" are not "11.3 points" of 15,023, the fewest that there can be. */
static bool households_miss_points(const pov_solution *plan, const pov_progress_row *row,
                                   pov_measure m, const pov_unit_state *start,
                                   const pov_targets *targets)
{
    const pov_target *t = targets->of[m];
    pov_interval cut = t[POV_TARGET_REDUCTION].planned.bounds, all = start->households.bounds;
    pov_interval delivered = POV_ANY;

    if (pov_figure_is_stated(&plan->row[row->plan_row].target_households)) {
        (void)pov_delivery_of(plan, row->plan_row, m, &delivered);
    } else if (pov_figure_is_firm(&start->households)) {
        delivered = pov_interval_ratio(cut, POV_HUNDRED_PERCENT, all);
    }
    return delivered.high < pov_target_end(&t[POV_TARGET_POINTS].planned, false);
}

/* Of the targets of one sort, ends or changes, what the result prints goes before what follows.
 * Whether one decides that is an end state, or a change; "below the parent" is neither. */
static bool pick_printed(pov_target *t, bool end)
{
    bool printed = false, any = false;

    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        printed = printed || (kinds[k].end == end && has_verdict(&t[k]) && t[k].printed);
    }
    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        if (kinds[k].end == end) {
            t[k].decides =
                has_verdict(&t[k]) && (t[k].printed || !printed) && !(t[k].plan_misses && !end);
            any = any || (t[k].decides && k != POV_TARGET_PARENT);
        }
    }
    return any;
}

static void pick(const pov_solution *plan, const pov_unit_state *start, pov_measure m,
                 pov_judge_by by, const pov_progress_row *row, pov_targets *targets)
{
    static const pov_target_kind asked[][2] = {
        [POV_JUDGE_RATE] = {POV_TARGET_RATE, POV_TARGET_PARENT},
        [POV_JUDGE_POINTS] = {POV_TARGET_POINTS, POV_TARGET_POINTS},
    };
    pov_target *t = targets->of[m];

    if (by == POV_JUDGE_AS_STATED) {
        if (!pick_printed(t, true) && pick_printed(t, false) && t[POV_TARGET_REDUCTION].decides &&
            targets->stated[m][POV_TARGET_POINTS] &&
            households_miss_points(plan, row, m, start, targets)) {
            t[POV_TARGET_POINTS].decides = false;
        }
    } else if (by == POV_JUDGE_HOUSEHOLDS) {
        pov_target_kind kind = has_verdict(&t[POV_TARGET_REMAINING])   ? POV_TARGET_REMAINING
                               : has_verdict(&t[POV_TARGET_REDUCTION]) ? POV_TARGET_REDUCTION
                                                                       : POV_TARGET_RELATIVE;
        t[kind].decides = has_verdict(&t[kind]);
    } else {
        for (int i = 0; i < 2; i++) {
            t[asked[by][i]].decides = has_verdict(&t[asked[by][i]]);
        }
    }
}

/* A target for the near-poor, or for both, counts like one for the poor where the result prints
 * what it needs; what only follows from other figures decides nothing beside a verdict on the
 * poor. */
static void drop_unprinted(pov_targets *targets)
{
    bool poor = false;

    for (int k = 0; k < POV_TARGET_KINDS; k++) {
        poor = poor || targets->of[POV_MEASURE_POOR][k].decides;
    }
    for (int m = POV_MEASURE_POOR + 1; m < POV_MEASURE_COUNT; m++) {
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            pov_target *t = &targets->of[m][k];
            t->decides = t->decides && (t->printed || !poor);
        }
    }
}

/* Why nothing decides: the first of the targets that could have says so. */
static pov_reason why_none(const pov_targets *targets, pov_judge_by by)
{
    static const bool asked[][POV_TARGET_KINDS] = {
        [POV_JUDGE_AS_STATED] = {true, true, true, true, true, true},
        [POV_JUDGE_HOUSEHOLDS] = {[POV_TARGET_REMAINING] = true,
                                  [POV_TARGET_REDUCTION] = true,
                                  [POV_TARGET_RELATIVE] = true},
        [POV_JUDGE_RATE] = {[POV_TARGET_RATE] = true, [POV_TARGET_PARENT] = true},
        [POV_JUDGE_POINTS] = {[POV_TARGET_POINTS] = true},
    };

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            const pov_target *t = &targets->of[m][k];
            if (asked[by][k] && targets->stated[m][k]) {
                return t->reason != POV_REASON_NONE ? t->reason : POV_REASON_NO_FIGURES;
            }
        }
    }
    return POV_REASON_NO_TARGET;
}

/* The worst of what decides; unknown is worse than reached, and one miss is a miss. */
static void conclude(pov_judge_by by, const pov_targets *targets, pov_progress_row *row)
{
    row->verdict = POV_VERDICT_NONE;
    row->reason = POV_REASON_NONE;
    row->certain = true;
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_verdict first = POV_VERDICT_NONE;
        for (int k = 0; k < POV_TARGET_KINDS; k++) {
            const pov_target *t = &targets->of[m][k];
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
        row->reason = why_none(targets, by);
    }
}

/* ---- the figures of the unit ---- */

/* How many more households there are, in percent. */
static pov_figure growth_of(const pov_figure *before, const pov_figure *now)
{
    const pov_figure growth = pov_figure_relative_change(before, now);

    return before->bounds.low <= 0 || pov_is_far(growth.bounds.high)
               ? pov_figure_unknown(POV_KIND_CHANGE)
               : growth;
}

/* Over what was planned: by the end state, else as much as the change falls short. */
static pov_figure over(const pov_targets *targets, pov_target_kind end, pov_target_kind change,
                       const pov_figure *start, pov_figure *line)
{
    const pov_target *t = targets->of[POV_MEASURE_POOR];
    bool between = pov_figure_known(line);
    pov_figure gap = t[end].gap;

    if (targets->stated[POV_MEASURE_POOR][end]) {
        *line = t[end].due;
    } else {
        *line = pov_figure_difference(start, &t[change].due, (pov_kind)start->kind);
        gap = t[change].gap;
        if (pov_figure_known(&gap)) {
            pov_figure_negate(&gap);
        }
    }
    if (!between || !pov_figure_is_firm(start)) {
        *line = pov_figure_unknown((pov_kind)start->kind);
    }
    return gap;
}

static void compare_figures(const pov_solved *plan, const pov_unit_state *start,
                            const pov_unit_state *actual, const course *count, const course *rate,
                            pov_way way, const pov_targets *targets, pov_progress_row *row)
{
    const pov_measure poor = POV_MEASURE_POOR;
    const pov_figure *of = plan->of[poor];

    row->achieved_households = count->change;
    row->achieved_pp = rate->change;
    row->share_households = share_of(&row->achieved_households, &of[POV_REDUCTION]);
    row->share_pp = share_of(&row->achieved_pp, &of[POV_PP]);
    /* a figure that is known asks for the line */
    row->line_poor = way.between ? start->count[poor] : row->line_poor;
    row->line_rate = way.between ? start->rate[poor] : row->line_rate;
    row->gap_households = over(targets, POV_TARGET_REMAINING, POV_TARGET_REDUCTION,
                               &start->count[poor], &row->line_poor);
    row->gap_rate =
        over(targets, POV_TARGET_RATE, POV_TARGET_POINTS, &start->rate[poor], &row->line_rate);
    row->planned_growth = plan->growth;
    row->actual_growth = growth_of(&start->households, &actual->households);
    row->start_households = start->households;
    row->actual_all = actual->households;
}

/* Judged by points, a plan whose households say something else is shown by its points. */
static void plan_by_points(const pov_figure *plan, const pov_targets *targets,
                           pov_progress_row *row)
{
    const bool *stated = targets->stated[POV_MEASURE_POOR];
    const pov_figure left = pov_figure_difference(
        &plan[POV_RATE], &targets->of[POV_MEASURE_POOR][POV_TARGET_POINTS].planned, POV_KIND_RATE);

    if (stated[POV_TARGET_POINTS] && !stated[POV_TARGET_RATE] && pov_figure_known(&left) &&
        pov_interval_empty(pov_interval_meet(left.bounds, row->planned_rate.bounds))) {
        row->planned_rate = left;
        row->planned_poor =
            stated[POV_TARGET_REMAINING] ? row->planned_poor : pov_figure_unknown(POV_KIND_COUNT);
    }
}

/* Where plan and result print another start of the poor. */
static void compare_starts(const pov_figure *plan, const pov_figure *result, pov_progress_row *row)
{
    if (pov_figure_is_stated(plan) && pov_figure_is_stated(result) &&
        pov_interval_empty(pov_interval_meet(plan->bounds, result->bounds))) {
        row->plan_start = *plan;
        row->result_start = *result;
    }
}

void pov_progress_judge_unit(const pov_solution *plan, const pov_unit_state *start,
                             const pov_unit_state *before, const pov_unit_state *actual,
                             const pov_figure *parent_rate, pov_way way, pov_judge_by by,
                             pov_targets *targets, pov_progress_row *row)
{
    course count[POV_MEASURE_COUNT], rate[POV_MEASURE_COUNT];

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        count[m] = course_of(&start->count[m], &actual->count[m], &actual->cut[m], POV_KIND_COUNT);
        rate[m] = course_of(&start->rate[m], &actual->rate[m], &actual->points[m], POV_KIND_POINTS);
        count[m].again = pov_target_drop(pov_target_read(&before->count[m]), count[m].to);
        rate[m].again = pov_target_drop(pov_target_read(&before->rate[m]), rate[m].to);
    }
    compare_starts(&start->rate[POV_MEASURE_POOR], &before->rate[POV_MEASURE_POOR], row);
    compare_starts(&start->count[POV_MEASURE_POOR], &before->count[POV_MEASURE_POOR], row);
    fill_courses(count);
    fill_courses(rate);
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        judge_measure((pov_measure)m, &count[m], &rate[m], &parent_rate[m], way, targets);
        pick(plan, start, (pov_measure)m, by, row, targets);
    }
    drop_unprinted(targets);
    compare_figures(&plan->row[row->plan_row], start, actual, count, rate, way, targets, row);
    if (by == POV_JUDGE_POINTS) {
        plan_by_points(plan->row[row->plan_row].of[POV_MEASURE_POOR], targets, row);
    }
    conclude(by, targets, row);
}
