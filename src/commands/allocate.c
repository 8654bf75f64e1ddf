/*
 * allocate: spreads a parent's reduction over its units; what comes out is a plan that adds up.
 */
#include "calculator/allocate.h"

#include "base/text.h"
#include "commands/plan_report.h"
#include "session/notes.h"
#include "session/print_report.h"

#include <stdlib.h>
#include <string.h>

static const pov_figure_column columns[] = {
    {"households", POV_SUBJECT_ALL, POV_COUNT, POV_IN_BOTH, "brief.all"},
    {"poor", POV_MEASURE_POOR, POV_COUNT, POV_IN_BOTH, "brief.poor"},
    {"poor_rate", POV_MEASURE_POOR, POV_RATE, POV_IN_BOTH, "%"},
    {"reduction_pp", POV_MEASURE_POOR, POV_PP, POV_IN_BOTH, "brief.points"},
    {"reduction_households", POV_MEASURE_POOR, POV_REDUCTION, POV_IN_BOTH, "brief.fewer"},
    {"relative_reduction", POV_MEASURE_POOR, POV_RELATIVE, POV_IN_BOTH, "brief.part"},
    {"target_households", POV_SUBJECT_ALL, POV_REMAINING, POV_IN_BOTH & ~POV_IN_TABLE, "brief.all"},
    {"remaining_poor", POV_MEASURE_POOR, POV_REMAINING, POV_IN_BOTH, "brief.poor"},
    {"remaining_rate", POV_MEASURE_POOR, POV_REMAINING_SHARE, POV_IN_BOTH, "%"},
};

static const pov_plan_report layout = {
    .command = "allocate",
    .title = "title.allocate",
    .targets = true,
    .chosen = true,
    .column = columns,
    .column_count = POV_LENGTH(columns),
};

static const char *const ways[] = {
    [POV_BY_POOR] = "poor",
    [POV_BY_HOUSEHOLDS] = "households",
    [POV_BY_EXCESS] = "excess",
    [POV_BY_WEIGHT] = "weight",
};

/* ---- what is asked for ---- */

/* A plain number; false where it is anything else. */
static bool read_number(const char *text, size_t length, pov_kind kind, int64_t *number)
{
    pov_stated stated;

    if (pov_stated_read(text, length, kind, false, &stated, NULL) != POV_VALUE ||
        stated.qualifier != POV_EXACTLY) {
        return false;
    }
    *number = stated.face;
    return true;
}

static pov_status read_target(const pov_spread_options *spread, pov_allocate_options *out,
                              pov_error *err)
{
    const struct {
        const char *option, *value, *expected;
        pov_kind kind;
        pov_allocate_target target;
    } targets[] = {
        {"reduction-pp", spread->reduction_pp, POV_TEXT("percentage points, as 3 or 2.5"),
         POV_KIND_POINTS, POV_ALLOCATE_POINTS},
        {"reduction-households", spread->reduction_households, POV_TEXT("a number of households"),
         POV_KIND_COUNT, POV_ALLOCATE_HOUSEHOLDS},
        {"remaining-rate", spread->remaining_rate, POV_TEXT("a rate in percent, as 4.97"),
         POV_KIND_RATE, POV_ALLOCATE_REMAINING_RATE},
    };

    for (size_t i = 0; i < POV_LENGTH(targets); i++) {
        const char *value = targets[i].value;
        if (value == NULL) {
            continue;
        }
        if (out->target != POV_ALLOCATE_NONE) {
            return pov_fail(err, POV_ERR_USAGE,
                            "--%s: the reduction is given by another option already",
                            targets[i].option);
        }
        out->target = targets[i].target;
        if (!read_number(value, strlen(value), targets[i].kind, &out->amount)) {
            return pov_option_refuse(targets[i].option, pov_translate(targets[i].expected), value,
                                     err);
        }
    }
    if (out->target == POV_ALLOCATE_NONE) {
        (void)pov_fail(err, POV_ERR_USAGE, "allocate needs a reduction to spread");
        pov_error_hint(err, "say --reduction-pp, --reduction-households or --remaining-rate");
        return POV_ERR_USAGE;
    }
    return POV_OK;
}

static pov_status read_weight(const char *column, pov_allocate_options *out, pov_error *err)
{
    const char *names[POV_PLAN_QUANTITY_COUNT];

    for (size_t q = 0; q < POV_PLAN_QUANTITY_COUNT; q++) {
        names[q] = pov_quantity_get((pov_quantity)q)->name;
        if (strcmp(names[q], column) == 0) {
            out->by = POV_BY_WEIGHT;
            out->weight = (pov_quantity)q;
            return POV_OK;
        }
    }
    (void)pov_fail(err, POV_ERR_USAGE, "--weight: \"%s\" is not a column of figures", column);
    if (!pov_error_suggest(err, pov_text_nearest(column, names, POV_PLAN_QUANTITY_COUNT))) {
        pov_error_hint(err, "a column of your own can take the place of one: "
                            "--column persons=HEADING --weight persons");
    }
    return POV_ERR_USAGE;
}

static pov_status read_way(const pov_spread_options *spread, pov_allocate_options *out,
                           pov_error *err)
{
    if (spread->weight != NULL) {
        return spread->by == NULL ? read_weight(spread->weight, out, err)
                                  : pov_fail(err, POV_ERR_USAGE,
                                             "--by and --weight are two ways to spread; say one");
    }
    for (int by = POV_BY_POOR; spread->by != NULL && by <= POV_BY_WEIGHT; by++) {
        if (by == POV_BY_WEIGHT) {
            return pov_option_refuse("by", pov_translate("poor, households or excess"), spread->by,
                                     err);
        }
        if (strcmp(ways[by], spread->by) == 0) {
            out->by = (pov_allocate_by)by;
            break;
        }
    }
    return POV_OK;
}

static pov_status read_max_cut(const char *value, pov_allocate_options *out, pov_error *err)
{
    size_t length = value != NULL ? strlen(value) : 0;

    if (value == NULL || (value[length > 0 ? length - 1 : 0] == '%'
                              ? read_number(value, length, POV_KIND_RATE, &out->cut_share)
                              : read_number(value, length, POV_KIND_COUNT, &out->cut_households))) {
        return POV_OK;
    }
    return pov_option_refuse("max-cut",
                             pov_translate("households or percent of a unit's poor, as 500 or 50%"),
                             value, err);
}

static pov_status read_options(const pov_options *options, pov_allocate_options *out,
                               pov_error *err)
{
    const pov_spread_options *spread = &options->spread;
    pov_status status = read_target(spread, out, err);

    if (status == POV_OK) {
        status = read_way(spread, out, err);
    }
    if (status == POV_OK) {
        status = read_max_cut(spread->max_cut, out, err);
    }
    if (status == POV_OK && !pov_interval_exact(options->assumptions.growth)) {
        status = pov_fail(err, POV_ERR_USAGE, "--growth: a plan needs one number, as 0.5%%");
    }
    if (status == POV_OK && options->operands.count > 1) {
        status = pov_fail(err, POV_ERR_USAGE, "allocate takes one file");
    }
    out->growth = options->assumptions.growth.low;
    out->exact = spread->exact;
    out->target_year = spread->target_year;
    out->digits_given = options->render.decimals >= 0;
    out->digits = out->digits_given ? (unsigned)options->render.decimals : 0;
    return status;
}

/* ---- over which units ---- */

/* Units that can be spread over: of the group and year that were picked, or of all units. */
static bool is_candidate(const pov_job *job, const pov_list *list, const pov_options *options)
{
    const pov_row *first = &job->plan.row[job->solution.list_member[list->first]];
    bool top = list->whole == POV_NONE && list->parent_name[0] == '\0';

    if (list->partition || !list->addable || (top && list->count < 2) ||
        (options->group == NULL && !pov_row_is_all(first))) {
        return false;
    }
    if (options->units.count > 0) {
        return list->whole != POV_NONE && job->picked[list->whole];
    }
    return job->picked[job->solution.list_member[list->first]];
}

/* What tells the lists apart that could be meant: in that they can be picked. */
static void suggest_pick(const pov_row *one, const pov_row *other, bool whole, pov_error *err)
{
    if (strcmp(one->standard, other->standard) != 0) {
        pov_error_hint(err, "they are by the standards %s and %s: --standard picks one",
                       one->standard[0] != '\0' ? one->standard : "-",
                       other->standard[0] != '\0' ? other->standard : "-");
    } else if (strcmp(one->group, other->group) != 0) {
        pov_error_hint(err, "they are of the groups %s and %s: --group picks one", one->group,
                       other->group);
    } else if (!whole) {
        pov_error_hint(err, "parents without a row cannot be picked: povcalc rollup {FILE} "
                            "--format csv | povcalc allocate --unit NAME ... - gives them one");
    } else if (strcmp(one->parent_name, other->parent_name) != 0) {
        pov_error_hint(err, "they are the units of %s and of %s: --unit picks the parent",
                       one->parent_name, other->parent_name);
    } else {
        pov_error_hint(err, "pick the parent with --unit, or a --group or --year");
    }
}

/* Of lists in lists the topmost, and of several years the last, are meant. */
static pov_status find_list(const pov_job *job, const pov_options *options, const pov_list **found,
                            pov_error *err)
{
    const pov_solution *solution = &job->solution;
    bool *listed = calloc(job->plan.row_count + 1, sizeof *listed);
    const pov_row *best = NULL, *other = NULL;
    size_t equal = 0;

    if (listed == NULL) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        for (size_t k = 0; k < list->count && is_candidate(job, list, options); k++) {
            listed[solution->list_member[list->first + k]] = true;
        }
    }
    for (size_t i = 0; i < solution->list_count; i++) {
        const pov_list *list = &solution->list[i];
        if (!is_candidate(job, list, options) || (list->whole != POV_NONE && listed[list->whole])) {
            continue;
        }
        const pov_row *row = &job->plan.row[solution->list_member[list->first]];
        int later = best == NULL ? 1 : pov_year_compare(row->year, best->year);
        equal = later > 0 ? 1 : equal + (later == 0);
        other = later == 0 ? row : other;
        if (later > 0) {
            best = row;
            *found = list;
        }
    }
    free(listed);
    if (equal == 1) {
        return POV_OK;
    }
    if (equal == 0) {
        (void)pov_fail(err, POV_ERR_DATA, "%s: there are no units to spread a reduction over",
                       job->plan.file[0]);
        pov_error_hint(err, "units name what they are a part of in the column parent; --unit picks "
                            "the parent, --group a group");
    } else {
        (void)pov_fail(err, POV_ERR_DATA, "%s: there are %zu lists of units to spread over",
                       job->plan.file[0], equal);
        suggest_pick(best, other, (*found)->whole != POV_NONE, err);
    }
    return POV_ERR_DATA;
}

/* ---- the new plan ---- */

/* It is solved and checked like any other: a plan that does not pass is not given out. */
static pov_status finish(pov_job *made, const pov_job *from, const pov_allocation *allocation,
                         pov_error *err)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_check_options check = POV_CHECK_OPTIONS_INIT;
    pov_assumptions assumptions = POV_ASSUMPTIONS_INIT;
    pov_plan_order order = {0};
    pov_status status = pov_plan_finish(&made->plan, &problems, err);

    pov_problems_fini(&problems);
    check.rules &= ~(UINT32_C(1) << pov_rule_find("growth")); /* --growth is the user's own */
    if (status == POV_OK) {
        status = pov_solve(&made->plan, &assumptions, &made->solution, err);
    }
    if (status == POV_OK) {
        status = pov_check(&made->solution, &check, &made->findings, err);
    }
    if (status == POV_OK && made->findings.count > 0) {
        const pov_check_finding *f = &made->findings.finding[0];
        const pov_row *row = &made->plan.row[f->row];
        status = pov_fail(err, POV_ERR_DATA,
                          "%s: a plan that starts from these figures does not add up [%s]",
                          row->name, f->rule->name);
        pov_error_hint(err, "povcalc check says more of the figures");
        pov_error_place(err, made->plan.place[0], row->line, 0, NULL);
    }
    if (status == POV_OK) {
        pov_allocation_mark(allocation, &from->solution, &made->solution);
        status = pov_plan_order_get(&made->plan, NULL, &order, err);
    }
    if (status == POV_OK) {
        made->row = order.row;
        made->depth = order.depth;
        made->row_count = order.count;
        made->picked = malloc((made->row_count + 1) * sizeof *made->picked);
        if (made->picked == NULL) {
            return pov_no_memory(err);
        }
        memset(made->picked, true, made->row_count * sizeof *made->picked);
    }
    return status;
}

/* ---- the report ---- */

static void say_how(pov_report *report, const pov_allocate_options *how,
                    const pov_allocation *allocation)
{
    pov_buffer by = {0}, text = {0}, ties = {0};

    if (how->by == POV_BY_WEIGHT) {
        const char *column = pov_quantity_get(how->weight)->name;
        pov_buffer_format(&by, "\"%s\"", column);
        pov_buffer_format(&text, "%s %s.", pov_label("text.by.weight", report->language), column);
    } else {
        static const char *const texts[] = {
            [POV_BY_POOR] = "text.by.poor",
            [POV_BY_HOUSEHOLDS] = "text.by.households",
            [POV_BY_EXCESS] = "text.by.excess",
        };
        pov_buffer_format(&by, "\"%s\"", ways[how->by]);
        pov_buffer_text(&text, pov_label(texts[how->by], report->language));
    }
    pov_buffer_format(&ties, "%zu", allocation->ties.equal);
    const char *said = pov_report_keep(report, &text);
    pov_report_add_assumption(report, (pov_assumption){"by", pov_report_keep(report, &by), said});
    pov_report_add_assumption(report,
                              (pov_assumption){"ties", pov_report_keep(report, &ties), NULL});
    if (allocation->computed > 0) {
        pov_report_add_remark(report, pov_label("text.computed_poor", report->language));
    }
}

static pov_status print(const pov_job *made, const pov_allocate_options *how,
                        const pov_allocation *allocation, const pov_options *options,
                        const pov_io *io, pov_error *err)
{
    pov_report report = POV_REPORT_INIT;
    pov_options as_made = *options;

    /* figures have their digits: more or fewer would be others, and not agree */
    as_made.render.decimals = -1;
    pov_plan_report_fill(&layout, &report, made, 1, options);
    say_how(&report, how, allocation);
    pov_status status = pov_print_report(&report, &as_made, io, err);
    pov_report_fini(&report);
    return status;
}

static void say_ties(const pov_ties *ties, const pov_io *io)
{
    pov_note(io, NULL, 0, NULL,
             ties->given == 1
                 ? POV_TEXT("%zu units have equal claims to the last %zu household; who "
                            "comes first in the file gets it")
                 : POV_TEXT("%zu units have equal claims to the last %zu households; who "
                            "comes first in the file gets them"),
             ties->equal, ties->given);
}

static int run(const pov_options *options, const pov_io *io)
{
    pov_allocate_options how = POV_ALLOCATE_OPTIONS_INIT;
    pov_allocation allocation = POV_ALLOCATION_INIT;
    pov_jobs jobs = {0};
    pov_job made = {0};
    const pov_list *list = NULL;
    pov_error err = POV_ERROR_INIT;
    int result = POV_EXIT_FAILED;

    if (read_options(options, &how, &err) != POV_OK) {
        return pov_failed(&err, io);
    }
    const pov_input_request request = {.paths = options->operands};
    if (pov_jobs_load(&jobs, &request, options, io) != POV_OK) {
        goto done; /* said already */
    }
    pov_status status = find_list(&jobs.job[0], options, &list, &err);
    if (status == POV_OK) {
        status = pov_allocate(&jobs.job[0].solution, list, &how, &made.plan, &allocation, &err);
    }
    if (status == POV_OK) {
        status = finish(&made, &jobs.job[0], &allocation, &err);
    }
    if (status == POV_OK && allocation.ties.equal > 0 && !options->quiet) {
        say_ties(&allocation.ties, io);
    }
    if (status == POV_OK) {
        status = print(&made, &how, &allocation, options, io, &err);
    }
    result = status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);

done:
    pov_job_fini(&made);
    pov_allocation_fini(&allocation);
    pov_jobs_fini(&jobs);
    return result;
}

const pov_command pov_command_allocate = {
    .name = "allocate",
    .arguments = "[FILE]",
    .summary = POV_TEXT("spread a parent's reduction over its units, to the last household"),
    .description = POV_TEXT(
        "Spreads a reduction over the units of a parent in whole households that add up exactly "
        "(method of Sainte-Laguë), and prints the plan: reduction, remaining households and rate, "
        "of each unit and of the parent. Baselines come from the file, its own targets are left "
        "aside. Of several levels the topmost is spread, of several years the last; --unit names "
        "the parent. Where units have equal claims the one that comes first in the file goes "
        "first. A plan needs one number of households: --growth takes a percentage here, no range "
        "and not any."),
    .more = POV_TEXTS(
        POV_TEXT("The aim is one of --reduction-pp, --reduction-households and --remaining-rate. "
                 "With --format csv the output is a plan file, in which `povcalc check` finds "
                 "nothing.")),
    .operands = POV_TEXTS(
        "FILE",
        POV_TEXT(
            "a plan file (CSV, Excel, Word) with the baselines; none or - reads standard input")),
    .files = POV_FILES_TABLE,
    .examples = POV_TEXTS(
        "povcalc allocate --reduction-pp 3 data/daknong_2023.csv",
        POV_TEXT("what each district gives if all cut the same part of their poor"),
        "povcalc allocate --remaining-rate 4.97 --by excess --max-cut 50% data/daknong_2023.csv",
        POV_TEXT(
            "the highest rates come down first, but no district by more than half of its poor"),
        "povcalc allocate --reduction-households 4990 --format csv plan.csv | povcalc check -",
        POV_TEXT("the plan adds up, so the check finds nothing")),
    .options = POV_OPTS_OUTPUT | POV_OPT(SORT) | POV_OPT(WIDE) | POV_OPTS_INPUT |
               POV_OPT(REDUCTION_PP) | POV_OPT(REDUCTION_HOUSEHOLDS) | POV_OPT(REMAINING_RATE) |
               POV_OPT(ALLOCATE_BY) | POV_OPT(WEIGHT) | POV_OPT(MAX_CUT) | POV_OPT(EXACT) |
               POV_OPT(TARGET_YEAR) | POV_OPT(UNIT) | POV_OPT(GROUP) | POV_OPT(YEAR) |
               POV_OPT(ROW_STANDARD) | POV_OPT(GROWTH),
    .run = run,
};
