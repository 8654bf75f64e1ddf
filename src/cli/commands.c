/*
 * The table of commands.
 */
#include "session/command.h"

#include "base/text.h"

#include <string.h>

/* In the order in which help lists them. */
#define COMMANDS(X)                                                                                \
    X(summary)                                                                                     \
    X(rates)                                                                                       \
    X(targets)                                                                                     \
    X(check)                                                                                       \
    X(why)                                                                                         \
    X(progress)                                                                                    \
    X(trend)                                                                                       \
    X(report)                                                                                      \
    X(allocate)                                                                                    \
    X(rollup)                                                                                      \
    X(deprivation)                                                                                 \
    X(survey)                                                                                      \
    X(tables)                                                                                      \
    X(standards)                                                                                   \
    X(template)                                                                                    \
    X(help)                                                                                        \
    X(completion)

#define DECLARE(name) extern const pov_command pov_command_##name;
#define ADDRESS(name) &pov_command_##name,
COMMANDS(DECLARE)

const pov_command *const pov_commands[] = {COMMANDS(ADDRESS) NULL};

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
    const char *names[POV_LENGTH(pov_commands)];
    size_t count = 0;

    for (; pov_commands[count] != NULL; count++) {
        names[count] = pov_commands[count]->name;
    }
    return pov_text_nearest(name, names, count);
}

const char *const pov_program_examples[] = {
    "povcalc data/daknong_2023.csv",
    POV_TEXT("what the plan promises, and whether its figures fit"),
    "povcalc check data/daknong_2023.csv",
    POV_TEXT("what does not add up, and where"),
    "povcalc progress data/daknong_2023.csv data/daknong_2024.csv",
    POV_TEXT("next year's plan prints what came of this year's"),
    NULL,
};
