/*
 * Rules on rates of one row: count, households and rate have to fit together.
 */
#include "calculator/check/fix.h"
#include "calculator/check/row.h"
#include "calculator/check/rules.h"

/* Any of them can hold the slip when count, rate and households of the year do not fit. */
#define FACTS_OF_YEAR                                                                              \
    (pov_set_of(POV_HOUSEHOLDS) | pov_set_of(POV_POOR) | pov_set_of(POV_POOR_RATE) |               \
     pov_set_of(POV_NEAR_POOR) | pov_set_of(POV_NEAR_POOR_RATE) | pov_set_of(POV_MULTI_POOR) |     \
     pov_set_of(POV_MULTI_POOR_RATE))

/* ---- rate: the whole is stated, so each rate must be that of its count ---- */

enum { OF_HOUSEHOLDS, OF_PERSONS, OF_NO_COUNT };

/* "36 of 400 is 9.00%, 37 is 9.25%": the two counts that come nearest to the rate. */
static void look_at_no_count(const pov_row_view *v, const pov_row_ratio *x, pov_quantity whole)
{
    const pov_figure households = pov_view_printed(v, whole);
    const pov_cell_place cell[] = {{v->row, whole}, {v->row, x->rate}};
    const int64_t below =
        pov_muldiv_floor(x->rates.low, households.bounds.low, POV_HUNDRED_PERCENT);
    pov_check_finding f =
        pov_finding_start(&pov_rule_rate, OF_NO_COUNT, POV_ERROR, v->row, x->rate);

    pov_finding_figure(&f, pov_view_printed(v, x->rate));
    pov_finding_figure(&f, households);
    for (int64_t count = below; count <= below + 1; count++) {
        pov_row_ratio one = *x;
        one.counts = pov_interval_point(count);
        pov_finding_bounds(&f, pov_count_figure(one.counts));
        pov_finding_bounds(&f, pov_view_rate(v, &one, households.bounds));
    }
    pov_finding_cells(v->c, &f, cell, POV_LENGTH(cell));
    pov_finding_report(v->c, &f);
}

static void look_at_ratio(const pov_row_view *v, const pov_row_ratio *x, pov_quantity whole)
{
    pov_figure households = pov_view_printed(v, whole);
    pov_interval count = x->counts, of = households.bounds, rate = x->rates;
    const size_t message = whole == POV_PERSONS ? OF_PERSONS : OF_HOUSEHOLDS;

    if (pov_narrow_ratio(&count, &of, &rate)) {
        return;
    }
    if (x->counts.low == 0 && x->counts.high == households.bounds.low &&
        !pov_view_states(v, x->count)) {
        look_at_no_count(v, x, whole);
        return;
    }
    pov_check_finding f = pov_finding_start(&pov_rule_rate, message, POV_ERROR, v->row, x->rate);
    pov_finding_figure(&f, pov_view_printed(v, x->rate));
    pov_view_mention(v, &f, x->count, x->counts);
    pov_finding_figure(&f, households);
    const pov_interval some = pov_interval_meet(households.bounds, (pov_interval){1, POV_NO_HIGH});
    f.expected = pov_view_rate(v, x, pov_interval_empty(some) ? households.bounds : some);
    pov_finding_bounds(&f, f.expected);
    if (whole != POV_HOUSEHOLDS) {
        pov_fix_set(v->c, &f, (pov_cell_place){v->row, x->rate}, f.expected.bounds);
    } else {
        pov_fix_suggest(v->c, &f, FACTS_OF_YEAR);
    }
    pov_finding_report(v->c, &f);
}

static void look_at_rates_of(const pov_row_view *v, bool target)
{
    pov_quantity households = target ? POV_TARGET_HOUSEHOLDS : POV_HOUSEHOLDS;

    if (!pov_view_states(v, households)) {
        return;
    }
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_quantity count = pov_quantity_of((pov_measure)m, target ? POV_REMAINING : POV_COUNT);
        if (count != POV_QUANTITY_COUNT && pov_view_exceeds(v, count, households)) {
            return; /* a count above the households has no rate */
        }
    }
    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_row_ratio x;
        if (pov_view_ratio(v, (pov_measure)m, target, &x)) {
            look_at_ratio(v, &x, households);
        }
    }
}

static void look_at_rates(const pov_row_view *v)
{
    pov_row_ratio persons;

    look_at_rates_of(v, false);
    look_at_rates_of(v, true);
    if (pov_view_persons(v, &persons)) {
        look_at_ratio(v, &persons, POV_PERSONS);
    }
}

const pov_rule pov_rule_rate = {
    .name = "rate",
    .relation = POV_TALLY_RATE,
    .severity = POV_TEXT("error"),
    .about = POV_TEXT("The stated count and households do not give the stated rate, even with its "
                      "rounding; or no whole number of the stated households has it."),
    .message = {[OF_HOUSEHOLDS] = POV_TEXT("{0} is stated, but {1} of {2} households{base} is {3}"),
                [OF_PERSONS] = POV_TEXT("{0} is stated, but {1} of {2} persons is {3}"),
                [OF_NO_COUNT] = POV_TEXT("{0} is stated, but {2} of {1} households is {3}, and {4} "
                                         "is {5}")},
    .row = look_at_rates,
};

/* ---- households: they are not stated, so one whole number of them must fit all rates ---- */

enum { NONE_FITS, DIFFERENT };

static void look_at_moment(const pov_row_view *v, bool target)
{
    pov_interval households = {0, POV_NO_HIGH}, first_alone = {0, POV_NO_HIGH};
    pov_row_ratio first = {.count = POV_QUANTITY_COUNT};

    for (int m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_row_ratio x;
        if (!pov_view_ratio(v, (pov_measure)m, target, &x)) {
            continue;
        }
        pov_interval count = x.counts, rate = x.rates, alone = {0, POV_NO_HIGH};
        bool possible = pov_narrow_ratio(&count, &alone, &rate);
        count = x.counts;
        rate = x.rates;
        if (possible && pov_narrow_ratio(&count, &households, &rate)) {
            first = x;
            first_alone = alone;
            continue;
        }
        pov_check_finding f = pov_finding_start(
            &pov_rule_households, possible ? DIFFERENT : NONE_FITS, POV_ERROR, v->row, x.rate);
        pov_finding_figure(&f, pov_view_printed(v, x.rate));
        pov_view_mention(v, &f, x.count, x.counts);
        if (possible) {
            pov_finding_bounds(&f, pov_count_figure(alone));
            pov_finding_figure(&f, pov_view_printed(v, first.rate));
            pov_view_mention(v, &f, first.count, first.counts);
            pov_finding_bounds(&f, pov_count_figure(first_alone));
        }
        if (!target) {
            pov_fix_suggest(v->c, &f, FACTS_OF_YEAR);
        }
        pov_finding_report(v->c, &f);
    }
}

static void look_at_households(const pov_row_view *v)
{
    if (!pov_view_states(v, POV_HOUSEHOLDS)) {
        look_at_moment(v, false);
    }
    if (!pov_view_states(v, POV_TARGET_HOUSEHOLDS)) {
        look_at_moment(v, true);
    }
}

const pov_rule pov_rule_households = {
    .name = "households",
    .relation = POV_TALLY_RATE,
    .severity = POV_TEXT("error"),
    .about = POV_TEXT("No whole number of households fits all stated rates of a row. The target "
                      "year is checked separately. Counts that follow from others (poor and "
                      "near-poor together) are used too."),
    .message =
        {
            [NONE_FITS] =
                POV_TEXT("{0} is stated, but {1} is {0} of no whole number of households"),
            [DIFFERENT] =
                POV_TEXT("{1} at {0} means {2} households, but {4} at {3} means {5} households"),
        },
    .row = look_at_households,
};
