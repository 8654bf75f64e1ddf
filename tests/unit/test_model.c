/*
 * model: units, their tree, rows that belong together, words.
 */
#include "plans.h"

static void words_are_known_in_both_languages(void **state)
{
    (void)state;
    assert_string_equal(pov_level_known("Huyện", NULL), "district");
    assert_string_equal(pov_level_known("PROVINCE", NULL), "province");
    assert_string_equal(pov_level_known("tổ dân phố", NULL), "village");
    assert_null(pov_level_known("area", NULL));
    assert_string_equal(pov_group_known("Thành thị", NULL), "urban");
    assert_string_equal(pov_group_known("", NULL), "all");
    assert_null(pov_group_known("merit_family", NULL));
    assert_int_equal(pov_level_rank("country"), 1);
    assert_int_equal(pov_level_rank("village"), 6);
    assert_int_equal(pov_level_rank("area"), 0);
    assert_int_equal(pov_level_rank(""), 7);
}

static void stated_figures_are_found_again(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;

    plans_add(&plan, "A", NULL,
              "remaining_poor=671 households=100 poor_rate=4.32 other_increase=9");
    const pov_row *row = &plan.row[0];
    assert_true(pov_row_stated(row, POV_HOUSEHOLDS)->face == 100);
    assert_true(pov_row_stated(row, POV_POOR_RATE)->face == 432 * (POV_PERCENT / 100));
    assert_true(pov_row_stated(row, POV_REMAINING_POOR)->face == 671);
    assert_true(pov_row_stated(row, POV_OTHER_INCREASE)->face == 9);
    assert_null(pov_row_stated(row, POV_POOR));
    pov_plan_fini(&plan);
}

static void finish(pov_plan *plan, pov_problems *problems)
{
    pov_error err = POV_ERROR_INIT;
    if (pov_plan_finish(plan, problems, &err) != POV_OK) {
        fail_msg("%s", err.message);
    }
}

static void names_and_groups_are_compared_folded(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;

    plans_add(&plan, "Đắk Nông", NULL, "level=tỉnh poor=10");
    plans_add(&plan, "Đắk R’Lấp", "ĐẮK NÔNG", "level=huyện poor=4");
    plans_add(&plan, "đắk r'lấp", "Đắk Nông", "group=DTTS poor=2");
    plans_add(&plan, "Đắk R’Lấp", "Đắk Nông", "group=ethnic_minority year=2021 poor=2");
    finish(&plan, &problems);
    assert_int_equal(plan.unit_count, 2);
    assert_int_equal(plan.row[1].unit, plan.row[2].unit);
    assert_string_equal(plan.unit[plan.row[1].unit].level, "district");
    assert_int_equal(plan.unit[plan.row[1].unit].parent, plan.row[0].unit);
    assert_int_equal(plan.row[1].parent_row, 0);
    assert_int_equal(plan.row[2].all_row, 1);
    assert_ptr_equal(plan.row[2].group, plan.row[3].group);
    assert_true(plan.row[3].all_row == POV_NONE); /* another year */
    assert_int_equal(problems.count, 0);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

/* Communes of one name in two districts are two units, each with the district that was listed
 * before it. */
static void namesakes_belong_to_the_nearest_parent(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;

    plans_add(&plan, "Tiền Giang", NULL, "poor=1");
    plans_add(&plan, "Châu Thành", "Tiền Giang", "poor=1");
    plans_add(&plan, "Tân Phú", "Châu Thành", "poor=1");
    plans_add(&plan, "Bến Tre", NULL, "poor=1");
    plans_add(&plan, "Châu Thành", "Bến Tre", "poor=1");
    plans_add(&plan, "Tân Thạch", "Châu Thành", "poor=1");
    plans_add(&plan, "Bến Tre", "Bến Tre", "poor=1"); /* the city of the province's name */
    finish(&plan, &problems);
    assert_int_equal(plan.row[2].parent_row, 1);
    assert_int_equal(plan.row[5].parent_row, 4);
    assert_int_equal(plan.row[6].parent_row, 3);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static void cycles_are_refused(void **state)
{
    (void)state;
    static const char *const units[][2] = {{"A", "B"}, {"B", "C"}, {"C", "A"}};
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    for (size_t i = 0; i < 3; i++) {
        plans_add(&plan, units[i][0], units[i][1], "");
    }
    assert_int_equal(pov_plan_finish(&plan, &problems, &err), POV_ERR_DATA);
    assert_string_equal(err.message,
                        "a unit cannot be a part of itself: A is a part of B is a part "
                        "of C is a part of A");
    assert_int_equal(err.line, 2);
    pov_plan_fini(&plan);

    err = (pov_error)POV_ERROR_INIT;
    plans_add(&plan, "A", "a", "");
    assert_int_equal(pov_plan_finish(&plan, &problems, &err), POV_ERR_DATA);
    pov_plan_fini(&plan);

    err = (pov_error)POV_ERROR_INIT; /* each named as in an address */
    plans_add(&plan, "A", "B, A", "");
    plans_add(&plan, "B", "A, B", "");
    assert_int_equal(pov_plan_finish(&plan, &problems, &err), POV_ERR_DATA);
    assert_string_equal(err.message,
                        "a unit cannot be a part of itself: A is a part of B is a part of A");
    assert_int_equal(err.line, 2);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static void orphans_and_duplicates_are_kept_and_named(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;

    plans_add(&plan, "A", "X", "poor=1");
    plans_add(&plan, "B", "X", "poor=1");
    plans_add(&plan, "C", NULL, "poor=1 year=2020");
    plans_add(&plan, "C", NULL, "poor=2 year=2020");
    plans_add(&plan, "C", NULL, "poor=2 year=2020 target_year=2021");
    finish(&plan, &problems);
    assert_int_equal(problems.count, 2); /* one for the missing parent, one for the duplicate */
    assert_string_equal(problems.item[0].message, "A: the file holds no row for its parent \"X\"");
    assert_int_equal(problems.item[1].line, 5);
    assert_int_equal(problems.errors, 0);
    assert_int_equal(plan.row[0].flags, POV_ROW_ORPHAN);
    assert_int_equal(plan.row[1].flags, POV_ROW_ORPHAN);
    assert_int_equal(plan.row[2].flags, POV_ROW_DUPLICATE);
    assert_int_equal(plan.row[3].flags, POV_ROW_DUPLICATE);
    assert_int_equal(plan.row[4].flags, POV_ROW_ENDS);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static void rows_may_be_amended_before_the_end(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    plans_add(&plan, "A", NULL, "poor=1");
    plans_add(&plan, "Tổng cộng", NULL, "poor=1");
    assert_int_equal(pov_plan_amend_row(&plan, 0, NULL, "Tổng cộng", &err), POV_OK);
    finish(&plan, &problems);
    assert_int_equal(plan.row[0].parent_row, 1);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

/* Communes name a district that has no row, another has one of another year: the total's sums lead
 * through rows without figures. */
static void units_without_a_row_join_parts_to_their_whole(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    plans_add(&plan, "Tổng cộng", NULL, "year=2024 poor=5");
    assert_int_equal(pov_plan_set_whole(&plan, "Tổng cộng", &err), POV_OK);
    plans_add(&plan, "A1", "A", "year=2024 poor=1");
    plans_add(&plan, "A2", "A", "year=2024 poor=2");
    plans_add(&plan, "B", "Tổng cộng", "year=2023 poor=4");
    plans_add(&plan, "B1", "B", "year=2024 poor=2");
    plans_add(&plan, "B2", "B", "year=2022 poor=2"); /* the total has no row of 2022 */
    finish(&plan, &problems);
    assert_int_equal(problems.count, 0);
    assert_int_equal(plan.row_count, 8);
    for (size_t r = 6; r < 8; r++) {
        const pov_row *row = &plan.row[r];
        assert_string_equal(row->name, r == 6 ? "A" : "B");
        assert_int_equal(row->parent_row, 0);
        assert_int_equal(row->year.year, 2024);
        assert_int_equal(row->line, r == 6 ? plan.row[1].line : plan.row[4].line);
        assert_true((row->flags & POV_ROW_ADDED) != 0);
        assert_false(pov_row_states_any(row));
    }
    assert_int_equal(plan.row[1].parent_row, 6);
    assert_int_equal(plan.row[2].parent_row, 6);
    assert_int_equal(plan.row[4].parent_row, 7);
    assert_int_equal(plan.row[5].parent_row, POV_NONE);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

/* Not where the whole is itself within something: who is within whom is not known then. */
static void a_whole_that_is_a_part_adopts_nothing(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    plans_add(&plan, "Tổng cộng", "A", "poor=5");
    assert_int_equal(pov_plan_set_whole(&plan, "Tổng cộng", &err), POV_OK);
    plans_add(&plan, "A1", "A", "poor=1");
    finish(&plan, &problems);
    assert_int_equal(plan.row_count, 2);
    assert_int_equal(plan.row[1].flags & POV_ROW_ORPHAN, POV_ROW_ORPHAN);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static void order_puts_parts_below_their_whole(void **state)
{
    (void)state;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_plan_order order = {0};

    plans_add(&plan, "A", "P", "poor=1");
    plans_add(&plan, "A1", "A", "poor=1");
    plans_add(&plan, "B", "P", "poor=1");
    plans_add(&plan, "P", NULL, "poor=2");
    plans_add(&plan, "P", NULL, "group=urban poor=1");
    plans_add(&plan, "Q", NULL, "poor=1");
    finish(&plan, &problems);
    /* A before P's urban part before B: parts of one row keep the file's order, which is A, B,
     * urban … */
    assert_int_equal(pov_plan_order_get(&plan, NULL, &order, &err), POV_OK);
    static const size_t rows[] = {3, 0, 1, 2, 4, 5};
    static const unsigned depths[] = {0, 1, 2, 1, 1, 0};
    assert_int_equal(order.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(order.row[i], rows[i]);
        assert_int_equal(order.depth[i], depths[i]);
    }
    pov_plan_order_fini(&order);
    /* A1 is printed below P where A is left out */
    static const bool keep[] = {false, true, true, true, false, true};
    static const size_t kept[] = {3, 1, 2, 5};
    static const unsigned kept_depths[] = {0, 1, 1, 0};
    assert_int_equal(pov_plan_order_get(&plan, keep, &order, &err), POV_OK);
    assert_int_equal(order.count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(order.row[i], kept[i]);
        assert_int_equal(order.depth[i], kept_depths[i]);
    }
    pov_plan_order_fini(&order);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static void years_have_an_order(void **state)
{
    (void)state;
    pov_year none = {0, 0}, june = {2022, 6}, end = {2022, 0}, next = {2023, 1};
    pov_buffer out = {0};

    assert_true(pov_year_compare(none, june) < 0);
    assert_true(pov_year_compare(june, end) < 0);
    assert_true(pov_year_compare(end, next) < 0);
    assert_int_equal(pov_year_compare(end, end), 0);
    pov_year_write(&out, june);
    pov_buffer_char(&out, ' ');
    pov_year_write(&out, end);
    pov_year_write(&out, none);
    assert_string_equal(pov_buffer_get(&out), "2022-06 2022");
    pov_buffer_fini(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_known_in_both_languages),
        cmocka_unit_test(stated_figures_are_found_again),
        cmocka_unit_test(names_and_groups_are_compared_folded),
        cmocka_unit_test(namesakes_belong_to_the_nearest_parent),
        cmocka_unit_test(cycles_are_refused),
        cmocka_unit_test(orphans_and_duplicates_are_kept_and_named),
        cmocka_unit_test(rows_may_be_amended_before_the_end),
        cmocka_unit_test(units_without_a_row_join_parts_to_their_whole),
        cmocka_unit_test(a_whole_that_is_a_part_adopts_nothing),
        cmocka_unit_test(order_puts_parts_below_their_whole),
        cmocka_unit_test(years_have_an_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
