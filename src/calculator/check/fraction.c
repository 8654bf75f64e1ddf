/*
 * The rule on columns of fractions: 0.0797 for 7.97%, as a spreadsheet holds it below its format.
 * Where counts tell, the loader refuses it; here nothing does but the look of the whole column.
 */
#include "calculator/check/finding.h"
#include "calculator/check/rules.h"

#define DIGITS 4 /* nobody prints a rate below 1 percent with so many */

/* How a column looks; false where one of its figures cannot be a fraction. */
static bool look_at_column(const pov_plan *plan, pov_quantity quantity, size_t *first,
                           size_t *count)
{
    pov_measure measure = pov_quantity_get(quantity)->subject;
    size_t fine = 0;

    *first = POV_NONE;
    *count = 0;
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_stated *stated = pov_row_stated(&plan->row[r], quantity);
        if (stated == NULL || stated->face_high == 0) {
            continue; /* 0 is 0 in either way */
        }
        bool counted = pov_row_stated(&plan->row[r], POV_HOUSEHOLDS) != NULL &&
                       pov_row_stated(&plan->row[r], pov_quantity_of(measure, POV_COUNT)) != NULL;
        if (counted || stated->qualifier != POV_EXACTLY || stated->face > POV_PERCENT) {
            return false;
        }
        if (stated->digits >= DIGITS) {
            *first = *first == POV_NONE ? r : *first;
            fine++;
        }
        ++*count;
    }
    return *count > 1 && fine * 2 >= *count;
}

static void look(pov_checker *c)
{
    static const pov_quantity rates[] = {POV_POOR_RATE, POV_NEAR_POOR_RATE, POV_MULTI_POOR_RATE,
                                         POV_REMAINING_RATE, POV_REMAINING_NEAR_POOR_RATE};

    for (size_t i = 0; i < POV_LENGTH(rates); i++) {
        size_t first, count;
        if (!look_at_column(c->plan, rates[i], &first, &count)) {
            continue;
        }
        pov_check_finding f =
            pov_finding_start(&pov_rule_fraction, 0, POV_WARNING, first, rates[i]);
        pov_figure stated = pov_stated_figure(c, first, rates[i]), meant = stated;
        meant.value = meant.value_high = pov_multiply(stated.value, 100);
        meant.digits = (uint8_t)(stated.digits - 2);
        pov_finding_number(&f, count);
        pov_finding_figure(&f, stated);
        pov_finding_figure(&f, meant);
        pov_finding_report(c, &f);
    }
}

const pov_rule pov_rule_fraction = {
    .name = "fraction",
    .relation = POV_TALLY_NONE,
    .severity = POV_TEXT("warning"),
    .about = POV_TEXT("All rates of a column are below 1 percent and most have four decimals or "
                      "more: they seem to be fractions, 0.0797 for 7.97%."),
    .message = {POV_TEXT("all {0} rates of this column are below 1% and have many decimals: "
                         "fractions? {1} would be {2}")},
    .plan = {[POV_ALL] = look},
};
