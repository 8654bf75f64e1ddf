#include "calculator/solve/siblings.h"

#include <stdlib.h>
#include <string.h>

/* What siblings have in common: the parent, or where the file does not hold it, its name. Without
 * padding. */
typedef struct list_id {
    size_t file, parent, parent_key;
    const char *level;
    pov_row_key key;
} list_id;

static list_id id_of(const pov_plan *plan, const pov_row *row)
{
    const pov_unit *unit = &plan->unit[row->unit];

    return (list_id){
        row->file,   unit->parent,        unit->parent == POV_NONE ? row->parent_key : POV_NONE,
        unit->level, pov_row_key_of(row),
    };
}

/* The number of each row's list, lists being numbered as they come. */
static pov_status number_lists(const pov_plan *plan, size_t *list_of, size_t *count)
{
    pov_map lists = {0};
    list_id *ids = malloc((plan->row_count + 1) * sizeof *ids);
    pov_status status = ids != NULL ? POV_OK : POV_ERR_NOMEM;

    *count = 0;
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        ids[r] = id_of(plan, &plan->row[r]);
        list_of[r] = pov_map_get(&lists, &ids[r], sizeof ids[r]);
        if (list_of[r] == POV_NONE) {
            list_of[r] = (*count)++;
            status = pov_map_put(&lists, &ids[r], sizeof ids[r], list_of[r]);
        }
    }
    pov_map_fini(&lists);
    free(ids);
    return status;
}

static void describe(pov_list *list, const pov_plan *plan, const pov_row *member)
{
    const pov_unit *unit = &plan->unit[member->unit];

    list->whole = member->parent_row;
    list->parent_name =
        unit->parent != POV_NONE ? plan->unit[unit->parent].name : unit->parent_name;
    list->addable = pov_level_rank(unit->level) > 0;
}

/* Urban and rural rows of one unit; each unit's rows for `all` gives at most one such list. */
static size_t add_partitions(const pov_solution *solution, pov_list *list, size_t *member)
{
    const pov_plan *plan = solution->plan;
    size_t count = 0, filled = 0;
    size_t *urban = malloc((plan->row_count + 1) * sizeof *urban);

    if (urban == NULL) {
        return POV_NONE;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        urban[r] = POV_NONE;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (plan->row[r].all_row != POV_NONE && strcmp(plan->row[r].group, "urban") == 0) {
            urban[plan->row[r].all_row] = r;
        }
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        size_t all = plan->row[r].all_row;
        if (all == POV_NONE || urban[all] == POV_NONE || strcmp(plan->row[r].group, "rural") != 0) {
            continue;
        }
        list[count++] = (pov_list){
            .whole = all,
            .parent_name = plan->row[all].name,
            .first = filled,
            .count = 2,
            .partition = true,
            .addable = true,
            .complete = true,
        };
        member[filled++] = urban[all];
        member[filled++] = r;
        urban[all] = POV_NONE; /* a second rural row is a duplicate, not another partition */
    }
    free(urban);
    return count;
}

pov_status pov_lists_find(pov_solution *solution)
{
    const pov_plan *plan = solution->plan;
    size_t rows = plan->row_count;
    size_t *list_of = malloc((rows + 1) * sizeof *list_of);
    size_t siblings = 0;
    pov_status status = POV_ERR_NOMEM;

    /* every row is in one list of siblings and in at most one partition */
    solution->list = calloc(2 * rows + 1, sizeof *solution->list);
    solution->list_member = malloc((2 * rows + 1) * sizeof *solution->list_member);
    if (list_of == NULL || solution->list == NULL || solution->list_member == NULL) {
        goto done;
    }
    size_t partitions = add_partitions(solution, solution->list, solution->list_member);
    if (partitions == POV_NONE) {
        goto done;
    }
    status = number_lists(plan, list_of, &siblings);
    if (status != POV_OK) {
        goto done;
    }
    pov_list *list = solution->list + partitions;
    for (size_t r = 0; r < rows; r++) {
        list[list_of[r]].count += (plan->row[r].flags & POV_ROW_REPEATED) == 0;
    }
    size_t first = 2 * partitions;
    for (size_t i = 0; i < siblings; i++) {
        list[i].first = first;
        first += list[i].count;
        list[i].count = 0;
    }
    for (size_t r = 0; r < rows; r++) {
        pov_list *mine = &list[list_of[r]];
        if ((plan->row[r].flags & POV_ROW_REPEATED) != 0) {
            continue; /* it counts once */
        }
        if (mine->count == 0) {
            describe(mine, plan, &plan->row[r]);
            mine->complete = solution->assumptions.complete && mine->addable;
        }
        solution->list_member[mine->first + mine->count++] = r;
        if (plan->row[r].same_row != POV_NONE) {
            mine->addable = mine->complete = false; /* one unit twice: which of the two? */
        }
    }
    solution->list_count = partitions + siblings;

done:
    free(list_of);
    return status;
}

/* ---- rows that speak of one state ---- */

/* A unit and group at the end of a year. All members are of one size, so that it has no padding. */
typedef struct state_id {
    size_t file, unit;
    const char *group, *standard;
    int16_t year[4];
} state_id;

static pov_status join_rows(pov_solution *solution, pov_map *states, state_id *ids)
{
    const pov_plan *plan = solution->plan;
    pov_status status = POV_OK;

    for (int end = 1; end >= 0; end--) { /* the ends of outcomes first: baselines follow them */
        for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
            const pov_row *row = &plan->row[r];
            pov_year year = end ? row->target_year : row->year;
            size_t at = 2 * r + (size_t)end;
            if (year.year == 0 || (end && row->kind != POV_END_OUTCOME) ||
                row->same_row != POV_NONE) {
                continue;
            }
            ids[at] = (state_id){
                row->file, row->unit, row->group, row->standard, {year.year, year.month, 0, 0}};
            size_t first = pov_map_get(states, &ids[at], sizeof ids[at]);
            if (first == POV_NONE) {
                status = pov_map_put(states, &ids[at], sizeof ids[at], at);
            } else if (first / 2 != r && !end) {
                solution->join[solution->join_count++] =
                    (pov_join){.earlier = first / 2, .later = r, .end = first % 2 == 1};
            }
        }
    }
    return status;
}

pov_status pov_joins_find(pov_solution *solution)
{
    size_t rows = solution->plan->row_count;
    state_id *ids = malloc((2 * rows + 1) * sizeof *ids);
    pov_map states = {0};
    pov_status status = POV_ERR_NOMEM;

    solution->join = malloc((rows + 1) * sizeof *solution->join);
    if (ids != NULL && solution->join != NULL) {
        status = join_rows(solution, &states, ids);
    }
    pov_map_fini(&states);
    free(ids);
    return status;
}

bool pov_join_pair(const pov_join *join, size_t at, pov_item pair[2])
{
    static const pov_aspect now[] = {POV_COUNT, POV_RATE};
    static const pov_aspect then[] = {POV_REMAINING, POV_REMAINING_SHARE};
    const pov_measure measure = (pov_measure)(at / 2);

    if (at > (size_t)2 * POV_MEASURE_COUNT) { /* of all households only the count */
        return false;
    }
    pair[0] = (pov_item){measure, join->end ? then[at % 2] : now[at % 2]};
    pair[1] = (pov_item){measure, now[at % 2]};
    return true;
}
