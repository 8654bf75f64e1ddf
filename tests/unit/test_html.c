/*
 * The page for a browser: that data stays text wherever it is, and what the page is made of.
 */
#include "check.h"
#include "kept_report.h"
#include "output/report.h"

enum { UNIT, GROUP, POOR, SOURCE, NOTE, COLUMNS };

static void add_columns(pov_report *report)
{
    static const pov_report_column columns[COLUMNS] = {
        [UNIT] = {.name = "unit", .where = POV_IN_TABLE, .tree = true},
        [GROUP] = {.name = "group", .where = POV_IN_TABLE},
        [POOR] = {.name = "poor", .kind = POV_COLUMN_FIGURE, .where = POV_IN_TABLE},
        [SOURCE] = {.name = "source", .where = POV_IN_DATA},
        [NOTE] = {.name = "note", .where = POV_IN_DATA},
    };

    pov_report_add_columns(report, columns, COLUMNS);
}

static kept_row *add_row(pov_report *report, unsigned depth, const char *unit)
{
    kept_row *row = kept_add_row(report, depth);
    row->cell[UNIT].text = unit;
    return row;
}

/* The page; the caller frees it. */
static char *render(const pov_report *reports, size_t count, pov_language language)
{
    pov_render_options options = {.language = language, .decimals = -1};
    char *text = NULL;
    size_t size = 0;
    pov_error err = POV_ERROR_INIT;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);

    assert_int_equal(
        pov_render_reports(pov_renderer_by_name("html"), reports, count, &options, to, &err),
        POV_OK);
    assert_int_equal(fclose(to), 0);
    return text;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

/* ---- data stays text ---- */

/* A report that holds the text wherever a report can hold one that comes from a file. */
static void fill_with(pov_report *report, const char *text)
{
    *report = (pov_report){.command = "targets", .title = text};
    add_columns(report);
    report->column[POOR].heading = text;
    kept_row *row = add_row(report, 0, text);
    row->cell[GROUP].text = row->cell[SOURCE].text = row->cell[NOTE].text = text;
    row->marked = true;
    (void)add_row(report, 1, text);
    kept_row *total = kept_add_total(report);
    total->cell[UNIT].text = text;
    pov_report_add_file(report, text);
    pov_report_add_sentence(report, text);
    pov_report_add_remark(report, text);
    pov_report_add_term(report, (pov_term){text, text});
    pov_report_add_assumption(report, (pov_assumption){"growth", "[0, 0]", text});
    pov_finding finding = {.rule = "sum",
                           .severity = POV_ERROR,
                           .file = text,
                           .place = text,
                           .unit = text,
                           .group = text,
                           .column = "poor",
                           .message = text};
    pov_report_add_finding(report, finding);
}

/* The page without its style sheet: from there on all that is between < and >, put one behind
 * the other, and all that does not. */
static void take_apart(const char *page, pov_buffer *markup, pov_buffer *text)
{
    bool inside = false;

    for (const char *at = strstr(page, "</style>"); *at != '\0'; at++) {
        if (*at == '<') {
            assert_false(inside);
            inside = true;
        }
        pov_buffer_char(inside ? markup : text, *at);
        if (*at == '>') {
            assert_true(inside);
            inside = false;
        }
    }
    assert_false(inside);
    assert_false(markup->failed || text->failed);
}

/* Whatever the texts are, the markup is that of a report of harmless ones. */
static void data_stays_text(void **state)
{
    static const struct {
        const char *text, *expected; /* as the page has it */
    } cases[] = {
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"\" onmouseover=\"alert(1)", "&quot; onmouseover=&quot;alert(1)"},
        {"' onfocus='alert(1)", "&#39; onfocus=&#39;alert(1)"},
        {"</style><img src=x onerror=alert(1)>",
         "&lt;/style&gt;&lt;img src=x onerror=alert(1)&gt;"},
        {"</title></svg><svg/onload=alert(1)>",
         "&lt;/title&gt;&lt;/svg&gt;&lt;svg/onload=alert(1)&gt;"},
        {"]]>-->", "]]&gt;--&gt;"},
        {"<!--", "&lt;!--"},
        {"&amp;&lt;&#60;&NotEqualTilde;", "&amp;amp;&amp;lt;&amp;#60;&amp;NotEqualTilde;"},
        {"javascript:alert(1)", "javascript:alert(1)"},
        {"a\tb\x1b[31m\x7f", "a\\x09b\\x1b[31m\\x7f"},
        {"\xC2\x85\xC2\x9B", "\\x85\\x9b"}, /* C1 controls */
        {"\xE2\x80\xAE"
         "abc"
         "\xE2\x81\xA6",
         "\\u202eabc\\u2066"}, /* bidi */
        {"\xD8\x9C\xE2\x80\x8F", "\\u061c\\u200f"},
        {"\xFF\xC3", "\\xff\\xc3"}, /* no UTF-8 */
        {"=cmd|' /C calc'!A0", "=cmd|&#39; /C calc&#39;!A0"},
        {"{{7*7}}${7*7}`id`", "{{7*7}}${7*7}`id`"},
    };
    pov_report plain = POV_REPORT_INIT;
    pov_buffer markup = {0}, text = {0};
    (void)state;

    fill_with(&plain, "Zz9");
    char *page = render(&plain, 1, POV_ENGLISH);
    take_apart(page, &markup, &text);
    /* title twice; heading, header's and caption's file, caption, three names in rows, the parent
     * that is heard, group, sentence, remark, assumption, term twice, four in the finding, source,
     * note with its unit */
    size_t places = count_of(pov_buffer_get(&text), "Zz9");
    free(page);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_report report = POV_REPORT_INIT;
        pov_buffer markup_now = {0}, text_now = {0};
        fill_with(&report, cases[i].text);
        page = render(&report, 1, POV_ENGLISH);
        take_apart(page, &markup_now, &text_now);
        CHECK_TEXT(cases[i].text, pov_buffer_get(&markup_now), pov_buffer_get(&markup));
        CHECK_NUMBER(cases[i].text, (int64_t)count_of(pov_buffer_get(&text_now), cases[i].expected),
                     (int64_t)places);
        pov_buffer_fini(&markup_now);
        pov_buffer_fini(&text_now);
        pov_report_fini(&report);
        free(page);
    }
    pov_buffer_fini(&markup);
    pov_buffer_fini(&text);
    pov_report_fini(&plain);
}

/* ---- what a page is made of ---- */

static void one_report(void **state)
{
    pov_report report = {.command = "targets", .title = "Targets"};
    (void)state;

    add_columns(&report);
    (void)add_row(&report, 0, "A");
    char *page = render(&report, 1, POV_ENGLISH);
    CHECK("doctype", strncmp(page, "<!DOCTYPE html>\n<html lang=\"en\">\n", 33) == 0);
    CHECK("nothing is loaded", strstr(page, "default-src 'none'") != NULL);
    CHECK("no address", strstr(page, "href") == NULL && strstr(page, "http:") == NULL &&
                            strstr(page, "https:") == NULL && strstr(page, "url(") == NULL);
    CHECK("no script", strstr(page, "<script") == NULL);
    CHECK("one heading", count_of(page, "<h1>") == 1 && strstr(page, "<h2>") == NULL);
    CHECK("the end", strstr(page, "</body>\n</html>\n") != NULL);
    free(page);
    page = render(&report, 1, POV_VIETNAMESE);
    CHECK("Vietnamese", strstr(page, "<html lang=\"vi\">") != NULL);
    free(page);
    pov_report_fini(&report);
}

/* Units deeper than the style knows, and one that comes back up. */
static void tree_names_the_parent(void **state)
{
    static const struct {
        unsigned depth;
        const char *name, *expected;
    } rows[] = {
        {0, "P", "<tr class=\"d0\"><th scope=\"row\">P</th>"},
        {1, "D", "<tr class=\"d1\"><th scope=\"row\">D<span class=\"heard\"> (Part of P)</span>"},
        {2, "C", "<tr class=\"d2\"><th scope=\"row\">C<span class=\"heard\"> (Part of D)</span>"},
        {3, "V", "<tr class=\"d3\"><th scope=\"row\">V<span class=\"heard\"> (Part of C)</span>"},
        {4, "W", "<tr class=\"d4\"><th scope=\"row\">W<span class=\"heard\"> (Part of V)</span>"},
        {5, "X", "<tr class=\"d5\"><th scope=\"row\">X<span class=\"heard\"> (Part of W)</span>"},
        {6, "Y", "<tr class=\"d5\"><th scope=\"row\">Y<span class=\"heard\">"},
        {1, "E", "<tr class=\"d1\"><th scope=\"row\">E<span class=\"heard\"> (Part of P)</span>"},
        {0, "Q", "<tr class=\"d0\"><th scope=\"row\">Q</th>"},
    };
    pov_report report = {.command = "targets", .title = "Targets"};
    (void)state;

    add_columns(&report);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        (void)add_row(&report, rows[i].depth, rows[i].name);
    }
    char *page = render(&report, 1, POV_ENGLISH);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(rows[i].name, strstr(page, rows[i].expected) != NULL);
    }
    free(page);
    pov_report_fini(&report);
}

/* Sentences first, then a section for each; what several say is said once. */
static void several_reports(void **state)
{
    pov_report reports[3] = {POV_REPORT_INIT};
    (void)state;

    reports[0].title = "The plan";
    pov_report_add_sentence(&reports[0], "13 in 2022.");
    for (size_t i = 1; i < 3; i++) {
        reports[i].title = i == 1 ? "First" : "Second";
        add_columns(&reports[i]);
        add_row(&reports[i], 0, "A")->cell[SOURCE].text = "the same source";
        pov_report_add_assumption(&reports[i], (pov_assumption){"growth", "[0, 0]", "as many"});
    }
    char *page = render(reports, 3, POV_ENGLISH);
    CHECK("title", strstr(page, "<title>The plan</title>") != NULL);
    CHECK("sentences", strstr(page, "<p class=\"lead\"><bdi>13 in 2022.</bdi></p>") != NULL);
    CHECK("headings", strstr(page, "<h2>First</h2>") < strstr(page, "<h2>Second</h2>"));
    CHECK("one h1", count_of(page, "<h1>") == 1);
    CHECK("source once", count_of(page, "the same source") == 1);
    CHECK("assumption once", count_of(page, "as many") == 1);
    free(page);
    /* without sentences, and with different titles, the page needs a title of its own */
    page = render(reports + 1, 2, POV_ENGLISH);
    CHECK("own title", strstr(page, "<h1>Poverty figures</h1>") != NULL);
    free(page);
    for (size_t i = 0; i < 3; i++) {
        pov_report_fini(&reports[i]);
    }
}

static void findings_by_severity(void **state)
{
    static const struct {
        pov_severity severity;
        const char *message;
    } found[] = {{POV_NOTE, "third"}, {POV_ERROR, "first"}, {POV_WARNING, "second"}};
    pov_report report = {.command = "check", .title = "Findings"};
    (void)state;

    for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
        pov_finding finding = {.rule = "sum",
                               .severity = found[i].severity,
                               .file = "plan.csv",
                               .place = "plan.csv",
                               .line = 7,
                               .unit = "A",
                               .group = "all",
                               .column = "",
                               .message = found[i].message};
        pov_report_add_finding(&report, finding);
    }
    pov_report_add_term(&report, (pov_term){"sum", "what it means"});
    char *page = render(&report, 1, POV_ENGLISH);
    const char *first = strstr(page, "first"), *second = strstr(page, "second");
    const char *third = strstr(page, "third"), *rules = strstr(page, "<dt>sum</dt>");
    CHECK("all", first != NULL && second != NULL && third != NULL && rules != NULL);
    CHECK("order", first < second && second < third && third < rules);
    CHECK("place", count_of(page, "<bdi>plan.csv:7</bdi> [sum]") == 3);
    free(page);
    pov_report_fini(&report);
}

static void nothing_to_show(void **state)
{
    pov_report report = {.command = "targets", .title = NULL};
    (void)state;

    add_columns(&report);
    char *page = render(&report, 1, POV_ENGLISH);
    CHECK("says so", strstr(page, "Nothing to show.") != NULL);
    CHECK("no table", strstr(page, "<table>") == NULL);
    free(page);
    pov_report_fini(&report);
}

static void full_disk_is_noticed(void **state)
{
    pov_report report = {.command = "targets", .title = "Targets"};
    pov_render_options options = {.decimals = -1};
    pov_error err = POV_ERROR_INIT;
    FILE *full = fopen("/dev/full", "w");
    (void)state;

    if (full == NULL) {
        skip(); /* no such device here */
    }
    assert_int_equal(setvbuf(full, NULL, _IONBF, 0), 0);
    add_columns(&report);
    (void)add_row(&report, 0, "A");
    assert_int_equal(
        pov_render_reports(pov_renderer_by_name("html"), &report, 1, &options, full, &err),
        POV_ERR_IO);
    (void)fclose(full);
    pov_report_fini(&report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(data_stays_text),       cmocka_unit_test(one_report),
        cmocka_unit_test(tree_names_the_parent), cmocka_unit_test(several_reports),
        cmocka_unit_test(findings_by_severity),  cmocka_unit_test(nothing_to_show),
        cmocka_unit_test(full_disk_is_noticed),
    };

    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
