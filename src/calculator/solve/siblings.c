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

typedef struct ranked_list {
    size_t rank, list;
} ranked_list;

static int by_rank(const void *x, const void *y)
{
    const ranked_list *a = x, *b = y;

    return a->rank != b->rank ? (a->rank < b->rank) - (a->rank > b->rank)
                              : pov_compare_sizes(a->list, b->list);
}

/* How deep its whole is; then of one whole units of the lower level first, its groups last. */
static size_t rank_of(const pov_solution *solution, const pov_list *list)
{
    const pov_plan *plan = solution->plan;
    size_t depth = 0, member = solution->list_member[list->first];

    for (size_t u = plan->row[list->whole].unit; u != POV_NONE; u = plan->unit[u].parent) {
        depth++;
    }
    int level = pov_level_rank(plan->unit[plan->row[member].unit].level);
    return 16 * depth + (list->partition ? 0 : 1 + (size_t)level);
}

static pov_status put_in_order(pov_solution *solution)
{
    ranked_list *ranked = malloc((solution->list_count + 1) * sizeof *ranked);
    size_t count = 0;

    solution->list_up = malloc((solution->list_count + 1) * sizeof *solution->list_up);
    if (ranked == NULL || solution->list_up == NULL) {
        free(ranked);
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < solution->list_count; i++) {
        if (solution->list[i].whole != POV_NONE && solution->list[i].count > 0) {
            ranked[count++] = (ranked_list){rank_of(solution, &solution->list[i]), i};
        }
    }
    qsort(ranked, count, sizeof *ranked, by_rank);
    for (size_t i = 0; i < count; i++) {
        solution->list_up[i] = ranked[i].list;
    }
    solution->lists_up_count = count;
    free(ranked);
    return POV_OK;
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
    status = put_in_order(solution);

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

/* A row that speaks of a state: with its end, or its baseline. */
typedef struct speaker {
    size_t row;
    bool end;
} speaker;

static pov_year year_of(const pov_plan *plan, speaker of)
{
    return of.end ? plan->row[of.row].target_year : plan->row[of.row].year;
}

/* Whether a row speaks of its state before another one does: the end of an outcome, the latest;
 * then baselines. What it hangs on is in the rows, not in their order. */
static bool speaks_first(const pov_plan *plan, speaker a, speaker b)
{
    const pov_row *x = &plan->row[a.row], *y = &plan->row[b.row];

    if (a.end != b.end) {
        return a.end;
    }
    int order = a.end ? pov_year_compare(y->year, x->year)
                      : pov_year_compare(x->target_year, y->target_year);
    order = order != 0 ? order : (int)x->kind - (int)y->kind;
    return order != 0 ? order < 0 : a.row < b.row;
}

typedef struct states {
    const pov_plan *plan;
    pov_map numbers; /* of states */
    state_id *id;    /* two for each row */
    size_t *of;      /* by baseline: the number of its state, or POV_NONE */
    speaker *first;  /* by number */
    size_t count;
} states;

static pov_status add_speaker(states *s, speaker one)
{
    const pov_row *row = &s->plan->row[one.row];
    const pov_year year = year_of(s->plan, one);
    state_id *id = &s->id[2 * one.row + one.end];

    if (!one.end) {
        s->of[one.row] = POV_NONE;
    }
    if (year.year == 0 || !pov_row_says_what_was(row, one.end) || row->same_row != POV_NONE) {
        return POV_OK;
    }
    *id =
        (state_id){row->file, row->unit, row->group, row->standard, {year.year, year.month, 0, 0}};
    size_t state = pov_map_get(&s->numbers, id, sizeof *id);
    pov_status status = POV_OK;
    if (state == POV_NONE) {
        state = s->count++;
        s->first[state] = one;
        status = pov_map_put(&s->numbers, id, sizeof *id, state);
    } else if (speaks_first(s->plan, one, s->first[state])) {
        s->first[state] = one;
    }
    if (!one.end) {
        s->of[one.row] = state;
    }
    return status;
}

typedef struct timed_join {
    pov_year year, target_year;
    pov_join join;
    pov_end kind;
} timed_join;

static int by_time(const void *x, const void *y)
{
    const timed_join *a = x, *b = y;
    int order = pov_year_compare(a->year, b->year);

    order = order != 0 ? order : pov_year_compare(a->target_year, b->target_year);
    order = order != 0 ? order : (int)a->kind - (int)b->kind;
    return order != 0 ? order : pov_compare_sizes(a->join.later, b->join.later);
}

static pov_status join_rows(pov_solution *solution, const states *s)
{
    const pov_plan *plan = solution->plan;
    timed_join *joins = malloc((plan->row_count + 1) * sizeof *joins);
    size_t count = 0;
    bool sorted = true;

    if (joins == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        if (s->of[r] == POV_NONE || s->first[s->of[r]].row == r) {
            continue;
        }
        const speaker first = s->first[s->of[r]];
        joins[count] = (timed_join){row->year,
                                    row->target_year,
                                    {.earlier = first.row, .later = r, .end = first.end},
                                    row->kind};
        sorted = sorted && (count == 0 || by_time(&joins[count - 1], &joins[count]) < 0);
        count++;
    }
    if (!sorted) {
        qsort(joins, count, sizeof *joins, by_time);
    }
    for (size_t i = 0; i < count; i++) {
        solution->join[i] = joins[i].join;
    }
    solution->join_count = count;
    free(joins);
    return POV_OK;
}

pov_status pov_joins_find(pov_solution *solution)
{
    const size_t rows = solution->plan->row_count;
    state_id *id = malloc((2 * rows + 1) * sizeof *id);
    size_t *of = malloc((rows + 1) * sizeof *of);
    speaker *first = malloc((2 * rows + 1) * sizeof *first);
    states s = {.plan = solution->plan, .id = id, .of = of, .first = first};
    pov_status status = POV_ERR_NOMEM;

    solution->join = malloc((rows + 1) * sizeof *solution->join);
    if (id != NULL && of != NULL && first != NULL && solution->join != NULL) {
        status = POV_OK;
    }
    for (size_t r = 0; r < rows && status == POV_OK; r++) {
        status = add_speaker(&s, (speaker){r, true});
        if (status == POV_OK) {
            status = add_speaker(&s, (speaker){r, false});
        }
    }
    if (status == POV_OK) {
        status = join_rows(solution, &s);
    }
    pov_map_fini(&s.numbers);
    free(id);
    free(of);
    free(first);
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
