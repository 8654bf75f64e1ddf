/*
 * The report: arrays that grow, cells asked of their columns, and the texts that cells write.
 */
#include "output/report.h"

#include <stdlib.h>
#include <string.h>

/* Appends an item to one of the report's arrays. */
static void add(pov_report *report, void *array, size_t *count, size_t *capacity, const void *item,
                size_t size)
{
    unsigned char *first = NULL;

    if (pov_grow(array, capacity, *count + 1, size) != POV_OK) {
        report->failed = true;
        return;
    }
    memcpy(&first, array, sizeof first);
    memcpy(first + *count * size, item, size);
    ++*count;
}

void pov_report_add_file(pov_report *report, const char *name)
{
    add(report, &report->file, &report->file_count, &report->file_capacity, &name, sizeof name);
}

void pov_report_add_files(pov_report *report, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pov_report_add_file(report, names[i]);
    }
}

void pov_report_add_column(pov_report *report, pov_report_column column)
{
    add(report, &report->column, &report->column_count, &report->column_capacity, &column,
        sizeof column);
}

void pov_report_add_columns(pov_report *report, const pov_report_column *columns, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        pov_report_add_column(report, columns[i]);
    }
}

void pov_report_add_finding(pov_report *report, pov_finding finding)
{
    add(report, &report->finding, &report->finding_count, &report->finding_capacity, &finding,
        sizeof finding);
}

void pov_report_add_assumption(pov_report *report, pov_assumption assumption)
{
    add(report, &report->assumption, &report->assumption_count, &report->assumption_capacity,
        &assumption, sizeof assumption);
}

void pov_report_add_sentence(pov_report *report, const char *sentence)
{
    add(report, &report->sentence, &report->sentence_count, &report->sentence_capacity, &sentence,
        sizeof sentence);
}

void pov_report_add_remark(pov_report *report, const char *sentence)
{
    add(report, &report->remark, &report->remark_count, &report->remark_capacity, &sentence,
        sizeof sentence);
}

void pov_report_add_term(pov_report *report, pov_term term)
{
    add(report, &report->term, &report->term_count, &report->term_capacity, &term, sizeof term);
}

void pov_report_add_because(pov_report *report, pov_because because)
{
    add(report, &report->because, &report->because_count, &report->because_capacity, &because,
        sizeof because);
}

const char *pov_report_keep(pov_report *report, pov_buffer *text)
{
    const char *kept =
        text->failed ? NULL : pov_arena_text(&report->arena, pov_buffer_get(text), text->length);

    report->failed = report->failed || kept == NULL;
    pov_buffer_fini(text);
    return kept != NULL ? kept : "";
}

/* ---- a view ---- */

enum { WORDS_KNOWN = 8 };

struct pov_report_texts {
    pov_map once; /* the text: its place below */
    const char **text;
    size_t count, capacity;
    pov_buffer next; /* being written */
    pov_arena arena;
    struct {
        const char *kind, *word, *shown;
    } word[WORDS_KNOWN]; /* asked for before */
    size_t words;
    bool failed;
};

void *pov_report_alloc(pov_report *report, size_t size)
{
    void *room = pov_arena_alloc(&report->arena, size);

    report->failed = report->failed || room == NULL;
    return room;
}

void pov_report_view(pov_report *report, const void *of, size_t rows, size_t totals)
{
    report->texts = pov_report_alloc(report, sizeof *report->texts);
    if (report->texts != NULL) {
        report->of = of;
        report->row_count = rows;
        report->total_count = totals;
    }
}

pov_buffer *pov_report_write(const pov_report *report)
{
    pov_buffer_clear(&report->texts->next);
    return &report->texts->next;
}

const char *pov_report_written(const pov_report *report)
{
    struct pov_report_texts *texts = report->texts;
    const char *text = pov_buffer_get(&texts->next);
    size_t length = texts->next.length, at = pov_map_get(&texts->once, text, length);

    if (texts->next.failed) {
        texts->failed = true;
        return NULL;
    }
    if (at != POV_NONE) {
        return texts->text[at];
    }
    const char *kept = pov_arena_text(&texts->arena, text, length);
    if (kept == NULL ||
        pov_grow(&texts->text, &texts->capacity, texts->count + 1, sizeof *texts->text) != POV_OK ||
        pov_map_put(&texts->once, kept, length, texts->count) != POV_OK) {
        texts->failed = true;
        return NULL;
    }
    return texts->text[texts->count++] = kept;
}

const char *pov_report_format(const pov_report *report, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    pov_buffer_vformat(pov_report_write(report), format, arguments);
    va_end(arguments);
    return pov_report_written(report);
}

const char *pov_report_word(const pov_report *report, const char *kind, const char *word)
{
    struct pov_report_texts *texts = report->texts;

    if (texts == NULL) { /* nothing is viewed */
        return pov_word_shown(kind, word, report->language);
    }
    for (size_t i = 0; i < WORDS_KNOWN; i++) {
        if (texts->word[i].word == word && texts->word[i].kind == kind) {
            return texts->word[i].shown;
        }
    }
    const size_t at = texts->words++ % WORDS_KNOWN;
    texts->word[at].kind = kind;
    texts->word[at].word = word;
    return texts->word[at].shown = pov_word_shown(kind, word, report->language);
}

pov_status pov_report_check(const pov_report *report, pov_error *err)
{
    bool failed = report->failed || (report->texts != NULL && report->texts->failed);

    return failed ? pov_no_memory(err) : POV_OK;
}

bool pov_report_is_total(const pov_report *report, size_t row)
{
    return row >= report->row_count;
}

size_t pov_report_end(const pov_report *report)
{
    return report->row_count + report->total_count;
}

size_t pov_report_row_of(const pov_report *report, size_t place)
{
    return report->order != NULL && place < report->row_count ? report->order[place] : place;
}

pov_report_row pov_report_row_at(const pov_report *report, size_t row)
{
    return report->row_at != NULL ? report->row_at(report, pov_report_row_of(report, row))
                                  : (pov_report_row){0};
}

void pov_report_get(const pov_report *report, size_t row, size_t column, pov_cell *cell)
{
    static const pov_cell empty = {
        .figure = {.bounds = {POV_NO_LOW, POV_NO_HIGH}, .kind = POV_KIND_COUNT}};
    const pov_report_column *of = &report->column[column];

    *cell = empty;
    of->get(report, pov_report_row_of(report, row), of->which, cell);
}

size_t pov_report_column_index(const pov_report *report, const char *name)
{
    for (size_t i = 0; i < report->column_count; i++) {
        if (strcmp(report->column[i].name, name) == 0) {
            return i;
        }
    }
    return POV_NONE;
}

void pov_report_hide_columns(pov_report *report, size_t first)
{
    for (size_t i = first; i < report->column_count; i++) {
        report->column[i].where = 0;
    }
}

void pov_report_fini(pov_report *report)
{
    free(report->file);
    free(report->column);
    free(report->finding);
    free(report->assumption);
    free(report->sentence);
    free(report->remark);
    free(report->term);
    free(report->because);
    if (report->texts != NULL) {
        pov_map_fini(&report->texts->once);
        free(report->texts->text);
        pov_buffer_fini(&report->texts->next);
        pov_arena_fini(&report->texts->arena);
    }
    pov_arena_fini(&report->arena);
    *report = (pov_report)POV_REPORT_INIT;
}

const char *pov_report_assumed(const pov_report *report, const char *usual, pov_language language)
{
    return pov_label(report->assumes_growth ? "text.assumed_stated" : usual, language);
}
