#include "loader/input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static long read_descriptor(void *context, char *buffer, size_t size)
{
    const int *descriptor = context;
    ssize_t length;

    do { /* a signal that was handled, a window that changed its size for one, is no failure */
        length = read(*descriptor, buffer, size);
    } while (length < 0 && errno == EINTR);
    return (long)length;
}

pov_status pov_file_input_open(pov_file_input *file, const char *path, pov_error *err)
{
    bool standard = strcmp(path, "-") == 0;

    file->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (file->descriptor < 0) {
        (void)pov_fail(err, POV_ERR_IO, "cannot be opened: %s", pov_system_reason(errno));
        pov_error_place(err, path, 0, 0, NULL);
        return POV_ERR_IO;
    }
    file->input = (pov_input){path, read_descriptor, &file->descriptor};
    return POV_OK;
}

void pov_file_input_close(pov_file_input *file)
{
    if (file->descriptor > STDIN_FILENO) {
        (void)close(file->descriptor);
    }
    file->descriptor = -1;
}
