/*
 * The table of commands, and the help that is made from it.
 */
#include "cli/command.h"

#include "povcalc/text.h"

#include <string.h>

extern const pov_command cmd_deprivation, cmd_survey, cmd_standards;
extern const pov_command cmd_allocate, cmd_rollup;
extern const pov_command cmd_progress, cmd_trend;
extern const pov_command cmd_rates, cmd_targets, cmd_check, cmd_template, cmd_help;

const pov_command *const pov_commands[] = {
    &cmd_rates,  &cmd_targets,     &cmd_check,  &cmd_progress,  &cmd_trend,    &cmd_allocate,
    &cmd_rollup, &cmd_deprivation, &cmd_survey, &cmd_standards, &cmd_template, &cmd_help,
    NULL,
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

static void print_option(const pov_option_info *option, FILE *to)
{
    char left[64];
    int length = option->letter != '\0'
                     ? snprintf(left, sizeof left, "  -%c, --%s", option->letter, option->name)
                     : snprintf(left, sizeof left, "      --%s", option->name);

    if (length > 0 && (size_t)length < sizeof left && option->argument != NULL) {
        (void)snprintf(left + length, sizeof left - (size_t)length, " %s", option->argument);
    }
    (void)fprintf(to, "%-30s %s\n", left, option->help);
}

void pov_help_command(const pov_command *command, FILE *to)
{
    (void)fputs("Examples:\n", to);
    for (size_t i = 0; command->examples[i] != NULL; i += 2) {
        (void)fprintf(to, "  %s\n      %s\n", command->examples[i], command->examples[i + 1]);
    }
    (void)fprintf(to, "\nUsage: povcalc %s [OPTIONS] %s\n\n%s\n\nOptions:\n", command->name,
                  command->arguments, command->description);
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if ((command->options >> id & 1U) != 0) {
            print_option(pov_option_get((pov_option_id)id), to);
        }
    }
}

void pov_help_program(FILE *to)
{
    (void)fputs("Examples:\n"
                "  povcalc targets data/daknong_2023.csv\n"
                "      what a poverty-reduction plan is to reach, per district\n"
                "  povcalc rates --format json data/daknong_2023.csv\n"
                "      poor households and rates, for a program\n"
                "\nUsage: povcalc COMMAND [OPTIONS] [FILE...]\n\nCommands:\n",
                to);
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        (void)fprintf(to, "  %-12s %s\n", pov_commands[i]->name, pov_commands[i]->summary);
    }
    (void)fputs(
        "\n\"povcalc COMMAND --help\" tells more of a command, \"povcalc help columns\" of the\n"
        "columns of a plan file. \"povcalc --version\" names the version and its libraries.\n"
        "\nExit status: 0 done, 1 done and the answer is no, 2 not done.\n",
        to);
}
