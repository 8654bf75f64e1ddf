/*
 * A paragraph for each rule; docs/rules.md adds examples.
 */
#include "commands/rule_texts.h"

static const pov_rule_text texts[POV_RULE_COUNT] = {
    [POV_RULE_RATE] =
        {POV_TEXT("error"),
         POV_TEXT(
             "The stated households and a count do not give the stated rate, as it is rounded.")},
    [POV_RULE_HOUSEHOLDS] =
        {POV_TEXT("error"),
         POV_TEXT("No whole number of households fits all stated rates of a row. The target year "
                  "is looked "
                  "at by itself. Counts that follow from others (poor + near-poor) are used too.")},
    [POV_RULE_REMAINING] = {POV_TEXT("error"),
                            POV_TEXT("Poor less reduction is not what remains.")},
    [POV_RULE_SUM] = {POV_TEXT("error or warning"),
                      POV_TEXT("Units have more than their parent, or fewer although the list is "
                               "complete (households "
                               "add up, urban and rural, or --complete). A warning where another "
                               "count adds up exactly, "
                               "or where less is missing than the smallest unit has, so that no "
                               "unit seems to be left "
                               "out.")},
    [POV_RULE_PARENT_RATE] =
        {POV_TEXT("error"),
         POV_TEXT("The parent's rate lies outside what a complete list of its units allows.")},
    [POV_RULE_MULTI] = {POV_TEXT("error"),
                        POV_TEXT(
                            "Poor and near-poor together are not the multidimensionally poor.")},
    [POV_RULE_FLOW] =
        {POV_TEXT("error or warning"),
         POV_TEXT(
             "The flows of the year do not lead from its start to its end: error where no value of "
             "the flows that are not printed helps; warning where the printed ones alone do not "
             "add "
             "up (the missing one is named), or where the start is not the end of the year "
             "before.")},
    [POV_RULE_RANGE] =
        {POV_TEXT("error or warning"),
         POV_TEXT("More poor than households, or a group or an overlapping part above its whole; "
                  "warning where more remain than households are assumed.")},
    [POV_RULE_DUPLICATE] = {POV_TEXT("error or note"),
                            POV_TEXT("The same unit, group, year and standard stands twice; a note "
                                     "where all figures are the "
                                     "same.")},
    [POV_RULE_CONTRADICTION] =
        {POV_TEXT("error"),
         POV_TEXT(
             "Stated figures cannot all be true, and no other rule says why. The cells named are "
             "irreducible: leave any one of them out, and the rest is possible.")},
    [POV_RULE_REMAINING_RATE] =
        {POV_TEXT("warning or error"),
         POV_TEXT("The remaining rate needs another number of households than --growth allows; the "
                  "growth "
                  "that it needs is named. An error where target_households is stated.")},
    [POV_RULE_REDUCTION] = {POV_TEXT("warning"),
                            POV_TEXT("The stated households deliver less than the stated points, "
                                     "even with the allowance for "
                                     "rounded rates.")},
    [POV_RULE_POINTS] = {POV_TEXT("warning"),
                         POV_TEXT("The stated points are not the difference of the stated rates, "
                                  "beyond their rounding.")},
    [POV_RULE_REDUCTION_ROUNDED] = {POV_TEXT("note"),
                                    POV_TEXT("The points are delivered only as rounded: 2.98 for "
                                             "\"3 or more\". --strict makes it a "
                                             "warning.")},
    [POV_RULE_REDUCTION_EXCEEDS] =
        {POV_TEXT("note"),
         POV_TEXT("The least that the households deliver is above the points and the allowance.")},
    [POV_RULE_ROUNDED_SUM] = {POV_TEXT("note"),
                              POV_TEXT("Only the printed difference or sum of rounded rates fits, "
                                       "not the counts themselves.")},
    [POV_RULE_PARTIAL] =
        {POV_TEXT("note"),
         POV_TEXT("The list leaves units out: they have less together than their parent.")},
    [POV_RULE_ORPHAN] = {POV_TEXT("note"),
                         POV_TEXT("The file holds no row for the parent that a row names.")},
    [POV_RULE_NO_FIGURES] = {POV_TEXT("note"), POV_TEXT("A row states no figure.")},
    [POV_RULE_STANDARD_BREAK] =
        {POV_TEXT("note"),
         POV_TEXT(
             "The poverty standard changes from one row of a unit to the next: the years cannot be "
             "compared.")},
};

const char *const pov_rules_introduction = POV_TEXT(
    "The rules of \"povcalc check\". An error cannot be true under any assumption; a warning holds "
    "only under one that was not made, or is an aim that its own figures miss; a note is worth "
    "knowing.");

const pov_rule_text *pov_rule_text_get(pov_rule rule)
{
    return &texts[rule];
}

pov_status pov_report_add_rules(pov_report *report)
{
    bool used[POV_RULE_COUNT + 1] = {false};
    pov_status status = POV_OK;

    for (size_t i = 0; i < report->finding_count; i++) {
        used[pov_rule_find(report->finding[i].rule)] = true;
    }
    for (size_t rule = 0; rule < POV_RULE_COUNT && status == POV_OK; rule++) {
        if (used[rule]) {
            pov_term term = {pov_rule_name((pov_rule)rule), pov_translate(texts[rule].text)};
            status = pov_report_add_term(report, term);
        }
    }
    return status;
}
