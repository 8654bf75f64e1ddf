/*
 * What each rule of the check means, for "povcalc help rules".
 */
#ifndef POVCALC_CLI_RULE_TEXTS_H
#define POVCALC_CLI_RULE_TEXTS_H

#include "povcalc/check.h"

#include <stdio.h>

void pov_print_rules(FILE *to);

#endif
