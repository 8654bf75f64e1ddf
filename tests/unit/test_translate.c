/*
 * Translations: every text is found, and asks for the arguments that its English has.
 */
#include "base/catalogue.h"
#include "base/error.h"
#include "base/translate.h"
#include "check.h"
#include "output/report.h"

#include <ctype.h>
#include <errno.h>

enum { ARGUMENTS = 12, KIND = 8 };

typedef struct arguments {
    char kind[ARGUMENTS][KIND]; /* "s", "zu", "lld": what each argument of a format is */
} arguments;

static void note(arguments *found, size_t *next, size_t number, const char *kind, size_t length)
{
    size_t index = number > 0 ? number - 1 : (*next)++;

    assert_true(index < ARGUMENTS && length < KIND);
    memcpy(found->kind[index], kind, length);
}

/* Reads "12$" and moves past it; 0 when there is none. */
static size_t position(const char **at)
{
    size_t number = 0;
    const char *end = *at;

    while (isdigit((unsigned char)*end)) {
        number = number * 10 + (size_t)(*end++ - '0');
    }
    if (*end != '$') {
        return 0;
    }
    *at = end + 1;
    return number;
}

static arguments arguments_of(const char *format)
{
    arguments found = {0};
    size_t next = 0;

    for (const char *at = format; (at = strchr(at, '%')) != NULL;) {
        at++;
        if (*at == '%') {
            at++;
            continue;
        }
        /* a percent sign, in a text that is no format */
        if (strchr(" ,;:)\"", *at) != NULL ||
            (*at == '.' && strchr("*0123456789", at[1]) == NULL)) {
            continue;
        }
        size_t number = position(&at);
        for (; strchr("-+ #0123456789.*", *at) != NULL && *at != '\0';) {
            if (*at++ == '*') {
                note(&found, &next, position(&at), "*", 1);
            }
        }
        size_t length = strspn(at, "hljztL") + 1;
        note(&found, &next, number, at, length);
        at += length;
    }
    return found;
}

static void every_text_is_found(void **state)
{
    (void)state;
    pov_set_language(POV_VIETNAMESE);
    for (size_t i = 0; i < pov_vi_count; i++) {
        const char *english = pov_vi_block + pov_vi[i].english;
        assert_string_equal(pov_translate(english), pov_vi_block + pov_vi[i].translated);
    }
    assert_string_equal(pov_translate("a text that no one wrote"), "a text that no one wrote");
    assert_string_equal(pov_translate(""), "");
    pov_set_language(POV_ENGLISH);
    assert_string_equal(pov_translate("out of memory"), "out of memory");
}

static void translations_take_the_same_arguments(void **state)
{
    (void)state;
    for (size_t i = 0; i < pov_vi_count; i++) {
        const char *english = pov_vi_block + pov_vi[i].english;
        arguments wanted = arguments_of(english);
        arguments found = arguments_of(pov_vi_block + pov_vi[i].translated);
        if (memcmp(&wanted, &found, sizeof wanted) != 0) {
            fail_msg("other arguments in the translation of: %s", english);
        }
    }
}

static void the_test_knows_arguments(void **state)
{
    (void)state;
    arguments plain = arguments_of("%s has %zu of %.*s (%5.1f%%), 50% of all");
    arguments moved = arguments_of("%5$5.1f%% %4$.*3$s %2$zu %1$s");

    assert_memory_equal(&plain, &moved, sizeof plain);
    arguments other = arguments_of("%s has %s of %.*s (%5.1f%%)");
    assert_memory_not_equal(&plain, &other, sizeof plain);
}

static void errors_are_translated(void **state)
{
    (void)state;
    pov_error err = POV_ERROR_INIT;

    pov_set_language(POV_VIETNAMESE);
    (void)pov_fail(&err, POV_ERR_USAGE, "there is no command \"%s\"", "tagets");
    pov_error_hint(&err, "did you mean \"%s\"?", "targets");
    pov_set_language(POV_ENGLISH);
    assert_string_equal(err.message, "không có lệnh \"tagets\"");
    assert_string_equal(err.hint, "có phải \"targets\" không?");
}

static void numbers_and_reasons_follow_the_language(void **state)
{
    (void)state;
    static const struct {
        int64_t count;
        const char *english, *vietnamese;
    } cases[] = {
        {0, "0", "0"},
        {-7, "-7", "-7"},
        {999, "999", "999"},
        {1000, "1,000", "1.000"},
        {-13342, "-13,342", "-13.342"},
        {INT64_MIN, "-9,223,372,036,854,775,808", "-9.223.372.036.854.775.808"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pov_set_language(POV_ENGLISH);
        assert_string_equal(pov_show_count(cases[i].count).text, cases[i].english);
        pov_set_language(POV_VIETNAMESE);
        assert_string_equal(pov_show_count(cases[i].count).text, cases[i].vietnamese);
    }
    assert_string_equal(pov_system_reason(ENOENT), "không có tệp hoặc thư mục này");
    assert_string_equal(pov_system_reason(0), "thiết bị không nhận");
    pov_set_language(POV_ENGLISH);
    assert_string_equal(pov_system_reason(ENOENT), "No such file or directory");
}

/* Words of the user's own are shown as they are. */
static void words_of_the_data_have_labels(void **state)
{
    (void)state;
    assert_string_equal(pov_word_shown("group", "urban", POV_VIETNAMESE), "thành thị");
    assert_string_equal(pov_word_shown("group", "urban", POV_ENGLISH), "urban");
    assert_string_equal(pov_word_shown("group", "tôn giáo", POV_VIETNAMESE), "tôn giáo");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_is_found),
        cmocka_unit_test(translations_take_the_same_arguments),
        cmocka_unit_test(the_test_knows_arguments),
        cmocka_unit_test(errors_are_translated),
        cmocka_unit_test(numbers_and_reasons_follow_the_language),
        cmocka_unit_test(words_of_the_data_have_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
