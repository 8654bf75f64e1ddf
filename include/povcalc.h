/*
 * povcalc as a library: poverty statistics from the figures that plans print.
 *
 * A session has files, takes the words of a command line and gives an answer, the same bytes as
 * the program povcalc. Commands, options and formats are those of the program: see povcalc(1).
 *
 *     povcalc_session *session = povcalc_new();
 *     const char *words[] = {"targets", "--format", "json", "plan.csv"};
 *
 *     if (session != NULL && povcalc_add_file(session, "plan.csv", bytes, length) == 0) {
 *         int status = povcalc_call(session, 4, words);
 *         puts(status == POVCALC_FAILED ? povcalc_notes(session, NULL)
 *                                       : povcalc_text(session, NULL));
 *     }
 *     povcalc_free(session);
 *
 * Threads: each may have sessions of its own; one session is for one thread at a time. Nothing of
 * a call outlives it but its answer, and the language is that of the call (--lang, else the
 * environment's).
 */
#ifndef POVCALC_H
#define POVCALC_H

#include <stddef.h>

#if defined(__GNUC__) || defined(__clang__)
#define POVCALC_API __attribute__((visibility("default")))
#else
#define POVCALC_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct povcalc_session povcalc_session;

/* What a call returns, as the program's exit status. */
enum {
    POVCALC_YES = 0, /* done; where there is a question, the answer is yes */
    POVCALC_NO = 1,  /* done, and the answer is no: a finding, a target that was missed */
    POVCALC_FAILED =
        2 /* not done: wrong usage, input refused, reading or writing failed, no memory */
};

/* An empty session; NULL when memory fails. */
POVCALC_API povcalc_session *povcalc_new(void);

/*
 * Adds a file that calls may name as if it were on the disk; "-" is standard input.
 *
 * name    any text without a zero byte; a file of the same name is replaced
 * bytes   copied; NULL when length is 0
 * returns 0, or POVCALC_FAILED when memory fails
 */
POVCALC_API int povcalc_add_file(povcalc_session *session, const char *name, const void *bytes,
                                 size_t length);

/*
 * Runs a command.
 *
 * words   "targets", "--format", "json", "plan.csv": the command line without the program's name.
 *         A name that was not added is the path of a file on the disk. With --output PATH the
 *         answer goes to a file on the disk instead; standard input that was not added is refused.
 * returns POVCALC_YES, POVCALC_NO or POVCALC_FAILED
 */
POVCALC_API int povcalc_call(povcalc_session *session, int count, const char *const *words);

/*
 * The answer to the last call: what the program writes to standard output, and what it says on
 * standard error. Text is UTF-8 and ends with a zero byte that `length` (out; NULL: not asked for)
 * does not count; --format xlsx and png give bytes instead. Lives until the next call or
 * povcalc_free; "" before the first.
 */
POVCALC_API const char *povcalc_text(const povcalc_session *session, size_t *length);
POVCALC_API const char *povcalc_notes(const povcalc_session *session, size_t *length);

/* Frees the session with its files and its answer; NULL is passed over. */
POVCALC_API void povcalc_free(povcalc_session *session);

/* The version of the library, "1.0.0". */
POVCALC_API const char *povcalc_version(void);

#ifdef __cplusplus
}
#endif

#endif
