#include "cli/help.h"

#include "base/text.h"
#include "base/translate.h"
#include "calculator/check/check.h"
#include "cli/page.h"
#include "loader/households/columns.h"
#include "loader/standard_file.h"
#include "output/render.h"
#include "session/notes.h"
#include "session/terminal.h"

#include <string.h>

#define WIDEST 100     /* longer lines are hard to read */
#define NARROWEST 40   /* narrower ones hold no option and its help */
#define BESIDE 15      /* of what a command or an operand is */
#define BESIDE_LONG 29 /* of what an option is */

/* ---- parts ---- */

static pov_page page_for(bool manual, FILE *to)
{
    size_t width = manual ? 0 : pov_terminal_width(to);

    width = width == 0 ? 80 : width;
    return (pov_page){.print = manual ? &pov_page_manual : &pov_page_terminal,
                      .manual = manual,
                      .width = width > WIDEST      ? WIDEST
                               : width < NARROWEST ? NARROWEST
                                                   : width};
}

static pov_status finish(pov_page *p, FILE *to, pov_error *err)
{
    pov_status status = pov_render_flush(to, &p->out, err);

    pov_buffer_fini(&p->out);
    return status;
}

static void list(pov_page *p, size_t indent, size_t beside)
{
    p->indent = indent;
    p->beside = beside;
    p->print->list(p);
}

/* Pairs of a term and what it is, ending with NULL. */
static void add_pairs(pov_page *p, const char *const *pairs, size_t beside)
{
    list(p, 2, beside);
    for (; pairs[0] != NULL; pairs += 2) {
        p->print->item(p, pairs[0], pairs[1], NULL);
    }
    p->print->end_list(p);
}

static void add_texts(pov_page *p, const char *const *texts)
{
    for (; texts != NULL && *texts != NULL; texts++) {
        p->print->text(p, *texts);
    }
}

static void add_description(pov_page *p, const char *text, const char *const *more)
{
    if (p->manual) {
        p->print->heading(p, POV_TEXT("DESCRIPTION"));
    }
    p->print->text(p, text);
    add_texts(p, p->manual ? more : NULL);
}

static void add_examples(pov_page *p, const char *const *examples)
{
    p->print->heading(p, p->manual ? POV_TEXT("EXAMPLES") : POV_TEXT("Examples:"));
    list(p, 0, 0);
    for (; examples[0] != NULL; examples += 2) {
        p->print->example(p, examples[0], examples[1]);
    }
    p->print->end_list(p);
}

static void add_option(pov_page *p, const pov_command *command, const pov_option *option)
{
    pov_buffer term = {0};

    if (option->letter != '\0') {
        pov_buffer_format(&term, "-%c, --%s", option->letter, option->name);
    } else {
        pov_buffer_format(&term, "    --%s", option->name);
    }
    if (option->argument != NULL) {
        pov_buffer_format(&term, " %s", option->argument);
    }
    const char *help = option->list == POV_LIST_FORMATS && command->formats != NULL
                           ? command->formats
                           : option->help;
    p->print->item(p, pov_buffer_get(&term), help, p->manual ? option->more : NULL);
    pov_buffer_end(&term, &p->out.failed);
}

static void add_options(pov_page *p, const pov_command *command)
{
    p->print->heading(p, p->manual ? POV_TEXT("OPTIONS") : POV_TEXT("Options:"));
    list(p, 2, BESIDE_LONG);
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if (pov_option_of(command, id)) {
            add_option(p, command, pov_option_get((pov_option_id)id));
        }
    }
    p->print->end_list(p);
}

static void add_environment(pov_page *p)
{
    static const char *const variables[] = {
        "LC_ALL, LC_MESSAGES, LANG",
        POV_TEXT("The first that is set chooses the language, unless --lang does."),
        "NO_COLOR",
        POV_TEXT("If it is set and not empty, nothing is coloured."),
        NULL,
    };

    p->print->heading(p, POV_TEXT("ENVIRONMENT"));
    add_pairs(p, variables, BESIDE);
}

static void add_exit_status(pov_page *p, const char *no)
{
    p->print->heading(p, p->manual ? POV_TEXT("EXIT STATUS") : POV_TEXT("Exit status:"));
    list(p, 2, 5);
    p->print->item(p, "0", no != NULL ? POV_EXIT_TEXT_YES : POV_EXIT_TEXT_DONE, NULL);
    if (no != NULL) {
        p->print->item(p, "1", no, NULL);
    }
    p->print->item(p, "2", POV_EXIT_TEXT_FAILED, NULL);
    p->print->end_list(p);
}

/* ---- the program ---- */

static const char *const program_texts[] = {
    POV_TEXT("Commands read standard input where no FILE is named, and for the FILE -. Options and "
             "operands come in any order; -- ends the options. Results go to standard output, "
             "errors and notes to standard error. A file with an error gives no result."),
    POV_TEXT("Tables are for people. JSON and CSV are for programs: they look the same in every "
             "language, and change only by additions. Output is UTF-8 whatever the locale."),
    POV_TEXT("The commands are, each with a page of its own:"),
    NULL,
};

static const char *const program_options[] = {
    "-h, --help",
    POV_TEXT("list the commands; after a command, its help"),
    "-V, --version",
    POV_TEXT("name the version, and those of the libraries"),
    NULL,
};

static const char *const program_files[] = {
    "share/povcalc",
    POV_TEXT("data/ of the examples: plans as they were published, and poverty standards; it is "
             "below the folder that povcalc was installed in"),
    NULL,
};

static void add_commands(pov_page *p)
{
    list(p, 2, BESIDE);
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        p->print->item(p, pov_commands[i]->name, pov_commands[i]->summary, NULL);
    }
    p->print->end_list(p);
}

/* The command whose name comes next after `name` in the order of the alphabet, or NULL. */
static const pov_command *next_command(const char *name)
{
    const pov_command *next = NULL;

    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        if (strcmp(pov_commands[i]->name, name) > 0 &&
            (next == NULL || strcmp(pov_commands[i]->name, next->name) < 0)) {
            next = pov_commands[i];
        }
    }
    return next;
}

static void add_usage(pov_page *p, const char *more)
{
    pov_buffer line = {0};

    pov_buffer_format(&line, "%s%s", pov_translate("povcalc COMMAND [OPTIONS] [FILE...]"), more);
    p->print->usage(p, pov_buffer_get(&line));
    pov_buffer_end(&line, &p->out.failed);
}

static void program_manual(pov_page *p)
{
    p->print->open(p, NULL, 1, POV_TEXT("poverty statistics from the figures that plans print"));
    add_usage(p, " | -h | --help | -V | --version");
    add_description(p,
                    POV_TEXT("povcalc reads the figures of poverty-reduction plans and of their "
                             "results, computes what is not printed, and finds what cannot be "
                             "true. A printed figure is taken as the set of numbers that it can "
                             "mean: 7.97% is 7.965 to 7.975. All arithmetic is exact."),
                    program_texts);
    add_commands(p);
    p->print->heading(p, POV_TEXT("OPTIONS"));
    add_pairs(p, program_options, BESIDE);
    add_environment(p);
    p->print->heading(p, POV_TEXT("FILES"));
    add_pairs(p, program_files, BESIDE);
    add_exit_status(p, POV_EXIT_TEXT_NO);
    add_examples(p, pov_program_examples);
    p->print->heading(p, POV_TEXT("SEE ALSO"));
    for (const pov_command *c = next_command(""); c != NULL; c = next_command(c->name)) {
        p->print->see(p, c->name, 1, false);
    }
    p->print->see(p, "columns", 5, false);
    p->print->see(p, "rules", 7, true);
}

static void program_help(pov_page *p)
{
    add_examples(p, pov_program_examples);
    add_usage(p, "");
    p->print->heading(p, POV_TEXT("Commands:"));
    add_commands(p);
    p->print->text(
        p,
        POV_TEXT(
            "\"povcalc COMMAND --help\" tells more of a command, \"povcalc help columns\" of the "
            "columns of a plan file, \"povcalc help rules\" of the rules of the check. \"povcalc "
            "--version\" names the version and its libraries."));
    add_exit_status(p, POV_EXIT_TEXT_NO);
}

pov_status pov_help_program(bool manual, FILE *to, pov_error *err)
{
    pov_page p = page_for(manual, to);

    (manual ? program_manual : program_help)(&p);
    return finish(&p, to, err);
}

/* ---- a command ---- */

static void add_operands(pov_page *p, const char *const *operands)
{
    if (operands != NULL) {
        if (p->manual) {
            p->print->text(p, POV_TEXT("Its arguments are:"));
        } else {
            p->print->heading(p, POV_TEXT("Arguments:"));
        }
        add_pairs(p, operands, BESIDE);
    }
}

pov_status pov_help_command(const pov_command *command, bool manual, FILE *to, pov_error *err)
{
    bool reads = (command->options & POV_OPT(COLUMN)) != 0;
    bool checks = (command->options & POV_OPT(RULE)) != 0;
    pov_page p = page_for(manual, to);
    pov_buffer usage = {0};

    if (manual) {
        p.print->open(&p, command->name, 1, command->summary);
    } else {
        add_examples(&p, command->examples);
    }
    pov_buffer_format(&usage, pov_translate("povcalc %s [OPTIONS] %s"), command->name,
                      command->arguments);
    p.print->usage(&p, pov_buffer_get(&usage));
    add_description(&p, command->description, command->more);
    add_operands(&p, command->operands);
    add_options(&p, command);
    if (manual && (command->options & POV_OPT(LANG)) != 0) {
        add_environment(&p);
    }
    add_exit_status(&p, command->no);
    if (manual) {
        add_examples(&p, command->examples);
        p.print->heading(&p, POV_TEXT("SEE ALSO"));
        p.print->see(&p, NULL, 1, !reads && !checks);
        if (reads) {
            p.print->see(&p, "columns", 5, !checks);
        }
        if (checks) {
            p.print->see(&p, "rules", 7, true);
        }
    }
    pov_buffer_end(&usage, &p.out.failed);
    return finish(&p, to, err);
}

/* ---- columns ---- */

static const char *const columns_texts[] = {
    POV_TEXT(
        "A count takes digits, with a dot, a comma or a blank between groups of exactly three. "
        "A rate takes one decimal mark, a dot or a comma, and may end with %. Before either "
        "may be >=, <= or ~ (about), and 6.5-7.2 is a range. A cell that is empty, or "
        "holds - or x, states nothing. All else is refused, with its place."),
    POV_TEXT("Cells are separated by commas, semicolons or tabs; the header line shows by which. "
             "Text is UTF-8, or UTF-16 with a byte-order mark. Headings are compared without "
             "regard to case, spacing and punctuation."),
    POV_TEXT("The columns are:"),
    NULL,
};

static void add_column(pov_page *p, const pov_column_info *column)
{
    pov_buffer headings = {0};

    for (size_t a = 0; column->aliases[a] != NULL; a++) {
        pov_buffer_format(&headings, "%s%s", a == 0 ? "" : "; ", column->aliases[a]);
    }
    p->print->item(p, column->name, column->meaning,
                   headings.length > 0 ? pov_buffer_get(&headings) : NULL);
    pov_buffer_end(&headings, &p->out.failed);
}

/* In a terminal the list is a part of its own. */
static void list_columns(pov_page *p)
{
    if (!p->manual) {
        pov_buffer_char(&p->out, '\n');
    }
    list(p, 0, BESIDE_LONG + 2);
}

static void add_columns_of(pov_page *p, pov_file_kind kind)
{
    pov_column_info column;

    list_columns(p);
    for (size_t i = 0; i < pov_column_count(); i++) {
        if (pov_column_info_get(i, kind, &column)) {
            add_column(p, &column);
        }
    }
}

static void add_plan_columns(pov_page *p)
{
    if (p->manual) {
        p->print->open(p, "columns", 5, POV_TEXT("columns of plan files"));
    }
    add_description(
        p,
        POV_TEXT("The columns of a plan file. Only `unit` must be there; columns may be "
                 "in any order. Each answers to its name and to the headings below "
                 "it."),
        columns_texts);
    add_columns_of(p, POV_FILE_PLAN);
    p->print->end_list(p);
    if (p->manual) {
        p->print->heading(p, POV_TEXT("SEE ALSO"));
        p->print->see(p, NULL, 1, false);
        p->print->see(p, "template", 1, true);
    }
}

static void add_deprivation_columns(pov_page *p)
{
    p->print->text(p, POV_TEXT("The columns of a deprivation file, in any order."));
    add_columns_of(p, POV_FILE_DEPRIVATION);
}

static pov_status add_household_columns(pov_page *p, pov_error *err)
{
    pov_standard standard;
    pov_status status = pov_standard_load("vn-2022", &standard, err);

    if (status != POV_OK) {
        return status;
    }
    p->print->text(
        p, POV_TEXT("The columns of a household file, in any order. Each answers to its name and "
                    "to the headings below it. The indicators are those of the standard, here "
                    "vn-2022, each 1 where the household lacks the service, else 0."));
    list_columns(p);
    for (size_t i = 0; i < pov_household_column_count(); i++) {
        add_column(p, pov_household_column_get(i));
    }
    for (size_t i = 0; i < standard.indicator_count; i++) {
        const pov_indicator *indicator = &standard.indicator[i];
        p->print->item(p, indicator->id, indicator->name.text[POV_ENGLISH],
                       indicator->name.text[POV_VIETNAMESE]);
    }
    pov_standard_fini(&standard);
    return POV_OK;
}

/* povcalc-columns(5). kind: plan, households or deprivation */
static pov_status help_columns(const char *kind, bool manual, FILE *to, pov_error *err)
{
    pov_page p = page_for(manual, to);
    pov_status status = POV_OK;

    if (strcmp(kind, "plan") == 0) {
        add_plan_columns(&p);
    } else if (manual) {
        status = pov_fail(err, POV_ERR_USAGE, "--man: only the columns of plan files have a page");
    } else if (strcmp(kind, "deprivation") == 0) {
        add_deprivation_columns(&p);
    } else if (strcmp(kind, "households") == 0) {
        status = add_household_columns(&p, err);
    } else {
        status =
            pov_fail(err, POV_ERR_USAGE, "help columns: there is no kind of files \"%s\"", kind);
        pov_error_hint(err, "kinds are: plan, households, deprivation");
    }
    if (status != POV_OK) {
        pov_buffer_fini(&p.out);
        return status;
    }
    return finish(&p, to, err);
}

/* ---- rules ---- */

/* povcalc-rules(7) */
static pov_status help_rules(bool manual, FILE *to, pov_error *err)
{
    pov_page p = page_for(manual, to);
    pov_buffer term = {0};

    if (manual) {
        p.print->open(&p, "rules", 7, POV_TEXT("rules that a plan is checked by"));
    }
    add_description(&p, pov_rules_introduction, NULL);
    p.apart = true;
    list(&p, 0, 4);
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        pov_buffer_clear(&term);
        pov_buffer_format(&term, "%s (%s)", pov_rules[i]->name,
                          pov_translate(pov_rules[i]->severity));
        p.print->item(&p, pov_buffer_get(&term), pov_rules[i]->about, NULL);
    }
    p.print->end_list(&p);
    if (manual) {
        p.print->heading(&p, POV_TEXT("SEE ALSO"));
        p.print->see(&p, NULL, 1, false);
        p.print->see(&p, "check", 1, true);
    }
    pov_buffer_end(&term, &p.out.failed);
    return finish(&p, to, err);
}

/* ---- the command ---- */

static const char *const topics[] = {"columns", "rules"};
enum { TOPICS = POV_LENGTH(topics) };

bool pov_help_has_topic(const char *word)
{
    bool found = false;

    for (size_t i = 0; i < TOPICS; i++) {
        found = found || strcmp(topics[i], word) == 0;
    }
    return found;
}

static pov_status unknown_topic(const char *topic, pov_error *err)
{
    const char *near = pov_text_nearest(topic, topics, TOPICS);
    pov_status status =
        pov_fail(err, POV_ERR_USAGE, "help: there is no command or topic \"%s\"", topic);

    near = near != NULL ? near : pov_command_nearest(topic);
    if (!pov_error_suggest(err, near)) {
        pov_error_hint(err, "\"povcalc help\" lists the commands");
    }
    return status;
}

int pov_help_answer(const pov_options *options, const pov_io *io)
{
    pov_error err = POV_ERROR_INIT;
    pov_status status;
    const char *topic = options->operands.count > 0 ? options->operands.text[0] : NULL;
    const pov_command *command = topic != NULL ? pov_command_find(topic) : NULL;
    size_t most = topic != NULL && strcmp(topic, "columns") == 0 ? 2 : 1; /* columns KIND */

    if (options->operands.count > most) {
        status = pov_fail(&err, POV_ERR_USAGE, "help: one command or topic at a time");
    } else if (topic == NULL) {
        status = pov_help_program(options->man, io->out, &err);
    } else if (command != NULL) {
        status = pov_help_command(command, options->man, io->out, &err);
    } else if (strcmp(topic, "columns") == 0) {
        status = help_columns(options->operands.count > 1 ? options->operands.text[1] : "plan",
                              options->man, io->out, &err);
    } else if (strcmp(topic, "rules") == 0) {
        status = help_rules(options->man, io->out, &err);
    } else {
        status = unknown_topic(topic, &err);
    }
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}
