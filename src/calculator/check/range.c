/*
 * The rule on parts that exceed their whole: of one row, of overlapping units, of a group.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"
#include "calculator/check/sums.h"

enum {
    OF_HOUSEHOLDS,
    OF_PERSONS,
    OF_TARGET,
    OF_GROWN,
    TARGET_BELOW,
    OF_UNIT,
    OF_ALL_GROUPS,
    TOO_FEW_PERSONS,
    TOO_MANY_PERSONS,
    TOO_FEW_OTHERS,
    NO_HOUSEHOLD
};

/* ---- within a row ---- */

static void look_at_part(const pov_row_view *v, pov_quantity part, pov_quantity whole,
                         size_t message)
{
    if (!pov_view_exceeds(v, part, whole)) {
        return;
    }
    pov_figure large = pov_view_printed(v, whole);
    pov_check_finding f = pov_finding_start(&pov_rule_range, message, POV_ERROR, v->row, part);
    pov_finding_figure(&f, pov_view_printed(v, part));
    pov_finding_figure(&f, large);
    f.expected = pov_count_figure((pov_interval){0, large.bounds.high});
    pov_fix_suggest(v->c, &f, pov_set_of(part) | pov_set_of(whole));
    pov_finding_report(v->c, &f);
}

/* What remains by the identity, though it is not printed, against the households that are. */
static void look_at_target_households(const pov_row_view *v, pov_measure m)
{
    const pov_quantity left = pov_quantity_of(m, POV_REMAINING);
    if (pov_view_states(v, left) || !pov_view_states(v, POV_TARGET_HOUSEHOLDS)) {
        return;
    }
    pov_interval count = v->counts->of[m][POV_REMAINING].bounds;
    pov_figure of = pov_view_printed(v, POV_TARGET_HOUSEHOLDS);
    if (pov_is_open(count.low) || count.low <= of.bounds.high) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_range, TARGET_BELOW, POV_ERROR, v->row, POV_TARGET_HOUSEHOLDS);
    pov_finding_figure(&f, of);
    pov_finding_text(&f, pov_quantity_get(left)->name);
    pov_finding_bounds(&f, pov_count_figure(count));
    f.expected = pov_count_figure((pov_interval){count.low, POV_NO_HIGH});
    pov_finding_report(v->c, &f);
}

/* More remain than there will be households, with neither these nor a rate to show it. */
static void look_at_grown_households(const pov_row_view *v, pov_measure m)
{
    const pov_quantity left = pov_quantity_of(m, POV_REMAINING);
    pov_row_ratio ratio;

    if (pov_view_states(v, POV_TARGET_HOUSEHOLDS) || !pov_view_states(v, left) ||
        pov_view_ratio(v, m, true, &ratio)) {
        return;
    }
    pov_interval now = pov_row_bounds(v->c, v->row, POV_HOUSEHOLDS);
    pov_interval then = pov_grow_households(now, v->c->solution->assumptions.growth);
    pov_figure count = pov_view_printed(v, left);
    if (now.high == POV_NO_HIGH || count.bounds.low <= then.high) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_range, OF_GROWN, POV_WARNING, v->row, left);
    pov_finding_figure(&f, count);
    pov_finding_bounds(&f, pov_count_figure(then));
    f.expected = pov_count_figure((pov_interval){0, then.high});
    pov_finding_report(v->c, &f);
}

/* A household has at least one person, and where there is none, nobody lives. */
static void look_at_persons(const pov_row_view *v, pov_quantity persons, pov_quantity households)
{
    if (!pov_view_states(v, persons)) {
        return;
    }
    pov_figure of = pov_view_printed(v, persons);
    pov_interval count = pov_row_bounds(v->c, v->row, households);
    bool none = count.high == 0 && of.bounds.low > 0;
    if (!none && of.bounds.high >= count.low) {
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_range, none ? NO_HOUSEHOLD : TOO_FEW_PERSONS,
                                            POV_ERROR, v->row, persons);
    pov_finding_figure(&f, of);
    pov_view_mention(v, &f, households, count);
    pov_finding_text(&f, pov_quantity_get(households)->name);
    f.expected = pov_count_figure((pov_interval){none ? 0 : count.low, none ? 0 : POV_NO_HIGH});
    pov_finding_report(v->c, &f);
}

/* No unit of Viet Nam has so many persons a household: a digit too many, or another column. */
static void look_at_size(const pov_row_view *v, pov_quantity persons, pov_quantity households)
{
    enum { PERSONS_MAX = 20, HOUSEHOLDS_MIN = 10 }; /* a few households may be a home or a camp */

    if (!pov_view_states(v, persons)) {
        return;
    }
    pov_figure of = pov_view_printed(v, persons);
    pov_interval count = pov_row_bounds(v->c, v->row, households);
    if (count.low < HOUSEHOLDS_MIN || count.high == POV_NO_HIGH ||
        of.bounds.low <= pov_multiply(count.high, PERSONS_MAX)) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_range, TOO_MANY_PERSONS, POV_WARNING, v->row, persons);
    pov_finding_figure(&f, of);
    pov_view_mention(v, &f, households, count);
    pov_finding_text(&f, pov_quantity_get(households)->name);
    pov_finding_number(&f, PERSONS_MAX);
    pov_finding_report(v->c, &f);
}

/* Those who are not poor, by persons and by households: none or some of both. True where they are
 * not. */
static bool look_at_others(const pov_row_view *v)
{
    if (!pov_view_states(v, POV_PERSONS) || !pov_view_states(v, POV_POOR_PERSONS) ||
        v->c->row_explained[v->row]) {
        return false;
    }
    pov_figure all = pov_view_printed(v, POV_PERSONS), poor = pov_view_printed(v, POV_POOR_PERSONS);
    pov_interval persons = pov_interval_subtract(all.bounds, poor.bounds);
    pov_interval households = pov_interval_subtract(pov_row_bounds(v->c, v->row, POV_HOUSEHOLDS),
                                                    pov_row_bounds(v->c, v->row, POV_POOR));
    bool none = households.high == 0 && persons.low > 0;
    if (!none && persons.high >= households.low) {
        return false;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_range, TOO_FEW_OTHERS, POV_ERROR, v->row, POV_POOR_PERSONS);
    pov_finding_figure(&f, poor);
    pov_finding_figure(&f, all);
    pov_finding_bounds(&f, pov_count_figure(persons));
    pov_finding_bounds(&f, pov_count_figure(households));
    pov_finding_report(v->c, &f);
    return true;
}

static void look_at_row(const pov_row_view *v)
{
    look_at_part(v, POV_POOR, POV_HOUSEHOLDS, OF_HOUSEHOLDS);
    look_at_part(v, POV_NEAR_POOR, POV_HOUSEHOLDS, OF_HOUSEHOLDS);
    look_at_part(v, POV_MULTI_POOR, POV_HOUSEHOLDS, OF_HOUSEHOLDS);
    look_at_part(v, POV_POOR_PERSONS, POV_PERSONS, OF_PERSONS);
    look_at_part(v, POV_REMAINING_POOR, POV_TARGET_HOUSEHOLDS, OF_TARGET);
    look_at_part(v, POV_REMAINING_NEAR_POOR, POV_TARGET_HOUSEHOLDS, OF_TARGET);
    for (int m = 0; m < POV_MEASURE_MULTI; m++) {
        look_at_target_households(v, (pov_measure)m);
        look_at_grown_households(v, (pov_measure)m);
    }
    look_at_persons(v, POV_PERSONS, POV_HOUSEHOLDS);
    look_at_persons(v, POV_POOR_PERSONS, POV_POOR);
    look_at_size(v, POV_PERSONS, POV_HOUSEHOLDS);
    if (!look_at_others(v)) {
        look_at_size(v, POV_POOR_PERSONS, POV_POOR);
    }
}

/* ---- between rows ---- */

static void look_at_parts(pov_checker *c, size_t part, size_t whole, size_t message)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_quantity quantity = (pov_quantity)q;
        if (!pov_is_of_both(c, part, whole, quantity)) {
            continue;
        }
        pov_figure small = pov_stated_figure(c, part, quantity);
        pov_figure large = pov_stated_figure(c, whole, quantity);
        if (small.bounds.low <= large.bounds.high) {
            continue;
        }
        pov_check_finding f =
            pov_finding_start(&pov_rule_range, message, POV_ERROR, part, quantity);
        pov_finding_figure(&f, small);
        pov_finding_figure(&f, large);
        pov_finding_text(&f, c->plan->row[whole].name);
        f.expected = pov_count_figure((pov_interval){0, large.bounds.high});
        pov_fix_set(c, &f, (pov_cell_place){part, quantity}, f.expected.bounds);
        c->row_explained[whole] = true;
        pov_finding_report(c, &f);
    }
}

static void look_at_plan(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->list_count; i++) {
        const pov_list *list = &c->solution->list[i];
        if (list->whole == POV_NONE || (list->addable && list->count >= 2)) {
            continue; /* the latter are added up: see sum */
        }
        for (size_t k = 0; k < list->count; k++) {
            look_at_parts(c, c->solution->list_member[list->first + k], list->whole, OF_UNIT);
        }
    }
    for (size_t r = 0; r < c->plan->row_count; r++) {
        if (c->plan->row[r].all_row != POV_NONE) {
            look_at_parts(c, r, c->plan->row[r].all_row, OF_ALL_GROUPS);
        }
    }
}

const pov_rule pov_rule_range = {
    .name = "range",
    .relation = POV_TALLY_RANGE,
    .severity = POV_TEXT("error or warning"),
    .about = POV_TEXT("A part exceeds its whole: more poor than households, or a group or an "
                      "overlapping unit with more than the whole unit. It is a warning where more "
                      "poor remain than there are households under the assumed growth. A "
                      "household has at least one person: there are too few persons, poor persons, "
                      "or persons that are not poor. More than 20 persons a household are a "
                      "warning."),
    .message =
        {
            [OF_HOUSEHOLDS] = POV_TEXT("{0} is stated, but there are only {1} households"),
            [OF_PERSONS] = POV_TEXT("{0} is stated, but there are only {1} persons"),
            [OF_TARGET] =
                POV_TEXT("{0} is stated, but there are only {1} households in the target year"),
            [OF_GROWN] = POV_TEXT("{0} is stated, but there are only {1} households; it holds if "
                                  "they grow to that number"),
            [TARGET_BELOW] = POV_TEXT("only {0} households are stated, but {1} is {2}"),
            [OF_UNIT] = POV_TEXT("{0} is stated, but {2} as a whole has only {1}"),
            [OF_ALL_GROUPS] =
                POV_TEXT("{0} is stated for this group, but {2} as a whole has only {1}"),
            [TOO_FEW_PERSONS] = POV_TEXT("{0} is stated, but {2} is {1}, and a household has at "
                                         "least one person"),
            [TOO_MANY_PERSONS] = POV_TEXT("{0} is stated, but {2} is {1}: more than {3} persons a "
                                          "household"),
            [TOO_FEW_OTHERS] = POV_TEXT("{0} of {1} persons are poor: {2} are not, in {3} "
                                        "households that are not poor"),
            [NO_HOUSEHOLD] = POV_TEXT("{0} is stated, but {2} is {1}"),
        },
    .row = look_at_row,
    .plan = {[POV_ALL] = look_at_plan},
};
