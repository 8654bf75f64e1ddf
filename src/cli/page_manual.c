/*
 * Pages for man(1), in mdoc(7).
 */
#include "cli/page.h"

#include "base/text.h"
#include "base/translate.h"
#include "base/version.h"

#include <ctype.h>
#include <string.h>

#define LINE_BYTES 78 /* mandoc asks for lines below 80 */
/* Lists whose texts are between these columns on a terminal are so wide here too. */
#define LEAST_BESIDE 5
#define MOST_BESIDE 20

/* ---- text ---- */

/*
 * The character as roff needs it. A hyphen inside a word stays one, at which a line may break; any
 * other is a minus sign, so that an option can be copied from the page. `literal` is for command
 * lines, in which quotes must not be made typographic.
 */
static void add_character(pov_buffer *out, char before, char c, bool literal)
{
    bool word = isalnum((unsigned char)before) != 0 || (unsigned char)before >= 0x80;

    if (c == '\\') {
        pov_buffer_text(out, "\\e");
    } else if (c == '-' && (literal || !word)) {
        pov_buffer_text(out, "\\-");
    } else if (c == '\'' && literal) {
        pov_buffer_text(out, "\\(aq");
    } else if (c == '`' && literal) {
        pov_buffer_text(out, "\\(ga");
    } else if (c == '~') {
        pov_buffer_text(out, "\\(ti");
    } else if (c == '^') {
        pov_buffer_text(out, "\\(ha");
    } else {
        pov_buffer_char(out, c);
    }
}

static bool ends_sentence(const char *word, size_t length)
{
    while (length > 0 && strchr("\"')`", word[length - 1]) != NULL) {
        length--;
    }
    return length > 0 && strchr(".?!", word[length - 1]) != NULL;
}

/* A word of running text; what is in `backquotes`, which may be several words, is bold. */
static void add_word(pov_buffer *out, const char *word, size_t length, bool *bold)
{
    char before = ' ';

    for (size_t i = 0; i < length; i++) {
        if (word[i] == '`') {
            *bold = !*bold;
            pov_buffer_text(out, *bold ? "\\fB" : "\\fP");
        } else {
            add_character(out, before, word[i], *bold);
        }
        before = word[i];
    }
}

/* Running text: each sentence begins a line, as the formatters want it. */
static void add_text(pov_buffer *out, const char *text)
{
    size_t used = 0;
    bool bold = false;

    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (used > 0 && used + 1 + length > LINE_BYTES) {
            pov_buffer_char(out, '\n');
            used = 0;
        } else if (used > 0) {
            pov_buffer_char(out, ' ');
            used++;
        }
        if (used == 0 && (*text == '.' || *text == '\'')) {
            pov_buffer_text(out, "\\&"); /* not a request */
        }
        size_t start = out->length;
        add_word(out, text, length, &bold);
        used += out->length - start;
        if (ends_sentence(text, length)) {
            pov_buffer_char(out, '\n');
            used = 0;
        }
        text += length;
        text += strspn(text, " ");
    }
    if (used > 0) {
        pov_buffer_char(out, '\n');
    }
}

/* "-f, --format FORMAT", "PLAN RESULT...": what the user fills in, in capitals, is italic, all else
 * bold; what follows in parentheses is neither. */
static void add_term(pov_buffer *out, const char *text)
{
    while (*text != '\0' && *text != '(') {
        size_t length = 0;
        while (isalnum((unsigned char)text[length]) != 0 || (unsigned char)text[length] >= 0x80 ||
               (text[length] != '\0' && strchr("_-/", text[length]) != NULL) ||
               (text[length] == '.' && isalnum((unsigned char)text[length + 1]) != 0)) {
            length++;
        }
        if (length == 0) {
            add_character(out, ' ', *text++, true);
            continue;
        }
        pov_buffer_text(out, isupper((unsigned char)*text) != 0 ? "\\fI" : "\\fB");
        for (; length > 0; length--) {
            add_character(out, ' ', *text++, true);
        }
        pov_buffer_text(out, "\\fP");
    }
    for (; *text != '\0'; text++) {
        add_character(out, ' ', *text, true);
    }
}

/* ---- parts of a page ---- */

static void heading(pov_page *p, const char *name)
{
    pov_buffer_format(&p->out, ".Sh %s\n", pov_translate(name));
}

static void add_date(pov_buffer *out)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char date[] = POV_VERSION_DATE; /* YYYY-MM-DD */
    size_t month = (size_t)(date[5] - '0') * 10 + (size_t)(date[6] - '0');
    int day = (date[8] - '0') * 10 + date[9] - '0';

    pov_buffer_format(out, ".Dd %s %d, %.4s\n", months[month - 1], day, date);
}

/* One line, on which a word could be taken for a macro: those have two or three letters. */
static void add_description(pov_buffer *out, const char *text)
{
    pov_buffer_text(out, ".Nd ");
    for (char before = ' '; *text != '\0'; before = *text++) {
        if (before == ' ' && isupper((unsigned char)*text) != 0 && strcspn(text, " ,;") <= 3) {
            pov_buffer_text(out, "\\&");
        }
        add_character(out, before, *text, false);
    }
    pov_buffer_char(out, '\n');
}

static void open_page(pov_page *p, const char *name, int section, const char *summary)
{
    add_date(&p->out);
    pov_buffer_text(&p->out, name != NULL ? ".Dt POVCALC-" : ".Dt POVCALC");
    for (const char *c = name != NULL ? name : ""; *c != '\0'; c++) {
        pov_buffer_char(&p->out, (char)toupper((unsigned char)*c));
    }
    pov_buffer_format(&p->out, " %d\n.Os povcalc %s\n", section, POV_VERSION);
    heading(p, POV_TEXT("NAME"));
    pov_buffer_format(&p->out, ".Nm povcalc%s%s\n", name != NULL ? "-" : "",
                      name != NULL ? name : "");
    add_description(&p->out, pov_translate(summary));
}

static void usage(pov_page *p, const char *line)
{
    heading(p, POV_TEXT("SYNOPSIS"));
    add_term(&p->out, line);
    pov_buffer_char(&p->out, '\n');
}

/* Right after a heading a paragraph needs no request. */
static void text(pov_page *p, const char *english)
{
    const char *page = pov_buffer_get(&p->out);
    size_t start = p->out.length;

    while (start > 1 && page[start - 2] != '\n') {
        start--;
    }
    if (!pov_text_begins(page + start - 1, ".Sh")) {
        pov_buffer_text(&p->out, ".Pp\n");
    }
    add_text(&p->out, pov_translate(english));
}

static void list(pov_page *p)
{
    if (p->beside > LEAST_BESIDE && p->beside < MOST_BESIDE) {
        pov_buffer_format(&p->out, ".Bl -tag -width %zun\n", p->beside - p->indent);
    } else {
        pov_buffer_text(&p->out, ".Bl -tag -width Ds\n");
    }
}

static void end_list(pov_page *p)
{
    pov_buffer_text(&p->out, ".El\n");
}

static void item(pov_page *p, const char *term, const char *english, const char *more)
{
    pov_buffer_text(&p->out, ".It ");
    add_term(&p->out, term + strspn(term, " "));
    pov_buffer_char(&p->out, '\n');
    add_text(&p->out, pov_translate(english));
    if (more != NULL) {
        text(p, more);
    }
}

static void example(pov_page *p, const char *command, const char *english)
{
    pov_buffer_text(&p->out, ".It Li \"");
    for (; *command != '\0'; command++) {
        if (*command == '"') {
            pov_buffer_text(&p->out, "\\(dq"); /* the argument itself is in quotes */
        } else {
            add_character(&p->out, ' ', *command, true);
        }
    }
    pov_buffer_text(&p->out, "\"\n");
    add_text(&p->out, pov_translate(english));
}

static void see(pov_page *p, const char *name, int section, bool last)
{
    pov_buffer_format(&p->out, ".Xr povcalc%s%s %d%s\n", name != NULL ? "-" : "",
                      name != NULL ? name : "", section, last ? "" : " ,");
}

const pov_page_printer pov_page_manual = {
    .open = open_page,
    .heading = heading,
    .usage = usage,
    .text = text,
    .list = list,
    .item = item,
    .example = example,
    .end_list = end_list,
    .see = see,
};
