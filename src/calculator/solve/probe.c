#include "calculator/solve/probe.h"

#define PROBE_WORK 2000 /* steps of one probe: more finds next to nothing */

typedef struct prober {
    pov_system *s;
    size_t *work;
    bool contradicts; /* also what holds: then nothing is kept */
} prober;

static size_t take_work(prober *p)
{
    size_t part = *p->work < PROBE_WORK ? *p->work : PROBE_WORK;

    *p->work -= part;
    return part;
}

/* Whether an interval of a cell contradicts the rest; everything is as before. */
static bool fails(prober *p, uint32_t cell, pov_interval assumed)
{
    size_t mark = pov_system_mark(p->s), part = take_work(p), left = part;
    bool holds = pov_system_cut(p->s, cell, assumed) && pov_system_narrow_within(p->s, &left);

    if (!holds) {
        size_t none = 0; /* what still waits is of no use */
        (void)pov_system_narrow_within(p->s, &none);
    }
    pov_system_undo(p->s, mark);
    *p->work += left;
    return !holds;
}

/* Cuts off what fails at one end: one number, then twice as many each time, then half. Says whether
 * any was. */
static bool shave(prober *p, uint32_t cell, bool high)
{
    int64_t width = 1, most = INT64_MAX;
    bool moved = false;

    while (width > 0 && *p->work > 0 && !p->contradicts && !p->s->failed) {
        pov_interval is = p->s->cell[cell];
        if (is.low >= is.high || (high ? is.high == POV_NO_HIGH : is.low == POV_NO_LOW)) {
            break;
        }
        if (is.high != POV_NO_HIGH && is.low != POV_NO_LOW && width > is.high - is.low) {
            width = is.high - is.low; /* something must be left */
        }
        pov_interval outer = high ? (pov_interval){is.high - width + 1, is.high}
                                  : (pov_interval){is.low, is.low + width - 1};
        if (!fails(p, cell, outer)) {
            most = width / 2;
            width = most;
            continue;
        }
        pov_interval inner =
            high ? (pov_interval){is.low, outer.low - 1} : (pov_interval){outer.high + 1, is.high};
        size_t part = take_work(p);
        p->contradicts =
            !pov_system_cut(p->s, cell, inner) || !pov_system_narrow_within(p->s, &part);
        *p->work += part;
        moved = true;
        width = width < most / 2 ? 2 * width : most;
        width = width < INT64_C(1) << 50 ? width : INT64_C(1) << 50;
    }
    return moved;
}

bool pov_probe(pov_component *c, size_t first, size_t *work)
{
    prober p = {&c->system, work, false};
    size_t start = pov_system_mark(p.s);
    bool moved = true;

    while (moved && *work > 0 && !p.contradicts && !p.s->failed) {
        moved = false;
        for (size_t r = first; r != POV_NONE && *work > 0; r = c->next[r]) {
            for (size_t i = 0; i<POV_SUMMABLE_COUNT && * work> 0; i++) {
                uint32_t cell = pov_component_cell(c, r, pov_summable[i]);
                if (cell != POV_NO_CELL && !pov_interval_exact(p.s->cell[cell])) {
                    moved = shave(&p, cell, false) || moved;
                    moved = shave(&p, cell, true) || moved;
                }
            }
        }
    }
    if (p.contradicts) { /* the check says what contradicts; here the earlier bounds stand */
        pov_system_undo(p.s, start);
    }
    return *work > 0;
}
