/*
 * The library as its host sees it: povcalc.h and nothing else of povcalc.
 */
#include "check.h"
#include "povcalc.h"

#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#define WORDS(...) WORD_ARRAY(__VA_ARGS__), COUNT(WORD_ARRAY(__VA_ARGS__))
#define WORD_ARRAY(...) ((const char *const[]){__VA_ARGS__})
#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const char plan[] = "unit,year,households,poor\nA,2022,2000,160\nB,2022,1000,120\n";

static int call(povcalc_session *session, const char *const *words, int count)
{
    return povcalc_call(session, count, words);
}

static povcalc_session *start(const char *name, const char *text)
{
    povcalc_session *session = povcalc_new();

    assert_non_null(session);
    assert_int_equal(povcalc_add_file(session, name, text, strlen(text)), 0);
    return session;
}

static void a_file_in_memory_is_read(void **state)
{
    povcalc_session *session = start("plan.csv", plan);
    size_t length = 0;

    (void)state;
    assert_string_equal(povcalc_text(session, &length), "");
    assert_int_equal(length, 0);
    assert_int_equal(call(session, WORDS("rates", "--format", "csv", "plan.csv")), POVCALC_YES);
    /* 160 / 2,000 and 120 / 1,000 */
    assert_non_null(strstr(povcalc_text(session, &length), ",2000,160,8.00,"));
    assert_non_null(strstr(povcalc_text(session, NULL), ",1000,120,12.00,"));
    assert_int_equal(length, strlen(povcalc_text(session, NULL)));
    assert_string_equal(povcalc_notes(session, NULL), "");
    povcalc_free(session);
}

static void a_file_is_replaced(void **state)
{
    povcalc_session *session = start("plan.csv", "rubbish");

    (void)state;
    assert_int_equal(povcalc_add_file(session, "plan.csv", plan, strlen(plan)), 0);
    assert_int_equal(call(session, WORDS("rates", "plan.csv")), POVCALC_YES);
    assert_int_equal(povcalc_add_file(session, "plan.csv", NULL, 0), 0);
    assert_int_equal(call(session, WORDS("rates", "plan.csv")), POVCALC_FAILED);
    assert_non_null(strstr(povcalc_notes(session, NULL), "plan.csv: the file is empty"));
    povcalc_free(session);
}

static void standard_input_is_a_file_that_was_added(void **state)
{
    povcalc_session *session = start("plan.csv", plan);

    (void)state;
    assert_int_equal(call(session, WORDS("rates")), POVCALC_FAILED);
    assert_non_null(strstr(povcalc_notes(session, NULL), "there is no standard input"));
    assert_int_equal(povcalc_add_file(session, "-", plan, strlen(plan)), 0);
    assert_int_equal(call(session, WORDS("rates")), POVCALC_YES);
    povcalc_free(session);
}

static void other_names_are_paths(void **state)
{
    povcalc_session *session = start("plan.csv", plan);

    (void)state;
    assert_int_equal(call(session, WORDS("rates", "data/daknong_2023.csv")), POVCALC_YES);
    assert_int_equal(call(session, WORDS("rates", "no-such.csv")), POVCALC_FAILED);
    assert_string_equal(povcalc_text(session, NULL), "");
    povcalc_free(session);
}

static void the_exit_status_is_the_answer(void **state)
{
    povcalc_session *session = start("plan.csv", "unit,year,households,poor,poor_rate\n"
                                                 "A,2022,1000,120,13.5\n");

    (void)state;
    assert_int_equal(call(session, WORDS("check", "plan.csv")), POVCALC_NO);
    assert_int_equal(call(session, WORDS("no-such-command")), POVCALC_FAILED);
    assert_int_equal(call(session, WORDS("--version")), POVCALC_YES);
    assert_non_null(strstr(povcalc_text(session, NULL), povcalc_version()));
    assert_int_equal(povcalc_call(session, 0, NULL), POVCALC_FAILED);
    povcalc_free(session);
}

/* ---- languages and threads ---- */

typedef struct speaker {
    const char *language, *heading;
    bool good;
} speaker;

static void *speak(void *context)
{
    speaker *s = context;

    s->good = true;
    for (int i = 0; i < 50; i++) {
        povcalc_session *session = start("plan.csv", plan);
        s->good &= call(session, WORDS("rates", "--lang", s->language, "plan.csv")) == POVCALC_YES;
        s->good &= strstr(povcalc_text(session, NULL), s->heading) != NULL;
        s->good &= call(session, WORDS("rates", "--lang", s->language)) == POVCALC_FAILED;
        s->good &= (strstr(povcalc_notes(session, NULL), "standard input") != NULL) ==
                   (strcmp(s->language, "en") == 0);
        povcalc_free(session);
    }
    return NULL;
}

static void each_thread_has_its_own_language(void **state)
{
    speaker speakers[] = {{"en", "Poor households", false}, {"vi", "Hộ nghèo và", false}};
    pthread_t thread[2];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_create(&thread[i], NULL, speak, &speakers[i]), 0);
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(thread[i], NULL), 0);
        assert_true(speakers[i].good);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_in_memory_is_read),
        cmocka_unit_test(a_file_is_replaced),
        cmocka_unit_test(standard_input_is_a_file_that_was_added),
        cmocka_unit_test(other_names_are_paths),
        cmocka_unit_test(the_exit_status_is_the_answer),
        cmocka_unit_test(each_thread_has_its_own_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
