/*
 * Finds the installed plans from where the program itself is.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include "cli/installed.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* PREFIX/share/povcalc for the program PREFIX/bin/povcalc; empty where there is none. */
static void find_folder(pov_buffer *folder)
{
    char *program = realpath("/proc/self/exe", NULL);
    char *name = program != NULL ? strrchr(program, '/') : NULL;
    size_t length = name != NULL ? (size_t)(name - program) : 0;

    if (length >= 4 && memcmp(name - 4, "/bin", 4) == 0) {
        pov_buffer_add(folder, program, length - 4);
        pov_buffer_text(folder, "/share/povcalc/");
        if (!folder->failed && access(pov_buffer_get(folder), X_OK) != 0) {
            pov_buffer_clear(folder);
        }
    }
    free(program);
}

bool pov_installed_data(const char *text, pov_buffer *out)
{
    static const char data[] = "data/";
    pov_buffer folder = {0};
    bool replaced = false;

    if (access(data, F_OK) != 0) {
        find_folder(&folder);
    }
    for (const char *at = text; *at != '\0'; at++) {
        if (folder.length > 0 && pov_text_begins(at, data) && (at == text || at[-1] == ' ')) {
            pov_buffer_text(out, pov_buffer_get(&folder));
            at += strlen(data) - 1;
            replaced = true;
        } else {
            pov_buffer_char(out, *at);
        }
    }
    pov_buffer_end(&folder, &out->failed);
    return replaced;
}
