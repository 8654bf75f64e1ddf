/*
 * help: on the program, a command, the columns of a plan file, the rules of the check.
 */
#include "cli/command.h"
#include "cli/plan_job.h"
#include "cli/rule_texts.h"
#include "povcalc/text.h"

#include <string.h>

static void print_columns(FILE *to)
{
    (void)fputs(
        "The columns of a plan file. Only `unit` must be there; columns stand in any order.\n"
        "Each answers to its name and to the headings below it.\n\n",
        to);
    for (size_t i = 0; i < pov_plan_column_count(); i++) {
        const pov_column_info *column = pov_plan_column_get(i);
        (void)fprintf(to, "%-30s %s\n", column->name, column->meaning);
        for (size_t a = 0; column->aliases[a] != NULL; a++) {
            (void)fprintf(to, "%s%s", a == 0 ? "    " : "; ", column->aliases[a]);
        }
        if (column->aliases[0] != NULL) {
            (void)fputc('\n', to);
        }
    }
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;

    if (options->operands.count == 0) {
        pov_help_program(io->out);
        return POV_EXIT_YES;
    }
    const char *topic = options->operands.text[0];
    const pov_command *command = pov_command_find(topic);
    if (command != NULL) {
        pov_help_command(command, io->out);
    } else if (strcmp(topic, "columns") == 0) {
        print_columns(io->out);
    } else if (strcmp(topic, "rules") == 0) {
        pov_print_rules(io->out);
    } else {
        (void)pov_fail(&err, POV_ERR_USAGE, "help: there is no command or topic \"%s\"", topic);
        const char *near = pov_command_nearest(topic);
        if (near != NULL) {
            pov_error_hint(&err, "did you mean \"%s\"?", near);
        } else {
            pov_error_hint(&err, "\"povcalc help\" lists the commands");
        }
        return pov_failed(&err, io);
    }
    return POV_EXIT_YES;
}

static const char *const examples[] = {
    "povcalc help targets",
    "what `targets` does, and its options",
    "povcalc help columns",
    "the columns of a plan file, with the headings that they answer to",
    "povcalc help rules",
    "the rules of `check`",
    NULL,
};

const pov_command cmd_help = {
    .name = "help",
    .arguments = "[COMMAND | columns | rules]",
    .summary = "help on a command, on columns or on rules",
    .description = "Without an argument it lists the commands.",
    .examples = examples,
    .options = POV_OPT(HELP),
    .run = run,
};
