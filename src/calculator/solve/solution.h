/*
 * Solving: every quantity of a plan as an exact interval with a basis.
 *
 * A plan is a system of rounded equations (docs/methods.md). Facts of the year come first, then
 * identities, then the assumption about growth; aims never narrow anything. A layer that
 * contradicts is not applied: the earlier bounds remain and the row says so in `conflicts`.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_SOLUTION_H
#define POVCALC_CALCULATOR_SOLVE_SOLUTION_H

#include "model/plan.h"
#include "model/relation.h"

typedef struct pov_assumptions {
    pov_interval
        growth; /* of the number of households from year to target year, in ticks; POV_ANY */
    bool growth_stated; /* the user said so */
    bool complete;      /* every list of units holds all units of its parent */
    bool rough;         /* private: bounds are sound, but need not be the best */
} pov_assumptions;

/* Households stay as many as they are. */
#define POV_ASSUMPTIONS_INIT                                                                       \
    {                                                                                              \
        {0, 0}, false, false, false                                                                \
    }

/* What contradicts: a layer of the row's own relations, or a list of units. */
#define POV_CONFLICT_FACTS (1U << POV_LAYER_YEAR)
#define POV_CONFLICT_TARGET (1U << POV_LAYER_TARGET)
#define POV_CONFLICT_IDENTITIES (1U << POV_LAYER_IDENTITY)
/* The row by itself. */
#define POV_CONFLICT_ROW (POV_CONFLICT_FACTS | POV_CONFLICT_TARGET | POV_CONFLICT_IDENTITIES)
#define POV_CONFLICT_SUM (1U << POV_LAYER_COUNT)  /* its units do not add up to it, or exceed it */
#define POV_CONFLICT_JOIN (2U << POV_LAYER_COUNT) /* another row of the same year's end differs */

typedef struct pov_solved {
    pov_figure households, target_households;
    pov_figure growth; /* of the households, from the year to the target year, in percent */
    pov_figure *of[POV_MEASURE_COUNT]; /* POV_ASPECT_COUNT each, in a room or of the solution */
    size_t measures; /* 1 where no row of the plan states anything of the near-poor, else all */
    unsigned conflicts;
    bool reports;     /* an outcome or an estimate: its drop in points is a fact */
    bool open;        /* the target year is left open: the assumption about growth is made */
    bool open_alone;  /* for its own figures only: made for all rows at once it contradicts */
    bool grown;       /* one of its numbers of households has the other's assumed growth */
    bool beyond_poor; /* the near-poor or poor and near-poor together are stated */
} pov_solved;

/* A figure of a row: a term of its relations, or a flow of its year. */
typedef struct pov_place {
    size_t row;
    pov_item item;
    pov_quantity quantity; /* its column; POV_QUANTITY_COUNT: no column states it */
} pov_place;

/* Whether the document prints the figure of the place. */
static inline bool pov_place_is_stated(const pov_plan *plan, pov_place place)
{
    return pov_row_stated(&plan->row[place.row], place.quantity) != NULL;
}

/* A solved row by itself, with room for its figures. It points into itself: not to be copied. */
typedef struct pov_solved_room {
    pov_solved row;
    pov_figure of[POV_MEASURE_COUNT][POV_ASPECT_COUNT];
} pov_solved_room;

/* The row of a room, with nothing in it yet. */
static inline pov_solved *pov_solved_in(pov_solved_room *room)
{
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        /* cppcheck-suppress uninitvar; the address alone is taken */
        room->row.of[m] = room->of[m];
    }
    room->row.measures = POV_MEASURE_COUNT;
    return &room->row;
}

/* The solved figure of a quantity; NULL for one that is not solved (a flow, persons). */
const pov_figure *pov_solved_figure(const pov_solved *solved, pov_quantity quantity);

/*
 * Siblings whose figures can be compared with one row: the units of one parent, level, group, year,
 * standard and target year, or the urban and the rural part of one unit.
 */
typedef struct pov_list {
    size_t whole;            /* the row that they are parts of; POV_NONE where the file has none */
    const char *parent_name; /* "" at the top */
    size_t first, count;     /* members: list_member[first …] */
    bool partition;          /* urban and rural */
    bool addable;            /* on the ladder of levels: members do not overlap */
    /* known to hold all parts: households add up, a partition, or the user said so */
    bool complete;
} pov_list;

/*
 * Two rows that speak of one state: a unit and group at the end of a year, under one standard. The
 * end of an outcome is the baseline of the year after, and baselines of one year are one.
 */
typedef struct pov_join {
    size_t earlier, later; /* rows; `later` gives its baseline */
    bool end;              /* `earlier` gives its end, not its baseline */
} pov_join;

typedef struct pov_solution {
    const pov_plan *plan; /* borrowed */
    pov_assumptions assumptions;
    size_t measures;     /* of every row */
    pov_solved *row;     /* one per row of the plan */
    pov_figure *figure;  /* private: of the rows; those of measures that no row of the plan states
                            are shared by all rows, and nothing is known of them */
    pov_interval *alone; /* private: what each row said by itself of what lists add up, without
                            what no row of the plan states (pov_alone) */
    pov_list *list;
    size_t list_count;
    size_t *list_member;
    size_t *list_up; /* the lists whose whole is a row, the lowest units first: the same in whatever
                        order the rows are */
    size_t lists_up_count;
    pov_join *join; /* by time */
    size_t join_count;
    pov_interval *assumed; /* private, while it is solved: bounds under the assumption (assume.c) */
    bool bounds_limited;   /* the work on them was used up: some are perhaps not the best */
} pov_solution;

#define POV_SOLUTION_INIT                                                                          \
    {                                                                                              \
        0                                                                                          \
    }

/* The row of a list: its whole, then its members. */
static inline size_t pov_list_row(const pov_solution *solution, const pov_list *list, size_t i)
{
    return i == 0 ? list->whole : solution->list_member[list->first + i - 1];
}

/* Whether the row is its whole or one of its members. */
static inline bool pov_list_has(const pov_solution *solution, const pov_list *list, size_t row)
{
    bool has = false;

    for (size_t i = 0; i <= list->count && !has; i++) {
        has = pov_list_row(solution, list, i) == row;
    }
    return has;
}

/* Solves a finished plan, which must outlive the solution. Errors: POV_ERR_NOMEM. */
pov_status pov_solve(const pov_plan *plan, const pov_assumptions *assumptions,
                     pov_solution *solution, pov_error *err) POV_CHECK;
void pov_solution_fini(pov_solution *solution);

/* Whether a member of the list has just what the `parts` members after it have together, so that
 * they seem to be its own: a sum would count them twice. whole  out: its row */
bool pov_list_overlaps(const pov_solution *solution, const pov_list *list, size_t *whole,
                       size_t *parts);

/*
 * The total of a list whose parent has no row: counts added up, rates computed from them. A count
 * that a member leaves out is unknown in the total, never silently smaller.
 */
const pov_solved *pov_solve_total(const pov_solution *solution, const pov_list *list,
                                  pov_solved_room *room);

/* ---- the closed form of one relation ---- */

/*
 * count / households = rate: narrows the three intervals to the whole numbers that fit together.
 *     every pair of whole numbers with rate.low <= 100 count / households <= rate.high
 * count, households  ends are the smallest and the largest that occur in a pair
 * rate               in ticks, ends rounded outward
 * Returns false, and leaves all three alone, when no pair fits.
 * Source: docs/methods.md 2.1
 */
bool pov_narrow_ratio(pov_interval *count, pov_interval *households, pov_interval *rate);

/* ---- aims ---- */

typedef enum pov_delivery {
    POV_DELIVERY_UNKNOWN,
    POV_DELIVERED,         /* the counts deliver the points */
    POV_DELIVERED_ROUNDED, /* only as rounded: 2.98 for "3 or more" */
    POV_DELIVERED_LESS,    /* not even with the allowance for rounded rates */
    POV_DELIVERED_MORE     /* more than the points, beyond the allowance */
} pov_delivery;

/*
 * What the stated households deliver of the stated points, by the counts alone.
 * points  out (may be NULL): the points delivered, in ticks
 * Source: docs/methods.md 5
 */
pov_delivery pov_delivery_of(const pov_solution *solution, size_t row, pov_measure measure,
                             pov_interval *points);

/* ---- shares ---- */

/* Part of the parent row's figure, in percent: poor of the parent's poor, households of its
 * households. Unknown at the top, and where either figure is. */
pov_figure pov_share_of_parent(const pov_solution *solution, size_t row, bool households);

#endif
