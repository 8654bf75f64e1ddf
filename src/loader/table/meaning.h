/*
 * What a heading means: the phrases of all its lines, put together.
 */
#ifndef POVCALC_LOADER_TABLE_MEANING_H
#define POVCALC_LOADER_TABLE_MEANING_H

#include "loader/table/lexicon.h"
#include "model/plan.h"

/* What time a flow sums up: all of its year until then, "lũy kế", "9 tháng", or only a part. */
typedef enum pov_span { POV_SPAN_NONE, POV_SPAN_ALONE, POV_SPAN_SUMMED } pov_span;

typedef struct pov_meaning {
    pov_label label; /* of a column of words; else the rest speaks */
    pov_subject subject;
    pov_subject context; /* of a flow: the subject of the heading above it */
    pov_counted counted;
    pov_said said;
    pov_change change;
    pov_change within; /* of the heading above it */
    pov_moment moment;
    pov_role role;
    pov_scale scale;
    pov_year year;
    const char *group, *indicator; /* NULL: none */
    int standard;                  /* the first year of the standard's period, or pov_standard_of;
                                      0: none */
    int from, last;                /* "2021-2025", where it is no standard's; 0: none */
    int since;                     /* "giảm so với năm 2022": from its end on; 0: none */
    uint8_t bound;                 /* pov_qualifier of its figures: "tối thiểu" */
    bool less;                     /* "(không tính hộ BTXH)" */
    bool part;                     /* "trong đó" */
    bool exact;                    /* the year is that of a date, "31/12/2021" */
    pov_span span;                 /* "quý II", "trong tháng": alone */
    bool full;                     /* "cuối năm": not of a month within it */
    bool moved;                    /* another day than the last of the year whose end it is */
    bool expected;                 /* "ước", not "ước thực hiện" */
    bool compared;                 /* "giảm so với năm trước": it was, and is not planned */
    bool year_ago;                 /* "giảm so với cùng kỳ" */
    bool of_poor;                  /* "thoát nghèo", "tái nghèo": not "thoát" alone */
    bool gross;                    /* "tăng" without "giảm": all that came, with all that left */
    bool yearly;                   /* "bình quân mỗi năm", where it is a reduction */
    bool until;                    /* "giảm đến cuối năm 2025": from the last state before it */
    bool programme; /* "giảm nghèo", which may be no reduction but the name of the programme */
    bool other;     /* "Khác" alone, which below "Giảm" or "Tăng" is a flow */
    bool total;     /* "tổng số" */
    bool pair;      /* "hộ/khẩu": households, then persons */
    bool both;      /* "số hộ nghèo, tỷ lệ hộ nghèo": which one it is, lines below say */
    bool lacks;     /* "thiếu hụt" */
    bool unknown;   /* holds words that are not known */
    bool empty;     /* no text at all */
} pov_meaning;

/* The meaning of one line. Where memory runs out, scan->failed. */
pov_meaning pov_meaning_of(pov_scan *scan, const char *text, size_t length);

/* How many months "từ 01/7/2024 đến 31/12/2024" is, where it does not begin with its year; 0: it
 * does, or the text says no such thing. */
int pov_months_within_year(const pov_scan *scan);

/* "Từ 15/11/2023 đến 14/11/2024": twelve months that end late in a year, as reviews count it. */
bool pov_spans_review_year(const pov_scan *scan);

/* The meaning of a heading below another one. */
pov_meaning pov_meaning_under(const pov_meaning *over, const pov_meaning *under);

/* Whether it says when a figure is of, or that it is planned. */
bool pov_meaning_has_when(const pov_meaning *meaning);
/* The meaning of a figure where `when` says of what time it is, and the figure itself does not. */
pov_meaning pov_meaning_at(const pov_meaning *meaning, const pov_meaning *when);

/* "6 tháng" is of that year; where that is 0, nobody knows which. */
void pov_meaning_date(pov_meaning *meaning, int year);

/* What is missing of a figure beside another one comes from there: "Tỷ lệ (%)" right of "Hộ
 * nghèo", "Nông thôn" right of "Thành thị". */
bool pov_meaning_is_bare_rate(const pov_meaning *meaning);

/* Whether it is in percent or per mille; whether it is a flow of the year. */
bool pov_meaning_is_rate(const pov_meaning *meaning);
bool pov_meaning_is_flow(const pov_meaning *meaning);

/*
 * The quantity of a state, a reduction or a flow, where one holds it; POV_QUANTITY_COUNT for none.
 * `near` says whether flows without a subject are those of the near-poor.
 * at_target  of a state: as what the target year's end is
 */
pov_quantity pov_meaning_quantity(const pov_meaning *meaning, bool near, bool at_target);

#endif
