/*
 * Rules on rows beside each other: a duplicate row, a parent without a row, a row without figures,
 * two rows of one state, a change of standard.
 */
#include "calculator/check/finding.h"
#include "calculator/check/rules.h"
#include "calculator/solve/siblings.h"
#include "calculator/solve/solved.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DIFFERENT, SAME }; /* messages of duplicate */

static void look_at_duplicates(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        size_t first = c->plan->row[r].same_row;
        if (first == POV_NONE) {
            continue;
        }
        bool same = (c->plan->row[r].flags & POV_ROW_REPEATED) != 0;
        pov_check_finding f = pov_finding_start(&pov_rule_duplicate, same ? SAME : DIFFERENT,
                                                same ? POV_NOTE : POV_ERROR, r, POV_QUANTITY_COUNT);
        pov_finding_line(&f, first);
        pov_finding_report(c, &f);
    }
}

const pov_rule pov_rule_duplicate = {
    .name = "duplicate",
    .severity = POV_TEXT("error or note"),
    .about = POV_TEXT("Two rows have the same unit, parent, group, year, standard and target year. "
                      "It is a note where all their figures are the same."),
    .message =
        {
            [DIFFERENT] = POV_TEXT("duplicate row: line {0} has the same unit, group, year and "
                                   "standard, with other figures"),
            [SAME] = POV_TEXT("duplicate row: line {0} has the same unit, group, year and "
                              "standard, with the same figures"),
        },
    .plan = {[POV_ALL] = look_at_duplicates},
};

static void look_at_parents(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        const pov_row *row = &c->plan->row[r];
        if ((row->flags & POV_ROW_ORPHAN) != 0) {
            pov_check_finding f =
                pov_finding_start(&pov_rule_orphan, 0, POV_NOTE, r, POV_QUANTITY_COUNT);
            pov_finding_text(&f, row->parent_name);
            pov_finding_report(c, &f);
        }
    }
}

const pov_rule pov_rule_orphan = {
    .name = "orphan",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The file has no row for the parent that a row names."),
    .message = {POV_TEXT("the file has no row for its parent \"{0}\"")},
    .plan = {[POV_ALL] = look_at_parents},
};

static void look_at_empty_rows(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        const pov_row *row = &c->plan->row[r];
        if (!pov_row_states_any(row) && (row->flags & POV_ROW_ADDED) == 0) {
            pov_check_finding f =
                pov_finding_start(&pov_rule_no_figures, 0, POV_NOTE, r, POV_QUANTITY_COUNT);
            pov_finding_report(c, &f);
        }
    }
}

const pov_rule pov_rule_no_figures = {
    .name = "no-figures",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("A row states no figure."),
    .message = {POV_TEXT("no figures are stated")},
    .plan = {[POV_ALL] = look_at_empty_rows},
};

/* ---- two rows of one state ---- */

/* As printed, or as far as the rest of its row says. */
static void mention(const pov_checker *c, pov_check_finding *f, size_t row, pov_item item)
{
    const pov_figure *figure = pov_solved_item(&c->solution->row[row], item);

    if (figure->basis == POV_BASIS_STATED) {
        pov_finding_figure(f, pov_stated_figure(c, row, pov_item_quantity(item)));
    } else {
        pov_finding_bounds(f, *figure);
    }
}

/* Two documents that differ prove nothing: the figures of one may be revised in the other. */
static void look_at_join(pov_checker *c, const pov_join *join)
{
    const pov_solved *earlier = &c->solution->row[join->earlier];
    const pov_solved *later = &c->solution->row[join->later];
    pov_item pair[2];
    pov_check_finding f =
        pov_finding_start(&pov_rule_series, 1, POV_WARNING, join->later, POV_QUANTITY_COUNT);

    if ((later->conflicts & POV_CONFLICT_JOIN) == 0) {
        return;
    }
    pov_finding_line(&f, join->earlier);
    for (size_t i = 0; pov_join_pair(join, i, pair); i++) {
        if (pov_interval_empty(pov_interval_meet(*pov_solved_bounds(earlier, pair[0]),
                                                 *pov_solved_bounds(later, pair[1])))) {
            f.message = pov_rule_series.message[0];
            f.quantity = pov_item_quantity(pair[1]);
            mention(c, &f, join->later, pair[1]);
            mention(c, &f, join->earlier, pair[0]);
            f.expected = *pov_solved_item(earlier, pair[0]);
            break;
        }
    }
    pov_finding_report(c, &f);
}

static void look_at_joins(pov_checker *c)
{
    for (size_t i = 0; i < c->solution->join_count; i++) {
        look_at_join(c, &c->solution->join[i]);
    }
}

const pov_rule pov_rule_series = {
    .name = "series",
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("Two rows of a unit tell the end of one year differently: the outcome of a "
                      "year and the baseline of the next one, or two baselines. Neither is used "
                      "for the other."),
    .message =
        {
            POV_TEXT("{1} is stated, but line {0} has {2} for the end of the same year; it holds "
                     "if that was revised"),
            POV_TEXT("the figures do not go together with those of line {0}, of the end of the "
                     "same year; they hold if those were revised"),
        },
    .plan = {[POV_ALL] = look_at_joins},
};

/* ---- changes of standard ---- */

/* Sorts rows by unit and group, then by year. */
typedef struct place_in_series {
    size_t unit, row;
    const char *group;
    pov_year year;
} place_in_series;

static int compare_places(const void *left, const void *right)
{
    const place_in_series *a = left, *b = right;

    if (a->unit != b->unit) {
        return a->unit < b->unit ? -1 : 1;
    }
    int order = strcmp(a->group, b->group);
    if (order == 0) {
        order = pov_year_compare(a->year, b->year);
    }
    return order != 0 ? order : a->row < b->row ? -1 : 1;
}

static bool is_of_series(const place_in_series *a, const place_in_series *b)
{
    return a->unit == b->unit && strcmp(a->group, b->group) == 0;
}

/* Whether one of so many places of the series, from `at` on or backwards, is by the standard. */
static bool is_in_force(const pov_checker *c, const place_in_series *at, size_t count, int step,
                        const char *standard)
{
    bool found = false;

    for (size_t i = 0; i < count && is_of_series(at, at + (ptrdiff_t)i * step) && !found; i++) {
        found = c->plan->row[at[(ptrdiff_t)i * step].row].standard == standard;
    }
    return found;
}

/* A year of transition is published under both standards: then both series have that year. Two that
 * go side by side replace neither: the old one goes on, or the new one was there before. */
static void check_break(pov_checker *c, const place_in_series *place, size_t count, size_t at)
{
    const place_in_series *before = &place[at - 1], *now = &place[at];
    const pov_row *old = &c->plan->row[before->row], *new = &c->plan->row[now->row];

    if (!is_of_series(before, now) || old->year.year == new->year.year ||
        old->standard == new->standard || old->standard[0] == '\0' || new->standard[0] == '\0' ||
        is_in_force(c, now, count - at, 1, old->standard) ||
        is_in_force(c, before, at, -1, new->standard)) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(&pov_rule_standard_break, 0, POV_NOTE, now->row, POV_QUANTITY_COUNT);
    pov_finding_text(&f, old->standard);
    pov_finding_text(&f, new->standard);
    pov_finding_number(&f, (size_t)old->year.year);
    pov_finding_number(&f, (size_t) new->year.year);
    pov_finding_report(c, &f);
}

static void look_at_standards(pov_checker *c)
{
    const pov_plan *plan = c->plan;
    const char *standard = "";
    bool several = false;

    for (size_t r = 0; r < plan->row_count; r++) {
        const char *own = plan->row[r].standard;
        several = several || (own[0] != '\0' && standard[0] != '\0' && own != standard);
        standard = own[0] != '\0' ? own : standard;
    }
    if (!several) {
        return;
    }
    place_in_series *place = malloc((plan->row_count + 1) * sizeof *place);
    size_t count = 0;
    if (place == NULL) {
        c->failed = true;
        return;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        if (row->year.year != 0) {
            place[count++] = (place_in_series){row->unit, r, row->group, row->year};
        }
    }
    qsort(place, count, sizeof *place, compare_places);
    for (size_t i = 1; i < count; i++) {
        check_break(c, place, count, i);
    }
    free(place);
}

const pov_rule pov_rule_standard_break = {
    .name = "standard-break",
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("The poverty standard changes from one row of a unit to the next: the years "
                      "cannot be compared."),
    .message = {POV_TEXT("the poverty standard changes from {0} in {2} to {1} in {3}: the years "
                         "cannot be compared")},
    .plan = {[POV_ALL] = look_at_standards},
};
