/*
 * How long the program takes from start to end on a small plan, beside a program that does nothing.
 *
 *     bench_start build/povcalc        prints the median of each, and their ratio
 *
 * The two are run in turn, so that a busy moment of the machine meets both; medians leave out the
 * rest.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS 1000

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Milliseconds that the command took, or less than 0 when it failed. */
static double run(char *const *argv)
{
    double start = now_ms();
    pid_t child = fork();
    if (child == 0) {
        int nothing = open("/dev/null", O_WRONLY);
        if (nothing >= 0 && dup2(nothing, STDOUT_FILENO) >= 0) {
            execv(argv[0], argv);
        }
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
        return -1;
    }
    return now_ms() - start;
}

static int by_size(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

int main(int argc, char **argv)
{
    static double took[2][RUNS];
    char *nothing[] = {"/bin/true", NULL};
    char *targets[] = {argc > 1 ? argv[1] : "build/povcalc", "targets", "data/daknong_2023.csv",
                       NULL};
    for (size_t i = 0; i < RUNS; i++) {
        took[0][i] = run(nothing);
        took[1][i] = run(targets);
        if (took[0][i] < 0 || took[1][i] < 0) {
            fprintf(stderr, "bench_start: %s did not succeed\n",
                    took[0][i] < 0 ? nothing[0] : targets[0]);
            return 1;
        }
    }
    qsort(took[0], RUNS, sizeof took[0][0], by_size);
    qsort(took[1], RUNS, sizeof took[1][0], by_size);
    double base = took[0][RUNS / 2], ours = took[1][RUNS / 2];
    printf("start: targets data/daknong_2023.csv %.2f ms, /bin/true %.2f ms, ratio %.2f\n", ours,
           base, ours / base);
    return 0;
}
