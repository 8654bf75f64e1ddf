/* A system of relations over whole numbers, narrowed until nothing changes. */
#include "calculator/solve/system.h"

#include "base/memory.h"
#include "calculator/solve/solution.h"
#include "figure/arith.h"

#include <stdlib.h>

typedef pov_equation equation;

/* An end that is open on either side. Counts are at most 4 * 10^12, units and rates at most 10^9
 * (narrow.c), so no product below passes 10^35, and no sum 2^126. */
#define WIDE_LOW (-((pov_wide)1 << 126))
#define WIDE_HIGH ((pov_wide)1 << 126)

void pov_system_fini(pov_system *s)
{
    free(s->cell);
    free(s->equation);
    free(s->member);
    free(s->pair);
    free(s->watch);
    free(s->watch_first);
    free(s->trail);
    free(s->queue[0].waiting);
    free(s->queue[1].waiting);
    *s = (pov_system)POV_SYSTEM_INIT;
}

void pov_system_clear(pov_system *s)
{
    s->cell_count = s->equation_count = s->member_count = s->pair_count = s->trail_count = 0;
    s->queue[0].count = s->queue[1].count = 0;
}

/* ---- building ---- */

uint32_t pov_system_cell(pov_system *s, pov_interval bounds)
{
    if (pov_grow(&s->cell, &s->cell_capacity, s->cell_count + 1, sizeof *s->cell) != POV_OK) {
        s->failed = true;
        return 0;
    }
    s->cell[s->cell_count] = bounds;
    return (uint32_t)s->cell_count++;
}

static uint32_t add(pov_system *s, equation e)
{
    if (pov_grow(&s->equation, &s->equation_capacity, s->equation_count + 1, sizeof *s->equation) !=
        POV_OK) {
        s->failed = true;
        return 0;
    }
    e.on = true;
    s->equation[s->equation_count] = e;
    return (uint32_t)s->equation_count++;
}

uint32_t pov_system_ratio(pov_system *s, uint32_t count, uint32_t total, uint32_t rate)
{
    return add(s, (equation){.kind = POV_EQUATION_RATIO, .a = count, .b = total, .c = rate});
}

uint32_t pov_system_difference(pov_system *s, uint32_t whole, uint32_t a, uint32_t b)
{
    return add(s, (equation){.kind = POV_EQUATION_DIFFERENCE, .a = whole, .b = a, .c = b});
}

uint32_t pov_system_at_most(pov_system *s, uint32_t part, uint32_t whole)
{
    return add(s, (equation){.kind = POV_EQUATION_AT_MOST, .a = part, .b = whole, .c = whole});
}

uint32_t pov_system_factor(pov_system *s, uint32_t part, uint32_t whole, pov_interval factor)
{
    return add(s, (equation){.kind = POV_EQUATION_FACTOR,
                             .a = part,
                             .b = whole,
                             .c = whole,
                             .t = factor.low,
                             .unit = factor.high});
}

/* Keeps the members; returns the first one's place. */
static size_t add_members(pov_system *s, const uint32_t *member, size_t count)
{
    size_t first = s->member_count;

    if (pov_grow(&s->member, &s->member_capacity, first + count, sizeof *s->member) != POV_OK) {
        s->failed = true;
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        s->member[s->member_count++] = member[i];
    }
    return first;
}

uint32_t pov_system_sum(pov_system *s, const uint32_t *member, size_t count, size_t minus,
                        bool complete)
{
    return add(s, (equation){.kind = POV_EQUATION_SUM,
                             .a = (uint32_t)add_members(s, member, count),
                             .b = (uint32_t)count,
                             .c = (uint32_t)minus,
                             .complete = complete});
}

uint32_t pov_system_mean(pov_system *s, const uint32_t *member, size_t count)
{
    return add(s, (equation){.kind = POV_EQUATION_MEAN,
                             .a = (uint32_t)add_members(s, member, count),
                             .b = (uint32_t)count});
}

void pov_system_pair(pov_system *s, pov_pair pair)
{
    if (pov_grow(&s->pair, &s->pair_capacity, s->pair_count + 1, sizeof *s->pair) != POV_OK) {
        s->failed = true;
        return;
    }
    s->pair[s->pair_count++] = pair;
}

uint32_t pov_system_excess(pov_system *s, size_t first, size_t count, int64_t t, int64_t unit,
                           bool late)
{
    return add(s, (equation){.kind = POV_EQUATION_EXCESS,
                             .a = (uint32_t)first,
                             .b = (uint32_t)count,
                             .t = t,
                             .unit = unit,
                             .late = late});
}

size_t pov_equation_cells(const equation *e)
{
    bool listed = e->kind == POV_EQUATION_SUM || e->kind == POV_EQUATION_MEAN;

    return listed ? e->b : e->kind == POV_EQUATION_EXCESS ? (size_t)2 * e->b : 3;
}

uint32_t pov_equation_cell(const pov_system *s, const equation *e, size_t i)
{
    if (e->kind == POV_EQUATION_SUM || e->kind == POV_EQUATION_MEAN) {
        return s->member[e->a + i];
    }
    if (e->kind == POV_EQUATION_EXCESS) {
        const pov_pair *pair = &s->pair[e->a + i / 2];
        return i % 2 == 0 ? pair->count : pair->total;
    }
    return i == 0 ? e->a : i == 1 ? e->b : e->c;
}

void pov_system_connect(pov_system *s)
{
    size_t watches = 0;

    for (size_t e = 0; e < s->equation_count; e++) {
        watches += pov_equation_cells(&s->equation[e]);
    }
    if (s->failed || watches > UINT32_MAX ||
        pov_grow(&s->watch, &s->watch_capacity, watches + 1, sizeof *s->watch) != POV_OK ||
        pov_grow(&s->watch_first, &s->watch_first_capacity, s->cell_count + 2,
                 sizeof *s->watch_first) != POV_OK) {
        s->failed = true;
        return;
    }
    if (s->queue_capacity < s->equation_count + 1) {
        for (size_t q = 0; q < 2; q++) {
            free(s->queue[q].waiting);
            s->queue[q].waiting = malloc((s->equation_count + 1) * sizeof *s->queue[q].waiting);
        }
        s->queue_capacity = s->equation_count + 1;
        if (s->queue[0].waiting == NULL || s->queue[1].waiting == NULL) {
            s->queue_capacity = 0;
            s->failed = true;
            return;
        }
    }
    for (size_t c = 0; c < s->cell_count + 2; c++) {
        s->watch_first[c] = 0;
    }
    /* counted two places further on, so that filling in leaves each start where it belongs */
    for (size_t e = 0; e < s->equation_count; e++) {
        for (size_t i = 0; i < pov_equation_cells(&s->equation[e]); i++) {
            s->watch_first[pov_equation_cell(s, &s->equation[e], i) + 2]++;
        }
    }
    for (size_t c = 2; c < s->cell_count + 2; c++) {
        s->watch_first[c] += s->watch_first[c - 1];
    }
    for (size_t e = 0; e < s->equation_count; e++) {
        for (size_t i = 0; i < pov_equation_cells(&s->equation[e]); i++) {
            s->watch[s->watch_first[pov_equation_cell(s, &s->equation[e], i) + 1]++] = (uint32_t)e;
        }
    }
}

/* ---- the trail and the queues ---- */

size_t pov_system_mark(const pov_system *s)
{
    return s->trail_count;
}

void pov_system_undo(pov_system *s, size_t mark)
{
    while (s->trail_count > mark) {
        const pov_change *last = &s->trail[--s->trail_count];
        s->cell[last->cell] = last->was;
    }
}

static void wait(pov_system *s, uint32_t e)
{
    equation *it = &s->equation[e];

    if (it->on && !it->waiting) {
        struct pov_queue *queue = &s->queue[it->late];
        it->waiting = true;
        queue->waiting[(queue->first + queue->count++) % s->queue_capacity] = e;
    }
}

static bool next(pov_system *s, uint32_t *e)
{
    for (size_t q = 0; q < 2; q++) {
        struct pov_queue *queue = &s->queue[q];
        if (queue->count > 0) {
            *e = queue->waiting[queue->first];
            queue->first = (queue->first + 1) % s->queue_capacity;
            queue->count--;
            s->equation[*e].waiting = false;
            return true;
        }
    }
    return false;
}

void pov_system_switch(pov_system *s, uint32_t first, uint32_t count, bool on)
{
    for (uint32_t e = first; e < first + count && !s->failed; e++) {
        s->equation[e].on = on;
        wait(s, e);
    }
}

/* Cuts a cell down; false when nothing is left. */
static bool cut(pov_system *s, uint32_t cell, pov_interval with)
{
    pov_interval was = s->cell[cell], now = pov_interval_meet(was, with);

    if (now.low == was.low && now.high == was.high) {
        return true;
    }
    if (pov_grow(&s->trail, &s->trail_capacity, s->trail_count + 1, sizeof *s->trail) != POV_OK) {
        s->failed = true;
        return true;
    }
    s->trail[s->trail_count++] = (pov_change){cell, s->looking, was};
    s->cell[cell] = now;
    for (uint32_t i = s->watch_first[cell]; i < s->watch_first[cell + 1]; i++) {
        wait(s, s->watch[i]);
    }
    return !pov_interval_empty(now);
}

static bool at_least(pov_system *s, uint32_t cell, pov_wide low)
{
    return low <= WIDE_LOW || cut(s, cell, (pov_interval){pov_saturate(low), POV_NO_HIGH});
}

static bool at_most(pov_system *s, uint32_t cell, pov_wide high)
{
    return high >= WIDE_HIGH || cut(s, cell, (pov_interval){POV_NO_LOW, pov_saturate(high)});
}

/* ---- equations within a row ---- */

static bool narrow_ratio(pov_system *s, const equation *e)
{
    pov_interval count = s->cell[e->a], total = s->cell[e->b], rate = s->cell[e->c];

    return pov_narrow_ratio(&count, &total, &rate) && cut(s, e->a, count) && cut(s, e->b, total) &&
           cut(s, e->c, rate);
}

static bool narrow_difference(pov_system *s, const equation *e)
{
    return cut(s, e->a, pov_interval_add(s->cell[e->b], s->cell[e->c])) &&
           cut(s, e->b, pov_interval_subtract(s->cell[e->a], s->cell[e->c])) &&
           cut(s, e->c, pov_interval_subtract(s->cell[e->a], s->cell[e->b]));
}

static bool narrow_at_most(pov_system *s, const equation *e)
{
    return cut(s, e->a, (pov_interval){POV_NO_LOW, s->cell[e->b].high}) &&
           cut(s, e->b, (pov_interval){s->cell[e->a].low, POV_NO_HIGH});
}

static bool narrow_factor(pov_system *s, const equation *e)
{
    pov_interval whole = s->cell[e->b], factor = {e->t, e->unit};

    if (!cut(s, e->a, pov_interval_grow(whole, factor))) {
        return false;
    }
    pov_interval part = s->cell[e->a];
    return (part.low <= 0 ||
            at_least(s, e->b, pov_muldiv_floor(part.low, POV_HUNDRED_PERCENT, factor.high))) &&
           (part.high == POV_NO_HIGH ||
            at_most(s, e->b, pov_muldiv_ceil(part.high, POV_HUNDRED_PERCENT, factor.low)));
}

/* ---- sums ---- */

/* A sum of ends: finite ones added up, open ones counted. */
typedef struct tally {
    pov_wide low, high;
    size_t open_low, open_high;
} tally;

static void tally_add(tally *sum, pov_wide low, pov_wide high, int sign)
{
    if (low <= WIDE_LOW) {
        sum->open_low += (size_t)sign;
    } else {
        sum->low += sign * low;
    }
    if (high >= WIDE_HIGH) {
        sum->open_high += (size_t)sign;
    } else {
        sum->high += sign * high;
    }
}

static pov_wide wide_low(int64_t end)
{
    return end == POV_NO_LOW ? WIDE_LOW : end;
}

static pov_wide wide_high(int64_t end)
{
    return end == POV_NO_HIGH ? WIDE_HIGH : end;
}

static pov_wide tally_low(const tally *sum)
{
    return sum->open_low > 0 ? WIDE_LOW : sum->low;
}

static pov_wide tally_high(const tally *sum)
{
    return sum->open_high > 0 ? WIDE_HIGH : sum->high;
}

/* a - b, of which a low end is open when a is or b, a high one, is */
static pov_wide less(pov_wide a, pov_wide b)
{
    return a <= WIDE_LOW || b >= WIDE_HIGH   ? WIDE_LOW
           : a >= WIDE_HIGH || b <= WIDE_LOW ? WIDE_HIGH
                                             : a - b;
}

/* A member of a sum, below zero where it is taken off. */
static pov_interval part_of(const pov_system *s, const equation *e, size_t i)
{
    pov_interval part = s->cell[s->member[e->a + i]];

    return i < e->b - e->c ? part : pov_interval_negate(part);
}

static bool part_at_most(pov_system *s, const equation *e, size_t i, pov_wide most)
{
    uint32_t member = s->member[e->a + i];

    return i < e->b - e->c ? at_most(s, member, most) : at_least(s, member, -most);
}

static bool part_at_least(pov_system *s, const equation *e, size_t i, pov_wide least)
{
    uint32_t member = s->member[e->a + i];

    return i < e->b - e->c ? at_least(s, member, least) : at_most(s, member, -least);
}

static bool narrow_sum(pov_system *s, const equation *e)
{
    const uint32_t *member = &s->member[e->a];
    tally parts = {0};

    for (size_t i = 1; i < e->b; i++) {
        pov_interval part = part_of(s, e, i);
        tally_add(&parts, wide_low(part.low), wide_high(part.high), 1);
    }
    if (!at_least(s, member[0], tally_low(&parts)) ||
        (e->complete && !at_most(s, member[0], tally_high(&parts)))) {
        return false;
    }
    pov_interval whole = s->cell[member[0]];
    for (size_t i = 1; i < e->b; i++) {
        pov_interval part = part_of(s, e, i);
        if (pov_interval_exact(part)) {
            continue;
        }
        /* the tally is that of the start: wider than now, so still sound */
        tally others = parts;
        tally_add(&others, wide_low(part.low), wide_high(part.high), -1);
        if (!part_at_most(s, e, i, less(wide_high(whole.high), tally_low(&others))) ||
            (e->complete &&
             !part_at_least(s, e, i, less(wide_low(whole.low), tally_high(&others))))) {
            return false;
        }
        /* what this part lost makes the tally too wide for the others only until it comes again */
        parts = others;
        part = part_of(s, e, i);
        tally_add(&parts, wide_low(part.low), wide_high(part.high), 1);
    }
    return true;
}

static bool narrow_mean(pov_system *s, const equation *e)
{
    pov_interval hull = s->cell[s->member[e->a + 1]];

    for (size_t i = 2; i < e->b; i++) {
        hull = pov_interval_hull(hull, s->cell[s->member[e->a + i]]);
    }
    return cut(s, s->member[e->a], hull);
}

/* ---- excesses ---- */

static pov_wide divide_down(pov_wide a, pov_wide b)
{
    pov_wide q = a / b;
    return q - (a % b != 0 && (a < 0) != (b < 0));
}

static pov_wide divide_up(pov_wide a, pov_wide b)
{
    return -divide_down(-a, b);
}

static pov_wide largest(pov_wide a, pov_wide b)
{
    return a > b ? a : b;
}

static pov_wide smallest(pov_wide a, pov_wide b)
{
    return a < b ? a : b;
}

typedef struct wide_interval {
    pov_wide low, high;
} wide_interval;

/*
 * The least and the most of unit * count - t * total, from the ends of both and from the rate: the
 * corners of a polygon. The excess is at least (rate_low - t) * total and at most
 * (rate_high - t) * total, and count stands for total by the rate.
 */
static wide_interval excess_between(pov_interval count, pov_interval total, const pov_pair *pair,
                                    pov_wide t, pov_wide unit)
{
    pov_wide a = pair->rate_low, b = pair->rate_high;
    wide_interval x = {WIDE_LOW, WIDE_HIGH};

    if (total.high != POV_NO_HIGH) {
        x.low = unit * count.low - t * total.high;
    }
    if (a < t) {
        if (total.high != POV_NO_HIGH) {
            x.low = largest(x.low, (a - t) * total.high);
        }
    } else {
        x.low = largest(x.low, (a - t) * total.low);
        if (a > 0) {
            x.low = largest(x.low, divide_up(count.low * unit * (a - t), a));
        }
    }
    if (count.high != POV_NO_HIGH) {
        x.high = unit * count.high - t * total.low;
    }
    if (b <= t) {
        x.high = smallest(x.high, (b - t) * total.low);
    } else {
        if (total.high != POV_NO_HIGH) {
            x.high = smallest(x.high, (b - t) * total.high);
        }
        if (count.high != POV_NO_HIGH) {
            x.high = smallest(x.high, divide_down(count.high * unit * (b - t), b));
        }
    }
    return x;
}

static wide_interval excess_of(const pov_system *s, const pov_pair *pair, pov_wide t, pov_wide unit)
{
    return excess_between(s->cell[pair->count], s->cell[pair->total], pair, t, unit);
}

pov_interval pov_pair_excess(pov_interval count, pov_interval total, const pov_pair *pair,
                             const pov_equation *e)
{
    wide_interval x = excess_between(count, total, pair, e->t, e->unit);

    return (pov_interval){
        x.low <= WIDE_LOW ? POV_NO_LOW : pov_saturate(divide_down(x.low, e->unit)),
        x.high >= WIDE_HIGH ? POV_NO_HIGH : pov_saturate(divide_up(x.high, e->unit)),
    };
}

/* k * total <= m and unit * k * count <= m * rate: what an excess leaves at an edge of the rate. */
static bool cut_edge(pov_system *s, const pov_pair *pair, pov_wide m, pov_wide k, pov_wide rate,
                     pov_wide unit)
{
    if (k > 0) {
        return at_most(s, pair->total, divide_down(m, k)) &&
               at_most(s, pair->count, divide_down(m * rate, k * unit));
    }
    return k == 0 || (at_least(s, pair->total, divide_up(m, k)) &&
                      at_least(s, pair->count, divide_up(m * rate, k * unit)));
}

static bool excess_at_most(pov_system *s, const pov_pair *pair, pov_wide most, pov_wide t,
                           pov_wide unit)
{
    pov_interval count = s->cell[pair->count], total = s->cell[pair->total];

    return (total.high == POV_NO_HIGH ||
            at_most(s, pair->count, divide_down(most + t * total.high, unit))) &&
           (t == 0 || at_least(s, pair->total, divide_up(unit * count.low - most, t))) &&
           cut_edge(s, pair, most, pair->rate_low - t, pair->rate_low, unit);
}

static bool excess_at_least(pov_system *s, const pov_pair *pair, pov_wide least, pov_wide t,
                            pov_wide unit)
{
    pov_interval count = s->cell[pair->count], total = s->cell[pair->total];

    return at_least(s, pair->count, divide_up(least + t * total.low, unit)) &&
           (t == 0 || count.high == POV_NO_HIGH ||
            at_most(s, pair->total, divide_down(unit * count.high - least, t))) &&
           cut_edge(s, pair, -least, t - pair->rate_high, pair->rate_high, unit);
}

static bool narrow_excess(pov_system *s, const equation *e)
{
    const pov_pair *pair = &s->pair[e->a];
    wide_interval whole = excess_of(s, &pair[0], e->t, e->unit);
    tally parts = {0};

    for (size_t i = 1; i < e->b; i++) {
        wide_interval x = excess_of(s, &pair[i], e->t, e->unit);
        tally_add(&parts, x.low, x.high, 1);
    }
    for (size_t i = 0; i < e->b; i++) {
        wide_interval own = i == 0 ? whole : excess_of(s, &pair[i], e->t, e->unit), left;
        if (i == 0) {
            left = (wide_interval){tally_low(&parts), tally_high(&parts)};
        } else {
            tally others = parts;
            tally_add(&others, own.low, own.high, -1);
            left = (wide_interval){less(whole.low, tally_high(&others)),
                                   less(whole.high, tally_low(&others))};
        }
        if ((left.high < own.high && !excess_at_most(s, &pair[i], left.high, e->t, e->unit)) ||
            (left.low > own.low && !excess_at_least(s, &pair[i], left.low, e->t, e->unit))) {
            return false;
        }
        if (i > 0) { /* what was narrowed counts for the parts that follow */
            wide_interval now = excess_of(s, &pair[i], e->t, e->unit);
            tally_add(&parts, own.low, own.high, -1);
            tally_add(&parts, now.low, now.high, 1);
        }
    }
    return true;
}

/* ---- to the end ---- */

static bool look(pov_system *s, const equation *e)
{
    switch ((pov_equation_kind)e->kind) {
    case POV_EQUATION_RATIO:
        return narrow_ratio(s, e);
    case POV_EQUATION_DIFFERENCE:
        return narrow_difference(s, e);
    case POV_EQUATION_AT_MOST:
        return narrow_at_most(s, e);
    case POV_EQUATION_FACTOR:
        return narrow_factor(s, e);
    case POV_EQUATION_SUM:
        return narrow_sum(s, e);
    case POV_EQUATION_MEAN:
        return narrow_mean(s, e);
    case POV_EQUATION_EXCESS:
        return narrow_excess(s, e);
    }
    return true;
}

bool pov_system_look(pov_system *s, uint32_t e)
{
    s->looking = e;
    return look(s, &s->equation[e]);
}

bool pov_system_narrow_within(pov_system *s, size_t *work)
{
    uint32_t e;
    bool holds = true;

    while (holds && !s->failed && *work > 0 && next(s, &e)) {
        size_t steps = s->equation[e].kind < POV_EQUATION_SUM ? 1 : s->equation[e].b;
        *work -= steps < *work ? steps : *work;
        holds = pov_system_look(s, e);
    }
    while (next(s, &e)) { /* nothing waits that was not looked at */
    }
    return holds;
}

bool pov_system_narrow(pov_system *s)
{
    size_t work = 100 * s->cell_count + 10000;

    return pov_system_narrow_within(s, &work);
}

bool pov_system_cut(pov_system *s, uint32_t cell, pov_interval with)
{
    s->looking = POV_NO_EQUATION;
    return cut(s, cell, with);
}
