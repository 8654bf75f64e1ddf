/*
 * The report and its renderers, on small reports built by hand.
 *
 * Figures of Đắk Nông and Đắk Glong are those of 147/KH-UBND (2023): 13,342 poor and 7.97%, 4,545
 * and 25.68%. The households of Đắk Glong follow from them: 4545 / 25.685% is 17,695.2 and 4545 /
 * 25.675% is 17,702.05, so 17,696 to 17,702, and 4545 / 25.68% is nearest to 17,699. The figures of
 * Lạng Sơn are those of its plan: 8.92% and 6.02%, 2.9 points, 5,100 households; 5100 / 2.9% is
 * 175,862, and with 2.89 to 2.91 points 175,258 to 176,470.
 */
#include "check.h"
#include "kept_report.h"

#include "base/text.h"
#include "base/version.h"
#include "output/labels.h"
#include "output/report.h"
#include "output/wrap.h"

#include <cjson/cJSON.h>
#include <csv.h>
#include <locale.h>

static const pov_render_options plain = {.decimals = -1};

/* ---- building ---- */

static const pov_figure *stated(pov_report *report, pov_kind kind, const char *text)
{
    pov_stated cell = {0};
    bool negative = kind == POV_KIND_POINTS || kind == POV_KIND_CHANGE;

    assert_int_equal(pov_stated_read(text, strlen(text), kind, negative, &cell, NULL), POV_VALUE);
    pov_figure figure = {
        .value = cell.face,
        .value_high = cell.face_high,
        .bounds = pov_stated_bounds(&cell, kind, negative),
        .kind = (uint8_t)kind,
        .basis = POV_BASIS_STATED,
        .qualifier = cell.qualifier,
        .digits = cell.digits,
    };
    const pov_figure *kept = kept_figure(report, &figure);
    assert_non_null(kept);
    return kept;
}

static const pov_figure *computed(pov_report *report, pov_basis basis, int64_t value, int64_t low,
                                  int64_t high)
{
    pov_figure figure = {
        .value = value,
        .value_high = value,
        .bounds = {low, high},
        .kind = POV_KIND_COUNT,
        .basis = (uint8_t)basis,
    };
    const pov_figure *kept = kept_figure(report, &figure);
    assert_non_null(kept);
    return kept;
}

enum { UNIT, LEVEL, YEAR, HOUSEHOLDS, POOR, POOR_RATE, PP, REMAINING_RATE, NOTE, LINE, COLUMNS };

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

static void add_columns(pov_report *report)
{
    static const pov_report_column columns[COLUMNS] = {
        {.name = "unit", .kind = POV_COLUMN_TEXT, .where = BOTH, .tree = true},
        {.name = "level", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "year", .kind = POV_COLUMN_YEAR, .where = POV_IN_DATA},
        {.name = "households", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "poor", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "poor_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "reduction_pp", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "remaining_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
        {.name = "note", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
        {.name = "line", .kind = POV_COLUMN_LINE, .where = POV_IN_DATA},
    };

    for (size_t i = 0; i < COLUMNS; i++) {
        pov_report_add_column(report, columns[i]);
    }
}

static kept_row *add_row(pov_report *report, unsigned depth, const char *unit, const char *level,
                         const char *year, const char *line)
{
    kept_row *row = kept_add_row(report, depth);
    row->cell[UNIT].text = unit;
    row->cell[LEVEL].text = level;
    row->cell[YEAR].text = year;
    row->cell[LINE].text = line;
    return row;
}

/* A province with a district below it, another province with an inferred count, and a total. */
static void fill_report(pov_report *report)
{
    *report = (pov_report){.command = "targets", .title = "Targets"};
    add_columns(report);
    pov_report_add_file(report, "plan.csv");

    kept_cell *cell = add_row(report, 0, "Đắk Nông", "province", "2022", "2")->cell;
    cell[POOR].figure = stated(report, POV_KIND_COUNT, "13342");
    cell[POOR_RATE].figure = stated(report, POV_KIND_RATE, "7.97");
    cell[PP].figure = stated(report, POV_KIND_POINTS, ">=3");
    cell[REMAINING_RATE].figure = stated(report, POV_KIND_RATE, "4.97");

    kept_row *marked = add_row(report, 1, "Đắk Glong", "district", "2022", "8");
    marked->marked = true;
    cell = marked->cell;
    cell[HOUSEHOLDS].figure = computed(report, POV_BASIS_DERIVED, 17699, 17696, 17702);
    cell[POOR].figure = stated(report, POV_KIND_COUNT, "4545");
    cell[POOR_RATE].figure = stated(report, POV_KIND_RATE, "25.68");
    cell[PP].figure = stated(report, POV_KIND_POINTS, ">=12");
    cell[REMAINING_RATE].figure = stated(report, POV_KIND_RATE, "13.68");
    cell[NOTE].text = "says \"12\", or more";

    cell = add_row(report, 0, "Lạng Sơn", "province", "2022-06", "9")->cell;
    cell[HOUSEHOLDS].figure = computed(report, POV_BASIS_ASSUMED, 175862, 175258, 176470);
    cell[POOR_RATE].figure = stated(report, POV_KIND_RATE, "8.92");
    cell[PP].figure = stated(report, POV_KIND_POINTS, "2.9");
    cell[REMAINING_RATE].figure = stated(report, POV_KIND_RATE, "6.02");

    kept_row *total = kept_add_total(report);
    total->cell[UNIT].text = "Total";
    total->cell[POOR].figure = computed(report, POV_BASIS_DERIVED, 13342, 13342, 13342);
    pov_report_add_remark(report, "* see check.");
    pov_report_add_assumption(report,
                              (pov_assumption){"growth", "[0, 0]", "Households stay as many."});
    pov_report_add_assumption(report, (pov_assumption){"rounding", "\"half-up\"", NULL});
}

/* The rendered text; the caller frees it. */
static char *render(const pov_report *report, const char *format, const pov_render_options *options)
{
    char *text = NULL;
    size_t size = 0;
    pov_error err = POV_ERROR_INIT;
    const pov_renderer *renderer = pov_renderer_by_name(format);
    assert_non_null(renderer);
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);

    assert_int_equal(pov_render_reports(renderer, report, 1, options, to, &err), POV_OK);
    assert_int_equal(fclose(to), 0);
    return text;
}

static void check_render(const char *name, const pov_report *report, const char *format,
                         const pov_render_options *options, const char *expected)
{
    char *text = render(report, format, options);

    CHECK_TEXT(name, text, expected);
    free(text);
}

/* ---- report ---- */

static void report_keeps_rows(void **state)
{
    pov_report report = POV_REPORT_INIT;
    kept_row *row = NULL;
    (void)state;

    add_columns(&report);
    for (unsigned i = 0; i < 1000; i++) {
        row = kept_add_row(&report, i % 3);
        assert_null(row->cell[UNIT].text);
        assert_null(row->cell[POOR].figure);
        char name[16];
        (void)snprintf(name, sizeof name, "unit %u", i);
        row->cell[UNIT].text = pov_arena_text(&report.arena, name, strlen(name));
    }
    assert_int_equal(report.row_count, 1000);
    CHECK_TEXT("first row", kept_rows(&report)[0].cell[UNIT].text, "unit 0");
    CHECK_TEXT("last row", kept_rows(&report)[999].cell[UNIT].text, "unit 999");
    assert_int_equal(kept_rows(&report)[998].depth, 2);
    assert_int_equal(pov_report_column_index(&report, "poor_rate"), POOR_RATE);
    assert_true(pov_report_column_index(&report, "Poor") == POV_NONE);
    pov_report_fini(&report);
    assert_null(report.of);
    pov_report_fini(&report); /* an empty one too */
}

/* Cells write the same few texts again and again. */
static void a_text_is_held_once(void **state)
{
    pov_report report = POV_REPORT_INIT;
    static const char *const texts[] = {"2022", "2023", "2022", ""};
    const char *held[4];
    (void)state;

    pov_report_view(&report, texts, 0, 0);
    for (size_t i = 0; i < 4; i++) {
        pov_buffer_text(pov_report_write(&report), texts[i]);
        held[i] = pov_report_written(&report);
        CHECK_TEXT(texts[i], held[i], texts[i]);
    }
    assert_ptr_equal(held[0], held[2]);
    assert_ptr_not_equal(held[0], held[1]);
    CHECK_TEXT("still there", held[1], "2023");
    assert_int_equal(pov_report_check(&report, NULL), POV_OK);
    pov_report_write(&report)->failed = true;
    assert_null(pov_report_written(&report));
    assert_int_equal(pov_report_check(&report, NULL), POV_ERR_NOMEM);
    pov_report_fini(&report);
}

/* ---- labels ---- */

static void labels_are_sorted_and_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; i < pov_label_count(); i++) {
        const pov_label_entry *entry = pov_label_get(i);
        for (size_t language = 0; language < POV_LANGUAGES; language++) {
            const char *text = entry->text[language];
            assert_non_null(text);
            CHECK(entry->name, text[0] != '\0');
            CHECK(entry->name, pov_text_is_utf8(text, strlen(text), NULL));
            CHECK(entry->name, text[0] != ' ' && text[strlen(text) - 1] != ' ');
        }
        CHECK(entry->name, strcmp(entry->text[POV_ENGLISH], entry->text[POV_VIETNAMESE]) != 0);
        CHECK(entry->name, i == 0 || strcmp(pov_label_get(i - 1)->name, entry->name) < 0);
    }
}

/* How often a template has {NAME} of a name. */
static size_t uses(const char *text, const char *name, size_t length)
{
    size_t count = 0;

    for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        count += strncmp(at + 1, name, length) == 0 && at[1 + length] == '}';
    }
    return count;
}

/* Every argument of a text is in the other text too. */
static void check_arguments(const char *name, const char *text, const char *other)
{
    for (const char *at = strchr(text, '{'); at != NULL; at = strchr(at + 1, '{')) {
        CHECK(name, uses(other, at + 1, strcspn(at + 1, "}")) > 0);
    }
}

static void findings_say_the_same_in_both_languages(void **state)
{
    (void)state;
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        const pov_rule *rule = pov_rules[i];
        CHECK(rule->name, rule->message[0] != NULL);
        for (size_t k = 0; k < POV_RULE_MESSAGES && rule->message[k] != NULL; k++) {
            const char *english = rule->message[k];
            const char *vietnamese = pov_translate_to(english, POV_VIETNAMESE);
            CHECK(english, vietnamese != english);
            check_arguments(english, english, vietnamese);
            check_arguments(english, vietnamese, english);
        }
    }
}

static void every_quantity_has_a_label(void **state)
{
    (void)state;
    for (int q = 0; q < POV_QUANTITY_COUNT; q++) {
        const char *name = pov_quantity_get((pov_quantity)q)->name;
        CHECK(name, pov_label(name, POV_ENGLISH) != name);
    }
    CHECK_TEXT("poor", pov_label("poor", POV_VIETNAMESE), "Hộ nghèo");
    CHECK_TEXT("a word of the user's", pov_label("my_column", POV_VIETNAMESE), "my_column");
}

/* ---- the list ---- */

static void renderers_are_found(void **state)
{
    static const struct {
        const char *path, *name; /* NULL: none */
    } cases[] = {
        {"targets.csv", "csv"}, {"OUT/TARGETS.CSV", "csv"},
        {"a.json", "json"},     {"report.txt", "table"},
        {"plan.csv.gz", NULL},  {"csv", NULL},
        {"a.jsonx", NULL},      {"", NULL},
        {".csv/plan", NULL},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const pov_renderer *found = pov_renderer_by_path(cases[i].path);
        CHECK_TEXT(cases[i].path, found != NULL ? found->name : "none",
                   cases[i].name != NULL ? cases[i].name : "none");
    }
    for (size_t i = 0; pov_renderers[i] != NULL; i++) {
        CHECK(pov_renderers[i]->name,
              pov_renderer_by_name(pov_renderers[i]->name) == pov_renderers[i]);
    }
    assert_null(pov_renderer_by_name("CSV"));
    assert_null(pov_renderer_by_name("cs"));
}

/* ---- CSV ---- */

#define CSV_HEADER                                                                                 \
    "unit,level,year,households,poor,poor_rate,reduction_pp,remaining_rate,note,line\n"

static void csv_writes_rows(void **state)
{
    static const struct {
        const char *name;
        pov_render_options options;
        const char *rows;
    } cases[] = {
        {"as stated",
         {.decimals = -1},
         "Đắk Nông,province,2022,,13342,7.97,>=3,4.97,,2\n"
         "Đắk Glong,district,2022,17699,4545,25.68,>=12,13.68,\"says \"\"12\"\", or more\",8\n"
         "Lạng Sơn,province,2022-06,175862,,8.92,2.9,6.02,,9\n"},
        {"Vietnamese changes nothing",
         {.decimals = -1, .language = POV_VIETNAMESE},
         "Đắk Nông,province,2022,,13342,7.97,>=3,4.97,,2\n"
         "Đắk Glong,district,2022,17699,4545,25.68,>=12,13.68,\"says \"\"12\"\", or more\",8\n"
         "Lạng Sơn,province,2022-06,175862,,8.92,2.9,6.02,,9\n"},
        {"a growth was stated",
         {.decimals = 1},
         "Đắk Nông,province,2022,,13342,8.0,>=3.0,5.0,,2\n"
         "Đắk Glong,district,2022,17699,4545,25.7,>=12.0,13.7,\"says \"\"12\"\", or more\",8\n"
         "Lạng Sơn,province,2022-06,175862,,8.9,2.9,6.0,,9\n"},
    };
    pov_report report;
    (void)state;

    fill_report(&report);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[1024];
        (void)snprintf(expected, sizeof expected, "%s%s", CSV_HEADER, cases[i].rows);
        check_render(cases[i].name, &report, "csv", &cases[i].options, expected);
    }
    check_render(
        "bounds", &report, "csv", &(pov_render_options){.decimals = -1, .bounds = true},
        "unit,level,year,households,households_low,households_high,poor,poor_low,poor_high,"
        "poor_rate,poor_rate_low,poor_rate_high,reduction_pp,reduction_pp_low,"
        "reduction_pp_high,remaining_rate,remaining_rate_low,remaining_rate_high,note,line\n"
        "Đắk Nông,province,2022,,,,13342,13342,13342,7.97,7.965,7.975,>=3,3,,4.97,4.965,"
        "4.975,,2\n"
        "Đắk Glong,district,2022,17699,17696,17702,4545,4545,4545,25.68,25.675,25.685,"
        ">=12,12,,13.68,13.675,13.685,\"says \"\"12\"\", or more\",8\n"
        "Lạng Sơn,province,2022-06,175862,175258,176470,,,,8.92,8.915,8.925,2.9,2.85,2.95,"
        "6.02,6.015,6.025,,9\n");
    pov_report_fini(&report);
}

/* A report of one column of text. */
static void one_text(pov_report *report, const char *text)
{
    kept_row *row = NULL;

    *report = (pov_report){.command = "targets"};
    pov_report_add_column(
        report,
        (pov_report_column){.name = "unit", .kind = POV_COLUMN_TEXT, .where = BOTH, .tree = true});
    row = kept_add_row(report, 0);
    row->cell[0].text = text;
}

static const struct {
    const char *name, *text, *csv;
} texts[] = {
    {"plain", "Đắk R’Lấp", "Đắk R’Lấp"},
    {"comma", "Đắk Mil, Đắk Song", "\"Đắk Mil, Đắk Song\""},
    {"quote", "the \"old\" one", "\"the \"\"old\"\" one\""},
    {"only quotes", "\"\"", "\"\"\"\"\"\""},
    {"line breaks", "a\r\nb\n", "\"a\r\nb\n\""},
    {"blank before", " a", "\" a\""},
    {"tab behind", "a\t", "\"a\t\""},
    {"a formula stays what it is", "=1+1", "=1+1"},
    {"signs", "@a", "@a"},
    {"a number", "-5", "-5"},
    {"semicolon", "a;b", "a;b"},
    {"nothing in a file of one column", "", "\"\""},
    {"escape", "\033[31mred\033[0m", "\033[31mred\033[0m"},
    {"right to left", "a\u202Eb", "a\u202Eb"},
};

/* What libcsv reads: the last cell, as text. */
typedef struct read_back {
    char text[64];
    size_t cells;
} read_back;

static void keep_cell(void *cell, size_t length, void *to)
{
    read_back *back = to;

    assert_true(length < sizeof back->text);
    memcpy(back->text, cell, length);
    back->text[length] = '\0';
    back->cells++;
}

static void check_read_back(const char *name, const char *csv, const char *expected)
{
    struct csv_parser parser;
    read_back back = {.cells = 0};

    assert_int_equal(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI), 0);
    CHECK(name, csv_parse(&parser, csv, strlen(csv), keep_cell, NULL, &back) == strlen(csv));
    CHECK(name, csv_fini(&parser, keep_cell, NULL, &back) == 0);
    csv_free(&parser);
    CHECK_NUMBER(name, (int64_t)back.cells, 2); /* the header and the cell */
    CHECK_TEXT(name, back.text, expected);
}

static void csv_quotes_only_where_needed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        pov_report report;
        char expected[128];
        one_text(&report, texts[i].text);
        (void)snprintf(expected, sizeof expected, "unit\n%s\n", texts[i].csv);
        check_render(texts[i].name, &report, "csv", &plain, expected);
        check_read_back(texts[i].name, expected, texts[i].text);
        pov_report_fini(&report);
    }
}

/* ---- JSON ---- */

static void json_writes_all(void **state)
{
    pov_report report;
    (void)state;

    fill_report(&report);
    pov_finding finding = {
        .rule = "reduction",
        .severity = POV_WARNING,
        .file = "plan.csv",
        .place = "plan.csv",
        .line = 8,
        .unit = "Đắk Glong",
        .group = "all",
        .column = "reduction_pp",
        .message = "short of \"12\"",
        .stated = *stated(&report, POV_KIND_POINTS, ">=12"),
        .expected = *stated(&report, POV_KIND_POINTS, "11.92"), /* 2110 of 17,699 */
        .fix_column = "reduction_households",
        .fix_unit = "Đắk Glong",
        .fix_line = 8,
        .fix = *computed(&report, POV_BASIS_DERIVED, 2124, 2124, 2124), /* 12% of 17,699: 2,123.9 */
    };
    pov_report_add_finding(&report, finding);
    finding = (pov_finding){.rule = "no-figures", .severity = POV_NOTE, .message = "none"};
    pov_report_add_finding(&report, finding);

    static const char expected[] =
        "{\n"
        "  \"povcalc\": \"" POV_VERSION "\",\n"
        "  \"command\": \"targets\",\n"
        "  \"files\": [\"plan.csv\"],\n"
        "  \"assumptions\": {\"growth\":[0, 0],\"rounding\":\"half-up\"},\n"
        "  \"rows\": [\n"
        "    {\"unit\":\"Đắk Nông\",\"level\":\"province\",\"year\":2022,\"households\":null,"
        "\"poor\":13342,\"poor_rate\":7.97,\"reduction_pp\":3,\"remaining_rate\":4.97,"
        "\"note\":null,\"line\":2,\"basis\":{},\"bounds\":{\"poor_rate\":[7.965,7.975],"
        "\"reduction_pp\":[3,null],\"remaining_rate\":[4.965,4.975]},"
        "\"printed\":{\"reduction_pp\":\">=3\"}},\n"
        "    {\"unit\":\"Đắk Glong\",\"level\":\"district\",\"year\":2022,\"households\":17699,"
        "\"poor\":4545,\"poor_rate\":25.68,\"reduction_pp\":12,\"remaining_rate\":13.68,"
        "\"note\":\"says \\\"12\\\", or more\",\"line\":8,\"basis\":{\"households\":\"derived\"},"
        "\"bounds\":{\"households\":[17696,17702],\"poor_rate\":[25.675,25.685],"
        "\"reduction_pp\":[12,null],\"remaining_rate\":[13.675,13.685]},"
        "\"printed\":{\"reduction_pp\":\">=12\"}},\n"
        "    {\"unit\":\"Lạng Sơn\",\"level\":\"province\",\"year\":\"2022-06\","
        "\"households\":175862,\"poor\":null,\"poor_rate\":8.92,\"reduction_pp\":2.9,"
        "\"remaining_rate\":6.02,\"note\":null,\"line\":9,\"basis\":{\"households\":\"assumed\"},"
        "\"bounds\":{\"households\":[175258,176470],\"poor_rate\":[8.915,8.925],"
        "\"reduction_pp\":[2.85,2.95],\"remaining_rate\":[6.015,6.025]}}\n"
        "  ],\n"
        "  \"totals\": [\n"
        "    {\"unit\":\"Total\",\"level\":null,\"year\":null,\"households\":null,\"poor\":13342,"
        "\"poor_rate\":null,\"reduction_pp\":null,\"remaining_rate\":null,\"note\":null,"
        "\"line\":null,\"basis\":{\"poor\":\"derived\"},\"bounds\":{}}\n"
        "  ],\n"
        "  \"findings\": [\n"
        "    {\"rule\":\"reduction\",\"severity\":\"warning\",\"file\":\"plan.csv\",\"line\":8,"
        "\"unit\":\"Đắk "
        "Glong\",\"level\":null,\"parent\":null,\"group\":\"all\",\"year\":null,\"column\":"
        "\"reduction_pp\",\"stated\":12,"
        "\"printed\":\">=12\","
        "\"low\":11.915,\"high\":11.925,\"message\":\"short of \\\"12\\\"\","
        "\"fix\":{\"unit\":\"Đắk Glong\",\"column\":\"reduction_households\",\"line\":8,"
        "\"value\":2124}},\n"
        "    {\"rule\":\"no-figures\",\"severity\":\"note\",\"file\":null,\"line\":null,"
        "\"unit\":null,\"level\":null,\"parent\":null,\"group\":null,\"year\":null,\"column\":null,"
        "\"stated\":null,\"low\":null,\"high\":null,"
        "\"message\":\"none\",\"fix\":null}\n"
        "  ]\n"
        "}\n";
    check_render("all", &report, "json", &plain, expected);
    pov_render_options other = {.language = POV_VIETNAMESE, .decimals = 0, .bounds = true};
    check_render("options change nothing", &report, "json", &other, expected);
    pov_report_fini(&report);
}

static void json_of_nothing(void **state)
{
    pov_report report = {.command = "rates"};
    (void)state;

    check_render("no rows", &report, "json", &plain,
                 "{\n"
                 "  \"povcalc\": \"" POV_VERSION "\",\n"
                 "  \"command\": \"rates\",\n"
                 "  \"files\": [],\n"
                 "  \"assumptions\": {},\n"
                 "  \"rows\": [],\n"
                 "  \"totals\": [],\n"
                 "  \"findings\": []\n"
                 "}\n");
}

/* The one row of a report with the one figure, without what is the same in all. */
static void json_writes_figures(void **state)
{
    static const struct {
        const char *name;
        pov_figure figure;
        const char *json;
    } cases[] = {
        {"zeros at the end stay",
         {1950 * POV_PERCENT / 100,
          1950 * POV_PERCENT / 100,
          {19495 * POV_PERCENT / 1000, 19505 * POV_PERCENT / 1000},
          POV_KIND_RATE,
          POV_BASIS_STATED,
          POV_EXACTLY,
          2,
          0,
          false,
          false,
          false},
         "\"poor\":19.50,\"basis\":{},\"bounds\":{\"poor\":[19.495,19.505]}"},
        {"a range is its middle",
         {65 * POV_PERCENT / 10,
          72 * POV_PERCENT / 10,
          {645 * POV_PERCENT / 100, 725 * POV_PERCENT / 100},
          POV_KIND_RATE,
          POV_BASIS_STATED,
          POV_RANGE,
          1,
          0,
          false,
          false,
          false},
         "\"poor\":6.9,\"basis\":{},\"bounds\":{\"poor\":[6.45,7.25]},"
         "\"printed\":{\"poor\":\"6.5-7.2\"}"},
        {"about",
         {180,
          180,
          {175, 185},
          POV_KIND_COUNT,
          POV_BASIS_STATED,
          POV_ABOUT,
          0,
          0,
          false,
          false,
          false},
         "\"poor\":180,\"basis\":{},\"bounds\":{\"poor\":[175,185]},\"printed\":{\"poor\":\"~"
         "180\"}"},
        {"at most",
         {20,
          20,
          {POV_NO_LOW, 20},
          POV_KIND_COUNT,
          POV_BASIS_STATED,
          POV_AT_MOST,
          0,
          0,
          false,
          false,
          false},
         "\"poor\":20,\"basis\":{},\"bounds\":{\"poor\":[null,20]},\"printed\":{\"poor\":\"<="
         "20\"}"},
        {"negative",
         {-5,
          -5,
          {-5, -5},
          POV_KIND_COUNT,
          POV_BASIS_STATED,
          POV_EXACTLY,
          0,
          0,
          false,
          false,
          false},
         "\"poor\":-5,\"basis\":{},\"bounds\":{}"},
        /* 1/3 of 100%: 33.333333333333…; bounds go outward in the sixth decimal */
        {"a quotient",
         {33333333333333,
          33333333333333,
          {33333333333333, 33333333333334},
          POV_KIND_RATE,
          POV_BASIS_DERIVED,
          POV_EXACTLY,
          2,
          0,
          false,
          false,
          false},
         "\"poor\":33.33,\"basis\":{\"poor\":\"derived\"},"
         "\"bounds\":{\"poor\":[33.333333,33.333334]}"},
        {"one number that is not the printed one",
         {1234567 * (POV_PERCENT / 1000000),
          1234567 * (POV_PERCENT / 1000000),
          {1234567 * (POV_PERCENT / 1000000), 1234567 * (POV_PERCENT / 1000000)},
          POV_KIND_RATE,
          POV_BASIS_DERIVED,
          POV_EXACTLY,
          2,
          0,
          false,
          false,
          false},
         "\"poor\":1.23,\"basis\":{\"poor\":\"derived\"},"
         "\"bounds\":{\"poor\":[1.234567,1.234567]}"},
        {"more digits than six",
         {12345678 * (POV_PERCENT / 10000000),
          12345678 * (POV_PERCENT / 10000000),
          {123456775 * (POV_PERCENT / 100000000), 123456785 * (POV_PERCENT / 100000000)},
          POV_KIND_RATE,
          POV_BASIS_STATED,
          POV_EXACTLY,
          7,
          0,
          false,
          false,
          false},
         "\"poor\":1.2345678,\"basis\":{},\"bounds\":{\"poor\":[1.23456775,1.23456785]}"},
        {"nothing is never minus nothing",
         {0,
          0,
          {-POV_PERCENT / 1000, POV_PERCENT / 1000},
          POV_KIND_POINTS,
          POV_BASIS_ASSUMED,
          POV_EXACTLY,
          1,
          0,
          true,
          false,
          false},
         "\"poor\":0.0,\"basis\":{\"poor\":\"assumed\"},\"bounds\":{\"poor\":[-0.001,0.001]}"},
        {"beyond the digits of a double",
         {999999999999,
          999999999999,
          {999999999999, POV_COUNT_MAX},
          POV_KIND_COUNT,
          POV_BASIS_DERIVED,
          POV_EXACTLY,
          0,
          0,
          false,
          false,
          false},
         "\"poor\":999999999999,\"basis\":{\"poor\":\"derived\"},"
         "\"bounds\":{\"poor\":[999999999999,1000000000000]}"},
        {"unknown, but bounded",
         {1, 1, {0, 5}, POV_KIND_COUNT, POV_BASIS_UNKNOWN, POV_EXACTLY, 0, 0, false, false, false},
         "\"poor\":null,\"basis\":{},\"bounds\":{\"poor\":[0,5]}"},
        {"unknown",
         {1,
          1,
          {0, POV_NO_HIGH},
          POV_KIND_COUNT,
          POV_BASIS_UNKNOWN,
          POV_EXACTLY,
          0,
          0,
          false,
          false,
          false},
         "\"basis\":{},\"bounds\":{}"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pov_report report = {.command = "rates"};
        kept_row *row = NULL;
        pov_report_add_column(&report, (pov_report_column){.name = "poor",
                                                           .kind = POV_COLUMN_FIGURE,
                                                           .where = BOTH | POV_IF_KNOWN});
        row = kept_add_row(&report, 0);
        row->cell[0].figure = &cases[i].figure;
        char *text = render(&report, "json", &plain);
        char expected[256];
        (void)snprintf(expected, sizeof expected, "\n    {%s}\n", cases[i].json);
        if (strstr(text, expected) == NULL) {
            fail_msg("%s: expected %s in %s", cases[i].name, expected, text);
        }
        free(text);
        pov_report_fini(&report);
    }
}

static void json_of_hostile_text(void **state)
{
    static const struct {
        const char *name, *text, *json, *read; /* as written; as a reader gets it */
    } cases[] = {
        {"quotes", "a\"b\\c", "\"a\\\"b\\\\c\"", "a\"b\\c"},
        {"escape", "\033[2J", "\"\\u001b[2J\"", "\033[2J"},
        {"line break", "a\nb", "\"a\\nb\"", "a\nb"},
        {"delete", "a\x7f", "\"a\\u007f\"", "a\x7f"},
        {"C1",
         "\xC2\x9B"
         "31m",
         "\"\\u009b31m\"",
         "\xC2\x9B"
         "31m"},
        {"right to left", "\u202Eabc\u2066", "\"\\u202eabc\\u2066\"", "\u202Eabc\u2066"},
        {"letter mark", "\u061C", "\"\\u061c\"", "\u061C"},
        {"other marks stay", "R\u2019L\u1EA5p \u2026", "\"R\u2019L\u1EA5p \u2026\"",
         "R\u2019L\u1EA5p \u2026"},
        {"a byte that is not UTF-8",
         "a\xFF"
         "b",
         "\"a\uFFFDb\"", "a\uFFFDb"},
        {"cut in the middle", "L\xE1\xBA", "\"L\uFFFD\uFFFD\"", "L\uFFFD\uFFFD"},
        {"a lead byte before a letter", "\xE2\x81N", "\"\uFFFD\uFFFDN\"", "\uFFFD\uFFFDN"},
        {"a surrogate", "\xED\xA0\x80", "\"\uFFFD\uFFFD\uFFFD\"", "\uFFFD\uFFFD\uFFFD"},
        {"emoji", "\U0001F600", "\"\U0001F600\"", "\U0001F600"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pov_report report;
        one_text(&report, cases[i].text);
        char *text = render(&report, "json", &plain);
        if (strstr(text, cases[i].json) == NULL) {
            fail_msg("%s: expected %s in %s", cases[i].name, cases[i].json, text);
        }
        CHECK(cases[i].name, pov_text_is_utf8(text, strlen(text), NULL));
        cJSON *json = cJSON_Parse(text);
        CHECK(cases[i].name, json != NULL);
        const cJSON *rows = cJSON_GetObjectItemCaseSensitive(json, "rows");
        const cJSON *unit = cJSON_GetObjectItemCaseSensitive(cJSON_GetArrayItem(rows, 0), "unit");
        CHECK(cases[i].name, cJSON_IsString(unit));
        CHECK_TEXT(cases[i].name, unit->valuestring, cases[i].read);
        cJSON_Delete(json);
        free(text);
        pov_report_fini(&report);
    }
}

/* ---- table ---- */

#define ASSUMED_EN                                                                                 \
    "† assumes that the number of all households does not change (--growth A..B),\n"             \
    "that a target is just met, or that no unit is missing.\n"

static void table_in_both_languages(void **state)
{
    static const struct {
        const char *name;
        pov_render_options options;
        const char *expected;
    } cases[] = {
        {"English",
         {.decimals = -1},
         "Targets: plan.csv\n"
         "\n"
         "                                    Poverty  Reduction  Remaining\n"
         "Unit           Households    Poor  rate (%)       (pp)   rate (%)\n"
         "Đắk Nông                   13,342      7.97         ≥3       4.97\n"
         "└─Đắk Glong *     ≈17,699   4,545     25.68        ≥12      13.68\n"
         "Lạng Sơn        ≈175,862†              8.92        2.9       6.02\n"
         "─────────────────────────────────────────────────────────────────\n"
         "Total                      13,342\n"
         "\n"
         "≈ computed from what is printed, and not one number (--bounds shows the "
         "range).\n" ASSUMED_EN "* see check.\n"
         "Households stay as many.\n"},
        {"Vietnamese, with bounds",
         {.decimals = -1, .language = POV_VIETNAMESE, .bounds = true},
         "Targets: plan.csv\n"
         "\n"
         "                                                Tỷ lệ hộ       Giảm  Tỷ lệ còn lại\n"
         "Đơn vị               Tổng số hộ  Hộ nghèo      nghèo (%)   (điểm %)            (%)\n"
         "Đắk Nông                           13.342    7,965–7,975         ≥3    4,965–4,975\n"
         "└─Đắk Glong *     17.696–17.702     4.545  25,675–25,685        ≥12  13,675–13,685\n"
         "Lạng Sơn       175.258–176.470†              8,915–8,925  2,85–2,95    6,015–6,025\n"
         "──────────────────────────────────────────────────────────────────────────────────\n"
         "Total                              13.342\n"
         "\n"
         "† giả định tổng số hộ không đổi (--growth A..B), đạt vừa đúng chỉ tiêu, hoặc\n"
         "không thiếu đơn vị nào.\n"
         "* see check.\n"
         "Households stay as many.\n"},
        {"few decimals",
         {.decimals = 0},
         "Targets: plan.csv\n"
         "\n"
         "                                    Poverty  Reduction  Remaining\n"
         "Unit           Households    Poor  rate (%)       (pp)   rate (%)\n"
         "Đắk Nông                   13,342         8         ≥3          5\n"
         "└─Đắk Glong *     ≈17,699   4,545        26        ≥12         14\n"
         "Lạng Sơn        ≈175,862†                 9          3          6\n"
         "─────────────────────────────────────────────────────────────────\n"
         "Total                      13,342\n"
         "\n"
         "≈ computed from what is printed, and not one number (--bounds shows the "
         "range).\n" ASSUMED_EN "* see check.\n"
         "Households stay as many.\n"},
    };
    pov_report report;
    (void)state;

    fill_report(&report);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_render(cases[i].name, &report, "table", &cases[i].options, cases[i].expected);
    }
    pov_report_fini(&report);
}

/* No line is wider than the limit (0: any), ends in a blank, or holds a control character. */
static void check_lines(const char *name, char *text, size_t limit)
{
    CHECK(name, text[0] != '\0' && text[strlen(text) - 1] == '\n');
    for (char *line = text; *line != '\0';) {
        char *end = strchr(line, '\n');
        *end = '\0';
        CHECK(name, end == line || end[-1] != ' ');
        for (const char *c = line; c < end; c++) {
            CHECK(name, (unsigned char)*c >= ' ' && *c != 0x7f);
        }
        if (limit > 0 && pov_text_width(line) > limit) {
            fail_msg("%s: \"%s\" is wider than %zu", name, line, limit);
        }
        *end = '\n';
        line = end + 1;
    }
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;

    for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
        count++;
    }
    return count;
}

/* Whatever the width, every number is whole and nothing is lost but the ends of names. */
static void table_fits_the_terminal(void **state)
{
    pov_report report;
    (void)state;

    fill_report(&report);
    kept_rows(&report)[1].cell[UNIT].text = "Đắk Glong, a district with a name that is very long";
    for (size_t width = 26; width <= 130; width++) {
        pov_render_options options = {.decimals = -1, .width = width};
        char name[32];
        (void)snprintf(name, sizeof name, "width %zu", width);
        char *text = render(&report, "table", &options);
        check_lines(name, text, width);
        static const char *const numbers[] = {"≈17,699\n", "≈17,699 ", "13,342",
                                              "25.68",     "≥12",      "13.68"};
        size_t households = count_of(text, numbers[0]) + count_of(text, numbers[1]);
        CHECK_NUMBER(name, (int64_t)households, 1);
        for (size_t i = 2; i < sizeof numbers / sizeof numbers[0]; i++) {
            CHECK(name, strstr(text, numbers[i]) != NULL);
        }
        /* the mark stays with the name, in every block */
        size_t blocks = count_of(text, "Unit");
        CHECK_NUMBER(name, (int64_t)count_of(text, " *"), (int64_t)blocks);
        CHECK(name, blocks >= 1 && (width > 34 || blocks > 1));
        free(text);
    }
    pov_report_fini(&report);
}

static void table_leaves_out_empty_columns(void **state)
{
    pov_report report;
    (void)state;

    fill_report(&report);
    kept_rows(&report)[1].cell[HOUSEHOLDS].figure = NULL;
    kept_rows(&report)[2].cell[HOUSEHOLDS].figure = NULL;
    char *text = render(&report, "table", &plain);
    assert_null(strstr(text, "Households  "));
    assert_non_null(strstr(text, "Poor"));
    free(text);

    report.column[HOUSEHOLDS].where |= POV_KEPT;
    text = render(&report, "table", &plain);
    assert_non_null(strstr(text, "Households  "));
    assert_null(strstr(text, "175,862"));
    free(text);
    pov_report_fini(&report);
}

/* A row belongs to the nearest row before it with a smaller depth, also where depths are left
 * out. */
static void table_draws_the_tree(void **state)
{
    static const unsigned depths[] = {0, 1, 3, 3, 1, 2, 0, 5};
    pov_report report;
    (void)state;

    one_text(&report, "a");
    for (size_t i = 1; i < sizeof depths / sizeof depths[0]; i++) {
        kept_row *row = NULL;
        char name[2] = {(char)('a' + i), '\0'};
        row = kept_add_row(&report, depths[i]);
        row->cell[0].text = pov_arena_text(&report.arena, name, strlen(name));
    }
    check_render("tree", &report, "table", &plain,
                 "Unit\n"
                 "a\n"
                 "├─b\n"
                 "│ ├─c\n"
                 "│ └─d\n"
                 "└─e\n"
                 "  └─f\n"
                 "g\n"
                 "└─h\n");
    pov_report_fini(&report);
}

static void table_of_hostile_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        pov_report report;
        one_text(&report, texts[i].text);
        report.title = texts[i].text;
        pov_report_add_file(&report, texts[i].text);
        pov_report_add_remark(&report, texts[i].text);
        char *text = render(&report, "table", &plain);
        for (const char *c = text; *c != '\0'; c++) {
            CHECK(texts[i].name, (unsigned char)*c >= ' ' || *c == '\n');
        }
        CHECK(texts[i].name, strstr(text, "\u202E") == NULL);
        free(text);
        pov_report_fini(&report);
    }
    pov_report report;
    one_text(&report, "\033[31mred\u202E\xFF");
    check_render("escapes are shown", &report, "table", &plain, "Unit\n\\x1b[31mred\\u202e\\xff\n");
    pov_report_fini(&report);
}

static void table_folds_long_text(void **state)
{
    pov_report report;
    kept_row *row = NULL;
    (void)state;

    one_text(&report, "Tuy Đức");
    pov_report_add_column(
        &report, (pov_report_column){.name = "message", .kind = POV_COLUMN_TEXT, .where = BOTH});
    row = kept_add_row(&report, 0);
    kept_rows(&report)[0].cell = row->cell;
    report.row_count = 1;
    row->cell[0].text = "Tuy Đức";
    row->cell[1].text = "the stated households deliver less than the stated points";
    pov_render_options options = {.decimals = -1, .width = 34};
    check_render("folded", &report, "table", &options,
                 "Unit     Finding\n"
                 "Tuy Đức  the stated households\n"
                 "         deliver less than the\n"
                 "         stated points\n");
    check_render("in one line where there is room", &report, "table", &plain,
                 "Unit     Finding\n"
                 "Tuy Đức  the stated households deliver less than the stated points\n");
    pov_report_fini(&report);
}

static void table_without_rows(void **state)
{
    pov_report report = {.command = "rates", .title = "Rates"};
    pov_render_options vietnamese = {.decimals = -1, .language = POV_VIETNAMESE};
    (void)state;

    add_columns(&report);
    check_render("English", &report, "table", &plain, "Rates\n\nNothing to show.\n");
    check_render("Vietnamese", &report, "table", &vietnamese,
                 "Rates\n\nKhông có gì để hiển thị.\n");
    pov_report_fini(&report);
}

static void table_in_colour(void **state)
{
    pov_report report;
    pov_render_options options = {.decimals = -1, .colour = true};
    (void)state;

    fill_report(&report);
    char *text = render(&report, "table", &options);
    assert_non_null(strstr(text, "\n\033[33m└─Đắk Glong *\033[0m "));
    assert_non_null(strstr(text, "\033[1mHouseholds\033[0m"));
    size_t begun = count_of(text, "\033[1m") + count_of(text, "\033[33m");
    assert_int_equal(count_of(text, "\033[0m"), begun);
    free(text);
    text = render(&report, "table", &plain);
    assert_null(strchr(text, '\033'));
    free(text);
    pov_report_fini(&report);
}

/* ---- wrapping ---- */

static void text_is_wrapped(void **state)
{
    static const struct {
        const char *name, *text;
        size_t width;
        const char *lines;
    } cases[] = {
        {"no limit", "a b c", 0, "a b c\n"},
        {"fits", "a b c", 5, "a b c\n"},
        {"one too many", "a b c", 4, "a b\nc\n"},
        {"marks take no room", "hộ nghèo", 8, "hộ nghèo\n"},
        {"a long word is cut", "abcdef gh", 4, "abcd\nef\ngh\n"},
        {"wide characters", "\u4E2D\u6587 a", 2, "\u4E2D\n\u6587\na\n"},
        {"wider than the line", "\u4E2D", 1, "\u4E2D\n"},
        {"blanks at a break", "a   b", 2, "a\nb\n"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        pov_buffer out = {0};
        pov_wrap_paragraph(&out, cases[i].text, cases[i].width);
        CHECK_TEXT(cases[i].name, pov_buffer_get(&out), cases[i].lines);
        pov_buffer_fini(&out);
    }
    assert_int_equal(pov_wrap_width("Poverty rate (%)", 1), 16);
    assert_int_equal(pov_wrap_width("Poverty rate (%)", 2), 8);
    assert_int_equal(pov_wrap_width("Poverty rate (%)", 3), 7);
    assert_int_equal(pov_wrap_width("Poverty rate (%)", 9), 7);
}

/* ---- streams and size ---- */

static void full_disk_is_noticed(void **state)
{
    pov_report report;
    (void)state;

    fill_report(&report);
    pov_finding finding = {.rule = "no-figures",
                           .file = "plan.csv",
                           .place = "plan.csv",
                           .line = 2,
                           .unit = "A",
                           .group = "all",
                           .column = "",
                           .message = "none"};
    pov_report_add_finding(&report, finding);
    report.chart = (pov_chart){.kind = POV_CHART_BARS,
                               .title = "Poor",
                               .axis = "Poor",
                               .label = "unit",
                               .series = {{"poor", NULL, POV_CHART_NOW}}};
    for (size_t i = 0; pov_renderers[i] != NULL; i++) {
        pov_error err = POV_ERROR_INIT;
        FILE *full = fopen("/dev/full", "w");
        assert_non_null(full);
        assert_int_equal(setvbuf(full, NULL, _IONBF, 0), 0);
        CHECK_NUMBER(pov_renderers[i]->name,
                     pov_render_reports(pov_renderers[i], &report, 1, &plain, full, &err),
                     POV_ERR_IO);
        CHECK(pov_renderers[i]->name, strstr(err.message, "cannot write") != NULL);
        (void)fclose(full);
    }
    pov_report_fini(&report);
}

/* One line a row, whatever the size; a row that is lost in growing would show. */
static void many_rows(void **state)
{
    enum { ROWS = 3000 };
    pov_report report;
    kept_row *row = NULL;
    (void)state;

    fill_report(&report);
    kept_cell *cell = kept_rows(&report)[1].cell;
    while (report.row_count < ROWS) {
        unsigned depth = report.row_count % 100 == 0 ? 0 : 1 + report.row_count % 2;
        row = kept_add_row(&report, depth);
        memcpy(row->cell, cell, COLUMNS * sizeof *cell);
    }
    static const struct {
        const char *format, *word;
        size_t count;
    } cases[] = {
        {"csv", "\nĐắk Glong,district,", ROWS - 2},
        {"json", "\n    {\"unit\":\"Đắk Glong\",", ROWS - 2},
        {"table", "Đắk Glong ", ROWS - 2},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *text = render(&report, cases[i].format, &plain);
        CHECK_NUMBER(cases[i].format, (int64_t)count_of(text, cases[i].word),
                     (int64_t)cases[i].count);
        free(text);
    }
    pov_report_fini(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(report_keeps_rows),
        cmocka_unit_test(a_text_is_held_once),
        cmocka_unit_test(labels_are_sorted_and_in_both_languages),
        cmocka_unit_test(findings_say_the_same_in_both_languages),
        cmocka_unit_test(every_quantity_has_a_label),
        cmocka_unit_test(renderers_are_found),
        cmocka_unit_test(csv_writes_rows),
        cmocka_unit_test(csv_quotes_only_where_needed),
        cmocka_unit_test(json_writes_all),
        cmocka_unit_test(json_of_nothing),
        cmocka_unit_test(json_writes_figures),
        cmocka_unit_test(json_of_hostile_text),
        cmocka_unit_test(table_in_both_languages),
        cmocka_unit_test(table_fits_the_terminal),
        cmocka_unit_test(table_leaves_out_empty_columns),
        cmocka_unit_test(table_draws_the_tree),
        cmocka_unit_test(table_of_hostile_text),
        cmocka_unit_test(table_folds_long_text),
        cmocka_unit_test(table_without_rows),
        cmocka_unit_test(table_in_colour),
        cmocka_unit_test(text_is_wrapped),
        cmocka_unit_test(full_disk_is_noticed),
        cmocka_unit_test(many_rows),
    };

    if (setlocale(LC_CTYPE, "C.UTF-8") == NULL) {
        fputs("the locale C.UTF-8 is missing\n", stderr);
        return 1;
    }
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
