/*
 * Runs a command whose standard output is a pipe that nobody reads any more:
 *
 *     closed_pipe [--ignored] COMMAND [ARG…]
 *
 * With --ignored the command starts with SIGPIPE ignored, as some build services and Python do it.
 * With `head` as the reader it would depend on which of the two is faster.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int ends[2];
    const int ignored = argc > 1 && strcmp(argv[1], "--ignored") == 0;
    argv += ignored;
    if (argc - ignored < 2 || pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0) {
        fputs("usage: closed_pipe [--ignored] COMMAND [ARG...]\n", stderr);
        return 125;
    }
    close(ends[0]);
    close(ends[1]);
    signal(SIGPIPE, ignored ? SIG_IGN : SIG_DFL);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 127;
}
