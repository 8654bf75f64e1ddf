/*
 * Any bytes as the file of a whole run: load, solve, check, print, in every format. All formats
 * give the same answer, programs can read what is for programs, and no control character of the
 * file reaches a terminal. The table that "targets" prints as CSV is a plan again.
 */
#include "fuzz.h"

#include "run_program.h"

#include "base/text.h"
#include "loader/source/source.h"

#include <cJSON.h>
#include <unistd.h>

/* The file of the run: without a name, read by /dev/fd. */
static int file = -1;
static char path[64];

static void write_file(const void *data, size_t size)
{
    if (file < 0) {
        char name[] = "/tmp/fuzz_check.XXXXXX";
        file = mkstemp(name);
        FUZZ_MUST(file >= 0 && unlink(name) == 0);
        (void)snprintf(path, sizeof path, "/dev/fd/%d", file);
    }
    FUZZ_MUST(ftruncate(file, 0) == 0);
    FUZZ_MUST(pwrite(file, data, size, 0) == (ssize_t)size);
    FUZZ_MUST(lseek(file, 0, SEEK_SET) == 0);
}

static program_run run_command(const char *command, const char *format, const char *more)
{
    char line[128];

    FUZZ_MUST(lseek(file, 0, SEEK_SET) == 0);
    (void)snprintf(line, sizeof line, "%s --format %s %s %s", command, format, more, path);
    program_run run = run_program(line);
    FUZZ_MUST(run.status >= 0 && run.status <= 2);
    FUZZ_MUST(run.status != 2 || run.err_size > 0); /* never without a word */
    /* no partial result; of a plan without a relation the check says so, and that it is no yes */
    FUZZ_MUST(run.status != 2 || run.out_size == 0 || strcmp(command, "check") == 0);
    return run;
}

static void check_for_terminal(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];
        FUZZ_MUST(c >= 0x20 ? c != 0x7F : c == '\n' || c == '\t');
        FUZZ_MUST(!(c == 0xC2 && (unsigned char)text[i + 1] < 0xA0)); /* C1 controls */
    }
}

/* Records of CSV text, all of one length; the header is one. */
static size_t count_records(const char *text, size_t size)
{
    fuzz_bytes from = {(const uint8_t *)text, size, 0, 0};
    const pov_input input = fuzz_input(&from);
    const pov_load_options options = POV_LOAD_OPTIONS_INIT;
    pov_source *reader = NULL;
    pov_source_row record = {0};
    size_t count = 0, cells = 0;

    FUZZ_MUST(pov_source_open(&reader, &input, &options, NULL) == POV_OK);
    for (;; count++) {
        FUZZ_MUST(pov_source_next(reader, &record, NULL) == POV_OK);
        if (record.count == 0) {
            break;
        }
        FUZZ_MUST(count == 0 || record.count == cells);
        cells = record.count;
    }
    pov_source_close(reader);
    return count;
}

static size_t count_json(const char *text, size_t size, const char *key)
{
    const char *end = NULL;
    cJSON *tree = cJSON_ParseWithLengthOpts(text, size, &end, 0);

    FUZZ_MUST(tree != NULL && end == text + size - 1); /* but for the line's end */
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(tree, key);
    FUZZ_MUST(cJSON_IsArray(list));
    size_t count = (size_t)cJSON_GetArraySize(list);
    cJSON_Delete(tree);
    return count;
}

static size_t count_lines(const char *text, size_t size)
{
    size_t count = 0;

    for (size_t i = 0; i < size; i++) {
        count += text[i] == '\n';
    }
    return count;
}

static void check_formats(void)
{
    static const char *const others[] = {"table", "markdown"};
    program_run in_lines = run_command("check", "lines", "-q");
    program_run in_json = run_command("check", "json", "-q");
    program_run in_csv = run_command("check", "csv", "-q");

    FUZZ_MUST(in_lines.status == in_json.status && in_lines.status == in_csv.status);
    check_for_terminal(in_lines.out, in_lines.out_size);
    check_for_terminal(in_lines.err, in_lines.err_size);
    if (in_lines.status != 2) {
        size_t findings = count_json(in_json.out, in_json.out_size, "findings");
        FUZZ_MUST(count_lines(in_lines.out, in_lines.out_size) == findings);
        FUZZ_MUST(count_records(in_csv.out, in_csv.out_size) == findings + 1);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        program_run other = run_command("check", others[i], "-q");
        FUZZ_MUST(other.status == in_lines.status);
        check_for_terminal(other.out, other.out_size);
        end_program_run(&other);
    }
    end_program_run(&in_lines);
    end_program_run(&in_json);
    end_program_run(&in_csv);
}

/* What "targets" prints as CSV is read again: as many rows, and the same values. */
static void check_round_trip(void)
{
    program_run shown = run_command("targets", "table", "--bounds");
    program_run first = run_command("targets", "csv", "-q");

    FUZZ_MUST(shown.status == first.status);
    check_for_terminal(shown.out, shown.out_size);
    if (first.status == 0) {
        write_file(first.out, first.out_size);
        program_run second = run_command("targets", "csv", "-q");
        FUZZ_MUST(second.status == 0);
        FUZZ_MUST(count_records(second.out, second.out_size) ==
                  count_records(first.out, first.out_size));
        end_program_run(&second);
    }
    end_program_run(&shown);
    end_program_run(&first);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    write_file(data, size);
    check_formats();
    check_round_trip();
    return 0;
}
