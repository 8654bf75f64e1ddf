#include "loader/source/numbering.h"

#include "base/memory.h"
#include "loader/source/xml.h"

#include <stdlib.h>
#include <string.h>

#define LISTS_MAX 100000
#define USES_MAX 4096 /* lists in use; what comes after them has no numbers */
#define LEVELS_MAX ((size_t)USES_MAX * POV_NUMBERING_LEVELS)

static char kind_of(const char *format)
{
    static const struct {
        const char *format;
        char kind;
    } kinds[] = {{"decimal", '1'},     {"upperRoman", 'I'},  {"lowerRoman", 'i'},
                 {"upperLetter", 'A'}, {"lowerLetter", 'a'}, {"bullet", '-'}};

    for (size_t i = 0; i < POV_LENGTH(kinds); i++) {
        if (strcmp(format, kinds[i].format) == 0) {
            return kinds[i].kind;
        }
    }
    return '\0';
}

static void add_level(pov_numbering *n, const char **attributes)
{
    n->levels -= n->levels >= LEVELS_MAX;
    if (pov_grow(&n->level, &n->level_capacity, n->levels + 1, sizeof *n->level) != POV_OK) {
        n->failed = true;
        return;
    }
    n->level[n->levels++] = (pov_numbering_level){
        .list = n->list,
        .level = pov_xml_number(attributes, "ilvl", 0, POV_NUMBERING_LEVELS - 1),
        .start = 1};
}

static void add_use(pov_numbering *n, const char **attributes)
{
    n->list = POV_NONE;
    n->override = 0;
    n->uses -= n->uses >= USES_MAX;
    if (pov_grow(&n->use, &n->use_capacity, n->uses + 1, sizeof *n->use) != POV_OK) {
        n->failed = true;
        return;
    }
    n->use[n->uses++] =
        (pov_numbering_use){.number = pov_xml_number(attributes, "numId", 0, LISTS_MAX)};
}

void pov_numbering_element(pov_numbering *n, const char *name, const char **attributes)
{
    const char *value = pov_xml_get(attributes, "val");
    pov_numbering_level *level = n->levels > 0 ? &n->level[n->levels - 1] : NULL;
    pov_numbering_use *use = n->uses > 0 ? &n->use[n->uses - 1] : NULL;

    if (n->failed) {
        return;
    }
    if (strcmp(name, "abstractNum") == 0) {
        n->list = pov_xml_number(attributes, "abstractNumId", 0, LISTS_MAX);
    } else if (strcmp(name, "num") == 0) {
        add_use(n, attributes);
    } else if (use != NULL && strcmp(name, "abstractNumId") == 0) {
        use->list = pov_xml_number(attributes, "val", 0, LISTS_MAX);
        for (use->first = 0; use->first < n->levels && n->level[use->first].list != use->list;) {
            use->first++;
        }
    } else if (use != NULL && strcmp(name, "lvlOverride") == 0) {
        n->override = pov_xml_number(attributes, "ilvl", 0, POV_NUMBERING_LEVELS - 1);
    } else if (use != NULL && strcmp(name, "startOverride") == 0) {
        use->start[n->override] = (unsigned)pov_xml_number(attributes, "val", 1, LISTS_MAX);
    } else if (use != NULL) {
        return;
    } else if (strcmp(name, "lvl") == 0) {
        add_level(n, attributes);
    } else if (level != NULL && strcmp(name, "start") == 0) {
        level->start = (unsigned)pov_xml_number(attributes, "val", 1, LISTS_MAX);
    } else if (level != NULL && strcmp(name, "ind") == 0) {
        const size_t text = pov_xml_number(attributes, "left", 0, LISTS_MAX) +
                            pov_xml_number(attributes, "start", 0, LISTS_MAX);
        const size_t hanging = pov_xml_number(attributes, "hanging", 0, LISTS_MAX);
        level->indent = text > hanging ? text - hanging : 0;
    } else if (level != NULL && value != NULL && strcmp(name, "numFmt") == 0) {
        level->kind = kind_of(value);
    } else if (level != NULL && value != NULL && strcmp(name, "lvlText") == 0 &&
               strlen(value) < sizeof level->text) {
        memcpy(level->text, value, strlen(value) + 1);
    }
}

static void write_roman(unsigned value, char one, pov_buffer *out)
{
    static const struct {
        unsigned value;
        const char *text;
    } parts[] = {{100, "c"}, {90, "xc"}, {50, "l"}, {40, "xl"}, {10, "x"},
                 {9, "ix"},  {5, "v"},   {4, "iv"}, {1, "i"}};

    for (size_t i = 0; i < POV_LENGTH(parts) && value < 1000; i++) {
        for (; value >= parts[i].value; value -= parts[i].value) {
            for (const char *c = parts[i].text; *c != '\0'; c++) {
                pov_buffer_char(out, (char)(one == 'I' ? *c - 'a' + 'A' : *c));
            }
        }
    }
}

/* The levels of a list follow one another. */
static pov_numbering_level *level_of(const pov_numbering *n, const pov_numbering_use *use,
                                     size_t level)
{
    for (size_t i = use->first; i < n->levels && n->level[i].list == use->list; i++) {
        if (n->level[i].level == level) {
            return &n->level[i];
        }
    }
    return NULL;
}

static void write_value(const pov_numbering_level *level, pov_buffer *out)
{
    const unsigned value = level->value > 0 ? level->value : level->start;

    if (level->kind == '1' || value == 0) {
        pov_buffer_format(out, "%u", value);
    } else if (level->kind == 'I' || level->kind == 'i') {
        write_roman(value, level->kind, out);
    } else if (level->kind == 'A' || level->kind == 'a') {
        for (unsigned i = 0; i <= (value - 1) / 26 && i < 20; i++) {
            pov_buffer_char(out, (char)(level->kind + (int)((value - 1) % 26)));
        }
    }
}

static pov_numbering_use *use_of(const pov_numbering *n, size_t number)
{
    for (size_t i = 0; i < n->uses; i++) {
        if (n->use[i].number == number) {
            return &n->use[i];
        }
    }
    return NULL;
}

size_t pov_numbering_indent(const pov_numbering *n, size_t number, size_t depth)
{
    const pov_numbering_use *use = use_of(n, number);
    const pov_numbering_level *level = use != NULL ? level_of(n, use, depth) : NULL;

    return level != NULL ? level->indent : 0;
}

void pov_numbering_next(pov_numbering *n, size_t number, size_t depth, pov_buffer *out)
{
    pov_numbering_use *use = use_of(n, number);
    pov_numbering_level *level = use != NULL ? level_of(n, use, depth) : NULL;
    if (level == NULL) {
        return;
    }
    level->value = use->start[depth] > 0       ? use->start[depth]
                   : level->value == 0         ? level->start
                   : level->value < UINT32_MAX ? level->value + 1
                                               : level->value;
    use->start[depth] = 0; /* once */
    for (size_t deeper = depth + 1; deeper < POV_NUMBERING_LEVELS; deeper++) {
        pov_numbering_level *below = level_of(n, use, deeper);
        if (below != NULL) {
            below->value = 0;
        }
    }
    if (level->kind == '-') {
        pov_buffer_text(out, strchr("-+", level->text[0]) != NULL ? level->text : "");
        return;
    }
    for (const char *c = level->kind != '\0' ? level->text : ""; *c != '\0'; c++) {
        const pov_numbering_level *shown =
            *c == '%' && c[1] > '0' && c[1] <= '9' ? level_of(n, use, (size_t)(c[1] - '1')) : NULL;
        if (shown != NULL) {
            write_value(shown, out);
            c++;
        } else {
            pov_buffer_char(out, *c);
        }
    }
}

void pov_numbering_fini(pov_numbering *n)
{
    free(n->level);
    free(n->use);
}
