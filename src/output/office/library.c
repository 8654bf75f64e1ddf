#include "output/office/library.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* Where in the table a function goes, and what it is called. */
static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define POV_XLSX_ENTRY(function) {#function, offsetof(pov_xlsx_library, function)},
    POV_XLSX_FUNCTIONS(POV_XLSX_ENTRY)
#undef POV_XLSX_ENTRY
};

bool pov_xlsx_library_load(pov_xlsx_library *library)
{
    void *handle = dlopen(POV_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL);

    if (handle == NULL) {
        return false;
    }
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        void *found = dlsym(handle, functions[i].name);
        if (found == NULL) {
            return false;
        }
        /* from a data to a function pointer, which only POSIX allows, by way of the bytes */
        memcpy((char *)library + functions[i].offset, &found, sizeof found);
    }
    return true;
}
