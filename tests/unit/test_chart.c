/*
 * Charts: which rows and figures are picked, and what is drawn of them. Whole pictures are looked
 * at by tests/check_charts.sh.
 */
#include "check.h"
#include "kept_report.h"

#include "output/chart/chart.h"

static const pov_render_options plain = {.decimals = -1};

enum { UNIT, PARENT, GROUP, YEAR, BREAK, RATE, LEFT, TARGET_YEAR, TARGET, COLUMNS };

typedef struct row {
    unsigned depth;
    const char *unit, *parent, *group, *year;
    int rate, left; /* percent; below zero: not known */
} row;

static const pov_figure *percent(pov_report *report, int value)
{
    pov_figure figure = {
        .value = value * POV_PERCENT,
        .value_high = value * POV_PERCENT,
        .bounds = pov_interval_point(value * POV_PERCENT),
        .kind = POV_KIND_RATE,
        .basis = POV_BASIS_STATED,
    };
    const pov_figure *kept = value < 0 ? NULL : kept_figure(report, &figure);

    assert_true(value < 0 || kept != NULL);
    return kept;
}

static void start_report(pov_report *report, pov_chart_kind kind)
{
    static const pov_report_column columns[COLUMNS] = {
        [UNIT] = {.name = "unit", .where = POV_IN_TABLE},
        [PARENT] = {.name = "parent"},
        [GROUP] = {.name = "group"},
        [YEAR] = {.name = "year", .kind = POV_COLUMN_YEAR},
        [BREAK] = {.name = "standard_break"},
        [RATE] = {.name = "poor_rate", .kind = POV_COLUMN_FIGURE},
        [LEFT] = {.name = "remaining_rate", .kind = POV_COLUMN_FIGURE},
        [TARGET_YEAR] = {.name = "target_year", .kind = POV_COLUMN_YEAR},
        [TARGET] = {.name = "target_rate", .kind = POV_COLUMN_FIGURE},
    };

    *report = (pov_report)POV_REPORT_INIT;
    report->command = "targets";
    for (size_t i = 0; i < COLUMNS; i++) {
        pov_report_add_column(report, columns[i]);
    }
    report->chart = (pov_chart){
        .kind = kind,
        .title = "Rates",
        .axis = "%",
        .label = "unit",
        .detail = {"group"},
        .apart = "parent",
        .series = {{"poor_rate", "now", POV_CHART_NOW},
                   {kind == POV_CHART_BARS ? "remaining_rate" : NULL, "left", POV_CHART_PLANNED}},
        .alike = "group",
        .latest = "year",
        .sorted = true,
        .x = "year",
        .gap = "standard_break",
        .gap_name = "new standard",
        .target_x = "target_year",
        .target = "target_rate",
        .target_name = "Target",
    };
}

static kept_row *add_row(pov_report *report, const row *from)
{
    kept_row *to = kept_add_row(report, from->depth);
    to->cell[UNIT].text = from->unit;
    to->cell[PARENT].text = from->parent;
    to->cell[GROUP].text = from->group;
    to->cell[YEAR].text = from->year;
    to->cell[RATE].figure = percent(report, from->rate);
    to->cell[LEFT].figure = percent(report, from->left);
    return to;
}

/* The labels of all points, with a | between. */
static void join_labels(const pov_chart_data *data, pov_buffer *out)
{
    pov_buffer_clear(out);
    for (size_t i = 0; i < data->point_count; i++) {
        pov_buffer_format(out, "%s%s", i > 0 ? "|" : "", data->point[i].label);
    }
}

/* ---- bars ---- */

static void bars_are_picked(void **state)
{
    static const struct {
        const char *name;
        row rows[8];
        const char *labels, *title;
        bool whole;
        size_t series;
    } cases[] = {
        {"the whole first, then the highest",
         {{0, "P", NULL, "all", "2022", 8, 5},
          {1, "A", "P", "all", "2022", 2, 1},
          {1, "B", "P", "all", "2022", 9, 4},
          {1, "C", "P", "all", "2022", 5, 5}},
         "P|B|C|A",
         "Rates, 2022",
         true,
         2},
        {"a unit that is not drawn whole leaves its units",
         {{0, "P", NULL, "all", "2022", 8, 5},
          {1, "D", "P", "all", "2022", 7, 5},
          {2, "x", "D", "all", "2022", 6, 5},
          {2, "y", "D", "all", "2022", 9, 5},
          {1, "E", "P", "all", "2022", 1, 1}},
         "P|y|x|E",
         "Rates, 2022",
         true,
         2},
        {"a list without a tree, a commune of the same name as its district",
         {{0, "x", "D", "all", "2022", 6, 5},
          {0, "D", "P", "all", "2022", 7, 5},
          {0, "E", "E", "all", "2022", 5, 5},
          {0, "P", NULL, "all", "2022", 4, 5},
          {0, "y", "D", "all", "2022", 9, 5},
          {0, "E", "P", "all", "2022", 3, 1}},
         "P|y|x|E",
         "Rates, 2022",
         true,
         2},
        {"one group is compared",
         {{0, "P", NULL, "all", "2022", 8, 5},
          {1, "A", "P", "all", "2022", 2, 1},
          {2, "A", "A", "urban", "2022", 3, 1},
          {1, "P", "P", "urban", "2022", 4, 1}},
         "P|A",
         "Rates, 2022",
         true,
         2},
        {"groups, where there is nothing else",
         {{0, "P", NULL, "all", "2022", 8, 5},
          {1, "P", "P", "urban", "2022", 2, 1},
          {1, "P", "P", "rural", "2022", 9, 7}},
         "P (all)|P (rural)|P (urban)",
         "Rates, 2022",
         true,
         2},
        {"the latest year",
         {{0, "A", NULL, "all", "2021", 8, -1},
          {0, "B", NULL, "all", "2021", 7, -1},
          {0, "A", NULL, "all", "2022", 5, -1},
          {0, "B", NULL, "all", "2022-06", 6, -1}},
         "A",
         "Rates, 2022",
         false,
         1},
        {"one name below two parents",
         {{0, "Ward 1", "North", "all", "2022", 8, 5},
          {0, "Ward 1", "South", "all", "2022", 9, 5},
          {0, "Ward 2", "South", "all", "2022", 7, 5}},
         "Ward 1 (South)|Ward 1 (North)|Ward 2",
         "Rates, 2022",
         false,
         2},
        {"what has only the second figure is sorted by it",
         {{0, "A", NULL, "all", NULL, -1, 5},
          {0, "B", NULL, "all", NULL, 4, 1},
          {0, "C", NULL, "all", NULL, -1, -1},
          {0, "D", NULL, "all", NULL, 6, -1}},
         "D|A|B",
         "Rates",
         false,
         2},
        {"nothing", {{0, "A", NULL, "all", "2022", -1, -1}}, "", "Rates", false, 0},
    };
    pov_buffer labels = {0};
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pov_report report;
        pov_chart_data data;
        pov_error err = POV_ERROR_INIT;
        start_report(&report, POV_CHART_BARS);
        for (size_t r = 0; r < 8 && cases[i].rows[r].unit != NULL; r++) {
            (void)add_row(&report, &cases[i].rows[r]);
        }
        CHECK_NUMBER(cases[i].name, pov_chart_pick(&report, &plain, &data, &err), POV_OK);
        join_labels(&data, &labels);
        CHECK_TEXT(cases[i].name, pov_buffer_get(&labels), cases[i].labels);
        CHECK_TEXT(cases[i].name, data.title, cases[i].title);
        CHECK_NUMBER(cases[i].name, data.whole, cases[i].whole);
        CHECK_NUMBER(cases[i].name, (int64_t)data.series_count, (int64_t)cases[i].series);
        CHECK(cases[i].name, data.note == NULL);
        pov_chart_data_fini(&data);
        pov_report_fini(&report);
    }
    pov_buffer_fini(&labels);
}

/* 60 units below one: the 24 highest of them are drawn, and the picture says so. */
static void many_bars_are_cut(void **state)
{
    pov_report report;
    pov_chart_data data;
    pov_error err = POV_ERROR_INIT;
    char names[60][16];
    (void)state;

    start_report(&report, POV_CHART_BARS);
    (void)add_row(&report, &(row){0, "P", NULL, "all", "2022", 1, 1});
    for (int i = 0; i < 60; i++) {
        (void)snprintf(names[i], sizeof names[i], "u%d", i);
        (void)add_row(&report, &(row){1, names[i], "P", "all", "2022", i, 1});
    }
    assert_int_equal(pov_chart_pick(&report, &plain, &data, &err), POV_OK);
    assert_int_equal(data.point_count, 25);
    assert_string_equal(data.point[1].label, "u59");
    assert_string_equal(data.point[24].label, "u36");
    assert_string_equal(data.note, "24 with the highest figures, of 60");
    pov_chart_data_fini(&data);
    pov_report_fini(&report);
}

static void no_chart_is_an_error(void **state)
{
    pov_report report;
    pov_chart_data data;
    pov_error err = POV_ERROR_INIT;
    (void)state;

    start_report(&report, POV_CHART_NONE);
    assert_int_equal(pov_chart_pick(&report, &plain, &data, &err), POV_ERR_USAGE);
    assert_string_equal(err.message, "there is no chart of what targets shows");
    pov_report_fini(&report);
}

/* ---- lines ---- */

static void add_target(pov_report *report, const char *unit, const char *year, int rate)
{
    kept_row *to = kept_add_total(report);
    to->cell[UNIT].text = unit;
    to->cell[GROUP].text = "all";
    to->cell[TARGET_YEAR].text = year;
    to->cell[TARGET].figure = percent(report, rate);
}

/* Two units, of which A breaks in 2021 and has a target; B ends higher, so it is the first. */
static void lines_break_and_aim(void **state)
{
    pov_report report;
    pov_chart_data data;
    pov_error err = POV_ERROR_INIT;
    pov_buffer labels = {0};
    (void)state;

    start_report(&report, POV_CHART_LINES);
    (void)add_row(&report, &(row){0, "A", NULL, "all", "2019", 9, -1});
    (void)add_row(&report, &(row){0, "A", NULL, "all", "2020", 8, -1});
    add_row(&report, &(row){0, "A", NULL, "all", "2021", 10, -1})->cell[BREAK].text = "yes";
    (void)add_row(&report, &(row){0, "A", NULL, "all", "2022-06", 7, -1});
    (void)add_row(&report, &(row){0, "B", NULL, "all", "2020", 20, -1});
    (void)add_row(&report, &(row){0, "B", NULL, "all", NULL, 30, -1});
    add_target(&report, "A", "2025", 3);
    add_target(&report, "unheard of", "2024", 3);
    assert_int_equal(pov_chart_pick(&report, &plain, &data, &err), POV_OK);
    join_labels(&data, &labels);
    assert_string_equal(pov_buffer_get(&labels), "2019|2020|2021|2022-06|2025");
    assert_int_equal(data.point[0].month, 2019 * 12);
    assert_int_equal(data.point[3].month, 2021 * 12 + 6);
    assert_int_equal(data.series_count, 4);
    const struct {
        const char *name;
        size_t colour;
        bool in_key, mark;
        int value[5];
    } expected[] = {
        {"B", 0, true, false, {-1, 20, -1, -1, -1}},
        {"A", 1, true, false, {9, 8, -1, -1, -1}},
        {"A", 1, false, false, {-1, -1, 10, 7, -1}},
        {"Target", 1, true, true, {-1, -1, -1, -1, 3}},
    };
    for (size_t s = 0; s < 4; s++) {
        assert_string_equal(data.series[s].name, expected[s].name);
        assert_int_equal(data.series[s].colour, expected[s].colour);
        assert_int_equal(data.series[s].in_key, expected[s].in_key);
        assert_int_equal(data.series[s].mark, expected[s].mark);
        for (size_t i = 0; i < data.point_count; i++) {
            const pov_figure *figure = data.point[i].figure[s];
            int64_t value = figure != NULL ? figure->value / POV_PERCENT : -1;
            CHECK_NUMBER(data.series[s].name, value, expected[s].value[i]);
        }
    }
    assert_string_equal(data.gap_name, "new standard");
    pov_buffer_fini(&labels);
    pov_chart_data_fini(&data);
    pov_report_fini(&report);
}

/* ---- the picture ---- */

/* Draws the report; `out` holds the picture. */
static void draw(const pov_report *report, const pov_render_options *options, pov_chart_place place,
                 pov_buffer *out)
{
    pov_chart_data data;
    pov_error err = POV_ERROR_INIT;

    assert_int_equal(pov_chart_pick(report, options, &data, &err), POV_OK);
    pov_buffer_clear(out);
    pov_chart_draw(&data, options, place, out);
    assert_false(out->failed);
    pov_chart_data_fini(&data);
}

static size_t count_of(const pov_buffer *text, const char *part)
{
    size_t count = 0;

    for (const char *at = pov_buffer_get(text); (at = strstr(at, part)) != NULL; at++) {
        count++;
    }
    return count;
}

/* What a name becomes, in its text and in the title of its mark; 797/100 percent is 7.97. */
static void names_stay_as_they_are(void **state)
{
    static const struct {
        const char *name, *shown;
    } cases[] = {
        {"Krông Nô", "Krông Nô"},
        {"<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"},
        {"&#x1b;&#x202e;", "&amp;#x1b;&amp;#x202e;"},
        {"\"q\" 'a'", "&quot;q&quot; &#39;a&#39;"},
        {"a\x1bz", "a\\x1bz"},
        {"a\xE2\x80\xAEz", "a\\u202ez"},
        {"a\xEF\xBF\xBFz", "a\\uffffz"},
    };
    pov_buffer out = {0}, title = {0}, text = {0};
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (int kind = POV_CHART_BARS; kind <= POV_CHART_DUMBBELLS; kind++) {
            pov_report report;
            start_report(&report, (pov_chart_kind)kind);
            (void)add_row(&report, &(row){0, cases[i].name, NULL, "all", "2022", 8, 5});
            draw(&report, &plain, (pov_chart_place){0}, &out);
            pov_buffer_clear(&text);
            pov_buffer_format(&text, ">%s</text>", cases[i].shown);
            CHECK_NUMBER(cases[i].name, (int64_t)count_of(&out, pov_buffer_get(&text)), 1);
            pov_buffer_clear(&title);
            pov_buffer_format(&title, "<title>%s, %s: 8%%</title>", cases[i].shown,
                              kind == POV_CHART_LINES ? "2022" : "now");
            CHECK_NUMBER(cases[i].name, (int64_t)count_of(&out, pov_buffer_get(&title)), 1);
            pov_report_fini(&report);
        }
    }
    pov_buffer_fini(&out);
    pov_buffer_fini(&title);
    pov_buffer_fini(&text);
}

/* A name that takes more than two lines ends in `…`; all of it is in the title. */
static void long_names_are_cut(void **state)
{
    static const char name[] = "one two three four five six seven eight nine ten eleven twelve "
                               "thirteen fourteen fifteen sixteen seventeen eighteen nineteen";
    pov_report report;
    pov_buffer out = {0};
    (void)state;

    start_report(&report, POV_CHART_BARS);
    (void)add_row(&report, &(row){0, name, NULL, "all", "2022", 8, -1});
    for (int slim = 0; slim <= 1; slim++) {
        draw(&report, &plain, (pov_chart_place){.slim = slim == 1}, &out);
        assert_int_equal(count_of(&out, "…</text>"), 1);
        assert_int_equal(count_of(&out, "eighteen nineteen</title>"), 3);
        assert_int_equal(count_of(&out, "eighteen nineteen, now: 8%</title>"), 1);
    }
    pov_buffer_fini(&out);
    pov_report_fini(&report);
}

/* A scale that is 6,400 - 2 * 140 tenths of a pixel wide, and less what names and figures take: the
 * bar of half the rate is half as long. */
static void bars_are_to_scale(void **state)
{
    pov_report report;
    pov_buffer out = {0};
    unsigned long width[2] = {0, 0};
    (void)state;

    start_report(&report, POV_CHART_BARS);
    (void)add_row(&report, &(row){0, "A", NULL, "all", "2022", 8, -1});
    (void)add_row(&report, &(row){0, "B", NULL, "all", "2022", 4, -1});
    draw(&report, &plain, (pov_chart_place){0}, &out);
    const char *at = strstr(pov_buffer_get(&out), "height=\"17\" class=\"f0\"");
    for (size_t i = 0; i < 2; i++) {
        assert_non_null(at);
        const char *from = at - 1;
        while (strncmp(from, "width=", 6) != 0) {
            from--;
        }
        width[i] = strtoul(from + 7, NULL, 10);
        at = strstr(at + 1, "height=\"17\" class=\"f0\"");
    }
    assert_true(width[0] > 450);
    assert_int_equal(width[0] / 2, width[1]);
    pov_buffer_fini(&out);
    pov_report_fini(&report);
}

/* A figure that is nearly as high as can be, and one next to nothing, stay within the picture. */
static void extremes_are_drawn(void **state)
{
    static const int64_t values[] = {0, 1, POV_PERCENT, POV_HUNDRED_PERCENT, INT64_MAX};
    pov_buffer out = {0};
    (void)state;

    for (int kind = POV_CHART_BARS; kind <= POV_CHART_DUMBBELLS; kind++) {
        for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
            pov_report report;
            start_report(&report, (pov_chart_kind)kind);
            kept_row *to = add_row(&report, &(row){0, "A", NULL, "all", "2022", 8, -1});
            pov_figure figure = *to->cell[RATE].figure;
            figure.value = values[i];
            to->cell[RATE].figure = &figure;
            draw(&report, &plain, (pov_chart_place){0}, &out);
            assert_int_equal(count_of(&out, "A, "), 1);
            assert_int_equal(count_of(&out, "=\"-"), 0); /* no negative length or place */
            pov_report_fini(&report);
        }
    }
    pov_buffer_fini(&out);
}

static void numbers_follow_the_language(void **state)
{
    const pov_render_options vietnamese = {.language = POV_VIETNAMESE, .decimals = 2};
    pov_report report;
    pov_buffer out = {0};
    (void)state;

    start_report(&report, POV_CHART_BARS);
    kept_row *to = add_row(&report, &(row){0, "A", NULL, "all", "2022", 8, -1});
    pov_figure figure = *to->cell[RATE].figure;
    figure.value = POV_PERCENT * 797 / 1000; /* ticks every 0.2 */
    to->cell[RATE].figure = &figure;
    draw(&report, &vietnamese, (pov_chart_place){0}, &out);
    assert_int_equal(count_of(&out, ">0,80</text>"), 1);
    assert_int_equal(count_of(&out, ">0,2</text>"), 1);
    assert_int_equal(count_of(&out, ": 0,80%</title>"), 1);
    pov_buffer_fini(&out);
    pov_report_fini(&report);
}

/* On a page the heading is not said again, and the rules for colours are those of the page. */
static void a_page_holds_several(void **state)
{
    pov_report report;
    pov_buffer out = {0};
    (void)state;

    start_report(&report, POV_CHART_LINES);
    (void)add_row(&report, &(row){0, "A", NULL, "all", "2022", 8, -1});
    draw(&report, &plain, (pov_chart_place){.heading = "Rates, 2022"}, &out);
    assert_int_equal(strncmp(pov_buffer_get(&out), "<svg", 4), 0);
    assert_int_equal(count_of(&out, " id=\""), 0);
    assert_int_equal(count_of(&out, "<style>"), 0);
    assert_int_equal(count_of(&out, ">Rates, 2022<"), 1); /* the title */
    draw(&report, &plain, (pov_chart_place){0}, &out);
    assert_int_equal(count_of(&out, "<style>"), 1);
    assert_int_equal(count_of(&out, ">Rates, 2022</text>"), 1);
    pov_buffer_fini(&out);
    pov_report_fini(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_are_picked),
        cmocka_unit_test(many_bars_are_cut),
        cmocka_unit_test(no_chart_is_an_error),
        cmocka_unit_test(lines_break_and_aim),
        cmocka_unit_test(names_stay_as_they_are),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(bars_are_to_scale),
        cmocka_unit_test(extremes_are_drawn),
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(a_page_holds_several),
    };

    return cmocka_run_group_tests_name("chart", tests, NULL, NULL);
}
