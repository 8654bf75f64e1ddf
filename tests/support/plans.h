/*
 * Plans for tests, written as short texts: "unit|parent|poor=13342 poor_rate=7.97 …", one row a
 * string.
 */
#ifndef POVCALC_TESTS_PLANS_H
#define POVCALC_TESTS_PLANS_H

#include "check.h"

#include "calculator/solve/solution.h"

/* Sets one cell of a draft from its column's name and text; fails the test when it cannot be
 * read. */
void plans_cell(pov_row_draft *draft, const char *column, const char *text);

/* Adds a row. Cells: columns and values with `=`, separated by blanks; level, group, year, standard
 * and target_year are known too. */
void plans_add(pov_plan *plan, const char *unit, const char *parent, const char *cells);

/* Finishes the plan and solves it; fails the test when either fails. */
void plans_solve(pov_plan *plan, const pov_assumptions *assumptions, pov_solution *solution);

/* The figure of a solved row by the name of its column. */
const pov_figure *plans_figure(const pov_solution *solution, size_t row, const char *column);

#endif
