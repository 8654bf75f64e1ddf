/*
 * rollup: sums by hand, laws that hold for any figures, and what is refused.
 */
#include "plans.h"

#include "calculator/rollup/rollup.h"

typedef struct fixture {
    pov_plan plan;
    pov_rollup rollup;
    pov_problems notes;
    pov_error err;
} fixture;

/* The address of a figure, for the block that it is in. */
#define FIGURE(f, row, quantity)                                                                   \
    ((const pov_figure[]){pov_rollup_figure(&(f)->rollup, row, quantity)})

static void fixture_fini(fixture *f)
{
    pov_problems_fini(&f->notes);
    pov_rollup_fini(&f->rollup);
    pov_plan_fini(&f->plan);
}

static pov_status roll_up(fixture *f, const char *to, bool merge)
{
    pov_rollup_options options = {.to = to, .merge = merge};
    pov_problems problems = POV_PROBLEMS_INIT;

    if (pov_plan_finish(&f->plan, &problems, &f->err) != POV_OK) {
        fail_msg("%s", f->err.message);
    }
    pov_problems_fini(&problems);
    return pov_roll_up(&f->plan, &options, &f->rollup, &f->notes, &f->err);
}

static void next_file(fixture *f, const char *name)
{
    assert_int_equal(pov_plan_add_file(&f->plan, name, NULL), POV_OK);
}

/* The unit's figure as a file would print it; "none" where the result has no such row. */
static const char *printed(const fixture *f, const char *unit, const char *column, char text[64])
{
    for (size_t i = 0; i < f->rollup.count; i++) {
        for (int q = 0; q < POV_QUANTITY_COUNT; q++) {
            if (strcmp(f->rollup.row[i].name, unit) == 0 &&
                strcmp(pov_quantity_get((pov_quantity)q)->name, column) == 0) {
                pov_buffer buffer = {0};
                pov_write_figure(&buffer, FIGURE(f, &f->rollup.row[i], (pov_quantity)q), -1,
                                 pov_numerals_plain);
                (void)snprintf(text, 64, "%s", pov_buffer_get(&buffer));
                pov_buffer_fini(&buffer);
                return text;
            }
        }
    }
    return "none";
}

typedef struct expectation {
    const char *unit, *column, *text;
} expectation;

static void expect(const fixture *f, const expectation *e, size_t count)
{
    char text[64], name[128];

    for (size_t i = 0; i < count; i++) {
        (void)snprintf(name, sizeof name, "%s %s", e[i].unit, e[i].column);
        CHECK_TEXT(name, printed(f, e[i].unit, e[i].column, text), e[i].text);
    }
}

#define EXPECT(f, ...)                                                                             \
    do {                                                                                           \
        const expectation expected_[] = {__VA_ARGS__};                                             \
        expect(f, expected_, sizeof expected_ / sizeof *expected_);                                \
    } while (0)

/* Three levels, of which the lowest alone has figures. */
static void communes(fixture *f)
{
    *f = (fixture){0};
    plans_add(&f->plan, "P", NULL, "level=province");
    plans_add(&f->plan, "D1", "P", "level=district");
    plans_add(&f->plan, "X1", "D1", "level=commune year=2023 households=1000 poor=50 escaped=4");
    plans_add(&f->plan, "X2", "D1", "level=commune year=2023 households=2000 poor=70 escaped=3");
    plans_add(&f->plan, "D2", "P", "level=district");
    plans_add(&f->plan, "Y1", "D2", "level=commune year=2023 households=1500 poor=~60 persons=9");
}

static void several_levels(void **state)
{
    (void)state;
    fixture f;

    communes(&f);
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    assert_int_equal(f.rollup.count, 6);
    /* 120 / 3,000; 57 to 63 of 1,500; 177 to 183 of 4,500 */
    EXPECT(&f, {"X1", "poor", "50"}, {"Y1", "poor", "~60"}, {"D1", "poor", "120"},
           {"D1", "poor_rate", "4.00"}, {"D1", "escaped", "7"}, {"D2", "poor", "57-63"},
           {"D2", "poor_rate", "3.80-4.20"}, {"P", "households", "4500"}, {"P", "poor", "177-183"},
           {"P", "poor_rate", "3.93-4.07"}, {"P", "escaped", ">=7"}, {"P", "persons", ">=9"},
           {"P", "newly_poor", ""}, {"X1", "persons", ""});
    assert_int_equal(f.rollup.row[0].depth, 0);
    assert_int_equal(f.rollup.row[1].depth, 1);
    assert_int_equal(f.rollup.row[2].depth, 2);
    fixture_fini(&f);

    communes(&f);
    assert_int_equal(roll_up(&f, "district", false), POV_OK);
    assert_int_equal(f.rollup.count, 3);
    EXPECT(&f, {"P", "poor", "177-183"}, {"D1", "poor", "120"}, {"X1", "poor", "none"});
    fixture_fini(&f);

    communes(&f);
    assert_int_equal(roll_up(&f, "province", false), POV_OK);
    assert_int_equal(f.rollup.count, 1);
    fixture_fini(&f);
}

static void parents_without_a_row(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "X1", "D", "level=commune poor=50");
    plans_add(&f.plan, "X2", "d ", "level=commune poor=70"); /* the same name, written otherwise */
    assert_int_equal(roll_up(&f, "district", false), POV_OK);
    assert_int_equal(f.rollup.count, 1);
    CHECK_TEXT("level", f.rollup.row[0].level, "district");
    EXPECT(&f, {"D", "poor", "120"});
    fixture_fini(&f);
}

/* 147/KH-UBND: 851 + 1,183 + 601 + 833 + 590 + 4,545 + 4,624 + 115 = 13,342; the reductions are
 * printed as "khoảng", but baselines and what remains make them 180 + 480 + 170 + 200 + 170 +
 * 2,110 + 1,650 + 30 = 4,990 */
static void figures_that_follow_are_added(void **state)
{
    (void)state;
    static const int rows[][3] = {{851, 180, 671},    {1183, 480, 703}, {601, 170, 431},
                                  {833, 200, 633},    {590, 170, 420},  {4545, 2110, 2435},
                                  {4624, 1650, 2974}, {115, 30, 85}};
    fixture f = {0};

    for (size_t i = 0; i < 8; i++) {
        char name[8], cells[96];
        (void)snprintf(name, sizeof name, "D%zu", i);
        (void)snprintf(cells, sizeof cells,
                       "poor=%d reduction_households=~%d remaining_poor=%d reduction_pp=>=1",
                       rows[i][0], rows[i][1], rows[i][2]);
        plans_add(&f.plan, name, "Đắk Nông", cells);
    }
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    EXPECT(&f, {"Đắk Nông", "poor", "13342"}, {"Đắk Nông", "reduction_households", "4990"},
           {"Đắk Nông", "remaining_poor", "8352"}, {"Đắk Nông", "reduction_pp", ""},
           {"D0", "reduction_households", "~180"});
    fixture_fini(&f);
}

static void what_is_left_out_is_no_zero(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "A", "P", "year=2022 poor=50 reduction_households=5");
    plans_add(&f.plan, "B", "P", "year=2022 poor=70");
    plans_add(&f.plan, "C", "P", "year=2022");
    plans_add(&f.plan, "A", "P", "year=2023 poor=40");
    plans_add(&f.plan, "B", "P", "year=2023 poor=60"); /* C has no row for 2023 */
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    assert_int_equal(f.rollup.count, 7);
    for (size_t i = 0; i < f.rollup.count; i++) {
        const pov_rollup_row *row = &f.rollup.row[i];
        const pov_figure *poor = FIGURE(&f, row, POV_POOR);
        if (strcmp(row->name, "P") == 0) {
            int64_t known = f.plan.row[row->sample_row].year.year == 2022 ? 120 : 100;
            assert_int_equal(poor->qualifier, POV_AT_LEAST);
            assert_int_equal(poor->bounds.low, known);
            assert_int_equal(poor->bounds.high, POV_NO_HIGH);
            /* reductions can be negative: nothing is known */
            assert_false(pov_figure_known(FIGURE(&f, row, POV_REDUCTION_HOUSEHOLDS)));
        }
    }
    assert_int_equal(f.notes.count, 2);
    CHECK_TEXT("note", f.notes.item[0].message,
               "P, 2023: no row for 1 of its 3 units: sums are lower bounds");
    CHECK_TEXT(
        "note", f.notes.item[1].message,
        "P, 2022: 2 units leave counts empty (B: reduction_households, remaining_poor): sums "
        "are ranges or lower bounds");
    fixture_fini(&f);
}

/* Parts that may overlap are never added up. */
static void other_levels_are_not_added(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "P", NULL, "poor=100");
    plans_add(&f.plan, "highlands", "P", "level=area poor=60");
    plans_add(&f.plan, "border", "P", "level=area poor=70");
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    EXPECT(&f, {"P", "poor", "100"}, {"border", "poor", "70"});
    fixture_fini(&f);
}

static void partial_files_are_merged(void **state)
{
    (void)state;
    fixture f = {0};

    next_file(&f, "1.csv");
    plans_add(&f.plan, "D", NULL, "level=district households=300 poor=30");
    plans_add(&f.plan, "X", "D", "level=commune households=100 poor=10");
    plans_add(&f.plan, "Y", "D", "level=commune households=200 poor=20");
    next_file(&f, "2.csv");
    plans_add(&f.plan, "D", NULL, "level=district households=50 poor=8");
    plans_add(&f.plan, "X", "D", "level=commune households=50 poor=8");
    assert_int_equal(roll_up(&f, NULL, true), POV_OK);
    assert_int_equal(f.rollup.count, 3);
    EXPECT(&f, {"X", "poor", "18"}, {"X", "households", "150"}, {"X", "poor_rate", "12.00"},
           {"D", "poor", "38"}, {"D", "households", "350"}, {"D", "poor_rate", "10.86"});
    fixture_fini(&f);
}

static void what_cannot_be_added_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *row[4][3]; /* "file" starts the second file */
        const char *to;
        bool merge;
        const char *message;
    } cases[] = {
        {"twice in a file",
         {{"A", "P", "poor=1"}, {"A", "P", "poor=1"}},
         NULL,
         false,
         "A is there twice: it is in line 2 of test.csv too"},
        {"twice in two files",
         {{"A", "P", "poor=1"}, {"file", NULL, NULL}, {"A", "P", "poor=2"}},
         NULL,
         false,
         "A is there twice: it is in line 2 of test.csv too"},
        {"of several the first is named",
         {{"A", "P", "poor=1"}, {"B", "P", "poor=1"}, {"A", "P", "poor=1"}, {"B", "P", "poor=1"}},
         NULL,
         false,
         "A is there twice: it is in line 2 of test.csv too"},
        {"a parent, too",
         {{"P", NULL, "poor=1"}, {"A", "P", "poor=1"}, {"file", NULL, NULL}, {"P", NULL, "poor=1"}},
         NULL,
         false,
         "P is there twice: it is in line 2 of test.csv too"},
        {"units are missing",
         {{"P", NULL, "poor=100"}, {"A", "P", "poor=40"}, {"B", "P", "poor=59"}},
         NULL,
         false,
         "P states 100 poor, but its 2 units have 99 together: units are missing"},
        {"two levels",
         {{"A", "P", "level=district poor=40"}, {"B", "P", "level=commune poor=59"}},
         NULL,
         false,
         "P has units of two levels, commune and district, which may overlap"},
        {"in no unit of the level",
         {{"A", "P", "level=district poor=40"}, {"B", NULL, "level=commune poor=59"}},
         "district",
         false,
         "B is in no unit of the level district"},
        {"no unit of the level",
         {{"A", "P", "level=district poor=40"}},
         "village",
         false,
         "no unit is of the level village"},
        {"a whole beside parts in another file",
         {{"A", "P", "poor=40"}, {"file", NULL, NULL}, {"P", NULL, "poor=5"}},
         NULL,
         true,
         "P has figures here without its units, which another file has"},
        {"too many",
         {{"A", "P", "poor=1000000000000"}, {"B", "P", "poor=1"}},
         NULL,
         false,
         "P: the sum of poor is beyond 10^12"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f = {0};
        for (size_t k = 0; k < 4 && cases[i].row[k][0] != NULL; k++) {
            if (strcmp(cases[i].row[k][0], "file") == 0) {
                next_file(&f, "second.csv");
            } else {
                plans_add(&f.plan, cases[i].row[k][0], cases[i].row[k][1], cases[i].row[k][2]);
            }
        }
        CHECK(cases[i].name, roll_up(&f, cases[i].to, cases[i].merge) != POV_OK);
        CHECK_TEXT(cases[i].name, f.err.message, cases[i].message);
        fixture_fini(&f);
    }
}

/* 1 to 1,000 are the same twice with --merge, and a unit that states more than its parts is not. */
static void parts_that_exceed_are_taken_with_a_word(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "P", NULL, "poor=100");
    plans_add(&f.plan, "A", "P", "poor=60");
    plans_add(&f.plan, "B", "P", "poor=50");
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    EXPECT(&f, {"P", "poor", "110"});
    assert_int_equal(f.notes.count, 1);
    CHECK_TEXT("note", f.notes.item[0].message,
               "P states 100 poor, but its 2 units have 110 together, which is taken");
    fixture_fini(&f);
}

/* B leaves its poor out, so that its parts say 3 or more: what P states itself is known still. Of
 * partial files P's own numbers are added, as 13 + 4. */
static void what_the_parent_states_is_kept(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "P", NULL, "households=300 poor=13 persons=1200 reduction_households=5");
    plans_add(&f.plan, "A", "P", "households=100 poor=3 reduction_households=2");
    plans_add(&f.plan, "B", "P", "households=200");
    plans_add(&f.plan, "Q", NULL, "poor=~20");
    plans_add(&f.plan, "C", "Q", "poor=>=3");
    plans_add(&f.plan, "S", NULL, "poor=2"); /* less than its part: that is taken */
    plans_add(&f.plan, "D", "S", "poor=>=3");
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    EXPECT(&f, {"P", "poor", "13"}, {"P", "persons", "1200"}, {"P", "reduction_households", "5"},
           {"P", "poor_rate", "4.33"}, {"Q", "poor", "19-21"}, {"S", "poor", ">=3"});
    fixture_fini(&f);

    f = (fixture){0};
    next_file(&f, "1.csv");
    plans_add(&f.plan, "P", NULL, "poor=13 near_poor=2");
    plans_add(&f.plan, "A", "P", "households=9");
    next_file(&f, "2.csv");
    plans_add(&f.plan, "P", NULL, "poor=4");
    plans_add(&f.plan, "B", "P", "households=9");
    assert_int_equal(roll_up(&f, NULL, true), POV_OK);
    EXPECT(&f, {"P", "poor", "17"}, {"P", "near_poor", ""});
    fixture_fini(&f);
}

/* Communes of one name in districts of one name: An Hiệp is in Châu Thành of Bến Tre and in Châu
 * Thành of Đồng Tháp. Sums by hand. */
static void parents_with_their_address(void **state)
{
    (void)state;
    static const struct {
        const char *to;
        size_t rows;
        const char *levels; /* of the rows, first letters; - where there is none */
    } cases[] = {{"commune", 9, "pdccpdcdc"}, {"district", 5, "pdpdd"}, {"province", 2, "pp"}};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char levels[16] = "";
        fixture f = {0};
        plans_add(&f.plan, "An Hiệp", "Châu Thành, Bến Tre", "level=commune poor=10");
        plans_add(&f.plan, "An Hiệp", "Châu Thành, Đồng Tháp", "level=commune poor=20");
        plans_add(&f.plan, "Phú Túc", "CHÂU THÀNH ,Bến Tre", "level=commune poor=5");
        plans_add(&f.plan, "Mỹ Thọ", "Cao Lãnh, Đồng Tháp", "level=commune poor=6");
        assert_int_equal(roll_up(&f, cases[i].to, false), POV_OK);
        CHECK_NUMBER(cases[i].to, (int64_t)f.rollup.count, (int64_t)cases[i].rows);
        for (size_t r = 0; r < f.rollup.count; r++) {
            const pov_rollup_row *row = &f.rollup.row[r];
            levels[r] = row->level[0] != '\0' ? row->level[0] : '-';
            if (strcmp(row->name, "Châu Thành") == 0) {
                bool first = strcmp(row->parent, "Bến Tre") == 0;
                CHECK(cases[i].to, first || strcmp(row->parent, "Đồng Tháp") == 0);
                CHECK_NUMBER(cases[i].to, FIGURE(&f, row, POV_POOR)->value, first ? 15 : 20);
            }
        }
        CHECK_TEXT(cases[i].to, levels, cases[i].levels);
        EXPECT(&f, {"Bến Tre", "poor", "15"}, {"Đồng Tháp", "poor", "26"});
        fixture_fini(&f);
    }
}

/* Rows that a file has are found by their address too, and states of them are compared. */
static void addresses_of_rows(void **state)
{
    (void)state;
    fixture f = {0};

    plans_add(&f.plan, "B", NULL, "level=province");
    plans_add(&f.plan, "D", "B", "level=district poor=30");
    plans_add(&f.plan, "C", NULL, "level=province");
    plans_add(&f.plan, "D", "C", "level=district poor=7");
    plans_add(&f.plan, "X", "D, B", "level=commune poor=30");
    plans_add(&f.plan, "Y", "E, C", "level=commune poor=4"); /* no row for E */
    plans_add(&f.plan, "X", "D, C", "level=commune poor=7");
    assert_int_equal(roll_up(&f, "province", false), POV_OK);
    assert_int_equal(f.rollup.count, 2);
    EXPECT(&f, {"B", "poor", "30"}, {"C", "poor", "11"});
    assert_int_equal(f.notes.count, 0);
    fixture_fini(&f);

    /* Z, which rows have, is in W, which no row has, which is in Y, which is in Z */
    f = (fixture){0};
    plans_add(&f.plan, "Z", "W, Y, Z", "poor=1");
    plans_add(&f.plan, "Y", "Z", "poor=1");
    assert_int_equal(roll_up(&f, NULL, false), POV_ERR_DATA);
    CHECK_TEXT("cycle", f.err.message, "a unit cannot be a part of itself: Z");
    fixture_fini(&f);
}

/* The units from the top, each with its sum by hand, and none that nobody named. */
static void addresses_find_their_rows(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        const char *row[4][3]; /* unit, parent, cells */
        const char *units;
    } cases[] = {
        {"a name with a comma is a name",
         {{"X", "A, B", "level=commune poor=10"},
          {"Y", "A, B, T", "level=commune poor=5"},
          {"A, B", "T", "level=district"}},
         "T 15; A, B 15; X 10; Y 5"},
        {"also where its own address goes on",
         {{"X", "A, B, T", "level=commune poor=10"}, {"A, B", "T, V", "level=district"}},
         "V 10; T 10; A, B 10; X 10"},
        {"also where it is of another province",
         {{"X", "A, B, T", "level=commune poor=10"},
          {"Y", "A, B", "level=commune poor=5"},
          {"A, B", "U", "level=district"}},
         "T 10; A, B 10; X 10; U 5; A, B 5; Y 5"},
        {"also behind another name",
         {{"V", "X, A, B", "level=village poor=10"}, {"A, B", "T", "level=district"}},
         "T 10; A, B 10; X 10; V 10"},
        {"what a row says of the parent goes on above it",
         {{"V", "X, H, T", "level=village poor=10"},
          {"X", "H", "level=commune"},
          {"H", "T", "level=district"}},
         "T 10; H 10; X 10; V 10"},
        {"a province that has a row and a parent",
         {{"X", "D, P", "level=commune poor=10"}, {"P", "Q", "level=province"}},
         "Q 10; P 10; D 10; X 10"},
        {"a commune named like its province is not that",
         {{"P", "D, P", "level=commune poor=10"}, {"X", "E, P", "level=commune poor=5"}},
         "P 15; D 10; P 10; E 5; X 5"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_buffer units = {0};
        fixture f = {0};
        for (size_t k = 0; k < 4 && cases[i].row[k][0] != NULL; k++) {
            plans_add(&f.plan, cases[i].row[k][0], cases[i].row[k][1], cases[i].row[k][2]);
        }
        assert_int_equal(roll_up(&f, NULL, false), POV_OK);
        for (size_t r = 0; r < f.rollup.count; r++) {
            const pov_rollup_row *row = &f.rollup.row[r];
            pov_buffer_format(&units, "%s%s %d", r > 0 ? "; " : "", row->name,
                              (int)FIGURE(&f, row, POV_POOR)->value);
        }
        CHECK_TEXT(cases[i].name, pov_buffer_get(&units), cases[i].units);
        pov_buffer_fini(&units);
        fixture_fini(&f);
    }
}

/* ---- laws ---- */

enum { COMMUNES = 12, DISTRICTS = 3 };

/* A truth, and what the file says of it: the count, about it, or nothing. */
typedef struct commune {
    int64_t households, poor;
    int says; /* 0: both, 1: about, 2: leaves poor out, 3: a rate */
} commune;

static void add_commune(fixture *f, size_t i, const commune *c)
{
    char name[16], parent[16], cells[96];

    (void)snprintf(name, sizeof name, "C%zu", i);
    (void)snprintf(parent, sizeof parent, "D%zu", i % DISTRICTS);
    switch (c->says) {
    case 0:
        (void)snprintf(cells, sizeof cells, "level=commune households=%" PRId64 " poor=%" PRId64,
                       c->households, c->poor);
        break;
    case 1: /* the truth ends in 0, so that "about" allows for half of ten at least */
        (void)snprintf(cells, sizeof cells, "level=commune households=%" PRId64 " poor=~%" PRId64,
                       c->households, c->poor / 10 * 10);
        break;
    case 2:
        (void)snprintf(cells, sizeof cells, "level=commune households=%" PRId64, c->households);
        break;
    default:
        (void)snprintf(cells, sizeof cells,
                       "level=commune households=%" PRId64 " poor_rate=%" PRId64, c->households,
                       pov_muldiv_round(c->poor, 100, c->households));
    }
    plans_add(&f->plan, name, parent, cells);
}

/* Bounds hold the truth; they are one number exactly when every commune states one; the order of
 * rows changes nothing. */
static void sums_hold_the_truth(void **state)
{
    (void)state;
    check_random random = check_random_start("sums");

    for (int round = 0; round < 2000; round++) {
        commune truth[COMMUNES];
        size_t order[COMMUNES];
        int64_t poor[DISTRICTS] = {0}, households[DISTRICTS] = {0};
        bool exact[DISTRICTS] = {true, true, true}, open[DISTRICTS] = {false};
        fixture f = {0};
        for (size_t i = 0; i < COMMUNES; i++) {
            commune *c = &truth[i];
            c->households = check_random_next(&random, 10, 3000);
            c->says = (int)check_random_next(&random, 0, 8);
            c->poor = check_random_next(&random, 0, c->households);
            if (c->says == 1 && c->poor < 100) {
                c->says = 0;           /* of less than 100, 5 are more than 5% */
            } else if (c->says == 1) { /* 5 below "about" is still within */
                c->poor = c->poor / 10 * 10 + check_random_next(&random, 0, 5);
                c->poor = c->poor > c->households ? c->households : c->poor;
            }
            c->says = c->says > 3 ? 0 : c->says;
            poor[i % DISTRICTS] += c->poor;
            households[i % DISTRICTS] += c->households;
            exact[i % DISTRICTS] = exact[i % DISTRICTS] && c->says == 0;
            open[i % DISTRICTS] = open[i % DISTRICTS] || c->says == 2;
            order[i] = i;
        }
        for (size_t i = COMMUNES; i-- > 1;) {
            size_t k = (size_t)check_random_next(&random, 0, (int64_t)i), kept = order[i];
            order[i] = order[k];
            order[k] = kept;
        }
        for (size_t i = 0; i < COMMUNES; i++) {
            add_commune(&f, order[i], &truth[order[i]]);
        }
        assert_int_equal(roll_up(&f, "district", false), POV_OK);
        assert_int_equal(f.rollup.count, DISTRICTS);
        for (size_t i = 0; i < DISTRICTS; i++) {
            const pov_rollup_row *row = &f.rollup.row[i];
            size_t d = (size_t)(row->name[1] - '0');
            const pov_figure *figure = FIGURE(&f, row, POV_POOR);
            char name[48];
            (void)snprintf(name, sizeof name, "round %d, %s", round, row->name);
            CHECK_NUMBER(name, FIGURE(&f, row, POV_HOUSEHOLDS)->value, households[d]);
            CHECK(name, figure->bounds.low <= poor[d] && poor[d] <= figure->bounds.high);
            CHECK(name, !exact[d] || pov_interval_exact(figure->bounds));
            CHECK(name, open[d] == (figure->bounds.high == POV_NO_HIGH) ||
                            figure->bounds.high <= households[d]);
        }
        fixture_fini(&f);
    }
}

/* Any way of cutting counts into files gives, merged, what one file gives. */
static void merged_parts_are_the_whole(void **state)
{
    (void)state;
    check_random random = check_random_start("merge");

    for (int round = 0; round < 500; round++) {
        int64_t poor[COMMUNES] = {0};
        fixture f = {0};
        for (int file = 0; file < 4; file++) {
            next_file(&f, "part.csv");
            for (size_t i = 0; i < COMMUNES; i++) {
                if (check_random_next(&random, 0, 2) > 0) {
                    commune c = {1000, check_random_next(&random, 0, 1000), 0};
                    add_commune(&f, i, &c);
                    poor[i] += c.poor;
                }
            }
        }
        assert_int_equal(roll_up(&f, NULL, true), POV_OK);
        for (size_t r = 0; r < f.rollup.count; r++) {
            const pov_rollup_row *row = &f.rollup.row[r];
            size_t number = strtoul(row->name + 1, NULL, 10);
            int64_t sum = row->name[0] == 'C' ? poor[number] : 0;
            for (size_t i = 0; row->name[0] == 'D' && i < COMMUNES; i++) {
                sum += i % DISTRICTS == number ? poor[i] : 0;
            }
            CHECK_NUMBER(row->name, FIGURE(&f, row, POV_POOR)->value, sum);
            CHECK(row->name, pov_interval_exact(FIGURE(&f, row, POV_POOR)->bounds));
        }
        fixture_fini(&f);
    }
}

/* As deep as a file can be: a chain of units, each a part of the one before. */
static void long_chains(void **state)
{
    (void)state;
    fixture f = {0};

    for (int i = 1; i <= 20000; i++) {
        char name[16], parent[16];
        (void)snprintf(name, sizeof name, "U%d", i);
        (void)snprintf(parent, sizeof parent, "U%d", i - 1);
        plans_add(&f.plan, name, parent, i == 20000 ? "poor=7" : "");
    }
    assert_int_equal(roll_up(&f, NULL, false), POV_OK);
    assert_int_equal(f.rollup.count, 20001);
    EXPECT(&f, {"U0", "poor", "7"}, {"U1", "poor", "7"});
    fixture_fini(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(several_levels),
        cmocka_unit_test(parents_without_a_row),
        cmocka_unit_test(figures_that_follow_are_added),
        cmocka_unit_test(what_is_left_out_is_no_zero),
        cmocka_unit_test(other_levels_are_not_added),
        cmocka_unit_test(partial_files_are_merged),
        cmocka_unit_test(what_cannot_be_added_is_refused),
        cmocka_unit_test(parts_that_exceed_are_taken_with_a_word),
        cmocka_unit_test(what_the_parent_states_is_kept),
        cmocka_unit_test(parents_with_their_address),
        cmocka_unit_test(addresses_of_rows),
        cmocka_unit_test(addresses_find_their_rows),
        cmocka_unit_test(sums_hold_the_truth),
        cmocka_unit_test(merged_parts_are_the_whole),
        cmocka_unit_test(long_chains),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
