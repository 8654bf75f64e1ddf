#include "commands/survey_progress.h"

#include "base/translate.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static int64_t now(void)
{
    struct timespec t;

    return clock_gettime(CLOCK_MONOTONIC, &t) == 0
               ? (int64_t)t.tv_sec * 1000 + (int64_t)t.tv_nsec / 1000000
               : 0;
}

void pov_survey_progress_start(pov_survey_progress *progress, const char *const *path, size_t count,
                               bool quiet, FILE *to)
{
    *progress = (pov_survey_progress){.to = to, .started = now()};
    progress->last = progress->started;
    progress->shown = !quiet && fileno(to) >= 0 && isatty(fileno(to)) == 1;
    for (size_t i = 0; i < count; i++) {
        struct stat found;
        if (stat(path[i], &found) != 0 || !S_ISREG(found.st_mode)) {
            progress->size = 0;
            return;
        }
        progress->size += (uint64_t)found.st_size;
    }
}

void pov_survey_progress_show(void *context, uint64_t bytes)
{
    pov_survey_progress *progress = context;
    int64_t at = now(), spent = at - progress->started;

    if (at - progress->last < 200 || spent <= 0) {
        return;
    }
    progress->last = at;
    progress->written = true;
    uint64_t rate = bytes / (uint64_t)spent; /* bytes a millisecond: kB a second */
    (void)fprintf(progress->to, "\r\033[K%llu MB, %llu MB/s", (unsigned long long)(bytes / 1000000),
                  (unsigned long long)(rate / 1000));
    if (progress->size > bytes && rate > 0) {
        (void)fprintf(progress->to, pov_translate(", %llu%%, %llu s left"),
                      (unsigned long long)(bytes / (progress->size / 100 + 1)),
                      (unsigned long long)((progress->size - bytes) / rate / 1000));
    }
    (void)fflush(progress->to);
}

void pov_survey_progress_end(pov_survey_progress *progress)
{
    if (progress->written) {
        (void)fputs("\r\033[K", progress->to);
        (void)fflush(progress->to);
        progress->written = false;
    }
}
