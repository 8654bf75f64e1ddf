/*
 * The columns, rows and total of a plan beside its result.
 */
#include "commands/progress_report.h"

#include "session/assumptions.h"
#include "session/fields.h"

#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

typedef enum column {
    UNIT,
    LEVEL,
    PARENT,
    GROUP,
    GROUP_TEXT,
    YEAR,
    TARGET_YEAR,
    RESULT_YEAR,
    STANDARD,
    PLANNED_POOR,
    LINE_POOR,
    ACTUAL_POOR,
    GAP,
    BASELINE_RATE,
    PLANNED_RATE,
    LINE_RATE,
    ACTUAL_RATE,
    ACHIEVED_HOUSEHOLDS,
    SHARE_HOUSEHOLDS,
    ACHIEVED_PP,
    SHARE_PP,
    ESCAPED,
    RELAPSED,
    NEWLY_POOR,
    UNEXPLAINED,
    GAP_RATE,
    PLANNED_GROWTH,
    ACTUAL_GROWTH,
    BY_TARGET, /* one for each target of each measure */
    BY_TARGET_LAST = BY_TARGET + POV_TARGET_MEASURES * POV_TARGET_KINDS - 1,
    TARGETS_TEXT,
    DECIDED_BY,
    PLAN_MISSES,
    CERTAIN,
    VERDICT,
    VERDICT_TEXT,
    REASON,
    REASON_TEXT,
    NEAREST,
    UNITS,
    UNITS_MET,
    UNITS_MISSED,
    FILE_NAME,
    LINE,
    RESULT_FILE,
    RESULT_LINE,
    OTHER_FILE,
    OTHER_LINE,
    COLUMNS
} column;

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

static pov_status add_columns(pov_report *report, const shown *s, pov_language language)
{
    const unsigned both = POV_IN_TABLE | POV_IN_DATA, data = POV_IN_DATA, table = POV_IN_TABLE;
    const unsigned line = s->line ? both : data, flows = s->flows ? both : data;
    const pov_column_kind text = POV_COLUMN_TEXT, figure = POV_COLUMN_FIGURE;
    pov_report_column columns[COLUMNS] = {
        [UNIT] = {.name = "unit", .kind = text, .where = both, .tree = true},
        [LEVEL] = {.name = "level", .kind = text, .where = data},
        [PARENT] = {.name = "parent", .kind = text, .where = data},
        [GROUP] = {.name = "group", .kind = text, .where = data},
        [GROUP_TEXT] = {.name = "group_text",
                        .heading = pov_label("group", language),
                        .kind = text,
                        .where = s->groups ? table : 0},
        [YEAR] = {.name = "year", .kind = POV_COLUMN_YEAR, .where = data},
        [TARGET_YEAR] = {.name = "target_year",
                         .kind = POV_COLUMN_YEAR,
                         .where = s->years || s->line ? both : data},
        [RESULT_YEAR] = {.name = "result_year", .kind = POV_COLUMN_YEAR, .where = line},
        [STANDARD] = {.name = "standard", .kind = text, .where = data},
        [PLANNED_POOR] = {.name = "planned_remaining_poor", .kind = figure, .where = both},
        [LINE_POOR] = {.name = "line_poor", .kind = figure, .where = line},
        [ACTUAL_POOR] = {.name = "actual_poor", .kind = figure, .where = both},
        [GAP] = {.name = "gap_households", .kind = figure, .where = both},
        [BASELINE_RATE] = {.name = "baseline_rate", .kind = figure}, /* only for the chart */
        [PLANNED_RATE] = {.name = "planned_remaining_rate", .kind = figure, .where = both},
        [LINE_RATE] = {.name = "line_rate", .kind = figure, .where = line},
        [ACTUAL_RATE] = {.name = "actual_rate", .kind = figure, .where = both},
        [ACHIEVED_HOUSEHOLDS] = {.name = "achieved_households", .kind = figure, .where = data},
        [SHARE_HOUSEHOLDS] = {.name = "achieved_share_households", .kind = figure, .where = both},
        [ACHIEVED_PP] = {.name = "achieved_pp", .kind = figure, .where = data},
        [SHARE_PP] = {.name = "achieved_share_pp", .kind = figure, .where = both},
        [ESCAPED] = {.name = "escaped", .kind = figure, .where = flows},
        [RELAPSED] = {.name = "relapsed", .kind = figure, .where = flows},
        [NEWLY_POOR] = {.name = "newly_poor", .kind = figure, .where = flows},
        [UNEXPLAINED] = {.name = "unexplained_households", .kind = figure, .where = flows},
        [GAP_RATE] = {.name = "gap_rate", .kind = figure, .where = data},
        [PLANNED_GROWTH] = {.name = "planned_growth", .kind = figure, .where = data},
        [ACTUAL_GROWTH] = {.name = "actual_growth", .kind = figure, .where = data},
        [TARGETS_TEXT] = {.name = "targets_text",
                          .heading = pov_label("by_target", language),
                          .kind = text,
                          .where = table},
        [DECIDED_BY] = {.name = "decided_by", .kind = text, .where = data},
        [PLAN_MISSES] = {.name = "plan_misses", .kind = text, .where = data},
        [CERTAIN] = {.name = "verdict_certain", .kind = POV_COLUMN_FLAG, .where = data},
        [VERDICT] = {.name = "verdict", .kind = text, .where = data},
        [VERDICT_TEXT] = {.name = "verdict_text",
                          .heading = pov_label("verdict", language),
                          .kind = text,
                          .where = table},
        [REASON] = {.name = "reason", .kind = text, .where = data},
        [REASON_TEXT] = {.name = "reason_text",
                         .heading = pov_label("reason", language),
                         .kind = text,
                         .where = s->reasons ? table : 0},
        [NEAREST] = {.name = "nearest", .kind = text, .where = data},
        [UNITS] = {.name = "units", .kind = figure, .where = data},
        [UNITS_MET] = {.name = "units_met", .kind = figure, .where = data},
        [UNITS_MISSED] = {.name = "units_missed", .kind = figure, .where = data},
        [FILE_NAME] = {.name = "file", .kind = text, .where = data},
        [LINE] = {.name = "line", .kind = POV_COLUMN_LINE, .where = data},
        [RESULT_FILE] = {.name = "result_file", .kind = text, .where = data},
        [RESULT_LINE] = {.name = "result_line", .kind = POV_COLUMN_LINE, .where = data},
        [OTHER_FILE] = {.name = "other_result_file", .kind = text, .where = data},
        [OTHER_LINE] = {.name = "other_result_line", .kind = POV_COLUMN_LINE, .where = data},
    };

    for (int i = 0; i < POV_TARGET_MEASURES * POV_TARGET_KINDS; i++) {
        columns[BY_TARGET + i] =
            (pov_report_column){.name = verdict_columns[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS],
                                .kind = text,
                                .where = data};
    }
    return pov_report_add_columns(report, columns, COLUMNS);
}

/* ---- rows ---- */

typedef struct filler {
    pov_report *report;
    const pov_plan *plan, *result;
    pov_language language;
    bool failed;
} filler;

static const char *labelled(const filler *f, const char *prefix, const char *name)
{
    char label[64];

    (void)snprintf(label, sizeof label, "%s.%s", prefix, name);
    return pov_label(label, f->language);
}

static const char *verdict_or_null(pov_verdict verdict)
{
    return pov_text_or_null(pov_verdict_name(verdict));
}

static const char *keep(filler *f, pov_buffer *text)
{
    const char *kept = text->failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(text));

    f->failed = f->failed || kept == NULL;
    pov_buffer_fini(text);
    return kept;
}

/* "households, rate: missed; points: met" */
static const char *targets_text(filler *f, const pov_progress_row *row)
{
    pov_buffer text = {0};
    bool judged = false;

    for (int i = 0; i < POV_TARGET_MEASURES * POV_TARGET_KINDS; i++) {
        judged = judged || row->target[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS].verdict !=
                               POV_VERDICT_NONE;
    }
    if (!judged) {
        return NULL;
    }
    for (int verdict = POV_VERDICT_COUNT - 1; verdict >= POV_VERDICT_NONE; verdict--) {
        bool first = true;
        for (int i = 0; i < POV_TARGET_MEASURES * POV_TARGET_KINDS; i++) {
            const pov_target *t = &row->target[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS];
            if (verdict != (int)t->verdict || !pov_figure_known(&t->planned)) {
                continue;
            }
            pov_buffer_text(&text, !first ? ", " : text.length > 0 ? "; " : "");
            pov_buffer_text(&text,
                            labelled(f, "target",
                                     verdict_columns[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS] +
                                         strlen("verdict_")));
            pov_buffer_text(&text, t->plan_misses ? "*" : "");
            first = false;
        }
        if (!first) {
            const char *name = pov_verdict_name(
                (pov_verdict)(verdict == POV_VERDICT_NONE ? POV_VERDICT_UNKNOWN : verdict));
            pov_buffer_format(&text, ": %s", labelled(f, "verdict", name));
        }
    }
    return keep(f, &text);
}

/* The names of the targets that decide, or that the plan's own end state misses. */
static const char *names_of_targets(filler *f, const pov_progress_row *row, bool missed_by_plan)
{
    pov_buffer text = {0};

    for (int i = 0; i < POV_TARGET_MEASURES * POV_TARGET_KINDS; i++) {
        const pov_target *t = &row->target[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS];
        if (missed_by_plan ? t->plan_misses : t->decides) {
            pov_buffer_format(&text, "%s%s", text.length > 0 ? " " : "",
                              verdict_columns[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS] +
                                  strlen("verdict_"));
        }
    }
    return pov_text_or_null(keep(f, &text));
}

/* "result.csv:2" */
static void write_place(filler *f, pov_buffer *text, size_t row)
{
    const pov_row *of = &f->result->row[row];

    pov_buffer_format(text, "%s:%zu", f->result->file[of->file], of->line);
}

/* "the result has 2024, not 2022", "not in the result (Cư Jút?)" */
static const char *reason_text(filler *f, const pov_progress_row *row)
{
    pov_buffer text = {0};

    if (row->reason == POV_REASON_NONE) {
        return NULL;
    }
    pov_buffer_text(&text, labelled(f, "reason", pov_reason_name(row->reason)));
    if (row->reason == POV_REASON_NO_YEAR) {
        pov_buffer_text(&text, " ");
        pov_year_write(&text, f->plan->row[row->plan_row].target_year);
        pov_buffer_text(&text, row->first_year.year != 0 ? " (" : "");
        pov_year_write(&text, row->first_year);
        if (pov_year_compare(row->first_year, row->last_year) != 0) {
            pov_buffer_text(&text, " - ");
            pov_year_write(&text, row->last_year);
        }
        pov_buffer_text(&text, row->first_year.year != 0 ? ")" : "");
    } else if (row->other_row != POV_NONE) {
        pov_buffer_text(&text, " (");
        write_place(f, &text, row->result_row);
        pov_buffer_text(&text, ", ");
        write_place(f, &text, row->other_row);
        pov_buffer_text(&text, ")");
    } else if (row->nearest != NULL) {
        pov_buffer_format(&text, " (%s?)", row->nearest);
    }
    return keep(f, &text);
}

static void fill_figures(filler *f, const pov_progress_row *row, pov_kept_cell *cell)
{
    const struct {
        column at;
        const pov_figure *figure;
    } figures[] = {
        {PLANNED_POOR, &row->planned_poor},
        {LINE_POOR, &row->line_poor},
        {ACTUAL_POOR, &row->actual_poor},
        {GAP, &row->gap_households},
        {BASELINE_RATE, &row->baseline_rate},
        {PLANNED_RATE, &row->planned_rate},
        {LINE_RATE, &row->line_rate},
        {ACTUAL_RATE, &row->actual_rate},
        {ACHIEVED_HOUSEHOLDS, &row->achieved_households},
        {SHARE_HOUSEHOLDS, &row->share_households},
        {ACHIEVED_PP, &row->achieved_pp},
        {SHARE_PP, &row->share_pp},
        {ESCAPED, &row->escaped},
        {RELAPSED, &row->relapsed},
        {NEWLY_POOR, &row->newly_poor},
        {UNEXPLAINED, &row->unexplained},
        {GAP_RATE, &row->gap_rate},
        {PLANNED_GROWTH, &row->planned_growth},
        {ACTUAL_GROWTH, &row->actual_growth},
    };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        cell[figures[i].at].figure = pov_keep_known(f->report, figures[i].figure, &f->failed);
    }
}

static void put_place(filler *f, size_t row, pov_kept_cell *file, pov_kept_cell *line)
{
    const pov_row *of = &f->result->row[row];

    file->text = f->result->file[of->file];
    line->text = pov_keep_number(f->report, of->line, &f->failed);
}

static void fill_names(filler *f, const pov_progress_row *row, pov_kept_cell *cell)
{
    bool planned = row->plan_row != POV_NONE;
    const pov_plan *plan = planned ? f->plan : f->result;
    const pov_row *from = &plan->row[planned ? row->plan_row : row->result_row];
    const pov_unit *unit = &plan->unit[from->unit];

    cell[UNIT].text = from->name;
    cell[LEVEL].text = pov_text_or_null(unit->level);
    cell[PARENT].text = pov_text_or_null(unit->parent_name);
    cell[GROUP].text = from->group;
    cell[GROUP_TEXT].text = pov_word_shown("group", from->group, f->language);
    cell[STANDARD].text = pov_text_or_null(from->standard);
    if (planned) {
        cell[YEAR].text = pov_keep_year(f->report, from->year, &f->failed);
        cell[TARGET_YEAR].text = pov_keep_year(f->report, from->target_year, &f->failed);
    }
    if (row->result_row != POV_NONE) {
        cell[RESULT_YEAR].text =
            pov_keep_year(f->report, f->result->row[row->result_row].year, &f->failed);
        put_place(f, row->result_row, &cell[RESULT_FILE], &cell[RESULT_LINE]);
    }
    if (row->other_row != POV_NONE) {
        put_place(f, row->other_row, &cell[OTHER_FILE], &cell[OTHER_LINE]);
    }
    cell[FILE_NAME].text = plan->file[from->file];
    cell[LINE].text = pov_keep_number(f->report, from->line, &f->failed);
}

static pov_status add_row(filler *f, const pov_progress_row *row, unsigned depth)
{
    pov_kept_row *to = NULL;
    pov_status status = pov_report_add_row(f->report, depth, &to);

    if (status != POV_OK) {
        return status;
    }
    fill_names(f, row, to->cell);
    fill_figures(f, row, to->cell);
    for (int i = 0; i < POV_TARGET_MEASURES * POV_TARGET_KINDS; i++) {
        to->cell[BY_TARGET + i].text =
            verdict_or_null(row->target[i / POV_TARGET_KINDS][i % POV_TARGET_KINDS].verdict);
    }
    to->cell[TARGETS_TEXT].text = targets_text(f, row);
    to->cell[DECIDED_BY].text = names_of_targets(f, row, false);
    to->cell[PLAN_MISSES].text = names_of_targets(f, row, true);
    if (row->plan_row != POV_NONE && row->verdict != POV_VERDICT_UNKNOWN &&
        row->verdict != POV_VERDICT_NOT_COMPARABLE) {
        to->cell[CERTAIN].text = row->certain ? "true" : "false";
    }
    to->cell[VERDICT].text = verdict_or_null(row->verdict);
    if (row->verdict != POV_VERDICT_NONE) {
        to->cell[VERDICT_TEXT].text = labelled(f, "verdict", pov_verdict_name(row->verdict));
    }
    to->cell[REASON].text = pov_text_or_null(pov_reason_name(row->reason));
    to->cell[REASON_TEXT].text = reason_text(f, row);
    to->cell[NEAREST].text = row->nearest;
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

/* Units below their parent, in the order of the plan; depths count from the nearest row shown. */
static pov_status add_ordered(filler *f, const pov_progress *progress)
{
    const pov_plan *plan = f->plan;
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
            status = add_row(f, &progress->row[row], open);
            stack[open++] = order.depth[i];
        }
    }
    for (size_t i = 0; i < progress->count && status == POV_OK; i++) {
        if (progress->row[i].plan_row == POV_NONE) {
            status = add_row(f, &progress->row[i], 0);
        }
    }
    pov_plan_order_fini(&order);
    free(at);
    free(stack);
    return status;
}

/* ---- the total line ---- */

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
static const char *counts_text(filler *f, const pov_progress *progress)
{
    pov_buffer text = {0};

    for (size_t i = POV_VERDICT_MET; i < POV_VERDICT_COUNT; i++) {
        if (progress->of[i] > 0) {
            pov_buffer_format(&text, "%s%s: %zu", text.length > 0 ? ", " : "",
                              labelled(f, "verdict", pov_verdict_name((pov_verdict)i)),
                              progress->of[i]);
        }
    }
    return keep(f, &text);
}

static const pov_figure *keep_count(filler *f, size_t count)
{
    pov_figure figure = {
        .value = (int64_t)count,
        .value_high = (int64_t)count,
        .bounds = pov_interval_point((int64_t)count),
        .kind = POV_KIND_COUNT,
        .basis = POV_BASIS_STATED,
    };

    return pov_keep_known(f->report, &figure, &f->failed);
}

static pov_status add_total(filler *f, const pov_progress *progress)
{
    pov_kept_row *to = NULL;
    size_t units = 0;
    pov_status status = pov_report_add_total(f->report, &to);

    if (status != POV_OK) {
        return status;
    }
    for (size_t i = 0; i < POV_VERDICT_COUNT; i++) {
        units += progress->of[i];
    }
    to->cell[UNIT].text = pov_label("word.total", f->language);
    to->cell[VERDICT].text = verdict_or_null(overall(progress));
    to->cell[VERDICT_TEXT].text = counts_text(f, progress);
    to->cell[UNITS].figure = keep_count(f, units);
    to->cell[UNITS_MET].figure = keep_count(f, progress->of[POV_VERDICT_MET]);
    to->cell[UNITS_MISSED].figure = keep_count(f, progress->of[POV_VERDICT_MISSED]);
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

static pov_status add_files(pov_report *report, const pov_plan *plan)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < plan->file_count && status == POV_OK; i++) {
        status = pov_report_add_file(report, plan->file[i]);
    }
    return status;
}

pov_status pov_progress_report_fill(pov_report *report, const pov_plan *plan,
                                    const pov_plan *result, const pov_progress *progress,
                                    const pov_options *options)
{
    filler f = {report, plan, result, options->render.language, false};
    shown s = look_at_rows(progress, plan);

    report->command = "progress";
    report->title = pov_label("title.progress", f.language);
    report->chart = (pov_chart){
        .kind = POV_CHART_DUMBBELLS,
        .title = report->title,
        .axis = pov_label("poor_rate", f.language),
        .label = "unit",
        .detail = {"group_text", "target_year"},
        .apart = "parent",
        .series = {{"baseline_rate", pov_label("chart.baseline", f.language), POV_CHART_BEFORE},
                   {"planned_remaining_rate", pov_label("chart.planned", f.language),
                    POV_CHART_PLANNED},
                   {"actual_rate", pov_label("chart.actual", f.language), POV_CHART_NOW}},
        .alike = "group",
        .sorted = true,
    };
    pov_status status = add_columns(report, &s, f.language);
    if (status == POV_OK) {
        status = add_files(report, plan);
    }
    if (status == POV_OK) {
        status = add_files(report, result);
    }
    if (status == POV_OK) {
        status = add_ordered(&f, progress);
    }
    if (status == POV_OK) {
        status = add_total(&f, progress);
    }
    return status == POV_OK ? pov_report_assumptions(report, options) : status;
}
