/*
 * A plan beside its result. Programs get one row for each unit, with all that is known of it.
 * People get the targets of the unit that has a result, one line each; of several units a line
 * each, the worst first. What the table has no room for is said below it.
 */
#include "commands/progress_report.h"

#include "commands/phrases.h"
#include "figure/arith.h"
#include "output/render.h"
#include "session/assumptions.h"
#include "session/fields.h"
#include "session/output.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct view {
    const pov_plan *plan, *result;
    const pov_progress *progress;
    const pov_render_options *options;
    size_t *row; /* of the progress, in the order of printing */
    unsigned *depth;
    size_t count;
    bool people;
    const pov_progress_row *one; /* whose targets are the rows; NULL: units are */
} view;

/* Columns that the table shows only where a row has something for them. */
typedef struct shown {
    bool groups, starts, years, line, end, flows, reasons, parts, parents; /* end: no line says
                                                                              more */
    bool stated[POV_MEASURE_COUNT][POV_TARGET_KINDS];
} shown;

static shown look_at_rows(const pov_progress *progress, const pov_plan *plan)
{
    shown s = {.groups = false};
    pov_year start = {0, 0}, target = {0, 0};

    for (size_t i = 0; i < progress->count; i++) {
        const pov_progress_row *row = &progress->row[i];
        const bool line = pov_figure_known(&row->line_poor) || pov_figure_known(&row->line_rate);
        s.line = s.line || line;
        s.end = s.end || (!line && row->verdict != POV_VERDICT_UNKNOWN);
        s.flows = s.flows || pov_figure_known(&row->unexplained) ||
                  pov_figure_known(&row->escaped) || pov_figure_known(&row->newly_poor);
        s.reasons = s.reasons || row->reason != POV_REASON_NONE;
        s.parts = s.parts || pov_figure_known(&row->share_of_parent);
        for (size_t t = 0; t < row->target_count; t++) {
            s.stated[row->target[t].measure][row->target[t].kind] = true;
        }
        if (row->plan_row != POV_NONE) {
            const pov_row *planned = &plan->row[row->plan_row];
            s.parents = s.parents || row->shares_name;
            s.groups = s.groups || !pov_row_is_all(planned);
            s.years = s.years ||
                      (target.year != 0 && pov_year_compare(target, planned->target_year) != 0);
            s.starts =
                s.starts || (start.year != 0 && pov_year_compare(start, planned->year) != 0 &&
                             pov_year_compare(target, planned->target_year) == 0);
            start = planned->year;
            target = planned->target_year;
        }
    }
    return s;
}

/* ---- cells of a unit ---- */

/* NULL: the total. */
static const pov_progress_row *row_of(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return pov_report_is_total(report, row) ? NULL : &v->progress->row[v->row[row]];
}

const pov_progress_row *pov_progress_row_at(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return v->one != NULL   ? (row == 0 ? v->one : NULL)
           : row < v->count ? &v->progress->row[v->row[row]]
                            : NULL;
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return (pov_report_row){.depth = pov_report_is_total(report, row) ? 0 : v->depth[row]};
}

static void get_name(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const view *v = report->of;
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL) {
        bool planned = row->plan_row != POV_NONE;
        const pov_plan *plan = planned ? v->plan : v->result;
        size_t from = planned ? row->plan_row : row->result_row;
        pov_cell_set_row(cell, report, plan, &plan->row[from], (pov_row_field)field);
    } else if (field == POV_ROW_UNIT) {
        cell->text = pov_label("word.total", report->language);
    }
}

/* Of what was planned. */
static void get_year(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL && row->plan_row != POV_NONE) {
        get_name(report, at, field, cell);
    }
}

/* Of a row in the result: of its own, or of the one that differs from it. */
static void set_result(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const view *v = report->of;

    if (row != POV_NONE) {
        pov_cell_set_row(cell, report, v->result, &v->result->row[row], (pov_row_field)field);
    }
}

static void get_result(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    set_result(report, row != NULL ? row->result_row : POV_NONE, field, cell);
}

/* Of the one unit whose targets are the rows. */
static void get_one_result(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const view *v = report->of;

    (void)at;
    set_result(report, v->one->result_row, field, cell);
}

static void get_other(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    set_result(report, row != NULL ? row->other_row : POV_NONE, field, cell);
}

/* `which` is the figure's place in the row. */
static void get_figure(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL) {
        pov_cell_set_known(cell, (const pov_figure *)(const void *)((const char *)row + which));
    }
}

static pov_verdict overall(const pov_progress *progress)
{
    for (int verdict = POV_VERDICT_COUNT - 1; verdict > POV_VERDICT_NONE; verdict--) {
        if (progress->of[verdict] > 0) {
            return (pov_verdict)verdict;
        }
    }
    return POV_VERDICT_NONE;
}

/* "met: 3, missed: 1" */
static const char *counts_text(const pov_report *report, const pov_progress *progress)
{
    pov_buffer *text = pov_report_write(report);

    for (size_t i = POV_VERDICT_MET; i < POV_VERDICT_COUNT; i++) {
        if (progress->of[i] > 0) {
            pov_buffer_format(text, "%s%s: %zu", text->length > 0 ? ", " : "",
                              pov_report_word(report, "verdict", pov_verdict_name((pov_verdict)i)),
                              progress->of[i]);
        }
    }
    return pov_report_written(report);
}

/* Whether the result is a forecast, whose row says so of its end. */
static bool is_estimate(const view *v, const pov_progress_row *row)
{
    const pov_row *result = row->result_row != POV_NONE ? &v->result->row[row->result_row] : NULL;

    return result != NULL && row->plan_row != POV_NONE && result->kind == POV_END_ESTIMATE &&
           pov_year_compare(result->year, v->plan->row[row->plan_row].target_year) != 0;
}

/* "missed", of a forecast "missed (estimate)" */
static const char *verdict_words(const pov_report *report, const pov_progress_row *row,
                                 pov_verdict verdict)
{
    const view *v = report->of;

    pov_buffer *text = pov_report_write(report);
    pov_buffer_text(text, pov_report_word(report, "verdict", pov_verdict_name(verdict)));
    if (is_estimate(v, row)) {
        pov_buffer_format(text, " (%s)", pov_label("word.estimate", report->language));
    }
    return pov_report_written(report);
}

static void get_verdict(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_progress_row *row = row_of(report, at);
    pov_verdict verdict = row != NULL ? row->verdict : overall(v->progress);

    (void)which;
    pov_cell_set_text(cell, pov_verdict_name(verdict));
    cell->number = (size_t)verdict; /* sorted from good to bad */
    if (row == NULL) {
        cell->shown = counts_text(report, v->progress);
    } else if (verdict != POV_VERDICT_NONE) {
        cell->shown = verdict_words(report, row, verdict);
    }
}

/* `which`: measure and kind of a target. */
static void get_target_verdict(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);
    const pov_target *t = row != NULL ? pov_target_of(row, (pov_measure)(which / POV_TARGET_KINDS),
                                                      (pov_target_kind)(which % POV_TARGET_KINDS))
                                      : NULL;

    if (t != NULL) {
        pov_cell_set_text(cell, pov_verdict_name(t->verdict));
    }
}

enum { DECIDED_BY, MISSED_BY_PLAN };

/* The names of the targets that decide, or that the plan's own end state misses. */
static void get_names(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);
    pov_buffer *text = pov_report_write(report);

    for (size_t i = 0; row != NULL && i < row->target_count; i++) {
        const pov_target *t = &row->target[i];
        if (which == MISSED_BY_PLAN ? t->plan_misses : t->decides) {
            pov_buffer_format(text, "%s%s", text->length > 0 ? " " : "",
                              pov_target_name(t->measure, t->kind));
        }
    }
    pov_cell_set_text(cell, pov_report_written(report));
}

static void get_certain(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    if (row != NULL && row->plan_row != POV_NONE && row->verdict != POV_VERDICT_UNKNOWN &&
        row->verdict != POV_VERDICT_NOT_COMPARABLE) {
        cell->text = row->certain ? "true" : "false";
    }
}

/* ---- reasons ---- */

/* ": Poor households": of which target that is said. */
static void write_target_without(const pov_report *report, const pov_progress_row *row,
                                 pov_buffer *text)
{
    for (size_t i = 0; i < row->target_count; i++) {
        const pov_target *t = &row->target[i];
        if (t->reason == row->reason) {
            const char *name = pov_target_name(t->measure, t->kind);
            pov_buffer_format(text, ": %s", pov_report_word(report, "goal", name));
            return;
        }
    }
}

/* "the result has 2024, not 2022", "not in the result (Cư Jút?)" */
static void write_reason(const pov_report *report, const pov_progress_row *row, pov_buffer *text)
{
    const view *v = report->of;

    const bool of_another_kind = row->reason == POV_REASON_NO_TARGET && row->target_count > 0;
    pov_buffer_text(text, of_another_kind
                              ? pov_label("reason.no_target_asked", report->language)
                              : pov_report_word(report, "reason", pov_reason_name(row->reason)));
    if (row->reason == POV_REASON_NO_YEAR) {
        pov_buffer_text(text, " ");
        pov_year_write(text, v->plan->row[row->plan_row].target_year);
        pov_buffer_text(text, row->first_year.year != 0 ? " (" : "");
        pov_year_write(text, row->first_year);
        if (pov_year_compare(row->first_year, row->last_year) != 0) {
            pov_buffer_text(text, " - ");
            pov_year_write(text, row->last_year);
        }
        pov_buffer_text(text, row->first_year.year != 0 ? ")" : "");
    } else if (row->reason == POV_REASON_UNIT) {
        const pov_numerals numerals = pov_numerals_of(report->language);
        pov_buffer_text(text, " (");
        pov_write_bounds(text, &row->start_households, -1, numerals);
        pov_buffer_text(text, "; ");
        pov_write_bounds(text, &row->actual_all, -1, numerals);
        pov_buffer_text(text, ")");
    } else if (row->reason == POV_REASON_STANDARD) {
        pov_buffer_format(text, " (%s; %s)", v->plan->row[row->plan_row].standard,
                          v->result->row[row->result_row].standard);
    } else if (row->other_row != POV_NONE) {
        const size_t rows[] = {row->result_row, row->other_row};
        for (size_t i = 0; i < 2; i++) {
            const char *standard = v->result->row[rows[i]].standard;
            pov_buffer_text(text, i == 0 ? " (" : ", ");
            if (row->reason == POV_REASON_STANDARDS) {
                pov_buffer_format(text, "%s: ", standard);
            }
            pov_plan_write_place(v->result, rows[i], text);
        }
        pov_buffer_text(text, ")");
    } else if (row->nearest != NULL) {
        pov_buffer_format(text, " (%s?)", row->nearest);
    } else if (row->reason == POV_REASON_NO_FIGURES || row->reason == POV_REASON_NO_BASELINE) {
        write_target_without(report, row, text);
    }
}

static void get_reason(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    if (row != NULL && row->reason != POV_REASON_NONE) {
        pov_cell_set_text(cell, pov_reason_name(row->reason));
        write_reason(report, row, pov_report_write(report));
        cell->shown = pov_report_written(report);
    }
}

static void get_nearest(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    cell->text = row != NULL ? row->nearest : NULL;
}

/* How many units have the verdict; POV_VERDICT_COUNT: how many there are. */
static void get_units(const pov_report *report, size_t at, size_t verdict, pov_cell *cell)
{
    const pov_progress *progress = ((const view *)report->of)->progress;
    size_t units = 0;

    for (size_t i = 0; i < POV_VERDICT_COUNT; i++) {
        units += verdict == POV_VERDICT_COUNT || verdict == i ? progress->of[i] : 0;
    }
    if (pov_report_is_total(report, at)) {
        pov_cell_set_count(cell, (int64_t)units);
    }
}

/* ---- cells of a target ---- */

static const pov_target *target_at(const pov_report *report, size_t at)
{
    return &((const view *)report->of)->one->target[at];
}

/* A headline that the plan's own end state misses has a `*`. */
static void get_target_name(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_target *t = target_at(report, at);

    (void)which;
    cell->text = pov_report_format(
        report, "%s%s", pov_report_word(report, "goal", pov_target_name(t->measure, t->kind)),
        t->plan_misses ? " *" : "");
}

static void get_target_figure(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_target *t = target_at(report, at);

    pov_cell_set_known(cell, (const pov_figure *)(const void *)((const char *)t + which));
    if (which == offsetof(pov_target, planned)) {
        pov_cell_set_against_parent(cell, report, t->planned.qualifier);
    }
}

/* "+486" */
static void set_gap(const pov_report *report, const pov_figure *gap, pov_cell *cell)
{
    const view *v = report->of;
    static const pov_report_column column = {.kind = POV_COLUMN_FIGURE};
    const pov_cell plain = {.figure = *gap};
    pov_numerals numerals = pov_numerals_of(report->language);

    numerals = report->typographic ? pov_numerals_in_print(numerals) : numerals;
    if (pov_figure_known(gap)) {
        pov_buffer *text = pov_report_write(report);
        pov_buffer_text(text, pov_figure_approximate(gap) && !v->options->bounds ? "≈" : "");
        pov_buffer_text(text, gap->value > 0 ? "+" : "");
        pov_cell_write(text, &column, &plain, v->options, numerals);
        cell->text = pov_report_written(report);
        cell->figure = *gap; /* to sort by: what is shown is the text */
        cell->figure.basis = POV_BASIS_UNKNOWN;
    }
}

static void get_target_gap(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    (void)which;
    set_gap(report, &target_at(report, at)->gap, cell);
}

static void get_target_word(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_target *t = target_at(report, at);

    (void)which;
    bool refused = v->one->verdict == POV_VERDICT_NOT_COMPARABLE;
    pov_verdict without = refused ? POV_VERDICT_NOT_COMPARABLE : POV_VERDICT_UNKNOWN;
    cell->text =
        verdict_words(report, v->one, t->verdict == POV_VERDICT_NONE ? without : t->verdict);
}

static bool decides(const pov_progress_row *row, pov_target_kind kind)
{
    const pov_target *t = pov_target_of(row, POV_MEASURE_POOR, kind);

    return t != NULL && t->decides;
}

/* Whether households say nothing of the verdict, or of the change that decides. */
static bool is_by_rate(const pov_progress_row *row, bool change)
{
    return !decides(row, POV_TARGET_REMAINING) && !decides(row, POV_TARGET_REDUCTION) &&
           !decides(row, POV_TARGET_RELATIVE) &&
           (decides(row, POV_TARGET_POINTS) || (!change && decides(row, POV_TARGET_RATE)));
}

/* Of a unit in a line: by households where they decide, or where only they are known. */
static void get_row_gap(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    if (row != NULL) {
        const pov_target *points = pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_POINTS);
        pov_figure gap = is_by_rate(row, false) ? row->gap_rate : row->gap_households;
        if (is_by_rate(row, true) && pov_figure_known(&points->gap)) { /* what they fall short */
            gap = points->gap;
            pov_figure_negate(&gap);
        }
        set_gap(report, pov_figure_known(&gap) ? &gap : &row->gap_rate, cell);
    }
}

/* The rate that is to remain, or the parent's, below which it is to be. */
static void get_row_rate(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);
    const pov_target *below =
        row != NULL ? pov_target_of(row, POV_MEASURE_POOR, POV_TARGET_PARENT) : NULL;

    (void)which;
    if (row != NULL && below != NULL && !pov_figure_known(&row->planned_rate)) {
        pov_cell_set_known(cell, &below->planned);
        pov_cell_set_against_parent(cell, report, below->planned.qualifier);
    } else if (row != NULL) {
        pov_cell_set_known(cell, &row->planned_rate);
    }
}

/* Of the reduction in households; of the points where a rate decides. */
static void get_row_share(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    if (row != NULL) {
        const bool points = is_by_rate(row, false) && pov_figure_known(&row->share_pp);
        pov_cell_set_known(cell, pov_figure_known(&row->share_households) && !points
                                     ? &row->share_households
                                     : &row->share_pp);
    }
}

/* ---- columns ---- */

#define AT(column, where, member)                                                                  \
    POV_COLUMN(column, FIGURE, where, get_figure, offsetof(pov_progress_row, member))

/* Those of the kinds that plans usually state are always there; of the others those that one does.
 */
static void add_verdict_columns(pov_report *report, const shown *s, bool usual)
{
    for (size_t which = 0; which < (size_t)POV_MEASURE_COUNT * POV_TARGET_KINDS; which++) {
        const pov_measure m = (pov_measure)(which / POV_TARGET_KINDS);
        const pov_target_kind k = (pov_target_kind)(which % POV_TARGET_KINDS);
        const char *of = pov_target_name(m, k);
        bool always = m != POV_MEASURE_MULTI && k != POV_TARGET_PARENT && k != POV_TARGET_RELATIVE;
        if (always != usual || !(always || s->stated[m][k])) {
            continue;
        }
        pov_buffer_format(pov_report_write(report), "verdict_%s", of);
        const pov_report_column column = {
            .name = pov_report_written(report),
            .heading = pov_report_word(report, "goal", of),
            .where = m == POV_MEASURE_POOR ? POV_IN_DATA : POV_IN_DATA | POV_IF_KNOWN,
            .get = get_target_verdict,
            .which = which};
        pov_report_add_column(report, column);
    }
}

static void add_data_columns(pov_report *report, const shown *s)
{
    const unsigned both = POV_IN_BOTH, data = POV_IN_DATA;
    const unsigned seldom = POV_IN_DATA | POV_IF_KNOWN; /* in JSON */
    const unsigned line = s->line ? both : seldom, flows = s->flows ? both : seldom;
    const unsigned groups = s->groups ? both : data, years = s->years || s->line ? both : data;
    const unsigned reasons = s->reasons ? both : data;
    const pov_report_column before[] = {
        POV_UNIT_COLUMNS(get_name, data, groups),
        POV_COLUMN("year", YEAR, data, get_year, POV_ROW_YEAR),
        POV_COLUMN("target_year", YEAR, years, get_year, POV_ROW_TARGET_YEAR),
        POV_COLUMN("result_year", YEAR, s->line ? both : data, get_result, POV_ROW_YEAR),
        POV_COLUMN("standard", TEXT, data, get_name, POV_ROW_STANDARD),
        AT("planned_remaining_poor", both, planned_poor),
        AT("line_poor", line, line_poor),
        AT("actual_poor", both, actual_poor),
        AT("gap_households", both, gap_households),
        AT("baseline_rate", 0, baseline_rate), /* only for the chart */
        AT("planned_remaining_rate", both, planned_rate),
        AT("line_rate", line, line_rate),
        AT("actual_rate", both, actual_rate),
        AT("achieved_households", data, achieved_households),
        AT("achieved_share_households", both, share_households),
        AT("achieved_pp", data, achieved_pp),
        AT("achieved_share_pp", both, share_pp),
        AT("escaped", flows, escaped),
        AT("relapsed", flows, relapsed),
        AT("newly_poor", flows, newly_poor),
        AT("unexplained_households", flows, unexplained),
        AT("gap_rate", data, gap_rate),
        AT("planned_growth", data, planned_growth),
        AT("actual_growth", data, actual_growth),
    };
    const pov_report_column after[] = {
        POV_COLUMN("decided_by", TEXT, data, get_names, DECIDED_BY),
        POV_COLUMN("plan_misses", TEXT, seldom, get_names, MISSED_BY_PLAN),
        POV_COLUMN("verdict_certain", FLAG, data, get_certain, 0),
        POV_COLUMN("verdict", TEXT, both, get_verdict, 0),
        POV_COLUMN("reason", TEXT, reasons, get_reason, 0),
        POV_COLUMN("nearest", TEXT, seldom, get_nearest, 0),
        POV_COLUMN("units", FIGURE, data, get_units, POV_VERDICT_COUNT),
        POV_COLUMN("units_met", FIGURE, data, get_units, POV_VERDICT_MET),
        POV_COLUMN("units_missed", FIGURE, data, get_units, POV_VERDICT_MISSED),
        POV_COLUMN("source", TEXT, 0, get_result, POV_ROW_SOURCE), /* only for pages */
        POV_PLACE_COLUMNS(get_name),
        POV_COLUMN("result_file", TEXT, data, get_result, POV_ROW_FILE),
        POV_COLUMN("result_line", LINE, data, get_result, POV_ROW_LINE),
        POV_COLUMN("other_result_file", TEXT, seldom, get_other, POV_ROW_FILE),
        POV_COLUMN("other_result_line", LINE, seldom, get_other, POV_ROW_LINE),
        POV_COLUMN("result_kind", TEXT, data, get_result, POV_ROW_END),
        AT("share_of_parent_reduction", both | POV_IF_KNOWN, share_of_parent),
        AT("start_households", data, start_households),
        AT("actual_households", data, actual_all),
    };

    pov_report_add_columns(report, before, POV_LENGTH(before));
    add_verdict_columns(report, s, true);
    pov_report_add_columns(report, after, POV_LENGTH(after));
    add_verdict_columns(report, s, false);
}

static void add_unit_columns(pov_report *report, const shown *s)
{
    const unsigned table = POV_IN_TABLE;
    const unsigned groups = s->groups ? table : 0, years = s->years || s->line ? table : 0;
    const unsigned planned =
        s->line && !s->end ? 0 : table; /* on the way the line is the measure */
    const pov_report_column columns[] = {
        {.name = "unit", .where = table, .tree = true, .get = get_name, .which = POV_ROW_UNIT},
        POV_COLUMN("group", TEXT, groups, get_name, POV_ROW_GROUP),
        POV_COLUMN("parent", TEXT, s->parents ? table : 0, get_name, POV_ROW_PARENT),
        POV_COLUMN("year", YEAR, s->starts ? table : 0, get_year, POV_ROW_YEAR),
        POV_COLUMN("target_year", YEAR, years, get_year, POV_ROW_TARGET_YEAR),
        AT("planned_remaining_poor", planned, planned_poor),
        AT("line_poor", table, line_poor),
        AT("actual_poor", table, actual_poor),
        AT("baseline_rate", 0, baseline_rate), /* only for the chart */
        POV_COLUMN("planned_remaining_rate", FIGURE, planned, get_row_rate, 0),
        AT("line_rate", table, line_rate),
        AT("actual_rate", table, actual_rate),
        POV_COLUMN("gap", FIGURE, table, get_row_gap, 0),
        POV_COLUMN("achieved", FIGURE, table | POV_IN_WIDE, get_row_share, 0),
        AT("share_of_parent_reduction", table | POV_IN_WIDE, share_of_parent),
        POV_COLUMN("verdict", TEXT, table, get_verdict, 0),
        POV_COLUMN("source", TEXT, 0, get_result, POV_ROW_SOURCE), /* only for pages */
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
}

#define OF(column, where, member)                                                                  \
    POV_COLUMN(column, FIGURE, where, get_target_figure, offsetof(pov_target, member))

static void add_target_columns(pov_report *report, const pov_phrases *p, const view *v,
                               const shown *s)
{
    const unsigned table = POV_IN_TABLE;
    const char *heading = POV_PHRASE(p, POV_TEXT("Target {1}"),
                                     pov_phrase_for(p, v->plan->row[v->one->plan_row].target_year));
    const pov_report_column columns[] = {
        {.name = "target", .heading = heading, .where = table, .get = get_target_name},
        OF("planned", table, planned),
        OF("line_now", s->line ? table : 0U, due),
        OF("actual", table, actual),
        POV_COLUMN("gap", FIGURE, table, get_target_gap, 0),
        OF("achieved", table, share),
        POV_COLUMN("verdict", TEXT, table, get_target_word, 0),
        POV_COLUMN("source", TEXT, 0, get_one_result, POV_ROW_SOURCE), /* only for pages */
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
}

static void get_nothing(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)report;
    (void)row;
    (void)which;
    (void)cell;
}

/* The figures of data have longer names than those of one unit: gap_households is the gap. Of what
 * is the same for all its targets, as its name, the order is the one that they have. */
static void take_shown_figures(pov_report *report, size_t count)
{
    for (size_t i = count; i < report->column_count; i++) {
        pov_report_column *column = &report->column[i];
        column->kind = POV_COLUMN_TEXT;
        column->get = get_nothing;
        for (size_t k = 0; k < count; k++) {
            const pov_report_column *of = &report->column[k];
            const size_t length = strlen(of->name);
            if (strncmp(column->name, of->name, length) == 0 && column->name[length] == '_') {
                column->kind = of->kind;
                column->get = of->get;
                column->which = of->which;
            }
        }
    }
}

/* What readers of the other formats call the figures: --sort takes the same names in all. */
static void add_other_names(pov_report *report, const shown *s)
{
    const view *v = report->of;
    const size_t count = report->column_count;
    const pov_report_column of_people[] = {
        POV_COLUMN("gap", FIGURE, 0, get_row_gap, 0),
        POV_COLUMN("achieved", FIGURE, 0, get_row_share, 0),
        AT("planned", 0, planned_poor),
        AT("actual", 0, actual_poor),
        POV_COLUMN("target", TEXT, 0, get_nothing, 0),
    };

    if (v->people) {
        add_data_columns(report, s);
    }
    if (pov_report_check(report, NULL) != POV_OK) { /* a column may lack its name */
        return;
    }
    if (v->one != NULL) {
        take_shown_figures(report, count);
    } else {
        pov_report_add_columns(report, of_people, POV_LENGTH(of_people));
    }
    pov_report_hide_columns(report, count);
}

/* ---- which rows ---- */

static void add_row(view *v, size_t row, unsigned depth)
{
    v->row[v->count] = row;
    v->depth[v->count++] = depth;
}

/* Units below their parent, in the order of the plan; depths count from the nearest row shown. */
static bool put_in_order(view *v)
{
    const pov_plan *plan = v->plan;
    const pov_progress *progress = v->progress;
    pov_plan_order order = {0};
    size_t *at = calloc(plan->row_count + 1, sizeof *at); /* by row of the plan */
    bool *keep = calloc(plan->row_count + 1, sizeof *keep);
    const bool room = at != NULL && keep != NULL;

    for (size_t i = 0; i < progress->count && room; i++) {
        if (progress->row[i].plan_row != POV_NONE) {
            at[progress->row[i].plan_row] = i;
            keep[progress->row[i].plan_row] = true;
        }
    }
    pov_status status = room ? pov_plan_order_get(plan, keep, &order, NULL) : POV_ERR_NOMEM;
    for (size_t i = 0; i < order.count; i++) {
        add_row(v, at[order.row[i]], order.depth[i]);
    }
    for (size_t i = 0; i < progress->count && status == POV_OK; i++) {
        if (progress->row[i].plan_row == POV_NONE) {
            add_row(v, i, 0);
        }
    }
    pov_plan_order_fini(&order);
    free(at);
    free(keep);
    return status == POV_OK;
}

static bool is_judged(const pov_progress_row *row)
{
    return row->plan_row != POV_NONE && row->result_row != POV_NONE &&
           (row->reason != POV_REASON_NO_TARGET || row->target_count > 0);
}

static int compare_figures(const pov_figure *a, const pov_figure *b)
{
    bool left = pov_figure_known(a), right = pov_figure_known(b);

    if (!left || !right) {
        return (int)right - (int)left;
    }
    return a->value != b->value ? (a->value > b->value ? -1 : 1) : 0;
}

static int compare_rows(const void *left, const void *right)
{
    const pov_progress_row *a = *(const pov_progress_row *const *)left;
    const pov_progress_row *b = *(const pov_progress_row *const *)right;

    if (a->verdict != b->verdict) {
        return a->verdict > b->verdict ? -1 : 1;
    }
    int order = compare_figures(&a->gap_households, &b->gap_households);
    if (order == 0) {
        order = compare_figures(&a->gap_rate, &b->gap_rate);
    }
    return order != 0 ? order : a < b ? -1 : a > b;
}

const pov_progress_row **pov_progress_worst_first(const pov_progress *progress, size_t *count)
{
    const pov_progress_row **rows =
        malloc((progress->count + 1) * sizeof(const pov_progress_row *));

    *count = 0;
    for (size_t i = 0; i < progress->count && rows != NULL; i++) {
        if (progress->row[i].plan_row != POV_NONE) {
            rows[(*count)++] = &progress->row[i];
        }
    }
    if (rows != NULL) {
        qsort(rows, *count, sizeof(const pov_progress_row *), compare_rows);
    }
    return rows;
}

/* Of several units a line each, of one its targets. */
static bool pick_for_people(view *v)
{
    size_t count = 0;
    const pov_progress_row **rows = pov_progress_worst_first(v->progress, &count), *one = NULL;

    if (rows == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (is_judged(rows[i])) {
            one = rows[i];
            add_row(v, (size_t)(rows[i] - v->progress->row), 0);
        }
    }
    v->one = v->count == 1 && one != NULL && one->target_count > 0 ? one : NULL;
    free(rows);
    return true;
}

/* ---- what is said above and below the table ---- */

static const char *name_of(const pov_phrases *p, const view *v, const pov_progress_row *row)
{
    const pov_row *plan = &v->plan->row[row->plan_row];

    return pov_row_is_all(plan)
               ? plan->name
               : POV_PHRASE(p, "{1} ({2})", plan->name, pov_phrase_group(p, plan->group));
}

/* "486 poor households more than planned", of a reduction "0.5 percentage points short": by how
 * much the first of the targets that decide is missed, or exceeded. NULL: by nothing known. */
static const char *gap_words(const pov_phrases *p, const pov_progress_row *row)
{
    static const char *const words[2][2] = {
        {POV_TEXT("{1} short"), POV_TEXT("{1} beyond it")},
        {POV_TEXT("{1} more than planned"), POV_TEXT("{1} fewer than planned")},
    };
    static const char *const whose[] = {
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("near-poor households"),
        [POV_MEASURE_MULTI] = POV_TEXT("poor and near-poor households"),
    };
    pov_phrases of = *p;

    for (size_t i = 0; i < row->target_count; i++) {
        const pov_target *t = &row->target[i];
        bool end = t->kind == POV_TARGET_REMAINING || t->kind == POV_TARGET_RATE;
        bool counted = t->kind == POV_TARGET_REMAINING || t->kind == POV_TARGET_REDUCTION;
        pov_figure gap = t->gap;
        bool under = gap.value < 0, good = row->verdict == POV_VERDICT_MET;
        if (!t->decides || t->verdict != row->verdict || !pov_figure_is_firm(&gap) ||
            gap.value == 0 || good != (end == under) ||
            !(end || counted || t->kind == POV_TARGET_POINTS)) {
            continue;
        }
        if (under) {
            pov_figure_negate(&gap);
        }
        of.measure = t->measure;
        const char *text = POV_PHRASE(
            p, words[end][good],
            pov_phrase_figure(&of, &gap, counted ? POV_PHRASE_MEASURE : POV_PHRASE_POINTS));
        return counted || t->measure == POV_MEASURE_POOR
                   ? text
                   : POV_PHRASE(p, "{1} ({2})", text, pov_translate(whose[t->measure]));
    }
    return NULL;
}

/* "Đắk Nông missed its 2023 target: 486 poor households more than planned" */
static const char *headline(const pov_phrases *p, const view *v, const pov_progress_row *row)
{
    const char *name = name_of(p, v, row);
    const char *year = pov_phrase_year(p, v->plan->row[row->plan_row].target_year);
    bool due = !pov_figure_known(&row->line_poor) && !pov_figure_known(&row->line_rate);
    const char *gap = due ? gap_words(p, row) : NULL, *text = NULL;

    switch (row->verdict) {
    case POV_VERDICT_MET:
        text = POV_PHRASE(p, POV_TEXT("{1} met its {2} target"), name, year);
        break;
    case POV_VERDICT_MISSED:
        text = POV_PHRASE(p, POV_TEXT("{1} missed its {2} target"), name, year);
        break;
    case POV_VERDICT_ON_PACE:
        return POV_PHRASE(p, POV_TEXT("{1} is on pace for its {2} target"), name, year);
    case POV_VERDICT_BEHIND:
        return POV_PHRASE(p, POV_TEXT("{1} is behind on its {2} target"), name, year);
    case POV_VERDICT_NOT_COMPARABLE:
        return POV_PHRASE(p, POV_TEXT("{1}: the result cannot be compared with the {2} target"),
                          name, year);
    default:
        return POV_PHRASE(p, POV_TEXT("{1}: whether the {2} target was met is not known"), name,
                          year);
    }
    return gap != NULL ? POV_PHRASE(p, "{1}: {2}", text, gap) : text;
}

const char *pov_progress_decided_by(const pov_phrases *p, const pov_progress_row *row)
{
    const pov_target *found = NULL;

    for (size_t i = 0; i < row->target_count; i++) {
        const pov_target *t = &row->target[i];
        if (t->decides && t->verdict == row->verdict) {
            if (t->measure == POV_MEASURE_POOR && t->kind != POV_TARGET_PARENT) {
                return NULL;
            }
            found = found != NULL ? found : t;
        }
    }
    if (found == NULL ||
        (row->verdict != POV_VERDICT_MISSED && row->verdict != POV_VERDICT_BEHIND)) {
        return NULL;
    }
    return POV_PHRASE(
        p, POV_TEXT("{1}: planned {2}, actual {3}"),
        pov_report_word(p->report, "goal", pov_target_name(found->measure, found->kind)),
        pov_phrase_figure(p, &found->planned, POV_PHRASE_NUMBER),
        pov_phrase_figure(p, &found->actual, POV_PHRASE_NUMBER));
}

/* "1.75–2.09% more", "between 0.37% fewer and 0.15% more" */
static const char *growth_words(const pov_phrases *p, pov_figure growth)
{
    const pov_interval is = growth.bounds, up = pov_interval_negate(is);
    bool fewer = is.high <= 0 && is.low < 0;

    if (is.low < 0 && is.high > 0) {
        return POV_PHRASE(p, POV_TEXT("between {1}% fewer and {2}% more"),
                          pov_phrase_percents_end(p, up.high, false),
                          pov_phrase_percents_end(p, is.high, false));
    }
    const char *range = pov_phrase_percents(p, fewer ? up : is);
    return fewer ? POV_PHRASE(p, POV_TEXT("{1}% fewer"), range)
                 : POV_PHRASE(p, POV_TEXT("{1}% more"), range);
}

static void say_growth(const pov_phrases *p, const pov_progress_row *row)
{
    pov_buffer text = {0};

    if (!pov_figure_is_firm(&row->actual_growth) || row->verdict == POV_VERDICT_NOT_COMPARABLE ||
        (row->actual_growth.bounds.low == 0 && row->actual_growth.bounds.high == 0)) {
        return;
    }
    POV_SAY(&text, p, POV_TEXT("All households: {1}"), growth_words(p, row->actual_growth));
    if (row->actual_poor.basis == POV_BASIS_STATED && row->actual_rate.basis == POV_BASIS_STATED &&
        row->actual_all.basis == POV_BASIS_DERIVED) {
        POV_SAY(&text, p, POV_TEXT(" ({1} is {2} of {3})"),
                pov_phrase_figure(p, &row->actual_poor, POV_PHRASE_NUMBER),
                pov_phrase_figure(p, &row->actual_rate, POV_PHRASE_PERCENT),
                pov_phrase_range(p, &row->actual_all));
    }
    if (pov_figure_is_firm(&row->planned_growth)) {
        POV_SAY(&text, p, POV_TEXT("; the plan counted on {1}"),
                growth_words(p, row->planned_growth));
    }
    pov_buffer_text(&text, ".");
    pov_report_add_remark(p->report, pov_report_keep(p->report, &text));
}

/* "Escaped: 130; Relapsed: 5; Newly poor: 15; Not explained by flows: 0" */
static void say_flows(const pov_phrases *p, const pov_progress_row *row)
{
    const struct {
        const pov_figure *figure;
        const char *name;
    } flows[] = {{&row->escaped, "escaped"},
                 {&row->relapsed, "relapsed"},
                 {&row->newly_poor, "newly_poor"},
                 {&row->unexplained, "unexplained_households"}};
    pov_buffer text = {0};

    for (size_t i = 0; i < POV_LENGTH(flows); i++) {
        if (pov_figure_known(flows[i].figure)) {
            pov_buffer_format(&text, "%s%s: %s", text.length > 0 ? "; " : "",
                              pov_label(flows[i].name, p->report->language),
                              pov_phrase_figure(p, flows[i].figure, POV_PHRASE_NUMBER));
        }
    }
    bool any = text.length > 0;
    const char *said = pov_report_keep(p->report, &text);
    if (any) {
        pov_report_add_remark(p->report, said);
    }
}

enum { NAMED = 8 }; /* in one remark; of a level without any result its units are counted */

/* Whether the result names no unit of a level, of which the plan has several. */
static bool level_is_missing(const view *v, const char *level, size_t *units)
{
    *units = 0;
    for (size_t i = 0; i < v->progress->count; i++) {
        const pov_progress_row *row = &v->progress->row[i];
        if (row->plan_row == POV_NONE || !pov_row_is_all(&v->plan->row[row->plan_row]) ||
            strcmp(v->plan->unit[v->plan->row[row->plan_row].unit].level, level) != 0) {
            continue;
        }
        if (row->result_row != POV_NONE || row->nearest != NULL || row->last_year.year != 0 ||
            row->reason == POV_REASON_TWO_UNITS) {
            return false;
        }
        *units += row->reason != POV_REASON_NO_TARGET;
    }
    return *units > 1;
}

/* Levels of the plan that were looked at: has the result none of their units? */
typedef struct levels {
    const char *level[8];
    bool missing[8];
    size_t count;
} levels;

/* Whether the units of a level are counted instead of named; the count is added once. */
static bool is_counted(levels *known, const pov_phrases *p, const view *v, const char *level,
                       pov_phrase_names *names)
{
    size_t i = 0, units = 0;

    while (i < known->count && strcmp(known->level[i], level) != 0) {
        i++;
    }
    if (i == POV_LENGTH(known->level)) {
        return false;
    }
    if (i == known->count) {
        known->count++;
        known->level[i] = level;
        known->missing[i] = level_is_missing(v, level, &units);
        if (known->missing[i]) {
            pov_phrase_add_name(names,
                                POV_PHRASE(p, POV_TEXT("all {1} {2}"), pov_phrase_count(p, units),
                                           pov_phrase_units(p, level)));
        }
    }
    return known->missing[i];
}

/* "2021", "2021–2024": the years that the result has instead. */
static const char *years_of(const pov_phrases *p, const pov_progress_row *row)
{
    const char *first = pov_phrase_year(p, row->first_year);
    const char *last = pov_phrase_year(p, row->last_year);

    return strcmp(first, last) == 0 ? last : POV_PHRASE(p, "{1}–{2}", first, last);
}

/* Rows of the plan that the result does not hold, and of the result that the plan does not. */
static void say_missing(const pov_phrases *p, const view *v)
{
    pov_phrase_names without = {.most = NAMED}, spare = {.most = NAMED};
    levels known = {.count = 0};
    size_t all = 0, missing = 0;

    for (size_t i = 0; i < v->progress->count; i++) {
        const pov_progress_row *row = &v->progress->row[i];
        all += row->plan_row != POV_NONE && row->reason != POV_REASON_NO_TARGET;
        if (row->plan_row == POV_NONE) {
            pov_phrase_add_name(&spare, v->result->row[row->result_row].name);
        } else if (row->result_row == POV_NONE && row->reason != POV_REASON_NO_TARGET) {
            const pov_row *of = &v->plan->row[row->plan_row];
            const char *its = v->plan->unit[of->unit].level, *name = name_of(p, v, row);
            missing++;
            if (pov_row_is_all(of) && is_counted(&known, p, v, its, &without)) {
                continue;
            }
            name =
                row->nearest != NULL ? POV_PHRASE(p, "{1} ({2}?)", name, row->nearest)
                : row->last_year.year != 0
                    ? POV_PHRASE(p, POV_TEXT("{1} (only {2})"), name, years_of(p, row))
                : row->reason == POV_REASON_TWO_UNITS
                    ? POV_PHRASE(p, "{1} ({2})", name,
                                 pov_report_word(p->report, "reason", pov_reason_name(row->reason)))
                    : name;
            pov_phrase_add_name(&without, name);
        }
    }
    if (without.count > 0) {
        const char *names = pov_phrase_end_names(p, &without, POV_TEXT("{1} and {2} more"));
        POV_REMARK(p, POV_TEXT("No result for {1} of {2} rows: {3}."), pov_phrase_count(p, missing),
                   pov_phrase_count(p, all), names);
    }
    if (spare.count > 0) {
        const char *names = pov_phrase_end_names(p, &spare, POV_TEXT("{1} and {2} more"));
        POV_REMARK(p, POV_TEXT("Not in the plan: {1}."), names);
    }
}

/* A row that states an end without saying whose may be the result that is missing. */
static void say_unsaid(const pov_phrases *p, const view *v)
{
    const size_t row = pov_progress_unsaid(v->progress);
    pov_buffer place = {0};

    if (row != POV_NONE) {
        pov_plan_write_place(v->result, row, &place);
        const char *at = pov_report_keep(p->report, &place);
        POV_REMARK(p, POV_TEXT("Is {1} what came of it? Then the column kind says outcome there."),
                   at);
    }
}

/* "the result starts from 1,010 poor households, the plan from 1,000" */
static void say_starts(const pov_phrases *p, const view *v, const pov_progress_row *row)
{
    pov_phrase_unit unit =
        row->result_start.kind == POV_KIND_COUNT ? POV_PHRASE_MEASURE : POV_PHRASE_PERCENT;

    if (pov_figure_known(&row->result_start)) {
        POV_REMARK(p, POV_TEXT("{1}: the plan starts from {2}, the result from {3}."),
                   name_of(p, v, row), pov_phrase_figure(p, &row->plan_start, unit),
                   pov_phrase_figure(p, &row->result_start, unit));
    }
}

/* Why there is no verdict, of those that have a result; and what its figures do not agree on. */
static void say_reasons(const pov_phrases *p, const view *v)
{
    bool misses = false;

    for (size_t i = 0; i < v->count; i++) {
        const pov_progress_row *row = &v->progress->row[v->row[i]];
        for (size_t t = 0; v->one != NULL && t < row->target_count; t++) {
            misses = misses || row->target[t].plan_misses;
        }
        if (row->reason != POV_REASON_NONE && i < NAMED) {
            pov_buffer text = {0};
            write_reason(p->report, row, &text);
            const char *reason = pov_report_keep(p->report, &text);
            POV_REMARK(p, "{1}: {2}.", name_of(p, v, row), reason);
        }
        if (i < NAMED) {
            const char *decided = v->one == NULL ? pov_progress_decided_by(p, row) : NULL;
            if (decided != NULL) {
                POV_REMARK(p, "{1}: {2}.", name_of(p, v, row), decided);
            }
            say_starts(p, v, row);
        }
        if (row->contradicts && i < NAMED) {
            POV_REMARK(p,
                       POV_TEXT("{1}: the figures of the result contradict each other "
                                "(povcalc check {2})."),
                       name_of(p, v, row), v->result->file[v->result->row[row->result_row].file]);
        }
    }
    say_unsaid(p, v);
    if (misses) {
        pov_report_add_remark(p->report, pov_label("text.plan_misses", p->report->language));
    }
}

/* ---- the report ---- */

static void set_view(pov_report *report, const pov_plan *plan, const pov_plan *result,
                     const pov_progress *progress, const pov_options *options)
{
    const pov_renderer *renderer = options->renderer;
    view *v = pov_report_alloc(report, sizeof *v);
    size_t *rows = pov_report_alloc(report, (progress->count + 1) * sizeof *rows);
    unsigned *depths = pov_report_alloc(report, (progress->count + 1) * sizeof *depths);

    if (report->failed) {
        return;
    }
    *v = (view){.plan = plan,
                .result = result,
                .progress = progress,
                .options = &options->render,
                .row = rows,
                .depth = depths,
                .people = renderer == NULL || renderer->each_file};
    report->failed = !(v->people ? pick_for_people(v) : put_in_order(v));
    if (v->one != NULL) {
        pov_report_view(report, v, v->one->target_count, 0);
    } else {
        report->row_at = row_at;
        pov_report_view(report, v, v->count, 1);
    }
}

/* Of one unit its targets, which no chart compares. */
static void fill_for_people(pov_report *report, const shown *s)
{
    const view *v = report->of;
    const pov_phrases p = {.report = report, .language = report->language};

    if (v->one != NULL) {
        report->title = headline(&p, v, v->one);
        report->chart = (pov_chart){.kind = POV_CHART_NONE};
        add_target_columns(report, &p, v, s);
        say_growth(&p, v->one);
        say_flows(&p, v->one);
    } else {
        add_unit_columns(report, s);
    }
    say_reasons(&p, v);
    say_missing(&p, v);
}

void pov_progress_report_fill(pov_report *report, const pov_plan *plan, const pov_plan *result,
                              const pov_progress *progress, const pov_options *options)
{
    const pov_language language = options->render.language;
    shown s = look_at_rows(progress, plan);

    report->command = "progress";
    report->typographic = pov_wants_print(options);
    report->language = language;
    report->title = pov_label("title.progress", language);
    report->chart = (pov_chart){
        .kind = POV_CHART_DUMBBELLS,
        .title = report->title,
        .axis = pov_label("poor_rate", language),
        .label = "unit",
        .detail = {"group", "target_year"},
        .apart = "parent",
        .series = {{"baseline_rate", pov_label("chart.baseline", language), POV_CHART_BEFORE},
                   {"planned_remaining_rate", pov_label("chart.planned", language),
                    POV_CHART_PLANNED},
                   {"actual_rate", pov_label("chart.actual", language), POV_CHART_NOW}},
        .alike = "group",
        .sorted = true,
    };
    set_view(report, plan, result, progress, options);
    if (report->failed) {
        return;
    }
    const view *v = report->of;
    if (v->one == NULL) { /* else the title says all */
        pov_report_add_files(report, plan->file, plan->file_count);
        pov_report_add_files(report, result->file, result->file_count);
    }
    if (v->people) {
        fill_for_people(report, &s);
    } else {
        add_data_columns(report, &s);
    }
    if (options->sort != NULL) {
        add_other_names(report, &s);
    }
    pov_report_assumptions(report, options);
}
