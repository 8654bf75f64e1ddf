/*
 * A shortest chain of steps to a bound, or to a contradiction.
 *
 * First the row by itself is tried, then with its lists, then everything that hangs together: the
 * first that comes near enough to the best bounds is explained, since a person can follow it. What
 * the trail shows to be needed is kept, and of that each equation is left out in turn, the hardest
 * to follow first, as long as the bound stays.
 */
#include "calculator/solve/trace.h"

#include "calculator/solve/component.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

#define TARGETS_MAX 2
#define NO_CLASH UINT32_MAX
#define SPARED_MAX 300 /* beyond so many equations none is left out in turn */
#define ROUNDS_MAX 3
#define STEPS_MAX 16 /* more than a person follows: then a simpler bound is explained */

typedef struct tracer {
    pov_component c;
    uint32_t *set; /* the equations that are on */
    size_t set_count;
    uint32_t target[TARGETS_MAX];
    size_t target_count;
    pov_interval want[TARGETS_MAX]; /* the bounds that a chain must reach */
    bool conflict;                  /* what is wanted is a contradiction with `printed` */
    uint32_t clash; /* the equation that no numbers of its cells fit; NO_CLASH: a cell is empty */
    pov_interval printed;
    /* of the last slice of the trail, by its entries and by cells; start: as the system began */
    bool *used;
    pov_interval *after, *was, *start;
    bool *need; /* low end, high end of each cell */
    size_t used_capacity, after_capacity;
    pov_arena *arena; /* for the steps */
    bool failed;
} tracer;

/* ---- running a set of equations ---- */

/* Where the last run contradicts without leaving a cell empty, its last equation does. */
static void note_clash(tracer *t, bool holds)
{
    const pov_system *s = &t->c.system;
    size_t last = s->trail_count;

    t->clash = NO_CLASH;
    if (!holds && (last == 0 || !pov_interval_empty(s->cell[s->trail[last - 1].cell]))) {
        t->clash = s->looking;
    }
}

/* Narrows from what is printed with the equations of the set; false when they contradict. */
static bool run(tracer *t)
{
    pov_system *s = &t->c.system;

    pov_system_undo(s, 0);
    for (size_t i = 0; i < t->set_count; i++) {
        pov_system_switch(s, t->set[i], 1, true);
    }
    bool holds = pov_system_narrow(s);
    for (size_t i = 0; i < t->set_count; i++) {
        s->equation[t->set[i]].on = false;
    }
    note_clash(t, holds);
    return holds;
}

/* Whether a bound gains next to nothing over a simpler one: less than a fiftieth of its width. */
static bool near_enough(pov_interval simple, pov_interval best)
{
    if (pov_is_open(simple.low) != pov_is_open(best.low) ||
        pov_is_open(simple.high) != pov_is_open(best.high)) {
        return false;
    }
    pov_wide loss = (pov_is_open(best.low) ? 0 : (pov_wide)best.low - simple.low) +
                    (pov_is_open(best.high) ? 0 : (pov_wide)simple.high - best.high);
    pov_wide width = pov_interval_bounded(best) ? (pov_wide)best.high - best.low
                                                : (pov_wide)(best.low > 0 ? best.low : 0);
    return loss * 50 <= width;
}

/* Whether the last run gave what is wanted. */
static bool reached(const tracer *t, bool holds)
{
    bool all = holds;

    if (t->conflict && t->target_count == 0) {
        return !holds;
    }
    for (size_t i = 0; i < t->target_count && all; i++) {
        pov_interval is = t->c.system.cell[t->target[i]];
        all = t->conflict ? pov_interval_empty(pov_interval_meet(is, t->printed))
                          : near_enough(is, t->want[i]);
    }
    return all;
}

/* What the last run gave is what is wanted. */
static void want_this(tracer *t)
{
    for (size_t i = 0; i < t->target_count; i++) {
        t->want[i] = t->c.system.cell[t->target[i]];
    }
}

/* Looks at the equations of the set one after the other, each as often as `rounds` says. */
static bool run_in_order(tracer *t, int rounds)
{
    bool holds = true;

    pov_system_undo(&t->c.system, 0);
    for (int round = 0; round < rounds; round++) {
        for (size_t i = 0; i < t->set_count && holds; i++) {
            holds = pov_system_look(&t->c.system, t->set[i]);
        }
    }
    note_clash(t, holds);
    return holds;
}

/* ---- what the trail shows to be needed ---- */

static void need(tracer *t, uint32_t cell, bool high)
{
    t->need[2 * cell + high] = true;
}

static void need_both(tracer *t, uint32_t cell)
{
    need(t, cell, false);
    need(t, cell, true);
}

/* Whether a count lost its end because no whole number of households is near it, whatever the
 * households are; `was` holds what is before the step. */
static bool by_itself(const tracer *t, const pov_equation *e, bool high)
{
    pov_interval count = t->was[e->a], total = t->was[e->b], rate = t->was[e->c];

    if (high) {
        return total.high == POV_NO_HIGH ||
               pov_muldiv_floor(rate.high, total.high, POV_HUNDRED_PERCENT) >= count.high;
    }
    return pov_muldiv_ceil(rate.low, total.low, POV_HUNDRED_PERCENT) <= count.low;
}

/* The ends that gave an end of a cell by an equation. */
static void need_inputs(tracer *t, const pov_equation *e, uint32_t cell, bool high)
{
    const pov_system *s = &t->c.system;

    switch ((pov_equation_kind)e->kind) {
    case POV_EQUATION_RATIO: /* count and total rise together */
        if (cell == e->c) {
            need(t, e->a, high);
            need(t, e->b, !high);
            break;
        }
        need(t, cell == e->a && !by_itself(t, e, high) ? e->b : e->a, high);
        need_both(t, e->c);
        break;
    case POV_EQUATION_DIFFERENCE:
        need(t, cell == e->a ? e->b : e->a, high);
        need(t, cell == e->c ? e->b : e->c, cell == e->a ? high : !high);
        break;
    case POV_EQUATION_AT_MOST:
    case POV_EQUATION_FACTOR:
        need(t, cell == e->a ? e->b : e->a, high);
        break;
    case POV_EQUATION_SUM: {
        size_t mine = 0;
        while (mine < e->b && s->member[e->a + mine] != cell) {
            mine++;
        }
        /* the sign of a member on the side of the whole */
        bool same = mine == 0 || mine >= e->b - e->c;
        for (size_t i = 0; i < e->b; i++) {
            bool on_whole = i == 0 || i >= e->b - e->c;
            if (i != mine) {
                need(t, s->member[e->a + i], on_whole == same ? !high : high);
            }
        }
        break;
    }
    case POV_EQUATION_MEAN:
        for (size_t i = 1; i < e->b; i++) {
            need(t, s->member[e->a + i], high);
        }
        break;
    case POV_EQUATION_EXCESS:
        for (size_t i = 0; i < e->b; i++) {
            need_both(t, s->pair[e->a + i].count);
            need_both(t, s->pair[e->a + i].total);
        }
        break;
    }
}

/* Marks the entries of the trail that gave the targets their ends. */
static void slice(tracer *t)
{
    pov_system *s = &t->c.system;
    size_t count = s->trail_count;

    if (pov_grow(&t->used, &t->used_capacity, count + 1, sizeof *t->used) != POV_OK ||
        pov_grow(&t->after, &t->after_capacity, count + 1, sizeof *t->after) != POV_OK) {
        t->failed = true;
        return;
    }
    memset(t->need, 0, 2 * s->cell_count * sizeof *t->need);
    memcpy(t->was, s->cell, s->cell_count * sizeof *t->was);
    for (size_t i = 0; i < t->target_count; i++) {
        need_both(t, t->target[i]);
    }
    if (t->conflict && t->target_count > 0) { /* the end that misses what is printed is enough */
        bool low = s->cell[t->target[0]].low > t->printed.high;
        t->need[2 * t->target[0] + low] = false;
    }
    if (t->target_count == 0 && t->clash != NO_CLASH) {
        const pov_equation *e = &s->equation[t->clash];
        for (size_t i = 0; i < pov_equation_cells(e); i++) {
            need_both(t, pov_equation_cell(s, e, i));
        }
    } else if (t->target_count == 0 && count > 0) { /* the last change left a cell empty */
        need_both(t, s->trail[count - 1].cell);
    }
    for (size_t i = count; i-- > 0;) {
        const pov_change *change = &s->trail[i];
        size_t cell = change->cell;
        pov_interval now = t->was[cell];
        bool low = now.low != change->was.low && t->need[2 * cell];
        bool high = now.high != change->was.high && t->need[2 * cell + 1];
        t->after[i] = now;
        t->was[cell] = change->was;
        t->used[i] = low || high;
        if (low) {
            t->need[2 * cell] = false;
            need_inputs(t, &s->equation[change->by], change->cell, false);
        }
        if (high) {
            t->need[2 * cell + 1] = false;
            need_inputs(t, &s->equation[change->by], change->cell, true);
        }
    }
}

/* Puts the set in the order in which the equations were last needed. */
static void order_set(tracer *t)
{
    const pov_system *s = &t->c.system;
    size_t count = 0;

    if (t->target_count == 0 && t->clash != NO_CLASH) {
        t->set[count++] = t->clash;
    }
    for (size_t i = s->trail_count; i-- > 0;) {
        uint32_t by = s->trail[i].by;
        bool seen = !t->used[i];
        for (size_t k = 0; k < count && !seen; k++) {
            seen = t->set[k] == by;
        }
        if (!seen) {
            t->set[count++] = by;
        }
    }
    for (size_t i = 0; i < count / 2; i++) {
        uint32_t e = t->set[i];
        t->set[i] = t->set[count - 1 - i];
        t->set[count - 1 - i] = e;
    }
    t->set_count = count;
}

/* How hard an equation is to follow. */
static int difficulty(const pov_equation *e)
{
    if (e->kind == POV_EQUATION_EXCESS) {
        return e->t != e->unit ? 3 : 2;
    }
    return e->kind >= POV_EQUATION_SUM && e->b > 2;
}

/* Leaves out each equation in turn, the hardest first, as long as the bound is reached. */
static void spare(tracer *t)
{
    for (int level = 3; level >= 0; level--) {
        for (size_t i = t->set_count; i-- > 0 && t->set_count > 1;) {
            uint32_t e = t->set[i];
            if (difficulty(&t->c.system.equation[e]) != level) {
                continue;
            }
            t->set[i] = t->set[--t->set_count];
            bool holds = run(t);
            if (!reached(t, holds)) {
                t->set[t->set_count++] = t->set[i];
                t->set[i] = e;
            }
        }
    }
}

/* ---- which equations to try ---- */

typedef enum reach { ROW, LISTS, LISTS_WITH_EXCESS, ALL } reach;

/* Whether an equation says something of the row, of its lists only, or of others. */
static reach reach_of(const tracer *t, const pov_equation *e, size_t row)
{
    const pov_system *s = &t->c.system;
    size_t cells = pov_equation_cells(e);
    bool mine = false, others = false;

    for (size_t i = 0; i < cells; i++) {
        size_t of = t->c.place[pov_equation_cell(s, e, i)].row;
        mine = mine || of == row;
        others = others || of != row;
    }
    if (!others) {
        return ROW;
    }
    bool one_row = true;
    size_t first = t->c.place[pov_equation_cell(s, e, 0)].row;
    for (size_t i = 1; i < cells && one_row; i++) {
        one_row = t->c.place[pov_equation_cell(s, e, i)].row == first;
    }
    if (!mine && !one_row) {
        return ALL;
    }
    return e->kind == POV_EQUATION_EXCESS ? LISTS_WITH_EXCESS : LISTS;
}

static void take(tracer *t, size_t row, reach up_to)
{
    const pov_system *s = &t->c.system;

    t->set_count = 0;
    for (size_t e = 0; e < s->equation_count; e++) {
        if (up_to == ALL || reach_of(t, &s->equation[e], row) <= up_to) {
            t->set[t->set_count++] = (uint32_t)e;
        }
    }
}

/* The own equations of the rows that an equation speaks of. */
static void add_rows_of(tracer *t, const pov_equation *of)
{
    const pov_system *s = &t->c.system;

    memset(t->need, 0, 2 * s->cell_count * sizeof *t->need); /* by row: wanted */
    for (size_t i = 0; i < pov_equation_cells(of); i++) {
        t->need[t->c.base[t->c.place[pov_equation_cell(s, of, i)].row]] = true;
    }
    for (size_t e = 0; e < s->equation_count; e++) {
        const pov_equation *it = &s->equation[e];
        size_t row = t->c.place[pov_equation_cell(s, it, 0)].row;
        if (it != of && t->need[t->c.base[row]] && reach_of(t, it, row) == ROW) {
            t->set[t->set_count++] = (uint32_t)e;
        }
    }
}

/* ---- steps ---- */

/* Whether a sum of one part ties two rows of one unit, and is no list of a single part. */
static bool is_same(const tracer *t, const pov_equation *e)
{
    const pov_row *row = t->c.solution->plan->row;
    const uint32_t *cell = t->c.system.member + e->a;

    return e->b == 2 && e->complete &&
           row[t->c.place[cell[0]].row].unit == row[t->c.place[cell[1]].row].unit;
}

static pov_step_kind kind_of(const tracer *t, const pov_equation *e)
{
    switch ((pov_equation_kind)e->kind) {
    case POV_EQUATION_RATIO:
        return POV_STEP_RATIO;
    case POV_EQUATION_DIFFERENCE:
        return POV_STEP_DIFFERENCE;
    case POV_EQUATION_AT_MOST:
        return POV_STEP_PART;
    case POV_EQUATION_FACTOR:
        return POV_STEP_GROWN;
    case POV_EQUATION_SUM:
        return is_same(t, e) ? POV_STEP_SAME : POV_STEP_SUM;
    case POV_EQUATION_MEAN:
        return POV_STEP_MEAN;
    case POV_EQUATION_EXCESS:
        break;
    }
    return POV_STEP_EXCESS;
}

/* A cell as a step takes it. */
static pov_step_term term_of(const tracer *t, uint32_t cell, pov_interval is)
{
    pov_step_term term = {.place = t->c.place[cell], .is = is};

    term.printed = pov_place_is_stated(t->c.solution->plan, term.place) &&
                   is.low == t->start[cell].low && is.high == t->start[cell].high;
    return term;
}

static pov_step *add_step(tracer *t, pov_trace *trace, size_t terms)
{
    pov_step *step = &trace->step[trace->count];

    step->term = pov_arena_alloc(t->arena, (terms + 1) * sizeof *step->term);
    if (step->term == NULL) {
        t->failed = true;
        return NULL;
    }
    step->count = terms;
    trace->count++;
    return step;
}

/* `now` holds every cell as it is before the step. */
static void add_equation_step(tracer *t, pov_trace *trace, uint32_t by, uint32_t cell_changed,
                              pov_interval after)
{
    const pov_system *s = &t->c.system;
    const pov_equation *e = &s->equation[by];
    size_t cells = e->kind == POV_EQUATION_AT_MOST || e->kind == POV_EQUATION_FACTOR
                       ? 2
                       : pov_equation_cells(e);
    pov_step *step = add_step(t, trace, cells);

    if (step == NULL) {
        return;
    }
    step->kind = kind_of(t, e);
    step->result = cells;
    for (size_t i = 0; i < cells; i++) {
        uint32_t cell = pov_equation_cell(s, e, i);
        step->term[i] = term_of(t, cell, t->was[cell]);
        if (cell == cell_changed) {
            step->result = i;
        }
    }
    step->gives = after;
    step->minus = e->kind == POV_EQUATION_SUM ? e->c : 0;
    step->complete = e->complete;
    if (e->kind == POV_EQUATION_EXCESS) {
        step->rate = pov_interval_point(pov_muldiv_round(e->t, POV_HUNDRED_PERCENT, e->unit));
        step->excess = pov_arena_alloc(t->arena, e->b * sizeof *step->excess);
        t->failed = t->failed || step->excess == NULL;
        for (size_t i = 0; i < e->b && !t->failed; i++) {
            const pov_pair *pair = &s->pair[e->a + i];
            step->excess[i] =
                pov_pair_excess(step->term[2 * i].is, step->term[2 * i + 1].is, pair, e);
        }
    } else if (e->kind == POV_EQUATION_FACTOR) {
        step->rate = (pov_interval){e->t, e->unit};
        trace->assumed = true;
    } else if (e->kind == POV_EQUATION_RATIO && t->c.place[e->c].item.aspect == POV_PP) {
        trace->assumed = true; /* what leaves in percent of households that stay as many */
    }
}

/* The marked entries as steps: one for each cell that one look at an equation has changed. */
static void make_steps(tracer *t, pov_trace *trace, size_t more)
{
    pov_system *s = &t->c.system;
    size_t steps = 0;

    for (size_t i = 0; i < s->trail_count; i++) {
        steps += t->used[i];
    }
    trace->step = pov_arena_alloc(t->arena, (steps + more + 2) * sizeof *trace->step);
    if (trace->step == NULL) {
        t->failed = true;
        return;
    }
    for (size_t i = 0; i < s->trail_count && !t->failed; i++) { /* `was` is as printed now */
        const pov_change *change = &s->trail[i];
        if (t->used[i]) {
            pov_step *last = trace->count > 0 ? &trace->step[trace->count - 1] : NULL;
            size_t before = i;
            while (before > 0 && s->trail[before - 1].by == change->by) {
                before--;
            }
            bool again = false;
            for (size_t k = before; k < i && last != NULL; k++) {
                again = again || (t->used[k] && s->trail[k].cell == change->cell);
            }
            if (again) {
                last->gives = t->after[i];
            } else {
                add_equation_step(t, trace, change->by, change->cell, t->after[i]);
            }
        }
        t->was[change->cell] = t->after[i];
    }
    if (t->target_count == 0 && t->clash != NO_CLASH && !t->failed) {
        add_equation_step(t, trace, t->clash, POV_NO_CELL, (pov_interval){1, 0});
    }
}

static bool is_place(pov_place a, pov_place b)
{
    return a.row == b.row && a.item.subject == b.item.subject && a.item.aspect == b.item.aspect;
}

static bool takes(const pov_step *step, pov_place place)
{
    bool takes_it = false;

    for (size_t i = 0; i < step->count; i++) {
        takes_it = takes_it || is_place(step->term[i].place, place);
    }
    return takes_it;
}

/* Whether the later step is the earlier one over again, with figures that are narrower since. */
static bool is_again(const pov_step *earlier, const pov_step *later)
{
    bool same = earlier->kind == later->kind && earlier->count == later->count &&
                earlier->result == later->result && earlier->result < earlier->count &&
                earlier->rate.low == later->rate.low;

    for (size_t i = 0; same && i < earlier->count; i++) {
        same = is_place(earlier->term[i].place, later->term[i].place);
    }
    return same;
}

/* A step that is done again further down goes, where nothing between takes what it gave. */
static void drop_repeated(pov_trace *trace)
{
    for (size_t i = trace->count; i-- > 0;) {
        pov_step *step = &trace->step[i];
        size_t next = i + 1;
        while (next < trace->count && !is_again(step, &trace->step[next]) &&
               step->result < step->count &&
               !takes(&trace->step[next], step->term[step->result].place)) {
            next++;
        }
        if (next < trace->count && is_again(step, &trace->step[next])) {
            trace->step[next].term[step->result] = step->term[step->result];
            memmove(step, step + 1, (trace->count - i - 1) * sizeof *step);
            trace->count--;
        }
    }
}

/* ---- the whole ---- */

static void tracer_init(tracer *t, const pov_solution *solution, pov_component_view view,
                        size_t row)
{
    *t = (tracer){0};
    pov_component_init(&t->c, solution, view);
    if (!t->c.failed) {
        pov_component_build(&t->c, t->c.of[row], true);
    }
    t->failed = t->c.failed;
    if (t->failed) {
        return;
    }
    pov_system *s = &t->c.system;
    for (size_t e = 0; e < s->equation_count; e++) {
        s->equation[e].on = false;
    }
    t->set = malloc((s->equation_count + 1) * sizeof *t->set);
    t->was = malloc((s->cell_count + 1) * sizeof *t->was);
    t->start = malloc((s->cell_count + 1) * sizeof *t->start);
    t->need = malloc(2 * (s->cell_count + 1) * sizeof *t->need);
    t->failed = t->set == NULL || t->was == NULL || t->start == NULL || t->need == NULL;
    if (!t->failed) {
        memcpy(t->start, s->cell, s->cell_count * sizeof *t->start);
    }
}

static void tracer_fini(tracer *t)
{
    pov_component_fini(&t->c);
    free(t->set);
    free(t->was);
    free(t->start);
    free(t->need);
    free(t->used);
    free(t->after);
}

/* What is printed of a cell is taken away: it is to follow from the others. */
static void forget_printed(tracer *t, uint32_t cell)
{
    pov_item item = t->c.place[cell].item;
    pov_interval *bounds = &t->c.system.cell[cell];

    *bounds = (pov_interval){0, POV_NO_HIGH};
    if (item.aspect == POV_RATE || item.aspect == POV_REMAINING_SHARE) {
        bounds->high = POV_HUNDRED_PERCENT;
    } else if (item.aspect == POV_REDUCTION || item.aspect == POV_PP) {
        bounds->low = POV_NO_LOW;
    }
}

/* Reduces the set to what a run of it needs. */
static void keep_needed(tracer *t)
{
    (void)run(t);
    slice(t);
    if (!t->failed) {
        order_set(t);
    }
}

/* Reduces the set to what is needed, and makes the steps of it. */
static void shorten(tracer *t, pov_trace *trace, size_t more)
{
    bool done = false;

    for (int round = 0; round < 3 && !done; round++) {
        size_t before = t->set_count;
        keep_needed(t);
        done = t->set_count == before || t->failed;
    }
    if (t->failed) {
        return;
    }
    if (t->set_count <= SPARED_MAX) {
        spare(t);
    }
    keep_needed(t);
    /* a person looks at each relation once, when all that it takes is known */
    bool in_order = false;
    for (int rounds = 1; rounds <= ROUNDS_MAX && !in_order; rounds++) {
        in_order = reached(t, run_in_order(t, rounds));
    }
    if (!in_order) {
        (void)run(t);
    }
    slice(t);
    if (!t->failed) {
        make_steps(t, trace, more);
        drop_repeated(trace);
    }
}

/* In place of a chain that nobody follows: what the row by itself says, if that bounds it, too. */
static void explain_shortly(tracer *t, size_t row, pov_trace *trace, size_t more,
                            const pov_interval best[TARGETS_MAX])
{
    bool bounds = true;

    take(t, row, ROW);
    (void)run(t);
    for (size_t i = 0; i < t->target_count; i++) {
        pov_interval is = t->c.system.cell[t->target[i]];
        bounds = bounds && pov_is_open(is.high) == pov_is_open(best[i].high) && is.low > 1;
    }
    if (bounds) {
        want_this(t);
        trace->count = 0;
        shorten(t, trace, more);
    }
}

/* Finds the smallest reach that comes near enough to the best bounds, and explains that. */
static void explain(tracer *t, size_t row, pov_trace *trace, size_t more)
{
    pov_interval best[TARGETS_MAX] = {{0}};
    bool enough = false;

    take(t, row, ALL);
    (void)run(t);
    for (size_t i = 0; i < t->target_count; i++) {
        best[i] = t->c.system.cell[t->target[i]];
    }
    for (int up_to = ROW; up_to <= ALL && !enough && !t->failed; up_to++) {
        take(t, row, (reach)up_to);
        bool holds = run(t);
        enough = holds || up_to == ALL;
        want_this(t);
        for (size_t i = 0; i < t->target_count; i++) {
            enough = enough && (near_enough(t->want[i], best[i]) || up_to == ALL);
        }
    }
    shorten(t, trace, more);
    want_this(t);
    if (!t->failed && trace->count > STEPS_MAX) {
        explain_shortly(t, row, trace, more, best);
    }
}

/* Within 2 percent, or one unit. */
static bool is_settled(pov_interval is)
{
    return pov_interval_bounded(is) && (is.high - is.low <= 1 || is.high - is.low <= is.high / 50);
}

/* Takes a figure of the row as one that is printed: a number, of open ones so many more than the
 * least, a rate with two decimals. False: it has one number already, or that contradicts. */
static bool presume(tracer *t, uint32_t cell, pov_item item, int64_t size)
{
    pov_system *s = &t->c.system;
    const pov_interval was = cell != POV_NO_CELL ? s->cell[cell] : pov_interval_point(0);
    const bool rate = pov_aspect_kind(item.aspect) == POV_KIND_RATE;
    const int64_t half = rate ? pov_digit_unit(2) / 2 : 0;
    const int64_t number = pov_is_open(was.high)  ? pov_saturate((pov_wide)was.low + size)
                           : pov_is_open(was.low) ? pov_saturate((pov_wide)was.high - size)
                                                  : was.low + (was.high - was.low) / 2;
    size_t work = 100000;

    return cell != t->target[0] && was.high > pov_subtract(was.low, -2 * half) &&
           pov_system_cut(
               s, cell, (pov_interval){pov_subtract(number, half), pov_subtract(number, -half)}) &&
           pov_system_narrow_within(s, &work);
}

/* Whether they do where numbers are small and where they are large: of few a rate can leave no
 * whole number, beside very many any other figure would be a trifle. */
static bool would_settle(tracer *t, size_t row, const pov_item *item, size_t count)
{
    bool settles = false;

    for (int64_t size = 1000; size <= 1000000; size *= 1000) {
        size_t mark = pov_system_mark(&t->c.system);
        bool holds = !t->c.system.failed;
        for (size_t i = 0; i < count && holds; i++) {
            holds = presume(t, pov_component_cell(&t->c, row, item[i]), item[i], size);
        }
        bool settled = holds && is_settled(t->c.system.cell[t->target[0]]);
        pov_system_undo(&t->c.system, mark);
        if (holds && !settled) {
            return false;
        }
        settles = settles || settled;
    }
    return settles;
}

/*
 * Which figures of the row would settle the one that is asked for: each that nobody prints is taken
 * as printed, and everything is narrowed once more. Where none does by itself, two may.
 */
static void find_needs(tracer *t, size_t row, pov_measure asked, pov_trace *trace)
{
    enum { ITEMS = POV_NEEDS_MAX };
    const pov_measure m = asked < POV_SUBJECT_ALL ? asked : POV_MEASURE_POOR;
    const pov_item items[ITEMS] = {{m, POV_COUNT},     {POV_SUBJECT_ALL, POV_COUNT},
                                   {m, POV_REMAINING}, {POV_SUBJECT_ALL, POV_REMAINING},
                                   {m, POV_RATE},      {m, POV_REMAINING_SHARE},
                                   {m, POV_REDUCTION}};
    pov_system *s = &t->c.system;

    take(t, row, ALL);
    if (t->failed || t->target_count != 1 || !run(t) || is_settled(s->cell[t->target[0]])) {
        return;
    }
    for (size_t k = 0; k < t->set_count; k++) {
        s->equation[t->set[k]].on = true;
    }
    for (size_t i = 0; i < ITEMS; i++) {
        if (would_settle(t, row, &items[i], 1)) {
            trace->needs[trace->needs_count++] =
                t->c.place[pov_component_cell(&t->c, row, items[i])];
        }
    }
    for (size_t i = 0; i < ITEMS && trace->needs_count == 0; i++) {
        for (size_t k = i + 1; k < ITEMS && trace->needs_count == 0; k++) {
            const pov_item two[] = {items[i], items[k]};
            if (would_settle(t, row, two, 2)) {
                trace->needs_both = true;
                for (size_t n = 0; n < 2; n++) {
                    trace->needs[trace->needs_count++] =
                        t->c.place[pov_component_cell(&t->c, row, two[n])];
                }
            }
        }
    }
    for (size_t k = 0; k < t->set_count; k++) {
        s->equation[t->set[k]].on = false;
    }
}

static pov_status end_trace(tracer *t, pov_trace *trace, pov_error *err)
{
    bool failed = t->failed || t->c.failed || t->c.system.failed;

    tracer_fini(t);
    if (failed) {
        trace->count = 0;
        return pov_no_memory(err);
    }
    return POV_OK;
}

pov_place pov_place_of(size_t row, pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);

    return (pov_place){row, {info->subject, info->aspect}, quantity};
}

/* What a quotient or a difference outside the system is made of. */
static size_t parts_of(const pov_solution *solution, pov_place about, pov_item part[TARGETS_MAX],
                       pov_step_kind *kind)
{
    const pov_measure m = about.item.subject;
    const pov_row *row = &solution->plan->row[about.row];

    if (about.item.aspect == POV_RELATIVE && m == POV_SUBJECT_ALL) {
        part[0] = (pov_item){m, POV_REMAINING};
        part[1] = (pov_item){m, POV_COUNT};
        *kind = POV_STEP_GROWTH;
        return 2;
    }
    if (about.item.aspect == POV_RELATIVE) {
        part[0] = (pov_item){m, POV_REDUCTION};
        part[1] = (pov_item){m, POV_COUNT};
        *kind = POV_STEP_SHARE;
        return 2;
    }
    if (about.item.aspect == POV_PP && pov_place_is_stated(solution->plan, about) &&
        pov_row_stated(row, pov_quantity_of(m, POV_REMAINING_SHARE)) == NULL &&
        pov_figure_known(&solution->row[about.row].of[m][POV_REDUCTION]) &&
        pov_figure_known(&solution->row[about.row].households)) {
        /* printed points cannot explain themselves: what the households that leave come to */
        part[0] = (pov_item){m, POV_REDUCTION};
        part[1] = (pov_item){POV_SUBJECT_ALL, POV_COUNT};
        *kind = POV_STEP_SHARE;
        return 2;
    }
    if (about.item.aspect == POV_PP) {
        part[0] = (pov_item){m, POV_RATE};
        part[1] = (pov_item){m, POV_REMAINING_SHARE};
        *kind = POV_STEP_POINTS;
        return 2;
    }
    part[0] = about.item;
    return 1;
}

/* A part in percent of a whole, which may be none. */
static pov_interval share_of(pov_interval part, pov_interval whole)
{
    pov_interval share = POV_ANY;

    if (whole.low > 0) {
        return pov_interval_ratio(part, POV_HUNDRED_PERCENT, whole);
    }
    if (whole.high > 0 && whole.high != POV_NO_HIGH) { /* the more it is, the nearer to 0 */
        share.low =
            part.low > 0 ? pov_muldiv_floor(part.low, POV_HUNDRED_PERCENT, whole.high) : share.low;
        share.high = part.high < 0 ? pov_muldiv_ceil(part.high, POV_HUNDRED_PERCENT, whole.high)
                                   : share.high;
    }
    return share;
}

/* The step that the system has not: from the two figures that were traced. */
static void add_last_step(tracer *t, pov_trace *trace, pov_step_kind kind)
{
    if (kind == POV_STEP_POINTS && t->want[1].low <= 0 && t->want[1].high >= POV_HUNDRED_PERCENT) {
        trace->reaches = pov_interval_subtract(t->want[0], t->want[1]);
        return; /* nothing is known of the rate that remains */
    }
    pov_step *step = add_step(t, trace, 2);

    if (step == NULL) {
        return;
    }
    step->kind = kind;
    step->result = 2;
    for (size_t i = 0; i < 2; i++) {
        step->term[i] = term_of(t, t->target[i], t->want[i]);
    }
    if (kind == POV_STEP_POINTS) {
        step->gives = trace->reaches = pov_interval_subtract(t->want[0], t->want[1]);
        return;
    }
    step->gives = share_of(t->want[0], t->want[1]);
    if (kind == POV_STEP_GROWTH) {
        step->gives = pov_interval_subtract(step->gives, pov_interval_point(POV_HUNDRED_PERCENT));
    }
    trace->reaches = step->gives;
}

/* Documents print points as the difference of two printed rates: then nothing else is needed. */
static bool both_printed(const tracer *t)
{
    return term_of(t, t->target[0], t->c.system.cell[t->target[0]]).printed &&
           term_of(t, t->target[1], t->c.system.cell[t->target[1]]).printed;
}

static void take_as_printed(tracer *t, pov_trace *trace)
{
    trace->step = pov_arena_alloc(t->arena, sizeof *trace->step);
    t->failed = t->failed || trace->step == NULL;
    want_this(t);
}

const pov_figure *pov_figure_at(const pov_solution *solution, pov_place place)
{
    const pov_solved *solved = &solution->row[place.row];

    if (place.item.subject == POV_SUBJECT_ALL && place.item.aspect == POV_RELATIVE) {
        return &solved->growth;
    }
    if (place.item.subject > POV_SUBJECT_ALL || place.item.aspect >= POV_ASPECT_COUNT) {
        return NULL;
    }
    return pov_solved_item(solved, place.item);
}

pov_status pov_trace_solved(const pov_solution *solution, pov_place about, pov_arena *arena,
                            pov_trace *trace, pov_error *err)
{
    const pov_figure *figure = pov_figure_at(solution, about);
    pov_item part[TARGETS_MAX];
    pov_step_kind kind = POV_STEP_RATIO;
    tracer t;

    *trace = (pov_trace){.about = about, .reaches = POV_ANY, .best = POV_ANY};
    if (figure == NULL) {
        return POV_OK;
    }
    size_t parts = parts_of(solution, about, part, &kind);
    bool assumed = figure->basis == POV_BASIS_ASSUMED;
    if (assumed && kind == POV_STEP_GROWTH) { /* it is the assumption itself */
        trace->best = trace->reaches = solution->assumptions.growth;
        trace->assumed = true;
        return POV_OK;
    }
    /* the growth of a row whose flows do not fit is that of the rest (check/growth.c) */
    const bool facts = kind == POV_STEP_GROWTH && solution->row[about.row].conflicts != 0;
    tracer_init(&t, solution,
                (pov_component_view){
                    .printed = true, .growth = assumed, .facts = facts, .about = about.row},
                about.row);
    t.arena = arena;
    for (size_t i = 0; i < parts && !t.failed; i++) {
        uint32_t cell = pov_component_cell(&t.c, about.row, part[i]);
        if (cell != POV_NO_CELL) {
            t.target[t.target_count++] = cell;
        }
    }
    if (!t.failed && t.target_count == parts) {
        if (parts == 1 && pov_place_is_stated(solution->plan, about)) {
            forget_printed(&t, t.target[0]);
        }
        if (kind == POV_STEP_POINTS && both_printed(&t)) {
            take_as_printed(&t, trace);
        } else {
            explain(&t, about.row, trace, 1);
        }
        trace->reaches = t.want[0];
        if (!pov_figure_known(figure)) {
            find_needs(&t, about.row, about.item.subject, trace);
        }
        if (parts == 2 && !t.failed) {
            trace->reaches = POV_ANY;
            add_last_step(&t, trace, kind);
        }
    }
    trace->best = pov_interval_meet(trace->reaches, figure->bounds);
    if (figure->basis != POV_BASIS_STATED &&
        pov_interval_empty(trace->best)) { /* it does not fit with the rest, which check says */
        trace->count = pov_interval_empty(trace->reaches) ? trace->count : 0;
        trace->best = figure->bounds;
        trace->reaches = trace->count > 0 ? trace->reaches : trace->best;
    }
    return end_trace(&t, trace, err);
}

/* One equation of the cell, by itself or with what each of its rows says. */
static bool conflicts_with_one(tracer *t, uint32_t cell, bool with_rows, bool excess)
{
    const pov_system *s = &t->c.system;

    for (uint32_t i = s->watch_first[cell]; i < s->watch_first[cell + 1] && !t->failed; i++) {
        const pov_equation *e = &s->equation[s->watch[i]];
        t->set_count = 0;
        if (with_rows) {
            add_rows_of(t, e);
        }
        t->set[t->set_count++] = s->watch[i];
        if ((e->kind == POV_EQUATION_EXCESS) == excess && reached(t, run(t))) {
            return true;
        }
    }
    return false;
}

/* Tries ever more equations until they contradict; the set is those. */
static bool find_conflict(tracer *t, uint32_t cell, size_t row)
{
    if (conflicts_with_one(t, cell, false, false)) {
        return true;
    }
    take(t, row, ROW);
    if (reached(t, run(t)) || conflicts_with_one(t, cell, true, false) ||
        conflicts_with_one(t, cell, true, true)) {
        return true;
    }
    for (int up_to = LISTS; up_to <= ALL && !t->failed; up_to++) {
        take(t, row, (reach)up_to);
        if (reached(t, run(t))) {
            return true;
        }
    }
    return false;
}

/* The last step of a contradiction as it says it, and what that contradicts. */
static void end_conflict(const tracer *t, pov_trace *trace)
{
    pov_step *last = &trace->step[trace->count - 1];

    trace->contradicts = true;
    if (t->target_count > 0) {
        trace->printed = t->printed;
        trace->reaches = trace->best = t->c.system.cell[t->target[0]];
        return;
    }
    if (last->result >= last->count) {
        trace->about = last->term[0].place;
        return; /* no numbers fit */
    }
    pov_interval was = last->term[last->result].is, gives = last->gives;
    trace->about = last->term[last->result].place;
    /* one look can find both ends, each beyond the other */
    bool both = gives.low <= was.high && gives.high >= was.low;
    trace->printed = both ? (pov_interval){gives.low, POV_NO_HIGH} : was;
    last->gives = gives.low > was.high ? (pov_interval){gives.low, POV_NO_HIGH}
                                       : (pov_interval){POV_NO_LOW, gives.high};
    trace->reaches = trace->best = last->gives;
}

pov_status pov_trace_conflict(const pov_solution *solution, pov_place about, bool presume,
                              pov_arena *arena, pov_trace *trace, pov_error *err)
{
    tracer t;

    *trace = (pov_trace){.about = about, .reaches = POV_ANY, .best = POV_ANY};
    if (about.item.aspect >= POV_FLOW || about.item.aspect == POV_PP ||
        about.item.aspect == POV_RELATIVE || about.item.subject > POV_SUBJECT_ALL) {
        return POV_OK;
    }
    tracer_init(&t, solution,
                (pov_component_view){
                    .printed = true, .conflicts = true, .complete = presume, .about = about.row},
                about.row);
    t.arena = arena;
    t.conflict = true;
    uint32_t cell = t.failed ? POV_NO_CELL : pov_component_cell(&t.c, about.row, about.item);
    if (cell != POV_NO_CELL && pov_place_is_stated(solution->plan, about)) {
        t.target[0] = cell;
        t.target_count = 1;
        t.printed = t.c.system.cell[cell];
        forget_printed(&t, cell);
    }
    bool found = cell != POV_NO_CELL && find_conflict(&t, cell, about.row);
    if (!found && t.target_count > 0 && !t.failed) {
        /* no run of numbers is left for the cell: what is printed contradicts itself elsewhere */
        pov_system_undo(&t.c.system, 0);
        t.c.system.cell[cell] = t.printed;
        t.target_count = 0;
        found = find_conflict(&t, cell, about.row);
    }
    if (found) {
        trace->presumed = presume;
        shorten(&t, trace, 0);
        if (!t.failed && trace->count > 0) {
            end_conflict(&t, trace);
        }
    }
    return end_trace(&t, trace, err);
}
