/*
 * Tables of src/cli that are kept in step by hand.
 */
#include "check.h"
#include "output/report.h"
#include "session/command.h"

/* A row for each option; what takes no argument is a flag, and nothing else is. */
static void test_table_of_options(void **state)
{
    (void)state;
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        const pov_option *option = pov_option_get((pov_option_id)id);
        assert_non_null(option->name);
        assert_non_null(option->help);
        bool flag = option->type == POV_TYPE_FLAG && option->read == NULL;
        if (flag != (option->argument == NULL) ||
            (option->type == POV_TYPE_WORD && option->words == NULL) ||
            option->low > option->high) {
            fail_msg("--%s: its argument and its type do not fit", option->name);
        }
    }
}

/* Each option belongs to some command, and no command has two of one name or letter. */
static void test_options_of_commands(void **state)
{
    uint64_t used = 0;

    (void)state;
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        const pov_command *command = pov_commands[c];
        used |= command->options;
        for (size_t a = 0; a < POV_OPTION_COUNT; a++) {
            const pov_option *first = pov_option_get((pov_option_id)a);
            for (size_t b = a + 1; b < POV_OPTION_COUNT; b++) {
                const pov_option *other = pov_option_get((pov_option_id)b);
                if ((command->options >> a & command->options >> b & 1U) == 0) {
                    continue;
                }
                if (strcmp(first->name, other->name) == 0 ||
                    (first->letter != '\0' && first->letter == other->letter)) {
                    fail_msg("%s: --%s and --%s are one", command->name, first->name, other->name);
                }
            }
        }
    }
    for (size_t id = 0; id < POV_OPTION_COUNT; id++) {
        if ((used >> id & 1U) == 0) {
            fail_msg("no command takes --%s", pov_option_get((pov_option_id)id)->name);
        }
    }
}

/* Every format that a command lists is one, and is listed once. */
static void test_formats_of_commands(void **state)
{
    (void)state;
    for (size_t c = 0; pov_commands[c] != NULL; c++) {
        const char *formats = pov_commands[c]->formats;
        size_t listed = formats != NULL, written = 0;
        for (const char *at = formats; at != NULL && (at = strchr(at, ',')) != NULL; at++) {
            listed++;
        }
        for (size_t i = 0; formats != NULL && pov_renderers[i] != NULL; i++) {
            written += pov_command_writes(pov_commands[c], pov_renderers[i]->name);
        }
        if (listed != written) {
            fail_msg("%s: of %zu formats %zu are known", pov_commands[c]->name, listed, written);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_of_options),
        cmocka_unit_test(test_options_of_commands),
        cmocka_unit_test(test_formats_of_commands),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
