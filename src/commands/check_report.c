/*
 * What the check found, as findings with the rules that they go by, or as rows.
 */
#include "commands/check_report.h"

#include "commands/check_relations.h"
#include "commands/explain.h"
#include "session/assumptions.h"
#include "session/fields.h"
#include "session/output.h"

#include <string.h>

/* ---- as rows, for tables and spreadsheets ---- */

enum { UNIT, PARENT, LEVEL, GROUP, FILE_NAME, SEVERITY, RULE, COLUMN, MESSAGE };
enum { FIX_UNIT, FIX_COLUMN };
enum { STATED, LOW, HIGH, FIX_LOW, FIX_HIGH };

static void get_text(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_finding *f = &report->finding[row];

    switch (which) {
    case UNIT:
        cell->text = f->unit;
        break;
    case PARENT:
        cell->text = f->parent;
        break;
    case LEVEL:
        cell->text = f->level;
        break;
    case GROUP:
        cell->text = f->group;
        break;
    case FILE_NAME:
        cell->text = f->file;
        break;
    case SEVERITY:
        pov_cell_set_word(cell, report, "severity", pov_severity_name(f->severity));
        break;
    case RULE:
        cell->text = f->rule;
        break;
    case COLUMN:
        cell->text = f->column;
        if (report->language != POV_ENGLISH && f->column[0] != '\0') {
            cell->shown = pov_label(f->column, report->language);
        }
        break;
    default:
        cell->text = f->message;
    }
}

static void get_year(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    if (report->finding[row].year.year != 0) {
        pov_year_write(pov_report_write(report), report->finding[row].year);
        cell->text = pov_report_written(report);
    }
}

/* As JSON has it, in text, since the cells of a column are of several kinds. */
static void get_number(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_finding *f = &report->finding[row];
    const pov_figure *figure = which == STATED                 ? &f->stated
                               : which == LOW || which == HIGH ? &f->expected
                                                               : &f->fix;
    bool low = which == LOW || which == FIX_LOW;
    int64_t end = low ? figure->bounds.low : figure->bounds.high;

    if (!pov_figure_known(figure) || (which > HIGH && f->fix_column == NULL) ||
        (which != STATED && pov_is_far(end))) {
        return;
    }
    pov_buffer *text = pov_report_write(report);
    if (which == STATED) {
        pov_write_figure(text, figure, -1, pov_numerals_plain);
    } else if (figure->kind == POV_KIND_COUNT) {
        pov_write_count(text, end, pov_numerals_plain);
    } else {
        pov_write_ticks_outward(text, end, low, figure->digits, pov_numerals_plain);
    }
    cell->text = pov_report_written(report);
}

static void get_fix(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_finding *f = &report->finding[row];

    if (f->fix_column != NULL) {
        cell->text = which == FIX_UNIT ? f->fix_unit : f->fix_column;
    }
}

static void get_fix_line(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->number = report->finding[row].fix_column != NULL ? report->finding[row].fix_line : 0;
}

static void get_line(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    (void)which;
    cell->number = report->finding[row].line;
}

static void show_findings(pov_report *report)
{
    const unsigned both = POV_IN_BOTH;
    const pov_report_column columns[] = {
        {.name = "unit", .where = both, .tree = true, .get = get_text, .which = UNIT},
        {.name = "level", .where = POV_IN_DATA, .get = get_text, .which = LEVEL},
        {.name = "parent", .where = POV_IN_DATA, .get = get_text, .which = PARENT},
        {.name = "group", .where = POV_IN_DATA, .get = get_text, .which = GROUP},
        {.name = "year", .kind = POV_COLUMN_YEAR, .where = POV_IN_DATA, .get = get_year},
        {.name = "file", .where = POV_IN_DATA, .get = get_text, .which = FILE_NAME},
        {.name = "line", .kind = POV_COLUMN_LINE, .where = both, .get = get_line},
        {.name = "severity", .where = both, .get = get_text, .which = SEVERITY},
        {.name = "rule", .where = both, .get = get_text, .which = RULE},
        {.name = "column", .where = both, .get = get_text, .which = COLUMN},
        {.name = "stated", .where = POV_IN_DATA, .get = get_number, .which = STATED},
        {.name = "low", .where = POV_IN_DATA, .get = get_number, .which = LOW},
        {.name = "high", .where = POV_IN_DATA, .get = get_number, .which = HIGH},
        {.name = "message", .where = both, .get = get_text, .which = MESSAGE},
        {.name = "fix_unit", .where = POV_IN_DATA, .get = get_fix, .which = FIX_UNIT},
        {.name = "fix_line", .kind = POV_COLUMN_LINE, .where = POV_IN_DATA, .get = get_fix_line},
        {.name = "fix_column", .where = POV_IN_DATA, .get = get_fix, .which = FIX_COLUMN},
        {.name = "fix_low", .where = POV_IN_DATA, .get = get_number, .which = FIX_LOW},
        {.name = "fix_high", .where = POV_IN_DATA, .get = get_number, .which = FIX_HIGH},
    };

    pov_report_add_columns(report, columns, POV_LENGTH(columns));
    pov_report_view(report, report->finding, report->finding_count, 0);
}

/* ---- the rules ---- */

void pov_report_add_rules(pov_report *report)
{
    uint32_t used = 0;

    for (size_t i = 0; i < report->finding_count; i++) {
        used |= (uint32_t)1 << pov_rule_find(report->finding[i].rule);
    }
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        if ((used >> i & 1U) != 0) {
            pov_report_add_term(report,
                                (pov_term){pov_rules[i]->name, pov_translate(pov_rules[i]->about)});
        }
    }
}

/* ---- what holds ---- */

pov_status pov_count_relations(pov_tally *relations, const pov_job *job, const pov_options *options,
                               pov_error *err)
{
    return pov_tally_add(relations, &job->plan, &job->findings, options->check.rules, job->picked,
                         err);
}

static void say_what_holds(pov_report *report, const pov_tally *relations)
{
    pov_tally *kept = pov_report_alloc(report, sizeof *kept);
    pov_buffer sentence = {0};

    pov_tally_say(&sentence, relations, report->language);
    pov_report_add_remark(report, pov_report_keep(report, &sentence));
    if (kept != NULL) {
        *kept = *relations;
        kept->broken = NULL;
        kept->broken_count = kept->capacity = 0;
        report->relations = kept;
    }
}

/* ---- the whole ---- */

void pov_check_report_fill(pov_report *report, const pov_job *jobs, size_t count,
                           const pov_options *options, const pov_renderer *renderer)
{
    /* findings as lines are nothing but lines: check says on standard error what holds */
    const bool with_relations = renderer != pov_renderer_by_name("lines");
    pov_tally relations = POV_TALLY_INIT;

    report->command = "check";
    report->language = options->render.language;
    report->typographic = pov_wants_print(options);
    report->title = pov_label("title.check", report->language);
    for (size_t j = 0; j < count; j++) {
        size_t first = report->finding_count;
        pov_report_add_file(report, jobs[j].plan.file[0]);
        pov_report_add_findings(report, &jobs[j].solution, &jobs[j].findings, jobs[j].picked,
                                report->language);
        if (options->why) {
            pov_explain_findings(report, &jobs[j], first);
        }
        report->failed |=
            with_relations && pov_count_relations(&relations, &jobs[j], options, NULL) != POV_OK;
    }
    if (report->finding_count == 0) {
        pov_report_add_remark(report, pov_label("text.no_findings", report->language));
    }
    if (with_relations) {
        say_what_holds(report, &relations);
    }
    pov_tally_fini(&relations);
    if (renderer->findings) {
        pov_report_add_rules(report);
    } else {
        show_findings(report);
    }
    pov_report_assumptions(report, options);
}
