/*
 * Vietnamese that is not Unicode although its bytes are: text of the older fonts that a program
 * took for Western European letters, and UTF-8 that was taken for it and saved once more.
 */
#ifndef POVCALC_LOADER_SOURCE_GARBLED_H
#define POVCALC_LOADER_SOURCE_GARBLED_H

#include "base/memory.h"

typedef enum pov_garbled {
    POV_GARBLED_NOT,
    POV_GARBLED_TCVN3,  /* the fonts .Vn: "§¾k N«ng" is "Đắk Nông" */
    POV_GARBLED_VNI,    /* the fonts VNI: "Ñaék Noâng" */
    POV_GARBLED_VISCII, /* VISCII: "Ð¡k Nông" */
    POV_GARBLED_TWICE,  /* UTF-8 twice or more often: "KrÃ´ng NÃ´" is "Krông Nô" */
    POV_GARBLED_LOST,   /* U+FFFD or ? where a program had no letter to write: "Kr?ng N?" */
    POV_GARBLED_CODES   /* letters written as codes: "&#272;", "\\u0110", "%C4%90" */
} pov_garbled;

/* What UTF-8 text is certainly. A cell of few letters may be garbled and not show it. */
pov_garbled pov_garbled_find(const char *text, size_t length);
/* The same for one cell, also of ASCII: with lost letters and codes. */
pov_garbled pov_garbled_find_in_cell(const char *text, size_t length);

/* A quick look: letters that are not ASCII, or a sign that may stand for one. */
bool pov_garbled_may_be(const char *text, size_t length);

/* Whether the text has a letter that only Unicode has: the rest of it is Unicode then. */
bool pov_garbled_has_unicode(const char *text, size_t length);

/* Appends the text in Unicode. False when it cannot be what is said; a failed allocation marks
 * `out`. */
bool pov_garbled_repair(pov_garbled as, const char *text, size_t length, pov_buffer *out);

/* What all text of a file is that could be Western European, going by what was looked at. */
typedef struct pov_garbled_text {
    pov_garbled is;
    bool has_unicode; /* so a cell that is not is refused */
    bool named;       /* the user named the encoding: the hint is the one that would fit */
} pov_garbled_text;

/*
 * A cell of the text: appends Unicode to `out` where it is certainly something else, and *as says
 * what; POV_GARBLED_NOT: it is right as it is. Errors: POV_ERR_SYNTAX for what cannot be repaired,
 * and for what does not go with the cells before; POV_ERR_NOMEM.
 */
pov_status pov_garbled_cell(pov_garbled_text *all, const char *text, size_t length, pov_buffer *out,
                            pov_garbled *as, pov_error *err) POV_CHECK;

/* How many of the words that are not ASCII can be Vietnamese syllables; *words: of how many. */
size_t pov_garbled_syllables(const char *text, size_t length, size_t *words);

/* The encoding that gives most Vietnamese from bytes that are not UTF-8; NULL: none does. Text of
 * ISO-8859-1 is that of the fonts VNI, to be repaired after. */
const char *pov_garbled_encoding(const char *text, size_t length);

/* For messages: "TCVN3 (the fonts .Vn)", … */
const char *pov_garbled_name(pov_garbled as);
/* As iconv calls the encoding of such text; NULL where it has no name. */
const char *pov_garbled_iconv(pov_garbled as);

#endif
