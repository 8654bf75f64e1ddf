/*
 * One filter for all commands, so that they pick alike and refuse in the same words.
 */
#include "session/row_filter.h"

#include "base/name.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- the words ---- */

static bool fold_name(const char *text, pov_buffer *out)
{
    pov_name_fold(text, strlen(text), out);
    return !out->failed;
}

/* `known`: the English form of a usual word. */
static bool fold(const char *text, const char *known, pov_buffer *out)
{
    const char *word = known != NULL ? known : text;

    pov_text_fold(word, strlen(word), out);
    return !out->failed;
}

pov_status pov_row_filter_init(pov_row_filter *filter, const pov_options *options, pov_error *err)
{
    const pov_texts *units = &options->units;

    *filter = (pov_row_filter){.options = options};
    filter->unit = calloc(units->count + 1, sizeof *filter->unit);
    bool done = filter->unit != NULL, failed = false;
    for (size_t i = 0; i < units->count && done; i++) {
        done = fold_name(units->text[i], &filter->unit[i]);
    }
    if (done && options->level != NULL) {
        done = fold(options->level, pov_level_known(options->level, &failed), &filter->level);
    }
    if (done && options->group != NULL) {
        done = fold(options->group, pov_group_known(options->group, &failed), &filter->group);
    }
    if (done && options->standard != NULL) {
        done = fold(options->standard, NULL, &filter->standard);
    }
    return done && !failed ? POV_OK : pov_no_memory(err);
}

void pov_row_filter_fini(pov_row_filter *filter)
{
    for (size_t i = 0; filter->unit != NULL && i < filter->options->units.count; i++) {
        pov_buffer_fini(&filter->unit[i]);
    }
    free(filter->unit);
    pov_buffer_fini(&filter->level);
    pov_buffer_fini(&filter->group);
    pov_buffer_fini(&filter->standard);
    *filter = (pov_row_filter){0};
}

/* ---- picking ---- */

/* The unit that an address means: "xã a, huyện b" the Xã A that is in Huyện B. */
static bool find_address(const pov_plan *plan, const char *address, pov_unit_meant *meant)
{
    for (const char *comma = strstr(address, ", "); comma != NULL;
         comma = strstr(comma + 1, ", ")) {
        const size_t length = (size_t)(comma - address);
        for (size_t u = 0; u < plan->unit_count; u++) {
            const char *key = plan->unit[u].key;
            if (strncmp(key, address, length) == 0 && key[length] == '\0' &&
                pov_plan_is_in(plan, u, comma + 2)) {
                *meant = (pov_unit_meant){u, POV_NONE, true, comma + 2};
                return true;
            }
        }
    }
    return false;
}

pov_status pov_row_filter_find(const pov_row_filter *filter, size_t i, const pov_plan *plan,
                               pov_unit_meant *meant)
{
    const char *key = pov_buffer_get(&filter->unit[i]);
    pov_arena arena = {0};
    pov_name given, name;

    *meant = (pov_unit_meant){POV_NONE, POV_NONE, true, ""};
    for (size_t u = 0; u < plan->unit_count; u++) {
        if (strcmp(plan->unit[u].key, key) == 0) {
            meant->unit = u;
            return POV_OK;
        }
    }
    if (find_address(plan, key, meant)) {
        return POV_OK;
    }
    pov_status status = pov_name_read(key, &arena, &given);
    for (size_t u = 0; u < plan->unit_count && status == POV_OK; u++) {
        const pov_unit *unit = &plan->unit[u];
        status = pov_name_read(unit->key, &arena, &name);
        if (status != POV_OK || !pov_names_fit(&given, &name)) {
            continue;
        }
        meant->exact = false;
        if (meant->unit == POV_NONE) {
            meant->unit = u;
        } else if (strcmp(plan->unit[meant->unit].key, unit->key) != 0) {
            meant->other = u;
        }
    }
    pov_arena_fini(&arena);
    return status;
}

/* By unit of the plan: whether it is picked. */
static pov_status pick_units(const pov_row_filter *filter, const pov_plan *plan, bool *wanted)
{
    size_t count = filter->options->units.count;

    for (size_t u = 0; u < plan->unit_count; u++) {
        wanted[u] = count == 0;
    }
    for (size_t i = 0; i < count; i++) {
        pov_unit_meant meant;
        pov_status status = pov_row_filter_find(filter, i, plan, &meant);
        if (status != POV_OK) {
            return status;
        }
        for (size_t u = 0;
             u < plan->unit_count && meant.unit != POV_NONE && meant.other == POV_NONE; u++) {
            wanted[u] = wanted[u] || (strcmp(plan->unit[u].key, plan->unit[meant.unit].key) == 0 &&
                                      pov_plan_is_in(plan, u, meant.above));
        }
    }
    return POV_OK;
}

static bool has_level(const pov_row_filter *filter, const char *level)
{
    return filter->options->level == NULL || strcmp(level, pov_buffer_get(&filter->level)) == 0;
}

static bool is_word(const char *word, const pov_buffer *wanted, pov_buffer *folded)
{
    pov_buffer_clear(folded);
    pov_text_fold(word, strlen(word), folded);
    return strcmp(pov_buffer_get(folded), pov_buffer_get(wanted)) == 0;
}

static bool has_group(const pov_row_filter *filter, const pov_row *row, pov_buffer *folded)
{
    return filter->options->group == NULL || is_word(row->group, &filter->group, folded);
}

static bool has_year(const pov_row_filter *filter, const pov_row *row)
{
    return filter->options->year.year == 0 ||
           pov_year_compare(filter->options->year, row->year) == 0;
}

/* A row that names no standard may be by any. */
static bool has_standard(const pov_row_filter *filter, const pov_row *row, pov_buffer *folded)
{
    return filter->options->standard == NULL || row->standard[0] == '\0' ||
           is_word(row->standard, &filter->standard, folded);
}

pov_status pov_row_filter_pick(const pov_row_filter *filter, const pov_plan *plan, bool *picked,
                               size_t *count, pov_error *err)
{
    bool *wanted = calloc(plan->unit_count + 1, sizeof *wanted);
    pov_buffer folded = {0};

    *count = 0;
    if (wanted == NULL) {
        return pov_no_memory(err);
    }
    pov_status status = pick_units(filter, plan, wanted);
    for (size_t r = 0; r < plan->row_count; r++) {
        const pov_row *row = &plan->row[r];
        picked[r] = wanted[row->unit] && has_level(filter, plan->unit[row->unit].level) &&
                    has_group(filter, row, &folded) && has_year(filter, row) &&
                    has_standard(filter, row, &folded);
        *count += picked[r];
    }
    bool failed = folded.failed || status != POV_OK;
    pov_buffer_fini(&folded);
    free(wanted);
    return failed ? pov_no_memory(err) : POV_OK;
}

/* ---- refusing ---- */

/* The plans that a refusal speaks of. */
typedef struct plans {
    const pov_plan *const *plan;
    size_t count;
    size_t files; /* of all of them */
} plans;

static const char *file_of(const plans *in)
{
    return in->plan[0]->file[0];
}

/* "Krông Nô" for "Huyện Krông Nô", where nothing else is near. */
static const char *unit_of_same_end(const plans *in, const char *key)
{
    for (size_t p = 0; p < in->count; p++) {
        for (size_t u = 0; u < in->plan[p]->unit_count; u++) {
            if (pov_text_same_end(in->plan[p]->unit[u].key, key)) {
                return in->plan[p]->unit[u].name;
            }
        }
    }
    return NULL;
}

enum { WORDS = 8 }; /* that a hint lists */

static void hint_units(const char *name, const char *const *names, size_t count, pov_error *err)
{
    pov_buffer text = {0};

    for (size_t i = 0; i < count; i++) {
        pov_text_list(&text, i, WORDS, names[i]);
    }
    const char *group = pov_group_known(name, NULL);
    if (group != NULL) {
        pov_error_hint(err, "a group is picked by --group %s", group);
    } else if (!text.failed) {
        pov_error_hint(err, "its units: %s", pov_buffer_get(&text));
    }
    pov_buffer_fini(&text);
}

static pov_status refuse_unit(const plans *in, const char *name, const char *key, pov_error *err)
{
    size_t count = 0;

    for (size_t p = 0; p < in->count; p++) {
        count += in->plan[p]->unit_count;
    }
    const char **names = malloc((count + 1) * sizeof *names);
    if (names == NULL) {
        return pov_no_memory(err);
    }
    count = 0;
    for (size_t p = 0; p < in->count; p++) {
        for (size_t u = 0; u < in->plan[p]->unit_count; u++) {
            names[count++] = in->plan[p]->unit[u].name;
        }
    }
    if (in->files == 1) {
        (void)pov_fail(err, POV_ERR_USAGE, "--unit: %s holds no unit \"%s\"", file_of(in), name);
    } else {
        (void)pov_fail(err, POV_ERR_USAGE, "--unit: none of the %zu files holds a unit \"%s\"",
                       in->files, name);
    }
    if (!pov_error_suggest(err, pov_text_nearest(name, names, count)) &&
        !pov_error_suggest(err, unit_of_same_end(in, key))) {
        hint_units(name, names, count, err);
    }
    free(names);
    return POV_ERR_USAGE;
}

static pov_status refuse_two(const char *given, const char *one, const char *other, pov_error *err)
{
    (void)pov_fail(err, POV_ERR_USAGE, "--unit: \"%s\" may be \"%s\" or \"%s\"", given, one, other);
    pov_error_hint(err, "write the whole name, with what comes before it");
    return POV_ERR_USAGE;
}

static pov_status check_unit(const pov_row_filter *filter, size_t i, const plans *in,
                             pov_error *err)
{
    const char *given = filter->options->units.text[i];
    const pov_unit *found = NULL;
    bool exact = false;
    pov_status status = POV_OK;

    for (size_t p = 0; p < in->count && status == POV_OK; p++) {
        pov_unit_meant meant;
        if (pov_row_filter_find(filter, i, in->plan[p], &meant) != POV_OK) {
            return pov_no_memory(err);
        }
        if (meant.unit == POV_NONE) {
            continue;
        }
        const pov_unit *unit = &in->plan[p]->unit[meant.unit];
        if (meant.other != POV_NONE) {
            status = refuse_two(given, unit->name, in->plan[p]->unit[meant.other].name, err);
        } else if (found != NULL && !exact && !meant.exact && strcmp(found->key, unit->key) != 0) {
            status = refuse_two(given, found->name, unit->name, err);
        }
        found = unit;
        exact = exact || meant.exact;
    }
    return status == POV_OK && found == NULL
               ? refuse_unit(in, given, pov_buffer_get(&filter->unit[i]), err)
               : status;
}

static pov_status check_units(const pov_row_filter *filter, const plans *in, pov_error *err)
{
    pov_status status = POV_OK;

    for (size_t i = 0; i < filter->options->units.count && status == POV_OK; i++) {
        status = check_unit(filter, i, in, err);
    }
    return status;
}

/* The different words of one kind that the rows have, in their order. */
typedef struct words {
    const char *word[WORDS];
    size_t count; /* above WORDS: there are more */
} words;

static void add_word(words *w, const char *word)
{
    bool known = word[0] == '\0' || w->count > WORDS;

    for (size_t i = 0; i < w->count && !known; i++) {
        known = strcmp(w->word[i], word) == 0;
    }
    if (!known && w->count < WORDS) {
        w->word[w->count] = word;
    }
    w->count += !known;
}

static const char *nearest(const words *w, const char *given)
{
    return pov_text_nearest(given, w->word, w->count < WORDS ? w->count : WORDS);
}

static void list_words(const words *w, pov_buffer *text)
{
    for (size_t i = 0; i < w->count; i++) {
        pov_text_list(text, i, WORDS, i < WORDS ? w->word[i] : "");
    }
}

/* The nearest word, else all that the rows have; `none`, or nothing, where they have none. */
static void suggest_word(const words *known, const char *given, const char *none, const char *all,
                         pov_error *err)
{
    pov_buffer text = {0};

    list_words(known, &text);
    if (known->count == 0 && none != NULL) {
        pov_error_hint(err, "%s", pov_translate(none));
    } else if (known->count > 0 && !pov_error_suggest(err, nearest(known, given)) && !text.failed) {
        pov_error_hint(err, "%s: %s", pov_translate(all), pov_buffer_get(&text));
    }
    pov_buffer_fini(&text);
}

typedef struct years {
    pov_year year[WORDS];
    size_t count;   /* as of words */
    bool is_target; /* a row aims at the year that was asked for */
} years;

static void add_year(years *y, pov_year year)
{
    bool known = year.year == 0 || y->count > WORDS;

    for (size_t i = 0; i < y->count && !known; i++) {
        known = pov_year_compare(y->year[i], year) == 0;
    }
    if (!known && y->count < WORDS) {
        y->year[y->count] = year;
    }
    y->count += !known;
}

static void suggest_year(const years *y, pov_error *err)
{
    pov_buffer text = {0};

    for (size_t i = 0; i < y->count && i < WORDS; i++) {
        pov_buffer_text(&text, i > 0 ? ", " : "");
        pov_year_write(&text, y->year[i]);
    }
    pov_buffer_text(&text, y->count > WORDS ? ", ..." : "");
    if (y->count == 0) {
        pov_error_hint(err, "no row states its year");
    } else if (!text.failed) {
        pov_error_hint(err,
                       y->is_target ? POV_TEXT("that is the year of a target; --year is that of "
                                               "the rows: %s")
                                    : POV_TEXT("years of its rows: %s"),
                       pov_buffer_get(&text));
    }
    pov_buffer_fini(&text);
}

/* Says what the rows have, of the first option that no row agrees with. */
static void suggest(const pov_row_filter *filter, const plans *in, pov_error *err)
{
    const pov_options *options = filter->options;
    bool level = options->level == NULL, group = options->group == NULL;
    bool year = options->year.year == 0, standard = options->standard == NULL;
    words levels = {.count = 0}, groups = {.count = 0}, standards = {.count = 0};
    pov_buffer folded = {0};
    years stated = {.count = 0};

    for (size_t p = 0; p < in->count; p++) {
        const pov_plan *plan = in->plan[p];
        for (size_t r = 0; r < plan->row_count; r++) {
            const pov_row *row = &plan->row[r];
            level = level || has_level(filter, plan->unit[row->unit].level);
            group = group || has_group(filter, row, &folded);
            year = year || has_year(filter, row);
            standard = standard || has_standard(filter, row, &folded);
            add_word(&standards, row->standard);
            add_word(&levels, plan->unit[row->unit].level);
            add_word(&groups, row->group);
            add_year(&stated, row->year);
            stated.is_target =
                stated.is_target || pov_year_compare(row->target_year, options->year) == 0;
        }
    }
    if (!level) {
        suggest_word(&levels, options->level, POV_TEXT("no row states its level"),
                     POV_TEXT("levels of its rows"), err);
    } else if (!group) {
        suggest_word(&groups, options->group, NULL, POV_TEXT("groups of its rows"), err);
    } else if (!year) {
        suggest_year(&stated, err);
    } else if (!standard) {
        suggest_word(&standards, options->standard, NULL, POV_TEXT("standards of its rows"), err);
    }
    pov_buffer_fini(&folded);
}

static pov_status refuse(const pov_row_filter *filter, const plans *in, pov_error *err)
{
    const pov_options *options = filter->options;
    pov_buffer given = {0};

    for (size_t i = 0; i < options->units.count; i++) {
        pov_buffer_format(&given, " --unit \"%s\"", options->units.text[i]);
    }
    if (options->level != NULL) {
        pov_buffer_format(&given, " --level %s", options->level);
    }
    if (options->group != NULL) {
        pov_buffer_format(&given, " --group %s", options->group);
    }
    if (options->year.year != 0) {
        pov_buffer_text(&given, " --year ");
        pov_year_write(&given, options->year);
    }
    if (options->standard != NULL) {
        pov_buffer_format(&given, " --standard %s", options->standard);
    }
    if (given.failed) {
        (void)pov_no_memory(err);
    } else if (in->files == 1) {
        (void)pov_fail(err, POV_ERR_USAGE, "%s has no row for%s", file_of(in),
                       pov_buffer_get(&given));
    } else {
        (void)pov_fail(err, POV_ERR_USAGE, "none of the %zu files has a row for%s", in->files,
                       pov_buffer_get(&given));
    }
    suggest(filter, in, err);
    pov_status status = given.failed ? POV_ERR_NOMEM : POV_ERR_USAGE;
    pov_buffer_fini(&given);
    return status;
}

pov_status pov_row_filter_check(const pov_row_filter *filter, const pov_plan *const *plan,
                                size_t count, size_t picked, pov_error *err)
{
    plans in = {plan, count, 0};
    size_t rows = 0;

    for (size_t p = 0; p < count; p++) {
        in.files += plan[p]->file_count;
        rows += plan[p]->row_count;
    }
    if (rows == 0) { /* of nothing there is nothing to pick; that is said elsewhere */
        return POV_OK;
    }
    pov_status status = check_units(filter, &in, err);
    return status != POV_OK || picked > 0 ? status : refuse(filter, &in, err);
}

pov_status pov_row_filter_choose(const pov_options *options, const pov_plan *plan, bool any,
                                 bool *picked, size_t *count, pov_error *err)
{
    pov_row_filter filter = {0};
    pov_status status = pov_row_filter_init(&filter, options, err);

    if (status == POV_OK) {
        status = pov_row_filter_pick(&filter, plan, picked, count, err);
    }
    if (status == POV_OK && !any) {
        status = pov_row_filter_check(&filter, &plan, 1, *count, err);
    }
    pov_row_filter_fini(&filter);
    return status;
}
