/*
 * completion: a script for bash or zsh that asks the program itself what a word can become (see
 * complete.c). The Makefile turns completion.bash and completion.zsh into the two texts.
 */
#include "base/text.h"
#include "base/translate.h"
#include "output/render.h"
#include "session/command.h"
#include "session/notes.h"

#include <string.h>

extern const char pov_completion_bash[], pov_completion_zsh[];

static int run(const pov_options *options, const pov_io *io)
{
    const char *shell = options->operands.count == 1 ? options->operands.text[0] : "";
    const char *script = strcmp(shell, "bash") == 0  ? pov_completion_bash
                         : strcmp(shell, "zsh") == 0 ? pov_completion_zsh
                                                     : NULL;
    pov_error err = POV_ERROR_INIT;
    pov_buffer out = {0};
    pov_status status;

    if (script == NULL) {
        status = pov_fail(&err, POV_ERR_USAGE, "completion: expected bash or zsh");
    } else {
        pov_buffer_text(&out, script);
        status = pov_render_flush(io->out, &out, &err);
    }
    pov_buffer_fini(&out);
    return status == POV_OK ? POV_EXIT_YES : pov_failed(&err, io);
}

const pov_command pov_command_completion = {
    .name = "completion",
    .arguments = "bash | zsh",
    .summary = POV_TEXT("a script with which a shell completes povcalc"),
    .description = POV_TEXT(
        "Prints a script with which bash or zsh completes commands, options, their values, the "
        "units of the plans that are named and the names of files. It is installed with povcalc; "
        "where it is not, evaluate it. The script asks the povcalc that is being completed. zsh "
        "shows what options and commands are for."),
    .operands = POV_TEXTS("bash", POV_TEXT("a script for bash 4.4 or later"), "zsh",
                          POV_TEXT("a script for zsh 5")),
    .examples = POV_TEXTS("eval \"$(povcalc completion bash)\"",
                          POV_TEXT("complete in this bash; in ~/.bashrc, in every one"),
                          "povcalc completion zsh > ~/.zfunc/_povcalc",
                          POV_TEXT("the same for zsh, where $fpath holds that folder")),
    .options = POV_OPT(LANG) | POV_OPT(HELP),
    .run = run,
};
