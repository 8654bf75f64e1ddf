/*
 * Any bytes as a deprivation file: refused with reason and place, or read the same however the
 * bytes arrive, and worked out to bounds that hold what is shown.
 */
#include "fuzz.h"

#include "calculator/deprivation.h"
#include "loader/plan_file.h"
#include "loader/standard_file.h"

typedef struct outcome {
    pov_status status;
    pov_error err;
    size_t rows, errors;
    uint64_t hash;
} outcome;

static void check_figure(const pov_figure *figure)
{
    if (pov_figure_known(figure)) {
        FUZZ_MUST(!pov_interval_empty(figure->bounds));
        FUZZ_MUST(figure->kind != POV_KIND_RATE || figure->basis == POV_BASIS_STATED ||
                  (figure->bounds.low >= 0 && figure->bounds.high <= POV_HUNDRED_PERCENT));
    }
}

static void work_out(const pov_plan *plan)
{
    const size_t count = plan->row_count;
    pov_access_result *result = calloc(count + 1, sizeof *result);
    pov_access_set *set = calloc(count + 1, sizeof *set);
    size_t *rows = calloc(count + 1, sizeof *rows);
    pov_standard standard;
    size_t sets = 0;

    FUZZ_MUST(result != NULL && set != NULL && rows != NULL);
    FUZZ_MUST(pov_standard_load("vn-2022", &standard, NULL) == POV_OK);
    for (size_t i = 0; i < count; i++) {
        rows[i] = i;
        pov_access_judge(&plan->row[i], &result[i]);
        const pov_access_result *r = &result[i];
        const pov_figure *all[] = {&r->is.households,    &r->all_households, &r->is.deprived,
                                   &r->is.deprived_rate, &r->is.access_rate, &r->target,
                                   &r->still_to_reach};
        for (size_t f = 0; f < sizeof all / sizeof *all; f++) {
            check_figure(all[f]);
        }
        FUZZ_MUST((r->verdict == POV_VERDICT_UNKNOWN) == (r->reason != POV_ACCESS_DECIDED));
    }
    FUZZ_MUST(pov_access_find_sets(plan, rows, result, count, &standard, 1, set, &sets, NULL) ==
              POV_OK);
    for (size_t i = 0; i < sets; i++) { /* M0 = H * A is at most H and at most A */
        FUZZ_MUST(set[i].adjusted_headcount.bounds.low <= set[i].headcount_ratio.bounds.high);
        FUZZ_MUST(set[i].adjusted_headcount.bounds.low <= set[i].intensity.bounds.high);
    }
    pov_standard_fini(&standard);
    free(rows);
    free(result);
    free(set);
}

static outcome load(const uint8_t *data, size_t size, size_t piece, bool judge)
{
    fuzz_bytes from = {data, size, piece, 0};
    const pov_input input = fuzz_input(&from);
    const pov_load_options options = {.wanted = POV_FILE_DEPRIVATION};
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    outcome out = {.err = POV_ERROR_INIT, .hash = FUZZ_HASH_START};

    out.status = pov_load_plan(&plan, &input, &options, &problems, &out.err);
    for (size_t i = 0; out.status == POV_OK && i < plan.row_count; i++) {
        const pov_row *row = &plan.row[i];
        const char *texts[] = {row->name, row->group, row->standard, row->indicator,
                               row->population};
        for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
            out.hash = fuzz_hash(out.hash, texts[t], strlen(texts[t]) + 1);
        }
        for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
            const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
            int64_t face = stated != NULL ? stated->face : -1;
            out.hash = fuzz_hash(out.hash, &face, sizeof face);
        }
    }
    out.rows = plan.row_count;
    if (out.status == POV_OK && judge &&
        pov_plan_finish(&plan, &problems, NULL) == POV_OK) { /* a unit may be a part of itself */
        work_out(&plan);
    }
    out.errors = problems.errors;
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    outcome whole = load(data, size, 0, true);
    outcome pieces = load(data, size, 1 + size % 5, false);

    FUZZ_MUST(whole.status == pieces.status && whole.hash == pieces.hash);
    FUZZ_MUST(whole.rows == pieces.rows && whole.errors == pieces.errors);
    FUZZ_MUST(strcmp(whole.err.message, pieces.err.message) == 0);
    if (whole.status != POV_OK) {
        fuzz_check_refusal(&whole.err, data, size);
    }
    return 0;
}
