/*
 * The columns, rows and total of a plan beside its result.
 */
#include "commands/progress_report.h"

#include "session/assumptions.h"
#include "session/fields.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct view {
    const pov_plan *plan, *result;
    const pov_progress *progress;
    size_t *row; /* of the progress, in the order of printing */
    unsigned *depth;
    size_t count;
} view;

/* The verdict of each target, by measure and pov_target_kind. */
static const char *const verdict_columns[POV_TARGET_MEASURES][POV_TARGET_KINDS] = {
    {"verdict_remaining_poor", "verdict_remaining_rate", "verdict_reduction_households",
     "verdict_reduction_pp"},
    {"verdict_remaining_near_poor", "verdict_remaining_near_poor_rate",
     "verdict_near_poor_reduction_households", "verdict_near_poor_reduction_pp"},
};

/* What the table has room for only when it is there. */
typedef struct shown {
    bool groups, years, line, flows, reasons;
} shown;

static shown look_at_rows(const pov_progress *progress, const pov_plan *plan)
{
    shown s = {.groups = false};
    pov_year target = {0, 0};

    for (size_t i = 0; i < progress->count; i++) {
        const pov_progress_row *row = &progress->row[i];
        s.line = s.line || pov_figure_known(&row->line_poor) || pov_figure_known(&row->line_rate);
        s.flows = s.flows || pov_figure_known(&row->unexplained) ||
                  pov_figure_known(&row->escaped) || pov_figure_known(&row->newly_poor);
        s.reasons = s.reasons || row->reason != POV_REASON_NONE;
        if (row->plan_row != POV_NONE) {
            const pov_row *planned = &plan->row[row->plan_row];
            s.groups = s.groups || strcmp(planned->group, "all") != 0;
            s.years = s.years ||
                      (target.year != 0 && pov_year_compare(target, planned->target_year) != 0);
            target = planned->target_year;
        }
    }
    return s;
}

/* ---- cells ---- */

/* NULL: the total. */
static const pov_progress_row *row_of(const pov_report *report, size_t row)
{
    const view *v = report->of;

    return pov_report_is_total(report, row) ? NULL : &v->progress->row[v->row[row]];
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

/* Of its row in the result, and of the one that differs from it. */
static void get_result(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const view *v = report->of;
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL && row->result_row != POV_NONE) {
        pov_cell_set_row(cell, report, v->result, &v->result->row[row->result_row],
                         (pov_row_field)field);
    }
}

static void get_other(const pov_report *report, size_t at, size_t field, pov_cell *cell)
{
    const view *v = report->of;
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL && row->other_row != POV_NONE) {
        pov_cell_set_row(cell, report, v->result, &v->result->row[row->other_row],
                         (pov_row_field)field);
    }
}

/* `which` is the figure's place in the row. */
static void get_figure(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL) {
        pov_cell_set_known(cell, (const pov_figure *)(const void *)((const char *)row + which));
    }
}

static const char *labelled(const pov_report *report, const char *prefix, const char *name)
{
    char label[64];

    (void)snprintf(label, sizeof label, "%s.%s", prefix, name);
    return pov_label(label, report->language);
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

/* "met 3, missed 1" */
static const char *counts_text(const pov_report *report, const pov_progress *progress)
{
    pov_buffer *text = pov_report_write(report);

    for (size_t i = POV_VERDICT_MET; i < POV_VERDICT_COUNT; i++) {
        if (progress->of[i] > 0) {
            pov_buffer_format(text, "%s%s: %zu", text->length > 0 ? ", " : "",
                              labelled(report, "verdict", pov_verdict_name((pov_verdict)i)),
                              progress->of[i]);
        }
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
    if (row == NULL) {
        cell->shown = counts_text(report, v->progress);
    } else if (verdict != POV_VERDICT_NONE) {
        cell->shown = labelled(report, "verdict", pov_verdict_name(verdict));
    }
}

/* ---- its targets ---- */

enum { TARGETS = POV_TARGET_MEASURES * POV_TARGET_KINDS };

static const pov_target *target_of(const pov_progress_row *row, size_t target)
{
    return &row->target[target / POV_TARGET_KINDS][target % POV_TARGET_KINDS];
}

static const char *verdict_column(size_t target)
{
    return verdict_columns[target / POV_TARGET_KINDS][target % POV_TARGET_KINDS];
}

static const char *target_name(size_t target)
{
    return verdict_column(target) + strlen("verdict_");
}

static void get_target_verdict(const pov_report *report, size_t at, size_t target, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    if (row != NULL) {
        pov_cell_set_text(cell, pov_verdict_name(target_of(row, target)->verdict));
    }
}

static bool has_verdict(const pov_progress_row *row)
{
    bool judged = false;

    for (size_t i = 0; i < TARGETS; i++) {
        judged = judged || target_of(row, i)->verdict != POV_VERDICT_NONE;
    }
    return judged;
}

/* "households, rate: missed; points: met" */
static void get_targets(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);

    (void)which;
    if (row == NULL || !has_verdict(row)) {
        return;
    }
    pov_buffer *text = pov_report_write(report);
    for (int verdict = POV_VERDICT_COUNT - 1; verdict >= POV_VERDICT_NONE; verdict--) {
        bool first = true;
        for (size_t i = 0; i < TARGETS; i++) {
            const pov_target *t = target_of(row, i);
            if (verdict != (int)t->verdict || !pov_figure_known(&t->planned)) {
                continue;
            }
            pov_buffer_text(text, !first ? ", " : text->length > 0 ? "; " : "");
            pov_buffer_text(text, labelled(report, "target", target_name(i)));
            pov_buffer_text(text, t->plan_misses ? "*" : "");
            first = false;
        }
        if (!first) {
            const char *name = pov_verdict_name(
                (pov_verdict)(verdict == POV_VERDICT_NONE ? POV_VERDICT_UNKNOWN : verdict));
            pov_buffer_format(text, ": %s", labelled(report, "verdict", name));
        }
    }
    cell->text = pov_report_written(report);
}

enum { DECIDED_BY, MISSED_BY_PLAN };

/* The names of the targets that decide, or that the plan's own end state misses. */
static void get_names(const pov_report *report, size_t at, size_t which, pov_cell *cell)
{
    const pov_progress_row *row = row_of(report, at);
    pov_buffer *text = pov_report_write(report);

    for (size_t i = 0; i < TARGETS && row != NULL; i++) {
        const pov_target *t = target_of(row, i);
        if (which == MISSED_BY_PLAN ? t->plan_misses : t->decides) {
            pov_buffer_format(text, "%s%s", text->length > 0 ? " " : "", target_name(i));
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

/* "the result has 2024, not 2022", "not in the result (Cư Jút?)" */
static void write_reason(const pov_report *report, const pov_progress_row *row, pov_buffer *text)
{
    const view *v = report->of;

    pov_buffer_text(text, labelled(report, "reason", pov_reason_name(row->reason)));
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
    } else if (row->other_row != POV_NONE) {
        pov_buffer_text(text, " (");
        pov_plan_write_place(v->result, row->result_row, text);
        pov_buffer_text(text, ", ");
        pov_plan_write_place(v->result, row->other_row, text);
        pov_buffer_text(text, ")");
    } else if (row->nearest != NULL) {
        pov_buffer_format(text, " (%s?)", row->nearest);
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

/* ---- columns ---- */

#define FIGURE(member)                                                                             \
    .kind = POV_COLUMN_FIGURE, .get = get_figure, .which = offsetof(pov_progress_row, member)
#define UNITS(verdict) .kind = POV_COLUMN_FIGURE, .get = get_units, .which = (verdict)

static void add_columns(pov_report *report, const shown *s)
{
    const unsigned both = POV_IN_TABLE | POV_IN_DATA, data = POV_IN_DATA;
    const unsigned line = s->line ? both : data, flows = s->flows ? both : data;
    const pov_column_kind year = POV_COLUMN_YEAR;
    const pov_report_column before[] = {
        {.name = "unit", .where = both, .tree = true, .get = get_name, .which = POV_ROW_UNIT},
        {.name = "level", .where = data, .get = get_name, .which = POV_ROW_LEVEL},
        {.name = "parent", .where = data, .get = get_name, .which = POV_ROW_PARENT},
        {.name = "group",
         .where = s->groups ? both : data,
         .get = get_name,
         .which = POV_ROW_GROUP},
        {.name = "year", .kind = year, .where = data, .get = get_year, .which = POV_ROW_YEAR},
        {.name = "target_year",
         .kind = year,
         .where = s->years || s->line ? both : data,
         .get = get_year,
         .which = POV_ROW_TARGET_YEAR},
        {.name = "result_year",
         .kind = year,
         .where = line,
         .get = get_result,
         .which = POV_ROW_YEAR},
        {.name = "standard", .where = data, .get = get_name, .which = POV_ROW_STANDARD},
        {.name = "planned_remaining_poor", .where = both, FIGURE(planned_poor)},
        {.name = "line_poor", .where = line, FIGURE(line_poor)},
        {.name = "actual_poor", .where = both, FIGURE(actual_poor)},
        {.name = "gap_households", .where = both, FIGURE(gap_households)},
        {.name = "baseline_rate", FIGURE(baseline_rate)}, /* only for the chart */
        {.name = "planned_remaining_rate", .where = both, FIGURE(planned_rate)},
        {.name = "line_rate", .where = line, FIGURE(line_rate)},
        {.name = "actual_rate", .where = both, FIGURE(actual_rate)},
        {.name = "achieved_households", .where = data, FIGURE(achieved_households)},
        {.name = "achieved_share_households", .where = both, FIGURE(share_households)},
        {.name = "achieved_pp", .where = data, FIGURE(achieved_pp)},
        {.name = "achieved_share_pp", .where = both, FIGURE(share_pp)},
        {.name = "escaped", .where = flows, FIGURE(escaped)},
        {.name = "relapsed", .where = flows, FIGURE(relapsed)},
        {.name = "newly_poor", .where = flows, FIGURE(newly_poor)},
        {.name = "unexplained_households", .where = flows, FIGURE(unexplained)},
        {.name = "gap_rate", .where = data, FIGURE(gap_rate)},
        {.name = "planned_growth", .where = data, FIGURE(planned_growth)},
        {.name = "actual_growth", .where = data, FIGURE(actual_growth)},
    };
    const pov_report_column after[] = {
        {.name = "by_target", .where = POV_IN_TABLE, .get = get_targets},
        {.name = "decided_by", .where = data, .get = get_names, .which = DECIDED_BY},
        {.name = "plan_misses", .where = data, .get = get_names, .which = MISSED_BY_PLAN},
        {.name = "verdict_certain", .kind = POV_COLUMN_FLAG, .where = data, .get = get_certain},
        {.name = "verdict", .where = both, .get = get_verdict},
        {.name = "reason", .where = s->reasons ? both : data, .get = get_reason},
        {.name = "nearest", .where = data, .get = get_nearest},
        {.name = "units", .where = data, UNITS(POV_VERDICT_COUNT)},
        {.name = "units_met", .where = data, UNITS(POV_VERDICT_MET)},
        {.name = "units_missed", .where = data, UNITS(POV_VERDICT_MISSED)},
        {.name = "file", .where = data, .get = get_name, .which = POV_ROW_FILE},
        {.name = "line",
         .kind = POV_COLUMN_LINE,
         .where = data,
         .get = get_name,
         .which = POV_ROW_LINE},
        {.name = "result_file", .where = data, .get = get_result, .which = POV_ROW_FILE},
        {.name = "result_line",
         .kind = POV_COLUMN_LINE,
         .where = data,
         .get = get_result,
         .which = POV_ROW_LINE},
        {.name = "other_result_file", .where = data, .get = get_other, .which = POV_ROW_FILE},
        {.name = "other_result_line",
         .kind = POV_COLUMN_LINE,
         .where = data,
         .get = get_other,
         .which = POV_ROW_LINE},
    };

    (void)pov_report_add_columns(report, before, sizeof before / sizeof *before);
    for (size_t i = 0; i < TARGETS; i++) {
        (void)pov_report_add_column(report, (pov_report_column){.name = verdict_column(i),
                                                                .where = data,
                                                                .get = get_target_verdict,
                                                                .which = i});
    }
    (void)pov_report_add_columns(report, after, sizeof after / sizeof *after);
}

/* ---- rows ---- */

static void add_row(view *v, size_t row, unsigned depth)
{
    v->row[v->count] = row;
    v->depth[v->count++] = depth;
}

/* Units below their parent, in the order of the plan; depths count from the nearest row shown. */
static pov_status put_in_order(view *v)
{
    const pov_plan *plan = v->plan;
    const pov_progress *progress = v->progress;
    pov_plan_order order = {0};
    size_t *at = malloc((plan->row_count + 1) * sizeof *at);
    unsigned *stack = malloc((plan->row_count + 1) * sizeof *stack);
    unsigned open = 0;
    pov_status status =
        at != NULL && stack != NULL ? pov_plan_order_get(plan, NULL, &order, NULL) : POV_ERR_NOMEM;

    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        at[r] = POV_NONE;
    }
    for (size_t i = 0; i < progress->count && status == POV_OK; i++) {
        if (progress->row[i].plan_row != POV_NONE) {
            at[progress->row[i].plan_row] = i;
        }
    }
    for (size_t i = 0; i < plan->row_count && status == POV_OK; i++) {
        size_t row = at[order.row[i]];
        while (open > 0 && stack[open - 1] >= order.depth[i]) {
            open--;
        }
        if (row != POV_NONE) {
            add_row(v, row, open);
            stack[open++] = order.depth[i];
        }
    }
    for (size_t i = 0; i < progress->count && status == POV_OK; i++) {
        if (progress->row[i].plan_row == POV_NONE) {
            add_row(v, i, 0);
        }
    }
    pov_plan_order_fini(&order);
    free(at);
    free(stack);
    return status;
}

static pov_status set_view(pov_report *report, const pov_plan *plan, const pov_plan *result,
                           const pov_progress *progress)
{
    view *v = pov_report_alloc(report, sizeof *v);
    size_t *rows = pov_report_alloc(report, (progress->count + 1) * sizeof *rows);
    unsigned *depths = pov_report_alloc(report, (progress->count + 1) * sizeof *depths);

    if (report->failed) {
        return POV_ERR_NOMEM;
    }
    *v = (view){plan, result, progress, rows, depths, 0};
    pov_status status = put_in_order(v);
    if (status == POV_OK) {
        report->row_at = row_at;
        pov_report_view(report, v, v->count, 1);
    }
    return status;
}

static void add_files(pov_report *report, const pov_plan *plan)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        (void)pov_report_add_file(report, plan->file[i]);
    }
}

pov_status pov_progress_report_fill(pov_report *report, const pov_plan *plan,
                                    const pov_plan *result, const pov_progress *progress,
                                    const pov_options *options)
{
    const pov_language language = options->render.language;
    shown s = look_at_rows(progress, plan);

    report->command = "progress";
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
    add_columns(report, &s);
    add_files(report, plan);
    add_files(report, result);
    pov_status status = set_view(report, plan, result, progress);
    if (status == POV_OK) {
        status = pov_report_assumptions(report, options);
    }
    return status == POV_OK && report->failed ? POV_ERR_NOMEM : status;
}
