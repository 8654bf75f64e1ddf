/*
 * The lexicon: phrases of headings, titles and labels, each with its class and what it means, and
 * the scanner that turns a text into them.
 *
 * A heading such as "Số hộ nghèo DTTS cuối năm 2023 (hộ)" is no entry of a list but a row of
 * phrases: what is counted, how, of whom and when. meaning.h puts them together.
 */
#ifndef POVCALC_LOADER_TABLE_LEXICON_H
#define POVCALC_LOADER_TABLE_LEXICON_H

#include "base/memory.h"

typedef enum pov_phrase_class {
    POV_PHRASE_FILLER,    /* says nothing of its own */
    POV_PHRASE_SUBJECT,   /* value: pov_subject */
    POV_PHRASE_MEASURE,   /* value: pov_counted */
    POV_PHRASE_ASPECT,    /* value: pov_said */
    POV_PHRASE_CHANGE,    /* value: pov_change */
    POV_PHRASE_MOMENT,    /* value: pov_moment */
    POV_PHRASE_ROLE,      /* value: pov_role */
    POV_PHRASE_GROUP,     /* name: the group */
    POV_PHRASE_SCALE,     /* value: pov_scale */
    POV_PHRASE_YEARLY,    /* "bình quân mỗi năm": of a reduction */
    POV_PHRASE_BOUND,     /* "tối thiểu": pov_qualifier of the figures */
    POV_PHRASE_PART,      /* "trong đó": of the figure to the left */
    POV_PHRASE_UNIT,      /* value: rank of the kind of unit on the ladder of levels, 0 for none */
    POV_PHRASE_LABEL,     /* value: pov_label */
    POV_PHRASE_STANDARD,  /* a poverty standard: of the period that follows, or value:
                             pov_standard_of */
    POV_PHRASE_INDICATOR, /* name: the indicator */
    POV_PHRASE_YEAR,      /* year and month */
    POV_PHRASE_PERIOD,    /* "2022-2025": no year; `year` is its first, `last` its last one */
    POV_PHRASE_UNKNOWN
} pov_phrase_class;

typedef enum pov_subject {
    POV_OF_NONE,
    POV_OF_ALL_WEAK, /* "tổng số hộ", which below "hộ nghèo" are the poor ones */
    POV_OF_ALL,
    POV_OF_POOR,
    POV_OF_NEAR_POOR,
    POV_OF_MULTI_POOR,
    POV_OF_OTHERS /* known, and not held: households of an average standard of living, … */
} pov_subject;

/* The poor, the near-poor, or both together. */
static inline bool pov_subject_is_poor(pov_subject subject)
{
    return subject >= POV_OF_POOR && subject <= POV_OF_MULTI_POOR;
}

typedef enum pov_counted {
    POV_COUNTED_NONE,
    POV_COUNTED_HOUSEHOLDS,
    POV_COUNTED_PERSONS
} pov_counted;

typedef enum pov_said {
    POV_SAID_NONE,
    POV_SAID_COUNT,
    POV_SAID_RATE,
    POV_SAID_POINTS,
    POV_SAID_SHARE,    /* of the poor, of a plan: not held */
    POV_SAID_DEPRIVED, /* households that lack a service */
    POV_SAID_RELATIVE  /* of the poor: a reduction; else a share */
} pov_said;

typedef enum pov_change {
    POV_CHANGE_NONE,
    POV_CHANGE_CUT,  /* giảm */
    POV_CHANGE_RISE, /* tăng: not held */
    POV_CHANGE_LEFT, /* còn lại */
    /* flows of a year */
    POV_FLOW_ESCAPED,
    POV_FLOW_TO_NEAR, /* "trở thành cận nghèo" */
    POV_FLOW_TO_POOR, /* "trở thành nghèo" */
    POV_FLOW_BECAME,  /* "trở thành", without saying what */
    POV_FLOW_CAME,    /* "từ hộ nghèo", "chuyển từ": where those come from follows */
    POV_FLOW_OVER,    /* "vượt chuẩn cận nghèo" */
    POV_FLOW_DOWN,    /* "giảm khác" */
    POV_FLOW_RELAPSED,
    POV_FLOW_NEW,
    POV_FLOW_ADDED, /* "bổ sung": those two together */
    POV_FLOW_UP     /* "tăng khác" */
} pov_change;

typedef enum pov_moment {
    POV_AT_NONE,
    POV_AT_START,
    POV_AT_END,
    POV_AT_BASE,   /* "hiện trạng" */
    POV_AT_DURING, /* "trong năm" */
    /* of the period that the title names; pov_headings_read makes years of them */
    POV_AT_PERIOD_START,
    POV_AT_PERIOD_END
} pov_moment;

typedef enum pov_role { POV_ROLE_NONE, POV_ROLE_PLAN, POV_ROLE_DONE, POV_ROLE_ESTIMATE } pov_role;

/* Whose poverty standard it is, where no period names it. */
typedef enum pov_standard_of {
    POV_STANDARD_OF_PERIOD,
    POV_STANDARD_CENTRAL,
    POV_STANDARD_CITY,
    POV_STANDARD_PROVINCE,
    POV_STANDARD_OLD,
    POV_STANDARD_NEW,
    POV_STANDARD_LAST = POV_STANDARD_NEW
} pov_standard_of;

typedef enum pov_scale {
    POV_SCALE_NONE,
    POV_SCALE_PERCENT,
    POV_SCALE_PERMILLE,
    POV_SCALE_THOUSAND
} pov_scale;

/* What a column of words says of its rows. */
typedef enum pov_label {
    POV_LABEL_NONE,
    POV_LABEL_SERIAL,
    POV_LABEL_UNIT,
    POV_LABEL_LEVEL,
    POV_LABEL_PARENT,
    POV_LABEL_GROUP,
    POV_LABEL_YEAR,
    POV_LABEL_STANDARD,
    POV_LABEL_KIND,
    POV_LABEL_TARGET_YEAR,
    POV_LABEL_INDICATOR, /* what the figures of the row are: "Chỉ tiêu" */
    POV_LABEL_MEASURE,   /* in which unit: "Đơn vị tính" */
    POV_LABEL_BREAKDOWN, /* "Phân tổ": households or persons */
    POV_LABEL_CODE,
    POV_LABEL_SOURCE,
    POV_LABEL_NOTE,
    /* only below povcalc's own headings */
    POV_LABEL_DIMENSION,
    POV_LABEL_INDICATOR_ID,
    POV_LABEL_POPULATION,
    POV_LABEL_COUNTS,
    POV_LABEL_COMPUTED, /* names the row's cells that no document states */
    POV_LABEL_IGNORED,  /* what povcalc prints and computes anew */
    POV_LABEL_COUNT
} pov_label;

typedef struct pov_token {
    uint8_t class; /* pov_phrase_class */
    uint8_t value;
    int16_t year, last;
    uint8_t month;
    const char *name;     /* of a group or an indicator */
    size_t start, length; /* in the scanned text */
    bool bracketed;       /* between ( and ) */
    bool moved;           /* a day that is taken as the end of a year: 1 January, 15 December */
} pov_token;

/* Whether texts have the marks of Vietnamese; many a database has none: "TongSoHo", "Xa A". */
typedef enum pov_marks {
    POV_MARKS_THERE,
    POV_MARKS_PERHAPS, /* tried without, where words are not known */
    POV_MARKS_NONE     /* "Nam 2022" is "Năm 2022" */
} pov_marks;

/* A text and its phrases, in order. Start from zero; one may scan many texts. */
typedef struct pov_scan {
    pov_buffer text; /* folded, words with one blank between them, without punctuation */
    pov_token *token;
    size_t count, capacity;
    bool failed; /* memory ran out */
    bool less;   /* a remark in brackets takes some out: "(không tính hộ BTXH)" */
    pov_marks marks;
    bool restored; /* the last text was without marks, "Tong so ho", and has them now */
    pov_buffer folded;
    pov_buffer source; /* what was scanned last */
    pov_marks source_marks;
    struct pov_phrases *phrases; /* of the lexicon, in order; made for the first text */
} pov_scan;

void pov_scan_text(pov_scan *scan, const char *text, size_t length);
void pov_scan_fini(pov_scan *scan);

/* Folds the label of a row; in a table without marks words get theirs, "tổng cộng" for "Tong
 * cong". */
void pov_label_fold(const char *text, size_t length, pov_marks marks, pov_buffer *out);

/* Whether the scanned text holds a token of the class, and of the value unless that is 0. */
bool pov_scan_has(const pov_scan *scan, pov_phrase_class class, int value);

/* Whether words after those of whom a figure is say that it is only of some: "có trẻ em", "được vay
 * vốn", "không tính hộ BTXH"; `words` is scanned text. */
bool pov_words_narrow(const char *words);

/* Whether a token of the scanned text is the word. */
bool pov_token_is(const char *text, const pov_token *token, const char *word);

/* "So với": the year after it dates nothing. */
bool pov_token_compares(const pov_token *token);

/* What a column with the scanned heading says of its rows, where the whole of it says so. */
pov_label pov_label_of(const pov_scan *scan);

/* 1 for the name of a people that is a minority, "Ê Đê", 0 for Kinh, -1 for another text. */
int pov_people_of(const char *text, size_t length);

/* The rank on the ladder of levels (1 country … 6 village) of the kind that a folded unit's name
 * begins with, "huyện an sơn"; 0: none. `length`, unless NULL: of the kind's words. */
int pov_unit_rank(const char *folded, size_t *length);

/* The same of a label as it is. `failed` is set when memory runs out. */
int pov_label_rank(const char *text, size_t length, pov_marks marks, bool *failed);

#endif
