/*
 * Values: the number that is shown for each quantity, with its basis.
 *
 * Each formula fills one unknown figure from known ones. First only those run that need no
 * assumption; what they give is derived, and lies in the bounds that narrowing found. Then those
 * run that need the number of households of the target year, or take an aim at its face value; what
 * they give is assumed, and lies in what the assumption about growth leaves (assume.c).
 */
#include "calculator/solve/component.h"
#include "calculator/solve/siblings.h"
#include "figure/arith.h"

#include <string.h>

/* What may be used: no assumption; one; and at last also the bounds alone that it leaves. */
typedef enum stage { KNOWN, ASSUMED, ASSUMED_BOUNDS } stage;

typedef struct estimator {
    const pov_assumptions *assumptions;
    pov_solved *s;
    uint8_t digits;
    stage stage;
    bool changed;
    const pov_interval *assumed; /* of the row's terms, under the assumption; or NULL */
} estimator;

/* ---- setting a figure ---- */

static bool known(const pov_figure *figure)
{
    return pov_figure_known(figure);
}

/* A count that no country has, from a rate of almost nothing, or a rate of as many households out
 * of one: better unknown than near the end of the numbers, where a sum of two would pass it. */
static bool too_large(const pov_figure *figure, int64_t value)
{
    return pov_is_far(value) || (figure->kind == POV_KIND_COUNT &&
                                 (value > 1000 * POV_COUNT_MAX || value < -1000 * POV_COUNT_MAX));
}

/* What the assumption about growth leaves of a figure (assume.c). */
static pov_interval assumed_of(const estimator *e, const pov_figure *figure)
{
    for (size_t i = 0; e->assumed != NULL && i < POV_COMPONENT_TERMS(e->s->measures); i++) {
        if (figure == pov_solved_term(e->s, pov_component_term(i))) {
            pov_interval both = pov_interval_meet(figure->bounds, e->assumed[i]);
            return pov_interval_empty(both) ? figure->bounds : both;
        }
    }
    return figure->bounds;
}

/* Gives an unknown figure its value. `bounds` is what the formula gives at the ends of its
 * inputs. */
static void set(estimator *e, pov_figure *figure, int64_t value, pov_interval bounds,
                pov_basis basis)
{
    pov_interval may = basis == POV_BASIS_ASSUMED ? assumed_of(e, figure) : figure->bounds;
    pov_interval cut = pov_interval_meet(may, bounds);
    cut = pov_interval_empty(cut) ? may : cut;
    if (known(figure) || (basis == POV_BASIS_ASSUMED && e->stage == KNOWN) ||
        too_large(figure, value) || too_large(figure, pov_clamp(value, cut))) {
        return;
    }
    figure->bounds = cut;
    figure->value = pov_clamp(value, cut);
    figure->value_high = figure->value;
    figure->basis = (uint8_t)basis;
    figure->qualifier = POV_EXACTLY;
    figure->digits = figure->kind == POV_KIND_COUNT ? 0 : e->digits;
    e->changed = true;
}

/* ---- intervals of quotients ---- */

/* whole × rate / 100, rounded outward */
static pov_interval part_of(pov_interval whole, pov_interval rate)
{
    if (!pov_interval_bounded(whole) || !pov_interval_bounded(rate)) {
        return POV_ANY;
    }
    return (pov_interval){
        pov_muldiv_floor(rate.low >= 0 ? whole.low : whole.high, rate.low, POV_HUNDRED_PERCENT),
        pov_muldiv_ceil(rate.high >= 0 ? whole.high : whole.low, rate.high, POV_HUNDRED_PERCENT),
    };
}

/* The number to compute with: of a fact that is printed as a range its middle, of an aim its
 * face. */
static int64_t number_of(const pov_figure *figure, bool fact)
{
    return fact ? pov_figure_best(figure) : figure->value;
}

/* ---- what needs no assumption ---- */

static bool usable_ratio(const pov_figure *count, const pov_figure *rate, bool fact)
{
    return known(count) && known(rate) && count->value > 0 && rate->value > 0 &&
           number_of(rate, fact) > 0; /* "<=5" that can only be 0 */
}

/* households = 100 count / rate, by the measure that tells most: the largest count */
static void households_from_rates(estimator *e, pov_figure *households, pov_aspect part,
                                  pov_aspect share)
{
    const bool fact = part == POV_COUNT || e->s->reports;
    pov_figure *const *of = e->s->of;
    size_t best = POV_MEASURE_COUNT;

    for (size_t m = 0; m < e->s->measures && !known(households); m++) {
        if (usable_ratio(&of[m][part], &of[m][share], fact) &&
            (best == POV_MEASURE_COUNT || of[m][part].value > of[best][part].value)) {
            best = m;
        }
    }
    if (best != POV_MEASURE_COUNT) {
        const pov_figure *count = &of[best][part], *rate = &of[best][share];
        set(e, households,
            pov_muldiv_round(number_of(count, fact), POV_HUNDRED_PERCENT, number_of(rate, fact)),
            pov_interval_whole(count->bounds, rate->bounds), pov_basis_from(count, rate));
    }
}

/* whole = a + b, whichever of the three is unknown; `facts`: a and b are no aims */
static void fill_sum(estimator *e, pov_figure *whole, pov_figure *a, pov_figure *b, bool facts)
{
    const int64_t all = pov_figure_best(whole);

    if (known(a) && known(b) && known(whole)) {
        return;
    }
    if (known(a) && known(b)) {
        set(e, whole, number_of(a, facts) + number_of(b, facts),
            pov_interval_add(a->bounds, b->bounds), pov_basis_from(a, b));
    } else if (known(whole) && known(a)) {
        set(e, b, all - number_of(a, facts), pov_interval_subtract(whole->bounds, a->bounds),
            pov_basis_from(whole, a));
    } else if (known(whole) && known(b)) {
        set(e, a, all - number_of(b, facts), pov_interval_subtract(whole->bounds, b->bounds),
            pov_basis_from(whole, b));
    }
}

static void fill_count(estimator *e, const pov_figure *households, pov_figure *count,
                       const pov_figure *rate)
{
    if (!known(count) && known(households) && known(rate)) {
        set(e, count,
            pov_muldiv_round(pov_figure_best(households), pov_figure_best(rate),
                             POV_HUNDRED_PERCENT),
            part_of(households->bounds, rate->bounds), pov_basis_from(households, rate));
    }
}

static void fill_rate(estimator *e, const pov_figure *households, const pov_figure *count,
                      pov_figure *rate, bool fact)
{
    const int64_t all = pov_figure_best(households); /* a contradiction can leave none of 5 */

    if (!known(rate) && known(households) && known(count) && all > 0) {
        set(e, rate, pov_muldiv_round(number_of(count, fact), POV_HUNDRED_PERCENT, all),
            pov_interval_ratio(count->bounds, POV_HUNDRED_PERCENT, households->bounds),
            pov_basis_from(households, count));
    }
}

/* The start less the ways out and with the ways in, where the row prints them all. */
static void count_from_flows(estimator *e, const pov_row *row, pov_measure measure)
{
    pov_figure *count = &e->s->of[measure][POV_COUNT];
    int64_t value = 0;

    for (size_t i = 0; i < POV_FLOW_COUNT; i++) {
        const pov_flow *flow = &pov_flows[measure][i];
        const pov_stated *stated = pov_row_stated(row, flow->quantity);
        if (stated == NULL && flow->sign != 0) {
            return;
        }
        value += stated != NULL ? flow->sign * stated->face : 0;
    }
    set(e, count, value, count->bounds, POV_BASIS_DERIVED);
}

/* What of the year needs no identity. */
static void derive_year(estimator *e)
{
    pov_solved *s = e->s;

    households_from_rates(e, &s->households, POV_COUNT, POV_RATE);
    for (size_t m = 0; m < s->measures; m++) {
        fill_count(e, &s->households, &s->of[m][POV_COUNT], &s->of[m][POV_RATE]);
        fill_rate(e, &s->households, &s->of[m][POV_COUNT], &s->of[m][POV_RATE], true);
    }
}

static void derive(estimator *e, const pov_row *row)
{
    pov_solved *s = e->s;

    if (row != NULL) {
        count_from_flows(e, row, POV_MEASURE_POOR);
        count_from_flows(e, row, POV_MEASURE_NEAR_POOR);
    }
    for (size_t m = 0; m < s->measures; m++) {
        fill_sum(e, &s->of[m][POV_COUNT], &s->of[m][POV_REDUCTION], &s->of[m][POV_REMAINING],
                 s->reports);
    }
    static const pov_aspect together[] = {POV_COUNT, POV_REDUCTION, POV_REMAINING};
    for (size_t i = 0; i < POV_LENGTH(together) && s->measures > 1; i++) {
        fill_sum(e, &s->of[POV_MEASURE_MULTI][together[i]], &s->of[POV_MEASURE_POOR][together[i]],
                 &s->of[POV_MEASURE_NEAR_POOR][together[i]],
                 together[i] == POV_COUNT || s->reports);
    }
    derive_year(e);
    households_from_rates(e, &s->target_households, POV_REMAINING, POV_REMAINING_SHARE);
    for (size_t m = 0; m < s->measures; m++) {
        /* never the other way: how many remain at a target rate, counts_from_aim rounds down */
        fill_rate(e, &s->target_households, &s->of[m][POV_REMAINING],
                  &s->of[m][POV_REMAINING_SHARE], s->reports);
    }
    if (s->measures > 1) {
        fill_sum(e, &s->of[POV_MEASURE_MULTI][POV_RATE], &s->of[POV_MEASURE_POOR][POV_RATE],
                 &s->of[POV_MEASURE_NEAR_POOR][POV_RATE], true);
    }
}

/* ---- what needs the households of the target year ---- */

/* What the households are multiplied by, in ticks. */
static pov_interval growth_factor(const estimator *e)
{
    return pov_interval_add(e->assumptions->growth, pov_interval_point(POV_HUNDRED_PERCENT));
}

static int64_t middle_of(pov_interval a)
{
    return a.low + (a.high - a.low) / 2;
}

static void grow(estimator *e)
{
    pov_figure *now = &e->s->households, *then = &e->s->target_households;

    if (!e->s->open || known(now) == known(then)) {
        return;
    }
    const pov_interval factor = growth_factor(e);
    const int64_t middle = middle_of(factor);
    pov_interval grown = part_of(now->bounds, factor);
    if (known(now) && pov_interval_empty(pov_interval_meet(grown, then->bounds))) {
        return; /* more remain than there would be: they did not grow so */
    }
    e->s->grown = e->s->grown || e->stage != KNOWN;
    if (known(now)) {
        set(e, then, pov_muldiv_round(now->value, middle, POV_HUNDRED_PERCENT), grown,
            POV_BASIS_ASSUMED);
    } else if (known(then)) { /* whole households have not just the growth */
        pov_interval before = {
            pov_muldiv_floor(then->bounds.low, POV_HUNDRED_PERCENT, factor.high),
            pov_interval_bounded(then->bounds)
                ? pov_muldiv_ceil(then->bounds.high, POV_HUNDRED_PERCENT, factor.low)
                : POV_NO_HIGH};
        set(e, now, pov_muldiv_round(then->value, POV_HUNDRED_PERCENT, middle), before,
            POV_BASIS_ASSUMED);
    }
}

/* A reduction in households beside two rates: households = reduction / (rate - remaining rate ×
 * growth) */
static void households_from_reduction(estimator *e, const pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *cut = &of[POV_REDUCTION], *rate = &of[POV_RATE];
    const pov_figure *left = &of[POV_REMAINING_SHARE];

    if (known(&e->s->households) || !known(cut) || !known(rate) || !known(left) || !e->s->open ||
        cut->value <= 0) {
        return;
    }
    const pov_interval factor = growth_factor(e);
    int64_t fall =
        rate->value - pov_muldiv_round(left->value, middle_of(factor), POV_HUNDRED_PERCENT);
    pov_interval falls = pov_interval_subtract(rate->bounds, part_of(factor, left->bounds));
    if (fall > 0) {
        set(e, &e->s->households, pov_muldiv_round(cut->value, POV_HUNDRED_PERCENT, fall),
            pov_interval_whole(cut->bounds, falls), POV_BASIS_ASSUMED);
    }
}

/* Beside points alone: 1,000 households that are "2 points" are 2% of them, if there are as many
 * later. */
static void households_from_points(estimator *e, const pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *cut = &of[POV_REDUCTION], *points = &of[POV_PP];
    pov_interval growth = e->assumptions->growth;

    if (!known(&e->s->households) && cut->basis == POV_BASIS_STATED &&
        points->basis == POV_BASIS_STATED && cut->value > 0 && points->value > 0 &&
        points->bounds.low > 0 && growth.low == 0 && growth.high == 0) {
        set(e, &e->s->households,
            pov_muldiv_round(pov_figure_best(cut), POV_HUNDRED_PERCENT, points->value),
            pov_interval_whole(cut->bounds, points->bounds), POV_BASIS_ASSUMED);
        e->s->households.aimed = known(&e->s->households);
    }
}

/*
 * The counts that a plan leaves out, from its aim at face value: as many households remain as the
 * aim allows, so that the reduction is the fewest that reach it.
 *     from a remaining rate      remaining = ⌊rate × households of the target year⌋
 *     from points                remaining = ⌊(rate of the year - points) × households of the
 * target year⌋
 */
static int64_t remaining_at_most(int64_t share, int64_t households)
{
    return share > 0 ? pov_muldiv_floor(share, households, POV_HUNDRED_PERCENT) : 0;
}

/* What is printed bounds the count; an aim's face value does only under the assumption about
 * growth. Where it allows more than can remain, as many as can be do. */
static void set_by_aim(estimator *e, pov_figure of[POV_ASPECT_COUNT], int64_t value,
                       pov_interval remain)
{
    const pov_interval may = assumed_of(e, &of[POV_REMAINING]);

    if (e->s->target_households.basis != POV_BASIS_ASSUMED) {
        remain = POV_ANY;
    } else if (pov_interval_empty(pov_interval_meet(may, remain))) {
        remain = pov_interval_point(pov_clamp(value, may));
    }
    set(e, &of[POV_REMAINING], value, remain, POV_BASIS_ASSUMED);
}

static void counts_from_rate(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *then = &e->s->target_households;
    const int64_t share = of[POV_REMAINING_SHARE].value_high; /* 8.0-8.5 is reached at 8.5 */
    pov_interval remain = {remaining_at_most(share, then->bounds.low),
                           then->bounds.high == POV_NO_HIGH
                               ? POV_NO_HIGH
                               : remaining_at_most(share, then->bounds.high)};

    set_by_aim(e, of, remaining_at_most(share, then->value), remain);
}

static void counts_from_points(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *count = &of[POV_COUNT], *now = &e->s->households;
    const pov_figure *then = &e->s->target_households, *points = &of[POV_PP];

    if (!known(count) || !known(now) || now->value == 0 || now->bounds.low <= 0 ||
        !pov_interval_bounded(now->bounds) || !pov_interval_bounded(then->bounds) ||
        !pov_interval_bounded(count->bounds)) {
        return;
    }
    /* shares are rounded up by less than 10^-12 percent, so that an exact aim stays exact */
    int64_t share =
        pov_subtract(pov_muldiv_ceil(count->value, POV_HUNDRED_PERCENT, now->value), points->value);
    pov_interval shares = {
        pov_muldiv_ceil(count->bounds.low, POV_HUNDRED_PERCENT, now->bounds.high),
        pov_muldiv_ceil(count->bounds.high, POV_HUNDRED_PERCENT, now->bounds.low),
    };
    if (pov_is_far(share) || pov_is_far(shares.high)) {
        return; /* perhaps cut */
    }
    pov_interval remain = {
        remaining_at_most(pov_subtract(shares.low, points->value), then->bounds.low),
        remaining_at_most(pov_subtract(shares.high, points->value), then->bounds.high),
    };
    set_by_aim(e, of, remaining_at_most(share, then->value), remain);
}

/* "Half of them": as many remain as that allows. */
static void counts_from_part(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *count = &of[POV_COUNT];
    int64_t rest = pov_subtract(POV_HUNDRED_PERCENT, of[POV_RELATIVE].value);

    if (known(count) && count->bounds.high != POV_NO_HIGH) {
        set(e, &of[POV_REMAINING], remaining_at_most(rest, count->value),
            (pov_interval){remaining_at_most(rest, count->bounds.low),
                           remaining_at_most(rest, count->bounds.high)},
            POV_BASIS_ASSUMED);
    }
}

static void counts_from_aim(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    if (known(&of[POV_REMAINING]) || known(&of[POV_REDUCTION])) {
        return;
    }
    if (e->s->reports && known(&e->s->target_households)) {
        fill_count(e, &e->s->target_households, &of[POV_REMAINING], &of[POV_REMAINING_SHARE]);
    }
    if (e->s->reports) {
        return;
    }
    if (of[POV_RELATIVE].basis == POV_BASIS_STATED) {
        counts_from_part(e, of);
    }
    if (!known(&e->s->target_households)) {
        /* the part that is to leave needs no other number */
    } else if (of[POV_REMAINING_SHARE].basis == POV_BASIS_STATED) {
        counts_from_rate(e, of);
    } else if (of[POV_PP].basis == POV_BASIS_STATED) {
        counts_from_points(e, of);
    }
    of[POV_REMAINING].aimed = known(&of[POV_REMAINING]);
}

/* Points: the difference of two printed rates where there are two, else what the counts deliver. */
static void points(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *rate = &of[POV_RATE], *left = &of[POV_REMAINING_SHARE];

    if (known(rate) && known(left) && !known(&of[POV_PP])) {
        set(e, &of[POV_PP],
            rate->value - (e->s->reports ? pov_figure_best(left) : left->value_high),
            pov_interval_subtract(assumed_of(e, rate), assumed_of(e, left)),
            pov_basis_from(rate, left));
        of[POV_PP].plain = pov_figure_is_printed(rate) && pov_figure_is_printed(left);
    }
}

/* The remaining rate of a plan that states points and no counts. */
static void share_from_points(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *rate = &of[POV_RATE], *cut = &of[POV_PP];
    pov_figure *left = &of[POV_REMAINING_SHARE];

    if (known(rate) && known(cut) && !known(&of[POV_REMAINING]) && !known(&of[POV_REDUCTION]) &&
        !known(left) && cut->value <= rate->value) {
        /* a drop has the rounding of the printed rate, too (pov_drop_is_fact) */
        bool both = rate->basis == POV_BASIS_STATED && cut->qualifier == POV_EXACTLY;
        int64_t half = both ? pov_digit_unit(rate->digits) / 2 : 0;
        pov_interval drop = pov_interval_add(cut->bounds, (pov_interval){-half, half});
        set(e, left, rate->value - cut->value, pov_interval_subtract(rate->bounds, drop),
            pov_basis_from(rate, cut));
        left->aimed = known(left) && !e->s->reports;
    }
}

static void relative(estimator *e, pov_figure of[POV_ASPECT_COUNT])
{
    const pov_figure *count = &of[POV_COUNT], *cut = &of[POV_REDUCTION];

    if (known(count) && known(cut) && count->value > 0) {
        set(e, &of[POV_RELATIVE], pov_muldiv_round(cut->value, POV_HUNDRED_PERCENT, count->value),
            pov_interval_ratio(assumed_of(e, cut), POV_HUNDRED_PERCENT, assumed_of(e, count)),
            pov_basis_from(cut, count));
    }
}

/* How many more households there are at the end of the target year, in percent. Where that is
 * assumed it is so but for what makes whole households of it. */
static void growth(estimator *e)
{
    pov_figure *now = &e->s->households, *then = &e->s->target_households;
    const pov_interval hundred = pov_interval_point(POV_HUNDRED_PERCENT);
    const pov_interval assumed = e->assumptions->growth;

    if (known(&e->s->growth) || !known(now) || !known(then) || now->value <= 0 ||
        now->bounds.low <= 0) {
        return;
    }
    pov_interval bounds = pov_interval_subtract(
        pov_interval_ratio(assumed_of(e, then), POV_HUNDRED_PERCENT, assumed_of(e, now)), hundred);
    if (e->s->grown) {
        int64_t one = assumed.low == 0 && assumed.high == 0
                          ? 0
                          : pov_muldiv_ceil(1, POV_HUNDRED_PERCENT, now->bounds.low);
        bounds = pov_interval_meet(bounds, pov_interval_add(assumed, (pov_interval){-one, one}));
    }
    set(e, &e->s->growth,
        pov_muldiv_round(then->value, POV_HUNDRED_PERCENT, now->value) - POV_HUNDRED_PERCENT,
        bounds, pov_basis_from(now, then));
}

/* What the bounds alone tell: one number, or numbers that differ by at most 2 percent or 1. */
static void middle(estimator *e, pov_figure *figure)
{
    pov_interval b = assumed_of(e, figure);

    if (!known(figure) && pov_interval_bounded(b) &&
        (b.high - b.low <= (figure->kind == POV_KIND_COUNT) || b.high - b.low <= b.high / 50)) {
        set(e, figure, middle_of(b), b, e->stage == KNOWN ? POV_BASIS_DERIVED : POV_BASIS_ASSUMED);
    }
}

static void middles(estimator *e)
{
    middle(e, &e->s->households);
    middle(e, &e->s->target_households);
    for (size_t m = 0; m < (e->s->beyond_poor ? POV_MEASURE_COUNT : 1); m++) {
        middle(e, &e->s->of[m][POV_COUNT]);
        middle(e, &e->s->of[m][POV_REDUCTION]);
        middle(e, &e->s->of[m][POV_REMAINING]);
        middle(e, &e->s->of[m][POV_RATE]);
        middle(e, &e->s->of[m][POV_REMAINING_SHARE]);
    }
}

static void estimate_row(estimator e, const pov_row *row)
{
    pov_solved *solved = e.s;

    e.digits = pov_row_digits(solved);
    if ((solved->conflicts & POV_CONFLICT_FACTS) != 0) {
        return; /* 45,049 poor of 851 households: one of them is wrong, and what follows too */
    }
    if ((solved->conflicts & (POV_CONFLICT_TARGET | POV_CONFLICT_IDENTITIES)) != 0) {
        derive_year(&e); /* what remains does not go with it */
        return;
    }
    do {
        e.changed = false;
        derive(&e, row);
        if (e.stage != KNOWN) {
            grow(&e);
            for (size_t m = 0; m < solved->measures; m++) {
                households_from_reduction(&e, solved->of[m]);
                households_from_points(&e, solved->of[m]);
                counts_from_aim(&e, solved->of[m]);
            }
            for (size_t m = 0; m < solved->measures && !e.changed; m++) {
                share_from_points(&e, solved->of[m]); /* only where no counts will come of it */
            }
        }
        if (!e.changed && e.stage != ASSUMED) {
            middles(&e); /* only where no formula gives a better value */
        }
        for (size_t m = 0; m < solved->measures; m++) {
            points(&e, solved->of[m]);
        }
        const bool changed = e.changed;
        for (size_t m = 0; m < solved->measures; m++) {
            relative(&e, solved->of[m]);
        }
        growth(&e);
        e.changed = e.stage != KNOWN ? e.changed : changed; /* from these no known figure follows */
    } while (e.changed);
}

/* ---- sums over units ---- */

static estimator of_row(const pov_solution *solution, size_t row, stage at)
{
    const pov_interval *assumed = solution->assumed;

    return (estimator){
        .assumptions = &solution->assumptions,
        .s = &solution->row[row],
        .stage = at,
        .assumed = assumed != NULL ? &assumed[row * POV_COMPONENT_TERMS(solution->measures)] : NULL,
    };
}

/* Whether the figures that a term rests on contradict one another. */
static bool in_doubt(const pov_solved *s, pov_item term)
{
    unsigned of = POV_CONFLICT_FACTS;

    if (term.subject != POV_SUBJECT_ALL) {
        of |= POV_CONFLICT_IDENTITIES;
    }
    if (term.aspect != POV_COUNT) {
        of |= POV_CONFLICT_TARGET | POV_CONFLICT_IDENTITIES;
    }
    return (s->conflicts & of) != 0;
}

/* The sum of one count over a list; unknown when a member does not have it. */
static pov_figure sum_of_values(const pov_solution *solution, const pov_list *list, pov_item term)
{
    pov_figure sum = pov_figure_unknown(POV_KIND_COUNT);
    pov_basis basis = POV_BASIS_DERIVED;
    bool all = list->count > 0;

    sum.bounds = pov_interval_point(0);
    for (size_t i = 0; i < list->count; i++) {
        size_t member = solution->list_member[list->first + i];
        const pov_figure *figure = pov_solved_term(&solution->row[member], term);
        sum.bounds = pov_interval_add(sum.bounds, figure->bounds);
        sum.value =
            pov_add_ends(sum.value, known(figure) ? pov_figure_best(figure) : 0, POV_NO_HIGH);
        if (in_doubt(&solution->row[member], term)) {
            return pov_figure_unknown(POV_KIND_COUNT);
        }
        all = all && known(figure);
        pov_basis one = pov_basis_from(figure, figure);
        basis = one > basis ? one : basis;
    }
    sum.value = sum.value_high = pov_clamp(sum.value, sum.bounds);
    if (all && !too_large(&sum, sum.value)) {
        sum.basis = (uint8_t)basis;
    }
    return sum;
}

const pov_solved *pov_solve_total(const pov_solution *solution, const pov_list *list,
                                  pov_solved_room *room)
{
    pov_solved *total = pov_solved_in(room);

    pov_solved_clear(total);
    total->measures = solution->measures;
    for (size_t i = 0; i < list->count; i++) { /* what is in doubt in a unit is in doubt in all */
        const size_t member = solution->list_member[list->first + i];
        total->conflicts |=
            solution->row[member].conflicts & (POV_CONFLICT_TARGET | POV_CONFLICT_IDENTITIES);
        total->open = total->open || (pov_row_has(&solution->plan->row[member], POV_REMAINING) &&
                                      pov_interval_bounded(solution->assumptions.growth));
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        if (pov_solved_has(total, pov_summable[i])) {
            *pov_solved_term(total, pov_summable[i]) =
                sum_of_values(solution, list, pov_summable[i]);
        }
    }
    for (stage at = KNOWN; at <= ASSUMED; at++) {
        estimate_row((estimator){.assumptions = &solution->assumptions, .s = total, .stage = at},
                     NULL);
    }
    return total;
}

static bool states_no_count(const pov_row *row)
{
    pov_quantity_set rest = row->stated_set;

    for (size_t q = 0; rest != 0; q++, rest >>= 1) {
        if ((rest & 1U) != 0 && pov_quantity_get((pov_quantity)q)->kind == POV_KIND_COUNT) {
            return false;
        }
    }
    return true;
}

/* A parent takes what it does not state from its units, where their list is complete; a parent that
 * states no count at all is presumed to be the sum of the units that are listed. */
static bool fill_whole(pov_solution *solution, const pov_list *list, stage at)
{
    pov_solved *whole = &solution->row[list->whole];
    const pov_row *row = &solution->plan->row[list->whole];
    bool presumed = !list->complete && states_no_count(row);
    bool changed = false;

    if (!list->addable || (whole->conflicts & POV_CONFLICT_SUM) != 0 ||
        (!list->complete && !(presumed && at != KNOWN && list->count > 1))) {
        return false;
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        pov_figure *figure = pov_solved_term(whole, pov_summable[i]);
        if (!pov_solved_has(whole, pov_summable[i]) || known(figure)) {
            continue;
        }
        pov_figure sum = sum_of_values(solution, list, pov_summable[i]);
        if (!known(&sum) || (sum.basis == POV_BASIS_ASSUMED && at == KNOWN)) {
            continue;
        }
        estimator e = of_row(solution, list->whole, at);
        set(&e, figure, sum.value, sum.bounds, presumed ? POV_BASIS_ASSUMED : (pov_basis)sum.basis);
        changed = changed || e.changed;
    }
    if (changed) {
        estimate_row(of_row(solution, list->whole, at), row);
    }
    return changed;
}

/* A unit that leaves a count out takes what the others leave of the whole. */
static bool fill_last_member(pov_solution *solution, const pov_list *list, stage at)
{
    bool changed = false;

    if (!list->complete || (solution->row[list->whole].conflicts & POV_CONFLICT_SUM) != 0) {
        return false;
    }
    for (size_t i = 0; i < POV_SUMMABLE_COUNT; i++) {
        const pov_item term = pov_summable[i];
        const pov_figure *whole = pov_solved_term(&solution->row[list->whole], term);
        size_t missing = POV_NONE, count = 0;
        int64_t rest = whole->value;
        pov_basis basis = pov_basis_from(whole, whole);
        for (size_t k = 0; k < list->count && known(whole); k++) {
            size_t member = solution->list_member[list->first + k];
            const pov_figure *figure = pov_solved_term(&solution->row[member], term);
            if (in_doubt(&solution->row[member], term)) {
                count = POV_NONE; /* nothing is computed from it, and nothing for it */
                break;
            }
            if (known(figure)) {
                rest = pov_saturate((pov_wide)rest - figure->value);
                pov_basis one = pov_basis_from(figure, whole);
                basis = one > basis ? one : basis;
            } else {
                missing = member;
                count++;
            }
        }
        if (count == 1 && (at != KNOWN || basis != POV_BASIS_ASSUMED)) {
            pov_solved *s = &solution->row[missing];
            estimator e = of_row(solution, missing, at);
            pov_figure *figure = pov_solved_term(s, term);
            set(&e, figure, rest, figure->bounds, basis);
            estimate_row(of_row(solution, missing, at), &solution->plan->row[missing]);
            changed = true;
        }
    }
    return changed;
}

/* A figure that one of two rows of the same state knows is the other's; what rests on an assumption
 * goes forward only. */
static bool carry(const pov_solution *solution, const pov_join *join, bool back, stage at)
{
    const size_t from_row = back ? join->later : join->earlier;
    const size_t to_row = back ? join->earlier : join->later;
    estimator e = of_row(solution, to_row, at);
    pov_item item[2];

    if ((solution->row[join->later].conflicts & POV_CONFLICT_JOIN) != 0) {
        return false;
    }
    for (size_t i = 0; pov_join_pair(join, i, item); i++) {
        const pov_figure *known_one = pov_solved_term(&solution->row[from_row], item[back]);
        pov_figure *other = pov_solved_term(e.s, item[!back]);
        if (known(known_one) && !(back && known_one->basis == POV_BASIS_ASSUMED)) {
            e.digits = known_one->digits;
            set(&e, other, known_one->value, known_one->bounds,
                pov_basis_from(known_one, known_one));
        }
    }
    if (e.changed) {
        estimate_row(of_row(solution, to_row, at), &solution->plan->row[to_row]);
    }
    return e.changed;
}

/*
 * Joins forward and back in time, then wholes from the lowest level up, then what wholes leave from
 * the highest down: nothing depends on the order of the file.
 */
static bool fill_once(pov_solution *solution, stage at)
{
    bool changed = false;

    for (size_t i = 0; i < solution->join_count; i++) {
        changed = carry(solution, &solution->join[i], false, at) || changed;
    }
    for (size_t i = solution->join_count; i-- > 0;) {
        changed = carry(solution, &solution->join[i], true, at) || changed;
    }
    for (size_t i = 0; i < solution->lists_up_count; i++) {
        const pov_list *list = &solution->list[solution->list_up[i]];
        changed = fill_whole(solution, list, at) || changed;
    }
    for (size_t i = solution->lists_up_count; i-- > 0;) {
        const pov_list *list = &solution->list[solution->list_up[i]];
        changed = fill_last_member(solution, list, at) || changed;
    }
    return changed;
}

static void estimate(pov_solution *solution, stage at)
{
    for (size_t r = 0; r < solution->plan->row_count; r++) {
        estimate_row(of_row(solution, r, at), &solution->plan->row[r]);
    }
    /* at most as many passes as there are levels; lists without gaps cost one */
    for (int pass = 0; pass < 8 && fill_once(solution, at); pass++) {
    }
}

pov_status pov_estimate(pov_solution *solution)
{
    estimate(solution, KNOWN);
    if (pov_assume(solution) != POV_OK) {
        return POV_ERR_NOMEM;
    }
    estimate(solution, ASSUMED);
    if (solution->assumed != NULL) {
        estimate(solution, ASSUMED_BOUNDS);
    }
    return POV_OK;
}
