#include "commands/plan_report.h"

#include "commands/check_report.h"
#include "commands/phrases.h"
#include "commands/plan_sentences.h"
#include "figure/arith.h"
#include "session/assumptions.h"
#include "session/fields.h"
#include "session/output.h"

#include <string.h>

/* A list whose parent has no row, added up. */
typedef struct total {
    const pov_job *job;
    const pov_list *list;
    pov_solved_room room;
    const pov_solved *solved;
} total;

/* What a row of the report is about. */
typedef struct subject {
    const pov_job *job;
    const pov_row *row; /* of a total: one like its rows */
    size_t index;       /* of the row in its plan */
    const pov_solved *solved;
    const total *total; /* NULL: the row itself */
} subject;

/* The row whose cell was asked for last: renderers ask for the cells of a row one by one. */
typedef struct asked {
    size_t row; /* POV_NONE: none yet */
    subject subject;
    uint64_t computed;          /* of the cell that was last written: its columns, … */
    const char *computed_names; /* … and its text; NULL: none yet */
} asked;

/* What the report shows. */
typedef struct view {
    bool one_unit; /* its rows are told apart by their years, not by the unit */
    bool targets;
    const pov_figure_column *column;
    size_t column_count;
    int decimals;        /* asked for; below 0: not */
    bool bounds;         /* asked for */
    bool page;           /* for readers who have no command line */
    bool near_only;      /* what is computed only where its bounds are near it */
    const pov_job *job;  /* their picked rows, one job after the other */
    const size_t *first; /* by job: its first row in the report */
    size_t job_count;
    const bool *const *marked; /* by job and row of its plan */
    const total *total;
    asked *asked;
    bool signs; /* false: where the program chose "1.62 or more", people see 1.62 */
} view;

/* What the picked rows have in common. */
typedef struct common {
    bool varying_year, varying_target, varying_kind, several_units;
    const char *standard;       /* of the first that names one */
    bool standards;             /* they name several */
    bool codes;                 /* one of them has a code */
    bool targets;               /* one of them has a target year */
    bool plans;                 /* the end of one of them is planned */
    pov_quantity_set stated;    /* in one of them */
    unsigned signs;             /* the qualifiers of what they state: a set of 1 << pov_qualifier */
    const pov_row *first;       /* NULL: there is no row */
    const char *whole;          /* the unit that they are of, or belong to; NULL: several */
    pov_year year, target_year; /* of the first */
} common;

/* Adds what a row shares with those before it, and what it does not. */
static void look_at_row(common *c, const pov_row *row, unsigned depth, bool first_of_job)
{
    c->plans = c->plans || row->kind == POV_END_PLAN;
    if (c->first == NULL) {
        c->first = row;
        c->year = row->year;
        c->target_year = row->target_year;
        c->whole = depth == 0 ? row->name : NULL;
    }
    c->several_units = c->several_units || strcmp(c->first->name, row->name) != 0 || first_of_job;
    if (depth == 0 && c->whole != NULL && strcmp(c->whole, row->name) != 0) {
        c->whole = NULL; /* several units are at the top */
    }
    c->varying_year = c->varying_year || pov_year_compare(c->year, row->year) != 0;
    c->varying_target =
        c->varying_target || pov_year_compare(c->target_year, row->target_year) != 0;
    c->varying_kind = c->varying_kind || row->kind != c->first->kind;
    c->codes = c->codes || row->code[0] != '\0';
    if (row->standard[0] != '\0') {
        c->standards =
            c->standards || (c->standard != NULL && strcmp(c->standard, row->standard) != 0);
        c->standard = row->standard;
    }
    c->targets = c->targets || row->target_year.year != 0;
    c->stated |= row->stated_set;
    for (pov_measure m = 0; m < POV_MEASURE_COUNT; m++) {
        if (row->against_parent[m] != 0) {
            c->stated |= pov_set_of(pov_quantity_of(m, POV_REMAINING_SHARE));
        }
    }
    for (size_t i = 0; i < pov_set_count(row->stated_set); i++) {
        c->signs |= 1U << row->stated[i].qualifier;
    }
}

static common look_at_rows(const pov_job *jobs, size_t count)
{
    common c = {.first = NULL};

    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < jobs[j].row_count && !jobs[j].nothing; i++) {
            look_at_row(&c, &jobs[j].plan.row[jobs[j].row[i]], jobs[j].depth[i], i == 0 && j > 0);
        }
    }
    return c;
}

/* Whether the rows are those of one unit over the years: then they are named by these. */
static bool is_series(const common *c)
{
    return !c->several_units && (c->varying_year || c->varying_target || c->varying_kind);
}

static const char *kind_word(pov_end kind, pov_language language)
{
    return pov_word_shown("end", pov_end_name(kind), language);
}

/* "outcome for 2023, estimate for 2024": each kind with the last year of its rows. */
static const char *say_ends(const pov_phrases *p, const pov_job *job)
{
    pov_buffer text = {0};

    for (int kind = POV_END_OUTCOME; kind != POV_END_COUNT + 1; kind++) {
        pov_end end = (pov_end)(kind % POV_END_COUNT); /* the plan last */
        pov_year year = {0, 0};
        for (size_t i = 0; i < job->row_count; i++) {
            const pov_row *row = &job->plan.row[job->row[i]];
            if (row->kind == end && row->target_year.year != 0 &&
                pov_year_compare(row->target_year, year) > 0) {
                year = row->target_year;
            }
        }
        if (year.year != 0) {
            pov_buffer_text(&text, text.length > 0 ? ", " : "");
            POV_SAY(&text, p, POV_TEXT("{1} for {2}"), kind_word(end, p->language),
                    pov_phrase_year(p, year));
        }
    }
    return pov_report_keep(p->report, &text);
}

/* "Đắk Nông, plan for 2023: poor households and targets" */
static void set_title(pov_report *report, const pov_plan_report *kind, const common *c,
                      const pov_job *job)
{
    const pov_phrases p = {.report = report, .language = report->language};
    const char *whole = c->whole, *title = pov_label(kind->title, report->language);
    const char *ends = kind->targets && c->first != NULL ? say_ends(&p, job) : "";

    if (whole != NULL) {
        title = pov_word_shown("of", kind->command, report->language);
    }
    if (!kind->targets && !c->varying_year && c->year.year != 0) {
        title = POV_PHRASE(&p, "{1} {2}", title, pov_phrase_at(&p, c->year));
    }
    if (whole != NULL && ends[0] != '\0') {
        bool plan = !c->varying_kind && c->first->kind == POV_END_PLAN;
        title = plan ? POV_PHRASE(&p, "{1}, {2}: {3}", whole, ends, title)
                     : POV_PHRASE(&p, "{1}: {2}", whole, ends);
    } else if (whole != NULL) {
        title = POV_PHRASE(&p, "{1}: {2}", whole, title);
    } else if (ends[0] != '\0') {
        title = POV_PHRASE(&p, "{1}, {2}", title, ends);
    }
    report->title = title;
    report->names_itself = whole != NULL;
}

/* Rates, since units differ in size. */
static void set_chart(pov_report *report, const pov_plan_report *kind, const common *c, bool sorted)
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
        if (!c->plans) { /* what came of a plan, or is expected */
            report->chart.series[0].name = pov_label("chart.start", language);
            report->chart.series[1].name = pov_label("chart.end", language);
        }
        report->chart.series[0].role = POV_CHART_BEFORE;
        report->chart.series[1].role = POV_CHART_PLANNED;
    } else {
        report->chart.series[0].name = NULL;
    }
}

/* ---- cells ---- */

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

static const subject *subject_of(const pov_report *report, size_t row)
{
    const view *v = report->of;
    subject *s = &v->asked->subject;
    size_t j;

    if (v->asked->row == row) {
        return s;
    }
    v->asked->row = row;
    if (pov_report_is_total(report, row)) {
        const total *t = &v->total[row - report->row_count];
        size_t like = t->job->solution.list_member[t->list->first];
        *s = (subject){t->job, &t->job->plan.row[like], like, t->solved, t};
    } else {
        const pov_job *job = job_of(v, row, &j);
        size_t r = job->row[row - v->first[j]];
        *s = (subject){job, &job->plan.row[r], r, &job->solution.row[r], NULL};
    }
    return s;
}

/* A group below the row of its unit, not below the same group of the unit above. */
static bool is_part_of_unit(const subject *s, unsigned depth)
{
    return !pov_row_is_all(s->row) && depth > 0 && s->row->all_row != POV_NONE &&
           s->job->picked[s->row->all_row] && s->row->parent_row == POV_NONE;
}

static unsigned depth_of(const pov_report *report, size_t row)
{
    const view *v = report->of;
    size_t j;

    if (pov_report_is_total(report, row)) {
        return 0;
    }
    const pov_job *job = job_of(v, row, &j);
    return job->depth[row - v->first[j]];
}

static pov_report_row row_at(const pov_report *report, size_t row)
{
    const view *v = report->of;
    size_t j;

    if (pov_report_is_total(report, row)) {
        return (pov_report_row){.depth = 0};
    }
    const pov_job *job = job_of(v, row, &j);
    size_t i = row - v->first[j];
    return (pov_report_row){.depth = job->depth[i],
                            .marked = v->marked[j][job->row[i]],
                            .runs_over = is_part_of_unit(subject_of(report, row), job->depth[i])};
}

/* "outcome 2022→2023", "2016", "2025, no labour capacity" */
static void write_period(pov_buffer *out, const view *v, const pov_row *row, pov_language language)
{
    bool ends = v->targets && row->target_year.year != 0;

    if (ends) {
        pov_buffer_format(out, "%s ", kind_word(row->kind, language));
    }
    pov_year_write(out, row->year);
    pov_buffer_text(out, ends && row->year.year != 0 ? "→" : "");
    if (ends) {
        pov_year_write(out, row->target_year);
    }
    if (!pov_row_is_all(row)) {
        pov_buffer_format(out, "%s%s", out->length > 0 ? ", " : "",
                          pov_word_shown("group", row->group, language));
    }
}

/* What a table has for the unit: its name, with the group; of a unit alone, the year. At the top
 * of the tree its parent tells it from a namesake. */
static void show_name(const pov_report *report, const subject *s, unsigned depth, pov_cell *cell)
{
    const view *v = report->of;
    const pov_language language = report->language;
    const char *parent = s->row->parent_name;
    const bool apart = depth == 0 && s->total == NULL && parent[0] != '\0' &&
                       pov_plan_has_namesake(&s->job->plan, s->row->unit);

    if (v->one_unit && s->total == NULL) {
        write_period(pov_report_write(report), v, s->row, language);
    } else if (pov_row_is_all(s->row) && !apart) {
        return;
    } else if (is_part_of_unit(s, depth)) {
        pov_buffer_format(pov_report_write(report), "%s %s", pov_label("text.of_whom", language),
                          pov_word_shown("group", s->row->group, language));
    } else {
        const char *group =
            pov_row_is_all(s->row) ? "" : pov_word_shown("group", s->row->group, language);
        pov_buffer_format(pov_report_write(report), "%s%s%s%s%s", cell->text, apart ? ", " : "",
                          apart ? parent : "", group[0] != '\0' ? ", " : "", group);
    }
    cell->shown = pov_report_written(report);
}

/* Of a list that may be incomplete never by its parent's name alone. */
static const char *name_of_total(const pov_report *report, const pov_list *list)
{
    if (list->parent_name[0] == '\0') {
        return pov_label("word.total", report->language);
    }
    if (list->complete) {
        return list->parent_name;
    }
    return pov_report_format(report,
                             pov_translate_to(POV_TEXT("%s: %zu units listed"), report->language),
                             list->parent_name, list->count);
}

static void get_name(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    const subject *s = subject_of(report, row);

    if (s->total != NULL && field == POV_ROW_UNIT) {
        cell->text = name_of_total(report, s->total->list);
    } else {
        pov_cell_set_row(cell, report, &s->job->plan, s->row, (pov_row_field)field);
    }
    if (field == POV_ROW_UNIT) {
        show_name(report, s, depth_of(report, row), cell);
    }
}

/* Of a row of the file; a total has none. */
static void get_own(const pov_report *report, size_t row, size_t field, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        get_name(report, row, field, cell);
    }
}

/* Bounds that not every such figure has. */
static bool says_something(const pov_figure *figure)
{
    pov_interval b = figure->bounds;

    if (figure->kind == POV_KIND_RATE) {
        return b.low > 0 || b.high < POV_HUNDRED_PERCENT;
    }
    return figure->kind == POV_KIND_COUNT && (b.low > 0 || (b.low == 0 && b.high != POV_NO_HIGH));
}

/* Whether both ends are within 2 percent of the value, or one unit of its last digit. */
static bool is_near(const pov_figure *figure)
{
    int64_t unit = figure->kind == POV_KIND_COUNT ? 1 : pov_digit_unit(figure->digits);
    int64_t part = (figure->value < 0 ? -figure->value : figure->value) / 50;
    int64_t off = part > unit ? part : unit;

    return pov_interval_bounded(figure->bounds) &&
           (pov_wide)figure->value - figure->bounds.low <= off &&
           (pov_wide)figure->bounds.high - figure->value <= off;
}

/* A column that a table has also where it is narrow. */
static bool is_usual(const pov_figure_column *column)
{
    return column->measure == POV_MEASURE_POOR
               ? column->aspect != POV_RELATIVE
               : column->measure == POV_SUBJECT_ALL && column->aspect == POV_COUNT;
}

/* Whether the figure is one to show. */
static bool is_shown(const view *v, const pov_figure *figure)
{
    return pov_figure_known(figure) &&
           (!v->near_only || figure->basis == POV_BASIS_STATED || figure->plain || is_near(figure));
}

/* A figure of the row as the report shows it; a remaining rate may be "below the parent's". */
static void set_figure(pov_cell *cell, const pov_report *report, const subject *s,
                       const pov_figure *figure, pov_item item)
{
    const view *v = report->of;

    if (is_shown(v, figure) || !pov_figure_known(figure)) {
        cell->figure = *figure;
    }
    cell->bounded = v->bounds && !pov_figure_known(&cell->figure) && says_something(&cell->figure);
    if (item.aspect == POV_REMAINING_SHARE && s->total == NULL) {
        pov_cell_set_against_parent(cell, report, s->row->against_parent[item.subject]);
    }
}

static void get_figure(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    const pov_figure_column *column = &v->column[which];
    const subject *s = subject_of(report, row);

    if (!pov_row_has(s->row, column->aspect)) {
        return;
    }
    set_figure(cell, report, s, pov_plan_figure(s->solved, column),
               (pov_item){column->measure, column->aspect});
    cell->figure.qualifier = v->signs ? cell->figure.qualifier : POV_EXACTLY;
}

enum { DELIVERED_PP, DELIVERED_HOUSEHOLDS };

/* What the row's own two states are apart; of two printed rates as documents subtract them. */
static void get_delivered(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const pov_figure *of = subject_of(report, row)->solved->of[POV_MEASURE_POOR];
    bool points = which == DELIVERED_PP;
    const pov_figure *from = &of[points ? POV_RATE : POV_COUNT];
    const pov_figure *to = &of[points ? POV_REMAINING_SHARE : POV_REMAINING];
    bool plain = pov_figure_is_printed(from) && pov_figure_is_printed(to);

    if (plain || (!points && pov_figure_is_firm(from) && pov_figure_is_firm(to))) {
        cell->figure = pov_figure_difference(from, to, points ? POV_KIND_POINTS : POV_KIND_COUNT);
        cell->figure.plain = plain;
    }
}

/* How many more households the printed figures require, as a range rounded outward; none where
 * there may be as many as before. */
static void get_growth_required(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    const view *v = report->of;
    pov_figure range = subject_of(report, row)->solved->growth;
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
    range.qualifier = range.value < range.value_high ? POV_RANGE : POV_EXACTLY;
    range.digits = (uint8_t)digits;
    cell->figure = range;
}

enum { SHARE_OF_POOR, SHARE_OF_HOUSEHOLDS };

static void get_share(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    if (!pov_report_is_total(report, row)) {
        const subject *s = subject_of(report, row);
        pov_figure share =
            pov_share_of_parent(&s->job->solution, s->index, which == SHARE_OF_HOUSEHOLDS);
        cell->figure = pov_figure_known(&share) ? share : cell->figure;
    }
}

/* Persons as they were solved, else what the row prints. */
static pov_figure carried_figure(const subject *s, pov_quantity quantity)
{
    const pov_figure *persons = pov_persons_figure(&s->job->persons, s->index, quantity);

    return persons != NULL ? *persons : pov_row_figure(s->row, quantity);
}

static void get_carried(const pov_report *report, size_t row, size_t quantity, pov_cell *cell)
{
    const pov_quantity_info *info = pov_quantity_get((pov_quantity)quantity);
    const subject *s = subject_of(report, row);

    if (s->total == NULL) {
        const pov_figure figure = carried_figure(s, (pov_quantity)quantity);
        set_figure(cell, report, s, &figure, (pov_item){info->subject, info->aspect});
    }
}

/* The columns that were computed: when the CSV is loaded again they are computed anew. */
static void get_computed(const pov_report *report, size_t row, size_t which, pov_cell *cell)
{
    static const pov_quantity persons[] = {POV_PERSONS, POV_POOR_PERSONS, POV_POOR_PERSONS_RATE};
    enum { PERSONS = POV_LENGTH(persons) };
    const view *v = report->of;
    const subject *s = subject_of(report, row);
    asked *last = v->asked;
    uint64_t computed = 0;

    (void)which;
    if (s->total != NULL) {
        return;
    }
    for (size_t i = 0; i < v->column_count; i++) {
        const pov_figure *figure = pov_plan_figure(s->solved, &v->column[i]);
        const bool is_computed = pov_figure_known(figure) && figure->basis != POV_BASIS_STATED;
        computed |= (uint64_t)is_computed << i;
    }
    for (size_t i = 0; i < PERSONS; i++) {
        const pov_figure figure = carried_figure(s, persons[i]);
        const bool is_computed = pov_figure_known(&figure) && figure.basis != POV_BASIS_STATED;
        computed |= (uint64_t)is_computed << (v->column_count + i);
    }
    if (computed != last->computed) {
        pov_buffer *text = pov_report_write(report);
        for (size_t i = 0; i < v->column_count + PERSONS; i++) {
            if ((computed >> i & 1U) != 0) {
                pov_buffer_text(text, text->length > 0 ? ";" : "");
                pov_buffer_text(text, i < v->column_count
                                          ? v->column[i].name
                                          : pov_quantity_get(persons[i - v->column_count])->name);
            }
        }
        last->computed = computed;
        last->computed_names = pov_report_written(report);
    }
    cell->text = computed != 0 ? last->computed_names : NULL;
}

/* ---- columns ---- */

/* What a figure's column has in common with its neighbours, above their headings. */
static const char *heading_above(const pov_phrases *p, const pov_figure_column *of, const common *c,
                                 bool targets)
{
    static const char *const whose[] = {
        [POV_MEASURE_POOR] = "{1}",
        [POV_MEASURE_NEAR_POOR] = POV_TEXT("Near-poor, {1}"),
        [POV_MEASURE_MULTI] = POV_TEXT("Poor and near-poor, {1}"),
        [POV_SUBJECT_ALL] = "{1}",
    };
    bool starts = of->aspect == POV_COUNT || of->aspect == POV_RATE;
    bool ends = of->aspect == POV_REMAINING || of->aspect == POV_REMAINING_SHARE;
    bool varies = starts ? c->varying_year : c->varying_target;
    pov_year year = starts ? c->year : c->target_year;

    if (starts && !targets) {
        return of->measure == POV_MEASURE_POOR || of->measure == POV_SUBJECT_ALL
                   ? NULL
                   : pov_label(of->measure == POV_MEASURE_MULTI ? "multi_poor" : "near_poor",
                               p->language);
    }
    if (!starts && !ends) {
        bool computed = of->aspect == POV_RELATIVE && (of->where & POV_IN_WIDE) != 0;
        const char *text = pov_label(computed ? "above.computed" : "above.reduction", p->language);
        return POV_PHRASE(p, whose[of->measure], text);
    }
    if (varies || year.year == 0) {
        const char *text = pov_label(starts ? "above.start" : "above.end", p->language);
        return POV_PHRASE(p, whose[of->measure], text);
    }
    const char *text = pov_phrase_year(p, year);
    if (of->measure == POV_MEASURE_POOR || of->measure == POV_SUBJECT_ALL) {
        return year.month != 0 ? POV_PHRASE(p, POV_TEXT("In {1}"), text)
                               : POV_PHRASE(p, POV_TEXT("End of {1}"), text);
    }
    return POV_PHRASE(p, whose[of->measure], text);
}

static void add_figure_columns(pov_report *report, const pov_plan_report *kind, const common *c,
                               bool all_in_table)
{
    const pov_phrases p = {.report = report, .language = report->language};
    const char *computed = pov_label("above.computed", p.language);
    const pov_report_column delivered[] = {
        POV_BRIEF_COLUMN("delivered_pp", POV_IN_DATA | POV_IN_WIDE, computed,
                         pov_label("brief.points", p.language), get_delivered, DELIVERED_PP),
        POV_BRIEF_COLUMN("delivered_households", POV_IN_WIDE, computed,
                         pov_label("brief.fewer", p.language), get_delivered, DELIVERED_HOUSEHOLDS),
    };

    for (size_t i = 0; i < kind->column_count; i++) {
        const pov_figure_column *of = &kind->column[i];
        bool later = of->measure == POV_SUBJECT_ALL && of->aspect == POV_REMAINING;
        bool core = of->measure == POV_MEASURE_POOR || of->measure == POV_SUBJECT_ALL;
        if (of->measure == POV_MEASURE_POOR && of->aspect == POV_RELATIVE && kind->targets) {
            pov_report_add_columns(report, delivered, POV_LENGTH(delivered));
        }
        const pov_report_column column = POV_BRIEF_COLUMN(
            of->name,
            of->where | (later && all_in_table ? POV_IN_TABLE : 0U) | (core ? 0U : POV_IF_KNOWN),
            of->brief != NULL ? heading_above(&p, of, c, kind->targets) : NULL,
            of->brief != NULL ? pov_label(of->brief, p.language) : NULL, get_figure, i);
        pov_report_add_column(report, column);
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
        POV_COLUMN("target_year", YEAR, POV_IN_CSV, get_own, POV_ROW_TARGET_YEAR),
        POV_COLUMN("kind", TEXT, POV_IN_CSV, get_own, POV_ROW_END),
    };

    if (c->targets && !kind->targets) {
        pov_report_add_columns(report, target, POV_LENGTH(target));
    }
    for (size_t q = 0; q < POV_QUANTITY_COUNT; q++) {
        const pov_quantity_info *info = pov_quantity_get((pov_quantity)q);
        bool persons =
            info->subject == POV_SUBJECT_PERSONS || info->subject == POV_SUBJECT_POOR_PERSONS;
        unsigned where = persons                    ? POV_IN_DATA | POV_IN_WIDE
                         : info->aspect == POV_FLOW ? POV_IN_CSV | POV_IN_WIDE
                                                    : POV_IN_CSV;
        pov_report_column column = POV_COLUMN(info->name, FIGURE, where, get_carried, q);
        bool stated = pov_set_has(c->stated, (pov_quantity)q) ||
                      (q == POV_POOR_PERSONS_RATE && pov_set_has(c->stated, POV_PERSONS) &&
                       pov_set_has(c->stated, POV_POOR_PERSONS));
        if (stated && !has_column(kind, column.name)) {
            pov_report_add_column(report, column);
        }
    }
}

static void add_columns(pov_report *report, const pov_plan_report *kind, const common *c,
                        bool all_later)
{
    const pov_language language = report->language;
    const bool series = is_series(c);
    const unsigned target = kind->targets ? POV_IN_DATA : 0;
    const unsigned varies = series ? 0 : POV_IN_TABLE; /* a series has it in its names */
    const pov_report_column before[] = {
        {.name = "unit",
         .brief = series ? c->first->name : NULL,
         .where = POV_IN_BOTH,
         .tree = true,
         .get = get_name,
         .which = POV_ROW_UNIT},
        POV_COLUMN("code", TEXT, c->codes ? POV_IN_DATA : 0U, get_own, POV_ROW_CODE),
        POV_COLUMN("level", TEXT, POV_IN_DATA, get_own, POV_ROW_LEVEL),
        POV_COLUMN("parent", TEXT, POV_IN_DATA, get_own, POV_ROW_PARENT),
        POV_COLUMN("group", TEXT, POV_IN_DATA, get_name, POV_ROW_GROUP),
        POV_COLUMN("year", YEAR, POV_IN_DATA | (c->varying_year ? varies : 0), get_name,
                   POV_ROW_YEAR),
        POV_COLUMN("standard", TEXT, c->standards ? POV_IN_BOTH : POV_IN_DATA, get_name,
                   POV_ROW_STANDARD),
        POV_COLUMN("target_year", YEAR,
                   kind->targets ? target | (c->varying_target ? varies : 0) : 0, get_name,
                   POV_ROW_TARGET_YEAR),
        POV_COLUMN("kind", TEXT, target | (kind->targets && c->varying_kind ? varies : 0), get_name,
                   POV_ROW_END),
    };
    const pov_report_column growth =
        POV_BRIEF_COLUMN("growth_required", POV_IN_TABLE, pov_label("above.growth", language),
                         pov_label("brief.growth", language), get_growth_required, 0);
    const unsigned share = kind->targets ? POV_IN_DATA : POV_IN_BOTH;
    const char *above = pov_label("above.share", language);
    const pov_report_column shares[] = {
        POV_BRIEF_COLUMN("share_of_poor", share, above, pov_label("brief.poor", language),
                         get_share, SHARE_OF_POOR),
        POV_BRIEF_COLUMN("share_of_households", share, above, pov_label("brief.all", language),
                         get_share, SHARE_OF_HOUSEHOLDS),
    };
    const pov_report_column after[] = {
        POV_COLUMN("computed", TEXT, POV_IN_CSV, get_computed, 0),
        POV_COLUMN("source", TEXT, POV_IN_DATA, get_own, POV_ROW_SOURCE),
        POV_COLUMN("note", TEXT, POV_IN_DATA, get_own, POV_ROW_NOTE),
        POV_COLUMN("file", TEXT, POV_IN_DATA, get_name, POV_ROW_FILE),
        POV_COLUMN("line", LINE, POV_IN_DATA, get_own, POV_ROW_LINE),
    };

    pov_report_add_columns(report, before, POV_LENGTH(before));
    add_figure_columns(report, kind, c, all_later);
    if (kind->targets) {
        pov_report_add_column(report, growth);
    }
    pov_report_add_columns(report, shares, POV_LENGTH(shares));
    add_carried_columns(report, kind, c);
    pov_report_add_columns(report, after, POV_LENGTH(after));
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
        marked[r] = false;
    }
    for (size_t i = 0; i < job->findings.count && marked != NULL; i++) {
        const pov_check_finding *one = &job->findings.finding[i];
        if (one->severity > POV_NOTE && (kind->targets || !about_target(one))) {
            size_t twin = job->plan.row[one->row].same_row;
            marked[one->row] = true;
            if (twin != POV_NONE) { /* a duplicate with other figures */
                marked[twin] = true;
            }
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

/* Why there is no total, where one would count units twice. */
static void say_overlaps(pov_report *report, const pov_job *jobs, size_t count)
{
    for (size_t j = 0; j < count; j++) {
        const pov_solution *solution = &jobs[j].solution;
        for (size_t i = 0; i < solution->list_count; i++) {
            const pov_list *list = &solution->list[i];
            size_t whole, parts;
            if (list->whole == POV_NONE && list->addable && !jobs[j].nothing &&
                pov_list_overlaps(solution, list, &whole, &parts)) {
                pov_buffer *text = pov_report_write(report);
                pov_buffer_format(
                    text,
                    pov_translate_to(POV_TEXT("No total is shown: %s has just what the %zu rows "
                                              "after it have together, which seem to be its "
                                              "parts (column parent)."),
                                     report->language),
                    jobs[j].plan.row[whole].name, parts);
                pov_report_add_remark(report, pov_report_written(report));
                return;
            }
        }
    }
}

static size_t count_totals(const pov_job *job)
{
    size_t count = 0;

    for (size_t i = 0; i < job->solution.list_count; i++) {
        count += pov_job_sums(job, &job->solution.list[i]);
    }
    return count;
}

/* Whether a column of the report has a figure. */
static bool shows(const pov_plan_report *kind, const pov_solved *solved)
{
    bool found = false;

    for (size_t i = 0; i < kind->column_count && !found; i++) {
        found = pov_figure_known(pov_plan_figure(solved, &kind->column[i]));
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
        if (pov_job_sums(job, list)) {
            to[count] = (total){.job = job, .list = list};
            to[count].solved = pov_solve_total(&job->solution, list, &to[count].room);
            count += shows(kind, to[count].solved);
        }
    }
    return count;
}

/* ---- the whole ---- */

/* Whether people read it, and want the figures, not their bounds. */
static bool is_for_people(const pov_options *options)
{
    const pov_renderer *to = options->renderer;

    return !options->render.bounds &&
           (to == NULL || (!to->for_programs && to != pov_renderer_by_name("xlsx")));
}

/* What rows and totals show. *no_total: there is a list of which nothing can be added up. */
static void set_view(pov_report *report, const pov_plan_report *kind, const pov_job *jobs,
                     size_t count, const pov_options *options, bool series, bool *no_total)
{
    const pov_render_options *render = &options->render;
    const bool people = is_for_people(options);
    size_t rows = 0, wanted = 0, totals = 0;
    view *v = pov_report_alloc(report, sizeof *v);
    asked *last = pov_report_alloc(report, sizeof *last);
    size_t *first = pov_report_alloc(report, (count + 1) * sizeof *first);
    const bool **marked = pov_report_alloc(report, (count + 1) * sizeof *marked);

    for (size_t j = 0; j < count; j++) {
        wanted += jobs[j].nothing ? 0 : count_totals(&jobs[j]);
    }
    total *sums = pov_report_alloc(report, (wanted + 1) * sizeof *sums);
    for (size_t j = 0; j < count && !report->failed; j++) {
        first[j] = rows;
        marked[j] = mark_rows(report, kind, &jobs[j]);
        rows += jobs[j].nothing ? 0 : jobs[j].row_count;
        totals += jobs[j].nothing ? 0 : add_up(kind, &jobs[j], sums + totals);
    }
    *no_total = totals < wanted;
    if (!report->failed) {
        *v = (view){.one_unit = series,
                    .targets = kind->targets,
                    .column = kind->column,
                    .column_count = kind->column_count,
                    .decimals = render->decimals,
                    .bounds = render->bounds,
                    .page = options->renderer != NULL && options->renderer->spelled_out,
                    .near_only = people && !kind->chosen,
                    .job = jobs,
                    .first = first,
                    .job_count = count,
                    .marked = marked,
                    .total = sums,
                    .asked = last,
                    .signs = !kind->chosen || !people};
        *last = (asked){.row = POV_NONE};
        report->row_at = row_at;
        pov_report_view(report, v, rows, totals);
    }
}

/* "≥ or more, > over, ~ about." */
static void explain_signs(pov_report *report, unsigned signs)
{
    static const struct {
        pov_qualifier sign;
        const char *label;
    } texts[] = {{POV_AT_LEAST, "sign.at_least"},
                 {POV_ABOVE, "sign.above"},
                 {POV_AT_MOST, "sign.at_most"},
                 {POV_BELOW, "sign.below"},
                 {POV_ABOUT, "sign.about"}};
    pov_buffer *text = pov_report_write(report);

    for (size_t i = 0; i < POV_LENGTH(texts); i++) {
        if ((signs >> texts[i].sign & 1U) != 0) {
            pov_buffer_format(text, "%s%s", text->length > 0 ? ", " : "",
                              pov_label(texts[i].label, report->language));
        }
    }
    if (text->length > 0 || text->failed) {
        pov_buffer_char(text, '.');
        pov_report_add_remark(report, pov_report_written(report));
    }
}

static bool requires_growth(const pov_report *report)
{
    for (size_t row = 0; row < report->row_count; row++) {
        pov_cell cell = {0};
        get_growth_required(report, row, 0, &cell);
        if (pov_figure_known(&cell.figure)) {
            return true;
        }
    }
    return false;
}

static void add_remark(pov_report *report, const char *label)
{
    pov_report_add_remark(report, pov_label(label, report->language));
}

/* Whether the report shows a figure of a row, and whether it leaves one out that is not near
 * enough. */
static bool look_at_cells(const pov_report *report, size_t row, bool *left_out)
{
    const view *v = report->of;
    const pov_solved *solved = subject_of(report, row)->solved;
    bool any = false;

    for (size_t i = 0; i < v->column_count; i++) {
        const pov_figure_column *column = &v->column[i];
        const pov_figure *figure = pov_plan_figure(solved, column);
        bool shown = is_shown(v, figure);
        any = any || shown || (v->bounds && !pov_figure_known(figure) && says_something(figure));
        *left_out = *left_out || (!shown && pov_figure_known(figure) && is_usual(column));
    }
    return any;
}

#define EMPTY_NAMED 3

/* "A, B, C … (5 rows in all)" */
static const char *end_names(const pov_phrases *p, pov_buffer *names, size_t count)
{
    const char *named = pov_report_keep(p->report, names);

    return count <= EMPTY_NAMED ? named
                                : POV_PHRASE(p, POV_TEXT("{1} … ({2} rows in all)"), named,
                                             pov_phrase_count(p, count));
}

/* Which figures would fill the rows of which nothing is shown. */
static void say_empty_rows(pov_report *report)
{
    const view *v = report->of;
    const pov_phrases p = {.report = report, .language = report->language};
    pov_buffer *names = pov_report_write(report);
    size_t empty = 0;
    bool left_out = false;

    for (size_t row = 0; row < report->row_count + report->total_count; row++) {
        bool any = look_at_cells(report, row, &left_out);
        if (any || pov_report_is_total(report, row)) {
            continue;
        }
        const pov_row *of = subject_of(report, row)->row;
        if (empty < EMPTY_NAMED) {
            pov_buffer_format(names, "%s%s", empty > 0 ? ", " : "", of->name);
            if (v->one_unit) { /* its rows are told apart by their years */
                pov_buffer_format(
                    names, ", %s",
                    pov_phrase_year(&p, of->target_year.year != 0 ? of->target_year : of->year));
            }
            pov_write_group(names, of->group, report->language);
        }
        empty++;
    }
    const char *named = end_names(&p, names, empty);
    if (left_out) {
        pov_report_add_remark(
            report,
            pov_translate_to(
                v->page ? POV_TEXT("Blank where what is printed leaves more than 2% either way.")
                        : POV_TEXT("Blank where what is printed leaves more than 2% either way: "
                                   "--bounds shows the range."),
                report->language));
    }
    if (empty > 0 && empty < report->row_count) { /* of none at all the summary speaks */
        pov_report_add_remark(
            report, v->bounds ? POV_PHRASE(&p,
                                           POV_TEXT("Nothing is known of {1}: a number of poor "
                                                    "households and a rate would fill it."),
                                           named)
                              : POV_PHRASE(&p,
                                           POV_TEXT("Nothing is shown of {1}: a number of poor "
                                                    "households and a rate would fill it."),
                                           named));
    }
}

/* In place of an empty table: what is known, and what would fill it. */
static void say_nothing(pov_report *report, const pov_plan_report *kind, const pov_job *job,
                        const pov_options *options)
{
    pov_error note = POV_ERROR_INIT;

    if (options->renderer != NULL && !options->renderer->each_file) {
        return;
    }
    (void)pov_plan_report_nothing(kind, job, &note);
    pov_say_plan_alone(report, job, options);
    if (note.hint[0] != '\0') {
        const pov_phrases p = {.report = report, .language = report->language};
        POV_REMARK(&p, POV_TEXT("Nothing here can be shown: {1}."), note.hint);
    }
}

/* Whether the work on the bounds was cut short. */
static bool any_limited(const pov_job *jobs, size_t count)
{
    bool limited = false;

    for (size_t j = 0; j < count; j++) {
        limited = limited || jobs[j].solution.bounds_limited;
    }
    return limited;
}

/* A copy of the job without rows that aim at something and have no state to show, nor have units
 * below them that do. Adds the names of those that are left out. */
static pov_job without_empty(pov_report *report, const pov_plan_report *kind, const pov_job *job,
                             pov_buffer *names, size_t *left_out)
{
    pov_job shown = *job;
    unsigned last = 0; /* depth of the row that was kept last */
    bool *keep = pov_report_alloc(report, job->row_count + 1);

    shown.row = pov_report_alloc(report, (job->row_count + 1) * sizeof *shown.row);
    shown.depth = pov_report_alloc(report, (job->row_count + 1) * sizeof *shown.depth);
    shown.row_count = 0;
    for (size_t i = job->row_count; i-- > 0 && !report->failed;) {
        keep[i] = (pov_row_says_what_was(&job->plan.row[job->row[i]], false) &&
                   shows(kind, &job->solution.row[job->row[i]])) ||
                  last > job->depth[i];
        last = keep[i] ? job->depth[i] : last;
    }
    for (size_t i = 0; i < job->row_count && !report->failed; i++) {
        const pov_row *of = &job->plan.row[job->row[i]];
        if (keep[i]) {
            shown.row[shown.row_count] = job->row[i];
            shown.depth[shown.row_count++] = job->depth[i];
        } else if ((*left_out)++ < EMPTY_NAMED) {
            pov_buffer_format(names, names->length > 0 ? "; %s" : "%s", of->name);
            pov_write_group(names, of->group, report->language);
            if ((of->year.year == 0 || !pov_row_says_what_was(of, false)) &&
                of->target_year.year != 0) {
                pov_buffer_text(names, ", ");
                pov_year_say(names, of->target_year, report->language);
            }
        }
    }
    return shown;
}

/* The jobs as tables of states show them to people. */
static const pov_job *leave_out_empty(pov_report *report, const pov_plan_report *kind,
                                      const pov_job *jobs, size_t count)
{
    const pov_phrases p = {.report = report, .language = report->language};
    pov_job *shown = pov_report_alloc(report, (count + 1) * sizeof *shown);
    pov_buffer names = {0};
    size_t left_out = 0;

    for (size_t j = 0; j < count && !report->failed; j++) {
        shown[j] =
            jobs[j].nothing ? jobs[j] : without_empty(report, kind, &jobs[j], &names, &left_out);
    }
    if (left_out > 0) {
        POV_REMARK(&p, POV_TEXT("Left out, with no figure at a year's end: {1}."),
                   end_names(&p, &names, left_out));
    }
    pov_buffer_fini(&names);
    return shown;
}

/* What stands below the table. */
static void add_remarks(const pov_plan_report *kind, pov_report *report, const pov_job *jobs,
                        size_t count, const pov_options *options, unsigned signs, bool no_total)
{
    const bool contradicts = any_contradicts(jobs, count);

    if (kind->targets) {
        explain_signs(report, ((const view *)report->of)->signs ? signs : 0);
        if (requires_growth(report)) {
            add_remark(report, "text.growth_required");
        }
    }
    say_overlaps(report, jobs, count);
    if (report->total_count > 0) {
        add_remark(report, "text.total_computed");
    }
    if (no_total && !contradicts) { /* which is said, too */
        add_remark(report, "text.no_total");
    }
    if (any_limited(jobs, count)) {
        pov_report_add_assumption(report, (pov_assumption){"bounds", "\"limited\"", NULL});
        if (options->render.bounds) {
            pov_report_add_remark(
                report, pov_translate_to(POV_TEXT("The plan is large: some bounds may be wider "
                                                  "than what is printed demands."),
                                         report->language));
        }
    }
    if (kind->targets && !kind->chosen) {
        say_empty_rows(report);
    }
    if (contradicts) {
        add_remark(report, "text.not_computed");
    }
    if (has_marked(report)) {
        add_remark(report, report->finding_count > 0 || kind->with_findings ? "text.marked_findings"
                                                                            : "text.marked");
    }
}

void pov_plan_report_fill(const pov_plan_report *kind, pov_report *report, const pov_job *jobs,
                          size_t count, const pov_options *options)
{
    report->language = options->render.language;
    if (!kind->targets && is_for_people(options)) {
        jobs = leave_out_empty(report, kind, jobs, count);
    }
    if (report->failed) {
        return;
    }
    common c = look_at_rows(jobs, count);
    bool findings =
        !kind->with_findings && options->renderer != NULL && options->renderer->findings;
    bool no_total = false;

    report->command = kind->command;
    report->typographic = pov_wants_print(options);
    set_view(report, kind, jobs, count, options, is_series(&c), &no_total);
    if (report->failed) {
        return;
    }
    set_title(report, kind, &c, jobs);
    set_chart(report, kind, &c, options->sort == NULL);
    const pov_interval growth = options->assumptions.growth;
    const bool chosen_same = kind->chosen && growth.low == 0 && growth.high == 0;
    add_columns(report, kind, &c,
                options->render.bounds ||
                    (pov_set_has(c.stated, POV_TARGET_HOUSEHOLDS) && !chosen_same));
    for (size_t j = 0; j < count; j++) {
        pov_report_add_files(report, jobs[j].plan.file, jobs[j].plan.file_count);
        if (findings) {
            pov_report_add_findings(report, &jobs[j].solution, &jobs[j].findings, jobs[j].picked,
                                    report->language);
        }
    }
    pov_report_assumptions(report, options);
    if (findings) {
        pov_report_add_rules(report);
    }
    if (count > 0 && jobs[0].nothing && report->row_count + report->total_count == 0) {
        say_nothing(report, kind, &jobs[0], options);
        return;
    }
    add_remarks(kind, report, jobs, count, options, c.signs, no_total);
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
        stated = stated || pov_row_states_any(&job->plan.row[r]);
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
