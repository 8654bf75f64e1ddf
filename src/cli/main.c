/*
 * povcalc: poverty statistics from the figures that plans print.
 *
 * main makes one call and makes sure that what was written has arrived. No locale is set: output is
 * UTF-8 everywhere, and numbers look the same.
 */
#include "cli/call.h"
#include "session/notes.h"

#include <errno.h>
#include <signal.h>

/* What stays in a buffer until the end must not get lost there. */
static int finish(int result)
{
    errno = 0;
    if ((ferror(stdout) != 0 || fflush(stdout) != 0) && result != POV_EXIT_FAILED) {
        pov_error err = POV_ERROR_INIT;
        (void)pov_fail(&err, POV_ERR_IO, "cannot write standard output: %s",
                       pov_system_reason(errno));
        pov_print_error(&err, stderr);
        return POV_EXIT_FAILED;
    }
    return result;
}

int main(int argc, char **argv)
{
    const pov_io io = {stdout, stderr};

    /* a file that may not grow any more is told of as a full disk is */
    (void)signal(SIGXFSZ, SIG_IGN);
    return finish(pov_call(argc, argv, &io));
}
