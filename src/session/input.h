/*
 * The files that a command reads: loaded, renamed, solved and chosen from; each by itself, or
 * joined to one plan.
 *
 * Of several files each is taken for what it is. One that is of no use to the command is passed
 * over with a note. One that is refused does not silence the others: it is named on standard error,
 * and pov_input_end makes the exit status 2.
 */
#ifndef POVCALC_SESSION_INPUT_H
#define POVCALC_SESSION_INPUT_H

#include "calculator/solve/persons.h"
#include "model/unit_map.h"
#include "session/command.h"

/* ---- files ---- */

/* Which files were read. The paths are borrowed. */
typedef struct pov_input_files {
    const char **used, **refused;
    size_t used_count, refused_count;
    /* Set before: where all files are of another kind that a command of its own reads, that is not
     * said; `kind` has it then, with POV_ERR_KIND. */
    bool other_kind;
    pov_file_kind kind;
} pov_input_files;

/*
 * Reads the files one after the other (none: standard input) into one plan, which is not finished
 * then, and says on io->err what is wrong with them. Of a file that is refused nothing is kept.
 *
 * wanted  as in pov_load_options
 * whole   a file that is refused leaves a part of the whole, which is of no use: all are looked at,
 *         but the call fails
 * Errors  when no file can be used, that of the first one; POV_ERR_NOMEM ends the reading
 */
pov_status pov_input_join(pov_plan *plan, pov_input_files *files, const pov_texts *paths,
                          pov_file_kind wanted, bool whole, const pov_options *options,
                          const pov_io *io) POV_CHECK;
/* Says which files were refused, if any were, after the results of the others. Returns the exit
 * status: `result`, or that of a failure. */
int pov_input_end(const pov_input_files *files, int result, const pov_io *io);
void pov_input_files_fini(pov_input_files *files);

/* ---- plans ---- */

/* A plan, solved, with the rows that were picked. */
typedef struct pov_job {
    pov_plan plan;
    pov_solution solution;
    pov_persons persons;
    pov_findings findings; /* where they were asked for */
    bool nothing;          /* there is nothing that the command shows */
    bool *picked;          /* by row of the plan */
    bool all;              /* the options leave no row out */
    size_t *row;           /* the picked ones in the order of printing */
    unsigned *depth;
    size_t row_count;
} pov_job;

typedef struct pov_jobs {
    pov_job *job; /* one for each file that can be used, or one for all */
    size_t count;
    pov_input_files files;
} pov_jobs;

/* What a command wants of its files. */
typedef struct pov_input_request {
    pov_texts paths;
    pov_unit_map *map;  /* renames units; NULL: none */
    bool joined;        /* one plan of all files */
    bool all_rows;      /* whatever the options pick */
    bool check;         /* find what does not add up */
    bool other_kind;    /* as in pov_input_files */
    bool says_findings; /* so what findings say need not be a note as well */
} pov_input_request;

/* Reads the file that --map names, if one is named. Says on io->err what is wrong. */
pov_status pov_input_map(pov_unit_map *map, const pov_options *options, const pov_io *io) POV_CHECK;

/* Says on io->err what is wrong. Errors: those of pov_input_join; POV_ERR_USAGE when the options
 * pick no row, or name a unit that no file holds. */
pov_status pov_jobs_load(pov_jobs *jobs, const pov_input_request *request,
                         const pov_options *options, const pov_io *io) POV_CHECK;
/* Whether a list whose parent has no row can be added up: all its members are picked, and none of
 * them has others as its parts. */
bool pov_job_sums(const pov_job *job, const pov_list *list);
void pov_job_fini(pov_job *job);
void pov_jobs_fini(pov_jobs *jobs);

#endif
