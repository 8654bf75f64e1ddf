#include "session/rows.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* One row's place: text, or a number; what is unknown comes last in either direction. */
typedef struct sort_key {
    size_t row;
    bool known;
    int64_t number;
    const char *text;
} sort_key;

static const pov_figure *figure_named(const pov_solved *solved, const char *column)
{
    return strcmp(column, "relative_reduction") == 0
               ? &solved->of[POV_MEASURE_POOR][POV_RELATIVE]
               : pov_solved_figure(solved, pov_quantity_find(column));
}

/* The keys of all units; NULL when memory fails. They live in the arena. */
static const char **unit_keys(const pov_plan *plan, pov_arena *arena)
{
    const char **keys = calloc(plan->unit_count + 1, sizeof *keys);
    pov_buffer key = {0};

    for (size_t u = 0; keys != NULL && u < plan->unit_count; u++) {
        pov_buffer_clear(&key);
        pov_text_sort_key(plan->unit[u].name, strlen(plan->unit[u].name), &key);
        keys[u] = key.failed ? NULL : pov_arena_text(arena, pov_buffer_get(&key), key.length);
        if (keys[u] == NULL) {
            free(keys);
            keys = NULL;
        }
    }
    pov_buffer_fini(&key);
    return keys;
}

static int compare_values(const sort_key *a, const sort_key *b)
{
    if (a->text != NULL && b->text != NULL) {
        return strcmp(a->text, b->text);
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

static int compare(const sort_key *a, const sort_key *b, int direction)
{
    if (a->known != b->known) {
        return a->known ? -1 : 1;
    }
    int order = a->known ? direction * compare_values(a, b) : 0;
    return order != 0 ? order : a->row < b->row ? -1 : 1;
}

static int compare_up(const void *a, const void *b)
{
    return compare(a, b, 1);
}

static int compare_down(const void *a, const void *b)
{
    return compare(a, b, -1);
}

static pov_status refuse_column(const char *column, pov_error *err)
{
    const char *names[POV_PLAN_QUANTITY_COUNT + 3] = {"unit", "year", "relative_reduction"};

    for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
        names[3 + q] = pov_quantity_get((pov_quantity)q)->name;
    }
    (void)pov_fail(err, POV_ERR_USAGE, "--sort: \"%s\" is not a column to sort by", column);
    if (!pov_error_suggest(err, pov_text_nearest(column, names, POV_PLAN_QUANTITY_COUNT + 3))) {
        pov_error_hint(err, "unit, year, relative_reduction, or a figure of a plan file: "
                            "\"povcalc help columns\" lists them");
    }
    return POV_ERR_USAGE;
}

/* Of the column unit, of the column year, or of a figure. */
static pov_status fill_keys(const pov_plan *plan, const pov_solution *solution, const char *column,
                            pov_arena *arena, sort_key *keys, pov_error *err)
{
    bool by_unit = strcmp(column, "unit") == 0, by_year = strcmp(column, "year") == 0;
    const char **unit_key = by_unit ? unit_keys(plan, arena) : NULL;

    if (by_unit && unit_key == NULL) {
        return pov_no_memory(err);
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        const pov_figure *figure = figure_named(&solution->row[r], column);
        keys[r] = (sort_key){.row = r};
        if (by_unit) {
            keys[r].known = true;
            keys[r].text = unit_key[row->unit];
        } else if (by_year) {
            keys[r].known = row->year.year != 0;
            keys[r].number = row->year.year * 16 + (row->year.month ? row->year.month : 13);
        } else if (figure != NULL) {
            keys[r].known = pov_figure_known(figure);
            keys[r].number = figure->value;
        } else {
            return refuse_column(column, err);
        }
    }
    free(unit_key);
    return POV_OK;
}

pov_status pov_rows_rank(const pov_plan *plan, const pov_solution *solution, const char *column,
                         bool down, size_t **rank, pov_error *err)
{
    pov_arena arena = {0};
    sort_key *keys = malloc((plan->row_count + 1) * sizeof *keys);
    size_t *sorted = malloc((plan->row_count + 1) * sizeof *sorted);
    pov_status status = keys != NULL && sorted != NULL ? POV_OK : pov_no_memory(err);

    if (status == POV_OK) {
        status = fill_keys(plan, solution, column, &arena, keys, err);
    }
    if (status == POV_OK) {
        qsort(keys, plan->row_count, sizeof *keys, down ? compare_down : compare_up);
        for (size_t r = 0; r < plan->row_count; r++) {
            sorted[r] = keys[r].row;
        }
        *rank = sorted;
        sorted = NULL;
    }
    free(keys);
    free(sorted);
    pov_arena_fini(&arena);
    return status;
}
