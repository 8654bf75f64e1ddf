#include "plans.h"

static int16_t year_of(const char *text)
{
    return (int16_t)strtol(text, NULL, 10);
}

void plans_cell(pov_row_draft *draft, const char *column, const char *text)
{
    pov_quantity q = pov_quantity_find(column);

    if (q != POV_QUANTITY_COUNT) {
        const pov_quantity_info *info = pov_quantity_get(q);
        pov_error err = POV_ERROR_INIT;
        if (strcmp(text, "<parent") == 0) {
            draft->against_parent[info->subject] = POV_BELOW;
            return;
        }
        pov_reading reading = pov_stated_read(text, strlen(text), info->kind, info->negative,
                                              &draft->stated[q], &err);
        if (reading == POV_INVALID) {
            fail_msg("%s=%s: %s", column, text, err.message);
        }
        if (reading == POV_VALUE) {
            draft->stated_set |= pov_set_of((pov_quantity)q);
        }
        return;
    }
    fail_msg("no column %s", column);
}

void plans_add(pov_plan *plan, const char *unit, const char *parent, const char *cells)
{
    pov_row_draft draft = {.unit = unit, .parent = parent, .line = plan->row_count + 2};
    char text[1024], *rest = text;
    pov_error err = POV_ERROR_INIT;

    if (plan->file_count == 0) {
        assert_int_equal(pov_plan_add_file(plan, "test.csv", &err), POV_OK);
    }
    (void)snprintf(text, sizeof text, "%s", cells);
    while (*rest != '\0') {
        char *end = rest + strcspn(rest, " ");
        char *next = *end == '\0' ? end : end + 1;
        *end = '\0';
        char *value = strchr(rest, '=');
        assert_non_null(value);
        *value++ = '\0';
        if (strcmp(rest, "level") == 0) {
            draft.level = value;
        } else if (strcmp(rest, "group") == 0) {
            draft.group = value;
        } else if (strcmp(rest, "standard") == 0) {
            draft.standard = value;
        } else if (strcmp(rest, "kind") == 0) {
            assert_int_equal(pov_end_read(value, &draft.kind), POV_OK);
        } else if (strcmp(rest, "year") == 0) {
            draft.year.year = year_of(value);
        } else if (strcmp(rest, "target_year") == 0) {
            draft.target_year.year = year_of(value);
        } else {
            plans_cell(&draft, rest, value);
        }
        rest = next;
    }
    assert_int_equal(pov_plan_add_row(plan, &draft, &err), POV_OK);
}

void plans_solve(pov_plan *plan, const pov_assumptions *assumptions, pov_solution *solution)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    if (pov_plan_finish(plan, &problems, &err) != POV_OK) {
        fail_msg("%s", err.message);
    }
    assert_int_equal(pov_solve(plan, assumptions, solution, &err), POV_OK);
    pov_problems_fini(&problems);
}

const pov_figure *plans_figure(const pov_solution *solution, size_t row, const char *column)
{
    const pov_solved *s = &solution->row[row];

    const pov_figure *figure = strcmp(column, "relative_reduction") == 0
                                   ? &s->of[POV_MEASURE_POOR][POV_RELATIVE]
                                   : pov_solved_figure(s, pov_quantity_find(column));
    if (figure != NULL) {
        return figure;
    }
    fail_msg("no figure %s", column);
    return NULL;
}
