/*
 * A chart as a script for gnuplot.
 *
 * Everything has its place in pixels: the script leaves gnuplot nothing to guess from texts. Texts
 * are labels, never titles, tics or data, and each goes through add_quoted alone: a single-quoted
 * string, in which gnuplot expands nothing, printed with `noenhanced`, so that no mark in it means
 * anything. (Explicit tics read "%d" as a number's format, data files have their own quoting.)
 */
#include "output/chart/chart.h"
#include "output/render.h"
#include "output/wrap.h"
#include "povcalc/text.h"

#include <string.h>

enum {
    WIDTH = 900,
    EDGE = 16,       /* around all of it */
    TITLE_LINE = 24, /* height of a line of the title */
    KEY_LINE = 22,   /* … of the key, and of notes */
    TEXT_LINE = 17,  /* … of a name beside its bars */
    AXIS = 52,       /* tics and what the axis is, below the plot */
    BAR = 14,        /* height of a bar */
    BAR_GAP = 10,    /* between units */
    WHOLE_GAP = 12,  /* below the unit that all others belong to */
    LINES_HEIGHT = 380,
    TIC_ROOM = 8,      /* half the height of a tic's number at the top */
    NAME_COLUMNS = 32, /* a longer name is broken */
    COLUMN_10 = 75,    /* tenths of a pixel that a column of text takes at most, on average */
    TITLE_COLUMNS = 86,
    NOTE_COLUMNS = 110,
    BREAKS_MAX = 16
};

/* Told apart by people who do not see all colours, and in grey (Okabe and Ito); so are points. */
static const struct {
    const char *rgb;
    int point;
} colours[POV_CHART_LINES_MAX] = {
    {"#0072B2", 7},  {"#E69F00", 5}, {"#009E73", 9}, {"#CC79A7", 11},
    {"#D55E00", 13}, {"#56B4E9", 7}, {"#000000", 5}, {"#999999", 9},
};

typedef struct drawing {
    const pov_chart_data *data;
    const pov_render_options *options;
    pov_buffer *out;
    pov_numerals numerals;
    int left, top, plot_height, height;
    bool computed; /* a figure bears a `≈` */
} drawing;

static size_t colour_of(const pov_chart_series *series)
{
    return series->colour % POV_CHART_LINES_MAX;
}

/* ---- texts ---- */

/* A quote is doubled, except at the beginning, where gnuplot takes two for an empty string: there
 * it stands in a string of its own. */
static void add_quoted(pov_buffer *out, const char *text, size_t length)
{
    size_t i = 0;

    for (; i < length && text[i] == '\''; i++) {
        pov_buffer_text(out, "\"'\".");
    }
    pov_buffer_char(out, '\'');
    for (; i < length; i++) {
        if (text[i] == '\'') {
            pov_buffer_char(out, '\'');
        }
        pov_buffer_char(out, text[i]);
    }
    pov_buffer_char(out, '\'');
}

/* A label of printable text; where it stands follows. */
static void add_label(pov_buffer *out, const char *text, size_t length)
{
    pov_buffer_text(out, "set label ");
    add_quoted(out, text, length);
    pov_buffer_text(out, " noenhanced ");
}

/* From pixels to a place on the picture; y counts downwards. */
static void add_place(const drawing *d, int x, int y)
{
    pov_buffer_format(d->out, "at screen %d./%d,%d./%d ", x, WIDTH, d->height - y, d->height);
}

/* Text in lines, downwards from `y`; returns where the next thing may stand. */
static int add_paragraph(const drawing *d, const char *text, size_t columns, int y, int line,
                         const char *style)
{
    pov_buffer printable = {0};

    pov_text_printable(text, strlen(text), &printable);
    const char *rest = pov_buffer_get(&printable);
    while (*rest != '\0') {
        const char *start = rest;
        add_label(d->out, start, pov_wrap_next(&rest, columns));
        add_place(d, EDGE, y + line / 2);
        pov_buffer_format(d->out, "left %s\n", style);
        y += line;
    }
    d->out->failed = d->out->failed || printable.failed;
    pov_buffer_fini(&printable);
    return y;
}

static size_t lines_of(const char *text, size_t columns, bool *failed)
{
    pov_buffer printable = {0};

    pov_text_printable(text, strlen(text), &printable);
    size_t lines = pov_wrap_lines(pov_buffer_get(&printable), columns);
    *failed = *failed || printable.failed;
    pov_buffer_fini(&printable);
    return lines > 0 ? lines : 1;
}

static int pixels_of(size_t columns)
{
    return (int)(columns * COLUMN_10 / 10);
}

/* ---- figures ---- */

/* As gnuplot reads it: exact, with a dot. */
static void add_number(pov_buffer *out, const pov_figure *figure)
{
    if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(out, figure->value, pov_numerals_plain);
    } else {
        pov_write_ticks(out, figure->value, pov_digits_needed(figure->value), pov_numerals_plain);
    }
}

static bool is_computed(const pov_figure *figure)
{
    return figure->basis == POV_BASIS_DERIVED || figure->basis == POV_BASIS_ASSUMED;
}

/* As people read it, the sign of computed values included. */
static void add_value_label(const drawing *d, const pov_figure *figure)
{
    pov_buffer text = {0};

    if (is_computed(figure)) {
        pov_buffer_text(&text, "\xE2\x89\x88");
    }
    if (d->options->bounds && !pov_interval_exact(figure->bounds)) {
        pov_write_bounds(&text, figure, d->options->decimals, d->numerals);
    } else {
        pov_write_figure(&text, figure, d->options->decimals, d->numerals);
    }
    add_label(d->out, pov_buffer_get(&text), text.length);
    d->out->failed = d->out->failed || text.failed;
    pov_buffer_fini(&text);
}

static const pov_figure *highest(const pov_chart_data *data)
{
    const pov_figure *found = NULL;

    for (size_t i = 0; i < data->point_count; i++) {
        for (size_t s = 0; s < data->series_count; s++) {
            const pov_figure *figure = data->point[i].figure[s];
            if (figure != NULL && (found == NULL || figure->value > found->value)) {
                found = figure;
            }
        }
    }
    return found;
}

static bool any_computed(const pov_chart_data *data)
{
    for (size_t i = 0; i < data->point_count; i++) {
        for (size_t s = 0; s < data->series_count; s++) {
            const pov_figure *figure = data->point[i].figure[s];
            if (figure != NULL && is_computed(figure)) {
                return true;
            }
        }
    }
    return false;
}

/* From zero to a little above the highest; what is all zero has some room too. */
static void add_range(const drawing *d, const char *axis, int percent)
{
    const pov_figure *top = highest(d->data);

    pov_buffer_format(d->out, "set %srange [0:%d*0.01*", axis, percent);
    if (top != NULL && top->value > 0) {
        add_number(d->out, top);
    } else {
        pov_buffer_char(d->out, '1');
    }
    pov_buffer_text(d->out, "]\n");
}

/* ---- what all pictures have ---- */

static void add_terminal(const drawing *d, const char *terminal)
{
    bool png = strcmp(terminal, "png") == 0;

    pov_buffer_format(d->out,
                      "set encoding utf8\nset terminal %s size %d,%d noenhanced font '%s' "
                      "background rgb '#FFFFFF'\n",
                      png ? "pngcairo" : "svg", WIDTH, d->height,
                      png ? "sans,10" : "sans-serif,13");
    pov_buffer_format(d->out, "set decimalsign '%c'\nunset key\nset border 0\n",
                      d->numerals.decimal);
}

/* The plot's own margins, in parts of the picture. */
static void add_margins(const drawing *d)
{
    pov_buffer_format(d->out,
                      "set lmargin at screen %d./%d\nset rmargin at screen %d./%d\n"
                      "set tmargin at screen %d./%d\nset bmargin at screen %d./%d\n",
                      d->left, WIDTH, WIDTH - EDGE, WIDTH, d->height - d->top, d->height,
                      d->height - d->top - d->plot_height, d->height);
}

/* A sample of the colour, or of the line with its point. */
static void add_sample(const drawing *d, const pov_chart_series *series, int x, int y)
{
    const char *rgb = series->mark ? "#444444" : colours[colour_of(series)].rgb;
    int height = d->height;

    if (d->data->kind == POV_CHART_BARS) {
        pov_buffer_format(d->out,
                          "set object rectangle from screen %d./%d,%d./%d to screen %d./%d,%d./%d "
                          "fillstyle solid noborder fillcolor rgb '%s'\n",
                          x, WIDTH, height - y - 5, height, x + 22, WIDTH, height - y + 5, height,
                          rgb);
        return;
    }
    if (!series->mark) {
        pov_buffer_format(d->out,
                          "set arrow from screen %d./%d,%d./%d to screen %d./%d,%d./%d nohead "
                          "linewidth 2 linecolor rgb '%s'\n",
                          x, WIDTH, height - y, height, x + 22, WIDTH, height - y, height, rgb);
    }
    pov_buffer_text(d->out, "set label '' ");
    add_place(d, x + 11, y);
    pov_buffer_format(d->out, "point pointtype %d pointsize %s linewidth 2 linecolor rgb '%s'\n",
                      series->mark ? 12 : colours[colour_of(series)].point,
                      series->mark ? "1.4" : "0.8", rgb);
}

/* Samples and names, one after another, in as many lines as it takes; without `draw` only
 * measured. */
static int add_key(const drawing *d, int y, bool draw)
{
    int x = EDGE;

    for (size_t s = 0; s < d->data->series_count; s++) {
        const pov_chart_series *series = &d->data->series[s];
        pov_buffer name = {0};
        if (!series->in_key) {
            continue;
        }
        pov_text_printable(series->name, strlen(series->name), &name);
        const char *rest = pov_buffer_get(&name);
        bool first = true;
        while (*rest != '\0' || first) {
            const char *start = rest;
            size_t length = pov_wrap_next(&rest, TITLE_COLUMNS);
            int wide = 30 + pixels_of(pov_wrap_columns(start, length)) + 18;
            if (x > EDGE && (x + wide > WIDTH - EDGE || !first)) {
                x = EDGE;
                y += KEY_LINE;
            }
            if (draw) {
                if (first) {
                    add_sample(d, series, x, y + KEY_LINE / 2);
                }
                add_label(d->out, start, length);
                add_place(d, x + 30, y + KEY_LINE / 2);
                pov_buffer_text(d->out, "left\n");
            }
            x += wide;
            first = false;
        }
        d->out->failed = d->out->failed || name.failed;
        pov_buffer_fini(&name);
    }
    return y + KEY_LINE;
}

/* Title, then the key, then room; the plot begins where it returns. */
static int header_height(const drawing *d)
{
    bool failed = false;
    int title = (int)lines_of(d->data->title, TITLE_COLUMNS, &failed) * TITLE_LINE;

    return add_key(d, EDGE + title + 4, false) + 8;
}

static void add_header(const drawing *d, const char *terminal)
{
    const char *font = strcmp(terminal, "png") == 0 ? "font ',12'" : "font ',16'";
    int y = add_paragraph(d, d->data->title, TITLE_COLUMNS, EDGE, TITLE_LINE, font);

    (void)add_key(d, y + 4, true);
}

static int footer_height(const drawing *d)
{
    return (d->data->note != NULL ? KEY_LINE : 0) + (d->computed ? KEY_LINE : 0);
}

/* What the axis is, centred below the plot, then notes. */
static void add_footer(const drawing *d)
{
    const char *grey = "textcolor rgb '#555555'";
    int y = d->top + d->plot_height + AXIS;

    if (d->data->note != NULL) {
        y = add_paragraph(d, d->data->note, NOTE_COLUMNS, y, KEY_LINE, grey);
    }
    if (d->computed) {
        (void)add_paragraph(d, pov_label("text.computed", d->options->language), NOTE_COLUMNS, y,
                            KEY_LINE, grey);
    }
}

/* ---- nothing ---- */

static void draw_nothing(drawing *d, const char *terminal)
{
    d->height = EDGE * 2 + TITLE_LINE * 3;
    add_terminal(d, terminal);
    int y = add_paragraph(d, d->data->title, TITLE_COLUMNS, EDGE, TITLE_LINE,
                          strcmp(terminal, "png") == 0 ? "font ',12'" : "font ',16'");
    (void)add_paragraph(d, pov_label("word.nothing", d->options->language), NOTE_COLUMNS, y,
                        TITLE_LINE, "");
    pov_buffer_text(d->out, "unset tics\nset xrange [0:1]\nset yrange [0:1]\nplot 2 notitle\n");
}

/* ---- bars ---- */

/* Pixels that the bars of a point, or its name where that is longer, take. */
static int slot_height(const drawing *d, size_t i)
{
    int bars = (int)d->data->series_count * BAR;
    int name = (int)lines_of(d->data->point[i].label, NAME_COLUMNS, &d->out->failed) * TEXT_LINE;

    return (bars > name ? bars : name) + BAR_GAP + (i == 0 && d->data->whole ? WHOLE_GAP : 0);
}

static int widest_name(const drawing *d)
{
    size_t widest = 0;

    for (size_t i = 0; i < d->data->point_count; i++) {
        size_t columns = pov_text_width(d->data->point[i].label);
        columns = columns > NAME_COLUMNS ? NAME_COLUMNS : columns;
        widest = columns > widest ? columns : widest;
    }
    return pixels_of(widest);
}

/* The name in lines, centred on its bars, ending at the plot. */
static void add_name(const drawing *d, const char *name, int middle)
{
    pov_buffer printable = {0};

    pov_text_printable(name, strlen(name), &printable);
    const char *rest = pov_buffer_get(&printable);
    int y = middle - ((int)pov_wrap_lines(rest, NAME_COLUMNS) - 1) * TEXT_LINE / 2;
    while (*rest != '\0') {
        const char *start = rest;
        add_label(d->out, start, pov_wrap_next(&rest, NAME_COLUMNS));
        add_place(d, d->left - 8, y);
        pov_buffer_text(d->out, "right\n");
        y += TEXT_LINE;
    }
    d->out->failed = d->out->failed || printable.failed;
    pov_buffer_fini(&printable);
}

/* One box per bar, in data: 0, its figure, and from where to where it reaches downwards. */
static void add_boxes(const drawing *d)
{
    for (size_t s = 0; s < d->data->series_count; s++) {
        int top = BAR_GAP / 2;
        pov_buffer_format(d->out, "$s%zu << E\n", s);
        for (size_t i = 0; i < d->data->point_count; i++) {
            const pov_figure *figure = d->data->point[i].figure[s];
            int slot = slot_height(d, i), whole = i == 0 && d->data->whole ? WHOLE_GAP : 0;
            int y = top + (slot - whole - BAR_GAP - (int)d->data->series_count * BAR) / 2 +
                    (int)s * BAR;
            if (figure != NULL) {
                pov_buffer_text(d->out, "0 ");
                add_number(d->out, figure);
                pov_buffer_format(d->out, " %d %d\n", y, y + BAR - 1);
            }
            top += slot;
        }
        pov_buffer_text(d->out, "E\n");
    }
}

static void add_bar_texts(const drawing *d)
{
    int top = BAR_GAP / 2;

    for (size_t i = 0; i < d->data->point_count; i++) {
        int slot = slot_height(d, i), whole = i == 0 && d->data->whole ? WHOLE_GAP : 0;
        int bars = (int)d->data->series_count * BAR;
        int middle = top + (slot - whole - BAR_GAP) / 2;
        add_name(d, d->data->point[i].label, d->top + middle);
        for (size_t s = 0; s < d->data->series_count; s++) {
            const pov_figure *figure = d->data->point[i].figure[s];
            if (figure != NULL) {
                add_value_label(d, figure);
                pov_buffer_text(d->out, "at first ");
                add_number(d->out, figure);
                pov_buffer_format(d->out, ",%d left offset character 0.4,0\n",
                                  middle - bars / 2 + (int)s * BAR + BAR / 2);
            }
        }
        top += slot;
    }
}

static void draw_bars(drawing *d, const char *terminal)
{
    d->left = EDGE + widest_name(d) + 12;
    d->top = header_height(d);
    for (size_t i = 0; i < d->data->point_count; i++) {
        d->plot_height += slot_height(d, i);
    }
    d->height = d->top + d->plot_height + AXIS + footer_height(d) + EDGE / 2;
    add_terminal(d, terminal);
    add_margins(d);
    add_header(d, terminal);
    add_range(d, "x", 112);
    pov_buffer_format(d->out, "set yrange [%d:0]\nunset ytics\n", d->plot_height);
    pov_buffer_text(d->out, "set xtics nomirror scale 0 format '%g'\n"
                            "set grid xtics linetype 1 linecolor rgb '#DDDDDD'\n");
    add_label(d->out, d->data->axis, strlen(d->data->axis));
    add_place(d, (d->left + WIDTH - EDGE) / 2, d->top + d->plot_height + 36);
    pov_buffer_text(d->out, "center\n");
    add_bar_texts(d);
    add_footer(d);
    add_boxes(d);
    pov_buffer_text(d->out, "plot ");
    for (size_t s = 0; s < d->data->series_count; s++) {
        pov_buffer_format(d->out,
                          "%s$s%zu using 1:3:1:2:3:4 with boxxyerror fillstyle solid noborder "
                          "fillcolor rgb '%s' notitle",
                          s > 0 ? ", " : "", s, colours[colour_of(&d->data->series[s])].rgb);
    }
    pov_buffer_char(d->out, '\n');
}

/* ---- lines ---- */

static void add_points(const drawing *d)
{
    for (size_t s = 0; s < d->data->series_count; s++) {
        pov_buffer_format(d->out, "$s%zu << E\n", s);
        for (size_t i = 0; i < d->data->point_count; i++) {
            const pov_figure *figure = d->data->point[i].figure[s];
            if (figure != NULL) {
                pov_buffer_format(d->out, "%ld ", (long)d->data->point[i].month);
                add_number(d->out, figure);
                pov_buffer_char(d->out, '\n');
            }
        }
        pov_buffer_text(d->out, "E\n");
    }
}

/* Years below the plot, as many as there is room for. They are digits, so tics may hold them. */
static void add_years(const drawing *d)
{
    size_t step = 1 + d->data->point_count / 13;
    const char *between = "";

    pov_buffer_text(d->out, "set xtics nomirror scale 0 (");
    for (size_t i = 0; i < d->data->point_count; i += step) {
        pov_buffer_text(d->out, between);
        add_quoted(d->out, d->data->point[i].label, strlen(d->data->point[i].label));
        pov_buffer_format(d->out, " %ld", (long)d->data->point[i].month);
        between = ", ";
    }
    pov_buffer_text(d->out, ")\n");
}

/* Figures over points where few lines leave room for them. */
static void add_point_values(const drawing *d)
{
    size_t lines = 0;

    for (size_t s = 0; s < d->data->series_count; s++) {
        lines = d->data->series[s].colour + 1 > lines ? d->data->series[s].colour + 1 : lines;
    }
    if (lines > 2 || d->data->point_count > 12) {
        return;
    }
    for (size_t s = 0; s < d->data->series_count; s++) {
        for (size_t i = 0; i < d->data->point_count; i++) {
            const pov_figure *figure = d->data->point[i].figure[s];
            if (figure != NULL) {
                add_value_label(d, figure);
                pov_buffer_format(d->out, "at first %ld,", (long)d->data->point[i].month);
                add_number(d->out, figure);
                pov_buffer_text(d->out, " center offset character 0,0.9\n");
            }
        }
    }
}

static int32_t first_month(const pov_chart_data *data, size_t series)
{
    size_t i = 0;

    while (i + 1 < data->point_count && data->point[i].figure[series] == NULL) {
        i++;
    }
    return data->point[i].month;
}

static int32_t last_month(const pov_chart_data *data, size_t series)
{
    size_t i = data->point_count - 1;

    while (i > 0 && data->point[i].figure[series] == NULL) {
        i--;
    }
    return data->point[i].month;
}

/* A dashed line between the end of a piece and the start of the next, said why; once a place. */
static void add_breaks(const drawing *d)
{
    int32_t places[BREAKS_MAX];
    size_t count = 0;

    for (size_t s = 1; s < d->data->series_count && count < BREAKS_MAX; s++) {
        const pov_chart_series *one = &d->data->series[s];
        if (one->mark || one->in_key) {
            continue; /* not the next piece of a line */
        }
        int32_t place = last_month(d->data, s - 1) + first_month(d->data, s); /* in half months */
        size_t k = 0;
        while (k < count && places[k] != place) {
            k++;
        }
        if (k < count) {
            continue;
        }
        places[count++] = place;
        pov_buffer_format(d->out,
                          "set arrow from first %ld*0.5,graph 0 to first %ld*0.5,graph 1 nohead "
                          "dashtype 2 linecolor rgb '#777777'\n",
                          (long)place, (long)place);
        add_label(d->out, d->data->gap_name, strlen(d->data->gap_name));
        pov_buffer_format(d->out,
                          "at first %ld*0.5,graph 0.97 left offset character 0.5,0 "
                          "textcolor rgb '#555555'\n",
                          (long)place);
    }
}

static void draw_lines(drawing *d, const char *terminal)
{
    const pov_chart_data *data = d->data;
    int32_t first = data->point[0].month, last = data->point[data->point_count - 1].month;
    int32_t room = 6 + (last - first) / 24;

    d->left = EDGE + 56;
    d->top = header_height(d) + KEY_LINE + TIC_ROOM;
    d->plot_height = LINES_HEIGHT;
    d->height = d->top + d->plot_height + AXIS + footer_height(d) + EDGE / 2;
    add_terminal(d, terminal);
    add_margins(d);
    add_header(d, terminal);
    pov_buffer_format(d->out, "set xrange [%ld:%ld]\n", (long)(first - room), (long)(last + room));
    add_range(d, "y", 112);
    add_years(d);
    pov_buffer_text(d->out, "set ytics nomirror scale 0 format '%g'\n"
                            "set grid ytics linetype 1 linecolor rgb '#DDDDDD'\n"
                            "set border 1 linecolor rgb '#777777'\n");
    add_label(d->out, data->axis, strlen(data->axis));
    add_place(d, EDGE, d->top - TIC_ROOM - KEY_LINE / 2);
    pov_buffer_text(d->out, "left\n");
    add_point_values(d);
    add_breaks(d);
    add_footer(d);
    add_points(d);
    pov_buffer_text(d->out, "plot ");
    for (size_t s = 0; s < data->series_count; s++) {
        const pov_chart_series *one = &data->series[s];
        pov_buffer_format(d->out,
                          "%s$s%zu using 1:2 with %s pointtype %d pointsize %s linewidth 2 "
                          "linecolor rgb '%s' notitle",
                          s > 0 ? ", " : "", s, one->mark ? "points" : "linespoints",
                          one->mark ? 12 : colours[colour_of(one)].point, one->mark ? "1.6" : "0.8",
                          colours[colour_of(one)].rgb);
    }
    pov_buffer_char(d->out, '\n');
}

void pov_chart_script(const pov_chart_data *data, const pov_render_options *options,
                      const char *terminal, pov_buffer *out)
{
    drawing d = {
        .data = data,
        .options = options,
        .out = out,
        .numerals = pov_numerals_of(options->language),
        .computed = any_computed(data),
    };

    if (data->point_count == 0) {
        draw_nothing(&d, terminal);
    } else if (data->kind == POV_CHART_BARS) {
        draw_bars(&d, terminal);
    } else {
        draw_lines(&d, terminal);
    }
}
