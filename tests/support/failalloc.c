/*
 * Lets each allocation of povcalc fail in turn. To be preloaded (LD_PRELOAD) by the program under
 * test, with its arguments:
 *
 *     FAILALLOC=one      the 1st returns NULL with ENOMEM, in the next run the 2nd …
 *     FAILALLOC=on       so do all that follow it
 *     FAILALLOC_DIR=D    folder for what the runs write
 *     FAILALLOC_CRASH=1  a run may also die before it has written anything, or write something else
 *                        with the good status
 *     FAILALLOC_SPARE=…  " NAME … ", libraries whose own allocations do not fail
 *
 * Before main begins, the process is forked once for each run, so that a run costs no new program:
 * the child goes on into main, the parent judges. A run must end with status 2 and a message, or
 * with the status and the output of the good run; standard error may differ, as what was lost there
 * may be a note. Ends when a run needed no more allocations, with status 0 if all were well, else 1
 * and a line on standard output for each of the first that were not.
 *
 * Counted are malloc, calloc, realloc, reallocarray, posix_memalign and aligned_alloc. A preloaded
 * library is initialised after those that it is put before, so counting starts just before main; it
 * ends when exit has called the program's own functions, before a compiler's coverage counters are
 * saved there.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);

static bool counting, failing_on;
static unsigned long fail_at;
static _Atomic unsigned long seen; /* by any thread */
static bool *failed_one;           /* shared by all processes of a run */

static const char *spared; /* NULL: none */

/* dlsym may allocate before it has found the functions that would: from here, and for good. */
static _Alignas(max_align_t) unsigned char early[65536];
static size_t early_used;

static void *early_alloc(size_t size)
{
    size_t need = (size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
    if (need < size || need > sizeof early - early_used) {
        return NULL;
    }
    void *piece = early + early_used;
    early_used += need;
    return piece;
}

static bool is_early(const void *piece)
{
    return (uintptr_t)piece - (uintptr_t)early < sizeof early;
}

/* From a data to a function pointer, which only POSIX allows, by way of the bytes. */
static void find(void *function, const char *name)
{
    void *address = dlsym(RTLD_NEXT, name);
    memcpy(function, &address, sizeof address);
}

static void stop(void)
{
    counting = false;
}

/* Whether who asks for memory is one of the libraries that FAILALLOC_SPARE names. */
static bool is_spared(const void *caller)
{
    Dl_info from;
    char name[64];

    if (spared == NULL || dladdr(caller, &from) == 0) {
        return false;
    }
    const char *file = strrchr(from.dli_fname, '/');
    file = file != NULL ? file + 1 : from.dli_fname;
    snprintf(name, sizeof name, " %.*s ", (int)strcspn(file, "."), file);
    return strstr(spared, name) != NULL;
}

static bool fails(const void *caller)
{
    if (!counting || is_spared(caller)) {
        return false;
    }
    unsigned long number = ++seen;
    if (number == 1) { /* not in start(): what is registered before main is called after all else */
        atexit(stop);
    }
    if (number < fail_at || (number > fail_at && !failing_on)) {
        return false;
    }
    *failed_one = true;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    if (real_malloc == NULL) {
        return early_alloc(size);
    }
    return fails(__builtin_return_address(0)) ? NULL : real_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (real_calloc == NULL) {
        return size != 0 && count > SIZE_MAX / size ? NULL : early_alloc(count * size);
    }
    return fails(__builtin_return_address(0)) ? NULL : real_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    if (real_realloc == NULL || is_early(old)) {
        /* How long the old piece was is not known; reading past it stays within `early`. */
        void *piece = real_malloc == NULL ? early_alloc(size) : real_malloc(size);
        if (piece != NULL && old != NULL) {
            size_t rest = sizeof early - (size_t)((unsigned char *)old - early);
            memcpy(piece, old, size < rest ? size : rest);
        }
        return piece;
    }
    return fails(__builtin_return_address(0)) ? NULL : real_realloc(old, size);
}

void *reallocarray(void *old, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, count * size);
}

void free(void *old)
{
    if (!is_early(old) && real_free != NULL) {
        real_free(old);
    }
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? ENOMEM : real_posix_memalign(out, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : real_aligned_alloc(alignment, size);
}

/* ---- the runs ---- */

#define MOST_RUNS 20000UL
#define SECONDS 120U /* for one run */
#define SHOWN 5

typedef struct bytes {
    char *data;
    size_t length;
} bytes;

static char path_out[4096], path_err[4096];

static void need(bool well, const char *what)
{
    if (!well) {
        perror(what);
        _exit(2);
    }
}

static bytes contents(const char *path)
{
    bytes all = {0};
    struct stat found;
    int file = open(path, O_RDONLY);

    need(file >= 0 && fstat(file, &found) == 0, path);
    all.length = (size_t)found.st_size;
    all.data = malloc(all.length + 1);
    need(all.data != NULL && read(file, all.data, all.length) == (ssize_t)all.length, path);
    close(file);
    return all;
}

static void put(const char *path, int flags, int as)
{
    int file = open(path, flags, 0600);
    need(file >= 0 && dup2(file, as) == as, path);
    close(file);
}

/* True in the child, which goes on into main. `at` 0: nothing fails. */
static bool begin(unsigned long at, int *status)
{
    *failed_one = false;
    pid_t child = fork();
    need(child >= 0, "fork");
    if (child == 0) {
        put("/dev/null", O_RDONLY, STDIN_FILENO);
        put(path_out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
        put(path_err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
        (void)alarm(SECONDS);
        fail_at = at;
        counting = at > 0;
        return true;
    }
    need(waitpid(child, status, 0) == child, "waitpid");
    return false;
}

static bool is_well(int status, int good_status, bytes good)
{
    bytes out = contents(path_out), err = contents(path_err);
    bool same = status == good_status && out.length == good.length &&
                memcmp(out.data, good.data, good.length) == 0;
    bool said = WIFEXITED(status) && WEXITSTATUS(status) == 2 && err.length > 0;

    bool crashed = getenv("FAILALLOC_CRASH") != NULL &&
                   (WIFSIGNALED(status) ? out.length == 0 : status == good_status);

    free(out.data);
    free(err.data);
    return same || said || crashed;
}

/* Returns in each child; the parent ends here. */
static void run_all(void)
{
    int good_status, status;
    unsigned long wrong = 0;

    if (begin(0, &good_status)) {
        return;
    }
    bytes good = contents(path_out);
    for (unsigned long at = 1; at <= MOST_RUNS; at++) {
        if (begin(at, &status)) {
            return;
        }
        if (!is_well(status, good_status, good) && ++wrong <= SHOWN) {
            printf("allocation %lu%s failed: %s %d\n", at, failing_on ? " and all after it" : "",
                   WIFEXITED(status) ? "status" : "killed by signal",
                   WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
            (void)fflush(stdout); /* else the next child would print it as well */
        }
        if (!*failed_one) {
            fflush(stdout);
            _exit(wrong > 0);
        }
    }
    printf("more than %lu allocations\n", MOST_RUNS);
    fflush(stdout);
    _exit(1);
}

__attribute__((constructor)) static void start(void)
{
    find(&real_malloc, "malloc");
    find(&real_calloc, "calloc");
    find(&real_realloc, "realloc");
    find(&real_free, "free");
    find(&real_posix_memalign, "posix_memalign");
    find(&real_aligned_alloc, "aligned_alloc");
    const char *how = getenv("FAILALLOC"), *folder = getenv("FAILALLOC_DIR");
    /* not in programs that it runs: those have tests of their own */
    if (how == NULL || folder == NULL || strcmp(program_invocation_short_name, "povcalc") != 0) {
        return;
    }
    failing_on = strcmp(how, "on") == 0;
    spared = getenv("FAILALLOC_SPARE");
    snprintf(path_out, sizeof path_out, "%s/out", folder);
    snprintf(path_err, sizeof path_err, "%s/err", folder);
    failed_one =
        mmap(NULL, sizeof *failed_one, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    need(failed_one != MAP_FAILED, "mmap");
    run_all();
}
