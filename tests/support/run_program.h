/*
 * The program's commands in this process: a line of arguments in, status and what was printed out.
 */
#ifndef POVCALC_TESTS_RUN_PROGRAM_H
#define POVCALC_TESTS_RUN_PROGRAM_H

#include <stddef.h>

typedef struct program_run {
    int status; /* -1: memory for the run itself ran out */
    char *out, *err;
    size_t out_size, err_size;
} program_run;

/* The command and its arguments, with a blank between them: "targets --format json plan.csv". */
program_run run_program(const char *line);
void end_program_run(program_run *run);

#endif
