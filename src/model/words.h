/*
 * The words that rows repeat: each kept once, with its folded form.
 */
#ifndef POVCALC_MODEL_WORDS_H
#define POVCALC_MODEL_WORDS_H

#include "base/memory.h"

typedef struct pov_word {
    const char *text;
    size_t key;  /* index of the word that is this one's folded form; its own when it is folded */
    size_t name; /* index of the form in which names are compared; POV_NONE until it is asked for */
    const char *level; /* known English name of a level, or the text */
    const char *group; /* likewise of a group */
} pov_word;

typedef struct pov_words {
    pov_word *word;
    size_t count, capacity;
    pov_map index;
    pov_arena *arena; /* borrowed */
} pov_words;

/* The index of the word for `text`, kept if it is new; POV_NONE when memory fails. NULL is "". */
size_t pov_words_keep(pov_words *words, const char *text);
/* The index of the form in which a unit's name is compared; POV_NONE when memory fails. */
size_t pov_words_name(pov_words *words, size_t word);
void pov_words_fini(pov_words *words);

#endif
