/*
 * Runs a command and writes how much memory it held at most, in KiB, to a file:
 *
 *     max_rss FILE COMMAND [ARG…]
 *
 * Its status is the command's. GNU time could tell, but is seldom installed.
 */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    FILE *to = argc > 2 ? fopen(argv[1], "w") : NULL;
    struct rusage usage;
    int status = 0;
    pid_t child = to != NULL ? fork() : -1;

    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child ||
        getrusage(RUSAGE_CHILDREN, &usage) != 0 || fprintf(to, "%ld\n", usage.ru_maxrss) < 0 ||
        fclose(to) != 0) {
        perror("max_rss");
        return 125;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}
