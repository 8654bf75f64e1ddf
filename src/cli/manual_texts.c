#include "cli/manual_texts.h"

#include <string.h>

const char *const pov_manual_program_texts[] = {
    POV_TEXT("povcalc reads the figures of poverty-reduction plans and of their results, computes "
             "what is not printed, and finds what cannot be true. A printed figure is taken as the "
             "set of numbers that it can stand for: 7.97% is 7.965 to 7.975. All arithmetic is "
             "exact."),
    POV_TEXT("Commands read standard input where no FILE is named, and for the FILE -. Options and "
             "operands may stand in any order; -- ends the options. Results go to standard output, "
             "errors and notes to standard error. A file with an error gives no result."),
    POV_TEXT("Tables are for people. JSON and CSV are for programs: they look the same in every "
             "language, and change only by additions. Output is UTF-8 whatever the locale."),
    NULL,
};

const char *const pov_manual_columns_texts[] = {
    POV_TEXT(
        "A count takes digits, with a dot, a comma or a blank between groups of exactly three. "
        "A rate takes one decimal mark, a dot or a comma, and may end with %. Before either "
        "may stand >=, <= or ~ (about), and 6.5-7.2 is a range. A cell that is empty, or "
        "holds - or x, states nothing. All else is refused, with its place."),
    POV_TEXT("Cells are separated by commas, semicolons or tabs; the header line shows by which. "
             "Text is UTF-8, or UTF-16 with a byte-order mark. Headings are compared without "
             "regard to case, spacing and punctuation."),
    NULL,
};

typedef struct command_texts {
    const char *name;
    const char *texts[4]; /* ends with NULL */
} command_texts;

static const command_texts commands[] = {
    {"rates",
     {POV_TEXT("The rate of a group is in percent of the group's own households, that of "
               "no_labour_capacity in percent of all households of the unit. In tables ≈ stands "
               "before what was computed, and * behind a unit in which something does not fit; "
               "`povcalc check` says what.")}},
    {"targets",
     {POV_TEXT("In tables ≈ stands before what was computed, and * behind a unit in which "
               "something does not fit; `povcalc check` says what. What holds only under an "
               "assumption on the growth of households is shown with --growth or --bounds; JSON "
               "has it always, with the basis assumed.")}},
    {"check",
     {POV_TEXT("A finding is one line: file, line, severity, unit, column, what is stated, what "
               "follows from the other figures, and the name of the rule in brackets. Editors that "
               "understand the messages of a compiler find its place. Where one "
               "cell would fix it, the finding names that cell and its value."),
      POV_TEXT("A list of units is compared with its parent where both stand in the file, level by "
               "level and group by group.")}},
    {"progress",
     {POV_TEXT("Units are matched by name and group, and by parent where a name stands for two. A "
               "unit of PLAN that RESULT does not hold is unknown, and one that only RESULT holds "
               "is listed.")}},
    {"allocate",
     {POV_TEXT("The aim is one of --reduction-pp, --reduction-households and --remaining-rate. "
               "With --format csv the output is a plan file, in which `povcalc check` finds "
               "nothing.")}},
    {"rollup",
     {POV_TEXT("Counts that `povcalc survey` made of parts of a country are whole numbers, so "
               "that their sum is the count of the whole: one run for each file, and one rollup "
               "at the end.")}},
    {"survey",
     {POV_TEXT("A household whose row cannot be read stops the run, with its place; --skip-invalid "
               "counts such rows and passes over them. The output of --format csv is a plan file, "
               "or with --measure deprivation a deprivation file, for the other commands.")}},
};

const char *const *pov_manual_command_texts(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return commands[i].texts;
        }
    }
    return NULL;
}

const char *pov_manual_command_name(size_t index)
{
    return index < sizeof commands / sizeof *commands ? commands[index].name : NULL;
}
