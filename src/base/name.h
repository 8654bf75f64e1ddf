/*
 * Names of units: when two of them mean the same unit.
 */
#ifndef POVCALC_BASE_NAME_H
#define POVCALC_BASE_NAME_H

#include "base/memory.h"

/*
 * Appends the form in which names of units are compared: folded (text.h), with a syllable's tone on
 * its last vowel and i for y at its end (quí), Đăk as Đắk, Cyrillic letters as the Latin ones that
 * they look like, numbers without zeros before them (Phường 05), and the kind before the name
 * written out (TP., H., TX., Q., X., P., TT., KP, TDP). Each part of an address ("H. Châu Thành,
 * T. Bến Tre") by itself. A failed allocation marks `out`.
 */
void pov_name_fold(const char *text, size_t length, pov_buffer *out);

/* A folded name, taken apart. */
typedef struct pov_name {
    const char *key;   /* as it is; borrowed */
    const char *rest;  /* of the key, without the kind before it */
    const char *bare;  /* the rest without marks, blanks, dashes, apostrophes; in the arena */
    const char *whole; /* bare with the kind, where that is written without marks and may be a part
                          of the name; else NULL */
    unsigned kind;     /* 0: none before it */
    bool number;       /* the rest is a number, so that the kind is needed */
    bool plain;        /* the rest has no marks, as where a keyboard has none */
} pov_name;

pov_status pov_name_read(const char *key, pov_arena *arena, pov_name *name) POV_CHECK;
/* Whether two names may mean one unit: but for the kind before one of them, for blanks, dashes and
 * apostrophes, or for the marks where one has none. */
bool pov_names_fit(const pov_name *a, const pov_name *b);

/* Whether they differ in the kind alone, and may be one unit that became another kind: a town that
 * is a city now, a commune that is a ward. */
bool pov_names_change_kind(const pov_name *a, const pov_name *b);

/* The first two of the names that a name fits, or fits but for a change of its kind, of different
 * keys; false where one is its own. */
typedef bool pov_names_fit_how(const pov_name *a, const pov_name *b);
bool pov_names_fitting(const pov_name *name, size_t count, const pov_name *of,
                       pov_names_fit_how *how, size_t two[2]);

/*
 * Which names mean one unit: as[i] is the one that name i is taken for, itself where there is none.
 * Names of which more than one could be meant stay as they are, and so do those that are `apart`:
 * POV_NONE where another one fits all the same. The name that says most, with its kind and its
 * marks, goes for the others. Names that no other one fits, nor has as its own, may be one but for
 * their kinds, unless they are so `apart`; of such the first goes for the other.
 */
typedef bool pov_names_apart(const void *context, size_t a, size_t b);
pov_status pov_names_join(const pov_name *name, size_t count, pov_names_apart *apart,
                          pov_names_apart *kinds_apart, const void *context, size_t *as) POV_CHECK;

#endif
