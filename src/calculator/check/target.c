/*
 * The rule on targets that cannot be: before their own baseline, below nothing, or two of them for
 * one year.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

enum { NOT_AFTER, MORE_THAN_RATE, MORE_THAN_COUNT, TWO_TARGETS, MORE_LEFT };

/* ---- of one row ---- */

static void look_at_years(const pov_row_view *v)
{
    const pov_row *row = &v->c->plan->row[v->row];

    if (row->year.year == 0 || row->target_year.year == 0 ||
        pov_year_months(row->target_year) > pov_year_months(row->year)) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_target, NOT_AFTER, POV_ERROR, v->row, POV_QUANTITY_COUNT);
    pov_finding_number(&f, (size_t)row->target_year.year);
    pov_finding_number(&f, (size_t)row->year.year);
    pov_finding_report(v->c, &f);
}

/* The poverty rate, as printed or as the row gives it without the reduction. */
static pov_figure rate_of(const pov_row_view *v, pov_measure m)
{
    pov_figure printed = pov_view_printed(v, pov_quantity_of(m, POV_RATE));
    pov_solved_room room;

    if (pov_figure_known(&printed)) {
        return printed;
    }
    const pov_solved *alone = pov_solve_row_alone(&v->c->plan->row[v->row],
                                                  pov_set_of(pov_quantity_of(m, POV_PP)), &room);
    return pov_bounds_figure(POV_KIND_RATE, 2,
                             alone->conflicts == 0 ? alone->of[m][POV_RATE].bounds
                                                   : (pov_interval){0, POV_HUNDRED_PERCENT});
}

/* "50 of 10%" is more than there is, unless half of the poor is meant. */
static void look_at_points(const pov_row_view *v, pov_measure m)
{
    pov_quantity points = pov_quantity_of(m, POV_PP);

    if (!pov_view_states(v, points) ||
        pov_view_states(v, pov_quantity_of(m, POV_REMAINING_SHARE))) {
        return; /* two rates that disagree with the points: see the rule on points */
    }
    pov_figure cut = pov_view_printed(v, points);
    pov_figure rate = rate_of(v, m);
    if (pov_is_at_most(cut.qualifier) ||
        pov_subtract(cut.value, pov_own_rounding(&cut)) <= rate.bounds.high) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_target, MORE_THAN_RATE, POV_ERROR, v->row, points);
    bool printed = rate.basis == POV_BASIS_STATED;
    pov_interval of = printed ? pov_interval_point(rate.value) : rate.bounds;
    pov_finding_figure(&f, cut);
    if (printed) {
        pov_finding_figure(&f, rate);
    } else {
        pov_finding_bounds(&f, rate);
    }
    if (of.high == 0) { /* there is no half of it */
        f.message = pov_rule_target.message[MORE_THAN_COUNT];
        pov_finding_text(&f, pov_quantity_get(pov_quantity_of(m, POV_RATE))->name);
    } else {
        pov_interval part = {pov_muldiv_floor(of.low, cut.value, POV_HUNDRED_PERCENT),
                             pov_muldiv_ceil(of.high, cut.value, POV_HUNDRED_PERCENT)};
        pov_figure share = cut;
        share.kind = POV_KIND_CHANGE;
        share.qualifier = POV_EXACTLY;
        share.years = 0;
        const bool tiny = pov_round_to(part.high, pov_digit_unit(2)) == 0;
        pov_finding_bounds(
            &f, pov_bounds_figure(POV_KIND_POINTS, tiny ? pov_digits_needed(part.high) : 2, part));
        pov_finding_figure(&f, share);
    }
    f.expected = pov_bounds_figure(POV_KIND_POINTS, 2, (pov_interval){0, rate.bounds.high});
    pov_finding_report(v->c, &f);
}

static void look_at_households(const pov_row_view *v, pov_measure m)
{
    pov_quantity reduction = pov_quantity_of(m, POV_REDUCTION);
    pov_quantity count = pov_quantity_of(m, POV_COUNT);

    if (!pov_view_states(v, reduction) || pov_view_states(v, pov_quantity_of(m, POV_REMAINING))) {
        return; /* what remains is printed: see the rule on it */
    }
    pov_figure cut = pov_view_printed(v, reduction);
    pov_solved_room room;
    const pov_solved *alone =
        pov_solve_row_alone(&v->c->plan->row[v->row], pov_set_of(reduction), &room);
    pov_interval poor = alone->of[m][POV_COUNT].bounds;
    if (alone->conflicts != 0 || cut.bounds.low <= poor.high) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_target, MORE_THAN_COUNT, POV_ERROR, v->row, reduction);
    pov_finding_figure(&f, cut);
    pov_view_mention(v, &f, count, poor);
    pov_finding_text(&f, pov_quantity_get(count)->name);
    f.expected = pov_count_figure((pov_interval){POV_NO_LOW, poor.high});
    pov_finding_report(v->c, &f);
}

/* A plan that leaves more poor than there are: of the near-poor it may well, since those who escape
 * poverty become near-poor. */
static void look_at_rise(const pov_row_view *v, pov_quantity now, pov_quantity left)
{
    const pov_row *row = &v->c->plan->row[v->row];

    if (row->kind != POV_END_PLAN || !pov_view_states(v, now) || !pov_view_states(v, left) ||
        pov_view_exceeds(v, left, POV_HOUSEHOLDS)) { /* see range */
        return;
    }
    pov_figure before = pov_view_printed(v, now), after = pov_view_printed(v, left);
    if (after.bounds.low <= before.bounds.high) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_target, MORE_LEFT, POV_NOTE, v->row, left);
    pov_finding_figure(&f, after);
    pov_finding_figure(&f, before);
    f.expected = pov_bounds_figure((pov_kind)before.kind, before.digits,
                                   (pov_interval){0, before.bounds.high});
    pov_finding_report(v->c, &f);
}

static void look_at_row(const pov_row_view *v)
{
    look_at_years(v);
    look_at_rise(v, POV_POOR, POV_REMAINING_POOR);
    if (!pov_view_states(v, POV_REMAINING_POOR)) {
        look_at_rise(v, POV_POOR_RATE, POV_REMAINING_RATE);
    }
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        look_at_points(v, (pov_measure)m);
        look_at_households(v, (pov_measure)m);
    }
}

/* ---- two targets of one unit for one year ---- */

typedef struct target {
    const pov_row *row;
    size_t index;
} target;

static int compare_texts(const char *a, const char *b)
{
    return a == b ? 0 : strcmp(a, b);
}

static int compare_targets(const void *left, const void *right)
{
    const target *a = left, *b = right;
    int order = pov_compare_sizes(a->row->unit, b->row->unit);

    order = order != 0 ? order : compare_texts(a->row->group, b->row->group);
    order = order != 0 ? order : compare_texts(a->row->standard, b->row->standard);
    order = order != 0 ? order : pov_year_compare(a->row->target_year, b->row->target_year);
    return order != 0 ? order : pov_compare_sizes(a->index, b->index);
}

static bool same_state(const target *a, const target *b)
{
    return a->row->unit == b->row->unit && a->row->group == b->row->group &&
           a->row->standard == b->row->standard &&
           pov_year_compare(a->row->target_year, b->row->target_year) == 0;
}

/* The later row's count or rate that differs from the earlier one's in all that they can mean. */
static void compare(pov_checker *c, const target *first, const target *second)
{
    static const pov_aspect aspects[] = {POV_REMAINING, POV_REMAINING_SHARE};

    for (size_t i = 0; i < (size_t)POV_MEASURE_COUNT * 2; i++) {
        pov_measure m = (pov_measure)(i / 2);
        pov_aspect aspect = aspects[i % 2];
        const pov_figure *a = &c->solution->row[first->index].of[m][aspect];
        const pov_figure *b = &c->solution->row[second->index].of[m][aspect];
        if (!pov_figure_is_firm(a) || !pov_figure_is_firm(b) ||
            !pov_interval_empty(pov_interval_meet(a->bounds, b->bounds))) {
            continue;
        }
        pov_check_finding f = pov_finding_start(&pov_rule_target, TWO_TARGETS, POV_NOTE,
                                                second->index, pov_quantity_of(m, aspect));
        pov_finding_number(&f, (size_t)second->row->target_year.year);
        pov_finding_figure(&f, *b);
        pov_finding_figure(&f, *a);
        pov_finding_line(&f, first->index);
        f.expected = *a;
        pov_finding_report(c, &f);
        return; /* of a count and its rate one is enough */
    }
}

static void look(pov_checker *c)
{
    const pov_plan *plan = c->plan;
    target *targets = malloc((plan->row_count + 1) * sizeof *targets);
    size_t count = 0;
    bool in_order = true; /* as files mostly are */

    if (targets == NULL) {
        c->failed = true;
        return;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        if (row->kind == POV_END_PLAN && row->target_year.year != 0 && row->same_row == POV_NONE) {
            targets[count++] = (target){row, r};
            in_order = in_order &&
                       (count < 2 || compare_targets(&targets[count - 2], &targets[count - 1]) < 0);
        }
    }
    if (!in_order) {
        qsort(targets, count, sizeof *targets, compare_targets);
    }
    for (size_t i = 1; i < count; i++) {
        if (same_state(&targets[i - 1], &targets[i])) {
            compare(c, &targets[i - 1], &targets[i]);
        }
    }
    free(targets);
}

const pov_rule pov_rule_target = {
    .name = "target",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("error or note"),
    .about = POV_TEXT("A target that cannot be: its year is not after that of the baseline, or the "
                      "reduction is larger than what there is. A note names two targets of one "
                      "unit for one year that differ, and a plan that leaves more poor than there "
                      "are."),
    .message =
        {
            [NOT_AFTER] = POV_TEXT("the target year {0} is not after {1}, the year of the figures"),
            [MORE_THAN_RATE] = POV_TEXT("{0} is stated, but the rate is only {1}; if {3} of it is "
                                        "meant, that is {2}"),
            [MORE_THAN_COUNT] = POV_TEXT("{0} is stated, but {2} is only {1}"),
            [MORE_LEFT] = POV_TEXT("the plan leaves {0}, more than the {1} that it starts from"),
            [TWO_TARGETS] = POV_TEXT("the target for {0} is {1} here, but {2} in line {3}"),
        },
    .row = look_at_row,
    .plan = {[POV_ALL] = look},
};
