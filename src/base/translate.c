/*
 * Looks texts up in the catalogue of the language that is set.
 */
#include "base/translate.h"

#include "base/catalogue.h"

#include <string.h>

/* Set by each call: two threads may speak two languages. */
static _Thread_local pov_language language_set POV_TLS_AT_LOAD = POV_ENGLISH;

void pov_set_language(pov_language language)
{
    language_set = language;
}

pov_language pov_language_now(void)
{
    return language_set;
}

const char *pov_translate(const char *english)
{
    return pov_translate_to(english, language_set);
}

const char *pov_translate_to(const char *english, pov_language language)
{
    size_t low = 0, high = language == POV_VIETNAMESE ? pov_vi_count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(english, pov_vi_block + pov_vi[middle].english);
        if (order == 0) {
            return pov_vi_block + pov_vi[middle].translated;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return english;
}
