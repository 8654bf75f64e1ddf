#include "commands/explain.h"

#include "calculator/target.h"
#include "commands/progress_report.h"
#include "output/because.h"

#include <string.h>

/* ---- figures ---- */

static pov_place place_of(size_t row, const pov_figure_column *column)
{
    return (pov_place){row, {column->measure, column->aspect}, pov_quantity_find(column->name)};
}

/* A text of several lines as remarks: the first as it is, the others set in. Ends the text. */
static void add_lines(pov_report *report, pov_buffer *lines)
{
    const char *text = pov_buffer_get(lines);

    for (bool first = true; text != NULL; first = false) {
        size_t length = strcspn(text, "\n");
        pov_buffer line = {0};
        pov_buffer_text(&line, first ? "" : "  ");
        pov_buffer_add(&line, text, length);
        pov_report_add_remark(report, pov_report_keep(report, &line));
        text = text[length] != '\0' ? text + length + 1 : NULL;
    }
    report->failed |= lines->failed;
    pov_buffer_fini(lines);
}

static void explain(pov_report *report, const pov_solution *solution, size_t report_row,
                    pov_place about, const char *name)
{
    pov_because because = {.row = report_row, .name = name, .solution = solution};
    pov_buffer text = {0};

    if (pov_trace_figure(solution, about, &report->arena, &because.trace, NULL) != POV_OK) {
        report->failed = true;
        return;
    }
    pov_because_figure(&text, solution, &because.trace, report->language);
    add_lines(report, &text);
    pov_report_add_because(report, because);
}

/* Known or bounded, and not printed. */
static bool to_be_explained(const pov_row *row, const pov_solved *solved,
                            const pov_figure_column *column)
{
    const pov_figure *figure = pov_plan_figure(solved, column);

    if (figure->basis == POV_BASIS_ASSUMED &&
        (figure == &solved->growth ||
         (figure == &solved->target_households && row->target_year.year == 0))) {
        return false; /* the assumption itself */
    }
    return figure->basis == POV_BASIS_DERIVED || figure->basis == POV_BASIS_ASSUMED;
}

/* Persons are solved like households, as a plan of their own. */
static void explain_persons(pov_report *report, const pov_job *job, size_t row, size_t at,
                            const char *name)
{
    for (size_t q = 0; q < POV_QUANTITY_COUNT && !report->failed; q++) {
        const pov_figure *figure = pov_persons_figure(&job->persons, row, (pov_quantity)q);
        const char *column = pov_quantity_get((pov_quantity)q)->name;
        if (figure != NULL && (name != NULL ? strcmp(name, column) == 0
                                            : figure->basis == POV_BASIS_DERIVED ||
                                                  figure->basis == POV_BASIS_ASSUMED)) {
            explain(report, &job->persons.solution, at,
                    pov_place_of(row, pov_persons_solved_as((pov_quantity)q)), column);
        }
    }
}

void pov_explain_rows(pov_report *report, const pov_plan_report *kind, const pov_job *jobs,
                      size_t count, const char *name)
{
    size_t at = 0;

    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count; i++, at++) {
            size_t row = jobs[j].row[i];
            for (size_t c = 0; c < kind->column_count && !report->failed; c++) {
                const pov_figure_column *column = &kind->column[c];
                if (!pov_row_has(&jobs[j].plan.row[row], column->aspect)) {
                    continue;
                }
                if (name != NULL ? strcmp(name, column->name) == 0
                                 : to_be_explained(&jobs[j].plan.row[row],
                                                   &jobs[j].solution.row[row], column)) {
                    explain(report, &jobs[j].solution, at, place_of(row, column), column->name);
                }
            }
            explain_persons(report, &jobs[j], row, at, name);
        }
    }
}

/* ---- findings ---- */

/* The cell that a finding is about, or one of those that cannot all be true. */
static pov_status trace_finding(const pov_job *job, const pov_check_finding *found,
                                pov_arena *arena, pov_trace *trace)
{
    const pov_solution *solution = &job->solution;
    bool about_cell = found->quantity < POV_QUANTITY_COUNT;
    pov_place about = about_cell ? pov_place_of(found->row, found->quantity)
                                 : pov_place_of(found->row, POV_HOUSEHOLDS);
    pov_status status = POV_OK;

    *trace = (pov_trace){.about = about};
    if (strcmp(found->rule->name, "parent-target") == 0) {
        return POV_OK; /* of aims: what they are held against is in its words */
    }
    if (strcmp(found->rule->name, "growth") == 0) {
        about = (pov_place){found->row, {POV_SUBJECT_ALL, POV_RELATIVE}, POV_QUANTITY_COUNT};
        status = pov_trace_figure(solution, about, arena, trace, NULL);
        if (pov_is_open(trace->reaches.high)) { /* the row's own figures contradict one another */
            trace->count = 0;
        }
        return status;
    }
    int presumes = found->severity == POV_WARNING ? 1 : 0;
    for (int presume = 0; presume <= presumes; presume++) {
        for (size_t i = 0; i <= found->cell_count && status == POV_OK && trace->count == 0; i++) {
            if (i > 0) {
                about = pov_place_of(found->cell[i - 1].row, found->cell[i - 1].quantity);
            }
            if (i > 0 || about_cell || found->severity == POV_ERROR) {
                status = pov_trace_conflict(solution, about, presume != 0, arena, trace, NULL);
            }
        }
    }
    if (status != POV_OK || trace->count > 0) {
        return status;
    }
    if (about_cell && pov_quantity_get(found->quantity)->kind == POV_KIND_POINTS) {
        about = pov_place_of(found->row, found->quantity);
        bool of_rate = strcmp(found->rule->name, "target") == 0; /* more points than it has */
        if (of_rate) {
            about = pov_place_of(found->row, pov_quantity_of(about.item.subject, POV_RATE));
        }
        status = pov_trace_figure(solution, about, arena, trace, NULL);
        bool ends = trace->count > 0 && trace->step[trace->count - 1].kind >= POV_STEP_GROWTH;
        trace->count = ends || of_rate ? trace->count : 0; /* else it is no reason by itself */
    }
    return status;
}

static void explain_finding(pov_report *report, const pov_job *job, const pov_check_finding *found,
                            pov_finding *finding)
{
    pov_because *because = pov_report_alloc(report, sizeof *because);
    pov_buffer text = {0};

    if (because == NULL) {
        return; /* the report knows */
    }
    because->solution = &job->solution;
    if (trace_finding(job, found, &report->arena, &because->trace) != POV_OK) {
        report->failed = true;
    } else if (because->trace.count > 0) {
        pov_because_steps(&text, &job->solution, &because->trace, report->language);
        const char *lines = pov_report_keep(report, &text);
        finding->because = because;
        finding->because_text = lines[0] != '\0' ? lines + 1 : lines; /* without a line break */
    }
}

void pov_explain_findings(pov_report *report, const pov_job *job, size_t first)
{
    size_t at = first;

    for (size_t i = 0; i < job->findings.count && !report->failed; i++) {
        const pov_check_finding *found = &job->findings.finding[i];
        if (job->picked[found->row]) {
            explain_finding(report, job, found, &report->finding[at++]);
        }
    }
}

/* ---- verdicts ---- */

/* Whether a row of the result speaks of its year; an outcome or estimate may do so of its end. */
static bool tells_of_its_year(const pov_row *row, pov_year due)
{
    return row->kind == POV_END_PLAN || row->target_year.year == 0 ||
           pov_year_compare(row->year, due) == 0;
}

/* What was planned, of a change also what it starts from, and what was reached. */
static void take_terms(pov_step *step, const pov_solution *plan, const pov_solution *result,
                       const pov_progress_row *row, const pov_target *target)
{
    static const pov_aspect aspects[POV_TARGET_KINDS] = {
        [POV_TARGET_REMAINING] = POV_REMAINING,
        [POV_TARGET_RATE] = POV_REMAINING_SHARE,
        [POV_TARGET_PARENT] = POV_REMAINING_SHARE,
        [POV_TARGET_REDUCTION] = POV_REDUCTION,
        [POV_TARGET_POINTS] = POV_PP,
        [POV_TARGET_RELATIVE] = POV_RELATIVE,
    };
    const pov_row *to = &result->plan->row[row->result_row];
    const pov_year due = plan->plan->row[row->plan_row].target_year;
    const bool change = target->kind >= POV_TARGET_REDUCTION;
    const bool rate = target->kind == POV_TARGET_RATE || target->kind == POV_TARGET_PARENT ||
                      target->kind == POV_TARGET_POINTS;
    const bool baseline = tells_of_its_year(to, due);
    const uint8_t of = (uint8_t)target->measure;

    step->term[step->count] =
        pov_step_term_of(plan, row->plan_row, (pov_item){of, aspects[target->kind]});
    step->term[step->count++].is = target->planned.bounds;
    if (change) {
        step->term[step->count++] =
            pov_step_term_of(plan, row->plan_row, (pov_item){of, rate ? POV_RATE : POV_COUNT});
    }
    pov_aspect end =
        baseline ? (rate ? POV_RATE : POV_COUNT) : (rate ? POV_REMAINING_SHARE : POV_REMAINING);
    step->term[step->count++] = pov_step_term_of(result, row->result_row, (pov_item){of, end});
}

/* "13,342 − 8,838 = 4,504": what was reached of a change, as the verdict has it. */
static void write_reached(pov_buffer *out, const pov_solution *plan, const pov_solution *result,
                          const pov_step *step, const pov_target *target, pov_numerals numerals)
{
    const pov_figure *start = pov_figure_at(plan, step->term[1].place);
    const pov_figure *end = pov_figure_at(result, step->term[step->count - 1].place);

    const bool relative = target->kind == POV_TARGET_RELATIVE;

    if (step->count > 2 && pov_figure_known(start) && pov_figure_known(end)) {
        pov_buffer_text(out, relative ? "(" : "");
        pov_write_figure(out, start, -1, numerals);
        pov_buffer_text(out, " − ");
        pov_write_figure(out, end, -1, numerals);
        if (relative) {
            pov_buffer_text(out, ") ÷ ");
            pov_write_figure(out, start, -1, numerals);
        }
        pov_buffer_text(out, " = ");
    }
    pov_write_figure(out, &target->actual, -1, numerals);
    pov_buffer_text(out, relative ? "%" : "");
}

/* "about 180, so at least 175", "1/year, so at least 2", by a date before the target's "60, so at
 * least 30 by 2024-06": what was planned, and what the verdict asks for where that is another. */
static void write_planned(pov_buffer *out, const pov_target *target, pov_year state, pov_year due,
                          pov_language language)
{
    const bool less = target->kind < POV_TARGET_REDUCTION;
    const bool between = pov_year_compare(state, due) < 0;
    const pov_figure *planned = &target->planned;
    pov_figure asked = target->due;

    pov_because_printed(out, planned, language);
    if (target->kind == POV_TARGET_PARENT || !pov_figure_known(&asked) ||
        (!between && planned->years == 0 && planned->qualifier != POV_ABOUT &&
         planned->qualifier != POV_RANGE)) {
        return;
    }
    if (!between) {
        asked.value = pov_target_end(planned, less);
        asked.bounds = pov_interval_point(asked.value);
        while (asked.kind != POV_KIND_COUNT && asked.digits < POV_DIGITS_MAX &&
               asked.value % pov_digit_unit(asked.digits) != 0) {
            asked.digits++;
        }
    }
    pov_buffer_text(
        out,
        pov_translate_to(less ? POV_TEXT(", so at most ") : POV_TEXT(", so at least "), language));
    pov_write_figure(out, &asked, -1, pov_numerals_of(language));
    if (between) {
        pov_buffer_text(out, pov_translate_to(POV_TEXT(" by "), language));
        pov_year_write(out, state);
    }
}

static void explain_target(pov_report *report, size_t at, const pov_solution *plan,
                           const pov_solution *result, const pov_progress_row *row,
                           const pov_target *target)
{
    const pov_row *from = &plan->plan->row[row->plan_row];
    const pov_row *to = &result->plan->row[row->result_row];
    const char *name = pov_target_name(target->measure, target->kind);
    const pov_numerals numerals = pov_numerals_of(report->language);
    pov_step *step = pov_report_alloc(report, sizeof *step);
    pov_step_term *term = pov_report_alloc(report, 3 * sizeof *term);
    pov_buffer line = {0}, planned = {0}, reached = {0};

    if (step == NULL || term == NULL) {
        return; /* the report knows */
    }
    *step = (pov_step){.kind = POV_STEP_VERDICT, .term = term};
    take_terms(step, plan, result, row, target);
    step->result = step->count;
    step->gives = pov_figure_known(&target->gap) ? target->gap.bounds : target->actual.bounds;
    write_planned(&planned, target,
                  tells_of_its_year(to, from->target_year) ? to->year : to->target_year,
                  from->target_year, report->language);
    write_reached(&reached, plan, result, step, target, numerals);
    pov_buffer_format(
        &line,
        pov_translate_to(POV_TEXT("%s, %s: planned %s (%s:%zu), reached %s (%s:%zu): %s"),
                         report->language),
        from->name,
        target->kind == POV_TARGET_PARENT ? pov_word_shown("goal", name, report->language)
                                          : pov_label(name, report->language),
        pov_buffer_get(&planned), plan->plan->file[from->file], from->line,
        pov_buffer_get(&reached), result->plan->file[to->file], to->line,
        pov_word_shown("verdict", pov_verdict_name(target->verdict), report->language));
    report->failed |= planned.failed || reached.failed;
    add_lines(report, &line);
    pov_report_add_because(report, (pov_because){.row = at,
                                                 .name = name,
                                                 .solution = plan,
                                                 .reached = result,
                                                 .trace = {.step = step, .count = 1}});
    pov_buffer_fini(&planned);
    pov_buffer_fini(&reached);
}

void pov_explain_verdicts(pov_report *report, const pov_solution *plan, const pov_solution *result)
{
    const pov_progress_row *row;

    for (size_t at = 0; (row = pov_progress_row_at(report, at)) != NULL && !report->failed; at++) {
        for (size_t t = 0; t < row->target_count; t++) {
            const pov_target *target = &row->target[t];
            if (row->plan_row != POV_NONE && row->result_row != POV_NONE &&
                target->verdict != POV_VERDICT_NONE && target->verdict != POV_VERDICT_UNKNOWN &&
                target->verdict != POV_VERDICT_NOT_COMPARABLE) {
                explain_target(report, at, plan, result, row, target);
            }
        }
    }
}
