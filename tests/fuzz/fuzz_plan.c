/*
 * Any bytes as a plan file. What is refused has a reason and a place; what is accepted can be
 * solved, says the same however the bytes arrive, and its rows are printed once each.
 */
#include "fuzz.h"

#include "calculator/solve/solution.h"

typedef struct outcome {
    pov_status status;
    pov_error err;
    size_t rows, units, errors;
    uint64_t hash; /* of all that was read */
} outcome;

static uint64_t hash_text(uint64_t hash, const char *text)
{
    return fuzz_hash(hash, text, strlen(text) + 1);
}

static uint64_t hash_row(uint64_t hash, const pov_row *row)
{
    hash = hash_text(hash_text(hash_text(hash, row->name), row->group), row->parent_name);
    hash = hash_text(hash_text(hash_text(hash, row->standard), row->source), row->note);
    hash = fuzz_hash(hash, &row->line, sizeof row->line);
    hash = fuzz_hash(hash, &row->stated_set, sizeof row->stated_set);
    for (int q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_stated *stated = pov_row_stated(row, (pov_quantity)q);
        if (stated != NULL) {
            hash = fuzz_hash(hash, &stated->face, sizeof stated->face);
            hash = fuzz_hash(hash, &stated->face_high, sizeof stated->face_high);
            hash = fuzz_hash(hash, &stated->digits, sizeof stated->digits);
            hash = fuzz_hash(hash, &stated->qualifier, sizeof stated->qualifier);
        }
    }
    return hash;
}

static void check_figure(const pov_figure *figure)
{
    if (pov_figure_known(figure)) {
        FUZZ_MUST(!pov_interval_empty(figure->bounds));
        FUZZ_MUST(figure->value <= figure->value_high);
    }
}

static void check_solved(const pov_plan *plan)
{
    static const pov_assumptions assumed[] = {
        POV_ASSUMPTIONS_INIT,
        {{POV_NO_LOW, POV_NO_HIGH}, true, true, false},
    };

    for (size_t a = 0; a < sizeof assumed / sizeof *assumed; a++) {
        pov_solution solution = POV_SOLUTION_INIT;
        pov_error err = POV_ERROR_INIT;
        FUZZ_MUST(pov_solve(plan, &assumed[a], &solution, &err) == POV_OK);
        for (size_t r = 0; r < plan->row_count; r++) {
            for (int q = 0; q < POV_QUANTITY_COUNT; q++) {
                const pov_figure *figure = pov_solved_figure(&solution.row[r], (pov_quantity)q);
                if (figure != NULL) {
                    check_figure(figure);
                }
            }
        }
        pov_solution_fini(&solution);
    }
}

static void check_order(const pov_plan *plan)
{
    pov_plan_order order = {0};
    bool *seen = calloc(plan->row_count + 1, sizeof *seen);

    FUZZ_MUST(seen != NULL);
    FUZZ_MUST(pov_plan_order_get(plan, NULL, &order, NULL) == POV_OK);
    for (size_t i = 0; i < plan->row_count; i++) {
        FUZZ_MUST(order.row[i] < plan->row_count && !seen[order.row[i]]);
        seen[order.row[i]] = true;
    }
    pov_plan_order_fini(&order);
    free(seen);
}

static outcome load(const uint8_t *data, size_t size, size_t piece, bool judge)
{
    fuzz_bytes from = {data, size, piece, 0};
    const pov_input input = fuzz_input(&from);
    const pov_load_options options = POV_LOAD_OPTIONS_INIT;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    outcome out = {.err = POV_ERROR_INIT, .hash = FUZZ_HASH_START};

    out.status = pov_load_plan(&plan, &input, &options, &problems, &out.err);
    if (out.status == POV_OK) {
        out.status = pov_plan_finish(&plan, &problems, &out.err);
    }
    if (out.status == POV_OK) {
        for (size_t r = 0; r < plan.row_count; r++) {
            out.hash = hash_row(out.hash, &plan.row[r]);
        }
        out.rows = plan.row_count;
        out.units = plan.unit_count;
        if (judge) {
            check_order(&plan);
            check_solved(&plan);
        }
    }
    out.errors = problems.errors;
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    outcome whole = load(data, size, 0, true);
    outcome pieces = load(data, size, 1 + size % 7, false);

    FUZZ_MUST(whole.status == pieces.status && whole.hash == pieces.hash);
    FUZZ_MUST(whole.rows == pieces.rows && whole.units == pieces.units);
    FUZZ_MUST(whole.errors == pieces.errors && whole.err.line == pieces.err.line);
    FUZZ_MUST(strcmp(whole.err.message, pieces.err.message) == 0);
    if (whole.status != POV_OK) {
        fuzz_check_refusal(&whole.err, data, size);
    }
    return 0;
}
