/*
 * Poverty standards: names of classes, what must hold of a standard, and its rules worked out.
 */
#include "model/standard.h"

#include <string.h>

static const char *const class_names[POV_CLASS_COUNT] = {"poor", "near_poor", "average",
                                                         "not_poor"};

void pov_standard_fini(pov_standard *standard)
{
    pov_arena_fini(&standard->arena);
    *standard = (pov_standard){0};
}

const char *pov_class_name(pov_class class)
{
    return class_names[class];
}

pov_class pov_class_find(const char *name)
{
    size_t i = 0;

    while (i < POV_CLASS_COUNT && strcmp(class_names[i], name) != 0) {
        i++;
    }
    return (pov_class)i;
}

size_t pov_standard_indicator(const pov_standard *standard, const char *id)
{
    for (size_t i = 0; i < standard->indicator_count; i++) {
        if (strcmp(standard->indicator[i].id, id) == 0) {
            return i;
        }
    }
    return POV_NONE;
}

size_t pov_standard_line(const pov_standard *standard, const char *id)
{
    for (size_t i = 0; i < standard->line_count; i++) {
        if (strcmp(standard->line[i].id, id) == 0) {
            return i;
        }
    }
    return POV_NONE;
}

pov_status pov_standard_check(const pov_standard *standard, pov_error *err)
{
    static const char *const areas[POV_AREA_COUNT] = {POV_TEXT("rural"), POV_TEXT("urban")};

    for (size_t i = 1; i < standard->line_count; i++) {
        const pov_income_line *low = &standard->line[i - 1], *high = &standard->line[i];
        for (size_t a = 0; a < POV_AREA_COUNT; a++) {
            if (high->income[a] <= low->income[a] ||
                (low->scored && high->scored && high->score[a] <= low->score[a])) {
                return pov_fail(err, POV_ERR_DATA,
                                "%s: the income line \"%s\" must be above \"%s\" in %s areas",
                                standard->id, high->id, low->id, pov_translate(areas[a]));
            }
        }
    }
    if (standard->cutoff == 0 || standard->cutoff > standard->indicator_count) {
        return pov_fail(err, POV_ERR_DATA, "%s: a cutoff of %u, with %zu indicators", standard->id,
                        standard->cutoff, standard->indicator_count);
    }
    return POV_OK;
}

static bool fits(const pov_standard *standard, const pov_class_rule *rule, size_t line,
                 unsigned deprived)
{
    return line <= rule->at_most &&
           (rule->deprived == POV_DEPRIVED_ANY ||
            (deprived >= standard->cutoff) == (rule->deprived == POV_CUTOFF_OR_MORE));
}

static pov_class class_of(const pov_standard *standard, size_t line, unsigned deprived)
{
    for (size_t r = 0; r < standard->rule_count; r++) {
        if (fits(standard, &standard->rule[r], line, deprived)) {
            return standard->rule[r].class;
        }
    }
    return POV_CLASS_NOT_POOR;
}

void pov_classifier_init(pov_classifier *classifier, const pov_standard *standard, bool by_score)
{
    size_t kept[POV_LINES_MAX + 1];
    size_t count = 0;

    *classifier = (pov_classifier){0};
    for (size_t i = 0; i < POV_LINES_MAX; i++) {
        classifier->line[POV_RURAL][i] = classifier->line[POV_URBAN][i] = INT64_MAX;
    }
    for (size_t i = 0; i < standard->line_count; i++) {
        const pov_income_line *line = &standard->line[i];
        if (by_score && !line->scored) {
            continue;
        }
        for (size_t a = 0; a < POV_AREA_COUNT; a++) {
            classifier->line[a][count] = by_score ? line->score[a] : line->income[a];
        }
        kept[count++] = i;
    }
    kept[count] = standard->line_count; /* above all lines */
    classifier->line_count = count;
    for (size_t a = 0; a < POV_AREA_COUNT; a++) {
        for (size_t passed = 0; passed <= count; passed++) {
            for (unsigned d = 0; d <= standard->indicator_count; d++) {
                classifier->class[a][passed][d] = (uint8_t)class_of(standard, kept[passed], d);
            }
        }
    }
}
