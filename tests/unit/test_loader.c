/*
 * loader: text in, plan out; and every way in which a file is refused.
 *
 * The figures of Đắk Nông and its districts are those of plan 147/KH-UBND of 15/3/2023. Other
 * figures are made up to trip one rule each and are nobody's.
 */
#include "check.h"

#include "loader/plan_file.h"
#include "loader/source/source.h"
#include "loader/table/cells.h"
#include "loader/table/columns.h"
#include "loader/table/shape.h"

#include <errno.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- inputs ---- */

/* A text that is handed out `chunk` bytes at a time, and then fails with `failure` unless that is
 * 0. */
typedef struct pieces {
    const char *text;
    size_t length, at, chunk;
    int failure;
    bool interrupted; /* the next read is cut short by a signal */
} pieces;

static long read_pieces(void *context, char *buffer, size_t size)
{
    pieces *p = context;

    if (p->interrupted) {
        p->interrupted = false;
        errno = EINTR;
        return -1;
    }
    if (p->at == p->length && p->failure != 0) {
        errno = p->failure;
        return -1;
    }
    size_t take = p->length - p->at;
    take = take < size ? take : size;
    take = take < p->chunk ? take : p->chunk;
    if (take > 0) {
        memcpy(buffer, p->text + p->at, take);
    }
    p->at += take;
    return (long)take;
}

static pieces pieces_of(const char *text, size_t length, size_t chunk)
{
    return (pieces){.text = text, .length = length, .chunk = chunk};
}

/* ---- loading ---- */

typedef struct loaded {
    pov_plan plan;
    pov_problems problems;
    pov_error err;
    pov_status status;
} loaded;

static void load_pieces(loaded *l, pieces *p, const pov_load_options *options)
{
    pov_input input = {"t.csv", read_pieces, p};

    *l = (loaded){0};
    l->status = pov_load_plan(&l->plan, &input, options, &l->problems, &l->err);
}

static void load_bytes(loaded *l, const char *text, size_t length, const pov_load_options *options)
{
    pieces p = pieces_of(text, length, SIZE_MAX);

    load_pieces(l, &p, options);
}

static void load_text(loaded *l, const char *text)
{
    pov_load_options options = POV_LOAD_OPTIONS_INIT;

    load_bytes(l, text, strlen(text), &options);
}

static void unload(loaded *l)
{
    pov_plan_fini(&l->plan);
    pov_problems_fini(&l->problems);
}

/* "line:column: field: message (hint)", as far as they are known. */
static void describe(const pov_error *error, pov_buffer *out)
{
    if (error->line > 0) {
        pov_buffer_format(out, "%zu:", error->line);
    }
    if (error->column > 0) {
        pov_buffer_format(out, "%zu:", error->column);
    }
    pov_buffer_format(out, "%s%s%s%s", out->length > 0 ? " " : "", error->field,
                      error->field[0] != '\0' ? ": " : "", error->message);
    if (error->hint[0] != '\0') {
        pov_buffer_format(out, " (%s)", error->hint);
    }
}

static void check_error(const char *name, const pov_error *error, const char *expected)
{
    pov_buffer text = {0};

    describe(error, &text);
    CHECK_TEXT(name, pov_buffer_get(&text), expected);
    pov_buffer_fini(&text);
}

/* Rows as "line unit<parent[group] quantity=face …", one a line. */
static void describe_plan(const pov_plan *plan, pov_buffer *out)
{
    static const char *const marks[] = {"", ">=", ">", "<=", "<", "~", "range "};

    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        pov_buffer_format(out, "%zu %s", row->line, row->name);
        if (row->parent_name[0] != '\0') {
            pov_buffer_format(out, "<%s", row->parent_name);
        }
        if (strcmp(row->group, "all") != 0) {
            pov_buffer_format(out, "[%s]", row->group);
        }
        for (int q = 0; q < POV_QUANTITY_COUNT; q++) {
            const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
            const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
            if (stated == NULL) {
                continue;
            }
            pov_buffer_format(out, " %s=%s", info->name, marks[stated->qualifier]);
            if (info->kind == POV_KIND_COUNT) {
                pov_write_count(out, stated->face, pov_numerals_plain);
            } else {
                pov_write_ticks(out, stated->face, stated->digits, pov_numerals_plain);
            }
        }
        pov_buffer_char(out, '\n');
    }
}

static void check_plan(const char *name, const loaded *l, const char *expected)
{
    pov_buffer text = {0};

    if (l->status != POV_OK) {
        describe(&l->err, &text);
        fail_msg("%s: refused: %s", name, pov_buffer_get(&text));
    }
    describe_plan(&l->plan, &text);
    CHECK_TEXT(name, pov_buffer_get(&text), expected);
    pov_buffer_fini(&text);
}

/* ---- the reader: records and lines, whatever the pieces ---- */

/* Records as "line:cell|cell", one a line; then "error line:column: message" if there was one. */
static void read_records(pieces *p, size_t header_line, pov_buffer *out)
{
    pov_input input = {"t.csv", read_pieces, p};
    const pov_load_options options = {.header_line = header_line};
    pov_source *reader = NULL;
    pov_source_row record = {0};
    pov_error err = POV_ERROR_INIT;
    pov_status status = pov_source_open(&reader, &input, &options, &err);

    while (status == POV_OK) {
        status = pov_source_next(reader, &record, &err);
        if (status != POV_OK || record.count == 0) {
            break;
        }
        pov_buffer_format(out, "%zu:", record.line);
        for (size_t i = 0; i < record.count; i++) {
            assert_int_equal(strlen(record.cell[i].text), record.cell[i].length);
            pov_buffer_format(out, "%s%s", i > 0 ? "|" : "", record.cell[i].text);
        }
        pov_buffer_char(out, '\n');
    }
    if (status != POV_OK) {
        pov_buffer_format(out, "error %zu:%zu: %s", err.line, err.column, err.message);
    }
    pov_source_close(reader);
}

static void reader_gives_the_same_in_pieces_of_every_size(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text;
        size_t header_line;
        const char *expected;
    } cases[] = {
        {"plain", "a,b\n1,2\n", 0, "1:a|b\n2:1|2\n"},
        {"no last line end", "a,b\n1,2", 0, "1:a|b\n2:1|2\n"},
        {"nothing", "", 0, ""},
        {"only blank lines", "\n\r\n  \n", 0, ""},
        {"crlf", "a,b\r\n1,2\r\n3,4\r\n", 0, "1:a|b\n2:1|2\n3:3|4\n"},
        {"cr", "a,b\r1,2\r3,4", 0, "1:a|b\n2:1|2\n3:3|4\n"},
        {"mixed line ends", "a\r\n\rb\n\n\r\nc\r", 0, "1:a\n2:b\n5:c\n"},
        {"a cr inside a cell", "a,b\nx\ry,1\n", 0, "1:a|b\n2:x y|1\n"},
        {"control-z behind the text", "a,b\n1,2\n\x1A", 0, "1:a|b\n2:1|2\n"},
        {"remarks", "# x\na,b\n# y, z,\n#,1\n# w,,\n", 0, "2:a|b\n3:# y|z|\n4:#|1\n"},
        {"a number as text", "a,b\n=\"851\",=\"\"\n\"x,=\"\"\",2\n", 0,
         "1:a|b\n2:851|\n3:x,=\"|2\n"},
        {"bars", "a|b|c\n1,5|2|3;4\n", 0, "1:a|b|c\n2:1,5|2|3;4\n"},
        {"commas in headings", "STT;A, b, c, d;e\n1;x;2\n2;y;3\n", 0,
         "1:STT|A, b, c, d|e\n2:1|x|2\n3:2|y|3\n"},
        {"tcvn3 in UTF-8", "§¬n vÞ,x\nKr«ng N«,Hµ\n", 0, "1:Đơn vị|x\n2:Krông Nô|Hà\n"},
        {"vni in UTF-8", "Ñôn vò,x\nÑaék Noâng,Haø\n", 0, "1:Đơn vị|x\n2:Đắk Nông|Hà\n"},
        {"utf-8 twice", "unit\nKrÃ´ng NÃ´\nHà\n", 0, "1:unit\n2:Krông Nô\n3:Hà\n"},
        {"tcvn3 among Unicode", "Đơn vị\nKr«ng N«\n", 0,
         "1:Đơn vị\nerror 2:1: \"Kr«ng N«\" is no Unicode text, but TCVN3 (the fonts .Vn)"},
        {"letters that were lost", "unit\nKr\xEF\xBF\xBDng\n", 0,
         "1:unit\nerror 2:1: letters were lost (U+FFFD): \"Kr\xEF\xBF\xBDng\""},
        {"blank lines count", "\n\na,b\n\n1,2\n", 0, "3:a|b\n5:1|2\n"},
        {"blanks around cells", " a ,\tb \n 1, \" 2 \" \n", 0, "1:a|b\n2:1| 2 \n"},
        {"quoted line breaks", "\"a\nx\",b\n\"1\r\ny\",\"\n\n\"\n3,4\n", 0,
         "1:a\nx|b\n3:1\r\ny|\n\n\n7:3|4\n"},
        {"quoted quotes and separators", "a,b\n\"x\"\"y\",\"1,2;3\"\n", 0, "1:a|b\n2:x\"y|1,2;3\n"},
        {"empty cells", "a,b,c\n,,\n\"\",1,\n", 0, "1:a|b|c\n2:||\n3:|1|\n"},
        {"mark",
         "\xEF\xBB\xBF"
         "a,b\n1,2\n",
         0, "1:a|b\n2:1|2\n"},
        {"only a mark", "\xEF\xBB\xBF", 0, ""},
        {"mark before a quote", "\xEF\xBB\xBF\"a\",b\n", 0, "1:a|b\n"},
        {"semicolons", "a;b\n1,5;2\n", 0, "1:a|b\n2:1,5|2\n"},
        {"tabs", "a\tb\n1,5\t2;3\n\t7\n", 0, "1:a|b\n2:1,5|2;3\n3:|7\n"},
        {"separator outside quotes", "\"a,b,c\";d\n1;2\n", 0, "1:a,b,c|d\n2:1|2\n"},
        {"most frequent separator", "a, b;c;d\n1;2;3\n", 0, "1:a, b|c|d\n2:1|2|3\n"},
        {"separator after a quoted line break", "\"a\n,,,\";b\n1;2\n", 0, "1:a\n,,,|b\n3:1|2\n"},
        {"commas with blanks", "a, b\n1, 2\n3; 4, 5\n", 0, "1:a|b\n2:1|2\n3:3; 4|5\n"},
        {"commas with blanks of a chosen header", "T, t\na, b\n1; 2; 3\n", 2, "2:a|b\n3:1; 2; 3\n"},
        {"a title's comma", "T, t\r\n\r\na;b;c\r\n1,5;2;3\r\n", 0, "1:T, t\n3:a|b|c\n4:1,5|2|3\n"},
        {"sep line", "sep=;\r\na,x;b,y\r\n1;2\r\n", 0, "2:a,x|b,y\n3:1|2\n"},
        {"sep line behind a mark", "\xEF\xBB\xBFsep=\t\na\tb\n", 0, "2:a|b\n"},
        {"no sep line", "sep=;x\n1;2\n", 0, "1:sep=|x\n2:1|2\n"},
        {"header line", "T i t l e\n\"open\na;b\n1;2\n", 3, "3:a|b\n4:1|2\n"},
        {"header line with crlf", "x\r\n\r\na;b\r\n1;2\r\n", 3, "3:a|b\n4:1|2\n"},
        {"header line with cr", "x\r\ra;b\r1;2\r", 3, "3:a|b\n4:1|2\n"},
        {"header line and sep line", "sep=,\nx\na,b;c\n", 3, "3:a|b;c\n"},
        {"header line past the end", "a\nb\n", 5, ""},
        {"quote in an unquoted cell", "a,b\n1,2\n3,4\"5\n", 0,
         "1:a|b\n2:1|2\nerror 3:2: a quote in a cell that does not begin with one"},
        {"text behind a quote", "a,b\n\"1\" x,2\n", 0,
         "1:a|b\nerror 2:1: text after the quote that ends a cell"},
        {"quote never closed", "a,b\n1,\"2\n3,4\n", 0,
         "1:a|b\nerror 2:2: a quote that is not closed until the end of the file"},
        {"the last of two quotes never closed", "a,b\n\"1\n\",\"2\n3\n", 0,
         "1:a|b\nerror 3:2: a quote that is not closed until the end of the file"},
        {"quote opened at the very end", "a,b\n1,\"", 0,
         "1:a|b\nerror 2:2: a quote that is not closed until the end of the file"},
        {"bad byte", "a,b\n1,x\xC0y\n", 0,
         "1:a|b\nerror 2:2: bytes that are not UTF-8, from \\xc0 on"},
        {"bad byte on a later line of its cell", "a,b\n\"1\n2\",\"\r\n3\r4\n\xFF\"\n", 0,
         "1:a|b\nerror 5:2: bytes that are not UTF-8, from \\xff on"},
        {"surrogate", "a\n\xED\xA0\x80\n", 0,
         "1:a\nerror 2:1: bytes that are not UTF-8, from \\xed on"},
        {"vietnamese", "Đơn vị;Hộ nghèo\nĐắk R’Lấp;590\n", 0,
         "1:Đơn vị|Hộ nghèo\n2:Đắk R’Lấp|590\n"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t length = strlen(cases[i].text);
        for (size_t chunk = 1; chunk <= length + 1; chunk++) {
            char name[96];
            pov_buffer got = {0};
            pieces p = pieces_of(cases[i].text, length, chunk);
            p.interrupted = chunk % 2 == 0;
            read_records(&p, cases[i].header_line, &got);
            (void)snprintf(name, sizeof name, "%s, %zu bytes a time", cases[i].name, chunk);
            CHECK_TEXT(name, pov_buffer_get(&got), cases[i].expected);
            pov_buffer_fini(&got);
        }
    }
}

/* Lines without quotes are split without libcsv. A last cell of two quotes has libcsv read the same
 * lines, which must give the same cells, and the same errors. */
static void lines_are_split_as_libcsv_splits_them(void **state)
{
    (void)state;
    static const char *const parts[] = {",",  ",",  ",", ",",  "a", "1",  "23.60", " ", "\t", "#",
                                        "--", "?",  "&", "=",  "%", "Đ",  "Hòa",   "é", "§",  "¾",
                                        "«",  "Ã´", "├", "\\", "x", "Kr", "Xã A",  "0", "≥"};
    static const char *const rare[] = {"\xEF\xBB\xBF", "\x80", "\xED\xA0\x80", "\x01", "\r"};
    check_random random = check_random_start("lines");

    for (int round = 0; round < check_rounds(20000); round++) {
        pov_buffer plain = {0}, quoted = {0}, got = {0}, expected = {0};
        const char *end = check_random_next(&random, 0, 2) == 0 ? "\r\n" : "\n";
        pov_buffer_format(&plain, "sep=,%s", end);
        pov_buffer_format(&quoted, "sep=,%s", end);
        for (int line = 0; line < 6; line++) {
            pov_buffer text = {0};
            int64_t length = check_random_next(&random, 0, 9);
            for (int64_t i = 0; i < length; i++) {
                const bool is_rare = check_random_next(&random, 0, 150) == 0;
                pov_buffer_text(&text,
                                is_rare ? rare[check_random_next(&random, 0, 4)]
                                        : parts[check_random_next(&random, 0, COUNT(parts) - 1)]);
            }
            const char *shown = pov_buffer_get(&text);
            const bool blank = shown[strspn(shown, " \t\r")] == '\0';
            pov_buffer_format(&plain, "%s%s", shown, end);
            pov_buffer_format(&quoted, "%s%s%s", shown, blank ? "" : ",\"\"", end);
            pov_buffer_fini(&text);
        }
        pieces p = pieces_of(plain.data, plain.length, plain.length);
        pieces q = pieces_of(quoted.data, quoted.length, quoted.length);
        read_records(&p, 0, &got);
        read_records(&q, 0, &expected);
        pov_buffer without = {0};
        for (const char *at = pov_buffer_get(&expected); *at != '\0'; at++) {
            if (*at != '|' || at[1] != '\n') {
                pov_buffer_char(&without, *at);
            }
        }
        CHECK_TEXT(pov_buffer_get(&plain), pov_buffer_get(&got), pov_buffer_get(&without));
        pov_buffer_fini(&plain);
        pov_buffer_fini(&quoted);
        pov_buffer_fini(&got);
        pov_buffer_fini(&expected);
        pov_buffer_fini(&without);
    }
}

/* A row that is longer than a chunk of the reader, and one of each side of the limits. */
static void reader_keeps_its_limits(void **state)
{
    (void)state;
    const size_t most = 1024 * 1024;
    char *text = malloc(most + 64);
    pov_buffer got = {0};

    assert_non_null(text);
    memset(text, 'x', most);
    memcpy(text + most, "\ny\n", 4);
    pieces p = pieces_of(text, most + 3, 100000);
    read_records(&p, 0, &got);
    CHECK_NUMBER("a row of 1 MiB", (int64_t)got.length, (int64_t)most + 3 + 4);

    pov_buffer_clear(&got);
    memcpy(text + most, "x\ny\n", 5);
    p = pieces_of(text, most + 4, 100000);
    read_records(&p, 0, &got);
    CHECK_TEXT("a row of 1 MiB and a byte", pov_buffer_get(&got),
               "error 1:0: a row longer than 1 MiB");

    static const struct {
        size_t cells;
        const char *expected;
    } rows[] = {{1000, "1:|"}, {1001, "error 1:0: a row of more than 1000 cells"}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        pov_buffer_clear(&got);
        memset(text, ',', rows[i].cells - 1);
        text[rows[i].cells - 1] = 'x';
        text[rows[i].cells] = '\n';
        p = pieces_of(text, rows[i].cells + 1, SIZE_MAX);
        read_records(&p, 0, &got);
        CHECK("cells of a row",
              strncmp(pov_buffer_get(&got), rows[i].expected, strlen(rows[i].expected)) == 0);
    }
    pov_buffer_fini(&got);
    free(text);
}

/* Gives out 1 GiB without a line end: counts what is really asked for. */
typedef struct flood {
    const char *start; /* comes first */
    char fill;
    uint64_t given;
} flood;

static long read_flood(void *context, char *buffer, size_t size)
{
    flood *f = context;
    const uint64_t all = UINT64_C(1) << 30;
    size_t done = 0;

    if (f->given >= all) {
        return 0;
    }
    memset(buffer, f->fill, size);
    if (f->given < strlen(f->start)) {
        done = strlen(f->start) - (size_t)f->given;
        done = done < size ? done : size;
        memcpy(buffer, f->start + f->given, done);
    }
    f->given += size;
    return (long)size;
}

static void endless_line_is_refused_early(void **state)
{
    (void)state;
    static const struct {
        const char *name, *start;
        char fill;
        const char *expected;
    } cases[] = {
        {"letters", "unit,poor\n", 'x', "2: a row longer than 1 MiB"},
        {"blanks", "unit,poor\n", ' ', "2: a row longer than 1 MiB"},
        {"separators", "unit,poor\n", ',', "2: a row longer than 1 MiB"},
        {"in quotes", "unit,poor\nA,1\nB,\"", 'x', "3: a row longer than 1 MiB"},
        {"lines in quotes", "unit,poor\nB,\"", '\n',
         "2: a row longer than 1 MiB (is the quote on line 2 closed?)"},
        {"in the header", "unit", 'x', "1: a row longer than 1 MiB"},
    };
    pov_load_options options = POV_LOAD_OPTIONS_INIT;

    for (size_t i = 0; i < COUNT(cases); i++) {
        flood f = {cases[i].start, cases[i].fill, 0};
        pov_input input = {"t.csv", read_flood, &f};
        loaded l = {0};
        l.status = pov_load_plan(&l.plan, &input, &options, &l.problems, &l.err);
        CHECK_NUMBER(cases[i].name, l.status, POV_ERR_SYNTAX);
        check_error(cases[i].name, &l.err, cases[i].expected);
        CHECK(cases[i].name, f.given < UINT64_C(3) << 19); /* 1.5 MiB were looked at, and no more */
        unload(&l);
    }
}

/* ---- encodings ---- */

/* Appends UTF-8 text of the basic plane as UTF-16. */
static void to_utf16(const char *text, bool big, pov_buffer *out)
{
    const unsigned char *b = (const unsigned char *)text;

    while (*b != 0) {
        unsigned point = *b++;
        if (point >= 0xE0U) {
            point = (point & 0x0FU) << 12 | (b[0] & 0x3FU) << 6 | (b[1] & 0x3FU);
            b += 2;
        } else if (point >= 0xC0U) {
            point = (point & 0x1FU) << 6 | (b[0] & 0x3FU);
            b += 1;
        }
        char bytes[2] = {(char)(point & 0xFFU), (char)(point >> 8)};
        char swapped[2] = {bytes[1], bytes[0]};
        pov_buffer_add(out, big ? swapped : bytes, 2);
    }
}

static const char table[] = "Đơn vị\tSố hộ nghèo\tTỷ lệ (%) hộ nghèo\r\nĐắk R’Lấp\t590\t2,45\r\n";
static const char table_rows[] = "2 Đắk R’Lấp poor=590 poor_rate=2.45\n";

static void utf16_is_read_by_its_mark_or_name(void **state)
{
    (void)state;
    static const struct {
        const char *name, *mark;
        size_t mark_length;
        bool big;
        const char *encoding;
    } cases[] = {
        {"little end, marked", "\xFF\xFE", 2, false, NULL},
        {"big end, marked", "\xFE\xFF", 2, true, NULL},
        {"little end, named", "", 0, false, "UTF-16LE"},
        {"big end, named", "", 0, true, "UTF-16BE"},
        {"marked, though the name says otherwise", "\xFE\xFF", 2, true, "WINDOWS-1258"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_buffer bytes = {0};
        pov_load_options options = {.encoding = cases[i].encoding};
        pov_buffer_add(&bytes, cases[i].mark, cases[i].mark_length);
        to_utf16(table, cases[i].big, &bytes);
        for (size_t chunk = 1; chunk < 40; chunk++) {
            loaded l;
            pieces p = pieces_of(bytes.data, bytes.length, chunk);
            load_pieces(&l, &p, &options);
            check_plan(cases[i].name, &l, table_rows);
            unload(&l);
        }
        pov_buffer_fini(&bytes);
    }
}

static void older_encodings_are_read_by_name(void **state)
{
    (void)state;
    /* WINDOWS-1258 writes most accents behind their letter: "Đắk Nông" is D0 E3 EC 6B 20 4E F4 6E
     * 67; the last letter of "Cà Mau Hạ" waits for its accent at the end of the file */
    static const struct {
        const char *name, *encoding, *text, *rows;
    } cases[] = {
        {"windows-1258", "WINDOWS-1258", "unit,poor\n\xD0\xE3\xECk N\xF4ng,13342\n",
         "2 Đắk Nông poor=13342\n"},
        {"windows-1258, accent at the end", "WINDOWS-1258", "poor,unit\n5,Ha\xF2", "2 Hạ poor=5\n"},
        /* TCVN3 as its tables print it: Huyện 48 75 79 D6 6E, Hộ nghèo 48 E9 20 6E 67 68 CC 6F */
        {"tcvn3", "TCVN5712-1", "Huy\xD6n,H\xE9 ngh\xCCo\nKr\xABng N\xAB,851\n",
         "2 Krông Nô poor=851\n"},
        {"windows-1258, letter at the end", "WINDOWS-1258", "poor,unit\n5,Ha", "2 Ha poor=5\n"},
        {"utf-8 by name", "utf-8", "unit,poor\nĐắk Nông,13342\n", "2 Đắk Nông poor=13342\n"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_load_options options = {.encoding = cases[i].encoding};
        size_t length = strlen(cases[i].text);
        for (size_t chunk = 1; chunk <= length; chunk++) {
            loaded l;
            pieces p = pieces_of(cases[i].text, length, chunk);
            load_pieces(&l, &p, &options);
            check_plan(cases[i].name, &l, cases[i].rows);
            unload(&l);
        }
    }
}

/* ---- what is no text ---- */

static void files_that_cannot_be_read_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *bytes;
        size_t length;
        const char *encoding;
        pov_status status;
        const char *expected;
    } cases[] = {
        {"xlsx", "PK\x03\x04\x14\0\x06\0", 8, NULL, POV_ERR_SYNTAX,
         "the file is damaged: its end is missing (open it in the program that made it and save "
         "it again, or have it sent once more)"},
        {"xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8, NULL, POV_ERR_SYNTAX,
         "expected a table, found an Excel workbook of before 2007 (.xls), or another old Office "
         "file (save it as .xlsx, or run: libreoffice --headless --convert-to xlsx {FILE})"},
        {"encrypted",
         "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
         "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
         40, NULL, POV_ERR_SYNTAX,
         "is encrypted with a password (open it, remove the password and save it again (Excel and "
         "Word: "
         "File, Info, Protect, Encrypt with Password; LibreOffice: File, Save As))"},
        {"picture", "\x89PNG\r\n\x1A\n", 8, NULL, POV_ERR_SYNTAX,
         "expected a table, found a picture (type its figures into a workbook: \"povcalc template "
         "plan -o NAME.xlsx\" makes one)"},
        {"pdf", "%PDF-1.7\n", 9, NULL, POV_ERR_SYNTAX,
         "expected a table, found a PDF document (ask for the Word or Excel file that it was made "
         "of, or copy its table into a workbook and save that)"},
        {"gzip", "\x1F\x8B\x08\0", 4, NULL, POV_ERR_SYNTAX,
         "expected a table, found a gzip file (unpack it through a pipe: zcat {FILE} | povcalc "
         "COMMAND -)"},
        {"zstd", "\x28\xB5\x2F\xFD\0", 5, NULL, POV_ERR_SYNTAX,
         "expected a table, found a zstd file (unpack it through a pipe: zstdcat {FILE} | povcalc "
         "COMMAND "
         "-)"},
        {"web page", "<!DOCTYPE html>\n<table>", 23, NULL, POV_ERR_SYNTAX,
         "expected a table, found a web page or XML (open it in Excel and save it as .xlsx, or "
         "run: libreoffice --headless --infilter='HTML (StarCalc)' --convert-to xlsx {FILE})"},
        {"nothing", "", 0, NULL, POV_ERR_DATA,
         "the file is empty: expected a header (\"povcalc template plan\" prints one)"},
        {"NUL", "unit,poor\nA,5\nB\0,6\n", 19, NULL, POV_ERR_SYNTAX,
         "3:1: a NUL byte (the file is damaged, or no text: save it again as CSV UTF-8)"},
        {"bad UTF-8", "unit,poor\nA,5\nH\xE0,6\n", 19, NULL, POV_ERR_SYNTAX,
         "3:1: bytes that are not UTF-8, from \\xe0 on (save the file as CSV UTF-8, or use "
         "--encoding WINDOWS-1258)"},
        {"bad bytes of another encoding", "unit,poor\nA,5\nB,6\xD2\x01\n", 20, "UTF-7",
         POV_ERR_SYNTAX,
         "3:2: bytes that are no text in UTF-7 (is the file in another encoding? --encoding NAME "
         "says in "
         "which)"},
        {"half a character", "\xFF\xFEu\0n\0i\0t\0\n\0A", 13, NULL, POV_ERR_SYNTAX,
         "2: the text ends in the middle of a character of UTF-16LE (is the file in another "
         "encoding? "
         "--encoding NAME says in which)"},
        {"unknown encoding", "unit\nA\n", 7, "VIETNAMESE", POV_ERR_USAGE,
         "unknown encoding \"VIETNAMESE\" (iconv -l lists the names, for example WINDOWS-1258, "
         "TCVN5712-1 "
         "or UTF-16LE)"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_load_options options = {.encoding = cases[i].encoding};
        loaded l;
        load_bytes(&l, cases[i].bytes, cases[i].length, &options);
        CHECK_NUMBER(cases[i].name, l.status, cases[i].status);
        check_error(cases[i].name, &l.err, cases[i].expected);
        CHECK_TEXT(cases[i].name, l.err.file, "t.csv");
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.errors, 1);
        unload(&l);
    }
}

static void read_failures_are_reported(void **state)
{
    (void)state;
    static const char text[] = "unit,poor\nA,1\n";
    pov_load_options options = POV_LOAD_OPTIONS_INIT;

    for (size_t length = 0; length <= strlen(text); length++) {
        loaded l;
        pieces p = pieces_of(text, length, 3);
        p.failure = EIO;
        load_pieces(&l, &p, &options);
        CHECK_NUMBER("EIO", l.status, POV_ERR_IO);
        check_error("EIO", &l.err, "cannot be read: Input/output error");
        unload(&l);
    }
    loaded l = {0};
    l.status = pov_load_plan_file(&l.plan, "/", &options, &l.problems, &l.err);
    CHECK_NUMBER("a directory", l.status, POV_ERR_IO);
    check_error("a directory", &l.err, "cannot be read: Is a directory");
    unload(&l);
    l = (loaded){0};
    l.status = pov_load_plan_file(&l.plan, "/no/such.csv", &options, &l.problems, &l.err);
    CHECK_NUMBER("no file", l.status, POV_ERR_IO);
    check_error("no file", &l.err, "cannot be opened: No such file or directory");
    CHECK_TEXT("no file", l.err.file, "/no/such.csv");
    unload(&l);
}

/* ---- cells ---- */

#define PERCENT_HINT " (rates are in percent: 7.97, not 0.0797 or 797)"
#define COUNT_HINT                                                                                 \
    " (in a count a dot, comma or blank belongs only between groups of three digits, never "       \
    "before decimals)"

static void refused_cells_say_where_and_why(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *expected;
    } cases[] = {
        {"half a household", "unit;poor\nA;1.5\n",
         "2:2: poor: expected a whole number, found \"1.5\"" COUNT_HINT},
        {"two marks", "unit;Tổng số hộ\nA;1.234,5\n",
         "2:2: Tổng số hộ: expected a whole number, found \"1.234,5\"" COUNT_HINT},
        {"decimals of a count", "unit;poor\nA;12.34\n",
         "2:2: poor: expected a whole number, found \"12.34\"" COUNT_HINT},
        {"percent in a count", "unit;poor\nA;4%\n",
         "2:2: poor: expected a whole number, found \"4%\" (a share belongs in a rate's column)"},
        {"spreadsheet's error", "unit;poor\nA;#DIV/0!\n",
         "2:2: poor: expected a whole number, found \"#DIV/0!\" (a spreadsheet's error value: fix "
         "the "
         "formula or empty the cell)"},
        {"negative count", "unit;poor\nA;-5\n",
         "2:2: poor: expected a whole number, 0 or more, found \"-5\""},
        {"huge count", "unit;poor\nA;1000000000001\n",
         "2:2: poor: expected a number of at most 1,000,000,000,000, found \"1000000000001\""},
        {"rate over 100", "unit;poor_rate\nA;797\n",
         "2:2: poor_rate: expected a rate from 0 to 100 percent, found \"797\"" PERCENT_HINT},
        {"negative rate", "unit;poor_rate\nA;-1\n",
         "2:2: poor_rate: expected a rate from 0 to 100 percent, found \"-1\""},
        {"rate with thousands", "unit;poor_rate\nA;1.234,5\n",
         "2:2: poor_rate: expected a rate in percent, found \"1.234,5\" (a rate has one decimal "
         "mark, "
         "either a dot or a comma, and no thousands marks)"},
        /* 13,342 of 167,403 households are 7.97 percent */
        {"fraction", "unit;households;poor;poor_rate\nĐắk Nông;167403;13342;0.0797\n",
         "2:4: poor_rate: expected a rate in percent, found \"0.0797\" (a fraction? 100 times it "
         "fits the "
         "row's counts)"},
        {"fraction that remains",
         "unit;remaining_poor;target_households;remaining_rate\nA;50;1000;0,05\n",
         "2:4: remaining_rate: expected a rate in percent, found \"0,05\" (a fraction? 100 times "
         "it fits "
         "the row's counts)"},
        {"year of two digits", "unit;year\nA;22\n",
         "2:2: year: expected a year such as 2022, or a month such as 2022-06, found \"22\""},
        {"month 13", "unit;target_year\nA;2022-13\n",
         "2:2: target_year: expected a year such as 2022, or a month such as 2022-06, found "
         "\"2022-13\""},
        {"no unit", "unit;poor\n;5\n",
         "2:1: unit: expected the name of a unit, found an empty cell"},
        {"too many cells", "unit;poor\nA;5;7\n",
         "2:3: expected 2 cells, as the header has, found 3 (a cell that holds the separator "
         "needs quotes)"},
        {"decimal comma outside quotes", "unit,poor_rate\nA,7,97\n",
         "2:2: poor_rate: 7,97 seems to be cut in two by its own comma: 7 here, 97 in the next "
         "column (the row has more cells than the header) (write 7.97, or \"7,97\" in quotes, or "
         "save the file with ; between the cells)"},
        {"a comma that is none of a number", "unit,poor_rate\nA,B,7\n",
         "2:3: expected 2 cells, as the header has, found 3 (a number with a comma needs "
         "quotes, or the cells are separated by ;)"},
        {"too few cells", "unit;households;poor;poor_rate\nA;5;7\n",
         "2:4: expected 4 cells, as the header has, found 3 (an empty cell keeps its separator, "
         "else the "
         "cells after it are in the wrong columns)"},
        {"a second table below a signature", "unit;poor\nA;5\nNgười lập;\nunit;households\nA;5\n",
         "5: figures below the signature on line 3 (put each table in a file of its own)"},
        {"below an empty heading", "unit;;poor\nA;;5\nB;7;5\n",
         "3:2: a cell below an empty heading (give the column a heading in line 1; "
         "--column NAME=#2 says what it is, --ignore-unknown passes over it)"},
        {"the line of a row after quoted line breaks", "unit;note;poor\nA;\"x\ny\nz\";5\nB;;1.5\n",
         "5:3: poor: expected a whole number, found \"1.5\"" COUNT_HINT},
        {"a heading of two lines", "unit;\"Số hộ\nnghèo\"\nA;x1\n",
         "3:2: Số hộ nghèo: expected a whole number, found \"x1\" (a figure has only digits, a dot "
         "or "
         "a comma: a letter (O, l), an apostrophe or a second figure does not belong in its cell)"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        loaded l;
        load_text(&l, cases[i].text);
        CHECK_NUMBER(cases[i].name, l.status, POV_ERR_DATA);
        check_error(cases[i].name, &l.err, cases[i].expected);
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.errors, 1);
        check_error(cases[i].name, &l.problems.item[0], cases[i].expected);
        unload(&l);
    }
}

static void accepted_cells_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *rows;
    } cases[] = {
        {"as printed", "unit,reduction_pp,reduction_households\nĐắk Nông,>=3,>4990\n",
         "2 Đắk Nông reduction_pp=>=3 reduction_households=>4990\n"},
        {"about", "unit,reduction_households\nKrông Nô,~180\n",
         "2 Krông Nô reduction_households=~180\n"},
        {"trailing zeros", "unit,remaining_rate\nTuy Đức,19.50\n",
         "2 Tuy Đức remaining_rate=19.50\n"},
        {"not stated", "unit,poor,poor_rate,escaped,relapsed,newly_poor\nA,-,–,…,x,\n", "2 A\n"},
        {"words around counts",
         "unit;poor;escaped;relapsed;newly_poor\nA;khoảng 180 hộ;trên 4.990;12 hộ;không có\n",
         "2 A poor=~180 escaped=>4990 relapsed=12 newly_poor=0\n"},
        {"an increase", "unit,reduction_households\nA,-12\n", "2 A reduction_households=-12\n"},
        {"rows without any cell", "unit,poor\n,\nA,5\n , \n\nB,6\n", "3 A poor=5\n6 B poor=6\n"},
        {"extra cells that are empty", "unit,poor\nA,5,,\n", "2 A poor=5\n"},
        {"only text is missing at the end", "unit,poor,source,note\nA,5\n", "2 A poor=5\n"},
        {"a row of text alone", "unit,poor,poor_rate\nA\n", "2 A\n"},
        {"an empty heading over nothing", "unit,,poor,\nA,,5,\n", "2 A poor=5\n"},
        {"a name of two lines", "unit,poor\n\"Đắk\nMil \",601\n", "2 Đắk Mil poor=601\n"},
        {"a small rate that is none", "unit,households,poor,poor_rate\nA,10000,5,0.05\n",
         "2 A households=10000 poor=5 poor_rate=0.05\n"},
        /* 5 of 231 are 2.16 percent, 300 of 1,000 are 30: wrong, but no fractions */
        {"a rate of 0",
         "unit,households,poor,poor_rate\nA,231,5,0\nA,150,1,0\nB,1000,300,0\nC,150,1,0.00\n",
         "2 A households=231 poor=5 poor_rate=0\n3 A households=150 poor=1 poor_rate=0\n"
         "4 B households=1000 poor=300 poor_rate=0\n5 C households=150 poor=1 poor_rate=0.00\n"},
        /* 134 of 1,000 are 13.4 percent: 100 times 0.05 to 0.15 would hold it, 10 does not */
        {"100 times a coarse rate is not as coarse",
         "unit,households,poor,poor_rate\nA,1000,134,0.1\n",
         "2 A households=1000 poor=134 poor_rate=0.1\n"},
        {"a wrong rate, but in percent", "unit,households,poor,poor_rate\nA,1000,50,0.05%\n",
         "2 A households=1000 poor=50 poor_rate=0.05\n"},
        {"what povcalc prints", "unit,poor,share_of_poor,growth,file,line\nA,5,1.5,3,x.csv,2\n",
         "2 A poor=5\n"},
        {"what povcalc computed is computed anew",
         "unit,poor,poor_rate,reduction_pp,computed\nA,5,1.5,>=3,poor_rate;reduction_pp;near_rich\n"
         "B,6,2.5,2,\nC,7,≈,3, poor_rate poor \nD,8,3.5,4,poor_ratepoor\n",
         "2 A poor=5\n3 B poor=6 poor_rate=2.5 reduction_pp=2\n4 C reduction_pp=3\n"
         "5 D poor=8 poor_rate=3.5 reduction_pp=4\n"},
        {"a computed rate is no fraction",
         "unit,households,poor,poor_rate,computed\nĐắk Nông,167403,13342,0.0797,poor_rate\n",
         "2 Đắk Nông households=167403 poor=13342\n"},
        {"a remark in the serial number's column",
         "STT,unit,poor\n1,Xã A,5\nLàm tròn đến đơn vị,,\n", "2 Xã A poor=5\n"},
        {"a part of the poor, and less than the parent",
         "unit,reduction_households,remaining_rate\nA,1/2,<parent\n",
         "2 A relative_reduction=50\n"},
        {"a name that looks like a number in a list", "unit,poor\n1. Xã A,5\n- Xã B,6\n",
         "2 1. Xã A poor=5\n3 - Xã B poor=6\n"},
        {"serial numbers", "STT,Đơn vị,Hộ nghèo\n1,Krông Nô,851\n2,Cư Jút,1.183\n",
         "2 Krông Nô poor=851\n3 Cư Jút poor=1183\n"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        loaded l;
        load_text(&l, cases[i].text);
        check_plan(cases[i].name, &l, cases[i].rows);
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.count, 0);
        unload(&l);
    }
}

static void years_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        pov_reading reading;
        int year, month;
    } cases[] = {
        {"2022", POV_VALUE, 2022, 0},
        {"2022-06", POV_VALUE, 2022, 6},
        {"2022-6", POV_VALUE, 2022, 6},
        {"06/2022", POV_VALUE, 2022, 6},
        {"6/2022", POV_VALUE, 2022, 6},
        {"năm 2022", POV_VALUE, 2022, 0},
        {"Năm  2022", POV_VALUE, 2022, 0},
        {"cuối năm 2022", POV_VALUE, 2022, 0},
        {"tháng 6/2022", POV_VALUE, 2022, 6},
        {"tháng 6 năm 2022", POV_VALUE, 2022, 6},
        {"2022.0", POV_VALUE, 2022, 0},
        {"1900", POV_VALUE, 1900, 0},
        {"2199", POV_VALUE, 2199, 0},
        {"2022-12", POV_VALUE, 2022, 12},
        {"", POV_MISSING, 0, 0},
        {" - ", POV_MISSING, 0, 0},
        {"x", POV_MISSING, 0, 0},
        {"1899", POV_INVALID, 0, 0},
        {"2200", POV_INVALID, 0, 0},
        {"22", POV_INVALID, 0, 0},
        {"20222", POV_INVALID, 0, 0},
        {"2022-00", POV_INVALID, 0, 0},
        {"2022-13", POV_INVALID, 0, 0},
        {"0/2022", POV_INVALID, 0, 0},
        {"2016-2020", POV_INVALID, 0, 0},
        {"2022.5", POV_INVALID, 0, 0},
        {"31/12/2022", POV_VALUE, 2022, 0},
        {"2022-12-31", POV_VALUE, 2022, 0},
        {"30/6/2022", POV_VALUE, 2022, 6},
        {"29/6/2022", POV_VALUE, 2022, 6},
        {"01/7/2025", POV_VALUE, 2025, 7},
        {"30/2/2022", POV_INVALID, 0, 0},
        {"01/01/2025", POV_INVALID, 0, 0},
        {"2022 x", POV_INVALID, 0, 0},
        {"năm", POV_INVALID, 0, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_year year = {0, 0};
        CHECK_NUMBER(cases[i].text,
                     pov_year_read(cases[i].text, strlen(cases[i].text), &year, NULL),
                     cases[i].reading);
        CHECK_NUMBER(cases[i].text, year.year, cases[i].year);
        CHECK_NUMBER(cases[i].text, year.month, cases[i].month);
    }
}

/* ---- all errors of a file ---- */

static void all_errors_are_counted_and_the_first_kept(void **state)
{
    (void)state;
    static const size_t counts[] = {1, 19, 20, 21, 45};

    for (size_t i = 0; i < COUNT(counts); i++) {
        pov_buffer text = {0};
        loaded l;
        pov_buffer_text(&text, "unit,poor,poor_rate\n");
        for (size_t e = 0; e < counts[i]; e++) {
            pov_buffer_format(&text, "good,5,1\nbad,1.5,1\n");
        }
        load_text(&l, pov_buffer_get(&text));
        CHECK_NUMBER("status", l.status, POV_ERR_DATA);
        CHECK_NUMBER("errors", (int64_t)l.problems.errors, (int64_t)counts[i]);
        CHECK_NUMBER("kept", (int64_t)l.problems.count, (int64_t)(counts[i] < 20 ? counts[i] : 20));
        CHECK_NUMBER("first", (int64_t)l.err.line, 3);
        for (size_t e = 0; e < l.problems.count; e++) {
            CHECK_NUMBER("line", (int64_t)l.problems.item[e].line, (int64_t)(3 + 2 * e));
        }
        unload(&l);
        pov_buffer_fini(&text);
    }

    loaded l;
    load_text(&l, "unit;households;poor\nA;1.5;4%\nB;5\n;1;2\nC;2;\"3\n");
    CHECK_NUMBER("different errors", l.status, POV_ERR_DATA);
    static const char *const expected[] = {
        "2:2: households: expected a whole number, found \"1.5\"" COUNT_HINT,
        "2:3: poor: expected a whole number, found \"4%\" (a share belongs in a rate's column)",
        "3:3: expected 3 cells, as the header has, found 2 (an empty cell keeps its separator, "
        "else the "
        "cells after it are in the wrong columns)",
        "4:1: unit: expected the name of a unit, found an empty cell",
        "5:3: a quote that is not closed until the end of the file",
    };
    CHECK_NUMBER("different errors", (int64_t)l.problems.count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        check_error("different errors", &l.problems.item[i], expected[i]);
    }
    unload(&l);
}

/* ---- headings ---- */

/* What the column with a heading is taken for: the name of a quantity, "unit", or "unknown". */
static void check_heading(const char *heading, const char *below, const char *expected)
{
    const bool unit = expected != NULL && strcmp(expected, "unit") == 0;
    const char *found = "unknown";
    pov_buffer text = {0};
    loaded l;

    pov_buffer_format(&text, unit ? "\"%s\";Hộ nghèo\n%sXã A;5\n" : "Đơn vị;\"%s\"\n%sXã A;5\n",
                      heading, below);
    load_text(&l, pov_buffer_get(&text));
    for (int q = 0; l.status == POV_OK && l.plan.row_count == 1 && q < POV_QUANTITY_COUNT; q++) {
        if (pov_row_stated(&l.plan.row[0], (pov_quantity)q) != NULL) {
            found = unit && q == POV_POOR && strcmp(l.plan.row[0].name, "Xã A") == 0
                        ? "unit"
                        : pov_quantity_get((pov_quantity)q)->name;
        }
    }
    CHECK_TEXT(heading, found, expected != NULL ? expected : "unknown");
    unload(&l);
    pov_buffer_fini(&text);
}

static void every_name_and_alias_finds_its_column(void **state)
{
    (void)state;

    assert_int_equal(pov_column_count(), 15 + POV_QUANTITY_COUNT);
    for (size_t i = 0; i < pov_column_count(); i++) {
        const pov_column *column = pov_column_get(i);
        const bool figure = column->label == POV_LABEL_NONE;
        assert_int_equal(pov_column_own(column->info.name), i);
        if (figure) {
            CHECK_TEXT("name", column->info.name, pov_quantity_get(column->quantity)->name);
        }
        for (size_t a = 0; column->info.aliases[a] != NULL; a++) {
            if (figure || column->label == POV_LABEL_UNIT) {
                check_heading(column->info.aliases[a], "", column->info.name);
            }
        }
    }
}

static void headings_find_their_column(void **state)
{
    (void)state;
    static const struct {
        const char *heading, *column; /* NULL: unknown */
    } cases[] = {
        {"POOR", "poor"},
        {" Poor Rate ", "poor_rate"},
        {"TỔNG SỐ HỘ", "households"},
        {"tổng  số\nhộ (hộ)", "households"},
        {"Tỷ lệ hộ nghèo (%)", "poor_rate"},
        {"Tỷ lệ hộ nghèo ( % )", "poor_rate"},
        {"Tỷ lệ hộ nghèo %", "poor_rate"},
        {"Tỷ lệ (%) hộ nghèo", "poor_rate"},
        {"Tỉ lệ hộ nghèo", "poor_rate"},
        {"T\x79\xCC\x89 l\xC3\xAA\xCC\xA3 h\xC3\xB4\xCC\xA3 ngh\x65\xCC\x80o",
         "poor_rate"}, /* NFD */
        {"Hộ nghèo (%)", "poor_rate"},
        {"Hộ nghèo (khẩu)", "poor_persons"},
        {"Số hộ nghèo (hộ)", "poor"},
        {"Tổng số hộ (%)", NULL}, /* a share of what? */
        {"Tỷ lệ hộ nghèo (hộ)", NULL},
        {"Hộ cận nghèo", "near_poor"},
        {"Hộ cận nghèo (%)", "near_poor_rate"},
        {"Tổng số hộ nghèo, hộ cận nghèo", "multi_poor"},
        {"Giảm (%)", "reduction_pp"},
        {"Giảm (hộ)", "reduction_households"},
        {"Giảm", NULL},
        {"Số hộ giảm", "reduction_households"},
        {"Còn lại", "remaining_poor"},
        {"Còn lại (%)", "remaining_rate"},
        {"Huyện/thành phố", "unit"},
        {"Xã, phường, thị trấn", "unit"},
        {"Tên xã, phường", "unit"},
        {"Thành phố/ Thị xã/ huyện", "unit"},
        {"Thành phố, thị xã, huyện", "unit"},
        {"Các huyện, thị, thành phố", "unit"},
        {"Quận, huyện, thị xã", "unit"},
        {"Tên thôn, bản", "unit"},
        {"Thôn, khu phố", "unit"},
        {"Khối phố", "unit"},
        {"Thôn/tổ", "unit"},
        {"Tổ dân phố", "unit"},
        {"Khu vực", "unit"},
        {"Vùng", "unit"},
        {"Tỉnh/TP", "unit"},
        {"Huyện/xã", "unit"},
        {"Danh mục", "unit"},
        {"Xã (%)", NULL},
        {"Các tên", NULL},
        {"Xã nghèo", NULL},
        {"Xãphường", NULL},
        {"Tổng hộ dân cư", "households"},
        {"Số hộ dân cư", "households"},
        {"Tổng số hộ dân cư trên địa bàn", "households"},
        {"Số hộ toàn huyện", "households"},
        {"Số hộ nghèo thoát nghèo", "escaped"},
        {"Hộ nghèo tái nghèo", "relapsed"},
        {"Phát sinh nghèo", "newly_poor"},
        {"Tổng hộ nghèo và hộ cận nghèo", "multi_poor"},
        {"Tổng hộ nghèo, hộ cận nghèo", "multi_poor"},
        {"Hộ nghèo năm 2023", "poor"},
        {"Số hộ nghèo cuối năm 2023", "poor"},
        {"Tổng số hộ dân năm 2023 (hộ)", "households"},
        {"Tổng số hộ cuối năm 2023", "households"},
        {"Tỷ lệ hộ nghèo năm 2023 (%)", "poor_rate"},
        {"Hộ nghèo đầu năm 2023", "poor"},
        {"Hộ nghèo 2023", "poor"},
        {"Hộ nghèo năm 1023", NULL},
        {"Năm 2023", NULL}, /* a year, of no figure */
        {"2023", NULL},
        {"Số hộ", NULL}, /* all households or the poor ones? */
        {"Tỷ lệ", NULL},
        {"", NULL},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        check_heading(cases[i].heading, "", cases[i].column);
    }
}

static void headings_of_two_lines_find_their_column(void **state)
{
    (void)state;
    static const struct {
        const char *over, *under, *column;
    } cases[] = {
        {"Hộ nghèo", "Số hộ", "poor"},
        {"Hộ nghèo", "Tổng số hộ", "poor"},
        {"Hộ nghèo", "Tỷ lệ (%)", "poor_rate"},
        {"Hộ nghèo", "%", "poor_rate"},
        {"Hộ nghèo", "Số khẩu", "poor_persons"},
        {"Hộ cận nghèo", "Số hộ", "near_poor"},
        {"Hộ cận nghèo", "Tỷ lệ", "near_poor_rate"},
        {"Hộ cận nghèo", "Phát sinh mới", "newly_near_poor"},
        {"Diễn biến trong năm", "Thoát nghèo", "escaped"},
        {"Kế hoạch giảm", "Số hộ", "reduction_households"},
        {"Kế hoạch giảm", "Tỷ lệ (%)", "reduction_pp"},
        {"Còn lại", "Tỷ lệ (%)", "remaining_rate"},
        {"Tỷ lệ", "Hộ cận nghèo", "near_poor_rate"},
        {"Hộ nghèo", "Đầu năm", "start_poor"},
        {"Năm 2022", "Tổng số hộ", "households"},
        {"Hộ nghèo năm 2022", "Tỷ lệ (%)", "poor_rate"},
        {"Năm 2022", "Số hộ", NULL},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_buffer below = {0};
        pov_buffer_format(&below, ";%s\n", cases[i].under);
        check_heading(cases[i].over, pov_buffer_get(&below), cases[i].column);
        pov_buffer_fini(&below);
    }
}

static void refused_headers_say_what_to_do(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *expected[3];
    } cases[] = {
        {"misspelt",
         "unit,por,poor_rte\nA,1,2\n",
         {"1:2: por: unknown column (did you mean \"poor\"?)",
          "1:3: poor_rte: unknown column (did you mean \"poor_rate\"?)"}},
        {"misspelt alias",
         "Đơn vị,Số hộ nghéo\nA,1\n",
         {"1:2: Số hộ nghéo: unknown column (did you mean \"Số hộ nghèo\"?)"}},
        {"unknown",
         "unit,colour of the roof\nA,red\n",
         {"1:2: colour of the roof: unknown column (\"povcalc help columns\" lists the columns; "
          "--column "
          "NAME=HEADING says which one is meant, --ignore-unknown passes over the others)"}},
        {"twice",
         "unit,poor,Hộ nghèo\nA,1,1\n",
         {"1:3: Hộ nghèo: means the column poor, as \"poor\" in column 2 does (--column "
          "poor=HEADING says "
          "which one is meant)"}},
        {"no unit",
         "poor,poor_rate\n1,2\n",
         {"1: the header has no column \"unit\" (--header-line N says on which line the header is, "
          "--column "
          "unit=HEADING which column names the units)"}},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        loaded l;
        size_t e = 0;
        load_text(&l, cases[i].text);
        CHECK_NUMBER(cases[i].name, l.status, POV_ERR_DATA);
        for (; e < COUNT(cases[i].expected) && cases[i].expected[e] != NULL; e++) {
            CHECK(cases[i].name, e < l.problems.count);
            check_error(cases[i].name, &l.problems.item[e], cases[i].expected[e]);
        }
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.count, (int64_t)e);
        check_error(cases[i].name, &l.err, cases[i].expected[0]);
        unload(&l);
    }
}

static void options_choose_columns(void **state)
{
    (void)state;
    static const char text[] = "Tên;Hộ nghèo cuối năm 2023;Hộ nghèo;Màu\nĐắk Nông;8838;13342;đỏ\n";
    static const struct {
        const char *name;
        const char *columns[3];
        bool ignore;
        pov_status status;
        const char *expected; /* rows, or the error */
    } cases[] = {
        {"chosen",
         {"unit=TÊN", "remaining_poor=hộ nghèo  cuối năm 2023"},
         true,
         POV_OK,
         "2 Đắk Nông poor=13342 remaining_poor=8838\n"},
        {"chosen over another",
         {"unit=Tên", "poor=Hộ nghèo cuối năm 2023"},
         true,
         POV_OK,
         "2 Đắk Nông poor=8838\n"},
        {"not all known",
         {"unit=Tên", "remaining_poor=Hộ nghèo cuối năm 2023"},
         false,
         POV_ERR_DATA,
         "1:4: Màu: unknown column (\"povcalc help columns\" lists the columns; --column "
         "NAME=HEADING says "
         "which one is meant, --ignore-unknown passes over the others)"},
        {"no such column",
         {"unitt=Tên"},
         true,
         POV_ERR_USAGE,
         "--column: there is no column \"unitt\" (did you mean \"unit\"?)"},
        {"no such heading",
         {"unit=Tên huyện"},
         true,
         POV_ERR_USAGE,
         "1: --column unit: the header has no \"Tên huyện\" (it has \"Tên\", \"Hộ nghèo cuối năm "
         "2023\", \"Hộ nghèo\", \"Màu\")"},
        {"no equals sign",
         {"unit"},
         true,
         POV_ERR_USAGE,
         "--column: expected NAME=HEADING, found \"unit\""},
        {"two choices",
         {"unit=Tên", "unit=Màu"},
         true,
         POV_ERR_USAGE,
         "1: --column unit=Màu: a second choice for one column"},
        {"one heading for two",
         {"unit=Tên", "note=Tên"},
         true,
         POV_ERR_USAGE,
         "1: --column note=Tên: a second choice for one column"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_load_options options = {.columns = cases[i].columns, .ignore_unknown = cases[i].ignore};
        loaded l;
        while (options.column_count < 3 && cases[i].columns[options.column_count] != NULL) {
            options.column_count++;
        }
        load_bytes(&l, text, strlen(text), &options);
        CHECK_NUMBER(cases[i].name, l.status, cases[i].status);
        if (cases[i].status == POV_OK) {
            check_plan(cases[i].name, &l, cases[i].expected);
        } else {
            check_error(cases[i].name, &l.err, cases[i].expected);
        }
        if (i == 1) {
            check_error(cases[i].name, &l.problems.item[0],
                        "1:3: Hộ nghèo: is passed over, as --column chose \"Hộ nghèo cuối năm "
                        "2023\" for poor");
            CHECK_NUMBER(cases[i].name, l.problems.item[0].code, POV_OK);
        }
        unload(&l);
    }
}

/* ---- official tables as they are ---- */

#define PARENT_NOTE(unit)                                                                          \
    "\"" unit "\" is taken as the parent of the other units, as there is no column \"parent\""
static const char list_note[] =
    "2: units are taken as parts of others by their numbers, as there is no column \"parent\": "
    "\"Xã A1\" is a part of \"Huyện A\"";

static void official_tables_are_read_as_they_are(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *rows, *notes[3];
    } cases[] = {
        {"total at the end, column numbers, decimal commas",
         "STT;Đơn vị;Hộ nghèo;Tỷ lệ hộ nghèo (%);Số hộ giảm;Ghi chú\n"
         "A;B;1;2;3;4\n"
         "1;Krông Nô;851;4,32;~180;\n"
         "2;Cư Jút;1.183;5,33;~480;\n"
         ";Toàn tỉnh;13.342;7,97;>4.990;\n",
         "3 Krông Nô<Toàn tỉnh poor=851 poor_rate=4.32 reduction_households=~180\n"
         "4 Cư Jút<Toàn tỉnh poor=1183 poor_rate=5.33 reduction_households=~480\n"
         "5 Toàn tỉnh poor=13342 poor_rate=7.97 reduction_households=>4990\n",
         {"5: " PARENT_NOTE("Toàn tỉnh")}},
        {"total at the start, with its name",
         "TT,Huyện,Hộ nghèo\n(1),(2),(3)\n,Toàn tỉnh Đắk Nông,13342\n1,Krông Nô,851\n",
         "3 Toàn tỉnh Đắk Nông poor=13342\n4 Krông Nô<Toàn tỉnh Đắk Nông poor=851\n",
         {"3: " PARENT_NOTE("Toàn tỉnh Đắk Nông")}},
        {"totals of two years",
         "Đơn vị,Năm,Hộ nghèo\nTổng cộng,2022,13342\nKrông Nô,2022,851\nTỔNG CỘNG,2023,8352\n",
         "2 Tổng cộng poor=13342\n3 Krông Nô<Tổng cộng poor=851\n4 TỔNG CỘNG poor=8352\n",
         {"2: " PARENT_NOTE("Tổng cộng")}},
        {"two different totals",
         "Đơn vị,Hộ nghèo\nCộng,1\nA,1\nTổng số,2\n",
         "2 Cộng poor=1\n3 A poor=1\n4 Tổng số poor=2\n",
         {"4: \"Tổng số\" and \"Cộng\" on line 2 are both total rows: no unit gets a parent (a "
          "column "
          "\"parent\" says what each unit is a part of)"}},
        {"the only unit of the highest level",
         "unit,level,poor\nCư Jút,district,1183\nĐắk Nông,Tỉnh,13342\n",
         "2 Cư Jút<Đắk Nông poor=1183\n3 Đắk Nông poor=13342\n",
         {"3: " PARENT_NOTE("Đắk Nông")}},
        {"two units of the highest level",
         "unit,level,poor\nA,province,1\nB,province,2\nC,district,1\n",
         "2 A poor=1\n3 B poor=2\n4 C poor=1\n",
         {NULL}},
        {"one unit alone, two groups",
         "unit,level,group,poor\nA,province,,1\nA,province,dtts,1\n",
         "2 A poor=1\n3 A[ethnic_minority] poor=1\n",
         {NULL}},
        {"a parent column says all",
         "unit,parent,poor\nToàn tỉnh,,3\nA,,1\nThành thị,,1\n",
         "2 Toàn tỉnh poor=3\n3 A poor=1\n4 Thành thị poor=1\n",
         {NULL}},
        {"sections with figures, total at the end",
         "TT,Đơn vị,Hộ nghèo\nI,Khu vực thành thị,10\n1,Phường A,10\nII,Khu vực nông thôn,25\n1,Xã "
         "B,25\n,Tổng cộng (I+II),35\n",
         "2 Tổng cộng (I+II)[urban] poor=10\n3 Phường A<Tổng cộng (I+II)[urban] poor=10\n"
         "4 Tổng cộng (I+II)[rural] poor=25\n5 Xã B<Tổng cộng (I+II)[rural] poor=25\n"
         "6 Tổng cộng (I+II) poor=35\n",
         {"6: " PARENT_NOTE("Tổng cộng (I+II)")}},
        {"sections without figures",
         "Đơn vị,Hộ nghèo\nToàn huyện,35\nI. Thành thị,\nPhường A,10\nII. Nông thôn,\nXã B,25\n",
         "2 Toàn huyện poor=35\n4 Phường A<Toàn huyện[urban] poor=10\n6 Xã B<Toàn huyện[rural] "
         "poor=25\n",
         {"2: " PARENT_NOTE("Toàn huyện")}},
        {"sections without a total",
         "Đơn vị,Hộ nghèo\nThành thị,10\nPhường A,10\nNông thôn,\nXã B,25\n",
         "2 Thành thị[urban] poor=10\n3 Phường A<Thành thị[urban] poor=10\n5 Xã B[rural] poor=25\n",
         {NULL}},
        {"sections with their totals below",
         "TT;Đơn vị;Tổng số hộ;Hộ nghèo\nA;KHU VỰC THÀNH THỊ;;\n1;TT X;100;5\n;Cộng;100;5\n"
         "B;KHU VỰC NÔNG THÔN;;\n1;Xã Y;200;50\n;Cộng;200;50\n;Tổng cộng;300;55\n",
         "3 TT X<Tổng cộng[urban] households=100 poor=5\n"
         "4 Tổng cộng[urban] households=100 poor=5\n"
         "6 Xã Y<Tổng cộng[rural] households=200 poor=50\n"
         "7 Tổng cộng[rural] households=200 poor=50\n"
         "8 Tổng cộng households=300 poor=55\n",
         {"8: " PARENT_NOTE("Tổng cộng")}},
        {"sections with their totals below, and no other",
         "Đơn vị,Hộ nghèo\nThành thị,\nTT X,5\nCộng,5\nNông thôn,\nXã Y,50\nCộng,50\n",
         "3 TT X<Cộng[urban] poor=5\n4 Cộng[urban] poor=5\n6 Xã Y<Cộng[rural] poor=50\n"
         "7 Cộng[rural] poor=50\n",
         {NULL}},
        {"totals that name their section",
         "Đơn vị,Hộ nghèo\nTT X,5\nCộng khu vực thành thị,5\nXã Y,50\nTổng nông thôn,50\n"
         "Toàn huyện,55\n",
         "2 TT X<Toàn huyện poor=5\n3 Toàn huyện[urban] poor=5\n4 Xã Y<Toàn huyện poor=50\n"
         "5 Toàn huyện[rural] poor=50\n6 Toàn huyện poor=55\n",
         {"6: " PARENT_NOTE("Toàn huyện")}},
        {"a total of all below sections that have none",
         "Đơn vị,Hộ nghèo\nThành thị,\nTT X,5\nNông thôn,\nXã Y,50\nCộng,55\n",
         "3 TT X<Cộng[urban] poor=5\n5 Xã Y<Cộng[rural] poor=50\n6 Cộng poor=55\n",
         {"6: " PARENT_NOTE("Cộng")}},
        {"a total of all below sections that have theirs above",
         "Đơn vị,Hộ nghèo\nThành thị,5\nTT X,5\nCộng,5\n",
         "2 Cộng[urban] poor=5\n3 TT X<Cộng[urban] poor=5\n4 Cộng poor=5\n",
         {"4: " PARENT_NOTE("Cộng")}},
        {"a total of all ends sections that have none, and the next have theirs below",
         "Đơn vị,Năm,Hộ nghèo\nThành thị,2022,\nTT X,2022,1\nNông thôn,2022,\nXã Y,2022,2\n"
         "Tổng cộng,2022,3\nThành thị,2023,\nTT X,2023,4\nCộng,2023,4\nNông thôn,2023,\n"
         "Xã Y,2023,5\nCộng,2023,5\n",
         "3 TT X<Tổng cộng[urban] poor=1\n5 Xã Y<Tổng cộng[rural] poor=2\n6 Tổng cộng poor=3\n"
         "8 TT X<Tổng cộng[urban] poor=4\n9 Tổng cộng[urban] poor=4\n"
         "11 Xã Y<Tổng cộng[rural] poor=5\n12 Tổng cộng[rural] poor=5\n",
         {"6: " PARENT_NOTE("Tổng cộng")}},
        {"a group column says all",
         "Đơn vị,Nhóm,Hộ nghèo\nThành thị,,10\nPhường A,,10\n",
         "2 Thành thị poor=10\n3 Phường A poor=10\n",
         {NULL}},
        {"lists under heads",
         "STT,Đơn vị,Hộ nghèo\nI,Huyện A,10\n1,Xã A1,4\n2,Xã A2,6\nII,Huyện B,5\n1,Xã B1,5\n,Toàn "
         "tỉnh,15\n",
         "2 Huyện A<Toàn tỉnh poor=10\n3 Xã A1<Huyện A poor=4\n4 Xã A2<Huyện A poor=6\n"
         "5 Huyện B<Toàn tỉnh poor=5\n6 Xã B1<Huyện B poor=5\n7 Toàn tỉnh poor=15\n",
         {"7: " PARENT_NOTE("Toàn tỉnh"), list_note}},
        {"heading of two lines",
         "STT,Đơn vị,Tổng số hộ,Hộ nghèo,,Hộ cận nghèo,\n,,,Số hộ,Tỷ lệ (%),Số hộ,Tỷ lệ (%)\n"
         "1,2,3,4,5=4/3,6,7=6/3\n1,Xã A,1.000,50,5.00,20,2.00\n",
         "4 Xã A households=1000 poor=50 poor_rate=5.00 near_poor=20 near_poor_rate=2.00\n",
         {NULL}},
        {"title lines",
         "KẾ HOẠCH GIẢM NGHÈO\n\n(Kèm theo Kế hoạch số 1, ngày 2)\nSTT;Đơn vị;Hộ nghèo;Số hộ giảm\n"
         "1;Krông Nô;851;51\n",
         "5 Krông Nô poor=851 reduction_households=51\n",
         {"4: the headings are taken from here"}},
        {"two years side by side",
         "Đơn vị,Hộ nghèo năm 2022,Hộ nghèo năm 2023\nA,2,1\n",
         "2 A poor=2\n2 A poor=1\n",
         {NULL}},
        {"a rate beside a reduction may be points or a part of the poor",
         "Đơn vị,Số hộ giảm,Tỷ lệ\nA,2,1\n",
         "2 A reduction_households=2\n",
         {"1: columns that are passed over: 1, \"Tỷ lệ\" (\"povcalc tables\" says why)"}},
        {"units and those above them, in two columns",
         "Huyện,Xã,Hộ nghèo\nP,Q,1\n,R,2\n",
         "2 Q<P poor=1\n3 R<P poor=2\n",
         {NULL}},
        {"units that are only numbered are no column numbers",
         "unit,poor\n1,12\n2,15\n",
         "2 1 poor=12\n3 2 poor=15\n",
         {NULL}},
        {"words in the serial number's column, where cells are merged",
         "STT,Đơn vị,Hộ nghèo\nI. Thành thị,,\n1,Phường A,10\nTổng cộng,,10\nNgười lập biểu,,\n",
         "3 Phường A<Tổng cộng[urban] poor=10\n4 Tổng cộng poor=10\n",
         {"4: " PARENT_NOTE("Tổng cộng")}},
        {"signatures under the table",
         "TT;Đơn vị;Hộ nghèo;Ghi chú\n1;A;5;\n;;Xã A, ngày 5 tháng 1 năm 2024;\n"
         ";Người lập biểu;TM. UBND XÃ;;;Thủ trưởng đơn vị\n(Ký);;;\n;Người ký;;\n",
         "2 A poor=5\n",
         {NULL}},
        {"a date in the source is no signature",
         "Đơn vị,Hộ nghèo,Nguồn\nA,,Kế hoạch ngày 15 tháng 3 năm 2023\nB,5,\n,,\"Xã A, ngày 5 "
         "tháng "
         "1 năm 2024\"\n",
         "2 A\n3 B poor=5\n",
         {NULL}},
        {"a signature first",
         "TT,Đơn vị,Hộ nghèo\n1,A,5\n,Người lập,\nNơi nhận:,,\n",
         "2 A poor=5\n",
         {NULL}},
        {"remarks under the table",
         "TT,Đơn vị,Hộ nghèo\n1,A,5\n,Ghi chú: số liệu sơ bộ,\nNguồn: xã,,\n",
         "2 A poor=5\n",
         {NULL}},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        loaded l;
        size_t n = 0;
        load_text(&l, cases[i].text);
        check_plan(cases[i].name, &l, cases[i].rows);
        for (; n < COUNT(cases[i].notes) && cases[i].notes[n] != NULL; n++) {
            CHECK(cases[i].name, n < l.problems.count);
            check_error(cases[i].name, &l.problems.item[n], cases[i].notes[n]);
            CHECK_NUMBER(cases[i].name, l.problems.item[n].code, POV_OK);
        }
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.count, (int64_t)n);
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.errors, 0);
        unload(&l);
    }
}

static void headings_name_years_and_rates(void **state)
{
    (void)state;
    static const struct {
        const char *name, *text, *rows;
        int year, target_year;
    } cases[] = {
        {"years that agree",
         "Đơn vị,Tổng số hộ năm 2023,Số hộ nghèo cuối năm 2023,Tỷ lệ (%)\nA,100,5,5.0\n",
         "2 A households=100 poor=5 poor_rate=5.0\n", 2023, 0},
        {"a year of aims", "Đơn vị,Hộ nghèo năm 2022,Hộ nghèo còn lại năm 2023\nA,5,4\n",
         "2 A poor=5 remaining_poor=4\n", 2022, 2023},
        {"a column of years", "Đơn vị,Năm,Hộ nghèo năm 2023\nA,2022,5\n", "2 A poor=5\n", 2022, 0},
        {"a heading of two lines", "Đơn vị,Năm 2023,\n,Hộ nghèo,Tỷ lệ hộ nghèo\nA,5,1\n",
         "3 A poor=5 poor_rate=1\n", 2023, 0},
        {"rates beside their counts",
         "Đơn vị,Hộ nghèo,Tỷ lệ,Hộ cận nghèo,Tỷ lệ (%),Hộ nghèo đa chiều,Tỷ lệ %,Còn lại,Tỉ lệ "
         "(%),Hộ "
         "cận nghèo còn lại,Tỷ lệ\nXã A,1,2,3,4,5,6,7,8,9,10\n",
         "2 Xã A poor=1 poor_rate=2 near_poor=3 near_poor_rate=4 multi_poor=5 multi_poor_rate=6 "
         "remaining_poor=7 remaining_rate=8 remaining_near_poor=9 remaining_near_poor_rate=10\n",
         0, 0},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        loaded l;
        load_text(&l, cases[i].text);
        check_plan(cases[i].name, &l, cases[i].rows);
        CHECK_NUMBER(cases[i].name, l.plan.row[0].year.year, cases[i].year);
        CHECK_NUMBER(cases[i].name, l.plan.row[0].target_year.year, cases[i].target_year);
        CHECK_NUMBER(cases[i].name, (int64_t)l.problems.count, 0);
        unload(&l);
    }
}

static void header_line_skips_titles(void **state)
{
    (void)state;
    static const char text[] =
        "Biểu số 2,,\n\"Kèm theo \"\"Kế hoạch\",,\n\nĐơn vị;Hộ nghèo\nKrông Nô;851\n";
    pov_load_options options = {.header_line = 4};
    loaded l;

    load_bytes(&l, text, strlen(text), &options);
    check_plan("line 4", &l, "5 Krông Nô poor=851\n");
    unload(&l);

    options.header_line = 9;
    load_bytes(&l, text, strlen(text), &options);
    CHECK_NUMBER("line 9", l.status, POV_ERR_DATA);
    check_error("line 9", &l.err, "the file ends before the header on line 9");
    unload(&l);
}

static void signatures_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool signature;
    } cases[] = {
        {"cộng", false},
        {"người lập", true},
        {"người lập biểu", true},
        {"thủ trưởng đơn vị", true},
        {"tm. ubnd xã", true},
        {"nơi nhận:", true},
        {"gia nghĩa, ngày 15 tháng 3 năm 2023", true},
        {"người lậpx", false},
        {"hai ngày", false},
        {"", false},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        CHECK_NUMBER(cases[i].text, pov_is_signature(cases[i].text), cases[i].signature);
    }
}

static void rows_of_column_numbers_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *cells[8];
        bool numbers;
    } cases[] = {
        {{"A", "B", "1", "2", "3"}, true},
        {{"1", "2", "3", "4=3/2"}, true},
        {{"(1)", "(2)"}, true},
        {{"-1", "-2", "-3"}, true}, /* what Excel makes of a typed (1) */
        {{"A", "B", "1", "2", "3=2/1", "4=(2-1)*100%"}, true},
        {{"a", "b", "(1)", "(2)=(1)+1"}, true},
        {{"1", "2"}, false},
        {{"A", "1"}, false},
        {{"A", "-1"}, false},
        {{"1", "12", "3"}, false},
        {{"2", "3", "4"}, false},
        {{"A", "5", "6"}, false},
        {{"Xã A", "1", "2"}, false},
        {{"A", "1", "3"}, false},
        {{""}, false},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        pov_source_cell cell[8];
        pov_source_row record = {cell, 0, 1};
        while (record.count < 8 && cases[i].cells[record.count] != NULL) {
            const char *text = cases[i].cells[record.count];
            cell[record.count++] = (pov_source_cell){text, strlen(text), 1, 1, 0};
        }
        CHECK_NUMBER(cases[i].cells[0], pov_is_number_row(&record, 3), cases[i].numbers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reader_gives_the_same_in_pieces_of_every_size),
        cmocka_unit_test(lines_are_split_as_libcsv_splits_them),
        cmocka_unit_test(reader_keeps_its_limits),
        cmocka_unit_test(endless_line_is_refused_early),
        cmocka_unit_test(utf16_is_read_by_its_mark_or_name),
        cmocka_unit_test(older_encodings_are_read_by_name),
        cmocka_unit_test(files_that_cannot_be_read_are_refused),
        cmocka_unit_test(read_failures_are_reported),
        cmocka_unit_test(refused_cells_say_where_and_why),
        cmocka_unit_test(accepted_cells_are_read),
        cmocka_unit_test(years_are_read),
        cmocka_unit_test(all_errors_are_counted_and_the_first_kept),
        cmocka_unit_test(every_name_and_alias_finds_its_column),
        cmocka_unit_test(headings_find_their_column),
        cmocka_unit_test(headings_of_two_lines_find_their_column),
        cmocka_unit_test(refused_headers_say_what_to_do),
        cmocka_unit_test(options_choose_columns),
        cmocka_unit_test(official_tables_are_read_as_they_are),
        cmocka_unit_test(headings_name_years_and_rates),
        cmocka_unit_test(header_line_skips_titles),
        cmocka_unit_test(signatures_are_told_apart),
        cmocka_unit_test(rows_of_column_numbers_are_told_apart),
    };

    return cmocka_run_group_tests_name("loader", tests, NULL, NULL);
}
