/*
 * Makes one allocation fail, or all from it on. To be preloaded (LD_PRELOAD) by the program under
 * test.
 *
 *     FAILALLOC_AT=N     the Nth allocation returns NULL with ENOMEM; none when not set
 *     FAILALLOC_ON=1     so do all that follow it
 *     FAILALLOC_MARK=F   file that is made when an allocation was failed
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
#include <stdlib.h>
#include <string.h>
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
static const char *mark;

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

__attribute__((constructor)) static void start(void)
{
    find(&real_malloc, "malloc");
    find(&real_calloc, "calloc");
    find(&real_realloc, "realloc");
    find(&real_free, "free");
    find(&real_posix_memalign, "posix_memalign");
    find(&real_aligned_alloc, "aligned_alloc");
    const char *at = getenv("FAILALLOC_AT");
    const char *on = getenv("FAILALLOC_ON");
    mark = getenv("FAILALLOC_MARK");
    fail_at = at != NULL ? strtoul(at, NULL, 10) : 0;
    failing_on = on != NULL && *on == '1';
    /* not in programs that it runs: those have tests of their own */
    counting = fail_at > 0 && strcmp(program_invocation_short_name, "povcalc") == 0;
}

static bool fails(void)
{
    if (!counting) {
        return false;
    }
    unsigned long number = ++seen;
    if (number == 1) { /* not in start(): what is registered before main is called after all else */
        atexit(stop);
    }
    if (number < fail_at || (number > fail_at && !failing_on)) {
        return false;
    }
    if (number == fail_at && mark != NULL) {
        int file = open(mark, O_WRONLY | O_CREAT, 0600);
        if (file >= 0) {
            close(file);
        }
    }
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    if (real_malloc == NULL) {
        return early_alloc(size);
    }
    return fails() ? NULL : real_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    if (real_calloc == NULL) {
        return size != 0 && count > SIZE_MAX / size ? NULL : early_alloc(count * size);
    }
    return fails() ? NULL : real_calloc(count, size);
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
    return fails() ? NULL : real_realloc(old, size);
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
    return fails() ? ENOMEM : real_posix_memalign(out, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return fails() ? NULL : real_aligned_alloc(alignment, size);
}
