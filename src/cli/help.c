#include "cli/help.h"

#include "base/text.h"
#include "base/translate.h"
#include "calculator/check/check.h"
#include "loader/deprivation_file.h"
#include "loader/households/columns.h"
#include "loader/standard_file.h"
#include "output/render.h"
#include "output/wrap.h"
#include "session/terminal.h"

#include <string.h>

#define WIDEST 100        /* longer lines are hard to read */
#define NARROWEST 40      /* narrower ones hold no option and its help */
#define TEXT_COLUMN 29    /* of what stands beside an option */
#define BESIDE_COMMAND 15 /* of what stands beside a command or an operand */

/* What is to be printed. A failed allocation marks `out`. */
typedef struct page {
    pov_buffer out;
    size_t width;
} page;

static page page_for(FILE *to)
{
    size_t width = pov_terminal_width(to);

    width = width == 0 ? 80 : width;
    return (page){.width = width > WIDEST ? WIDEST : width < NARROWEST ? NARROWEST : width};
}

static pov_status print_page(page *p, FILE *to, pov_error *err)
{
    pov_status status = pov_render_flush(to, &p->out, err);

    pov_buffer_fini(&p->out);
    return status;
}

static void blanks(page *p, size_t count)
{
    pov_buffer_format(&p->out, "%*s", (int)count, "");
}

/* The text, in the reader's language, in lines that start at column `indent`; the first one stands
 * there already. */
static void add_text(page *p, const char *english, size_t indent)
{
    const char *text = pov_translate(english);

    for (bool first = true; *text != '\0' || first; first = false) {
        const char *line = text;
        size_t length = pov_wrap_next(&text, p->width - indent);
        blanks(p, first ? 0 : indent);
        pov_buffer_add(&p->out, line, length);
        pov_buffer_char(&p->out, '\n');
    }
}

/* Behind the `used` columns of a line the text, from column `indent` on; or below the line, where
 * that is too long. */
static void add_beside(page *p, size_t used, const char *text, size_t indent)
{
    if (used + 1 > indent) {
        pov_buffer_char(&p->out, '\n');
        used = 0;
    }
    blanks(p, indent - used);
    add_text(p, text, indent);
}

static void add_term(page *p, const char *term, const char *text, size_t indent)
{
    pov_buffer_format(&p->out, "  %s", term);
    add_beside(p, 2 + pov_text_width(term), text, indent);
}

static void add_option(page *p, const pov_option *option)
{
    size_t used = 8 + pov_text_width(option->name);

    if (option->letter != '\0') {
        pov_buffer_format(&p->out, "  -%c, --%s", option->letter, option->name);
    } else {
        pov_buffer_format(&p->out, "      --%s", option->name);
    }
    if (option->argument != NULL) {
        pov_buffer_format(&p->out, " %s", option->argument);
        used += 1 + pov_text_width(option->argument);
    }
    add_beside(p, used, option->help, TEXT_COLUMN);
}

static void add_examples(page *p, const char *const *examples)
{
    pov_buffer_format(&p->out, "%s\n", pov_translate("Examples:"));
    for (size_t i = 0; examples[i] != NULL; i += 2) {
        pov_buffer_format(&p->out, "  %s\n      ", examples[i]);
        add_text(p, examples[i + 1], 6);
    }
}

static void add_exit_status(page *p, const char *no)
{
    pov_buffer_format(&p->out, "\n%s\n", pov_translate("Exit status:"));
    add_term(p, "0", no != NULL ? POV_EXIT_TEXT_YES : POV_EXIT_TEXT_DONE, 5);
    if (no != NULL) {
        add_term(p, "1", no, 5);
    }
    add_term(p, "2", POV_EXIT_TEXT_FAILED, 5);
}

pov_status pov_help_command(const pov_command *command, FILE *to, pov_error *err)
{
    page p = page_for(to);

    add_examples(&p, command->examples);
    pov_buffer_char(&p.out, '\n');
    pov_buffer_format(&p.out, pov_translate("Usage: povcalc %s [OPTIONS] %s"), command->name,
                      command->arguments);
    pov_buffer_text(&p.out, "\n\n");
    add_text(&p, command->description, 0);
    if (command->operands != NULL) {
        pov_buffer_format(&p.out, "\n%s\n", pov_translate("Arguments:"));
        for (size_t i = 0; command->operands[i] != NULL; i += 2) {
            add_term(&p, command->operands[i], command->operands[i + 1], BESIDE_COMMAND);
        }
    }
    pov_buffer_format(&p.out, "\n%s\n", pov_translate("Options:"));
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if ((command->options >> id & 1U) != 0) {
            add_option(&p, pov_option_get((pov_option_id)id));
        }
    }
    add_exit_status(&p, command->no);
    return print_page(&p, to, err);
}

pov_status pov_help_program(FILE *to, pov_error *err)
{
    page p = page_for(to);

    add_examples(&p, pov_program_examples);
    pov_buffer_format(&p.out, "\n%s\n\n%s\n",
                      pov_translate("Usage: povcalc COMMAND [OPTIONS] [FILE...]"),
                      pov_translate("Commands:"));
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        add_term(&p, pov_commands[i]->name, pov_commands[i]->summary, BESIDE_COMMAND);
    }
    pov_buffer_char(&p.out, '\n');
    add_text(
        &p,
        POV_TEXT(
            "\"povcalc COMMAND --help\" tells more of a command, \"povcalc help columns\" of the "
            "columns of a plan file, \"povcalc help rules\" of the rules of the check. \"povcalc "
            "--version\" names the version and its libraries."),
        0);
    add_exit_status(&p, POV_EXIT_TEXT_NO);
    return print_page(&p, to, err);
}

static void add_column(page *p, const char *name, const char *meaning, const char *headings)
{
    pov_buffer_text(&p->out, name);
    add_beside(p, pov_text_width(name), meaning, TEXT_COLUMN + 2);
    if (headings[0] != '\0') {
        blanks(p, 4);
        add_text(p, headings, 4);
    }
}

static void add_column_info(page *p, const pov_column_info *column)
{
    pov_buffer headings = {0};

    for (size_t a = 0; column->aliases[a] != NULL; a++) {
        pov_buffer_format(&headings, "%s%s", a == 0 ? "" : "; ", column->aliases[a]);
    }
    add_column(p, column->name, column->meaning, pov_buffer_get(&headings));
    p->out.failed = p->out.failed || headings.failed;
    pov_buffer_fini(&headings);
}

static void add_plan_columns(page *p)
{
    add_text(p, POV_HELP_COLUMNS_TEXT, 0);
    pov_buffer_char(&p->out, '\n');
    for (size_t i = 0; i < pov_plan_column_count(); i++) {
        add_column_info(p, pov_plan_column_get(i));
    }
}

static void add_deprivation_columns(page *p)
{
    add_text(p, POV_TEXT("The columns of a deprivation file, in any order."), 0);
    pov_buffer_char(&p->out, '\n');
    for (size_t i = 0; i < pov_access_column_count(); i++) {
        pov_column_info column = pov_access_column_get(i);
        add_column_info(p, &column);
    }
}

static pov_status add_household_columns(page *p, pov_error *err)
{
    pov_standard standard;
    pov_status status = pov_standard_load("vn-2022", &standard, err);

    if (status != POV_OK) {
        return status;
    }
    add_text(p,
             POV_TEXT("The columns of a household file, in any order. Each answers to its name and "
                      "to the headings below it. The indicators are those of the standard, here "
                      "vn-2022, each 1 where the household lacks the service, else 0."),
             0);
    pov_buffer_char(&p->out, '\n');
    for (size_t i = 0; i < pov_household_column_count(); i++) {
        add_column_info(p, pov_household_column_get(i));
    }
    for (size_t i = 0; i < standard.indicator_count; i++) {
        const pov_indicator *indicator = &standard.indicator[i];
        add_column(p, indicator->id, indicator->name.text[POV_ENGLISH],
                   indicator->name.text[POV_VIETNAMESE]);
    }
    pov_standard_fini(&standard);
    return POV_OK;
}

pov_status pov_help_columns(const char *kind, FILE *to, pov_error *err)
{
    page p = page_for(to);
    pov_status status = POV_OK;

    if (strcmp(kind, "plan") == 0) {
        add_plan_columns(&p);
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
    return print_page(&p, to, err);
}

pov_status pov_help_rules(FILE *to, pov_error *err)
{
    page p = page_for(to);

    add_text(&p, pov_rules_introduction, 0);
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        pov_buffer_format(&p.out, "\n%s (%s)\n    ", pov_rules[i]->name,
                          pov_translate(pov_rules[i]->severity));
        add_text(&p, pov_rules[i]->about, 4);
    }
    return print_page(&p, to, err);
}
