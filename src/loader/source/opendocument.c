/*
 * OpenDocument: sheets of .ods, tables of .odt. All are in one part, in which each cell says what
 * it shows.
 */
#include "loader/source/held.h"
#include "loader/source/named.h"
#include "loader/source/number_format.h"

#include "base/place.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define REPEAT_MAX 1048576

/* The row and the cell at hand of one level. */
typedef struct at_hand {
    unsigned paragraph; /* elements of text, one within the other */
    bool started;       /* the cell has a paragraph */
    bool covered, formula, valued, unseen;
    bool number, zero, negative; /* its value */
    unsigned indent;             /* blanks that its style is worth */
    unsigned lists;              /* one within the other */
    size_t row_repeat, cell_repeat, across, down;
} at_hand;

typedef struct document {
    pov_held held;
    bool sheets;
    pov_named named;
    pov_buffer hidden;   /* names of styles of sheets that are hidden, each terminated */
    pov_buffer style;    /* the style at hand */
    pov_buffer raised;   /* names of styles of text above the line, each terminated */
    bool set_off;        /* the paragraph outside of tables is centred, or a heading */
    unsigned outside;    /* elements of text outside of tables, one within the other */
    uint64_t up, out;    /* spans and paragraphs, one within the other: 1 where one is raised, or
                           nobody sees it */
    unsigned dead;       /* elements whose content nobody sees */
    at_hand at_hand[POV_HELD_DEPTH_MAX];
    pov_buffer value; /* what a cell without text would show */
} document;

static at_hand *now(document *d)
{
    return &d->at_hand[d->held.depth - 1];
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (strcmp(name, *names) == 0) {
            return true;
        }
    }
    return false;
}

/* Notes, former text, shapes beside the cells. */
static bool is_dead(const char *name)
{
    static const char *const names[] = {"annotation", "note",      "tracked-changes",
                                        "shapes",     "ruby-text", NULL};
    return is_one_of(name, names);
}

/* What lies over a cell. */
static bool is_aside(const char *name)
{
    static const char *const names[] = {"frame",   "custom-shape", "g",       "rect",    "line",
                                        "ellipse", "polygon",      "control", "caption", NULL};
    return is_one_of(name, names);
}

static bool is_text(const char *name)
{
    return (name[0] == 'p' || name[0] == 'h') && name[1] == '\0';
}

/* ---- what a cell without text would show ---- */

static void take_value(document *d, const char **attributes)
{
    const char *type = pov_xml_get(attributes, "value-type");
    const char *value = pov_xml_get(attributes, "value");
    pov_number_format format;

    now(d)->number = value != NULL;
    now(d)->zero = value != NULL && strpbrk(value, "123456789") == NULL;
    now(d)->negative = value != NULL && *value == '-' && !now(d)->zero;
    pov_buffer_clear(&d->value);
    now(d)->formula = pov_xml_get(attributes, "formula") != NULL;
    now(d)->valued = type != NULL;
    if (type == NULL) {
        return;
    }
    pov_number_format_parse(&format, strcmp(type, "percentage") == 0 ? "0.#########%" : "General");
    if (value != NULL) {
        pov_number_write(&format, value, false, &d->value);
    } else if ((value = pov_xml_get(attributes, "date-value")) != NULL) {
        (void)pov_number_write_iso(&format, value, &d->value);
    } else if ((value = pov_xml_get(attributes, "string-value")) != NULL) {
        pov_buffer_text(&d->value, value);
    }
}

/* What is not as shown (docs/formats.md): a dash for 0 is 0, and a number below 0 that is red or in
 * brackets has a minus. */
static pov_buffer *as_meant(document *d, pov_buffer *text)
{
    static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x88\x92"};
    const at_hand *cell = now(d);
    const char *shown = pov_buffer_get(text) + strspn(pov_buffer_get(text), " \n");
    size_t dash = 0;

    for (size_t i = 0; i < POV_LENGTH(dashes); i++) {
        dash = pov_text_begins(shown, dashes[i]) ? strlen(dashes[i]) : dash;
    }
    if (cell->zero && dash > 0 && shown[dash + strspn(shown + dash, " \n")] == '\0') {
        pov_buffer_clear(&d->value);
        pov_buffer_char(&d->value, '0');
        return &d->value;
    }
    if (cell->negative && (*shown == '(' || pov_is_digit(*shown))) {
        pov_buffer_clear(&d->value);
        pov_buffer_char(&d->value, '-');
        for (; *shown != '\0'; shown++) {
            if (*shown != '(' && *shown != ')') {
                pov_buffer_char(&d->value, *shown);
            }
        }
        return &d->value;
    }
    return text;
}

/* Blanks that a length such as "0.353cm" is worth, as Word's indents (docx.c). */
static unsigned blanks_of(const char *length)
{
    static const struct {
        const char *unit;
        unsigned twips;
    } units[] = {{"cm", 567}, {"mm", 57}, {"in", 1440}, {"pt", 20}, {"pc", 240}};
    unsigned thousandths = 0, places = 0;
    bool point = false;

    for (; length != NULL && (pov_is_digit(*length) || *length == '.'); length++) {
        point = point || *length == '.';
        if (*length != '.' && places < 3 && thousandths < 100000) {
            thousandths = 10 * thousandths + (unsigned)(*length - '0');
            places += point;
        }
    }
    for (; places < 3; places++) {
        thousandths *= 10;
    }
    for (size_t i = 0; i < POV_LENGTH(units) && length != NULL; i++) {
        if (strcmp(length, units[i].unit) == 0) {
            return (unsigned)((uint64_t)thousandths * units[i].twips /
                              (UINT64_C(1000) * POV_BLANK_TWIPS));
        }
    }
    return 0;
}

static void list_style(const document *d, pov_buffer *styles)
{
    pov_buffer_add(styles, pov_buffer_get(&d->style), d->style.length + 1);
}

/* ---- elements ---- */

/* Styles come before the tables: of hidden sheets, of text that is raised, struck out or hidden. */
static void take_style(document *d, const char *name, const char **attributes)
{
    const char *display = pov_xml_get(attributes, "display");

    if (strcmp(name, "style") == 0) {
        const char *style = pov_xml_get(attributes, "name");
        const char *parent = pov_xml_get(attributes, "parent-style-name");
        pov_buffer_clear(&d->style);
        pov_buffer_text(&d->style, style != NULL ? style : "");
        pov_buffer *const lists[] = {&d->held.unseen, &d->held.centred, &d->raised};
        for (size_t i = 0; i < POV_LENGTH(lists); i++) {
            if (pov_held_lists(lists[i], parent)) {
                list_style(d, lists[i]);
            }
        }
        pov_held_set_indent(&d->held, pov_buffer_get(&d->style),
                            pov_held_indent_of(&d->held, parent));
    } else if (strcmp(name, "table-properties") == 0 && display != NULL &&
               strcmp(display, "false") == 0) {
        list_style(d, &d->hidden);
    } else if (strcmp(name, "paragraph-properties") == 0) {
        const char *align = pov_xml_get(attributes, "text-align");
        pov_held_set_indent(&d->held, pov_buffer_get(&d->style),
                            blanks_of(pov_xml_get(attributes, "margin-left")) +
                                blanks_of(pov_xml_get(attributes, "text-indent")));
        if (align != NULL && (strcmp(align, "center") == 0 || strcmp(align, "end") == 0)) {
            list_style(d, &d->held.centred);
        }
    } else if (strcmp(name, "text-properties") == 0) {
        const char *position = pov_xml_get(attributes, "text-position");
        const char *line = pov_xml_get(attributes, "text-line-through-style");
        if (position != NULL && *position != '0') { /* above the line or below it */
            list_style(d, &d->raised);
        }
        if ((line != NULL && strcmp(line, "none") != 0) ||
            (display != NULL && strcmp(display, "none") == 0)) {
            list_style(d, &d->held.unseen);
        }
    }
}

/* How often, or over how many: 0 is 1. */
static size_t times(const char **attributes, const char *name)
{
    const size_t number = pov_xml_number(attributes, name, 1, REPEAT_MAX);

    return number > 0 ? number : 1;
}

static void begin_row(document *d, pov_held_level *level, const char **attributes)
{
    const char *seen = pov_xml_get(attributes, "visibility");

    now(d)->row_repeat = times(attributes, "number-rows-repeated");
    level->line++;
    level->column = level->unknown = 0;
    pov_row_builder_clear(&level->row);
    level->row.hidden = seen != NULL && strcmp(seen, "visible") != 0;
}

static void begin_cell(document *d, pov_held_level *level, bool covered, const char **attributes)
{
    now(d)->cell_repeat = times(attributes, "number-columns-repeated");
    now(d)->across = times(attributes, "number-columns-spanned");
    now(d)->down = times(attributes, "number-rows-spanned");
    now(d)->covered = covered;
    now(d)->unseen = pov_held_lists(&d->held.unseen, pov_xml_get(attributes, "style-name"));
    now(d)->indent = pov_held_indent_of(&d->held, pov_xml_get(attributes, "style-name"));
    now(d)->started = false;
    now(d)->lists = 0;
    level->cell_column = level->column;
    level->column += now(d)->cell_repeat;
    pov_held_begin_cell(level);
    take_value(d, attributes);
}

static void add_to_text(document *d, pov_held_level *level, const char *name,
                        const char **attributes)
{
    if (is_text(name)) {
        if (now(d)->started) {
            pov_buffer_char(&level->text, '\n');
        } else {
            now(d)->indent += pov_held_indent_of(&d->held, pov_xml_get(attributes, "style-name"));
            now(d)->indent += POV_LEVEL_BLANKS * (now(d)->lists > 0 ? now(d)->lists - 1 : 0);
        }
        now(d)->started = true;
    } else if (strcmp(name, "list") == 0) {
        now(d)->lists++;
    } else if (strcmp(name, "s") == 0) {
        for (size_t i = pov_xml_number(attributes, "c", 1, 100); i > 0; i--) {
            pov_buffer_char(&level->text, ' ');
        }
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "line-break") == 0) {
        pov_buffer_char(&level->text, '\n');
    }
}

static void start_style(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    (void)xml;
    take_style(context, name, attributes);
}

static void start_element(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    static const pov_xml_handler styles = {.start = start_style};
    document *d = context;
    pov_held_level *level = pov_held_at(&d->held);

    if (is_dead(name) || d->dead > 0 || pov_xml_is_set(attributes, "is-hidden")) {
        d->dead++;
        return;
    }
    if (strcmp(name, "automatic-styles") == 0) {
        pov_held_read_styles(&d->held, xml, "styles.xml", &styles);
        return;
    }
    if (strcmp(name, "table") == 0) {
        const char *title = pov_xml_get(attributes, "name");
        const char *split = pov_xml_get(attributes, "is-sub-table");
        pov_error err = POV_ERROR_INIT;
        if (level != NULL && split != NULL && strcmp(split, "true") == 0) {
            /* its cells are drawn as cells of the table around it */
            (void)pov_fail(&err, POV_ERR_DATA, "cells that were split are tables of their own");
            pov_error_hint(
                &err, "save it as .docx, or run: libreoffice --headless --convert-to docx {FILE}");
            pov_error_place(&err, NULL, level->line, level->cell_column + 1, NULL);
            *pov_xml_refuse(xml) = err;
            return;
        }
        pov_held_begin(&d->held, title != NULL ? title : "",
                       pov_held_lists(&d->hidden, pov_xml_get(attributes, "style-name")), &err);
        if (err.code != POV_OK) {
            *pov_xml_refuse(xml) = err;
        }
        return;
    }
    if (strcmp(name, "named-range") == 0) {
        const char *range = pov_xml_get(attributes, "name");
        const char *address = pov_xml_get(attributes, "cell-range-address");
        pov_error err = POV_ERROR_INIT;
        if (range != NULL && address != NULL &&
            pov_named_add(&d->named, d->held.source, range, address, '.', &err) != POV_OK) {
            *pov_xml_refuse(xml) = err;
        }
        return;
    }
    if (strcmp(name, "span") == 0 || is_text(name)) {
        const char *style = pov_xml_get(attributes, "style-name");
        d->up = d->up << 1U | pov_held_lists(&d->raised, style);
        d->out = d->out << 1U | pov_held_lists(&d->held.unseen, style);
    }
    if (level == NULL) {
        if (is_text(name) && d->outside++ == 0) {
            d->set_off = name[0] == 'h' ||
                         pov_held_lists(&d->held.centred, pov_xml_get(attributes, "style-name"));
        }
        d->sheets = d->sheets || strcmp(name, "spreadsheet") == 0;
        take_style(d, name, attributes);
    } else if (strcmp(name, "table-column") == 0) {
        const char *seen = pov_xml_get(attributes, "visibility");
        const size_t columns = times(attributes, "number-columns-repeated");
        if (seen != NULL && strcmp(seen, "visible") != 0) {
            pov_row_builder_hide(&level->row, level->column, columns);
        }
        level->column += columns;
    } else if (strcmp(name, "table-row") == 0) {
        begin_row(d, level, attributes);
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        begin_cell(d, level, name[0] == 'c', attributes);
    } else if (level->in_cell) {
        level->aside += is_aside(name);
        now(d)->paragraph += is_text(name);
        if (level->aside == 0) {
            add_to_text(d, level, name, attributes);
        }
    }
}

static void end_cell(document *d, pov_held_level *level, pov_error *err)
{
    pov_buffer *own = pov_held_cell_text(level);
    pov_buffer *text = now(d)->started || own->length > 0 ? as_meant(d, own) : &d->value;

    level->in_cell = false;
    level->aside = now(d)->paragraph = 0;
    if (text->failed) {
        (void)pov_no_memory(err);
    }
    if (now(d)->covered || now(d)->unseen) {
        return;
    }
    if (now(d)->formula && !now(d)->valued && text->length == 0) {
        level->unknown = level->unknown == 0 ? level->cell_column + 1 : level->unknown;
        pov_buffer_char(text, '?');
    }
    if (now(d)->number && strspn(pov_buffer_get(text), " \n") == text->length &&
        level->row.told.blanks++ == 0) {
        level->row.told.first_blank = level->line;
        level->row.told.blank_column = level->cell_column;
    }
    if (now(d)->across > 1 || now(d)->down > 1) {
        pov_row_builder_merge(&level->row, level->line, level->cell_column, now(d)->across,
                              now(d)->down);
    }
    for (size_t i = 0; i < now(d)->cell_repeat && text->length > 0 && err->code == POV_OK; i++) {
        if (!pov_row_builder_put(&level->row, level->cell_column + i, pov_buffer_get(text),
                                 text->length)) {
            (void)pov_refuse_wide(err);
        }
        pov_row_builder_indent(&level->row, level->cell_column + i, now(d)->indent);
    }
    pov_error_place(err->code != POV_OK ? err : NULL, NULL, level->line, level->cell_column + 1,
                    NULL);
}

static void end_element(void *context, pov_xml *xml, const char *name)
{
    document *d = context;
    pov_held_level *level = pov_held_at(&d->held);
    pov_error err = POV_ERROR_INIT;

    if (d->dead > 0) {
        d->dead--;
        return;
    }
    if (strcmp(name, "span") == 0 || is_text(name)) {
        d->up >>= 1U;
        d->out >>= 1U;
    }
    if (strcmp(name, "table") == 0) {
        pov_held_end(&d->held);
        pov_buffer_clear(&d->value); /* of a cell in it */
    } else if (level == NULL) {
        if (is_text(name) && d->outside > 0 && --d->outside == 0 && d->held.depth == 0) {
            pov_held_paragraph(&d->held, d->set_off);
        }
        return;
    } else if (strcmp(name, "table-row") == 0) {
        (void)pov_held_end_row(&d->held, now(d)->row_repeat - 1, &err);
        level->line += now(d)->row_repeat - 1;
    } else if (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0) {
        end_cell(d, level, &err);
    } else if (level->in_cell) {
        level->aside -= level->aside > 0 && is_aside(name);
        now(d)->paragraph -= now(d)->paragraph > 0 && is_text(name);
        now(d)->lists -= now(d)->lists > 0 && strcmp(name, "list") == 0;
    }
    if (err.code != POV_OK) {
        *pov_xml_refuse(xml) = err;
    }
}

static void take_text(void *context, const char *bytes, size_t length)
{
    document *d = context;
    pov_held_level *level = pov_held_at(&d->held);

    if (d->dead > 0 || d->out != 0) {
        return;
    }
    if (level == NULL) {
        if (d->outside > 0 && d->held.depth == 0) {
            pov_buffer_add(&d->held.paragraph, bytes, length);
        }
    } else if (level->in_cell && now(d)->paragraph > 0 && level->aside == 0) {
        if (d->up != 0) {
            pov_text_raise(bytes, length, &level->text);
        } else {
            pov_buffer_add(&level->text, bytes, length);
        }
    }
}

/* ---- as a source ---- */

static bool accepts_document(const char *root)
{
    return strcmp(root, "document-content") == 0;
}

static void find_encryption(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    (void)context;
    (void)attributes;
    if (strcmp(name, "encryption-data") == 0) {
        (void)pov_refuse_encrypted(pov_xml_refuse(xml));
    }
}

pov_status pov_refuse_encrypted_document(const pov_zip *zip, pov_error *err)
{
    static const pov_xml_handler handler = {.start = find_encryption};
    const pov_zip_entry *manifest = pov_zip_find(zip, "META-INF/manifest.xml");

    return manifest != NULL ? pov_xml_read(zip, manifest, &handler, NULL, err) : POV_OK;
}

static pov_status set_text(pov_held *held, pov_source_cell *cell, const pov_buffer *text,
                           pov_error *err)
{
    cell->text = pov_arena_text(&held->arena, pov_buffer_get(text), text->length);
    cell->length = text->length;
    return cell->text != NULL && !text->failed ? POV_OK : pov_no_memory(err);
}

static const char *text_of(const pov_held_row *row, size_t column)
{
    return column < row->count ? row->cell[column].text : "";
}

/* A workbook of povcalc's own, which another program saved: as in xlsx.c. */
static pov_status read_by_names(document *d, size_t table, pov_error *err)
{
    pov_held_table *held = &d->held.table[table];
    const size_t end = pov_named_end(&d->named, table);
    pov_status status = POV_OK;

    held->told.columns = 0; /* povcalc itself hides some */
    for (size_t r = 0; r < held->count && status == POV_OK; r++) {
        pov_held_row *row = &held->row[r];
        if (end > 0 && row->line >= end) {
            held->count = r;
            break;
        }
        for (size_t c = 0; c < row->count && status == POV_OK; c++) {
            if (pov_named_heading(&d->named, table, row->line, c, &d->value)) {
                status = set_text(&d->held, &row->cell[c], &d->value, err);
            }
        }
        for (size_t i = 0; i < d->named.count && status == POV_OK; i++) {
            const pov_named_cell *cell = &d->named.cell[i];
            if (pov_named_has_ends(cell, table, row->line) && cell->column < row->count) {
                pov_named_range(text_of(row, cell->low), text_of(row, cell->high), &d->value);
                status = set_text(&d->held, &row->cell[cell->column], &d->value, err);
            }
        }
    }
    return status;
}

static pov_status open_document(pov_source *source, pov_error *err)
{
    static const pov_xml_handler handler = {
        .start = start_element, .end = end_element, .text = take_text};

    pov_status status = pov_held_open(source, sizeof(document), &handler, err);
    document *d = source->state;
    if (status == POV_OK) {
        pov_named_settle(&d->named, source);
    }
    for (size_t t = 0; status == POV_OK && d->named.count > 0 && t < source->table_count; t++) {
        status = read_by_names(d, t, err);
    }
    return status;
}

static pov_status begin_table(pov_source *source, pov_error *err)
{
    document *d = source->state;

    (void)err;
    pov_held_rewind(&d->held);
    if (d->sheets) {
        pov_buffer_format(&source->place, "%s:%s" POV_PLACE_CELLS, source->input.input.name,
                          source->table[source->begun].name);
    } else {
        pov_held_place(source);
    }
    return POV_OK;
}

static void close_document(pov_source *source)
{
    document *d = source->state;

    if (d == NULL) {
        return;
    }
    pov_held_fini(&d->held);
    pov_buffer_fini(&d->hidden);
    pov_buffer_fini(&d->style);
    pov_buffer_fini(&d->raised);
    pov_buffer_fini(&d->value);
    free(d->named.cell);
    free(d);
}

const pov_source_format pov_source_opendocument = {
    accepts_document, open_document, begin_table, pov_held_next, pov_held_notes, close_document};
