/*
 * What is known of the terminal, if the output is one.
 */
#include "session/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

size_t pov_terminal_width(FILE *to)
{
    struct winsize size;
    int fd = fileno(to);

    return fd >= 0 && isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

void pov_terminal_look(pov_render_options *render, FILE *to)
{
    int fd = fileno(to);

    if (fd < 0 || !isatty(fd)) {
        return;
    }
    render->terminal = true;
    render->width = pov_terminal_width(to);
    /* https://no-color.org: any value but an empty one */
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    render->colour = (no_colour == NULL || no_colour[0] == '\0') && terminal != NULL &&
                     strcmp(terminal, "dumb") != 0;
}
