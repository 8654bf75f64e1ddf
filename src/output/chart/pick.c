/*
 * Which rows of a report a chart shows, in which order, and what they are called.
 */
#include "output/chart/pick.h"

#include "base/text.h"
#include "output/render.h"

#include <stdlib.h>
#include <string.h>

/* ---- cells by the names of columns ---- */

/* What a report has for people goes before what it has for programs under the same name. */
size_t pov_pick_column(const pov_report *report, const char *name)
{
    size_t found = POV_NONE;

    for (size_t i = 0; name != NULL && i < report->column_count; i++) {
        if (strcmp(report->column[i].name, name) == 0) {
            if ((report->column[i].where & POV_IN_TABLE) != 0) {
                return i;
            }
            found = found == POV_NONE ? i : found;
        }
    }
    return found;
}

const char *pov_pick_text(const pov_picker *p, size_t row, size_t column)
{
    pov_cell cell = {0};

    if (column != POV_NONE) {
        pov_report_get(p->report, row, column, &cell);
    }
    return cell.shown != NULL ? cell.shown : cell.text != NULL ? cell.text : "";
}

bool pov_pick_is_year(const char *text)
{
    static const char digits[] = "0123456789";

    return strspn(text, digits) == 4 &&
           (text[4] == '\0' ||
            (text[4] == '-' && strspn(text + 5, digits) == 2 && text[7] == '\0'));
}

int32_t pov_pick_month(const char *year)
{
    long months = strtol(year, NULL, 10) * 12;

    return (int32_t)(year[4] == '-' ? months - 12 + strtol(year + 5, NULL, 10) : months);
}

/* ---- picking ---- */

bool pov_pick_figure(const pov_picker *p, size_t row, size_t column, pov_figure *figure)
{
    pov_cell cell;

    if (column == POV_NONE) {
        return false;
    }
    pov_report_get(p->report, row, column, &cell);
    *figure = cell.figure;
    return pov_cell_shown(&p->report->column[column], &cell);
}

static unsigned depth_at(const pov_picker *p, size_t i)
{
    return pov_report_row_at(p->report, p->row[i]).depth;
}

static bool first_figure(const pov_picker *p, size_t row, pov_figure *figure)
{
    bool found = false;

    for (size_t s = 0; s < p->series_count && !found; s++) {
        found = pov_pick_figure(p, row, p->series[s], figure);
    }
    return found;
}

static void keep_with_figures(pov_picker *p)
{
    pov_figure figure;

    for (size_t r = 0; r < p->report->row_count; r++) {
        if (first_figure(p, r, &figure)) {
            p->row[p->count++] = r;
        }
    }
}

static void keep_latest(pov_picker *p)
{
    size_t column = pov_pick_column(p->report, p->chart->latest), kept = 0;
    const char *latest = "";

    for (size_t i = 0; i < p->count; i++) {
        const char *year = pov_pick_text(p, p->row[i], column);
        if (pov_pick_is_year(year) &&
            (latest[0] == '\0' || pov_pick_month(year) > pov_pick_month(latest))) {
            latest = year;
        }
    }
    for (size_t i = 0; i < p->count; i++) {
        if (latest[0] == '\0' || strcmp(pov_pick_text(p, p->row[i], column), latest) == 0) {
            p->row[kept++] = p->row[i];
        }
    }
    p->count = kept;
}

/* Bars of different kinds are drawn together only where there is nothing else to compare. */
static void keep_alike(pov_picker *p)
{
    size_t column = pov_pick_column(p->report, p->chart->alike), alike = 0, kept = 0;

    if (column == POV_NONE || p->count == 0) {
        return;
    }
    const char *first = pov_pick_text(p, p->row[0], column);
    for (size_t i = 0; i < p->count; i++) {
        alike += strcmp(pov_pick_text(p, p->row[i], column), first) == 0;
    }
    for (size_t i = 0; i < p->count; i++) {
        if (alike < 2 || strcmp(pov_pick_text(p, p->row[i], column), first) == 0) {
            p->row[kept++] = p->row[i];
        }
    }
    p->count = kept;
}

/* In a list without a tree: whether the row's unit is named as the parent of another. A commune may
 * have the name of the district that it belongs to. */
static bool is_parent(const pov_picker *p, const pov_map *parents, size_t row)
{
    const char *name = pov_pick_text(p, row, p->label);

    return strcmp(name, pov_pick_text(p, row, p->apart)) != 0 &&
           pov_map_get(parents, name, strlen(name)) != POV_NONE;
}

/* In a list without a tree: as keep_ends, by the parents that the rows name. */
static void keep_ends_of_list(pov_picker *p)
{
    size_t root = POV_NONE, roots = 0, kept = 0;
    pov_map parents = {0};

    for (size_t i = 0; i < p->count; i++) {
        const char *parent = pov_pick_text(p, p->row[i], p->apart);
        if (parent[0] == '\0') {
            root = i;
            roots++;
        } else {
            p->failed |= pov_map_put(&parents, parent, strlen(parent), i) != POV_OK;
        }
    }
    if (!p->failed && roots == 1 && p->count > 1 && is_parent(p, &parents, p->row[root])) {
        size_t row = p->row[root];
        memmove(p->row + 1, p->row, root * sizeof *p->row);
        p->row[0] = row;
        p->data->whole = true;
        for (size_t i = 0; i < p->count; i++) {
            if (i == 0 || !is_parent(p, &parents, p->row[i])) {
                p->row[kept++] = p->row[i];
            }
        }
        p->count = kept;
    }
    pov_map_fini(&parents);
}

/* Units at the ends of the tree; and before them the unit at its root, if there is but one. */
static void keep_ends(pov_picker *p)
{
    size_t kept = 0, roots = 0;

    for (size_t i = 0; i < p->count; i++) {
        roots += depth_at(p, i) == depth_at(p, 0);
    }
    p->data->whole = p->count > 1 && roots == 1 && depth_at(p, 1) > depth_at(p, 0);
    if (roots == p->count && p->apart != POV_NONE) {
        keep_ends_of_list(p);
        return;
    }
    for (size_t i = 0; i < p->count; i++) {
        bool inner = i + 1 < p->count && depth_at(p, i + 1) > depth_at(p, i);
        if (!inner || (i == 0 && p->data->whole)) {
            p->row[kept++] = p->row[i];
        }
    }
    p->count = kept;
}

/* ---- order ---- */

int pov_ranked_compare(const void *left, const void *right)
{
    const pov_ranked *a = left, *b = right;

    if (a->value != b->value) {
        return a->value > b->value ? -1 : 1;
    }
    return a->of < b->of ? -1 : a->of > b->of;
}

static void sort_rows(pov_picker *p)
{
    size_t first = p->data->whole ? 1 : 0;
    pov_ranked *order = pov_pick_room(p, p->count, sizeof *order);

    if (order == NULL) {
        return;
    }
    for (size_t i = first; i < p->count; i++) {
        pov_figure figure = {0};
        (void)first_figure(p, p->row[i], &figure); /* each row has one */
        order[i] = (pov_ranked){p->row[i], figure.value};
    }
    if (p->count > first) {
        qsort(order + first, p->count - first, sizeof *order, pov_ranked_compare);
    }
    for (size_t i = first; i < p->count; i++) {
        p->row[i] = order[i].of;
    }
}

/* ---- names ---- */

void *pov_pick_room(pov_picker *p, size_t count, size_t size)
{
    void *room = pov_arena_alloc(&p->data->arena, (count + 1) * size);

    p->failed |= room == NULL;
    return room;
}

const char *pov_pick_keep(pov_picker *p, pov_buffer *text)
{
    const char *kept =
        text->failed ? NULL : pov_arena_text(&p->data->arena, pov_buffer_get(text), text->length);
    pov_buffer_fini(text);
    p->failed |= kept == NULL;
    return kept != NULL ? kept : "";
}

void pov_pick_details(pov_picker *p)
{
    for (size_t d = 0; d < POV_CHART_DETAILS; d++) {
        for (size_t i = 1; i < p->count && !p->said[d]; i++) {
            p->said[d] = strcmp(pov_pick_text(p, p->row[i], p->detail[d]),
                                pov_pick_text(p, p->row[0], p->detail[d])) != 0;
        }
    }
}

static void add_detail(pov_buffer *out, const char *text, bool *open)
{
    if (text[0] != '\0') {
        pov_buffer_format(out, "%s%s", *open ? ", " : " (", text);
        *open = true;
    }
}

/* "Krông Nô (rural, 2023)", printable */
const char *pov_pick_name(pov_picker *p, size_t row, bool apart)
{
    pov_buffer name = {0}, shown = {0};
    bool open = false;

    pov_buffer_text(&name, pov_pick_text(p, row, p->label));
    if (apart) {
        add_detail(&name, pov_pick_text(p, row, p->apart), &open);
    }
    for (size_t d = 0; d < POV_CHART_DETAILS; d++) {
        if (p->said[d]) {
            add_detail(&name, pov_pick_text(p, row, p->detail[d]), &open);
        }
    }
    if (open) {
        pov_buffer_char(&name, ')');
    }
    pov_text_printable(pov_buffer_get(&name), name.length, &shown);
    pov_buffer_end(&name, &shown.failed);
    return pov_pick_keep(p, &shown);
}

/* The year in which all drawn rows agree, and after it the year of a target: ", 2022 → 2025". A
 * title that names one of them already, "plan for 2025", needs neither. */
void pov_pick_title(pov_picker *p)
{
    const char *const columns[] = {p->chart->latest, p->chart->detail[0], p->chart->detail[1],
                                   p->chart->detail[2], p->chart->detail[3]};
    pov_buffer title = {0}, years = {0};
    bool named = false;

    for (size_t c = 0; c < POV_LENGTH(columns) && p->count > 0; c++) {
        size_t column = pov_pick_column(p->report, columns[c]);
        const char *year = pov_pick_text(p, p->row[0], column);
        bool same = pov_pick_is_year(year);
        for (size_t i = 1; i < p->count && same; i++) {
            same = strcmp(pov_pick_text(p, p->row[i], column), year) == 0;
        }
        if (same && strstr(pov_buffer_get(&years), year) == NULL) {
            pov_buffer_format(&years, years.length > 0 ? " \xE2\x86\x92 %s" : ", %s", year);
        }
        named = named || (same && strstr(p->chart->title, year) != NULL);
    }
    pov_buffer_text(&title, p->chart->title);
    pov_buffer_text(&title, named ? "" : pov_buffer_get(&years));
    pov_buffer_end(&years, &title.failed);
    p->data->title = pov_pick_keep(p, &title);
}

void pov_pick_note(pov_picker *p, const char *label, size_t shown, size_t all)
{
    pov_buffer note = {0};

    if (shown >= all) {
        return;
    }
    pov_numerals numerals = pov_numerals_of(p->options->language);
    pov_buffer_format(&note, "%zu %s ", shown, pov_label(label, p->options->language));
    pov_write_count(&note, (int64_t)all, numerals);
    p->data->note = pov_pick_keep(p, &note);
}

/* ---- units ---- */

void pov_pick_apart(pov_picker *p, const char **name, const char *const *long_name, size_t count)
{
    pov_map seen = {0};

    for (size_t i = 0; i < count; i++) {
        size_t times = pov_map_get(&seen, name[i], strlen(name[i]));
        times = times == POV_NONE ? 1 : times + 1;
        p->failed |= pov_map_put(&seen, name[i], strlen(name[i]), times) != POV_OK;
    }
    for (size_t i = 0; i < count && !p->failed; i++) {
        if (pov_map_get(&seen, name[i], strlen(name[i])) > 1) {
            name[i] = long_name[i];
        }
    }
    pov_map_fini(&seen);
}

void pov_pick_points(pov_picker *p, size_t count)
{
    pov_chart_data *data = p->data;

    data->point = pov_pick_room(p, count, sizeof *data->point);
    for (size_t i = 0; i < count && !p->failed; i++) {
        data->point[i].figure = pov_pick_room(p, data->series_count, sizeof(const pov_figure *));
    }
    data->point_count = count;
}

/* Series of which nothing is known are left out. */
static void make_series(pov_picker *p)
{
    pov_chart_data *data = p->data;

    data->series = pov_pick_room(p, POV_CHART_SERIES, sizeof *data->series);
    for (size_t s = 0; s < p->series_count && !p->failed; s++) {
        const char *name = p->chart->series[s].name;
        bool used = false;
        pov_figure figure;
        for (size_t i = 0; i < p->count && !used; i++) {
            used = pov_pick_figure(p, p->row[i], p->series[s], &figure);
        }
        if (used) {
            p->series[data->series_count] = p->series[s];
            data->series[data->series_count++] = (pov_chart_series){
                .name = name != NULL ? name : p->chart->axis,
                .colour = s,
                .role = p->chart->series[s].role,
                .in_key = true,
            };
        }
    }
    p->series_count = data->series_count;
}

static void name_points(pov_picker *p)
{
    const char *name[POV_CHART_UNITS_MAX + 1], *long_name[POV_CHART_UNITS_MAX + 1];

    for (size_t i = 0; i < p->count; i++) {
        name[i] = pov_pick_name(p, p->row[i], false);
        long_name[i] = pov_pick_name(p, p->row[i], true);
    }
    pov_pick_apart(p, name, long_name, p->count);
    for (size_t i = 0; i < p->count; i++) {
        p->data->point[i].label = name[i];
    }
}

static void take_figure(pov_picker *p, size_t point, size_t series)
{
    pov_figure figure;

    if (pov_pick_figure(p, p->row[point], p->series[series], &figure)) {
        pov_figure *kept = pov_pick_room(p, 1, sizeof *kept);
        if (kept != NULL) {
            *kept = figure;
            p->data->point[point].figure[series] = kept;
        }
    }
}

void pov_pick_units(pov_picker *p)
{
    keep_latest(p);
    keep_alike(p);
    keep_ends(p);
    pov_pick_details(p);
    size_t all = p->count, limit = POV_CHART_UNITS_MAX + (p->data->whole ? 1 : 0);
    if (p->chart->sorted) {
        sort_rows(p);
    }
    p->count = all < limit ? all : limit;
    pov_pick_title(p);
    pov_pick_note(p, p->chart->sorted ? "chart.highest" : "chart.first", p->count - p->data->whole,
                  all - p->data->whole);
    make_series(p);
    pov_pick_points(p, p->count);
    if (p->failed) {
        return;
    }
    for (size_t i = 0; i < p->count; i++) {
        for (size_t s = 0; s < p->series_count; s++) {
            take_figure(p, i, s);
        }
    }
    name_points(p);
}

/* ---- columns ---- */

void pov_pick_columns(pov_picker *p)
{
    const pov_chart *chart = p->chart;

    p->row = pov_pick_room(p, p->report->row_count, sizeof *p->row);
    p->label = pov_pick_column(p->report, chart->label);
    p->apart = pov_pick_column(p->report, chart->apart);
    for (size_t d = 0; d < POV_CHART_DETAILS; d++) {
        p->detail[d] = pov_pick_column(p->report, chart->detail[d]);
    }
    while (p->series_count < POV_CHART_SERIES && chart->series[p->series_count].column != NULL) {
        p->series[p->series_count] =
            pov_pick_column(p->report, chart->series[p->series_count].column);
        p->series_count++;
    }
    if (!p->failed) {
        keep_with_figures(p);
    }
}
