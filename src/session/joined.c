#include "session/joined.h"

#include "loader/map_file.h"
#include "povcalc/text.h"
#include "session/notes.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_joined_map(pov_unit_map *map, const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_status status = POV_OK;

    if (options->yearly.map != NULL) {
        status = pov_load_unit_map_file(map, options->yearly.map, options->load.encoding, &err);
    }
    if (status != POV_OK) {
        pov_print_error(&err, io->err);
    }
    return status;
}

/* ---- picking ---- */

static void fold(const char *text, const char *known, pov_buffer *out)
{
    const char *word = known != NULL ? known : text;

    if (word != NULL) {
        pov_text_fold(word, strlen(word), out);
    }
}

static pov_status refuse_unit(const pov_plan *plan, const char *name, pov_error *err)
{
    const char **names = malloc((plan->unit_count + 1) * sizeof *names);

    if (names == NULL) {
        return pov_no_memory(err);
    }
    for (size_t u = 0; u < plan->unit_count; u++) {
        names[u] = plan->unit[u].name;
    }
    (void)pov_fail(err, POV_ERR_USAGE, "--unit: %s holds no unit \"%s\"", plan->file[0], name);
    pov_error_suggest(err, pov_text_nearest(name, names, plan->unit_count));
    free(names);
    return POV_ERR_USAGE;
}

static pov_status pick_units(const pov_plan *plan, const pov_texts *units, bool *wanted,
                             pov_error *err)
{
    pov_buffer key = {0};
    pov_status status = POV_OK;

    for (size_t i = 0; i < units->count && status == POV_OK; i++) {
        bool found = false;
        pov_buffer_clear(&key);
        fold(units->text[i], NULL, &key);
        for (size_t u = 0; u < plan->unit_count; u++) {
            if (strcmp(plan->unit[u].key, pov_buffer_get(&key)) == 0) {
                wanted[u] = found = true;
            }
        }
        status = found ? POV_OK : refuse_unit(plan, units->text[i], err);
    }
    status = key.failed ? pov_no_memory(err) : status;
    pov_buffer_fini(&key);
    return status;
}

static pov_status pick_rows(pov_joined *joined, const pov_options *options, pov_error *err)
{
    const pov_plan *plan = &joined->plan;
    pov_buffer level = {0}, group = {0};
    size_t found = 0;

    if (options->units.count == 0 && options->level == NULL && options->group == NULL) {
        return POV_OK;
    }
    bool *wanted = calloc(plan->unit_count + 1, sizeof *wanted);
    joined->picked = calloc(plan->row_count + 1, sizeof *joined->picked);
    pov_status status = wanted != NULL && joined->picked != NULL ? POV_OK : pov_no_memory(err);
    if (status == POV_OK) {
        status = pick_units(plan, &options->units, wanted, err);
    }
    fold(options->level, options->level ? pov_level_known(options->level) : NULL, &level);
    fold(options->group, options->group ? pov_group_known(options->group) : NULL, &group);
    if (status == POV_OK && (level.failed || group.failed)) {
        status = pov_no_memory(err);
    }
    for (size_t r = 0; r < plan->row_count && status == POV_OK; r++) {
        const pov_row *row = &plan->row[r];
        joined->picked[r] =
            (options->units.count == 0 || wanted[row->unit]) &&
            (options->level == NULL ||
             strcmp(plan->unit[row->unit].level, pov_buffer_get(&level)) == 0) &&
            (options->group == NULL || strcmp(row->group, pov_buffer_get(&group)) == 0);
        found += joined->picked[r];
    }
    if (status == POV_OK && found == 0 && plan->row_count > 0) {
        status = pov_fail(err, POV_ERR_USAGE, "%s has no row that --unit, --level and --group pick",
                          plan->file[0]);
    }
    free(wanted);
    pov_buffer_fini(&level);
    pov_buffer_fini(&group);
    return status;
}

/* ---- loading ---- */

pov_status pov_joined_load(pov_joined *joined, const char *const *path, size_t count,
                           const pov_unit_map *map, const pov_options *options, const pov_io *io)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = pov_load_plan_file(&joined->plan, path[i], &options->load, &problems, &err);
    }
    if (status == POV_OK) {
        status = pov_unit_map_apply(map, &joined->plan, &problems, &err);
    }
    if (status == POV_OK) {
        status = pov_plan_finish(&joined->plan, &problems, &err);
    }
    if (status == POV_OK) {
        status = pov_solve(&joined->plan, &options->assumptions, &joined->solution, &err);
    }
    if (status == POV_OK) {
        status = pick_rows(joined, options, &err);
    }
    pov_print_problems(&problems, options->quiet, io->err);
    if (status != POV_OK && problems.errors == 0) {
        pov_print_error(&err, io->err);
    }
    pov_problems_fini(&problems);
    return status;
}

void pov_joined_fini(pov_joined *joined)
{
    free(joined->picked);
    pov_solution_fini(&joined->solution);
    pov_plan_fini(&joined->plan);
}

/* ---- cells ---- */

const char *pov_keep_year(pov_report *report, pov_year year, bool *failed)
{
    pov_buffer text = {0};

    if (year.year == 0) {
        return NULL;
    }
    pov_year_write(&text, year);
    const char *kept = text.failed ? NULL : pov_report_keep_text(report, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    *failed = *failed || kept == NULL;
    return kept;
}

const char *pov_keep_number(pov_report *report, size_t number, bool *failed)
{
    char text[32];

    (void)snprintf(text, sizeof text, "%zu", number);
    const char *kept = pov_report_keep_text(report, text);
    *failed = *failed || kept == NULL;
    return kept;
}

const pov_figure *pov_keep_known(pov_report *report, const pov_figure *figure, bool *failed)
{
    if (!pov_figure_known(figure)) {
        return NULL;
    }
    const pov_figure *kept = pov_report_keep_figure(report, figure);
    *failed = *failed || kept == NULL;
    return kept;
}

const char *pov_text_or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}
