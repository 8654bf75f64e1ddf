#include "calculator/match.h"

#include "base/text.h"
#include "figure/arith.h"

#include <stdlib.h>
#include <string.h>

static void write_key(const pov_plan *plan, const pov_row *row, int way, pov_buffer *out)
{
    const pov_unit *unit = &plan->unit[row->unit];

    pov_buffer_clear(out);
    pov_buffer_text(out, unit->key);
    pov_buffer_char(out, '\n');
    pov_text_fold(row->group, strlen(row->group), out);
    if (way == POV_MATCH_PARENT) {
        pov_buffer_char(out, '\n');
        pov_buffer_text(out, unit->parent_key);
    }
}

static pov_status add_row(pov_matcher *m, size_t r, int way, pov_buffer *key)
{
    write_key(m->plan, &m->plan->row[r], way, key);
    if (key->failed) {
        return POV_ERR_NOMEM;
    }
    size_t first = pov_map_get(&m->index[way], key->data, key->length);
    m->next[way][r] = POV_NONE;
    if (first != POV_NONE) {
        m->next[way][m->last[way][first]] = r;
        m->last[way][first] = r;
        return POV_OK;
    }
    char *kept = pov_arena_text(&m->arena, key->data, key->length);
    m->last[way][r] = r;
    return kept != NULL ? pov_map_put(&m->index[way], kept, key->length, r) : POV_ERR_NOMEM;
}

/* A parent that a row does not name is no difference to those that others name. */
static pov_status find_ambiguous(pov_matcher *m, pov_buffer *key)
{
    size_t *named = malloc((m->plan->row_count + 1) * sizeof *named);

    if (named == NULL) {
        return POV_ERR_NOMEM;
    }
    /* by first row of a name: the first row of the first parent that is named */
    for (size_t r = 0; r < m->plan->row_count; r++) {
        named[r] = POV_NONE;
    }
    for (size_t r = 0; r < m->plan->row_count && !key->failed; r++) {
        const pov_row *row = &m->plan->row[r];
        if (m->plan->unit[row->unit].parent_name[0] == '\0') {
            continue;
        }
        write_key(m->plan, row, POV_MATCH_NAME, key);
        size_t name = pov_map_get(&m->index[POV_MATCH_NAME], pov_buffer_get(key), key->length);
        write_key(m->plan, row, POV_MATCH_PARENT, key);
        size_t under = pov_map_get(&m->index[POV_MATCH_PARENT], pov_buffer_get(key), key->length);
        if (name == POV_NONE || under == POV_NONE) { /* only when memory ran out */
            break;
        }
        m->ambiguous[name] =
            m->ambiguous[name] || (named[name] != POV_NONE && named[name] != under);
        named[name] = under;
    }
    free(named);
    return key->failed ? POV_ERR_NOMEM : POV_OK;
}

pov_status pov_matcher_init(pov_matcher *matcher, const pov_plan *plan, pov_error *err)
{
    pov_buffer key = {0};
    pov_status status = POV_OK;

    *matcher = (pov_matcher){
        .plan = plan,
        .ambiguous = calloc(plan->row_count + 1, sizeof *matcher->ambiguous),
    };
    for (int way = 0; way < POV_MATCH_WAYS; way++) {
        matcher->next[way] = malloc((plan->row_count + 1) * sizeof *matcher->next[way]);
        matcher->last[way] = malloc((plan->row_count + 1) * sizeof *matcher->last[way]);
        if (matcher->next[way] == NULL || matcher->last[way] == NULL) {
            status = POV_ERR_NOMEM;
        }
    }
    status = matcher->ambiguous == NULL ? POV_ERR_NOMEM : status;
    for (size_t i = 0; i < plan->row_count * POV_MATCH_WAYS && status == POV_OK; i++) {
        status = add_row(matcher, i / POV_MATCH_WAYS, (int)(i % POV_MATCH_WAYS), &key);
    }
    if (status == POV_OK) {
        status = find_ambiguous(matcher, &key);
    }
    pov_buffer_fini(&key);
    return status == POV_OK ? POV_OK : pov_no_memory(err);
}

void pov_matcher_fini(pov_matcher *matcher)
{
    for (int way = 0; way < POV_MATCH_WAYS; way++) {
        pov_map_fini(&matcher->index[way]);
        free(matcher->next[way]);
        free(matcher->last[way]);
    }
    free(matcher->ambiguous);
    pov_arena_fini(&matcher->arena);
    *matcher = (pov_matcher){.plan = NULL};
}

size_t pov_matcher_find(const pov_matcher *matcher, const pov_plan *plan, const pov_row *row,
                        int way, bool *failed)
{
    pov_buffer key = {0};

    write_key(plan, row, way, &key);
    size_t found = key.failed ? POV_NONE : pov_map_get(&matcher->index[way], key.data, key.length);
    pov_buffer_end(&key, failed);
    return found;
}

#define GROWTH_MOST 5    /* percent a year */
#define GROWTH_BEYOND 20 /* percent: more, or fewer, is no growth but another unit, */
#define GROWTH_OF_FEW 50 /* but not of so few households as a village gains or loses */

/* Whether all that `large` can be is more than so many percent of all that `small` can be. */
static bool is_far_more(pov_interval large, pov_interval small, int64_t percent)
{
    return small.high != POV_NO_HIGH && pov_subtract(large.low, small.high) > GROWTH_OF_FEW &&
           (pov_wide)large.low * 100 > (pov_wide)small.high * percent;
}

bool pov_same_unit(const pov_figure *before, const pov_figure *now, int64_t months)
{
    int64_t years = (months + 11) / 12, most = years * GROWTH_MOST;

    most = 100 + (most > GROWTH_BEYOND ? most : GROWTH_BEYOND);
    return !pov_figure_is_firm(before) || !pov_figure_is_firm(now) ||
           (!is_far_more(now->bounds, before->bounds, most) &&
            !is_far_more(before->bounds, now->bounds, 10000 / (100 - GROWTH_BEYOND)));
}
