/*
 * gnuplot, run as a program: the script goes to its standard input, the picture comes from its
 * standard output. All three streams are read and written as they get ready, so that neither side
 * waits for the other for ever.
 *
 * The script goes through a socket, since send() can be told not to raise SIGPIPE when gnuplot ends
 * before it has read everything. No signal's handling is touched.
 */
#include "output/chart/gnuplot.h"

#include "povcalc/translate.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef MSG_NOSIGNAL /* a system that sets it for the socket, see open_streams */
#define MSG_NOSIGNAL 0
#endif

extern char **environ;

/* Without a word for so long, it hangs. Building a cache of fonts can take a while. */
enum { PATIENCE_MS = 120000, SAID_MAX = 4096 };

enum { SCRIPT, PICTURE, SAID, STREAMS };

/* Ours and its end of each stream; -1: closed. */
typedef struct streams {
    int ours[STREAMS], its[STREAMS];
} streams;

static void close_end(int *end)
{
    if (*end >= 0) {
        (void)close(*end);
        *end = -1;
    }
}

static void close_all(streams *s)
{
    for (size_t i = 0; i < STREAMS; i++) {
        close_end(&s->ours[i]);
        close_end(&s->its[i]);
    }
}

/* Above the standard streams, which may be closed in this process, and not inherited by chance. */
static int lift(int end)
{
    int lifted = end >= 0 ? fcntl(end, F_DUPFD_CLOEXEC, 3) : -1;

    close_end(&end);
    return lifted;
}

static bool open_streams(streams *s)
{
    for (size_t i = 0; i < STREAMS; i++) {
        int pair[2] = {-1, -1};
        int failed = i == SCRIPT ? socketpair(AF_UNIX, SOCK_STREAM, 0, pair) : pipe(pair);
        if (failed != 0) {
            return false;
        }
        /* of a pipe the first is read from */
        s->ours[i] = lift(pair[0]);
        s->its[i] = lift(pair[1]);
        if (s->ours[i] < 0 || s->its[i] < 0) {
            return false;
        }
    }
#ifdef SO_NOSIGPIPE
    int on = 1;
    return setsockopt(s->ours[SCRIPT], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on) == 0;
#else
    return true;
#endif
}

/* What would change a picture is kept from it; the rest (PATH, HOME, fonts) it may see. */
static bool is_kept(const char *variable)
{
    static const char *const dropped[] = {
        "GNUTERM=", "GNUPLOT", "GNUHELP=", "GNUFITLOG=", "FIT_", "LC_", "LANG", "GDFONTPATH="};

    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++) {
        if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0) {
            return false;
        }
    }
    return true;
}

static char **clean_environment(void)
{
    static char locale[] = "LC_ALL=C";
    size_t count = 0, kept = 0;

    while (environ != NULL && environ[count] != NULL) {
        count++;
    }
    char **clean = calloc(count + 2, sizeof *clean);
    for (size_t i = 0; clean != NULL && i < count; i++) {
        if (is_kept(environ[i])) {
            clean[kept++] = environ[i];
        }
    }
    if (clean != NULL) {
        clean[kept] = locale;
    }
    return clean;
}

/* Returns 0 or an errno. */
static int start(streams *s, pid_t *child)
{
    char program[] = "gnuplot", defaults[] = "-d", input[] = "-";
    char *const arguments[] = {program, defaults, input, NULL};
    posix_spawn_file_actions_t actions;
    char **environment = clean_environment();
    int failed = environment != NULL ? posix_spawn_file_actions_init(&actions) : ENOMEM;

    if (failed != 0) {
        free(environment);
        return failed;
    }
    for (int i = 0; i < STREAMS && failed == 0; i++) {
        failed = posix_spawn_file_actions_adddup2(&actions, s->its[i], i);
    }
    if (failed == 0) {
        failed = posix_spawnp(child, program, &actions, NULL, arguments, environment);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    free(environment);
    return failed;
}

/* ---- talking to it ---- */

typedef struct talk {
    streams s;
    const char *rest; /* of the script */
    size_t length;
    pov_buffer *out;
    pov_buffer said; /* on standard error */
} talk;

static void send_script(talk *t)
{
    ssize_t sent = send(t->s.ours[SCRIPT], t->rest, t->length, MSG_NOSIGNAL | MSG_DONTWAIT);

    if (sent > 0) {
        t->rest += sent;
        t->length -= (size_t)sent;
    }
    if (t->length == 0 || (sent < 0 && errno != EINTR && errno != EAGAIN && errno != EWOULDBLOCK)) {
        close_end(&t->s.ours[SCRIPT]); /* it does not listen any more: its exit status tells why */
    }
}

static void receive(talk *t, size_t stream)
{
    char bytes[16384];
    ssize_t got = read(t->s.ours[stream], bytes, sizeof bytes);

    if (got > 0 && stream == PICTURE) {
        pov_buffer_add(t->out, bytes, (size_t)got);
    } else if (got > 0 && t->said.length < SAID_MAX) {
        pov_buffer_add(&t->said, bytes, (size_t)got);
    } else if (got == 0 || (got < 0 && errno != EINTR)) {
        close_end(&t->s.ours[stream]);
    }
}

/* Until it has closed its ends. False: it hangs, or memory ran out. */
static bool converse(talk *t)
{
    while ((t->s.ours[PICTURE] >= 0 || t->s.ours[SAID] >= 0) && !t->out->failed) {
        struct pollfd waiting[STREAMS];
        for (size_t i = 0; i < STREAMS; i++) {
            waiting[i] = (struct pollfd){.fd = t->s.ours[i], /* below zero: passed over */
                                         .events = i == SCRIPT ? POLLOUT : POLLIN};
        }
        int ready = poll(waiting, STREAMS, PATIENCE_MS);
        if (ready == 0 || (ready < 0 && errno != EINTR)) {
            return false;
        }
        for (size_t i = 0; ready > 0 && i < STREAMS; i++) {
            if (waiting[i].fd >= 0 && waiting[i].revents != 0) {
                i == SCRIPT ? send_script(t) : receive(t, i);
            }
        }
    }
    return !t->out->failed;
}

/* ---- what came of it ---- */

static pov_status refuse_missing(int reason, pov_error *err)
{
    if (reason == ENOMEM) {
        return pov_no_memory(err);
    }
    if (reason == ENOENT) {
        (void)pov_fail(err, POV_ERR_IO, "gnuplot, which draws charts, is not installed");
        pov_error_hint(err, "apt-get install gnuplot-nox");
    } else {
        char text[128] = "";
        (void)pov_fail(
            err, POV_ERR_IO, "cannot run gnuplot: %s",
            strerror_r(reason, text, sizeof text) == 0 ? text : pov_translate("it gave no reason"));
    }
    return POV_ERR_IO;
}

/* The first line that says something; gnuplot shows the command and a caret before it. */
static const char *reason_in(pov_buffer *said)
{
    char *text = said->data, *found = NULL;

    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        char *from = strstr(line, "line ");
        found = from != NULL ? from : found;
        line = end != NULL ? end + 1 : NULL;
    }
    return found != NULL ? found : pov_translate("it gave no reason");
}

static pov_status judge(talk *t, int status, pov_error *err)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127 && t->out->length == 0) {
        return refuse_missing(ENOENT, err); /* some systems find it out only in the child */
    }
    if (WIFSIGNALED(status)) {
        return pov_fail(err, POV_ERR_IO, "gnuplot was ended by signal %d", WTERMSIG(status));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || t->out->length == 0) {
        return pov_fail(err, POV_ERR_IO, "gnuplot failed: %s", reason_in(&t->said));
    }
    return POV_OK;
}

static pov_status reap(talk *t, pid_t child, bool done, pov_error *err)
{
    int status = 0;
    pid_t ended;

    if (!done) {
        (void)kill(child, SIGKILL);
    }
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    if (t->out->failed) {
        return pov_no_memory(err);
    }
    if (!done) {
        return pov_fail(err, POV_ERR_IO, "gnuplot does not end; it was stopped");
    }
    return ended == child ? judge(t, status, err)
                          : pov_fail(err, POV_ERR_IO, "gnuplot failed: %s",
                                     pov_translate("it gave no reason"));
}

pov_status pov_gnuplot_run(const pov_buffer *script, pov_buffer *out, pov_error *err)
{
    talk t = {
        .s = {.ours = {-1, -1, -1}, .its = {-1, -1, -1}},
        .rest = pov_buffer_get(script),
        .length = script->length,
        .out = out,
    };
    pid_t child = -1;

    if (script->failed) {
        return pov_no_memory(err);
    }
    int failed = open_streams(&t.s) ? start(&t.s, &child) : errno;
    pov_status status = POV_OK;
    if (failed != 0) {
        status = refuse_missing(failed, err);
    } else {
        for (size_t i = 0; i < STREAMS; i++) {
            close_end(&t.s.its[i]);
        }
        bool done = converse(&t);
        close_all(&t.s);
        status = reap(&t, child, done, err);
    }
    close_all(&t.s);
    pov_buffer_fini(&t.said);
    return status;
}
