/*
 * A plan and its result may not belong together: the files may be swapped, names may differ, or the
 * years. Then no unit is judged, and "no unit missed" would be a wrong answer.
 */
#include "commands/progress_input.h"

#include "base/text.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/print_report.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* What was judged, and by what. */
typedef struct judged {
    const pov_job *plan, *result;
    const pov_progress *progress;
    const pov_options *options;
} judged;

static const char *plan_file(const judged *j)
{
    return j->plan->plan.file[0];
}

static const pov_row *planned(const judged *j, size_t i)
{
    size_t row = j->progress->row[i].plan_row;

    return row == POV_NONE ? NULL : &j->plan->plan.row[row];
}

/* Rows of the plan that state a target, and those of them that have a result. */
static size_t count_rows(const judged *j, bool with_result)
{
    size_t count = 0;

    for (size_t i = 0; i < j->progress->count; i++) {
        const pov_progress_row *row = &j->progress->row[i];
        count += row->plan_row != POV_NONE && row->reason != POV_REASON_NO_TARGET &&
                 (!with_result || row->result_row != POV_NONE);
    }
    return count;
}

/* ---- the wrong order ---- */

static void suggest_order(const judged *j, pov_error *err)
{
    if (j->options->operands.count == 2 &&
        strcmp(j->options->operands.text[0], j->options->operands.text[1]) != 0) {
        pov_error_hint(err, "were the files swapped? povcalc progress %s %s",
                       j->options->operands.text[1], j->options->operands.text[0]);
    }
}

static pov_status refuse_without_targets(const judged *j, pov_error *err)
{
    if (j->options->yearly.judge != POV_JUDGE_AS_STATED) {
        (void)pov_fail(err, POV_ERR_DATA, "states no target that --judge asks for");
        pov_error_hint(err, "without --judge every target that is stated is judged");
        pov_error_place(err, plan_file(j), 0, 0, NULL);
        return POV_ERR_DATA;
    }
    (void)pov_fail(err, POV_ERR_DATA, "states no targets, and the plan comes first");
    pov_error_place(err, plan_file(j), 0, 0, NULL);
    suggest_order(j, err);
    return POV_ERR_DATA;
}

/* Whether the result aims at a year of which the plan prints the state. */
static bool seem_swapped(const judged *j)
{
    const pov_plan *plan = &j->plan->plan, *result = &j->result->plan;
    pov_year aim = {0, 0};

    for (size_t r = 0; r < result->row_count; r++) {
        if (pov_year_compare(result->row[r].target_year, aim) > 0) {
            aim = result->row[r].target_year;
        }
    }
    for (size_t r = 0; r < plan->row_count; r++) {
        if (aim.year != 0 && pov_year_compare(plan->row[r].year, aim) == 0) {
            return true;
        }
    }
    return false;
}

/* ---- years and names that differ ---- */

enum { SHOWN = 8 }; /* names or years that a message lists */

/* The years of the result's rows of units of the plan. */
typedef struct years {
    pov_year year[SHOWN];
    size_t count;
} years;

static bool has_year(const years *y, pov_year year)
{
    for (size_t i = 0; i < y->count; i++) {
        if (pov_year_compare(y->year[i], year) == 0) {
            return true;
        }
    }
    return false;
}

static void add_year(years *y, pov_year year)
{
    if (year.year != 0 && y->count < SHOWN && !has_year(y, year)) {
        y->year[y->count++] = year;
    }
}

/* Rows of the result whose unit the plan has. */
static pov_status find_years(const judged *j, years *found, size_t *rows, pov_error *err)
{
    const pov_plan *plan = &j->plan->plan, *result = &j->result->plan;
    pov_map keys = {0};
    pov_status status = POV_OK;

    for (size_t i = 0; i < j->progress->count && status == POV_OK; i++) {
        const pov_row *row = planned(j, i);
        if (row != NULL) {
            const char *key = plan->unit[row->unit].key;
            status = pov_map_put(&keys, key, strlen(key), row->unit);
        }
    }
    for (size_t r = 0; r < result->row_count && status == POV_OK; r++) {
        const char *key = result->unit[result->row[r].unit].key;
        if (pov_map_get(&keys, key, strlen(key)) != POV_NONE) {
            add_year(found, result->row[r].year);
            ++*rows;
        }
    }
    pov_map_fini(&keys);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

/* The last year that the plan aims at. */
static pov_year last_target(const judged *j)
{
    pov_year last = {0, 0};

    for (size_t i = 0; i < j->progress->count; i++) {
        const pov_row *row = planned(j, i);
        if (row != NULL && pov_year_compare(row->target_year, last) > 0) {
            last = row->target_year;
        }
    }
    return last;
}

static void write_years(const years *y, pov_buffer *text)
{
    for (size_t i = 0; i < y->count; i++) {
        pov_buffer_text(text, i > 0 ? ", " : "");
        pov_year_write(text, y->year[i]);
    }
}

/* "2,000 households fewer by 2023" may be what is planned, or what came of it. */
static bool suggest_kind(const judged *j, pov_error *err)
{
    const size_t row = pov_progress_unsaid(j->progress);
    pov_buffer place = {0};

    if (row == POV_NONE) {
        return false;
    }
    pov_plan_write_place(&j->result->plan, row, &place);
    pov_error_hint(err, "is %s what came of it? Then the column kind says outcome there",
                   pov_buffer_get(&place));
    pov_buffer_fini(&place);
    return true;
}

static void fail_for_years(const judged *j, const years *found, pov_error *err)
{
    pov_year last = last_target(j);
    pov_buffer wanted = {0}, there = {0};

    pov_year_write(&wanted, last);
    write_years(found, &there);
    if (wanted.failed || there.failed) {
        (void)pov_no_memory(err);
    } else if (found->count == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "no row of the units of %s states its year",
                       plan_file(j));
        if (!suggest_kind(j, err)) {
            pov_error_hint(err, "the column year says of which year a row is, or its heading");
        }
    } else if (j->options->operands.count == 2 &&
               strcmp(j->options->operands.text[0], j->options->operands.text[1]) == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "is named both as the plan and as its result");
        pov_error_hint(err, "povcalc progress PLAN RESULT");
    } else if (last.year == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "%s does not state the year that it aims at",
                       plan_file(j));
        pov_error_hint(err, "the column target_year says it");
    } else if (has_year(found, last)) {
        (void)pov_fail(err, POV_ERR_DATA, "has no row for %s of the groups that %s aims at",
                       pov_buffer_get(&wanted), plan_file(j));
    } else {
        (void)pov_fail(err, POV_ERR_DATA,
                       "has no result for %s, the target year of %s; the units are there for %s",
                       pov_buffer_get(&wanted), plan_file(j), pov_buffer_get(&there));
    }
    if (found->count > 0 && !suggest_kind(j, err) && seem_swapped(j)) {
        suggest_order(j, err);
    }
    pov_buffer_fini(&wanted);
    pov_buffer_fini(&there);
}

/* One name of the result that may be one of the plan. */
static void suggest_name(const judged *j, pov_error *err)
{
    for (size_t i = 0; i < j->progress->count; i++) {
        const pov_progress_row *row = &j->progress->row[i];
        if (row->plan_row != POV_NONE && row->nearest != NULL) {
            pov_error_hint(err,
                           "is \"%s\" in the result what the plan calls \"%s\"? --map FILE "
                           "says which names mean the same",
                           row->nearest, j->plan->plan.row[row->plan_row].name);
            return;
        }
    }
    const pov_row *first = planned(j, 0);
    if (first != NULL && j->result->plan.unit_count > 0) {
        pov_error_hint(err,
                       "the result speaks of \"%s\", the plan of \"%s\"; --map FILE says "
                       "which names mean the same",
                       j->result->plan.unit[0].name, first->name);
    }
}

/* Units of one name, and no parent that tells them apart. */
static bool fail_for_names(const judged *j, pov_error *err)
{
    for (size_t i = 0; i < j->progress->count; i++) {
        const pov_progress_row *row = &j->progress->row[i];
        if (row->plan_row != POV_NONE && row->reason == POV_REASON_TWO_UNITS) {
            (void)pov_fail(err, POV_ERR_DATA, "%s is the name of several units",
                           planned(j, i)->name);
            pov_error_hint(err, "the column parent says which of them is meant, in both files");
            return true;
        }
    }
    return false;
}

/* Not one row of the plan has a result. */
static pov_status refuse_without_result(const judged *j, pov_error *err)
{
    const pov_plan *result = &j->result->plan;
    years found = {.count = 0};
    size_t rows = 0;
    pov_status status = find_years(j, &found, &rows, err);

    if (status != POV_OK) {
        return status;
    }
    if (result->row_count == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "there is no result in it: the file has no rows");
    } else if (fail_for_names(j, err)) {
        /* said */
    } else if (rows > 0) {
        fail_for_years(j, &found, err);
    } else {
        (void)pov_fail(err, POV_ERR_DATA, "holds no unit of %s", plan_file(j));
        suggest_name(j, err);
    }
    pov_error_place(err, result->file_count == 1 ? result->place[0] : NULL, 0, 0, NULL);
    return err->code;
}

/* ---- some rows without a result ---- */

static void add_name(const judged *j, const pov_progress_row *without, pov_buffer *names)
{
    const pov_row *row = &j->plan->plan.row[without->plan_row];

    pov_buffer_text(names, names->length > 0 ? ", " : "");
    pov_buffer_text(names, row->name);
    pov_write_group(names, row->group, j->options->render.language);
    if (without->nearest != NULL) {
        pov_buffer_format(names, " (%s?)", without->nearest);
    }
}

static void note_without_result(const judged *j, const pov_io *io)
{
    pov_error note = POV_ERROR_INIT;
    pov_buffer names = {0};
    size_t all = count_rows(j, false), missing = all - count_rows(j, true), shown = 0;

    if (missing == 0) {
        return;
    }
    for (size_t i = 0; i < j->progress->count && shown < SHOWN; i++) {
        const pov_progress_row *row = &j->progress->row[i];
        if (row->plan_row != POV_NONE && row->result_row == POV_NONE &&
            row->reason != POV_REASON_NO_TARGET) {
            add_name(j, row, &names);
            shown++;
        }
    }
    pov_buffer_text(&names, missing > shown ? ", ..." : "");
    (void)pov_fail(&note, POV_ERR_DATA, "no result for %zu of %zu rows with a target: %s", missing,
                   all, pov_buffer_get(&names));
    (void)suggest_kind(j, &note);
    pov_error_place(&note, plan_file(j), 0, 0, NULL);
    pov_print_note(&note, io->err);
    pov_buffer_fini(&names);
}

/* ---- results that contradict each other or themselves ---- */

/* The result has the unit's year, but not the figures. */
static void note_unsaid(const judged *j, const pov_progress_row *row, const pov_io *io)
{
    const pov_row *plan = &j->plan->plan.row[row->plan_row];
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_DATA, "%s cannot be judged: %s", plan->name,
                   pov_label(row->reason == POV_REASON_NO_BASELINE ? "reason.no_baseline"
                                                                   : "reason.no_figures",
                             j->options->render.language));
    (void)suggest_kind(j, &note);
    pov_error_place(&note, j->plan->plan.place[plan->file], plan->line, 0, NULL);
    pov_print_note(&note, io->err);
}

static void note_about_result(const judged *j, const pov_progress_row *row, const pov_io *io)
{
    const pov_plan *result = &j->result->plan;
    const pov_row *one = &result->row[row->result_row];
    const pov_row *other = row->other_row != POV_NONE ? &result->row[row->other_row] : NULL;
    pov_error note = POV_ERROR_INIT;
    pov_buffer place = {0}, to = {0};

    assert(result->row != NULL); /* a row that was judged has a result */
    if (other != NULL) {
        pov_plan_write_place(result, row->other_row, &place);
    }
    if (row->reason == POV_REASON_STANDARDS && other != NULL) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s is stated under %s here and under %s in %s; the plan names no standard",
                       one->name, one->standard, other->standard, pov_buffer_get(&place));
    } else if (row->reason == POV_REASON_TWICE && other != NULL) {
        (void)pov_fail(&note, POV_ERR_DATA, "%s has other figures in %s", one->name,
                       pov_buffer_get(&place));
    } else if (row->reason == POV_REASON_UNIT) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "%s: %s households, then %s: another unit of the same name?", one->name,
                       pov_show_count(pov_figure_best(&row->start_households)).text,
                       pov_show_count(pov_figure_best(&row->actual_all)).text);
        pov_error_hint(&note, "--map FILE says which units became this one");
    } else if (pov_figure_known(&row->result_start)) {
        const pov_numerals numerals = pov_numerals_of(j->options->render.language);
        pov_buffer from = {0};
        pov_write_figure(&from, &row->plan_start, -1, numerals);
        pov_write_figure(&to, &row->result_start, -1, numerals);
        (void)pov_fail(&note, POV_ERR_DATA, "%s: the plan starts from %s, the result from %s",
                       one->name, pov_buffer_get(&from), pov_buffer_get(&to));
        pov_buffer_fini(&from);
    } else if (row->contradicts) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "the figures of %s contradict each other; it is judged by them as printed",
                       one->name);
        pov_error_hint(&note, "povcalc check %s", result->file[one->file]);
    }
    pov_buffer_fini(&place);
    pov_buffer_fini(&to);
    if (note.code != POV_OK) {
        pov_error_place(&note, result->place[one->file], one->line, 0, NULL);
        pov_print_note(&note, io->err);
    }
}

static void note_about_results(const judged *j, const pov_io *io)
{
    for (size_t i = 0; i < j->progress->count; i++) {
        const pov_progress_row *row = &j->progress->row[i];
        if (row->plan_row != POV_NONE && row->result_row != POV_NONE) {
            note_about_result(j, row, io);
        }
        if (row->result_row != POV_NONE && row->unsaid_row != POV_NONE) {
            note_unsaid(j, row, io);
        }
    }
}

/* The standard that is asked for, as the result writes it. */
static const char *standard_of(const pov_plan *result, const char *asked)
{
    const char *found = asked != NULL ? asked : "";
    pov_buffer wanted = {0}, folded = {0};

    pov_text_fold(found, strlen(found), &wanted);
    for (size_t r = 0; asked != NULL && found == asked && r < result->row_count; r++) {
        const char *standard = result->row[r].standard;
        pov_buffer_clear(&folded);
        pov_text_fold(standard, strlen(standard), &folded);
        found = strcmp(pov_buffer_get(&folded), pov_buffer_get(&wanted)) == 0 ? standard : found;
    }
    pov_buffer_fini(&wanted);
    pov_buffer_fini(&folded);
    return found;
}

/* ---- the whole ---- */

/* Whether a finding speaks of what was, not of what the result's document aims at. */
static bool is_of_the_result(const pov_plan *plan, const pov_check_finding *f)
{
    const pov_aspect aspect =
        f->quantity < POV_QUANTITY_COUNT ? pov_quantity_get(f->quantity)->aspect : POV_ASPECT_COUNT;
    const bool end = aspect == POV_REMAINING || aspect == POV_REMAINING_SHARE;

    return f->severity > POV_NOTE && (aspect == POV_COUNT || aspect == POV_RATE ||
                                      (end && plan->row[f->row].kind == POV_END_OUTCOME));
}

/* Also a parent of the result that is not the sum of its units. */
static pov_status mark_misfits(const pov_job *result, pov_progress *progress, pov_error *err)
{
    bool *misfit = calloc(result->plan.row_count + 1, sizeof *misfit);

    for (size_t i = 0; i < result->findings.count && misfit != NULL; i++) {
        const pov_check_finding *f = &result->findings.finding[i];
        misfit[f->row] = misfit[f->row] || is_of_the_result(&result->plan, f);
    }
    for (size_t i = 0; i < progress->count && misfit != NULL; i++) {
        pov_progress_row *row = &progress->row[i];
        row->contradicts =
            row->contradicts || (row->result_row != POV_NONE && misfit[row->result_row]);
    }
    const bool failed = misfit == NULL;
    free(misfit);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* Judges the one plan against all files after it. The names of the map are the plan's alone. */
static pov_status load_result(const pov_job *plan, const pov_options *options, const pov_io *io,
                              pov_jobs *result, pov_progress *progress)
{
    const pov_texts *files = &options->operands;
    const pov_input_request request = {
        .paths = {.text = files->text + 1, .count = files->count - 1},
        .joined = true,
        .all_rows = true, /* rows are picked from the plan */
        .check = true,
    };
    pov_error err = POV_ERROR_INIT;
    pov_status status = pov_jobs_load(result, &request, options, io);

    if (status != POV_OK) {
        return status; /* said already */
    }
    pov_problems notes = POV_PROBLEMS_INIT;
    status = pov_plans_join_names(&plan->plan, &result->job[0].plan, &notes, &err);
    pov_print_problems(&notes, options->quiet, io->err);
    pov_problems_fini(&notes);
    if (status != POV_OK) {
        pov_print_error(&err, io->err);
        return status;
    }
    status = pov_progress_judge(
        &plan->solution, &result->job[0].solution, plan->picked, options->yearly.judge,
        standard_of(&result->job[0].plan, options->standard), progress, &err);
    if (status == POV_OK) {
        status = mark_misfits(&result->job[0], progress, &err);
    }
    const judged j = {plan, &result->job[0], progress, options};
    if (status == POV_OK && count_rows(&j, false) == 0) {
        status = refuse_without_targets(&j, &err);
    }
    if (status == POV_OK && count_rows(&j, true) == 0) {
        status = refuse_without_result(&j, &err);
    }
    if (status != POV_OK) {
        pov_print_error(&err, io->err);
    } else if (!options->quiet && options->renderer != NULL && !options->renderer->each_file) {
        /* people read it below the table, others in a sentence of the plan */
        if (!pov_wants_sentences(options)) {
            note_without_result(&j, io);
        }
        note_about_results(&j, io);
    }
    return status;
}

/* ---- with its plan ---- */

/* The plan is the first operand, checked; the others are its result. Says on io->err what is
 * wrong. */
static pov_status load(const pov_result_command *command, pov_plan_and_result *in,
                       const pov_options *options, const pov_io *io)
{
    const pov_texts *files = &options->operands;
    const pov_input_request plan = {.paths = {.text = files->text, .count = files->count > 0},
                                    .map = &in->map,
                                    .check = true,
                                    .other_kind = command->answer_other != NULL,
                                    .says_findings = command->says_findings};
    pov_status status = pov_input_map(&in->map, options, io);

    in->has_result = files->count > 1;
    if (status == POV_OK) {
        status = pov_jobs_load(&in->plan, &plan, options, io);
    }
    return status == POV_OK && in->has_result
               ? load_result(&in->plan.job[0], options, io, &in->result, &in->progress)
               : status;
}

void pov_report_add_documents(pov_report *report, const pov_plan_and_result *in)
{
    const pov_plan *plan = &in->plan.job[0].plan;

    pov_report_add_files(report, plan->file, plan->file_count);
    if (in->has_result) {
        const pov_plan *result = &in->result.job[0].plan;
        pov_report_add_files(report, result->file, result->file_count);
    }
}

/* What was loaded, as reports. */
static int print(const pov_result_command *command, const pov_plan_and_result *in,
                 const pov_options *options, const pov_io *io)
{
    pov_report reports[POV_RESULT_REPORTS] = {POV_REPORT_INIT};
    pov_error err = POV_ERROR_INIT;
    const size_t count = command->fill(reports, in, options);
    pov_status status = pov_print_reports(reports, count, options, io, &err);
    for (size_t i = 0; i < POV_RESULT_REPORTS; i++) {
        pov_report_fini(&reports[i]);
    }
    int answer = status != POV_OK          ? pov_failed(&err, io)
                 : command->answer != NULL ? command->answer(&in->progress, options->yearly.fail_on)
                                           : POV_EXIT_YES;
    return pov_input_end(&in->result.files, answer, io);
}

int pov_result_command_run(const pov_result_command *command, const pov_options *options,
                           const pov_io *io)
{
    pov_plan_and_result in = {.map = POV_UNIT_MAP_INIT, .progress = POV_PROGRESS_INIT};
    int exit_status = POV_EXIT_FAILED; /* it was said why */

    if (load(command, &in, options, io) == POV_OK) {
        exit_status = print(command, &in, options, io);
    } else if (in.plan.files.other_kind) {
        exit_status = command->answer_other(in.plan.files.kind, options, io);
    }
    pov_progress_fini(&in.progress);
    pov_jobs_fini(&in.result);
    pov_jobs_fini(&in.plan);
    pov_unit_map_fini(&in.map);
    return exit_status;
}
