/*
 * The result that a plan is judged by, which `progress` and `report` share.
 */
#ifndef POVCALC_COMMANDS_PROGRESS_INPUT_H
#define POVCALC_COMMANDS_PROGRESS_INPUT_H

#include "calculator/progress.h"
#include "session/input.h"

/* A plan and, where there is one, its result: what `report` and the summary are about. */
typedef struct pov_plan_and_result {
    pov_unit_map map;
    pov_jobs plan, result; /* one each */
    pov_progress progress;
    bool has_result;
} pov_plan_and_result;

/* Adds the files of both to those that the report is about. */
void pov_report_add_documents(pov_report *report, const pov_plan_and_result *in);

enum { POV_RESULT_REPORTS = 4 };

/* What a command over a plan and its result adds to loading and rendering. */
typedef struct pov_result_command {
    /* Fills its reports, and returns how many there are. */
    size_t (*fill)(pov_report reports[POV_RESULT_REPORTS], const pov_plan_and_result *in,
                   const pov_options *options);
    /* The answer, when all is printed; NULL: yes. */
    int (*answer)(const pov_progress *progress, pov_progress_fail fail);
    /* Answers where the plan is a file of another kind, which is not said then; NULL: it is. */
    int (*answer_other)(pov_file_kind kind, const pov_options *options, const pov_io *io);
    bool says_findings; /* so what findings say need not be a note as well */
} pov_result_command;

/* Loads the plan, which is the first operand, and its result, which are the others, and prints.
 * Returns the exit status. */
int pov_result_command_run(const pov_result_command *command, const pov_options *options,
                           const pov_io *io);

#endif
