/*
 * Numbers that were cut in two by their own comma: 4,32 without quotes in a file whose cells are
 * separated by commas is two cells, and the second one fills the next column.
 */
#ifndef POVCALC_LOADER_TABLE_CUT_H
#define POVCALC_LOADER_TABLE_CUT_H

#include "base/memory.h"
#include "figure/figure.h"
#include "loader/source/source.h"

/* What a field of the file holds. */
typedef struct pov_cut_field {
    bool figure;
    bool text;          /* remarks or sources, where a number alone says nothing */
    bool outcome;       /* how many are poor, near-poor or both, or what share: few are above 40%,
                           and no such number is 50 times another */
    pov_kind kind;      /* of a figure */
    size_t part, whole; /* of a rate: the fields of the counts that give it, or POV_NONE; of a
                           count: the whole that it is a part of */
    bool own;           /* an end of bounds, which only povcalc writes, with a dot */
} pov_cut_field;

typedef enum pov_cut_sign {
    POV_CUT_LONG,  /* the row has more cells than the header */
    POV_CUT_SHORT, /* it has fewer, and the other rows keep all their separators */
    POV_CUT_LONE,  /* no other row has a text in the next column: a note */
    POV_CUT_EACH,  /* the texts of the next column are all such halves: a note */
    POV_CUT_LIKE,  /* both halves together are a share as in other rows, one is next to nothing: a
                     note */
    POV_CUT_FEW,   /* each row has a whole percentage, and few households in the next column: a
                      note */
    POV_CUT_MOVED, /* the row ends where no other does: a note */
    POV_CUT_ZERO,  /* the second half of a figure begins with 0: a note */
    POV_CUT_PART,  /* the second half is more than the first, whose part it would be: a note */
    POV_CUT_FITS   /* both halves together are exactly what the counts give */
} pov_cut_sign;

typedef struct pov_cut {
    size_t line, field;
    char first[8], second[16]; /* both halves */
    pov_cut_sign sign;
    int64_t part, whole; /* with POV_CUT_FITS, _LIKE or _FEW */
    bool weak;           /* both cells as they are fit the counts, too */
    bool at_end;         /* the row's last cell is filled */
    bool lost;           /* with POV_CUT_PART: the row's last cells look as if one is lost */
} pov_cut;

/* How often the rows of a file fill a field, and how often halves there fit the counts. */
typedef struct pov_cut_tally {
    size_t filled, followed; /* followed: the next field is filled too */
    size_t next_filled;      /* rows that fill the next field, whatever they have here */
    size_t fits, misfit;
    size_t above;                 /* the part is above its whole */
    size_t bare;                  /* digits and nothing else */
    int64_t others, others_whole; /* counts of rows without halves, and their wholes */
    int64_t first, second, plain; /* what first and second halves, and counts without halves, add up
                                     to */
    size_t pairs;                 /* second halves of two digits */
    size_t small;                 /* rows that end with a few households */
    uint64_t few, part; /* what these add up to, and the poor of such rows; too large, it wraps */
} pov_cut_tally;

/* Start from POV_CUTS_INIT. */
typedef struct pov_cuts {
    const pov_cut_field *field; /* borrowed; NULL: nothing is looked for */
    size_t count;
    pov_cut_tally *tally; /* of each field */
    pov_cut *suspect;     /* in the order of the file */
    size_t suspects, capacity;
    size_t ended_empty;          /* rows as long as the header that end with an empty cell */
    size_t short_rows, fit_rows; /* rows without two halves that are shorter; not longer */
    size_t long_rows;            /* and longer, by empty cells */
    size_t ends, ends_cut;       /* rows that fill the last column; with halves */
} pov_cuts;

#define POV_CUTS_INIT                                                                              \
    {                                                                                              \
        0                                                                                          \
    }

/* Whether it is the heading of an end of bounds, as CSV has with --bounds. */
bool pov_cut_is_own(const char *heading);

/* `field` has `count` items and is borrowed. Errors: POV_ERR_NOMEM. */
pov_status pov_cuts_start(pov_cuts *cuts, const pov_cut_field *field, size_t count,
                          pov_error *err) POV_CHECK;
/* Looks at a row that is not refused otherwise. Errors: POV_ERR_NOMEM. */
pov_status pov_cuts_row(pov_cuts *cuts, const pov_source_row *record, pov_error *err) POV_CHECK;
/* The first number in a row with too many cells that seems to be cut; false when there is none. */
bool pov_cuts_in_long(const pov_cuts *cuts, const pov_source_row *record, pov_cut *cut);
/* After the last row: leaves the cuts that are certain enough to be refused, and returns how
 * many. */
size_t pov_cuts_judge(pov_cuts *cuts);
/* Whether it is too uncertain to be refused. */
bool pov_cut_is_note(const pov_cut *cut);
/* The message and the hint. */
void pov_cut_refuse(const pov_cuts *cuts, const pov_cut *cut, pov_error *err);
void pov_cuts_fini(pov_cuts *cuts);

#endif
