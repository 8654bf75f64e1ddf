#include "output/office/temporary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NAME "/povcalc.XXXXXX"

int pov_temporary_open(char **path)
{
    const char *folder = getenv("TMPDIR");

    if (folder == NULL || folder[0] == '\0') {
        folder = "/tmp";
    }
    size_t length = strlen(folder);
    char *name = malloc(length + sizeof NAME);
    if (name == NULL) {
        return -1;
    }
    memcpy(name, folder, length);
    memcpy(name + length, NAME, sizeof NAME);
    int fd = mkstemp(name);
    if (fd < 0) {
        int reason = errno;
        free(name);
        errno = reason;
        return -1;
    }
    *path = name;
    return fd;
}

/*
 * libxlsxwriter's own function, which it offers to be replaced: the linker's export of this one
 * (see the Makefile) has the library use it. Its own sets errno to 0, which would hide that an
 * earlier write or allocation failed: see render_xlsx.c.
 */
FILE *lxw_tmpfile(const char *folder);

FILE *lxw_tmpfile(const char *folder)
{
    int before = errno;
    char *path = NULL;
    int fd = pov_temporary_open(&path);

    (void)folder;
    if (fd < 0) {
        return NULL;
    }
    (void)unlink(path);
    free(path);
    FILE *file = fdopen(fd, "w+b");
    if (file == NULL) {
        int reason = errno;
        (void)close(fd);
        errno = reason;
        return NULL;
    }
    errno = before;
    return file;
}
