/*
 * The tree of units: which signs are before a row's name.
 *
 * libsmartcols draws such trees too, and was tried. It loses the signs without a word when memory
 * fails, does not come to an end with a UTF-8 name where the locale is not UTF-8, takes 1.3 seconds
 * for 100,000 rows, and costs every start of the program (2.38; docs/architecture.md).
 */
#include "output/table/tree.h"

#include "output/render.h"

#include <stdlib.h>

#define DEEPEST 32

/* How deep each row is drawn: one deeper than the nearest row before it with a smaller depth. */
static void find_depths(const pov_report *report, unsigned *depth)
{
    unsigned open[DEEPEST + 1]; /* depths of the rows from the top down to the last one */
    unsigned count = 0;

    for (size_t i = 0; i < report->row_count; i++) {
        unsigned stated = pov_report_row_at(report, i).depth;
        while (count > 0 && open[count - 1] >= stated) {
            count--;
        }
        depth[i] = count;
        if (count < DEEPEST) {
            open[count++] = stated;
        }
    }
}

/* Whether no row of the same parent follows. */
static void find_last(size_t count, const unsigned *depth, bool *last)
{
    bool follows[DEEPEST + 1] = {false};

    for (size_t i = count; i-- > 0;) {
        last[i] = !follows[depth[i]];
        follows[depth[i]] = true;
        for (unsigned deeper = depth[i] + 1; deeper <= DEEPEST; deeper++) {
            follows[deeper] = false;
        }
    }
}

static void draw(size_t count, const unsigned *depth, const bool *last, pov_buffer *out)
{
    bool goes_on[DEEPEST + 1] = {false}; /* by depth: the branch, down to the next row of it */

    for (size_t i = 0; i < count; i++) {
        for (unsigned above = 1; above < depth[i]; above++) {
            pov_buffer_text(out, goes_on[above] ? "│ " : "  ");
        }
        if (depth[i] > 0) {
            pov_buffer_text(out, last[i] ? "└─" : "├─");
        }
        pov_buffer_char(out, '\n');
        goes_on[depth[i]] = !last[i];
    }
}

pov_status pov_tree_draw(const pov_report *report, char **lines, pov_error *err)
{
    size_t count = report->row_count;
    pov_buffer out = {0};
    unsigned *depth = calloc(count + 1, sizeof *depth);
    bool *last = malloc((count + 1) * sizeof *last);
    pov_status status = POV_ERR_NOMEM;

    *lines = NULL;
    if (depth != NULL && last != NULL) {
        find_depths(report, depth);
        find_last(count, depth, last);
        draw(count, depth, last, &out);
        status = out.failed ? POV_ERR_NOMEM : POV_OK;
    }
    free(depth);
    free(last);
    if (status != POV_OK) {
        pov_buffer_fini(&out);
        return pov_no_memory(err);
    }
    *lines = out.data;
    return POV_OK;
}
