/*
 * Any bytes as a deprivation file: refused with reason and place, or read the same however the
 * bytes arrive, and worked out to bounds that hold what is shown.
 */
#include "fuzz.h"

#include "calculator/deprivation.h"
#include "loader/deprivation_file.h"
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

static void work_out(const pov_access_table *table)
{
    pov_access_result *result = calloc(table->count + 1, sizeof *result);
    pov_access_set *set = calloc(table->count + 1, sizeof *set);
    pov_standard standard;
    size_t sets = 0;

    FUZZ_MUST(result != NULL && set != NULL);
    FUZZ_MUST(pov_standard_load("vn-2022", &standard, NULL) == POV_OK);
    for (size_t i = 0; i < table->count; i++) {
        pov_access_solve(&table->row[i], &result[i]);
        const pov_access_result *r = &result[i];
        const pov_figure *all[] = {&r->households,    &r->all_households, &r->deprived,
                                   &r->deprived_rate, &r->access_rate,    &r->target,
                                   &r->still_to_reach};
        for (size_t f = 0; f < sizeof all / sizeof *all; f++) {
            check_figure(all[f]);
        }
        FUZZ_MUST((r->verdict == POV_ACCESS_UNKNOWN) == (r->reason != POV_ACCESS_DECIDED));
    }
    FUZZ_MUST(pov_access_find_sets(table, result, &standard, 1, set, &sets, NULL) == POV_OK);
    for (size_t i = 0; i < sets; i++) { /* M0 = H * A is at most H and at most A */
        FUZZ_MUST(set[i].adjusted_headcount.bounds.low <= set[i].headcount_ratio.bounds.high);
        FUZZ_MUST(set[i].adjusted_headcount.bounds.low <= set[i].intensity.bounds.high);
    }
    pov_standard_fini(&standard);
    free(result);
    free(set);
}

static outcome load(const uint8_t *data, size_t size, size_t piece, bool judge)
{
    fuzz_bytes from = {data, size, piece, 0};
    const pov_input input = fuzz_input(&from);
    const pov_load_options options = POV_LOAD_OPTIONS_INIT;
    pov_access_table table = POV_ACCESS_TABLE_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    outcome out = {.err = POV_ERROR_INIT, .hash = FUZZ_HASH_START};

    out.status = pov_load_deprivation(&table, &input, &options, &problems, &out.err);
    for (size_t i = 0; out.status == POV_OK && i < table.count; i++) {
        const pov_access_row *row = &table.row[i];
        for (size_t t = 0; t < POV_ACCESS_TEXT_COUNT; t++) {
            out.hash = fuzz_hash(out.hash, row->text[t], strlen(row->text[t]) + 1);
        }
        for (size_t f = 0; f < POV_ACCESS_FIGURE_COUNT; f++) {
            int64_t face = row->has[f] ? row->stated[f].face : -1;
            out.hash = fuzz_hash(out.hash, &face, sizeof face);
        }
    }
    if (out.status == POV_OK && judge) {
        work_out(&table);
    }
    out.rows = table.count;
    out.errors = problems.errors;
    pov_problems_fini(&problems);
    pov_access_table_fini(&table);
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
