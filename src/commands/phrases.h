/*
 * The phrases that sentences on a plan are made of: figures, moments, groups and units in words, in
 * either language.
 */
#ifndef POVCALC_COMMANDS_PHRASES_H
#define POVCALC_COMMANDS_PHRASES_H

#include "output/report.h"

/* What a figure counts. */
typedef enum pov_phrase_unit {
    POV_PHRASE_NUMBER,     /* "4,990" */
    POV_PHRASE_HOUSEHOLDS, /* "4,990 households" */
    POV_PHRASE_MEASURE,    /* "4,990 poor households" */
    POV_PHRASE_POINTS,     /* "3 percentage points" */
    POV_PHRASE_PERCENT     /* "7.97%" */
} pov_phrase_unit;

/* Texts live as long as the report, whose `failed` says that memory ran out. */
typedef struct pov_phrases {
    pov_report *report;
    pov_language language;
    pov_measure measure; /* of whom the sentences speak: the poor, the near-poor or both */
} pov_phrases;

/* Translates. Marks in the text take arguments: {1} the first one, {2} … */
#define POV_SAY(out, p, text, ...)                                                                 \
    pov_phrase_fill(out, p, text,                                                                  \
                    (const char *const[]){__VA_ARGS__, NULL, NULL, NULL, NULL, NULL, NULL})
void pov_phrase_fill(pov_buffer *out, const pov_phrases *p, const char *text,
                     const char *const *argument);
/* The same as a text of its own. */
#define POV_PHRASE(p, text, ...)                                                                   \
    pov_phrase_make(p, text, (const char *const[]){__VA_ARGS__, NULL, NULL, NULL, NULL, NULL, NULL})
const char *pov_phrase_make(const pov_phrases *p, const char *text, const char *const *argument);

/* The same as a remark of the report. */
#define POV_REMARK(p, ...) pov_report_add_remark((p)->report, POV_PHRASE(p, __VA_ARGS__))

/* A list of names in a sentence: "A, B and 3 more". */
typedef struct pov_phrase_names {
    pov_buffer text;
    size_t count, most; /* named; of the others there is a number */
} pov_phrase_names;

void pov_phrase_add_name(pov_phrase_names *names, const char *name);
/* Ends the list. `more`: "{1} and {2} more" */
const char *pov_phrase_end_names(const pov_phrases *p, pov_phrase_names *names, const char *more);

/* "at least 3 percentage points", "≈15,687 poor households", "17,696–17,702". */
const char *pov_phrase_figure(const pov_phrases *p, const pov_figure *figure, pov_phrase_unit unit);
/* Both ends, where it has two: "373 to 919", and "1,976–2,024". */
const char *pov_phrase_from_to(const pov_phrases *p, const pov_figure *figure);
const char *pov_phrase_range(const pov_phrases *p, const pov_figure *figure);
/* "1.75–2.09": percentages, rounded outward to two decimals; and one end of them. */
const char *pov_phrase_percents(const pov_phrases *p, pov_interval percents);
const char *pov_phrase_percents_end(const pov_phrases *p, int64_t end, bool is_low);
const char *pov_phrase_count(const pov_phrases *p, size_t count);
/* "13,342 poor households (7.97%)", or what of it is known; NULL: nothing. `brief`: "8,352 (4.97%)"
 */
const char *pov_phrase_state(const pov_phrases *p, const pov_figure *count, const pov_figure *rate,
                             bool brief);
/* "at the end of 2022"; of a month "in 2022-06". */
const char *pov_phrase_at(const pov_phrases *p, pov_year year);
/* "for the end of 2022"; of a month "for 2022-06". */
const char *pov_phrase_for(const pov_phrases *p, pov_year year);
/* "2022", "2022-06" */
const char *pov_phrase_year(const pov_phrases *p, pov_year year);
/* "the local ethnic minorities" */
const char *pov_phrase_group(const pov_phrases *p, const char *group);
/* "districts" of units that have this level in common; "units" of others (NULL) */
const char *pov_phrase_units(const pov_phrases *p, const char *level);

#endif
