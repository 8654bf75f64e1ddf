/*
 * Rules on rows beside each other: the same row twice, a parent that is not there, a change of
 * standard.
 */
#include "calculator/check/rules.h"

#include <stdlib.h>
#include <string.h>

static bool same_figures(const pov_row *a, const pov_row *b)
{
    if (a->stated_set != b->stated_set) {
        return false;
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *left = pov_row_stated(a, (pov_quantity)q);
        const pov_stated *right = pov_row_stated(b, (pov_quantity)q);
        if (left != NULL &&
            (left->face != right->face || left->face_high != right->face_high ||
             left->digits != right->digits || left->qualifier != right->qualifier)) {
            return false;
        }
    }
    return true;
}

static void check_duplicate(checker *c, size_t r)
{
    size_t first = c->plan->row[r].same_row;

    if (first != POV_NONE) {
        bool same = same_figures(&c->plan->row[first], &c->plan->row[r]);
        pov_check_finding f =
            pov_finding_start(POV_RULE_DUPLICATE, same ? POV_NOTE : POV_ERROR,
                              same ? "duplicate.same" : "duplicate.differs", r, POV_QUANTITY_COUNT);
        pov_finding_number(&f, c->plan->row[first].line);
        pov_found(c, &f);
    }
}

static void check_orphan(checker *c, size_t r)
{
    const pov_row *row = &c->plan->row[r];

    if ((row->flags & POV_ROW_ORPHAN) != 0) {
        pov_check_finding f =
            pov_finding_start(POV_RULE_ORPHAN, POV_NOTE, "orphan", r, POV_QUANTITY_COUNT);
        pov_finding_text(&f, row->parent_name);
        pov_found(c, &f);
    }
}

/* ---- changes of standard ---- */

/* Rows by unit and group, then by year. */
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

/* Two standards in one year are how a year of transition is published: then both series have it. */
static void check_break(checker *c, const place_in_series *before, const place_in_series *now)
{
    const pov_row *old = &c->plan->row[before->row], *new = &c->plan->row[now->row];

    if (before->unit != now->unit || strcmp(before->group, now->group) != 0 ||
        old->year.year == new->year.year || old->standard == new->standard ||
        old->standard[0] == '\0' || new->standard[0] == '\0') {
        return;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_STANDARD_BREAK, POV_NOTE, "standard-break",
                                            now->row, POV_QUANTITY_COUNT);
    pov_finding_text(&f, old->standard);
    pov_finding_text(&f, new->standard);
    pov_finding_number(&f, (size_t)old->year.year);
    pov_finding_number(&f, (size_t) new->year.year);
    pov_found(c, &f);
}

static void check_breaks(checker *c)
{
    const pov_plan *plan = c->plan;
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
        check_break(c, &place[i - 1], &place[i]);
    }
    free(place);
}

void pov_check_series(checker *c)
{
    for (size_t r = 0; r < c->plan->row_count; r++) {
        check_duplicate(c, r);
        check_orphan(c, r);
    }
    check_breaks(c);
}
