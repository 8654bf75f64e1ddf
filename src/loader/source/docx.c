/*
 * Tables of Word documents, as they will be when their tracked changes are accepted. A table in a
 * cell or in a text box is a table of its own, and its text is not that of the cell.
 */
#include "loader/source/held.h"
#include "loader/source/numbering.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define PAGE_TWIPS 10000 /* its width */
#define RAISED 4         /* half points that lift a mark above the line */

/* The cell at hand of one level. */
typedef struct at_hand {
    size_t span, indent, deep; /* the last two of its first paragraph, in blanks: its indent, and
                                  the level of its list */
    bool continued, beside;    /* goes on from above, from the left */
    bool removed;              /* is deleted, and those to its right go left */
    bool restarts;             /* cells below may go on from it */
    bool in_row_properties, row_deleted;
    unsigned runs;                     /* one within the other, where a text box is in one */
    bool starts[POV_SOURCE_CELLS_MAX]; /* of each column: what is in this row goes on below */
    pov_source_cell **above;           /* the cell that does, of a row above */
    pov_buffer prefix;                 /* the number before the first paragraph */
} at_hand;

typedef struct word {
    pov_held held;
    unsigned dead;     /* elements that are deleted, or are there a second time */
    bool chosen;       /* an alternative: its fallback is the same once more */
    bool in_text;      /* of a run */
    bool unseen;       /* the run is hidden, or struck out */
    bool all_unseen;   /* its paragraph is */
    pov_buffer style;  /* the named style at hand */
    pov_buffer above;  /* names of styles of text above the line, each terminated */
    bool raised;       /* the run is above the line */
    bool set_off;      /* the paragraph outside of tables is centred, or a heading */
    unsigned blocks;   /* content controls, one within the other */
    unsigned unfilled; /* the one that shows what to fill in; 0: none */
    pov_numbering numbering;
    pov_buffer numbered;  /* names of styles, each terminated, with their place in lists */
    size_t number, depth; /* of the paragraph or style at hand: its list, 0 for none, and level */
    uint64_t codes; /* fields, one within the other: 1 where its code is read, not its result */
    at_hand at_hand[POV_HELD_DEPTH_MAX];
} word;

static at_hand *now(word *w)
{
    return &w->at_hand[w->held.depth - 1];
}

static bool is_dead(const word *w, const char *name)
{
    const char *end = strstr(name, "PrChange"); /* what properties were before a change */

    return (end != NULL && end[8] == '\0') || strcmp(name, "del") == 0 ||
           strcmp(name, "moveFrom") == 0 || strcmp(name, "rt") == 0 /* how its base is spoken */ ||
           (w->chosen && strcmp(name, "Fallback") == 0);
}

/* ---- rows and cells ---- */

static void begin_table(word *w, pov_xml *xml)
{
    pov_error err = POV_ERROR_INIT;

    pov_held_begin(&w->held, "", false, &err);
    if (err.code == POV_OK && pov_held_at(&w->held) != NULL) {
        at_hand *c = now(w);
        free(c->above);
        pov_buffer_fini(&c->prefix);
        memset(c, 0, sizeof *c);
        c->above = calloc(POV_SOURCE_CELLS_MAX, sizeof(pov_source_cell *));
        if (c->above == NULL) {
            (void)pov_no_memory(&err);
        }
    }
    if (err.code != POV_OK) {
        *pov_xml_refuse(xml) = err;
    }
}

static void begin_row(word *w, pov_held_level *level)
{
    level->line++;
    level->column = 0;
    pov_row_builder_clear(&level->row);
    level->row.hidden = false;
    now(w)->row_deleted = false;
}

static void begin_cell(word *w, pov_held_level *level)
{
    at_hand *c = now(w);

    c->span = 1;
    c->indent = c->deep = 0;
    c->continued = c->beside = c->restarts = c->removed = false;
    w->codes = 0;
    pov_buffer_clear(&c->prefix);
    level->cell_column = level->column;
    pov_held_begin_cell(level);
}

static void end_cell(word *w, pov_held_level *level, pov_error *err)
{
    at_hand *c = now(w);
    const size_t column = level->cell_column;
    const pov_buffer *text = pov_held_cell_text(level);
    const char *start = pov_buffer_get(text) + strspn(pov_buffer_get(text), " \n");

    level->in_cell = false;
    if (c->removed) {
        return;
    }
    level->column += c->span;
    if (c->prefix.length > 0 &&
        !pov_is_digit(*start)) { /* a list of figures has its numbers apart */
        const bool open = pov_is_digit(c->prefix.data[c->prefix.length - 1]) && *start != '\0';
        pov_buffer_format(&c->prefix, open ? ". %s" : " %s", start); /* "1" is "1." */
        text = &c->prefix;
    }
    if (text->failed || c->prefix.failed || w->numbered.failed) {
        (void)pov_no_memory(err);
    } else if (column >= POV_SOURCE_CELLS_MAX) {
        (void)pov_refuse_wide(err);
    } else if (c->beside || (c->continued && c->above[column] != NULL)) {
        pov_row_builder_cover(&level->row, level->line, column, c->span);
        if (c->continued && !c->beside) {
            c->above[column]->down++;
        }
    } else {
        c->above[column] = NULL;
        if (c->span > 1) {
            pov_row_builder_merge(&level->row, level->line, column, c->span, 1);
        }
        (void)pov_row_builder_put(&level->row, column, pov_buffer_get(text), text->length);
        pov_row_builder_indent(&level->row, column, (unsigned)(c->indent + c->deep));
        c->starts[column] = c->restarts;
    }
    pov_error_place(err->code != POV_OK ? err : NULL, NULL, level->line, column + 1, NULL);
}

static void end_row(word *w, pov_held_level *level, pov_error *err)
{
    at_hand *c = now(w);

    if (c->row_deleted) {
        level->line--;
        return;
    }
    const pov_held_row *row = pov_held_end_row(&w->held, 0, err);
    for (size_t i = 0; row != NULL && i < row->count; i++) {
        if (c->starts[i]) {
            c->above[i] = &row->cell[i];
        }
    }
    memset(c->starts, 0, sizeof c->starts);
}

/* ---- properties ---- */

static size_t indent_of(const char **attributes)
{
    return pov_xml_number(attributes, "left", 0, PAGE_TWIPS) +
           pov_xml_number(attributes, "start", 0, PAGE_TWIPS) +
           pov_xml_number(attributes, "firstLine", 0, PAGE_TWIPS);
}

/* A list within a list is indented by its level, whatever its own indents are. */
static size_t blanks_of_level(const char **attributes)
{
    return POV_LEVEL_BLANKS * pov_xml_number(attributes, "val", 0, 8);
}

static void take_property(word *w, pov_held_level *level, const char *name, const char **attributes)
{
    at_hand *c = now(w);
    const char *value = pov_xml_get(attributes, "val");

    if (strcmp(name, "gridBefore") == 0) {
        level->column += pov_xml_number(attributes, "val", 0, POV_SOURCE_CELLS_MAX);
    } else if (strcmp(name, "gridSpan") == 0) {
        c->span = pov_xml_number(attributes, "val", 1, POV_SOURCE_CELLS_MAX);
        c->span = c->span > 0 ? c->span : 1;
    } else if (strcmp(name, "vMerge") == 0) {
        c->restarts = value != NULL && strcmp(value, "restart") == 0;
        c->continued = !c->restarts;
    } else if (strcmp(name, "ind") == 0 && level->text.length == 0) {
        c->indent = indent_of(attributes) / POV_BLANK_TWIPS;
    } else if (strcmp(name, "ilvl") == 0 && level->text.length == 0) {
        c->deep = blanks_of_level(attributes);
        c->indent = 0; /* of the style, which has its own place in a list */
    } else if (strcmp(name, "hidden") == 0 && c->in_row_properties) {
        level->row.hidden = value == NULL || pov_xml_is_set(attributes, "val");
    } else if (strcmp(name, "cellDel") == 0) {
        c->removed = true;
    } else if (strcmp(name, "hMerge") == 0) {
        c->beside = level->cell_column > 0 && (value == NULL || strcmp(value, "restart") != 0);
    }
}

/* ---- text ---- */

/* Signs of the font Symbol that come before figures. */
static const char *symbol(const char **attributes)
{
    static const struct {
        const char *code, *sign;
    } signs[] = {{"B3", "\xE2\x89\xA5"},
                 {"A3", "\xE2\x89\xA4"},
                 {"BB", "\xE2\x89\x88"},
                 {"3E", ">"},
                 {"3C", "<"},
                 {"2D", "-"},
                 {"7E", "~"},
                 {"25", "%"},
                 {"A0", ""}};
    const char *font = pov_xml_get(attributes, "font"), *code = pov_xml_get(attributes, "char");
    const size_t length = code != NULL ? strlen(code) : 0;

    for (size_t i = 0; i < POV_LENGTH(signs) && length >= 2; i++) {
        if (font != NULL && strcmp(font, "Symbol") == 0 &&
            strcmp(code + length - 2, signs[i].code) == 0) {
            return signs[i].sign;
        }
    }
    return "\xE2\x96\xA1"; /* a sign that is not known is no blank */
}

static void take_field_mark(word *w, const char **attributes)
{
    const char *type = pov_xml_get(attributes, "fldCharType");

    if (type == NULL) {
        return;
    }
    if (strcmp(type, "begin") == 0) {
        w->codes = w->codes << 1U | 1U;
    } else if (strcmp(type, "separate") == 0) {
        w->codes &= ~UINT64_C(1);
    } else if (strcmp(type, "end") == 0) {
        w->codes >>= 1U;
    }
}

static bool is_seen(const word *w, const pov_held_level *level)
{
    return level->in_cell && level->aside == 0 && !w->unseen && w->codes == 0 && w->unfilled == 0;
}

static void add_to_text(word *w, pov_held_level *level, const char *name, const char **attributes)
{
    if (strcmp(name, "t") == 0) {
        w->in_text = true;
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "ptab") == 0 || strcmp(name, "br") == 0 ||
               strcmp(name, "cr") == 0) {
        pov_buffer_char(&level->text, '\n');
    } else if (strcmp(name, "noBreakHyphen") == 0) {
        pov_buffer_char(&level->text, '-');
    } else if (strcmp(name, "sym") == 0) {
        pov_buffer_text(&level->text, symbol(attributes));
    }
}

/* The sign before a part of a mathematical formula: 1 over 2 is 1/2, not 12. */
static char part_of_formula(const char *name)
{
    return strcmp(name, "den") == 0   ? '/'
           : strcmp(name, "sup") == 0 ? '^'
           : strcmp(name, "sub") == 0 ? '_'
                                      : '\0';
}

/* ---- numbers of lists ---- */

typedef struct list_place {
    uint32_t number;
    uint32_t depth;
} list_place;

/* What is listed last is the style's own, before it what it inherits. */
static list_place place_of(const word *w, const char *style)
{
    const char *at = pov_buffer_get(&w->numbered), *end = at + w->numbered.length;
    list_place found = {0};

    for (; style != NULL && at < end; at += strlen(at) + 1 + sizeof found) {
        if (strcmp(at, style) == 0) {
            memcpy(&found, at + strlen(at) + 1, sizeof found);
        }
    }
    return found;
}

static void put_place(word *w, list_place place)
{
    if (place.number == 0) {
        return;
    }
    pov_buffer_add(&w->numbered, pov_buffer_get(&w->style), w->style.length + 1);
    pov_buffer_add(&w->numbered, (const char *)&place, sizeof place);
}

/* Where the paragraph at hand is in lists, by its style or by itself. */
static void take_number(word *w, const char *name, const char **attributes)
{
    if (strcmp(name, "p") == 0) {
        w->number = w->depth = 0;
    } else if (strcmp(name, "pStyle") == 0) {
        const list_place place = place_of(w, pov_xml_get(attributes, "val"));
        w->number = place.number;
        w->depth = place.depth;
    } else if (strcmp(name, "ilvl") == 0) {
        w->depth = pov_xml_number(attributes, "val", 0, POV_NUMBERING_LEVELS - 1);
    } else if (strcmp(name, "numId") == 0) {
        w->number = pov_xml_number(attributes, "val", 0, PAGE_TWIPS);
    }
}

/* All paragraphs count, also those outside of tables; that of a cell's first one is seen there. */
static void put_number(word *w, pov_held_level *level)
{
    const bool first = level != NULL && level->in_cell && level->aside == 0 &&
                       level->text.length == 0 && now(w)->prefix.length == 0;
    pov_buffer unseen = {0};

    if (w->number > 0) {
        pov_numbering_next(&w->numbering, w->number, w->depth, first ? &now(w)->prefix : &unseen);
    }
    pov_buffer_fini(&unseen);
    w->number = 0;
}

static void start_numbering(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    word *w = context;

    pov_numbering_element(&w->numbering, name, attributes);
    if (w->numbering.failed) {
        (void)pov_no_memory(pov_xml_refuse(xml));
    }
}

/* ---- elements ---- */

static bool is_struck(const char *name)
{
    return strcmp(name, "vanish") == 0 || strcmp(name, "strike") == 0 ||
           strcmp(name, "dstrike") == 0;
}

/* Or lowered: no part of a number either way. */
static bool is_raised(const char **attributes)
{
    const char *value = pov_xml_get(attributes, "val");

    return value != NULL && strcmp(value, "baseline") != 0;
}

/* Outside of tables: the lines above a table are its title. */
static void start_outside(word *w, const char *name, const char **attributes)
{
    const char *value = pov_xml_get(attributes, "val");

    if (strcmp(name, "p") == 0) {
        w->set_off = false;
        pov_buffer_clear(&w->held.paragraph);
    } else if (strcmp(name, "jc") == 0) {
        w->set_off = w->set_off || (value != NULL && strcmp(value, "left") != 0 &&
                                    strcmp(value, "start") != 0 && strcmp(value, "both") != 0);
    } else if (strcmp(name, "pStyle") == 0) {
        w->set_off =
            w->set_off || pov_held_lists(&w->held.centred, value) ||
            (value != NULL && (pov_text_begins(value, "Heading") || strcmp(value, "Title") == 0 ||
                               strcmp(value, "Caption") == 0));
    } else if (strcmp(name, "t") == 0) {
        w->in_text = true;
    } else if (strcmp(name, "br") == 0 || strcmp(name, "tab") == 0) {
        pov_buffer_char(&w->held.paragraph, ' ');
    }
}

static void start_in_table(word *w, pov_held_level *level, const char *name,
                           const char **attributes)
{
    if (strcmp(name, "tr") == 0) {
        begin_row(w, level);
    } else if (strcmp(name, "trPr") == 0) {
        now(w)->in_row_properties = true;
    } else if (strcmp(name, "tc") == 0) {
        begin_cell(w, level);
    } else if (strcmp(name, "txbxContent") == 0) {
        level->aside++;
    } else if (strcmp(name, "fldChar") == 0) {
        take_field_mark(w, attributes);
    } else if (strcmp(name, "p") == 0) {
        w->all_unseen = false;
        if (is_seen(w, level)) {
            pov_buffer_text(&level->text, level->text.length > 0 ? "\n" : "");
        }
    } else if (strcmp(name, "r") == 0) {
        now(w)->runs++;
        w->unseen = w->all_unseen;
        w->raised = false;
    } else if (strcmp(name, "rStyle") == 0 && now(w)->runs > 0) {
        w->unseen = w->unseen || pov_held_lists(&w->held.unseen, pov_xml_get(attributes, "val"));
        w->raised = pov_held_lists(&w->above, pov_xml_get(attributes, "val"));
    } else if (strcmp(name, "pStyle") == 0 && now(w)->runs == 0) {
        w->all_unseen = pov_held_lists(&w->held.unseen, pov_xml_get(attributes, "val"));
        if (level->text.length == 0) {
            now(w)->indent = pov_held_indent_of(&w->held, pov_xml_get(attributes, "val"));
        }
    } else if (now(w)->runs > 0 && is_struck(name)) {
        const char *value = pov_xml_get(attributes, "val");
        w->unseen = w->unseen || value == NULL || pov_xml_is_set(attributes, "val");
    } else if (now(w)->runs > 0 && strcmp(name, "vertAlign") == 0) {
        w->raised = is_raised(attributes);
    } else if (now(w)->runs > 0 && strcmp(name, "position") == 0) {
        w->raised = w->raised || pov_xml_number(attributes, "val", 0, PAGE_TWIPS) >= RAISED;
    } else if (part_of_formula(name) != '\0' && is_seen(w, level)) {
        pov_buffer_char(&level->text, part_of_formula(name));
    } else if (now(w)->runs == 0) {
        take_property(w, level, name, attributes);
    } else if (is_seen(w, level)) {
        add_to_text(w, level, name, attributes);
    }
}

static void list_style(const word *w, pov_buffer *styles)
{
    pov_buffer_add(styles, pov_buffer_get(&w->style), w->style.length + 1);
}

/* Styles that have a name: those that strike text out or hide it, and those of titles. */
static void start_style(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    word *w = context;
    const char *value = pov_xml_get(attributes, "val");

    (void)xml;
    if (strcmp(name, "style") == 0) {
        const char *id = pov_xml_get(attributes, "styleId");
        pov_buffer_clear(&w->style);
        pov_buffer_text(&w->style, id != NULL ? id : "");
        w->depth = 0;
    } else if (strcmp(name, "basedOn") == 0) {
        if (pov_held_lists(&w->held.unseen, value)) {
            list_style(w, &w->held.unseen);
        }
        if (pov_held_lists(&w->above, value)) {
            list_style(w, &w->above);
        }
        pov_held_set_indent(&w->held, pov_buffer_get(&w->style),
                            pov_held_indent_of(&w->held, value));
        put_place(w, place_of(w, value));
    } else if (strcmp(name, "numId") == 0) {
        const size_t number = pov_xml_number(attributes, "val", 0, PAGE_TWIPS);
        put_place(w, (list_place){(uint32_t)number, (uint32_t)w->depth});
        if (w->depth == 0) { /* "List Number 2": a list of its own, set in as its numbers are */
            pov_held_set_indent(&w->held, pov_buffer_get(&w->style),
                                pov_numbering_indent(&w->numbering, number, 0) / POV_BLANK_TWIPS);
        }
    } else if (strcmp(name, "ind") == 0) {
        pov_held_set_indent(&w->held, pov_buffer_get(&w->style),
                            indent_of(attributes) / POV_BLANK_TWIPS);
    } else if (strcmp(name, "ilvl") == 0) {
        pov_held_set_indent(&w->held, pov_buffer_get(&w->style), blanks_of_level(attributes));
        w->depth = pov_xml_number(attributes, "val", 0, POV_NUMBERING_LEVELS - 1);
    } else if (strcmp(name, "vertAlign") == 0 && is_raised(attributes)) {
        list_style(w, &w->above);
    } else if (is_struck(name) && (value == NULL || pov_xml_is_set(attributes, "val"))) {
        list_style(w, &w->held.unseen);
    } else if (strcmp(name, "jc") == 0 && value != NULL && strcmp(value, "center") == 0) {
        list_style(w, &w->held.centred);
    }
}

static void start_element(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    static const pov_xml_handler styles = {.start = start_style};
    static const pov_xml_handler numbers = {.start = start_numbering};
    word *w = context;
    pov_held_level *level = pov_held_at(&w->held);

    if (strcmp(name, "body") == 0 && w->held.depth == 0) {
        pov_held_read_styles(&w->held, xml, "word/numbering.xml", &numbers);
        pov_held_read_styles(&w->held, xml, "word/styles.xml", &styles);
    }

    if (w->dead > 0 || is_dead(w, name)) {
        if (level != NULL && now(w)->in_row_properties && strcmp(name, "del") == 0) {
            now(w)->row_deleted = true;
        }
        w->dead++;
        w->in_text = false;
        return;
    }
    take_number(w, name, attributes);
    if (strcmp(name, "tbl") == 0) {
        begin_table(w, xml);
    } else if (strcmp(name, "AlternateContent") == 0) {
        w->chosen = false;
    } else if (strcmp(name, "Choice") == 0) {
        w->chosen = true;
    } else if (strcmp(name, "altChunk") == 0) {
        (void)pov_fail(pov_xml_refuse(xml), POV_ERR_DATA,
                       "a part of the document is still a file of its own, which Word takes in "
                       "when it opens it");
        pov_error_hint(pov_xml_refuse(xml), "open it in Word and save it again");
    } else if (strcmp(name, "sdt") == 0) {
        w->blocks++;
    } else if (strcmp(name, "showingPlcHdr") == 0) {
        w->unfilled = w->unfilled == 0 ? w->blocks : w->unfilled;
    } else if (level != NULL) {
        start_in_table(w, level, name, attributes);
    } else if (w->held.depth == 0) {
        start_outside(w, name, attributes);
    }
}

static void end_element(void *context, pov_xml *xml, const char *name)
{
    word *w = context;
    pov_held_level *level = pov_held_at(&w->held);
    pov_error err = POV_ERROR_INIT;

    if (w->dead > 0) {
        w->dead--;
        return;
    }
    if (strcmp(name, "pPr") == 0) {
        put_number(w, level);
    }
    if (strcmp(name, "tbl") == 0) {
        pov_held_end(&w->held);
    } else if (strcmp(name, "sdt") == 0) {
        w->unfilled = w->unfilled == w->blocks ? 0 : w->unfilled;
        w->blocks -= w->blocks > 0;
    } else if (level == NULL) {
        w->in_text = false;
        if (strcmp(name, "p") == 0 && w->held.depth == 0) {
            pov_held_paragraph(&w->held, w->set_off);
        }
        return;
    } else if (strcmp(name, "tr") == 0) {
        end_row(w, level, &err);
    } else if (strcmp(name, "trPr") == 0) {
        now(w)->in_row_properties = false;
    } else if (strcmp(name, "tc") == 0) {
        end_cell(w, level, &err);
    } else if (strcmp(name, "txbxContent") == 0) {
        level->aside -= level->aside > 0;
    } else if (strcmp(name, "t") == 0) {
        w->in_text = false;
    } else if (strcmp(name, "r") == 0) {
        now(w)->runs -= now(w)->runs > 0;
        w->unseen = false;
    }
    if (err.code != POV_OK) {
        *pov_xml_refuse(xml) = err;
    }
}

static void take_text(void *context, const char *bytes, size_t length)
{
    word *w = context;
    pov_held_level *level = pov_held_at(&w->held);

    if (!w->in_text || w->dead > 0) {
        return;
    }
    if (level == NULL) {
        pov_buffer_add(&w->held.paragraph, bytes, length);
    } else if (w->raised) {
        pov_text_raise(bytes, length, &level->text);
    } else {
        pov_buffer_add(&level->text, bytes, length);
    }
}

/* ---- as a source ---- */

static bool accepts_word(const char *root)
{
    return strcmp(root, "document") == 0;
}

static pov_status open_word(pov_source *source, pov_error *err)
{
    static const pov_xml_handler handler = {
        .start = start_element, .end = end_element, .text = take_text};

    return pov_held_open(source, sizeof(word), &handler, err);
}

static pov_status begin_word_table(pov_source *source, pov_error *err)
{
    (void)err;
    pov_held_rewind(source->state);
    pov_held_place(source);
    return POV_OK;
}

static void close_word(pov_source *source)
{
    word *w = source->state;

    if (w == NULL) {
        return;
    }
    for (size_t i = 0; i < POV_HELD_DEPTH_MAX; i++) {
        free(w->at_hand[i].above);
        pov_buffer_fini(&w->at_hand[i].prefix);
    }
    pov_buffer_fini(&w->style);
    pov_buffer_fini(&w->above);
    pov_buffer_fini(&w->numbered);
    pov_numbering_fini(&w->numbering);
    pov_held_fini(&w->held);
    free(w);
}

const pov_source_format pov_source_docx = {accepts_word,  open_word,      begin_word_table,
                                           pov_held_next, pov_held_notes, close_word};
