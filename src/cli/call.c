/*
 * Finds the command that the words name, lets it run, and says what went wrong.
 */
#include "cli/call.h"

#include "base/text.h"
#include "cli/complete.h"
#include "cli/help.h"
#include "cli/operands.h"
#include "cli/version.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/terminal.h"

#include <string.h>
#include <unistd.h>

static int unknown_command(const char *name, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;

    (void)pov_fail(&err, POV_ERR_USAGE, "there is no command \"%s\"", name);
    if (pov_help_has_topic(name)) {
        pov_error_hint(&err, "povcalc help %s", name);
    } else if (strcmp(name, "version") == 0) {
        pov_error_hint(&err, "povcalc --version");
    } else if (!pov_operands_suggest(name, &err) &&
               !pov_error_suggest(&err, pov_command_nearest(name))) {
        pov_error_hint(&err, "\"povcalc help\" lists the commands");
    }
    return pov_failed(&err, io);
}

/* Who names no file at a terminal does not mean to type one. */
static pov_status refuse_typing(const pov_command *command, const pov_options *options,
                                pov_error *err)
{
    if (options->operands.count > 0 || command->files != POV_FILES_TABLE || !isatty(STDIN_FILENO)) {
        return POV_OK;
    }
    const bool plain = command->arguments[0] == '['; /* FILE, or several */
    (void)pov_fail(err, POV_ERR_USAGE, "no file is named");
    pov_error_hint(err, "povcalc %s %s, or - to type it here and end with Ctrl-D", command->name,
                   plain ? "FILE" : command->arguments);
    return POV_ERR_USAGE;
}

/* Before anything is done. */
static pov_status check_options(const pov_command *command, const pov_options *options,
                                const pov_io *io, pov_error *err)
{
    pov_status status = refuse_typing(command, options, err);

    if (status == POV_OK) {
        status = pov_operands_check(command, options, err);
    }
    return status == POV_OK ? pov_output_check(command, options, io, err) : status;
}

static int run_command(const pov_command *command, int argc, char **argv, const pov_io *io)
{
    pov_options options;
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_YES;

    if (pov_options_read(&options, command, argc, argv, &err) != POV_OK ||
        (options.help ? pov_help_command(command, false, io->out, &err)
                      : check_options(command, &options, io, &err)) != POV_OK) {
        result = pov_failed(&err, io);
    } else if (!options.help) {
        if (options.output == NULL) {
            pov_terminal_look(&options.render, io->out);
        }
        result = command->run != NULL ? command->run(&options, io) : pov_help_answer(&options, io);
    }
    pov_options_fini(&options);
    return result;
}

/* A file in place of a command: the three sentences. What looks like a file is taken for one, also
 * where there is none: what is wrong is then said of it. */
static bool looks_like_file(const char *word)
{
    return strcmp(word, "-") == 0 ||
           (word[0] != '-' && (strpbrk(word, "./\\") != NULL || access(word, F_OK) == 0));
}

/* Puts a command that comes after its options before them: "--lang vi check FILE". */
static const pov_command *lift_command(int argc, char **argv)
{
    for (int i = 2; i < argc && argv[1][0] == '-' && argv[1][1] != '\0'; i++) {
        const pov_command *command = pov_command_find(argv[i]);
        if (command != NULL) {
            char *name = argv[i];
            memmove(argv + 2, argv + 1, (size_t)(i - 1) * sizeof *argv);
            argv[1] = name;
            return command;
        }
    }
    return NULL;
}

static int misplaced_command(const char *command, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;

    (void)pov_fail(&err, POV_ERR_USAGE, "the command comes first");
    pov_error_hint(&err, "povcalc %s, then options and files in any order", command);
    return pov_failed(&err, io);
}

int pov_call(int argc, char **argv, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;

    pov_set_language(pov_options_language(argc, argv));
    if (argc < 2) {
        return pov_help_program(false, io->err, &err) == POV_OK ? POV_EXIT_FAILED
                                                                : pov_failed(&err, io);
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        return pov_help_program(false, io->out, &err) == POV_OK ? POV_EXIT_YES
                                                                : pov_failed(&err, io);
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        pov_print_version(io->out);
        return POV_EXIT_YES;
    }
    if (strcmp(name, "__complete") == 0) {
        return pov_complete(argc - 2, argv + 2, io->out, &err) == POV_OK ? POV_EXIT_YES
                                                                         : pov_failed(&err, io);
    }
    const pov_command *command = pov_command_find(name);
    command = command != NULL ? command : lift_command(argc, argv);
    if (command != NULL) {
        return run_command(command, argc - 1, argv + 1, io);
    }
    if (pov_text_begins(name, "--") && pov_command_find(name + 2) != NULL) {
        return misplaced_command(name + 2, io);
    }
    if (name[0] == '-' || looks_like_file(name)) {
        return run_command(pov_command_find("summary"), argc, argv, io);
    }
    return unknown_command(name, io);
}
