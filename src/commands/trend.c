/*
 * trend: units over the years, with the pace that a target needs.
 *
 * Programs get one row for each observation and one total for each stretch of them. People get a
 * line for each number: what a column says of an observation, the lines below say of the whole
 * stretch, per year, and of what the target needs.
 */
#include "calculator/trend.h"
#include "loader/standard_file.h"
#include "session/assumptions.h"
#include "session/fields.h"
#include "session/input.h"
#include "session/notes.h"
#include "session/print_report.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef enum line_kind { SEEN, WHOLE, PER_YEAR, NEEDED } line_kind;

typedef struct line {
    line_kind kind;
    pov_measure measure;
    size_t at;     /* an observation, or of a total a stretch */
    size_t rank;   /* of totals: stretches of one parent and period, … */
    int64_t share; /* … the largest part of its change first */
} line;

typedef struct view {
    const pov_solution *solution;
    const pov_trend *trend;
    line *line;
    size_t count, rows; /* then totals */
    bool people, bounds;
    bool measured[POV_MEASURE_COUNT]; /* in some observation */
    bool groups, standards, breaks;
} view;

static const char *const measures[] = {"poor", "near_poor", "multi_poor"};
static const char *const rates[] = {"poor_rate", "near_poor_rate", "multi_poor_rate"};

/* ---- lines ---- */

static const line *line_of(const pov_report *report, size_t row)
{
    return &((const view *)report->of)->line[row];
}

/* NULL: the line is an observation. */
static const pov_stretch *stretch_of(const pov_report *report, size_t row)
{
    const view *v = report->of;
    const line *l = line_of(report, row);

    return l->kind != SEEN ? &v->trend->stretch[l->at] : NULL;
}

static bool is_told(const view *v, size_t at, pov_measure measure)
{
    return pov_is_observed(v->solution, &v->trend->observation[at], measure);
}

static bool is_measured(const view *v, const pov_stretch *stretch, pov_measure measure)
{
    for (size_t i = stretch->first; i < stretch->first + stretch->count; i++) {
        if (is_told(v, i, measure)) {
            return true;
        }
    }
    return false;
}

/* Whose year a row has: a line of people's has one measure, else the first that it states. */
static pov_measure own_measure(const pov_report *report, size_t row)
{
    const view *v = report->of;
    const pov_stretch *stretch = stretch_of(report, row);
    const line *l = line_of(report, row);
    int m = v->people ? (int)l->measure : 0;

    while (!v->people && m < POV_MEASURE_MULTI &&
           !(stretch != NULL ? is_measured(v, stretch, (pov_measure)m)
                             : is_told(v, l->at, (pov_measure)m))) {
        m++;
    }
    return (pov_measure)m;
}

/* The observation of a line, of a stretch the last one that states the measure; and the one that
 * it is compared with. */
static const pov_observation *observation_of(const pov_report *report, size_t row,
                                             pov_measure measure, const pov_observation **before)
{
    const view *v = report->of;
    const line *l = line_of(report, row);
    const pov_observation *all = v->trend->observation;
    const pov_stretch *stretch = stretch_of(report, row);
    size_t at = stretch != NULL ? stretch->first + stretch->count - 1 : l->at;
    size_t since = stretch == NULL ? all[at].since : stretch->first;

    while (stretch != NULL && at > since && !is_told(v, at, measure)) {
        at--;
    }
    while (stretch != NULL && since < at && !is_told(v, since, measure)) {
        since++;
    }
    while (stretch == NULL && since != POV_NONE && !is_told(v, since, measure)) {
        since = all[since].since;
    }
    *before = since != POV_NONE && since != at ? &all[since] : NULL;
    return &all[at];
}

/* The same of the measure whose year the row has. */
static const pov_observation *own_observation(const pov_report *report, size_t row,
                                              const pov_observation **before)
{
    return observation_of(report, row, own_measure(report, row), before);
}

static int64_t months_between(const view *v, const pov_observation *before,
                              const pov_observation *after)
{
    return pov_year_months(pov_observed_year(v->solution, after)) -
           pov_year_months(pov_observed_year(v->solution, before));
}

static const pov_pace *pace_of(const pov_report *report, size_t row, pov_measure measure)
{
    const view *v = report->of;
    const pov_stretch *stretch = stretch_of(report, row);
    bool says = stretch != NULL && line_of(report, row)->kind == (v->people ? NEEDED : WHOLE);

    return says && stretch->pace[measure].row != POV_NONE ? &stretch->pace[measure] : NULL;
}

static void add_line(view *v, line_kind kind, pov_measure measure, size_t at)
{
    v->line[v->count] = (line){kind, measure, at, v->count, 0};
    v->count++;
}

static void add_observations(view *v, const pov_stretch *stretch, pov_measure measure)
{
    for (size_t i = stretch->first; i < stretch->first + stretch->count; i++) {
        if (!v->people || is_told(v, i, measure)) {
            add_line(v, SEEN, measure, i);
        }
    }
}

static bool has_pace(const pov_stretch *stretch)
{
    bool has = false;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        has = has || stretch->pace[m].row != POV_NONE;
    }
    return has;
}

static void add_totals(view *v, size_t s, pov_measure measure)
{
    const pov_stretch *stretch = &v->trend->stretch[s];

    if (!v->people) {
        if (stretch->count > 1 || has_pace(stretch)) {
            add_line(v, WHOLE, measure, s);
        }
        return;
    }
    size_t first = stretch->first, last = first + stretch->count - 1;
    while (first < last && !is_told(v, first, measure)) {
        first++;
    }
    while (first < last && !is_told(v, last, measure)) {
        last--;
    }
    if (first < last) {
        add_line(v, WHOLE, measure, s);
        if (months_between(v, &v->trend->observation[first], &v->trend->observation[last]) != 12) {
            add_line(v, PER_YEAR, measure, s);
        }
    }
    if (stretch->pace[measure].row != POV_NONE) {
        add_line(v, NEEDED, measure, s);
    }
}

/* ---- the units of one parent, the largest part of its change first ---- */

static int compare_lines(const void *left, const void *right)
{
    const line *a = left, *b = right;

    if (a->rank != b->rank) {
        return a->rank < b->rank ? -1 : 1;
    }
    if (a->share != b->share) {
        return a->share > b->share ? -1 : 1;
    }
    if (a->at != b->at) {
        return a->at < b->at ? -1 : 1;
    }
    return a->measure != b->measure ? (int)a->measure - (int)b->measure
                                    : (int)a->kind - (int)b->kind;
}

static pov_figure share_of_stretch(const view *v, const pov_stretch *stretch, pov_measure measure)
{
    const pov_observation *first = &v->trend->observation[stretch->first];

    return pov_trend_share(v->solution, v->trend, stretch->count > 1 ? first : NULL,
                           &first[stretch->count - 1], measure);
}

/* Stretches that follow one another and have one parent and period are ranked together. */
static void rank_totals(view *v)
{
    const pov_row *rows = v->solution->plan->row;
    const line *first = NULL;

    for (size_t i = v->rows; i < v->count; i++) {
        line *l = &v->line[i];
        const pov_stretch *mine = &v->trend->stretch[l->at];
        const pov_observation *o = &v->trend->observation[mine->first + mine->count - 1];
        pov_figure share = share_of_stretch(v, mine, POV_MEASURE_POOR);
        bool shared = pov_figure_known(&share);
        if (first != NULL && shared) {
            const pov_stretch *other = &v->trend->stretch[first->at];
            const pov_observation *then = &v->trend->observation[other->first + other->count - 1];
            shared = rows[o->row].parent_row == rows[then->row].parent_row &&
                     mine->months == other->months;
        }
        first = shared && first != NULL ? first : pov_figure_known(&share) ? l : NULL;
        l->rank = first != NULL ? first->rank : i;
        l->share = pov_figure_known(&share) ? share.value : 0;
    }
    if (v->count > v->rows + 1) {
        qsort(&v->line[v->rows], v->count - v->rows, sizeof *v->line, compare_lines);
    }
}

/* ---- cells ---- */

static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const view *v = report->of;
    const pov_observation *before, *o = own_observation(report, row, &before);

    pov_cell_set_row(cell, report, v->solution->plan, &v->solution->plan->row[o->row],
                     (pov_row_field)field);
}

static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        get_name(report, row, field, cell);
    }
}

/* "vn-2022", in a table "vn-2022, new" where it took the place of another. */
static void get_standard(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_observation *before, *o = own_observation(report, row, &before);

    (void)which;
    get_name(report, row, POV_ROW_STANDARD, cell);
    if (cell->text != NULL && !pov_report_is_total(report, row) &&
        o->breaks == POV_BREAK_STANDARD) {
        cell->shown = pov_report_format(report, "%s, %s", cell->text,
                                        pov_label("word.new", report->language));
    }
}

static void get_measure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    pov_cell_set_word(cell, report, "measure", measures[line_of(report, row)->measure]);
}

/* "2022"; in a table, of a stretch "2016–2020", "per year" or "per year to 2024" */
static void get_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const line *l = line_of(report, row);
    const pov_observation *before, *o = own_observation(report, row, &before);
    pov_buffer *text = pov_report_write(report);

    (void)which;
    pov_year_write(text, pov_observed_year(v->solution, o));
    cell->text = pov_report_written(report);
    if (l->kind == WHOLE && before != NULL) {
        text = pov_report_write(report);
        pov_year_write(text, pov_observed_year(v->solution, before));
        pov_buffer_text(text, "\xE2\x80\x93");
        pov_year_write(text, pov_observed_year(v->solution, o));
        cell->shown = pov_report_written(report);
    } else if (l->kind == PER_YEAR) {
        cell->shown = pov_label("word.per_year", report->language);
    } else if (l->kind == NEEDED) {
        const pov_pace *pace = pace_of(report, row, l->measure);
        text = pov_report_write(report);
        pov_buffer_format(text, "%s ", pov_label("word.needed_to", report->language));
        pov_year_write(text, v->solution->plan->row[pace->row].target_year);
        cell->shown = pov_report_written(report);
    }
}

/* What a column of figures says, and of which measure: of data by the column, else by the line. */
enum {
    COUNT,
    RATE,
    CHANGE,
    RELATIVE,
    POINTS,
    COUNT_PART,
    HOUSEHOLDS_PART,
    AVERAGE,
    AVERAGE_POINTS,
    SHARE,
    TARGET_RATE,
    TARGET_COUNT,
    NEEDED_POINTS,
    NEEDED_HOUSEHOLDS,
    WHATS,
    BY_LINE = WHATS * POV_MEASURE_COUNT
};

/* Of a measure beside the poor, which another year may state, where `which` is one. */
static const pov_observation *change_of(const pov_report *report, size_t row, size_t which,
                                        const pov_observation **before)
{
    const pov_measure measure = (pov_measure)(which / WHATS);
    const pov_observation *o =
        observation_of(report, row, which == 0 ? own_measure(report, row) : measure, before);

    if (which != 0 && !pov_is_observed(((const view *)report->of)->solution, o, measure)) {
        *before = NULL;
    }
    return o;
}

static void get_from_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_observation *before;

    (void)change_of(report, row, which, &before);
    if (before != NULL) {
        pov_cell_set_year(cell, report, pov_observed_year(v->solution, before));
    }
}

/* Years between two times, as a figure: whole ones, or with two decimals where months count. */
static pov_figure years_of(int64_t months)
{
    bool whole = months % 12 == 0;
    int64_t value = whole ? months / 12 : pov_muldiv_round(months, POV_PERCENT, 12);

    return (pov_figure){
        .value = value,
        .value_high = value,
        .bounds = whole ? pov_interval_point(value)
                        : (pov_interval){pov_muldiv_floor(months, POV_PERCENT, 12),
                                         pov_muldiv_ceil(months, POV_PERCENT, 12)},
        .kind = whole ? POV_KIND_COUNT : POV_KIND_POINTS,
        .basis = POV_BASIS_STATED,
        .digits = whole ? 0 : 2,
    };
}

static void get_years(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_observation *before, *o = change_of(report, row, which, &before);

    if (before != NULL) {
        cell->figure = years_of(months_between(v, before, o));
    }
}

static void get_break(const pov_report *report, size_t row, size_t of, pov_cell *cell)
{
    const pov_observation *before, *o = own_observation(report, row, &before);

    if (!pov_report_is_total(report, row) && o->breaks == (pov_break)of) {
        cell->text = "yes";
        cell->shown = pov_label(of == POV_BREAK_UNIT ? "word.unit_break" : "word.standard_break",
                                report->language);
    }
}

static pov_measure measure_of(const pov_report *report, size_t row, size_t which)
{
    return which >= BY_LINE ? line_of(report, row)->measure : (pov_measure)(which / WHATS);
}

/* The state: of an observation, and of a target in the line that says what it needs. */
static void get_state(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_measure measure = measure_of(report, row, which);
    const pov_observation *before, *o = observation_of(report, row, measure, &before);
    const pov_pace *pace = pace_of(report, row, measure);
    bool count = which % WHATS == COUNT;

    if (line_of(report, row)->kind == SEEN) {
        pov_cell_set_known(cell,
                           pov_observed(v->solution, o, measure, count ? POV_COUNT : POV_RATE));
    } else if (line_of(report, row)->kind == NEEDED) {
        pov_cell_set_known(cell, count ? &pace->target_count : &pace->target_rate);
    }
}

static void get_households(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_observation *before, *o = own_observation(report, row, &before);

    (void)which;
    if (!pov_report_is_total(report, row)) {
        pov_cell_set_known(cell, pov_observed(v->solution, o, POV_SUBJECT_ALL, POV_COUNT));
    }
}

/* In a line per year a change is an average, in one of a target what that needs. */
static size_t what_of(const pov_report *report, size_t row, size_t which)
{
    static const size_t per_year[WHATS] = {[CHANGE] = AVERAGE, [POINTS] = AVERAGE_POINTS};
    static const size_t to_target[WHATS] = {[CHANGE] = NEEDED_HOUSEHOLDS, [POINTS] = NEEDED_POINTS};
    line_kind kind = line_of(report, row)->kind;

    return kind == PER_YEAR ? per_year[which % WHATS]
           : kind == NEEDED ? to_target[which % WHATS]
                            : which % WHATS;
}

static pov_figure change_figure(const view *v, size_t what, const pov_observation *before,
                                const pov_observation *after, pov_measure measure, int64_t months)
{
    pov_change c = pov_trend_change(v->solution, before, after, measure);

    switch (what) {
    case CHANGE:
        return c.households;
    case RELATIVE:
        return c.relative;
    case POINTS:
        return c.pp;
    case COUNT_PART:
        return months == 0 ? c.count_part_pp : pov_figure_unknown(POV_KIND_POINTS);
    case HOUSEHOLDS_PART:
        return months == 0 ? c.households_part_pp : pov_figure_unknown(POV_KIND_POINTS);
    case AVERAGE:
        return pov_trend_per_year(&c.households, months);
    case AVERAGE_POINTS:
        return pov_trend_per_year(&c.pp, months);
    case SHARE:
        return pov_trend_share(v->solution, v->trend, before, after, measure);
    default:
        return pov_figure_unknown(POV_KIND_COUNT);
    }
}

static void get_change(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_measure measure = measure_of(report, row, which);
    const pov_observation *before, *o = observation_of(report, row, measure, &before);
    const pov_pace *pace = pace_of(report, row, measure);
    size_t what = what_of(report, row, which);
    const bool total = stretch_of(report, row) != NULL && before != NULL;
    pov_figure figure = change_figure(report->of, what, before, o, measure,
                                      total ? months_between(report->of, before, o) : 0);

    if (what == NEEDED_POINTS || what == NEEDED_HOUSEHOLDS) {
        figure = pace == NULL            ? figure
                 : what == NEEDED_POINTS ? pace->needed_pp
                                         : pace->needed_households;
    } else if (what == TARGET_RATE || what == TARGET_COUNT) {
        figure = pace == NULL          ? figure
                 : what == TARGET_RATE ? pace->target_rate
                                       : pace->target_count;
    }
    pov_cell_set_known(cell, &figure);
}

/* ---- targets ---- */

static void get_target_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_pace *pace = pace_of(report, row, measure_of(report, row, which));

    if (pace != NULL) {
        pov_cell_set_year(cell, report, v->solution->plan->row[pace->row].target_year);
    }
}

/* "2026", "2026-09", "never" */
static void write_arrival(const pov_report *report, const pov_pace *pace, int64_t when, bool shown,
                          pov_buffer *out)
{
    if (when == POV_NO_HIGH) {
        pov_buffer_text(out, shown ? pov_label("word.never", report->language) : "never");
    } else if (pace->monthly && when % 12 != 0) {
        pov_buffer_format(out, "%" PRId64 "-%02d", (when - 1) / 12, (int)((when - 1) % 12 + 1));
    } else {
        pov_buffer_format(out, "%" PRId64, (when - 1) / 12);
    }
}

enum { ARRIVAL, EARLIEST, LATEST };

static void get_arrival(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_pace *pace = pace_of(report, row, measure_of(report, row, which));
    size_t what = which % WHATS;

    if (pace == NULL || !pace->arrives) {
        return;
    }
    int64_t when = what == ARRIVAL    ? pace->arrival
                   : what == EARLIEST ? pace->bounds.low
                                      : pace->bounds.high;
    write_arrival(report, pace, when, false, pov_report_write(report));
    cell->text = pov_report_written(report);
    if (what == ARRIVAL && !pace->monthly) {
        pov_interval b = pace->bounds;
        cell->figure.kind = POV_KIND_COUNT;
        cell->figure.bounds = (pov_interval){b.low == POV_NO_HIGH ? b.low : (b.low - 1) / 12,
                                             b.high == POV_NO_HIGH ? b.high : (b.high - 1) / 12};
        cell->figure.value = cell->figure.value_high = when == POV_NO_HIGH ? when : (when - 1) / 12;
        cell->figure.basis = when == POV_NO_HIGH ? POV_BASIS_UNKNOWN : POV_BASIS_DERIVED;
    }
}

static void get_late(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_pace *pace = pace_of(report, row, measure_of(report, row, which));

    if (pace != NULL && pace->arrives) {
        cell->text = pace->late ? "true" : "false";
    }
}

/* "2026–2028, late", "reached" */
static void get_arrival_words(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const line *l = line_of(report, row);
    const pov_pace *pace = l->kind == NEEDED ? pace_of(report, row, l->measure) : NULL;

    (void)which;
    if (pace == NULL || !pace->arrives) {
        return;
    }
    if (pace->reached || pace->arrival == POV_NO_HIGH) {
        cell->text = pov_label(pace->reached ? "word.reached" : "word.never", report->language);
        return;
    }
    pov_buffer first = {0}, last = {0};
    pov_buffer *text = pov_report_write(report);
    write_arrival(report, pace, pace->bounds.low, true, &first);
    write_arrival(report, pace, pace->bounds.high, true, &last);
    pov_buffer_text(text, pov_buffer_get(&first));
    if (strcmp(pov_buffer_get(&first), pov_buffer_get(&last)) != 0) {
        pov_buffer_format(text, "%s%s", pov_numerals_of(report->language).to,
                          pov_buffer_get(&last));
    }
    if (pace->late) {
        pov_buffer_format(text, ", %s", pov_label("word.late", report->language));
    }
    pov_buffer_end(&first, &text->failed);
    pov_buffer_end(&last, &text->failed);
    cell->text = pov_report_written(report);
}

/* ---- columns ---- */

/* A column of the near-poor, or of both, is called like that of the poor, with the measure before
 * it. */
static void add_measured(pov_report *report, const pov_report_column *column, pov_measure measure)
{
    pov_report_column one = *column;

    one.name = pov_report_format(report, "%s_%s", measures[measure], column->name);
    one.heading = pov_report_format(report, "%s: %s",
                                    pov_word_shown("measure", measures[measure], report->language),
                                    pov_label(column->name, report->language));
    one.which += measure * (size_t)WHATS;
    pov_report_add_column(report, one);
}

static void add_data_columns(pov_report *report, const view *v)
{
    const unsigned both = POV_IN_BOTH /* of a workbook */, data = POV_IN_DATA;
    const pov_report_column of_measure[] = {
        POV_COLUMN("change_households", FIGURE, both, get_change, CHANGE),
        POV_COLUMN("relative_change", FIGURE, both, get_change, RELATIVE),
        POV_COLUMN("change_pp", FIGURE, both, get_change, POINTS),
        POV_COLUMN("count_part_pp", FIGURE, both, get_change, COUNT_PART),
        POV_COLUMN("households_part_pp", FIGURE, both, get_change, HOUSEHOLDS_PART),
        POV_COLUMN("average_change_households", FIGURE, both, get_change, AVERAGE),
        POV_COLUMN("average_change_pp", FIGURE, both, get_change, AVERAGE_POINTS),
        POV_COLUMN("target_year", YEAR, both, get_target_year, 0),
        POV_COLUMN("target_rate", FIGURE, both, get_change, TARGET_RATE),
        POV_COLUMN("needed_change_pp", FIGURE, both, get_change, NEEDED_POINTS),
        POV_COLUMN("arrival_year", YEAR, both, get_arrival, ARRIVAL),
        POV_COLUMN("arrival_earliest", YEAR, both, get_arrival, EARLIEST),
        POV_COLUMN("arrival_latest", YEAR, both, get_arrival, LATEST),
        POV_COLUMN("arrival_late", FLAG, both, get_late, 0),
        POV_COLUMN("target_remaining", FIGURE, both, get_change, TARGET_COUNT),
        POV_COLUMN("needed_change_households", FIGURE, both, get_change, NEEDED_HOUSEHOLDS),
        POV_COLUMN("share_of_change", FIGURE, both, get_change, SHARE),
    };
    const pov_report_column all = {
        .name = "households", .kind = POV_COLUMN_FIGURE, .where = both, .get = get_households};

    pov_report_add_column(report, all);
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_report_column state[] = {
            POV_COLUMN(measures[m], FIGURE, both, get_state, m * WHATS + COUNT),
            POV_COLUMN(rates[m], FIGURE, both, get_state, m * WHATS + RATE),
        };
        if (m == POV_MEASURE_POOR || v->measured[m]) {
            pov_report_add_columns(report, state, POV_LENGTH(state));
        }
    }
    const pov_report_column when[] = {
        POV_COLUMN("from_year", YEAR, data, get_from_year, 0),
        POV_COLUMN("years", FIGURE, data, get_years, 0),
    };
    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        for (size_t i = 0; i < POV_LENGTH(when) && m != POV_MEASURE_POOR && v->measured[m]; i++) {
            add_measured(report, &when[i], (pov_measure)m);
        }
        for (size_t i = 0; i < POV_LENGTH(of_measure); i++) {
            if (m == POV_MEASURE_POOR) {
                pov_report_add_column(report, of_measure[i]);
            } else if (v->measured[m]) {
                add_measured(report, &of_measure[i], (pov_measure)m);
            }
        }
    }
}

/* What a chart needs is there too, and not shown. */
static void add_people_columns(pov_report *report)
{
    const unsigned table = POV_IN_TABLE, by_line = BY_LINE;
    const pov_report_column columns[] = {
        POV_COLUMN("count", FIGURE, table, get_state, by_line + COUNT),
        POV_COLUMN("rate", FIGURE, table, get_state, by_line + RATE),
        POV_COLUMN("change_households", FIGURE, table, get_change, by_line + CHANGE),
        POV_COLUMN("relative_change", FIGURE, table | POV_IN_WIDE, get_change, by_line + RELATIVE),
        POV_COLUMN("change_pp", FIGURE, table, get_change, by_line + POINTS),
        POV_COLUMN("share_of_change", FIGURE, table | POV_IN_WIDE, get_change, by_line + SHARE),
        POV_COLUMN("arrival", TEXT, table, get_arrival_words, 0),
        POV_COLUMN("poor_rate", FIGURE, 0, get_state, by_line + RATE),
        POV_COLUMN("target_year", YEAR, 0, get_target_year, by_line),
        POV_COLUMN("target_rate", FIGURE, 0, get_change, by_line + TARGET_RATE),
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
}

static void add_columns(pov_report *report, const view *v, bool sorted)
{
    const unsigned both = POV_IN_BOTH, data = POV_IN_DATA;
    bool several = v->measured[POV_MEASURE_NEAR_POOR] || v->measured[POV_MEASURE_MULTI];
    const unsigned groups = v->groups ? both : data, standards = v->standards ? both : data;
    const unsigned measured = several && v->people ? POV_IN_TABLE : 0;
    const pov_report_column first[] = {
        POV_UNIT_COLUMNS(get_name, data, groups),
        POV_COLUMN("measure", TEXT, measured, get_measure, 0),
        POV_COLUMN("year", YEAR, both, get_year, 0),
        POV_COLUMN("from_year", YEAR, data, get_from_year, 0),
        POV_COLUMN("years", FIGURE, data, get_years, 0),
        POV_COLUMN("standard", TEXT, standards, get_standard, 0),
        POV_COLUMN("standard_break", TEXT, v->people ? 0 : both, get_break, POV_BREAK_STANDARD),
    };
    const pov_report_column last[] = {
        POV_COLUMN("unit_break", TEXT, both, get_break, POV_BREAK_UNIT),
        POV_COLUMN("source", TEXT, data, get_own, POV_ROW_SOURCE),
        POV_PLACE_COLUMNS(get_own),
    };

    pov_report_add_columns(report, first, POV_LENGTH(first));
    if (v->people) {
        pov_report_add_columns(report, last, 1);
        add_people_columns(report);
    } else {
        add_data_columns(report, v);
        pov_report_add_columns(report, last, POV_LENGTH(last));
    }
    if (sorted) {
        const size_t shown = report->column_count;
        if (v->people) {
            add_data_columns(report, v);
            pov_report_add_columns(report, last, POV_LENGTH(last));
        } else {
            add_people_columns(report);
        }
        pov_report_hide_columns(report, shown);
    }
}

/* ---- the report ---- */

static void look_at_trend(view *v)
{
    const pov_row *rows = v->solution->plan->row;
    const pov_trend *t = v->trend;

    for (size_t i = 0; i < t->observation_count; i++) {
        const pov_observation *o = &t->observation[i];
        const char *standard = rows[o->row].standard, *first = rows[t->observation->row].standard;
        v->groups = v->groups || !pov_row_is_all(&rows[o->row]);
        v->standards = v->standards || strcmp(standard, first) != 0;
        v->breaks = v->breaks || o->breaks == POV_BREAK_STANDARD;
        for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
            v->measured[m] = v->measured[m] || pov_is_observed(v->solution, o, (pov_measure)m);
        }
    }
}

/* A line for each observation, and what sums up the stretches. */
static void add_lines(view *v)
{
    const pov_trend *t = v->trend;

    for (int totals = 0; totals < 2; totals++) {
        v->rows = totals ? v->count : 0;
        for (size_t s = 0; s < t->stretch_count; s++) {
            for (size_t m = 0; m < (v->people ? POV_MEASURE_COUNT : 1); m++) {
                if (v->people && !is_measured(v, &t->stretch[s], (pov_measure)m)) {
                    continue;
                }
                if (totals) {
                    add_totals(v, s, (pov_measure)m);
                } else {
                    add_observations(v, &t->stretch[s], (pov_measure)m);
                }
            }
        }
    }
    rank_totals(v);
}

static void set_view(pov_report *report, const pov_solution *solution, const pov_trend *trend,
                     const pov_options *options)
{
    const pov_renderer *renderer = options->renderer;
    size_t lines = (trend->observation_count + 3 * trend->stretch_count) * POV_MEASURE_COUNT + 1;
    view *v = pov_report_alloc(report, sizeof *v);

    if (v != NULL) {
        *v = (view){.solution = solution,
                    .trend = trend,
                    .line = pov_report_alloc(report, lines * sizeof *v->line),
                    .people = renderer == NULL || renderer->each_file};
    }
    if (v != NULL && !report->failed) {
        look_at_trend(v);
        add_lines(v);
        pov_report_view(report, v, v->rows, v->count - v->rows);
        /* side by side they are two lines */
        report->chart.detail[2] = v->standards && !v->breaks ? "standard" : NULL;
        add_columns(report, v, options->sort != NULL);
    }
}

static void add_remarks(pov_report *report)
{
    const view *v = report->of;
    bool averages = false, arrivals = false;

    for (size_t i = v->rows; i < v->count; i++) {
        averages = averages || v->line[i].kind == PER_YEAR;
        arrivals = arrivals || v->line[i].kind == NEEDED;
    }
    const struct {
        bool wanted;
        const char *label;
    } remarks[] = {
        {v->breaks, "text.trend_break"},
        {averages, "text.trend_average"},
        {arrivals, "text.trend_arrival"},
    };
    for (size_t i = 0; i < POV_LENGTH(remarks); i++) {
        if (remarks[i].wanted) {
            pov_report_add_remark(report, pov_label(remarks[i].label, report->language));
        }
    }
}

static void fill(pov_report *report, const pov_solution *solution, const pov_trend *trend,
                 const pov_options *options)
{
    const pov_plan *plan = solution->plan;

    report->command = "trend";
    report->language = options->render.language;
    report->title = pov_label("title.trend", report->language);
    report->chart = (pov_chart){
        .kind = POV_CHART_LINES,
        .title = report->title,
        .axis = pov_label("poor_rate", report->language),
        .label = "unit",
        .detail = {"group", "measure"},
        .apart = "parent",
        .series = {{"poor_rate", NULL, POV_CHART_NOW}},
        .x = "year",
        .gap = "standard_break",
        .gap_name = pov_label("word.standard_break", report->language),
        .target_x = "target_year",
        .target = "target_rate",
        .target_name = pov_label("chart.target", report->language),
    };
    pov_report_add_files(report, plan->file, plan->file_count);
    set_view(report, solution, trend, options);
    if (!report->failed) {
        add_remarks(report);
    }
    pov_report_assumptions(report, options);
}

/* ---- notes ---- */

static void say_note(const pov_plan *plan, size_t r, pov_error *note, const pov_io *io)
{
    pov_error_place(note, plan->place[plan->row[r].file], plan->row[r].line, 0, NULL);
    pov_print_note(note, io->err);
}

static bool states_any(const pov_job *job, size_t r)
{
    bool any = false;

    for (size_t m = 0; m < POV_MEASURE_COUNT; m++) {
        const pov_figure *of = job->solution.row[r].of[m];
        any = any || pov_figure_known(&of[POV_COUNT]) || pov_figure_known(&of[POV_RATE]);
    }
    return any;
}

/* Whether a picked row states its year, or whether one states a figure that a series shows. */
static bool any_states(const pov_job *job, bool year)
{
    bool found = false;

    for (size_t r = 0; r < job->plan.row_count && !found; r++) {
        found = job->picked[r] && (year ? job->plan.row[r].year.year != 0 : states_any(job, r));
    }
    return found;
}

static void say_nothing(const pov_job *job, const pov_io *io)
{
    const bool years = any_states(job, true), figures = any_states(job, false);
    pov_error note = POV_ERROR_INIT;

    if (job->plan.row_count == 0) {
        (void)pov_fail(&note, POV_ERR_DATA, "nothing to show: there are no rows");
    } else if (!figures) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "nothing to show: no poor households or rate of any year are stated");
        pov_error_hint(&note, "a series needs the column poor or poor_rate, and year");
    } else if (!years) {
        (void)pov_fail(&note, POV_ERR_DATA, "nothing to show: no row states its year");
        pov_error_hint(&note, "a series needs the column year, or the year in a heading");
    } else {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "nothing to show: no row states both its year and its poor");
    }
    pov_error_place(&note, job->plan.file_count == 1 ? job->plan.place[0] : NULL, 0, 0, NULL);
    pov_print_note(&note, io->err);
}

/* Targets that no pace is shown for, and rows that are left out. */
static void say_untold(const pov_untold_row *untold, const pov_job *job, const pov_io *io)
{
    const pov_row *row = &job->plan.row[untold->row];
    pov_error note = POV_ERROR_INIT;
    pov_buffer due = {0}, other = {0};

    pov_year_write(&due, row->target_year);
    if (untold->other != POV_NONE) {
        pov_plan_write_place(&job->plan, untold->other, &other);
    }
    const char *year = pov_buffer_get(&due), *place = pov_buffer_get(&other);
    switch (untold->why) {
    case POV_UNTOLD_SERIES:
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: the target for %s (group %s) is left out: there is no figure to "
                       "start from",
                       row->name, year, pov_word_shown("group", row->group, pov_language_now()));
        break;
    case POV_UNTOLD_CONFLICT:
        (void)pov_fail(&note, POV_ERR_DATA, "%s: left out: %s has other figures for %d", row->name,
                       place, row->year.year);
        break;
    case POV_UNTOLD_STANDARD:
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: the target for %s is left out: by which poverty standard is it?",
                       row->name, year);
        break;
    case POV_UNTOLD_OTHER:
        if (pov_year_compare(job->plan.row[untold->other].year, row->year) > 0) {
            (void)pov_fail(&note, POV_ERR_DATA,
                           "%s: the target for %s is left out: a later plan has another one (%s)",
                           row->name, year, place);
        } else {
            (void)pov_fail(&note, POV_ERR_DATA,
                           "%s: the target for %s is left out: another one is due first (%s)",
                           row->name, year, place);
        }
        break;
    case POV_UNTOLD_PARENT:
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: the target for %s is left out: it is relative to the parent's "
                       "rate, which is not known yet",
                       row->name, year);
        break;
    case POV_UNTOLD_FIGURES:
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: the target for %s is left out: there is no figure of its kind "
                       "to start from",
                       row->name, year);
        break;
    }
    say_note(&job->plan, untold->row, &note, io);
    pov_buffer_fini(&due);
    pov_buffer_fini(&other);
}

static void say_breaks(const pov_trend *trend, const pov_job *job, const pov_io *io)
{
    for (size_t i = 0; i < trend->observation_count; i++) {
        const pov_observation *o = &trend->observation[i];
        const pov_row *row = &job->plan.row[o->row];
        if (o->breaks != POV_BREAK_UNIT) {
            continue;
        }
        const pov_figure *now = pov_observed(&job->solution, o, POV_SUBJECT_ALL, POV_COUNT);
        const pov_figure *then = pov_observed(&job->solution, o - 1, POV_SUBJECT_ALL, POV_COUNT);
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: %s households, then %s: another unit of the same name? No change is "
                       "computed",
                       row->name, pov_show_count(pov_figure_best(then)).text,
                       pov_show_count(pov_figure_best(now)).text);
        pov_error_hint(&note, "--map FILE says which units became this one");
        say_note(&job->plan, o->row, &note, io);
    }
}

/* The year in which a national standard came into force between two observations; 0: none did. The
 * year's end before it is counted by either. */
static int standard_between(const pov_row *then, const pov_row *now)
{
    int found = 0;

    for (const pov_builtin_standard *s = pov_builtin_standards; s->id != NULL; s++) {
        const long from = strtol(s->id + strcspn(s->id, "0123456789"), NULL, 10); /* "vn-2022" */
        if (then->year.year < from - 1 && now->year.year >= from) {
            found = (int)from;
        }
    }
    return then->standard[0] == '\0' || now->standard[0] == '\0' ? found : 0;
}

/* A change of the standard that no row names would pass for one of poverty. */
static void say_unnamed_standards(const pov_trend *trend, const pov_job *job, const pov_io *io)
{
    for (size_t i = 0; i < trend->stretch_count; i++) {
        const pov_stretch *t = &trend->stretch[i];
        const pov_row *then = &job->plan.row[trend->observation[t->first].row];
        const pov_observation *last = &trend->observation[t->first + t->count - 1];
        const int year = standard_between(then, &job->plan.row[last->row]);
        if (year != 0) {
            pov_error note = POV_ERROR_INIT;
            (void)pov_fail(&note, POV_ERR_DATA,
                           "%s: not every row names its poverty standard, and the national one "
                           "changed in %d: figures before and after it may not compare",
                           then->name, year);
            pov_error_hint(&note, "a column \"standard\" says by which one each row is");
            say_note(&job->plan, last->row, &note, io);
            return; /* once: it is so of the whole file */
        }
    }
}

static void say_notes(const pov_trend *trend, const pov_job *job, const pov_io *io)
{
    for (size_t i = 0; i < trend->untold_count; i++) {
        say_untold(&trend->untold[i], job, io);
    }
    say_breaks(trend, job, io);
    say_unnamed_standards(trend, job, io);
    if (trend->observation_count == 0) {
        say_nothing(job, io);
    }
}

/* ---- the command ---- */

static int run(const pov_options *options, const pov_io *io)
{
    pov_unit_map map = POV_UNIT_MAP_INIT;
    pov_input_request request = {.paths = options->operands, .map = &map, .joined = true};
    pov_jobs input = {0};
    pov_trend trend = POV_TREND_INIT;
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    int exit_status = POV_EXIT_FAILED;

    if (pov_input_map(&map, options, io) != POV_OK ||
        pov_jobs_load(&input, &request, options, io) != POV_OK) {
        goto done; /* said already */
    }
    const pov_job *job = &input.job[0];
    pov_status status = pov_trend_find(&job->solution, job->picked, &trend, &err);
    if (status == POV_OK) {
        fill(&report, &job->solution, &trend, options);
        if (!options->quiet) {
            say_notes(&trend, job, io);
        }
        status = pov_print_report(&report, options, io, &err);
    }
    exit_status = status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
    exit_status = pov_input_end(&input.files, exit_status, io);

done:
    pov_report_fini(&report);
    pov_trend_fini(&trend);
    pov_jobs_fini(&input);
    pov_unit_map_fini(&map);
    return exit_status;
}

const pov_command pov_command_trend = {
    .name = "trend",
    .arguments = "[FILE...]",
    .summary =
        POV_TEXT("a series over years: changes, averages, breaks, the pace that a target needs"),
    .description = POV_TEXT(
        "Joins the rows of all files by unit and group, in the order of years: the change since "
        "the observation before in households, percent and points, and the parts of the change in "
        "rate that come from the number of poor and from the number of all households. Below, per "
        "unit and poverty standard, the average per year, and with a target: the points per year "
        "that it needs and the year in which it is reached at the present pace. Nothing is "
        "compared across a change of the standard. Targets are not taken for observations."),
    .operands = POV_TEXTS(
        "FILE",
        POV_TEXT("plan files and files of results, joined; none or - reads standard input")),
    .files = POV_FILES_TABLE,
    .formats = "table, json, csv, csv-excel, markdown, html, svg, png, xlsx",
    .examples = POV_TEXTS(
        "povcalc trend data/huongxuan_2025.csv",
        POV_TEXT("a series, with a break where the poverty standard changed"),
        "povcalc trend data/daknong_2023.csv data/daknong_2024.csv",
        POV_TEXT("plans of successive years: what was, and the pace that the target needs"),
        "povcalc trend --map names.csv --level district results/*.csv",
        POV_TEXT("units that were renamed or merged; names.csv has the columns old and new")),
    .options = POV_OPTS_OUTPUT | POV_OPT(SORT) | POV_OPTS_INPUT | POV_OPT(UNIT) | POV_OPT(LEVEL) |
               POV_OPT(GROUP) | POV_OPT(ROW_STANDARD) | POV_OPT(COMPLETE) | POV_OPT(MAP),
    .run = run,
};
