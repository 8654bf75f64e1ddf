#include "commands/rollup_access_report.h"

#include "session/fields.h"

#include <string.h>

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

/* In the order of the columns below. */
enum {
    UNIT,
    LEVEL,
    PARENT,
    GROUP,
    YEAR,
    STANDARD,
    DIMENSION,
    INDICATOR,
    POPULATION,
    POPULATION_TEXT, /* its word, for people */
    HOUSEHOLDS,
    ALL_HOUSEHOLDS,
    DEPRIVED,
    DEPRIVED_RATE,
    TARGET_YEAR,
    TARGET,
    SOURCE,
    NOTE,
    FILE_NAME,
    LINE,
    COLUMN_COUNT
};

static const pov_report_column columns[COLUMN_COUNT] = {
    [UNIT] = {.name = "unit", .kind = POV_COLUMN_TEXT, .where = BOTH, .tree = true},
    [LEVEL] = {.name = "level", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [PARENT] = {.name = "parent", .kind = POV_COLUMN_TEXT, .where = BOTH},
    [GROUP] = {.name = "group", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [YEAR] = {.name = "year", .kind = POV_COLUMN_YEAR, .where = BOTH},
    [STANDARD] = {.name = "standard", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [DIMENSION] = {.name = "dimension", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [INDICATOR] = {.name = "indicator", .kind = POV_COLUMN_TEXT, .where = BOTH},
    [POPULATION] = {.name = "population", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [POPULATION_TEXT] = {.name = "population_text", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
    [HOUSEHOLDS] = {.name = "households", .kind = POV_COLUMN_FIGURE, .where = BOTH},
    [ALL_HOUSEHOLDS] = {.name = "all_households", .kind = POV_COLUMN_FIGURE, .where = BOTH},
    [DEPRIVED] = {.name = "deprived", .kind = POV_COLUMN_FIGURE, .where = BOTH},
    [DEPRIVED_RATE] = {.name = "deprived_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
    [TARGET_YEAR] = {.name = "target_year", .kind = POV_COLUMN_YEAR, .where = BOTH},
    [TARGET] = {.name = "target_access_rate", .kind = POV_COLUMN_FIGURE, .where = BOTH},
    [SOURCE] = {.name = "source", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [NOTE] = {.name = "note", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [FILE_NAME] = {.name = "file", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    [LINE] = {.name = "line", .kind = POV_COLUMN_LINE, .where = POV_IN_DATA},
};

/* What a row says of itself: only of one that was not added up. */
static void set_origin(pov_report *report, const pov_access_row *row, pov_kept_cell *cell,
                       bool *failed)
{
    cell[SOURCE].text = pov_text_or_null(row->text[POV_ACCESS_SOURCE]);
    cell[NOTE].text = pov_text_or_null(row->text[POV_ACCESS_NOTE]);
    cell[FILE_NAME].text = row->file;
    cell[LINE].text = pov_keep_number(report, row->line, failed);
}

static pov_status add_row(pov_report *report, const pov_access_table *table,
                          const pov_access_rollup_row *rolled, pov_language language)
{
    static const struct {
        size_t column;
        pov_access_text text;
    } texts[] = {
        {GROUP, POV_ACCESS_GROUP},           {STANDARD, POV_ACCESS_STANDARD},
        {DIMENSION, POV_ACCESS_DIMENSION},   {INDICATOR, POV_ACCESS_INDICATOR},
        {POPULATION, POV_ACCESS_POPULATION},
    };
    static const size_t figures[POV_ACCESS_FIGURE_COUNT] = {
        [POV_ACCESS_HOUSEHOLDS] = HOUSEHOLDS, [POV_ACCESS_ALL_HOUSEHOLDS] = ALL_HOUSEHOLDS,
        [POV_ACCESS_DEPRIVED] = DEPRIVED,     [POV_ACCESS_DEPRIVED_RATE] = DEPRIVED_RATE,
        [POV_ACCESS_TARGET] = TARGET,
    };
    const pov_access_row *sample = &table->row[rolled->sample_row];
    pov_kept_row *to = NULL;
    bool failed = false;
    pov_status status = pov_report_add_row(report, 0, &to);

    if (status != POV_OK) {
        return status;
    }
    to->cell[UNIT].text = rolled->name;
    to->cell[LEVEL].text = pov_text_or_null(rolled->level);
    to->cell[PARENT].text = pov_text_or_null(rolled->parent);
    to->cell[YEAR].text = pov_keep_year(report, sample->year, &failed);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        to->cell[texts[i].column].text = pov_text_or_null(sample->text[texts[i].text]);
    }
    to->cell[POPULATION_TEXT].text = pov_text_or_null(
        pov_word_shown("population", sample->text[POV_ACCESS_POPULATION], language));
    for (size_t i = 0; i < POV_ACCESS_FIGURE_COUNT; i++) {
        to->cell[figures[i]].figure = &rolled->figure[i];
    }
    if (rolled->own != POV_NONE) {
        to->cell[TARGET_YEAR].text =
            pov_keep_year(report, table->row[rolled->own].target_year, &failed);
    }
    if (rolled->row != POV_NONE) {
        set_origin(report, &table->row[rolled->row], to->cell, &failed);
    }
    return failed ? POV_ERR_NOMEM : POV_OK;
}

/* Rows of one unit may differ in nothing else. */
static bool standards_differ(const pov_access_table *table, const pov_access_rollup *rollup)
{
    for (size_t i = 1; i < rollup->count; i++) {
        if (strcmp(table->row[rollup->row[i].sample_row].text[POV_ACCESS_STANDARD],
                   table->row[rollup->row[0].sample_row].text[POV_ACCESS_STANDARD]) != 0) {
            return true;
        }
    }
    return false;
}

pov_status pov_rollup_access_fill(pov_report *report, const pov_access_table *table,
                                  const pov_access_rollup *rollup, pov_language language)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < COLUMN_COUNT && status == POV_OK; i++) {
        pov_report_column column = columns[i];
        if (i == STANDARD && standards_differ(table, rollup)) {
            column.where = BOTH;
        }
        column.heading = i == POPULATION_TEXT ? pov_label("population", language) : NULL;
        status = pov_report_add_column(report, column);
    }
    for (size_t i = 0; i < rollup->count && status == POV_OK; i++) {
        status = add_row(report, table, &rollup->row[i], language);
    }
    return status;
}
