#include "calculator/solve/probe.h"

#define PROBE_WORK 2000       /* steps of one probe: more finds next to nothing */
#define PROBE_COST 8          /* what it costs beside its steps */
#define COMPONENT_WORK 150000 /* of one component, and more for each of its cells */
#define CELL_WORK 300
#define WIDTH_MAX (INT64_C(1) << 50)

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
    *p->work += left > PROBE_COST ? left - PROBE_COST : 0;
    return !holds;
}

/* Cuts off what fails at one end: one number, then twice as many each time until that holds, then
 * half each time. Says whether any was. */
static bool shave(prober *p, uint32_t cell, bool high)
{
    int64_t width = 1;
    bool moved = false, halving = false;

    while (width > 0 && *p->work > 0 && !p->contradicts && !p->s->failed) {
        pov_interval is = p->s->cell[cell];
        if (is.low >= is.high || (high ? is.high == POV_NO_HIGH : is.low == POV_NO_LOW)) {
            break;
        }
        if (is.high != POV_NO_HIGH && is.low != POV_NO_LOW && width > is.high - is.low) {
            width = is.high - is.low; /* something must be left */
        }
        if (high ? is.high < POV_NO_LOW + width : is.low > POV_NO_HIGH - width) {
            break; /* beyond what a number holds */
        }
        pov_interval outer = high ? (pov_interval){is.high - width + 1, is.high}
                                  : (pov_interval){is.low, is.low + width - 1};
        if (fails(p, cell, outer)) {
            pov_interval inner = high ? (pov_interval){is.low, outer.low - 1}
                                      : (pov_interval){outer.high + 1, is.high};
            size_t part = take_work(p);
            /* no file can hold so many: whatever is assumed, nothing fits */
            p->contradicts = inner.low > POV_COUNT_MAX || inner.high < -POV_COUNT_MAX ||
                             !pov_system_cut(p->s, cell, inner) ||
                             !pov_system_narrow_within(p->s, &part);
            *p->work += part;
            moved = true;
        } else {
            halving = true;
        }
        width = halving ? width / 2 : width < WIDTH_MAX ? 2 * width : width;
    }
    return moved;
}

bool pov_probe(pov_component *c, size_t first, size_t *plan_work)
{
    size_t share = COMPONENT_WORK + CELL_WORK * c->system.cell_count;
    size_t given = share < *plan_work ? share : *plan_work, left = given, *work = &left;
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
    if (p.contradicts) { /* the check says what contradicts; here the earlier bounds remain */
        pov_system_undo(p.s, start);
    }
    *plan_work -= given - left;
    return left > 0;
}
