#include "model/words.h"

#include "base/name.h"
#include "base/text.h"
#include "model/plan.h"

#include <stdlib.h>
#include <string.h>

typedef struct known_word {
    const char *word, *name;
} known_word;

static const known_word levels[] = {
    {"country", "country"},    {"cả nước", "country"},
    {"quốc gia", "country"},   {"toàn quốc", "country"},
    {"trung ương", "country"}, {"region", "region"},
    {"vùng", "region"},        {"province", "province"},
    {"tỉnh", "province"},      {"thành phố trực thuộc trung ương", "province"},
    {"district", "district"},  {"huyện", "district"},
    {"quận", "district"},      {"thị xã", "district"},
    {"thành phố", "district"}, {"commune", "commune"},
    {"tp", "district"},        {"cấp tỉnh", "province"},
    {"cấp huyện", "district"}, {"cấp xã", "commune"},
    {"xã phường", "commune"},  {"xã/phường", "commune"},
    {"khóm", "village"},       {"cấp thôn", "village"},
    {"xã", "commune"},         {"phường", "commune"},
    {"thị trấn", "commune"},   {"đặc khu", "commune"},
    {"village", "village"},    {"thôn", "village"},
    {"bản", "village"},        {"buôn", "village"},
    {"bon", "village"},        {"ấp", "village"},
    {"làng", "village"},       {"xóm", "village"},
    {"tổ dân phố", "village"}, {"khu phố", "village"},
};

static const known_word groups[] = {
    {"", "all"},
    {"all", "all"},
    {"chung", "all"},
    {"tất cả", "all"},
    {"toàn bộ", "all"},
    {"urban", "urban"},
    {"thành thị", "urban"},
    {"khu vực thành thị", "urban"},
    {"rural", "rural"},
    {"nông thôn", "rural"},
    {"khu vực nông thôn", "rural"},
    {"ethnic_minority", "ethnic_minority"},
    {"ethnic minority", "ethnic_minority"},
    {"ethnic minorities", "ethnic_minority"},
    {"dân tộc thiểu số", "ethnic_minority"},
    {"đồng bào dân tộc thiểu số", "ethnic_minority"},
    {"dtts", "ethnic_minority"},
    {"local_ethnic_minority", "local_ethnic_minority"},
    {"local ethnic minority", "local_ethnic_minority"},
    {"local ethnic minorities", "local_ethnic_minority"},
    {"dân tộc thiểu số tại chỗ", "local_ethnic_minority"},
    {"đồng bào dân tộc thiểu số tại chỗ", "local_ethnic_minority"},
    {"dtts tại chỗ", "local_ethnic_minority"},
    {"no_labour_capacity", "no_labour_capacity"},
    {"no labour capacity", "no_labour_capacity"},
    {"không có khả năng lao động", "no_labour_capacity"},
    {"hộ nghèo không có khả năng lao động", "no_labour_capacity"},
    {"phụ nữ", "women"},
    {"families with merit to the revolution", "merit_family"},
    {"gia đình có công với cách mạng", "merit_family"},
};

static const char *known(const known_word *list, size_t count, const char *folded)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].word[0] == *folded && strcmp(list[i].word, folded) == 0) {
            return list[i].name;
        }
    }
    return NULL;
}

static const char *known_unfolded(const known_word *list, size_t count, const char *word,
                                  bool *failed)
{
    pov_buffer folded = {0};

    pov_text_fold(word, strlen(word), &folded);
    const char *name = known(list, count, pov_buffer_get(&folded));
    if (failed != NULL) {
        *failed = *failed || folded.failed;
    }
    pov_buffer_fini(&folded);
    return name;
}

const char *pov_end_name(pov_end end)
{
    static const char *const names[] = {"plan", "outcome", "estimate"};
    return names[end];
}

pov_status pov_end_read(const char *word, pov_end *end)
{
    static const known_word ends[] = {
        {"plan", "plan"},       {"kế hoạch", "plan"},          {"chỉ tiêu", "plan"},
        {"mục tiêu", "plan"},   {"outcome", "outcome"},        {"result", "outcome"},
        {"kết quả", "outcome"}, {"thực hiện", "outcome"},      {"estimate", "estimate"},
        {"ước", "estimate"},    {"ước thực hiện", "estimate"}, {"ước tính", "estimate"},
    };
    pov_buffer folded = {0};

    pov_text_fold(word, strlen(word), &folded);
    const char *name = known(ends, POV_LENGTH(ends), pov_buffer_get(&folded));
    bool failed = folded.failed;
    pov_buffer_fini(&folded);
    *end = POV_END_PLAN;
    while (*end < POV_END_COUNT && (name == NULL || strcmp(pov_end_name(*end), name) != 0)) {
        ++*end;
    }
    return failed ? POV_ERR_NOMEM : POV_OK;
}

const char *pov_level_known(const char *word, bool *failed)
{
    return known_unfolded(levels, POV_LENGTH(levels), word, failed);
}

const char *pov_group_known(const char *word, bool *failed)
{
    return known_unfolded(groups, POV_LENGTH(groups), word, failed);
}

bool pov_group_is_of_unit(const char *group)
{
    return strcmp(group, "no_labour_capacity") == 0;
}

int pov_level_rank(const char *level)
{
    static const char *const ladder[] = {"country",  "region",  "province",
                                         "district", "commune", "village"};

    if (level[0] == '\0') {
        return 7;
    }
    for (int i = 0; i < 6; i++) {
        if (level[0] == ladder[i][0] && strcmp(level, ladder[i]) == 0) {
            return i + 1;
        }
    }
    return 0;
}

static size_t add(pov_words *words, const char *text, size_t length)
{
    char *copy = pov_arena_text(words->arena, text, length);

    if (copy == NULL ||
        pov_grow(&words->word, &words->capacity, words->count + 1, sizeof *words->word) != POV_OK ||
        pov_map_put(&words->index, copy, length, words->count) != POV_OK) {
        return POV_NONE;
    }
    words->word[words->count] = (pov_word){copy, words->count, POV_NONE, copy, copy};
    return words->count++;
}

size_t pov_words_keep(pov_words *words, const char *text)
{
    if (text == NULL) {
        text = "";
    }
    size_t length = strlen(text);
    size_t found = pov_map_get(&words->index, text, length);
    if (found != POV_NONE) {
        return found;
    }

    pov_buffer folded = {0};
    pov_text_fold(text, length, &folded);
    if (folded.failed) {
        pov_buffer_fini(&folded);
        return POV_NONE;
    }
    const char *key_text = pov_buffer_get(&folded);
    size_t word = add(words, text, length);
    size_t key = word;
    bool first = false;
    if (word != POV_NONE && strcmp(key_text, text) != 0) {
        key = pov_map_get(&words->index, key_text, folded.length);
        first = key == POV_NONE;
        if (first) {
            key = add(words, key_text, folded.length);
        }
    }
    if (word != POV_NONE && key != POV_NONE) {
        const char *level = known(levels, POV_LENGTH(levels), key_text);
        const char *group = known(groups, POV_LENGTH(groups), key_text);
        words->word[word].key = key;
        words->word[word].level = level != NULL ? level : words->word[key].text;
        /* a group of the file's own is called as it is written first: "Khmer" */
        words->word[word].group = group != NULL ? group
                                  : first       ? words->word[word].text
                                                : words->word[key].group;
        /* the folded form is a word too, and means the same */
        words->word[key].level = words->word[word].level;
        words->word[key].group = words->word[word].group;
    }
    pov_buffer_fini(&folded);
    return key == POV_NONE ? POV_NONE : word;
}

size_t pov_words_name(pov_words *words, size_t word)
{
    pov_buffer folded = {0};

    if (words->word[word].name == POV_NONE) {
        pov_name_fold(words->word[word].text, strlen(words->word[word].text), &folded);
        size_t name = folded.failed ? POV_NONE : pov_words_keep(words, pov_buffer_get(&folded));
        words->word[word].name = name;
    }
    pov_buffer_fini(&folded);
    return words->word[word].name;
}

void pov_words_fini(pov_words *words)
{
    free(words->word);
    pov_map_fini(&words->index);
    words->word = NULL;
}
