#include "loader/source/held.h"

#include "base/place.h"
#include "base/text.h"
#include "base/translate.h"
#include "loader/source/zip.h"

#include <stdlib.h>
#include <string.h>

#define INNER_MAX 60 /* bytes: a table with more is no figure of the cell that it is in */
#define CELLS_MAX ((size_t)20000000) /* of all rows together, also those that are repeated */

pov_held_level *pov_held_at(pov_held *held)
{
    return held->depth > 0 && held->skipped == 0 ? &held->level[held->depth - 1] : NULL;
}

bool pov_held_lists(const pov_buffer *styles, const char *name)
{
    const char *at = pov_buffer_get(styles), *end = at + styles->length;

    for (; name != NULL && at < end; at += strlen(at) + 1) {
        if (strcmp(at, name) == 0) {
            return true;
        }
    }
    return false;
}

unsigned pov_held_indent_of(const pov_held *held, const char *style)
{
    const char *at = pov_buffer_get(&held->indented), *end = at + held->indented.length;
    unsigned found = 0;

    for (; style != NULL && at < end; at += strlen(at) + 2) {
        found = strcmp(at, style) == 0 ? (unsigned char)at[strlen(at) + 1] : found;
    }
    return found;
}

void pov_held_set_indent(pov_held *held, const char *style, size_t blanks)
{
    if (blanks > 0) {
        pov_buffer_add(&held->indented, style, strlen(style) + 1);
        pov_buffer_char(&held->indented, (char)(blanks < 100 ? blanks : 100));
    }
}

void pov_held_read_styles(pov_held *held, pov_xml *xml, const char *part,
                          const pov_xml_handler *handler)
{
    const pov_zip_entry *entry = pov_zip_find(&held->source->zip, part);
    pov_error err = POV_ERROR_INIT;

    if (entry != NULL && pov_xml_read(&held->source->zip, entry, handler, held, &err) != POV_OK) {
        *pov_xml_refuse(xml) = err;
    }
}

/* ---- lines above a table ---- */

#define TITLE_MAX 2000 /* bytes */
#define PROSE_MAX 2    /* paragraphs between a title and its table */

/* "BIỂU 1", "(Kèm theo …)", "Đơn vị tính: hộ", or all in capitals */
static bool is_title(const char *text)
{
    static const char *const starts[] = {"biểu", "bảng", "phụ lục", "mẫu", "đơn vị tính",
                                         "đvt",  "(kèm", "(đơn vị", "(đvt"};
    pov_buffer folded = {0}, plain = {0};

    pov_text_fold(text, strlen(text), &folded);
    bool found = POV_STARTS_ANY(pov_buffer_get(&folded), starts);
    pov_text_compose(text, strlen(text), &plain);
    if (!found && plain.length == folded.length && !plain.failed && !folded.failed) {
        size_t same = 0, differ = 0; /* letters that folding leaves as they are are small */
        for (size_t i = 0; i < plain.length; i++) {
            const char c = folded.data[i];
            differ += c != plain.data[i];
            same += c == plain.data[i] && c >= 'a' && c <= 'z';
        }
        found = differ > 5 && same == 0;
    }
    pov_buffer_fini(&folded);
    pov_buffer_fini(&plain);
    return found;
}

/* "Kết quả rà soát hộ nghèo năm 2024", right below a line of a title: no sentence. */
static bool continues_title(const pov_held *held, const char *text)
{
    static const char *const starts[] = {"kết quả ",   "tổng hợp ", "danh sách ", "tình hình ",
                                         "kế hoạch ",  "mục tiêu ", "chỉ tiêu ",  "số liệu ",
                                         "diễn biến ", "rà soát ",  "thống kê ",  "phân tích "};
    const size_t length = strcspn(text, "\n");
    pov_buffer folded = {0};

    if (held->title.length == 0 || held->prose > 0 || length == 0 || length > 200 ||
        strchr(".:;,", text[length - 1]) != NULL) {
        return false;
    }
    pov_text_fold(text, length, &folded);
    const bool found = POV_STARTS_ANY(pov_buffer_get(&folded), starts);
    pov_buffer_fini(&folded);
    return found;
}

/* "Biểu 3 (tiếp theo)", "Trang 2": what is below is of the table above. */
static bool goes_on_below(const char *text)
{
    pov_buffer folded = {0};

    pov_text_fold(text, strlen(text), &folded);
    const char *at = pov_buffer_get(&folded);
    bool found = strstr(at, "(tiếp") != NULL;
    (void)pov_text_skip(&at, "trang ");
    found = found || at[strspn(at, "0123456789 -/")] == '\0';
    pov_buffer_fini(&folded);
    return found;
}

void pov_held_paragraph(pov_held *held, bool set_off)
{
    const char *text = pov_buffer_get(&held->paragraph);

    text += strspn(text, " ");
    if (*text != '\0' && !goes_on_below(text)) {
        held->apart = true;
        if (strlen(text) <= 300 && (set_off || is_title(text) || continues_title(held, text))) {
            held->prose = 0;
            if (held->title.length + strlen(text) < TITLE_MAX) {
                pov_buffer_format(&held->title, "%s\n", text);
            }
        } else if (++held->prose > PROSE_MAX) {
            pov_buffer_clear(&held->title);
        }
    }
    pov_buffer_clear(&held->paragraph);
}

/* They are rows of the table, as line 0. */
static void put_title(pov_held *held, pov_held_level *level, pov_error *err)
{
    const char *at = pov_buffer_get(&held->title);

    if (held->title.failed || held->paragraph.failed || held->unseen.failed ||
        held->centred.failed || held->indented.failed) {
        (void)pov_no_memory(err);
    }
    for (; *at != '\0' && err->code == POV_OK; at += strcspn(at, "\n") + 1) {
        pov_row_builder_clear(&level->row);
        level->row.hidden = false;
        level->unknown = 0;
        (void)pov_row_builder_put(&level->row, 0, at, strcspn(at, "\n"));
        (void)pov_held_end_row(held, 0, err);
    }
    pov_row_builder_clear(&level->row);
    pov_buffer_clear(&held->title);
    held->prose = 0;
}

void pov_held_begin(pov_held *held, const char *name, bool hidden, pov_error *err)
{
    pov_source *s = held->source;

    if (held->depth == POV_HELD_DEPTH_MAX || held->skipped > 0 ||
        s->table_count >= POV_SOURCE_TABLES_MAX) {
        held->skipped++;
        return;
    }
    pov_held_level *level = &held->level[held->depth];
    name = pov_arena_text(&s->arena, name, strlen(name));
    if (name == NULL ||
        pov_grow(&s->table, &s->table_capacity, s->table_count + 1, sizeof *s->table) != POV_OK ||
        pov_grow(&held->table, &held->capacity, s->table_count + 1, sizeof *held->table) !=
            POV_OK ||
        (level->row.cell == NULL && pov_row_builder_init(&level->row, err) != POV_OK)) {
        (void)pov_no_memory(err);
        return;
    }
    pov_row_builder_reset(&level->row);
    level->table = s->table_count;
    level->line = level->column = level->cell_column = level->aside = 0;
    level->in_cell = false;
    pov_buffer_clear(&level->text);
    held->table[s->table_count].outer = held->depth == 0;
    held->table[s->table_count].follows = held->depth == 0 && !held->apart;
    s->table[s->table_count++] = (pov_source_table){name, hidden};
    held->depth++;
    if (held->depth == 1) {
        put_title(held, level, err);
    }
}

void pov_held_begin_cell(pov_held_level *level)
{
    level->in_cell = true;
    level->aside = 0;
    pov_buffer_clear(&level->text);
    pov_buffer_clear(&level->inner);
}

pov_buffer *pov_held_cell_text(pov_held_level *level)
{
    const char *text = pov_buffer_get(&level->text);

    return text[strspn(text, " \n")] != '\0' || level->inner.length > INNER_MAX ? &level->text
                                                                            : &level->inner;
}

/* What a table holds, for the cell that it is in. */
static void put_inner(const pov_held_table *table, pov_held_level *around)
{
    for (size_t r = 0; r < table->count; r++) {
        for (size_t c = 0; c < table->row[r].count && around->inner.length <= INNER_MAX; c++) {
            const pov_source_cell *cell = &table->row[r].cell[c];
            pov_buffer_format(&around->inner, "%s%s", around->inner.length > 0 ? "\n" : "",
                              cell->text);
        }
    }
}

void pov_held_end(pov_held *held)
{
    pov_held_level *level = pov_held_at(held);

    if (level == NULL) {
        held->skipped -= held->skipped > 0;
        return;
    }
    held->table[level->table].width = level->row.width;
    held->table[level->table].told = level->row.told;
    held->depth--;
    held->apart = held->apart && held->depth > 0;
    level = pov_held_at(held);
    if (level != NULL && level->in_cell && level->aside == 0) {
        put_inner(&held->table[level[1].table], level);
    }
}

/* Copies the cells of a row with their texts, which lie one after the other. */
static pov_source_cell *keep_cells(pov_held *held, const pov_held_level *level,
                                   const pov_source_row *row)
{
    pov_source_cell *cell = pov_arena_alloc(&held->arena, row->count * sizeof *cell);
    const char *from = pov_buffer_get(&level->row.text);
    const char *text = pov_arena_text(&held->arena, from, level->row.text.length);

    if (cell == NULL || text == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < row->count; i++) {
        cell[i] = row->cell[i];
        cell[i].text = text + (row->cell[i].text - from);
    }
    return cell;
}

pov_held_row *pov_held_end_row(pov_held *held, size_t repeat, pov_error *err)
{
    pov_held_level *level = pov_held_at(held);

    if (level == NULL) {
        return NULL;
    }
    pov_held_table *table = &held->table[level->table];
    pov_held_row kept = {.line = level->line,
                         .repeat = repeat,
                         .unknown = level->unknown,
                         .hidden = level->row.hidden};
    pov_source_row row = {0};

    level->in_cell = false;
    if (pov_row_builder_get(&level->row, level->line, &row, err) != POV_OK) {
        return NULL;
    }
    if (row.count == 0) {
        return NULL;
    }
    if (table->count > 0 && level->line > 0 && /* lines of a title have none */
        level->line <= table->row[table->count - 1].line + table->row[table->count - 1].repeat) {
        (void)pov_refuse_damaged(err, POV_TEXT("a row of a table is within another"));
        return NULL;
    }
    held->cells += row.count * (repeat + 1);
    if (held->cells > CELLS_MAX) {
        (void)pov_fail(err, POV_ERR_SYNTAX, "the tables have more than %zu cells", CELLS_MAX);
        return NULL;
    }
    kept.count = row.count;
    kept.cell = keep_cells(held, level, &row);
    if (kept.cell == NULL ||
        pov_grow(&table->row, &table->capacity, table->count + 1, sizeof *table->row) != POV_OK) {
        (void)pov_no_memory(err);
        return NULL;
    }
    table->row[table->count] = kept;
    return &table->row[table->count++];
}

void pov_held_fini(pov_held *held)
{
    for (size_t i = 0; held->source != NULL && i < held->source->table_count && i < held->capacity;
         i++) {
        free(held->table[i].row);
    }
    for (size_t i = 0; i < POV_HELD_DEPTH_MAX; i++) {
        pov_row_builder_fini(&held->level[i].row);
        pov_buffer_fini(&held->level[i].text);
        pov_buffer_fini(&held->level[i].inner);
    }
    free(held->table);
    free(held->padded);
    pov_buffer_fini(&held->unseen);
    pov_buffer_fini(&held->centred);
    pov_buffer_fini(&held->indented);
    pov_buffer_fini(&held->paragraph);
    pov_buffer_fini(&held->title);
    pov_arena_fini(&held->arena);
}

/* ---- a table that the program broke over pages ---- */

static bool same_cells(const pov_held_row *a, const pov_held_row *b)
{
    bool same = a->count == b->count;

    for (size_t i = 0; same && i < a->count; i++) {
        same = strcmp(a->cell[i].text, b->cell[i].text) == 0;
    }
    return same;
}

static bool has_digit(const pov_held_row *row)
{
    for (size_t i = 1; i < row->count; i++) {
        if (strpbrk(row->cell[i].text, "0123456789") != NULL) {
            return true;
        }
    }
    return false;
}

/* Whether a table goes on with the rows of the one before it: nothing is between them, they are
 * equally wide, and it begins with the same headings or with figures. */
static bool goes_on(const pov_held_table *before, const pov_held_table *after)
{
    size_t first = 0;

    while (first < before->count && before->row[first].line == 0) {
        first++;
    }
    if (!after->follows || !after->outer || after->count == 0 || before->count < first + 2 ||
        before->width != after->width || after->width < 2) {
        return false;
    }
    return same_cells(&before->row[first], &after->row[0]) ||
           (has_digit(&before->row[before->count - 1]) && has_digit(&after->row[0]));
}

static pov_status join_tables(pov_held *held, pov_error *err)
{
    pov_source *s = held->source;
    size_t head = POV_NONE;

    for (size_t i = 0; i < s->table_count; i++) {
        pov_held_table *table = &held->table[i];
        pov_held_table *before = head != POV_NONE ? &held->table[head] : NULL;
        if (!table->outer) {
            continue;
        }
        if (before == NULL || s->table[i].name[0] != '\0' || !goes_on(before, table)) {
            head = i;
            continue;
        }
        const pov_held_row *end = &before->row[before->count - 1];
        const size_t line = end->line + end->repeat;
        if (pov_grow(&before->row, &before->capacity, before->count + table->count,
                     sizeof *before->row) != POV_OK) {
            return pov_no_memory(err);
        }
        for (size_t r = 0; r < table->count; r++) {
            before->row[before->count] = table->row[r];
            before->row[before->count++].line += line;
        }
        table->goes_on = s->table[i].hidden = true;
        table->first = line + 1;
    }
    return POV_OK;
}

/* ---- giving out ---- */

static pov_status check_tables(pov_source *source, pov_error *err)
{
    pov_held *held = source->state;

    if (source->table_count == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "the document has no table");
        pov_error_hint(err, "figures in running text are not read");
        return POV_ERR_DATA;
    }
    held->padded = calloc(POV_SOURCE_CELLS_MAX, sizeof *held->padded);
    return held->padded != NULL ? POV_OK : pov_no_memory(err);
}

pov_status pov_held_open(pov_source *source, size_t size, const pov_xml_handler *handler,
                         pov_error *err)
{
    pov_held *held = source->state = calloc(1, size);

    if (held == NULL) {
        return pov_no_memory(err);
    }
    held->source = source;
    pov_status status = pov_xml_read(&source->zip, source->main, handler, held, err);
    status = status == POV_OK ? check_tables(source, err) : status;
    return status == POV_OK ? join_tables(held, err) : status;
}

void pov_held_rewind(pov_held *held)
{
    held->next_row = held->repeated = 0;
    held->told = held->table[held->source->begun].told;
    held->told.rows = 0;
}

/* The next table after `table` whose rows are those of the one that has begun; or POV_NONE. */
static size_t next_part(const pov_source *source, size_t table)
{
    const pov_held *held = source->state;

    for (size_t i = table + 1; i < source->table_count && held->table[source->begun].outer; i++) {
        if (held->table[i].outer) {
            return held->table[i].goes_on ? i : POV_NONE;
        }
    }
    return POV_NONE;
}

void pov_held_place(pov_source *source)
{
    const pov_held *held = source->state;

    pov_buffer_format(&source->place, "%s%s1 %zu", source->input.input.name, POV_PLACE_ROWS,
                      source->begun + 1);
    for (size_t i = next_part(source, source->begun); i != POV_NONE; i = next_part(source, i)) {
        pov_buffer_format(&source->place, " %zu %zu", held->table[i].first, i + 1);
    }
    pov_buffer_text(&source->place, POV_PLACE_ROWS);
}

pov_status pov_held_next(pov_source *source, pov_source_row *row, pov_error *err)
{
    pov_held *held = source->state;
    const pov_held_table *table = &held->table[source->begun];

    *row = (pov_source_row){.line = 0};
    while (held->next_row < table->count) {
        const pov_held_row *kept = &table->row[held->next_row];
        const size_t line = kept->line + held->repeated;
        if (held->repeated++ == kept->repeat) {
            held->next_row++;
            held->repeated = 0;
        }
        if (line < source->options->header_line) {
            continue;
        }
        if (kept->unknown > 0) {
            pov_error_place(err, NULL, line, kept->unknown, NULL);
            return pov_refuse_formula(err);
        }
        memcpy(held->padded, kept->cell, kept->count * sizeof *kept->cell);
        for (size_t i = kept->count; i < table->width; i++) {
            held->padded[i] = (pov_source_cell){"", 0, 1, 1, 0};
        }
        if (kept->hidden && held->told.rows++ == 0) {
            held->told.first_row = line;
        }
        *row = (pov_source_row){held->padded,
                                kept->count > table->width ? kept->count : table->width, line};
        return POV_OK;
    }
    return POV_OK;
}

pov_status pov_held_notes(pov_source *source, pov_problems *problems, pov_error *err)
{
    const pov_held *held = source->state;
    const size_t next = next_part(source, source->begun);
    size_t last = next;

    if (next != POV_NONE) {
        pov_error note = POV_ERROR_INIT;
        for (size_t i = next; i != POV_NONE; i = next_part(source, i)) {
            last = i;
        }
        (void)pov_fail(&note, POV_ERR_DATA,
                       last == next ? POV_TEXT("table %zu goes on with it")
                                    : POV_TEXT("the tables %zu to %zu go on with it"),
                       next + 1, last + 1);
        if (pov_problems_note(problems, &note, pov_buffer_get(&source->place), 0) != POV_OK) {
            return pov_no_memory(err);
        }
    }
    return pov_note_hidden(&held->told, pov_buffer_get(&source->place), problems, err);
}
