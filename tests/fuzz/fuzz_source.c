/*
 * Workbooks and documents. The first byte says what the rest is: Z an archive, S a sheet, T shared
 * texts, Y styles, O a sheet of OpenDocument, W a Word document (each as the part of an archive
 * that is right), N the code of a number format, and below it a number.
 *
 * Whatever is in them, rows have places that grow and cells that are text, and a table reads the
 * same twice.
 */
#include "fuzz.h"

#include "loader/source/number_format.h"
#include "loader/source/source.h"

#include <zlib.h>

static const char relations[] =
    "<Relationships><Relationship Id='1' Type='x/officeDocument' Target='xl/workbook.xml'/>"
    "</Relationships>";
static const char sheets[] =
    "<Relationships><Relationship Id='1' Type='x/worksheet' Target='s.xml'/><Relationship Id='2' "
    "Type='x/sharedStrings' Target='t.xml'/><Relationship Id='3' Type='x/styles' Target='y.xml'/>"
    "</Relationships>";
static const char workbook[] = "<workbook><sheets><sheet name='A' r:id='1'/></sheets></workbook>";
static const char sheet[] =
    "<worksheet><sheetData><row><c t='s'><v>0</v></c><c s='1'><v>44926.5</v></c><c t='s' s='1'>"
    "<v>1</v></c></row></sheetData></worksheet>";
static const char texts[] = "<sst><si><t>unit</t></si><si><t>A</t></si></sst>";
static const char styles[] = "<styleSheet><cellXfs><xf/><xf numFmtId='10'/></cellXfs></styleSheet>";

static void put(pov_buffer *to, uint64_t number, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++, number >>= 8) {
        pov_buffer_char(to, (char)(number & 0xFFU));
    }
}

/* The header of a part: before it, or in the directory. */
static void put_header(pov_buffer *to, const char *name, const pov_buffer *part, uint32_t at,
                       bool directory)
{
    const uint32_t size = (uint32_t)part->length;

    pov_buffer_add(to, directory ? "PK\1\2\0\0" : "PK\3\4", directory ? 6 : 4);
    put(to, 0, 10); /* version, flags, method, time */
    put(to, (uint32_t)crc32(0, (const Bytef *)pov_buffer_get(part), size), 4);
    put(to, size, 4);
    put(to, size, 4);
    put(to, (uint32_t)strlen(name), 2);
    put(to, 0, directory ? 12 : 2);
    if (directory) {
        put(to, at, 4);
    }
    pov_buffer_text(to, name);
}

typedef struct archive {
    pov_buffer bytes, directory;
    unsigned count;
} archive;

static void add(archive *a, const char *name, const void *bytes, size_t size)
{
    pov_buffer part = {0};
    const uint32_t at = (uint32_t)a->bytes.length;

    pov_buffer_add(&part, bytes, size);
    put_header(&a->bytes, name, &part, 0, false);
    pov_buffer_add(&a->bytes, pov_buffer_get(&part), part.length);
    put_header(&a->directory, name, &part, at, true);
    a->count++;
    pov_buffer_fini(&part);
}

static void finish(archive *a)
{
    const uint32_t at = (uint32_t)a->bytes.length, size = (uint32_t)a->directory.length;

    pov_buffer_add(&a->bytes, pov_buffer_get(&a->directory), a->directory.length);
    pov_buffer_add(&a->bytes, "PK\5\6\0\0\0\0", 8);
    put(&a->bytes, a->count, 2);
    put(&a->bytes, a->count, 2);
    put(&a->bytes, size, 4);
    put(&a->bytes, at, 4);
    put(&a->bytes, 0, 2);
    pov_buffer_fini(&a->directory);
}

static uint64_t read_table(pov_source *source, size_t table)
{
    uint64_t hash = FUZZ_HASH_START;
    pov_error err = POV_ERROR_INIT;
    pov_source_row row = {0};
    size_t line = 0;

    if (pov_source_begin(source, table, &err) != POV_OK) {
        return 0;
    }
    while (pov_source_next(source, &row, &err) == POV_OK && row.count > 0) {
        FUZZ_MUST(row.line > line || (row.line == 0 && line == 0));
        FUZZ_MUST(row.count <= POV_SOURCE_CELLS_MAX);
        line = row.line;
        for (size_t i = 0; i < row.count; i++) {
            const pov_source_cell *cell = &row.cell[i];
            FUZZ_MUST(strlen(cell->text) == cell->length);
            FUZZ_MUST(pov_text_is_utf8(cell->text, cell->length, NULL));
            FUZZ_MUST((cell->across == 0) == (cell->down == 0));
            if (cell->length > 0) { /* how wide the table is, the first time tells */
                hash = fuzz_hash(fuzz_hash(hash, &i, sizeof i), cell->text, cell->length + 1);
            }
        }
        if (line > 2000) {
            break; /* of a row that is there a million times */
        }
    }
    return hash;
}

static void read_file(const uint8_t *data, size_t size)
{
    const pov_load_options options = POV_LOAD_OPTIONS_INIT;
    fuzz_bytes bytes = {data, size, 0, 0};
    const pov_input input = fuzz_input(&bytes);
    pov_problems notes = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_source *source = NULL;

    if (pov_source_open(&source, &input, &options, &err) != POV_OK) {
        FUZZ_MUST(err.message[0] != '\0');
        return;
    }
    for (size_t t = 0; pov_source_separator(source) == '\0' && t < pov_source_table_count(source);
         t++) {
        const uint64_t first = read_table(source, t);
        FUZZ_MUST(pov_source_notes(source, &notes, NULL) == POV_OK);
        FUZZ_MUST(read_table(source, t) == first || t > 0);
    }
    pov_problems_fini(&notes);
    pov_source_close(source);
}

static void show_number(const char *text)
{
    const char *end = strchr(text, '\n');
    pov_number_format format;
    pov_buffer code = {0}, shown = {0};

    pov_buffer_add(&code, text, end != NULL ? (size_t)(end - text) : strlen(text));
    if (pov_text_is_utf8(text, strlen(text), NULL)) {
        pov_number_format_parse(&format, pov_buffer_get(&code));
        pov_number_write(&format, end != NULL ? end + 1 : "851", false, &shown);
        pov_number_write_text(&format, "A", &shown);
        (void)pov_number_write_iso(&format, end != NULL ? end + 1 : "2022-12-31", &shown);
        FUZZ_MUST(pov_text_is_utf8(pov_buffer_get(&shown), shown.length, NULL));
    }
    pov_buffer_fini(&code);
    pov_buffer_fini(&shown);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    archive a = {0};
    const char kind = size > 0 ? (char)data[0] : 'Z';
    const uint8_t *rest = size > 0 ? data + 1 : data;
    const size_t length = size > 0 ? size - 1 : 0;

    if (kind == 'N') {
        pov_buffer text = {0};
        pov_buffer_add(&text, (const char *)rest, length);
        show_number(pov_buffer_get(&text));
        pov_buffer_fini(&text);
        return 0;
    }
    if (kind == 'O') {
        add(&a, "content.xml", rest, length);
    } else if (kind == 'W') {
        add(&a, "word/document.xml", rest, length);
    } else if (kind == 'S' || kind == 'T' || kind == 'Y') {
        add(&a, "_rels/.rels", relations, strlen(relations));
        add(&a, "xl/_rels/workbook.xml.rels", sheets, strlen(sheets));
        add(&a, "xl/workbook.xml", workbook, strlen(workbook));
        add(&a, "xl/s.xml", kind == 'S' ? (const void *)rest : sheet,
            kind == 'S' ? length : strlen(sheet));
        add(&a, "xl/t.xml", kind == 'T' ? (const void *)rest : texts,
            kind == 'T' ? length : strlen(texts));
        add(&a, "xl/y.xml", kind == 'Y' ? (const void *)rest : styles,
            kind == 'Y' ? length : strlen(styles));
    } else {
        read_file(rest, length);
        return 0;
    }
    finish(&a);
    read_file((const uint8_t *)pov_buffer_get(&a.bytes), a.bytes.length);
    pov_buffer_fini(&a.bytes);
    return 0;
}
