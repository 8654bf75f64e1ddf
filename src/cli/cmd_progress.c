/*
 * progress: was the target of a plan met? The answer is no where a unit missed it.
 */
#include "cli/assumptions.h"
#include "cli/joined.h"
#include "cli/plan_job.h"
#include "cli/print_report.h"
#include "povcalc/progress.h"

#include <stdlib.h>
#include <string.h>

/* ---- columns ---- */

typedef enum column {
    UNIT,
    LEVEL,
    PARENT,
    GROUP,
    YEAR,
    TARGET_YEAR,
    RESULT_YEAR,
    STANDARD,
    PLANNED_POOR,
    LINE_POOR,
    ACTUAL_POOR,
    GAP,
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
    BY_HOUSEHOLDS,
    BY_RATE,
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
    COLUMNS
} column;

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
    const struct {
        const char *name, *heading;
        pov_column_kind kind;
        unsigned where;
    } columns[COLUMNS] = {
        [UNIT] = {"unit", NULL, POV_COLUMN_TEXT, both},
        [LEVEL] = {"level", NULL, POV_COLUMN_TEXT, data},
        [PARENT] = {"parent", NULL, POV_COLUMN_TEXT, data},
        [GROUP] = {"group", NULL, POV_COLUMN_TEXT, s->groups ? both : data},
        [YEAR] = {"year", NULL, POV_COLUMN_YEAR, data},
        [TARGET_YEAR] = {"target_year", NULL, POV_COLUMN_YEAR, s->years || s->line ? both : data},
        [RESULT_YEAR] = {"result_year", NULL, POV_COLUMN_YEAR, line},
        [STANDARD] = {"standard", NULL, POV_COLUMN_TEXT, data},
        [PLANNED_POOR] = {"planned_remaining_poor", NULL, POV_COLUMN_FIGURE, both},
        [LINE_POOR] = {"line_poor", NULL, POV_COLUMN_FIGURE, line},
        [ACTUAL_POOR] = {"actual_poor", NULL, POV_COLUMN_FIGURE, both},
        [GAP] = {"gap_households", NULL, POV_COLUMN_FIGURE, both},
        [PLANNED_RATE] = {"planned_remaining_rate", NULL, POV_COLUMN_FIGURE, both},
        [LINE_RATE] = {"line_rate", NULL, POV_COLUMN_FIGURE, line},
        [ACTUAL_RATE] = {"actual_rate", NULL, POV_COLUMN_FIGURE, both},
        [ACHIEVED_HOUSEHOLDS] = {"achieved_households", NULL, POV_COLUMN_FIGURE, data},
        [SHARE_HOUSEHOLDS] = {"achieved_share_households", NULL, POV_COLUMN_FIGURE, both},
        [ACHIEVED_PP] = {"achieved_pp", NULL, POV_COLUMN_FIGURE, data},
        [SHARE_PP] = {"achieved_share_pp", NULL, POV_COLUMN_FIGURE, both},
        [ESCAPED] = {"escaped", NULL, POV_COLUMN_FIGURE, flows},
        [RELAPSED] = {"relapsed", NULL, POV_COLUMN_FIGURE, flows},
        [NEWLY_POOR] = {"newly_poor", NULL, POV_COLUMN_FIGURE, flows},
        [UNEXPLAINED] = {"unexplained_households", NULL, POV_COLUMN_FIGURE, flows},
        [BY_HOUSEHOLDS] = {"verdict_households", NULL, POV_COLUMN_TEXT, data},
        [BY_RATE] = {"verdict_rate", NULL, POV_COLUMN_TEXT, data},
        [VERDICT] = {"verdict", NULL, POV_COLUMN_TEXT, data},
        [VERDICT_TEXT] = {"verdict_text", pov_label("verdict", language), POV_COLUMN_TEXT, table},
        [REASON] = {"reason", NULL, POV_COLUMN_TEXT, data},
        [REASON_TEXT] = {"reason_text", pov_label("reason", language), POV_COLUMN_TEXT,
                         s->reasons ? table : 0},
        [NEAREST] = {"nearest", NULL, POV_COLUMN_TEXT, data},
        [UNITS] = {"units", NULL, POV_COLUMN_FIGURE, data},
        [UNITS_MET] = {"units_met", NULL, POV_COLUMN_FIGURE, data},
        [UNITS_MISSED] = {"units_missed", NULL, POV_COLUMN_FIGURE, data},
        [FILE_NAME] = {"file", NULL, POV_COLUMN_TEXT, data},
        [LINE] = {"line", NULL, POV_COLUMN_LINE, data},
    };
    pov_status status = POV_OK;

    for (size_t i = 0; i < COLUMNS && status == POV_OK; i++) {
        status = pov_report_add_column(report, (pov_report_column){.name = columns[i].name,
                                                                   .heading = columns[i].heading,
                                                                   .kind = columns[i].kind,
                                                                   .where = columns[i].where,
                                                                   .tree = i == UNIT});
    }
    return status;
}

/* ---- rows ---- */

typedef struct filler {
    pov_report *report;
    const pov_joined *plan, *result;
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

/* "not in the result (Cư Jút?)" */
static const char *reason_text(filler *f, const pov_progress_row *row)
{
    pov_buffer text = {0};

    if (row->reason == POV_REASON_NONE) {
        return NULL;
    }
    pov_buffer_text(&text, labelled(f, "reason", pov_reason_name(row->reason)));
    if (row->nearest != NULL) {
        pov_buffer_format(&text, " (%s?)", row->nearest);
    }
    const char *kept = text.failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    f->failed = f->failed || kept == NULL;
    return kept;
}

static void fill_figures(filler *f, const pov_progress_row *row, pov_cell *cell)
{
    const struct {
        column at;
        const pov_figure *figure;
    } figures[] = {
        {PLANNED_POOR, &row->planned_poor},
        {LINE_POOR, &row->line_poor},
        {ACTUAL_POOR, &row->actual_poor},
        {GAP, &row->gap_households},
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
    };

    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        cell[figures[i].at].figure = pov_keep_known(f->report, figures[i].figure, &f->failed);
    }
}

static void fill_names(filler *f, const pov_progress_row *row, pov_cell *cell)
{
    bool planned = row->plan_row != POV_NONE;
    const pov_plan *plan = planned ? &f->plan->plan : &f->result->plan;
    const pov_row *from = &plan->row[planned ? row->plan_row : row->result_row];
    const pov_unit *unit = &plan->unit[from->unit];

    cell[UNIT].text = from->name;
    cell[LEVEL].text = pov_text_or_null(unit->level);
    cell[PARENT].text = pov_text_or_null(unit->parent_name);
    cell[GROUP].text = from->group;
    cell[STANDARD].text = pov_text_or_null(from->standard);
    if (planned) {
        cell[YEAR].text = pov_keep_year(f->report, from->year, &f->failed);
        cell[TARGET_YEAR].text = pov_keep_year(f->report, from->target_year, &f->failed);
    }
    if (row->result_row != POV_NONE) {
        cell[RESULT_YEAR].text =
            pov_keep_year(f->report, f->result->plan.row[row->result_row].year, &f->failed);
    }
    cell[FILE_NAME].text = plan->file[from->file];
    cell[LINE].text = pov_keep_number(f->report, from->line, &f->failed);
}

static pov_status add_row(filler *f, const pov_progress_row *row, unsigned depth)
{
    pov_report_row *to = NULL;
    pov_status status = pov_report_add_row(f->report, depth, &to);

    if (status != POV_OK) {
        return status;
    }
    fill_names(f, row, to->cell);
    fill_figures(f, row, to->cell);
    to->cell[BY_HOUSEHOLDS].text = verdict_or_null(row->by_households);
    to->cell[BY_RATE].text = verdict_or_null(row->by_rate);
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
    const pov_plan *plan = &f->plan->plan;
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
    const char *kept = text.failed ? NULL : pov_report_keep_text(f->report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    f->failed = f->failed || kept == NULL;
    return kept;
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
    pov_report_row *to = NULL;
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

static pov_status fill(filler *f, const pov_progress *progress, const pov_options *options)
{
    shown s = look_at_rows(progress, &f->plan->plan);

    f->report->command = "progress";
    f->report->title = pov_label("title.progress", f->language);
    pov_status status = add_columns(f->report, &s, f->language);
    if (status == POV_OK) {
        status = add_files(f->report, &f->plan->plan);
    }
    if (status == POV_OK) {
        status = add_files(f->report, &f->result->plan);
    }
    if (status == POV_OK) {
        status = add_ordered(f, progress);
    }
    if (status == POV_OK) {
        status = add_total(f, progress);
    }
    return status == POV_OK ? pov_report_assumptions(f->report, options) : status;
}

/* ---- the command ---- */

static int answer(const pov_progress *progress, pov_progress_fail fail)
{
    bool missed = progress->of[POV_VERDICT_MISSED] > 0;
    bool unknown = progress->of[POV_VERDICT_UNKNOWN] > 0 ||
                   progress->of[POV_VERDICT_NOT_COMPARABLE] > 0 ||
                   progress->of[POV_VERDICT_BEHIND] > 0;
    bool no = fail == POV_FAIL_UNKNOWN ? missed || unknown : fail == POV_FAIL_MISSED && missed;

    return no ? POV_EXIT_NO : POV_EXIT_YES;
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_unit_map map = POV_UNIT_MAP_INIT;
    pov_joined plan = {.picked = NULL}, result = {.picked = NULL};
    pov_progress progress = POV_PROGRESS_INIT;
    pov_report report = POV_REPORT_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_options all = *options; /* rows are picked from the plan */
    int exit_status = POV_EXIT_FAILED;

    if (options->operands.count < 2) {
        (void)pov_fail(&err, POV_ERR_USAGE, "progress needs a plan and a result");
        pov_error_hint(&err, "povcalc progress PLAN RESULT");
        return pov_failed(&err, io);
    }
    all.units = (pov_texts){0};
    all.level = all.group = NULL;
    if (pov_joined_map(&map, options, io) != POV_OK ||
        pov_joined_load(&plan, options->operands.text, 1, &map, options, io) != POV_OK ||
        pov_joined_load(&result, options->operands.text + 1, options->operands.count - 1, &map,
                        &all, io) != POV_OK) {
        goto done; /* said already */
    }
    filler f = {&report, &plan, &result, options->render.language, false};
    pov_status status =
        pov_progress_judge(&plan.solution, &result.solution, plan.picked, &progress, &err);
    if (status == POV_OK && fill(&f, &progress, options) != POV_OK) {
        status = pov_no_memory(&err);
    }
    if (status == POV_OK) {
        status = pov_print_report(&report, options->output, options->renderer, options, io, &err);
    }
    exit_status =
        status == POV_OK ? answer(&progress, options->yearly.fail_on) : pov_failed(&err, io);

done:
    pov_report_fini(&report);
    pov_progress_fini(&progress);
    pov_joined_fini(&plan);
    pov_joined_fini(&result);
    pov_unit_map_fini(&map);
    return exit_status;
}

static const char *const examples[] = {
    "povcalc progress data/daknong_2023.csv data/daknong_2024.csv",
    "next year's plan prints what came of this year's",
    "povcalc progress --fail-on unknown plan.csv results/*.csv",
    "exit with 1 unless every unit of the plan has met its target for certain",
    "povcalc progress --map names.csv --format json -o progress.json plan.csv result.csv",
    "units that were renamed or merged; names.csv has the columns old and new",
    NULL,
};

const pov_command cmd_progress = {
    .name = "progress",
    .arguments = "PLAN RESULT...",
    .summary = "was the target met, by how much missed, per unit",
    .description =
        "Sets each unit of PLAN against its state at the end of the target year in RESULT: poor\n"
        "households and rate as planned and as they are, the share of the reduction that was "
        "achieved,\n"
        "households over (or under) the plan, and the verdict met, missed or unknown, or\n"
        "not_comparable where the poverty standard changed. Households and rate are both judged; "
        "one\n"
        "miss is a miss. Where RESULT ends before the target year, the straight line to the target "
        "is\n"
        "the measure: on_pace or behind. RESULT may be next year's plan. The exit status is 1 when "
        "a\n"
        "unit missed its target.",
    .examples = examples,
    .options = POV_OPTS_OUTPUT | POV_OPTS_INPUT | POV_OPT(UNIT) | POV_OPT(LEVEL) | POV_OPT(GROUP) |
               POV_OPTS_SOLVE | POV_OPT(MAP) | POV_OPT(FAIL_ON_VERDICT),
    .run = run,
};
