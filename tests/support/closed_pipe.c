/*
 * Runs a command whose standard output is a pipe that nobody reads any more:
 *
 *     closed_pipe COMMAND [ARG…]
 *
 * With `head` as the reader it would depend on which of the two is faster.
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int ends[2];
    if (argc < 2 || pipe(ends) != 0 || dup2(ends[1], STDOUT_FILENO) < 0) {
        fputs("usage: closed_pipe COMMAND [ARG...]\n", stderr);
        return 125;
    }
    close(ends[0]);
    close(ends[1]);
    signal(SIGPIPE, SIG_DFL); /* some build services start their jobs with it ignored */
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    return 127;
}
