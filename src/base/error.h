/*
 * Errors: one status for every function that can fail, and the words and the place that go with it.
 *
 * The innermost function that knows the reason writes the message with pov_fail(); the first
 * message stays; callers add only the place with pov_error_place(). Nothing below src/cli prints or
 * exits.
 */
#ifndef POVCALC_BASE_ERROR_H
#define POVCALC_BASE_ERROR_H

#include "base/translate.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#if defined(__GNUC__) || defined(__clang__)
#define POV_CHECK __attribute__((warn_unused_result))
#define POV_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define POV_CHECK
#define POV_PRINTF(text, first)
#endif

/* code, default text */
#define POV_STATUS_LIST(X)                                                                         \
    X(POV_OK, POV_TEXT("no error"))                                                                \
    X(POV_ERR_USAGE, POV_TEXT("wrong usage"))                                                      \
    X(POV_ERR_SYNTAX, POV_TEXT("the text cannot be read"))                                         \
    X(POV_ERR_DATA, POV_TEXT("the figures cannot be used"))                                        \
    X(POV_ERR_KIND, POV_TEXT("the file is of another kind"))                                       \
    X(POV_ERR_RANGE, POV_TEXT("a number is too large"))                                            \
    X(POV_ERR_IO, POV_TEXT("input or output failed"))                                              \
    X(POV_ERR_NOMEM, POV_TEXT("out of memory"))

typedef enum pov_status {
#define POV_STATUS_CODE(code, text) code,
    POV_STATUS_LIST(POV_STATUS_CODE)
#undef POV_STATUS_CODE
} pov_status;

typedef struct pov_error {
    pov_status code;
    char message[480]; /* no newline, no program name */
    char hint[360];    /* what to do next; {FILE}: the file; "": nothing to say */
    char file[256];    /* "" when there is no place to point at; a longer path keeps its end */
    size_t line;       /* from 1; 0 = unknown */
    size_t column;     /* counts fields, from 1; 0 = unknown */
    char field[256];   /* that column's heading */
    int kind;          /* with POV_ERR_KIND: which one the file is of, a pov_file_kind */
} pov_error;

#define POV_ERROR_INIT                                                                             \
    {                                                                                              \
        0                                                                                          \
    }

const char *pov_status_text(pov_status code);
/* What the system says of an errno, in the language that is set; of 0, that it says nothing. */
const char *pov_system_reason(int number);

/* Writes the message unless `err` holds one already. Returns `code`, so that `return pov_fail(…)`
 * reads well. `err` may be NULL: then the code is all there is. */
pov_status pov_fail(pov_error *err, pov_status code, const char *format, ...) POV_PRINTF(3, 4);
pov_status pov_vfail(pov_error *err, pov_status code, const char *format, va_list arguments)
    POV_PRINTF(3, 0);

/* The one message for memory that ran out. In the header, so that every reader and checker sees
 * what it returns. */
static inline pov_status pov_no_memory(pov_error *err)
{
    (void)pov_fail(err, POV_ERR_NOMEM, "out of memory");
    return POV_ERR_NOMEM;
}

/* Adds a hint to the error written last, unless it has one. */
void pov_error_hint(pov_error *err, const char *format, ...) POV_PRINTF(2, 3);

/* The hint that a name that is not known may mean another one; false for none, NULL. */
bool pov_error_suggest(pov_error *err, const char *near);

/* Fills the parts of the place that are still unknown. `file` and `field` may be NULL. */
void pov_error_place(pov_error *err, const char *file, size_t line, size_t column,
                     const char *field);

/*
 * All that was found wrong with an input, in the order of the input: the first POV_PROBLEMS_KEPT
 * errors and every note (code POV_OK). `errors` counts also those that were not kept.
 */
#define POV_PROBLEMS_KEPT 20

typedef struct pov_problems {
    pov_error *item;
    size_t count, capacity;
    size_t errors;
} pov_problems;

#define POV_PROBLEMS_INIT                                                                          \
    {                                                                                              \
        0                                                                                          \
    }

/* Copies `problem` in. A note is an item whose code is POV_OK. Errors: POV_ERR_NOMEM. */
pov_status pov_problems_add(pov_problems *problems, const pov_error *problem) POV_CHECK;
/* Makes a note of it, at this place of a file. Errors: POV_ERR_NOMEM. */
pov_status pov_problems_note(pov_problems *problems, pov_error *note, const char *file,
                             size_t line) POV_CHECK;
void pov_problems_fini(pov_problems *problems);

#endif
