/*
 * Access to services against targets, and H, A and M0: sums by hand.
 */
#include "check.h"

#include "calculator/deprivation.h"
#include "loader/plan_file.h"
#include "loader/standard_file.h"

/* Households, all households, deprived, their rate and the target, as a document prints them. */
static pov_row_draft draft_of(const char *const *cells)
{
    static const pov_quantity quantities[] = {POV_HOUSEHOLDS, POV_ALL_HOUSEHOLDS, POV_DEPRIVED,
                                              POV_DEPRIVED_RATE, POV_TARGET_ACCESS_RATE};
    pov_row_draft draft = {.unit = "A", .indicator = "water", .population = "poor"};

    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++) {
        const char *cell = cells[i] != NULL ? cells[i] : "";
        if (pov_stated_read(cell, strlen(cell), pov_quantity_get(quantities[i])->kind, false,
                            &draft.stated[quantities[i]], NULL) == POV_VALUE) {
            draft.stated_set |= pov_set_of(quantities[i]);
        }
    }
    return draft;
}

static pov_access_result result_of(const pov_row_draft *draft)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_access_result result;

    assert_int_equal(pov_plan_add_file(&plan, "in.csv", NULL), POV_OK);
    assert_int_equal(pov_plan_add_row(&plan, draft, NULL), POV_OK);
    pov_access_judge(&plan.row[0], &result);
    pov_plan_fini(&plan);
    return result;
}

static void test_rows(void **state)
{
    static const struct {
        const char *name;
        const char *cells[5]; /* households, all, deprived, deprived rate, target */
        int year, target_year;
        pov_verdict verdict;
        pov_access_reason reason;
        int64_t still_low, still_high; /* -1: unknown */
    } cases[] = {
        /* 90% of 100 have access when 10 lack it */
        {"just met",
         {"100", NULL, "10", NULL, "90"},
         0,
         0,
         POV_VERDICT_MET,
         POV_ACCESS_DECIDED,
         0,
         0},
        /* 89% is 90% neither exactly nor rounded to a whole percent */
        {"one over",
         {"100", NULL, "11", NULL, "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         1,
         1},
        /* 895 of 1000 is 89.5%: that it rounds to 90 does not reach it; five more are needed */
        {"missed, though it rounds to it",
         {"1000", NULL, "105", NULL, "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         5,
         5},
        {"not even as rounded",
         {"1000", NULL, "106", NULL, "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         6,
         6},
        {"one more digit allows less",
         {"1000", NULL, "105", NULL, "90.0"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         5,
         5},
        {"or more",
         {"7", NULL, "1", NULL, ">=80"},
         0,
         0,
         POV_VERDICT_MET,
         POV_ACCESS_DECIDED,
         0,
         0},
        {"all", {"3", NULL, "0", NULL, "100"}, 0, 0, POV_VERDICT_MET, POV_ACCESS_DECIDED, 0, 0},
        /* 20.0% of 1000 is 19.95% to 20.05%: 200 households; 100 may lack access */
        {"from a rate",
         {"1000", NULL, NULL, "20.0", "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         100,
         100},
        /* 20% is 19.5% to 20.5% of 1000: 195 to 205 */
        {"from a coarse rate",
         {"1000", NULL, NULL, "20", "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         95,
         105},
        {"a rate alone",
         {NULL, NULL, NULL, "20", "90"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         -1,
         -1},
        /* 10% is 9.5% to 10.5%: access 89.5% to 90.5%, against 90.0%, that is 89.95% */
        {"a coarse rate is compared as printed",
         {NULL, NULL, NULL, "10", "90.0"},
         0,
         0,
         POV_VERDICT_MET,
         POV_ACCESS_DECIDED,
         -1,
         -1},
        {"no target",
         {"100", NULL, "10", NULL, NULL},
         0,
         0,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_NO_TARGET,
         -1,
         -1},
        {"no figures",
         {"100", NULL, NULL, NULL, "90"},
         0,
         0,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_NO_FIGURES,
         -1,
         -1},
        {"not due",
         {"100", NULL, "50", NULL, "90"},
         2022,
         2025,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_NOT_DUE,
         40,
         40},
        /* what is due later, and there already, is met */
        {"early",
         {"100", NULL, "10", NULL, "90"},
         2022,
         2025,
         POV_VERDICT_MET,
         POV_ACCESS_DECIDED,
         0,
         0},
        {"due",
         {"100", NULL, "50", NULL, "90"},
         2025,
         2025,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         40,
         40},
        {"more than all",
         {"100", NULL, "101", NULL, "90"},
         0,
         0,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_CONTRADICTION,
         -1,
         -1},
        {"the rate is another one",
         {"100", NULL, "10", "12", "90"},
         0,
         0,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_CONTRADICTION,
         -1,
         -1},
        /* 80% of 100 to 200 have access when 20 to 40 lack it: 50 are 10 to 30 too many */
        {"a range of households",
         {"100-200", NULL, "50", NULL, "80"},
         0,
         0,
         POV_VERDICT_MISSED,
         POV_ACCESS_DECIDED,
         10,
         30},
        {"nobody to lack anything",
         {"0", NULL, "0", NULL, "90"},
         0,
         0,
         POV_VERDICT_UNKNOWN,
         POV_ACCESS_NO_FIGURES,
         0,
         0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_row_draft draft = draft_of(cases[i].cells);
        draft.year.year = (int16_t)cases[i].year;
        draft.target_year.year = (int16_t)cases[i].target_year;
        const pov_access_result result = result_of(&draft);
        CHECK_NUMBER(cases[i].name, result.verdict, cases[i].verdict);
        CHECK_NUMBER(cases[i].name, result.reason, cases[i].reason);
        bool known = pov_figure_known(&result.still_to_reach);
        CHECK_NUMBER(cases[i].name, known ? result.still_to_reach.bounds.low : -1,
                     cases[i].still_low);
        CHECK_NUMBER(cases[i].name, known ? result.still_to_reach.bounds.high : -1,
                     cases[i].still_high);
    }
}

/* Still to reach is the least number that, once reached, meets the target. */
static void test_still_by_search(void **state)
{
    (void)state;
    for (int64_t households = 1; households <= 60; households++) {
        for (int64_t deprived = 0; deprived <= households; deprived++) {
            for (int64_t target = 0; target <= 100; target += 7) {
                char cells[3][8];
                (void)snprintf(cells[0], 8, "%d", (int)households);
                (void)snprintf(cells[1], 8, "%d", (int)deprived);
                (void)snprintf(cells[2], 8, "%d", (int)target);
                const char *texts[] = {cells[0], NULL, cells[1], NULL, cells[2]};
                const pov_row_draft draft = draft_of(texts);
                const pov_access_result result = result_of(&draft);
                int64_t least = 0;
                while (100 * (households - deprived + least) < target * households) {
                    least++;
                }
                CHECK_NUMBER(cells[0], result.still_to_reach.value, least);
            }
        }
    }
}

static void add_row(pov_plan *plan, const char *unit, const char *indicator, int households,
                    int all, int deprived)
{
    char cells[3][16];

    (void)snprintf(cells[0], sizeof cells[0], "%d", households);
    (void)snprintf(cells[1], sizeof cells[1], "%d", all);
    (void)snprintf(cells[2], sizeof cells[2], "%d", deprived);
    const char *texts[] = {cells[0], cells[1], cells[2], NULL, NULL};
    pov_row_draft draft = draft_of(texts);
    draft.unit = unit;
    draft.indicator = indicator;
    draft.standard = "vn-2022";
    assert_int_equal(pov_plan_add_row(plan, &draft, NULL), POV_OK);
}

static void find(pov_plan *plan, const pov_standard *standard, pov_access_result *results,
                 pov_access_set *sets, size_t *count)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    size_t rows[64];

    assert_int_equal(pov_plan_finish(plan, &problems, NULL), POV_OK);
    for (size_t i = 0; i < plan->row_count; i++) {
        rows[i] = i;
        pov_access_judge(&plan->row[i], &results[i]);
    }
    assert_int_equal(
        pov_access_find_sets(plan, rows, results, plan->row_count, standard, 1, sets, count, NULL),
        POV_OK);
    pov_problems_fini(&problems);
}

static void test_sets(void **state)
{
    /* 20 poor of 200; lacks 20 15 5 and nothing else: sum 40.
     * H = 20/200 = 10%, A = 40/(12 x 20) = 16.666…%, M0 = 40/(12 x 200) = 1.666…% = H A.
     * The second indicator: censored headcount 15/200 = 7.5%, contribution 15/40 = 37.5%. */
    static const int lacks[12] = {20, 15, 5};
    pov_plan plan = POV_PLAN_INIT;
    pov_access_result results[64];
    pov_access_set sets[64];
    pov_standard standard;
    size_t count = 0;

    (void)state;
    assert_int_equal(pov_standard_load("vn-2022", &standard, NULL), POV_OK);
    assert_int_equal(pov_plan_add_file(&plan, "in.csv", NULL), POV_OK);
    for (size_t i = 0; i < 12; i++) {
        add_row(&plan, "Whole", standard.indicator[i].id, 20, 200, lacks[i]);
        add_row(&plan, "Lacking one", standard.indicator[i > 0 ? i : 1].id, 20, 200, 1);
        add_row(&plan, "Disagreeing", standard.indicator[i].id, i == 3 ? 21 : 20, 200, 1);
    }
    find(&plan, &standard, results, sets, &count);
    CHECK_NUMBER("sets", (int64_t)count, 1);
    CHECK_TEXT("unit", plan.row[sets[0].first].name, "Whole");
    CHECK_NUMBER("H", sets[0].headcount_ratio.value, 10 * POV_PERCENT);
    CHECK_NUMBER("A low", sets[0].intensity.bounds.low, 50 * POV_PERCENT / 3);
    CHECK_NUMBER("A high", sets[0].intensity.bounds.high, 50 * POV_PERCENT / 3 + 1);
    CHECK_NUMBER("M0", sets[0].adjusted_headcount.bounds.low, 5 * POV_PERCENT / 3);
    CHECK_NUMBER("censored", results[3].censored_headcount.value, 75 * POV_PERCENT / 10);
    CHECK_NUMBER("contribution", results[3].contribution.value, 375 * POV_PERCENT / 10);
    CHECK("no set", !pov_figure_known(&results[1].contribution));
    pov_plan_fini(&plan);
    pov_standard_fini(&standard);
}

/* Without poor households no share of nothing: H and M0 are 0 of 200, A is unknown. */
static void test_set_without_poor(void **state)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_access_result results[64];
    pov_access_set sets[64];
    pov_standard standard;
    size_t count = 0;

    (void)state;
    assert_int_equal(pov_standard_load("vn-2022", &standard, NULL), POV_OK);
    assert_int_equal(pov_plan_add_file(&plan, "in.csv", NULL), POV_OK);
    for (size_t i = 0; i < 12; i++) {
        add_row(&plan, "No poor", standard.indicator[i].id, 0, 200, 0);
        add_row(&plan, "No households", standard.indicator[i].id, 0, 0, 0);
        add_row(&plan, "Lacking nobody", standard.indicator[i].id, 0, 200, i == 3);
    }
    find(&plan, &standard, results, sets, &count);
    CHECK_NUMBER("sets", (int64_t)count, 1);
    CHECK_TEXT("unit", plan.row[sets[0].first].name, "No poor");
    CHECK_NUMBER("H", sets[0].headcount_ratio.bounds.high, 0);
    CHECK_NUMBER("M0", sets[0].adjusted_headcount.bounds.high, 0);
    CHECK("H is known", pov_figure_known(&sets[0].headcount_ratio));
    CHECK("A is not", !pov_figure_known(&sets[0].intensity));
    CHECK_NUMBER("censored", results[0].censored_headcount.bounds.high, 0);
    CHECK("no contribution", !pov_figure_known(&results[0].contribution));
    pov_plan_fini(&plan);
    pov_standard_fini(&standard);
}

/* The targets of the Hải Hậu plan, as it prints them. */
static void test_hai_hau(void **state)
{
    static const char *const targets[] = {"100", "100", "100", "100",  "100",  "100",
                                          "100", "",    "90",  ">=80", ">=70", ">=70"};
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_load_options options = {.wanted = POV_FILE_DEPRIVATION};
    pov_error err = POV_ERROR_INIT;

    (void)state;
    assert_int_equal(
        pov_load_plan_file(&plan, "data/haihau_2022_deprivation.csv", &options, &problems, &err),
        POV_OK);
    CHECK_NUMBER("rows", (int64_t)plan.row_count, 12);
    for (size_t i = 0; i < plan.row_count; i++) {
        pov_access_result result;
        pov_buffer text = {0};
        pov_access_judge(&plan.row[i], &result);
        pov_write_figure(&text, &result.target, -1, pov_numerals_plain);
        CHECK_TEXT(plan.row[i].indicator, pov_buffer_get(&text), targets[i]);
        CHECK_NUMBER(plan.row[i].indicator, result.verdict, POV_VERDICT_UNKNOWN);
        pov_buffer_fini(&text);
    }
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),    cmocka_unit_test(test_still_by_search),
        cmocka_unit_test(test_sets),    cmocka_unit_test(test_set_without_poor),
        cmocka_unit_test(test_hai_hau),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
