#include "session/notes.h"

#include "base/place.h"
#include "base/text.h"
#include "output/report.h"

#include <string.h>

/* Names and paths may hold anything; nothing of it acts on a terminal. */
static void print_text(const char *text, FILE *to)
{
    pov_buffer shown = {0};

    pov_text_printable(text, strlen(text), &shown);
    if (shown.failed) { /* without memory: byte by byte, and plainer */
        for (; *text != '\0'; text++) {
            (void)fputc((unsigned char)*text < ' ' || *text == 0x7F ? '?' : *text, to);
        }
    } else {
        (void)fputs(pov_buffer_get(&shown), to);
    }
    pov_buffer_fini(&shown);
}

static void print_place(const pov_error *error, FILE *to)
{
    pov_buffer place = {0};

    (void)fputs("povcalc: ", to);
    if (error->file[0] != '\0') {
        pov_place_write(&place, error->file, error->line, error->column);
        print_text(place.failed ? error->file : pov_buffer_get(&place), to);
        (void)fputs(": ", to);
    }
    pov_buffer_fini(&place);
}

static void print_body(const pov_error *error, FILE *to)
{
    if (error->field[0] != '\0') {
        print_text(error->field, to);
        (void)fputs(": ", to);
    }
    print_text(error->message, to);
    (void)fputc('\n', to);
    if (error->hint[0] != '\0') {
        (void)fprintf(to, "  %s: ", pov_translate("hint"));
        print_text(error->hint, to);
        (void)fputc('\n', to);
    }
}

void pov_print_error(const pov_error *error, FILE *to)
{
    print_place(error, to);
    print_body(error, to);
}

void pov_print_note(const pov_error *note, FILE *to)
{
    print_place(note, to);
    (void)fprintf(to, "%s: ", pov_label("severity.note", pov_language_now()));
    print_body(note, to);
}

void pov_print_problems(const pov_problems *problems, bool quiet, FILE *to)
{
    size_t notes = 0;

    for (size_t i = 0; i < problems->count; i++) {
        const pov_error *item = &problems->item[i];
        if (item->code != POV_OK) {
            pov_print_error(item, to);
        } else if (!quiet && ++notes <= POV_PROBLEMS_KEPT) {
            pov_print_note(item, to);
        }
    }
    if (notes > POV_PROBLEMS_KEPT) {
        (void)fprintf(to, pov_translate("povcalc: %zu notes in all, the first %d are shown\n"),
                      notes, POV_PROBLEMS_KEPT);
    }
    if (problems->errors > POV_PROBLEMS_KEPT) {
        (void)fprintf(to, pov_translate("povcalc: %zu errors in all, the first %d are shown\n"),
                      problems->errors, POV_PROBLEMS_KEPT);
    }
}

int pov_failed(const pov_error *err, const pov_io *io)
{
    pov_print_error(err, io->err);
    return POV_EXIT_FAILED;
}
