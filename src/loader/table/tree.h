/*
 * The tree of the units of a table that does not say it in a column: from numbering, the kinds in
 * the names, words such as "Tổng cộng", blanks before names, and from sums.
 */
#ifndef POVCALC_LOADER_TABLE_TREE_H
#define POVCALC_LOADER_TABLE_TREE_H

#include "loader/table/grid.h"
#include "loader/table/lexicon.h"

#define POV_TREE_SUMS 3 /* counts of a row that its parts add up to */

typedef enum pov_line_kind {
    POV_LINE_UNIT,
    POV_LINE_TOTAL,    /* "Toàn tỉnh", "Tổng cộng" */
    POV_LINE_SUBTOTAL, /* "Cộng cụm 1": of the units above it; "Cộng": perhaps of a section */
    POV_LINE_GROUP, /* "Trong đó: hộ DTTS", "Khu vực thành thị": of a unit, or over a section */
    POV_LINE_BLOCK, /* "Phân theo huyện": begins a list */
    POV_LINE_MORE,  /* another line of the unit above it: its persons, its rates */
    POV_LINE_SKIP   /* a remark */
} pov_line_kind;

typedef struct pov_line {
    const char *name;   /* without bullets and "Trong đó:"; lives as long as the grid */
    const char *serial; /* "" when there is none */
    const char *above;  /* the unit above it, as another column names it; NULL: none does */
    const char *area;   /* "urban" or "rural", as another column says; NULL: none does */
    const char *head;   /* the unit whose years it and its neighbours are; NULL: the title's */
    const char *group;  /* of a group line, else NULL */
    pov_line_kind kind;
    int rank;      /* of the kind in the name, or of the level that is stated; 0: none */
    size_t indent; /* blanks before the name */
    bool part;     /* "Trong đó", or a bullet */
    bool bare;     /* "Cộng" without more */
    bool average;  /* "Bình quân toàn huyện" */
    bool passed;   /* figures of no unit: such an average */
    bool closes;   /* "Cộng khu vực thành thị": of the units above it */
    bool whole;    /* "Cộng" that is the unit which another column names */
    bool figures;
    bool peoples;  /* the table has rows of peoples: "Kinh", "Mường" */
    bool nameless; /* figures without a name */
    bool of_kind;  /* the name begins with a kind of unit: "Xã A", but not "Huyện giao …" */
    bool of_kinds; /* "Các xã" without figures: no unit, unless a sum of those below it is */
    bool of_class; /* "Huyện nghèo": some of the units, and no unit, if none are below it */
    bool refused;  /* its cells do not fit the headings */
    bool has[POV_TREE_SUMS];
    int64_t sum[POV_TREE_SUMS];
    size_t row; /* of the grid */

    /* found */
    size_t parent; /* line of the parent, or POV_NONE */
    size_t owner;  /* of a group line: the line of its unit, or POV_NONE; of another line itself */
    const char *section; /* the group of the section that it is in, or NULL */
} pov_line;

typedef struct pov_tree {
    pov_line *line;
    size_t count, capacity;
    bool failed;  /* memory ran out */
    bool levels;  /* a column says them, so that ranks are not only of names */
    size_t total; /* line of the total, or POV_NONE */
    /* what the parents were taken from; for notes */
    bool by_number, by_kind, by_indent, by_sums;
    size_t doubt;                   /* a line that could be two things; POV_NONE: none */
    size_t confirmed, contradicted; /* sums */
} pov_tree;

/* What a label says of its row; fills in name, group, kind, part, bare, rank. `text` is trimmed;
 * the name is kept in the arena where it is not the end of `text`. `scan` is used for its words. */
pov_status pov_line_read(pov_line *line, pov_scan *scan, const char *text, pov_arena *arena,
                         pov_error *err) POV_CHECK;

/* Finds parents, owners and sections of all lines. Errors: POV_ERR_NOMEM. */
pov_status pov_tree_find(pov_tree *tree, bool sums, pov_error *err) POV_CHECK;
void pov_tree_fini(pov_tree *tree);

bool pov_is_group_of_place(const char *group);

/* Whether a serial number is one: "I", "1.", "a)", "-". */
bool pov_is_serial(const char *text);

#endif
