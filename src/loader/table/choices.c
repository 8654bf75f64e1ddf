#include "loader/table/choices.h"

#include "base/text.h"
#include "loader/table/columns.h"

#include <stdio.h>
#include <string.h>

static pov_status read_choice(pov_choices *choices, const char *text, const pov_choosable *of,
                              pov_error *err)
{
    const size_t length = strcspn(text, "=");

    if (length == 0 || text[length] == '\0' || text[length + 1] == '\0') {
        return pov_fail(err, POV_ERR_USAGE, "--column: expected NAME=HEADING, found \"%.120s\"",
                        text);
    }
    pov_choice choice = {
        .name = pov_arena_text(&choices->arena, text, length),
        .heading = text + length + 1,
    };
    if (choice.name == NULL) {
        return pov_no_memory(err);
    }
    choice.column = of->find(of->columns, choice.name);
    if (choice.column == POV_NONE) {
        (void)pov_fail(err, POV_ERR_USAGE, "--column: there is no column \"%.80s\"", choice.name);
        if (pov_error_suggest(err, of->nearest(of->columns, choice.name))) {
            return POV_ERR_USAGE;
        }
        if (of->find(of->columns, choice.heading) != POV_NONE) {
            pov_error_hint(err, "the name comes first: --column \"%.80s=%.80s\"", choice.heading,
                           choice.name);
        } else {
            pov_error_hint(err, "\"povcalc help columns\" lists the names");
        }
        return POV_ERR_USAGE;
    }
    choices->choice[choices->count++] = choice;
    return POV_OK;
}

pov_status pov_choices_read(pov_choices *choices, const pov_load_options *options,
                            const pov_choosable *of, pov_error *err)
{
    pov_status status = POV_OK;

    if (options->column_count > 0) {
        choices->choice =
            pov_arena_alloc(&choices->arena, options->column_count * sizeof *choices->choice);
    }
    if (choices->choice == NULL && options->column_count > 0) {
        return pov_no_memory(err);
    }
    for (size_t i = 0; i < options->column_count && status == POV_OK; i++) {
        status = read_choice(choices, options->columns[i], of, err);
    }
    return status;
}

size_t pov_choices_column(const pov_choices *choices, const char *heading, bool *failed)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (pov_heading_same(choices->choice[i].heading, heading, failed)) {
            return choices->choice[i].column;
        }
    }
    return POV_NONE;
}

/* "#3": by the number of the field. */
static bool is_number_of(const char *heading, size_t field)
{
    char number[24];

    (void)snprintf(number, sizeof number, "#%zu", field + 1);
    return strcmp(heading, number) == 0;
}

size_t pov_choices_column_at(const pov_choices *choices, const char *heading, size_t field,
                             bool *failed)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (is_number_of(choices->choice[i].heading, field)) {
            return choices->choice[i].column;
        }
    }
    return pov_choices_column(choices, heading, failed);
}

bool pov_choices_has(const pov_choices *choices, size_t column)
{
    for (size_t i = 0; i < choices->count; i++) {
        if (choices->choice[i].column == column) {
            return true;
        }
    }
    return false;
}

/* Whether a choice before it is of the same column or heading. */
static bool is_second(const pov_choices *choices, size_t index)
{
    const pov_choice *choice = &choices->choice[index];

    for (size_t i = 0; i < index; i++) {
        if (choices->choice[i].column == choice->column ||
            pov_heading_same(choices->choice[i].heading, choice->heading, NULL)) {
            return true;
        }
    }
    return false;
}

/* The hint has the heading that was meant, or the first ones that there are. */
static pov_status refuse_heading(const pov_choice *choice, const char *const *heading, size_t count,
                                 pov_error *err)
{
    enum { SHOWN = 8 };
    pov_buffer shown = {0};

    (void)pov_fail(err, POV_ERR_USAGE, "--column %s: the header has no \"%.80s\"", choice->name,
                   choice->heading);
    if (!pov_error_suggest(err, pov_text_nearest(choice->heading, heading, count))) {
        for (size_t i = 0; i < count && i < SHOWN; i++) {
            pov_buffer_format(&shown, "%s\"%.60s\"", i > 0 ? ", " : "", heading[i]);
        }
        pov_buffer_text(&shown, count > SHOWN ? ", ..." : "");
        pov_error_hint(err, "it has %s", pov_buffer_get(&shown));
    }
    pov_buffer_fini(&shown);
    return POV_ERR_USAGE;
}

pov_status pov_choices_check(const pov_choices *choices, const char *const *heading, size_t count,
                             pov_error *err)
{
    for (size_t i = 0; i < choices->count; i++) {
        const pov_choice *choice = &choices->choice[i];
        size_t found = POV_NONE;
        for (size_t f = 0; f < count; f++) {
            if (!pov_heading_same(heading[f], choice->heading, NULL) &&
                !is_number_of(choice->heading, f)) {
                continue;
            }
            if (found != POV_NONE) {
                return pov_fail(err, POV_ERR_USAGE,
                                "--column %s: the heading \"%.80s\" is in column %zu and %zu",
                                choice->name, choice->heading, found + 1, f + 1);
            }
            found = f;
        }
        if (found == POV_NONE) {
            return refuse_heading(choice, heading, count, err);
        }
        if (is_second(choices, i)) {
            return pov_fail(err, POV_ERR_USAGE, "--column %s=%.80s: a second choice for one column",
                            choice->name, choice->heading);
        }
    }
    return POV_OK;
}

pov_status pov_choices_refuse(const char *heading, const char *near, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_DATA, "the column \"%s\" is not known", heading);
    if (near != NULL) {
        pov_error_hint(err, "did you mean \"%s\"? --ignore-unknown passes over such columns", near);
    } else {
        pov_error_hint(err, "--ignore-unknown passes over such columns, --column NAME=HEADING says "
                            "which one is meant");
    }
    return POV_ERR_DATA;
}

void pov_choices_fini(pov_choices *choices)
{
    pov_arena_fini(&choices->arena);
    *choices = (pov_choices)POV_CHOICES_INIT;
}
