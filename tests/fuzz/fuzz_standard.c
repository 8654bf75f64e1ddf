/*
 * Any bytes as a poverty standard in JSON: refused with a reason, or a standard whose rules can be
 * applied to every household.
 */
#include "fuzz.h"

#include "loader/standard_file.h"

/* The first rule that fits, by the words of the standard. */
static pov_class by_rules(const pov_standard *s, bool by_score, unsigned area, int64_t income,
                          unsigned lacks)
{
    for (size_t r = 0; r < s->rule_count; r++) {
        const pov_class_rule *rule = &s->rule[r];
        bool below = false; /* who is below a line is below those above it, scored or not */
        for (size_t l = 0; l <= rule->at_most; l++) {
            const pov_income_line *line = &s->line[l];
            below |= by_score ? line->scored && income <= line->score[area]
                              : income <= line->income[area];
        }
        bool many = lacks >= s->cutoff;
        if (below && (rule->deprived == POV_DEPRIVED_ANY ||
                      many == (rule->deprived == POV_CUTOFF_OR_MORE))) {
            return rule->class;
        }
    }
    return POV_CLASS_NOT_POOR;
}

static void classify(const pov_standard *s)
{
    for (int by_score = 0; by_score < 2; by_score++) {
        pov_classifier classifier;
        pov_classifier_init(&classifier, s, by_score != 0);
        for (unsigned area = 0; area < POV_AREA_COUNT; area++) {
            for (size_t l = 0; l < s->line_count; l++) {
                int64_t edge = by_score ? s->line[l].score[area] : s->line[l].income[area];
                for (unsigned lacks = 0; lacks <= s->indicator_count; lacks++) {
                    for (int64_t income = edge - 1; income <= edge + 1; income++) {
                        FUZZ_MUST(pov_classify(&classifier, area, income, lacks) ==
                                  by_rules(s, by_score != 0, area, income, lacks));
                    }
                }
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pov_standard standard = {0};
    pov_error err = POV_ERROR_INIT;
    char *text = calloc(size + (size == 0), 1); /* not terminated, so that a step past it is seen */

    FUZZ_MUST(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (pov_standard_parse(text, size, "fuzz.json", &standard, &err) == POV_OK) {
        FUZZ_MUST(standard.id != NULL && standard.id[0] != '\0');
        FUZZ_MUST(standard.line_count >= 1 && standard.line_count <= POV_LINES_MAX);
        FUZZ_MUST(standard.indicator_count <= POV_INDICATORS_MAX);
        FUZZ_MUST(pov_standard_check(&standard, NULL) == POV_OK);
        classify(&standard);
        pov_standard_fini(&standard);
    } else {
        fuzz_check_refusal(&err, data, size);
    }
    free(text);
    return 0;
}
