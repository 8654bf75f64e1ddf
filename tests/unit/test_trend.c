/*
 * trend: series of the documents, breaks, targets, and laws that hold for any series.
 */
#include "plans.h"

#include "calculator/trend.h"

#define P POV_PERCENT

typedef struct look {
    pov_plan plan;
    pov_solution solution;
    pov_trend trend;
} look;

static look start(void)
{
    return (look){.plan = POV_PLAN_INIT, .trend = POV_TREND_INIT};
}

static void find(look *l)
{
    pov_assumptions a = POV_ASSUMPTIONS_INIT;
    pov_error err = POV_ERROR_INIT;

    plans_solve(&l->plan, &a, &l->solution);
    if (pov_trend_find(&l->solution, NULL, &l->trend, &err) != POV_OK) {
        fail_msg("%s", err.message);
    }
}

static void done(look *l)
{
    pov_trend_fini(&l->trend);
    pov_solution_fini(&l->solution);
    pov_plan_fini(&l->plan);
}

static pov_change change_of(const look *l, size_t observation)
{
    const pov_observation *o = &l->trend.observation[observation];

    return pov_trend_change(&l->solution,
                            o->since != POV_NONE ? &l->trend.observation[o->since] : NULL, o,
                            POV_MEASURE_POOR);
}

/* The change of a whole stretch. */
static pov_change whole_of(const look *l, size_t stretch)
{
    const pov_stretch *s = &l->trend.stretch[stretch];
    const pov_observation *first = &l->trend.observation[s->first];

    return pov_trend_change(&l->solution, s->count > 1 ? first : NULL, &first[s->count - 1],
                            POV_MEASURE_POOR);
}

/* Hương Xuân's resolution of 23/05/2022, its years turned around: 230 poor households in 2016, 52
 * in 2020, 82 in 2021 by the new standard. By hand: (52 - 230) / 4 = -44.5; (2.61 - 12.04) / 4 =
 * -2.3575; 193 - 230 = -37, which is -16.087% of 230. */
static void huong_xuan_breaks_in_2021(void **state)
{
    (void)state;
    look l = start();

    plans_add(&l.plan, "Hương Xuân", NULL, "year=2021 standard=vn-2022 poor=82 poor_rate=4.1");
    plans_add(&l.plan, "Hương Xuân", NULL, "year=2020 standard=vn-2016 poor=52 poor_rate=2.61");
    plans_add(&l.plan, "Hương Xuân", NULL, "year=2019 standard=vn-2016 poor=57 poor_rate=2.9");
    plans_add(&l.plan, "Hương Xuân", NULL, "year=2018 standard=vn-2016 poor=106 poor_rate=5.52");
    plans_add(&l.plan, "Hương Xuân", NULL, "year=2017 standard=vn-2016 poor=193 poor_rate=10.04");
    plans_add(&l.plan, "Hương Xuân", NULL, "year=2016 standard=vn-2016 poor=230 poor_rate=12.04");
    plans_add(&l.plan, "Hương Xuân", NULL,
              "group=no_labour_capacity standard=vn-2022 target_year=2025 remaining_rate=1.7");
    find(&l);
    assert_int_equal(l.trend.observation_count, 6);
    assert_int_equal(l.trend.stretch_count, 2);
    const pov_observation *last = &l.trend.observation[5];
    pov_change second = change_of(&l, 1), sixth = change_of(&l, 5), whole = whole_of(&l, 0);
    CHECK_NUMBER("households", second.households.value, -37);
    CHECK_NUMBER("points", second.pp.value, -2 * P);
    CHECK_NUMBER("relative", second.relative.value / (P / 1000), -16086);
    CHECK_NUMBER("breaks", last->breaks, POV_BREAK_STANDARD);
    assert_int_equal(last->since, POV_NONE);
    assert_false(pov_figure_known(&sixth.households));
    assert_false(pov_figure_known(&sixth.pp));
    int64_t months = l.trend.stretch[0].months;
    CHECK_NUMBER("four years", months, 48);
    pov_figure households = pov_trend_per_year(&whole.households, months);
    pov_figure points = pov_trend_per_year(&whole.pp, months);
    CHECK_NUMBER("average, low", households.bounds.low, -45);
    CHECK_NUMBER("average, high", households.bounds.high, -44);
    CHECK_NUMBER("average points", points.value, -23575 * (P / 10000));
    whole = whole_of(&l, 1);
    assert_false(pov_figure_known(&whole.pp));
    assert_int_equal(l.trend.stretch[1].pace[POV_MEASURE_POOR].row, POV_NONE);
    assert_int_equal(l.trend.untold_count, 1); /* the target is another group's */
    CHECK_NUMBER("group", l.trend.untold[0].why, POV_UNTOLD_SERIES);
    done(&l);
}

/* Lạng Sơn: 8.92% in 2022, 6.02% in 2023; what 2022 aims at for 2023 is no observation of it, and
 * 2024 has only an estimate: 6.02 - 3.48 = 2.54 points. At 2.90 a year that takes a year. */
static void lang_son_has_two_observations(void **state)
{
    (void)state;
    look l = start();

    plans_add(&l.plan, "Lạng Sơn", NULL,
              "year=2022 standard=vn-2022 poor_rate=8.92 target_year=2023 reduction_pp=2.9 "
              "reduction_households=5100 remaining_rate=6.02");
    plans_add(&l.plan, "Lạng Sơn", NULL,
              "year=2023 standard=vn-2022 poor_rate=6.02 target_year=2024 remaining_rate=3.48");
    find(&l);
    assert_int_equal(l.trend.observation_count, 2);
    assert_int_equal(l.trend.stretch_count, 1);
    const pov_pace *pace = &l.trend.stretch[0].pace[POV_MEASURE_POOR];
    pov_change change = change_of(&l, 1);
    CHECK_NUMBER("points", change.pp.value, -29 * P / 10);
    CHECK_NUMBER("needed", pace->needed_pp.value, -254 * P / 100);
    CHECK_NUMBER("arrival", (pace->arrival - 1) / 12, 2024);
    assert_int_equal(pace->row, 1);
    /* households are only assumed, and so they are no part of it */
    assert_false(pov_figure_known(&change.households));
    assert_false(pov_figure_known(&change.count_part_pp));
    done(&l);
}

/* From 10% to 8% in two years: a point a year. */
static void the_pace_arrives_in_a_year(void **state)
{
    (void)state;
    static const struct {
        const char *name, *last, *target;
        int64_t arrival;
        bool has, never;
    } cases[] = {
        {"three points", "8.00", "target_year=2025 remaining_rate=5.00", 2026, true, false},
        {"a little more", "8.00", "target_year=2025 remaining_rate=4.99", 2027, true, false},
        {"there already", "8.00", "target_year=2025 remaining_rate=8.00", 2023, true, false},
        {"points", "8.00", "target_year=2025 reduction_pp=>=3", 2026, true, false},
        {"it stands still", "10.00", "target_year=2025 remaining_rate=5.00", 0, true, true},
        {"it rises", "11.00", "target_year=2025 remaining_rate=5.00", 0, true, true},
        {"a target of the past", "8.00", "target_year=2023 remaining_rate=5.00", 0, false, false},
        {"only counts", "8.00", "target_year=2025 remaining_poor=5", 0, false, false},
        {"counts to go on from", "8.00 poor=80", "target_year=2025 remaining_poor=50", 0, true,
         false},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        look l = start();
        char cells[128];
        plans_add(&l.plan, "A", NULL, "year=2021 poor_rate=10.00");
        (void)snprintf(cells, sizeof cells, "year=2023 poor_rate=%s %s", cases[i].last,
                       cases[i].target);
        plans_add(&l.plan, "a", "B", cells); /* one file names the parent, the other does not */
        find(&l);
        CHECK_NUMBER(cases[i].name, (int64_t)l.trend.stretch_count, 1);
        const pov_pace *pace = &l.trend.stretch[0].pace[POV_MEASURE_POOR];
        bool never = pace->arrives && pace->arrival == POV_NO_HIGH;
        CHECK_NUMBER(cases[i].name, pace->row != POV_NONE, cases[i].has);
        CHECK_NUMBER(cases[i].name, pace->arrives && !never ? (pace->arrival - 1) / 12 : 0,
                     cases[i].arrival);
        CHECK_NUMBER(cases[i].name, never, cases[i].never);
        done(&l);
    }
}

/* A transition year is published by both standards; a year that two files hold counts once. */
static void rows_of_one_year(void **state)
{
    (void)state;
    look l = start();

    plans_add(&l.plan, "A", NULL, "year=2020 standard=old poor=60");
    plans_add(&l.plan, "A", NULL, "year=2021 standard=new poor=90");
    plans_add(&l.plan, "A", NULL, "year=2021 standard=old poor=50");
    plans_add(&l.plan, "A", NULL, "year=2022 standard=new poor=80 target_year=2023");
    plans_add(&l.plan, "A", NULL, "year=2022 standard=new poor=80 poor_rate=8.00");
    plans_add(&l.plan, "A", NULL, "year=2022 standard=new poor=81 target_year=2025");
    find(&l);
    assert_int_equal(l.trend.observation_count, 4);
    assert_int_equal(l.trend.stretch_count, 2);
    static const size_t rows[] = {0, 2, 1, 3};
    static const int64_t change[] = {0, -10, 0, -10};
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(l.trend.observation[i].row, rows[i]);
        CHECK_NUMBER("change", change_of(&l, i).households.value, change[i]);
        CHECK_NUMBER("breaks", l.trend.observation[i].breaks == POV_BREAK_STANDARD, i == 2);
    }
    assert_int_equal(l.trend.untold_count, 1);
    assert_int_equal(l.trend.untold[0].row, 5);
    CHECK_NUMBER("conflict", l.trend.untold[0].why, POV_UNTOLD_CONFLICT);
    done(&l);
}

/* Two communes of one name stay two. */
static void namesakes_are_told_apart(void **state)
{
    (void)state;
    look l = start();

    plans_add(&l.plan, "Tân Lập", "X", "year=2022 poor=60");
    plans_add(&l.plan, "Tân Lập", "Y", "year=2022 poor=10");
    plans_add(&l.plan, "Tân Lập", "Y", "year=2023 poor=9");
    plans_add(&l.plan, "Tân Lập", "X", "year=2023 poor=50");
    find(&l);
    assert_int_equal(l.trend.stretch_count, 2);
    CHECK_NUMBER("X", whole_of(&l, 0).households.value, -10);
    CHECK_NUMBER("Y", whole_of(&l, 1).households.value, -1);
    done(&l);
}

/* 100 of 1,000 households, then 90 of 1,200: 10% to 7.5%. By hand: (90 - 100) (1/1000 + 1/1200) / 2
 * = -0.91667 points by the poor, the rest, -1.58333, by the households. */
static void the_change_in_rate_has_two_parts(void **state)
{
    (void)state;
    look l = start();

    plans_add(&l.plan, "A", NULL, "year=2022 households=1000 poor=100");
    plans_add(&l.plan, "A", NULL, "year=2023 households=1200 poor=90");
    find(&l);
    pov_change change = change_of(&l, 1), *o = &change;
    CHECK_NUMBER("points", o->pp.value, -25 * P / 10);
    CHECK_NUMBER("poor", o->count_part_pp.value / (P / 100000), -91666);
    CHECK_NUMBER("households", o->households_part_pp.value / (P / 100000), -158333);
    done(&l);
}

/* Laws for any series: the parts add up to the change, the changes to that of the stretch, bounds
 * hold the value, and the order of rows is irrelevant. */
static void laws_of_random_series(void **state)
{
    (void)state;
    check_random random = check_random_start("laws_of_random_series");

    for (int round = 0; round < 300; round++) {
        look l = start(), back = start();
        char cells[5][128];
        size_t years = (size_t)check_random_next(&random, 2, 5);
        int64_t base = check_random_next(&random, 1, 100000); /* the same unit all the time */
        for (size_t i = 0; i < years; i++) {
            int64_t households = base + check_random_next(&random, -base / 12, base / 12);
            (void)snprintf(cells[i], sizeof cells[i],
                           "year=%d households=%" PRId64 " poor=%" PRId64, 2015 + (int)i,
                           households, check_random_next(&random, 0, households));
        }
        for (size_t i = 0; i < years; i++) {
            plans_add(&l.plan, "A", NULL, cells[i]);
            plans_add(&back.plan, "A", NULL, cells[years - 1 - i]);
        }
        find(&l);
        find(&back);
        int64_t sum = 0;
        for (size_t i = 1; i < years; i++) {
            pov_change o = change_of(&l, i);
            const pov_figure *c = &o.count_part_pp, *h = &o.households_part_pp;
            sum += o.households.value;
            CHECK_NUMBER("parts", c->value + h->value, o.pp.value);
            CHECK("count part", c->bounds.low <= c->value && c->value <= c->bounds.high);
            CHECK("households part", h->bounds.low <= h->value && h->value <= h->bounds.high);
            CHECK_NUMBER("order", change_of(&back, i).pp.value, o.pp.value);
        }
        CHECK_NUMBER("sum", whole_of(&l, 0).households.value, sum);
        CHECK_NUMBER("whole", whole_of(&back, 0).pp.value, whole_of(&l, 0).pp.value);
        done(&l);
        done(&back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(huong_xuan_breaks_in_2021),
        cmocka_unit_test(lang_son_has_two_observations),
        cmocka_unit_test(the_pace_arrives_in_a_year),
        cmocka_unit_test(rows_of_one_year),
        cmocka_unit_test(namesakes_are_told_apart),
        cmocka_unit_test(the_change_in_rate_has_two_parts),
        cmocka_unit_test(laws_of_random_series),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
