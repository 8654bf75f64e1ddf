/*
 * A plan, result or deprivation file: its table is found and read (loader/table/reading.h); here it
 * is said what is wrong with a file that has none.
 */
#include "loader/plan_file.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/source/bytes.h"
#include "loader/source/source.h"
#include "loader/table/columns.h"
#include "loader/table/fit.h"
#include "loader/table/kinds.h"
#include "loader/table/reading.h"
#include "loader/table/shape.h"

#include <string.h>

typedef struct loader {
    const char *file;
    const pov_load_options *options;
    pov_problems *problems;
    pov_source *source;
    pov_grid grid;
    pov_error first; /* the first error of the file */
    bool no_memory;  /* to look at one of its tables */
} loader;

/* Adds an error of the file. */
static pov_status add_problem(loader *l, pov_error *problem, pov_error *err)
{
    pov_error_place(problem, l->file, 0, 0, NULL);
    if (l->first.code == POV_OK) {
        l->first = *problem;
    }
    return pov_problems_add(l->problems, problem) == POV_OK ? POV_OK : pov_no_memory(err);
}

/* ---- files without a table that can be read ---- */

static pov_status refuse_empty(loader *l, pov_error *err)
{
    pov_error problem = POV_ERROR_INIT;

    if (l->options->header_line > 1) {
        (void)pov_fail(&problem, POV_ERR_DATA, "the file ends before the header on line %zu",
                       l->options->header_line);
    } else {
        (void)pov_fail(&problem, POV_ERR_DATA, "the file is empty: expected a header");
        pov_error_hint(&problem, l->options->wanted == POV_FILE_DEPRIVATION
                                     ? POV_TEXT("\"povcalc template deprivation\" prints one")
                                     : POV_TEXT("\"povcalc template plan\" prints one"));
    }
    return add_problem(l, &problem, err);
}

#define HEADINGS_END 30 /* rows in which the headings of a list are looked for */

/* Whether headings in Vietnamese are those of a list of households. */
static bool lists_households(const loader *l, bool *failed)
{
    for (size_t r = 0; r < l->grid.count && r < HEADINGS_END; r++) {
        for (size_t c = 0; c < l->grid.row[r].count; c++) {
            if (pov_lists_households(l->grid.row[r].cell[c].text, failed)) {
                return true;
            }
        }
    }
    return false;
}

/* What other kind of file a header is of, as far as its headings tell. */
static pov_file_kind other_kind(const loader *l, const pov_source_row *header)
{
    const bool plans = l->options->wanted == POV_FILE_DEPRIVATION;
    bool old_names = false, new_names = false;

    for (size_t i = 0; i < header->count; i++) {
        const pov_file_kind kind = pov_kind_of_heading(header->cell[i].text);
        if (kind == POV_FILE_HOUSEHOLDS || (kind == POV_FILE_PLAN && plans)) {
            return kind;
        }
        old_names = old_names || pov_heading_is(header->cell[i].text, "old");
        new_names = new_names || pov_heading_is(header->cell[i].text, "new");
    }
    return old_names && new_names ? POV_FILE_MAP : POV_FILE_UNKNOWN;
}

static bool has_heading(const pov_source_row *header, const char *name)
{
    for (size_t i = 0; i < header->count; i++) {
        if (pov_text_same(header->cell[i].text, name)) {
            return true;
        }
    }
    return false;
}

static bool has_indicators(const pov_source_row *header)
{
    for (size_t i = 0; i < header->count; i++) {
        if (pov_kind_of_heading(header->cell[i].text) == POV_FILE_DEPRIVATION) {
            return true;
        }
    }
    return false;
}

/* Whether some line has several cells: then a title of one cell is not what is wrong. */
static bool has_cells(const loader *l)
{
    size_t r = 0;

    while (r < l->grid.count && l->grid.row[r].count < 2) {
        r++;
    }
    return r < l->grid.count;
}

/* Whether "thiếu hụt" is over columns that are only numbered, "1, 2, 3": a legend has the names. */
static bool has_numbers_for_indicators(const loader *l, bool *failed)
{
    pov_buffer folded = {0};
    bool lacks = false, numbers = false;

    for (size_t r = 0; r < l->grid.count && r < 15 && !numbers; r++) {
        const pov_source_row *row = &l->grid.row[r];
        for (size_t c = 0; c < row->count && !lacks; c++) {
            pov_buffer_clear(&folded);
            pov_text_fold(row->cell[c].text, row->cell[c].length, &folded);
            lacks = strstr(pov_buffer_get(&folded), "thiếu hụt") != NULL;
        }
        numbers = lacks && pov_is_number_row(row, 6);
    }
    pov_buffer_end(&folded, failed);
    return numbers;
}

static pov_status refuse_header(loader *l, pov_error *err)
{
    const pov_source_row *header = &l->grid.row[0];
    const bool deprivation = l->options->wanted == POV_FILE_DEPRIVATION;
    bool failed = false;
    pov_file_kind kind = other_kind(l, header);
    pov_error problem = POV_ERROR_INIT;

    if (kind == POV_FILE_UNKNOWN && lists_households(l, &failed)) {
        kind = POV_FILE_HOUSEHOLDS;
    }
    if (failed) {
        return pov_no_memory(err);
    }

    if (kind != POV_FILE_UNKNOWN) {
        (void)pov_refuse_kind(kind, deprivation ? POV_FILE_DEPRIVATION : POV_FILE_PLAN, &problem);
    } else if (l->grid.count > 1 && l->grid.row[1].count == header->count + 1) {
        pov_fit_refuse_short_header(header->count, header->line, pov_source_separator(l->source),
                                    has_heading(header, "unit"), &problem);
    } else if (!deprivation && pov_reading_fits(&l->grid, l->file, l->options, true, &problem)) {
        if (problem.code == POV_OK) {
            (void)pov_fail(&problem, POV_ERR_DATA, "no heading says a figure that is known");
        }
        pov_error_hint(&problem, "\"povcalc tables {FILE}\" says why; --column poor=HEADING says "
                                 "what a heading means");
    } else if (header->count == 1 && l->options->separator != 0 &&
               strchr(header->cell[0].text, l->options->separator) == NULL) {
        (void)pov_fail(&problem, POV_ERR_DATA, "--separator: the line has no \"%c\": \"%.120s\"",
                       l->options->separator, header->cell[0].text);
        pov_error_hint(&problem, "without --separator povcalc finds what separates the cells");
    } else if (header->count != 1 || has_cells(l) ||
               !pov_refuse_one_cell(header->cell[0].text, true, &problem)) {
        (void)pov_fail(&problem, POV_ERR_DATA, "%s",
                       deprivation && !has_indicators(header)
                           ? pov_translate(POV_TEXT("the header has no column \"indicator\""))
                           : pov_translate(POV_TEXT("the header has no column \"unit\"")));
    }
    if (header->cell[0].text[0] == '#' || header->cell[0].text[0] == '\'') {
        pov_error_hint(&problem, "take out the %c before the headings and around the cells",
                       header->cell[0].text[0]);
    }
    if (header->cell[0].length == 0) {
        pov_error_hint(&problem,
                       "the first column has no heading: if the names of the units are below "
                       "it, --column unit=#1");
    }
    if (deprivation && has_numbers_for_indicators(l, &failed)) {
        pov_error_hint(&problem, "write the indicators' names, \"Việc làm\", \"Dinh dưỡng\", ... "
                                 "over their columns in place of 1, 2, ...");
    }
    if (failed) {
        return pov_no_memory(err);
    }
    if (deprivation) { /* of another kind of file the hint is given already */
        pov_error_hint(&problem,
                       "\"povcalc help columns deprivation\" lists the columns; --header-line N "
                       "says on which line the header is, --column NAME=HEADING what is meant");
    } else {
        pov_error_hint(&problem,
                       "--header-line N says on which line the header is, --column unit=HEADING "
                       "which column names the units");
    }
    pov_error_place(&problem, l->file, header->line, 0, NULL);
    return add_problem(l, &problem, err);
}

/* Whether some number of the row's households, where it states them, is so many percent. */
static bool is_of_some(const pov_row *row, const pov_stated *rate)
{
    const pov_stated *all = pov_row_stated(row, POV_HOUSEHOLDS);
    const pov_interval share = pov_stated_bounds(rate, POV_KIND_RATE, false);

    return all == NULL || pov_muldiv_ceil(all->face, share.low, POV_HUNDRED_PERCENT) <=
                              pov_muldiv_floor(all->face, share.high, POV_HUNDRED_PERCENT);
}

/* Deprivation rates that may be fractions, which `check` asks of poverty rates: where no count
 * shows it, a column of nothing but 0.437 and the like is hardly in percent. */
static pov_status note_fractions(const loader *l, const pov_plan *plan, size_t first_row)
{
    enum { LONG = 3 }; /* decimals of a fraction */
    size_t rows = 0, fine = 0, none = 0, line = 0;

    for (size_t r = first_row; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        const pov_stated *rate = pov_row_stated(row, POV_DEPRIVED_RATE);
        if (rate == NULL) {
            continue;
        }
        if (rate->face_high > POV_PERCENT || pov_row_stated(row, POV_DEPRIVED) != NULL) {
            return POV_OK;
        }
        rows++;
        fine += rate->digits >= LONG;
        none += !is_of_some(row, rate);
        line = line == 0 && (rate->digits >= LONG || none > 0) ? row->line : line;
    }
    if (none == 0 && (rows < 2 || 2 * fine <= rows)) {
        return POV_OK;
    }
    pov_error note = POV_ERROR_INIT;
    (void)pov_fail(&note, POV_ERR_DATA,
                   "%s: no rate is above 1, and most have three decimals or more, or are of no "
                   "whole number of households: are they fractions? They are read as percent",
                   pov_quantity_get(POV_DEPRIVED_RATE)->name);
    return pov_problems_note(l->problems, &note, l->file, line);
}

/* ---- the file ---- */

#define TABLE_START 80 /* rows by which a table is told from others */

/* Whether a table of the file is one that can be read. */
static bool fits(void *context, pov_source *source)
{
    loader *l = context;
    pov_grid grid = {0};
    pov_error why = POV_ERROR_INIT;
    bool ended = false;
    pov_status status = pov_grid_fill(&grid, source, TABLE_START, &ended, NULL);
    bool readable = status != POV_ERR_NOMEM && grid.count > 1 &&
                    pov_reading_fits(&grid, l->file, l->options, false, &why);
    pov_grid_fini(&grid);
    l->no_memory = l->no_memory || status == POV_ERR_NOMEM || why.code == POV_ERR_NOMEM;
    return readable;
}

static pov_status load_table(loader *l, pov_plan *plan, pov_error *err)
{
    const size_t first_row = plan->row_count;
    bool known = false;
    pov_status status = pov_source_choose(l->source, fits, l, err);

    if (l->no_memory) {
        status = pov_no_memory(err);
    }
    if (status == POV_OK) {
        l->file = pov_source_place(l->source);
        status = pov_plan_set_place(plan, l->file, err);
    }
    if (status == POV_OK) {
        status = pov_reading_load(plan, l->source, &l->grid, l->options, l->problems, &known,
                                  &l->first, err);
    }
    if (status == POV_OK && known && note_fractions(l, plan, first_row) != POV_OK) {
        status = pov_no_memory(err);
    }
    if (status == POV_OK && !known) {
        status = l->grid.count > 0 ? refuse_header(l, err) : refuse_empty(l, err);
    }
    return status;
}

/*
 * The answer: what ended the reading, or the first error that was found on the way. What ended it
 * is an error of the file like the others, and comes after them.
 */
static pov_status conclude(loader *l, pov_error *ending, pov_error *err)
{
    const pov_error *answer = &l->first;

    if (ending->code != POV_OK && ending->code != POV_ERR_NOMEM) {
        (void)add_problem(l, ending, NULL);
    }
    if (ending->code == POV_ERR_NOMEM || ending->code == POV_ERR_IO) {
        answer = ending;
    }
    if (err != NULL && err->code == POV_OK) {
        *err = *answer;
    }
    return answer->code;
}

pov_status pov_load_plan(pov_plan *plan, const pov_input *input, const pov_load_options *options,
                         pov_problems *problems, pov_error *err)
{
    pov_error ending = POV_ERROR_INIT;
    loader l = {.file = input->name, .options = options, .problems = problems};
    pov_status status = pov_plan_add_file(plan, input->name, &ending);

    if (status == POV_OK) {
        status = pov_source_open(&l.source, input, options, &ending);
    }
    if (status == POV_OK) {
        status = load_table(&l, plan, &ending);
    }
    if (status != POV_OK && ending.code == POV_OK) {
        ending.code = status;
    }
    status = conclude(&l, &ending, err);
    if (status == POV_OK && l.source != NULL) {
        status = pov_source_notes(l.source, problems, err);
    }
    pov_source_close(l.source);
    pov_grid_fini(&l.grid);
    return status;
}

pov_status pov_load_plan_file(pov_plan *plan, const char *path, const pov_load_options *options,
                              pov_problems *problems, pov_error *err)
{
    pov_file_input file;
    pov_status status = pov_file_input_open(&file, path, err);

    if (status == POV_OK) {
        status = pov_load_plan(plan, &file.input, options, problems, err);
        pov_file_input_close(&file);
    }
    return status;
}
