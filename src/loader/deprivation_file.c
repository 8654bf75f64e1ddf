#include "loader/deprivation_file.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/cells.h"
#include "loader/table/choices.h"
#include "loader/table/columns.h"
#include "loader/table/cut.h"
#include "loader/table/kinds.h"

#include <stdlib.h>
#include <string.h>

/* What a column is, in one number. */
enum {
    COLUMN_FIGURE = POV_ACCESS_TEXT_COUNT,
    COLUMN_YEAR = COLUMN_FIGURE + POV_ACCESS_FIGURE_COUNT,
    COLUMN_TARGET_YEAR,
    COLUMN_IGNORED, /* what povcalc itself prints */
    COLUMN_COUNT
};

/* In the order of the template; those that are ignored have no meaning. */
static const struct {
    const char *name;
    int column;
    const char *meaning;
} columns[] = {
    {"unit", POV_ACCESS_UNIT, POV_TEXT("name of the administrative unit; must be there")},
    {"level", POV_ACCESS_LEVEL,
     POV_TEXT("country, region, province, district, commune, village, or a word of your own")},
    {"parent", POV_ACCESS_PARENT, POV_TEXT("name of the unit that it is a part of")},
    {"group", POV_ACCESS_GROUP,
     POV_TEXT("part of the unit's households: all (also when empty), urban, rural, "
              "ethnic_minority, …")},
    {"year", COLUMN_YEAR,
     POV_TEXT("year at whose end the state was counted; 2022-06 for a count within a year")},
    {"standard", POV_ACCESS_STANDARD, POV_TEXT("poverty standard in force, such as vn-2022")},
    {"dimension", POV_ACCESS_DIMENSION, POV_TEXT("dimension that the indicator belongs to")},
    {"indicator", POV_ACCESS_INDICATOR,
     POV_TEXT("the indicator's id, as `povcalc standards` lists it; must be there")},
    {"population", POV_ACCESS_POPULATION, POV_TEXT("poor, near_poor or poor_and_near_poor")},
    {"households", COLUMN_FIGURE + POV_ACCESS_HOUSEHOLDS,
     POV_TEXT("households in that population")},
    {"all_households", COLUMN_FIGURE + POV_ACCESS_ALL_HOUSEHOLDS,
     POV_TEXT("all households of the unit")},
    {"deprived", COLUMN_FIGURE + POV_ACCESS_DEPRIVED,
     POV_TEXT("households of the population that lack the service")},
    {"deprived_rate", COLUMN_FIGURE + POV_ACCESS_DEPRIVED_RATE,
     POV_TEXT("deprived households in percent of the population's")},
    {"target_year", COLUMN_TARGET_YEAR, POV_TEXT("year at whose end the target holds")},
    {"target_access_rate", COLUMN_FIGURE + POV_ACCESS_TARGET,
     POV_TEXT("share with access that is aimed at, in percent: 90 or >=80, as printed")},
    {"source", POV_ACCESS_SOURCE, POV_TEXT("document that the figures are printed in")},
    {"note", POV_ACCESS_NOTE, POV_TEXT("any remark")},
    {"access_rate", COLUMN_IGNORED, NULL},
    {"computed", COLUMN_IGNORED, NULL},
    {"still_to_reach", COLUMN_IGNORED, NULL},
    {"verdict", COLUMN_IGNORED, NULL},
    {"verdict_certain", COLUMN_IGNORED, NULL},
    {"reason", COLUMN_IGNORED, NULL},
    {"censored_headcount", COLUMN_IGNORED, NULL},
    {"contribution", COLUMN_IGNORED, NULL},
    {"headcount_ratio", COLUMN_IGNORED, NULL},
    {"intensity", COLUMN_IGNORED, NULL},
    {"adjusted_headcount", COLUMN_IGNORED, NULL},
    {"file", COLUMN_IGNORED, NULL},
    {"line", COLUMN_IGNORED, NULL},
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static const pov_kind kinds[POV_ACCESS_FIGURE_COUNT] = {
#define FIGURE_KIND(id, name, kind) kind,
    POV_ACCESS_FIGURE_LIST(FIGURE_KIND)
#undef FIGURE_KIND
};

typedef struct loader {
    pov_access_table *table;
    const char *file;
    const pov_load_options *options;
    pov_problems *problems;
    pov_choices choices;
    char **heading; /* of each field */
    int *column;    /* of each field */
    size_t fields;
    pov_cut_field *cut_field; /* of each field */
    pov_cuts cuts;
    pov_error first;
} loader;

static pov_status add_problem(loader *l, pov_error *problem, size_t line, size_t field,
                              pov_error *err)
{
    pov_error_place(problem, l->file, line, field < l->fields ? field + 1 : 0,
                    field < l->fields ? l->heading[field] : NULL);
    if (l->first.code == POV_OK) {
        l->first = *problem;
    }
    return pov_problems_add(l->problems, problem) == POV_OK ? POV_OK : pov_no_memory(err);
}

/* ---- the header ---- */

/* The index of a column, by its name; or POV_NONE. `failed`, unless NULL, is set when memory runs
 * out. */
static size_t find_heading(const char *name, bool *failed)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        if (pov_heading_same(name, columns[c].name, failed)) {
            return c;
        }
    }
    return POV_NONE;
}

static size_t find_name(const void *none, const char *name)
{
    (void)none;
    return find_heading(name, NULL);
}

static const char *nearest(const void *none, const char *name)
{
    const char *names[COLUMNS];

    (void)none;
    for (size_t c = 0; c < COLUMNS; c++) {
        names[c] = columns[c].name;
    }
    return pov_text_nearest(name, names, COLUMNS);
}

static const pov_choosable choosable = {find_name, nearest, NULL};

/* The column of a heading, as --column says or by its name; COLUMN_COUNT when there is none. A
 * heading that another one was chosen over is passed over. */
static int find_column(const pov_choices *choices, const char *heading, size_t field, bool *failed)
{
    size_t chosen = pov_choices_column_at(choices, heading, field, failed);
    size_t named = find_heading(heading, failed);

    if (chosen != POV_NONE) {
        return columns[chosen].column;
    }
    if (named == POV_NONE) {
        return COLUMN_COUNT;
    }
    return pov_choices_has(choices, named) ? COLUMN_IGNORED : columns[named].column;
}

static pov_status refuse_heading(loader *l, size_t line, size_t field, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    (void)pov_choices_refuse(l->heading[field], nearest(NULL, l->heading[field]), &problem);
    return add_problem(l, &problem, line, field, err);
}

/* Without it nothing else can be said of the columns: it is another kind of file, or a title. */
static bool has_indicator(const pov_choices *choices, const pov_source_row *record)
{
    for (size_t f = 0; f < record->count; f++) {
        if (find_column(choices, record->cell[f].text, f, NULL) == POV_ACCESS_INDICATOR) {
            return true;
        }
    }
    return false;
}

static bool has_column(const loader *l, int column, size_t fields)
{
    for (size_t f = 0; f < fields; f++) {
        if (l->column[f] == column) {
            return true;
        }
    }
    return false;
}

static pov_status check_header(loader *l, size_t line, pov_error *err)
{
    static const struct {
        int column;
        const char *name;
    } needed[] = {{POV_ACCESS_UNIT, "unit"}, {POV_ACCESS_INDICATOR, "indicator"}};
    pov_status status = POV_OK;

    for (size_t i = 0; i < 2 && status == POV_OK; i++) {
        if (!has_column(l, needed[i].column, l->fields)) {
            pov_error problem = POV_ERROR_INIT;
            (void)pov_fail(&problem, POV_ERR_DATA, "the header has no column \"%s\"",
                           needed[i].name);
            pov_error_hint(
                &problem, "\"povcalc help columns deprivation\" lists the columns; --header-line N "
                          "says on which line the header is, --column NAME=HEADING what is meant");
            status = add_problem(l, &problem, line, POV_NONE, err);
        }
    }
    return status;
}

/* What other kind of file it is, as far as its headings tell. */
static pov_file_kind other_kind(const loader *l, const pov_source_row *record)
{
    pov_file_kind kind = POV_FILE_UNKNOWN;
    bool old_names = false, new_names = false;

    for (size_t f = 0; f < record->count && kind == POV_FILE_UNKNOWN; f++) {
        if (find_column(&l->choices, record->cell[f].text, f, NULL) == COLUMN_COUNT) {
            kind = pov_kind_of_heading(record->cell[f].text);
            old_names = old_names || pov_heading_same(record->cell[f].text, "old", NULL);
            new_names = new_names || pov_heading_same(record->cell[f].text, "new", NULL);
        }
    }
    return kind == POV_FILE_UNKNOWN && old_names && new_names ? POV_FILE_MAP : kind;
}

static pov_status read_header(loader *l, const pov_source_row *record, pov_error *err)
{
    const bool known = has_indicator(&l->choices, record);
    pov_status status = POV_OK;

    const pov_file_kind kind = known ? POV_FILE_UNKNOWN : other_kind(l, record);
    if (kind != POV_FILE_UNKNOWN) {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_refuse_kind(kind, POV_FILE_DEPRIVATION, &problem);
        return add_problem(l, &problem, record->line, POV_NONE, err);
    }
    l->heading = calloc(record->count + 1, sizeof *l->heading);
    l->column = calloc(record->count + 1, sizeof *l->column);
    if (l->heading == NULL || l->column == NULL) {
        return pov_no_memory(err);
    }
    for (size_t f = 0; f < record->count && status == POV_OK; f++) {
        l->heading[f] =
            pov_arena_text(&l->table->arena, record->cell[f].text, record->cell[f].length);
        if (l->heading[f] == NULL) {
            return pov_no_memory(err);
        }
        l->fields = f + 1;
        bool failed = false;
        int column = find_column(&l->choices, l->heading[f], f, &failed);
        if (failed) { /* else a column would be lost as one that is not known */
            return pov_no_memory(err);
        }
        if (column == COLUMN_COUNT && (l->options->ignore_unknown || !known)) {
            column = COLUMN_IGNORED;
        }
        if (column == COLUMN_COUNT) {
            status = refuse_heading(l, record->line, f, err);
        } else if (column != COLUMN_IGNORED && has_column(l, column, f)) {
            pov_error problem = POV_ERROR_INIT;
            (void)pov_fail(&problem, POV_ERR_DATA, "the column is there twice");
            status = add_problem(l, &problem, record->line, f, err);
        }
        l->column[f] = column;
    }
    if (status == POV_OK) {
        status = pov_choices_check(&l->choices, (const char *const *)l->heading, l->fields, err);
        pov_error_place(status == POV_OK ? NULL : err, l->file, record->line, 0, NULL);
    }
    return status == POV_OK ? check_header(l, record->line, err) : status;
}

/* ---- rows ---- */

/* False with the reason in *problem. */
static bool read_cell(loader *l, int column, const pov_source_cell *cell, pov_access_row *row,
                      pov_error *problem)
{
    pov_reading reading = POV_MISSING;

    if (column < COLUMN_FIGURE) {
        if (!pov_cell_empty(cell->text)) {
            pov_buffer text = {0};
            pov_cell_text(cell->text, cell->length, &text);
            const char *kept = pov_arena_text(&l->table->arena, pov_buffer_get(&text), text.length);
            bool failed = text.failed || kept == NULL;
            pov_buffer_fini(&text);
            if (failed) {
                (void)pov_no_memory(problem);
                return false;
            }
            row->text[column] = kept;
        }
    } else if (column < COLUMN_YEAR) {
        size_t figure = (size_t)(column - COLUMN_FIGURE);
        reading = pov_stated_read(cell->text, cell->length, kinds[figure], false,
                                  &row->stated[figure], problem);
        row->has[figure] = reading == POV_VALUE;
    } else if (column == COLUMN_YEAR || column == COLUMN_TARGET_YEAR) {
        reading = pov_year_read(cell->text, cell->length,
                                column == COLUMN_YEAR ? &row->year : &row->target_year, problem);
    }
    return reading != POV_INVALID;
}

/* Spreadsheets write such rows behind the last one. */
static bool is_blank(const pov_source_row *record)
{
    for (size_t f = 0; f < record->count; f++) {
        if (record->cell[f].text[strspn(record->cell[f].text, " \t")] != '\0') {
            return false;
        }
    }
    return true;
}

static size_t field_of(const loader *l, int column)
{
    for (size_t f = 0; f < l->fields; f++) {
        if (l->column[f] == column) {
            return f;
        }
    }
    return POV_NONE;
}

/* ---- numbers that their own comma cuts, and fractions ---- */

static pov_status start_cuts(loader *l, const pov_source *reader, pov_error *err)
{
    if (pov_source_separator(reader) != ',') {
        return POV_OK;
    }
    l->cut_field = pov_arena_alloc(&l->table->arena, (l->fields + 1) * sizeof *l->cut_field);
    if (l->cut_field == NULL) {
        return pov_no_memory(err);
    }
    for (size_t f = 0; f < l->fields; f++) {
        pov_cut_field field = {.part = POV_NONE, .whole = POV_NONE};
        field.figure = l->column[f] >= COLUMN_FIGURE && l->column[f] < COLUMN_YEAR;
        if (field.figure) {
            field.kind = kinds[l->column[f] - COLUMN_FIGURE];
        }
        if (l->column[f] == COLUMN_FIGURE + POV_ACCESS_DEPRIVED_RATE) {
            field.part = field_of(l, COLUMN_FIGURE + POV_ACCESS_DEPRIVED);
            field.whole = field_of(l, COLUMN_FIGURE + POV_ACCESS_HOUSEHOLDS);
        }
        l->cut_field[f] = field;
    }
    return pov_cuts_start(&l->cuts, l->cut_field, l->fields, err);
}

static pov_status refuse_cuts(loader *l, pov_error *err)
{
    size_t count = pov_cuts_judge(&l->cuts);
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        const pov_cut *cut = &l->cuts.suspect[i];
        pov_error problem = POV_ERROR_INIT;
        pov_cut_refuse(&l->cuts, cut, &problem);
        status = add_problem(l, &problem, cut->line, cut->field, err);
    }
    return status;
}

static pov_status refuse_length(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;
    pov_cut cut;

    if (record->count > l->fields && pov_cuts_in_long(&l->cuts, record, &cut)) {
        pov_cut_refuse(&l->cuts, &cut, &problem);
        return add_problem(l, &problem, record->line, cut.field, err);
    }
    (void)pov_fail(&problem, POV_ERR_DATA, "expected %zu cells, as the header has, found %zu",
                   l->fields, record->count);
    return add_problem(l, &problem, record->line, POV_NONE, err);
}

/* 0.43 beside counts that make it 43 percent. */
static pov_status refuse_fraction(loader *l, const pov_source_row *record,
                                  const pov_access_row *row, pov_error *err)
{
    const size_t field = field_of(l, COLUMN_FIGURE + POV_ACCESS_DEPRIVED_RATE);
    pov_error problem = POV_ERROR_INIT;

    if (!row->has[POV_ACCESS_DEPRIVED_RATE] || !row->has[POV_ACCESS_DEPRIVED] ||
        !row->has[POV_ACCESS_HOUSEHOLDS] || strchr(record->cell[field].text, '%') != NULL ||
        !pov_rate_is_fraction(&row->stated[POV_ACCESS_DEPRIVED_RATE],
                              &row->stated[POV_ACCESS_DEPRIVED],
                              &row->stated[POV_ACCESS_HOUSEHOLDS])) {
        return POV_OK;
    }
    (void)pov_fail(&problem, POV_ERR_DATA, "expected a rate in percent, found \"%s\"",
                   record->cell[field].text);
    pov_error_hint(&problem, "a fraction? 100 times it fits the row's counts");
    return add_problem(l, &problem, record->line, field, err);
}

/* ---- the rows ---- */

static pov_status read_row(loader *l, const pov_source_row *record, pov_error *err)
{
    pov_access_row row = {.file = l->file, .line = record->line};
    pov_status status = POV_OK;

    for (size_t i = 0; i < POV_ACCESS_TEXT_COUNT; i++) {
        row.text[i] = "";
    }
    if (is_blank(record)) {
        return POV_OK;
    }
    if (record->count != l->fields) {
        return refuse_length(l, record, err);
    }
    status = pov_cuts_row(&l->cuts, record, err);
    for (size_t f = 0; f < l->fields && status == POV_OK; f++) {
        pov_error problem = POV_ERROR_INIT;
        if (!read_cell(l, l->column[f], &record->cell[f], &row, &problem)) {
            status = problem.code == POV_ERR_NOMEM ? pov_no_memory(err)
                                                   : add_problem(l, &problem, record->line, f, err);
        }
    }
    if (status == POV_OK) {
        status = refuse_fraction(l, record, &row, err);
    }
    if (status != POV_OK) {
        return status;
    }
    if (row.text[POV_ACCESS_UNIT][0] == '\0' || row.text[POV_ACCESS_INDICATOR][0] == '\0') {
        pov_error problem = POV_ERROR_INIT;
        (void)pov_fail(&problem, POV_ERR_DATA, "the row needs a unit and an indicator");
        return add_problem(l, &problem, record->line, POV_NONE, err);
    }
    const char *group = pov_group_known(row.text[POV_ACCESS_GROUP]);
    const char *level = pov_level_known(row.text[POV_ACCESS_LEVEL]);
    row.text[POV_ACCESS_GROUP] = group != NULL ? group : row.text[POV_ACCESS_GROUP];
    row.text[POV_ACCESS_LEVEL] = level != NULL ? level : row.text[POV_ACCESS_LEVEL];
    if (pov_grow(&l->table->row, &l->table->capacity, l->table->count + 1, sizeof *l->table->row) !=
        POV_OK) {
        return pov_no_memory(err);
    }
    l->table->row[l->table->count++] = row;
    return POV_OK;
}

static pov_status load(loader *l, const pov_input *input, pov_error *err)
{
    pov_source *reader = NULL;
    pov_source_row record;
    pov_status status = pov_choices_read(&l->choices, l->options, &choosable, err);

    if (status == POV_OK) {
        status = pov_source_open(&reader, input, l->options, err);
    }
    if (status == POV_OK) {
        status = pov_source_next(reader, &record, err);
    }
    if (status == POV_OK && record.count == 0) {
        status = pov_fail(err, POV_ERR_DATA, "the file is empty");
    }
    if (status == POV_OK) {
        status = read_header(l, &record, err);
    }
    bool known = l->first.code == POV_OK; /* what the columns are */
    if (status == POV_OK && known) {
        status = start_cuts(l, reader, err);
    }
    while (status == POV_OK && known) {
        status = pov_source_next(reader, &record, err);
        if (status != POV_OK || record.count == 0) {
            break;
        }
        status = read_row(l, &record, err);
    }
    if (status == POV_OK) {
        status = refuse_cuts(l, err);
    }
    if (status == POV_OK) {
        status = pov_source_notes(reader, l->problems, err);
    }
    pov_source_close(reader);
    return status;
}

pov_status pov_load_deprivation(pov_access_table *table, const pov_input *input,
                                const pov_load_options *options, pov_problems *problems,
                                pov_error *err)
{
    loader l = {.table = table,
                .file = input->name,
                .options = options,
                .problems = problems,
                .choices = POV_CHOICES_INIT};
    pov_status status = load(&l, input, err);

    pov_error_place(err, status == POV_OK ? NULL : input->name, 0, 0, NULL);
    if (status == POV_OK && l.first.code != POV_OK) {
        *err = l.first;
        status = l.first.code;
    } else if (status != POV_OK && problems->errors > 0) {
        /* the errors before it are printed from the list: so must this one be */
        if (pov_problems_add(problems, err) != POV_OK) {
            status = POV_ERR_NOMEM;
        }
    }
    pov_choices_fini(&l.choices);
    free(l.heading);
    free(l.column);
    pov_cuts_fini(&l.cuts);
    return status;
}

pov_status pov_load_deprivation_file(pov_access_table *table, const char *path,
                                     const pov_load_options *options, pov_problems *problems,
                                     pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        status = pov_load_deprivation(table, &file.input, options, problems, err);
        pov_file_input_close(&file);
    }
    return status;
}

/* ---- what kind of file it is ---- */

typedef struct start {
    const pov_peeked_input *input;
    size_t at;
} start;

static long read_start(void *context, char *buffer, size_t size)
{
    start *s = context;
    size_t left = s->input->length - s->at;

    size = size < left ? size : left;
    memcpy(buffer, s->input->start + s->at, size);
    s->at += size;
    return (long)size;
}

bool pov_is_deprivation(const pov_peeked_input *input, const pov_load_options *options)
{
    pov_choices choices = POV_CHOICES_INIT;
    start from = {input, 0};
    const pov_input text = {input->input.name, read_start, &from};
    pov_source *reader = NULL;
    pov_source_row record = {NULL, 0, 0};
    bool found = false;

    /* what is wrong with it is the loader's to say */
    if (pov_choices_read(&choices, options, &choosable, NULL) == POV_OK &&
        pov_source_open(&reader, &text, options, NULL) == POV_OK &&
        pov_source_next(reader, &record, NULL) == POV_OK) {
        found = has_indicator(&choices, &record);
    }
    pov_source_close(reader);
    pov_choices_fini(&choices);
    return found;
}

size_t pov_access_column_count(void)
{
    size_t count = 0;

    while (columns[count].meaning != NULL) {
        count++;
    }
    return count;
}

pov_column_info pov_access_column_get(size_t index)
{
    static const char *const no_aliases[] = {NULL};

    return (pov_column_info){columns[index].name, no_aliases, columns[index].meaning};
}

void pov_access_table_fini(pov_access_table *table)
{
    free(table->row);
    pov_arena_fini(&table->arena);
    *table = (pov_access_table)POV_ACCESS_TABLE_INIT;
}
