/*
 * Items: what the cells of a column mean in the rows of one kind; and the table that they are of.
 */
#ifndef POVCALC_LOADER_TABLE_ITEM_H
#define POVCALC_LOADER_TABLE_ITEM_H

#include "loader/table/heading.h"
#include "loader/table/tree.h"

/* A moment, or two: the key of a row besides its unit, group and standard. */
typedef struct pov_frame {
    pov_year year, target;
    pov_end kind;
    bool from_aim; /* what was at `year` is not in the table, but what was aimed at for it */
} pov_frame;

typedef struct pov_slot {
    uint8_t frame, quantity;
} pov_slot;

#define POV_SLOTS_MAX 24

/* What the cells of a column mean in the rows of one kind. */
typedef struct pov_table_item {
    pov_meaning meaning;
    size_t column, kind; /* column; kind of row */
    bool stated;         /* some row of its kind has something in the column */
    bool reversed;       /* a reduction of 37 is "-37" */
    bool near;           /* flows without a subject are of the near-poor */
    const char *why;     /* passed over, and why; NULL: it is not */
    const char *way_out; /* which option decides; NULL: none is named */
    uint8_t scale;       /* pov_scale, or POV_SCALE_FRACTION */
    uint8_t second;      /* quantity of the second figure of a cell, or POV_QUANTITY_COUNT */
    pov_slot slot[POV_SLOTS_MAX];
    size_t slots;
} pov_table_item;

#define POV_SCALE_FRACTION 9 /* 0.0598 for 5.98% */

typedef struct pov_reading_table {
    const pov_grid *grid;
    const pov_shape *shape;
    pov_headings headings;
    pov_choices choices;
    pov_meaning *row_kind; /* what the rows of a kind say themselves; 0: nothing */
    size_t row_kinds, row_kind_capacity;
    pov_table_item *item; /* row_kinds times columns */
    size_t items;
    pov_frame frame[64];
    size_t frames;
    pov_tree tree;
    uint16_t *line_kind; /* of each line: its kind of row */
    pov_file_kind holds; /* figures of a plan, or of deprivation */
    bool official;       /* titles, or headings of several lines */
    bool direct;         /* every figure's column is named: nothing has to be concluded */
    size_t dated;        /* rows "Năm 2023" that say when the rows below them are */
    bool blocks;         /* of rows that each say what is counted: a unit is in several of them */
    bool divided;        /* some unit has a row in two sections */
    bool lone;           /* all rows are of one unit, which the title names */
    const char *unit;    /* that unit */
    pov_arena arena;
} pov_reading_table;

/* Of texts that may be NULL. */
bool pov_same_text(const char *a, const char *b);

const pov_table_item *pov_table_item_of(const pov_reading_table *t, size_t kind, size_t column);

/* The standard that a column names, as rows have it: "vn-2022", "cũ"; NULL: it names none. */
const char *pov_table_item_standard(const pov_table_item *item);

/* Reads one cell for a slot of an item; false with the reason. *missing: it states nothing. */
bool pov_table_item_read(const pov_table_item *item, pov_quantity quantity,
                         const pov_source_cell *cell, pov_stated *out, bool *missing,
                         pov_error *problem);

#endif
