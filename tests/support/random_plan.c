#include "random_plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define P POV_PERCENT
#define TRUTH_FIELDS (sizeof(random_truth) / sizeof(int64_t))

static int64_t pick(check_random *random, int64_t low, int64_t high)
{
    return check_random_next(random, low, high);
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ---- the truth ---- */

static void add_truth(random_truth *to, const random_truth *one)
{
    int64_t *sum = &to->households;
    const int64_t *part = &one->households;

    for (size_t i = 0; i < TRUTH_FIELDS; i++) {
        sum[i] += part[i];
    }
}

/* The same for the near-poor: of those at the start, some stay. */
static void make_near_flows(random_truth *t, int64_t start, check_random *random)
{
    int64_t stay_most = t->near_poor - t->escaped_to_near;

    if (start >= 0) {
        stay_most = least(stay_most, start - t->from_near);
    }
    int64_t stay = pick(random, 0, stay_most);
    t->near_start = start >= 0 ? start : stay + t->from_near + pick(random, 0, 20);
    int64_t out = t->near_start - stay - t->from_near,
            in = t->near_poor - stay - t->escaped_to_near;
    t->near_other_decrease = pick(random, 0, least(out, 5));
    t->near_escaped = out - t->near_other_decrease;
    t->near_relapsed = pick(random, 0, in);
    t->near_newly = pick(random, 0, in - t->near_relapsed);
    t->near_other_increase = in - t->near_relapsed - t->near_newly;
}

/* Who became poor and who left, from `start` poor and `near` near-poor households; -1: of any
 * number. */
static void make_flows(random_truth *t, int64_t start, int64_t near, check_random *random)
{
    int64_t least_in = start >= 0 && t->poor > start ? t->poor - start : 0;
    int64_t in = pick(random, least_in, least(t->poor, least_in + 24));
    int64_t out = start >= 0 ? start - (t->poor - in) : pick(random, 0, 45);

    t->start = t->poor - in + out;
    t->from_near = pick(random, 0, near >= 0 ? least(in, near) : in);
    t->relapsed = pick(random, 0, in - t->from_near);
    t->newly = pick(random, 0, in - t->from_near - t->relapsed);
    t->other_increase = in - t->from_near - t->relapsed - t->newly;
    t->other_decrease = pick(random, 0, least(out, 5));
    t->escaped = out - t->other_decrease;
    t->escaped_to_near = pick(random, 0, least(t->escaped, t->near_poor));
    make_near_flows(t, near, random);
}

/* Persons in poor households: one to twenty each, and one at least in each of the others. */
static int64_t make_poor_persons(const random_truth *t, check_random *random)
{
    return t->poor == 0 ? 0
           : t->poor == t->households
               ? t->persons
               : pick(random, t->poor, least(t->persons - (t->households - t->poor), 20 * t->poor));
}

static void make_target_year(const random_plan *p, random_truth *t, check_random *random)
{
    t->then = t->households;
    if (p->growth == RANDOM_COMMON) {
        t->then += pov_muldiv_floor(t->households, p->growth_share, 10000);
    } else if (p->growth != RANDOM_CONSTANT) {
        t->then = pick(random, t->households / 2, t->households * 2);
    }
    bool rises = pick(random, 0, 4) == 0 || t->poor > t->then;
    t->left = pick(random, 0, pick(random, 0, rises ? t->then : t->poor));
    t->near_left = pick(random, 0, t->then - t->left);
}

static random_truth make_truth(const random_plan *p, check_random *random)
{
    static const int64_t sizes[] = {3, 60, 2000, 30000, 2000000, 1000000000};
    random_truth t = {.households = pick(random, 1, sizes[pick(random, 0, 5)])};

    t.poor = pick(random, 0, pick(random, 0, t.households));
    t.near_poor = pick(random, 0, t.households - t.poor);
    make_target_year(p, &t, random);
    make_flows(&t, -1, -1, random);
    t.persons = t.households * 4;
    t.poor_persons = make_poor_persons(&t, random);
    return t;
}

static random_truth truth_after(const random_plan *next, const random_truth *t,
                                check_random *random)
{
    random_truth after = {
        .households = t->then, .poor = t->left, .near_poor = t->near_left, .persons = t->then * 4};

    make_target_year(next, &after, random);
    make_flows(&after, t->poor, t->near_poor, random);
    after.poor_persons = make_poor_persons(&after, random);
    return after;
}

/* ---- its printing ---- */

typedef enum direction { NEAREST, DOWN, UP } direction;

/* 100 above / below in ticks, rounded to so many decimals. */
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

static void write_rate(char to[48], const char *sign, int64_t ticks, unsigned digits)
{
    pov_buffer out = {0};

    pov_write_ticks(&out, ticks, digits, pov_numerals_plain);
    (void)snprintf(to, 48, "%s%s", sign, pov_buffer_get(&out));
    pov_buffer_fini(&out);
}

static void write_rates(char to[48], int64_t low, int64_t high, unsigned digits)
{
    char end[48];

    write_rate(end, "", high, digits);
    write_rate(to, "", low, digits);
    size_t used = strlen(to);
    (void)snprintf(to + used, 48 - used, "-%s", end);
}

static void write_count(char to[48], const char *sign, int64_t value)
{
    (void)snprintf(to, 48, "%s%" PRId64, sign, value);
}

static bool left_out(const random_plan *p, check_random *random)
{
    return pick(random, 0, 9) < p->gaps;
}

/* Whether "about" may be before it: within 5% of the number. */
static bool is_about(int64_t printed, pov_wide true_above, pov_wide true_below)
{
    pov_wide off = true_above - printed * true_below;

    return printed > 0 && (off < 0 ? -off : off) * 20 <= printed * true_below;
}

static int64_t pick_one(check_random *random, const char **sign, const char *a, const char *b)
{
    *sign = pick(random, 0, 1) ? a : b;
    return 0;
}

void random_print_count(random_plan *p, check_random *random, random_cells *row, pov_quantity q,
                        int64_t value)
{
    char *to = row->cell[q];
    const char *sign;
    int64_t about = 1;

    if (left_out(p, random)) {
        return;
    }
    while (about < value / 20) {
        about *= 10;
    }
    int64_t near = (value + about / 2) / about * about, down = value / about * about;
    int64_t way = value > 0 ? pick(random, 0, 20) : 0;
    if (way == 1 && is_about(near, value, 1)) {
        write_count(to, "~", near);
    } else if (way == 2) {
        (void)pick_one(random, &sign, ">=", ">");
        write_count(to, sign, down);
    } else if (way == 3) {
        (void)pick_one(random, &sign, "<=", "<");
        write_count(to, sign, down + about);
    } else if (way == 4 && p->ranges) {
        int64_t wide = pick(random, 0, 1) ? pick(random, 0, value) : 0;
        (void)snprintf(to, 48, "%" PRId64 "-%" PRId64, down - least(wide, down),
                       down + about + wide);
    } else {
        write_count(to, "", value);
    }
}

/* The printed rate in ticks where it is printed without a sign, else -1. */
int64_t random_print_rate(random_plan *p, check_random *random, random_cells *row, pov_quantity q,
                          pov_wide above, pov_wide below)
{
    unsigned digits = (unsigned)pick(random, 0, 4);
    char *to = row->cell[q];
    const char *sign;

    if (below <= 0 || left_out(p, random)) {
        return -1;
    }
    int64_t way = pick(random, 0, 20);
    int64_t down = rounded(above, below, digits, DOWN), up = rounded(above, below, digits, UP);
    int64_t near = rounded(above, below, digits, NEAREST);
    if (way == 1) {
        (void)pick_one(random, &sign, ">=", ">");
        write_rate(to, sign, down, digits);
    } else if (way == 2) {
        (void)pick_one(random, &sign, "<=", "<");
        write_rate(to, sign, up, digits);
    } else if (way == 3 && p->ranges && up > down) {
        write_rates(to, down, up, digits);
    } else if (way == 4 && is_about(near, above * POV_HUNDRED_PERCENT, below)) {
        write_rate(to, "~", near, digits);
    } else {
        write_rate(to, "", near, digits);
        return near;
    }
    return -1;
}

/* Points: the difference of two printed rates, the true one rounded, or a bound that is kept. */
static void print_points(random_plan *p, check_random *random, random_cells *row, pov_quantity q,
                         const random_truth *t, int64_t from, int64_t to)
{
    bool near_poor = q == POV_NEAR_POOR_REDUCTION_PP;
    pov_wide count = near_poor ? t->near_poor : t->poor, left = near_poor ? t->near_left : t->left;
    pov_wide above = count * t->then - left * t->households;
    pov_wide below = (pov_wide)t->then * t->households;
    unsigned digits = (unsigned)pick(random, 0, 4);
    int64_t way = pick(random, 0, 4);

    if (below <= 0 || left_out(p, random)) {
        return;
    }
    int64_t down = rounded(above, below, digits, DOWN), up = rounded(above, below, digits, UP);
    if (way == 0 && from >= 0 && to >= 0) {
        write_rate(row->cell[q], "", from - to, pov_digits_needed(from - to));
    } else if (way == 1) {
        write_rate(row->cell[q], ">=", down, digits);
    } else if (way == 2) {
        write_rate(row->cell[q], "<=", up, digits);
    } else if (way == 3 && p->ranges && down >= 0 && up > down) {
        write_rates(row->cell[q], down, up, digits);
    } else {
        write_rate(row->cell[q], "", rounded(above, below, digits, NEAREST), digits);
    }
}

static void print_flows(check_random *random, random_cells *row, const random_truth *t)
{
    const struct {
        pov_quantity quantity;
        int64_t value;
    } out[] = {{POV_ESCAPED, t->escaped},
               {POV_ESCAPED_TO_NEAR_POOR, t->escaped_to_near},
               {POV_OTHER_DECREASE, t->other_decrease},
               {POV_NEAR_POOR_ESCAPED, t->near_escaped},
               {POV_NEAR_POOR_OTHER_DECREASE, t->near_other_decrease}},
      in[] = {{POV_FROM_NEAR_POOR, t->from_near},
              {POV_RELAPSED, t->relapsed},
              {POV_NEWLY_POOR, t->newly},
              {POV_OTHER_INCREASE, t->other_increase},
              {POV_NEAR_POOR_RELAPSED, t->near_relapsed},
              {POV_NEWLY_NEAR_POOR, t->near_newly},
              {POV_NEAR_POOR_OTHER_INCREASE, t->near_other_increase}};
    int64_t way = pick(random, 0, 3); /* none, the ways out, the ways in, all */

    if (pick(random, 0, 3) > 0) {
        return;
    }
    write_count(row->cell[POV_START_POOR], "", t->start);
    if (pick(random, 0, 1) == 0) {
        write_count(row->cell[POV_START_NEAR_POOR], "", t->near_start);
    }
    for (size_t i = 0; i < sizeof out / sizeof *out && (way & 1) != 0; i++) {
        write_count(row->cell[out[i].quantity], "", out[i].value);
    }
    for (size_t i = 0; i < sizeof in / sizeof *in && (way & 2) != 0; i++) {
        write_count(row->cell[in[i].quantity], "", in[i].value);
    }
}

static void print_reduction(random_plan *p, check_random *random, random_cells *row, pov_quantity q,
                            int64_t value)
{
    if (value >= 0) {
        random_print_count(p, random, row, q, value);
    } else if (!left_out(p, random)) {
        write_count(row->cell[q], "", value);
    }
}

void random_plan_print(random_plan *p, int index, check_random *random)
{
    const random_truth *t = &p->truth[index];
    random_cells *row = &p->row[index];
    pov_wide now = t->households;

    *row = (random_cells){0};
    random_print_count(p, random, row, POV_HOUSEHOLDS, t->households);
    random_print_count(p, random, row, POV_POOR, t->poor);
    random_print_count(p, random, row, POV_NEAR_POOR, t->near_poor);
    random_print_count(p, random, row, POV_MULTI_POOR, t->poor + t->near_poor);
    int64_t a = random_print_rate(p, random, row, POV_POOR_RATE, t->poor, now);
    int64_t b = random_print_rate(p, random, row, POV_NEAR_POOR_RATE, t->near_poor, now);
    if (a >= 0 && b >= 0 && pick(random, 0, 1)) { /* as documents do: a sum of printed rates */
        if (a + b <= POV_HUNDRED_PERCENT) {
            write_rate(row->cell[POV_MULTI_POOR_RATE], "", a + b, pov_digits_needed(a + b));
        }
    } else {
        (void)random_print_rate(p, random, row, POV_MULTI_POOR_RATE, t->poor + t->near_poor, now);
    }
    if (p->growth == RANDOM_STATED) {
        write_count(row->cell[POV_TARGET_HOUSEHOLDS], "", t->then);
    }
    print_reduction(p, random, row, POV_REDUCTION_HOUSEHOLDS, t->poor - t->left);
    print_reduction(p, random, row, POV_NEAR_POOR_REDUCTION_HOUSEHOLDS,
                    t->near_poor - t->near_left);
    random_print_count(p, random, row, POV_REMAINING_POOR, t->left);
    random_print_count(p, random, row, POV_REMAINING_NEAR_POOR, t->near_left);
    int64_t c = random_print_rate(p, random, row, POV_REMAINING_RATE, t->left, t->then);
    int64_t d =
        random_print_rate(p, random, row, POV_REMAINING_NEAR_POOR_RATE, t->near_left, t->then);
    print_points(p, random, row, POV_REDUCTION_PP, t, a, c);
    print_points(p, random, row, POV_NEAR_POOR_REDUCTION_PP, t, b, d);
    if (strcmp(p->group[index], "all") == 0) {
        random_print_count(p, random, row, POV_PERSONS, t->persons);
        random_print_count(p, random, row, POV_POOR_PERSONS, t->poor_persons);
        print_flows(random, row, t);
    }
}

/* ---- plans ---- */

static int start_row(random_plan *p, int parent, const char *group)
{
    static const char *const levels[] = {"province", "district", "commune"};
    int row = p->count++, depth = 0;

    for (int above = parent; above >= 0; above = p->parent[above]) {
        depth++;
    }
    p->parent[row] = parent;
    p->group[row] = group;
    p->level[row] = levels[depth];
    p->hidden[row] = false;
    p->truth[row] = (random_truth){0};
    (void)snprintf(p->name[row], sizeof p->name[row], "U%d", row);
    return row;
}

/* The urban and the rural part of a unit, or a group that is a part of it. */
static void add_groups(random_plan *p, int unit, check_random *random)
{
    const random_truth all = p->truth[unit];
    random_truth one = {0}, other = {0};
    bool partition = pick(random, 0, 1) == 0;

    one.poor = pick(random, 0, all.poor);
    one.near_poor = pick(random, 0, all.near_poor);
    one.households =
        one.poor + one.near_poor + pick(random, 0, all.households - all.poor - all.near_poor);
    one.left = pick(random, 0, all.left);
    one.near_left = pick(random, 0, all.near_left);
    one.then = one.left + one.near_left + pick(random, 0, all.then - all.left - all.near_left);
    other.households = all.households - one.households;
    other.poor = all.poor - one.poor;
    other.near_poor = all.near_poor - one.near_poor;
    other.then = all.then - one.then;
    other.left = all.left - one.left;
    other.near_left = all.near_left - one.near_left;
    for (int i = 0; i < (partition ? 2 : 1); i++) {
        const char *name = i == 1 ? "rural" : partition ? "urban" : "ethnic_minority";
        int row = start_row(p, p->parent[unit], name);
        memcpy(p->name[row], p->name[unit], sizeof p->name[row]);
        p->level[row] = p->level[unit];
        p->truth[row] = i == 1 ? other : one;
    }
}

static bool has_parts(const random_plan *p, int row)
{
    for (int r = row + 1; r < p->count; r++) {
        if (p->parent[r] == row) {
            return true;
        }
    }
    return false;
}

static void print_rows(random_plan *p, check_random *random)
{
    bool ranges = p->ranges;

    for (int r = 0; r < p->count; r++) {
        p->ranges = ranges || (strcmp(p->group[r], "all") == 0 && !has_parts(p, r));
        random_plan_print(p, r, random);
    }
    p->ranges = ranges;
}

/* What a document leaves out: a unit of a list, or the row of the whole. */
static void hide_rows(random_plan *p, int all, check_random *random)
{
    int64_t way = pick(random, 0, 9);
    int row = (int)pick(random, 0, all - 1);

    if (way == 0 && p->parent[row] >= 0 && !has_parts(p, row) && p->count == all) {
        p->hidden[row] = true;
        p->complete = false;
    } else if (way == 1 && all > 1 && p->count == all) {
        p->hidden[0] = true;
    }
}

void random_plan_make(random_plan *p, check_random *random)
{
    int units = (int)pick(random, 0, 4);
    bool two_levels = pick(random, 0, 2) == 0;

    p->count = 0;
    p->year = 2023;
    p->complete = true;
    p->growth = (random_growth)pick(random, 0, 3);
    p->growth_share = pick(random, 0, 200);
    p->gaps = (unsigned)pick(random, 0, 9);
    p->ranges = pick(random, 0, 3) == 0;
    p->levels = pick(random, 0, 3) > 0;
    bool groups = p->growth >= RANDOM_ANY && pick(random, 0, 3) == 0;
    int top = start_row(p, -1, "all");
    for (int u = 0; u < units; u++) {
        int unit = start_row(p, top, "all");
        int parts = two_levels ? (int)pick(random, 0, 3) : 0;
        for (int k = 0; k < parts; k++) {
            int part = start_row(p, unit, "all");
            p->truth[part] = make_truth(p, random);
            add_truth(&p->truth[unit], &p->truth[part]);
        }
        if (parts == 0) {
            p->truth[unit] = make_truth(p, random);
        }
        add_truth(&p->truth[top], &p->truth[unit]);
    }
    if (units == 0) {
        p->truth[top] = make_truth(p, random);
    }
    int all = p->count;
    if (groups) { /* of one unit: groups of units add up too */
        add_groups(p, (int)pick(random, 0, all - 1), random);
    }
    hide_rows(p, all, random);
    print_rows(p, random);
}

void random_plan_next(const random_plan *p, random_plan *next, check_random *random)
{
    *next = *p;
    next->year++;
    next->growth = p->growth == RANDOM_STATED ? RANDOM_ANY : p->growth;
    next->count = 0;
    for (int r = 0; r < p->count && strcmp(p->group[r], "all") == 0; r++) {
        next->count++;
    }
    for (int r = next->count - 1; r >= 0; r--) { /* parts come after their whole */
        if (!has_parts(next, r)) {
            next->truth[r] = truth_after(next, &p->truth[r], random);
        } else {
            next->truth[r] = (random_truth){0};
            for (int part = r + 1; part < next->count; part++) {
                if (next->parent[part] == r) {
                    add_truth(&next->truth[r], &next->truth[part]);
                }
            }
        }
    }
    print_rows(next, random);
}

void random_plan_write(const random_plan *p, const int *order, pov_buffer *out)
{
    bool used[POV_PLAN_QUANTITY_COUNT] = {false};

    for (int r = 0; r < p->count; r++) {
        for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
            used[q] |= p->row[r].cell[q][0] != '\0';
        }
    }
    pov_buffer_text(out, p->levels ? "unit,level,parent" : "unit,parent");
    pov_buffer_text(out, ",group,year,target_year");
    for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
        if (used[q]) {
            pov_buffer_format(out, ",%s", pov_quantity_get((pov_quantity)q)->name);
        }
    }
    pov_buffer_char(out, '\n');
    for (int i = 0; i < p->count; i++) {
        int r = order != NULL ? order[i] : i;
        if (p->hidden[r]) {
            continue;
        }
        pov_buffer_text(out, p->name[r]);
        if (p->levels) {
            pov_buffer_format(out, ",%s", p->level[r]);
        }
        pov_buffer_format(out, ",%s,%s,%d,%d", p->parent[r] < 0 ? "" : p->name[p->parent[r]],
                          p->group[r], p->year, p->year + 1);
        for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
            if (used[q]) {
                pov_buffer_format(out, ",%s", p->row[r].cell[q]);
            }
        }
        pov_buffer_char(out, '\n');
    }
}

bool random_change_digit(check_random *random, random_cells *rows, int count)
{
    for (int attempt = 0; attempt < 200; attempt++) {
        char *cell =
            rows[pick(random, 0, count - 1)].cell[pick(random, 0, POV_PLAN_QUANTITY_COUNT - 1)];
        size_t length = strlen(cell);
        size_t at = length > 0 ? (size_t)pick(random, 0, (int64_t)length - 1) : 0;
        if (length > 0 && cell[at] >= '0' && cell[at] <= '9') {
            cell[at] = (char)('0' + (cell[at] - '0' + pick(random, 1, 9)) % 10);
            return true;
        }
    }
    return false;
}
