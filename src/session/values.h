/*
 * What can stand behind an option or a command, as far as that is known beforehand: for completion.
 */
#ifndef POVCALC_SESSION_VALUES_H
#define POVCALC_SESSION_VALUES_H

#include "session/command.h"

typedef enum pov_files {
    POV_FILES_NONE,
    POV_FILES_ANY,
    POV_FILES_TABLE, /* .csv and the like */
    POV_FILES_JSON
} pov_files;

typedef struct pov_values {
    pov_buffer words; /* each with a blank before it */
    pov_files files;
    bool open; /* a word ends with =, and something follows */
} pov_values;

/* Whether there is an entry for the option: one that takes an argument needs it. */
bool pov_values_known(pov_option_id id);

/* The argument of a command's option. Failed allocations mark `words`. */
void pov_values_of_option(const pov_command *command, pov_option_id id, pov_values *out);

/* The operands of a command. */
void pov_values_of_operands(const pov_command *command, pov_values *out);

/* Whether the option may be given several times. */
bool pov_option_repeats(pov_option_id id);

#endif
