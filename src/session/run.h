/*
 * The whole run of a command over plans, each by itself.
 */
#ifndef POVCALC_SESSION_RUN_H
#define POVCALC_SESSION_RUN_H

#include "session/input.h"

/* A command's rows as a report, for one or several jobs. The report keeps that memory ran out. */
typedef void pov_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                             const pov_options *options);

/* What a command over plans adds to loading, solving, checking and rendering. */
typedef struct pov_job_command {
    pov_report_fill *fill;
    const char *format; /* unless --format or --output says otherwise */
    /* Whether the command has nothing to show of a plan: then `note` says why, and no row is
     * printed. NULL: it never is so. */
    bool (*nothing)(const pov_job *job, pov_error *note);
    /* The answer, when all is printed; NULL: yes. */
    int (*answer)(const pov_jobs *jobs, const pov_options *options, const pov_io *io);
    bool says_findings;
} pov_job_command;

/* The renderer that the options name, else the command's own. */
const pov_renderer *pov_job_renderer(const pov_job_command *command, const pov_options *options);

/* Formats for people get a report for each file, formats for programs one for all. Returns the exit
 * status. */
int pov_jobs_run(const pov_job_command *command, const pov_options *options, const pov_io *io);

/* The operands of a command that reads plan files. */
extern const char *const pov_plan_operands[];
/* Of one that reads a plan and, if it likes, what came of it. */
extern const char *const pov_result_operands[];

#endif
