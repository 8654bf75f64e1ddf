/*
 * The table of relations within a row. A plan is a system of these and of sums over units
 * (docs/methods.md); the solver narrows with them, and the check asks which of them hold.
 */
#ifndef POVCALC_MODEL_RELATION_H
#define POVCALC_MODEL_RELATION_H

#include "model/quantity.h"

typedef enum pov_relation_kind {
    POV_RELATION_RATIO,      /* term[0] / term[1] = term[2], a rate */
    POV_RELATION_DIFFERENCE, /* term[0] - term[1] = term[2] */
    POV_RELATION_DROP        /* the same of two rates and a printed drop, where that is a fact */
} pov_relation_kind;

/* What it belongs to: each layer is applied whole or not at all. */
typedef enum pov_layer {
    POV_LAYER_YEAR,     /* facts of the year's end */
    POV_LAYER_TARGET,   /* facts of the target year's end */
    POV_LAYER_IDENTITY, /* holds by definition */
    POV_LAYER_COUNT
} pov_layer;

typedef struct pov_item {
    pov_measure subject;
    pov_aspect aspect;
} pov_item;

/* The column that states it, or POV_QUANTITY_COUNT where there is none. */
pov_quantity pov_item_quantity(pov_item item);

typedef struct pov_relation {
    pov_relation_kind kind;
    pov_layer layer;
    pov_item term[3];
} pov_relation;

/* Those that speak of the poor alone come first: most files state nothing of the near-poor. */
#define POV_RELATION_COUNT 17
#define POV_RELATION_POOR_COUNT 4
extern const pov_relation pov_relations[POV_RELATION_COUNT];

/* A rate, and the two counts of a row that give it: the ratios above, and those of persons and of a
 * service. */
typedef struct pov_ratio {
    pov_quantity rate, count, households;
} pov_ratio;

#define POV_RATIO_COUNT 8
extern const pov_ratio pov_ratios[POV_RATIO_COUNT];

/*
 * What adds up over a list of units, and what has a rate of what: the poor are a part of all
 * households, at either moment.
 */
#define POV_SUMMABLE_COUNT 11
extern const pov_item pov_summable[POV_SUMMABLE_COUNT];

#endif
