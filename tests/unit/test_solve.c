/*
 * solve: worked values from the documents, brute force over small numbers, and random plans whose
 * truth is known.
 */
#include "plans.h"

#include "calculator/solve/solve.h"

#define P POV_PERCENT

/* ---- worked values ---- */

typedef struct expectation {
    const char *column;
    pov_basis basis;
    int64_t value, low, high; /* counts; -1: not compared */
} expectation;

static void expect(const pov_solution *solution, size_t row, const expectation *e)
{
    const pov_figure *f = plans_figure(solution, row, e->column);

    CHECK_NUMBER(e->column, f->basis, e->basis);
    CHECK_NUMBER(e->column, f->value, e->value);
    CHECK_NUMBER(e->column, f->bounds.low, e->low);
    CHECK_NUMBER(e->column, f->bounds.high, e->high);
}

static void solve_one(const char *cells, const pov_assumptions *assumptions, pov_plan *plan,
                      pov_solution *solution)
{
    plans_add(plan, "A", NULL, cells);
    plans_solve(plan, assumptions, solution);
}

static void done(pov_plan *plan, pov_solution *solution)
{
    pov_solution_fini(solution);
    pov_plan_fini(plan);
}

/* 147/KH-UBND, Đắk Glong: 4,545 / 25.685% = 17,695.2; / 25.675% = 17,702.04 */
static void a_count_and_its_rate_give_households(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("poor=4545 poor_rate=25.68", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"households", POV_BASIS_DERIVED, 17699, 17696, 17702});
    done(&plan, &solution);
}

/* 8.92 and 6.02 are 2.89 to 2.91 points apart: 5,100 / 2.91% = 175,257.7; / 2.89% = 176,470.6 */
static void rates_and_a_reduction_give_only_assumed_households(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("poor_rate=8.92 reduction_pp=2.9 reduction_households=5100 remaining_rate=6.02", &a,
              &plan, &solution);
    /* 6.02% of 175,258 to 176,470 are 10,542 to 10,632; with 5,100 more 15,642 to 15,732 were
     * poor: at 8.925% 175,260.5 households, at 8.915% 176,466.6 */
    expect(&solution, 0, &(expectation){"households", POV_BASIS_ASSUMED, 175862, 175261, 176466});
    expect(&solution, 0, &(expectation){"poor", POV_BASIS_ASSUMED, 15687, 15642, 15732});
    assert_int_equal(plans_figure(&solution, 0, "poor")->basis, POV_BASIS_ASSUMED);
    assert_int_equal(plans_figure(&solution, 0, "remaining_poor")->basis, POV_BASIS_ASSUMED);
    done(&plan, &solution);

    /* with one percent of growth: 5,100 / (8.92 - 6.02 × 1.01)% = 5,100 / 2.8398% = 179,590.1 */
    a.growth = (pov_interval){P, P};
    solve_one("poor_rate=8.92 reduction_households=5100 remaining_rate=6.02", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "households")->value, 179590);
    done(&plan, &solution);

    a.growth = POV_ANY;
    solve_one("poor_rate=8.92 reduction_households=5100 remaining_rate=6.02", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "households")->basis, POV_BASIS_UNKNOWN);
    done(&plan, &solution);
}

/* Of a range of growth the middle is taken: docs/methods.md 4. */
static void growth_is_that_of_the_middle(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    a.growth = (pov_interval){2 * P, 4 * P};
    solve_one("households=1000 remaining_rate=5", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"target_households", POV_BASIS_ASSUMED, 1030, 1020, 1040});
    done(&plan, &solution);
    solve_one("households=1000", &a, &plan, &solution); /* of one year: it leads nowhere */
    assert_false(pov_figure_known(plans_figure(&solution, 0, "target_households")));
    done(&plan, &solution);
    /* 485 / (10 - 5 × 1.03)% = 10,000 */
    solve_one("poor_rate=10 reduction_households=485 remaining_rate=5", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "households")->value, 10000);
    done(&plan, &solution);
}

/* 4,545 / 25.68% = 17,698.6, where 10 / 0.06% = 16,667 says little: docs/methods.md 2.1 */
static void households_come_from_the_largest_count(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("poor=4545 poor_rate=25.68 near_poor=10 near_poor_rate=0.06", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"households", POV_BASIS_DERIVED, 17699, 17696, 17702});
    done(&plan, &solution);
    solve_one("poor=10 poor_rate=0.06 near_poor=4545 near_poor_rate=25.68", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"households", POV_BASIS_DERIVED, 17699, 17696, 17702});
    done(&plan, &solution);
}

/* 1 point of 300 households is 3, exactly, although 100 of 300 is no finite rate. */
static void an_exact_aim_stays_exact(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("households=300 poor=100 reduction_pp=1", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "remaining_poor")->value, 97);
    assert_int_equal(plans_figure(&solution, 0, "reduction_households")->value, 3);
    done(&plan, &solution);
    /* nor do bounds of 250 to 350 households correct the value */
    solve_one("households=~300 poor=100 reduction_pp=1", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "remaining_poor")->value, 97);
    done(&plan, &solution);
}

/* 12 points of 17,699 households are 2,123.88: 2,124 reach the aim; 13.68% of 17,699 are 2,421.2 */
static void aims_give_counts_at_face_value(void **state)
{
    (void)state;
    static const char *const aims[] = {"reduction_pp=12", "reduction_pp=>=12",
                                       "remaining_rate=13.68"};

    for (size_t i = 0; i < 3; i++) {
        char cells[128];
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        (void)snprintf(cells, sizeof cells, "households=17699 poor=4545 %s", aims[i]);
        solve_one(cells, &a, &plan, &solution);
        expect(&solution, 0,
               &(expectation){"reduction_households", POV_BASIS_ASSUMED, 2124, 2124, 2124});
        expect(&solution, 0, &(expectation){"remaining_poor", POV_BASIS_ASSUMED, 2421, 2421, 2421});
        pov_buffer rate = {0};
        pov_write_figure(&rate, plans_figure(&solution, 0, "remaining_rate"), -1,
                         pov_numerals_plain);
        assert_string_equal(pov_buffer_get(&rate), "13.68");
        pov_buffer_fini(&rate);
        done(&plan, &solution);
    }
}

/* An aim that is met exactly takes no household more: 1 point of 30,000 households is 300, not
 * 301. */
static void an_exact_aim_is_not_overshot(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("households=30000 poor=10000 reduction_pp=1", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"reduction_households", POV_BASIS_ASSUMED, 300, 300, 300});
    done(&plan, &solution);
    /* more points than there are poor: none remain */
    solve_one("households=30000 poor=100 reduction_pp=1", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"remaining_poor", POV_BASIS_ASSUMED, 0, 0, 0});
    done(&plan, &solution);
}

static void identities_fill_what_is_left_out(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    /* Krông Nô: 851 - 671 = 180 */
    solve_one("poor=851 remaining_poor=671", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"reduction_households", POV_BASIS_DERIVED, 180, 180, 180});
    done(&plan, &solution);
    solve_one("reduction_households=180 remaining_poor=671", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"poor", POV_BASIS_DERIVED, 851, 851, 851});
    done(&plan, &solution);
    solve_one("poor=851 reduction_households=~180", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"remaining_poor", POV_BASIS_DERIVED, 671, 666, 676});
    done(&plan, &solution);
    solve_one("poor=100 multi_poor=250 households=1000", &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"near_poor", POV_BASIS_DERIVED, 150, 150, 150});
    assert_true(plans_figure(&solution, 0, "multi_poor_rate")->value == 25 * P);
    done(&plan, &solution);
    /* 1,000 - 120 - 10 + 5 + 3 + 7 + 2 = 887 */
    solve_one(
        "start_poor=1000 escaped=120 other_decrease=10 from_near_poor=5 relapsed=3 newly_poor=7 "
        "other_increase=2",
        &a, &plan, &solution);
    expect(&solution, 0, &(expectation){"poor", POV_BASIS_DERIVED, 887, 887, 887});
    done(&plan, &solution);
    /* of 100 at most 30 escaped, and nobody came: 70 to 100 are left */
    solve_one(
        "start_poor=100 escaped=<=30 other_decrease=0 from_near_poor=0 relapsed=0 newly_poor=0 "
        "other_increase=0",
        &a, &plan, &solution);
    assert_int_equal(solution.row[0].of[POV_MEASURE_POOR][POV_COUNT].bounds.low, 70);
    assert_int_equal(solution.row[0].of[POV_MEASURE_POOR][POV_COUNT].bounds.high, 100);
    done(&plan, &solution);
}

static void a_contradiction_leaves_the_earlier_bounds(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    /* 50 of 1,000 households are 5%, not 7% */
    solve_one("households=1000 poor=50 poor_rate=7.00 reduction_households=10", &a, &plan,
              &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_FACTS);
    expect(&solution, 0, &(expectation){"households", POV_BASIS_STATED, 1000, 1000, 1000});
    /* of two figures that contradict, nothing is computed: 50 or 70 less 10 */
    assert_false(pov_figure_known(plans_figure(&solution, 0, "remaining_poor")));
    done(&plan, &solution);
    solve_one("poor=50 reduction_households=10 remaining_poor=41", &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_IDENTITIES);
    expect(&solution, 0, &(expectation){"remaining_poor", POV_BASIS_STATED, 41, 41, 41});
    done(&plan, &solution);
    solve_one("households=1000 poor=50 poor_rate=7.00 reduction_households=10 remaining_poor=41",
              &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_FACTS | POV_CONFLICT_IDENTITIES);
    done(&plan, &solution);
    solve_one("poor=50 near_poor=30 multi_poor=100", &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_IDENTITIES);
    expect(&solution, 0, &(expectation){"multi_poor", POV_BASIS_STATED, 100, 100, 100});
    done(&plan, &solution);
    /* rates stay rates, also where the counts contradict them */
    solve_one("households=1000 multi_poor=500 multi_poor_rate=100", &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_FACTS);
    assert_int_equal(solution.row[0].of[POV_MEASURE_MULTI][POV_RATE].bounds.high, 100 * P);
    done(&plan, &solution);
}

/* 5.00% and 7.00% are 11.99 to 12.01 together, with no count printed of either. */
static void rates_alone_add_up(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("poor_rate=5.00 near_poor_rate=7.00", &a, &plan, &solution);
    pov_interval both = solution.row[0].of[POV_MEASURE_MULTI][POV_RATE].bounds;
    assert_int_equal(both.low, 1199 * (P / 100));
    assert_int_equal(both.high, 1201 * (P / 100));
    done(&plan, &solution);
    solve_one("poor_rate=5.00 multi_poor_rate=4.00", &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_IDENTITIES);
    done(&plan, &solution);
}

/* What remains is a part of the households of the target year, which bounds both. */
static void what_remains_is_within_the_target_year(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = {.growth = POV_ANY};

    /* 50 poor of whom at most 30 can remain: 20 escape at least */
    solve_one("poor=50 target_households=30", &a, &plan, &solution);
    const pov_figure *of = solution.row[0].of[POV_MEASURE_POOR];
    assert_int_equal(of[POV_REMAINING].bounds.low, 0);
    assert_int_equal(of[POV_REMAINING].bounds.high, 30);
    assert_int_equal(of[POV_REDUCTION].bounds.low, 20);
    done(&plan, &solution);
    solve_one("poor=50 reduction_households=10", &a, &plan, &solution);
    assert_int_equal(solution.row[0].target_households.bounds.low, 40);
    done(&plan, &solution);
    solve_one("near_poor=50 target_households=30", &a, &plan, &solution);
    assert_int_equal(solution.row[0].of[POV_MEASURE_NEAR_POOR][POV_REDUCTION].bounds.low, 20);
    done(&plan, &solution);
    solve_one("poor=50 reduction_households=10 target_households=39", &a, &plan, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_IDENTITIES);
    expect(&solution, 0, &(expectation){"target_households", POV_BASIS_STATED, 39, 39, 39});
    done(&plan, &solution);

    /* B has the 24 - 14 = 10 poor of whom 5 escape: 5 remain, C has 3, and A has 8 households in
     * the target year, which is 16 of 12 */
    a.complete = true;
    plans_add(&plan, "P", NULL, "poor=24 target_households=12");
    plans_add(&plan, "A", "P", "poor=0 target_households=8");
    plans_add(&plan, "B", "P", "reduction_households=5");
    plans_add(&plan, "C", "P", "poor=14 remaining_poor=3");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_SUM);
    done(&plan, &solution);
    plan = (pov_plan)POV_PLAN_INIT;
    plans_add(&plan, "P", NULL, "poor=24 target_households=16");
    plans_add(&plan, "A", "P", "poor=0 target_households=8");
    plans_add(&plan, "B", "P", "reduction_households=5");
    plans_add(&plan, "C", "P", "poor=14 remaining_poor=3");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(solution.row[0].conflicts, 0);
    assert_int_equal(plans_figure(&solution, 2, "target_households")->bounds.low, 5);
    assert_int_equal(plans_figure(&solution, 2, "target_households")->bounds.high, 5);
    done(&plan, &solution);

    /* one household cannot have become 2 without growth: the assumption does not hold here */
    a = (pov_assumptions)POV_ASSUMPTIONS_INIT;
    solve_one("households=1 remaining_poor=2", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "target_households")->basis, POV_BASIS_UNKNOWN);
    done(&plan, &solution);
}

static unsigned conflicts_of(const char *cells)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one(cells, &a, &plan, &solution);
    unsigned conflicts = solution.row[0].conflicts;
    done(&plan, &solution);
    return conflicts;
}

/* Near-poor and the two together have the identities that the poor have. */
static void near_poor_are_narrowed_as_the_poor_are(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("near_poor=1000 near_poor_reduction_households=~300 remaining_near_poor=690-900", &a,
              &plan, &solution);
    const pov_figure *cut = plans_figure(&solution, 0, "near_poor_reduction_households");
    assert_true(cut->bounds.low == 285 && cut->bounds.high == 310); /* 1000 - 690 */
    done(&plan, &solution);
    assert_int_equal(conflicts_of("near_poor=100 near_poor_reduction_households=30 "
                                  "remaining_near_poor=71"),
                     POV_CONFLICT_IDENTITIES);
    /* a computed rate has the digits of the row's longest, also of a near-poor one */
    solve_one("households=30000 poor=7 near_poor_rate=1.2300", &a, &plan, &solution);
    assert_int_equal(plans_figure(&solution, 0, "poor_rate")->digits, 4);
    done(&plan, &solution);
}

/* 208 of 10,000 are 2.08%, printed as 1.0 + 1.0 = 2.0; what is allowed is half a unit of three
 * digits: 1.85 to 2.15. */
static void a_sum_of_printed_rates_is_allowed_for(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        unsigned conflicts;
    } cases[] = {
        {"households=10000 multi_poor=208 multi_poor_rate=2.0", 0},
        {"households=10000 multi_poor=215 multi_poor_rate=2.0", 0},
        {"households=10000 multi_poor=216 multi_poor_rate=2.0", POV_CONFLICT_FACTS},
        {"households=10000 multi_poor=185 multi_poor_rate=2.0", 0},
        {"households=10000 multi_poor=184 multi_poor_rate=2.0", POV_CONFLICT_FACTS},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK_NUMBER(cases[i].cells, conflicts_of(cases[i].cells), cases[i].conflicts);
    }
}

/* Parts that may overlap are each bounded by the whole, and the whole by each; the parent may stand
 * below its units. */
static void every_unit_of_a_list_counts(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "A", "P", "level=area poor=20");
    plans_add(&plan, "B", "P", "level=area poor=>=30");
    plans_add(&plan, "C", "P", "level=area poor=>=40");
    plans_add(&plan, "P", NULL, "level=province poor=<=100");
    plans_solve(&plan, &a, &solution);
    assert_true(plans_figure(&solution, 1, "poor")->bounds.high == 100);
    assert_true(plans_figure(&solution, 2, "poor")->bounds.high == 100);
    assert_true(plans_figure(&solution, 3, "poor")->bounds.low == 40);
    done(&plan, &solution);

    plans_add(&plan, "A", "P", "level=area"); /* the first is bounded too */
    plans_add(&plan, "P", NULL, "level=province poor=<=100");
    plans_solve(&plan, &a, &solution);
    assert_true(plans_figure(&solution, 0, "poor")->bounds.high == 100);
    done(&plan, &solution);

    /* of 50 poor A has 10, so that B has 40 or fewer: others may be missing from the list */
    plans_add(&plan, "P", NULL, "poor=50");
    plans_add(&plan, "A", "P", "poor=10");
    plans_add(&plan, "B", "P", "");
    plans_solve(&plan, &a, &solution);
    assert_true(plans_figure(&solution, 2, "poor")->bounds.low == 0);
    assert_true(plans_figure(&solution, 2, "poor")->bounds.high == 40);
    done(&plan, &solution);

    /* of a reduction of 30 A has 10 to 12, so that B has 18 to 20; it alone is open */
    a.complete = true;
    plans_add(&plan, "P", NULL, "reduction_households=30");
    plans_add(&plan, "A", "P", "reduction_households=10-12");
    plans_add(&plan, "B", "P", "");
    plans_solve(&plan, &a, &solution);
    assert_true(plans_figure(&solution, 2, "reduction_households")->bounds.low == 18);
    assert_true(plans_figure(&solution, 2, "reduction_households")->bounds.high == 20);
    done(&plan, &solution);
    a.complete = false;

    /* a group may come before the unit's row */
    plans_add(&plan, "A", NULL, "group=ethnic_minority");
    plans_add(&plan, "A", NULL, "poor=10");
    plans_solve(&plan, &a, &solution);
    assert_true(plans_figure(&solution, 0, "poor")->bounds.high == 10);
    done(&plan, &solution);

    plans_add(&plan, "A", "P", "households=100 poor=10");
    plans_add(&plan, "B", "P", "households=200 poor=20");
    plans_add(&plan, "P", NULL, "households=300");
    plans_solve(&plan, &a, &solution);
    expect(&solution, 2, &(expectation){"poor", POV_BASIS_DERIVED, 30, 30, 30});
    done(&plan, &solution);
}

/* 3 of 7 is 42.857142857142857…%: bounds of the narrowed rate are that, rounded outward. */
static void a_rate_is_narrowed_to_its_last_tick(void **state)
{
    (void)state;
    pov_interval count = pov_interval_point(3), households = pov_interval_point(7);
    pov_interval rate = {40 * P, 45 * P};

    assert_true(pov_narrow_ratio(&count, &households, &rate));
    assert_true(rate.low == INT64_C(42857142857142) && rate.high == INT64_C(42857142857143));
    rate = (pov_interval){2, 1};
    assert_false(pov_narrow_ratio(&count, &households, &rate));
    rate = (pov_interval){40 * P, 45 * P};
    households = (pov_interval){8, 7};
    assert_false(pov_narrow_ratio(&count, &households, &rate));
    count = (pov_interval){POV_NO_LOW, -1};
    households = (pov_interval){0, POV_NO_HIGH};
    assert_false(pov_narrow_ratio(&count, &households, &rate));
}

/* A reduction and a change may be negative, all else is 0 or more: of a row that prints nothing. */
static void what_is_not_printed_is_open(void **state)
{
    (void)state;
    static const bool negative[] = {
        [POV_COUNT] = false,    [POV_RATE] = false,      [POV_PP] = true,
        [POV_REDUCTION] = true, [POV_REMAINING] = false, [POV_REMAINING_SHARE] = false,
        [POV_RELATIVE] = true,
    };
    pov_solved_room room;
    pov_solved *solved = pov_solved_in(&room);

    pov_solved_clear(solved);
    assert_true(solved->households.bounds.low == 0 && solved->target_households.bounds.low == 0);
    assert_true(solved->households.bounds.high == POV_NO_HIGH);
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t a = 0; a < sizeof negative / sizeof *negative; a++) {
            bool rate = a == POV_RATE || a == POV_REMAINING_SHARE;
            assert_true(solved->of[m][a].bounds.low == (negative[a] ? POV_NO_LOW : 0));
            assert_true(solved->of[m][a].bounds.high == (rate ? POV_HUNDRED_PERCENT : POV_NO_HIGH));
        }
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        assert_int_equal((pov_summable[i].aspect == POV_REDUCTION),
                         pov_solved_term(solved, pov_summable[i])->bounds.low == POV_NO_LOW);
    }
}

/* Rates that are not printed count as printed with the fewest decimals of the row's rates. */
static void a_row_has_the_digits_of_its_rates(void **state)
{
    (void)state;
    static const struct {
        const char *cells;
        int64_t unit; /* of near_poor_rate */
        unsigned digits;
    } cases[] = {
        {"poor=7", P / 100, 2},
        {"poor_rate=1.5 multi_poor_rate=2.25", P / 10, 2},
        {"poor_rate=1.12345678901", 10, 11},
        {"poor_rate=1.2345 near_poor_rate=2", P, 4},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        solve_one(cases[i].cells, &a, &plan, &solution);
        CHECK_NUMBER(cases[i].cells, pov_rate_unit(&plan.row[0], POV_NEAR_POOR_RATE),
                     cases[i].unit);
        CHECK_NUMBER(cases[i].cells, pov_row_digits(&solution.row[0]), cases[i].digits);
        done(&plan, &solution);
    }
}

/* What a group tells its unit, the unit's list hears in the second round, and the other way. */
static void groups_and_lists_narrow_each_other(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    /* the group's 30 and the other unit's 10 */
    plans_add(&plan, "P", NULL, "");
    plans_add(&plan, "A", "P", "");
    plans_add(&plan, "B", "P", "poor=10");
    plans_add(&plan, "A", "P", "group=ethnic_minority poor=30");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(plans_figure(&solution, 1, "poor")->bounds.low, 30);
    assert_int_equal(plans_figure(&solution, 0, "poor")->bounds.low, 40);
    done(&plan, &solution);

    /* of 50 in the group at most 20 are in A, as A has no more, so that B has 30 or more */
    a.complete = true;
    plans_add(&plan, "P", NULL, "");
    plans_add(&plan, "A", "P", "poor=<=20");
    plans_add(&plan, "B", "P", "");
    plans_add(&plan, "P", NULL, "group=ethnic_minority poor=50");
    plans_add(&plan, "A", "P", "group=ethnic_minority");
    plans_add(&plan, "B", "P", "group=ethnic_minority");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(plans_figure(&solution, 4, "poor")->bounds.high, 20);
    assert_int_equal(plans_figure(&solution, 5, "poor")->bounds.low, 30);
    assert_int_equal(plans_figure(&solution, 2, "poor")->bounds.low, 30);
    done(&plan, &solution);
}

/* A group of more poor than all contradicts the unit's row; both keep what they print, and the next
 * group still tells the unit what it has. */
static void a_group_that_is_too_large_contradicts_its_unit(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "A", NULL, "poor=10 near_poor=5-90");
    plans_add(&plan, "A", NULL, "group=ethnic_minority poor=20");
    plans_add(&plan, "A", NULL, "group=local_ethnic_minority near_poor=40");
    plans_add(&plan, "B", NULL, "poor=10");
    plans_add(&plan, "B", NULL, "group=ethnic_minority poor=10");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(solution.row[0].conflicts, POV_CONFLICT_SUM);
    assert_int_equal(solution.row[1].conflicts, 0);
    assert_int_equal(solution.row[3].conflicts, 0);
    expect(&solution, 0, &(expectation){"poor", POV_BASIS_STATED, 10, 10, 10});
    expect(&solution, 1, &(expectation){"poor", POV_BASIS_STATED, 20, 20, 20});
    assert_int_equal(plans_figure(&solution, 0, "near_poor")->bounds.low, 40);
    done(&plan, &solution);
}

/* Those without labour capacity are counted among all households of the unit, another group among
 * its own. */
static void no_labour_capacity_has_the_households_of_all(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "A", NULL, "households=100 poor=10");
    plans_add(&plan, "A", NULL, "group=no_labour_capacity poor=5");
    plans_add(&plan, "A", NULL, "group=ethnic_minority poor=5");
    plans_solve(&plan, &a, &solution);
    pov_interval own = plans_figure(&solution, 1, "households")->bounds;
    assert_true(own.low == 100 && own.high == 100);
    own = plans_figure(&solution, 2, "households")->bounds;
    assert_true(own.low == 5 && own.high == 100);
    done(&plan, &solution);
}

/* Where a number is open nothing is made of it; where it is 0 or 1 all is. */
static void ends_of_a_ratio(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        pov_interval count, households, rate;
        pov_interval to_count, to_households, to_rate;
    } cases[] = {
        {"no rate above zero without a count", {0, 5}, {0, 9}, {0, 0}, {0, 0}, {0, 9}, {0, 0}},
        {"nor of households that are open",
         {0, 5},
         {0, POV_NO_HIGH},
         {0, 0},
         {0, 0},
         {0, POV_NO_HIGH},
         {0, 0}},
        {"a tick above zero is some",
         {0, 5},
         {0, POV_NO_HIGH},
         {1, 100 * P},
         {1, 5},
         {1, POV_NO_HIGH},
         {1, 100 * P}},
        {"all of one", {1, 1}, {0, 1}, {0, 100 * P}, {1, 1}, {1, 1}, {100 * P, 100 * P}},
        {"none of one", {0, 0}, {1, 1}, {0, 100 * P}, {0, 0}, {1, 1}, {0, 0}},
        {"one of two to four", {1, 1}, {2, 4}, {0, 100 * P}, {1, 1}, {2, 4}, {25 * P, 50 * P}},
        {"households are open",
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {0, POV_NO_HIGH},
         {0, 100 * P},
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {POV_COUNT_MAX, POV_NO_HIGH},
         {0, 100 * P}},
        {"all is open",
         {0, POV_NO_HIGH},
         {7, POV_NO_HIGH},
         {1 * P, 2 * P},
         {1, POV_NO_HIGH}, /* 1% of 7 is more than none */
         {50, POV_NO_HIGH},
         {1 * P, 2 * P}},
        {"half of twice the largest",
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {0, POV_NO_HIGH},
         {50 * P, 50 * P},
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {2 * POV_COUNT_MAX, 2 * POV_COUNT_MAX},
         {50 * P, 50 * P}},
        {"40 to 62.5 percent are 1.6 to 2.5 times as many, which is past the largest bound",
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {0, POV_NO_HIGH},
         {40 * P, 625 * (P / 10)},
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {16 * (POV_COUNT_MAX / 10), POV_NO_HIGH},
         {40 * P, 625 * (P / 10)}},
        {"a tick of many", /* 10^12 at 10^-12 percent: past the largest bound, which is held */
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {0, POV_NO_HIGH},
         {0, 1},
         {POV_COUNT_MAX, POV_COUNT_MAX},
         {2 * POV_COUNT_MAX, POV_NO_HIGH},
         {0, 1}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_interval c = cases[i].count, h = cases[i].households, r = cases[i].rate;
        CHECK(cases[i].name, pov_narrow_ratio(&c, &h, &r));
        CHECK_NUMBER(cases[i].name, c.low, cases[i].to_count.low);
        CHECK_NUMBER(cases[i].name, c.high, cases[i].to_count.high);
        CHECK_NUMBER(cases[i].name, h.low, cases[i].to_households.low);
        CHECK_NUMBER(cases[i].name, h.high, cases[i].to_households.high);
        CHECK_NUMBER(cases[i].name, r.low, cases[i].to_rate.low);
        CHECK_NUMBER(cases[i].name, r.high, cases[i].to_rate.high);
    }
}

/* 100,003 is a prime, so up to 200,000 households no other two numbers come within a tick of 30,011
 * of 100,003: gaps of tens of thousands of counts on both sides. */
static void gaps_of_any_length_are_crossed(void **state)
{
    (void)state;
    int64_t below = pov_muldiv_floor(30011, POV_HUNDRED_PERCENT, 100003);
    pov_interval rate = {below, below + 1}, count = {1, POV_NO_HIGH}, households = {0, 200000};

    assert_true(pov_narrow_ratio(&count, &households, &rate));
    assert_int_equal(count.low, 30011);
    assert_int_equal(count.high, 30011);
    assert_int_equal(households.low, 100003);
    assert_int_equal(households.high, 100003);

    /* exactly 33333333333333 of 10^14: no smaller numbers, and these are too large */
    rate = (pov_interval){INT64_C(33333333333333), INT64_C(33333333333333)};
    count = (pov_interval){1, POV_COUNT_MAX};
    households = (pov_interval){0, POV_NO_HIGH};
    assert_false(pov_narrow_ratio(&count, &households, &rate));
}

/* A parent is one however its name is written: 10 less 4 leaves 6 to the other of its two units. */
static void siblings_may_write_their_parent_differently(void **state)
{
    (void)state;
    static const char *const parents[] = {"d", "D, P"};
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    a.complete = true;
    for (size_t i = 0; i < 2; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution;
        plans_add(&plan, "P", NULL, "");
        plans_add(&plan, "D", "P", "poor=10");
        plans_add(&plan, "E", "D", "poor=4");
        plans_add(&plan, "F", parents[i], "");
        plans_solve(&plan, &a, &solution);
        pov_interval left = plans_figure(&solution, 3, "poor")->bounds;
        CHECK_NUMBER(parents[i], left.low, 6);
        CHECK_NUMBER(parents[i], left.high, 6);
        done(&plan, &solution);
    }
}

static void stated_target_households_need_no_assumption(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    solve_one("households=1000 poor=50 remaining_poor=40 target_households=1250", &a, &plan,
              &solution);
    const pov_figure *rate = plans_figure(&solution, 0, "remaining_rate");
    assert_int_equal(rate->basis, POV_BASIS_DERIVED);
    assert_true(rate->value == 32 * (P / 10)); /* 40 of 1,250 */
    assert_true(plans_figure(&solution, 0, "reduction_pp")->value == 18 * (P / 10));
    done(&plan, &solution);
}

static void a_complete_list_gives_what_one_row_leaves_out(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "P", NULL, "households=300 near_poor=30");
    plans_add(&plan, "A", "P", "households=100 poor=10 near_poor=10");
    plans_add(&plan, "B", "P", "households=200 poor=20");
    plans_solve(&plan, &a, &solution);
    expect(&solution, 0, &(expectation){"poor", POV_BASIS_DERIVED, 30, 30, 30});
    expect(&solution, 2, &(expectation){"near_poor", POV_BASIS_DERIVED, 20, 20, 20});
    done(&plan, &solution);

    /* households do not add up: others may be missing, and nothing is filled in */
    plans_add(&plan, "P", NULL, "households=301");
    plans_add(&plan, "A", "P", "households=100 poor=10");
    plans_add(&plan, "B", "P", "households=200 poor=20");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(plans_figure(&solution, 0, "poor")->basis, POV_BASIS_UNKNOWN);
    assert_true(plans_figure(&solution, 0, "poor")->bounds.low == 30);
    done(&plan, &solution);

    a.complete = true;
    plans_add(&plan, "P", NULL, "poor_rate=10.00");
    plans_add(&plan, "A", "P", "households=100 poor=10");
    plans_add(&plan, "B", "P", "households=200 poor=20");
    plans_solve(&plan, &a, &solution);
    expect(&solution, 0, &(expectation){"households", POV_BASIS_DERIVED, 300, 300, 300});
    done(&plan, &solution);
}

static void a_parent_without_counts_is_presumed_to_be_the_sum(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "P", NULL, "reduction_pp=>=3");
    plans_add(&plan, "A", "P", "households=100 poor=10");
    plans_add(&plan, "B", "P", "households=200 poor=20");
    plans_solve(&plan, &a, &solution);
    const pov_figure *poor = plans_figure(&solution, 0, "poor");
    assert_int_equal(poor->basis, POV_BASIS_ASSUMED);
    assert_int_equal(poor->value, 30);
    /* 3 points of 300 households */
    assert_int_equal(plans_figure(&solution, 0, "reduction_households")->value, 9);
    done(&plan, &solution);
}

static void totals_are_never_silently_smaller(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_solved_room room;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "A", NULL, "households=100 poor=10 near_poor=3");
    plans_add(&plan, "B", NULL, "households=300 poor=30");
    plans_solve(&plan, &a, &solution);
    assert_int_equal(solution.list_count, 1);
    assert_int_equal(solution.list[0].count, 2);
    const pov_solved *total = pov_solve_total(&solution, &solution.list[0], &room);
    assert_int_equal(total->of[POV_MEASURE_POOR][POV_COUNT].value, 40);
    assert_true(total->of[POV_MEASURE_POOR][POV_RATE].value == 10 * P);
    assert_false(pov_figure_known(&total->of[POV_MEASURE_NEAR_POOR][POV_COUNT]));
    done(&plan, &solution);
}

static void shares_are_parts_of_the_parent(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "P", NULL, "poor=200 households=1000");
    plans_add(&plan, "A", "P", "poor=50 households=400");
    plans_solve(&plan, &a, &solution);
    assert_true(pov_share_of_parent(&solution, 1, false).value == 25 * P);
    assert_true(pov_share_of_parent(&solution, 1, true).value == 40 * P);
    pov_figure top = pov_share_of_parent(&solution, 0, false);
    assert_false(pov_figure_known(&top));
    done(&plan, &solution);
}

static pov_figure share_of_second(const char *first, const char *second)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution;
    pov_assumptions a = POV_ASSUMPTIONS_INIT;

    plans_add(&plan, "P", NULL, first);
    plans_add(&plan, "A", "P", second);
    plans_solve(&plan, &a, &solution);
    pov_figure share = pov_share_of_parent(&solution, 1, false);
    done(&plan, &solution);
    return share;
}

static void shares_are_at_most_all(void **state)
{
    (void)state;
    /* no multidimensionally poor, so no poor either, whatever the sign allows: 0 of 0 */
    pov_figure share = share_of_second("poor=<=1 multi_poor=0", "poor=0");
    assert_false(pov_figure_known(&share));
    /* all that is known of the province is its district, 13,342 of at least 13,342 */
    share = share_of_second("poor=>13000", "poor=13342");
    assert_true(share.value == 100 * P);
    assert_true(share.bounds.low == 0 && share.bounds.high == 100 * P);
    /* 10^12 of at least 14 */
    share = share_of_second("poor=>=14", "poor=1000000000000");
    assert_true(share.value == 100 * P);
    /* more than all contradicts */
    share = share_of_second("poor=100", "poor=200");
    assert_false(pov_figure_known(&share));
    /* 4 to 6 of 8 to 10: 40 to 75 */
    share = share_of_second("poor=8-10", "poor=4-6");
    assert_true(share.bounds.low == 40 * P && share.bounds.high == 75 * P);
    assert_true(share.value == pov_muldiv_round(5, 100 * P, 9)); /* the middles */
}

/* By hand from 147/KH-UBND. Where both rates are printed it is their difference: Tuy Đức 30.78 -
 * 19.50 is 11.28, the province 7.97 - 4.97 is 3.00. Else the counts: 1,650 of 15,021 to 15,025 is
 * 10.98. */
static void delivery_is_judged_with_its_allowance(void **state)
{
    (void)state;
    static const struct {
        const char *name, *cells;
        pov_delivery delivery;
    } cases[] = {
        {"Tuy Đức",
         "poor=4624 poor_rate=30.78 reduction_pp=>=11.3 reduction_households=~1650 "
         "remaining_poor=2974 remaining_rate=19.50",
         POV_DELIVERED_ROUNDED},
        {"Tuy Đức, had no rate been printed",
         "poor=4624 poor_rate=30.78 reduction_pp=>=11.3 reduction_households=~1650 "
         "remaining_poor=2974",
         POV_DELIVERED_LESS},
        {"province",
         "poor=13342 poor_rate=7.97 reduction_pp=>=3 reduction_households=>4990 "
         "remaining_poor=8352 remaining_rate=4.97",
         POV_DELIVERED},
        {"Đắk Mil",
         "poor=601 poor_rate=2.15 reduction_pp=>=0.6 reduction_households=~170 remaining_poor=431 "
         "remaining_rate=1.54",
         POV_DELIVERED},
        {"Gia Nghĩa",
         "poor=115 poor_rate=0.57 reduction_pp=>=0.2 reduction_households=~30 remaining_poor=85 "
         "remaining_rate=0.41",
         POV_DELIVERED_ROUNDED},
        /* 2.00 points ± 0.005 ± 0.01: 1.985 is the least that is allowed; 198.5 of 10,000 */
        {"just enough", "households=100000 poor=5000 reduction_pp=2.00 reduction_households=1985",
         POV_DELIVERED_ROUNDED},
        {"just short", "households=100000 poor=5000 reduction_pp=2.00 reduction_households=1984",
         POV_DELIVERED_LESS},
        {"at the top", "households=100000 poor=5000 reduction_pp=2.00 reduction_households=2015",
         POV_DELIVERED},
        {"above", "households=100000 poor=5000 reduction_pp=2.00 reduction_households=2016",
         POV_DELIVERED_MORE},
        {"rates alone", "poor_rate=5.00 reduction_pp=2.00 remaining_rate=3.00", POV_DELIVERED},
        {"no counts", "poor_rate=5.00 reduction_pp=2.00", POV_DELIVERY_UNKNOWN},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        solve_one(cases[i].cells, &a, &plan, &solution);
        CHECK_NUMBER(cases[i].name, pov_delivery_of(&solution, 0, POV_MEASURE_POOR, NULL),
                     cases[i].delivery);
        done(&plan, &solution);
    }
}

/* ---- brute force: one count, one rate, the households ---- */

typedef struct hull {
    pov_interval count, households;
    bool any;
} hull;

/* All pairs of whole numbers within the three intervals. */
static hull try_all(pov_interval count, pov_interval households, pov_interval rate)
{
    hull h = {{POV_NO_HIGH, POV_NO_LOW}, {POV_NO_HIGH, POV_NO_LOW}, false};

    for (int64_t n = households.low; n <= households.high; n++) {
        for (int64_t c = count.low; c <= count.high; c++) {
            if (rate.low * n <= POV_HUNDRED_PERCENT * c &&
                POV_HUNDRED_PERCENT * c <= rate.high * n && (n > 0 || rate.low <= 0)) {
                h.any = true;
                h.count.low = c < h.count.low ? c : h.count.low;
                h.count.high = c > h.count.high ? c : h.count.high;
                h.households.low = n < h.households.low ? n : h.households.low;
                h.households.high = n > h.households.high ? n : h.households.high;
            }
        }
    }
    return h;
}

static void the_closed_form_is_what_trying_all_finds(void **state)
{
    (void)state;
    check_random random = check_random_start("the_closed_form_is_what_trying_all_finds");

    for (int i = 0; i < 20000; i++) {
        pov_interval h, c, r;
        h.low = check_random_next(&random, 0, 40);
        h.high = h.low + check_random_next(&random, 0, 25);
        c.low = check_random_next(&random, 0, 20);
        c.high = c.low + check_random_next(&random, 0, i % 3 == 0 ? 0 : 12);
        pov_stated printed = {.digits = (uint8_t)check_random_next(&random, 0, 3)};
        int64_t unit = pov_digit_unit(printed.digits);
        printed.face = check_random_next(&random, 0, POV_HUNDRED_PERCENT / unit) * unit;
        if (i % 2 == 0) { /* a rate that some pair of them really has */
            int64_t n = check_random_next(&random, h.low, h.high);
            int64_t k = check_random_next(&random, c.low, c.high);
            if (n > 0 && k <= n) {
                printed.face = pov_muldiv_round(k * 100, POV_PERCENT / unit, n) * unit;
            }
        }
        printed.face_high = printed.face;
        r = pov_stated_bounds(&printed, POV_KIND_RATE, false);

        hull expected = try_all(c, h, r);
        pov_interval count = c, households = h, rate = r;
        bool any = pov_narrow_ratio(&count, &households, &rate);
        if (any != expected.any) {
            fail_msg("case %d: fits is %d, trying all says %d", i, any, expected.any);
        }
        if (!any) {
            continue;
        }
        if (count.low != expected.count.low || count.high != expected.count.high ||
            households.low != expected.households.low ||
            households.high != expected.households.high) {
            fail_msg("case %d: count %" PRId64 "-%" PRId64 " of %" PRId64 "-%" PRId64
                     ", trying all says %" PRId64 "-%" PRId64 " of %" PRId64 "-%" PRId64,
                     i, count.low, count.high, households.low, households.high, expected.count.low,
                     expected.count.high, expected.households.low, expected.households.high);
        }
        assert_true(rate.low >= r.low && rate.high <= r.high);
    }
}

/* With many decimals and few limits the first count that fits can be far away: 50,000 steps and
 * more. Expected: by these steps. */
static void a_far_count_is_found_as_by_steps(void **state)
{
    (void)state;
    check_random random = check_random_start("a_far_count_is_found_as_by_steps");

    for (int i = 0; i < 300; i++) {
        int64_t unit = pov_digit_unit((unsigned)check_random_next(&random, 3, 5));
        int64_t face = check_random_next(&random, 1, 60 * P / unit) * unit;
        pov_interval r = {face - unit / 2, face + unit / 2};
        pov_interval h = {check_random_next(&random, 0, 100000), POV_NO_HIGH};
        pov_interval c = {check_random_next(&random, 0, 100000), POV_NO_HIGH};
        if (i % 2 == 0) {
            h.high = h.low + check_random_next(&random, 0, 1000000);
            c.high = c.low + check_random_next(&random, 0, 1000000);
        }
        pov_interval first = {POV_NO_HIGH, POV_NO_LOW};
        int64_t low = c.low > 0 ? c.low : 1;
        for (int64_t k = low; k <= c.high && k < low + 10000000; k++) {
            int64_t least = pov_muldiv_ceil(k, POV_HUNDRED_PERCENT, r.high);
            int64_t most = pov_muldiv_floor(k, POV_HUNDRED_PERCENT, r.low);
            if (least <= most && least <= h.high && most >= h.low) {
                first.low = k < first.low ? k : first.low;
                first.high = k;
                if (c.high == POV_NO_HIGH) {
                    break;
                }
            }
        }
        pov_interval count = c, households = h, rate = r;
        bool any = pov_narrow_ratio(&count, &households, &rate);
        assert_int_equal(any, first.low != POV_NO_HIGH);
        if (any) {
            assert_int_equal(count.low, first.low);
            assert_true(c.high == POV_NO_HIGH || count.high == first.high);
        }
    }
}

/* Every pair that fitted before must fit the narrowed rate too. */
static void the_narrowed_rate_keeps_every_pair(void **state)
{
    (void)state;
    check_random random = check_random_start("the_narrowed_rate_keeps_every_pair");

    for (int i = 0; i < 5000; i++) {
        pov_interval h = {check_random_next(&random, 1, 30), 0},
                     c = {check_random_next(&random, 0, 20), 0};
        h.high = h.low + check_random_next(&random, 0, 20);
        c.high = c.low + check_random_next(&random, 0, 8);
        pov_interval r = {check_random_next(&random, 0, 60) * P, 0};
        r.high = r.low + check_random_next(&random, 1, 40) * P;
        pov_interval count = c, households = h, rate = r;
        if (!pov_narrow_ratio(&count, &households, &rate)) {
            continue;
        }
        for (int64_t n = h.low; n <= h.high; n++) {
            for (int64_t k = c.low; k <= c.high; k++) {
                bool fits =
                    r.low * n <= POV_HUNDRED_PERCENT * k && POV_HUNDRED_PERCENT * k <= r.high * n;
                bool still = rate.low * n <= POV_HUNDRED_PERCENT * k &&
                             POV_HUNDRED_PERCENT * k <= rate.high * n;
                assert_true(!fits || still);
            }
        }
    }
}

static void extremes_do_not_overflow(void **state)
{
    (void)state;
    pov_interval count = pov_interval_point(POV_COUNT_MAX), households = {0, POV_NO_HIGH};
    pov_interval rate = {1, 3}; /* 10^-12 percent */

    assert_true(pov_narrow_ratio(&count, &households, &rate));
    assert_true(households.high == POV_NO_HIGH); /* 10^26 households: saturated, not wrapped */
    count = pov_interval_point(0);
    households = pov_interval_point(14);
    rate = (pov_interval){0, P / 200};
    assert_true(pov_narrow_ratio(&count, &households, &rate)); /* a commune without poor */
    rate = (pov_interval){P / 200, P / 100};
    assert_false(pov_narrow_ratio(&count, &households, &rate));
    count = pov_interval_point(0);
    households = pov_interval_point(0);
    assert_false(pov_narrow_ratio(&count, &households, &rate)); /* of none there is no such rate */
    rate = (pov_interval){0, P / 100};
    assert_true(pov_narrow_ratio(&count, &households, &rate)); /* none of none */
}

/* ---- random plans whose truth is known ---- */

typedef struct truth {
    int64_t households, poor, near_poor, remaining;
} truth;

static void print_rate(char *to, size_t size, int64_t count, int64_t households, unsigned digits)
{
    pov_buffer out = {0};

    pov_write_ticks(
        &out,
        pov_muldiv_round(count * 100, POV_PERCENT / pov_digit_unit(digits), households) *
            pov_digit_unit(digits),
        digits, pov_numerals_plain);
    (void)snprintf(to, size, "%s", pov_buffer_get(&out));
    pov_buffer_fini(&out);
}

static void add_count(check_random *random, char *cells, size_t size, const char *name,
                      int64_t value)
{
    size_t length = strlen(cells);
    int64_t way = check_random_next(random, 0, 9);

    if (way < 4) {
        return; /* not printed */
    }
    int64_t ten = (value + 5) / 10 * 10;
    int64_t hundreds = (value + 50) / 100 * 100;
    if (way == 8 && (value > ten ? value - ten : ten - value) * 20 <= ten) {
        (void)snprintf(cells + length, size - length, "%s=~%" PRId64 " ", name, ten);
    } else if (way == 9 && hundreds <= value) {
        (void)snprintf(cells + length, size - length, "%s=>%" PRId64 " ", name, hundreds);
    } else {
        (void)snprintf(cells + length, size - length, "%s=%" PRId64 " ", name, value);
    }
}

static void add_rate(check_random *random, char *cells, size_t size, const char *name,
                     int64_t count, int64_t households)
{
    char rate[32];
    size_t length = strlen(cells);

    if (households == 0 || check_random_next(random, 0, 9) < 4) {
        return;
    }
    print_rate(rate, sizeof rate, count, households, (unsigned)check_random_next(random, 0, 3));
    (void)snprintf(cells + length, size - length, "%s=%s ", name, rate);
}

static void describe(check_random *random, const truth *t, char *cells, size_t size)
{
    cells[0] = '\0';
    add_count(random, cells, size, "households", t->households);
    add_count(random, cells, size, "poor", t->poor);
    add_count(random, cells, size, "near_poor", t->near_poor);
    add_count(random, cells, size, "multi_poor", t->poor + t->near_poor);
    add_count(random, cells, size, "remaining_poor", t->remaining);
    if (t->poor >= t->remaining) {
        add_count(random, cells, size, "reduction_households", t->poor - t->remaining);
    }
    add_rate(random, cells, size, "poor_rate", t->poor, t->households);
    add_rate(random, cells, size, "near_poor_rate", t->near_poor, t->households);
    add_rate(random, cells, size, "multi_poor_rate", t->poor + t->near_poor, t->households);
    add_rate(random, cells, size, "remaining_rate", t->remaining, t->households);
    if (cells[0] != '\0') {
        cells[strlen(cells) - 1] = '\0';
    }
}

static truth random_truth(check_random *random)
{
    truth t = {.households = check_random_next(random, 1, check_random_next(random, 1, 30000))};

    t.poor = check_random_next(random, 0, t.households);
    t.near_poor = check_random_next(random, 0, t.households - t.poor);
    t.remaining = check_random_next(random, 0, t.households);
    return t;
}

static void check_holds(int plan, const char *name, const pov_figure *figure, int64_t value,
                        const char *cells)
{
    if (figure->bounds.low > value || figure->bounds.high < value) {
        fail_msg("plan %d: %s is %" PRId64 ", bounds say %" PRId64 "-%" PRId64 " (%s)", plan, name,
                 value, figure->bounds.low, figure->bounds.high, cells);
    }
}

/*
 * A plan made from true counts by rounding is never contradictory, and the truth is always inside:
 * also the truth of what is assumed, since households stay as many as they are here. Only counts
 * that were computed from an aim are left out: they say what the aim asks for.
 */
static void bounds_hold_the_truth(void **state)
{
    (void)state;
    check_random random = check_random_start("bounds_hold_the_truth");
    enum { UNITS = 4 };

    for (int i = 0; i < 5000; i++) {
        truth t[UNITS + 1] = {{0}};
        char cells[UNITS + 1][512];
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution;
        pov_assumptions a = POV_ASSUMPTIONS_INIT;
        int units = (int)check_random_next(&random, 1, UNITS);

        a.complete = i % 2 == 0;
        for (int u = 1; u <= units; u++) {
            t[u] = random_truth(&random);
            t[0].households += t[u].households;
            t[0].poor += t[u].poor;
            t[0].near_poor += t[u].near_poor;
            t[0].remaining += t[u].remaining;
        }
        for (int u = 0; u <= units; u++) {
            char name[16];
            describe(&random, &t[u], cells[u], sizeof cells[u]);
            (void)snprintf(name, sizeof name, "U%d", u);
            plans_add(&plan, name, u == 0 ? NULL : "U0", cells[u]);
        }
        plans_solve(&plan, &a, &solution);
        for (int u = 0; u <= units; u++) {
            const pov_solved *s = &solution.row[u];
            if (s->conflicts != 0) {
                fail_msg("plan %d: row %d is called contradictory (%s)", i, u, cells[u]);
            }
            check_holds(i, "households", &s->households, t[u].households, cells[u]);
            check_holds(i, "poor", &s->of[0][POV_COUNT], t[u].poor, cells[u]);
            check_holds(i, "near_poor", &s->of[1][POV_COUNT], t[u].near_poor, cells[u]);
            check_holds(i, "multi_poor", &s->of[2][POV_COUNT], t[u].poor + t[u].near_poor,
                        cells[u]);
            const pov_figure *left = &s->of[0][POV_REMAINING];
            if (left->basis != POV_BASIS_ASSUMED) {
                check_holds(i, "remaining_poor", left, t[u].remaining, cells[u]);
                check_holds(i, "reduction", &s->of[0][POV_REDUCTION], t[u].poor - t[u].remaining,
                            cells[u]);
            }
        }
        done(&plan, &solution);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_remains_is_within_the_target_year),
        cmocka_unit_test(rates_alone_add_up),
        cmocka_unit_test(a_count_and_its_rate_give_households),
        cmocka_unit_test(rates_and_a_reduction_give_only_assumed_households),
        cmocka_unit_test(growth_is_that_of_the_middle),
        cmocka_unit_test(households_come_from_the_largest_count),
        cmocka_unit_test(an_exact_aim_stays_exact),
        cmocka_unit_test(aims_give_counts_at_face_value),
        cmocka_unit_test(an_exact_aim_is_not_overshot),
        cmocka_unit_test(identities_fill_what_is_left_out),
        cmocka_unit_test(a_contradiction_leaves_the_earlier_bounds),
        cmocka_unit_test(near_poor_are_narrowed_as_the_poor_are),
        cmocka_unit_test(a_sum_of_printed_rates_is_allowed_for),
        cmocka_unit_test(every_unit_of_a_list_counts),
        cmocka_unit_test(a_rate_is_narrowed_to_its_last_tick),
        cmocka_unit_test(gaps_of_any_length_are_crossed),
        cmocka_unit_test(siblings_may_write_their_parent_differently),
        cmocka_unit_test(stated_target_households_need_no_assumption),
        cmocka_unit_test(a_complete_list_gives_what_one_row_leaves_out),
        cmocka_unit_test(a_parent_without_counts_is_presumed_to_be_the_sum),
        cmocka_unit_test(totals_are_never_silently_smaller),
        cmocka_unit_test(shares_are_parts_of_the_parent),
        cmocka_unit_test(shares_are_at_most_all),
        cmocka_unit_test(delivery_is_judged_with_its_allowance),
        cmocka_unit_test(the_closed_form_is_what_trying_all_finds),
        cmocka_unit_test(a_far_count_is_found_as_by_steps),
        cmocka_unit_test(the_narrowed_rate_keeps_every_pair),
        cmocka_unit_test(extremes_do_not_overflow),
        cmocka_unit_test(what_is_not_printed_is_open),
        cmocka_unit_test(a_row_has_the_digits_of_its_rates),
        cmocka_unit_test(groups_and_lists_narrow_each_other),
        cmocka_unit_test(a_group_that_is_too_large_contradicts_its_unit),
        cmocka_unit_test(no_labour_capacity_has_the_households_of_all),
        cmocka_unit_test(ends_of_a_ratio),
        cmocka_unit_test(bounds_hold_the_truth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
