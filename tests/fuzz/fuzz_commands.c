/*
 * Bytes as the choices of a plan that is right, which every command then takes: bytes alone rarely
 * make a plan that gets as far as the solver. Nothing dies, nothing fails without a word or with
 * half a result, and nothing is called an error.
 */
#include "fuzz.h"

#include "random_plan.h"
#include "run_program.h"

#include <unistd.h>

/* The files of a run, without names: read by /dev/fd. */
typedef struct nameless {
    int file;
    char path[32];
} nameless;

static nameless first = {.file = -1}, second = {.file = -1};

static void write_plan(nameless *to, const random_plan *plan)
{
    pov_buffer text = {0};

    if (to->file < 0) {
        char name[] = "/tmp/fuzz_commands.XXXXXX";
        to->file = mkstemp(name);
        FUZZ_MUST(to->file >= 0 && unlink(name) == 0);
        (void)snprintf(to->path, sizeof to->path, "/dev/fd/%d", to->file);
    }
    random_plan_write(plan, NULL, &text);
    FUZZ_MUST(!text.failed && ftruncate(to->file, 0) == 0);
    FUZZ_MUST(pwrite(to->file, text.data, text.length, 0) == (ssize_t)text.length);
    pov_buffer_fini(&text);
}

static void run_command(const char *command, const char *format, const char *options, bool two)
{
    char line[256];

    FUZZ_MUST(lseek(first.file, 0, SEEK_SET) == 0 && lseek(second.file, 0, SEEK_SET) == 0);
    (void)snprintf(line, sizeof line, "%s --format %s %s %s %s", command, format, options,
                   first.path, two ? second.path : "");
    program_run run = run_program(line);
    FUZZ_MUST(run.status >= 0 && run.status <= 2);
    bool check = strcmp(command, "check") == 0; /* 2: there was no relation to look at */
    FUZZ_MUST(run.status != 2 || (run.err_size > 0 && (check || run.out_size == 0)));
    FUZZ_MUST(run.status != 1 || !check);
    end_program_run(&run);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const formats[] = {"table", "csv", "json", "markdown"};
    static const char *const wishes[] = {"--reduction-pp 0.5", "--by households --reduction-pp 1",
                                         "--by excess --remaining-rate 2",
                                         "--max-cut 50% --reduction-households 9"};
    static random_plan plan, next; /* large */
    check_random random = check_random_seed(size, fuzz_hash(FUZZ_HASH_START, data, size));

    random.bytes = data;
    random.left = size / 2;
    random_plan_make(&plan, &random);
    random_plan_next(&plan, &next, &random);
    write_plan(&first, &plan);
    write_plan(&second, &next);
    for (size_t f = 0; f < sizeof formats / sizeof *formats; f++) {
        run_command("rates", formats[f], "", false);
        run_command("targets", formats[f], f % 2 == 0 ? "--bounds" : "--growth any", false);
        run_command("check", formats[f], "--fail-on error --growth any", false);
        run_command("trend", formats[f], "-q", true);
        run_command("rollup", formats[f], "", false);
        run_command("progress", formats[f], "-q", true);
        run_command("allocate", formats[f], wishes[f], false);
    }
    run_command("report", "markdown", "-q", true);
    return 0;
}
