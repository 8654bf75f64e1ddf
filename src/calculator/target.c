#include "calculator/target.h"

#include "figure/arith.h"

pov_actual pov_target_read(const pov_figure *figure)
{
    pov_actual r = {.known = pov_figure_is_firm(figure),
                    .digits = figure->digits,
                    .shown = figure->bounds,
                    .bounds = figure->bounds};

    if (r.known && pov_figure_is_printed(figure)) {
        r.printed = true;
        r.shown = pov_interval_point(figure->value);
    } else if (r.known && figure->basis == POV_BASIS_STATED && figure->qualifier == POV_RANGE) {
        r.shown = (pov_interval){figure->value, figure->value_high};
    }
    return r;
}

static pov_actual combine(pov_actual a, pov_actual b, pov_interval how(pov_interval, pov_interval))
{
    return (pov_actual){.known = a.known && b.known,
                        .printed = a.printed && b.printed,
                        .digits = a.digits < b.digits ? a.digits : b.digits,
                        .shown = how(a.shown, b.shown),
                        .bounds = how(a.bounds, b.bounds)};
}

pov_actual pov_target_sum(pov_actual a, pov_actual b)
{
    return combine(a, b, pov_interval_add);
}

pov_actual pov_target_drop(pov_actual a, pov_actual b)
{
    return combine(a, b, pov_interval_subtract);
}

int64_t pov_target_end(const pov_figure *target, bool less)
{
    if (target->qualifier == POV_ABOUT) {
        return less ? target->bounds.high : target->bounds.low;
    }
    return less ? target->value_high : target->value;
}

bool pov_target_is_open(const pov_figure *target, bool less)
{
    return less ? pov_is_at_least(target->qualifier) : pov_is_at_most(target->qualifier);
}

/* The worst of the numbers decides that it is reached, the best that it is not. */
static pov_reach reach(pov_interval x, int64_t times, pov_wide low, pov_wide high, bool less)
{
    if (less) {
        return x.high != POV_NO_HIGH && (pov_wide)x.high * times <= low ? POV_REACH_YES
               : x.low != POV_NO_LOW && (pov_wide)x.low * times > high  ? POV_REACH_NO
                                                                        : POV_REACH_MAYBE;
    }
    return x.low != POV_NO_LOW && (pov_wide)x.low * times >= high    ? POV_REACH_YES
           : x.high != POV_NO_HIGH && (pov_wide)x.high * times < low ? POV_REACH_NO
                                                                     : POV_REACH_MAYBE;
}

pov_reach pov_target_reach(const pov_actual *actual, int64_t end, unsigned digits, bool less,
                           bool *certain)
{
    pov_reach answer = reach(actual->shown, 1, end, end, less);

    if (certain != NULL) {
        *certain = (actual->printed && actual->digits >= digits) ||
                   reach(actual->bounds, 1, end, end, less) == answer;
    }
    return answer;
}

pov_reach pov_target_on_line(const pov_actual *actual, const pov_actual *from, int64_t end,
                             int64_t part, int64_t whole, bool less)
{
    pov_wide way = (pov_wide)end * part;

    if (!pov_interval_bounded(from->shown)) {
        return POV_REACH_MAYBE;
    }
    return reach(actual->shown, whole, (pov_wide)from->shown.low * (whole - part) + way,
                 (pov_wide)from->shown.high * (whole - part) + way, less);
}
