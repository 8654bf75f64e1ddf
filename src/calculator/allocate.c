/*
 * Allocating: first every unit gets whole numbers of households and poor that add up to those of
 * the parent, then the parent's reduction is found, then it is spread, then all is written down as
 * a plan.
 */
#include "calculator/allocate.h"

#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

/* The figures of one row of the new plan. */
typedef struct part {
    size_t row; /* of the old plan, or POV_NONE */
    int64_t households, then, poor, cut;
    bool counted; /* households are known */
    bool state;   /* the new plan states them … */
    bool implied; /* … or repeats the poor and the rate that give them */
} part;

typedef struct spread {
    const pov_solution *solution;
    const pov_list *list;
    const pov_allocate_options *options;
    part whole, *unit;
    size_t count;
    bool all_counted; /* households are known of every unit, and add up */
    pov_claim *claim; /* room for what is to be apportioned */
    int64_t *share;
} spread;

static const pov_row *row_of(const spread *s, const part *p)
{
    return &s->solution->plan->row[p->row];
}

static const pov_solved *solved_of(const spread *s, const part *p)
{
    return &s->solution->row[p->row];
}

static const char *name_of(const spread *s)
{
    if (s->whole.row != POV_NONE) {
        return row_of(s, &s->whole)->name;
    }
    return s->list->parent_name[0] != '\0' ? s->list->parent_name : pov_translate("the list");
}

static pov_status fail_at(const spread *s, const part *p, pov_error *err)
{
    if (p->row != POV_NONE) {
        const pov_row *row = row_of(s, p);
        pov_error_place(err, s->solution->plan->place[row->file], row->line, 0, NULL);
    }
    return err != NULL && err->code != POV_OK ? err->code : POV_ERR_DATA;
}

static bool printed(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED && pov_interval_exact(figure->bounds);
}

/* The rate as the document prints it, which rounding may have made larger than the counts give. */
static int64_t printed_rate(const spread *s, const part *p)
{
    const pov_stated *rate =
        p->row != POV_NONE ? pov_row_stated(row_of(s, p), POV_POOR_RATE) : NULL;

    return rate != NULL ? rate->face : 0;
}

/* Printed so that it may be many numbers, and nothing makes it one: what were spread by one of them
 * would look as if the document had said so. */
static bool is_open_choice(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_STATED && figure->qualifier != POV_EXACTLY &&
           figure->qualifier != POV_ABOUT && !pov_interval_exact(figure->bounds);
}

/* ---- whole numbers that add up ---- */

/* Picks a number within each interval, near each value, so that they add up to one within `whole`,
 * near `wanted`. False when there is none. */
static bool choose(spread *s, pov_interval whole, int64_t wanted, pov_status *status,
                   pov_error *err)
{
    pov_interval room = pov_interval_meet(pov_apportion_range(s->claim, s->count), whole);

    if (pov_interval_empty(room)) {
        return false;
    }
    *status = pov_apportion(pov_clamp(wanted, room), s->claim, s->count, s->share, NULL, err);
    return true;
}

static void claim_within(spread *s, size_t i, int64_t value, pov_interval bounds)
{
    pov_claim *claim = &s->claim[i];

    claim->weight = value > 0 ? value : 1;
    claim->least = bounds.low > 0 ? bounds.low : 0;
    claim->most = bounds.high < POV_COUNT_MAX ? bounds.high : POV_COUNT_MAX;
    if (claim->most < claim->least) {
        claim->least = claim->most;
    }
}

static int64_t sum_of_shares(const spread *s)
{
    int64_t sum = 0;

    for (size_t i = 0; i < s->count; i++) {
        sum += s->share[i];
    }
    return sum;
}

static pov_status refuse_sum(const spread *s, const char *what, pov_interval whole, pov_error *err)
{
    pov_interval parts = pov_apportion_range(s->claim, s->count);

    if (parts.low > POV_COUNT_MAX) {
        return pov_fail(err, POV_ERR_RANGE, "%s: the sum of %s is beyond 10^12", name_of(s), what);
    }
    (void)pov_fail(err, POV_ERR_DATA,
                   s->count == 1 ? POV_TEXT("%s has %s%s %s, but its %zu unit has %s%s")
                                 : POV_TEXT("%s has %s%s %s, but its %zu units have %s%s together"),
                   name_of(s), pov_interval_exact(whole) ? "" : pov_translate("about "),
                   pov_show_count(whole.low).text, what, s->count,
                   pov_interval_exact(parts) ? "" : pov_translate("about "),
                   pov_show_count(parts.low).text);
    pov_error_hint(err, "a plan cannot add up that starts from this: fix it (povcalc check), or "
                        "leave the parent's row out");
    return fail_at(s, &s->whole, err);
}

/* Households of the parent that go with its own rate and with the poor that its units can have. */
static pov_interval households_of_whole(const spread *s)
{
    pov_interval count = {0, 0}, households = {0, POV_COUNT_MAX};

    if (s->whole.row == POV_NONE) {
        return households;
    }
    const pov_solved *whole = solved_of(s, &s->whole);
    pov_interval rate = whole->of[POV_MEASURE_POOR][POV_RATE].bounds;
    households = pov_interval_meet(households, whole->households.bounds);
    for (size_t i = 0; i < s->count; i++) {
        const pov_solved *unit = solved_of(s, &s->unit[i]);
        count = pov_interval_add(count, unit->of[POV_MEASURE_POOR][POV_COUNT].bounds);
    }
    count = pov_interval_meet(count, whole->of[POV_MEASURE_POOR][POV_COUNT].bounds);
    if (!pov_interval_empty(count)) {
        (void)pov_narrow_ratio(&count, &households, &rate);
    }
    return households;
}

/* Households: all of them chosen so that they add up, or as far as they are known. */
static pov_status find_households(spread *s, pov_error *err)
{
    const pov_figure *whole =
        s->whole.row != POV_NONE ? &solved_of(s, &s->whole)->households : NULL;
    int64_t sum = 0;
    pov_status status = POV_OK;

    s->all_counted = true;
    for (size_t i = 0; i < s->count; i++) {
        part *unit = &s->unit[i];
        const pov_figure *figure = &solved_of(s, unit)->households;
        unit->counted = pov_figure_is_firm(figure) && !is_open_choice(figure);
        unit->households = unit->counted ? pov_figure_best(figure) : 0;
        unit->state = printed(figure);
        s->all_counted = s->all_counted && unit->counted;
        sum += unit->households;
        claim_within(s, i, unit->households, figure->bounds);
    }
    bool known = whole != NULL && pov_figure_is_firm(whole) && !is_open_choice(whole);
    s->whole.counted = known || s->all_counted;
    s->whole.households = known ? pov_figure_best(whole) : sum;
    s->whole.state = known && printed(whole);
    if (!s->all_counted) {
        return POV_OK;
    }
    pov_interval bounds = households_of_whole(s);
    if (!choose(s, bounds, s->whole.households, &status, err)) {
        return refuse_sum(s, pov_translate("households"), bounds, err);
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        s->unit[i].households = s->share[i];
        s->unit[i].state = true;
    }
    s->whole.households = status == POV_OK ? sum_of_shares(s) : 0;
    s->whole.state = true;
    return status;
}

static pov_status refuse_unit(const spread *s, const part *unit, bool exact, pov_error *err)
{
    if (exact) {
        (void)pov_fail(err, POV_ERR_DATA, "%s prints no exact count of poor households",
                       row_of(s, unit)->name);
        pov_error_hint(err, "without --exact the count is computed from what is printed");
    } else {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s states neither how many households are poor nor what gives it",
                       row_of(s, unit)->name);
        pov_error_hint(err, "add poor, or households and poor_rate");
    }
    return fail_at(s, unit, err);
}

static pov_status refuse_choice(const spread *s, const part *unit, const pov_figure *figure,
                                const char *what, pov_error *err)
{
    pov_buffer printed = {0};

    pov_write_figure(&printed, figure, -1, pov_numerals_of(pov_language_now()));
    (void)pov_fail(err, POV_ERR_DATA, "%s has %s %s: a reduction is spread over one number",
                   row_of(s, unit)->name, pov_buffer_get(&printed), what);
    pov_error_hint(err, "write the number to start from, or leave the cell empty where others give "
                        "it");
    pov_buffer_fini(&printed);
    return fail_at(s, unit, err);
}

/* The counts that go with the households as they were chosen. */
static pov_interval counts_beside(const pov_solved *solved, const part *unit)
{
    pov_interval count = solved->of[POV_MEASURE_POOR][POV_COUNT].bounds;
    pov_interval rate = solved->of[POV_MEASURE_POOR][POV_RATE].bounds;
    pov_interval households = pov_interval_point(unit->households);

    if (unit->state) {
        (void)pov_narrow_ratio(&count, &households, &rate);
    }
    return count;
}

/* Such households are, in the new plan too, what every command computes of them. */
static bool are_implied(const spread *s, const part *p)
{
    const pov_solved *of = solved_of(s, p);
    const pov_figure *poor = &of->of[POV_MEASURE_POOR][POV_COUNT];
    const pov_figure *rate = &of->of[POV_MEASURE_POOR][POV_RATE];

    return of->households.basis == POV_BASIS_DERIVED && s->options->growth == 0 && printed(poor) &&
           pov_figure_is_printed(rate) && rate->value > 0 &&
           pov_muldiv_round(poor->value, POV_HUNDRED_PERCENT, rate->value) == of->households.value;
}

static pov_status find_poor(spread *s, pov_allocation *allocation, pov_error *err)
{
    const pov_figure *whole =
        s->whole.row != POV_NONE ? &solved_of(s, &s->whole)->of[POV_MEASURE_POOR][POV_COUNT] : NULL;
    bool known = s->whole.row != POV_NONE && pov_figure_is_firm(whole);
    pov_interval bounds = known ? whole->bounds : (pov_interval){0, POV_COUNT_MAX};
    int64_t sum = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < s->count; i++) {
        const part *unit = &s->unit[i];
        const pov_figure *figure = &solved_of(s, unit)->of[POV_MEASURE_POOR][POV_COUNT];
        if (!pov_figure_is_firm(figure) || (s->options->exact && !printed(figure))) {
            return refuse_unit(s, unit, pov_figure_is_firm(figure), err);
        }
        if (is_open_choice(figure)) {
            return refuse_choice(s, unit, figure, pov_translate("poor households"), err);
        }
        allocation->computed += !printed(figure);
        sum += pov_figure_best(figure);
        claim_within(s, i, pov_figure_best(figure), counts_beside(solved_of(s, unit), unit));
    }
    if (s->whole.row != POV_NONE && s->whole.state) { /* its rate, too, may be all that it states */
        bounds = counts_beside(solved_of(s, &s->whole), &s->whole);
    }
    if (!choose(s, bounds, known ? pov_figure_best(whole) : sum, &status, err)) {
        return refuse_sum(s, pov_translate("poor households"), bounds, err);
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        s->unit[i].poor = s->share[i];
        s->unit[i].implied = are_implied(s, &s->unit[i]);
    }
    s->whole.implied = s->whole.row != POV_NONE && are_implied(s, &s->whole);
    s->whole.poor = status == POV_OK ? sum_of_shares(s) : 0;
    return status;
}

/* Households of the target year. */
static pov_status find_then(spread *s, pov_error *err)
{
    int64_t factor = POV_HUNDRED_PERCENT + s->options->growth;

    s->whole.then = pov_muldiv_round(s->whole.households, factor, POV_HUNDRED_PERCENT);
    if (s->whole.then > POV_COUNT_MAX) {
        return pov_fail(err, POV_ERR_RANGE, "%s would have more than 10^12 households", name_of(s));
    }
    for (size_t i = 0; i < s->count; i++) {
        part *unit = &s->unit[i];
        unit->then = pov_muldiv_round(unit->households, factor, POV_HUNDRED_PERCENT);
        s->claim[i] = (pov_claim){unit->households, 0, POV_COUNT_MAX};
    }
    if (!s->all_counted || s->whole.households == 0) {
        return POV_OK;
    }
    pov_status status = pov_apportion(s->whole.then, s->claim, s->count, s->share, NULL, err);
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        s->unit[i].then = s->share[i];
    }
    return status;
}

/* ---- the target ---- */

/* Of a target for more points than the poverty rate has. */
static pov_status refuse_points(const spread *s, int64_t rate, pov_error *err)
{
    pov_numerals numerals = pov_numerals_of(pov_language_now());
    int64_t missing = s->options->amount - rate;
    pov_buffer has = {0}, lacks = {0};
    unsigned digits = 2;

    while (missing < pov_digit_unit(digits) && digits < POV_DIGITS_MAX) {
        digits++;
    }
    pov_write_ticks(&has, rate, digits, numerals);
    pov_write_ticks(&lacks, missing, digits, numerals);
    (void)pov_fail(
        err, POV_ERR_DATA,
        "the poverty rate of %s is %s%%: the reduction is %s percentage points too large",
        name_of(s), pov_buffer_get(&has), pov_buffer_get(&lacks));
    pov_buffer_fini(&has);
    pov_buffer_fini(&lacks);
    return fail_at(s, &s->whole, err);
}

/* How many of the parent's households are to escape. Like the counts that `targets` computes: the
 * fewest that reach the aim. */
static pov_status find_reduction(spread *s, pov_error *err)
{
    const pov_allocate_options *o = s->options;
    part *whole = &s->whole;
    int64_t share = o->amount;

    if (o->target == POV_ALLOCATE_HOUSEHOLDS) {
        whole->cut = o->amount;
        if (whole->cut > whole->poor) {
            (void)pov_fail(
                err, POV_ERR_DATA, "%s has %s poor households: a reduction of %s is %s too many",
                name_of(s), pov_show_count(whole->poor).text, pov_show_count(whole->cut).text,
                pov_show_count(whole->cut - whole->poor).text);
            return fail_at(s, whole, err);
        }
        return POV_OK;
    }
    if (whole->counted && whole->households == 0) {
        if (o->target != POV_ALLOCATE_POINTS || o->amount <= 0) {
            return POV_OK; /* nobody is poor */
        }
        (void)pov_fail(err, POV_ERR_DATA, "%s has no households: there is nothing to reduce",
                       name_of(s));
        return fail_at(s, whole, err);
    }
    if (!whole->counted) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "the number of households of %s is not known, so that a rate says nothing",
                       name_of(s));
        pov_error_hint(err, "add households or poor_rate, or say --reduction-households");
        return fail_at(s, whole, err);
    }
    if (o->target == POV_ALLOCATE_POINTS) {
        /* up by less than 10^-12 percent, so that an exact aim stays exact */
        int64_t rate = pov_muldiv_ceil(whole->poor, POV_HUNDRED_PERCENT, whole->households);
        if (rate < o->amount && printed_rate(s, whole) < o->amount) {
            return refuse_points(s, rate, err);
        }
        share = rate > o->amount ? rate - o->amount : 0; /* all of a printed rate is all poor */
    }
    int64_t left = pov_muldiv_floor(share, whole->then, POV_HUNDRED_PERCENT);
    if (left > whole->poor) {
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s has %s poor households: this target leaves %s, which is %s more",
                       name_of(s), pov_show_count(whole->poor).text, pov_show_count(left).text,
                       pov_show_count(left - whole->poor).text);
        return fail_at(s, whole, err);
    }
    whole->cut = whole->poor - left;
    return POV_OK;
}

/* ---- spreading ---- */

static int64_t most_of(const spread *s, const part *unit)
{
    int64_t most = pov_muldiv_floor(unit->poor, s->options->cut_share, POV_HUNDRED_PERCENT);

    most = most < unit->poor ? most : unit->poor;
    return most < s->options->cut_households ? most : s->options->cut_households;
}

/* The number in a column of the file; false where it states none that can be a weight. */
static bool weight_of(const spread *s, const part *unit, int64_t *weight)
{
    const pov_stated *stated = pov_row_stated(row_of(s, unit), s->options->weight);

    if (stated == NULL || stated->face < 0 || stated->face > POV_WEIGHT_MAX) {
        return false;
    }
    *weight = stated->face;
    return true;
}

static pov_status find_weight(const spread *s, const part *unit, int64_t *weight, pov_error *err)
{
    switch (s->options->by) {
    case POV_BY_POOR:
        *weight = unit->poor;
        return POV_OK;
    case POV_BY_HOUSEHOLDS:
    case POV_BY_EXCESS:
        *weight = s->options->by == POV_BY_EXCESS ? unit->then : unit->households;
        if (is_open_choice(&solved_of(s, unit)->households)) {
            return refuse_choice(s, unit, &solved_of(s, unit)->households,
                                 pov_translate("households"), err);
        }
        if (unit->counted) {
            return POV_OK;
        }
        (void)pov_fail(err, POV_ERR_DATA, "%s: the number of households is not known",
                       row_of(s, unit)->name);
        pov_error_hint(err, "add households or poor_rate, or say --by poor");
        break;
    case POV_BY_WEIGHT:
        if (weight_of(s, unit, weight)) {
            return POV_OK;
        }
        (void)pov_fail(err, POV_ERR_DATA, "%s: no %s of 0 or more to weigh it with",
                       row_of(s, unit)->name, pov_quantity_get(s->options->weight)->name);
        break;
    }
    return fail_at(s, unit, err);
}

/* The target that the limits allow, as it would be written with two decimals. */
static void hint_at_most(const spread *s, int64_t most, pov_error *err)
{
    const part *whole = &s->whole;
    int64_t unit = pov_digit_unit(2), written = -1;
    bool points = s->options->target == POV_ALLOCATE_POINTS;
    pov_buffer number = {0};

    if (s->options->target != POV_ALLOCATE_HOUSEHOLDS && whole->then > 0) {
        int64_t left = pov_muldiv_ceil(whole->poor - most, POV_HUNDRED_PERCENT, whole->then);
        int64_t now = pov_muldiv_ceil(whole->poor, POV_HUNDRED_PERCENT, whole->households);
        written = points ? pov_floor_to(now - left, unit) : pov_ceil_to(left, unit);
    }
    if (written < 0) {
        pov_error_hint(err, "raise --max-cut, ask for less, or see that no unit has a weight of 0");
        return;
    }
    pov_write_ticks(&number, written, 2, pov_numerals_of(pov_language_now()));
    pov_error_hint(err,
                   points ? POV_TEXT("--reduction-pp %s is the most that they may give; --max-cut "
                                     "and weights of 0 limit them")
                          : POV_TEXT("--remaining-rate %s is the lowest that they may reach; "
                                     "--max-cut and weights of 0 limit them"),
                   pov_buffer_get(&number));
    pov_buffer_fini(&number);
}

static pov_status refuse_limits(const spread *s, int64_t most, pov_error *err)
{
    (void)pov_fail(
        err, POV_ERR_DATA,
        "%s: a reduction of %s households is %s more than its units may give: %s at most",
        name_of(s), pov_show_count(s->whole.cut).text, pov_show_count(s->whole.cut - most).text,
        pov_show_count(most).text);
    hint_at_most(s, most, err);
    return fail_at(s, &s->whole, err);
}

/*
 * By excess it is what remains that is apportioned, by households: units whose rate is below the
 * common one keep all they have. The list is taken from its end then, so that of equal claims the
 * first in the file loses one household more.
 */
static pov_status spread_reduction(spread *s, pov_ties *ties, pov_error *err)
{
    bool excess = s->options->by == POV_BY_EXCESS;
    int64_t able = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        const part *unit = &s->unit[excess ? s->count - 1 - i : i];
        pov_claim *claim = &s->claim[i];
        *claim = (pov_claim){0, 0, most_of(s, unit)};
        status = find_weight(s, unit, &claim->weight, err);
        able += claim->weight > 0 ? claim->most : 0;
        if (excess) {
            claim->least = unit->poor - claim->most;
            claim->most = unit->poor;
        }
    }
    if (status != POV_OK) {
        return status;
    }
    if (s->whole.cut > able) {
        return refuse_limits(s, able, err);
    }
    int64_t total = excess ? s->whole.poor - s->whole.cut : s->whole.cut;
    status = pov_apportion(total, s->claim, s->count, s->share, ties, err);
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        part *unit = &s->unit[excess ? s->count - 1 - i : i];
        unit->cut = excess ? unit->poor - s->share[i] : s->share[i];
    }
    return status;
}

/* ---- writing it down ---- */

static void state_count(pov_row_draft *draft, pov_quantity quantity, int64_t count)
{
    draft->stated[quantity] = (pov_stated){.face = count, .face_high = count};
    draft->stated_set |= pov_set_of(quantity);
}

static void state_rate(pov_row_draft *draft, pov_quantity quantity, int64_t ticks, unsigned digits,
                       pov_qualifier qualifier)
{
    draft->stated[quantity] = (pov_stated){.face = ticks,
                                           .face_high = ticks,
                                           .digits = (uint8_t)digits,
                                           .qualifier = (uint8_t)qualifier};
    draft->stated_set |= pov_set_of(quantity);
}

/* The points that the counts deliver, rounded down: poor / households - remaining / then */
static int64_t delivered(const part *p, unsigned digits)
{
    int64_t unit = pov_digit_unit(digits);
    pov_wide over = (pov_wide)p->households * p->then;
    pov_wide difference =
        (pov_wide)p->poor * p->then - (pov_wide)(p->poor - p->cut) * p->households;
    pov_wide scaled = difference * (POV_HUNDRED_PERCENT / unit);

    return pov_multiply(pov_saturate(scaled / over - (scaled % over < 0)), unit);
}

static void state_aims(const spread *s, const part *p, unsigned digits, pov_row_draft *draft)
{
    state_count(draft, POV_REDUCTION_HOUSEHOLDS, p->cut);
    state_count(draft, POV_REMAINING_POOR, p->poor - p->cut);
    if (!p->counted || p->households == 0 || p->then == 0) {
        return;
    }
    if (s->options->growth != 0 && !p->state) {
        return; /* households of the target year would have to be stated, and need not add up */
    }
    if (p->state && !p->implied) {
        state_count(draft, POV_TARGET_HOUSEHOLDS, p->then);
    }
    if (p->poor - p->cut <= p->then) {
        state_rate(draft, POV_REMAINING_RATE, pov_printed_rate(p->poor - p->cut, p->then, digits),
                   digits, POV_EXACTLY);
    }
    int64_t points = delivered(p, digits);
    if (!pov_is_far(points)) { /* far only where the poor are many times the households */
        state_rate(draft, POV_REDUCTION_PP, points, digits, POV_AT_LEAST);
    }
}

static pov_status write_row(const spread *s, const part *p, const char *parent, pov_plan *plan,
                            pov_error *err)
{
    const pov_plan *old = s->solution->plan;
    const pov_row *like = row_of(s, p->row != POV_NONE ? p : &s->unit[0]);
    const pov_row *row = p->row != POV_NONE ? like : NULL;
    const pov_stated *rate = row != NULL ? pov_row_stated(row, POV_POOR_RATE) : NULL;
    unsigned digits = s->options->digits_given           ? s->options->digits
                      : rate != NULL && rate->digits > 2 ? rate->digits
                                                         : 2;
    pov_row_draft draft = {
        .unit = row != NULL ? row->name : s->list->parent_name,
        .level = row != NULL ? old->unit[row->unit].level : NULL,
        .parent = parent,
        .group = like->group,
        .standard = like->standard,
        .source = row != NULL ? row->source : NULL,
        .note = row != NULL ? row->note : NULL,
        .year = like->year,
        .target_year =
            s->options->target_year.year != 0 ? s->options->target_year : like->target_year,
        .line = row != NULL ? row->line : 0,
    };

    if (draft.target_year.year != 0 && draft.target_year.year <= draft.year.year) {
        return pov_fail(err, POV_ERR_DATA, "the target year %d is not after %d, the year of %s",
                        draft.target_year.year, draft.year.year, draft.unit);
    }
    if (p->state && !p->implied) {
        state_count(&draft, POV_HOUSEHOLDS, p->households);
    }
    state_count(&draft, POV_POOR, p->poor);
    if (rate != NULL) {
        draft.stated[POV_POOR_RATE] = *rate;
        draft.stated_set |= pov_set_of(POV_POOR_RATE);
    } else if (p->counted && p->households >= p->poor && p->households > 0) {
        state_rate(&draft, POV_POOR_RATE, pov_printed_rate(p->poor, p->households, digits), digits,
                   POV_EXACTLY);
    }
    state_aims(s, p, digits, &draft);
    return pov_plan_add_row(plan, &draft, err);
}

static pov_status write_plan(const spread *s, pov_plan *plan, pov_allocation *allocation,
                             pov_error *err)
{
    const pov_plan *old = s->solution->plan;
    const char *parent = NULL;
    size_t written = 0;
    pov_status status = pov_plan_add_file(plan, old->file[row_of(s, &s->unit[0])->file], err);

    allocation->from = malloc((s->count + 1) * sizeof *allocation->from);
    allocation->households = malloc((s->count + 1) * sizeof *allocation->households);
    if (allocation->from == NULL || allocation->households == NULL) {
        return pov_no_memory(err);
    }
    if (s->whole.row != POV_NONE || s->list->parent_name[0] != '\0') {
        parent = s->whole.row != POV_NONE ? row_of(s, &s->whole)->name : s->list->parent_name;
        allocation->from[written] = s->whole.row;
        allocation->households[written++] = s->whole.state;
        if (status == POV_OK) { /* what it is a part of itself is not in this plan */
            status = write_row(s, &s->whole, NULL, plan, err);
        }
    }
    for (size_t i = 0; i < s->count && status == POV_OK; i++) {
        allocation->from[written] = s->unit[i].row;
        allocation->households[written++] = s->unit[i].state;
        status = write_row(s, &s->unit[i], parent, plan, err);
    }
    return status;
}

/* ---- the whole ---- */

/* Rows that say the same are one member of the list. */
static bool is_listed_before(const spread *s, size_t member)
{
    const pov_row *row = row_of(s, &s->unit[member]);

    for (size_t i = 0; i < member && (row->flags & POV_ROW_DUPLICATE) != 0; i++) {
        if (row_of(s, &s->unit[i])->unit == row->unit) {
            return true;
        }
    }
    return false;
}

static pov_status start(spread *s, pov_error *err)
{
    const pov_list *list = s->list;

    size_t whole, parts;
    if (pov_list_overlaps(s->solution, list, &whole, &parts)) {
        part counted = {.row = whole};
        (void)pov_fail(err, POV_ERR_DATA,
                       "%s has just what the %zu rows after it have together: they would count "
                       "twice",
                       row_of(s, &counted)->name, parts);
        pov_error_hint(err, "name its parts by a column parent, or leave one of the two out");
        return fail_at(s, &counted, err);
    }
    s->count = list->count;
    s->whole.row = list->whole;
    s->unit = calloc(s->count + 1, sizeof *s->unit);
    s->claim = calloc(s->count + 1, sizeof *s->claim);
    s->share = calloc(s->count + 1, sizeof *s->share);
    if (s->unit == NULL || s->claim == NULL || s->share == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < s->count; i++) {
        part *unit = &s->unit[i];
        unit->row = s->solution->list_member[list->first + i];
        if (is_listed_before(s, i)) {
            (void)pov_fail(err, POV_ERR_DATA, "%s is in the list twice", row_of(s, unit)->name);
            return fail_at(s, unit, err);
        }
    }
    return POV_OK;
}

pov_status pov_allocate(const pov_solution *solution, const pov_list *list,
                        const pov_allocate_options *options, pov_plan *plan,
                        pov_allocation *allocation, pov_error *err)
{
    spread s = {.solution = solution, .list = list, .options = options};
    pov_status status = start(&s, err);

    *allocation = (pov_allocation)POV_ALLOCATION_INIT;
    if (status == POV_OK) {
        status = find_households(&s, err);
    }
    if (status == POV_OK) {
        status = find_poor(&s, allocation, err);
    }
    if (status == POV_OK) {
        status = find_then(&s, err);
    }
    if (status == POV_OK) {
        status = find_reduction(&s, err);
    }
    if (status == POV_OK) {
        status = spread_reduction(&s, &allocation->ties, err);
    }
    if (status == POV_OK) {
        allocation->reduction = s.whole.cut;
        status = write_plan(&s, plan, allocation, err);
    }
    free(s.unit);
    free(s.claim);
    free(s.share);
    return status;
}

void pov_allocation_fini(pov_allocation *allocation)
{
    free(allocation->from);
    free(allocation->households);
    *allocation = (pov_allocation)POV_ALLOCATION_INIT;
}

/* Stated in the new plan, but not by the document. */
static void mark(pov_figure *figure, const pov_figure *from)
{
    if (!printed(from) && pov_figure_is_firm(from)) {
        figure->basis = POV_BASIS_DERIVED;
        figure->bounds = from->bounds;
    }
}

/* Sums over the units are the new plan's own statement; so are households that do not follow from
 * the poor and their rate, which are all that it repeats. */
static void mark_row(const pov_solved *was, pov_solved *now)
{
    const pov_figure *rate = &was->of[POV_MEASURE_POOR][POV_RATE];

    mark(&now->of[POV_MEASURE_POOR][POV_COUNT], &was->of[POV_MEASURE_POOR][POV_COUNT]);
    if (rate->basis == POV_BASIS_STATED && rate->value > 0) {
        mark(&now->households, &was->households);
    }
}

/* What the new plan leaves out because it would not agree everywhere is not computed again. */
static void forget_unstated(const pov_row *row, pov_solved *solved)
{
    static const pov_aspect aspects[] = {POV_RATE, POV_PP, POV_REMAINING_SHARE};

    for (size_t i = 0; i < POV_LENGTH(aspects); i++) {
        if (pov_row_stated(row, pov_quantity_of(POV_MEASURE_POOR, aspects[i])) == NULL) {
            pov_figure *figure = &solved->of[POV_MEASURE_POOR][aspects[i]];
            *figure = pov_figure_unknown((pov_kind)figure->kind);
        }
    }
}

void pov_allocation_mark(const pov_allocation *allocation, const pov_solution *from,
                         pov_solution *solved)
{
    for (size_t r = 0; r < solved->plan->row_count; r++) {
        const pov_solved *was =
            allocation->from[r] != POV_NONE ? &from->row[allocation->from[r]] : NULL;
        pov_solved *now = &solved->row[r];
        pov_figure *rate = &now->of[POV_MEASURE_POOR][POV_RATE];
        if (was != NULL) {
            mark_row(was, now);
        }
        if (!allocation->households[r]) { /* would not add up */
            now->households = pov_figure_unknown(POV_KIND_COUNT);
            now->target_households = pov_figure_unknown(POV_KIND_COUNT);
        }
        forget_unstated(&solved->plan->row[r], now);
        if (pov_figure_known(rate) &&
            (was == NULL || was->of[POV_MEASURE_POOR][POV_RATE].basis != POV_BASIS_STATED)) {
            rate->basis = POV_BASIS_DERIVED;
        }
    }
}
