/*
 * What is known of the terminal, if the output is one.
 */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

void pov_terminal_look(pov_render_options *render, FILE *to)
{
    struct winsize size;
    int fd = fileno(to);

    if (fd < 0 || !isatty(fd)) {
        return;
    }
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        render->width = size.ws_col;
    }
    /* https://no-color.org: any value but an empty one */
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    render->colour = (no_colour == NULL || no_colour[0] == '\0') && terminal != NULL &&
                     strcmp(terminal, "dumb") != 0;
}
