/*
 * The headings of a table: every column's text and meaning, put together from all lines, from its
 * neighbours and from the title.
 */
#ifndef POVCALC_LOADER_TABLE_HEADING_H
#define POVCALC_LOADER_TABLE_HEADING_H

#include "loader/table/choices.h"
#include "loader/table/columns.h"
#include "loader/table/meaning.h"
#include "loader/table/shape.h"

typedef struct pov_table_column {
    const char *heading; /* all lines, "over: under"; in the headings' arena */
    pov_meaning meaning;
    pov_meaning leaf;    /* of its last line alone */
    pov_meaning plain;   /* without what the title adds */
    size_t span;         /* where the heading above it begins, or its own column */
    size_t column;       /* its own number */
    int rank;            /* of the kind of units that it names: 5 for "Xã"; 0: none */
    bool recent;         /* "Xã mới" */
    size_t chosen;       /* column that --column or povcalc's own heading says, or POV_NONE */
    bool own;            /* its heading says so, not --column */
    bool class;          /* households of a class that only a household file has */
    const char *place;   /* the unit that it is of, where years or indicators are the rows */
    pov_meaning rest;    /* what the heading says besides */
    bool filled;         /* a cell below it has something */
    bool ends;           /* some cell is a plan, a result or an estimate */
    bool measures;       /* all are units of measure: "%", "hộ" */
    bool words;          /* most cells below it are words */
    bool groups;         /* some of them is a group: "Trong đó: DTTS" */
    bool names;          /* most of these say a kind of unit: "Xã Tân Tiến" */
    bool years;          /* all are years */
    bool areas;          /* all are kinds of areas: "III", "KV I" */
    bool places;         /* all are "Thành thị", "Nông thôn" or their total */
    bool decimals;       /* some number has decimals */
    bool large;          /* some number is above 100, so that not all are rates */
    bool cuts;           /* all are: "Giảm 7 hộ" */
    bool households;     /* all say it: "05 hộ" */
    bool two;            /* cells hold two figures: "112 (5,98%)", "93/3.904" */
    bool named;          /* the group has no other name than the heading's words */
    bool whose;          /* a cut, or what remains, of the poor or of others: the figures say it */
    const char *why;     /* why it is passed over; NULL: it is not */
    const char *way_out; /* what decides it; NULL: nothing is named */
} pov_table_column;

/* What the lines above the headings say. */
typedef struct pov_title {
    const char *text;    /* the line that says what the table is of; NULL: none does */
    pov_meaning meaning; /* of all lines */
    pov_year year;       /* that the table is of; 0: not said */
    uint8_t month;       /* "6 tháng đầu năm" in a line that names no year; 0: not said */
    uint8_t months;      /* how many it is of, up to its year: a quarter's 3; 0: all until then */
    int from, last;      /* "giai đoạn 2021-2025"; 0: not said */
    bool of_plan;        /* "(Kèm theo Kế hoạch số …)" */
    bool programme;      /* "Kết quả giảm nghèo": of the poor */
    bool cuts;           /* "Chỉ tiêu giảm hộ nghèo": of a reduction */
    bool fell;           /* "Số hộ nghèo giảm qua các năm": how many fewer each year */
    bool aims;           /* it begins with "Mục tiêu": what it holds is aimed at */
    bool until;          /* "Kế hoạch đến năm 2030": of the years up to it */
    const char *place;   /* "XÃ AN BÌNH"; NULL: none */
    bool issued;         /* it is who wrote the table: "UBND HUYỆN AN SƠN" */
    const char *group;   /* "Hộ nghèo khu vực nông thôn": of whom; NULL: of all */
    bool some;           /* "Hộ nghèo được hỗ trợ": only of some of the poor */
    bool of_group;       /* the columns are of that group, as none names one */
    size_t year_line;    /* of the file; 0: none */
    bool of_sheet;       /* the year is in the name of the sheet */
    pov_scale scale;     /* "Đơn vị tính: %" */
    pov_counted counted; /* "Đơn vị tính: hộ" */
    bool money;          /* "Đơn vị tính: triệu đồng" */
    bool funds;          /* "Kinh phí hỗ trợ …" */
    int64_t poor;        /* "Tổng số hộ nghèo: 211 hộ"; -1: not said */
} pov_title;

typedef struct pov_headings {
    pov_table_column *column;
    size_t count;
    size_t line;                /* of the file: the first of the headings; 0: none */
    size_t lines;               /* rows of headings */
    size_t serial, main;        /* columns, or POV_NONE; main: names the rows */
    size_t at[POV_LABEL_COUNT]; /* of each label: its column, or POV_NONE */
    bool own;                   /* the header is in povcalc's own words */
    bool classes;               /* some column is of a class */
    pov_marks marks;            /* of the headings */
    const char *whole;          /* the column of all units' sum; NULL: none */
    pov_title title;
    pov_arena arena;
} pov_headings;

/* Whether --column says what a column is. */
bool pov_column_is_choice(const pov_table_column *column);

/* Reads the headings of a table. Errors: POV_ERR_USAGE of --column, POV_ERR_NOMEM. */
pov_status pov_headings_read(pov_headings *headings, const pov_grid *grid, const pov_shape *shape,
                             const pov_load_options *options, pov_choices *choices,
                             pov_error *err) POV_CHECK;
void pov_headings_fini(pov_headings *headings);

#endif
