/*
 * The rule on figures in the wrong line: rows on end contradict themselves, and each would be right
 * with the figure of the row below it, or above: a column has moved by a line, or two figures are
 * swapped. Or with that of the year before: rates were computed with old households.
 */
#include "calculator/check/finding.h"
#include "calculator/check/rules.h"

#include <string.h>

#define ROWS_MIN 3 /* that are wrong as they are: one fits its neighbour by chance */

enum { DOWN, UP, SWAPPED, OLD }; /* messages */

/* Where the right figure is: in the line above, in the line below, or in the year before. */
typedef enum place { ABOVE = -1, BELOW = 1, BEFORE } place;

/* Rows of a plan that would be right with the figure of another place. */
typedef struct shift {
    size_t first, last, count;
    pov_quantity quantity;
    place from;
} shift;

static bool is_beside(const pov_row *row, const pov_row *other)
{
    return pov_year_compare(row->year, other->year) == 0 && row->kind == other->kind &&
           strcmp(row->group, other->group) == 0;
}

/* The row of the next line: where that has several, of other years or groups, the like one. */
static size_t neighbour_of(const pov_plan *plan, size_t row, place step)
{
    const pov_row *from = &plan->row[row];
    size_t at = row, found = POV_NONE;

    do {
        at += (size_t)step; /* before the first one it is beyond the last */
    } while (at < plan->row_count && plan->row[at].line == from->line);
    const size_t line = at < plan->row_count ? plan->row[at].line : 0;
    for (; at < plan->row_count && plan->row[at].line == line; at += (size_t)step) {
        if (plan->row[at].file == from->file &&
            (found == POV_NONE || is_beside(from, &plan->row[at]))) {
            found = at;
        }
    }
    return found;
}

/* Whether the rest of the row leaves little more than one number for the quantity, and the other
 * place has it. */
static bool fits(const pov_checker *c, size_t row, pov_quantity quantity, place from)
{
    const size_t other =
        from == BEFORE ? pov_plan_year_before(c->plan, row) : neighbour_of(c->plan, row, from);
    pov_solved_room room;

    if (other == POV_NONE || !pov_is_stated(c, other, quantity)) {
        return false;
    }
    const pov_interval there = pov_stated_figure(c, other, quantity).bounds;
    const pov_solved *rest = pov_solve_row_alone(&c->plan->row[row], pov_set_of(quantity), &room);
    const pov_figure *free = pov_solved_figure(rest, quantity);
    return rest->conflicts == 0 && free != NULL && pov_interval_bounded(free->bounds) &&
           free->bounds.high - free->bounds.low <= free->bounds.high / 50 + 1 &&
           !pov_interval_empty(pov_interval_meet(free->bounds, there));
}

static bool is_wrong(const pov_checker *c, size_t row)
{
    return (c->solution->row[row].conflicts & POV_CONFLICT_ROW) != 0;
}

static shift shift_from(const pov_checker *c, size_t first, pov_quantity quantity, place from)
{
    shift found = {first, first, 0, quantity, from};

    for (size_t at = first; at != POV_NONE && is_wrong(c, at) && fits(c, at, quantity, from);
         at = neighbour_of(c->plan, at, BELOW)) {
        found.last = at;
        found.count++;
    }
    return found;
}

/* Of the columns whose numbers would be right, the one that is so in most rows. */
static shift find_shift(const pov_checker *c, size_t first)
{
    static const place places[] = {ABOVE, BELOW, BEFORE};
    shift best = {.count = 0};

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        for (size_t i = 0; i < POV_LENGTH(places) && pov_is_stated(c, first, (pov_quantity)q);
             i++) {
            const shift one = shift_from(c, first, (pov_quantity)q, places[i]);
            best = one.count > best.count ? one : best;
        }
    }
    return best;
}

/* Whether the next row would be right with the number of the shift's one row. */
static bool is_swap(const pov_checker *c, shift *found)
{
    const size_t next = neighbour_of(c->plan, found->first, BELOW);
    const bool swap = found->count == 1 && found->from == BELOW && is_wrong(c, next) &&
                      fits(c, next, found->quantity, ABOVE);

    if (swap) {
        found->last = next;
        found->count = 2;
    }
    return swap;
}

static void report(pov_checker *c, const shift *found, size_t message)
{
    pov_check_finding f =
        pov_finding_start(&pov_rule_wrong_line, message, POV_NOTE, found->first, found->quantity);
    const size_t end = message == DOWN ? found->last : found->first;
    size_t at = found->first;

    pov_finding_line(&f, found->first);
    pov_finding_line(&f, found->last);
    pov_finding_number(&f, (size_t)c->plan->row[found->first].year.year - 1);
    pov_finding_report(c, &f);
    for (size_t i = 0; i < found->count; i++, at = neighbour_of(c->plan, at, BELOW)) {
        c->row_misplaced[at] = true;
    }
    if (message < SWAPPED) { /* whose own figure is lost */
        c->row_misplaced[neighbour_of(c->plan, end, found->from)] = true;
    }
}

static void look(pov_checker *c)
{
    for (size_t r = 0; r < c->plan->row_count && !c->options->trial; r++) {
        if (!is_wrong(c, r) || c->row_misplaced[r]) {
            continue;
        }
        shift found = find_shift(c, r);
        if (found.count >= ROWS_MIN) {
            report(c, &found, found.from == BEFORE ? OLD : found.from == BELOW ? DOWN : UP);
        } else if (is_swap(c, &found)) {
            report(c, &found, SWAPPED);
        }
    }
}

const pov_rule pov_rule_wrong_line = {
    .name = "wrong-line",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("note"),
    .about = POV_TEXT("Several rows on end contradict themselves, and each would be right with the "
                      "figure that the line below it, or above, has in a column: the column seems "
                      "to have moved by a line, or the figures of two lines to be swapped. Or each "
                      "would be right with its figure of the year before."),
    .message =
        {
            [DOWN] = POV_TEXT("lines {0} to {1} would be right with the figure in the line below "
                              "each: the column seems to have moved down by a line"),
            [UP] = POV_TEXT("lines {0} to {1} would be right with the figure in the line above "
                            "each: the column seems to have moved up by a line"),
            [SWAPPED] = POV_TEXT("lines {0} and {1} would be right with the figure of the other: "
                                 "the two seem to be swapped"),
            [OLD] = POV_TEXT("lines {0} to {1} would be right with the figures of {2}"),
        },
    .plan = {[POV_UNEXPLAINED] = look},
};
