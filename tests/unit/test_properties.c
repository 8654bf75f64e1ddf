/*
 * Properties of any plan: one that is printed from true counts is never called wrong, and its
 * bounds hold the truth; one with a changed digit is called wrong only where trying all numbers
 * finds none that fit.
 *
 * POV_PLANS says how many plans (2,000 unless said), POV_SEED which.
 */
#include "plans.h"

#include "povcalc/check.h"

#define P POV_PERCENT

/* What is found of the impossible, at least, in thousandths. */
#define LEAST_FOUND 990

/* ---- rows as they are printed ---- */

/* The cells of one row; "" is not printed. */
typedef struct printed {
    char cell[POV_QUANTITY_COUNT][48];
} printed;

static int64_t plans_wanted(void)
{
    const char *text = getenv("POV_PLANS");
    return text != NULL ? strtoll(text, NULL, 10) : 2000;
}

static void write_cells(const printed *row, char *text, size_t size)
{
    size_t used = 0;

    text[0] = '\0';
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (row->cell[q][0] != '\0') {
            used += (size_t)snprintf(text + used, size - used, "%s%s=%s", used > 0 ? " " : "",
                                     pov_quantity_get((pov_quantity)q)->name, row->cell[q]);
        }
    }
}

static void write_rate(char *to, size_t size, const char *sign, int64_t ticks, unsigned digits)
{
    pov_buffer out = {0};

    pov_write_ticks(&out, ticks, digits, pov_numerals_plain);
    (void)snprintf(to, size, "%s%s", sign, pov_buffer_get(&out));
    pov_buffer_fini(&out);
}

typedef enum direction { NEAREST, DOWN, UP } direction;

/* 100 above / below in ticks, rounded to so many decimals */
static int64_t rounded(pov_wide above, pov_wide below, unsigned digits, direction way)
{
    int64_t unit = pov_digit_unit(digits);
    pov_wide scaled = above * (100 * (P / unit));
    pov_wide down = scaled / below - (scaled % below < 0);

    if (way == UP && scaled % below != 0) {
        down++;
    }
    if (way == NEAREST && 2 * (scaled - down * below) >= below) {
        down++;
    }
    return (int64_t)down * unit;
}

/* ---- true plans ---- */

typedef struct truth {
    int64_t households, poor, near_poor, then, left, near_left; /* then: of the target year */
    int64_t start, escaped, other_decrease, from_near, relapsed, newly, other_increase;
    int64_t persons, poor_persons;
} truth;

#define TRUTH_FIELDS (sizeof(truth) / sizeof(int64_t))

static void add_truth(truth *to, const truth *one)
{
    int64_t *sum = &to->households;
    const int64_t *part = &one->households;

    for (size_t i = 0; i < TRUTH_FIELDS; i++) {
        sum[i] += part[i];
    }
}

typedef enum growth { CONSTANT, ANY_GROWTH, STATED_TARGET, WITHIN_TWO } growth;

typedef struct maker {
    check_random *random;
    growth growth;
    unsigned gaps; /* how many of ten cells are left out */
    bool whole;    /* the row has units: it prints no range */
} maker;

static int64_t pick(maker *m, int64_t low, int64_t high)
{
    return check_random_next(m->random, low, high);
}

static truth random_truth(maker *m)
{
    static const int64_t sizes[] = {3, 60, 2000, 30000, 2000000, 1000000000};
    truth t = {.households = pick(m, 1, sizes[pick(m, 0, 5)])};

    t.poor = pick(m, 0, pick(m, 0, t.households));
    t.near_poor = pick(m, 0, t.households - t.poor);
    t.then = t.households;
    if (m->growth == WITHIN_TWO) {
        t.then = pick(m, t.households, pov_muldiv_floor(t.households, 102, 100));
    } else if (m->growth != CONSTANT) {
        t.then = pick(m, t.households / 2, t.households * 2);
    }
    t.left = pick(m, 0, pick(m, 0, 4) == 0 || t.poor > t.then ? t.then : t.poor);
    t.near_left = pick(m, 0, t.then - t.left);
    t.escaped = pick(m, 0, 40);
    t.other_decrease = pick(m, 0, 5);
    t.from_near = pick(m, 0, 9);
    t.relapsed = pick(m, 0, 3);
    t.newly = pick(m, 0, 12);
    t.start = t.poor + t.escaped + t.other_decrease - t.from_near - t.relapsed - t.newly;
    if (t.start < 0) {
        t.other_increase = -t.start + pick(m, 0, 3);
        t.start = 0;
        t.other_decrease += t.other_increase - (t.poor - t.start + t.escaped + t.other_decrease -
                                                t.from_near - t.relapsed - t.newly);
    }
    t.persons = t.households * 4;
    t.poor_persons = pick(m, 0, t.persons);
    return t;
}

static bool left_out(maker *m)
{
    return pick(m, 0, 9) < m->gaps;
}

static void print_count(maker *m, printed *row, pov_quantity q, int64_t value)
{
    char *to = row->cell[q];
    size_t size = sizeof row->cell[q];
    int64_t about = 1;

    if (left_out(m)) {
        return;
    }
    while (about < value / 20) {
        about *= 10;
    }
    int64_t near = (value + about / 2) / about * about, down = value / about * about;
    int64_t way = value > 0 ? pick(m, 0, 20) : 0;
    if (way == 1 && near > 0) {
        (void)snprintf(to, size, "~%" PRId64, near);
    } else if (way == 2) {
        (void)snprintf(to, size, "%s%" PRId64, pick(m, 0, 1) ? ">=" : ">", down);
    } else if (way == 3) {
        (void)snprintf(to, size, "%s%" PRId64, pick(m, 0, 1) ? "<=" : "<", down + about);
    } else if (way == 4 && !m->whole) {
        (void)snprintf(to, size, "%" PRId64 "-%" PRId64, down, down + about);
    } else {
        (void)snprintf(to, size, "%" PRId64, value);
    }
}

static int64_t print_rate(maker *m, printed *row, pov_quantity q, pov_wide above, pov_wide below)
{
    unsigned digits = (unsigned)pick(m, 0, 4);
    char *to = row->cell[q];
    size_t size = sizeof row->cell[q];

    if (below <= 0 || left_out(m)) {
        return -1;
    }
    int64_t way = pick(m, 0, 20);
    int64_t down = rounded(above, below, digits, DOWN), up = rounded(above, below, digits, UP);
    int64_t near = rounded(above, below, digits, NEAREST);
    if (way == 1) {
        write_rate(to, size, pick(m, 0, 1) ? ">=" : ">", down, digits);
    } else if (way == 2) {
        write_rate(to, size, pick(m, 0, 1) ? "<=" : "<", up, digits);
    } else if (way == 3 && !m->whole && up > down) {
        char high[48];
        write_rate(high, sizeof high, "-", up, digits);
        write_rate(to, size, "", down, digits);
        (void)snprintf(to + strlen(to), size - strlen(to), "%s", high);
    } else if (way == 4 && near > 0) { /* "about" is near */
        write_rate(to, size, "~", near, digits);
    } else {
        write_rate(to, size, "", near, digits);
        return near;
    }
    return -1;
}

/* Points: the difference of two printed rates, the true one rounded, or a bound that is kept. */
static void print_points(maker *m, printed *row, pov_quantity q, const truth *t, bool near_poor,
                         int64_t from, int64_t to)
{
    pov_wide count = near_poor ? t->near_poor : t->poor, left = near_poor ? t->near_left : t->left;
    pov_wide above = count * t->then - left * t->households;
    pov_wide below = (pov_wide)t->then * t->households;
    unsigned digits = (unsigned)pick(m, 0, 4);
    size_t size = sizeof row->cell[q];
    int64_t way = pick(m, 0, 3);

    if (below <= 0 || left_out(m)) {
        return;
    }
    if (way == 0 && from >= 0 && to >= 0) {
        unsigned exact = pov_digits_needed(from - to);
        write_rate(row->cell[q], size, "", from - to, exact);
    } else if (way == 1) {
        write_rate(row->cell[q], size, ">=", rounded(above, below, digits, DOWN), digits);
    } else if (way == 2) {
        write_rate(row->cell[q], size, "<=", rounded(above, below, digits, UP), digits);
    } else {
        write_rate(row->cell[q], size, "", rounded(above, below, digits, NEAREST), digits);
    }
}

static void print_flows(maker *m, printed *row, const truth *t)
{
    static const pov_quantity out[] = {POV_ESCAPED, POV_OTHER_DECREASE};
    static const pov_quantity in[] = {POV_FROM_NEAR_POOR, POV_RELAPSED, POV_NEWLY_POOR,
                                      POV_OTHER_INCREASE};
    const int64_t outs[] = {t->escaped, t->other_decrease};
    const int64_t ins[] = {t->from_near, t->relapsed, t->newly, t->other_increase};
    int64_t way = pick(m, 0, 3); /* none, the ways out, the ways in, all */

    if (pick(m, 0, 3) > 0) {
        return;
    }
    (void)snprintf(row->cell[POV_START_POOR], sizeof row->cell[0], "%" PRId64, t->start);
    for (size_t i = 0; i < 2 && (way & 1) != 0; i++) {
        (void)snprintf(row->cell[out[i]], sizeof row->cell[0], "%" PRId64, outs[i]);
    }
    for (size_t i = 0; i < 4 && (way & 2) != 0; i++) {
        (void)snprintf(row->cell[in[i]], sizeof row->cell[0], "%" PRId64, ins[i]);
    }
}

static void print_reduction(maker *m, printed *row, pov_quantity q, int64_t value)
{
    if (value >= 0) {
        print_count(m, row, q, value);
    } else if (!left_out(m)) {
        (void)snprintf(row->cell[q], sizeof row->cell[q], "%" PRId64, value);
    }
}

static void print_row(maker *m, const truth *t, printed *row)
{
    pov_wide now = t->households;

    *row = (printed){0};
    print_count(m, row, POV_HOUSEHOLDS, t->households);
    print_count(m, row, POV_POOR, t->poor);
    print_count(m, row, POV_NEAR_POOR, t->near_poor);
    print_count(m, row, POV_MULTI_POOR, t->poor + t->near_poor);
    int64_t a = print_rate(m, row, POV_POOR_RATE, t->poor, now);
    int64_t b = print_rate(m, row, POV_NEAR_POOR_RATE, t->near_poor, now);
    if (a >= 0 && b >= 0 && pick(m, 0, 1)) { /* as documents do: the sum of two printed rates */
        if (a + b <= POV_HUNDRED_PERCENT) {
            write_rate(row->cell[POV_MULTI_POOR_RATE], sizeof row->cell[0], "", a + b,
                       pov_digits_needed(a + b));
        }
    } else {
        (void)print_rate(m, row, POV_MULTI_POOR_RATE, t->poor + t->near_poor, now);
    }
    print_count(m, row, POV_PERSONS, t->persons);
    print_count(m, row, POV_POOR_PERSONS, t->poor_persons);
    if (m->growth == STATED_TARGET) {
        (void)snprintf(row->cell[POV_TARGET_HOUSEHOLDS], sizeof row->cell[0], "%" PRId64, t->then);
    }
    print_reduction(m, row, POV_REDUCTION_HOUSEHOLDS, t->poor - t->left);
    print_reduction(m, row, POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, t->near_poor - t->near_left);
    print_count(m, row, POV_REMAINING_POOR, t->left);
    print_count(m, row, POV_REMAINING_NEAR_POOR, t->near_left);
    int64_t c = print_rate(m, row, POV_REMAINING_RATE, t->left, t->then);
    int64_t d = print_rate(m, row, POV_REMAINING_NEAR_POOR_RATE, t->near_left, t->then);
    print_points(m, row, POV_REDUCTION_PP, t, false, a, c);
    print_points(m, row, POV_NEAR_POOR_REDUCTION_PP, t, true, b, d);
    print_flows(m, row, t);
}

enum { ROWS_MAX = 40 };

/* A plan under way: what is true of each row, and what it prints. */
typedef struct random_plan {
    truth truth[ROWS_MAX];
    printed row[ROWS_MAX];
    const char *group[ROWS_MAX];
    char name[ROWS_MAX][16];
    int parent[ROWS_MAX]; /* -1: none */
    int count;
} random_plan;

static int start_row(random_plan *p, int parent, const char *group)
{
    int row = p->count++;

    p->parent[row] = parent;
    p->group[row] = group;
    p->truth[row] = (truth){0};
    (void)snprintf(p->name[row], sizeof p->name[row], "U%d", row);
    return row;
}

/* The urban and the rural part of a unit, or a group that is a part of it. */
static void add_groups(maker *m, random_plan *p, int unit, bool partition)
{
    const truth all = p->truth[unit];
    truth one = {0}, other = all;
    int64_t *part = &one.households, *rest = &other.households;

    for (size_t i = 0; i < TRUTH_FIELDS; i++) {
        part[i] = 0;
    }
    one.poor = pick(m, 0, all.poor);
    one.near_poor = pick(m, 0, all.near_poor);
    one.households =
        one.poor + one.near_poor + pick(m, 0, all.households - all.poor - all.near_poor);
    one.left = pick(m, 0, all.left);
    one.near_left = pick(m, 0, all.near_left);
    one.then = one.left + one.near_left + pick(m, 0, all.then - all.left - all.near_left);
    for (size_t i = 0; i < TRUTH_FIELDS; i++) {
        rest[i] -= part[i];
    }
    /* households of both grow in step only where any growth is allowed, or it is stated */
    int first = start_row(p, p->parent[unit], partition ? "urban" : "ethnic_minority");
    memcpy(p->name[first], p->name[unit], sizeof p->name[first]);
    p->truth[first] = one;
    if (partition) {
        int second = start_row(p, p->parent[unit], "rural");
        memcpy(p->name[second], p->name[unit], sizeof p->name[second]);
        p->truth[second] = other;
    }
}

static void make_plan(maker *m, random_plan *p)
{
    int units = (int)pick(m, 0, 4);
    bool two_levels = pick(m, 0, 2) == 0;
    bool groups = (m->growth == ANY_GROWTH || m->growth == STATED_TARGET) && pick(m, 0, 3) == 0;

    p->count = 0;
    int top = start_row(p, -1, "all");
    for (int u = 0; u < units; u++) {
        int unit = start_row(p, top, "all");
        int parts = two_levels ? (int)pick(m, 0, 3) : 0;
        for (int k = 0; k < parts; k++) {
            int part = start_row(p, unit, "all");
            p->truth[part] = random_truth(m);
            add_truth(&p->truth[unit], &p->truth[part]);
        }
        if (parts == 0) {
            p->truth[unit] = random_truth(m);
        }
        add_truth(&p->truth[top], &p->truth[unit]);
    }
    if (units == 0) {
        p->truth[top] = random_truth(m);
    }
    int all = p->count;
    int grouped = groups ? (int)pick(m, 0, all - 1) : -1; /* one: groups of units add up too */
    for (int r = 0; r < all; r++) {
        m->whole = p->group[r] != NULL && (r == top || two_levels);
        if (r == grouped) {
            m->whole = true;
            add_groups(m, p, r, pick(m, 0, 1) == 0);
        }
        print_row(m, &p->truth[r], &p->row[r]);
    }
    m->whole = false;
    for (int r = all; r < p->count; r++) {
        print_row(m, &p->truth[r], &p->row[r]);
        for (size_t q = POV_PERSONS; q <= POV_POOR_PERSONS; q++) {
            p->row[r].cell[q][0] = '\0';
        }
        for (size_t q = POV_START_POOR; q < POV_QUANTITY_COUNT; q++) {
            p->row[r].cell[q][0] = '\0';
        }
    }
}

static void load_plan(const random_plan *p, pov_plan *plan)
{
    char text[1024], cells[1200];

    for (int r = 0; r < p->count; r++) {
        write_cells(&p->row[r], text, sizeof text);
        (void)snprintf(cells, sizeof cells, "year=2023 target_year=2024 group=%s%s%s", p->group[r],
                       text[0] != '\0' ? " " : "", text);
        plans_add(plan, p->name[r], p->parent[r] < 0 ? NULL : p->name[p->parent[r]], cells);
    }
}

static void print_plan(const random_plan *p)
{
    char text[1024];

    for (int r = 0; r < p->count; r++) {
        write_cells(&p->row[r], text, sizeof text);
        print_message("  %s of %s, %s: %s\n", p->name[r],
                      p->parent[r] < 0 ? "-" : p->name[p->parent[r]], p->group[r], text);
    }
}

/* ---- what must hold of them ---- */

static bool in_bounds(const pov_figure *f, int64_t value)
{
    return f->bounds.low <= value && value <= f->bounds.high;
}

/* A stated or derived figure holds always, an assumed one where the assumption is true. */
static bool holds(const pov_figure *f, int64_t value, bool assumed_too)
{
    return (f->basis == POV_BASIS_ASSUMED && !assumed_too) || in_bounds(f, value);
}

/* low ≤ 100 above / below ≤ high, without a division */
static bool share_in_bounds(const pov_figure *f, pov_wide above, pov_wide below)
{
    pov_wide ticks = above * POV_HUNDRED_PERCENT;

    return (f->bounds.low == POV_NO_LOW || f->bounds.low * below <= ticks) &&
           (f->bounds.high == POV_NO_HIGH || ticks <= f->bounds.high * below);
}

/* Whether some count was computed from an aim: it says what the aim asks for, not what is so, and
 * so does what is assumed from it. */
static bool follows_an_aim(const pov_solution *solution)
{
    for (size_t r = 0; r < solution->plan->row_count; r++) {
        for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
            const pov_figure *of = solution->row[r].of[m];
            if (of[POV_REMAINING].basis == POV_BASIS_ASSUMED ||
                of[POV_REDUCTION].basis == POV_BASIS_ASSUMED) {
                return true;
            }
        }
    }
    return false;
}

/* The column whose bounds do not hold the truth, or NULL. */
static const char *wrong_bound(const pov_solved *s, const truth *t, bool assumed_too)
{
    const int64_t count[] = {t->poor, t->near_poor, t->poor + t->near_poor};
    const int64_t left[] = {t->left, t->near_left, t->left + t->near_left};

    if (!holds(&s->households, t->households, assumed_too)) {
        return "households";
    }
    if (!holds(&s->target_households, t->then, assumed_too)) {
        return "target_households";
    }
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_figure *of = s->of[m];
        if (!holds(&of[POV_COUNT], count[m], assumed_too)) {
            return "a count";
        }
        if ((of[POV_RATE].basis != POV_BASIS_ASSUMED || assumed_too) && t->households > 0 &&
            !share_in_bounds(&of[POV_RATE], count[m], t->households)) {
            return "a rate";
        }
        if (!holds(&of[POV_REMAINING], left[m], assumed_too)) {
            return "what remains";
        }
        if (!holds(&of[POV_REDUCTION], count[m] - left[m], assumed_too)) {
            return "a reduction";
        }
        if (of[POV_REMAINING_SHARE].basis != POV_BASIS_STATED &&
            (of[POV_REMAINING_SHARE].basis != POV_BASIS_ASSUMED || assumed_too) && t->then > 0 &&
            !share_in_bounds(&of[POV_REMAINING_SHARE], left[m], t->then)) {
            return "a remaining rate";
        }
        if ((of[POV_RELATIVE].basis != POV_BASIS_ASSUMED || assumed_too) && count[m] > 0 &&
            !share_in_bounds(&of[POV_RELATIVE], count[m] - left[m], count[m])) {
            return "a relative reduction";
        }
    }
    return NULL;
}

/* Warnings may name an assumption that is not true of the plan; errors never do. */
static const pov_check_finding *wrong_finding(const pov_findings *findings, bool assumed_too)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->finding[i].severity >= (assumed_too ? POV_WARNING : POV_ERROR)) {
            return &findings->finding[i];
        }
    }
    return NULL;
}

static void true_plans_are_never_called_wrong(void **state)
{
    (void)state;
    check_random random = check_random_start("true_plans_are_never_called_wrong");
    int64_t plans = plans_wanted(), rows = 0, cells = 0, assumed_held = 0;

    for (int64_t i = 0; i < plans; i++) {
        static random_plan p; /* large */
        maker m = {&random, (growth)check_random_next(&random, 0, 3),
                   (unsigned)check_random_next(&random, 0, 9), false};
        pov_assumptions a = {.complete = check_random_next(&random, 0, 1) == 1,
                             .growth_stated = m.growth == ANY_GROWTH || m.growth == WITHIN_TWO};
        bool any = m.growth == ANY_GROWTH || (m.growth == STATED_TARGET && i % 2 == 0);
        bool assumed_too = any || m.growth != STATED_TARGET;
        a.growth = any                      ? POV_ANY
                   : m.growth == WITHIN_TWO ? (pov_interval){0, 2 * P}
                                            : (pov_interval){0, 0};
        make_plan(&m, &p);
        pov_plan plan = POV_PLAN_INIT;
        pov_solution solution = POV_SOLUTION_INIT;
        pov_findings findings = POV_FINDINGS_INIT;
        pov_check_options options = POV_CHECK_OPTIONS_INIT;
        load_plan(&p, &plan);
        plans_solve(&plan, &a, &solution);
        assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
        const pov_check_finding *f = wrong_finding(&findings, assumed_too);
        bool assumed_hold = assumed_too && !follows_an_aim(&solution);
        assumed_held += assumed_hold;
        for (int r = 0; r < p.count; r++) {
            const char *wrong = wrong_bound(&solution.row[r], &p.truth[r], assumed_hold);
            if (wrong != NULL || solution.row[r].conflicts != 0) {
                print_plan(&p);
                print_message("households %" PRId64 ", %" PRId64 "-%" PRId64 "\n",
                              p.truth[r].households, solution.row[r].households.bounds.low,
                              solution.row[r].households.bounds.high);
                fail_msg("plan %" PRId64 " (growth %d, complete %d), row %d: %s", i, (int)m.growth,
                         (int)a.complete, r, wrong != NULL ? wrong : "called contradictory");
            }
            for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
                cells += p.row[r].cell[q][0] != '\0';
            }
        }
        if (f != NULL) {
            print_plan(&p);
            fail_msg("plan %" PRId64 " (growth %d, complete %d): %s: %s [%s]", i, (int)m.growth,
                     (int)a.complete, p.name[f->row], f->message, pov_rule_name(f->rule));
        }
        rows += p.count;
        pov_findings_fini(&findings);
        pov_solution_fini(&solution);
        pov_plan_fini(&plan);
    }
    print_message("%" PRId64 " true plans, %" PRId64 " rows, %" PRId64
                  " printed cells: no error, no warning, every true value within its bounds (what "
                  "is assumed, "
                  "too, in %" PRId64 " plans)\n",
                  plans, rows, cells, assumed_held);
}

/* ---- one changed digit, against trying all numbers ---- */

/* What a row may be, by its printed cells. Third: what remains, or the near-poor, as the plan has
 * it. */
typedef struct small_row {
    pov_interval of[POV_QUANTITY_COUNT];
    bool rates_differ; /* the three printed rates of the year do not add up as rounded */
} small_row;

typedef struct small_plan {
    small_row row[4];
    int units; /* 0: the first row alone; else it is their parent, and they are all it has */
    bool near_poor;
    int64_t steps;
} small_plan;

#define STEPS_MAX 300000

typedef struct sums {
    int64_t count, third;
    pov_interval households, then;
} sums;

/* N with rate.low ≤ 100 count / N ≤ rate.high */
static pov_interval whole_for(int64_t count, pov_interval rate)
{
    pov_interval n = {0, POV_NO_HIGH};

    if (rate.high <= 0) {
        n.high = count == 0 ? POV_NO_HIGH : -1;
    } else {
        n.low = pov_muldiv_ceil(count, POV_HUNDRED_PERCENT, rate.high);
    }
    if (rate.low > 0) {
        n.high = pov_muldiv_floor(count, POV_HUNDRED_PERCENT, rate.low);
        n.low = n.low > 0 ? n.low : 1; /* of no households there is no rate but zero */
    }
    return n;
}

/* Whether it is printed how many remain at most, or how many there are and how many of them escape:
 * else a target rate is no more than an aim, which whole numbers need not meet. */
static bool counts_left(const pov_interval *of)
{
    return of[POV_REMAINING_POOR].high != POV_NO_HIGH ||
           (of[POV_POOR].high != POV_NO_HIGH && of[POV_REDUCTION_HOUSEHOLDS].low != POV_NO_LOW);
}

/* The households of both years that fit a row's counts; empty when none do. */
static bool fits_row(const small_plan *p, const small_row *r, sums *s)
{
    const pov_interval *of = r->of;
    int64_t both = p->near_poor ? s->count + s->third : s->count;

    s->households = pov_interval_meet(of[POV_HOUSEHOLDS], (pov_interval){both, POV_NO_HIGH});
    s->households = pov_interval_meet(s->households, whole_for(s->count, of[POV_POOR_RATE]));
    s->then = (pov_interval){0, 0};
    if (r->rates_differ || s->count < of[POV_POOR].low || s->count > of[POV_POOR].high) {
        return false;
    }
    if (p->near_poor) {
        s->households =
            pov_interval_meet(s->households, whole_for(s->third, of[POV_NEAR_POOR_RATE]));
        s->households = pov_interval_meet(s->households, whole_for(both, of[POV_MULTI_POOR_RATE]));
        return !pov_interval_empty(s->households) && of[POV_NEAR_POOR].low <= s->third &&
               s->third <= of[POV_NEAR_POOR].high && of[POV_MULTI_POOR].low <= both &&
               both <= of[POV_MULTI_POOR].high;
    }
    int64_t cut = s->count - s->third;
    s->then = pov_interval_meet(of[POV_TARGET_HOUSEHOLDS], (pov_interval){s->third, POV_NO_HIGH});
    /* it must be possible in its row, and narrows nothing for others */
    pov_interval with_rate = s->then;
    if (counts_left(of)) {
        with_rate = pov_interval_meet(s->then, whole_for(s->third, of[POV_REMAINING_RATE]));
    }
    return !pov_interval_empty(s->households) && !pov_interval_empty(with_rate) &&
           of[POV_REMAINING_POOR].low <= s->third && s->third <= of[POV_REMAINING_POOR].high &&
           of[POV_REDUCTION_HOUSEHOLDS].low <= cut && cut <= of[POV_REDUCTION_HOUSEHOLDS].high;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t most_poor(const small_plan *p, const small_row *r)
{
    int64_t most = least(r->of[POV_POOR].high, r->of[POV_HOUSEHOLDS].high);

    return p->near_poor ? least(most, r->of[POV_MULTI_POOR].high) : most;
}

static int64_t most_third(const small_plan *p, const small_row *r, int64_t count)
{
    const pov_interval *of = r->of;

    if (p->near_poor) {
        int64_t left = least(of[POV_MULTI_POOR].high, of[POV_HOUSEHOLDS].high);
        return least(of[POV_NEAR_POOR].high, left == POV_NO_HIGH ? left : left - count);
    }
    int64_t most = least(of[POV_REMAINING_POOR].high, of[POV_TARGET_HOUSEHOLDS].high);
    return of[POV_REDUCTION_HOUSEHOLDS].low == POV_NO_LOW
               ? most
               : least(most, count - of[POV_REDUCTION_HOUSEHOLDS].low);
}

/* 1: some whole numbers fit; 0: none do; -1: too many to try. */
static int any_fits(small_plan *p, int unit, sums before)
{
    const small_row *top = &p->row[0];
    const small_row *r = &p->row[p->units == 0 ? 0 : unit];

    if (p->units > 0 && unit > p->units) {
        sums all = before;
        return fits_row(p, top, &all) &&
               !pov_interval_empty(pov_interval_meet(all.households, before.households)) &&
               (p->near_poor || !pov_interval_empty(pov_interval_meet(all.then, before.then)));
    }
    int64_t most =
        least(most_poor(p, r),
              most_poor(p, top) == POV_NO_HIGH ? POV_NO_HIGH : most_poor(p, top) - before.count);
    if (most == POV_NO_HIGH) {
        return -1;
    }
    for (int64_t c = r->of[POV_POOR].low; c <= most; c++) {
        int64_t largest = most_third(p, r, c), whole = POV_NO_HIGH;
        if (p->near_poor || most_poor(p, top) != POV_NO_HIGH) {
            whole = most_third(p, top, p->near_poor ? before.count + c : most_poor(p, top));
        }
        largest = least(largest, whole == POV_NO_HIGH ? whole : whole - before.third);
        if (largest == POV_NO_HIGH) {
            return -1;
        }
        for (int64_t x = 0; x <= largest; x++) {
            sums one = {.count = c, .third = x};
            if (++p->steps > STEPS_MAX) {
                return -1;
            }
            if (!fits_row(p, r, &one)) {
                continue;
            }
            if (p->units == 0) {
                return 1;
            }
            sums all = {before.count + c, before.third + x,
                        pov_interval_add(before.households, one.households),
                        pov_interval_add(before.then, one.then)};
            int rest = any_fits(p, unit + 1, all);
            if (rest != 0) {
                return rest;
            }
        }
    }
    return 0;
}

/* The sum of two printed rates is allowed for where poor and near-poor together are printed. */
static pov_interval allowed_multi(const printed *row, pov_interval own)
{
    unsigned coarsest = POV_DIGITS_MAX;
    int64_t units = 0;
    pov_stated s;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (row->cell[q][0] != '\0' && pov_quantity_get((pov_quantity)q)->kind == POV_KIND_RATE) {
            assert_int_equal(
                pov_stated_read(row->cell[q], strlen(row->cell[q]), POV_KIND_RATE, false, &s, NULL),
                POV_VALUE);
            coarsest = s.digits < coarsest ? s.digits : coarsest;
        }
    }
    for (size_t q = POV_POOR_RATE; q <= POV_NEAR_POOR_RATE;
         q += POV_NEAR_POOR_RATE - POV_POOR_RATE) {
        unsigned digits = coarsest;
        if (row->cell[q][0] != '\0' &&
            pov_stated_read(row->cell[q], strlen(row->cell[q]), POV_KIND_RATE, false, &s, NULL) ==
                POV_VALUE) {
            digits = s.digits;
        }
        units += pov_digit_unit(digits);
    }
    return pov_interval_meet((pov_interval){own.low - units / 2, own.high + units / 2},
                             (pov_interval){0, POV_HUNDRED_PERCENT});
}

/* False when a cell cannot be read. */
static bool read_small(const printed *rows, small_plan *p)
{
    for (int r = 0; r <= p->units; r++) {
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
            const char *text = rows[r].cell[q];
            pov_interval *of = &p->row[r].of[q];
            pov_stated s;
            *of = (pov_interval){info->negative ? POV_NO_LOW : 0,
                                 info->kind == POV_KIND_RATE ? POV_HUNDRED_PERCENT : POV_NO_HIGH};
            if (text[0] == '\0') {
                continue;
            }
            if (pov_stated_read(text, strlen(text), info->kind, info->negative, &s, NULL) !=
                POV_VALUE) {
                return false;
            }
            *of = pov_stated_bounds(&s, info->kind, info->negative);
        }
        pov_interval *multi = &p->row[r].of[POV_MULTI_POOR_RATE];
        p->row[r].rates_differ = false;
        if (rows[r].cell[POV_MULTI_POOR_RATE][0] != '\0') {
            pov_interval sum =
                pov_interval_add(p->row[r].of[POV_POOR_RATE], p->row[r].of[POV_NEAR_POOR_RATE]);
            p->row[r].rates_differ = pov_interval_empty(pov_interval_meet(sum, *multi));
            *multi = allowed_multi(&rows[r], *multi);
        }
    }
    return true;
}

static int try_all_numbers(small_plan *p)
{
    p->steps = 0;
    return any_fits(p, 1, (sums){.count = 0});
}

static void make_small(maker *m, small_plan *p, printed *rows)
{
    static const pov_quantity both[] = {POV_NEAR_POOR, POV_NEAR_POOR_RATE, POV_MULTI_POOR,
                                        POV_MULTI_POOR_RATE};
    static const pov_quantity target[] = {POV_TARGET_HOUSEHOLDS, POV_REDUCTION_HOUSEHOLDS,
                                          POV_REMAINING_POOR, POV_REMAINING_RATE};
    truth t[4] = {{0}};

    p->units = (int)pick(m, 0, 3);
    p->units = p->units == 1 ? 2 : p->units;
    p->near_poor = pick(m, 0, 1) == 1;
    for (int u = p->units > 0; u <= p->units; u++) {
        t[u].households = pick(m, 1, 60);
        t[u].poor = pick(m, 0, pick(m, 0, t[u].households));
        t[u].near_poor = pick(m, 0, t[u].households - t[u].poor);
        t[u].then = pick(m, 1, 60);
        t[u].left = pick(m, 0, least(t[u].poor, t[u].then));
        if (p->units > 0) {
            add_truth(&t[0], &t[u]);
        }
    }
    for (int r = 0; r <= p->units; r++) {
        m->whole = r == 0;
        print_row(m, &t[r], &rows[r]);
        for (size_t q = POV_NEAR_POOR; q < POV_QUANTITY_COUNT; q++) {
            bool kept = false;
            for (size_t i = 0; i < 4; i++) {
                kept = kept || q == (p->near_poor ? both[i] : target[i]);
            }
            if (!kept) {
                rows[r].cell[q][0] = '\0';
            }
        }
        if (!p->near_poor && pick(m, 0, 1) == 1) { /* of the target year, often printed */
            (void)snprintf(rows[r].cell[POV_TARGET_HOUSEHOLDS], sizeof rows[r].cell[0], "%" PRId64,
                           t[r].then);
        }
    }
}

/* Changes one digit of one cell; false when there is none. */
static bool change_digit(maker *m, const small_plan *p, printed *rows)
{
    for (int attempt = 0; attempt < 200; attempt++) {
        char *cell = rows[pick(m, 0, p->units)].cell[pick(m, 0, POV_QUANTITY_COUNT - 1)];
        size_t length = strlen(cell);
        size_t at = length > 0 ? (size_t)pick(m, 0, (int64_t)length - 1) : 0;
        if (length > 0 && cell[at] >= '0' && cell[at] <= '9') {
            cell[at] = (char)('0' + (cell[at] - '0' + pick(m, 1, 9)) % 10);
            return true;
        }
    }
    return false;
}

static bool check_errs(const printed *rows, const small_plan *p)
{
    static const char *const names[] = {"P", "A", "B", "C"};
    pov_plan plan = POV_PLAN_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_findings findings = POV_FINDINGS_INIT;
    pov_assumptions a = {.growth = POV_ANY, .complete = true};
    pov_check_options options = POV_CHECK_OPTIONS_INIT;
    char text[1024];

    for (int r = 0; r <= p->units; r++) {
        write_cells(&rows[r], text, sizeof text);
        plans_add(&plan, names[r], r == 0 ? NULL : "P", text);
    }
    plans_solve(&plan, &a, &solution);
    assert_int_equal(pov_check(&solution, &options, &findings, NULL), POV_OK);
    bool errs = findings.by_severity[POV_ERROR] > 0;
    pov_findings_fini(&findings);
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
    return errs;
}

static void print_small(const printed *rows, const small_plan *p)
{
    char text[1024];

    for (int r = 0; r <= p->units; r++) {
        write_cells(&rows[r], text, sizeof text);
        print_message("  %s: %s\n", r == 0 ? "P" : "a unit", text);
    }
}

/* Errors are proofs, and of all plans that a changed digit makes impossible, almost all are found:
 * by closed form and narrowing instead of trying. */
static void an_error_is_said_where_no_numbers_fit(void **state)
{
    (void)state;
    check_random random = check_random_start("an_error_is_said_where_no_numbers_fit");
    int64_t plans = plans_wanted(), impossible[2] = {0}, found[2] = {0}, untried = 0, possible = 0;
    int64_t shown = getenv("POV_SHOW") != NULL ? strtoll(getenv("POV_SHOW"), NULL, 10) : 0;

    for (int64_t i = 0; i < plans; i++) {
        maker m = {&random, ANY_GROWTH, (unsigned)check_random_next(&random, 0, 6), false};
        small_plan p;
        printed rows[4];
        make_small(&m, &p, rows);
        assert_true(read_small(rows, &p));
        if (try_all_numbers(&p) == 0) {
            print_small(rows, &p);
            fail_msg("plan %" PRId64 ": true, but trying finds nothing", i);
        }
        if (!change_digit(&m, &p, rows) || !read_small(rows, &p)) {
            continue; /* nothing printed, or refused when it is read */
        }
        int fits = try_all_numbers(&p);
        bool errs = check_errs(rows, &p);
        if (fits < 0) {
            untried++;
        } else if (fits == 1) {
            possible++;
            if (errs) {
                print_small(rows, &p);
                fail_msg("plan %" PRId64 ": called wrong, but some numbers fit", i);
            }
        } else {
            impossible[p.units > 0]++;
            found[p.units > 0] += errs;
            if (!errs && shown-- > 0) {
                print_message("missed, plan %" PRId64 ":\n", i);
                print_small(rows, &p);
            }
        }
    }
    print_message("one changed digit: still possible %" PRId64 ", none of them called wrong; "
                  "impossible rows %" PRId64 ", found %" PRId64 "; impossible sums %" PRId64
                  ", found %" PRId64 "; too many to try %" PRId64 "\n",
                  possible, impossible[0], found[0], impossible[1], found[1], untried);
    assert_true(found[0] * 1000 >= impossible[0] * LEAST_FOUND);
    assert_true(found[1] * 1000 >= impossible[1] * LEAST_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(true_plans_are_never_called_wrong),
        cmocka_unit_test(an_error_is_said_where_no_numbers_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
