/*
 * A system of relations over whole numbers: cells with a lower and an upper bound, narrowed until
 * nothing changes.
 *
 * It knows no plan: solve/narrow.c makes cells and relations of rows and lists. Each step only cuts
 * away what no solution has, so the bounds are sound whenever it stops. Every change is kept on a
 * trail with the equation that made it: it can be undone, and explained (trace.c).
 *
 * Memory: a failed allocation is kept in `failed`; nothing is narrowed after it.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SYSTEM_H
#define POVCALC_CALCULATOR_SOLVE_SYSTEM_H

#include "figure/interval.h"

#include <stddef.h>

/* A count, its whole, and the rate that is printed for it, in units of the relation. */
typedef struct pov_pair {
    uint32_t count, total;
    int64_t rate_low, rate_high;
} pov_pair;

typedef enum pov_equation_kind {
    POV_EQUATION_RATIO,
    POV_EQUATION_DIFFERENCE,
    POV_EQUATION_AT_MOST,
    POV_EQUATION_FACTOR,
    POV_EQUATION_SUM,
    POV_EQUATION_MEAN,
    POV_EQUATION_EXCESS
} pov_equation_kind;

/* Cells a, b and c; of sums and excesses `a` is the first of their members or pairs, `b` how many
 * there are, and the last `c` of a sum's members are taken off. */
typedef struct pov_equation {
    uint8_t kind; /* pov_equation_kind */
    bool on, waiting, late, complete;
    uint32_t a, b, c;
    int64_t t, unit;
} pov_equation;

/* What a cell was before an equation cut it; POV_NO_EQUATION: a probe did (probe.c). */
#define POV_NO_EQUATION UINT32_MAX
typedef struct pov_change {
    uint32_t cell, by;
    pov_interval was;
} pov_change;

typedef struct pov_system {
    pov_interval *cell;
    size_t cell_count, cell_capacity;
    pov_equation *equation;
    size_t equation_count, equation_capacity;
    uint32_t *member; /* of sums */
    size_t member_count, member_capacity;
    pov_pair *pair; /* of excesses */
    size_t pair_count, pair_capacity;
    uint32_t *watch, *watch_first; /* by cell: the equations that it is in */
    size_t watch_capacity, watch_first_capacity;
    pov_change *trail;
    size_t trail_count, trail_capacity;
    struct pov_queue {
        uint32_t *waiting; /* a ring */
        size_t first, count;
    } queue[2];
    size_t queue_capacity;
    uint32_t looking; /* the equation that is looked at */
    bool failed;
} pov_system;

#define POV_SYSTEM_INIT                                                                            \
    {                                                                                              \
        0                                                                                          \
    }

void pov_system_fini(pov_system *system);
/* Forgets cells, equations and the trail; keeps the memory. */
void pov_system_clear(pov_system *system);

/* Adds a cell; returns its number. */
uint32_t pov_system_cell(pov_system *system, pov_interval bounds);

/*
 * Equations, switched on, but none waits to be looked at; each returns its number.
 *     ratio       100 count / total = rate, in ticks
 *     difference  whole = a + b
 *     at_most     part <= whole
 *     factor      part = whole times a factor, in ticks of a percent, rounded to either side
 *     sum         member[0] = the sum of the others; where the list is not complete, at least that.
 *                 The last `minus` of them are taken off
 *     mean        member[0] is between the lowest and the highest of the others
 *     excess      for the rate t / unit, count - t / unit * total adds up: that of pair[0] is the
 *                 sum over the others. `late`: taken only when nothing else is left to do
 */
uint32_t pov_system_ratio(pov_system *system, uint32_t count, uint32_t total, uint32_t rate);
uint32_t pov_system_difference(pov_system *system, uint32_t whole, uint32_t a, uint32_t b);
uint32_t pov_system_factor(pov_system *system, uint32_t part, uint32_t whole, pov_interval factor);
uint32_t pov_system_at_most(pov_system *system, uint32_t part, uint32_t whole);
uint32_t pov_system_sum(pov_system *system, const uint32_t *member, size_t count, size_t minus,
                        bool complete);
uint32_t pov_system_mean(pov_system *system, const uint32_t *member, size_t count);
/* The pairs are those added with pov_system_pair since the last clear, from `first` on. */
uint32_t pov_system_excess(pov_system *system, size_t first, size_t count, int64_t t, int64_t unit,
                           bool late);
void pov_system_pair(pov_system *system, pov_pair pair);

/* The cells of an equation, one after the other. */
size_t pov_equation_cells(const pov_equation *e);
uint32_t pov_equation_cell(const pov_system *system, const pov_equation *e, size_t i);

/* What a pair has in excess of an equation's rate, in whole households, rounded outward. */
pov_interval pov_pair_excess(pov_interval count, pov_interval total, const pov_pair *pair,
                             const pov_equation *e);

/* Call once after the last equation. */
void pov_system_connect(pov_system *system);

/* Switches equations on or off; those that are switched on wait to be looked at. */
void pov_system_switch(pov_system *system, uint32_t first, uint32_t count, bool on);

/* Looks at one equation, on or off; false: it contradicts. */
bool pov_system_look(pov_system *system, uint32_t e);

/*
 * Narrows until nothing changes, or the work is used up. False: it contradicts; the trail says what
 * has changed.
 * work  how many steps are left: relations of a row, members of lists
 */
bool pov_system_narrow_within(pov_system *system, size_t *work);
/* The same with as much work as it takes, unless it creeps. */
bool pov_system_narrow(pov_system *system);

/* Cuts a cell as a probe demands; narrows nothing. False: nothing is left. */
bool pov_system_cut(pov_system *system, uint32_t cell, pov_interval with);

/* Where the trail ends now; undo takes back all that was changed since then. */
size_t pov_system_mark(const pov_system *system);
void pov_system_undo(pov_system *system, size_t mark);

#endif
