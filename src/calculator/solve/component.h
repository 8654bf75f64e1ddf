/*
 * Rows that hang together as one system (system.h): each row brings its own relations, lists and
 * joins tie the rows to one another.
 *
 * narrow.c narrows it and keeps the bounds; trace.c makes it anew from what is printed alone, to
 * say where a bound comes from.
 */
#ifndef POVCALC_CALCULATOR_SOLVE_COMPONENT_H
#define POVCALC_CALCULATOR_SOLVE_COMPONENT_H

#include "calculator/solve/solve.h"
#include "calculator/solve/system.h"

#define POV_NO_CELL UINT32_MAX

/* The equations of one relation between rows: switched on or off together. */
typedef struct pov_block {
    uint32_t first, count;
    size_t whole; /* the row that is in conflict when they contradict */
    bool stuck;
} pov_block;

/* How trace.c and assume.c want it: all of it is off for narrow.c. */
typedef struct pov_component_view {
    bool printed;   /* from what is printed, and from nothing that was solved */
    bool conflicts; /* also with what was found to contradict: lists, and relations of a row */
    bool facts;     /* also with all facts of one row, but not its flows */
    bool complete;  /* every list that is added up holds all units */
    bool growth;    /* with the assumption about growth */
    size_t about;   /* the row whose conflicts, or whose assumption; POV_NONE: that of all rows */
} pov_component_view;

typedef struct pov_component {
    const pov_solution *solution;
    pov_component_view view;
    pov_system system;
    uint32_t *base;  /* by row: its first cell */
    size_t *of;      /* by row: the component, numbered by its first row */
    size_t *next;    /* by row: the next row of its component, or POV_NONE */
    size_t *list_of; /* by row: the first list whose whole it is, or POV_NONE */
    size_t *list_next;
    size_t *join_of; /* by row: the join whose later row it is, or POV_NONE */
    bool beyond_poor;
    bool sorted; /* rows and members by their keys: nothing depends on the order of the file */
    pov_block *block;
    size_t block_count, block_capacity;
    size_t list_blocks; /* the first blocks are of lists */
    size_t sum_blocks;  /* then of lists with the parts of their parts */
    size_t join_blocks; /* then of joins; those of the assumption about growth follow, one a row */
    uint32_t *member;
    size_t member_capacity;
    pov_place *place; /* by cell; only of a view of what is printed */
    size_t place_capacity;
    bool failed; /* memory ran out */
} pov_component;

/* Finds which rows hang together. Fini also after a failure. */
void pov_component_init(pov_component *c, const pov_solution *solution, pov_component_view view);
void pov_component_fini(pov_component *c);
/* The first rows of all components of several rows, small ones first, in the same order whatever
 * that of the file; returns how many. `first` has room for all rows. */
size_t pov_components_smallest_first(pov_component *c, size_t *first);
/* Puts the rows of a component in the order of their keys; returns the first. Work cut short
 * then leaves the same, whatever the order of the file. */
size_t pov_component_sort(pov_component *c, size_t first);
/*
 * Makes the system of the component whose first row is given; what follows the lists is switched
 * off.
 * deep  also lists with the parts of their parts, which tell more only where figures are left out
 */
void pov_component_build(pov_component *c, size_t first, bool deep);
/* Switches the blocks from `first` to before `end` on or off. */
void pov_component_switch(pov_component *c, size_t first, size_t end, bool on);
/* The terms of a row, in the order of its cells. */
#define POV_COMPONENT_TERMS(MEASURES) (2 + 5 * (MEASURES))
pov_item pov_component_term(size_t slot);
/* The cell of a term, or POV_NO_CELL. */
uint32_t pov_component_cell(const pov_component *c, size_t row, pov_item term);
/* Takes the bounds of a row out of the system. */
void pov_component_keep(const pov_component *c, size_t row, pov_solved *solved);

#endif
