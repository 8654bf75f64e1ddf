/*
 * The report: arrays that grow, cells asked of their columns, and the texts that cells write.
 */
#include "output/report.h"

#include <stdlib.h>
#include <string.h>

pov_status pov_report_add_file(pov_report *report, const char *name)
{
    pov_status status = pov_grow(&report->file, &report->file_capacity, report->file_count + 1,
                                 sizeof report->file[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->file[report->file_count++] = name;
    }
    return status;
}

pov_status pov_report_add_column(pov_report *report, pov_report_column column)
{
    pov_status status = pov_grow(&report->column, &report->column_capacity,
                                 report->column_count + 1, sizeof report->column[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->column[report->column_count++] = column;
    }
    return status;
}

pov_status pov_report_add_columns(pov_report *report, const pov_report_column *columns,
                                  size_t count)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < count && status == POV_OK; i++) {
        status = pov_report_add_column(report, columns[i]);
    }
    return status;
}

pov_status pov_report_add_finding(pov_report *report, pov_finding finding)
{
    pov_status status = pov_grow(&report->finding, &report->finding_capacity,
                                 report->finding_count + 1, sizeof report->finding[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->finding[report->finding_count++] = finding;
    }
    return status;
}

pov_status pov_report_add_assumption(pov_report *report, pov_assumption assumption)
{
    pov_status status = pov_grow(&report->assumption, &report->assumption_capacity,
                                 report->assumption_count + 1, sizeof report->assumption[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->assumption[report->assumption_count++] = assumption;
    }
    return status;
}

pov_status pov_report_add_sentence(pov_report *report, const char *sentence)
{
    pov_status status = pov_grow(&report->sentence, &report->sentence_capacity,
                                 report->sentence_count + 1, sizeof report->sentence[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->sentence[report->sentence_count++] = sentence;
    }
    return status;
}

pov_status pov_report_add_remark(pov_report *report, const char *sentence)
{
    pov_status status = pov_grow(&report->remark, &report->remark_capacity,
                                 report->remark_count + 1, sizeof report->remark[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->remark[report->remark_count++] = sentence;
    }
    return status;
}

pov_status pov_report_add_term(pov_report *report, pov_term term)
{
    pov_status status = pov_grow(&report->term, &report->term_capacity, report->term_count + 1,
                                 sizeof report->term[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->term[report->term_count++] = term;
    }
    return status;
}

pov_status pov_report_add_because(pov_report *report, pov_because because)
{
    pov_status status = pov_grow(&report->because, &report->because_capacity,
                                 report->because_count + 1, sizeof report->because[0]);

    report->failed = report->failed || status != POV_OK;
    if (status == POV_OK) {
        report->because[report->because_count++] = because;
    }
    return status;
}

const char *pov_report_keep_text(pov_report *report, const char *text)
{
    return pov_arena_text(&report->arena, text, strlen(text));
}

/* ---- a view ---- */

struct pov_report_texts {
    pov_map once; /* the text: its place below */
    const char **text;
    size_t count, capacity;
    pov_buffer next; /* being written */
    pov_arena arena;
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

pov_report_row pov_report_row_at(const pov_report *report, size_t row)
{
    return report->row_at != NULL ? report->row_at(report, row) : (pov_report_row){0};
}

void pov_report_get(const pov_report *report, size_t row, size_t column, pov_cell *cell)
{
    const pov_report_column *of = &report->column[column];

    *cell = (pov_cell){.figure = pov_figure_unknown(POV_KIND_COUNT)};
    of->get(report, row, of->which, cell);
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
