/*
 * Why a figure is what it is that a plan leaves open, and that is computed as if its aim were
 * reached, and no more (estimate.c): the aim's face value against the figures that it starts from.
 */
#include "calculator/solve/trace.h"

#include "figure/arith.h"

#include <string.h>

typedef struct chain {
    const pov_solution *solution;
    const pov_solved *solved;
    size_t row;
    pov_arena *arena;
    pov_trace *trace;
    pov_error *err;
    pov_status status;
} chain;

static const pov_item ALL_NOW = {POV_SUBJECT_ALL, POV_COUNT};
static const pov_item ALL_THEN = {POV_SUBJECT_ALL, POV_REMAINING};

pov_step_term pov_step_term_of(const pov_solution *solution, size_t row, pov_item item)
{
    pov_step_term term = {.place = {row, item, pov_item_quantity(item)}};
    const pov_figure *figure = pov_figure_at(solution, term.place);

    term.is = figure != NULL ? figure->bounds : POV_ANY;
    term.printed = pov_place_is_stated(solution->plan, term.place);
    return term;
}

static pov_step_term term_of(const chain *c, pov_item item)
{
    return pov_step_term_of(c->solution, c->row, item);
}

/* The figure of an aim at its face value. */
static pov_step_term face_of(const chain *c, pov_item item)
{
    pov_step_term term = term_of(c, item);

    term.is = pov_interval_point(pov_figure_at(c->solution, term.place)->value);
    return term;
}

static void append(chain *c, const pov_step *step, size_t count)
{
    pov_step *all = pov_arena_alloc(c->arena, (c->trace->count + count + 1) * sizeof *all);

    if (c->status != POV_OK) {
        return;
    }
    if (all == NULL) {
        c->status = pov_no_memory(c->err);
        return;
    }
    if (c->trace->count > 0) {
        memcpy(all, c->trace->step, c->trace->count * sizeof *all);
    }
    if (count > 0) {
        memcpy(&all[c->trace->count], step, count * sizeof *all);
    }
    c->trace->step = all;
    c->trace->count += count;
}

static void add(chain *c, pov_step_kind kind, pov_step_term a, pov_step_term b, pov_step_term d,
                size_t result, pov_interval gives)
{
    pov_step step = {.kind = kind,
                     .count = kind == POV_STEP_SHARE || kind == POV_STEP_GROWN ? 2 : 3,
                     .result = result};

    step.term = pov_arena_alloc(c->arena, 3 * sizeof *step.term);
    if (step.term == NULL) {
        c->status = c->status == POV_OK ? pov_no_memory(c->err) : c->status;
        return;
    }
    step.term[0] = a;
    step.term[1] = b;
    step.term[2] = d;
    step.gives = gives;
    if (kind == POV_STEP_GROWN) {
        step.rate = pov_interval_add(c->solution->assumptions.growth,
                                     pov_interval_point(POV_HUNDRED_PERCENT));
    }
    append(c, &step, 1);
}

/* What the chain starts from is explained, too, where no cell prints it. */
static void add_input(chain *c, pov_item item)
{
    pov_step_term term = term_of(c, item);
    pov_trace sub;

    if (!term.printed && c->status == POV_OK) {
        c->status = pov_trace_figure(c->solution, term.place, c->arena, &sub, c->err);
        if (c->status == POV_OK) {
            append(c, sub.step, sub.count);
            c->trace->assumed = c->trace->assumed || sub.assumed;
        }
    }
}

static pov_interval share_of(pov_interval count, pov_interval whole)
{
    return (pov_interval){pov_muldiv_ceil(count.low, POV_HUNDRED_PERCENT, whole.high),
                          pov_muldiv_ceil(count.high, POV_HUNDRED_PERCENT, whole.low)};
}

/* As many as the share allows, which cannot be below none. */
static pov_interval part_of(pov_interval share, pov_interval whole)
{
    pov_interval part = {0, 0};

    part.low = share.low > 0 ? pov_muldiv_floor(share.low, whole.low, POV_HUNDRED_PERCENT) : 0;
    part.high = share.high > 0 && whole.high != POV_NO_HIGH
                    ? pov_muldiv_floor(share.high, whole.high, POV_HUNDRED_PERCENT)
                    : whole.high;
    part.high = share.high <= 0 ? 0 : part.high;
    return part;
}

static void add_remaining(chain *c, uint8_t m)
{
    const pov_figure *of = c->solved->of[m];
    pov_item rate = {m, POV_RATE}, left = {m, POV_REMAINING}, share = {m, POV_REMAINING_SHARE};
    pov_step_term then = term_of(c, ALL_THEN), result = term_of(c, left);

    if (of[POV_RELATIVE].basis == POV_BASIS_STATED) {
        pov_item count = {m, POV_COUNT}, cut = {m, POV_REDUCTION};
        pov_step_term base = term_of(c, count), part = face_of(c, (pov_item){m, POV_RELATIVE});
        pov_step_term leave = term_of(c, cut);
        add_input(c, count);
        leave.is = pov_interval_subtract(base.is, result.is);
        add(c, POV_STEP_RATIO, leave, base, part, 0, leave.is);
        add(c, POV_STEP_DIFFERENCE, base, leave, result, 2, result.is);
        return;
    }
    add_input(c, ALL_THEN);
    if (of[POV_REMAINING_SHARE].basis == POV_BASIS_STATED) {
        pov_step_term aim = face_of(c, share);
        add(c, POV_STEP_RATIO, result, then, aim, 0, part_of(aim.is, then.is));
        return;
    }
    pov_step_term now = term_of(c, ALL_NOW), count = term_of(c, (pov_item){m, POV_COUNT});
    pov_step_term start = term_of(c, rate), aim = face_of(c, (pov_item){m, POV_PP});
    pov_step_term end = term_of(c, share);
    add_input(c, (pov_item){m, POV_COUNT});
    if (c->solved->target_households.basis != POV_BASIS_ASSUMED) {
        add_input(c, ALL_NOW); /* else it is a part of the chain already */
    }
    start.is = share_of(count.is, now.is);
    start.printed = end.printed = false;
    add(c, POV_STEP_RATIO, count, now, start, 2, start.is);
    end.is = pov_interval_subtract(start.is, aim.is);
    add(c, POV_STEP_DIFFERENCE, start, aim, end, 2, end.is);
    add(c, POV_STEP_RATIO, result, then, end, 0, part_of(end.is, then.is));
}

static void add_chain(chain *c, pov_item about);

/* The measure whose target rate the households of the target year rest on. */
static uint8_t measure_of_then(const pov_solved *solved)
{
    uint8_t m = 0;

    while (m < POV_MEASURE_COUNT &&
           !(solved->of[m][POV_REMAINING_SHARE].aimed && !solved->of[m][POV_REMAINING].aimed &&
             pov_figure_known(&solved->of[m][POV_REMAINING]))) {
        m++;
    }
    return m;
}

static void add_households(chain *c, pov_item about)
{
    if (about.aspect == POV_REMAINING && c->solved->households.aimed) {
        add_input(c, ALL_NOW);
        add(c, POV_STEP_GROWN, term_of(c, about), term_of(c, ALL_NOW), term_of(c, about), 0,
            term_of(c, about).is);
        return;
    }
    if (about.aspect == POV_REMAINING) {
        uint8_t m = measure_of_then(c->solved);
        pov_item left = {m, POV_REMAINING}, share = {m, POV_REMAINING_SHARE};
        add_input(c, left);
        add_chain(c, share);
        add(c, POV_STEP_RATIO, term_of(c, left), term_of(c, about), term_of(c, share), 1,
            term_of(c, about).is);
        return;
    }
    for (unsigned m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_figure *of = c->solved->of[m];
        if (of[POV_REDUCTION].basis == POV_BASIS_STATED && of[POV_PP].basis == POV_BASIS_STATED) {
            add(c, POV_STEP_RATIO, term_of(c, (pov_item){m, POV_REDUCTION}), term_of(c, about),
                term_of(c, (pov_item){m, POV_PP}), 1, term_of(c, about).is);
            c->trace->assumed = true;
            return;
        }
    }
}

static void add_chain(chain *c, pov_item about)
{
    const uint8_t m = (uint8_t)about.subject;
    const pov_item count = {m, POV_COUNT}, cut = {m, POV_REDUCTION}, left = {m, POV_REMAINING};
    const pov_item rate = {m, POV_RATE};

    if (m == POV_SUBJECT_ALL) {
        add_households(c, about);
        return;
    }
    if (about.aspect == POV_REMAINING_SHARE && c->solved->of[m][about.aspect].aimed) {
        add_input(c, rate);
        add(c, POV_STEP_DIFFERENCE, term_of(c, rate), term_of(c, (pov_item){m, POV_PP}),
            term_of(c, about), 2, term_of(c, about).is);
        return;
    }
    add_remaining(c, m);
    if (about.aspect == POV_REMAINING_SHARE) {
        add(c, POV_STEP_RATIO, term_of(c, left), term_of(c, ALL_THEN), term_of(c, about), 2,
            term_of(c, about).is);
    } else if (about.aspect != POV_REMAINING) {
        pov_step_term reduction = term_of(c, cut);
        reduction.printed = false;
        if (c->solved->of[m][POV_RELATIVE].basis != POV_BASIS_STATED) {
            add_input(c, count);
            add(c, POV_STEP_DIFFERENCE, term_of(c, count), reduction, term_of(c, left), 1,
                reduction.is);
        }
        if (about.aspect == POV_RELATIVE) {
            add(c, POV_STEP_SHARE, reduction, term_of(c, count), reduction, 2,
                term_of(c, about).is);
        }
    }
}

static bool rests_on_aim(const pov_solution *solution, pov_item about, size_t row)
{
    const pov_solved *s = &solution->row[row];
    const pov_figure *figure = pov_figure_at(solution, (pov_place){row, about, POV_QUANTITY_COUNT});

    if (figure == NULL || s->reports || !pov_figure_known(figure) ||
        figure->basis == POV_BASIS_STATED) {
        return false;
    }
    if (figure->aimed) {
        return true;
    }
    if (about.subject == POV_SUBJECT_ALL) {
        return about.aspect == POV_REMAINING && figure->basis == POV_BASIS_ASSUMED &&
               (s->households.aimed || measure_of_then(s) < POV_MEASURE_COUNT);
    }
    return s->of[about.subject][POV_REMAINING].aimed &&
           (about.aspect == POV_REDUCTION || about.aspect == POV_RELATIVE ||
            about.aspect == POV_REMAINING_SHARE);
}

static bool is_place(const pov_step_term *term, pov_place place)
{
    return term->place.row == place.row && term->place.item.subject == place.item.subject &&
           term->place.item.aspect == place.item.aspect;
}

pov_status pov_trace_figure(const pov_solution *solution, pov_place about, pov_arena *arena,
                            pov_trace *trace, pov_error *err)
{
    chain c = {.solution = solution,
               .solved = &solution->row[about.row],
               .row = about.row,
               .arena = arena,
               .trace = trace,
               .err = err};

    if (!rests_on_aim(solution, about.item, about.row)) {
        return pov_trace_solved(solution, about, arena, trace, err);
    }
    *trace = (pov_trace){.about = about, .aimed = true};
    add_chain(&c, about.item);
    if (c.status != POV_OK) {
        trace->count = 0;
        return c.status;
    }
    trace->best = trace->reaches = pov_figure_at(solution, about)->bounds;
    const pov_step *last = trace->count > 0 ? &trace->step[trace->count - 1] : NULL;
    if (last != NULL && last->result < last->count && is_place(&last->term[last->result], about)) {
        trace->reaches = last->gives; /* the rest of the file may say more */
    }
    return POV_OK;
}
