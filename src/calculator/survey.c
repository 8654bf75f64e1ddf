/*
 * Counting households: a table of counters for each unit, and the sum of such tables.
 */
#include "povcalc/survey.h"

#include "povcalc/text.h"

#include <stdlib.h>
#include <string.h>

#define CELLS ((size_t)POV_CLASS_COUNT * POV_SURVEY_GROUPS)

static size_t stride(const pov_survey_plan *plan)
{
    return CELLS + (plan->persons || plan->deprived ? CELLS : 0) +
           (plan->deprived ? 2 * plan->indicators : 0);
}

static void count_lacks(int64_t *count, uint32_t lacks)
{
    for (size_t i = 0; lacks != 0; i++, lacks >>= 1) {
        count[i] += lacks & 1U;
    }
}

pov_status pov_survey_count(const pov_survey_plan *plan, pov_survey_counter *counter,
                            const pov_household *household, size_t count)
{
    const size_t width = stride(plan);

    for (size_t i = 0; i < count; i++) {
        const pov_household *h = &household[i];
        if (h->unit >= counter->units) {
            size_t units = (size_t)h->unit + 1;
            if (pov_grow(&counter->count, &counter->capacity, units * width,
                         sizeof *counter->count) != POV_OK) {
                return POV_ERR_NOMEM;
            }
            counter->units = units;
        }
        int64_t *own = counter->count + h->unit * width;
        pov_class class = pov_classify(&plan->classifier, h->area, h->income, h->deprived);
        size_t cell = (size_t) class * POV_SURVEY_GROUPS + h->area + (size_t)2 * h->minority;
        own[cell]++;
        if (plan->persons) {
            own[CELLS + cell] += h->members;
        }
        if (plan->deprived && class <= POV_CLASS_NEAR_POOR) {
            count_lacks(own + 2 * CELLS + (size_t) class * plan->indicators, h->lacks);
        }
    }
    return POV_OK;
}

void pov_survey_counter_fini(pov_survey_counter *counter)
{
    free(counter->count);
    *counter = (pov_survey_counter){0};
}

/* ---- the sum ---- */

/* Finds or adds the unit. */
static pov_status find_unit(pov_survey *survey, const pov_household_unit *unit, size_t parent,
                            size_t *found)
{
    pov_buffer key = {0};
    pov_status status = POV_ERR_NOMEM;

    pov_buffer_add(&key, (const char *)&parent, sizeof parent);
    pov_text_fold(unit->name, strlen(unit->name), &key);
    if (key.failed) {
        goto done;
    }
    *found = pov_map_get(&survey->index, key.data, key.length);
    if (*found == POV_NONE) {
        char *kept = pov_arena_text(&survey->arena, key.data, key.length);
        if (kept == NULL ||
            pov_grow(&survey->unit, &survey->unit_capacity, survey->unit_count + 1,
                     sizeof *survey->unit) != POV_OK ||
            pov_map_put(&survey->index, kept, key.length, survey->unit_count) != POV_OK) {
            goto done;
        }
        *found = survey->unit_count++;
        survey->unit[*found] = (pov_survey_unit){NULL, parent, unit->level, UINT64_MAX, NULL};
    }
    status = POV_OK;

done:
    pov_buffer_fini(&key);
    return status;
}

/* The first counter that has the unit keeps the sum: tables of thousands of units are large. */
static void add_counts(pov_survey_unit *unit, int64_t *count, size_t width)
{
    for (size_t c = 0; c < width && unit->count != NULL; c++) {
        unit->count[c] += count[c];
    }
    unit->count = unit->count != NULL ? unit->count : count;
}

pov_status pov_survey_add(pov_survey *survey, const pov_survey_counter *counter,
                          const pov_household_unit *units, size_t count, pov_error *err)
{
    size_t *found = calloc(count + 1, sizeof *found); /* a parent stands before its units */
    const size_t width = stride(&survey->plan);
    pov_status status = found != NULL ? POV_OK : POV_ERR_NOMEM;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        size_t parent = units[i].parent == POV_NO_UNIT ? POV_NONE : found[units[i].parent];
        status = find_unit(survey, &units[i], parent, &found[i]);
        if (status != POV_OK) {
            break;
        }
        pov_survey_unit *own = &survey->unit[found[i]];
        if (units[i].first < own->first) { /* spelt as it came first */
            own->first = units[i].first;
            own->name = pov_arena_text(&survey->arena, units[i].name, strlen(units[i].name));
            status = own->name != NULL ? POV_OK : POV_ERR_NOMEM;
        }
        if (i < counter->units) {
            add_counts(own, counter->count + i * width, width);
        }
    }
    free(found);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

typedef struct place {
    uint64_t first;
    size_t unit;
} place;

static int by_first(const void *left, const void *right)
{
    const place *a = left, *b = right;

    return (a->first > b->first) - (a->first < b->first);
}

pov_status pov_survey_finish(pov_survey *survey, int level, pov_error *err)
{
    place *places = malloc((survey->unit_count + 1) * sizeof *places);
    size_t count = 0;

    survey->order = malloc((survey->unit_count + 1) * sizeof *survey->order);
    if (places == NULL || survey->order == NULL) {
        free(places);
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < survey->unit_count; i++) {
        if (survey->unit[i].level == level && survey->unit[i].count != NULL &&
            pov_survey_households(&survey->unit[i], POV_CLASSES_ALL, POV_GROUPS_ALL) > 0) {
            places[count++] = (place){survey->unit[i].first, i};
        }
    }
    qsort(places, count, sizeof *places, by_first);
    for (size_t i = 0; i < count; i++) {
        survey->order[i] = places[i].unit;
    }
    survey->order_count = count;
    free(places);
    return POV_OK;
}

void pov_survey_fini(pov_survey *survey)
{
    free(survey->unit);
    free(survey->order);
    pov_map_fini(&survey->index);
    pov_arena_fini(&survey->arena);
    *survey = (pov_survey)POV_SURVEY_INIT;
}

static int64_t sum(const int64_t *cell, unsigned classes, unsigned groups)
{
    int64_t total = 0;

    for (size_t i = 0; i < CELLS; i++) {
        if ((classes >> (i / POV_SURVEY_GROUPS) & 1U) != 0 &&
            (groups >> (i % POV_SURVEY_GROUPS) & 1U) != 0) {
            total += cell[i];
        }
    }
    return total;
}

int64_t pov_survey_households(const pov_survey_unit *unit, unsigned classes, unsigned groups)
{
    return sum(unit->count, classes, groups);
}

int64_t pov_survey_persons(const pov_survey_unit *unit, unsigned classes, unsigned groups)
{
    return sum(unit->count + CELLS, classes, groups);
}

int64_t pov_survey_deprived(const pov_survey *survey, const pov_survey_unit *unit, pov_class class,
                            size_t indicator)
{
    return unit->count[2 * CELLS + (size_t) class * survey->plan.indicators + indicator];
}
