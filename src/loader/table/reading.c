#include "loader/table/reading.h"

#include "loader/table/confirm.h"
#include "loader/table/describe.h"
#include "loader/table/drafts.h"
#include "loader/table/figures.h"
#include "loader/table/fit.h"
#include "loader/table/frames.h"
#include "loader/table/kinds.h"
#include "loader/table/rows.h"
#include "loader/table/standards.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static pov_status note_tree(pov_reader *l, pov_error *err)
{
    const pov_tree *tree = &l->t->tree;
    pov_error note = POV_ERROR_INIT;
    pov_status status = POV_OK;
    bool parents = false;

    if (l->t->headings.at[POV_LABEL_PARENT] != POV_NONE || l->t->lone) {
        return POV_OK;
    }
    if (tree->doubt != POV_NONE) {
        bool before = tree->doubt < tree->total;
        const pov_line *one = &tree->line[before ? tree->total : tree->doubt];
        const pov_line *other = &tree->line[before ? tree->doubt : tree->total];
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "\"%.60s\" and \"%.60s\" on line %zu are both total rows: no unit gets a parent",
            one->name, other->name, l->grid->row[other->row].line);
        pov_error_hint(&note, "a column \"parent\" says what each unit is a part of");
        return pov_reader_add_note(l, &note, l->grid->row[one->row].line, err);
    }
    for (size_t i = 0; i < tree->count && status == POV_OK; i++) {
        if (tree->line[i].passed) {
            status = pov_reader_note_passed(l, tree->line[i].name, tree->line[i].row, err);
        }
        parents = parents || (tree->total != POV_NONE && tree->line[i].parent == tree->total);
    }
    if (parents && status == POV_OK) {
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "\"%.80s\" is taken as the parent of the other units, as there is no column \"parent\"",
            tree->line[tree->total].name);
        status = pov_reader_add_note(l, &note, l->grid->row[tree->line[tree->total].row].line, err);
    }
    for (size_t i = 0; i < tree->count && status == POV_OK; i++) {
        size_t parent = tree->line[i].parent;
        if (parent == POV_NONE || parent == tree->total || tree->line[i].above != NULL ||
            tree->line[parent].kind == POV_LINE_GROUP) {
            continue;
        }
        pov_error list = POV_ERROR_INIT;
        (void)pov_fail(&list, POV_ERR_DATA,
                       "units are taken as parts of others by %s, as there is no column "
                       "\"parent\": \"%.60s\" is a part of \"%.60s\"",
                       tree->by_number   ? pov_translate(POV_TEXT("their numbers"))
                       : tree->by_kind   ? pov_translate(POV_TEXT("the kinds in their names"))
                       : tree->by_indent ? pov_translate(POV_TEXT("the blanks before their names"))
                                         : pov_translate(POV_TEXT("their sums")),
                       tree->line[i].name, tree->line[parent].name);
        return pov_reader_add_note(l, &list, l->grid->row[tree->line[parent].row].line, err);
    }
    return status;
}

static pov_status note_header(pov_reader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error note = POV_ERROR_INIT;

    if ((l->t->shape->title == l->t->shape->title_end && !h->title.of_sheet) || h->line == 0 ||
        h->own) {
        return POV_OK;
    }
    if (h->title.of_sheet) {
        (void)pov_fail(&note, POV_ERR_DATA, "the year %d is taken from the name of the sheet",
                       h->title.year.year);
    } else if (h->title.year.year != 0 && h->title.year_line == 0) {
        (void)pov_fail(
            &note, POV_ERR_DATA,
            "the headings are taken from here, the year %d from the text above the table",
            h->title.year.year);
    } else if (h->title.year.year != 0) {
        (void)pov_fail(&note, POV_ERR_DATA,
                       "the headings are taken from here, the year %d from the title on line %zu",
                       h->title.year.year, h->title.year_line);
    } else {
        (void)pov_fail(&note, POV_ERR_DATA, "the headings are taken from here");
    }
    return pov_reader_add_note(l, &note, h->line, err);
}

/* "Hộ nghèo khu vực nông thôn" above the table */
static pov_status note_group(pov_reader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_error note = POV_ERROR_INIT;

    if (!h->title.of_group) {
        return POV_OK;
    }
    (void)pov_fail(&note, POV_ERR_DATA, "the figures are those of the group %s, as the title says",
                   h->title.group);
    return pov_reader_add_note(l, &note, h->line, err);
}

/* "Hộ nghèo 01/01/2025": the days that are taken as the end of a year are said. */
static pov_status note_days(pov_reader *l, pov_error *err)
{
    const pov_headings *h = &l->t->headings;
    pov_status status = POV_OK;

    for (size_t c = 0; c < h->count && status == POV_OK; c++) {
        const pov_table_column *column = &h->column[c];
        const bool again = c > 0 && (column - 1)->meaning.moved &&
                           (column - 1)->meaning.year.year == column->meaning.year.year;
        if (!column->meaning.moved || again || pov_table_item_of(l->t, 0, c)->why != NULL) {
            continue;
        }
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_DATA, "\"%.80s\" is taken as the end of %d", column->heading,
                       column->meaning.year.year);
        status = pov_reader_add_note(l, &note, h->line, err);
    }
    return status;
}

/* ---- tables ---- */

static const char *stem_of(pov_reading_table *t, const char *file)
{
    const char *name = strrchr(file, '/');

    name = name != NULL ? name + 1 : file;
    const char *dot = strrchr(name, '.');
    return pov_arena_text(&t->arena, name,
                          dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

static void table_fini(pov_reading_table *t)
{
    pov_headings_fini(&t->headings);
    pov_choices_fini(&t->choices);
    free(t->row_kind);
    pov_tree_fini(&t->tree);
    pov_arena_fini(&t->arena);
}

/* Whether a column has numbers: below "Hộ nghèo" in a list of households are words or marks. */
static bool counts(const pov_reading_table *t, size_t column)
{
    enum { LOOKED_AT = 60 };
    size_t numbers = 0, marks = 0;

    for (size_t i = 0; i < t->tree.count && i < LOOKED_AT; i++) {
        const char *text = pov_grid_cell(t->grid, t->tree.line[i].row, column).text;
        const bool one = strcmp(text, "0") == 0 || strcmp(text, "1") == 0;
        numbers += !one && strpbrk(text, "0123456789") != NULL;
        marks += strcasecmp(text, "x") == 0;
    }
    return numbers > marks && !t->headings.column[column].words; /* marks may have a sum */
}

/* Whether each row is a household, and no column counts the poor: an export of the review's
 * software, or a list of names. */
static bool is_of_households(const pov_reading_table *t)
{
    size_t listed = 0;
    bool failed = false;

    for (size_t i = 0; i < t->items; i++) {
        /* not what the title adds: "Số nhân khẩu" below "Danh sách hộ nghèo" */
        const pov_subject subject = t->headings.column[t->item[i].column].plain.subject;
        if (t->item[i].why == NULL && pov_subject_is_poor(subject) &&
            counts(t, t->item[i].column)) {
            return false;
        }
    }
    for (size_t c = 0; c < t->headings.count && !failed; c++) {
        const pov_meaning *m = &t->headings.column[c].meaning;
        if (m->unknown && t->headings.column[c].filled) {
            listed += pov_lists_households(t->headings.column[c].heading, &failed);
        }
    }
    return listed > 0;
}

/* Whether the table has units, or one of its own, and figures that are held. */
static bool is_readable(const pov_reading_table *t)
{
    if (t->headings.main == POV_NONE || (t->tree.count == 0 && !t->headings.own)) {
        return false;
    }
    if (t->headings.own) { /* else its own command has to read it */
        bool households = false;
        for (size_t c = 0; c < t->headings.count; c++) {
            households = households ||
                         pov_kind_of_heading(t->headings.column[c].heading) == POV_FILE_HOUSEHOLDS;
        }
        return !households;
    }
    if (is_of_households(t)) {
        return false;
    }
    for (size_t i = 0; i < t->items; i++) {
        if (t->item[i].why == NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a plain table names units, and its other headings are not known: then that is said. */
static bool is_misspelt(const pov_reading_table *t, const pov_load_options *options)
{
    bool unknown = false;

    for (size_t c = 0; c < t->headings.count; c++) {
        const pov_table_column *column = &t->headings.column[c];
        unknown = unknown || (column->meaning.unknown && column->filled);
    }
    return unknown && options->wanted != POV_FILE_DEPRIVATION && !t->official && !t->headings.own &&
           !is_of_households(t) && t->headings.main != POV_NONE && t->tree.count > 0 &&
           t->headings.main == t->headings.at[POV_LABEL_UNIT] &&
           t->headings.column[t->headings.main].heading[0] != '\0';
}

/* Reads the headings and the lines; items are made and placed. */
static pov_status understand(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    pov_status status =
        pov_headings_read(&t->headings, t->grid, t->shape, l->options, &t->choices, err);

    if (status != POV_OK) {
        if (status == POV_ERR_USAGE && t->choices.count == l->options->column_count) {
            pov_error_place(err, l->file, t->headings.line, 0, NULL); /* not of a wrong NAME */
        }
        return status;
    }
    t->official = !t->headings.own && (t->shape->header > 0 || t->headings.lines > 1 ||
                                       l->options->header_line > 1 || t->headings.line == 0);
    t->direct = pov_figures_are_direct(&t->headings);
    t->unit = t->headings.title.place != NULL ? t->headings.title.place : stem_of(t, l->file);
    if (t->unit == NULL) {
        return pov_no_memory(err);
    }
    if (t->headings.main == POV_NONE) {
        return POV_OK;
    }
    status = pov_rows_read(l, err);
    if (status == POV_OK && t->lone && t->headings.title.place == NULL) {
        for (size_t i = 0; i < t->tree.count; i++) {
            if (t->tree.line[i].kind == POV_LINE_TOTAL) {
                t->unit = t->tree.line[i].name;
            }
        }
    }
    if (status == POV_OK) {
        status = pov_figures_make(t, err);
    }
    if (status == POV_OK) {
        pov_figures_find_kind(t);
        pov_figures_prefer_chosen(t);
        status = t->direct ? POV_OK : pov_reading_confirm(t, err);
    }
    return status;
}

/* Plans and deprivation files are not mixed: the first file says what it is. */
static pov_status agree_on_kind(pov_reader *l, pov_error *err)
{
    pov_plan *plan = l->plan;
    pov_file_kind wanted = l->options->wanted, holds = l->t->holds;
    pov_error problem = POV_ERROR_INIT;

    if ((wanted == POV_FILE_PLAN || wanted == POV_FILE_DEPRIVATION) && wanted != holds) {
        (void)pov_refuse_kind(holds, wanted, &problem);
        return pov_reader_add_problem(l, &problem, l->t->headings.line,
                                      l->t->headings.at[POV_LABEL_INDICATOR_ID], err);
    }
    if (plan->file_count == 1 && plan->row_count == 0) {
        plan->holds = holds;
    }
    if (plan->holds == holds) {
        return POV_OK;
    }
    const bool deprivation = holds == POV_FILE_DEPRIVATION;
    (void)pov_fail(&problem, POV_ERR_DATA,
                   "a plan file and a deprivation file cannot be added up: %s and %s",
                   deprivation ? plan->file[0] : l->file, deprivation ? l->file : plan->file[0]);
    return pov_reader_add_problem(l, &problem, l->t->headings.line, POV_NONE, err);
}

/* By which standard the figures of a year are, where a remark below the table says so. */
static pov_status take_standards(pov_reader *l, pov_error *err)
{
    pov_error note = POV_ERROR_INIT;
    bool failed = false;
    const size_t row = pov_standards_of_remark(l->t, &failed);

    if (failed || row == POV_NONE) {
        return failed ? pov_no_memory(err) : POV_OK;
    }
    (void)pov_fail(&note, POV_ERR_DATA, "the poverty standards of the years are taken from here");
    return pov_reader_add_note(l, &note, l->grid->row[row].line, err);
}

/* Places the figures in time, and finds the tree. `doubt` is a figure that could be two things. */
static pov_status place(pov_reader *l, const pov_table_item **doubt, pov_error *err)
{
    pov_reading_table *t = l->t;

    if (t->direct) {
        t->frame[0] = (pov_frame){.kind = POV_END_PLAN};
        t->frames = 1;
    } else {
        *doubt = pov_frames_plan(t);
        pov_figures_join_escapes(t);
        pov_figures_find_seconds(t);
        const pov_status status = take_standards(l, err);
        if (status != POV_OK) {
            return status;
        }
    }
    bool years = t->headings.at[POV_LABEL_YEAR] != POV_NONE &&
                 t->headings.at[POV_LABEL_YEAR] != t->headings.main;
    if (!t->lone && t->headings.at[POV_LABEL_PARENT] == POV_NONE) {
        t->tree.levels = t->headings.at[POV_LABEL_LEVEL] != POV_NONE;
        pov_figures_read_sums(t);
        return pov_tree_find(&t->tree, !years && t->dated < 2, err);
    }
    t->tree.total = POV_NONE;
    for (size_t i = 0; i < t->tree.count; i++) {
        bool same = i > 0 && t->tree.line[i].head == t->tree.line[i - 1].head;
        t->tree.line[i].owner = !t->lone || (i > 0 && !same) ? i
                                : same                       ? t->tree.line[i - 1].owner
                                                             : 0;
    }
    return POV_OK;
}

/* Reads more rows. What ends the source early is said after what is wrong with the rows. */
static pov_status fill(pov_reader *l, size_t most, bool *ended, pov_error *err)
{
    pov_status status = pov_grid_fill(l->grid, l->source, most, ended, &l->ending);

    *ended = *ended || status != POV_OK;
    if (status != POV_OK && l->ending.code == POV_OK) {
        l->ending.code = status;
    }
    return status == POV_ERR_NOMEM ? pov_no_memory(err) : POV_OK;
}

typedef struct part_of_unit {
    const char *name;
    size_t parent;
} part_of_unit;

static int by_parent_and_name(const void *a, const void *b)
{
    const part_of_unit *one = a, *other = b;

    return one->parent != other->parent ? (one->parent < other->parent ? -1 : 1)
                                        : strcmp(one->name, other->name);
}

/* Whether some unit has a row below "Thành thị" and one below "Nông thôn". */
static pov_status find_divided(pov_reading_table *t, pov_error *err)
{
    part_of_unit *unit = pov_arena_alloc(&t->arena, (t->tree.count + 1) * sizeof *unit);
    size_t units = 0;

    if (unit == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < t->tree.count; i++) {
        const pov_line *line = &t->tree.line[i];
        if (line->kind == POV_LINE_UNIT && (line->section != NULL || line->area != NULL)) {
            size_t parent = line->parent; /* above the sections, which may be parents */
            while (parent != POV_NONE && t->tree.line[parent].kind == POV_LINE_GROUP) {
                parent = t->tree.line[parent].parent;
            }
            unit[units++] = (part_of_unit){line->name, parent};
        }
    }
    if (units > 1) {
        qsort(unit, units, sizeof *unit, by_parent_and_name);
    }
    for (size_t i = 1; i < units && !t->divided; i++) {
        t->divided = by_parent_and_name(&unit[i - 1], &unit[i]) == 0;
    }
    return POV_OK;
}

static pov_status emit_rows(pov_reader *l, pov_error *err)
{
    pov_status status = pov_fit_check(l, err);

    if (status == POV_OK && !l->t->headings.own && !l->t->lone) {
        status = find_divided(l->t, err);
    }

    l->unit_line = POV_NONE;
    for (size_t i = 0; i < l->t->tree.count && status == POV_OK; i++) {
        status = pov_drafts_add_line(l, i, err);
    }
    return status == POV_OK ? pov_drafts_flush(l, err) : status;
}

/* The rows that the grid does not hold yet, some at a time. */
static pov_status emit_rest(pov_reader *l, pov_error *err)
{
    pov_reading_table *t = l->t;
    const pov_shape *whole = t->shape;
    pov_shape rest = {0};
    const pov_table_item *doubt = NULL;
    bool ended = false;
    pov_status status = POV_OK;

    t->shape = &rest;
    while (status == POV_OK && !ended && l->ending.code == POV_OK) {
        pov_grid_clear(l->grid);
        t->tree.count = 0;
        status = fill(l, POV_READING_ROWS, &ended, err);
        rest.body_end = l->grid->count;
        if (status == POV_OK) {
            status = pov_rows_read(l, err);
        }
        if (status == POV_OK) {
            status = place(l, &doubt, err);
        }
        if (status == POV_OK) {
            status = emit_rows(l, err);
        }
    }
    t->shape = whole;
    return status;
}

/* Units that are named as parents only are parts of the total. */
static pov_status say_whole(pov_reader *l, pov_error *err)
{
    const pov_reading_table *t = l->t;
    const pov_tree *tree = &t->tree;

    return t->headings.own || t->lone || tree->doubt != POV_NONE || tree->total == POV_NONE
               ? POV_OK
               : pov_plan_set_whole(l->plan, tree->line[tree->total].name, err);
}

/* `ended`: the grid has all rows of the table. */
static pov_status emit(pov_reader *l, bool ended, pov_error *err)
{
    const pov_table_item *doubt = NULL;
    const pov_status before = l->first.code;
    pov_status status = place(l, &doubt, err);

    if (status == POV_OK && doubt != NULL) {
        status = pov_figures_refuse_doubt(l, doubt, err);
    }
    if (status == POV_OK) {
        status = pov_figures_settle_doubles(l, err);
    }
    if (status == POV_OK) {
        status = pov_figures_judge(l, err);
    }
    if (status == POV_OK && l->first.code == before) {
        status = agree_on_kind(l, err);
    }
    if (status != POV_OK || l->first.code != before) {
        return status; /* with a wrong header every row would be wrong too */
    }
    status = l->separator == ',' ? pov_fit_start(l, err) : POV_OK;
    l->year = l->target = (pov_year){0, 0};
    if (status == POV_OK) {
        status = emit_rows(l, err);
    }
    if (status == POV_OK && !ended) {
        status = emit_rest(l, err);
    }
    if (status == POV_OK) {
        status = pov_fit_judge(l, err);
    }
    for (size_t i = 0; i < POV_LABEL_COUNT && status == POV_OK; i++) {
        status = l->text[i].failed ? pov_no_memory(err) : POV_OK;
    }
    if (status == POV_OK && l->first.code == POV_OK) {
        status = note_header(l, err);
        if (status == POV_OK) {
            status = note_group(l, err);
        }
        if (status == POV_OK) {
            status = note_days(l, err);
        }
        if (status == POV_OK) {
            status = note_tree(l, err);
        }
        if (status == POV_OK) {
            status = say_whole(l, err);
        }
    }
    return status;
}

static void reader_fini(pov_reader *l)
{
    free(l->draft);
    free(l->kept);
    free(l->people);
    for (size_t i = 0; i < POV_LABEL_COUNT; i++) {
        pov_buffer_fini(&l->text[i]);
    }
}

static int compare_places(const void *left, const void *right)
{
    const pov_error *a = left, *b = right;

    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return a->column < b->column ? -1 : a->column > b->column;
}

/* What is wrong, in the order of the file. */
static void sort_problems(pov_reader *l, size_t from)
{
    pov_error *item = l->problems->item;

    for (size_t i = from + 1; i < l->problems->count && l->first.code != POV_OK; i++) {
        pov_error moved = item[i];
        size_t k = i;
        for (; k > from && compare_places(&item[k - 1], &moved) > 0; k--) {
            item[k] = item[k - 1];
        }
        item[k] = moved;
    }
    for (size_t i = from; i < l->problems->count && l->first.code != POV_OK; i++) {
        if (item[i].code != POV_OK) {
            l->first = item[i];
            break;
        }
    }
}

#define LOOK_AHEAD 30 /* rows in which a header in povcalc's own words is looked for */

/* The row of that header; past the last where there is none. */
static size_t own_header(const pov_grid *grid)
{
    size_t row = 0;

    while (row < grid->count && row < LOOK_AHEAD && !pov_is_own_header(&grid->row[row])) {
        row++;
    }
    return row < LOOK_AHEAD ? row : grid->count;
}

pov_status pov_reading_shapes(const pov_grid *grid, const pov_load_options *options, bool whole,
                              pov_shapes *shapes, pov_error *err)
{
    const bool own = own_header(grid) < grid->count;
    const size_t row = own ? own_header(grid) : 0;
    pov_status status = own ? POV_OK : pov_shapes_find(grid, options->header_line > 1, shapes, err);

    if (status != POV_OK || shapes->count > 0 || grid->count < 1U + !own || !(own || whole)) {
        return status;
    }
    if (pov_grow(&shapes->table, &shapes->capacity, 1, sizeof *shapes->table) != POV_OK) {
        return pov_no_memory(err);
    }
    bool numbered = row + 1 < grid->count && pov_is_number_row(&grid->row[row + 1], 3);
    shapes->table[shapes->count++] = (pov_shape){.title_end = row,
                                                 .header = row,
                                                 .header_end = row + 1 + numbered,
                                                 .body = row + 1 + numbered,
                                                 .body_end = grid->count};
    return POV_OK;
}

/* Whether the table says of each row what it is, so that it can be read as it comes. */
static bool goes_row_by_row(const pov_reading_table *t)
{
    return t->direct && t->headings.at[POV_LABEL_PARENT] != POV_NONE && is_readable(t);
}

typedef struct tables {
    pov_shapes shapes;
    pov_reading_table *table; /* of each shape */
    size_t readable;
} tables;

static void tables_fini(tables *all)
{
    for (size_t i = 0; all->table != NULL && i < all->shapes.count; i++) {
        table_fini(&all->table[i]);
    }
    free(all->table);
    pov_shapes_fini(&all->shapes);
    *all = (tables){0};
}

static pov_status understand_all(pov_reader *l, tables *all, pov_error *err)
{
    pov_status status = pov_grid_pass_over_computed(l->grid, err);

    if (status == POV_OK) {
        status = pov_reading_shapes(l->grid, l->options, true, &all->shapes, err);
    }
    if (status == POV_OK) {
        all->table = calloc(all->shapes.count + 1, sizeof *all->table);
        status = all->table != NULL ? POV_OK : pov_no_memory(err);
    }
    for (size_t i = 0; i < all->shapes.count && status == POV_OK; i++) {
        l->t = &all->table[i];
        l->t->grid = l->grid;
        l->t->shape = &all->shapes.table[i];
        status = understand(l, err);
        all->readable += status == POV_OK && is_readable(l->t);
    }
    return status;
}

/* Says what was passed over, unless the table names those cells itself. */
static pov_status note_marked(pov_reader *l, const tables *all, pov_error *err)
{
    pov_error note = POV_ERROR_INIT;

    for (size_t i = 0; i < all->shapes.count; i++) {
        if (all->table[i].headings.at[POV_LABEL_COMPUTED] != POV_NONE) {
            return POV_OK;
        }
    }
    if (l->grid->marked == 0) {
        return POV_OK;
    }
    (void)pov_fail(&note, POV_ERR_DATA,
                   "computed by povcalc and stated by no document: figures with ≈ or † are passed "
                   "over, %zu in all",
                   l->grid->marked);
    pov_error_hint(&note, "where a document itself says that a number is about right, write ~180");
    return pov_reader_add_note(l, &note, l->grid->marked_line, err);
}

/* A table of units that speaks of the poor, beside others that are read, and whose figures are all
 * passed over. */
static pov_status note_unread(pov_reader *l, pov_error *err)
{
    const pov_reading_table *t = l->t;
    pov_error note = POV_ERROR_INIT;
    bool speaks = false;

    for (size_t i = 0; i < t->items; i++) {
        const pov_table_item *item = &t->item[i];
        speaks = speaks || (item->why != NULL && item->why[0] != '\0' &&
                            pov_subject_is_poor(item->meaning.subject));
    }
    if (!speaks || t->headings.main == POV_NONE || t->tree.count == 0) {
        return POV_OK;
    }
    (void)pov_fail(&note, POV_ERR_DATA,
                   "no figure of the table below this line is read (\"povcalc tables\" says why)");
    return pov_reader_add_note(l, &note, t->headings.line, err);
}

/* The grid gets all rows, unless each says by itself what it is. */
static pov_status read_all(pov_reader *l, tables *all, bool *ended, pov_error *err)
{
    const size_t noted = l->problems->count, errors = l->problems->errors;
    pov_status status = fill(l, POV_READING_ROWS, ended, err);

    if (status == POV_OK && !*ended && own_header(l->grid) == l->grid->count) {
        status = fill(l, SIZE_MAX, ended, err);
    }
    if (status == POV_OK && l->ending.code != POV_OK && own_header(l->grid) == l->grid->count) {
        return POV_OK; /* of such a table nothing can be said without its end */
    }
    if (status == POV_OK) {
        status = understand_all(l, all, err);
    }
    if (status == POV_OK && !*ended && !goes_row_by_row(all->table)) {
        tables_fini(all);
        l->problems->count = noted;
        l->problems->errors = errors;
        l->first = (pov_error)POV_ERROR_INIT;
        status = fill(l, SIZE_MAX, ended, err);
        if (status == POV_OK) {
            status = understand_all(l, all, err);
        }
    }
    return status;
}

pov_status pov_reading_load(pov_plan *plan, pov_source *source, pov_grid *grid,
                            const pov_load_options *options, pov_problems *problems, bool *known,
                            pov_error *first, pov_error *err)
{
    pov_reader l = {.plan = plan,
                    .source = source,
                    .grid = grid,
                    .file = pov_source_place(source),
                    .options = options,
                    .separator = pov_source_separator(source),
                    .problems = problems,
                    .ending = POV_ERROR_INIT};
    tables all = {0};
    grid->name = pov_source_table_get(source, pov_source_begun(source))->name;
    const size_t noted = problems->count;
    bool ended = false;
    pov_status status = read_all(&l, &all, &ended, err);

    l.several = all.readable > 1;
    for (size_t i = 0; i < all.shapes.count && status == POV_OK; i++) {
        l.t = &all.table[i];
        l.several = l.several || l.t->blocks;
        if (is_readable(l.t) || (all.readable == 0 && is_misspelt(l.t, options))) {
            status = emit(&l, ended, err);
        } else if (all.readable > 0) {
            status = note_unread(&l, err);
        }
    }
    for (size_t i = 0; i < l.kept_count && status == POV_OK && l.first.code == POV_OK; i++) {
        status = pov_plan_add_row(plan, &l.kept[i].draft, err);
    }
    if (status == POV_OK && l.first.code == POV_OK && all.readable > 0) {
        status = note_marked(&l, &all, err);
    }
    sort_problems(&l, noted);
    *known = all.readable > 0 || l.ending.code != POV_OK || l.first.code != POV_OK;
    *first = l.first;
    if (status == POV_OK && l.ending.code != POV_OK) {
        *err = l.ending;
        status = l.ending.code;
    }
    tables_fini(&all);
    reader_fini(&l);
    return status;
}

static bool names_units(const pov_reading_table *t)
{
    return t->headings.main != POV_NONE && t->tree.count > 0;
}

/* The first column that a table passes over for a reason. */
static void say_why(const pov_reading_table *t, pov_error *why)
{
    for (size_t i = 0; i < t->items && why->code == POV_OK; i++) {
        const pov_table_item *item = &t->item[i];
        const char *heading = t->headings.column[item->column].heading;
        if (item->why != NULL && item->why[0] != '\0' && heading[0] != '\0') {
            (void)pov_fail(why, POV_ERR_DATA, "\"%s\" is passed over: %s", heading,
                           pov_translate(item->why));
            if (item->way_out != NULL) {
                pov_error_hint(why, "%s", pov_translate(item->way_out));
            }
        }
    }
}

bool pov_reading_fits(pov_grid *grid, const char *file, const pov_load_options *options, bool units,
                      pov_error *why)
{
    pov_load_options plain = *options;
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_reader l = {.grid = grid, .file = file, .options = &plain, .problems = &problems};
    tables all = {0};

    plain.columns = NULL; /* whose headings another table may lack */
    plain.column_count = 0;
    const pov_status status = understand_all(&l, &all, NULL);
    bool fits = status == POV_OK && all.readable > 0;
    if (status == POV_ERR_NOMEM) {
        (void)pov_no_memory(why);
    }
    for (size_t i = 0; i < all.shapes.count && units && !fits; i++) {
        fits = names_units(&all.table[i]) && !all.table[i].lone;
        if (fits) {
            say_why(&all.table[i], why);
        }
    }
    tables_fini(&all);
    pov_problems_fini(&problems);
    reader_fini(&l);
    return fits;
}

pov_status pov_reading_describe(pov_grid *grid, const char *file, const pov_load_options *options,
                                size_t wanted, size_t *number, pov_buffer *out, pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_reader l = {.grid = grid, .file = file, .options = options, .problems = &problems};
    tables all = {0};
    pov_status status = understand_all(&l, &all, err);

    for (size_t i = 0; i < all.shapes.count && status == POV_OK; i++) {
        const pov_table_item *doubt = NULL;
        l.t = &all.table[i];
        if (names_units(l.t)) {
            status = place(&l, &doubt, err);
        }
        ++*number;
        if (status == POV_OK && wanted == *number && names_units(l.t)) {
            pov_table_describe(l.t, out);
        } else if (status == POV_OK && (wanted == 0 || wanted == *number)) {
            pov_table_list(l.t, *number, is_readable(l.t), out);
        }
    }
    tables_fini(&all);
    pov_problems_fini(&problems);
    reader_fini(&l);
    return status == POV_OK && out->failed ? pov_no_memory(err) : status;
}
