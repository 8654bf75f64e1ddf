/*
 * trace: the steps that lead to a figure; probe: what narrowing alone leaves loose.
 */
#include "plans.h"

#include "calculator/solve/component.h"
#include "calculator/solve/probe.h"
#include "calculator/solve/trace.h"

static const pov_assumptions no_growth = {.growth = {POV_NO_LOW, POV_NO_HIGH}};

typedef struct asked {
    pov_plan plan;
    pov_solution solution;
    pov_arena arena;
    pov_trace trace;
} asked;

static void ask(asked *a, size_t row, pov_quantity quantity)
{
    pov_error err = POV_ERROR_INIT;

    plans_solve(&a->plan, &no_growth, &a->solution);
    assert_int_equal(
        pov_trace_figure(&a->solution, pov_place_of(row, quantity), &a->arena, &a->trace, &err),
        POV_OK);
}

static void forget(asked *a)
{
    pov_arena_fini(&a->arena);
    pov_solution_fini(&a->solution);
    pov_plan_fini(&a->plan);
}

static void check_step(const asked *a, size_t at, pov_step_kind kind, int64_t low, int64_t high)
{
    assert_true(at < a->trace.count);
    CHECK_NUMBER("kind", a->trace.step[at].kind, kind);
    CHECK_NUMBER("low", a->trace.step[at].gives.low, low);
    CHECK_NUMBER("high", a->trace.step[at].gives.high, high);
}

/* 4,545 / 25.685% = 17,695.2; / 25.675% = 17,702.04 */
static void one_relation_is_one_step(void **state)
{
    asked a = {.plan = POV_PLAN_INIT};

    (void)state;
    plans_add(&a.plan, "A", NULL, "poor=4545 poor_rate=25.68");
    ask(&a, 0, POV_HOUSEHOLDS);
    assert_int_equal(a.trace.count, 1);
    check_step(&a, 0, POV_STEP_RATIO, 17696, 17702);
    assert_true(a.trace.step[0].term[0].printed && a.trace.step[0].term[2].printed);
    assert_int_equal(a.trace.step[0].result, 1);
    forget(&a);
}

/* The households of B are not needed for its poor, nor is the rate of P: 10 - 4 = 6. */
static void what_is_not_needed_is_left_out(void **state)
{
    asked a = {.plan = POV_PLAN_INIT};

    (void)state;
    plans_add(&a.plan, "P", NULL, "households=200 poor=10 poor_rate=5.0");
    plans_add(&a.plan, "A", "P", "households=100 poor=4");
    plans_add(&a.plan, "B", "P", "households=100");
    ask(&a, 2, POV_POOR);
    assert_int_equal(a.trace.count, 1);
    check_step(&a, 0, POV_STEP_SUM, 6, 6);
    assert_true(a.trace.step[0].complete);
    forget(&a);
}

/* 815 - 180 = 635, not 671: the step gives what the cell would have to be. */
static void a_contradiction_ends_with_the_cell(void **state)
{
    asked a = {.plan = POV_PLAN_INIT};
    pov_error err = POV_ERROR_INIT;

    (void)state;
    plans_add(&a.plan, "A", NULL, "poor=815 reduction_households=180 remaining_poor=671");
    plans_solve(&a.plan, &no_growth, &a.solution);
    assert_int_equal(pov_trace_conflict(&a.solution, pov_place_of(0, POV_REMAINING_POOR), false,
                                        &a.arena, &a.trace, &err),
                     POV_OK);
    assert_true(a.trace.contradicts);
    check_step(&a, 0, POV_STEP_DIFFERENCE, 635, 635);
    assert_int_equal(a.trace.printed.low, 671);
    forget(&a);
}

/* The mean of 3, 4, 5 and 6% is none of 15: the step names all four parts. */
static void a_mean_names_all_its_parts(void **state)
{
    asked a = {.plan = POV_PLAN_INIT};
    pov_error err = POV_ERROR_INIT;

    (void)state;
    plans_add(&a.plan, "P", NULL, "households=400 poor_rate=15");
    plans_add(&a.plan, "A", "P", "households=100 poor_rate=3");
    plans_add(&a.plan, "B", "P", "households=100 poor_rate=4");
    plans_add(&a.plan, "C", "P", "households=100 poor_rate=5");
    plans_add(&a.plan, "D", "P", "households=100 poor_rate=6");
    plans_solve(&a.plan, &no_growth, &a.solution);
    assert_int_equal(pov_trace_conflict(&a.solution, pov_place_of(0, POV_POOR_RATE), false,
                                        &a.arena, &a.trace, &err),
                     POV_OK);
    check_step(&a, 0, POV_STEP_MEAN, 5 * POV_PERCENT / 2, 13 * POV_PERCENT / 2);
    assert_int_equal(a.trace.step[0].count, 5);
    forget(&a);
}

/*
 * Of x + y = 10, x + z = 10 and y + z = 4 the only solution is y = z = 2. Narrowing keeps 0 to 4,
 * since each sum by itself holds at the ends of its parts: probes cut them off.
 */
static void a_probe_cuts_what_narrowing_leaves(void **state)
{
    pov_system s = POV_SYSTEM_INIT;
    pov_component c = {0};
    uint32_t base[1] = {0};
    size_t next[1] = {POV_NONE}, work = 100000;

    (void)state;
    /* the cells of one row in the order of component.c: all, all later, then of the poor the count,
     * the rate, the reduction and what remains */
    for (size_t i = 0; i < 7; i++) {
        (void)pov_system_cell(&s, (pov_interval){0, i == 0 ? 10 : 4});
    }
    uint32_t ten = pov_system_cell(&s, pov_interval_point(10));
    uint32_t four = pov_system_cell(&s, pov_interval_point(4));
    (void)pov_system_difference(&s, ten, 0, 2);
    (void)pov_system_difference(&s, ten, 0, 5);
    (void)pov_system_difference(&s, four, 2, 5);
    pov_system_connect(&s);
    pov_system_switch(&s, 0, 3, true);
    assert_true(pov_system_narrow(&s));
    assert_int_equal(s.cell[2].low, 0);
    assert_int_equal(s.cell[2].high, 4);
    c.system = s;
    c.base = base;
    c.next = next;
    assert_true(pov_probe(&c, 0, &work));
    CHECK_NUMBER("low", c.system.cell[2].low, 2);
    CHECK_NUMBER("high", c.system.cell[2].high, 2);
    CHECK_NUMBER("all", c.system.cell[0].low, 8);
    assert_true(work < 100000);
    pov_system_fini(&c.system);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_relation_is_one_step),
        cmocka_unit_test(what_is_not_needed_is_left_out),
        cmocka_unit_test(a_contradiction_ends_with_the_cell),
        cmocka_unit_test(a_mean_names_all_its_parts),
        cmocka_unit_test(a_probe_cuts_what_narrowing_leaves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
