#include "run_program.h"

#include "session/command.h"
#include "session/notes.h"
#include "session/output.h"

#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS_MAX = 40 };

static int run_command(int count, char **arguments, const pov_io *io)
{
    const pov_command *command = pov_command_find(arguments[0]);
    pov_options options;
    pov_error err = POV_ERROR_INIT;
    int status = POV_EXIT_FAILED;

    if (command == NULL) {
        return status;
    }
    if (pov_options_read(&options, command, count, arguments, &err) != POV_OK ||
        pov_output_check(command, &options, io, &err) != POV_OK) {
        pov_print_error(&err, io->err);
    } else {
        status = command->run(&options, io);
    }
    pov_options_fini(&options);
    return status;
}

program_run run_program(const char *line)
{
    char *arguments[ARGUMENTS_MAX + 1] = {NULL}, *words = strdup(line);
    program_run run = {.status = -1};
    pov_io io = {open_memstream(&run.out, &run.out_size), open_memstream(&run.err, &run.err_size)};
    int count = 0;

    for (char *at = words; at != NULL && count < ARGUMENTS_MAX;) {
        at += strspn(at, " ");
        char *blank = strchr(at, ' ');
        if (*at != '\0') {
            arguments[count++] = at;
        }
        if (blank != NULL) {
            *blank = '\0';
        }
        at = blank != NULL ? blank + 1 : NULL;
    }
    if (count > 0 && io.out != NULL && io.err != NULL) {
        run.status = run_command(count, arguments, &io);
    }
    if (io.out != NULL) {
        (void)fclose(io.out);
    }
    if (io.err != NULL) {
        (void)fclose(io.err);
    }
    free(words);
    return run;
}

void end_program_run(program_run *run)
{
    free(run->out);
    free(run->err);
    *run = (program_run){0};
}
