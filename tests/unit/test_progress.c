/*
 * progress: the documents' figures, both sides of every threshold, and units that changed.
 */
#include "plans.h"

#include "calculator/progress.h"
#include "model/unit_map.h"

#define P POV_PERCENT

typedef struct pair {
    pov_plan plan, result;
    pov_solution planned, actual;
    pov_progress progress;
} pair;

static void judge(pair *p, const pov_assumptions *assumptions)
{
    pov_error err = POV_ERROR_INIT;

    plans_solve(&p->plan, assumptions, &p->planned);
    plans_solve(&p->result, assumptions, &p->actual);
    if (pov_progress_judge(&p->planned, &p->actual, NULL, &p->progress, &err) != POV_OK) {
        fail_msg("%s", err.message);
    }
}

static void done(pair *p)
{
    pov_progress_fini(&p->progress);
    pov_solution_fini(&p->planned);
    pov_solution_fini(&p->actual);
    pov_plan_fini(&p->plan);
    pov_plan_fini(&p->result);
}

static pair start(void)
{
    return (pair){.plan = POV_PLAN_INIT, .result = POV_PLAN_INIT, .progress = POV_PROGRESS_INIT};
}

/* 147/KH-UBND: 8,352 households and 4.97% were to remain of 13,342 and 7.97%; laodong.vn 1306282:
 * 8,838 and 5.18% did. By hand: 8,838 - 8,352 = 486; 13,342 - 8,838 = 4,504 of 4,990 are 90.2605%;
 * 7.97 - 5.18 = 2.79 of 3 points are 93%. */
static void dak_nong_missed_2023(void **state)
{
    (void)state;
    pair p = start();
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&p.plan, "Đắk Nông", NULL,
              "year=2022 target_year=2023 standard=vn-2022 poor=13342 poor_rate=7.97 "
              "reduction_pp=>=3 reduction_households=>4990 remaining_poor=8352 "
              "remaining_rate=4.97");
    plans_add(&p.plan, "Krông Nô", "Đắk Nông",
              "year=2022 target_year=2023 standard=vn-2022 poor=851 remaining_poor=671");
    plans_add(&p.result, "Đắk Nông", NULL,
              "year=2023 target_year=2024 standard=vn-2022 poor=8838 poor_rate=5.18 "
              "remaining_poor=5423 remaining_rate=3.15");
    judge(&p, &a);
    const pov_progress_row *row = &p.progress.row[0];
    assert_int_equal(p.progress.count, 2);
    assert_int_equal(row->verdict, POV_VERDICT_MISSED);
    assert_int_equal(row->by_households, POV_VERDICT_MISSED);
    assert_int_equal(row->by_rate, POV_VERDICT_MISSED);
    CHECK_NUMBER("gap", row->gap_households.value, 486);
    CHECK_NUMBER("achieved", row->achieved_households.value, 4504);
    CHECK_NUMBER("points", row->achieved_pp.value, 279 * P / 100);
    CHECK_NUMBER("share of points", row->share_pp.value, 93 * P);
    /* 90.26052104208…% */
    CHECK_NUMBER("share of households", row->share_households.value / (P / 10000), 902605);
    assert_int_equal(p.progress.row[1].verdict, POV_VERDICT_UNKNOWN);
    assert_int_equal(p.progress.row[1].reason, POV_REASON_NO_RESULT);
    CHECK_NUMBER("missed", (int64_t)p.progress.of[POV_VERDICT_MISSED], 1);
    CHECK_NUMBER("unknown", (int64_t)p.progress.of[POV_VERDICT_UNKNOWN], 1);
    done(&p);
}

/* One unit, its plan for 2023 and its state. */
typedef struct verdict_case {
    const char *name, *plan, *result;
    pov_verdict households, rate, verdict;
    pov_reason reason;
} verdict_case;

#define NONE POV_VERDICT_NONE
#define MET POV_VERDICT_MET
#define MISSED POV_VERDICT_MISSED
#define UNKNOWN POV_VERDICT_UNKNOWN

static void every_threshold_has_two_sides(void **state)
{
    (void)state;
    static const verdict_case cases[] = {
        {"as many as planned", "poor=100 remaining_poor=80", "poor=80", MET, NONE, MET, 0},
        {"one more", "poor=100 remaining_poor=80", "poor=81", MISSED, NONE, MISSED, 0},
        {"at most, reached", "poor=100 remaining_poor=<=80", "poor=80", MET, NONE, MET, 0},
        {"a range: its high end", "poor=100 remaining_poor=70-80", "poor=80", MET, NONE, MET, 0},
        {"beyond the range", "poor=100 remaining_poor=70-80", "poor=81", MISSED, NONE, MISSED, 0},
        /* ~80 is 76 to 84 */
        {"about: surely below", "poor=100 remaining_poor=~80", "poor=76", MET, NONE, MET, 0},
        {"about: neither", "poor=100 remaining_poor=~80", "poor=77", UNKNOWN, NONE, UNKNOWN,
         POV_REASON_BOUNDS},
        {"about: still neither", "poor=100 remaining_poor=~80", "poor=84", UNKNOWN, NONE, UNKNOWN,
         POV_REASON_BOUNDS},
        {"about: surely above", "poor=100 remaining_poor=~80", "poor=85", MISSED, NONE, MISSED, 0},
        {"the result is a range", "poor=100 remaining_poor=80", "poor=79-81", UNKNOWN, NONE,
         UNKNOWN, POV_REASON_BOUNDS},
        /* 20 or more fewer than 100 is 80 or less */
        {"at least so many fewer", "poor=100 reduction_households=>=20", "poor=80", MET, NONE, MET,
         0},
        {"one too few", "poor=100 reduction_households=>=20", "poor=81", MISSED, NONE, MISSED, 0},
        {"fewer than what", "reduction_households=20", "poor=80", NONE, NONE, UNKNOWN,
         POV_REASON_NO_BASELINE},
        /* 4.97 printed is up to 4.975, and so is the aim */
        {"the same rate", "remaining_rate=4.97", "poor_rate=4.97", NONE, MET, MET, 0},
        {"the next rate", "remaining_rate=4.97", "poor_rate=4.98", NONE, MISSED, MISSED, 0},
        /* 199 of 4,000 are 4.975 exactly: a tie is in favour of the plan */
        {"an exact tie", "remaining_rate=4.97", "households=4000 poor=199", NONE, MET, MET, 0},
        {"more than a tie", "remaining_rate=4.97", "households=4000 poor=200", NONE, MISSED, MISSED,
         0},
        {"a coarse result", "remaining_rate=4.97", "poor_rate=5.0", NONE, UNKNOWN, UNKNOWN,
         POV_REASON_BOUNDS},
        {"at most 3", "remaining_rate=<=3", "poor_rate=3.00", NONE, MET, MET, 0},
        {"more than 3", "remaining_rate=<=3", "poor_rate=3.01", NONE, MISSED, MISSED, 0},
        {"points", "poor_rate=7.97 reduction_pp=>=3", "poor_rate=4.97", NONE, MET, MET, 0},
        {"too few points", "poor_rate=7.97 reduction_pp=>=3", "poor_rate=5.00", NONE, MISSED,
         MISSED, 0},
        {"points of what", "reduction_pp=>=5", "poor_rate=5.00", NONE, NONE, UNKNOWN,
         POV_REASON_NO_BASELINE},
        {"one of two is missed", "poor=100 remaining_poor=80 remaining_rate=4.97",
         "poor=81 poor_rate=4.90", MISSED, MET, MISSED, 0},
        {"the other one", "poor=100 remaining_poor=80 remaining_rate=4.97",
         "poor=80 poor_rate=5.10", MET, MISSED, MISSED, 0},
        {"only one is printed", "poor=100 remaining_poor=80 remaining_rate=4.97", "poor_rate=4.90",
         NONE, MET, MET, 0},
        {"another figure is printed", "poor=100 remaining_poor=80", "poor_rate=4.90", NONE, NONE,
         UNKNOWN, POV_REASON_NO_FIGURES},
        {"nothing is planned", "poor=100", "poor=80", NONE, NONE, UNKNOWN, POV_REASON_NO_TARGET},
        {"none is left", "poor=2 remaining_poor=0", "poor=0", MET, NONE, MET, 0},
        {"a large count", "poor=1000000000000 remaining_poor=999999999999", "poor=1000000000000",
         MISSED, NONE, MISSED, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const verdict_case *c = &cases[i];
        pair p = start();
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        char cells[256];
        (void)snprintf(cells, sizeof cells, "year=2022 target_year=2023 %s", c->plan);
        plans_add(&p.plan, "A", NULL, cells);
        (void)snprintf(cells, sizeof cells, "year=2023 %s", c->result);
        plans_add(&p.result, "a", NULL, cells); /* names are compared without case */
        judge(&p, &a);
        CHECK_NUMBER(c->name, (int64_t)p.progress.count, 1);
        CHECK_TEXT(c->name, pov_verdict_name(p.progress.row[0].by_households),
                   pov_verdict_name(c->households));
        CHECK_TEXT(c->name, pov_verdict_name(p.progress.row[0].by_rate), pov_verdict_name(c->rate));
        CHECK_TEXT(c->name, pov_verdict_name(p.progress.row[0].verdict),
                   pov_verdict_name(c->verdict));
        CHECK_TEXT(c->name, pov_reason_name(p.progress.row[0].reason), pov_reason_name(c->reason));
        done(&p);
    }
}

/* Of the target year's two rows the one under the plan's standard counts. */
static void another_standard_cannot_be_compared(void **state)
{
    (void)state;
    pair p = start();
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&p.plan, "A", NULL,
              "year=2020 target_year=2021 standard=old poor=9 remaining_poor=8");
    plans_add(&p.plan, "B", NULL,
              "year=2020 target_year=2021 standard=old poor=9 remaining_poor=8");
    plans_add(&p.result, "A", NULL, "year=2021 standard=new poor=20");
    plans_add(&p.result, "B", NULL, "year=2021 standard=new poor=20");
    plans_add(&p.result, "B", NULL, "year=2021 standard=old poor=7");
    judge(&p, &a);
    assert_int_equal(p.progress.row[0].verdict, POV_VERDICT_NOT_COMPARABLE);
    assert_int_equal(p.progress.row[0].reason, POV_REASON_STANDARD);
    assert_false(pov_figure_known(&p.progress.row[0].achieved_households));
    assert_int_equal(p.progress.row[1].verdict, POV_VERDICT_MET);
    assert_int_equal(p.progress.count, 2); /* the other row of B is no unit of its own */
    done(&p);
}

/* From 1,000 to 600 in four years: after two the line stands at 800. */
static void a_year_between_is_held_against_the_line(void **state)
{
    (void)state;
    static const struct {
        const char *name, *result;
        int64_t line;
        pov_verdict verdict;
    } cases[] = {
        {"on it", "year=2023 poor=800", 800, POV_VERDICT_ON_PACE},
        {"above", "year=2023 poor=801", 800, POV_VERDICT_BEHIND},
        {"below", "year=2024 poor=700", 700, POV_VERDICT_ON_PACE},
        {"at the end", "year=2025 poor=601", 0, POV_VERDICT_MISSED},
        {"at the start", "year=2021 poor=1000", 0, POV_VERDICT_UNKNOWN},
        {"after the end", "year=2026 poor=500", 0, POV_VERDICT_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pair p = start();
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        plans_add(&p.plan, "A", NULL, "year=2021 target_year=2025 poor=1000 remaining_poor=600");
        plans_add(&p.result, "A", NULL, cases[i].result);
        judge(&p, &a);
        const pov_progress_row *row = &p.progress.row[0];
        CHECK_TEXT(cases[i].name, pov_verdict_name(row->verdict),
                   pov_verdict_name(cases[i].verdict));
        CHECK_NUMBER(cases[i].name, row->line_poor.value, cases[i].line);
        done(&p);
    }
}

/* 100 - 30 + 5 + 4 = 79 of 82: three came another way. */
static void flows_explain_the_change_or_do_not(void **state)
{
    (void)state;
    static const struct {
        const char *name, *result;
        bool known;
        int64_t unexplained;
    } cases[] = {
        {"all", "year=2023 poor=79 escaped=30 relapsed=5 newly_poor=4", true, 0},
        {"three more", "year=2023 poor=82 escaped=30 relapsed=5 newly_poor=4", true, 3},
        {"its own start", "year=2023 start_poor=103 poor=82 escaped=30 relapsed=5 newly_poor=4",
         true, 0},
        {"none printed", "year=2023 poor=82", false, 0},
        {"of another year", "year=2024 poor=82 escaped=30", false, 0},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pair p = start();
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        plans_add(&p.plan, "A", NULL, "year=2022 target_year=2024 poor=100 remaining_poor=60");
        plans_add(&p.result, "A", NULL, cases[i].result);
        judge(&p, &a);
        const pov_progress_row *row = &p.progress.row[0];
        CHECK_NUMBER(cases[i].name, pov_figure_known(&row->unexplained), cases[i].known);
        CHECK_NUMBER(cases[i].name, cases[i].known ? row->unexplained.value : 0,
                     cases[i].unexplained);
        done(&p);
    }
}

static void units_are_matched_by_name_group_and_where_needed_parent(void **state)
{
    (void)state;
    pair p = start();
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&p.plan, "Tân Lập", "X", "year=2022 target_year=2023 poor=9 remaining_poor=5");
    plans_add(&p.plan, "Tân Lập", "Y", "year=2022 target_year=2023 poor=9 remaining_poor=5");
    plans_add(&p.plan, "Z", "Y", "year=2022 target_year=2023 poor=9 remaining_poor=5");
    plans_add(&p.plan, "Z", "Y", "year=2022 target_year=2023 group=urban poor=9 remaining_poor=5");
    plans_add(&p.plan, "Chư Jút", "Y", "year=2022 target_year=2023 poor=9 remaining_poor=5");
    plans_add(&p.result, "Tân Lập", "Y", "year=2023 poor=6");
    plans_add(&p.result, "Tân Lập", "X", "year=2023 poor=5");
    plans_add(&p.result, "Z", NULL, "year=2023 poor=4");
    plans_add(&p.result, "Cư Jút", "Y", "year=2023 poor=4");
    judge(&p, &a);
    static const pov_verdict expected[] = {MET, MISSED, MET, UNKNOWN, UNKNOWN, NONE};
    assert_int_equal(p.progress.count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < p.progress.count; i++) {
        assert_string_equal(pov_verdict_name(p.progress.row[i].verdict),
                            pov_verdict_name(expected[i]));
    }
    assert_string_equal(p.progress.row[4].nearest, "Cư Jút");
    assert_int_equal(p.progress.row[5].reason, POV_REASON_NOT_IN_PLAN);
    assert_int_equal(p.progress.row[5].plan_row, POV_NONE);
    done(&p);
}

/* Rows that only look back plan nothing. */
static void a_series_in_the_plan_is_not_judged(void **state)
{
    (void)state;
    pair p = start();
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&p.plan, "A", NULL, "year=2021 poor=120");
    plans_add(&p.plan, "A", NULL, "year=2022 target_year=2023 poor=100 remaining_poor=80");
    plans_add(&p.result, "A", NULL, "year=2023 poor=80");
    judge(&p, &a);
    assert_int_equal(p.progress.count, 1);
    assert_int_equal(p.progress.row[0].plan_row, 1);
    done(&p);
}

/* ---- units that changed ---- */

static void apply(pov_plan *plan, const char *const names[][2], size_t count, size_t notes)
{
    pov_unit_map map = POV_UNIT_MAP_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(pov_unit_map_add(&map, names[i][0], names[i][1], &err), POV_OK);
    }
    assert_int_equal(pov_unit_map_add(&map, names[0][0], "B", &err), POV_ERR_DATA);
    assert_int_equal(pov_unit_map_apply(&map, plan, &problems, &err), POV_OK);
    assert_int_equal(problems.count, notes);
    pov_problems_fini(&problems);
    pov_unit_map_fini(&map);
}

/* 50 + 30 = 80 of 500 + 400 = 900; "about 10" (5 to 15) and 10 are 15 to 25. */
static void old_units_that_became_one_are_added_up(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"xã một", "Ba"}, {"Xã Hai", "Ba"}, {"Y", "Yên"}};
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "Xã Một", "Y",
              "year=2022 households=500 poor=50 poor_rate=10.00 reduction_households=~20");
    plans_add(&plan, "C", "Y", "year=2022 poor=7");
    plans_add(
        &plan, "Xã Hai", "Y",
        "year=2022 households=400 poor=30 poor_rate=7.50 reduction_households=10 near_poor=9");
    plans_add(&plan, "Xã Hai", "Y", "year=2023 poor=20");
    plans_add(&plan, "Y", NULL, "year=2022 poor=87");
    apply(&plan, names, 3, 1);
    plans_solve(&plan, &a, &solution);
    assert_int_equal(plan.row_count, 4);
    assert_string_equal(plan.row[0].name, "Ba");
    assert_string_equal(plan.row[0].parent_name, "Yên");
    assert_string_equal(plan.row[1].name, "C");
    assert_string_equal(plan.row[3].name, "Yên");
    CHECK_NUMBER("households", plans_figure(&solution, 0, "households")->value, 900);
    CHECK_NUMBER("poor", plans_figure(&solution, 0, "poor")->value, 80);
    CHECK_NUMBER("low", plans_figure(&solution, 0, "reduction_households")->bounds.low, 29);
    CHECK_NUMBER("high", plans_figure(&solution, 0, "reduction_households")->bounds.high, 31);
    assert_null(pov_row_stated(&plan.row[0], POV_POOR_RATE));
    assert_null(pov_row_stated(&plan.row[0], POV_NEAR_POOR)); /* one of them does not print it */
    CHECK_NUMBER("2023", plans_figure(&solution, 2, "poor")->value, 20);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
}

/* The unit that takes another in keeps its name; a row that stands twice is not its own part. */
static void a_duplicate_is_not_added_up(void **state)
{
    (void)state;
    static const char *const names[][2] = {{"B", "A"}};
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "A", NULL, "year=2022 poor=1");
    plans_add(&plan, "B", NULL, "year=2022 poor=20");
    plans_add(&plan, "B", NULL, "year=2022 poor=20");
    apply(&plan, names, 1, 1);
    plans_solve(&plan, &a, &solution);
    assert_int_equal(plan.row_count, 2);
    CHECK_NUMBER("once", plans_figure(&solution, 0, "poor")->value, 21);
    assert_int_equal(plan.row[1].flags & POV_ROW_DUPLICATE, POV_ROW_DUPLICATE);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dak_nong_missed_2023),
        cmocka_unit_test(every_threshold_has_two_sides),
        cmocka_unit_test(another_standard_cannot_be_compared),
        cmocka_unit_test(a_year_between_is_held_against_the_line),
        cmocka_unit_test(flows_explain_the_change_or_do_not),
        cmocka_unit_test(units_are_matched_by_name_group_and_where_needed_parent),
        cmocka_unit_test(a_series_in_the_plan_is_not_judged),
        cmocka_unit_test(old_units_that_became_one_are_added_up),
        cmocka_unit_test(a_duplicate_is_not_added_up),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
