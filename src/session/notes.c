#include "session/notes.h"

#include "base/place.h"
#include "base/text.h"
#include "output/report.h"

#include <ctype.h>
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

/* The error's file as a word of a shell; FILE where it has none, or is standard input. */
static void write_file_word(pov_buffer *out, const pov_error *error)
{
    const char *file = error->file;
    const size_t length = pov_place_path_length(file);
    bool plain = true;

    if (length == 0 || strcmp(file, "-") == 0 || pov_text_begins(file, "...")) {
        pov_buffer_text(out, pov_translate("FILE"));
        return;
    }
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)file[i];
        plain = plain && (c >= 0x80U || isalnum(c) || strchr("._/+-,", c) != NULL);
    }
    pov_buffer_text(out, plain ? "" : "'");
    for (size_t i = 0; i < length; i++) {
        pov_buffer_add(out, &file[i], 1);
        pov_buffer_text(out, file[i] == '\'' ? "\\''" : "");
    }
    pov_buffer_text(out, plain ? "" : "'");
}

/* "{FILE}" in a hint is the file that could not be read: a command can be copied as it is. */
static void print_hint(const pov_error *error, FILE *to)
{
    static const char mark[] = "{FILE}";
    pov_buffer text = {0};
    const char *rest = error->hint;

    for (const char *at = strstr(rest, mark); at != NULL; at = strstr(rest, mark)) {
        pov_buffer_add(&text, rest, (size_t)(at - rest));
        write_file_word(&text, error);
        rest = at + sizeof mark - 1;
    }
    pov_buffer_text(&text, rest);
    (void)fprintf(to, "  %s: ", pov_translate("hint"));
    print_text(text.failed ? error->hint : pov_buffer_get(&text), to);
    (void)fputc('\n', to);
    pov_buffer_fini(&text);
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
        print_hint(error, to);
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

void pov_note(const pov_io *io, const char *file, size_t line, const char *hint, const char *format,
              ...)
{
    pov_error note = POV_ERROR_INIT;
    va_list arguments;

    va_start(arguments, format);
    (void)pov_vfail(&note, POV_ERR_DATA, format, arguments);
    va_end(arguments);
    if (hint != NULL) {
        pov_error_hint(&note, "%s", pov_translate(hint));
    }
    pov_error_place(&note, file, line, 0, NULL);
    pov_print_note(&note, io->err);
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
