/*
 * The flows of a year, as the rule on them and the count of relations look at them.
 */
#ifndef POVCALC_CALCULATOR_CHECK_FLOWS_H
#define POVCALC_CALCULATOR_CHECK_FLOWS_H

#include "calculator/check/finding.h"

typedef struct pov_flow_view {
    pov_checker *c;
    size_t row, before; /* the row of the year before, under the same standard, or POV_NONE */
    pov_measure measure;
    pov_quantity end;      /* the column of the count at the end of the year */
    bool starts;           /* the start is known: as printed, or the end of the year before */
    bool closed;           /* the end is known too, and a flow is printed */
    pov_cell_place start;  /* its cell … */
    pov_interval from;     /* … and number */
    pov_interval count;    /* at the end of the year */
    pov_interval printed;  /* start and the printed flows, each taken for what its name says */
    pov_interval possible; /* with the flows that are not printed, 0 or more */
    bool fits;             /* possible by one of the ways to read the flows */
    bool adds_up;          /* so do the printed flows alone */
    size_t ways_out, ways_in;
} pov_flow_view;

typedef void pov_flow_visit(const pov_flow_view *view, void *context);
/* Visits every row of a plan that states flows, in its order: the poor, then the near-poor. */
void pov_flows_walk(pov_checker *c, pov_flow_visit *visit, void *context);

#endif
