/*
 * Where a figure comes from: the printed cells and the relations that lead to it, step by step.
 *
 * The component of the row is solved once more from what is printed alone. The trail of that
 * (system.h) says which equation cut what; what the bound does not need is left out, so that the
 * chain is a shortest one: no step of it can be spared. Who does not ask pays nothing.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_TRACE_H
#define POVCALC_CALCULATOR_SOLVE_TRACE_H

#include "calculator/solve/solution.h"

/* The figure that a place speaks of; NULL where none is solved. */
const pov_figure *pov_figure_at(const pov_solution *solution, pov_place place);
/* The place of a quantity in a row. */
pov_place pov_place_of(size_t row, pov_quantity quantity);

typedef enum pov_step_kind {
    POV_STEP_RATIO,      /* term[0] is term[2] percent of term[1] */
    POV_STEP_DIFFERENCE, /* term[0] = term[1] + term[2] */
    POV_STEP_PART,       /* term[0] is a part of term[1] */
    POV_STEP_GROWN,      /* term[0] is term[1] times 100 percent and the growth: assumed */
    POV_STEP_SUM,        /* term[0] is the sum of the others, the last `minus` taken off */
    POV_STEP_MEAN,       /* term[0] is between the lowest and the highest of the others */
    POV_STEP_SAME,       /* two rows speak of one state */
    POV_STEP_EXCESS,     /* pairs of count and total: count - rate × total adds up over the list */
    POV_STEP_GROWTH,     /* 100 term[0] / term[1] - 100 */
    POV_STEP_SHARE,      /* 100 term[0] / term[1] */
    POV_STEP_POINTS,     /* term[0] - term[1] */
    POV_STEP_VERDICT     /* what was planned, what a change starts from, what was reached */
} pov_step_kind;

typedef struct pov_step_term {
    pov_place place;
    pov_interval is; /* before the step */
    bool printed;    /* as the document prints it: nothing has narrowed it */
} pov_step_term;

typedef struct pov_step {
    pov_step_kind kind;
    pov_step_term *term;
    size_t count, minus;
    size_t result;        /* the term that the step narrows; `count`: one that has no place */
    pov_interval gives;   /* what it is afterwards */
    bool complete;        /* of a sum: the list holds all parts */
    pov_interval rate;    /* of an excess: its rate, in ticks; of growth: what is assumed */
    pov_interval *excess; /* of an excess: what each pair has in excess, in households */
} pov_step;

#define POV_NEEDS_MAX 7

typedef struct pov_trace {
    pov_place about;
    pov_step *step;
    size_t count;
    pov_interval reaches; /* what the steps give */
    pov_interval best;    /* the best bounds known; within `reaches` */
    pov_interval printed; /* of a contradiction: what the document prints there */
    bool contradicts;
    bool assumed;  /* a step rests on the assumption about growth */
    bool aimed;    /* or on that an aim is reached, and no more */
    bool presumed; /* or on that a list holds all units */
    bool needs_both;
    size_t needs_count; /* figures of the row of which one, or both, if printed would settle it */
    pov_place needs[POV_NEEDS_MAX];
} pov_trace;

/*
 * Why a figure has its bounds. A printed one is explained from the others.
 * Of growth (POV_SUBJECT_ALL, POV_RELATIVE), relative reductions and points the steps end with the
 * quotient or the difference that is not in the system. Steps live in the arena.
 * Errors: POV_ERR_NOMEM.
 */
pov_status pov_trace_figure(const pov_solution *solution, pov_place about, pov_arena *arena,
                            pov_trace *trace, pov_error *err) POV_CHECK;

/* A figure of a row as a term: as it is printed, or as it was solved. */
pov_step_term pov_step_term_of(const pov_solution *solution, size_t row, pov_item item);

/* The same of a figure that does not rest on an aim: from the system alone. */
pov_status pov_trace_solved(const pov_solution *solution, pov_place about, pov_arena *arena,
                            pov_trace *trace, pov_error *err) POV_CHECK;

/*
 * Why a cell contradicts the rest; without a contradiction the trace has no steps. Of a printed
 * cell the steps give what it would have to be; of another they meet in it.
 * presume  also by the lists that are not known to be complete
 * Errors: POV_ERR_NOMEM.
 */
pov_status pov_trace_conflict(const pov_solution *solution, pov_place about, bool presume,
                              pov_arena *arena, pov_trace *trace, pov_error *err) POV_CHECK;

#endif
