/*
 * Pages for a terminal: lines are as wide as it.
 */
#include "cli/page.h"

#include "base/text.h"
#include "base/translate.h"
#include "cli/installed.h"
#include "output/wrap.h"

#define MORE_COLUMN 4 /* of what is said of a term below its text */
#define EXAMPLE_COLUMN 6

/* In lines that begin at column `indent`; the first one has got there already. */
static void wrap(pov_page *p, const char *text, size_t indent)
{
    for (bool first = true; *text != '\0' || first; first = false) {
        const char *line = text;
        size_t length = pov_wrap_next(&text, p->width - indent);
        pov_buffer_format(&p->out, "%*s", first ? 0 : (int)indent, "");
        pov_buffer_add(&p->out, line, length);
        pov_buffer_char(&p->out, '\n');
    }
}

/* Parts of a page are kept apart by a blank line. */
static void begin_part(pov_page *p)
{
    if (p->out.length > 0) {
        pov_buffer_char(&p->out, '\n');
    }
}

static void heading(pov_page *p, const char *name)
{
    begin_part(p);
    pov_buffer_format(&p->out, "%s\n", pov_translate(name));
}

static void usage(pov_page *p, const char *line)
{
    begin_part(p);
    pov_buffer_format(&p->out, "%s %s\n", pov_translate("Usage:"), line);
}

static void text(pov_page *p, const char *english)
{
    begin_part(p);
    wrap(p, pov_translate(english), 0);
}

static void list(pov_page *p)
{
    (void)p;
}

/* The text is beside the term, or below it where the term is too long. */
static void item(pov_page *p, const char *term, const char *english, const char *more)
{
    size_t used = p->indent + pov_text_width(term);

    pov_buffer_format(&p->out, "%s%*s%s", p->apart ? "\n" : "", (int)p->indent, "", term);
    if (used + 1 > p->beside) {
        pov_buffer_char(&p->out, '\n');
        used = 0;
    }
    pov_buffer_format(&p->out, "%*s", (int)(p->beside - used), "");
    wrap(p, pov_translate(english), p->beside);
    if (more != NULL) {
        pov_buffer_format(&p->out, "%*s", MORE_COLUMN, "");
        wrap(p, pov_translate(more), MORE_COLUMN);
    }
}

static void example(pov_page *p, const char *command, const char *english)
{
    pov_buffer_text(&p->out, "  ");
    (void)pov_installed_data(command, &p->out);
    pov_buffer_format(&p->out, "\n%*s", EXAMPLE_COLUMN, "");
    wrap(p, pov_translate(english), EXAMPLE_COLUMN);
}

const pov_page_printer pov_page_terminal = {
    .heading = heading,
    .usage = usage,
    .text = text,
    .list = list,
    .item = item,
    .example = example,
    .end_list = list,
};
