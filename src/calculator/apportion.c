/*
 * The divisor method of Sainte-Laguë with a least and a most for each claim.
 *
 * By the book, households are given out one by one, each to the unit with the highest
 * weight / (2 share + 1). Here the bulk is given at once: for a multiplier (one over the divisor)
 * found by halving, every unit gets weight × multiplier, rounded; what is left is at most one
 * household a unit, and goes out by the book, from a heap.
 */
#include "calculator/apportion.h"

#include <stdlib.h>

/* A multiplier is a whole number of 2^-50. Weights are below 2^47, so that the next larger one
 * gives no unit more than one household more; 2^41 is past any most for a weight of 1. */
#define FRACTION 50
#define TOP ((pov_wide)1 << (FRACTION + 41))

/* weight × multiplier, rounded half up, within the claim's limits */
static int64_t share_at(const pov_claim *claim, pov_wide multiplier)
{
    if (claim->weight == 0) {
        return claim->least;
    }
    /* past this the product could leave 128 bits, and the share is the most anyway */
    if (multiplier > ((pov_wide)claim->most + 1) * ((pov_wide)1 << FRACTION) / claim->weight) {
        return claim->most;
    }
    pov_wide share = (2 * multiplier * claim->weight + ((pov_wide)1 << FRACTION)) >> (FRACTION + 1);
    return share < claim->least ? claim->least : share > claim->most ? claim->most : (int64_t)share;
}

static pov_wide sum_at(const pov_claim *claim, size_t count, pov_wide multiplier)
{
    pov_wide sum = 0;

    for (size_t i = 0; i < count; i++) {
        sum += share_at(&claim[i], multiplier);
    }
    return sum;
}

/* The largest multiplier that gives out no more than the total. */
static pov_wide find_multiplier(const pov_claim *claim, size_t count, int64_t total)
{
    pov_wide low = 0, high = TOP;

    while (low < high) {
        pov_wide middle = low + (high - low + 1) / 2;
        if (sum_at(claim, count, middle) <= total) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return low;
}

/* ---- one by one ---- */

/* weight_a / (2 share_a + 1) against weight_b / (2 share_b + 1) */
static int compare_quotients(int64_t weight_a, int64_t share_a, int64_t weight_b, int64_t share_b)
{
    pov_wide a = (pov_wide)weight_a * (2 * share_b + 1), b = (pov_wide)weight_b * (2 * share_a + 1);

    return a < b ? -1 : a > b;
}

typedef struct heap {
    const pov_claim *claim;
    const int64_t *share;
    size_t *unit;
    size_t count;
} heap;

/* Whether the next household goes to unit a rather than to unit b. */
static bool goes_first(const heap *h, size_t a, size_t b)
{
    int order = compare_quotients(h->claim[a].weight, h->share[a], h->claim[b].weight, h->share[b]);

    return order != 0 ? order > 0 : a < b;
}

static void sift_down(heap *h, size_t at)
{
    for (;;) {
        size_t first = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < h->count; child++) {
            if (goes_first(h, h->unit[child], h->unit[first])) {
                first = child;
            }
        }
        if (first == at) {
            return;
        }
        size_t unit = h->unit[at];
        h->unit[at] = h->unit[first];
        h->unit[first] = unit;
        at = first;
    }
}

static bool can_have_more(const pov_claim *claim, int64_t share)
{
    return claim->weight > 0 && share < claim->most;
}

static pov_status give_one_by_one(const pov_claim *claim, size_t count, int64_t rest,
                                  int64_t *share, pov_error *err)
{
    heap h = {claim, share, malloc((count + 1) * sizeof *h.unit), 0};

    if (h.unit == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < count; i++) {
        if (can_have_more(&claim[i], share[i])) {
            h.unit[h.count++] = i;
        }
    }
    for (size_t at = h.count / 2; at-- > 0;) {
        sift_down(&h, at);
    }
    for (; rest > 0 && h.count > 0; rest--) {
        size_t unit = h.unit[0];
        share[unit]++;
        if (!can_have_more(&claim[unit], share[unit])) {
            h.unit[0] = h.unit[--h.count];
        }
        sift_down(&h, 0);
    }
    free(h.unit);
    return POV_OK;
}

/* ---- ties ---- */

/* The order of the list decided where the best quotient that got nothing equals the last one that
 * did. */
static pov_ties find_ties(const pov_claim *claim, const int64_t *share, size_t count)
{
    size_t best = POV_NONE;
    pov_ties ties = {0, 0};

    for (size_t i = 0; i < count; i++) {
        if (can_have_more(&claim[i], share[i]) &&
            (best == POV_NONE ||
             compare_quotients(claim[i].weight, share[i], claim[best].weight, share[best]) > 0)) {
            best = i;
        }
    }
    for (size_t i = 0; i < count && best != POV_NONE; i++) {
        bool given =
            claim[i].weight > 0 && share[i] > claim[i].least &&
            compare_quotients(claim[i].weight, share[i] - 1, claim[best].weight, share[best]) == 0;
        bool waits =
            can_have_more(&claim[i], share[i]) &&
            compare_quotients(claim[i].weight, share[i], claim[best].weight, share[best]) == 0;
        ties.given += given;
        ties.equal += given || waits;
    }
    return ties.given > 0 ? ties : (pov_ties){0, 0};
}

/* ---- the whole ---- */

pov_interval pov_apportion_range(const pov_claim *claim, size_t count)
{
    pov_interval range = {0, 0};

    for (size_t i = 0; i < count; i++) {
        int64_t most = claim[i].weight > 0 ? claim[i].most : claim[i].least;
        range = pov_interval_add(range, (pov_interval){claim[i].least, most});
    }
    return range;
}

pov_status pov_apportion(int64_t total, const pov_claim *claim, size_t count, int64_t *share,
                         pov_ties *ties, pov_error *err)
{
    pov_interval range = pov_apportion_range(claim, count);

    if (total < range.low || total > range.high) {
        return pov_fail(err, POV_ERR_RANGE, "the total cannot be shared out within the limits");
    }
    pov_wide multiplier = find_multiplier(claim, count, total);
    int64_t rest = total;
    for (size_t i = 0; i < count; i++) {
        share[i] = share_at(&claim[i], multiplier);
        rest -= share[i];
    }
    pov_status status = give_one_by_one(claim, count, rest, share, err);
    if (status == POV_OK && ties != NULL) {
        *ties = find_ties(claim, share, count);
    }
    return status;
}
