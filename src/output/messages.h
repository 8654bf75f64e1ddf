/*
 * The templates of what the check says, in both languages. {0}, {1} … are a finding's arguments,
 * {cells} its cells.
 */
#ifndef POVCALC_OUTPUT_MESSAGES_H
#define POVCALC_OUTPUT_MESSAGES_H

#include "povcalc/report.h"

typedef struct pov_message_entry {
    const char *name;
    const char *text[2]; /* by pov_language */
} pov_message_entry;

size_t pov_message_count(void);
const pov_message_entry *pov_message_get(size_t index);
/* NULL when there is no message of that name. */
const char *pov_message(const char *name, pov_language language);

#endif
