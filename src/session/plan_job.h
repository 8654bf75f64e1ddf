/*
 * What commands over plan files share: loading, solving, picking and ordering rows.
 */
#ifndef POVCALC_SESSION_PLAN_JOB_H
#define POVCALC_SESSION_PLAN_JOB_H

#include "povcalc/unit_map.h"
#include "session/command.h"

/* One plan, solved, with the rows that were picked, in the order of printing. */
typedef struct pov_job {
    pov_plan plan;
    pov_solution solution;
    pov_findings findings;
    size_t *row;
    unsigned *depth;
    size_t row_count;
    bool *picked; /* by row of the plan */
} pov_job;

typedef struct pov_jobs {
    pov_job *job;
    size_t count;
} pov_jobs;

/*
 * Loads and solves every operand as a plan of its own (none: standard input), and says on io->err
 * what is wrong with them; `failed` tells that this was done. Errors: the first file's that failed.
 *
 * map  renames units; NULL: none
 */
pov_status pov_jobs_load(pov_jobs *jobs, const pov_unit_map *map, const pov_options *options,
                         const pov_io *io, pov_error *err) POV_CHECK;
void pov_jobs_fini(pov_jobs *jobs);

/* A command's rows as a report, for one or several jobs. */
typedef pov_status pov_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                                   const pov_options *options, pov_error *err);

/* What a command over plans adds to loading, solving, checking and rendering. */
typedef struct pov_job_command {
    pov_report_fill *fill;
    const char *format; /* unless --format or --output says otherwise */
    /* The answer, when all is printed; NULL: yes. */
    int (*answer)(const pov_jobs *jobs, const pov_options *options, const pov_io *io);
} pov_job_command;

/* The renderer that the options name, else the command's own. */
const pov_renderer *pov_job_renderer(const pov_job_command *command, const pov_options *options);

/*
 * The whole run of such a command. Formats for people get a report for each file, formats for
 * programs one for all. Returns the exit status.
 */
int pov_jobs_run(const pov_job_command *command, const pov_options *options, const pov_io *io);

/* Says on standard error what failed, and gives the exit status for it. */
int pov_failed(const pov_error *err, const pov_io *io);

#endif
