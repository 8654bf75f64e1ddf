#include "commands/explain.h"

#include "output/because.h"

#include <string.h>

/* ---- figures ---- */

static pov_place place_of(size_t row, const pov_figure_column *column)
{
    pov_place place = {row, {column->measure, column->aspect}, POV_QUANTITY_COUNT};
    pov_quantity quantity = pov_quantity_find(column->name);

    place.quantity = quantity;
    return place;
}

/* A text of several lines as remarks: the first as it is, the others set in. */
static void add_lines(pov_report *report, const char *text)
{
    pov_buffer line = {0};

    for (bool first = true; text != NULL; first = false) {
        size_t length = strcspn(text, "\n");
        pov_buffer_clear(&line);
        pov_buffer_text(&line, first ? "" : "  ");
        pov_buffer_add(&line, text, length);
        const char *kept = pov_report_keep_text(report, pov_buffer_get(&line));
        report->failed |= line.failed || kept == NULL;
        if (kept != NULL) {
            (void)pov_report_add_remark(report, kept);
        }
        text = text[length] != '\0' ? text + length + 1 : NULL;
    }
    pov_buffer_fini(&line);
}

static pov_status explain(pov_report *report, const pov_solution *solution, size_t report_row,
                          pov_place about, const char *name, pov_error *err)
{
    pov_because because = {.row = report_row, .name = name, .solution = solution};
    pov_status status = pov_trace_figure(solution, about, &report->arena, &because.trace, err);

    if (status == POV_OK) {
        pov_buffer text = {0};
        pov_because_head(&text, solution, &because.trace, report->language);
        pov_because_steps(&text, solution, &because.trace, report->language);
        add_lines(report, pov_buffer_get(&text));
        report->failed |= text.failed;
        pov_buffer_fini(&text);
        (void)pov_report_add_because(report, because);
        status = pov_report_check(report, err);
    }
    return status;
}

/* Known or bounded, and not printed. */
static bool to_be_explained(const pov_solved *solved, const pov_figure_column *column)
{
    const pov_figure *figure = column->measure != POV_SUBJECT_ALL
                                   ? &solved->of[column->measure][column->aspect]
                               : column->aspect == POV_COUNT     ? &solved->households
                               : column->aspect == POV_REMAINING ? &solved->target_households
                                                                 : &solved->growth;

    if (figure == &solved->growth && figure->basis == POV_BASIS_ASSUMED) {
        return false; /* the assumption itself */
    }
    return figure->basis == POV_BASIS_DERIVED || figure->basis == POV_BASIS_ASSUMED;
}

pov_status pov_explain_rows(pov_report *report, const pov_plan_report *kind, const pov_job *jobs,
                            size_t count, const char *name, pov_error *err)
{
    pov_status status = POV_OK;
    size_t at = 0;

    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count; i++, at++) {
            size_t row = jobs[j].row[i];
            for (size_t c = 0; c < kind->column_count && status == POV_OK; c++) {
                const pov_figure_column *column = &kind->column[c];
                if (name != NULL ? strcmp(name, column->name) == 0
                                 : to_be_explained(&jobs[j].solution.row[row], column)) {
                    status = explain(report, &jobs[j].solution, at, place_of(row, column),
                                     column->name, err);
                }
            }
        }
    }
    return status;
}

/* ---- findings ---- */

/* The cell that a finding is about, or one of those that cannot all be true. */
static pov_status trace_finding(const pov_job *job, const pov_check_finding *found,
                                pov_arena *arena, pov_trace *trace, pov_error *err)
{
    const pov_solution *solution = &job->solution;
    bool about_cell = found->quantity < POV_QUANTITY_COUNT;
    pov_place about = about_cell ? pov_place_of(found->row, found->quantity)
                                 : pov_place_of(found->row, POV_HOUSEHOLDS);
    pov_status status = POV_OK;

    *trace = (pov_trace){.about = about};
    if (strcmp(found->rule->name, "growth") == 0) {
        about = (pov_place){found->row, {POV_SUBJECT_ALL, POV_RELATIVE}, POV_QUANTITY_COUNT};
        return pov_trace_figure(solution, about, arena, trace, err);
    }
    int presumes = found->severity == POV_WARNING ? 1 : 0;
    for (int presume = 0; presume <= presumes; presume++) {
        for (size_t i = 0; i <= found->cell_count && status == POV_OK && trace->count == 0; i++) {
            if (i > 0) {
                about = pov_place_of(found->cell[i - 1].row, found->cell[i - 1].quantity);
            }
            if (i > 0 || about_cell || found->severity == POV_ERROR) {
                status = pov_trace_conflict(solution, about, presume != 0, arena, trace, err);
            }
        }
    }
    if (status != POV_OK || trace->count > 0) {
        return status;
    }
    if (about_cell && pov_quantity_get(found->quantity)->kind == POV_KIND_POINTS) {
        return pov_trace_figure(solution, pov_place_of(found->row, found->quantity), arena, trace,
                                err);
    }
    return POV_OK;
}

static pov_status explain_finding(pov_report *report, const pov_job *job,
                                  const pov_check_finding *found, pov_finding *finding,
                                  pov_error *err)
{
    pov_because *because = pov_report_alloc(report, sizeof *because);
    pov_buffer text = {0};

    if (because == NULL) {
        return pov_no_memory(err);
    }
    because->solution = &job->solution;
    pov_status status = trace_finding(job, found, &report->arena, &because->trace, err);
    if (status != POV_OK || because->trace.count == 0) {
        return status;
    }
    pov_because_steps(&text, &job->solution, &because->trace, report->language);
    finding->because = because;
    finding->because_text =
        text.length > 0 ? pov_report_keep_text(report, pov_buffer_get(&text) + 1) : NULL;
    report->failed |= text.failed || finding->because_text == NULL;
    pov_buffer_fini(&text);
    return pov_report_check(report, err);
}

pov_status pov_explain_findings(pov_report *report, const pov_job *job, size_t first,
                                pov_error *err)
{
    pov_status status = POV_OK;
    size_t at = first;

    for (size_t i = 0; i < job->findings.count && status == POV_OK; i++) {
        const pov_check_finding *found = &job->findings.finding[i];
        if (job->picked[found->row]) {
            status = explain_finding(report, job, found, &report->finding[at++], err);
        }
    }
    return status;
}

/* ---- verdicts ---- */

/* What the result says of a target: printed, or computed as the verdict has it. */
static void add_reached(pov_buffer *out, const pov_progress_row *row, pov_target_kind kind,
                        const pov_figure *actual, const pov_figure *start, pov_numerals numerals)
{
    const pov_figure *now = kind == POV_TARGET_REDUCTION ? &row->actual_poor : &row->actual_rate;
    bool change = kind == POV_TARGET_REDUCTION || kind == POV_TARGET_POINTS;

    if (change && pov_figure_known(start) && pov_figure_known(now)) {
        pov_write_figure(out, start, -1, numerals);
        pov_buffer_text(out, " − ");
        pov_write_figure(out, now, -1, numerals);
        pov_buffer_text(out, " = ");
    }
    pov_write_figure(out, actual, -1, numerals);
}

static void explain_target(pov_report *report, const pov_plan *plan, const pov_plan *result,
                           const pov_progress_row *row, const pov_target *target)
{
    const pov_target_kind kind = target->kind;
    const pov_row *from = &plan->row[row->plan_row], *to = &result->row[row->result_row];
    const pov_numerals numerals = pov_numerals_of(report->language);
    const pov_figure start =
        kind == POV_TARGET_REDUCTION ? pov_row_figure(from, POV_POOR) : row->baseline_rate;
    pov_buffer line = {0}, planned = {0}, reached = {0};

    pov_write_figure(&planned, &target->planned, -1, numerals);
    add_reached(&reached, row, kind, &target->actual, &start, numerals);
    pov_buffer_format(
        &line,
        pov_translate_to(POV_TEXT("%s, %s: planned %s (%s:%zu), reached %s (%s:%zu): %s"),
                         report->language),
        from->name, pov_label(pov_target_name(POV_MEASURE_POOR, kind), report->language),
        pov_buffer_get(&planned), plan->file[from->file], from->line, pov_buffer_get(&reached),
        result->file[to->file], to->line,
        pov_word_shown("verdict", pov_verdict_name(target->verdict), report->language));
    report->failed |= line.failed || planned.failed || reached.failed;
    add_lines(report, pov_buffer_get(&line));
    pov_buffer_fini(&line);
    pov_buffer_fini(&planned);
    pov_buffer_fini(&reached);
}

pov_status pov_explain_verdicts(pov_report *report, const pov_plan *plan, const pov_plan *result,
                                const pov_progress *progress, pov_error *err)
{
    for (size_t i = 0; i < progress->count; i++) {
        const pov_progress_row *row = &progress->row[i];
        for (size_t t = 0; t < row->target_count; t++) {
            const pov_target *target = &row->target[t];
            if (row->plan_row != POV_NONE && row->result_row != POV_NONE &&
                target->measure == POV_MEASURE_POOR && target->verdict != POV_VERDICT_NONE &&
                target->verdict != POV_VERDICT_UNKNOWN &&
                target->verdict != POV_VERDICT_NOT_COMPARABLE) {
                explain_target(report, plan, result, row, target);
            }
        }
    }
    return pov_report_check(report, err);
}
