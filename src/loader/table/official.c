#include "loader/table/official.h"

#include "base/text.h"

#include <string.h>

/* Whether text[0..length) is one of the words. */
static bool is_one_of(const char *text, size_t length, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == length && memcmp(words[i], text, length) == 0) {
            return true;
        }
    }
    return false;
}

#define IS_ONE_OF(text, length, words)                                                             \
    is_one_of(text, length, words, sizeof(words) / sizeof *(words))

static size_t trimmed_length(const char *text, size_t length)
{
    while (length > 0 && strchr(" :.", text[length - 1]) != NULL) {
        length--;
    }
    return length;
}

/* The name without a colon or a bracket behind it: "Tổng cộng (I+II):". */
static size_t bare_length(const char *folded)
{
    size_t length = trimmed_length(folded, strlen(folded));
    const char *bracket = strchr(folded, '(');

    if (bracket != NULL && bracket > folded && folded[length - 1] == ')') {
        length = trimmed_length(folded, (size_t)(bracket - folded));
    }
    return length;
}

/* Length of "tổng cộng " before a name. */
static size_t total_word_length(const char *folded)
{
    static const char *const words[] = {"tổng cộng ", "tổng số ", "tổng ", "cộng "};

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t size = strlen(words[i]);
        if (strncmp(folded, words[i], size) == 0) {
            return size;
        }
    }
    return 0;
}

bool pov_is_total(const char *folded)
{
    static const char *const words[] = {
        "tổng cộng", "tổng số",   "tổng",  "cộng",        "tổng chung", "tiểu cộng", "toàn quốc",
        "cả nước",   "toàn vùng", "total", "grand total", "sum",        "all units",
    };
    /* the unit's name may stand behind: "toàn tỉnh Đắk Nông", "tổng cộng toàn huyện" */
    static const char *const whole[] = {
        "toàn tỉnh", "toàn huyện",  "toàn xã",       "toàn thành phố", "toàn thị xã",
        "toàn quận", "toàn phường", "toàn thị trấn", "toàn đặc khu",   "toàn thôn",
    };
    size_t length = bare_length(folded);

    if (IS_ONE_OF(folded, length, words)) {
        return true;
    }
    size_t skipped = total_word_length(folded);
    folded += skipped;
    length -= skipped < length ? skipped : length;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        size_t size = strlen(whole[i]);
        if (length >= size && memcmp(folded, whole[i], size) == 0 &&
            (length == size || folded[size] == ' ')) {
            return true;
        }
    }
    return false;
}

/* Length of "i. ", "2) ", "- " before a name. */
static size_t number_length(const char *folded)
{
    size_t size = strspn(folded, "ivx");

    if (size == 0) {
        size = strspn(folded, "0123456789");
    }
    if (size == 0 && folded[0] >= 'a' && folded[0] <= 'h' && folded[1] != '\0') {
        size = 1;
    }
    size_t marks = strspn(folded + size, ".):-*+ /");
    return marks > 0 ? size + marks : 0;
}

const char *pov_section_group(const char *folded)
{
    static const char *const urban[] = {"thành thị", "khu vực thành thị", "đô thị",
                                        "khu vực đô thị", "urban"};
    static const char *const rural[] = {"nông thôn", "khu vực nông thôn", "rural"};
    const char *name = folded + number_length(folded);
    size_t length = bare_length(name);

    if (IS_ONE_OF(name, length, urban)) {
        return "urban";
    }
    return IS_ONE_OF(name, length, rural) ? "rural" : NULL;
}

const char *pov_section_total(const char *folded)
{
    size_t skipped = total_word_length(folded);

    return skipped > 0 ? pov_section_group(folded + skipped) : NULL;
}

bool pov_is_subtotal(const char *folded)
{
    static const char *const words[] = {"cộng", "tổng", "tổng số", "tiểu cộng"};
    size_t length = bare_length(folded);

    /* "cộng (i+ii)" adds sections up */
    return IS_ONE_OF(folded, length, words) && strchr(folded + length, '+') == NULL;
}

bool pov_is_roman(const char *serial)
{
    size_t size = strspn(serial, "IVXivx");

    return size > 0 && (serial[size] == '\0' || strcmp(serial + size, ".") == 0);
}

bool pov_is_arabic(const char *serial)
{
    return pov_is_digit(serial[0]) && serial[strspn(serial, "0123456789.")] == '\0';
}
