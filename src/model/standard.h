/*
 * Poverty standards as data: income lines by area, indicators of deprivation, and an ordered list
 * of rules, the first of which that fits a household gives its class.
 */
#ifndef POVCALC_MODEL_STANDARD_H
#define POVCALC_MODEL_STANDARD_H

#include "base/memory.h"

#define POV_INDICATORS_MAX 32
#define POV_LINES_MAX 6

typedef enum pov_area { POV_RURAL, POV_URBAN, POV_AREA_COUNT } pov_area;

typedef enum pov_class {
    POV_CLASS_POOR,
    POV_CLASS_NEAR_POOR,
    POV_CLASS_AVERAGE,  /* middle living standard */
    POV_CLASS_NOT_POOR, /* where no rule fits */
    POV_CLASS_COUNT,
    POV_CLASS_UNKNOWN = POV_CLASS_COUNT /* of a household whose row cannot be read in full */
} pov_class;

/* By language: English, Vietnamese. */
typedef struct pov_wording {
    const char *text[2];
} pov_wording;

typedef struct pov_indicator {
    const char *id, *dimension;
    pov_wording name;
    pov_wording lacked_if; /* when a household lacks it, in short; empty: not said */
} pov_indicator;

/* A line that an income, or the review's score B1 in its place, is at most or above. */
typedef struct pov_income_line {
    const char *id;
    int64_t income[POV_AREA_COUNT]; /* VND per person and month */
    int64_t score[POV_AREA_COUNT];
    bool scored; /* the act gives this line as a score too */
} pov_income_line;

typedef enum pov_deprived { POV_DEPRIVED_ANY, POV_CUTOFF_OR_MORE, POV_BELOW_CUTOFF } pov_deprived;

typedef struct pov_class_rule {
    pov_class class;
    size_t at_most; /* index of the line */
    pov_deprived deprived;
} pov_class_rule;

typedef struct pov_standard_source {
    const char *act, *url;
    pov_wording note;
    bool confirmed; /* the wording that is used here was read in a public source */
} pov_standard_source;

typedef struct pov_standard {
    const char *id;
    pov_wording title;
    int from, to; /* years in force; 0: open */
    pov_income_line line[POV_LINES_MAX];
    size_t line_count; /* each above the one before, in both areas */
    pov_indicator indicator[POV_INDICATORS_MAX];
    size_t indicator_count;
    unsigned cutoff;             /* indicators lacked that count as many */
    unsigned deprivation_points; /* of the score B2, for each indicator; 0: there is none */
    pov_class_rule rule[POV_CLASS_COUNT * 2];
    size_t rule_count;
    pov_standard_source *source;
    size_t source_count;
    pov_arena arena;
} pov_standard;

void pov_standard_fini(pov_standard *standard);

const char *pov_class_name(pov_class class); /* "poor", … */
/* The class of a name, or POV_CLASS_COUNT. */
pov_class pov_class_find(const char *name);
/* The index of an indicator, or POV_NONE. */
size_t pov_standard_indicator(const pov_standard *standard, const char *id);
/* The index of an income line, or POV_NONE. */
size_t pov_standard_line(const pov_standard *standard, const char *id);
/* Errors: POV_ERR_DATA, when the lines do not rise or the cutoff is out of reach. */
pov_status pov_standard_check(const pov_standard *standard, pov_error *err) POV_CHECK;

/* The rules worked out beforehand: the class by area, lines that are passed, indicators lacked. */
typedef struct pov_classifier {
    int64_t line[POV_AREA_COUNT][POV_LINES_MAX];
    size_t line_count;
    uint8_t class[POV_AREA_COUNT][POV_LINES_MAX + 2][2 * POV_INDICATORS_MAX]; /* powers of two */
} pov_classifier;

/* by_score: households state B1 in place of an income. Lines without a score are then passed over.
 */
void pov_classifier_init(pov_classifier *classifier, const pov_standard *standard, bool by_score);

static inline pov_class pov_classify(const pov_classifier *c, unsigned area, int64_t income,
                                     unsigned deprived)
{
    const int64_t *line = c->line[area]; /* INT64_MAX where there is none */
    size_t passed = (size_t)(income > line[0]) + (income > line[1]);

    for (size_t i = 2; i < c->line_count; i++) {
        passed += income > line[i];
    }
    return (pov_class)c->class[area][passed][deprived];
}

/* A household, as a standard sees it. */
typedef struct pov_household {
    int64_t income;   /* VND per person and month, or the score B1 */
    uint32_t lacks;   /* bit i: lacks indicator i of the standard */
    uint32_t unit;    /* as the reader numbers them, from 0 */
    uint16_t members; /* 0: not stated */
    uint8_t deprived; /* how many indicators it lacks */
    uint8_t scored;   /* 1: `income` is the score B1 */
    /* what words say is side by side, so that it can be set at once */
    uint8_t area;     /* pov_area; POV_AREA_COUNT: unknown, as the class then is */
    uint8_t minority; /* 1: of an ethnic minority; 2: unknown, as the class then is */
    uint8_t given;    /* 1 + the class that it has without being classified; 0: none */
    uint8_t stated;   /* 1 + the class that its file states beside what it follows from; 0: none */
} pov_household;

/* Levels of the units that households are counted by. */
enum { POV_BY_PROVINCE, POV_BY_DISTRICT, POV_BY_COMMUNE, POV_BY_VILLAGE, POV_BY_COUNT };

#define POV_NO_UNIT UINT32_MAX

/* A unit of household files. Names that fold to the same one below one parent are one unit. */
typedef struct pov_household_unit {
    const char *name; /* as it was spelt first */
    uint32_t parent;  /* before this one, or POV_NO_UNIT */
    int level;        /* POV_BY_… */
    uint64_t first;   /* orders units by where they came first */
} pov_household_unit;

#endif
