/*
 * The sentences speak of the unit at the top of the plan. They say nothing that the tables do not
 * say, but in the order in which one asks.
 */
#include "commands/plan_sentences.h"

#include "base/place.h"
#include "commands/check_report.h"
#include "commands/phrases.h"
#include "commands/progress_report.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

#define NAMED_MAX 5 /* units; more are counted */

/* The row that speaks for the whole plan, or the sum of a list whose parent has no row. */
typedef struct whole {
    const char *name; /* NULL: there is none */
    const pov_row *row;
    size_t index; /* of the row; POV_NONE: a sum */
    const pov_solved *solved;
    pov_solved_room sum;
    bool several;  /* units at the top */
    size_t listed; /* units, of a sum that may lack some; else 0 */
} whole;

typedef struct speaker {
    pov_phrases p;
    const pov_job *job;
    const whole *top;
    bool page;       /* for who has no command line: no command is named */
    pov_buffer text; /* of the sentence at hand */
} speaker;

#define SAY(s, ...) POV_SAY(&(s)->text, &(s)->p, __VA_ARGS__)

/* ---- what speaks for the plan ---- */

/* A row with figures before one without, then one with a target, then the later year. */
static bool speaks_rather(const pov_row *a, const pov_row *b)
{
    bool a_states = a->stated_set != 0, b_states = b->stated_set != 0;
    bool a_aims = a->target_year.year != 0, b_aims = b->target_year.year != 0;

    return a_states != b_states ? a_states
           : a_aims != b_aims   ? a_aims
                                : pov_year_compare(a->year, b->year) > 0;
}

/* The one unit at the top; false when there are several. */
static bool find_top(const pov_job *job, whole *w)
{
    const pov_plan *plan = &job->plan;
    size_t unit = POV_NONE;

    for (size_t i = 0; i < job->row_count; i++) {
        const pov_row *row = &plan->row[job->row[i]];
        if (job->depth[i] > 0) {
            continue;
        }
        if (unit != POV_NONE && row->unit != unit) {
            return false;
        }
        unit = row->unit;
        w->name = row->name;
        if (pov_row_is_all(row) && (w->row == NULL || speaks_rather(row, w->row))) {
            w->row = row;
            w->index = job->row[i];
            w->solved = &job->solution.row[w->index];
        }
    }
    return true;
}

/* The sum of the only list that has no row for its parent. */
static void find_sum(const pov_job *job, whole *w)
{
    const pov_list *only = NULL;

    for (size_t i = 0; i < job->solution.list_count; i++) {
        const pov_list *list = &job->solution.list[i];
        if (pov_job_sums(job, list)) {
            if (only != NULL) {
                return;
            }
            only = list;
        }
    }
    if (only != NULL) {
        w->row = &job->plan.row[job->solution.list_member[only->first]];
        w->name = only->parent_name[0] != '\0' ? only->parent_name : NULL;
        w->listed = w->name != NULL && !only->complete ? only->count : 0;
        w->solved = pov_solve_total(&job->solution, only, &w->sum);
    }
}

static void find_whole(const pov_job *job, whole *w)
{
    *w = (whole){.index = POV_NONE};
    if (!find_top(job, w)) {
        *w = (whole){.index = POV_NONE, .several = true};
        find_sum(job, w);
    }
}

/* Of whom figures are known: the poor, else the near-poor or both together. */
static pov_measure find_measure(const whole *top)
{
    for (int m = POV_MEASURE_POOR; m < POV_MEASURE_COUNT && top->solved != NULL; m++) {
        for (int aspect = POV_COUNT; aspect <= POV_REMAINING_SHARE; aspect++) {
            if (pov_figure_is_firm(&top->solved->of[m][aspect])) {
                return (pov_measure)m;
            }
        }
    }
    return POV_MEASURE_POOR;
}

static size_t count_figures(const pov_job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->row_count; i++) {
        count += pov_set_count(job->plan.row[job->row[i]].stated_set);
    }
    return count;
}

/* ---- lists of names ---- */

static const char *end_names(speaker *s, pov_phrase_names *names)
{
    return pov_phrase_end_names(&s->p, names, POV_TEXT("{1} and {2} more"));
}

/* ---- what is promised ---- */

static const pov_figure *of(const speaker *s, pov_aspect aspect)
{
    return &s->top->solved->of[s->p.measure][aspect];
}

static size_t count_units(const speaker *s)
{
    const pov_job *job = s->job;
    bool *seen = calloc(job->plan.unit_count + 1, sizeof *seen);
    size_t units = 0;

    s->p.report->failed |= seen == NULL;
    for (size_t i = 0; i < job->row_count && seen != NULL; i++) {
        size_t unit = job->plan.row[job->row[i]].unit;
        units += !seen[unit];
        seen[unit] = true;
    }
    free(seen);
    return units;
}

/* The name of what a sentence is about. */
static const char *subject(const speaker *s)
{
    if (s->top->listed > 0) {
        return POV_PHRASE(&s->p, POV_TEXT("The sum of the {1} listed units of {2}"),
                          pov_phrase_count(&s->p, s->top->listed), s->top->name);
    }
    return s->top->name != NULL ? s->top->name
                                : POV_PHRASE(&s->p, POV_TEXT("The sum of the {1} units"),
                                             pov_phrase_count(&s->p, count_units(s)));
}

/* A figure of the document's own, or what follows from its own as one number. */
static bool is_said(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED ||
           (figure->basis == POV_BASIS_DERIVED && !pov_figure_approximate(figure));
}

/* "at least 3 percentage points and over 4,990 households"; NULL: no reduction is stated. */
static const char *aim_of(const speaker *s)
{
    const pov_figure *households = of(s, POV_REDUCTION), *points = of(s, POV_PP);
    const char *of_points = points->basis == POV_BASIS_STATED
                                ? pov_phrase_figure(&s->p, points, POV_PHRASE_POINTS)
                                : NULL;

    if (households->basis != POV_BASIS_STATED) {
        return of_points;
    }
    const char *of_households = pov_phrase_figure(&s->p, households, POV_PHRASE_HOUSEHOLDS);
    return of_points == NULL ? of_households
                             : POV_PHRASE(&s->p, POV_TEXT("{1} and {2}"), of_points, of_households);
}

/* The difference of two figures that are both said, without a sign; NULL where there is none. */
static const char *difference(const speaker *s, pov_aspect from, pov_aspect to,
                              pov_phrase_unit unit, bool *more)
{
    const pov_figure *a = of(s, from), *b = of(s, to);
    pov_kind kind = from == POV_COUNT ? POV_KIND_COUNT : POV_KIND_POINTS;

    if (!is_said(a) || !is_said(b) || a->qualifier != POV_EXACTLY || b->qualifier != POV_EXACTLY) {
        return NULL;
    }
    pov_figure d = a->value >= b->value ? pov_figure_difference(a, b, kind)
                                        : pov_figure_difference(b, a, kind);
    d.plain = true;
    *more = b->value > a->value;
    return pov_phrase_figure(&s->p, &d, unit);
}

/* ": 4,990 households or 3.00 percentage points less" */
static void say_difference(speaker *s)
{
    bool more = false;
    const char *households = difference(s, POV_COUNT, POV_REMAINING, POV_PHRASE_HOUSEHOLDS, &more);
    const char *points = difference(s, POV_RATE, POV_REMAINING_SHARE, POV_PHRASE_POINTS, &more);

    if (households != NULL && points != NULL) {
        SAY(s, more ? POV_TEXT(": {1} or {2} more") : POV_TEXT(": {1} or {2} less"), households,
            points);
    } else if (households != NULL) {
        SAY(s, more ? POV_TEXT(": {1} more") : POV_TEXT(": {1} fewer"), households);
    } else if (points != NULL) {
        SAY(s, more ? POV_TEXT(": {1} more") : POV_TEXT(": {1} less"), points);
    }
}

/* Whether the plan expects more poor households than there are. */
static bool is_more(const speaker *s)
{
    const pov_figure *before = of(s, POV_RATE), *after = of(s, POV_REMAINING_SHARE);

    if (!pov_figure_is_firm(before) || !pov_figure_is_firm(after)) {
        before = of(s, POV_COUNT);
        after = of(s, POV_REMAINING);
    }
    return pov_figure_is_firm(before) && pov_figure_is_firm(after) && after->value > before->value;
}

static void say_plan(speaker *s)
{
    const pov_row *row = s->top->row;
    const char *start = pov_phrase_state(&s->p, of(s, POV_COUNT), of(s, POV_RATE), false);
    const char *aim = aim_of(s), *then = pov_phrase_at(&s->p, row->target_year);
    bool ends = is_said(of(s, POV_REMAINING)) || is_said(of(s, POV_REMAINING_SHARE));
    const char *end = pov_phrase_state(&s->p, of(s, POV_REMAINING), of(s, POV_REMAINING_SHARE),
                                       start != NULL && pov_figure_is_firm(of(s, POV_COUNT)));

    if (start != NULL && end != NULL && (ends || aim == NULL)) {
        SAY(s,
            is_more(s) ? POV_TEXT("{1} plans to go up from {2} {3} to {4} {5}")
                       : POV_TEXT("{1} plans to go from {2} {3} to {4} {5}"),
            subject(s), start, pov_phrase_at(&s->p, row->year), end, then);
        say_difference(s);
    } else if (start != NULL && aim != NULL) {
        SAY(s, POV_TEXT("{1} plans to bring {2} {3} down by {4} by {5}"), subject(s), start,
            pov_phrase_at(&s->p, row->year), aim, pov_phrase_year(&s->p, row->target_year));
        if (end != NULL) {
            SAY(s, POV_TEXT(", which leaves {1} {2}"), end, then);
        }
    } else if (end != NULL) {
        SAY(s, POV_TEXT("{1} aims at {2} {3}; what it starts from is not printed"), subject(s), end,
            then);
    } else if (aim != NULL && of(s, POV_REDUCTION)->basis == POV_BASIS_STATED) {
        SAY(s,
            POV_TEXT("{1} promises a reduction of {2} by {3}; what it starts from is not printed"),
            subject(s), aim, pov_phrase_year(&s->p, row->target_year));
    } else if (aim != NULL && of(s, POV_PP)->years > 0) {
        SAY(s,
            POV_TEXT("{1} promises a poverty rate that falls by {2} until {3}; from which rate, "
                     "and how many households that is, is not printed"),
            subject(s), aim, pov_phrase_year(&s->p, row->target_year));
    } else if (aim != NULL) {
        SAY(s,
            POV_TEXT("{1} promises a poverty rate {2} lower in {3}; from which rate, and how many "
                     "households that is, is not printed"),
            subject(s), aim, pov_phrase_year(&s->p, row->target_year));
    } else if (start != NULL) {
        SAY(s, POV_TEXT("{1} had {2} {3}; it states no target that can be set beside it"),
            subject(s), start, pov_phrase_at(&s->p, row->year));
    }
}

/* ---- a rate below the parent's ---- */

static const pov_row *below_parent(const speaker *s, pov_measure *measure)
{
    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *row = &s->job->plan.row[s->job->row[i]];
        for (int m = 0; m < POV_MEASURE_COUNT && s->job->depth[i] == 0 && pov_row_is_all(row);
             m++) {
            if (row->against_parent[m] != POV_EXACTLY && row->target_year.year != 0) {
                *measure = (pov_measure)m;
                return row;
            }
        }
    }
    return NULL;
}

static void say_below_parent(speaker *s)
{
    static const char *const rates[] = {
        [POV_MEASURE_POOR] = POV_TEXT("poverty rate"),
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("near-poor rate"),
        [POV_MEASURE_MULTI] = POV_TEXT("multidimensional poverty rate"),
    };
    pov_measure measure;
    const pov_row *row = below_parent(s, &measure);

    if (row != NULL && s->top->name != NULL) {
        SAY(s,
            s->text.length > 0 ? POV_TEXT("; its {2} is to be below that of its parent in {3}")
                               : POV_TEXT("{1} aims at a {2} below that of its parent in {3}"),
            subject(s), pov_translate(rates[measure]), pov_phrase_year(&s->p, row->target_year));
    }
}

/* ---- a target for a group, and none for all ---- */

static const pov_row *group_with_target(const pov_job *job, size_t *index)
{
    for (size_t i = 0; i < job->row_count; i++) {
        const pov_row *row = &job->plan.row[job->row[i]];
        if (!pov_row_is_all(row) && row->target_year.year != 0 && row->kind == POV_END_PLAN &&
            row->stated_set != 0 && (job->depth[i] == 0 || row->all_row != POV_NONE)) {
            *index = job->row[i];
            return row;
        }
    }
    return NULL;
}

/* "(33 to 35 of the 1,976–2,024 households that it had in 2021)": where the group's rate is a share
 * of all households, and these are known of an earlier year. */
static void say_share_of_all(speaker *s, const pov_figure *rate)
{
    const pov_row *last = s->top->row;
    const pov_figure *all = last != NULL ? &s->top->solved->households : NULL;

    if (all == NULL || !pov_figure_is_firm(all) || pov_is_far(all->bounds.high) ||
        rate->basis != POV_BASIS_STATED) {
        return;
    }
    pov_figure poor = pov_figure_computed(
        POV_KIND_COUNT, 0,
        (pov_interval){pov_muldiv_ceil(rate->bounds.low, all->bounds.low, POV_HUNDRED_PERCENT),
                       pov_muldiv_floor(rate->bounds.high, all->bounds.high, POV_HUNDRED_PERCENT)},
        POV_BASIS_DERIVED, 0);
    if (!pov_interval_empty(poor.bounds)) {
        SAY(s, POV_TEXT(" ({1} of the {2} households that it had in {3})"),
            pov_phrase_from_to(&s->p, &poor), pov_phrase_range(&s->p, all),
            pov_phrase_year(&s->p, last->year));
    }
}

static void say_group_plan(speaker *s, const pov_row *row, size_t index)
{
    const pov_figure *figure = s->job->solution.row[index].of[s->p.measure];
    const char *year = pov_phrase_year(&s->p, row->target_year);
    const char *end =
        pov_phrase_state(&s->p, &figure[POV_REMAINING], &figure[POV_REMAINING_SHARE], true);
    bool of_all = strcmp(row->group, "no_labour_capacity") == 0;

    if (of_all && figure[POV_REMAINING_SHARE].basis == POV_BASIS_STATED) {
        SAY(s,
            POV_TEXT("{1} aims at {2} of its households being poor and without labour capacity in "
                     "{3}"),
            subject(s), pov_phrase_figure(&s->p, &figure[POV_REMAINING_SHARE], POV_PHRASE_PERCENT),
            year);
        say_share_of_all(s, &figure[POV_REMAINING_SHARE]);
    } else if (end != NULL) {
        SAY(s, POV_TEXT("{1} aims in {2} at {3} poor among the {4}"), subject(s), year, end,
            pov_phrase_group(&s->p, row->group));
    } else {
        bool points = figure[POV_PP].basis == POV_BASIS_STATED;
        SAY(s, POV_TEXT("{1} promises a reduction of {2} by {3} among the {4}"), subject(s),
            pov_phrase_figure(&s->p, &figure[points ? POV_PP : POV_REDUCTION],
                              points ? POV_PHRASE_POINTS : POV_PHRASE_HOUSEHOLDS),
            year, pov_phrase_group(&s->p, row->group));
    }
    SAY(s, POV_TEXT("; it states no target for all poor households"), NULL);
}

/* ---- what is reported ---- */

/* The end that speaks of an outcome or an estimate, the latest one. */
static const pov_solved *reported(const speaker *s, pov_end kind, const pov_row **row)
{
    const pov_solved *found = NULL;

    *row = NULL;
    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *r = &s->job->plan.row[s->job->row[i]];
        if (s->job->depth[i] == 0 && pov_row_is_all(r) && r->kind == kind && r->stated_set != 0 &&
            (*row == NULL || pov_year_compare(r->target_year, (*row)->target_year) > 0)) {
            *row = r;
            found = &s->job->solution.row[s->job->row[i]];
        }
    }
    return found;
}

/* "reports 5,100 fewer poor households in 2023 (8.92% to 6.02%)" */
static void say_outcome(speaker *s, const pov_row *row, const pov_solved *solved)
{
    const pov_figure *f = solved->of[s->p.measure];
    const char *end = pov_phrase_state(&s->p, &f[POV_REMAINING], &f[POV_REMAINING_SHARE], false);
    const char *start = pov_phrase_state(&s->p, &f[POV_COUNT], &f[POV_RATE], false);

    if (pov_figure_is_firm(&f[POV_REDUCTION]) && !pov_figure_is_firm(&f[POV_REMAINING])) {
        SAY(s, POV_TEXT("{1} reports {2} fewer poor households in {3}"), subject(s),
            pov_phrase_figure(&s->p, &f[POV_REDUCTION], POV_PHRASE_NUMBER),
            pov_phrase_year(&s->p, row->target_year));
        if (pov_figure_is_firm(&f[POV_RATE]) && pov_figure_is_firm(&f[POV_REMAINING_SHARE])) {
            SAY(s, POV_TEXT(" ({1} to {2})"),
                pov_phrase_figure(&s->p, &f[POV_RATE], POV_PHRASE_PERCENT),
                pov_phrase_figure(&s->p, &f[POV_REMAINING_SHARE], POV_PHRASE_PERCENT));
        }
    } else if (end != NULL) {
        SAY(s, POV_TEXT("{1} reports {2} {3}"), subject(s), end,
            pov_phrase_at(&s->p, row->target_year));
        if (start != NULL) {
            SAY(s, POV_TEXT(", after {1} {2}"), start, pov_phrase_at(&s->p, row->year));
        }
    } else if (start != NULL) {
        SAY(s, POV_TEXT("{1} reports {2} {3}"), subject(s), start, pov_phrase_at(&s->p, row->year));
    }
}

static void say_reports(speaker *s)
{
    const pov_row *row, *guess;
    const pov_solved *outcome = reported(s, POV_END_OUTCOME, &row);
    const pov_solved *estimate = reported(s, POV_END_ESTIMATE, &guess);
    bool counted = false;

    if (outcome != NULL) {
        say_outcome(s, row, outcome);
    }
    if (estimate != NULL) {
        const pov_figure *f = estimate->of[s->p.measure];
        const char *end = pov_phrase_state(&s->p, &f[POV_REMAINING], &f[POV_REMAINING_SHARE], true);
        if (end != NULL && s->text.length > 0) {
            SAY(s, POV_TEXT(" and expects {1} {2}"), end, pov_phrase_at(&s->p, guess->target_year));
        } else if (end != NULL) {
            SAY(s, POV_TEXT("{1} expects {2} {3}"), subject(s), end,
                pov_phrase_at(&s->p, guess->target_year));
        }
    }
    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_solved *solved = &s->job->solution.row[s->job->row[i]];
        counted = counted || pov_figure_is_firm(&solved->of[s->p.measure][POV_COUNT]) ||
                  pov_figure_is_firm(&solved->of[s->p.measure][POV_REMAINING]);
    }
    if (!counted && s->text.length > 0) {
        SAY(s, POV_TEXT("; how many households are poor is not printed"), NULL);
    }
}

/* ---- states without a target ---- */

static const char *state_of(const speaker *s, size_t row, bool brief)
{
    const pov_figure *f = s->job->solution.row[row].of[s->p.measure];

    return pov_phrase_state(&s->p, &f[POV_COUNT], &f[POV_RATE], brief);
}

/* The first and the last row of the top unit under the standard of `like`, by their years. */
static void find_series(const speaker *s, const char *standard, size_t ends[2])
{
    const pov_plan *plan = &s->job->plan;

    ends[0] = ends[1] = POV_NONE;
    for (size_t i = 0; i < s->job->row_count; i++) {
        size_t r = s->job->row[i];
        const pov_row *row = &plan->row[r];
        if (s->job->depth[i] > 0 || !pov_row_is_all(row) || row->standard != standard ||
            row->year.year == 0 || state_of(s, r, true) == NULL) {
            continue;
        }
        if (ends[0] == POV_NONE || pov_year_compare(row->year, plan->row[ends[0]].year) < 0) {
            ends[0] = r;
        }
        if (ends[1] == POV_NONE || pov_year_compare(row->year, plan->row[ends[1]].year) > 0) {
            ends[1] = r;
        }
    }
}

static const char *year_of(const speaker *s, size_t row)
{
    return pov_phrase_year(&s->p, s->job->plan.row[row].year);
}

static void say_state(speaker *s)
{
    size_t ends[2] = {POV_NONE, POV_NONE};
    const char *now = pov_phrase_state(&s->p, of(s, POV_COUNT), of(s, POV_RATE), false);

    if (s->top->index != POV_NONE) {
        find_series(s, s->top->row->standard, ends);
    }
    if (ends[0] != POV_NONE && ends[0] != ends[1]) {
        SAY(s, POV_TEXT("{1} went from {2} {3} to {4} {5}"), subject(s),
            state_of(s, ends[0], false), pov_phrase_at(&s->p, s->job->plan.row[ends[0]].year),
            state_of(s, ends[1], true), pov_phrase_at(&s->p, s->job->plan.row[ends[1]].year));
    } else if (now != NULL && s->top->row->year.year == 0) {
        SAY(s, POV_TEXT("{1} has {2}"), subject(s), now);
    } else if (now != NULL) {
        SAY(s, POV_TEXT("{1} had {2} {3}"), subject(s), now,
            pov_phrase_at(&s->p, s->top->row->year));
    }
    pov_measure ignored;
    if (s->text.length > 0 && below_parent(s, &ignored) == NULL) {
        SAY(s, POV_TEXT("; no target is stated"), NULL);
    }
}

/* ---- a plan without figures ---- */

static void say_groups(speaker *s)
{
    pov_phrase_names groups = {.most = NAMED_MAX};
    pov_year year = {0, 0};

    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *row = &s->job->plan.row[s->job->row[i]];
        year = row->target_year.year != 0 ? row->target_year : year;
        if (!pov_row_is_all(row)) {
            pov_phrase_add_name(&groups, pov_phrase_group(&s->p, row->group));
        }
    }
    if (year.year != 0) {
        SAY(s, POV_TEXT("The plan of {1} for {2} states no figure"), subject(s),
            pov_phrase_year(&s->p, year));
    } else {
        SAY(s, POV_TEXT("{1} states no figure"), subject(s));
    }
    if (groups.count > 0) {
        SAY(s, POV_TEXT("; it names groups that come first among the poor: {1}"),
            end_names(s, &groups));
    }
    pov_buffer_fini(&groups.text);
}

static void say_promise(speaker *s)
{
    size_t index = POV_NONE;
    const pov_row *row = s->top->row, *group = group_with_target(s->job, &index), *report;

    pov_measure ignored;
    if (count_figures(s->job) == 0 && below_parent(s, &ignored) == NULL) {
        say_groups(s);
        return;
    }
    if (s->top->solved != NULL) {
        bool aims = row->target_year.year != 0 && row->kind == POV_END_PLAN;
        if (aims) {
            say_plan(s);
        } else if (group != NULL) {
            say_group_plan(s, group, index);
        } else if (reported(s, POV_END_OUTCOME, &report) != NULL ||
                   reported(s, POV_END_ESTIMATE, &report) != NULL) {
            say_reports(s);
        } else {
            say_state(s);
        }
    } else if (group != NULL && !s->top->several) {
        say_group_plan(s, group, index);
    }
    say_below_parent(s);
    if (s->text.length == 0) {
        SAY(s, POV_TEXT("The file has figures of {1} units, and none of all of them together"),
            pov_phrase_count(&s->p, count_units(s)));
    }
}

/* ---- whether it fits ---- */

/* The unit that a finding speaks of: where one cell would fix it, that cell's. */
static size_t unit_of(const pov_job *job, const pov_check_finding *f)
{
    return job->plan.row[f->has_fix ? f->fix_cell.row : f->row].unit;
}

/* Which units have figures that do not fit, and what is wrong with the worst. */
static void say_worst(speaker *s, size_t units, pov_phrase_names *bad, const char *unit,
                      const char *place, const char *message)
{
    size_t count = bad->count;

    if (units == 1) {
        SAY(s, POV_TEXT("The figures do not fit (line {1}): {2}"), place, message);
        return;
    }
    const char *list = end_names(s, bad);
    SAY(s,
        count == 1 ? POV_TEXT("{1} of {2} units has figures that do not fit: {3}")
                   : POV_TEXT("{1} of {2} units have figures that do not fit: {3}"),
        pov_phrase_count(&s->p, count), pov_phrase_count(&s->p, units), list);
    if (count == 1 && strcmp(list, unit) == 0) {
        SAY(s, POV_TEXT(" (line {1}): {2}"), place, message);
    } else {
        SAY(s, POV_TEXT("; the worst: {1} (line {2}): {3}"), unit, place, message);
    }
}

/* Of two of one severity the one whose own cell is wrong: the others follow from it. */
static bool is_worse(const pov_check_finding *f, const pov_check_finding *than)
{
    return f->severity != than->severity ? f->severity > than->severity
                                         : than->follows && !f->follows;
}

static void say_misfit(speaker *s, size_t units)
{
    const pov_findings *findings = &s->job->findings;
    bool *seen = calloc(s->job->plan.unit_count + 1, sizeof *seen);
    const pov_check_finding *worst = NULL;
    pov_phrase_names bad = {.most = NAMED_MAX};

    for (size_t i = 0; i < findings->count && seen != NULL; i++) {
        const pov_check_finding *f = &findings->finding[i];
        if (f->severity == POV_NOTE || !s->job->picked[f->row]) {
            continue;
        }
        if (!seen[unit_of(s->job, f)]) {
            pov_phrase_add_name(&bad, s->job->plan.unit[unit_of(s->job, f)].name);
        }
        seen[unit_of(s->job, f)] = true;
        worst = worst == NULL || is_worse(f, worst) ? f : worst;
    }
    s->p.report->failed |= seen == NULL;
    free(seen);
    if (worst != NULL) {
        const bool typographic = s->p.report->typographic;
        s->p.report->typographic = true; /* as all that sentences say */
        const char *message =
            pov_finding_message(s->p.report, &s->job->solution, worst, s->p.language);
        s->p.report->typographic = typographic;
        const pov_row *row = &s->job->plan.row[worst->row];
        pov_buffer place = {0};
        pov_place_write_line(&place, s->job->plan.place[row->file], row->line);
        if (worst->quantity != POV_QUANTITY_COUNT) {
            pov_buffer_text(&place, ", ");
            pov_write_column_words(&place, worst->quantity, s->p.language);
        }
        say_worst(s, units, &bad, row->name, pov_report_keep(s->p.report, &place), message);
    }
    pov_buffer_fini(&bad.text);
}

/* How many findings of a rule there are, and in one level of units. */
static size_t count_findings(const speaker *s, const char *rule, const char **level)
{
    const pov_findings *findings = &s->job->findings;
    size_t count = 0;

    for (size_t i = 0; i < findings->count; i++) {
        const pov_check_finding *f = &findings->finding[i];
        const pov_row *row = &s->job->plan.row[f->row];
        if (!s->job->picked[f->row] || strcmp(f->rule->name, rule) != 0 ||
            f->row == s->top->index) {
            continue;
        }
        const char *own = s->job->plan.unit[row->unit].level;
        *level = count == 0 ? own : *level != NULL && strcmp(*level, own) == 0 ? *level : NULL;
        count++;
    }
    return count;
}

static size_t count_level(const speaker *s, const char *level)
{
    size_t count = 0;

    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *row = &s->job->plan.row[s->job->row[i]];
        count += pov_row_is_all(row) && strcmp(s->job->plan.unit[row->unit].level, level) == 0;
    }
    return count;
}

/* "; the plan counts on 373 to 919 more households (0.22–0.55%)" */
static void say_growth(speaker *s)
{
    const pov_solved *solved = s->top->solved;

    if (solved == NULL || s->top->index == POV_NONE || s->top->row->kind != POV_END_PLAN ||
        !pov_figure_is_firm(&solved->growth) || !pov_figure_is_firm(&solved->households) ||
        !pov_figure_is_firm(&solved->target_households)) {
        return;
    }
    pov_interval rate = solved->growth.bounds;
    pov_figure more =
        pov_figure_difference(&solved->target_households, &solved->households, POV_KIND_COUNT);
    bool fewer = rate.high < 0;
    if ((rate.low <= 0 && !fewer) || pov_is_far(more.bounds.low) || pov_is_far(more.bounds.high)) {
        return;
    }
    if (fewer) {
        more.bounds = pov_interval_negate(more.bounds);
        rate = pov_interval_negate(rate);
    }
    SAY(s,
        fewer ? POV_TEXT("; the plan counts on {1} fewer households ({2}%)")
              : POV_TEXT("; the plan counts on {1} more households ({2}%)"),
        pov_phrase_from_to(&s->p, &more), pov_phrase_percents(&s->p, rate));
}

static void say_rounded(speaker *s)
{
    const char *level = NULL;
    size_t count = count_findings(s, "reduction-rounded", &level);

    if (count > 0 && level != NULL && level[0] != '\0') {
        SAY(s,
            POV_TEXT("; {1} of {2} {3} reach their aim in percentage points only after rounding"),
            pov_phrase_count(&s->p, count), pov_phrase_count(&s->p, count_level(s, level)),
            pov_phrase_units(&s->p, level));
    } else if (count > 0) {
        SAY(s, POV_TEXT("; {1} units reach their aim in percentage points only after rounding"),
            pov_phrase_count(&s->p, count));
    }
}

/* "15,642 to 15,732 were poor at the end of 2022" */
static void add_assumed(speaker *s, pov_phrase_names *states, const pov_figure *count,
                        pov_year year)
{
    if (count->basis == POV_BASIS_ASSUMED && !pov_is_far(count->bounds.low) &&
        !pov_is_far(count->bounds.high)) {
        pov_phrase_add_name(states,
                            POV_PHRASE(&s->p, POV_TEXT("{1} {2}"), pov_phrase_range(&s->p, count),
                                       pov_phrase_at(&s->p, year)));
    }
}

/* What is known only if the number of households does not change. */
static void say_assumed(speaker *s)
{
    const pov_solution *solution = &s->job->solution;
    const pov_solved *before = NULL;
    pov_phrase_names states = {.most = NAMED_MAX};

    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *row = &s->job->plan.row[s->job->row[i]];
        const pov_solved *solved = &solution->row[s->job->row[i]];
        const pov_figure *f = solved->of[s->p.measure];
        if (s->job->depth[i] > 0 || !pov_row_is_all(row) || s->top->index == POV_NONE) {
            continue;
        }
        if (before == NULL || f[POV_COUNT].value != before->of[s->p.measure][POV_REMAINING].value) {
            add_assumed(s, &states, &f[POV_COUNT], row->year);
        }
        add_assumed(s, &states, &f[POV_REMAINING], row->target_year);
        before = solved;
    }
    if (states.count > 0) {
        SAY(s,
            solution->assumptions.growth_stated
                ? POV_TEXT("; poor households with the growth that is assumed: {1}")
                : POV_TEXT("; poor households if the number of all households does not change (an "
                           "assumption): {1}"),
            end_names(s, &states));
    }
    pov_buffer_fini(&states.text);
}

/* "; 230 (12.04%) in 2016 became 52 (2.61%) in 2020, and the 82 (4.1%) of 2021 …" */
static void say_break(speaker *s)
{
    size_t before[2], after[2];

    if (s->top->index == POV_NONE) {
        return;
    }
    find_series(s, s->top->row->standard, after);
    const pov_row *earlier = NULL;
    for (size_t i = 0; i < s->job->row_count; i++) {
        const pov_row *row = &s->job->plan.row[s->job->row[i]];
        if (row->unit == s->top->row->unit && pov_row_is_all(row) &&
            row->standard != s->top->row->standard) {
            earlier = row;
        }
    }
    if (earlier == NULL || after[0] == POV_NONE) {
        return;
    }
    find_series(s, earlier->standard, before);
    if (before[0] == POV_NONE) {
        return;
    }
    if (before[0] != before[1]) {
        bool more = s->job->solution.row[before[1]].of[s->p.measure][POV_RATE].value >
                    s->job->solution.row[before[0]].of[s->p.measure][POV_RATE].value;
        SAY(s,
            more ? POV_TEXT("; {1} in {2} rose to {3} in {4}")
                 : POV_TEXT("; {1} in {2} fell to {3} in {4}"),
            state_of(s, before[0], true), year_of(s, before[0]), state_of(s, before[1], true),
            year_of(s, before[1]));
    }
    SAY(s,
        POV_TEXT("; the {1} of {2} are counted by a new poverty standard and cannot be "
                 "compared"),
        state_of(s, after[0], true), year_of(s, after[0]));
}

/* Where nothing contradicts: how much was looked at; `rates` of what holds are rates. */
static void say_how_much_fits(speaker *s, size_t figures, size_t looked_at, size_t hold,
                              size_t rates)
{
    if (figures == 0) {
        SAY(s, POV_TEXT("Nothing can be checked without figures"), NULL);
    } else if (looked_at == 0 && figures == 1) {
        SAY(s,
            POV_TEXT("Nothing can be checked, since this is the only figure: it takes the rates "
                     "before and after, or numbers of households"),
            NULL);
    } else if (looked_at == 0) {
        SAY(s,
            POV_TEXT("Nothing can be checked, since no figure repeats what others say: it takes a "
                     "rate with its count, or the numbers before and after"),
            NULL);
    } else if (rates == hold && hold > 2) {
        SAY(s,
            POV_TEXT("The figures fit: each of the {1} printed numbers of poor households agrees "
                     "with its rate"),
            pov_phrase_count(&s->p, hold));
    } else if (hold > 2) {
        SAY(s, POV_TEXT("The figures fit: all {1} relations hold"), pov_phrase_count(&s->p, hold));
    } else {
        SAY(s,
            hold == 2 ? POV_TEXT("The figures fit: both relations hold")
                      : POV_TEXT("The figures fit: the only relation holds"),
            NULL);
    }
}

static void say_fit(speaker *s, const pov_options *options)
{
    pov_tally relations = POV_TALLY_INIT;
    size_t figures = count_figures(s->job), looked_at, hold, before = s->text.length;

    s->p.report->failed |= pov_count_relations(&relations, s->job, options, NULL) != POV_OK;
    pov_tally_total(&relations, &looked_at, &hold);
    say_misfit(s, count_units(s));
    if (s->text.length == before) {
        say_how_much_fits(s, figures, looked_at, hold, relations.of[POV_TALLY_RATE].hold);
        say_break(s);
        say_growth(s);
        say_rounded(s);
        say_assumed(s);
    }
    pov_tally_fini(&relations);
}

/* ---- whether it was kept ---- */

/* Whether another row of the plan's unit states what was reached at its end. */
static bool states_result(const pov_job *job, const pov_row *of)
{
    bool found = false;

    for (size_t i = 0; i < job->row_count && !found; i++) {
        const pov_row *one = &job->plan.row[job->row[i]];
        const bool then = pov_year_compare(one->year, of->target_year) == 0;
        const bool outcome = one->kind == POV_END_OUTCOME &&
                             pov_year_compare(one->target_year, of->target_year) == 0;
        found = one->unit == of->unit && strcmp(one->group, of->group) == 0 &&
                strcmp(one->standard, of->standard) == 0 &&
                ((then && (pov_row_stated(one, POV_POOR) != NULL ||
                           pov_row_stated(one, POV_POOR_RATE) != NULL)) ||
                 (outcome && (pov_row_stated(one, POV_REMAINING_POOR) != NULL ||
                              pov_row_stated(one, POV_REMAINING_RATE) != NULL)));
    }
    return found;
}

static void say_not_yet(speaker *s)
{
    size_t index = POV_NONE;
    const pov_row *row = s->top->row, *group = group_with_target(s->job, &index), *report;
    const char *path = s->job->plan.file[0];
    bool aims = s->top->solved != NULL && row->target_year.year != 0 && row->kind == POV_END_PLAN &&
                row->stated_set != 0;
    pov_measure measure;

    if (count_figures(s->job) == 0 && below_parent(s, &measure) == NULL) {
        SAY(s,
            POV_TEXT("Nothing can be judged without a target: a number or rate of remaining poor "
                     "households, or a reduction, would be one"),
            NULL);
    } else if (aims && pov_phrase_state(&s->p, of(s, POV_COUNT), of(s, POV_RATE), true) == NULL &&
               pov_phrase_state(&s->p, of(s, POV_REMAINING), of(s, POV_REMAINING_SHARE), true) ==
                   NULL) {
        pov_year before = {(int16_t)(row->target_year.year - 1), row->target_year.month};
        SAY(s,
            POV_TEXT("Not known whether it was kept: the rates at the end of {1} and {2} would "
                     "show it, or the drop that was reached"),
            pov_phrase_year(&s->p, row->year.year != 0 ? row->year : before),
            pov_phrase_year(&s->p, row->target_year));
    } else if (aims && states_result(s->job, row)) {
        SAY(s,
            s->page ? POV_TEXT("The file itself states the result {1}")
                    : POV_TEXT("The file itself states the result {1}: povcalc {2} {2} says "
                               "whether it was kept"),
            pov_phrase_for(&s->p, row->target_year), path);
    } else if (aims && s->page) {
        SAY(s, POV_TEXT("Not known yet whether it was kept: that takes the result {1}"),
            pov_phrase_for(&s->p, row->target_year));
    } else if (aims) {
        SAY(s,
            POV_TEXT("Not known yet whether it was kept: add the result {1} (povcalc {2} "
                     "RESULT.csv)"),
            pov_phrase_for(&s->p, row->target_year), path);
    } else if (group != NULL) {
        SAY(s,
            POV_TEXT("Not known yet whether it was kept: the number or rate of poor households "
                     "({1}) {2} would show it"),
            pov_phrase_group(&s->p, group->group), pov_phrase_at(&s->p, group->target_year));
    } else if (reported(s, POV_END_ESTIMATE, &report) != NULL) {
        SAY(s,
            POV_TEXT("There is no plan to judge, only what is reported and estimated: the result "
                     "{1} would show how good the estimate was"),
            pov_phrase_for(&s->p, report->target_year));
    } else if (below_parent(s, &measure) != NULL) {
        SAY(s,
            POV_TEXT("Not known yet whether it was kept: that takes the rates of {1} and of its "
                     "parent {2}"),
            subject(s), pov_phrase_at(&s->p, below_parent(s, &measure)->target_year));
    } else {
        SAY(s,
            POV_TEXT("There is no target to judge: a number or rate of remaining poor households, "
                     "or a reduction, would be one"),
            NULL);
    }
}

/* ", by number and by rate" */
static void say_decided_by(speaker *s, const pov_progress_row *row)
{
    const pov_target *left = pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_REMAINING);
    const pov_target *share = pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_RATE);
    bool number = left != NULL && left->verdict == row->verdict;
    bool rate = share != NULL && share->verdict == row->verdict;

    if (number && rate) {
        SAY(s, POV_TEXT(", by number and by rate"), NULL);
    } else if (number || rate) {
        SAY(s, number ? POV_TEXT(", by number") : POV_TEXT(", by rate"), NULL);
    }
}

/* "4,504 of 4,990 households (90.3%)"; NULL: not known. */
static const char *achieved(const speaker *s, const pov_figure *reached, const pov_target *target,
                            const pov_figure *share, pov_phrase_unit unit)
{
    if (target == NULL || !pov_figure_is_firm(reached)) {
        return NULL;
    }
    pov_figure planned = target->planned;
    planned.qualifier = POV_EXACTLY;
    const char *text = POV_PHRASE(&s->p, POV_TEXT("{1} of {2}"),
                                  pov_phrase_figure(&s->p, reached, POV_PHRASE_NUMBER),
                                  pov_phrase_figure(&s->p, &planned, unit));
    pov_figure part = *share;
    part.plain = true;
    return pov_figure_known(share) ? POV_PHRASE(&s->p, "{1} ({2})", text,
                                                pov_phrase_figure(&s->p, &part, POV_PHRASE_PERCENT))
                                   : text;
}

/* "8,838 poor households (5.18%), 486 more than planned"; of a year between with that year. */
static void say_actual(speaker *s, const pov_progress_row *row, const char *when)
{
    const char *actual = pov_phrase_state(&s->p, &row->actual_poor, &row->actual_rate, false);
    pov_figure gap = row->gap_households;
    bool under = pov_figure_known(&gap) && gap.value < 0;

    if (actual != NULL) {
        SAY(s, POV_TEXT(": {1}"), actual);
        SAY(s, when != NULL ? " {1}" : "{1}", when != NULL ? when : "");
    }
    if (under) {
        pov_figure_negate(&gap);
    }
    if (actual != NULL && pov_figure_is_firm(&gap) && gap.value != 0) {
        SAY(s, under ? POV_TEXT(", {1} fewer than planned") : POV_TEXT(", {1} more than planned"),
            pov_phrase_figure(&s->p, &gap, POV_PHRASE_NUMBER));
    }
}

static void say_achieved(speaker *s, const pov_progress_row *row)
{
    const pov_target *cut = pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_REDUCTION);
    const pov_target *aim = pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_POINTS);
    pov_figure points = row->achieved_pp;
    points.plain = pov_figure_known(&points); /* as documents subtract two printed rates */
    const char *households =
        achieved(s, &row->achieved_households, cut, &row->share_households, POV_PHRASE_HOUSEHOLDS);
    const char *of_points = achieved(s, &points, aim, &row->share_pp, POV_PHRASE_POINTS);

    if (households != NULL && of_points != NULL) {
        SAY(s, POV_TEXT("; it achieved {1} and {2}"), households, of_points);
    } else if (households != NULL || of_points != NULL) {
        SAY(s, POV_TEXT("; it achieved {1}"), households != NULL ? households : of_points);
    }
}

/* What came of the plan as a whole. */
static void say_verdict(speaker *s, const pov_progress_row *row, const pov_plan *result)
{
    const pov_row *plan = s->top->row;
    const char *year = pov_phrase_year(&s->p, plan->target_year), *decided;

    switch (row->verdict) {
    case POV_VERDICT_MET:
    case POV_VERDICT_MISSED:
        SAY(s,
            row->verdict == POV_VERDICT_MET ? POV_TEXT("{1} met its {2} target")
                                            : POV_TEXT("{1} missed its {2} target"),
            subject(s), year);
        say_decided_by(s, row);
        say_actual(s, row, NULL);
        say_achieved(s, row);
        decided = pov_progress_decided_by(&s->p, row);
        if (decided != NULL) {
            SAY(s, " ({1})", decided);
        }
        break;
    case POV_VERDICT_ON_PACE:
    case POV_VERDICT_BEHIND:
        SAY(s,
            row->verdict == POV_VERDICT_ON_PACE ? POV_TEXT("{1} is on pace for its {2} target")
                                                : POV_TEXT("{1} is behind on its {2} target"),
            subject(s), year);
        say_actual(s, row, pov_phrase_at(&s->p, result->row[row->result_row].year));
        break;
    default:
        SAY(s, POV_TEXT("Whether {1} kept its {2} target is not known: {3}"), subject(s), year,
            pov_word_shown("reason", pov_reason_name(row->reason), s->p.language));
        if (row->reason == POV_REASON_NO_YEAR) {
            SAY(s, " {1}", year);
        }
    }
}

/* The other rows of the plan with a verdict: how many units, of one level, and which groups. */
typedef struct others {
    size_t units;
    const char *level;
    pov_phrase_names named, groups;
} others;

#define OTHERS                                                                                     \
    {                                                                                              \
        .named = {.most = NAMED_MAX}, .groups = {.most = NAMED_MAX }                               \
    }

/* Of the unit itself it is another plan: to another year, or from another one. */
static const char *name_of_other(speaker *s, const pov_row *row)
{
    const pov_row *top = s->top->row;

    if (top == NULL || row->unit != top->unit) {
        return row->name;
    }
    return pov_year_compare(row->target_year, top->target_year) != 0
               ? POV_PHRASE(&s->p, "{1} ({2})", row->name, pov_phrase_year(&s->p, row->target_year))
               : POV_PHRASE(&s->p, POV_TEXT("{1} (from {2})"), row->name,
                            pov_phrase_year(&s->p, row->year));
}

static void add_other(speaker *s, others *o, const pov_row *row)
{
    const char *level = s->job->plan.unit[row->unit].level;

    if (pov_row_is_all(row)) {
        o->level = o->units == 0                                      ? level
                   : o->level != NULL && strcmp(o->level, level) == 0 ? o->level
                                                                      : NULL;
        o->units++;
        pov_phrase_add_name(&o->named, name_of_other(s, row));
    } else if (s->top->row != NULL && row->unit == s->top->row->unit) {
        pov_phrase_add_name(&o->groups, pov_phrase_group(&s->p, row->group));
    } else {
        pov_phrase_add_name(&o->groups, POV_PHRASE(&s->p, "{1} ({2})", row->name,
                                                   pov_phrase_group(&s->p, row->group)));
    }
}

/* "8 districts and local ethnic minorities"; "3 districts (A, B, C)"; of one its name */
static const char *end_others(speaker *s, others *o, bool with_names)
{
    const char *groups = end_names(s, &o->groups), *named = end_names(s, &o->named), *text = named;

    if (o->units > 1) {
        text = POV_PHRASE(&s->p, "{1} {2}", pov_phrase_count(&s->p, o->units),
                          pov_phrase_units(&s->p, o->level));
        text = with_names ? POV_PHRASE(&s->p, "{1} ({2})", text, named) : text;
    }
    if (o->groups.count > 0) {
        text = o->units > 0 ? POV_PHRASE(&s->p, POV_TEXT("{1} and {2}"), text, groups) : groups;
    }
    return text;
}

/* `met`: how many met their target was not said before */
static void say_others(speaker *s, const pov_progress *progress, bool met)
{
    static const struct {
        pov_verdict verdict;
        bool with_names;
        const char *text;
    } kinds[] = {
        {POV_VERDICT_MISSED, true, POV_TEXT("; missed by {1}")},
        {POV_VERDICT_MET, false, POV_TEXT("; met by {1}")},
        {POV_VERDICT_BEHIND, true, POV_TEXT("; behind: {1}")},
        {POV_VERDICT_ON_PACE, false, POV_TEXT("; on pace: {1}")},
        {POV_VERDICT_NOT_COMPARABLE, false, POV_TEXT("; not comparable: {1}")},
    };
    others none = OTHERS, open = OTHERS;
    size_t count = 0;
    const pov_progress_row **rows = pov_progress_worst_first(progress, &count);

    if (rows == NULL) {
        s->p.report->failed = true;
        return;
    }
    for (size_t k = 0; k < POV_LENGTH(kinds); k++) {
        others o = OTHERS;
        for (size_t i = 0; i < count; i++) {
            if (rows[i]->plan_row != s->top->index && rows[i]->verdict == kinds[k].verdict) {
                add_other(s, &o, &s->job->plan.row[rows[i]->plan_row]);
            }
        }
        bool any = o.units + o.groups.count > 0 && (met || kinds[k].verdict != POV_VERDICT_MET);
        const char *text = end_others(s, &o, kinds[k].with_names);
        if (any) {
            SAY(s, kinds[k].text, text);
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (rows[i]->plan_row != s->top->index && rows[i]->verdict == POV_VERDICT_UNKNOWN) {
            add_other(s, rows[i]->result_row == POV_NONE ? &none : &open,
                      &s->job->plan.row[rows[i]->plan_row]);
        }
    }
    free(rows);
    bool any_none = none.units + none.groups.count > 0,
         any_open = open.units + open.groups.count > 0;
    const char *without = end_others(s, &none, false), *undecided = end_others(s, &open, false);
    if (any_none) {
        SAY(s, POV_TEXT("; no result for {1}"), without);
    }
    if (any_open) {
        SAY(s, POV_TEXT("; not decided: {1}"), undecided);
    }
}

static void say_result_misfits(speaker *s, const pov_plan *result, const pov_progress *progress)
{
    pov_phrase_names bad = {.most = NAMED_MAX};
    const char *file = NULL;

    for (size_t i = 0; i < progress->count; i++) {
        if (progress->row[i].contradicts) {
            const pov_row *row = &result->row[progress->row[i].result_row];
            file = file == NULL ? result->file[row->file] : file;
            pov_phrase_add_name(&bad, row->name);
        }
    }
    if (bad.count > 0) {
        const char *names = end_names(s, &bad);
        SAY(s,
            s->page ? POV_TEXT("; the figures of the result contradict each other: {1}")
                    : POV_TEXT("; the figures of the result contradict each other: {1} (povcalc "
                               "check {2})"),
            names, file);
    }
}

static void say_kept(speaker *s, const pov_plan *result, const pov_progress *progress)
{
    for (size_t i = 0; i < progress->count; i++) {
        if (progress->row[i].plan_row == s->top->index && s->top->index != POV_NONE) {
            say_verdict(s, &progress->row[i], result);
        }
    }
    bool spoke = s->text.length > 0;
    if (!spoke) {
        SAY(s, POV_TEXT("{1} of {2} units met their target"),
            pov_phrase_count(&s->p, progress->of[POV_VERDICT_MET]),
            pov_phrase_count(&s->p, count_units(s)));
    }
    say_others(s, progress, spoke);
    say_result_misfits(s, result, progress);
}

/* ---- the whole ---- */

static void end_sentence(speaker *s)
{
    pov_buffer_char(&s->text, '.');
    const char *text = pov_report_keep(s->p.report, &s->text);
    pov_report_add_sentence(s->p.report, text);
}

static bool is_page(const pov_renderer *renderer)
{
    return renderer != NULL && renderer != pov_renderer_by_name("table") && !renderer->for_programs;
}

static void say(pov_report *report, const pov_job *job, const pov_job *result,
                const pov_progress *progress, const pov_options *options)
{
    whole top;
    speaker s = {.p = {.report = report, .language = options->render.language},
                 .job = job,
                 .top = &top,
                 .page = is_page(options->renderer)};

    if (job->plan.row_count == 0) {
        pov_buffer_text(&s.text,
                        pov_translate_to(POV_TEXT("The file has headings, but no rows below them"),
                                         s.p.language));
        end_sentence(&s);
        return;
    }
    find_whole(job, &top);
    s.p.measure = find_measure(&top);
    say_promise(&s);
    end_sentence(&s);
    say_fit(&s, options);
    end_sentence(&s);
    if (progress != NULL) {
        say_kept(&s, &result->plan, progress);
    } else {
        say_not_yet(&s);
    }
    end_sentence(&s);
}

void pov_say_plan(pov_report *report, const pov_plan_and_result *in, const pov_options *options)
{
    say(report, &in->plan.job[0], in->has_result ? &in->result.job[0] : NULL,
        in->has_result ? &in->progress : NULL, options);
}

void pov_say_plan_alone(pov_report *report, const pov_job *job, const pov_options *options)
{
    say(report, job, NULL, NULL, options);
}

const char *pov_plan_title(pov_report *report, const pov_job *job)
{
    const pov_phrases p = {.report = report, .language = report->language};
    const char *title = pov_label("title.report", report->language);
    whole top;

    find_whole(job, &top);
    return top.name != NULL ? POV_PHRASE(&p, "{1}: {2}", title, top.name) : title;
}
