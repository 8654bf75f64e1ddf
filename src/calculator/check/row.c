/*
 * Rules on one row by itself: its counts, its rates, its households, its aims.
 */
#include "calculator/check/rules.h"

/* One row, as the rules of this file look at it. */
typedef struct view {
    checker *c;
    size_t r;
    const pov_row *row;
    pov_solved counts; /* what is stated, and what identities give; no rate has narrowed anything */
    unsigned digits;   /* for rates in texts */
} view;

static bool stated(const view *v, pov_quantity quantity)
{
    return pov_is_stated(v->c, v->r, quantity);
}

static pov_figure printed(const view *v, pov_quantity quantity)
{
    return pov_stated_figure(v->c, v->r, quantity);
}

static bool finite(pov_interval a)
{
    return a.low != POV_NO_LOW && a.high != POV_NO_HIGH;
}

/* The count as printed, or what identities say of it. */
static void mention_count(const view *v, pov_check_finding *f, pov_quantity quantity,
                          pov_interval bounds)
{
    if (stated(v, quantity)) {
        pov_finding_figure(f, printed(v, quantity));
    } else {
        pov_finding_bounds(f, pov_count_figure(bounds));
    }
}

/* 100 part / whole, rounded outward; both 0 or above */
static pov_interval rate_of(pov_interval part, pov_interval whole)
{
    pov_interval rate = {0, POV_NO_HIGH};

    if (whole.high != POV_NO_HIGH && whole.high > 0) {
        rate.low = pov_muldiv_floor(part.low, POV_HUNDRED_PERCENT, whole.high);
    }
    if (whole.low > 0 && part.high != POV_NO_HIGH) {
        rate.high = pov_muldiv_ceil(part.high, POV_HUNDRED_PERCENT, whole.low);
    }
    return rate;
}

/* All cells of the year's state, the ones that a slip among count, rate and households can be
 * mended in. */
static pov_quantity_set facts_of_year(void)
{
    return pov_set_of(POV_HOUSEHOLDS) | pov_set_of(POV_POOR) | pov_set_of(POV_POOR_RATE) |
           pov_set_of(POV_NEAR_POOR) | pov_set_of(POV_NEAR_POOR_RATE) | pov_set_of(POV_MULTI_POOR) |
           pov_set_of(POV_MULTI_POOR_RATE);
}

/* ---- range ---- */

static bool check_part(view *v, pov_quantity part, pov_quantity whole, const char *message)
{
    if (!stated(v, part) || !stated(v, whole)) {
        return false;
    }
    pov_figure small = printed(v, part), large = printed(v, whole);
    if (small.bounds.low <= large.bounds.high) {
        return false;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_RANGE, POV_ERROR, message, v->r, part);
    pov_finding_figure(&f, small);
    pov_finding_figure(&f, large);
    f.expected = pov_count_figure((pov_interval){0, large.bounds.high});
    pov_mend_row(v->c, &f, pov_set_of(part) | pov_set_of(whole));
    pov_found(v->c, &f);
    return true;
}

/* What remains by the identity, though it is not printed, is of the households that are. */
static void check_left(view *v, pov_measure m)
{
    const pov_quantity left = pov_quantity_of(m, POV_REMAINING);
    pov_interval count = v->counts.of[m][POV_REMAINING].bounds;

    if (stated(v, left) || !stated(v, POV_TARGET_HOUSEHOLDS)) {
        return;
    }
    pov_figure of = printed(v, POV_TARGET_HOUSEHOLDS);
    if (pov_is_open(count.low) || count.low <= of.bounds.high) {
        return;
    }
    pov_check_finding f =
        pov_finding_start(POV_RULE_RANGE, POV_ERROR, "range.left", v->r, POV_TARGET_HOUSEHOLDS);
    pov_finding_figure(&f, of);
    pov_finding_text(&f, pov_quantity_get(left)->name);
    pov_finding_bounds(&f, pov_count_figure(count));
    f.expected = pov_count_figure((pov_interval){count.low, POV_NO_HIGH});
    pov_found(v->c, &f);
}

static bool check_range(view *v)
{
    bool found = check_part(v, POV_POOR, POV_HOUSEHOLDS, "range.households");

    found = check_part(v, POV_NEAR_POOR, POV_HOUSEHOLDS, "range.households") || found;
    found = check_part(v, POV_MULTI_POOR, POV_HOUSEHOLDS, "range.households") || found;
    (void)check_part(v, POV_POOR_PERSONS, POV_PERSONS, "range.persons");
    (void)check_part(v, POV_REMAINING_POOR, POV_TARGET_HOUSEHOLDS, "range.target");
    (void)check_part(v, POV_REMAINING_NEAR_POOR, POV_TARGET_HOUSEHOLDS, "range.target");
    check_left(v, POV_MEASURE_POOR);
    check_left(v, POV_MEASURE_NEAR_POOR);
    return found;
}

/* ---- remaining, multi ---- */

/* whole = a ± b for three stated counts */
static void check_identity(view *v, pov_rule rule, const char *message, pov_quantity result,
                           pov_quantity a, pov_quantity b, bool minus)
{
    if (!stated(v, result) || !stated(v, a) || !stated(v, b)) {
        return;
    }
    pov_figure whole = printed(v, result), first = printed(v, a), second = printed(v, b);
    pov_interval expected = minus ? pov_interval_subtract(first.bounds, second.bounds)
                                  : pov_interval_add(first.bounds, second.bounds);
    if (!pov_interval_empty(pov_interval_meet(whole.bounds, expected))) {
        return;
    }
    pov_check_finding f = pov_finding_start(rule, POV_ERROR, message, v->r, result);
    pov_finding_figure(&f, whole);
    pov_finding_figure(&f, first);
    pov_finding_figure(&f, second);
    f.expected = pov_bounds_figure((pov_kind)whole.kind, v->digits, expected);
    pov_finding_bounds(&f, f.expected);
    pov_mend_row(v->c, &f, pov_set_of(result) | pov_set_of(a) | pov_set_of(b));
    pov_found(v->c, &f);
}

static void check_identities(view *v)
{
    check_identity(v, POV_RULE_REMAINING, "remaining", POV_REMAINING_POOR, POV_POOR,
                   POV_REDUCTION_HOUSEHOLDS, true);
    check_identity(v, POV_RULE_REMAINING, "remaining", POV_REMAINING_NEAR_POOR, POV_NEAR_POOR,
                   POV_NEAR_POOR_REDUCTION_HOUSEHOLDS, true);
    check_identity(v, POV_RULE_MULTI, "multi", POV_MULTI_POOR, POV_POOR, POV_NEAR_POOR, false);
    check_identity(v, POV_RULE_MULTI, "multi", POV_MULTI_POOR_RATE, POV_POOR_RATE,
                   POV_NEAR_POOR_RATE, false);
}

/* ---- rate, households ---- */

typedef struct ratio {
    pov_quantity count, rate;
    pov_interval counts, rates;
    pov_interval alone; /* households that fit this ratio alone */
} ratio;

/* The ratio of one measure, where the row says both of its parts; at the end of the year or the
 * target year. */
static bool find_ratio(const view *v, pov_measure m, bool target, ratio *out)
{
    pov_aspect count = target ? POV_REMAINING : POV_COUNT;
    pov_aspect rate = target ? POV_REMAINING_SHARE : POV_RATE;

    out->count = pov_quantity_of(m, count);
    out->rate = pov_quantity_of(m, rate);
    if (out->rate == POV_QUANTITY_COUNT || !stated(v, out->rate)) {
        return false;
    }
    out->counts = v->counts.of[m][count].bounds;
    out->rates = v->counts.of[m][rate].bounds;
    return finite(out->counts);
}

/* The rate that the counts give, in digits that tell it from the stated one. */
static pov_figure expected_rate(const view *v, const ratio *x, pov_interval households)
{
    pov_figure stated_rate = printed(v, x->rate);
    pov_interval rate = rate_of(x->counts, households);

    return pov_bounds_figure(POV_KIND_RATE, pov_telling_digits(&stated_rate, rate), rate);
}

/* Households are stated: each rate must be that of its count. */
static void check_rate(view *v, const ratio *x)
{
    pov_figure households = printed(v, POV_HOUSEHOLDS);
    pov_interval count = x->counts, of = households.bounds, rate = x->rates;

    if (pov_narrow_ratio(&count, &of, &rate)) {
        /* a sum of two printed rates that the counts themselves do not give */
        rate = printed(v, x->rate).bounds;
        count = x->counts;
        of = households.bounds;
        if (x->rate == POV_MULTI_POOR_RATE && !pov_narrow_ratio(&count, &of, &rate)) {
            pov_check_finding f = pov_finding_start(POV_RULE_ROUNDED_SUM, POV_NOTE,
                                                    "rounded-sum.multi", v->r, x->rate);
            pov_finding_figure(&f, printed(v, x->rate));
            f.expected = expected_rate(v, x, households.bounds);
            pov_finding_bounds(&f, f.expected);
            pov_found(v->c, &f);
        }
        return;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_RATE, POV_ERROR, "rate", v->r, x->rate);
    pov_finding_figure(&f, printed(v, x->rate));
    mention_count(v, &f, x->count, x->counts);
    pov_finding_figure(&f, households);
    f.expected = expected_rate(v, x, households.bounds);
    pov_finding_bounds(&f, f.expected);
    pov_mend_row(v->c, &f, facts_of_year());
    pov_found(v->c, &f);
}

/* Households are not stated: one whole number of them must fit all rates. */
static void check_households(view *v, bool target)
{
    pov_interval households = {0, POV_NO_HIGH};
    ratio first = {.count = POV_QUANTITY_COUNT};

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        ratio x;
        if (!find_ratio(v, (pov_measure)m, target, &x)) {
            continue;
        }
        pov_interval count = x.counts, rate = x.rates;
        x.alone = (pov_interval){0, POV_NO_HIGH};
        bool possible = pov_narrow_ratio(&count, &x.alone, &rate);
        count = x.counts;
        rate = x.rates;
        if (possible && pov_narrow_ratio(&count, &households, &rate)) {
            first = x;
            continue;
        }
        pov_check_finding f =
            pov_finding_start(POV_RULE_HOUSEHOLDS, POV_ERROR,
                              possible ? "households.differ" : "households.none", v->r, x.rate);
        pov_finding_figure(&f, printed(v, x.rate));
        mention_count(v, &f, x.count, x.counts);
        if (possible) {
            pov_finding_bounds(&f, pov_count_figure(x.alone));
            pov_finding_figure(&f, printed(v, first.rate));
            mention_count(v, &f, first.count, first.counts);
            pov_finding_bounds(&f, pov_count_figure(first.alone));
        }
        if (!target) {
            pov_mend_row(v->c, &f, facts_of_year());
        }
        pov_found(v->c, &f);
    }
}

static void check_state(view *v)
{
    if (!stated(v, POV_HOUSEHOLDS)) {
        check_households(v, false);
        return;
    }
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        ratio x;
        if (find_ratio(v, (pov_measure)m, false, &x)) {
            check_rate(v, &x);
        }
    }
}

/* ---- remaining-rate ---- */

/* What would have to be printed for the remaining rate at the households that are allowed. */
static void finish_remaining_rate(view *v, pov_check_finding *f, const ratio *x,
                                  pov_interval households)
{
    f->expected = expected_rate(v, x, households);
    pov_finding_bounds(f, f->expected);
    pov_mend_with(v->c, f, (pov_cell_place){v->r, x->rate}, f->expected.bounds);
}

static void check_stated_target(view *v, const ratio *x)
{
    pov_figure target = printed(v, POV_TARGET_HOUSEHOLDS);
    pov_interval count = x->counts, of = target.bounds, rate = x->rates;

    if (pov_narrow_ratio(&count, &of, &rate)) {
        return;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_REMAINING_RATE, POV_ERROR,
                                            "remaining-rate.stated", v->r, x->rate);
    pov_finding_figure(&f, printed(v, x->rate));
    mention_count(v, &f, x->count, x->counts);
    pov_finding_figure(&f, target);
    finish_remaining_rate(v, &f, x, target.bounds);
    pov_found(v->c, &f);
}

static void check_growth(view *v, const ratio *x)
{
    pov_interval now = pov_alone(v->c, v->r, POV_HOUSEHOLDS);
    pov_interval then = pov_grown(now, v->c->solution->assumptions.growth);
    pov_interval count = x->counts, need = {0, POV_NO_HIGH}, rate = x->rates;

    if ((v->c->solution->row[v->r].conflicts & POV_CONFLICT_FACTS) != 0 || now.low <= 0 ||
        now.high == POV_NO_HIGH || !pov_narrow_ratio(&count, &need, &rate)) {
        return; /* nothing to compare, or another rule's affair */
    }
    count = x->counts;
    rate = x->rates;
    pov_interval fit = then;
    if (pov_narrow_ratio(&count, &fit, &rate)) {
        return;
    }
    bool shrink = need.high < now.low;
    pov_check_finding f =
        pov_finding_start(POV_RULE_REMAINING_RATE, POV_WARNING,
                          shrink ? "remaining-rate.shrink" : "remaining-rate.grow", v->r, x->rate);
    pov_finding_figure(&f, printed(v, x->rate));
    mention_count(v, &f, x->count, x->counts);
    pov_finding_bounds(&f, pov_count_figure(then));
    finish_remaining_rate(v, &f, x, then);
    pov_interval growth = {
        pov_muldiv_floor(need.low, POV_HUNDRED_PERCENT, now.high) - POV_HUNDRED_PERCENT,
        need.high == POV_NO_HIGH
            ? POV_NO_HIGH
            : pov_muldiv_ceil(need.high, POV_HUNDRED_PERCENT, now.low) - POV_HUNDRED_PERCENT,
    };
    if (shrink) {
        growth = (pov_interval){-growth.high, -growth.low};
    }
    pov_finding_bounds(&f, pov_bounds_figure(POV_KIND_CHANGE, 2, growth));
    pov_finding_bounds(&f, pov_count_figure(need));
    pov_found(v->c, &f);
}

/* More remain than there will be households, with no rate to show it. */
static void check_left_grown(view *v, pov_measure m)
{
    const pov_quantity left = pov_quantity_of(m, POV_REMAINING);
    pov_interval now = pov_alone(v->c, v->r, POV_HOUSEHOLDS);
    pov_interval then = pov_grown(now, v->c->solution->assumptions.growth);

    if (left == POV_QUANTITY_COUNT || !stated(v, left) || now.high == POV_NO_HIGH) {
        return;
    }
    pov_figure count = printed(v, left);
    if (count.bounds.low <= then.high) {
        return;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_RANGE, POV_WARNING, "range.grown", v->r, left);
    pov_finding_figure(&f, count);
    pov_finding_bounds(&f, pov_count_figure(then));
    f.expected = pov_count_figure((pov_interval){0, then.high});
    pov_found(v->c, &f);
}

static void check_target(view *v)
{
    if (!stated(v, POV_TARGET_HOUSEHOLDS)) {
        check_households(v, true);
    }
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        ratio x;
        bool has_rate = find_ratio(v, (pov_measure)m, true, &x);
        if (has_rate && stated(v, POV_TARGET_HOUSEHOLDS)) {
            check_stated_target(v, &x);
        } else if (has_rate) {
            check_growth(v, &x);
        } else if (!stated(v, POV_TARGET_HOUSEHOLDS)) {
            check_left_grown(v, (pov_measure)m);
        }
    }
}

/* ---- points, reduction ---- */

static int64_t own_rounding(const pov_figure *figure)
{
    return pov_digit_unit(figure->digits) / 2;
}

/* Stated points against the difference of the stated rates. */
static void check_points(view *v, pov_measure m)
{
    pov_quantity points = pov_quantity_of(m, POV_PP);
    pov_quantity rate = pov_quantity_of(m, POV_RATE),
                 left = pov_quantity_of(m, POV_REMAINING_SHARE);

    if (!stated(v, points) || !stated(v, rate) || !stated(v, left)) {
        return;
    }
    pov_figure aim = printed(v, points), from = printed(v, rate), to = printed(v, left);
    pov_interval allowed = aim.bounds;
    if (aim.qualifier == POV_AT_LEAST || aim.qualifier == POV_ABOVE) {
        allowed.low -= own_rounding(&aim);
    } else if (aim.qualifier == POV_AT_MOST || aim.qualifier == POV_BELOW) {
        allowed.high += own_rounding(&aim);
    }
    pov_interval difference = pov_interval_subtract(from.bounds, to.bounds);
    if (!pov_interval_empty(pov_interval_meet(allowed, difference))) {
        return;
    }
    pov_check_finding f = pov_finding_start(POV_RULE_POINTS, POV_WARNING, "points", v->r, points);
    unsigned digits = from.digits > to.digits ? from.digits : to.digits;
    pov_figure exact =
        pov_bounds_figure(POV_KIND_POINTS, digits, pov_interval_point(from.value - to.value));
    pov_finding_figure(&f, aim);
    pov_finding_figure(&f, from);
    pov_finding_figure(&f, to);
    pov_finding_figure(&f, exact);
    f.expected = pov_bounds_figure(POV_KIND_POINTS, digits, difference);
    pov_mend_with(v->c, &f, (pov_cell_place){v->r, points}, exact.bounds);
    pov_found(v->c, &f);
}

/* Stated points against what the counts deliver. */
static void check_delivery(view *v, pov_measure m)
{
    pov_interval delivered = POV_ANY;
    pov_delivery delivery = pov_delivery_of(v->c->solution, v->r, m, &delivered);
    pov_quantity points = pov_quantity_of(m, POV_PP);

    if (delivery == POV_DELIVERY_UNKNOWN || delivery == POV_DELIVERED ||
        (v->c->solution->row[v->r].conflicts & POV_CONFLICT_IDENTITIES) != 0) {
        return; /* of counts that contradict each other nothing can be said */
    }
    pov_figure aim = printed(v, points);
    pov_rule rule = POV_RULE_REDUCTION;
    pov_severity severity = POV_WARNING;
    const char *message = "reduction";
    if (delivery == POV_DELIVERED_MORE) {
        rule = POV_RULE_REDUCTION_EXCEEDS;
        severity = POV_NOTE;
    } else if (delivery == POV_DELIVERED_ROUNDED) {
        bool own = delivered.high >= aim.value - own_rounding(&aim);
        rule = own ? POV_RULE_REDUCTION_ROUNDED : POV_RULE_ROUNDED_SUM;
        severity = own && v->c->options->strict ? POV_WARNING : POV_NOTE;
        message = own ? "reduction-rounded" : "rounded-sum.points";
    }
    pov_check_finding f = pov_finding_start(rule, severity, message, v->r, points);
    const pov_solved *s = &v->c->solution->row[v->r];
    pov_finding_figure(&f, aim);
    mention_count(v, &f, pov_quantity_of(m, POV_REDUCTION), s->of[m][POV_REDUCTION].bounds);
    pov_finding_bounds(&f, pov_count_figure(s->households.bounds));
    unsigned digits = pov_telling_digits(&aim, delivered);
    f.expected = pov_bounds_figure(POV_KIND_POINTS, digits, delivered);
    pov_finding_bounds(&f, f.expected);
    if (severity > POV_NOTE) {
        pov_mend_with(v->c, &f, (pov_cell_place){v->r, points}, delivered);
    }
    pov_found(v->c, &f);
}

/* ---- the row ---- */

void pov_check_row(checker *c, size_t r)
{
    const pov_row *row = &c->plan->row[r];
    view v = {.c = c, .r = r, .row = row};

    if (row->stated_set == 0) {
        pov_check_finding f =
            pov_finding_start(POV_RULE_NO_FIGURES, POV_NOTE, "no-figures", r, POV_QUANTITY_COUNT);
        pov_found(c, &f);
        return;
    }
    pov_solve_row_counts(row, &v.counts);
    v.digits = pov_row_digits(&v.counts);
    check_identities(&v);
    if (!check_range(&v)) {
        check_state(&v);
    }
    check_target(&v);
    for (int m = 0; m < POV_MEASURE_MULTI; m++) {
        check_points(&v, (pov_measure)m);
        check_delivery(&v, (pov_measure)m);
    }
}
