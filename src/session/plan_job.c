#include "session/plan_job.h"

#include "povcalc/text.h"
#include "session/notes.h"
#include "session/output.h"
#include "session/rows.h"

#include <stdlib.h>
#include <string.h>

/* ---- picking ---- */

static bool same_name(const char *a, const char *b)
{
    pov_buffer left = {0}, right = {0};

    pov_text_fold(a, strlen(a), &left);
    pov_text_fold(b, strlen(b), &right);
    bool same = strcmp(pov_buffer_get(&left), pov_buffer_get(&right)) == 0;
    pov_buffer_fini(&left);
    pov_buffer_fini(&right);
    return same;
}

/* The options' words in the form in which the plan holds them. */
typedef struct wanted {
    pov_buffer *units;
    size_t unit_count;
    pov_buffer level, group;
    pov_year year;
} wanted;

static pov_status wanted_init(wanted *w, const pov_options *options, pov_error *err)
{
    *w = (wanted){.year = options->year};
    w->units = calloc(options->units.count + 1, sizeof *w->units);
    if (w->units == NULL) {
        return pov_no_memory(err);
    }
    w->unit_count = options->units.count;
    for (size_t i = 0; i < w->unit_count; i++) {
        pov_text_fold(options->units.text[i], strlen(options->units.text[i]), &w->units[i]);
    }
    if (options->level != NULL) {
        const char *known = pov_level_known(options->level);
        pov_text_fold(known ? known : options->level, strlen(known ? known : options->level),
                      &w->level);
    }
    if (options->group != NULL) {
        const char *known = pov_group_known(options->group);
        pov_text_fold(known ? known : options->group, strlen(known ? known : options->group),
                      &w->group);
    }
    bool failed = w->level.failed || w->group.failed;
    for (size_t i = 0; i < w->unit_count; i++) {
        failed = failed || w->units[i].failed;
    }
    return failed ? pov_no_memory(err) : POV_OK; /* an empty word would mean: not asked for */
}

static void wanted_fini(wanted *w)
{
    for (size_t i = 0; i < w->unit_count; i++) {
        pov_buffer_fini(&w->units[i]);
    }
    free(w->units);
    pov_buffer_fini(&w->level);
    pov_buffer_fini(&w->group);
}

static bool is_wanted(const wanted *w, const pov_plan *plan, const pov_row *row)
{
    bool unit = w->unit_count == 0;

    for (size_t i = 0; i < w->unit_count && !unit; i++) {
        unit = strcmp(plan->unit[row->unit].key, pov_buffer_get(&w->units[i])) == 0;
    }
    return unit &&
           (w->level.length == 0 ||
            strcmp(plan->unit[row->unit].level, pov_buffer_get(&w->level)) == 0) &&
           (w->group.length == 0 || strcmp(row->group, pov_buffer_get(&w->group)) == 0) &&
           (w->year.year == 0 || pov_year_compare(w->year, row->year) == 0);
}

/* The word of the plan's rows that is nearest to a misspelt level or group. */
static const char *nearest_word(const pov_job *job, const char *word, bool level)
{
    const char *best = NULL;

    for (size_t r = 0; r < job->plan.row_count && best == NULL; r++) {
        const char *candidate = level ? job->plan.row[r].level : job->plan.row[r].group;
        best = candidate[0] != '\0' ? pov_text_nearest(word, &candidate, 1) : NULL;
    }
    return best;
}

static pov_status refuse_nothing_picked(const pov_job *job, const pov_options *options,
                                        pov_error *err)
{
    pov_buffer given = {0};
    const char *near = NULL;

    if (options->units.count > 0) {
        pov_buffer_text(&given, " --unit");
    }
    if (options->level != NULL) {
        pov_buffer_format(&given, " --level %s", options->level);
        near = nearest_word(job, options->level, true);
    }
    if (options->group != NULL) {
        pov_buffer_format(&given, " --group %s", options->group);
        near = near != NULL ? near : nearest_word(job, options->group, false);
    }
    if (options->year.year != 0) {
        pov_buffer_text(&given, " --year ");
        pov_year_write(&given, options->year);
    }
    pov_status status = pov_fail(err, POV_ERR_USAGE, "%s has no row for%s", job->plan.file[0],
                                 pov_buffer_get(&given));
    pov_error_suggest(err, near);
    pov_buffer_fini(&given);
    return status;
}

static pov_status refuse_unknown_unit(const pov_job *job, const pov_options *options,
                                      pov_error *err)
{
    for (size_t i = 0; i < options->units.count; i++) {
        const char *name = options->units.text[i];
        bool found = false;
        for (size_t u = 0; u < job->plan.unit_count && !found; u++) {
            found = same_name(job->plan.unit[u].name, name);
        }
        if (found) {
            continue;
        }
        const char **names = malloc((job->plan.unit_count + 1) * sizeof *names);
        if (names == NULL) {
            return pov_no_memory(err);
        }
        for (size_t u = 0; u < job->plan.unit_count; u++) {
            names[u] = job->plan.unit[u].name;
        }
        const char *near = pov_text_nearest(name, names, job->plan.unit_count);
        pov_status status = pov_fail(err, POV_ERR_USAGE, "--unit: %s holds no unit \"%s\"",
                                     job->plan.file[0], name);
        pov_error_suggest(err, near);
        free(names);
        return status;
    }
    return refuse_nothing_picked(job, options, err);
}

/* Depths count from the nearest picked row above. */
static void keep_picked(pov_job *job, const wanted *w, const pov_plan_order *order, unsigned *stack)
{
    unsigned open = 0;

    for (size_t i = 0; i < job->plan.row_count; i++) {
        size_t row = order->row[i];
        while (open > 0 && stack[open - 1] >= order->depth[i]) {
            open--;
        }
        job->picked[row] = is_wanted(w, &job->plan, &job->plan.row[row]);
        if (job->picked[row]) {
            job->row[job->row_count] = row;
            job->depth[job->row_count++] = open;
            stack[open++] = order->depth[i];
        }
    }
}

static pov_status pick_rows(pov_job *job, const pov_options *options, pov_error *err)
{
    size_t count = job->plan.row_count;
    size_t *rank = NULL;
    pov_plan_order order = {0};
    wanted w = {0};
    unsigned *stack = malloc((count + 1) * sizeof *stack);
    pov_status status = wanted_init(&w, options, err);

    job->row = malloc((count + 1) * sizeof *job->row);
    job->depth = malloc((count + 1) * sizeof *job->depth);
    job->picked = calloc(count + 1, sizeof *job->picked);
    if (job->row == NULL || job->depth == NULL || job->picked == NULL || stack == NULL) {
        status = pov_no_memory(err);
    }
    if (status == POV_OK && options->sort != NULL) {
        status = pov_rows_rank(&job->plan, &job->solution, options->sort, options->sort_down, &rank,
                               err);
    }
    if (status == POV_OK) {
        status = pov_plan_order_get(&job->plan, rank, &order, err);
    }
    if (status == POV_OK) {
        keep_picked(job, &w, &order, stack);
        if (job->row_count == 0 && count > 0) {
            status = refuse_unknown_unit(job, options, err);
        }
    }
    pov_plan_order_fini(&order);
    wanted_fini(&w);
    free(rank);
    free(stack);
    return status;
}

/* ---- jobs ---- */

static void job_fini(pov_job *job)
{
    free(job->row);
    free(job->depth);
    free(job->picked);
    pov_findings_fini(&job->findings);
    pov_solution_fini(&job->solution);
    pov_plan_fini(&job->plan);
}

/* A plan that states nothing is not an error, but an empty table needs a word. */
static pov_status note_no_figures(const pov_plan *plan, pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;

    for (size_t r = 0; r < plan->row_count; r++) {
        if (plan->row[r].stated_set != 0) {
            return POV_OK;
        }
    }
    (void)pov_fail(&note, POV_ERR_DATA,
                   plan->row_count == 0 ? POV_TEXT("the file has no rows")
                                        : POV_TEXT("no figures are stated"));
    pov_error_place(&note, plan->file[0], 0, 0, NULL);
    note.code = POV_OK;
    return pov_problems_add(problems, &note);
}

static pov_status load_job(pov_job *job, const char *path, const pov_unit_map *map,
                           const pov_options *options, const pov_io *io, pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error failure = POV_ERROR_INIT;
    pov_status status = pov_load_plan_file(&job->plan, path, &options->load, &problems, &failure);

    if (status == POV_OK && map != NULL) {
        status = pov_unit_map_apply(map, &job->plan, &problems, &failure);
    }
    if (status == POV_OK) {
        status = pov_plan_finish(&job->plan, &problems, &failure);
    }
    if (status == POV_OK) {
        status = note_no_figures(&job->plan, &problems);
    }
    if (status == POV_OK) {
        status = pov_solve(&job->plan, &options->assumptions, &job->solution, &failure);
    }
    if (status == POV_OK) {
        status = pov_check(&job->solution, &options->check, &job->findings, &failure);
    }
    if (status == POV_OK) {
        status = pick_rows(job, options, &failure);
    }
    pov_print_problems(&problems, options->quiet, io->err);
    if (status != POV_OK) {
        if (problems.errors == 0) {
            pov_print_error(&failure, io->err);
        }
        (void)pov_fail(err, status, "%s", failure.message);
    }
    pov_problems_fini(&problems);
    return status;
}

pov_status pov_jobs_load(pov_jobs *jobs, const pov_unit_map *map, const pov_options *options,
                         const pov_io *io, pov_error *err)
{
    static const char *const standard_input[] = {"-"};
    const char *const *path = options->operands.text;
    size_t count = options->operands.count;
    pov_status first = POV_OK;

    if (count == 0) {
        path = standard_input;
        count = 1;
    }
    /* all at once: each solution borrows the plan beside it, so a job never moves */
    jobs->job = calloc(count, sizeof *jobs->job);
    if (jobs->job == NULL) {
        pov_status status = pov_no_memory(err);
        pov_print_error(err, io->err);
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        /* all files are looked at, so that all that is wrong is said at once */
        pov_status status = load_job(&jobs->job[jobs->count++], path[i], map, options, io, err);
        first = first == POV_OK ? status : first;
    }
    return first;
}

void pov_jobs_fini(pov_jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++) {
        job_fini(&jobs->job[i]);
    }
    free(jobs->job);
    *jobs = (pov_jobs){0};
}

int pov_failed(const pov_error *err, const pov_io *io)
{
    pov_print_error(err, io->err);
    return POV_EXIT_FAILED;
}

static pov_status render_jobs(const pov_job *jobs, size_t count, const pov_options *options,
                              const pov_renderer *renderer, FILE *to, pov_report_fill *fill,
                              pov_error *err)
{
    pov_report report = POV_REPORT_INIT;
    pov_status status = fill(&report, jobs, count, options, err);

    if (status == POV_OK) {
        status = renderer->render(&report, &options->render, to, err);
    }
    pov_report_fini(&report);
    return status;
}

const pov_renderer *pov_job_renderer(const pov_job_command *command, const pov_options *options)
{
    return options->renderer != NULL ? options->renderer : pov_renderer_by_name(command->format);
}

/* A report for each plan, all in one document. */
static pov_status render_document(const pov_jobs *jobs, const pov_options *options,
                                  const pov_renderer *renderer, FILE *to, pov_report_fill *fill,
                                  pov_error *err)
{
    pov_report *reports = calloc(jobs->count, sizeof *reports);
    pov_status status = reports != NULL ? POV_OK : pov_no_memory(err);

    for (size_t i = 0; i < jobs->count && status == POV_OK; i++) {
        status = fill(&reports[i], &jobs->job[i], 1, options, err);
    }
    if (status == POV_OK) {
        status = pov_render_reports(renderer, reports, jobs->count, &options->render, to, err);
    }
    for (size_t i = 0; i < jobs->count && reports != NULL; i++) {
        pov_report_fini(&reports[i]);
    }
    free(reports);
    return status;
}

int pov_jobs_run(const pov_job_command *command, const pov_options *options, const pov_io *io)
{
    const pov_renderer *renderer = pov_job_renderer(command, options);
    pov_report_fill *fill = command->fill;
    pov_jobs jobs = {0};
    pov_output output = {0};
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_FAILED;

    if (renderer->one_file && options->operands.count > 1) {
        (void)pov_fail(&err, POV_ERR_USAGE, "%s holds one file, but %zu are given", renderer->name,
                       options->operands.count);
        pov_error_hint(&err, "run povcalc once for each file");
        return pov_failed(&err, io);
    }
    pov_status status = pov_jobs_load(&jobs, NULL, options, io, &err);
    if (status != POV_OK) {
        goto done; /* said already */
    }
    status = pov_output_open(&output, options->output, io, &err);
    if (status == POV_OK && !renderer->each_file) {
        status = render_jobs(jobs.job, jobs.count, options, renderer, output.to, fill, &err);
    } else if (status == POV_OK && renderer->render_all != NULL) {
        status = render_document(&jobs, options, renderer, output.to, fill, &err);
    } else if (status == POV_OK) {
        for (size_t i = 0; i < jobs.count && status == POV_OK; i++) {
            if (i > 0) {
                (void)fputc('\n', output.to);
            }
            status = render_jobs(&jobs.job[i], 1, options, renderer, output.to, fill, &err);
        }
    }
    status = pov_output_close(&output, status, &err);
    if (status != POV_OK) {
        result = pov_failed(&err, io);
    } else {
        result = command->answer != NULL ? command->answer(&jobs, options, io) : POV_EXIT_YES;
    }

done:
    pov_jobs_fini(&jobs);
    return result;
}
