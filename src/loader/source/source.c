/*
 * What a file is, which of its tables is read, and its rows through the format that it has.
 */
#include "loader/source/encoding.h"
#include "loader/source/format.h"
#include "loader/source/relations.h"

#include "base/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define ARCHIVE_MAX ((size_t)256 * 1024 * 1024)

static const pov_source_format *const formats[] = {&pov_source_xlsx, &pov_source_opendocument,
                                                   &pov_source_docx, NULL};

/* ---- archives ---- */

static pov_status read_whole(pov_source *s, pov_error *err)
{
    const pov_input *input = &s->input.input;
    char chunk[16 * 1024];
    long got = 1;

    while (got > 0) {
        errno = 0;
        got = input->read(input->context, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR) {
            got = 1;
            continue;
        }
        if (got < 0) {
            return pov_fail(err, POV_ERR_IO, "cannot be read: %s", pov_system_reason(errno));
        }
        pov_buffer_add(&s->bytes, chunk, (size_t)got);
        if (s->bytes.failed) {
            return pov_no_memory(err);
        }
        if (s->bytes.length > ARCHIVE_MAX) {
            (void)pov_fail(err, POV_ERR_SYNTAX, "is larger than %zu MiB", ARCHIVE_MAX >> 20U);
            pov_error_hint(err, "save the table as CSV UTF-8");
            return POV_ERR_SYNTAX;
        }
    }
    return POV_OK;
}

/* Archives that are none of the formats. */
static pov_status refuse_archive(const pov_zip *zip, const char *root, pov_error *err)
{
    if (strcmp(root, "presentation") == 0) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                       pov_translate(POV_TEXT("a PowerPoint presentation")));
        pov_error_hint(err, "copy its table into a workbook and save that");
    } else if (pov_zip_find(zip, "Index/Document.iwa") != NULL) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                       pov_translate(POV_TEXT("a file of Numbers or Pages")));
        pov_error_hint(err, "export it there as .xlsx or .docx");
    } else {
        (void)pov_fail(err, POV_ERR_SYNTAX, "expected a table, found %s",
                       pov_translate(POV_TEXT("a ZIP archive without a workbook or document")));
        pov_error_hint(err, "unpack it, and give the files in it");
    }
    return POV_ERR_SYNTAX;
}

static pov_status choose_format(pov_source *s, pov_error *err)
{
    char root[32] = "";
    pov_status status = read_whole(s, err);

    if (status == POV_OK) {
        status = pov_zip_open(&s->zip, pov_buffer_get(&s->bytes), s->bytes.length, err);
    }
    if (status == POV_OK) {
        status = pov_refuse_encrypted_document(&s->zip, err);
    }
    if (status == POV_OK) {
        status = pov_find_main_part(&s->zip, &s->main, root, err);
    }
    if (status != POV_OK) {
        return status;
    }
    for (size_t i = 0; formats[i] != NULL; i++) {
        if (formats[i]->accepts(root)) {
            s->format = formats[i];
            return POV_OK;
        }
    }
    return refuse_archive(&s->zip, root, err);
}

/* ---- opening ---- */

static pov_status begin_first(pov_source *s, pov_error *err)
{
    size_t first = 0;

    while (first + 1 < s->table_count && s->table[first].hidden) {
        first++;
    }
    return pov_source_begin(s, first, err);
}

pov_status pov_source_open(pov_source **out, const pov_input *input,
                           const pov_load_options *options, pov_error *err)
{
    pov_source *s = malloc(sizeof *s);
    pov_status status = POV_OK;

    if (s == NULL) {
        return pov_no_memory(err);
    }
    memset(s, 0, offsetof(pov_source, input.start));
    s->options = options;
    pov_peek(&s->input, input);
    if (pov_is_archive(&s->input)) {
        status = choose_format(s, err);
    } else if (s->input.length >= 4 && memcmp(s->input.start, POV_OLD_OFFICE, 4) == 0) {
        status = read_whole(s, err);
        if (status == POV_OK) {
            status = pov_refuse_no_text(pov_buffer_get(&s->bytes), s->bytes.length, err);
        }
    } else {
        s->format = &pov_source_csv;
    }
    if (status == POV_OK) {
        status = s->format->open(s, err);
    }
    if (status == POV_OK) {
        status = begin_first(s, err);
    }
    if (status == POV_OK) {
        *out = s;
    } else {
        pov_source_close(s);
    }
    return status;
}

void pov_source_close(pov_source *source)
{
    if (source == NULL) {
        return;
    }
    if (source->format != NULL) {
        source->format->close(source);
    }
    pov_zip_fini(&source->zip);
    pov_buffer_fini(&source->bytes);
    pov_buffer_fini(&source->place);
    pov_buffer_fini(&source->repaired);
    free(source->cell);
    pov_arena_fini(&source->arena);
    free(source->table);
    free(source);
}

size_t pov_source_table_count(const pov_source *source)
{
    return source->table_count;
}

const pov_source_table *pov_source_table_get(const pov_source *source, size_t table)
{
    return &source->table[table];
}

size_t pov_source_begun(const pov_source *source)
{
    return source->begun;
}

/* What goes wrong in a table names it. */
static pov_status placed(const pov_source *s, pov_status status, pov_error *err)
{
    pov_error_place(status == POV_OK ? NULL : err, pov_source_place(s), 0, 0, NULL);
    return status;
}

pov_status pov_source_begin(pov_source *source, size_t table, pov_error *err)
{
    source->begun = table;
    source->all = (pov_garbled_text){POV_GARBLED_NOT, false, false};
    source->read_as = POV_GARBLED_NOT;
    pov_buffer_clear(&source->place);
    pov_status status = source->format->begin(source, err);
    status = status == POV_OK && source->place.failed ? pov_no_memory(err) : status;
    return placed(source, status, err);
}

/* ---- which table ---- */

static bool is_number(const char *text, size_t *number)
{
    *number = 0;
    for (; pov_is_digit(*text) && *number <= POV_SOURCE_TABLES_MAX; text++) {
        *number = 10 * *number + (size_t)(*text - '0');
    }
    return *text == '\0' && *number > 0;
}

/* What a document says above a table, whose first row has line 0 then. */
static void write_title(pov_source *s, size_t table, pov_buffer *out)
{
    pov_source_row row = {0};

    if (pov_source_begin(s, table, NULL) == POV_OK && pov_source_next(s, &row, NULL) == POV_OK &&
        row.count > 0 && row.line == 0) {
        pov_error title = POV_ERROR_INIT;
        (void)pov_fail(&title, POV_ERR_DATA, " \"%.60s\"", row.cell[0].text);
        pov_buffer_text(out, title.message);
    }
}

/* "1 Sheet1, 2 Sheet2 (hidden)", or their titles where they have no names */
static void list_tables(pov_source *s, const bool *chosen, pov_buffer *out)
{
    for (size_t i = 0; i < s->table_count; i++) {
        if (chosen == NULL ? !s->table[i].hidden || s->table[i].name[0] != '\0' : chosen[i]) {
            pov_buffer_text(out, out->length > 0 ? ", " : "");
            pov_buffer_format(out, s->table[i].name[0] != '\0' ? "%zu %s" : "%zu", i + 1,
                              s->table[i].name);
            pov_buffer_text(out, s->table[i].hidden ? pov_translate(" (hidden)") : "");
            write_title(s, i, out);
        }
    }
}

/* The table that --table names or numbers; a name goes before a number. */
static pov_status begin_named(pov_source *s, pov_error *err)
{
    const char *wanted = s->options->table;
    size_t number = 0;
    pov_buffer names = {0};

    for (size_t i = 0; i < s->table_count; i++) {
        if (s->table[i].name[0] != '\0' && pov_text_same(s->table[i].name, wanted)) {
            return pov_source_begin(s, i, err);
        }
    }
    if (is_number(wanted, &number) && number <= s->table_count) {
        return pov_source_begin(s, number - 1, err);
    }
    if (s->format == &pov_source_csv && s->options->table_of_others) {
        return POV_OK;
    }
    if (s->format == &pov_source_csv) {
        (void)pov_fail(err, POV_ERR_USAGE, "--table: a text is read as one table");
        pov_error_hint(err,
                       "\"povcalc tables --format csv {FILE} %.20s\" prints a part of it, or of "
                       "the document beside it: read that without --table",
                       wanted);
        return POV_ERR_USAGE;
    }
    list_tables(s, NULL, &names);
    (void)pov_fail(err, POV_ERR_USAGE, "--table: there is no table \"%.80s\"", wanted);
    pov_error_hint(err, "there are: %.300s", pov_buffer_get(&names));
    pov_buffer_fini(&names);
    return POV_ERR_USAGE;
}

static pov_status refuse_several(pov_source *s, const bool *chosen, pov_error *err)
{
    pov_buffer names = {0};

    list_tables(s, chosen, &names);
    (void)pov_fail(err, POV_ERR_DATA, "several tables could be meant: %s", pov_buffer_get(&names));
    for (size_t i = 0; i < s->table_count; i++) {
        if (chosen[i]) {
            pov_error_hint(err,
                           "--table %zu reads the first of them; \"povcalc tables {FILE}\" "
                           "shows all",
                           i + 1);
            break;
        }
    }
    pov_buffer_fini(&names);
    return POV_ERR_DATA;
}

#define LOOK_AHEAD 30 /* rows of a table that are looked at */

/* Filled cells in the first rows of the table that has begun. */
static size_t count_cells(pov_source *s, pov_error *err)
{
    pov_source_row row = {0};
    size_t cells = 0;

    for (size_t i = 0; i < LOOK_AHEAD && pov_source_next(s, &row, err) == POV_OK; i++) {
        if (row.count == 0) {
            break;
        }
        for (size_t c = 0; c < row.count; c++) {
            cells += row.cell[c].length > 0;
        }
    }
    return cells;
}

/* Looks at each table that is seen. What is wrong with one is no matter unless it is chosen. */
static pov_status look_at_all(pov_source *s, pov_source_fits *fits, void *context, bool *chosen,
                              size_t *table, pov_error *err)
{
    size_t count = 0, only = POV_NONE, most = 0;

    for (size_t i = 0; i < s->table_count; i++) {
        pov_error wrong = POV_ERROR_INIT;
        if (s->table[i].hidden || pov_source_begin(s, i, &wrong) != POV_OK) {
            continue;
        }
        const size_t cells = count_cells(s, &wrong);
        if (cells > most) {
            most = cells;
            *table = i;
        }
        chosen[i] = cells > 0 && pov_source_begin(s, i, NULL) == POV_OK && fits(context, s);
        if (wrong.code == POV_ERR_NOMEM) {
            return pov_no_memory(err);
        }
        count += chosen[i];
        only = chosen[i] ? i : only;
    }
    if (count > 1) {
        return refuse_several(s, chosen, err);
    }
    *table = count == 1 ? only : *table;
    return POV_OK;
}

pov_status pov_source_choose(pov_source *source, pov_source_fits *fits, void *context,
                             pov_error *err)
{
    if (source->options->table != NULL) {
        return begin_named(source, err);
    }
    if (source->table_count < 2) {
        return POV_OK; /* opening has begun it */
    }
    bool *chosen = calloc(source->table_count, sizeof *chosen);
    size_t table = POV_NONE;
    pov_status status = chosen != NULL ? look_at_all(source, fits, context, chosen, &table, err)
                                       : pov_no_memory(err);
    free(chosen);
    if (status != POV_OK) {
        return status;
    }
    return table != POV_NONE ? pov_source_begin(source, table, err) : begin_first(source, err);
}

typedef struct scorer {
    pov_source_score *score;
    void *context;
} scorer;

/* The line of the best header in the rows that follow; 0 when there is none. */
static size_t best_line(pov_source *s, const scorer *by)
{
    size_t best = 1, line = 0;
    pov_source_row row = {0};

    for (size_t i = 0; i < LOOK_AHEAD && pov_source_next(s, &row, NULL) == POV_OK; i++) {
        const size_t score = row.count > 0 ? by->score(by->context, &row) : 0;
        if (row.count == 0) {
            break;
        }
        line = score > best ? row.line : line;
        best = score > best ? score : best;
    }
    return line;
}

static bool has_header(void *context, pov_source *source)
{
    return best_line(source, context) > 0;
}

pov_status pov_source_find(pov_source *source, pov_source_score *score, void *context,
                           pov_source_row *record, pov_error *err)
{
    scorer by = {score, context};
    pov_status status = pov_source_choose(source, has_header, &by, err);
    size_t line = 0;

    if (status == POV_OK && source->separator == '\0') {
        line = best_line(source, &by); /* also to see how wide the table is */
        line = source->options->header_line > 0 ? 0 : line;
        status = pov_source_begin(source, source->begun, err);
    }
    do {
        status = status == POV_OK ? pov_source_next(source, record, err) : status;
    } while (status == POV_OK && record->count > 0 && record->line < line);
    return status;
}

/* ---- text that is not Unicode ---- */

/* Makes Unicode of the cells that are certainly not, as csv.c does for a file of text. */
static pov_status repair_row(pov_source *s, pov_source_row *row, pov_error *err)
{
    bool copied = false;

    pov_buffer_clear(&s->repaired);
    for (size_t i = 0; i < row->count; i++) {
        const pov_source_cell *cell = &row->cell[i];
        const size_t start = s->repaired.length;
        pov_garbled as = POV_GARBLED_NOT;
        if (!pov_garbled_may_be(cell->text, cell->length)) {
            continue;
        }
        pov_status status =
            pov_garbled_cell(&s->all, cell->text, cell->length, &s->repaired, &as, err);
        if (status != POV_OK) {
            pov_error_place(err, NULL, row->line, i + 1, NULL);
            return status;
        }
        if (as == POV_GARBLED_NOT) {
            continue;
        }
        s->read_as = as;
        if (!copied &&
            pov_grow(&s->cell, &s->cell_capacity, row->count, sizeof *s->cell) == POV_OK) {
            memcpy(s->cell, row->cell, row->count * sizeof *s->cell);
            copied = true;
        }
        pov_buffer_add(&s->repaired, "", 1);
        if (!copied || s->repaired.failed) {
            return pov_no_memory(err);
        }
        s->cell[i].length = s->repaired.length - 1 - start;
        s->cell[i].text = NULL; /* the text may still move */
    }
    const char *text = pov_buffer_get(&s->repaired);
    for (size_t i = 0; copied && i < row->count; i++) {
        if (s->cell[i].text == NULL) {
            s->cell[i].text = text;
            text += s->cell[i].length + 1;
        }
    }
    row->cell = copied ? s->cell : row->cell;
    return POV_OK;
}

pov_status pov_source_next(pov_source *source, pov_source_row *row, pov_error *err)
{
    pov_status status = source->format->next(source, row, err);

    if (status == POV_OK && source->format != &pov_source_csv) {
        status = repair_row(source, row, err);
    }
    return placed(source, status, err);
}

const char *pov_source_place(const pov_source *source)
{
    return pov_buffer_get(&source->place);
}

char pov_source_separator(const pov_source *source)
{
    return source->separator;
}

pov_status pov_source_notes(pov_source *source, pov_problems *problems, pov_error *err)
{
    if (source->read_as != POV_GARBLED_NOT) {
        pov_error note = POV_ERROR_INIT;
        (void)pov_fail(&note, POV_ERR_SYNTAX, "read as %s, not as Unicode",
                       pov_garbled_name(source->read_as));
        if (pov_problems_note(problems, &note, pov_source_place(source), 0) != POV_OK) {
            return pov_no_memory(err);
        }
    }
    return source->format->notes(source, problems, err);
}
