/* Which code a program ran, for tests/mutate.py. What is compiled with -fsanitize-coverage=trace-pc
 * calls this at the start of each block; the places are written to the file $POV_TRACE when it
 * ends, one hexadecimal number a line. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { PLACES = 1 << 18 };

static uintptr_t places[PLACES];
static const char *file;

void __sanitizer_cov_trace_pc(void);

__attribute__((constructor)) static void begin(void)
{
    file = getenv("POV_TRACE");
}

void __sanitizer_cov_trace_pc(void)
{
    if (file == NULL) {
        return;
    }
    uintptr_t place = (uintptr_t)__builtin_return_address(0);
    size_t at = place * 0x9E3779B97F4A7C15U >> 46;
    while (places[at] != place) {
        if (places[at] == 0) {
            places[at] = place; /* two threads may lose one of two; the next run finds it */
            return;
        }
        at = (at + 1) % PLACES;
    }
}

__attribute__((destructor)) static void end(void)
{
    FILE *to = file != NULL ? fopen(file, "a") : NULL;

    for (size_t i = 0; to != NULL && i < PLACES; i++) {
        if (places[i] != 0) {
            (void)fprintf(to, "%jx\n", (uintmax_t)places[i]);
        }
    }
    if (to != NULL) {
        (void)fclose(to);
    }
}
