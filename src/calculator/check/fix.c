/*
 * Looks for the one cell whose change would fix a finding.
 */
#include "calculator/check/fix.h"

#include "calculator/check/sums.h"
#include "figure/arith.h"

int64_t pov_relative_change(int64_t value, pov_interval allowed)
{
    int64_t near = pov_clamp(value, allowed);
    int64_t away = near > value ? near - value : value - near;
    int64_t size = value < 0 ? -value : value;

    return pov_muldiv_ceil(away, 1000000, size > 0 ? size : 1);
}

/* What a cell of a file can hold. */
static pov_interval room_of_cell(pov_quantity quantity)
{
    const pov_quantity_info *info = pov_quantity_get(quantity);
    int64_t most = info->kind == POV_KIND_COUNT ? POV_COUNT_MAX : POV_HUNDRED_PERCENT;

    return (pov_interval){-most, most};
}

void pov_fix_set(pov_checker *c, pov_check_finding *finding, pov_cell_place cell,
                 pov_interval allowed)
{
    pov_figure stated = pov_stated_figure(c, cell.row, cell.quantity);
    pov_interval room = room_of_cell(cell.quantity);

    if (allowed.low > room.high || allowed.high < room.low) {
        return; /* no file can hold it */
    }
    if (!pov_is_open(allowed.low)) {
        allowed.low = pov_clamp(allowed.low, room);
    }
    if (!pov_is_open(allowed.high)) {
        allowed.high = pov_clamp(allowed.high, room);
    }
    if (stated.kind != POV_KIND_COUNT) { /* what would have to be printed, in the digits that are */
        int64_t unit = pov_digit_unit(stated.digits);
        if (!pov_is_open(allowed.low)) {
            allowed.low = pov_round_to(allowed.low, unit);
        }
        if (!pov_is_open(allowed.high)) {
            allowed.high = pov_round_to(allowed.high, unit);
        }
    }
    finding->has_fix = true;
    finding->fix_cell = cell;
    finding->fix = pov_bounds_figure((pov_kind)stated.kind, stated.digits, allowed);
}

pov_interval pov_grow_households(pov_interval households, pov_interval growth)
{
    if (growth.low == POV_NO_LOW) {
        return (pov_interval){0, POV_NO_HIGH};
    }
    return pov_interval_grow(households,
                             pov_interval_add(growth, pov_interval_point(POV_HUNDRED_PERCENT)));
}

/* Whether the remaining counts of a row fit its remaining rates, at the growth that is assumed. */
static bool fits_target(const pov_checker *c, const pov_solved *s)
{
    for (size_t m = 0; m < POV_MEASURE_MULTI; m++) {
        pov_interval left = s->of[m][POV_REMAINING].bounds;
        pov_interval share = s->of[m][POV_REMAINING_SHARE].bounds;
        pov_interval then =
            s->target_households.basis == POV_BASIS_STATED
                ? s->target_households.bounds
                : pov_grow_households(s->households.bounds, c->solution->assumptions.growth);
        if (s->of[m][POV_REMAINING_SHARE].basis == POV_BASIS_STATED &&
            !pov_narrow_ratio(&left, &then, &share)) {
            return false;
        }
    }
    return true;
}

/* The rates that are printed 0 beside 0 households: of nothing there is no rate, so that these
 * zeros are not rounded. */
static pov_quantity_set rates_of_none(const pov_row *row)
{
    const pov_stated *households = pov_row_stated(row, POV_HOUSEHOLDS);
    pov_quantity_set rates = 0;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        pov_quantity rate = pov_quantity_of((pov_measure)m, POV_RATE);
        const pov_stated *stated = pov_row_stated(row, rate);
        if (households != NULL && households->face_high == 0 && stated != NULL &&
            stated->face_high == 0) {
            rates |= pov_set_of(rate);
        }
    }
    return rates;
}

bool pov_fix_allowed(pov_checker *c, pov_cell_place cell, pov_interval *allowed, int64_t *change)
{
    const pov_row *row = &c->plan->row[cell.row];
    const pov_stated *stated = pov_row_stated(row, cell.quantity);
    pov_solved_room room;

    if (stated == NULL) {
        return false;
    }
    const pov_solved *without =
        pov_solve_row_alone(row, pov_set_of(cell.quantity) | rates_of_none(row), &room);
    const pov_figure *free = pov_solved_figure(without, cell.quantity);
    if (without->conflicts != 0 || free == NULL) {
        return false;
    }
    *allowed = pov_interval_meet(free->bounds, pov_sums_leave(c, cell.row, cell.quantity));
    *change = pov_relative_change(stated->face, *allowed);
    if (pov_interval_empty(*allowed) || *change == 0) {
        return false; /* of a range that holds the printed number nothing can be learnt */
    }
    if (free->kind == POV_KIND_COUNT && allowed->low > POV_COUNT_MAX) {
        return false; /* no file can hold it */
    }
    if (!fits_target(c, without)) { /* after any cell that the target's figures agree with */
        *change = pov_saturate((pov_wide)*change + POV_COUNT_MAX);
    }
    return true;
}

void pov_fix_suggest(pov_checker *c, pov_check_finding *finding, pov_quantity_set among)
{
    int64_t best = POV_NO_HIGH;

    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_cell_place cell = {finding->row, (pov_quantity)q};
        pov_interval allowed;
        int64_t change;
        if (pov_set_has(among, cell.quantity) && pov_fix_allowed(c, cell, &allowed, &change) &&
            change < best) {
            best = change;
            pov_fix_set(c, finding, cell, allowed);
        }
    }
}
