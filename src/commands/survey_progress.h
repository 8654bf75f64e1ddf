/*
 * How far a survey is, on standard error where that is a terminal.
 */
#ifndef POVCALC_COMMANDS_SURVEY_PROGRESS_H
#define POVCALC_COMMANDS_SURVEY_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

typedef struct pov_survey_progress {
    FILE *to;
    bool shown, written;   /* whether at all; whether a line is there now */
    uint64_t size;         /* of all files; 0: not known */
    int64_t started, last; /* in milliseconds */
} pov_survey_progress;

void pov_survey_progress_start(pov_survey_progress *progress, const char *const *path, size_t count,
                               bool quiet, FILE *to);
/* A callback, whose context is the progress. Writes a line when a fifth of a second has passed. */
void pov_survey_progress_show(void *context, uint64_t bytes);
/* Wipes the line away. */
void pov_survey_progress_end(pov_survey_progress *progress);

#endif
