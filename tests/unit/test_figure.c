/*
 * figure: what a cell states, what that can mean, and how it is written.
 */
#include "check.h"

#include "figure/arith.h"
#include "figure/figure.h"

#define P POV_PERCENT

static pov_reading read_cell(const char *text, pov_kind kind, bool negative, pov_stated *out,
                             pov_error *err)
{
    return pov_stated_read(text, strlen(text), kind, negative, out, err);
}

static void counts_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t face, high;
        pov_qualifier qualifier;
    } cases[] = {
        {"13342", 13342, 13342, POV_EXACTLY},
        {"13.342", 13342, 13342, POV_EXACTLY},
        {"13,342", 13342, 13342, POV_EXACTLY},
        {"13 342", 13342, 13342, POV_EXACTLY},
        {"13\xC2\xA0"
         "342",
         13342, 13342, POV_EXACTLY},
        {" 1.234.567 ", 1234567, 1234567, POV_EXACTLY},
        {"412204.00", 412204, 412204, POV_EXACTLY},
        {"13342,0", 13342, 13342, POV_EXACTLY},
        {"13,342.0", 13342, 13342, POV_EXACTLY},
        {"4.000", 4000, 4000, POV_EXACTLY},
        {"851 hộ", 851, 851, POV_EXACTLY},
        {"0", 0, 0, POV_EXACTLY},
        {"-30", -30, -30, POV_EXACTLY},
        {"\xE2\x88\x92"
         "30",
         -30, -30, POV_EXACTLY},
        {">4990", 4990, 4990, POV_ABOVE},
        {">= 4.990", 4990, 4990, POV_AT_LEAST},
        {"\xE2\x89\xA5"
         "12",
         12, 12, POV_AT_LEAST},
        {"<=7", 7, 7, POV_AT_MOST},
        {"\xE2\x89\xA4"
         "7",
         7, 7, POV_AT_MOST},
        {"<7", 7, 7, POV_BELOW},
        {"~180", 180, 180, POV_ABOUT},
        {"\xE2\x89\x88"
         "2.110",
         2110, 2110, POV_ABOUT},
        {"100-200", 100, 200, POV_RANGE},
        {"1.000 \xE2\x80\x93 1.200", 1000, 1200, POV_RANGE},
        {"1000000000000", POV_COUNT_MAX, POV_COUNT_MAX, POV_EXACTLY},
        {"123.456", 123456, 123456, POV_EXACTLY},
        {"5 ", 5, 5, POV_EXACTLY},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_stated s = {0};
        CHECK(cases[i].text, read_cell(cases[i].text, POV_KIND_COUNT, true, &s, NULL) == POV_VALUE);
        CHECK_NUMBER(cases[i].text, s.face, cases[i].face);
        CHECK_NUMBER(cases[i].text, s.face_high, cases[i].high);
        CHECK_NUMBER(cases[i].text, s.qualifier, cases[i].qualifier);
    }
}

static void rates_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t face; /* in thousandths of a percent */
        unsigned digits;
        pov_qualifier qualifier;
    } cases[] = {
        {"7.97", 7970, 2, POV_EXACTLY},
        {"7,97", 7970, 2, POV_EXACTLY},
        {"7,97%", 7970, 2, POV_EXACTLY},
        {"2,2 %", 2200, 1, POV_EXACTLY},
        {"19.50", 19500, 2, POV_EXACTLY},
        {"5", 5000, 0, POV_EXACTLY},
        {"5.0", 5000, 1, POV_EXACTLY},
        {">=3", 3000, 0, POV_AT_LEAST},
        {"> 11,3%", 11300, 1, POV_ABOVE},
        {"-0.5", -500, 1, POV_EXACTLY},
        {"1,234", 1234, 3, POV_EXACTLY},
        {"100", 100000, 0, POV_EXACTLY},
        {"6,5%-7,2%", 6500, 1, POV_RANGE},
        {"6.5-7.25", 6500, 2, POV_RANGE},
        {"~7.0", 7000, 1, POV_ABOUT},
        /* "từ 1 - 1,5% trở lên"; per year the face is that of one year until they are counted */
        {">=1-1.5%", 1000, 1, POV_AT_LEAST},
        {"1-1,5%/năm", 1000, 1, POV_RANGE},
        /* words, as documents print them */
        {"từ 3% trở lên", 3000, 0, POV_AT_LEAST},
        {"từ 1 - 1,5% trở lên", 1000, 1, POV_AT_LEAST},
        {"Từ 3 đến 3,5", 3000, 1, POV_RANGE},
        {"1÷1,5", 1000, 1, POV_RANGE},
        {"trên 3%/năm", 3000, 0, POV_ABOVE},
        {"dưới 5", 5000, 0, POV_BELOW},
        {"khoảng 1-1,5", 1000, 1, POV_RANGE},
        {"Khoảng 2%", 2000, 0, POV_ABOUT},
        {"ít nhất 2", 2000, 0, POV_AT_LEAST},
        {"tối thiểu 2", 2000, 0, POV_AT_LEAST},
        {"không quá 2,5%", 2500, 1, POV_AT_MOST},
        {"tối đa 2", 2000, 0, POV_AT_MOST},
        {"2% trở xuống", 2000, 0, POV_AT_MOST},
        {"giảm từ 1 điểm % trở lên", 1000, 0, POV_AT_LEAST},
        {"Phấn đấu giảm từ 4% trở lên", 4000, 0, POV_AT_LEAST},
        {">=3% /year", 3000, 0, POV_AT_LEAST},
        /* 7.97, 7.97 - 3, 0.1 + 0.2, 19.70 - 4.1 and 3 as programs that compute in binary print
         * them */
        {"7.969999999999999", 7970, 2, POV_EXACTLY},
        {"4.970000000000001", 4970, 2, POV_EXACTLY},
        {"0.30000000000000004", 300, 1, POV_EXACTLY},
        {"15.600000000000001", 15600, 1, POV_EXACTLY},
        {"2.9999999999999996", 3000, 0, POV_EXACTLY},
        {"4.320000000000000", 4320, 2, POV_EXACTLY},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_stated s = {0};
        CHECK(cases[i].text,
              read_cell(cases[i].text, POV_KIND_POINTS, true, &s, NULL) == POV_VALUE);
        CHECK_NUMBER(cases[i].text, s.face, cases[i].face * (P / 1000));
        CHECK_NUMBER(cases[i].text, s.digits, cases[i].digits);
        CHECK_NUMBER(cases[i].text, s.qualifier, cases[i].qualifier);
    }
}

static void missing_cells_are_no_numbers(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",  "  ",  "-",        "\xE2\x80\x93", "\xE2\x80\x94", "\xE2\x80\xA6", "...",
        "x", " X ", "\xC2\xA0", "nan",          "NULL",         "<NA>"};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_stated s = {.face = 77};
        CHECK(cases[i], read_cell(cases[i], POV_KIND_COUNT, false, &s, NULL) == POV_MISSING);
        CHECK(cases[i], read_cell(cases[i], POV_KIND_RATE, false, &s, NULL) == POV_MISSING);
        CHECK_NUMBER(cases[i], s.face, 77);
    }
}

static void other_cells_are_refused_with_a_reason(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        pov_kind kind;
        const char *message, *hint;
    } cases[] = {
        {"1.5", POV_KIND_COUNT, "expected a whole number, found \"1.5\"", "groups of three"},
        {"-1.5", POV_KIND_COUNT, "expected a whole number, found \"-1.5\"", "groups of three"},
        /* 10 times the largest, and what 63 bits would turn into a negative number */
        {"10000000000000", POV_KIND_COUNT, "at most 1,000,000,000,000", ""},
        {"10000000000000000000", POV_KIND_COUNT, "at most 1,000,000,000,000", ""},
        {"10000000000000000000", POV_KIND_POINTS, "expected points from -100 to 100", "7.97"},
        {"7.5.1", POV_KIND_RATE, "expected a rate in percent", "mark and no thousands"},
        {"7.5,1", POV_KIND_RATE, "expected a rate in percent", "either a dot or a comma"},
        {"12.34", POV_KIND_COUNT, "expected a whole number, found \"12.34\"", "groups of three"},
        {"1.234,5", POV_KIND_COUNT, "expected a whole number, found \"1.234,5\"",
         "groups of three"},
        {"1.23.456", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        {"0.123", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        {"1,000.000,000", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        {"1.000.00", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        {"4%", POV_KIND_COUNT, "expected a whole number, found \"4%\"", "rate's column"},
        {"#DIV/0!", POV_KIND_COUNT, "expected a whole number, found \"#DIV/0!\"", "spreadsheet"},
        {"1e5", POV_KIND_COUNT, "expected a whole number", "exponent"},
        {"-5", POV_KIND_COUNT, "expected a whole number, 0 or more, found \"-5\"", ""},
        {"abc", POV_KIND_COUNT, "expected a whole number, found \"abc\"", "leave the cell empty"},
        {"180 nhà", POV_KIND_COUNT, "expected a whole number, found \"180 nhà\"", "only digits"},
        {"không", POV_KIND_RATE, "expected a rate in percent, found \"không\"",
         "leave the cell empty"},
        {"trở lên", POV_KIND_COUNT, "expected a whole number, found \"trở lên\"",
         "leave the cell empty"},
        {"0x10", POV_KIND_COUNT, "expected a whole number", "only digits"},
        {"inf", POV_KIND_RATE, "expected a rate in percent, found \"inf\"", "leave the cell empty"},
        {"1.234,5", POV_KIND_RATE, "expected a rate in percent, found \"1.234,5\"",
         "one decimal mark"},
        {"1.2.3", POV_KIND_RATE, "expected a rate in percent", "one decimal mark"},
        {"5.", POV_KIND_RATE, "expected a rate in percent", "both sides"},
        {"..5", POV_KIND_RATE, "expected a rate in percent", "only digits"},
        {"100.01", POV_KIND_RATE, "expected a rate from 0 to 100 percent, found \"100.01\"",
         "7.97"},
        {"99999999999999999999", POV_KIND_RATE, "expected a rate from 0 to 100 percent", "7.97"},
        {"-1", POV_KIND_RATE, "expected a rate from 0 to 100 percent, found \"-1\"", ""},
        {"=>3", POV_KIND_RATE, "expected a rate in percent", ">="},
        {"=3", POV_KIND_RATE, "expected a rate in percent, found \"=3\"", "a formula"},
        {"-1", POV_KIND_COUNT, "expected a whole number, 0 or more, found \"-1\"", ""},
        {"%", POV_KIND_COUNT, "expected a whole number, found \"%\"", "rate's column"},
        {"=", POV_KIND_RATE, "expected a rate in percent, found \"=\"", "leave the cell empty"},
        {"%", POV_KIND_RATE, "expected a rate in percent, found \"%\"", "leave the cell empty"},
        {"~", POV_KIND_RATE, "expected a rate in percent, found \"~\"", "leave the cell empty"},
        {">=", POV_KIND_POINTS, "expected percentage points, found \">=\"", "leave the cell empty"},
        {"1234.567", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        /* 40 characters are shown whole; of more, 40 and three dots, never half a letter */
        {"abcdefghijklmnopqrstuvwxyzabcdefghijklmn", POV_KIND_COUNT,
         "found \"abcdefghijklmnopqrstuvwxyzabcdefghijklmn\"", "leave the cell empty"},
        {"abcdefghijklmnopqrstuvwxyzabcdefghijklmno", POV_KIND_COUNT,
         "found \"abcdefghijklmnopqrstuvwxyzabcdefghijklmn...\"", "leave the cell empty"},
        {"1000000000001", POV_KIND_COUNT, "expected a number of at most 1,000,000,000,000", ""},
        {"99999999999999999999999", POV_KIND_COUNT, "at most 1,000,000,000,000", ""},
        {"7-5", POV_KIND_COUNT, "expected a whole number", "low end"},
        {"~3-5", POV_KIND_COUNT, "expected a whole number", "only digits"},
        {"200/year", POV_KIND_COUNT, "expected a whole number", "per year"},
        {"1%/năm", POV_KIND_RATE, "expected a rate in percent", "per year"},
        {"3-", POV_KIND_COUNT, "expected a whole number", "a sign is a"},
        {"3 5", POV_KIND_COUNT, "expected a whole number", "groups of three"},
        {"1\x1b[31m", POV_KIND_COUNT, "found \"1\\x1b[31m\"", "only digits"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_error err = POV_ERROR_INIT;
        pov_stated s;
        CHECK(cases[i].text,
              read_cell(cases[i].text, cases[i].kind, false, &s, &err) == POV_INVALID);
        if (strstr(err.message, cases[i].message) == NULL) {
            fail_msg("%s: message is \"%s\"", cases[i].text, err.message);
        }
        if (strstr(err.hint, cases[i].hint) == NULL ||
            (*cases[i].hint == '\0') != (*err.hint == '\0')) {
            fail_msg("%s: hint is \"%s\"", cases[i].text, err.hint);
        }
    }
}

/* Of a text that goes on after the cell nothing is read. */
static void a_cell_ends_where_it_ends(void **state)
{
    (void)state;
    pov_stated s;

    assert_int_equal(pov_stated_read("1234", 2, POV_KIND_COUNT, false, &s, NULL), POV_VALUE);
    assert_int_equal(s.face, 12);
    assert_int_equal(pov_stated_read("7.975%", 4, POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    assert_true(s.face == 797 * (POV_PERCENT / 100));
    assert_int_equal(s.digits, 2);
    assert_int_equal(pov_stated_read("123.456.789", 7, POV_KIND_COUNT, false, &s, NULL), POV_VALUE);
    assert_int_equal(s.face, 123456);
    /* 11 decimals are held exactly */
    assert_int_equal(pov_stated_read("1.00000000001", 13, POV_KIND_RATE, false, &s, NULL),
                     POV_VALUE);
    assert_int_equal(s.digits, 11);
    assert_int_equal(pov_stated_read("7.5", 2, POV_KIND_RATE, false, &s, NULL), POV_INVALID);
    assert_int_equal(pov_stated_read("7.5", 1, POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    assert_true(s.face == 7 * P && s.digits == 0);
    assert_int_equal(pov_stated_read("7.5.1", 3, POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    assert_true(s.face == 75 * (P / 10) && s.digits == 1);
}

static void counts_are_shown_in_groups(void **state)
{
    (void)state;
    assert_string_equal(pov_show_count(0).text, "0");
    assert_string_equal(pov_show_count(7).text, "7");
    assert_string_equal(pov_show_count(123).text, "123");
    assert_string_equal(pov_show_count(1234567).text, "1,234,567");
    assert_string_equal(pov_show_count(-45678).text, "-45,678");
}

/* 7.965 to 7.975 in whole percent, outward */
static void bounds_without_decimals(void **state)
{
    (void)state;
    pov_figure f = pov_figure_unknown(POV_KIND_RATE);
    pov_buffer out = {0};

    f.basis = POV_BASIS_STATED;
    f.digits = 2;
    f.bounds = (pov_interval){7965 * (POV_PERCENT / 1000), 7975 * (POV_PERCENT / 1000)};
    pov_write_bounds(&out, &f, 0, pov_numerals_plain);
    assert_string_equal(pov_buffer_get(&out), "7-8");
    pov_buffer_fini(&out);
}

static void figures_stand_for_intervals(void **state)
{
    (void)state;
    /* bounds in 1/100000 percent, or households; open ends as -1 (none of these is negative
     * otherwise) */
    static const struct {
        const char *text;
        pov_kind kind;
        int64_t low, high;
    } cases[] = {
        {"7.97", POV_KIND_RATE, 796500, 797500},
        {"5", POV_KIND_RATE, 450000, 550000},
        {"5.0", POV_KIND_RATE, 495000, 505000},
        {"0.00", POV_KIND_RATE, 0, 500},
        {"100", POV_KIND_RATE, 9950000, 10000000},
        {"6.5-7.2", POV_KIND_RATE, 645000, 725000},
        {">=5", POV_KIND_RATE, 500000, 10000000},
        {"<=5", POV_KIND_RATE, 0, 500000},
        {"~7.0", POV_KIND_RATE, 665000, 735000},
        {">=3", POV_KIND_POINTS, 300000, -1},
        {"2.9", POV_KIND_POINTS, 285000, 295000},
        {"100.00", POV_KIND_POINTS, 9999500, 10000000},
        {"180", POV_KIND_COUNT, 180, 180},
        {"~180", POV_KIND_COUNT, 175, 185},
        {"~2110", POV_KIND_COUNT, 2105, 2115},
        {"~185", POV_KIND_COUNT, 185, 185},
        /* at most 5%: whole numbers of 28.5 to 31.5 */
        {"~30", POV_KIND_COUNT, 29, 31},
        {"~1000", POV_KIND_COUNT, 950, 1050},
        {"~5", POV_KIND_RATE, 475000, 525000},
        {"~0.5", POV_KIND_POINTS, 47500, 52500},
        {"~3000", POV_KIND_COUNT, 2850, 3150},
        {"~0", POV_KIND_COUNT, 0, 0},
        {">4990", POV_KIND_COUNT, 4990, -1},
        {"<20", POV_KIND_COUNT, 0, 20},
        {"10-20", POV_KIND_COUNT, 10, 20},
        {"7-7", POV_KIND_COUNT, 7, 7},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_stated s = {0};
        int64_t unit = cases[i].kind == POV_KIND_COUNT ? 1 : P / 100000;
        bool negative = cases[i].kind == POV_KIND_POINTS;
        CHECK(cases[i].text,
              read_cell(cases[i].text, cases[i].kind, negative, &s, NULL) == POV_VALUE);
        pov_interval b = pov_stated_bounds(&s, cases[i].kind, negative);
        CHECK_NUMBER(cases[i].text, b.low, cases[i].low * unit);
        CHECK_NUMBER(cases[i].text, b.high, cases[i].high < 0 ? POV_NO_HIGH : cases[i].high * unit);
    }
}

/* More decimals than are held: the bounds must still hold the printed number. */
static void long_decimals_stay_sound(void **state)
{
    (void)state;
    pov_stated s = {0};

    assert_int_equal(read_cell("7.97013142174433", POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    pov_interval b = pov_stated_bounds(&s, POV_KIND_RATE, false);
    assert_true(b.low <= INT64_C(7970131421744) && b.high >= INT64_C(7970131421745));
    assert_true(b.high - b.low <= 200);
    /* 11 decimals are held, of 12 the 10 first count */
    assert_int_equal(read_cell("7.97013142174", POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    assert_int_equal(s.digits, 11);
    b = pov_stated_bounds(&s, POV_KIND_RATE, false);
    assert_true(b.low == INT64_C(7970131421735) && b.high == INT64_C(7970131421745));
    assert_int_equal(read_cell("7.970131421744", POV_KIND_RATE, false, &s, NULL), POV_VALUE);
    assert_int_equal(s.digits, 10);
}

static void figures_are_written(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        pov_figure figure;
        int digits;
        pov_numerals numerals;
        const char *text;
    } cases[] = {
        {"count",
         {.value = 13342, .kind = POV_KIND_COUNT, .basis = POV_BASIS_STATED},
         -1,
         {'.', ',', " to ", "", false, NULL},
         "13,342"},
        {"count vi",
         {.value = 1234567, .kind = POV_KIND_COUNT, .basis = POV_BASIS_STATED},
         -1,
         {',', '.', " đến ", "", false, NULL},
         "1.234.567"},
        {"plain",
         {.value = 1234567, .kind = POV_KIND_COUNT, .basis = POV_BASIS_STATED},
         -1,
         {'.', 0, "-", "", false, NULL},
         "1234567"},
        {"negative",
         {.value = -1234, .kind = POV_KIND_COUNT, .basis = POV_BASIS_DERIVED},
         -1,
         {'.', ',', " to ", "", false, NULL},
         "-1,234"},
        {"above",
         {.value = 4990, .kind = POV_KIND_COUNT, .basis = POV_BASIS_STATED, .qualifier = POV_ABOVE},
         -1,
         {'.', ',', " to ", "", false, NULL},
         ">4,990"},
        {"rate",
         {.value = 797 * (P / 100), .kind = POV_KIND_RATE, .basis = POV_BASIS_STATED, .digits = 2},
         -1,
         {',', '.', " đến ", "", false, NULL},
         "7,97"},
        {"zeros kept",
         {.value = 195 * (P / 10), .kind = POV_KIND_RATE, .basis = POV_BASIS_STATED, .digits = 2},
         -1,
         {'.', 0, "-", "", false, NULL},
         "19.50"},
        {"half up",
         {.value = 125 * (P / 1000),
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         -1,
         {'.', 0, "-", "", false, NULL},
         "0.13"},
        {"half away",
         {.value = -125 * (P / 1000),
          .kind = POV_KIND_POINTS,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         -1,
         {'.', 0, "-", "", false, NULL},
         "-0.13"},
        {"no minus zero",
         {.value = -4 * (P / 1000),
          .kind = POV_KIND_POINTS,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         -1,
         {'.', 0, "-", "", false, NULL},
         "0.00"},
        {"decimals",
         {.value = 7968 * (P / 1000),
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         1,
         {'.', 0, "-", "", false, NULL},
         "8.0"},
        {"no decimals",
         {.value = 7968 * (P / 1000),
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_STATED,
          .digits = 2},
         0,
         {'.', 0, "-", "", false, NULL},
         "8"},
        {"range",
         {.value = 65 * (P / 10),
          .value_high = 72 * (P / 10),
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_STATED,
          .digits = 1,
          .qualifier = POV_RANGE},
         -1,
         {'.', 0, "-", "", false, NULL},
         "6.5-7.2"},
        {"range below zero, for programs",
         {.value = -1609 * (P / 100),
          .value_high = -1608 * (P / 100),
          .kind = POV_KIND_CHANGE,
          .basis = POV_BASIS_STATED,
          .digits = 2,
          .qualifier = POV_RANGE},
         -1,
         {'.', 0, "-", "", false, NULL},
         "-16.09--16.08"},
        {"range below zero",
         {.value = -1609 * (P / 100),
          .value_high = -1608 * (P / 100),
          .kind = POV_KIND_CHANGE,
          .basis = POV_BASIS_STATED,
          .digits = 2,
          .qualifier = POV_RANGE},
         -1,
         {',', '.', " đến ", "", false, NULL},
         "-16,09 đến -16,08"},
        {"unknown", {.value = 5, .kind = POV_KIND_RATE}, -1, {'.', 0, "-", "", false, NULL}, ""},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer out = {0};
        pov_write_figure(&out, &cases[i].figure, cases[i].digits, cases[i].numerals);
        CHECK_TEXT(cases[i].name, pov_buffer_get(&out), cases[i].text);
        pov_buffer_fini(&out);
    }
}

static void bounds_are_written_outward(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        pov_figure figure;
        const char *text;
    } cases[] = {
        {"counts",
         {.bounds = {17696, 17702}, .kind = POV_KIND_COUNT, .basis = POV_BASIS_DERIVED},
         "17696-17702"},
        {"one",
         {.value = 200,
          .bounds = {180, 180},
          .kind = POV_KIND_COUNT,
          .basis = POV_BASIS_STATED,
          .qualifier = POV_ABOUT},
         "180"},
        {"half units",
         {.bounds = {7965 * (P / 1000), 7975 * (P / 1000)},
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_STATED,
          .digits = 2},
         "7.965-7.975"},
        /* 2,974 of 15,025 and of 15,021 households: 19.7936…% and 19.7989…% */
        {"outward",
         {.bounds = {INT64_C(19793677204658), INT64_C(19798948139272)},
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         "19.79-19.80"},
        /* 118 of 3,909 is one number, 3.0187…% */
        {"an exact quotient",
         {.bounds = {INT64_C(3018674852903), INT64_C(3018674852904)},
          .kind = POV_KIND_RATE,
          .basis = POV_BASIS_DERIVED,
          .digits = 2},
         "3.02"},
        {"open high",
         {.bounds = {3 * P, POV_NO_HIGH}, .kind = POV_KIND_POINTS, .basis = POV_BASIS_STATED},
         ">=3"},
        {"beyond what is read", /* more households than 10^12 are refused in a file */
         {.bounds = {139, INT64_C(1578642462358)},
          .kind = POV_KIND_COUNT,
          .basis = POV_BASIS_DERIVED},
         ">=139"},
        {"open low",
         {.bounds = {POV_NO_LOW, 3 * P}, .kind = POV_KIND_POINTS, .basis = POV_BASIS_STATED},
         "<=3"},
        {"open",
         {.value = 3 * P,
          .bounds = {POV_NO_LOW, POV_NO_HIGH},
          .kind = POV_KIND_POINTS,
          .basis = POV_BASIS_DERIVED},
         "3"},
        {"negative",
         {.bounds = {-2, -1}, .kind = POV_KIND_COUNT, .basis = POV_BASIS_DERIVED},
         "-2--1"},
        {"of two years", /* as one number it is that of both together */
         {.value = 2 * P,
          .value_high = 2 * P,
          .bounds = {2 * P, 2 * P},
          .kind = POV_KIND_POINTS,
          .basis = POV_BASIS_STATED,
          .years = 2},
         "2"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer out = {0};
        pov_write_bounds(&out, &cases[i].figure, -1, pov_numerals_plain);
        CHECK_TEXT(cases[i].name, pov_buffer_get(&out), cases[i].text);
        pov_buffer_fini(&out);
    }
}

/* What is written plainly is read back as the same statement. */
static void writing_and_reading_agree(void **state)
{
    (void)state;
    static const char *const cells[] = {"13342", ">=4990", ">12",     "<=7",
                                        "<7",    "~180",   "100-200", "0"};
    static const char *const rates[] = {"7.97",      "19.50", ">=3",  "~7.0",
                                        "6.50-7.25", "-0.5",  "0.00", "<11.3"};

    for (int kind = 0; kind < 2; kind++) {
        for (size_t i = 0; i < 8; i++) {
            const char *text = kind == 0 ? cells[i] : rates[i];
            pov_kind k = kind == 0 ? POV_KIND_COUNT : POV_KIND_POINTS;
            pov_stated s = {0};
            CHECK(text, read_cell(text, k, true, &s, NULL) == POV_VALUE);
            pov_figure f = {.value = s.face,
                            .value_high = s.face_high,
                            .kind = (uint8_t)k,
                            .basis = POV_BASIS_STATED,
                            .qualifier = s.qualifier,
                            .digits = s.digits};
            pov_buffer out = {0};
            pov_write_figure(&out, &f, -1, pov_numerals_plain);
            CHECK_TEXT(text, pov_buffer_get(&out), text);
            pov_buffer_fini(&out);
        }
    }
}

__extension__ typedef __int128 wide;

static void quotients_are_exact(void **state)
{
    (void)state;
    check_random random = check_random_start("quotients_are_exact");

    for (int i = 0; i < 20000; i++) {
        int64_t a = check_random_next(&random, -POV_COUNT_MAX, POV_COUNT_MAX);
        bool large = i % 4 == 0; /* a product past 63 bits */
        int64_t b = check_random_next(&random, -1000, POV_COUNT_MAX / (large ? 1 : 1000000));
        int64_t c = check_random_next(&random, large ? 10000000 : 1, i % 2 ? 1000 : POV_COUNT_MAX);
        wide product = (wide)a * b;
        wide low = pov_muldiv_floor(a, b, c), high = pov_muldiv_ceil(a, b, c);
        wide near = pov_muldiv_round(a, b, c);
        assert_true(low * c <= product && (low + 1) * c > product);
        assert_true(high * c >= product && (high - 1) * c < product);
        wide off = near * c - product;
        assert_true(2 * (off < 0 ? -off : off) <= c);
        /* of a tie, the one further from zero */
        assert_true(2 * (off < 0 ? -off : off) != c || (product < 0 ? off < 0 : off > 0));
    }
    assert_true(pov_muldiv_floor(INT64_MAX, INT64_MAX, 1) == INT64_MAX);
    assert_true(pov_muldiv_floor(INT64_MAX, -INT64_MAX, 1) == INT64_MIN);
    /* 10^26 = (10^13 - 1) × (10^13 + 1) + 1 */
    const int64_t ten13 = INT64_C(10000000000000);
    assert_true(pov_muldiv_floor(ten13, ten13, ten13 - 1) == ten13 + 1);
    assert_true(pov_muldiv_ceil(ten13, ten13, ten13 - 1) == ten13 + 2);
    /* past 63 bits and without a rest */
    for (int64_t sign = -1; sign <= 1; sign += 2) {
        int64_t a = sign * POV_COUNT_MAX, expected = sign * INT64_C(100000000000000);
        assert_true(pov_muldiv_floor(a, POV_COUNT_MAX, INT64_C(10000000000)) == expected);
        assert_true(pov_muldiv_ceil(a, POV_COUNT_MAX, INT64_C(10000000000)) == expected);
        assert_true(pov_muldiv_round(a, POV_COUNT_MAX, INT64_C(10000000000)) == expected);
        assert_true(pov_muldiv_round(sign, 1, 2) == sign);
        assert_true(pov_muldiv_round(sign, 1, 3) == 0);
    }
}

static void yearly_figures_have_an_end(void **state)
{
    static const struct {
        int64_t face, face_high;
        unsigned years;
        pov_kind kind;
        bool fits;
    } cases[] = {
        {-POV_COUNT_MAX, POV_COUNT_MAX, 1, POV_KIND_COUNT, true},
        {-POV_COUNT_MAX / 2, POV_COUNT_MAX / 2, 2, POV_KIND_COUNT, true},
        {-POV_COUNT_MAX / 2 - 1, 1, 2, POV_KIND_COUNT, false},
        {1, POV_COUNT_MAX / 2 + 1, 2, POV_KIND_COUNT, false},
        {-20 * P, 20 * P, 5, POV_KIND_POINTS, true},
        {1 * P, 21 * P, 5, POV_KIND_POINTS, false},
        {1, 2, 0, POV_KIND_COUNT, false},
        {1, 2, 255, POV_KIND_COUNT, true},
        {1, 2, 256, POV_KIND_COUNT, false},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_stated s = {.face = cases[i].face, .face_high = cases[i].face_high, .years = 1};
        const int64_t years = cases[i].fits ? cases[i].years : 1; /* else it stays */
        assert_true(pov_stated_times(&s, cases[i].years, cases[i].kind) == cases[i].fits);
        assert_true(s.face == cases[i].face * years && s.face_high == cases[i].face_high * years);
        assert_int_equal(s.years, years);
    }
}

static void products_are_cut_never_wrapped(void **state)
{
    (void)state;
    assert_true(pov_multiply(INT64_C(3037000500), INT64_C(3037000500)) == INT64_MAX); /* √2^63 */
    assert_true(pov_multiply(INT64_C(3037000499), -INT64_C(3037000499)) ==
                -INT64_C(9223372030926249001));
    assert_true(pov_multiply(INT64_MIN, -1) == INT64_MAX);
    assert_true(pov_subtract(INT64_MIN, 1) == INT64_MIN &&
                pov_subtract(-1, INT64_MIN) == INT64_MAX);
    assert_true(pov_subtract(5, 7) == -2);
    /* multiples of 7 about 24 and -24 */
    assert_true(pov_floor_to(24, 7) == 21 && pov_ceil_to(24, 7) == 28 && pov_round_to(24, 7) == 21);
    assert_true(pov_floor_to(-24, 7) == -28 && pov_ceil_to(-24, 7) == -21);
    assert_true(pov_round_to(-25, 10) == -30 && pov_round_to(25, 10) == 30);
    assert_true(pov_ceil_to(INT64_MAX - 1, 10) == INT64_MAX);
    assert_true(pov_floor_to(INT64_MIN + 1, 10) == INT64_MIN);
}

/* Of all parts and wholes, tried one by one: 1000 part / whole. */
static void ratios_hold_all_quotients_and_no_more(void **state)
{
    (void)state;
    for (int64_t low = -4; low <= 4; low++) {
        for (int64_t high = low; high <= 4; high++) {
            for (int64_t least = 1; least <= 5; least++) {
                for (int64_t most = least; most <= 5; most++) {
                    pov_interval expected = {INT64_MAX, INT64_MIN};
                    for (int64_t part = low; part <= high; part++) {
                        for (int64_t whole = least; whole <= most; whole++) {
                            int64_t floor = pov_muldiv_floor(part, 1000, whole);
                            int64_t ceil = pov_muldiv_ceil(part, 1000, whole);
                            expected.low = floor < expected.low ? floor : expected.low;
                            expected.high = ceil > expected.high ? ceil : expected.high;
                        }
                    }
                    pov_interval found = pov_interval_ratio((pov_interval){low, high}, 1000,
                                                            (pov_interval){least, most});
                    assert_true(found.low == expected.low && found.high == expected.high);
                }
            }
        }
    }
    /* open ends, and a whole that may be next to nothing */
    static const struct {
        pov_interval part, whole, ratio;
    } open[] = {
        {{6, POV_NO_HIGH}, {2, 3}, {2000, POV_NO_HIGH}},
        {{POV_NO_LOW, 6}, {2, 3}, {POV_NO_LOW, 3000}},
        {{6, 6}, {2, POV_NO_HIGH}, {POV_NO_LOW, 3000}},
        {{-6, -6}, {2, POV_NO_HIGH}, {-3000, POV_NO_HIGH}},
        {{6, 6}, {0, 3}, {2000, POV_NO_HIGH}},
        {{-6, 6}, {0, 3}, {POV_NO_LOW, POV_NO_HIGH}},
        {{0, 0}, {0, 0}, {POV_NO_LOW, POV_NO_HIGH}},
        {{0, 0}, {0, 3}, {0, POV_NO_HIGH}}, /* none of none have any rate */
    };
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        pov_interval found = pov_interval_ratio(open[i].part, 1000, open[i].whole);
        assert_true(found.low == open[i].ratio.low && found.high == open[i].ratio.high);
    }
}

static void differences_carry_basis_and_digits(void **state)
{
    (void)state;
    pov_figure a = pov_figure_computed(POV_KIND_RATE, 7, (pov_interval){6, 8}, POV_BASIS_STATED, 2);
    pov_figure b =
        pov_figure_computed(POV_KIND_RATE, 4, (pov_interval){4, 5}, POV_BASIS_ASSUMED, 3);
    pov_figure unknown = pov_figure_unknown(POV_KIND_RATE);
    pov_figure d = pov_figure_difference(&a, &b, POV_KIND_POINTS);

    assert_true(d.value == 3 && d.bounds.low == 1 && d.bounds.high == 4);
    assert_true(d.kind == POV_KIND_POINTS && d.basis == POV_BASIS_ASSUMED && d.digits == 3);
    d = pov_figure_difference(&a, &a, POV_KIND_POINTS);
    assert_true(d.basis == POV_BASIS_DERIVED);
    d = pov_figure_difference(&a, &unknown, POV_KIND_POINTS);
    assert_false(pov_figure_known(&d));
    assert_true(pov_figure_is_firm(&a) && !pov_figure_is_firm(&b) && !pov_figure_is_firm(&unknown));
}

/* 461,168,602 of 2,500 are 18,446,744.08%: in ticks above 2^64, which wraps to 0.01%. */
static void printed_rates_are_cut_never_wrapped(void **state)
{
    (void)state;
    assert_true(pov_printed_rate(461168602, 2500, 2) == INT64_MAX);
    assert_true(pov_printed_rate(2, 3, 2) == 6667 * (POV_PERCENT / 100));
    assert_true(pov_printed_rate(2, 3, 0) == 67 * POV_PERCENT);
}

/* What was cut at 2^63 or near it is far; a quarter of it is not. */
static void far_is_past_a_quarter(void **state)
{
    (void)state;
    const int64_t quarter = INT64_C(2305843009213693951); /* of 2^63 - 1, rounded down */

    assert_false(pov_is_far(quarter) || pov_is_far(0) || pov_is_far(-quarter - 1));
    assert_true(pov_is_far(quarter + 1) && pov_is_far(-quarter - 2));
    assert_true(pov_is_far(POV_NO_HIGH) && pov_is_far(POV_NO_LOW));
    assert_true(pov_saturate((pov_wide)POV_NO_HIGH + 1) == POV_NO_HIGH);
    assert_true(pov_saturate((pov_wide)POV_NO_LOW - 1) == POV_NO_LOW);
    assert_true(pov_saturate(-7) == -7);
}

static void intervals_keep_open_ends(void **state)
{
    (void)state;
    pov_interval ten = {10, 20}, open = {5, POV_NO_HIGH};
    pov_interval sum = pov_interval_add(ten, open), rest = pov_interval_subtract(ten, open);

    assert_true(sum.low == 15 && sum.high == POV_NO_HIGH);
    assert_true(rest.low == POV_NO_LOW && rest.high == 15);
    assert_true(pov_interval_empty(pov_interval_meet(ten, pov_interval_point(21))));
    assert_true(pov_interval_exact(pov_interval_meet(ten, (pov_interval){20, 30})));
    assert_true(pov_clamp(5, ten) == 10 && pov_clamp(25, ten) == 20 && pov_clamp(15, ten) == 15);
    pov_interval far = pov_interval_add((pov_interval){INT64_MAX - 1, INT64_MAX - 1}, ten);
    assert_true(far.high == POV_NO_HIGH);
    pov_interval below = {POV_NO_LOW, 7};
    rest = pov_interval_subtract(ten, below);
    assert_true(rest.low == 3 && rest.high == POV_NO_HIGH);
    sum = pov_interval_add(below, ten);
    assert_true(sum.low == POV_NO_LOW && sum.high == 27);
}

/* A long cell is shown in part: 40 bytes, less when the 40th is within a character. The cell is not
 * terminated, so that a look past its end is seen (valgrind, AddressSanitizer). */
static void a_long_cell_is_cut_between_characters(void **state)
{
    (void)state;
    /* 39 letters, then "đ" of two bytes, then more: the cut falls before it */
    static const char text[] = "abcdefghijklmnopqrstuvwxyzabcdefghijklm\xC4\x91 xyz";
    size_t length = sizeof text - 1;
    char *cell = malloc(length);
    pov_stated stated;
    pov_error err = POV_ERROR_INIT;

    assert_non_null(cell);
    memcpy(cell, text, length);
    assert_int_equal(pov_stated_read(cell, length, POV_KIND_COUNT, false, &stated, &err),
                     POV_INVALID);
    assert_string_equal(err.message, "expected a whole number, found "
                                     "\"abcdefghijklmnopqrstuvwxyzabcdefghijklm...\"");
    free(cell);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_cell_is_cut_between_characters),
        cmocka_unit_test(counts_are_read),
        cmocka_unit_test(rates_are_read),
        cmocka_unit_test(missing_cells_are_no_numbers),
        cmocka_unit_test(other_cells_are_refused_with_a_reason),
        cmocka_unit_test(a_cell_ends_where_it_ends),
        cmocka_unit_test(counts_are_shown_in_groups),
        cmocka_unit_test(bounds_without_decimals),
        cmocka_unit_test(figures_stand_for_intervals),
        cmocka_unit_test(long_decimals_stay_sound),
        cmocka_unit_test(figures_are_written),
        cmocka_unit_test(bounds_are_written_outward),
        cmocka_unit_test(writing_and_reading_agree),
        cmocka_unit_test(quotients_are_exact),
        cmocka_unit_test(yearly_figures_have_an_end),
        cmocka_unit_test(products_are_cut_never_wrapped),
        cmocka_unit_test(ratios_hold_all_quotients_and_no_more),
        cmocka_unit_test(differences_carry_basis_and_digits),
        cmocka_unit_test(printed_rates_are_cut_never_wrapped),
        cmocka_unit_test(far_is_past_a_quarter),
        cmocka_unit_test(intervals_keep_open_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
