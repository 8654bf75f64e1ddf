/*
 * What tables of documents are read with: numbers as they are shown, places, merged cells.
 * Expected are what Excel shows, but for the marks between groups of digits, and a dot.
 */
#include "base/place.h"
#include "loader/source/number_format.h"
#include "loader/source/row_builder.h"

#include "check.h"

#include <string.h>

static void numbers_are_as_shown(void **state)
{
    (void)state;
    static const struct {
        const char *code, *number, *shown;
    } cases[] = {
        {"General", "851", "851"},
        {"General", "-5", "-5"},
        {"General", "0", "0"},
        {"General", "4.3200000000000003", "4.32"},
        {"General", "5.3300292858751971", "5.330029286"},
        {"General", "1.183E3", "1183"},
        {"General", "1e-12", "0"},
        {"General", "123456789012", "123456789012"},
        {"@", "851", "851"},
        {"", "851", "851"},
        {"0", "850.5", "851"},
        {"0", "0.5", "1"},
        {"0", "0.49999999999999994", "1"}, /* 15 digits: 0.5 */
        {"0.00", "1.005", "1.01"},
        {"0.00", "0.125", "0.13"},
        {"0.00", "-0.001", "0.00"},
        {"0.00", "999.995", "1000.00"},
        {"0.0#", "4.3", "4.3"},
        {"0.##", "4", "4"},
        {"#,##0", "19699", "19699"},
        {"#,##0.0", "19699.25", "19699.3"},
        {"#,###", "0", ""},
        {"000", "7", "007"},
        {"0%", "0.0797", "8%"},
        {"0.00%", "0.0797", "7.97%"},
        {"0.00%", "7.9699999999999993E-2", "7.97%"},
        {"0.0,", "19699", "19.7"},
        {"#,##0,,", "19699000", "20"},
        {"0.0,\"K\"", "19699", "19.7K"},
        {"0\" h\xE1\xBB\x99\"", "851", "851 h\xE1\xBB\x99"},
        {"\">=\"0", "3", ">=3"},
        {"\\~0", "180", "~180"},
        {"[Red]0", "5", "5"},
        {"#,##0;[Red]#,##0", "-5", "-5"},
        {"#,##0_);(#,##0)", "-5", "-5"},
        {"0;-0;;@", "0", ""},
        {"0;-0;\"-\"", "0", "0"},
        {"_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", "0", "0"},
        {"_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"??_);_(@_)", "1183", "1183"},
        {"[<1000]0;[>=1000]0.0,\"K\"", "851", "851"},
        {"[<1000]0;[>=1000]0.0,\"K\"", "19699", "19.7K"},
        {"[$-42A]#,##0", "851", "851"},
        {"0.00E+00", "19699", "19699"},
        {"# ?/?", "0.5", "0.5 "},
        {"yyyy", "44926", "2022"},
        {"d/m/yyyy", "44926", "31/12/2022"},
        {"[$-42A]dd mmmm yyyy", "44926.75", "31/12/2022"},
        {"mm/yyyy", "44742", "06/2022"},
        {"yyyy\\-mm\\-dd;@", "44926", "31/12/2022"},
        {"h:mm", "0.5", "12:00"},
        {"dd/mm/yyyy h:mm AM/PM", "44926.25", "31/12/2022 06:00"},
        {"d/m/yyyy", "59", "28/02/1900"},
        {"d/m/yyyy", "61", "01/03/1900"},
        {"d/m/yyyy", "-1", "-1"},
        {"General", "12x", "12x"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_number_format format;
        pov_buffer shown = {0};
        pov_number_format_parse(&format, cases[i].code);
        pov_number_write(&format, cases[i].number, false, &shown);
        if (strcmp(pov_buffer_get(&shown), cases[i].shown) != 0) {
            fail_msg("%s as %s: \"%s\", expected \"%s\"", cases[i].number, cases[i].code,
                     pov_buffer_get(&shown), cases[i].shown);
        }
        pov_buffer_fini(&shown);
    }
}

static void formats_go_by_their_number(void **state)
{
    (void)state;
    assert_string_equal(pov_number_format_code(0), "General");
    assert_string_equal(pov_number_format_code(10), "0.00%");
    assert_string_equal(pov_number_format_code(14), "d/m/yyyy");
    assert_string_equal(pov_number_format_code(49), "General");
    assert_string_equal(pov_number_format_code(1000000), "General");
}

static void texts_and_dates_are_as_shown(void **state)
{
    (void)state;
    pov_number_format format;
    pov_buffer shown = {0};

    pov_number_format_parse(&format, "\"X\xC3\xA3 \"@");
    pov_number_write_text(&format, "A", &shown);
    assert_string_equal(pov_buffer_get(&shown), "X\xC3\xA3 A");
    pov_buffer_clear(&shown);
    pov_number_format_parse(&format, "yyyy");
    assert_true(pov_number_write_iso(&format, "2022-12-31T00:00:00", &shown));
    assert_string_equal(pov_buffer_get(&shown), "2022");
    assert_false(pov_number_write_iso(&format, "2022-13-31", &shown));
    assert_false(pov_number_write_iso(&format, "31/12/2022", &shown));
    pov_buffer_fini(&shown);
}

static void places_are_the_readers_own(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t line, column;
        const char *place;
    } cases[] = {
        {"plan.csv", 6, 8, "plan.csv:6:8"},
        {"plan.csv", 6, 0, "plan.csv:6"},
        {"plan.csv", 0, 0, "plan.csv"},
        {"plan.xlsx:A" POV_PLACE_CELLS, 6, 8, "plan.xlsx:A!H6"},
        {"plan.xlsx:A" POV_PLACE_CELLS, 6, 26, "plan.xlsx:A!Z6"},
        {"plan.xlsx:A" POV_PLACE_CELLS, 6, 27, "plan.xlsx:A!AA6"},
        {"plan.xlsx:A" POV_PLACE_CELLS, 6, 16384, "plan.xlsx:A!XFD6"},
        {"plan.xlsx:A" POV_PLACE_CELLS, 6, 0, "plan.xlsx:A!6"},
        {"a.docx" POV_PLACE_ROWS "1 2" POV_PLACE_ROWS, 6, 3, "a.docx: table 2, row 6, column 3"},
        {"a.docx" POV_PLACE_ROWS "1 2" POV_PLACE_ROWS, 6, 0, "a.docx: table 2, row 6"},
        {"a.docx" POV_PLACE_ROWS "1 2" POV_PLACE_ROWS, 0, 0, "a.docx: table 2"},
        {"a.docx" POV_PLACE_ROWS "1 2 6 4" POV_PLACE_ROWS, 5, 1,
         "a.docx: table 2, row 5, column 1"},
        {"a.docx" POV_PLACE_ROWS "1 2 6 4" POV_PLACE_ROWS, 7, 1,
         "a.docx: table 4, row 2, column 1"},
        {"a.docx" POV_PLACE_ROWS "1 2 6 4" POV_PLACE_ROWS, 0, 0, "a.docx: table 2"},
        {"", 0, 0, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer place = {0};
        pov_place_write(&place, cases[i].file, cases[i].line, cases[i].column);
        assert_string_equal(pov_buffer_get(&place), cases[i].place);
        pov_buffer_fini(&place);
    }
}

/* "[A 2x2][ ]" over "[ ][B]": what a merged cell covers has no text. */
static void merged_cells_cover(void **state)
{
    (void)state;
    pov_row_builder row = {0};
    pov_source_row got = {0};

    assert_int_equal(pov_row_builder_init(&row, NULL), POV_OK);
    pov_row_builder_reset(&row);
    assert_true(pov_row_builder_put(&row, 0, " A\n", 3));
    assert_true(pov_row_builder_put(&row, 1, "covered", 7));
    pov_row_builder_merge(&row, 3, 0, 2, 2);
    assert_int_equal(pov_row_builder_get(&row, 3, &got, NULL), POV_OK);
    assert_int_equal(got.count, 2);
    assert_int_equal(got.line, 3);
    assert_string_equal(got.cell[0].text, "A");
    assert_int_equal(got.cell[0].across, 2);
    assert_int_equal(got.cell[0].down, 2);
    assert_string_equal(got.cell[1].text, "");
    assert_int_equal(got.cell[1].across, 0);

    pov_row_builder_clear(&row);
    assert_true(pov_row_builder_put(&row, 0, "covered", 7));
    assert_true(pov_row_builder_put(&row, 2, "B", 1));
    assert_int_equal(pov_row_builder_get(&row, 4, &got, NULL), POV_OK);
    assert_int_equal(got.count, 3);
    assert_string_equal(got.cell[0].text, "");
    assert_string_equal(got.cell[2].text, "B");

    pov_row_builder_clear(&row);
    assert_true(pov_row_builder_put(&row, 0, "C", 1));
    assert_int_equal(pov_row_builder_get(&row, 5, &got, NULL), POV_OK);
    assert_string_equal(got.cell[0].text, "C");
    assert_int_equal(got.count, 3); /* as wide as the table */

    pov_row_builder_clear(&row);
    assert_true(pov_row_builder_put(&row, POV_SOURCE_CELLS_MAX, " ", 1));
    assert_false(pov_row_builder_put(&row, POV_SOURCE_CELLS_MAX, "x", 1));
    assert_int_equal(pov_row_builder_get(&row, 6, &got, NULL), POV_OK);
    assert_int_equal(got.count, 0);
    pov_row_builder_fini(&row);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_as_shown),
        cmocka_unit_test(formats_go_by_their_number),
        cmocka_unit_test(texts_and_dates_are_as_shown),
        cmocka_unit_test(places_are_the_readers_own),
        cmocka_unit_test(merged_cells_cover),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
