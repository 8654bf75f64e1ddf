#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pov_status cannot_write(const char *path, pov_error *err)
{
    return pov_fail(err, POV_ERR_IO, "cannot write %s: %s", path, pov_system_reason(errno));
}

/* A pipe or a device cannot be replaced by a file: it is written to as it is. */
static bool is_special(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && !S_ISREG(found.st_mode);
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
    size_t length = strlen(path);
    output->beside = malloc(length + sizeof ".XXXXXX");
    if (output->beside == NULL) {
        return pov_no_memory(err);
    }
    memcpy(output->beside, path, length);
    memcpy(output->beside + length, ".XXXXXX", sizeof ".XXXXXX");
    int fd = mkstemp(output->beside);
    if (fd >= 0) {
        set_mode(fd, path);
        output->to = fdopen(fd, "w");
    }
    if (output->to == NULL) {
        pov_status status = cannot_write(path, err);
        if (fd >= 0) {
            (void)close(fd);
            (void)unlink(output->beside);
        }
        free(output->beside);
        output->beside = NULL;
        return status;
    }
    return POV_OK;
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
    if (fclose(output->to) != 0 && status == POV_OK) {
        status = cannot_write(name, err);
    }
    if (output->beside != NULL) {
        if (status == POV_OK && rename(output->beside, output->path) != 0) {
            status = cannot_write(name, err);
        }
        if (status != POV_OK) {
            (void)unlink(output->beside);
        }
        free(output->beside);
    }
    *output = (pov_output){0};
    return status;
}
