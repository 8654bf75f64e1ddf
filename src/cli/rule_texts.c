/*
 * A paragraph for each rule; docs/rules.md adds examples.
 */
#include "cli/rule_texts.h"

typedef struct rule_text {
    const char *severity, *text;
} rule_text;

static const rule_text texts[POV_RULE_COUNT] = {
    [POV_RULE_RATE] =
        {"error",
         "The stated households and a count do not give the stated rate, as it is rounded."},
    [POV_RULE_HOUSEHOLDS] =
        {"error",
         "No whole number of households fits all stated rates of a row. The target year is looked\n"
         "at by itself. Counts that follow from others (poor + near-poor) are used too."},
    [POV_RULE_REMAINING] = {"error", "Poor less reduction is not what remains."},
    [POV_RULE_SUM] =
        {"error or warning",
         "Units have more than their parent, or fewer although the list is complete (households "
         "add\n"
         "up, urban and rural, or --complete). A warning where another count adds up exactly, or "
         "where\n"
         "less is missing than the smallest unit has, so that no unit seems to be left out."},
    [POV_RULE_PARENT_RATE] =
        {"error", "The parent's rate lies outside what a complete list of its units allows."},
    [POV_RULE_MULTI] = {"error",
                        "Poor and near-poor together are not the multidimensionally poor."},
    [POV_RULE_FLOW] =
        {"error or warning",
         "The flows of the year do not lead from its start to its end: error where no value of "
         "the\n"
         "flows that are not printed helps; warning where the printed ones alone do not add up "
         "(the\n"
         "missing one is named), or where the start is not the end of the year before."},
    [POV_RULE_RANGE] =
        {"error", "More poor than households, or a group or an overlapping part above its whole."},
    [POV_RULE_DUPLICATE] = {"error or note", "The same unit, group, year and standard stands "
                                             "twice; a note where all figures are the same."},
    [POV_RULE_CONTRADICTION] =
        {"error",
         "Stated figures cannot all be true, and no other rule says why. The cells named are\n"
         "irreducible: leave any one of them out, and the rest is possible."},
    [POV_RULE_REMAINING_RATE] = {"warning or error",
                                 "The remaining rate needs another number of households than "
                                 "--growth allows; the growth that\n"
                                 "it needs is named. An error where target_households is stated."},
    [POV_RULE_REDUCTION] =
        {"warning",
         "The stated households deliver less than the stated points, even with the allowance for\n"
         "rounded rates."},
    [POV_RULE_POINTS] =
        {"warning",
         "The stated points are not the difference of the stated rates, beyond their rounding."},
    [POV_RULE_REDUCTION_ROUNDED] = {"note", "The points are delivered only as rounded: 2.98 for "
                                            "\"3 or more\". --strict makes it a warning."},
    [POV_RULE_REDUCTION_EXCEEDS] =
        {"note", "The least that the households deliver is above the points and the allowance."},
    [POV_RULE_ROUNDED_SUM] =
        {"note",
         "Only the printed difference or sum of rounded rates fits, not the counts themselves."},
    [POV_RULE_PARTIAL] = {"note",
                          "The list leaves units out: they have less together than their parent."},
    [POV_RULE_ORPHAN] = {"note", "The file holds no row for the parent that a row names."},
    [POV_RULE_NO_FIGURES] = {"note", "A row states no figure."},
    [POV_RULE_STANDARD_BREAK] = {"note", "The poverty standard changes from one row of a unit to "
                                         "the next: the years cannot be compared."},
};

void pov_print_rules(FILE *to)
{
    (void)fputs("The rules of \"povcalc check\". An error cannot be true under any assumption; a "
                "warning holds only\n"
                "under one that was not made, or is an aim that its own figures miss; a note is "
                "worth knowing.\n",
                to);
    for (size_t rule = 0; rule < POV_RULE_COUNT; rule++) {
        (void)fprintf(to, "\n%s (%s)\n", pov_rule_name((pov_rule)rule), texts[rule].severity);
        for (const char *at = texts[rule].text; *at != '\0';) {
            const char *end = at;
            while (*end != '\0' && *end != '\n') {
                end++;
            }
            (void)fprintf(to, "    %.*s\n", (int)(end - at), at);
            at = *end == '\n' ? end + 1 : end;
        }
    }
}
