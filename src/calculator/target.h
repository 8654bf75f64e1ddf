/*
 * Targets: a stated target is exact as it is printed; only the figure that it is judged by is
 * rounded. docs/methods.md, "Progress", has the rules.
 */
#ifndef POVCALC_CALCULATOR_TARGET_H
#define POVCALC_CALCULATOR_TARGET_H

#include "figure/figure.h"

/* Which of the targets decide: the end state before the change, or as the user says. */
typedef enum pov_judge_by {
    POV_JUDGE_AS_STATED,
    POV_JUDGE_HOUSEHOLDS,
    POV_JUDGE_RATE,
    POV_JUDGE_POINTS
} pov_judge_by;

/* What a figure can be taken for when it is judged. */
typedef struct pov_actual {
    bool known;
    bool printed;        /* one number, as the document prints it */
    unsigned digits;     /* its decimals, where it is printed */
    pov_interval shown;  /* as printed: 4.97 is 4.97; a computed figure is its bounds */
    pov_interval bounds; /* the numbers that it can stand for */
} pov_actual;

/* Unknown unless the figure is stated, or follows without an assumption. */
pov_actual pov_target_read(const pov_figure *figure);
/* a + b; documents print the rate of two together as the sum of both printed rates. */
pov_actual pov_target_sum(pov_actual a, pov_actual b);
/* a - b; documents print a drop as the difference of two printed rates. */
pov_actual pov_target_drop(pov_actual a, pov_actual b);

/*
 * The end of a target that is enough: "~180" as a reduction is met from 175, "4.0-5.0" from 4.0; as
 * a number that remains they are met up to 185 and 5.0.
 * less  the figure must not be above it (what remains); else not below it (reductions, access)
 */
int64_t pov_target_end(const pov_figure *target, bool less);

/* A remaining number "over 4%" has no upper end, a reduction "below 5" no lower one: above 4, and
 * below 5, nobody can call it missed. */
bool pov_target_is_open(const pov_figure *target, bool less);

typedef enum pov_reach { POV_REACH_NO, POV_REACH_MAYBE, POV_REACH_YES } pov_reach;

/*
 * Whether a figure is at the end of a target, or on its better side.
 * certain  out (may be NULL): false where the figure has fewer digits than the target and its
 *          rounding allows another answer
 */
pov_reach pov_target_reach(const pov_actual *actual, int64_t end, unsigned digits, bool less,
                           bool *certain);

/* The same on the way, after `part` of `whole` months: against from + (end - from) × part / whole,
 * in fractions. */
pov_reach pov_target_on_line(const pov_actual *actual, const pov_actual *from, int64_t end,
                             int64_t part, int64_t whole, bool less);

#endif
