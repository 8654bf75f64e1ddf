#include "commands/plan_report.h"

#include "commands/check_report.h"
#include "session/assumptions.h"
#include "session/fields.h"

#include <string.h>

/* A list whose parent has no row, added up. */
typedef struct total {
    const pov_job *job;
    const pov_list *list;
    pov_solved_room room;
    const pov_solved *solved;
} total;

/* What the report shows. */
typedef struct view {
    const pov_figure_column *column;
    size_t column_count;
    int decimals;        /* asked for; below 0: not */
    const pov_job *job;  /* their picked rows, one job after the other */
    const size_t *first; /* by job: its first row in the report */
    size_t job_count;
    const bool *const *marked; /* by job and row of its plan */
    const total *total;
} view;

/* What the picked rows have in common. */
typedef struct common {
    bool varying_year, varying_target, groups;
    const char *standard;       /* of the first that names one */
    bool standards;             /* they name several */
    bool targets;               /* one of them has a target year */
    pov_quantity_set stated;    /* in one of them */
    pov_year year, target_year; /* of the first */
} common;

static common look_at_rows(const pov_job *jobs, size_t count)
{
    common c = {.groups = false};
    bool first = true;

    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count; i++) {
            const pov_row *row = &jobs[j].plan.row[jobs[j].row[i]];
            if (first) {
                c.year = row->year;
                c.target_year = row->target_year;
                first = false;
            }
            c.varying_year = c.varying_year || pov_year_compare(c.year, row->year) != 0;
            c.varying_target =
                c.varying_target || pov_year_compare(c.target_year, row->target_year) != 0;
            const char *standard = row->standard;
            if (standard[0] != '\0') {
                c.standards =
                    c.standards || (c.standard != NULL && strcmp(c.standard, standard) != 0);
                c.standard = standard;
            }
            c.groups = c.groups || strcmp(row->group, "all") != 0;
            c.targets = c.targets || row->target_year.year != 0;
            c.stated |= row->stated_set;
        }
    }
    return c;
}

/* "Poverty reduction targets, 2022 to 2023" where all rows speak of the same years */
static void set_title(pov_report *report, const pov_plan_report *kind, const common *c)
{
    pov_buffer *title = pov_report_write(report);
    bool year = !c->varying_year && c->year.year != 0;

    pov_buffer_text(title, pov_label(kind->title, report->language));
    if (year) {
        pov_buffer_text(title, ", ");
        pov_year_write(title, c->year);
    }
    if (kind->targets && !c->varying_target && c->target_year.year != 0) {
        pov_buffer_text(title, year ? " \xE2\x86\x92 " : ", ");
        pov_year_write(title, c->target_year);
    }
    report->title = pov_report_written(report);
}

/* Rates, since units differ in size. */
static void set_chart(pov_report *report, const pov_plan_report *kind, bool sorted)
{
    pov_language language = report->language;

    report->chart = (pov_chart){
        .kind = POV_CHART_BARS,
        .title = report->title,
        .axis = pov_label("poor_rate", language),
        .label = "unit",
        .detail = {"group", "standard"},
        .apart = "parent",
        .series = {{"poor_rate", pov_label("chart.baseline", language), POV_CHART_NOW}},
        .alike = "group",
        .latest = "year",
        .sorted = sorted,
    };
    if (kind->targets) {
        report->chart.detail[2] = "target_year";
        report->chart.series[1].column = "remaining_rate";
        report->chart.series[1].name = pov_label("chart.remaining", language);
        report->chart.series[0].role = POV_CHART_BEFORE;
        report->chart.series[1].role = POV_CHART_PLANNED;
    } else {
        report->chart.series[0].name = NULL;
    }
}

/* ---- cells ---- */

/* What a row of the report is about. */
typedef struct subject {
    const pov_job *job;
    const pov_row *row; /* of a total: one like its rows */
    size_t index;       /* of the row in its plan */
    const pov_solved *solved;
    const total *total; /* NULL: the row itself */
} subject;

static const pov_job *job_of(const view *v, size_t row, size_t *job)
{
    size_t low = 0, high = v->job_count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (v->first[middle] <= row) {
            low = middle;
        } else {
            high = middle;
        }
    }
    *job = low;
    return &v->job[low];
}

static subject subject_of(const pov_report *report, size_t row)
{
    const view *v = report->of;

    if (pov_report_is_total(report, row)) {
        const total *t = &v->total[row - report->row_count];
        size_t like = t->job->solution.list_member[t->list->first];
        return (subject){t->job, &t->job->plan.row[like], like, t->solved, t};
    }
    size_t j;
    const pov_job *job = job_of(v, row, &j);
    size_t r = job->row[row - v->first[j]];
    return (subject){job, &job->plan.row[r], r, &job->solution.row[r], NULL};
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    const view *v = report->of;
    size_t j;

    if (pov_report_is_total(report, row)) {
        return (pov_report_row){0};
    }
    const pov_job *job = job_of(v, row, &j);
    size_t i = row - v->first[j];
    return (pov_report_row){job->depth[i], v->marked[j][job->row[i]]};
}

static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    subject s = subject_of(report, row);

    if (s.total != NULL && field == POV_ROW_UNIT) {
        bool named = s.total->list->parent_name[0] != '\0';
        cell->text = named ? s.total->list->parent_name : pov_label("word.total", report->language);
    } else {
        pov_cell_set_row(cell, report, &s.job->plan, s.row, (pov_row_field)field);
    }
}

/* What only a row has that the file holds. */
static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        get_name(report, row, field, cell);
    }
}

static const pov_figure *figure_of(const pov_solved *solved, const pov_figure_column *column)
{
    if (column->measure == POV_SUBJECT_ALL) {
        return column->aspect == POV_COUNT      ? &solved->households
               : column->aspect == POV_RELATIVE ? &solved->growth
                                                : &solved->target_households;
    }
    return &solved->of[column->measure][column->aspect];
}

static void get_figure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_figure_column *column = &v->column[which];
    subject s = subject_of(report, row);

    cell->figure = *figure_of(s.solved, column);
    if (column->aspect == POV_REMAINING_SHARE && s.total == NULL) {
        pov_cell_set_against_parent(cell, report, s.row->against_parent[column->measure]);
    }
}

/* How many more households the printed figures require, as a range rounded outward; none where
 * there may be as many as before. */
static void get_growth_required(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    pov_figure range = subject_of(report, row).solved->growth;
    unsigned digits = v->decimals < 0 ? 2 : (unsigned)v->decimals;
    int64_t unit = pov_digit_unit(digits);

    (void)which;
    if (pov_report_is_total(report, row) || !pov_figure_known(&range) ||
        range.basis == POV_BASIS_ASSUMED || (range.bounds.low <= 0 && range.bounds.high >= 0) ||
        pov_is_far(range.bounds.high)) {
        return;
    }
    range.value = pov_floor_to(range.bounds.low, unit);
    range.value_high = pov_ceil_to(range.bounds.high, unit);
    range.qualifier = POV_RANGE;
    range.digits = (uint8_t)digits;
    cell->figure = range;
}

enum { SHARE_OF_POOR, SHARE_OF_HOUSEHOLDS };

static void get_share(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        subject s = subject_of(report, row);
        pov_figure share =
            pov_share_of_parent(&s.job->solution, s.index, which == SHARE_OF_HOUSEHOLDS);
        cell->figure = pov_figure_known(&share) ? share : cell->figure;
    }
}

static void get_carried(const pov_report *report, size_t row, size_t quantity, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        cell->figure = pov_row_figure(subject_of(report, row).row, (pov_quantity)quantity);
    }
}

/* The columns whose values no document states: a CSV that is loaded again leaves them to be
 * computed anew. */
static void get_computed(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_solved *solved = subject_of(report, row).solved;
    pov_buffer *text = pov_report_write(report);

    (void)which;
    for (size_t i = 0; i < v->column_count && !pov_report_is_total(report, row); i++) {
        const pov_figure *figure = figure_of(solved, &v->column[i]);
        if (pov_figure_known(figure) && figure->basis != POV_BASIS_STATED) {
            pov_buffer_text(text, text->length > 0 ? ";" : "");
            pov_buffer_text(text, v->column[i].name);
        }
    }
    cell->text = text->length > 0 || text->failed ? pov_report_written(report) : NULL;
}

/* ---- columns ---- */

#define BOTH (POV_IN_TABLE | POV_IN_DATA)

static void add_figure_columns(pov_report *report, const pov_plan_report *kind, bool says_growth)
{
    for (size_t i = 0; i < kind->column_count; i++) {
        const pov_figure_column *of = &kind->column[i];
        bool after = of->measure == POV_SUBJECT_ALL && of->aspect == POV_REMAINING;
        (void)pov_report_add_column(
            report, (pov_report_column){
                        .name = of->name,
                        .kind = POV_COLUMN_FIGURE,
                        .where = after && says_growth ? of->where & ~POV_IN_TABLE : of->where,
                        .get = get_figure,
                        .which = i,
                    });
    }
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
static void add_carried_columns(pov_report *report, const pov_plan_report *kind, const common *c)
{
    static const pov_report_column target[] = {
        {.name = "target_year",
         .kind = POV_COLUMN_YEAR,
         .where = POV_IN_CSV,
         .get = get_own,
         .which = POV_ROW_TARGET_YEAR},
        {.name = "kind", .where = POV_IN_CSV, .get = get_own, .which = POV_ROW_END},
    };

    if (c->targets && !kind->targets) {
        (void)pov_report_add_columns(report, target, sizeof target / sizeof *target);
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        pov_report_column column = {.name = pov_quantity_get((pov_quantity)q)->name,
                                    .kind = POV_COLUMN_FIGURE,
                                    .where = POV_IN_CSV,
                                    .get = get_carried,
                                    .which = q};
        if (pov_set_has(c->stated, (pov_quantity)q) && !has_column(kind, column.name)) {
            (void)pov_report_add_column(report, column);
        }
    }
}

static void add_columns(pov_report *report, const pov_plan_report *kind, const common *c,
                        bool bounds)
{
    const unsigned target = kind->targets ? POV_IN_DATA : 0;
    const unsigned year = c->varying_target ? POV_IN_TABLE : 0;
    const pov_report_column before[] = {
        {.name = "unit", .where = BOTH, .tree = true, .get = get_name, .which = POV_ROW_UNIT},
        {.name = "level", .where = POV_IN_DATA, .get = get_own, .which = POV_ROW_LEVEL},
        {.name = "parent", .where = POV_IN_DATA, .get = get_own, .which = POV_ROW_PARENT},
        {.name = "group",
         .where = c->groups ? BOTH : POV_IN_DATA,
         .get = get_name,
         .which = POV_ROW_GROUP},
        {.name = "year",
         .kind = POV_COLUMN_YEAR,
         .where = c->varying_year ? BOTH : POV_IN_DATA,
         .get = get_name,
         .which = POV_ROW_YEAR},
        {.name = "standard",
         .where = c->standards ? BOTH : POV_IN_DATA,
         .get = get_name,
         .which = POV_ROW_STANDARD},
        {.name = "target_year",
         .kind = POV_COLUMN_YEAR,
         .where = kind->targets ? target | year : 0,
         .get = get_name,
         .which = POV_ROW_TARGET_YEAR},
        {.name = "kind", .where = target, .get = get_name, .which = POV_ROW_END},
    };
    const pov_report_column growth = {.name = "growth_required",
                                      .kind = POV_COLUMN_FIGURE,
                                      .where = POV_IN_TABLE,
                                      .get = get_growth_required};
    const unsigned share = kind->targets ? POV_IN_DATA : BOTH;
    const pov_report_column shares[] = {
        {.name = "share_of_poor",
         .kind = POV_COLUMN_FIGURE,
         .where = share,
         .get = get_share,
         .which = SHARE_OF_POOR},
        {.name = "share_of_households",
         .kind = POV_COLUMN_FIGURE,
         .where = share,
         .get = get_share,
         .which = SHARE_OF_HOUSEHOLDS},
    };
    const pov_report_column after[] = {
        {.name = "computed", .where = POV_IN_CSV, .get = get_computed},
        {.name = "source", .where = POV_IN_DATA, .get = get_own, .which = POV_ROW_SOURCE},
        {.name = "note", .where = POV_IN_DATA, .get = get_own, .which = POV_ROW_NOTE},
        {.name = "file", .where = POV_IN_DATA, .get = get_name, .which = POV_ROW_FILE},
        {.name = "line",
         .kind = POV_COLUMN_LINE,
         .where = POV_IN_DATA,
         .get = get_own,
         .which = POV_ROW_LINE},
    };

    (void)pov_report_add_columns(report, before, sizeof before / sizeof *before);
    add_figure_columns(report, kind, !pov_set_has(c->stated, POV_TARGET_HOUSEHOLDS) && !bounds);
    if (kind->targets) {
        (void)pov_report_add_column(report, growth);
    }
    (void)pov_report_add_columns(report, shares, sizeof shares / sizeof *shares);
    add_carried_columns(report, kind, c);
    (void)pov_report_add_columns(report, after, sizeof after / sizeof *after);
}

/* ---- marks ---- */

static bool about_target(const pov_check_finding *f)
{
    return f->quantity >= POV_TARGET_HOUSEHOLDS && f->quantity <= POV_REMAINING_NEAR_POOR_RATE;
}

/* By row of the plan: those of which something is to be said. Notes, on rounding for example, are
 * no reason. */
static bool *mark_rows(pov_report *report, const pov_plan_report *kind, const pov_job *job)
{
    bool *marked = pov_report_alloc(report, (job->plan.row_count + 1) * sizeof *marked);

    for (size_t r = 0; r < job->plan.row_count && marked != NULL; r++) {
        marked[r] = job->plan.row[r].flags != 0; /* a duplicate, or without its parent */
    }
    for (size_t i = 0; i < job->findings.count && marked != NULL; i++) {
        const pov_check_finding *one = &job->findings.finding[i];
        if (one->severity > POV_NOTE && (kind->targets || !about_target(one))) {
            marked[one->row] = true;
        }
    }
    return marked;
}

/* Whether the figures of a picked row's year contradict one another. */
static bool any_contradicts(const pov_job *jobs, size_t count)
{
    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count; i++) {
            if ((jobs[j].solution.row[jobs[j].row[i]].conflicts & POV_CONFLICT_FACTS) != 0) {
                return true;
            }
        }
    }
    return false;
}

static bool has_marked(const pov_report *report)
{
    for (size_t i = 0; i < report->row_count; i++) {
        if (pov_report_row_at(report, i).marked) {
            return true;
        }
    }
    return false;
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

static size_t count_totals(const pov_job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->solution.list_count; i++) {
        count += wants_total(job, &job->solution.list[i]);
    }
    return count;
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

/* Adds up the lists that want it, but for those of which nothing is known. Returns how many have a
 * total. */
static size_t add_up(const pov_plan_report *kind, const pov_job *job, total *to)
{
    size_t count = 0;

    for (size_t i = 0; i < job->solution.list_count; i++) {
        const pov_list *list = &job->solution.list[i];
        if (wants_total(job, list)) {
            to[count] = (total){.job = job, .list = list};
            to[count].solved = pov_solve_total(&job->solution, list, &to[count].room);
            count += shows(kind, to[count].solved);
        }
    }
    return count;
}

/* ---- the whole ---- */

/* What rows and totals show. *no_total: there is a list of which nothing can be added up. */
static void set_view(pov_report *report, const pov_plan_report *kind, const pov_job *jobs,
                     size_t count, int decimals, bool *no_total)
{
    size_t rows = 0, wanted = 0, totals = 0;
    view *v = pov_report_alloc(report, sizeof *v);
    size_t *first = pov_report_alloc(report, (count + 1) * sizeof *first);
    const bool **marked = pov_report_alloc(report, (count + 1) * sizeof *marked);

    for (size_t j = 0; j < count; j++) {
        wanted += count_totals(&jobs[j]);
    }
    total *sums = pov_report_alloc(report, (wanted + 1) * sizeof *sums);
    for (size_t j = 0; j < count && !report->failed; j++) {
        first[j] = rows;
        marked[j] = mark_rows(report, kind, &jobs[j]);
        rows += jobs[j].row_count;
        totals += add_up(kind, &jobs[j], sums + totals);
    }
    *no_total = totals < wanted;
    if (!report->failed) {
        *v = (view){kind->column, kind->column_count, decimals, jobs, first, count, marked, sums};
        report->row_at = row_at;
        pov_report_view(report, v, rows, totals);
    }
}

static void add_remark(pov_report *report, const char *label)
{
    (void)pov_report_add_remark(report, pov_label(label, report->language));
}

pov_status pov_plan_report_fill(const pov_plan_report *kind, pov_report *report,
                                const pov_job *jobs, size_t count, const pov_options *options,
                                pov_error *err)
{
    common c = look_at_rows(jobs, count);
    bool findings =
        !kind->with_findings && options->renderer != NULL && options->renderer->findings;
    bool no_total = false;

    report->command = kind->command;
    report->language = options->render.language;
    set_view(report, kind, jobs, count, options->render.decimals, &no_total);
    if (report->failed) {
        return pov_no_memory(err);
    }
    set_title(report, kind, &c);
    set_chart(report, kind, options->sort == NULL);
    add_columns(report, kind, &c, options->render.bounds);
    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].plan.file_count; i++) {
            (void)pov_report_add_file(report, jobs[j].plan.file[i]);
        }
        if (findings && pov_report_add_findings(report, &jobs[j].solution, &jobs[j].findings,
                                                jobs[j].picked, report->language) != POV_OK) {
            return pov_no_memory(err);
        }
    }
    if (pov_report_assumptions(report, options) != POV_OK ||
        (findings && pov_report_add_rules(report) != POV_OK)) {
        return pov_no_memory(err);
    }
    if (report->total_count > 0) {
        add_remark(report, "text.total_computed");
    }
    if (no_total) {
        add_remark(report, "text.no_total");
    }
    if (any_contradicts(jobs, count)) {
        add_remark(report, "text.not_computed");
    }
    if (has_marked(report)) {
        add_remark(report,
                   findings || kind->with_findings ? "text.marked_findings" : "text.marked");
    }
    return pov_report_check(report, err);
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
