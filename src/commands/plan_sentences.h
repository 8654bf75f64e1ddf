/*
 * Three sentences on a plan: what is promised, whether the figures fit, whether it was kept. Every
 * command that says them takes them from here.
 */
#ifndef POVCALC_COMMANDS_PLAN_SENTENCES_H
#define POVCALC_COMMANDS_PLAN_SENTENCES_H

#include "commands/progress_input.h"

/* Adds the sentences to the report, in its language. The plan is one that was checked. */
void pov_say_plan(pov_report *report, const pov_plan_and_result *in, const pov_options *options);
/* The same of a plan alone. */
void pov_say_plan_alone(pov_report *report, const pov_job *job, const pov_options *options);
/* The title of what says them: "Poverty-reduction plan: Đắk Nông". */
const char *pov_plan_title(pov_report *report, const pov_job *job);

#endif
