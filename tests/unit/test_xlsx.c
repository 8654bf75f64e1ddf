/*
 * Numbers of a workbook: that they are what the other formats print. The cells of whole workbooks
 * are read back in tests/cli/xlsx.cases.
 */
#include "check.h"

#ifdef POV_XLSX_LIBRARY

#include "output/office/office.h"
#include "povcalc/report.h"

#include <stdlib.h>

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

int main(void)
{
    const struct CMUnitTest tests[] = {
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
