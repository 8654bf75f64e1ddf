/*
 * check: does a plan add up? Findings like a compiler's; the answer is no where a figure cannot
 * be true.
 */
#include "base/text.h"
#include "commands/check_relations.h"
#include "commands/check_report.h"
#include "commands/plan_sentences.h"
#include "output/wrap.h"
#include "session/notes.h"
#include "session/output.h"

#include <string.h>

static const pov_job_command command;

static void fill(pov_report *report, const pov_job *jobs, size_t count, const pov_options *options)
{
    pov_check_report_fill(report, jobs, count, options, pov_job_renderer(&command, options));
    for (size_t j = 0; j < count && pov_wants_sentences(options); j++) {
        pov_say_plan_alone(report, &jobs[j], options);
    }
}

/* ---- the answer ---- */

/* "0 errors, 1 warning, 6 notes" */
static void write_counts(pov_buffer *out, const size_t count[3])
{
    static const pov_severity order[] = {POV_ERROR, POV_WARNING, POV_NOTE};

    for (size_t i = 0; i < 3; i++) {
        size_t n = count[order[i]];
        pov_buffer_format(out, "%s%s %s", i == 0 ? "" : ", ", pov_show_count((int64_t)n).text,
                          pov_word_shown(n == 1 ? "severity" : "count", pov_severity_name(order[i]),
                                         pov_language_now()));
    }
}

/* On standard error, a line each; after findings on a terminal as one paragraph with them. */
static pov_status print_counts(const size_t count[3], const pov_tally *relations,
                               const pov_options *options, const pov_io *io, pov_error *err)
{
    const bool beside = options->render.terminal &&
                        pov_job_renderer(&command, options) == pov_renderer_by_name("lines");
    pov_buffer text = {0}, printable = {0}, lines = {0};
    size_t looked_at = 0, hold;

    if (relations != NULL) {
        pov_tally_total(relations, &looked_at, &hold);
    }
    write_counts(&text, count);
    if (relations != NULL && (looked_at > 0 || !relations->any)) { /* else by the rules picked */
        pov_buffer_text(&text, beside ? ". " : "\npovcalc: ");
        size_t before = text.length;
        pov_tally_say(&text, relations, pov_language_now());
        pov_text_printable(pov_buffer_get(&text) + before, text.length - before, &printable);
        text.failed = text.failed || printable.failed;
        text.length = before;
        pov_buffer_text(&text, pov_buffer_get(&printable));
    }
    pov_wrap_paragraph(&lines, pov_buffer_get(&text), beside ? options->render.width : 0);
    bool failed = text.failed || lines.failed;
    if (!failed) {
        (void)fprintf(beside ? io->out : io->err, "%s%s",
                      beside ? "" : "povcalc: ", pov_buffer_get(&lines));
    }
    pov_buffer_fini(&text);
    pov_buffer_fini(&printable);
    pov_buffer_fini(&lines);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* After the findings on a terminal: what the plan says in three sentences. */
static pov_status print_sentences(const pov_jobs *jobs, const pov_options *options,
                                  const pov_io *io, pov_error *err)
{
    pov_report report = POV_REPORT_INIT;
    pov_buffer text = {0}, printable = {0};

    for (size_t j = 0; j < jobs->count; j++) {
        pov_say_plan_alone(&report, &jobs->job[j], options);
    }
    pov_status status = pov_report_check(&report, err);
    for (size_t i = 0; i < report.sentence_count && status == POV_OK; i++) {
        pov_buffer_clear(&printable);
        pov_text_printable(report.sentence[i], strlen(report.sentence[i]), &printable);
        pov_wrap_paragraph(&text, pov_buffer_get(&printable), options->render.width);
    }
    if (text.failed || printable.failed) {
        status = pov_no_memory(err);
    }
    if (status == POV_OK) {
        (void)fputc('\n', io->out);
        (void)fputs(pov_buffer_get(&text), io->out);
    }
    pov_report_fini(&report);
    pov_buffer_fini(&text);
    pov_buffer_fini(&printable);
    return status;
}

/* One of several files of which nothing could be looked at; that it states no figure was noted
 * before. */
static void note_no_relation(const pov_job *job, const pov_tally *relations, const pov_io *io)
{
    bool stated = false;

    for (size_t r = 0; r < job->plan.row_count && !stated; r++) {
        stated = job->plan.row[r].stated_set != 0;
    }
    if (!relations->any && stated) {
        pov_note(io, job->plan.file[0], 0, NULL, "nothing in it can be compared");
    }
}

/* "Nothing was looked at" is not "yes". */
static int refuse_nothing(const pov_jobs *jobs, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;

    (void)pov_fail(&err, POV_ERR_DATA, "nothing could be checked");
    pov_error_place(&err, jobs->count == 1 ? jobs->job[0].plan.file[0] : "", 0, 0, NULL);
    pov_error_hint(
        &err,
        "a check needs a rate with its count, a reduction with the numbers before and after it, or "
        "units with their parent");
    return pov_failed(&err, io);
}

static int answer(const pov_jobs *jobs, const pov_options *options, const pov_io *io)
{
    const pov_renderer *renderer = pov_job_renderer(&command, options);
    pov_tally all = POV_TALLY_INIT;
    pov_error err = POV_ERROR_INIT;
    size_t count[3] = {0};
    bool any = false;
    int result = POV_EXIT_YES;

    for (size_t j = 0; j < jobs->count; j++) {
        const pov_findings *findings = &jobs->job[j].findings;
        for (size_t i = 0; i < findings->count; i++) {
            const pov_check_finding *f = &findings->finding[i];
            if (jobs->job[j].picked[f->row]) {
                count[f->severity]++;
                result = (int)f->severity >= options->fail_on ? POV_EXIT_NO : result;
            }
        }
        all.any = false;
        if (pov_count_relations(&all, &jobs->job[j], options, &err) != POV_OK) {
            result = pov_failed(&err, io);
            goto done;
        }
        any = any || all.any;
        if (!options->quiet && jobs->count > 1) {
            note_no_relation(&jobs->job[j], &all, io);
        }
    }
    if (!options->quiet) {
        /* formats that lay out each file have the sentence in its report */
        if (print_counts(count, renderer->each_file ? NULL : &all, options, io, &err) != POV_OK) {
            result = pov_failed(&err, io);
            goto done;
        }
        if (!renderer->each_file && pov_wants_sentences(options) && options->render.terminal &&
            print_sentences(jobs, options, io, &err) != POV_OK) {
            result = pov_failed(&err, io);
            goto done;
        }
    }
    if (!any && result == POV_EXIT_YES) {
        result = refuse_nothing(jobs, io);
    }

done:
    pov_tally_fini(&all);
    return result;
}

static const pov_job_command command = {
    .fill = fill,
    .format = "lines",
    .answer = answer,
    .says_findings = true,
};

static int run(const pov_options *options, const pov_io *io)
{
    return pov_jobs_run(&command, options, io);
}

const pov_command pov_command_check = {
    .name = "check",
    .arguments = "[FILE...]",
    .summary = POV_TEXT("does a plan add up? findings like a compiler's"),
    .description = POV_TEXT(
        "An error cannot be true under any assumption. A warning holds only under an assumption "
        "that was not made, which it names, or is a target that its own figures miss. A note is "
        "worth knowing. \"povcalc help rules\" describes the rules. The last line says how many "
        "relations between figures were checked, how many of them hold, and which could not be "
        "checked because a figure is missing. Where nothing could be checked, the exit status is "
        "2."),
    .more = POV_TEXTS(
        POV_TEXT(
            "A finding is one line: file, line, severity, unit, column, what is stated, what "
            "follows from the other figures, and the name of the rule in brackets. Editors that "
            "understand the messages of a compiler find its place. Where one "
            "cell would fix it, the finding names that cell and its value."),
        POV_TEXT("A list of units is compared with its parent where both are in the file, level by "
                 "level and group by group.")),
    .operands = pov_plan_operands,
    .files = POV_FILES_TABLE,
    .formats = "table, json, csv, csv-excel, markdown, html, lines, xlsx",
    .no = POV_TEXT("there is a finding of the severity of --fail-on or above"),
    .examples = POV_TEXTS(
        "povcalc check data/daknong_2023.csv", POV_TEXT("what does not add up, and where"),
        "povcalc check --growth 0..2% --fail-on error data/*.csv",
        POV_TEXT("only what cannot be true, if households grow by up to 2%"),
        "povcalc check --format json plan.csv | jq '.findings[] | select(.severity==\"error\")'",
        POV_TEXT("the same for a program")),
    .options = (POV_OPTS_OUTPUT & ~(POV_OPT(BOUNDS) | POV_OPT(DECIMALS))) | POV_OPTS_INPUT |
               POV_OPTS_ROWS | POV_OPTS_SOLVE | POV_OPT(FAIL_ON) | POV_OPT(WHY) | POV_OPT(STRICT) |
               POV_OPT(RULE),
    .run = run,
};
