#include "session/values.h"

#include "loader/standard_file.h"

#include <ctype.h>
#include <string.h>

/* Lists that other modules hold. */
typedef enum word_list {
    LIST_NONE,
    LIST_FORMATS,
    LIST_RULES,
    LIST_STANDARDS,
    LIST_FIGURES, /* columns of figures */
    LIST_COLUMNS  /* all columns, each with = */
} word_list;

typedef struct value_kind {
    const char *words; /* in the order in which they are offered */
    word_list list;
    pov_files files;
    bool known, repeats;
} value_kind;

#define LEVELS " province district commune village region country"

/* Where nothing but `known` stands, the value is the user's own: a name, a number. */
static const value_kind kinds[POV_OPTION_COUNT] = {
    [POV_OPTION_FORMAT] = {.known = true, .list = LIST_FORMATS},
    [POV_OPTION_OUTPUT] = {.known = true, .files = POV_FILES_ANY},
    [POV_OPTION_DECIMALS] = {.known = true, .words = " 0 1 2 3 4 5 6"},
    [POV_OPTION_LANG] = {.known = true, .words = " en vi"},
    [POV_OPTION_SORT] = {.known = true,
                         .words = " unit year relative_reduction",
                         .list = LIST_FIGURES},
    [POV_OPTION_UNIT] = {.known = true, .repeats = true},
    [POV_OPTION_LEVEL] = {.known = true, .words = LEVELS},
    [POV_OPTION_GROUP] = {.known = true,
                          .words = " all urban rural ethnic_minority local_ethnic_minority "
                                   "no_labour_capacity"},
    [POV_OPTION_YEAR] = {.known = true},
    [POV_OPTION_GROWTH] = {.known = true, .words = " any 0"},
    [POV_OPTION_FAIL_ON] = {.known = true, .words = " error warning note never"},
    [POV_OPTION_RULE] = {.known = true, .list = LIST_RULES, .repeats = true},
    [POV_OPTION_NO_RULE] = {.known = true, .list = LIST_RULES, .repeats = true},
    [POV_OPTION_COLUMN] = {.known = true, .list = LIST_COLUMNS, .repeats = true},
    [POV_OPTION_HEADER_LINE] = {.known = true},
    [POV_OPTION_ENCODING] = {.known = true, .words = " UTF-8 UTF-16LE WINDOWS-1258 TCVN5712-1"},
    [POV_OPTION_STANDARD] = {.known = true, .list = LIST_STANDARDS, .files = POV_FILES_JSON},
    [POV_OPTION_SURVEY_BY] = {.known = true, .words = " province district commune"},
    [POV_OPTION_MEASURE] = {.known = true, .words = " counts deprivation"},
    [POV_OPTION_DEPRIVATION] = {.known = true, .files = POV_FILES_TABLE},
    [POV_OPTION_REVIEW_YEAR] = {.known = true},
    [POV_OPTION_INCOME_LINE] = {.known = true, .repeats = true},
    [POV_OPTION_CUTOFF] = {.known = true},
    [POV_OPTION_JOBS] = {.known = true},
    [POV_OPTION_REDUCTION_PP] = {.known = true},
    [POV_OPTION_REDUCTION_HOUSEHOLDS] = {.known = true},
    [POV_OPTION_REMAINING_RATE] = {.known = true},
    [POV_OPTION_ALLOCATE_BY] = {.known = true, .words = " poor households excess"},
    [POV_OPTION_WEIGHT] = {.known = true, .list = LIST_FIGURES},
    [POV_OPTION_MAX_CUT] = {.known = true},
    [POV_OPTION_TARGET_YEAR] = {.known = true},
    [POV_OPTION_TO] = {.known = true, .words = LEVELS},
    [POV_OPTION_MAP] = {.known = true, .files = POV_FILES_TABLE},
    [POV_OPTION_FAIL_ON_VERDICT] = {.known = true, .words = " missed unknown never"},
};

bool pov_values_known(pov_option_id id)
{
    return kinds[id].known;
}

bool pov_option_repeats(pov_option_id id)
{
    return kinds[id].repeats;
}

static void add_list(word_list list, pov_buffer *out)
{
    switch (list) {
    case LIST_FORMATS:
        for (size_t i = 0; pov_renderers[i] != NULL; i++) {
            pov_buffer_format(out, " %s", pov_renderers[i]->name);
        }
        break;
    case LIST_RULES:
        for (size_t i = 0; pov_rules[i] != NULL; i++) {
            pov_buffer_format(out, " %s", pov_rules[i]->name);
        }
        break;
    case LIST_STANDARDS:
        for (const pov_builtin_standard *b = pov_builtin_standards; b->id != NULL; b++) {
            pov_buffer_format(out, " %s", b->id);
        }
        break;
    case LIST_FIGURES:
        for (size_t quantity = 0; quantity < POV_QUANTITY_COUNT; quantity++) {
            pov_buffer_format(out, " %s", pov_quantity_get((pov_quantity)quantity)->name);
        }
        break;
    case LIST_COLUMNS:
        for (size_t i = 0; i < pov_plan_column_count(); i++) {
            pov_buffer_format(out, " %s=", pov_plan_column_get(i)->name);
        }
        break;
    case LIST_NONE:
        break;
    }
}

void pov_values_of_option(const pov_command *command, pov_option_id id, pov_values *out)
{
    const value_kind *kind = &kinds[id];
    /* The columns that are known here are those of plan files. */
    bool other_file = (command->options & (POV_OPT(MEASURE) | POV_OPT(STANDARD))) != 0;

    *out = (pov_values){.files = kind->files, .open = kind->list == LIST_COLUMNS};
    pov_buffer_text(&out->words, kind->words != NULL ? kind->words : "");
    if (kind->list != LIST_COLUMNS || !other_file) {
        add_list(kind->list, &out->words);
    }
}

/* A name in lower case is meant literally; one in capitals says what is to be put there. */
void pov_values_of_operands(const pov_command *command, pov_values *out)
{
    const char *const *operands = command->operands;

    *out = (pov_values){0};
    for (size_t i = 0; operands != NULL && operands[i] != NULL; i += 2) {
        if (islower((unsigned char)operands[i][0]) != 0) {
            pov_buffer_format(&out->words, " %s", operands[i]);
        } else if (strcmp(operands[i], "COMMAND") == 0) {
            for (size_t c = 0; pov_commands[c] != NULL; c++) {
                pov_buffer_format(&out->words, " %s", pov_commands[c]->name);
            }
        } else if (strcmp(operands[i], "ID") == 0) {
            add_list(LIST_STANDARDS, &out->words);
        } else {
            out->files = strcmp(operands[i], "FILE.json") == 0 ? POV_FILES_JSON : POV_FILES_TABLE;
        }
    }
    if (operands == NULL) {
        out->files = POV_FILES_TABLE;
    }
}
