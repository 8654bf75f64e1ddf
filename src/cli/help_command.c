/*
 * help: on the program, a command, the columns of a plan file, the rules of the check.
 */
#include "base/text.h"
#include "cli/help.h"
#include "session/notes.h"

#include <string.h>

static pov_status unknown_topic(const char *topic, pov_error *err)
{
    static const char *const topics[] = {"columns", "rules"};
    const char *near = pov_text_nearest(topic, topics, sizeof topics / sizeof *topics);
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "help: there is no command or topic \"%s\"", topic);

    near = near != NULL ? near : pov_command_nearest(topic);
    if (!pov_error_suggest(err, near)) {
        pov_error_hint(err, "\"povcalc help\" lists the commands");
    }
    return status;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_status status;
    const char *topic = options->operands.count > 0 ? options->operands.text[0] : NULL;
    const pov_command *command = topic != NULL ? pov_command_find(topic) : NULL;
    size_t most = topic != NULL && strcmp(topic, "columns") == 0 ? 2 : 1; /* columns KIND */

    if (options->operands.count > most) {
        status = pov_fail(&err, POV_ERR_USAGE, "help: one command or topic at a time");
    } else if (topic == NULL) {
        status = pov_help_program(options->man, io->out, &err);
    } else if (command != NULL) {
        status = pov_help_command(command, options->man, io->out, &err);
    } else if (strcmp(topic, "columns") == 0) {
        status = pov_help_columns(options->operands.count > 1 ? options->operands.text[1] : "plan",
                                  options->man, io->out, &err);
    } else if (strcmp(topic, "rules") == 0) {
        status = pov_help_rules(options->man, io->out, &err);
    } else {
        status = unknown_topic(topic, &err);
    }
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

static const char *const examples[] = {
    "povcalc help targets",
    POV_TEXT("what `targets` does, and its options"),
    "povcalc help columns",
    POV_TEXT("the columns of a plan file, with the headings that they answer to"),
    "povcalc help columns households",
    POV_TEXT("those of a household file, which `survey` reads; also: deprivation"),
    "povcalc help rules",
    POV_TEXT("the rules of `check`"),
    "povcalc help --man targets | man -l -",
    POV_TEXT("the manual page povcalc-targets(1), if it is not installed"),
    NULL,
};

static const char *const operands[] = {
    "COMMAND",
    POV_TEXT("its help, as after --help"),
    "columns",
    POV_TEXT("the columns of a plan file, or of `columns households` or `columns deprivation`"),
    "rules",
    POV_TEXT("the rules of the check"),
    NULL,
};

const pov_command pov_command_help = {
    .name = "help",
    .arguments = "[COMMAND | columns | rules]",
    .summary = POV_TEXT("help on a command, on columns or on rules"),
    .description = POV_TEXT("Without an argument it lists the commands."),
    .operands = operands,
    .examples = examples,
    .options = POV_OPT(MAN) | POV_OPT(LANG) | POV_OPT(HELP),
    .run = run,
};
