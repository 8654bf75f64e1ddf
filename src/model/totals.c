#include "model/totals.h"

#include "base/text.h"

#include <string.h>

static bool begins(const char **at, const char *word)
{
    size_t length = strlen(word);

    if (strncmp(*at, word, length) != 0 || strchr(" :.,(", (*at)[length]) == NULL) {
        return false;
    }
    *at += length;
    *at += strspn(*at, " :.,");
    return true;
}

bool pov_begins_any(const char **at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (begins(at, words[i])) {
            return true;
        }
    }
    return false;
}

/* "(I+II)", and nothing more */
static bool is_bracket(const char *text)
{
    static const char *const english[] = {"- total", "/ total", "- whole country",
                                          "/ whole country", "- national"};

    for (size_t i = 0; i < POV_LENGTH(english); i++) {
        if (strcmp(text, english[i]) == 0) {
            return true; /* the same once more */
        }
    }
    return text[0] == '\0' || (text[0] == '(' && strchr(text, ')') != NULL &&
                               strchr(text, ')')[1 + strspn(strchr(text, ')') + 1, " :.")] == '\0');
}

/* `named`: a name may follow, "toàn huyện An Sơn". */
static bool is_whole(const char *folded, bool named)
{
    static const char *const alone[] = {"cả nước", "toàn quốc", "whole country", "toàn bộ"};
    static const char *const kinds[] = {
        "toàn tỉnh", "toàn huyện",   "toàn xã",       "toàn thành phố", "toàn thị xã",
        "toàn quận", "toàn phường",  "toàn thị trấn", "toàn đặc khu",   "toàn thôn",
        "toàn vùng", "toàn khu vực", "toàn tp",       "toàn bản",       "toàn ấp",
        "cả tỉnh",   "cả huyện",     "cả xã",         "cả vùng",        "cả thành phố"};

    return (POV_BEGINS_ANY(&folded, kinds) && (named || is_bracket(folded))) ||
           (POV_BEGINS_ANY(&folded, alone) && is_bracket(folded));
}

bool pov_names_whole(const char *folded)
{
    return is_whole(folded, true);
}

bool pov_total_skip(const char **at)
{
    static const char *const words[] = {
        "tổng cộng",  "tổng số",         "tổng chung",       "tổng",      "cộng chung",  "cộng",
        "tiểu cộng",  "total",           "sub total",        "subtotal",  "grand total", "chung",
        "tính chung", "bình quân chung", "trung bình chung", "bình quân", "trung bình"};

    return POV_BEGINS_ANY(at, words);
}

/* "A+B", "I + II", "1+2+3": the numbers of sections, added up; or one section's letter. */
static pov_total of_sections(const char *rest)
{
    size_t parts = 1, length = 0;

    for (const char *at = rest; *at != '\0'; at++) {
        if (*at == '+' && length > 0) {
            parts++;
            length = 0;
        } else if (*at != ' ') {
            length++;
            if (length > 4 || strchr("abcdefghivx0123456789.", *at) == NULL) {
                return POV_TOTAL_NOT;
            }
        }
    }
    return length == 0                         ? POV_TOTAL_NOT
           : parts > 1                         ? POV_TOTAL_ALL
           : rest[0] >= 'a' && rest[1] == '\0' ? POV_TOTAL_PART
                                               : POV_TOTAL_NOT;
}

pov_total pov_total_of(const char *rest, bool *bare)
{
    static const char *const parts[] = {"cụm", "nhóm", "khối", "vùng", "khu vực", "mục", "phần"};
    static const char *const kinds[] = {
        "xã",      "huyện", "tỉnh", "phường", "thị trấn", "quận",   "thành phố", "thị xã",  "thôn",
        "đặc khu", "chung", "số",   "số hộ",  "hộ",       "hộ dân", "hộ dân cư", "hộ nghèo"};
    const char *at = rest;

    *bare = is_bracket(rest);
    if (*bare || pov_names_whole(rest)) {
        /* "(I+II)" adds sections up, so it is of all */
        *bare = *bare && strchr(rest, '+') == NULL;
        return POV_TOTAL_ALL;
    }
    (void)pov_text_skip(&at, "các ");
    if (POV_BEGINS_ANY(&at, kinds)) {
        /* "tổng xã", "cộng các xã", "tổng chung toàn tỉnh" */
        return is_bracket(at) || pov_names_whole(at) ? POV_TOTAL_ALL : POV_TOTAL_PART;
    }
    return POV_BEGINS_ANY(&at, parts) ? POV_TOTAL_PART : of_sections(rest);
}

bool pov_is_total(const char *folded)
{
    const char *rest = folded;
    bool bare;

    return is_whole(folded, false) ||
           (pov_total_skip(&rest) && pov_total_of(rest, &bare) == POV_TOTAL_ALL);
}
