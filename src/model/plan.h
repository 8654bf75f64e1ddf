/*
 * The plan: units, their tree, and rows of stated figures. Whatever file it came from.
 *
 * One row is one unit, group, year, standard, target year and kind; of a deprivation file also one
 * indicator and population. A figure that a document does not print is absent from its row; nothing
 * is put in its place. Every row keeps its file and line.
 */
#ifndef POVCALC_MODEL_PLAN_H
#define POVCALC_MODEL_PLAN_H

#include "base/memory.h"
#include "model/quantity.h"

/* A year, or a month of one: {2022, 6} is 2022-06, {2022, 0} the end of 2022, {0, 0} not stated. */
typedef struct pov_year {
    int16_t year, month;
} pov_year;

/* Months since year 0; the end of a year is its December. */
int64_t pov_year_months(pov_year year);
/* The order of time: an unknown year first, a month before the year's end. */
int pov_year_compare(pov_year a, pov_year b);
/* Appends "2022", "2022-06" or nothing. */
void pov_year_write(pov_buffer *out, pov_year year);
/* The same for a sentence: "2022", "June 2022". */
void pov_year_say(pov_buffer *out, pov_year year, pov_language language);

/* What the end of a row is: an aim, what came of one, or a forecast. */
typedef enum pov_end { POV_END_PLAN, POV_END_OUTCOME, POV_END_ESTIMATE, POV_END_COUNT } pov_end;

const char *pov_end_name(pov_end end); /* "plan", "outcome", "estimate" */
/* The end that a word means ("kết quả", "outcome"); POV_END_COUNT for no such word. Errors:
 * POV_ERR_NOMEM. */
pov_status pov_end_read(const char *word, pov_end *end) POV_CHECK;

typedef struct pov_unit {
    const char *name;        /* as printed where it came first */
    const char *key;         /* folded, for comparing */
    const char *level;       /* "province", …; "" when not stated */
    const char *parent_name; /* as printed; "" at the top */
    const char *parent_key;  /* the same folded */
    size_t parent; /* index of the unit, or POV_NONE: at the top, or the file does not hold it */
    size_t first_row;
} pov_unit;

/* Flags of a row. */
#define POV_ROW_DUPLICATE 1U /* an earlier or later row has the same key */
#define POV_ROW_ORPHAN 2U    /* it names a parent that the file does not hold */
#define POV_ROW_REPEATED 4U  /* it says what an earlier row of its key says, figure by figure */
#define POV_ROW_INFERRED 8U  /* the file does not name its parent: it was inferred from the table */
#define POV_ROW_ENDS 16U     /* it has a target year, or states what changes until one */
#define POV_ROW_FROM_AIM 32U /* what it begins with was aimed at or estimated: no state that was */
#define POV_ROW_ADDED 64U    /* no row of the file: it joins those below it to those above it */

typedef struct pov_row {
    size_t unit;      /* index into the plan's units; set by pov_plan_finish */
    const char *name; /* the unit's name as printed on this row */
    const char *code, *level, *parent_name; /* as stated on this row; "" when not */
    const char *group;    /* "all", "urban", …; equal groups of one plan are the same pointer */
    const char *standard; /* "" when not stated; equal ones are the same pointer */
    const char *source, *note;                      /* "" when not stated */
    const char *indicator, *population, *dimension; /* of a deprivation row, likewise; else "" */
    const char *counts; /* what its figures and target count; "": households with access */
    pov_end kind;       /* of its end; POV_END_PLAN for a row without one */
    uint8_t against_parent[POV_MEASURE_COUNT]; /* remaining rate: POV_BELOW or POV_AT_MOST, of the
                                                  parent's; POV_EXACTLY: no such target */
    bool of_unit; /* a group whose rates are parts of all households of the unit, not of its own */
    pov_year year, target_year;
    size_t name_key, parent_key; /* private: the folded names, as the plan's words number them */
    const pov_stated *stated;    /* the stated figures, in the order of pov_quantity */
    pov_quantity_set stated_set;
    uint32_t flags;
    size_t file, line; /* index into the plan's files; from 1 */
    size_t
        parent_row;  /* the parent's row of the same file, group, year, standard and target year */
    size_t same_row; /* the first row with the same key, or POV_NONE */
    size_t all_row;  /* of a group: the unit's own row for `all`, likewise; each may be POV_NONE */
} pov_row;

/* Whether what a row begins with, or ends with, is what was: no aim, and no estimate. */
static inline bool pov_row_says_what_was(const pov_row *row, bool end)
{
    return end ? row->kind == POV_END_OUTCOME : (row->flags & POV_ROW_FROM_AIM) == 0;
}

/*
 * What tells the rows of one unit apart. Equal texts of one plan are the same pointer, and members
 * leave no padding, so that keys are compared and hashed as bytes. The target year of a deprivation
 * row is not part of it: its counts are those of its year, whatever they are to become.
 */
typedef struct pov_row_key {
    const char *group, *standard, *indicator, *population, *counts;
    int16_t year[4]; /* year and month, of the target too */
    size_t kind;
} pov_row_key;

pov_row_key pov_row_key_of(const pov_row *row);

typedef enum pov_file_kind {
    POV_FILE_PLAN,
    POV_FILE_DEPRIVATION,
    POV_FILE_HOUSEHOLDS,
    POV_FILE_MAP, /* of units that changed */
    POV_FILE_UNKNOWN
} pov_file_kind;

typedef struct pov_plan {
    pov_unit *unit;
    size_t unit_count;
    pov_row *row; /* in the order of the file */
    size_t row_count;
    const char **file;
    const char **place; /* of each file: what its places begin with (base/place.h) */
    size_t file_count;
    pov_file_kind holds; /* all its files are plans, or all are deprivation files */
    bool of_persons;     /* its households are persons (solve/persons.h) */
    bool has_classes;    /* files count households of classes that a plan has no figures for */
    struct pov_plan_index *index; /* private: names and keys */
    pov_arena arena;              /* private: all text and figures */
    size_t unit_capacity, row_capacity, file_capacity, place_capacity;
} pov_plan;

#define POV_PLAN_INIT                                                                              \
    {                                                                                              \
        0                                                                                          \
    }

/* What the loader knows of one row; text is borrowed for the call, NULL means not stated. */
typedef struct pov_row_draft {
    const char *unit, *code, *level, *parent, *group, *standard, *source, *note;
    const char *indicator, *population, *dimension, *counts;
    pov_year year, target_year;
    pov_end kind;
    pov_stated stated[POV_QUANTITY_COUNT];
    pov_quantity_set stated_set;
    uint8_t against_parent[POV_MEASURE_COUNT];
    bool parent_inferred; /* the file does not name it */
    bool from_aim;        /* what it begins with was aimed at or estimated */
    size_t line;
} pov_row_draft;

/* Makes figures per year ("1-1.5%/year") those of the years from `year` to `target_year`. Errors:
 * POV_ERR_DATA, with the column as its field, where these are not whole years. */
pov_status pov_draft_count_years(pov_row_draft *draft, pov_error *err) POV_CHECK;

/* Starts a file: the rows added next are its rows. */
pov_status pov_plan_add_file(pov_plan *plan, const char *name, pov_error *err) POV_CHECK;
/* Its places do not begin with its name alone, but with the table that its rows are of. */
pov_status pov_plan_set_place(pov_plan *plan, const char *place, pov_error *err) POV_CHECK;

/* What is all of it: units that its rows name as their parents, and that have no rows, are parts of
 * this one. */
pov_status pov_plan_set_whole(pov_plan *plan, const char *name, pov_error *err) POV_CHECK;

/* Takes back the files from `file_count` on, and their rows, of a plan that is not finished. */
void pov_plan_cut(pov_plan *plan, size_t file_count);

/*
 * Adds a row to the file started last. Well-known levels and groups are put in their English form
 * ("huyện" → "district", "thành thị" → "urban", no group → "all"); any other word is kept.
 * Errors: POV_ERR_NOMEM.
 */
pov_status pov_plan_add_row(pov_plan *plan, const pov_row_draft *draft, pov_error *err) POV_CHECK;

/*
 * Until pov_plan_finish, a loader that learns it late (a total row at the table's end) may still
 * say of a row what it is a part of, and of which unit it speaks. Text is copied; NULL leaves a
 * part as it is.
 */
pov_status pov_plan_amend_row(pov_plan *plan, size_t row, const char *unit, const char *parent,
                              pov_error *err) POV_CHECK;

/*
 * Before pov_plan_finish: a name that can only mean one unit whose name says more ("Krông Nô" for
 * "Huyện Krông Nô", "Dak Nong" for "Đắk Nông") becomes that unit's; a note says so. Units that are
 * listed side by side stay apart. Errors: POV_ERR_NOMEM.
 */
pov_status pov_plan_join_names(pov_plan *plan, pov_problems *problems, pov_error *err) POV_CHECK;
/* The same for the units of another finished plan: they take the keys of those that they mean. */
pov_status pov_plans_join_names(const pov_plan *plan, pov_plan *other, pov_problems *problems,
                                pov_error *err) POV_CHECK;

/*
 * Call once, after the last row: resolves parents and duplicates. What is kept but worth a word (a
 * parent that the file does not hold, a key that occurs twice) becomes a note in `problems`. Where
 * a unit of a plan has rows below it and above it of a year and group, and none of its own, it
 * gets one without figures: sums lead through it.
 * Errors: POV_ERR_DATA with the place (a unit that is its own ancestor), POV_ERR_NOMEM.
 */
pov_status pov_plan_finish(pov_plan *plan, pov_problems *problems, pov_error *err) POV_CHECK;

void pov_plan_fini(pov_plan *plan);

/* Appends the place of a row, as "plan.csv:6" or "plan.xlsx:Sheet1!6". */
void pov_plan_write_place(const pov_plan *plan, size_t row, pov_buffer *out);

/* Its unit's row of the year before, all else alike; POV_NONE where there is none. */
size_t pov_plan_year_before(const pov_plan *plan, size_t row);
/* Whether it states any figure, or that a rate is to be below the parent's. */
bool pov_row_states_any(const pov_row *row);
/* Whether it is of all households of its unit, not of a group. */
bool pov_row_is_all(const pov_row *row);
/* The stated figure of a row, or NULL where the document prints nothing, as of POV_QUANTITY_COUNT.
 */
static inline const pov_stated *pov_row_stated(const pov_row *row, pov_quantity quantity)
{
    return pov_set_has(row->stated_set, quantity)
               ? &row->stated[pov_set_count(row->stated_set & (pov_set_of(quantity) - 1))]
               : NULL;
}
/* The same with the numbers that it can mean; unknown where the document prints nothing. */
pov_figure pov_row_figure(const pov_row *row, pov_quantity quantity);
/* Whether a row can have such a figure: a state of one year leads to no target. */
static inline bool pov_row_has(const pov_row *row, pov_aspect aspect)
{
    return aspect < POV_PP || (row->flags & POV_ROW_ENDS) != 0;
}

/* The quantities that some row states. */
pov_quantity_set pov_plan_stated(const pov_plan *plan);

/* The folded name of a row's name_key or parent_key. */
const char *pov_plan_key_text(const pov_plan *plan, size_t key);

/* A parent may be named as in an address, "Châu Thành, Bến Tre", since names occur twice: the
 * length of its own name, and what it is a part of ("" where that is not said). */
size_t pov_parent_name_length(const char *parent);
const char *pov_parent_above(const char *parent);
/* The same in a finished plan, where the longest name that one of its units has is the name, so
 * that a district may be called "A, B". `name` is the length of the name; `folded` is scratch, and
 * where it fails memory ran out. */
const char *pov_plan_parent_above(const pov_plan *plan, const char *address, size_t *name,
                                  pov_buffer *folded);
/*
 * The unit that a folded name or address means where it is above `unit`; POV_NONE where the
 * plan has none. A whole name goes before an address, a longer name before a shorter one, the
 * nearest unit before `unit` before others.
 * rank  the lowest rank that it may have (pov_level_rank); 0: any, also none
 */
size_t pov_plan_find_above(const pov_plan *plan, size_t unit, const char *folded, int rank);
/* Whether another unit of a finished plan has the name of this one. */
bool pov_plan_has_namesake(const pov_plan *plan, size_t unit);
/* Whether the names above a unit, in the tree as far as it is known and else as they are stated,
 * begin with these, which are folded: Xã X, which is in H, is in "H, T" where H is in T. */
bool pov_plan_is_in(const pov_plan *plan, size_t unit, const char *above);

/* English name of a well-known level or group for any of its usual words, else NULL.
 * failed  set where memory is short, else left alone; may be NULL */
const char *pov_level_known(const char *word, bool *failed);
const char *pov_group_known(const char *word, bool *failed);
/* Whether such a group's rates are parts of all households of its unit. */
bool pov_group_is_of_unit(const char *group);
/* 1 (country) to 6 (village); 0 for a level that is not on the ladder (`area`, or any word), and
 * the level that is not stated counts as 7. */
int pov_level_rank(const char *level);

/* Rows in the order of printing: each followed by the rows that are a part of it. Rows of one
 * parent keep the order of the file. */
typedef struct pov_plan_order {
    size_t *row; /* indices */
    unsigned *depth;
    size_t count;
} pov_plan_order;
/* keep  by row: which ones are printed, with depths that count from the nearest of them above;
 *       NULL: all */
pov_status pov_plan_order_get(const pov_plan *plan, const bool *keep, pov_plan_order *order,
                              pov_error *err) POV_CHECK;
void pov_plan_order_fini(pov_plan_order *order);

#endif
