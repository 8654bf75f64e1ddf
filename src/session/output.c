/*
 * Writing beside, storing, renaming: see output.h.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "session/output.h"

#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pov_status cannot_write(const char *path, pov_error *err)
{
    const int reason = errno;
    const char *name = strrchr(path, '/');

    (void)pov_fail(err, POV_ERR_IO, "cannot write %s: %s", path, pov_system_reason(reason));
    if (reason == ENOENT && name != NULL && name > path) {
        pov_error_hint(err, "is there a folder \"%.*s\"?", (int)(name - path), path);
    }
    return POV_ERR_IO;
}

/* The open file that a path names (/dev/stdout, /dev/fd/3), or -1. */
static int descriptor_of(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    static const char *const names[] = {"/dev/stdin", "/dev/stdout", "/dev/stderr"};

    for (int i = 0; i < 3; i++) {
        if (strcmp(path, names[i]) == 0) {
            return i;
        }
    }
    for (size_t i = 0; i < POV_LENGTH(folders); i++) {
        const size_t length = strlen(folders[i]);
        if (strncmp(path, folders[i], length) == 0 && path[length] != '\0' &&
            path[length + strspn(path + length, "0123456789")] == '\0' &&
            strlen(path + length) < 6) {
            return (int)strtol(path + length, NULL, 10);
        }
    }
    return -1;
}

/* A pipe or a device cannot be replaced by a file: it is written to as it is. */
static bool is_special(const char *path)
{
    struct stat found;

    return descriptor_of(path) >= 0 || pov_text_begins(path, "/proc/") ||
           (stat(path, &found) == 0 && !S_ISREG(found.st_mode));
}

/* So are files that are open already, whatever they are, from where they are written on: what >>
 * has before stays. */
static FILE *open_special(const char *path)
{
    const int open = descriptor_of(path), fd = open >= 0 ? dup(open) : -1;
    FILE *file = open < 0 ? fopen(path, "w") : fd >= 0 ? fdopen(fd, "w") : NULL;

    if (file == NULL && fd >= 0) {
        (void)close(fd);
    }
    return file;
}

/* A copy of the path of the file itself: a link is kept, and what it leads to is replaced, also
 * where that has still to be made. NULL: memory ran out, or links go in circles. */
static char *follow_links(const char *path)
{
    enum { LINKS_MAX = 40 };
    char *now = strdup(path);
    struct stat found;

    for (int i = 0; i < LINKS_MAX && now != NULL; i++) {
        char to[PATH_MAX];
        if (lstat(now, &found) != 0 || !S_ISLNK(found.st_mode)) {
            return now;
        }
        ssize_t length = readlink(now, to, sizeof to - 1);
        const char *slash = strrchr(now, '/');
        size_t folder = length > 0 && to[0] != '/' && slash != NULL ? (size_t)(slash - now) + 1 : 0;
        char *next = length > 0 ? malloc(folder + (size_t)length + 1) : NULL;
        if (next != NULL) {
            memcpy(next, now, folder);
            memcpy(next + folder, to, (size_t)length);
            next[folder + (size_t)length] = '\0';
        }
        free(now);
        now = next;
    }
    free(now);
    return NULL;
}

/* mkstemp makes the file for its owner alone; give it what fopen would have given, or what the file
 * that it replaces has: owner, group and mode. False where the owner or group cannot be kept: the
 * new file could then be closed to those who read the old one. */
static bool set_mode(int fd, const char *path)
{
    struct stat old, own;
    mode_t mask = umask(0);

    (void)umask(mask);
    bool replaces = stat(path, &old) == 0;
    if (replaces && fstat(fd, &own) == 0 &&
        (own.st_uid != old.st_uid || own.st_gid != old.st_gid) &&
        fchown(fd, old.st_uid, old.st_gid) != 0) {
        return false;
    }
    (void)fchmod(fd, replaces ? old.st_mode & 07777U : 0666U & ~mask);
    return true;
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
    for (size_t i = 0; i < POV_LENGTH(held); i++) {
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

/* The names of the file itself and of the one that is written beside it: its own with an ending, or
 * where that would be too long, the start of it. */
static pov_status find_names(pov_output *output, const char *path, pov_error *err)
{
    static const char ending[] = ".XXXXXX";

    output->target = follow_links(path);
    size_t length = output->target != NULL ? strlen(output->target) : 0;
    output->beside = malloc(length + sizeof ending);
    if (output->target == NULL || output->beside == NULL) {
        return pov_no_memory(err);
    }
    const char *slash = strrchr(output->target, '/');
    size_t folder = slash != NULL ? (size_t)(slash - output->target) + 1 : 0;
    size_t most = NAME_MAX - sizeof ending;
    length = length - folder > most ? folder + most : length;
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
    if (fd >= 0 && !set_mode(fd, output->target)) {
        status =
            pov_fail(err, POV_ERR_IO,
                     "cannot write %s: it would no longer have the owner and group that it has",
                     output->path);
        pov_error_hint(err, "> %s keeps them", output->path);
    } else if (fd >= 0) {
        output->to = fdopen(fd, "w");
    }
    if (output->to == NULL) {
        const int reason = errno;
        const bool folder = fd < 0 && reason == EACCES && access(output->path, W_OK) == 0;
        errno = reason;
        status = status != POV_OK ? status : cannot_write(output->path, err);
        if (folder) {
            pov_error_hint(err, "its folder cannot be written to: > %s writes into the file itself",
                           output->path);
        }
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
        output->to = open_special(path);
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

/* ---- for whom ---- */

/* A table or lines, as on a terminal. */
static bool is_plain(const pov_renderer *renderer)
{
    return renderer == NULL || renderer == pov_renderer_by_name("table") ||
           renderer == pov_renderer_by_name("lines");
}

bool pov_wants_print(const pov_options *options)
{
    return is_plain(options->renderer) ? options->render.terminal
                                       : !options->renderer->for_programs;
}

bool pov_wants_sentences(const pov_options *options)
{
    const pov_renderer *renderer = options->renderer;

    return is_plain(renderer) ? options->render.terminal && !options->quiet
                              : renderer->findings || renderer->each_file;
}

/* ---- what is read and written at once ---- */

static bool is_one(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Whether both name one file that is there. */
static bool is_same(const char *path, const struct stat *other)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(other->st_mode) && is_one(&found, other);
}

/* The folder of a path; false where there is none. *name is what comes after it. */
static bool find_folder(const char *path, struct stat *folder, const char **name)
{
    const char *slash = strrchr(path, '/');
    char *text = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
    bool found = text != NULL && stat(text, folder) == 0;

    free(text);
    *name = slash == NULL ? path : slash + 1;
    return found;
}

/* The same for two files that may still have to be made, where links lead. */
static bool will_be_same(const char *path, const char *other)
{
    struct stat a, b;
    const char *name_a, *name_b;
    char *to = follow_links(path), *other_to = follow_links(other);
    const bool same =
        (stat(other, &b) == 0 && is_same(path, &b)) ||
        (to != NULL && other_to != NULL && find_folder(to, &a, &name_a) &&
         find_folder(other_to, &b, &name_b) && is_one(&a, &b) && strcmp(name_a, name_b) == 0);

    free(to);
    free(other_to);
    return same;
}

/* Whether a stream goes to the file of a path: one of both would be lost, or they would mix. */
static bool is_stream(const char *path, FILE *stream)
{
    struct stat found, written;

    return fileno(stream) >= 0 && fstat(fileno(stream), &written) == 0 &&
           !S_ISCHR(written.st_mode) && stat(path, &found) == 0 && is_one(&found, &written);
}

/* Whether the command reads the file, a regular one: as an operand, from standard input, or for an
 * option. */
static bool is_read(const pov_command *command, const pov_options *options,
                    const struct stat *output)
{
    const char *const others[] = {options->yearly.map, options->survey.standard,
                                  options->survey.header_file};
    const pov_texts *operands = &options->operands;
    bool from_input = operands->count == 0, same = false;
    bool paths = command->files != POV_FILES_NONE;
    struct stat input;

    for (size_t i = 0; i < operands->count && paths && !same; i++) {
        bool dash = strcmp(operands->text[i], "-") == 0;
        from_input = from_input || dash;
        same = !dash && is_same(operands->text[i], output);
    }
    for (size_t i = 0; i < POV_LENGTH(others) && !same; i++) {
        same = others[i] != NULL && is_same(others[i], output);
    }
    return same || (from_input && (command->options & POV_OPT(COLUMN)) != 0 &&
                    fstat(STDIN_FILENO, &input) == 0 && is_one(&input, output));
}

static bool is_read_by(const pov_command *command, const pov_options *options, FILE *stream,
                       struct stat *found)
{
    const int descriptor = fileno(stream); /* below 0: memory */

    return descriptor >= 0 && fstat(descriptor, found) == 0 && S_ISREG(found->st_mode) &&
           is_read(command, options, found);
}

/* Messages onto a file that is read (2>>, 2>&1) would damage it, the one that says so too: there is
 * only the exit status to say it. */
static pov_status check_messages(const pov_command *command, const pov_options *options,
                                 const pov_io *io, pov_error *err)
{
    struct stat found;

    if (!is_read_by(command, options, io->err, &found) ||
        /* cppcheck-suppress leakReturnValNotUsed; it is io->err again */
        freopen("/dev/null", "w", io->err) == NULL) {
        return POV_OK;
    }
    return pov_fail(err, POV_ERR_USAGE, "standard error is a file that is read");
}

/* Standard output, whichever way the shell opened it: > has emptied the file by then, >> and 1<>
 * have not. */
static pov_status check_standard(const pov_command *command, const pov_options *options,
                                 const pov_io *io, pov_error *err)
{
    struct stat found;

    if (!is_read_by(command, options, io->out, &found)) {
        return POV_OK;
    }
    (void)pov_fail(err, POV_ERR_USAGE, "standard output is a file that is read");
    if (found.st_size == 0) {
        pov_error_hint(err, "the shell emptied it when it opened it for > : write the result to "
                            "another file, and rename that");
    } else {
        pov_error_hint(err, "nothing was written: write the result to another file, and rename "
                            "that");
    }
    return POV_ERR_USAGE;
}

pov_status pov_output_check(const pov_command *command, const pov_options *options,
                            const pov_io *io, pov_error *err)
{
    const char *const path[] = {options->output, options->survey.deprivation};
    static const char *const names[] = {"output", "deprivation"};
    struct stat found;

    if (check_messages(command, options, io, err) != POV_OK) {
        return POV_ERR_USAGE;
    }
    if ((path[0] == NULL || strcmp(path[0], "-") == 0) &&
        check_standard(command, options, io, err) != POV_OK) {
        return POV_ERR_USAGE;
    }
    for (size_t i = 0; i < POV_LENGTH(path); i++) {
        if (path[i] != NULL && strcmp(path[i], "-") != 0 && stat(path[i], &found) == 0 &&
            S_ISREG(found.st_mode) && is_read(command, options, &found)) {
            (void)pov_fail(err, POV_ERR_USAGE, "--%s: \"%s\" is a file that is read", names[i],
                           path[i]);
            pov_error_hint(err, "a result does not take the place of what it is made of: write "
                                "it to another file, and rename that");
            return POV_ERR_USAGE;
        }
    }
    const bool standard = path[0] == NULL || strcmp(path[0], "-") == 0;
    if (path[1] != NULL && (strcmp(path[1], "-") == 0 ? standard
                            : standard                ? is_stream(path[1], io->out)
                                                      : will_be_same(path[0], path[1]))) {
        return pov_fail(err, POV_ERR_USAGE,
                        standard ? POV_TEXT("both results would be written to standard output")
                                 : POV_TEXT("--output and --deprivation name one file, \"%s\""),
                        path[0]);
    }
    for (size_t i = 0; i < POV_LENGTH(path); i++) {
        if (path[i] != NULL && is_stream(path[i], io->err)) {
            return pov_fail(err, POV_ERR_USAGE, "--%s: \"%s\" is what messages are written to (2>)",
                            names[i], path[i]);
        }
    }
    return POV_OK;
}

/* ---- the end ---- */

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

pov_status pov_output_store(pov_output *output, pov_status status, pov_error *err)
{
    const char *name = output->path != NULL ? output->path : pov_translate("standard output");

    if (output->to == NULL) {
        return status;
    }
    if (fflush(output->to) != 0 && status == POV_OK) {
        status = cannot_write(name, err);
    }
    if (output->path == NULL) {
        /* also where there was nothing to write */
        if (status == POV_OK && fileno(output->to) >= 0 && fcntl(fileno(output->to), F_GETFL) < 0) {
            status = cannot_write(name, err);
        }
        output->to = NULL;
        return status;
    }
    if (output->beside != NULL && status == POV_OK && !is_stored(output->to)) {
        status = cannot_write(name, err);
    }
    if (fclose(output->to) != 0 && status == POV_OK) {
        status = cannot_write(name, err);
    }
    output->to = NULL;
    return status;
}

pov_status pov_output_close(pov_output *output, pov_status status, pov_error *err)
{
    status = pov_output_store(output, status, err);
    if (output->beside != NULL) {
        status = finish_beside(output, status, err);
    }
    *output = (pov_output){0};
    return status;
}
