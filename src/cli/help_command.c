/*
 * help, which help.c answers: on the program, a command, columns, the rules of the check.
 */
#include "session/command.h"

const pov_command pov_command_help = {
    .name = "help",
    .arguments = "[COMMAND | columns | rules]",
    .summary = POV_TEXT("help on a command, on columns or on rules"),
    .description = POV_TEXT("Without an argument it lists the commands."),
    .operands = POV_TEXTS(
        "COMMAND", POV_TEXT("its help, as after --help"), "columns",
        POV_TEXT("the columns of a plan file, or of `columns households` or `columns deprivation`"),
        "rules", POV_TEXT("the rules of the check")),
    .examples =
        POV_TEXTS("povcalc help targets", POV_TEXT("what `targets` does, and its options"),
                  "povcalc help columns",
                  POV_TEXT("the columns of a plan file, with the headings that they answer to"),
                  "povcalc help columns households",
                  POV_TEXT("those of a household file, which `survey` reads; also: deprivation"),
                  "povcalc help rules", POV_TEXT("the rules of `check`"),
                  "povcalc help --man targets | man -l -",
                  POV_TEXT("the manual page povcalc-targets(1), if it is not installed")),
    .options = POV_OPT(MAN) | POV_OPT(LANG) | POV_OPT(HELP),
};
