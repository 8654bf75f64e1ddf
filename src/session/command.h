/*
 * A command is one file that exports one constant; commands.c lists them, and help, completion and
 * "did you mean" walk that list.
 */
#ifndef POVCALC_SESSION_COMMAND_H
#define POVCALC_SESSION_COMMAND_H

#include "session/options.h"

#include <stdio.h>

/* Exit status, as diff and grep have it. */
enum { POV_EXIT_YES = 0, POV_EXIT_NO = 1, POV_EXIT_FAILED = 2 };

typedef struct pov_io {
    FILE *out, *err;
} pov_io;

/* Texts of a command, ended by NULL. */
#define POV_TEXTS(...) ((const char *const[]){__VA_ARGS__, NULL})

typedef struct pov_command {
    const char *name;
    const char *arguments;       /* "[FILE…]" */
    const char *summary;         /* one line, for "povcalc help" */
    const char *description;     /* what it answers, for its own help; one paragraph */
    const char *const *more;     /* paragraphs that the manual adds, ends with NULL; NULL: none */
    const char *const *operands; /* pairs of operand and what it is, ends with NULL; NULL: none */
    pov_files files;             /* what files its operands can be */
    const char *no;              /* what exit status 1 means; NULL: it does not occur */
    const char *const *examples; /* pairs of command line and what it does, ends with NULL */
    uint64_t options;            /* set of POV_OPT(…) */
    const char *formats;         /* that it writes, "table, json"; NULL: all there are */
    int (*run)(const pov_options *options,
               const pov_io *io); /* NULL: help, which is of the shell */
} pov_command;

extern const pov_command *const pov_commands[]; /* ends with NULL */
const pov_command *pov_command_find(const char *name);
/* The nearest command's name, or NULL. */
const char *pov_command_nearest(const char *name);

/* What is said of the whole program. */
extern const char *const pov_program_examples[]; /* as in a command */
#define POV_EXIT_TEXT_DONE POV_TEXT("done")
#define POV_EXIT_TEXT_YES POV_TEXT("done, and the answer is yes")
#define POV_EXIT_TEXT_NO POV_TEXT("done, and the answer is no")
#define POV_EXIT_TEXT_FAILED                                                                       \
    POV_TEXT("not done: wrong usage, input refused, reading or writing failed, or memory ran out")

#endif
