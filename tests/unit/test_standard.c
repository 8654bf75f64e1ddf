/*
 * Poverty standards: what the acts say at their lines, and what a file of one's own may not say.
 */
#include "check.h"

#include "loader/standard_file.h"

static void test_acts(void **state)
{
    /* On both sides of every line of QĐ 59/2015/QĐ-TTg, Điều 2, and NĐ 07/2021/NĐ-CP, Điều 3; the
     * scores of TT 07/2021/TT-BLĐTBXH. */
    static const struct {
        const char *standard;
        bool by_score;
        pov_area area;
        int64_t income;
        unsigned deprived;
        pov_class class;
    } cases[] = {
        {"vn-2016", false, POV_RURAL, 700000, 0, POV_CLASS_POOR},
        {"vn-2016", false, POV_RURAL, 700001, 2, POV_CLASS_NEAR_POOR},
        {"vn-2016", false, POV_RURAL, 1000000, 3, POV_CLASS_POOR},
        {"vn-2016", false, POV_RURAL, 1000001, 10, POV_CLASS_AVERAGE},
        {"vn-2016", false, POV_RURAL, 1500001, 0, POV_CLASS_NOT_POOR},
        {"vn-2016", false, POV_URBAN, 900000, 0, POV_CLASS_POOR},
        {"vn-2016", false, POV_URBAN, 900001, 0, POV_CLASS_NEAR_POOR},
        {"vn-2016", false, POV_URBAN, 1300000, 3, POV_CLASS_POOR},
        {"vn-2016", false, POV_URBAN, 1300001, 3, POV_CLASS_AVERAGE},
        {"vn-2016", false, POV_URBAN, 1950000, 3, POV_CLASS_AVERAGE},
        {"vn-2016", false, POV_URBAN, 1950001, 3, POV_CLASS_NOT_POOR},
        {"vn-2022", false, POV_RURAL, 0, 2, POV_CLASS_NEAR_POOR},
        {"vn-2022", false, POV_RURAL, 1500000, 3, POV_CLASS_POOR},
        {"vn-2022", false, POV_RURAL, 1500000, 12, POV_CLASS_POOR},
        {"vn-2022", false, POV_RURAL, 1500001, 12, POV_CLASS_AVERAGE},
        {"vn-2022", false, POV_RURAL, 2250001, 12, POV_CLASS_NOT_POOR},
        {"vn-2022", false, POV_URBAN, 2000000, 3, POV_CLASS_POOR},
        {"vn-2022", false, POV_URBAN, 2000000, 2, POV_CLASS_NEAR_POOR},
        {"vn-2022", false, POV_URBAN, 3000000, 3, POV_CLASS_AVERAGE},
        {"vn-2022", false, POV_URBAN, 3000001, 3, POV_CLASS_NOT_POOR},
        {"vn-2022", true, POV_RURAL, 140, 3, POV_CLASS_POOR},
        {"vn-2022", true, POV_RURAL, 141, 3, POV_CLASS_NOT_POOR},
        {"vn-2022", true, POV_URBAN, 175, 2, POV_CLASS_NEAR_POOR},
        {"vn-2022", true, POV_URBAN, 176, 3, POV_CLASS_NOT_POOR},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_standard standard;
        pov_classifier classifier;
        char name[80];
        (void)snprintf(name, sizeof name, "%s area %d income %" PRId64 " deprived %u",
                       cases[i].standard, cases[i].area, cases[i].income, cases[i].deprived);
        assert_int_equal(pov_standard_load(cases[i].standard, &standard, NULL), POV_OK);
        pov_classifier_init(&classifier, &standard, cases[i].by_score);
        pov_class class =
            pov_classify(&classifier, cases[i].area, cases[i].income, cases[i].deprived);
        CHECK_TEXT(name, pov_class_name(class), pov_class_name(cases[i].class));
        pov_standard_fini(&standard);
    }
}

/* What is built in is what the files say, and the file that is not built in can be read too. */
static void test_files(void **state)
{
    static const struct {
        const char *path;
        size_t indicators, sources;
    } cases[] = {{"data/standards/vn-2016.json", 10, 6},
                 {"data/standards/vn-2022.json", 12, 6},
                 {"data/standards/vn-2027.json", 12, 5}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_standard standard;
        pov_error err = POV_ERROR_INIT;
        pov_status status = pov_standard_load(cases[i].path, &standard, &err);
        CHECK_TEXT(cases[i].path, err.message, "");
        CHECK_NUMBER(cases[i].path, status, POV_OK);
        CHECK_NUMBER(cases[i].path, (int64_t)standard.indicator_count,
                     (int64_t)cases[i].indicators);
        CHECK_NUMBER(cases[i].path, (int64_t)standard.source_count, (int64_t)cases[i].sources);
        CHECK_NUMBER(cases[i].path, standard.cutoff, 3);
        pov_standard_fini(&standard);
    }
}

#define START "{\"id\":\"own\",\"title\":{\"en\":\"e\",\"vi\":\"v\"},"
#define LINES "\"lines\":[{\"id\":\"poor\",\"income\":{\"rural\":1,\"urban\":2}}],"
#define INDICATORS                                                                                 \
    "\"indicators\":[{\"id\":\"water\",\"dimension\":\"w\",\"name\":{\"en\":\"e\",\"vi\":\"v\"}}]" \
    ","
#define RULES "\"rules\":[{\"class\":\"poor\",\"at_most\":\"poor\"}]}"

static void test_refused(void **state)
{
    static const struct {
        const char *name, *text, *field, *message;
        size_t line;
    } cases[] = {
        {"none", START LINES INDICATORS "\"cutoff\":1," RULES, "", "", 0},
        {"no JSON", "{\n\"id\": own}", "", "not JSON from here on", 2},
        {"more behind it", "{}\n\n{}", "", "text after the end of the JSON", 3},
        {"not UTF-8", "{\"id\":\"\xFF\"}", "", "bytes that are not UTF-8", 1},
        {"a list", "[]", "", "expected an object, found []", 0},
        {"no title", "{\"id\":\"own\"}", "title", "expected an object, found nothing", 0},
        {"an id with blanks", "{\"id\":\"my own\"}", "id",
         "expected an id of small letters, digits, _ and -, found \"my own\"", 0},
        {"half a dong",
         START "\"lines\":[{\"id\":\"poor\",\"income\":{\"rural\":1.5,\"urban\":2}}]}",
         "lines[0].income.rural", "expected a whole number from 0 to 1000000000000, found 1.5", 0},
        {"too much", START "\"lines\":[{\"id\":\"poor\",\"income\":{\"rural\":1e13,\"urban\":2}}]}",
         "lines[0].income.rural",
         "expected a whole number from 0 to 1000000000000, found 10000000000000", 0},
        {"lines that do not rise",
         START "\"lines\":[{\"id\":\"a\",\"income\":{\"rural\":1,\"urban\":2}},"
               "{\"id\":\"b\",\"income\":{\"rural\":2,\"urban\":2}}]," INDICATORS
               "\"cutoff\":1,\"rules\":[{\"class\":\"poor\",\"at_most\":\"a\"}]}",
         "", "own: the income line \"b\" must be above \"a\" in urban areas", 0},
        {"a cutoff out of reach", START LINES INDICATORS "\"cutoff\":2," RULES, "",
         "own: a cutoff of 2, with 1 indicators", 0},
        {"a rule without its line",
         START LINES INDICATORS
         "\"cutoff\":1,\"rules\":[{\"class\":\"poor\",\"at_most\":\"rich\"}]}",
         "rules[0].at_most", "expected the id of an income line, found \"rich\"", 0},
        {"a class that is none",
         START LINES INDICATORS
         "\"cutoff\":1,\"rules\":[{\"class\":\"not_poor\",\"at_most\":\"poor\"}]}",
         "rules[0].class", "expected poor, near_poor or average, found \"not_poor\"", 0},
        {"no rules", START LINES INDICATORS "\"cutoff\":1,\"rules\":[]}", "rules",
         "expected a list of 1 to 8, found []", 0},
        {"a source that says nothing",
         START LINES INDICATORS "\"cutoff\":1,\"sources\":[{\"act\":\"A\"}]," RULES,
         "sources[0].confirmed", "expected true or false, found nothing", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_standard standard;
        pov_error err = POV_ERROR_INIT;
        pov_status status =
            pov_standard_parse(cases[i].text, strlen(cases[i].text), "own.json", &standard, &err);
        CHECK_TEXT(cases[i].name, err.message, cases[i].message);
        CHECK_TEXT(cases[i].name, err.field, cases[i].field);
        CHECK_NUMBER(cases[i].name, (int64_t)err.line, (int64_t)cases[i].line);
        CHECK(cases[i].name, (status == POV_OK) == (cases[i].message[0] == '\0'));
        pov_standard_fini(&standard);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_acts),
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
