/*
 * Lines: one for each unit and group over the years, broken where the rows say that nothing is
 * compared, with a mark for a target.
 */
#include "output/chart/frame.h"
#include "output/chart/pick.h"

#include <stdlib.h>
#include <string.h>

typedef struct line {
    size_t row; /* one of its rows, for its name */
    size_t pieces, rank;
    int64_t end; /* its last value */
    bool target;
    size_t series, mark; /* of its first piece, of its targets */
} line;

/* A figure of a year. */
typedef struct observation {
    size_t line, piece; /* POV_NONE: not a piece of the line but a target */
    const char *year;
    pov_figure figure;
} observation;

typedef struct lines {
    line *item;
    size_t count, capacity;
    pov_map by_key;
    observation *seen;
    size_t seen_count, gap;
    bool rooted; /* the first of the ranks is the unit that all others belong to */
} lines;

/* ---- finding them ---- */

/* Lines are told apart by all that can tell them apart, and called by what must. */
static const char *key_of(pov_picker *p, size_t row)
{
    pov_buffer key = {0};

    pov_buffer_text(&key, pov_pick_text(p, row, p->label));
    pov_buffer_char(&key, '\n');
    pov_buffer_text(&key, pov_pick_text(p, row, p->apart));
    for (size_t d = 0; d < POV_CHART_DETAILS; d++) {
        pov_buffer_char(&key, '\n');
        pov_buffer_text(&key, pov_pick_text(p, row, p->detail[d]));
    }
    return pov_pick_keep(p, &key);
}

/* The line of the row; NULL when there is none and none is made. */
static line *find_line(pov_picker *p, lines *all, size_t row, bool make)
{
    const char *key = key_of(p, row);
    size_t at = pov_map_get(&all->by_key, key, strlen(key));

    if (at != POV_NONE || !make) {
        return at != POV_NONE ? &all->item[at] : NULL;
    }
    if (p->failed ||
        pov_grow(&all->item, &all->capacity, all->count + 1, sizeof *all->item) != POV_OK ||
        pov_map_put(&all->by_key, key, strlen(key), all->count) != POV_OK) {
        p->failed = true;
        return NULL;
    }
    all->item[all->count].row = row;
    return &all->item[all->count++];
}

/* Takes the row's figure in the column, of the year in `x`; of a total it is a target. */
static void observe(pov_picker *p, lines *all, size_t row, size_t x, size_t column, bool target)
{
    const char *year = pov_pick_text(p, row, x);
    pov_figure figure;

    if (!pov_pick_is_year(year) || !pov_pick_figure(p, row, column, &figure)) {
        return;
    }
    line *on = find_line(p, all, row, !target);
    if (on == NULL) {
        return;
    }
    if (target) {
        on->target = true;
    } else {
        on->pieces += on->pieces == 0 || pov_pick_text(p, row, all->gap)[0] != '\0';
        on->end = figure.value;
    }
    all->seen[all->seen_count++] =
        (observation){(size_t)(on - all->item), target ? POV_NONE : on->pieces - 1, year, figure};
}

static void observe_all(pov_picker *p, lines *all)
{
    const pov_report *report = p->report;
    size_t x = pov_pick_column(report, p->chart->x);
    size_t target_x = pov_pick_column(report, p->chart->target_x);
    size_t target = pov_pick_column(report, p->chart->target);

    all->gap = pov_pick_column(report, p->chart->gap);
    all->seen = pov_pick_room(p, p->count + report->total_count, sizeof *all->seen);
    for (size_t i = 0; i < p->count && !p->failed; i++) {
        observe(p, all, p->row[i], x, p->series[0], false);
    }
    for (size_t i = 0; i < report->total_count && !p->failed; i++) {
        observe(p, all, report->row_count + i, target_x, target, true);
    }
}

/* ---- laying them out ---- */

/* The only line of a unit that belongs to no other; POV_NONE when there are several. */
static size_t root_of(const pov_picker *p, const lines *all)
{
    size_t root = POV_NONE;

    for (size_t i = 0; i < all->count; i++) {
        if (pov_pick_text(p, all->item[i].row, p->apart)[0] == '\0') {
            if (root != POV_NONE) {
                return POV_NONE;
            }
            root = i;
        }
    }
    return root;
}

/* The unit that all others belong to comes first, then the highest at their ends: `shown` has those
 * that the picture has room for, as many as it returns. */
static size_t rank_lines(pov_picker *p, lines *all, line **shown)
{
    pov_ranked *order = pov_pick_room(p, all->count, sizeof *order);
    size_t root = root_of(p, all);

    if (order == NULL) {
        return 0;
    }
    for (size_t i = 0; i < all->count; i++) {
        order[i] = (pov_ranked){i, i == root ? INT64_MAX : all->item[i].end};
    }
    qsort(order, all->count, sizeof *order, pov_ranked_compare);
    all->rooted = root != POV_NONE && all->count > 1;
    for (size_t rank = 0; rank < all->count; rank++) {
        all->item[order[rank].of].rank = rank;
        if (rank < POV_CHART_LINES_MAX) {
            shown[rank] = &all->item[order[rank].of];
        }
    }
    return all->count < POV_CHART_LINES_MAX ? all->count : POV_CHART_LINES_MAX;
}

/* Pieces are in the order of the ranks, so the key is too; then the marks. */
static void make_series(pov_picker *p, line *const *shown, size_t count)
{
    const char *name[POV_CHART_LINES_MAX], *long_name[POV_CHART_LINES_MAX];
    pov_chart_data *data = p->data;
    size_t most = 0;

    for (size_t rank = 0; rank < count; rank++) {
        name[rank] = pov_pick_name(p, shown[rank]->row, false);
        long_name[rank] = pov_pick_name(p, shown[rank]->row, true);
        most += shown[rank]->pieces + 1;
    }
    pov_pick_apart(p, name, long_name, count);
    data->series = pov_pick_room(p, most, sizeof *data->series);
    if (p->failed) {
        return;
    }
    for (size_t rank = 0; rank < count; rank++) {
        shown[rank]->series = data->series_count;
        for (size_t piece = 0; piece < shown[rank]->pieces; piece++) {
            data->series[data->series_count++] =
                (pov_chart_series){.name = name[rank], .colour = rank, .in_key = piece == 0};
        }
        if (shown[rank]->pieces > 1) {
            data->gap_name = p->chart->gap_name;
        }
    }
    size_t first_mark = data->series_count;
    for (size_t rank = 0; rank < count; rank++) {
        if (shown[rank]->target) {
            shown[rank]->mark = data->series_count;
            data->series[data->series_count] =
                (pov_chart_series){.name = p->chart->target_name,
                                   .colour = rank,
                                   .in_key = data->series_count == first_mark,
                                   .mark = true};
            data->series_count++;
        }
    }
}

static int compare_years(const void *left, const void *right)
{
    const observation *a = left, *b = right;
    int32_t first = pov_pick_month(a->year), second = pov_pick_month(b->year);

    return first < second ? -1 : first > second;
}

/* The years of what is drawn, each once, are the points. */
static void make_points(pov_picker *p, const lines *all)
{
    observation *seen = all->seen;
    size_t count = 0, years = 0;

    for (size_t i = 0; i < all->seen_count; i++) {
        if (all->item[seen[i].line].rank < POV_CHART_LINES_MAX) {
            seen[count++] = seen[i];
        }
    }
    qsort(seen, count, sizeof *seen, compare_years);
    for (size_t i = 0; i < count; i++) {
        years += i == 0 || compare_years(&seen[i], &seen[i - 1]) != 0;
    }
    pov_pick_points(p, years);
    pov_chart_point *point = p->data->point;
    for (size_t i = 0; i < count && !p->failed; i++) {
        const line *on = &all->item[seen[i].line];
        point += i > 0 && compare_years(&seen[i], &seen[i - 1]) != 0;
        point->label = seen[i].year;
        point->month = pov_pick_month(seen[i].year);
        point->figure[seen[i].piece == POV_NONE ? on->mark : on->series + seen[i].piece] =
            &seen[i].figure;
    }
}

static void pick(pov_picker *p)
{
    lines all = {.count = 0};
    line *shown[POV_CHART_LINES_MAX];

    pov_pick_details(p);
    pov_pick_title(p);
    observe_all(p, &all);
    size_t count = p->failed ? 0 : rank_lines(p, &all, shown);
    if (!p->failed) {
        make_series(p, shown, count);
    }
    if (!p->failed) {
        make_points(p, &all);
    }
    pov_pick_note(p, "chart.highest", count - all.rooted, all.count - all.rooted);
    pov_map_fini(&all.by_key);
    free(all.item);
}

/* ---- drawing ---- */

enum {
    HEIGHT = 3200,
    LINE_HEIGHT = 165,
    RADIUS = 40,
    ROOM = 200,         /* above and beside what is drawn: for figures */
    LABELS_FULL = 1500, /* names at the ends of lines */
    LABELS_SLIM = 900,
    LEADER = 140,  /* from the plot to the names */
    VALUES_MAX = 2 /* lines that have room for all their figures */
};

/* A picture of lines: where years and figures are. */
typedef struct plot {
    pov_frame *f;
    pov_scale scale; /* of figures, upwards */
    int32_t first, last;
    int left, right;
    bool values; /* all figures are written at their points */
} plot;

static int x_of(const plot *p, int64_t half_months)
{
    int64_t from = 2 * (int64_t)p->first, span = 2 * ((int64_t)p->last - p->first);

    return span == 0 ? (p->left + p->right) / 2
                     : p->left + (int)((half_months - from) * (p->right - p->left) / span);
}

static int x_at(const plot *p, size_t point)
{
    return x_of(p, 2 * (int64_t)p->f->data->point[point].month);
}

static pov_svg_mark_style mark_of(const pov_chart_series *series)
{
    size_t colour = series->colour % POV_SERIES_COLOURS;

    return (pov_svg_mark_style){
        .shape = series->mark ? POV_MARK_DIAMOND : (int)(colour % POV_MARK_SHAPES),
        .radius = series->mark ? RADIUS + 15 : RADIUS,
        .hollow = series->mark || colour >= POV_MARK_SHAPES,
        .ink = (pov_ink)(POV_SERIES + colour),
    };
}

/* Only targets are in the key: a line has its name at its end. */
static void add_key(pov_frame *f)
{
    pov_svg_mark_style style = {POV_MARK_DIAMOND, RADIUS + 15, true, POV_QUIET};

    for (size_t s = 0; s < f->data->series_count; s++) {
        if (f->data->series[s].mark && f->data->series[s].in_key) {
            int middle = f->y + LINE_HEIGHT / 2;
            pov_svg_mark(&f->svg, f->left + 80, middle, style, NULL);
            pov_frame_name(f, f->data->series[s].name, 40, f->left + 180, middle, pov_frame_figure);
            f->y += LINE_HEIGHT + 60;
        }
    }
}

/* The last point of the piece that has a figure; POV_NONE when there is none. */
static size_t end_of(const pov_chart_data *data, size_t series)
{
    size_t i = data->point_count;

    while (i > 0 && data->point[i - 1].figure[series] == NULL) {
        i--;
    }
    return i > 0 ? i - 1 : POV_NONE;
}

static size_t start_of(const pov_chart_data *data, size_t series)
{
    size_t i = 0;

    while (i < data->point_count && data->point[i].figure[series] == NULL) {
        i++;
    }
    return i < data->point_count ? i : POV_NONE;
}

/* The name of the line that the series is a part or a target of. */
static const char *line_name(const pov_chart_data *data, size_t series)
{
    size_t s = 0;

    while (data->series[s].colour != data->series[series].colour) {
        s++;
    }
    return data->series[s].name;
}

/* Whether no other line is higher there: then its figure has room above it. */
static bool is_highest(const pov_chart_data *data, size_t point, size_t series)
{
    const pov_figure *const *figure = data->point[point].figure;

    for (size_t s = 0; s < data->series_count; s++) {
        if (figure[s] != NULL && (figure[s]->value > figure[series]->value ||
                                  (s < series && figure[s]->value == figure[series]->value))) {
            return false;
        }
    }
    return true;
}

static void add_mark(const plot *p, size_t s, size_t point, int x, int y)
{
    const pov_chart_data *data = p->f->data;
    const pov_chart_series *series = &data->series[s];
    pov_buffer what = {0}, title = {0};

    pov_buffer_text(&what, data->point[point].label);
    if (series->mark) {
        pov_buffer_format(&what, ", %s", series->name);
    }
    pov_svg_mark(&p->f->svg, x, y, mark_of(series),
                 pov_frame_title(p->f, line_name(data, s), pov_buffer_get(&what),
                                 data->point[point].figure[s], &title));
    pov_buffer_end(&what, &p->f->failed);
    pov_buffer_fini(&title);
}

/* The line from point to point, with marks and figures; the latest first, which must not lack its
 * figure. */
static void add_piece(const plot *p, size_t s)
{
    const pov_chart_data *data = p->f->data;
    const pov_chart_series *series = &data->series[s];
    int width = pov_frame_value_width(p->f, s), free_to = p->right + width;
    int after_x = 0, after_y = 0;
    bool begun = false;

    for (size_t i = data->point_count; i-- > 0;) {
        const pov_figure *figure = data->point[i].figure[s];
        if (figure == NULL) {
            continue;
        }
        int x = x_at(p, i), y = pov_scale_at(&p->scale, figure->value);
        if (begun && !series->mark) {
            pov_svg_line(&p->f->svg.back, x, y, after_x, after_y, 22, mark_of(series).ink, false);
        }
        add_mark(p, s, i, x, y);
        if (p->values && x + width / 2 <= free_to) {
            bool above = is_highest(data, i, s), falls = begun && after_y > y;
            int aside = !begun || series->mark || y == after_y ? 0 : falls == above ? 80 : -80;
            pov_frame_put_value(p->f, figure, x + aside, above ? y - 90 : y + 180, 'm');
            free_to = x - width / 2 - 30;
        }
        after_x = x;
        after_y = y;
        begun = true;
    }
}

/* The last piece of the line that the marks of a target belong to. */
static size_t piece_of(const pov_chart_data *data, size_t mark)
{
    size_t s = mark;

    while (data->series[s].mark || data->series[s].colour != data->series[mark].colour) {
        s--;
    }
    return s;
}

/* Dashed from the end of a line to a target that is still to come. */
static void add_ways(const plot *p)
{
    const pov_chart_data *data = p->f->data;

    for (size_t m = 0; m < data->series_count; m++) {
        size_t to = data->series[m].mark ? end_of(data, m) : POV_NONE;
        size_t s = to != POV_NONE ? piece_of(data, m) : 0;
        size_t from = to != POV_NONE ? end_of(data, s) : POV_NONE;
        if (from != POV_NONE && from < to) {
            pov_svg_line(&p->f->svg.back, x_at(p, from),
                         pov_scale_at(&p->scale, data->point[from].figure[s]->value), x_at(p, to),
                         pov_scale_at(&p->scale, data->point[to].figure[m]->value), 14,
                         mark_of(&data->series[m]).ink, true);
        }
    }
}

/* A dashed line between a piece of a line and the next, and why; once a place. */
static void add_breaks(const plot *p, int top, int bottom)
{
    const pov_chart_data *data = p->f->data;
    int64_t said = INT64_MIN;
    pov_svg_text_style style = pov_frame_small;

    style.anchor = 'm';
    for (size_t s = 1; s < data->series_count; s++) {
        if (data->series[s].mark || data->series[s].in_key) {
            continue; /* not the next piece of a line */
        }
        int64_t place =
            (int64_t)data->point[end_of(data, s - 1)].month + data->point[start_of(data, s)].month;
        int x = x_of(p, place);
        pov_svg_line(&p->f->svg.back, x, top - 20, x, bottom, 10, POV_AXIS, true);
        if (place != said) {
            pov_svg_text(&p->f->svg, x, top - 60, style, data->gap_name, strlen(data->gap_name),
                         NULL);
        }
        said = place;
    }
}

/* As many as there is room for, the latest first. */
static void add_years(const plot *p, int bottom)
{
    const pov_chart_data *data = p->f->data;
    pov_svg_text_style style = pov_frame_small;
    int free_to = p->f->right;

    style.anchor = 'm';
    for (size_t i = data->point_count; i-- > 0;) {
        const char *year = data->point[i].label;
        int width = pov_svg_text_width(year, strlen(year), style), x = x_at(p, i);
        pov_svg_line(&p->f->svg.back, x, bottom, x, bottom + 40, 10, POV_AXIS, false);
        if (x + width / 2 <= free_to) {
            pov_svg_text(&p->f->svg, x, bottom + 180, style, year, strlen(year), NULL);
            free_to = x - width / 2 - 60;
        }
    }
}

static void add_grid(const plot *p)
{
    pov_svg_text_style style = pov_frame_small;

    style.anchor = 'e';
    style.size = 12;
    for (int64_t value = 0; value <= p->scale.top; value += p->scale.step) {
        pov_buffer text = {0};
        int y = pov_scale_at(&p->scale, value);
        pov_frame_tick(p->f, &p->scale, value, &text);
        pov_svg_text(&p->f->svg, p->left - ROOM - 60, y + 42, style, pov_buffer_get(&text),
                     text.length, NULL);
        pov_svg_line(&p->f->svg.back, p->left - ROOM, y, p->right + ROOM, y, 10,
                     value == 0 ? POV_AXIS : POV_GRID, false);
        pov_buffer_end(&text, &p->f->failed);
    }
}

/* The name of a line beside its end, with its last figure and its target where not all are
 * written. */
typedef struct label {
    size_t series; /* its last piece */
    int x, y, end_y, height;
    pov_buffer text;
} label;

/* The end of the line, or the target that is still to come. */
static void find_end(const plot *p, label *at)
{
    const pov_chart_data *data = p->f->data;
    size_t last = end_of(data, at->series);
    const pov_figure *figure = data->point[last].figure[at->series];

    if (!p->values) {
        pov_frame_value(p->f, figure, &at->text);
    }
    for (size_t s = at->series + 1; s < data->series_count; s++) {
        size_t to =
            data->series[s].mark && data->series[s].colour == data->series[at->series].colour
                ? end_of(data, s)
                : POV_NONE;
        if (to != POV_NONE && to > last) {
            last = to;
            figure = data->point[to].figure[s];
            if (!p->values) {
                pov_buffer_text(&at->text, " \xE2\x86\x92 ");
                pov_frame_value(p->f, figure, &at->text);
            }
        }
    }
    at->x = x_at(p, last);
    at->end_y = at->y = pov_scale_at(&p->scale, figure->value);
}

static int compare_labels(const void *left, const void *right)
{
    const label *a = left, *b = right;

    return a->y != b->y ? (a->y > b->y) - (a->y < b->y)
                        : (a->series > b->series) - (a->series < b->series);
}

/* In the order of the ends, the highest first. Returns how many there are. */
static size_t find_labels(const plot *p, size_t columns, label *labels)
{
    const pov_chart_data *data = p->f->data;
    size_t count = 0;

    for (size_t s = 0; s < data->series_count && !data->series[s].mark; s++) {
        count += data->series[s].in_key; /* the first piece of the next line */
        labels[count - 1].series = s;
    }
    for (size_t i = 0; i < count; i++) {
        label *at = &labels[i];
        find_end(p, at);
        pov_buffer_text(&at->text, p->values ? "" : " ");
        pov_buffer_text(&at->text, data->series[at->series].name);
        at->height =
            (int)pov_frame_break(pov_buffer_get(&at->text), columns).count * LINE_HEIGHT + 30;
        p->f->failed = p->f->failed || at->text.failed;
    }
    qsort(labels, count, sizeof *labels, compare_labels);
    return count;
}

/* Labels that would cover each other: down where they must, then up from the bottom. */
static void move_apart(label *labels, size_t count, int bottom)
{
    for (size_t i = 1; i < count; i++) {
        int least = labels[i - 1].y + (labels[i - 1].height + labels[i].height) / 2;
        labels[i].y = labels[i].y < least ? least : labels[i].y;
    }
    for (size_t i = count; i-- > 0;) {
        int most = i + 1 < count ? labels[i + 1].y - (labels[i].height + labels[i + 1].height) / 2
                                 : bottom;
        labels[i].y = labels[i].y > most ? most : labels[i].y;
    }
}

static void add_labels(const plot *p, int bottom)
{
    const pov_chart_data *data = p->f->data;
    label labels[POV_CHART_LINES_MAX] = {{.series = 0}};
    int x = p->right + ROOM + LEADER;
    size_t columns = pov_svg_columns(p->f->right - x, pov_frame_figure);
    size_t count = find_labels(p, columns, labels);

    move_apart(labels, count, bottom);
    for (size_t i = 0; i < count; i++) {
        label *at = &labels[i];
        if (at->y != at->end_y || at->x != p->right) { /* not beside the end: a line leads there */
            pov_svg_line(&p->f->svg.back, at->x, at->end_y, x - 130, at->y, 10, POV_GRID, false);
            pov_svg_mark(&p->f->svg, x - 80, at->y, mark_of(&data->series[at->series]), NULL);
        }
        pov_frame_name(p->f, pov_buffer_get(&at->text), columns, x, at->y, pov_frame_figure);
        pov_buffer_fini(&at->text);
    }
}

/* What the names take, of the room that there is for them. */
static int label_room(const plot *p)
{
    const pov_chart_data *data = p->f->data;
    int most = p->f->place.slim ? LABELS_SLIM : LABELS_FULL, widest = 0, target = 0;

    for (size_t s = 0; s < data->series_count; s++) {
        const char *name = data->series[s].name;
        int width = pov_svg_text_width(name, strlen(name), pov_frame_figure) +
                    (p->values ? 20 : pov_frame_value_width(p->f, s) + 80);
        widest = width > widest && !data->series[s].mark ? width : widest;
        target = data->series[s].mark && !p->values ? pov_frame_value_width(p->f, s) + 200 : target;
    }
    return (widest < most ? widest : most) + target;
}

static void draw(pov_frame *f)
{
    const pov_chart_data *data = f->data;
    plot p = {
        .f = f,
        .scale = pov_frame_scale(f, 5, true),
        .first = data->point[0].month,
        .last = data->point[data->point_count - 1].month,
        .values = true,
    };

    for (size_t s = 0; s < data->series_count; s++) {
        p.values = p.values && data->series[s].colour < VALUES_MAX;
    }
    add_key(f);
    int top = f->y + ROOM, bottom = top + HEIGHT;
    p.scale.from = bottom;
    p.scale.to = top;
    p.left = f->left + 300 + ROOM;
    p.right = f->right - label_room(&p) - LEADER - ROOM;
    add_grid(&p);
    add_years(&p, bottom);
    add_breaks(&p, top, bottom);
    for (size_t s = 0; s < data->series_count; s++) {
        add_piece(&p, s);
    }
    add_ways(&p);
    add_labels(&p, bottom);
    f->y = bottom + 300;
}

const pov_chart_type pov_chart_lines = {.pick = pick, .draw = draw};
