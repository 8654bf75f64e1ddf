#include "session/same_files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether two files of the same size have the same content, and more of it than a header. */
static bool have_same_rows(const char *path, const char *other)
{
    enum { PIECE = 65536 };
    FILE *a = fopen(path, "rb"), *b = fopen(other, "rb");
    char *piece = malloc((size_t)2 * PIECE);
    bool same = a != NULL && b != NULL && piece != NULL;
    bool line_ended = false, has_rows = false;

    while (same) {
        const size_t got = fread(piece, 1, PIECE, a), others = fread(piece + PIECE, 1, PIECE, b);
        same = got == others && memcmp(piece, piece + PIECE, got) == 0 && !ferror(a) && !ferror(b);
        for (size_t i = 0; i < got && !has_rows; i++) {
            const bool ends = piece[i] == '\n' || piece[i] == '\r';
            has_rows = line_ended && !ends;
            line_ended = line_ended || ends;
        }
        if (got == 0) {
            break;
        }
    }
    free(piece);
    if (a != NULL) {
        (void)fclose(a);
    }
    if (b != NULL) {
        (void)fclose(b);
    }
    return same && has_rows;
}

pov_status pov_same_files_refuse(const char *const *path, size_t count, bool content,
                                 uint64_t *bytes, pov_error *err)
{
    struct stat *file = calloc(count, sizeof *file);
    pov_status status = file != NULL ? POV_OK : pov_no_memory(err);
    bool known = true;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        const bool dash = strcmp(path[i], "-") == 0;
        if ((dash ? fstat(STDIN_FILENO, &file[i]) : stat(path[i], &file[i])) != 0 ||
            !S_ISREG(file[i].st_mode)) {
            file[i] = (struct stat){0};
            known = false;
        }
        *bytes += (uint64_t)file[i].st_size;
        for (size_t j = 0; j < i && file[i].st_ino != 0; j++) {
            if (file[i].st_ino == file[j].st_ino && file[i].st_dev == file[j].st_dev) {
                status = pov_fail(err, POV_ERR_USAGE,
                                  "\"%s\" is the same file as \"%s\": its households would be "
                                  "counted twice",
                                  path[i], path[j]);
                break;
            }
            if (content && file[i].st_size > 0 && file[i].st_size == file[j].st_size && !dash &&
                strcmp(path[j], "-") != 0 && have_same_rows(path[i], path[j])) {
                status = pov_fail(err, POV_ERR_USAGE,
                                  "\"%s\" has the same content as \"%s\": its households would be "
                                  "counted twice",
                                  path[i], path[j]);
                pov_error_hint(err, "if they are two places with the same figures, --copies 0 "
                                    "counts both");
                break;
            }
        }
    }
    *bytes = known ? *bytes : 0;
    free(file);
    return status;
}
