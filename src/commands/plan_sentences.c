/*
 * The summary of a plan. It says nothing that the tables below it do not say: it picks their
 * uppermost row and counts.
 */
#include "commands/plan_sentences.h"

#include "output/render.h"

#include <stdlib.h>
#include <string.h>

/* The row that speaks for the whole plan, or the sum of a list whose parent has no row. */
typedef struct whole {
    const char *name; /* NULL: there is none */
    const pov_row *row;
    size_t index; /* of the row; POV_NONE: a sum */
    const pov_solved *solved;
    pov_solved sum;
} whole;

typedef struct writer {
    pov_report *report;
    const pov_job *job;
    const pov_render_options *options;
    pov_buffer text;
    bool failed;
} writer;

/* ---- what speaks for the plan ---- */

/* A row with a target before one without, then the later year. */
static bool speaks_rather(const pov_row *a, const pov_row *b)
{
    bool a_aims = a->target_year.year != 0, b_aims = b->target_year.year != 0;

    return a_aims != b_aims ? a_aims : pov_year_compare(a->year, b->year) > 0;
}

/* The one unit at the top; false when there are several. */
static bool find_top(const pov_job *job, whole *w)
{
    const pov_plan *plan = &job->plan;
    size_t unit = POV_NONE;

    for (size_t i = 0; i < job->row_count; i++) {
        const pov_row *row = &plan->row[job->row[i]];
        if (job->depth[i] > 0) {
            continue;
        }
        if (unit != POV_NONE && row->unit != unit) {
            return false;
        }
        unit = row->unit;
        w->name = row->name;
        if (strcmp(row->group, "all") == 0 && (w->row == NULL || speaks_rather(row, w->row))) {
            w->row = row;
            w->index = job->row[i];
            w->solved = &job->solution.row[w->index];
        }
    }
    return true;
}

static bool all_picked(const pov_job *job, const pov_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!job->picked[job->solution.list_member[list->first + i]]) {
            return false;
        }
    }
    return true;
}

/* The sum of the only list that has no row for its parent. */
static void find_sum(const pov_job *job, whole *w)
{
    const pov_list *only = NULL;

    for (size_t i = 0; i < job->solution.list_count; i++) {
        const pov_list *list = &job->solution.list[i];
        if (list->whole == POV_NONE && list->addable && list->count > 1 && all_picked(job, list)) {
            if (only != NULL) {
                return;
            }
            only = list;
        }
    }
    if (only != NULL) {
        w->row = &job->plan.row[job->solution.list_member[only->first]];
        w->name = only->parent_name[0] != '\0' ? only->parent_name : NULL;
        pov_solve_total(&job->solution, only, &w->sum);
        w->solved = &w->sum;
    }
}

static void find_whole(const pov_job *job, whole *w)
{
    *w = (whole){.index = POV_NONE};
    if (!find_top(job, w)) {
        *w = (whole){.index = POV_NONE};
        find_sum(job, w);
    }
}

/* ---- words ---- */

static const char *word(const writer *w, const char *label)
{
    return pov_label(label, w->options->language);
}

static const char *keep(writer *w, const char *text)
{
    const char *kept = w->text.failed ? NULL : pov_report_keep_text(w->report, text);

    w->failed = w->failed || kept == NULL;
    return kept;
}

/* Adds the fact whose text was written. */
static void add_fact(writer *w, const char *name)
{
    if (w->text.length > 0 || w->text.failed) {
        const char *text = keep(w, pov_buffer_get(&w->text));
        pov_term term = {.name = name, .text = text};
        w->failed = w->failed || name == NULL || pov_report_add_term(w->report, term) != POV_OK;
    }
    pov_buffer_clear(&w->text);
}

/* "End of 2022", "In 2022-06", "State": by the label of that name with _end_of or _month. */
static const char *year_name(writer *w, const char *alone, const char *end, const char *month,
                             pov_year year)
{
    pov_buffer text = {0};

    if (year.year == 0) {
        return word(w, alone);
    }
    pov_buffer_format(&text, "%s ", word(w, year.month != 0 ? month : end));
    pov_year_write(&text, year);
    w->failed = w->failed || text.failed;
    const char *kept = keep(w, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    return kept;
}

/* Writes, after what stands before it, the text with the figure for its "{}", as a table
 * has it; nothing where a table shows none. */
static bool write_figure(writer *w, const char *before, const char *text, const pov_figure *figure)
{
    static const pov_report_column column = {.kind = POV_COLUMN_FIGURE};
    pov_cell cell = {.figure = *figure};
    size_t length = strcspn(text, "{");

    if (!pov_cell_shown(&column, &cell)) {
        return false;
    }
    pov_buffer_text(&w->text, before);
    pov_buffer_add(&w->text, text, length);
    pov_buffer_text(&w->text, pov_figure_approximate(figure) ? "≈" : "");
    pov_cell_write(&w->text, &column, &cell, w->options, pov_numerals_of(w->options->language));
    pov_buffer_text(&w->text, text + length + strlen("{}"));
    return true;
}

/* "13,342 poor households (7.97%)" */
static void write_state(writer *w, const pov_figure *poor, const pov_figure *rate)
{
    bool counted = write_figure(w, "", word(w, "summary.poor"), poor);

    (void)write_figure(w, counted ? " " : "", counted ? "({}%)" : "{}%", rate);
}

/* "; reduction: >4,990 households, >=3 points" */
static void write_reduction(writer *w, const pov_figure *households, const pov_figure *points)
{
    pov_buffer before = {0};

    pov_buffer_format(&before, "%s%s ", w->text.length > 0 ? "; " : "",
                      word(w, "summary.reduction"));
    const char *named = pov_buffer_get(&before);
    bool counted = write_figure(w, named, word(w, "summary.households"), households);
    (void)write_figure(w, counted ? ", " : named, word(w, "summary.points"), points);
    w->failed = w->failed || before.failed;
    pov_buffer_fini(&before);
}

/* "; 486 more than planned" */
static void write_gap(writer *w, const pov_figure *gap)
{
    pov_figure size = *gap;
    bool under = gap->value < 0;

    if (!pov_figure_known(gap) || gap->value == 0) {
        return;
    }
    if (under) {
        size.value = size.value_high = -gap->value;
        size.bounds = pov_interval_subtract((pov_interval){0, 0}, gap->bounds);
    }
    (void)write_figure(w, "; ", word(w, under ? "summary.under" : "summary.over"), &size);
}

static const char *verdict_word(const writer *w, pov_verdict verdict)
{
    char label[48];

    (void)snprintf(label, sizeof label, "verdict.%s", pov_verdict_name(verdict));
    return word(w, label);
}

/* ---- facts ---- */

static void add_units(writer *w, const whole *top)
{
    const pov_job *job = w->job;
    bool *seen = calloc(job->plan.unit_count + 1, sizeof *seen);
    size_t units = 0;

    w->failed = w->failed || seen == NULL;
    for (size_t i = 0; i < job->row_count && seen != NULL; i++) {
        size_t unit = job->plan.row[job->row[i]].unit;
        bool counted = seen[unit] || (top->index != POV_NONE && unit == top->row->unit);
        units += !counted;
        seen[unit] = true;
    }
    free(seen);
    if (units > 1) {
        pov_write_count(&w->text, (int64_t)units, pov_numerals_of(w->options->language));
    }
    add_fact(w, word(w, "units"));
}

static void add_plan(writer *w, const whole *top)
{
    const pov_figure *of = top->solved->of[POV_MEASURE_POOR];

    write_state(w, &of[POV_COUNT], &of[POV_RATE]);
    add_fact(w, year_name(w, "summary.state", "summary.end_of", "summary.month", top->row->year));
    write_state(w, &of[POV_REMAINING], &of[POV_REMAINING_SHARE]);
    write_reduction(w, &of[POV_REDUCTION], &of[POV_PP]);
    add_fact(w, year_name(w, "summary.plan", "summary.plan_end_of", "summary.plan_month",
                          top->row->target_year));
}

static void add_result(writer *w, const whole *top, const pov_plan *result,
                       const pov_progress *progress)
{
    for (size_t i = 0; i < progress->count && top->index != POV_NONE; i++) {
        const pov_progress_row *row = &progress->row[i];
        if (row->plan_row == top->index && row->result_row != POV_NONE) {
            write_state(w, &row->actual_poor, &row->actual_rate);
            write_gap(w, &row->gap_households);
            add_fact(w, year_name(w, "summary.result", "summary.result_end_of",
                                  "summary.result_month", result->row[row->result_row].year));
        }
    }
    for (size_t verdict = POV_VERDICT_MET; verdict < POV_VERDICT_COUNT; verdict++) {
        if (progress->of[verdict] > 0) {
            pov_buffer_format(&w->text, "%s%s: %zu", w->text.length > 0 ? ", " : "",
                              verdict_word(w, (pov_verdict)verdict), progress->of[verdict]);
        }
    }
    add_fact(w, word(w, "summary.verdicts"));
}

static void add_check(writer *w)
{
    static const char *const labels[] = {"summary.notes", "summary.warnings", "summary.errors"};
    const pov_findings *findings = &w->job->findings;
    size_t count[3] = {0};

    for (size_t i = 0; i < findings->count; i++) {
        if (w->job->picked[findings->finding[i].row]) {
            count[findings->finding[i].severity]++;
        }
    }
    for (size_t severity = 3; severity-- > 0;) {
        if (count[severity] > 0) {
            pov_buffer_format(&w->text, "%s%s: %zu", w->text.length > 0 ? ", " : "",
                              word(w, labels[severity]), count[severity]);
        }
    }
    if (w->text.length == 0) {
        pov_buffer_text(&w->text, word(w, "summary.nothing_found"));
    }
    add_fact(w, word(w, "summary.check"));
}

/* ---- the whole ---- */

static void set_title(writer *w, const whole *top)
{
    pov_buffer_text(&w->text, word(w, "title.report"));
    if (top->name != NULL) {
        pov_buffer_format(&w->text, ": %s", top->name);
    }
    w->report->title = keep(w, pov_buffer_get(&w->text));
    pov_buffer_clear(&w->text);
}

static void add_files(writer *w, const pov_plan *plan)
{
    for (size_t i = 0; i < plan->file_count && !w->failed; i++) {
        w->failed = pov_report_add_file(w->report, plan->file[i]) != POV_OK;
    }
}

pov_status pov_summary_fill(pov_report *report, const pov_job *job, const pov_plan *result,
                            const pov_progress *progress, const pov_options *options)
{
    writer w = {.report = report, .job = job, .options = &options->render};
    whole top;

    find_whole(job, &top);
    report->command = "report";
    set_title(&w, &top);
    add_files(&w, &job->plan);
    add_units(&w, &top);
    if (top.solved != NULL) {
        add_plan(&w, &top);
    }
    if (progress != NULL) {
        add_files(&w, result);
        add_result(&w, &top, result, progress);
    }
    add_check(&w);
    pov_buffer_fini(&w.text);
    return w.failed ? POV_ERR_NOMEM : POV_OK;
}
