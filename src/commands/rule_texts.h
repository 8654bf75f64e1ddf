/*
 * What each rule of the check means, for "povcalc help rules", the manual and pages.
 */
#ifndef POVCALC_COMMANDS_RULE_TEXTS_H
#define POVCALC_COMMANDS_RULE_TEXTS_H

#include "povcalc/report.h"

typedef struct pov_rule_text {
    const char *severity, *text;
} pov_rule_text;

extern const char *const pov_rules_introduction;
const pov_rule_text *pov_rule_text_get(pov_rule rule);
/* Explains each rule by which the report has a finding. Errors: POV_ERR_NOMEM. */
pov_status pov_report_add_rules(pov_report *report) POV_CHECK;

#endif
