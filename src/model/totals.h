/*
 * Names of totals: "Tổng cộng", "Toàn huyện", "Cộng cụm 1". All are folded.
 */
#ifndef POVCALC_MODEL_TOTALS_H
#define POVCALC_MODEL_TOTALS_H

#include "base/memory.h"

typedef enum pov_total { POV_TOTAL_NOT, POV_TOTAL_PART, POV_TOTAL_ALL } pov_total;

/* Takes one of the words, and the signs after it, off the start; false: it begins with none. */
bool pov_begins_any(const char **at, const char *const *words, size_t count);
#define POV_BEGINS_ANY(at, words) pov_begins_any(at, words, POV_LENGTH(words))

/* Takes "tổng", "cộng" and the like off the start. */
bool pov_total_skip(const char **at);
/* What follows such a word: is it a total of all, of a part, or only a name ("Cộng Hòa")? `bare`:
 * nothing says of what. */
pov_total pov_total_of(const char *rest, bool *bare);
/* "toàn tỉnh", "cả nước", "toàn huyện An Sơn" */
bool pov_names_whole(const char *folded);
/* Whether a name is that of a total of all and of nothing else: "Tổng cộng", "Toàn huyện". */
bool pov_is_total(const char *folded);

#endif
