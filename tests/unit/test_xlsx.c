/*
 * Numbers of a workbook: that they are what the other formats print. The cells of whole workbooks
 * are read back in tests/cli/xlsx.cases.
 */
#include "check.h"

#if defined(POV_XLSX_LINKED) || defined(POV_XLSX_FOLDER)

#include "output/office/office.h"
#include "output/office/package.h"
#include "output/report.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* What the cell of a stated or a derived figure holds, against the text of CSV. */
static void numbers_are_those_of_csv(void **state)
{
    static const struct {
        const char *name;
        pov_figure figure;
        int decimals;
    } cases[] = {
        {"the largest count", {.value = POV_COUNT_MAX, .kind = POV_KIND_COUNT}, -1},
        {"a count below zero", {.value = -12, .kind = POV_KIND_COUNT}, -1},
        {"two decimals", {.value = 7970000000000, .kind = POV_KIND_RATE, .digits = 2}, -1},
        /* the double that is nearest to 9.95 is below it */
        {"9.95", {.value = 9950000000000, .kind = POV_KIND_RATE, .digits = 2}, -1},
        {"half up", {.value = 2445000000000, .kind = POV_KIND_RATE, .digits = 3}, 2},
        {"half up below zero", {.value = -2445000000000, .kind = POV_KIND_POINTS, .digits = 3}, 2},
        {"never -0", {.value = -4000000000, .kind = POV_KIND_POINTS, .digits = 2}, -1},
        {"a third", {.value = 33333333333333, .kind = POV_KIND_RATE, .digits = 11}, -1},
        {"no decimals", {.value = 99500000000000, .kind = POV_KIND_RATE, .digits = 1}, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pov_figure figure = cases[i].figure;
        pov_buffer text = {0};
        double number = 0;
        unsigned digits = 0;
        figure.basis = POV_BASIS_DERIVED;
        figure.value_high = figure.value;
        pov_write_figure(&text, &figure, cases[i].decimals, pov_numerals_plain);
        bool there =
            pov_xlsx_number(&figure, POV_XLSX_VALUE, false, cases[i].decimals, &number, &digits);
        if (!there || number != strtod(pov_buffer_get(&text), NULL) ||
            (number == 0 && 1 / number < 0)) {
            fail_msg("%s: %.17g, CSV has %s", cases[i].name, number, pov_buffer_get(&text));
        }
        pov_buffer_fini(&text);
    }
}

/* Ends are rounded outward: -1.2345 to 1.2345 is within -1.24 and 1.24. */
static void ends_are_rounded_outward(void **state)
{
    pov_figure figure = {.value = 0,
                         .kind = POV_KIND_POINTS,
                         .basis = POV_BASIS_DERIVED,
                         .digits = 2,
                         .bounds = {-1234500000000, 1234500000000}};
    double number = 0;
    unsigned digits = 0;

    (void)state;
    assert_true(pov_xlsx_needs_two(&figure, true));
    assert_false(pov_xlsx_needs_two(&figure, false));
    assert_true(pov_xlsx_number(&figure, POV_XLSX_LOW, true, -1, &number, &digits));
    assert_true(number == -1.24 && digits == 2);
    assert_true(pov_xlsx_number(&figure, POV_XLSX_HIGH, true, -1, &number, &digits));
    assert_true(number == 1.24);
    figure.bounds.high = POV_NO_HIGH;
    assert_false(pov_xlsx_number(&figure, POV_XLSX_HIGH, true, -1, &number, &digits));
}

/* 7.97 is a share from 7.965 to 7.975: its ends need a digit more. */
static void ends_of_a_printed_rate_have_its_half_unit(void **state)
{
    pov_figure figure = {.value = 7970000000000,
                         .value_high = 7970000000000,
                         .kind = POV_KIND_RATE,
                         .basis = POV_BASIS_STATED,
                         .digits = 2,
                         .bounds = {7965000000000, 7975000000000}};
    double number = 0;
    unsigned digits = 0;

    (void)state;
    assert_true(pov_xlsx_number(&figure, POV_XLSX_LOW, true, -1, &number, &digits));
    assert_true(number == 7.965 && digits == 3);
    assert_true(pov_xlsx_number(&figure, POV_XLSX_HIGH, true, -1, &number, &digits));
    assert_true(number == 7.975);
}

/* ---- the package ---- */

typedef struct part {
    const char *name, *text;
} part;

static void add_number(pov_buffer *out, unsigned long number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        pov_buffer_char(out, (char)(i < 8 ? number >> (8 * i) & 0xFF : 0));
    }
}

/* The middle of both headers: version, flags, method, time, checksum, sizes, length of the name. */
static void add_middle(pov_buffer *out, const part *p, unsigned long stored)
{
    unsigned long size = strlen(p->text);

    add_number(out, 20, 2);
    add_number(out, 0, 2);
    add_number(out, Z_DEFLATED, 2);
    add_number(out, 0, 4);
    add_number(out, crc32(0, (const Bytef *)p->text, (uInt)size), 4);
    add_number(out, stored, 4);
    add_number(out, size, 4);
    add_number(out, strlen(p->name), 2);
    add_number(out, 0, 2);
}

static void add_part(pov_buffer *file, pov_buffer *directory, const part *p)
{
    unsigned char stored[1024];
    z_stream z = {.next_out = stored, .avail_out = sizeof stored};
    size_t at = file->length;
    char text[1024];

    z.avail_in = (uInt)snprintf(text, sizeof text, "%s", p->text);
    z.next_in = (Bytef *)text;
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    unsigned long length = z.total_out;
    deflateEnd(&z);
    pov_buffer_text(file, "PK\3\4");
    add_middle(file, p, length);
    pov_buffer_text(file, p->name);
    pov_buffer_add(file, (const char *)stored, length);
    pov_buffer_text(directory, "PK\1\2");
    add_number(directory, 20, 2);
    add_middle(directory, p, length);
    add_number(directory, 0, 8);
    add_number(directory, 0, 2);
    add_number(directory, at, 4);
    pov_buffer_text(directory, p->name);
}

static void pack(pov_buffer *file, const part *parts, size_t count)
{
    pov_buffer directory = {0};

    pov_buffer_clear(file);
    for (size_t i = 0; i < count; i++) {
        add_part(file, &directory, &parts[i]);
    }
    size_t start = file->length;
    pov_buffer_add(file, directory.data, directory.length);
    pov_buffer_text(file, "PK\5\6");
    add_number(file, 0, 4);
    add_number(file, count, 2);
    add_number(file, count, 2);
    add_number(file, directory.length, 4);
    add_number(file, start, 4);
    add_number(file, 0, 2);
    pov_buffer_fini(&directory);
}

#define SHEET "xl/worksheets/sheet1.xml"
#define STRINGS                                                                                    \
    "<?xml?><sst><si><t>A</t></si><si><t xml:space=\"preserve\">x &lt; &amp;amp; y "               \
    "</t></si></sst>"
#define CELLS                                                                                      \
    "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"2\" t=\"s\"><v>1</v></c>"                     \
    "<c r=\"A2\" s=\"1\"/><c r=\"B2\"><v>7.97</v></c>"

static const part whole[] = {
    {SHEET, "<?xml?><worksheet><cols/><sheetData><row>" CELLS "</row></sheetData></worksheet>"},
    {"xl/comments1.xml",
     "<comments><comment ref=\"B2\"><text><r><t>why</t></r></text></comment></comments>"},
    {"xl/sharedStrings.xml", STRINGS},
    {"xl/styles.xml", "<styleSheet><fonts/></styleSheet>"},
};
#define PARTS (sizeof whole / sizeof whole[0])

static uint64_t sum_of_whole(void)
{
    return pov_xlsx_cell_sum("A1", 2, pov_xlsx_text_sum("A")) +
           pov_xlsx_cell_sum("B1", 2, pov_xlsx_text_sum("x < &amp; y ")) +
           pov_xlsx_cell_sum("A2", 2, pov_xlsx_text_sum("")) +
           pov_xlsx_cell_sum("B2", 2, pov_xlsx_number_sum(7.97)) + pov_xlsx_text_sum("why");
}

static void a_part_that_lost_something_is_noticed(void **state)
{
    static const struct {
        const char *name;
        part lost; /* in place of the part of its name */
    } cases[] = {
        {"a cell", {SHEET, "<worksheet><c r=\"A1\" t=\"s\"><v>0</v></c></worksheet>"}},
        {"the end of the sheet", {SHEET, "<worksheet><sheetData><row>" CELLS}},
        {"the end of a tag", {SHEET, "<worksheet>" CELLS "</worksheet"}},
        {"everything", {SHEET, ""}},
        {"a start", {SHEET, "<worksheet>" CELLS "</worksheet></worksheet>"}},
        {"a second root", {SHEET, "<worksheet>" CELLS "</worksheet><worksheet></worksheet>"}},
        {"a digit",
         {SHEET, "<worksheet><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
                 "<c r=\"A2\" s=\"1\"/><c r=\"B2\"><v>7.9</v></c></worksheet>"}},
        {"a string", {"xl/sharedStrings.xml", "<sst><si><t>A</t></si></sst>"}},
        {"a piece in the middle of the strings",
         {"xl/sharedStrings.xml", "<sst><si><t>A y </t></si></sst>"}},
        {"a comment", {"xl/comments1.xml", "<comments></comments>"}},
        {"the end of the styles", {"xl/styles.xml", "<styleSheet><fonts/>"}},
    };
    pov_buffer file = {0};

    (void)state;
    pack(&file, whole, PARTS);
    assert_true(pov_xlsx_package_holds(file.data, file.length, sum_of_whole()));
    assert_false(pov_xlsx_package_holds(file.data, file.length, sum_of_whole() + 1));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        part parts[PARTS];
        for (size_t p = 0; p < PARTS; p++) {
            parts[p] = strcmp(whole[p].name, cases[i].lost.name) == 0 ? cases[i].lost : whole[p];
        }
        pack(&file, parts, PARTS);
        if (pov_xlsx_package_holds(file.data, file.length, sum_of_whole())) {
            fail_msg("%s is lost", cases[i].name);
        }
    }
    pov_buffer_fini(&file);
}

/* Versions, times, flags and attributes are not looked at: they are none of what can get lost. */
static bool is_looked_at(const pov_buffer *file, size_t at)
{
    pov_buffer changed = {0};

    pov_buffer_add(&changed, file->data, file->length);
    changed.data[at] = (char)(changed.data[at] ^ 1);
    bool seen = !pov_xlsx_package_holds(changed.data, changed.length, sum_of_whole());
    pov_buffer_fini(&changed);
    return seen;
}

/* A part has 10 bytes of such in its own header and 18 in that of the directory; the last record
 * has 8. */
static void a_file_that_is_cut_or_changed_is_noticed(void **state)
{
    pov_buffer file = {0};
    size_t passed_over = 0;

    (void)state;
    pack(&file, whole, PARTS);
    for (size_t length = 0; length < file.length; length++) {
        char *cut = malloc(length + 1); /* of its own, so that reading past its end is noticed */
        memcpy(cut, file.data, length);
        assert_false(pov_xlsx_package_holds(cut, length, sum_of_whole()));
        free(cut);
    }
    for (size_t i = 0; i < file.length; i++) {
        passed_over += !is_looked_at(&file, i);
    }
    assert_true(passed_over <= PARTS * 28 + 8);
    pov_buffer_fini(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_that_lost_something_is_noticed),
        cmocka_unit_test(a_file_that_is_cut_or_changed_is_noticed),
        cmocka_unit_test(numbers_are_those_of_csv),
        cmocka_unit_test(ends_are_rounded_outward),
        cmocka_unit_test(ends_of_a_printed_rate_have_its_half_unit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

static void there_is_nothing_to_test(void **state)
{
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_is_nothing_to_test)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
