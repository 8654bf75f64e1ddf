/*
 * Rolling up deprivation files: sums that hold the truth, whatever the units leave out.
 */
#include "check.h"

#include "calculator/rollup/rollup.h"

enum { PROVINCES = 2, DISTRICTS = 5, COMMUNES = 24, INDICATORS = 3, POPULATIONS = 2, KINDS = 6 };

/* What is true of a commune, for one indicator and population, and what the file says of it. */
typedef struct truth {
    int64_t households, deprived;
    enum { COUNTS, RATE, NOTHING, NO_ROW, SAYINGS } says;
} truth;

typedef struct fixture {
    pov_plan plan;
    pov_rollup rollup;
    pov_problems notes;
    pov_error err;
} fixture;

/* The address of a figure, for the block that it is in. */
#define FIGURE(f, row, quantity)                                                                   \
    ((const pov_figure[]){pov_rollup_figure(&(f)->rollup, row, quantity)})

static void set(pov_row_draft *draft, pov_quantity quantity, int64_t number)
{
    draft->stated[quantity] = (pov_stated){.face = number, .face_high = number};
    draft->stated_set |= pov_set_of(quantity);
}

static void add(fixture *f, const char *unit, const char *parent, int kind, const truth *t)
{
    static const char *const indicators[] = {"water", "telecom", "housing"};
    static const char *const populations[] = {"poor", "near_poor"};
    pov_row_draft draft = {.unit = unit,
                           .parent = parent,
                           .level = "commune",
                           .indicator = indicators[kind % INDICATORS],
                           .population = populations[kind / INDICATORS],
                           .line = f->plan.row_count + 2};

    if (f->plan.file_count == 0) {
        assert_int_equal(pov_plan_add_file(&f->plan, "in.csv", NULL), POV_OK);
        f->plan.holds = POV_FILE_DEPRIVATION;
    }
    set(&draft, POV_HOUSEHOLDS, t->households);
    if (t->says == COUNTS) {
        set(&draft, POV_DEPRIVED, t->deprived);
    } else if (t->says == RATE) {
        set(&draft, POV_DEPRIVED_RATE,
            POV_PERCENT * pov_muldiv_round(t->deprived, 100, t->households));
    }
    assert_int_equal(pov_plan_add_row(&f->plan, &draft, NULL), POV_OK);
}

static pov_status roll_up(fixture *f, const char *to, bool merge)
{
    pov_rollup_options options = {.to = to, .merge = merge};

    return pov_roll_up(&f->plan, &options, &f->rollup, &f->notes, &f->err);
}

static void finish(fixture *f)
{
    pov_problems problems = POV_PROBLEMS_INIT;

    assert_int_equal(pov_plan_finish(&f->plan, &problems, &f->err), POV_OK);
    pov_problems_fini(&problems);
}

static void fixture_fini(fixture *f)
{
    pov_problems_fini(&f->notes);
    pov_rollup_fini(&f->rollup);
    pov_plan_fini(&f->plan);
}

/* Of a commune: districts 0 and 2 have one name, in provinces 0 and 1. */
static void address_of(size_t commune, char unit[16], char parent[16])
{
    unsigned district = (unsigned)(commune % DISTRICTS);

    (void)snprintf(unit, 16, "C%u", (unsigned)(commune / DISTRICTS) % 1000);
    (void)snprintf(parent, 16, "D%u, P%u", district == 2 ? 0U : district % 1000, district / 2 % 2);
}

static int kind_of(const fixture *f, const pov_rollup_row *row)
{
    const pov_row *like = &f->plan.row[row->sample_row];
    int indicator = like->indicator[0] == 'w' ? 0 : like->indicator[0] == 't' ? 1 : 2;

    return indicator + (like->population[0] == 'n' ? INDICATORS : 0);
}

/* The sum over the communes of a district or province, by going through all of them. */
static void check_row(const fixture *f, const pov_rollup_row *row, truth t[COMMUNES][KINDS],
                      const char *name)
{
    char where[16], unit[16], parent[16];
    int64_t households = 0, deprived = 0, surely = 0;
    bool whole = true, exact = true, all = true;
    int kind = kind_of(f, row);
    bool province = row->name[0] == 'P';

    (void)snprintf(where, sizeof where, province ? "%s" : "%s, %s", row->name, row->parent);
    for (size_t c = 0; c < COMMUNES; c++) {
        const truth *one = &t[c][kind];
        bool any = false; /* a commune that no row names is no unit of the file */
        for (int k = 0; k < KINDS; k++) {
            any = any || t[c][k].says != NO_ROW;
        }
        address_of(c, unit, parent);
        if (!any || strcmp(province ? strchr(parent, 'P') : parent, where) != 0) {
            continue;
        }
        households += one->households;
        deprived += one->deprived;
        surely += one->says == COUNTS ? one->deprived : 0;
        all = all && one->says != NO_ROW;
        whole = whole && (one->says == COUNTS || one->says == RATE);
        exact = exact && one->says == COUNTS;
    }
    const pov_interval *is = &FIGURE(f, row, POV_DEPRIVED)->bounds;
    const pov_interval *in = &FIGURE(f, row, POV_HOUSEHOLDS)->bounds;
    const pov_interval *rate = &FIGURE(f, row, POV_DEPRIVED_RATE)->bounds;
    CHECK(name, is->low <= deprived && deprived <= is->high);
    CHECK(name, is->low >= surely);
    CHECK(name, whole == (is->high != POV_NO_HIGH));
    CHECK(name, !exact || (is->low == deprived && is->high == deprived));
    CHECK(name, in->low <= households && (all ? in->high == households : in->high == POV_NO_HIGH));
    CHECK(name, pov_figure_known(FIGURE(f, row, POV_DEPRIVED_RATE)) ==
                    (all && whole && is->high <= households));
    CHECK(name, rate->low <= pov_muldiv_ceil(deprived, POV_HUNDRED_PERCENT, households) &&
                    rate->high >= pov_muldiv_floor(deprived, POV_HUNDRED_PERCENT, households));
}

static void sums_hold_the_truth(void **state)
{
    (void)state;
    static const char *const levels[] = {"district", "province"};
    check_random random = check_random_start("access sums");

    for (int round = 0; round < 600; round++) {
        truth t[COMMUNES][KINDS];
        fixture f = {.plan = POV_PLAN_INIT};
        int most = round % 3 == 0 ? COUNTS : round % 3 == 1 ? RATE : NO_ROW;
        char name[32], unit[16], parent[16];
        (void)snprintf(name, sizeof name, "round %d", round);
        for (size_t c = 0; c < COMMUNES; c++) {
            address_of(c, unit, parent);
            for (int k = 0; k < KINDS; k++) {
                truth *one = &t[c][k];
                one->households = check_random_next(&random, 1, 900);
                one->deprived = check_random_next(&random, 0, one->households);
                one->says = check_random_next(&random, 0, 3) > 0
                                ? (unsigned)COUNTS
                                : (unsigned)check_random_next(&random, 0, most);
                if (one->says != NO_ROW) {
                    add(&f, unit, parent, k, one);
                }
            }
        }
        finish(&f);
        assert_int_equal(roll_up(&f, levels[round % 2], false), POV_OK);
        size_t districts = 0, provinces = 0;
        for (size_t i = 0; i < f.rollup.count; i++) {
            check_row(&f, &f.rollup.row[i], t, name);
            districts += f.rollup.row[i].name[0] == 'D';
            provinces += f.rollup.row[i].name[0] == 'P';
        }
        CHECK_NUMBER(name, (int64_t)provinces, PROVINCES * KINDS);
        CHECK_NUMBER(name, (int64_t)districts, round % 2 == 0 ? DISTRICTS * KINDS : 0);
        fixture_fini(&f);
    }
}

/* Counts cut into files in any way are, merged, those of one file; unmerged they are refused. */
static void pieces_are_merged(void **state)
{
    (void)state;
    check_random random = check_random_start("access pieces");

    for (int round = 0; round < 200; round++) {
        fixture f = {.plan = POV_PLAN_INIT};
        int64_t households[KINDS] = {0}, deprived[KINDS] = {0};
        for (int piece = 0; piece < 3; piece++) {
            for (int k = 0; k < KINDS; k++) {
                truth one = {check_random_next(&random, 1, 500), 0, COUNTS};
                one.deprived = check_random_next(&random, 0, one.households);
                households[k] += one.households;
                deprived[k] += one.deprived;
                add(&f, "C", "D, P", k, &one);
            }
        }
        finish(&f);
        assert_int_equal(roll_up(&f, NULL, true), POV_OK);
        CHECK_NUMBER("rows", (int64_t)f.rollup.count, 3 * KINDS);
        for (size_t i = 0; i < f.rollup.count; i++) {
            const pov_rollup_row *row = &f.rollup.row[i];
            int kind = kind_of(&f, row);
            CHECK_NUMBER(row->name, FIGURE(&f, row, POV_HOUSEHOLDS)->bounds.high, households[kind]);
            CHECK_NUMBER(row->name, FIGURE(&f, row, POV_DEPRIVED)->bounds.low, deprived[kind]);
            CHECK_NUMBER(row->name, FIGURE(&f, row, POV_DEPRIVED)->bounds.high, deprived[kind]);
        }
        pov_rollup_fini(&f.rollup);
        assert_int_equal(roll_up(&f, NULL, false), POV_ERR_DATA);
        fixture_fini(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_hold_the_truth),
        cmocka_unit_test(pieces_are_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
