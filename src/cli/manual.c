#include "cli/manual.h"

#include "base/translate.h"
#include "base/version.h"
#include "cli/help.h"
#include "cli/manual_texts.h"
#include "output/render.h"

#include <ctype.h>
#include <string.h>

#define LINE_BYTES 78 /* mandoc asks for lines below 80 */

/* ---- text ---- */

/*
 * The character as roff needs it. A hyphen inside a word stays one, at which a line may break; any
 * other is a minus sign, so that an option can be copied from the page. `literal` is for command
 * lines, in which quotes must not be made typographic.
 */
static void add_character(pov_buffer *out, char before, char c, bool literal)
{
    bool word = isalnum((unsigned char)before) != 0 || (unsigned char)before >= 0x80;

    if (c == '\\') {
        pov_buffer_text(out, "\\e");
    } else if (c == '-' && (literal || !word)) {
        pov_buffer_text(out, "\\-");
    } else if (c == '\'' && literal) {
        pov_buffer_text(out, "\\(aq");
    } else if (c == '`' && literal) {
        pov_buffer_text(out, "\\(ga");
    } else if (c == '~') {
        pov_buffer_text(out, "\\(ti");
    } else if (c == '^') {
        pov_buffer_text(out, "\\(ha");
    } else {
        pov_buffer_char(out, c);
    }
}

static void add_literal(pov_buffer *out, const char *text)
{
    if (*text == '.' || *text == '\'') {
        pov_buffer_text(out, "\\&");
    }
    for (char before = ' '; *text != '\0'; before = *text++) {
        add_character(out, before, *text, true);
    }
}

static bool ends_sentence(const char *word, size_t length)
{
    while (length > 0 && strchr("\"')`", word[length - 1]) != NULL) {
        length--;
    }
    return length > 0 && strchr(".?!", word[length - 1]) != NULL;
}

/* A word of running text; what stands in `backquotes`, which may be several words, is bold. */
static void add_word(pov_buffer *out, const char *word, size_t length, bool *bold)
{
    char before = ' ';

    for (size_t i = 0; i < length; i++) {
        if (word[i] == '`') {
            *bold = !*bold;
            pov_buffer_text(out, *bold ? "\\fB" : "\\fP");
        } else {
            add_character(out, before, word[i], *bold);
        }
        before = word[i];
    }
}

/* A paragraph of running text: each sentence begins a line, as the formatters want it. */
static void add_text(pov_buffer *out, const char *english)
{
    const char *text = pov_translate(english);
    size_t used = 0;
    bool bold = false;

    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (used > 0 && used + 1 + length > LINE_BYTES) {
            pov_buffer_char(out, '\n');
            used = 0;
        } else if (used > 0) {
            pov_buffer_char(out, ' ');
            used++;
        }
        if (used == 0 && (*text == '.' || *text == '\'')) {
            pov_buffer_text(out, "\\&"); /* not a request */
        }
        size_t start = out->length;
        add_word(out, text, length, &bold);
        used += out->length - start;
        if (ends_sentence(text, length)) {
            pov_buffer_char(out, '\n');
            used = 0;
        }
        text += length;
        text += strspn(text, " ");
    }
    if (used > 0) {
        pov_buffer_char(out, '\n');
    }
}

static void add_paragraphs(pov_buffer *out, const char *const *texts)
{
    for (size_t i = 0; texts != NULL && texts[i] != NULL; i++) {
        pov_buffer_text(out, ".Pp\n");
        add_text(out, texts[i]);
    }
}

/* "PLAN RESULT...", "[COMMAND | columns]": names in capitals are what the user fills in. */
static void add_arguments(pov_buffer *out, const char *text)
{
    while (*text != '\0') {
        size_t length = 0;
        while (isalnum((unsigned char)text[length]) != 0 || text[length] == '_' ||
               (text[length] == '.' && isalnum((unsigned char)text[length + 1]) != 0)) {
            length++;
        }
        if (length == 0) {
            add_character(out, ' ', *text++, true);
            continue;
        }
        pov_buffer_text(out, isupper((unsigned char)*text) != 0 ? "\\fI" : "\\fB");
        pov_buffer_add(out, text, length);
        pov_buffer_text(out, "\\fP");
        text += length;
    }
    pov_buffer_char(out, '\n');
}

/* ---- parts of a page ---- */

static void add_section(pov_buffer *out, const char *english)
{
    pov_buffer_format(out, ".Sh %s\n", pov_translate(english));
}

static void add_date(pov_buffer *out)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    static const char date[] = POV_VERSION_DATE; /* YYYY-MM-DD */
    size_t month = (size_t)(date[5] - '0') * 10 + (size_t)(date[6] - '0');
    int day = (date[8] - '0') * 10 + date[9] - '0';

    pov_buffer_format(out, ".Dd %s %d, %.4s\n", months[month - 1], day, date);
}

/* One line, on which a word could be taken for a macro: those have two or three letters. */
static void add_description(pov_buffer *out, const char *text)
{
    pov_buffer_text(out, ".Nd ");
    for (char before = ' '; *text != '\0'; before = *text++) {
        if (before == ' ' && isupper((unsigned char)*text) != 0 && strcspn(text, " ,;") <= 3) {
            pov_buffer_text(out, "\\&");
        }
        add_character(out, before, *text, false);
    }
    pov_buffer_char(out, '\n');
}

/* `name` is NULL for povcalc itself. */
static void open_page(pov_buffer *out, const char *name, int section, const char *summary)
{
    add_date(out);
    pov_buffer_text(out, ".Dt POVCALC");
    if (name != NULL) {
        pov_buffer_char(out, '-');
        for (const char *c = name; *c != '\0'; c++) {
            pov_buffer_char(out, (char)toupper((unsigned char)*c));
        }
    }
    pov_buffer_format(out, " %d\n.Os povcalc %s\n", section, POV_VERSION);
    add_section(out, POV_TEXT("NAME"));
    pov_buffer_format(out, ".Nm povcalc%s%s\n", name != NULL ? "-" : "", name != NULL ? name : "");
    add_description(out, pov_translate(summary));
}

static pov_status print_page(pov_buffer *out, FILE *to, pov_error *err)
{
    pov_status status = pov_render_flush(to, out, err);

    pov_buffer_fini(out);
    return status;
}

static void open_list(pov_buffer *out, const char *kind)
{
    pov_buffer_format(out, ".Bl %s\n", kind);
}

static void close_list(pov_buffer *out)
{
    pov_buffer_text(out, ".El\n");
}

static void add_operands(pov_buffer *out, const char *const *operands)
{
    if (operands == NULL) {
        return;
    }
    pov_buffer_text(out, ".Pp\n");
    add_text(out, POV_TEXT("Its arguments are:"));
    open_list(out, "-tag -width RESULT");
    for (size_t i = 0; operands[i] != NULL; i += 2) {
        pov_buffer_text(out, ".It ");
        add_arguments(out, operands[i]);
        add_text(out, operands[i + 1]);
    }
    close_list(out);
}

static void add_option(pov_buffer *out, pov_option_id id)
{
    const pov_option *option = pov_option_get(id);

    pov_buffer_text(out, ".It ");
    if (option->letter != '\0') {
        pov_buffer_format(out, "Fl %c , ", option->letter);
    }
    pov_buffer_text(out, "Fl Fl ");
    add_literal(out, option->name);
    if (option->argument != NULL) {
        pov_buffer_text(out, " Ar ");
        add_literal(out, option->argument);
    }
    pov_buffer_char(out, '\n');
    add_text(out, option->help);
    if (option->more != NULL) {
        pov_buffer_text(out, ".Pp\n");
        add_text(out, option->more);
    }
}

static void add_options(pov_buffer *out, const pov_command *command)
{
    add_section(out, POV_TEXT("OPTIONS"));
    open_list(out, "-tag -width Ds");
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if ((command->options >> id & 1U) != 0) {
            add_option(out, (pov_option_id)id);
        }
    }
    close_list(out);
}

static void add_environment(pov_buffer *out)
{
    add_section(out, POV_TEXT("ENVIRONMENT"));
    open_list(out, "-tag -width NO_COLOR");
    pov_buffer_text(out, ".It Ev LC_ALL , LC_MESSAGES , LANG\n");
    add_text(out, POV_TEXT("The first that is set chooses the language, unless --lang does."));
    pov_buffer_text(out, ".It Ev NO_COLOR\n");
    add_text(out, POV_TEXT("If it is set and not empty, nothing is coloured."));
    close_list(out);
}

static void add_exit_status(pov_buffer *out, const char *no)
{
    add_section(out, POV_TEXT("EXIT STATUS"));
    open_list(out, "-tag -width Ds");
    pov_buffer_text(out, ".It 0\n");
    add_text(out, no != NULL ? POV_EXIT_TEXT_YES : POV_EXIT_TEXT_DONE);
    if (no != NULL) {
        pov_buffer_text(out, ".It 1\n");
        add_text(out, no);
    }
    pov_buffer_text(out, ".It 2\n");
    add_text(out, POV_EXIT_TEXT_FAILED);
    close_list(out);
}

static void add_examples(pov_buffer *out, const char *const *examples)
{
    add_section(out, POV_TEXT("EXAMPLES"));
    open_list(out, "-tag -width Ds");
    for (size_t i = 0; examples[i] != NULL; i += 2) {
        pov_buffer_text(out, ".It Li \"");
        for (const char *c = examples[i]; *c != '\0'; c++) {
            if (*c == '"') {
                pov_buffer_text(out, "\\(dq"); /* the argument itself stands in quotes */
            } else {
                add_character(out, ' ', *c, true);
            }
        }
        pov_buffer_text(out, "\"\n");
        add_text(out, examples[i + 1]);
    }
    close_list(out);
}

static void add_reference(pov_buffer *out, const char *name, int section, bool last)
{
    pov_buffer_text(out, ".Xr povcalc");
    if (name != NULL) {
        pov_buffer_format(out, "-%s", name);
    }
    pov_buffer_format(out, " %d%s\n", section, last ? "" : " ,");
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

/* ---- pages ---- */

pov_status pov_manual_program(FILE *to, pov_error *err)
{
    pov_buffer out = {0};

    open_page(&out, NULL, 1, POV_TEXT("poverty statistics from the figures that plans print"));
    add_section(&out, POV_TEXT("SYNOPSIS"));
    pov_buffer_text(&out, ".Nm\n.Ar COMMAND\n.Op Ar OPTIONS\n.Op Ar FILE ...\n"
                          ".Nm\n.Fl h | Fl Fl help | Fl V | Fl Fl version\n");
    add_section(&out, POV_TEXT("DESCRIPTION"));
    for (size_t i = 0; pov_manual_program_texts[i] != NULL; i++) {
        pov_buffer_text(&out, i == 0 ? "" : ".Pp\n");
        add_text(&out, pov_manual_program_texts[i]);
    }
    pov_buffer_text(&out, ".Pp\n");
    add_text(&out, POV_TEXT("The commands are, each with a page of its own:"));
    open_list(&out, "-tag -width deprivation");
    for (size_t i = 0; pov_commands[i] != NULL; i++) {
        pov_buffer_format(&out, ".It Cm %s\n", pov_commands[i]->name);
        add_text(&out, pov_commands[i]->summary);
    }
    close_list(&out);
    add_section(&out, POV_TEXT("OPTIONS"));
    open_list(&out, "-tag -width Ds");
    pov_buffer_text(&out, ".It Fl h , Fl Fl help\n");
    add_text(&out, POV_TEXT("list the commands; behind a command, its help"));
    pov_buffer_text(&out, ".It Fl V , Fl Fl version\n");
    add_text(&out, POV_TEXT("name the version, and those of the libraries"));
    close_list(&out);
    add_environment(&out);
    add_section(&out, POV_TEXT("FILES"));
    open_list(&out, "-tag -width Ds");
    pov_buffer_text(&out, ".It Pa share/povcalc\n");
    add_text(&out, POV_TEXT("plans as they were published, and poverty standards, below the folder "
                            "that povcalc was installed in"));
    close_list(&out);
    add_exit_status(&out, POV_EXIT_TEXT_NO);
    add_examples(&out, pov_program_examples);
    add_section(&out, POV_TEXT("SEE ALSO"));
    for (const pov_command *c = next_command(""); c != NULL; c = next_command(c->name)) {
        add_reference(&out, c->name, 1, false);
    }
    add_reference(&out, "columns", 5, false);
    add_reference(&out, "rules", 7, true);
    return print_page(&out, to, err);
}

pov_status pov_manual_command(const pov_command *command, FILE *to, pov_error *err)
{
    bool reads = (command->options & POV_OPT(COLUMN)) != 0;
    bool checks = (command->options & POV_OPT(RULE)) != 0;
    pov_buffer out = {0};

    open_page(&out, command->name, 1, command->summary);
    add_section(&out, POV_TEXT("SYNOPSIS"));
    pov_buffer_format(&out, ".Nm povcalc\n.Cm %s\n.Op Ar OPTIONS\n", command->name);
    add_arguments(&out, command->arguments);
    add_section(&out, POV_TEXT("DESCRIPTION"));
    add_text(&out, command->description);
    add_paragraphs(&out, pov_manual_command_texts(command->name));
    add_operands(&out, command->operands);
    add_options(&out, command);
    if ((command->options & POV_OPT(LANG)) != 0) {
        add_environment(&out);
    }
    add_exit_status(&out, command->no);
    add_examples(&out, command->examples);
    add_section(&out, POV_TEXT("SEE ALSO"));
    add_reference(&out, NULL, 1, !reads && !checks);
    if (reads) {
        add_reference(&out, "columns", 5, !checks);
    }
    if (checks) {
        add_reference(&out, "rules", 7, true);
    }
    return print_page(&out, to, err);
}

pov_status pov_manual_columns(FILE *to, pov_error *err)
{
    pov_buffer out = {0}, headings = {0};

    open_page(&out, "columns", 5, POV_TEXT("columns of plan files"));
    add_section(&out, POV_TEXT("DESCRIPTION"));
    add_text(&out, POV_HELP_COLUMNS_TEXT);
    add_paragraphs(&out, pov_manual_columns_texts);
    pov_buffer_text(&out, ".Pp\n");
    add_text(&out, POV_TEXT("The columns are:"));
    open_list(&out, "-tag -width Ds");
    for (size_t i = 0; i < pov_plan_column_count(); i++) {
        const pov_column_info *column = pov_plan_column_get(i);
        pov_buffer_format(&out, ".It Cm %s\n", column->name);
        add_text(&out, column->meaning);
        pov_buffer_clear(&headings);
        for (size_t a = 0; column->aliases[a] != NULL; a++) {
            pov_buffer_format(&headings, "%s%s", a == 0 ? "" : "; ", column->aliases[a]);
        }
        if (headings.length > 0) {
            pov_buffer_text(&out, ".Pp\n");
            add_text(&out, pov_buffer_get(&headings));
        }
    }
    close_list(&out);
    add_section(&out, POV_TEXT("SEE ALSO"));
    add_reference(&out, NULL, 1, false);
    add_reference(&out, "template", 1, true);
    out.failed = out.failed || headings.failed;
    pov_buffer_fini(&headings);
    return print_page(&out, to, err);
}

pov_status pov_manual_rules(FILE *to, pov_error *err)
{
    pov_buffer out = {0};

    open_page(&out, "rules", 7, POV_TEXT("rules that a plan is checked by"));
    add_section(&out, POV_TEXT("DESCRIPTION"));
    add_text(&out, pov_rules_introduction);
    open_list(&out, "-tag -width Ds");
    for (size_t i = 0; pov_rules[i] != NULL; i++) {
        pov_buffer_format(&out, ".It Cm %s Pq %s\n", pov_rules[i]->name,
                          pov_translate(pov_rules[i]->severity));
        add_text(&out, pov_rules[i]->about);
    }
    close_list(&out);
    add_section(&out, POV_TEXT("SEE ALSO"));
    add_reference(&out, NULL, 1, false);
    add_reference(&out, "check", 1, true);
    return print_page(&out, to, err);
}
