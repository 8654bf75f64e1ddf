/*
 * The language that people are spoken to in: errors, hints, notes and help.
 *
 * Texts are in the code in English; src/base/vi.po holds them in Vietnamese. Formats are
 * translated as a whole, so that a translation may order the arguments anew (%2$s). What programs
 * read (JSON, CSV, names of rules, "error:", "warning:", "note:") is the same in every language.
 */
#ifndef POVCALC_BASE_TRANSLATE_H
#define POVCALC_BASE_TRANSLATE_H

#include <stddef.h>
#include <stdint.h> /* tells which C library it is */

#if defined(__GNUC__) || defined(__clang__)
#define POV_SAME_FORMAT __attribute__((format_arg(1)))
#else
#define POV_SAME_FORMAT
#endif

typedef enum pov_language { POV_ENGLISH, POV_VIETNAMESE } pov_language;

/* Marks a text of a table, which is translated where it is printed. */
#define POV_TEXT(english) (english)

/* For variables of a thread: glibc would allocate those of a loaded library at their first use, and
 * end the process when that fails. */
#if defined(__GLIBC__)
#define POV_TLS_AT_LOAD __attribute__((tls_model("initial-exec")))
#else
#define POV_TLS_AT_LOAD
#endif

/* A setting of the thread: who starts one hands it on. English until it is made. */
void pov_set_language(pov_language language);
pov_language pov_language_now(void);

/* The text in the language that is set; the text itself where there is no translation. */
const char *pov_translate(const char *english) POV_SAME_FORMAT;
/* The same in a language of one's own choice: what programs read is English. */
const char *pov_translate_to(const char *english, pov_language language) POV_SAME_FORMAT;

#endif
