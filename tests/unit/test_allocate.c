/*
 * apportion and allocate: worked values, a plain textbook implementation beside ours, the
 * properties that the method is known for, and plans of random figures that the check must pass.
 */
#include "plans.h"

#include "calculator/allocate.h"
#include "calculator/check/check.h"

/* ---- apportioning ---- */

enum { MOST_UNITS = 12 };

typedef struct problem {
    pov_claim claim[MOST_UNITS];
    size_t count;
    int64_t total;
} problem;

static void solve(const char *name, const problem *p, int64_t *share, pov_ties *ties)
{
    pov_error err = POV_ERROR_INIT;
    pov_status status = pov_apportion(p->total, p->claim, p->count, share, ties, &err);

    if (status != POV_OK) {
        fail_msg("%s: %s", name, err.message);
    }
}

static void worked_shares(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        problem problem;
        int64_t share[MOST_UNITS];
        pov_ties ties;
    } cases[] = {
        /* by hand, over 1, 3, 5: 53 24 23 17.67 10.6 8 7.67 are the seven highest */
        {"by quotients", {{{53, 0, 7}, {24, 0, 7}, {23, 0, 7}}, 3, 7}, {3, 2, 2}, {0, 0}},
        {"equal claims go to the first",
         {{{5, 0, 9}, {5, 0, 9}, {5, 0, 9}}, 3, 2},
         {1, 1, 0},
         {3, 2}},
        {"a claim that is full waits for nothing",
         {{{5, 0, 1}, {5, 0, 9}, {5, 0, 9}}, 3, 5},
         {1, 2, 2},
         {0, 0}},
        {"a least is given first", {{{1, 4, 9}, {9, 0, 9}}, 2, 9}, {4, 5}, {0, 0}},
        {"no weight, no more than the least", {{{0, 2, 9}, {1, 0, 9}}, 2, 8}, {2, 6}, {0, 0}},
        {"nothing to give", {{{3, 0, 9}, {4, 0, 9}}, 2, 0}, {0, 0}, {0, 0}},
        {"all that there is", {{{3, 0, 9}, {4, 0, 2}}, 2, 11}, {9, 2}, {0, 0}},
        {"no claims", {{{0, 0, 0}}, 0, 0}, {0}, {0, 0}},
        /* 7 of 10 is its exact quota, but 70 / 13 = 5.38 is less than 6 / 1: it leaves the quota */
        {"quota can be left",
         {{{70, 0, 10}, {6, 0, 10}, {6, 0, 10}, {6, 0, 10}, {6, 0, 10}, {6, 0, 10}}, 6, 10},
         {6, 1, 1, 1, 1, 0},
         {5, 4}},
        {"the largest counts and weights",
         {{{POV_WEIGHT_MAX, 0, POV_COUNT_MAX}, {1, 0, POV_COUNT_MAX}}, 2, POV_COUNT_MAX},
         {POV_COUNT_MAX, 0},
         {0, 0}},
        {"a weight of one fills up",
         {{{POV_WEIGHT_MAX, 0, 3}, {1, 0, POV_COUNT_MAX}}, 2, POV_COUNT_MAX},
         {3, POV_COUNT_MAX - 3},
         {0, 0}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t share[MOST_UNITS];
        pov_ties ties;
        solve(cases[i].name, &cases[i].problem, share, &ties);
        for (size_t k = 0; k < cases[i].problem.count; k++) {
            CHECK_NUMBER(cases[i].name, share[k], cases[i].share[k]);
        }
        CHECK_NUMBER(cases[i].name, (int64_t)ties.equal, (int64_t)cases[i].ties.equal);
        CHECK_NUMBER(cases[i].name, (int64_t)ties.given, (int64_t)cases[i].ties.given);
    }
}

/* By the book: one household after the other, each to the highest weight / (2 share + 1). */
static void textbook(const problem *p, int64_t *share)
{
    int64_t rest = p->total;

    for (size_t i = 0; i < p->count; i++) {
        share[i] = p->claim[i].least;
        rest -= share[i];
    }
    for (; rest > 0; rest--) {
        size_t best = p->count;
        for (size_t i = 0; i < p->count; i++) {
            if (p->claim[i].weight == 0 || share[i] == p->claim[i].most) {
                continue;
            }
            if (best == p->count || p->claim[i].weight * (2 * share[best] + 1) >
                                        p->claim[best].weight * (2 * share[i] + 1)) {
                best = i;
            }
        }
        share[best]++;
    }
}

/* Small weights, so that there are many ties; limits on half of the claims. */
static problem random_problem(check_random *random, size_t most_units, bool limits)
{
    problem p = {.count = (size_t)check_random_next(random, 1, (int64_t)most_units)};
    int64_t scale = check_random_next(random, 0, 1) ? 9 : 100000;

    for (size_t i = 0; i < p.count; i++) {
        pov_claim *claim = &p.claim[i];
        claim->weight = check_random_next(random, limits ? 0 : 1, scale);
        claim->most = 300;
        if (limits && check_random_next(random, 0, 1)) {
            claim->least = check_random_next(random, 0, 20);
            claim->most = claim->least + check_random_next(random, 0, 40);
        }
    }
    pov_interval range = pov_apportion_range(p.claim, p.count);
    int64_t most = range.high < range.low + 200 ? range.high : range.low + 200;
    p.total = check_random_next(random, range.low, most);
    return p;
}

static void shares_are_those_of_the_textbook(void **state)
{
    (void)state;
    check_random random = check_random_start("textbook");

    for (int round = 0; round < 20000; round++) {
        problem p = random_problem(&random, MOST_UNITS, true);
        int64_t ours[MOST_UNITS], theirs[MOST_UNITS];
        char name[32];
        (void)snprintf(name, sizeof name, "round %d", round);
        solve(name, &p, ours, NULL);
        textbook(&p, theirs);
        for (size_t i = 0; i < p.count; i++) {
            CHECK_NUMBER(name, ours[i], theirs[i]);
        }
    }
}

/* One household more takes none away from any unit. */
static void house_monotonicity(void **state)
{
    (void)state;
    check_random random = check_random_start("house monotonicity");

    for (int round = 0; round < 5000; round++) {
        problem p = random_problem(&random, MOST_UNITS, true);
        int64_t less[MOST_UNITS], more[MOST_UNITS];
        solve("less", &p, less, NULL);
        if (p.total++ == pov_apportion_range(p.claim, p.count).high) {
            continue;
        }
        solve("more", &p, more, NULL);
        for (size_t i = 0; i < p.count; i++) {
            CHECK("one household more", more[i] >= less[i]);
        }
    }
}

/* A unit whose weight grows by the larger factor does not lose while the other gains, also when the
 * total changes. */
static void population_monotonicity(void **state)
{
    (void)state;
    check_random random = check_random_start("population monotonicity");

    for (int round = 0; round < 5000; round++) {
        problem before = random_problem(&random, 6, true), after = before;
        int64_t x[MOST_UNITS], y[MOST_UNITS];
        for (size_t i = 0; i < after.count; i++) {
            int64_t change = check_random_next(&random, 0, 30);
            after.claim[i].weight += before.claim[i].weight > 0 ? change : 0;
        }
        pov_interval range = pov_apportion_range(after.claim, after.count);
        after.total = pov_clamp(after.total + check_random_next(&random, -5, 5), range);
        solve("before", &before, x, NULL);
        solve("after", &after, y, NULL);
        for (size_t i = 0; i < before.count; i++) {
            for (size_t j = 0; j < before.count; j++) {
                bool i_grows_more = after.claim[i].weight * before.claim[j].weight >
                                    after.claim[j].weight * before.claim[i].weight;
                CHECK("larger growth loses", !(i_grows_more && y[i] < x[i] && y[j] > x[j]));
            }
        }
    }
}

/* Of up to three units none leaves its quota; of any number the shares lie as near to the exact
 * ones as whole numbers can: the sum of (share - quota)^2 / weight is the smallest. */
static void quota_and_nearness(void **state)
{
    (void)state;
    check_random random = check_random_start("quota");

    for (int round = 0; round < 5000; round++) {
        problem p = random_problem(&random, 3, false);
        int64_t share[MOST_UNITS], weights = 0;
        p.total = check_random_next(&random, 0, 60);
        solve("quota", &p, share, NULL);
        for (size_t i = 0; i < p.count; i++) {
            weights += p.claim[i].weight;
        }
        for (size_t i = 0; i < p.count; i++) {
            CHECK("below its quota",
                  share[i] >= pov_muldiv_floor(p.total, p.claim[i].weight, weights));
            CHECK("above its quota",
                  share[i] <= pov_muldiv_ceil(p.total, p.claim[i].weight, weights));
        }
        /* moving one household from i to j never helps: share² / weight is what varies */
        for (size_t i = 0; i < p.count; i++) {
            for (size_t j = 0; j < p.count; j++) {
                if (i != j && share[i] > 0) {
                    int64_t gain = (2 * share[i] - 1) * p.claim[j].weight;
                    int64_t loss = (2 * share[j] + 1) * p.claim[i].weight;
                    CHECK("a move comes nearer", gain <= loss);
                }
            }
        }
    }
}

static void totals_out_of_reach_are_refused(void **state)
{
    (void)state;
    pov_claim claims[] = {{5, 2, 4}, {0, 1, 9}};
    int64_t share[2];

    /* 2 and 1 are owed; 4 and 1 can be had, since a weight of 0 takes no more */
    assert_int_equal(pov_apportion_range(claims, 2).low, 3);
    assert_int_equal(pov_apportion_range(claims, 2).high, 5);
    assert_int_equal(pov_apportion(2, claims, 2, share, NULL, NULL), POV_ERR_RANGE);
    assert_int_equal(pov_apportion(6, claims, 2, share, NULL, NULL), POV_ERR_RANGE);
    assert_int_equal(pov_apportion(5, claims, 2, share, NULL, NULL), POV_OK);
}

/* ---- allocating ---- */

typedef struct fixture {
    pov_plan plan, made;
    pov_solution solution, solved;
    pov_allocation allocation;
    pov_error err;
} fixture;

static void fixture_fini(fixture *f)
{
    pov_allocation_fini(&f->allocation);
    pov_solution_fini(&f->solved);
    pov_plan_fini(&f->made);
    pov_solution_fini(&f->solution);
    pov_plan_fini(&f->plan);
}

/* The list whose members are parts of the unit. */
static const pov_list *list_of(const fixture *f, const char *parent)
{
    for (size_t i = 0; i < f->solution.list_count; i++) {
        if (strcmp(f->solution.list[i].parent_name, parent) == 0) {
            return &f->solution.list[i];
        }
    }
    fail_msg("no list of %s", parent);
    return NULL;
}

static pov_status allocate(fixture *f, const char *parent, const pov_allocate_options *options)
{
    pov_status status =
        pov_allocate(&f->solution, list_of(f, parent), options, &f->made, &f->allocation, &f->err);

    if (status == POV_OK) {
        pov_assumptions constant = POV_ASSUMPTIONS_INIT;
        plans_solve(&f->made, &constant, &f->solved);
    }
    return status;
}

static void dak_nong(fixture *f, bool province)
{
    static const char *const units[][2] = {
        {"Krông Nô", "poor=851 poor_rate=4.32"},  {"Cư Jút", "poor=1183 poor_rate=5.33"},
        {"Đắk Mil", "poor=601 poor_rate=2.15"},   {"Đắk Song", "poor=833 poor_rate=4.07"},
        {"Đắk R’Lấp", "poor=590 poor_rate=2.45"}, {"Đắk Glong", "poor=4545 poor_rate=25.68"},
        {"Tuy Đức", "poor=4624 poor_rate=30.78"}, {"Gia Nghĩa", "poor=115 poor_rate=0.57"},
    };
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;

    *f = (fixture){0};
    if (province) {
        plans_add(&f->plan, "Đắk Nông", NULL, "level=province poor=13342 poor_rate=7.97");
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        plans_add(&f->plan, units[i][0], "Đắk Nông", units[i][1]);
    }
    plans_solve(&f->plan, &assumptions, &f->solution);
}

static int64_t value_of(const fixture *f, size_t row, const char *column)
{
    return plans_figure(&f->solved, row, column)->value;
}

/*
 * 147/KH-UBND. 4,990 of 13,342 is 37.4007%: 318.28 442.45 224.78 311.55 220.66 1,699.86 1,729.41
 * 43.01 round to a sum of 4,990.
 */
static void the_same_relative_cut(void **state)
{
    (void)state;
    static const int64_t expected[] = {4990, 318, 442, 225, 312, 221, 1700, 1729, 43};

    for (int province = 0; province < 2; province++) {
        fixture f;
        pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;
        options.target = POV_ALLOCATE_HOUSEHOLDS;
        options.amount = 4990;
        dak_nong(&f, province != 0);
        assert_int_equal(allocate(&f, "Đắk Nông", &options), POV_OK);
        assert_int_equal(f.made.row_count, 9); /* the province has a row in any case */
        for (size_t r = 0; r < 9; r++) {
            CHECK_NUMBER(f.made.row[r].name, value_of(&f, r, "reduction_households"), expected[r]);
        }
        assert_int_equal(value_of(&f, 0, "poor"), 13342);
        assert_int_equal(f.allocation.computed, 0);
        fixture_fini(&f);
    }
}

/* 3 points of 167,403 households are 5,022.09: 5,023 is the fewest. At most 4.97% of them is
 * 8,319.9: 8,319 may remain, 5,023 fewer. */
static void targets_are_reached_by_the_fewest(void **state)
{
    (void)state;
    static const struct {
        pov_allocate_target target;
        int64_t amount, reduction;
    } cases[] = {
        {POV_ALLOCATE_POINTS, 3 * POV_PERCENT, 5023},
        {POV_ALLOCATE_REMAINING_RATE, 497 * (POV_PERCENT / 100), 5023},
        {POV_ALLOCATE_HOUSEHOLDS, 0, 0},
        {POV_ALLOCATE_HOUSEHOLDS, 13342, 13342},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;
        options.target = cases[i].target;
        options.amount = cases[i].amount;
        dak_nong(&f, true);
        assert_int_equal(allocate(&f, "Đắk Nông", &options), POV_OK);
        assert_int_equal(value_of(&f, 0, "households"), 167403);
        CHECK_NUMBER("reduction", f.allocation.reduction, cases[i].reduction);
        fixture_fini(&f);
    }
}

/* By hand: 1,000 households each with 100, 200 and 300 poor; 150 fewer leave 450. */
static void ways_to_spread(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        pov_allocate_by by;
        int64_t cut_households, cut_share, cut[3];
    } cases[] = {
        {"poor: a quarter of each", POV_BY_POOR, POV_COUNT_MAX, POV_HUNDRED_PERCENT, {25, 50, 75}},
        {"households: five points each",
         POV_BY_HOUSEHOLDS,
         POV_COUNT_MAX,
         POV_HUNDRED_PERCENT,
         {50, 50, 50}},
        {"excess: both to 17.5%", POV_BY_EXCESS, POV_COUNT_MAX, POV_HUNDRED_PERCENT, {0, 25, 125}},
        {"excess, at most 100 of a unit", POV_BY_EXCESS, 100, POV_HUNDRED_PERCENT, {0, 50, 100}},
        {"households, at most 40% of the poor",
         POV_BY_HOUSEHOLDS,
         POV_COUNT_MAX,
         40 * POV_PERCENT,
         {40, 55, 55}},
        {"persons: 3 to 2 to 0", POV_BY_WEIGHT, POV_COUNT_MAX, POV_HUNDRED_PERCENT, {90, 60, 0}},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f = {0};
        pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
        pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;
        options.target = POV_ALLOCATE_HOUSEHOLDS;
        options.amount = 150;
        options.by = cases[i].by;
        options.weight = POV_PERSONS;
        options.cut_households = cases[i].cut_households;
        options.cut_share = cases[i].cut_share;
        plans_add(&f.plan, "A", "P", "households=1000 poor=100 persons=3000");
        plans_add(&f.plan, "B", "P", "households=1000 poor=200 persons=2000");
        plans_add(&f.plan, "C", "P", "households=1000 poor=300 persons=0");
        plans_solve(&f.plan, &assumptions, &f.solution);
        assert_int_equal(allocate(&f, "P", &options), POV_OK);
        for (size_t k = 0; k < 3; k++) {
            CHECK_NUMBER(cases[i].name, value_of(&f, k + 1, "reduction_households"),
                         cases[i].cut[k]);
        }
        fixture_fini(&f);
    }
}

/* Of equal claims the first in the file loses one more, by any way. */
static void ties_follow_the_file(void **state)
{
    (void)state;
    static const pov_allocate_by ways[] = {POV_BY_POOR, POV_BY_HOUSEHOLDS, POV_BY_EXCESS};

    for (size_t i = 0; i < 3; i++) {
        fixture f = {0};
        pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
        pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;
        options.target = POV_ALLOCATE_HOUSEHOLDS;
        options.amount = 31;
        options.by = ways[i];
        plans_add(&f.plan, "A", "P", "households=1000 poor=100");
        plans_add(&f.plan, "B", "P", "households=1000 poor=100");
        plans_solve(&f.plan, &assumptions, &f.solution);
        assert_int_equal(allocate(&f, "P", &options), POV_OK);
        assert_int_equal(value_of(&f, 1, "reduction_households"), 16);
        assert_int_equal(value_of(&f, 2, "reduction_households"), 15);
        assert_int_equal(f.allocation.ties.equal, 2);
        assert_int_equal(f.allocation.ties.given, 1);
        fixture_fini(&f);
    }
}

static void computed_counts_are_marked(void **state)
{
    (void)state;
    fixture f = {0};
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;

    /* 14.15% of 10,000 are 1,415 (1,414.5 to 1,415.5); 585 + 1,415 = 2,000 */
    plans_add(&f.plan, "P", NULL, "poor=2000");
    plans_add(&f.plan, "A", "P", "households=10000 poor_rate=14.15");
    plans_add(&f.plan, "B", "P", "households=5000 poor=585");
    plans_solve(&f.plan, &assumptions, &f.solution);
    options.target = POV_ALLOCATE_HOUSEHOLDS;
    options.amount = 200;
    assert_int_equal(allocate(&f, "P", &options), POV_OK);
    pov_allocation_mark(&f.allocation, &f.solution, &f.solved);
    assert_int_equal(f.allocation.computed, 1);
    assert_int_equal(value_of(&f, 1, "poor"), 1415);
    assert_int_equal(plans_figure(&f.solved, 1, "poor")->basis, POV_BASIS_DERIVED);
    assert_int_equal(plans_figure(&f.solved, 2, "poor")->basis, POV_BASIS_STATED);
    fixture_fini(&f);

    f = (fixture){0};
    plans_add(&f.plan, "A", "P", "households=10000 poor_rate=14.15");
    plans_add(&f.plan, "B", "P", "households=5000 poor=585");
    plans_solve(&f.plan, &assumptions, &f.solution);
    options.exact = true;
    assert_int_equal(allocate(&f, "P", &options), POV_ERR_DATA);
    CHECK_TEXT("exact", f.err.message, "A prints no exact count of poor households");
    fixture_fini(&f);
}

static void what_cannot_be_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name, *parent, *a, *b;
        pov_allocate_options options;
        const char *message;
    } cases[] = {
        {"by how much",
         "poor=300",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 200,
          .cut_households = 90,
          .cut_share = POV_HUNDRED_PERCENT},
         "P: a reduction of 200 households is 20 more than its units may give: 180 at most"},
        {"more than there are",
         "poor=300",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 301,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "P has 300 poor households: a reduction of 301 is 1 too many"},
        {"there already",
         "poor=300 households=10000",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_REMAINING_RATE,
          .amount = 4 * POV_PERCENT,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "P has 300 poor households: this target leaves 400, which is 100 more"},
        {"more points than there are",
         "poor=300 households=10000",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_POINTS,
          .amount = 4 * POV_PERCENT,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "the poverty rate of P is 3.00%: the reduction is 1.00 percentage points too large"},
        {"no households",
         "poor=300",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_POINTS,
          .amount = POV_PERCENT,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "the number of households of P is not known, so that a rate says nothing"},
        {"no count",
         "poor=300",
         "poor=100",
         "poor_rate=3.1",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 10,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "B states neither how many households are poor nor what gives it"},
        {"does not add up",
         "poor=310",
         "poor=100",
         "poor=200",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 10,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "P has 310 poor households, but its 2 units have 300 together"},
        {"no households to spread by",
         "poor=300",
         "poor=100",
         "poor=200 poor_rate=3",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 10,
          .by = POV_BY_HOUSEHOLDS,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "A: the number of households is not known"},
        {"no weight",
         "poor=300",
         "poor=100 persons=5",
         "poor=200",
         {.target = POV_ALLOCATE_HOUSEHOLDS,
          .amount = 10,
          .by = POV_BY_WEIGHT,
          .weight = POV_PERSONS,
          .cut_households = POV_COUNT_MAX,
          .cut_share = POV_HUNDRED_PERCENT},
         "B: no persons of 0 or more to weigh it with"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f = {0};
        pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
        plans_add(&f.plan, "P", NULL, cases[i].parent);
        plans_add(&f.plan, "A", "P", cases[i].a);
        plans_add(&f.plan, "B", "P", cases[i].b);
        plans_solve(&f.plan, &assumptions, &f.solution);
        CHECK(cases[i].name, allocate(&f, "P", &cases[i].options) == POV_ERR_DATA);
        CHECK_TEXT(cases[i].name, f.err.message, cases[i].message);
        fixture_fini(&f);
    }
}

/* 10^12 is the largest count; sums stop there too. */
static void sums_beyond_the_largest_count(void **state)
{
    (void)state;
    fixture f = {0};
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;

    options.target = POV_ALLOCATE_HOUSEHOLDS;
    plans_add(&f.plan, "A", "P", "poor=1000000000000");
    plans_add(&f.plan, "B", "P", "poor=1");
    plans_solve(&f.plan, &assumptions, &f.solution);
    assert_int_equal(allocate(&f, "P", &options), POV_ERR_RANGE);
    CHECK_TEXT("beyond", f.err.message, "P: the sum of poor households is beyond 10^12");
    fixture_fini(&f);
}

/* ---- plans of random figures ---- */

static void print_rate(char *text, size_t size, int64_t part, int64_t whole, unsigned digits)
{
    pov_buffer rate = {0};
    int64_t unit = pov_digit_unit(digits);

    pov_write_ticks(&rate, unit * pov_muldiv_round(part, POV_HUNDRED_PERCENT / unit, whole), digits,
                    pov_numerals_plain);
    (void)snprintf(text, size, "%s", pov_buffer_get(&rate));
    pov_buffer_fini(&rate);
}

/* A row prints counts, or a count and a rate, or households and a rate, or all of it. */
static void random_cells(check_random *random, int way, int64_t households, int64_t poor,
                         char *cells, size_t size)
{
    char rate[32];

    print_rate(rate, sizeof rate, poor, households, (unsigned)check_random_next(random, 1, 3));
    switch (way) {
    case 0:
        (void)snprintf(cells, size, "households=%" PRId64 " poor=%" PRId64, households, poor);
        break;
    case 1:
        (void)snprintf(cells, size, "poor=%" PRId64 " poor_rate=%s", poor, rate);
        break;
    case 2:
        (void)snprintf(cells, size, "households=%" PRId64 " poor_rate=%s", households, rate);
        break;
    case 3:
        (void)snprintf(cells, size, "poor=%" PRId64, poor);
        break;
    default:
        (void)snprintf(cells, size, "households=%" PRId64 " poor=%" PRId64 " poor_rate=%s",
                       households, poor, rate);
    }
}

static void random_plan(check_random *random, fixture *f, int64_t *poor)
{
    char cells[128], name[32];
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    int64_t households = 0, scale = check_random_next(random, 0, 1) ? 60 : 30000;
    size_t count = (size_t)check_random_next(random, 1, 9);
    int way = (int)check_random_next(random, 0, 6), parent = (int)check_random_next(random, 0, 6);

    *f = (fixture){0};
    *poor = 0;
    for (size_t i = 0; i < count; i++) {
        int64_t h = check_random_next(random, 1, scale), p = check_random_next(random, 0, h);
        (void)snprintf(name, sizeof name, "U%zu", i);
        random_cells(random, way < 5 ? way : (int)check_random_next(random, 0, 4), h, p, cells,
                     sizeof cells);
        plans_add(&f->plan, name, "P", cells);
        households += h;
        *poor += p;
    }
    if (parent < 5) {
        random_cells(random, parent, households, *poor, cells, sizeof cells);
        plans_add(&f->plan, "P", NULL, cells);
    }
    plans_solve(&f->plan, &assumptions, &f->solution);
}

static void no_findings(const fixture *f, const char *name)
{
    pov_check_options strict = {.strict = true, .rules = UINT32_MAX};
    pov_findings findings = POV_FINDINGS_INIT;
    pov_error err = POV_ERROR_INIT;

    assert_int_equal(pov_check(&f->solved, &strict, &findings, &err), POV_OK);
    for (size_t i = 0; i < findings.count; i++) {
        const pov_check_finding *finding = &findings.finding[i];
        if (strcmp(finding->rule->name, "growth") != 0) { /* it is the user's own */
            fail_msg("%s: [%s] on row %zu", name, finding->rule->name, finding->row);
        }
    }
    pov_findings_fini(&findings);
}

static void sums_are_exact(const fixture *f, const char *name)
{
    static const char *const columns[] = {"poor", "reduction_households", "remaining_poor"};

    for (size_t c = 0; c < 3; c++) {
        int64_t sum = 0;
        for (size_t r = 1; r < f->made.row_count; r++) {
            const pov_figure *figure = plans_figure(&f->solved, r, columns[c]);
            CHECK(name, figure->basis == POV_BASIS_STATED && figure->value >= 0);
            sum += figure->value;
        }
        CHECK_NUMBER(name, value_of(f, 0, columns[c]), sum);
    }
}

static void allocated_plans_pass_the_check(void **state)
{
    (void)state;
    check_random random = check_random_start("allocated plans");
    int passed = 0;

    for (int round = 0; round < 6000; round++) {
        fixture f;
        int64_t poor = 0;
        char name[32];
        pov_allocate_options options = POV_ALLOCATE_OPTIONS_INIT;
        random_plan(&random, &f, &poor);
        options.by = (pov_allocate_by)check_random_next(&random, POV_BY_POOR, POV_BY_EXCESS);
        options.target = (pov_allocate_target)check_random_next(&random, 1, 3);
        options.amount = options.target == POV_ALLOCATE_HOUSEHOLDS
                             ? check_random_next(&random, 0, poor)
                             : check_random_next(&random, 0, 30) * (POV_PERCENT / 10);
        if (check_random_next(&random, 0, 3) == 0) {
            options.growth = check_random_next(&random, -20, 50) * (POV_PERCENT / 10);
        }
        if (check_random_next(&random, 0, 3) == 0) {
            options.cut_share = check_random_next(&random, 30, 100) * POV_PERCENT;
        }
        (void)snprintf(name, sizeof name, "round %d", round);
        if (allocate(&f, "P", &options) == POV_OK) {
            passed++;
            sums_are_exact(&f, name);
            no_findings(&f, name);
        } else {
            CHECK(name, f.err.message[0] != '\0');
        }
        fixture_fini(&f);
    }
    print_message("%d of 6000 could be spread\n", passed);
    assert_true(passed > 1500);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(worked_shares),
        cmocka_unit_test(shares_are_those_of_the_textbook),
        cmocka_unit_test(house_monotonicity),
        cmocka_unit_test(population_monotonicity),
        cmocka_unit_test(quota_and_nearness),
        cmocka_unit_test(totals_out_of_reach_are_refused),
        cmocka_unit_test(the_same_relative_cut),
        cmocka_unit_test(targets_are_reached_by_the_fewest),
        cmocka_unit_test(ways_to_spread),
        cmocka_unit_test(ties_follow_the_file),
        cmocka_unit_test(computed_counts_are_marked),
        cmocka_unit_test(what_cannot_be_is_refused),
        cmocka_unit_test(sums_beyond_the_largest_count),
        cmocka_unit_test(allocated_plans_pass_the_check),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
