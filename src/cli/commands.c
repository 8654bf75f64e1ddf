/*
 * The table of commands.
 */
#include "cli/command.h"

#include "povcalc/text.h"

#include <string.h>

extern const pov_command cmd_deprivation, cmd_survey, cmd_standards;
extern const pov_command cmd_allocate, cmd_rollup;
extern const pov_command cmd_progress, cmd_trend, cmd_report;
extern const pov_command cmd_rates, cmd_targets, cmd_check, cmd_template, cmd_help, cmd_completion;

const pov_command *const pov_commands[] = {
    &cmd_rates,     &cmd_targets,  &cmd_check,  &cmd_progress,    &cmd_trend,
    &cmd_report,    &cmd_allocate, &cmd_rollup, &cmd_deprivation, &cmd_survey,
    &cmd_standards, &cmd_template, &cmd_help,   &cmd_completion,  NULL,
};

const pov_command *pov_command_find(const char *name)
{
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        if (strcmp(pov_commands[i]->name, name) == 0) {
            return pov_commands[i];
        }
    }
    return NULL;
}

const char *pov_command_nearest(const char *name)
{
    const char *names[sizeof pov_commands / sizeof pov_commands[0]];
    size_t count = 0;

    for (; pov_commands[count] != NULL; count++) {
        names[count] = pov_commands[count]->name;
    }
    return pov_text_nearest(name, names, count);
}

const char *const pov_program_examples[] = {
    "povcalc targets data/daknong_2023.csv",
    POV_TEXT("what a poverty-reduction plan is to reach, per district"),
    "povcalc check data/daknong_2023.csv",
    POV_TEXT("whether it adds up"),
    "povcalc rates --format json data/daknong_2023.csv",
    POV_TEXT("poor households and rates, for a program"),
    NULL,
};

const char *const pov_plan_operands[] = {
    "FILE",
    POV_TEXT("a plan file (CSV), each by itself; none or - reads standard input"),
    NULL,
};
