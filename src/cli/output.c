/*
 * Writing beside, storing, renaming: see output.h.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pov_status cannot_write(const char *path, pov_error *err)
{
    return pov_fail(err, POV_ERR_IO, "cannot write %s: %s", path, pov_system_reason(errno));
}

/* A pipe or a device cannot be replaced by a file: it is written to as it is. So are the names of
 * open files (/dev/stdout, /dev/fd/3), whatever they stand for. */
static bool is_special(const char *path)
{
    struct stat found;

    return strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0 ||
           (stat(path, &found) == 0 && !S_ISREG(found.st_mode));
}

/* A copy of the path of the file itself: a link is kept, and what it leads to is replaced. */
static char *follow_links(const char *path)
{
    struct stat found;
    char *real = NULL;

    if (lstat(path, &found) == 0 && S_ISLNK(found.st_mode)) {
        real = realpath(path, NULL); /* fails where it leads nowhere: then it is replaced */
    }
    return real != NULL ? real : strdup(path);
}

/* mkstemp makes the file for its owner alone; give it what fopen would have given, or what the file
 * that it replaces has. */
static void set_mode(int fd, const char *path)
{
    struct stat old;
    mode_t mask = umask(0);

    (void)umask(mask);
    mode_t mode = stat(path, &old) == 0 ? old.st_mode & 0777U : 0666U & ~mask;
    (void)fchmod(fd, mode); /* a file that is too private is still a good file */
}

/*
 * While a file is written beside, signals that would end the program wait: they are delivered when
 * it is renamed or removed, which takes no longer than writing does. So nothing is left lying
 * about, and no handler has to know what is being written.
 */
static void hold_signals(pov_output *output)
{
    static const int held[] = {SIGHUP, SIGINT, SIGTERM};
    sigset_t set;

    (void)sigemptyset(&set);
    for (size_t i = 0; i < sizeof held / sizeof *held; i++) {
        (void)sigaddset(&set, held[i]);
    }
    output->held = pthread_sigmask(SIG_BLOCK, &set, &output->signals) == 0;
}

static void let_signals(const pov_output *output)
{
    if (output->held) {
        (void)pthread_sigmask(SIG_SETMASK, &output->signals, NULL);
    }
}

/* On the disk before it takes the name: else a power cut could leave the new name and no content.
 * Some file systems cannot promise it, which is no reason to fail. */
static bool is_stored(FILE *file)
{
    return fsync(fileno(file)) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
}

/* The names of the file itself and of the one that is written beside it. */
static pov_status find_names(pov_output *output, const char *path, pov_error *err)
{
    static const char ending[] = ".XXXXXX";

    output->target = follow_links(path);
    size_t length = output->target != NULL ? strlen(output->target) : 0;
    output->beside = malloc(length + sizeof ending);
    if (output->target == NULL || output->beside == NULL) {
        return pov_no_memory(err);
    }
    memcpy(output->beside, output->target, length);
    memcpy(output->beside + length, ending, sizeof ending);
    return POV_OK;
}

static void forget_names(pov_output *output)
{
    free(output->target);
    free(output->beside);
    output->target = output->beside = NULL;
}

static pov_status open_beside(pov_output *output, pov_error *err)
{
    pov_status status = POV_OK;

    hold_signals(output);
    int fd = mkstemp(output->beside);
    if (fd >= 0) {
        set_mode(fd, output->target);
        output->to = fdopen(fd, "w");
    }
    if (output->to == NULL) {
        status = cannot_write(output->path, err);
        if (fd >= 0) {
            (void)close(fd);
            (void)unlink(output->beside);
        }
        let_signals(output);
    }
    return status;
}

pov_status pov_output_open(pov_output *output, const char *path, const pov_io *io, pov_error *err)
{
    *output = (pov_output){.path = path};
    if (path == NULL || strcmp(path, "-") == 0) {
        output->to = io->out;
        output->path = NULL;
        return POV_OK;
    }
    if (is_special(path)) {
        output->to = fopen(path, "w");
        return output->to != NULL ? POV_OK : cannot_write(path, err);
    }
    if (access(path, W_OK) != 0 && errno != ENOENT) {
        return cannot_write(path, err); /* rename would replace it all the same */
    }
    pov_status status = find_names(output, path, err);
    if (status == POV_OK) {
        status = open_beside(output, err);
    }
    if (status != POV_OK) {
        forget_names(output);
    }
    return status;
}

/* Gives the file its name, or removes it. */
static pov_status finish_beside(pov_output *output, pov_status status, pov_error *err)
{
    if (status == POV_OK && rename(output->beside, output->target) != 0) {
        status = cannot_write(output->path, err);
    }
    if (status != POV_OK) {
        (void)unlink(output->beside);
    }
    forget_names(output);
    let_signals(output);
    return status;
}

pov_status pov_output_close(pov_output *output, pov_status status, pov_error *err)
{
    if (output->to == NULL) {
        return status;
    }
    const char *name = output->path != NULL ? output->path : pov_translate("standard output");
    if (fflush(output->to) != 0 && status == POV_OK) {
        status = cannot_write(name, err);
    }
    if (output->path == NULL) {
        return status;
    }
    if (output->beside != NULL && status == POV_OK && !is_stored(output->to)) {
        status = cannot_write(name, err);
    }
    if (fclose(output->to) != 0 && status == POV_OK) {
        status = cannot_write(name, err);
    }
    if (output->beside != NULL) {
        status = finish_beside(output, status, err);
    }
    *output = (pov_output){0};
    return status;
}
