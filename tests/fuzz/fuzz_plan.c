/*
 * Any bytes as a plan file: load them, solve what was loaded, and throw it away.
 *
 * "make fuzz" lets clang's fuzzer look for input that crashes, hangs or leaks; the files of
 * tests/fuzz/corpus and data/ also run in the ordinary tests.
 */
#include "povcalc/loader.h"
#include "povcalc/solve.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bytes {
    const uint8_t *data;
    size_t size, at;
} bytes;

static long read_bytes(void *context, char *buffer, size_t size)
{
    bytes *from = context;
    size_t rest = from->size - from->at;
    size_t part = rest < size ? rest : size;
    if (part > 0) {
        memcpy(buffer, from->data + from->at, part);
    }
    from->at += part;
    return (long)part;
}

static void solve(const pov_plan *plan)
{
    const pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    pov_solution solution = POV_SOLUTION_INIT;
    pov_error err = POV_ERROR_INIT;
    if (pov_solve(plan, &assumptions, &solution, &err) != POV_OK) {
        abort(); /* a plan that was accepted can be solved */
    }
    pov_solution_fini(&solution);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bytes from = {data, size, 0};
    const pov_input input = {"fuzz", read_bytes, &from};
    const pov_load_options options = POV_LOAD_OPTIONS_INIT;
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_error err = POV_ERROR_INIT;

    pov_status status = pov_load_plan(&plan, &input, &options, &problems, &err);
    if (status == POV_OK) {
        status = pov_plan_finish(&plan, &problems, &err);
    }
    if (status == POV_OK) {
        solve(&plan);
    } else if (err.message[0] == '\0') {
        abort(); /* refused without a word */
    }
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
    return 0;
}
