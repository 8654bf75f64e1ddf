/*
 * Errors and problem lists. The first message stays: a caller that fails because its callee failed
 * must not hide the reason.
 */
#include "base/error.h"

#include "base/memory.h"
#include "base/place.h"
#include "base/translate.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *pov_status_text(pov_status code)
{
    switch (code) {
#define POV_STATUS_CASE(name, text)                                                                \
    case name:                                                                                     \
        return pov_translate(text);
        POV_STATUS_LIST(POV_STATUS_CASE)
#undef POV_STATUS_CASE
    }
    return pov_translate("unknown error");
}

const char *pov_system_reason(int number)
{
    switch (number) {
    case 0:
        return pov_translate("the device refused it");
    case ENOENT:
        return pov_translate("No such file or directory");
    case EACCES:
        return pov_translate("Permission denied");
    case EISDIR:
        return pov_translate("Is a directory");
    case ENOTDIR:
        return pov_translate("Not a directory");
    case ENOSPC:
        return pov_translate("No space left on device");
    case ESTALE:
        return pov_translate("It was cut or replaced meanwhile");
    case EFBIG:
        return pov_translate("File too large");
    case EROFS:
        return pov_translate("Read-only file system");
    case EIO:
        return pov_translate("Input/output error");
    default:
        return strerror(number);
    }
}

/* Bytes that must follow a lead byte of UTF-8. */
static size_t bytes_after(char lead)
{
    unsigned char byte = (unsigned char)lead;

    return byte >= 0xF0U ? 3 : byte >= 0xE0U ? 2 : byte >= 0xC0U ? 1 : 0;
}

/* A text that was cut within a character of UTF-8, also in its middle, where a format's precision
 * cut a word, loses that character. */
static void drop_half_characters(char *text)
{
    char *to = text;

    while (*text != '\0') {
        size_t want = bytes_after(*text), length = 1;
        while (length <= want && ((unsigned char)text[length] & 0xC0U) == 0x80U) {
            length++;
        }
        if (length == want + 1) {
            memmove(to, text, length);
            to += length;
        }
        text += length;
    }
    *to = '\0';
}

static void write_cut(char *to, size_t size, const char *format, va_list arguments)
    POV_PRINTF(3, 0);

static void write_cut(char *to, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(to, size, pov_translate(format), arguments);

    if (length < 0) {
        to[0] = '\0';
    } else if ((size_t)length >= size || strstr(format, "%.") != NULL) {
        drop_half_characters(to);
    }
}

pov_status pov_vfail(pov_error *err, pov_status code, const char *format, va_list arguments)
{
    if (err != NULL && err->code == POV_OK) {
        write_cut(err->message, sizeof err->message, format, arguments);
        err->code = code;
    }
    return code;
}

pov_status pov_fail(pov_error *err, pov_status code, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    (void)pov_vfail(err, code, format, arguments);
    va_end(arguments);
    return code;
}

void pov_error_hint(pov_error *err, const char *format, ...)
{
    if (err == NULL || err->hint[0] != '\0') {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    write_cut(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
}

static void copy_start(char *to, size_t size, const char *text)
{
    size_t length = strlen(text);

    if (length >= size) {
        length = size - 1;
    }
    memcpy(to, text, length);
    to[length] = '\0';
    drop_half_characters(to);
}

/* Of a path that is too long the end tells more than the start. */
static void copy_path(char *to, size_t size, const char *path, size_t length)
{
    if (length < size) {
        memcpy(to, path, length);
        to[length] = '\0';
        return;
    }
    const char *from = path + length - (size - 4);
    while (((unsigned char)*from & 0xC0U) == 0x80U) {
        from++;
    }
    (void)snprintf(to, size, "...%.*s", (int)(path + length - from), from);
}

/* A document's list of its tables may have no room: then the one that the error is in is named. */
static void copy_place(pov_error *err, const char *file)
{
    const size_t size = sizeof err->file, length = strlen(file), room = 32;
    const size_t table = length < size ? 0 : pov_place_table(file, &err->line);

    if (table == 0) {
        copy_path(err->file, size, file, length);
        return;
    }
    copy_path(err->file, size - room, file, pov_place_path_length(file));
    const size_t path = strlen(err->file);
    (void)snprintf(err->file + path, size - path, POV_PLACE_ROWS "1 %zu" POV_PLACE_ROWS, table);
}

bool pov_error_suggest(pov_error *err, const char *near)
{
    if (near != NULL) {
        pov_error_hint(err, "did you mean \"%s\"?", near);
    }
    return near != NULL;
}

void pov_error_place(pov_error *err, const char *file, size_t line, size_t column,
                     const char *field)
{
    if (err == NULL) {
        return;
    }
    if (err->line == 0) {
        err->line = line;
    }
    if (file != NULL && err->file[0] == '\0') {
        copy_place(err, file);
    }
    if (err->column == 0) {
        err->column = column;
    }
    if (field != NULL && err->field[0] == '\0') {
        copy_start(err->field, sizeof err->field, field);
    }
}

pov_status pov_problems_add(pov_problems *problems, const pov_error *problem)
{
    bool is_error = problem->code != POV_OK;

    if (!is_error || problems->errors < POV_PROBLEMS_KEPT) {
        pov_status status = pov_grow(&problems->item, &problems->capacity, problems->count + 1,
                                     sizeof *problems->item);
        if (status != POV_OK) {
            return status; /* not counted: the caller has this one to tell instead */
        }
        problems->item[problems->count++] = *problem;
    }
    problems->errors += is_error;
    return POV_OK;
}

pov_status pov_problems_note(pov_problems *problems, pov_error *note, const char *file, size_t line)
{
    pov_error_place(note, file, line, 0, NULL);
    note->code = POV_OK;
    return pov_problems_add(problems, note);
}

void pov_problems_fini(pov_problems *problems)
{
    free(problems->item);
    *problems = (pov_problems)POV_PROBLEMS_INIT;
}
