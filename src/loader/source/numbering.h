/*
 * Numbers that Word writes before paragraphs of a list ("I.", "1.2", "-"): they are not in the
 * text, but what a reader sees of an STT column.
 */
#ifndef POVCALC_LOADER_SOURCE_NUMBERING_H
#define POVCALC_LOADER_SOURCE_NUMBERING_H

#include "base/text.h"

#define POV_NUMBERING_LEVELS 9

typedef struct pov_numbering_level {
    size_t list, level;
    unsigned start, value; /* value: of the last paragraph; below start: none yet */
    char kind;             /* as 1, I, i, A, a; '-': a sign; 0: not known */
    char text[16];         /* "%1.%2" */
    size_t indent;         /* of the number, in twips */
} pov_numbering_level;

/* Numbers in use: those of a list, which may start anew. */
typedef struct pov_numbering_use {
    size_t number, list, first; /* first: of its levels */
    unsigned start[POV_NUMBERING_LEVELS]; /* 0: goes on */
} pov_numbering_use;

typedef struct pov_numbering {
    pov_numbering_level *level;
    pov_numbering_use *use;
    size_t levels, level_capacity, uses, use_capacity;
    size_t list, override; /* at hand; POV_NONE: none */
    bool failed;           /* no memory */
} pov_numbering;

/* Takes an element of the part that defines them. */
void pov_numbering_element(pov_numbering *numbering, const char *name, const char **attributes);
/* How far the numbers of a list are from the left edge, in twips. */
size_t pov_numbering_indent(const pov_numbering *numbering, size_t number, size_t depth);
/* Writes the number of the next paragraph of a list. */
void pov_numbering_next(pov_numbering *numbering, size_t number, size_t depth, pov_buffer *out);
void pov_numbering_fini(pov_numbering *numbering);

#endif
