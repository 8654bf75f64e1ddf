#include "session/input.h"

#include "base/text.h"
#include "loader/map_file.h"
#include "session/notes.h"
#include "session/row_filter.h"

#include <stdlib.h>
#include <string.h>

/* ---- files ---- */

/* What came of one file. It is said when all are read: only then is it known whether one of another
 * kind is one among many, or all that there is. */
typedef struct outcome {
    pov_problems problems;
    pov_error failure;
    pov_status status;
} outcome;

static pov_texts paths_or_standard_input(const pov_texts *paths)
{
    static const char *standard_input[] = {"-"};

    return paths->count > 0 ? *paths : (pov_texts){.text = standard_input, .count = 1};
}

static void say_passed_over(const outcome *o, const char *path, const pov_io *io)
{
    pov_error note = POV_ERROR_INIT;

    (void)pov_fail(&note, POV_ERR_KIND, "passed over: %s", o->failure.message);
    pov_error_place(&note, path, 0, 0, NULL);
    if (o->failure.hint[0] != '\0') {
        pov_error_hint(&note, "%s", o->failure.hint);
    }
    pov_print_note(&note, io->err);
}

static void say_outcome(const outcome *o, const char *path, bool any_used, bool quiet,
                        const pov_io *io)
{
    if (o->status == POV_ERR_KIND && any_used) {
        if (!quiet) {
            say_passed_over(o, path, io);
        }
        return;
    }
    pov_print_problems(&o->problems, quiet, io->err);
    if (o->status != POV_OK && o->problems.errors == 0) {
        pov_print_error(&o->failure, io->err);
    }
}

/* "b.csv, c.csv", of many the first ones */
static void list_refused(const pov_input_files *files, pov_buffer *names)
{
    enum { SHOWN = 5 };

    for (size_t i = 0; i < files->refused_count; i++) {
        pov_text_list(names, i, SHOWN, files->refused[i]);
    }
}

static void say_whole(const pov_input_files *files, const pov_io *io)
{
    pov_error error = POV_ERROR_INIT;
    pov_buffer names = {0};

    list_refused(files, &names);
    (void)pov_fail(&error, POV_ERR_DATA, "nothing is added up, since a part is missing: %s",
                   pov_buffer_get(&names));
    pov_print_error(&error, io->err);
    pov_buffer_fini(&names);
}

static void sort_out(pov_input_files *files, const pov_texts *paths, const outcome *outcomes)
{
    for (size_t i = 0; i < paths->count; i++) {
        if (outcomes[i].status == POV_OK) {
            files->used[files->used_count++] = paths->text[i];
        } else if (outcomes[i].status != POV_ERR_KIND) {
            files->refused[files->refused_count++] = paths->text[i];
        }
    }
}

/* Of a file that is of another kind: which one. */
static pov_file_kind kind_of(const outcome *o)
{
    for (size_t i = 0; i < o->problems.count; i++) {
        if (o->problems.item[i].code == POV_ERR_KIND) {
            return (pov_file_kind)o->problems.item[i].kind;
        }
    }
    return (pov_file_kind)o->failure.kind;
}

/* Whether another command can answer from the files; what was read of standard input is gone. */
static bool is_for_another(pov_input_files *files, const pov_texts *paths, const outcome *first)
{
    files->kind = kind_of(first);
    return files->other_kind && first->status == POV_ERR_KIND && paths->count > 0 &&
           strcmp(paths->text[0], "-") != 0 &&
           (files->kind == POV_FILE_DEPRIVATION || files->kind == POV_FILE_HOUSEHOLDS);
}

/* What reads one file. What it leaves of a file that it refuses is not used. */
typedef pov_status read_file(void *context, const char *path, pov_problems *problems,
                             pov_error *err);

/* How many were read: all, or up to the one that ended the reading. */
static size_t read_all(outcome *outcomes, const pov_texts *paths, read_file *read, void *context)
{
    bool ended = false;
    size_t count = 0;

    for (; count < paths->count && !ended; count++) {
        outcome *o = &outcomes[count];
        o->status = read(context, paths->text[count], &o->problems, &o->failure);
        ended = o->status == POV_ERR_NOMEM;
    }
    return count;
}

/* Of each file by itself; as pov_input_join. */
static pov_status read_files(pov_input_files *files, const pov_texts *paths, bool whole,
                             read_file *read, void *context, bool quiet, const pov_io *io)
{
    pov_texts all = paths_or_standard_input(paths);
    outcome *outcomes = calloc(all.count, sizeof *outcomes);

    files->used = calloc(all.count, sizeof *files->used);
    files->refused = calloc(all.count, sizeof *files->refused);
    if (outcomes == NULL || files->used == NULL || files->refused == NULL) {
        pov_error err = POV_ERROR_INIT;
        free(outcomes);
        pov_status status = pov_no_memory(&err);
        pov_print_error(&err, io->err);
        return status;
    }
    const size_t given = all.count;
    all.count = read_all(outcomes, &all, read, context);
    sort_out(files, &all, outcomes);
    pov_status last = outcomes[all.count - 1].status, first = POV_OK;
    bool useful = files->used_count > 0 && last != POV_ERR_NOMEM;
    files->other_kind = !useful && is_for_another(files, paths, &outcomes[0]);
    for (size_t i = 0; i < all.count; i++) {
        if (!files->other_kind) {
            say_outcome(&outcomes[i], all.text[i], useful, quiet, io);
        }
        first = first == POV_OK ? outcomes[i].status : first;
        pov_problems_fini(&outcomes[i].problems);
    }
    free(outcomes);
    if (last == POV_ERR_NOMEM) {
        return last;
    }
    if (whole && files->refused_count > 0) {
        if (given > 1) {
            say_whole(files, io);
        }
        return first == POV_ERR_KIND ? POV_ERR_DATA : first;
    }
    return useful ? POV_OK : first;
}

int pov_input_end(const pov_input_files *files, int result, const pov_io *io)
{
    pov_error error = POV_ERROR_INIT;
    pov_buffer names = {0};

    if (files->refused_count == 0) {
        return result;
    }
    list_refused(files, &names);
    (void)pov_fail(&error, POV_ERR_DATA, "%zu of %zu files were read; these were not: %s",
                   files->used_count, files->used_count + files->refused_count,
                   pov_buffer_get(&names));
    pov_print_error(&error, io->err);
    pov_buffer_fini(&names);
    return POV_EXIT_FAILED;
}

void pov_input_files_fini(pov_input_files *files)
{
    free(files->used);
    free(files->refused);
    *files = (pov_input_files){0};
}

/* What reads files into one plan. */
typedef struct joining {
    pov_plan *plan;
    pov_load_options load;
} joining;

static pov_status read_part(void *context, const char *path, pov_problems *problems, pov_error *err)
{
    const joining *in = context;
    size_t before = in->plan->file_count;
    pov_status status = pov_load_plan_file(in->plan, path, &in->load, problems, err);

    if (status != POV_OK) {
        pov_plan_cut(in->plan, before);
    }
    return status;
}

pov_status pov_input_join(pov_plan *plan, pov_input_files *files, const pov_texts *paths,
                          pov_file_kind wanted, bool whole, const pov_options *options,
                          const pov_io *io)
{
    joining in = {plan, options->load};

    in.load.wanted = wanted;
    return read_files(files, paths, whole, read_part, &in, options->quiet, io);
}

/* ---- from a loaded plan to a solved one ---- */

pov_status pov_input_map(pov_unit_map *map, const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_problems notes = {0};
    pov_status status = POV_OK;

    if (options->yearly.map != NULL) {
        status =
            pov_load_unit_map_file(map, options->yearly.map, options->load.encoding, &notes, &err);
    }
    pov_print_problems(&notes, options->quiet, io->err);
    pov_problems_fini(&notes);
    if (status != POV_OK) {
        pov_print_error(&err, io->err);
    }
    return status;
}

bool pov_job_sums(const pov_job *job, const pov_list *list)
{
    size_t whole, parts;
    bool sums = list->whole == POV_NONE && list->addable && list->count > 1;

    for (size_t i = 0; i < list->count && sums; i++) {
        sums = job->picked[job->solution.list_member[list->first + i]];
    }
    return sums && !pov_list_overlaps(&job->solution, list, &whole, &parts);
}

void pov_job_fini(pov_job *job)
{
    free(job->row);
    free(job->depth);
    free(job->picked);
    pov_findings_fini(&job->findings);
    pov_persons_fini(&job->persons);
    pov_solution_fini(&job->solution);
    pov_plan_fini(&job->plan);
    *job = (pov_job){0};
}

/* A solution borrows the plan beside it. */
static void move_job(pov_job *to, pov_job *from)
{
    if (to != from) {
        *to = *from;
        to->solution.plan = &to->plan;
        to->persons.solution.plan = &to->persons.plan;
        *from = (pov_job){0};
    }
}

/* A plan without figures is not an error, but an empty table needs an explanation. */
static pov_status note_no_figures(const pov_plan *plan, pov_problems *problems)
{
    pov_error note = POV_ERROR_INIT;

    for (size_t r = 0; r < plan->row_count; r++) {
        if (pov_row_states_any(&plan->row[r])) {
            return POV_OK;
        }
    }
    (void)pov_fail(&note, POV_ERR_DATA,
                   plan->row_count == 0 ? POV_TEXT("the file has no rows")
                                        : POV_TEXT("no figures are stated"));
    return pov_problems_note(problems, &note, plan->file[0], 0);
}

enum { NAMED = 5 }; /* of the names that a map has for nothing */

/* Old names that no row has may be slips; where no row has any, it is the wrong map, or the wrong
 * way round. */
static pov_status check_map(const pov_unit_map *map, const pov_jobs *jobs,
                            const pov_options *options, const pov_io *io, pov_error *err)
{
    pov_buffer names = {0};
    size_t unused = 0;

    for (size_t i = 0; i < map->count; i++) {
        if (!map->name[i].used) {
            pov_text_list(&names, unused++, NAMED, map->name[i].old);
        }
    }
    if (unused > 0 && unused == map->count) {
        (void)pov_fail(err, POV_ERR_DATA, "no unit has one of its %zu old names: %s", unused,
                       pov_buffer_get(&names));
        pov_error_hint(err, "the column old has the names of the plan, new those of the result");
        pov_error_place(err, options->yearly.map, 0, 0, NULL);
    } else if (unused > 0 && jobs->count > 0 && !options->quiet) {
        pov_note(io, options->yearly.map, 0, NULL, "%zu of %zu old names are those of no unit: %s",
                 unused, map->count, pov_buffer_get(&names));
    }
    pov_buffer_fini(&names);
    return err->code;
}

/* What reads the files of a request. */
typedef struct reading {
    pov_jobs *jobs;
    const pov_input_request *request;
    const pov_options *options;
} reading;

/* Names, tree, solution and findings of a plan whose files are loaded. */
static pov_status work_out(const reading *in, pov_job *job, pov_problems *problems, pov_error *err)
{
    const pov_options *options = in->options;
    pov_problems said_by_findings = POV_PROBLEMS_INIT;
    pov_status status = pov_plan_join_names(&job->plan, problems, err);
    if (status == POV_OK && in->request->map != NULL) {
        status = pov_unit_map_apply(in->request->map, &job->plan, problems, err);
    }
    if (status == POV_OK) {
        status = pov_plan_finish(&job->plan,
                                 in->request->says_findings ? &said_by_findings : problems, err);
    }
    if (status == POV_OK && !in->request->joined &&
        (!in->request->says_findings || job->plan.row_count == 0)) {
        status = note_no_figures(&job->plan, problems);
    }
    if (status == POV_OK) {
        status = pov_solve(&job->plan, &options->assumptions, &job->solution, err);
    }
    if (status == POV_OK) {
        status = pov_solve_persons(&job->solution, &job->persons, err);
    }
    if (status == POV_OK && in->request->check) {
        status = pov_check(&job->solution, &options->check, &job->findings, err);
    }
    pov_problems_fini(&said_by_findings);
    return status;
}

static pov_status read_job(void *context, const char *path, pov_problems *problems, pov_error *err)
{
    const reading *in = context;
    pov_job *job = &in->jobs->job[in->jobs->count];
    pov_status status = pov_load_plan_file(&job->plan, path, &in->options->load, problems, err);

    if (status == POV_OK) {
        status = work_out(in, job, problems, err);
    }
    if (status == POV_OK) {
        in->jobs->count++;
    } else {
        pov_job_fini(job);
    }
    return status;
}

/* ---- picking ---- */

/* The picked rows in the order of printing. */
static pov_status order_rows(pov_job *job, pov_error *err)
{
    pov_plan_order order = {0};
    pov_status status = pov_plan_order_get(&job->plan, job->picked, &order, err);

    job->row = order.row;
    job->depth = order.depth;
    job->row_count = order.count;
    return status;
}

static pov_status pick_of_job(pov_job *job, const pov_row_filter *filter, size_t *picked,
                              pov_error *err)
{
    const pov_options *options = filter->options;

    job->all = options->units.count == 0 && options->level == NULL && options->group == NULL &&
               options->year.year == 0 && options->standard == NULL;
    job->picked = calloc(job->plan.row_count + 1, sizeof *job->picked);
    return job->picked != NULL ? pov_row_filter_pick(filter, &job->plan, job->picked, picked, err)
                               : pov_no_memory(err);
}

static void say_nothing_picked(const pov_job *job, const pov_options *options, const pov_io *io)
{
    if (!options->quiet) {
        pov_note(io, job->plan.file[0], 0, NULL, "passed over: no row is picked by the options");
    }
}

/* A name without its kind or its marks: what it was taken for. */
static void say_meant(const pov_jobs *jobs, const pov_row_filter *filter, const pov_io *io)
{
    for (size_t i = 0; i < filter->options->units.count && !filter->options->quiet; i++) {
        bool said = false;
        for (size_t j = 0; j < jobs->count && !said; j++) {
            pov_unit_meant meant;
            said = pov_row_filter_find(filter, i, &jobs->job[j].plan, &meant) == POV_OK &&
                   meant.unit != POV_NONE && !meant.exact;
            if (said) {
                pov_note(io, NULL, 0, NULL, "--unit: \"%s\" is taken for \"%s\"",
                         filter->options->units.text[i], jobs->job[j].plan.unit[meant.unit].name);
            }
        }
    }
}

/* Keeps the plans that have a picked row, or none to pick from. */
static void drop_unpicked(pov_jobs *jobs, const size_t *picked, const pov_options *options,
                          const pov_io *io)
{
    size_t kept = 0;

    for (size_t i = 0; i < jobs->count; i++) {
        pov_job *job = &jobs->job[i];
        if (picked[i] > 0 || job->plan.row_count == 0) {
            move_job(&jobs->job[kept++], job);
        } else {
            say_nothing_picked(job, options, io);
            pov_job_fini(job);
        }
    }
    jobs->count = kept;
}

static pov_status pick_rows(pov_jobs *jobs, const pov_row_filter *filter, size_t *picked,
                            pov_error *err)
{
    const pov_plan **plans = calloc(jobs->count, sizeof(const pov_plan *));
    pov_status status = plans != NULL ? POV_OK : pov_no_memory(err);
    size_t all = 0;

    for (size_t i = 0; i < jobs->count && status == POV_OK; i++) {
        plans[i] = &jobs->job[i].plan;
        status = pick_of_job(&jobs->job[i], filter, &picked[i], err);
        all += picked[i];
    }
    if (status == POV_OK) {
        status = pov_row_filter_check(filter, plans, jobs->count, all, err);
    }
    free(plans);
    return status;
}

static pov_status choose(const reading *in, const pov_io *io, pov_error *err)
{
    pov_options everything = *in->options;
    pov_row_filter filter = {0};
    pov_jobs *jobs = in->jobs;
    size_t *picked = calloc(jobs->count, sizeof *picked);
    pov_status status = picked != NULL ? POV_OK : pov_no_memory(err);

    if (in->request->all_rows) {
        everything.units = (pov_texts){0};
        everything.level = everything.group = NULL;
        everything.year = (pov_year){0, 0};
    }
    if (status == POV_OK) {
        status = pov_row_filter_init(&filter, &everything, err);
    }
    if (status == POV_OK) {
        status = pick_rows(jobs, &filter, picked, err);
    }
    if (status == POV_OK) {
        say_meant(jobs, &filter, io);
        drop_unpicked(jobs, picked, in->options, io);
    }
    for (size_t i = 0; i < jobs->count && status == POV_OK && !in->request->joined; i++) {
        status = order_rows(&jobs->job[i], err);
    }
    pov_row_filter_fini(&filter);
    free(picked);
    return status;
}

/* ---- plans ---- */

static pov_status work_out_joined(const reading *in, const pov_io *io, pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;

    in->jobs->count = 1;
    pov_status status = work_out(in, &in->jobs->job[0], &problems, err);
    pov_print_problems(&problems, in->options->quiet, io->err);
    pov_problems_fini(&problems);
    return status;
}

pov_status pov_jobs_load(pov_jobs *jobs, const pov_input_request *request,
                         const pov_options *options, const pov_io *io)
{
    reading in = {jobs, request, options};
    size_t files = request->paths.count > 0 ? request->paths.count : 1;
    bool joined = request->joined;
    /* where renamed units are added up, a file that is missing would make a wrong sum */
    bool whole = joined && request->map != NULL && request->map->count > 0;
    pov_error err = POV_ERROR_INIT;
    pov_status status = POV_OK;

    jobs->files.other_kind = request->other_kind;
    /* all at once: a solution borrows the plan beside it, so a job must not move */
    jobs->job = calloc(joined ? 1 : files, sizeof *jobs->job);
    if (jobs->job == NULL) {
        status = pov_no_memory(&err);
    } else {
        pov_status read = joined ? pov_input_join(&jobs->job[0].plan, &jobs->files, &request->paths,
                                                  POV_FILE_PLAN, whole, options, io)
                                 : read_files(&jobs->files, &request->paths, false, read_job, &in,
                                              options->quiet, io);
        if (read != POV_OK) {
            jobs->count = joined ? 1 : jobs->count;
            return read; /* said already */
        }
    }
    if (status == POV_OK && joined) {
        status = work_out_joined(&in, io, &err);
    }
    if (status == POV_OK && request->map != NULL && request->map->count > 0) {
        status = check_map(request->map, jobs, options, io, &err);
    }
    if (status == POV_OK) {
        status = choose(&in, io, &err);
    }
    if (status != POV_OK) {
        pov_print_error(&err, io->err);
    }
    return status;
}

void pov_jobs_fini(pov_jobs *jobs)
{
    for (size_t i = 0; i < jobs->count; i++) {
        pov_job_fini(&jobs->job[i]);
    }
    free(jobs->job);
    pov_input_files_fini(&jobs->files);
    *jobs = (pov_jobs){0};
}
