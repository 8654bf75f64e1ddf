/*
 * Which lines a chart shows: one for each unit and group over the years, broken where the rows say
 * that nothing is compared, with a mark for a target.
 */
#include "output/chart/pick.h"

#include <stdlib.h>
#include <string.h>

typedef struct line {
    const char *name, *long_name; /* the long one also tells equal names apart */
    size_t pieces, rank;
    int64_t end; /* its last value */
    bool target;
    size_t series, mark; /* of its first piece, of its targets */
} line;

typedef struct lines {
    line *item;
    size_t count, capacity;
    pov_map by_key;
    size_t *by_rank;        /* the highest at their ends first */
    size_t *of_row, *piece; /* of each drawn row: its line, or POV_NONE, and the piece of it */
    size_t *of_total;       /* of each total with a target: its line, or POV_NONE */
    const char **year;
    size_t year_count;
    size_t x, gap, target_x, target; /* columns */
} lines;

/* Lines are told apart by all that can tell them apart, and called by what must. */
static const char *key_of(pov_picker *p, const pov_report_row *row)
{
    pov_buffer key = {0};

    pov_buffer_text(&key, pov_pick_text(row, p->label));
    pov_buffer_char(&key, '\n');
    pov_buffer_text(&key, pov_pick_text(row, p->apart));
    for (size_t d = 0; d < POV_CHART_DETAILS; d++) {
        pov_buffer_char(&key, '\n');
        pov_buffer_text(&key, pov_pick_text(row, p->detail[d]));
    }
    return pov_pick_keep(p, &key);
}

/* ---- finding them ---- */

static pov_status add_line(pov_picker *p, lines *all, const char *key, const pov_report_row *row)
{
    pov_status status = pov_grow(&all->item, &all->capacity, all->count + 1, sizeof *all->item);

    if (status == POV_OK) {
        status = pov_map_put(&all->by_key, key, strlen(key), all->count);
    }
    if (status == POV_OK) {
        line *made = &all->item[all->count++];
        made->name = pov_pick_name(p, row, false);
        made->long_name = pov_pick_name(p, row, true);
        status = made->name != NULL && made->long_name != NULL ? POV_OK : POV_ERR_NOMEM;
    }
    return status;
}

static pov_status find_lines(pov_picker *p, lines *all)
{
    for (size_t i = 0; i < p->count; i++) {
        const pov_report_row *row = &p->report->row[p->row[i]];
        all->of_row[i] = POV_NONE;
        if (!pov_pick_is_year(pov_pick_text(row, all->x))) {
            continue;
        }
        const char *key = key_of(p, row);
        if (key == NULL) {
            return POV_ERR_NOMEM;
        }
        size_t at = pov_map_get(&all->by_key, key, strlen(key));
        if (at >= all->count) { /* POV_NONE: a new one */
            at = all->count;
            pov_status status = add_line(p, all, key, row);
            if (status != POV_OK) {
                return status;
            }
        }
        line *on = &all->item[at];
        on->pieces += on->pieces == 0 || pov_pick_text(row, all->gap)[0] != '\0';
        on->end = pov_pick_figure(p, row, p->series[0])->value;
        all->of_row[i] = at;
        all->piece[i] = on->pieces - 1;
    }
    return POV_OK;
}

/* Lines of the same name say also what tells them apart. */
static pov_status name_lines(lines *all)
{
    pov_map seen = {0};
    pov_status status = POV_OK;

    for (size_t i = 0; i < all->count && status == POV_OK; i++) {
        const char *name = all->item[i].name;
        size_t times = pov_map_get(&seen, name, strlen(name));
        status = pov_map_put(&seen, name, strlen(name), times == POV_NONE ? 1 : times + 1);
    }
    for (size_t i = 0; i < all->count && status == POV_OK; i++) {
        const char *name = all->item[i].name;
        if (pov_map_get(&seen, name, strlen(name)) > 1) {
            all->item[i].name = all->item[i].long_name;
        }
    }
    pov_map_fini(&seen);
    return status;
}

static pov_status rank_lines(pov_picker *p, lines *all)
{
    pov_ranked *order = pov_arena_alloc(&p->data->arena, (all->count + 1) * sizeof *order);
    all->by_rank = pov_arena_alloc(&p->data->arena, (all->count + 1) * sizeof *all->by_rank);

    if (order == NULL || all->by_rank == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t i = 0; i < all->count; i++) {
        order[i] = (pov_ranked){i, all->item[i].end};
    }
    qsort(order, all->count, sizeof *order, pov_ranked_compare);
    for (size_t rank = 0; rank < all->count; rank++) {
        all->by_rank[rank] = order[rank].of;
        all->item[order[rank].of].rank = rank;
    }
    return POV_OK;
}

/* The line, where it is one of those that the picture has room for; else NULL. */
static line *drawn(const lines *all, size_t at)
{
    return at < all->count && all->item[at].rank < POV_CHART_LINES_MAX ? &all->item[at] : NULL;
}

static pov_status find_targets(pov_picker *p, lines *all)
{
    for (size_t i = 0; i < p->report->total_count; i++) {
        const pov_report_row *total = &p->report->total[i];
        all->of_total[i] = POV_NONE;
        if (!pov_pick_is_year(pov_pick_text(total, all->target_x)) ||
            pov_pick_figure(p, total, all->target) == NULL) {
            continue;
        }
        const char *key = key_of(p, total);
        if (key == NULL) {
            return POV_ERR_NOMEM;
        }
        size_t at = pov_map_get(&all->by_key, key, strlen(key));
        if (drawn(all, at) != NULL) {
            all->of_total[i] = at;
            all->item[at].target = true;
        }
    }
    return POV_OK;
}

/* ---- laying them out ---- */

/* Pieces stand in the order of the ranks, so the key does too; then the marks. */
static pov_status make_series(pov_picker *p, lines *all)
{
    pov_chart_data *data = p->data;
    size_t shown = all->count < POV_CHART_LINES_MAX ? all->count : POV_CHART_LINES_MAX;
    size_t most = 0;

    for (size_t rank = 0; rank < shown; rank++) {
        most += all->item[all->by_rank[rank]].pieces + 1;
    }
    data->series = pov_arena_alloc(&data->arena, (most + 1) * sizeof *data->series);
    if (data->series == NULL) {
        return POV_ERR_NOMEM;
    }
    for (size_t rank = 0; rank < shown; rank++) {
        line *next = &all->item[all->by_rank[rank]];
        next->series = data->series_count;
        for (size_t piece = 0; piece < next->pieces; piece++) {
            data->series[data->series_count++] =
                (pov_chart_series){.name = next->name, .colour = rank, .in_key = piece == 0};
        }
        if (next->pieces > 1) {
            data->gap_name = p->chart->gap_name;
        }
    }
    size_t first_mark = data->series_count;
    for (size_t rank = 0; rank < shown; rank++) {
        line *next = &all->item[all->by_rank[rank]];
        next->mark = data->series_count;
        if (next->target) {
            data->series[data->series_count] =
                (pov_chart_series){.name = p->chart->target_name,
                                   .colour = rank,
                                   .in_key = data->series_count == first_mark,
                                   .mark = true};
            data->series_count++;
        }
    }
    return POV_OK;
}

static int compare_years(const void *left, const void *right)
{
    const char *const *a = left, *const *b = right;
    int32_t first = pov_pick_month(*a), second = pov_pick_month(*b);

    return first < second ? -1 : first > second;
}

/* The years of what is drawn, each once, are the points. */
static pov_status make_years(pov_picker *p, lines *all)
{
    size_t kept = 0;

    for (size_t i = 0; i < p->count; i++) {
        if (drawn(all, all->of_row[i]) != NULL) {
            all->year[all->year_count++] = pov_pick_text(&p->report->row[p->row[i]], all->x);
        }
    }
    for (size_t i = 0; i < p->report->total_count; i++) {
        if (all->of_total[i] != POV_NONE) {
            all->year[all->year_count++] = pov_pick_text(&p->report->total[i], all->target_x);
        }
    }
    qsort(all->year, all->year_count, sizeof *all->year, compare_years);
    for (size_t i = 0; i < all->year_count; i++) {
        if (kept == 0 || compare_years(&all->year[i], &all->year[kept - 1]) != 0) {
            all->year[kept++] = all->year[i];
        }
    }
    pov_status status = pov_pick_points(p, kept);
    for (size_t i = 0; i < kept && status == POV_OK; i++) {
        p->data->point[i].label = all->year[i];
        p->data->point[i].month = pov_pick_month(all->year[i]);
    }
    return status;
}

/* Where in the points the year of a cell stands. */
static const pov_figure **figures_at(const pov_chart_data *data, const char *year)
{
    int32_t month = pov_pick_month(year);
    size_t low = 0, high = data->point_count;

    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        *(data->point[middle].month <= month ? &low : &high) = middle;
    }
    return data->point[low].figure;
}

static void fill_figures(pov_picker *p, const lines *all)
{
    for (size_t i = 0; i < p->count; i++) {
        const pov_report_row *row = &p->report->row[p->row[i]];
        const line *on = drawn(all, all->of_row[i]);
        if (on != NULL) {
            figures_at(p->data, pov_pick_text(row, all->x))[on->series + all->piece[i]] =
                pov_pick_figure(p, row, p->series[0]);
        }
    }
    for (size_t i = 0; i < p->report->total_count; i++) {
        const pov_report_row *total = &p->report->total[i];
        const line *on = drawn(all, all->of_total[i]);
        if (on != NULL) {
            figures_at(p->data, pov_pick_text(total, all->target_x))[on->mark] =
                pov_pick_figure(p, total, all->target);
        }
    }
}

/* ---- all of it ---- */

static pov_status make_room(pov_picker *p, lines *all)
{
    pov_arena *arena = &p->data->arena;
    size_t rows = p->count + 1, totals = p->report->total_count + 1;

    all->of_row = pov_arena_alloc(arena, rows * sizeof *all->of_row);
    all->piece = pov_arena_alloc(arena, rows * sizeof *all->piece);
    all->of_total = pov_arena_alloc(arena, totals * sizeof *all->of_total);
    all->year = pov_arena_alloc(arena, (rows + totals) * sizeof *all->year);
    return all->of_row != NULL && all->piece != NULL && all->of_total != NULL && all->year != NULL
               ? POV_OK
               : POV_ERR_NOMEM;
}

static pov_status lay_out(pov_picker *p, lines *all)
{
    pov_status status = make_series(p, all);

    if (status == POV_OK) {
        status = make_years(p, all);
    }
    if (status == POV_OK) {
        fill_figures(p, all);
        status = pov_pick_note(p, "chart.highest",
                               all->count < POV_CHART_LINES_MAX ? all->count : POV_CHART_LINES_MAX,
                               all->count);
    }
    return status;
}

pov_status pov_pick_lines(pov_picker *p)
{
    lines all = {
        .x = pov_pick_column(p->report, p->chart->x),
        .gap = pov_pick_column(p->report, p->chart->gap),
        .target_x = pov_pick_column(p->report, p->chart->target_x),
        .target = pov_pick_column(p->report, p->chart->target),
    };
    pov_status status = POV_OK;

    pov_pick_details(p);
    status = pov_pick_title(p);
    if (status == POV_OK) {
        status = make_room(p, &all);
    }
    if (status == POV_OK) {
        status = find_lines(p, &all);
    }
    if (status == POV_OK) {
        status = name_lines(&all);
    }
    if (status == POV_OK) {
        status = rank_lines(p, &all);
    }
    if (status == POV_OK) {
        status = find_targets(p, &all);
    }
    if (status == POV_OK) {
        status = lay_out(p, &all);
    }
    pov_map_fini(&all.by_key);
    free(all.item);
    return status;
}
