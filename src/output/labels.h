/*
 * The table of labels, for tests and for help: pov_label in output/report.h looks one up.
 */
#ifndef POVCALC_OUTPUT_LABELS_H
#define POVCALC_OUTPUT_LABELS_H

#include "output/report.h"

#define POV_LANGUAGES 2 /* as many as pov_language has */

typedef struct pov_label_entry {
    const char *name;
    const char *text[POV_LANGUAGES]; /* by pov_language */
} pov_label_entry;

size_t pov_label_count(void);
const pov_label_entry *pov_label_get(size_t index);

#endif
