/*
 * A page of help. help.c says once what is on it; one of two printers writes it, for a terminal or
 * for man(1). Texts are English, and translated where they are written.
 */
#ifndef POVCALC_CLI_PAGE_H
#define POVCALC_CLI_PAGE_H

#include "base/memory.h"

#include <stdbool.h>

typedef struct pov_page pov_page;

typedef struct pov_page_printer {
    /* Of the manual alone. `name` is "targets", or NULL for povcalc itself. */
    void (*open)(pov_page *page, const char *name, int section, const char *summary);
    void (*see)(pov_page *page, const char *name, int section, bool last);
    /* Begins a part; the name is what the printer's kind of page calls it. */
    void (*heading)(pov_page *page, const char *name);
    void (*usage)(pov_page *page, const char *line);
    void (*text)(pov_page *page, const char *text);
    /* What a term is, and what else there is to say of it, or NULL. */
    void (*list)(pov_page *page);
    void (*item)(pov_page *page, const char *term, const char *text, const char *more);
    void (*example)(pov_page *page, const char *command, const char *text);
    void (*end_list)(pov_page *page);
} pov_page_printer;

struct pov_page {
    const pov_page_printer *print;
    pov_buffer out; /* a failed allocation marks it */
    bool manual;
    /* Of a terminal: its width, and of a list where terms begin, where texts do, and whether items
     * are kept apart. */
    size_t width, indent, beside;
    bool apart;
};

extern const pov_page_printer pov_page_terminal, pov_page_manual;

#endif
