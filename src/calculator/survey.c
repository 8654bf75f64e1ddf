/*
 * Counting households: a table of counters that all threads add to.
 *
 * A thread counts the households of one unit by itself, as long as they follow each other, and then
 * adds them to the table. So threads seldom meet, there is one table however many they are, and no
 * counter is in the way of another thread's.
 */
#include "calculator/survey.h"

#include <stdlib.h>

#define KNOWN ((size_t)POV_CLASS_COUNT * POV_SURVEY_GROUPS)
#define NO_MEMBERS (KNOWN + POV_SURVEY_UNKNOWN - 1) /* of unknown class and without members */
#define CELLS (KNOWN + POV_SURVEY_UNKNOWN)
#define FIRST_PART ((size_t)256)
#define PERSON (UINT64_C(1) << 24) /* a thread counts households below it, and persons above */

/* ---- the table ---- */

static size_t deprived_at(const pov_survey_plan *plan)
{
    return CELLS + (plan->persons ? CELLS : 0);
}

static size_t width_of(const pov_survey_plan *plan)
{
    return deprived_at(plan) + (plan->deprived ? 2 * plan->indicators : 0);
}

/* The part of the table that has the unit, and the unit's place in it. */
static size_t part_of(uint32_t unit, size_t *at, size_t *size)
{
    size_t part = 0;

    *at = unit;
    for (*size = FIRST_PART; *at >= *size; *size *= 2) {
        *at -= *size;
        part++;
    }
    return part;
}

/* The cells of a unit, whose part is made if it is the first one there; NULL: no memory is left. */
static pov_survey_cell *make_cells(pov_survey *survey, pov_survey_table *table, uint32_t unit)
{
    const size_t width = width_of(&survey->plan);
    size_t at = 0, size = 0, part = part_of(unit, &at, &size);
    pov_survey_cell *cells = atomic_load(&table->part[part]);

    if (cells == NULL) {
        (void)pthread_mutex_lock(&survey->lock);
        cells = atomic_load(&table->part[part]);
        if (cells == NULL) {
            cells = calloc(size, width * sizeof *cells);
            atomic_store(&table->part[part], cells);
        }
        (void)pthread_mutex_unlock(&survey->lock);
    }
    return cells != NULL ? cells + at * width : NULL;
}

/* The cells of a unit, or NULL where its part was not made. */
static const pov_survey_cell *find_cells(const pov_survey *survey, const pov_survey_table *table,
                                         uint32_t unit)
{
    size_t at = 0, size = 0, part = part_of(unit, &at, &size);
    const pov_survey_cell *cells = atomic_load(&table->part[part]);

    return cells != NULL ? cells + at * width_of(&survey->plan) : NULL;
}

/* Adds to a cell of the table. `of`: the unit's low and high cells, NULL until they are known. */
static pov_status add_cell(pov_survey *survey, uint32_t unit, size_t cell, uint64_t more,
                           pov_survey_cell *of[2])
{
    of[0] = of[0] != NULL ? of[0] : make_cells(survey, &survey->low, unit);
    if (of[0] == NULL) {
        return POV_ERR_NOMEM;
    }
    const uint32_t low = (uint32_t)more;
    const uint32_t before = atomic_fetch_add_explicit(&of[0][cell], low, memory_order_relaxed);
    const uint32_t carry = (uint32_t)(more >> 32) + (before > UINT32_MAX - low);
    if (carry > 0) {
        of[1] = of[1] != NULL ? of[1] : make_cells(survey, &survey->high, unit);
        if (of[1] == NULL) {
            return POV_ERR_NOMEM;
        }
        (void)atomic_fetch_add(&of[1][cell], carry);
    }
    return POV_OK;
}

pov_status pov_survey_add(pov_survey *survey, pov_survey_counter *counter)
{
    pov_survey_cell *of[2] = {NULL, NULL};
    pov_status status = POV_OK;

    for (size_t i = 0; i < counter->counted_count && status == POV_OK; i++) {
        const size_t c = counter->counted[i];
        const uint64_t count = counter->count[c];
        if (c >= CELLS) {
            status =
                add_cell(survey, counter->unit, deprived_at(&survey->plan) + c - CELLS, count, of);
        } else {
            status = add_cell(survey, counter->unit, c, count % PERSON, of);
            if (status == POV_OK && survey->plan.persons) {
                status = add_cell(survey, counter->unit, CELLS + c, count / PERSON, of);
            }
        }
        counter->count[c] = 0;
    }
    counter->counted_count = 0;
    counter->pending = 0;
    return status;
}

/* ---- counting ---- */

static inline void count_cell(pov_survey_counter *counter, size_t cell, uint64_t more)
{
    if (counter->count[cell] == 0) {
        counter->counted[counter->counted_count++] = (uint8_t)cell;
    }
    counter->count[cell] += more;
}

/* The class that the household has without being classified, and its cell. */
static pov_class given_class(const pov_household *h, size_t *cell)
{
    const pov_class class = (pov_class)(h->given - 1);

    *cell = class == POV_CLASS_UNKNOWN
                ? KNOWN + h->area + (size_t)3 * h->minority
                : (size_t) class * POV_SURVEY_GROUPS + h->area + (size_t)2 * h->minority;
    return class;
}

pov_status pov_survey_count(pov_survey *survey, pov_survey_counter *counter,
                            const pov_household *household, size_t count)
{
    const pov_survey_plan *plan = &survey->plan;
    int64_t seen[POV_CLASS_COUNT] = {0}, lacking[POV_CLASS_COUNT] = {0};
    int64_t otherwise = 0, most = counter->most;

    counter->pending += count;
    for (size_t i = 0; i < count; i++) {
        const pov_household *h = &household[i];
        pov_class class;
        size_t cell;
        if (h->unit != counter->unit || counter->pending >= PERSON) {
            pov_status status = pov_survey_add(survey, counter);
            if (status != POV_OK) {
                return status;
            }
            counter->pending = count;
            counter->unit = h->unit;
        }
        if (h->given > 0) {
            class = given_class(h, &cell);
            if (class == POV_CLASS_UNKNOWN && h->members == 0) {
                count_cell(counter, NO_MEMBERS, 1);
            }
        } else {
            class = pov_classify(&plan->classifier[h->scored], h->area, h->income, h->deprived);
            cell = (size_t) class * POV_SURVEY_GROUPS + h->area + (size_t)2 * h->minority;
            most = !h->scored && h->income > most ? h->income : most;
            seen[class]++;
            lacking[class] += h->deprived;
            otherwise += h->stated > 0 && (pov_class)(h->stated - 1) != class;
        }
        count_cell(counter, cell, 1 + PERSON * h->members);
        if (plan->deprived && class <= POV_CLASS_NEAR_POOR) {
            size_t lacked = CELLS + (size_t) class * plan->indicators;
            for (uint32_t lacks = h->lacks; lacks != 0; lacks >>= 1, lacked++) {
                if ((lacks & 1U) != 0) {
                    count_cell(counter, lacked, 1);
                }
            }
        }
    }
    counter->otherwise += otherwise;
    counter->most = most;
    counter->above += seen[POV_CLASS_NOT_POOR];
    counter->above_lacks += lacking[POV_CLASS_NOT_POOR];
    return POV_OK;
}

/* ---- the order of the units ---- */

typedef struct place {
    uint64_t first;
    uint32_t unit;
} place;

static int by_first(const void *left, const void *right)
{
    const place *a = left, *b = right;

    return pov_compare_sizes(a->first, b->first);
}

pov_status pov_survey_finish(pov_survey *survey, const pov_household_unit *unit, size_t count,
                             int level, pov_error *err)
{
    place *places = malloc((count + 1) * sizeof *places);

    survey->order = malloc((count + 1) * sizeof *survey->order);
    if (places == NULL || survey->order == NULL) {
        free(places);
        return pov_no_memory(err);
    }
    size_t found = 0;
    for (uint32_t u = 0; u < count; u++) {
        if (unit[u].level == level &&
            pov_survey_households(survey, u, POV_CLASSES_ALL, POV_GROUPS_ALL) +
                    pov_survey_unknown(survey, u, POV_GROUPS_ALL, false) >
                0) {
            places[found++] = (place){unit[u].first, u};
        }
    }
    qsort(places, found, sizeof *places, by_first);
    for (size_t i = 0; i < found; i++) {
        survey->order[i] = places[i].unit;
    }
    survey->order_count = found;
    free(places);
    return POV_OK;
}

void pov_survey_fini(pov_survey *survey)
{
    for (size_t i = 0; i < POV_SURVEY_PARTS; i++) {
        free(atomic_load(&survey->low.part[i]));
        free(atomic_load(&survey->high.part[i]));
    }
    free(survey->order);
}

/* ---- what was counted ---- */

/* Cells of one unit; NULL where all are zero. */
typedef struct cells {
    const pov_survey_cell *low, *high;
} cells;

static cells cells_of(const pov_survey *survey, uint32_t unit)
{
    return (cells){find_cells(survey, &survey->low, unit), find_cells(survey, &survey->high, unit)};
}

static int64_t count_in(cells of, size_t cell)
{
    return (of.high != NULL ? (int64_t)atomic_load(&of.high[cell]) * (INT64_C(1) << 32) : 0) +
           (of.low != NULL ? (int64_t)atomic_load(&of.low[cell]) : 0);
}

static int64_t sum(const pov_survey *survey, uint32_t unit, size_t from, unsigned classes,
                   unsigned groups)
{
    const cells of = cells_of(survey, unit);
    int64_t total = 0;

    for (size_t i = 0; i < KNOWN; i++) {
        if ((classes >> (i / POV_SURVEY_GROUPS) & 1U) != 0 &&
            (groups >> (i % POV_SURVEY_GROUPS) & 1U) != 0) {
            total += count_in(of, from + i);
        }
    }
    return total;
}

int64_t pov_survey_households(const pov_survey *survey, uint32_t unit, unsigned classes,
                              unsigned groups)
{
    return sum(survey, unit, 0, classes, groups);
}

int64_t pov_survey_persons(const pov_survey *survey, uint32_t unit, unsigned classes,
                           unsigned groups)
{
    return sum(survey, unit, CELLS, classes, groups);
}

/* Of unknown class: whether a household of this area and minority is in the groups, or may be. */
static bool is_in(size_t area, size_t minority, unsigned groups, bool surely)
{
    bool all = true, any = false;

    for (size_t i = 0; i < POV_SURVEY_GROUPS; i++) {
        if ((area == POV_AREA_COUNT || i % 2 == area) && (minority == 2 || i / 2 == minority)) {
            const bool in = (groups >> i & 1U) != 0;
            all = all && in;
            any = any || in;
        }
    }
    return surely ? all : any;
}

static int64_t unknown(const pov_survey *survey, uint32_t unit, size_t from, unsigned groups,
                       bool surely)
{
    const cells of = cells_of(survey, unit);
    int64_t total = 0;

    for (size_t i = 0; i + 1 < POV_SURVEY_UNKNOWN; i++) {
        const int64_t count = count_in(of, from + KNOWN + i);
        total += count > 0 && is_in(i % 3, i / 3, groups, surely) ? count : 0;
    }
    return total;
}

int64_t pov_survey_unknown(const pov_survey *survey, uint32_t unit, unsigned groups, bool surely)
{
    return unknown(survey, unit, 0, groups, surely);
}

int64_t pov_survey_unknown_persons(const pov_survey *survey, uint32_t unit, unsigned groups)
{
    return unknown(survey, unit, CELLS, groups, false);
}

bool pov_survey_lacks_members(const pov_survey *survey, uint32_t unit)
{
    return count_in(cells_of(survey, unit), NO_MEMBERS) > 0;
}

int64_t pov_survey_deprived(const pov_survey *survey, uint32_t unit, pov_class class,
                            size_t indicator)
{
    size_t cell = deprived_at(&survey->plan) + (size_t) class * survey->plan.indicators + indicator;

    return count_in(cells_of(survey, unit), cell);
}
