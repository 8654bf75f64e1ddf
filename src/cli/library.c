/*
 * The library's face: files in memory, a call into buffers. See povcalc.h.
 */
#include "povcalc.h"

#include "base/version.h"
#include "cli/call.h"
#include "loader/source/bytes.h"

#include <stdlib.h>
#include <string.h>

/* What a stream wrote. */
typedef struct text {
    char *bytes; /* NULL: nothing yet */
    size_t length;
} text;

struct povcalc_session {
    pov_memory_files files;
    text out, notes;
};

povcalc_session *povcalc_new(void)
{
    return calloc(1, sizeof(povcalc_session));
}

static pov_memory_file *find_file(povcalc_session *session, const char *name)
{
    for (size_t i = 0; i < session->files.count; i++) {
        if (strcmp(session->files.file[i].name, name) == 0) {
            return &session->files.file[i];
        }
    }
    return NULL;
}

int povcalc_add_file(povcalc_session *session, const char *name, const void *bytes, size_t length)
{
    pov_memory_files *files = &session->files;
    pov_memory_file *file = find_file(session, name);
    char *copy = malloc(length + 1);
    char *own = file == NULL ? strdup(name) : NULL;

    if (copy == NULL ||
        (file == NULL && (own == NULL || pov_grow(&files->file, &files->capacity, files->count + 1,
                                                  sizeof *file) != POV_OK))) {
        free(copy);
        free(own);
        return POVCALC_FAILED;
    }
    if (file == NULL) {
        file = &files->file[files->count++];
        *file = (pov_memory_file){.name = own};
    }
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    free(file->bytes);
    file->bytes = copy;
    file->length = length;
    return 0;
}

static void forget(text *t)
{
    free(t->bytes);
    *t = (text){0};
}

/* The words as argv, after the program's name. */
static int call(povcalc_session *session, int count, const char *const *words, const pov_io *io)
{
    static char program[] = "povcalc";
    char **argv = calloc((size_t)count + 2, sizeof *argv);
    pov_buffer all = {0};
    int status = POVCALC_FAILED;

    for (int i = 0; i < count; i++) {
        pov_buffer_add(&all, words[i], strlen(words[i]) + 1);
    }
    if (argv != NULL && !all.failed) {
        char *word = all.data;
        argv[0] = program;
        for (int i = 1; i <= count; i++) {
            argv[i] = word;
            word += strlen(word) + 1;
        }
        pov_bytes_offer(&session->files);
        status = pov_call(count + 1, argv, io);
        pov_bytes_offer(NULL);
    } else {
        (void)fputs("povcalc: out of memory\n", io->err);
    }
    free(argv);
    pov_buffer_fini(&all);
    return status;
}

int povcalc_call(povcalc_session *session, int count, const char *const *words)
{
    pov_language before = pov_language_now();
    int status = POVCALC_FAILED;

    forget(&session->out);
    forget(&session->notes);
    const pov_io io = {
        .out = open_memstream(&session->out.bytes, &session->out.length),
        .err = open_memstream(&session->notes.bytes, &session->notes.length),
    };
    if (io.out != NULL && io.err != NULL) {
        status = call(session, count, words, &io);
    }
    bool whole = io.out != NULL && ferror(io.out) == 0 && fclose(io.out) == 0;
    whole = io.err != NULL && fclose(io.err) == 0 && whole;
    if (!whole) { /* memory failed: half an answer is none */
        forget(&session->out);
        status = POVCALC_FAILED;
    }
    pov_set_language(before);
    return status;
}

static const char *get(const text *t, size_t *length)
{
    if (length != NULL) {
        *length = t->bytes != NULL ? t->length : 0;
    }
    return t->bytes != NULL ? t->bytes : "";
}

const char *povcalc_text(const povcalc_session *session, size_t *length)
{
    return get(&session->out, length);
}

const char *povcalc_notes(const povcalc_session *session, size_t *length)
{
    return get(&session->notes, length);
}

void povcalc_free(povcalc_session *session)
{
    if (session == NULL) {
        return;
    }
    for (size_t i = 0; i < session->files.count; i++) {
        free(session->files.file[i].name);
        free(session->files.file[i].bytes);
    }
    free(session->files.file);
    forget(&session->out);
    forget(&session->notes);
    free(session);
}

const char *povcalc_version(void)
{
    return POV_VERSION;
}
