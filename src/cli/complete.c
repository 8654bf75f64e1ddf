#include "cli/complete.h"

#include "base/text.h"
#include "base/translate.h"
#include "loader/standard_file.h"
#include "output/render.h"
#include "session/command.h"

#include <ctype.h>
#include <string.h>
#include <sys/stat.h>

typedef struct answer {
    const char *typed;
    pov_buffer out;
} answer;

/* The word is offered if it begins with what was typed. A name that no line can hold is not. */
static void offer(answer *a, const char *word, size_t length, const char *end, const char *about)
{
    size_t typed = strlen(a->typed);

    if (typed > length || memcmp(word, a->typed, typed) != 0) {
        return;
    }
    for (size_t i = 0; i < length; i++) {
        if (iscntrl((unsigned char)word[i]) != 0) {
            return;
        }
    }
    pov_buffer_add(&a->out, word, length);
    pov_buffer_format(&a->out, "%s\t%s\n", end, about[0] != '\0' ? pov_translate(about) : "");
}

static void offer_text(answer *a, const char *word, const char *about)
{
    offer(a, word, strlen(word), "", about);
}

static void offer_words(answer *a, const char *list)
{
    size_t length;

    for (const char *word = pov_option_word(&list, &length); length > 0;
         word = pov_option_word(&list, &length)) {
        offer(a, word, length, "", "");
    }
}

static void offer_commands(answer *a)
{
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        offer_text(a, pov_commands[c]->name, pov_commands[c]->summary);
    }
}

static void offer_standards(answer *a)
{
    for (const pov_builtin_standard *b = pov_builtin_standards; b->id != NULL; b++) {
        offer_text(a, b->id, "");
    }
}

static void offer_files(answer *a, pov_files files)
{
    static const char *const endings[] = {
        [POV_FILES_ANY] = "",
        [POV_FILES_TABLE] = " csv CSV tsv txt",
        [POV_FILES_JSON] = " json",
    };

    if (files != POV_FILES_NONE) {
        pov_buffer_format(&a->out, ":files%s\n", endings[files]);
    }
}

static pov_status offer_units_of(answer *a, const char *path, const pov_load_options *load)
{
    pov_problems problems = POV_PROBLEMS_INIT;
    pov_plan plan = POV_PLAN_INIT;
    pov_status status = pov_load_plan_file(&plan, path, load, &problems, NULL);

    if (status == POV_OK) {
        status = pov_plan_finish(&plan, &problems, NULL);
    }
    for (size_t u = 0; u < plan.unit_count && status == POV_OK; u++) {
        offer_text(a, plan.unit[u].name, "");
    }
    pov_plan_fini(&plan);
    pov_problems_fini(&problems);
    return status;
}

/* The units of the plans that the words name; of a file that is refused none. */
static void offer_units(answer *a, const pov_command *command, int count, char **words)
{
    pov_options options;
    struct stat file;
    /* fails where the option that is completed lacks its argument, when all before it is read */
    pov_status status = pov_options_read(&options, command, count, words, NULL);

    for (size_t i = 0; i < options.operands.count && status != POV_ERR_NOMEM; i++) {
        const char *path = options.operands.text[i];
        if (stat(path, &file) == 0 && S_ISREG(file.st_mode)) {
            status = offer_units_of(a, path, &options.load);
        }
    }
    a->out.failed = a->out.failed || status == POV_ERR_NOMEM;
    pov_options_fini(&options);
}

static void offer_list(answer *a, const pov_option *option, const pov_command *command, int count,
                       char **words)
{
    switch (option->list) {
    case POV_LIST_NONE:
        break;
    case POV_LIST_FORMATS:
        for (size_t i = 0; pov_renderers[i] != NULL; i++) {
            if (pov_command_writes(command, pov_renderers[i]->name)) {
                offer_text(a, pov_renderers[i]->name, "");
            }
        }
        break;
    case POV_LIST_RULES:
        for (size_t i = 0; pov_rules[i] != NULL; i++) {
            char without[64];
            (void)snprintf(without, sizeof without, "-%s", pov_rules[i]->name);
            offer_text(a, a->typed[0] == '-' ? without : pov_rules[i]->name, "");
        }
        break;
    case POV_LIST_STANDARDS:
        offer_standards(a);
        break;
    case POV_LIST_FIGURES:
        for (size_t quantity = 0; quantity < POV_PLAN_QUANTITY_COUNT; quantity++) {
            offer_text(a, pov_quantity_get((pov_quantity)quantity)->name, "");
        }
        break;
    case POV_LIST_COLUMNS:
        /* the columns that are known here are those of plan files */
        for (size_t i = 0; i < pov_column_count() &&
                           (command->options & (POV_OPT(MEASURE) | POV_OPT(STANDARD))) == 0;
             i++) {
            pov_column_info column;
            if (pov_column_info_get(i, POV_FILE_PLAN, &column)) {
                offer(a, column.name, strlen(column.name), "=", column.meaning);
            }
        }
        break;
    case POV_LIST_UNITS:
        offer_units(a, command, count, words);
        break;
    }
}

static void offer_value(answer *a, const pov_option *option, const pov_command *command, int count,
                        char **words)
{
    if (option->argument != NULL) {
        offer_words(a, option->words != NULL ? option->words : "");
        offer_list(a, option, command, count, words);
        offer_files(a, option->files);
    }
}

/* Those of the command, but for those that were given and are not given twice. */
static void offer_options(answer *a, const pov_command *command, const bool *given)
{
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        const pov_option *option = pov_option_get((pov_option_id)id);
        char name[64];
        bool repeats = option->repeats || option->type == POV_TYPE_TEXTS;
        if (pov_option_of(command, id) && (!given[id] || repeats)) {
            (void)snprintf(name, sizeof name, "--%s", option->name);
            offer_text(a, name, option->help);
        }
    }
}

/* An operand in lower case is meant literally; one in capitals says what is to be put there. */
static void offer_operands(answer *a, const pov_command *command)
{
    const char *const *operands = command->operands;

    for (size_t i = 0; operands != NULL && operands[i] != NULL; i += 2) {
        if (islower((unsigned char)operands[i][0]) != 0) {
            offer_text(a, operands[i], operands[i + 1]);
        } else if (strcmp(operands[i], "COMMAND") == 0) {
            offer_commands(a);
        } else if (strcmp(operands[i], "ID") == 0) {
            offer_standards(a);
        }
    }
    offer_files(a, command->files);
}

/* `words` begins with the command's name, and holds what is completed no more. */
static void offer_for_command(answer *a, const pov_command *command, int count, char **words)
{
    pov_words before = {.next = words + 1, .count = (size_t)count - 1};
    bool given[POV_OPTION_COUNT] = {false};
    pov_word_kind kind;
    pov_word word;

    while ((kind = pov_word_next(&before, command, &word)) != POV_WORD_END) {
        if (kind == POV_WORD_MISSING) {
            offer_value(a, word.option, command, count, words);
            return;
        }
        if (word.option != NULL) {
            given[word.option - pov_option_get((pov_option_id)0)] = true;
        }
    }
    const char *equals = strchr(a->typed, '=');
    if (before.operands || a->typed[0] != '-') {
        offer_operands(a, command);
    } else if (pov_text_begins(a->typed, "--") && equals != NULL) {
        const pov_option *option =
            pov_option_by_name(command, a->typed + 2, (size_t)(equals - a->typed) - 2);
        a->typed = equals + 1;
        if (option != NULL) {
            offer_value(a, option, command, count, words);
        }
    } else {
        offer_options(a, command, given);
    }
}

pov_status pov_complete(int count, char **words, FILE *to, pov_error *err)
{
    answer a = {.typed = count > 0 ? words[count - 1] : ""};
    const pov_command *command = count > 1 ? pov_command_find(words[0]) : NULL;

    if (command != NULL) {
        offer_for_command(&a, command, count - 1, words);
    } else if (count == 1) {
        offer_commands(&a);
        offer_files(&a, pov_command_find("summary")->files);
        if (a.typed[0] == '-') {
            offer_text(&a, "--help", POV_TEXT("list the commands; after a command, its help"));
            offer_text(&a, "--version", POV_TEXT("name the version, and those of the libraries"));
        }
    }
    pov_status status = pov_render_flush(to, &a.out, err);
    pov_buffer_fini(&a.out);
    return status;
}
