/*
 * What the check found, as findings with the rules that they go by, or as rows.
 */
#include "commands/check_report.h"

#include "commands/check_relations.h"
#include "session/assumptions.h"

#include <string.h>

/* ---- as rows, for tables and spreadsheets ---- */

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

static const pov_report_column columns[] = {
    {.name = "unit", .kind = POV_COLUMN_TEXT, .where = BOTH, .tree = true},
    {.name = "group", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    {.name = "file", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    {.name = "line", .kind = POV_COLUMN_LINE, .where = BOTH},
    {.name = "severity", .kind = POV_COLUMN_TEXT, .where = BOTH},
    {.name = "rule", .kind = POV_COLUMN_TEXT, .where = BOTH},
    {.name = "column", .kind = POV_COLUMN_TEXT, .where = POV_IN_DATA},
    {.name = "column_text", .kind = POV_COLUMN_TEXT, .where = POV_IN_TABLE},
    {.name = "message", .kind = POV_COLUMN_TEXT, .where = BOTH},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static pov_status add_columns(pov_report *report, pov_language language)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < COLUMNS && status == POV_OK; i++) {
        pov_report_column column = columns[i];
        if (strcmp(column.name, "column_text") == 0) {
            column.heading = pov_label("column", language);
        }
        status = pov_report_add_column(report, column);
    }
    return status;
}

static pov_status add_finding_row(pov_report *report, const pov_finding *f, pov_language language)
{
    bool english = language == POV_ENGLISH;
    char line[32];
    pov_kept_row *row = NULL;
    pov_status status = pov_report_add_row(report, 0, &row);

    if (status != POV_OK) {
        return status;
    }
    (void)snprintf(line, sizeof line, "%zu", f->line);
    const char *texts[COLUMNS] = {
        f->unit,
        f->group,
        f->file,
        pov_report_keep_text(report, line),
        pov_severity_name(f->severity),
        f->rule,
        f->column,
        english || f->column[0] == '\0' ? f->column : pov_label(f->column, language),
        f->message,
    };
    for (size_t i = 0; i < COLUMNS; i++) {
        row->cell[i].text = texts[i];
    }
    return texts[3] != NULL ? POV_OK : POV_ERR_NOMEM;
}

/* ---- the rules ---- */

pov_status pov_report_add_rules(pov_report *report)
{
    uint32_t used = 0;
    pov_status status = POV_OK;

    for (size_t i = 0; i < report->finding_count; i++) {
        used |= (uint32_t)1 << pov_rule_find(report->finding[i].rule);
    }
    for (size_t i = 0; pov_rules[i] != NULL && status == POV_OK; i++) {
        if ((used >> i & 1U) != 0) {
            pov_term term = {pov_rules[i]->name, pov_translate(pov_rules[i]->about)};
            status = pov_report_add_term(report, term);
        }
    }
    return status;
}

/* ---- what holds ---- */

pov_status pov_count_relations(pov_tally *relations, const pov_job *job, const pov_options *options,
                               pov_error *err)
{
    return pov_tally_add(relations, &job->solution, &job->findings, options->check.rules,
                         job->picked, err);
}

static pov_status say_what_holds(pov_report *report, const pov_tally *relations,
                                 pov_language language)
{
    pov_tally *kept = pov_arena_alloc(&report->arena, sizeof *kept);
    pov_buffer sentence = {0};
    const char *text = NULL;

    pov_tally_say(&sentence, relations, language);
    if (!sentence.failed) {
        text = pov_report_keep_text(report, pov_buffer_get(&sentence));
    }
    pov_buffer_fini(&sentence);
    if (kept == NULL || text == NULL) {
        return POV_ERR_NOMEM;
    }
    *kept = *relations;
    kept->broken = NULL;
    kept->broken_count = kept->capacity = 0;
    report->relations = kept;
    return pov_report_add_remark(report, text);
}

/* ---- the whole ---- */

pov_status pov_check_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                                 const pov_options *options, const pov_renderer *renderer,
                                 pov_error *err)
{
    /* findings as lines are nothing but lines: check says on standard error what holds */
    const bool with_relations = renderer != pov_renderer_by_name("lines");
    pov_tally relations = POV_TALLY_INIT;
    pov_status status = POV_OK;

    report->command = "check";
    report->title = pov_label("title.check", options->render.language);
    for (size_t j = 0; j < count && status == POV_OK; j++) {
        status = pov_report_add_file(report, jobs[j].plan.file[0]);
        if (status == POV_OK) {
            status = pov_report_add_findings(report, &jobs[j].solution, &jobs[j].findings,
                                             jobs[j].picked, options->render.language);
        }
        if (status == POV_OK && with_relations) {
            status = pov_count_relations(&relations, &jobs[j], options, err);
        }
    }
    if (status == POV_OK && report->finding_count == 0) {
        status =
            pov_report_add_remark(report, pov_label("text.no_findings", options->render.language));
    }
    if (status == POV_OK && with_relations) {
        status = say_what_holds(report, &relations, options->render.language);
    }
    pov_tally_fini(&relations);
    if (status == POV_OK && !renderer->findings) {
        status = add_columns(report, options->render.language);
        for (size_t i = 0; i < report->finding_count && status == POV_OK; i++) {
            status = add_finding_row(report, &report->finding[i], options->render.language);
        }
    } else if (status == POV_OK) {
        status = pov_report_add_rules(report);
    }
    if (status == POV_OK) {
        status = pov_report_assumptions(report, options);
    }
    return status == POV_OK ? POV_OK : pov_fail(err, status, "%s", pov_status_text(status));
}
