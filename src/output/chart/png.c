/*
 * PNG: the SVG drawn by rsvg-convert, run without a shell. It reads and writes files without
 * a name, so that neither side waits for the other.
 */
#include "base/translate.h"
#include "output/chart/chart.h"
#include "output/render.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Building a cache of fonts can take a while; what takes longer hangs. */
enum { TIMEOUT_S = 120, LOOK_NS = 2000000 };

enum { PICTURE, RESULT, MESSAGES, FILES };

static pov_status fail_for(int reason, pov_error *err)
{
    if (reason == ENOMEM) {
        return pov_no_memory(err);
    }
    if (reason == ENOENT) {
        (void)pov_fail(err, POV_ERR_IO,
                       "rsvg-convert, which makes a PNG of a chart, is not "
                       "installed");
        pov_error_hint(err, "apt-get install librsvg2-bin, or write SVG: --format svg");
        return POV_ERR_IO;
    }
    return pov_fail(err, POV_ERR_IO, "cannot run rsvg-convert: %s", pov_system_reason(reason));
}

/* From the beginning, which is where this process and the other share the place in the file. */
static pov_status read_all(FILE *from, pov_buffer *to, pov_error *err)
{
    char bytes[16384];
    size_t got = 0;

    rewind(from);
    while ((got = fread(bytes, 1, sizeof bytes, from)) > 0) {
        pov_buffer_add(to, bytes, got);
    }
    if (to->failed) {
        return pov_no_memory(err);
    }
    return ferror(from) == 0 ? POV_OK : fail_for(errno, err);
}

/* Returns 0 or an errno. */
static int start(FILE *const file[FILES], pid_t *child)
{
    char program[] = "rsvg-convert", format[] = "--format=png", zoom[] = "--zoom=2";
    char *const arguments[] = {program, format, zoom, NULL};
    posix_spawn_file_actions_t actions;
    int failed = posix_spawn_file_actions_init(&actions);

    if (failed != 0) {
        return failed;
    }
    for (int i = 0; i < FILES && failed == 0; i++) { /* no file of a later stream is below i */
        failed = posix_spawn_file_actions_adddup2(&actions, fileno(file[i]), i);
    }
    if (failed == 0) {
        failed = posix_spawnp(child, program, &actions, NULL, arguments, environ);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    return failed;
}

/* Waits for the end of it. False: it hung, and was stopped. */
static bool await_end(pid_t child, int *how)
{
    const struct timespec pause = {.tv_nsec = LOOK_NS};
    struct timespec begun, now;
    pid_t ended = 0;

    (void)clock_gettime(CLOCK_MONOTONIC, &begun);
    do {
        ended = waitpid(child, how, WNOHANG);
        if (ended == 0) {
            (void)nanosleep(&pause, NULL);
        }
        (void)clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((ended == 0 || (ended < 0 && errno == EINTR)) &&
             now.tv_sec - begun.tv_sec < TIMEOUT_S);
    if (ended == 0) {
        (void)kill(child, SIGKILL);
        (void)waitpid(child, how, 0);
    }
    return ended != 0; /* below zero: this process does not hear of its children */
}

/* Half a picture is none. */
static bool is_whole(const pov_buffer *picture)
{
    static const char start[] = "\x89PNG", end[] = "IEND\xAE\x42\x60\x82";
    size_t length = sizeof end - 1;

    return picture->length > length && memcmp(picture->data, start, sizeof start - 1) == 0 &&
           memcmp(picture->data + picture->length - length, end, length) == 0;
}

static pov_status judge(FILE *const file[FILES], int how, pov_buffer *out, pov_error *err)
{
    pov_buffer messages = {0};
    pov_status status = read_all(file[MESSAGES], &messages, err);

    if (status == POV_OK && WIFSIGNALED(how)) {
        status = pov_fail(err, POV_ERR_IO, "rsvg-convert was ended by signal %d", WTERMSIG(how));
    } else if (status == POV_OK && WEXITSTATUS(how) == 127) {
        status = fail_for(ENOENT, err); /* some systems find it out only in the child */
    } else if (status == POV_OK && WEXITSTATUS(how) != 0) {
        const char *reason =
            messages.length > 0 ? pov_buffer_get(&messages) : pov_translate("it gave no reason");
        status = pov_fail(err, POV_ERR_IO, "rsvg-convert failed: %.*s", (int)strcspn(reason, "\n"),
                          reason);
    }
    if (status == POV_OK) {
        status = read_all(file[RESULT], out, err);
    }
    if (status == POV_OK && !is_whole(out)) {
        status = pov_fail(err, POV_ERR_IO, "rsvg-convert gave no whole picture");
    }
    pov_buffer_fini(&messages);
    return status;
}

static pov_status convert(const pov_buffer *svg, pov_buffer *out, pov_error *err)
{
    FILE *file[FILES] = {NULL};
    int how = 0;
    pid_t child = -1;
    pov_status status = POV_OK;

    for (size_t i = 0; i < FILES && status == POV_OK; i++) {
        file[i] = tmpfile();
        if (file[i] == NULL) {
            status = pov_fail(err, POV_ERR_IO, "cannot make a temporary file: %s",
                              pov_system_reason(errno));
        }
    }
    if (status == POV_OK && (fwrite(svg->data, 1, svg->length, file[PICTURE]) != svg->length ||
                             fseek(file[PICTURE], 0, SEEK_SET) != 0)) {
        status = fail_for(errno, err);
    }
    if (status == POV_OK) {
        int failed = start(file, &child);
        status = failed != 0 ? fail_for(failed, err) : POV_OK;
    }
    if (status == POV_OK) {
        status = await_end(child, &how)
                     ? judge(file, how, out, err)
                     : pov_fail(err, POV_ERR_IO, "rsvg-convert does not end; it was stopped");
    }
    for (size_t i = 0; i < FILES; i++) {
        if (file[i] != NULL) {
            (void)fclose(file[i]);
        }
    }
    return status;
}

static pov_status render(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err)
{
    pov_chart_data data = POV_CHART_DATA_INIT;
    pov_buffer svg = {0}, png = {0};

    if (isatty(fileno(to))) {
        (void)pov_fail(err, POV_ERR_USAGE, "a terminal cannot show a picture");
        pov_error_hint(err, "name a file: --output chart.png");
        return POV_ERR_USAGE;
    }
    pov_status status = pov_chart_pick(report, options, &data, err);
    if (status == POV_OK) {
        pov_chart_draw(&data, options, (pov_chart_place){0}, &svg);
        status = svg.failed ? pov_no_memory(err) : convert(&svg, &png, err);
    }
    if (status == POV_OK) {
        status = pov_render_flush(to, &png, err);
    }
    pov_buffer_fini(&svg);
    pov_buffer_fini(&png);
    pov_chart_data_fini(&data);
    return status;
}

const pov_renderer pov_renderer_png = {
    .name = "png",
    .extension = ".png",
    .one_file = true,
    .render = render,
};
