/*
 * The report: what a command found out, ready to be laid out in any format.
 *
 * A renderer knows no poverty: it asks for one cell at a time, and gets it by value.
 */
#ifndef POVCALC_OUTPUT_REPORT_H
#define POVCALC_OUTPUT_REPORT_H

#include "base/translate.h"
#include "calculator/check/check.h"
#include "calculator/solve/trace.h"
#include "figure/figure.h"
#include "model/plan.h"

#include <stdio.h>

/* Where a column appears. */
#define POV_IN_TABLE 1U /* for people: table, and what is laid out like one */
#define POV_IN_DATA 2U  /* for programs: CSV and JSON */
#define POV_IN_BOTH (POV_IN_TABLE | POV_IN_DATA)
#define POV_IN_CSV 8U    /* for CSV and workbooks: what JSON says otherwise */
#define POV_KEPT 4U      /* a table shows it also when all its cells are empty */
#define POV_IF_KNOWN 32U /* in JSON only where some row knows it */
/* In a table that is to be wide, or has room for it; beside POV_IN_TABLE: the first that a narrow
 * terminal leaves out. */
#define POV_IN_WIDE 16U

struct pov_report;
struct pov_cell;

typedef enum pov_column_kind {
    POV_COLUMN_TEXT,
    POV_COLUMN_YEAR,  /* text that JSON writes as a number when it is a plain year */
    POV_COLUMN_LINE,  /* a line number: JSON number, never grouped */
    POV_COLUMN_FLAG,  /* "true" or "false": JSON writes it without quotes */
    POV_COLUMN_FIGURE /* cells are figures */
} pov_column_kind;

typedef struct pov_report_column {
    const char *name; /* the key in JSON and CSV; its heading comes from labels (output/labels.c) */
    const char *heading; /* NULL: the label of `name` in the language; else the heading itself */
    /* A table on a terminal has headings of two lines: what neighbours have in common, above it,
     * and the column's own. NULL: the heading. */
    const char *above, *brief;
    pov_column_kind kind;
    unsigned where; /* POV_IN_TABLE | POV_IN_DATA; 0: only to be sorted by, or drawn */
    bool tree;      /* table: this column shows the depth (at most one) */
    /* Fills an empty cell; `which` tells columns of one function apart. */
    void (*get)(const struct pov_report *report, size_t row, size_t which, struct pov_cell *cell);
    size_t which;
} pov_report_column;

/* A column in a line: its name, its kind without POV_COLUMN_, where it appears, what fetches it. */
#define POV_COLUMN(name_, kind_, where_, get_, which_)                                             \
    {                                                                                              \
        .name = (name_), .kind = POV_COLUMN_##kind_, .where = (where_), .get = (get_),             \
        .which = (which_)                                                                          \
    }
/* The one that shows the depth. */
#define POV_TREE_COLUMN(name_, where_, get_, which_)                                               \
    {                                                                                              \
        .name = (name_), .where = (where_), .tree = true, .get = (get_), .which = (which_)         \
    }

/* A figure with a heading of two lines. */
#define POV_BRIEF_COLUMN(name_, where_, above_, brief_, get_, which_)                              \
    {                                                                                              \
        .name = (name_), .kind = POV_COLUMN_FIGURE, .where = (where_), .above = (above_),          \
        .brief = (brief_), .get = (get_), .which = (which_)                                        \
    }

/* What a row says in a column. */
typedef struct pov_cell {
    const char *text;  /* NULL: empty, in JSON null. It lives as long as the report */
    const char *shown; /* what tables have for a word of programs; NULL: text */
    pov_figure figure; /* of a column of figures; without bounds where there is none */
    size_t number;     /* of a column of lines; 0: none */
    bool bounded;      /* no value is shown, but bounds that say something are */
} pov_cell;

typedef struct pov_report_row {
    unsigned
        depth;   /* 0 at the top; a row belongs to the nearest row before it with a smaller depth */
    bool marked; /* a finding speaks of it: `*` */
    bool runs_over; /* its name may run over the empty cells beside it */
} pov_report_row;

/* Why a figure of a row is what it is; of a finding, why it does not fit. */
typedef struct pov_because {
    size_t row;       /* of the report */
    const char *name; /* the figure's key */
    const pov_solution *solution;
    const pov_solution *reached; /* of a verdict: that of the last term; NULL else */
    pov_trace trace;
} pov_because;

/* A finding, as compilers print them. Text is owned by the report's arena. */
typedef struct pov_finding {
    const char *rule;
    pov_severity severity;
    const char *file;
    const char *place; /* what its places begin with (base/place.h) */
    size_t cell;       /* the column of the figure, for places of documents; 0: of the row */
    size_t line;
    const char *unit, *parent, *level, *group; /* parent and level "" where they are not stated */
    pov_year year;                             /* {0, 0}: not stated */
    bool namesake;          /* another unit of the plan has its name: people are told the parent */
    bool several_years;     /* the unit has rows of several years: people are told the year */
    const char *column;     /* name of the figure's column; "" when the finding is about the row */
    const char *message;    /* in the report's language */
    pov_figure stated;      /* basis unknown: nothing to show */
    pov_figure expected;    /* bounds: what would be true; basis unknown: nothing to show */
    const char *fix_column; /* NULL: no single cell fixes it */
    const char *fix_unit;   /* where that cell is: not always in the finding's own row */
    size_t fix_line;
    pov_figure fix;       /* its value, or its bounds */
    const char *fix_with; /* the column that it is swapped with; NULL: none */
    /* the finding whose fix this is; line 0: its own */
    size_t fixed_by_line;
    const char *fixed_by_column;
    const pov_because *because; /* NULL: not asked, or there is nothing to say */
    const char *because_text;   /* the same in words: lines */
} pov_finding;

/* A name and a value to be shown as the report's assumptions; value text is JSON (a string is
 * quoted). */
typedef struct pov_assumption {
    const char *name; /* "growth", "rounding" */
    const char *json; /* raw JSON */
    const char *text; /* for people; NULL: not worth showing */
} pov_assumption;

/* A word that the report uses (a rule) and its meaning. */
typedef struct pov_term {
    const char *name, *text;
} pov_term;

typedef enum pov_chart_kind {
    POV_CHART_NONE,
    POV_CHART_BARS,
    POV_CHART_LINES,
    POV_CHART_DUMBBELLS
} pov_chart_kind;

/* What a series of figures says of its unit: pictures show it by the same colour everywhere. */
typedef enum pov_chart_role { POV_CHART_NOW, POV_CHART_BEFORE, POV_CHART_PLANNED } pov_chart_role;

#define POV_CHART_SERIES 4
#define POV_CHART_DETAILS 4

/*
 * What a picture of the report shows. Columns are given by their names; NULL: there is none.
 *
 * Bars: a group of bars for each row that has a figure to draw. Of rows in a tree the units
 * at the ends are drawn, and first, apart from them, the one that all of them belong to.
 * Dumbbells: the same units, each with a mark for each figure, on one line.
 * Lines: a line through the rows of the same label and details, in their order.
 *
 * src/output/chart/chart.h picks rows and figures by it, for every format alike.
 */
typedef struct pov_chart {
    pov_chart_kind kind;
    const char *title;
    const char *axis;                      /* what the values are, with their unit */
    const char *label;                     /* names a bar or a line */
    const char *detail[POV_CHART_DETAILS]; /* said with the label where drawn rows differ in it; a
                                              year in which they agree, with the title */
    const char *apart;                     /* said with a label that occurs twice */
    struct {
        const char *column;
        const char *name; /* in the key */
        pov_chart_role role;
    } series[POV_CHART_SERIES]; /* lines have one */
    /* of bars and dumbbells */
    const char *alike;  /* drawn are rows that agree in it with the first one */
    const char *latest; /* drawn are rows with the latest year in it */
    bool sorted;        /* the highest first; else in the order of the rows */
    /* of lines */
    const char *x;                 /* a year */
    const char *gap;               /* where it holds something, a line starts anew … */
    const char *gap_name;          /* … because of this */
    const char *target_x, *target; /* of totals: a mark for the line of the same name */
    const char *target_name;
} pov_chart;

typedef struct pov_report {
    const char *command;
    const char *title;
    pov_language language;
    bool typographic;               /* it has the signs of print: ≥, – and − */
    const void *of;                 /* what its columns show: borrowed */
    struct pov_report_texts *texts; /* private: what cells say that nobody else holds, each once */
    bool failed;                    /* memory ran out while it was made */
    pov_report_row (*row_at)(const struct pov_report *report, size_t row); /* NULL: no tree */
    const char **file;
    size_t file_count;
    bool names_itself; /* the title need not name the files */
    pov_report_column *column;
    size_t column_count;
    const size_t *order; /* by place: the row that is there; NULL: as it is */
    size_t row_count, total_count;
    pov_finding *finding;
    size_t finding_count;
    pov_assumption *assumption;
    size_t assumption_count;
    bool assumes_growth;   /* one that was asked for, not that households stay as many */
    const char **sentence; /* what the report says in words, above all else */
    size_t sentence_count;
    const char **remark; /* sentences under a table: what was computed, what * means */
    size_t remark_count;
    pov_term *term; /* the rules of its findings */
    size_t term_count;
    pov_because *because; /* in the order of rows, where it was asked */
    size_t because_count;
    bool in_words;              /* its remarks say all: no table */
    const pov_tally *relations; /* what a check looked at; NULL: none. Without `broken` */
    pov_chart chart;
    pov_arena arena; /* keeps text and figures that have no other owner */
    size_t file_capacity, column_capacity, finding_capacity;
    size_t assumption_capacity, sentence_capacity, remark_capacity, term_capacity, because_capacity;
} pov_report;

#define POV_REPORT_INIT                                                                            \
    {                                                                                              \
        0                                                                                          \
    }

/* Each copies the struct (not what it points at). Where memory runs out `failed` keeps it, and
 * pov_report_check says so once, at the end of a row of calls. */
void pov_report_add_file(pov_report *report, const char *name);
void pov_report_add_files(pov_report *report, const char *const *names, size_t count);
void pov_report_add_column(pov_report *report, pov_report_column column);
void pov_report_add_columns(pov_report *report, const pov_report_column *columns, size_t count);
void pov_report_add_finding(pov_report *report, pov_finding finding);
void pov_report_add_assumption(pov_report *report, pov_assumption assumption);
void pov_report_add_sentence(pov_report *report, const char *sentence);
void pov_report_add_remark(pov_report *report, const char *sentence);
void pov_report_add_term(pov_report *report, pov_term term);
void pov_report_add_because(pov_report *report, pov_because because);
/* Columns from `first` on are not shown: names of another format, by which --sort knows them. */
void pov_report_hide_columns(pov_report *report, size_t first);
/* Ends the text in the buffer, which is empty afterwards: it lives as long as the report. "", and
 * failed, when memory runs out. */
const char *pov_report_keep(pov_report *report, pov_buffer *text);
/* The report shows `rows` rows and `totals` totals of `of`, which outlives it: its columns know
 * how. */
void pov_report_view(pov_report *report, const void *of, size_t rows, size_t totals);
/* Room that lives as long as the report; NULL, and failed, when memory runs out. */
void *pov_report_alloc(pov_report *report, size_t size);
/*
 * For a cell whose text nobody holds: write it into the buffer, then take it from the report, where
 * it lives. Each text is held once. While rendering, failure is kept for pov_render_reports.
 */
pov_buffer *pov_report_write(const pov_report *report);
const char *pov_report_written(const pov_report *report);
const char *pov_report_format(const pov_report *report, const char *format, ...) POV_PRINTF(2, 3);
/* pov_word_shown in the report's language, of a word that lives as long: one row after the other
 * has the same. */
const char *pov_report_word(const pov_report *report, const char *kind, const char *word);
/*
 * Puts the rows in the order of a column, those of one parent among themselves. What is unknown
 * comes last in either direction; equal ones stay in their order.
 * Its name or its heading says which one; a column that is not shown has only its name.
 * Errors  POV_ERR_USAGE for a column that the report has not, POV_ERR_NOMEM
 */
pov_status pov_report_sort(pov_report *report, const char *name, bool down,
                           pov_error *err) POV_CHECK;
/* POV_OK, or POV_ERR_NOMEM when something failed. */
pov_status pov_report_check(const pov_report *report, pov_error *err) POV_CHECK;

/* The row at a place; where nothing is sorted, and of totals, the place itself. */
size_t pov_report_row_of(const pov_report *report, size_t place);
/* Rows are counted from 0, and totals on from the last row. */
pov_report_row pov_report_row_at(const pov_report *report, size_t row);
bool pov_report_is_total(const pov_report *report, size_t row);
size_t pov_report_end(const pov_report *report); /* one past the last total */
void pov_report_get(const pov_report *report, size_t row, size_t column, pov_cell *cell);
/* The index of the column, or POV_NONE. */
size_t pov_report_column_index(const pov_report *report, const char *name);
void pov_report_fini(pov_report *report);

/*
 * What the check found, put into words. Only findings on the picked rows (NULL: all). Names are
 * those of the plan, which must outlive the report.
 */
void pov_report_add_findings(pov_report *report, const pov_solution *solution,
                             const pov_findings *findings, const bool *picked,
                             pov_language language);

/* Appends the row that a finding is about, as people are told it: "Xã A, Huyện B (urban), 2022". */
void pov_write_finding_row(pov_buffer *out, const pov_finding *finding, pov_language language);
/* The text of one finding, which lives as long as the report. */
const char *pov_finding_message(pov_report *report, const pov_solution *solution,
                                const pov_check_finding *finding, pov_language language);

/* ---- labels: every word of the program's own that a reader sees, in both languages ---- */

/* What † means below a table: that of `usual`, but for a growth that was asked for. */
const char *pov_report_assumed(const pov_report *report, const char *usual, pov_language language);

/* The heading of a column, in the language; the name itself when there is none. */
const char *pov_label(const char *name, pov_language language);
/* In a sentence: "poverty rate", "number of poor". */
void pov_write_column_words(pov_buffer *out, pov_quantity quantity, pov_language language);
/* How tables show a word of the data: the label "group.urban", say, of a group; the word itself
 * where it has none, as words of the user's own. */
const char *pov_word_shown(const char *kind, const char *word, pov_language language);
/* Appends a group behind the name of its unit, " (urban)"; of all households nothing. */
void pov_write_group(pov_buffer *out, const char *group, pov_language language);

/* ---- rendering ---- */

typedef struct pov_render_options {
    pov_language language;
    int decimals;   /* of rates in tables and CSV; -1: as each figure has it. JSON ignores it */
    bool bounds;    /* show low and high instead of the estimate */
    bool wide;      /* tables with all their columns */
    bool no_header; /* CSV without its first line, as what follows another */
    size_t width;   /* of the terminal; 0: no limit */
    bool colour;
    bool terminal; /* it is a terminal: no control character of the data may reach it */
} pov_render_options;

typedef struct pov_renderer {
    const char *name;      /* "table", as --format takes it */
    const char *extension; /* ".csv", or NULL */
    bool for_programs;     /* the same in every language: its words are the English ones */
    bool each_file;        /* lays out each input file by itself, as people read it */
    bool findings;         /* lays out findings as such; other formats leave them out */
    bool spelled_out;      /* names every assumption, also those that go without saying */
    bool one_file;         /* holds what one input file gives, where each is taken by itself */
    /* Writes the whole report, or returns POV_ERR_IO or POV_ERR_NOMEM. Does not flush. NULL where
     * render_all does it. */
    pov_status (*render)(const pov_report *report, const pov_render_options *options, FILE *to,
                         pov_error *err);
    /* The same for several reports in one document; NULL: one document holds one report. */
    pov_status (*render_all)(const pov_report *report, size_t count,
                             const pov_render_options *options, FILE *to, pov_error *err);
} pov_renderer;

/* By name, or by the ending of a path; NULL when there is none. */
const pov_renderer *pov_renderer_by_name(const char *name);
const pov_renderer *pov_renderer_by_path(const char *path);
/* Refuses a path that has none, and says which endings there are. */
pov_status pov_renderer_refuse(const char *option, const char *path, pov_error *err);
/* One report or several: as one document where the format has such, else one after the other, with
 * an empty line between. Errors: as `render`. */
pov_status pov_render_reports(const pov_renderer *renderer, const pov_report *report, size_t count,
                              const pov_render_options *options, FILE *to,
                              pov_error *err) POV_CHECK;
/* All of them, in the order of the help; ends with NULL. */
extern const pov_renderer *const pov_renderers[];

#endif
