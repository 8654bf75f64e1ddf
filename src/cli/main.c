/*
 * povcalc: poverty statistics from the figures that plans print.
 *
 * main finds the command, lets it run, and makes sure that what was written has arrived. No locale
 * is set: output is UTF-8 everywhere, and numbers look the same.
 */
#include "cli/help.h"
#include "cli/version.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/terminal.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

static int fail(const pov_error *err)
{
    pov_print_error(err, stderr);
    return POV_EXIT_FAILED;
}

static int unknown_command(const char *name)
{
    pov_error err = POV_ERROR_INIT;

    (void)pov_fail(&err, POV_ERR_USAGE, "there is no command \"%s\"", name);
    if (name[0] == '-') {
        pov_error_hint(&err, "options stand behind the command: povcalc COMMAND %s", name);
    } else if (!pov_error_suggest(&err, pov_command_nearest(name))) {
        pov_error_hint(&err, "\"povcalc help\" lists the commands");
    }
    return fail(&err);
}

static int run_command(const pov_command *command, int argc, char **argv)
{
    pov_options options;
    pov_error err = POV_ERROR_INIT;
    pov_io io = {stdout, stderr};
    int result = POV_EXIT_YES;

    if (pov_options_read(&options, command, argc, argv, &err) != POV_OK) {
        result = fail(&err);
    } else if (options.help) {
        if (pov_help_command(command, stdout, &err) != POV_OK) {
            result = fail(&err);
        }
    } else if (pov_output_check(command, &options, &err) != POV_OK) {
        result = fail(&err);
    } else {
        if (options.output == NULL) {
            pov_terminal_look(&options.render, stdout);
        }
        result = command->run(&options, &io);
    }
    pov_options_fini(&options);
    return result;
}

/* What stays in a buffer until the end must not get lost there. */
static int finish(int result)
{
    errno = 0;
    if ((ferror(stdout) != 0 || fflush(stdout) != 0) && result != POV_EXIT_FAILED) {
        pov_error err = POV_ERROR_INIT;
        (void)pov_fail(&err, POV_ERR_IO, "cannot write standard output: %s",
                       pov_system_reason(errno));
        return fail(&err);
    }
    return result;
}

int main(int argc, char **argv)
{
    pov_error err = POV_ERROR_INIT;

    /* a file that may not grow any more is told of as a full disk is */
    (void)signal(SIGXFSZ, SIG_IGN);
    pov_set_language(pov_options_language(argc, argv));
    if (argc < 2) {
        return pov_help_program(stderr, &err) == POV_OK ? POV_EXIT_FAILED : fail(&err);
    }
    const char *name = argv[1];
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        return finish(pov_help_program(stdout, &err) == POV_OK ? POV_EXIT_YES : fail(&err));
    }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0) {
        pov_print_version(stdout);
        return finish(POV_EXIT_YES);
    }
    const pov_command *command = pov_command_find(name);
    if (command == NULL) {
        return unknown_command(name);
    }
    return finish(run_command(command, argc - 1, argv + 1));
}
