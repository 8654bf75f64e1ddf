#include "loader/source/bytes.h"

#include "base/text.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that is shorter than what was read of it was cut meanwhile: its end is not where it ended
 * when it was whole. */
static bool was_cut(const pov_file_input *file)
{
    struct stat now;

    return file->sized && fstat(file->descriptor, &now) == 0 && now.st_size < file->length;
}

static long read_descriptor(void *context, char *buffer, size_t size)
{
    pov_file_input *file = context;
    ssize_t length;

    do { /* a signal that was handled, a window that changed its size for one, is no failure */
        length = read(file->descriptor, buffer, size);
    } while (length < 0 && errno == EINTR);
    if (length > 0) {
        file->length += length;
    } else if (length == 0 && was_cut(file)) {
        errno = ESTALE;
        return -1;
    }
    return (long)length;
}

/* The start, then what follows it; a read that failed while looking fails here. */
static long read_peeked(void *context, char *buffer, size_t size)
{
    pov_peeked_input *p = context;
    size_t left = p->length - p->at;

    if (left > 0) {
        size = size < left ? size : left;
        memcpy(buffer, p->start + p->at, size);
        p->at += size;
        return (long)size;
    }
    if (p->error != 0) {
        errno = p->error;
        return -1;
    }
    return p->from->read(p->from->context, buffer, size);
}

void pov_peek(pov_peeked_input *p, const pov_input *from)
{
    long got = 1;

    p->input = (pov_input){from->name, read_peeked, p};
    p->from = from;
    p->length = p->at = 0;
    p->error = 0;
    while (p->length < sizeof p->start && got != 0) {
        got = from->read(from->context, p->start + p->length, sizeof p->start - p->length);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            p->error = errno;
            return;
        }
        p->length += (size_t)got;
    }
}

bool pov_is_archive(const pov_peeked_input *input)
{
    return input->length >= 4 && memcmp(input->start, "PK", 2) == 0 && input->start[2] < ' ';
}

/* ---- files in memory ---- */

static _Thread_local const pov_memory_files *offered POV_TLS_AT_LOAD;

void pov_bytes_offer(const pov_memory_files *files)
{
    offered = files;
}

static const pov_memory_file *find_offered(const char *name)
{
    for (size_t i = 0; offered != NULL && i < offered->count; i++) {
        if (strcmp(offered->file[i].name, name) == 0) {
            return &offered->file[i];
        }
    }
    return NULL;
}

bool pov_bytes_offered(const char *name)
{
    return find_offered(name) != NULL;
}

static long read_memory(void *context, char *buffer, size_t size)
{
    pov_file_input *file = context;
    size_t left = file->memory->length - file->at;

    size = size < left ? size : left;
    memcpy(buffer, file->memory->bytes + file->at, size);
    file->at += size;
    return (long)size;
}

/* ---- files ---- */

/* Takes the nearest name in the folder of a file that is not there for the one that was meant. */
static void suggest_file(const char *path, pov_error *err)
{
    enum { NAMES_MAX = 1000 };
    const char *slash = strrchr(path, '/'), *name = slash != NULL ? slash + 1 : path;
    pov_buffer folder = {0}, text = {0};
    const char *names[NAMES_MAX];
    size_t at[NAMES_MAX], count = 0;

    pov_buffer_add(&folder, path, (size_t)(name - path));
    DIR *open = opendir(folder.length > 0 ? pov_buffer_get(&folder) : ".");
    for (struct dirent *e = NULL;
         open != NULL && count < NAMES_MAX && (e = readdir(open)) != NULL;) {
        if (e->d_name[0] != '.') {
            at[count++] = text.length;
            pov_buffer_add(&text, e->d_name, strlen(e->d_name) + 1);
        }
    }
    if (open != NULL) {
        (void)closedir(open);
    }
    for (size_t i = 0; i < count && !text.failed; i++) {
        names[i] = pov_buffer_get(&text) + at[i];
    }
    const char *near = text.failed ? NULL : pov_text_nearest(name, names, count);
    if (near != NULL && !folder.failed) {
        pov_buffer_text(&folder, near);
        (void)pov_error_suggest(err, pov_buffer_get(&folder));
    }
    pov_buffer_fini(&folder);
    pov_buffer_fini(&text);
}

pov_status pov_file_input_open(pov_file_input *file, const char *path, pov_error *err)
{
    bool standard = strcmp(path, "-") == 0;

    *file = (pov_file_input){.memory = find_offered(path), .descriptor = -1};
    if (file->memory != NULL) {
        file->input = (pov_input){path, read_memory, file};
        return POV_OK;
    }
    if (standard && offered != NULL) {
        return pov_fail(err, POV_ERR_USAGE, "there is no standard input: name a file");
    }
    file->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0) {
        const int reason = errno;
        (void)pov_fail(err, POV_ERR_IO, "cannot be opened: %s", pov_system_reason(reason));
        if (reason == ENOENT) {
            suggest_file(path, err);
        }
        pov_error_place(err, path, 0, 0, NULL);
        return POV_ERR_IO;
    }
    struct stat found;
    /* read from its start, and of a size: what the system makes up when it is read has none */
    file->sized = !standard && fstat(file->descriptor, &found) == 0 && S_ISREG(found.st_mode) &&
                  found.st_size > 0;
    file->input = (pov_input){path, read_descriptor, file};
    return POV_OK;
}

void pov_file_input_close(pov_file_input *file)
{
    if (file->descriptor > STDIN_FILENO) {
        (void)close(file->descriptor);
    }
    file->descriptor = -1;
}

bool pov_refuse_one_cell(const char *text, bool option, pov_error *err)
{
    const char *sign = strpbrk(text, ",;\t|");

    if (sign != NULL) { /* else they would not be in one cell */
        (void)pov_fail(err, POV_ERR_DATA, "the whole line is one cell in quotes: \"%.120s\"", text);
        pov_error_hint(err,
                       "in a spreadsheet, split the column at %c (Data, Text to Columns), "
                       "and save it as CSV UTF-8",
                       *sign);
        return true;
    }
    sign = strpbrk(text, ":^~!#/ ");
    if (sign == NULL) {
        return false;
    }
    const char *other = strpbrk(text, ":^~!#/");
    (void)pov_fail(err, POV_ERR_DATA,
                   "the whole line is one cell, without a known separator: \"%.120s\"", text);
    if (other == NULL) {
        pov_error_hint(err, "cells that blanks keep apart: in a spreadsheet, open the file as "
                            "text of fixed width, and save it as CSV UTF-8");
    } else if (option) {
        pov_error_hint(err, "--separator '%c' says what separates the cells", *other);
    } else {
        pov_error_hint(err, "put a line sep=%c before the header", *other);
    }
    return true;
}
