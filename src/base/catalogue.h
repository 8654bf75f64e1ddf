/*
 * The translations, which the Makefile writes from src/base/vi.po into build/vi.c.
 *
 * All texts are in one block and are named by their place in it: pointers would have to be set
 * right, one by one, at each start of the program.
 */
#ifndef POVCALC_BASE_CATALOGUE_H
#define POVCALC_BASE_CATALOGUE_H

#include <stddef.h>
#include <stdint.h>

typedef struct pov_translation {
    uint32_t english, translated; /* offsets */
} pov_translation;

extern const char *const pov_vi_block;
extern const pov_translation pov_vi[]; /* in the order of strcmp of the English text */
extern const size_t pov_vi_count;

#endif
