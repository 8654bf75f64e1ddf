/*
 * What each rule of the check means, for "povcalc help rules" and the manual.
 */
#ifndef POVCALC_CLI_RULE_TEXTS_H
#define POVCALC_CLI_RULE_TEXTS_H

#include "povcalc/check.h"

typedef struct pov_rule_text {
    const char *severity, *text;
} pov_rule_text;

extern const char pov_rules_introduction[];
const pov_rule_text *pov_rule_text_get(pov_rule rule);

#endif
