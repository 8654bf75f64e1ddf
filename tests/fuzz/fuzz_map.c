/*
 * Any bytes as a file of unit names that changed: refused with reason and place, or applied to a
 * plan without losing a household or a name.
 */
#include "fuzz.h"

#include "loader/map_file.h"

static const char *const names[] = {"A", "B", "C", "Xã Đông", "Phường 1"};
enum { NAMES = sizeof names / sizeof *names };

/* Every unit states its poor households, each a power of two. */
static void fill(pov_plan *plan)
{
    FUZZ_MUST(pov_plan_add_file(plan, "plan.csv", NULL) == POV_OK);
    for (size_t i = 0; i < NAMES; i++) {
        pov_row_draft draft = {.unit = names[i], .line = i + 2};
        draft.stated[POV_POOR] = (pov_stated){.face = 1 << i, .face_high = 1 << i};
        draft.stated_set = pov_set_of(POV_POOR);
        FUZZ_MUST(pov_plan_add_row(plan, &draft, NULL) == POV_OK);
    }
}

static void apply(pov_unit_map *map)
{
    pov_plan plan = POV_PLAN_INIT;
    pov_problems problems = POV_PROBLEMS_INIT;
    int64_t poor = 0;

    fill(&plan);
    FUZZ_MUST(pov_unit_map_apply(map, &plan, &problems, NULL) == POV_OK);
    FUZZ_MUST(pov_plan_finish(&plan, &problems, NULL) == POV_OK);
    for (size_t r = 0; r < plan.row_count; r++) {
        const pov_stated *stated = pov_row_stated(&plan.row[r], POV_POOR);
        FUZZ_MUST(stated != NULL && plan.row[r].name[0] != '\0');
        poor += stated->face;
    }
    FUZZ_MUST(poor == (1 << NAMES) - 1);
    pov_problems_fini(&problems);
    pov_plan_fini(&plan);
}

static pov_status load(const uint8_t *data, size_t size, size_t piece, bool judge, pov_error *err)
{
    fuzz_bytes from = {data, size, piece, 0};
    const pov_input input = fuzz_input(&from);
    pov_unit_map map = POV_UNIT_MAP_INIT;
    pov_problems notes = {0};
    pov_status status = pov_load_unit_map(&map, &input, NULL, &notes, err);

    if (status == POV_OK && judge) {
        apply(&map);
    }
    pov_problems_fini(&notes);
    pov_unit_map_fini(&map);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pov_error whole = POV_ERROR_INIT, pieces = POV_ERROR_INIT;
    pov_status status = load(data, size, 0, true, &whole);

    FUZZ_MUST(status == load(data, size, 1 + size % 3, false, &pieces));
    FUZZ_MUST(strcmp(whole.message, pieces.message) == 0 && whole.line == pieces.line);
    if (status != POV_OK) {
        fuzz_check_refusal(&whole, data, size);
    }
    return 0;
}
