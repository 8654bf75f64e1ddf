/*
 * The report over the rows of plans that `rates` and `targets` share: who the row is, figures,
 * shares, where it is. Each command names its figures.
 */
#ifndef POVCALC_COMMANDS_PLAN_REPORT_H
#define POVCALC_COMMANDS_PLAN_REPORT_H

#include "session/run.h"

/* A figure of a solved row, by the name of its column. */
typedef struct pov_figure_column {
    const char *name;
    pov_measure measure; /* POV_SUBJECT_ALL: households, those of the target year, their growth */
    pov_aspect aspect;   /* with POV_SUBJECT_ALL: POV_COUNT, POV_REMAINING or POV_RELATIVE */
    unsigned where;
    const char *brief; /* label: its heading below what it has in common with its neighbours */
} pov_figure_column;

static inline const pov_figure *pov_plan_figure(const pov_solved *solved,
                                                const pov_figure_column *column)
{
    if (column->measure == POV_SUBJECT_ALL) {
        return column->aspect == POV_COUNT      ? &solved->households
               : column->aspect == POV_RELATIVE ? &solved->growth
                                                : &solved->target_households;
    }
    return &solved->of[column->measure][column->aspect];
}

typedef struct pov_plan_report {
    const char *command;
    const char *title;  /* label */
    bool targets;       /* shows the target year, and marks aims that are missed */
    bool chosen;        /* its figures are a choice: shown however wide their bounds are */
    bool with_findings; /* the same document holds the findings elsewhere */
    const pov_figure_column *column;
    size_t column_count;
} pov_plan_report;

extern const pov_plan_report pov_targets_report;   /* in commands/targets.c */
extern const pov_figure_column pov_plan_columns[]; /* its figures; those of the state come first */
enum { POV_STATE_COLUMNS = 7 };

void pov_plan_report_fill(const pov_plan_report *kind, pov_report *report, const pov_job *jobs,
                          size_t count, const pov_options *options);

/* Whether no picked row has a figure for the report's columns; `note` says then what is missing. */
bool pov_plan_report_nothing(const pov_plan_report *kind, const pov_job *job, pov_error *note);

#endif
