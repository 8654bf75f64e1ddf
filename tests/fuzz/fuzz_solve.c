/*
 * Solving against trying everything: the bytes are a small plan and what it prints. Every way in
 * which the figures can be true, by the definitions alone, must lie within the solver's bounds, and
 * no plan that can be true may contradict. Where one count, one rate and the households are all
 * that is printed, the bounds are as tight as trying finds.
 *
 * The plan is one row, or the rows of two units and of their whole.
 */
#include "fuzz.h"

#include "calculator/solve/solution.h"

/* What can be printed here. Rates come first. */
enum { POOR_RATE, NEAR_RATE, HOUSEHOLDS, POOR, NEAR, MULTI, REDUCTION, REMAINING, FIGURES };
enum { LARGEST = 10, TIGHT_LARGEST = 60, WAYS_MAX = 8000 };

static const pov_quantity quantity[FIGURES] = {
    [POOR_RATE] = POV_POOR_RATE,
    [NEAR_RATE] = POV_NEAR_POOR_RATE,
    [HOUSEHOLDS] = POV_HOUSEHOLDS,
    [POOR] = POV_POOR,
    [NEAR] = POV_NEAR_POOR,
    [MULTI] = POV_MULTI_POOR,
    [REDUCTION] = POV_REDUCTION_HOUSEHOLDS,
    [REMAINING] = POV_REMAINING_POOR,
};

typedef struct way {
    int16_t of[FIGURES]; /* but for rates */
} way;

typedef struct ways {
    way *way;
    size_t count;
} ways;

typedef struct cell {
    bool printed;
    pov_stated stated;
} cell;

typedef struct row {
    cell cell[FIGURES];
} row;

typedef struct source {
    const uint8_t *data;
    size_t size, at;
} source;

static unsigned take(source *from, unsigned below)
{
    unsigned byte = from->at < from->size ? from->data[from->at++] : 0;

    return byte % below;
}

/* ---- what a printed figure allows, by definition ---- */

/* sign(100 part / whole - edge), the edge in ticks; 128 bits hold it */
static int compare_share(int64_t part, int64_t whole, int64_t edge)
{
    pov_wide left = (pov_wide)part * POV_HUNDRED_PERCENT;
    pov_wide right = (pov_wide)edge * whole;

    return (left > right) - (left < right);
}

static bool rate_fits(const pov_stated *s, int64_t part, int64_t whole)
{
    int64_t unit = 1;

    for (unsigned d = s->digits; d < 12; d++) {
        unit *= 10;
    }
    if (whole == 0) {
        whole = 1; /* none of no households: a rate of zero */
    }
    switch (s->qualifier) {
    case POV_AT_LEAST:
        return compare_share(part, whole, s->face) >= 0;
    case POV_AT_MOST:
        return compare_share(part, whole, s->face) <= 0;
    default:
        return compare_share(part, whole, s->face - unit / 2) >= 0 &&
               compare_share(part, whole, s->face_high + unit / 2) <= 0;
    }
}

static bool count_fits(const pov_stated *s, int64_t value)
{
    switch (s->qualifier) {
    case POV_AT_LEAST:
        return value >= s->face;
    case POV_AT_MOST:
        return value <= s->face;
    default:
        return value >= s->face && value <= s->face_high;
    }
}

static bool fits(const row *r, const way *w)
{
    static const int counted[2] = {POOR, NEAR};

    for (int f = 0; f < FIGURES; f++) {
        const cell *c = &r->cell[f];
        if (c->printed && f <= NEAR_RATE && w->of[HOUSEHOLDS] == 0 &&
            !r->cell[HOUSEHOLDS].printed) {
            return false; /* a unit whose rate is printed has a household */
        }
        if (c->printed &&
            !(f <= NEAR_RATE ? rate_fits(&c->stated, w->of[counted[f]], w->of[HOUSEHOLDS])
                             : count_fits(&c->stated, w->of[f]))) {
            return false;
        }
    }
    return true;
}

/* ---- a plan from bytes ---- */

static int64_t power(unsigned digits)
{
    int64_t p = 1;

    while (digits-- > 0) {
        p *= 10;
    }
    return p;
}

/* What a document would print of the truth: rounded half up to so many decimals. */
static pov_stated print_rate(int64_t part, int64_t whole, unsigned digits)
{
    int64_t scale = 100 * power(digits), unit = power(12 - digits);
    int64_t printed = whole == 0 ? 0 : (2 * part * scale + whole) / (2 * whole);

    return (pov_stated){.face = printed * unit, .digits = (uint8_t)digits};
}

static cell take_cell(source *from, int figure, const way *truth)
{
    unsigned how = take(from, 16), change = how >= 12 ? take(from, 5) : 2;
    cell c = {.printed = how >= 4};
    int64_t unit = 1;

    if (figure <= NEAR_RATE) {
        unsigned digits = how % 4;
        c.stated =
            print_rate(truth->of[figure == POOR_RATE ? POOR : NEAR], truth->of[HOUSEHOLDS], digits);
        unit = power(12 - digits);
    } else {
        c.stated.face = truth->of[figure];
    }
    c.stated.face += ((int64_t)change - 2) * unit; /* a slip of the document */
    if (figure != REDUCTION && c.stated.face < 0) {
        c.stated.face = 0;
    }
    if (figure <= NEAR_RATE && c.stated.face > POV_HUNDRED_PERCENT) {
        c.stated.face = POV_HUNDRED_PERCENT;
    }
    c.stated.face_high = c.stated.face;
    if (how == 5) {
        c.stated.qualifier = POV_AT_LEAST;
    } else if (how == 6) {
        c.stated.qualifier = POV_AT_MOST;
    } else if (how == 7 && (figure > NEAR_RATE || c.stated.face < POV_HUNDRED_PERCENT)) {
        c.stated.qualifier = POV_RANGE;
        c.stated.face_high += unit;
    }
    return c;
}

static way take_truth(source *from)
{
    way t = {{0}};
    int households = (int)take(from, LARGEST + 1);

    t.of[HOUSEHOLDS] = (int16_t)households;
    t.of[POOR] = (int16_t)take(from, (unsigned)households + 1);
    t.of[NEAR] = (int16_t)take(from, (unsigned)(households - t.of[POOR]) + 1);
    t.of[MULTI] = (int16_t)(t.of[POOR] + t.of[NEAR]);
    t.of[REMAINING] = (int16_t)take(from, LARGEST);
    t.of[REDUCTION] = (int16_t)(t.of[POOR] - t.of[REMAINING]);
    return t;
}

static row take_row(source *from, const way *truth)
{
    row r;

    for (int f = 0; f < FIGURES; f++) {
        r.cell[f] = take_cell(from, f, truth);
    }
    return r;
}

static void add_row(pov_plan *plan, const row *r, const char *unit, const char *parent, size_t line)
{
    pov_row_draft draft = {.unit = unit, .parent = parent, .line = line};

    for (int f = 0; f < FIGURES; f++) {
        if (r->cell[f].printed) {
            draft.stated[quantity[f]] = r->cell[f].stated;
            draft.stated_set |= pov_set_of(quantity[f]);
        }
    }
    FUZZ_MUST(pov_plan_add_row(plan, &draft, NULL) == POV_OK);
}

/* ---- trying ---- */

/* All ways for one row up to `largest` households; a REMAINING above that changes nothing. */
static void try_all(const row *r, int largest, ways *out)
{
    way w;

    for (int n = 0; n <= largest; n++) {
        for (int p = 0; p <= n; p++) {
            for (int q = 0; q + p <= n; q++) {
                for (int left = 0; left <= LARGEST && out->count < WAYS_MAX; left++) {
                    w.of[HOUSEHOLDS] = (int16_t)n;
                    w.of[POOR] = (int16_t)p;
                    w.of[NEAR] = (int16_t)q;
                    w.of[MULTI] = (int16_t)(p + q);
                    w.of[REMAINING] = (int16_t)left;
                    w.of[REDUCTION] = (int16_t)(p - left);
                    if (fits(r, &w)) {
                        out->way[out->count++] = w;
                    }
                }
            }
        }
    }
}

static void must_hold(const pov_solved *solved, const way *w)
{
    for (int f = HOUSEHOLDS; f < FIGURES; f++) {
        pov_interval bounds = pov_solved_figure(solved, quantity[f])->bounds;
        FUZZ_MUST(bounds.low <= w->of[f] && w->of[f] <= bounds.high);
    }
    for (int f = POOR_RATE; f <= NEAR_RATE; f++) {
        if (w->of[HOUSEHOLDS] > 0) {
            pov_interval bounds = pov_solved_figure(solved, quantity[f])->bounds;
            int64_t part = w->of[f == POOR_RATE ? POOR : NEAR];
            FUZZ_MUST(bounds.low == POV_NO_LOW ||
                      compare_share(part, w->of[HOUSEHOLDS], bounds.low) >= 0);
            FUZZ_MUST(bounds.high == POV_NO_HIGH ||
                      compare_share(part, w->of[HOUSEHOLDS], bounds.high) <= 0);
        }
    }
}

static void must_not_contradict(const pov_solved *solved)
{
    FUZZ_MUST((solved->conflicts &
               (POV_CONFLICT_FACTS | POV_CONFLICT_IDENTITIES | POV_CONFLICT_SUM)) == 0);
}

/* Only households, poor and its rate are printed, and the bounds end where trying ends. */
static void must_be_tight(const row *r, const pov_solved *solved)
{
    pov_interval n = solved->households.bounds, c = solved->of[POV_MEASURE_POOR][POV_COUNT].bounds;
    pov_interval found_n = {INT64_MAX, INT64_MIN}, found_c = found_n;

    for (int f = 0; f < FIGURES; f++) {
        if (r->cell[f].printed && f != POOR_RATE && f != HOUSEHOLDS && f != POOR) {
            return;
        }
    }
    if (!r->cell[POOR_RATE].printed || n.high > TIGHT_LARGEST) {
        return;
    }
    for (int16_t whole = 0; whole <= TIGHT_LARGEST; whole++) {
        for (int16_t part = 0; part <= whole; part++) {
            const way w = {{[HOUSEHOLDS] = whole, [POOR] = part}};
            if (fits(r, &w)) {
                found_n = (pov_interval){whole < found_n.low ? whole : found_n.low,
                                         whole > found_n.high ? whole : found_n.high};
                found_c = (pov_interval){part < found_c.low ? part : found_c.low,
                                         part > found_c.high ? part : found_c.high};
            }
        }
    }
    if (!pov_interval_empty(found_n)) {
        FUZZ_MUST(found_n.low == n.low && found_n.high == n.high);
        FUZZ_MUST(found_c.low == c.low && found_c.high == c.high);
    } else {
        FUZZ_MUST((solved->conflicts & POV_CONFLICT_FACTS) != 0);
    }
}

static void check_row(const pov_solution *solution, const row *r)
{
    const pov_solved *solved = &solution->row[0];
    static way room[WAYS_MAX];
    ways found = {room, 0};

    try_all(r, LARGEST, &found);
    if (found.count > 0) {
        must_not_contradict(solved);
    }
    for (size_t i = 0; i < found.count; i++) {
        must_hold(solved, &found.way[i]);
    }
    must_be_tight(r, solved);
}

/* Row 0 is the whole of rows 1 and 2. */
static void check_sum(const pov_solution *solution, const row r[3])
{
    static way room[2][WAYS_MAX];
    ways part[2] = {{room[0], 0}, {room[1], 0}};

    for (int i = 0; i < 2; i++) {
        try_all(&r[i + 1], LARGEST / 2, &part[i]);
    }
    /* where there are too many pairs, some of them: a stride that still meets each way once */
    size_t step = part[0].count * part[1].count / 20000 + 1;
    for (size_t a = 0; a < part[0].count; a++) {
        for (size_t b = a % step; b < part[1].count; b += step) {
            way sum;
            for (int f = 0; f < FIGURES; f++) {
                sum.of[f] = (int16_t)(part[0].way[a].of[f] + part[1].way[b].of[f]);
            }
            if (fits(&r[0], &sum)) {
                for (size_t i = 0; i < 3; i++) {
                    must_not_contradict(&solution->row[i]);
                }
                must_hold(&solution->row[0], &sum);
                must_hold(&solution->row[1], &part[0].way[a]);
                must_hold(&solution->row[2], &part[1].way[b]);
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    source from = {data, size, 0};
    unsigned kind = take(&from, 4);
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_plan plan = POV_PLAN_INIT;
    row r[3];
    way truth[3];

    assumptions.growth = POV_ANY;
    assumptions.growth_stated = true;
    assumptions.complete = true;
    FUZZ_MUST(pov_plan_add_file(&plan, "plan.csv", NULL) == POV_OK);
    if (kind < 2) {
        truth[0] = take_truth(&from);
        r[0] = take_row(&from, &truth[0]);
        add_row(&plan, &r[0], "A", NULL, 2);
    } else {
        truth[1] = take_truth(&from);
        truth[2] = take_truth(&from);
        for (int f = 0; f < FIGURES; f++) {
            truth[0].of[f] = (int16_t)(truth[1].of[f] + truth[2].of[f]);
        }
        for (int i = 0; i < 3; i++) {
            static const char *const names[] = {"A", "B", "C"};
            r[i] = take_row(&from, &truth[i]);
            add_row(&plan, &r[i], names[i], i == 0 ? NULL : "A", (size_t)i + 2);
        }
    }
    FUZZ_MUST(pov_plan_finish(&plan, NULL, NULL) == POV_OK);
    FUZZ_MUST(pov_solve(&plan, &assumptions, &solution, NULL) == POV_OK);
    if (kind < 2) {
        check_row(&solution, &r[0]);
    } else {
        check_sum(&solution, r);
    }
    pov_solution_fini(&solution);
    pov_plan_fini(&plan);
    return 0;
}
