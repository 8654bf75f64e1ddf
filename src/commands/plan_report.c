#include "commands/plan_report.h"

#include "commands/check_report.h"
#include "session/assumptions.h"

#include <stdlib.h>
#include <string.h>

/* What all filling functions need. */
typedef struct filler {
    const pov_plan_report *kind;
    pov_report *report;
    pov_language language;
    bool varying_year, varying_target, groups; /* among the picked rows */
    bool target_households;                    /* is stated in one of them */
    bool targets;                              /* one of them has a target year */
    pov_quantity_set stated;                   /* in one of them */
    bool bounds;                               /* asked for */
    int decimals;                              /* asked for; below 0: not */
    pov_year year, target_year;                /* of the first picked row */
    bool findings;                             /* the format lays them out */
    bool failed;                               /* memory ran out while a cell was written */
    bool no_total;                             /* of a list nothing can be added up */
} filler;

static const char *keep(filler *f, const char *text)
{
    return pov_report_keep_text(f->report, text);
}

/* ---- what the rows have in common ---- */

static void look_at_rows(filler *f, const pov_job *jobs, size_t count)
{
    bool first = true;

    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count; i++) {
            const pov_row *row = &jobs[j].plan.row[jobs[j].row[i]];
            if (first) {
                f->year = row->year;
                f->target_year = row->target_year;
                first = false;
            }
            f->varying_year = f->varying_year || pov_year_compare(f->year, row->year) != 0;
            f->varying_target =
                f->varying_target || pov_year_compare(f->target_year, row->target_year) != 0;
            f->groups = f->groups || strcmp(row->group, "all") != 0;
            f->stated |= row->stated_set;
            f->targets = f->targets || row->target_year.year != 0;
        }
    }
    f->target_households = pov_set_has(f->stated, POV_TARGET_HOUSEHOLDS);
}

/* "Poverty reduction targets, 2022 to 2023" where all rows speak of the same years */
static pov_status set_title(filler *f)
{
    pov_buffer title = {0};
    bool year = !f->varying_year && f->year.year != 0;
    bool target = f->kind->targets && !f->varying_target && f->target_year.year != 0;

    pov_buffer_text(&title, pov_label(f->kind->title, f->language));
    if (year) {
        pov_buffer_text(&title, ", ");
        pov_year_write(&title, f->year);
    }
    if (target) {
        pov_buffer_text(&title, year ? " \xE2\x86\x92 " : ", ");
        pov_year_write(&title, f->target_year);
    }
    f->report->title = title.failed ? NULL : keep(f, pov_buffer_get(&title));
    pov_buffer_fini(&title);
    return f->report->title != NULL ? POV_OK : POV_ERR_NOMEM;
}

/* Rates, since units differ in size. */
static void set_chart(filler *f, bool sorted)
{
    f->report->chart = (pov_chart){
        .kind = POV_CHART_BARS,
        .title = f->report->title,
        .axis = pov_label("poor_rate", f->language),
        .label = "unit",
        .detail = {"group_text", "standard"},
        .apart = "parent",
        .series = {{"poor_rate", pov_label("chart.baseline", f->language)}},
        .alike = "group",
        .latest = "year",
        .sorted = sorted,
    };
    if (f->kind->targets) {
        f->report->chart.detail[2] = "target_year";
        f->report->chart.series[1].column = "remaining_rate";
        f->report->chart.series[1].name = pov_label("chart.remaining", f->language);
        f->report->chart.series[0].role = POV_CHART_BEFORE;
        f->report->chart.series[1].role = POV_CHART_PLANNED;
    } else {
        f->report->chart.series[0].name = NULL;
    }
}

/* ---- columns ---- */

static pov_status add_text_column(filler *f, const char *name, pov_column_kind kind, unsigned where)
{
    pov_report_column column = {
        .name = name,
        .kind = kind,
        .where = where,
        .heading = strcmp(name, "group_text") == 0 ? pov_label("group", f->language) : NULL,
        .tree = strcmp(name, "unit") == 0,
    };

    return pov_report_add_column(f->report, column);
}

static pov_status add_figure_columns(filler *f)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < f->kind->column_count && status == POV_OK; i++) {
        const pov_figure_column *of = &f->kind->column[i];
        bool growth_says_it = of->measure == POV_SUBJECT_ALL && of->aspect == POV_REMAINING &&
                              !f->target_households && !f->bounds;
        pov_report_column column = {
            .name = of->name,
            .kind = POV_COLUMN_FIGURE,
            .where = growth_says_it ? of->where & ~POV_IN_TABLE : of->where,
        };
        status = pov_report_add_column(f->report, column);
    }
    return status;
}

static bool has_column(const pov_plan_report *kind, const char *name)
{
    for (size_t i = 0; i < kind->column_count; i++) {
        if (strcmp(kind->column[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* What rows state and the report has no column for goes into CSV all the same: the file that is
 * loaded again says as much as the one before. */
static bool is_carried(const filler *f, pov_quantity quantity)
{
    return pov_set_has(f->stated, quantity) &&
           !has_column(f->kind, pov_quantity_get(quantity)->name);
}

/* With the kind of the row's end. */
static bool carries_target_year(const filler *f)
{
    return f->targets && !f->kind->targets;
}

static pov_status add_carried_columns(filler *f)
{
    pov_status status = POV_OK;

    if (carries_target_year(f)) {
        pov_report_column column = {
            .name = "target_year", .kind = POV_COLUMN_YEAR, .where = POV_IN_CSV};
        pov_report_column end = {.name = "kind", .kind = POV_COLUMN_TEXT, .where = POV_IN_CSV};
        status = pov_report_add_column(f->report, column);
        status = status == POV_OK ? pov_report_add_column(f->report, end) : status;
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT && status == POV_OK; q++) {
        if (is_carried(f, (pov_quantity)q)) {
            pov_report_column column = {.name = pov_quantity_get((pov_quantity)q)->name,
                                        .kind = POV_COLUMN_FIGURE,
                                        .where = POV_IN_CSV};
            status = pov_report_add_column(f->report, column);
        }
    }
    return status;
}

/* The text columns before the figures and behind them. */
enum { BEFORE = 9, SHARES = 2, BEHIND = 5 };

static pov_status add_columns(filler *f)
{
    const unsigned both = POV_IN_TABLE | POV_IN_DATA;
    const unsigned target = f->kind->targets ? POV_IN_DATA : 0;
    const struct {
        const char *name;
        pov_column_kind kind;
        unsigned where;
    } before[BEFORE] = {
        {"unit", POV_COLUMN_TEXT, both},
        {"level", POV_COLUMN_TEXT, POV_IN_DATA},
        {"parent", POV_COLUMN_TEXT, POV_IN_DATA},
        {"group", POV_COLUMN_TEXT, POV_IN_DATA},
        {"group_text", POV_COLUMN_TEXT, f->groups ? POV_IN_TABLE : 0},
        {"year", POV_COLUMN_YEAR, f->varying_year ? both : POV_IN_DATA},
        {"standard", POV_COLUMN_TEXT, POV_IN_DATA},
        {"target_year", POV_COLUMN_YEAR,
         target | (f->kind->targets && f->varying_target ? POV_IN_TABLE : 0)},
        {"kind", POV_COLUMN_TEXT, target},
    };
    pov_status status = POV_OK;

    for (size_t i = 0; i < BEFORE && status == POV_OK; i++) {
        status = add_text_column(f, before[i].name, before[i].kind, before[i].where);
    }
    if (status == POV_OK) {
        status = add_figure_columns(f);
    }
    if (status == POV_OK && f->kind->targets) {
        status = pov_report_add_column(f->report, (pov_report_column){.name = "growth_required",
                                                                      .kind = POV_COLUMN_FIGURE,
                                                                      .where = POV_IN_TABLE});
    }
    static const char *const shares[SHARES] = {"share_of_poor", "share_of_households"};
    for (size_t i = 0; i < SHARES && status == POV_OK; i++) {
        status = pov_report_add_column(
            f->report, (pov_report_column){.name = shares[i],
                                           .kind = POV_COLUMN_FIGURE,
                                           .where = f->kind->targets ? POV_IN_DATA : both});
    }
    if (status == POV_OK) {
        status = add_carried_columns(f);
    }
    static const char *const behind[BEHIND] = {"computed", "source", "note", "file", "line"};
    for (size_t i = 0; i < BEHIND && status == POV_OK; i++) {
        status = add_text_column(f, behind[i], i == BEHIND - 1 ? POV_COLUMN_LINE : POV_COLUMN_TEXT,
                                 i == 0 ? POV_IN_CSV : POV_IN_DATA);
    }
    return status;
}

/* ---- cells ---- */

static const pov_figure *figure_of(const pov_solved *solved, const pov_figure_column *column)
{
    if (column->measure == POV_SUBJECT_ALL) {
        return column->aspect == POV_COUNT      ? &solved->households
               : column->aspect == POV_RELATIVE ? &solved->growth
                                                : &solved->target_households;
    }
    return &solved->of[column->measure][column->aspect];
}

static void fill_figures(const filler *f, const pov_solved *solved, pov_kept_cell *cell)
{
    for (size_t i = 0; i < f->kind->column_count; i++) {
        cell[i].figure = figure_of(solved, &f->kind->column[i]);
    }
}

/* How many more households the printed figures require, as a range rounded outward; NULL where
 * there may be as many as before. */
static const pov_figure *required_growth(filler *f, const pov_solved *solved)
{
    pov_figure range = solved->growth;
    unsigned digits = f->decimals < 0 ? 2 : (unsigned)f->decimals;
    int64_t unit = pov_digit_unit(digits);

    if (!pov_figure_known(&range) || range.basis == POV_BASIS_ASSUMED ||
        (range.bounds.low <= 0 && range.bounds.high >= 0) || pov_is_far(range.bounds.high)) {
        return NULL;
    }
    range.value = pov_floor_to(range.bounds.low, unit);
    range.value_high = pov_ceil_to(range.bounds.high, unit);
    range.qualifier = POV_RANGE;
    range.digits = (uint8_t)digits;
    const pov_figure *kept = pov_report_keep_figure(f->report, &range);
    f->failed = f->failed || kept == NULL;
    return kept;
}

static const char *year_text(filler *f, pov_year year)
{
    pov_buffer text = {0};

    if (year.year == 0) {
        return NULL;
    }
    pov_year_write(&text, year);
    const char *kept = text.failed ? NULL : keep(f, pov_buffer_get(&text));
    pov_buffer_fini(&text);
    f->failed = f->failed || kept == NULL;
    return kept;
}

static const char *line_text(filler *f, size_t line)
{
    char text[32];

    if (line == 0) { /* a row that no file holds */
        return NULL;
    }
    (void)snprintf(text, sizeof text, "%zu", line);
    const char *kept = keep(f, text);
    f->failed = f->failed || kept == NULL;
    return kept;
}

/* The columns whose values no document states: a CSV that is loaded again leaves them to be
 * computed anew. */
static const char *computed_columns(filler *f, const pov_kept_cell *cell)
{
    pov_buffer text = {0};

    for (size_t i = 0; i < f->kind->column_count; i++) {
        const pov_figure *figure = cell[i].figure;
        if (figure != NULL && pov_figure_known(figure) && figure->basis != POV_BASIS_STATED) {
            pov_buffer_format(&text, "%s%s", text.length > 0 ? ";" : "", f->kind->column[i].name);
        }
    }
    const char *kept = text.length > 0 ? keep(f, pov_buffer_get(&text)) : NULL;
    f->failed = f->failed || text.failed || (text.length > 0 && kept == NULL);
    pov_buffer_fini(&text);
    return kept;
}

static const char *text_or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

static const char *end_text(const pov_row *row)
{
    bool has_end = row->target_year.year != 0 || row->kind != POV_END_PLAN;

    return has_end ? pov_end_name(row->kind) : NULL;
}

/* Returns the cell after the last. */
static pov_kept_cell *fill_carried(filler *f, const pov_row *row, pov_kept_cell *cell)
{
    if (carries_target_year(f)) {
        (cell++)->text = year_text(f, row->target_year);
        (cell++)->text = end_text(row);
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        if (!is_carried(f, (pov_quantity)q)) {
            continue;
        }
        pov_figure figure = pov_row_figure(row, (pov_quantity)q);
        if (pov_figure_known(&figure)) {
            cell->figure = pov_report_keep_figure(f->report, &figure);
            f->failed = f->failed || cell->figure == NULL;
        }
        cell++;
    }
    return cell;
}

static pov_status fill_row(filler *f, const pov_job *job, size_t r, pov_kept_row *to)
{
    const pov_row *row = &job->plan.row[r];
    const pov_unit *unit = &job->plan.unit[row->unit];
    pov_kept_cell *cell = to->cell;
    const char *before[BEFORE] = {
        row->name,
        text_or_null(unit->level),
        text_or_null(unit->parent_name),
        row->group,
        pov_word_shown("group", row->group, f->language),
        year_text(f, row->year),
        text_or_null(row->standard),
        year_text(f, row->target_year),
        end_text(row),
    };

    for (size_t i = 0; i < BEFORE; i++) {
        (cell++)->text = before[i];
    }
    fill_figures(f, &job->solution.row[r], cell);
    cell += f->kind->column_count;
    if (f->kind->targets) {
        (cell++)->figure = required_growth(f, &job->solution.row[r]);
    }
    for (int households = 0; households < SHARES; households++) {
        pov_figure share = pov_share_of_parent(&job->solution, r, households != 0);
        if (pov_figure_known(&share)) {
            cell->figure = pov_report_keep_figure(f->report, &share);
            if (cell->figure == NULL) {
                return POV_ERR_NOMEM;
            }
        }
        cell++;
    }
    cell = fill_carried(f, row, cell);
    const char *behind[BEHIND] = {
        computed_columns(f, to->cell + BEFORE),
        text_or_null(row->source),
        text_or_null(row->note),
        job->plan.file[row->file],
        line_text(f, row->line),
    };
    for (size_t i = 0; i < BEHIND; i++) {
        (cell++)->text = behind[i];
    }
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

/* Rows of which something is to be said; notes, on rounding for example, are no reason. */
static bool about_target(const pov_check_finding *f)
{
    return f->quantity >= POV_TARGET_HOUSEHOLDS && f->quantity <= POV_REMAINING_NEAR_POOR_RATE;
}

static void mark_rows(const filler *f, const pov_job *job, bool *marked)
{
    for (size_t r = 0; r < job->plan.row_count; r++) {
        marked[r] = job->plan.row[r].flags != 0; /* a duplicate, or without its parent */
    }
    for (size_t i = 0; i < job->findings.count; i++) {
        const pov_check_finding *one = &job->findings.finding[i];
        if (one->severity > POV_NOTE && (f->kind->targets || !about_target(one))) {
            marked[one->row] = true;
        }
    }
}

/* ---- totals ---- */

/* A list whose parent has no row gets a computed total, if all its members are shown. */
static bool wants_total(const pov_job *job, const pov_list *list)
{
    if (list->whole != POV_NONE || !list->addable || list->count < 2) {
        return false;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (!job->picked[job->solution.list_member[list->first + i]]) {
            return false;
        }
    }
    return true;
}

/* Whether a column of the report has a figure. */
static bool shows(const pov_plan_report *kind, const pov_solved *solved)
{
    bool found = false;

    for (size_t i = 0; i < kind->column_count && !found; i++) {
        found = pov_figure_known(figure_of(solved, &kind->column[i]));
    }
    return found;
}

static pov_status add_total(filler *f, const pov_job *job, const pov_list *list)
{
    const pov_row *like = &job->plan.row[job->solution.list_member[list->first]];
    pov_kept_row *to = NULL;
    pov_solved total;

    pov_solve_total(&job->solution, list, &total);
    if (!shows(f->kind, &total)) {
        f->no_total = true;
        return POV_OK;
    }
    pov_status status = pov_report_add_total(f->report, &to);
    if (status != POV_OK) {
        return status;
    }
    const char *name = text_or_null(list->parent_name);
    const char *before[BEFORE] = {
        name != NULL ? name : pov_label("word.total", f->language),
        NULL,
        NULL,
        like->group,
        pov_word_shown("group", like->group, f->language),
        year_text(f, like->year),
        text_or_null(like->standard),
        year_text(f, like->target_year),
        end_text(like),
    };
    for (size_t i = 0; i < BEFORE; i++) {
        to->cell[i].text = before[i];
    }
    for (size_t i = 0; i < f->kind->column_count; i++) {
        const pov_figure *kept =
            pov_report_keep_figure(f->report, figure_of(&total, &f->kind->column[i]));
        if (kept == NULL) {
            return POV_ERR_NOMEM;
        }
        to->cell[BEFORE + i].figure = kept;
    }
    to->cell[f->report->column_count - 2].text = job->plan.file[like->file];
    return f->failed ? POV_ERR_NOMEM : POV_OK;
}

static pov_status add_totals(filler *f, const pov_job *job)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < job->solution.list_count && status == POV_OK; i++) {
        if (wants_total(job, &job->solution.list[i])) {
            status = add_total(f, job, &job->solution.list[i]);
        }
    }
    return status;
}

/* ---- what stands below ---- */

static pov_status add_remarks(filler *f)
{
    pov_status status = POV_OK;
    bool marked = false;

    for (size_t i = 0; i < f->report->row_count && !marked; i++) {
        marked = f->report->row[i].marked;
    }
    if (f->report->total_count > 0) {
        status = pov_report_add_remark(f->report, pov_label("text.total_computed", f->language));
    }
    if (status == POV_OK && f->no_total) {
        status = pov_report_add_remark(f->report, pov_label("text.no_total", f->language));
    }
    if (status == POV_OK && marked) {
        bool shown = f->findings || f->kind->with_findings;
        const char *label = shown ? "text.marked_findings" : "text.marked";
        status = pov_report_add_remark(f->report, pov_label(label, f->language));
    }
    return status;
}

static pov_status fill_job(filler *f, const pov_job *job)
{
    bool *marked = calloc(job->plan.row_count + 1, sizeof *marked);
    pov_status status = marked != NULL ? POV_OK : POV_ERR_NOMEM;

    if (status == POV_OK) {
        mark_rows(f, job, marked);
    }
    for (size_t i = 0; i < job->plan.file_count && status == POV_OK; i++) {
        status = pov_report_add_file(f->report, job->plan.file[i]);
    }
    for (size_t i = 0; i < job->row_count && status == POV_OK; i++) {
        pov_kept_row *to = NULL;
        status = pov_report_add_row(f->report, job->depth[i], &to);
        if (status == POV_OK) {
            to->marked = marked[job->row[i]];
            status = fill_row(f, job, job->row[i], to);
        }
    }
    free(marked);
    if (status == POV_OK) {
        status = add_totals(f, job);
    }
    if (status == POV_OK && f->findings) {
        status = pov_report_add_findings(f->report, &job->solution, &job->findings, job->picked,
                                         f->language);
    }
    return status;
}

pov_status pov_plan_report_fill(const pov_plan_report *kind, pov_report *report,
                                const pov_job *jobs, size_t count, const pov_options *options,
                                pov_error *err)
{
    filler f = {.kind = kind, .report = report, .language = options->render.language};

    f.bounds = options->render.bounds;
    f.decimals = options->render.decimals;
    f.findings = !kind->with_findings && options->renderer != NULL && options->renderer->findings;
    report->command = kind->command;
    look_at_rows(&f, jobs, count);
    pov_status status = set_title(&f);
    set_chart(&f, options->sort == NULL);
    if (status == POV_OK) {
        status = add_columns(&f);
    }
    for (size_t j = 0; j < count && status == POV_OK; j++) {
        status = fill_job(&f, &jobs[j]);
    }
    if (status == POV_OK) {
        status = pov_report_assumptions(report, options);
    }
    if (status == POV_OK) {
        status = add_remarks(&f);
    }
    if (status == POV_OK && f.findings) {
        status = pov_report_add_rules(report);
    }
    return status == POV_OK ? POV_OK : pov_fail(err, status, "%s", pov_status_text(status));
}

/* ---- nothing to show ---- */

bool pov_plan_report_nothing(const pov_plan_report *kind, const pov_job *job, pov_error *note)
{
    bool stated = false, picked = false;

    for (size_t r = 0; r < job->plan.row_count; r++) {
        bool shown = shows(kind, &job->solution.row[r]);
        if (job->picked[r] && shown) {
            return false;
        }
        stated = stated || job->plan.row[r].stated_set != 0;
        picked = picked || shown; /* an unpicked row has something */
    }
    if (!stated) {
        return true; /* that no figures are stated is said when the file is read */
    }
    (void)pov_fail(note, POV_ERR_DATA,
                   picked ? POV_TEXT("the picked rows state nothing that %s shows")
                          : POV_TEXT("states nothing that %s shows"),
                   kind->command);
    pov_error_place(note, job->plan.file[0], 0, 0, NULL);
    if (kind->targets) {
        pov_error_hint(note, "a number of poor or of all households, a rate or a reduction would "
                             "help");
    } else {
        pov_error_hint(note, "a number of poor or of all households, or a rate, would help; "
                             "\"povcalc targets\" shows what is planned");
    }
    return true;
}
