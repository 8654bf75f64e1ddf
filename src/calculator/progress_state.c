/*
 * What the files know of a unit at a date. Nothing hangs on the order of rows: of several that
 * speak of one state each figure is taken from the row that states it most exactly, and rows that
 * differ are named, not chosen from.
 */
#include "calculator/progress_parts.h"

#include "figure/arith.h"

#include <string.h>

static bool reports_end(const pov_row *row)
{
    return row->kind != POV_END_PLAN;
}

/* Whether a row speaks of the end of the year: by its own year, or by the end of an outcome. */
static bool is_of(const pov_row *row, pov_year year)
{
    return year.year != 0 &&
           ((pov_row_says_what_was(row, false) && pov_year_compare(row->year, year) == 0) ||
            (reports_end(row) && pov_year_compare(row->target_year, year) == 0));
}

/* How many figures a row states, or gives without an assumption, of a date. */
static int fullness(const pov_solution *solution, size_t r, pov_year year)
{
    bool baseline = pov_year_compare(solution->plan->row[r].year, year) == 0;
    int count = 0;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_figure *of = solution->row[r].of[m];
        count += pov_figure_is_firm(&of[baseline ? POV_COUNT : POV_REMAINING]) +
                 pov_figure_is_firm(&of[baseline ? POV_RATE : POV_REMAINING_SHARE]) +
                 (!baseline && of[POV_PP].basis == POV_BASIS_STATED) +
                 (!baseline && of[POV_REDUCTION].basis == POV_BASIS_STATED);
    }
    return count;
}

static int64_t width(const pov_figure *f)
{
    return pov_is_open(f->bounds.low) || pov_is_open(f->bounds.high)
               ? POV_NO_HIGH
               : pov_subtract(f->bounds.high, f->bounds.low);
}

/* Takes over what is known better; false where the two cannot both be true. */
static bool merge(pov_figure *to, const pov_figure *from)
{
    bool stated = from->basis == POV_BASIS_STATED;

    if (!pov_figure_is_firm(from)) {
        return true;
    }
    if (!pov_figure_is_firm(to)) {
        *to = *from;
        return true;
    }
    bool both = stated && to->basis == POV_BASIS_STATED;
    if (pov_interval_empty(pov_interval_meet(to->bounds, from->bounds)) ||
        (both && to->qualifier == POV_EXACTLY && from->qualifier == POV_EXACTLY &&
         to->digits == from->digits && to->value != from->value)) {
        return false;
    }
    if (stated != (to->basis == POV_BASIS_STATED) ? stated
        : both && to->digits != from->digits      ? from->digits > to->digits
                                                  : width(from) < width(to)) {
        *to = *from;
    }
    return true;
}

static pov_unit_state no_state(void)
{
    pov_unit_state s = {
        .households = pov_figure_unknown(POV_KIND_COUNT), .row = POV_NONE, .other = POV_NONE};

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        s.count[m] = s.cut[m] = pov_figure_unknown(POV_KIND_COUNT);
        s.rate[m] = pov_figure_unknown(POV_KIND_RATE);
        s.points[m] = pov_figure_unknown(POV_KIND_POINTS);
    }
    return s;
}

static void keep_stated(pov_figure *to, const pov_figure *from, bool *fits)
{
    if (from->basis == POV_BASIS_STATED) {
        *fits = merge(to, from) && *fits;
    }
}

/* Adds what one row says of a date; `from` is where a drop must start for it to be the plan's. */
static void add_state(pov_unit_state *s, const pov_solution *solution, size_t r, pov_year year,
                      pov_year from)
{
    const pov_solved *solved = &solution->row[r];
    const pov_row *row = &solution->plan->row[r];
    bool baseline = pov_year_compare(row->year, year) == 0, fits = true;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_figure *of = solved->of[m];
        fits = merge(&s->count[m], &of[baseline ? POV_COUNT : POV_REMAINING]) && fits;
        fits = merge(&s->rate[m], &of[baseline ? POV_RATE : POV_REMAINING_SHARE]) && fits;
        if (!baseline && (row->year.year == 0 || pov_year_compare(row->year, from) == 0)) {
            keep_stated(&s->cut[m], &of[POV_REDUCTION], &fits);
            keep_stated(&s->points[m], &of[POV_PP], &fits);
        }
    }
    fits =
        merge(&s->households, baseline ? &solved->households : &solved->target_households) && fits;
    if (!fits) {
        s->other = r;
    }
    if (s->row == POV_NONE || fullness(solution, r, year) > fullness(solution, s->row, year)) {
        if (s->other == r) {
            s->other = s->row;
        }
        s->row = r;
    }
}

pov_standards_seen pov_standards_at(const pov_chain *chain, const char *standard, pov_year year)
{
    pov_standards_seen s = {.first = POV_NONE, .second = POV_NONE};

    for (size_t r = chain->first; r != POV_NONE; r = chain->next[r]) {
        const pov_row *one = &chain->solution->plan->row[r];
        if (!is_of(one, year)) {
            continue;
        }
        bool blank = one->standard[0] == '\0', free = standard[0] == '\0';
        bool same = strcmp(one->standard, standard) == 0;
        s.same = s.same || (!blank && !free && same);
        s.blank = s.blank || blank;
        s.other = s.other || (!blank && (free || !same));
        if (!blank && s.first == POV_NONE) {
            s.first = r;
        } else if (!blank && s.second == POV_NONE &&
                   strcmp(one->standard, chain->solution->plan->row[s.first].standard) != 0) {
            s.second = r;
        }
    }
    return s;
}

/* Whether a row's standard is the one to take, given what the date's rows have. */
static bool fits_standard(const pov_row *one, const char *standard, const pov_standards_seen *s)
{
    return standard[0] == '\0' ||
           (s->same ? strcmp(one->standard, standard) == 0 : one->standard[0] == '\0');
}

pov_unit_state pov_state_at(const pov_chain *chain, const char *standard, pov_year year,
                            pov_year from, size_t without)
{
    pov_standards_seen s = pov_standards_at(chain, standard, year);
    pov_unit_state state = no_state();

    for (size_t r = chain->first; r != POV_NONE; r = chain->next[r]) {
        const pov_row *one = &chain->solution->plan->row[r];
        if (r != without && is_of(one, year) && fits_standard(one, standard, &s)) {
            add_state(&state, chain->solution, r, year, from);
        }
    }
    return state;
}

/* ---- where the plan starts from ---- */

pov_year pov_start_year(const pov_row *row)
{
    pov_year year = row->year;

    if (year.year == 0 && row->target_year.year != 0 && row->target_year.month == 0) {
        year = (pov_year){(int16_t)(row->target_year.year - 1), 0};
    }
    return year;
}

static void fill_figure(pov_figure *to, const pov_figure *from, bool before_derived)
{
    if (pov_figure_is_firm(from) && !pov_figure_is_stated(to) &&
        (before_derived || !pov_figure_is_firm(to))) {
        *to = *from;
    }
}

/* What other rows print goes before what follows from the plan's own aims; where they contradict
 * each other they say nothing. */
static void fill(pov_unit_state *start, const pov_unit_state *more)
{
    bool own = pov_figure_is_stated(&start->households);

    if (more->other != POV_NONE) {
        return;
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        own =
            own || pov_figure_is_stated(&start->count[m]) || pov_figure_is_stated(&start->rate[m]);
        fill_figure(&start->count[m], &more->count[m], pov_figure_is_stated(&more->count[m]));
        fill_figure(&start->rate[m], &more->rate[m], pov_figure_is_stated(&more->rate[m]));
    }
    fill_figure(&start->households, &more->households, !own);
}

/* The poor at the start of the year after the plan's, as the yearly review prints them. */
static void fill_from_review(pov_unit_state *start, const pov_chain *c, const char *standard,
                             pov_year from)
{
    pov_figure *count = &start->count[POV_MEASURE_POOR], found = *count;
    bool one = true;

    for (size_t r = c->first; r != POV_NONE && !pov_figure_is_firm(count); r = c->next[r]) {
        const pov_row *of = &c->solution->plan->row[r];
        if (from.month == 0 && of->year.month == 0 && of->year.year == from.year + 1 &&
            (standard[0] == '\0' || of->standard[0] == '\0' ||
             strcmp(standard, of->standard) == 0)) {
            pov_figure stated = pov_row_figure(of, POV_START_POOR);
            one = merge(&found, &stated) && one;
        }
    }
    if (one) {
        *count = found;
    }
}

pov_unit_state pov_state_before(const pov_chain *result, const char *standard, pov_year from)
{
    pov_unit_state state = no_state();

    if (from.year != 0 &&
        (standard[0] != '\0' || pov_standards_at(result, standard, from).second == POV_NONE)) {
        state = pov_state_at(result, standard, from, from, POV_NONE);
        state = state.other == POV_NONE ? state : no_state();
    }
    fill_from_review(&state, result, standard, from);
    return state;
}

pov_unit_state pov_state_at_start(const pov_chain *plan, const pov_chain *result, size_t row,
                                  const char *standard)
{
    const pov_row *stated = &plan->solution->plan->row[row];
    const pov_solved *solved = &plan->solution->row[row];
    pov_year from = pov_start_year(stated);
    pov_unit_state start = no_state();

    start.households = solved->households;
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        start.count[m] = solved->of[m][POV_COUNT];
        start.rate[m] = solved->of[m][POV_RATE];
    }
    pov_unit_state more = pov_state_at(plan, stated->standard, from, from, row);
    fill(&start, &more);
    more = pov_state_before(result, standard, from);
    fill(&start, &more);
    return start;
}
