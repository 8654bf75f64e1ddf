/*
 * Excel workbooks: a sheet is a table. Sheets are read as their parts are unpacked, row by row, so
 * that memory does not grow with them; what stays are the texts that cells share.
 *
 * Merged cells are listed after the cells. So the end of a sheet is looked at before its rows.
 */
#include "loader/source/format.h"
#include "loader/source/named.h"
#include "loader/source/number_format.h"
#include "loader/source/relations.h"
#include "loader/source/row_builder.h"
#include "loader/source/xml.h"

#include "base/place.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 16384
#define ROWS_MAX 1048576
#define MERGES_MAX 100000
#define STYLES_MAX 65536
#define OWN_FORMATS_MAX 4096
#define MERGES_BYTES_MAX ((size_t)16 * 1024 * 1024)

typedef struct own_format {
    size_t number;
    pov_number_format format;
} own_format;

typedef struct style {
    pov_number_format format;
    bool struck;
    unsigned char indent;
} style;

typedef struct merge {
    size_t row, column, across, down;
} merge;

typedef enum cell_type {
    CELL_NUMBER,
    CELL_BOOLEAN,
    CELL_SHARED,
    CELL_TEXT,
    CELL_ERROR,
    CELL_DATE
} cell_type;

typedef struct workbook {
    pov_source *source;
    pov_relations relations;
    const pov_zip_entry **sheet; /* of each table */
    size_t sheet_capacity;
    bool since_1904, without_cells; /* the second: there are sheets that have none */
    pov_named named;
    const char *name; /* the one at hand; NULL: none */
    size_t end;       /* the row at which those of the sheet end; 0: none says so */

    own_format *own; /* formats with a code of their own */
    size_t own_count, own_capacity;
    bool *struck; /* of each font */
    size_t fonts, font_capacity;
    style *styles; /* of cells */
    size_t style_count, style_capacity;
    style *named_style; /* by xfId */
    size_t named_styles;
    bool in_styles, in_fonts;

    pov_buffer strings; /* each terminated */
    uint32_t *string;   /* where they begin */
    size_t string_count, string_capacity;

    /* the sheet that is read */
    pov_xml *xml;
    merge *merge; /* from the top down */
    size_t merge_count, merge_capacity, next_merge;
    pov_row_builder row;
    size_t wide, width;  /* the sheet that was looked at before, and how wide it was there */
    size_t line, column; /* of the row and the cell at hand, the column from 0 */
    size_t style;
    cell_type type;
    bool in_row, in_cell, in_value, in_text, in_phonetic, formula, valued, ready;
    bool raised, out; /* the run of a text; out: it is struck out */
    pov_buffer value, shown;
} workbook;

/* ---- the workbook and its styles ---- */

static void add_sheet(workbook *b, pov_xml *xml, const char **attributes)
{
    pov_source *s = b->source;
    const char *name = pov_xml_get(attributes, "name"), *state = pov_xml_get(attributes, "state");
    const pov_relation *relation =
        pov_relations_of_id(&b->relations, pov_xml_get(attributes, "id"));

    if (relation != NULL && strcmp(relation->type, "worksheet") != 0) {
        b->without_cells = true; /* a chart, or a macro of old */
        return;
    }
    if (s->table_count >= POV_SOURCE_TABLES_MAX) {
        return;
    }
    name = name != NULL ? name : "";
    if (pov_grow(&s->table, &s->table_capacity, s->table_count + 1, sizeof *s->table) != POV_OK ||
        pov_grow(&b->sheet, &b->sheet_capacity, s->table_count + 1,
                 sizeof(const pov_zip_entry *)) != POV_OK ||
        (name = pov_arena_text(&s->arena, name, strlen(name))) == NULL) {
        (void)pov_no_memory(pov_xml_refuse(xml));
        return;
    }
    b->sheet[s->table_count] = relation != NULL ? pov_zip_find(&s->zip, relation->target) : NULL;
    s->table[s->table_count++] =
        (pov_source_table){name, state != NULL && strcmp(state, "visible") != 0};
}

static void workbook_start(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    workbook *b = context;

    if (strcmp(name, "sheet") == 0) {
        add_sheet(b, xml, attributes);
    } else if (strcmp(name, "workbookPr") == 0) {
        b->since_1904 = pov_xml_is_set(attributes, "date1904");
    } else if (strcmp(name, "definedName") == 0) {
        const char *defined = pov_xml_get(attributes, "name");
        b->name =
            defined != NULL ? pov_arena_text(&b->source->arena, defined, strlen(defined)) : NULL;
        pov_buffer_clear(&b->value);
    }
}

static void workbook_text(void *context, const char *bytes, size_t length)
{
    workbook *b = context;

    if (b->name != NULL) {
        pov_buffer_add(&b->value, bytes, length);
    }
}

static void workbook_end(void *context, pov_xml *xml, const char *name)
{
    workbook *b = context;
    pov_error err = POV_ERROR_INIT;

    if (b->name != NULL && strcmp(name, "definedName") == 0) {
        if (pov_named_add(&b->named, b->source, b->name, pov_buffer_get(&b->value), '!', &err) !=
            POV_OK) {
            *pov_xml_refuse(xml) = err;
        }
        b->name = NULL;
    }
}

static void add_own_format(workbook *b, pov_xml *xml, const char **attributes)
{
    const char *code = pov_xml_get(attributes, "formatCode");

    if (code == NULL || b->own_count >= OWN_FORMATS_MAX) {
        return;
    }
    if (pov_grow(&b->own, &b->own_capacity, b->own_count + 1, sizeof *b->own) != POV_OK) {
        (void)pov_no_memory(pov_xml_refuse(xml));
        return;
    }
    own_format *own = &b->own[b->own_count++];
    own->number = pov_xml_number(attributes, "numFmtId", 0, STYLES_MAX);
    pov_number_format_parse(&own->format, code);
}

static void add_style(workbook *b, pov_xml *xml, const char **attributes)
{
    const size_t number = pov_xml_number(attributes, "numFmtId", 0, STYLES_MAX);

    if (b->style_count >= STYLES_MAX) {
        return;
    }
    if (pov_grow(&b->styles, &b->style_capacity, b->style_count + 1, sizeof *b->styles) != POV_OK) {
        (void)pov_no_memory(pov_xml_refuse(xml));
        return;
    }
    style *s = &b->styles[b->style_count++];
    const size_t font = pov_xml_number(attributes, "fontId", 0, STYLES_MAX);
    const size_t from = pov_xml_number(attributes, "xfId", 0, STYLES_MAX);
    const style *parent = from < b->named_styles ? &b->named_style[from] : NULL;
    s->struck = font < b->fonts && b->struck[font];
    if (parent != NULL && pov_xml_get(attributes, "fontId") == NULL) {
        s->struck = parent->struck;
    }
    if (parent != NULL && pov_xml_get(attributes, "numFmtId") == NULL) {
        s->format = parent->format;
        return;
    }
    for (size_t i = 0; i < b->own_count; i++) {
        if (b->own[i].number == number) {
            s->format = b->own[i].format;
            return;
        }
    }
    pov_number_format_parse(&s->format, pov_number_format_code(number));
}

static void add_font(workbook *b, pov_xml *xml)
{
    if (b->fonts >= STYLES_MAX) {
        return;
    }
    if (pov_grow(&b->struck, &b->font_capacity, b->fonts + 1, sizeof *b->struck) != POV_OK) {
        (void)pov_no_memory(pov_xml_refuse(xml));
        return;
    }
    b->struck[b->fonts++] = false;
}

/* What a font or a run says of a line through it. */
static bool strikes(const char **attributes)
{
    return pov_xml_get(attributes, "val") == NULL || pov_xml_is_set(attributes, "val");
}

static void styles_start(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    workbook *b = context;

    if (strcmp(name, "numFmt") == 0 && !b->in_styles && b->style_count == 0) {
        add_own_format(b, xml, attributes);
    } else if (strcmp(name, "fonts") == 0) {
        b->in_fonts = true;
    } else if (strcmp(name, "font") == 0 && b->in_fonts) {
        add_font(b, xml);
    } else if (strcmp(name, "strike") == 0 && b->in_fonts && b->fonts > 0) {
        b->struck[b->fonts - 1] = strikes(attributes);
    } else if (strcmp(name, "cellStyleXfs") == 0) {
        b->in_styles = true;
    } else if (strcmp(name, "cellXfs") == 0) {
        if (b->named_style == NULL) { /* those of cells follow, and inherit from them */
            b->named_style = b->styles;
            b->named_styles = b->style_count;
            b->styles = NULL;
            b->style_count = b->style_capacity = 0;
        }
        b->in_styles = true;
    } else if (strcmp(name, "xf") == 0 && b->in_styles) {
        add_style(b, xml, attributes);
    } else if (strcmp(name, "alignment") == 0 && b->in_styles && b->style_count > 0) {
        b->styles[b->style_count - 1].indent =
            (unsigned char)pov_xml_number(attributes, "indent", 0, 250);
    }
}

static void styles_end(void *context, pov_xml *xml, const char *name)
{
    workbook *b = context;

    (void)xml;
    b->in_styles =
        b->in_styles && strcmp(name, "cellXfs") != 0 && strcmp(name, "cellStyleXfs") != 0;
    b->in_fonts = b->in_fonts && strcmp(name, "fonts") != 0;
}

/* ---- texts ---- */

static void add_utf8(pov_buffer *to, unsigned point)
{
    if (point < 0x80U) {
        pov_buffer_char(to, (char)(point < ' ' ? '\n' : point));
    } else if (point < 0x800U) {
        pov_buffer_char(to, (char)(0xC0U | point >> 6U));
        pov_buffer_char(to, (char)(0x80U | (point & 0x3FU)));
    } else if (point < 0xD800U || point > 0xDFFFU) {
        pov_buffer_char(to, (char)(0xE0U | point >> 12U));
        pov_buffer_char(to, (char)(0x80U | (point >> 6U & 0x3FU)));
        pov_buffer_char(to, (char)(0x80U | (point & 0x3FU)));
    }
}

/* "_x000D_" is a character that XML cannot have; false for another text. */
static bool read_escape(const char *text, unsigned *point)
{
    *point = 0;
    if (text[0] != '_' || text[1] != 'x') {
        return false;
    }
    for (int i = 2; i < 6; i++) {
        static const char digits[] = "0123456789abcdef0123456789ABCDEF";
        const char *found = text[i] != '\0' ? strchr(digits, text[i]) : NULL;
        if (found == NULL) {
            return false;
        }
        *point = *point << 4U | (unsigned)((found - digits) & 15);
    }
    return text[6] == '_';
}

static void unescape(pov_buffer *text, size_t from)
{
    unsigned point = 0;

    if (text->failed || text->length == from || strstr(text->data + from, "_x") == NULL) {
        return;
    }
    pov_buffer plain = {0};
    for (const char *at = text->data + from; *at != '\0';) {
        if (read_escape(at, &point)) {
            add_utf8(&plain, point);
            at += 7;
        } else {
            pov_buffer_char(&plain, *at++);
        }
    }
    text->length = from;
    pov_buffer_add(text, pov_buffer_get(&plain), plain.length);
    pov_buffer_end(&plain, &text->failed);
}

/* The parts of a text: runs, but not how they are pronounced. */
static void text_start(workbook *b, const char *name, const char **attributes)
{
    const char *value = pov_xml_get(attributes, "val");

    if (strcmp(name, "t") == 0) {
        b->in_text = !b->in_phonetic && !b->out;
    } else if (strcmp(name, "vertAlign") == 0) {
        b->raised = value != NULL && strcmp(value, "baseline") != 0;
    } else if (strcmp(name, "strike") == 0) {
        b->out = strikes(attributes);
    } else if (strcmp(name, "rPh") == 0) {
        b->in_phonetic = true;
    }
}

static void text_end(workbook *b, const char *name)
{
    if (strcmp(name, "t") == 0) {
        b->in_text = false;
    } else if (strcmp(name, "r") == 0) {
        b->raised = b->out = false;
    } else if (strcmp(name, "rPh") == 0) {
        b->in_phonetic = false;
    }
}

static void add_text(const workbook *b, const char *bytes, size_t length, pov_buffer *out)
{
    if (b->raised && b->in_text) {
        pov_text_raise(bytes, length, out);
    } else {
        pov_buffer_add(out, bytes, length);
    }
}

static void strings_start(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    workbook *b = context;

    if (strcmp(name, "si") != 0) {
        text_start(b, name, attributes);
    } else if (pov_grow(&b->string, &b->string_capacity, b->string_count + 1, sizeof *b->string) !=
               POV_OK) {
        (void)pov_no_memory(pov_xml_refuse(xml));
    } else {
        b->string[b->string_count++] = (uint32_t)b->strings.length;
    }
}

static void strings_end(void *context, pov_xml *xml, const char *name)
{
    workbook *b = context;

    if (strcmp(name, "si") != 0) {
        text_end(b, name);
        return;
    }
    if (b->string_count > 0) {
        unescape(&b->strings, b->string[b->string_count - 1]);
    }
    pov_buffer_add(&b->strings, "", 1);
    if (b->strings.failed) {
        (void)pov_no_memory(pov_xml_refuse(xml));
    }
}

static void strings_text(void *context, const char *bytes, size_t length)
{
    workbook *b = context;

    if (b->in_text) {
        add_text(b, bytes, length, &b->strings);
    }
}

/* ---- merged cells ---- */

static int compare_merges(const void *left, const void *right)
{
    const merge *a = left, *b = right;

    return a->row != b->row ? (a->row < b->row ? -1 : 1)
                            : (a->column > b->column) - (a->column < b->column);
}

/* What is between the quotes after "ref" in an element whose name was found. */
static bool read_merge(const char *at, merge *m)
{
    size_t row = 0, column = 0;

    at = strstr(at, "ref");
    at = at != NULL ? at + 3 : "";
    at += strspn(at, " \t\r\n=\"'");
    if (!pov_read_reference(&at, &m->row, &m->column) || *at++ != ':' ||
        !pov_read_reference(&at, &row, &column) || row < m->row || m->row == 0 ||
        column < m->column) {
        return false;
    }
    m->down = row - m->row + 1;
    m->across = column - m->column + 1;
    return true;
}

static pov_status list_merges(workbook *b, const char *text, pov_error *err)
{
    while ((text = strstr(text, "mergeCell ")) != NULL && b->merge_count < MERGES_MAX) {
        merge m = {0};
        text += strlen("mergeCell");
        if (!read_merge(text, &m)) {
            continue;
        }
        if (pov_grow(&b->merge, &b->merge_capacity, b->merge_count + 1, sizeof *b->merge) !=
            POV_OK) {
            return pov_no_memory(err);
        }
        b->merge[b->merge_count++] = m;
    }
    if (b->merge_count > 0) { /* without one there is no array */
        qsort(b->merge, b->merge_count, sizeof *b->merge, compare_merges);
    }
    return POV_OK;
}

/* Where the cells end in a text: after "</sheetData>", with or without a prefix; or NULL. */
static const char *end_of_cells(const char *text)
{
    for (; (text = strstr(text, "sheetData>")) != NULL; text++) {
        const char *before = text - 1;
        while (*before != '<' && *before != '/' && *before != '\0' && *before != '>') {
            before--;
        }
        if (*before == '/') {
            return text;
        }
    }
    return NULL;
}

/* Looks at what comes after the cells, without reading these. */
static pov_status find_merges(workbook *b, const pov_zip_entry *entry, pov_error *err)
{
    enum { CHUNK = 65536, KEPT = 80 };
    pov_zip_part part = {0};
    pov_buffer tail = {0};
    char *chunk = calloc(1, 1 + KEPT + CHUNK + 1); /* a NUL before the text ends a search back */
    size_t kept = 0, length = 1;
    bool found = false;
    pov_status status =
        chunk != NULL ? pov_zip_part_open(&part, &b->source->zip, entry, err) : pov_no_memory(err);

    b->merge_count = b->next_merge = 0;
    while (status == POV_OK && length > 0 && tail.length < MERGES_BYTES_MAX) {
        char *text = chunk + 1;
        status = pov_zip_part_read(&part, text + kept, CHUNK, &length, err);
        if (found) {
            pov_buffer_add(&tail, text, length);
            continue;
        }
        for (char *nul = text + kept;
             (nul = memchr(nul, '\0', (size_t)(text + kept + length - nul))) != NULL;) {
            *nul = ' ';
        }
        text[kept + length] = '\0';
        const char *end = end_of_cells(text);
        if (end != NULL) {
            found = true;
            pov_buffer_text(&tail, end);
            kept = 0;
        } else if (kept + length > KEPT) {
            memmove(text, text + kept + length - KEPT, KEPT);
            kept = KEPT;
        } else {
            kept += length;
        }
    }
    if (status == POV_OK) {
        status = tail.failed ? pov_no_memory(err) : list_merges(b, pov_buffer_get(&tail), err);
    }
    pov_zip_part_close(&part);
    pov_buffer_fini(&tail);
    free(chunk);
    return status;
}

/* The merged cells that begin in this row or in a blank one above it. */
static void take_merges(workbook *b)
{
    for (; b->next_merge < b->merge_count && b->merge[b->next_merge].row <= b->line;
         b->next_merge++) {
        const merge *m = &b->merge[b->next_merge];
        if (m->row == b->line) {
            pov_row_builder_merge(&b->row, m->row, m->column, m->across, m->down);
        } else if (m->row + m->down > b->line) {
            for (size_t c = m->column; c < m->column + m->across && c < POV_SOURCE_CELLS_MAX; c++) {
                b->row.until[c] = m->row + m->down - 1;
            }
        }
    }
}

/* ---- cells ---- */

static void refuse_at(workbook *b, pov_error *err)
{
    pov_error_place(err, NULL, b->line, b->column + 1, NULL);
}

static void start_row(workbook *b, pov_xml *xml, const char **attributes)
{
    const size_t line = pov_xml_number(attributes, "r", b->line + 1, ROWS_MAX + 1);

    if (line <= b->line || line > ROWS_MAX) {
        (void)pov_refuse_damaged(pov_xml_refuse(xml), POV_TEXT("its rows are not in order"));
        return;
    }
    b->line = line;
    b->in_row = true;
    b->column = POV_NONE;
    b->row.hidden = pov_xml_is_set(attributes, "hidden");
    pov_row_builder_clear(&b->row);
}

static cell_type type_of(const char *type)
{
    return type == NULL || strcmp(type, "n") == 0 ? CELL_NUMBER
           : strcmp(type, "b") == 0               ? CELL_BOOLEAN
           : strcmp(type, "s") == 0               ? CELL_SHARED
           : strcmp(type, "e") == 0               ? CELL_ERROR
           : strcmp(type, "d") == 0               ? CELL_DATE
                                                  : CELL_TEXT;
}

static void start_cell(workbook *b, pov_xml *xml, const char **attributes)
{
    const char *reference = NULL, *type = NULL;
    size_t row = 0, column = b->column + 1;

    b->style = 0;
    for (; *attributes != NULL; attributes += 2) {
        if (attributes[0][0] == '\0' || attributes[0][1] != '\0') {
            continue;
        }
        if (attributes[0][0] == 'r') {
            reference = attributes[1];
        } else if (attributes[0][0] == 't') {
            type = attributes[1];
        } else if (attributes[0][0] == 's') {
            b->style = pov_xml_number(attributes, "s", 0, STYLES_MAX);
        }
    }
    if (reference != NULL && !pov_read_reference(&reference, &row, &column)) {
        (void)pov_refuse_damaged(pov_xml_refuse(xml), POV_TEXT("a cell with a wrong reference"));
        return;
    }
    b->column = column;
    b->type = type_of(type);
    b->in_cell = true;
    b->formula = b->valued = b->raised = b->out = false;
    pov_buffer_clear(&b->value);
}

static void sheet_start(void *context, pov_xml *xml, const char *name, const char **attributes)
{
    workbook *b = context;

    if (!b->in_cell) {
        if (b->in_row && strcmp(name, "c") == 0) {
            start_cell(b, xml, attributes);
        } else if (strcmp(name, "row") == 0) {
            start_row(b, xml, attributes);
        } else if (strcmp(name, "col") == 0 && pov_xml_is_set(attributes, "hidden")) {
            const size_t from = pov_xml_number(attributes, "min", 1, COLUMNS_MAX);
            const size_t to = pov_xml_number(attributes, "max", 1, COLUMNS_MAX);
            if (from > 0 && from <= to) {
                pov_row_builder_hide(&b->row, from - 1, to - from + 1);
            }
        }
    } else if (strcmp(name, "v") == 0) {
        b->in_value = b->valued = true;
    } else if (strcmp(name, "f") == 0) {
        b->formula = true;
    } else {
        text_start(b, name, attributes);
    }
}

static void sheet_text(void *context, const char *bytes, size_t length)
{
    workbook *b = context;

    if (b->in_cell && (b->in_value || b->in_text)) {
        add_text(b, bytes, length, &b->value);
    }
}

static const pov_number_format *format_of(const workbook *b)
{
    static const pov_number_format general = {.count = 1};

    return b->style < b->style_count ? &b->styles[b->style].format : &general;
}

static const char *shared_string(const workbook *b, const char *value)
{
    size_t number = 0;

    value += strspn(value, " ");
    for (; pov_is_digit(*value) && number < b->string_count; value++) {
        number = 10 * number + (size_t)(*value - '0');
    }
    return number < b->string_count ? pov_buffer_get(&b->strings) + b->string[number] : NULL;
}

/* Writes what the cell shows to b->shown; false where the file does not say it. */
static bool show_cell(workbook *b, pov_xml *xml)
{
    static const char blank[] = " \t\r\n"; /* of XML that was written to be read */
    const char *value = pov_buffer_get(&b->value);

    pov_buffer_clear(&b->shown);
    if (b->formula && b->value.length == 0 && (!b->valued || b->type == CELL_NUMBER)) {
        pov_error *err = pov_xml_refuse(xml);
        (void)pov_refuse_formula(err);
        refuse_at(b, err);
        return false;
    }
    if (b->value.length == 0 || (b->style < b->style_count && b->styles[b->style].struck)) {
        return true;
    }
    if (b->type == CELL_SHARED) {
        value = shared_string(b, value);
        if (value == NULL) {
            pov_error *err = pov_xml_refuse(xml);
            (void)pov_refuse_damaged(err, POV_TEXT("a cell with a text that is not there"));
            refuse_at(b, err);
            return false;
        }
        pov_number_write_text(format_of(b), value, &b->shown);
    } else if (b->type == CELL_BOOLEAN) {
        value += strspn(value, blank);
        pov_buffer_text(&b->shown, *value == '1' || *value == 't' ? "TRUE" : "FALSE");
    } else if (b->type == CELL_NUMBER) {
        while (b->value.length > 0 && strchr(blank, value[b->value.length - 1]) != NULL) {
            b->value.data[--b->value.length] = '\0';
        }
        value += strspn(value, blank);
        pov_number_write(format_of(b), value, b->since_1904, &b->shown);
        if (b->shown.length == 0 && b->row.told.blanks++ == 0) {
            b->row.told.first_blank = b->line;
            b->row.told.blank_column = b->column;
        }
    } else if (b->type == CELL_ERROR ||
               !(b->type == CELL_DATE && pov_number_write_iso(format_of(b), value, &b->shown))) {
        unescape(&b->value, 0);
        pov_buffer_text(&b->shown, pov_buffer_get(&b->value));
    }
    return true;
}

static void end_cell(workbook *b, pov_xml *xml)
{
    b->in_cell = b->in_value = b->in_text = b->in_phonetic = false;
    if (!show_cell(b, xml)) {
        return;
    }
    (void)pov_named_heading(&b->named, b->source->begun, b->line, b->column, &b->shown);
    const bool again =
        b->shown.length > 0 && b->column < b->row.filled && b->row.cell[b->column].length > 0;
    if (b->value.failed || b->shown.failed) {
        (void)pov_no_memory(pov_xml_refuse(xml));
    } else if (again) {
        pov_error *err = pov_xml_refuse(xml);
        (void)pov_refuse_damaged(err, POV_TEXT("a cell is there twice"));
        refuse_at(b, err);
    } else if (!pov_row_builder_put(&b->row, b->column, pov_buffer_get(&b->shown),
                                    b->shown.length)) {
        pov_error *err = pov_xml_refuse(xml);
        (void)pov_refuse_wide(err);
        refuse_at(b, err);
    } else if (b->style < b->style_count) {
        pov_row_builder_indent(&b->row, b->column, b->styles[b->style].indent);
    }
}

static void sheet_end(void *context, pov_xml *xml, const char *name)
{
    workbook *b = context;

    if (strcmp(name, "row") == 0 && b->in_row && !b->in_cell) {
        b->in_row = false;
        b->ready = b->row.filled > 0;
        if (b->ready) {
            pov_xml_pause(xml);
        }
    } else if (!b->in_cell) {
        return;
    } else if (strcmp(name, "c") == 0) {
        end_cell(b, xml);
    } else if (strcmp(name, "v") == 0) {
        b->in_value = false;
    } else {
        text_end(b, name);
    }
}

/* ---- as a source ---- */

/* A part by the type of a relation, or under its usual name; NULL: there is none. */
static const pov_zip_entry *part_of(workbook *b, const char *type, const char *usual)
{
    const pov_relation *relation = pov_relations_of_type(&b->relations, type);

    return pov_zip_find(&b->source->zip, relation != NULL ? relation->target : usual);
}

static pov_status read_part(workbook *b, const char *type, const char *usual,
                            const pov_xml_handler *handler, pov_error *err)
{
    const pov_zip_entry *entry = part_of(b, type, usual);

    return entry != NULL ? pov_xml_read(&b->source->zip, entry, handler, b, err) : POV_OK;
}

static bool accepts_workbook(const char *root)
{
    return strcmp(root, "workbook") == 0;
}

static pov_status open_workbook(pov_source *source, pov_error *err)
{
    static const pov_xml_handler sheets = {
        .start = workbook_start, .end = workbook_end, .text = workbook_text};
    static const pov_xml_handler styles = {.start = styles_start, .end = styles_end};
    static const pov_xml_handler strings = {
        .start = strings_start, .end = strings_end, .text = strings_text};
    workbook *b = calloc(1, sizeof *b);

    source->state = b;
    if (b == NULL) {
        return pov_no_memory(err);
    }
    b->source = source;
    pov_status status = pov_row_builder_init(&b->row, err);
    if (status == POV_OK) {
        status = pov_relations_read(&b->relations, &source->zip, source->main->name, err);
    }
    if (status == POV_OK) {
        status = pov_xml_read(&source->zip, source->main, &sheets, b, err);
    }
    if (status == POV_OK) {
        status = read_part(b, "styles", "xl/styles.xml", &styles, err);
    }
    if (status == POV_OK) {
        status = read_part(b, "sharedStrings", "xl/sharedStrings.xml", &strings, err);
    }
    pov_named_settle(&b->named, source);
    if (status == POV_OK && source->table_count == 0 && b->without_cells) {
        (void)pov_fail(err, POV_ERR_DATA, "no sheet of the workbook has cells: all are charts");
        pov_error_hint(err, "the figures of a chart are in the workbook that it was made from");
        status = POV_ERR_DATA;
    } else if (status == POV_OK && source->table_count == 0) {
        status = pov_refuse_damaged(err, POV_TEXT("a workbook without sheets"));
    }
    return status;
}

/* Of a sheet that no relation names: sheets are numbered. */
static const pov_zip_entry *sheet_part(workbook *b, size_t table)
{
    pov_buffer name = {0};

    if (b->sheet[table] != NULL) {
        return b->sheet[table];
    }
    pov_buffer_format(&name, "xl/worksheets/sheet%zu.xml", table + 1);
    const pov_zip_entry *found = pov_zip_find(&b->source->zip, pov_buffer_get(&name));
    pov_buffer_fini(&name);
    return found;
}

static pov_status begin_sheet(pov_source *source, pov_error *err)
{
    static const pov_xml_handler cells = {sheet_start, sheet_end, sheet_text, "</row>"};
    workbook *b = source->state;
    const pov_zip_entry *part = sheet_part(b, source->begun);

    pov_buffer_format(&source->place, "%s:%s" POV_PLACE_CELLS, source->input.input.name,
                      source->table[source->begun].name);
    pov_xml_close(b->xml);
    b->xml = NULL;
    b->line = 0;
    b->end = pov_named_end(&b->named, source->begun);
    b->in_row = b->in_cell = b->in_value = b->in_text = b->in_phonetic = false;
    b->width = b->wide == source->begun && b->row.width > b->width ? b->row.width
               : b->wide == source->begun                          ? b->width
                                                                   : 0;
    b->wide = source->begun;
    pov_row_builder_reset(&b->row);
    b->row.width = b->width;
    if (part == NULL) {
        return pov_refuse_damaged(err, POV_TEXT("the sheet is not in the file"));
    }
    pov_status status = find_merges(b, part, err);
    return status == POV_OK ? pov_xml_open(&b->xml, &source->zip, part, &cells, b, err) : status;
}

static const char *text_of(const pov_row_builder *row, size_t column)
{
    return column < row->filled ? pov_buffer_get(&row->text) + row->at[column] : "";
}

/* Both ends of a figure in the first of their cells: "6.5-7.2", ">=3". */
static void combine(workbook *b)
{
    for (size_t i = 0; i < b->named.count; i++) {
        const pov_named_cell *cell = &b->named.cell[i];
        const char *low = text_of(&b->row, cell->low), *high = text_of(&b->row, cell->high);
        if (pov_named_has_ends(cell, b->source->begun, b->line) &&
            (*low != '\0' || *high != '\0')) {
            pov_named_range(low, high, &b->shown);
            (void)pov_row_builder_put(&b->row, cell->column, pov_buffer_get(&b->shown),
                                      b->shown.length);
        }
    }
}

static pov_status next_row(pov_source *source, pov_source_row *row, pov_error *err)
{
    workbook *b = source->state;
    pov_status status = POV_OK;
    bool ended = false;

    *row = (pov_source_row){.line = b->line};
    while (status == POV_OK && !ended && row->count == 0) {
        b->ready = false;
        status = pov_xml_run(b->xml, &ended, err);
        if (status != POV_OK || !b->ready || b->line < source->options->header_line) {
            continue;
        }
        if (b->end > 0 && b->line >= b->end) {
            return POV_OK;
        }
        take_merges(b);
        combine(b);
        status = pov_row_builder_get(&b->row, b->line, row, err);
    }
    return status;
}

static pov_status note_workbook(pov_source *source, pov_problems *problems, pov_error *err)
{
    workbook *b = source->state;

    pov_hidden hidden = b->row.told;

    hidden.columns = b->named.count > 0 ? 0 : hidden.columns; /* povcalc itself hides some */
    return pov_note_hidden(&hidden, pov_buffer_get(&source->place), problems, err);
}

static void close_workbook(pov_source *source)
{
    workbook *b = source->state;

    if (b == NULL) {
        return;
    }
    pov_xml_close(b->xml);
    pov_relations_fini(&b->relations);
    pov_row_builder_fini(&b->row);
    pov_buffer_fini(&b->strings);
    pov_buffer_fini(&b->value);
    pov_buffer_fini(&b->shown);
    free(b->sheet);
    free(b->own);
    free(b->styles);
    free(b->named_style);
    free(b->struck);
    free(b->string);
    free(b->merge);
    free(b->named.cell);
    free(b);
}

const pov_source_format pov_source_xlsx = {accepts_workbook, open_workbook, begin_sheet,
                                           next_row,         note_workbook, close_workbook};
